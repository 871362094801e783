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
# Features that share the name of a building are parts of one where they lie so close.
_JOINED_M = 0.5
# Buildings of so many storeys have more floor area than so many footprints; else the field holds footprints.
_TALL, _LEAST_FLOOR_AREA = 3, 1.5
_CHUNK = 50_000
# Quotients are read to this many decimals, so that 10.85 m / 3.1 m is 3.5 and no hair less.
_DECIMALS = 9
_DIGITS = "零一二三四五六七八九"
_ONE = "[一二三四五六七八九]"
# Numbers in characters where they count something: 十二层, 地上三十, but not the 百 of 第一百货.
_CHARACTERS = re.compile(
    rf"""(?<![几数百一二三四五六七八九])(?=[一二三四五六七八九十])
    (?:({_ONE})百(?:零|(?!{_ONE}(?!十))))?(?:({_ONE}?)(十))?({_ONE}?)
    (?=\s*(?:层|楼|[fbd,;/、+~()-]|至|到|地|$))""",
    re.IGNORECASE | re.VERBOSE,
)
# What says no number: 8层以上, >30, 30多层, 80+, 3层半, 12½, G+12.
_NO_NUMBER = re.compile(
    r"""[>≥⁄] | (?<!不)(?:超过|大于|多于) | 至少 | 不少于 | 不低于 | \d\s*层?\s*(?:及|或|\(含\))?以上
    | \d\s*层?[多余] | [层\d]半(?!地) | \+\s*$ | (?<![a-z])g\s*\+""",
    re.IGNORECASE | re.VERBOSE,
)
# A sum of two numbers above ground says neither what is counted nor whether one lies in the other: 18+1.
_SUM = re.compile(r"[层楼f\s]*\+\s*", re.IGNORECASE)
_BASEMENT = "(?:地下|地面以下|地库|basements?|underground|below)"
# A number, with what marks it as below ground (地下2层, B2, -2, 2D), as a height (36 m, H=36) or a name (3号楼).
_COUNT = re.compile(
    rf"""(?P<basement>{_BASEMENT}(?:(?!地上|above)[^\d,;/、+])*(?:\d+(?:\.\d+)?(?:\s*[-~至到]\s*\d+)?)?)
    | (?P<below>负|(?<![a-z])[bd]-?|(?<![0-9a-z层)\s])-|(?<=\s)-(?=\d))?
    (?P<height>(?:高度?|(?<![a-z])h)\s*[:=]?\s*(?=[\d.]+(?![\d.]|\s*[层f])))?
    \s*(?P<number>\d+(?:\.\d+)?)\s*
    (?P<down>[bd](?![a-z])|层?\s*\(?{_BASEMENT}(?![^,;/、+]*\d))?
    (?P<other>m(?![a-z])|[米年号栋幢座#户期区类%千万平]|单元)?""",
    re.IGNORECASE | re.VERBOSE,
)


class Result(NamedTuple):
    """Buildings with storeys and grades, and the figures of all of them (NaN where unknown)."""

    buildings: geopandas.GeoDataFrame
    mean_storeys: float
    mean_storeys_area: float
    share_7_25: float
    share_7_25_area: float
    n_buildings: int
    n_with_area: int  # buildings of known floor area
    n_violation: int
    grade: str
    n_floors_apart: int  # floors that belong to no building
    n_floors_unread: int  # floors whose storey cannot be read
    footprints_as_areas: bool  # whether the field of floor areas holds footprints, and was left out


