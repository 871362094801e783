"""The centre lines of a road network: counted classes, each street once.

Roads are handled as segments, the straight pieces between two vertices, so that a network gives the
same figures however its lines are split. A line drawn twice counts once; the two carriageways of
one street become their middle line over the stretch where they run side by side.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd
import shapely

from . import attributes, tables
from .errors import QT_TRANSLATE_NOOP, InputError

# Ends closer than this are the same point (guideline reading, Definitions).
SAME_POINT_M = 0.01
# Lines this close over a stretch are one line drawn twice: digitising noise, no street is so narrow.
DRAWN_TWICE_M = 0.1
# Carriageways of one street (guideline reading, Definitions, Roads).
CARRIAGEWAY_GAP_M = (2.0, 50.0)
CARRIAGEWAY_ANGLE_DEG = 10.0
# Overlaps of lines without a common point are looked for along lines of a lattice this wide.
_LATTICE_M = 50.0
_CHUNK = 5_000
CLASSES = ("expressway", "arterial", "secondary", "branch")


class Segments(NamedTuple):
    """Straight pieces of centre lines: ends in metres and the row of the road they come from."""

    start: np.ndarray  # (n, 2)
    end: np.ndarray  # (n, 2)
    road: np.ndarray  # (n,) position in the frame of roads

    def take(self, index):
        return Segments(self.start[index], self.end[index], self.road[index])

    def join(self, other):
        return Segments(*(np.concatenate(pair) for pair in zip(self, other)))

    def no_longer_than(self, longest_m):
        """Return the same lines with their longer segments cut into equal pieces."""
        along = self.end - self.start
        count = np.ceil(np.hypot(*along.T) / longest_m).astype(int)
        if (count <= 1).all():
            return self
        who = np.repeat(np.arange(len(count)), count)
        share = count_within(count)[:, None]
        step = along[who] / count[who][:, None]
        start = self.start[who] + step * share
        return Segments(start, start + step, self.road[who])


def road_classes(values, counted=None):
    """Return the class under which each road is counted, '' for a road that is not.

    values : the roads' own class names (None: the layer has none); counted : class names of either
    kind to count, `["*"]` for every road, None for the table `roads.csv`. Lists such as
    `residential;service` take their highest class. Raises `InputError` when nothing is counted.

    >>> list(road_classes(["primary", "footway", "支路"]))
    ['arterial', '', 'branch']
    """
    if counted == ["*"]:  # their own names still tell which two carriageways may be one street
        codes, kinds = _kinds(values)
        return np.array([attributes.text(kind) or "*" for kind in kinds], dtype=object)[codes]
    table = {row["value"]: row["class"] for row in tables.rows("roads")}
    wanted = None if counted is None else {attributes.text(name).lower() for name in counted}

    def counted_class(value):
        names = [name.strip("[]' \"").lower() for name in attributes.text(value).replace(",", ";").split(";")]
        if wanted is not None:
            names = [name for name in names if {name, table.get(name)} & wanted]
            return next((table.get(name) or name for name in names), "")
        return min((table.get(name, "") for name in names), key=(*CLASSES, "").index)

    codes, kinds = _kinds(values)
    classes = np.array([counted_class(kind) for kind in kinds], dtype=object)[codes]
    if not (classes != "").any():
        found = ", ".join(sorted({attributes.text(kind) or "NULL" for kind in kinds})[:20])
        raise InputError(
            "COUNTED_CLASSES" if wanted else "CLASS_FIELD",
            found,
            QT_TRANSLATE_NOOP("Multiground", "at least one road of a counted class"),
            QT_TRANSLATE_NOOP("Multiground", "Name the classes to count in COUNTED_CLASSES, or * to count every road."),
        )
    return classes


def untold(values, counted=None):
    """Return which roads may or may not count, for all that their class tells: none, or a word of no scheme.

    values, counted : as in `road_classes`. Where classes are named, every other word was left out by name.

    >>> untold(["primary", "footway", None, "R-3"]).tolist(), untold(["R-3", None], ["primary"]).tolist()
    ([False, False, True, True], [False, True])
    """
    known = {row["value"] for row in tables.rows("roads")}

    def tells_nothing(value):
        names = [name.strip("[]' \"").lower() for name in attributes.text(value).replace(",", ";").split(";")]
        return not any(names) or (counted is None and not known.intersection(names))

    codes, kinds = _kinds(values)
    none = np.zeros(len(kinds), dtype=bool)
    return (none if counted == ["*"] else np.array([tells_nothing(kind) for kind in kinds], dtype=bool))[codes]


def centrelines(lines, classes, names=None, directions=None, *, merge_dual=True):
    """Yield the share done; return the `Segments` of the counted centre lines, each street once.

    Two pieces merge over the stretch where they run side by side when they are 2-50 m apart, within
    10° of parallel, of one class, and opposite one-way or of the same non-empty name; the middle
    line of the pair replaces them (guideline 4.1.3-1, reading of 'Roads').

    lines : (n,) line geometries in metres; classes : from `road_classes`; names : street names;
    directions : 1 one-way as drawn, -1 against, 0 both.
    """
    segments = _segments(lines, np.flatnonzero(classes != ""))
    yield 0.2
    if _drawn_twice_somewhere(segments):
        segments = _distinct(segments, classes)
        segments = yield from _without_repeated_stretches(segments)
    yield 0.4
    if merge_dual and not (names is None and directions is None):
        segments = yield from _with_middle_lines(segments, classes, names, directions)
    return segments


def directions(values):
    """Return 1 for one-way as drawn, -1 against it, 0 otherwise.

    >>> directions(["yes", "-1", "B", None, 1]).tolist()
    [1, -1, 0, 0, 1]
    """
    codes, kinds = _kinds(values)
    backward = {"-1", "-1.0", "reverse", "backward", "t"}  # OSM, the data model, Geofabrik's T
    forward = {"forward", "f", "1.0"}

    def direction(value):
        word = attributes.text(value).lower()
        return -1 if word in backward else 1 if word in forward or attributes.truth(value) else 0

    return np.array([direction(kind) for kind in kinds], dtype=int)[codes]


def _kinds(values):
    """Return each value's position among the distinct ones, and these; NULL is ''."""
    values = np.array(values, dtype=object)
    values[pd.isna(values)] = ""
    return pd.factorize(values)


