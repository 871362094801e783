"""Where windows are: at equal distances along the façades of buildings, on every storey."""

import re
from typing import NamedTuple

import numpy as np
import shapely

from .errors import QT_TRANSLATE_NOOP, InputError
from .sight_lines import edges_of

# A wall goes on where it bends by less, so that a curved façade of many short edges is one.
_BEND_DEG = 10.0
# A building so close in front of a wall leaves no room for a window: footprints that touch seldom fit exactly.
_TOUCHING_M = 0.5
# The eye is this far outside its wall, so that the wall does not hide the view.
_OUTSIDE_M = 0.001
# Quotients are read to this many decimals, so that a wall of 15 m that was turned still has 2.5 spacings of 6 m.
_DECIMALS = 6
_CHUNK = 20_000
_PART = re.compile(r"(\d{1,9})(?:-(\d{1,9}))?")


class Places(NamedTuple):
    """Places of windows in plan: one stands for the windows of all storeys above one another.

    x, y : metres, a hair outside the wall; azimuth_deg : clockwise from north, outwards; building : its row.
    """

    x: np.ndarray
    y: np.ndarray
    azimuth_deg: np.ndarray
    building: np.ndarray


def places(polygons, spacing_m):
    """Return the places of windows along the façades of buildings, courtyards included.

    A façade is a stretch of wall between bends of 10° or more. It has length ÷ spacing places, rounded half
    up, each in the middle of an equal part; so a wall shorter than half the spacing has none.

    polygons : (n,) array of footprints in metres; spacing_m : metres of façade for one place.

    >>> found = places(np.array([shapely.box(0, 0, 12, 5)]), 6)
    >>> np.round(found.x, 1).tolist(), np.round(found.y, 1).tolist()
    ([12.0, 9.0, 3.0, -0.0, 3.0, 9.0], [2.5, 5.0, 5.0, 2.5, -0.0, -0.0])
    >>> found.azimuth_deg.tolist()
    [90.0, 0.0, 0.0, 270.0, 180.0, 180.0]
    """
    edges = edges_of(polygons)
    if not len(edges.start):
        return Places(*np.zeros((3, 0)), np.zeros(0, dtype=np.int64))
    outward, length, order, begins = _facades(edges)
    facade, ends = np.cumsum(begins) - 1, np.cumsum(length[order])
    starts = (ends - length[order])[begins]
    facade_m = np.bincount(facade, length[order])
    number = np.floor(np.round(facade_m / spacing_m, _DECIMALS) + 0.5).astype(np.int64)
    of, nth = np.repeat(np.arange(len(number)), number), np.arange(number.sum())
    nth = nth - np.repeat(np.cumsum(number) - number, number)
    along = starts[of] + (nth + 0.5) * facade_m[of] / number[of]
    piece = np.minimum(np.searchsorted(ends, along, side="right"), len(ends) - 1)
    edge, rest = order[piece], along - (ends[piece] - length[order[piece]])
    way = (edges.end[edge] - edges.start[edge]) / length[edge, None]
    xy = edges.start[edge] + rest[:, None] * way + _OUTSIDE_M * outward[edge]
    azimuth = np.round(np.degrees(np.arctan2(outward[edge, 0], outward[edge, 1])) % 360, 6) % 360
    building = np.searchsorted(edges.first, edge, side="right") - 1
    return Places(xy[:, 0], xy[:, 1], azimuth, building)


