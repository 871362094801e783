"""Clause 4.2.2 by hand: each case is drawn beside its numbers."""

import json
import pathlib

import geopandas
import numpy as np
import pytest
import scipy.optimize
import shapely
import shapely.ops
from hypothesis import given, settings
from hypothesis import strategies as st
from multiground.urbanform import measuring
from multiground.urbanform.plot_size import inscribed_diameters, plot_size, plot_size_steps, smallest_widths

DATA = pathlib.Path(__file__).parent / "data"
DEMO = pathlib.Path(__file__).parent.parent / "resources" / "demo" / "demo_district.gpkg"

# Table 4.2.2: code, area from and to in m², smallest side at least and target in m
TABLE = {
    "commercial": ("B1", 5000, 20000, 60, 80),
    "residential": ("R2", 10000, 40000, 80, 120),
    "public_service": ("A2", 5000, 15000, 40, 80),
    "mixed": ("B1/R2", 15000, 50000, 100, 150),
}
CLASSES = pytest.mark.parametrize("use_class", TABLE)


def measure(*polygons, own_uses=None, scale_error=0.0, **columns):
    return plot_size(geopandas.GeoDataFrame(columns, geometry=list(polygons)), own_uses, scale_error)


def first(polygon, use="B1", **columns):
    return measure(polygon, use=[use], **{name: [value] for name, value in columns.items()}).iloc[0]


def rectangle(side, area):
    """A plot of a given shorter side and area."""
    assert area / side >= side
    return shapely.box(0, 0, area / side, side)


def turned(polygon, degrees, offset=(0, 0)):
    cos, sin = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return shapely.transform(polygon, lambda xy: xy @ [[cos, sin], [-sin, cos]] + np.array(offset))


# Bounds of table 4.2.2, all inclusive


@pytest.mark.parametrize(
    ("side", "area", "grade"),
    [
        (60, 4999, "good"),
        (60, 5000, "excellent"),
        (100, 20000, "excellent"),
        (100, 20000.01, "good"),
        (59.99, 10000, "good"),
        (60, 10000, "excellent"),
        (59.99, 4999, "fair"),
        (59.99, 20000.01, "fair"),
    ],
)
def test_commercial_plot_is_graded_as_the_guideline_works_it(side, area, grade):
    assert first(rectangle(side, area))["grade"] == grade


@CLASSES
@pytest.mark.parametrize(
    ("from_lower", "from_upper", "check", "grade"),
    [
        (-0.01, None, "below", "good"),
        (0, None, "within", "excellent"),
        (None, 0, "within", "excellent"),
        (None, 0.01, "above", "good"),
    ],
)
def test_area_bounds_are_inclusive(use_class, from_lower, from_upper, check, grade):
    code, lower, upper, least, _ = TABLE[use_class]
    area = lower + from_lower if from_upper is None else upper + from_upper
    row = first(rectangle(least, area), code)
    assert (row["use_class"], row["area_m2"], row["min_side_m"]) == (use_class, round(area, 2), least)
    assert (row["area_check"], row["side_check"], row["grade"], row["state"]) == (check, "within", grade, "graded")


@CLASSES
@pytest.mark.parametrize(
    ("from_least", "from_target", "check", "grade"),
    [
        (-0.01, None, "below", "good"),
        (0, None, "within", "excellent"),
        (None, -0.01, "within", "excellent"),
        (None, 0, "target", "excellent"),
        (None, 5, "target", "excellent"),
    ],
)
def test_side_is_checked_at_the_lower_bound_and_aims_at_the_upper(use_class, from_least, from_target, check, grade):
    code, _, upper, least, target = TABLE[use_class]
    side = least + from_least if from_target is None else target + from_target
    row = first(rectangle(side, upper), code)
    assert row["min_side_m"] == round(side, 2)
    assert (row["area_check"], row["side_check"], row["grade"]) == ("within", check, grade)


@CLASSES
def test_neither_area_nor_side_is_fair(use_class):
    code, lower, upper, least, _ = TABLE[use_class]
    rows = measure(rectangle(least - 0.01, lower - 0.01), rectangle(least - 0.01, upper + 0.01), use=[code] * 2)
    assert rows["grade"].tolist() == ["fair", "fair"]
    assert rows["area_check"].tolist() == ["below", "above"]
    assert rows["side_check"].tolist() == ["below", "below"]


