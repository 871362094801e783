"""Clauses 4.1.1 and 4.1.2 by hand: each case is drawn beside its numbers."""

import pathlib

import geopandas
import numpy as np
import pytest
import shapely
import shapely.affinity
from hypothesis import given, settings
from hypothesis import strategies as st
from multiground.urbanform import clauses, measuring
from multiground.urbanform.errors import InputError
from multiground.urbanform.plot_layout import plot_layout, plot_layout_steps
from multiground.urbanform.road_network_density import road_network_density

DEMO = pathlib.Path(__file__).parent.parent / "resources" / "demo" / "demo_district.gpkg"
PLOT = shapely.box(0, 0, 100, 80)


def frame(*shapes, **columns):
    return geopandas.GeoDataFrame(columns, geometry=list(shapes))


def roads(*lines, **columns):
    columns.setdefault("class", ["branch"] * len(lines))
    return frame(*[shapely.LineString(line) for line in lines], **columns)


FAR_ROAD = roads([(0, 999), (99, 999)])
NO_WATER = frame()


def found(*plots, roads=FAR_ROAD, water=NO_WATER, **options):
    """Return the findings as (kind, size, plots, others, grade)."""
    rows = plot_layout(frame(*plots), roads, water, **options).findings
    return [tuple(row) for row in rows[["kind", "size_m", "plots", "others", "grade"]].itertuples(index=False)]


def graded(*plots, roads=FAR_ROAD, water=NO_WATER):
    rows = plot_layout(frame(*plots), roads, water).plots
    return list(zip(rows["grade"], rows["state"]))


def turned(shape):
    """Turn by 37° and shift to where national coordinates are, at the millimetres of a drawing."""
    shape = shapely.affinity.rotate(shape, 37, origin=(0, 0))
    return shapely.set_precision(shapely.affinity.translate(shape, 500_123.456, 2_501_234.567), 0.001)


def turned_frame(layer):
    return layer.set_geometry([turned(shape) for shape in layer.geometry])


# Roads that cross plots


@pytest.mark.parametrize(("length", "conflict"), [(4.99, False), (5.0, True), (5.01, True), (50.0, True)])
def test_a_road_crosses_from_five_metres_on(length, conflict):
    """
    ┌────────┐    a street enters the plot of 100 × 80 m straight from below, and ends in it
    │   ╷    │
    └───┼────┘
        │
    """
    street = roads([(50, -30), (50, length)])
    expected = [("road", length, [0], [0], "violation")] if conflict else []
    assert found(PLOT, roads=street) == expected
    assert graded(PLOT, roads=street) == [("violation" if conflict else "excellent", "graded")]


@pytest.mark.parametrize("densified_m", [0.13, 1.0, 99.0])
def test_vertices_along_a_street_do_not_change_its_length(densified_m):
    street = shapely.segmentize(shapely.LineString([(50, -30), (50, 5)]), densified_m)
    assert found(PLOT, roads=frame(street, **{"class": ["branch"]})) == [("road", 5, [0], [0], "violation")]
    assert found(PLOT, roads=roads([(50, -30), (50, 4.99)], [(50.3, -30), (50.3, 4.99)])) == []  # two streets


@pytest.mark.parametrize(
    ("own", "line", "conflicts"),
    [
        (PLOT, [(50, -30), (50, 5.0)], [("road", 5.0)]),
        (PLOT, [(50, -30), (50, 4.98)], []),
        (PLOT, [(0, 0.5), (100, 0.5)], []),  # 0.4993 to 0.5007 m inside, as the millimetres fall
        (shapely.box(0, 0, 60, 0.5), None, []),
        (shapely.box(0, 0, 60, 0.52), None, [("sliver", 0.52)]),
        (shapely.box(0, 0, 60, 4.0), None, []),
        (shapely.box(0, 0, 60, 3.98), None, [("sliver", 3.98)]),
    ],
)
def test_noise_of_the_drawing_decides_nothing_on_a_bound(own, line, conflicts):
    streets = FAR_ROAD if line is None else roads(line, [(0, 999), (99, 999)])
    rows = plot_layout(turned_frame(frame(own)), turned_frame(streets), NO_WATER).findings
    assert rows["kind"].tolist() == [kind for kind, _ in conflicts]
    assert rows["size_m"].tolist() == pytest.approx([size for _, size in conflicts], abs=0.0101)


