"""Bounded searches on the walking graph: which nodes, streets and facilities lie within some minutes.

Nobody walks across the whole city, so no search should pay for it. Places are searched in batches of
neighbours, each batch in its box: the cells of 250 m that the fastest edge could reach in time. Nodes
are numbered cell by cell, row by row, so a box is one run of node numbers per row of cells, and its
part of the graph is gathered without looking at the rest. One call of Dijkstra's algorithm searches
for all places of a batch; the answer is a table with a row per place and a column per node of the box.
Cost follows the reach and the number of places, not the size of the city.

Minutes run linearly along an edge, forward and backward each at its own pace; a closed direction takes
infinitely long. A stretch (an edge, or the part of one between two exits) is entered from its two ends
at known minutes, and all that is asked of it follows from these.
"""

from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

from .network import CELL_M, Exits, Network

# A cell's number is row · _ROW + column: room for columns up to 2^20 cells from the origin.
_ROW = 2**21
# Searched at once: more gain nothing, and the table of minutes must stay small.
_PLACES = 128
_TABLE = 4_000_000
# Places of one box lie within so many reaches of each other; nearer than the second, all share one box.
_FAR, _NEAR = 8, 0.5
# A node with more arcs than these would need more shortcuts than it has arcs.
_PASSED_ARCS = 3
# Multiplied by it, consecutive numbers lie scattered over 2^32.
_SCATTER = 2654435761
# Parts of a stretch shorter than this share are rounding.
_SLIVER = 1e-9


class Graph(NamedTuple):
    """A network of n nodes and m edges prepared for searching, by `graph`.

    Every edge is two arcs, one at each end, closed directions included. Searches pass over some nodes:
    ways are the arcs between all others, with shortcuts past those.
    """

    network: Network
    cell: np.ndarray  # (n,) number of the cell of each node, ascending
    first_arc: np.ndarray  # (n + 1,) the arcs of node i are first_arc[i] … first_arc[i + 1]
    arc: np.ndarray  # (2m,) edge that is left by its tail, or m + edge that is left by its head
    arc_to: np.ndarray  # (2m,) node at the other end
    leave_min: np.ndarray  # (2m,) minutes to the other end; inf where closed
    enter_min: np.ndarray  # (2m,) minutes from the other end
    passed: np.ndarray  # (n,) whether searches pass over the node
    first_way: np.ndarray  # (n + 1,)
    way_to: np.ndarray
    way_min: np.ndarray
    fastest_m_per_min: float  # straight-line metres covered in a minute on the fastest edge
    longest_min: np.ndarray  # (n,) minutes to walk all arcs of a node to their ends
    half_m: np.ndarray  # (n,) half the metres of all arcs of a node


class Box(NamedTuple):
    """The part of a graph that a batch can reach; position 0 stands for every node outside."""

    node: np.ndarray  # (b + 1,) numbers of the nodes, ascending after a first -1
    first_arc: np.ndarray  # (b + 2,) as in `Graph`, by position
    arc_to: np.ndarray  # positions
    leave_min: np.ndarray
    enter_min: np.ndarray
    arc_m: np.ndarray  # metres of the edge
    passed: np.ndarray  # (b + 1,)
    first_into: np.ndarray  # (b + 2,) the arcs from position i into nodes passed over are
    into: np.ndarray  # into[first_into[i]] … into[first_into[i + 1]]
    first_way: np.ndarray  # (b + 2,)
    way_to: np.ndarray
    way_min: np.ndarray


class Reached(NamedTuple):
    """What one batch of p places reaches: t pairs of place and node, sorted by row, then node."""

    places: np.ndarray  # (p,) numbers of the places, ascending
    row: np.ndarray  # (t,) which of the places
    node: np.ndarray  # (t,) node reached
    minutes: np.ndarray  # (t,)
    exits: Exits  # of these places; `place` is the row
    box: Box
    position: np.ndarray  # (t,) of the node in the box
    table: np.ndarray  # (p, at least b + 1) minutes by position; inf where not reached


