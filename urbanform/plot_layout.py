"""Plots against roads, water and each other (clause 4.1.1), and the blocks they make up (clause 4.1.2)."""

from typing import NamedTuple

import geopandas
import numpy as np
import pandas as pd
import shapely
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from . import block_figures, blocks, clauses, columns, grading, land_use, road_centrelines, stable, steps
from .plot_size import inscribed_diameters, smallest_widths

CLAUSE = "4.1.1"
ROAD, WATER, OVERLAP, GAP, SLIVER = "road", "water", "overlap", "gap", "sliver"
UNKNOWN = "?"
MEASURES = {
    ROAD: "crossing_m",
    WATER: "crossing_m",
    OVERLAP: "overlap_m",
    GAP: "gap_or_sliver_m",
    SLIVER: "gap_or_sliver_m",
}
# Lengths are read to the hundredth of a metre, the depth in a plot too: half of it is noise of the drawing.
_NOISE_M = 0.005
# What has been cut at an outline ends on it, but for the rounding of numbers far from the origin.
_HAIR_M = 1e-6
_CHUNK = 2_000
_CLUSTERS = 200


class Result(NamedTuple):
    """Plots with their grades, what was found in them, and the blocks."""

    plots: geopandas.GeoDataFrame
    findings: geopandas.GeoDataFrame
    blocks: geopandas.GeoDataFrame


def plot_layout(plots, roads=None, water=None, districts=None, **options):
    """Return conflicts of plots with roads, water and each other, and the sizes of blocks.

    A counted road or the edge of water crosses a plot when it runs 5 m or more in it, deeper than
    0.5 m; bridges and tunnels do not, nor does water that lies within one plot. Two plots overlap, or
    leave a gap, where a circle wider than 0.5 m fits in between; what is as wide as a street (4 m),
    holds a road or is water, is no gap. A sliver is a part of a plot narrower than a street (guideline
    4.1.1).

    Land whose use is road or water is no plot: only overlaps count of it, and no block holds it.

    plots : GeoDataFrame of polygons in metres with, where known, `far` and `use`; roads : lines with `class`
    and, where known, `name`, `oneway`, `bridge`, `tunnel`; water : lines or polygons; districts :
    polygons with, where known, `planned_density` (km/km²) and `planned_far`. Options:
    counted_classes (list of names, `["*"]` for all, None for `roads.csv`), planned_density,
    planned_far (numbers that win over the districts' own).

    Returns `Result`: plots with crossing_m, overlap_m, gap_or_sliver_m, needed_<measure>, unknown_road
    (whether a road of unknown class crosses it), in_water (whether it lies wholly in water), public_land
    (road or water by its use), grade and state; findings with kind, size_m, area_m2, `plots` (positions,
    two or more for overlaps and gaps), `others` (positions of roads or waters), needed_m, grade and state;
    blocks as `block_figures.measured_steps` gives them, none without roads. Without roads a plot is never
    graded better than `violation`: nobody knows what crosses it; nor is one that only a road of unknown
    class crosses, or that lies wholly in water.

    >>> two = geopandas.GeoDataFrame(geometry=[shapely.box(0, 0, 60, 50), shapely.box(59, 0, 99, 50)])
    >>> plot_layout(two).findings[["kind", "size_m", "grade"]].to_numpy().tolist()
    [['overlap', 1.0, 'violation']]
    """
    return steps.finish(plot_layout_steps(plots, roads, water, districts, **options))


