"""multiground:mper, clauses 6.1.2, 6.2.1 and 6.2.2."""

from qgis.core import QgsProcessing, QgsWkbTypes

from .base import GRADE_FIELDS, MultigroundAlgorithm
from .base.ground_layers import KINDS, GroundLayers
from .base.texts import translate

FIELDS = {
    **dict.fromkeys(("n_systems", "n_isolated"), int),
    **dict.fromkeys(("sum_f", "mean_f", "a_pd", "a_mgs", "a_ground", "a_vh", "a_vz"), float),
    **dict.fromkeys(("denominator", "ratio", "mper", "mper_with_ground"), float),
    **dict.fromkeys(("n_assumed_open", "n_assumed_width", "n_near_step"), int),
}
SYSTEM_FIELDS = {"district": int, "system": int, "n_surfaces": int, "area_m2": float}
SYSTEM_FIELDS.update(dict.fromkeys(("f_above", "f_below", "f_ground", "f_total"), float))
SURFACE_FIELDS = {"district": int, "system": int, "kind": str, "near_ground": bool, "reason": str}
SURFACE_FIELDS.update({"z": float, "area_m2": float})
VERTICAL_FIELDS = {"district": int, "system": int, "counted": bool, "reason": str}
VERTICAL_FIELDS.update({"a_h": float, "a_v": float, "step_free_m": float})
FLOOR_FIELDS = {"district": int, "systems": str, "f": float, "f_other": float, "reason": str}


class Mper(GroundLayers, MultigroundAlgorithm):
    LIBRARIES = (*MultigroundAlgorithm.LIBRARIES, ("scipy", 1))
    OUTPUT, SYSTEMS, SURFACES_OUT = "OUTPUT", "SYSTEMS", "SURFACES_OUT"
    VERTICALS_OUT, FLOORS_OUT = "VERTICALS_OUT", "FLOORS_OUT"
    MPER, GRADE, N_SYSTEMS, SUM_F = "MPER", "GRADE", "N_SYSTEMS", "SUM_F"

    def displayName(self):
        return translate("Multiground", "Connection efficiency, MPER (6.2)")

    def tags(self):
        return translate("Multiground", "mper,multi-ground,system,skyway,stairs,surface,connection,guideline").split(
            ","
        )

    def about(self):
        return translate(
            "Multiground",
            "Connection efficiency ratio of near-ground surfaces, clauses 6.1.2 to 6.2.2: connected storeys per "
            "multi-ground system, times planned land per area of surfaces and vertical components. 3 to 5 is "
            "excellent, 1 to 7 good.\n\nGive the surfaces in one layer, or in a layer for each kind, or both.\n\n"
            "A system is a group of surfaces that meet on the level or by stairs, escalators and ramps that are "
            "outdoors, public and open day and night; lifts and enclosed stairs do not count, and the ground joins "
            "nothing. A floor counts once per system, and so does the ground. A better grade need not mean a better "
            "district: compare the number of systems, the connected storeys and the ratio as well."
        )

    def initAlgorithm(self, configuration=None):
        kinds = QgsProcessing.SourceType
        self.add_ground_layers()
        self.add_ground_options()
        label = translate("Multiground", "Connection efficiency")
        text = translate(
            "Multiground", "The districts with the MPER in both readings, what it is made of, and the grade."
        )
        self.add_sink(self.OUTPUT, label, text, kinds.TypeVectorPolygon)
        label = translate("Multiground", "Multi-ground systems")
        text = translate(
            "Multiground", "One area a system: its surfaces, their area in m², and the storeys that it connects."
        )
        self.add_sink(self.SYSTEMS, label, text, kinds.TypeVectorPolygon)
        label = translate("Multiground", "Surfaces with their system")
        text = translate(
            "Multiground", "Every surface with its kind and its system; an isolated one has none, with the reason."
        )
        self.add_sink(self.SURFACES_OUT, label, text, kinds.TypeVectorPolygon, optional=True)
        label = translate("Multiground", "Vertical components, counted or not")
        text = translate(
            "Multiground", "Every vertical component: whether it counts, why not, and its two projected areas in m²."
        )
        self.add_sink(self.VERTICALS_OUT, label, text, optional=True)
        label = translate("Multiground", "Floors, counted or not")
        text = translate(
            "Multiground", "Every floor with the systems that it touches and the storeys that it counts as."
        )
        self.add_sink(self.FLOORS_OUT, label, text, kinds.TypeVectorPolygon, optional=True)
        self.add_number(self.MPER, translate("Multiground", "MPER of the only district"))
        self.add_text(self.GRADE, translate("Multiground", "Grade of the only district"))
        self.add_number(self.N_SYSTEMS, translate("Multiground", "Number of multi-ground systems"))
        self.add_number(self.SUM_F, translate("Multiground", "Connected storeys"))

    def measure(self, parameters, context, feedback):
        from ..urbanform.mper import CLAUSE, mper_steps

        inputs = self.read_ground_layers(parameters, context, feedback)
        result = self.finish(mper_steps(*inputs.frames, **inputs.options), feedback)
        frame, reading = result.districts, inputs.options["reading"]
        frame["clause"] = CLAUSE
        frame["finding"] = [self.mper_finding(row, reading) for row in frame.itertuples()]
        frame["needed"] = [_needed(row) for row in frame.itertuples()]
        self.tell_working(result, feedback)
        districts = self.parameterAsSource(parameters, self.DISTRICTS, context)
        added = {**FIELDS, **GRADE_FIELDS}
        land = inputs.districts, frame, added, inputs.crs, context
        results = {self.OUTPUT: self.graded(parameters, self.DISTRICTS, *land, style="grade_districts")}
        place = inputs.crs, districts.sourceCrs(), context
        systems = self.with_ids(result.systems, frame)
        polygons = QgsWkbTypes.Type.MultiPolygon
        results[self.SYSTEMS] = self.made(self.SYSTEMS, systems, SYSTEM_FIELDS, polygons, "systems", *place)
        shown = {
            self.SURFACES_OUT: (result.surfaces, SURFACE_FIELDS, inputs.frames[1], "system_surfaces"),
            self.VERTICALS_OUT: (result.verticals, VERTICAL_FIELDS, inputs.frames[2], None),
            self.FLOORS_OUT: (result.floors, FLOOR_FIELDS, inputs.frames[3], "connected_floors"),
        }
        for name, (table, added, origin, style) in shown.items():
            if parameters.get(name):
                layers = self._origins(name, parameters, context)
                fields, values = self.attributes_of(parameters, layers, context, feedback)
                keys = zip(origin["source"] if "source" in origin else layers * len(origin), origin["fid"])
                values = [values[key] for key in keys]
                kept = fields, [values[row] for row in table["row"]]
                table = self.with_ids(table, frame)
                table["reason"] = self.reason_texts(table["reason"])
                table, kind = _of_one_kind(table) if name == self.VERTICALS_OUT else (table, polygons)
                results[name] = self.made(name, table, added, kind, style or _vertical_style(kind), *place, kept)
        upwards = self.OUTPUT, self.FLOORS_OUT, self.SYSTEMS, self.SURFACES_OUT, self.VERTICALS_OUT
        outputs = self.write(parameters, context, feedback, *(results[name] for name in upwards if name in results))
        only = frame.iloc[0] if len(frame) == 1 else {}
        ratio = only.get("mper" if reading == "strict" else "mper_with_ground")
        outputs[self.MPER] = None if ratio is None or ratio != ratio else float(ratio)
        outputs.update({self.GRADE: only.get("grade"), self.N_SYSTEMS: int(frame["n_systems"].sum())})
        return {**outputs, self.SUM_F: float(frame["sum_f"].sum())}

    def _origins(self, name, parameters, context):
        """Return the layers whose features a result shows."""
        if name == self.SURFACES_OUT:
            return [
                layer for layer in (*KINDS, self.TAGGED_SURFACES) if self.parameterAsSource(parameters, layer, context)
            ]
        return [self.VERTICALS if name == self.VERTICALS_OUT else self.FLOORS]


