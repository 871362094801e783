"""Clause 4.1.3-1 by hand: each case is drawn beside its numbers."""

import json
import pathlib

import geopandas
import numpy as np
import pytest
import shapely
from hypothesis import example, given, settings
from hypothesis import strategies as st
from multiground.urbanform import measuring
from multiground.urbanform.errors import InputError
from multiground.urbanform.road_network_density import road_network_density

DATA = pathlib.Path(__file__).parent / "data"
DEMO = pathlib.Path(__file__).parent.parent / "resources" / "demo" / "demo_district.gpkg"
SQUARE = [shapely.box(0, 0, 1000, 1000)]  # 1 km²: a density is a length in km


def roads_of(*lines, **columns):
    return geopandas.GeoDataFrame(columns, geometry=[shapely.LineString(line) for line in lines])


def measure(roads, districts=SQUARE, **options):
    options.setdefault("counted_classes", None if "class" in roads else ["*"])
    return road_network_density(roads, geopandas.GeoDataFrame(geometry=districts), **options)


def length_m(roads, districts=SQUARE, **options):
    return measure(roads, districts, **options).districts["road_km"].iloc[0] * 1000


def grid(n, side=200.0, cut=False, overrun=0.0):
    """Centre lines of n × n blocks: one line a street, or cut at every crossing."""
    size = n * side
    stops = (
        [-overrun, *(k * side for k in range(n + 1)), size + overrun] if overrun else [k * side for k in range(n + 1)]
    )
    pairs = list(zip(stops, stops[1:])) if cut else [(stops[0], stops[-1])]
    lines = [((a, k * side), (b, k * side)) for k in range(n + 1) for a, b in pairs]
    lines += [((k * side, a), (k * side, b)) for k in range(n + 1) for a, b in pairs]
    return roads_of(*lines), [shapely.box(0, 0, size, size)]


# ┌──┬──┐  n × n blocks of 200 m: 2 n (n + 1) sides of 200 m, 4 n of them on the outline
# ├──┼──┤  half: (2 n (n - 1) + 2 n) · 0.2 / (0.04 n²) = 10 for every n
# └──┴──┘  none: 10 (n - 1) / n     full: 10 (n + 1) / n
@pytest.mark.parametrize("cut", [False, True])
@pytest.mark.parametrize("overrun", [0, 80])
@pytest.mark.parametrize(("n", "none", "full"), [(1, 0, 20), (2, 5, 15), (3, 6.67, 13.33), (5, 8, 12), (10, 9, 11)])
def test_grid_has_one_density_by_the_half_rule(n, none, full, cut, overrun):
    roads, districts = grid(n, cut=cut, overrun=overrun)
    row = measure(roads, districts).districts.iloc[0]
    assert (row.density, row.density_none, row.density_full) == (10.0, none, full)
    assert (row.grade, row.state) == ("excellent", "graded")


def test_neighbouring_districts_share_their_boundary_road():
    roads, _ = grid(2)
    halves = [shapely.box(0, 0, 200, 400), shapely.box(200, 0, 400, 400)]
    # each: 3 × 200 m across, of them 2 on the outline, and 2 × 400 m up, all on the outline
    assert measure(roads, halves).districts["road_km"].tolist() == [0.2 + 0.2 + 0.4] * 2


# outline ──────────────   a road at distance d inside, 1000 m long: boundary while d ≤ 15 m and the
#   road  - - - - - - -    nearest outline is the one it runs along. At 10 m it comes nearer to the
#                          two sides than to that one over its first and last 10 m: 980 · ½ + 20
@pytest.mark.parametrize(
    ("distance", "expected"),
    [(0, 500), (10, 980 / 2 + 20), (15, 970 / 2 + 30), (15.5, 1000), (-10, 500), (-15, 500), (-16, 0)],
)
def test_parallel_road_is_boundary_within_the_tolerance(distance, expected):
    roads = roads_of([(0, distance), (1000, distance)], [(500, 500), (510, 500)], **{"class": ["primary", "footway"]})
    assert length_m(roads) == pytest.approx(expected, abs=0.01)


def test_road_beyond_a_corner_is_no_boundary_road():
    # along the bottom side and 500 m on: the piece beyond has the corner nearest, and is outside
    assert length_m(roads_of([(0, 0), (1500, 0)])) == 500


