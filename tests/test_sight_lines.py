"""Lines of sight over extruded buildings, worked by hand and judged point by point."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from multiground.urbanform import sight_lines
from multiground.urbanform.sight_lines import blocked_by, blocked_by_steps, concatenated, edges_of

#   y 10 ┌────┐    ┌────┐     tops: house 0 15 m, house 1 30 m
#        │ 0  │    │ 1  │     lines run along y = 5 from x = 0 to x = 50
#    y 0 └────┘    └────┘
#    x   10   20   30   40
HOUSES, TOPS = shapely.box([10, 30], 0, [20, 40], 10), np.array([15.0, 30.0])


def along(z0, z1, y=5.0):
    return blocked_by([[0, y, z0]], [[50, y, z1]], HOUSES, TOPS).tolist()[0]


@pytest.mark.parametrize(
    ("z0", "z1", "first"),
    [
        (10, 10, 0),
        (15, 15, 1),  # along the roof of the first is no obstruction
        (20, 20, 1),
        (40, 40, -1),
        (40, 0, 1),  # 24 m at x = 20, where house 0 is 15 m; 16 m at x = 30, where house 1 is 30 m
        (0, 100, -1),  # 20 m at x = 10, 60 m at x = 30: over both
        (0, 30, 0),  # 6 m at x = 10
        (20, 5, 0),  # 17 m at x = 10 but 14 m at x = 20: it falls into the roof of the first
    ],
)
def test_heights_by_hand(z0, z1, first):
    assert along(z0, z1) == first


@pytest.mark.parametrize(("y", "first"), [(0, -1), (10, -1), (-0.1, -1), (10.1, -1), (0.1, 0), (9.9, 0)])
def test_along_a_wall_is_free(y, first):
    assert along(5, 5, y) == first


def test_a_line_from_a_wall_outwards_leaves_its_own_building_behind():
    assert blocked_by([[20, 5, 3]], [[30, 5, 3]], HOUSES, TOPS).tolist() == [-1]
    assert blocked_by([[20, 5, 3]], [[35, 5, 3]], HOUSES, TOPS).tolist() == [1]
    assert blocked_by([[15, 5, 3]], [[25, 5, 3]], HOUSES, TOPS).tolist() == [0]  # from within
    assert blocked_by([[22, 5, 3]], [[28, 5, 3]], HOUSES, TOPS).tolist() == [-1]  # between them


def test_a_line_straight_up_or_of_no_length_is_free():
    assert blocked_by([[15, 5, 0], [5, 5, 5]], [[15, 5, 99], [5, 5, 5]], HOUSES, TOPS).tolist() == [-1, -1]


def test_unknown_heights_block_at_any_height_and_are_told():
    assert blocked_by([[0, 5, 500]], [[50, 5, 500]], HOUSES, [15.0, np.nan]).tolist() == [1]


def test_courtyards_are_open_and_wings_block():
    #  a ring of 30 × 30 m with a courtyard of 10 × 10 m
    ring = np.array([shapely.Polygon(shapely.box(0, 0, 30, 30).exterior, [shapely.box(10, 10, 20, 20).exterior])])
    assert blocked_by([[11, 15, 5]], [[19, 15, 5]], ring, [10.0]).tolist() == [-1]
    assert blocked_by([[11, 15, 5]], [[25, 15, 5]], ring, [10.0]).tolist() == [0]
    # at x = 20, 9 of 49 m on: 5 + 35 · 9 ÷ 49 = 11.43 m, above the top of 10 m; 5 + 25 · 9 ÷ 49 = 9.59 m below it
    assert blocked_by([[11, 15, 5]], [[60, 15, 40]], ring, [10.0]).tolist() == [-1]
    assert blocked_by([[11, 15, 5]], [[60, 15, 30]], ring, [10.0]).tolist() == [0]


def test_multipolygons_without_buildings_and_without_lines():
    twins = np.array([shapely.MultiPolygon(list(HOUSES))])
    assert blocked_by([[0, 5, 5]], [[25, 5, 5]], twins, [9.0]).tolist() == [0]
    nothing = np.empty(0, dtype=object)
    assert blocked_by([[0, 5, 5]], [[25, 5, 5]], nothing, []).tolist() == [-1]
    assert blocked_by(np.zeros((0, 3)), np.zeros((0, 3)), HOUSES, TOPS).tolist() == []


def test_long_work_comes_in_steps(monkeypatch):
    monkeypatch.setattr(sight_lines, "_CHUNK", 10)
    start, end = np.tile([0.0, 5, 10], (95, 1)), np.tile([50.0, 5, 10], (95, 1))
    steps = blocked_by_steps(start, end, HOUSES, TOPS)
    shares = []
    while True:
        try:
            shares.append(next(steps))
        except StopIteration as stop:
            assert stop.value.tolist() == [0] * 95
            break
    assert len(shares) == 10 and shares == sorted(shares) and shares[-1] < 1


def test_helpers():
    assert concatenated(np.array([3, 7, 1]), np.array([2, 0, 3])).tolist() == [3, 4, 1, 2, 3]
    assert concatenated(np.zeros(0, dtype=int), np.zeros(0, dtype=int)).tolist() == []
    twice = shapely.Polygon([(0, 0), (5, 0), (5, 0), (5, 5)])  # a corner that is drawn twice
    assert len(edges_of(np.array([twice])).start) == 3


# The judge: points along the line, each looked up in shapely


@settings(max_examples=15)
@given(st.integers(0, 10_000))
def test_points_along_the_lines_say_the_same(seed):
    random = np.random.default_rng(seed)
    x, y, w, h = *random.uniform(0, 200, (2, 30)), *random.uniform(5, 40, (2, 30))
    houses, tops = shapely.box(x, y, x + w, y + h), random.uniform(5, 50, 30)
    start, end = (np.column_stack([random.uniform(0, 240, (8, 2)), random.uniform(0, 60, 8)]) for _ in range(2))
    found = blocked_by(start, end, houses, tops)
    share = np.linspace(0, 1, 801)[:, None]
    for one, other, first in zip(start, end, found):
        points = one + share * (other - one)
        within = shapely.contains_xy(houses[:, None], points[:, 0], points[:, 1]) & (points[:, 2] < tops[:, None])
        met = within.any(axis=0)
        if met.any():  # samples may miss what is cut short, never meet what is not there
            at = met.argmax()
            inside = np.flatnonzero(within[:, at])
            before = blocked_by(one[None], points[[at]], houses, tops)[0]
            assert first >= 0 and (first in inside or first == before)
        elif first >= 0:
            crossed = shapely.LineString([one[:2], other[:2]]).intersection(houses[first]).length
            assert crossed < 2 * np.hypot(*(other - one)[:2]) / 800 or points[:, 2].min() < tops[first]
