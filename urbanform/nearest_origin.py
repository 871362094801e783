"""Many origins at once: each street to the nearest of them, and circles that do not overlap."""

import numpy as np
import scipy.spatial
import shapely

from . import reach
from .network import Network, in_order, points_along
from .steps import finish

# Streets are sampled at this share of the buffer where the circles of two origins contend for ground.
_SAMPLE_SHARE = 0.2
_SHORTEST_M = 1e-7


def pieces(graph, exits, minutes):
    """Return the streets within each limit of the nearest place: a network cut at the exits, its pieces, their places.

    graph : `reach.Graph`; exits : `Exits`; minutes : ascending limits. Where two places are equally
    near, a street is cut at the middle. Returns `(Network, reach.Pieces, (k,) place of each piece)`.
    """
    network, node = _cut_at(graph.network, exits)
    graph = reach.graph(network)
    minutes_at = reach.minutes_to_nearest(graph, _doors(network, node, exits), reverse=False)
    owner = _owners(network, minutes_at, node, exits)
    found = reach.pieces(graph, reach.everywhere(graph, minutes_at, minutes[-1]), minutes)
    first = found.from_min <= found.to_min  # a piece belongs to the end from which it is walked
    return network, found, owner[np.where(first, network.tail[found.edge], network.head[found.edge])]


def _cut_at(network, exits):
    """Return the network with a node at each exit, and that node's number.

    Exits are rounded to 0.1 µm: parts so short that they add nothing to the minutes would lead in circles.
    """
    length_m = network.length_m[exits.edge]
    share = np.round(exits.share * length_m, 7) / np.maximum(length_m, _SHORTEST_M)
    inner = (share > 0) & (length_m - share * length_m >= _SHORTEST_M)
    exits = exits._replace(share=np.where(inner, share, np.round(exits.share)))
    cuts, which = np.unique(np.c_[exits.edge, exits.share][inner], axis=0, return_inverse=True)
    edge, share = cuts[:, 0].astype(int), cuts[:, 1]
    count = np.bincount(edge, minlength=len(network.tail))
    whole = np.repeat(np.arange(len(count)), count + 1)
    before = np.arange(len(edge)) + edge  # the part of the edge that ends at the cut
    node = len(network.x) + np.arange(len(edge))
    from_share, to_share = np.zeros(len(whole)), np.ones(len(whole))
    tail, head = network.tail[whole].astype(int), network.head[whole].astype(int)
    to_share[before], from_share[before + 1] = share, share
    head[before], tail[before + 1] = node, node
    x, y, part, along_m = points_along(network, whole, from_share, to_share)
    first = np.r_[0, np.cumsum(np.bincount(part, minlength=len(whole)))]
    part_of = to_share - from_share
    z_tail, z_head = network.z_tail[whole], network.z_head[whole]
    cut, order = in_order(
        Network(
            x=np.r_[network.x, x[first[before + 1] - 1]],
            y=np.r_[network.y, y[first[before + 1] - 1]],
            tail=tail,
            head=head,
            length_m=network.length_m[whole] * part_of,
            forward_min=network.forward_min[whole] * part_of,
            backward_min=network.backward_min[whole] * part_of,
            z_tail=z_tail + from_share * (z_head - z_tail),
            z_head=z_tail + to_share * (z_head - z_tail),
            kind=network.kind[whole],
            line=network.line[whole],
            first_vertex=first,
            vertex_x=x,
            vertex_y=y,
            vertex_m=along_m - along_m[first[:-1]][part],
        )
    )
    at = np.where(exits.share <= 0, network.tail[exits.edge], network.head[exits.edge]).astype(int)
    at[inner] = node[which]
    number = np.empty(len(cut.x), dtype=int)
    number[tail[order]], number[head[order]] = cut.tail, cut.head
    return cut, number[at]


def _doors(network, node, exits):
    """Return the exits of a network cut at them: each at an end of an edge."""
    edge, share = np.empty(len(network.x), dtype=int), np.empty(len(network.x))
    edge[network.head], share[network.head] = np.arange(len(network.head)), 1.0
    edge[network.tail], share[network.tail] = np.arange(len(network.tail)), 0.0
    return exits._replace(edge=edge[node], share=share[node])


def _owners(network, minutes, node, exits):
    """Return for each node the place from which its minutes come; of equals the first; -1 where none."""
    number = np.arange(len(minutes))
    arc_from, arc_to = np.r_[network.tail, network.head], np.r_[network.head, network.tail]
    arrival = minutes[arc_from] + np.r_[network.forward_min, network.backward_min]
    order = np.lexsort((arc_from, arrival, arc_to))
    best = order[np.diff(arc_to[order], prepend=-1) > 0]
    before, earliest = number.copy(), np.full(len(number), np.inf)
    before[arc_to[best]], earliest[arc_to[best]] = arc_from[best], arrival[best]
    doors = np.lexsort((exits.place, exits.minutes, node))
    doors = doors[np.diff(node[doors], prepend=-1) > 0]
    owner = np.full(len(number), -1)
    owner[node[doors]] = exits.place[doors]
    inside = exits.minutes[doors] <= earliest[node[doors]]
    owner[node[doors[~inside]]] = -1  # somebody else is there earlier than the place at its own door
    before[node[doors[inside]]] = node[doors[inside]]
    while (before != before[before]).any():
        before = before[before]
    return owner[before]