def building_storeys(buildings, floors=None, storey_height_m=None):
    """Return the storeys and the grade of each building, and what they come to together (guideline 4.1.4).

    7 to 25 storeys are `excellent`, up to 40 `good`, up to 80 `fair`, more a `violation`. Features that
    share the name of a building and touch are its parts: the highest decides for all, and they count
    once; where a part is unknown, so is the building, unless another is a violation. A number from a
    height within 10 % of a bound is not graded.

    buildings : GeoDataFrame of polygons in metres with, where known, `storeys`, `height`, `building` and
    `area` (floor area, m²); floors : table with `storey` and, where known, `building`, `area` and polygons,
    or None; storey_height_m : in metres, None for the guideline's.

    Adds stated (as the field has it), storeys, storeys_from (field, floors, height, missing), unrounded,
    parts, part_unknown, near_bound (a bound within 10 %), needed_storeys, grade and state. Raises `InputError` for a
    storey height of 0 or less.

    >>> towers = geopandas.GeoDataFrame(geometry=shapely.box([0, 50, 100], 0, [20, 70, 120], 20))
    >>> result = building_storeys(towers.assign(storeys=["12F/2D", 30, "裙房4层，塔楼90层"]))
    >>> result.buildings["grade"].tolist(), result.mean_storeys, result.grade
    (['excellent', 'good', 'violation'], 44.0, 'violation')
    """
    return steps.finish(building_storeys_steps(buildings, floors, storey_height_m))


def building_storeys_steps(buildings, floors=None, storey_height_m=None):
    """Yield the share done; return what `building_storeys` returns."""
    storey_height_m = _storey_height(storey_height_m)
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
    part_of = yield from steps.part(one_building_steps(names, polygons), 0, 0.3)
    size = part_of.max(initial=-1) + 1
    found = storeys_of(buildings, storey_height_m)
    floor_area, apart, unread = np.full(size, np.nan), 0, 0
    if floors is not None:
        places = _Places(names, polygons, part_of)
        owner = yield from steps.part(places.of_steps(floors), 0.3, 0.9)
        top, floor_area, unread = _of_floors(floors, owner, size)
        height = columns.numbers(buildings, "height")
        _take_from_floors(found, columns.texts(buildings, "storeys") == "", top[part_of], height)
        apart = int((owner < 0).sum())
    first = _highest(found, part_of)
    unknown = np.bincount(part_of, found["storeys"].isna() & (names != ""), size) > 0  # not where drawn twice
    graded = _graded(found.iloc[first], unknown)
    footprint = footprints_of(polygons, part_of, size)
    stated, footprints_as_areas = _stated_areas(buildings, part_of, footprint, graded["storeys"].to_numpy())
    floor_area = np.where(np.isnan(floor_area), stated, floor_area)
    graded["parts"] = np.bincount(part_of, minlength=size)
    yield 0.95
    result = buildings.assign(stated=columns.texts(buildings, "storeys"))
    for column in graded:
        result[column] = graded[column].to_numpy()[part_of]
    grade = grading.overall(graded["grade"], graded["state"], footprint)
    figures = _figures(graded, floor_area, footprint)
    counts = size, int((~np.isnan(floor_area)).sum()), int((graded["grade"] == "violation").sum())
    return Result(result, *figures, *counts, grade, apart, unread, footprints_as_areas)


def _storey_height(given_m):
    return clauses.bounds(CLAUSE, "storey_height_m", "from_height")[0].lower if given_m is None else given_m


def storeys_of(frame, storey_height_m=None):
    """Return the number of storeys above ground of each feature, and where it comes from.

    The field decides: of several numbers (podium and tower) the largest above ground, fractions
    rounded half up. A value that is no such number is missing; only where there is none, the height
    divided by the storey height and rounded half up stands in.

    frame : table with, where known, `storeys` and `height` (m); storey_height_m : in metres, None for
    the guideline's. Returns a table of the same index with storeys (NaN where unknown), storeys_from
    (field, height, missing) and unrounded.

    >>> frame = pd.DataFrame({"storeys": ["12F/2D", "裙房4层，塔楼30层", None, "80+"], "height": [None, None, 60, 60]})
    >>> storeys_of(frame)["storeys"].tolist()
    [12.0, 30.0, 17.0, nan]
    """
    given = columns.texts(frame, "storeys") != ""
    from_height = np.round(columns.numbers(frame, "height") / _storey_height(storey_height_m), _DECIMALS)
    unrounded = np.where(given, above_ground(frame, "storeys"), from_height)
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
    storeys = columns.read(frame, name, _largest).astype(float)
    return np.where(storeys > 0, storeys, np.nan)


