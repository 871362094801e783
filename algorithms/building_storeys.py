"""multiground:buildingstoreys, clause 4.1.4."""

from qgis.core import QgsProcessing, QgsWkbTypes

from ..urbanform import clauses
from .base import GRADE_FIELDS, MultigroundAlgorithm
from .base.texts import translate

CLAUSE = "4.1.4"
FIELDS = {"storeys": float, "storeys_from": str}
BUILDING_FIELDS = ("building", "area")
FLOOR_FIELDS = ("building", "storey", "area")


class BuildingStoreys(MultigroundAlgorithm):
    GROUP = "plotsandstreets"
    BUILDINGS, FLOORS, OUTPUT = "BUILDINGS", "FLOORS", "OUTPUT"
    STOREYS_FIELD, HEIGHT_FIELD, STOREY_HEIGHT = "STOREYS_FIELD", "HEIGHT_FIELD", "STOREY_HEIGHT"
    MEAN_STOREYS, MEAN_STOREYS_AREA = "MEAN_STOREYS", "MEAN_STOREYS_AREA"
    SHARE_7_25, SHARE_7_25_AREA, N_VIOLATION, GRADE = "SHARE_7_25", "SHARE_7_25_AREA", "N_VIOLATION", "GRADE"

    def displayName(self):
        return translate("Multiground", "Building storeys (4.1.4)")

    def tags(self):
        return translate("Multiground", "building,storey,floor,level,height,guideline").split(",")

    def about(self):
        return translate(
            "Multiground",
            "Storeys above ground of each building, clause 4.1.4: 7 to 25 are preferable, up to 40 recommended, more "
            "than 80 not permitted.\n\nThe number comes from a field (12F/2D, 地上30层; of podium and tower the tower "
            "counts), from the highest floor, or from the height. A number from a height within 10 % of a bound is "
            "not graded; a value that cannot be read is missing, and no height stands in for it. Features that share "
            "the name of a building and touch count as one."
        )

    def initAlgorithm(self, configuration=None):
        kinds = QgsProcessing.SourceType
        label = translate("Multiground", "Buildings")
        text = translate("Multiground", "Footprints of buildings, with their storeys or their height.")
        self.add_layer(self.BUILDINGS, label, text, kinds.TypeVectorPolygon)
        label = translate("Multiground", "Floors")
        text = translate(
            "Multiground",
            "Polygons or a table, one row a floor: storeys of buildings that state none, and the floor areas in m²."
        )
        self.add_layer(self.FLOORS, label, text, kinds.TypeVectorPolygon, kinds.TypeVector, optional=True)
        self.add_storeys()
        label = translate("Multiground", "Field with the height")
        text = translate("Multiground", "Height of the building in metres, read where no storeys are stated.")
        self.add_field(self.HEIGHT_FIELD, self.BUILDINGS, label, text)
        label = translate("Multiground", "Height of a storey")
        text = translate("Multiground", "Metres by which a height is divided where only the height is known.")
        default = clauses.bounds(CLAUSE, "storey_height_m", "from_height")[0].lower
        self.add_distance(self.STOREY_HEIGHT, label, text, default)
        label = translate("Multiground", "Building storeys")
        text = translate("Multiground", "The buildings with their storeys, where the number comes from, and the grade.")
        self.add_sink(self.OUTPUT, label, text, QgsProcessing.SourceType.TypeVectorPolygon)
        self.add_number(self.MEAN_STOREYS, translate("Multiground", "Mean of the storeys of all buildings"))
        self.add_number(self.MEAN_STOREYS_AREA, translate("Multiground", "Floor area per footprint"))
        self.add_number(self.SHARE_7_25, translate("Multiground", "Share of the buildings with 7 to 25 storeys (0–1)"))
        label = translate("Multiground", "Share of the floor area in buildings with 7 to 25 storeys (0–1)")
        self.add_number(self.SHARE_7_25_AREA, label)
        self.add_number(self.N_VIOLATION, translate("Multiground", "Buildings with more storeys than permitted"))
        self.add_text(self.GRADE, translate("Multiground", "Grade of all buildings"))

    def measure(self, parameters, context, feedback):
        from ..urbanform.building_storeys import building_storeys_steps

        polygon = QgsWkbTypes.GeometryType.PolygonGeometry
        source = self.source(parameters, self.BUILDINGS, context, polygon)
        crs, _ = self.measuring_crs(self.BUILDINGS, source, context, feedback)
        wanted = {"storeys": self.STOREYS_FIELD, "height": self.HEIGHT_FIELD, **dict.fromkeys(BUILDING_FIELDS)}
        buildings = self.read(parameters, self.BUILDINGS, context, feedback, crs, wanted, polygon)
        floors = None
        if parameters.get(self.FLOORS):
            wanted, optional = dict.fromkeys(FLOOR_FIELDS), {"required": False, "tables": True}
            floors = self.read(parameters, self.FLOORS, context, feedback, crs, wanted, polygon, **optional).frame
        storey_height = self.parameterAsDouble(parameters, self.STOREY_HEIGHT, context)
        result = self.finish(building_storeys_steps(buildings.frame, floors, storey_height), feedback)
        self._tell(result, feedback)
        frame = result.buildings.assign(clause=CLAUSE)
        frame["finding"] = self._findings(frame, storey_height)
        storeys = translate("Multiground", "{:+g} storeys")
        frame["needed"] = [storeys.format(change) if change == change else None for change in frame["needed_storeys"]]
        added = {**FIELDS, **GRADE_FIELDS}
        layer = self.graded(parameters, self.BUILDINGS, buildings, frame, added, crs, context)
        outputs = self.write(parameters, context, feedback, layer)
        for name in (self.MEAN_STOREYS, self.MEAN_STOREYS_AREA, self.SHARE_7_25, self.SHARE_7_25_AREA):
            value = getattr(result, name.lower())
            outputs[name] = round(value, 4) if value == value else None
        return {**outputs, self.N_VIOLATION: result.n_violation, self.GRADE: result.grade}

    def _tell(self, result, feedback):
        frame = result.buildings
        counts = frame["storeys_from"].value_counts()
        text = translate(
            "Multiground",
            "Storeys of {buildings} buildings ({features} features): {field} from the field, {floors} from floors, "
            "{height} from the height, {missing} unknown"
        )
        sources = {origin: counts.get(origin, 0) for origin in ("field", "floors", "height", "missing")}
        feedback.pushInfo(text.format(buildings=result.n_buildings, features=len(frame), **sources))
        if result.n_with_area:
            text = translate(
                "Multiground", "Floor areas are known of {known} of {all} buildings: figures by area are theirs"
            )
            feedback.pushInfo(text.format(known=result.n_with_area, all=result.n_buildings))
        if result.n_floors_apart:
            text = translate("Multiground", "{} floors belong to no building and are left out")
            feedback.pushWarning(text.format(result.n_floors_apart))
        if result.n_floors_unread:
            text = translate(
                "Multiground",
                "The storey of {} floors cannot be read: they and the areas of their buildings are left out"
            )
            feedback.pushWarning(text.format(result.n_floors_unread))
        if result.footprints_as_areas:
            text = translate(
                "Multiground", "The field with areas holds footprints, not floor areas: no figure is made of it."
            )
            feedback.pushWarning(text)

    def _findings(self, frame, storey_height):
        """Return the sentence of each building, with where its number comes from."""
        bounds = clauses.bounds(CLAUSE, "storeys")
        limits = {"low": bounds[0].lower, "high": bounds[0].upper, "step": storey_height}
        limits["tolerance"] = clauses.bounds(CLAUSE, "height_tolerance_pct", "from_height")[0].upper
        limits["good"], limits["most"] = (
            max(bound.upper for bound in bounds if bound.grade == grade) for grade in ("good", "fair")
        )
        texts = self._sentences()
        part = translate("Multiground", "The highest of {} parts of the building counts.")
        findings = []
        for row in frame.itertuples():
            kind = row.storeys_from
            if kind == "missing":
                kind = "part" if row.part_unknown else "unread" if row.stated else "absent"
            elif row.near_bound == row.near_bound:
                kind = "near"
            figures = {"n": row.storeys, "exact": row.unrounded, "bound": row.near_bound, "stated": row.stated}
            sentence = texts[kind].format(**figures, **limits)
            of_parts = row.parts > 1 and kind in ("field", "floors", "height", "near")
            findings.append(f"{sentence} {part.format(row.parts)}" if of_parts else sentence)
        return findings

    def _sentences(self):
        limits = translate("Multiground", "Preferable {low:g}–{high:g}, recommended up to {good:g}, at most {most:g}.")
        field = translate("Multiground", "{n:g} storeys.")
        floors = translate("Multiground", "{n:g} storeys, the highest floor.")
        height = translate("Multiground", "{n:g} storeys from the height ({exact:.2f} × {step:g} m).")
        near = translate(
            "Multiground",
            "{n:g} storeys from the height ({exact:.2f} × {step:g} m): within {tolerance:g} % of the bound {bound:g}, "
            "so it is not graded."
        )
        return {
            "absent": translate("Multiground", "Neither storeys nor a height is known."),
            "part": translate("Multiground", "The storeys of a part of the building are not known."),
            "unread": translate("Multiground", "The storeys cannot be read: {stated}"),
            "near": near,
            "field": f"{field} {limits}",
            "floors": f"{floors} {limits}",
            "height": f"{height} {limits}",
        }
