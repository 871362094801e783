"""Faults of lines that ought to join: loose ends, crossings without a vertex, ends above each other, stray pieces."""

import numpy as np
import pandas as pd
import scipy.sparse
import shapely

from . import columns, network, steps, walkways
from .errors import InputError
from .faults import CHUNK, faults, shown
from .line_vertices import line_vertices, split_at_crossings

_VERTICAL = [walkways.KINDS.index(kind) for kind in ("stairs", "escalator", "ramp", "elevator")]


def road_faults_steps(roads, shapes, limits):
    """Yield the share done; return ends of roads that stop just short of another road."""
    lines = roads[~shapely.is_missing(shapes)]
    vertices, _ = line_vertices(lines, np.arange(len(lines)))
    found = yield from _loose_ends_steps("roads", lines, vertices, limits)
    return [_in_rows(found, np.flatnonzero(~shapely.is_missing(shapes)))]


def walkway_faults_steps(walkways_, shapes, limits):
    """Yield the share done; return faults of the walking network, as the measures would join it."""
    rows = np.flatnonzero(~shapely.is_missing(shapes))
    lines = walkways_.iloc[rows].reset_index(drop=True)
    kind = walkways.kinds(lines)[0]
    walked = np.flatnonzero(kind != walkways.CLOSED)
    if not len(walked):
        return [faults("walkways", "nothing_walkable", [-1])]
    vertices, half = line_vertices(lines, walked)
    yield 0.1
    found = [faults("walkways", "half_height", half), _without_heights(lines, walked, half)]
    found.append((yield from steps.part(_loose_ends_steps("walkways", lines, vertices, limits), 0.1, 0.4)))
    found.append(_crossings(lines, vertices))
    yield 0.5
    found += [_level_changes(lines, vertices, kind, limits), _stacked(vertices, limits)]
    yield 0.6
    try:
        graph, _ = yield from steps.part(network.network_steps(lines), 0.6, 0.9)
    except InputError:
        found.append(faults("walkways", "nothing_walkable", [-1]))
    else:
        found.append(_apart(graph, lines))
    return [_in_rows(fault, rows) for fault in found]


def _in_rows(fault, rows):
    """Return faults with their rows among the usable lines made rows of the layer."""
    row = fault["row"].astype(np.int64)
    fault["row"] = np.where(row < 0, -1, np.append(rows, -1)[row]).astype(object)
    return fault


def _without_heights(lines, walked, half):
    """Return the lines without heights where others have them."""
    has = shapely.has_z(lines.geometry.to_numpy()) | np.isfinite(columns.numbers(lines, "z"))
    has |= np.isfinite(columns.numbers(lines, "z_from")) & np.isfinite(columns.numbers(lines, "z_to"))
    has |= np.isfinite(columns.numbers(lines, "level"))
    bare = walked[~has[walked]]
    return faults("walkways", "no_height", np.setdiff1d(bare, half) if has[walked].any() else [])


def _loose_ends_steps(layer, lines, vertices, limits):
    """Yield the share done; return ends that meet no vertex, but nearly another line of their height.

    An end on another line is not loose: roads join there, and walkways have a crossing without a vertex.
    """
    least, most = limits["loose_end"]
    ends = _free_ends(vertices, _meeting(vertices))
    begin = np.flatnonzero(vertices.part[1:] == vertices.part[:-1])
    xy = np.column_stack([vertices.x, vertices.y])
    tree = shapely.STRtree(shapely.linestrings(np.stack([xy[begin], xy[begin + 1]], axis=1)))
    tables = []
    for start in range(0, len(ends), CHUNK):
        point = shapely.points(xy[ends[start : start + CHUNK]])
        end, segment = tree.query(point, predicate="dwithin", distance=most)
        with np.errstate(invalid="ignore"):  # GEOS divides by the length of a segment without one
            away, end = shapely.distance(point[end], tree.geometries[segment]), ends[start + end]
        height = _height_at(vertices, begin[segment], xy[end])
        own = vertices.line[begin[segment]] == vertices.line[end]
        level = ~(np.abs(height - vertices.z[end]) > network.JOIN_HEIGHT_M)
        near = ~own & level
        tables.append(pd.DataFrame({"end": end, "away": away, "line": vertices.line[begin[segment]]})[near])
        yield start / len(ends)
    if not tables:
        return faults(layer, "loose_end", [])
    table = pd.concat(tables, ignore_index=True)
    fid = lines["fid"].to_numpy()
    table["other"] = fid[table["line"].to_numpy(dtype=int)]
    table = table.sort_values(["end", "away", "other"]).drop_duplicates("end")
    table = table[table["away"] > least]
    end = table["end"].to_numpy(dtype=int)
    other = [str(each) for each in table["other"]]
    place = shapely.points(xy[end])
    return faults(layer, "loose_end", vertices.line[end], place=place, value=shown(table["away"]), other=other)