@pytest.mark.parametrize(("kind", "width"), [("overlap", 0.5), ("overlap", -4.0), ("overlap", 0.52), ("gap", -0.52)])
def test_nor_between_two_plots(kind, width):
    plots = turned_frame(frame(PLOT, shapely.box(100 - width, 0, 200, 80)))
    rows = plot_layout(plots, turned_frame(FAR_ROAD), NO_WATER).findings
    assert rows["kind"].tolist() == ([kind] if width in (0.52, -0.52) else [])


@pytest.mark.parametrize(("inside", "conflict"), [(-1, False), (0, False), (0.3, False), (0.5, False), (0.6, True)])
def test_a_road_along_the_edge_does_not_cross(inside, conflict):
    """A street of 100 m along the plot's lower edge, so far inside it: 0.5 m is the tolerance."""
    rows = found(PLOT, roads=roads([(0, inside), (100, inside)]))
    assert [(kind, size) for kind, size, *_ in rows] == ([("road", 100)] if conflict else [])


def test_only_what_leaves_the_edge_counts_of_a_road_along_it():
    """40 m along the edge, 0.2 m inside, then up to 3, 4.99 or 6.2 m into the plot: as if it came from the edge."""
    for depth, conflicts in ((3, []), (4.99, []), (6.2, [6.2])):
        rows = found(PLOT, roads=roads([(10, 0.2), (50, 0.2), (50, depth)]))
        assert [size for _, size, *_ in rows] == conflicts
        apart = found(PLOT, roads=roads([(10, 0.2), (90, 0.2)], [(50, depth), (50, 0.2)]))
        assert [size for _, size, *_ in apart] == conflicts  # and no more, though the street along the edge goes on


@pytest.mark.parametrize(
    ("columns", "conflict"),
    [
        ({"bridge": ["yes"]}, False),
        ({"bridge": ["viaduct"]}, False),
        ({"tunnel": [1]}, False),
        ({"tunnel": ["是"]}, False),
        ({"tunnel": ["building_passage"]}, False),
        ({"tunnel": ["yes"]}, False),
        ({"bridge": [1.0]}, False),
        ({"bridge": ["高架桥"]}, False),
        ({"tunnel": ["下穿隧道"]}, False),
        ({"tunnel": ["否"]}, True),
        ({"tunnel": ["0.0"]}, True),
        ({"bridge": ["unknown"]}, True),
        ({"bridge": ["NULL"], "tunnel": ["-"]}, True),
        ({"bridge": ["无桥"]}, True),
        ({"bridge": ["no"], "tunnel": [None]}, True),
        ({"bridge": [False], "tunnel": [0]}, True),
        ({"class": ["footway"]}, False),
    ],
)
def test_bridges_tunnels_and_uncounted_classes_do_not_cross(columns, conflict):
    columns = {name: [*values, None] for name, values in columns.items()}
    columns["class"] = [*columns.get("class", ["branch"])[:1], "branch"]
    streets = roads([(50, -30), (50, 99)], [(0, 900), (9, 900)], **columns)
    assert bool(found(PLOT, roads=streets)) == conflict


def test_pieces_of_one_street_count_together_and_apart_apart():
    """A street of four lines through 80 m: one conflict of 80 m. Two ends of 4 m from two sides: none."""
    through = roads([(50, -9), (50, 3)], [(50, 3), (50, 6)], [(50, 60), (50, 6)], [(50, 60), (50, 99)])
    assert found(PLOT, roads=through) == [("road", 80, [0], [0, 1, 2, 3], "violation")]
    assert found(PLOT, roads=roads([(50, -9), (50, 4)], [(50, 76), (50, 99)])) == []
    twice = roads([(50, -9), (50, 99)], [(50, 99), (50, -9)])
    assert [row[1] for row in found(PLOT, roads=twice)] == [80]  # drawn twice, crossing once
    both = found(PLOT, shapely.box(100, 0, 200, 80), roads=roads([(-9, 40), (209, 40)]))
    assert [(size, plots) for _, size, plots, _, _ in both] == [(100, [0]), (100, [1])]


