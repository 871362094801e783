"""How long goods take from a landing pad down to the street, on the walking network (clause 6.3.1)."""

import numpy as np
import shapely

from . import reach, walkways
from .line_vertices import nearest_share
from .network import JOIN_HEIGHT_M, Exits
from .pace import EXIT_DISTANCE_M

_RIDDEN = [walkways.KINDS.index(kind) for kind in ("elevator", "escalator")]
_PADS_AT_ONCE = 300


def handover_steps(x, y, z, carriers, graph, streets, pace, min_piece_m):
    """Yield the share done; return the minutes from pads to the street, and whether a way leads to each pad.

    The way starts on the network's ways, or at the doors of its lifts, at the height of the carrier (0.5 m) and
    within 5 m of it, as from a building to the ways that pass it; it ends on a way of the ground. Where no way is
    at the carrier its minutes are NaN, where ways are but none leads down they are inf.

    x, y, z : (n,) of the pads, z above the ground, NaN where unknown; carriers : (n,) the polygons that they lie
    on; graph : `reach.Graph`; streets : `snapping.Streets`; pace : `Pace`; min_piece_m : pieces of network with
    less street are no street.
    """
    network, minutes = graph.network, np.full(len(x), np.nan)
    on_way = np.zeros(len(x), dtype=bool)
    ground = np.flatnonzero(streets.ground & (streets.piece_m >= min_piece_m))
    nothing = np.zeros(2 * len(ground))
    at_ends = np.repeat(ground, 2), np.tile([0.0, 1.0], len(ground))
    down = Exits(nothing.astype(int), *at_ends, nothing, nothing)
    node_min = reach.minutes_to_nearest(graph, down)
    ways = _ways(network, streets)
    tree = shapely.STRtree(ways[0])
    for begin in range(0, len(x), _PADS_AT_ONCE):
        yield begin / len(x)
        rows = np.arange(begin, min(begin + _PADS_AT_ONCE, len(x)))
        rows = rows[np.isfinite(z[rows])]
        points = shapely.points(x[rows], y[rows])
        doors = _doors(points, z[rows], carriers[rows], ways, tree, streets, pace)
        on_way[rows[doors.place]] = True
        found = reach.minutes_from(graph, node_min, doors, down, len(rows))
        there = np.isin(doors.edge, ground)  # a carrier on the ground
        np.minimum.at(found, doors.place[there], doors.minutes[there])
        minutes[rows] = found
    return np.round(np.where(on_way, minutes, np.nan), 2), on_way


def _doors(points, z, carriers, ways, tree, streets, pace):
    """Return where goods step from pads onto the ways that are on their carriers: `Exits`."""
    network, edge = streets.network, ways[1]
    pad, way = tree.query(shapely.buffer(carriers, EXIT_DISTANCE_M), predicate="intersects")
    share, place = _nearest(points[pad], way, ways, network)
    height = network.z_tail[edge[way]] + share * (network.z_head - network.z_tail)[edge[way]]
    known = streets.ground[edge[way]] | np.isfinite(height)  # a skyway of unknown height is on no level
    good = known & (np.abs(np.nan_to_num(height) - z[pad]) <= JOIN_HEIGHT_M)
    good &= shapely.distance(place, carriers[pad]) <= EXIT_DISTANCE_M
    access_m = shapely.distance(place, points[pad])
    order = np.lexsort((share, edge[way], pad))
    order = order[good[order]]
    columns = pad, edge[way], share, access_m * 0.06 / pace.speed_kmh, access_m
    return Exits(*(column[order] for column in columns))


def _nearest(points, way, ways, network):
    """Return how far along its edge each way comes nearest to a point, as a share, and the place there."""
    shape, edge, from_m, to_m = (column[way] for column in ways)
    along, place = np.zeros(len(way)), shape.copy()
    line = np.flatnonzero(shapely.get_dimensions(shape) == 1)
    along[line] = nearest_share(shape[line], points[line])
    place[line] = shapely.line_interpolate_point(shape[line], along[line], normalized=True)
    length = network.length_m[edge]
    return np.clip((from_m + along * (to_m - from_m)) / np.where(length > 0, length, 1), 0, 1), place


def _ways(network, streets):
    """Return where goods may step onto the network: segments that are walked, and the doors of lifts and escalators.

    Shapes (lines or points), their edges, and the metres along the edge at which they begin and end.
    """
    ridden = np.flatnonzero(np.isin(network.kind, _RIDDEN))
    at = np.concatenate([network.first_vertex[ridden], network.first_vertex[ridden + 1] - 1])
    doors = shapely.points(network.vertex_x[at], network.vertex_y[at])
    long = np.hypot(streets.ends[:, 2] - streets.ends[:, 0], streets.ends[:, 3] - streets.ends[:, 1]) > 0
    lines = shapely.linestrings(streets.ends[long].reshape(-1, 2, 2))
    door_m = np.concatenate([np.zeros(len(ridden)), network.length_m[ridden]])
    edge = np.concatenate([streets.edge[long], ridden, ridden])
    from_m, to_m = (np.concatenate([metres[long], door_m]) for metres in (streets.from_m, streets.to_m))
    return np.concatenate([lines, doors]), edge, from_m, to_m