def plot_layout_steps(
    plots, roads=None, water=None, districts=None, *, counted_classes=None, planned_density=None, planned_far=None
):
    """Yield the share done; return what `plot_layout` returns."""
    polygons = plots.geometry.to_numpy()
    districts = None if districts is None or districts.empty else districts
    found, doubts = [], {"unknown_road": [], "in_water": []}
    if roads is not None:
        classes = _classes_on_the_ground(roads, counted_classes)
        unknown = classes == UNKNOWN
        found.append((yield from steps.part(_roads_steps(polygons, roads, np.where(unknown, "", classes)), 0, 0.2)))
        crossed = yield from steps.part(_roads_steps(polygons, roads, np.where(unknown, classes, "")), 0.2, 0.25)
        doubts["unknown_road"] = crossed["plots"].explode().to_list()
    if water is not None:
        crossed, doubts["in_water"] = yield from steps.part(_water_crossings_steps(polygons, water), 0.25, 0.35)
        found.append(crossed)
    found.append((yield from steps.part(_overlaps_steps(polygons), 0.35, 0.5)))
    found.append((yield from steps.part(_gaps_steps(polygons, roads, water), 0.5, 0.7)))
    found.append(_slivers(polygons))
    public = np.array(land_use.wholly(columns.texts(plots, "use").tolist(), "road", "water"), dtype=bool)
    findings = _findings(found, public)
    graded = _graded(plots, findings, doubts, public, roads is not None, water is not None)
    options = counted_classes, planned_density, planned_far
    measured = yield from steps.part(block_figures.measured_steps(plots[~public], roads, districts, *options), 0.7, 1)
    return Result(graded, findings, measured)


def _limit(measure):
    return clauses.bounds(CLAUSE, measure)[0]


def _classes_on_the_ground(roads, counted_classes):
    """Return the class of each counted road, `UNKNOWN` for one that tells none, '' for bridges, tunnels and others."""
    values = roads["class"].to_numpy() if "class" in roads else np.full(len(roads), "", dtype=object)
    classes = road_centrelines.road_classes(values, counted_classes)
    classes[road_centrelines.untold(values, counted_classes) & (classes == "")] = UNKNOWN
    classes[_off_the_ground(roads)] = ""
    return classes


def _drawn(frame, classes):
    """Yield the share done; return the lines of some class as drawn, once, and the row of each."""
    nothing = np.empty(0, dtype=object), np.empty(0, dtype=int)
    if not (classes != "").any():
        return nothing
    segments = yield from road_centrelines.centrelines(frame.geometry.to_numpy(), classes, merge_dual=False)
    return shapely.linestrings(np.stack([segments.start, segments.end], axis=1)), segments.road


def _off_the_ground(frame):
    """Tell which lines are bridges, tunnels or passages; what does not say so is on the ground."""
    carried = ("bridge", None), ("tunnel", None), ("tunnel", "passage")
    return np.any([blocks.carried(frame, *field) for field in carried], axis=0)


def _pairs_steps(shapes, polygons):
    """Yield the share done; return the pairs (shape, polygon) that meet."""
    tree, found = shapely.STRtree(polygons), [np.empty((2, 0), dtype=int)]
    for begin in range(0, len(shapes), _CHUNK):
        found.append(tree.query(shapes[begin : begin + _CHUNK], predicate="intersects") + [[begin], [0]])
        yield begin / len(shapes)
    return np.concatenate(found, axis=1)


def _deep_steps(lines, group, polygons):
    """Yield the share done; return what of lines lies in polygons deeper than the tolerance.

    Wherever such a part comes in from the edge, the tolerance belongs to its length, so that a line
    straight across has its whole length, a line along an edge none, and one that starts near the edge
    the same as one that starts beyond it.

    lines : (n,) lines; group : of each, ascending; polygons : (m,) the polygon of each group.
    Returns the parts, the length of each (m) and the group of each.
    """
    tolerance = _limit("edge_tolerance_m").upper + _NOISE_M
    found = [(np.empty(0, dtype=object), np.empty(0), np.empty(0, dtype=int))]
    for begin in range(0, len(polygons), _CHUNK):
        chunk = slice(*np.searchsorted(group, [begin, begin + _CHUNK]))
        which, index = np.unique(group[chunk], return_inverse=True)
        inner = shapely.buffer(polygons[which], -tolerance, join_style="mitre")
        parts, line = shapely.get_parts(shapely.intersection(lines[chunk], inner[index]), return_index=True)
        long = shapely.length(parts) > 0
        parts, owner = parts[long], index[line[long]]
        edge = shapely.boundary(inner[owner])
        ends = (shapely.distance(shapely.get_point(parts, end), edge) < _HAIR_M for end in (0, -1))
        found.append((parts, shapely.length(parts) + tolerance * sum(ends), which[owner]))
        yield begin / len(polygons)
    return tuple(np.concatenate(column) for column in zip(*found))


