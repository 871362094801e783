"""Clause 4.1.3-2 by hand: control lines, what of them is built up, and the grades of frontages and street sides."""

import pathlib

import geopandas
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from multiground.urbanform import clauses, measuring, tables
from multiground.urbanform.errors import InputError
from multiground.urbanform.street_wall import limits, street_wall
from shapely import affinity

DEMO = pathlib.Path(__file__).parent.parent / "resources" / "demo" / "demo_district.gpkg"
FIGURES = ["length_m", "covered_m", "continuity", "longest_gap_m"]
STREET = [(-100, -10), (300, -10)]


def frame(shapes, **columns):
    return geopandas.GeoDataFrame(columns, geometry=list(shapes))


def line(*points):
    return shapely.LineString(points)


def box(x, y, right, top):
    return shapely.box(x, y, right, top)


PLOT = box(0, 0, 100, 60)


def measure(houses, plots=None, streets=None, setback=None, excluded=None, **options):
    """Measure shapes or frames; by default one plot and a street in front of it."""
    plots, streets = [PLOT] if plots is None else plots, [line(*STREET)] if streets is None else streets
    given = houses, plots, streets, setback, excluded
    layers = [each if each is None or isinstance(each, pd.DataFrame) else frame(each) for each in given]
    return street_wall(*layers, **options)


def only(*arguments, **options):
    """Return the figures of the only frontage."""
    fronts = measure(*arguments, **options).frontages
    assert len(fronts) == 1
    return fronts.iloc[0][FIGURES].tolist()


# The plot is 100 m long; the street runs 10 m in front of it.
#
#   ┌────────────────────────────┐ 60
#   │ ┌─────────┐     ┌────────┐ │      houses from 0 to 40 and from 60 to 95, fronts 5 m behind the edge:
#   │ └─────────┘     └────────┘ │ 5    the line lies at 5 m, 75 of 100 m are built up, the longest gap is 20 m
#   └────────────────────────────┘ 0
#  ══════════════════════════════════ −10
TWO = [box(0, 5, 40, 30), box(60, 5, 95, 30)]


def test_two_houses_and_a_gap():
    result = measure(TWO)
    assert result.frontages.iloc[0][FIGURES].tolist() == [100, 75, 75, 20]
    assert result.frontages.iloc[0][["method", "grade", "state"]].tolist() == ["estimated", "excellent", "graded"]
    assert (result.continuity, result.grade) == (75, "excellent")
    pieces = result.pieces.sort_values("length_m")
    assert pieces["length_m"].tolist() == [5, 20, 35, 40]
    assert pieces["covered"].tolist() == [False, False, True, True]
    assert {y for shape in result.frontages.geometry for _, y in shapely.get_coordinates(shape)} == {5}


def test_party_walls_leave_no_gap():
    assert only([box(20 * k, 4, 20 * k + 20, 15 + k) for k in range(5)]) == [100, 100, 100, 0]


#   ┌──────────────┐ 40     a court open to the street, 40 m wide and 20 m deep: a gap;
#   │   ┌──────┐   │        closed to the street, whatever lies behind the front, none
#   └───┘      └───┘ 5
@pytest.mark.parametrize(
    ("court", "figures"), [((30, 5, 70, 25), [100, 60, 60, 40]), ((30, 12, 70, 25), [100] * 3 + [0])]
)
def test_court_open_to_the_street_is_a_gap_and_no_hull_closes_it(court, figures):
    assert only([box(0, 5, 100, 40) - box(*court)]) == figures


#   fronts 5, 5, 5, 11, 11.01 m behind the edge, 20 m each; their median is 5: the line, and 6 m behind it 11
@pytest.mark.parametrize(("back", "covered"), [(11, 100), (11.01, 80), (30, 80)])
def test_front_counts_within_the_depth(back, covered):
    houses = [box(20 * k, 5, 20 * k + 20, 40) for k in range(4)] + [box(80, back, 100, 40)]
    assert only(houses)[:2] == [100, covered]


def test_depth_is_the_users():
    houses = [box(20 * k, 5, 20 * k + 20, 40) for k in range(4)] + [box(80, 8, 100, 40)]
    assert [only(houses, depth_m=depth)[1] for depth in (2, 3, 6)] == [80, 100, 100]


def test_line_lies_no_deeper_than_15_m():
    assert only([box(0, 21, 100, 40)]) == [100, 100, 100, 0]  # 15 + 6
    assert only([box(0, 21.01, 100, 40)]) == [100, 0, 0, 100]


