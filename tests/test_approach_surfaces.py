"""The funnel and the approach surfaces over a pad, by hand."""

import numpy as np
import pytest
import shapely
from multiground.urbanform import approach_surfaces as surfaces
from shapely import affinity


def free(*obstacles, z=0.0, pad=(0, 0)):
    """Return the approaches of one pad among (geometry, top)."""
    shapes = np.array([shape for shape, _ in obstacles], dtype=object)
    top = np.array([top for _, top in obstacles], dtype=float)
    found = surfaces.approaches(*(np.array([float(value)]) for value in (*pad, z)), shapes, top)
    return [column[0] for column in found]


def test_nothing_in_the_way():
    assert free() == [2, 100, 0, -1]  # all pairs alike: the first


# The funnel: 6 × 6 m at the pad, 9 m wide and 12 m long along the approach at 30 m.
#
#      \ 12 m /         A mast at x m east, h m high, stands in the funnel of the pair east-west where it is nearer
#   30 m\    /          than half the length at its height: 3 + 3 · h / 30; for the pair north-south: half the
#        └──┘ 6 m       width, 3 + 1.5 · h / 30.  h = 10: 4.00 and 3.50
@pytest.mark.parametrize(("x", "east", "north"), [(3.49, 0, 0), (3.51, 0, 1), (3.99, 0, 1), (4.01, 1, 1)])
def test_mast_in_the_funnel(x, east, north):
    mast = shapely.box(x, -0.005, x + 0.01, 0.005), 10.0
    where, axis = np.zeros((1, 2)), surfaces.DIRECTIONS // 4
    _, hit = surfaces._in_funnel(where, np.array([mast[0]]), np.array([10.0]), surfaces.shape())
    assert (axis in hit, 0 in hit) == (not east, not north)


# The surface to the east begins 6 m from the pad, 30 m above it, and rises 12.5 m on 100 m, to 120 m:
#
#                    ___---   at 106 m: 30 + 0.125 · 100 = 42.5 m
#           ___---‾‾‾    ▌    a wall of 42.4 m there stays below, one of 42.6 m does not
#      \__/              ▌
@pytest.mark.parametrize(("top", "clear"), [(42.4, True), (42.6, False)])
@pytest.mark.parametrize("z", [0, 24])
def test_wall_below_and_in_the_surface(top, clear, z):
    ring = shapely.Point(0, 0).buffer(120, quad_segs=90).difference(shapely.Point(0, 0).buffer(106.2, quad_segs=90))
    found = free((ring, z + top), z=z)
    assert found[0] == (2 if clear else 0)
    assert found[1] == (100 if clear else 0)
    assert found[3] == (-1 if clear else 0)


def test_wall_to_the_east_stops_its_pair_only_and_the_free_pair_is_named():
    wall = shapely.box(30, -5, 40, 5), 200.0
    clear, pct, azimuth, obstacle = free(wall)
    # seen from the pad: 5 + 4.5 m on either side of east at 30 m → less than ±18.5°; 7 pairs of 36 hit
    assert (clear, obstacle) == (2, -1)
    assert pct == round(100 * 29 / 36, 2)
    assert abs(azimuth - 0) <= 10 or abs(azimuth - 180) <= 10  # as far from east and west as can be


def test_one_side_only_is_free_beside_a_long_wall():
    # A wall all along the west: of each pair one end points at it, but for the pair along the wall.
    wall = shapely.box(-400, -900, -12, 900), 300.0
    assert free(wall)[0] == 2 and free(wall)[2] in (0, 175, 5)
    corner = shapely.union_all([wall[0], shapely.box(-400, -900, 900, -12)])  # and one along the south
    clear, pct, _, obstacle = free((corner, 300.0))
    assert (clear, pct, obstacle) == (1, 0, 0)


def test_closed_air_stops_at_every_height_and_beyond_the_surfaces_nothing_counts():
    zone = shapely.Point(0, 0).buffer(900).difference(shapely.Point(0, 0).buffer(700))
    assert free((zone, np.inf))[0] == 0
    farther = shapely.Point(0, 0).buffer(900).difference(shapely.Point(0, 0).buffer(730))  # they end at 726 m
    assert free((farther, np.inf))[0] == 2


def test_unknown_height_is_neither_free_nor_in_the_way():
    ring = shapely.Point(0, 0).buffer(60).difference(shapely.Point(0, 0).buffer(50))
    found = free((ring, np.nan))
    assert np.isnan(found[0]) and np.isnan(found[1]) and found[3] == 0
    beside = shapely.box(30, -5, 40, 5)  # away from the best pair it does not matter
    assert free((beside, np.nan))[0] == 2


