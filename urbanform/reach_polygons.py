"""The area within a buffer of many straight pieces, traced from where it begins and ends on the lines of a grid.

A piece thickened by the buffer, round ends included, is a stadium, and a straight line meets a stadium in one
span, known exactly. So the union of all stadiums is known exactly along the lines of a grid: as runs, with a
crossing of the outline at both ends. Within a cell the outline is a straight link between two crossings:

      ┆         ┆       The area ░ lies on the left of its outline. Walk round a
    ──●─────────┼──     cell anticlockwise: the outline comes in through the end
      ┆╲░░░░░░░░┆       of a stretch of ░ on the cell's edge and goes out through
      ┆ ╲░░░░░░░┆       the beginning of the same stretch. So links never cross,
    ──┼──●──────┼──     and gaps narrower than a cell stay open.
      ┆         ┆

With a step h of the grid and a buffer r ≥ 4.7 h this is exact enough:

*   Outwards. A point of the polygon at distance r + d from the pieces is the middle of a disc of radius d that
    the exact area leaves free, hence also the stretch behind the link. No point between a stretch and its link is
    farther than (2 − √2) h from the stretch, whatever the cell: d < r / 8.
*   Inwards. A point of the exact area lies in a disc of radius r within it, and a link, no longer than √2 h, cuts
    at most its own segment off the disc: h² / 4r, less than r / 80. No link runs in a cell that a piece meets.
"""

from typing import NamedTuple

import numpy as np
import shapely
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components, depth_first_order

# How far an outline may lie outside the exact one, as a share of the buffer; inwards it is a tenth of that.
RESOLUTION = 1 / 8
# Grid steps per buffer; (2 − √2) / 4.7 is just below the resolution.
_STEPS = 4.7
# Where the grid of the whole world begins, in steps; irrational, so that round coordinates lie on no line.
_ORIGIN = np.array([np.sqrt(2) - 1, (np.sqrt(5) - 1) / 2])
# Positions are whole numbers of 2⁻²⁸ steps (20 nm): so they are the same whatever else is computed with them.
_BITS = 28
# Gaps of less than 2⁻¹⁶ steps (0.1 mm) are closed: streets two buffers apart touch, whatever the last digits say.
_CLOSED = 2.0**-16
# So many spans are made at a time: they stay in the processor's cache, and a whole city fits into memory.
_SPANS_AT_A_TIME = 1 << 14
# Windows of more cells than this are searched by sorting, not in a table of all cells.
_CELLS_IN_A_TABLE = 1 << 23
# Turns of less (radians) are the noise of positions on a straight side; those of arcs are larger than 0.001.
_STRAIGHT = 1e-6


class _Grid(NamedTuple):
    """A window of stride × stride nodes for each group of pieces, numbered row by row, window by window."""

    corner: np.ndarray  # (2, groups) of the windows' first nodes, in steps from the origin of the world's grid
    stride: int
    unit: float  # units per step


class _Stadiums(NamedTuple):
    """Pieces that rise from their lower end, in units, and the lines that their stadiums meet."""

    along: np.ndarray  # (k,) of the lower end, along the lines
    across: np.ndarray  # (k,) of the lower end, across the lines of all windows
    rise: np.ndarray  # (k,) > 0
    slope: np.ndarray  # (k,) along per across
    lean: np.ndarray  # (k,) how far below their centres the right half of the discs leaves the straight side
    first: np.ndarray  # (k,) numbers of the lines
    last: np.ndarray


class _Runs(NamedTuple):
    """Where runs begin and end on the lines."""

    node: np.ndarray  # (n,) number of the node before, counted along the lines
    share: np.ndarray  # (n,) 0 … 1 of the step beyond that node
    begins: np.ndarray  # (n,) bool


class _Crossings(NamedTuple):
    """Where outlines cross the grid; a cell has the number of its first node."""

    x: np.ndarray  # (n,) in steps from the window's first node
    y: np.ndarray
    group: np.ndarray
    behind: np.ndarray  # (n,) the cell that the outline comes from
    ahead: np.ndarray  # (n,) the cell that it leads into


