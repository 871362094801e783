"""Plot sizes by land use, clause 4.2.2."""

import itertools

import numpy as np
import pandas as pd
import shapely

from . import attributes, clauses, grading, steps
from .land_use import LandUse

CLAUSE = "4.2.2"
SHARE_FIELDS = {
    "commercial_m2": "commercial",
    "residential_m2": "residential",
    "public_m2": "public_service",
    "other_m2": "other",
}
# Floor areas, not land: parts that exceed the plot they lie on by more than a survey's error.
FLOOR_AREA_FACTOR = 1.01
# Parts that add up to the plot but for a survey's error are all there is.
COMPLETE_SHARE = 0.995
# Parts whose usual sum is this close to the plots' hectares are hectares.
HECTARES_WITHIN = 0.1
_CHUNK = 1_000
_FEW_EDGES = 8  # eight edges have 56 threes
_PARALLEL = 1e-9
_FEW = 20  # plots whose circles are searched between two yields: each may take hundredths of a second
_PAIRS = 2_000_000
# What the search for the largest circle may miss of its radius: 3 mm on a plot 60 m wide.
_GUARANTEE = 0.0001


def plot_size(plots, own_uses=None, scale_error=0.0):
    """Return area, sides, land-use class and grade of each plot (guideline 4.2.2).

    A plot is `excellent` when its area lies in the range of its class and its smallest width
    reaches the lower suggested side, `good` with one of the two, `fair` with neither. In a core
    area a commercial plot has no upper bound.

    plots : GeoDataFrame of polygons in metres with `use` and, where known, `commercial_m2`,
    `residential_m2`, `public_m2`, `other_m2` (areas or shares) and `core`; own_uses : codes of the
    user's own → class; scale_error : largest deviation of the CRS's scale from 1.

    Adds use_class, area_m2, min_side_m (smallest width between parallels), mbr_side_m (short side
    of the smallest rectangle), inscribed_m (largest circle), irregular, multipart, floor_shares,
    area_check, side_check, needed_area_m2, needed_side_m, near_bound, grade and state.

    >>> import geopandas, shapely
    >>> plots = geopandas.GeoDataFrame({"use": ["B1"]}, geometry=[shapely.box(0, 0, 100, 60)])
    >>> print(*plot_size(plots)[["use_class", "area_m2", "min_side_m", "grade"]].iloc[0])
    commercial 6000.0 60.0 excellent
    """
    return steps.finish(plot_size_steps(plots, own_uses, scale_error))


def plot_size_steps(plots, own_uses=None, scale_error=0.0):
    """Yield the share done while measuring; return what `plot_size` returns."""
    uses = LandUse(own_uses)
    frame = plots.reset_index(drop=True)
    batches = []
    for begin in range(0, len(frame), _CHUNK):
        batch = frame.iloc[begin : begin + _CHUNK]
        batches.append((yield from steps.part(_measured(batch), begin / len(frame), (begin + len(batch)) / len(frame))))
    return _graded(_classified(pd.concat(batches), uses), scale_error).set_index(plots.index)


def _measured(plots):
    result = plots.copy()
    polygons = plots.geometry.to_numpy()
    largest, multipart = _largest_parts(polygons)
    width, rectangle_side, rectangle_area = smallest_widths(largest)
    result["area_m2"] = np.round(shapely.area(polygons), 2)
    result["min_side_m"] = np.round(width, 2)
    result["mbr_side_m"] = np.round(rectangle_side, 2)
    diameters = []
    for begin in range(0, len(plots), _FEW):
        few = slice(begin, begin + _FEW)
        diameters.append(inscribed_diameters(largest[few], width[few]))
        yield begin / len(plots)
    result["inscribed_m"] = np.round(np.concatenate(diameters), 2)
    least_fill, least_circle = (
        clauses.bounds(CLAUSE, measure, "shape")[0].lower for measure in ("mbr_fill_ratio", "inscribed_ratio")
    )
    fill = shapely.area(largest) / rectangle_area
    result["irregular"] = (fill < least_fill) | (result["inscribed_m"] < least_circle * width)
    result["multipart"] = multipart
    return result


