"""Tables of floors: rows that name a building and a range of storeys, as one floor for each storey."""

import re
from typing import NamedTuple

import geopandas
import numpy as np
import pandas as pd
import shapely

from . import (
    attributes,
    building_storeys,
    columns,
    functions,
    planning_names,
    planning_tables,
    stable,
    steps,
    storey_names,
    walkways,
)

# How the area of a row counts: as its column's name says, for all storeys of the row together, for each of them.
BY_NAME, ALL_STOREYS, EACH_STOREY = COUNTS = ("name", "row", "storey")
_SPAN = ("storey", "floor_from", "floor_to")
_LOOKED_THROUGH = 10  # rows that may stand above the heads of a sheet
_TOTALS = re.compile(r"(合计|小计|总计|总和|共计|汇总|\b(sub-?total|total|sum))\W*(\([^()]*\))?$", re.IGNORECASE)
_PARTS = re.compile(r"[;,、/&+]|和|及")
_IDLE = re.compile(r"第|标准层?|整层|\s|\([^()]*\)")
_BELOW = re.compile(r"-|地下|地库|负|(?<![a-z])b(?=\d)")
# Mezzanines belong to the storey that they lie in: 1夹层, 1M.
_BETWEEN = re.compile(r"夹|(?<=\d)m(?![a-z])", re.IGNORECASE)
_SUFFIX = re.compile(r"(号楼|号|栋|幢|座|楼|#)+$")


class Floors(NamedTuple):
    """Floors made from a table."""

    table: object  # `planning_tables.Table`; its frame has one row for each storey, with `n_storeys` of its row
    left_out: dict  # reason → what is told of the rows left out: number and examples
    n_unjoined: int  # rows without a building
    n_filled: int  # rows that took the building of the row above
    n_loose: int  # rows joined by a name that is not quite their building's


def is_floor_table(frame):
    """Return whether floors are rows to be expanded: without an outline, or with a range of storeys.

    >>> frame = geopandas.GeoDataFrame({"fid": [1], "起始层": [1], "终止层": [3]}, geometry=[shapely.box(0, 0, 9, 9)])
    >>> is_floor_table(frame), is_floor_table(frame[["fid", "geometry"]])
    (True, False)
    """
    found = planning_names.matches("floors", list(frame.columns))[0]
    return bool(found["floor_from"] and found["floor_to"]) or bool(shapely.is_missing(frame.geometry.to_numpy()).all())


def with_heads(frame, layer="floors"):
    """Return a table whose heads stand in a row of it, as in a sheet with a title above, with these heads.

    >>> sheet = {"fid": [1, 2, 3], "Field1": ["某片区", "楼栋", "A"], "Field2": [None, "楼层", "B1"]}
    >>> with_heads(geopandas.GeoDataFrame(sheet, geometry=[None] * 3))[["fid", "楼栋", "楼层"]].to_numpy().tolist()
    [[3, 'A', 'B1']]
    """
    own = [name for name in frame.columns if name not in ("fid", frame.geometry.name)]
    best, heads = _known(layer, own), None
    for row in range(min(_LOOKED_THROUGH, len(frame))):
        texts = [attributes.text(value) for value in frame.iloc[row][own]]
        if _known(layer, texts) > max(best, 1):
            best, heads = _known(layer, texts), (row, texts)
    if heads is None:
        return frame
    row, texts = heads
    names = [text or name for text, name in zip(texts, own)]
    names = [name if name not in names[:place] else f"{name}_{place}" for place, name in enumerate(names)]
    return frame.iloc[row + 1 :].rename(columns=dict(zip(own, names))).reset_index(drop=True)


def _known(layer, names):
    return sum(bool(found) for found in planning_names.matches(layer, [name for name in names if name])[0].values())


def storeys_named(value):
    """Return the storeys that a value names, in their order; () where it names none. There is no storey 0.

    >>> storeys_named("1-3F"), storeys_named("地下一至二层"), storeys_named("B1、3层"), storeys_named("-1~2")
    ((1, 2, 3), (-2, -1), (-1, 3), (-1, 1, 2))
    >>> storeys_named(0), storeys_named("屋顶"), storeys_named("B1-3"), storeys_named("5-20标准层")[-1]
    ((), (), (), 20)
    """
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        number = attributes.number(value)
        return (int(number),) if np.isfinite(number) and number == int(number) != 0 else ()
    text = attributes.text(value)
    if re.search(r"(?<![\d.])0+(?![\d.])", text) or storey_names.VAGUE.search(text):
        return ()
    text = re.sub(r"(?i)(?<![a-z])l(\d+)(?:f|层)?", r"\1F", _IDLE.sub("", text))
    found = [_range(part) for part in filter(None, _PARTS.split(text))]
    return tuple(sorted({storey for part in found for storey in part})) if found and all(found) else ()