def _roads_steps(polygons, roads, classes):
    """Yield the share done; return the roads of some class that cross plots."""
    drawn = yield from steps.part(_drawn(roads, classes), 0, 0.4)
    return (yield from steps.part(_line_crossings_steps(ROAD, polygons, *drawn), 0.4, 1))


def _line_crossings_steps(kind, polygons, lines, row):
    """Yield the share done; return the lines that cross plots, one row for each connected stretch in a plot.

    kind : `ROAD` or `WATER`; lines : straight pieces, each once; row : what each is a piece of.
    """
    line, plot = yield from steps.part(_pairs_steps(lines, polygons), 0, 0.5)
    order = np.argsort(plot, kind="stable")
    met, group = np.unique(plot[order], return_inverse=True)
    parts, length, group = yield from steps.part(_deep_steps(lines[line[order]], group, polygons[met]), 0.5, 1)
    near = shapely.STRtree(parts).query(parts, predicate="dwithin", distance=road_centrelines.SAME_POINT_M)
    near = near[:, group[near[0]] == group[near[1]]]
    graph = coo_matrix((np.ones(near.shape[1]), near), shape=(len(parts), len(parts)))
    number, stretch = connected_components(graph, directed=False)
    size = stable.sums(length, stretch, number)
    order = np.argsort(stretch, kind="stable")
    stretches = shapely.multilinestrings(parts[order], indices=stretch[order]) if number else parts
    plot = met[group[np.unique(stretch, return_index=True)[1]]]
    crossing = _matters("crossing_m", size)
    stretches, plot = stretches[crossing], plot[crossing]
    # a line belongs to the stretch that it runs along, not to one that it merely touches
    around = shapely.buffer(stretches, road_centrelines.SAME_POINT_M)
    line, stretch = shapely.STRtree(around).query(lines, predicate="intersects")
    along = shapely.length(shapely.intersection(lines[line], around[stretch])) > 4 * road_centrelines.SAME_POINT_M
    others = _lists(stretch[along], row[line[along]], len(plot))
    return _found(kind, size[crossing], _strips(stretches, polygons[plot]), plot[:, None].tolist(), others)


def _water_crossings_steps(polygons, water):
    """Yield the share done; return the water that crosses plots, and the positions of plots wholly in water."""
    shapes = water.geometry.to_numpy()
    surface, ground = shapely.get_dimensions(shapes) == 2, ~_off_the_ground(water)
    drawn = yield from steps.part(_drawn(water, np.where(ground & ~surface, WATER, "")), 0, 0.2)
    lines = yield from steps.part(_line_crossings_steps(WATER, polygons, *drawn), 0.2, 0.4)
    body = np.flatnonzero(ground & surface)
    surfaces, drowned = yield from steps.part(_surface_crossings_steps(polygons, shapes[body], body), 0.4, 1)
    return pd.concat([part for part in (lines, surfaces) if len(part)] or [lines]), drowned


