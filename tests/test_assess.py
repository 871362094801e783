"""From the results of measures to clauses and actions, worked by hand; then properties."""

import itertools

import hypothesis.strategies as st
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from multiground.urbanform import clauses, grading, tables
from multiground.urbanform.assess import (
    Outcome,
    action_table,
    clause_table,
    distribution,
    flips,
    headings,
    rows_of,
    to_mend,
)

LETTER = {"E": "excellent", "G": "good", "F": "fair", "V": "violation", "?": "unassessed", "-": "unassessed"}
STATE = {"?": "missing", "-": "not_applicable"}


def plots(letters, weights=None):
    """Return a table of plots: E G F V graded, ? without data, - not applicable."""
    table = pd.DataFrame(
        {"grade": [LETTER[c] for c in letters], "state": [STATE.get(c, "graded") for c in letters], "finding": "…"}
    )
    table["needed"] = None
    return table if weights is None else table.assign(weight=weights)


def row_of(clause, outcomes):
    return clause_table(outcomes).set_index("clause").loc[clause]


def plot_size(letters, weights=None, **numbers):
    return row_of("4.2.2", {"plotsize": Outcome(numbers, {"OUTPUT": plots(letters, weights)})})


# What could not be used counts among what is not known


@pytest.mark.parametrize(
    ("letters", "skipped", "grade"),
    [
        ("E" * 80, {"plots": (20, 100)}, "excellent"),  # 80 of 100 are enough
        ("E" * 79, {"plots": (21, 100)}, "unassessed"),
        ("E" * 90 + "?" * 10, {"plots": (10, 110)}, "excellent"),  # 90 % of 91 % are 81.8 %
        ("E" * 90 + "?" * 10, {"plots": (13, 113)}, "unassessed"),  # 90 % of 88.5 % are 79.6 %
        ("E" * 90 + "?" * 10, {}, "excellent"),
        ("E" * 10, {"plots": (0, 10), "roads": (3, 10)}, "unassessed"),  # what was not seen might cross every plot
        ("E" * 5 + "V", {"plots": (94, 100)}, "violation"),  # one is enough, whatever the others are
    ],
)
def test_features_that_could_not_be_used_withhold_a_grade(letters, skipped, grade):
    own = row_of("4.2.2", {"plotsize": Outcome({}, {"OUTPUT": plots(letters)}, skipped=skipped)})
    assert own["grade"] == grade
    assert own["state"] == ("missing" if grade == "unassessed" else "graded")
    assert own["withheld"] == (grade == "unassessed")


def test_a_grade_of_the_measures_own_is_withheld_too():
    density = pd.DataFrame({"grade": ["good"], "state": ["graded"], "finding": ["11"], "needed": [None]})
    done = Outcome({"DENSITY": 11.0, "GRADE": "good"}, {"OUTPUT": density}, skipped={"roads": (3, 10)})
    own = row_of("4.1.3-1", {"roadnetworkdensity": done})
    assert (own["grade"], own["state"], own["figure"], own["withheld"]) == ("unassessed", "missing", 11.0, True)


# Which clauses there are, and why one has no grade


def test_every_numbered_clause_has_one_row_in_the_order_of_the_guideline():
    numbers = clause_table({})["clause"].tolist()
    assert numbers[:5] == ["4.1.1", "4.1.2", "4.1.3-1", "4.1.3-2", "4.1.4"]
    assert numbers[-1] == "7.1.4"
    assert len(numbers) == len(set(numbers)) == 36
    assert {"5.2.3-1", "5.2.3-2", "5.2.3-3"} <= set(numbers)
    assert numbers == [row["clause"] for row in headings()]


def test_nothing_measured_is_nothing_assessed():
    rows = clause_table({})
    assert set(rows["grade"]) == {"unassessed"}
    assert set(rows["state"]) == {"missing"}
    assert row_of("5.3.1", {})["reason"] == "manual"
    assert row_of("7.1.2", {})["reason"] == "not_measured"


def test_missing_layers_and_failures_are_told():
    rows = clause_table(
        {"plotsize": Outcome(missing=("plots",)), "mper": Outcome(error="broken"), "streetwall": Outcome()}
    ).set_index("clause")
    assert rows.loc["4.2.2", ["grade", "reason", "detail"]].tolist() == ["unassessed", "no_layers", "plots"]
    assert rows.loc["6.2.2", ["grade", "reason", "detail"]].tolist() == ["unassessed", "failed", "broken"]
    assert rows.loc["6.1.1", ["grade", "state"]].tolist() == ["unassessed", "missing"]  # no pass by failing
    assert rows.loc["4.1.3-2", ["grade", "state", "reason"]].tolist() == ["unassessed", "missing", ""]