def _segments(lines, kept):
    lines = lines[kept]
    if (shapely.get_type_id(lines) != 1).any():  # other than plain lines; a million of those take a second to part
        lines, part_of = shapely.get_parts(lines, return_index=True)
        kept = kept[part_of]
    points, line = shapely.get_coordinates(lines, return_index=True)
    same = line[1:] == line[:-1]
    start, end, road = points[:-1][same], points[1:][same], kept[line[1:][same]]
    long = (start != end).any(axis=1)
    return Segments(start[long], end[long], road[long])


def _distinct(segments, classes):
    """Drop exact repetitions, drawn either way; of each, the highest class stays."""
    keys = _ends(segments)
    order = np.lexsort(keys.T)
    point = (keys[:, :2] == keys[:, 2:]).all(axis=1)  # too short to tell from its neighbours

    def repeated(order):
        return (keys[order][1:] == keys[order][:-1]).all(axis=1) & ~point[order][1:]

    if not repeated(order).any():
        return segments
    rank = pd.Series(classes).map({name: number for number, name in enumerate(CLASSES)}).fillna(len(CLASSES))
    order = np.lexsort((segments.road, rank.to_numpy()[segments.road], *keys.T))
    return segments.take(np.sort(order[np.concatenate([[True], ~repeated(order)])]))


def _ends(segments):
    """Return the ends as whole steps of the same-point distance, alike for both directions."""
    start, end = segments.start, segments.end
    turned = (start[:, 0] > end[:, 0]) | ((start[:, 0] == end[:, 0]) & (start[:, 1] > end[:, 1]))
    ends = np.where(turned[:, None], np.hstack([end, start]), np.hstack([start, end]))
    return np.round(ends / SAME_POINT_M).astype(np.int64)


def _drawn_twice_somewhere(segments):
    """Tell whether any street seems to be drawn twice; a cheap look that spares clean networks a search.

    A line drawn twice starts at one point in one direction, whatever its other vertices; lines that
    overlap without a common point cross a line of a lattice at one place, if they do so far enough.
    """
    return _leave_together(segments) or _cross_together(segments, 0) or _cross_together(segments, 1)


def _leave_together(segments):
    """Tell whether two segments leave one point so that the shorter ends on the other."""
    along = np.concatenate([segments.end - segments.start, segments.start - segments.end])
    place = np.round(np.concatenate([segments.start, segments.end]) / SAME_POINT_M).astype(np.int64)
    length = np.hypot(*along.T)
    # turned by half a radian, so that no street of a grid falls on the seam between 0 and 2 π
    angle = (np.arctan2(along[:, 1], along[:, 0]) + 0.5) % (2 * np.pi)
    point = (place[:, 0].astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)) ^ (
        place[:, 1].astype(np.uint64) * np.uint64(0xC2B2AE3D27D4EB4F)
    )
    point = (point ^ (point >> np.uint64(29))) * np.uint64(0x9E3779B97F4A7C15)
    bits = np.uint64(20)
    key = (point >> bits << bits) | (angle / (2 * np.pi) * 2**20).astype(np.uint64)
    order = np.argsort(key)
    key, angle, length = key[order], angle[order], length[order]
    apart = np.diff(angle) * np.minimum(length[1:], length[:-1])
    return bool(((key[1:] >> bits == key[:-1] >> bits) & (np.abs(apart) <= DRAWN_TWICE_M)).any())