@pytest.mark.parametrize(("angle", "expected"), [(19, 0.5), (21, 1.0)])
def test_boundary_road_runs_within_20_degrees_of_the_outline(angle, expected):
    # starts 2 m inside the bottom side and stays within 15 m of it
    end = (500 + 30 * np.cos(np.radians(angle)), 2 + 30 * np.sin(np.radians(angle)))
    assert end[1] < 15
    assert length_m(roads_of([(500, 2), end])) == pytest.approx(30 * expected, abs=0.01)


def test_crossing_road_is_cut_at_the_outline():
    assert length_m(roads_of([(-300, 500), (400, 500)])) == 400


def test_hole_has_an_outline_too():
    # ┌────────┐  a 200 m court; a road along its lower edge counts half, one through it only outside
    # │  ┌──┐  │
    # └──┴──┴──┘
    court = shapely.Polygon(SQUARE[0].exterior, [shapely.box(400, 400, 600, 600).exterior.coords])
    assert length_m(roads_of([(400, 400), (600, 400)]), [court]) == 100
    assert length_m(roads_of([(500, 200), (500, 800)]), [court]) == 400


def test_overlapping_districts_are_measured_each_by_itself():
    roads = roads_of([(100, 500), (900, 500)])
    figures = measure(roads, [SQUARE[0], shapely.box(500, 0, 1500, 1000)]).districts["road_km"].tolist()
    assert figures == [0.8, 0.4]


def test_gentle_outline_is_one_boundary_road():
    # a 64-gon turns 5.6° at each vertex: no corner, so a road along it is boundary all round
    round_ = shapely.Point(0, 0).buffer(500, quad_segs=16)
    ring = round_.exterior
    assert length_m(roads_of(list(ring.coords)), [round_]) == pytest.approx(ring.length / 2, abs=0.01)
    inner = shapely.Point(0, 0).buffer(492, quad_segs=16).exterior
    assert length_m(roads_of(list(inner.coords)), [round_]) == pytest.approx(inner.length / 2, abs=0.01)


# Streets drawn more than once


def test_line_drawn_twice_counts_once():
    assert length_m(roads_of([(100, 500), (900, 500)], [(900, 500), (500, 500), (100, 500)])) == 800


def test_overlapping_stretches_count_once():
    #  ───────────           100–600
    #       ───────────      400–900, three hundred metres shared, no vertex in common
    assert length_m(roads_of([(100, 500), (600, 500)], [(400, 500), (900, 500)])) == 800


def test_repeated_streets_of_a_whole_grid_count_once():
    roads, districts = grid(3)
    again, _ = grid(3, cut=True)
    both = geopandas.GeoDataFrame(geometry=[*roads.geometry, *again.geometry])
    assert measure(both, districts).districts["density"].iloc[0] == 10.0


# ──────▶──────   two carriageways of one street, d apart
# ──────◀──────
def dual(distance, second=((900, 0), (100, 0)), **columns):
    columns = {"class": ["arterial"] * 2, "oneway": ["yes"] * 2, **columns}
    second = [(x, 500 + distance + y) for x, y in second]
    return roads_of([(100, 500), (900, 500)], second, **columns)


@pytest.mark.parametrize(("distance", "expected"), [(1.9, 1600), (2, 800), (20, 800), (50, 800), (50.1, 1600)])
def test_dual_carriageway_counts_once_from_2_to_50_m(distance, expected):
    assert length_m(dual(distance)) == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"oneway": ["no", "no"]}, 1600),  # two unnamed two-way streets: never
        ({"oneway": ["no", "no"], "name": ["", ""]}, 1600),
        ({"oneway": [None, None], "name": ["世纪大道", "世纪大道"]}, 800),  # one name
        ({"oneway": ["no", "no"], "name": ["甲路", "乙路"]}, 1600),
        ({"class": ["arterial", "secondary"]}, 1600),  # not of one class
        ({"oneway": ["yes", "no"]}, 1600),
        ({"oneway": ["yes", "-1"]}, 1600),  # drawn opposite, driven the same way
    ],
)
def test_what_makes_two_lines_one_street(columns, expected):
    assert length_m(dual(20, **columns)) == pytest.approx(expected, abs=0.01)


