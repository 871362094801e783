"""multiground:roadnetworkdensity, clause 4.1.3-1."""

from qgis.core import (
    QgsCoordinateTransform,
    QgsProcessing,
    QgsWkbTypes,
)

from ..urbanform import clauses
from .base import GRADE_FIELDS, MultigroundAlgorithm
from .base.features import feature_of, fields_with
from .base.texts import translate
from .base.writing import Result

RULES = ("half", "full", "none")
FIELDS = {"road_km": float, "area_km2": float, "density": float, "density_full": float, "density_none": float}
FIELDS["unknown_km"] = float
ROAD_FIELDS = {"district": int, "weight": float, "length_m": float}


class RoadNetworkDensity(MultigroundAlgorithm):
    GROUP = "plotsandstreets"
    ROADS, DISTRICTS, OUTPUT, COUNTED_ROADS = "ROADS", "DISTRICTS", "OUTPUT", "COUNTED_ROADS"
    CLASS_FIELD, NAME_FIELD, ONEWAY_FIELD = "CLASS_FIELD", "NAME_FIELD", "ONEWAY_FIELD"
    BOUNDARY_RULE, BOUNDARY_TOLERANCE, MERGE_DUAL = "BOUNDARY_RULE", "BOUNDARY_TOLERANCE", "MERGE_DUAL"
    COUNTED_CLASSES, DENSITY, GRADE = "COUNTED_CLASSES", "DENSITY", "GRADE"

    def displayName(self):
        return translate("Multiground", "Road network density (4.1.3-1)")

    def tags(self):
        return translate("Multiground", "road,street,density,network,guideline").split(",")

    def about(self):
        return translate(
            "Multiground",
            "Kilometres of counted road per square kilometre of each district, graded by clause 4.1.3-1: 8 to 10 "
            "is recommended, more than 12 is not permitted.\n\nExpressways, arterials, secondary and branch roads "
            "count; a street drawn as two carriageways counts once; a road along the district's outline counts half, "
            "because it serves both sides. The densities that count it whole and not at all stand beside."
        )

    def initAlgorithm(self, configuration=None):
        kinds = QgsProcessing.SourceType
        label = translate("Multiground", "Roads")
        text = translate("Multiground", "Centre lines of roads; lines beyond the districts do no harm.")
        self.add_layer(self.ROADS, label, text, kinds.TypeVectorLine)
        label = translate("Multiground", "Districts")
        text = translate("Multiground", "The planned land of each district, roads included.")
        self.add_layer(self.DISTRICTS, label, text, kinds.TypeVectorPolygon)
        self.add_counted_roads()
        label = translate("Multiground", "Roads along the outline count")
        half, full = translate("Multiground", "half (unbiased)"), translate("Multiground", "full")
        text = translate(
            "Multiground", "A road along a district's outline serves both sides, so half of its length counts."
        )
        self.add_choice(self.BOUNDARY_RULE, label, text, half, full, translate("Multiground", "not at all"))
        label = translate("Multiground", "Width of the outline")
        text = translate(
            "Multiground", "Metres on either side of the outline within which a road along it is a boundary road."
        )
        self.add_distance(self.BOUNDARY_TOLERANCE, label, text, clauses.value("4.1.3-1", "width_m", "boundary"), True)
        label = translate("Multiground", "Count dual carriageways once")
        text = translate("Multiground", "Two carriageways of one street, 2 to 50 m apart, count as their middle line.")
        self.add_bool(self.MERGE_DUAL, label, text, default=True)
        label = translate("Multiground", "Road network density")
        text = translate(
            "Multiground",
            "The districts with counted kilometres, area, the density in three ways of counting, and the grade."
        )
        self.add_sink(self.OUTPUT, label, text, kinds.TypeVectorPolygon)
        label = translate("Multiground", "Counted roads")
        text = translate("Multiground", "The pieces of road that count, with their weight and their length in metres.")
        self.add_sink(self.COUNTED_ROADS, label, text, kinds.TypeVectorLine, optional=True)
        self.add_number(self.DENSITY, translate("Multiground", "Density of all districts (km/km²)"))
        self.add_text(self.GRADE, translate("Multiground", "Grade of all districts"))

    def measure(self, parameters, context, feedback):
        from ..urbanform import grading
        from ..urbanform.road_network_density import CLAUSE, density_steps

        polygon, line = QgsWkbTypes.GeometryType.PolygonGeometry, QgsWkbTypes.GeometryType.LineGeometry
        source = self.source(parameters, self.DISTRICTS, context, polygon)
        crs, scale_error = self.measuring_crs(self.DISTRICTS, source, context, feedback)
        districts = self.read(parameters, self.DISTRICTS, context, feedback, crs, {}, polygon)
        columns = {"class": self.CLASS_FIELD, "name": self.NAME_FIELD, "oneway": self.ONEWAY_FIELD}
        roads = self.read(parameters, self.ROADS, context, feedback, crs, columns, line)
        counted = self.parameterAsString(parameters, self.COUNTED_CLASSES, context).split(",")
        steps = density_steps(
            roads.frame,
            districts.frame,
            counted_classes=[name.strip() for name in counted if name.strip()] or None,
            boundary_rule=RULES[self.parameterAsEnum(parameters, self.BOUNDARY_RULE, context)],
            boundary_tolerance_m=self.parameterAsDouble(parameters, self.BOUNDARY_TOLERANCE, context),
            merge_dual=self.parameterAsBool(parameters, self.MERGE_DUAL, context),
            with_roads=bool(parameters.get(self.COUNTED_ROADS)),
            scale_error=scale_error,
        )
        result = self.finish(steps, feedback)
        frame, bounds = result.districts, clauses.bounds(CLAUSE, "density_km_per_km2")
        frame["clause"] = CLAUSE
        frame["finding"] = [self._finding(row, bounds) for row in frame.itertuples()]
        frame["needed"] = [f"{km:+.2f} km" if km == km else None for km in frame["needed_km"]]
        added = {**FIELDS, **GRADE_FIELDS}
        results = [self.graded(parameters, self.DISTRICTS, districts, frame, added, crs, context)]
        if parameters.get(self.COUNTED_ROADS):
            pieces = self._pieces(parameters, context, result.counted_roads, roads, frame, crs, source.sourceCrs())
            fields = fields_with(self.parameterAsSource(parameters, self.ROADS, context).fields(), ROAD_FIELDS, ["fid"])
            kind, target = QgsWkbTypes.Type.MultiLineString, source.sourceCrs()
            results.append(Result(self.COUNTED_ROADS, fields, kind, target, pieces, "counted_roads"))
        outputs = self.write(parameters, context, feedback, *results)
        measured = frame[frame["state"] == clauses.GRADED]
        density = round(float(measured["road_km"].sum() / measured["area_km2"].sum()), 2) if len(measured) else None
        grade = grading.overall(frame["grade"], frame["state"], frame["area_km2"])
        return {**outputs, self.DENSITY: density, self.GRADE: grade}

    def _finding(self, row, bounds):
        if row.density != row.density:
            return translate("Multiground", "No road of the layer reaches this district: the data end before it.")
        text = translate(
            "Multiground",
            "{density:.2f} km/km²: {km:.2f} km of counted road on {area:.3f} km²; "
            "recommended {low:g}–{high:g}, at most {most:g}."
        )
        best, most = bounds[0], max(bound.upper for bound in bounds if bound.grade == "good")
        figures = {"density": row.density, "km": row.road_km, "area": row.area_km2}
        text = text.format(**figures, low=best.lower, high=best.upper, most=most)
        return " ".join(filter(None, [text, self._unknown(row), self.near_bound(row)]))

    def _unknown(self, row):
        """Return the sentence on roads that may count or not, or nothing."""
        if not row.unknown_km > 0:
            return ""
        text = translate(
            "Multiground",
            "The class of {km:.2f} km of road is not known: at most {most:.2f} km/km² with them."
        )
        if row.state == clauses.MISSING:
            text = translate(
                "Multiground",
                "Not assessed: the class of {km:.2f} km of road is not known, at most {most:.2f} km/km² with them."
            )
        return text.format(km=row.unknown_km, most=(row.road_km + row.unknown_km) / row.area_km2)

    def _pieces(self, parameters, context, pieces, roads, districts, crs, target):
        """Yield the counted pieces with the attributes of their roads."""
        back = QgsCoordinateTransform(crs, target, context.transformContext())
        source = self.parameterAsSource(parameters, self.ROADS, context)
        attributes = {feature.id(): feature.attributes() for feature in source.getFeatures()}
        road_ids, district_ids = roads.frame["fid"].tolist(), districts["fid"].tolist()
        for piece in pieces.itertuples():
            own = [district_ids[piece.district], piece.weight, piece.length_m]
            yield feature_of(piece.geometry.wkb, [*attributes[road_ids[piece.road]], *own], back)