def test_a_road_of_unknown_class_leaves_open_what_crosses():
    """Two plots; a street without a class runs through the first, and 2 m beside it another plot overlaps."""
    streets = roads([(50, -9), (50, 99)], [(0, 999), (9, 999)], **{"class": [None, "branch"]})
    apart = shapely.box(300, 0, 400, 80)
    assert graded(PLOT, apart, roads=streets) == [("unassessed", "missing"), ("excellent", "graded")]
    assert found(PLOT, apart, roads=streets) == []
    assert graded(PLOT, shapely.box(98, 0, 150, 80), roads=streets) == [("violation", "graded")] * 2
    beside = roads([(100.2, -9), (100.2, 99)], [(0, 999), (9, 999)], **{"class": ["", "branch"]})
    assert graded(PLOT, roads=beside) == [("excellent", "graded")]


# Water


def test_a_line_of_water_crosses_as_a_road_does():
    ditch = frame(shapely.LineString([(20, -9), (20, 90)]), shapely.LineString([(-9, 0.4), (109, 0.4)]))
    assert found(PLOT, water=ditch) == [("water", 80, [0], [0], "violation")]
    assert found(PLOT, water=ditch.assign(tunnel=["culvert", None])) == []


def test_a_ditch_drawn_in_pieces_or_twice_crosses_as_one():
    """Twenty pieces of 4 m, each too short for a conflict, run through 80 m of plot."""
    pieces = [shapely.LineString([(20, 4 * k), (20, 4 * k + 4)]) for k in range(20)]
    assert found(PLOT, water=frame(*pieces)) == [("water", 80, [0], [*range(20)], "violation")]
    ditch = [(20, -9), (20, 90)]
    twice = frame(shapely.LineString(ditch), shapely.LineString(ditch[::-1]))
    assert [size for _, size, *_ in found(PLOT, water=twice)] == [80]


def test_pieces_of_a_surface_are_one_water_and_its_inlets_apart():
    """
    A channel of two polygons, 10 m wide, that meet at 40 m: banks of 2 · 80 m, the seam is none. A pond of
    two polygons in the plot is its own. A lake above with two inlets of 1.1 + 1.8 + 1.1 = 4 m each: none of 5 m.
    """
    channel = frame(shapely.box(20, -50, 30, 40), shapely.box(20, 40, 30, 150), shapely.box(20, 30, 30, 50))
    assert found(PLOT, water=channel) == [("water", 160, [0], [0, 1, 2], "violation")]
    assert found(PLOT, water=frame(shapely.box(20, 20, 30, 30), shapely.box(30, 20, 40, 30))) == []
    inlets = [shapely.box(x, 78.9, x + 1.8, 90) for x in (10, 60)]
    assert found(PLOT, water=frame(shapely.union_all([shapely.box(-50, 80, 150, 150), *inlets]))) == []


@pytest.mark.parametrize(
    ("water", "grade"),
    [
        ([shapely.box(-50, -50, 150, 150)], "unassessed"),
        ([shapely.box(-50, -50, 40, 150), shapely.box(40, -50, 150, 150)], "unassessed"),  # of two tiles
        ([shapely.box(0.4, 0.4, 150, 150)], "unassessed"),  # but for the tolerance
        ([shapely.box(0, 0, 100, 80)], "excellent"),  # the plot is the pond
        ([shapely.box(50, -50, 150, 150)], "violation"),  # its bank runs through the plot
    ],
)
def test_a_plot_wholly_in_water_is_not_passed(water, grade):
    """Nothing tells whether it is a plot of water or one drawn into the river."""
    rows = plot_layout(frame(PLOT), FAR_ROAD, frame(*water)).plots
    assert (rows["grade"].tolist(), rows["in_water"].tolist()) == ([grade], [grade == "unassessed"])


def test_a_channel_across_the_plot_conflicts_by_its_banks_and_a_pond_in_it_does_not():
    """
    ┌──┬─┬─────┐   a channel 10 m wide through 80 m of plot: banks of 2 · 80 m in it
    │  │≈│ (≈) │   a pond that lies within the plot is its own
    └──┴─┴─────┘
    """
    channel, pond = shapely.box(20, -50, 30, 150), shapely.Point(70, 40).buffer(9)
    assert found(PLOT, water=frame(channel, pond)) == [("water", 160, [0], [0], "violation")]
    (area,) = plot_layout(frame(PLOT), FAR_ROAD, frame(channel)).findings["area_m2"]
    assert area == 800
    # a plot that reaches 0.5 m into the water along its side follows the bank well enough; so does one
    # with an inlet whose banks have 0.9 + 3 + 0.9 = 4.8 m
    assert found(PLOT, water=frame(shapely.box(99.5, -50, 150, 150))) == []
    assert found(PLOT, water=frame(shapely.box(90, 79.1, 93, 150))) == []
    assert len(found(PLOT, water=frame(shapely.box(90, 78.9, 93, 150)))) == 1  # 1.1 + 3 + 1.1 = 5.2 m


