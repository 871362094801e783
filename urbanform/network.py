"""The walking graph: lines with levels become nodes and edges with minutes (clause 5.2.5).

Lines whose heights are known join in three dimensions, so that a bridge never leaks into the street
below; lines without heights join wherever they share a vertex or a node id. Interior vertices join
like ends. Lines that merely cross do not join.
"""

from typing import NamedTuple

import numpy as np
import pandas
import scipy.sparse
import scipy.sparse.csgraph
import scipy.spatial

from . import walkways
from .errors import QT_TRANSLATE_NOOP, InputError
from .line_vertices import ground_beside, level_heights, line_vertices, split_at_crossings
from .pace import pace
from .steps import finish

# Guideline reading, "Walking graph": ends and vertices join within 1 cm in plan and 0.5 m in height,
# whatever the last digits of their coordinates say.
_NOISE_M = 1e-6
JOIN_M, JOIN_HEIGHT_M = 0.01 + _NOISE_M, 0.5 + _NOISE_M
# Nodes are numbered cell by cell, row by row: what lies together is searched together.
CELL_M = 250.0
# A search needs a positive cost; this is a billionth of a minute, far below any rounding.
_NO_TIME_MIN = 1e-9


class Network(NamedTuple):
    """A walking graph of n nodes and m edges, in metres and minutes.

    An edge runs from its tail to its head along its vertices; it is open both ways, or one way.
    Heights are metres above the ground beside the edge.
    """

    x: np.ndarray  # (n,) of the nodes, numbered by `cell_order`
    y: np.ndarray
    tail: np.ndarray  # (m,) int32 node numbers, ascending
    head: np.ndarray
    length_m: np.ndarray  # (m,) in three dimensions; 0 only for the wait before a lift
    forward_min: np.ndarray  # (m,) minutes from tail to head, > 0; inf where closed
    backward_min: np.ndarray  # (m,) minutes from head to tail; inf where closed
    z_tail: np.ndarray  # (m,) heights of the ends; NaN where unknown
    z_head: np.ndarray
    kind: np.ndarray  # (m,) int8, position in `walkways.KINDS`
    line: np.ndarray  # (m,) row of the line that the edge is part of
    first_vertex: np.ndarray  # (m + 1,) where the vertices of an edge begin
    vertex_x: np.ndarray  # (v,) from tail to head
    vertex_y: np.ndarray
    vertex_m: np.ndarray  # (v,) metres along the edge in three dimensions: 0 … length_m


EDGE_COLUMNS = ("length_m", "forward_min", "backward_min", "z_tail", "z_head", "kind", "line")


class Exits(NamedTuple):
    """Where places (origins, facilities) step onto the network: one row a way out, sorted by place."""

    place: np.ndarray  # (k,) int: number of the place, ascending; a place may have several exits or none
    edge: np.ndarray  # (k,) int: the edge stepped onto
    share: np.ndarray  # (k,) where on the edge: 0 at its tail … 1 at its head, of its length
    minutes: np.ndarray  # (k,) from the place to that point: access leg and lift
    access_m: np.ndarray  # (k,) metres of the access leg in plan


def network(lines, walking=None, *, split_crossings=False, ground_z=None):
    """Return the walking graph of lines, and what had to be assumed.

    lines : GeoDataFrame in metres of lines, with any of the columns `kind`, `z_from`, `z_to`, `z`,
    `level`, `u`, `v`, `direction`, `open_24h` and OSM tags (`highway`, `bridge` …); walking : a
    `Pace`; split_crossings : lines of one level join where they cross; ground_z : metres, a number or
    an array, when heights are absolute. Returns `(Network, notes)`: notes hold arrays of row numbers
    by subject. Raises `InputError` when no line can be walked.

    >>> import geopandas, shapely
    >>> street = geopandas.GeoDataFrame(geometry=[shapely.LineString([(0, 0), (500, 0)])])
    >>> streets, notes = network(street)
    >>> round(float(streets.forward_min[0]), 9)  # 500 m at 5 km/h
    6.0
    """
    return finish(network_steps(lines, walking, split_crossings=split_crossings, ground_z=ground_z))


