"""Road network density of districts, clause 4.1.3-1."""

from typing import NamedTuple

import geopandas
import numpy as np
import pandas as pd
import shapely

from . import clauses, grading, road_centrelines, steps
from .errors import QT_TRANSLATE_NOOP, InputError

CLAUSE = "4.1.3-1"
# What a boundary road counts under each rule
BOUNDARY_WEIGHT = {"half": 0.5, "full": 1.0, "none": 0.0}
# A boundary road runs within this angle of the outline, and an outline turns a corner above it
# (guideline reading, Definitions, Roads).
OUTLINE_ANGLE_DEG = 20.0
_CHUNK = 100_000
_HAIR_M = 1e-6
# Longer road segments are cut, so that each has few outline segments near it.
_LONGEST_M = 250.0
_PAIRS = 2_000_000


class Result(NamedTuple):
    """Districts with their densities and, when asked for, the pieces of road that were counted."""

    districts: geopandas.GeoDataFrame
    counted_roads: geopandas.GeoDataFrame


def road_network_density(roads, districts, **options):
    """Return the density of counted roads in each district, in km/km².

    density = (L_inside + w · L_boundary) / A with w = ½ by default: only so do grids of equal
    blocks give the same density whatever their number (guideline 4.1.3-1).

    roads : GeoDataFrame of lines in metres with, where known, `class`, `name` and `oneway`;
    districts : GeoDataFrame of polygons in metres. Options: counted_classes (list of names,
    `["*"]` for all, None for `roads.csv`), boundary_rule (half, full, none),
    boundary_tolerance_m (None for that of `clauses.csv`), merge_dual = True, with_roads = False,
    scale_error = 0 (the largest deviation of the CRS's scale from 1).

    Adds road_km, unknown_km (of roads whose class nobody knows, at most), area_km2, density, density_full,
    density_none, needed_km, near_bound, grade and state. Where the grade would be another if those of
    unknown class counted, it is `unassessed`; a violation stays one. Raises `InputError` for a tolerance
    below 0, an unknown rule, or roads that hold no counted class.

    >>> import geopandas, shapely
    >>> roads = geopandas.GeoDataFrame({"class": ["branch"]}, geometry=[shapely.LineString([(0, 100), (200, 100)])])
    >>> square = geopandas.GeoDataFrame(geometry=[shapely.box(0, 0, 200, 200)])
    >>> print(*road_network_density(roads, square).districts[["road_km", "density", "grade"]].iloc[0])
    0.2 5.0 fair
    """
    return steps.finish(density_steps(roads, districts, **options))


def density_steps(
    roads,
    districts,
    *,
    counted_classes=None,
    boundary_rule="half",
    boundary_tolerance_m=None,
    merge_dual=True,
    with_roads=False,
    scale_error=0.0,
):
    """Yield the share done while measuring; return what `road_network_density` returns."""
    if boundary_tolerance_m is None:
        boundary_tolerance_m = clauses.value(CLAUSE, "width_m", "boundary")
    classes = _refuse(roads, counted_classes, boundary_rule, boundary_tolerance_m)
    lines = roads.geometry.to_numpy()
    names, oneway = (roads[name].to_numpy() if name in roads else None for name in ("name", "oneway"))
    ways = None if oneway is None else road_centrelines.directions(oneway)
    segments = yield from road_centrelines.centrelines(lines, classes, names, ways, merge_dual=merge_dual)
    segments = segments.no_longer_than(_LONGEST_M)
    polygons = districts.geometry.to_numpy()
    inside, boundary, pieces = np.zeros(len(polygons)), np.zeros(len(polygons)), []
    outlines, weight = _Outlines.of(polygons, boundary_tolerance_m), BOUNDARY_WEIGHT[boundary_rule]
    # along an outline of many short segments each road has many of them near it
    usual = outlines.length.mean()
    chunk = int(np.clip(_CHUNK * usual / (usual + _LONGEST_M), 200, _CHUNK))
    for begin in range(0, len(segments.road), chunk):
        part = segments.take(slice(begin, begin + chunk))
        found = _pieces(part, polygons, outlines, boundary_tolerance_m)
        inside += np.bincount(found.district[~found.boundary], found.length[~found.boundary], len(polygons))
        boundary += np.bincount(found.district[found.boundary], found.length[found.boundary], len(polygons))
        if with_roads:
            pieces.append(_counted(part, found, weight))
        yield 0.6 + 0.35 * begin / len(segments.road)
    doubtful = road_centrelines.untold(_class_values(roads), counted_classes)
    unknown = _unknown_steps(lines[doubtful], polygons, boundary_tolerance_m, weight)
    unknown = yield from steps.part(unknown, 0.95, 1)
    result = _graded(districts, inside, boundary, boundary_rule, unknown, scale_error)
    _mark_uncovered(result, lines, boundary_tolerance_m)
    return Result(result, _merged(pieces))


