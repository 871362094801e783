"""Areas counted once a level, and unions: against the definition, point by point."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from multiground.urbanform import near_ground_surfaces, steps
from multiground.urbanform.near_ground_surfaces import counted_areas_steps, united_steps
from shapely import box


def counted(polygons, z, step_m=0.5):
    n = len(polygons)
    pairs = np.array([(i, j) for i in range(n) for j in range(n) if i != j], dtype=int).reshape(-1, 2).T
    return steps.finish(
        counted_areas_steps(np.array(polygons, dtype=object), np.array(z, dtype=float), pairs, step_m)
    ).tolist()


def test_overlaps_on_one_level_count_once_and_on_two_levels_twice():
    #  ┌────┬──┐        0 and 1 overlap by 5 · 10 on one level, 2 lies 6 m above them
    #  │ 0  │  │ 1
    #  └────┴──┘
    decks = [box(0, 0, 10, 10), box(5, 0, 15, 10), box(0, 0, 15, 10)]
    assert counted(decks, [6, 6.5, 12]) == [100, 50, 150]
    assert counted(decks, [6, 6.51, 12]) == [100, 100, 150]


def test_steps_that_chain_up_are_one_level_where_they_lie_over_each_other():
    # 6.0, 6.4 and 6.8 over one place: the third is 0.8 above the first, but 0.4 above the second
    decks = [box(0, 0, 10, 10)] * 3
    assert counted(decks, [6.0, 6.4, 6.8]) == [100, 0, 0]
    assert counted([decks[0], box(0, 0, 5, 10), decks[0]], [6.0, 6.4, 6.8]) == [100, 0, 50]


def test_equal_surfaces_count_once_whichever_comes_first():
    assert counted([box(0, 0, 10, 10)] * 4, [6, 6, 6, 6]) == [100, 0, 0, 0]


def test_a_hole_covers_nothing():
    ring = box(0, 0, 30, 30) - box(10, 10, 20, 20)
    assert counted([ring, box(10, 10, 20, 20)], [6, 6]) == [800, 100]
    assert counted([ring, box(5, 5, 25, 25)], [6, 6]) == [800, 100]


BOXES = st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(1, 6), st.integers(1, 6), st.integers(0, 12))


@settings(max_examples=60)
@given(st.lists(BOXES, max_size=7), st.permutations(range(7)))
def test_sum_is_the_number_of_levels_over_each_place(boxes, order):
    """Judge: over each square metre, the heights are sorted and those within a step of the one below are one level."""
    polygons, z = [box(x, y, x + w, y + h) for x, y, w, h, _ in boxes], [0.2 * height for *_, height in boxes]
    expected = 0
    for x in range(15):
        for y in range(15):
            over = sorted(0.2 * h for bx, by, w, d, h in boxes if bx <= x < bx + w and by <= y < by + d)
            expected += sum(1 for below, above in zip([-9, *over], over) if above - below > 0.5)
    assert sum(counted(polygons, z)) == pytest.approx(expected)
    order = [place for place in order if place < len(boxes)]
    assert sum(counted([polygons[i] for i in order], [z[i] for i in order])) == pytest.approx(expected)


@pytest.mark.parametrize("batch", [2, 3, 1000])
def test_unions_in_batches_are_those_of_all(monkeypatch, batch):
    monkeypatch.setattr(near_ground_surfaces, "_BATCH", batch)
    generator = np.random.default_rng(batch)
    corners = generator.uniform(0, 50, (40, 2))
    squares = shapely.box(*corners.T, *(corners + 10).T)
    group = generator.integers(0, 5, 40) * 2
    united = steps.finish(united_steps(squares, group, 10))
    for number in range(10):
        assert shapely.area(united[number]) == pytest.approx(shapely.area(shapely.union_all(squares[group == number])))
    done = list(united_steps(squares, group, 10))
    assert done == sorted(done)
    assert done[-1] < 1


def test_union_of_nothing_is_empty():
    united = steps.finish(united_steps(np.empty(0, dtype=object), np.empty(0, dtype=int), 2))
    assert shapely.is_empty(united).tolist() == [True, True]
