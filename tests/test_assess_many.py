"""The league of districts, worked by hand: a clause that is not assessed never lifts a district."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from multiground.urbanform.assess_many import COUNTS, last_before, league, met_pct


def districts(**counts):
    """Districts by name, each with its numbers of excellent, good, fair, violated, unassessed clauses."""
    table = pd.DataFrame(list(counts.values()), columns=list(COUNTS))
    return table.assign(package=list(counts), reason="")


def test_the_order_by_hand():
    """
    District    ● ◐ ○ ✕ –    met            then
    a           4 4 1 1 0    8/10 = 80 %    1 violation
    b           2 6 2 0 0    8/10 = 80 %    none: before a
    c           5 3 1 1 0    8/10 = 80 %    1 violation, more excellent than a: before a
    d           8 0 0 0 12   8/20 = 40 %    unassessed clauses count as not met
    e           0 0 0 0 0    nothing has a bound: no share, last of those assessed
    f           failed       no place
    """
    table = districts(a=[4, 4, 1, 1, 0], b=[2, 6, 2, 0, 0], c=[5, 3, 1, 1, 0], d=[8, 0, 0, 0, 12], e=[0] * 5, f=[0] * 5)
    table.loc[5, "reason"] = "broken"
    found = league(table)
    assert found["package"].tolist() == ["b", "c", "a", "d", "e", "f"]
    assert found["rank"].tolist()[:5] == [1, 2, 3, 4, 5]
    assert np.isnan(found["rank"].iloc[5])
    assert found["met_pct"].tolist()[:4] == [80, 80, 80, 40]
    assert found["met_pct"].isna().tolist() == [False] * 4 + [True] * 2


def test_equal_districts_share_a_place_and_the_next_place_is_left_out():
    found = league(districts(b=[1, 1, 0, 0, 0], a=[1, 1, 0, 0, 0], c=[0, 1, 1, 0, 0]))
    assert found[["package", "rank"]].values.tolist() == [["a", 1], ["b", 1], ["c", 3]]


def test_a_district_of_which_nothing_is_known_is_behind_one_that_meets_nothing():
    """District a meets 0 of 2 clauses; of b no clause has a bound that could be judged."""
    found = league(districts(b=[0, 0, 0, 0, 0], a=[0, 0, 1, 1, 0]))
    assert found[["package", "rank"]].values.tolist() == [["a", 1], ["b", 2]]


def test_places_gained_and_lost():
    """District a was 3rd and is 1st: 2 places gained; b was 1st and is 2nd: 1 lost; c was not there."""
    before = pd.DataFrame({"package": ["a", "b"], "rank": [3.0, 1.0]})
    found = league(districts(a=[3, 0, 0, 0, 0], b=[2, 0, 1, 0, 0], c=[1, 0, 2, 0, 0]), before)
    assert found["rank_change"].tolist()[:2] == [2, -1]
    assert np.isnan(found["rank_change"].iloc[2])


def test_the_league_before_a_day_takes_each_districts_latest_row():
    """On the 3rd: a as of the 2nd (50 %), b as of the 1st (100 %); the row of the 3rd itself does not count."""
    rows = {"date": ["2026-01-01", "2026-01-01", "2026-01-02", "2026-01-03"], "package": ["a", "b", "a", "b"]}
    counts = [[1, 0, 0, 0, 0], [1, 0, 0, 0, 0], [1, 0, 1, 0, 0], [0, 0, 0, 1, 0]]
    tracking = pd.DataFrame(rows).join(pd.DataFrame(counts, columns=list(COUNTS)))
    found = last_before(tracking, "2026-01-03")
    assert found[["package", "met_pct", "rank"]].values.tolist() == [["b", 100, 1], ["a", 50, 2]]
    assert last_before(tracking, "2026-01-01") is None


COUNT = st.lists(st.integers(0, 9), min_size=5, max_size=5)


@given(st.lists(COUNT, min_size=1, max_size=8), st.randoms())
def test_the_order_of_the_files_does_not_matter(counts, random):
    table = districts(**{f"d{number}": each for number, each in enumerate(counts)})
    shuffled = table.sample(frac=1, random_state=random.randrange(2**32))
    pd.testing.assert_frame_equal(league(table), league(shuffled))


@given(COUNT, COUNT, st.integers(0, 3))
def test_losing_data_never_gains_a_place(own, other, lost):
    """A clause that becomes unassessed, a violated one too, leaves its district where it was, or lower."""
    own = [count + (number == lost) for number, count in enumerate(own)]
    poorer = [count - (number == lost) + (number == 4) for number, count in enumerate(own)]
    ranks = []
    for counts in (own, poorer):
        found = league(districts(a=counts, b=other)).set_index("package")["rank"]
        ranks.append((found["a"], -found["b"]))
    assert ranks[1] >= ranks[0]


@pytest.mark.parametrize("counts", [[1, 1, 1, 1, 1], [2, 0, 1, 0, 4], [0, 0, 0, 0, 3], [7, 9, 0, 0, 0]])
def test_the_share_is_that_of_all_clauses_with_a_bound(counts):
    expected = 100 * (counts[0] + counts[1]) / sum(counts)
    assert met_pct(districts(a=list(counts)))[0] == pytest.approx(expected, abs=0.005)
