"""What lies along the rays from a place in plan: a fan of rays over footprints and tree crowns."""

from typing import NamedTuple

import numpy as np
import shapely

from .sight_lines import Edges, concatenated, edges_of

# Edges, rays and places that are looked at at a time: bounds the memory and the time between two steps.
_EDGES, _RAYS, _PLACES = 300_000, 15_360, 256


class Fan(NamedTuple):
    """The rays of a place, evenly spread to both sides of its axis: ray i is at −field + (i + ½) · 2 field / n."""

    field: float  # radians to each side
    number: int
    radius_m: float

    def angles(self):
        """Return the angle of each ray with the axis in radians, clockwise."""
        return (np.arange(self.number) + 0.5) * (2 * self.field / self.number) - self.field

    def position(self, angle):
        """Return angles as positions among the rays: ray i is at i."""
        return (angle + self.field) * (self.number / (2 * self.field)) - 0.5


class Plan(NamedTuple):
    """What may be seen, in plan: polygons first, then crowns, each found by its tree."""

    edges: Edges
    polygons: shapely.STRtree
    polygon_xy: np.ndarray  # middle of a circle around each polygon
    polygon_m: np.ndarray  # its radius
    crowns: shapely.STRtree
    crown_xy: np.ndarray
    crown_m: np.ndarray  # radius


class Spans(NamedTuple):
    """Things along rays, from near to far: place, ray and thing of each, and where it begins and ends.

    Of a polygon near_m and far_m are where the ray enters and leaves it. Of a crown, counted after the polygons,
    near_m is the distance to the middle of the circle in which the ray's plane cuts it, far_m that circle's radius.
    """

    place: np.ndarray
    ray: np.ndarray
    thing: np.ndarray
    near_m: np.ndarray
    far_m: np.ndarray


def plan(polygons, crown_xy, crown_m):
    """Return what may be seen as a plan.

    polygons : (n,) array in metres; crown_xy : (m, 2) middles of crowns; crown_m : (m,) their radii.
    """
    crowns, bounds = shapely.STRtree(shapely.points(crown_xy)), shapely.bounds(polygons).reshape(-1, 4)
    middle, half = (bounds[:, :2] + bounds[:, 2:]) / 2, (bounds[:, 2:] - bounds[:, :2]) / 2
    circles = middle, np.hypot(half[:, 0], half[:, 1])
    return Plan(edges_of(polygons), shapely.STRtree(polygons), *circles, crowns, crown_xy, crown_m)