# Overlaps


@pytest.mark.parametrize(("width", "conflict"), [(0.3, False), (0.5, False), (0.51, True), (1.0, True), (60.0, True)])
def test_plots_overlap_above_half_a_metre(width, conflict):
    """Two plots of 80 m depth share a strip: its width is the largest circle's in it, at most 80 m."""
    plots = PLOT, shapely.box(100 - width, 0, 200, 80)
    assert found(*plots) == ([("overlap", width, [0, 1], [], "violation")] if conflict else [])
    assert graded(*plots) == [("violation" if conflict else "excellent", "graded")] * 2


def test_one_plot_drawn_twice_or_within_another_overlaps():
    assert found(PLOT, PLOT) == [("overlap", 80, [0, 1], [], "violation")]
    assert found(PLOT, shapely.box(10, 10, 30, 20)) == [("overlap", 10, [0, 1], [], "violation")]


def test_each_place_of_an_overlap_is_a_conflict_of_its_own():
    """A U-shaped plot whose two arms, 10 and 20 m wide, both reach 5 m into the plot above."""
    arms = shapely.Polygon([(0, 0), (100, 0), (100, 85), (80, 85), (80, 40), (10, 40), (10, 85), (0, 85)])
    rows = found(arms, shapely.box(0, 80, 100, 160))
    assert [(kind, size) for kind, size, *_ in rows] == [("overlap", 5), ("overlap", 5)]
    areas = plot_layout(frame(arms, shapely.box(0, 80, 100, 160))).findings["area_m2"]
    assert areas.tolist() == [50, 100]


# Gaps and slivers


@pytest.mark.parametrize(
    ("width", "conflict"),
    [(0.0, False), (0.4, False), (0.5, False), (0.51, True), (3.9, True), (4.0, False), (20, False)],
)
def test_a_gap_is_wider_than_the_tolerance_and_narrower_than_a_street(width, conflict):
    """┌───┐ ┌───┐  two plots of 80 m depth, so far apart: 0.5 m is tolerated, and 4 m are a street"""
    plots = PLOT, shapely.box(100 + width, 0, 200, 80)
    rows = found(*plots)
    assert rows == ([("gap", width, [0, 1], [], "fair")] if conflict else [])
    assert graded(*plots) == [("fair" if conflict else "excellent", "graded")] * 2
    if conflict:
        assert plot_layout(frame(*plots)).findings["area_m2"].tolist() == pytest.approx([80 * width])


def test_a_gap_with_a_road_or_water_in_it_is_none():
    """3 m between two plots, with a footpath, a ditch or a channel in it: not a gap. A road across leaves the rest."""
    plots = PLOT, shapely.box(103, 0, 200, 80)
    path = [(101.5, -9), (101.5, 99)]
    assert found(*plots, roads=roads(path, [(0, 999), (9, 999)], **{"class": ["footway", "branch"]})) == []
    assert found(*plots, water=frame(shapely.LineString(path))) == []
    assert found(*plots, water=frame(shapely.box(100, -9, 103, 99))) == []
    below = roads(path, [(0, 999), (9, 999)], tunnel=["yes", None])
    assert [(kind, size) for kind, size, *_ in found(*plots, roads=below)] == [("gap", 3)]  # a tunnel is no lane
    footway = roads([(-9, 40), (209, 40)], [(0, 999), (9, 999)], **{"class": ["footway", "branch"]})
    rows = plot_layout(frame(*plots), footway).findings
    assert rows["area_m2"].tolist() == [3 * 38, 3 * 38]  # 80 m without 2 m to either side of the footway


def test_corners_notches_and_yards_are_no_gaps():
    """An L, a plot with a notch 3 m wide, and a court of 30 m between four plots."""
    corner = shapely.Polygon([(0, 0), (90, 0), (90, 30), (30, 30), (30, 90), (0, 90)])
    notch = shapely.difference(shapely.box(200, 0, 290, 90), shapely.box(240, 50, 243, 90))
    court = [shapely.box(400, 0, 490, 30), shapely.box(400, 60, 490, 90)]
    court += [shapely.box(400, 30, 430, 60), shapely.box(460, 30, 490, 60)]
    assert found(corner, notch, *court) == []