@pytest.mark.parametrize(
    ("measure_of_rule", "limit", "figures"),
    [
        ("reach_m", "9.9", []),  # the street runs 10 m in front
        ("offset_m", "4", [[100, 80, 80, 20]]),  # from the line at 4 m to 10 m: the last house stands behind it
        ("depth_m", "5", [[100, 80, 80, 20]]),  # from the line at 5 m to 10 m
    ],
)
def test_another_city_rules_how_far_the_street_may_be_and_how_deep_the_line(tmp_path, measure_of_rule, limit, figures):
    houses = [box(20 * k, 5, 20 * k + 20, 40) for k in range(4)] + [box(80, 10.5, 100, 40)]
    assert measure(houses).frontages[FIGURES].to_numpy().tolist() == [[100, 100, 100, 0]]
    rules = [row | {"upper": limit} if row["measure"] == measure_of_rule else row for row in tables.rows("clauses")]
    pd.DataFrame(rules).to_csv(tmp_path / "city.csv", index=False)
    with clauses.profile(tmp_path / "city.csv"):
        assert measure(houses).frontages[FIGURES].to_numpy().tolist() == figures


def test_depth_is_measured_across_the_line():
    # 40 m of front on the line; the house of the next plot ends 5 m beside it: no perpendicular of the line meets it
    houses, plots = [box(0, 5, 40, 20), box(105, 5, 150, 20)], [box(0, 0, 100, 60), box(100, 0, 150, 60)]
    assert measure(houses, plots).frontages.iloc[0][FIGURES].tolist() == [100, 40, 40, 60]


# A lane of 4 m: what stands on its other side lies within 6 m of the line, too
#
#      ┌──────────────────┐ 0      the plot; its house, if any, is 8 m behind the edge
#   ═══════════════════════ −2
#      ██████████████████   −4     the house across the lane
ACROSS, LANE = box(0, -24, 100, -4), [line((-100, -2), (300, -2))]


def test_house_across_the_lane_covers_nothing():
    assert only([ACROSS], streets=LANE) == [100, 0, 0, 100]
    assert only([ACROSS, box(0, -1, 30, 20)], streets=LANE)[1] == 30
    assert only([ACROSS], streets=LANE, setback=[line((0, 1), (100, 1))])[1] == 0
    assert only([ACROSS], streets=LANE, setback=[line((100, 1), (0, 1))])[1] == 0


def test_house_across_the_lane_hides_no_front():
    result = measure([ACROSS, box(0, 8, 60, 40)], streets=LANE)
    assert result.frontages.iloc[0][FIGURES].tolist() == [100, 60, 60, 40]
    assert set(shapely.get_coordinates(result.frontages.geometry)[:, 1]) == {8}


def test_house_across_the_edge_stands_on_it():
    assert only([box(0, -9, 50, 20)], streets=[line((-100, -30), (300, -30))])[:2] == [100, 50]


# fronts 2 m and 12 m behind the edge in one half each: the line lies between, at 7 m, however the edge is cut
@pytest.mark.parametrize("cut", [[], [30], [70, 73, 77, 80], [50], [10, 11, 12, 13, 14]])
def test_vertices_of_an_edge_do_not_move_its_line(cut):
    plot = shapely.Polygon([(0, 0), *((x, 0) for x in cut), (100, 0), (100, 60), (0, 60)])
    result = measure([box(0, 2, 50, 20), box(50, 12, 100, 40)], [plot])
    assert {y for shape in result.frontages.geometry for _, y in shapely.get_coordinates(shape)} == {7}


# fronts 0.3 of 100 m at 2 m, 0.7 at 9 m; the first 30 m are ten edges
def test_front_weighs_by_its_length_not_by_the_edges_before_it():
    plot = shapely.Polygon([*((3 * k, 0) for k in range(11)), (100, 0), (100, 60), (0, 60)])
    result = measure([box(0, 2, 30, 20), box(30, 9, 100, 40)], [plot])
    assert {y for shape in result.frontages.geometry for _, y in shapely.get_coordinates(shape)} == {9}


# What is a frontage


@pytest.mark.parametrize(("y", "found"), [(-39.9, 1), (-40.1, 0), (-0.01, 1)])
def test_street_lies_within_40_m(y, found):
    assert len(measure(TWO, streets=[line((-100, y), (300, y))]).frontages) == found


def test_plot_behind_another_has_no_frontage():
    result = measure(TWO, [box(0, 0, 100, 20), box(0, 20, 100, 60)])
    assert result.frontages["plot"].tolist() == [0]
    behind = result.plots.iloc[1]
    assert (behind["grade"], behind["state"]) == ("unassessed", "not_applicable")
    assert np.isnan(behind["continuity"])


#   ┌───────────┐        the plot in front reaches from 0 to 60 m: of the edge behind, 60 to 100 m see the street
#   │           │
#   ├──────┬────┘ 20
#   └──────┘ 0     ══ −10
def test_edge_is_a_frontage_as_far_as_it_sees_the_street():
    result = measure([box(0, 25, 100, 40)], [box(0, 0, 60, 20), box(0, 20, 100, 60)])
    behind = result.frontages.set_index("plot").loc[1]
    assert behind[FIGURES].tolist() == [40, 40, 100, 0]


def test_street_that_ends_before_the_plot_does():
    assert only(TWO, streets=[line((-100, -10), (70, -10))])[0] == 70