def test_pad_of_unknown_height_is_unknown_and_a_parapet_does_not_count():
    assert np.isnan(free((shapely.box(30, -5, 40, 5), 10.0), z=np.nan)[:3]).all()
    roof = shapely.box(-20, -20, 20, 20)
    assert free((roof, 21.5), z=20)[0] == 2
    assert free((roof, 21.6), z=20)[0] == 0


def test_spared_obstacle_does_not_count_and_the_highest_is_named():
    near, high = shapely.Point(0, 0).buffer(20).difference(shapely.Point(0, 0).buffer(10)), 80.0
    far = shapely.Point(0, 0).buffer(40).difference(shapely.Point(0, 0).buffer(30))
    assert free((near, high), (far, 100.0))[3] == 1
    spared = np.array([0]), np.array([0])
    one = np.zeros(1)
    found = surfaces.approaches(one, one, one, np.array([near]), np.array([np.nan]), spared=spared)
    assert found.clear.tolist() == [2]


def test_slope_that_is_steeper_clears_more():
    ring = np.array([shapely.Point(0, 0).buffer(120).difference(shapely.Point(0, 0).buffer(106.5))])
    one = np.zeros(1)
    for slope, clear in ((12.5, 0), (25, 2)):  # at 106 m: 42.5 m, or 55 m
        assert surfaces.approaches(one, one, one, ring, np.array([50.0]), surfaces.shape(slope)).clear == clear


def test_where_and_in_what_order_obstacles_lie_changes_nothing():
    random = np.random.default_rng(5)
    x, y = random.uniform(-200, 200, (2, 80))
    boxes = shapely.box(x, y, x + random.uniform(5, 30, 80), y + random.uniform(5, 30, 80))
    top = random.uniform(5, 90, 80)
    pads = random.uniform(-100, 100, (2, 30))
    plain = surfaces.approaches(*pads, np.full(30, 10.0), boxes, top)
    order = random.permutation(80)
    moved = np.array([affinity.translate(box, 5e5, 2.5e6) for box in boxes[order]])
    away = surfaces.approaches(pads[0] + 5e5, pads[1] + 2.5e6, np.full(30, 10.0), moved, top[order])
    assert np.array_equal(plain.clear, away.clear) and np.array_equal(plain.clear_pct, away.clear_pct)
    assert np.array_equal(plain.azimuth, away.azimuth)
    hit = plain.clear < 2
    assert hit.sum() > 5 and np.array_equal(plain.obstacle[hit], order[away.obstacle[hit]])
    assert len(set(plain.clear)) > 1


def test_rays_agree():
    # A judge: points every metre along and across the surface, each under a height of its own.
    random = np.random.default_rng(2)
    x, y = random.uniform(-250, 250, (2, 24))
    boxes, top = shapely.box(x, y, x + 30, y + 30), random.uniform(30, 90, 24)
    near = shapely.distance(boxes, shapely.Point(0, 0)) > 9
    boxes, top = boxes[near], top[near]
    form, step = surfaces.shape(), 360 / surfaces.DIRECTIONS
    along, across = (grid.ravel() for grid in np.meshgrid(np.arange(6.01, 726), np.arange(-4.4, 4.41, 0.8)))
    where = np.zeros((len(boxes), 2))
    pair, direction = surfaces._in_surfaces(where, boxes, top, form)
    hit = np.zeros((len(boxes), surfaces.DIRECTIONS), dtype=bool)
    hit[pair, direction] = True
    shapely.prepare(boxes)
    for number in range(0, surfaces.DIRECTIONS, 3):
        sine, cosine = np.sin(np.radians(number * step)), np.cos(np.radians(number * step))
        east, north = along * sine + across * cosine, along * cosine - across * sine
        low = 30 + 0.125 * (along - 6)
        for box, (shape, height) in enumerate(zip(boxes, top)):
            by_points = (shapely.contains_xy(shape, east, north) & (low < height)).any()
            assert hit[box, number] >= by_points
            if hit[box, number] and not by_points:  # only a corner of less than a metre may be missed
                ends = [6], [min(6 + (height - 30) / 0.125, 726)], [4.5]
                touched = surfaces._boxes(np.zeros((1, 2)), np.array([number]), *ends)[0]
                assert shapely.intersection(touched, shape).area < 12
    assert 10 < hit.sum() < hit.size / 2