class Stretches(NamedTuple):
    """Edges, or parts of them, that a place enters from one or both ends."""

    row: np.ndarray
    edge: np.ndarray
    from_share: np.ndarray  # 0 at the edge's tail … 1 at its head
    to_share: np.ndarray
    from_min: np.ndarray  # when the ends are reached; inf where they are not
    to_min: np.ndarray


class Pieces(NamedTuple):
    """Streets reached within limits; minutes run linearly from one end of a piece to the other."""

    row: np.ndarray
    limit: np.ndarray  # position in limits_min
    edge: np.ndarray
    from_share: np.ndarray  # 0 at the edge's tail … 1 at its head
    to_share: np.ndarray
    from_min: np.ndarray
    to_min: np.ndarray


class Facilities(NamedTuple):
    """Facilities prepared for counting, by `facilities`; their rank numbers them by category."""

    category: np.ndarray  # (number of facilities,) by rank, ascending
    categories: int
    first: np.ndarray  # (n + 1,) ways from node i to facilities are first[i] … first[i + 1]
    rank: np.ndarray  # (2k,) of the facility
    minutes: np.ndarray  # (2k,) from the node to the facility
    exits: Exits  # sorted by edge; `place` is the rank


def graph(network):
    """Return a network prepared for searching."""
    tail, head, nodes = network.tail, network.head, len(network.x)
    first, arc = _by_node(np.concatenate([tail, head]), nodes)
    arc_to = np.concatenate([head, tail])[arc]
    leave = np.concatenate([network.forward_min, network.backward_min])[arc]
    enter = np.concatenate([network.backward_min, network.forward_min])[arc]
    straight = np.hypot(network.x[tail] - network.x[head], network.y[tail] - network.y[head])
    longest = np.zeros(nodes)
    np.maximum.at(longest, np.repeat(np.arange(nodes), np.diff(first)), leave)
    return Graph(
        network,
        _cell(np.floor(network.x / CELL_M), np.floor(network.y / CELL_M)),
        first,
        arc,
        arc_to,
        leave,
        enter,
        *_shortened(first, arc_to, leave, enter),
        (straight / np.minimum(network.forward_min, network.backward_min)).max(initial=0),
        longest,
        (np.bincount(tail, network.length_m, nodes) + np.bincount(head, network.length_m, nodes)) / 2,
    )


