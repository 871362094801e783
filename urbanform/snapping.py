"""Places on the walking graph: where origins and facilities step onto it, and what the way there costs.

A place without a known height stands on the ground and steps onto the nearest street of the ground.
One on a known level steps onto the nearest way of that level. One on a storey takes the lift: to the
ground, and to a level whose ways pass its building (clause 5.2.5; guideline reading, "Walking graph").
"""

import re
from typing import NamedTuple

import numpy as np
import pandas
import scipy.sparse
import scipy.sparse.csgraph
import shapely

from . import attributes, columns, storey_names, walkways
from .heights import level_height_m
from .network import JOIN_HEIGHT_M, Exits, Network

# Guideline reading, "Origin on a storey": where the building tells no better.
STOREY_HEIGHT_M = 3.5
# A point is no building's wall: the ways of another level may be three times as far from it as from a polygon.
_POINT_FACTOR = 3
# Storeys as people write them beyond 30, 30F, B2 and 二层: L2, 30/F, 第5层, 3层(夹层).
_STOREY = re.compile(r"(B|地下|负|-)?(?:L|LEVEL|第)?\s*(\d+)(?!\d).*")
_BELOW = re.compile(r"(?:地下|负|B)\s*\d+\s*(?:层|F)?")
_AT_NODE_M = 1e-6
# Lengths are to the centimetre: what is 150.00 m away is not beyond 150 m.
_ROUNDING_M = 0.005
_CELL_M = 100.0
_PLACES_AT_ONCE = 4_000


class Places(NamedTuple):
    """Origins or facilities in metres; heights above the ground, NaN where unknown."""

    x: np.ndarray  # (p,)
    y: np.ndarray
    z: np.ndarray  # (p,) height of the place itself
    level_z: np.ndarray  # (p,) height at which it is known to meet the network
    footprint: np.ndarray  # (p,) its geometry


class Streets(NamedTuple):
    """A network prepared for snapping: its straight segments, found by cells of 100 m."""

    network: Network
    edge: np.ndarray  # (s,) of each segment
    from_m: np.ndarray  # (s,) where on the edge the segment begins and ends
    to_m: np.ndarray
    ends: np.ndarray  # (s, 4) x, y, x, y
    cell: np.ndarray  # (c,) ascending cell numbers, one for each cell that a segment may pass
    segment: np.ndarray  # (c,) that segment
    ground: np.ndarray  # (m,) edges on the ground, or without heights and no skyway or underpass
    piece_m: np.ndarray  # (m,) metres of street in the piece of the network that the edge is part of


class LeftOut(NamedTuple):
    """Places that are not on the network."""

    place: np.ndarray  # (k,)
    stranded: np.ndarray  # (k,) True: near a piece of street too small to count; False: too far from any
    distance_m: np.ndarray  # (k,) to the nearest street


def in_order(frame):
    """Return a frame of places sorted by geometry, with a text `id` for each.

    The id is that of the column `id`, `building` or `plot`, the first that tells all rows apart; else the position.

    >>> import geopandas
    >>> shops = geopandas.GeoDataFrame({"id": ["b", "a"]}, geometry=[shapely.Point(5, 0), shapely.Point(0, 0)])
    >>> in_order(shops)["id"].tolist(), in_order(shops.drop(columns="id"))["id"].tolist()
    (['a', 'b'], ['1', '2'])
    """
    points = shapely.point_on_surface(frame.geometry.to_numpy())
    x, y = shapely.get_x(points), shapely.get_y(points)
    frame = frame.iloc[np.lexsort((_at_one_place(frame, x, y), y, x))].reset_index(drop=True)
    for name in ("id", "building", "plot"):
        ids = columns.texts(frame, name)
        if (ids != "").all() and len(set(ids)) == len(ids):
            return frame.assign(id=ids)
    return frame.assign(id=[str(number) for number in range(1, len(frame) + 1)])


def _at_one_place(frame, x, y):
    """Return the order of rows at one place, by their shape and all that is known of them; 0 for the others."""
    several = pandas.DataFrame({"x": x, "y": y}).duplicated(keep=False).to_numpy()
    rows = frame[several]
    shapes = shapely.to_wkb(shapely.normalize(rows.geometry.to_numpy()), hex=True)
    names = sorted(set(frame) - {"fid", frame.geometry.name})
    known = zip(shapes, *(columns.texts(rows, name) for name in names))
    order = np.zeros(len(frame), dtype=int)
    order[several] = pandas.factorize(np.array(["\t".join(row) for row in known], dtype=object), sort=True)[0]
    return order