def _refuse(roads, counted_classes, boundary_rule, tolerance):
    if boundary_rule not in BOUNDARY_WEIGHT:
        raise InputError(
            "BOUNDARY_RULE",
            boundary_rule,
            QT_TRANSLATE_NOOP("Multiground", "half, full or none"),
            QT_TRANSLATE_NOOP("Multiground", "Choose one of the three rules."),
        )
    if not tolerance >= 0:
        raise InputError(
            "BOUNDARY_TOLERANCE",
            tolerance,
            QT_TRANSLATE_NOOP("Multiground", "0 m or more"),
            QT_TRANSLATE_NOOP("Multiground", "Enter the half width of a boundary street, for example 15."),
        )
    if "class" not in roads and counted_classes is None:
        raise InputError(
            "CLASS_FIELD",
            QT_TRANSLATE_NOOP("Multiground", "no field with road classes"),
            QT_TRANSLATE_NOOP("Multiground", "a field with classes of the road-class table"),
            QT_TRANSLATE_NOOP("Multiground", "Choose CLASS_FIELD, or set COUNTED_CLASSES=* to count every road."),
        )
    return road_centrelines.road_classes(_class_values(roads), counted_classes)


def _class_values(roads):
    return roads["class"].to_numpy() if "class" in roads else np.full(len(roads), "", dtype=object)


def _unknown_steps(lines, polygons, tolerance, weight):
    """Yield the share done; return the metres of lines that may count in each district, rather too many.

    What lies inside may count whole, what lies outside within the tolerance with the weight of the boundary.
    """
    around = shapely.buffer(polygons, tolerance)
    result, tree = np.zeros(len(polygons)), shapely.STRtree(around)
    for begin in range(0, len(lines), _CHUNK):
        line, district = tree.query(lines[begin : begin + _CHUNK], predicate="intersects")
        line = lines[begin + line]
        inside, near = (shapely.length(shapely.intersection(line, each[district])) for each in (polygons, around))
        result += np.bincount(district, inside + weight * (near - inside), len(polygons))
        yield begin / len(lines)
    return result


class _Outlines(NamedTuple):
    """The straight segments of all districts' outlines, holes included."""

    start: np.ndarray
    unit: np.ndarray
    length: np.ndarray
    district: np.ndarray
    before: np.ndarray  # unit vectors of the neighbours in the ring
    after: np.ndarray
    tree: shapely.STRtree  # of the districts and, behind them, the segments' boxes widened by the tolerance

    @classmethod
    def of(cls, polygons, tolerance):
        parts, district = shapely.get_parts(polygons, return_index=True)
        rings, part = shapely.get_rings(parts, return_index=True)
        points, ring = shapely.get_coordinates(rings, return_index=True)
        repeated = np.concatenate([[False], (points[1:] == points[:-1]).all(axis=1) & (ring[1:] == ring[:-1])])
        points, ring = points[~repeated], ring[~repeated]
        same = ring[1:] == ring[:-1]
        start, end, ring = points[:-1][same], points[1:][same], ring[1:][same]
        length = np.hypot(*(end - start).T)
        unit = (end - start) / length[:, None]
        before = np.arange(-1, len(ring) - 1)
        first = np.concatenate([[True], ring[1:] != ring[:-1]])
        before[first] = np.concatenate([np.flatnonzero(first)[1:], [len(ring)]]) - 1
        after = np.empty_like(before)
        after[before] = np.arange(len(before))
        low, high = np.minimum(start, end) - tolerance - _HAIR_M, np.maximum(start, end) + tolerance + _HAIR_M
        shapely.prepare(polygons)
        tree = shapely.STRtree(np.concatenate([polygons, shapely.box(*low.T, *high.T)]))
        return cls(start, unit, length, district[part[ring]], unit[before], unit[after], tree)


class _Pieces(NamedTuple):
    """Parts of segments that lie in a district or run along its outline."""

    segment: np.ndarray
    district: np.ndarray
    begin: np.ndarray
    end: np.ndarray
    boundary: np.ndarray

    @property
    def length(self):
        return self.end - self.begin