def network_steps(lines, walking=None, *, split_crossings=False, ground_z=None):
    """Do the work of `network` in steps that yield the share done."""
    walking = walking or pace()
    kind, direction, notes = _ways(lines, walking)
    walked = np.flatnonzero(kind >= 0)
    ground_z, notes["unknown_ground"] = _known_ground(lines, ground_z)
    yield 0.1
    vertices, notes["unusable_heights"] = line_vertices(lines, walked, ground_z)
    _refuse_none(vertices.line)
    yield 0.3
    if split_crossings:
        aside = (kind == walkways.SKYWAY) * 1 - (kind == walkways.UNDERPASS)
        vertices = split_at_crossings(vertices, lines, JOIN_M, JOIN_HEIGHT_M, aside)
    cluster = _plan_clusters(vertices.x, vertices.y)
    yield 0.4
    cluster = _apart_in_height(cluster, vertices) if vertices.has_heights else _with_ids(cluster, vertices, lines)
    yield 0.5
    edges = _edges(vertices, cluster)
    without = kind >= 0
    without[edges["line"]] = False
    notes["without_length"] = np.flatnonzero(without)
    _refuse_none(edges["line"])
    yield 0.6
    edges["kind"] = kind[edges["line"]]
    _add_heights(edges, vertices, lines, ground_z)
    _add_minutes(edges, direction[edges["line"]], walking)
    yield 0.7
    edges, notes["drawn_twice"] = _each_once(edges, vertices)
    yield 0.8
    result = _numbered(edges, vertices)
    return (_with_lift_waits(result, walking) if walking.lift_wait_s else result), notes


def _known_ground(lines, ground_z):
    """Return the height of the ground with that of the nearest line where a line does not know it, and those rows."""
    unknown = np.flatnonzero(np.isnan(ground_z)) if np.ndim(ground_z) else np.array([], dtype=int)
    if len(unknown):
        ground_z = np.array(ground_z, dtype=float)
        ground_z[unknown] = ground_beside(lines.iloc[unknown], lines, ground_z)
    return ground_z, unknown


def _refuse_none(walked):
    if not len(walked):
        raise InputError(
            "NETWORK",
            QT_TRANSLATE_NOOP("Multiground", "no line that can be walked"),
            QT_TRANSLATE_NOOP("Multiground", "at least one line of some length that is open to walkers"),
            QT_TRANSLATE_NOOP("Multiground", "Check the layer, the kinds of its lines and the kinds left out."),
        )


def _ways(lines, walking):
    """Return each line's kind (-1 where it is not walked), its direction, and notes on both."""
    kind, unknown_kind = walkways.kinds(lines)
    direction, unknown_direction = walkways.directions(lines)
    closed = kind == walkways.KINDS.index("closed")
    excluded = np.isin(kind, [walkways.KINDS.index(name) for name in walking.exclude_kinds])
    if walking.step_free:
        excluded |= np.isin(kind, [walkways.KINDS.index(name) for name in walkways.STEPPED])
    notes = {"unknown_kind": unknown_kind, "unknown_direction": unknown_direction}
    notes["unknown_level"] = walkways.levels(lines["level"])[2] if "level" in lines else np.array([], dtype=int)
    if walking.night:
        hours = walkways.open_at_night(lines)
        excluded |= hours == 0
        notes["unknown_hours"] = np.flatnonzero(np.isnan(hours) & ~closed & ~excluded)
    notes["closed"], notes["excluded"] = np.flatnonzero(closed), np.flatnonzero(excluded & ~closed)
    return np.where(closed | excluded, -1, kind), direction, notes


