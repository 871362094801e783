"""Geometries as shapely takes them: what is read, repaired, or of no use."""

import contextlib

from qgis.core import QgsGeometry, QgsWkbTypes

from .texts import translate

DIMENSIONS = {
    QgsWkbTypes.GeometryType.PointGeometry: 0,
    QgsWkbTypes.GeometryType.LineGeometry: 1,
    QgsWkbTypes.GeometryType.PolygonGeometry: 2,
}


def usable(wkb, geometry_types, flat=True):
    """Return geometries (None where unusable), the rows unusable by reason, and the rows repaired.

    Without geometry types, every one is usable. Lines are never repaired: a vertical lift would become
    a point. `flat` polygons lose their Z.
    """
    import numpy as np
    import shapely

    with np.errstate(invalid="ignore"):  # coordinates that are no numbers are told below
        geometry = _parsed(np.array(wkb, dtype=object))
    empty = shapely.is_missing(geometry) | shapely.is_empty(geometry)
    coordinates, owner = shapely.get_coordinates(geometry, return_index=True)
    infinite = np.zeros(len(geometry), dtype=bool)
    infinite[owner[~np.isfinite(coordinates).all(axis=1)]] = True
    unbounded = empty | infinite
    geometry[unbounded] = None
    bad = {
        translate("Multiground", "without a geometry"): np.flatnonzero(empty),
        translate("Multiground", "with coordinates that are no numbers"): np.flatnonzero(infinite),
    }
    dimension = shapely.get_dimensions(geometry)
    solid = dimension == 2
    if geometry_types == (QgsWkbTypes.GeometryType.PolygonGeometry,):
        solid = ~unbounded  # a line or a point that a polygon layer holds is one that cannot be repaired
    other = ~(unbounded | solid | np.isin(dimension, [DIMENSIONS[kind] for kind in geometry_types or DIMENSIONS]))
    bad[translate("Multiground", "of another geometry type")] = np.flatnonzero(other)
    geometry[other] = None
    if flat:
        geometry[solid] = shapely.force_2d(geometry[solid])
    repaired = np.flatnonzero(solid)[~shapely.is_valid(geometry[solid])]
    geometry[repaired] = [_polygonal(shape) for shape in shapely.make_valid(geometry[repaired])]
    hopeless = solid & (shapely.is_missing(geometry) | (shapely.area(geometry) == 0))
    bad[translate("Multiground", "with a geometry that cannot be repaired")] = np.flatnonzero(hopeless)
    geometry[hopeless] = None
    repaired = repaired[~hopeless[repaired]]
    return geometry, {reason: rows for reason, rows in bad.items() if len(rows)}, repaired


def _polygonal(shape):
    import shapely

    parts = [part for part in shapely.get_parts(shape) if shapely.get_dimensions(part) == 2]
    return shapely.union_all(parts) if parts else None


def _parsed(wkb):
    """Return geometries, with lines for curves; None for what is none. shapely 2.1 stops at a curve, 2.0 gives None."""
    import numpy as np
    import shapely

    unread = wkb.astype(bool)
    geometry = np.full(len(wkb), None, dtype=object)
    with contextlib.suppress(NotImplementedError):
        geometry = shapely.from_wkb(wkb, on_invalid="ignore")
        unread &= shapely.is_missing(geometry)
    straight = np.array([_straight(each) for each in wkb[unread]], dtype=object)
    geometry[unread] = shapely.from_wkb(straight, on_invalid="ignore")
    return geometry


def _straight(wkb):
    shape = QgsGeometry()
    shape.fromWkb(wkb)
    if shape.isNull():
        return None
    if shape.constGet().hasCurvedSegments():
        shape = QgsGeometry(shape.constGet().segmentize())
    return shape.asWkb().data()