def test_carriageways_merge_only_where_they_run_side_by_side():
    # 100–900 and 500–1000: side by side 500–900 → 400 + 400 middle + 100
    assert length_m(dual(20, second=((1000, 0), (500, 0)))) == pytest.approx(900, abs=0.01)


@pytest.mark.parametrize(("angle", "merges"), [(9, True), (11, False)])
def test_carriageways_merge_within_10_degrees(angle, merges):
    rise = 100 * np.tan(np.radians(angle))
    length = length_m(dual(10, second=((200, rise), (100, 0))))
    assert (length < 801) == merges


def test_middle_line_is_tested_against_the_outline():
    # carriageways 10 m inside and 20 m outside: their middle is 5 m outside, a boundary road
    roads = roads_of([(0, 10), (1000, 10)], [(1000, -20), (0, -20)], **{"class": ["arterial"] * 2, "oneway": [1, 1]})
    assert length_m(roads) == pytest.approx(500, abs=0.01)


def test_merging_can_be_left_out():
    assert length_m(dual(20), merge_dual=False) == 1600


def test_three_carriageways_are_one_street_and_one_road():
    roads = roads_of(*[[(100, y), (900, y)] for y in (500, 512, 540)], name=["大道"] * 3)
    assert length_m(roads, counted_classes=["*"]) == pytest.approx(1600, abs=0.01)


# Classes


def test_classes_of_the_table_count():
    classes = ["motorway", "primary", "支路", "service", "footway", "primary_link", None, "steps;residential"]
    lines = [[(100, 100 * k + 50), (200, 100 * k + 50)] for k in range(len(classes))]
    assert length_m(roads_of(*lines, **{"class": classes})) == 400


def test_named_classes_count_by_either_name():
    roads = roads_of([(0, 300), (100, 300)], [(0, 400), (100, 400)], **{"class": ["footway", "primary"]})
    assert length_m(roads, counted_classes=["Footway"]) == 100
    assert length_m(roads, counted_classes=["arterial"]) == 100
    assert length_m(roads, counted_classes=["*"]) == 200


@pytest.mark.parametrize(
    ("roads", "options", "parameter"),
    [
        (roads_of([(0, 0), (1, 0)]), {"counted_classes": None}, "CLASS_FIELD"),
        (roads_of([(0, 0), (1, 0)], **{"class": ["footway"]}), {}, "CLASS_FIELD"),
        (roads_of([(0, 0), (1, 0)], **{"class": ["footway"]}), {"counted_classes": ["primry"]}, "COUNTED_CLASSES"),
        (roads_of([(0, 0), (1, 0)]), {"boundary_tolerance_m": -1}, "BOUNDARY_TOLERANCE"),
        (roads_of([(0, 0), (1, 0)]), {"boundary_tolerance_m": float("nan")}, "BOUNDARY_TOLERANCE"),
        (roads_of([(0, 0), (1, 0)]), {"boundary_rule": "both"}, "BOUNDARY_RULE"),
    ],
)
def test_meaningless_input_is_refused_by_its_parameter(roads, options, parameter):
    with pytest.raises(InputError) as refused:
        measure(roads, **options)
    assert refused.value.parameter == parameter
    assert refused.value.permitted
    assert refused.value.remedy


# Grades and what is needed


@pytest.mark.parametrize(
    ("km", "grade", "needed"),
    [
        (7.99, "fair", 0.01),
        (8, "excellent", None),
        (10, "excellent", None),
        (10.01, "good", -0.01),
        (12, "good", -2),
        (12.01, "violation", -0.01),
    ],
)
def test_grades_at_the_bounds(km, grade, needed):
    lines = [[(50, 20 + 70 * k), (950, 20 + 70 * k)] for k in range(14)]
    whole, rest = divmod(km * 1000, 900)
    lines = [*lines[: int(whole)], [(50, lines[int(whole)][0][1]), (50 + max(rest, 1e-9), lines[int(whole)][0][1])]]
    row = measure(roads_of(*lines)).districts.iloc[0]
    assert row.density == km
    assert row.grade == grade
    assert row.needed_km == needed or (needed is None and np.isnan(row.needed_km))


