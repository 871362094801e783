"""Lines of sight from open spaces to landmarks, clause 7.1.1."""

from typing import NamedTuple

import geopandas
import numpy as np
import pandas as pd
import shapely

from . import clauses, columns, heights, stable, steps
from .facade_gaps import names_of, own_names
from .sight_lines import blocked_by_steps

CLAUSE = "7.1.1"
# The part of a landmark's height that can be seen is told in this many steps.
HEIGHT_STEPS = 10
# A line of sight ends this far in front of the building that the landmark belongs to, in metres.
_BEFORE_M = 0.01
# Lines are looked along in pieces of this length at most.
_PIECE_M = 250


class Viewpoints(NamedTuple):
    """Where people stand in open spaces: (m, 2) places, the space of each, and whether it is the space's middle."""

    xy: np.ndarray
    space: np.ndarray
    middle: np.ndarray


def view_corridors(open_spaces, landmarks, buildings):
    """Return what can be seen of each landmark from each open space (guideline 7.1.1).

    A view starts at the height of the eyes: in the middle of the space (its point on surface) and at points
    around it, half-way to the outline. A landmark is seen where the straight line to its top passes over or beside
    all buildings; the one that it stands on, or is, does not hide it.

    open_spaces : GeoDataFrame of polygons, with name where known; landmarks : of points with z (height of the top
    above the ground), else the top of the building that holds them; buildings : of outlines with height, storeys
    and ground_z where known. All in metres.

    A frame of lines from the middle to the landmark: space, landmark, distance_m, blocked_by (the first building
    in the way, '' for none), blocked_at_m, over_m (how far it rises above the line), seen_pct (of the landmark's
    height, from the middle, in steps of 10 %), points_seen_pct (of the places from which its top is seen), and
    state: `missing` where a height decides that is not known.

    >>> square = geopandas.GeoDataFrame(geometry=[shapely.box(0, 0, 20, 20)])
    >>> tower = geopandas.GeoDataFrame({"name": ["Tower"], "z": [101.6]}, geometry=[shapely.Point(110, 10)])
    >>> house = geopandas.GeoDataFrame({"building": ["H1"], "height": [41.6]}, geometry=[shapely.box(30, 0, 40, 20)])
    >>> row = view_corridors(square, tower, house).iloc[0]
    >>> row["blocked_by"], row[["blocked_at_m", "over_m", "seen_pct"]].astype(float).tolist()  # 21.6 m high at 20 m
    ('H1', [20.0, 20.0, 0.0])
    """
    return steps.finish(view_corridors_steps(open_spaces, landmarks, buildings))


def view_corridors_steps(open_spaces, landmarks, buildings):
    """Yield the share done; return what `view_corridors` returns."""
    open_spaces, landmarks, buildings = (
        frame.iloc[stable.order_by_place(frame.geometry.to_numpy())].reset_index(drop=True)
        for frame in (open_spaces, landmarks, buildings)
    )
    outlines, (tops, _) = shapely.force_2d(buildings.geometry.to_numpy()), heights.of_buildings(buildings)
    targets, own = _targets(landmarks, buildings, tops)
    places = viewpoints(outdoors(open_spaces.geometry.to_numpy(), buildings))
    eyes = eye_points(places.xy, buildings)
    table = _drawn(places, targets)
    place, target = (each.ravel() for each in np.indices((len(eyes), len(targets))))
    row, middle = places.space[place] * len(targets) + target, places.middle[place]
    end = targets[target][:, [0, 1, 3]]
    lines = eyes[place], _to_facade(eyes[place], end, own[target])
    first, known = yield from steps.part(_first_blocked_steps(*lines, outlines, tops), 0, 0.7)
    table["points_seen_pct"] = _shares(row, first < 0, known, len(table))
    # what hides the top hides all below it
    open_ = np.flatnonzero(middle & (first < 0) & known)
    work = _heights_seen_steps(eyes[place], end, targets, own, target, open_, outlines, tops)
    seen = yield from steps.part(work, 0.7, 1)
    share = np.where(known, 0, np.nan)
    share[open_] = seen
    table["seen_pct"] = share[middle]
    hides = first[middle]
    table["blocked_by"] = np.append(names_of(buildings, own_names(buildings)), "")[hides]
    table["state"] = np.where(known[middle], clauses.MEASURED, clauses.MISSING).astype(object)
    _tell_block(table, *(each[middle] for each in lines), hides, outlines, tops)
    table["space"] = names_of(open_spaces, columns.texts(open_spaces, "name"))[table["space"]]
    table["landmark"] = names_of(landmarks, columns.texts(landmarks, "name"))[table["landmark"]]
    return table