def _range(text):
    """Return the storeys of one storey or one range of them."""
    ends = re.fullmatch(r"(-?[^-~–—至到]+)(?:[~–—至到]+|-)(-?[^-~–—至到]+)", text)
    if not ends:
        return _one(text)
    below = [bool(_BELOW.search(end.lower())) for end in ends.groups()]
    bare = [attributes.is_number(end) for end in ends.groups()]
    if below == [True, False] and bare[1] and not re.match("地下|负", text):
        # -1~2 counts through the ground; whether B1-3 does, or ends at B3, nobody knows
        return _through(_one(ends[1]), _one(ends[2])) if bare[0] and re.search("[~至到]", text) else ()
    low, high, _ = walkways.levels(_with_storeys(text))
    return _through(_of_level(low[0]), _of_level(high[0]))


def _with_storeys(text):
    """Return a text as `walkways.levels` reads it: a bare number is a storey."""
    return pd.Series([re.sub(r"(?<=\d)(?=[-~–—至到]|$)", "F", building_storeys.in_digits(text))], dtype=object)


def _one(text):
    number = storey_names.storeys(pd.DataFrame({"storey": [text]}, dtype=object))[0]
    return (int(number),) if np.isfinite(number) and number == int(number) else ()


def _of_level(level):
    """Return the storey of a level, as a tuple: level 0 is storey 1."""
    if not np.isfinite(level) or level != int(level):
        return ()
    return (int(level) + 1 if level >= 0 else int(level),)


def _through(low, high):
    if not (low and high):
        return ()
    low, high = sorted((low[0], high[0]))
    return tuple(storey for storey in range(low, high + 1) if storey)


def floors_steps(frame, buildings, counts=BY_NAME, source=""):
    """Yield the share done; return a table of floors as `Floors`, one for each storey that a row names.

    An empty building is that of the row above, as merged cells leave it. A row's `area` and auxiliary area are
    those of all its storeys together, in equal parts, unless `counts` or the name of its column (每层面积) says that
    they are of each. A floor has the outline of its building, joined by its name, or by the name without 栋, 座, 号楼
    where that is one building's. Floors of one storey that all lack an area share that outline in equal parts.

    frame : GeoDataFrame of `fid` and the table's columns, outlines where it has them; buildings : the layer
    `buildings` of the package, or None.
    """
    frame = with_heads(frame)
    made = yield from steps.part(planning_tables.table_steps("floors", frame, source), 0, 0.5)
    table, left_out = made.frame, {}
    storeys, between = _spans(frame, made.recognised)
    yield 0.6
    totals = _is_total(table)
    table, filled = _filled_down(table, totals)  # first: a building may stand in a row of its own
    empty = np.array([not span for span in storeys], dtype=bool)
    beside = set(table) - {"fid", "building", "source", "assumed", table.geometry.name}
    bare = ~np.any([columns.texts(table, name) != "" for name in beside] or [np.zeros(len(table), bool)], axis=0)
    for reason, rows in (("total", totals), ("no_storey", empty & ~totals & ~bare)):
        if rows.any():
            left_out[reason] = _told(table, rows)
    used = np.flatnonzero(~totals & ~empty)
    table, filled, between = table.iloc[used], filled[used], between[used]
    number = np.array([len(storeys[row]) for row in used], dtype=np.int64)
    table = _shared_area(table, number, counts)
    result = table.iloc[np.repeat(np.arange(len(table)), number)].reset_index(drop=True)
    result["storey"] = np.array([storey for row in used for storey in storeys[row]], dtype=float)
    result["n_storeys"] = np.repeat(number, number)
    yield 0.7
    assumed = {"building": np.repeat(filled, number), "storey": np.repeat(between, number)}
    loose, missing = np.zeros(len(result), dtype=bool), shapely.is_missing(result.geometry.to_numpy())
    if missing.any():
        names, outline, loose = _joined(columns.texts(result, "building"), buildings)
        result["building"] = np.where(names == "", result.get("building"), names)
        result.geometry = geopandas.array.GeometryArray(np.where(missing, outline, result.geometry.to_numpy()))
        assumed["building"] |= loose  # once, though both may hold
    lost = shapely.is_missing(result.geometry.to_numpy())
    if lost.any():
        left_out["unjoined"] = _told(result, lost)
    rows = [result["fid"][which].nunique() for which in (lost, np.repeat(filled, number), loose)]
    result["area"], assumed["area"], full = _outline_shared(result, missing & ~lost)
    if full.any():
        left_out["no_area"] = _told(result, full)
    result = _with_assumed(result, assumed)[~lost & ~full].reset_index(drop=True)
    result = result.drop(columns=[name for name in (*_SPAN[1:], "area_each") if name in result])
    kinds = {name: kind for name, kind in made.kinds.items() if name in result}
    return Floors(planning_tables.Table(result, made.recognised, kinds), left_out, *map(int, rows))


