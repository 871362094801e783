"""Blocks by hand: each street plan is drawn beside its areas."""

import geopandas
import numpy as np
import pytest
import shapely
import shapely.affinity
import shapely.ops
from hypothesis import given, settings
from hypothesis import strategies as st
from multiground.urbanform import road_centrelines, steps
from multiground.urbanform.blocks import blocks, wider
from multiground.urbanform.errors import InputError


def roads(*lines, **columns):
    columns.setdefault("class", ["branch"] * len(lines))
    return geopandas.GeoDataFrame(columns, geometry=[shapely.LineString(line) for line in lines])


def districts(*polygons):
    return geopandas.GeoDataFrame(geometry=list(polygons))


def areas(*arguments, **options):
    return sorted(blocks(*arguments, **options)["gross_m2"].tolist())


def grid(n, side=200.0):
    stops = [side * k for k in range(n + 1)]
    return [[(0, y), (n * side, y)] for y in stops] + [[(x, 0), (x, n * side)] for x in stops]


def frame(width, height):
    return [[(0, 0), (width, 0)], [(width, 0), (width, height)], [(width, height), (0, height)], [(0, height), (0, 0)]]


# Faces between lines


@pytest.mark.parametrize("n", [1, 2, 5, 10])
def test_grid_has_n_squared_blocks(n):
    """┌──┬──┐  n × n blocks of 200 m: n² blocks of 200 · 200 = 40,000 m², streets crossing without a vertex."""
    assert areas(roads(*grid(n))) == [40_000] * n**2
    inside = blocks(roads(*grid(n)), districts(shapely.box(0, 0, 200 * n, 200 * n)))
    assert inside["gross_m2"].tolist() == [40_000] * n**2
    assert inside["district"].tolist() == [0] * n**2


def test_dead_ends_and_streets_that_end_in_nothing_make_no_block():
    """
    ┌────┬───┐   200 × 100 m; a street of 40 m into the block, one of 30 m out of it
    │    ╵   │   → one block of 20,000 m²
    └────────┘──
    """
    assert areas(roads(*frame(200, 100), [(100, 100), (100, 60)], [(200, 0), (230, 0)])) == [20_000]


@pytest.mark.parametrize(("missed", "number"), [(0, 2), (-0.5, 2), (0.002, 2), (0.05, 2), (0.1, 2), (0.11, 1), (1, 1)])
def test_a_street_that_all_but_reaches_another_parts_the_block(missed, number):
    """A street across a block of 200 · 100 m ends so far from the other side: up to 0.1 m is noise of the drawing."""
    found = areas(roads(*frame(200, 100), [(100, 0), (100, 100 - missed)]))
    assert found == ([10_000, 10_000] if number == 2 else [20_000])


def test_a_grid_turned_and_shifted_keeps_its_blocks():
    """Nine blocks of 40,000 m², give or take the millimetre to which lines are joined: 4 · 200 m · 0.001 m."""
    town = roads(*grid(3))
    turned = town.set_geometry(
        town.geometry.map(lambda line: shapely.affinity.rotate(line, 37, origin=(0, 0))).translate(
            500_123.4, 2_501_234.5
        )
    )
    assert areas(turned) == pytest.approx([40_000] * 9, abs=0.8)


def test_classes_that_do_not_count_bound_nothing():
    halves = [*frame(200, 100), [(100, 0), (100, 100)]]
    assert areas(roads(*halves)) == [10_000, 10_000]
    classes = ["branch"] * 4 + ["footway"]
    assert areas(roads(*halves, **{"class": classes})) == [20_000]
    assert areas(roads(*halves, **{"class": classes}), counted_classes=["*"]) == [10_000, 10_000]
    with pytest.raises(InputError, match="CLASS_FIELD"):
        blocks(roads(*halves, **{"class": ["footway"] * 5}))
    with pytest.raises(InputError, match="CLASS_FIELD"):
        blocks(roads(*halves).drop(columns="class"))