def _pieces(segments, polygons, outlines, tolerance):
    """Cut segments into the pieces that count: whole far from an outline, cut exactly near it."""
    along = segments.end - segments.start
    length = np.hypot(*along.T)
    lines = shapely.linestrings(np.stack([segments.start, segments.end], axis=1))
    segment, found = outlines.tree.query(lines)
    number = len(polygons)
    outline, district = found >= number, found < number
    pairs = segment[outline], found[outline] - number
    near = _Near.of(segments.start, along / length[:, None], length, outlines, *pairs, tolerance)
    segment, district = segment[district], found[district]
    whole = ~np.isin(segment * number + district, near.segment[near.first] * number + near.district[near.first])
    segment, district = segment[whole], district[whole]
    middle = (segments.start + segments.end) / 2
    within = shapely.contains_xy(polygons[district], *middle[segment].T)
    segment, district = segment[within], district[within]
    apart = _Pieces(segment, district, np.zeros(len(segment)), length[segment], np.zeros(len(segment), dtype=bool))
    return _Pieces(*(np.concatenate(pair) for pair in zip(apart, _cut(near, polygons, tolerance))))


class _Near(NamedTuple):
    """Pairs of a road segment and an outline segment within the tolerance of each other.

    They are grouped by road segment and district, and hold only groups in which the road crosses
    the outline or runs along it: no other road can change its standing on its way.
    """

    segment: np.ndarray
    district: np.ndarray
    start: np.ndarray  # of the road segment, with its unit vector and length
    unit: np.ndarray
    length: np.ndarray
    outline_start: np.ndarray
    outline_unit: np.ndarray
    outline_length: np.ndarray
    before: np.ndarray  # unit vectors of the outline segment's neighbours
    after: np.ndarray
    along: np.ndarray  # whether the pair runs within 20° of parallel
    crossing: np.ndarray  # metres along the road, NaN where it does not cross
    first: np.ndarray  # first pair of each group
    group: np.ndarray  # group of each pair

    @classmethod
    def of(cls, starts, units, lengths, outlines, segment, outline, tolerance):
        order = np.lexsort((outline, outlines.district[outline], segment))
        segment, outline = segment[order], outline[order]
        u, v = units[segment], outlines.unit[outline]
        away, m, n = outlines.start[outline] - starts[segment], lengths[segment], outlines.length[outline]
        turn = _cross(u, v)
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            crossing, on = _cross(away, v) / turn, _cross(away, u) / turn
            crosses = (crossing >= -_HAIR_M) & (crossing <= m + _HAIR_M) & (on >= -_HAIR_M) & (on <= n + _HAIR_M)
        along = np.abs((u * v).sum(axis=1)) >= np.cos(np.radians(OUTLINE_ANGLE_DEG)) - 1e-9
        kept = _of_groups(segment, outlines.district[outline], along | crosses)
        segment, outline, along, crosses, crossing = (c[kept] for c in (segment, outline, along, crosses, crossing))
        a, u, m = starts[segment], units[segment], lengths[segment]
        b, v, n = outlines.start[outline], outlines.unit[outline], outlines.length[outline]
        ends = [(a, b, v, n), (a + u * m[:, None], b, v, n), (b, a, u, m), (b + v * n[:, None], a, u, m)]
        near = crosses | (np.min([_to_segment(*end) for end in ends], axis=0) <= tolerance + _HAIR_M)
        district = outlines.district[outline]
        kept = np.flatnonzero(near)[_of_groups(segment[near], district[near], (along | crosses)[near])]
        columns = (segment, district, a, u, m, b, v, n, outlines.before[outline], outlines.after[outline], along)
        columns = [column[kept] for column in (*columns, np.where(crosses, crossing, np.nan))]
        starts = _starts(*columns[:2])
        return cls(*columns, np.flatnonzero(starts), starts.cumsum() - 1)

    def distances(self, which, at):
        """Return how far points of groups are from outline that the road runs along, and from other.

        A nearest point that is a corner belongs to the latter.
        """
        size = np.diff(self.first, append=len(self.group))[which]
        if size.sum() > _PAIRS and len(which) > 1:  # in halves, so that memory stays bounded
            half = len(which) // 2
            parts = self.distances(which[:half], at[:half]), self.distances(which[half:], at[half:])
            return tuple(np.concatenate(pair) for pair in zip(*parts))
        pair = np.repeat(self.first[which], size) + road_centrelines.count_within(size)
        unit, length = self.outline_unit[pair], self.outline_length[pair]
        away = self.start[pair] + self.unit[pair] * np.repeat(at, size)[:, None] - self.outline_start[pair]
        place = (away * unit).sum(axis=1)
        before, after = place <= 0, place >= length
        beyond = away - length[:, None] * unit
        distance = np.abs(_cross(away, unit))
        distance[before] = np.hypot(*away[before].T)
        distance[after] = np.hypot(*beyond[after].T)
        # an end is nearest only where its other segment has it nearest too; else that one is nearer
        distance[before & ((away * self.before[pair]).sum(axis=1) < 0)] = np.inf
        distance[after & ((beyond * self.after[pair]).sum(axis=1) > 0)] = np.inf
        straight = np.cos(np.radians(OUTLINE_ANGLE_DEG)) - 1e-9
        corner = before & ((unit * self.before[pair]).sum(axis=1) < straight)
        corner |= after & ((unit * self.after[pair]).sum(axis=1) < straight)
        own = self.along[pair] & ~corner
        begin = np.cumsum(size) - size
        return (
            np.minimum.reduceat(np.where(own, distance, np.inf), begin),
            np.minimum.reduceat(np.where(own, np.inf, distance), begin),
        )