def test_district_beyond_the_data_is_unassessed_but_an_empty_one_is_not():
    roads = roads_of([(0, 300), (100, 300)], [(3100, 500), (3200, 500)], **{"class": ["primary", "footway"]})
    far, poor = shapely.box(9000, 0, 9500, 500), shapely.box(3000, 0, 4000, 1000)
    result = measure(roads, [SQUARE[0], far, poor]).districts
    assert result["state"].tolist() == ["graded", "missing", "graded"]
    assert result["grade"].tolist() == ["fair", "unassessed", "fair"]
    assert np.isnan(result["density"][1])
    assert result["density"][2] == 0


def test_value_near_a_bound_is_named():
    roads, districts = grid(2)
    assert measure(roads, districts, scale_error=1e-4).districts["near_bound"].iloc[0] == 10
    assert np.isnan(measure(roads_of([(0, 300), (100, 300)]), scale_error=1e-4).districts["near_bound"].iloc[0])


def test_counted_pieces_add_up_to_the_figure():
    roads, districts = grid(3, overrun=50)
    result = measure(roads, districts, with_roads=True)
    pieces = result.counted_roads
    assert (pieces["length_m"] * pieces["weight"]).sum() == pytest.approx(result.districts["road_km"].iloc[0] * 1000)
    assert set(pieces["weight"]) == {0.5, 1.0}
    assert len(pieces) == 8  # one a street: four on the outline, four inside
    assert shapely.length(pieces.geometry).sum() == pytest.approx(8 * 600)


# Properties


def networks(coordinate):
    line = st.lists(st.tuples(coordinate, coordinate), min_size=2, max_size=5, unique=True)
    # one line lies inside, or the district is without data
    return st.lists(line, min_size=1, max_size=8).map(lambda lines: [[(430, 471), (531, 497)], *lines])


LINES = networks(st.integers(-300, 1300))
# On a lattice of 20 m no two lines come within 0.1 m of each other that do not share a stretch.
LATTICE_LINES = networks(st.integers(-15, 65).map(lambda step: 20 * step))


def figures(lines, districts=SQUARE, **options):
    row = measure(roads_of(*lines), districts, **options).districts.iloc[0]
    return row[["road_km", "density", "density_full", "density_none"]].to_numpy(dtype=float)


@settings(deadline=None, max_examples=60)
@given(LINES, st.randoms())
def test_order_direction_and_splitting_change_nothing(lines, random):
    other = [pair if random.random() < 0.5 else pair[::-1] for line in lines for pair in zip(line, line[1:])]
    random.shuffle(other)
    assert figures(lines) == pytest.approx(figures(other), abs=1e-4)


@settings(deadline=None, max_examples=60)
@given(LINES, st.floats(0, 360), st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6)))
@example([[(430, 471), (531, 497)], [(0, 0), (0, 1)]], 2.2e-311, (0.0, 1.0))  # an angle that overflows a division
def test_moving_and_turning_change_nothing(lines, angle, offset):
    def moved(geometry):
        return shapely.transform(
            geometry,
            lambda xy: xy @ [[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]] + np.array(offset),
        )

    roads = roads_of(*lines)
    districts = [moved(SQUARE[0])]
    turned = measure(geopandas.GeoDataFrame(geometry=moved(roads.geometry.to_numpy())), districts).districts.iloc[0]
    assert turned["road_km"] == pytest.approx(measure(roads).districts.iloc[0]["road_km"], abs=0.002)


@settings(deadline=None, max_examples=30)
@given(LINES)
def test_doubling_lengths_and_tolerance_halves_the_density(lines):
    one = measure(roads_of(*lines), merge_dual=False).districts.iloc[0]
    double = [[(2 * x, 2 * y) for x, y in line] for line in lines]
    two = measure(roads_of(*double), [shapely.box(0, 0, 2000, 2000)], boundary_tolerance_m=30, merge_dual=False)
    assert two.districts.iloc[0]["road_km"] == pytest.approx(2 * one["road_km"], abs=0.001)


@settings(deadline=None, max_examples=40)
@given(LATTICE_LINES)
def test_clipping_agrees_with_shapely(lines):
    """Judge: counted whole, a network without boundary roads is what shapely's overlay says."""
    network = shapely.union_all([shapely.LineString(line) for line in lines])
    row = measure(roads_of(*lines), boundary_tolerance_m=0).districts.iloc[0]
    on_outline = shapely.length(network.intersection(SQUARE[0].boundary))
    within = shapely.length(network.intersection(SQUARE[0])) - on_outline
    assert row["density_none"] == pytest.approx(within / 1000, abs=0.011)
    assert row["density_full"] == pytest.approx((within + on_outline) / 1000, abs=0.011)