def spans_steps(x, y, azimuth_deg, fan, seen):
    """Yield (first place, last place + 1, `Spans`) for some places at a time; `Spans.place` counts from the first.

    x, y : (n,) metres; azimuth_deg : (n,) axis of each place, clockwise from north; seen : `Plan`.

    >>> wall = plan(np.array([shapely.box(-50, 10, 50, 12)]), np.zeros((0, 2)), np.zeros(0))
    >>> [(begin, end, found)] = spans_steps(np.zeros(1), np.zeros(1), np.zeros(1), Fan(1.0, 1, 500.0), wall)
    >>> found.near_m.tolist(), found.far_m.tolist()
    ([10.0], [12.0])
    """
    for begin in range(0, len(x), _PLACES):
        rows = slice(begin, begin + _PLACES)
        azimuth = np.radians(azimuth_deg[rows])
        boxes = _boxes(x[rows], y[rows], azimuth, fan, seen.crown_m.max(initial=0))
        eyes = np.stack([x[rows], y[rows], np.sin(azimuth), np.cos(azimuth)])
        place, polygon = seen.polygons.query(boxes)
        near = _in_fan(eyes, place, seen.polygon_xy[polygon], seen.polygon_m[polygon], fan)
        place, polygon = place[near], polygon[near]
        by_crown = seen.crowns.query(boxes)
        edges = np.bincount(place, np.diff(seen.edges.first)[polygon], len(boxes))
        batch = np.maximum((np.cumsum(edges) - edges) // _EDGES, np.arange(len(boxes)) * fan.number // _RAYS)
        for first, last in _ranges(batch):
            here, pairs = eyes[:, first:last], (place >= first) & (place < last)
            trees = (by_crown[0] >= first) & (by_crown[0] < last)
            ahead = _over_polygons(here, place[pairs] - first, polygon[pairs], fan, seen.edges)
            crowns = _over_crowns(here, by_crown[0][trees] - first, by_crown[1][trees], fan, seen)
            yield begin + first, begin + last, _in_order(ahead, crowns, fan)


def _ranges(batch):
    """Return the ranges of rows of one batch, whose numbers grow."""
    starts = np.flatnonzero(np.diff(batch, prepend=-1))
    return list(zip(starts.tolist(), [*starts[1:].tolist(), len(batch)]))


def _boxes(x, y, azimuth, fan, margin_m):
    """Return the boxes around the fans, wider by the largest crown."""
    angles = np.linspace(-fan.field, fan.field, 9)
    reach_m = fan.radius_m / np.cos(fan.field / 8)
    east = x[:, None] + reach_m * np.sin(azimuth[:, None] + angles)
    north = y[:, None] + reach_m * np.cos(azimuth[:, None] + angles)
    low_x, high_x = np.minimum(east.min(axis=1), x), np.maximum(east.max(axis=1), x)
    low_y, high_y = np.minimum(north.min(axis=1), y), np.maximum(north.max(axis=1), y)
    return shapely.box(low_x - margin_m, low_y - margin_m, high_x + margin_m, high_y + margin_m)


def _seen_from(eyes, place, xy):
    """Return points as ahead of and to the right of their place, in metres."""
    x, y, sine, cosine = (each[place] for each in eyes)
    east, north = xy[:, 0] - x, xy[:, 1] - y
    return east * sine + north * cosine, east * cosine - north * sine


def _in_fan(eyes, place, xy, radius, fan):
    """Return which circles reach into the fan of their place, of which no ray looks back."""
    ahead, right = _seen_from(eyes, place, xy)
    beside = np.abs(right) * np.cos(fan.field) - ahead * np.sin(fan.field)  # metres outside of its outermost ray
    return (beside <= radius) & (np.hypot(ahead, right) <= fan.radius_m + radius)


def _over_polygons(eyes, place, polygon, fan, edges):
    """Return the spans of polygons as columns, in no order.

    An edge is met by the rays from the angle of its one end up to that of its other. Both edges at a corner turn
    the same angle into the same ray, so that a ray meets an outline an even number of times from outside.
    """
    size = np.diff(edges.first)[polygon]
    edge, pair = concatenated(edges.first[polygon], size), np.repeat(np.arange(len(polygon)), size)
    ahead, right = _seen_from(eyes, place[pair], edges.start[edge])
    ahead_end, right_end = _seen_from(eyes, place[pair], edges.end[edge])
    one, other = np.arctan2(right, ahead), np.arctan2(right_end, ahead_end)
    low, high = (_first_ray(each, fan) for each in (np.minimum(one, other), np.maximum(one, other)))
    behind = np.abs(one - other) > np.pi  # passes behind the eye: what is met lies outside of its angles
    size = np.where(behind, fan.number - high + low, high - low)
    row = np.repeat(np.arange(len(edge)), size)
    ray = (concatenated(np.where(behind, high, low), size)) % fan.number
    way, way_right = (ahead_end - ahead)[row], (right_end - right)[row]
    angle = fan.angles()[ray]
    with np.errstate(invalid="ignore", divide="ignore"):  # an edge along the ray is met where it begins
        at = (ahead[row] * way_right - right[row] * way) / (np.cos(angle) * way_right - np.sin(angle) * way)
    at = np.where(np.isfinite(at), at, np.hypot(ahead[row], right[row])).clip(0, fan.radius_m)
    group = pair[row] * fan.number + ray
    apart = 1 + at.max(initial=0)  # no distance reaches into the next group: one key is sorted, not two
    order = np.argsort(group * apart + at, kind="stable")
    group, at = group[order], at[order]
    starts = np.flatnonzero(np.diff(group, prepend=-1))
    number = np.diff(starts, append=len(group))
    nth = np.arange(len(group)) - np.repeat(starts, number)
    # an odd number of crossings: the eye is over the polygon, which begins where it is
    leaves = (nth % 2 == 1) != (np.repeat(number, number) % 2 == 1)
    near = np.where(nth == 0, 0, np.roll(at, 1))
    kept = leaves & (near < fan.radius_m)
    pair, ray = np.divmod(group[kept], fan.number)
    return place[pair], ray, polygon[pair], near[kept], at[kept]


def _first_ray(angle, fan):
    """Return the first ray at or after an angle, within 0 and the number of rays."""
    return np.clip(np.ceil(fan.position(angle)), 0, fan.number).astype(np.int64)


def _over_crowns(eyes, place, crown, fan, seen):
    """Return the spans of crowns as columns, in no order."""
    ahead, right = _seen_from(eyes, place, seen.crown_xy[crown])
    away, angle, radius = np.hypot(ahead, right), np.arctan2(right, ahead), seen.crown_m[crown]
    over = away <= radius
    half = np.arcsin(np.where(over, 0, radius) / np.where(over, 1, away))
    low = np.where(over, 0, _first_ray(angle - half, fan))
    size = np.where(over, fan.number, np.maximum(_first_ray(angle + half, fan) - low, 0))
    row, ray = np.repeat(np.arange(len(crown)), size), concatenated(low, size)
    aside = angle[row] - fan.angles()[ray]
    middle, off = away[row] * np.cos(aside), away[row] * np.sin(aside)
    slice_m = np.sqrt(np.maximum(radius[row] ** 2 - off**2, 0))
    kept = middle <= fan.radius_m
    thing = crown[row] + len(seen.edges.first) - 1
    return place[row[kept]], ray[kept], thing[kept], middle[kept], slice_m[kept]


def _in_order(ahead, crowns, fan):
    """Return spans sorted by place, ray and distance; of equal ones the first thing comes first."""
    place, ray, thing, near, far = (np.concatenate(pair) for pair in zip(ahead, crowns))
    order = np.lexsort((thing, near, place * fan.number + ray))
    return Spans(place[order], ray[order], thing[order], near[order], far[order])
