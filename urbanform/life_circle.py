"""The service checklist of the 5-10-15-minute work and living circles (clause 5.2.5).

For every office the minutes to the nearest facility of each category, by one search per category; a
category is served when its minutes stay within its band.
"""

import math
from typing import NamedTuple

import numpy as np
import pandas
import scipy.spatial
import shapely

from . import attributes, clauses, facilities, grading, reach, snapping
from .clauses import GRADED, MISSING, UNASSESSED
from .errors import QT_TRANSLATE_NOOP, InputError
from .line_vertices import nearest_share
from .network import Exits, network_steps, points_along
from .pace import BUFFER_M, CLAUSE, EXIT_DISTANCE_M, MAX_SNAP_M, MIN_PIECE_M, pace
from .steps import finish
from .walk_circles import reach_m


class LifeCircle(NamedTuple):
    """Offices and categories with their grades, as frames; offices in the order in which they came."""

    offices: pandas.DataFrame  # min_<category>, n_missing, missing, unknown, served_pct, grade, state, needed
    categories: pandas.DataFrame  # category, band, served_pct, median_min, max_min, nearest_unserved, grade …
    grade: str  # of the whole: by the share of excellent categories


def life_circle(
    offices,
    services,
    lines=None,
    walking=None,
    *,
    bands=None,
    data_extent=None,
    served_target_pct=None,
    max_snap_m=MAX_SNAP_M,
    exit_distance_m=EXIT_DISTANCE_M,
    min_piece_m=MIN_PIECE_M,
):
    """Return the minutes from every office to the nearest facility of each category, graded.

    served_pct = 100 · floor area of the offices served / floor area of the offices assessed.

    offices : GeoDataFrame in metres, with `area` (floor area, m²; without it every office counts the
    same) and what `snapping.places` reads; services : GeoDataFrame with `category` or OSM tags; lines :
    of the walking network, or None for straight lines × 0.7; walking : a `Pace`; bands : category →
    minutes, the guideline's 17 without it; data_extent : polygon within which the facilities are known;
    served_target_pct : share of floor area from which a category is excellent. Returns `LifeCircle`.

    >>> import geopandas
    >>> office = geopandas.GeoDataFrame({"area": [9000]}, geometry=[shapely.Point(500, 0)])
    >>> cafe = geopandas.GeoDataFrame({"category": ["cafe"]}, geometry=[shapely.Point(750, 0)])
    >>> street = geopandas.GeoDataFrame(geometry=[shapely.LineString([(-5000, 0), (5000, 0)])])
    >>> circle = life_circle(office, cafe, street, bands={"cafe": 5})
    >>> circle.offices["min_cafe"].tolist(), circle.categories["served_pct"].tolist()  # 250 m at 5 km/h
    ([3.0], [100.0])
    """
    walking, bands = walking or pace(), bands or facilities.bands()
    code, _ = facilities.categories(services, tuple(bands))
    distances = {"max_snap_m": max_snap_m, "exit_distance_m": exit_distance_m, "min_piece_m": min_piece_m}
    ground = None
    if lines is not None:
        network, _ = finish(network_steps(lines, walking))
        ground = reach.graph(network), snapping.streets(network)
    spots, shops = snapping.places(offices)[0], snapping.places(services)[0]
    steps = checklist_steps(spots, shops, code, bands, walking, distances, ground, data_extent)
    minutes, beyond, _ = finish(steps)
    area = attributes.numbers(offices, "area") if "area" in offices else np.ones(len(offices))
    return graded(minutes, beyond, area, bands, category_bounds(served_target_pct), straight=ground is None)


def checklist_steps(offices, services, category, bands, walking, distances, ground=None, data_extent=None):
    """Do the searches in steps that yield the share done, one per category.

    offices, services : `snapping.Places`; category : (number of services,) codes; bands : category →
    minutes; ground : `(reach.Graph, snapping.Streets)`, or None for straight lines.
    Returns minutes (offices, categories), inf where there is no way to one, NaN where the data hold no
    facility or the office is not on the network; which offices' widest circle leaves the data; and the
    `snapping.LeftOut` of both, nothing for straight lines.
    """
    known = np.array([code in bands for code in category], dtype=bool)
    services = snapping.Places(*(column[known] for column in services))
    number = np.array([list(bands).index(code) for code in category[known]], dtype=int)
    widest = max(bands.values())
    if ground is None:
        measure = _straight(offices, services, walking)
        beyond = _near_the_edge(offices, services, data_extent, reach_m(widest, walking, straight=True))
        lost, left_out = np.zeros(len(offices.x), dtype=bool), ()
    else:
        graph, streets = ground
        doors, without_door = snapping.exits(streets, offices, walking, **distances)
        entries, without_entry = snapping.exits(streets, services, walking, **distances)
        left_out = without_door, without_entry._replace(place=np.flatnonzero(known)[without_entry.place])
        measure = _walked(graph, doors, entries, len(offices.x))
        yield 0.1
        beyond = _to_the_edge(graph, doors, len(offices.x), data_extent) <= widest
        lost = np.isin(np.arange(len(offices.x)), without_door.place)
    minutes = np.full((len(offices.x), len(bands)), np.nan)
    for column in range(len(bands)):
        yield 0.1 + 0.9 * column / len(bands)
        if (number == column).any() or data_extent is not None:
            minutes[:, column] = measure(number == column)
    minutes[lost] = np.nan
    return minutes, beyond, left_out


