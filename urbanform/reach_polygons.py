"""The area within a buffer of many straight pieces, from where it begins and ends on the lines of a grid.

A piece thickened by the buffer, with round ends, is a stadium, and a line meets a stadium in one span that is known
exactly. So the union of all stadiums is known exactly along the lines of a grid: as runs, with a crossing of the
outline at both ends of each. Within a cell the outline is straight, a link between two crossings:

      ┆         ┆       The area ░ lies on the left of its outline. Where it
    ──●─────────┼──     meets the edge of a cell is a stretch; walked round
      ┆╲░░░░░░░░┆       anticlockwise, a stretch ends where the outline comes
      ┆ ╲░░░░░░░┆       into the cell and begins where it goes out again. So
    ──┼──●──────┼──     links never cross, and gaps narrower than a cell stay.
      ┆         ┆

How near the outline is to the exact one follows from the step h of the grid and the buffer r:

*   Outwards: a point of the polygon at r + d from all pieces is the centre of a circle of radius d outside the
    exact area, so its cell's stretch is at least d away. Whatever the cell, no point between a stretch and its link
    is farther than (2 − √2) h from the stretch. The step makes this r / 8.
*   Inwards: a point of the exact area lies in a circle of radius r within it. Of this circle a link, at most √2 h
    long, cuts no more than a segment h² / 4r high, which is less than r / 80.
*   No outline runs through a cell that a piece meets: all of it is within √2 h, less than r, of the piece.
"""

from typing import NamedTuple

import numpy as np
import shapely
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components, depth_first_order

from .steps import finish, part

# How far an outline may lie outside the exact one, as a share of the buffer; inwards it is a tenth of that.
RESOLUTION = 1 / 8
# Steps of the grid per buffer.
_STEPS = (2 - np.sqrt(2)) / RESOLUTION
# Where the grid begins in the world, in steps; irrational, so that round coordinates lie on no line.
_ORIGIN = np.array([np.sqrt(2) - 1, (np.sqrt(5) - 1) / 2])
# Positions are whole numbers of 2⁻²⁸ steps (20 nm), and so the same whatever else is computed with them.
_BITS = 28
# Gaps up to 2⁻¹⁴ steps (0.4 mm) are closed: streets two buffers apart touch, whatever the last digits say.
_CLOSED_BITS = 14
# So many spans are made at a time: they stay in the processor's cache, and a city's are never held all at once.
_SPANS_AT_A_TIME = 1 << 15
# The cells of larger windows are numbered as they occur, not looked up in a table of all.
_CELLS_IN_TABLE = 1 << 23
# Smaller turns (radians) are the noise of a straight side; those of an arc are larger than 0.001.
_STRAIGHT = 1e-6


class _Grid(NamedTuple):
    """A window of stride × stride nodes for each group of pieces; nodes are numbered along the lines."""

    corner: np.ndarray  # (2, groups) first nodes of the windows, in steps from the origin of the world's grid
    stride: int
    unit: int  # units per step


class _Stadiums(NamedTuple):
    """Thickened pieces from their lower ends up, in units along and across the lines of all windows."""

    along: np.ndarray  # (k,) of the lower end
    across: np.ndarray
    rise: np.ndarray  # (k,) > 0, to the upper end
    slope: np.ndarray  # (k,) along per across
    lean: np.ndarray  # (k,) how far below its centre each circle touches the right side
    first: np.ndarray  # (k,) number of the first line that meets the stadium
    last: np.ndarray


class _Runs(NamedTuple):
    """Where runs begin and end on the lines."""

    node: np.ndarray  # (n,) number of the node before, counted along the lines
    share: np.ndarray  # (n,) of the step to the next node, 0 ≤ share < 1
    begins: np.ndarray  # (n,) bool


