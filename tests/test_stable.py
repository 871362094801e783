"""Orders and sums that do not depend on the order of the features."""

import math

import numpy as np
import shapely
from hypothesis import given
from hypothesis import strategies as st
from multiground.urbanform.stable import order_by_place, sums

BOXES = shapely.box([0, 0, 0, 5, 5, 2], [0, 0, 1, 0, 0, 2], [9, 9, 9, 9, 9, 9], [9, 9, 9, 9, 8, 9])


def test_features_are_ordered_from_west_to_east_then_from_south_to_north():
    places = shapely.points([[5, 0], [1, 9], [1, 2]])
    assert order_by_place(places).tolist() == [2, 1, 0]


def test_ties_decide_between_features_in_one_place_and_their_shape_last():
    square, cut = shapely.box(0, 0, 9, 9), shapely.Polygon([(0, 0), (9, 0), (9, 9), (0, 9), (4, 5)])
    shapes = np.array([square, cut, square, square])
    order = order_by_place(shapes, np.array([6.0, 6.0, 6.0, -6.0]), np.array(["b", "", "a", "c"], dtype=object))
    assert order.tolist() == [3, 1, 2, 0]
    assert (shapes[order_by_place(shapes)] == shapes[::-1][order_by_place(shapes[::-1])]).all()


@given(st.permutations(range(6)))
def test_order_is_the_same_for_any_order_of_the_features(order):
    assert (BOXES[order][order_by_place(BOXES[order])] == BOXES[order_by_place(BOXES)]).all()


def test_a_ring_that_begins_elsewhere_is_the_same_place():
    ring = shapely.Polygon([(0, 0), (9, 0), (9, 9), (0, 9)])
    rolled = shapely.Polygon([(9, 9), (0, 9), (0, 0), (9, 0)])
    assert order_by_place(np.array([ring, rolled]), ["b", "a"]).tolist() == [1, 0]
    assert order_by_place(np.array([ring, rolled])).tolist() == [0, 1]


@given(st.lists(st.tuples(st.floats(-1e9, 1e9), st.integers(0, 4)), max_size=30), st.randoms())
def test_sums_are_exact_and_the_same_in_any_order(pairs, generator):
    expected = [math.fsum(value for value, group in pairs if group == number) for number in range(5)]
    generator.shuffle(pairs)
    values, group = np.array([pair[0] for pair in pairs]), np.array([pair[1] for pair in pairs], dtype=int)
    assert sums(values, group, 5).tolist() == expected


def test_sum_of_nothing():
    assert sums(np.array([]), np.array([], dtype=int), 0).tolist() == []
    assert sums(np.array([]), np.array([], dtype=int), 2).tolist() == [0, 0]
    assert np.isnan(sums(np.array([1.0, np.nan]), np.array([0, 0]), 1)).all()


def test_order_of_nothing():
    assert order_by_place(np.empty(0, dtype=object), np.empty(0)).tolist() == []


def test_many_in_one_place_are_told_apart_by_their_ties():
    floors = np.array([shapely.box(0, 0, 40, 40)] * 500)
    storey = np.random.default_rng(1).permutation(500)
    assert storey[order_by_place(floors, storey)].tolist() == list(range(500))