def _spans(frame, recognised):
    """Return the storeys that each row names, which rows name a mezzanine, and correct what is told of the columns.

    A first storey without a column of last ones, or the reverse, tells nothing.
    """
    rows = {row["read_as"]: row for row in recognised if row["read_as"] in _SPAN}
    both = {"floor_from", "floor_to"} <= set(rows)
    chosen = [name for name in (_SPAN[1:] if both else _SPAN[:1]) if name in rows]
    for name in set(rows).difference(chosen, _SPAN[:1]):
        rows[name].update(n_read=0, notes=[("one_end", "")])
    (span,) = [field.span for field in planning_names.fields_of("floors") if field.name == "storey"]

    def possible(value):
        storeys = storeys_named(value)
        return storeys if storeys and span.least <= storeys[0] <= storeys[-1] <= span.most else ()

    found = [columns.read(frame, rows[name]["field"], possible) for name in chosen]
    if not found:
        return [()] * len(frame), np.zeros(len(frame), dtype=bool)
    told = [columns.read(frame, rows[name]["field"], attributes.text) for name in chosen]
    between = np.array([any(map(_BETWEEN.search, texts)) for texts in zip(*told)], dtype=bool)
    for name, read in zip(chosen, found):
        given = columns.texts(frame, rows[name]["field"]) != ""
        unread = np.flatnonzero(given & np.array([not storeys for storeys in read], dtype=bool))
        told = planning_tables.examples(frame, rows[name]["field"], unread)
        numbers = {"n_values": int(given.sum()), "n_read": int(given.sum()) - len(unread), "examples": told}
        rows[name].update(numbers, notes=[])
    if len(found) == 1:
        return list(found[0]), between
    alone = columns.texts(frame, rows["floor_to"]["field"]) == ""  # a row of one storey
    return [low if one else _through(low[:1], high[-1:]) for low, high, one in zip(*found, alone)], between


def _is_total(table):
    """Return which rows are sums of others."""
    result = np.zeros(len(table), dtype=bool)
    for name in ("building", "function", "function_text", "floor_from", "storey_text"):
        if name in table:
            result |= columns.read(table, name, lambda value: bool(_TOTALS.search(attributes.text(value)))).astype(bool)
    return result


def _told(table, rows):
    """Return how many rows there are, and the buildings of some with their ids."""
    rows = np.flatnonzero(rows)
    rows = rows[np.unique(table["fid"].to_numpy()[rows], return_index=True)[1]]  # a row has several floors
    column = "building" if "building" in table else "fid"
    return f"{len(rows)}: {planning_tables.examples(table, column, rows)}"


def _filled_down(table, totals):
    """Return the rows with the building of the row above where they name none, and which rows these are."""
    if "building" not in table or not len(table):
        return table, np.zeros(len(table), dtype=bool)
    named, own = columns.texts(table, "building") != "", table["building"].to_numpy(dtype=object)
    above = np.maximum.accumulate(np.where(named & ~totals, np.arange(len(table)), -1))
    filled = ~named & (above >= 0)
    return table.assign(building=np.where(filled, own[above], own)), filled


def _outline_shared(table, joined):
    """Return each floor's area, where it was assumed, and which floors cannot have one.

    Floors of one storey that all lack an area share their building's outline in equal parts; one that lacks it
    beside floors that state theirs has none. A floor alone in its storey is left to the measures.

    joined : which floors have the outline of a building.
    """
    area = columns.numbers(table, "area")
    if not joined.any():
        return area, joined, joined
    beside = pd.DataFrame({name: table[name].to_numpy() for name in ("building", "storey")})
    beside = beside.assign(unknown=np.isnan(area), floors=1).groupby(["building", "storey"], dropna=False)
    number, unknown = beside[["floors", "unknown"]].transform("sum").to_numpy().T
    lacking = joined & np.isnan(area) & (number > 1)
    equal = lacking & (unknown == number)
    return np.where(equal, shapely.area(table.geometry.to_numpy()) / number, area), equal, lacking & ~equal


