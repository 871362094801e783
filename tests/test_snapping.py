"""Where places step onto the network, by hand: 100 m on foot take 1.2 min, 3 m by lift one second."""

import math

import geopandas
import numpy as np
import pandas
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from multiground.urbanform import snapping
from multiground.urbanform.line_vertices import ground_beside
from multiground.urbanform.network import network
from multiground.urbanform.pace import pace


def place(geometry, **fields):
    return {**fields, "geometry": geometry}


def way(*points, **fields):
    return {**fields, "geometry": shapely.LineString(points)}


def frame(rows):
    columns = sorted({name for row in rows for name in row} - {"geometry"})
    values = {name: pandas.Series([row.get(name) for row in rows], dtype=object) for name in columns}
    return geopandas.GeoDataFrame(values, geometry=[row["geometry"] for row in rows])


def snapped(places, ways, max_snap_m=150, exit_distance_m=5, min_piece_m=200, **walking):
    """Return the exits of each place as (x, y, z, access metres, minutes), the quickest first, and who is left out."""
    walking = pace(**walking)
    net = network(frame(ways), walking)[0]
    spots, _ = snapping.places(frame(places))
    distances = {"max_snap_m": max_snap_m, "exit_distance_m": exit_distance_m, "min_piece_m": min_piece_m}
    doors, left_out = snapping.exits(snapping.streets(net), spots, walking, **distances)
    found = [[] for _ in places]
    for number, edge, share, minutes, access_m in zip(*doors):
        course = slice(net.first_vertex[edge], net.first_vertex[edge + 1])
        x, y = (
            np.interp(share * net.length_m[edge], net.vertex_m[course], axis[course])
            for axis in (net.vertex_x, net.vertex_y)
        )
        z = np.nan_to_num(net.z_tail[edge] + share * (net.z_head[edge] - net.z_tail[edge]))
        found[number].append(tuple(float(value) for value in (x, y, z, access_m, minutes)))
    return [sorted(exits, key=lambda exit: exit[-1]) for exits in found], left_out


def exits(one, *ways, **options):
    """Return the exits of one place that has some."""
    (found,), left_out = snapped([one], ways, **options)
    assert len(left_out.place) == 0
    return found


def left_out(one, *ways, **options):
    """Return whether a place without an exit is stranded, and its distance from the nearest street."""
    (found,), left = snapped([one], ways, **options)
    assert found == []
    assert left.place.tolist() == [0]
    return bool(left.stranded[0]), float(left.distance_m[0])


def near(*values):
    return pytest.approx(values, abs=1e-9)


STREET = way((0, 0), (300, 0))
SITE = shapely.Point(30, 40)  # 40 m from the street


# on foot


def test_mid_edge():
    #        o (30, 40)      40 m to the nearest point on the street, not to its end: 0.48 min
    #   -----'-----------
    (door,) = exits(place(SITE), STREET)
    assert door == near(30, 0, 0, 40, 0.48)


def test_mid_edge_round_a_bend():
    # 100 m along and 40 m up: the nearest point is 10 m up the second leg, 8 m away
    (door,) = exits(place(shapely.Point(108, 10)), way((0, 0), (100, 0), (100, 120)))
    assert door == near(100, 10, 0, 8, 0.096)


def test_on_a_node():
    #   -----o-----   four streets meet at the place itself: one exit, no way to go
    (door,) = exits(place(shapely.Point(0, 0)), way((-150, 0), (0, 0), (150, 0)), way((0, -90), (0, 0), (0, 90)))
    assert door == near(0, 0, 0, 0, 0)


@given(st.floats(0, 6.28), st.floats(0, 6.28), st.tuples(st.floats(-1e6, 1e6), st.floats(-1e7, 1e7)))
def test_at_a_node_is_not_a_hair_up_a_one_way_street(first, second, corner):
    # whichever of the two it steps onto, it stands at their node and may take the other
    ends = [(corner[0] + 300 * math.cos(angle), corner[1] + 300 * math.sin(angle)) for angle in (first, second)]
    net = network(frame([way(corner, ends[0], direction="forward"), way(ends[1], corner, direction="forward")]))[0]
    spots, _ = snapping.places(frame([place(shapely.Point(corner))]))
    doors, _ = snapping.exits(snapping.streets(net), spots, pace(), max_snap_m=1, exit_distance_m=5, min_piece_m=0)
    assert doors.share.tolist() in ([0], [1])


