"""Walk circles: what lies within 5, 10 and 15 minutes on foot, in three dimensions (clause 5.2.5).

Streets are cut exactly at the limit; the circle is the area within `buffer_m` of the reached streets.
"""

import re
from typing import NamedTuple

import geopandas
import numpy as np
import pandas
import shapely

from . import attributes, clauses, nearest_origin, reach, snapping
from .errors import QT_TRANSLATE_NOOP, InputError
from .line_vertices import ground_beside
from .network import network_steps, points_along
from .pace import BUFFER_M, CLAUSE, EXIT_DISTANCE_M, MAX_SNAP_M, MIN_PIECE_M, pace
from .reach_polygons import reach_polygons_steps
from .steps import finish, part

BUFFERED, HULL, NO_POLYGONS = SHAPES = ("buffered", "hull", "none")
EACH, MERGED, NEAREST = COMBINES = ("each", "merged", "nearest")
_HULL_RATIO = 0.3
# Places whose polygons are drawn together: few enough that a cancel is answered at once.
_DRAWN_AT_ONCE = 8
_STRAIGHT_AT_ONCE = 500
_CIRCLE_SEGMENTS = 64  # a quarter; the area of a straight-line circle is then right to 0.01 %


class Drawing(NamedTuple):
    """What circles are wanted and how they are drawn."""

    minutes: tuple = ()  # ascending limits
    shape: str = BUFFERED
    buffer_m: float = BUFFER_M
    rings: bool = False  # bands that do not overlap instead of circles inside each other
    combine: str = EACH
    with_pieces: bool = False


class Circles(NamedTuple):
    """The circles of some places, place by place and limit by limit."""

    place: np.ndarray  # (c,) number of the place, -1 for all places together
    minutes: np.ndarray  # (c,) the limit
    area_m2: np.ndarray  # (c,) NaN without polygons
    street_m: np.ndarray  # (c,) in three dimensions, each stretch once; NaN for straight lines
    ped_shed: np.ndarray  # (c,) filled area over that of the ideal circle; NaN where there is none
    polygon: np.ndarray  # (c,) shapely polygons; None without
    pieces: object  # None or `ReachedPieces`


class ReachedPieces(NamedTuple):
    """The reached pieces of street of some circles."""

    place: np.ndarray  # (k,)
    minutes: np.ndarray  # (k,) the limit of the circle that the piece belongs to
    from_min: np.ndarray  # (k,) minutes at its two ends
    to_min: np.ndarray
    line: np.ndarray  # (k,) shapely lines


class WalkCircles(NamedTuple):
    """Circles, reached streets and the origins left out, as frames; `origin` is the row of the origin."""

    circles: geopandas.GeoDataFrame
    reached: geopandas.GeoDataFrame
    not_reached: pandas.DataFrame


def limits(minutes):
    """Return limits in minutes, ascending, from a text such as "5,10,15" or from numbers.

    Raises `InputError` where one is no number above 0.

    >>> limits("15, 5，10")
    (5.0, 10.0, 15.0)
    """
    parts = filter(str.strip, re.split("[,;、]", attributes.text(minutes))) if isinstance(minutes, str) else minutes
    values = [attributes.number(part) if attributes.is_number(part) else np.nan for part in parts]
    if not values or not all(value > 0 for value in values):
        raise InputError(
            "MINUTES",
            minutes,
            QT_TRANSLATE_NOOP("Multiground", "numbers above 0, separated by commas"),
            QT_TRANSLATE_NOOP("Multiground", "Enter for example 5,10,15."),
        )
    return tuple(sorted(set(values)))