# The street leaves from 20 to 70 m before the edge: 40 m are reached at (40 − 20) / 50 · 100 = 40 m
@pytest.mark.parametrize(("far", "metres"), [(70, 40), (55, 57.14), (40, 100)])
def test_slanting_street_is_faced_as_far_as_it_lies_within_40_m(far, metres):
    assert only([PLOT], streets=[line((0, -20), (100, -far))])[0] == metres


#   ┌──────────────┐       a jog of 1 m, or of 6 m
#   │      ┌───────┘
#   └──────┘
@pytest.mark.parametrize(("jog", "lengths"), [(0.02, [100]), (1, [100]), (4.9, [100]), (6, [50, 50])])
def test_jog_below_5_m_divides_no_frontage(jog, lengths):
    plot = shapely.Polygon([(0, 0), (50, 0), (50, jog), (100, jog), (100, 60), (0, 60)])
    assert measure([PLOT], [plot]).frontages["length_m"].tolist() == pytest.approx(lengths, abs=0.011)


def test_edge_in_short_steps_is_one_frontage():
    steps = [(x, k % 2) for k in range(25) for x in (4 * k, 4 * k + 4)]
    assert only([PLOT], [shapely.Polygon([*steps, (100, 60), (0, 60)])])[0] == 100


@pytest.mark.parametrize(("end", "found"), [(5, 1), (4.99, 0)])
def test_less_than_5_m_is_no_frontage(end, found):
    assert len(measure(TWO, streets=[line((-100, -10), (end, -10))]).frontages) == found


def test_only_counted_roads_make_frontages():
    streets = frame([line(*STREET), line((-20, -100), (-20, 200))], **{"class": ["footway", "residential"]})
    result = measure([box(0, 0, 100, 60)], streets=streets)
    assert result.frontages["length_m"].tolist() == [60]  # the western edge
    without = measure([box(0, 0, 100, 60)], streets=streets.drop(columns="class"))
    assert sorted(without.frontages["length_m"]) == [60, 100]


def test_nothing_to_face_is_told_and_not_graded():
    result = measure(TWO, streets=[line((0, -500), (9, -500))])
    assert len(result.frontages) == len(result.street_sides) == len(result.pieces) == 0
    assert np.isnan(result.continuity)
    assert result.grade == "unassessed"


# A corner plot has two frontages. The streets run south and west, the house 5 m behind both edges:
#
#   ║ ┌──────────────┐ 60     south 100 − 5 = 95 m, for the 5 m before the western front are no front of it,
#   ║ │ ┌────────────┤        west 60 − 5 = 55 m; all built up
#   ║ │ └────────────┤ 5
#   ╚ ════════════════ −10
CROSS = [line(*STREET), line((-10, -100), (-10, 200))]


def test_corner_plot_has_two_frontages():
    result = measure([box(5, 5, 100, 60)], streets=CROSS)
    assert sorted(result.frontages["length_m"].tolist()) == pytest.approx([55, 95], abs=0.011)
    assert (result.frontages["continuity"] > 99.97).all()


def test_chamfered_corner_belongs_to_one_of_the_two():
    plot = shapely.Polygon([(8, 0), (100, 0), (100, 60), (0, 60), (0, 8)])
    result = measure([box(0, 8, 100, 60)], [plot], CROSS)
    assert len(result.frontages) == 2


#       streets at an angle of 42° make a corner too
def test_acute_corner_is_a_corner():
    plot = shapely.Polygon([(0, 0), (100, 0), (100, 90)])
    result = measure([plot], [plot], [line(*STREET), line((-100, -80), (200, 190))])
    assert sorted(result.frontages["length_m"].round()) == [100, 135]  # √(100² + 90²) = 134.5


def test_streets_on_opposite_sides_make_two_frontages():
    result = measure([box(0, 0, 100, 60)], streets=[line(*STREET), line((-100, 70), (300, 70))])
    assert result.frontages["length_m"].tolist() == [100, 100]


# A curved street: an arc of 60°, radius 200 m, plot inside of it, houses along it in two thirds
def arc(radius, begin, end):
    angles = np.radians(np.linspace(begin, end, 61))
    return np.column_stack([radius * np.cos(angles), radius * np.sin(angles)])


def sector(inner, outer, begin, end):
    return shapely.Polygon([*arc(outer, begin, end), *arc(inner, begin, end)[::-1]])


def test_curved_frontage_is_one():
    plot, house = sector(140, 200, 60, 120), sector(150, 195, 60, 100)
    result = measure([house], [plot], [line(*arc(212, 40, 140))])
    length_m, _, continuity, _ = result.frontages.iloc[0][FIGURES]
    assert len(result.frontages) == 1
    assert length_m == pytest.approx(np.radians(60) * 195, abs=0.3)  # the line follows the front, 5 m inside
    assert continuity == pytest.approx(100 * 40 / 60, abs=0.3)


