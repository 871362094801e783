"""What the tools that measure spaces share: floors, buildings or a table, read with their functions and floor areas."""

from typing import NamedTuple

from qgis.core import QgsProcessing, QgsWkbTypes

from .reading import listed
from .texts import translate


class Spaces(NamedTuple):
    """Spaces as a table (see `urbanform.spaces`), and the layers that they come from (None where not given)."""

    table: object
    layer: object
    buildings: object


class SpacesAlgorithm:
    """The part of an algorithm that asks for spaces and buildings, reads them and tells what is unknown."""

    GROUP = "functionsandlifecircles"
    SPACES, BUILDINGS = "SPACES", "BUILDINGS"
    FUNCTION_FIELD, AREA_FIELD = "FUNCTION_FIELD", "AREA_FIELD"

    def add_spaces(self):
        label = translate("Multiground", "Spaces")
        text = translate(
            "Multiground", "Floors, whole buildings, points, or a table without geometry, with function and floor area."
        )
        self.add_layer(self.SPACES, label, text, QgsProcessing.SourceType.TypeVector)

    def add_buildings(self):
        label = translate("Multiground", "Buildings")
        text = translate(
            "Multiground",
            "Footprints that a table joins by its field building, and that count themselves where no space of "
            "theirs is known."
        )
        self.add_layer(self.BUILDINGS, label, text, QgsProcessing.SourceType.TypeVectorPolygon, optional=True)

    def add_space_fields(self):
        label = translate("Multiground", "Field with the function")
        text = translate("Multiground", "Words, land-use codes or the codes of the guideline's seven functions.")
        self.add_field(self.FUNCTION_FIELD, self.SPACES, label, text)
        label = translate("Multiground", "Field with the floor area")
        text = translate("Multiground", "Floor area in m².")
        self.add_field(self.AREA_FIELD, self.SPACES, label, text)

    def read_spaces(self, parameters, context, feedback, crs, share=(0, 30), more=()):
        """Return the spaces, with progress from one share to another in per cent; more : further fields to read."""
        from ...urbanform import functions, spaces

        known = {definition.name() for definition in self.parameterDefinitions()}
        fields = dict.fromkeys((*spaces.FIELDS, *functions.FIELDS, *more))
        chosen = {"function": self.FUNCTION_FIELD, "area": self.AREA_FIELD, "owner": "OWNER_FIELD"}
        own = {**fields, **{field: name for field, name in chosen.items() if name in known}}
        layer = self.read(parameters, self.SPACES, context, feedback, crs, own, tables=True)
        buildings = None
        if parameters.get(self.BUILDINGS):
            polygon = QgsWkbTypes.GeometryType.PolygonGeometry
            buildings = self.read(parameters, self.BUILDINGS, context, feedback, crs, fields, polygon, required=False)
        steps = spaces.spaces_steps(layer.frame, None if buildings is None else buildings.frame)
        table = self.finish(steps, feedback, *share)
        self._tell_unknown(table, layer.frame, None if buildings is None else buildings.frame, feedback)
        return Spaces(table, layer, buildings)

    def _tell_unknown(self, table, frame, buildings, feedback):
        """Tell how many spaces lack what, and which."""
        import numpy as np

        from ...urbanform.spaces import areas_stated

        own = table[table["row"] >= 0]
        for unknown, text in (
            (own["area_m2"].isna(), translate("Multiground", "{}: floor area unknown, left out: {} of {}: {}")),
            (own["function"] == "", translate("Multiground", "{}: function unknown: {} of {}: {}")),
            (own["x"].isna(), translate("Multiground", "{}: place unknown, left out: {} of {}: {}")),
        ):
            if unknown.any():
                ids = set(frame["fid"].to_numpy()[own.loc[unknown, "row"]].tolist())
                feedback.pushWarning(text.format(self.SPACES, len(ids), len(frame), listed(ids)))
        stated = own["row"].isin(np.flatnonzero(areas_stated(frame, "area") > 0))
        if (stated & (own["area_from"] == "storeys")).any():
            text = translate(
                "Multiground",
                "{}: the field with areas holds footprints, not floor areas: footprint times storeys counts instead."
            )
            feedback.pushWarning(text.format(self.SPACES))
        auxiliary = areas_stated(frame, "auxiliary_m2")
        larger = auxiliary > areas_stated(frame, "area")
        if larger.any():
            text = translate("Multiground", "{}: auxiliary area larger than the floor area, cut to it: {} of {}: {}")
            ids = set(frame["fid"].to_numpy()[larger].tolist())
            feedback.pushWarning(text.format(self.SPACES, len(ids), len(frame), listed(ids)))
        added = table[(table["row"] < 0) & (table["part"] == "whole")]
        known = int(added["area_m2"].notna().sum())
        if known:
            text = translate(
                "Multiground", "{} buildings without a space of their own count with footprint times storeys."
            )
            feedback.pushInfo(text.format(known))
        if known < len(added):
            text = translate(
                "Multiground", "{}: {} buildings have no space of their own and no known storeys: left out: {}"
            )
            ids = set(buildings["fid"].to_numpy()[added.loc[added["area_m2"].isna(), "building_row"]].tolist())
            feedback.pushWarning(text.format(self.BUILDINGS, len(added) - known, listed(ids)))