def _starts(segment, district):
    return (np.diff(segment, prepend=-1) != 0) | (np.diff(district, prepend=-1) != 0)


def _of_groups(segment, district, matters):
    """Return which pairs belong to a road segment and district of which any pair matters."""
    group = _starts(segment, district).cumsum() - 1
    return (np.bincount(group, matters) > 0)[group]


def _to_segment(point, start, unit, length):
    along = np.clip(((point - start) * unit).sum(axis=1), 0, length)
    return np.hypot(*(point - start - along[:, None] * unit).T)


def _cross(a, b):
    return a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]


def _cut(near, polygons, tolerance):
    """Cut the roads near outlines where their standing changes, and tell that of each piece."""
    which, begin, end = _between(near, *_breaks(near, tolerance))
    runs = np.bincount(near.group, near.along)[which] > 0
    done = [(which[~runs], begin[~runs], end[~runs], np.zeros((~runs).sum(), dtype=bool))]
    which, begin, end = which[runs], begin[runs], end[runs]
    while len(which):
        own, other = near.distances(which, (begin + end) / 2)
        close = own <= tolerance + _HAIR_M
        # Between breaks both distances change by less than the way along the road, so a piece shorter
        # than their difference has one standing throughout; a tie all along (a bisector) has none to find.
        difference = np.where(close, np.abs(own - np.where(close, other, 0)), np.inf)
        divided = (difference < end - begin) & (difference > 1e-9) & (end - begin > 1e-3)
        done.append((which[~divided], begin[~divided], end[~divided], (close & (own <= other + 1e-9))[~divided]))
        which, begin, end = which[divided], begin[divided], end[divided]
        middle = (begin + end) / 2
        which = np.repeat(which, 2)
        begin, end = np.column_stack([begin, middle]).ravel(), np.column_stack([middle, end]).ravel()
    which, begin, end, boundary = (np.concatenate(column) for column in zip(*done))
    pair = near.first[which]
    middle = near.start[pair] + near.unit[pair] * ((begin + end) / 2)[:, None]
    counts = boundary | shapely.contains_xy(polygons[near.district[pair]], *middle.T)
    columns = (near.segment[pair], near.district[pair], begin, end, boundary)
    return _Pieces(*(column[counts] for column in columns))


def _breaks(near, tolerance):
    """Return (group, metres along) of the places where a road's standing can change."""
    places = [(near.crossing, near.group)]
    run = np.flatnonzero((np.bincount(near.group, near.along) > 0)[near.group])
    u, v, n = near.unit[run], near.outline_unit[run], near.outline_length[run]
    away, group = near.outline_start[run] - near.start[run], near.group[run]
    turn, cosine, ahead = _cross(u, v), (u * v).sum(axis=1), (away * v).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        for end in (0, n):  # where the nearest point of an outline segment becomes its end
            places.append(((ahead + end) / cosine, group))
        along = near.along[run]
        u, v, n, turn, away, group = (column[along] for column in (u, v, n, turn, away, group))
        for side in (-tolerance, tolerance):  # where the road leaves the tolerance around a segment
            places.append(((_cross(away, v) + side) / turn, group))
        for vertex in (away, away + v * n[:, None]):  # … and around its ends
            half = np.sqrt(tolerance**2 - _cross(vertex, u) ** 2)
            middle = (vertex * u).sum(axis=1)
            places += [(middle - half, group), (middle + half, group)]
    at, group = (np.concatenate(column) for column in zip(*places))
    valid = (at > 0) & (at < near.length[near.first][group])
    return group[valid], at[valid]