@pytest.mark.parametrize(
    ("side", "area", "grade"),
    [(60, 4999.996, "excellent"), (60, 4999.994, "good"), (59.996, 9000, "excellent"), (59.994, 9000, "good")],
)
def test_figures_are_rounded_to_two_decimals_before_grading(side, area, grade):
    assert first(rectangle(side, area))["grade"] == grade


# Core areas: a commercial plot has no upper bound there


def test_core_commercial_plot_above_the_range_is_excellent():
    row = first(shapely.box(0, 0, 300, 200), core=True)
    assert (row["area_m2"], row["area_check"], row["grade"]) == (60000.0, "above", "excellent")
    assert np.isnan(row["needed_area_m2"])


def test_core_changes_neither_the_lower_bound_nor_other_uses():
    square = shapely.box(0, 0, 70, 70)  # 4900 m²
    large = shapely.box(0, 0, 300, 200)  # 60000 m²
    rows = measure(square, large, large, large, use=["B1", "R2", "A2", "B1/R2"], core=[True] * 4)
    assert rows["area_check"].tolist() == ["below", "above", "above", "above"]
    assert rows["grade"].tolist() == ["good"] * 4


@pytest.mark.parametrize(
    ("core", "grade"),
    [
        *[(yes, "excellent") for yes in ("是", " 是 ", "1", "yes", "YES", "true", "True", True, 1, 1.0, np.True_)],
        *[(no, "good") for no in ("否", "0", "no", "false", "", "核心", False, 0, 0.0, None, float("nan"))],
    ],
)
def test_core_flag_is_read_in_any_form_and_unknown_is_not_core(core, grade):
    assert first(shapely.box(0, 0, 300, 200), core=core)["grade"] == grade


def test_core_flags_of_one_layer_are_read_plot_by_plot():
    large = shapely.box(0, 0, 300, 200)
    rows = measure(*[large] * 4, use=["B1"] * 4, core=["是", None, "否", "yes"])
    assert rows["grade"].tolist() == ["excellent", "good", "good", "excellent"]


# Shapes


def test_chamfered_corner_leaves_the_sides():
    # ┌───────╮   100 × 80 with a corner of 10 × 10 cut off: 8000 − 50 m². The cut edge is 14.14 m
    # │       │   long, but no side: the widths stay 80 and 100, and so does the largest circle
    # └───────┘
    row = first(shapely.Polygon([(0, 0), (100, 0), (100, 70), (90, 80), (0, 80)]))
    assert (row["area_m2"], row["min_side_m"], row["mbr_side_m"]) == (7950.0, 80.0, 80.0)
    assert row["inscribed_m"] == pytest.approx(80, abs=0.01)
    assert not row["irregular"]
    assert row["grade"] == "excellent"


# a plot with two chamfered corners: seven edges between 6 and 143 m
HEPTAGON = shapely.Polygon([(9, 41), (9, 47), (52, 183), (74, 192), (164, 125), (193, 79), (160, 50)])


def l_shape(a, b, size=100.0):
    """An L: a wide upright of width a, a foot of height b."""
    return shapely.Polygon([(0, 0), (size, 0), (size, b), (a, b), (a, size), (0, size)])


def test_l_shape_is_irregular():
    # ┌─┐          arms of 40 m in a square of 100 m: 10000 − 60² = 6400 m². The hull is the square less
    # │ │          its far corner: across that cut (0,0)…x+y=140 it measures 140/√2 = 98.99, the smallest
    # │ └───┐      rectangle stays the square, filled by 64 %. The circle touches left, bottom and the
    # └─────┘      inner corner: r = 40 + 40 − √(2·40·40) = 23.431
    row = first(l_shape(40, 40))
    assert (row["area_m2"], row["min_side_m"], row["mbr_side_m"]) == (6400.0, 98.99, 100.0)
    assert row["inscribed_m"] == pytest.approx(46.863, abs=0.01)
    assert row["irregular"]
    assert row["grade"] == "excellent"  # a note for a second look, not another grade


@pytest.mark.parametrize(("right", "irregular"), [(50, False), (49.9, True)])
def test_plot_that_fills_less_than_three_quarters_of_its_rectangle_is_irregular(right, irregular):
    # ╲           (0,100) … (100,50): the smallest rectangle is the square of 100 m, filled by
    # │ ╲         (100 + 50)/2 = 75 %; the largest circle is 76.39 m wide, the smallest width 89.44 m
    # │   │
    # └───┘
    row = first(shapely.Polygon([(0, 0), (100, 0), (100, right), (0, 100)]))
    assert row["mbr_side_m"] == 100.0
    assert row["irregular"] == irregular