# From the grades of features to the grade of a clause
#
#   +----+----+----+----+----+       ten plots of 1 ha: 8 E, 1 G, 1 F
#   | E  | E  | E  | E  | G  |       F or worse   1/10 = 10 % >= 5 %   -> fair
#   +----+----+----+----+----+
#   | E  | E  | E  | E  | F  |       with the F plot cut to 0.4 ha:
#   +----+----+----+----+----+       F or worse   0.4/9.4 = 4.26 % < 5 %
#                                    G or worse   1.4/9.4 = 14.9 % >= 5 %  -> good


def test_worst_grade_that_holds_five_percent_decides():
    assert plot_size("EEEEGEEEEF", [1.0] * 10)["grade"] == "fair"
    assert plot_size("EEEEGEEEEF", [1.0] * 9 + [0.4])["grade"] == "good"
    assert plot_size("E" * 96 + "F" * 4)["grade"] == "excellent"
    assert plot_size("E" * 95 + "F" * 5)["grade"] == "fair"


def test_one_violation_decides_even_where_little_is_known():
    assert plot_size("V" + "E" * 99, [1e-3] + [1.0] * 99)["grade"] == "violation"
    assert plot_size("V???")["grade"] == "violation"


def test_less_than_eighty_percent_known_is_not_assessed():
    assert plot_size("EEEEEEEE??")[["grade", "state"]].tolist() == ["excellent", "graded"]
    assert plot_size("EEEEEEE???")[["grade", "state"]].tolist() == ["unassessed", "missing"]
    assert plot_size("EEEEEEEE??------")["grade"] == "excellent"  # not applicable: left out of both sides


def test_clause_that_applies_to_nothing_is_not_counted_as_missing():
    assert plot_size("---")[["grade", "state"]].tolist() == ["unassessed", "not_applicable"]


def test_rows_tell_how_many_features_have_which_grade():
    row = plot_size("EEGFV?--", N_EXCELLENT=2)
    names = ["n_excellent", "n_good", "n_fair", "n_violation", "n_missing", "n_not_applicable", "n_features"]
    assert row[names].tolist() == [2, 1, 1, 1, 1, 2, 8]
    assert row["figure"] == 2.0


def test_rule_of_the_guideline_goes_before_the_general_one():
    categories = plots("EEEEEEEEEEEEEFGFF")  # 13 of 17 excellent are 76 %: good, where the general rule says fair
    own = {"lifecircle": Outcome({"GRADE": "good", "SERVED_PCT": 80.2}, {"CATEGORIES": categories})}
    assert grading.overall(categories["grade"], categories["state"]) == "fair"
    assert row_of("5.2.5", own)[["grade", "figure", "unit"]].tolist() == ["good", 80.2, "%"]


def test_measured_clause_has_no_grade_and_needs_nothing():
    district = pd.DataFrame({"mper": [6.66], "finding": ["MPER 6.66"], "needed": ["+1 m²"], "grade": ["good"]})
    outcomes = {"mper": Outcome({"MPER": 6.66}, {"OUTPUT": district.assign(state="graded")})}
    rows = clause_table(outcomes).set_index("clause")
    assert rows.loc["6.2.1", ["grade", "state", "needed", "figure"]].tolist() == [None, "measured", None, 6.66]
    assert rows.loc["6.2.2", ["grade", "state", "needed"]].tolist() == ["good", "graded", "+1 m²"]


def test_clauses_that_share_a_table_read_their_own_rows():
    checks = pd.concat(
        [plots("EE").assign(clause="5.2.2"), plots("EF").assign(clause="5.2.3-1"), plots("V").assign(clause="5.2.3-2")]
    )
    rows = clause_table({"verticalmix": Outcome({}, {"CHECKS": checks})}).set_index("clause")
    found = rows.loc[["5.2.2", "5.2.3-1", "5.2.3-2"], "grade"]
    assert found.tolist() == ["excellent", "fair", "violation"]
    assert len(rows_of("5.2.3-1", checks)) == 2
    assert len(rows_of("9.9", checks)) == 5


def test_distribution_is_the_working_of_the_grade():
    rows = distribution(*plots("EEEEGEEEEF")[["grade", "state"]].T.to_numpy(), [1.0] * 9 + [0.4])
    assert rows["grade"].tolist() == ["violation", "fair", "good", "excellent"]
    assert rows["n"].tolist() == [0, 1, 1, 8]
    assert rows["or_worse_pct"].round(2).tolist() == [0.0, 4.26, 14.89, 100.0]