# Setback lines
#
#   the line is drawn 3 m behind the edge from 0 to 80: of 80 m, 0–40 and 60–80 are built up
@pytest.mark.parametrize("named", [True, False])
def test_setback_line_is_the_control_line(named):
    plots = frame([box(0, 0, 100, 60), box(100, 0, 200, 60)], plot=["A", "B"])
    lines = frame([line((0, 3), (80, 3))], plot=["A" if named else None])
    result = measure(TWO, plots, setback=lines)
    front = result.frontages.set_index("plot").loc[0]
    assert front[FIGURES].tolist() == [80, 60, 75, 20]
    assert front["method"] == "setback"
    assert result.frontages.set_index("plot").loc[1, "method"] == "estimated"


def test_setback_line_along_a_whole_block_is_cut_by_its_plots():
    plots = [box(0, 0, 100, 60), box(100, 0, 150, 60)]
    result = measure(TWO, plots, setback=[line((-20, 3), (150, 3))])
    assert result.frontages["length_m"].tolist() == [100, 50]
    assert set(result.frontages["method"]) == {"setback"}


def test_setback_line_around_a_corner_makes_two_frontages():
    result = measure([box(5, 5, 90, 60)], streets=CROSS, setback=[line((5, 60), (5, 5), (100, 5))])
    found = sorted(result.frontages[FIGURES].to_numpy().tolist())
    assert found == [[55, 55, 100, 0], [95, 85, pytest.approx(89.47), 10]]


def test_frontage_without_a_setback_line_is_estimated_beside_one_with_it():
    result = measure([box(5, 5, 100, 60)], streets=CROSS, setback=[line((5, 5), (100, 5))])
    assert sorted(result.frontages["method"]) == ["estimated", "setback"]


# Houses at 0–30 and 70–100 on a line drawn in two: whatever way it is drawn, the gap is 40 m
@pytest.mark.parametrize(
    "drawn",
    [
        [[(0, 3), (50, 3)], [(50, 3), (100, 3)]],
        [[(0, 3), (50, 3)], [(100, 3), (50, 3)]],
        [[(50, 3), (100, 3)], [(0, 3), (50, 3)]],
        [[(0, 3), (100, 3)], [(100, 3), (0, 3)]],  # twice
        [[(0, 3), (70, 3)], [(30, 3), (100, 3)]],  # with an overlap
    ],
)
def test_way_a_setback_line_is_drawn_changes_nothing(drawn):
    houses = [box(0, 3, 30, 20), box(70, 3, 100, 20)]
    assert only(houses, setback=[line(*points) for points in drawn]) == [100, 60, 60, 40]


# A line around the plot, 5 m behind its edges; only the southern 90 m face the street, and 45 of them are built up
#
#   ┌────────────┐
#   │ ┌────────┐ │
#   │ └━━━━────┘ │
#   └────────────┘
#  ════════════════
def test_line_around_the_plot_counts_where_it_faces_the_street():
    around = [(5, 5), (95, 5), (95, 55), (5, 55), (5, 5)]
    for points in (around, around[::-1]):
        assert only([box(5, 5, 50, 20)], setback=[line(*points)]) == [90, 45, 50, 45]
    deep = only([box(0, 40, 60, 55)], setback=[line((0, 40), (100, 40))])  # nearer to the rear, but the only one
    assert deep == [100, 60, 60, 40]


# On the edge itself, in four pieces, turned and moved far away: coordinates lie to both sides of the edge by a hair
@pytest.mark.parametrize("degrees", [0, 37, 123, 200, 311])
@pytest.mark.parametrize("named", [True, False])
def test_line_and_square_on_the_edge_need_no_exact_coordinates(degrees, named):
    def there(shape):
        return affinity.translate(affinity.rotate(shape, degrees, (0, 0)), 500_000, 2_500_000)

    plots = frame(map(there, [PLOT, box(100, 0, 150, 60)]), plot=["A", "B"])
    edge = there(line((0, 0), (13, 0), (33.3, 0), (71.7, 0), (100, 0)))
    lines, houses, street = frame([edge], plot=["A" if named else None]), map(there, TWO), [there(line(*STREET))]
    square = there(shapely.Polygon([(45, -5), (45, 0), (47.7, 0), (51.3, 0), (55, 0), (55, -5)]))
    front = measure(houses, plots, street, lines, [square]).frontages.set_index("plot").loc[0]
    assert front[FIGURES].tolist() == pytest.approx([90, 75, 83.33, 5])
    assert front["method"] == "setback"


def test_curved_setback_line_counts_to_its_ends():
    # radius 195 m, 60°: 204.2 m; houses from 60° to 100°
    plot, house = sector(140, 200, 60, 120), sector(150, 195, 60, 100)
    for points in (arc(195, 60, 120), arc(195, 120, 60)):
        length_m, covered_m, _, gap_m = only([house], [plot], [line(*arc(212, 40, 140))], [line(*points)])
        assert (length_m, covered_m, gap_m) == pytest.approx((204.2, 136.13, 68.07), abs=0.15)


