"""multiground:assessmany, all clauses of many districts."""

import os
import pathlib
import tempfile

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsProcessing,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterNumber,
    QgsWkbTypes,
)

from ..urbanform.errors import QT_TRANSLATE_NOOP, InputError
from .base import MultigroundAlgorithm
from .base.features import fields_with, plain
from .base.leagues import league_data, league_legend, league_of, outlines, packages_in
from .base.processes import Orders, assessed
from .base.texts import translate
from .base.writing import Result, replace_text

LEAGUE = {
    "rank": int,
    "name": str,
    "met_pct": float,
    "n_excellent": int,
    "n_good": int,
    "n_fair": int,
    "n_violation": int,
    "n_unassessed": int,
    "n_warnings": int,
    "rank_before": int,
    "rank_change": int,
    "violated": str,
    "assessment": str,
    "reason": str,
    "package": str,
    "result": str,
}


class AssessMany(MultigroundAlgorithm):
    GROUP = "district"
    LIBRARIES = (*MultigroundAlgorithm.LIBRARIES, ("scipy", 1), ("networkx", 2), ("jinja2", 2))
    PACKAGES, PROFILE, STORE, PROCESSES = "PACKAGES", "PROFILE", "STORE", "PROCESSES"
    TABLE, RESULT, REPORT = "TABLE", "RESULT", "REPORT"
    N_ASSESSED, N_KEPT, N_FAILED = "N_ASSESSED", "N_KEPT", "N_FAILED"

    def displayName(self):
        return translate("Multiground", "Assess many districts")

    def tags(self):
        return translate("Multiground", "assess,city,districts,batch,league,ranking,quarter,guideline").split(",")

    def about(self):
        return translate(
            "Multiground",
            "Assesses the district packages of a folder or a list, several at once, and puts them side by side: a "
            "league table, a map and a report. A package that fails is listed with the reason, the others go on.\n\n"
            "Districts stand in the order of the share of their clauses that are excellent or good; a clause that "
            "cannot be assessed counts as not met. With a store, what has not changed is not computed again, and the "
            "table tells who gained or lost places since last time."
        )

    def initAlgorithm(self, configuration=None):
        label = translate("Multiground", "District packages")
        text = translate("Multiground", "GeoPackages of districts, or folders that hold them.")
        kind = QgsProcessing.SourceType.TypeFile
        self.add(QgsProcessingParameterMultipleLayers(self.PACKAGES, label, kind), text)
        file, folder = QgsProcessingParameterFile.Behavior.File, QgsProcessingParameterFile.Behavior.Folder
        label = translate("Multiground", "Rule profile")
        text = translate("Multiground", "Table clauses.csv of another city or edition; empty for the guideline's own.")
        self.add(QgsProcessingParameterFile(self.PROFILE, label, file, "csv", optional=True), text, advanced=True)
        label = translate("Multiground", "Store of results")
        text = translate(
            "Multiground", "Folder that keeps every result, and the table tracking.csv of the districts by date."
        )
        self.add(QgsProcessingParameterFile(self.STORE, label, folder, optional=True), text)
        label = translate("Multiground", "Processes at once")
        text = translate("Multiground", "Each takes about half a GB of memory; 0 for one each processor.")
        number = QgsProcessingParameterNumber(self.PROCESSES, label, defaultValue=0, minValue=0)
        self.add(number, text, advanced=True)
        label = translate("Multiground", "League table")
        text = translate(
            "Multiground",
            "One row a district, in order: place, shares of its clauses, grades, and places gained or lost."
        )
        self.add_sink(self.TABLE, label, text, QgsProcessing.SourceType.TypeVector)
        polygon = QgsProcessing.SourceType.TypeVectorPolygon
        label = translate("Multiground", "Districts")
        text = translate("Multiground", "Outlines of the districts with the figures of the table, for a map.")
        self.add_sink(self.RESULT, label, text, polygon, optional=True)
        label = translate("Multiground", "Report")
        text = translate("Multiground", "One HTML file that opens offline and prints to A4.")
        self.add(QgsProcessingParameterFileDestination(self.REPORT, label, "HTML (*.html)", optional=True), text)
        self.add_number(self.N_ASSESSED, translate("Multiground", "Districts assessed"))
        self.add_number(self.N_KEPT, translate("Multiground", "Districts unchanged since their last assessment"))
        self.add_number(self.N_FAILED, translate("Multiground", "Packages that failed"))

    def measure(self, parameters, context, feedback):
        from ..urbanform import profiles
        from ..urbanform.package_runs import ASSESSED, FAILED, KEPT
        from ..urbanform.report import report

        profile = self.parameterAsFile(parameters, self.PROFILE, context)
        if profile:
            profiles.checked(profile)  # a bad row is refused before any work
        store = self._store(parameters, context)
        packages = self._packages(parameters, store, context, feedback)
        page = self.parameterAsFileOutput(parameters, self.REPORT, context)
        at_once = self.parameterAsInt(parameters, self.PROCESSES, context) or os.cpu_count() or 1
        with tempfile.TemporaryDirectory(prefix="multiground-") as folder:
            orders = Orders(profile, store or pathlib.Path(folder), at_once)
            done = assessed(packages, orders, context, feedback)
            table, tracking = league_of(packages, done, store, profile, feedback)
        crs, shapes = outlines(table["file"], context)
        kind, no_crs = QgsWkbTypes.Type.NoGeometry, QgsCoordinateReferenceSystem()
        rows = _features(table, LEAGUE, [None] * len(table))
        results = [Result(self.TABLE, fields_with([], LEAGUE), kind, no_crs, rows, "table")]
        if parameters.get(self.RESULT):
            known = [number for number, shape in enumerate(shapes) if shape is not None]
            rows = _features(table.iloc[known], LEAGUE, [shapes[number] for number in known])
            kind = QgsWkbTypes.Type.MultiPolygon
            results.insert(0, Result(self.RESULT, fields_with([], LEAGUE), kind, crs, rows, "league", league_legend()))
        outputs = self.write(parameters, context, feedback, *results)
        if page:
            replace_text(pathlib.Path(page), report(league_data(table, tracking, shapes, crs), "league.html"))
        states = table["assessment"].tolist()
        counts = {self.N_ASSESSED: ASSESSED, self.N_KEPT: KEPT, self.N_FAILED: FAILED}
        return {**outputs, self.REPORT: page or None, **{name: states.count(state) for name, state in counts.items()}}

    def _store(self, parameters, context):
        """Return the folder of the store, None for none; refuse one that cannot be written or read."""
        from ..urbanform.result_store import tracked

        store = self.parameterAsFile(parameters, self.STORE, context)
        if not store:
            return None
        store = pathlib.Path(store).absolute()
        try:
            store.mkdir(parents=True, exist_ok=True)
            tempfile.TemporaryFile(dir=store).close()
        except OSError as error:
            permitted = QT_TRANSLATE_NOOP("Multiground", "a folder that can be written")
            remedy = QT_TRANSLATE_NOOP("Multiground", "Choose another folder.")
            raise InputError(self.STORE, f"{store} ({error})", permitted, remedy) from error
        tracked(store)
        return store

    def _packages(self, parameters, store, context, feedback):
        """Return the files of all packages, those of folders included, each once, in the order of their paths."""
        remedy = QT_TRANSLATE_NOOP("Multiground", "Choose GeoPackages, or a folder that holds them.")
        packages = {}
        for place in self.parameterAsFileList(parameters, self.PACKAGES, context):
            path = pathlib.Path(os.path.abspath(place))
            if not path.exists():
                permitted = QT_TRANSLATE_NOOP("Multiground", "files and folders that exist")
                raise InputError(self.PACKAGES, path, permitted, remedy)
            found = packages_in(path, store, feedback) if path.is_dir() else [path]
            packages.update((os.path.normcase(each), each) for each in found)
        if not packages:
            found = QT_TRANSLATE_NOOP("Multiground", "no GeoPackage")
            permitted = QT_TRANSLATE_NOOP("Multiground", "one district package or more")
            raise InputError(self.PACKAGES, found, permitted, remedy)
        return sorted(packages.values())


def _features(table, fields, shapes):
    """Return features with some columns of a table, and their shapes, None for none."""
    features = []
    for values, shape in zip(zip(*(plain(table[name]) for name in fields)), shapes):
        feature = QgsFeature()
        feature.setAttributes(list(values))
        if shape is not None:
            feature.setGeometry(shape)
        features.append(feature)
    return features