def test_beyond_the_end_of_a_street():
    (door,) = exits(place(shapely.Point(-30, 40)), STREET)
    assert door == near(0, 0, 0, 50, 0.6)


def test_within_max_snap():
    assert exits(place(shapely.Point(30, 150)), STREET)[0][3] == 150
    assert left_out(place(shapely.Point(30, 150.01)), STREET) == (False, pytest.approx(150.01))
    assert exits(place(shapely.Point(30, 150.01)), STREET, max_snap_m=151)[0][3] == pytest.approx(150.01)


@pytest.mark.parametrize("far_m", [400, 5_000, 2_000_000])
def test_off_the_network_with_the_right_distance(far_m):
    assert left_out(place(shapely.Point(30, far_m)), STREET) == (False, far_m)
    assert left_out(place(shapely.Point(300 + 0.6 * far_m, 0.8 * far_m)), STREET) == (False, pytest.approx(far_m))


# stranded


def test_a_small_piece_is_no_street():
    #      o              piece A of 199 m is 10 m away, street B 100 m
    #   -------  A        B: 1.2 min
    #
    #   ============ B
    one = place(shapely.Point(50, 100))
    small = way((0, 90), (199, 90))
    assert exits(one, small, STREET) == [near(50, 0, 0, 100, 1.2)]
    assert exits(one, small, STREET, min_piece_m=199) == [near(50, 90, 0, 10, 0.12)]
    assert left_out(one, small) == (True, 10)
    assert left_out(one, small, STREET, max_snap_m=99) == (True, 10)
    assert exits(one, way((0, 90), (200, 90)), STREET) == [near(50, 90, 0, 10, 0.12)]  # less than 200 m, not more


def test_a_piece_is_all_that_hangs_together():
    # 30 m of lane lead to 300 m of street
    (door,) = exits(place(shapely.Point(5, 30)), STREET, way((0, 0), (0, 30)))
    assert door == near(0, 30, 0, 5, 0.06)


def test_no_place_onto_which_anybody_could_step():
    assert left_out(place(SITE), STREET, min_piece_m=1000) == (True, 40)


# on a storey


@pytest.mark.parametrize(
    ("storey", "fields", "z"),
    [
        (30, {}, 101.5),  # 29 × 3.5; 101.5 / 3 = 33.8 s
        ("30F", {}, 101.5),
        ("30层", {}, 101.5),
        (1, {}, 0),
        (2, {}, 3.5),
        (-1, {}, -3.5),
        ("B2", {}, -7),
        ("-2", {}, -7),
        (30, {"height": 120, "storeys": 30}, 116),  # 29 × 4
        (-1, {"height": "120 m", "storeys": "30F"}, -4),
        (30, {"height": 120, "storeys": "地下2层地上30层"}, 116),
        (30, {"height": 120, "storeys": "B2/30F"}, 116),
        (30, {"height": 120}, 101.5),
        (30, {"height": -1, "storeys": 30}, 101.5),
        (30, {"height": 120, "storeys": 0}, 101.5),
    ],
)
def test_height_of_a_storey(storey, fields, z):
    one = place(SITE, storey=storey, **fields)
    (door,) = exits(one, STREET)
    assert door == near(30, 0, 0, 40, 0.48 + abs(z) / 180)
    known = len(fields) == 2 and min(fields.values(), key=str) not in (-1, 0)
    assert snapping.places(frame([one]))[1]["assumed_height"].tolist() == [0] * (not known)


def test_storey_30_takes_33_8_seconds():
    assert (exits(place(SITE, storey=30), STREET)[0][-1] - 0.48) * 60 == pytest.approx(33.8, abs=0.05)


def test_the_lift_is_waited_for_once_and_only_where_it_is_taken():
    assert exits(place(SITE, storey=30), STREET, lift_wait_s=30)[0][-1] == pytest.approx(0.48 + 101.5 / 180 + 0.5)
    assert exits(place(SITE, storey=1), STREET, lift_wait_s=30)[0][-1] == pytest.approx(0.48)
    assert exits(place(SITE), STREET, lift_wait_s=30)[0][-1] == pytest.approx(0.48)


