"""What the tools of the multi-ground system share: their layers, how these are read, and results made of them."""

import math
from typing import NamedTuple

from qgis.core import (
    NULL,
    QgsCoordinateTransform,
    QgsFeature,
    QgsFeatureRequest,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsProcessing,
    QgsProcessingFeatureSource,
    QgsProcessingParameterString,
    QgsWkbTypes,
)

from ...urbanform import clauses
from ...urbanform.errors import QT_TRANSLATE_NOOP, InputError
from .features import FIELD_TYPES, fields_with
from .ground_texts import GroundTexts
from .reading import BATCH, stop_if_canceled
from .texts import translate
from .writing import Result

KINDS = {"SKYWAYS": "skyway", "ROOFTOPS": "rooftop", "UNDERGROUND": "underground", "OTHER_SURFACES": "other"}
_SURFACE = ("surface", "z", "level", "enclosure", "public")
_VERTICAL = ("kind", "z_from", "z_to", "level", "width", "run", "enclosure", "public", "open_24h")
_VERTICAL += ("from_surface", "to_surface", "area_h", "area_v")
_FLOOR = ("building", "storey", "z", "function", "area", "auxiliary_m2", "open_to_surface")


class Inputs(NamedTuple):
    """The layers of a multi-ground system as frames in metres, and how they are to be read."""

    frames: list  # districts, surfaces, verticals, floors, buildings, ground spaces (None where not given)
    options: dict
    districts: object  # the Layer of districts
    crs: object


class GroundHeights(GroundTexts):
    """The part of an algorithm on the multi-ground system that asks for heights."""

    GROUND_Z = "GROUND_Z"

    def add_ground_z(self):
        label = translate("Multiground", "Ground level, where heights are absolute")
        text = translate(
            "Multiground",
            "Metres, a field of every layer, or the word buildings for that of the nearest building; empty where "
            "heights are above the ground."
        )
        self.add(QgsProcessingParameterString(self.GROUND_Z, label, optional=True), text, advanced=True)

    def number_or_field(self, parameters, name, context):
        """Return a text parameter as a number, "field" where it names one, or None where it is empty."""
        text = self.parameterAsString(parameters, name, context).strip()
        if not text or (text == "buildings" and name == self.GROUND_Z):
            return text or None
        try:
            number = float(text)
        except ValueError:
            return "field"
        return number if math.isfinite(number) else "field"  # no ground or land is named nan or inf, but a field may be


