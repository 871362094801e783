"""Copies of GeoPackages and of parameters, broken in the ways in which planners' data are broken."""

import contextlib
import pathlib
import shutil
from typing import NamedTuple

import numpy as np
import shapely
from osgeo import ogr, osr

TEXTS = ["", " ", "≤5.0", "100米", "0;1", "-1;2-4", "nan", "inf", "1e400", "-7", "0", "３", "1,5", "yes", "%s{}"]
TEXTS += ["甲" * 300]
NUMBERS = [0, -1, 1e-9, 1e12, -1e12, 1e300, float("nan"), float("inf"), None]
LISTS = [*TEXTS, "5,,10", "5,a", ";", "*", "0/0", "1:0", "a=b;c", "roof=", "1-", "600,1", "-5"]
WGS84, WEB_MERCATOR, US_FEET, GEOCENTRIC = 4326, 3857, 2263, 4978


class Table(NamedTuple):
    """A layer in memory, to be broken."""

    name: str
    crs: list  # of one osr.SpatialReference or None
    kind: list  # of one ogr.wkb…
    fields: list  # [name, ogr.OFT…]
    rows: list  # [WKB or None, values]


def read(layer):
    fields = [[field.GetName(), field.GetType()] for field in layer.schema]
    rows = []
    for feature in layer:
        shape = feature.GetGeometryRef()
        wkb = None if shape is None else bytes(shape.ExportToIsoWkb())
        rows.append([wkb, [feature.GetField(i) for i in range(len(fields))]])
    crs = layer.GetSpatialRef()
    return Table(layer.GetName(), [crs.Clone() if crs else None], [layer.GetGeomType()], fields, rows)


def write(dataset, table):
    """Write a table in the place of the layer of its name."""
    if dataset.GetLayerByName(table.name) is not None:
        dataset.DeleteLayer(table.name)
    layer = dataset.CreateLayer(table.name, table.crs[0], table.kind[0])
    for name, kind in table.fields:
        layer.CreateField(ogr.FieldDefn(name, kind))
    layer.StartTransaction()
    for wkb, values in table.rows:
        feature = ogr.Feature(layer.GetLayerDefn())
        if wkb is not None:
            feature.SetGeometryDirectly(ogr.CreateGeometryFromWkb(wkb))
        for index, value in enumerate(values[: layer.GetLayerDefn().GetFieldCount()]):
            if value is not None:
                with contextlib.suppress(NotImplementedError, TypeError):
                    feature.SetField(index, value)
        layer.CreateFeature(feature)
    layer.CommitTransaction()


# What goes wrong with a table


def fields_dropped(rng, table):
    for index in sorted(rng.sample(range(len(table.fields)), rng.randint(0, len(table.fields))), reverse=True):
        del table.fields[index]
        for row in table.rows:
            del row[1][index]


def field_renamed(rng, table):
    if table.fields:
        rng.choice(table.fields)[0] = rng.choice(["名称", "grade", "state", "FID_1", "a b'\"", "level", "height"])


def field_of_another_type(rng, table):
    if table.fields:
        index = rng.randrange(len(table.fields))
        kind = rng.choice([ogr.OFTString, ogr.OFTReal, ogr.OFTInteger, ogr.OFTBinary, ogr.OFTDateTime])
        text, table.fields[index][1] = kind == ogr.OFTString, kind
        for row in table.rows:
            value = row[1][index]
            number = value if isinstance(value, (int, float)) else None
            row[1][index] = str(value) if text and value is not None else number


def values(rng, table):
    """Put what is no clean value into a field: in some rows or in all, as its type takes it."""
    if table.fields:
        index, often = rng.randrange(len(table.fields)), rng.choice([0.1, 1])
        if rng.random() < 0.5:
            field_of_another_type(rng, table)
        pool = TEXTS if table.fields[index][1] == ogr.OFTString else NUMBERS
        one = rng.choice(pool)
        for row in table.rows:
            if rng.random() < often:
                row[1][index] = one if often == 1 else rng.choice(pool)