# It names plot A and runs on over the crossing and before plot B: only A's 100 m are A's
def test_line_longer_than_the_plot_that_it_names_is_cut_to_it():
    plots = frame([PLOT, box(100, 0, 200, 60)], plot=["A", "B"])
    lines = frame([line((-30, 3), (150, 3))], plot=["A"])
    fronts = measure([box(0, 3, 100, 20)], plots, setback=lines).frontages.set_index("plot")
    assert fronts.loc[0, FIGURES].tolist() == [100, 100, 100, 0]
    assert fronts.loc[1, "method"] == "estimated"
    beside = frame([line((0, -3), (100, -3))], plot=["A"])  # drawn in the street: taken as it is
    assert measure([box(0, 0, 100, 20)], plots, setback=beside).frontages["length_m"].tolist() == [100, 100]


def test_line_that_ends_a_centimetre_in_the_next_plot_is_none_of_it():
    plots, lines = [PLOT, box(100, 0, 200, 60)], [line((0, 3), (100.01, 3))]
    fronts = measure([box(100, 0, 140, 20)], plots, setback=lines).frontages.set_index("plot")
    assert fronts["method"].tolist() == ["setback", "estimated"]
    assert fronts.loc[1, FIGURES].tolist() == [100, 40, 40, 60]


# Excluded areas leave the line: 100 − 10 = 90 m, covered 75 − 5 = 70, gaps 15 and 5
#
#   ██████████      ██ · ████████          ·· the passage from 55 to 65
def test_excluded_passage_leaves_the_denominator():
    assert only(TWO, excluded=[box(55, -5, 65, 20)]) == [90, 70, pytest.approx(77.78), 15]


# The passage slants at 45° and is 10 m wide along the line at y = 0: from 55 to 65 m, not from 54.5 to 65.5
def test_slanting_passage_takes_what_it_takes_of_the_line():
    passage = shapely.Polygon([(45, -10), (55, -10), (75, 10), (65, 10)])
    assert only([box(0, 0, 20, 20)], excluded=[passage])[:2] == [90, 20]
    beside = box(55, -5, 65, -0.3)  # it ends 0.3 m before the line
    assert only([box(0, 0, 20, 20)], excluded=[beside])[0] == 90
    assert only([box(0, 0, 20, 20)], excluded=[box(55, -5, 65, -0.6)])[0] == 100
    assert only([box(0, 0, 20, 20)], excluded=[box(55, -5, 65, 9), box(60, -5, 70, 9)])[0] == 85  # 55 to 70, once


def test_gap_on_both_sides_of_a_passage_is_two_gaps():
    assert only(TWO, excluded=[box(48, -5, 50, 20)]) == [98, 75, pytest.approx(76.53), 10]


def test_frontage_that_is_excluded_is_not_applicable():
    front = measure(TWO, excluded=[box(-1, -5, 96, 20)]).frontages.iloc[0]
    assert (front["length_m"], front["state"], front["grade"]) == (4, "not_applicable", "unassessed")


# Plots without buildings


def test_empty_plot_has_no_street_wall():
    plots = frame([box(0, 0, 100, 60), box(120, 0, 200, 60)], use=["B1", None])
    result = measure([box(500, 0, 510, 10)], plots)
    assert result.frontages["continuity"].tolist() == [0, 0]
    assert result.frontages["grade"].tolist() == ["fair", "fair"]


def test_no_street_wall_is_asked_of_a_park():
    plots = frame([box(0, 0, 100, 60), box(120, 0, 200, 60)], use=["G1", "B1"])
    result = measure([box(120, 0, 200, 60)], plots)
    assert result.plots["state"].tolist() == ["not_applicable", "graded"]
    assert result.frontages["state"].tolist() == ["not_applicable", "graded"]
    assert result.continuity == 100
    assert result.street_sides["length_m"].tolist() == [80]
    built = measure([box(10, 5, 20, 20)], plots)  # a park with a house is measured
    assert built.plots["state"].tolist() == ["graded", "graded"]


# Street sides: a plot on either side of the street, and a crossing at x = 150
#
#   ┌── A 100 ──┐│┌── B 100 ──┐      north, west of the crossing: A, all of 100 m
#   ════════════╪══════════════      north, east: B, 40 of 100 m
#   └── C 100 ──┘│                   south, west: C, 60 of 100 m
def test_street_sides_are_those_between_crossings():
    plots = [box(0, 0, 100, 40), box(200, 0, 300, 40), box(0, -60, 100, -20)]
    houses = [box(0, 0, 100, 20), box(200, 0, 240, 20), box(0, -40, 60, -20)]
    result = measure(houses, plots, [line((-50, -10), (350, -10)), line((150, -100), (150, 100))])
    sides = result.street_sides
    assert sorted(sides["continuity"]) == [40, 60, 100]
    assert sides.set_index("continuity")["grade"].to_dict() == {40: "fair", 60: "excellent", 100: "excellent"}
    assert sides.set_index("continuity")["right"].to_dict() == {40: False, 60: True, 100: False}
    assert set(sides["road"]) == {0}


