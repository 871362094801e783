"""What is seen of the things along the rays of a window: shares of its view by equal solid angle.

Along one ray a thing covers an interval of heights. With s = sin φ of the elevation φ, equal steps of s and equal
steps of azimuth make equal solid angles, as ∫ cos φ dφ = sin φ2 − sin φ1; so the vertical is exact, and only the
azimuth is sampled by rays.
"""

from typing import NamedTuple

import numpy as np

from .sight_lines import concatenated

# What things are, in the order in which they decide what ends a line of sight, and what lets it through in part.
WATER, GRASS, UNKNOWN, BUILDING, TREE, SHRUB = range(6)
SHARES = ("sky", "green", "building", "water", "ground", "unknown")
_ENDS_IN = {WATER: "water", GRASS: "green", UNKNOWN: "unknown", BUILDING: "building"}
# Spans and rays that are looked at at a time: bounds the memory, and the time between two steps.
_SPANS, _RAYS = 400_000, 120_000
_TINY = 1e-9
# A lawn that reaches less far under a building only touches it.
_TOUCH_M = 1e-3


class Things(NamedTuple):
    """Polygons and then crowns: what each is, from which to which height, and for crowns their half axes.

    kind : one of the codes above; base_z, top_z : metres, equal for what lies flat; radius_m : of crowns, 0 for
    polygons; through : share that TREE and SHRUB let through.
    """

    kind: np.ndarray
    base_z: np.ndarray
    top_z: np.ndarray
    radius_m: np.ndarray
    through: tuple


class Field(NamedTuple):
    """A field of view: the fan of its rays, and how far up and down it reaches; its centre, in radians."""

    fan: object  # view_fans.Fan
    vertical: float
    centre: float