def _cross_together(segments, axis):
    """Tell whether two segments cross a lattice line at one place and in one direction."""
    along, across = segments.end - segments.start, 1 - axis
    steep = np.abs(along[:, axis]) >= np.abs(along[:, across])
    start, end, along = segments.start[steep], segments.end[steep], along[steep]
    low, high = np.sort(np.column_stack([start[:, axis], end[:, axis]]) / _LATTICE_M, axis=1).T
    first = np.ceil(low)
    count = (np.ceil(high) - first).astype(int)
    who = np.repeat(np.arange(len(count)), count)
    if not len(who):
        return False
    line = first[who] + count_within(count)
    slope = along[:, across] / along[:, axis]
    place = start[who, across] + (line * _LATTICE_M - start[who, axis]) * slope[who]
    order = np.argsort(line * (2 * np.ptp(place) + 1) + place)
    near = (np.diff(line[order]) == 0) & (np.diff(place[order]) <= DRAWN_TWICE_M)
    same_way = np.abs(np.diff(slope[who[order]])) <= 2 * DRAWN_TWICE_M / _LATTICE_M
    return bool((near & same_way).any())


def _without_repeated_stretches(segments):
    lost = {}
    pairs = yield from _pairs(segments, np.arange(len(segments.road)), DRAWN_TWICE_M, 0.4)
    stretch = _side_by_side(segments, *pairs, -DRAWN_TWICE_M, DRAWN_TWICE_M, throughout=True)
    for number, row in enumerate(_in_order(segments, stretch)):
        if number % _CHUNK == 0:
            yield 0.4
        second, (scale, shift) = row[1], row[4]
        for pair in _still_free(row, lost):
            lost.setdefault(second, []).append(sorted(scale * s + shift for s in pair))
    return _cut_out(segments, lost)


def _with_middle_lines(segments, classes, names, ways):
    ways = np.zeros(len(classes), dtype=int) if ways is None else np.asarray(ways)
    codes, kinds = _kinds(np.full(len(classes), "") if names is None else names)
    texts = [attributes.text(kind) for kind in kinds]
    name, named = pd.factorize(np.array(texts, dtype=object))[0][codes], np.array(texts, dtype=bool)[codes]
    road = segments.road
    candidates = np.flatnonzero(named[road] | (ways[road] != 0))
    first, second = yield from _pairs(segments, candidates, CARRIAGEWAY_GAP_M[1], 0.4)
    along = segments.end - segments.start
    opposite = (along[first] * along[second]).sum(axis=1) * ways[road[first]] * ways[road[second]] < 0
    same_name = named[road[first]] & (name[road[first]] == name[road[second]])
    alike = (classes[road[first]] == classes[road[second]]) & (opposite | same_name)
    first, second = first[alike], second[alike]
    low, high = CARRIAGEWAY_GAP_M
    stretches = [_side_by_side(segments, first, second, *limits) for limits in ((low, high), (-high, -low))]
    stretch = [np.concatenate(column) for column in zip(*stretches)]
    taken, middle = {}, []
    for number, row in enumerate(_in_order(segments, stretch)):
        if number % _CHUNK == 0:
            yield 0.6
        one, other, _, to_one, to_other = row
        for pair in _still_free(row, taken):
            ends = []
            for who, (scale, shift) in ((one, to_one), (other, to_other)):
                places = [scale * s + shift for s in pair]
                taken.setdefault(who, []).append(sorted(places))
                unit = along[who] / np.hypot(*along[who])
                ends.append([segments.start[who] + t * unit for t in places])
            middle.append((*np.mean(ends, axis=0), road[one]))
    rest = _cut_out(segments, taken)
    if not middle:
        return rest
    start, end, rows = zip(*middle)
    return rest.join(Segments(np.array(start), np.array(end), np.array(rows)))


def _pairs(segments, index, distance, share):
    """Yield the share done; return the nearly parallel pairs of segments within a distance.

    Which of a pair comes first depends on their coordinates, not on the order of the features.
    """
    index = index[np.lexsort(_ends(segments.take(index)).T)]
    chosen = segments.take(index)
    lines = shapely.linestrings(np.stack([chosen.start, chosen.end], axis=1)) if len(index) else np.array([])
    tree = shapely.STRtree(lines)
    unit = chosen.end - chosen.start
    unit = unit / np.hypot(*unit.T)[:, None]
    found = [np.zeros((2, 0), dtype=int)]
    for begin in range(0, len(lines), _CHUNK):
        pairs = tree.query(lines[begin : begin + _CHUNK], predicate="dwithin", distance=distance)
        pairs[0] += begin
        first, second = pairs[:, pairs[0] < pairs[1]]
        parallel = np.abs((unit[first] * unit[second]).sum(axis=1)) >= np.cos(np.radians(CARRIAGEWAY_ANGLE_DEG)) - 1e-12
        found.append(np.array([first[parallel], second[parallel]]))
        yield share + 0.2 * begin / len(lines)
    return index[np.concatenate(found, axis=1)]


