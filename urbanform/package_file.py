"""A district package as it lies in its file: every layer's features, just as they are drawn, broken ones too."""

import contextlib
import functools
import pathlib
import sqlite3
from typing import NamedTuple

import geopandas
import numpy as np
import pandas as pd
import shapely

from . import attributes, create_package, garbage, walkways
from .errors import QT_TRANSLATE_NOOP, InputError
from .sql import address_of, named

_BATCH = 20_000
# Bytes before the WKB of a GeoPackage's geometry, by its flags, which say how large the envelope is.
_HEADER = tuple(8 + (0, 32, 48, 48, 64, 0, 0, 0)[(flags >> 1) & 7] for flags in range(256))
# What the walking graph reads besides the fields of the package.
_WAY_FIELDS = (*walkways.KIND_FIELDS, "oneway_foot", "opening_hours", "u", "v", "z")
_LAYERS = """
    SELECT c.table_name, g.column_name, s.organization || ':' || s.organization_coordsys_id, s.definition
    FROM gpkg_contents c JOIN gpkg_geometry_columns g USING (table_name)
    LEFT JOIN gpkg_spatial_ref_sys s ON s.srs_id = g.srs_id
    WHERE c.data_type = 'features' ORDER BY c.table_name
"""


class PackageLayer(NamedTuple):
    """A layer of a GeoPackage."""

    frame: object  # GeoDataFrame in the layer's own CRS: `fid`, its fields under canonical names, geometry
    crs: str  # authority and code, such as EPSG:4547
    definition: str  # of the CRS as WKT, 'undefined' where it has none
    unread: dict  # row → WKB of the geometries that shapely does not know, such as curves


def read_package(path):
    """Yield the share done; return the layers of a GeoPackage by name.

    Fields are found by `fields.csv` under any of their names. Raises `InputError` for a file that is no
    GeoPackage or holds no layer.
    """
    try:
        with garbage.left_alone(), contextlib.closing(_connection(path)) as connection:
            found = connection.execute(_LAYERS).fetchall()
            if not found:
                raise _foreign(path, QT_TRANSLATE_NOOP("Multiground", "no layer"))
            result = {}
            for number, (name, column, crs, definition) in enumerate(found):
                definition = "" if definition in (None, "undefined") else definition
                table = yield from _table_steps(connection, name, column, number / len(found))
                result[name] = PackageLayer(table[0], crs or "", definition, table[1])
    except sqlite3.Error as error:
        raise _foreign(path, str(error)) from error
    return result


def _foreign(path, found):
    return InputError(
        "PACKAGE",
        f"{path} ({found})",
        QT_TRANSLATE_NOOP("Multiground", "a GeoPackage with layers, which can be read"),
        QT_TRANSLATE_NOOP("Multiground", "Choose a district package; createpackage makes an empty one."),
    )


def _connection(path):
    connection = sqlite3.connect(address_of(pathlib.Path(path).absolute()), uri=True)
    connection.text_factory = functools.partial(str, encoding="utf-8", errors="replace")
    return connection


def _table_steps(connection, name, column, share):
    """Yield the share done; return a table as a frame, and the geometries that shapely does not know."""
    about = connection.execute("SELECT name, pk FROM pragma_table_info(?)", [name]).fetchall()
    key = next((field for field, is_key in about if is_key), "rowid")
    fields = [field for field, _ in about if field not in (key, column)]
    cursor, rows = connection.execute(named("SELECT {} FROM {}", [key, column, *fields], name)), []
    while batch := cursor.fetchmany(_BATCH):
        rows += batch
        yield share
    values = list(zip(*rows)) or [()] * (len(fields) + 2)
    geometry, unread = yield from _geometries_steps(values[1], share)
    data = dict(zip(_canonical(name, fields), map(_column, values[2:])))
    data = {"fid": np.array(values[0], dtype=np.int64), **data}
    yield share
    return geopandas.GeoDataFrame(data, geometry=geopandas.array.GeometryArray(geometry), crs=None), unread


def _geometries_steps(blobs, share):
    """Yield the share done; return the geometries of blobs, and rows with the WKB of those that cannot be read."""
    geometry, unread = np.full(len(blobs), None, dtype=object), {}
    for begin in range(0, len(blobs), _BATCH):
        batch = blobs[begin : begin + _BATCH]
        wkb = [blob[_HEADER[blob[3]] :] if blob and blob[:2] == b"GP" else None for blob in batch]
        with np.errstate(invalid="ignore"):  # coordinates that are no numbers
            shapes = _shapes(np.array(wkb, dtype=object))
        geometry[begin : begin + _BATCH] = shapes
        lost = np.flatnonzero(shapely.is_missing(shapes))
        unread.update((int(begin + row), wkb[row]) for row in lost if wkb[row])
        yield share
    return geometry, unread


def _shapes(wkb):
    """Return the geometries of WKB, None for those that shapely does not know."""
    try:
        return shapely.from_wkb(wkb, on_invalid="ignore")
    except NotImplementedError:  # shapely 2.1 says it of curves, of all for one
        if len(wkb) == 1:
            return np.array([None])
        half = len(wkb) // 2
        return np.concatenate([_shapes(wkb[:half]), _shapes(wkb[half:])])


def _column(values):
    """Return values as a column of floats where all are numbers, else as they are."""
    column = pd.Series(values, dtype=object)
    kinds = set(map(type, values)) - {type(None)}
    return column.astype(float) if kinds and kinds <= {int, float} else column


def _canonical(layer, fields):
    """Return the names of a layer's fields, those of the package's fields as canonical names."""
    names = {field: field for field in fields}
    own = create_package.layers().get(layer)
    wanted = [field.name for field in own.fields] if own else []
    for field in dict.fromkeys([*wanted, *(_WAY_FIELDS if layer == "walkways" else ("level",))]):
        found = attributes.find_field(fields, field)
        if found and names[found] == found:
            names[found] = field
    return [names[field] for field in fields]