def test_lift_speed_can_be_chosen():
    assert exits(place(SITE, storey=30), STREET, lift_speed_m_per_s=2)[0][-1] == pytest.approx(0.48 + 101.5 / 120)


@pytest.mark.parametrize("storey", [None, math.nan, 0, "roof", ""])
def test_a_storey_that_says_nothing_is_the_street(storey):
    assert exits(place(SITE, storey=storey), STREET) == [near(30, 0, 0, 40, 0.48)]


@pytest.mark.parametrize(
    ("storey", "floors_up"),
    [
        *[("30F", 29), ("L12", 11), ("12/F", 11), ("Level 5", 4), ("第5层", 4), ("3层(夹层)", 2), ("5-7F", 4)],
        *[("二层", 1), ("十二层", 11), ("二十三层", 22), ("首层", 0), ("G/F", 0), ("GF", 0), (0, 0)],
        *[("B1", -1), ("B1M", -1), ("负一层", -1), ("地下一层", -1), ("地下2层", -2), ("地下1-2层", -2), ("-3F", -3)],
    ],
)
def test_storeys_as_people_write_them(storey, floors_up):
    spots, told = snapping.places(frame([place(SITE, storey=storey)]))
    assert spots.z.tolist() == [floors_up * 3.5]
    assert len(told["unread_storey"]) == 0


@pytest.mark.parametrize("storey", ["夹层", "UG", "LG1", "P3", "roof"])
def test_storeys_and_levels_that_cannot_be_read_are_told(storey):
    one, other = place(SITE, storey=storey, level=storey), place(SITE)
    spots, told = snapping.places(frame([other, one]))
    assert np.isnan(spots.z).all()
    assert told["unread_storey"].tolist() == told["unread_level"].tolist() == [1]


# ways of another level

#              storey 5 at 14 m
#   +-------+ .                     the deck runs `gap` metres east of the building, 4.5 m up;
#   | 20×20 | .  deck, 4.5 m        by lift to it (14 - 4.5) / 3 s, to the street 14 / 3 s
#   +-------+ .
#   ------------------ street, 10 m south
SOUTH = way((-150, -10, 0), (150, -10, 0))


def deck(x, z=4.5):
    return way((x, -150, z), (x, 150, z), kind="skyway")


@pytest.mark.parametrize(("gap", "leads"), [(4.9, True), (5.0, True), (5.1, False)])
def test_a_deck_near_a_building(gap, leads):
    # from the middle of the building to the deck 10 m and the gap, to the street 20 m
    found = exits(place(shapely.box(0, 0, 20, 20), storey=5), SOUTH, deck(20 + gap))
    ground = near(10, -10, 0, 20, 0.24 + 14 / 180)
    by_deck = near(20 + gap, 10, 4.5, 10 + gap, (10 + gap) * 0.012 + 9.5 / 180)
    assert found == ([by_deck, ground] if leads else [ground])


@pytest.mark.parametrize(("gap", "leads"), [(14.9, True), (15.0, True), (15.1, False)])
def test_a_deck_near_a_point(gap, leads):
    found = exits(place(shapely.Point(0, 0), storey=5), SOUTH, deck(gap))
    assert found[0][:3] == (0, -10, 0)
    assert [door[:4] for door in found[1:]] == [near(gap, 0, 4.5, gap)] * leads


def test_exit_distance_can_be_chosen():
    one = place(shapely.box(0, 0, 20, 20), storey=5)
    assert len(exits(one, SOUTH, deck(29), exit_distance_m=9)) == 2
    assert len(exits(one, SOUTH, deck(29), exit_distance_m=8.9)) == 1


def test_a_long_building_has_its_exit_where_the_deck_passes():
    # 400 m long, its middle is 200 m from the deck at its east end: farther than MAX_SNAP, but at its wall
    found = exits(place(shapely.box(0, 0, 400, 20), storey=5), way((-150, -10, 0), (500, -10, 0)), deck(402))
    assert [door[:3] for door in found] == [near(200, -10, 0), near(402, 10, 4.5)]


def test_a_place_of_several_levels_is_entered_from_the_one_nearest_the_street():
    below = way((0, 30, -4.5), (300, 30, -4.5))
    assert exits(place(SITE, level="-1;0;1"), way((0, 0, 0), (300, 0, 0)), below)[0][2] == 0
    assert exits(place(SITE, level="-2--1"), way((0, 0, 0), (300, 0, 0)), below)[0][2] == -4.5