def _plan_clusters(x, y):
    """Return a number for each vertex, the same for vertices within 1 cm in plan."""
    # Most vertices that meet are equal to the millimetre; only the rest needs a search.
    millimetres = [np.round((values - values.min()) * 1000).astype(np.int64) for values in (x, y)]
    _, first, cluster = np.unique((millimetres[0] << 31) + millimetres[1], return_index=True, return_inverse=True)
    tree = scipy.spatial.cKDTree(np.c_[x[first], y[first]], balanced_tree=False, compact_nodes=False)
    return _joined(cluster.astype(np.int32), tree.query_pairs(JOIN_M, output_type="ndarray"))


def _joined(cluster, pairs):
    """Return cluster numbers with those of each pair (k, 2) made one."""
    if not len(pairs):
        return cluster
    number = cluster.max() + 1
    links = scipy.sparse.coo_matrix((np.ones(len(pairs)), pairs.T), (number, number))
    return scipy.sparse.csgraph.connected_components(links, directed=False)[1][cluster]


def _with_ids(cluster, vertices, lines):
    """Return cluster numbers with the ends of lines made one where their node ids `u`, `v` are equal."""
    if "u" not in lines or "v" not in lines:
        return cluster
    starts = np.flatnonzero(np.r_[True, vertices.line[1:] != vertices.line[:-1]])
    ends = np.r_[starts[1:], len(vertices.line)] - 1
    rows = vertices.line[starts]
    ids = np.concatenate([lines["u"].to_numpy()[rows], lines["v"].to_numpy()[rows]])
    code, values = pandas.factorize(ids)
    named = ~np.append(pandas.Series(values).isin([""]), True)[code]  # -1, for none at all, takes the last
    end, code = cluster[np.concatenate([starts, ends])][named], code[named]
    one = np.zeros(code.max(initial=-1) + 1, dtype=cluster.dtype)
    one[code] = end
    apart = one[code] != end
    return _joined(cluster, np.c_[one[code[apart]], end[apart]])


def _apart_in_height(cluster, vertices):
    """Return cluster numbers in three dimensions: those of one place in plan told apart by height."""
    order = np.lexsort((vertices.z, cluster))
    rise = np.diff(vertices.z[order], prepend=0)
    rise[np.diff(cluster[order], prepend=-1) != 0] = np.inf
    new = rise > JOIN_HEIGHT_M
    starts = np.flatnonzero(new)
    ends = np.r_[starts[1:], len(order)]
    run = np.cumsum(_begins_run(vertices.part, cluster))[order]
    for tall in np.flatnonzero(vertices.z[order[ends - 1]] - vertices.z[order[starts]] > JOIN_HEIGHT_M):  # rare
        rows = slice(starts[tall], ends[tall])
        new[rows] = _begins_node(rise[rows], run[rows])
    result = np.empty(len(order), dtype=np.int32)
    result[order] = np.cumsum(new) - 1
    return result


def _begins_run(part, cluster):
    """Return whether each vertex begins a run: vertices of one part that follow each other at one place."""
    return np.r_[True, (part[1:] != part[:-1]) | (cluster[1:] != cluster[:-1])]


def _begins_node(rise, run):
    """Return whether each of some vertices, ascending in height, is apart from the one below.

    The nearest join first, but never two of one run: a lift with a vertex every step of the way would
    join its own floors.
    """
    number = np.arange(len(rise))
    for upper in 1 + np.argsort(rise[1:], kind="stable"):
        below, above = number == number[upper - 1], number == number[upper]
        if not np.isin(run[below], run[above]).any():
            number[above] = number[upper - 1]
    return np.diff(number, prepend=-1) != 0


def _cuts(vertices, cluster):
    """Return the vertices at which edges begin and end when lines are cut at their nodes.

    Nodes are the ends of lines, every vertex that another line, or another pass of its own, shares,
    and where a line turns back.
    """
    starts = np.flatnonzero(_begins_run(vertices.part, cluster))
    ends = np.append(starts[1:], len(cluster)) - 1
    part, node = vertices.part[starts], cluster[starts]
    new = np.diff(part, prepend=-1, append=-1) != 0
    stop = new[:-1] | new[1:] | (np.bincount(node) > 1)[node]
    stop[1:-1] |= node[2:] == node[:-2]
    stops = np.flatnonzero(stop)
    whole = np.diff(part[stops]) == 0
    return ends[stops[:-1][whole]], starts[stops[1:][whole]]