def reach_polygons(ax, ay, bx, by, layer, layers, buffer_m=30.0):
    """Return for each layer the area within a distance of its straight pieces.

    The outline lies at most buffer_m / 8 outside the exact one and buffer_m / 80 inside: holes narrower than
    buffer_m / 4 may be closed, and no piece is ever missed. The grid is fixed in the world, so a polygon depends
    neither on the order of the pieces nor on other layers.

    ax, ay, bx, by : (k,) ends of the pieces in metres, the same twice for a point; layer : (k,) numbers of their
    layers, ascending; layers : how many layers there are; buffer_m : the distance, more than 0.

    Returns (layers,) valid Polygons and MultiPolygons, empty where a layer has no piece.

    >>> square = reach_polygons([0, 200, 200, 0], [0, 0, 200, 200], [200, 200, 0, 0], [0, 200, 200, 0], [0] * 4, 1)
    >>> hole = shapely.Polygon(square[0].interiors[0])
    >>> round(hole.area, -3)  # 140 m × 140 m
    20000.0
    """
    result = np.full(layers, shapely.Polygon(), dtype=object)
    layer = np.asarray(layer, dtype=np.int64)
    if not len(layer):
        return result
    present, group = np.unique(layer, return_inverse=True)
    ends = np.array([[ax, ay], [bx, by]], dtype=float)
    step = buffer_m / _STEPS
    units, grid = _on_grid(ends / step, group)
    crossings = _crossings(units, group, grid)
    following, torn = _following(crossings, grid)
    if len(torn):
        return _with_exact(ends, layer, layers, present[torn], buffer_m)
    result[present] = _polygons(crossings, *_rings(following), grid, step)
    return result


def exact_polygons(ax, ay, bx, by, layer, layers, buffer_m=30.0, quad_segs=16):
    """Return for each layer the area within a distance of its straight pieces, by GEOS: slow, arcs apart exact.

    The pieces are merged into lines, each line is buffered, and the buffers are united: buffering a dense network
    in one go takes twenty times as long.

    Parameters as in `reach_polygons`; quad_segs : segments per quarter of a circle.

    >>> exact_polygons([0], [0], [100], [0], [0], 1, buffer_m=10, quad_segs=64)[0].area.round()  # 2000 + 100 π
    2314.0
    """
    result = np.full(layers, shapely.Polygon(), dtype=object)
    layer = np.asarray(layer, dtype=np.int64)
    ends = np.array([[ax, ay], [bx, by]], dtype=float).transpose(2, 0, 1)
    for number in np.unique(layer):
        pieces = ends[layer == number]
        point = (pieces[:, 0] == pieces[:, 1]).all(axis=1)
        lines = shapely.line_merge(shapely.multilinestrings(shapely.linestrings(pieces[~point])))
        parts = np.concatenate([shapely.get_parts(lines), shapely.points(pieces[point, 0])])
        result[number] = shapely.union_all(shapely.buffer(parts, buffer_m, quad_segs=quad_segs))
    return result


def _with_exact(ends, layer, layers, torn, buffer_m):
    """Return polygons where some layers have an outline through a node, so close that row and column disagree."""
    exact = np.isin(layer, torn)
    result = reach_polygons(*ends[:, :, ~exact].reshape(4, -1), layer[~exact], layers, buffer_m)
    result[torn] = exact_polygons(*ends[:, :, exact].reshape(4, -1), layer[exact], layers, buffer_m)[torn]
    return result


