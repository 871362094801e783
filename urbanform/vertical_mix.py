"""Which functions lie above which in a building, clauses 5.2.2 and 5.2.3."""

import re
from typing import NamedTuple

import numpy as np
import pandas as pd
import shapely

from . import attributes, clauses, columns, grading, stable, steps, tables
from .building_storeys import footprints_of, in_digits, one_building_steps, storeys_of
from .clauses import GRADED, MISSING, NOT_APPLICABLE, UNASSESSED
from .errors import QT_TRANSLATE_NOOP, InputError
from .functions import BUILDING, CODE, FUNCTIONS, OWN, functions
from .spaces import building_names, spaces_steps

CLAUSE = "5.2.2"
# The rules for below the ground, storeys 1 to 3 and what is above; together clause 5.2.3.
BELOW, LOW, HIGH = BAND_CLAUSES = ("5.2.3-1", "5.2.3-2", "5.2.3-3")
CLAUSES = (CLAUSE, *BAND_CLAUSES)
MEASURES = {
    CLAUSE: "inversions_count",
    BELOW: "housing_office_pct",
    LOW: "public_functions_count",
    HIGH: "office_hotel_residential_pct",
}
_TABLE = {row["function"]: row for row in tables.rows("functions")}
_PUBLICNESS = np.array([float(_TABLE[function]["publicness"] or "nan") for function in FUNCTIONS])
_QUIET = np.array([int(_TABLE[function]["quiet"]) for function in FUNCTIONS])
# What storeys 1 to 3 shall hold, what storey 4 and above should hold, and what serves both.
GROUPS = {
    "public": [FUNCTIONS.index(name) for name in ("commercial", "culture", "public_service")],
    "private": [FUNCTIONS.index(name) for name in ("office", "hotel", "residential")],
    "auxiliary": [FUNCTIONS.index("auxiliary")],
}
_RANKED = np.argsort(-_PUBLICNESS, kind="stable")[: np.isfinite(_PUBLICNESS).sum()]  # without auxiliary
_UNKNOWN = len(FUNCTIONS)  # the column of what has no function
_UNITED_AT_ONCE = 2_000
# A number of storeys below ground beside one of storeys above: 12F/2D, 地上12层地下2层, B2.
_BELOW_GROUND = re.compile(r"(?:地下|负)\s*(\d*)|(?<![a-z])b\s*(\d+)|(\d+)\s*d(?![a-z])")
# What a check tells besides figure, grade and state, where it does: the amount that is needed, the share of what is
# asked for below ground, what is known of its storeys, and which of storeys 1 to 3 fail or are unknown.
_FIGURES = ("amount", "share_pct", "listed", "existing", "known_pct")
_NOTHING = {**dict.fromkeys(_FIGURES, np.nan), "lacking": "", "unknown": ""}
_HOUSING_OFFICE = [FUNCTIONS.index(name) for name in ("residential", "office")]
_AUXILIARY_COMMERCIAL = [FUNCTIONS.index(name) for name in ("auxiliary", "commercial")]


class Result(NamedTuple):
    """Buildings with their bands and grades, the rules one by one, and every inversion."""

    buildings: pd.DataFrame  # one row a building, sorted by name
    checks: pd.DataFrame  # one row a building and rule, in that order
    inversions: pd.DataFrame  # pairs of storeys: building (row), storey, function, upper_storey, upper_function
    feature_building: np.ndarray  # row of each feature of the buildings given, None without
    space_building: np.ndarray  # row of each row of the table of spaces, -1 for none
    n_complexes: int
    n_inversions: int
    n_violation: int
    grade: str


class _Rules(NamedTuple):
    """The numbers of the clauses, read when they are needed."""

    least_functions: float  # of a complex
    least_share_pct: float  # of each of them
    classified_pct: float
    band: dict  # clause → storeys
    bounds: dict  # clause → grades