def _largest_parts(polygons):
    parts, plot = shapely.get_parts(polygons, return_index=True)
    order = np.lexsort((shapely.area(parts), plot))
    last = np.append(np.diff(plot[order]) > 0, True)[: len(order)]
    return parts[order[last]], np.bincount(plot, minlength=len(polygons)) > 1


def smallest_widths(polygons):
    """Return each polygon's smallest width, and short side and area of its smallest rectangle.

    The width between two parallels is smallest along one edge of the convex hull, and so is the
    rectangle of least area (rotating callipers). A chamfered corner changes neither.

    >>> smallest_widths([shapely.Polygon([(0, 0), (80, 0), (100, 20), (100, 60), (0, 60)])])[0].tolist()
    [60.0]
    """
    points, polygon = shapely.get_coordinates(shapely.convex_hull(polygons), return_index=True)
    edge = np.flatnonzero(polygon[1:] == polygon[:-1])
    count = np.bincount(polygon[edge], minlength=len(polygons))  # edges, and corners, of each hull
    first = np.cumsum(count) - count
    start, end = points[edge], points[edge + 1]
    batch = np.cumsum(count[polygon[edge]]) // _PAIRS  # edges of one batch see so many corners at most
    extents = [
        _extents(start, end, chosen, first[polygon[edge[chosen]]], count[polygon[edge[chosen]]])
        for chosen in np.split(np.arange(len(edge)), np.flatnonzero(np.diff(batch)) + 1)
    ]
    width, length = (np.concatenate(column) for column in zip(*extents))
    area = np.minimum.reduceat(width * length, first)
    # a triangle has three smallest rectangles: the shortest side among equals
    side = np.where(width * length <= area[polygon[edge]] * (1 + 1e-9), np.minimum(width, length), np.inf)
    return np.minimum.reduceat(width, first), np.minimum.reduceat(side, first), area


def _extents(start, end, edge, first, size):
    """Return how far the corners of a hull reach across and along some of its edges."""
    unit = end[edge] - start[edge]
    unit /= np.hypot(*unit.T)[:, None]
    begin = np.cumsum(size) - size
    pair = np.repeat(np.arange(len(edge)), size)
    away = start[np.repeat(first - begin, size) + np.arange(size.sum())] - start[edge[pair]]
    along = (unit[pair] * away).sum(axis=1)
    across = np.abs(unit[pair, 0] * away[:, 1] - unit[pair, 1] * away[:, 0])
    length = np.maximum.reduceat(along, begin) - np.minimum.reduceat(along, begin)
    return np.maximum.reduceat(across, begin), length