def _surface_crossings_steps(polygons, surfaces, row):
    """Yield the share done; return the water surfaces that cross plots by their banks, and the plots wholly in one.

    Surfaces that touch or overlap are one body of water, so that neither a seam nor a second drawing
    is a bank. Each part of a body in a plot is a row; a body that lies within one plot is that plot's own.
    """
    tolerance = _limit("edge_tolerance_m").upper + _NOISE_M
    which, plot = yield from steps.part(_pairs_steps(surfaces, polygons), 0, 0.3)
    order = np.lexsort((which, plot))
    met, begin = np.unique(plot[order], return_index=True)
    united = np.empty(len(met), dtype=object)
    for number, own in enumerate(np.split(which[order], begin[1:])[: len(met)]):
        united[number] = surfaces[own[0]] if len(own) == 1 else shapely.union_all(surfaces[own])
        if number % _CHUNK == 0:
            yield 0.3 + 0.3 * number / len(met)
    bodies, index = shapely.get_parts(united, return_index=True)
    plot = met[index]
    passing = ~shapely.covers(shapely.buffer(polygons[plot], tolerance, join_style="mitre"), bodies)
    parts, index = shapely.get_parts(shapely.intersection(bodies[passing], polygons[plot[passing]]), return_index=True)
    areal = shapely.get_dimensions(parts) == 2
    parts, plot = parts[areal], plot[passing][index[areal]]
    banks = shapely.boundary(parts)
    _, length, part = yield from steps.part(_deep_steps(banks, np.arange(len(parts)), polygons[plot]), 0.6, 1)
    size = stable.sums(length, part, len(parts))
    drowned = plot[shapely.covers(shapely.buffer(parts, tolerance, join_style="mitre"), polygons[plot])]
    crossing = _matters("crossing_m", size)
    parts, plot = parts[crossing], plot[crossing]
    part, which = shapely.STRtree(surfaces).query(parts, predicate="intersects")
    held = shapely.get_dimensions(shapely.intersection(parts[part], surfaces[which])) == 2
    others = _lists(part[held], row[which[held]], len(plot))
    return _found(WATER, size[crossing], parts, plot[:, None].tolist(), others), drowned


def _strips(lines, polygons):
    """Return lines in polygons as strips of twice the tolerance, so that all findings are areas."""
    width = _limit("edge_tolerance_m").upper
    return shapely.intersection(shapely.buffer(lines, width, cap_style="square"), polygons)


def _overlaps_steps(polygons):
    """Yield the share done; return where two plots overlap."""
    tree, found = shapely.STRtree(polygons), [(np.empty((0, 2), dtype=int), np.empty(0, dtype=object))]
    for begin in range(0, len(polygons), _CHUNK):
        first, second = tree.query(polygons[begin : begin + _CHUNK], predicate="intersects") + [[begin], [0]]
        first, second = first[first < second], second[first < second]
        parts, pair = shapely.get_parts(shapely.intersection(polygons[first], polygons[second]), return_index=True)
        areal = shapely.get_dimensions(parts) == 2
        found.append((np.column_stack([first, second])[pair[areal]], parts[areal]))
        yield begin / len(polygons)
    pairs, parts = (np.concatenate(column) for column in zip(*found))
    return _of_width(OVERLAP, parts, pairs.tolist())


