"""Clause 5.2.5, the circles, by hand. At 5 km/h one walks 250 m in 3 minutes and 500 m in 6."""

import os
import pathlib

import geopandas
import numpy as np
import pytest
import shapely
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from multiground.urbanform import reach, reach_polygons, snapping
from multiground.urbanform.errors import InputError
from multiground.urbanform.network import network
from multiground.urbanform.pace import pace
from multiground.urbanform.walk_circles import Drawing, circle_steps, limits, straight_steps, walk_circles
from towns import ESCALATOR, M_PER_MIN, Judge, frame, on_street, points, streets, towns

SHARED = pathlib.Path(os.environ.get("MULTIGROUND_DATA", pathlib.Path(__file__).parents[2] / "shared" / "data"))
BUFFER = 30.0
# The outline may lie so far outside the exact one.
OUTSIDE = BUFFER / 8
ORIGINS = 40  # of the real district
CAP = np.pi * BUFFER**2  # both ends of a buffered street together


def circle(origins, lines, minutes, **options):
    """Return the only circle, as a row."""
    circles = walk_circles(origins, lines, [minutes], **options).circles
    assert len(circles) == 1
    return circles.iloc[0]


def minutes_at(result, x, y):
    """Return the minutes that the ends of reached pieces have at a point."""
    reached = result.reached
    found = set()
    for position, minutes in ((0, reached["from_min"]), (-1, reached["to_min"])):
        ends = shapely.get_point(reached.geometry.to_numpy(), position)
        here = shapely.distance(ends, shapely.Point(x, y)) < 1e-6
        found |= {round(float(number), 9) for number in minutes[here]}
    return found


def slack_m2(polygons):
    """Return the area that polygons cut on a grid of 0.1 mm may be off by."""
    return 1e-6 + 1e-4 * shapely.length(polygons.to_numpy()).sum()


def covers(polygon, *places):
    return [bool(polygon.covers(shapely.Point(place))) for place in places]


# ── Reached streets ──────────────────────────────────────────────────────────────────────────────────────

STREET = streets([(0, 0), (2000, 0)])


def test_straight_street_is_cut_at_the_limit_on_both_sides():
    #        750      1000      1250        3 minutes are 250 m either way
    #  ───────╫────────●────────╫───────
    result = walk_circles(points((1000, 0)), STREET, [3])
    row = result.circles.iloc[0]
    assert (row["origin"], row["minutes"], row["reach_m"]) == (0, 3.0, pytest.approx(250))
    assert row["street_m"] == pytest.approx(500)
    assert minutes_at(result, 1000, 0) == {0}
    assert minutes_at(result, 750, 0) == minutes_at(result, 1250, 0) == {3}
    assert shapely.union_all(result.reached.geometry).bounds == pytest.approx((750, 0, 1250, 0))


def test_origin_at_a_node_is_reached_along_all_arms():
    #      │        four arms of 400 m, of which 250 m each: 1000 m
    #  ────●────
    #      │
    arms = streets(*([(0, 0), end] for end in [(400, 0), (-400, 0), (0, 400), (0, -400)]))
    result = walk_circles(points((0, 0)), arms, [3])
    assert result.circles["street_m"][0] == pytest.approx(1000)
    assert minutes_at(result, 0, 0) == {0}
    for end in [(250, 0), (-250, 0), (0, 250), (0, -250)]:
        assert minutes_at(result, *end) == {3}


def test_access_leg_uses_up_minutes():
    # 50 m to the street are 0.6 min; 2.4 min are left, 200 m either way
    result = walk_circles(points((1000, 50)), STREET, [3])
    assert result.circles["street_m"][0] == pytest.approx(400)
    assert result.circles["reach_m"][0] == pytest.approx(250)  # before access
    assert minutes_at(result, 1000, 0) == {0.6}
    assert minutes_at(result, 800, 0) == {3}


#           T (180,240)         A–T and T–B are 300 m, A–B is 360 m. The two ways round meet where
#     300 ╱   ╲ 300             300 + s = 360 + (300 − s), s = 180: 480 m or 5.76 min from A, at
#       ╱       ╲               (180 + 0.6 · 180, 240 − 0.6 · 240) = (288, 96)
#  A ●─────360────  B
DIAMOND = streets([(0, 0), (180, 240)], [(180, 240), (360, 0)], [(0, 0), (360, 0)])


@pytest.mark.parametrize(
    ("minutes", "street_m"),
    [
        (3, 500),
        (4.5, 750),  # 375 m each way round: 300 + 75 and 360 + 15
        (5.75, 960 - 2 * 0.01 * M_PER_MIN),  # a gap is left in the middle of T–B
        (5.76, 960),  # both ways meet
        (7, 960),  # and no street counts twice
    ],
)
def test_diamond_is_walked_round_from_both_sides(minutes, street_m):
    row = circle(points((0, 0)), DIAMOND, minutes)
    assert row["street_m"] == pytest.approx(street_m)


def test_pieces_of_a_diamond_meet_where_both_ways_take_equally_long():
    result = walk_circles(points((0, 0)), DIAMOND, [7])
    assert minutes_at(result, 288, 96) == {5.76}
    assert minutes_at(result, 180, 240) == {3.6}
    assert minutes_at(result, 360, 0) == {4.32}
    assert len(result.reached) == 4