def geometries(rng, table):
    """Break some geometries, or all."""
    often, how = rng.choice([0.1, 0.5, 1]), rng.choice([None, rng.choice(BREAKS)])
    for row in table.rows:
        if row[0] is not None and rng.random() < often:
            row[0] = (how or rng.choice(BREAKS))(rng, row[0])


def other_crs(rng, table):
    """Call the coordinates degrees, feet, metres of the web, or nothing; or bring them there."""
    code = rng.choice([None, WGS84, WEB_MERCATOR, US_FEET, GEOCENTRIC])
    if code is None:
        table.crs[0] = None
        return
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(code)
    crs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    if code in (WGS84, WEB_MERCATOR) and table.crs[0] and rng.random() < 0.5:
        for row in table.rows:
            shape = ogr.CreateGeometryFromWkb(row[0]) if row[0] else None
            if shape is not None:
                shape.AssignSpatialReference(table.crs[0])
                with contextlib.suppress(RuntimeError):
                    shape.TransformTo(crs)
                row[0] = bytes(shape.ExportToIsoWkb())
    table.crs[0] = crs


def other_kind(rng, table):
    table.kind[0] = rng.choice([ogr.wkbUnknown, ogr.wkbNone, ogr.wkbPoint, ogr.wkbMultiPolygon25D, ogr.wkbCurvePolygon])


def few(rng, table):
    del table.rows[rng.choice([0, 1, 2]) :]


def twice(rng, table):
    table.rows.extend([wkb, list(values)] for wkb, values in list(table.rows))


TABLES = [values, values, values, geometries, geometries, fields_dropped, field_renamed, field_of_another_type]
TABLES += [other_crs, other_kind, few, twice]

# What goes wrong with a geometry


def _moved(function):
    """Move the vertices of a geometry, which stays where shapely knows no such: `function(rng, xyz)` returns places."""

    def broken(rng, wkb):
        try:
            shape = shapely.force_3d(shapely.from_wkb(wkb)) if rng.random() < 0.2 else shapely.from_wkb(wkb)
            return shapely.transform(shape, lambda places: function(rng, places), include_z=shape.has_z).wkb
        except (shapely.errors.GEOSException, ValueError):
            return wkb

    return broken


def _text(function):
    """Draw another geometry in the place of one: `function(x, y)` returns its WKT."""

    def broken(rng, wkb):
        x, _, y, _ = np.nan_to_num(ogr.CreateGeometryFromWkb(wkb).GetEnvelope(), posinf=0, neginf=0).tolist()
        return bytes(ogr.CreateGeometryFromWkt(function(x, y)).ExportToIsoWkb())

    return broken


def _shuffled(rng, xy):
    """Keep the ends, so that rings stay closed."""
    return np.concatenate([xy[:1], rng.sample(xy[1:-1].tolist(), len(xy) - 2), xy[-1:]]) if len(xy) > 2 else xy


def _not_a_number(rng, xy):
    xy = xy.copy()
    rows = rng.choice([rng.randrange(len(xy)), slice(None)])
    xy[rows, rng.randrange(xy.shape[1])] = rng.choice([np.nan, np.inf, -np.inf])
    return xy