class _Storeys(NamedTuple):
    """The occupied storeys of all buildings, sorted; areas in hundredths of a m², so that sums are exact."""

    building: np.ndarray  # (k,) row of the building
    storey: np.ndarray  # (k,) … -2 -1 1 2 …; 0 where unknown
    area: np.ndarray  # (k, 8) by function, the last of none
    unmeasured: np.ndarray  # (k, 8) whether there are floors of unknown area
    measured: np.ndarray  # (k,) whether there are floors, and none of unknown area
    homeless: np.ndarray  # (size,) area of floors of unknown storey, without end where it is unknown, too
    size: int
    rules: _Rules

    def in_band(self, clause):
        return (self.storey != 0) & grading.inside(self.storey, self.rules.band[clause])

    def sums(self, which):
        """Return the areas of some storeys by building, (size, 8)."""
        columns = [np.bincount(self.building[which], area, self.size) for area in self.area[which].T]
        return np.stack(columns, axis=1)

    def counts(self, which):
        return np.bincount(self.building[which], minlength=self.size)


class _Stack(NamedTuple):
    """What the rules look at."""

    storeys: _Storeys
    top: np.ndarray  # (size,) highest storey that exists
    deepest: np.ndarray  # (size,) storeys below ground
    above: dict  # what is known of the storeys above ground
    pairs: pd.DataFrame  # inverted pairs of storeys
    thirds: list  # share of public functions in the lower and upper third


def vertical_mix(floors, buildings=None):
    """Return whether the functions of each building are stacked as clauses 5.2.2 and 5.2.3 ask.

    A complex holds at least two of the functions, auxiliary not counted, each with 5 % of the classified
    floor area or more; to others nothing applies, and what is unknown must not be able to undo it. Above
    ground every storey has a dominant function, the one with most floor area (of equals the most public).
    An inversion is a storey whose dominant function is less public, or quieter, than that of the next
    storey up of which it is known; and a larger share of public functions in the upper third of the
    storeys than in the lower third.

    floors : table with `building` or polygons, `storey`, `function` and `area` (see `spaces.spaces`);
    buildings : polygons with, where known, `building`, `storeys` and `storeys_below`, or None. Returns
    `Result`. Raises `InputError` where no floor belongs to a building.

    >>> floors = pd.DataFrame({"building": ["A"] * 3, "storey": [1, 2, 3], "area": [900.0, 900, 900]})
    >>> result = vertical_mix(floors.assign(function=["commercial", "office", "commercial"]))
    >>> result.inversions[["storey", "function", "upper_storey", "upper_function"]].to_numpy().tolist()
    [[2, 'office', 3, 'commercial']]
    >>> result.checks["grade"].tolist()
    ['fair', 'unassessed', 'violation', 'unassessed']
    """
    table = steps.finish(spaces_steps(floors, buildings))
    return steps.finish(vertical_mix_steps(table, buildings))


def vertical_mix_steps(table, buildings=None):
    """Yield the share done; return what `vertical_mix` returns, from a table of `spaces.spaces`."""
    yield 0
    names, features, owner = yield from steps.part(_owners_steps(table, buildings), 0, 0.2)
    if not (owner >= 0).any():
        raise InputError(
            "FLOORS",
            QT_TRANSLATE_NOOP("Multiground", "no floor of a known building"),
            QT_TRANSLATE_NOOP("Multiground", "floors with the name of their building, or within one"),
            QT_TRANSLATE_NOOP(
                "Multiground", "Fill the field building, each with a name of its own, or choose the layer of buildings."
            ),
        )
    yield 0.2
    storeys = yield from steps.part(_storeys_steps(table, owner, len(names), _rules()), 0.2, 0.5)
    top, deepest = _extent(storeys, buildings, features)
    yield 0.55
    result = yield from steps.part(_composition_steps(storeys, top, deepest), 0.55, 0.6)
    result.insert(0, "building", names)
    result["of_one_use"] = _of_one_use(buildings, features, owner, len(names))
    result.loc[result["of_one_use"], "complex"] = 0.0
    yield 0.6
    above = _known(storeys, storeys.storey > 0, top)
    pairs = _inversions(storeys)
    yield 0.65
    thirds = _thirds(storeys, above["enough"])
    yield 0.7
    stack, checks = _Stack(storeys, top, deepest, above, pairs, thirds), []
    for number, rule in enumerate((_order, _below, _low, _high)):
        checks.append(_of_complexes(rule(stack), result, storeys.rules.classified_pct))
        yield 0.7 + 0.05 * number
    checks = pd.concat(checks, keys=CLAUSES, names=["clause"])
    yield 0.9
    result["n_inversions"] = np.where(result["complex"] == 1, checks.loc[CLAUSE, "figure"], np.nan)
    result["lower_public_pct"], result["upper_public_pct"] = thirds
    result["grade"], result["state"] = _worst(checks, storeys.rules.bounds)
    checks = checks.rename_axis(["clause", "building"]).reset_index().sort_values("building", kind="stable")
    pairs = pairs[(result["complex"] == 1).to_numpy()[pairs["building"]]].reset_index(drop=True)
    weight = result["area_m2"]
    if features is not None:
        weight = footprints_of(buildings.geometry.to_numpy(), features, len(names))
    return Result(
        result,
        checks.reset_index(drop=True),
        pairs,
        features,
        owner,
        int((result["complex"] == 1).sum()),
        int(np.nansum(result["n_inversions"])),
        int((result["grade"] == "violation").sum()),
        grading.overall(result["grade"], result["state"], weight),
    )


