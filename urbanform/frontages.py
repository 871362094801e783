"""The frontages of plots: the stretches of their edges that face a street (guideline reading, Frontage)."""

from typing import NamedTuple

import numpy as np
import pandas as pd
import shapely

from . import clauses, stable
from .road_centrelines import SAME_POINT_M, count_within

# Where the street that an edge faces turns by more, a new frontage begins: the corner of a corner plot.
CORNER_DEG = 45.0
# Less is no frontage, as a chamfered corner or what is left beside a square, and divides none, as a jog of the edge.
SHORTEST_M = 5.0
# Rays start this far outside of the edge, so that noise of a survey neither hides a neighbour nor shows the own plot.
_STAND_OFF_M = 0.05
_HAIR_M = 1e-6


def reach_m():
    """Return how far in front of an edge a street makes it a frontage, in metres."""
    return clauses.value("4.1.3-2", "reach_m", "frontage")


class Streets(NamedTuple):
    """Straight pieces of street; a block is what lies between two crossings."""

    start: np.ndarray  # (n, 2)
    end: np.ndarray
    block: np.ndarray  # (n,) number of the street block
    road: np.ndarray  # (blocks,) position of a road that the block belongs to
    tree: shapely.STRtree


def streets_of(lines, kinds):
    """Return the streets that lines make up, cut at their crossings.

    Lines of one kind that follow each other are one street, whose direction does not depend on theirs.

    lines : (n,) lines; kinds : (n,) names that tell streets apart, such as class and name.

    >>> cross = shapely.linestrings([[[0, 0], [50, 0]], [[100, 0], [50, 0]], [[70, -50], [70, 50]]])
    >>> streets = streets_of(cross, ["A", "A", "B"])
    >>> streets.block.tolist(), streets.end[0].tolist()
    ([0, 0, 1, 2, 3], [50.0, 0.0])
    """
    parts, line = shapely.get_parts(shapely.force_2d(lines), return_index=True)
    kind = pd.factorize(np.asarray(kinds, dtype=object)[line], sort=True)[0]
    order = np.lexsort((stable.order_by_place(parts).argsort(), kind))
    parts, line, kind = parts[order], line[order], kind[order]
    merged = shapely.line_merge(shapely.node(shapely.multilinestrings(parts, indices=kind)))  # drawn twice is once
    streets, owner = shapely.get_parts(merged, return_index=True)
    place = stable.order_by_place(streets, owner)
    streets, owner = streets[place], owner[place]
    streets = np.where(_is_backward(streets), shapely.reverse(streets), streets)
    start, end, block, street = _cut_at_crossings(streets)
    first = np.unique(block, return_index=True)[1]
    middle = shapely.points((start + end)[first] / 2)
    at, part = shapely.STRtree(parts).query(middle, predicate="dwithin", distance=SAME_POINT_M)
    same = kind[part] == owner[street[first]][at]
    at, part = at[same], part[same]
    part = part[np.lexsort((part, at))][np.unique(np.sort(at), return_index=True)[1]]
    return Streets(start, end, block, line[part], shapely.STRtree(_lines(start, end)))


def _is_backward(streets):
    """Return which streets do not run east (north where they run due north; anticlockwise where they are closed)."""
    across, up = np.diff(shapely.get_coordinates(shapely.get_point(streets, [[0], [-1]])).reshape(2, -1, 2), axis=0)[
        0
    ].T
    north = np.abs(across) <= SAME_POINT_M
    closed = north & (np.abs(up) <= SAME_POINT_M)
    return np.where(closed, ~shapely.is_ccw(streets), np.where(north, up < 0, across < 0))


def _crossings(streets):
    """Return where streets cross or others end on them: the street, and how far along it in metres."""
    tree = shapely.STRtree(streets)
    one, other = tree.query(streets, predicate="intersects")
    one, other = one[one != other], other[one != other]
    crossing, pair = shapely.get_coordinates(shapely.intersection(streets[one], streets[other]), return_index=True)
    ends = shapely.get_point(streets, [[0], [-1]]).ravel()
    end, met = tree.query(ends, predicate="dwithin", distance=SAME_POINT_M)
    end, met = end[end % len(streets) != met], met[end % len(streets) != met]
    street = np.concatenate([one[pair], met])
    return street, shapely.line_locate_point(streets[street], np.concatenate([shapely.points(crossing), ends[end]]))


