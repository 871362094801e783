"""multiground:roadnetworkdensity, clause 4.1.3-1."""

from qgis.core import (
    QgsFeature,
    QgsGeometry,
    QgsCoordinateTransform,
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterDistance,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterString,
    QgsWkbTypes,
)

from ..urbanform import clauses
from .base import MultigroundAlgorithm, fields_with, plain, translate

RULES = ("half", "full", "none")
FIELDS = {"road_km": float, "area_km2": float, "density": float, "density_full": float, "density_none": float}
GRADE_FIELDS = {"grade": str, "clause": str, "finding": str, "needed": str, "state": str}
ROAD_FIELDS = {"district": int, "weight": float, "length_m": float}


class RoadNetworkDensity(MultigroundAlgorithm):
    ROADS, DISTRICTS = "ROADS", "DISTRICTS"
    CLASS_FIELD, NAME_FIELD, ONEWAY_FIELD = "CLASS_FIELD", "NAME_FIELD", "ONEWAY_FIELD"
    COUNTED_CLASSES, BOUNDARY_RULE, BOUNDARY_TOLERANCE = "COUNTED_CLASSES", "BOUNDARY_RULE", "BOUNDARY_TOLERANCE"
    MERGE_DUAL, OUTPUT, COUNTED_ROADS = "MERGE_DUAL", "OUTPUT", "COUNTED_ROADS"
    DENSITY, GRADE = "DENSITY", "GRADE"

    def name(self):
        return "roadnetworkdensity"

    def displayName(self):
        return translate("Multiground", "Road network density (4.1.3-1)")

    def group(self):
        return translate("Multiground", "Plots and streets")

    def groupId(self):
        return "plotsandstreets"

    def tags(self):
        return translate("Multiground", "road,street,density,network,guideline").split(",")

    def shortHelpString(self):
        return translate(
            "Multiground",
            "Kilometres of counted road per square kilometre of each district, graded by clause 4.1.3-1: 8 to 10 "
            "is recommended, more than 12 is not permitted.\n\nExpressways, arterials, secondary and branch roads "
            "count; a street drawn as two carriageways counts once; a road along the district's outline counts half, "
            "because it serves both sides. The densities that count it whole and not at all stand beside."
        )

    def initAlgorithm(self, configuration=None):
        line, polygon = QgsProcessing.SourceType.TypeVectorLine, QgsProcessing.SourceType.TypeVectorPolygon
        self.add(
            QgsProcessingParameterFeatureSource(self.ROADS, translate("Multiground", "Roads"), [line]),
            translate("Multiground", "Centre lines of roads; lines beyond the districts do no harm."),
        )
        self.add(
            QgsProcessingParameterFeatureSource(self.DISTRICTS, translate("Multiground", "Districts"), [polygon]),
            translate("Multiground", "The planned land of each district, roads included."),
        )
        for name, label, help_text in (
            (
                self.CLASS_FIELD,
                translate("Multiground", "Field with the road class"),
                translate("Multiground", "Class names of the road-class table, OSM highway values or Chinese names; looked up when empty."),
            ),
            (
                self.NAME_FIELD,
                translate("Multiground", "Field with the street name"),
                translate("Multiground", "Carriageways of one name count as one street; looked up when empty."),
            ),
            (
                self.ONEWAY_FIELD,
                translate("Multiground", "Field with one-way direction"),
                translate("Multiground", "Opposite one-way carriageways count as one street; looked up when empty."),
            ),
        ):
            self.add(
                QgsProcessingParameterField(name, label, parentLayerParameterName=self.ROADS, optional=True),
                help_text,
            )
        self.add(
            QgsProcessingParameterString(self.COUNTED_CLASSES, translate("Multiground", "Classes to count"), optional=True),
            translate("Multiground", "Comma list of classes; * counts every road; empty counts those of the road-class table."),
        )
        self._add_boundary_and_outputs()

    def _add_boundary_and_outputs(self):
        rules = [
            translate("Multiground", "half (unbiased)"),
            translate("Multiground", "full"),
            translate("Multiground", "not at all"),
        ]
        self.add(
            QgsProcessingParameterEnum(
                self.BOUNDARY_RULE, translate("Multiground", "Roads along the outline count"), rules, defaultValue=0
            ),
            translate("Multiground", "A road along a district's outline serves both sides, so half of its length counts."),
        )
        self.add(
            QgsProcessingParameterDistance(
                self.BOUNDARY_TOLERANCE,
                translate("Multiground", "Width of the outline"),
                defaultValue=15,
                minValue=0,
            ),
            translate("Multiground", "Metres on either side of the outline within which a road along it is a boundary road."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterBoolean(
                self.MERGE_DUAL, translate("Multiground", "Count dual carriageways once"), defaultValue=True
            ),
            translate("Multiground", "Two carriageways of one street, 2 to 50 m apart, count as their middle line."),
        )
        self.addParameter(
            QgsProcessingParameterFeatureSink(self.OUTPUT, translate("Multiground", "Road network density"))
        )
        self.addParameter(
            QgsProcessingParameterFeatureSink(
                self.COUNTED_ROADS,
                translate("Multiground", "Counted roads"),
                QgsProcessing.SourceType.TypeVectorLine,
                optional=True,
                createByDefault=False,
            )
        )
        self.addOutput(QgsProcessingOutputNumber(self.DENSITY, translate("Multiground", "Density of all districts (km/km²)")))
        self.addOutput(QgsProcessingOutputString(self.GRADE, translate("Multiground", "Grade of all districts")))

    def measure(self, parameters, context, feedback):
        from ..urbanform import grading
        from ..urbanform.road_network_density import CLAUSE, density_steps

        source = self.source(parameters, self.DISTRICTS, context, QgsWkbTypes.GeometryType.PolygonGeometry)
        crs, scale_error = self.measuring_crs(self.DISTRICTS, source, context, feedback)
        polygon, line = QgsWkbTypes.GeometryType.PolygonGeometry, QgsWkbTypes.GeometryType.LineGeometry
        districts = self.read(parameters, self.DISTRICTS, context, feedback, crs, {}, polygon)
        road_fields = {"class": self.CLASS_FIELD, "name": self.NAME_FIELD, "oneway": self.ONEWAY_FIELD}
        counted = [name.strip() for name in self.parameterAsString(parameters, self.COUNTED_CLASSES, context).split(",")]
        counted = [name for name in counted if name] or None
        roads = self.read(parameters, self.ROADS, context, feedback, crs, road_fields, line)
        with_roads = bool(parameters.get(self.COUNTED_ROADS))
        steps = density_steps(
            roads.frame,
            districts.frame,
            counted_classes=counted,
            boundary_rule=RULES[self.parameterAsEnum(parameters, self.BOUNDARY_RULE, context)],
            boundary_tolerance_m=self.parameterAsDouble(parameters, self.BOUNDARY_TOLERANCE, context),
            merge_dual=self.parameterAsBool(parameters, self.MERGE_DUAL, context),
            with_roads=with_roads,
            scale_error=scale_error,
        )
        result = self.finish(steps, feedback)
        frame = result.districts
        bounds = clauses.bounds(CLAUSE, "density_km_per_km2")
        frame["clause"] = CLAUSE
        frame["finding"] = [self._finding(row, bounds) for row in frame.itertuples()]
        frame["needed"] = [f"{km:+.2f} km" if km == km else None for km in frame["needed_km"]]
        added = {**FIELDS, **GRADE_FIELDS}
        fields = fields_with(source.fields(), added)
        rows = self.rows_with(parameters, self.DISTRICTS, districts, frame, added, crs, context)
        wkb_type = QgsWkbTypes.multiType(source.wkbType())
        output = self.write(
            parameters, self.OUTPUT, context, feedback, fields, wkb_type, source.sourceCrs(), rows, "grade_polygons"
        )
        outputs = {self.OUTPUT: output}
        if with_roads:
            outputs[self.COUNTED_ROADS] = self._write_roads(
                parameters, context, feedback, result.counted_roads, roads, frame, crs, source.sourceCrs()
            )
        total = round(float(frame["road_km"].sum() / frame["area_km2"][frame["road_km"].notna()].sum()), 2) if frame["road_km"].notna().any() else None
        grade = grading.overall(frame["grade"], frame["state"], frame["area_km2"])
        return {**outputs, self.DENSITY: total, self.GRADE: grade}

    def _finding(self, row, bounds):
        if row.state == clauses.MISSING:
            return translate("Multiground", "No road of the layer reaches this district: the data end before it.")
        text = translate("Multiground", "{density:.2f} km/km²: {km:.2f} km of counted road on {area:.3f} km²; recommended {low:g}–{high:g}, at most {most:g}.")
        best, most = bounds[0], max(bound.upper for bound in bounds if bound.grade == "good")
        finding = text.format(density=row.density, km=row.road_km, area=row.area_km2, low=best.lower, high=best.upper, most=most)
        if row.near_bound == row.near_bound:
            close = translate("Multiground", "The value lies within the measuring CRS's scale error of the bound {:g}.")
            finding = f"{finding} {close.format(row.near_bound)}"
        return finding

    def _write_roads(self, parameters, context, feedback, pieces, roads, districts, crs, target_crs):
        source = self.parameterAsSource(parameters, self.ROADS, context)
        back = QgsCoordinateTransform(crs, target_crs, context.transformContext())
        fields = fields_with(source.fields(), ROAD_FIELDS, renamed=["fid"])
        attributes = {feature.id(): feature.attributes() for feature in source.getFeatures()}
        fids, district_fids = roads.frame["fid"].tolist(), districts["fid"].tolist()

        def features():
            for piece in pieces.itertuples():
                geometry = QgsGeometry()
                geometry.fromWkb(piece.geometry.wkb)
                geometry.convertToMultiType()
                geometry.transform(back)
                row = QgsFeature()
                row.setGeometry(geometry)
                row.setAttributes(
                    [*attributes[fids[piece.road]], district_fids[piece.district], piece.weight, piece.length_m]
                )
                yield row

        wkb_type = QgsWkbTypes.Type.MultiLineString
        return self.write(
            parameters, self.COUNTED_ROADS, context, feedback, fields, wkb_type, target_crs, features(), "counted_roads"
        )
