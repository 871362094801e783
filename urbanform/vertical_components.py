"""Vertical components of multi-ground systems, clause 6.1.2: which count, their areas and what they join."""

import numpy as np
import pandas as pd
import shapely

from . import clauses, columns, public_access, steps, within_districts
from .ground_systems import GROUND
from .plot_size import smallest_widths
from .within_districts import HAIR_M

# Kinds that the clause leaves out; ramps, escalators, stairs and other open kinds may count.
EXCLUDED = ("elevator", "enclosed_stairs")
HOURS = ("closed_at_night", "hours_unknown")
_CHUNK = 2_000
# How far a lift or a gentle ramp is looked for, in steps: most stand near.
_SEARCH_M = (50.0, 200.0, 800.0)


def refusals(verticals, unknown_open):
    """Return why vertical components do not count ('' for none), and what was assumed for those that do.

    They count when they are no lift and no enclosed staircase, lie outdoors or semi-outdoors, are
    public and open 24 hours (guideline 6.1.2). Hours are asked last: what is refused for `HOURS`
    would count if it were open at night.

    >>> flight = pd.DataFrame({"kind": ["stairs", "elevator"], "enclosure": "outdoor", "public": 1, "open_24h": [0, 1]})
    >>> refusals(flight, True)[0].tolist()
    ['closed_at_night', 'elevator']
    """
    kind = columns.codes(verticals, "kind", "vertical")
    answers = {
        "kind": (np.select([np.isin(kind, EXCLUDED), kind != ""], [0, 1], np.nan), kind),
        "enclosure": public_access.outdoor(verticals),
        "public": public_access.public(verticals),
        "hours": (columns.truths(verticals, "open_24h"), "closed_at_night"),
    }
    return public_access.refusals(answers, unknown_open)


def sizes_steps(verticals):
    """Yield the share done; return width and horizontal run in metres (n, 2), and where the width is assumed.

    Fields `width` and `run`; what is missing is measured: a polygon's run is the long side and its
    width the short side of its smallest rectangle, or its area over the other one; a line's run is
    its length in plan and its width 2 m. A point has neither: NaN.

    >>> import geopandas
    >>> from . import steps
    >>> drawn = [shapely.box(0, 0, 12, 4), shapely.LineString([(0, 0), (9, 0)]), shapely.Point(0, 0)]
    >>> steps.finish(sizes_steps(geopandas.GeoDataFrame({"run": [None, 10, None]}, geometry=drawn)))[0].tolist()
    [[4.0, 12.0], [2.0, 10.0], [nan, nan]]
    """
    geometry = verticals.geometry.to_numpy()
    fields = [columns.numbers(verticals, name) for name in ("width", "run")]
    size = np.column_stack([np.where(field > 0, field, np.nan) for field in fields])
    lines = shapely.get_dimensions(geometry) == 1
    assumed = lines & np.isnan(size[:, 0])
    size[assumed, 0] = clauses.value("6.2.1", "assumed_width_m")
    unmeasured = lines & np.isnan(size[:, 1])
    size[unmeasured, 1] = shapely.length(geometry[unmeasured])
    areas = np.flatnonzero((shapely.area(geometry) > 0) & np.isnan(size).any(axis=1))
    for begin in range(0, len(areas), _CHUNK):
        chosen = areas[begin : begin + _CHUNK]
        _, short, area = smallest_widths(geometry[chosen])
        rectangle = np.column_stack([short, area / short])
        known = np.isfinite(size[chosen])
        by_other = shapely.area(geometry[chosen])[:, None] / size[chosen][:, ::-1]
        size[chosen] = np.where(known, size[chosen], np.where(known[:, ::-1], by_other, rectangle))
        yield begin / len(areas)
    return size, assumed


