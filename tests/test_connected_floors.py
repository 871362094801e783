"""Table 6.2.1 by hand: what a floor counts, part by part."""

import geopandas
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from multiground.urbanform.connected_floors import floor_rows, other_storeys, storeys, storeys_of_systems, summed
from shapely import box


def rows(above=6.0, **columns):
    size = max([1, *(len(value) for value in columns.values() if isinstance(value, list))])
    frame = geopandas.GeoDataFrame(columns, geometry=[box(0, 0, 80, 60)] * size)
    return floor_rows(frame, np.full(size, above), 0.5)


@pytest.mark.parametrize(
    ("columns", "net"),
    [
        ({}, 4800),
        ({"area": [4000]}, 4000),
        ({"area": ["4,000 m²"]}, 4000),
        ({"area": [None]}, 4800),
        ({"area": [0]}, 0),
        ({"auxiliary_m2": [600]}, 4200),
        ({"area": [4000], "auxiliary_m2": ["600"]}, 3400),
        ({"area": [400], "auxiliary_m2": [600]}, 0),
        ({"auxiliary_m2": [-600]}, 4800),
        ({"function": ["auxiliary"]}, 0),
        ({"function": ["地下车库"], "area": [2800]}, 0),
        ({"function": ["商业"]}, 4800),
    ],
)
def test_area_without_auxiliary_parts(columns, net):
    assert rows(**columns)["net_m2"].tolist() == [net]


@pytest.mark.parametrize(
    ("columns", "above", "grounded", "below"),
    [
        ({"storey": [2]}, 6.0, False, False),
        ({"storey": [1]}, 6.0, True, False),  # the storey decides, where there is one
        ({"storey": [0]}, 0.0, True, False),
        ({"storey": [0]}, -6.0, False, True),  # no such storey: its height tells
        ({"storey": [-1]}, 0.0, False, True),
        ({"storey": ["B1"]}, 0.0, False, True),
        ({"storey": ["1F"]}, 6.0, True, False),
        ({"storey": ["2层"]}, 0.0, False, False),
        ({}, 0.5, True, False),
        ({}, 0.51, False, False),
        ({}, -0.51, False, True),
        ({}, np.nan, False, False),
    ],
)
def test_storey_or_height_tells_above_from_below(columns, above, grounded, below):
    row = rows(above, **columns).iloc[0]
    assert (row["grounded"], row["below"]) == (grounded, below)


@pytest.mark.parametrize(("value", "open_"), [(True, True), (None, True), ("?", True), ("否", False), (0, False)])
def test_a_floor_opens_to_surfaces_unless_it_is_said_not_to(value, open_):
    assert rows(open_to_surface=[value])["open"].tolist() == [open_]


def test_rows_of_a_building_and_storey_are_one_floor_and_nameless_ones_are_apart():
    table = rows(
        building=["A", "A", "A", None, None, "B"], storey=[2, 2, 3, 2, 2, 2], area=[1600, 1600.001, 10, 20, 30, None]
    )
    floor, floors = summed(table.assign(district=0))
    assert floor.tolist() == [0, 0, 1, 2, 3, 4]
    assert floors["net_m2"].tolist() == [3200, 10, 20, 30, 4800]
    assert floors["measured"].tolist() == [False] * 4 + [True]
    assert summed(table.assign(district=[0, 1, 0, 0, 0, 0]))[0].tolist() == [0, 1, 2, 3, 4, 5]


def test_a_storey_and_a_height_of_the_same_number_are_two_floors():
    # storey 7 is level 6; the last row has no storey and lies at 6 m
    table = rows(6.0, building=["A"] * 3, storey=[6, 7, None], area=[1000] * 3)
    assert summed(table.assign(district=0))[0].tolist() == [0, 1, 2]


# Steps


@pytest.mark.parametrize(
    ("area", "below", "count"),
    [
        (0, False, 0),
        (0.01, False, 1),
        (500, False, 1),
        (3000, False, 1),
        (3000.01, False, 2),
        (6000, False, 2),
        (6000.01, False, 3),
        (2000, True, 1),
        (2000.01, True, 2),
        (4000, True, 2),
        (2500, False, 1),
        (0, True, 0),
    ],
)
def test_storeys_by_area(area, below, count):
    assert storeys(np.array([area]), np.array([below])).tolist() == [count]


@pytest.mark.parametrize(("area", "count"), [(3000.004, 1), (3000.005001, 2), (3000.01, 2)])
def test_areas_are_rounded_to_the_hundredth_first(area, count):
    _, floors = summed(rows(area=[area]).assign(district=0))
    assert storeys(floors["net_m2"], floors["below"]).tolist() == [count]


@given(st.integers(1, 60))
def test_whole_multiples_of_the_step_are_just_so_many_storeys(n):
    assert storeys(np.array([3000.0 * n, 2000.0 * n]), np.array([False, True])).tolist() == [n, n]


def test_continuous_count_is_area_over_step():
    assert storeys(np.array([4200, 1000]), np.array([False, True]), "continuous").tolist() == [1.4, 0.5]


@pytest.mark.parametrize(
    ("area", "below", "measured", "other"),
    [
        (3000, False, True, 2),
        (3006, False, True, 1),
        (3006.01, False, True, np.nan),
        (2994, False, True, 2),
        (2993.99, False, True, np.nan),
        (6012, False, True, 2),
        (4004, True, True, 2),
        (4004, False, True, np.nan),
        (3000, False, False, np.nan),  # an area that is given is certain
        (1, False, True, np.nan),
    ],
)
def test_an_outline_within_two_thousandths_of_a_step_may_count_otherwise(area, below, measured, other):
    floors = pd.DataFrame({"net_m2": [float(area)], "below": below, "measured": measured})
    assert other_storeys(floors).tolist() == [pytest.approx(other, nan_ok=True)]
    assert np.isnan(other_storeys(floors, "continuous")).all()


def test_storeys_of_systems_in_three_ways():
    # system 0: 4200 + 1200 + 3000 above; system 1: 2300 + 2000 below and the 1200 again
    floors = pd.DataFrame({"net_m2": [4200.0, 1200, 3000, 2300, 2000], "below": [False, False, False, True, True]})
    floor, system = np.array([0, 1, 2, 3, 4, 1, 1]), np.array([0, 0, 0, 1, 1, 1, 1])
    found = {
        how: storeys_of_systems(floor, system, 3, floors, how).tolist() for how in ("per_floor", "pooled", "continuous")
    }
    assert found["per_floor"] == [[4, 0], [1, 3], [0, 0]]
    assert found["pooled"] == [[3, 0], [1, 3], [0, 0]]
    assert found["continuous"] == [[2.8, 0], [0.4, 2.15], [0, 0]]
