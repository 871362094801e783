"""The layers of a district package as frames in metres, of whatever CRS they are, broken features included."""

import contextlib
import math
from typing import NamedTuple

from osgeo import gdal, ogr, osr
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsGeometry,
    QgsPointXY,
    QgsRectangle,
    QgsUnitTypes,
)

from ...urbanform import create_package, measuring
from .reading import BATCH, _scale_error, stop_if_canceled

_DEGREES = QgsRectangle(-360, -90, 360, 90)
_ALL_ROUND = 180  # degrees: areas of use across the date line seem wider
_BEYOND = 3  # degrees from its area of use that a CRS may still be used, a zone of 3 degrees


class Package(NamedTuple):
    """A package ready to be checked: see `urbanform.check_package.check_package_steps`."""

    layers: dict  # name → frame in the measuring CRS
    crs: dict  # name → (name, kind) of the layer's own CRS
    place: tuple  # longitude and latitude of the middle of the data, or None
    own: object  # QgsCoordinateReferenceSystem of the first layer
    measured_in: object  # QgsCoordinateReferenceSystem


def in_metres(found, context, feedback):
    """Return layers of `urbanform.package_file.read_package` in one CRS in metres.

    That is the CRS of the first layer of the package that has one, when it measures well where most of
    its data lie, else a transverse Mercator centred on them. Layers whose CRS is missing or cannot be
    right stay where they are.
    """
    order = [name for name in create_package.layers() if name in found]
    order += sorted(set(found) - set(order))
    own, boxes = {}, {}
    for name in order:
        by_code = QgsCoordinateReferenceSystem(found[name].crs)
        own[name] = by_code if by_code.isValid() else QgsCoordinateReferenceSystem.fromWkt(found[name].definition)
        _straighten(found[name])
        boxes[name] = _middle_box(found[name].frame.geometry.to_numpy())
        stop_if_canceled(feedback)
    kinds = {name: _kind(own[name], boxes[name]) for name in order}
    usable = [name for name in order if boxes[name] is not None and kinds[name] not in ("missing", "wrong")]
    first = usable[0] if usable else order[0]
    measured_in, place = own[first], None
    if usable:
        measured_in, place = _measuring(own[first], kinds[first], boxes[first], context)
    layers = {}
    for name in order:
        layers[name] = found[name].frame
        if name in usable and own[name] != measured_in:
            layers[name] = _transformed(layers[name], own[name], measured_in, feedback)
        stop_if_canceled(feedback)
    told = {name: (own[name].authid() or own[name].description(), kinds[name]) for name in order}
    return Package(layers, told, place, own[first], measured_in)


def _straighten(layer):
    """Make curves, which shapely does not know, lines and outlines of straight pieces."""
    import shapely

    geometry = layer.frame.geometry.to_numpy().copy()
    for row, wkb in layer.unread.items():
        shape = QgsGeometry()
        shape.fromWkb(wkb)
        if not shape.isNull():
            straight = QgsGeometry(shape.constGet().segmentize()).asWkb().data()
            geometry[row] = shapely.from_wkb(straight, on_invalid="ignore")
    if layer.unread:
        layer.frame.geometry = geometry


def _middle_box(geometry):
    """Return the box that holds nine tenths of the features each way, None without any."""
    import numpy as np
    import shapely

    with np.errstate(invalid="ignore"):  # coordinates that are no numbers
        bounds = shapely.bounds(geometry)
    bounds = bounds[np.isfinite(bounds).all(axis=1)]
    if not len(bounds):
        return None
    low, high = np.quantile(bounds[:, :2], 0.05, axis=0), np.quantile(bounds[:, 2:], 0.95, axis=0)
    return QgsRectangle(*low.tolist(), *high.tolist())