def sampled(start, end, district, tolerance, step=0.02):
    """Judge: the boundary rule read word by word at points every 2 cm; metres (inside, boundary)."""
    length = np.hypot(*np.subtract(end, start))
    number = int(np.ceil(length / step))
    share = (np.arange(number) + 0.5)[:, None] / number
    points = np.asarray(start) * (1 - share) + np.asarray(end) * share
    along = np.subtract(end, start) / length
    nearest = np.full(number, np.inf)
    boundary = np.zeros(number, dtype=bool)
    for ring in (district.exterior, *district.interiors):
        corners = shapely.get_coordinates(ring)[:-1]
        sides = np.roll(corners, -1, axis=0) - corners
        units = sides / np.hypot(*sides.T)[:, None]
        turns = (units * np.roll(units, 1, axis=0)).sum(axis=1) < np.cos(np.radians(20))  # at the start of each side
        for k, (corner, side, unit) in enumerate(zip(corners, sides, units)):
            place = np.clip(((points - corner) @ side) / (side @ side), 0, 1)
            distance = np.hypot(*(points - corner - place[:, None] * side).T)
            at_corner = ((place == 0) & turns[k]) | ((place == 1) & turns[(k + 1) % len(turns)])
            runs = (abs(along @ unit) >= np.cos(np.radians(20))) & ~at_corner & (distance <= tolerance)
            closer = distance < nearest - 1e-9
            boundary = np.where(closer, runs, boundary | (runs & (distance <= nearest + 1e-9) & ~at_corner))
            nearest = np.minimum(nearest, distance)
    inside = ~boundary & shapely.contains_xy(district, *points.T)
    return inside.sum() * length / number, boundary.sum() * length / number


@pytest.mark.parametrize("tolerance", [15, 50])
@pytest.mark.parametrize("seed", range(25))
def test_boundary_rule_agrees_with_sampling(seed, tolerance):
    random = np.random.default_rng(seed)
    turn = np.sort(random.uniform(0, 2 * np.pi, random.integers(5, 40)))
    radius = random.uniform(*random.choice([[120, 260], [190, 210]]), len(turn))
    district = shapely.make_valid(shapely.Polygon(np.column_stack([radius * np.cos(turn), radius * np.sin(turn)])))
    district = max(shapely.get_parts(district), key=shapely.area)
    corners = shapely.get_coordinates(district)
    for _ in range(6):  # roads beside a stretch of the outline, and roads anywhere
        k = random.integers(len(corners) - 1)
        start, end = corners[[k, k + 1]] + random.uniform(-tolerance, tolerance, (2, 2))
        if random.random() < 0.3:
            start, end = random.uniform(-300, 300, (2, 2))
        inside, boundary = sampled(start, end, district, tolerance)
        row = measure(
            roads_of([start, end], [(0, 0), (0, 1)], **{"class": ["primary", "footway"]}),
            [district],
            boundary_tolerance_m=tolerance,
        ).districts.iloc[0]
        area = row["area_km2"]
        assert row["road_km"] * 1000 == pytest.approx(inside + boundary / 2, abs=0.15)
        assert row["density_none"] * area * 1000 == pytest.approx(inside, abs=0.15 + 6 * area)


@pytest.mark.parametrize("position", [(0, 0), (40, 0), (7, 13)])
def test_short_and_curved_lines_drawn_twice_count_once(position):
    x, y = np.add((200, 300), position)
    short = [[(x, y), (x + 40, y + 10)], [(x, y), (x + 20, y + 5), (x + 40, y + 10)]]
    assert length_m(roads_of(*short)) == pytest.approx(np.hypot(40, 10), abs=0.02)
    turn = np.linspace(0, np.pi, 181)
    arc = np.column_stack([500 + 300 * np.cos(turn), 300 + 300 * np.sin(turn)])
    assert length_m(roads_of(arc, arc[::2])) == pytest.approx(300 * np.pi, rel=1e-3)


def test_streets_parting_at_a_sharp_angle_are_two():
    assert length_m(roads_of([(100, 100), (900, 100)], [(100, 100), (900, 101)])) == pytest.approx(1600, abs=0.01)