def _gaps_steps(polygons, roads, water):
    """Yield the share done; return what is left between two plots, too narrow for a street.

    Plots nearer to each other than a street is wide make a cluster. Closing a cluster by half that
    width fills what is narrower; what roads of any class, half a street to either side, and water
    take of it is theirs.
    """
    street, tolerance = (_limit(measure).upper for measure in ("street_width_m", "gap_or_sliver_m"))
    near = yield from steps.part(_near_steps(polygons, street), 0, 0.3)
    graph = coo_matrix((np.ones(near.shape[1]), near), shape=(len(polygons), len(polygons)))
    number, cluster = connected_components(graph, directed=False)
    order = np.argsort(cluster, kind="stable")
    groups = np.split(order, np.searchsorted(cluster[order], np.arange(1, number)))
    groups, left = [group for group in groups if len(group) > 1], [np.empty(0, dtype=object)]
    tree = shapely.STRtree(_taken(roads, water, street, tolerance))
    for count, group in enumerate(groups):
        plots = shapely.union_all(polygons[group])
        closed = shapely.union_all(shapely.buffer(polygons[group], street / 2, join_style="mitre"))
        closed = shapely.buffer(closed, -street / 2, join_style="mitre")
        rest = shapely.difference(closed, plots)
        others = tree.query(rest, predicate="intersects")
        if len(others):
            rest = shapely.difference(rest, shapely.union_all(tree.geometries[others]))
        left.append(shapely.get_parts(_opened(rest, tolerance)))
        if count % _CLUSTERS == 0:
            yield 0.3 + 0.7 * count / len(groups)
    parts = np.concatenate(left)
    parts = parts[shapely.get_dimensions(parts) == 2]
    part, plot = shapely.STRtree(polygons).query(parts, predicate="dwithin", distance=road_centrelines.SAME_POINT_M)
    # a plot is beside a gap where it shares more of an edge with it than the tolerance, not a corner
    width = 2 * road_centrelines.SAME_POINT_M
    shared = shapely.area(shapely.intersection(shapely.buffer(parts[part], width), polygons[plot])) > width * tolerance
    beside = _lists(part[shared], plot[shared], len(parts))
    between = np.array([len(plots) > 1 for plots in beside], dtype=bool)
    return _of_width(GAP, parts[between], [plots for plots in beside if len(plots) > 1])


def _taken(roads, water, street, tolerance):
    """Return the land that streets and water take: half a street to either side of a line not in a tunnel."""
    taken = [np.empty(0, dtype=object)]
    for frame in (roads, water):
        if frame is not None:
            shapes = frame.geometry.to_numpy()[~blocks.carried(frame, "tunnel")]
            half = np.where(shapely.get_dimensions(shapes) == 2, tolerance / 2, street / 2)
            taken.append(shapely.buffer(shapes, half, cap_style="flat"))
    return np.concatenate(taken)


def _near_steps(polygons, distance):
    tree, found = shapely.STRtree(polygons), [np.empty((2, 0), dtype=int)]
    for begin in range(0, len(polygons), _CHUNK):
        near = tree.query(polygons[begin : begin + _CHUNK], predicate="dwithin", distance=distance)
        found.append(near + [[begin], [0]])
        yield begin / len(polygons)
    return np.concatenate(found, axis=1)


def _opened(polygon, width):
    """Return what of a polygon is wider than a width: its places, each apart from the others."""
    parts = shapely.get_parts(polygon)  # a difference may leave lines and points, over which GEOS 3.13 stumbles
    polygon = shapely.multipolygons(parts[shapely.get_dimensions(parts) == 2])
    places = shapely.buffer(polygon, -width / 2, join_style="mitre")
    return shapely.intersection(shapely.buffer(places, width / 2, join_style="mitre"), polygon)


def _slivers(polygons):
    """Return the parts of plots that are narrower than a street."""
    parts, plot = shapely.get_parts(polygons, return_index=True)
    narrow = ~blocks.wider(parts, _limit("street_width_m").upper)
    return _of_width(SLIVER, parts[narrow], plot[narrow, None].tolist())


def _of_width(kind, areas, plots):
    """Return areas as findings by the width of the largest circle in each."""
    parts, area = shapely.get_parts(areas, return_index=True)
    wide = blocks.wider(parts, _limit(MEASURES[kind]).upper)  # the circle of a hair's breadth takes long to find
    parts, area = shapely.simplify(parts[wide], 0), area[wide]  # without repeated vertices
    widths = np.zeros(len(areas))
    if len(parts):
        np.maximum.at(widths, area, inscribed_diameters(parts, smallest_widths(parts)[0]))
    kept = _matters(MEASURES[kind], widths)
    if kind != OVERLAP:
        kept &= grading.inside(np.round(widths, 2), _limit("street_width_m"))
    plots = [own for own, matters in zip(plots, kept) if matters]
    return _found(kind, widths[kept], areas[kept], plots, [[] for _ in plots])