def walk_circles(
    origins,
    lines=None,
    minutes=(5, 10, 15),
    walking=None,
    *,
    max_snap_m=MAX_SNAP_M,
    exit_distance_m=EXIT_DISTANCE_M,
    min_piece_m=MIN_PIECE_M,
    split_crossings=False,
    ground_z=None,
    **drawing,
):
    """Return the walk circles of origins: reach = all street points within so many minutes.

    Minutes are those of the access leg and the lift (`snapping`), then of the shortest way on the
    walking graph (`network`). Without lines, circles are straight lines × 0.7 (clause 5.2.5).

    origins : GeoDataFrame in metres of points or polygons; lines : of the walking network, or None;
    minutes : limits; walking : a `Pace`; max_snap_m, exit_distance_m, min_piece_m : see
    `snapping.exits`; split_crossings, ground_z : see `network`; drawing : `shape`, `buffer_m`,
    `rings`, `combine` of `Drawing`. Returns `WalkCircles`. Raises `InputError` for a limit that is
    no number above 0 and for lines that nobody can walk.

    >>> origin = geopandas.GeoDataFrame(geometry=[shapely.Point(500, 0)])
    >>> street = geopandas.GeoDataFrame(geometry=[shapely.LineString([(0, 0), (2000, 0)])])
    >>> circles = walk_circles(origin, street, minutes=[3]).circles  # 250 m either way
    >>> float(circles["street_m"][0]), float(round(circles["area_m2"][0] / (500 * 60 + np.pi * 30**2), 2))
    (500.0, 1.0)
    """
    walking = walking or pace()
    drawing = Drawing(limits(minutes), with_pieces=lines is not None, **drawing)
    ground = ground_z if lines is None else ground_beside(origins, lines, ground_z)
    spots, _ = snapping.places(origins, ground)
    if lines is None:
        found, left_out = [circles for _, circles in straight_steps(spots, walking, drawing)], None
    else:
        streets, _ = finish(network_steps(lines, walking, split_crossings=split_crossings, ground_z=ground_z))
        distances = {
            "max_snap_m": max_snap_m,
            "exit_distance_m": exit_distance_m,
            "min_piece_m": min_piece_m,
        }
        exits, left_out = snapping.exits(snapping.streets(streets), spots, walking, **distances)
        found = [circles for _, circles in circle_steps(reach.graph(streets), exits, walking, drawing)]
    return frames(found, left_out, walking)


def reach_m(minutes, walking, straight=False):
    """Return how far one walks in so many minutes, × 0.7 for straight lines (clause 5.2.5).

    >>> [round(float(m)) for m in reach_m(np.array([5, 10, 15]), pace(), straight=True)]
    [292, 583, 875]
    """
    reduction = clauses.bounds(CLAUSE, "network_reduction")[0].lower if straight else 1.0
    return np.asarray(minutes) * walking.speed_kmh / 0.06 * reduction


def circle_steps(graph, exits, walking, drawing):
    """Yield the share done and the `Circles` of a few places, until all places with an exit are drawn.

    graph : `reach.Graph`; exits : `Exits` of the places; walking : `Pace`; drawing : `Drawing`.
    """
    if drawing.combine != EACH:
        yield from _together(graph, exits, walking, drawing)
        return
    number, done = max(len(np.unique(exits.place)), 1), 0
    for few in reach.batches(graph, exits, drawing.minutes[-1], at_once=_DRAWN_AT_ONCE):
        done += len(few.places)
        yield done / number, _drawn(graph, few, walking, drawing)


def _drawn(graph, reached, walking, drawing):
    """Return the circles of the places of a batch."""
    pieces = reach.pieces(graph, reached, drawing.minutes)
    count, steps = len(reached.places), len(drawing.minutes)
    layer = pieces.row * steps + pieces.limit
    street_m = np.bincount(layer, piece_length_m(graph.network, pieces), count * steps)
    polygon = finish(_polygons_steps(graph.network, pieces, layer, count * steps, drawing))
    return _circles(graph.network, reached.places, pieces, street_m, polygon, walking, drawing)


def _circles(network, places, pieces, street_m, polygon, walking, drawing):
    """Return circles from polygons and street lengths, place by place and limit by limit; as rings if wanted."""
    steps = len(drawing.minutes)
    minutes = np.tile(drawing.minutes, len(places))
    ped_shed = _filled_area(polygon) / (np.pi * reach_m(minutes, walking) ** 2)
    if drawing.rings:
        outer = np.arange(len(minutes)) % steps > 0
        street_m = np.where(outer, street_m - np.roll(street_m, 1), street_m)
        polygon = _rings(polygon, drawing)
        pieces = _bands(pieces, np.asarray(drawing.minutes))
    drawn = None
    if drawing.with_pieces:
        lines = _lines(network, pieces)
        drawn = ReachedPieces(
            places[pieces.row], np.asarray(drawing.minutes)[pieces.limit], pieces.from_min, pieces.to_min, lines
        )
    return Circles(np.repeat(places, steps), minutes, shapely.area(polygon), street_m, ped_shed, polygon, drawn)


def _polygons_steps(network, pieces, layer, layers, drawing):
    """Yield the share done; return the polygon of each layer of pieces, None for all where none are wanted."""
    if drawing.shape == NO_POLYGONS:
        return np.full(layers, None, dtype=object)
    if drawing.shape == HULL:
        return _hulls(_lines(network, pieces), layer, layers, drawing)
    x, y, piece, _ = points_along(network, pieces.edge, pieces.from_share, pieces.to_share)
    inner = piece[1:] == piece[:-1]
    ends = x[:-1][inner], y[:-1][inner], x[1:][inner], y[1:][inner]
    return (yield from reach_polygons_steps(*ends, layer[piece[1:][inner]], layers, drawing.buffer_m))