@pytest.mark.parametrize(("notch", "irregular"), [(29, False), (31, True)])
def test_plot_whose_largest_circle_is_narrow_is_irregular(notch, irregular):
    # ┌─┬─┬─┬─┐   400 × 100 with slits of 0.5 m every 5 m from above: the hull stays whole and the
    # │ ╵ ╵ ╵ │   area nearly full, but no circle passes the slits: the largest lies below them and
    # └───────┘   bulges up between two of them by 4.5²/8/35.5 = 0.07 m: 71.07 or 69.07 m wide
    slits = [shapely.box(x, 100 - notch, x + 0.5, 100) for x in range(5, 400, 5)]
    row = first(shapely.box(0, 0, 400, 100).difference(shapely.union_all(slits)))
    assert row["min_side_m"] == 100.0
    assert row["area_m2"] > 0.9 * 40000
    assert row["irregular"] == irregular


@pytest.mark.parametrize("turn", [1, -1])
def test_sides_are_those_of_the_largest_part(turn):
    # ┌────────┐  100 × 60, and 90 m on ┌┐ 10 × 10: the area is the sum, the sides are the large one's
    # └────────┘                        └┘
    parts = [shapely.box(0, 0, 100, 60), shapely.box(190, 0, 200, 10)]
    row = first(shapely.MultiPolygon(parts[::turn]))
    assert (row["area_m2"], row["min_side_m"], row["mbr_side_m"]) == (6100.0, 60.0, 60.0)
    assert row["inscribed_m"] == pytest.approx(60, abs=0.01)
    assert row["multipart"]
    assert not row["irregular"]


def test_parts_are_counted_plot_by_plot():
    pair = shapely.MultiPolygon([shapely.box(0, 0, 100, 60), shapely.box(190, 0, 200, 10)])
    single = shapely.MultiPolygon([shapely.box(0, 0, 90, 50)])
    rows = measure(single, pair, shapely.box(0, 0, 80, 70), use=["B1"] * 3)
    assert rows["multipart"].tolist() == [False, True, False]
    assert rows["min_side_m"].tolist() == [50.0, 60.0, 70.0]
    assert rows["area_m2"].tolist() == [4500.0, 6100.0, 5600.0]


def test_hole_takes_area_and_circle_but_no_side():
    # ┌───────┐   a court of 40 × 40 in the middle of 100 × 100: 8400 m². The hull is the square.
    # │  ┌─┐  │   The circle sits in a corner: r = 30 + 30 − √(2·30·30) = 17.574
    # │  └─┘  │
    # └───────┘
    court = shapely.Polygon(shapely.box(0, 0, 100, 100).exterior, [shapely.box(30, 30, 70, 70).exterior.coords])
    row = first(court)
    assert (row["area_m2"], row["min_side_m"], row["mbr_side_m"]) == (8400.0, 100.0, 100.0)
    assert row["inscribed_m"] == pytest.approx(35.147, abs=0.01)
    assert row["irregular"]


def test_parallelogram_is_as_wide_as_the_way_across_it():
    #    ╱‾‾‾╱    100 m long, 50 m across; its smallest rectangle is 150 × 50
    #   ╱___╱
    row = first(shapely.Polygon([(0, 0), (100, 0), (150, 50), (50, 50)]))
    assert (row["area_m2"], row["min_side_m"], row["mbr_side_m"]) == (5000.0, 50.0, 50.0)


@pytest.mark.parametrize("degrees", [0, 7, 30, 45, 90, 123.4, 180, 271])
@pytest.mark.parametrize(
    ("shape", "side"),
    [
        (shapely.box(0, 0, 100, 60), 60.0),
        (l_shape(40, 40), 100.0),
        (shapely.Polygon([(0, 0), (100, 0), (150, 50), (50, 50)]), 50.0),
    ],
)
def test_short_side_of_the_smallest_rectangle_turns_with_the_plot(shape, side, degrees):
    assert first(turned(shape, degrees, (500000, 2500000)))["mbr_side_m"] == pytest.approx(side, abs=0.011)