@pytest.mark.parametrize("cut", [[(-50, -10), (20, -10), (350, -10)], [(350, -10), (20, -10), (-50, -10)]])
def test_how_a_street_is_drawn_changes_no_side(cut):
    plots, houses = [box(0, 0, 100, 40), box(110, 0, 200, 40)], [box(0, 0, 100, 20), box(110, 0, 150, 20)]
    whole = measure(houses, plots, [line(cut[0], cut[-1])]).street_sides
    parts = measure(houses, plots, [line(*cut[:2]), line(*cut[1:])]).street_sides
    assert whole[[*FIGURES, "right"]].to_numpy().tolist() == parts[[*FIGURES, "right"]].to_numpy().tolist()
    assert whole[FIGURES].iloc[0].tolist() == [190, 140, pytest.approx(73.68), 50]


#   ██████──────│────────██████      plots from 0 to 100 and to 160, with lines 5 m and 2 m behind the edge,
#  ═══════════════════════════      open from 60 to 100 and from 100 to 130: 40 m and 30 m, of the side 70 m
@pytest.mark.parametrize("backward", [False, True])
def test_gap_of_a_street_side_runs_from_plot_to_plot(backward):
    plots, houses = [PLOT, box(100, 0, 160, 60)], [box(0, 5, 60, 20), box(130, 2, 160, 20)]
    street = line((300, -10), (-100, -10)) if backward else line(*STREET)
    result = measure(houses, plots[::-1], [street])
    assert sorted(result.frontages["longest_gap_m"]) == [30, 40]
    assert result.street_sides[FIGURES].to_numpy().tolist() == [[160, 90, 56.25, 70]]
    parted = measure(houses, [PLOT, box(110, 0, 160, 60)], [street], excluded=[box(90, 0, 95, 9)]).street_sides
    assert parted["longest_gap_m"].tolist() == [30]  # 60–90, 95–100 and 110–130


def test_street_drawn_twice_is_one():
    plots, houses = [box(0, 0, 100, 40), box(110, 0, 200, 40)], [box(0, 0, 100, 20), box(110, 0, 150, 20)]
    once, again = line((-50, -10), (350, -10)), line((350, -10), (20, -10), (-50, -10))
    for streets in ([once, again], [again, once]):
        sides = measure(houses, plots, streets).street_sides
        assert sides[FIGURES].to_numpy().tolist() == [[190, 140, pytest.approx(73.68), 50]]


def test_side_names_a_road_of_its_own_street():
    streets = [line((-900, -900), (-800, -900)), line((350, -10), (110, -10)), line((110, -10), (-50, -10))]
    assert measure([PLOT], streets=streets).street_sides["road"].tolist() == [2]


@pytest.mark.parametrize("noise", [0, 1e-9, -1e-9])
@pytest.mark.parametrize("backward", [False, True])
def test_side_of_a_street_due_north_is_seen_from_its_south(noise, backward):
    street = line((-10, -100), (-10 + noise, 200))
    assert measure([PLOT], streets=[shapely.reverse(street) if backward else street]).street_sides[
        "right"
    ].tolist() == [True]


# a street that ends a thousandth of a millimetre before the other is a crossing all the same
@pytest.mark.parametrize("short", [0, 1e-6, 0.005])
def test_crossing_needs_no_exact_point(short):
    plots, houses = [box(0, 0, 100, 40), box(120, 0, 220, 40)], [box(0, 0, 100, 20), box(120, 0, 160, 20)]
    streets = [line((-50, -10), (350, -10)), line((110, -100), (110, -10 - short))]
    assert sorted(measure(houses, plots, streets).street_sides["continuity"]) == [40, 100]


# Grades at each bound: a house of so many metres on a line of 100 m


@pytest.mark.parametrize(
    ("built", "grade", "needed"),
    [(70, "excellent", None), (69.99, "good", 0.01), (60, "good", 10), (59.99, "fair", 0.01), (25, "fair", 35)],
)
def test_frontage_changes_its_grade_at_each_bound(built, grade, needed):
    front = measure([box(0, 0, built, 20)]).frontages.iloc[0]
    assert (front["continuity"], front["grade"]) == (built, grade)
    assert np.isnan(front["needed_m"]) if needed is None else front["needed_m"] == pytest.approx(needed)


@pytest.mark.parametrize(("built", "grade", "needed"), [(50, "excellent", None), (49.99, "fair", 0.01)])
def test_street_side_changes_its_grade_at_50(built, grade, needed):
    side = measure([box(0, 0, built, 20)]).street_sides.iloc[0]
    assert (side["continuity"], side["grade"]) == (built, grade)
    assert np.isnan(side["needed_m"]) if needed is None else side["needed_m"] == pytest.approx(needed)


def test_needed_front_reaches_the_grade_where_target_and_minimum_are_one():
    front = measure([box(0, 0, 50, 20)], target_pct=70, minimum_pct=70).frontages.iloc[0]
    assert (front["grade"], front["needed_m"]) == ("fair", 20)
    assert measure([box(0, 0, 70, 20)], target_pct=70, minimum_pct=70).frontages["grade"].tolist() == ["excellent"]