def _hulls(lines, layer, layers, drawing):
    """Return concave hulls, grown by the buffer: generous, for they span what no street crosses."""
    hulls = np.full(layers, shapely.Polygon(), dtype=object)
    # A hull holds the vertices only: no farther apart than the buffer, it holds what lies between them once grown.
    lines, upright = lines.copy(), shapely.length(lines) == 0  # a lift, which GEOS cannot divide
    lines[~upright] = shapely.segmentize(lines[~upright], drawing.buffer_m)
    for number in np.unique(layer):
        streets = shapely.multilinestrings(lines[layer == number])
        try:
            hull = shapely.concave_hull(streets, ratio=_HULL_RATIO)
        except shapely.GEOSException:  # GEOS 3.11 fails on some regular grids
            hull = shapely.convex_hull(streets)
        hulls[number] = shapely.buffer(hull, drawing.buffer_m)
        if number % len(drawing.minutes):  # more streets may have a smaller hull, a longer walk may not
            hulls[number] = shapely.union(hulls[number], hulls[number - 1])
    return hulls


def _rings(polygon, drawing):
    """Return polygons without what the limit before covers: of the same place, or side by side of all places."""
    steps, rings = len(drawing.minutes), polygon.copy()
    for step in range(1, steps):
        before = polygon[step - 1 :: steps]
        if drawing.combine == NEAREST:
            before = shapely.union_all(before)
        rings[step::steps] = shapely.difference(polygon[step::steps], before)
    return rings


def _filled_area(polygons):
    """Return the area of polygons with their enclosed holes filled; NaN for None."""
    area = shapely.area(polygons)
    parts, owner = shapely.get_parts(polygons, return_index=True)
    filled = shapely.polygons(shapely.get_exterior_ring(parts))
    several = np.bincount(owner, minlength=len(area)) > 1
    single = ~several[owner]
    area[owner[single]] = shapely.area(filled[single])
    for number in np.flatnonzero(several):  # a part may lie within another's hole
        area[number] = shapely.area(shapely.union_all(filled[owner == number]))
    return area


def _bands(pieces, minutes):
    """Return the pieces of each limit without what the limit before it reaches."""
    below = np.where(pieces.limit > 0, minutes[pieces.limit - 1], -np.inf)
    low, high = np.minimum(pieces.from_min, pieces.to_min), np.maximum(pieces.from_min, pieces.to_min)
    rows = np.flatnonzero((high > below) | ((high == below) & (low == high) & (pieces.limit == 0)))
    pieces, below, low, high = reach.Pieces(*(column[rows] for column in pieces)), below[rows], low[rows], high[rows]
    cut = low < below
    left = np.where(cut, (high - below) / np.where(cut, high - low, 1), 1.0)  # share of the piece that stays
    rising = pieces.from_min <= pieces.to_min
    span = pieces.to_share - pieces.from_share
    return pieces._replace(
        from_share=np.where(cut & rising, pieces.to_share - left * span, pieces.from_share),
        to_share=np.where(cut & ~rising, pieces.from_share + left * span, pieces.to_share),
        from_min=np.where(cut & rising, below, pieces.from_min),
        to_min=np.where(cut & ~rising, below, pieces.to_min),
    )


def _lines(network, pieces):
    x, y, piece, _ = points_along(network, pieces.edge, pieces.from_share, pieces.to_share)
    return shapely.linestrings(np.c_[x, y], indices=piece) if len(piece) else np.empty(0, dtype=object)


def straight_steps(places, walking, drawing):
    """Yield the share done and the `Circles` of straight lines × 0.7, for where there is no walking network.

    places : `snapping.Places`; walking : `Pace`; drawing : `Drawing`.
    """
    number, lift_min = len(places.x), snapping.lift_min(places, walking)
    at_once = _STRAIGHT_AT_ONCE if drawing.combine == EACH else max(number, 1)
    for first in range(0, number, at_once):
        few = np.arange(first, min(first + at_once, number))
        yield (few[-1] + 1) / number, _straight(places.x[few], places.y[few], lift_min[few], few, walking, drawing)


def _straight(x, y, lift_min, number, walking, drawing):
    left_min = np.maximum(np.subtract.outer(drawing.minutes, lift_min).T, 0)  # of each place: after its lift
    steps, radius_m = len(drawing.minutes), reach_m(left_min, walking, straight=True).ravel()
    polygon = shapely.buffer(np.repeat(shapely.points(x, y), steps), radius_m, quad_segs=_CIRCLE_SEGMENTS)
    if drawing.combine == MERGED:
        polygon = np.array([shapely.union_all(polygon[step::steps]) for step in range(steps)], dtype=object)
        number = np.array([-1])
    elif drawing.combine == NEAREST:
        for step in range(steps):
            polygon[step::steps] = nearest_origin.cells(polygon[step::steps], x, y, lift_min)
    if drawing.rings:
        polygon = _rings(polygon, drawing)
    if drawing.shape == NO_POLYGONS:
        polygon = np.full(len(polygon), None, dtype=object)
    unknown = np.full(len(polygon), np.nan)
    minutes = np.tile(drawing.minutes, len(number))
    return Circles(np.repeat(number, steps), minutes, shapely.area(polygon), unknown, unknown, polygon, None)


