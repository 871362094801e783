"""Connection efficiency ratio of near-ground surfaces (MPER), clauses 6.1.2, 6.2.1 and 6.2.2."""

from typing import NamedTuple

import geopandas
import numpy as np

from . import clauses, grading, mper_tables, steps
from .errors import QT_TRANSLATE_NOOP, InputError
from .ground_systems import built
from .mper_case import gathered_steps

CLAUSE = "6.2.2"
READINGS = ("strict", "with_ground")
FLOOR_COUNTS = ("per_floor", "pooled", "continuous")
PROJECTIONS = ("across", "side")
# Far below what areas to 0.01 m² tell: a figure that is a bound in decimals is that bound.
_DIGITS = 9


class Options(NamedTuple):
    """How a district is read; the defaults are the guideline's reading."""

    gap_m: float  # what still meets in plan
    surface_step_m: float  # … in height, and lies on the ground
    floor_step_m: float  # … in height, floors and surfaces
    unknown_open: bool = True  # unknown hours, access and enclosure count as open, and are told
    reading: str = "strict"  # the one that is graded; "with_ground" adds ground-level open space
    floor_count: str = "per_floor"
    vertical_projection: str = "across"
    ground_joins: bool = False  # whether all that meets the ground is one system
    ground_z: object = None  # see `heights.ground_steps`
    planned_area_m2: object = None  # instead of the polygons' area: a number, or "field" for `planned_area`
    scale_error: float = 0.0  # largest deviation of the CRS's scale from 1

    @classmethod
    def by_rules(cls, **options):
        """Return the options, with the tolerances of the rules in force where none are given."""
        tolerances = ("gap_m", "surface_step_m", "floor_step_m")
        return cls(**{**{name: clauses.value("6.2.1", name) for name in tolerances}, **options})


class Result(NamedTuple):
    """Districts with their MPER, and what it is made of; `row` is the position in the input."""

    districts: geopandas.GeoDataFrame
    systems: geopandas.GeoDataFrame
    surfaces: geopandas.GeoDataFrame
    verticals: geopandas.GeoDataFrame
    floors: geopandas.GeoDataFrame


def mper(districts, surfaces, verticals, floors, buildings=None, ground_spaces=None, **options):
    """Return the MPER of districts, with its systems, surfaces, vertical components and floors.

    MPER = (ΣF / N) · A_PD / (A_MGS + A_VH + 0.7 · A_VZ): connected storeys per multi-ground system,
    times planned land per equivalent area of near-ground surface (guideline 6.2.1).

    districts : polygons in metres; surfaces, verticals, floors, buildings : with the fields of the
    district package; ground_spaces : public ground-level open space, for the second reading;
    options : the fields of `Options`.

    The districts get n_systems, n_isolated, sum_f, mean_f, a_pd, a_mgs, a_ground, a_vh, a_vz (m²),
    denominator, ratio (denominator / a_pd), mper, mper_with_ground, n_assumed_open, n_assumed_width,
    n_near_step, missing (codes), needed_area_m2, needed_f, near_bound, grade and state. Raises `InputError` for
    an option outside its range.

    >>> import shapely
    >>> deck = geopandas.GeoDataFrame({"z": [6.0]}, geometry=[shapely.box(0, 0, 100, 40)])
    >>> flight = geopandas.GeoDataFrame({"kind": ["stairs"], "z_from": [0], "z_to": [6]},
    ...                                 geometry=[shapely.box(0, -4, 12, 0)])
    >>> shop = geopandas.GeoDataFrame({"storey": [2], "z": [6.0]}, geometry=[shapely.box(0, 40, 100, 60)])
    >>> land = geopandas.GeoDataFrame(geometry=[shapely.box(0, -50, 200, 50)])
    >>> row = mper(land, deck, flight, shop).districts.iloc[0]
    >>> print(row["n_systems"], row["sum_f"], round(row["mper"], 4), row["grade"])  # 2 · 20000 / 4064.8
    1 2.0 9.8406 fair
    """
    return steps.finish(mper_steps(districts, surfaces, verticals, floors, buildings, ground_spaces, **options))


def mper_steps(districts, surfaces, verticals, floors, buildings=None, ground_spaces=None, **options):
    """Yield the share done; return what `mper` returns."""
    options = Options.by_rules(**options)
    refuse(options, ground_spaces)
    frames = (districts, surfaces, verticals, floors, buildings, ground_spaces)
    gathered = yield from steps.part(gathered_steps(*frames, options), 0, 0.9)
    systems = built(gathered.case, options.floor_count, options.ground_joins)
    yield 0.91
    tables = yield from steps.part(mper_tables.tables_steps(gathered, systems, verticals, floors, options), 0.91, 0.99)
    yield 0.99
    missing = yield from steps.part(mper_tables.missing_steps(gathered, systems), 0.99, 1)
    figures = graded(systems.totals, missing, ground_spaces is not None, options)
    figures = figures.assign(**mper_tables.doubts(gathered, systems, options))
    result = districts.copy()
    back = np.argsort(gathered.order)
    for name, column in figures.items():
        result[name] = column.to_numpy()[back]
    return Result(result, **tables)


