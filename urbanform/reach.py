"""Bounded searches on the walking graph: which nodes, streets and facilities lie within some minutes.

Nobody walks across the whole city, so no search should pay for it. Places are searched in batches of
neighbours, each batch in its box: the cells of 250 m that the fastest edge could reach in time. Nodes
are numbered cell by cell, row by row, so a box is one run of node numbers per row of cells, and its
part of the graph is gathered without looking at the rest. Minutes stand in a table with a row per place
and a column per node of the box, and spread over it in waves: all nodes that were just reached sooner,
of all places together, pass it on to their neighbours. So a step of the search is one numpy call for
thousands of nodes, and its cost follows the reach, not the size of the city.

Minutes run linearly along an edge, forward and backward each at its own pace; a closed direction takes
infinitely long. A stretch (an edge, or the part of one between two exits) is entered from its two ends
at known minutes, and all that is asked of it follows from these.

A street of 500 m, a home in its middle and a shop 150 m, or 1.8 min, farther on:

>>> import geopandas, shapely
>>> from .network import network
>>> street, _ = network(geopandas.GeoDataFrame(geometry=[shapely.LineString([(0, 0), (500, 0)])]))
>>> home, shop = (Exits(*(np.array([value]) for value in (0, 0, share, 0.0, 0.0))) for share in (0.5, 0.8))
>>> prepared = graph(street)
>>> (reached,) = batches(prepared, home, 2)
>>> length_m(prepared, reached, [1, 2]).round(1).tolist()
[[166.7, 333.3]]
>>> pieces(prepared, reached, [1]).to_share.round(2).tolist()
[0.5, 0.67]
>>> count_within(prepared, reached, facilities(prepared, shop, [0], 1), [1, 2]).tolist()
[[[0, 1]]]
>>> minutes_from(prepared, minutes_to_nearest(prepared, shop), home, shop, 1).round(2).tolist()
[1.8]
"""

from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

from .network import CELL_M, Exits, Network

# A cell's number is row · _ROW + column, counted from 2^20 cells west of the origin.
_ROW = 2**21
# Places of a batch: more gain nothing, and their table of minutes has to stay small.
_PLACES = 128
_TABLE = 4_000_000
# Places of one box lie within so many reaches of each other; nearer than the second, all share one box.
_FAR, _NEAR = 8, 0.5
# Fewer places do not fill the waves.
_FEW = 32
# A wave passes on what is reached within so many mean edges: later minutes may still be undercut, and wait.
_WAVE_EDGES = 4
# Parts of a stretch shorter than this share are rounding.
_SLIVER = 1e-9


class Graph(NamedTuple):
    """A network of n nodes and m edges prepared for searching, by `graph`.

    Every edge is two arcs, one at each end, closed directions included.
    """

    network: Network
    cell: np.ndarray  # (n,) number of the cell of each node, ascending
    first_arc: np.ndarray  # (n + 1,) the arcs of node i are first_arc[i] … first_arc[i + 1]
    arc: np.ndarray  # (2m,) edge that is left by its tail, or m + edge that is left by its head
    arc_to: np.ndarray  # (2m,) node at the other end
    leave_min: np.ndarray  # (2m,) minutes to the other end; inf where closed
    enter_min: np.ndarray  # (2m,) minutes from the other end
    longest_min: np.ndarray  # (n,) minutes to walk all arcs of a node to their ends
    half_m: np.ndarray  # (n,) half the metres of all arcs of a node
    fastest_m_per_min: float  # straight-line metres covered in a minute on the fastest edge
    wave_min: float  # how far a wave runs ahead


class Box(NamedTuple):
    """The part of a graph that a batch can reach; position 0 stands for every node outside."""

    node: np.ndarray  # (b + 1,) numbers of the nodes, ascending after a first -1
    first_arc: np.ndarray  # (b + 2,) as in `Graph`, by position
    arc_to: np.ndarray  # positions
    leave_min: np.ndarray
    enter_min: np.ndarray
    arc_m: np.ndarray  # metres of the edge


