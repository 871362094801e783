"""Vegetation at the height of the eyes, seen from open spaces, clause 7.1.3."""

import numpy as np
import pandas as pd
import shapely

from . import clauses, heights, steps
from .greenery import AT_EYE
from .view_corridors import outdoors, viewpoints

CLAUSE = "7.1.3"
# Directions looked into from each place, 5° apart.
DIRECTIONS = 72
_CHUNK = 100
_OPEN = "open"


def green_view(open_spaces, vegetation, buildings):
    """Return what vegetation does to the view at the height of the eyes from each open space (guideline 7.1.3).

    From the middle of a space and from points around it (`view_corridors.viewpoints`), outside buildings, 72
    horizontal lines run until the first building or 100 m. Each is closed where vegetation closes it
    (`greenery.greenery`), else untold where what stands there is not known, else it passes under crowns, else over
    low vegetation, else it meets none.

    open_spaces : GeoDataFrame of polygons; vegetation : `greenery.Greenery`; buildings : GeoDataFrame of outlines
    with height. All in metres.

    A table of the same index: closed_pct, untold_pct, under_pct, over_pct, open_pct (together 100),
    n_points, n_undrawn (trees within reach that have no radius and cannot stand in a view).

    >>> import geopandas
    >>> from .greenery import greenery
    >>> square = geopandas.GeoDataFrame(geometry=[shapely.box(0, 0, 2, 2)])
    >>> hedge = geopandas.GeoDataFrame({"kind": ["shrub"], "height": [2]}, geometry=[shapely.box(-50, 9, 50, 10)])
    >>> green_view(square, greenery(hedge), square[:0]).loc[0, ["closed_pct", "open_pct"]].tolist()
    [45.83, 54.17]
    """
    return steps.finish(green_view_steps(open_spaces, vegetation, buildings))


def green_view_steps(open_spaces, vegetation, buildings):
    """Yield the share done; return what `green_view` returns."""
    places = viewpoints(outdoors(open_spaces.geometry.to_numpy(), buildings))
    drawn = ~shapely.is_missing(vegetation.outline)
    green, does = shapely.STRtree(vegetation.outline[drawn]), vegetation.at_eye[drawn]
    walls = _walls(buildings)
    counts = np.zeros((len(open_spaces), len(AT_EYE) + 1))
    for begin in range(0, len(places.xy), _CHUNK):
        yield begin / len(places.xy)
        chunk = slice(begin, begin + _CHUNK)
        met = _met(places.xy[chunk], walls, green, does)
        np.add.at(counts, (np.repeat(places.space[chunk], DIRECTIONS), met), 1)
    shares = (100 * counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)).round(2)
    names = [f"{name}_pct" for name in (*AT_EYE, _OPEN)]
    table = pd.DataFrame(shares, columns=names, index=open_spaces.index)
    table["n_points"] = np.bincount(places.space, minlength=len(open_spaces))
    undrawn, reach = shapely.STRtree(vegetation.place[~drawn]), clauses.value(CLAUSE, "reach_m")
    space, _ = undrawn.query(open_spaces.geometry.to_numpy(), predicate="dwithin", distance=reach)
    table["n_undrawn"] = np.bincount(space, minlength=len(open_spaces))
    return table


def _walls(buildings):
    """Return a tree of the buildings that are as high as the eyes, or of unknown height."""
    tops, ground = heights.of_buildings(buildings)
    low = tops - ground < clauses.value(CLAUSE, "eye_height_m")
    return shapely.STRtree(shapely.force_2d(buildings.geometry.to_numpy()[~low]))


def _met(xy, walls, green, does):
    """Return of each place and direction the number of what is met, in the order of AT_EYE, the last for nothing."""
    angle = np.radians(360 / DIRECTIONS) * np.arange(DIRECTIONS)
    way = np.tile(np.column_stack([np.sin(angle), np.cos(angle)]), (len(xy), 1))
    start = np.repeat(xy, DIRECTIONS, axis=0)
    length = np.full(len(start), clauses.value(CLAUSE, "reach_m"))
    lines = shapely.linestrings(np.stack([start, start + way * length[:, None]], axis=1))
    line, wall = walls.query(lines, predicate="intersects")
    inside = shapely.intersection(lines[line], walls.geometries[wall])
    np.minimum.at(length, line, shapely.distance(shapely.points(start[line]), inside))
    lines = shapely.linestrings(np.stack([start, start + way * length[:, None]], axis=1))
    line, plant = green.query(lines, predicate="intersects")
    met = np.full(len(lines), len(AT_EYE))
    rank = {name: number for number, name in enumerate(AT_EYE)}
    np.minimum.at(met, line, np.array([rank[name] for name in does[plant]], dtype=met.dtype))
    return met