def _between(near, group, at):
    """Return the pieces (group, begin, end) between the breaks of each group and its two ends."""
    groups = np.arange(len(near.first))
    group = np.concatenate([group, groups, groups])
    at = np.concatenate([at, np.zeros(len(groups)), near.length[near.first]])
    order = np.lexsort((at, group))
    group, at = group[order], at[order]
    piece = (group[1:] == group[:-1]) & (at[1:] - at[:-1] > 1e-9)
    return group[:-1][piece], at[:-1][piece], at[1:][piece]


def _graded(districts, inside, boundary, rule, unknown, scale_error):
    bounds = clauses.bounds(CLAUSE, "density_km_per_km2")
    area = shapely.area(districts.geometry.to_numpy())
    lengths = {name: inside + weight * boundary for name, weight in BOUNDARY_WEIGHT.items()}
    densities = {name: np.round(length / area * 1000, 2) for name, length in lengths.items()}
    density = densities[rule]
    change_km = grading.change_to_better(density, bounds) * area / 1e6
    result = districts.copy()
    result["road_km"] = np.round(lengths[rule] / 1000, 5)
    result["unknown_km"] = np.round(unknown / 1000, 5)
    result["area_km2"] = np.round(area / 1e6, 8)
    result["density"] = density
    result["density_full"], result["density_none"] = densities["full"], densities["none"]
    result["needed_km"] = np.sign(change_km) * np.ceil(np.abs(change_km) * 100 - 1e-9) / 100
    # a length errs by the scale error, an area by twice as much the other way
    result["near_bound"] = grading.bound_within_error(density, bounds, 3 * scale_error)
    grade = grading.grades(density, bounds)
    most = grading.grades(np.round((lengths[rule] + unknown) / area * 1000, 2), bounds)
    open_ = (most != grade) & (grade != clauses.GRADES[-1])
    result["grade"] = np.where(open_, clauses.UNASSESSED, grade)
    result["state"] = np.where(open_, clauses.MISSING, clauses.GRADED)
    return result


def _mark_uncovered(result, lines, tolerance):
    """Leave a district that no line of any class reaches unassessed: the data end before it."""
    empty = np.flatnonzero(result["density_full"].to_numpy() == 0)
    if not len(empty):
        return
    reached = shapely.STRtree(lines).query(result.geometry.to_numpy()[empty], predicate="dwithin", distance=tolerance)
    missing = result.index[np.setdiff1d(empty, empty[reached[0]])]
    figures = ["road_km", "unknown_km", "density", "density_full", "density_none", "needed_km", "near_bound"]
    result.loc[missing, figures] = np.nan
    result.loc[missing, "grade"] = clauses.UNASSESSED
    result.loc[missing, "state"] = clauses.MISSING


def _counted(segments, pieces, boundary_weight):
    weight = np.where(pieces.boundary, boundary_weight, 1.0)
    counts = weight > 0
    segment = pieces.segment[counts]
    along = segments.end[segment] - segments.start[segment]
    along /= np.hypot(*along.T)[:, None]
    ends = [segments.start[segment] + along * at[counts][:, None] for at in (pieces.begin, pieces.end)]
    columns = {"road": segments.road[segment], "district": pieces.district[counts], "weight": weight[counts]}
    return geopandas.GeoDataFrame(columns, geometry=shapely.linestrings(np.stack(ends, axis=1)))


def _merged(pieces):
    """Join the counted pieces of one road, district and weight into one line."""
    if not pieces:
        return geopandas.GeoDataFrame({"road": [], "district": [], "weight": [], "length_m": []}, geometry=[])
    frame = pd.concat(pieces, ignore_index=True)
    keys = ["road", "district", "weight"]
    frame = frame.sort_values(keys, kind="stable")
    rows = frame.groupby(keys, sort=True).ngroup().to_numpy()
    merged = frame[keys].drop_duplicates().reset_index(drop=True)
    lines = shapely.line_merge(shapely.multilinestrings(frame.geometry.to_numpy(), indices=rows))
    merged["length_m"] = np.round(shapely.length(lines), 2)
    return geopandas.GeoDataFrame(merged, geometry=lines)