def _largest(value):
    """Return the largest number of storeys above ground in a value, -1 where all is below, NaN where it says none."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value) if np.isfinite(value) else np.nan
    text = in_digits(re.sub("[–—―]+", "-", attributes.text(value)))
    if attributes.is_number(text):
        return attributes.number(text)
    if _NO_NUMBER.search(text):
        return np.nan
    found = list(_COUNT.finditer(text))
    above = [
        one for one in found if one["number"] and not any(one[mark] for mark in ("below", "height", "down", "other"))
    ]
    if any(_SUM.fullmatch(text[one.end() : other.start()]) for one, other in zip(above, above[1:])):
        return np.nan
    below = any(one["basement"] or one["below"] or one["down"] for one in found)
    return max((float(one["number"]) for one in above), default=-1.0 if below else np.nan)


def in_digits(text):
    """Return a text with the numbers that are written in characters in digits.

    >>> in_digits("地上一百零八层，地下两层"), in_digits("第一百货十层")
    ('地上108层，地下2层', '第一百货10层')
    """
    text = text.replace("两", "二").replace("廿", "二十").replace("卅", "三十")

    def digits(found):
        hundreds, tens, ones = (_DIGITS.index(found[group] or "零") for group in (1, 2, 4))
        return str(100 * hundreds + (10 * (tens or 1) if found[3] else 0) + ones)

    return _CHARACTERS.sub(digits, text)


def one_building_steps(names, polygons):
    """Yield the share done; return the building of each feature, numbered.

    The parts of one bear its name and touch; an outline that is drawn twice is one building.
    """
    named = np.flatnonzero(pd.Series(names).duplicated(keep=False).to_numpy() & (names != ""))
    name = pd.factorize(names[named])[0]
    pairs = yield from within_districts.near_steps(polygons[named], name, polygons[named], name, _JOINED_M)
    unnamed = np.flatnonzero(names == "")
    outline = pd.DataFrame(np.column_stack([shapely.bounds(polygons[unnamed]), shapely.area(polygons[unnamed])]))
    number = outline.groupby(list(outline.columns)).ngroup().to_numpy()
    twins = unnamed[np.unique(number, return_index=True)[1][number]], unnamed
    one, other = np.concatenate([named[pairs], twins], axis=1)
    joined = coo_array((np.ones(len(one), dtype=np.int8), (one, other)), shape=(len(names), len(names)))
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
    """Return the highest storey and the floor area above ground of each building, NaN where unknown, and how
    many floors name no storey. The area is known where it is of every floor above ground.
    """
    storey, area = columns.read(floors, "storey", _largest).astype(float), columns.numbers(floors, "area")
    if hasattr(floors, "geometry"):
        area = np.where(area > 0, area, shapely.area(floors.geometry.to_numpy()))
    above = (owner >= 0) & (storey > 0)
    top = np.full(size, np.nan)
    np.fmax.at(top, owner[above], storey[above])
    unread = (owner >= 0) & ~(storey > 0) & ~(storey < 0)
    total = stable.sums(area[above & (area > 0)], owner[above & (area > 0)], size)
    lacking = np.bincount(owner[unread | (above & ~(area > 0))], minlength=size) > 0
    return np.floor(top + 0.5), np.where((total > 0) & ~lacking, total, np.nan), int(unread.sum())


def _take_from_floors(found, unstated, top, height):
    """Let the highest floor stand in where a building states no storeys, and its height no more than are listed."""
    most = clauses.value(CLAUSE, "storey_height_m", "from_floors")
    taken = unstated & (top > 0) & ~(height > most * top)
    found.loc[taken, "storeys"] = found.loc[taken, "unrounded"] = top[taken]
    found.loc[taken, "storeys_from"] = "floors"


def _highest(found, part_of):
    """Return the row of each building that decides: its highest, and of equal ones the surest."""
    doubt = found["storeys_from"].map({"field": 0, "floors": 1, "height": 2, "missing": 3}).to_numpy()
    order = np.lexsort((found["unrounded"].to_numpy(), doubt, -found["storeys"].fillna(0).to_numpy(), part_of))
    return order[np.flatnonzero(np.diff(part_of[order], prepend=-1))]


def _graded(found, part_unknown):
    """Return the buildings with their grades; one with an unknown part is unknown, unless it is a violation."""
    bounds, result = clauses.bounds(CLAUSE, "storeys"), found.reset_index(drop=True)
    near = _near_bound(np.where(result["storeys_from"] == "height", result["unrounded"], np.nan), bounds)
    violation = (grading.grades(result["storeys"], bounds) == "violation") & np.isnan(near)
    result["part_unknown"] = part_unknown & result["storeys"].notna() & ~violation
    result.loc[result["part_unknown"], ["storeys", "unrounded"]] = np.nan
    result.loc[result["part_unknown"], "storeys_from"] = "missing"
    storeys = result["storeys"].to_numpy()
    result["near_bound"] = np.where(result["part_unknown"], np.nan, near)
    missing = np.isnan(storeys) | result["near_bound"].notna().to_numpy()
    result["needed_storeys"] = np.where(missing, np.nan, grading.change_to_better(storeys, bounds))
    result["grade"] = np.where(missing, clauses.UNASSESSED, grading.grades(storeys, bounds))
    result["state"] = np.where(missing, clauses.MISSING, clauses.GRADED)
    return result


def _near_bound(storeys, bounds):
    """Return the bound within the tolerance of each number of storeys, NaN where there is none.

    A bound is where one more storey, or one less, brings a worse grade: 7, 25, 40 and 80.

    >>> _near_bound(np.array([1, 6.29, 6.3, 25, 27.5, 27.51]), clauses.bounds(CLAUSE, "storeys")).tolist()
    [nan, nan, 7.0, 25.0, 25.0, nan]
    """
    tolerance = clauses.bounds(CLAUSE, "height_tolerance_pct", "from_height")[0].upper / 100
    rank = {grade: number for number, grade in enumerate(clauses.GRADES)}
    close = np.full(len(storeys), np.nan)
    for bound in bounds:
        for edge, beyond in ((bound.lower, bound.lower - 1), (bound.upper, bound.upper + 1)):
            if rank.get(grading.grades([beyond], bounds)[0], -1) > rank[bound.grade]:
                close[np.abs(storeys - edge) <= edge * tolerance * (1 + 1e-9)] = edge
    return close


def footprints_of(polygons, part_of, size):
    """Return the land that each building stands on: where its parts overlap it counts once."""
    area = np.bincount(part_of, shapely.area(polygons), size)
    parts = np.flatnonzero((np.bincount(part_of, minlength=size) > 1)[part_of])
    parts = parts[stable.order_by_place(polygons[parts])]
    parts = parts[np.argsort(part_of[parts], kind="stable")]
    building, number = np.unique(part_of[parts], return_inverse=True)
    area[building] = shapely.area(shapely.buffer(shapely.geometrycollections(polygons[parts], indices=number), 0))
    return area


def _stated_areas(buildings, part_of, footprint, storeys):
    """Return the floor area that each building states, and whether the field holds footprints instead.

    Parts that all state one and the same area state that of the building; else they are added up.
    """
    area, size = columns.numbers(buildings, "area"), len(footprint)
    known = area > 0
    parts = pd.Series(area[known]).groupby(part_of[known])
    one = parts.first().where(parts.min() == parts.max()).reindex(range(size)).to_numpy()
    total = np.where(np.isnan(one), stable.sums(area[known], part_of[known], size), one)
    total = np.where(total > 0, total, np.nan)
    tall = (storeys >= _TALL) & (total > 0)
    wrong = bool(tall.any() and np.median((total / footprint)[tall]) < _LEAST_FLOOR_AREA)
    return (np.full(size, np.nan) if wrong else total), wrong


def _figures(graded, floor_area, footprint):
    """Return both means, and the shares of 7 to 25 storeys by buildings and by floor area."""
    storeys, sure = graded["storeys"].to_numpy(), (graded["state"] == clauses.GRADED).to_numpy()
    best = grading.inside(storeys, clauses.bounds(CLAUSE, "storeys")[0]) & sure
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