def test_a_skyway_of_unknown_height_is_on_no_level():
    over = way((0, 30), (300, 30), kind="skyway")
    for one in (place(SITE), place(SITE, level=0), place(shapely.Point(30, 40, 0))):
        assert exits(one, STREET, over)[0][:2] == (30, 0)


def test_the_middle_of_a_footbridge_drawn_in_one_line_is_no_ground():
    #            6 m up, 10 m away from the place (70, 10)
    #       /‾‾‾‾‾‾‾‾‾‾‾\
    #  ----'-------------'-----   the street 40 m away
    bridge = way((0, 0, 0), (20, 0, 6), (120, 0, 6), (140, 0, 0), kind="skyway")
    (door,) = exits(place(shapely.Point(70, 10)), bridge, way((0, -30, 0), (300, -30, 0)))
    assert door == near(70, -30, 0, 40, 0.48)
    (door,) = exits(place(shapely.Point(70, 10), z=6), bridge, way((0, -30, 0), (300, -30, 0)), min_piece_m=0)
    assert door == near(70, 0, 6, 10, 0.12)


def test_two_levels_two_exits():
    found = exits(place(shapely.box(0, 0, 20, 20), storey=5), SOUTH, deck(22), deck(23, 9), deck(21, -4.5))
    assert sorted(door[2] for door in found) == [-4.5, 0, 4.5, 9]


def test_a_deck_too_small_is_no_exit():
    short = way((22, 0, 4.5), (22, 199, 4.5), kind="skyway")
    assert len(exits(place(shapely.box(0, 0, 20, 20), storey=5), SOUTH, short)) == 1


def test_a_place_of_unknown_height_under_a_footbridge_starts_on_the_street():
    # the bridge is 1 m away, the street 10 m
    (door,) = exits(place(shapely.Point(0, 0)), SOUTH, deck(1))
    assert door == near(0, -10, 0, 10, 0.12)


@pytest.mark.parametrize("z", [0.5, -0.5])
def test_ground_is_within_half_a_metre(z):
    low = way((-150, -10, z), (150, -10, z))
    assert exits(place(shapely.Point(0, 0)), low, deck(1))[0][:2] == near(0, -10)


@pytest.mark.parametrize("z", [0.51, -0.51])
def test_beyond_half_a_metre_it_is_no_ground(z):
    low = way((-150, -10, z), (150, -10, z))
    assert exits(place(shapely.Point(0, 0)), low, way((-150, 60, 0), (150, 60, 0)))[0][:2] == near(0, 60)


def test_without_any_ground_the_nearest_way():
    assert exits(place(shapely.Point(0, 0)), deck(30), deck(-40, 9)) == [near(30, 0, 4.5, 30, 0.36)]
    (door,) = exits(place(shapely.Point(0, 0), storey=5), deck(30), deck(-40, 9))
    assert door == near(30, 0, 4.5, 30, 0.36 + 9.5 / 180)


def test_ways_without_heights_are_ground():
    ways = way((-150, -10), (150, -10)), way((-150, 60), (150, 60), layer="1", bridge="yes")
    assert exits(place(shapely.Point(0, 50)), *ways) == [near(0, 60, 0, 10, 0.12)]


def test_ways_without_heights_have_those_of_their_level():
    ways = way((-150, -10), (150, -10)), way((-150, 4), (150, 4), level="1")
    assert exits(place(shapely.Point(0, 0)), *ways) == [near(0, -10, 0, 10, 0.12)]
    assert [door[2] for door in exits(place(shapely.Point(0, 0), storey=5), *ways)] == [4.5, 0]


# a level of their own


@pytest.mark.parametrize(
    "one",
    [
        place(shapely.Point(0, 0), level=1),
        place(shapely.Point(0, 0), level="1"),
        place(shapely.Point(0, 0), z=4.5),
        place(shapely.Point(0, 0, 4.5)),
        place(shapely.box(-5, -5, 5, 5), level=1),
        place(shapely.Point(0, 0), z=4.9),
    ],
    ids=["level", "text", "z", "PointZ", "polygon", "within 0.5 m"],
)
def test_a_place_on_a_known_level_steps_onto_that_level(one):
    # the street is 10 m away, the deck 30 m
    (door,) = exits(one, SOUTH, deck(30))
    assert door == near(30, 0, 4.5, 30, 0.36)