def _owners_steps(table, buildings):
    """Yield the share done; return the names of buildings, the building of each feature of theirs, and of each space.

    Features of one name that touch are parts of one building, as in clause 4.1.4; of several buildings of one
    name each is numbered by its place.
    """
    own = table["row"].to_numpy() >= 0  # not what stands in for a building without a floor
    if buildings is None or not len(buildings):
        named = own & (table["building"] != "").to_numpy()
        yield 0.5
        owner, names = pd.factorize(table["building"].where(named), sort=True)
        return np.asarray(names, dtype=object), None, owner
    names, polygons = building_names(buildings), buildings.geometry.to_numpy()
    yield 0.1
    names[names == np.char.add("#", np.arange(len(names)).astype(str))] = ""
    part_of = yield from steps.part(one_building_steps(names, polygons), 0.1, 0.9)
    order = stable.order_by_place(polygons)
    found = pd.DataFrame({"name": names[order], "place": np.arange(1, len(names) + 1)}, index=part_of[order])
    found = found[~found.index.duplicated()].sort_values(["name", "place"])
    yield 0.95
    features = np.empty(len(found), dtype=np.int64)
    features[found.index] = np.arange(len(found))
    owner = np.append(features[part_of], -1)[np.where(own, table["building_row"], -1)]
    shared = found["name"].duplicated(keep=False)
    numbered = (found["name"] + " #" + found["place"].astype(str)).str.strip()
    names = found["name"].where(~shared & (found["name"] != ""), numbered)
    return names.to_numpy(dtype=object), features[part_of], owner


def _of_one_use(buildings, features, owner, size):
    """Return which buildings have no floor listed, and by their own stated function one use: no complexes.

    The data model uses a building's function where its floors are missing. A tag of OpenStreetMap is no such
    statement: `building=office` says nothing of the shops at its foot.
    """
    if features is None:
        return np.zeros(size, dtype=bool)
    function, origin = functions(buildings)
    stated = np.where(np.isin(origin, (OWN, CODE)), function, "")
    uses = pd.Series(np.where(stated == "", None, stated)).groupby(features)
    one = (uses.nunique() == 1) & (uses.count() == uses.size())
    return one.reindex(range(size), fill_value=False).to_numpy() & (np.bincount(owner[owner >= 0], minlength=size) == 0)