def _cut_at_crossings(streets):
    """Return the straight pieces of streets: start, end, block and street."""
    street, at = _crossings(streets)
    inside = (at > SAME_POINT_M) & (at < shapely.length(streets[street]) - SAME_POINT_M)
    points, which = shapely.get_coordinates(streets, return_index=True)
    steps = np.hypot(*np.diff(points, axis=0, prepend=points[:1]).T)
    steps[np.diff(which, prepend=-1) != 0] = 0
    along = np.cumsum(steps)
    along -= along[np.searchsorted(which, which)]
    frame = pd.DataFrame(
        {
            "street": np.concatenate([which, street[inside]]),
            "at": np.round(np.concatenate([along, at[inside]]), 6),
            "crossing": np.repeat([False, True], [len(which), inside.sum()]),
        }
    )
    frame = frame.groupby(["street", "at"], sort=True)["crossing"].any().reset_index()
    street, at = frame["street"].to_numpy(), frame["at"].to_numpy()
    corner = shapely.get_coordinates(shapely.line_interpolate_point(streets[street], at))
    begins = (np.diff(street, prepend=-1) != 0) | frame["crossing"].to_numpy()
    same = np.flatnonzero(street[1:] == street[:-1])
    block = pd.factorize((np.cumsum(begins) - 1)[same])[0]
    return corner[same], corner[same + 1], block, street[same]


class Fronts(NamedTuple):
    """Stretches of plots' edges that face a street, in their order along the outline, the plot on their left."""

    plot: np.ndarray  # (n,) position among the plots
    frontage: np.ndarray  # (n,) number of the frontage
    start: np.ndarray  # (n, 2)
    end: np.ndarray
    side: np.ndarray  # (n,) 2 · street block, + 1 where the plot lies on its right


def fronts_of(polygons, plots_tree, streets):
    """Return the fronts of plots.

    polygons : (n,) plots; plots_tree : STRtree of all plots, these among them; streets : `streets_of`.

    >>> plots = shapely.box([0, 50], 0, [50, 80], 30)
    >>> streets = streets_of(shapely.linestrings([[[-50, -10], [150, -10]], [[90, -90], [90, 90]]]), ["A", "B"])
    >>> fronts = fronts_of(plots, shapely.STRtree(plots), streets)
    >>> fronts.plot.tolist(), fronts.frontage.tolist(), fronts.end.tolist()
    ([0, 1, 1], [0, 1, 2], [[50.0, 0.0], [80.0, 30.0], [80.0, 0.0]])
    """
    edges = edges_of(polygons)
    edge, begin, end = _pieces(edges, plots_tree, streets)
    middle = edges.start[edge] + edges.unit[edge] * ((begin + end) / 2)[:, None]
    outward = np.column_stack([edges.unit[edge, 1], -edges.unit[edge, 0]])
    segment, distance = first_met(middle, outward, streets.start, streets.end, streets.tree)
    seen = segment >= 0
    ahead = np.flatnonzero(seen & (distance > 2 * _STAND_OFF_M))
    before = middle[ahead] + (distance[ahead] - _STAND_OFF_M)[:, None] * outward[ahead]
    rays = _lines(middle[ahead] + _STAND_OFF_M * outward[ahead], before)
    seen[ahead[plots_tree.query(rays, predicate="intersects")[0]]] = False
    along = streets.end[segment] - streets.start[segment]
    along = along / np.maximum(np.hypot(*along.T), _HAIR_M)[:, None]
    right = along[:, 0] * outward[:, 1] - along[:, 1] * outward[:, 0] > 0  # the plot on the right of the street
    side = 2 * streets.block[segment] + right
    # with the plot on the left of both, even an acute corner is a turn of more than a right angle
    frontage = _numbered(edges.ring[edge], seen, np.where(right[:, None], -along, along), end - begin)
    order = np.flatnonzero(seen)[np.lexsort((np.flatnonzero(seen), frontage.order[seen], frontage.number[seen]))]
    return _joined(edges, edge, begin, end, frontage.number, side, order)


