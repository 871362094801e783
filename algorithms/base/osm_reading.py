"""OpenStreetMap read in batches: from .osm and .osm.pbf files, or from layers that were made of them."""

import contextlib
import time

from osgeo import gdal
from qgis.core import (
    NULL,
    QgsCoordinateReferenceSystem,
    QgsFeatureRequest,
    QgsGeometry,
    QgsProviderRegistry,
    QgsRectangle,
    QgsWkbTypes,
)

from ...urbanform import attributes
from ...urbanform.errors import QT_TRANSLATE_NOOP, InputError
from .geometries import usable
from .package_layers import _transformed
from .reading import stop_if_canceled
from .texts import translate

_BATCH, _ASK_S = 10_000, 0.2
_LAYERS = {"points": "point", "lines": "line", "multipolygons": "polygon"}
_DIMENSIONS = ("point", "line", "polygon")
# A closed way with one of these keys is an area; `highway=corridor` and `indoor=yes` alone make none.
_AREAS = (
    *("amenity", "building", "building:part", "historic", "landuse", "leisure", "natural", "office", "place", "shop"),
    *("tourism", "healthcare", "man_made", "water", "power", "highway=platform", "highway=elevator"),
    *("railway=platform", "public_transport=platform", "public_transport=station", "railway=station"),
    *("indoor=room", "indoor=area", "indoor=corridor", "indoor=level", "waterway=riverbank", "waterway=dock"),
)


def first_box(file, folder):
    """Return a box in degrees that tells where a file lies: that of its header, else of its first feature.

    Raises `InputError` for a file that is none of OpenStreetMap or holds nothing.
    """
    with _opened(file, folder, "NO") as (source, told):
        header = None
        with contextlib.suppress(RuntimeError):  # where GDAL's exceptions are on
            header = source.GetLayer(0).GetExtent(force=0, can_return_null=True) if source is not None else None
        if header:
            return QgsRectangle(header[0], header[2], header[1], header[3])
        feature = _next(source, None, told)[0] if source is not None else None
        if feature is not None and feature.GetGeometryRef() is not None:
            west, east, south, north = feature.GetGeometryRef().GetEnvelope()
            return QgsRectangle(west, south, east, north)
    raise _broken(file, told)


def file_batches(file, folder, crs, bounds, feedback):
    """Yield (geometry, frame in a CRS, share read) of a file, which is read once, as a stream.

    No setting of QGIS is changed: our configuration goes to GDAL's driver with the file, which keeps what it must
    remember of nodes in `folder`. Files whose ids are negative or in disorder are read in another way, from the start.

    bounds : `QgsRectangle` in degrees that grows with what is read.
    """
    degrees, skip = QgsCoordinateReferenceSystem("EPSG:4326"), 0
    for indexing in ("YES", "NO"):
        with _opened(file, folder, indexing) as (source, told):
            done = 0
            for name, rows, share in _rows_of(source, told, feedback) if source is not None else ():
                if told:
                    break
                done += 1
                if done > skip:
                    yield from _file_batch(name, rows, bounds, degrees, crs, feedback, share)
            if source is not None and not told:
                return
            stop_if_canceled(feedback)
            skip = done
    raise _broken(file, told)


def _rows_of(source, told, feedback):
    """Yield (layer, rows of WKB, id, id of the way, tags; share read) of a file, layer by layer in batches."""
    rows, asked = {name: [] for name in _LAYERS}, time.monotonic()

    def progress(*_):
        return 0 if feedback.isCanceled() else 1

    while True:
        feature, layer, share = _next(source, progress, told)
        if feature is None:
            break
        name, shape = layer.GetName(), feature.GetGeometryRef()
        if name in rows and shape is not None:
            own, *way, tags = map(feature.GetFieldAsString, range(feature.GetFieldCount()))  # see _configuration
            rows[name].append((bytes(shape.ExportToIsoWkb()), own, *(way or [""]), tags))
            if len(rows[name]) == _BATCH:
                yield name, rows[name], share
                rows[name] = []
        if time.monotonic() - asked > _ASK_S:
            stop_if_canceled(feedback)
            asked = time.monotonic()
    stop_if_canceled(feedback)
    for name, left in rows.items():
        if left:
            yield name, left, 1.0