def outdoors(open_spaces, buildings):
    """Return open spaces without the buildings drawn in them, in which nobody stands and looks.

    open_spaces : (n,) array of polygons; buildings : GeoDataFrame of outlines. All in metres. What is built over as a
    whole stays as it is.

    >>> hall = geopandas.GeoDataFrame(geometry=[shapely.box(0, 0, 10, 20)])
    >>> shapely.bounds(outdoors(shapely.box([0], 0, 40, 20), hall)).tolist()
    [[10.0, 0.0, 40.0, 20.0]]
    """
    spaces, outlines = (shapely.force_2d(each) for each in (open_spaces, buildings.geometry.to_numpy()))
    space, building = shapely.STRtree(outlines).query(spaces, predicate="intersects")
    which, built = stable.unions(outlines[building], space)
    rest = spaces.copy()
    rest[which] = shapely.difference(spaces[which], built)
    return np.where(shapely.is_empty(rest), spaces, rest)


def viewpoints(open_spaces):
    """Return where people stand in open spaces: their middles, and points half-way from there to their outlines.

    open_spaces : (n,) array of polygons in metres. A point that lies outside its space is left out.

    >>> places = viewpoints(shapely.box([0], 0, 40, 40))
    >>> places.xy[places.middle].tolist(), len(places.xy)
    ([[20.0, 20.0]], 9)
    """
    count = int(clauses.value(CLAUSE, "view_points_count"))
    spaces = shapely.normalize(shapely.force_2d(open_spaces))
    middles = shapely.point_on_surface(spaces)
    parts, space = shapely.get_parts(spaces, return_index=True)
    held = shapely.intersects(parts, middles[space])
    held &= ~pd.Series(space).where(held).duplicated().to_numpy()
    rings = np.empty(len(spaces), dtype=object)
    rings[space[held]] = shapely.get_exterior_ring(parts[held])
    around = shapely.line_interpolate_point(rings[:, None], np.arange(count) / count, normalized=True)
    middle = shapely.get_coordinates(middles)
    half = (shapely.get_coordinates(around).reshape(-1, count, 2) + middle[:, None]) / 2
    xy = np.concatenate([middle[:, None], half], axis=1).reshape(-1, 2)
    space, first = np.repeat(np.arange(len(spaces)), count + 1), np.tile(np.arange(count + 1) == 0, len(spaces))
    inside = shapely.contains_xy(spaces[space], *xy.T) | first
    return Viewpoints(xy[inside], space[inside], first[inside])


def eye_points(places, buildings):
    """Return the places of eyes, (n, 3): on the ground of the nearest building where heights are absolute."""
    return np.column_stack([places, _grounds(places, buildings) + clauses.value("7.1.3", "eye_height_m")])


def _grounds(places, buildings):
    """Return the height of the ground at places: that of the nearest building, 0 where heights are above ground."""
    if not len(buildings) or not heights.of_buildings(buildings)[1].any():
        return np.zeros(len(places))
    points = geopandas.GeoDataFrame(geometry=geopandas.array.GeometryArray(shapely.points(places)))
    return steps.finish(heights.ground_steps(points, "buildings", buildings))


def _targets(landmarks, buildings, tops):
    """Return the ground and top of each landmark, (n, 4) as x, y, ground, top, and the building that it belongs to."""
    points, outlines = landmarks.geometry.to_numpy(), buildings.geometry.to_numpy()
    xy = np.column_stack([shapely.get_x(points), shapely.get_y(points)])
    ground = _grounds(xy, buildings)
    landmark, building = shapely.STRtree(outlines).query(points, predicate="intersects")
    own = np.full(len(points), None, dtype=object)
    which, united = stable.unions(shapely.force_2d(outlines[building]), landmark)
    own[which] = united
    above = columns.numbers(landmarks, "z")
    drawn = shapely.get_z(points)
    above = np.where(above > 0, above, np.where(drawn > 0, drawn, np.nan))  # 0 is what nobody filled in
    roof = np.full(len(points), -np.inf)
    np.fmax.at(roof, landmark, tops[building])
    top = np.where(np.isnan(above), np.where(np.isfinite(roof), roof, np.nan), ground + above)
    return np.column_stack([xy, ground, top]), own


