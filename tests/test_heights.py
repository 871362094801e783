"""Heights from fields, geometry and levels, above a ground that is known or not."""

import geopandas
import numpy as np
import pytest
import shapely
from multiground.urbanform import clauses, heights, steps
from multiground.urbanform.errors import InputError
from shapely import LineString, MultiLineString, Point, box

NULL = float("nan")
FLAT = np.zeros(1)


def frame(geometry, **columns):
    return geopandas.GeoDataFrame({name: [value] for name, value in columns.items()}, geometry=[geometry])


def ground_of(*arguments):
    return steps.finish(heights.ground_steps(*arguments)).tolist()


def test_height_of_a_level_has_one_place():
    assert heights.level_height_m() == clauses.bounds("6.1.3", "level_height_m")[0].lower == 4.5


# Surfaces and floors


@pytest.mark.parametrize(
    ("columns", "z"),
    [
        ({"z": 6}, 6),
        ({"z": "+6.5 米"}, 6.5),
        ({"z": "−6"}, -6),
        ({"z": 0, "level": 3}, 0),
        ({"level": 2}, 9),
        ({"level": "-1"}, -4.5),
        ({"level": "1;2"}, 4.5),
        ({"level": "2F"}, 4.5),
        ({"level": "B1"}, -4.5),
        ({"level": "夹层"}, NULL),
        ({"z": None, "level": None}, NULL),
        ({"z": "无"}, NULL),
        ({"z": float("inf")}, NULL),
        ({}, NULL),
    ],
)
def test_height_of_a_surface(columns, z):
    assert heights.of_surfaces(frame(box(0, 0, 9, 9), **columns), FLAT).tolist() == [pytest.approx(z, nan_ok=True)]


def test_geometry_comes_between_the_field_and_the_level():
    solid = shapely.force_3d(box(0, 0, 9, 9), 5.0)
    assert heights.of_surfaces(frame(solid, level=2), FLAT).tolist() == [5]
    assert heights.of_surfaces(frame(solid, z=7, level=2), FLAT).tolist() == [7]
    sloping = shapely.Polygon([(0, 0, 4), (9, 0, 4), (9, 9, 6), (0, 9, 6)])
    assert heights.of_surfaces(frame(sloping), FLAT).tolist() == [5]
    hollow = shapely.Polygon([(0, 0, NULL), (9, 0, NULL), (9, 9, NULL)])
    assert heights.of_surfaces(frame(hollow, level=1), FLAT).tolist() == [4.5]


@pytest.mark.parametrize(
    ("columns", "z"),
    [
        ({"storey": 1}, 0),
        ({"storey": 2}, 4.5),
        ({"storey": "12F"}, 49.5),
        ({"storey": "2;3"}, 4.5),
        ({"storey": "B2"}, -9),
        ({"storey": "地下1层"}, -4.5),
        ({"storey": -1}, -4.5),
        ({"storey": 0}, 0),
        ({"storey": 2, "z": 6}, 6),
        ({}, NULL),
    ],
)
def test_height_of_a_floor(columns, z):
    assert heights.of_floors(frame(box(0, 0, 9, 9), **columns), FLAT).tolist() == [pytest.approx(z, nan_ok=True)]


def test_levels_stand_on_the_ground_where_heights_are_absolute():
    ground = np.array([40.0])
    assert heights.of_surfaces(frame(box(0, 0, 9, 9), level=1), ground).tolist() == [44.5]
    assert heights.of_floors(frame(box(0, 0, 9, 9), storey=-1), ground).tolist() == [35.5]
    assert heights.of_surfaces(frame(box(0, 0, 9, 9), z=46), ground).tolist() == [46]


# Ends of vertical components

FLIGHT = LineString([(0, 0), (12, 0)])