@settings(max_examples=8)
@given(st.floats(1, 69.9), st.floats(10, 300))
def test_needed_front_reaches_the_next_grade(percent, metres):
    plot, built = box(0, 0, metres, 60), round(percent * metres / 100, 2)
    before = measure([box(0, 0, built, 20)], [plot]).frontages.iloc[0]
    after = measure([box(0, 0, built + before["needed_m"], 20)], [plot]).frontages.iloc[0]
    assert (before["grade"], after["grade"]) in [("fair", "good"), ("good", "excellent")]


def test_targets_are_the_users():
    fronts = [
        measure([box(0, 0, x, 20)], target_pct=90, minimum_pct=80).frontages["grade"].iloc[0] for x in (79, 80, 90)
    ]
    assert fronts == ["fair", "good", "excellent"]
    assert [bound.lower for bound in limits(target_side_pct=75)[1]] == [75, -np.inf]


@pytest.mark.parametrize(
    ("options", "name"),
    [
        ({"depth_m": 0}, "DEPTH"),
        ({"depth_m": float("nan")}, "DEPTH"),
        ({"target_pct": 101}, "TARGET"),
        ({"target_pct": 50}, "TARGET"),  # below the minimum of 60
        ({"minimum_pct": -1}, "MINIMUM"),
        ({"target_side_pct": 100.1}, "TARGET_SIDE"),
    ],
)
def test_meaningless_numbers_are_refused(options, name):
    with pytest.raises(InputError, match=f"^{name}:"):
        measure(TWO, **options)


# Properties


def town(seed):
    """A row of plots along a street, with houses set back by chance, and one lane."""
    random = np.random.default_rng(seed)
    x = np.concatenate([[0], np.cumsum(random.uniform(20, 60, 6))])
    plots = [box(a, 0, b, 45) for a, b in zip(x, x[1:])]
    houses = [
        box(a + random.uniform(0, 8), random.uniform(0, 12), b - random.uniform(0, 8), 40) for a, b in zip(x, x[1:])
    ]
    streets = [line((-50, -9), (x[-1] + 50, -9)), line((-12, -80), (-12, 90)), line((x[3], -90), (x[3], -9))]
    return houses, plots, streets


def told(result):
    return sorted(result.frontages[["plot", *FIGURES, "grade"]].to_numpy(dtype=object).tolist(), key=str)


@settings(max_examples=15)
@given(st.integers(0, 9), st.permutations(range(6)))
def test_order_changes_nothing(seed, order):
    houses, plots, streets = town(seed)
    expected, found = (
        measure(houses, plots, streets),
        measure([houses[i] for i in order], [plots[i] for i in order], streets[::-1]),
    )
    renamed = [[order[row[0]], *row[1:]] for row in told(found)]
    assert sorted(renamed, key=str) == told(expected)
    assert (found.continuity, found.grade) == (expected.continuity, expected.grade)


@settings(max_examples=15)
@given(st.integers(0, 9), st.floats(0, 360), st.tuples(st.floats(-1e5, 1e5), st.floats(-1e6, 1e6)))
def test_turning_and_moving_change_nothing(seed, degrees, offset):
    here = town(seed)
    there = [[affinity.translate(affinity.rotate(s, degrees, (0, 0)), *offset) for s in layer] for layer in here]
    one, two = measure(*here), measure(*there)
    assert two.continuity == pytest.approx(one.continuity, abs=0.05)
    assert sorted(two.frontages["length_m"]) == pytest.approx(sorted(one.frontages["length_m"]), abs=0.05)


# Setback lines over several plots, passages and party walls, drawn backwards, turned by 37° and moved far away
@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("change", ["backward", "turned", "ring"])
def test_drawing_and_noise_change_nothing(seed, change):
    houses, plots, streets = town(seed)
    walls = [box(300 + 20 * k, 0, 320 + 20 * k, 12) for k in range(4)]
    x = shapely.bounds(plots[2])[[0, 2]]
    lines = [line((-5, 3), (x[0] + 0.01, 3)), line((x[1], 4), (x[0], 4))]
    here = [houses + walls, [*plots, box(300, 0, 400, 40)], [*streets, line((200, -30), (500, -9))], lines]
    here.append([box(20, -3, 26, 20)])

    def changed(shape):
        if change == "turned":
            return affinity.translate(affinity.rotate(shape, 37, (0, 0)), 500_000, 2_500_000)
        if change == "ring" and shape.geom_type == "Polygon":
            return shapely.Polygon([*shape.exterior.coords[2:], *shape.exterior.coords[1:3]])
        return shapely.reverse(shape)

    one, two = measure(*here), measure(*[[changed(shape) for shape in layer] for layer in here])
    for name in ("frontages", "street_sides", "pieces"):
        length_m = [sorted(getattr(result, name)["length_m"]) for result in (one, two)]
        assert length_m[1] == pytest.approx(length_m[0], abs=0.03)
    for name in ("frontages", "street_sides"):
        for figure in ("continuity", "longest_gap_m"):
            figures = [sorted(getattr(result, name)[figure]) for result in (one, two)]
            assert figures[1] == pytest.approx(figures[0], abs=0.05)
        assert sorted(getattr(one, name)["grade"]) == sorted(getattr(two, name)["grade"])