# How much is needed for a better grade
#
#   8 E, 1 G, 1 F of 1 ha: fair.  Without the F plot: G or worse 1/10 -> good.        1 to mend
#   8 E, 1 G, 1 F of 0.4 ha: good.  The G plot mended: F 0.4/9.4 = 4.3 % -> excellent  1 to mend
#   7 E, 3 ?: 70 % known.  One more: 80 %                                              1 to measure


@pytest.mark.parametrize(
    ("letters", "weights", "number"),
    [
        ("EEEEGEEEEF", [1.0] * 10, 1),
        ("EEEEGEEEEF", [1.0] * 9 + [0.4], 1),
        ("EEEEEEE???", None, 1),
        ("VVFFF" + "E" * 5, None, 2),  # every violation, whatever its share
        ("G" * 20, None, 20),  # one good in twenty is still 5 %
        ("E" * 20, None, 0),
        ("???---", None, 3),
    ],
)
def test_least_number_to_mend(letters, weights, number):
    table = plots(letters, weights)
    assert to_mend(table["grade"], table["state"], weights) == number


@given(st.text("EGFV?-", min_size=1, max_size=12), st.integers(0, 10**6))
def test_mending_that_many_reaches_a_better_grade_and_one_fewer_never_does(letters, seed):
    """The judge tries all choices of features."""
    weights = np.random.default_rng(seed).integers(1, 9, len(letters)).astype(float)
    table = plots(letters, weights)
    grade, state = table["grade"].to_numpy(), table["state"].to_numpy()
    number, own = to_mend(grade, state, weights), grading.overall(grade, state, weights)
    short = state == "missing" if own == "unassessed" else (state == "graded") & (grade != "excellent")
    short = np.flatnonzero(short)

    def better(chosen):
        mended, known = grade.copy(), state.copy()
        mended[list(chosen)], known[list(chosen)] = "excellent", "graded"
        after = grading.overall(mended, known, weights)
        rank = ["excellent", "good", "fair", "violation", "unassessed"].index
        return rank(after) < rank(own) or own == "violation" != after

    counts = [n for n in range(1, min(len(short), 4) + 1) if any(map(better, itertools.combinations(short, n)))]
    if number and len(short) <= 4:
        assert counts[0] == number
    elif number:
        assert number <= len(short) and (not counts or counts[0] == number)
    else:
        assert own == "excellent" or not len(short)


def test_clause_by_share_of_categories_needs_what_its_own_rule_needs():
    categories = plots("EEEEEEEEEEEEEFGFF")  # 13 of 17; 14 of 17 are 82 %
    own = {"lifecircle": Outcome({"GRADE": "good"}, {"CATEGORIES": categories})}
    assert row_of("5.2.5", own)["n_to_mend"] == 1


def test_clause_that_others_spell_out_tells_theirs_and_is_missing_with_them():
    size = {"plotsize": Outcome({}, {"OUTPUT": plots("EF")})}
    assert row_of("4.2.1", size)[["grade", "state", "reason"]].tolist() == [None, "measured", ""]
    lacking = {"plotsize": Outcome(missing=("plots",))}
    told = row_of("4.2.1", lacking)[["grade", "state", "reason", "detail"]]
    assert told.tolist() == ["unassessed", "missing", "no_layers", "plots"]
    categories = {"lifecircle": Outcome({"GRADE": "good"}, {"CATEGORIES": plots("EEG")})}
    assert row_of("5.2.1", categories)["state"] == "measured"  # one of the six is enough
    assert {member for members in clauses.SUMMARIES.values() for member in members} <= {h["clause"] for h in headings()}


@given(st.text("EGFV?-", min_size=1, max_size=40), st.integers(0, 10**6), st.booleans())
def test_distribution_and_grade_agree_whatever_the_order(letters, seed, weighted):
    random = np.random.default_rng(seed)
    table = plots(letters, random.integers(0, 5, len(letters)).astype(float) if weighted else None)
    grade = grading.overall(table["grade"], table["state"], table.get("weight"))
    rows = distribution(table["grade"], table["state"], table.get("weight"))
    if grade not in ("violation", "unassessed"):
        assert grade == rows.loc[rows["or_worse_pct"] >= 5 - 1e-9, "grade"].iloc[0]
    shuffled = table.sample(frac=1, random_state=seed)
    again = distribution(shuffled["grade"], shuffled["state"], shuffled.get("weight"))
    assert again["n"].tolist() == rows["n"].tolist()
    assert again["share_pct"].tolist() == pytest.approx(rows["share_pct"].tolist())


# Which grades hang on tolerances


