"""Tags of OpenStreetMap as columns, however a layer carries them, and what `osm_tags.csv` makes of them."""

import functools
import json
import re

import numpy as np
import pandas as pd

from . import attributes, facilities, functions, tables, tag_rules, walkways

# What is read besides what the rules of other tables look for.
_OWN = (
    *("highway", "oneway", "junction", "area", "name", "railway", "public_transport", "station", "subway"),
    *("tram", "bus", "train", "natural", "landuse", "leisure", "place", "man_made", "waterway", "water"),
    *("historic", "light_rail", "height", "building", "building:levels", "building:min_level"),
    *("building:levels:underground",),
    *("building:part", "min_level", "max_level", "repeat_on", "location", "incline", "width", "est_width"),
    *("stairwell", "room", "ramp", "diameter_crown", "barrier", "tower:type", "network", "garden:type", "isced:level"),
    *("oneway:foot", "opening_hours"),
)
# Names under which layers made from OpenStreetMap carry a tag, where they are not the tag's own.
_ALIASES = {"crowndiameter": "diameter_crown", "building_levels_above": "building_levels", "name_zh": "name"}
# Columns of layers made of vector tiles, whose kinds stand for the tags.
_TILES = ("kind", "kind_detail", "is_subway")
_HSTORE = re.compile(r'"((?:[^"\\]|\\.)*)"\s*=>\s*"((?:[^"\\]|\\.)*)"')


def keys():
    """Return the keys that an import reads, as OpenStreetMap writes them, in the order of the alphabet.

    >>> [key for key in keys() if key.startswith("building")]
    ['building', 'building:levels', 'building:levels:underground', 'building:min_level', 'building:part']
    """
    rules = [rule for row in tables.rows("osm_tags") for rule in tag_rules.parse(row["osm"])]
    own = {key.replace(":", "_"): key for key in _OWN}
    read = {condition.key for rule in rules for condition in rule} - {"lies", *_TILES}
    read |= {*walkways.DIRECTION_FIELDS, *walkways.NIGHT_FIELDS, *facilities.FIELDS, *functions.FIELDS}
    read -= {"kind", "category", "function", "use", "direction", "open_24h"}
    return sorted({own.get(key, key) for key in {*read, *own}})


def as_columns(frame, layer_name=""):
    """Return a layer's features with one column for each tag that is read, and how many got a tag by the layer's name.

    Columns are found in small letters with `_` for `:`; tags within `other_tags` (hstore or JSON) get columns of their
    own. The kinds of vector tiles (`kind`, `kind_detail`) stand in for the tags that they were made from. Features of a
    layer without any telling column get the tag that `osm_tags.csv` gives for the layer's name.

    >>> frame = pd.DataFrame({"other_tags": ['"building:levels"=>"3","x"=>"y"', '{"level": "1"}'], "Building": "yes"})
    >>> tags, named = as_columns(frame)
    >>> tags[["building", "building_levels", "level"]].values.tolist(), named
    ([['yes', '3', None], ['yes', None, '1']], 0)
    """
    wanted = {key.replace(":", "_") for key in keys()} | {*_TILES, "other_tags"}
    columns = {}
    for column in frame.columns:
        name = str(column).strip().lower().replace(":", "_")
        name = _ALIASES.get(name, name)
        if name in wanted and (name not in columns or str(column).lower() == name):
            columns[name] = _texts(frame[column])
    result = pd.DataFrame(columns, index=frame.index, dtype=object)
    _add_packed(result, wanted - {"other_tags"})
    _add_tile_kinds(result)
    result = result.drop(columns=[name for name in _TILES if name in result])
    return result, _add_by_name(result, layer_name)


def matches(tags, layer, geometry, **derived):
    """Return the value of the first rule of a layer that each row meets, '' where it meets none.

    tags : (n,) rows of `as_columns`; layer : of `osm_tags.csv`; geometry : point, line or polygon; derived : further
    columns that rules may look at, such as `lies`.

    >>> matches(pd.DataFrame({"natural": ["tree", "water"]}), "greenery", "point").tolist()
    ['tree', '']
    """
    rows = [row for row in tables.rows("osm_tags") if row["layer"] == layer and geometry in row["geometry"].split()]
    rules = [(row["value"], rule) for row in rows for rule in tag_rules.parse(row["osm"])]
    looked_at = sorted({condition.key for _, rule in rules for condition in rule})
    numbers, combinations = tag_rules.combinations(tags.assign(**derived), looked_at)
    found = np.full(len(combinations) + 1, "", dtype=object)
    words_of = functools.lru_cache(maxsize=None, typed=True)(tag_rules.words)  # combinations repeat few values
    for number, values in enumerate(combinations):
        words = {key: words_of(value) for key, value in values.items()}
        for key in {"level", "lies"} & set(words):
            words[key] = _sides(words[key])
        found[number] = next((value for value, rule in rules if tag_rules.fits(rule, words)), "")
    return found[numbers]