class _Crossings(NamedTuple):
    """Where outlines cross the grid; a cell has the number of its lower left node, counted along the rows."""

    x: np.ndarray  # (n,) in steps from the window's first node
    y: np.ndarray
    group: np.ndarray  # (n,) number of the window
    behind: np.ndarray  # (n,) the cell that the outline comes from
    ahead: np.ndarray  # (n,) the cell that it leads into


def reach_polygons(ax, ay, bx, by, layer, layers, buffer_m=30.0):
    """Return for each layer the area within a distance of its straight pieces.

    The outline lies at most buffer_m / 8 outside the exact one and buffer_m / 80 inside it: holes narrower than
    buffer_m / 4 may be closed, and no piece is ever missed. The grid is fixed in the world, so a polygon depends
    neither on the order of the pieces nor on other layers.

    ax, ay, bx, by : (k,) ends of the pieces in metres, the same twice for a point; layer : (k,) numbers of their
    layers, ascending; layers : how many there are; buffer_m : the distance, more than 0.

    Returns (layers,) valid Polygons and MultiPolygons, empty where a layer has no piece.

    >>> square = reach_polygons([0, 200, 200, 0], [0, 0, 200, 200], [200, 200, 0, 0], [0, 200, 200, 0], [0] * 4, 1)
    >>> hole = shapely.Polygon(square[0].interiors[0])
    >>> round(hole.area / 140**2, 2)
    1.0
    """
    return finish(reach_polygons_steps(ax, ay, bx, by, layer, layers, buffer_m))


def reach_polygons_steps(ax, ay, bx, by, layer, layers, buffer_m=30.0):
    """Do the work of `reach_polygons` in steps that yield the share done: all streets of a city take seconds."""
    result = np.full(layers, shapely.Polygon(), dtype=object)
    ends, layer = np.array([[ax, ay], [bx, by]], dtype=float), np.asarray(layer, dtype=np.int64)
    if not len(layer):
        return result
    present, group = np.unique(layer, return_inverse=True)
    step = buffer_m / _STEPS
    units, grid = _on_grid(ends / step, group)
    rows = yield from part(_runs_steps(units[:, 0], units[:, 1], group, grid), 0, 0.4)
    columns = yield from part(_runs_steps(units[:, 1], units[:, 0], group, grid), 0.4, 0.8)
    crossings = _crossings(rows, columns, grid)
    yield 0.82
    following, torn = _following(crossings, grid)
    yield 0.85
    if len(torn):
        return _with_exact(ends, layer, layers, present[torn], buffer_m)
    rings = _rings(following)
    yield 0.9
    result[present] = _polygons(crossings, *rings, grid, step)
    return result


def exact_polygons(ax, ay, bx, by, layer, layers, buffer_m=30.0, quad_segs=16):
    """Return for each layer the area within a distance of its straight pieces by GEOS: slow, exact but for arcs.

    Pieces are merged into lines, each line is buffered, then all are united: a dense network buffered in one go
    takes twenty times as long.

    Parameters as for `reach_polygons`; quad_segs : segments per quarter of a circle.

    >>> round(exact_polygons([0], [0], [100], [0], [0], 1, buffer_m=10, quad_segs=64)[0].area)  # 2000 + 100 π
    2314
    """
    result = np.full(layers, shapely.Polygon(), dtype=object)
    ends, layer = np.array([[ax, ay], [bx, by]], dtype=float).transpose(2, 0, 1), np.asarray(layer)
    for number in np.unique(layer):
        pieces = ends[layer == number]
        point = (pieces[:, 0] == pieces[:, 1]).all(axis=1)  # merging lines would lose it
        lines = shapely.line_merge(shapely.multilinestrings(shapely.linestrings(pieces[~point])))
        parts = np.concatenate([shapely.get_parts(lines), shapely.points(pieces[point, 0])])
        result[number] = shapely.union_all(shapely.buffer(parts, buffer_m, quad_segs=quad_segs))
    return result


