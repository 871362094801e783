"""multiground:assess, all clauses."""

import os
import pathlib
import shlex

from qgis.core import (
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
)

from ..urbanform import clauses
from ..urbanform.errors import QT_TRANSLATE_NOOP, InputError
from .base import MultigroundAlgorithm
from .base.assessing import Package, known, outcomes_of, under_tolerances
from .base.reading import stop_if_canceled
from .base.reporting import data_of
from .base.result_tables import action_rows, clause_rows, run_rows, table_of, write_tables
from .base.texts import translate
from .base.writing import folder_beside, replace_text

COUNTS = {grade: f"N_{grade.upper()}" for grade in (*clauses.GRADES, clauses.UNASSESSED)}


class Assess(MultigroundAlgorithm):
    LIBRARIES = (*MultigroundAlgorithm.LIBRARIES, ("scipy", 1), ("networkx", 2), ("jinja2", 2))
    PACKAGE, PROFILE, STABILITY, RESULT, REPORT = "PACKAGE", "PROFILE", "STABILITY", "RESULT", "REPORT"

    def name(self):
        return "assess"

    def displayName(self):
        return translate("Multiground", "Assess a district")

    def group(self):
        return translate("Multiground", "District")

    def groupId(self):
        return "district"

    def tags(self):
        return translate("Multiground", "assess,district,package,report,grade,clause,guideline").split(",")

    def shortHelpString(self):
        return translate(
            "Multiground",
            "Runs every measure that the layers of a district package allow and writes one GeoPackage with a graded, "
            "coloured layer for each clause, the tables clauses, actions and run, and a report to read and print.\n\n"
            "A clause whose layers are missing, or whose measure fails, is unassessed with the reason; the others go "
            "on. Where RESULT exists, it is replaced, and what a planner wrote into its table actions is kept."
        )

    def initAlgorithm(self, configuration=None):
        file = QgsProcessingParameterFile.Behavior.File
        label = translate("Multiground", "District package")
        text = translate("Multiground", "GeoPackage with layers such as district, roads, plots, buildings and floors.")
        self.add(QgsProcessingParameterFile(self.PACKAGE, label, file, "gpkg"), text)
        label = translate("Multiground", "Rule profile")
        text = translate("Multiground", "Table clauses.csv of another city or edition; empty for the guideline's own.")
        self.add(QgsProcessingParameterFile(self.PROFILE, label, file, "csv", optional=True), text, advanced=True)
        label = translate("Multiground", "See which grades hang on tolerances")
        text = translate("Multiground", "Measures again with bounds 5 % and walking speeds 10 % lower and higher.")
        self.add(QgsProcessingParameterBoolean(self.STABILITY, label, True), text, advanced=True)
        label = translate("Multiground", "Result")
        text = translate("Multiground", "GeoPackage with a graded layer for each clause and the tables of all.")
        self.add(QgsProcessingParameterFileDestination(self.RESULT, label, "GeoPackage (*.gpkg)"), text)
        label = translate("Multiground", "Report")
        text = translate("Multiground", "One HTML file that opens offline and prints to A4.")
        self.add(QgsProcessingParameterFileDestination(self.REPORT, label, "HTML (*.html)", optional=True), text)
        labels = {
            "N_EXCELLENT": translate("Multiground", "Clauses graded excellent"),
            "N_GOOD": translate("Multiground", "Clauses graded good"),
            "N_FAIR": translate("Multiground", "Clauses graded fair"),
            "N_VIOLATION": translate("Multiground", "Clauses violated"),
            "N_UNASSESSED": translate("Multiground", "Clauses not assessed"),
        }
        for name, label in labels.items():
            self.add_number(name, label)

    def measure(self, parameters, context, feedback):
        from ..urbanform import profiles
        from ..urbanform.assess import clause_table, flips
        from ..urbanform.report import report as render

        package = self._package(parameters, context)
        own = self.parameterAsFile(parameters, self.PROFILE, context)
        rules = profiles.checked(own) if own else None
        target = pathlib.Path(self.parameterAsFileOutput(parameters, self.RESULT, context))
        report = self.parameterAsFileOutput(parameters, self.REPORT, context)
        self._refuse_target(target, package.path)
        stability = self.parameterAsBool(parameters, self.STABILITY, context)
        earlier = table_of(target, "actions") if target.exists() else None
        with clauses.profile(rules), folder_beside(target) as folder:
            file = folder / target.name
            outcomes, notes = outcomes_of(package, known(), file, context, feedback, 0, 60)
            rows = clause_table(outcomes).set_index("clause", drop=False)
            if stability:
                rows["stability"] = flips(rows["grade"], under_tolerances(package, folder, context, feedback, 60, 90))
            rows = clause_rows(rows)
            written = {
                "clauses": rows,
                "actions": action_rows(outcomes, earlier),
                "run": run_rows(package, rules, notes, {self.STABILITY: stability}),
            }
            write_tables(file, written)
            feedback.setProgress(92)
            if report:
                data = data_of(package, file, rows, written, outcomes, self._command(parameters), feedback)
                page = render(data)
            feedback.setProgress(99)
            stop_if_canceled(feedback)
            if report:
                replace_text(pathlib.Path(report), page)
            os.replace(file, target)
        grades = rows.loc[rows["state"].isin((clauses.GRADED, clauses.MISSING)), "grade"]
        counts = {name: int((grades == grade).sum()) for grade, name in COUNTS.items()}
        return {self.RESULT: str(target), self.REPORT: report or None, **counts}

    def _package(self, parameters, context):
        from osgeo import ogr

        path = pathlib.Path(self.parameterAsFile(parameters, self.PACKAGE, context))
        dataset = ogr.Open(str(path)) if path.is_file() else None
        if dataset is None or dataset.GetDriver().GetName() != "GPKG":
            permitted = QT_TRANSLATE_NOOP("Multiground", "a GeoPackage with the layers of a district")
            remedy = QT_TRANSLATE_NOOP("Multiground", "Choose a district package, or make one with New package.")
            raise InputError(self.PACKAGE, path, permitted, remedy)
        package = Package(path)
        if not any(package.parameters(step)[1] == () for step in known()):
            raise InputError(
                self.PACKAGE,
                ", ".join(sorted(package.layers)) or QT_TRANSLATE_NOOP("Multiground", "no layer with features"),
                QT_TRANSLATE_NOOP("Multiground", "layers such as district, roads, plots, buildings, floors"),
                QT_TRANSLATE_NOOP("Multiground", "Name the layers as a district package does."),
            )
        return package

    def replaces(self, name, layers):
        return name == self.RESULT and "clauses" in layers  # the result of an earlier assessment

    def _refuse_target(self, target, package):
        if target.suffix.lower() != ".gpkg" or (target.exists() and target.samefile(package)):
            permitted = QT_TRANSLATE_NOOP("Multiground", "a file .gpkg other than the package")
            remedy = QT_TRANSLATE_NOOP("Multiground", "Choose another file name.")
            raise InputError(self.RESULT, target, permitted, remedy)

    def _command(self, parameters):
        """Return the command that repeats this assessment."""
        given = [f"{name}={value}" for name, value in parameters.items() if value not in (None, "")]
        return " ".join(["qgis_process run multiground:assess --", *map(shlex.quote, given)])