def test_limit_that_ends_on_both_sides_of_one_edge_leaves_its_middle():
    result = walk_circles(points((0, 0)), DIAMOND, [4.5])
    assert minutes_at(result, 180 + 0.25 * 180, 240 - 0.25 * 240) == {4.5}  # 75 m beyond T
    assert minutes_at(result, 360 - 0.05 * 180, 0.05 * 240) == {4.5}  # 15 m beyond B


def test_dead_end_is_walked_to_its_end_and_no_farther():
    #  ──●────┬──────   origin at 300, a lane of 60 m at 400: its end is 160 m or 1.92 min away
    #         │60
    lines = streets([(0, 0), (400, 0)], [(400, 0), (1000, 0)], [(400, 0), (400, -60)])
    result = walk_circles(points((300, 0)), lines, [3])
    assert result.circles["street_m"][0] == pytest.approx(250 + 250 + 60)
    assert minutes_at(result, 400, -60) == {1.92}


def test_part_without_connection_is_not_reached():
    #  ─────────────── y = 50        two streets that nothing joins to the origin's
    #  ─────────────── y = 20
    #  ──────●──────── y = 0
    lines = streets(*([(0, y), (1000, y)] for y in (0, 20, 50)))
    row = circle(points((500, 0)), lines, 3)
    assert row["street_m"] == pytest.approx(500)
    assert covers(row["geometry"], (500, 20), (500, 50)) == [True, False]  # within 30 m of a reached street, or not


#   z = 6  ┊ bridge       A path leads 40 m south from (400, 0); stairs of 8 m plan and 6 m height, 10 m
#   ───────┼──────        long, lead up to a bridge of 300 m, which crosses over the street at (408, 0).
#     │    ┊              From (300, 0): 100 + 40 to the stairs, 2 · 10 up, 90 of 250 m are left.
#     └▒▒▒▒┘
FOOTBRIDGE = streets(
    [(0, 0, 0), (400, 0, 0)],
    [(400, 0, 0), (1000, 0, 0)],
    [(400, 0, 0), (400, -40, 0)],
    [(400, -40, 0), (408, -40, 6)],
    [(408, -40, 6), (408, 260, 6)],
    kind=["footway", "footway", "footway", "stairs", "skyway"],
)


@pytest.mark.parametrize(
    ("walking", "street_m"),
    [
        ({}, 500 + 40 + 10 + 90),
        ({"exclude_kinds": ("skyway",)}, 500 + 40 + 10),
        ({"exclude_kinds": ("stairs",)}, 500 + 40),  # the bridge hangs in the air: nothing leaks down
        ({"step_free": True}, 500 + 40),
        ({"stair_factor": 1}, 500 + 40 + 10 + 100),
    ],
)
def test_footbridge_over_a_street_is_reached_by_its_stairs_alone(walking, street_m):
    row = circle(points((300, 0)), FOOTBRIDGE, 3, walking=pace(**walking))
    assert row["street_m"] == pytest.approx(street_m)


def test_minutes_on_a_footbridge():
    result = walk_circles(points((300, 0)), FOOTBRIDGE, [3])
    assert minutes_at(result, 400, -40) == {1.68}  # 140 m
    assert minutes_at(result, 408, -40) == {1.92}  # and 20 m
    assert minutes_at(result, 408, 50) == {3}
    assert minutes_at(result, 408, 0) == set()  # the bridge has no node over the street


#                 ╱═══ z = 12        15 m of escalator at 0.5 m/s take 0.5 min, upwards only
#   ────●────────╱
#     −100      0 9      509
@pytest.mark.parametrize(
    ("origin", "towards", "street_m"),
    [
        # 1.2 min to the foot, 0.5 up, 1.3 min or 108.33 m of the deck
        ((-100, 0, 0), False, 250 + 100 + 15 + 1.3 * M_PER_MIN),
        ((-100, 0, 0), True, 250 + 100),  # nobody comes down from the deck
        ((109, 0, 12), False, 100 + 250),
        ((109, 0, 12), True, 100 + 250 + 15 + 1.3 * M_PER_MIN),  # 1.2 min from the head, 0.5 on the escalator
    ],
)
def test_one_way_escalator_in_both_directions_of_measuring(origin, towards, street_m):
    row = circle(points(origin), ESCALATOR, 3, walking=pace(reverse=towards))
    assert row["street_m"] == pytest.approx(street_m)


#   ───────┃───────  9 m      a lift of three levels, each with 800 m of street, and the origin at
#   ───────┃───────  4.5 m    its foot. One level takes 1.5 s, two take 3 s
#   ───────●───────  0
SHAFT = streets(
    [(0, 0, 0), (0, 0, 4.5), (0, 0, 9)],
    *([(-400, 0, z), (0, 0, z), (400, 0, z)] for z in (0, 4.5, 9)),
    kind=["elevator", "footway", "skyway", "skyway"],
)


@pytest.mark.parametrize(
    ("wait_s", "level_m"),
    [
        (0, [500, 2 * (3 - 0.025) * M_PER_MIN, 2 * (3 - 0.05) * M_PER_MIN]),
        (30, [500, 2 * (3 - 0.525) * M_PER_MIN, 2 * (3 - 0.55) * M_PER_MIN]),  # one wait, however many levels
    ],
)
def test_elevator_shaft_with_three_levels(wait_s, level_m):
    row = circle(points((0, 0)), SHAFT, 3, walking=pace(lift_wait_s=wait_s))
    assert row["street_m"] == pytest.approx(sum(level_m) + 9)  # the shaft itself is 9 m of way