def places(frame, ground_z=None):
    """Return the places of a frame, and by subject the rows of which something is assumed or not understood.

    frame : GeoDataFrame in metres with any of `storey`, `height`, `storeys`, `level`, `z`; ground_z :
    metres, a number or (n,), where heights are absolute. A polygon stands for its point on surface.
    Storey s stands at (s − 1) · h, below ground at s · h, with h the height of the building over its
    storeys, else 3.5 m (`assumed_height`). What no storey or level can be read from says nothing
    (`unread_storey`, `unread_level`).

    >>> import geopandas
    >>> office = geopandas.GeoDataFrame({"storey": [30]}, geometry=[shapely.Point(0, 0)])
    >>> places(office)[0].z
    array([101.5])
    """
    geometry = frame.geometry.to_numpy()
    points = shapely.point_on_surface(geometry)
    levels = frame["level"] if "level" in frame else np.full(len(frame), np.nan)
    low, high, unread_level = walkways.levels(levels)
    level = np.clip(0, low, high) * level_height_m()  # of several levels the one nearest the street
    ground = 0 if ground_z is None else ground_z
    own = attributes.numbers(frame, "z") - ground
    drawn = shapely.get_z(shapely.get_geometry(geometry, 0)) - ground  # of points; points on surface have none
    level_z = np.where(np.isfinite(level), level, np.where(np.isfinite(own), own, drawn))
    storeys_up, unread_storey = _storeys_up(frame)
    height, storeys = attributes.numbers(frame, "height"), _storeys_above(frame)
    known = (height > 0) & (storeys >= 1)
    z = storeys_up * np.where(known, height / np.where(known, storeys, 1), STOREY_HEIGHT_M)
    on_storey = np.isfinite(z)
    notes = {
        "assumed_height": np.flatnonzero(on_storey & ~known & ~np.isfinite(own)),
        "unread_storey": unread_storey,
        "unread_level": unread_level,
    }
    z = np.where(on_storey & (known | ~np.isfinite(own)), z, level_z)
    level_z = np.where(on_storey & ~np.isfinite(level), np.nan, level_z)
    return Places(shapely.get_x(points), shapely.get_y(points), z, level_z, geometry), notes


def _storeys_above(frame):
    """Return how many storeys the buildings of places have above ground: 30 of "地下2层地上30层"."""
    texts, which = np.unique(columns.texts(frame, "storeys").astype(str), return_inverse=True)
    return np.array([attributes.number(_BELOW.sub("", text)) for text in texts], dtype=float)[which]


def _storeys_up(frame):
    """Return how many storeys above the street places are, and the rows not read: 30, B2 and 二层 are 29, -2 and 1."""
    levels = storey_names.levels(frame)[0]
    texts = columns.texts(frame, "storey")
    for row in np.flatnonzero(np.isnan(levels) & (texts != "")):
        found = _STOREY.fullmatch(texts[row].upper())
        if found:
            levels[row] = -int(found[2]) if found[1] else max(int(found[2]) - 1, 0)
    return levels, np.flatnonzero(np.isnan(levels) & (texts != ""))


def lift_min(places, pace):
    """Return the minutes by lift between each place and the ground, the wait included: (places,)."""
    ride_m = np.abs(np.nan_to_num(places.z))
    return (ride_m / pace.lift_speed_m_per_s + (ride_m > JOIN_HEIGHT_M) * pace.lift_wait_s) / 60


def streets(network):
    """Return a network prepared for snapping.

    network : `Network`. Nobody steps into a lift or onto an escalator midway, so their segments are left out.
    """
    inner = np.ones(len(network.vertex_x), dtype=bool)
    inner[network.first_vertex[1:] - 1] = False
    start = np.flatnonzero(inner)
    edge = np.repeat(np.arange(len(network.tail)), np.diff(network.first_vertex) - 1)
    walked = ~np.isin(network.kind[edge], [walkways.KINDS.index(kind) for kind in ("elevator", "escalator")])
    start, edge = start[walked], edge[walked]
    ends = np.c_[
        network.vertex_x[start], network.vertex_y[start], network.vertex_x[start + 1], network.vertex_y[start + 1]
    ]
    cell, segment = _cells(ends)
    z = np.c_[network.z_tail, network.z_head]
    aside = np.isin(network.kind, [walkways.SKYWAY, walkways.UNDERPASS])
    ground = (np.abs(np.where(np.isnan(z), 0, z)) <= JOIN_HEIGHT_M).all(axis=1) & ~(aside & np.isnan(z).any(axis=1))
    links = scipy.sparse.coo_matrix((np.ones(len(network.tail)), (network.tail, network.head)), (len(network.x),) * 2)
    piece = scipy.sparse.csgraph.connected_components(links, directed=False)[1][network.tail]
    return Streets(
        network,
        edge,
        network.vertex_m[start],
        network.vertex_m[start + 1],
        ends,
        cell,
        segment,
        ground,
        np.round(np.bincount(piece, weights=network.length_m), 2)[piece],
    )


