"""Control lines: the lines along the street on which buildings are to stand (guideline reading, Frontage)."""

from typing import NamedTuple

import numpy as np
import pandas as pd
import shapely

from . import clauses, columns, frontages

# A front is of the plot where the place so far behind it lies in the plot.
_INSIDE_M = 0.05
# Where the front of the buildings is looked for: so far apart, and at so many places of one edge.
_SAMPLE_M, _SAMPLES = 2.0, 24
# How far beside a plot's edge a setback line may run along it.
_ON_EDGE_M = 0.5
_HAIR_M = 1e-6
COLUMNS = ("plot", "frontage", "side", "setback", "start_x", "start_y", "end_x", "end_y")


class Ground(NamedTuple):
    """What control lines lie among."""

    plots: np.ndarray
    plots_tree: shapely.STRtree
    buildings_tree: shapely.STRtree
    walls: tuple  # starts, ends and STRtree of the edges of buildings
    setback: pd.DataFrame  # plot, line and start_x … end_y of the straight pieces of setback lines

    @classmethod
    def of(cls, buildings, plots, setback_lines=None):
        """Return the ground of plots and buildings, both polygons, and of setback lines with `plot` where known."""
        polygons = plots.geometry.to_numpy()
        shapely.prepare(polygons)
        trees = shapely.STRtree(polygons), shapely.STRtree(buildings.geometry.to_numpy())
        start, end, _ = straight(shapely.boundary(trees[1].geometries))
        walls = start, end, shapely.STRtree(shapely.linestrings(np.stack([start, end], axis=1)))
        return cls(polygons, *trees, walls, _setback(setback_lines, plots, trees[0]))


def control_lines(which, ground, streets):
    """Return the straight pieces of the control lines of some plots, in their order along each frontage.

    Of a frontage with a setback line they are that line; else its edge moved inward to the median
    front of the buildings in the plot, at most 15 m, as far as no other frontage lies before it.

    which : positions of plots; streets : of `frontages.streets_of`. Returns a table with plot, frontage
    (number), side (of `Fronts`, -1 for none), setback (whether it is drawn) and start_x … end_y.

    >>> import geopandas
    >>> plot = geopandas.GeoDataFrame(geometry=[shapely.box(0, 0, 50, 50)])
    >>> house = geopandas.GeoDataFrame(geometry=[shapely.box(5, 4, 45, 20)])
    >>> streets = frontages.streets_of(shapely.linestrings([[[-50, -9], [90, -9]]]), ["A"])
    >>> control_lines(np.array([0]), Ground.of(house, plot), streets)[["start_y", "end_x", "setback"]].values.tolist()
    [[4.0, 50.0, False]]
    """
    fronts = frontages.fronts_of(ground.plots[which], ground.plots_tree, streets)
    fronts = fronts._replace(plot=which[fronts.plot])
    drawn = _drawn(fronts, ground.setback[ground.setback["plot"].isin(which)], ground.plots)
    left = ~np.isin(fronts.frontage, drawn["frontage"])
    return pd.concat([drawn, _estimated(frontages.Fronts(*(column[left] for column in fronts)), ground)])


def _setback(lines, plots, plots_tree):
    """Return the straight pieces of setback lines with their plots: the one they name, else where they lie."""
    if lines is None or not len(lines):
        none = np.empty(0, dtype=int)
        return pd.DataFrame({"plot": none, "line": none, **{name: none.astype(float) for name in COLUMNS[4:]}})
    shapes = shapely.force_2d(lines.geometry.to_numpy())
    names = pd.Series(np.arange(len(plots)), index=columns.texts(plots, "plot"))
    names = names[(names.index != "") & ~names.index.duplicated(keep=False)]
    plot = names.reindex(columns.texts(lines, "plot")).fillna(-1).to_numpy(dtype=np.int64)
    lost, known = np.flatnonzero(plot < 0), np.flatnonzero(plot >= 0)
    placed, near = _by_place(shapes[lost], plots_tree)
    named = _by_name(shapes[known], plots_tree.geometries[plot[known]])
    group = np.concatenate([near, plot[known], plot[known]])
    parts, row = shapely.get_parts(np.concatenate([placed, *named]), return_index=True)
    kept = np.flatnonzero(shapely.length(parts) > 10 * _HAIR_M)  # no points and hairs in the next plot
    kept = kept[np.argsort(group[row[kept]], kind="stable")]
    owner, number = np.unique(group[row[kept]], return_inverse=True)
    parts = shapely.multilinestrings(parts[kept], indices=number)
    # what is drawn twice is one line, and so are lines that follow each other
    merged, number = shapely.get_parts(shapely.line_merge(shapely.node(parts)), return_index=True)
    start, end, line = straight(merged)
    return pd.DataFrame({"plot": owner[number[line]], "line": line, **dict(zip(COLUMNS[4:], (*start.T, *end.T)))})


