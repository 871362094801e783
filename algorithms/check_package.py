"""multiground:checkpackage, the input doctor."""

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeature,
    QgsFields,
    QgsProcessing,
    QgsProcessingParameterFile,
    QgsWkbTypes,
)

from ..urbanform import tables
from .base import MultigroundAlgorithm
from .base.features import feature_of, fields_with, plain
from .base.package_layers import in_metres
from .base.texts import label, language, translate
from .base.writing import Result

ISSUE_FIELDS = {"layer": str, "feature": int, "severity": str, "code": str, "wrong": str, "remedy": str}
READY_FIELDS = {"clause": str, "title": str, "state": str, "missing": str, "n_features": int}


class CheckPackage(MultigroundAlgorithm):
    GROUP = "district"
    PACKAGE, ISSUES, READY = "PACKAGE", "ISSUES", "READY"
    COUNTS = {"error": "N_ERRORS", "warning": "N_WARNINGS", "hint": "N_HINTS"}
    N_READY = "N_READY"

    def displayName(self):
        return translate("Multiground", "Check a district package")

    def tags(self):
        return translate("Multiground", "package,check,validate,quality,errors,topology,duplicates,GCJ-02").split(",")

    def about(self):
        return translate(
            "Multiground",
            "Looks through every layer of a district package for what would make results wrong: reference systems, "
            "broken geometries, duplicates, overlaps, gaps, walkways that do not join, unknown codes, impossible "
            "numbers, layers shifted as GCJ-02 shifts them. Each issue has its feature, its severity and a remedy.\n\n"
            "An error makes a figure wrong; a warning may; a hint is worth a look. The second table tells which "
            "clauses of the guideline can be assessed with what is there.\n\nNothing in the package is changed."
        )

    def initAlgorithm(self, configuration=None):
        name = translate("Multiground", "District package")
        text = translate("Multiground", "GeoPackage whose layers bear the names that createpackage gives them.")
        kinds = "GeoPackage (*.gpkg)"
        self.add(QgsProcessingParameterFile(self.PACKAGE, name, fileFilter=kinds), text)
        label = translate("Multiground", "Issues")
        text = translate(
            "Multiground", "One point an issue, where it lies: layer, feature, severity, what is wrong and the remedy."
        )
        self.add_sink(self.ISSUES, label, text, QgsProcessing.SourceType.TypeVectorPoint)
        label = translate("Multiground", "Clauses that can be assessed")
        text = translate("Multiground", "One row a clause: whether its data are there, and what is missing.")
        self.add_sink(self.READY, label, text, QgsProcessing.SourceType.TypeVector)
        self.add_number("N_ERRORS", translate("Multiground", "Number of errors"))
        self.add_number("N_WARNINGS", translate("Multiground", "Number of warnings"))
        self.add_number("N_HINTS", translate("Multiground", "Number of hints"))
        self.add_number(self.N_READY, translate("Multiground", "Clauses whose data are complete"))

    def measure(self, parameters, context, feedback):
        from ..urbanform.check_package import check_package_steps
        from ..urbanform.package_file import read_package

        file = self.parameterAsFile(parameters, self.PACKAGE, context)
        found = self.finish(read_package(file), feedback, 0, 20)
        package = in_metres(found, context, feedback)
        steps = check_package_steps(package.layers, package.crs, package.place)
        issues, ready = self.finish(steps, feedback, 20, 80)
        self._tell(issues, feedback)
        results = self._issues(issues, package, context), self._ready(ready)
        outputs = self.write(parameters, context, feedback, *results)
        counts = {name: int((issues["severity"] == severity).sum()) for severity, name in self.COUNTS.items()}
        return {**outputs, **counts, self.N_READY: int((ready["state"] == "ready").sum())}

    def _tell(self, issues, feedback):
        """Write how often each kind of issue was found to the log."""
        text = translate("Multiground", "{layer}: {severity} {code}: {number}")
        for (layer, severity, code), group in issues.groupby(["layer", "severity", "code"], sort=False):
            line = text.format(layer=layer, severity=severity, code=code, number=len(group))
            (feedback.pushWarning if severity == "error" else feedback.pushInfo)(line)

    def _issues(self, issues, package, context):
        added = {name: (kind, _label(name)) for name, kind in ISSUE_FIELDS.items()}
        legend = {
            "error": translate("Multiground", "error"),
            "warning": translate("Multiground", "warning"),
            "hint": translate("Multiground", "hint"),
        }
        features = self._issue_features(issues, package, context)
        return Result(
            self.ISSUES,
            fields_with(QgsFields(), added),
            QgsWkbTypes.Type.MultiPoint,
            package.own,
            features,
            "issues",
            legend,
        )

    def _issue_features(self, issues, package, context):
        """Yield the issues as features, sentences in the user's language."""
        import shapely

        checks = {row["code"]: row for row in tables.rows("package_checks")}
        wrong, remedy = f"wrong_{language()}", f"remedy_{language()}"
        back = QgsCoordinateTransform(package.measured_in, package.own, context.transformContext())
        places = shapely.to_wkb(issues["place"].to_numpy())
        names = {row["field"]: row[f"label_{language()}"] for row in tables.rows("fields")}
        for row, place, fid in zip(issues.itertuples(), places, plain(issues["fid"])):
            check, value, limit = checks[row.code], row.value, row.limit
            if row.code == "wrong_geometry":
                value, limit = (", ".join(map(_geometry, text.split(", "))) for text in (value, limit))
            field = f"{names[row.field]} ({row.field})" if row.field else ""
            said = check[wrong].format(field=field, value=value, limit=limit, other=row.other, unit=row.unit)
            yield feature_of(place, [row.layer, fid, row.severity, row.code, said, check[remedy]], back)

    def _ready(self, ready):
        titles = {row["clause"]: row[f"title_{language()}"] for row in reversed(tables.rows("clauses"))}
        ready = ready.assign(title=[titles[clause] for clause in ready["clause"]])
        fields = fields_with(QgsFields(), READY_FIELDS)
        features = []
        for row in zip(*(plain(ready[name]) for name in READY_FIELDS)):
            feature = QgsFeature()
            feature.setAttributes(list(row))
            features.append(feature)
        return Result(
            self.READY, fields, QgsWkbTypes.Type.NoGeometry, QgsCoordinateReferenceSystem(), features, "table"
        )


def _geometry(name):
    return {
        "point": translate("Multiground", "point"),
        "line": translate("Multiground", "line"),
        "polygon": translate("Multiground", "polygon"),
    }[name]


def _label(name):
    return translate("Multiground", "Layer") if name == "layer" else label(name)