def test_vertices_every_millimetre_lose_nothing():
    x = np.linspace(100, 110, 10_001)
    assert length_m(roads_of(np.column_stack([x, np.full(len(x), 500)]))) == pytest.approx(10, abs=0.001)


def test_counting_every_class_still_asks_two_carriageways_for_one_class():
    roads = dual(20, **{"class": ["arterial", "service"], "name": ["大道", "大道"], "oneway": [None, None]})
    assert length_m(roads, counted_classes=["*"]) == pytest.approx(1600, abs=0.01)


def test_demo_district_has_its_hand_worked_density():
    answer = json.loads((DATA / "demo_answers.json").read_text(encoding="utf-8"))["road_network_density"]
    (district, roads), _ = measuring.to_metres(
        *(geopandas.read_file(DEMO, layer=name) for name in ("district", "roads"))
    )
    row = road_network_density(roads, district).districts.iloc[0]
    assert row["road_km"] == pytest.approx(answer["road_km"], abs=1e-5)
    figures = ["density", "density_full", "density_none", "grade"]
    assert row[figures].tolist() == [answer[figure] for figure in figures]
    apart = road_network_density(roads, district, merge_dual=False).districts.iloc[0]
    assert apart["road_km"] == pytest.approx(answer["road_km_without_merging"], abs=1e-5)


# A class that nobody knows


def test_road_of_unknown_class_withholds_a_grade_that_hangs_on_it():
    """1 km²: 9 km of branch roads, and 4 km of which nobody knows whether they count: 9 or 13 km/km²."""
    lines = [((0, 50 + 70 * k), (1000, 50 + 70 * k)) for k in range(13)]
    square = [shapely.box(0, 0, 1000, 1000)]

    def graded(*classes):
        found = measure(roads_of(*lines, **{"class": classes}), square).districts.iloc[0]
        return found["density"], found["unknown_km"], found["grade"], found["state"]

    assert graded(*["branch"] * 9, *[None] * 4) == (9.0, 4.0, "unassessed", "missing")
    assert graded(*["branch"] * 9, *["R-3"] * 4) == (9.0, 4.0, "unassessed", "missing")
    assert graded(*["branch"] * 9, *["road", "unknown"] * 2) == (9.0, 4.0, "unassessed", "missing")  # so OSM says it
    assert graded(*["branch"] * 9, *["footway"] * 4) == (9.0, 0.0, "excellent", "graded")
    assert graded(*["branch"] * 9, None, *["footway"] * 3) == (9.0, 1.0, "excellent", "graded")  # 10 is as good
    assert graded(*["branch"] * 12, None) == (12.0, 1.0, "unassessed", "missing")
    assert graded(*["branch"] * 13) == (13.0, 0.0, "violation", "graded")


def test_street_of_unknown_class_just_outside_may_be_a_boundary_road():
    """11 km inside, and a ring of 4 · 1002 m, 1 m outside, which would count half: 11 or 13 km/km²."""
    lines = [((0, 50 + 70 * k), (1000, 50 + 70 * k)) for k in range(11)]
    ring = ((-1, -1), (1001, -1), (1001, 1001), (-1, 1001), (-1, -1))
    roads, square = roads_of(*lines, ring, **{"class": ["branch"] * 11 + [None]}), [shapely.box(0, 0, 1000, 1000)]
    grades = {}
    for rule in ("half", "full", "none"):
        found = measure(roads, square, boundary_rule=rule).districts.iloc[0]
        grades[rule] = found["density"], found["unknown_km"], found["grade"]
    assert grades == {"half": (11, 2.004, "unassessed"), "full": (11, 4.008, "unassessed"), "none": (11, 0, "good")}


def test_named_classes_leave_no_other_word_in_doubt():
    lines = [((0, 50 + 70 * k), (1000, 50 + 70 * k)) for k in range(13)]
    roads = roads_of(*lines, **{"class": ["R-1"] * 9 + ["R-3"] * 4})
    found = measure(roads, [shapely.box(0, 0, 1000, 1000)], counted_classes=["R-1"]).districts.iloc[0]
    assert (found["density"], found["unknown_km"], found["grade"]) == (9.0, 0.0, "excellent")
