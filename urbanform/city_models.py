"""Buildings of three-dimensional city models: CityGML 1.0 to 3.0, CityJSON 1.0 to 2.0 and sequences of CityJSON."""

import contextlib
import gzip
import pathlib
import re
import zlib

import geopandas
import numpy as np
import pandas as pd
import shapely

from . import city_gml, city_json, steps, tables
from .city_attributes import NUMBERS, city_attributes, lists
from .city_footprints import FOOT, GROUND, ROOF, SOLID, Footprints, footprints, together
from .errors import QT_TRANSLATE_NOOP, InputError

_LABELS = {GROUND: "GroundSurface", FOOT: "outline", ROOF: "roof edge", SOLID: "bottom of the solid"}
_SEEN_FROM_ABOVE = "solid from above"
# Of a building's own footprint beside its parts, so much that it is a part itself.
_OWN_SHARE = 0.5
_CHUNK = 2_000

SENTENCES = {
    "unknown_storeys": QT_TRANSLATE_NOOP("Multiground", "{} buildings without storeys above ground"),
    "impossible_storeys": QT_TRANSLATE_NOOP("Multiground", "{} buildings with impossible storeys, left unknown"),
    "impossible_storeys_below": QT_TRANSLATE_NOOP(
        "Multiground", "{} buildings with impossible storeys below ground, left unknown"
    ),
    "impossible_height": QT_TRANSLATE_NOOP("Multiground", "{} buildings with an impossible height, left unknown"),
    "height_of_solid": QT_TRANSLATE_NOOP("Multiground", "{} buildings without a height: that of their solid is taken"),
    "unknown_function": QT_TRANSLATE_NOOP("Multiground", "{} buildings with a code of function that no list has"),
    "roof_outline": QT_TRANSLATE_NOOP("Multiground", "{} footprints that are the outline of the roof"),
    "without_footprint": QT_TRANSLATE_NOOP("Multiground", "{} buildings without a footprint, skipped"),
    "linked": QT_TRANSLATE_NOOP("Multiground", "{} buildings of which the geometry is a link, which is not followed"),
    "broken_geometry": QT_TRANSLATE_NOOP("Multiground", "{} buildings with faces that cannot be read"),
    "absolute_heights": QT_TRANSLATE_NOOP(
        "Multiground", "{} buildings with a ground level as in the model, above its datum and not above the street"
    ),
    "other_unit": QT_TRANSLATE_NOOP(
        "Multiground", "{} buildings of a model that is not in metres: heights measured on it are left unknown"
    ),
    "latitude_first": QT_TRANSLATE_NOOP("Multiground", "{} buildings whose coordinates are latitude and longitude"),
}


def read_city_model(path):
    """Return `(frame, crs_text, notes)` of the buildings of a city model; see `read_city_model_steps`."""
    return steps.finish(read_city_model_steps(path))


def read_city_model_steps(path):
    """Yield the share done; return the buildings of a city model, its CRS and what was found.

    The kind of file is told by what is in it; it may be gzipped. A building is one row; one whose parts have
    storeys or heights of their own is a row for each part, under its one name. What is not said is unknown:
    NaN or None, and so are 9999 storeys and the like (what `package.csv` calls impossible).

    path : of a CityGML file, a CityJSON file or a sequence of CityJSON features.
    frame : GeoDataFrame in the model's CRS, x to the east and y to the north, of building, storeys,
    storeys_below, height (m), ground_z (m, above the model's datum), function (of `functions.csv`, or words),
    source, assumed (names of fields, separated by `;`) and the footprints.
    crs_text : such as EPSG:6697, or as the file has it; '' where it has none.
    notes : code → names of buildings; `SENTENCES[code]` says it, {} stands for their number.

    Raises InputError for CITY_MODEL: what cannot be read, holds no building, or has coordinates that its CRS
    cannot have.
    """
    path = pathlib.Path(path)
    known, said, found = lists(), [], []
    with _refusing(path), contextlib.ExitStack() as stack:
        raw = stack.enter_context(path.open("rb"))
        size = max(path.stat().st_size, 1)
        zipped = raw.read(2) == b"\x1f\x8b"
        raw.seek(0)
        file = stack.enter_context(gzip.open(raw)) if zipped else raw
        reader = _reader(file)
        while True:
            try:
                batch = next(reader)
            except StopIteration as stop:
                about = stop.value
                break
            if batch and batch[0]:
                objects, faces = batch
                names = {"name": [each.name for each in objects], "parent": [each.parent for each in objects]}
                said.append(city_attributes(objects, known).assign(**names))
                found.append(footprints(faces, len(objects)))
            yield 0.9 * min(raw.tell() / size, 1)
    if not said:
        raise _refusal(path, QT_TRANSLATE_NOOP("Multiground", "no building"))
    table = pd.concat(said, ignore_index=True)
    table = table.assign(**{name: np.concatenate(column) for name, column in zip(Footprints._fields, zip(*found))})
    frame, notes = yield from steps.part(_frame_steps(table, about), 0.9, 0.97)
    if frame.empty:
        raise _refusal(path, QT_TRANSLATE_NOOP("Multiground", "no building with a footprint"))
    yield 0.97
    crs, frame, swapped = _placed(path, about.crs, frame)
    names = frame["building"].tolist()
    notes.update(linked=about.linked, latitude_first=names if swapped else [])
    notes["broken_geometry"] = [*notes["broken_geometry"], *about.broken]
    return frame, crs, {code: list(dict.fromkeys(those)) for code, those in notes.items() if len(those)}