def test_a_place_on_the_ground_steps_onto_the_street():
    for fields in ({"level": 0}, {"z": 0}, {"storey": 1}):
        assert exits(place(shapely.Point(0, 0), **fields), SOUTH, deck(30)) == [near(0, -10, 0, 10, 0.12)]


def test_the_level_of_the_door_settles_where_a_storey_leaves_the_building():
    # an office on storey 5 (14 m) whose door is known to be on level 1 (4.5 m): one exit
    (door,) = exits(place(shapely.Point(0, 0), storey=5, level=1), SOUTH, deck(30))
    assert door == near(30, 0, 4.5, 30, 0.36 + 9.5 / 180)


# what nobody steps onto


def test_never_onto_an_elevator():
    # the sloping lift passes the place, its lower landing and the street are 50 m away
    lift = way((0, 50, 0), (0, -50, 9), kind="elevator")
    (door,) = exits(place(shapely.Point(1, 0)), way((-150, 50, 0), (0, 50, 0), (150, 50, 0)), lift)
    assert door == near(1, 50, 0, 50, 0.6)


def test_a_network_of_elevators_only():
    stranded, distance_m = left_out(place(shapely.Point(0, 0)), way((1, 0, 0), (1, 0, 9), kind="elevator"))
    assert not stranded
    assert distance_m == math.inf


# many places


def test_exits_are_in_the_order_of_the_places():
    found, left = snapped([place(shapely.Point(x, 10)) for x in (250, 900, 50, -700, 150)], [STREET])
    assert [[door[0] for door in doors] for doors in found] == [[250], [], [50], [], [150]]
    assert (left.place.tolist(), left.distance_m.tolist()) == ([1, 3], near(math.hypot(600, 10), math.hypot(700, 10)))


def test_no_places():
    net = network(frame([STREET]))[0]
    nobody, _ = snapping.places(geopandas.GeoDataFrame(geometry=[]))
    doors, left = snapping.exits(
        snapping.streets(net), nobody, pace(), max_snap_m=150, exit_distance_m=5, min_piece_m=200
    )
    assert len(doors.place) == len(left.place) == 0


def test_access_is_that_of_the_quickest_exit():
    # storey 5: the deck 11 m away is quicker than the street 20 m away; the second place has no exit
    net = network(frame([SOUTH, deck(21)]))[0]
    spots, _ = snapping.places(frame([place(shapely.box(0, 0, 20, 20), storey=5), place(shapely.Point(0, 900))]))
    distances = {"max_snap_m": 150, "exit_distance_m": 5, "min_piece_m": 200}
    doors, _ = snapping.exits(snapping.streets(net), spots, pace(), **distances)
    assert snapping.access_m(doors, 2) == pytest.approx([11, math.nan], nan_ok=True)


def test_a_polygon_stands_for_a_point_within_it():
    # a horseshoe whose centre lies outside
    shoe = shapely.Polygon([(0, 0), (60, 0), (60, 50), (50, 50), (50, 10), (10, 10), (10, 50), (0, 50)])
    spots, _ = snapping.places(frame([place(shoe)]))
    assert shoe.contains(shapely.Point(spots.x[0], spots.y[0]))


def test_ids():
    shops = [place(shapely.Point(5, 0), id="b", building="x"), place(shapely.Point(0, 0), id="a", building="x")]
    assert snapping.in_order(frame(shops))["id"].tolist() == ["a", "b"]
    twice = [{**shop, "id": "a"} for shop in shops]
    assert snapping.in_order(frame(twice))["id"].tolist() == ["1", "2"]
    buildings = [{**shop, "building": name} for shop, name in zip(twice, ("T2", "T1"))]
    assert snapping.in_order(frame(buildings))["id"].tolist() == ["T1", "T2"]
    assert snapping.in_order(frame([{**shops[0], "id": None}, shops[1]]))["id"].tolist() == ["1", "2"]