def test_a_wedge_is_as_wide_as_its_largest_circle():
    """
    A wedge between two plots, 3 m wide at the bottom, 0 at 60 m up. The circle in a triangle with sides
    3, 60, √(3² + 60²) = 60.075: its radius is twice the area over the outline, 180 / 123.075 = 1.4625.
    """
    left, right = shapely.box(0, 0, 50, 60), shapely.Polygon([(53, 0), (120, 0), (120, 60), (50, 60)])
    (row,) = found(left, right)
    assert row[0] == "gap"
    assert row[1] == pytest.approx(2.925, abs=0.02)


@pytest.mark.parametrize(("width", "conflict"), [(0.5, False), (0.6, True), (3.9, True), (4.1, False)])
def test_a_plot_narrower_than_a_street_is_a_sliver(width, conflict):
    plot = shapely.box(0, 0, 60, width)
    assert found(plot) == ([("sliver", width, [0], [], "fair")] if conflict else [])
    assert graded(plot) == [("fair" if conflict else "excellent", "graded")]


def test_a_narrow_part_of_a_plot_is_a_sliver_as_it_is_alone():
    """A plot of 100 · 80 m and, apart from it, a strip of it 1 m wide."""
    parts = shapely.MultiPolygon([PLOT, shapely.box(200, 0, 201, 80)])
    assert found(parts) == [("sliver", 1, [0], [], "fair")]


# Grades


def test_the_worst_finding_grades_the_plot_and_says_what_it_needs():
    """A gap of 2 m on the right, an overlap of 3 m on the left, a street of 20 m into it."""
    plots = PLOT, shapely.box(-60, 0, 3, 80), shapely.box(102, 0, 160, 80)
    rows = plot_layout(frame(*plots), roads([(50, -9), (50, 20)]), NO_WATER).plots
    assert rows["grade"].tolist() == ["violation", "violation", "fair"]
    assert rows.iloc[0][["crossing_m", "overlap_m", "gap_or_sliver_m"]].tolist() == [20, 3, 2]
    needed = rows.iloc[0][["needed_crossing_m", "needed_overlap_m", "needed_gap_or_sliver_m"]].tolist()
    assert needed == pytest.approx([-15.01, -2.5, -1.5])  # below 5 m; to 0.5 m
    assert rows.iloc[2][["crossing_m", "overlap_m", "gap_or_sliver_m"]].tolist() == [0, 0, 2]


@pytest.mark.parametrize(
    ("streets", "water", "expected"),
    [
        (FAR_ROAD, NO_WATER, ["excellent", "violation", "fair"]),
        (FAR_ROAD, None, ["excellent", "violation", "fair"]),
        (None, NO_WATER, ["unassessed", "violation", "unassessed"]),
        (None, None, ["unassessed", "violation", "unassessed"]),
    ],
)
def test_without_roads_nothing_passes_and_overlaps_still_violate(streets, water, expected):
    plots = [PLOT, shapely.box(300, 0, 360, 60), shapely.box(302, 0, 360, 60), shapely.box(600, 0, 660, 2)]
    rows = plot_layout(frame(*plots), streets, water).plots
    assert rows["grade"].tolist() == [expected[0], expected[1], expected[1], expected[2]]
    assert rows["state"].tolist() == ["missing" if grade == "unassessed" else "graded" for grade in rows["grade"]]
    assert rows["crossing_m"].isna().all() == (streets is None and water is None)


def test_roads_without_a_counted_class_are_refused():
    with pytest.raises(InputError, match="CLASS_FIELD"):
        found(PLOT, roads=roads([(0, 0), (9, 9)], **{"class": ["footway"]}))