@pytest.mark.parametrize(
    ("geometry", "columns", "ends"),
    [
        (FLIGHT, {"z_from": 0, "z_to": 6}, (0, 6)),
        (FLIGHT, {"z_from": 6, "z_to": 0}, (6, 0)),
        (FLIGHT, {"z_from": 0}, (0, NULL)),
        (FLIGHT, {"level": "0;1"}, (0, 4.5)),
        (FLIGHT, {"level": "-1,0, 2"}, (-4.5, 9)),
        (FLIGHT, {"level": "1"}, (NULL, NULL)),
        (FLIGHT, {"z_from": 1, "level": "0;1"}, (1, 4.5)),
        (FLIGHT, {"z_from": 4.5, "level": "0;1"}, (4.5, 0)),  # one field known: the other end is the farther one
        (FLIGHT, {"z_to": 0.2, "level": "0;1"}, (4.5, 0.2)),
        (FLIGHT, {"level": "B1-1F"}, (-4.5, 0)),
        (LineString([(0, 0, 0), (12, 0, 0)]), {"level": "0;1"}, (0, 4.5)),  # a flat line tells of no end
        (LineString([(0, 0, 0), (12, 0, 0)]), {}, (NULL, NULL)),
        (shapely.Polygon([(0, 0, 0), (12, 0, 6), (12, 4, 6), (0, 4, 0)]), {"z_from": 6}, (6, 0)),
        (LineString([(0, 0, 6), (6, 0, 9), (12, 0, 2)]), {}, (6, 2)),
        (LineString([(0, 0, 6), (12, 0, 2)]), {"z_to": 0}, (6, 0)),
        (LineString([(0, 0, -6), (0, 0, 15)]), {}, (-6, 15)),
        (MultiLineString([[(0, 0, 0), (6, 0, 3)], [(6, 0, 3), (12, 0, 6)]]), {}, (0, 6)),
        (shapely.Polygon([(0, 0, 0), (12, 0, 6), (12, 4, 6), (0, 4, 0)]), {}, (0, 6)),
        (shapely.force_3d(box(0, 0, 12, 4), 6.0), {}, (NULL, NULL)),
        (Point(0, 0, 6), {}, (NULL, NULL)),
        (Point(0, 0), {"z_from": 0, "z_to": "6 m"}, (0, 6)),
    ],
)
def test_heights_of_both_ends(geometry, columns, ends):
    assert heights.of_ends(frame(geometry, **columns), FLAT)[0].tolist() == pytest.approx(ends, nan_ok=True)


def test_ends_of_many_are_those_of_each():
    shapes = [LineString([(0, 0, 1), (1, 0, 2)]), FLIGHT, Point(0, 0), LineString([(0, 0, 3), (1, 0, 4), (2, 0, 5)])]
    many = geopandas.GeoDataFrame({"z_to": [None, 7, None, None]}, geometry=shapes)
    found = heights.of_ends(many, np.zeros(4))
    assert found.tolist() == [pytest.approx(ends, nan_ok=True) for ends in [(1, 2), (NULL, 7), (NULL, NULL), (3, 5)]]


# The ground


def test_ground_is_nought_a_number_a_field_or_that_of_the_nearest_building():
    two = geopandas.GeoDataFrame({"ground_z": ["12.5 m", None]}, geometry=[box(0, 0, 9, 9), box(50, 0, 59, 9)])
    assert ground_of(two, None) == [0, 0]
    assert ground_of(two, 40) == [40, 40]
    assert ground_of(two, "field") == pytest.approx([12.5, NULL], nan_ok=True)
    houses = geopandas.GeoDataFrame(
        {"ground_z": [40, None, 45]}, geometry=[box(0, 20, 9, 29), box(50, 10, 59, 19), box(80, 0, 89, 9)]
    )
    assert ground_of(two, "buildings", houses) == [40, 45]  # the nearest one does not know


def test_building_of_unknown_ground_stands_on_that_of_the_nearest_which_knows():
    """
    40 ▆▆        ▆▆ ?   ▆▆ 45    41 m to the west, 21 m to the east
      0–9      50–59   80–89
    """
    shapes = [box(0, 0, 9, 9), box(50, 0, 59, 9), box(80, 0, 89, 9)]
    houses = geopandas.GeoDataFrame({"height": 10.0, "ground_z": [40, None, 45]}, geometry=shapes)
    assert [each.tolist() for each in heights.of_buildings(houses)] == [[50, 55, 55], [40, 45, 45]]
    for nothing in (houses.assign(ground_z=None), houses.drop(columns="ground_z")):
        assert [each.tolist() for each in heights.of_buildings(nothing)] == [[10, 10, 10], [0, 0, 0]]


@pytest.mark.parametrize("houses", [None, geopandas.GeoDataFrame({"ground_z": [None]}, geometry=[box(0, 0, 9, 9)])])
def test_unknown_ground_of_buildings_is_refused(houses):
    with pytest.raises(InputError, match="GROUND_Z"):
        ground_of(frame(box(0, 0, 9, 9)), "buildings", houses)


def test_two_nearest_buildings_are_the_same_in_any_order():
    houses = geopandas.GeoDataFrame({"ground_z": [40, 45]}, geometry=[box(-20, 0, -10, 10), box(20, 0, 30, 10)])
    middle = frame(box(-10, 0, 20, 10))
    assert ground_of(middle, "buildings", houses) == ground_of(middle, "buildings", houses.iloc[::-1]) == [40]
