"""A district package written from frames: every layer with its styles and lists, made beside, then moved."""

import contextlib
import os
import pathlib
import sqlite3
import struct

from osgeo import ogr, osr
from qgis.core import QgsCoordinateReferenceSystem, QgsProcessingException, QgsUnitTypes

from ...urbanform import attributes, create_package, measuring
from ...urbanform.errors import QT_TRANSLATE_NOOP, InputError
from ...urbanform.sql import named
from .package_style import LANGUAGES, style_of
from .reading import stop_if_canceled
from .styles import add_style, styles_table
from .texts import language, translate
from .writing import folder_beside, put, without_syncing

# What a package layer made from other data has besides its own fields: where a feature comes from, and
# which of its values were assumed from what.
ORIGIN_FIELDS = {"source": "text", "assumed": "text"}
# Yes and no are the numbers 1 and 0: into a field of booleans QGIS 3.22 writes the "true" of a list as false.
_TYPES = {"text": ogr.OFTString, "whole": ogr.OFTInteger, "real": ogr.OFTReal, "yesno": ogr.OFTInteger}
_SINGLE = {
    "point": ogr.wkbPoint,
    "line": ogr.wkbLineString,
    "linez": ogr.wkbLineString25D,
    "polygon": ogr.wkbPolygon,
}
_BATCH = 20_000


def warn_of_metres(crs, feedback):
    """Say that what is read off the map will be wrong, where a package's CRS does not draw true metres."""
    metric = not crs.isGeographic() and crs.mapUnits() == QgsUnitTypes.DistanceUnit.DistanceMeters
    if not metric or crs.authid() in measuring.WEB_MERCATOR:
        text = translate(
            "Multiground",
            "{} does not draw true metres: lengths and areas read off the map while drawing will be wrong. The "
            "tools will measure rightly all the same; a CRS such as CGCS2000 3-degree zones serves better."
        )
        feedback.pushWarning(text.format(crs.authid() or crs.description()))


def write_package(file, frames, crs, feedback, *, name="", extra=None, overwrite=False, begin=0, end=100):
    """Write a whole styled district package beside its place, then move it there; nothing is left behind on failure.

    file : `pathlib.Path` of the package, as `package_file_of` returns it.
    frames : layer name of `package.csv` → frame with `geometry` (shapely; single or multi, with Z where it has it)
        and any of the layer's fields; fields that are missing, None or NaN become NULL. Layers without a frame are
        written empty. Rows are written in the frame's order: sort them by what is stable, such as `source`.
    crs : `QgsCoordinateReferenceSystem` of every frame's coordinates, and of the package.
    name : default text of the field `name` of features that are drawn into `district` later.
    extra : field name → text, whole, real or yesno, added to every layer whose frame has it, after its own fields;
        `ORIGIN_FIELDS` for `source` and `assumed`.
    overwrite : whether an existing file may be replaced (the user's choice); else it is refused.
    begin, end : share of the progress bar, in per cent.
    Raises `InputError` for an existing file, `QgsProcessingException` when cancelled.
    """
    layers = create_package.layers()
    unknown = sorted(set(frames) - set(layers))
    if unknown:
        raise KeyError(f"no layers of a package: {unknown}")
    frames = {name: _of_one_type(frame) for name, frame in frames.items() if len(frame)}
    with folder_beside(file) as folder, without_syncing():
        part = folder / file.name
        _create(part, layers, frames, name, crs, extra or {}, feedback)
        _fill(part, layers, frames, extra or {}, feedback, begin, begin + 0.7 * (end - begin))
        _index(part, frames, feedback, begin + 0.7 * (end - begin), end)
        stop_if_canceled(feedback)
        if not overwrite:
            refuse_existing(file)  # somebody may have made one meanwhile
        put(part, file)


def package_file_of(path, stem, overwrite=False):
    """Return the file of a package: the one named, or, in a folder, one of the name `stem`; refuse an existing one.

    >>> package_file_of("/tmp/there is none", "district").name
    'there is none.gpkg'
    """
    file = pathlib.Path(path)
    if file.is_dir():
        file = file / f"{stem}.gpkg"
    elif file.suffix.lower() != ".gpkg":
        file = file.with_name(f"{file.name}.gpkg")
    if not overwrite:
        refuse_existing(file)
    if not os.access(file.parent, os.W_OK):
        permitted = QT_TRANSLATE_NOOP("Multiground", "a file in a folder that exists and can be written")
        remedy = QT_TRANSLATE_NOOP("Multiground", "Make the folder, or choose another.")
        raise InputError("PACKAGE", file, permitted, remedy)
    return file