@pytest.mark.parametrize(
    ("columns", "lift_s"),
    [
        ({"storey": [30]}, 101.5 / 3),  # (30 − 1) · 3.5 m at 3 m/s
        ({"storey": [1]}, 0),
        ({"storey": [-2]}, 7 / 3),
        ({"storey": [30], "height": [120.0], "storeys": [40]}, 29),  # 87 m
        ({"storey": [None]}, 0),
    ],
)
def test_storey_of_the_origin_adds_the_ride(columns, lift_s):
    # 30 m to the street are 0.36 min
    row = circle(points((1000, 30), **columns), STREET, 3)
    assert row["street_m"] == pytest.approx(2 * (3 - 0.36 - lift_s / 60) * M_PER_MIN)


def test_wait_for_the_lift_of_the_building_counts_once():
    row = circle(points((1000, 30), storey=[30]), STREET, 3, walking=pace(lift_wait_s=30))
    assert row["street_m"] == pytest.approx(2 * (3 - 0.36 - 0.5 - 101.5 / 180) * M_PER_MIN)


@pytest.mark.parametrize(
    ("origin", "deck_y", "deck_access_m"),
    [
        (shapely.Point(1000, 30), 45, 15),
        (shapely.Point(1000, 30), 45.01, None),
        (shapely.box(990, 10, 1010, 50), 55, 25),  # 5 m from the wall, 25 m from the point that stands for it
        (shapely.box(990, 10, 1010, 50), 55.01, None),
    ],
)
def test_storey_is_left_to_the_ground_and_to_a_deck_that_passes_the_building(origin, deck_y, deck_access_m):
    #  ═══════════  deck at 6 m: the ride is (101.5 − 6) / 3 = 31.83 s; to the ground 33.83 s
    #     ▓▓▓
    #  ───────────  street
    lines = streets([(0, 0, 0), (2000, 0, 0)], [(0, deck_y, 6), (2000, deck_y, 6)], kind=["footway", "skyway"])
    row = circle(frame(origin, storey=[30]), lines, 3)
    expected = 2 * (3 - 0.36 - 101.5 / 180) * M_PER_MIN
    if deck_access_m:
        expected += 2 * ((3 - 95.5 / 180) * M_PER_MIN - deck_access_m)
    assert row["street_m"] == pytest.approx(expected)


def test_origin_of_known_level_steps_onto_its_own_level():
    # the deck is 20 m away, the street 10 m
    lines = streets([(0, 0, 0), (2000, 0, 0)], [(0, 30, 4.5), (2000, 30, 4.5)], kind=["footway", "skyway"])
    result = walk_circles(points((1000, 10), (1000, 10), level=[1, 0]), lines, [3])
    assert result.circles["street_m"].tolist() == pytest.approx([2 * (250 - 20), 2 * (250 - 10)])
    assert minutes_at(result, 1000, 30) == {0.24}


def test_access_is_the_way_to_the_quickest_exit():
    streets_ = snapping.streets(network(STREET)[0])
    places, _ = snapping.places(points((1000, 50), (1000, 0), (1000, 500)))
    exits, _ = snapping.exits(streets_, places, pace(), max_snap_m=150, exit_distance_m=5, min_piece_m=200)
    assert snapping.access_m(exits, 3) == pytest.approx([50, 0, np.nan], nan_ok=True)


# ── Left out, and limits that are used up ────────────────────────────────────────────────────────────────


def test_origin_off_the_network_is_listed_with_its_distance():
    result = walk_circles(points((1000, 150), (1000, 150.01), (5000, 0)), STREET, [5])
    assert result.circles["origin"].tolist() == [0]
    assert result.not_reached["origin"].tolist() == [1, 2]
    assert result.not_reached["reason"].tolist() == ["too_far", "too_far"]
    assert result.not_reached["distance_m"].tolist() == pytest.approx([150.01, 3000])


@pytest.mark.parametrize(("length_m", "street_m"), [(199, 2 * (250 - 30)), (200, 200)])
def test_small_piece_of_network_gives_way_to_the_next(length_m, street_m):
    #    ───●───    a lane without connection at y = 30, under the origin
    #  ───────────  y = 0, 30 m away
    lines = streets([(0, 0), (2000, 0)], [(1000, 30), (1000 + length_m, 30)])
    assert circle(points((1000 + length_m / 2, 30)), lines, 3)["street_m"] == pytest.approx(street_m)


def test_origin_with_only_a_small_piece_near_is_stranded():
    lines = streets([(0, 0), (2000, 0)], [(1000, 500), (1199, 500)])
    result = walk_circles(points((1100, 510)), lines, [3])
    assert len(result.circles) == 0
    assert result.not_reached.to_dict("records") == [{"origin": 0, "reason": "stranded", "distance_m": 10.0}]