def _next(source, progress, told):
    """Return the next feature of a file, its layer and the share read; None for the feature at the end.

    told : what GDAL says of failures is added.
    """
    try:
        return source.GetNextFeature(include_layer=True, include_pct=True, callback=progress)
    except RuntimeError as error:  # where GDAL's exceptions are on
        told.append(str(error))
        return None, None, 1.0


def _file_batch(name, rows, bounds, degrees, crs, feedback, share):
    """Yield the usable features of a batch of a file in the CRS of the package."""
    import pandas as pd
    import shapely

    from ...urbanform import osm_tags

    wkb, ids, ways, tags = zip(*rows)
    box = shapely.total_bounds(shapely.from_wkb(wkb, on_invalid="ignore")).tolist()
    bounds.combineExtentWith(QgsRectangle(*box))
    sources = _sources_of(_LAYERS[name], ids, ways)
    columns, _ = osm_tags.as_columns(pd.DataFrame({"other_tags": tags}, dtype=object))
    yield from _clean(wkb, columns, sources, name, degrees, crs, feedback, share)


def layer_batches(layers, crs, feedback):
    """Yield (geometry, frame in a CRS, share read) of layers, each feature by what is drawn."""
    total, done = sum(max(layer.featureCount(), 0) for layer in layers) or 1, 0
    for layer in layers:
        name = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source()).get("layerName")
        name, named = name or layer.name(), 0
        request, wkb, rows = QgsFeatureRequest(), [], []
        for number, feature in enumerate(layer.getFeatures(request), 1):
            geometry = feature.geometry()
            if QgsWkbTypes.isCurvedType(geometry.wkbType()):
                geometry = QgsGeometry(geometry.constGet().segmentize())
            wkb.append(geometry.asWkb().data())
            rows.append([feature.id(), *feature.attributes()])
            if len(rows) == _BATCH:
                share = (done + number) / total
                named += yield from _layer_batch(layer, name, wkb, rows, crs, feedback, share)
                wkb, rows = [], []
        if rows:
            named += yield from _layer_batch(layer, name, wkb, rows, crs, feedback, 1.0)
        done += max(layer.featureCount(), 0)
        if named:
            text = translate(
                "Multiground", "{}: no column tells what the {} features are; taken for what the layer's name says"
            )
            feedback.pushWarning(text.format(name, named))


def _layer_batch(layer, name, wkb, rows, crs, feedback, share):
    """Yield the features of a batch by their geometries; return how many got their tag by the layer's name."""
    import pandas as pd

    from ...urbanform import osm_tags

    stop_if_canceled(feedback)
    columns = [field.name() for field in layer.fields()]
    frame = pd.DataFrame(rows, columns=["\0fid", *columns], dtype=object)
    frame = frame.where(frame.ne(NULL), None) if len(columns) else frame
    tags, named = osm_tags.as_columns(frame[columns], name)
    for dimension, chosen in _by_dimension(wkb):
        ids = _layer_sources(frame.iloc[chosen], columns, name, dimension)
        part = tags.iloc[chosen].reset_index(drop=True)
        some = [wkb[row] for row in chosen]
        yield from _clean(some, part, ids, name, layer.crs(), crs, feedback, share, _DIMENSIONS[dimension])
    return named


def _by_dimension(wkb):
    """Return pairs of a dimension and the rows of that dimension; rows without geometry count as points."""
    import numpy as np
    import shapely

    shapes = shapely.from_wkb(np.array(wkb, dtype=object), on_invalid="ignore")
    dimension = np.maximum(shapely.get_dimensions(shapes), 0)
    return [(int(value), np.flatnonzero(dimension == value).tolist()) for value in np.unique(dimension)]