def without_heights_of_model(frame):
    """Return buildings of a model in another unit than metres without the heights that were measured on it.

    >>> feet = pd.DataFrame({"height": [30.0, 98.4], "ground_z": [16.4, 16.4], "assumed": [None, "height;geometry"]})
    >>> without_heights_of_model(feet)[["height", "assumed"]].to_numpy(dtype=object).tolist()
    [[30.0, None], [nan, 'geometry']]
    """
    told = frame["assumed"].fillna("").str.split(";")
    measured = told.map(lambda names: "height" in names).to_numpy(dtype=bool)
    left = [";".join(name for name in names if name != "height") or None for names in told]
    height = frame["height"].mask(measured)
    return frame.assign(height=height, ground_z=np.nan, assumed=pd.Series(left, index=frame.index, dtype=object))


def _reader(file):
    """Return the batches of a file, by the first character that tells its kind."""
    head = file.read(4096).lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")[:1]
    file.seek(0)
    if head not in (b"<", b"{"):
        raise ValueError("neither XML nor JSON")
    return city_gml.batches(file) if head == b"<" else city_json.batches(file)


@contextlib.contextmanager
def _refusing(path):
    """Refuse a file that cannot be read, with the reason."""
    try:
        yield
    except (EOFError, zlib.error) as error:
        raise _refusal(path, QT_TRANSLATE_NOOP("Multiground", "the file ends too early")) from error
    except (*city_gml.BROKEN, ValueError, OSError) as error:
        raise _refusal(path, str(error)) from error
    except (TypeError, KeyError, IndexError, AttributeError, RecursionError) as error:
        found = QT_TRANSLATE_NOOP("Multiground", "parts that are not as CityJSON has them")
        raise _refusal(path, found) from error


def _refusal(path, found):
    return InputError(
        "CITY_MODEL",
        f"{path.name} ({found})",
        QT_TRANSLATE_NOOP("Multiground", "a whole CityGML or CityJSON file with buildings"),
        QT_TRANSLATE_NOOP("Multiground", "Export it again, or choose another file."),
    )


def _frame_steps(table, about):
    """Yield the share done; return the buildings as a frame, and what was found of them."""
    yield 0
    notes = {"broken_geometry": table["name"][table["broken"]].tolist()}
    is_part = (table["parent"] != "").to_numpy()
    table = table.assign(building=table["parent"].where(is_part, table["name"]))
    undrawn = table["name"][is_part & shapely.is_missing(table["geometry"])].tolist()
    if is_part.any():
        table = yield from _with_parts_steps(table, is_part)
    empty = (shapely.is_missing(table["geometry"]) | shapely.is_empty(table["geometry"])).astype(bool)
    notes["without_footprint"] = table["building"][empty].tolist() + undrawn
    table = table[~empty].reset_index(drop=True)
    for field in NUMBERS:
        notes[f"impossible_{field}"] = table["building"][table[f"impossible_{field}"]].tolist()
    from_solid = (table["height"].isna() & (table["high"] > table["low"])).to_numpy()
    from_roof = np.isin(table["role"], (ROOF, SOLID + 1))
    marks = {"height": from_solid, "geometry": from_roof}
    rows = [";".join(name for name, marked in marks.items() if marked[i]) or None for i in range(len(table))]
    labels = np.array([*_LABELS.values(), _SEEN_FROM_ABOVE], dtype=object)[table["role"].to_numpy()]
    frame = geopandas.GeoDataFrame(
        {
            "building": table["building"],
            "storeys": table["storeys"],
            "storeys_below": table["storeys_below"],
            "height": np.where(from_solid, (table["high"] - table["low"]).round(3), table["height"]),
            "ground_z": table["low"].round(3),
            "function": table["function"],
            "source": f"{about.format}: " + pd.Series(labels, dtype=object),
            "assumed": pd.Series(rows, dtype=object),
        },
        geometry=table["geometry"].to_numpy(),
    )
    noted = {
        "unknown_storeys": frame["storeys"].isna(),
        "height_of_solid": from_solid,
        "roof_outline": from_roof,
        "unknown_function": table["unknown_function"].to_numpy(),
        "absolute_heights": frame["ground_z"].notna(),
    }
    notes.update((code, frame["building"][rows].tolist()) for code, rows in noted.items())
    return frame, notes