def _by_place(shapes, plots_tree):
    """Return what lies of lines in plots or along their edges: pieces and the plot of each."""
    within, near = plots_tree.query(shapes, predicate="intersects")
    grown = shapely.buffer(plots_tree.geometries[near], _HAIR_M)  # for what lies on an edge
    outside, held = shapes.copy(), np.unique(within)
    around = shapely.geometrycollections(grown, indices=np.searchsorted(held, within))
    outside[held] = shapely.difference(outside[held], shapely.buffer(around, 0))
    beside, along = plots_tree.query(outside, predicate="dwithin", distance=_ON_EDGE_M)
    runs = _along(outside[beside], plots_tree.geometries[along])
    return np.concatenate([shapely.intersection(shapes[within], grown), runs]), np.concatenate([near, along])


def _by_name(shapes, plots):
    """Return what lies of lines in the plots that they name, or all of what lies elsewhere; and along their edges."""
    grown = shapely.buffer(plots, _HAIR_M)
    inside, runs = shapely.intersection(shapes, grown), _along(shapely.difference(shapes, grown), plots)
    elsewhere = shapely.length(inside) + shapely.length(runs) < frontages.SHORTEST_M
    return np.where(elsewhere, shapes, inside), np.where(elsewhere, None, runs)


def _along(lines, polygons):
    """Return what runs of lines along the outside of polygons, but no end of a line that only leaves its polygon."""
    beside = shapely.intersection(lines, shapely.buffer(polygons, _ON_EDGE_M))
    parts, line = shapely.get_parts(beside, return_index=True)
    runs = (shapely.get_dimensions(parts) == 1) & (shapely.length(parts) > 2 * _ON_EDGE_M)
    result = np.full(len(lines), shapely.MultiLineString(), dtype=object)
    shapely.multilinestrings(parts[runs], indices=line[runs], out=result)
    return result


def straight(shapes):
    """Return the straight pieces of lines: starts, ends and the position of each one's line.

    >>> straight([shapely.LineString([(0, 0), (5, 0), (5, 9)])])[1].tolist()
    [[5.0, 0.0], [5.0, 9.0]]
    """
    parts, owner = shapely.get_parts(shapes, return_index=True)
    lines = shapely.get_dimensions(parts) == 1
    points, part = shapely.get_coordinates(parts[lines], return_index=True)
    same = (part[1:] == part[:-1]) & (points[1:] != points[:-1]).any(axis=1)
    return points[:-1][same], points[1:][same], owner[lines][part[1:][same]]


def _drawn(fronts, setback, plots):
    """Return setback lines as control lines, each piece of the nearest frontage of its plot along which it runs.

    Of a line around the plot only what lies nearer to a frontage than to another edge is its control line.
    """
    pieces = setback.reset_index(drop=True)
    start, end = pieces[["start_x", "start_y"]].to_numpy(), pieces[["end_x", "end_y"]].to_numpy()
    plot = pieces["plot"].to_numpy()
    front, distance = _nearest(start, end, plot, fronts.plot, fronts.start, fronts.end)
    owners = np.unique(plot)
    edges = frontages.edges_of(plots[owners])
    ends = edges.start + edges.unit * edges.length[:, None]
    _, nearest = _nearest(start, end, plot, owners[edges.plot], edges.start, ends)
    faces, streetless = (front >= 0) & (distance <= nearest + _ON_EDGE_M), ~np.isin(plot, fronts.plot)
    kept = faces | streetless | (front >= 0) & ~np.isin(plot, plot[faces])
    # a plot that faces no street of the data: what is drawn is a frontage all the same, one for each line
    alone = len(fronts.plot) + pd.factorize(pieces["line"])[0]
    frontage = np.where(front < 0, alone, np.append(fronts.frontage, -1)[front])
    metres = np.bincount(frontage[kept], np.hypot(*(end - start)[kept].T), minlength=frontage.max(initial=-1) + 1)
    kept = np.flatnonzero(kept & (metres[frontage] >= frontages.SHORTEST_M))
    start, end, order = _in_order(start[kept], end[kept], front[kept], fronts)
    which = kept[order]
    return _table(plot[which], frontage[which], np.append(fronts.side, -1)[front[which]], True, start, end)