def inscribed_diameters(polygons, widths):
    """Return the diameter of each polygon's largest inscribed circle.

    The point farthest from the outline is searched in squares: a square stays while a point of it
    could be farther than the farthest found, and is then quartered (as polylabel does). No circle
    is larger than that of the convex hull, which settles most convex plots before the search.

    polygons : (n,) simple polygons; widths : their smallest widths. Exact to 0.01 %.

    >>> inscribed_diameters(np.array([shapely.box(0, 0, 100, 60)]), np.array([60.0])).round(2).tolist()
    [60.0]
    """
    outlines = shapely.boundary(polygons)
    shapely.prepare(polygons)
    half = np.asarray(widths) / 2
    middle, limit = _hull_circles(polygons, half)
    best = np.maximum(_depth(polygons, outlines, np.arange(len(polygons)), *middle.T), 0)
    who, x, y = _squares(shapely.bounds(polygons), half)
    while len(who):
        reach = _depth(polygons, outlines, who, x, y)
        np.maximum.at(best, who, reach)
        open_ = reach + half[who] * np.sqrt(2) > best[who] + _GUARANTEE * limit[who]
        open_ &= best[who] < limit[who] * (1 - _GUARANTEE)
        half = half / 2
        who, x, y = (np.repeat(column[open_], 4) for column in (who, x, y))
        corner = np.arange(len(who)) % 4
        x, y = x + half[who] * (corner % 2 * 2 - 1), y + half[who] * (corner // 2 * 2 - 1)
    return 2 * best


def _hull_circles(polygons, radius):
    """Return the middle and radius of the largest circle in each convex hull of few edges.

    A hull of more edges keeps its centroid and the radius given, that of its smallest width.
    """
    hulls = shapely.convex_hull(polygons)
    middle, radius = shapely.get_coordinates(shapely.centroid(hulls)), np.array(radius)
    edges = shapely.get_num_coordinates(hulls) - 1
    for count in np.unique(edges[edges <= _FEW_EDGES]):
        chosen = np.flatnonzero(edges == count)
        corners = shapely.get_coordinates(hulls[chosen]).reshape(len(chosen), count + 1, 2)
        circle = _circles_of_convex(corners - middle[chosen, None])
        found = circle[:, 2] > 0
        middle[chosen[found]] += circle[found, :2]
        radius[chosen[found]] = circle[found, 2]
    return middle, radius


def _circles_of_convex(rings):
    """Return x, y and radius of the largest circle in convex rings of as many edges, around (0, 0).

    Of all circles that touch the lines of three edges it is the largest that crosses no edge.
    """
    along = np.diff(rings, axis=1)
    inward = np.stack([-along[..., 1], along[..., 0]], axis=2) / np.hypot(along[..., 0], along[..., 1])[..., None]
    depth = -(inward * rings[:, :-1]).sum(axis=2)  # of (0, 0) behind each edge
    inward, depth = inward * np.sign(depth)[..., None], np.abs(depth)
    threes = np.array(list(itertools.combinations(range(along.shape[1]), 3)))
    touching = np.concatenate([inward, np.full((*depth.shape, 1), -1.0)], axis=2)[:, threes]
    touching[np.abs(np.linalg.det(touching)) < _PARALLEL] = np.nan
    circle = np.linalg.solve(touching, -depth[:, threes][..., None])[..., 0]
    behind = (circle[..., None, :2] * inward[:, None]).sum(axis=3) + depth[:, None]
    crosses = (behind < circle[..., 2:] * (1 - _PARALLEL)).any(axis=2)
    circle[crosses | np.isnan(circle[..., 2])] = -1
    return np.take_along_axis(circle, circle[..., 2].argmax(axis=1)[:, None, None], axis=1)[:, 0]


def _squares(bounds, limit):
    """Cover boxes with squares of twice the limit's side; return whose they are, and their middles."""
    sides = np.maximum(np.ceil((bounds[:, 2:] - bounds[:, :2]) / (2 * limit)[:, None]), 1).astype(int)
    count = sides.prod(axis=1)
    who = np.repeat(np.arange(len(bounds)), count)
    place = np.arange(len(who)) - np.repeat(np.cumsum(count) - count, count)
    column, row = place % sides[who, 0], place // sides[who, 0]
    middle, size = (bounds[:, :2] + bounds[:, 2:]) / 2, 2 * limit[who]
    x = middle[who, 0] + (column - (sides[who, 0] - 1) / 2) * size
    return who, x, middle[who, 1] + (row - (sides[who, 1] - 1) / 2) * size


def _depth(polygons, outlines, who, x, y):
    """Return how far points lie inside the outlines of polygons, negative outside."""
    distance = shapely.distance(shapely.points(x, y), outlines[who])
    return np.where(shapely.contains_xy(polygons[who], x, y), distance, -distance)


def _classified(plots, uses):
    """Add the class of each plot: by its shares where they are given, else by its code."""
    codes = plots["use"] if "use" in plots else pd.Series("", index=plots.index)
    classes = {code: uses.classify(code) for code in codes.unique()}
    use_class = codes.map(classes).to_numpy(dtype=object)
    given = [field for field in SHARE_FIELDS if field in plots]
    if not given:
        return plots.assign(use_class=use_class, floor_shares=False)
    parts = np.column_stack([plots[field].map(attributes.number).clip(lower=0) for field in given])
    whole, floor_shares = whole_of_parts(parts, plots["area_m2"].to_numpy())
    stated = np.nansum(parts, axis=1) > 0
    parts = np.nan_to_num(parts)
    share_pct = np.round(100 * parts.max(axis=1) / np.where(stated, whole, 1), 2)
    single = np.array([SHARE_FIELDS[field] for field in given], dtype=object)[parts.argmax(axis=1)]
    by_share = np.where(share_pct >= uses.single_use_pct, single, "mixed")
    return plots.assign(use_class=np.where(stated, by_share, use_class), floor_shares=floor_shares & stated)


def whole_of_parts(parts, area):
    """Return what the parts of each plot are shares of, and whether they are floor areas.

    The whole is the plot's own area (in hectares where that is what the layer's parts add up to), or
    1 or 100 where they are fractions or percentages; where they add up to more, it is their sum.
    """
    total = np.nansum(parts, axis=1)
    if (total > 0).any() and abs(np.median(total[total > 0] / area[total > 0]) * 1e4 - 1) < HECTARES_WITHIN:
        area = area / 1e4
        return np.maximum(total, area), np.zeros(len(total), dtype=bool)
    usual = np.median(total[total > 0]) if (total > 0).any() else np.inf  # one slip must not change all others
    unit = 1.0 if usual <= 1.02 else 100.0 if usual <= 102 else None
    whole = area if unit is None else np.full(len(total), unit)
    whole = np.where(total >= COMPLETE_SHARE * whole, total, whole)
    return whole, (total > area * FLOOR_AREA_FACTOR) & (unit is None)


def _graded(plots, scale_error):
    result = plots.assign(area_check="na", side_check="na", grade=clauses.UNASSESSED, near_bound=np.nan)
    result[["needed_area_m2", "needed_side_m"]] = np.nan
    result["state"] = np.where(plots["use_class"] == "", clauses.MISSING, clauses.NOT_APPLICABLE)
    core = plots["core"].map(attributes.truth).eq(True) if "core" in plots else pd.Series(False, index=plots.index)
    for use_class in ("commercial", "residential", "public_service", "mixed"):
        side = clauses.bounds(CLAUSE, "min_side_m", use_class)[0]
        area = clauses.bounds(CLAUSE, "area_m2", use_class)[0]
        for is_core in (False, True):
            open_ended = is_core and use_class == "commercial"
            limits = clauses.bounds(CLAUSE, "area_m2", "core_commercial")[0] if open_ended else area
            chosen = plots.index[(plots["use_class"] == use_class) & (core == is_core)]
            _grade_class(result, chosen, area, limits, side, scale_error)
    return result


def _grade_class(result, chosen, area, limits, side, scale_error):
    """Grade plots of one class: `area` is the table's range, `limits` the one that is asked of them."""
    value, width = result.loc[chosen, "area_m2"].to_numpy(), result.loc[chosen, "min_side_m"].to_numpy()
    enough, wide = grading.inside(value, limits), width >= side.lower
    area_check = np.where(value < area.lower, "below", np.where(value > area.upper, "above", "within"))
    side_check = np.where(~wide, "below", np.where(width >= side.upper, "target", "within"))
    close = grading.bound_within_error(value, [limits], 2 * scale_error)
    close_side = grading.bound_within_error(width, [side._replace(upper=np.inf)], scale_error)
    result.loc[chosen, "area_check"], result.loc[chosen, "side_check"] = area_check, side_check
    result.loc[chosen, "needed_area_m2"] = np.where(enough, np.nan, np.clip(value, limits.lower, limits.upper) - value)
    result.loc[chosen, "needed_side_m"] = np.where(wide, np.nan, side.lower - width)
    result.loc[chosen, "near_bound"] = np.where(np.isnan(close), close_side, close)
    result.loc[chosen, "grade"] = np.where(enough & wide, "excellent", np.where(enough | wide, "good", "fair"))
    result.loc[chosen, "state"] = clauses.GRADED