def _storeys_steps(table, owner, size, rules):
    """Yield the share done; return the floor areas of every storey by function, rows of one storey summed first.

    What a floor does not tell itself is unknown: the function of a building says nothing of a storey.
    """
    table = table[["function", "function_from", "area_from", "storey", "below", "area_m2"]]
    yield 0.1
    known = owner >= 0
    table, owner = table[known], owner[known]
    yield 0.2
    function = pd.Index(FUNCTIONS).get_indexer(table["function"])
    yield 0.3
    of_building = (table["function_from"] == BUILDING) | (table["area_from"] == "storeys")
    function[(function < 0) | of_building.to_numpy()] = _UNKNOWN
    yield 0.4
    storey = np.floor(table["storey"].to_numpy())  # a mezzanine belongs to the storey that it hangs over
    storey = np.where(np.isnan(storey), np.where(table["below"], rules.band[BELOW].upper, 0), storey).astype(np.int64)
    lowest, highest = storey.min(), storey.max()
    key = owner * (highest - lowest + 1) + storey - lowest
    yield 0.6
    key, number = np.unique(key, return_inverse=True)
    yield 0.9
    area, width = table["area_m2"].to_numpy(), len(FUNCTIONS) + 1
    cell, shape = number * width + function, (len(key), width)
    unmeasured = np.bincount(cell, np.isnan(area), len(key) * width).reshape(shape) > 0
    area = np.bincount(cell, np.round(100 * np.nan_to_num(area)), len(key) * width).reshape(shape)
    yield 0.95
    building, storey = np.divmod(key, highest - lowest + 1)
    storey, whole, lost = storey + lowest, area.sum(axis=1), unmeasured.any(axis=1)
    homeless = np.bincount(building, np.where(storey == 0, np.where(lost, np.inf, whole), 0), size)
    return _Storeys(building, storey, area, unmeasured, (whole > 0) & ~lost, homeless, size, rules)


def _extent(storeys, buildings, features):
    """Return how many storeys each building has above and below ground: those listed, or more that it states."""
    top, deepest = np.zeros(storeys.size), np.zeros(storeys.size)
    np.maximum.at(top, storeys.building, storeys.storey)
    np.maximum.at(deepest, storeys.building, -storeys.storey)
    if features is not None:
        found = storeys_of(buildings)
        stated = found["storeys"].where(found["storeys_from"] == "field").to_numpy()
        np.fmax.at(top, features, stated)
        for below in (columns.numbers(buildings, "storeys_below"), columns.read(buildings, "storeys", _below_ground)):
            np.fmax.at(deepest, features, np.abs(below.astype(float)))
    return top, deepest


def _below_ground(value):
    """Return how many storeys below ground a number of storeys names beside those above, NaN for none.

    >>> [_below_ground(value) for value in ("12F/2D", "地上12层地下两层", "12+B3", "地下车库", "B座12层")]
    [2.0, 2.0, 3.0, 1.0, nan]
    """
    found = _BELOW_GROUND.search(in_digits(attributes.text(value).lower()))
    return float(found[1] or found[2] or found[3] or 1) if found else np.nan


def _composition_steps(storeys, top, deepest):
    """Yield the share done; return what each building holds: areas, functions, shares of groups below, low and high.

    Where enough is known, a complex is one by the shares of the classified floor area; else only where the
    functions reach them whatever the rest is, storeys without a floor being as large as the others.
    """
    rules, whole = storeys.rules, storeys.sums(slice(None))
    total, placed = whole.sum(axis=1), storeys.sums(storeys.storey != 0).sum(axis=1)
    classified = whole[:, :_UNKNOWN].sum(axis=1)
    listed, existing = storeys.counts((storeys.storey != 0) & storeys.measured), top + deepest
    classified_pct, lost = _pct(classified, total), np.isinf(storeys.homeless)
    complete = (listed >= rules.classified_pct / 100 * existing) & (classified_pct >= rules.classified_pct) & ~lost
    at_most = np.where(lost, np.inf, np.fmax(total, placed * existing / np.maximum(listed, 1)))
    number, certain = (
        (_pct(whole[:, _RANKED], of_which[:, None]) >= rules.least_share_pct).sum(axis=1)
        for of_which in (classified, at_most)
    )
    is_complex = np.where(complete, number, certain) >= rules.least_functions
    is_complex = np.where(is_complex, 1.0, np.where(complete, 0.0, np.nan))
    result = {"area_m2": total / 100, "classified_pct": classified_pct}
    result.update(placed_pct=_pct(placed, total), lost=lost, listed=listed, existing=existing)
    result.update(n_functions=np.where(classified > 0, number, np.nan), complex=is_complex)
    for name, clause in zip(("below", "low", "high"), BAND_CLAUSES):
        yield 0.5
        band = storeys.sums(storeys.in_band(clause))
        for group, members in GROUPS.items():
            result[f"{name}_{group}_pct"] = _pct(band[:, members].sum(axis=1), band[:, :_UNKNOWN].sum(axis=1))
    return pd.DataFrame(result)