def _clean(wkb, tags, ids, name, source, crs, feedback, share, geometry=None):
    """Yield the usable features of a batch in the CRS of the package."""
    import geopandas
    import numpy as np

    geometry = geometry or _LAYERS[name]
    kinds = {
        "point": QgsWkbTypes.GeometryType.PointGeometry,
        "line": QgsWkbTypes.GeometryType.LineGeometry,
        "polygon": QgsWkbTypes.GeometryType.PolygonGeometry,
    }
    shapes, bad, repaired = usable(wkb, (kinds[geometry],))
    for reason, rows in bad.items():
        text = translate("Multiground", "{}: {} features skipped, {}: {}")
        feedback.pushWarning(text.format(name, len(rows), reason, ", ".join(ids[row] for row in rows[:20])))
    if len(repaired):
        text = translate("Multiground", "{}: measured in a repaired copy: features {}")
        feedback.pushWarning(text.format(name, ", ".join(ids[row] for row in repaired[:20])))
    data = tags.assign(source=ids)
    frame = geopandas.GeoDataFrame(data, geometry=geopandas.array.GeometryArray(shapes), crs=None)
    if bad:
        frame = frame[np.not_equal(shapes, None)].reset_index(drop=True)
    if source != crs and len(frame):
        frame = _transformed(frame, source, crs, feedback)
    yield geometry, frame, share


def _sources_of(geometry, ids, way_ids):
    """Return where each feature of a file comes from."""
    if geometry == "polygon":
        return [f"osm relation/{own}" if not way else f"osm way/{way}" for own, way in zip(ids, way_ids)]
    return [f"osm {'node' if geometry == 'point' else 'way'}/{own}" for own in ids]


def _layer_sources(frame, columns, name, dimension):
    """Return where each feature of a layer comes from: its object of OpenStreetMap, else its id in the layer."""
    known = {column.lower(): column for column in columns}
    own, way = (
        [attributes.text(value).split(".")[0] for value in frame[known[key]]] if key in known else None
        for key in ("osm_id", "osm_way_id")
    )
    other = attributes.find_field(columns, "id")
    fallback = frame[other if other and own is None else "\0fid"]
    result = []
    for row, value in enumerate(fallback):
        if way and way[row]:
            result.append(f"osm way/{way[row]}")
        elif own and own[row]:
            kind = ("node/", "way/", "relation/" if way or own[row].startswith("-") else "")[dimension]
            result.append(f"osm {kind}{own[row].lstrip('-') if kind == 'relation/' else own[row]}")
        else:
            result.append(f"{name} {attributes.text(value)}")
    return result


@contextlib.contextmanager
def _opened(file, folder, indexing):
    """Open a file with our configuration; give the dataset (None where that fails) and what GDAL says of failures."""
    told, config = [], folder / "osmconf.ini"
    config.write_text(_configuration(), encoding="utf-8")
    options = [f"CONFIG_FILE={config}", f"USE_CUSTOM_INDEXING={indexing}", "INTERLEAVED_READING=YES"]
    gdal.PushErrorHandler(lambda kind, code, text: told.append(text) if kind >= gdal.CE_Failure else None)
    gdal.SetThreadLocalConfigOption("CPL_TMPDIR", str(folder))
    source = None
    try:
        with contextlib.suppress(RuntimeError):  # where GDAL's exceptions are on
            source = gdal.OpenEx(str(file), gdal.OF_VECTOR, allowed_drivers=["OSM"], open_options=options)
        yield source, told
    finally:
        del source
        gdal.SetThreadLocalConfigOption("CPL_TMPDIR", None)
        gdal.PopErrorHandler()


def _configuration():
    """Return our configuration of the driver: all tags in one field, and what is an area."""
    layers = "\n".join(f"[{name}]\nosm_id=yes\nattributes=\nother_tags=yes\n" for name in _LAYERS)
    return f"closed_ways_are_polygons={','.join(_AREAS)}\nreport_all_nodes=no\nreport_all_ways=no\n{layers}"


def _broken(file, told):
    return InputError(
        "FILE",
        f"{file} ({told[-1] if told else 'GDAL'})",
        QT_TRANSLATE_NOOP("Multiground", "a complete file of OpenStreetMap, .osm or .osm.pbf"),
        QT_TRANSLATE_NOOP("Multiground", "Download it again, or export the area anew."),
    )