@settings(max_examples=15)
@given(st.integers(0, 9), st.floats(1, 5), st.floats(0, 9))
def test_more_depth_never_covers_less(seed, depth, more):
    narrow, wide = measure(*town(seed), depth_m=depth), measure(*town(seed), depth_m=depth + more)
    assert (wide.frontages["covered_m"] >= narrow.frontages["covered_m"] - 0.011).all()
    assert (wide.frontages["covered_m"] <= wide.frontages["length_m"]).all()
    assert wide.frontages["length_m"].tolist() == narrow.frontages["length_m"].tolist()


@pytest.mark.parametrize("seed", range(5))
def test_pieces_add_up_to_their_frontages(seed):
    result = measure(*town(seed))
    pieces = result.pieces
    total = pieces.groupby("frontage")["length_m"].sum()
    assert total.tolist() == pytest.approx(result.frontages["length_m"].tolist(), abs=0.05)
    assert pieces["length_m"].to_numpy() == pytest.approx(pieces.length.to_numpy(), abs=0.01)
    gaps = pieces[~pieces["covered"]].groupby("frontage")["length_m"].max().reindex(result.frontages["frontage"])
    assert gaps.fillna(0).tolist() == pytest.approx(result.frontages["longest_gap_m"].tolist(), abs=0.011)


# Judge: another way to the same figure


@pytest.mark.parametrize("seed", range(6))
def test_covered_share_agrees_with_looking_from_many_places(seed):
    """Judge: every 5 cm of the drawn frontages a cross line of 6 m each way, that meets a house or does not."""
    houses, plots, streets = town(seed)
    result = measure(houses, plots, streets)
    walls = shapely.union_all(houses)
    for front in result.frontages.itertuples():
        places, built = 0, 0
        for part in shapely.get_parts(front.geometry):
            start, end = shapely.get_coordinates(part)[[0, -1]]
            count = max(int(part.length / 0.05), 1)
            unit = (end - start) / part.length
            middle = start + np.outer((np.arange(count) + 0.5) / count, end - start)
            across = 6 * np.array([-unit[1], unit[0]])
            met = shapely.intersects(shapely.linestrings(np.stack([middle - across, middle + across], axis=1)), walls)
            places, built = places + count, built + met.sum()
        assert front.continuity == pytest.approx(100 * built / places, abs=0.5)


# The demo district


@pytest.fixture(scope="module")
def demo():
    names = ("buildings", "plots", "roads", "setback_lines", "excluded")
    layers, _ = measuring.to_metres(*(geopandas.read_file(DEMO, layer=name) for name in names))
    result = street_wall(*layers)
    return result, layers[1]["plot"].to_numpy()


def of_plot(demo, plot):
    result, names = demo
    return result.frontages[names[result.frontages["plot"]] == plot].sort_values("length_m")


# G-02, a setback line on three sides, all built up. North: 902.52 − 742.48 = 160.04, less the passage from 750 to
# 762: 148.04. West: 359.52 − 288.72 = 70.80. East: 359.52 − 292.18 = 67.34.
def test_demo_plot_with_setback_lines(demo):
    rows = of_plot(demo, "G-02")
    assert rows["length_m"].tolist() == pytest.approx([67.34, 70.80, 148.04], abs=0.04)
    assert rows["continuity"].tolist() == [100, 100, 100]
    assert set(rows["method"]) == {"setback"}


# F-02, estimated: one house from x 643.90 to 702.00. The eastern edge is x = 710, the front 8 m behind it.
# South: from the western edge 635.90 to 702, 66.10 · 1.0008 (the street rises by 4 %) = 66.16; covered from 643.90:
# 58.10 · 1.0008 = 58.15; the gap of 8 m lies before the western neighbour.
def test_demo_plot_without_setback_lines(demo):
    south = of_plot(demo, "F-02").iloc[0]
    assert south[FIGURES].tolist() == pytest.approx([66.16, 58.16, 87.90, 8.01], abs=0.03)
    assert (south["method"], south["grade"]) == ("estimated", "excellent")


def test_demo_passages_and_squares_are_left_out(demo):
    # O-02: the line on the avenue from 271.63 to 349 is 77.37 m, less the passage from 300 to 312
    assert of_plot(demo, "O-02")["length_m"].iloc[0] == pytest.approx(65.37, abs=0.02)
    # H-01: 127.52 − (−42.52) = 170.04, less the square up to x = 970: 12.52
    assert of_plot(demo, "H-01")["length_m"].iloc[-2] == pytest.approx(157.52, abs=0.02)


def test_demo_figures_of_all_frontages(demo):
    result, _ = demo
    graded = result.frontages[result.frontages["state"] == "graded"]
    assert result.continuity == pytest.approx(100 * graded["covered_m"].sum() / graded["length_m"].sum(), abs=0.01)
    assert result.grade == "fair"
    parks = result.plots[result.plots["use"].fillna("").str.startswith("G")]
    assert set(parks["state"]) == {"not_applicable"}
