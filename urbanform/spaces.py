"""Floor areas of spaces: floors, whole buildings, points or rows of a table, each with its function and place."""

import re

import numpy as np
import pandas as pd
import shapely

from . import attributes, clauses, columns, stable, steps, storey_names, tag_rules, within_districts
from .building_storeys import one_building_steps, storeys_of
from .functions import BUILDING, OWN, functions, is_building_tag, states_function

# What planners write of a space, besides what tells its function (`functions.FIELDS`).
FIELDS = ("building", "storey", "z", "area", "auxiliary_m2", "owner", "storeys", "storeys_below", "height")
_CHUNK, _OUTLINES = 50_000, 5_000
# Buildings of so many storeys have more floor area than so many footprints; else the field holds footprints.
_TALL, _LEAST_FLOOR_AREA = 3, 1.5
# A floor area in words: 1,200.5, 1.2万, 3 ha.
_AREA = re.compile(r"(\d+(?:\.\d+)?(?:e[-+]?\d+)?|\.\d+)\s*(万|公顷|ha(?![a-z])|km2|平方公里)?")
_AREA_UNITS = {"万": 1e4, "公顷": 1e4, "ha": 1e4, "km2": 1e6, "平方公里": 1e6}


def spaces(frame, buildings=None, **options):
    """Return the floor areas of spaces as a table; see `spaces_steps`."""
    return steps.finish(spaces_steps(frame, buildings, **options))


def spaces_steps(frame, buildings=None, storey_height_m=None, whole=False, listed=None):
    """Yield the share done; return the floor areas of spaces as a table, one row for each part of a space.

    A floor or a point has the area of its field `area`; a floor without one that of its outline. A
    building (a row without a storey in a layer that knows `storeys` or `height`) has its footprint
    times its storeys, and a second row for its storeys below ground; a tower counts from where the podium
    below it ends. `auxiliary_m2` becomes a row of its own. Where the field `area` of a layer of buildings
    holds footprints (at three or more storeys less than 1.5 of the outline, by the median), it is left
    out. A space that states no function has that of its building, above ground only. A building of
    which no space has a known area is one itself.

    frame : (n,) spaces with any of `FIELDS` and `functions.FIELDS`; its geometry may be missing.
    buildings : polygons with `building`, `function` and what else tells a function; a space belongs
    to the one that it names, else to the one that holds it; a name that buildings apart from one another
    bear tells none. storey_height_m : for buildings of known height only, None for the guideline's.
    whole : whether every row is a whole building; listed : further buildings, whose floors are counted elsewhere
    and begin at the ground: where one overlaps a row, the storeys that both have are not the row's.

    Columns: row (position in frame, -1 for a building added); part (whole, auxiliary, basement);
    building (its name, `#` and its position where it has none, '' for no building) and building_row
    (position in buildings, -1); function and function_from (see `functions.functions`); area_m2 (NaN
    where unknown) and area_from (`field`, `outline`, `storeys` or ''); storey (NaN where unknown); below
    (ground); x, y (NaN without a place).

    >>> rows = pd.DataFrame({"building": ["A", "A"], "storey": [1, -1], "function": ["shop", None], "area": [900, 900]})
    >>> spaces(rows)[["function", "area_m2", "below"]].to_numpy().tolist()
    [['commercial', 900.0, False], ['', 900.0, True]]
    """
    geometry = _geometry(frame)
    function, origin = functions(frame)
    yield 0.1
    areas = _areas_steps(frame, geometry, function, storey_height_m, whole, listed)
    result = yield from steps.part(areas, 0.1, 0.3)
    row = result["row"].to_numpy()
    result["function"], result["function_from"] = _own_functions(function[row], origin[row], result["part"].to_numpy())
    yield 0.3
    middles = np.full(len(frame), None, dtype=object)
    for begin in range(0, len(frame), _CHUNK):
        chunk = slice(begin, begin + _CHUNK)
        middles[chunk] = shapely.point_on_surface(geometry[chunk])
        yield 0.3 + 0.3 * begin / len(frame)
    part_of = None
    if buildings is not None and len(buildings):
        outlines = buildings.geometry.to_numpy()
        part_of = yield from steps.part(one_building_steps(_names(buildings), outlines), 0.6, 0.65)
    building = yield from _buildings_of_steps(frame, middles, shapely.area(geometry), buildings, part_of)
    names = _names(frame)
    yield 0.9
    if buildings is not None and len(buildings):
        known, own = building >= 0, building_names(buildings)
        yield 0.91
        names[known] = own[building[known]]
        placeless = known & shapely.is_missing(middles)
        middles[placeless] = shapely.point_on_surface(buildings.geometry.to_numpy()[building[placeless]])
        yield 0.92
        stated = columns.read(frame, "function", states_function).astype(bool)
        _take_from_buildings(result, np.where(stated, -1, building)[row], buildings)
        yield 0.93
    result["building"], result["building_row"] = names[row], building[row]
    result["x"], result["y"] = shapely.get_x(middles)[row], shapely.get_y(middles)[row]
    if buildings is not None and len(buildings):
        told = np.unique(building[row][(result["area_m2"].notna() & (result["building_row"] >= 0)).to_numpy()])
        without = np.setdiff1d(np.arange(len(buildings)), told)
        for same in (part_of, _outlines(buildings)):  # parts of one building, or a building drawn twice
            without = without[~np.isin(same[without], same[told])]
        others = buildings.iloc[told] if len(told) else None
        added = spaces_steps(buildings.iloc[without], None, storey_height_m, True, others)
        whole = yield from steps.part(added, 0.94, 1)
        added = _as_added(whole, without, own[without])
        nothing_new = added["area_m2"].isna() & added["building_row"].isin(building)
        result = pd.concat([result, added[~nothing_new]], ignore_index=True)
    return result