def test_short_side_of_a_triangle_is_the_same_however_it_is_turned():
    # 60, 80, 100 m: the rectangles on all three edges hold 4800 m²; which one is taken must not turn
    triangle = shapely.Polygon([(0, 0), (80, 0), (0, 60)])
    sides = {first(turned(triangle, degrees))["mbr_side_m"] for degrees in range(0, 360, 7)}
    assert max(sides) - min(sides) < 0.02


# The 90 % rule (note to table 4.2.2), plot of 100 × 100 m

HECTARE = shapely.box(0, 0, 100, 100)
NULL = float("nan")


def classes(n, **columns):
    return measure(*[HECTARE] * n, **columns)["use_class"].tolist()


@pytest.mark.parametrize("unit", [1, 0.01, 0.0001], ids=["areas", "percentages", "fractions"])
@pytest.mark.parametrize(
    ("commercial", "residential", "use_class"),
    [
        (9000, 1000, "commercial"),  # 90.0 %: "not less than 90 %" classifies
        (8999, 1001, "mixed"),  # 89.99 %
        (5000, 5000, "mixed"),
        (1000, 9000, "residential"),
        (0, 10000, "residential"),
        (9000, NULL, "commercial"),  # a part alone is a share of the plot
        (8999, NULL, "mixed"),
        (NULL, 9500, "residential"),
        (NULL, NULL, "public_service"),  # not stated: the code decides
        (8800, 400, "mixed"),  # 88 % of the plot's land, though 95.65 % of what is stated
    ],
)
def test_share_of_ninety_percent_makes_a_single_use(commercial, residential, use_class, unit):
    # a second plot shows the unit of the layer: its parts are all there is
    shares = {"commercial_m2": [commercial * unit, 6000 * unit], "residential_m2": [residential * unit, 4000 * unit]}
    assert classes(2, use=["A2", "A2"], **shares) == [use_class, "mixed"]


@pytest.mark.parametrize(
    ("field", "use_class"),
    [
        ("commercial_m2", "commercial"),
        ("residential_m2", "residential"),
        ("public_m2", "public_service"),
        ("other_m2", "other"),
    ],
)
def test_each_field_stands_for_its_class(field, use_class):
    parts = {name: [0.0] for name in ("commercial_m2", "residential_m2", "public_m2", "other_m2")}
    parts["commercial_m2" if field != "commercial_m2" else "other_m2"] = [800.0]
    assert classes(1, use=["B1/R2"], **{**parts, field: [9200.0]}) == [use_class]


@pytest.mark.parametrize(
    ("value", "use_class"),
    [
        (9000, "commercial"),
        ("9000 m²", "commercial"),
        ("≤9,000", "commercial"),
        ("８９９９ 平方米", "mixed"),
        ("8999.00", "mixed"),
        (None, "residential"),
        ("", "residential"),
        ("无", "residential"),
        (0, "residential"),
        ("0", "residential"),
    ],
)
def test_single_field_is_compared_with_the_area_of_the_plot(value, use_class):
    assert classes(1, use=["R2"], commercial_m2=[value]) == [use_class]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["90%", "89.99%", "5%", None], ["commercial", "mixed", "mixed", "residential"]),
        (["0.90", "0.8999", "0.05", None], ["commercial", "mixed", "mixed", "residential"]),
        ([".9", ".8999", ".05", None], ["commercial", "mixed", "mixed", "residential"]),
    ],
)
def test_single_field_of_percentages_or_fractions_is_a_share_of_the_whole(values, expected):
    assert classes(4, use=["R2"] * 4, commercial_m2=values) == expected


def test_code_with_shares_of_land_stated_beside_it():
    # land of several codes: B1 and R2 without shares are mixed, with 95 % commercial they are not
    shares = {"commercial_m2": [NULL, 9500], "residential_m2": [NULL, 500]}
    assert classes(2, use=["B1/R2", "B1/R2"], **shares) == ["mixed", "commercial"]


def test_share_classifies_a_plot_whose_code_is_unknown():
    shares = {"commercial_m2": [9500, 5000], "residential_m2": [500, 5000]}
    assert classes(2, use=[None, "?"], **shares) == ["commercial", "mixed"]
    assert classes(1, commercial_m2=[9500], residential_m2=[500]) == ["commercial"]