class Edges(NamedTuple):
    """Straight edges of polygons."""

    start: np.ndarray
    unit: np.ndarray
    length: np.ndarray
    ring: np.ndarray
    plot: np.ndarray


def edges_of(polygons):
    """Return the edges of outer rings, anticlockwise."""
    parts, plot = shapely.get_parts(polygons, return_index=True)
    rings = shapely.get_exterior_ring(shapely.force_2d(parts))
    rings = np.where(shapely.is_ccw(rings), rings, shapely.reverse(rings))
    points, ring = shapely.get_coordinates(rings, return_index=True)
    steps = np.diff(points, axis=0)
    length = np.hypot(*steps.T)
    kept = (ring[1:] == ring[:-1]) & (length > _HAIR_M)
    return Edges(points[:-1][kept], (steps / np.maximum(length, _HAIR_M)[:, None])[kept], length[kept], ring[1:][kept],
                  plot[ring[1:][kept]])  # fmt: skip


def _pieces(edges, plots_tree, streets):
    """Cut edges where what stands in front of them can change: before each end of a street or corner of a plot."""
    outward = np.column_stack([edges.unit[:, 1], -edges.unit[:, 0]])
    stop = edges.start + edges.unit * edges.length[:, None]
    reach = reach_m()
    strips = strips_of(edges.start, stop, outward, 0, reach)
    edge, found = streets.tree.query(strips, predicate="intersects")
    first, last = streets.start[found], streets.end[found]
    places = [(edge, first), (edge, last)]
    ahead, behind = (((ends - edges.start[edge]) * outward[edge]).sum(axis=1) for ends in (first, last))
    for limit in (0, reach):  # where a slanting street comes within reach
        crosses = (ahead < limit) != (behind < limit)
        share = ((limit - ahead) / np.where(crosses, behind - ahead, 1))[crosses, None]
        places.append((edge[crosses], first[crosses] + share * (last - first)[crosses]))
    near, every = np.unique(edge), np.arange(len(edges.length))  # no street, no frontage
    edge, found = plots_tree.query(strips[near], predicate="intersects")
    corners, pair = shapely.get_coordinates(plots_tree.geometries[found], return_index=True)
    places.append((near[edge[pair]], corners))
    edge, place = (np.concatenate(column) for column in zip(*places))
    away = place - edges.start[edge]
    at, out = (away * edges.unit[edge]).sum(axis=1), (away * outward[edge]).sum(axis=1)
    inside = (at > _HAIR_M) & (at < edges.length[edge] - _HAIR_M) & (out >= -_HAIR_M) & (out <= reach + _HAIR_M)
    edge = np.concatenate([edge[inside], every, every])
    at = np.concatenate([at[inside], np.zeros(len(every)), edges.length])
    order = np.lexsort((at, edge))
    edge, at = edge[order], at[order]
    piece = np.flatnonzero((edge[1:] == edge[:-1]) & (np.diff(at) > 0.01))
    return edge[piece], at[piece], at[piece + 1]


def first_met(points, direction, start, end, tree):
    """Return the first straight piece that a ray as long as `reach_m` meets, -1 for none, and how far away it is (NaN).

    points, direction : (n, 2) where rays begin, a hair behind which they already look, and unit vectors;
    start, end : of the pieces; tree : their STRtree.

    >>> start, end = np.array([[-5.0, 9], [-5, 30]]), np.array([[5.0, 9], [5, 30]])
    >>> ahead = np.array([[0.0, 1]]), start, end, shapely.STRtree(_lines(start, end))
    >>> [column.tolist() for column in first_met(np.array([[0.0, 0]]), *ahead)]
    [[0], [9.0]]
    """
    rays = _lines(points - _STAND_OFF_M * direction, points + reach_m() * direction)
    ray, piece = tree.query(rays, predicate="intersects")
    along, away = end[piece] - start[piece], start[piece] - points[ray]
    turn = direction[ray, 0] * along[:, 1] - direction[ray, 1] * along[:, 0]
    with np.errstate(divide="ignore", invalid="ignore"):
        distance = (away[:, 0] * along[:, 1] - away[:, 1] * along[:, 0]) / turn
    met = np.abs(turn) > _HAIR_M  # what lies along the ray is beside it, not before it
    ray, piece, distance = ray[met], piece[met], distance[met]
    order = np.lexsort((piece, np.round(distance, 6), ray))
    ray, first = np.unique(ray[order], return_index=True)
    found, far = np.full(len(points), -1), np.full(len(points), np.nan)
    found[ray], far[ray] = piece[order[first]], distance[order[first]]
    return found, far


