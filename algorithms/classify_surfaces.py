"""multiground:classifysurfaces, clause 6.1.3."""

from qgis.core import QgsProcessing, QgsWkbTypes

from .base import MultigroundAlgorithm
from .base.features import fields_with
from .base.ground_layers import GroundHeights
from .base.texts import translate
from .base.writing import Result

FIELDS = {"kind": str, "near_ground": bool, "reason": str, "z": float}


class ClassifySurfaces(GroundHeights, MultigroundAlgorithm):
    SURFACES, BUILDINGS, OUTPUT, N_NEAR_GROUND = "SURFACES", "BUILDINGS", "OUTPUT", "N_NEAR_GROUND"

    def displayName(self):
        return translate("Multiground", "Kinds of near-ground surfaces (6.1.3)")

    def tags(self):
        return translate("Multiground", "surface,skyway,rooftop,underground,platform,guideline").split(",")

    def about(self):
        return translate(
            "Multiground",
            "Kind of each near-ground surface, clause 6.1.3. A surface is near-ground when it is public, outdoors or "
            "semi-outdoors, and between 30 m below and 250 m above the ground.\n\nIn this order: 1.5 m or more below "
            "the ground is underground; at least half on a building is rooftop; 2.2 m or more above the ground is "
            "skyway; anything else is other. Heights come from the field z, the geometry or the level."
        )

    def initAlgorithm(self, configuration=None):
        kinds = QgsProcessing.SourceType
        label = translate("Multiground", "Surfaces")
        text = translate("Multiground", "Walkable surfaces with their height in metres, or level.")
        self.add_layer(self.SURFACES, label, text, kinds.TypeVectorPolygon)
        label = translate("Multiground", "Buildings")
        text = translate("Multiground", "Footprints with a height, to tell rooftops; the ground level beside them.")
        self.add_layer(self.BUILDINGS, label, text, kinds.TypeVectorPolygon, optional=True)
        self.add_ground_z()
        label = translate("Multiground", "Kinds of surfaces")
        text = translate(
            "Multiground",
            "The surfaces with their kind, the reason for it, whether they are near-ground, and their height in "
            "metres."
        )
        self.add_sink(self.OUTPUT, label, text, kinds.TypeVectorPolygon)
        self.add_number(self.N_NEAR_GROUND, translate("Multiground", "Number of near-ground surfaces"))

    def measure(self, parameters, context, feedback):
        from ..urbanform.classify_surfaces import classify_surfaces_steps

        polygon = QgsWkbTypes.GeometryType.PolygonGeometry
        source = self.source(parameters, self.SURFACES, context, polygon)
        crs, _ = self.measuring_crs(self.SURFACES, source, context, feedback)
        ground_z = self.number_or_field(parameters, self.GROUND_Z, context)
        ground = {"ground_z": self.GROUND_Z} if ground_z == "field" else {}
        wanted = {**dict.fromkeys(("surface", "z", "level", "enclosure", "public")), **ground}
        surfaces = self.read(parameters, self.SURFACES, context, feedback, crs, wanted, polygon, flat=False)
        buildings = None
        if self.parameterAsSource(parameters, self.BUILDINGS, context) is not None:
            wanted = dict.fromkeys(("building", "height", "ground_z"))
            layer = self.read(parameters, self.BUILDINGS, context, feedback, crs, wanted, polygon, required=False)
            buildings = layer.frame
        frame = self.finish(classify_surfaces_steps(surfaces.frame, buildings, ground_z=ground_z), feedback)
        frame["reason"] = self.reason_texts(frame["reason"])
        self._tell(frame, feedback)
        fields, kind = fields_with(source.fields(), FIELDS), QgsWkbTypes.multiType(source.wkbType())
        rows = self._rows_with(source, surfaces, frame, FIELDS, crs, context)
        result = Result(self.OUTPUT, fields, kind, source.sourceCrs(), rows, "surface_kinds")
        near_ground = int(frame["near_ground"].sum())
        return {**self.write(parameters, context, feedback, result), self.N_NEAR_GROUND: near_ground}

    def _tell(self, frame, feedback):
        """Write to the log how many surfaces are of each kind, or why they are of none."""
        words = {
            "skyway": translate("Multiground", "skyway"),
            "rooftop": translate("Multiground", "rooftop"),
            "underground": translate("Multiground", "underground"),
            "other": translate("Multiground", "other near-ground surface"),
        }
        for word, number in frame["kind"].map(words).fillna(frame["reason"]).value_counts().items():
            feedback.pushInfo(f"{word}: {number}")