def test_floor_areas_larger_than_the_plot_are_taken_as_shares_and_said_so():
    # one building with stacked uses: 28500 of 30000 m² floor area on 10000 m² of land
    rows = measure(*[HECTARE] * 3, use=["R2"] * 3, commercial_m2=[28500, 26000, 9500], residential_m2=[1500, 4000, 500])
    assert rows["use_class"].tolist() == ["commercial", "mixed", "commercial"]
    assert rows["floor_shares"].tolist() == [True, True, False]


# Uses without a size, and unknown ones


@pytest.mark.parametrize("use", ["G1", "S42", "M1", "M0", "U12", "1401", "公园绿地", "park"])
def test_other_uses_have_no_plot_size(use):
    row = first(HECTARE, use)
    assert (row["use_class"], row["state"], row["grade"]) == ("other", "not_applicable", "unassessed")
    assert (row["area_check"], row["side_check"]) == ("na", "na")
    assert row["area_m2"] == 10000.0
    assert np.isnan(row[["needed_area_m2", "needed_side_m"]].astype(float)).all()


@pytest.mark.parametrize("use", [None, float("nan"), "", "  ", "待定", "ZZ", "B1/ZZ"])
def test_unknown_use_is_missing_and_never_graded(use):
    row = first(HECTARE, use)
    assert (row["use_class"], row["state"], row["grade"]) == ("", "missing", "unassessed")
    assert (row["area_check"], row["side_check"]) == ("na", "na")


def test_plots_without_any_field_of_use_are_missing():
    assert measure(HECTARE)[["use_class", "state", "grade"]].iloc[0].tolist() == ["", "missing", "unassessed"]


def test_unknown_plot_changes_nothing_for_its_neighbours():
    rows = measure(*[HECTARE] * 4, use=["B1", None, "G1", "R2"])
    assert rows["grade"].tolist() == ["excellent", "unassessed", "unassessed", "excellent"]
    assert rows["state"].tolist() == ["graded", "missing", "not_applicable", "graded"]


def test_numeric_codes_of_a_spreadsheet_are_read():
    assert classes(4, use=[901.0, 701.0, NULL, 1401.0]) == ["commercial", "residential", "", "other"]
    assert classes(3, use=[901, 7, 803]) == ["commercial", "residential", "public_service"]


def test_user_codes_come_first():
    own_uses = {"X9": "commercial", "R2": "public_service", "混合住区": "residential"}
    rows = measure(*[HECTARE] * 4, use=["X9", "R2", "混合住区", "B1"], own_uses=own_uses)
    assert rows["use_class"].tolist() == ["commercial", "public_service", "residential", "commercial"]


# What the next grade needs


@CLASSES
@pytest.mark.parametrize(
    ("side_off", "area_from", "area_off", "needed_side", "needed_area"),
    [
        (0, "lower", 0, None, None),
        (0, "lower", -300, None, 300),
        (0, "upper", 300, None, -300),
        (-2.5, "upper", 0, 2.5, None),
        (-2.5, "lower", -300, 2.5, 300),
        (-2.5, "upper", 300, 2.5, -300),
    ],
)
def test_needed_numbers_reach_the_next_grade(use_class, side_off, area_from, area_off, needed_side, needed_area):
    code, lower, upper, least, _ = TABLE[use_class]
    side, area = least + side_off, (lower if area_from == "lower" else upper) + area_off
    row = first(rectangle(side, area), code)
    found = [None if np.isnan(row[name]) else row[name] for name in ("needed_side_m", "needed_area_m2")]
    assert found == pytest.approx([needed_side, needed_area])
    larger, wider = area + (needed_area or 0), side + (needed_side or 0)
    both = first(rectangle(wider, larger), code)["grade"]
    one = {first(rectangle(side, larger), code)["grade"]} if needed_area else set()
    one |= {first(rectangle(wider, area), code)["grade"]} if needed_side else set()
    assert both == "excellent"
    assert one <= ({"good"} if row["grade"] == "fair" else {"excellent"})


def test_needed_area_of_a_core_plot_knows_no_upper_bound():
    rows = measure(rectangle(60, 4000), shapely.box(0, 0, 300, 200), use=["B1"] * 2, core=[1, 1])
    assert rows["needed_area_m2"].tolist() == pytest.approx([1000, NULL], nan_ok=True)


def test_value_within_the_scale_error_of_a_bound_is_named():
    plots = [rectangle(65, 5000.9), rectangle(65, 5001.1), rectangle(60.005, 9000), rectangle(60.007, 9000), HECTARE]
    rows = measure(*plots, use=["B1"] * 5, scale_error=1e-4)  # an area is off by twice that
    assert rows["near_bound"].tolist() == pytest.approx([5000, NULL, 60, NULL, NULL], nan_ok=True)
    assert measure(plots[0], use=["B1"])["near_bound"].isna().all()