def _of_one_kind(table):
    """Return a table with geometries of one kind, as a layer wants them, and that kind.

    Where kinds are mixed, lines and points become areas of a metre around them.
    """
    kinds = {(shape.geom_type.replace("Multi", ""), shape.has_z) for shape in table.geometry} or {("Polygon", False)}
    if len(kinds) > 1:
        shapes = [shape if "Polygon" in shape.geom_type else shape.buffer(1.0) for shape in table.geometry]
        return table.set_geometry(shapes), QgsWkbTypes.Type.MultiPolygon
    ((name, has_z),) = kinds
    kind = QgsWkbTypes.multiType(QgsWkbTypes.parseType(name))
    return table, QgsWkbTypes.addZ(kind) if has_z else kind


def _vertical_style(kind):
    names = {0: "vertical_points", 1: "vertical_lines"}
    return names.get(int(QgsWkbTypes.geometryType(kind)), "vertical_polygons")


def _needed(row):
    """Say what alone reaches the next grade: surface area, or connected storeys."""
    area = translate("Multiground", "{:+,.2f} m² of surfaces and links").format(row.needed_area_m2)
    if row.needed_area_m2 > row.a_pd:
        area += translate("Multiground", " ({:.1f} × the planned land)").format(row.needed_area_m2 / row.a_pd)
    storeys = translate("Multiground", "{:+g} connected storeys").format(row.needed_f)
    known = row.needed_area_m2 == row.needed_area_m2, row.needed_f == row.needed_f
    return " / ".join(text for text, is_known in zip((area, storeys), known) if is_known) or None
