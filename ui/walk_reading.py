"""Layers as the walk circles need them: chosen in the window, read in the background, in metres."""

import contextlib
import math
from typing import NamedTuple

from qgis.core import (
    NULL,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsDistanceArea,
    QgsFeatureRequest,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsUnitTypes,
    QgsVectorLayerFeatureSource,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ..urbanform import attributes, measuring

_PAUSE_MS = 700
_EDITS = ("layerModified", "afterRollBack", "dataChanged", "subsetStringChanged")


class LayerWatch(QObject):
    """Tells when a layer is edited or filtered, and when it is given another CRS."""

    edited = pyqtSignal()
    moved = pyqtSignal()
    paused = pyqtSignal()  # the edits are over for now

    def __init__(self, parent=None):
        super().__init__(parent)
        self.layers = []
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(_PAUSE_MS)
        self.timer.timeout.connect(self.paused)
        self.edited.connect(self.timer.start)

    def watch(self, *layers):
        """Watch these layers, and no longer those of before."""
        self.timer.stop()
        for signal, slot in self._signals():
            with contextlib.suppress(RuntimeError, TypeError):  # the layer is gone
                signal.disconnect(slot)
        self.layers = layers
        for signal, slot in self._signals():
            signal.connect(slot)

    def _signals(self):
        for layer in self.layers:
            with contextlib.suppress(RuntimeError):
                yield layer.crsChanged, self.moved
                for name in _EDITS:
                    yield getattr(layer, name), self.edited


class Source(NamedTuple):
    """A layer as it stands now, unsaved edits included, to be read in another thread."""

    features: QgsVectorLayerFeatureSource
    names: list  # of its fields
    crs: QgsCoordinateReferenceSystem  # wanted
    transforms: QgsCoordinateTransformContext


def measuring_crs(layer):
    """Return the CRS to measure in: the layer's own if its metres are metres, else one around the data.

    None for a layer without features, and where its CRS is unknown or cannot hold its coordinates.
    """
    if not layer.isValid():
        return None
    crs, extent, project = layer.crs(), layer.extent(), QgsProject.instance()
    if not crs.isValid() or extent.isNull() or not extent.isFinite():
        return None
    metric = not crs.isGeographic() and crs.mapUnits() == QgsUnitTypes.DistanceUnit.DistanceMeters
    if metric and crs.authid() not in measuring.WEB_MERCATOR and _scale_error(crs, extent) <= measuring.SCALE_TOLERANCE:
        return crs
    degrees = QgsCoordinateReferenceSystem("EPSG:4326")
    try:
        middle = QgsCoordinateTransform(crs, degrees, project).transformBoundingBox(extent).center()
    except QgsCsException:
        return None
    if not (abs(middle.x()) <= 360 and abs(middle.y()) <= 90):  # metres that are called degrees
        return None
    text = f"+proj=tmerc +lat_0={middle.y():.6f} +lon_0={middle.x():.6f} +k=1 +datum=WGS84 +units=m +no_defs"
    return QgsCoordinateReferenceSystem.fromProj(text)


def _scale_error(crs, extent):
    """Return the largest deviation of plane from ellipsoidal distances at the corners of an extent."""
    meter = QgsDistanceArea()
    meter.setSourceCrs(crs, QgsProject.instance().transformContext())
    meter.setEllipsoid(crs.ellipsoidAcronym())
    corners = [
        QgsPointXY(x, y) for x in (extent.xMinimum(), extent.xMaximum()) for y in (extent.yMinimum(), extent.yMaximum())
    ]
    metres = [meter.measureLine(corner, QgsPointXY(corner.x() + 1000, corner.y())) for corner in corners]
    return max(abs(1000 / real - 1) if real > 0 else math.inf for real in metres)


def sources_of(layers, crs):
    """Return what is to be read of layers, by name; None stands for no layer."""
    transforms = QgsProject.instance().transformContext()
    return {
        name: Source(QgsVectorLayerFeatureSource(layer), layer.fields().names(), crs, transforms)
        for name, layer in layers.items()
        if layer is not None
    }


def _positions(names, wanted):
    """Return the canonical fields of those wanted that a layer has, and where."""
    found = {field: attributes.find_field(names, field) for field in wanted}
    return {field: names.index(name) for field, name in found.items() if name}


def frame_of(source, fields, stop):
    """Read a source as a GeoDataFrame without what has no usable geometry.

    fields : canonical names of what is read, where the layer has it; stop : called now and then; raises
    when nobody wants the frame any more.
    """
    import geopandas
    import numpy as np
    import shapely

    positions = _positions(source.names, fields)
    request = QgsFeatureRequest().setSubsetOfAttributes(list(positions.values()))
    request.setDestinationCrs(source.crs, source.transforms)
    wkb, data = [], {name: [] for name in positions}
    for number, feature in enumerate(source.features.getFeatures(request)):
        if number % 500 == 0:
            stop()
        geometry = feature.geometry()
        if QgsWkbTypes.isCurvedType(geometry.wkbType()):
            geometry = QgsGeometry(geometry.constGet().segmentize())
        wkb.append(geometry.asWkb().data() or None)
        for name, position in positions.items():
            value = feature.attribute(position)
            data[name].append(None if value == NULL else value)
    geometry = shapely.from_wkb(np.array(wkb, dtype=object), on_invalid="ignore")
    usable = ~shapely.is_missing(geometry) & ~shapely.is_empty(geometry)
    usable[usable] = np.isfinite(shapely.bounds(geometry[usable])).all(axis=1)
    solid = shapely.get_dimensions(geometry) == 2
    geometry[solid & usable] = shapely.make_valid(shapely.force_2d(geometry[solid & usable]))
    data = {name: np.array(column, dtype=object)[usable].tolist() for name, column in data.items()}
    return geopandas.GeoDataFrame(data, geometry=geometry[usable])


def place_of(layer, crs):
    """Return the geometry of a layer's selected feature in a CRS as WKB, and what is known of its level.

    None where it has no geometry, or one that the CRS cannot hold.
    """
    from ..urbanform import explorer

    (feature,) = layer.selectedFeatures()
    geometry = QgsGeometry(feature.geometry())
    try:
        geometry.transform(QgsCoordinateTransform(layer.crs(), crs, QgsProject.instance()))
    except QgsCsException:
        return None
    if geometry.isEmpty() or not geometry.boundingBox().isFinite():
        return None
    positions = _positions(layer.fields().names(), explorer.PLACE_FIELDS)
    known = {name: feature.attribute(position) for name, position in positions.items()}
    return geometry.asWkb().data(), tuple((name, value) for name, value in known.items() if value != NULL)