def _rules():
    return _Rules(
        *(clauses.bounds(CLAUSE, name, "complex")[0].lower for name in ("functions_count", "function_share_pct")),
        clauses.bounds("5.1.2", "classified_pct")[0].lower,
        {clause: clauses.bounds(clause, "storey", "band")[0] for clause in BAND_CLAUSES},
        {clause: clauses.bounds(clause, measure) for clause, measure in MEASURES.items()},
    )


def _pct(part, whole):
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.round(100 * part / whole, 2)


def _known(storeys, which, existing):
    """Return how many of the existing storeys have a floor, how much of it has a function, and if that is enough."""
    listed = storeys.counts(which & storeys.measured)
    known_pct = _known_pct(storeys, storeys.sums(which))
    least_pct = storeys.rules.classified_pct
    enough = (listed >= least_pct / 100 * existing) & (known_pct >= least_pct)
    return {"listed": listed, "existing": existing, "known_pct": known_pct, "enough": enough}


def _known_pct(storeys, area, building=slice(None)):
    """Return how much of areas has a function; a floor of an unknown storey may belong to any of them."""
    return _pct(area[:, :_UNKNOWN].sum(axis=1), area.sum(axis=1) + storeys.homeless[building])


def _inversions(storeys):
    """Return the pairs of a storey and the next occupied one above it, above ground, that are inverted.

    Where its dominant function is not known a storey is passed over: what lies between two does not undo them.
    """
    found, dominant = _occupied(storeys)
    building, area = storeys.building[found], storeys.area[found]
    known = _known_pct(storeys, area, building) >= storeys.rules.classified_pct
    most = np.take_along_axis(area, dominant[:, None], axis=1)[:, 0]
    known |= 2 * most > area[:, [*_RANKED, _UNKNOWN]].sum(axis=1) + storeys.homeless[building]
    known &= ~storeys.unmeasured[found].any(axis=1)
    found, dominant = found[known], dominant[known]
    lower, upper = found[:-1], found[1:]
    below, above = dominant[:-1], dominant[1:]
    inverted = (_PUBLICNESS[below] < _PUBLICNESS[above]) | (_QUIET[below] > _QUIET[above])
    which = np.flatnonzero(inverted & (storeys.building[lower] == storeys.building[upper]))
    names = np.array(FUNCTIONS, dtype=object)
    return pd.DataFrame(
        {
            "building": storeys.building[lower[which]],
            "storey": storeys.storey[lower[which]],
            "function": names[below[which]],
            "upper_storey": storeys.storey[upper[which]],
            "upper_function": names[above[which]],
        }
    )


def _occupied(storeys):
    """Return the rows of storeys above ground with more than auxiliary functions, and their dominant ones."""
    area = storeys.area[:, _RANKED]  # the most public first: of equals it decides
    found = np.flatnonzero((storeys.storey > 0) & (area.sum(axis=1) > 0))
    return found, _RANKED[area[found].argmax(axis=1)]