def test_land_of_roads_and_water_is_no_plot():
    """
    ┌────┐┌┐┌────┐   two plots of 100 · 80 m, a street of 20 m drawn as land of its own between them with its
    │ B1 ││┊│ B1 │   centre line, and a river along the top: nothing crosses a plot, the block's land is
    └────┘└┘└────┘   2 · 8,000 m². Without the uses the street crosses its own land and the river lies in water.
    """
    shapes = [PLOT, shapely.box(100, 0, 120, 80), shapely.box(120, 0, 220, 80), shapely.box(0, 80, 220, 100)]
    streets = roads([(110, -20), (110, 100)], [(-20, -20), (240, -20), (240, 120), (-20, 120), (-20, -20)])
    water, uses = frame(shapely.box(-99, 80, 300, 100)), ["B1", "S1", "商业用地", "E1"]
    result = plot_layout(frame(*shapes, use=uses), streets, water)
    assert len(result.findings) == 0
    told = ["graded", "not_applicable", "graded", "not_applicable"]
    assert (result.plots["state"].tolist(), result.blocks["net_m2"].tolist()) == (told, [16_000])
    assert result.plots["grade"].tolist() == ["excellent", "unassessed", "excellent", "unassessed"]
    blind = plot_layout(frame(*shapes), streets, water)
    assert [(row.kind, row.plots) for row in blind.findings.itertuples()] == [("road", [1]), ("road", [3])]
    shapes[3] = shapely.box(0, 80, 100, 100)  # where no street crosses it
    blind = plot_layout(frame(*shapes), streets, water)
    assert blind.plots["grade"].tolist() == ["excellent", "violation", "excellent", "unassessed"]
    over = plot_layout(frame(*shapes[:1], shapely.box(98, 0, 120, 80), use=uses[:2]), streets, water).plots
    assert over["grade"].tolist() == ["violation"] * 2  # over the edge of the plot


# Blocks


def town(n, far=None, setback=10.0):
    """N × n blocks of 200 m, each with one plot 10 m behind the centre lines: 180 · 180 = 32,400 m²."""
    stops = [200.0 * k for k in range(n + 1)]
    lines = [[(0, y), (200 * n, y)] for y in stops] + [[(x, 0), (x, 200 * n)] for x in stops]
    corners = [(x, y) for x in stops[:-1] for y in stops[:-1]]
    plots = [shapely.box(x + setback, y + setback, x + 200 - setback, y + 200 - setback) for x, y in corners]
    return frame(*plots, **({} if far is None else {"far": far})), roads(*lines)


@pytest.mark.parametrize("n", [1, 2, 5, 10])
def test_blocks_of_a_grid(n):
    """Gross 40,000 m², side √32,400 = 180 m, density 2 / 0.2 km = 10 km/km², whatever n is."""
    plots, streets = town(n)
    rows = plot_layout(plots, streets).blocks
    assert len(rows) == n**2
    assert rows[["gross_m2", "net_m2", "side_m", "density"]].drop_duplicates().to_numpy().tolist() == [
        [40_000, 32_400, 180, 10]
    ]
    assert rows["far"].isna().all()
    assert rows["state"].eq(clauses.MEASURED).all()


def test_plots_up_to_the_centre_lines_have_the_gross_side():
    plots, streets = town(3, setback=0.0)
    result = plot_layout(plots, streets, NO_WATER)
    assert set(result.blocks["side_m"]) == {200.0}
    assert set(result.plots["grade"]) == {"excellent"}  # streets run along their edges


def test_far_of_a_block_is_weighted_by_area_over_what_is_known():
    """
    ┌───┬──────┐  plots of 60 · 180 = 10,800 m² with 4 and 120 · 180 = 21,600 m² with 1:
    │ 4 │  1   │  (4 · 10,800 + 21,600) / 32,400 = 2.0. Without the second: 4.0, known for a third.
    └───┴──────┘
    """
    _, streets = town(1)
    plots = [shapely.box(10, 10, 70, 190), shapely.box(70, 10, 190, 190)]
    (row,) = plot_layout(frame(*plots, far=[4, "≤1.0"]), streets).blocks.itertuples()
    assert (row.far, row.far_known_pct, row.net_m2) == (2.0, 100, 32_400)
    (row,) = plot_layout(frame(*plots, far=[4, None]), streets).blocks.itertuples()
    assert (row.far, row.far_known_pct) == (4.0, 33.33)


def test_land_of_overlapping_plots_counts_once_and_an_empty_block_has_no_side():
    plots, streets = town(2)
    doubled = frame(*plots.geometry[:3], shapely.box(10, 10, 100, 100))
    rows = plot_layout(doubled, streets).blocks
    assert sorted(rows["net_m2"]) == [0, 32_400, 32_400, 32_400]
    assert rows["side_m"].isna().sum() == 1


