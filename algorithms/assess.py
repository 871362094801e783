"""multiground:assess, all clauses."""

import contextlib
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
from .base.report_texts import grade_names
from .base.reporting import data_of
from .base.result_tables import action_rows, clause_rows, run_rows, table_of, write_tables
from .base.texts import translate
from .base.writing import folder_beside, opened, put, without_syncing

COUNTS = {grade: f"N_{grade.upper()}" for grade in (*clauses.GRADES, clauses.UNASSESSED)}


class Assess(MultigroundAlgorithm):
    GROUP = "district"
    LIBRARIES = (*MultigroundAlgorithm.LIBRARIES, ("scipy", 1), ("networkx", 2), ("jinja2", 2))
    PACKAGE, PROFILE, STABILITY, RESULT, REPORT = "PACKAGE", "PROFILE", "STABILITY", "RESULT", "REPORT"

    def displayName(self):
        return translate("Multiground", "Assess a district")

    def tags(self):
        return translate("Multiground", "assess,district,package,report,grade,clause,guideline").split(",")

    def about(self):
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
        label = translate("Multiground", "Test which grades depend on tolerances")
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
        from ..urbanform.report import report as page_of

        package = self._package(parameters, context)
        own = self.parameterAsFile(parameters, self.PROFILE, context)
        rules = profiles.checked(own) if own else None
        target, report = self._targets(parameters, package.path, context)
        with contextlib.ExitStack() as stack:
            stack.enter_context(clauses.profile(rules))
            stack.enter_context(without_syncing())
            folder, beside = (stack.enter_context(folder_beside(path)) for path in (target, report or target))
            file = folder / "result.gpkg"  # QGIS takes what follows the first dot of a name for its format
            rows, outcomes, notes = self._rows(parameters, package, file, context, feedback)
            stability = {self.STABILITY: self.parameterAsBool(parameters, self.STABILITY, context)}
            written = {
                "clauses": rows,
                "actions": action_rows(outcomes, table_of(target, "actions")),
                "run": run_rows(package, rules, notes, outcomes, stability, self._command(parameters)),
            }
            write_tables(file, written)
            if report:
                page = page_of(data_of(package, file, rows, written, outcomes, feedback))
                (beside / report.name).write_text(page, encoding="utf-8")
            stop_if_canceled(feedback)
            put(file, target)  # a result and its report change at once, or not at all
            if report:
                put(beside / report.name, report)
        grades = rows.loc[rows["state"].isin((clauses.GRADED, clauses.MISSING)), "grade"]
        counts = {name: int((grades == grade).sum()) for grade, name in COUNTS.items()}
        return {self.RESULT: str(target), self.REPORT: str(report) if report else None, **counts}

    def _rows(self, parameters, package, file, context, feedback):
        """Run the measures into a file; return the rows of the clauses, and what came of each measure."""
        from ..urbanform.assess import clause_table, flips

        outcomes, notes = outcomes_of(package, known(), file, context, feedback, 0, 60)
        rows = clause_table(outcomes).set_index("clause", drop=False)
        if self.parameterAsBool(parameters, self.STABILITY, context):
            others = under_tolerances(package, context, feedback, 60, 90)
            rows["stability"] = flips(rows["grade"], others, grade_names())
        return clause_rows(rows, outcomes), outcomes, notes

    def _package(self, parameters, context):
        path = pathlib.Path(self.parameterAsFile(parameters, self.PACKAGE, context))
        dataset = opened(path) if path.is_file() else None
        if dataset is None or dataset.GetDriver().GetName() != "GPKG":
            permitted = QT_TRANSLATE_NOOP("Multiground", "a GeoPackage with the layers of a district")
            remedy = QT_TRANSLATE_NOOP("Multiground", "Choose a district package, or make an empty one.")
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

    def _targets(self, parameters, package, context):
        """Return the files of the result and of the report (None for none), which are no other file of the run."""
        target = pathlib.Path(self.parameterAsFileOutput(parameters, self.RESULT, context))
        report = self.parameterAsFileOutput(parameters, self.REPORT, context)
        report = pathlib.Path(report) if report else None
        for name, path, endings in ((self.RESULT, target, (".gpkg",)), (self.REPORT, report, (".html", ".htm"))):
            if path and (path.suffix.lower() not in endings or (path.exists() and path.samefile(package))):
                permitted = QT_TRANSLATE_NOOP("Multiground", "a file .gpkg for the result, .html for the report")
                remedy = QT_TRANSLATE_NOOP("Multiground", "Choose another file name.")
                raise InputError(name, path, permitted, remedy)
        return target, report

    def _command(self, parameters):
        """Return the command that repeats this assessment."""
        given = [f"{name}={value}" for name, value in parameters.items() if value not in (None, "")]
        return " ".join(["qgis_process run multiground:assess --", *map(shlex.quote, given)])