def _thirds(storeys, enough):
    """Return the share of public functions in the lower and in the upper third of the occupied storeys.

    enough : whether so much is known of the storeys of a building that these are its thirds.
    """
    found, _ = _occupied(storeys)
    building = storeys.building[found]
    number = np.bincount(building, minlength=storeys.size)
    place = np.arange(len(found)) - (np.cumsum(number) - number)[building]
    third = (number // 3)[building]
    shares = []
    for which in (place < third, place >= number[building] - third):
        area = storeys.sums(found[which])
        share = _pct(area[:, GROUPS["public"]].sum(axis=1), area[:, _RANKED].sum(axis=1))
        shares.append(np.where(enough, share, np.nan))
    return shares


def _order(stack):
    """Return the check of clause 5.2.2: how many inversions."""
    storeys, (lower, upper) = stack.storeys, stack.thirds
    figure = np.bincount(stack.pairs["building"], minlength=storeys.size) + (upper > lower)
    stacked = (storeys.counts(_occupied(storeys)[0]) > 1) | ((stack.top > 0) & ~stack.above["enough"])
    return _check(storeys.rules.bounds[CLAUSE], figure, stacked, figure > 0, stack.above, amount=-figure)


def _below(stack):
    """Return the check of clause 5.2.3-1: housing and offices below ground."""
    storeys, deepest = stack.storeys, stack.deepest
    band = storeys.sums(storeys.in_band(BELOW))
    wrong, classified = band[:, _HOUSING_OFFICE].sum(axis=1), band[:, :_UNKNOWN].sum(axis=1)
    figure = _pct(wrong, classified)
    known = _known(storeys, storeys.in_band(BELOW), deepest)
    share = _pct(band[:, _AUXILIARY_COMMERCIAL].sum(axis=1), classified)
    return _check(
        storeys.rules.bounds[BELOW], figure, deepest > 0, figure > 0, known, amount=-wrong / 100, share_pct=share
    )


def _low(stack):
    """Return the check of clause 5.2.3-2: the least number of public functions on one of storeys 1 to 3."""
    storeys, top = stack.storeys, stack.top
    band = storeys.rules.band[LOW]
    found = np.flatnonzero(storeys.in_band(LOW))
    building, first = storeys.building[found], int(band.lower)
    column = storeys.storey[found] - first
    shape = storeys.size, int(band.upper) - first + 1
    number, seen = np.zeros(shape), np.zeros(shape, dtype=bool)
    area, unmeasured = storeys.area[found], storeys.unmeasured[found]
    there = (area > 0) | unmeasured
    number[building, column] = there[:, GROUPS["public"]].sum(axis=1)
    told = there.any(axis=1) & ~there[:, _UNKNOWN] & (storeys.homeless[building] == 0)
    known = (_known_pct(storeys, area, building) >= storeys.rules.classified_pct) & ~unmeasured[:, _UNKNOWN]
    seen[building, column] = told | known
    exists = np.arange(first, first + shape[1]) <= top[:, None]
    seen |= number > 0
    lacking, unknown = exists & seen & (number == 0), exists & ~seen
    figure = np.where(exists & seen, number, np.inf).min(axis=1)
    known = {"enough": ~unknown.any(axis=1), "lacking": _listed(lacking, first), "unknown": _listed(unknown, first)}
    figure[np.isinf(figure)] = np.nan
    return _check(
        storeys.rules.bounds[LOW], figure, top >= first, lacking.any(axis=1), known, amount=lacking.sum(axis=1)
    )


def _listed(which, first):
    """Return the numbers of some storeys as a text for each building, of all combinations written once."""
    code = which @ (1 << np.arange(which.shape[1]))
    texts = [
        ", ".join(f"{first + bit}F" for bit in range(which.shape[1]) if number >> bit & 1)
        for number in range(1 << which.shape[1])
    ]
    return np.array(texts, dtype=object)[code]


def _high(stack):
    """Return the check of clause 5.2.3-3: the share of offices, hotels and housing from storey 4 up."""
    storeys, top = stack.storeys, stack.top
    band = storeys.sums(storeys.in_band(HIGH))
    asked, classified = band[:, GROUPS["private"]].sum(axis=1), band[:, :_UNKNOWN].sum(axis=1)
    lowest, bounds = storeys.rules.band[HIGH].lower, storeys.rules.bounds[HIGH]
    known = _known(storeys, storeys.in_band(HIGH), np.maximum(top - lowest + 1, 0))
    change = grading.change_to_better(_pct(asked, classified), bounds)
    amount = np.where(np.isnan(change), np.nan, np.ceil(bounds[0].lower / 100 * classified - asked) / 100)
    return _check(bounds, _pct(asked, classified), top >= lowest, False, known, amount=amount)


def _check(bounds, figure, applies, evident, known, **more):
    """Return figure, grade and state of one rule, and what is known of its storeys.

    applies : whether the building has such storeys; evident : whether no unknown floor could better the
    figure's grade; known : what is known, with `enough`.
    """
    details = {**_NOTHING, **known, **more}
    details.update({name: np.full(len(figure), details[name], dtype=float) for name in _FIGURES})
    graded = (evident | details.pop("enough")) & ~np.isnan(figure)
    state = np.select([~applies, ~graded], [NOT_APPLICABLE, MISSING], GRADED).astype(object)
    figure = np.where(state == GRADED, figure, np.nan)
    grade = grading.grades(figure, bounds)
    return pd.DataFrame({"figure": figure, "grade": grade, "state": state, **details})


def _of_complexes(check, buildings, classified_pct):
    """Return a check as it stands for complexes only; of the others it is not asked, or not known whether it is.

    Nor is it known whether a band exists where too many floors do not tell their storey.
    """
    unplaced = (buildings["placed_pct"] < classified_pct) | buildings["lost"]
    check.loc[(check["state"] == NOT_APPLICABLE) & unplaced, "state"] = MISSING
    other = (buildings["complex"] != 1).to_numpy()
    check.loc[other, "state"] = np.where(buildings.loc[other, "complex"].isna(), MISSING, NOT_APPLICABLE)
    check.loc[other, "grade"], check.loc[other, "figure"] = UNASSESSED, np.nan
    return check


def _worst(checks, bounds):
    """Return grade and state of clause 5.2.3: the worst of its rules.

    A rule that cannot be tested leaves the whole unassessed only where it could have made it worse.
    """
    rank = {grade: number for number, grade in enumerate(clauses.GRADES)}
    worst, unseen, applies = -1, -1, False
    for clause in BAND_CLAUSES:
        check = checks.loc[clause]
        worst = np.maximum(worst, check["grade"].map(rank).fillna(-1).to_numpy(dtype=int))
        most = max(rank[bound.grade] for bound in bounds[clause])
        unseen = np.maximum(unseen, np.where(check["state"] == MISSING, most, -1))
        applies = applies | (check["state"] != NOT_APPLICABLE).to_numpy()
    missing = unseen > worst
    grade = np.array([*clauses.GRADES, UNASSESSED], dtype=object)[np.where(missing, -1, worst)]
    return grade, np.select([~applies, missing], [NOT_APPLICABLE, MISSING], GRADED)


def outlines_steps(geometry, table, owner, size):
    """Yield the share done; return the union of the floor outlines of each building as WKB, None without any.

    No hull: a building covers the ground that one of its floors covers.

    geometry : (n,) of the spaces; table, owner : of `spaces.spaces` and the building of each of its rows.
    """
    row = table["row"].to_numpy()
    part = np.flatnonzero((row >= 0) & (owner >= 0))
    part = part[np.argsort(owner[part], kind="stable")]
    building, space = owner[part], row[part]
    yield 0.1
    result = np.full(size, None, dtype=object)
    for begin in range(0, size, _UNITED_AT_ONCE):
        some = slice(*np.searchsorted(building, [begin, begin + _UNITED_AT_ONCE]))
        shapes = geometry[space[some]]
        solid = shapely.get_dimensions(shapes) == 2
        # most storeys of a tower are alike
        table = pd.DataFrame({"building": building[some][solid], "outline": shapely.to_wkb(shapes[solid])})
        table = table.drop_duplicates().sort_values(["building", "outline"])
        if len(table):
            number, local = np.unique(table["building"].to_numpy(), return_inverse=True)
            together = shapely.geometrycollections(shapely.from_wkb(table["outline"].to_numpy()), indices=local)
            result[number] = shapely.to_wkb(shapely.buffer(together, 0))
        yield 0.1 + 0.9 * begin / size
    return result