def _cells(ends):
    """Return, ascending, the numbers of the cells that segments may pass, and the segments."""
    steps = np.maximum(np.ceil(np.hypot(ends[:, 2] - ends[:, 0], ends[:, 3] - ends[:, 1]) / _CELL_M), 1).astype(int)
    owner = np.repeat(np.arange(len(ends)), steps)  # long segments cell by cell, short ones whole
    step = np.arange(len(owner)) - np.repeat(np.cumsum(steps) - steps, steps)
    share = np.stack([step, step + 1]) / steps[owner]
    columns, rows = (
        np.floor((ends[owner, axis] + share * (ends[owner, axis + 2] - ends[owner, axis])) / _CELL_M).astype(np.int64)
        for axis in (0, 1)
    )
    numbers = [_cell_number(column, row) for column in columns for row in rows]
    new = [np.ones(len(owner), dtype=bool)]
    for i in range(1, 4):
        new.append(np.logical_and.reduce([numbers[i] != numbers[k] for k in range(i)]))
    cell = np.concatenate([number[fresh] for number, fresh in zip(numbers, new)])
    segment = np.concatenate([owner[fresh] for fresh in new])
    order = np.argsort(cell, kind="stable")
    return cell[order], segment[order]


def _cell_number(column, row):
    return (row << 32) + column


def exits(streets, places, pace, *, max_snap_m, exit_distance_m, min_piece_m):
    """Return where places step onto the network, and the places left out.

    streets : `Streets`; places : `Places`; pace : `Pace`; max_snap_m : how far a place may be from its
    street; exit_distance_m : how near a way of another level must pass a building (three times as
    near a point) to be reached by its lift; min_piece_m : pieces of the network with less street are
    no destination. Returns `(Exits, LeftOut)`.
    """
    at_once = range(0, max(len(places.x), 1), _PLACES_AT_ONCE)
    chunks = [slice(first, first + _PLACES_AT_ONCE) for first in at_once]
    found = [_exits(streets, places, chunk, pace, max_snap_m, exit_distance_m, min_piece_m) for chunk in chunks]
    doors = Exits(*(np.concatenate(column) for column in zip(*(chunk[0] for chunk in found))))
    near = np.concatenate([chunk[1] for chunk in found])
    missing = np.setdiff1d(np.arange(len(places.x)), doors.place)
    distance_m = near[missing]
    far = np.isinf(distance_m)
    distance_m[far] = _distance_m(streets, places, missing[far])
    return doors, LeftOut(missing, ~far, distance_m)


def access_m(exits, places):
    """Return the metres from each place to its quickest exit: (places,), NaN where it has none.

    exits : `Exits`; places : how many places there are.
    """
    order = np.lexsort((exits.minutes, exits.place))
    first = order[np.diff(exits.place[order], prepend=-1) > 0]
    result = np.full(places, np.nan)
    result[exits.place[first]] = exits.access_m[first]
    return result