class Reached(NamedTuple):
    """What one batch of p places reaches: t pairs of place and node, sorted by row, then node."""

    places: np.ndarray  # (p,) numbers of the places, ascending
    row: np.ndarray  # (t,) which of the places
    node: np.ndarray  # (t,) node reached
    minutes: np.ndarray  # (t,)
    exits: Exits  # of these places; `place` is the row
    limit_min: float
    box: Box
    position: np.ndarray  # (t,) of the node in the box
    table: np.ndarray  # (p, b + 1) minutes by position; just beyond the limit where not reached, never inf


class Stretches(NamedTuple):
    """Edges, or parts of them, that a place enters from one or both ends."""

    row: np.ndarray
    edge: np.ndarray
    from_share: np.ndarray  # 0 at the edge's tail … 1 at its head
    to_share: np.ndarray
    from_min: np.ndarray  # when the ends are reached
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
    """Facilities prepared for counting, by `facilities`; ranks number them by category."""

    exits: Exits  # sorted by rank, which is `place`
    category: np.ndarray  # (number of facilities,) by rank
    categories: int
    first: np.ndarray  # (n + 1,) the exits onto edges of node i are exit[first[i]] … exit[first[i + 1]]
    exit: np.ndarray  # (2k,) row of exits


def graph(network):
    """Return a network prepared for searching."""
    tail, head, nodes = network.tail, network.head, len(network.x)
    ends = np.concatenate([tail, head])
    first, arc = _by_node(ends, nodes)
    leave = np.concatenate([network.forward_min, network.backward_min])[arc]
    longest = np.zeros(nodes)
    _lower(longest, ends[arc], -leave)
    is_open = leave < np.inf
    straight = np.hypot(network.x[tail] - network.x[head], network.y[tail] - network.y[head])
    return Graph(
        network,
        _cell(np.floor(network.x / CELL_M), np.floor(network.y / CELL_M)),
        first,
        arc,
        np.concatenate([head, tail])[arc],
        leave,
        np.concatenate([network.backward_min, network.forward_min])[arc],
        -longest,
        np.bincount(ends, np.concatenate([network.length_m, network.length_m]), nodes) / 2,
        (straight / np.minimum(network.forward_min, network.backward_min)).max(initial=0),
        _WAVE_EDGES * leave.sum(where=is_open) / max(is_open.sum(), 1),
    )