def _shared_area(table, number, counts):
    """Return the rows with the area of each storey, from that of the row or that of each."""
    area, each = (columns.numbers(table, name) for name in ("area", "area_each"))
    parts = 1 if counts == EACH_STOREY else number
    if counts == ALL_STOREYS:
        each = each / number
    result = {"area": np.where(np.isnan(area), each, area / parts)} if {"area", "area_each"} & set(table) else {}
    if "auxiliary_m2" in table:  # it counts as the area beside it does
        alone = np.isnan(area) & (counts == BY_NAME) & ~np.isnan(each)
        result["auxiliary_m2"] = columns.numbers(table, "auxiliary_m2") / np.where(alone, 1, parts)
    return table.assign(**result)


def _joined(names, buildings):
    """Return the name and the outline of each floor's building ('' and None without one), and which were joined
    by a name that is not quite theirs. A name of buildings apart from one another joins none.
    """
    if buildings is None or not len(buildings):
        return np.full(len(names), "", dtype=object), np.full(len(names), None), np.zeros(len(names), dtype=bool)
    own, shapes = columns.texts(buildings, "building"), buildings.geometry.to_numpy()
    own[functions.is_building_tag(own)] = ""
    part_of = steps.finish(building_storeys.one_building_steps(own, shapes))
    known = pd.DataFrame({"name": own, "key": [_key(name) for name in own], "part": part_of})[own != ""]
    _, outlines = stable.unions(shapes, part_of)
    first = known.drop_duplicates("part").set_index("part")["name"]
    wanted, number = np.unique(names.astype(str), return_inverse=True)
    found, loose = np.full(len(wanted), -1), np.zeros(len(wanted), dtype=bool)
    for column, keys in (("name", wanted), ("key", [_key(name) for name in wanted])):
        pairs = known[[column, "part"]].drop_duplicates()
        pairs = pairs[~pairs[column].duplicated(keep=False) & (pairs[column] != "")].set_index(column)["part"]
        part = pairs.reindex(keys).fillna(-1).to_numpy(dtype=np.int64)
        taken = (found < 0) & (part >= 0) & ~np.isin(wanted, known["name"] if column == "key" else [])
        found, loose = np.where(taken, part, found), loose | (taken & (column == "key"))
    part = found[number.ravel()]
    joined = part >= 0
    name, outline = np.full(len(names), "", dtype=object), np.full(len(names), None)
    name[joined], outline[joined] = first.reindex(part[joined]).to_numpy(), outlines[part[joined]]
    return name, outline, loose[number.ravel()]


def _key(name):
    """Return what is left of a building's name without 栋, 座, 号楼 and zeros before it.

    >>> [_key(name) for name in ("A栋", "a座", "01号楼", "1#", "楼")]
    ['a', 'a', '1', '1', '楼']
    """
    text = re.sub(r"\s+", "", attributes.text(name).lower())
    return re.sub(r"^0+(?=\d)", "", _SUFFIX.sub("", text) or text)


def _with_assumed(table, assumed):
    """Return a table with more fields listed in `assumed`."""
    told = table["assumed"].to_numpy(dtype=object).copy()
    for name, rows in assumed.items():
        told[rows] = [f"{text};{name}" if isinstance(text, str) and text else name for text in told[rows]]
    return table.assign(assumed=told)


def unlikely_areas(floors, outline_m2, most):
    """Return how many rows of several storeys would fit better if their area were that of each storey.

    floors : of `floors_steps`; outline_m2 : (n,) of each floor; most : how many times its outline a floor's area
    may be. A row fits better where the area of one floor is under half of its outline, and that of the row is not
    too much for a single one.

    >>> floors = pd.DataFrame({"fid": [1, 1], "n_storeys": [2, 2], "area": [450.0, 450.0]})
    >>> unlikely_areas(floors, np.array([1000.0, 1000.0]), 1.2)
    1
    """
    area = columns.numbers(floors, "area")
    number = floors["n_storeys"].to_numpy()
    rows = (number > 1) & (area < 0.5 * outline_m2) & (area * number <= most * outline_m2) & (area * number > 0)
    return int(floors["fid"][rows].nunique())