def _cut_at_bends(begin, end, vertices):
    """Return where edges begin and end when cut so that between their ends the heights run evenly, to 0.5 m.

    A line that leads up, across and down again is ground at both ends, and is not ground in its middle.
    """
    along_m = np.cumsum(_steps(vertices)[1])
    while True:
        inner, first = _ranges(begin + 1, end - 1)
        edge = np.repeat(np.arange(len(begin)), np.diff(first))
        share = (along_m[inner] - along_m[begin][edge]) / np.maximum(along_m[end] - along_m[begin], JOIN_M)[edge]
        even = vertices.z[begin][edge] + share * (vertices.z[end] - vertices.z[begin])[edge]
        off_m = np.abs(vertices.z[inner] - even)
        far = np.flatnonzero(off_m > JOIN_HEIGHT_M)
        if not len(far):
            return begin, end
        farthest_m = np.zeros(len(begin))
        np.maximum.at(farthest_m, edge[far], off_m[far])
        bends = inner[far[off_m[far] >= farthest_m[edge[far]] - _NOISE_M]]  # of equals all, whichever comes first
        begin, end = np.sort(np.r_[begin, bends]), np.sort(np.r_[end, bends])


def _edges(vertices, cluster):
    """Return columns of the edges, with the vertices at which they begin and end; none without length."""
    begin, end = _cuts(vertices, cluster)
    if vertices.has_heights:
        begin, end = _cut_at_bends(begin, end, vertices)
    between = np.c_[begin, end].ravel() + 1
    plan_m, length_m = (np.add.reduceat(np.append(step, 0), between)[::2] for step in _steps(vertices))
    edges = {
        "tail": cluster[begin],
        "head": cluster[end],
        "begin": begin,
        "end": end,
        "line": vertices.line[begin],
        "length_m": length_m,
        "plan_m": plan_m,
        "z_tail": vertices.z[begin],
        "z_head": vertices.z[end],
    }
    return _those(edges, (cluster[begin] != cluster[end]) | (length_m > np.hypot(JOIN_M, JOIN_HEIGHT_M)))


def _steps(vertices):
    """Return the metres from each vertex's predecessor, in plan and in three dimensions."""
    plan = np.hypot(np.diff(vertices.x, prepend=0), np.diff(vertices.y, prepend=0))
    return plan, np.hypot(plan, np.diff(vertices.z, prepend=0)) if vertices.has_heights else plan


def _those(edges, rows):
    return {name: column[rows] for name, column in edges.items()}


def _ranges(start, stop):
    """Return the numbers from each start to its stop, the stop included, one after another, and where each begins."""
    count = stop - start + 1
    first = np.append(0, np.cumsum(count))
    return np.repeat(start - first[:-1], count) + np.arange(first[-1]), first


def _add_heights(edges, vertices, lines, ground_z):
    """Make the heights of the ends heights above ground; from the `level` where no line has heights."""
    if not vertices.has_heights and "level" in lines:
        z = level_heights(lines, vertices)
        edges["z_tail"], edges["z_head"] = z[edges["begin"]], z[edges["end"]]
    elif ground_z is not None:
        ground = np.broadcast_to(np.asarray(ground_z, dtype=float), len(lines))[edges["line"]]
        edges["z_tail"], edges["z_head"] = edges["z_tail"] - ground, edges["z_head"] - ground