def _facades(edges):
    """Return the outward direction and length of each edge, the edges façade by façade, and where each begins."""
    way = edges.end - edges.start
    length = np.hypot(way[:, 0], way[:, 1])
    number = len(length)
    ring_begins = np.flatnonzero(np.diff(edges.ring, prepend=-1))
    ring = np.repeat(np.arange(len(ring_begins)), np.diff(ring_begins, append=number))
    size = np.diff(ring_begins, append=number)[ring]
    nth = np.arange(number) - ring_begins[ring]
    before = np.where(nth == 0, np.arange(number) + size - 1, np.arange(number) - 1)
    turn = np.arctan2(way[before, 0] * way[:, 1] - way[before, 1] * way[:, 0], (way[before] * way).sum(axis=1))
    corner = np.abs(turn) >= np.radians(_BEND_DEG)
    first_corner = np.full(len(ring_begins), number)
    np.minimum.at(first_corner, ring[corner], nth[corner])
    first_corner[first_corner == number] = 0
    order = np.lexsort(((nth - first_corner[ring]) % size, ring))
    begins = corner[order]
    begins[ring_begins] = True
    # a ring that runs anticlockwise has its inside on the left; around a courtyard the building is outside
    corner_xy = edges.start[ring_begins][ring]
    one, other = edges.start - corner_xy, edges.end - corner_xy
    area = np.add.reduceat(one[:, 0] * other[:, 1] - one[:, 1] * other[:, 0], ring_begins)
    left = (area > 0) == ~edges.is_hole[edges.ring[ring_begins]]
    side = np.where(left, 1.0, -1.0)[ring]
    return np.column_stack([way[:, 1], -way[:, 0]]) * (side / length)[:, None], length, order, begins


def walled_up_steps(found, polygons, tops_z):
    """Yield the share done; return below which height each place has no window, -inf where it has at any.

    Where a building stands within 0.5 m in front of the wall there is none up to that building's top.

    found : `Places`; polygons : (n,) array of footprints; tops_z : (n,) metres, inf where unknown.

    >>> from . import steps
    >>> row = shapely.box([0, 12], 0, [12, 24], 5)
    >>> steps.finish(walled_up_steps(places(row, 6), row, np.array([30.0, 9.0])))[:2].tolist()
    [9.0, -inf]
    """
    result, tree = np.full(len(found.x), -np.inf), shapely.STRtree(polygons)
    angle = np.radians(found.azimuth_deg)
    eye = np.column_stack([found.x, found.y])
    ahead = eye + _TOUCHING_M * np.column_stack([np.sin(angle), np.cos(angle)])
    for begin in range(0, len(result), _CHUNK):
        chunk = slice(begin, begin + _CHUNK)
        lines = shapely.linestrings(np.stack([eye[chunk], ahead[chunk]], axis=1))
        place, building = tree.query(lines, predicate="intersects")
        np.maximum.at(result, begin + place, tops_z[building])
        yield begin / len(result)
    return result


def chosen_storeys(text):
    """Return a function that tells which of an array of storeys a text names.

    text : empty or `*` for all, a list such as `1,5,10-12`, or `/5` for every fifth from the first; numbers in a list
    as well. Raises `InputError` for another.

    >>> chosen_storeys("1,5,10-12")(np.arange(1, 13)).nonzero()[0].tolist()
    [0, 4, 9, 10, 11]
    >>> chosen_storeys([1, 5])(np.arange(1, 13)).nonzero()[0].tolist()
    [0, 4]
    >>> (chosen_storeys("/5")(np.arange(1, 13)).nonzero()[0] + 1).tolist()
    [1, 6, 11]
    """
    text = ",".join(map(str, text)) if isinstance(text, (list, tuple)) else text
    text_of_ranges = re.sub(r"\s*[-~～至到–—－]\s*", "-", text or "")
    parts = [part for part in re.split(r"[,，、;；\s]+", text_of_ranges) if part]
    if parts in ([], ["*"]):
        return lambda storey: np.ones(np.shape(storey), dtype=bool)
    step = re.fullmatch(r"/(\d{1,9})", parts[0]) if len(parts) == 1 else None
    if step and int(step[1]) > 0:
        return lambda storey: (np.asarray(storey) - 1) % int(step[1]) == 0
    ranges = [_PART.fullmatch(part) for part in parts]
    pairs = [(int(one[1]), int(one[2] or one[1])) for one in ranges if one]
    if len(pairs) < len(parts) or any(not 0 < low <= high for low, high in pairs):
        raise InputError(
            "STOREYS",
            text,
            QT_TRANSLATE_NOOP("Multiground", "storeys from 1 up such as 1,5,10-12, or /5 for every fifth"),
            QT_TRANSLATE_NOOP("Multiground", "Correct the list, or leave it empty for all storeys."),
        )
    low, high = np.array(pairs).T
    return lambda storey: ((np.asarray(storey)[:, None] >= low) & (np.asarray(storey)[:, None] <= high)).any(axis=1)