def lies(tags):
    """Return where each feature lies by its level, else its layer: `above`, `below`, `ground`, '' where none says.

    >>> lies(pd.DataFrame({"level": ["1", None, "-1"], "layer": ["-1", "1", None]})).tolist()
    ['above', 'above', 'below']
    """
    result = np.full(len(tags), "", dtype=object)
    for field in ("layer", "level"):
        if field in tags:
            low, high, _ = walkways.levels(tags[field].to_numpy())
            side = np.select([low < 0, high > 0, low == 0], ["below", "above", "ground"], "")
            result = np.where(side != "", side, result)
    return result


def _sides(words):
    """Return levels as where they lie; words that say it stay."""
    low, high, _ = walkways.levels([";".join(words)])
    if np.isnan(low[0]):
        return words
    return ["below"] * bool(low[0] < 0) + ["above"] * bool(high[0] > 0) or ["ground"]


def _texts(column):
    """Return values as trimmed text, None where there is none; whole numbers without decimals."""
    values = column.to_numpy(dtype=object)
    codes, distinct = pd.factorize(values)
    texts = [re.sub(r"^(-?\d+)\.0+$", r"\1", attributes.text(value)) or None for value in distinct]
    return np.array([*texts, None], dtype=object)[codes]


def _add_packed(tags, wanted):
    """Give the tags within `other_tags` columns of their own, where the layer has none or says nothing."""
    if "other_tags" not in tags:
        return
    names, found = {}, {name: {} for name in sorted(wanted)}  # key as written → name; name → row → value
    for row, text in enumerate(tags.pop("other_tags")):
        for key, value in _pairs(text) if text else ():
            name = names.get(key)
            if name is None:
                name = names[key] = key.lower().replace(":", "_")
            if name in found:
                found[name][row] = value
    for name, values in found.items():
        texts = {row: text for row, text in zip(values, map(attributes.text, values.values())) if text}
        if texts:
            own = tags[name].to_numpy(copy=True) if name in tags else np.full(len(tags), None, dtype=object)
            for row, text in texts.items():
                if own[row] is None:
                    own[row] = text
            tags[name] = own


def _pairs(text):
    """Return the keys and values of a text, JSON or hstore."""
    if text.startswith("{"):
        try:
            return json.loads(text).items()
        except ValueError:
            return ()
    parts = text.split('"')
    if "\\" not in text and len(parts) % 4 == 1 and set(parts[2::4]) == {"=>"}:  # as GDAL writes it, by far the most
        return zip(parts[1::4], parts[3::4])
    pairs = _HSTORE.findall(text)
    return [tuple(re.sub(r"\\(.)", r"\1", part) for part in pair) for pair in pairs]


def _add_tile_kinds(tags):
    """Give features of vector tiles the tags that their kinds were made from, where the layer has no such column."""
    if "kind" not in tags or "highway" in tags:
        return
    kind, own = tags["kind"].to_numpy(), set(tags.columns)
    detail = tags["kind_detail"].to_numpy() if "kind_detail" in tags else np.full(len(tags), None, dtype=object)
    if "building" not in own:
        tags["building"] = np.where(kind == "building", np.where(pd.isna(detail), "yes", detail), None)
        tags["building_part"] = np.where(kind == "building_part", "yes", None)
    for row in tables.rows("osm_tags"):
        key, _, value = row["value"].partition("=")
        if row["layer"] == "tile_kind" and key not in own:
            there = _fitting(tags, row["osm"])
            tags[key] = np.where(there, value or kind, tags.get(key))


def _fitting(tags, cell):
    """Return which rows meet one of the rules of a cell."""
    rules = tag_rules.parse(cell)
    numbers, found = tag_rules.combinations(tags, sorted({condition.key for rule in rules for condition in rule}))
    words = [{key: tag_rules.words(value) for key, value in values.items()} for values in found]
    return np.array([*(any(tag_rules.fits(rule, one) for rule in rules) for one in words), False], dtype=bool)[numbers]


def _add_by_name(tags, layer_name):
    """Give features of a layer that tells nothing the tag of its name; return how many."""
    telling = {"building", "building_part", "natural", "landuse", "highway", "amenity", "leisure", "waterway"}
    known = [name for name in telling & set(tags.columns) if tags[name].notna().any()]
    for row in tables.rows("osm_tags"):
        if row["layer"] == "layer_name" and layer_name.strip().lower() in row["names"].split(";") and not known:
            key, value = row["osm"].split("=")
            tags[key] = value
            return len(tags)
    return 0