BREAKS = [
    lambda rng, wkb: None,
    _moved(lambda rng, xy: np.c_[xy[:, 1::-1], xy[:, 2:]]),
    _moved(lambda rng, xy: xy + 1e12),
    _moved(lambda rng, xy: xy * 0),
    _moved(lambda rng, xy: xy[0] + (xy - xy[0]) * rng.choice([-1, 1e-9, 0, 50])),
    _moved(lambda rng, xy: np.repeat(xy[:1], len(xy), axis=0)),
    _moved(lambda rng, xy: np.concatenate([xy[:2], xy[1:2], xy[3:]]) if len(xy) > 3 else xy),
    _moved(_shuffled),
    _moved(_not_a_number),
    _text(lambda x, y: "POLYGON EMPTY"),
    _text(lambda x, y: "GEOMETRYCOLLECTION EMPTY"),
    _text(lambda x, y: f"POINT ({x} {y})"),
    _text(lambda x, y: f"MULTIPOINT ({x} {y}, {x + 1} {y})"),
    _text(lambda x, y: f"LINESTRING ({x} {y}, {x} {y})"),
    _text(lambda x, y: f"LINESTRING Z ({x} {y} 1e9, {x} {y} -1e9)"),
    _text(lambda x, y: f"LINESTRING ({x} {y}, {x + 9} {y}, {x} {y})"),
    _text(lambda x, y: f"POLYGON (({x} {y}, {x + 9} {y + 9}, {x + 9} {y}, {x} {y + 9}, {x} {y}))"),
    _text(lambda x, y: f"POLYGON (({x} {y}, {x + 9} {y}, {x} {y}, {x} {y}))"),
    _text(lambda x, y: f"POLYGON (({x} {y}, {x + 9} {y}, {x} {y + 9}, {x} {y}), ({x - 9} {y - 9}, {x + 50} {y - 9}, "
                       f"{x} {y + 50}, {x - 9} {y - 9}))"),
    _text(lambda x, y: f"MULTIPOLYGON ((({x} {y}, {x + 9} {y}, {x} {y + 9}, {x} {y})), (({x} {y}, {x + 9} {y}, "
                       f"{x} {y + 9}, {x} {y})))"),
    _text(lambda x, y: f"POLYGON ZM (({x} {y} 1 2, {x + 9} {y} 1e300 2, {x} {y + 9} 1 2, {x} {y} 1 2))"),
    _text(lambda x, y: f"CURVEPOLYGON (CIRCULARSTRING ({x} {y}, {x + 9} {y + 9}, {x + 18} {y}, {x + 9} {y - 9}, "
                       f"{x} {y}))"),
    _text(lambda x, y: f"CIRCULARSTRING ({x} {y}, {x + 9} {y + 9}, {x + 18} {y})"),
    _text(lambda x, y: f"GEOMETRYCOLLECTION (POINT ({x} {y}), POLYGON (({x} {y}, {x + 9} {y}, {x} {y + 9}, {x} {y})))"),
]  # fmt: skip

# What goes wrong with a file


def break_file(rng, path):
    """Damage a file, or put something else in its place."""
    content = bytearray(path.read_bytes())
    how = rng.choice(["empty", "text", "cut", "bytes", "gone"])
    if how == "bytes":
        for _ in range(rng.choice([3, 300])):
            content[rng.randrange(len(content))] = rng.randrange(256)
    elif how == "cut":
        del content[rng.randrange(len(content)) :]
    path.write_bytes({"empty": b"", "text": "这不是数据库".encode()}.get(how, bytes(content)))
    if how == "gone":
        path.unlink()
    return how


@contextlib.contextmanager
def _gdal_that_goes_on():
    """GDAL's exceptions, which newer Pythons of QGIS switch on, would stop the breaking."""
    raises = ogr.GetUseExceptions()
    ogr.DontUseExceptions()
    try:
        yield
    finally:
        if raises:
            ogr.UseExceptions()


@_gdal_that_goes_on()
def package(rng, source, path, read_layers=()):
    """Write a copy of a package with some of the layers broken that are to be read; return what was done to them."""
    shutil.copyfile(source, path)
    told = []
    dataset = ogr.Open(str(path), 1)
    names = sorted({dataset.GetLayer(i).GetName() for i in range(dataset.GetLayerCount())} - {"layer_styles"})
    names = [name for name in names if name in read_layers] or names
    some = names if rng.random() < 0.1 else rng.sample(names, rng.randint(0, min(len(names), 3)))
    every = rng.choice(TABLES) if some is names else None
    for name in some:
        table = read(dataset.GetLayerByName(name))
        for change in [every] if every else rng.sample(TABLES, rng.choice([1, 1, 2])):
            change(rng, table)
            told.append(f"{name}: {change.__name__}")
        write(dataset, table)
    if rng.random() < 0.03:
        told.append(f"without {names[0]}")
        dataset.DeleteLayer(names[0])
    dataset = None  # closes the file
    if rng.random() < 0.04:
        told.append(break_file(rng, pathlib.Path(path)))
    return told