def building_names(buildings):
    """Return the name of each building, `#` and its position where it has none.

    >>> building_names(pd.DataFrame({"building": ["A", "yes", None]})).tolist()
    ['A', '#1', '#2']
    """
    names = _names(buildings)
    return np.where(names == "", [f"#{row}" for row in range(len(names))], names).astype(object)


def areas_stated(frame, name):
    """Return a column of floor areas in m², NaN where it states none, or more than one number.

    >>> frame = pd.DataFrame({"area": ["1,200.5 m²", "1.2万", "900 (含车库)", "100×20", "-5", 0]})
    >>> areas_stated(frame, "area").tolist()
    [1200.5, 12000.0, 900.0, nan, nan, 0.0]
    """
    if name in frame and pd.api.types.is_numeric_dtype(frame[name].dtype):
        area = columns.numbers(frame, name)
    else:
        area = columns.read(frame, name, _area_of).astype(float)
    return np.where(area >= 0, area, np.nan)


def _area_of(value):
    if isinstance(value, (int, float)):
        return attributes.number(value)
    text = re.sub(r"\([^()]*\)|(?<!k)m\^?2", "", attributes.text(value).lower())
    text = re.sub(r"(?<=\d)[, ](?=\d{3}(?!\d))", "", text)
    found = _AREA.findall(text)
    if len(found) != 1 or re.search(r"^\W*-|ft|feet|亩", text):
        return np.nan
    number, unit = found[0]
    return float(number) * _AREA_UNITS.get(unit, 1)


def _below(frame, storey):
    """Return which rows lie below ground: by their storey, a range such as B1-B3, or their height."""
    # underground is what lies so far below the ground beside it
    deep = columns.numbers(frame, "z") <= clauses.value("6.1.3", "z_m", "underground")
    unnumbered = columns.read(frame, "storey", storey_names.is_below).astype(bool) | deep
    return (storey < 0) | (np.isnan(storey) & unnumbered)


def _geometry(frame):
    named = getattr(frame, "_geometry_column_name", None) in frame
    return frame.geometry.to_numpy() if named else np.full(len(frame), None, dtype=object)