class _Numbered(NamedTuple):
    number: np.ndarray  # the frontage of each piece
    order: np.ndarray  # 1 for pieces behind the start of the ring in a frontage that runs across it


def _numbered(ring, seen, along, length):
    """Number the frontages: runs of pieces that see one street, or streets in nearly one direction."""
    cosine = np.cos(np.radians(CORNER_DEG)) - 1e-9
    run = np.cumsum((np.diff(ring, prepend=-1) != 0) | (np.diff(seen, prepend=False) != 0)) - 1
    shown = np.flatnonzero(seen | (np.bincount(run, length)[run] >= SHORTEST_M))  # without the jogs of an edge
    ring, facing = ring[shown], along[shown]

    def one_street(first, second):
        both = seen[shown[first]] & seen[shown[second]]
        return both & ((facing[first] * facing[second]).sum(axis=1) >= cosine)

    place = np.arange(len(ring))
    begins = np.append(True, ~one_street(place[:-1], place[1:]) | (np.diff(ring) != 0))[: len(ring)]
    number = np.cumsum(begins) - 1
    first = np.flatnonzero(np.diff(ring, prepend=-1))
    last = np.append(first[1:], len(ring)) - 1 if len(ring) else first
    across = one_street(first, last) & (number[first] != number[last])
    result = _Numbered(*np.full((2, len(seen)), -1))
    result.order[shown] = np.isin(number, number[first[across]])
    renamed = np.arange(len(ring))
    renamed[number[last[across]]] = number[first[across]]
    result.number[shown] = renamed[number]
    return result


def _joined(edges, edge, begin, end, number, side, order):
    """Join neighbouring pieces of one edge that see one side of one street block."""
    edge, begin, end, number, side = (column[order] for column in (edge, begin, end, number, side))
    new = np.ones(len(edge), dtype=bool)
    new[1:] = (np.diff(edge) != 0) | (np.diff(number) != 0) | (np.diff(side) != 0)
    new[1:] |= np.abs(begin[1:] - end[:-1]) > 0.02
    first = np.flatnonzero(new)
    last = np.append(first[1:], len(edge)) - 1 if len(edge) else first
    which, unit, start = edge[first], edges.unit[edge[first]], edges.start[edge[first]]
    ends = (start + unit * at[:, None] for at in (begin[first], end[last]))
    return Fronts(edges.plot[which], pd.factorize(number[first])[0], *ends, side[first])


def strips_of(start, end, across, low, high):
    """Return rectangles along lines, from `low` to `high` metres across them; across : unit vectors."""
    low, high = (np.broadcast_to(np.asarray(m, dtype=float), len(start))[:, None] * across for m in (low, high))
    return shapely.polygons(np.stack([start + low, end + low, end + high, start + high, start + low], axis=1))


def spread(start, end, spacing_m, most):
    """Return points evenly spread over lines, the line of each and the metres that it stands for.

    They are an even number on each line, two at least, one every so many metres, at most so many.
    """
    length = np.hypot(*(end - start).T)
    count = 2 * np.clip(np.ceil(length / spacing_m / 2), 1, most // 2).astype(int)
    line = np.repeat(np.arange(len(start)), count)
    share = (count_within(count) + 0.5) / count[line]
    return start[line] + (end - start)[line] * share[:, None], line, (length / count)[line]


def _lines(start, end):
    return shapely.linestrings(np.stack([start, end], axis=1))
