"""What the tools share that make blocks from roads where none are given."""

from qgis.core import (
    QgsCoordinateTransform,
    QgsFields,
    QgsProcessing,
    QgsProcessingParameterString,
    QgsWkbTypes,
)

from ...urbanform.errors import QT_TRANSLATE_NOOP, InputError
from .features import feature_of, fields_with, plain
from .texts import translate
from .writing import Result

BLOCK_FIELDS = {"id": int, "area_m2": float}
ROAD_FIELDS = ("name", "oneway", "tunnel")


class BlocksAlgorithm:
    """The part of an algorithm that asks for roads and makes the blocks between them."""

    ROADS, DISTRICTS = "ROADS", "DISTRICTS"
    CLASS_FIELD, COUNTED_CLASSES = "CLASS_FIELD", "COUNTED_CLASSES"

    def add_roads(self):
        kinds = QgsProcessing.SourceType
        label = translate("Multiground", "Roads")
        text = translate(
            "Multiground", "Centre lines between which the blocks lie; read only where there are no blocks."
        )
        self.add_layer(self.ROADS, label, text, kinds.TypeVectorLine, optional=True)
        label = translate("Multiground", "Districts")
        text = translate("Multiground", "Outlines within which the blocks lie; read only where there are no blocks.")
        self.add_layer(self.DISTRICTS, label, text, kinds.TypeVectorPolygon, optional=True)
        self.add_road_class()
        label = translate("Multiground", "Road classes that count")
        text = translate(
            "Multiground", "Names of road classes that bound blocks, divided by commas; * counts every road."
        )
        self.add(QgsProcessingParameterString(self.COUNTED_CLASSES, label, optional=True), text, advanced=True)

    def blocks_between(self, parameters, context, feedback, crs, share=(0, 10)):
        """Return the blocks between the roads, numbered by where they lie; progress from one share to another."""
        from ...urbanform.blocks import blocks_steps

        wanted = {"class": self.CLASS_FIELD, **dict.fromkeys(ROAD_FIELDS)}
        roads = self.read(parameters, self.ROADS, context, feedback, crs, wanted, QgsWkbTypes.GeometryType.LineGeometry)
        districts = None
        if parameters.get(self.DISTRICTS):
            polygon = QgsWkbTypes.GeometryType.PolygonGeometry
            districts = self.read(parameters, self.DISTRICTS, context, feedback, crs, {}, polygon, required=False).frame
        counted = self.parameterAsString(parameters, self.COUNTED_CLASSES, context).replace("，", ",").split(",")
        counted = [name.strip() for name in counted if name.strip()] or None
        districts = None if districts is None or districts.empty else districts
        found = self.finish(blocks_steps(roads.frame, districts, counted_classes=counted), feedback, *share)
        if found.empty:
            raise InputError(
                self.ROADS,
                QT_TRANSLATE_NOOP("Multiground", "no block"),
                QT_TRANSLATE_NOOP("Multiground", "roads that close at least one block"),
                QT_TRANSLATE_NOOP("Multiground", "Give roads all around, or the outline of the district in DISTRICTS."),
            )
        feedback.pushInfo(translate("Multiground", "{} blocks between the roads").format(len(found)))
        return found.assign(id=range(1, len(found) + 1), area_m2=found["gross_m2"])

    def block_result(self, frame, added, crs, source, context, style):
        """Return blocks made from roads as the result OUTPUT, with some columns."""
        added = {**BLOCK_FIELDS, **added}
        back = QgsCoordinateTransform(crs, source.sourceCrs(), context.transformContext())
        rows = zip(frame.geometry.to_wkb(), *(plain(frame[name]) for name in added))
        features = (feature_of(wkb, list(values), back) for wkb, *values in rows)
        kind = QgsWkbTypes.Type.MultiPolygon
        return Result("OUTPUT", fields_with(QgsFields(), added), kind, source.sourceCrs(), features, style)