def _areas_steps(frame, geometry, function, storey_height_m, whole, listed):
    """Yield the share done; return row, part, area_m2, area_from, storey and below of each space."""
    area = areas_stated(frame, "area")
    yield 0.05
    storey = storey_names.storeys(frame)
    yield 0.1
    outline = np.where(shapely.get_dimensions(geometry) == 2, shapely.area(geometry), np.nan)
    area[(area == 0) & (outline > 0)] = np.nan  # files without NULL write 0
    outline[columns.read(frame, "storey", storey_names.names_several).astype(bool)] = np.nan
    yield 0.15
    building = (columns.texts(frame, "storey") == "") & bool({"storeys", "height"} & set(frame.columns)) | whole
    storeys = np.full(len(frame), np.nan)
    if building.any():
        found = storeys_of(frame, *filter(None, [storey_height_m]))["storeys"].to_numpy()
        storeys = np.where(building, found, np.nan)
    if _holds_footprints(area, outline, storeys):
        area = np.where(building, np.nan, area)
    given = ~np.isnan(area)
    yield 0.2
    twice = yield from steps.part(_twice_steps(geometry, np.where(given, np.nan, storeys), function), 0.2, 0.6)
    if listed is not None:
        twice = twice + _listed_m2(geometry, storeys, listed, storey_height_m)
    area = np.where(given, area, np.where(building, np.maximum(outline * storeys - twice, 0), outline))
    origin = np.select([given, np.isnan(area), building], ["field", "", "storeys"], "outline").astype(object)
    spaces = pd.DataFrame({"row": np.arange(len(frame)), "part": "whole", "area_m2": area, "area_from": origin})
    spaces["storey"], spaces["below"] = storey, _below(frame, storey)
    auxiliary = areas_stated(frame, "auxiliary_m2")
    parts = spaces[(auxiliary > 0) & ~np.isnan(area)].assign(part="auxiliary")
    parts["area_m2"] = np.fmin(auxiliary[parts.index], parts["area_m2"])
    spaces.loc[parts.index, "area_m2"] -= parts["area_m2"]
    cellars = np.abs(np.round(columns.numbers(frame, "storeys_below")))  # -2 storeys below are two
    cellars = np.where(building & ~given & (cellars > 0), cellars, np.nan)
    twice = yield from steps.part(_twice_steps(geometry, cellars, function), 0.6, 1)
    basements = spaces[cellars > 0].assign(part="basement", below=True, area_from="storeys")
    basements["area_m2"] = np.maximum(outline * cellars - twice, 0)[cellars > 0]
    return pd.concat([spaces, parts, basements], ignore_index=True)


def _twice_steps(outlines, storeys, function):
    """Yield the share done; return the floor area of each building that others which it overlaps already have.

    Of what overlaps, the lower one has the storeys that both have: a tower begins above its podium. Of
    equally high ones it is the one whose function is known, then the first from west to east.

    outlines : (n,) polygons; storeys, function : (n,), NaN storeys for what is no building.
    """
    result = np.zeros(len(outlines))
    rows = np.flatnonzero((storeys > 0) & (shapely.get_dimensions(outlines) == 2))
    order = stable.order_by_place(outlines[rows], np.where(function[rows] == "", "~", function[rows]))
    rows = rows[order[np.argsort(storeys[rows[order]], kind="stable")]]  # lower ones first
    outlines, storeys = outlines[rows], storeys[rows]
    tree, found = shapely.STRtree(outlines), [np.empty((2, 0), dtype=np.int64)]
    for begin in range(0, len(rows), _OUTLINES):
        for predicate in ("overlaps", "covers"):
            found.append(tree.query(outlines[begin : begin + _OUTLINES], predicate=predicate) + [[begin], [0]])
        yield 0.5 * begin / len(rows)
    pairs = np.sort(np.concatenate(found, axis=1), axis=0)
    low, high = np.unique(pairs[:, pairs[0] < pairs[1]], axis=1)
    sequence = np.lexsort((-low, high))  # from the highest of what lies below down
    low, high = low[sequence], high[sequence]
    number = pd.Series(high).groupby(high).cumcount().to_numpy()
    rest = outlines.copy()
    for each in range(number.max(initial=-1) + 1):
        below, above = low[number == each], high[number == each]
        for begin in range(0, len(above), _OUTLINES):
            under, over = below[begin : begin + _OUTLINES], above[begin : begin + _OUTLINES]
            result[rows[over]] += shapely.area(shapely.intersection(rest[over], outlines[under])) * storeys[under]
            rest[over] = shapely.difference(rest[over], outlines[under])
            yield 0.5 + 0.5 * begin / len(above)
    return result


def _listed_m2(outlines, storeys, listed, storey_height_m):
    """Return the floor area of each building that others which overlap it, with floors of their own, have as well."""
    known = storeys_of(listed, *filter(None, [storey_height_m]))["storeys"].to_numpy()
    others = listed.geometry.to_numpy()[known > 0]
    row, other = shapely.STRtree(others).query(outlines, predicate="intersects")
    both = np.nan_to_num(np.fmin(storeys[row], known[known > 0][other]))
    sequence = np.lexsort((-both, row))  # a tower first, of its podium what is left
    row, other, both = row[sequence], other[sequence], both[sequence]
    number = pd.Series(row).groupby(row).cumcount().to_numpy()
    result, rest = np.zeros(len(outlines)), outlines.copy()
    for each in range(number.max(initial=-1) + 1):
        over, under = row[number == each], others[other[number == each]]
        result[over] += shapely.area(shapely.intersection(rest[over], under)) * both[number == each]
        rest[over] = shapely.difference(rest[over], under)
    return np.round(result, 6)  # in whichever order equal ones come