@pytest.mark.parametrize("combine", ["each", "merged", "nearest"])
@pytest.mark.parametrize("rings", [False, True])
@pytest.mark.parametrize(("shape", "nothing"), [("buffered", 0), ("hull", 0), ("none", np.nan)])
def test_limit_used_up_before_the_street_leaves_an_empty_row(combine, rings, shape, nothing):
    # 140 m are 1.68 min: nothing within 1 min; within 3 min 1.32 min or 110 m either way
    result = walk_circles(points((1000, 140)), STREET, [1, 3], combine=combine, rings=rings, shape=shape)
    assert result.circles["minutes"].tolist() == [1, 3]
    assert result.circles["street_m"].tolist() == pytest.approx([0, 220])
    assert result.circles["area_m2"].tolist()[0] == pytest.approx(nothing, nan_ok=True)
    assert len(result.not_reached) == 0
    assert set(result.reached["minutes"]) == {3}


@pytest.mark.parametrize("combine", ["each", "merged", "nearest"])
def test_no_origin_on_the_network(combine):
    result = walk_circles(points((1000, 900)), STREET, [3], combine=combine)
    assert result.circles["street_m"].sum() == 0
    assert result.circles["area_m2"].sum() == 0
    assert len(result.reached) == 0
    assert result.not_reached["origin"].tolist() == [0]


@pytest.mark.parametrize("lines", [STREET, None], ids=["network", "straight"])
@pytest.mark.parametrize("combine", ["each", "merged", "nearest"])
def test_no_origin_at_all(lines, combine):
    result = walk_circles(points(), lines, [3], combine=combine)
    assert result.circles["area_m2"].sum() == 0
    assert len(result.reached) == len(result.not_reached) == 0


# ── Polygons ─────────────────────────────────────────────────────────────────────────────────────────────


def test_circle_of_a_straight_street_is_a_rectangle_with_caps():
    #  ╭───────────────╮
    #  │───────●───────│   500 · 60 + π · 30²; the ideal circle is π · 250²
    #  ╰───────────────╯
    row = circle(points((1000, 0)), STREET, 3)
    assert row["area_m2"] == pytest.approx(500 * 60 + CAP, rel=0.005)
    assert row["area_m2"] == row["geometry"].area
    assert row["ped_shed"] == pytest.approx((500 * 60 + CAP) / (np.pi * 250**2), rel=0.005)
    assert covers(row["geometry"], (1270, 0), (1290, 0), (1000, 29), (1000, 35)) == [True, False, True, False]


def test_circle_of_a_cross_counts_the_middle_once():
    arms = streets(*([(0, 0), end] for end in [(400, 0), (-400, 0), (0, 400), (0, -400)]))
    row = circle(points((0, 0)), arms, 3)
    assert row["area_m2"] == pytest.approx(2 * (500 * 60 + CAP) - 60 * 60, rel=0.005)


def test_hole_of_a_circle_is_kept_and_fills_up_for_the_share_of_the_ideal_circle():
    #  ╭───────╮   a ring of 4 · 200 m, reached as a whole in 6 min (400 m): outside 200² + 800 · 30
    #  │ ╭───╮ │   + π · 30², less a hole of 140²; the ideal circle is π · 500²
    #  │ ╰───╯ │
    #  ●───────╯
    ring = streets([(0, 0), (200, 0), (200, 200), (0, 200), (0, 0)])
    row = circle(points((0, 0)), ring, 6)
    filled = 200**2 + 800 * 30 + CAP
    assert row["street_m"] == pytest.approx(800)
    assert row["area_m2"] == pytest.approx(filled - 140**2, rel=0.005)
    assert row["ped_shed"] == pytest.approx(filled / (np.pi * 500**2), rel=0.005)
    assert len(row["geometry"].interiors) == 1


def test_part_within_the_hole_of_another_does_not_count_twice():
    #  ╭─────────╮   a ring of streets round a tower, and a deck of 40 m in its middle that only the
    #  │   ━●━   │   tower's lift reaches: a second part, within the hole that the share fills
    #  ╰─────────╯
    lines = streets(
        [(-100, -100, 0), (100, -100, 0), (100, 100, 0), (-100, 100, 0), (-100, -100, 0)],
        [(-20, 0, 6), (20, 0, 6)],
        kind=["footway", "skyway"],
    )
    row = circle(points((0, 0), storey=[3]), lines, 10, min_piece_m=0)
    filled = 200**2 + 800 * 30 + CAP
    assert row["street_m"] == pytest.approx(800 + 40)
    assert len(row["geometry"].geoms) == 2
    assert row["area_m2"] == pytest.approx(filled - 140**2 + 40 * 60 + CAP, rel=0.005)
    assert row["ped_shed"] == pytest.approx(filled / (np.pi * (10 * M_PER_MIN) ** 2), rel=0.005)


def test_polygon_follows_the_buffer():
    row = circle(points((1000, 0)), STREET, 3, buffer_m=50)
    assert row["area_m2"] == pytest.approx(500 * 100 + np.pi * 50**2, rel=0.005)


def test_no_polygons():
    result = walk_circles(points((1000, 0)), STREET, [3, 6], shape="none")
    assert result.circles["street_m"].tolist() == pytest.approx([500, 1000])
    assert result.circles.geometry.isna().all()
    assert result.circles[["area_m2", "ped_shed"]].isna().all(axis=None)
    assert len(result.reached) > 0