def test_tunnels_bound_nothing_and_bridges_do():
    halves = [*frame(200, 100), [(100, 0), (100, 100)]]
    assert areas(roads(*halves, tunnel=[None] * 4 + ["yes"])) == [20_000]
    for word in ("隧道", "culvert", "是", "1"):
        assert areas(roads(*halves, tunnel=[None] * 4 + [word])) == [20_000]
    for word in ("no", "building_passage", "unknown", "0.0", "NULL"):  # a street under a building is on the ground
        assert areas(roads(*halves, tunnel=[None] * 4 + [word])) == [10_000, 10_000]
    assert areas(roads(*halves, bridge=[None] * 4 + ["yes"])) == [10_000, 10_000]


def test_no_face_gives_no_block():
    assert len(blocks(roads([(0, 0), (100, 0)], [(50, 0), (50, 90)]))) == 0
    assert blocks(roads([(0, 0), (100, 0)]), districts(shapely.box(0, 500, 9, 509)))["district"].tolist() == []


@pytest.mark.parametrize(("gap", "number"), [(1.9, 2), (1.99, 2), (2.01, 3), (50, 3)])
def test_a_strip_nowhere_wider_than_two_metres_is_no_block(gap, number):
    """Two unnamed two-way lines across a block: a strip as wide as their gap between two blocks."""
    assert len(blocks(roads(*frame(300, 100), [(150, 0), (150, 100)], [(150 + gap, 0), (150 + gap, 100)]))) == number


# Dual carriageways


def across(gap=20.0, **columns):
    """
    ┌───────┬─────┐ 200   carriageways at 100 ± 10, a side street to either of them, at 250 and at 150
    │       │     │
    ├───────┴─────┤ ←     middle line at 100
    ├────┬────────┤ →     above: 250 · 100 and 150 · 100 m²
    │    │        │       below: 150 · 100 and 250 · 100 m²
    └────┴────────┘
    0   150 250  400
    """
    low, high = 100 - gap / 2, 100 + gap / 2
    lines = [[(0, low), (400, low)], [(400, high), (0, high)], [(150, low), (150, 0)], [(250, high), (250, 200)]]
    return roads(*frame(400, 200), *lines, **columns)


def test_blocks_reach_to_the_middle_line_of_a_dual_carriageway():
    assert areas(across(oneway=[None] * 4 + ["yes", "yes", None, None])) == [15_000, 15_000, 25_000, 25_000]
    names = [None] * 4 + ["云海大道", "云海大道", None, None]
    assert areas(across(name=names)) == [15_000, 15_000, 25_000, 25_000]


def test_two_streets_that_nothing_tells_are_one_keep_the_strip_between_them():
    """Neither one-way nor of one name: 90 m below and above, and a strip of 400 · 20 m² between."""
    assert areas(across()) == [8_000, 13_500, 13_500, 22_500, 22_500]


def test_no_island_is_left_where_carriageways_part_and_meet():
    """
    ┌──────────────┐   200    one line, two carriageways 20 m apart from 120 to 300, one line again
    ├──<════╤═══>──┤   100    above 400 · 100 = 40,000; the carriageways' ends bulge 10 m over 20 m into each
    │       │      │          block: their triangles, ½ · 20 · 10 = 100 m² at each end, are no block's
    └───────┴──────┘     0    above 40,000 − 2 · 100, below twice 20,000 − 100
    0      200    400
    """
    ends = [[(0, 100), (100, 100)], [(320, 100), (400, 100)], [(200, 90), (200, 0)]]
    there, back = [(100, 100), (120, 90), (300, 90), (320, 100)], [(320, 100), (300, 110), (120, 110), (100, 100)]
    town = roads(*frame(400, 200), *ends, there, back, oneway=[None] * 7 + ["yes", "yes"])
    assert areas(town) == [19_900, 19_900, 39_800]