def refuse_existing(file):
    """Refuse a file that exists already."""
    if file.exists():
        permitted = QT_TRANSLATE_NOOP("Multiground", "a new file, so that nothing drawn is lost")
        remedy = QT_TRANSLATE_NOOP("Multiground", "Choose another file name, or delete the file first.")
        raise InputError("PACKAGE", file, permitted, remedy)


def _create(file, layers, frames, name, crs, extra, feedback):
    """Create the empty tables and their styles."""
    reference = osr.SpatialReference()
    if crs.authid().startswith("EPSG:"):
        reference.ImportFromEPSG(int(crs.authid()[5:]))
    else:
        reference.ImportFromWkt(crs.toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT_PREFERRED))
    reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    dataset = ogr.GetDriverByName("GPKG").CreateDataSource(str(file))
    if dataset is None:
        raise QgsProcessingException(translate("Multiground", "{} cannot be written.").format(file))
    dataset.StartTransaction()
    for layer in layers.values():
        stop_if_canceled(feedback)
        filled = layer.name in frames
        kind = _geometry_type(frames[layer.name]) if filled else _SINGLE[layer.geometry[0]]
        options = ["GEOMETRY_NAME=geom", f"DESCRIPTION={layer.titles['en']} {layer.titles['zh']}"]
        # an index that is there from the start would be kept up to date row by row
        table = dataset.CreateLayer(layer.name, reference, kind, options + ["SPATIAL_INDEX=NO"] * filled)
        for field, kind in _fields(layer, _of_frame(extra, frames[layer.name]) if filled else {}).items():
            table.CreateField(ogr.FieldDefn(field, _TYPES[kind]))
    styles = styles_table(dataset)
    for layer in layers.values():
        stop_if_canceled(feedback)
        defaults = [("name", name)] if layer.name == "district" and name else []
        drawn = layer._replace(geometry=_drawn(frames[layer.name])) if layer.name in frames else layer
        for code, title in LANGUAGES.items():
            table = dataset.GetLayerByName(layer.name)
            add_style(styles, table, title, style_of(drawn, code, defaults), code == language())
    dataset.CommitTransaction()


def _of_frame(extra, frame):
    return {name: kind for name, kind in extra.items() if name in frame}


def _fields(layer, extra):
    own = {field.name: field.type for field in layer.fields}
    return {**own, **{name: kind for name, kind in extra.items() if name not in own}}


def _drawn(frame):
    """Return what the features of a frame are drawn as: areas where there are any, else lines, else points."""
    import shapely

    most = shapely.get_dimensions(frame.geometry.to_numpy()).max()
    return (next(name for name, dimension in create_package.DIMENSIONS.items() if dimension == most),)


def _geometry_type(frame):
    """Return the OGR type of a frame's geometries: single, multi when one is, any when points, lines, areas mix."""
    import shapely

    geometry = frame.geometry.to_numpy()
    dimensions = {int(value) for value in shapely.get_dimensions(geometry)}
    kind = {(0,): ogr.wkbPoint, (1,): ogr.wkbLineString, (2,): ogr.wkbPolygon}.get(tuple(dimensions), ogr.wkbUnknown)
    if kind != ogr.wkbUnknown and (shapely.get_type_id(geometry) > shapely.GeometryType.POLYGON).any():
        kind = ogr.GT_GetCollection(kind)
    return ogr.GT_SetZ(kind) if shapely.has_z(geometry).any() else kind