def batches(graph, exits, limit_min):
    """Yield what places reach within a limit, batch by batch: `Reached`.

    Every place that has an exit comes once, in an order that follows from the exits alone.

    graph : of `graph`; exits : where the places step onto the network; limit_min : finite, in minutes.
    """
    position = np.zeros(len(graph.network.x), dtype=np.int32)
    place, first = np.unique(exits.place, return_index=True)
    first = np.append(first, len(exits.place))
    for group in _groups(graph, exits.edge[first[:-1]], limit_min):
        box = _box(graph, _ways_in(graph.network, _rows(exits, _entries(first, group)[1])), limit_min, position)
        size = min(_PLACES, max(_TABLE // len(box.node), 1))
        for begin in range(0, len(group), size):
            part = group[begin : begin + size]
            row, exit_ = _entries(first, part)
            yield _searched(graph, box, place[part], _rows(exits, exit_)._replace(place=row), limit_min)


def length_m(graph, reached, limits_min):
    """Return the metres of street within each limit, in three dimensions: (p, number of limits).

    A node that is reached early covers its arcs alone, to their ends, and half of each is counted as
    its own. At the others each arc is looked at: it is covered from both ends, and counts half when
    the other end, which counts it too, is reached. Edges with an exit are corrected.

    limits_min : none beyond the limit of the search.
    """
    rows = len(reached.places)
    first = np.searchsorted(reached.row, np.arange(rows + 1))
    early_min, half_m = reached.minutes + graph.longest_min[reached.node], graph.half_m[reached.node]
    result = _own_m(graph, reached, limits_min)
    for column, limit in enumerate(limits_min):
        early = early_min <= limit
        late = np.flatnonzero((reached.minutes <= limit) & ~early)
        result[:, column] += _sums(half_m * early, first)
        result[:, column] += np.bincount(*_late_m(reached, late, limit), rows)
    return result


def pieces(graph, reached, limits_min):
    """Return the streets within each limit, cut exactly there: `Pieces`.

    Sorted by row, limit, edge and share; every stretch of street once per row and limit. An edge
    walked into from both ends is divided where the two meet, an edge with an exit there too.

    limits_min : none beyond the limit of the search.
    """
    stretches = _stretches(graph, reached)
    limit = np.asarray(limits_min, dtype=float)[:, None]
    width, forward, backward = _paces(graph, stretches)
    with np.errstate(invalid="ignore"):
        meet = (stretches.to_min + backward - stretches.from_min) / (forward + backward)
    meet = np.clip(np.nan_to_num(meet, nan=1), 0, 1)  # not a number where nobody walks backward
    meet[meet < _SLIVER], meet[meet > 1 - _SLIVER] = 0, 1
    ahead = np.minimum(np.maximum(limit - stretches.from_min, 0) / forward, meet)
    behind = np.minimum(np.maximum(limit - stretches.to_min, 0) / backward, 1 - meet)
    part = np.stack([ahead, behind], axis=-1)  # limit, stretch, from which end
    which, stretch, end = np.nonzero(part > _SLIVER)
    part = part[which, stretch, end]
    order = np.argsort(stretches.row[stretch] * len(limit) + which, kind="stable")
    which, stretch, end, part = which[order], stretch[order], end[order], part[order]
    row, edge, from_share, to_share, from_min, to_min = (column[stretch] for column in stretches)
    inside = np.where(end == 0, from_share + part * width[stretch], to_share - part * width[stretch])
    pace = np.where(end == 0, forward[stretch], backward[stretch])
    late = np.minimum(np.where(end == 0, from_min, to_min) + part * pace, limit[which, 0])
    return Pieces(
        row,
        which,
        edge,
        np.where(end == 0, from_share, inside),
        np.where(end == 0, inside, to_share),
        np.where(end == 0, from_min, late),
        np.where(end == 0, late, to_min),
    )


def facilities(graph, exits, category, categories):
    """Return facilities prepared for counting.

    exits : of the facilities; category : (number of facilities,) 0 … categories - 1.
    """
    order = np.argsort(category, kind="stable")
    rank = np.empty(len(order), dtype=int)
    rank[order] = np.arange(len(order))
    exits = _rows(exits, np.argsort(exits.edge, kind="stable"))
    exits = exits._replace(place=rank[exits.place])
    rank, node, minutes = _ways_in(graph.network, exits, reverse=True)
    first, way = _by_node(node, len(graph.network.x))
    return Facilities(np.asarray(category)[order], categories, first, rank[way], minutes[way], exits)


def count_within(graph, reached, facilities, limits_min):
    """Return how many facilities of each category lie within each limit: (p, categories, number of limits).

    A facility counts once, by its nearest exit, its own minutes to the network included.

    facilities : of `facilities`; limits_min : none beyond the limit of the search.
    """
    rows = len(reached.places)
    run, way = _entries(facilities.first, reached.node)
    one, other, along_min = _along_one_edge(graph.network, reached.exits, facilities.exits)
    row = np.concatenate([reached.row[run], reached.exits.place[one]])
    rank = np.concatenate([facilities.rank[way], facilities.exits.place[other]])
    minutes = np.concatenate([reached.minutes[run] + facilities.minutes[way], along_min])
    in_box = facilities.rank[_entries(facilities.first, reached.box.node[1:])[1]]
    known = np.unique(np.concatenate([in_box, facilities.exits.place[other]]))
    column = np.searchsorted(known, rank)
    nearest = np.full((rows, len(known)), np.inf)
    _lower(nearest.ravel(), row * len(known) + column, minutes)
    category, first = np.unique(facilities.category[known], return_index=True)
    result = np.zeros((rows, facilities.categories, len(limits_min)), dtype=int)
    for column, limit in enumerate(limits_min):
        result[:, category, column] = np.add.reduceat(nearest <= limit, first, axis=1, dtype=int)
    return result


def minutes_to_nearest(graph, exits, reverse=True):
    """Return the minutes between every node and the nearest of some facilities: (n,), inf where none.

    All facilities are searched for at once, wave by wave: whoever got nearer passes it on.

    exits : of the facilities; reverse : from the node to the facility, else from the facility.
    """
    minutes = np.full(len(graph.network.x), np.inf)
    beyond = graph.enter_min if reverse else graph.leave_min
    nearer = np.zeros(len(minutes), dtype=bool)
    _, node, start = _ways_in(graph.network, exits, reverse)
    nearer[_lower(minutes, node, start)] = True
    while nearer.any():
        node = np.flatnonzero(nearer)
        nearer[node] = False
        run, arc = _entries(graph.first_arc, node)
        nearer[_lower(minutes, graph.arc_to[arc], minutes[node][run] + beyond[arc])] = True
    return minutes


def minutes_from(graph, node_minutes, exits, facilities, places):
    """Return the minutes from each place to the nearest facility: (places,), inf where none.

    node_minutes : (n,) of `minutes_to_nearest`; exits : of the places; facilities : exits of the
    facilities; places : how many places there are, those without an exit included.
    """
    place, node, minutes = _ways_in(graph.network, exits)
    facilities = _rows(facilities, np.argsort(facilities.edge, kind="stable"))
    one, _, along_min = _along_one_edge(graph.network, exits, facilities)
    result = np.full(places, np.inf)
    _lower(result, np.concatenate([place, exits.place[one]]), np.concatenate([minutes + node_minutes[node], along_min]))
    return result


def _rows(exits, row):
    return Exits(*(column[row] for column in exits))


def _runs(first, last):
    """Return the numbers first … last - 1 of every run, and before them which run they are of."""
    count = last - first
    run = np.repeat(np.arange(len(count)), count)
    number = (last - np.cumsum(count))[run]
    number += np.arange(len(run))
    return run, number


def _entries(first, row):
    """Return the entries of some rows of a table, and before them which of the rows; first : where rows begin."""
    return _runs(first[row], first[row + 1])


def _by_node(node, nodes):
    """Return where the entries of each node begin, and the entries sorted by node."""
    entries = np.arange(len(node) + 1)
    table = csr_matrix((np.ones(len(node), dtype=np.int8), node, entries), shape=(len(node), nodes)).tocsc()
    return table.indptr, table.indices


def _sums(values, first):
    """Return the sums of runs of values; first : (runs + 1,) where they begin."""
    sums = np.zeros(len(first) - 1)
    full = first[1:] > first[:-1]
    sums[full] = np.add.reduceat(values, first[:-1][full])
    return sums


def _lower(values, at, candidates):
    """Lower values to the least of their candidates; return where, some repeated."""
    better = candidates < values[at]
    at, candidates = at[better], candidates[better]
    lowered = at
    while len(at):  # of several candidates any one is kept: repeat for those still better
        values[at] = candidates
        better = candidates < values[at]
        at, candidates = at[better], candidates[better]
    return lowered


def _cell(column, row):
    return (row * _ROW + np.clip(column, -_ROW // 2, _ROW // 2 - 1)).astype(np.int64)


def _shortened(first_arc, arc_to, leave_min, enter_min):
    """Return which nodes to pass over, and the ways between all others.

    A node may be passed over when it has few arcs and no neighbour is: its minutes follow from theirs.
    That saves a search one node in four.
    """
    count = np.diff(first_arc)
    node = np.arange(len(count))
    start = np.repeat(node, count)
    rank = np.where(count <= _PASSED_ARCS, count * 2**32 + node * _SCATTER % 2**32, 2**62)
    passed = count > 0
    passed[start[rank[start] >= rank[arc_to]]] = False
    kept = ~(passed[start] | passed[arc_to])
    ways = [(start[kept], arc_to[kept], leave_min[kept])]
    come = np.flatnonzero(passed[start])
    first, number = first_arc[start[come]], count[start[come]]
    for turn in range(1, _PASSED_ARCS):
        go = first + (come - first + turn) % number
        other = turn < number
        ways.append((arc_to[come], arc_to[go], enter_min[come] + leave_min[go]))
        ways[-1] = tuple(column[other] for column in ways[-1])
    start, end, minutes = (np.concatenate(column) for column in zip(*ways))
    first_way, way = _by_node(start, len(count))
    return passed, first_way, end[way], minutes[way]


def _walked(share, minutes):
    """Return the minutes for a share of an edge; none takes no time, on a closed edge too."""
    return np.multiply(share, minutes, out=np.zeros(len(share)), where=share > 0)


def _ways_in(network, exits, reverse=False):
    """Return places, nodes and minutes from the place to the node, for both ends of every exit's edge."""
    forward, backward = network.forward_min[exits.edge], network.backward_min[exits.edge]
    if reverse:
        forward, backward = backward, forward
    to_tail, to_head = _walked(exits.share, backward), _walked(1 - exits.share, forward)
    return (
        np.concatenate([exits.place, exits.place]),
        np.concatenate([network.tail[exits.edge], network.head[exits.edge]]),
        np.concatenate([exits.minutes + to_tail, exits.minutes + to_head]),
    )


def _along_one_edge(network, exits, others):
    """Return the pairs of exits and others on one edge, and the minutes from one to the other along it.

    others : sorted by edge.
    """
    one, other = _runs(np.searchsorted(others.edge, exits.edge), np.searchsorted(others.edge, exits.edge, side="right"))
    edge, ahead = exits.edge[one], others.share[other] - exits.share[one]
    pace = np.where(ahead > 0, network.forward_min[edge], network.backward_min[edge])
    return one, other, exits.minutes[one] + _walked(np.abs(ahead), pace) + others.minutes[other]


def _groups(graph, edge, limit_min):
    """Yield the rows of places that are searched in one box, ascending.

    Places are halved until they are few and near enough, or so near that dividing gains nothing.
    """
    tail = graph.network.tail[edge]
    x, y = graph.network.x[tail], graph.network.y[tail]
    reach = graph.fastest_m_per_min * limit_min
    pending = [np.arange(len(edge))] if len(edge) else []
    while pending:
        group = pending.pop()
        along = max((x[group], y[group]), key=np.ptp)
        if np.ptp(along) <= (_FAR if len(group) <= _PLACES else _NEAR) * reach:
            yield np.sort(group)
            continue
        order = np.argsort(along, kind="stable")
        full = -(-len(group) // (2 * _PLACES)) * _PLACES  # places of full batches that make up half
        middle = (along.min() + along.max()) / 2
        cut = full if len(group) > _PLACES else np.searchsorted(along[order], middle, side="right")
        pending += [group[order[cut:]], group[order[:cut]]]


def _box(graph, ways_in, limit_min, position):
    """Cut out what can be reached; position : (n,) of zeros, and so again afterwards."""
    network = graph.network
    _, start, minutes = ways_in
    start, minutes = start[minutes <= limit_min], minutes[minutes <= limit_min]
    reach = graph.fastest_m_per_min * (limit_min - minutes) * (1 + 1e-9)
    x, y = network.x[start], network.y[start]
    low, high = np.floor((y - reach).min(initial=np.inf) / CELL_M), np.floor((y + reach).max(initial=-np.inf) / CELL_M)
    left, right = np.floor((x - reach).min(initial=np.inf) / CELL_M), np.floor((x + reach).max(initial=-np.inf) / CELL_M)
    rows = np.arange(max(low, graph.cell[0] // _ROW), min(high, graph.cell[-1] // _ROW) + 1)
    first = np.searchsorted(graph.cell, _cell(left, rows))
    node = _runs(first, np.searchsorted(graph.cell, _cell(right, rows), side="right"))[1]
    position[node] = np.arange(1, len(node) + 1)
    arc, way = _entries(graph.first_arc, node)[1], _entries(graph.first_way, node)[1]
    arcs, ways = (np.cumsum(first[node + 1] - first[node]) for first in (graph.first_arc, graph.first_way))
    arc_to = position[graph.arc_to[arc]]
    first_arc, passed = np.concatenate([[0, 0], arcs]), np.append(False, graph.passed[node])
    box = Box(
        np.append(-1, node),
        first_arc,
        arc_to,
        graph.leave_min[arc],
        graph.enter_min[arc],
        network.length_m[graph.arc[arc] % len(network.length_m)],
        passed,
        np.append(0, np.cumsum(passed[arc_to]))[first_arc],
        np.flatnonzero(passed[arc_to]),
        np.concatenate([[0, 0], ways]),
        position[graph.way_to[way]],
        graph.way_min[way],
    )
    position[node] = 0
    return box


def _searched(graph, box, places, exits, limit_min):
    rows = len(places)
    row, start, minutes = _ways_in(graph.network, exits)
    table = _table(box, rows, row, _position(box, start), minutes, limit_min)
    within = table <= limit_min
    row, position = _found(within)
    run, slot = _entries(box.first_into, position)
    arc = box.into[slot]
    row, minutes = row[run], table[row, position][run] + box.leave_min[arc]
    near = minutes <= limit_min
    at = (row * table.shape[1] + box.arc_to[arc])[near]
    within.ravel()[_lower(table.ravel(), at, minutes[near])] = True
    row, position = _found(within)
    return Reached(places, row, box.node[position], table[row, position], exits, box, position, table)


def _found(within):
    """Return row and column of what is true in a table."""
    found = np.flatnonzero(within)
    rows, columns = within.shape
    row = np.repeat(np.arange(rows), np.diff(np.searchsorted(found, columns * np.arange(rows + 1))))
    return row, found - row * columns


def _table(box, rows, row, start, minutes, limit_min):
    """Return the minutes from each row's starts to every node not passed over: (rows, at least b + 1)."""
    onto = np.flatnonzero(box.passed[start])
    run, arc = _entries(box.first_arc, start[onto])
    row = np.concatenate([row, row[onto][run]])
    start = np.concatenate([start, box.arc_to[arc]])
    minutes = np.concatenate([minutes, minutes[onto][run] + box.leave_min[arc]])
    order = np.argsort(row, kind="stable")
    nodes, ends = len(box.node), len(box.way_to) + np.cumsum(np.bincount(row, minlength=rows))
    ways = csr_matrix(
        (
            np.concatenate([box.way_min, minutes[order]]),
            np.concatenate([box.way_to, start[order]]),
            np.concatenate([box.first_way, ends]),
        ),
        shape=(nodes + rows, nodes + rows),
    )
    table = dijkstra(ways, indices=np.arange(nodes, nodes + rows), limit=limit_min)
    table[:, 0] = table[:, nodes:] = np.inf
    return table


def _position(box, node):
    position = np.minimum(np.searchsorted(box.node, node), len(box.node) - 1)
    return np.where(box.node[position] == node, position, 0)


def _stretches(graph, reached):
    """Return every stretch with a reached end, sorted by row, edge and share."""
    edges = len(graph.network.tail)
    run, arc = _entries(graph.first_arc, reached.node)
    row, here = reached.row[run], reached.minutes[run]
    there = reached.table[row, _position(reached.box, graph.arc_to[arc])]
    at_tail, edge = graph.arc[arc] < edges, graph.arc[arc] % edges
    whole, split = _own_edges(graph, reached)
    chosen = at_tail | np.isinf(there)  # an edge with both ends reached comes once
    chosen &= ~np.isin(row * edges + edge, whole.row * edges + whole.edge)
    row, edge, here, there, at_tail = (column[chosen] for column in (row, edge, here, there, at_tail))
    share = np.zeros(len(row))
    found = Stretches(row, edge, share, share + 1, np.where(at_tail, here, there), np.where(at_tail, there, here))
    found = Stretches(*(np.concatenate(columns) for columns in zip(found, split)))
    order = np.lexsort((found.from_share, found.edge, found.row))
    return Stretches(*(column[order] for column in found))


def _own_edges(graph, reached):
    """Return the edges that places step onto, whole as if they had no exit, and split at the exits."""
    network, exits = graph.network, reached.exits
    key, count = np.unique(exits.place * len(network.tail) + exits.edge, return_counts=True)
    row, edge = key // len(network.tail), key % len(network.tail)
    zero = np.zeros(len(key))
    tail_min = reached.table[row, _position(reached.box, network.tail[edge])]
    head_min = reached.table[row, _position(reached.box, network.head[edge])]
    whole = Stretches(row, edge, zero, zero + 1, tail_min, head_min)
    row, edge, share, minutes = (
        np.concatenate(columns)
        for columns in zip(
            (row, edge, zero, tail_min),
            (row, edge, zero + 1, head_min),
            (exits.place, exits.edge, exits.share, exits.minutes),
        )
    )
    order = np.lexsort((share, edge, row))
    row, edge, share, minutes = row[order], edge[order], share[order], minutes[order]
    start = np.flatnonzero((row[1:] == row[:-1]) & (edge[1:] == edge[:-1]))
    width = share[start + 1] - share[start]
    forward, backward = _walked(width, network.forward_min[edge[start]]), _walked(width, network.backward_min[edge[start]])
    for _ in range(count.max(initial=0)):  # an exit may be nearer by another exit
        minutes[start + 1] = np.minimum(minutes[start + 1], minutes[start] + forward)
        minutes[start] = np.minimum(minutes[start], minutes[start + 1] + backward)
    start = start[width > 0]
    split = Stretches(row[start], edge[start], share[start], share[start + 1], minutes[start], minutes[start + 1])
    return whole, split


def _paces(graph, stretches):
    """Return the share of the edge that stretches are, and the minutes forward and backward along them."""
    width = stretches.to_share - stretches.from_share
    network, edge = graph.network, stretches.edge
    return width, width * network.forward_min[edge], width * network.backward_min[edge]


def _own_m(graph, reached, limits_min):
    """Return the metres within limits that splitting the edges with an exit adds: (p, number of limits)."""
    whole, split = _own_edges(graph, reached)
    both = Stretches(*(np.concatenate(columns) for columns in zip(whole, split)))
    width, forward, backward = _paces(graph, both)
    limit = np.asarray(limits_min, dtype=float)[:, None]
    share = np.maximum(limit - both.from_min, 0) / forward + np.maximum(limit - both.to_min, 0) / backward
    metres = np.minimum(share, 1) * width * graph.network.length_m[both.edge]
    metres[:, : len(whole.row)] *= -1
    order = np.argsort(both.row, kind="stable")
    return np.add.reduceat(metres[:, order], np.searchsorted(both.row[order], np.arange(len(reached.places))), axis=1).T


def _late_m(reached, late, limit):
    """Return rows, and metres within a limit that the arcs of late nodes count for them."""
    box = reached.box
    run, arc = _entries(box.first_arc, reached.position[late])
    row = reached.row[late][run]
    other_min = limit - reached.table.ravel()[row * reached.table.shape[1] + box.arc_to[arc]]
    share = (limit - reached.minutes[late])[run] / box.leave_min[arc]
    share += np.maximum(other_min, 0) / box.enter_min[arc]
    metres = np.minimum(share, 1) * box.arc_m[arc]
    return row, metres * np.where(other_min >= 0, 0.5, 1)
