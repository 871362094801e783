"""Continuity of the street wall, clause 4.1.3-2."""

import math
from typing import NamedTuple

import geopandas
import numpy as np
import pandas as pd
import shapely

from . import attributes, clauses, columns, frontages, grading, stable, steps
from .control_lines import COLUMNS, Ground, control_lines
from .errors import QT_TRANSLATE_NOOP, InputError
from .frontages import SHORTEST_M
from .land_use import LandUse
from .road_centrelines import road_classes

CLAUSE = "4.1.3-2"
# What lies beside a control line by so much still lies on it.
_ON_LINE_M = 0.5
# Lengths are read to the centimetre, so that a front at 6.00 m lies within 6 m.
_HALF_CM = 0.005
# Pieces so far apart do not follow each other.
_APART_M = 1.0
# By so much what is drawn on one line may lie beside it: the noise of coordinates far from the origin.
_HAIR_M = 1e-6
_CHUNK = 500
_OPEN, _COVERED, _EXCLUDED = 0, 1, 2


class Result(NamedTuple):
    """Frontages, plots, street sides and the pieces covered and open; and the figures of all frontages."""

    frontages: geopandas.GeoDataFrame
    plots: geopandas.GeoDataFrame
    street_sides: geopandas.GeoDataFrame
    pieces: geopandas.GeoDataFrame
    continuity: float
    grade: str


def street_wall(buildings, plots, roads, setback_lines=None, excluded=None, **options):
    """Return how much of the control line along the street is built up, per frontage, plot and street side.

    continuity = length of the line with a building within the depth / length of the line · 100 %
    (guideline 4.1.3-2, 贴线率); what is excluded leaves both.

    buildings, plots : GeoDataFrames of polygons in metres; plots with `plot` and `use` where known;
    roads : lines with `class` and `name` where known (without a class all are streets); setback_lines :
    lines with `plot` where known, or None; excluded : polygons of passages, squares and heritage, or
    None. Options: depth_m, target_pct, minimum_pct, target_side_pct (None for those of `clauses.csv`).

    Every table has length_m, covered_m, continuity (%), longest_gap_m, method (setback, estimated),
    needed_m (front to be built), grade and state; frontages and pieces have plot (a position), street
    sides road (a position) and right. Raises `InputError` for a depth or a share out of range.

    >>> plots = geopandas.GeoDataFrame(geometry=[shapely.box(0, 0, 100, 50)])
    >>> houses = geopandas.GeoDataFrame(geometry=shapely.box([0, 60], 5, [40, 95], 30))
    >>> street = geopandas.GeoDataFrame(geometry=[shapely.LineString([(-20, -10), (120, -10)])])
    >>> print(*street_wall(houses, plots, street).frontages[["length_m", "covered_m", "continuity", "grade"]].iloc[0])
    100.0 75.0 75.0 excellent
    """
    return steps.finish(street_wall_steps(buildings, plots, roads, setback_lines, excluded, **options))


