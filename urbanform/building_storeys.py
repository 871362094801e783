"""Storeys of buildings, clause 4.1.4."""

import math
import re
from typing import NamedTuple

import geopandas
import numpy as np
import pandas as pd
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from . import attributes, clauses, columns, grading, stable, steps, within_districts
from .errors import QT_TRANSLATE_NOOP, InputError
from .functions import is_building_tag

CLAUSE = "4.1.4"
BOUNDS = clauses.bounds(CLAUSE, "storeys")
STOREY_HEIGHT_M = clauses.bounds(CLAUSE, "storey_height_m", "from_height")[0].lower
_HEIGHT_TOLERANCE = clauses.bounds(CLAUSE, "height_tolerance_pct", "from_height")[0].upper / 100
# Features that share the name of a building are parts of one where they lie so close.
_JOINED_M = 0.5
# Buildings of so many storeys have more floor area than so many footprints; else the field holds footprints.
_TALL, _LEAST_FLOOR_AREA = 3, 1.5
_CHUNK = 50_000
# A number, with what marks it as one below ground (地下2层, B2, -2, 2D) or as a length (36 m).
_COUNT = re.compile(
    r"(?P<below>地下室?|地库|负|basements?|underground|(?<![a-z])[bd]|(?<![0-9a-z层)])-)?\s*"
    r"(?P<number>\d+(?:\.\d+)?)\s*(?P<other>[bdm](?![a-z])|米)?",
    re.IGNORECASE,
)


class Result(NamedTuple):
    """Buildings with storeys and grades, and the figures of all of them (NaN where unknown)."""

    buildings: geopandas.GeoDataFrame
    mean_storeys: float
    mean_storeys_area: float
    share_7_25: float
    share_7_25_area: float
    n_buildings: int
    n_violation: int
    grade: str
    n_floors_apart: int  # floors that belong to no building
    footprints_as_areas: bool  # whether the field of floor areas holds footprints, and was left out


def building_storeys(buildings, floors=None, storey_height_m=STOREY_HEIGHT_M):
    """Return the storeys and the grade of each building, and what they come to together (guideline 4.1.4).

    7 to 25 storeys are `excellent`, up to 40 `good`, up to 80 `fair`, more a `violation`. Features that
    share the name of a building and touch are its parts: the highest decides for all, and they count
    once. A number from a height within 10 % of a bound is not graded.

    buildings : GeoDataFrame of polygons in metres with, where known, `storeys`, `height`, `building` and
    `area` (floor area, m²); floors : table with `storey` and, where known, `building`, `area` and polygons,
    or None; storey_height_m : in metres.

    Adds stated (as the field has it), storeys, storeys_from (field, floors, height, missing), unrounded, parts, near_bound (a bound
    within 10 %), needed_storeys, grade and state. Raises `InputError` for a storey height of 0 or less.

    >>> towers = geopandas.GeoDataFrame(geometry=shapely.box([0, 50, 100], 0, [20, 70, 120], 20))
    >>> result = building_storeys(towers.assign(storeys=["12F/2D", 30, "裙房4层，塔楼90层"]))
    >>> result.buildings["grade"].tolist(), result.mean_storeys, result.grade
    (['excellent', 'good', 'violation'], 44.0, 'violation')
    """
    return steps.finish(building_storeys_steps(buildings, floors, storey_height_m))


def building_storeys_steps(buildings, floors=None, storey_height_m=STOREY_HEIGHT_M):
    """Yield the share done; return what `building_storeys` returns."""
    if not (storey_height_m > 0 and np.isfinite(storey_height_m)):
        raise InputError(
            "STOREY_HEIGHT",
            storey_height_m,
            QT_TRANSLATE_NOOP("Multiground", "more than 0 m"),
            QT_TRANSLATE_NOOP("Multiground", "Enter the height of one storey, for example 3.5."),
        )
    names = columns.texts(buildings, "building")
    names[is_building_tag(names)] = ""
    polygons = buildings.geometry.to_numpy()
    part_of = yield from steps.part(_one_building_steps(names, polygons), 0, 0.3)
    size = part_of.max(initial=-1) + 1
    found = storeys_of(buildings, storey_height_m)
    floor_area, apart = np.full(size, np.nan), 0
    if floors is not None:
        places = _Places(names, polygons, part_of)
        owner = yield from steps.part(places.of_steps(floors), 0.3, 0.9)
        top, floor_area = _of_floors(floors, owner, size)
        _take_from_floors(found, columns.texts(buildings, "storeys") == "", top[part_of])
        apart = int((owner < 0).sum())
    first = _highest(found, part_of)
    graded = _graded(found.iloc[first])
    footprint = _footprints(polygons, part_of, size)
    stated, footprints_as_areas = _stated_areas(buildings, part_of, footprint, graded["storeys"].to_numpy())
    floor_area = np.where(np.isnan(floor_area), stated, floor_area)
    graded["parts"] = np.bincount(part_of, minlength=size)
    yield 0.95
    result = buildings.assign(stated=columns.texts(buildings, "storeys"))
    for column in graded:
        result[column] = graded[column].to_numpy()[part_of]
    grade = grading.overall(graded["grade"], graded["state"], footprint)
    figures = _figures(graded, floor_area, footprint)
    n_violation = int((graded["grade"] == "violation").sum())
    return Result(result, *figures, size, n_violation, grade, apart, footprints_as_areas)