def projected_areas(verticals, size, rise, projection):
    """Return the horizontal and the vertical projected area of each component in m², (n, 2).

    Given as `area_h` and `area_v`, else width × run and width × rise: the projections of one walking
    plane on the ground and across the way (`side`: run × rise, as seen from the side). NaN unknown.

    >>> projected_areas(pd.DataFrame(index=[0]), np.array([[4.0, 12.0]]), np.array([6.0]), "across").tolist()
    [[48.0, 24.0]]
    """
    given = np.column_stack([columns.numbers(verticals, name) for name in ("area_h", "area_v")])
    width, run = size.T
    drawn = np.column_stack([width * run, (run if projection == "side" else width) * rise])
    return np.where(given >= 0, given, drawn)


def footprints(geometry, size):
    """Return the footprint of each component, and how far around it the component still reaches.

    A polygon is its own footprint, a line is as wide as the component, a point reaches as far as a
    disc of half its longer side.

    >>> shape, reach = footprints(np.array([shapely.LineString([(0, 0), (12, 0)])]), np.array([[4.0, 12.0]]))
    >>> shapely.area(shape).tolist(), reach.tolist()
    ([48.0], [0.0])
    """
    shape, reach = shapely.force_2d(geometry), np.zeros(len(geometry))
    dimension = shapely.get_dimensions(shape)
    lines = (dimension == 1) & (shapely.length(shape) > 0)
    shape[lines] = shapely.buffer(shape[lines], size[lines, 0] / 2, cap_style="flat", join_style="mitre")
    upright = (dimension == 1) & ~lines  # a lift drawn in three dimensions
    shape[upright] = shapely.get_point(shape[upright], 0)
    reach[dimension == 0] = np.fmax(np.nan_to_num(size[dimension == 0]).max(axis=1, initial=0), 0) / 2
    reach[upright] = size[upright, 0] / 2
    return shape, reach


def step_free_steps(verticals, table, run, step_m, unknown_open):
    """Yield the share done; return how far the nearest ramp of at most 1:12 or lift between the same levels is.

    Between the same levels: a ramp with the same ends, a lift that passes both. NaN where none is
    found within 800 m. A gentle ramp is its own.

    table : kind, shape, z_from and z_to of the components; run : (n,) metres.
    """
    kind, shape = table["kind"].to_numpy(), table["shape"].to_numpy()
    hours = (columns.truths(verticals, "open_24h"), "closed_at_night")
    closed, _ = public_access.refusals({"public": public_access.public(verticals), "hours": hours}, unknown_open)
    low, high = np.sort(table[["z_from", "z_to"]].to_numpy(), axis=1).T
    gentle = run + HAIR_M >= clauses.value("6.1.2", "ramp_run_per_rise") * (high - low)
    lift = kind == "elevator"
    offered = np.flatnonzero((lift | ((kind == "ramp") & gentle)) & (closed == "") & ~np.isnan(low))
    tree, result = shapely.STRtree(shape[offered]), np.full(len(shape), np.nan)
    for number, radius in enumerate(_SEARCH_M):
        asked = np.flatnonzero(np.isnan(result) & ~np.isnan(low))
        for begin in range(0, len(asked), _CHUNK):
            pair, other = tree.query(shape[asked[begin : begin + _CHUNK]], predicate="dwithin", distance=radius)
            pair, other = asked[begin + pair], offered[other]
            lower, higher = low[other] - low[pair], high[other] - high[pair]
            same = np.maximum(np.abs(lower), np.abs(higher)) <= step_m
            same |= lift[other] & (lower <= step_m) & (higher >= -step_m)
            np.fmin.at(result, pair[same], shapely.distance(shape[pair[same]], shape[other[same]]))
            yield (number + begin / len(asked)) / len(_SEARCH_M)
    return result