def street_wall_steps(
    buildings,
    plots,
    roads,
    setback_lines=None,
    excluded=None,
    *,
    depth_m=None,
    target_pct=None,
    minimum_pct=None,
    target_side_pct=None,
):
    """Yield the share done; return what `street_wall` returns."""
    bounds, side_bounds = limits(target_pct, minimum_pct, target_side_pct)
    depth_m = usual_depth_m() if depth_m is None else depth_m
    _refuse_depth(depth_m)
    counted, streets = _streets(roads)
    yield 0.02
    with np.errstate(invalid="ignore"):  # GEOS meets numbers that are none on its way
        ground = Ground.of(buildings, plots, setback_lines)
    left_out = shapely.STRtree(np.empty(0, dtype=object) if excluded is None else excluded.geometry.to_numpy())
    polygons, found = plots.geometry.to_numpy(), []
    order = stable.order_by_place(polygons)
    for begin in range(0, len(order), _CHUNK):
        with np.errstate(invalid="ignore"):
            lines = control_lines(order[begin : begin + _CHUNK], ground, streets)
            found.append(_pieces(lines, ground.buildings_tree, left_out, depth_m, streets.tree))
        yield 0.05 + 0.85 * begin / len(order)
    pieces = _in_runs(found)
    yield 0.91
    vacant = _open_land(plots, ground)
    yield 0.93
    fronts = _measured(pieces, "frontage", bounds)
    fronts["plot"] = pieces.groupby("frontage", sort=True)["plot"].first().to_numpy(dtype=np.int64)
    _leave_out(fronts, vacant[fronts["plot"].to_numpy()])
    yield 0.95
    assessed = pieces[~vacant[pieces["plot"].to_numpy()]]
    of_plots = _with_plots(plots, _measured(assessed, "plot", bounds), vacant)
    yield 0.97
    sides = _measured(_along_streets(assessed[assessed["side"] >= 0], streets), "side", side_bounds)
    sides["vacant"] = False
    sides["road"], sides["right"] = counted[streets.road[sides["side"] // 2]], sides["side"] % 2 == 1
    yield 0.98
    drawn = _drawn(assessed)
    yield 0.99
    return Result(fronts, of_plots, sides, drawn, *_overall(fronts))


def _overall(fronts):
    """Return the continuity and the grade of all frontages that are assessed."""
    graded = fronts[fronts["state"] == clauses.GRADED]
    length, covered = (math.fsum(graded[name]) for name in ("length_m", "covered_m"))
    continuity = round(100 * covered / length, 2) if length > 0 else np.nan
    return continuity, grading.overall(fronts["grade"], fronts["state"])


def limits(target_pct=None, minimum_pct=None, target_side_pct=None):
    """Return the bounds of a frontage and of a street side, with other targets where they are given.

    >>> [bound.lower for bound in limits(80, 50)[0]]
    [80.0, 50.0, -inf]
    """
    best, good, fair = clauses.bounds(CLAUSE, "continuity_pct", "plot_frontage")
    side, open_side = clauses.bounds(CLAUSE, "continuity_pct", "street_side")
    target = best.lower if target_pct is None else float(target_pct)
    minimum = good.lower if minimum_pct is None else float(minimum_pct)
    target_side = side.lower if target_side_pct is None else float(target_side_pct)
    for name, value, least in (("MINIMUM", minimum, 0), ("TARGET", target, minimum), ("TARGET_SIDE", target_side, 0)):
        if not least <= value <= 100:
            raise InputError(
                name,
                value,
                QT_TRANSLATE_NOOP("Multiground", "0 to 100 %, and the target not below the minimum"),
                QT_TRANSLATE_NOOP("Multiground", "Enter a share of the control line in per cent."),
            )
    plot = [best._replace(lower=target), good._replace(lower=minimum, upper=target), fair._replace(upper=minimum)]
    plot = [bound for bound in plot if bound.lower < bound.upper]  # where both are one share, none is good
    return plot, [side._replace(lower=target_side), open_side._replace(upper=target_side)]


def usual_depth_m():
    """Return how far from the control line, across it, a front still builds it up, in metres."""
    return clauses.value(CLAUSE, "depth_m", "control_line")


def _refuse_depth(depth_m):
    if not (depth_m > 0 and np.isfinite(depth_m)):
        raise InputError(
            "DEPTH",
            depth_m,
            QT_TRANSLATE_NOOP("Multiground", "more than 0 m"),
            QT_TRANSLATE_NOOP("Multiground", "Enter how far from the control line a front may stand, for example 6."),
        )


def _streets(roads):
    """Return the rows of the roads that count, and the streets that they make up."""
    known = "class" in roads
    values = roads["class"].to_numpy() if known else np.full(len(roads), "", dtype=object)
    classes = road_classes(values, None if known else ["*"])
    counted = np.flatnonzero(classes != "")
    kinds = [f"{kind}\n{name}" for kind, name in zip(classes[counted], columns.texts(roads, "name")[counted])]
    return counted, frontages.streets_of(roads.geometry.to_numpy()[counted], kinds)


def _pieces(lines, buildings_tree, excluded_tree, depth_m, streets_tree):
    """Cut control lines into the pieces that are covered, open and excluded."""
    start, end = lines[["start_x", "start_y"]].to_numpy(float), lines[["end_x", "end_y"]].to_numpy(float)
    along = end - start
    length = np.hypot(*along.T)
    along = along / length[:, None]
    place, every = (start, end, along), np.arange(len(lines))
    events = [(every, at, np.zeros((len(lines), 2), dtype=int)) for at in (np.zeros(len(lines)), length)]
    built = _on_this_side(place, *_beside(place, buildings_tree, depth_m + _HALF_CM), streets_tree)
    for kind, (line, shape) in enumerate((built, _on_line(place, *_beside(place, excluded_tree, _ON_LINE_M)))):
        line, low, high = _stretches(place, line, shape)
        change = np.zeros((len(line), 2), dtype=int)
        change[:, kind] = 1
        events += [(line, low, change), (line, high, -change)]
    line, at, change = (np.concatenate(column) for column in zip(*events))
    order = np.lexsort((at, line))
    line, at, inside = line[order], at[order], np.cumsum(change[order], axis=0) > 0
    piece = np.flatnonzero((line[1:] == line[:-1]) & (at[1:] - at[:-1] > _HAIR_M))
    which = line[piece]
    result = lines[list(COLUMNS[:4])].iloc[which].reset_index(drop=True)
    result["what"] = np.where(inside[piece, 1], _EXCLUDED, np.where(inside[piece, 0], _COVERED, _OPEN))
    result["length"] = at[piece + 1] - at[piece]
    for name, where in (("start", at[piece]), ("end", at[piece + 1])):
        result[[f"{name}_x", f"{name}_y"]] = start[which] + along[which] * where[:, None]
    return result


def _beside(place, tree, half_width):
    """Return what lies beside lines, as far as it lies straight across them: the line and the part of a polygon."""
    start, end, along = place
    across = np.column_stack([-along[:, 1], along[:, 0]])
    strips = frontages.strips_of(start, end, across, -half_width, half_width)
    line, polygon = tree.query(strips, predicate="intersects")
    met = shapely.intersection(strips[line], tree.geometries[polygon])
    parts, pair = shapely.get_parts(met, return_index=True)
    return line[pair], parts


def _on_this_side(place, line, parts, streets_tree):
    """Leave out what stands beyond the street in front of a line: in a lane that is within the depth, too."""
    start, end, along = place
    points, part = shapely.get_coordinates(parts, return_index=True)
    away, unit = points - start[line[part]], along[line[part]]
    before = np.full(len(parts), -np.inf)
    np.maximum.at(before, part, unit[:, 0] * away[:, 1] - unit[:, 1] * away[:, 0])
    outside = np.flatnonzero(before < -_HAIR_M)
    ways = shapely.shortest_line(_straight(start, end)[line[outside]], parts[outside])
    beyond = outside[np.unique(streets_tree.query(ways, predicate="intersects")[0])]
    return np.delete(line, beyond), np.delete(parts, beyond)


def _on_line(place, line, parts):
    """Cut what lies on a line to the line; what only lies beside it stays as it is."""
    on = shapely.intersection(_straight(*place[:2])[line], shapely.buffer(parts, _HAIR_M))
    return line, np.where(shapely.length(on) > _HAIR_M, on, parts)


def _straight(start, end):
    return shapely.linestrings(np.stack([start, end], axis=1))


def _stretches(place, line, parts):
    """Return the stretches of lines beside which parts of polygons lie: line, from, to in metres."""
    start, end, along = place
    points, part = shapely.get_coordinates(parts, return_index=True)
    owner = line[part]
    at = np.clip(((points - start[owner]) * along[owner]).sum(axis=1), 0, np.hypot(*(end - start)[owner].T))
    low, high = np.full(len(parts), np.inf), np.full(len(parts), -np.inf)
    np.minimum.at(low, part, at)
    np.maximum.at(high, part, at)
    return line, low, high


def _in_runs(found):
    """Put the pieces of all plots together, with numbers of their frontages and of the runs of one kind in them."""
    count = np.cumsum([0, *(len(each) for each in found)])
    pieces = pd.concat(found, ignore_index=True)
    chunk = np.searchsorted(count, np.arange(len(pieces)), side="right")
    frontage = pd.factorize(chunk * (pieces["frontage"].max() + 1) + pieces["frontage"])[0]
    long = np.round(np.bincount(frontage, pieces["length"]), 2) >= SHORTEST_M
    order = np.argsort(frontage, kind="stable")  # a frontage's pieces stand together
    order = order[long[frontage[order]]]
    pieces = pieces.iloc[order].assign(frontage=pd.factorize(frontage[order])[0]).reset_index(drop=True)
    read = pieces["what"].where(pieces["length"] >= _HALF_CM).groupby(pieces["frontage"])  # no hair is a gap
    pieces["what"] = read.ffill().fillna(read.bfill()).fillna(_OPEN).astype(int)
    jump = np.hypot(pieces["start_x"] - pieces["end_x"].shift(), pieces["start_y"] - pieces["end_y"].shift())
    new = (pieces[["frontage", "what"]].diff() != 0).any(axis=1) | (jump > _APART_M)
    return pieces.assign(run=new.cumsum())


def _along_streets(pieces, streets):
    """Return pieces in their order along their street, with the runs of one kind from plot to plot."""
    last = np.flatnonzero(np.diff(streets.block, append=-1))
    block = np.insert(streets.block, last + 1, streets.block[last])
    street = shapely.linestrings(np.insert(streets.start, last + 1, streets.end[last], axis=0), indices=block)
    side, ends = pieces["side"].to_numpy(dtype=np.int64), shapely.get_point(_lines(pieces), [[0], [-1]])
    street = street[side // 2]
    at = np.sort(shapely.line_locate_point(street, ends), axis=0)
    order = np.lexsort((at.sum(axis=0), side))
    low, high = at[:, order]
    pieces = pieces.iloc[order]
    apart = np.append(True, low[1:] - high[:-1] > _APART_M)[: len(pieces)]
    return pieces.assign(run=((pieces[["side", "what"]].diff() != 0).any(axis=1) | apart).cumsum())


def _measured(pieces, key, bounds):
    """Return length, covered length, continuity, longest gap, method, grade and geometry by frontage, plot or side."""
    names, group = np.unique(pieces[key].to_numpy(dtype=np.int64), return_inverse=True)
    what, metres, size = pieces["what"].to_numpy(), pieces["length"].to_numpy(), len(names)
    counted, covered = what != _EXCLUDED, what == _COVERED
    length, built = (np.bincount(group[kind], metres[kind], size) for kind in (counted, covered))
    gaps = pieces[what == _OPEN].groupby([key, "run"])["length"].sum().groupby(level=0).max()
    lines = _lines(pieces)[counted]
    order = np.argsort(group[counted], kind="stable")
    shapes = np.full(size, shapely.MultiLineString(), dtype=object)
    shapely.multilinestrings(lines[order], indices=group[counted][order], out=shapes)
    with np.errstate(invalid="ignore", divide="ignore"):
        continuity = np.round(100 * built / length, 2)
    applies = np.round(length, 2) >= SHORTEST_M
    drawn = np.bincount(group, pieces["setback"], size) == np.bincount(group, minlength=size)
    change = np.nan_to_num(grading.change_to_better(continuity, bounds) / 100 * length)
    result = {
        key: names,
        "length_m": np.round(length, 2),
        "covered_m": np.round(built.astype(float), 2),
        "continuity": np.where(applies, continuity, np.nan),
        "longest_gap_m": np.round(gaps.reindex(names).fillna(0).to_numpy(dtype=float), 2),
        "method": np.where(drawn, "setback", "estimated"),
        "needed_m": np.where(applies & (change > 0), np.ceil(change * 100 - 1e-6) / 100, np.nan),
        "grade": np.where(applies, grading.grades(continuity, bounds), clauses.UNASSESSED),
        "state": np.where(applies, clauses.GRADED, clauses.NOT_APPLICABLE),
    }
    return geopandas.GeoDataFrame(result, geometry=shapely.line_merge(shapes))


def _open_land(plots, ground):
    """Return which plots have no building and a use, such as a park, that asks for none."""
    polygons, buildings = ground.plots, ground.buildings_tree.geometries
    middles = shapely.point_on_surface(buildings)
    _, built = ground.plots_tree.query(middles, predicate="intersects")
    uses, vacant = LandUse(None), np.bincount(built, minlength=len(polygons)) == 0
    other = columns.read(plots, "use", lambda value: bool(attributes.text(value)) and uses.classify(value) == "other")
    return vacant & other.astype(bool)


def _leave_out(fronts, vacant):
    """Take the fronts of open land out of what is assessed."""
    fronts["vacant"] = vacant
    fronts.loc[vacant, ["continuity", "needed_m"]] = np.nan
    fronts.loc[vacant, "grade"], fronts.loc[vacant, "state"] = clauses.UNASSESSED, clauses.NOT_APPLICABLE


def _with_plots(plots, measured, vacant):
    """Return the plots with their figures over all frontages; a plot without a frontage is not applicable."""
    figures = measured.drop(columns="geometry").set_index("plot").reindex(range(len(plots)))
    figures["grade"] = figures["grade"].fillna(clauses.UNASSESSED)
    figures["state"] = figures["state"].fillna(clauses.NOT_APPLICABLE)
    figures["vacant"] = vacant
    return plots.assign(**{name: figures[name].to_numpy() for name in figures})


def _drawn(pieces):
    """Return the covered and the open pieces, each in one line as far as it runs."""
    shown = pieces[pieces["what"] != _EXCLUDED]
    names, group = np.unique(shown["run"].to_numpy(), return_inverse=True)
    first = np.unique(group, return_index=True)[1]
    lines = np.full(len(names), shapely.MultiLineString(), dtype=object)
    shapely.multilinestrings(_lines(shown), indices=group, out=lines)
    columns_ = {name: shown[name].to_numpy()[first] for name in ("plot", "frontage", "setback")}
    columns_["covered"] = shown["what"].to_numpy()[first] == _COVERED
    columns_["length_m"] = np.round(np.bincount(group, shown["length"]), 2)
    return geopandas.GeoDataFrame(columns_, geometry=shapely.line_merge(lines))


def _lines(pieces):
    return shapely.linestrings(pieces[["start_x", "start_y", "end_x", "end_y"]].to_numpy(float).reshape(-1, 2, 2))