def _with_parts_steps(table, is_part):
    """Yield the share done; return buildings: those with parts as one row, or as one for each part.

    Parts are rows where one of them has storeys, or a height and its building no storeys. A footprint that such a
    building has itself is a part as well where most of it lies outside the others.
    """
    table, code = table.copy(), pd.factorize(table["building"])[0]
    drawn = ~shapely.is_missing(table["geometry"])
    parts = is_part & drawn
    stated = {field: table[field].notna().to_numpy() for field in ("storeys", "height")}
    counted = np.isin(code, code[~is_part & stated["storeys"]])
    telling = parts & (stated["storeys"] | (stated["height"] & ~counted))
    telling |= parts & ~np.isin(code, code[~is_part])  # of a building that the file does not have
    apart, has_parts = np.isin(code, code[telling]), np.isin(code, code[parts])
    merged = ~is_part & has_parts & ~apart
    outlined = merged & drawn & (table["role"] == FOOT).to_numpy()  # an outline is that of the whole
    both = ~is_part & drawn & has_parts & apart
    geometry, own = yield from _united_steps(table["geometry"].to_numpy(), code, parts, merged & ~outlined, both)
    yield 0.9
    of_group = table.groupby(code).agg({"low": "min", "high": "max", "role": "max"})
    for name, rows in (("low", merged), ("high", merged), ("role", merged & ~drawn)):
        table.loc[rows, name] = of_group[name].to_numpy()[code[rows]]
    of_whole = table[~is_part].drop_duplicates("building").set_index("building")
    of_parts = table[parts].groupby("building").agg({"function": "first", "height": "max", "storeys_below": "max"})
    inherited = [(field, is_part & apart, of_whole) for field in ("function", "storeys_below")]
    for field, rows, known in [*inherited, *((field, merged, of_parts) for field in of_parts)]:
        missing = rows & table[field].isna().to_numpy()
        if missing.any():  # else pandas 3 takes the values of no row for texts, which a column of numbers refuses
            table.loc[missing, field] = table["building"][missing].map(known[field])
    table["geometry"] = pd.Series(geometry, index=table.index, dtype=object)
    return table[np.where(is_part, parts & apart, ~has_parts | ~apart | own)]


def _united_steps(geometry, code, parts, merged, both):
    """Yield the share done; return footprints, and which buildings lie mostly outside their parts.

    geometry : (n,); code : (n,) building of each; parts, merged and both : (n,) which are parts, which take in
    their parts, and which are looked at beside them.
    """
    result, own, count = geometry.copy(), np.zeros(len(code), dtype=bool), code.max() + 1
    for begin in range(0, count, _CHUNK):
        here = (code >= begin) & (code < begin + _CHUNK)
        rows = np.flatnonzero(here & (parts | (merged & ~shapely.is_missing(geometry))))
        whole = together(geometry[rows], code[rows] - begin, _CHUNK)
        result[here & merged] = whole[code[here & merged] - begin]
        rows, asked = np.flatnonzero(here & parts), np.flatnonzero(here & both)
        others = together(geometry[rows], code[rows] - begin, _CHUNK)[code[asked] - begin]
        outside = shapely.area(shapely.difference(geometry[asked], others))
        own[asked] = outside > _OWN_SHARE * shapely.area(geometry[asked])
        yield 0.9 * begin / count
    return result, own


def _placed(path, crs, frame):
    """Return the CRS, the frame with x to the east, and whether latitudes came first; refuse what it cannot hold."""
    code = re.search(r"EPSG(?:::|/[\d.]*/|:[\d.]*:|:|\.xml#)(\d+)", crs, re.IGNORECASE)
    utm = re.search(r"ETRS89_UTM(\d\d)", crs)
    text = f"EPSG:{code[1]}" if code else f"EPSG:258{utm[1]}" if utm else crs.strip()
    if re.fullmatch(r"\d+", text):
        text = f"EPSG:{text}"
    if "CRS84" in text:
        return "EPSG:4326", frame, False
    degrees = {row["code"] for row in tables.rows("city_models") if row["scheme"] == "geographic"}
    if text.rpartition(":")[2] not in degrees:
        return text, frame, False
    first, second = np.abs(frame.total_bounds.reshape(2, 2)).max(axis=0)
    if max(first, second) > 180 or min(first, second) > 90:
        raise InputError(
            "CITY_MODEL",
            f"{path.name} ({max(first, second):.0f}, {text})",
            QT_TRANSLATE_NOOP("Multiground", "coordinates within the model's CRS"),
            QT_TRANSLATE_NOOP("Multiground", "Set the CRS that the coordinates are really in."),
        )
    # an authority's name of a CRS means its order of axes; the short EPSG:4326 means x first
    swapped = first <= 90 and (second > 90 or text.lower() != crs.strip().lower())
    if swapped:
        turned = shapely.transform(frame.geometry.to_numpy(), lambda places: places[:, ::-1])
        frame = frame.set_geometry(geopandas.GeoSeries(turned, index=frame.index))
    return text, frame, swapped