def attached_steps(components, pieces, gap_m, step_m):
    """Yield the share done; return which ends meet which pieces or the ground, and all heights of ends.

    An end that names a surface meets that one, the nearest where several have the name. Another
    meets the ground where it lies within a step of it, else every piece within the gap in plan and
    the step in height. What meets a piece on the ground meets the ground.

    components : table with district, shape, reach, ground, z_from, z_to, name_from and name_to ('' for
    none); pieces : table with district, polygon, z, name and on_ground. Returns (3, m) component, end,
    piece or GROUND; (n, 2) heights, where those of named surfaces fill in; and whether a surface is
    near in plan or named.
    """
    shape, district = components["shape"].to_numpy(), components["district"].to_numpy()
    polygon, within = pieces["polygon"].to_numpy(), pieces["district"].to_numpy()
    near = within_districts.near_steps(shape, district, polygon, within, components["reach"].to_numpy() + gap_m)
    near = yield from steps.part(near, 0, 0.8)
    heights = components[["z_from", "z_to"]].to_numpy()
    found = [level_ends(components, near, pieces["z"].to_numpy(), step_m)]
    for end, name in enumerate(("name_from", "name_to")):
        component, piece = named_pieces(components[name].to_numpy(), shape, district, pieces, gap_m)
        unknown = np.isnan(heights[component, end])
        heights[component[unknown], end] = pieces["z"].to_numpy()[piece[unknown]]
        found.append(np.array([component, np.full(len(component), end), piece]))
        yield 0.8 + 0.1 * end
    ends = np.concatenate(found, axis=1)
    ends[2, pieces["on_ground"].to_numpy(dtype=bool)[ends[2]]] = GROUND
    down = np.argwhere(_on_ground(components, step_m))
    ends = np.concatenate([ends, [down[:, 0], down[:, 1], np.full(len(down), GROUND)]], axis=1)
    named = (components[["name_from", "name_to"]] != "").any(axis=1).to_numpy()
    return np.unique(ends, axis=1), heights, named | (np.bincount(near[0], minlength=len(shape)) > 0)


def level_ends(components, near, z, step_m):
    """Return which ends meet which pieces by where they lie: (3, m) component, end, piece.

    near : (2, n) components and pieces that are near each other in plan; z : heights of the pieces.
    """
    component, piece = near
    heights = components[["z_from", "z_to"]].to_numpy()
    apart = np.abs(heights[component] - z[piece][:, None])
    free = (components[["name_from", "name_to"]] == "").to_numpy() & ~_on_ground(components, step_m)
    pair, end = np.nonzero((apart <= step_m) & free[component])
    return np.array([component[pair], end, piece[pair]])


def _on_ground(components, step_m):
    """Return which ends, (n, 2), lie on the ground, unless they name a surface."""
    heights = components[["z_from", "z_to"]].to_numpy()
    unnamed = (components[["name_from", "name_to"]] == "").to_numpy()
    return unnamed & (np.abs(heights - components["ground"].to_numpy()[:, None]) <= step_m)


def named_pieces(name, shape, district, pieces, gap_m):
    """Return pairs (component, piece) of the pieces that components name, the nearest of several.

    name : (n,) names of surfaces, '' for none; pieces : table with name, district and polygon.
    """
    wanted = pd.DataFrame({"name": name, "district": district, "component": np.arange(len(name))})
    wanted = wanted[wanted["name"] != ""]
    keys = ["district", "name"]
    pieces = pieces[[*keys, "polygon"]].assign(piece=np.arange(len(pieces)))
    several = pieces.duplicated(keys, keep=False)
    single = wanted.merge(pieces[~several], on=keys)
    pairs = [single[["component", "piece"]].to_numpy(dtype=int).T]
    candidates = dict(iter(pieces[several].groupby(keys)))
    for key, group in wanted.groupby(keys):
        if key in candidates:
            component, polygons = group["component"].to_numpy(), candidates[key]
            tree = shapely.STRtree(polygons["polygon"].to_numpy())
            (nearest, _), away = tree.query_nearest(shape[component], return_distance=True)
            away = pd.Series(away).groupby(nearest).min().to_numpy()
            near, piece = tree.query(shape[component], predicate="dwithin", distance=away + gap_m)
            pairs.append(np.array([component[near], polygons["piece"].to_numpy()[piece]]))
    return np.concatenate(pairs, axis=1)