def batches(graph, exits, limit_min, at_once=_PLACES):
    """Yield what places reach within a limit, batch by batch: `Reached`.

    Every place that has an exit comes once; which come together follows from the exits and the limit.

    graph : of `graph`; exits : where the places step onto the network; limit_min : finite, in minutes;
    at_once : places in a batch at most.
    """
    position = np.zeros(len(graph.network.x), dtype=np.int32)
    place, first = np.unique(exits.place, return_index=True)
    first = np.append(first, len(exits.place))
    for group in _groups(graph, exits.edge[first[:-1]], limit_min):
        box = _box(graph, _rows(exits, _entries(first, group)[1]), limit_min, position)
        size = min(at_once, max(_TABLE // len(box.node), 1))
        for begin in range(0, len(group), size):
            part = group[begin : begin + size]
            row, exit_ = _entries(first, part)
            yield _searched(graph, box, place[part], _rows(exits, exit_)._replace(place=row), limit_min)


def everywhere(graph, minutes, limit_min):
    """Return as one batch of one place what is reached by known minutes, such as those of `minutes_to_nearest`.

    minutes : (n,) at every node; limit_min : nodes beyond are not reached.
    """
    unreached = np.nextafter(limit_min, np.inf)
    table = np.append(unreached, np.minimum(minutes, unreached))[None]
    node = np.flatnonzero(minutes <= limit_min)
    box = Box(np.arange(-1, len(minutes)), *[None] * (len(Box._fields) - 1))
    nothing = np.empty(0)
    nobody = Exits(nothing.astype(int), nothing.astype(int), nothing, nothing, nothing)
    row = np.zeros(len(node), dtype=int)
    return Reached(np.array([0]), row, node, minutes[node], nobody, limit_min, box, node + 1, table)


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
        row, metres = _late_m(reached, late, limit)
        result[:, column] += _sums(metres, np.searchsorted(row, np.arange(rows + 1)))
    return result


def pieces(graph, reached, limits_min):
    """Return the streets within each limit, cut exactly there: `Pieces`.

    Sorted by row, limit, edge and share; every stretch of street once per row and limit. An edge
    walked into from both ends is divided where the two meet, an edge with an exit there too.

    limits_min : none beyond the limit of the search.
    """
    stretches = _stretches(graph, reached)
    limit = np.asarray(limits_min, dtype=float)[:, None]
    width, forward, backward = _paces(graph.network, stretches)
    with np.errstate(invalid="ignore"):
        meet = (stretches.to_min + backward - stretches.from_min) / (forward + backward)
    meet = np.clip(np.nan_to_num(meet, nan=1), 0, 1)  # not a number where nobody walks backward
    meet[meet < _SLIVER], meet[meet > 1 - _SLIVER] = 0, 1
    ahead = np.minimum(np.maximum(limit - stretches.from_min, 0) / forward, meet)
    behind = np.minimum(np.maximum(limit - stretches.to_min, 0) / backward, 1 - meet)
    part = np.stack([ahead, behind], axis=-1)  # of the stretch: limit, stretch, from which end
    which, stretch, end = np.nonzero(part > _SLIVER)
    order = np.argsort(stretches.row[stretch] * len(limit) + which, kind="stable")
    which, stretch, end = which[order], stretch[order], end[order]
    row, edge, from_share, to_share, from_min, to_min = (column[stretch] for column in stretches)
    part, ahead = part[which, stretch, end], end == 0
    inside = np.where(ahead, from_share + part * width[stretch], to_share - part * width[stretch])
    inside_min = np.where(ahead, from_min + part * forward[stretch], to_min + part * backward[stretch])
    inside_min = np.minimum(inside_min, limit[which, 0])
    return Pieces(
        row,
        which,
        edge,
        np.where(ahead, from_share, inside),
        np.where(ahead, inside, to_share),
        np.where(ahead, from_min, inside_min),
        np.where(ahead, inside_min, to_min),
    )


def facilities(graph, exits, category, categories):
    """Return facilities prepared for counting.

    exits : of the facilities; category : (number of facilities,) 0 … categories - 1.
    """
    order = np.argsort(category, kind="stable")
    rank = np.empty(len(order), dtype=int)
    rank[order] = np.arange(len(order))
    exits = exits._replace(place=rank[exits.place])
    exits = _rows(exits, np.argsort(exits.place, kind="stable"))
    ends = np.concatenate([graph.network.tail[exits.edge], graph.network.head[exits.edge]])
    first, end = _by_node(ends, len(graph.network.x))
    return Facilities(exits, np.asarray(category)[order], categories, first, end % max(len(exits.edge), 1))


def count_within(graph, reached, facilities, limits_min):
    """Return how many facilities of each category lie within each limit: (p, categories, number of limits).

    A facility counts once, by its nearest exit, its own minutes to the network included.

    facilities : of `facilities`; limits_min : none beyond the limit of the search.
    """
    result = np.zeros((len(reached.places), facilities.categories, len(limits_min)), dtype=int)
    row = np.unique(facilities.exit[_entries(facilities.first, reached.box.node[1:])[1]])
    if not len(row):
        return result
    exits = _rows(facilities.exits, row)
    first = np.flatnonzero(np.diff(exits.place, prepend=-1))
    minutes = _minutes_to(graph.network, reached, exits)
    if len(first) < len(row):
        minutes = np.minimum.reduceat(minutes, first, axis=1)
    category, first = np.unique(facilities.category[exits.place[first]], return_index=True)
    for column, limit in enumerate(limits_min):
        result[:, category, column] = np.add.reduceat(minutes <= limit, first, axis=1, dtype=int)
    return result


def minutes_to_nearest(graph, exits, reverse=True):
    """Return the minutes between every node and the nearest of some facilities: (n,), inf where none.

    One search serves all nodes: the minutes spread from all facilities at once.

    exits : of the facilities; reverse : from the node to the facility, else from the facility.
    """
    minutes = np.full(len(graph.network.x), np.inf)
    arc_min = graph.enter_min if reverse else graph.leave_min
    _, node, start_min = _ways_in(graph.network, exits, reverse)
    _spread(minutes, len(minutes), graph.first_arc, graph.arc_to, arc_min, node, start_min, graph.wave_min)
    return minutes


def minutes_from(graph, node_minutes, exits, facilities, places):
    """Return the minutes from each place to the nearest facility: (places,), inf where none.

    node_minutes : (n,) of `minutes_to_nearest`; exits : of the places; facilities : exits of the
    facilities; places : how many places there are, those without an exit included.
    """
    place, node, minutes = _ways_in(graph.network, exits)
    one, _, along_min = _along_one_edge(graph.network, exits, facilities)
    result = np.full(places, np.inf)
    _lower(result, place, minutes + node_minutes[node])
    _lower(result, exits.place[one], along_min)
    return result


def _rows(exits, row):
    return Exits(*(column[row] for column in exits))


def _where(which, *columns):
    row = np.flatnonzero(which)
    return tuple(column.take(row) for column in columns)  # a fifth faster than column[row]


def _runs(first, last):
    """Return the numbers first … last - 1 of every run, and before them which run they are of."""
    ends = np.cumsum(last - first)
    total = ends[-1] if len(ends) else 0
    run = np.cumsum(np.bincount(ends[:-1], minlength=total)[:total])
    return run, (last - ends).take(run) + np.arange(total)


def _entries(first, row):
    """Return the entries of some rows, and before them which of the rows; first : where each row begins."""
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
    """Lower values to the least of their candidates; return where, and the candidates that were lower."""
    lower = at, candidates = _where(candidates < values.take(at), at, candidates)
    while len(at):  # of several candidates any one is kept: repeat for those still lower
        values[at] = candidates
        at, candidates = _where(candidates < values.take(at), at, candidates)
    return lower


def _cell(column, row):
    return (row * _ROW + np.clip(column + _ROW // 2, 0, _ROW - 1)).astype(np.int64)


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
    """Return the pairs of exits and others on one edge, and the minutes from one to the other along it."""
    order = np.argsort(others.edge, kind="stable")
    edge = others.edge[order]
    one, slot = _runs(np.searchsorted(edge, exits.edge), np.searchsorted(edge, exits.edge, side="right"))
    other = order[slot]
    edge, ahead = exits.edge[one], others.share[other] - exits.share[one]
    pace = np.where(ahead > 0, network.forward_min[edge], network.backward_min[edge])
    return one, other, exits.minutes[one] + _walked(np.abs(ahead), pace) + others.minutes[other]


def _minutes_to(network, reached, exits):
    """Return the minutes from every place to the exits of facilities: (p, exits)."""
    _, node, beyond_min = _ways_in(network, exits, reverse=True)
    by_tail, by_head = np.split(_position(reached.box, node), 2)
    tail_min, head_min = np.split(beyond_min, 2)
    minutes = reached.table.take(by_tail, axis=1) + tail_min
    np.minimum(minutes, reached.table.take(by_head, axis=1) + head_min, out=minutes)
    one, other, along_min = _along_one_edge(network, reached.exits, exits)
    _lower(minutes.ravel(), reached.exits.place[one] * len(exits.edge) + other, along_min)
    return minutes


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
        if len(group) > _PLACES:
            cut = -(-len(group) // (2 * _PLACES)) * _PLACES  # full batches
        else:
            cut = max(np.searchsorted(along[order], (along.min() + along.max()) / 2), 1)
        pending += [group[order[cut:]], group[order[:cut]]]


def _box(graph, exits, limit_min, position):
    """Cut out what can be reached; position : (n,) of zeros, and so again afterwards."""
    network = graph.network
    _, end, minutes = _ways_in(network, exits)
    reach = graph.fastest_m_per_min * np.maximum(limit_min - minutes, 0) * (1 + 1e-9)
    x, y = network.x[end], network.y[end]
    node = nodes_within(graph, (x - reach).min(), (y - reach).min(), (x + reach).max(), (y + reach).max())
    arc = _entries(graph.first_arc, node)[1]
    position[node] = np.arange(1, len(node) + 1)
    box = Box(
        np.append(-1, node),
        np.append([0, 0], np.cumsum(graph.first_arc[node + 1] - graph.first_arc[node])),
        position[graph.arc_to[arc]],
        graph.leave_min[arc],
        graph.enter_min[arc],
        network.length_m[graph.arc[arc] % len(network.length_m)],
    )
    position[node] = 0
    return box


def nodes_within(graph, west, south, east, north):
    """Return the nodes in the cells that a rectangle in metres touches, ascending."""
    left, low, right, high = (np.floor(along / CELL_M) for along in (west, south, east, north))
    low, high = max(low, graph.cell[0] // _ROW), min(high, graph.cell[-1] // _ROW)
    rows = np.arange(low, high + 1)
    first, last = np.searchsorted(graph.cell, [_cell(left, rows), _cell(right, rows) + 1])
    return _runs(first, last)[1]


def edges_at(graph, nodes):
    """Return the edges that begin or end at some nodes, ascending; nodes : (k,) ascending."""
    return np.unique(graph.arc[_entries(graph.first_arc, nodes)[1]] % len(graph.network.tail))


def _position(box, node):
    position = np.minimum(np.searchsorted(box.node, node), len(box.node) - 1)
    return np.where(box.node[position] == node, position, 0)


def _searched(graph, box, places, exits, limit_min):
    rows, columns = len(places), len(box.node)
    row, end, minutes = _ways_in(graph.network, exits)
    end = _position(box, end)
    unreached = np.nextafter(limit_min, np.inf)
    if rows < _FEW:
        table = np.minimum(_searched_singly(box, rows, row, end, minutes, limit_min), unreached)
    else:
        table = np.full((rows, columns), unreached)
        table[:, 0] = -np.inf  # nothing is sooner, so no wave leaves the box
        at = row * columns + end
        _spread(table.ravel(), columns, box.first_arc, box.arc_to, box.leave_min, at, minutes, graph.wave_min)
    table[:, 0] = unreached
    found = np.flatnonzero(table <= limit_min)
    row = np.repeat(np.arange(rows), np.diff(np.searchsorted(found, columns * np.arange(rows + 1))))
    position = found - row * columns
    return Reached(places, row, box.node[position], table.ravel()[found], exits, limit_min, box, position, table)


def _searched_singly(box, rows, row, end, minutes, limit_min):
    """Return the minutes from each row's ends to every node of the box, the same as by waves."""
    order = np.argsort(row, kind="stable")
    nodes = len(box.node)
    first = np.append(box.first_arc, len(box.arc_to) + np.cumsum(np.bincount(row, minlength=rows)))
    arcs = np.append(box.leave_min, minutes[order]), np.append(box.arc_to, end[order]), first
    arcs = csr_matrix(arcs, shape=(nodes + rows, nodes + rows))
    return dijkstra(arcs, indices=np.arange(nodes, nodes + rows), limit=limit_min)[:, :nodes]


def _spread(minutes, columns, first_arc, arc_to, arc_min, at, start_min, wave_min):
    """Lower the minutes of all nodes to the least from their row's starts.

    minutes : a table row by row, of what is to be undercut; at : where in it the starts are.
    """
    mark = np.empty(len(minutes), dtype=np.int32)
    waiting = [_lower(minutes, at, start_min)]
    while True:
        at, soon = (np.concatenate(column) for column in zip(*waiting))
        if not len(at):
            return
        waiting, bound = [], soon.min() + wave_min
        while len(at):
            waiting.append(_where(soon > bound, at, soon))
            at, soon = _where((soon <= bound) & (soon == minutes.take(at)), at, soon)
            number = np.arange(len(at), dtype=mark.dtype)
            mark[at] = number
            at, soon = _where(mark.take(at) == number, at, soon)  # each node once
            column = at % columns
            run, arc = _entries(first_arc, column)
            at, soon = _lower(minutes, (at - column).take(run) + arc_to.take(arc), soon.take(run) + arc_min.take(arc))


def _paces(network, stretches):
    """Return the share of the edge that stretches are, and the minutes forward and backward along them."""
    width = stretches.to_share - stretches.from_share
    return width, width * network.forward_min[stretches.edge], width * network.backward_min[stretches.edge]


def _own_edges(network, reached):
    """Return the edges that places step onto, whole as if they had no exit, and split at the exits."""
    exits = reached.exits
    key, count = np.unique(exits.place * len(network.tail) + exits.edge, return_counts=True)
    row, edge = np.divmod(key, len(network.tail))
    zero, one = np.zeros(len(key)), np.ones(len(key))
    tail_min = reached.table[row, _position(reached.box, network.tail[edge])]
    head_min = reached.table[row, _position(reached.box, network.head[edge])]
    whole = Stretches(row, edge, zero, one, tail_min, head_min)
    points = zip((row, edge, zero, tail_min), (row, edge, one, head_min), exits[:4])
    row, edge, share, minutes = (np.concatenate(column) for column in points)
    order = np.lexsort((share, edge, row))
    row, edge, share, minutes = row[order], edge[order], share[order], minutes[order]
    start = np.flatnonzero((row[1:] == row[:-1]) & (edge[1:] == edge[:-1]))
    end, edge = start + 1, edge[start]
    width = share[end] - share[start]
    forward, backward = _walked(width, network.forward_min[edge]), _walked(width, network.backward_min[edge])
    for _ in range(count.max(initial=0)):  # an exit may be reached sooner by another one
        minutes[end] = np.minimum(minutes[end], minutes[start] + forward)
        minutes[start] = np.minimum(minutes[start], minutes[end] + backward)
    split = row[start], edge, share[start], share[end], minutes[start], minutes[end]
    return whole, Stretches(*_where(width > 0, *split))


def _stretches(graph, reached):
    """Return every stretch with a reached end, sorted by row, edge and share."""
    edges = len(graph.network.tail)
    run, arc = _entries(graph.first_arc, reached.node)
    row, here = reached.row[run], reached.minutes[run]
    there = reached.table[row, _position(reached.box, graph.arc_to[arc])]
    at_tail, edge = graph.arc[arc] < edges, graph.arc[arc] % edges
    whole, split = _own_edges(graph.network, reached)
    chosen = at_tail | (there > reached.limit_min)  # an edge with both ends reached comes once
    chosen &= ~np.isin(row * edges + edge, whole.row * edges + whole.edge)
    row, edge, here, there, at_tail = _where(chosen, row, edge, here, there, at_tail)
    zero, one = np.zeros(len(row)), np.ones(len(row))
    others = row, edge, zero, one, np.where(at_tail, here, there), np.where(at_tail, there, here)
    found = Stretches(*(np.concatenate(columns) for columns in zip(others, split)))
    order = np.lexsort((found.from_share, found.edge, found.row))
    return Stretches(*(column[order] for column in found))


def _own_m(graph, reached, limits_min):
    """Return what splitting the edges with an exit adds to the metres within limits: (p, number of limits)."""
    whole, split = _own_edges(graph.network, reached)
    both = Stretches(*(np.concatenate(columns) for columns in zip(whole, split)))
    width, forward, backward = _paces(graph.network, both)
    limit = np.asarray(limits_min, dtype=float)[:, None]
    share = np.maximum(limit - both.from_min, 0) / forward + np.maximum(limit - both.to_min, 0) / backward
    metres = np.minimum(share, 1) * width * graph.network.length_m[both.edge]
    metres[:, : len(whole.row)] *= -1
    order = np.argsort(both.row, kind="stable")
    first = np.searchsorted(both.row[order], np.arange(len(reached.places)))
    return np.add.reduceat(metres[:, order], first, axis=1).T


def _late_m(reached, late, limit):
    """Return rows, and the metres within a limit that the arcs of late nodes count for them."""
    box = reached.box
    run, arc = _entries(box.first_arc, reached.position[late])
    row = reached.row[late].take(run)
    other_min = limit - reached.table.take(row * reached.table.shape[1] + box.arc_to.take(arc))
    share = (limit - reached.minutes[late]).take(run) / box.leave_min.take(arc)
    share += np.maximum(other_min, 0) / box.enter_min.take(arc)
    metres = np.minimum(share, 1) * box.arc_m.take(arc)
    return row, metres * np.where(other_min >= 0, 0.5, 1)