def _together(graph, exits, walking, drawing):
    """Yield the circles of all places together: merged, or each street to the nearest place."""
    steps, apart = len(drawing.minutes), drawing.combine == NEAREST
    network, pieces, owner = nearest_origin.pieces(graph, exits, drawing.minutes)
    yield 0.3, None
    places = np.unique(exits.place) if apart else np.array([-1])
    pieces = pieces._replace(row=np.searchsorted(places, owner) if apart else np.zeros(len(owner), dtype=int))
    pieces = reach.Pieces(*(column[np.lexsort((pieces.edge, pieces.limit, pieces.row))] for column in pieces))
    layer = pieces.row * steps + pieces.limit
    street_m = np.bincount(layer, piece_length_m(network, pieces), len(places) * steps)
    polygon = np.empty(len(street_m), dtype=object)
    for first in range(0, len(places), _DRAWN_AT_ONCE):
        few = slice(first * steps, (first + _DRAWN_AT_ONCE) * steps)
        rows = slice(*np.searchsorted(layer, [few.start, few.stop]))
        own = reach.Pieces(*(column[rows] for column in pieces))
        drawn = _polygons_steps(network, own, layer[rows] - few.start, len(polygon[few]), drawing)
        at, to = (0.3 + 0.5 * min(place, len(places)) / len(places) for place in (first, first + _DRAWN_AT_ONCE))
        polygon[few] = yield from _shown(drawn, at, to)
    if apart and drawing.shape != NO_POLYGONS:
        reach_m = np.inf if drawing.shape == HULL else drawing.buffer_m
        for step in range(steps):
            own = reach.Pieces(*(column[pieces.limit == step] for column in pieces))
            course = points_along(network, own.edge, own.from_share, own.to_share)
            samples = nearest_origin.samples(*course, drawing.buffer_m)
            parted = nearest_origin.partition_steps(polygon[step::steps], *samples[:2], own.row[samples[2]], reach_m)
            polygon[step::steps] = yield from _shown(parted, 0.8 + 0.2 * step / steps, 0.8 + 0.2 * (step + 1) / steps)
    circles = _circles(network, places, pieces, street_m, polygon, walking, drawing)
    yield 1.0, circles if apart else circles._replace(ped_shed=np.full(steps, np.nan))


def _shown(steps, begin, end):
    """Run steps to their end as one part of the work, which has no circles yet, and return their result."""
    steps = part(steps, begin, end)
    while True:
        try:
            share = next(steps)
        except StopIteration as stop:
            return stop.value
        yield share, None


def piece_length_m(network, pieces):
    """Return the metres of pieces of edges, in three dimensions."""
    return (pieces.to_share - pieces.from_share) * network.length_m[pieces.edge]


def joined(found):
    """Return the circles of several lots of places as one, sorted by place."""
    pieces = [circles.pieces for circles in found if circles.pieces is not None]
    drawn = _sorted(ReachedPieces, zip(*pieces)) if pieces else None
    return _sorted(Circles, zip(*(circles[:-1] for circles in found)), drawn)


def _sorted(kind, columns, *more):
    columns = [np.concatenate(column) for column in columns]
    order = np.argsort(columns[0], kind="stable")
    return kind(*(column[order] for column in columns), *more)


def frames(found, left_out, walking):
    """Return lots of circles and the origins left out as frames, sorted by origin: `WalkCircles`."""
    found = [circles for circles in found if circles is not None]
    data, geometry, pieces = {name: [] for name in ("origin", *Circles._fields[1:5])}, [], None
    if found:
        *columns, geometry, pieces = joined(found)
        data = dict(zip(data, columns))
    data["reach_m"] = reach_m(data["minutes"], walking, straight=left_out is None)
    circles = geopandas.GeoDataFrame(data, geometry=geometry)
    parts = pieces or [np.empty(0)] * 5
    reached = geopandas.GeoDataFrame(dict(zip(("origin", *ReachedPieces._fields[1:4]), parts)), geometry=parts[4])
    missing = {"origin": [], "reason": [], "distance_m": []}
    if left_out is not None:
        reason = np.where(left_out.stranded, "stranded", "too_far")
        missing = {"origin": left_out.place, "reason": reason, "distance_m": left_out.distance_m}
    return WalkCircles(circles, reached, pandas.DataFrame(missing))