def test_what_a_plot_reaches_over_a_centre_line_by_noise_is_no_land_of_the_next_block():
    """
    ┌─────┬─────┐   two blocks of 200 · 200 m; a plot of the left one reaches 0.02 m over the centre line:
    │ ███ │     │   180 · 190.02 m², of which 180 · 190 in its block; the right one has none, and no side
    └─────┴─────┘   (0.02 · 180 = 3.6 m² would be a side of 1.9 m)
    """
    streets = roads(*[[(0, y), (400, y)] for y in (0, 200)], *[[(x, 0), (x, 200)] for x in (0, 200, 400)])
    rows = plot_layout(frame(shapely.box(10, 10, 200.02, 190)), streets).blocks
    assert rows["net_m2"].tolist() == [180 * 190, 0]
    assert rows["side_m"].isna().tolist() == [False, True]


def test_planned_values_stand_beside_from_the_district_or_a_number():
    plots, streets = town(2, far=[1, 2, 3, 4])
    district = frame(shapely.box(0, 0, 400, 400), planned_density=["9.5"], planned_far=[None])
    rows = plot_layout(plots, streets, None, district).blocks
    assert set(rows["planned_density"]) == {9.5}
    assert rows["planned_far"].isna().all()
    assert set(rows["district_density"]) == {10.0}
    nothing = plot_layout(plots, streets, None, district.assign(planned_density=["0"])).blocks
    assert nothing["planned_density"].isna().all()  # 0 km/km² is no plan
    rows = plot_layout(plots, streets, None, district, planned_density=8.0, planned_far=3.8).blocks
    assert set(zip(rows["planned_density"], rows["planned_far"])) == {(8.0, 3.8)}
    assert plot_layout(plots, streets).blocks["planned_far"].isna().all()


def test_densities_of_the_blocks_make_up_the_districts():
    """Streets around a block count half in it, so Σ density · gross / Σ gross is the density of the whole."""
    xs, ys = [0, 90, 300, 340, 600], [0, 200, 260, 600]
    lines = [[(x, 0), (x, 600)] for x in xs] + [[(0, y), (600, y)] for y in ys]
    whole = frame(shapely.box(0, 0, 600, 600))
    rows = plot_layout(frame(PLOT), roads(*lines), None, whole).blocks
    mean = (rows["density"] * rows["gross_m2"]).sum() / rows["gross_m2"].sum()
    (expected,) = road_network_density(roads(*lines), whole).districts["density"]
    assert mean == pytest.approx(expected, abs=0.01)


def test_without_roads_there_are_no_blocks():
    assert len(plot_layout(frame(PLOT)).blocks) == 0
    assert len(plot_layout(frame(PLOT), FAR_ROAD, None, frame(shapely.box(0, 0, 300, 300))).blocks) == 1


# Properties


boxes = st.lists(st.tuples(*[st.integers(0, 40)] * 2, *[st.integers(1, 12)] * 2), min_size=1, max_size=6)


@settings(max_examples=20)
@given(boxes, st.tuples(st.integers(-9000, 9000), st.integers(-9000, 9000)), st.randoms(use_true_random=False))
def test_place_and_order_change_no_figure(rects, offset, random):
    plots = [shapely.box(5 * x, 5 * y, 5 * (x + w), 5 * (y + h)) for x, y, w, h in rects]
    streets = roads([(3, -9), (133, 301)], [(-9, 77), (301, 77)])
    first = plot_layout(frame(*plots), streets)
    order = list(range(len(plots)))
    random.shuffle(order)
    move = lambda shapes: [shapely.transform(s, lambda xy: xy + np.array(offset)) for s in shapes]  # noqa: E731
    second = plot_layout(
        frame(*move([plots[k] for k in order])), frame(*move(streets.geometry), **{"class": ["branch"] * 2})
    )
    assert second.plots["grade"].tolist() == first.plots["grade"].iloc[order].tolist()
    columns = ["kind", "size_m", "area_m2"]
    rows = [sorted(map(tuple, result.findings[columns].to_numpy().tolist())) for result in (first, second)]
    assert [row[0] for row in rows[0]] == [row[0] for row in rows[1]]
    for one, other in zip(*rows):
        assert one[1:] == pytest.approx(other[1:], abs=0.02)