def _add_minutes(edges, direction, walking):
    """Add the minutes of both directions, by the table `walkways.csv`."""
    is_kind = {name: edges["kind"] == number for number, name in enumerate(walkways.KINDS)}
    minutes = edges["length_m"] * 0.06 / walking.speed_kmh
    minutes[is_kind["stairs"]] *= walking.stair_factor
    escalator, lift = is_kind["escalator"], is_kind["elevator"]
    minutes[escalator] = edges["length_m"][escalator] / walking.escalator_speed_m_per_s / 60
    rise = np.nan_to_num(np.abs(edges["z_head"] - edges["z_tail"]))[lift]
    minutes[lift] = rise / walking.lift_speed_m_per_s / 60 + edges["plan_m"][lift] * 0.06 / walking.speed_kmh
    minutes = np.maximum(minutes, _NO_TIME_MIN)
    forward = np.where(direction >= 0, minutes, np.inf)
    backward = np.where(direction <= 0, minutes, np.inf)
    edges["forward_min"], edges["backward_min"] = (backward, forward) if walking.reverse else (forward, backward)


def _is_straight(edges, vertices):
    """Return which edges have no vertex aside of the straight line between their ends."""
    begin, end = edges["begin"], edges["end"]
    inner, first = _ranges(begin + 1, end - 1)
    edge = np.repeat(np.arange(len(begin)), np.diff(first))
    dx, dy = (axis[end] - axis[begin] for axis in (vertices.x, vertices.y))
    x, y = (axis[inner] - axis[begin][edge] for axis in (vertices.x, vertices.y))
    aside_m = np.abs(x * dy[edge] - y * dx[edge]) / np.maximum(np.hypot(dx, dy), JOIN_M)[edge]
    straight = edges["plan_m"] <= np.hypot(dx, dy) + JOIN_M  # and no way there and back
    straight[edge[aside_m > JOIN_M]] = False
    return straight


def _each_once(edges, vertices):
    """Return the edges with those drawn twice made one, open wherever one of them is, and the rows of the others.

    Two edges are one when they are of one kind, level and plan length and join the same nodes
    straight: had they a bend between in common, it would be a node.
    """
    tail, head = edges["tail"], edges["head"]
    straight = np.flatnonzero(_is_straight(edges, vertices))
    pair = _pairs(np.minimum(tail, head)[straight], np.maximum(tail, head)[straight])
    order, tied = _order(pair)
    pair, rows = pair[order[tied]], straight[order[tied]]
    z = np.nan_to_num(edges["z_tail"] + edges["z_head"])
    steps = (edges["end"] - edges["begin"])[rows]
    turn = np.lexsort((steps, tail[rows] > head[rows], edges["plan_m"][rows], z[rows], edges["kind"][rows], pair))
    rows = rows[turn]
    new = np.diff(pair[turn], prepend=-1) != 0
    for column, tolerance in ((edges["kind"], 0), (z, 2 * JOIN_HEIGHT_M), (edges["plan_m"], 2 * JOIN_M)):
        new |= np.abs(np.diff(column[rows], prepend=0)) > tolerance
    leader = rows[np.maximum.accumulate(np.where(new, np.arange(len(rows)), 0))]
    turned = tail[rows] != tail[leader]
    ways = edges["forward_min"][rows], edges["backward_min"][rows]
    for name, own, other in (("forward_min", *ways), ("backward_min", *ways[::-1])):
        np.minimum.at(edges[name], leader, np.where(turned, other, own))
    left = np.ones(len(tail), dtype=bool)
    left[rows[leader != rows]] = False
    return _those(edges, left), np.unique(edges["line"][~left])


def _pairs(low, high):
    return (low.astype(np.int64) << 32) + high


def _order(keys):
    """Return the order of some keys, and which positions in it hold a key that is there more than once."""
    order = np.argsort(keys)
    new = np.diff(keys[order], prepend=-1) != 0
    return order, ~(new & np.append(new, True)[1:])


