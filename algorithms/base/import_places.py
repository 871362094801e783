"""Where an import lies: the CRS of its package, what part of the source is wanted, and how far the source reaches."""

from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsRectangle, QgsUnitTypes

from ...urbanform import measuring
from ...urbanform.errors import QT_TRANSLATE_NOOP, InputError


def package_crs(chosen, boxes, context):
    """Return the CRS of a package: the one chosen, else the first in metres of the source, else the data's UTM zone.

    boxes : pairs of a CRS and a `QgsRectangle` in which the source has data. Raises `InputError` for degrees, other
    units and Web Mercator, in which nobody can measure.
    """
    crs = chosen if chosen.isValid() else next((own for own, _ in boxes if in_metres(own)), None)
    if crs is None:
        degrees = QgsCoordinateReferenceSystem("EPSG:4326")
        there = QgsCoordinateTransform(boxes[0][0], degrees, context.transformContext())
        middle = there.transformBoundingBox(boxes[0][1]).center()
        zone = min(int((middle.x() + 180) // 6) + 1, 60)
        crs = QgsCoordinateReferenceSystem(f"EPSG:{32600 + zone + 100 * (middle.y() < 0)}")
    if not in_metres(crs):
        permitted = QT_TRANSLATE_NOOP("Multiground", "a CRS in metres that does not stretch lengths")
        remedy = QT_TRANSLATE_NOOP("Multiground", "Choose one in metres, such as EPSG:4547.")
        raise InputError("CRS", crs.authid(), permitted, remedy)
    return crs


def in_metres(crs):
    """Return whether lengths can be measured in a CRS."""
    metric = not crs.isGeographic() and crs.mapUnits() == QgsUnitTypes.DistanceUnit.DistanceMeters
    return metric and crs.authid() not in measuring.WEB_MERCATOR


def reach(boxes, crs, context):
    """Return the box in a CRS within which a source has data, as shapely polygon."""
    import shapely

    bounds = QgsRectangle()
    for own, extent in boxes:
        there = QgsCoordinateTransform(own, crs, context.transformContext())
        bounds.combineExtentWith(there.transformBoundingBox(extent))
    return shapely.box(bounds.xMinimum(), bounds.yMinimum(), bounds.xMaximum(), bounds.yMaximum())


def outlines(hull, extent, known, name):
    """Return the layers `district` and `data_extent`: the extent, or the hull of what was read.

    hull : of the features used; extent : polygon or None; known : how far the source reaches; name : of the district.
    """
    import geopandas
    import shapely

    outline = hull if extent is None else extent
    told = "outline: hull of buildings and ways" if extent is None else "outline: extent of the import"
    about = {"source": ["osm"], "assumed": [told]}
    return {
        "district": geopandas.GeoDataFrame({"name": [name], **about}, geometry=[outline]),
        "data_extent": geopandas.GeoDataFrame(about, geometry=[shapely.intersection(outline, known)]),
    }