def _holds_footprints(area, outline, storeys):
    """Return whether a field of areas holds footprints of buildings instead of their floor areas."""
    tall = (storeys >= _TALL) & (area > 0) & (outline > 0)
    return bool(tall.any()) and np.median(area[tall] / outline[tall]) < _LEAST_FLOOR_AREA


def _own_functions(function, origin, part):
    """Return the function of each row as its space tells it, and what told it.

    What is below a building is seldom what stands above: only what is auxiliary above is so below.
    """
    function[part == "auxiliary"], origin[part == "auxiliary"] = "auxiliary", OWN
    unlike = (part == "basement") & (function != "auxiliary")
    function[unlike], origin[unlike] = "", ""
    return function, origin


def _names(frame):
    """Return the buildings that rows name, '' for none; a tag such as `yes` or `apartments` is no name."""
    names = columns.texts(frame, "building")
    names[is_building_tag(names)] = ""
    return names


def _buildings_of_steps(frame, middles, areas, buildings, part_of):
    """Yield the share done; return the position of each space's building, -1 for none.

    Of several footprints over one another a space belongs to the one most like it in area, a podium's
    floor to the podium; a point to the smallest. part_of : (n,) building of each outline.
    """
    result = np.full(len(frame), -1)
    if buildings is None or not len(buildings):
        return result
    outlines = buildings.geometry.to_numpy()
    order = stable.order_by_place(outlines)
    footprints = shapely.area(outlines[order])
    yield 0.65
    named, shared = _by_name(_names(frame), _names(buildings)[order], part_of[order])
    named = np.append(order, -1)[named]
    result = np.where(shared, -1, named)  # of several of one name, the place tells which
    yield 0.7
    asked = np.flatnonzero((result < 0) & ~shapely.is_missing(middles))
    for begin in range(0, len(asked), _CHUNK):
        chunk = asked[begin : begin + _CHUNK]
        space, building = within_districts.of_middles(middles[chunk], outlines[order])
        own, footprint = areas[chunk][space], footprints[building]
        outline = own > 0
        unlike = np.where(outline, np.abs(np.log(footprint / np.where(outline, own, 1))), footprint)
        nearest = np.lexsort((building, unlike, space))
        space, building = space[nearest], building[nearest]
        first = np.unique(space, return_index=True)[1]
        result[chunk[space[first]]] = order[building[first]]
        yield 0.7 + 0.2 * begin / len(asked)
    return np.where(result < 0, named, result)


def _by_name(names, known, part_of):
    """Return the first outline that bears each name, -1 where none or buildings apart do, and whether several do.

    A name spelled otherwise, `a1` for A1 or 1.0 for 1, is taken where no outline bears it as it stands.
    """
    result, shared = np.full(len(names), -1), np.zeros(len(names), dtype=bool)
    asked = names != ""
    for spell in (lambda texts: texts, _plain):
        bearers = pd.DataFrame({"name": spell(known), "part": part_of, "first": np.arange(len(known))})
        bearers = bearers.groupby("name").agg({"first": "min", "part": ["nunique", "size"]})
        first, parts, size = bearers.reindex(spell(names)[asked]).fillna(0).to_numpy(dtype=np.int64).T
        result[asked], shared[asked] = np.where(parts == 1, first, -1), size > 1
        asked[asked] = size == 0
    return result, shared


def _plain(texts):
    codes, distinct = pd.factorize(texts)
    return np.array([*map(tag_rules.plain, distinct)], dtype=object)[codes]


def _outlines(buildings):
    """Return a number for each outline, the same for those of one extent and area."""
    shapes = buildings.geometry.to_numpy()
    figures = pd.DataFrame(np.column_stack([shapely.bounds(shapes), shapely.area(shapes)]))
    return figures.groupby(list(figures.columns), sort=False).ngroup().to_numpy()


def _as_added(spaces, building, names):
    """Return whole buildings as spaces that the user's layer does not hold."""
    row = spaces["row"].to_numpy()
    told = np.where(spaces["function"] == "", "", BUILDING).astype(object)
    return spaces.assign(row=-1, building_row=building[row], building=names[row], function_from=told)


def _take_from_buildings(spaces, building, buildings):
    """Give spaces above ground that tell no function that of their building; building : of each row, or -1."""
    function = np.append(functions(buildings)[0], "")[building]  # -1 takes the last
    asked = ((spaces["function"] == "") & ~spaces["below"]).to_numpy() & (function != "")
    spaces.loc[asked, "function"], spaces.loc[asked, "function_from"] = function[asked], BUILDING