def _nodes(edges, vertices):
    """Return x and y of the nodes, and the numbers of those at the tails and at the heads of edges: (2, m)."""
    cluster = np.concatenate([edges["tail"], edges["head"]])
    order = np.argsort(cluster)
    new = np.diff(cluster[order], prepend=-1) != 0
    node = np.empty(len(order), dtype=np.int32)
    node[order] = np.cumsum(new) - 1
    # The least coordinates of a cluster stand for it, so that the order of the lines does not matter.
    end = np.concatenate([edges["begin"], edges["end"]])[order]
    x, y = (np.minimum.reduceat(axis[end], np.flatnonzero(new)) for axis in (vertices.x, vertices.y))
    return x, y, node.reshape(2, -1)


def _numbered(edges, vertices):
    """Return the network with its nodes and edges in order, whatever the order of the lines."""
    x, y, ends = _nodes(edges, vertices)
    second = edges["begin"] + 1
    order, tail, head, turn = _ordered(x, y, *ends, edges, (vertices.x[second], vertices.y[second]))
    vertex, first = _ranges(edges["begin"][turn], edges["end"][turn])
    columns = {name: edges[name][turn] for name in EDGE_COLUMNS}
    step = _steps(vertices)[1][vertex]
    step[first[:-1]] = 0
    along = np.cumsum(step, out=step)
    along -= np.repeat(along[first[:-1]], np.diff(first))
    along[first[1:] - 1] = columns["length_m"]
    ordered = {"x": x[order], "y": y[order], "tail": tail, "head": head, **columns, "first_vertex": first}
    return Network(**ordered, vertex_x=vertices.x[vertex], vertex_y=vertices.y[vertex], vertex_m=along)


def in_order(network):
    """Return a network with its nodes numbered by `cell_order` and its edges by tail, and where each edge was.

    network : `Network` in any order. Returns `(Network, (m,) old edge numbers)`.
    """
    old = network._asdict()
    second = network.first_vertex[:-1] + 1
    places = network.vertex_x[second], network.vertex_y[second]
    order, tail, head, turn = _ordered(network.x, network.y, network.tail, network.head, old, places)
    vertex, first = _ranges(network.first_vertex[:-1][turn], network.first_vertex[1:][turn] - 1)
    columns = {name: old[name][turn] for name in EDGE_COLUMNS}
    along = {name: old[name][vertex] for name in ("vertex_x", "vertex_y", "vertex_m")}
    ordered = {"x": network.x[order], "y": network.y[order], "tail": tail, "head": head}
    return Network(**ordered, **columns, **along, first_vertex=first), turn


def _ordered(x, y, tail, head, columns, second):
    """Return the order of nodes, the ends of edges by their new numbers, and the order of edges.

    columns : of the edges; second : x and y of the vertices after their tails; both tell apart edges
    that join the same nodes.
    """
    order = cell_order(x, y)
    number = np.empty(len(order), dtype=np.int32)
    number[order] = np.arange(len(order), dtype=np.int32)
    tail, head = number[tail], number[head]
    pair = _pairs(tail, head)
    turn, tied = _order(pair)
    few = turn[tied]
    keys = (*second, *(columns[name] for name in ("z_head", "z_tail", "backward_min", "forward_min", "kind")), pair)
    turn[tied] = few[np.lexsort([key[few] for key in keys])]
    return order, tail[turn], head[turn], turn