def test_hull_covers_what_lies_between_the_streets():
    #     │      arms of 250 m: the hull has their ends as corners, the buffer does not fill the
    #  ───●───   quarters between them
    #     │
    arms = streets(*([(0, 0), end] for end in [(400, 0), (-400, 0), (0, 400), (0, -400)]))
    hull = circle(points((0, 0)), arms, 3, shape="hull")
    buffered = circle(points((0, 0)), arms, 3)
    assert hull["area_m2"] > 1.2 * buffered["area_m2"]
    assert hull["ped_shed"] == pytest.approx(hull["area_m2"] / (np.pi * 250**2))
    assert hull["street_m"] == buffered["street_m"]


def test_hull_contains_streets_that_its_corners_do_not_tell_of():
    #  ╲     ╱    two long streets that cross without a node, joined far away: the points at their
    #    ╲ ╱      ends alone say nothing of the crossing
    #    ╱ ╲
    lines = streets([(0, 0), (1500, 1000)], [(0, 1000), (1500, 0)], [(0, 0), (0, 1000)], [(700, 1400), (1500, 1000)])
    result = walk_circles(points((0, 500)), lines, [5, 12, 24, 40], shape="hull")
    for minutes, hull in zip(result.circles["minutes"], result.circles.geometry):
        reached = shapely.union_all(result.reached.geometry[result.reached["minutes"] == minutes])
        assert hull.buffer(1e-6).covers(reached)


# ── Rings, merged circles ────────────────────────────────────────────────────────────────────────────────


def test_ring_is_what_the_next_limit_adds():
    #  500   750   1000  1250  1500
    #  ═══════─────●─────═══════      the ring from 3 to 6 min: 250 m at both ends, without the circle within
    circles = walk_circles(points((1000, 0)), STREET, [3, 6]).circles
    result = walk_circles(points((1000, 0)), STREET, [3, 6], rings=True)
    rings = result.circles
    assert rings["minutes"].tolist() == [3, 6]
    assert rings["reach_m"].tolist() == pytest.approx([250, 500])
    assert rings["street_m"].tolist() == pytest.approx([500, 500])
    assert rings["area_m2"].tolist() == pytest.approx([circles["area_m2"][0], circles["area_m2"].diff()[1]], rel=1e-5)
    assert rings["area_m2"][1] == pytest.approx(500 * 60, rel=0.01)  # what the far caps add the near ones take away
    assert shapely.area(shapely.intersection(*rings.geometry)) <= slack_m2(rings.geometry)
    outer = result.reached[result.reached["minutes"] == 6]
    assert (outer[["from_min", "to_min"]].min().min(), outer[["from_min", "to_min"]].max().max()) == (3, 6)
    assert sorted(round(length, 6) for length in outer.length) == [250, 250]


def test_merged_circles_count_each_street_once():
    #  750     1000   1300     1550      two origins 300 m apart: 800 m together, not 2 · 500
    #  ────────●──────●────────
    result = walk_circles(points((1000, 0), (1300, 0)), STREET, [3], combine="merged")
    row = result.circles.iloc[0]
    assert len(result.circles) == 1
    assert row["street_m"] == pytest.approx(800)
    assert row["area_m2"] == pytest.approx(800 * 60 + CAP, rel=0.005)
    assert np.isnan(row["ped_shed"])  # no ideal circle of two origins
    assert result.reached.length.sum() == pytest.approx(800)
    assert minutes_at(result, 1150, 0) == {1.8}  # 150 m from both


def test_merged_circles_ask_for_a_cancel_while_their_outline_is_drawn(monkeypatch):
    origins = points((1000, 0), (1300, 0))
    whole = walk_circles(origins, STREET, [3, 6], combine="merged")
    monkeypatch.setattr(reach_polygons, "_SPANS_AT_A_TIME", 4)
    graph, _ = network(STREET)
    distances = {"max_snap_m": 150, "exit_distance_m": 50, "min_piece_m": 500}
    exits, _ = snapping.exits(snapping.streets(graph), snapping.places(origins)[0], pace(), **distances)
    steps = list(circle_steps(reach.graph(graph), exits, pace(), Drawing((3.0, 6.0), combine="merged")))
    shares = [share for share, circles in steps if circles is None]
    assert len(shares) > 20 and shares == sorted(shares)
    assert shapely.equals_exact(steps[-1][1].polygon, whole.circles.geometry.to_numpy(), 0).all()


def test_merged_rings_add_up():
    circles = walk_circles(points((1000, 0), (1300, 0)), STREET, [3, 6], combine="merged").circles
    rings = walk_circles(points((1000, 0), (1300, 0)), STREET, [3, 6], combine="merged", rings=True).circles
    assert rings["street_m"].tolist() == pytest.approx([800, 500])
    assert rings["area_m2"].cumsum().tolist() == pytest.approx(circles["area_m2"].tolist(), rel=1e-5)


def test_identical_origins_have_identical_circles_and_merge_into_one():
    twins = points((1000, 20), (1000, 20))
    rows = walk_circles(twins, STREET, [3]).circles
    assert rows["origin"].tolist() == [0, 1]
    assert rows["street_m"].tolist() == pytest.approx([460, 460])
    assert shapely.equals(*rows.geometry)
    assert circle(twins, STREET, 3, combine="merged")["street_m"] == pytest.approx(460)


# ── Straight lines ───────────────────────────────────────────────────────────────────────────────────────