def test_flip_is_found_and_what_holds_is_not():
    """Density 9.52: excellent from 8 to 10; × 0.95 it ends at 9.5, and 9.52 is good. 9.0 holds both ways."""

    def grade_of(density, factor):
        with clauses.profile(None, factor):
            return grading.grades([density], clauses.bounds("4.1.3-1", "density_km_per_km2"))[0]

    for density, expected in ((9.52, "-5 %: good"), (9.0, ""), (9.98, "-5 %: good"), (8.2, "+5 %: fair")):
        now = pd.Series({"4.1.3-1": grade_of(density, 1)})
        others = {name: pd.Series({"4.1.3-1": grade_of(density, f)}) for name, f in (("-5 %", 0.95), ("+5 %", 1.05))}
        assert flips(now, others).tolist() == [expected]


def test_flips_name_every_tolerance_in_the_readers_words_and_skip_what_was_not_measured():
    now = pd.Series({"4.2.2": "good", "5.2.5": "good", "6.1.1": None})
    others = {
        "+": pd.Series({"5.2.5": "fair", "6.1.1": None}),
        "-": pd.Series({"4.2.2": "good", "5.2.5": "excellent"}),
    }
    found = flips(now, others, {"fair": "一般", "excellent": "优秀"})
    assert found.tolist() == ["", "+: 一般; -: 优秀", ""]
    assert found.index.tolist() == now.index.tolist()


# Actions


def shortfall(place, grade, clause="4.2.2", **more):
    return {"clause": clause, "place": place, "grade": grade, "needed": "+1 m", "finding": "…", **more}


def test_actions_come_worst_first_and_only_where_something_falls_short():
    rows = [shortfall("B", "good"), shortfall("A", "fair"), shortfall("C", "excellent"), shortfall("D", "unassessed")]
    tower = pd.DataFrame([shortfall("T", "violation", "4.1.4")])
    actions = action_table([pd.DataFrame(rows), tower])
    assert actions["key"].tolist() == ["4.1.4 T", "4.2.2 A", "4.2.2 B"]
    assert actions.loc[0, ["measure", "stage", "party", "horizon", "note"]].tolist() == ["+1 m", None, None, None, None]


def test_what_a_planner_wrote_stays_whatever_else_changes():
    before = action_table([pd.DataFrame([shortfall("A", "fair"), shortfall("B", "good")])])
    before.loc[before["place"] == "B", ["stage", "party"]] = ["design", "规划局"]
    now = action_table([pd.DataFrame([shortfall("B", "fair"), shortfall("Z", "violation")])], before).set_index("key")
    assert now.loc["4.2.2 B", ["grade", "stage", "party", "note"]].tolist() == ["fair", "design", "规划局", None]
    assert "4.2.2 A" not in now.index  # nobody wrote anything there
    assert now.loc["4.2.2 Z", "stage"] is None


def test_a_settled_action_stays_at_the_end_with_what_was_written():
    before = action_table([pd.DataFrame([shortfall("A", "fair")])]).assign(party="地铁公司", horizon="2027")
    now = action_table([pd.DataFrame([shortfall("B", "good")])], before)
    assert now[["key", "grade", "measure", "party"]].to_numpy().tolist() == [
        ["4.2.2 B", "good", "+1 m", None],
        ["4.2.2 A", None, None, "地铁公司"],
    ]
    again = action_table([pd.DataFrame([shortfall("A", "fair")])], now)
    assert again[["key", "party", "horizon"]].to_numpy().tolist() == [["4.2.2 A", "地铁公司", "2027"]]


def test_actions_of_one_place_have_keys_of_their_own():
    rows = pd.DataFrame([shortfall("A", "fair"), shortfall("A", "fair"), shortfall("A", "fair", "5.2.2")])
    assert action_table([rows])["key"].tolist() == ["4.2.2 A", "4.2.2 A (2)", "5.2.2 A"]


def test_a_key_stays_with_its_feature_when_another_of_the_place_does_better():
    """Two frontages of one plot; the first is mended. The note stays with the second."""
    before = action_table([pd.DataFrame([shortfall("A", "fair"), shortfall("A", "good")])])
    before.loc[before["key"] == "4.2.2 A (2)", "party"] = "规划局"
    now = action_table([pd.DataFrame([shortfall("A", "excellent"), shortfall("A", "fair")])], before)
    assert now[["key", "grade", "party"]].to_numpy().tolist() == [["4.2.2 A (2)", "fair", "规划局"]]


def test_key_holds_the_code_and_the_row_the_readers_word():
    actions = action_table([pd.DataFrame([shortfall("bookshop", "fair", "5.2.5", label="书店")])])
    assert actions[["key", "place"]].to_numpy().tolist() == [["5.2.5 bookshop", "书店"]]