def samples(x, y, part, along_m, buffer_m):
    """Return points along parts of streets, a fifth of the buffer apart: x, y and the part's number.

    They lie between the ends, where two places meet, so that each belongs to one place only.
    """
    inner = np.flatnonzero(part[1:] == part[:-1])
    length_m = along_m[inner + 1] - along_m[inner]
    count = np.maximum(np.ceil(length_m / (_SAMPLE_SHARE * buffer_m)), 1).astype(int)
    owner = np.repeat(inner, count)
    step = np.arange(len(owner)) - np.repeat(np.cumsum(count) - count, count)
    share = (step + 0.5) / np.repeat(count, count)
    return x[owner] + share * (x[owner + 1] - x[owner]), y[owner] + share * (y[owner + 1] - y[owner]), part[owner]


def partition(polygons, x, y, owner, reach_m):
    """Return polygons that do not overlap: what several share goes to the one with the nearest sample.

    polygons : (p,) shapely polygons; x, y : (k,) samples of what each stands for; owner : (k,) the
    polygon of each sample; reach_m : how far a polygon reaches from its samples.

    >>> circles = shapely.buffer(shapely.points([[0, 0], [10, 0]]), 8)
    >>> one, two = partition(circles, np.array([0.0, 10]), np.array([0.0, 0]), np.array([0, 1]), 8)
    >>> round(one.area - two.area, 9), round((one & two).area, 9)
    (0.0, 0.0)
    >>> one.contains(shapely.Point(4.9, 0)), one.contains(shapely.Point(5.1, 0))
    (True, False)
    """
    return finish(partition_steps(polygons, x, y, owner, reach_m))


def partition_steps(polygons, x, y, owner, reach_m):
    """Do the work of `partition` in steps that yield the share done."""
    one, two = shapely.STRtree(polygons).query(polygons, predicate="intersects")
    one, two = one[one < two], two[one < two]
    shared = shapely.intersection(polygons[one], polygons[two])
    solid = shapely.area(shared) > 0
    one, two, shared = one[solid], two[solid], shared[solid]
    if not len(shared):
        return polygons
    tree = shapely.STRtree(shared)
    contend = np.arange(len(x))
    if np.isfinite(reach_m):
        contend = np.unique(tree.query(shapely.points(x, y), predicate="dwithin", distance=2 * reach_m)[0])
    contend = contend[np.argsort(owner[contend], kind="stable")]
    yield 0.2
    # Streets above each other have samples at one place: it goes to the first owner.
    sites, first = np.unique(np.round(np.c_[x, y][contend], 3), axis=0, return_index=True)
    grounds, holder = _grounds(sites, owner[contend[first]], shapely.total_bounds(shared))
    result, own = polygons.copy(), np.r_[one, two]
    for number, rows in _grouped(own):
        result[number] = shapely.difference(polygons[number], shapely.union_all(shared[rows % len(shared)]))
        yield 0.3
    for number, rows in _grouped(holder):
        ground = shapely.multipolygons(grounds[rows])
        won = shapely.intersection(ground, shapely.union_all(shared[tree.query(ground, predicate="intersects")]))
        parts = shapely.get_parts(shapely.get_parts([result[number], won]))
        result[number] = shapely.union_all(parts[shapely.get_dimensions(parts) == 2])  # where they touch is a line
        yield 0.6
    return result


def cells(polygons, x, y, lift_min):
    """Return what of circles around points is nearest to their own; of points at one place the quickest down has all.

    polygons : (p,) circles, an empty one contends for nothing; x, y : (p,) their centres; lift_min : (p,)
    minutes from each to its street.
    """
    result = np.full(len(polygons), shapely.Polygon(), dtype=object)
    quickest = np.argsort(lift_min, kind="stable")
    quickest = quickest[~shapely.is_empty(polygons[quickest])]
    if not len(quickest):
        return result
    sites, first = np.unique(np.round(np.c_[x, y][quickest], 3), axis=0, return_index=True)
    grounds, holder = _grounds(sites, quickest[first], shapely.total_bounds(polygons))
    result[holder] = shapely.intersection(polygons[holder], grounds)
    return result


def _grouped(numbers):
    """Return each number and the rows that it has."""
    order = np.argsort(numbers, kind="stable")
    groups = np.split(order, np.flatnonzero(np.diff(numbers[order])) + 1)
    return [(numbers[rows[0]], rows) for rows in groups if len(rows)]


def _grounds(sites, owner, bounds):
    """Return the polygons that are nearest to sites of one owner, by Voronoi's diagram, and their owners.

    bounds : within which they are asked for.
    """
    corners = np.r_[sites, np.reshape(bounds, (2, 2))]
    middle, far_m = corners.mean(axis=0), 10 * np.ptp(corners, axis=0).max()
    # Four sites of nobody's, so far away that they win nothing, close the diagram.
    diagram = scipy.spatial.Voronoi(np.r_[sites - middle, np.array([[-1, -1], [-1, 1], [1, -1], [1, 1]]) * far_m])
    owner = np.r_[owner, [-1] * 4]
    border = np.diff(owner[diagram.ridge_points])[:, 0] != 0
    # Where four sites lie on a circle, corners differ by rounding only.
    ends = np.round(diagram.vertices + middle, 6)[np.asarray(diagram.ridge_vertices)[border]]
    ends = ends[(ends[:, 0] != ends[:, 1]).any(axis=1)]
    grounds = shapely.get_parts(shapely.polygonize(shapely.linestrings(ends)))
    site, ground = shapely.STRtree(grounds).query(shapely.points(sites), predicate="within")
    ground, first = np.unique(ground, return_index=True)
    return grounds[ground], owner[site[first]]