def test_straight_lines_reach_seven_tenths():
    # 5 km/h · 0.7 = 3.5 km/h: 291.67, 583.33 and 875 m in 5, 10 and 15 minutes
    result = walk_circles(points((0, 0)), None)
    circles = result.circles
    assert circles["reach_m"].round().tolist() == [292, 583, 875]
    assert circles["area_m2"].tolist() == pytest.approx([np.pi * (m * 175 / 3) ** 2 for m in (5, 10, 15)], rel=2e-4)
    assert circles[["street_m", "ped_shed"]].isna().all(axis=None)
    assert len(result.reached) == len(result.not_reached) == 0


def test_straight_lines_begin_after_the_lift():
    # storey 61: 210 m at 3 m/s take 70 s and 30 s of waiting, 1.667 min; of 3 min 1.333 remain: 77.78 m
    office, walking = points((0, 0), storey=[61]), pace(lift_wait_s=30)
    for options in ({}, {"combine": "merged"}, {"combine": "nearest"}):
        row = circle(office, None, 3, walking=walking, **options)
        assert row["area_m2"] == pytest.approx(np.pi * (175 * 4 / 9) ** 2, rel=2e-4)
        assert row["reach_m"] == pytest.approx(175)
    assert circle(office, None, 1, walking=walking)["area_m2"] == 0


def test_straight_lines_to_the_nearest_go_to_the_storey_that_is_sooner_down():
    result = walk_circles(points((0, 0), (0, 0), (100, 0), storey=[30, 1, 3000]), None, [3], combine="nearest")
    assert result.circles["area_m2"].tolist() == pytest.approx([0, np.pi * 175**2, 0], rel=2e-4)


def test_straight_lines_as_rings_and_merged():
    # two circles of 3 min (175 m) whose middles are one radius apart share 2π/3 − √3/2 of the radius squared
    lens = (2 * np.pi / 3 - np.sqrt(3) / 2) * 175**2
    pair = points((0, 0), (175, 0))
    merged = circle(pair, None, 3, combine="merged")
    assert merged["area_m2"] == pytest.approx(2 * np.pi * 175**2 - lens, rel=2e-4)
    rings = walk_circles(points((0, 0)), None, [3, 6], rings=True).circles
    assert rings["area_m2"].tolist() == pytest.approx([np.pi * 175**2, 3 * np.pi * 175**2], rel=2e-4)


def test_straight_lines_without_polygons():
    circles = walk_circles(points((0, 0)), None, [3], shape="none").circles
    assert circles.geometry.isna().all()
    assert circles["area_m2"].isna().all()


# ── Limits, progress ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("5,10,15", (5, 10, 15)),
        ("15, 5, 10, 5", (5, 10, 15)),
        ("7.5", (7.5,)),
        ("５，１０", (5, 10)),
        ("5、10", (5, 10)),
        ("5;10", (5, 10)),
        ([15, 5], (5, 15)),
    ],
)
def test_limits_are_read(text, minutes):
    assert limits(text) == minutes


@pytest.mark.parametrize(
    "text", ["", " ", "0", "-5", "abc", "5,abc", "5 10 15", "5/10", "5,inf", [], [5, float("nan")]]
)
def test_limits_that_are_no_numbers_above_zero_are_refused_and_not_guessed(text):
    with pytest.raises(InputError, match="MINUTES"):
        limits(text)


def test_progress_ascends_and_every_place_comes_once():
    walking = pace()
    graph = reach.graph(network(STREET)[0])
    places, _ = snapping.places(points(*((20 * k, 10) for k in range(50)), (0, 900)))
    exits, _ = snapping.exits(
        snapping.streets(graph.network), places, walking, max_snap_m=150, exit_distance_m=5, min_piece_m=200
    )
    for combine in ("each", "merged", "nearest"):
        drawing = Drawing((3.0, 6.0), combine=combine)
        for steps in (circle_steps(graph, exits, walking, drawing), straight_steps(places, walking, drawing)):
            shares, found = zip(*steps)
            assert list(shares) == sorted(shares)
            assert 0 <= shares[0] <= shares[-1] == 1
            place = np.concatenate([circles.place for circles in found if circles is not None])
            expected = [-1] if combine == "merged" else np.unique(place)
            assert sorted(place) == sorted(np.repeat(expected, 2))


# ── Random networks in three dimensions, and networkx as the judge ──────────────────────────────────────


@settings(deadline=None, max_examples=60)
@given(towns(), st.booleans(), st.sampled_from([0.7, 2.0, 3.5]))
def test_reached_pieces_agree_with_networkx(town, towards, limit):
    lines, where = town
    walking = pace(reverse=towards)
    result = walk_circles(on_street(lines, where), lines, [limit], walking, min_piece_m=0, shape="none")
    tree = shapely.STRtree(shapely.force_2d(lines.geometry.to_numpy()))
    for origin, place in enumerate(where):
        judge = Judge(lines, [place], towards)
        from_origin = judge.minutes_from(0)
        street, length = judge.street(from_origin, limit)
        assert result.circles["street_m"][origin] == pytest.approx(length, rel=1e-9, abs=1e-5)
        reached = result.reached[result.reached["origin"] == origin]
        assert reached.length.sum() == pytest.approx(street.length, rel=1e-9, abs=1e-5)
        assert shapely.hausdorff_distance(shapely.union_all(reached.geometry), street) < 1e-5 or street.is_empty
        for line, first, last in zip(reached.geometry, reached["from_min"], reached["to_min"]):
            assert max(first, last) <= limit
            for at in (0.02, 0.5, 0.98):
                point = line.interpolate(at, normalized=True)
                row = tree.nearest(point)
                share = tree.geometries[row].project(point, normalized=True)
                minutes = judge.minutes_at(from_origin, row, share)
                assert first + at * (last - first) == pytest.approx(minutes, rel=1e-6, abs=1e-6)