@settings(max_examples=20)
@given(boxes)
def test_overlaps_are_those_that_other_sums_of_areas_show(rects):
    """A judge: plots in steps of 5 m conflict with each other exactly when their areas exceed that of their union."""
    plots = [shapely.box(5 * x, 5 * y, 5 * (x + w), 5 * (y + h)) for x, y, w, h in rects]
    rows = plot_layout(frame(*plots)).findings
    doubled = shapely.area(plots).sum() - shapely.union_all(plots).area
    assert (rows["kind"] == "overlap").any() == (doubled > 1e-6)


# The demo district


def demo():
    layers = (geopandas.read_file(DEMO, layer=name) for name in ("plots", "roads", "water", "district"))
    return measuring.to_metres(*layers)[0]


def test_demo_district_has_no_conflict_and_twenty_blocks():
    """The block in its south-east: from x = 501370 to the outline at 501580, y from 2494000 to 2494200."""
    result = plot_layout(*demo())
    assert len(result.findings) == 0
    assert set(result.plots["grade"]) == {"excellent"}
    assert len(result.blocks) == 20
    east = result.blocks[shapely.contains_xy(result.blocks.geometry.to_numpy(), 501_480, 2_494_100)].iloc[0]
    # 210 · 200 m²; the street beyond the outline, at 501590, bounds it too: ½ · 2 · (210 + 200) m / 0.042 km²
    assert (east["gross_m2"], east["density"]) == (42_000, 9.76)
    assert (east["planned_density"], east["planned_far"], east["district_density"]) == (9.5, 4.5, 9.52)


def test_conflicts_planted_in_the_demo_district_are_found():
    """A street of 120 m in A-01, A-02 drawn 2 m over A-01, 1.5 m left free left of A-05, a channel through O-01.

    The strip left free is bounded by A-03, by A-05 and, over 1.5 m, by A-04 above it.
    """
    plots, streets, water, district = demo()
    at = {name: k for k, name in enumerate(plots["plot"])}
    shapes = plots.geometry.to_numpy().copy()
    shapes[at["A-02"]] = shapely.box(500_657, 2_494_015, 500_659, 2_494_170).union(shapes[at["A-02"]])
    shapes[at["A-05"]] = shapes[at["A-05"]].difference(shapely.box(500_884, 2_494_000, 500_885.78, 2_494_300))
    plots = plots.set_geometry(shapes)
    street = shapely.LineString([(500_600, 2_494_000), (500_600, 2_494_135)])
    streets = frame(*streets.geometry, street, **{"class": [*streets["class"], "branch"]})
    channel = shapely.box(501_200, 2_494_400, 501_210, 2_494_640)
    result = plot_layout(plots, streets, frame(*water.geometry, channel), district)
    rows = {row.kind: row for row in result.findings.itertuples()}
    assert len(result.findings) == 4
    assert (rows["road"].size_m, rows["road"].plots, rows["road"].others) == (120, [at["A-01"]], [17])
    assert (rows["overlap"].size_m, set(rows["overlap"].plots)) == (2, {at["A-01"], at["A-02"]})
    assert (rows["gap"].size_m, set(rows["gap"].plots)) == (1.5, {at["A-03"], at["A-04"], at["A-05"]})
    assert rows["water"].plots == [at["O-01"]]
    bad = {
        "A-01": "violation",
        "A-02": "violation",
        "O-01": "violation",
        **dict.fromkeys(["A-03", "A-04", "A-05"], "fair"),
    }
    assert dict(zip(plots["plot"], result.plots["grade"])) == {name: bad.get(name, "excellent") for name in at}


def test_shares_rise_from_step_to_step():
    plots, streets = town(3)
    shares = list(plot_layout_steps(plots, streets, NO_WATER, frame(shapely.box(0, 0, 600, 600))))
    assert shares == sorted(shares)
    assert len(shares) > 10
    assert 0 <= shares[0] <= shares[-1] <= 1


def test_a_road_class_of_no_table_is_as_unknown_as_none():
    plot = geopandas.GeoDataFrame({"use": ["B1"]}, geometry=[shapely.box(0, 0, 100, 100)])
    lines = [shapely.LineString([(-50, 50), (150, 50)]), shapely.LineString([(-50, -50), (150, -50)])]
    for name, state in ((None, "missing"), ("R-3", "missing"), ("footway", "graded")):
        roads = geopandas.GeoDataFrame({"class": [name, "branch"]}, geometry=lines)
        assert plot_layout(plot, roads).plots["state"].tolist() == [state], name
