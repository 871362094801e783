"""multiground:landscape, clauses 7.1.1, 7.1.3 and 7.1.4."""

from qgis.core import QgsCoordinateReferenceSystem, QgsFields, QgsProcessing, QgsWkbTypes

from ..urbanform import clauses
from .base import GRADE_FIELDS
from .base.features import feature_of, fields_with, plain
from .base.landscape_texts import LandscapeTexts, eye_legend, gap_legend, layer_names, sight_legend
from .base.layout_texts import made
from .base.texts import translate
from .base.writing import Result

GAP_FIELDS = {
    "building": str, "facing": str, "gap_m": float, "overlap_m": float, "flag": str,
    "facing_height_m": float, "height_to_gap": float
}  # fmt: skip
CORRIDOR_FIELDS = {
    "space": str, "landmark": str, "distance_m": float, "blocked_by": str, "blocked_at_m": float, "over_m": float,
    "seen_pct": float, "points_seen_pct": float
}  # fmt: skip
GREEN_FIELDS = {
    "space": str, "closed_pct": float, "untold_pct": float, "under_pct": float, "over_pct": float, "open_pct": float,
    "layers": str, "n_layers": int, "fore_pct": float, "middle_pct": float, "back_pct": float, "n_species": int,
    "evergreen_pct": float, "season_months": int, "lacking": str
}  # fmt: skip
PLANT_FIELDS = ("kind", "height", "radius", "crown_diameter", "crown_base", "species", "leaf_cycle", "season_months")