class GroundLayers(GroundHeights):
    """The part of an algorithm that asks for the layers of a multi-ground system and reads them."""

    DISTRICTS, TAGGED_SURFACES, BUILDINGS, VERTICALS = "DISTRICTS", "TAGGED_SURFACES", "BUILDINGS", "VERTICALS"
    SKYWAYS, ROOFTOPS, UNDERGROUND, OTHER_SURFACES = "SKYWAYS", "ROOFTOPS", "UNDERGROUND", "OTHER_SURFACES"
    FLOORS, GROUND_SPACES, PLANNED_AREA = "FLOORS", "GROUND_SPACES", "PLANNED_AREA"
    GAP, SURFACE_STEP, FLOOR_STEP = "GAP", "SURFACE_STEP", "FLOOR_STEP"
    UNKNOWN_HOURS, READING, FLOOR_COUNT = "UNKNOWN_HOURS", "READING", "FLOOR_COUNT"
    VERTICAL_PROJECTION, GROUND_JOINS = "VERTICAL_PROJECTION", "GROUND_JOINS"

    def add_ground_layers(self):
        kinds = QgsProcessing.SourceType
        text = translate("Multiground", "The planned land of each district, roads included.")
        self.add_layer(self.DISTRICTS, translate("Multiground", "Districts"), text, kinds.TypeVectorPolygon)
        label = translate("Multiground", "Surfaces of all kinds")
        text = translate(
            "Multiground",
            "All near-ground surfaces in one layer, with their height in metres, or level; one without a kind is "
            "classified by clause 6.1.3."
        )
        self.add_layer(self.TAGGED_SURFACES, label, text, kinds.TypeVectorPolygon, optional=True)
        labels = (
            translate("Multiground", "Skyways and platforms"),
            translate("Multiground", "Rooftop surfaces"),
            translate("Multiground", "Underground surfaces"),
            translate("Multiground", "Other near-ground surfaces"),
        )
        text = translate("Multiground", "Public surfaces of this kind with their height in metres, or level.")
        for name, label in zip(KINDS, labels):
            self.add_layer(name, label, text, kinds.TypeVectorPolygon, optional=True)
        label = translate("Multiground", "Buildings")
        text = translate("Multiground", "Footprints with a height, to tell rooftops; the ground level beside them.")
        self.add_layer(self.BUILDINGS, label, text, kinds.TypeVectorPolygon, optional=True)
        label = translate("Multiground", "Vertical components")
        text = translate(
            "Multiground", "Stairs, escalators, ramps and lifts with both heights, as areas, lines or points."
        )
        self.add_layer(self.VERTICALS, label, text, kinds.TypeVectorAnyGeometry)
        label = translate("Multiground", "Floors of buildings")
        text = translate("Multiground", "Floor plates with building, storey, height and area.")
        self.add_layer(self.FLOORS, label, text, kinds.TypeVectorPolygon)
        label = translate("Multiground", "Ground-level open space")
        text = translate("Multiground", "Public open space on the ground, for the second reading only.")
        self.add_layer(self.GROUND_SPACES, label, text, kinds.TypeVectorPolygon, optional=True)

    def add_ground_options(self):
        texts = {
            self.GAP: (
                translate("Multiground", "Largest gap"),
                translate("Multiground", "Metres in plan across which surfaces, stairs and floors still meet."),
            ),
            self.SURFACE_STEP: (
                translate("Multiground", "Largest step between surfaces"),
                translate("Multiground", "Metres of height within which surfaces, ends of stairs and the ground meet."),
            ),
            self.FLOOR_STEP: (
                translate("Multiground", "Largest step to a floor"),
                translate("Multiground", "Metres of height within which a floor and a surface meet."),
            ),
        }
        for name, (label, text) in texts.items():
            value = clauses.bounds("6.2.1", f"{name.lower()}_m")[0].upper
            self.add_distance(name, label, text, value)
        open_ = translate("Multiground", "as open, and the result says how many")
        closed = translate("Multiground", "as closed")
        label = translate("Multiground", "Unknown hours, access or enclosure count")
        text = translate(
            "Multiground", "What is open day and night, public and outdoors counts; this is for what nobody wrote down."
        )
        self.add_choice(self.UNKNOWN_HOURS, label, text, open_, closed)
        strict = translate("Multiground", "strict, without the ground plane")
        ground = translate("Multiground", "with ground-level open space")
        label = translate("Multiground", "Graded reading")
        text = translate("Multiground", "Both readings are measured; this one is graded.")
        self.add_choice(self.READING, label, text, strict, ground)
        each = translate("Multiground", "floor by floor")
        pooled = translate("Multiground", "areas of a system together")
        continuous = translate("Multiground", "area over the step, without rounding")
        label = translate("Multiground", "Storeys are counted")
        text = translate("Multiground", "Every 3000 m² begun above ground and 2000 m² below count as one storey.")
        self.add_choice(self.FLOOR_COUNT, label, text, each, pooled, continuous, advanced=True)
        across, side = translate("Multiground", "across the way"), translate("Multiground", "from the side")
        label = translate("Multiground", "Vertical projection seen")
        text = translate("Multiground", "Width times rise, or run times rise.")
        self.add_choice(self.VERTICAL_PROJECTION, label, text, across, side, advanced=True)
        label = translate("Multiground", "The ground joins systems")
        text = translate("Multiground", "Makes all that has a way to the street one system.")
        self.add_bool(self.GROUND_JOINS, label, text, advanced=True)
        label = translate("Multiground", "Planned land (m²)")
        text = translate(
            "Multiground", "Square metres, or a field of the districts; empty for the area of the polygon."
        )
        self.add(QgsProcessingParameterString(self.PLANNED_AREA, label, optional=True), text, advanced=True)
        self.add_ground_z()

    def read_ground_layers(self, parameters, context, feedback):
        """Return the inputs in the measuring CRS of the districts; refuse where there is no layer of surfaces."""
        polygon = QgsWkbTypes.GeometryType.PolygonGeometry
        source = self.source(parameters, self.DISTRICTS, context, polygon)
        if not self._surface_layers(parameters, context):
            raise InputError(
                self.TAGGED_SURFACES,
                QT_TRANSLATE_NOOP("Multiground", "no layer of surfaces"),
                QT_TRANSLATE_NOOP("Multiground", "at least one of the five layers of surfaces"),
                QT_TRANSLATE_NOOP(
                    "Multiground", "Choose SKYWAYS, ROOFTOPS, UNDERGROUND, OTHER_SURFACES or TAGGED_SURFACES."
                ),
            )
        crs, scale_error = self.measuring_crs(self.DISTRICTS, source, context, feedback)
        options = {**self._options(parameters, context), "scale_error": scale_error}

        def read(name, fields, *geometry_types, required=False, flat=True):
            if self.parameterAsSource(parameters, name, context) is None:
                return None
            how = {"required": required, "flat": flat}
            return self.read(parameters, name, context, feedback, crs, fields, *geometry_types, **how)

        planned = {"planned_area": self.PLANNED_AREA} if options["planned_area_m2"] == "field" else {}
        districts = read(self.DISTRICTS, planned, polygon, required=True)
        ground = {"ground_z": self.GROUND_Z} if options["ground_z"] == "field" else {}
        surfaces = self._read_surfaces(parameters, context, feedback, crs, ground)
        frames = [districts.frame, surfaces]
        frames.append(read(self.VERTICALS, {**dict.fromkeys(_VERTICAL), **ground}, flat=False).frame)
        frames.append(read(self.FLOORS, {**dict.fromkeys(_FLOOR), **ground}, polygon, flat=False).frame)
        rest = {self.BUILDINGS: ("building", "height", "ground_z"), self.GROUND_SPACES: ("public",)}
        layers = [read(name, dict.fromkeys(fields), polygon) for name, fields in rest.items()]
        frames += [None if layer is None else layer.frame for layer in layers]
        return Inputs(frames, options, districts, crs)

    def _surface_layers(self, parameters, context):
        names = (*KINDS, self.TAGGED_SURFACES)
        return [name for name in names if self.parameterAsSource(parameters, name, context) is not None]

    def _read_surfaces(self, parameters, context, feedback, crs, ground):
        """Return the surfaces of all layers as one frame; `source` names the layer of each."""
        import geopandas
        import numpy as np

        polygon, frames = QgsWkbTypes.GeometryType.PolygonGeometry, []
        for name in self._surface_layers(parameters, context):
            fields = {**dict.fromkeys(_SURFACE if name in KINDS else (*_SURFACE, "kind")), **ground}
            how = {"required": False, "flat": False}
            frame = self.read(parameters, name, context, feedback, crs, fields, polygon, **how).frame
            frames.append(frame.assign(source=name, **({"kind": KINDS[name]} if name in KINDS else {})))
        columns = {}
        for name in dict.fromkeys(name for frame in frames for name in frame.columns):
            parts = [frame[name].to_numpy(dtype=object) if name in frame else [None] * len(frame) for frame in frames]
            columns[name] = np.concatenate([np.array(part, dtype=object) for part in parts])
        geometry = columns.pop("geometry")
        return geopandas.GeoDataFrame(columns, geometry=geometry, crs=None)

    def _options(self, parameters, context):
        """Return the options of the measure by name."""
        from ...urbanform import mper

        def choice(name, values):
            return values[self.parameterAsEnum(parameters, name, context)]

        return {
            "gap_m": self.parameterAsDouble(parameters, self.GAP, context),
            "surface_step_m": self.parameterAsDouble(parameters, self.SURFACE_STEP, context),
            "floor_step_m": self.parameterAsDouble(parameters, self.FLOOR_STEP, context),
            "unknown_open": choice(self.UNKNOWN_HOURS, (True, False)),
            "reading": choice(self.READING, mper.READINGS),
            "floor_count": choice(self.FLOOR_COUNT, mper.FLOOR_COUNTS),
            "vertical_projection": choice(self.VERTICAL_PROJECTION, mper.PROJECTIONS),
            "ground_joins": self.parameterAsBool(parameters, self.GROUND_JOINS, context),
            "ground_z": self.number_or_field(parameters, self.GROUND_Z, context),
            "planned_area_m2": self.number_or_field(parameters, self.PLANNED_AREA, context),
        }

    def attributes_of(self, parameters, names, context, feedback):
        """Return the fields of layers together, and the values of each feature by (layer, feature id)."""
        fields, values = QgsFields(), {}
        sources = {name: self.parameterAsSource(parameters, name, context) for name in names}
        for source in sources.values():
            for field in source.fields():
                place = fields.lookupField(field.name())
                if place < 0:
                    fields.append(field)
                elif fields[place].type() != field.type():  # one name, two types: as text
                    fields.remove(place)
                    fields.append(QgsField(field.name(), FIELD_TYPES[str]))
        request = QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry)
        for name, source in sources.items():
            places = [source.fields().lookupField(field.name()) for field in fields]
            texts = [field.type() == FIELD_TYPES[str] for field in fields]
            flag = QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks
            for number, feature in enumerate(source.getFeatures(request, flag)):
                if number % BATCH == 0:
                    stop_if_canceled(feedback)
                found = [NULL if place < 0 else feature.attribute(place) for place in places]
                found = [str(v) if text and v != NULL else v for v, text in zip(found, texts)]
                values[name, feature.id()] = found
        return fields, values

    def made(self, name, frame, added, wkb_type, style, crs, target, context, kept=None):
        """Return a frame in metres as a result in another CRS: the attributes kept, then its columns `added`.

        kept : fields, and a list of their values for each row.
        """
        existing, values = kept or (QgsFields(), [[]] * len(frame))
        fields = fields_with(existing, added, ["fid"])
        rows = self._made_rows(frame, added, values, QgsCoordinateTransform(crs, target, context.transformContext()))
        return Result(name, fields, wkb_type, target, rows, style)

    def _made_rows(self, frame, added, values, there):
        import shapely

        columns = [_cells(frame[name], kind) for name, kind in added.items()]
        for shape, kept, *own in zip(frame.geometry, values, *columns):
            row = QgsFeature()
            if shape is not None:
                geometry = QgsGeometry()
                geometry.fromWkb(shapely.to_wkb(shape, flavor="iso"))
                geometry.convertToMultiType()
                geometry.transform(there)
                row.setGeometry(geometry)
            row.setAttributes([*kept, *own])
            yield row


def _cells(column, kind):
    """Return a column's values as the type of their field; NaN and empty text are NULL."""
    return [NULL if value is None or value != value or value == "" else kind(value) for value in column.tolist()]