# Judges


def random_hulls(number, seed):
    random = np.random.default_rng(seed)
    points = [random.uniform(0, 200, (random.integers(3, 12), 2)) for _ in range(number)]
    return shapely.convex_hull(np.array([shapely.MultiPoint(p) for p in points]))


def test_smallest_width_agrees_with_looking_in_every_direction():
    """Judge: brute force over 1800 directions, never narrower and at most a hair wider."""
    hulls = random_hulls(200, 1)
    angles = np.radians(np.arange(0, 180, 0.1))
    directions = np.array([np.cos(angles), np.sin(angles)])
    looked = np.array([np.ptp(shapely.get_coordinates(hull) @ directions, axis=0).min() for hull in hulls])
    width, _, _ = smallest_widths(hulls)
    # half a step off, a plot of diameter d looks wider by d · sin 0.05° at most
    assert (width <= looked + 1e-9).all()
    assert (looked - width <= 283 * np.sin(np.radians(0.05))).all()


def test_smallest_rectangle_agrees_with_shapely():
    """Judge: shapely's own rotated rectangle of least area."""
    hulls = random_hulls(200, 2)
    width, side, area = smallest_widths(hulls)
    rectangles = [shapely.minimum_rotated_rectangle(hull) for hull in hulls]
    assert area == pytest.approx(shapely.area(rectangles), rel=1e-9)
    judged = [np.hypot(*np.diff(shapely.get_coordinates(one)[:3], axis=0).T).min() for one in rectangles]
    # several rectangles may hold the least area, as those on the edges of a triangle do
    assert all(np.isclose(s, [j, *least_sides(hull)]).any() for s, j, hull in zip(side, judged, hulls))
    assert (width <= side + 1e-9).all()


def least_sides(hull):
    """The short sides of all rectangles of least area, edge by edge."""
    points = shapely.get_coordinates(hull)
    unit = np.diff(points, axis=0) / np.hypot(*np.diff(points, axis=0).T)[:, None]
    along = np.ptp(points @ unit.T, axis=0)
    across = np.ptp(points @ np.column_stack([-unit[:, 1], unit[:, 0]]).T, axis=0)
    least = np.isclose(along * across, (along * across).min(), rtol=1e-9)
    return np.minimum(along, across)[least]


def test_smallest_widths_of_many_are_those_of_each():
    hulls = random_hulls(50, 3)
    together = np.column_stack(smallest_widths(hulls))
    apart = np.array([[column[0] for column in smallest_widths(hulls[i : i + 1])] for i in range(len(hulls))])
    assert together == pytest.approx(apart, abs=1e-9)


def ring(outer, inner):
    return shapely.Polygon(outer.exterior, [inner.exterior.coords])


CIRCLES = {
    "rectangle": (shapely.box(0, 0, 100, 60), 60),
    "right triangle": (shapely.Polygon([(0, 0), (60, 0), (0, 80)]), 40),  # r = (60 + 80 − 100) / 2
    "equal triangle": (shapely.Polygon([(0, 0), (100, 0), (50, 50 * np.sqrt(3))]), 100 / np.sqrt(3)),
    # touches both outer sides and the inner corner (a, b): r = a + b − √(2ab)
    "L 40 40": (l_shape(40, 40), 2 * (80 - np.sqrt(3200))),
    "L 60 40": (l_shape(60, 40), 2 * (100 - np.sqrt(4800))),
    "L 60 20": (l_shape(60, 20), 60),  # the foot is so low that the upright's width decides
    "heptagon": (HEPTAGON, 119.343),  # by linear programming: the point farthest from all edges
    "court": (ring(shapely.box(0, 0, 100, 100), shapely.box(30, 30, 70, 70)), 2 * (60 - np.sqrt(1800))),
    "court aside": (ring(shapely.box(0, 0, 100, 100), shapely.box(60, 40, 80, 60)), 2 * (100 - np.sqrt(4800))),
    "annulus": (ring(shapely.Point(0, 0).buffer(60, 256), shapely.Point(0, 0).buffer(20, 256)), 40),
}


