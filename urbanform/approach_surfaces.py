"""The funnel and the two approach surfaces over a landing pad, and what stands in them (clause 6.3.4).

Over the pad a funnel opens: at the pad a square of 2 D, at 30 m above it 3 D across and 4 D along the approach,
D being the size of the aircraft. From its two ends surfaces as wide as its top rise at the slope of the approach
until 120 m above the pad. All is measured in directions 5° apart; opposite ones make a pair.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd
import shapely

from . import clauses
from .steps import finish

DIRECTIONS = 72  # 5° apart; the first half of them stand for the pairs
_PADS_AT_ONCE = 60
# Touching a surface is not standing in it.
_TOUCH_M = 0.001
_BAND_M = 10.0  # obstacles are looked for by height, the higher ones farther away


class Shape(NamedTuple):
    """The funnel and the surfaces, in metres from the centre of the pad; slope as rise per metre."""

    base_m: float  # side of the funnel at the pad
    width_m: float  # of its top, and of the surfaces
    length_m: float  # of its top, along the approach
    height_m: float  # of its top above the pad
    slope: float
    top_m: float  # height above the pad at which the surfaces end
    parapet_m: float  # what rises no more above the pad does not count

    @property
    def reach_m(self):
        return self.length_m / 2 + max(self.top_m - self.height_m, 0) / self.slope


class Approaches(NamedTuple):
    """What is free over n pads."""

    clear: np.ndarray  # (n,) 2, 1 or 0 surfaces free in the best pair; NaN where unknown heights decide
    clear_pct: np.ndarray  # (n,) % of the pairs of directions known to be free at both ends; NaN as above
    azimuth: np.ndarray  # (n,) of the best pair, degrees clockwise from north, 0 … 175
    obstacle: np.ndarray  # (n,) the highest obstacle in the best pair, or the one of unknown height; -1 where free


def shape(slope_pct=None):
    """Return the funnel and surfaces of clause 6.3.4 (by analogy with vertiport design).

    >>> shape().base_m, shape().length_m, shape().reach_m
    (6.0, 12.0, 726.0)
    """
    size_m = clauses.value("6.3.3", "aircraft_size_m")
    slope_pct = clauses.value("6.3.4", "approach_slope_pct") if slope_pct is None else slope_pct
    base, width, length = (
        size_m * clauses.value("6.3.4", f"funnel_{name}_d") for name in ("base", "top_width", "top_length")
    )
    top_m = clauses.value("6.3.5", "true_height_m")
    height_m, parapet_m = clauses.value("6.3.4", "funnel_height_m"), clauses.value("6.1.3", "roof_step_m", "rooftop")
    return Shape(base, width, length, height_m, slope_pct / 100, top_m, parapet_m)


def approaches(x, y, z, obstacles, top, form=None, spared=None):
    """Return which approaches of pads are free of obstacles: `Approaches`.

    x, y, z : (n,) of the pads in metres, z NaN where unknown; obstacles : (m,) polygons; top : (m,) their tops in
    the heights of z, inf for closed airspace, NaN where unknown; form : a `Shape`; spared : pairs (pad,
    obstacle) that do not count, such as the building that carries the pad. An obstacle stands in the funnel when
    its outline meets the funnel at the height of its top, and in a surface when it is higher than
    the surface where it comes nearest to the pad.

    A wall 20 m off and 40 m high stops the way east (the surface is there at 30 + 0.125 · 14 m), not the way north:

    >>> wall = np.array([shapely.box(20, -50, 25, 50)])
    >>> free = approaches(np.zeros(1), np.zeros(1), np.zeros(1), wall, np.array([40.0]))
    >>> free.clear.tolist(), free.azimuth.tolist()
    ([2.0], [0.0])
    """
    return finish(approaches_steps(x, y, z, obstacles, top, form, spared))


def approaches_steps(x, y, z, obstacles, top, form=None, spared=None):
    """Yield the share done; return what `approaches` returns."""
    form = form or shape()
    spared = np.empty(0, dtype=np.int64) if spared is None else np.sort(spared[0] * len(top) + spared[1])
    bands = _bands(obstacles, top)
    found = []
    for begin in range(0, len(x), _PADS_AT_ONCE):
        yield begin / len(x)
        rows = slice(begin, begin + _PADS_AT_ONCE)
        pad, obstacle = _near(x[rows], y[rows], z[rows], bands, form)
        counts = ~np.isin((begin + pad) * len(top) + obstacle, spared)
        pad, obstacle = pad[counts], obstacle[counts]
        above = top[obstacle] - z[rows][pad]
        where = np.column_stack([x[rows][pad], y[rows][pad]])
        hits = [_in_funnel(where, obstacles[obstacle], above, form)]
        hits += [_in_surfaces(where, obstacles[obstacle], above, form)]
        hit, direction = (np.concatenate(column) for column in zip(*hits))
        found.append(_summed(len(x[rows]), pad[hit], direction, above[hit], obstacle[hit], np.isnan(z[rows])))
    return Approaches(*(np.concatenate(column) for column in zip(_summed(0, *[np.empty(0, dtype=int)] * 5), *found)))


def _bands(obstacles, top):
    """Return obstacles by the height of their tops: the highest of each band, a tree of it, and their positions."""
    usable = np.flatnonzero(~shapely.is_empty(obstacles) & ~shapely.is_missing(obstacles))
    height = np.where(np.isnan(top), np.inf, top)[usable]
    number = np.where(np.isfinite(height), np.floor(np.where(np.isfinite(height), height, 0) / _BAND_M), np.inf)
    members = [usable[number == band] for band in np.unique(number)]
    return [(height[np.isin(usable, own)].max(), shapely.STRtree(obstacles[own]), own) for own in members]


def _near(x, y, z, bands, form):
    """Return the pairs of pads and obstacles that can meet, by the boxes around them."""
    pads, obstacles = [np.empty(0, dtype=int)], [np.empty(0, dtype=int)]
    funnel = form.length_m / 2 + form.width_m / 2
    known = np.flatnonzero(np.isfinite(z))
    for highest, tree, members in bands:
        above = highest - z[known]
        radius = np.clip(form.length_m / 2 + (above - form.height_m) / form.slope, 0, form.reach_m) + funnel
        own, radius = known[above > form.parapet_m], radius[above > form.parapet_m]
        boxes = shapely.box(x[own] - radius, y[own] - radius, x[own] + radius, y[own] + radius)
        pad, obstacle = tree.query(boxes)
        pads.append(own[pad])
        obstacles.append(members[obstacle])
    return np.concatenate(pads), np.concatenate(obstacles)


def _in_funnel(where, obstacles, above, form):
    """Return the pairs, by number, and the directions in which an obstacle stands in the funnel."""
    share = np.clip(np.where(np.isnan(above), np.inf, above) / form.height_m, 0, 1)
    length = (form.base_m + share * (form.length_m - form.base_m)) / 2 - _TOUCH_M
    width = (form.base_m + share * (form.width_m - form.base_m)) / 2 - _TOUCH_M
    reach = np.hypot(form.length_m, form.width_m) / 2
    near = np.flatnonzero(~(above <= form.parapet_m))
    near = near[shapely.distance(shapely.points(where[near]), obstacles[near]) < reach]
    half = DIRECTIONS // 2
    pair, axis = np.repeat(near, half), np.tile(np.arange(half), len(near))
    boxes = _boxes(where[pair], axis, -length[pair], length[pair], width[pair])
    met = shapely.intersects(boxes, obstacles[pair])
    pair, axis = pair[met], axis[met]
    return np.concatenate([pair, pair]), np.concatenate([axis, axis + half])


def _in_surfaces(where, obstacles, above, form):
    """Return the pairs, by number, and the directions in which an obstacle is higher than the surface."""
    begin = form.length_m / 2
    known = np.where(np.isnan(above), np.inf, above)
    end = np.minimum(begin + (known - form.height_m) / form.slope, form.reach_m)
    pair = np.flatnonzero(known > form.height_m)
    pair = pair[shapely.distance(shapely.points(where[pair]), obstacles[pair]) < np.hypot(end[pair], form.width_m / 2)]
    box = shapely.bounds(obstacles[pair])
    middle = (box[:, :2] + box[:, 2:]) / 2 - where[pair]
    size = np.hypot(box[:, 2] - box[:, 0], box[:, 3] - box[:, 1]) / 2 + form.width_m / 2
    sine = np.minimum(size / np.maximum(np.hypot(*middle.T), 1e-9), 1.0)
    spread = np.where(sine < 1, np.degrees(np.arcsin(sine)), 180)
    bearing, step = np.degrees(np.arctan2(middle[:, 0], middle[:, 1])), 360 / DIRECTIONS
    first = np.ceil((bearing - spread) / step).astype(int)
    number = np.minimum(np.floor((bearing + spread) / step).astype(int) - first + 1, DIRECTIONS)
    run = np.repeat(np.arange(len(pair)), number)
    direction = (first[run] + np.arange(len(run)) - np.repeat(np.cumsum(number) - number, number)) % DIRECTIONS
    pair = pair[run]
    width = np.full(len(pair), form.width_m / 2 - _TOUCH_M)
    boxes = _boxes(where[pair], direction, np.full(len(pair), begin), end[pair] - _TOUCH_M, width)
    met = shapely.intersects(boxes, obstacles[pair])
    return pair[met], direction[met]


def _boxes(where, direction, begin, end, half_width):
    """Return rectangles along directions (numbered clockwise from north) from begin to end."""
    bearing = np.radians(direction * (360 / DIRECTIONS))
    along = np.column_stack([np.sin(bearing), np.cos(bearing)])
    across = np.column_stack([along[:, 1], -along[:, 0]]) * np.asarray(half_width)[:, None]
    low, high = where + along * np.asarray(begin)[:, None], where + along * np.asarray(end)[:, None]
    return shapely.polygons(np.stack([low - across, low + across, high + across, high - across], axis=1))


def _summed(pads, pad, direction, above, obstacle, unknown_z):
    """Return `Approaches` of the hits: which pad, in which direction, by what, how high above the pad."""
    half = DIRECTIONS // 2
    blocked, unsure = np.zeros((pads, DIRECTIONS), dtype=bool), np.zeros((pads, DIRECTIONS), dtype=bool)
    sure = ~np.isnan(above)
    blocked[pad[sure], direction[sure]] = True
    unsure[pad[~sure], direction[~sure]] = True
    free, open_ = ~(blocked | unsure), ~blocked
    both, maybe = free[:, :half] & free[:, half:], open_[:, :half] & open_[:, half:]
    one = (free[:, :half] | free[:, half:]) & ~both
    clear = np.select([both.any(axis=1), maybe.any(axis=1), one.any(axis=1)], [2.0, np.nan, 1.0], 0.0)
    clear[unknown_z.astype(bool)] = np.nan
    wanted = np.where(both.any(axis=1)[:, None], both, np.where(np.isnan(clear)[:, None], maybe, one))
    best = _middle_of_longest_run(wanted)
    pct = np.where(np.isnan(clear), np.nan, np.round(100 * both.mean(axis=1), 2)) if pads else np.empty(0)
    hits = pd.DataFrame({"pad": pad, "above": above, "sure": sure, "obstacle": obstacle})
    hits = hits[direction % half == best[pad]].assign(first=-obstacle[direction % half == best[pad]])
    hits = hits.sort_values(["pad", "sure", "above", "first"], kind="stable")
    names = np.full(pads, -1)
    last = hits.drop_duplicates("pad", keep="last")
    names[last["pad"].to_numpy(dtype=int)] = last["obstacle"]
    names[unknown_z.astype(bool)] = -1
    return Approaches(clear, pct, np.where(unknown_z.astype(bool), np.nan, best * (360 / DIRECTIONS)), names)


def _middle_of_longest_run(wanted):
    """Return the middle of the longest run of each row of a circle of bools; 0 where none is, the first of equals."""
    rows, size = wanted.shape
    left, right = np.zeros(wanted.shape, dtype=int), np.zeros(wanted.shape, dtype=int)
    for _ in range(size):  # how far the run goes on either side
        step = wanted & np.roll(wanted, 1, axis=1)
        left = np.where(step, np.minimum(np.roll(left, 1, axis=1) + 1, size), 0)
        step = wanted & np.roll(wanted, -1, axis=1)
        right = np.where(step, np.minimum(np.roll(right, -1, axis=1) + 1, size), 0)
    length = np.where(wanted, 2 * np.minimum(left, right) + 1, 0)
    return length.argmax(axis=1) if size and rows else np.zeros(rows, dtype=int)
