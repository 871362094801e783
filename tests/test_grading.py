"""From figures to grades: bounds, what is needed, and a district's grade."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from multiground.urbanform import clauses, grading, tables
from multiground.urbanform.clauses import Bound

DENSITY = clauses.bounds("4.1.3-1", "density_km_per_km2")
ORDER = [*clauses.GRADES, clauses.UNASSESSED]
GRADED = sorted({(row["clause"], row["measure"], row["subject"]) for row in tables.rows("clauses") if row["grade"]})
MEASURES = pytest.mark.parametrize("measure", GRADED, ids=" ".join)


# Bounds, as the guideline's reading works them


BOUNDS = {
    "4.1.1 crossing_m": "4.99 excellent, 5 violation",
    "4.1.1 gap_or_sliver_m": "0.5 excellent, 0.51 fair",
    "4.1.1 overlap_m": "0.5 excellent, 0.51 violation",
    "4.1.3-1 density_km_per_km2": "0 fair, 7.99 fair, 8 excellent, 10 excellent, 10.01 good, 12 good, 12.01 violation",
    "4.1.3-2 continuity_pct plot_frontage": "59.99 fair, 60 good, 69.99 good, 70 excellent, 100 excellent",
    "4.1.3-2 continuity_pct street_side": "49.99 fair, 50 excellent",
    "4.1.4 storeys": "1 good, 6 good, 7 excellent, 25 excellent, 26 good, 40 good, 41 fair, 80 fair, 81 violation",
    "5.2.2 inversions_count": "0 excellent, 1 fair",
    "5.2.3-1 housing_office_pct": "0 excellent, 0.01 fair",
    "5.2.3-2 public_functions_count": "0 violation, 1 excellent",
    "5.2.3-3 office_hotel_residential_pct": "49.99 fair, 50 excellent",
    "5.2.4 dimensions_count": "1 fair, 2 good, 3 excellent",
    "5.2.5 served_pct category": "49.99 fair, 50 good, 79.99 good, 80 excellent",
    "5.2.5 served_categories_pct office": "49.99 fair, 50 good, 79.99 good, 80 excellent",
    "5.2.5 excellent_categories_pct district": "49.99 fair, 50 good, 79.99 good, 80 excellent",
    "5.3.3 public_pct centre": "14.99 fair, 15 excellent, 20 excellent, 20.01 good",
    "5.3.3 public_pct industry": "17.99 fair, 18 excellent, 25 excellent, 25.01 good",
    "5.3.3 public_pct hub": "19.99 fair, 20 excellent, 28 excellent, 28.01 good",
    "5.3.3 public_pct residential": "21.99 fair, 22 excellent, 30 excellent, 30.01 good",
    "6.2.2 mper": "0.9999 fair, 1 good, 2.9999 good, 3 excellent, 5 excellent, 5.0001 good, 6.999999 good, 7 good,"
    " 7.000001 fair, 7.0001 fair",
}


@pytest.mark.parametrize("measure", BOUNDS)
def test_grades_at_the_bounds(measure):
    expected = {float(value): grade for value, grade in (pair.split() for pair in BOUNDS[measure].split(","))}
    found = grading.grades(list(expected), clauses.bounds(*measure.split()))
    assert dict(zip(expected, found)) == expected


def test_every_graded_measure_is_tested_above():
    assert {" ".join(filter(None, measure)) for measure in GRADED} == set(BOUNDS)


@pytest.mark.parametrize("missing", [float("nan"), None])
def test_missing_figure_is_unassessed(missing):
    assert list(grading.grades([missing, 9], DENSITY)) == ["unassessed", "excellent"]


def test_value_in_no_interval_is_unassessed():
    # storeys are whole numbers from 1
    assert list(grading.grades([0, 6.5, -3], clauses.bounds("4.1.4", "storeys"))) == ["unassessed"] * 3


@pytest.mark.parametrize(
    ("lower_included", "upper_included", "expected"),
    [
        (True, True, [False, True, True, True, False]),
        (False, True, [False, False, True, True, False]),
        (True, False, [False, True, True, False, False]),
        (False, False, [False, False, True, False, False]),
    ],
)
def test_ends_of_an_interval(lower_included, upper_included, expected):
    bound = Bound("good", 1.0, 2.0, lower_included, upper_included, "m")
    assert list(grading.inside([0.99, 1, 1.5, 2, 2.01], bound)) == expected


def test_open_interval_has_no_end():
    assert grading.inside([-1e9, 0, 1e9], Bound("good", -np.inf, np.inf, True, True, "")).all()
    assert not grading.inside([np.nan], Bound("good", -np.inf, np.inf, True, True, ""))[0]


# What is needed


@pytest.mark.parametrize(
    ("value", "change"),
    [
        (6, 2),
        (7.99, 0.01),
        (8, None),
        (10, None),
        (10.01, -0.01),
        (12, -2),
        (12.01, -0.01),
        (20, -8),
        (float("nan"), None),
    ],
)
def test_smallest_change_to_a_better_density(value, change):
    found = grading.change_to_better([value], DENSITY)[0]
    assert found == pytest.approx(change, abs=1e-9) if change is not None else np.isnan(found)


@pytest.mark.parametrize(
    ("value", "change"), [(0.4, 0.6), (1, 2), (2.5, 0.5), (4, None), (5.5, -0.5), (7, -2), (8, -1)]
)
def test_smallest_change_to_a_better_mper_leads_to_the_nearer_side(value, change):
    found = grading.change_to_better([value], clauses.bounds("6.2.2", "mper"))[0]
    assert found == pytest.approx(change) if change is not None else np.isnan(found)


@MEASURES
def test_change_reaches_a_better_grade_and_a_hundredth_less_does_not(measure):
    bounds = clauses.bounds(*measure)

    def ranks(values):
        return np.array([ORDER.index(grade) for grade in grading.grades(np.round(values, 2), bounds)])

    values = np.round(np.arange(0, 130, 0.25), 2)
    values = values[ranks(values) < ORDER.index("unassessed")]
    change = grading.change_to_better(values, bounds)
    moved = ~np.isnan(change)
    assert (ranks(values)[~moved] == 0).all()
    values, change = values[moved], change[moved]
    assert (ranks(values + change) < ranks(values)).all(), (values[0], change[0])
    assert (ranks(values + change - 0.01 * np.sign(change)) >= ranks(values)).all()


@MEASURES
@settings(deadline=None, max_examples=30)
@given(st.floats(-10, 200))
def test_no_value_has_two_grades(measure, value):
    bounds = clauses.bounds(*measure)
    assert sum(bool(grading.inside([value], bound)[0]) for bound in bounds) <= 1


# Noise


@pytest.mark.parametrize(
    ("value", "error", "bound"),
    [
        (10.009, 0.001, 10),
        (9.991, 0.001, 10),
        (10.011, 0.001, None),
        (8.007, 0.001, 8),
        (12, 1e-9, 12),
        (10, 0, None),
        (0, 0.001, None),
    ],
)
def test_bound_within_the_relative_error_of_a_value_is_named(value, error, bound):
    found = grading.bound_within_error([value], DENSITY, error)[0]
    assert found == bound if bound is not None else np.isnan(found)


# A district's grade: violation first, then 80 % assessable, then the worst grade that holds 5 %


def overall(weight=None, state=None, **counts):
    """Grade features counted by grade; `missing` and `not_applicable` are states."""
    states = {"missing": "missing", "not_applicable": "not_applicable"}
    kinds = list(itertools.chain.from_iterable([kind] * number for kind, number in counts.items()))
    return grading.overall(
        ["unassessed" if kind in states else kind for kind in kinds],
        [states.get(kind, "graded") for kind in kinds],
        weight,
    )


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({"excellent": 100}, "excellent"),
        # a single violation decides, before anything else
        ({"excellent": 999, "violation": 1}, "violation"),
        ({"missing": 999, "violation": 1}, "violation"),
        ({"not_applicable": 999, "violation": 1}, "violation"),
        # less than 80 % assessable
        ({"excellent": 80, "missing": 20}, "excellent"),
        ({"excellent": 79, "missing": 21}, "unassessed"),
        ({"fair": 79, "missing": 21}, "unassessed"),
        ({"missing": 5}, "unassessed"),
        # what the clause does not apply to is on neither side
        ({"good": 8, "missing": 2, "not_applicable": 90}, "good"),
        ({"good": 7, "missing": 3, "not_applicable": 90}, "unassessed"),
        ({"not_applicable": 5}, "unassessed"),
        ({}, "unassessed"),
        # the worst grade that, with what is worse, holds at least 5 % of what was assessed
        ({"excellent": 95, "fair": 5}, "fair"),
        ({"excellent": 96, "fair": 4}, "excellent"),
        ({"excellent": 95, "good": 5}, "good"),
        ({"excellent": 96, "good": 4}, "excellent"),
        ({"excellent": 94, "good": 3, "fair": 3}, "good"),  # 3 % are fair, 6 % good or worse
        ({"excellent": 90, "good": 5, "fair": 5}, "fair"),
        ({"good": 96, "fair": 4}, "good"),
        ({"fair": 1}, "fair"),
        # 5 % of the assessed, not of all: 4 of 80
        ({"excellent": 76, "fair": 4, "missing": 20}, "fair"),
        ({"excellent": 77, "fair": 3, "missing": 20}, "excellent"),
        ({"excellent": 95, "fair": 5, "not_applicable": 900}, "fair"),
    ],
)
def test_districts_grade(counts, expected):
    assert overall(**counts) == expected


@pytest.mark.parametrize("hundreds", range(1, 40))
def test_exactly_five_and_eighty_percent_are_enough_whatever_the_number(hundreds):
    n = 20 * hundreds
    assert overall(excellent=n - n // 20, fair=n // 20) == "fair"
    assert overall(excellent=n * 4 // 5, missing=n // 5) == "excellent"


@pytest.mark.parametrize(
    ("weight", "expected"),
    [
        ([95, 5, 0, 0], "fair"),
        ([96, 4, 0, 0], "excellent"),
        ([1, 1, 0.5, 1000], "fair"),  # what does not apply weighs nothing, what is missing 20 %
        ([1, 1, 0.51, 1000], "unassessed"),
        ([0.95e6, 0.05e6, 1, 1], "fair"),
    ],
)
def test_features_weigh_by_their_area(weight, expected):
    assert overall(weight, excellent=1, fair=1, missing=1, not_applicable=1) == expected


def test_violation_without_area_is_a_violation():
    assert overall([100, 0], excellent=1, violation=1) == "violation"


def test_features_without_any_area_are_counted():
    # "by area; by count where they have none"
    assert overall([0, 0], excellent=2) == "excellent"
    assert overall([0] * 20, excellent=19, fair=1) == "fair"
    # the area of what the clause does not apply to is none of theirs
    assert overall([0, 0, 1000], excellent=2, not_applicable=1) == "excellent"


def test_measured_figures_have_no_grade_to_sum():
    assert grading.overall([None, None], ["measured", "measured"]) == "unassessed"


KINDS = st.lists(st.sampled_from(["excellent", "good", "fair", "missing", "not_applicable"]), min_size=1, max_size=60)


@settings(deadline=None)
@given(KINDS, st.randoms())
def test_order_of_the_features_changes_nothing(kinds, random):
    def graded(kinds):
        states = [kind if kind in ("missing", "not_applicable") else "graded" for kind in kinds]
        return grading.overall(kinds, states)

    shuffled = list(kinds)
    random.shuffle(shuffled)
    assert graded(shuffled) == graded(kinds)
    assert graded([*kinds, "not_applicable"]) == graded(kinds)
    assert graded([*kinds, "violation"]) == "violation"
    assert graded(kinds * 3) == graded(kinds)


@pytest.mark.parametrize("area", [0.1, 0.3, 1 / 3, 1234.56])
def test_noise_of_adding_areas_decides_no_grade(area):
    """80 of 100 are 80 %, and 5 of 100 are 5 %, whatever the sums of equal areas come to."""
    weight = [area] * 100
    assert grading.overall(["good"] * 80 + ["unassessed"] * 20, ["graded"] * 80 + ["missing"] * 20, weight) == "good"
    assert grading.overall(["good"] * 79 + ["unassessed"] * 21, ["graded"] * 79 + ["missing"] * 21, weight) == (
        "unassessed"
    )
    assert grading.overall(["excellent"] * 95 + ["fair"] * 5, ["graded"] * 100, weight) == "fair"
    assert grading.overall(["excellent"] * 96 + ["fair"] * 4, ["graded"] * 100, weight) == "excellent"