@pytest.mark.parametrize("shape", CIRCLES)
@pytest.mark.parametrize("degrees", [0, 33])
def test_largest_circle_agrees_with_geometry(shape, degrees):
    polygon, diameter = CIRCLES[shape]
    polygon = np.array([turned(polygon, degrees)])
    assert inscribed_diameters(polygon, smallest_widths(polygon)[0])[0] == pytest.approx(diameter, abs=0.01)


def test_largest_circle_of_convex_plots_agrees_with_polylabel():
    """Judge: the pole of inaccessibility, found by another method."""
    hulls = random_hulls(60, 4)
    found = inscribed_diameters(hulls, smallest_widths(hulls)[0])
    judged = [2 * shapely.distance(shapely.ops.polylabel(hull, 0.001), hull.boundary) for hull in hulls]
    assert found == pytest.approx(np.array(judged), abs=0.013)


@pytest.mark.parametrize("corners", [3, 4, 5, 8])
def test_largest_circle_of_a_hull_agrees_with_linear_programming(corners):
    """Judge: the farthest point from all edges as a linear programme; far from the origin, dented or not."""
    random = np.random.default_rng(corners)
    angles = np.sort(random.uniform(0, 2 * np.pi, (40, corners)), axis=1)
    angles = angles[np.diff(angles, axis=1, append=angles[:, :1] + 2 * np.pi).max(axis=1) < 3]
    rings = np.stack([500_000 + 90 * np.cos(angles), 4_000_000 + 40 * np.sin(angles)], axis=2)
    hulls = shapely.polygons(rings)
    found = inscribed_diameters(hulls, smallest_widths(hulls)[0])
    assert len(hulls) > 3
    for ring_, diameter in zip(rings, found):
        along = np.roll(ring_, -1, axis=0) - ring_
        inward = np.column_stack([-along[:, 1], along[:, 0]]) / np.hypot(*along.T)[:, None]
        local = ring_ - ring_.mean(axis=0)
        best = scipy.optimize.linprog(
            [0, 0, -1],
            A_ub=np.column_stack([-inward, np.ones(corners)]),
            b_ub=-(inward * local).sum(axis=1),
            bounds=[(None, None)] * 3,
        )
        assert diameter == pytest.approx(2 * best.x[2], rel=2e-4)


# Properties


@st.composite
def plots(draw):
    """Star-shaped plots, some with a court, some with a second part."""
    n = draw(st.integers(3, 9))
    radii = np.array(draw(st.lists(st.floats(30, 150), min_size=n, max_size=n)))
    angles = 2 * np.pi * np.arange(n) / n
    corners = radii[:, None] * np.column_stack([np.cos(angles), np.sin(angles)])
    holes = [corners[::-1] * 0.3] if draw(st.booleans()) else []
    plot = shapely.Polygon(corners, holes)
    if draw(st.booleans()):
        plot = shapely.MultiPolygon([plot, shapely.box(400, 0, 420, 20)])
    return plot


FIGURES = ["area_m2", "min_side_m", "inscribed_m"]


@settings(deadline=None, max_examples=80)
@given(plots(), st.floats(0, 360), st.tuples(st.floats(-5e6, 5e6), st.floats(-5e6, 5e6)))
def test_moving_and_turning_change_nothing(plot, degrees, offset):
    here, there = first(plot), first(turned(plot, degrees, offset))
    assert there[FIGURES].tolist() == pytest.approx(here[FIGURES].tolist(), abs=0.02)
    assert there["multipart"] == here["multipart"]


@settings(deadline=None, max_examples=60)
@given(plots(), st.integers(0, 8), st.booleans())
def test_where_a_ring_begins_and_runs_changes_nothing(plot, start, backward):
    def rolled(line):
        points = np.roll(shapely.get_coordinates(line)[:-1], start, axis=0)
        return points[::-1] if backward else points

    parts = [
        shapely.Polygon(rolled(part.exterior), [rolled(hole) for hole in part.interiors])
        for part in shapely.get_parts(plot)
    ]
    again = first(shapely.MultiPolygon(parts[::-1]))
    assert again[FIGURES].tolist() == pytest.approx(first(plot)[FIGURES].tolist(), abs=0.011)


@settings(deadline=None, max_examples=60)
@given(plots())
def test_circle_fits_the_width_and_the_width_fits_the_rectangle(plot):
    row = first(plot)
    assert 0 < row["inscribed_m"] <= row["min_side_m"] + 0.01
    assert row["min_side_m"] <= row["mbr_side_m"]