def _walked(graph, doors, entries, offices):
    """Return a function: the minutes on foot from every office to the nearest of some services."""

    def measure(wanted):
        own = Exits(*(column[wanted[entries.place]] for column in entries))
        if not len(own.place):  # none at all, or none that the network reaches
            return np.full(offices, np.nan if wanted.any() else np.inf)
        return reach.minutes_from(graph, reach.minutes_to_nearest(graph, own), doors, own, offices)

    return measure


def _straight(offices, services, walking):
    """Return a function: the minutes along straight lines × 0.7, with the lifts at both ends."""
    pace_min_per_m = 1 / reach_m(1.0, walking, straight=True)
    lifts = [snapping.lift_min(places, walking) for places in (offices, services)]
    # a lift that takes so long is as good as so many metres in a third direction
    aside = [lift / pace_min_per_m for lift in lifts]

    def measure(wanted):
        if not wanted.any():
            return np.full(len(offices.x), np.inf)
        minutes = np.full(len(offices.x), np.inf)
        for height in np.unique(aside[1][wanted]):
            same = wanted & (aside[1] == height)
            tree = scipy.spatial.cKDTree(np.c_[services.x[same], services.y[same]])
            distance_m = tree.query(np.c_[offices.x, offices.y])[0]
            minutes = np.minimum(minutes, (distance_m + height) * pace_min_per_m)
        return minutes + lifts[0]

    return measure


def _near_the_edge(offices, services, data_extent, radius_m):
    """Return which offices have the edge of the data (else the facilities' hull) within a radius."""
    points = shapely.points(offices.x, offices.y)
    if data_extent is None:
        data_extent = shapely.convex_hull(shapely.multipoints(np.c_[services.x, services.y]))
    return ~shapely.contains(shapely.buffer(data_extent, -radius_m), points)


def _to_the_edge(graph, doors, offices, data_extent):
    """Return the minutes from each office to where its circle leaves the data (else the network's hull)."""
    network = graph.network
    if data_extent is None:
        data_extent = shapely.convex_hull(shapely.multipoints(np.c_[network.vertex_x, network.vertex_y]))
    inner = shapely.buffer(data_extent, -BUFFER_M)  # a circle reaches so far beyond its streets
    border = shapely.boundary(inner)
    shapely.prepare([inner, border])
    edge = np.repeat(np.arange(len(network.tail)), np.diff(network.first_vertex))
    lines = shapely.linestrings(np.c_[network.vertex_x, network.vertex_y], indices=edge)
    leaving = np.flatnonzero(shapely.intersects(border, lines))
    crossings, line = shapely.get_parts(shapely.intersection(lines[leaving], border), return_index=True)
    where = nearest_share(lines[leaving[line]], shapely.point_on_surface(crossings))
    nothing = np.zeros(len(line))
    ways_out = Exits(np.arange(len(line)), leaving[line], where, nothing, nothing)
    minutes = reach.minutes_from(graph, reach.minutes_to_nearest(graph, ways_out), doors, ways_out, offices)
    x, y, door, _ = points_along(network, doors.edge, doors.share, doors.share)
    at = np.flatnonzero(np.diff(door, prepend=-1))
    outside = ~shapely.contains_xy(inner, x[at], y[at])
    np.minimum.at(minutes, doors.place[outside], doors.minutes[outside])
    return np.round(minutes, 2)