def efficiency_ratio(sum_f, n_systems, a_pd, a_mgs, a_vh=0.0, a_vz=0.0):
    """Return MPER from totals: (ΣF / N) · A_PD / (A_MGS + A_VH + 0.7 · A_VZ); NaN without a system.

    sum_f : storeys connected by all systems; n_systems : their number; areas in m². Numbers or arrays.

    >>> round(float(efficiency_ratio(9, 2, 20000, 13180, 246, 123)), 12)
    6.660696708876
    """
    n_systems = np.asarray(n_systems)
    return sum_f / np.where(n_systems > 0, n_systems, np.nan) * a_pd / equivalent_area(a_mgs, a_vh, a_vz)


def equivalent_area(a_mgs, a_vh, a_vz):
    """Return the area by which MPER divides, in m²: A_MGS + A_VH + 0.7 · A_VZ."""
    return a_mgs + a_vh + clauses.value("6.2.1", "vertical_projection_factor") * a_vz


def refuse(options, ground_spaces):
    """Raise `InputError` for an option outside its range."""
    for name in ("gap_m", "surface_step_m", "floor_step_m"):
        if not getattr(options, name) >= 0:
            permitted = QT_TRANSLATE_NOOP("Multiground", "0 m or more")
            remedy = QT_TRANSLATE_NOOP("Multiground", "Enter a tolerance in metres, for example 0.5.")
            raise InputError(name[:-2].upper(), getattr(options, name), permitted, remedy)
    planned = options.planned_area_m2
    if planned not in (None, "field") and not 0 < planned < np.inf:
        permitted = QT_TRANSLATE_NOOP("Multiground", "an area above 0 m², or a field of the districts")
        remedy = QT_TRANSLATE_NOOP("Multiground", "Leave PLANNED_AREA empty for the area of the polygon.")
        raise InputError("PLANNED_AREA", planned, permitted, remedy)
    named = {"reading": READINGS, "floor_count": FLOOR_COUNTS, "vertical_projection": PROJECTIONS}
    for name, known in named.items():
        if getattr(options, name) not in known:
            remedy = QT_TRANSLATE_NOOP("Multiground", "Choose one of them.")
            raise InputError(name.upper(), getattr(options, name), ", ".join(known), remedy)
    if options.reading == "with_ground" and ground_spaces is None:
        raise InputError(
            "READING",
            options.reading,
            QT_TRANSLATE_NOOP("Multiground", "the strict reading, where there are no ground spaces"),
            QT_TRANSLATE_NOOP("Multiground", "Choose GROUND_SPACES, or the strict reading."),
        )


def graded(totals, missing, with_ground, options):
    """Return the figures of districts from the totals of their systems, with MPER, grade and what is needed.

    totals : table of `Systems`; missing : (n,) codes of what the data lack, '' for nothing;
    with_ground : whether ground-level open space is known.
    """
    missing = np.where((missing == "") & (totals["n_systems"] == 0), "no_system", missing)
    result = totals.assign(missing=missing)
    known = (result["missing"] == "").to_numpy()
    result["mean_f"] = totals["sum_f"] / totals["n_systems"].where(totals["n_systems"] > 0)
    areas = totals["a_mgs"], totals["a_vh"], totals["a_vz"]
    result["denominator"] = equivalent_area(*areas)
    result["ratio"] = result["denominator"] / result["a_pd"]
    ratio = efficiency_ratio(totals["sum_f"], totals["n_systems"], totals["a_pd"], *areas)
    result["mper"] = np.where(known, ratio, np.nan)
    larger = result["denominator"] + totals["a_ground"]
    result["mper_with_ground"] = np.where(known & with_ground, ratio * result["denominator"] / larger, np.nan)
    value, area = result["mper"], result["denominator"]
    if options.reading == "with_ground":
        value, area = result["mper_with_ground"], larger
    value = value.round(_DIGITS)
    bounds = clauses.bounds(CLAUSE, "mper")
    result["needed_area_m2"], result["needed_f"] = _needed(result, value.to_numpy(), area.to_numpy(), bounds, options)
    # districts and surfaces are both measured in the CRS: in the worst case only one of them is off
    result["near_bound"] = grading.bound_within_error(value, bounds, 2 * options.scale_error)
    result["grade"] = grading.grades(value, bounds)
    result["state"] = np.where(known, clauses.GRADED, clauses.MISSING)
    return result


def _needed(figures, value, area, bounds, options):
    """Return the change of surface area (m²) and of ΣF that alone would reach the nearest better grade.

    NaN where it alone cannot: there is less surface to take away, or no whole ΣF in the range.
    """
    change = grading.change_to_better(value, bounds)
    target = value + change
    needed = figures["a_pd"].to_numpy() * figures["mean_f"].to_numpy() / target - area
    needed_area = np.sign(needed) * np.ceil(np.abs(needed) * 100 - 1e-9) / 100
    needed_area = np.where(needed_area < -figures["a_mgs"], np.nan, needed_area)
    per_f = figures["a_pd"].to_numpy() / (area * np.where(figures["n_systems"] > 0, figures["n_systems"], np.nan))
    sum_f = target / per_f
    if options.floor_count != "continuous":
        sum_f = np.where(change > 0, np.ceil(sum_f - 1e-9), np.floor(sum_f + 1e-9))
    rank = {grade: number for number, grade in enumerate((*clauses.GRADES, clauses.UNASSESSED))}
    reached = np.round(sum_f * per_f, _DIGITS)
    before, after = ([rank[grade] for grade in grading.grades(values, bounds)] for values in (value, reached))
    needed_f = np.where(np.array(after) < np.array(before), sum_f - figures["sum_f"].to_numpy(), np.nan)
    return needed_area, needed_f