def _of_one_type(frame):
    """Return a frame in which every geometry is multipart when one is, as a typed layer needs it.

    Where points, lines and areas mix, areas come first: QGIS takes the layer for what its first feature is.
    """
    import geopandas
    import numpy as np
    import shapely

    frame = frame.iloc[np.argsort(-shapely.get_dimensions(frame.geometry.to_numpy()), kind="stable")]
    geometry = frame.geometry.to_numpy().copy()
    types = shapely.get_type_id(geometry)
    makers = {0: shapely.multipoints, 1: shapely.multilinestrings, 3: shapely.multipolygons}
    alike = len(set(shapely.get_dimensions(geometry).tolist())) == 1
    for kind, maker in makers.items() if alike and (types > shapely.GeometryType.POLYGON).any() else ():
        rows = types == kind
        geometry[rows] = maker(geometry[rows], indices=range(int(rows.sum())))
    data = frame.drop(columns=frame.geometry.name)
    return geopandas.GeoDataFrame(data, geometry=geopandas.array.GeometryArray(geometry), crs=None)


def _fill(file, layers, frames, extra, feedback, begin, end):
    """Write the rows of all frames, batch by batch."""
    total, done = sum(map(len, frames.values())) or 1, 0
    with contextlib.closing(sqlite3.connect(file)) as connection:
        for layer in layers.values():
            if layer.name not in frames:
                continue
            frame, fields = frames[layer.name], _fields(layer, _of_frame(extra, frames[layer.name]))
            insert = _insertion(connection, layer.name, fields)
            for first in range(0, len(frame), _BATCH):
                stop_if_canceled(feedback)
                batch = frame.iloc[first : first + _BATCH]
                connection.executemany(insert[0], _rows(batch, fields, insert[1], first + 1))
                done += len(batch)
                feedback.setProgress(begin + (end - begin) * done / total)
            _tell_extent(connection, layer.name, frame)
        connection.commit()


def _insertion(connection, table, fields):
    """Return the statement that inserts a row, and the id of the layer's reference system in the file."""
    query = "SELECT srs_id FROM gpkg_geometry_columns WHERE table_name = ?"
    names = ["fid", "geom", *fields]
    insert = f"{named('INSERT INTO {} ({})', table, names)} VALUES ({', '.join('?' * len(names))})"
    return insert, connection.execute(query, [table]).fetchone()[0]


def _rows(frame, fields, srs_id, first_fid):
    """Return an iterator over the rows of a frame as GeoPackage takes them."""
    import shapely

    geometry = frame.geometry.to_numpy()
    header = struct.pack("<2sBBi", b"GP", 0, 1, srs_id)  # without an envelope, little endian
    blobs = [header + wkb for wkb in shapely.to_wkb(geometry, output_dimension=3, byte_order=1, flavor="iso")]
    columns = [_values(frame, name, kind) for name, kind in fields.items()]
    return zip(range(first_fid, first_fid + len(frame)), blobs, *columns)


def _values(frame, name, kind):
    """Return a column as SQLite takes it: what is unknown as None, yes and no as 1 and 0."""
    if name not in frame:
        return [None] * len(frame)
    known = frame[name].notna().to_numpy()
    read = {"text": str, "real": float, "whole": lambda value: int(round(value)), "yesno": _yes_or_no}[kind]
    return [read(value) if there else None for value, there in zip(frame[name].tolist(), known)]


def _yes_or_no(value):
    truth = attributes.truth(value)
    return None if truth is None else int(truth)


def _tell_extent(connection, table, frame):
    """Write the extent of a layer, and whether heights are optional, into the file's tables of contents."""
    import shapely

    bounds = [float(value) for value in frame.total_bounds]
    update = "UPDATE gpkg_contents SET min_x = ?, min_y = ?, max_x = ?, max_y = ? WHERE table_name = ?"
    connection.execute(update, [*bounds, table])
    solid = shapely.has_z(frame.geometry.to_numpy())
    if solid.any() and not solid.all():  # a height that nobody knows is none, and not 0
        connection.execute("UPDATE gpkg_geometry_columns SET z = 2 WHERE table_name = ?", [table])


def _index(file, frames, feedback, begin, end):
    """Give the filled layers their spatial indexes."""
    dataset = ogr.Open(str(file), 1)
    for number, name in enumerate(frames):
        stop_if_canceled(feedback)
        dataset.ExecuteSQL(f"SELECT CreateSpatialIndex('{name}', 'geom')")
        feedback.setProgress(begin + (end - begin) * (number + 1) / len(frames))