def samples(lines):
    return shapely.points(shapely.get_coordinates(shapely.segmentize(lines.geometry.to_numpy(), 4.0)))


@settings(deadline=None, max_examples=40)
@given(towns(), st.sampled_from([0.7, 2.0, 3.5]), st.sampled_from([30.0, 12.0]))
def test_polygon_keeps_its_guarantee_on_random_networks(town, limit, buffer_m):
    lines, where = town
    circles = walk_circles(on_street(lines, where), lines, [limit], min_piece_m=0, buffer_m=buffer_m).circles
    street_points = samples(lines)
    for origin, place in enumerate(where):
        judge = Judge(lines, [place])
        reached, _ = judge.street(judge.minutes_from(0), limit)
        polygon = circles.geometry[origin]
        assert polygon.is_valid
        if reached.is_empty:
            assert polygon.is_empty
            continue
        inside = street_points[shapely.covers(polygon, street_points)]
        assert (shapely.distance(inside, reached) <= buffer_m * 9 / 8).all()
        assert polygon.covers(reached)
        # Judge: the exact buffer, by GEOS
        exact = reached.buffer(buffer_m, quad_segs=64)
        assert circles["area_m2"][origin] == pytest.approx(exact.area, rel=0.01)
        assert reached.buffer(buffer_m * 9 / 8, quad_segs=64).buffer(1e-6).covers(polygon)
        assert polygon.buffer(1e-6).covers(reached.buffer(buffer_m * 79 / 80, quad_segs=64))


@settings(deadline=None, max_examples=40)
@given(towns(), st.booleans())
def test_longer_limit_never_shrinks_anything(town, towards):
    lines, where = town
    steps = [0.5, 1, 1.5, 2, 3, 4]
    for shape in ("buffered", "hull"):
        options = {"min_piece_m": 0, "shape": shape}
        circles = walk_circles(on_street(lines, where), lines, steps, pace(reverse=towards), **options).circles
        for _, own in circles.groupby("origin"):
            assert (own["street_m"].diff()[1:] >= -1e-9).all()
            assert (own["area_m2"].diff()[1:] >= -1e-6).all()
            for inner, outer in zip(own.geometry[:-1], own.geometry[1:]):
                assert shapely.difference(inner, outer).area == pytest.approx(0, abs=1e-3)


@settings(deadline=None, max_examples=40)
@given(towns(), st.data())
def test_removing_a_way_never_enlarges(town, data):
    lines, where = town
    free = [row for row in range(len(lines)) if row not in {edge for edge, _ in where}]
    assume(free)
    left = lines.drop(index=data.draw(st.sampled_from(free)))
    options = {"min_piece_m": 0, "minutes": [1, 3]}
    before, after = (walk_circles(on_street(lines, where), ways, **options).circles for ways in (lines, left))
    assert (after["street_m"] <= before["street_m"] + 1e-6).all()
    for old, new in zip(before.geometry, after.geometry):
        assert shapely.difference(new, old.buffer(OUTSIDE)).is_empty


@settings(deadline=None, max_examples=30)
@given(
    towns(),
    st.randoms(use_true_random=False),
    st.tuples(st.floats(-5e5, 5e5), st.floats(-5e6, 5e6)),
    st.floats(0, 2 * np.pi),
)
def test_motion_and_order_change_nothing(town, random, offset, angle):
    lines, where = town
    origins = on_street(lines, where)

    def moved(geometry):
        turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
        return shapely.transform(
            geometry.to_numpy(), lambda xyz: np.c_[xyz[:, :2] @ turn + offset, xyz[:, 2:]], include_z=True
        )

    order, line_order = list(range(len(origins))), list(range(len(lines)))
    random.shuffle(order)
    random.shuffle(line_order)
    options = {"min_piece_m": 0, "minutes": [1, 3]}
    here = walk_circles(origins, lines, **options).circles
    shuffled = walk_circles(origins.iloc[order], lines.iloc[line_order], **options).circles
    shuffled["origin"] = [order[row] for row in shuffled["origin"]]
    shuffled = shuffled.sort_values(["origin", "minutes"], ignore_index=True)
    frames = (part.set_geometry(moved(part.geometry)) for part in (origins, lines))
    there = walk_circles(*frames, **options)
    for figure in ("origin", "minutes", "area_m2", "street_m", "ped_shed"):
        assert shuffled[figure].tolist() == pytest.approx(here[figure].tolist(), rel=1e-9, abs=1e-9)
    assert shapely.equals(shuffled.geometry.to_numpy(), here.geometry.to_numpy()).all()
    assert there.circles["street_m"].tolist() == pytest.approx(here["street_m"].tolist(), rel=1e-6, abs=1e-3)
    assert there.circles["area_m2"].tolist() == pytest.approx(here["area_m2"].tolist(), rel=0.01)