def graded(minutes, beyond, area, bands, bounds, straight=False):
    """Return the offices and the categories with their grades.

    An office's circle that leaves the data tells nothing of a category, unless it is served. Office:
    share of its categories served; category: share of floor area served; each unassessed where less
    than 80 % of its categories or floor area can be assessed, or less than 80 % of offices have an area.

    minutes : (offices, categories) of `checklist_steps`; beyond : (offices,) bool; area : (offices,)
    floor area in m², NaN where unknown (where nowhere known, every office counts the same); bands :
    category → minutes; bounds : of `category_bounds`; straight : along straight lines, so at most good.
    """
    minutes = np.round(minutes, 2)
    band = np.array(list(bands.values()))
    served = minutes <= band
    assessed = served | ~(np.isnan(minutes) | beyond[:, None])
    offices = _offices(minutes, served, assessed, list(bands))
    area = np.asarray(area, dtype=float)
    area = np.where(area >= 0, area, np.nan) if (area > 0).any() else np.ones(len(area))
    categories = _categories(minutes, served, assessed, area, bands, bounds)
    met = categories.loc[categories["state"] == GRADED, "grade"].eq("excellent").mean() * 100
    grade = UNASSESSED
    if (categories["state"] == GRADED).mean() >= grading.ASSESSABLE_SHARE:
        grade = grading.grades([round(met, 2)], clauses.bounds(CLAUSE, "excellent_categories_pct", "district"))[0]
    if straight:
        for frame in (offices, categories):
            frame["grade"] = frame["grade"].replace("excellent", "good")
        grade = grade.replace("excellent", "good")
    return LifeCircle(offices, categories, grade)


def _offices(minutes, served, assessed, names):
    bounds = clauses.bounds(CLAUSE, "served_categories_pct", "office")
    number = assessed.sum(axis=1)
    enough = number >= grading.ASSESSABLE_SHARE * len(names)
    served_pct = np.round(100 * served.sum(axis=1) / np.maximum(number, 1), 2)
    change = grading.change_to_better(np.where(enough, served_pct, np.nan), bounds)
    lacking = assessed & ~served
    columns = {f"min_{name}": np.where(np.isfinite(column), column, np.nan) for name, column in zip(names, minutes.T)}
    return pandas.DataFrame(
        {
            **columns,
            "n_missing": lacking.sum(axis=1),
            "missing": [", ".join(name for name, lacks in zip(names, row) if lacks) for row in lacking],
            "unknown": [", ".join(name for name, is_known in zip(names, row) if not is_known) for row in assessed],
            "served_pct": np.where(enough, served_pct, np.nan),
            "grade": np.where(enough, grading.grades(served_pct, bounds), UNASSESSED),
            "state": np.where(enough, GRADED, MISSING),
            "needed_categories": np.ceil(np.round(change * number / 100, 9)),
        }
    )


def _categories(minutes, served, assessed, area, bands, bounds):
    known_share, area = np.isfinite(area).mean() if len(area) else 0.0, np.nan_to_num(area)
    total = math.fsum(area)
    of_area = np.array([math.fsum(area[column]) for column in assessed.T])
    assessed_pct = np.round(100 * of_area / max(total, 1e-9), 2)
    least = grading.ASSESSABLE_SHARE
    enough = (assessed_pct >= 100 * least) & (of_area > 0) & (known_share >= least)
    of_served = np.array([math.fsum(area[column]) for column in served.T])
    served_pct = np.round(100 * of_served / np.where(enough, of_area, 1), 2)
    served_pct = np.where(enough, served_pct, np.nan)
    known = pandas.DataFrame(np.where(assessed & np.isfinite(minutes), minutes, np.nan))
    unserved = np.where(assessed & ~served & np.isfinite(minutes), minutes, np.inf).min(axis=0, initial=np.inf)
    return pandas.DataFrame(
        {
            "category": list(bands),
            "band": list(bands.values()),
            "served_pct": served_pct,
            "assessed_pct": assessed_pct,
            "median_min": known.median().round(2),
            "max_min": known.max(),
            "nearest_unserved": np.where(np.isfinite(unserved), unserved, np.nan),
            "grade": grading.grades(served_pct, bounds),
            "state": np.where(enough, GRADED, MISSING),
            "needed_area": grading.change_to_better(served_pct, bounds) * of_area / 100,
        }
    )


def category_bounds(target_pct=None):
    """Return the bounds of a category's served share, clause 5.2.5, or with another target for excellent.

    Raises `InputError` for a target that is not above 0 and at most 100.

    >>> [(bound.grade, bound.lower, bound.upper) for bound in category_bounds(90)]
    [('excellent', 90, inf), ('good', 50.0, 90), ('fair', -inf, 50.0)]
    """
    bounds = clauses.bounds(CLAUSE, "served_pct", "category")
    if target_pct is None:
        return bounds
    if not 0 < target_pct <= 100:
        raise InputError(
            "SERVED_TARGET",
            target_pct,
            QT_TRANSLATE_NOOP("Multiground", "more than 0 and at most 100 %"),
            QT_TRANSLATE_NOOP("Multiground", "Leave the default, or enter the value in the stated unit."),
        )
    best, *others = bounds
    good, *rest = others
    others = [good._replace(upper=target_pct), *(bound._replace(upper=min(bound.upper, target_pct)) for bound in rest)]
    return [best._replace(lower=target_pct), *(bound for bound in others if bound.lower < bound.upper)]