def views_steps(place, eye_z, found, n_places, things, field):
    """Yield (rows, shares (k, 6), nearest_m (k,)) for some windows at a time.

    place : (n,) place of each window; eye_z : (n,) metres; found : `view_fans.Spans` of these places;
    n_places : their number; things : `Things`; field : `Field`.

    The shares are of `SHARES` and add up to 1; nearest_m is the distance in plan to the nearest building within
    the centre of the view, inf where there is none.
    """
    first = np.searchsorted(found.place, np.arange(n_places + 1))
    size = np.diff(first)[place]
    before = np.cumsum(size) - size
    batch = np.maximum(before // _SPANS, np.arange(len(place)) * field.fan.number // _RAYS)
    for rows in np.split(np.arange(len(place)), np.flatnonzero(np.diff(batch)) + 1):
        taken = concatenated(first[place[rows]], size[rows])
        window = np.repeat(np.arange(len(rows)), size[rows])
        seen = _Seen(window, found.ray[taken], found.thing[taken], found.near_m[taken], found.far_m[taken])
        yield (rows, *_views(eye_z[rows], seen, things, field))


class _Seen(NamedTuple):
    """Spans along the rays of windows, from near to far."""

    window: np.ndarray
    ray: np.ndarray
    thing: np.ndarray
    near_m: np.ndarray
    far_m: np.ndarray


def _views(eye_z, seen, things, field):
    kind, eye = things.kind[seen.thing], eye_z[seen.window]
    crown = np.flatnonzero(things.radius_m[seen.thing] > 0)
    base, top = things.base_z[seen.thing] - eye, things.top_z[seen.thing] - eye
    near = np.where(things.radius_m[seen.thing] > 0, np.nan, seen.near_m)
    opaque = (kind == BUILDING) | (kind == UNKNOWN)
    base = np.where(opaque, np.minimum(base, 0), base)  # on higher ground the slope below a building hides the sky too
    low, high = _of_prism(base, top, near, seen.far_m)
    low[crown], high[crown] = _of_crown(
        seen.near_m[crown], seen.far_m[crown], base[crown], top[crown], things.radius_m[seen.thing[crown]]
    )
    line = seen.window * field.fan.number + seen.ray
    hidden = _hidden_below(line, np.where(opaque, high, -1))
    on_roof = np.flatnonzero((kind == GRASS) & (hidden > low) & (hidden < 0))
    hidden[on_roof] = _hidden_on_roofs(on_roof, line, seen, np.where(opaque, high, -1))
    low = np.maximum(low, hidden)
    high = np.where(((kind == WATER) | (kind == GRASS)) & (top > 0), low, high)  # what lies flat is not seen from below
    limit = np.sin(field.vertical)
    visible = np.flatnonzero(np.minimum(high, limit) > np.maximum(low, -limit) + _TINY)
    shares = _shares(
        line[visible], np.maximum(low, -limit)[visible], np.minimum(high, limit)[visible], kind[visible],
        len(eye_z), things.through, field
    )  # fmt: skip
    nearest = _nearest(seen, top, kind == BUILDING, len(eye_z), field)
    return shares, nearest


def _sine(rise, distance):
    return rise / np.hypot(rise, np.maximum(distance, 1e-9))


def _of_prism(base, top, near, far):
    """Return the sines between which a prism is seen: its near wall, its top from above, its underside from below."""
    return np.minimum(_sine(base, near), _sine(base, far)), np.maximum(_sine(top, near), _sine(top, far))


def _of_crown(ahead, slice_m, base, top, radius):
    """Return the sines between which a crown is seen: the tangents to the circle that the ray's plane cuts out.

    A crown is a ball, or a spheroid where it is higher or lower than wide: heights are stretched until it is a ball.
    """
    half = (top - base) / 2
    up = (top + base) / 2 * radius / half
    away = np.hypot(ahead, up)
    inside = away <= slice_m
    middle = np.arctan2(up, ahead)
    with np.errstate(invalid="ignore", divide="ignore"):
        aside = np.arcsin(np.where(inside, 0, slice_m) / np.where(inside, 1, away))
    low, high = (np.clip(each, -np.pi / 2, np.pi / 2) for each in (middle - aside, middle + aside))
    low, high = (_sine(np.sin(each) * half, np.cos(each) * radius) for each in (low, high))
    return np.where(inside, -1, low), np.where(inside, 1, high)


def _hidden_below(line, high):
    """Return the sine below which all nearer buildings on the same ray hide what is behind them, -1 for none."""
    height = np.maximum.accumulate(3 * line + high)  # rays lie 3 apart, so that no height reaches into the next
    return np.maximum(np.concatenate([[-1.0], height[:-1] - 3 * line[1:]]), -1) if len(line) else high


def _hidden_on_roofs(rows, line, seen, high):
    """Return the sine below which nearer buildings hide what lies flat, but for those on whose roof it lies.

    Buildings that rise higher were cut out of it, so that one that goes on where it begins is below it.
    """
    begin = np.searchsorted(line, line[rows])
    size = rows - begin
    nearer, beneath = concatenated(begin, size), np.repeat(seen.near_m[rows] + _TOUCH_M, size)
    hiding = np.where(seen.far_m[nearer] > beneath, -1, high[nearer])
    return np.maximum.reduceat(hiding, np.cumsum(size) - size) if len(rows) else np.zeros(0)


def _shares(line, low, high, kind, n_windows, through, field):
    """Return the shares of each window, (n, 6), of intervals of sines that are seen along lines.

    All ends of intervals are put in order, each line cut there and at the horizon. Between two cuts the kinds that
    cover the piece are counted: what lets light through takes its part, the rest goes to what ends the sight.
    """
    number, limit = n_windows * field.fan.number, np.sin(field.vertical)
    lines = np.arange(number)
    cut = np.concatenate([low, high, np.full(number, -limit), np.zeros(number), np.full(number, limit)])
    on = np.concatenate([line, line, lines, lines, lines])
    order = np.argsort(3 * on + cut, kind="stable")
    cut, on = cut[order], on[order]
    change = np.concatenate([np.ones(len(low), dtype=np.int8), np.full(len(low), -1, dtype=np.int8)])
    covers = {}
    for code in (WATER, GRASS, UNKNOWN, BUILDING, TREE, SHRUB):
        of_kind = np.zeros(len(cut), dtype=np.int8)
        of_kind[: len(change)] = np.where(np.tile(kind == code, 2), change, 0)
        covers[code] = np.cumsum(of_kind[order], dtype=np.int32)
    piece = np.where(np.diff(on, append=-1) == 0, np.diff(cut, append=0), 0)
    passed = through[0] ** covers[TREE] * through[1] ** covers[SHRUB]
    end = np.where(cut < 0, SHARES.index("ground"), SHARES.index("sky"))
    for code in (BUILDING, UNKNOWN, GRASS, WATER):  # the last one decides
        end = np.where(covers[code] > 0, SHARES.index(_ENDS_IN[code]), end)
    window = on // field.fan.number
    whole = 2 * limit * field.fan.number
    found = np.bincount(window * len(SHARES) + end, piece * passed, n_windows * len(SHARES))
    found = found.reshape(n_windows, len(SHARES))
    found[:, SHARES.index("green")] += np.bincount(window, piece * (1 - passed), n_windows)
    return found / whole


def _nearest(seen, top, building, n_windows, field):
    """Return the distance in plan to the nearest building in the centre of each window's view, inf for none.

    Of a roof below the eye it is the distance at which the lower edge of the centre meets it. Of rays too few for
    one in the centre, those next to the axis stand for it.
    """
    slope = np.tan(min(field.centre, field.vertical))
    at = np.maximum(seen.near_m, -top / slope)
    aside = np.abs(field.fan.angles())
    central = (aside <= max(field.centre, aside.min()) + _TINY)[seen.ray]
    met = np.flatnonzero(building & central & (at <= seen.far_m))
    result = np.full(n_windows, np.inf)
    if len(met):
        starts = np.flatnonzero(np.diff(seen.window[met], prepend=-1))
        result[seen.window[met][starts]] = np.minimum.reduceat(at[met], starts)
    return result
