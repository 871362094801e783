"""Clause 5.2.5, circles side by side, by hand: every street to its nearest origin, no ground twice."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from multiground.urbanform.nearest_origin import partition
from multiground.urbanform.pace import pace
from multiground.urbanform.walk_circles import walk_circles
from towns import ESCALATOR, M_PER_MIN, Judge, on_street, points, streets, towns

CAP = np.pi * 30**2  # both ends of a buffered street together
STREET = streets([(0, 0), (2000, 0)])


def nearest(origins, lines, *minutes, **options):
    return walk_circles(origins, lines, minutes, combine="nearest", **options)


def minutes_at(result, x, y):
    """Return origins and minutes at the ends of reached pieces that lie at a point."""
    reached = result.reached
    found = set()
    for position, minutes in ((0, reached["from_min"]), (-1, reached["to_min"])):
        ends = shapely.get_point(reached.geometry.to_numpy(), position)
        here = shapely.distance(ends, shapely.Point(x, y)) < 1e-6
        found |= set(zip(reached["origin"][here], minutes[here].round(9)))
    return found


def assert_side_by_side(polygons, whole=None):
    """No ground twice; where another polygon is given, together that."""
    polygons = np.asarray(polygons)
    union = shapely.union_all(polygons)
    assert shapely.is_valid(polygons).all()
    slack_m2 = 1e-4 * shapely.length(polygons).sum()  # rings are cut on a grid of 0.1 mm
    assert shapely.area(polygons).sum() == pytest.approx(union.area, abs=slack_m2)
    if whole is not None:
        # slivers: streets are sampled every 6 m, so that ground near a border may be nobody's
        assert shapely.symmetric_difference(union, whole).area <= 0.005 * whole.area


# ── Streets ──────────────────────────────────────────────────────────────────────────────────────────────


def test_street_is_cut_at_the_middle_between_two_origins():
    #  750     1000   1150   1300     1550     250 m outwards and 150 m to the middle each
    #  ────────●───────╫──────●────────
    result = nearest(points((1000, 0), (1300, 0)), STREET, 3)
    assert result.circles["origin"].tolist() == [0, 1]
    assert result.circles["street_m"].tolist() == pytest.approx([400, 400])
    assert minutes_at(result, 1150, 0) == {(0, 1.8), (1, 1.8)}
    assert minutes_at(result, 750, 0) == {(0, 3)}
    assert minutes_at(result, 1300, 0) == {(1, 0)}


def test_access_leg_moves_the_border():
    # the second origin is 60 m off: d = 60 + (300 − d), d = 180; outwards it has 190 m left
    result = nearest(points((1000, 0), (1300, 60)), STREET, 3)
    assert result.circles["street_m"].tolist() == pytest.approx([250 + 180, 120 + 190])
    assert minutes_at(result, 1180, 0) == {(0, 2.16), (1, 2.16)}


def test_limits_before_the_middle_leave_both_circles_whole():
    result = nearest(points((1000, 0), (1300, 0)), STREET, 1, 3)
    assert result.circles["minutes"].tolist() == [1, 3, 1, 3]
    assert result.circles["street_m"].tolist() == pytest.approx([2 * M_PER_MIN, 400, 2 * M_PER_MIN, 400])


def test_origin_that_another_is_nearer_to_everywhere_keeps_an_empty_row():
    # 100 m off the street, beside one that stands on it
    result = nearest(points((1000, 100), (1000, 0)), STREET, 3)
    assert result.circles["street_m"].tolist() == pytest.approx([0, 500])
    assert result.circles["area_m2"][0] == 0
    assert set(result.reached["origin"]) == {1}


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1)])
def test_of_identical_origins_the_first_has_the_streets(order):
    origins = points((1000, 20), (1000, 20), (1400, 20)).iloc[list(order)]
    result = nearest(origins, STREET, 3)
    by_place = dict(zip(order, result.circles["street_m"]))
    assert sorted(by_place[twin] for twin in (0, 1)) == pytest.approx([0, 200 + 230])
    assert by_place[2] == pytest.approx(200 + 230)


#                   ╱══════●══ z = 12    15 m of escalator take 0.5 min, 41.67 m of walking, upwards only
#   ────────●──────╱
#  −500   −100    0 9     309   509
@pytest.mark.parametrize(
    ("towards", "street_m"),
    [
        # from the origins: on the deck 100 + 41.67 + (x − 9) = 309 − x, x = 88.17
        (False, [500 + 15 + 79.1667, 420.8333]),
        # towards the origins: nobody comes down, and at the foot 100 m beat 41.67 + 300
        (True, [500, 15 + 500]),
    ],
)
def test_one_way_escalator_in_both_directions_of_measuring(towards, street_m):
    origins = points((-100, 0, 0), (309, 0, 12))
    result = nearest(origins, ESCALATOR, 10, walking=pace(reverse=towards))
    assert result.circles["street_m"].tolist() == pytest.approx(street_m, abs=1e-3)


def test_one_origin_has_the_circle_of_its_own():
    lines = streets([(0, 0), (180, 240)], [(180, 240), (360, 0)], [(0, 0), (360, 0)])
    for shape in ("buffered", "hull"):
        alone, own = (
            walk_circles(points((100, 10)), lines, [2, 4], combine=combine, shape=shape).circles
            for combine in ("nearest", "each")
        )
        assert alone["street_m"].tolist() == pytest.approx(own["street_m"].tolist())
        assert alone["area_m2"].tolist() == pytest.approx(own["area_m2"].tolist(), rel=1e-6)
        assert alone["ped_shed"].tolist() == pytest.approx(own["ped_shed"].tolist(), rel=1e-6)


def test_no_polygons():
    result = nearest(points((1000, 0), (1300, 0)), STREET, 3, shape="none")
    assert result.circles["street_m"].tolist() == pytest.approx([400, 400])
    assert result.circles.geometry.isna().all()


# ── Polygons ─────────────────────────────────────────────────────────────────────────────────────────────


def test_circles_meet_at_the_middle():
    #  ╭────────┬────────╮
    #  │────●───┼───●────│   half a cap and 400 m of 60 m each
    #  ╰────────┴────────╯
    result = nearest(points((1000, 0), (1300, 0)), STREET, 3)
    assert result.circles["area_m2"].tolist() == pytest.approx([400 * 60 + CAP / 2] * 2, rel=0.005)
    left, right = result.circles.geometry
    for x in (760, 1100, 1149):
        assert left.covers(shapely.Point(x, 20)) and not right.covers(shapely.Point(x, 20))
    assert right.covers(shapely.Point(1151, -20)) and not left.covers(shapely.Point(1151, -20))
    assert_side_by_side([left, right])


def test_streets_above_each_other_share_their_ground_once():
    #  ═════●═════ z = 6     the same circle in plan: one of the two origins has it
    #  ─────●───── z = 0
    lines = streets([(0, 0, 0), (2000, 0, 0)], [(0, 0, 6), (2000, 0, 6)], kind=["footway", "skyway"])
    result = nearest(points((1000, 0, 0), (1000, 0, 6)), lines, 3)
    merged = walk_circles(points((1000, 0, 0), (1000, 0, 6)), lines, [3], combine="merged").circles
    assert result.circles["street_m"].tolist() == pytest.approx([500, 500])
    assert_side_by_side(result.circles.geometry, merged.geometry[0])


def test_bridge_over_the_street_of_another_origin():
    #        ║●       the bridge belongs to one origin, the street below to the other; near the crossing
    #  ──────╫──────  the ground is that of the nearer
    #  ●     ║
    lines = streets([(0, 0, 0), (1000, 0, 0)], [(500, -500, 6), (500, 500, 6)], kind=["footway", "skyway"])
    result = nearest(points((400, 0, 0), (500, 100, 6)), lines, 3)
    assert result.circles["street_m"].tolist() == pytest.approx([500, 500])
    street, bridge = result.circles.geometry
    assert street.covers(shapely.Point(470, 0)) and not street.covers(shapely.Point(500, 30))
    assert bridge.covers(shapely.Point(500, 30)) and not bridge.covers(shapely.Point(470, 0))
    assert_side_by_side([street, bridge])


@pytest.mark.parametrize("shape", ["buffered", "hull"])
@pytest.mark.parametrize("apart_m", [59, 60, 61])
def test_parallel_streets_whose_circles_just_touch(apart_m, shape):
    #  ●──────────┐   60 m apart the outlines run along each other; they meet round the corner
    #  ●──────────┘
    lines = streets([(0, 0), (600, 0)], [(0, apart_m), (600, apart_m)], [(600, 0), (600, apart_m)])
    origins = points((100, 0), (100, apart_m))
    result = nearest(origins, lines, 3, 6, 10, shape=shape)
    merged = walk_circles(origins, lines, [3, 6, 10], combine="merged", shape=shape).circles
    for minutes, own in result.circles.groupby("minutes"):
        whole = merged.geometry[merged["minutes"] == minutes].iloc[0]
        assert_side_by_side(own.geometry, whole if shape == "buffered" else None)


@pytest.mark.parametrize("shape", ["buffered", "hull"])
def test_rings_of_several_origins_do_not_overlap(shape):
    # a grid of 9 · 9 streets, 100 m apart, and six origins
    steps = np.arange(9) * 100
    lines = streets(*([(0, y), (800, y)] for y in steps), *([(x, 0), (x, 800)] for x in steps))
    origins = points(*np.random.default_rng(1).uniform(0, 800, (6, 2)))
    options = {"shape": shape, "split_crossings": True}
    rings = nearest(origins, lines, 2, 4, 6, rings=True, **options).circles
    circles = nearest(origins, lines, 2, 4, 6, **options).circles
    assert_side_by_side(rings.geometry, shapely.union_all(circles.geometry[circles["minutes"] == 6]))
    assert rings["street_m"].sum() == pytest.approx(circles["street_m"][circles["minutes"] == 6].sum())


@pytest.mark.parametrize("minutes", [2, 4, 6])
def test_hulls_of_several_origins_lose_no_ground(minutes):
    # Hulls share ground far from their streets, where a third origin's street may be the nearest
    steps = np.arange(9) * 100
    lines = streets(*([(0, y), (800, y)] for y in steps), *([(x, 0), (x, 800)] for x in steps))
    origins = points(*np.random.default_rng(1).uniform(0, 800, (6, 2)))
    result = nearest(origins, lines, minutes, shape="hull", split_crossings=True)
    buffered = nearest(origins, lines, minutes, split_crossings=True)
    assert_side_by_side(result.circles.geometry)
    # generous: they cover at least what the buffered streets cover
    hull, streets_ = (shapely.union_all(found.circles.geometry) for found in (result, buffered))
    assert shapely.difference(streets_, hull).area < 0.005 * streets_.area


def test_straight_lines_are_cut_at_the_middle():
    # two circles of 175 m (3 min · 0.7), a radius apart: each has half of what both cover
    lens = (2 * np.pi / 3 - np.sqrt(3) / 2) * 175**2
    result = nearest(points((0, 0), (175, 0)), None, 3)
    assert result.circles["area_m2"].tolist() == pytest.approx([np.pi * 175**2 - lens / 2] * 2, rel=2e-4)
    assert_side_by_side(result.circles.geometry)


@pytest.mark.parametrize("others", [[], [(300, 0)], [(100, 0), (0, 200)]])
def test_identical_origins_share_no_straight_circle(others):
    origins = points((0, 0), (0, 0), *others)
    result = nearest(origins, None, 3, 6)
    merged = walk_circles(origins, None, [3, 6], combine="merged").circles
    for minutes, own in result.circles.groupby("minutes"):
        assert_side_by_side(own.geometry, merged.geometry[merged["minutes"] == minutes].iloc[0])


def test_polygons_that_share_nothing_stay_as_they_are():
    circles = shapely.buffer(shapely.points([[0, 0], [20, 0], [40, 0]]), 8)
    result = partition(circles, np.array([0.0, 20, 40]), np.zeros(3), np.arange(3), 8)
    assert shapely.equals(result, circles).all()


@pytest.mark.parametrize("offset", [(0, 0), (5e5, 2.5e6)])
def test_partition_of_many_circles_agrees_with_the_nearest_centre(offset):
    """Judge: for random points, the nearest of the centres."""
    random = np.random.default_rng(3)
    centres = random.uniform(0, 100, (40, 2)) + offset
    circles = shapely.buffer(shapely.points(centres), 20, quad_segs=64)
    parts = partition(circles, *centres.T, np.arange(40), 20)
    assert_side_by_side(parts, shapely.union_all(circles))
    places = random.uniform(-20, 120, (2000, 2)) + offset
    distance = np.hypot(*(places[:, None] - centres).transpose(2, 0, 1))
    ordered = np.sort(distance, axis=1)
    clear = (np.abs(ordered[:, 0] - 20) > 0.01) & (ordered[:, 1] - ordered[:, 0] > 0.01)
    for place, owner, inside in zip(
        shapely.points(places)[clear], distance.argmin(axis=1)[clear], ordered[clear, 0] < 20
    ):
        assert np.flatnonzero(shapely.covers(parts, place)).tolist() == ([owner] if inside else [])


# ── Random towns, and networkx as the judge ──────────────────────────────────────────────────────────────


@settings(deadline=None, max_examples=50)
@given(towns(places=4), st.booleans(), st.sampled_from([0.7, 2.0, 4.0]))
def test_every_street_goes_to_the_origin_nearest_by_networkx(town, towards, limit):
    lines, where = town
    origins, walking = on_street(lines, where), pace(reverse=towards)
    options = {"min_piece_m": 0, "shape": "none"}
    result = nearest(origins, lines, limit, walking=walking, **options)
    merged = walk_circles(origins, lines, [limit], walking, combine="merged", **options)
    assert result.circles["street_m"].sum() == pytest.approx(merged.circles["street_m"].sum(), abs=1e-6)
    judges = [Judge(lines, [place], towards) for place in where]
    minutes = [judge.minutes_from(0) for judge in judges]
    tree = shapely.STRtree(shapely.force_2d(lines.geometry.to_numpy()))
    covered = sorted(part for judge, own in zip(judges, minutes) for part in judge.covered(own, limit))
    ends = shapely.get_coordinates(lines.geometry, include_z=True).reshape(-1, 2, 3)
    length_m = np.linalg.norm(ends[:, 1] - ends[:, 0], axis=1)
    street_m, last, end = 0.0, None, 0.0
    for row, low, high in covered:  # what several origins reach counts once
        end = max(end, low) if row == last else low
        street_m += max(high - end, 0) * length_m[row]
        last, end = row, max(end, high)
    assert merged.circles["street_m"][0] == pytest.approx(street_m, rel=1e-9, abs=1e-5)
    reached = result.reached
    for origin, line, first, last in zip(reached["origin"], reached.geometry, reached["from_min"], reached["to_min"]):
        for at in (0.02, 0.5, 0.98):
            point = line.interpolate(at, normalized=True)
            row = tree.nearest(point)
            share = tree.geometries[row].project(point, normalized=True)
            by_origin = [judge.minutes_at(own, row, share) for judge, own in zip(judges, minutes)]
            assert first + at * (last - first) == pytest.approx(min(by_origin), rel=1e-6, abs=1e-6)
            assert by_origin[origin] == pytest.approx(min(by_origin), rel=1e-6, abs=1e-6)


@settings(deadline=None, max_examples=40)
@given(towns(places=4), st.sampled_from([0.7, 2.0, 4.0]), st.sampled_from(["buffered", "hull"]))
def test_polygons_do_not_overlap_and_together_are_the_merged_one(town, limit, shape):
    lines, where = town
    origins, options = on_street(lines, where), {"min_piece_m": 0, "shape": shape}
    result = nearest(origins, lines, limit, **options)
    merged = walk_circles(origins, lines, [limit], combine="merged", **options).circles
    assert_side_by_side(result.circles.geometry, merged.geometry[0] if shape == "buffered" else None)
    if shape == "buffered":
        for origin, pieces in result.reached.groupby("origin"):
            # a street runs within its own polygon but for its ends, where another's samples may be nearer
            own = result.circles.geometry[origin].buffer(2 * 30 / 5)
            assert own.covers(shapely.union_all(pieces.geometry.to_numpy()))


@settings(deadline=None, max_examples=30)
@given(towns(places=4), st.randoms(use_true_random=False))
def test_order_of_origins_and_lines_changes_nothing(town, random):
    lines, where = town
    origins = on_street(lines, where).drop_duplicates("geometry")
    order, line_order = list(range(len(origins))), list(range(len(lines)))
    random.shuffle(order)
    random.shuffle(line_order)
    here = nearest(origins, lines, 1, 3, min_piece_m=0).circles
    there = nearest(origins.iloc[order], lines.iloc[line_order], 1, 3, min_piece_m=0).circles
    there["origin"] = [order[row] for row in there["origin"]]
    there = there.sort_values(["origin", "minutes"], ignore_index=True)
    assert there["street_m"].tolist() == pytest.approx(here["street_m"].tolist(), abs=1e-6)
    assert there["area_m2"].tolist() == pytest.approx(here["area_m2"].tolist(), rel=1e-6, abs=1e-3)