def _meeting(vertices):
    """Return pairs (k, 2) of vertices of different lines that lie within 1 cm in plan."""
    tree = scipy.spatial.cKDTree(np.column_stack([vertices.x, vertices.y]))
    pairs = tree.query_pairs(network.JOIN_M, output_type="ndarray")
    return pairs[vertices.line[pairs[:, 0]] != vertices.line[pairs[:, 1]]]


def _free_ends(vertices, meeting):
    """Return the ends of lines that meet no vertex of another line at their height."""
    first = np.flatnonzero(np.diff(vertices.part, prepend=-1))
    ends = np.concatenate([first, np.append(first[1:], len(vertices.part)) - 1])
    apart = np.abs(vertices.z[meeting[:, 0]] - vertices.z[meeting[:, 1]]) > network.JOIN_HEIGHT_M
    return ends[~np.isin(ends, meeting[~apart])]


def _height_at(vertices, begin, xy):
    """Return the heights of segments, which begin at some vertices, where they are nearest to places."""
    one, two = (np.column_stack([vertices.x[at], vertices.y[at]]) for at in (begin, begin + 1))
    square = ((two - one) ** 2).sum(axis=1)
    share = ((xy - one) * (two - one)).sum(axis=1) / np.where(square > 0, square, 1)
    return vertices.z[begin] + np.clip(share, 0, 1) * (vertices.z[begin + 1] - vertices.z[begin])


def _crossings(lines, vertices):
    """Return the places where lines of one height meet without a vertex in common, once for each pair."""
    cut = split_at_crossings(vertices, lines, network.JOIN_M, network.JOIN_HEIGHT_M)
    if len(cut.x) == len(vertices.x):
        return faults("walkways", "unjoined_crossing", [])
    old, new = (pd.DataFrame({"line": each.line, "x": each.x, "y": each.y}) for each in (vertices, cut))
    new = new.merge(old.drop_duplicates(), how="left", indicator=True)
    new = new[new["_merge"] == "left_only"]
    near = scipy.spatial.cKDTree(old[["x", "y"]].to_numpy())
    near = near.query_ball_point(new[["x", "y"]].to_numpy(), network.JOIN_M)
    line = old["line"].to_numpy()
    # a vertex of its own within a centimetre joins as well
    new = new[np.array([own not in line[found] for own, found in zip(new["line"], near)], dtype=bool)]
    return _pairs_at(lines, new)


def _pairs_at(lines, new):
    """Return one fault for each place where a line lacks a vertex: the line, and the one that it meets there."""
    geometry, fid = lines.geometry.to_numpy(), lines["fid"].to_numpy()
    point = shapely.points(new[["x", "y"]].to_numpy())
    place, line = shapely.STRtree(geometry).query(point, predicate="dwithin", distance=network.JOIN_M)
    own = new["line"].to_numpy(dtype=int)[place]
    xy = shapely.get_coordinates(point)[place]
    table = pd.DataFrame({"own": fid[own], "other": fid[line], "row": own, "x": xy[:, 0], "y": xy[:, 1]})
    table = table[table["own"] != table["other"]]
    pair = np.sort(table[["own", "other"]].to_numpy(), axis=1)
    key = {"low": pair[:, 0], "high": pair[:, 1], "x mm": table["x"].round(2), "y mm": table["y"].round(2)}
    table = table.assign(**key).sort_values(["own", "other"]).drop_duplicates(list(key))
    place = shapely.points(table[["x", "y"]].to_numpy())
    other = [str(each) for each in table["other"]]
    return faults("walkways", "unjoined_crossing", table["row"], place=place, other=other)


def _level_changes(lines, vertices, kind, limits):
    """Return the lines that rise like a stair but are of a kind that is walked on the level."""
    if not vertices.has_heights:
        return faults("walkways", "level_change", [])
    heights = pd.Series(vertices.z).groupby(vertices.line)
    rise = heights.max() - heights.min()
    rows = rise.index.to_numpy()
    plan = shapely.length(lines.geometry.to_numpy()[rows])
    with np.errstate(divide="ignore", invalid="ignore"):
        slope = 100 * rise.to_numpy() / plan
    least_m, most_pct = limits["level_change"]
    wrong = (rise.to_numpy() > least_m) & (slope > most_pct) & ~np.isin(kind[rows], _VERTICAL)
    value = np.where(np.isfinite(slope[wrong]), shown(np.nan_to_num(slope[wrong], posinf=0)), "∞")
    return faults("walkways", "level_change", rows[wrong], value=value)


