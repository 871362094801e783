"""Where windows are, worked by hand."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from multiground.urbanform import steps
from multiground.urbanform.errors import InputError
from multiground.urbanform.window_points import chosen_storeys, places, walled_up_steps


def at(found):
    return sorted(zip(np.round(found.x, 2).tolist(), np.round(found.y, 2).tolist(), found.azimuth_deg.tolist()))


def one(*polygons, spacing=6.0):
    return places(np.array(polygons), spacing)


def test_a_house_by_hand():
    #         0°                14 m: 14 ÷ 6 = 2.33 → 2 windows, at 3.5 and 10.5 m
    #     ┌─┬───┬─┐             8.9 m: 1.48 → 1 in the middle
    # 270°┤       ├ 90°
    #     └─┴───┴─┘
    #        180°
    found = at(one(shapely.box(0, 0, 14, 8.9)))
    assert found == [
        (0, 4.45, 270), (3.5, 0, 180), (3.5, 8.9, 0), (10.5, 0, 180), (10.5, 8.9, 0), (14, 4.45, 90)
    ]  # fmt: skip


@pytest.mark.parametrize(("side", "number"), [(2.9, 0), (3, 1), (8.9, 1), (9, 2), (14.9, 2), (15, 3), (600, 100)])
def test_numbers_are_rounded_half_up(side, number):
    assert len(one(shapely.box(0, 0, side, side)).x) == 4 * number


def test_direction_of_drawing_changes_nothing():
    box = shapely.box(0, 0, 14, 8.9)
    assert at(one(box)) == at(one(box.reverse()))


def test_courtyard_windows_look_into_the_courtyard():
    ring = shapely.Polygon(shapely.box(0, 0, 30, 30).exterior, [shapely.box(12, 12, 18, 18).exterior])
    inner = [row for row in at(one(ring)) if 11 < row[0] < 19 and 11 < row[1] < 19]
    assert inner == [(12, 15, 90), (15, 12, 0), (15, 18, 180), (18, 15, 270)]
    other = shapely.Polygon(shapely.box(0, 0, 30, 30).exterior, [shapely.box(12, 12, 18, 18).exterior.reverse()])
    assert at(one(other)) == at(one(ring))


def test_a_wall_of_many_pieces_is_one_facade():
    #  12 m drawn in 12 pieces has 2 windows, not none; so has a wall that begins in the middle of the ring
    pieces = shapely.segmentize(shapely.box(0, 0, 12, 12), 1.0)
    ring = shapely.get_coordinates(pieces)[:-1]
    moved = shapely.Polygon(np.roll(ring, 5, axis=0))
    assert at(one(pieces)) == at(one(moved)) == at(one(shapely.box(0, 0, 12, 12)))


def test_a_round_tower_has_windows_all_around():
    tower = shapely.Point(0, 0).buffer(20, 32)  # 128 edges of 0.98 m, each bending by 2.8°
    found = one(tower)
    assert len(found.x) == 21  # 125.65 m ÷ 6 = 20.94
    outwards = np.degrees(np.arctan2(found.x, found.y)) % 360
    assert np.abs((found.azimuth_deg - outwards + 180) % 360 - 180).max() < 1.5


def test_several_buildings_and_parts_keep_their_row():
    parts = shapely.MultiPolygon([shapely.box(0, 0, 6, 6), shapely.box(20, 0, 26, 6)])
    found = one(parts, shapely.box(50, 50, 56, 56))
    assert found.building.tolist() == [0] * 8 + [1] * 4
    assert len(one(spacing=6.0).x) == 0


# Party walls


def test_windows_above_the_neighbour_only():
    #   ┌───────┐            0: 30 m, 1: 12 m, wall to wall; the wall between has windows of house 0 above 12 m
    #   │   0   ├───────┐
    #   │       │   1   │
    #   └───────┴───────┘
    row = shapely.box([0, 12], 0, [12, 24], 6)
    found = places(row, 6)
    walled = steps.finish(walled_up_steps(found, row, np.array([30.0, 12.0])))
    between = np.isclose(found.x, 12, atol=0.01) & ((found.azimuth_deg == 90) | (found.azimuth_deg == 270))
    assert sorted(zip(found.building[between].tolist(), walled[between].tolist())) == [(0, 12.0), (1, 30.0)]
    assert np.isneginf(walled[~between]).all()


@pytest.mark.parametrize(("gap", "walled"), [(0.3, True), (0.49, True), (0.6, False)])
def test_what_stands_half_a_metre_away_walls_up(gap, walled):
    row = shapely.box([0, 12 + gap], 0, [12, 24], 6)
    found = places(row, 6)
    heights = steps.finish(walled_up_steps(found, row, np.array([30.0, np.inf])))
    assert bool(np.isposinf(heights).any()) == walled


# Storeys


@pytest.mark.parametrize(
    ("text", "storeys"),
    [
        ("", range(1, 13)), (None, range(1, 13)), ("*", range(1, 13)), ("3", [3]), ("1,5，9", [1, 5, 9]),
        ("2-4;12", [2, 3, 4, 12]), ("10至12", [10, 11, 12]),
        ("10 - 12，1～3", [1, 2, 3, 10, 11, 12]), ("/5", [1, 6, 11]), ("/1", range(1, 13)),
    ],
)  # fmt: skip
def test_storeys_that_are_read(text, storeys):
    numbers = np.arange(1, 13)
    assert numbers[chosen_storeys(text)(numbers)].tolist() == list(storeys)


@pytest.mark.parametrize(
    "text", ["1-9999999999", "/9999999999", "1-2-3", "top", "0", "5-2", "/0", "1,x", "-1", "/5,1", "1.5"]
)
def test_storeys_that_are_refused(text):
    with pytest.raises(InputError, match="STOREYS"):
        chosen_storeys(text)


# Properties


@given(st.floats(-180, 180), st.floats(-1000, 1000), st.floats(-1000, 1000))
def test_turned_and_moved_walls_turn_and_move_their_windows(angle, dx, dy):
    ring = [(0, 0), (40, 0), (40, 15), (18, 15), (18, 33), (0, 33)]
    shape = shapely.Polygon(ring)
    before = one(shape)
    turn = np.radians(angle)
    matrix = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])  # clockwise
    after = one(shapely.transform(shape, lambda xy: xy @ matrix.T + [dx, dy]))
    xy = np.column_stack([before.x, before.y]) @ matrix.T + [dx, dy]
    np.testing.assert_allclose(np.column_stack([after.x, after.y]), xy, atol=1e-6)
    turned = (after.azimuth_deg - before.azimuth_deg - angle + 180) % 360 - 180
    assert np.abs(turned).max() < 1e-4
