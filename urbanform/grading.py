"""From figures to grades, by the rules of the guideline's reading that all clauses share."""

import numpy as np

from .clauses import GRADES, MISSING, NOT_APPLICABLE, UNASSESSED

# A district's grade over many features (guideline reading, "A district's grade")
ASSESSABLE_SHARE = 0.80
WORST_GRADE_SHARE = 0.05
# Figures are rounded to this step before grading, so it is the way into an interval without its end.
STEP = 0.01
# Shares are read to so many decimals: 80 of 100 plots of 0.1 ha are 80 %, and no hair less.
_DECIMALS = 9


def grades(values, bounds):
    """Return the grade of each value; NaN is `unassessed`. Round the values first.

    values : array of figures; bounds : `clauses.bounds` of the measure.

    >>> from . import clauses
    >>> list(grades([10, 10.01, float("nan")], clauses.bounds("4.1.3-1", "density_km_per_km2")))
    ['excellent', 'good', 'unassessed']
    """
    values = np.asarray(values, dtype=float)
    result = np.full(values.shape, UNASSESSED, dtype=object)
    for bound in bounds:
        result[inside(values, bound)] = bound.grade
    return result


def inside(values, bound):
    """Return which values lie in the interval of a bound."""
    values = np.asarray(values, dtype=float)
    above = values >= bound.lower if bound.lower_included else values > bound.lower
    below = values <= bound.upper if bound.upper_included else values < bound.upper
    return above & below


def change_to_better(values, bounds):
    """Return the smallest signed change that brings each value to a better grade; NaN where none.

    >>> from . import clauses
    >>> [float(v) for v in change_to_better([6, 9, 13], clauses.bounds("4.1.3-1", "density_km_per_km2"))]
    [2.0, nan, -1.0]
    """
    values = np.asarray(values, dtype=float)
    rank = {grade: number for number, grade in enumerate((*GRADES, UNASSESSED))}
    ranks = np.array([rank[grade] for grade in grades(values, bounds)])
    change = np.full(values.shape, np.nan)
    for bound in bounds:
        low = bound.lower if bound.lower_included else bound.lower + STEP
        high = bound.upper if bound.upper_included else bound.upper - STEP
        step = np.clip(values, low, high) - values
        better = (rank[bound.grade] < ranks) & (ranks < len(GRADES))
        change = np.where(better & ~(np.abs(step) >= np.abs(change)), step, change)
    return change


def bound_within_error(values, bounds, relative_error):
    """Return the bound that each value is too close to for its relative error, else NaN.

    The noise of a projection must not decide a grade unseen: a finding names such a bound.

    >>> from . import clauses
    >>> float(bound_within_error([10.004], clauses.bounds("4.1.3-1", "density_km_per_km2"), 0.001)[0])
    10.0
    """
    values = np.asarray(values, dtype=float)
    close = np.full(values.shape, np.nan)
    for edge in {e for bound in bounds for e in (bound.lower, bound.upper) if np.isfinite(e) and e > 0}:
        close[np.abs(values - edge) < edge * relative_error] = edge
    return close


def assessed_share(state, weight=None):
    """Return which share of the features that a clause applies to is assessed, 0 where it applies to none.

    state : array of the features; weight : their areas, or None to count them.

    >>> assessed_share(["graded"] * 3 + ["missing", "not_applicable"])
    0.75
    """
    state = np.asarray(state, dtype=object)
    applicable = state != NOT_APPLICABLE
    weight = np.nan_to_num(np.ones(len(state)) if weight is None else np.asarray(weight, dtype=float))
    weight = weight if weight[applicable].any() else np.ones(len(state))
    whole = weight[applicable].sum()
    assessed = weight[applicable & (state != MISSING)].sum()
    return round(float(assessed / whole), _DECIMALS) if whole else 0.0


def overall(grade, state, weight=None):
    """Return one grade for a clause measured on many features.

    A single violation → `violation`; less than 80 % assessable (features to which the clause does
    not apply left out) → `unassessed`; else the worst grade g such that features graded g or worse
    hold at least 5 % of what was assessed.

    grade, state : arrays of the features; weight : their areas, or None to count them.

    >>> overall(["excellent"] * 97 + ["fair"] * 3, ["graded"] * 100)
    'excellent'
    >>> overall(["excellent"] * 90 + ["fair"] * 10, ["graded"] * 100)
    'fair'
    """
    grade, state = np.asarray(grade, dtype=object), np.asarray(state, dtype=object)
    weight = np.nan_to_num(np.ones(len(grade)) if weight is None else np.asarray(weight, dtype=float))
    if (grade == "violation").any():
        return "violation"
    if not assessed_share(state, weight) >= ASSESSABLE_SHARE:
        return UNASSESSED
    applicable = state != NOT_APPLICABLE
    assessed = applicable & (state != MISSING)
    weight = weight if weight[applicable].any() else np.ones(len(grade))
    worse = 0.0
    for candidate in reversed(GRADES):
        worse += weight[assessed & (grade == candidate)].sum()
        if round(worse / weight[assessed].sum(), _DECIMALS) >= WORST_GRADE_SHARE:
            return candidate
    return UNASSESSED