class Landscape(LandscapeTexts):
    GROUP = "landscape"
    BUILDINGS, GREENERY, OPEN_SPACES, LANDMARKS = "BUILDINGS", "GREENERY", "OPEN_SPACES", "LANDMARKS"
    HEIGHT_FIELD, STOREYS_FIELD = "HEIGHT_FIELD", "STOREYS_FIELD"
    GAPS, CORRIDORS, GREEN_VIEW, SUMMARY = "GAPS", "CORRIDORS", "GREEN_VIEW", "SUMMARY"
    N_GAPS, N_SEVERE, N_CORRIDORS, N_BLOCKED = "N_GAPS", "N_SEVERE", "N_CORRIDORS", "N_BLOCKED"
    CLOSED_PCT, N_LAYERED = "CLOSED_PCT", "N_LAYERED"

    def displayName(self):
        return translate("Multiground", "Gaps, lines of sight and greenery (7.1)")

    def tags(self):
        words = translate("Multiground", "landscape,gap,façade,view,corridor,landmark,greenery,tree,guideline")
        return words.split(",")

    def about(self):
        return translate(
            "Multiground",
            "Three-dimensional landscape, clauses 7.1.1, 7.1.3 and 7.1.4. Gaps: where façades of two buildings face "
            "each other less than 13 m apart, and less than 6 m; buildings that touch have none. Lines of sight: what "
            "can be seen of each landmark from the middle of each open space and from points half-way to its outline, "
            "and which building is in the way. Greenery of each open space: how much of the view at eye height "
            "vegetation closes, its layers (tree, shrub, grass), how green the foreground, middle ground and "
            "background are, its species and seasons.\n\nThe guideline gives no bound, so there is no grade. What the "
            "data cannot tell is said, and never counted as none: a crown that begins at an unknown height, a building "
            "of unknown height in a line of sight."
        )

    def initAlgorithm(self, configuration=None):
        kinds = QgsProcessing.SourceType
        label = translate("Multiground", "Buildings")
        text = translate("Multiground", "Footprints with their height in metres or their storeys.")
        self.add_layer(self.BUILDINGS, label, text, kinds.TypeVectorPolygon)
        label = translate("Multiground", "Greenery")
        text = translate(
            "Multiground",
            "Trees as points with radius, height and crown_base in metres, shrubs and grass as polygons; all with "
            "kind, and species, leaf_cycle and season_months where known."
        )
        self.add_layer(self.GREENERY, label, text, kinds.TypeVectorPoint, kinds.TypeVectorPolygon, optional=True)
        label = translate("Multiground", "Open spaces")
        text = translate("Multiground", "Squares, parks and yards at ground level from which people look.")
        self.add_layer(self.OPEN_SPACES, label, text, kinds.TypeVectorPolygon, optional=True)
        label = translate("Multiground", "Landmarks")
        text = translate("Multiground", "Points with z, the height of the top above the ground in metres.")
        self.add_layer(self.LANDMARKS, label, text, kinds.TypeVectorPoint, optional=True)
        self.add_height()
        label = translate("Multiground", "Field with the storeys")
        text = translate("Multiground", "Number of storeys, or a text such as 12F/2D, where no height is known.")
        self.add_field(self.STOREYS_FIELD, self.BUILDINGS, label, text)
        self._add_outputs()

    def _add_outputs(self):
        kinds = QgsProcessing.SourceType
        label = translate("Multiground", "Gaps between façades")
        text = translate(
            "Multiground",
            "One area a gap between two façades, with its width and the length that they face each other in metres."
        )
        self.add_sink(self.GAPS, label, text, kinds.TypeVectorPolygon)
        label = translate("Multiground", "Lines of sight to landmarks")
        text = translate("Multiground", "Lines from open spaces to landmarks, each with the building in its way.")
        self.add_sink(self.CORRIDORS, label, text, kinds.TypeVectorLine, optional=True)
        label = translate("Multiground", "Greenery of open spaces")
        text = translate(
            "Multiground", "The open spaces with the view closed by vegetation, its layers, species and seasons."
        )
        self.add_sink(self.GREEN_VIEW, label, text, kinds.TypeVectorPolygon, optional=True)
        label = translate("Multiground", "Landscape by clause")
        text = translate("Multiground", "One row a clause, with its figures and the finding.")
        self.add_sink(self.SUMMARY, label, text, kinds.TypeVector, optional=True)
        self.add_number(self.N_GAPS, translate("Multiground", "Number of gaps between façades"))
        self.add_number(self.N_SEVERE, translate("Multiground", "Number of severe gaps"))
        self.add_number(self.N_CORRIDORS, translate("Multiground", "Lines of sight that can be told"))
        self.add_number(self.N_BLOCKED, translate("Multiground", "Number of blocked lines of sight"))
        label = translate("Multiground", "Mean of the view closed by vegetation at eye height (%)")
        self.add_number(self.CLOSED_PCT, label)
        self.add_number(self.N_LAYERED, translate("Multiground", "Open spaces with all three layers of greenery"))

    def measure(self, parameters, context, feedback):
        from ..urbanform.landscape import landscape_steps

        kinds = QgsWkbTypes.GeometryType
        polygon, point = kinds.PolygonGeometry, kinds.PointGeometry
        source = self.source(parameters, self.BUILDINGS, context, polygon)
        crs, _ = self.measuring_crs(self.BUILDINGS, source, context, feedback)

        def read(name, fields, *types):
            if not parameters.get(name):
                return None
            return self.read(parameters, name, context, feedback, crs, fields, *types, required=False)

        wanted = {"height": self.HEIGHT_FIELD, "storeys": self.STOREYS_FIELD}
        wanted.update(dict.fromkeys(("building", "id", "ground_z")))
        buildings = self.read(parameters, self.BUILDINGS, context, feedback, crs, wanted, polygon)
        plants = read(self.GREENERY, dict.fromkeys(PLANT_FIELDS), polygon, point)
        spaces = read(self.OPEN_SPACES, dict.fromkeys(("name", "id")), polygon)
        landmarks = read(self.LANDMARKS, dict.fromkeys(("name", "id", "z")), point)
        others = [layer and layer.frame for layer in (plants, spaces, landmarks)]
        result = self.finish(landscape_steps(buildings.frame, *others), feedback, 30, 90)
        figures = result.summary.iloc[0]
        place = crs, source.sourceCrs(), context
        gaps = made(self.GAPS, self.gaps(result.gaps), {**GAP_FIELDS, **GRADE_FIELDS}, *place, "view_gaps")
        results = [gaps._replace(legend=gap_legend())]
        if parameters.get(self.GREEN_VIEW):
            results.insert(0, self._green(parameters, spaces, result.green, crs, source, context))
        if parameters.get(self.CORRIDORS):
            results.append(self._corridors(result.corridors, crs, source, context))
        if parameters.get(self.SUMMARY):
            results.append(self._summary(result.summary))
        outputs = self.write(parameters, context, feedback, *results)
        numbers = {self.N_CORRIDORS: "n_corridors", self.N_BLOCKED: "n_blocked", self.CLOSED_PCT: "closed_pct"}
        for name, column in numbers.items():
            outputs[name] = None if figures[column] != figures[column] else float(figures[column])
        told = figures["n_spaces"] and (result.summary["state"] == clauses.MEASURED).iloc[-1]
        outputs[self.N_LAYERED] = int(figures["with_3"]) if told else None
        return {**outputs, self.N_GAPS: int(figures["n_gaps"]), self.N_SEVERE: int(figures["n_severe"])}

    def _green(self, parameters, spaces, frame, crs, source, context):
        """Return the open spaces with their greenery, none where they are not given."""
        added = {**GREEN_FIELDS, **GRADE_FIELDS}
        style = {"style": "green_view", "legend": eye_legend()}
        if spaces is None:
            kind = QgsWkbTypes.Type.MultiPolygon
            return Result(self.GREEN_VIEW, fields_with(QgsFields(), added), kind, source.sourceCrs(), [], **style)
        frame = self.green(frame, layer_names())
        result = self.graded(parameters, self.OPEN_SPACES, spaces, frame, added, crs, context)
        return result._replace(name=self.GREEN_VIEW, **style)

    def _corridors(self, frame, crs, source, context):
        """Return the lines of sight, none where open spaces or landmarks are not given."""
        added = {**CORRIDOR_FIELDS, **GRADE_FIELDS}
        if frame is None:
            rows = []
        else:
            layer = made(self.CORRIDORS, self.corridors(frame), added, crs, source.sourceCrs(), context, "")
            rows = layer.features
        kind, target = QgsWkbTypes.Type.MultiLineString, source.sourceCrs()
        fields = fields_with(QgsFields(), added)
        return Result(self.CORRIDORS, fields, kind, target, rows, "view_corridors", sight_legend())

    def _summary(self, summary):
        """Return the table with one row for each clause."""
        added = GRADE_FIELDS
        frame = self.summary(summary)
        features = (feature_of(None, list(row), None) for row in zip(*(plain(frame[name]) for name in added)))
        nowhere, kind = QgsCoordinateReferenceSystem(), QgsWkbTypes.Type.NoGeometry
        return Result(self.SUMMARY, fields_with(QgsFields(), added), kind, nowhere, features, "table")
