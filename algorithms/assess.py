"""multiground:assess, all clauses."""

import contextlib
import os
import pathlib
import shlex
import shutil
import tempfile
import time

from qgis.core import (
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
)

from ..urbanform import clauses
from ..urbanform.errors import QT_TRANSLATE_NOOP, InputError
from .base import MultigroundAlgorithm
from .base.assessing import TOLERANCES, MeasureError, Package, Steps, destination, known, run
from .base.reading import stop_if_canceled
from .base.reporting import data_of
from .base.result_tables import action_rows, clause_rows, run_rows, table_of, write_tables
from .base.texts import translate

_FOLDER, _DAY_S = ".multiground-assess-", 86_400
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
        with clauses.profile(rules), _folder_beside(target) as folder:
            file = folder / target.name
            steps = known()
            outcomes, notes = self._outcomes(package, steps, file, context, feedback, 0, 60)
            rows = clause_table(outcomes).set_index("clause", drop=False)
            if stability:
                others = self._under_tolerances(package, steps, folder, context, feedback, 60, 90)
                rows["stability"] = flips(rows["grade"], {name: other["grade"] for name, other in others.items()})
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
                (folder / "report.html").write_text(render(data), encoding="utf-8")
            feedback.setProgress(99)
            stop_if_canceled(feedback)
            if report:
                os.replace(folder / "report.html", report)
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

    def _outcomes(self, package, steps, file, context, feedback, begin, end, changed=None):
        """Run the measures into a file; return what came of each by algorithm, and the warnings by step."""
        from ..urbanform.assess import Outcome

        outcomes, notes = {}, {}
        for number, step in enumerate(steps):
            share = (begin + (end - begin) * n / len(steps) for n in (number, number + 1))
            layers, missing = package.parameters(step)
            name = step.name or step.algorithm
            if missing:
                outcomes[name] = Outcome(missing=missing)
                continue
            feedback.setProgressText(self._title_of(step))
            own = Steps(feedback, *share)
            results = {output: destination(file, table) for output, table in step.results.items()}
            try:
                found = run(step, {**layers, **results, **(changed or {})}, context, own)
                tables = {output: table_of(file, table) for output, table in step.results.items()}
                outcomes[name] = Outcome(found, tables)
            except MeasureError as failed:
                outcomes[name] = Outcome(error=str(failed))
            notes[name] = own.warnings
        return outcomes, notes

    def _under_tolerances(self, package, steps, folder, context, feedback, begin, end):
        """Return the clauses' rows with bounds and parameters a little lower and higher, by tolerance."""
        from ..urbanform.assess import clause_table

        graded = [step for step in steps if not step.name and step.algorithm not in ("functionmix", "mperadvice")]
        found = {}
        for number, (name, amount, factor, algorithms, changed) in enumerate(TOLERANCES):
            chosen = [step for step in graded if algorithms is None or step.algorithm in algorithms]
            share = [begin + (end - begin) * n / len(TOLERANCES) for n in (number, number + 1)]
            file = folder / f"tolerance_{number}.gpkg"
            with clauses.profile(None, factor):
                outcomes, _ = self._outcomes(package, chosen, file, context, feedback, *share, changed)
                rows = clause_table(outcomes).set_index("clause")
            label = f"{self._tolerance_names()[name]} {amount}"
            found[label] = rows[rows["algorithm"].isin([s.algorithm for s in chosen]) & (rows["output"] != "")]
        return found

    def _tolerance_names(self):
        return {
            "bounds": translate("Multiground", "bounds"),
            "speed": translate("Multiground", "walking speed"),
            "snap": translate("Multiground", "snapping distance"),
            "boundary": translate("Multiground", "boundary tolerance"),
        }

    def _title_of(self, step):
        from qgis.core import QgsApplication

        return QgsApplication.processingRegistry().algorithmById(f"multiground:{step.algorithm}").displayName()

    def _command(self, parameters):
        """Return the command that repeats this assessment."""
        given = [f"{name}={value}" for name, value in parameters.items() if value not in (None, "")]
        return " ".join(["qgis_process run multiground:assess --", *map(shlex.quote, given)])


@contextlib.contextmanager
def _folder_beside(target):
    """Make a folder beside a file to write in, and take it away at the end, with what a killed run left."""
    for left in target.parent.glob(f"{_FOLDER}*"):
        if time.time() - left.stat().st_mtime > _DAY_S:
            shutil.rmtree(left, ignore_errors=True)
    folder = pathlib.Path(tempfile.mkdtemp(prefix=_FOLDER, dir=target.parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