def _kind(crs, box):
    """Return what a layer's CRS is good for."""
    if not crs.isValid() or _reference(crs).IsLocal():  # as newer GDAL says of a layer without one
        return "missing"
    if box is not None and (crs.isGeographic() != _DEGREES.contains(box) or not _in_use(crs, box)):
        return "wrong"
    if crs.isGeographic():
        return "degrees"
    if crs.mapUnits() != QgsUnitTypes.DistanceUnit.DistanceMeters:
        return "units"
    return "web_mercator" if crs.authid() in measuring.WEB_MERCATOR else "metres"


def _in_use(crs, box):
    """Return whether the middle of the data lies where their CRS is used; true where nobody says where that is."""
    area, (x, y) = crs.bounds(), _in_degrees(crs, box)
    if area.isEmpty():
        return True
    if area.width() > _ALL_ROUND:
        area.setXMinimum(-360)
        area.setXMaximum(360)
    return area.buffered(_BEYOND).contains(QgsPointXY(x, y))


def _in_degrees(crs, box):
    """Return the longitude and latitude of the middle of a box, infinite where the CRS has none."""
    degrees = osr.SpatialReference()
    degrees.ImportFromEPSG(4326)
    gdal.PushErrorHandler("CPLQuietErrorHandler")  # it is no place of that CRS
    try:
        return _transformation(_reference(crs), degrees).TransformPoint(box.center().x(), box.center().y())[:2]
    except RuntimeError:  # where GDAL's exceptions are on
        return math.inf, math.inf
    finally:
        gdal.PopErrorHandler()


def _measuring(crs, kind, box, context):
    """Return the CRS to measure in, and where the middle of the data lies in degrees."""
    x, y = _in_degrees(crs, box)
    if not math.isfinite(x + y):
        return crs, None
    if kind == "metres" and _scale_error(crs, box, context) <= measuring.SCALE_TOLERANCE:
        return crs, (x, y)
    local = osr.SpatialReference()
    local.SetWellKnownGeogCS("WGS84")
    local.SetTM(y, x, 1, 0, 0)
    return QgsCoordinateReferenceSystem.fromWkt(local.ExportToWkt()), (x, y)


def _reference(crs):
    reference = osr.SpatialReference()
    reference.ImportFromWkt(crs.toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT_PREFERRED))
    return reference


def _transformation(source, target):
    for reference in (source, target):
        reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return osr.CoordinateTransformation(source, target)


def _places_there(xy, there):
    """Return coordinates (n, 2) transformed. One line through all carries them many times faster than lists do."""
    import numpy as np
    import shapely

    line = ogr.CreateGeometryFromWkb(shapely.to_wkb(shapely.LineString(np.r_[xy, xy[-1:]])))
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        with contextlib.suppress(RuntimeError):  # where GDAL's exceptions are on
            if line.Transform(there) == 0:
                return shapely.get_coordinates(shapely.from_wkb(bytes(line.ExportToWkb())))[:-1]
        return np.array([_place_there(place, there) for place in xy.tolist()])  # some place is none
    finally:
        gdal.PopErrorHandler()


def _place_there(place, there):
    """Return a coordinate pair transformed; infinite for what is no place there."""
    try:
        return there.TransformPoint(*place)[:2]
    except RuntimeError:
        return float("inf"), float("inf")


def _transformed(frame, source, target, feedback):
    """Return a frame with its coordinates in another CRS; heights stay."""
    import geopandas
    import numpy as np
    import shapely

    there = _transformation(_reference(source), _reference(target))
    result = frame.geometry.to_numpy().copy()
    for with_z in (False, True):
        rows = np.flatnonzero(shapely.has_z(result) == with_z)
        for begin in range(0, len(rows), BATCH):
            stop_if_canceled(feedback)
            chunk = rows[begin : begin + BATCH]
            xyz = shapely.get_coordinates(result[chunk], include_z=with_z)
            if len(xyz):
                xyz[:, :2] = _places_there(xyz[:, :2], there)
                result[chunk] = shapely.set_coordinates(result[chunk], xyz)
    data = frame.drop(columns=frame.geometry.name)
    return geopandas.GeoDataFrame(data, geometry=geopandas.array.GeometryArray(result), crs=None)