@settings(deadline=None, max_examples=30)
@given(towns(), st.booleans())
def test_network_and_measuring_both_reversed_give_the_same(town, drawn_backward):
    lines, where = town
    turned = lines.assign(direction=lines["direction"].replace({"forward": "backward", "backward": "forward"}))
    if drawn_backward:  # drawn from the other end, a way in its direction stays as it is
        turned = lines.set_geometry(shapely.reverse(turned.geometry.to_numpy()))
    one = walk_circles(on_street(lines, where), lines, [1, 3], min_piece_m=0).circles
    other = walk_circles(on_street(lines, where), turned, [1, 3], pace(reverse=True), min_piece_m=0).circles
    assert other["street_m"].tolist() == pytest.approx(one["street_m"].tolist(), rel=1e-9, abs=1e-6)
    assert other["area_m2"].tolist() == pytest.approx(one["area_m2"].tolist(), rel=1e-6, abs=1e-3)


@settings(deadline=None, max_examples=40)
@given(towns(), st.sampled_from(["each", "merged", "nearest"]), st.sampled_from(["buffered", "hull"]), st.booleans())
def test_rings_do_not_overlap_and_add_up(town, combine, shape, level):
    lines, where = town
    if level:
        lines = lines.set_geometry(shapely.force_2d(lines.geometry.to_numpy()))
        origins = on_street(lines.set_geometry(shapely.force_3d(lines.geometry.to_numpy())), where)
        origins = origins.set_geometry(shapely.force_2d(origins.geometry.to_numpy()))
    else:
        origins = on_street(lines, where)
    options = {"min_piece_m": 0, "combine": combine, "shape": shape, "minutes": [0.7, 1.5, 3]}
    circles, rings = (walk_circles(origins, lines, rings=rings, **options) for rings in (False, True))
    street_m = rings.circles.groupby("origin")["street_m"].cumsum()
    assert street_m.tolist() == pytest.approx(circles.circles["street_m"].tolist(), abs=1e-6)
    if level:  # pieces have no height: their lengths are those of the frame
        found = rings.reached.length.groupby([rings.reached["origin"], rings.reached["minutes"]]).sum()
        expected = rings.circles.set_index(["origin", "minutes"])["street_m"]
        assert found.reindex(expected.index, fill_value=0.0).tolist() == pytest.approx(expected.tolist(), abs=1e-6)
    below = rings.reached["minutes"].map({0.7: 0.0, 1.5: 0.7, 3: 1.5})
    assert (rings.reached[["from_min", "to_min"]].min(axis=1) >= below - 1e-9).all()
    assert (rings.reached[["from_min", "to_min"]].max(axis=1) <= rings.reached["minutes"] + 1e-9).all()
    for part in [rings.circles] if combine == "nearest" else [own for _, own in rings.circles.groupby("origin")]:
        widest = circles.circles[circles.circles["origin"].isin(part["origin"]) & (circles.circles["minutes"] == 3)]
        union, slack = shapely.union_all(part.geometry.to_numpy()).area, slack_m2(part.geometry)
        assert part["area_m2"].sum() == pytest.approx(union, abs=slack)
        assert union == pytest.approx(shapely.union_all(widest.geometry.to_numpy()).area, abs=slack)


@settings(deadline=None, max_examples=40)
@given(towns())
def test_hull_contains_the_reached_streets(town):
    lines, where = town
    result = walk_circles(on_street(lines, where), lines, [1, 3], min_piece_m=0, shape="hull")
    for (origin, minutes), reached in result.reached.groupby(["origin", "minutes"]):
        rows = result.circles[(result.circles["origin"] == origin) & (result.circles["minutes"] == minutes)]
        assert rows.geometry.iloc[0].buffer(1e-6).covers(shapely.union_all(reached.geometry.to_numpy()))


# ── A real district ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.skipif(not SHARED.is_dir(), reason=f"real districts are not at {SHARED}")
def test_polygons_of_tokyo_otemachi_keep_the_guarantee():
    ways = geopandas.read_file(SHARED / "tokyo_otemachi.gpkg", layer="walk_edges")
    ways = geopandas.GeoDataFrame(ways.drop(columns="geometry"), geometry=ways.geometry.to_numpy())
    random, lines = np.random.default_rng(5), ways.geometry.to_numpy()

    def anywhere(number):
        chosen = random.choice(lines, number, p=shapely.length(lines) / shapely.length(lines).sum())
        return shapely.line_interpolate_point(chosen, random.random(number), normalized=True)

    origins, street_points = anywhere(ORIGINS), anywhere(2000)
    result = walk_circles(frame(*origins), ways, [5, 10, 15])
    circles = result.circles.set_index(["origin", "minutes"])["geometry"]
    assert len(circles) == 3 * (ORIGINS - len(result.not_reached))
    assert circles.is_valid.all()
    x, y = shapely.get_coordinates(street_points).T
    excess_m = []
    for key, pieces in result.reached.geometry.groupby([result.reached["origin"], result.reached["minutes"]]):
        polygon = circles[key]
        shapely.prepare(polygon)
        assert shapely.covers(polygon, pieces.to_numpy()).all()
        inside = street_points[shapely.contains_xy(polygon, x, y)]
        tree = shapely.STRtree(pieces.to_numpy())
        _, distance_m = tree.query_nearest(inside, return_distance=True, all_matches=False)
        excess_m.append(distance_m - BUFFER)
    assert len(excess_m) == (~circles.is_empty).sum() >= 0.95 * len(circles)
    assert np.concatenate(excess_m).max() <= OUTSIDE
