"""Results side by side, worked by hand: what flips, what got worse, what cannot be told."""

import hypothesis.strategies as st
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from multiground.urbanform import clauses
from multiground.urbanform.compare_scenarios import compare_scenarios


def result(*rows):
    """Return a result of (clause, grade, figure) or (clause, grade, figure, name)."""
    return pd.DataFrame(
        [
            {"clause": c, "name": (more or [""])[0], "title": f"title {c}", "unit": "", "grade": g, "figure": f}
            for c, g, f, *more in rows
        ]
    )


def row_of(results, clause="4.1.3-1", name=""):
    return compare_scenarios(results).set_index(["clause", "name"]).loc[(clause, name)]


#   result        1      2      3
#   density       7.5    9.0    10.5
#   grade         fair   exc.   good      first to last: better by 3.0; worse than its predecessor: 3


def test_three_years_of_one_figure():
    row = row_of([result(("4.1.3-1", g, f)) for g, f in (("fair", 7.5), ("excellent", 9.0), ("good", 10.5))])
    assert row[["grade_1", "grade_2", "grade_3"]].tolist() == ["fair", "excellent", "good"]
    assert row[["figure_1", "figure_2", "figure_3"]].tolist() == [7.5, 9.0, 10.5]
    assert row[["difference", "flips", "change", "got_worse"]].tolist() == [3.0, True, "better", "3"]


def test_what_got_worse_is_seen_across_a_year_that_was_not_assessed():
    years = [result(("4.1.3-1", grade, 1.0)) for grade in ("good", "unassessed", "fair")]
    assert row_of(years)[["change", "got_worse"]].tolist() == ["worse", "3"]


@pytest.mark.parametrize(
    ("before", "after", "change", "flips"),
    [
        (("good", 10.5), ("excellent", 9.0), "better", True),
        (("excellent", 9.0), ("violation", 12.5), "worse", True),
        (("good", 10.5), ("good", 11.0), "same", False),  # a figure may move within its grade
        (("good", 10.5), ("unassessed", np.nan), "unknown", True),
        (("unassessed", np.nan), ("unassessed", np.nan), "unknown", False),
        ((None, 3.0), (None, 4.0), "other", False),  # measured, without a bound
        ((None, 3.0), (None, 3.0), "same", False),
        ((None, np.nan), (None, np.nan), "unknown", False),
        ((None, 3.0), ("good", 3.0), "unknown", True),
        ((None, 3.0), ("unassessed", np.nan), "unknown", False),  # measured, then without data: no grade either way
    ],
)
def test_change_from_first_to_last(before, after, change, flips):
    row = row_of([result(("4.1.3-1", *before)), result(("4.1.3-1", *after))])
    assert (row["change"], row["flips"]) == (change, flips)


def test_difference_is_last_less_first_and_unknown_where_one_is():
    rows = compare_scenarios([result(("4.2.2", "good", 3.0)), result(("4.2.2", "good", np.nan))])
    assert np.isnan(rows["difference"].iloc[0])


def test_clause_that_one_result_lacks_cannot_be_compared():
    old, new = result(("4.1.3-1", "good", 11.0)), result(("4.1.3-1", "good", 11.0), ("4.2.2", "fair", 6.0))
    row = row_of([old, new], "4.2.2")
    assert row[["grade_1", "grade_2", "change", "got_worse"]].tolist() == [None, "fair", "unknown", ""]


def test_rows_stand_in_the_order_of_the_guideline_with_further_figures_below_their_clause():
    first = result(("6.2.2", "fair", 9.0), ("4.2.2", "good", 3.0), ("4.1.3-1", "good", 11.0))
    second = result(("4.1.3-1", None, 8.7, "roads.road_km"), ("5.1.1", None, 0.8), ("0.0", None, 1.0))
    rows = compare_scenarios([first, second])
    assert rows["clause"].tolist() == ["4.1.3-1", "4.1.3-1", "4.2.2", "5.1.1", "6.2.2", "0.0"]
    assert rows["name"].tolist()[:2] == ["", "roads.road_km"]


def test_every_fall_is_named():
    grades = ["excellent", "good", "good", "fair", "excellent", "violation"]
    row = row_of([result(("4.1.3-1", grade, 1.0)) for grade in grades])
    assert row["got_worse"] == "2, 4, 6"


GRADE = st.sampled_from([*clauses.GRADES, "unassessed", None])


@given(st.lists(GRADE, min_size=2, max_size=5), st.integers(0, 100))
def test_turned_round_better_is_worse(grades, figure):
    results = [result(("4.2.2", grade, float(figure + n))) for n, grade in enumerate(grades)]
    there, back = row_of(results, "4.2.2"), row_of(results[::-1], "4.2.2")
    turned = {"better": "worse", "worse": "better"}
    assert back["change"] == turned.get(there["change"], there["change"])
    assert back["difference"] == -there["difference"]
    assert back["flips"] == there["flips"]
    assert not (there["flips"] and len(set(grades)) == 1)