def storeys_of(frame, storey_height_m=STOREY_HEIGHT_M):
    """Return the number of storeys above ground of each feature, and where it comes from.

    The field decides: of several numbers (podium and tower) the largest above ground, fractions
    rounded half up. A value that is no such number is missing; only where there is none, the height
    divided by the storey height and rounded half up stands in.

    frame : table with, where known, `storeys` and `height` (m); storey_height_m : in metres. Returns
    a table of the same index with storeys (NaN where unknown), storeys_from (field, height, missing)
    and unrounded.

    >>> frame = pd.DataFrame({"storeys": ["12F/2D", "裙房4层，塔楼30层", None, "n/a"], "height": [None, None, 60, 60]})
    >>> storeys_of(frame)["storeys"].tolist()
    [12.0, 30.0, 17.0, nan]
    """
    given = columns.texts(frame, "storeys") != ""
    unrounded = np.where(given, above_ground(frame, "storeys"), columns.numbers(frame, "height") / storey_height_m)
    storeys = np.floor(unrounded + 0.5)
    known = storeys > 0
    return pd.DataFrame(
        {
            "storeys": np.where(known, storeys, np.nan),
            "storeys_from": np.where(known, np.where(given, "field", "height"), "missing"),
            "unrounded": np.where(known, unrounded, np.nan),
        },
        index=frame.index,
    )


def above_ground(frame, name):
    """Return the largest number above ground in each value of a column, NaN where there is none.

    >>> above_ground(pd.DataFrame({"storeys": ["地上12层/地下2层", "B2/12F", "4/30", "-2"]}), "storeys").tolist()
    [12.0, 12.0, 30.0, nan]
    """
    return columns.read(frame, name, _largest).astype(float)


def _largest(value):
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value) if np.isfinite(value) else np.nan
    found = _COUNT.finditer(attributes.text(value))
    return max((float(one["number"]) for one in found if not (one["below"] or one["other"])), default=np.nan)


def _one_building_steps(names, polygons):
    """Yield the share done; return the building of each feature, numbered: its parts bear one name and touch."""
    named = np.flatnonzero(pd.Series(names).duplicated(keep=False).to_numpy() & (names != ""))
    name = pd.factorize(names[named])[0]
    pairs = yield from within_districts.near_steps(polygons[named], name, polygons[named], name, _JOINED_M)
    size = len(names)
    joined = coo_array((np.ones(pairs.shape[1], dtype=np.int8), tuple(named[pairs])), shape=(size, size))
    return connected_components(joined, directed=False)[1]


class _Places(NamedTuple):
    """Where floors belong: to the building of their name, else to the smallest footprint around their middle."""

    names: np.ndarray
    polygons: np.ndarray
    part_of: np.ndarray

    def of_steps(self, floors):
        """Yield the share done; return the building of each floor, -1 for none."""
        known = pd.DataFrame({"name": self.names, "building": self.part_of}).drop_duplicates()
        known = known[(known["name"] != "") & ~known["name"].duplicated(keep=False)]  # a name of several says nothing
        owner = known.set_index("name")["building"].reindex(columns.texts(floors, "building"))
        owner = owner.fillna(-1).to_numpy(dtype=np.int64)
        if not hasattr(floors, "geometry"):
            return owner
        shapes = floors.geometry.to_numpy()
        lost = np.flatnonzero((owner < 0) & ~shapely.is_missing(shapes))
        order = np.lexsort((np.argsort(stable.order_by_place(self.polygons)), shapely.area(self.polygons)))
        tree = shapely.STRtree(self.polygons[order])
        for begin in range(0, len(lost), _CHUNK):
            asked = lost[begin : begin + _CHUNK]
            floor, building = tree.query(shapely.point_on_surface(shapes[asked]), predicate="intersects")
            sorted_ = np.lexsort((building, floor))
            floor, first = np.unique(floor[sorted_], return_index=True)
            owner[asked[floor]] = self.part_of[order[building[sorted_[first]]]]
            yield begin / len(lost)
        return owner