@settings(deadline=None, max_examples=40)
@given(plots())
def test_doubling_lengths_doubles_sides_and_quadruples_areas(plot):
    one, two = first(plot), first(shapely.transform(plot, lambda xy: 2 * xy))
    assert two["area_m2"] == pytest.approx(4 * one["area_m2"], abs=0.03)
    assert two[FIGURES[1:]].tolist() == pytest.approx([2 * one[figure] for figure in FIGURES[1:]], abs=0.05)


MANY = {
    "use": ["B1", "R2", None, "G1", "B1/R2", "A2", "B1", "ZZ", "901", "商住"],
    "core": ["是", None, "否", "1", None, "yes", None, None, "0", None],
    "commercial_m2": [None, "9500", None, None, 3000, None, None, None, "≤100", None],
    "residential_m2": [None, 500, None, None, 4000, None, None, None, None, None],
}
SHAPES = [shapely.box(0, 0, 20.0 * k + 50, 15.0 * k + 40) for k in range(10)]


@settings(deadline=None, max_examples=40)
@given(st.permutations(range(10)))
def test_order_of_the_plots_changes_nothing(order):
    frame = geopandas.GeoDataFrame(MANY, geometry=SHAPES)
    shuffled = plot_size(frame.iloc[order])
    assert shuffled.index.tolist() == list(order)
    figures = [*FIGURES, "mbr_side_m", "use_class", "area_check", "side_check", "grade", "state", "floor_shares"]
    expected = plot_size(frame)[figures].to_numpy(dtype=object).tolist()
    assert shuffled.sort_index()[figures].to_numpy(dtype=object).tolist() == expected


def test_input_is_left_as_it_is_and_its_fields_are_kept():
    frame = geopandas.GeoDataFrame({"plot": ["a", "b"], "use": ["B1", "R2"]}, geometry=[HECTARE] * 2, index=[7, 3])
    before = frame.copy()
    result = plot_size(frame)
    assert frame.equals(before)
    assert result["plot"].to_dict() == {7: "a", 3: "b"}
    assert result["use_class"].to_dict() == {7: "commercial", 3: "residential"}


def test_more_plots_than_one_batch_are_measured_alike():
    # squares of 50, 50.01, 50.02 … m; a batch holds 5000
    sides = np.round(50 + 0.01 * np.arange(5003), 2)
    frame = geopandas.GeoDataFrame({"use": "B1"}, geometry=shapely.box(0, 0, sides, sides), index=range(5003))
    results = []

    def watched():
        results.append((yield from plot_size_steps(frame)))

    done = list(watched())
    result = results[0]
    assert done == sorted(done)
    assert 0 <= done[0] <= done[-1] < 1
    assert len(done) > 1
    assert result["min_side_m"].tolist() == sides.tolist()
    # 60 m reach the side, √5000 = 70.71 m the area as well
    grades = np.where(sides**2 >= 5000, "excellent", np.where(sides >= 60, "good", "fair"))
    assert result["grade"].tolist() == grades.tolist()


# The demo district


ANSWERS = json.loads((DATA / "demo_answers.json").read_text(encoding="utf-8"))["plot_size"]


@pytest.fixture(scope="module")
def demo():
    (frame,), _ = measuring.to_metres(geopandas.read_file(DEMO, layer="plots"))
    return plot_size(frame).set_index("plot")


def test_demo_answers_name_every_plot_once(demo):
    assert sorted(demo.index) == sorted(answer["plot"] for answer in ANSWERS["plots"])


@pytest.mark.parametrize("answer", ANSWERS["plots"], ids=lambda answer: answer["plot"])
def test_demo_plot_has_its_hand_worked_answer(demo, answer):
    row = demo.loc[answer["plot"]]
    assert row["area_m2"] == pytest.approx(answer["area_m2"], abs=0.011)
    assert row["min_side_m"] == pytest.approx(answer["min_side_m"], abs=0.011)
    names = ["area_check", "side_check", "grade", "state"]
    assert row[names].tolist() == [answer[name] for name in names]
    assert row["use_class"] == (answer["use_class"] or "")


def test_demo_counts_are_those_worked_by_hand(demo):
    assert demo["grade"].value_counts().to_dict() == ANSWERS["counts"]
    assert demo["state"].value_counts().to_dict() == ANSWERS["counts_by_state"]