def _on_grid(steps, group):
    """Return the ends of pieces in units from the first node of their group's window, and the grid.

    steps : (2, 2, k) beginning and end, x and y, in steps of the grid.
    """
    steps = steps - _ORIGIN[:, None]
    begin = np.flatnonzero(np.diff(group, prepend=-1))
    # one node more on every side, so that no run and no outline reaches into the next window
    corner = np.floor(np.minimum.reduceat(steps.min(axis=0), begin, axis=1) - _STEPS) - 1
    steps -= np.take(corner, group, axis=1)
    stride = int(steps.max() + _STEPS) + 3
    bits = min(_BITS, 62 - (len(begin) * stride * stride).bit_length())
    return np.rint(steps * 2.0**bits), _Grid(corner, stride, 2.0**bits)


def _crossings(units, group, grid):
    """Return where the outlines cross the rows and the columns of the grid.

    The area lies on the left of its outline. So on a row it begins where the outline leads down and ends where it
    leads up; on a column it begins where the outline leads right and ends where it leads left.
    """
    rows = _runs(units[:, 0], units[:, 1], group, grid)
    columns = _runs(units[:, 1], units[:, 0], group, grid)
    row_group, row, before = _place(rows.node, grid.stride)
    column_group, column, under = _place(columns.node, grid.stride)
    above, right = rows.node, (column_group * grid.stride + under) * grid.stride + column
    below, left = above - grid.stride, right - 1
    return _Crossings(
        x=np.concatenate([before + rows.share, column]),
        y=np.concatenate([row, under + columns.share]),
        group=np.concatenate([row_group, column_group]),
        behind=np.concatenate([np.where(rows.begins, above, below), np.where(columns.begins, left, right)]),
        ahead=np.concatenate([np.where(rows.begins, below, above), np.where(columns.begins, right, left)]),
    )


def _place(node, stride):
    """Return the window of nodes, their line in it, and how far along the line they are."""
    line = node // stride
    group = line // stride
    return group, line - group * stride, node - line * stride


