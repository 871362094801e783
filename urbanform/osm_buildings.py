"""Buildings of OpenStreetMap: outlines with storeys and heights, their parts, and the floors that these really tell."""

import geopandas
import numpy as np
import pandas as pd
import shapely

from . import attributes, osm_tags
from .functions import functions
from .osm_levels import stops

# Parts that cover less of their outline than this leave storeys untold.
_WHOLE = 0.95
_FEET = r"ft|feet|'|\""
_MOST_STOREYS, _MOST_HEIGHT_M = 200, 1000


def storeys_and_heights(tags):
    """Return storeys above ground, below ground and height in metres of buildings, NaN where unknown, and remarks.

    `building:levels` counts storeys above ground without those of the roof; 0 says nothing, and part of a storey is
    none. `building:levels:underground` counts storeys below ground, whatever its sign. Heights in feet are left out.

    >>> tags = pd.DataFrame({"building_levels": ["3", "0", "2.5"], "height": ["12 m", "30 ft", None]})
    >>> storeys, below, height, told = storeys_and_heights(tags)
    >>> storeys.tolist(), height.tolist(), told.tolist()
    ([3.0, nan, 2.0], [12.0, nan, nan], ['', '', 'storeys: whole storeys of building:levels'])
    """
    stated = attributes.numbers(tags, "building_levels")
    storeys = np.floor(np.where((stated >= 1) & (stated <= _MOST_STOREYS), stated, np.nan))
    told = np.where(storeys < stated, "storeys: whole storeys of building:levels", "").astype(object)
    below = np.floor(np.abs(attributes.numbers(tags, "building_levels_underground")))
    height = attributes.numbers(tags, "height")
    if "height" in tags:
        height[tags["height"].astype(str).str.contains(_FEET, regex=True).to_numpy()] = np.nan
    height[~((height > 0) & (height <= _MOST_HEIGHT_M))] = np.nan
    return storeys, below, height, told


def buildings(outlines, parts, land):
    """Return buildings for a package, and to which outline each part belongs.

    What an outline does not say, the highest of its parts does. A part without an outline is a building itself. A
    building that states no function has that of the smallest mapped land use that it stands on.

    outlines, parts, land : GeoDataFrames in metres with `source` and tags. Columns of the result: `building`,
    `storeys`, `storeys_below`, `height`, `function`, `source`, `assumed`. Also returned: the row of the outline of each
    part, -1 where it has none.
    """
    part_of = _outline_of(parts, outlines)
    alone = parts[part_of < 0]
    own = pd.concat([outlines, alone], ignore_index=True) if len(alone) else outlines.reset_index(drop=True)
    storeys, below, height, told = storeys_and_heights(own)
    told[len(outlines) :] = _and(told[len(outlines) :], "building: a part without an outline")
    storeys_of_part, _, height_of_part, _ = storeys_and_heights(parts)
    for name, values, of_part in (("storeys", storeys, storeys_of_part), ("height", height, height_of_part)):
        highest = np.full(len(own), -np.inf)
        known = (part_of >= 0) & np.isfinite(of_part)
        np.maximum.at(highest, part_of[known], of_part[known])
        taken = np.isnan(values) & np.isfinite(highest)
        values[taken] = highest[taken]
        told[taken] = _and(told[taken], f"{name}: highest building:part")
    function = functions(own)[0]
    by_land = _function_of_land(own, land)
    taken = (function == "") & (by_land != "")
    told[taken] = _and(told[taken], "function: land use")
    result = {
        "building": [source.removeprefix("osm ") for source in own["source"]],
        "storeys": storeys,
        "storeys_below": below,
        "height": height,
        "function": _or_none(np.where(taken, by_land, function)),
        "source": own["source"].to_numpy(),
        "assumed": _or_none(told),
    }
    return geopandas.GeoDataFrame(result, geometry=own.geometry.to_numpy()), part_of


def floors_of_parts(found, parts, part_of):
    """Return the floors of buildings whose parts tell them all, one row for each part and storey.

    The parts of a building must all state `building:levels`, together cover 95 % of the outline at the ground, and
    nowhere lie over each other in one storey; else the building has no floors here. `building:min_level` storeys below
    a part are not its own, nor those below a part without an outline. Storeys below ground have the building's outline.

    found, part_of : as `buildings` returns them.
    """
    top = storeys_and_heights(parts)[0]
    bottom = np.nan_to_num(attributes.numbers(parts, "building_min_level")).clip(0)
    alone = np.flatnonzero(part_of < 0)  # each is the outline of its own building, and these come last
    part_of = part_of.copy()
    part_of[alone] = np.arange(len(found) - len(alone), len(found))
    telling = _telling(found, parts, part_of, bottom, top)
    telling[part_of[alone]] = (top > bottom)[alone]
    rows = np.flatnonzero(telling[part_of])
    count = (top - bottom)[rows].astype(int)
    part = np.repeat(rows, count)
    storey = np.concatenate([np.arange(b, t) + 1 for b, t in zip(bottom[rows], top[rows])]) if len(rows) else []
    own = functions(parts)[0]
    function = np.where(own[part] != "", own[part], found["function"].fillna("").to_numpy()[part_of[part]])
    above = _floors(found, part_of[part], storey, function, parts.geometry.to_numpy()[part], "storey: building:levels")
    depth = np.where(telling, np.nan_to_num(found["storeys_below"].to_numpy()), 0).astype(int)
    house = np.repeat(np.arange(len(found)), depth)
    storey = -(np.arange(len(house)) - np.repeat(np.cumsum(depth) - depth, depth) + 1.0)
    outline = found.geometry.to_numpy()[house]
    below = _floors(found, house, storey, np.full(len(house), ""), outline, "outline: of the building")
    return pd.concat([above, below], ignore_index=True) if len(below) else above