def _with_lift_waits(network, walking):
    """Return the network with a wait before each ride: lifts get landings of their own, entered by waiting.

    A ride past several levels waits once, and stepping out costs nothing.
    """
    lift = network.kind == walkways.KINDS.index("elevator")
    rides = np.flatnonzero(lift)
    ends, where = np.unique(np.r_[network.tail[rides], network.head[rides]], return_index=True)
    z = np.r_[network.z_tail[rides], network.z_head[rides]][where]
    landing = np.arange(len(network.x))
    landing[ends] = len(network.x) + np.arange(len(ends))
    wait = np.full(len(ends), walking.lift_wait_s / 60), np.full(len(ends), _NO_TIME_MIN)
    boarding = {
        "tail": ends,
        "head": landing[ends],
        "length_m": np.zeros(len(ends)),
        "forward_min": wait[walking.reverse],
        "backward_min": wait[not walking.reverse],
        "z_tail": z,
        "z_head": z,
        "kind": np.full(len(ends), walkways.KINDS.index("elevator"), dtype=np.int8),
        "line": np.r_[network.line[rides], network.line[rides]][where],
    }
    own = network._asdict()
    own["tail"] = np.where(lift, landing[network.tail], network.tail)
    own["head"] = np.where(lift, landing[network.head], network.head)
    edges = {name: np.r_[own[name], column] for name, column in boarding.items()}
    x, y = (np.r_[axis, axis[ends]] for axis in (network.x, network.y))
    first = np.r_[network.first_vertex, network.first_vertex[-1] + 2 * np.arange(1, len(ends) + 1)]
    waits = Network(
        x=x,
        y=y,
        first_vertex=first,
        vertex_x=np.r_[network.vertex_x, np.repeat(network.x[ends], 2)],
        vertex_y=np.r_[network.vertex_y, np.repeat(network.y[ends], 2)],
        vertex_m=np.r_[network.vertex_m, np.zeros(2 * len(ends))],
        **edges,
    )
    return in_order(waits)[0]


def cell_order(x, y):
    """Return the order that numbers nodes by cells of 250 m, row by row, then by x and y."""
    return np.lexsort((y, x, np.floor(x / CELL_M), np.floor(y / CELL_M)))


def points_along(network, edge, from_share, to_share):
    """Return the points that parts of edges run through, part by part: x, y, the part's number, metres along the edge.

    network : `Network`; edge : (k,) edge numbers; from_share, to_share : (k,) where on the edge each part
    begins and ends.

    >>> import geopandas, shapely
    >>> bend = geopandas.GeoDataFrame(geometry=[shapely.LineString([(0, 0), (10, 0), (10, 10)])])
    >>> x, y, part, along_m = points_along(network(bend)[0], np.array([0]), np.array([0.25]), np.array([0.75]))
    >>> x.tolist(), y.tolist(), along_m.tolist()
    ([5.0, 10.0, 10.0], [0.0, 0.0, 5.0], [5.0, 10.0, 15.0])
    """
    begin, end = (share * network.length_m[edge] for share in (from_share, to_share))
    first, last = network.first_vertex[edge], network.first_vertex[edge + 1] - 1
    inner, starts = _ranges(first + 1, last - 1)
    owner = np.repeat(np.arange(len(edge)), np.diff(starts))
    passed, before = network.vertex_m[inner] > begin[owner], network.vertex_m[inner] < end[owner]
    ends = [
        _between(network, first + np.bincount(owner[~passed], minlength=len(edge)), begin),
        _between(network, first + np.bincount(owner[before], minlength=len(edge)), end),
    ]
    inside = passed & before
    count = np.bincount(owner[inside], minlength=len(edge)) + 2
    stop = np.cumsum(count)
    middle = np.ones(count.sum(), dtype=bool)
    middle[stop - count] = middle[stop - 1] = False
    points = []
    for start, final, along in zip(*ends, (network.vertex_x, network.vertex_y, network.vertex_m)):
        column = np.empty(len(middle))
        column[stop - count], column[stop - 1], column[middle] = start, final, along[inner[inside]]
        points.append(column)
    return points[0], points[1], np.repeat(np.arange(len(edge)), count), points[2]


def _between(network, vertex, along_m):
    """Return x, y and the metres along edges of points between a vertex and the next."""
    step = network.vertex_m[vertex + 1] - network.vertex_m[vertex]
    share = (along_m - network.vertex_m[vertex]) / np.where(step > 0, step, 1)
    axes = network.vertex_x, network.vertex_y
    return [*(axis[vertex] + share * (axis[vertex + 1] - axis[vertex]) for axis in axes), along_m]