def _stacked(vertices, limits):
    """Return free ends that lie above or below a vertex of another line, with nothing upright between them."""
    meeting = _meeting(vertices)
    free = np.zeros(len(vertices.x), dtype=bool)
    free[_free_ends(vertices, meeting)] = True
    pairs = np.concatenate([meeting, meeting[:, ::-1]])
    rise = np.abs(vertices.z[pairs[:, 0]] - vertices.z[pairs[:, 1]])
    extent = pd.DataFrame(vertices._asdict()).groupby("line")[["x", "y", "z"]].agg(["min", "max"])
    plan = np.hypot(*(extent[axis, "max"] - extent[axis, "min"] for axis in "xy"))
    lifts = extent[(plan <= network.JOIN_M).to_numpy()]
    wrong = free[pairs[:, 0]] & (rise > limits["stacked_nodes"][0])
    wrong &= ~np.isin(vertices.line[pairs[:, 0]], lifts.index)
    pairs, rise = pairs[wrong], rise[wrong]
    linked = _linked(vertices, pairs, lifts.to_numpy())
    table = pd.DataFrame({"end": pairs[:, 0], "rise": rise})[~linked]
    table = table.sort_values(["end", "rise"]).drop_duplicates("end")
    end = table["end"].to_numpy(dtype=int)
    place = shapely.points(vertices.x[end], vertices.y[end])
    return faults("walkways", "stacked_nodes", vertices.line[end], place=place, value=shown(table["rise"]))


def _linked(vertices, pairs, lifts):
    """Return which pairs of vertices an upright line spans; lifts : x, x, y, y, lowest and highest z of each."""
    z = np.sort(vertices.z[pairs], axis=1)
    tree = shapely.STRtree(shapely.points(lifts[:, [0, 2]]))
    points = shapely.points(vertices.x[pairs[:, 0]], vertices.y[pairs[:, 0]])
    pair, lift = tree.query(points, predicate="dwithin", distance=2 * network.JOIN_M)
    spans = (lifts[lift, 4] - network.JOIN_HEIGHT_M <= z[pair, 0]) & (
        z[pair, 1] <= lifts[lift, 5] + network.JOIN_HEIGHT_M
    )
    return np.isin(np.arange(len(pairs)), pair[spans])


def _apart(graph, lines):
    """Return one line of each piece of the network that is joined to nothing but itself, the longest piece left out."""
    size = len(graph.x)
    links = scipy.sparse.coo_matrix((np.ones(len(graph.tail)), (graph.tail, graph.head)), (size, size))
    piece = scipy.sparse.csgraph.connected_components(links, directed=False)[1][graph.tail]
    table = pd.DataFrame({"piece": piece, "length_m": graph.length_m, "line": graph.line})
    table["fid"] = lines["fid"].to_numpy()[graph.line]
    total = table.groupby("piece")["length_m"].sum()
    first = table.sort_values("fid").drop_duplicates("piece").set_index("piece")["line"]
    others = total.drop(total.idxmax())
    return faults("walkways", "apart", first.reindex(others.index).to_numpy(), value=shown(others.to_numpy()))


def followed_faults(verticals, shapes, walkways_, lines, limits):
    """Return vertical components along which no walkway changes level.

    A walkway follows a component when it lies within the limit of it and rises between heights that
    the component spans, or is of a kind that changes level.
    """
    rows = np.flatnonzero(~shapely.is_missing(shapes))
    usable = np.flatnonzero(~shapely.is_missing(lines))
    frame = walkways_.iloc[usable]
    low, high = _spans(frame, lines[usable])
    rising = np.isin(walkways.kinds(frame)[0], _VERTICAL) | (high - low > limits["no_rise"][1])
    usable, low, high = usable[rising], low[rising], high[rising]
    pair, line = shapely.STRtree(lines[usable]).query(
        shapes[rows], predicate="dwithin", distance=limits["no_walkway"][1]
    )
    ends = np.array([columns.numbers(verticals, name) for name in ("z_from", "z_to")])[:, rows]
    bottom, top = ends.min(axis=0), ends.max(axis=0)
    meets = ~((high[line] <= bottom[pair]) | (low[line] >= top[pair]))  # unknown heights may meet
    followed = np.zeros(len(rows), dtype=bool)
    followed[pair[meets]] = True
    return faults("verticals", "no_walkway", rows[~followed])


def _spans(frame, lines):
    """Return the lowest and highest height of each line, NaN where unknown."""
    z_from, z_to = (columns.numbers(frame, name) for name in ("z_from", "z_to"))
    xyz, owner = shapely.get_coordinates(lines, include_z=True, return_index=True)
    drawn = pd.Series(xyz[:, 2]).groupby(owner).agg(["min", "max"]).reindex(range(len(lines))).to_numpy()
    given = np.isfinite(z_from) & np.isfinite(z_to)
    return np.where(given, np.fmin(z_from, z_to), drawn[:, 0]), np.where(given, np.fmax(z_from, z_to), drawn[:, 1])