def _nearest(start, end, plot, edge_plot, edge_start, edge_end):
    """Return the nearest edge of its plot along which each piece runs, -1 for none, and how far away it is."""
    pairs = pd.DataFrame({"plot": plot, "piece": np.arange(len(plot))})
    pairs = pairs.merge(pd.DataFrame({"plot": edge_plot, "edge": np.arange(len(edge_plot))}), on="plot")
    piece, edge = pairs["piece"].to_numpy(), pairs["edge"].to_numpy()
    along, other = (end - start)[piece], (edge_end - edge_start)[edge]
    cosine = np.abs((along * other).sum(axis=1)) / (np.hypot(*along.T) * np.hypot(*other.T))
    middle = shapely.points((start + end)[piece] / 2)
    lines = shapely.linestrings(np.stack([edge_start[edge], edge_end[edge]], axis=1))
    pairs["distance"] = np.round(shapely.distance(middle, lines), 6)
    pairs = pairs[cosine >= np.cos(np.radians(frontages.CORNER_DEG)) - 1e-9]
    pairs = pairs.sort_values(["piece", "distance", "edge"]).drop_duplicates("piece").set_index("piece")
    pairs = pairs.reindex(range(len(plot)))
    return pairs["edge"].fillna(-1).to_numpy(dtype=np.int64), pairs["distance"].fillna(np.inf).to_numpy(dtype=float)


def _in_order(start, end, front, fronts):
    """Return pieces in their order along the fronts, the plot on their left: starts, ends and the order."""
    unit = np.append(_units(fronts), [[0.0, 0.0]], axis=0)[front]
    backward = ((end - start) * unit).sum(axis=1) < 0
    start, end = np.where(backward[:, None], end, start), np.where(backward[:, None], start, end)
    from_front = start - np.append(fronts.start, [[0.0, 0.0]], axis=0)[front]
    order = np.lexsort(((from_front * unit).sum(axis=1), front))
    return start[order], end[order], order


def _units(fronts):
    along = fronts.end - fronts.start
    return along / np.hypot(*along.T)[:, None]


def _table(plot, frontage, side, setback, start, end):
    columns_ = (plot, frontage, side, np.full(len(plot), setback), *start.T, *end.T)
    return pd.DataFrame(dict(zip(COLUMNS, columns_)))


def _estimated(fronts, ground):
    """Return the edges of frontages moved inward to the median front of the plot's buildings."""
    along = _units(fronts)
    inward = np.column_stack([-along[:, 1], along[:, 0]])
    depth = _median_fronts(fronts, inward, ground)
    moved = [ends + inward * depth[:, None] for ends in (fronts.start, fronts.end)]
    lines = shapely.linestrings(np.stack(moved, axis=1))
    deep = np.flatnonzero(depth > _HAIR_M)
    strips = frontages.strips_of(fronts.start, fronts.end, inward, 0, depth - _HAIR_M)[deep]
    plots, number = np.unique(fronts.plot[deep], return_inverse=True)
    by_plot = np.argsort(number, kind="stable")
    before = shapely.buffer(shapely.multipolygons(strips[by_plot], indices=number[by_plot]), 0)
    lines[deep] = shapely.intersection(lines[deep], ground.plots[fronts.plot[deep]])
    held = np.flatnonzero(np.isin(fronts.plot, plots))
    lines[held] = shapely.difference(lines[held], before[np.searchsorted(plots, fronts.plot[held])])
    start, end, front = straight(lines)
    start, end, order = _in_order(start, end, front, fronts)
    front = front[order]
    return _table(fronts.plot[front], fronts.frontage[front], fronts.side[front], False, start, end)


def _median_fronts(fronts, inward, ground):
    """Return how far behind the edge the buildings of the plot stand, by frontage: their median, at most 15 m."""
    points, front, metres = frontages.spread(fronts.start, fronts.end, _SAMPLE_M, _SAMPLES)
    _, distance = frontages.first_met(points, inward[front], *ground.walls)
    distance = np.maximum(distance, 0)
    distance[ground.buildings_tree.query(shapely.points(points), predicate="intersects")[0]] = 0  # on the edge itself
    inside = points + inward[front] * (distance + _INSIDE_M)[:, None]
    own = np.flatnonzero(~np.isnan(distance))
    own = own[shapely.contains_xy(ground.plots[fronts.plot[front[own]]], *inside[own].T)]
    deepest = clauses.value("4.1.3-2", "offset_m", "control_line")
    median = _medians(np.minimum(distance[own], deepest), metres[own], fronts.frontage[front[own]])
    return median.reindex(fronts.frontage).fillna(0).to_numpy()


def _medians(values, weight, group):
    """Return the weighted median of each group.

    Where the halves weigh the same but for what one value weighs, it lies between the two, so that the
    places of the looks do not decide.

    >>> _medians(np.array([2.0, 2, 5, 12, 12]), np.array([9.0, 9, 1, 9, 9]), np.array([7, 7, 7, 7, 7])).to_dict()
    {7: 7.0}
    """
    frame = pd.DataFrame({"group": group, "value": values, "weight": weight}).sort_values(["group", "value"])
    found = frame.groupby("group")["weight"]
    half, below, slack = found.transform("sum") / 2, found.cumsum(), found.transform("max")
    low, high = below >= half - slack - _HAIR_M, below > half + slack + _HAIR_M
    last = ~frame["group"].duplicated(keep="last")
    ends = [frame[which].drop_duplicates("group").set_index("group")["value"] for which in (low, high | last)]
    return sum(ends) / 2