def test_table_of_an_older_version_lacks_columns_and_is_kept():
    older = pd.DataFrame({"key": ["4.2.2 A"], "party": ["规划局"]})
    actions = action_table([pd.DataFrame([shortfall("A", "fair")])], older)
    assert actions.loc[0, ["party", "stage"]].tolist() == ["规划局", None]


def test_nothing_that_falls_short_is_an_empty_list():
    assert action_table([]).empty
    assert action_table([pd.DataFrame([shortfall("A", "excellent")])]).empty


# The table of measures


def test_measures_name_what_exists():
    rows = tables.rows("measures")
    assert all(row["things_en"] and row["things_zh"] for row in rows)
    assert {row["clause"] for row in rows} <= {head["clause"] for head in headings()}
    assert len({row["clause"] for row in rows}) == len(rows)
    assert all(row["working_en"] and row["working_zh"] for row in rows)
    assert all(bool(row["unit_en"]) == bool(row["unit_zh"]) for row in rows)
    assert {row["grade"] for row in rows} == {"", "GRADE", "measured"}
    layers = {row["layer"] for row in tables.rows("package")}
    assert all(set(row["layers"].split()) <= layers for row in rows)


# The best feature speaks for a clause


def test_best_pad_decides_and_its_figures_are_told():
    pads = pd.DataFrame(
        {
            "rank": [None, 2, 1],
            "grade": ["unassessed", "fair", "good"],
            "state": ["not_applicable", "graded", "graded"],
            "finding": ["too small", "worse", "best"],
            "needed": [None, None, "+5 m"],
            "noise_m": [np.nan, 20.0, 95.0],
        }
    )
    done = {"landingsites": Outcome({"N_CANDIDATES": 2, "GRADE": "good", "STATE": "graded"}, {"OUTPUT": pads})}
    rows = clause_table(done).set_index("clause")
    names = ["grade", "state", "figure", "finding", "needed", "n_to_mend"]
    assert rows.loc["6.3.1", names].tolist() == ["good", "graded", 2, "best", "+5 m", 0]
    assert rows.loc["6.3.6", ["grade", "state", "figure"]].tolist() == [None, "measured", 95]
    assert rows.loc["6.3.5", "state"] == "measured"
    assert rows.loc["6.3.7", "reason"] == "manual"


def test_carrier_that_may_hold_a_better_pad_leaves_the_clause_open():
    pads = pd.DataFrame({"rank": [1, None], "grade": ["fair", "unassessed"], "state": ["graded", "missing"]})
    done = {"landingsites": Outcome({"GRADE": "unassessed", "STATE": "missing"}, {"OUTPUT": pads})}
    rows = clause_table(done).set_index("clause")
    assert rows.loc["6.3.1", ["grade", "state"]].tolist() == ["unassessed", "missing"]


def test_no_pad_at_all_is_not_applicable_with_the_reason():
    pads = pd.DataFrame({"rank": [None], "grade": ["unassessed"], "state": ["not_applicable"]})
    own = Outcome({"N_CANDIDATES": 0, "STATE": "not_applicable", "REASON": "all too small"}, {"OUTPUT": pads})
    rows = clause_table({"landingsites": own}).set_index("clause")
    assert set(rows.loc[[f"6.3.{n}" for n in range(1, 7)], "state"]) == {"not_applicable"}
    assert rows.loc["6.3.1", ["grade", "finding"]].tolist() == ["unassessed", "all too small"]


def test_pad_without_data_is_missing_but_its_known_figures_are_told():
    pads = pd.DataFrame({"rank": [1], "grade": ["unassessed"], "state": ["missing"]})
    own = Outcome({"STATE": "missing"}, {"OUTPUT": pads.assign(noise_m=120.0, public_width_m=np.nan)})
    rows = clause_table({"landingsites": own}).set_index("clause")
    assert [rows.loc[f"6.3.{n}", "state"] for n in (1, 3, 6)] == ["missing", "missing", "measured"]


def test_what_is_not_needed_is_none_also_where_pandas_3_gives_nan_for_it():
    table = pd.DataFrame({"grade": ["excellent"], "state": ["graded"], "finding": ["9 km/km²"], "needed": [np.nan]})
    rows = clause_table({"roadnetworkdensity": Outcome({"DENSITY": 9.0, "GRADE": "excellent"}, {"OUTPUT": table})})
    assert rows.set_index("clause").loc["4.1.3-1", "needed"] is None
    assert rows["needed"].dtype == object