def test_side_streets_that_meet_at_a_carriageway_both_reach_its_middle_line():
    """
    Two side streets end at one point of the lower carriageway, at 200, and part to 100 and 300 below.
    Above 400 · 100. The triangle between them: ½ · 200 · 90 = 9,000. Left and right of it half of what
    remains of the 400 · 100 below the middle line: (40,000 − 9,000) / 2 = 15,500 each.
    """
    lines = [[(0, 90), (400, 90)], [(400, 110), (0, 110)], [(200, 90), (100, 0)], [(200, 90), (300, 0)]]
    town = roads(*frame(400, 200), *lines, oneway=[None] * 4 + ["yes", "yes", None, None])
    assert areas(town) == [9_000, 15_500, 15_500, 40_000]


def test_a_dual_carriageway_with_bends_still_parts_the_blocks():
    """Carriageways 20 m apart that turn by 30° at 200: two blocks.

    The outer corner between the carriageways, less than 10 · 10 m, is street and no block's.
    """
    turn = np.array([np.cos(np.pi / 6), np.sin(np.pi / 6)]) * 231
    line = shapely.LineString([(-1, 60), (200, 60), tuple(np.array([200, 60]) + turn)])
    there, back = (line.parallel_offset(10, side, join_style=2) for side in ("left", "right"))
    town = roads(*frame(400, 300), there.coords, back.coords, oneway=[None] * 4 + ["yes", "yes"])
    ends = [shapely.get_coordinates(side) for side in (there, back)]
    if np.sign(ends[0][0][0] - ends[0][-1][0]) == np.sign(ends[1][0][0] - ends[1][-1][0]):
        town["oneway"] = [None] * 4 + ["yes", "-1"]
    found = blocks(town)
    assert len(found) == 2
    # the middle line: 200 m long at 60 and then up to x = 400 at 60 + 200 · tan 30° = 175.47
    below = 200 * 60 + 200 * (60 + 60 + 200 * np.tan(np.pi / 6)) / 2
    assert sorted(found["gross_m2"]) == pytest.approx(sorted([below, 400 * 300 - below]), abs=100)
    assert found["gross_m2"].sum() <= 400 * 300


# Districts


def test_faces_outside_districts_are_left_out_and_outlines_close_blocks():
    """
    2 × 2 blocks of 200 m; a district covers the left half and 100 m of the right one, and its outline at
    300 closes two blocks of 100 · 200 m²; a second one, far away, has no street.
    """
    town = districts(shapely.box(0, 0, 300, 400), shapely.box(900, 0, 999, 99))
    found = blocks(roads(*grid(2)), town)
    assert found.groupby("district")["gross_m2"].apply(sorted).to_dict() == {
        0: [20_000, 20_000, 40_000, 40_000],
        1: [9_801],
    }


def test_a_block_in_two_districts_belongs_to_the_one_that_lies_first():
    """Two districts share the block from 100 to 200; whichever is listed first, it belongs to the left one."""
    town = roads([(0, 0), (300, 0)], [(300, 0), (300, 100), (0, 100), (0, 0)])
    left, right = shapely.box(0, 0, 200, 100), shapely.box(100, 0, 300, 100)
    for shapes in ((left, right), (right, left)):
        found = blocks(town, districts(*shapes))
        assert found["gross_m2"].tolist() == [10_000] * 3
        assert [shapes[district] for district in found["district"]] == [left, left, right]


@pytest.mark.parametrize(("beyond", "number"), [(0, 1), (10, 1), (14.9, 1), (15.1, 2)])
def test_the_outer_half_of_a_boundary_street_is_no_block(beyond, number):
    """A square of streets; the district reaches a little beyond one of them: half a street, not a block."""
    found = blocks(roads(*frame(200, 200)), districts(shapely.box(0, 0, 200 + beyond, 200)))
    assert len(found) == number
    assert 40_000 in found["gross_m2"].tolist()


# Properties and a judge