def _of_floors(floors, owner, size):
    """Return the highest storey and the floor area above ground of each building, NaN where unknown."""
    storey, area = above_ground(floors, "storey"), columns.numbers(floors, "area")
    if hasattr(floors, "geometry"):
        area = np.where(area > 0, area, shapely.area(floors.geometry.to_numpy()))
    above = (owner >= 0) & (storey > 0)
    top = np.full(size, np.nan)
    np.fmax.at(top, owner[above], storey[above])
    measured = above & (area > 0)
    total = stable.sums(area[measured], owner[measured], size)
    return np.floor(top + 0.5), np.where(total > 0, total, np.nan)


def _take_from_floors(found, unstated, top):
    """Let the highest floor stand in where a building states no storeys."""
    taken = unstated & (top > 0)
    found.loc[taken, "storeys"] = found.loc[taken, "unrounded"] = top[taken]
    found.loc[taken, "storeys_from"] = "floors"


def _highest(found, part_of):
    """Return the row of each building that decides: its highest, and of equal ones the surest."""
    doubt = found["storeys_from"].map({"field": 0, "floors": 1, "height": 2, "missing": 3}).to_numpy()
    order = np.lexsort((found["unrounded"].to_numpy(), doubt, -found["storeys"].fillna(0).to_numpy(), part_of))
    return order[np.flatnonzero(np.diff(part_of[order], prepend=-1))]


def _graded(found):
    result, storeys = found.reset_index(drop=True), found["storeys"].to_numpy()
    unrounded = np.where(found["storeys_from"] == "height", found["unrounded"], np.nan)
    result["near_bound"] = _near_bound(unrounded)
    result["needed_storeys"] = grading.change_to_better(storeys, BOUNDS)
    missing = (np.isnan(storeys) | result["near_bound"].notna()).to_numpy()
    result["grade"] = np.where(missing, clauses.UNASSESSED, grading.grades(storeys, BOUNDS))
    result["state"] = np.where(missing, clauses.MISSING, clauses.GRADED)
    result.loc[missing, "needed_storeys"] = np.nan
    return result


def _near_bound(storeys):
    """Return the bound within the tolerance of each number of storeys, NaN where there is none.

    A bound is where one more storey, or one less, brings a worse grade: 7, 25, 40 and 80.

    >>> _near_bound(np.array([1, 6.29, 6.3, 25, 27.5, 27.51])).tolist()
    [nan, nan, 7.0, 25.0, 25.0, nan]
    """
    rank = {grade: number for number, grade in enumerate(clauses.GRADES)}
    close = np.full(len(storeys), np.nan)
    for bound in BOUNDS:
        for edge, beyond in ((bound.lower, bound.lower - 1), (bound.upper, bound.upper + 1)):
            if rank.get(grading.grades([beyond], BOUNDS)[0], -1) > rank[bound.grade]:
                close[np.abs(storeys - edge) <= edge * _HEIGHT_TOLERANCE * (1 + 1e-9)] = edge
    return close


def _footprints(polygons, part_of, size):
    """Return the land that each building stands on: where its parts overlap it counts once."""
    area = np.bincount(part_of, shapely.area(polygons), size)
    parts = np.flatnonzero((np.bincount(part_of, minlength=size) > 1)[part_of])
    parts = parts[np.argsort(part_of[parts], kind="stable")]
    building, number = np.unique(part_of[parts], return_inverse=True)
    area[building] = shapely.area(shapely.buffer(shapely.geometrycollections(polygons[parts], indices=number), 0))
    return area


def _stated_areas(buildings, part_of, footprint, storeys):
    """Return the floor area that each building states, and whether the field holds footprints instead.

    Parts that state one and the same area state that of the building; others are added up.
    """
    area = columns.numbers(buildings, "area")
    known = pd.DataFrame({"building": part_of, "area": area})[area > 0].drop_duplicates()
    size = len(footprint)
    total = stable.sums(known["area"].to_numpy(), known["building"].to_numpy(), size)
    total = np.where(total > 0, total, np.nan)
    tall = (storeys >= _TALL) & (total > 0)
    wrong = bool(tall.any() and np.median((total / footprint)[tall]) < _LEAST_FLOOR_AREA)
    return (np.full(size, np.nan) if wrong else total), wrong


def _figures(graded, floor_area, footprint):
    """Return both means, and the shares of 7 to 25 storeys by buildings and by floor area."""
    storeys, sure = graded["storeys"].to_numpy(), (graded["state"] == clauses.GRADED).to_numpy()
    best = grading.inside(storeys, BOUNDS[0]) & sure
    known, each = ~np.isnan(floor_area), np.ones(len(storeys))

    def ratio(above, above_which, below, below_which):
        whole = math.fsum(below[below_which])
        return math.fsum(above[above_which]) / whole if whole > 0 else np.nan

    return (
        ratio(storeys, ~np.isnan(storeys), each, ~np.isnan(storeys)),
        ratio(floor_area, known, footprint, known),
        ratio(each, best, each, sure),
        ratio(floor_area, best & known, floor_area, sure & known),
    )