def floors_of_storeys(found, drawn):
    """Return the floors drawn as `indoor=level`, of the buildings of which every storey above ground is drawn.

    found : of `buildings`; drawn : GeoDataFrame with `level`, `repeat_on`, `source`. Also returns how many were left.
    """
    levels = [
        [level for level in stops(*pair) if level == int(level)]
        for pair in zip(drawn.get("level", [None] * len(drawn)), drawn.get("repeat_on", [None] * len(drawn)))
    ]
    row = np.repeat(np.arange(len(drawn)), [len(each) for each in levels])
    level = np.array([value for each in levels for value in each], dtype=float)
    house = _outline_of(drawn, found)[row]
    storey = np.where(level >= 0, level + 1, level)
    number = np.append(np.nan_to_num(found["storeys"].to_numpy(dtype=float)), 0)  # the last for no house
    own = (storey <= number[house]) & (house >= 0)
    table = pd.DataFrame({"house": house, "storey": storey})[own & (storey >= 1)].drop_duplicates()
    n_drawn = np.bincount(table["house"], minlength=len(number))
    chosen = own & (n_drawn == number)[house]
    function = functions(drawn)[0][row[chosen]]
    geometry = drawn.geometry.to_numpy()[row[chosen]]
    result = _floors(found, house[chosen], storey[chosen], function, geometry, "storey: level")
    return result, len(drawn) - len(np.unique(row[chosen]))


def _outline_of(parts, outlines):
    """Return in which outline most of each part lies, -1 in none."""
    result = np.full(len(parts), -1)
    if not len(parts) or not len(outlines):
        return result
    geometry, around = parts.geometry.to_numpy(), outlines.geometry.to_numpy()
    part, outline = shapely.STRtree(around).query(geometry, predicate="intersects")
    shared = shapely.area(shapely.intersection(geometry[part], around[outline]))
    order = np.lexsort((-outline, shared))
    part, outline, shared = part[order], outline[order], shared[order]
    enough = shared >= shapely.area(geometry[part]) / 2
    result[part[enough]] = outline[enough]
    return result


def _function_of_land(own, land):
    """Return the function that the smallest mapped land use below each building tells, '' where none."""
    result = np.full(len(own), "", dtype=object)
    told = osm_tags.matches(land, "function_of_land", "polygon")
    around = land.geometry.to_numpy()
    if not len(around) or not len(own):
        return result
    row, plot = shapely.STRtree(around).query(shapely.point_on_surface(own.geometry.to_numpy()), predicate="within")
    order = np.lexsort((plot, -shapely.area(around[plot])))
    result[row[order]] = told[plot[order]]
    return result


def _telling(found, parts, part_of, bottom, top):
    """Return of which buildings the parts tell every storey."""
    number, area = len(found), shapely.area(parts.geometry.to_numpy())
    belongs = part_of >= 0
    silent = np.bincount(part_of[belongs & ~(top > bottom)], minlength=number) > 0
    at_ground = belongs & (bottom == 0)
    covered = np.bincount(part_of[at_ground], weights=area[at_ground], minlength=number)
    outline = shapely.area(found.geometry.to_numpy())
    at_most = np.zeros(number)
    for storey in np.unique(bottom[belongs]):  # overlaps begin where a part begins
        there = belongs & (bottom <= storey) & (top > storey)
        at_most = np.maximum(at_most, np.bincount(part_of[there], weights=area[there], minlength=number))
    return ~silent & (covered >= _WHOLE * outline) & (at_most <= outline / _WHOLE)


def _floors(found, house, storey, function, geometry, assumed):
    columns_ = {
        "building": found["building"].to_numpy()[house],
        "storey": np.asarray(storey, dtype=float),
        "function": _or_none(function),
        "source": found["source"].to_numpy()[house],
        "assumed": assumed,
    }
    return geopandas.GeoDataFrame(columns_, geometry=geometry)


def _or_none(texts):
    return np.where(np.asarray(texts) == "", None, texts).astype(object)


def _and(told, more):
    """Return remarks with one added to each."""
    return np.array([f"{one}; {more}" if one else more for one in told], dtype=object)