def _side_by_side(segments, first, second, low_gap, high_gap, throughout=False):
    """Return the stretches over which pairs of segments run side by side, a signed gap apart.

    In the common direction of a pair, measured from the first one's start, both are straight lines
    and their gap is linear: gap(s) = offset + slope · s. With `throughout` only pairs count that keep
    the gap wherever they are beside each other: two streets that part at a sharp angle are not one
    line. Returns the columns first, second, begin, end, mean gap, and scale and shift from s to the
    metres along each of the two.
    """
    start, along = segments.start, segments.end - segments.start
    length = np.hypot(*along.T)
    unit = along / length[:, None]
    one, other = unit[first], unit[second]
    sign = np.where((one * other).sum(axis=1) < 0, -1.0, 1.0)
    common = one + sign[:, None] * other
    common /= np.hypot(*common.T)[:, None]
    normal = np.column_stack([-common[:, 1], common[:, 0]])
    away = start[second] - start[first]
    cos_one, cos_other = (one * common).sum(axis=1), (other * common).sum(axis=1)
    begin_other = (away * common).sum(axis=1)
    ends_other = np.sort(np.column_stack([begin_other, begin_other + length[second] * cos_other]), axis=1)
    begin = np.maximum(0.0, ends_other[:, 0])
    end = np.minimum(length[first] * cos_one, ends_other[:, 1])
    tilt_one, tilt_other = (one * normal).sum(axis=1) / cos_one, (other * normal).sum(axis=1) / cos_other
    slope = tilt_other - tilt_one
    offset = (away * normal).sum(axis=1) - begin_other * tilt_other
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        roots = np.sort(np.column_stack([(low_gap - offset) / slope, (high_gap - offset) / slope]), axis=1)
    flat = np.abs(slope) < 1e-12
    within = (offset >= low_gap - 1e-9) & (offset <= high_gap + 1e-9)
    beside = end - begin
    begin = np.where(flat, begin, np.fmax(begin, roots[:, 0]))
    end = np.where(flat, np.where(within, end, begin), np.fmin(end, roots[:, 1]))
    gap = np.abs(offset + slope * (begin + end) / 2)
    long = end - begin > (np.maximum(beside - SAME_POINT_M, SAME_POINT_M) if throughout else SAME_POINT_M)
    columns = (
        first,
        second,
        begin,
        end,
        gap,
        1 / cos_one,
        np.zeros(len(first)),
        1 / cos_other,
        -begin_other / cos_other,
    )
    return [column[long] for column in columns]


def _in_order(segments, stretch):
    """Iterate over stretches, the closest pairs first, in an order that only geometry decides."""
    first, second, begin, end, gap, *scales = stretch
    order = np.lexsort((begin, *segments.start[second].T, *segments.start[first].T, np.round(gap, 3)))
    for row in zip(*(column[order].tolist() for column in (first, second, begin, end, *scales))):
        yield row[0], row[1], row[2:4], row[4:6], row[6:8]


def _still_free(row, taken):
    """Return what of a stretch has been taken from neither of its two segments."""
    first, second, stretch, to_first, to_second = row
    free = [stretch]
    for who, (scale, shift) in ((first, to_first), (second, to_second)):
        free = _minus(free, [sorted((t - shift) / scale for t in pair) for pair in taken.get(who, [])])
    return free


def _minus(intervals, taken):
    """Take closed intervals away from intervals; slivers below the same-point distance vanish.

    >>> _minus([(0, 10)], [(2, 3)])
    [(0, 2), (3, 10)]
    """
    for low, high in taken:
        intervals = [
            piece
            for a, b in intervals
            for piece in ((a, min(b, low)), (max(a, high), b))
            if piece[1] - piece[0] > SAME_POINT_M
        ]
    return intervals


def _cut_out(segments, taken):
    """Return the segments without the stretches taken from them, in metres along each."""
    if not taken:
        return segments
    rest = []
    for who, stretches in taken.items():
        along = segments.end[who] - segments.start[who]
        length = np.hypot(*along)
        for low, high in _minus([(0.0, length)], stretches):
            at = segments.start[who] + np.outer([low, high], along / length)
            rest.append((at[0], at[1], segments.road[who]))
    untouched = segments.take(np.setdiff1d(np.arange(len(segments.road)), list(taken)))
    if not rest:
        return untouched
    start, end, rows = zip(*rest)
    return untouched.join(Segments(np.array(start), np.array(end), np.array(rows)))


def count_within(counts):
    """Count 0, 1, 2 … within groups of the given sizes."""
    return np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