def _drawn(places, targets):
    """Return the frame of all spaces and landmarks, a line each from middle to landmark."""
    middles = places.xy[places.middle]
    space, target = (each.ravel() for each in np.indices((len(middles), len(targets))))
    flat = shapely.linestrings(np.stack([middles[space], targets[target, :2]], axis=1))
    columns_ = {"space": space, "landmark": target, "distance_m": shapely.length(flat).round(2)}
    return geopandas.GeoDataFrame(columns_, geometry=geopandas.array.GeometryArray(flat))


def _to_facade(start, end, own):
    """Return the ends of lines, drawn back to where they meet the building that their landmark belongs to."""
    flat = shapely.linestrings(np.stack([start[:, :2], end[:, :2]], axis=1))
    length = shapely.length(flat)
    with np.errstate(invalid="ignore", divide="ignore"):  # GEOS stumbles over lines without a length
        entry = shapely.distance(shapely.points(start[:, :2]), shapely.intersection(flat, own))
        share = np.where(np.isnan(entry) | (length == 0), 1, np.maximum(entry - _BEFORE_M, 0) / length)
    return start + share[:, None] * (end - start)


def _first_blocked_steps(start, end, outlines, tops):
    """Yield the share done; return the first building that blocks each line, and whether that can be told.

    Where a building of unknown height is in the way, those of known height decide, or nothing does. The line is
    followed piece by piece, and what blocks a piece ends the search: most views end nearby.
    """
    first, known = np.full(len(start), -1), np.isfinite(end[:, 2])
    open_ = np.flatnonzero(known)
    way = end - start
    pieces = np.ceil(np.hypot(*way[:, :2].T) / _PIECE_M).clip(1)
    most = pieces[open_].max(initial=1)
    for number in range(int(most)):
        open_ = open_[pieces[open_] > number]
        part = start[open_] + way[open_] * (np.array([[[number]], [[number + 1]]]) / pieces[open_, None]).clip(0, 1)
        work = blocked_by_steps(part[0], part[1], outlines, tops)
        found = yield from steps.part(work, number / most, (number + 1) / most)
        unsure = np.flatnonzero((found >= 0) & np.isnan(np.append(tops, 0)[found]))
        known[open_[unsure]] = False
        low = np.where(np.isnan(tops), -np.inf, tops)
        found[unsure] = yield from blocked_by_steps(part[0][unsure], part[1][unsure], outlines, low)
        first[open_] = found
        known[open_[found >= 0]] = True
        open_ = open_[found < 0]
    return first, known


def _heights_seen_steps(start, end, targets, own, target, rows, outlines, tops):
    """Yield the share done; return how much of the landmark's height can be seen along lines to a visible top, in %."""
    part = np.tile(np.arange(1, HEIGHT_STEPS) / HEIGHT_STEPS, len(rows))
    rows = np.repeat(rows, HEIGHT_STEPS - 1)
    low = end[rows]
    low[:, 2] = targets[target[rows], 2] + part * (low[:, 2] - targets[target[rows], 2])
    to = _to_facade(start[rows], low, own[target[rows]])
    first, known = yield from _first_blocked_steps(start[rows], to, outlines, tops)
    free, told = first.reshape(-1, HEIGHT_STEPS - 1) < 0, known.reshape(-1, HEIGHT_STEPS - 1).all(axis=1)
    return np.where(told, 100 * (free.sum(axis=1) + 1) / HEIGHT_STEPS, np.nan)


def _shares(row, free, known, size):
    """Return the share of the free lines of each row in %, NaN where one is not known."""
    share = 100 * np.bincount(row, free, size) / np.bincount(row, minlength=size).clip(1)
    return np.where(np.bincount(row, ~known, size) > 0, np.nan, share).round(2)


def _tell_block(table, start, end, building, outlines, tops):
    """Add where the building in the way begins to hide the landmark, and how far it rises above the line there."""
    rows = np.flatnonzero(building >= 0)
    hidden, begin = building[rows], shapely.points(start[rows, :2])
    flat = shapely.linestrings(np.stack([start[rows, :2], end[rows, :2]], axis=1))
    depth = tops[hidden] - start[rows, 2]  # of the top above the eyes
    with np.errstate(invalid="ignore", divide="ignore"):
        over = shapely.intersection(flat, outlines[hidden])
        near, far = shapely.distance(begin, over), shapely.hausdorff_distance(begin, over)
        slope = (end[rows, 2] - start[rows, 2]) / shapely.length(flat)
        at = np.where(depth - slope * near > 0, near, depth / slope)
    table["blocked_at_m"] = table["over_m"] = np.nan
    table.loc[rows, "blocked_at_m"] = at.round(2)
    table.loc[rows, "over_m"] = np.maximum(depth - slope * near, depth - slope * far).round(2)