@given(st.permutations(range(6)))
def test_ids_never_follow_the_order_of_the_features(order):
    points = [(0, 0), (0, 5), (5, 0), (5, 5), (9, 9), (-3, 7)]
    shops = frame([place(shapely.Point(*points[row])) for row in order])
    found = snapping.in_order(shops)
    assert dict(zip(found["id"], found.geometry.map(lambda point: (point.x, point.y)))) == {
        "1": (-3, 7),
        "2": (0, 0),
        "3": (0, 5),
        "4": (5, 0),
        "5": (5, 5),
        "6": (9, 9),
    }


@given(st.permutations([{"storey": 2}, {"storey": 9}, {"storey": "B1"}, {}]))
def test_ids_of_places_above_each_other_never_follow_the_order_of_the_features(storeys):
    found = snapping.in_order(frame([place(SITE, fid=row, **fields) for row, fields in enumerate(storeys)]))
    ids = dict(zip(found["storey"].map(str), found["id"]))
    assert ids == {"None": "1", "2": "2", "9": "3", "B1": "4"}


def test_numbers_as_ids_have_no_decimals():
    assert snapping.in_order(frame([place(SITE, id=7.0)]))["id"].tolist() == ["7"]


# coordinates that are not exact


def test_what_is_as_far_as_permitted_is_not_too_far():
    for noise in (1e-9, 0.004):
        assert exits(place(shapely.Point(30, 150 + noise)), STREET) == [pytest.approx((30, 0, 0, 150, 1.8), abs=0.005)]
    assert left_out(place(shapely.Point(30, 150.01)), STREET) == (False, 150.01)


def test_a_piece_of_200_m_is_a_street_however_its_metres_are_summed():
    x = np.cumsum([0.0, *[20.1] * 9, 19.1])
    assert x[-1] < 200
    ways = [way((a, 0), (b, 0)) for a, b in zip(x, x[1:])]
    assert exits(place(shapely.Point(0, 10)), *ways) == [near(0, 0, 0, 10, 0.12)]


# heights of places where heights are absolute


def test_ground_is_subtracted_from_the_heights_of_places_too():
    # two streets at 100 and 140 m above the sea; the place at 106 m stands 6 m above the nearer one
    lines = frame([way((0, 0, 100), (300, 0, 100)), way((0, 500, 140), (300, 500, 140))])
    above = frame([place(shapely.Point(30, 40, 106)), place(shapely.Point(30, 460), z=140), place(SITE, storey=3)])
    for ground, z in ((100, [6, 40, 7]), (ground_beside(above, lines, np.array([100.0, 140])), [6, 0, 7])):
        assert snapping.places(above, ground)[0].z.tolist() == z


# an independent judge

COORDINATE = st.integers(-600, 600)
POINTS = st.tuples(COORDINATE, COORDINATE)


@given(
    lines=st.lists(
        st.tuples(st.sampled_from([0, 4.5]), st.lists(POINTS, min_size=2, max_size=4, unique=True)),
        min_size=1,
        max_size=5,
    ),
    spots=st.lists(POINTS, min_size=1, max_size=6),
    move=st.tuples(st.floats(-1e6, 1e6), st.floats(-1e7, 1e7)),
)
def test_the_nearest_street_is_the_nearest(lines, spots, move):
    # every place of unknown height: the nearest line on the ground within 150 m, else the nearest of all
    drawn = {0: [], 4.5: []}
    for z, points in lines:
        drawn[z].append(shapely.LineString(points))
    ways = [
        way(*[(x + move[0], y + move[1], z) for x, y in points], kind="skyway" if z else None) for z, points in lines
    ]
    found, left = snapped([place(shapely.Point(x + move[0], y + move[1])) for x, y in spots], ways, min_piece_m=0)
    missing = dict(zip(left.place.tolist(), left.distance_m.tolist()))
    for number, spot in enumerate(spots):
        ground, deck_m = (
            min([line.distance(shapely.Point(spot)) for line in drawn[z]], default=math.inf) for z in (0, 4.5)
        )
        if abs(ground - 150) < 1e-3 or abs(deck_m - 150) < 1e-3:
            continue
        expected = ground if ground <= 150 else deck_m
        if expected > 150:
            assert missing[number] == pytest.approx(min(ground, deck_m), abs=1e-6)
        else:
            ((*_, access_m, minutes),) = found[number]
            assert (access_m, minutes) == pytest.approx((expected, expected * 0.012), abs=1e-6)