def test_order_direction_and_pieces_of_lines_change_nothing():
    town, other = across(oneway=[None] * 4 + ["yes", "yes", None, None]), None
    pieces = [(line, way) for line, way in zip(town.geometry, town["oneway"])]
    lines = [(half, way) for line, way in pieces for half in (_part(line, 0, 0.3), _part(line, 0.3, 1))]
    lines = [(shapely.reverse(line) if way is None else line, way) for line, way in lines[::-1]]
    other = roads(*[line.coords for line, _ in lines], oneway=[way for _, way in lines])
    first, second = blocks(town), blocks(other)
    assert first["gross_m2"].tolist() == second["gross_m2"].tolist()
    assert shapely.area(shapely.symmetric_difference(first.geometry.to_numpy(), second.geometry.to_numpy())).max() < 0.1


def _part(line, begin, end):
    return shapely.ops.substring(line, begin, end, normalized=True)


cuts = st.lists(st.integers(1, 59), min_size=1, max_size=5, unique=True)


@settings(max_examples=25)
@given(cuts, cuts, st.tuples(st.integers(-5000, 5000), st.integers(-5000, 5000)), st.randoms(use_true_random=False))
def test_blocks_of_a_lattice_are_its_rectangles(columns, rows, offset, random):
    """Streets at x and y given in steps of 10 m within 600 × 600 m: the areas are products of the spacings."""
    xs, ys = ([0, *sorted(10 * k for k in ks), 600] for ks in (columns, rows))
    lines = [[(x, 0), (x, 600)] for x in xs] + [[(0, y), (600, y)] for y in ys]
    random.shuffle(lines)
    moved = [[(x + offset[0], y + offset[1]) for x, y in line] for line in lines]
    expected = sorted(float(a * b) for a in np.diff(xs) for b in np.diff(ys))
    assert areas(roads(*moved)) == pytest.approx(expected, abs=0.01)


places = st.tuples(*[st.integers(0, 12)] * 4).filter(lambda ends: ends[:2] != ends[2:])


@settings(max_examples=20)
@given(st.lists(places, min_size=3, max_size=9))
def test_blocks_of_any_lines_are_the_holes_that_the_lines_leave(lines):
    """Another way to the same faces: what is left of the plane when all lines are widened by a millimetre."""
    town = roads(*[((40 * a, 40 * b), (40 * c, 40 * d)) for a, b, c, d in lines])
    net = shapely.union_all(shapely.buffer(town.geometry.to_numpy(), 0.001, cap_style="square"))
    around = shapely.box(-100, -100, 600, 600)
    left = shapely.get_parts(shapely.difference(around, net))
    holes = left[shapely.distance(left, around.exterior) > 1]
    sure, possible = (holes[~shapely.is_empty(shapely.buffer(holes, -half))] for half in (1.01, 0.99))
    found = blocks(town)["gross_m2"]
    assert len(sure) <= len(found) <= len(possible)
    assert shapely.area(sure).sum() - 0.01 <= found.sum() <= shapely.area(possible).sum() * 1.001 + 1


def test_wider_agrees_with_eroding():
    shapes = np.array([shapely.box(0, 0, 30, 1.9), shapely.box(0, 0, 30, 2.1), shapely.Point(0, 0).buffer(1.2)])
    assert wider(shapes, 2.0).tolist() == [False, True, True]


def test_sums_of_areas_never_exceed_the_land():
    """No land belongs to two blocks, dual carriageways or not."""
    found = blocks(across(oneway=[None] * 4 + ["yes", "yes", None, None]))
    shapes = found.geometry.to_numpy()
    assert shapely.area(shapely.union_all(shapes)) == pytest.approx(found["gross_m2"].sum())


def test_shares_rise_from_step_to_step():
    from multiground.urbanform.blocks import blocks_steps

    shares = list(blocks_steps(roads(*grid(3)), districts(shapely.box(0, 0, 600, 600))))
    assert shares == sorted(shares)
    assert 0 <= shares[0] <= shares[-1] <= 1
    assert steps.finish(blocks_steps(roads(*grid(3))))["gross_m2"].sum() == 360_000
    assert road_centrelines.CARRIAGEWAY_GAP_M == (2.0, 50.0)  # what the rules above stand on