def _exits(streets, places, chunk, pace, max_snap_m, exit_distance_m, min_piece_m):
    """Return the exits of some places and each one's distance from the nearest street, inf beyond max_snap_m."""
    network = streets.network
    x, y, z, level_z, footprint = (column[chunk] for column in places)
    bounds = shapely.bounds(footprint)
    reach = np.maximum(np.abs(bounds[:, :2] - np.c_[x, y]), np.abs(bounds[:, 2:] - np.c_[x, y])).max(axis=1)
    radius_m = np.maximum(max_snap_m, np.where(np.isfinite(z), reach + _POINT_FACTOR * exit_distance_m, 0))
    place, segment = _near(streets, x, y, radius_m + _ROUNDING_M)
    distance_m, along = _distances(streets.ends[segment], x[place], y[place])
    edge = streets.edge[segment]
    metres = streets.from_m[segment] + along * (streets.to_m - streets.from_m)[segment]
    share = metres / network.length_m[edge]
    # Rounding must not put a place at a node a hair's breadth up a one-way street.
    share[metres <= _AT_NODE_M], share[network.length_m[edge] - metres <= _AT_NODE_M] = 0.0, 1.0
    height = network.z_tail[edge] + share * (network.z_head - network.z_tail)[edge]
    at_level = streets.ground[edge] | np.isfinite(height)  # a skyway of unknown height is on no level
    height = np.nan_to_num(height)
    rise = np.nan_to_num(np.abs(z[place] - height))
    rise[rise <= JOIN_HEIGHT_M] = 0.0
    minutes = distance_m * 0.06 / pace.speed_kmh + (rise / pace.lift_speed_m_per_s + (rise > 0) * pace.lift_wait_s) / 60
    ways = {"place": place, "edge": edge, "share": share, "minutes": minutes, "access_m": distance_m, "height": height}
    within = distance_m <= max_snap_m + _ROUNDING_M
    usable = within & (streets.piece_m[edge] >= min_piece_m)
    near = np.full(len(x), np.inf)
    np.minimum.at(near, place, np.where(within, distance_m, np.inf))

    level = _nearest(ways, usable & at_level & (np.abs(height - level_z[place]) <= JOIN_HEIGHT_M))
    settled = np.zeros(len(x), dtype=bool)
    settled[place[level]] = True
    ground = _nearest(ways, usable & streets.ground[edge] & ~settled[place])
    settled[place[ground]] = True
    any_level = _nearest(ways, usable & ~settled[place])
    lifted = np.isfinite(z) & ~np.isin(np.arange(len(x)), place[level])
    passing = ~streets.ground[edge] & (streets.piece_m[edge] >= min_piece_m) & lifted[place]
    passing &= np.abs(network.z_head - network.z_tail)[edge] <= JOIN_HEIGHT_M
    passing[passing] = _passes(
        streets, footprint, place[passing], segment[passing], distance_m[passing], exit_distance_m
    )
    by_lift = _nearest(ways, passing, np.round(height / JOIN_HEIGHT_M))
    rows = np.unique(np.concatenate([level, ground, any_level, by_lift]))
    rows = rows[np.lexsort((share[rows], edge[rows], place[rows]))]
    place = place[rows] + chunk.start
    return Exits(place, edge[rows], share[rows], minutes[rows], distance_m[rows]), near


def _near(streets, x, y, radius_m):
    """Return pairs of places and segments that may be within a radius of each other."""
    low, high = (np.floor((np.stack([x, y]) + sign * radius_m) / _CELL_M).astype(np.int64) for sign in (-1, 1))
    size = high - low + 1
    owner = np.repeat(np.arange(len(x)), size[0] * size[1])
    step = np.arange(len(owner)) - np.repeat(np.cumsum(size[0] * size[1]) - size[0] * size[1], size[0] * size[1])
    wanted = _cell_number(low[0][owner] + step % size[0][owner], low[1][owner] + step // size[0][owner])
    first, last = (np.searchsorted(streets.cell, wanted, side) for side in ("left", "right"))
    count = last - first
    index = np.repeat(first - np.cumsum(count) + count, count) + np.arange(count.sum())
    return np.repeat(owner, count), streets.segment[index]


def _distances(ends, x, y):
    """Return the distance of each point from its segment, and where on the segment the nearest point lies, 0 … 1."""
    dx, dy = ends[:, 2] - ends[:, 0], ends[:, 3] - ends[:, 1]
    square = dx**2 + dy**2
    along = ((x - ends[:, 0]) * dx + (y - ends[:, 1]) * dy) / np.where(square > 0, square, 1)
    along = np.clip(along, 0.0, 1.0)
    return np.hypot(ends[:, 0] + along * dx - x, ends[:, 1] + along * dy - y), along


def _nearest(ways, among, group=None):
    """Return the rows of the nearest way of each place (and group) among some; of equals the one nearest the ground."""
    rows = np.flatnonzero(among)
    group = np.zeros(len(rows)) if group is None else group[rows]
    place, height = ways["place"][rows], np.abs(ways["height"][rows])
    order = np.lexsort((ways["edge"][rows], height, np.round(ways["access_m"][rows], 6), group, place))
    first = np.diff(place[order], prepend=-1).astype(bool) | (np.diff(group[order], prepend=np.nan) != 0)
    return rows[order[first]]


def _passes(streets, footprint, place, segment, distance_m, exit_distance_m):
    """Return which segments pass the footprints of their places near enough for an exit."""
    solid = shapely.get_dimensions(footprint)[place] == 2
    near = distance_m <= _POINT_FACTOR * exit_distance_m + _ROUNDING_M
    ends = streets.ends[segment[solid]].reshape(-1, 2, 2)
    distance_m = shapely.distance(shapely.linestrings(ends), footprint[place[solid]])
    near[solid] = distance_m <= exit_distance_m + _ROUNDING_M
    return near


def _distance_m(streets, places, rows):
    """Return how far places beyond reach are from the nearest street; inf where there is none."""
    if not len(rows) or not len(streets.ends):
        return np.full(len(rows), np.inf)
    segments = shapely.linestrings(streets.ends.reshape(-1, 2, 2))
    points = shapely.points(places.x[rows], places.y[rows])
    return shapely.distance(points, segments[shapely.STRtree(segments).nearest(points)])
