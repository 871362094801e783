"""multiground:windowview, clause 7.1.2."""

from qgis.core import (
    QgsCoordinateTransform,
    QgsFields,
    QgsProcessing,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
    QgsWkbTypes,
)

from ..urbanform import clauses
from .base import GRADE_FIELDS, MultigroundAlgorithm
from .base.features import fields_with
from .base.texts import translate
from .base.window_texts import building_findings, legend, tell, tell_windows, window_features
from .base.writing import Result

CLAUSE = "7.1.2"
SHARES = {
    **dict.fromkeys(["sky_pct", "green_pct", "building_pct", "water_pct", "ground_pct", "unknown_pct"], float),
    "nearest_m": float,
}
WINDOW_FIELDS = {
    "building": str, "storey": int, "azimuth": float, **SHARES, "flags": str, "n_flags": int, **GRADE_FIELDS
}  # fmt: skip
BUILDING_FIELDS = {
    "n_windows": int, "n_measured": int, **SHARES, "flagged_pct": float, "n_flags": int, "worst_storey": int,
    **GRADE_FIELDS
}  # fmt: skip


class WindowView(MultigroundAlgorithm):
    GROUP = "landscape"
    BUILDINGS, GREENERY, WATER = "BUILDINGS", "GREENERY", "WATER"
    STOREYS_FIELD, HEIGHT_FIELD, STOREYS = "STOREYS_FIELD", "HEIGHT_FIELD", "STOREYS"
    SPACING, RADIUS, FIELD_H, FIELD_V = "SPACING", "RADIUS", "FIELD_H", "FIELD_V"
    STOREY_HEIGHT, EYE_HEIGHT, RAYS = "STOREY_HEIGHT", "EYE_HEIGHT", "RAYS"
    OUTPUT, BUILDING_OUTPUT = "OUTPUT", "BUILDING_OUTPUT"
    N_WINDOWS, N_MISSING, N_FLAGGED, FLAGGED_PCT = "N_WINDOWS", "N_MISSING", "N_FLAGGED", "FLAGGED_PCT"
    MEAN_SKY_PCT, MEAN_GREEN_PCT, MEAN_BUILDING_PCT = "MEAN_SKY_PCT", "MEAN_GREEN_PCT", "MEAN_BUILDING_PCT"

    def displayName(self):
        return translate("Multiground", "Window view (7.1.2)")

    def tags(self):
        return translate("Multiground", "window,view,sky,greenery,façade,storey,landscape,guideline").split(",")

    def about(self):
        return translate(
            "Multiground",
            "What is seen from the windows of each storey, clause 7.1.2: the shares of sky, greenery, buildings, water "
            "and ground in a field of view, by equal solid angle, and the nearest building in its middle.\n\nWindows "
            "stand along every façade, courtyards included, not on walls shared with a touching building. Crowns, "
            "woods and hedges let part of the view through. Flagged are windows without sky, with a building closer "
            "than 20 m in the middle of the view, with more than 70 % of buildings, or less than 5 % of greenery; the "
            "guideline gives no bound, so there is no grade. Where a building of unknown height stands in the view, "
            "the window is missing: what it hides is not known."
        )

    def initAlgorithm(self, configuration=None):
        kinds = QgsProcessing.SourceType
        label = translate("Multiground", "Buildings")
        text = translate(
            "Multiground",
            "Footprints with their height, storeys and, where the ground is not level, ground_z in metres; all of "
            "them stand in the view."
        )
        self.add_layer(self.BUILDINGS, label, text, kinds.TypeVectorPolygon)
        label = translate("Multiground", "Greenery")
        text = translate(
            "Multiground",
            "Trees as points with height and radius in metres; woods, hedges, grass and green roofs as polygons with "
            "kind and height; empty: the share of greenery is unknown."
        )
        self.add_layer(self.GREENERY, label, text, kinds.TypeVectorPoint, kinds.TypeVectorPolygon, optional=True)
        label = translate("Multiground", "Water")
        text = translate("Multiground", "Water as polygons; empty: the share of water is unknown and seen as ground.")
        self.add_layer(self.WATER, label, text, kinds.TypeVectorPolygon, optional=True)
        self.add_storeys()
        self.add_height()
        label = translate("Multiground", "Distance between windows")
        text = translate("Multiground", "Metres of façade for one window; a wall shorter than half of it has none.")
        self.add_distance(self.SPACING, label, text, clauses.value(CLAUSE, "spacing_m"))
        label = translate("Multiground", "Storeys with windows")
        text = translate(
            "Multiground",
            "Storeys with windows: a list such as 1,5,10-12, or /5 for every fifth from the first; empty for all."
        )
        self.add(QgsProcessingParameterString(self.STOREYS, label, optional=True), text)
        label = translate("Multiground", "Radius of the view")
        text = translate("Multiground", "Metres within which things stand in the view; beyond is open sky.")
        self.add_distance(self.RADIUS, label, text, clauses.value(CLAUSE, "radius_m"))
        label = translate("Multiground", "Horizontal field of view, each way (°)")
        text = translate("Multiground", "Degrees to each side of the window's axis, more than 0 and at most 90.")
        self.add_double(self.FIELD_H, label, text, clauses.value(CLAUSE, "field_h_deg"))
        label = translate("Multiground", "Vertical field of view, each way (°)")
        text = translate("Multiground", "Degrees above and below the horizon, more than 0 and at most 90.")
        self.add_double(self.FIELD_V, label, text, clauses.value(CLAUSE, "field_v_deg"))
        self._add_rare()
        label = translate("Multiground", "Window views")
        text = translate(
            "Multiground",
            "One point a window: shares of what is seen, together 100 %, the nearest building in metres, and flags."
        )
        self.add_sink(self.OUTPUT, label, text, kinds.TypeVectorPoint)
        label = translate("Multiground", "Window views of buildings")
        text = translate("Multiground", "The buildings with the means of their windows.")
        self.add_sink(self.BUILDING_OUTPUT, label, text, kinds.TypeVectorPolygon, optional=True)
        self.add_number(self.N_WINDOWS, translate("Multiground", "Number of windows"))
        self.add_number(self.N_MISSING, translate("Multiground", "Windows whose view is not known"))
        self.add_number(self.N_FLAGGED, translate("Multiground", "Windows with a flag"))
        self.add_number(self.FLAGGED_PCT, translate("Multiground", "Share of the measured windows with a flag (%)"))
        self.add_number(self.MEAN_SKY_PCT, translate("Multiground", "Mean share of sky (%)"))
        self.add_number(self.MEAN_GREEN_PCT, translate("Multiground", "Mean share of greenery (%)"))
        self.add_number(self.MEAN_BUILDING_PCT, translate("Multiground", "Mean share of buildings (%)"))

    def _add_rare(self):
        label = translate("Multiground", "Height of a storey")
        text = translate("Multiground", "Metres, used only where a building's storeys or its height are missing.")
        default = clauses.bounds("4.1.4", "storey_height_m", "from_height")[0].lower
        self.add_distance(self.STOREY_HEIGHT, label, text, default)
        label = translate("Multiground", "Height of the eye")
        text = translate("Multiground", "Metres above the floor of the storey.")
        self.add_distance(self.EYE_HEIGHT, label, text, clauses.value(CLAUSE, "eye_height_m"))
        label = translate("Multiground", "Rays of each window")
        text = translate("Multiground", "Directions looked into from each window, evenly spread over the field.")
        whole, default = QgsProcessingParameterNumber.Type.Integer, int(clauses.value(CLAUSE, "rays_count"))
        self.add(QgsProcessingParameterNumber(self.RAYS, label, whole, default), text, advanced=True)

    def measure(self, parameters, context, feedback):
        from ..urbanform.window_view import views_of_steps, windows_steps

        polygon, point = QgsWkbTypes.GeometryType.PolygonGeometry, QgsWkbTypes.GeometryType.PointGeometry
        source = self.source(parameters, self.BUILDINGS, context, polygon)
        crs, _ = self.measuring_crs(self.BUILDINGS, source, context, feedback)
        wanted = {"storeys": self.STOREYS_FIELD, "height": self.HEIGHT_FIELD, "building": None, "ground_z": None}
        buildings = self.read(parameters, self.BUILDINGS, context, feedback, crs, wanted, polygon)
        others = {}
        for name, kinds, fields in (
            (self.GREENERY, (polygon, point), ("kind", "height", "radius", "crown_diameter", "crown_base", "ground_z")),
            (self.WATER, (polygon,), ("ground_z",)),
        ):
            if parameters.get(name):
                found = dict.fromkeys(fields), *kinds
                others[name] = self.read(parameters, name, context, feedback, crs, *found, required=False).frame
        steps = windows_steps(buildings.frame, **self._options(parameters, context))
        windows = self.finish(steps, feedback, 5, 10)
        tell_windows(windows, feedback)
        steps = views_of_steps(windows, others.get(self.GREENERY), others.get(self.WATER))
        result = self.finish(steps, feedback, 10, 80)
        tell(result, buildings.frame, others, feedback)
        fields, kind = fields_with(QgsFields(), WINDOW_FIELDS), QgsWkbTypes.Type.PointZ
        back = QgsCoordinateTransform(crs, source.sourceCrs(), context.transformContext())
        features = window_features(result, list(WINDOW_FIELDS), back, feedback)
        results = [Result(self.OUTPUT, fields, kind, source.sourceCrs(), features, "window_views", legend())]
        if parameters.get(self.BUILDING_OUTPUT) is not None:
            frame = result.buildings.assign(clause=CLAUSE, needed=None)
            missing = frame["state"] == clauses.MISSING
            frame["grade"] = [clauses.UNASSESSED if unknown else None for unknown in missing]
            frame["finding"] = building_findings(result)
            layer = self.graded(parameters, self.BUILDINGS, buildings, frame, BUILDING_FIELDS, crs, context)
            layer = layer._replace(name=self.BUILDING_OUTPUT, style="window_views_of_buildings", legend=legend())
            results.insert(0, layer)
        outputs = self.write(parameters, context, feedback, *results)
        figures = {name: getattr(result, name.lower()) for name in (self.N_WINDOWS, self.N_MISSING, self.N_FLAGGED)}
        for name in (self.FLAGGED_PCT, self.MEAN_SKY_PCT, self.MEAN_GREEN_PCT, self.MEAN_BUILDING_PCT):
            value = getattr(result, name.lower())
            figures[name] = value if value == value else None
        return {**outputs, **figures}

    def _options(self, parameters, context):
        """Return the parameters of the view by their names in the library."""
        numbers = {
            "spacing_m": self.SPACING,
            "radius_m": self.RADIUS,
            "field_h_deg": self.FIELD_H,
            "field_v_deg": self.FIELD_V,
            "storey_height_m": self.STOREY_HEIGHT,
            "eye_height_m": self.EYE_HEIGHT,
        }
        found = {key: self.parameterAsDouble(parameters, name, context) for key, name in numbers.items()}
        found["rays"] = self.parameterAsInt(parameters, self.RAYS, context)
        return {**found, "storeys": self.parameterAsString(parameters, self.STOREYS, context)}
