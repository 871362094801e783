"""What lies in which district, cut and uncut, and what is near it there."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from multiground.urbanform import steps
from multiground.urbanform.within_districts import cut_steps, near_steps, of_middles
from shapely import box

HALVES = np.array([box(0, 0, 50, 50), box(50, 0, 100, 50)])


def cut(polygons, districts=HALVES):
    feature, district, parts = steps.finish(cut_steps(np.array(polygons, dtype=object), districts))
    return sorted(zip(feature.tolist(), district.tolist(), shapely.area(parts).tolist()))


def test_features_are_cut_at_the_outlines():
    #   ┌─────────┬─────────┐
    #   │ 0     ┌─┼─┐       │     1 lies on both sides, 2 half outside, 3 beyond, 4 along the line between
    #   │       │1│ │    ┌──┼─┐
    #   └───────┴─┴─┴────┴2─┴─┘ 3
    features = [box(0, 0, 10, 10), box(40, 0, 60, 10), box(90, 0, 110, 10), box(200, 0, 210, 10), box(30, 20, 50, 30)]
    assert cut(features) == [(0, 0, 100), (1, 0, 100), (1, 1, 100), (2, 1, 100), (4, 0, 200)]


def test_parts_are_taken_apart():
    #   a U whose foot lies outside leaves two uprights; a multipolygon is two pieces
    u_shape = box(10, -20, 40, 30) - box(20, -10, 30, 30)
    several = shapely.MultiPolygon([box(0, 40, 5, 45), box(60, 40, 65, 45)])
    assert cut([u_shape, several]) == [(0, 0, 300), (0, 0, 300), (1, 0, 25), (1, 1, 25)]


def test_slivers_of_a_cut_are_no_pieces_but_small_features_are():
    assert cut([box(40, 0, 50.0001, 10)]) == [(0, 0, pytest.approx(100, abs=0.01))]
    assert cut([box(1, 1, 1.05, 1.05)]) == [(0, 0, pytest.approx(0.0025))]


def test_districts_may_overlap():
    assert cut([box(40, 0, 60, 10)], np.array([box(0, 0, 100, 50), box(50, 0, 100, 50)])) == [(0, 0, 200), (0, 1, 100)]


@settings(max_examples=30)
@given(st.lists(st.tuples(st.floats(0, 90), st.floats(0, 90), st.floats(1, 60), st.floats(1, 60)), max_size=8))
def test_pieces_make_up_what_lies_within(boxes):
    polygons = np.array([box(x, y, x + w, y + h) for x, y, w, h in boxes] or [box(0, 0, 1, 1)], dtype=object)
    feature, district, parts = steps.finish(cut_steps(polygons, HALVES))
    held = np.bincount(feature, shapely.area(parts), len(polygons))
    expected = shapely.area(shapely.intersection(polygons, box(0, 0, 100, 50)))
    assert held == pytest.approx(expected, abs=0.05)
    assert shapely.covers(shapely.buffer(HALVES[district], 1e-9), parts).all()


def test_middles_on_the_line_belong_to_the_first_and_outside_to_none():
    places = shapely.points([[50, 10], [10, 10], [60, 10], [100, 10], [120, 10]])
    assert [column.tolist() for column in of_middles(places, HALVES)] == [[0, 1, 2, 3], [0, 0, 1, 1]]
    both = np.array([box(0, 0, 100, 50), box(50, 0, 100, 50)])
    assert [column.tolist() for column in of_middles(places[2:3], both)] == [[0, 0], [0, 1]]


def test_near_pairs_are_those_of_one_district_and_sorted():
    houses = shapely.box([0, 10.5, 25], 0, [10, 20, 30], 10)
    district, other = np.array([0, 0, 0]), np.array([0, 0, 1])
    assert steps.finish(near_steps(houses, district, houses, district, 0.5)).T.tolist() == [
        [0, 0],
        [0, 1],
        [1, 0],
        [1, 1],
        [2, 2],
    ]
    assert steps.finish(near_steps(houses, other, houses, other, 5.0)).T.tolist() == [
        [0, 0],
        [0, 1],
        [1, 0],
        [1, 1],
        [2, 2],
    ]
    reach = np.array([0.0, 0.0, 5.0])
    assert steps.finish(near_steps(houses, district, houses, district, reach)).T.tolist() == [
        [0, 0],
        [1, 1],
        [2, 1],
        [2, 2],
    ]


def test_nothing_is_near_nothing():
    nothing = np.empty(0, dtype=object)
    none = np.empty(0, dtype=int)
    assert steps.finish(near_steps(nothing, none, HALVES, np.zeros(2, dtype=int), 1.0)).shape == (2, 0)
    assert steps.finish(near_steps(HALVES, np.zeros(2, dtype=int), nothing, none, 1.0)).shape == (2, 0)
    assert [len(column) for column in steps.finish(cut_steps(nothing, HALVES))] == [0, 0, 0]