def _with_exact(ends, layer, layers, torn, buffer_m):
    """Return the polygons where some layers have an outline so near a node that row and column disagree on it."""
    exact = np.isin(layer, torn)
    result = reach_polygons(*ends[:, :, ~exact].reshape(4, -1), layer[~exact], layers, buffer_m)
    result[torn] = exact_polygons(*ends[:, :, exact].reshape(4, -1), layer[exact], layers, buffer_m)[torn]
    return result


def _on_grid(steps, group):
    """Return the ends of pieces in units from the first node of their group's window, and the grid.

    steps : (2, 2, k) beginnings and ends, x and y, in steps from the origin of the coordinates.
    """
    steps = steps - _ORIGIN[:, None]
    begin = np.flatnonzero(np.diff(group, prepend=-1))
    # a line to spare on every side keeps the windows apart
    corner = np.floor(np.minimum.reduceat(steps.min(axis=0), begin, axis=1) - _STEPS) - 1
    steps -= np.take(corner, group, axis=1)
    stride = int(steps.max() + _STEPS) + 2
    unit = 1 << min(_BITS, 62 - (len(begin) * stride * stride).bit_length())
    return np.rint(steps * unit), _Grid(corner, stride, unit)


def _crossings(rows, columns, grid):
    """Return where the outlines cross the rows and the columns of the grid, from the runs on them.

    The area lies on the left of its outline. So on a row it begins where the outline leads down and ends where it
    leads up; on a column it begins where the outline leads right and ends where it leads left.
    """
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
    """Return the window of each node, its line in there, and how many steps along the line it is."""
    line = node // stride
    group = line // stride
    return group, line - group * stride, node - line * stride