def _matters(measure, sizes):
    return grading.grades(np.round(sizes, 2), clauses.bounds(CLAUSE, measure)) != clauses.GRADES[0]


def _found(kind, sizes, areas, plots, others):
    figures = {"kind": kind, "size_m": np.round(sizes, 2), "area_m2": np.round(shapely.area(areas), 2)}
    frame = pd.DataFrame(figures)
    frame["plots"], frame["others"] = pd.Series(plots, dtype=object), pd.Series(others, dtype=object)
    return frame.assign(geometry=areas)


def _lists(row, value, size):
    """Return the different values of each row, in ascending order."""
    pairs = np.unique(np.column_stack([row, value]), axis=0)
    return [part.tolist() for part in np.split(pairs[:, 1], np.searchsorted(pairs[:, 0], np.arange(1, size)))][:size]


def _findings(found, public):
    """Return all findings with their grades, but for what crosses roads and water or how narrow they are."""
    frame = pd.concat([part for part in found if len(part)] or found[:1], ignore_index=True)
    natural = frame["kind"].isin([ROAD, WATER, SLIVER]).to_numpy()
    frame = frame[~(natural & np.array([public[own[0]] for own in frame["plots"]], dtype=bool))].reset_index(drop=True)
    frame["grade"], frame["needed_m"] = clauses.UNASSESSED, np.nan
    for kind, measure in MEASURES.items():
        rows, bounds = frame["kind"] == kind, clauses.bounds(CLAUSE, measure)
        frame.loc[rows, "grade"] = grading.grades(frame.loc[rows, "size_m"], bounds)
        frame.loc[rows, "needed_m"] = grading.change_to_better(frame.loc[rows, "size_m"], bounds)
    frame["state"] = clauses.GRADED
    order = stable.order_by_place(frame["geometry"].to_numpy(dtype=object), frame["kind"])
    return geopandas.GeoDataFrame(frame.iloc[order].reset_index(drop=True))


def _graded(plots, findings, doubts, public, roads_known, water_known):
    """Return the plots with the largest size of each measure in them, and the worst of its grades.

    doubts : name → positions of the plots of which nobody can tell whether something crosses them; public :
    whether a plot is land of roads or water.
    """
    rows = findings[["plots", "kind", "size_m"]].explode("plots")
    result, grades = plots.copy(), []
    for measure in dict.fromkeys(MEASURES.values()):
        sizes, known = np.zeros(len(plots)), roads_known or water_known or measure != "crossing_m"
        of_measure = rows[rows["kind"].map(MEASURES) == measure]
        np.maximum.at(sizes, of_measure["plots"].to_numpy(dtype=np.int64), of_measure["size_m"].to_numpy(dtype=float))
        bounds = clauses.bounds(CLAUSE, measure)
        result[measure] = sizes if known else np.nan
        result[f"needed_{measure}"] = grading.change_to_better(sizes, bounds)
        grades.append([clauses.GRADES.index(grade) for grade in grading.grades(sizes, bounds)])
    worst = np.max(grades, axis=0)
    # where it is not known what crosses a plot, only the worst grade is sure
    sure = np.full(len(plots), roads_known)
    for name, positions in doubts.items():
        result[name] = np.isin(np.arange(len(plots)), positions) & ~public
        sure &= ~result[name].to_numpy()
    violated = worst == len(clauses.GRADES) - 1
    sure = violated | sure & ~public
    result["public_land"] = public
    result["grade"] = np.where(sure, np.array(clauses.GRADES, dtype=object)[worst], clauses.UNASSESSED)
    states = [clauses.GRADED, clauses.NOT_APPLICABLE]
    result["state"] = np.select([sure, public], np.array(states, dtype=object), clauses.MISSING)
    return result