def _runs(along, across, group, grid):
    """Return the runs of the union of all stadiums on the lines of one direction.

    along, across : (2, k) beginnings and ends of the pieces, in units along and across the lines. A run without a
    node is the tip of an arc that a line just touches; it has no stretch on a cell's edge but itself, so it is
    left out.
    """
    stadiums = _stadiums(along, across, group, grid)
    lines = len(grid.corner[0]) * grid.stride
    spans = (stadiums.last - stadiums.first + 1).sum()
    strip = -(-lines * max(_SPANS_AT_A_TIME, len(group)) // spans)
    runs = [_merged(*_spans(stadiums, line, line + strip, grid), _CLOSED * grid.unit) for line in range(0, lines, strip)]
    begin, end = (np.concatenate(column) for column in zip(*runs))
    unit = int(grid.unit)
    # a node at the very end of a run belongs to it
    before_begin, before_end = (begin - 1) // unit, end // unit
    kept = before_begin < before_end
    node = np.concatenate([before_begin[kept], before_end[kept]])
    share = np.concatenate([begin[kept], end[kept]]) - node * unit
    return _Runs(node, share / unit, np.arange(len(node)) < len(node) // 2)


def _stadiums(along, across, group, grid):
    """Return the pieces as stadiums, from the lower end up; a piece along the lines rises by one unit."""
    upward = (across[0] < across[1]) | ((across[0] == across[1]) & (along[0] <= along[1]))
    lower, upper = np.where(upward, across, across[::-1])
    begin, end = np.where(upward, along, along[::-1])
    run, rise = end - begin, np.maximum(upper - lower, 1)
    radius = _STEPS * grid.unit
    window = group * grid.stride
    first = np.ceil((lower - radius) / grid.unit).astype(np.int64) + window
    last = np.floor((lower + rise + radius) / grid.unit).astype(np.int64) + window
    return _Stadiums(begin, lower + window * grid.unit, rise, run / rise, radius * run / np.hypot(run, rise), first, last)


def _spans(stadiums, begin, end, grid):
    """Return where each line from `begin` to before `end` enters and leaves each stadium, in whole units.

    The disc that reaches farthest along a line has its centre on the piece: where the straight side meets the
    line, else at the nearer end. With w the line's height over the lower end, and v over that centre,

        v = lean, but from w − rise to w;   x = along + (w − v) slope ± √(radius² − v²)

    with −lean on the right (+) and +lean on the left (−).
    """
    met = np.flatnonzero((stadiums.first < end) & (stadiums.last >= begin))
    stadiums = _Stadiums(*(column[met] for column in stadiums))
    first = np.maximum(stadiums.first, begin)
    count = np.minimum(stadiums.last + 1, end) - first
    piece = np.repeat(np.arange(len(met)), count)
    line = np.arange(len(piece)) + (first - np.cumsum(count) + count)[piece]
    w = line * grid.unit - stadiums.across[piece]
    v = np.take([stadiums.lean, -stadiums.lean], piece, axis=1)
    np.maximum(v, w - stadiums.rise[piece], out=v)
    np.minimum(v, w, out=v)
    x = w - v
    x *= stadiums.slope[piece]
    x += stadiums.along[piece]
    v *= v
    half = np.sqrt(np.maximum((_STEPS * grid.unit) ** 2 - v, 0, out=v), out=v)
    x[0] -= half[0]
    x[1] += half[1]
    return np.rint(x, out=x).astype(np.int64) + line * (grid.stride * int(grid.unit))


def _merged(begin, end, closed):
    """Return the union of spans as runs in order, gaps up to `closed` closed."""
    order = _order(begin)
    begin, end = begin[order], np.maximum.accumulate(end[order])
    gap = np.flatnonzero(begin[1:] - end[:-1] > closed)
    return begin[np.append(0, gap + 1)[: len(begin)]], end[np.append(gap, len(end) - 1)[: len(end)]]


def _order(values):
    """Return the order that sorts whole numbers ≥ 0: 16 bits at a time numpy needs a third of the time."""
    order = np.argsort(values.astype(np.uint16), kind="stable")
    for bits in range(16, int(values.max(initial=0)).bit_length(), 16):
        order = order[np.argsort((values >> bits).astype(np.uint16)[order], kind="stable")]
    return order


def _following(crossings, grid):
    """Return the crossing that follows each one on its outline, and the groups that have a torn outline."""
    behind, ahead = crossings.behind, crossings.ahead
    cells = len(grid.corner[0]) * grid.stride**2
    if cells > _CELLS_IN_A_TABLE:
        numbers, cell = np.unique([behind, ahead], return_inverse=True)
        (behind, ahead), cells = cell.reshape(2, -1), len(numbers)
    number = np.arange(len(behind), dtype=np.int32)
    out_of = np.full(cells, -1, dtype=np.int32)
    out_of[behind] = number
    out_of[behind[out_of[behind] != number]] = -1  # crowded: several links in one cell
    following = out_of[ahead]
    coming, going = _crowded_links(crossings, np.flatnonzero(following < 0), np.flatnonzero(out_of[behind] < 0), grid)
    following[coming] = going
    known, followed = following >= 0, np.zeros(len(following), dtype=bool)
    followed[following[known]] = True
    return following, np.unique(crossings.group[~(known & followed)])


def _crowded_links(crossings, coming, going, grid):
    """Return the links in cells with several: from crossings that lead into a cell to crossings that lead out.

    Round a cell's edge, anticlockwise, the beginning of a stretch is the crossing before its end.
    """
    crossing = np.concatenate([going, coming])
    cell = np.concatenate([crossings.behind[going], crossings.ahead[coming]])
    _, row, column = _place(cell, grid.stride)
    direction = np.arctan2(crossings.y[crossing] - row - 0.5, crossings.x[crossing] - column - 0.5)
    order = np.lexsort((direction, cell))
    crossing, cell, is_end = crossing[order], cell[order], order >= len(going)
    first = np.flatnonzero(np.diff(cell, prepend=-1))
    before = np.arange(len(cell)) - 1
    before[first] = np.append(first[1:], len(cell)) - 1
    linked = is_end & ~is_end[before]
    return crossing[linked], crossing[before[linked]]


def _rings(following):
    """Return the crossings ring by ring, and where each ring begins.

    The rings are found as the components of the graph that leads from each crossing to the following one. Joined
    end to beginning they are one ring, which a search runs through: both without a loop in Python.
    """
    number = np.arange(len(following), dtype=np.int32)
    graph = csr_matrix((np.ones(len(number)), following.copy(), np.arange(len(number) + 1)), shape=[len(number)] * 2)
    rings, ring = connected_components(graph, connection="strong")
    head, previous = np.empty(rings, dtype=np.int32), np.empty_like(number)
    head[ring] = number
    head.sort()
    previous[following] = number
    graph.indices[previous[head]] = np.roll(head, -1)
    order = depth_first_order(graph, head[0], return_predecessors=False)
    return order, np.flatnonzero(np.diff(ring[order], prepend=-1))


def _polygons(crossings, order, first, grid, step):
    """Return the polygon of each group from its rings: outer ones run anticlockwise, holes clockwise."""
    x, y, group = crossings.x[order], crossings.y[order], crossings.group[order]
    area, corner, ring = _measured(x, y, first)
    kept = area != 0
    steps = np.stack([x, y]) + np.take(grid.corner, group, axis=1) + _ORIGIN[:, None]
    corner &= kept[ring]
    rings = shapely.linearrings((steps * step).T[corner], indices=(np.cumsum(kept) - 1)[ring[corner]])
    area, group = area[kept], group[first[kept]]
    outer = np.flatnonzero(area > 0)
    shell = _shells(rings, area, group)
    order = np.lexsort((area < 0, shell))
    polygons = shapely.polygons(rings[order], indices=shell[order])
    result = np.empty(len(grid.corner[0]), dtype=object)
    result[group[outer]] = polygons
    several = (np.bincount(group[outer]) > 1)[group[outer]]
    if several.any():
        of_group = group[outer][several]
        parts = np.argsort(of_group, kind="stable")
        numbers, index = np.unique(of_group[parts], return_inverse=True)
        result[numbers] = shapely.multipolygons(polygons[several][parts], indices=index)
    return result


def _measured(x, y, first):
    """Return the signed area of each ring, 0 for a mere line, which points are corners, and the ring of each."""
    size = np.diff(first, append=len(x))
    ring = np.repeat(np.arange(len(first)), size)
    after, before = np.arange(len(x)) + 1, np.arange(len(x)) - 1
    after[first + size - 1], before[first] = first, first + size - 1
    dx, dy = x[after] - x, y[after] - y
    area = np.where(size > 2, np.add.reduceat(x * dy - y * dx, first) / 2, 0)
    turned = dx[before] * dy - dy[before] * dx
    ahead = dx[before] * dx + dy[before] * dy
    return area, np.abs(turned) > _STRAIGHT * ahead, ring


def _shells(rings, area, group):
    """Return for each ring the outer ring around it (its own number among those for an outer one).

    A hole of a group with several outer rings lies in the smallest one around it.
    """
    outer, holes = np.flatnonzero(area > 0), np.flatnonzero(area < 0)
    shell = np.empty(len(rings), dtype=np.int64)
    shell[outer] = np.arange(len(outer))
    of_group = np.empty(group.max() + 1, dtype=np.int64)
    of_group[group[outer]] = shell[outer]
    shell[holes] = of_group[group[holes]]
    several = holes[(np.bincount(group[outer]) > 1)[group[holes]]]
    if len(several):
        points = shapely.get_point(rings[several], 0)
        hole, around = shapely.STRtree(shapely.polygons(rings[outer])).query(points, predicate="within")
        same = group[several[hole]] == group[outer[around]]
        hole, around = hole[same], around[same]
        largest_first = np.argsort(-area[outer[around]], kind="stable")
        shell[several[hole[largest_first]]] = around[largest_first]
    return shell