def _runs_steps(along, across, group, grid):
    """Yield the share done; return the runs of the union of all stadiums on the lines of one direction.

    along, across : (2, k) beginnings and ends of the pieces, in units along and across the lines.
    """
    stadiums = _stadiums(along, across, group, grid)
    lines, spans = len(grid.corner[0]) * grid.stride, (stadiums.last - stadiums.first + 1).sum()
    strip = -(-lines * max(_SPANS_AT_A_TIME, len(group)) // spans)
    merged = []
    for line in range(0, lines, strip):
        merged.append(_merged(*_spans(stadiums, line, line + strip, grid), grid.unit >> _CLOSED_BITS))
        yield line / lines
    begin, end = zip(*merged)
    position = np.concatenate([*begin, *end])
    node = position // grid.unit
    return _Runs(node, (position - node * grid.unit) / grid.unit, np.arange(len(node)) < len(node) // 2)


def _stadiums(along, across, group, grid):
    """Return the pieces as stadiums; one that runs along the lines is given a rise of one unit."""
    run, rise = along[1] - along[0], across[1] - across[0]
    falls = (rise < 0) | ((rise == 0) & (run < 0))
    begin, lower = np.where(falls, along[1], along[0]), np.minimum(across[0], across[1])
    run, rise = np.where(falls, -run, run), np.maximum(np.abs(rise), 1)
    radius, line = _STEPS * grid.unit, group * grid.stride
    first = np.ceil((lower - radius) / grid.unit).astype(np.int64) + line
    last = np.floor((lower + rise + radius) / grid.unit).astype(np.int64) + line
    lean = radius * run / np.sqrt(run**2 + rise**2)
    return _Stadiums(begin, lower + line * float(grid.unit), rise, run / rise, lean, first, last)


def _spans(stadiums, from_line, to_line, grid):
    """Return where each line of a strip enters and leaves each stadium, in whole units along all lines.

    A line at height w over the lower end leaves the stadium where it leaves the circle, with its centre on the
    piece, that reaches farthest right: the circle that touches the right side there, or the one round the nearer
    end. With v the line's height over that centre,

        x = along + (w − v) slope + √(radius² − v²),   v = −lean, but at least w − rise and at most w

    and it enters at the same x, with +lean for −lean and −√ for +√.
    """
    first = np.maximum(stadiums.first, from_line)
    count = np.maximum(np.minimum(stadiums.last + 1, to_line) - first, 0)
    begin, spans = np.cumsum(count) - count, count.sum()
    # np.repeat(np.arange(k), count), in a third of the time
    piece = np.cumsum(np.bincount(begin[1:], minlength=spans)[:spans])
    line = (first - begin).take(piece)
    line += np.arange(spans)
    w = line * float(grid.unit)
    w -= stadiums.across.take(piece)
    lean, low = stadiums.lean.take(piece), w - stadiums.rise.take(piece)
    v = np.empty((2, spans))
    np.maximum(lean, low, out=v[0])
    np.maximum(np.negative(lean, out=lean), low, out=v[1])
    np.minimum(v, w, out=v)
    x = w - v
    x *= stadiums.slope.take(piece)
    x += stadiums.along.take(piece)
    v *= v
    radius = _STEPS * grid.unit
    # half a unit wider, so that rounding leaves no root of a negative number
    np.sqrt(np.subtract(radius**2 + radius, v, out=v), out=v)
    x[0] -= v[0]
    x[1] += v[1]
    line *= grid.stride * grid.unit
    position = x.astype(np.int64)
    position += line
    return position


def _merged(begin, end, closed):
    """Return the union of spans as runs in order, gaps up to `closed`, a power of 2, closed.

    Spans are sorted to multiples of `closed` only, which is faster and keeps apart all that a wider gap keeps
    apart. As the order is any within a multiple, a run begins at its least beginning, and two that meet are joined.
    """
    if not len(begin):
        return begin, end
    order = _order((begin - begin.min()) >> (closed.bit_length() - 1))
    begin, end = begin.take(order), np.maximum.accumulate(end.take(order))
    first = np.append(0, np.flatnonzero(begin[1:] - end[:-1] > closed) + 1)
    begin, end = np.minimum.reduceat(begin, first), end[np.append(first[1:], len(end)) - 1]
    apart = begin[1:] - end[:-1] > closed
    return begin[np.append(True, apart)], end[np.append(apart, True)]


def _order(values):
    """Return the order that sorts whole numbers ≥ 0, 16 bits at a time: a third of the time of one sort."""
    order = np.argsort(values.astype(np.uint16), kind="stable")
    for bits in range(16, int(values.max()).bit_length(), 16):
        order = order.take(np.argsort((values >> bits).astype(np.uint16).take(order), kind="stable"))
    return order


def _following(crossings, grid):
    """Return the crossing that follows each one on its outline, and the groups that have a torn outline."""
    behind, ahead = crossings.behind, crossings.ahead
    cells = len(grid.corner[0]) * grid.stride**2
    if cells > _CELLS_IN_TABLE:
        numbers, cell = np.unique([behind, ahead], return_inverse=True)
        (behind, ahead), cells = cell.reshape(2, -1), len(numbers)
    number = np.arange(len(behind), dtype=np.int32)
    out_of = np.full(cells, -1, dtype=np.int32)
    out_of[behind] = number
    out_of[behind[out_of[behind] != number]] = -1  # several links in one cell
    following = out_of[ahead]
    coming, going = _crowded_links(crossings, np.flatnonzero(following < 0), np.flatnonzero(out_of[behind] < 0), grid)
    following[coming] = going
    known, followed = following >= 0, np.zeros(len(following), dtype=bool)
    followed[following[known]] = True
    return following, np.unique(crossings.group[~(known & followed)])


def _crowded_links(crossings, coming, going, grid):
    """Return the links in cells with several, from crossings that come into a cell to crossings that go out.

    Round the edge of a cell, anticlockwise, a stretch begins at the crossing before the one where it ends.
    """
    crossing = np.concatenate([going, coming])
    cell = np.concatenate([crossings.behind[going], crossings.ahead[coming]])
    _, row, column = _place(cell, grid.stride)
    direction = np.arctan2(crossings.y[crossing] - row - 0.5, crossings.x[crossing] - column - 0.5)
    order = np.lexsort((direction, cell))
    crossing, cell, ends = crossing[order], cell[order], order >= len(going)
    first = np.flatnonzero(np.diff(cell, prepend=-1))
    before = np.arange(len(cell)) - 1
    before[first] = np.append(first[1:], len(cell)) - 1
    linked = ends & ~ends[before]
    return crossing[linked], crossing[before[linked]]


def _rings(following):
    """Return the crossings ring by ring, and where each ring begins.

    The rings are the components of the graph that leads from each crossing to the following one. Joined end to
    beginning they are a single ring, and a search from its beginning meets the crossings in order.
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
    """Return the polygon of each group from the rings; outer rings run anticlockwise, holes clockwise."""
    x, y, group = crossings.x[order], crossings.y[order], crossings.group[order]
    ring, area, corner = _measured(x, y, first)
    kept = area != 0
    corner &= kept[ring]
    steps = np.stack([x, y]) + np.take(grid.corner, group, axis=1) + _ORIGIN[:, None]
    rings = shapely.linearrings((steps * step).T[corner], indices=(np.cumsum(kept) - 1)[ring[corner]])
    area, group = area[kept], group[first[kept]]
    shell = _shells(rings, area, group)
    order = np.lexsort((area < 0, shell))
    polygons = shapely.polygons(rings[order], indices=shell[order])
    return _by_group(polygons, group[area > 0])


def _measured(x, y, first):
    """Return the ring of each point, the signed area of each ring, and which points are corners.

    Two crossings of one line that follow each other have no area: there the line just touches an arc.
    """
    size = np.diff(first, append=len(x))
    ring = np.repeat(np.arange(len(first)), size)
    before, after = np.arange(len(x)) - 1, np.arange(len(x)) + 1
    before[first], after[first + size - 1] = first + size - 1, first
    dx, dy = x[after] - x, y[after] - y
    area = np.add.reduceat(x * dy - y * dx, first) / 2
    sine, cosine = dx[before] * dy - dy[before] * dx, dx[before] * dx + dy[before] * dy
    return ring, area, np.abs(sine) > _STRAIGHT * cosine


def _shells(rings, area, group):
    """Return for each ring the number of the outer ring around it: of several of its group the smallest."""
    outer, holes = np.flatnonzero(area > 0), np.flatnonzero(area < 0)
    shell, only = np.empty(len(rings), dtype=np.int64), np.empty(group.max() + 1, dtype=np.int64)
    shell[outer] = only[group[outer]] = np.arange(len(outer))
    shell[holes] = only[group[holes]]
    unsure = holes[(np.bincount(group[outer]) > 1)[group[holes]]]
    if len(unsure):
        # GEOS prepares what is asked about: the outer rings, which may have a hundred thousand corners
        inner = shapely.STRtree(shapely.get_point(rings[unsure], 0))
        number, hole = inner.query(shapely.polygons(rings[outer]), predicate="contains")
        hole = unsure[hole]
        own = np.flatnonzero(group[hole] == group[outer[number]])
        smallest_last = own[np.argsort(-area[outer[number[own]]], kind="stable")]
        shell[hole[smallest_last]] = number[smallest_last]
    return shell


def _by_group(polygons, group):
    """Return one geometry for each group, several polygons of a group as a MultiPolygon."""
    order = np.argsort(group, kind="stable")
    polygons, group = polygons[order], group[order]
    result = np.empty(group[-1] + 1, dtype=object)
    result[group] = polygons
    several = (np.bincount(group) > 1)[group]
    if several.any():
        result[np.unique(group[several])] = shapely.multipolygons(
            polygons[several], indices=np.unique(group[several], return_inverse=True)[1]
        )
    return result
