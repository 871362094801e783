"""multiground:comparescenarios, all clauses."""

import pathlib

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsProcessing,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterMultipleLayers,
    QgsWkbTypes,
)

from ..urbanform.errors import QT_TRANSLATE_NOOP, InputError
from .base import MultigroundAlgorithm
from .base.comparing import compared_data, result_of, rules_of, rules_warning
from .base.features import fields_with, plain
from .base.texts import label, translate
from .base.writing import Result, replace_text

FIELDS = {"clause": str, "name": str, "title": str, "unit": str}
CHANGES = {"difference": float, "flips": bool, "change": str, "got_worse": str}


class CompareScenarios(MultigroundAlgorithm):
    GROUP = "district"
    LIBRARIES = (*MultigroundAlgorithm.LIBRARIES, ("jinja2", 2))
    RESULTS, TABLE, REPORT, N_FLIPS, N_WORSE = "RESULTS", "TABLE", "REPORT", "N_FLIPS", "N_WORSE"

    def displayName(self):
        return translate("Multiground", "Compare assessments")

    def tags(self):
        return translate("Multiground", "compare,scenario,variant,year,before,after,district,guideline").split(",")

    def about(self):
        return translate(
            "Multiground",
            "Every figure and grade of two or more results of Assess a district side by side, in the order given: "
            "variants of a plan, before and after, or year after year. Tells which grades flip and what got worse."
        )

    def initAlgorithm(self, configuration=None):
        label_ = translate("Multiground", "Results to compare")
        text = translate("Multiground", "Two or more GeoPackages that Assess a district wrote, the earliest first.")
        files = QgsProcessingParameterMultipleLayers(self.RESULTS, label_, QgsProcessing.SourceType.TypeFile)
        files.setMinimumNumberInputs(2)
        self.add(files, text)
        label_ = translate("Multiground", "Comparison")
        text = translate(
            "Multiground", "One row a clause and figure: the results side by side, and whether the grade flips."
        )
        self.add_sink(self.TABLE, label_, text, QgsProcessing.SourceType.TypeVector)
        label_ = translate("Multiground", "Report")
        text = translate("Multiground", "One HTML file that opens offline and prints to A4.")
        self.add(QgsProcessingParameterFileDestination(self.REPORT, label_, "HTML (*.html)", optional=True), text)
        self.add_number(self.N_FLIPS, translate("Multiground", "Clauses whose grade flips"))
        self.add_number(self.N_WORSE, translate("Multiground", "Clauses that got worse"))

    def measure(self, parameters, context, feedback):
        from ..urbanform.compare_scenarios import WORSE, compare_scenarios
        from ..urbanform.report import report

        paths = [pathlib.Path(path) for path in self.parameterAsFileList(parameters, self.RESULTS, context)]
        results = [self._result(path) for path in paths]
        table = compare_scenarios(results)
        names = self._names(paths)
        warning = rules_warning(names, [rules_of(path) for path in paths])
        if warning:
            feedback.pushWarning(warning)
        graded = {key: kind for n in range(1, len(paths) + 1) for key, kind in self._columns(n, names).items()}
        fields = {**FIELDS, **graded, **CHANGES}
        rows = [QgsFeature() for _ in range(len(table))]
        for row, values in zip(rows, zip(*(plain(table[name]) for name in fields))):
            row.setAttributes(list(values))
        no_crs, kind = QgsCoordinateReferenceSystem(), QgsWkbTypes.Type.NoGeometry
        result = Result(self.TABLE, fields_with([], fields), kind, no_crs, rows, "table")
        outputs = self.write(parameters, context, feedback, result)
        page = self.parameterAsFileOutput(parameters, self.REPORT, context)
        if page:
            replace_text(pathlib.Path(page), report(compared_data(table, names, warning), "compare.html"))
        own = table[table["name"] == ""]
        counts = {self.N_FLIPS: int(own["flips"].sum()), self.N_WORSE: int((own["change"] == WORSE).sum())}
        return {**outputs, self.REPORT: page or None, **counts}

    def _result(self, path):
        result = result_of(path)
        if result is None:
            permitted = QT_TRANSLATE_NOOP("Multiground", "a result of Assess a district, with its table clauses")
            remedy = QT_TRANSLATE_NOOP("Multiground", "Assess the package first.")
            raise InputError(self.RESULTS, path, permitted, remedy)
        return result

    def _names(self, paths):
        """Return what each result is called: its file, or its folder where files have one name."""
        stems = [path.stem for path in paths]
        return stems if len(set(stems)) == len(stems) else [f"{path.parent.name}/{path.stem}" for path in paths]

    def _columns(self, number, names):
        return {
            f"grade_{number}": (str, f"{label('grade')}: {names[number - 1]}"),
            f"figure_{number}": (float, f"{label('figure')}: {names[number - 1]}"),
        }
