"""The input doctor: one fault after another, drawn beside the row that it has to give."""

import re

import geopandas
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from multiground.urbanform import assess, package_file, readiness, steps, tables
from multiground.urbanform.check_package import check_package, check_package_steps
from multiground.urbanform.errors import InputError
from multiground.urbanform.faults_of_places import gcj02_offset_m
from planted_faults import DEMO, NO_NUMBERS, plant
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box

SHENZHEN = (114.05, 22.54)


def frame(*geometry, **columns):
    fid = columns.pop("fid", range(1, len(geometry) + 1))
    return geopandas.GeoDataFrame({"fid": [*fid], **columns}, geometry=[*geometry])


def found(layers, *codes, **options):
    """Return the issues as (layer, fid, code, value, other), only those of some codes if any are named."""
    issues, _ = check_package(layers, **options)
    rows = issues[["layer", "fid", "code", "value", "other"]].to_numpy().tolist()
    return [tuple(row) for row in rows if not codes or row[2] in codes]


def places(layers, code):
    issues, _ = check_package(layers)
    return [(point.x, point.y) for point in issues.loc[issues["code"] == code, "place"]]


def plots(*geometry, **columns):
    return {"plots": frame(*geometry, **{"use": ["R2"] * len(geometry), **columns})}


def ways(*lines, **columns):
    return {"walkways": frame(*map(LineString, lines), **columns)}


# Single geometries


def test_geometries_that_are_none():
    bowtie = Polygon([(0, 0), (40, 40), (40, 0), (0, 40)])  # crosses itself at (20, 20)
    layers = plots(None, Polygon(), NO_NUMBERS, bowtie, LineString([(0, 0), (9, 0)]))
    assert found(layers) == [
        ("plots", 3, "bad_coordinates", "", ""),
        ("plots", 4, "invalid_geometry", "", ""),
        ("plots", 1, "no_geometry", "", ""),
        ("plots", 2, "no_geometry", "", ""),
        ("plots", 5, "wrong_geometry", "line", ""),
    ]
    assert places(layers, "invalid_geometry") == [(20, 20)]


def test_multipart_is_a_hint():
    #   ┌──┐   ┌──┐
    #   └──┘   └──┘   one plot, two parts
    layers = plots(MultiPolygon([box(0, 0, 40, 40), box(90, 0, 130, 40)]))
    assert found(layers) == [("plots", 1, "multipart", "2", "")]


@pytest.mark.parametrize(
    ("side", "code"),
    [(0.99, "impossible_size"), (1.0, "unlikely_size"), (9.99, "unlikely_size"), (10, None), (707, None)]
    + [(708, "unlikely_size")],
)
def test_sizes_of_plots(side, code):
    # below 1 m² impossible; usual from 100 m² to 500 000 m²
    assert [issue[2] for issue in found(plots(box(0, 0, side, side)))] == [code] * (code is not None)


def test_district_of_three_square_metres():
    layers = {"district": frame(box(0, 0, 3, 1), type=["centre"])}
    assert found(layers) == [("district", 1, "unlikely_size", "3", "")]


def test_lines_without_length_and_a_lift_that_has_none_in_plan():
    lift = LineString([(0, 0, 0), (0, 0, 6)])
    layers = ways([(0, 0, 0), (300, 0, 0)], [(5, 5, 0), (5, 5, 0)]) | {}
    layers["walkways"] = pd.concat([layers["walkways"], frame(lift, fid=[3])], ignore_index=True)
    assert found(layers, "no_length") == [("walkways", 2, "no_length", "", "")]


def test_feature_far_from_all_others_is_told_once_and_measured_no_more():
    layers = plots(*(box(x, 0, x + 40, 40) for x in (0, 100, 200)), box(-90_000, 0, -89_900, 40))
    assert found(layers) == [
        ("plots", 4, "stray", "90,020", "")
    ]  # -89 950 from the median of 20, 120, 220 and itself: 70


def test_duplicates_name_the_first_whatever_the_order():
    one, other = box(0, 0, 40, 40), box(100, 0, 140, 40)
    turned = Polygon([(40, 40), (0, 40), (0, 0), (40, 0)])  # the same outline, drawn from another corner
    layers = plots(turned, other, one, fid=[9, 2, 4], use=["R2", "R2", "R2"])
    assert found(layers, "duplicate") == [("plots", 9, "duplicate", "", "4")]
    layers = plots(turned, other, one, fid=[9, 2, 4], use=["R2", "R2", "C1"])
    assert found(layers, "duplicate") == []


# Single attributes


def test_numbers():
    # far: possible from 0, usual up to 30
    layers = plots(*(box(x, 0, x + 40, 40) for x in range(0, 700, 100)))
    layers["plots"]["far"] = ["≤5.0", -0.01, 30, 30.01, None, "high", float("inf")]
    assert found(layers) == [
        ("plots", 2, "impossible_number", "-0.01", ""),
        ("plots", 6, "not_a_number", "high", ""),
        ("plots", 7, "not_a_number", "inf", ""),
        ("plots", 4, "unlikely_number", "30.01", ""),
    ]


def test_unknown_codes_and_yes_or_no():
    layers = plots(
        *(box(x, 0, x + 40, 40) for x in range(0, 500, 100)), use=["B1/R2", "二类居住用地", "ZZ9", "0701", None]
    )
    layers["plots"]["core"] = ["是", 0, None, "perhaps", True]
    assert found(layers) == [
        ("plots", 5, "no_value", "", ""),
        ("plots", 4, "not_yes_or_no", "perhaps", ""),
        ("plots", 3, "unknown_code", "ZZ9", ""),
    ]


def test_field_that_no_feature_fills_is_told_once():
    layers = {"plots": frame(box(0, 0, 40, 40), box(100, 0, 140, 40))}
    assert found(layers) == [("plots", None, "no_field", "", "")]


@pytest.mark.parametrize(
    ("height", "storeys", "value"),
    [(400, 10, "40"), (20, 10, None), (19.9, 10, "1.99"), (120, 10, None), (120.1, 10, "12.01"), (35, None, None)],
)
def test_storey_of_forty_metres(height, storeys, value):
    layers = {"buildings": frame(box(0, 0, 20, 20), height=[height], storeys=[storeys])}
    expected = [("buildings", 1, "storey_height", value, "")] if value else []
    assert found(layers, "storey_height") == expected


def test_floors():
    #  z  8.0 ┤ 3          storey 3 is only 0.5 m above 2 …
    #     7.5 ┤ 2
    #     0.0 ┤ 1          … 2 is 7.5 m above 1, which is permitted (2–12 m)
    #    -4.0 ┤ -1         -1 and 1 follow each other
    plate = box(0, 0, 10, 10)  # 100 m²: 120 m² of floor area is at most 1.2 times as much
    floors = frame(*[plate] * 5, building=["A"] * 5, storey=[3, 2, 1, -1, 0], z=[8.0, 7.5, 0.0, -4.0, 0.0])
    floors = floors.assign(function="office", area=[100, 120, 120.1, 90, 100], auxiliary_m2=[0, 120, 0, 90.1, None])
    layers = {"floors": floors, "buildings": frame(plate, building=["A"], storeys=[2])}
    assert found(layers) == [
        ("buildings", 1, "more_storeys", "3", ""),
        ("floors", 4, "auxiliary_area", "1", ""),
        ("floors", 3, "floor_area", "1.2", ""),
        ("floors", 5, "storey_zero", "", ""),
        ("floors", 2, "floor_height", "0.5", ""),
    ]


@pytest.mark.parametrize(
    ("storey", "told"),
    [("B1", None), ("2F", None), ("-1.0", None), ("地下二层", None), ("NULL", "no_value"), ("0", "storey_zero")]
    + [("0;1", "not_a_number"), ("1-3F", "not_a_number"), ("roof", "not_a_number"), ("-40", "impossible_number")],
)
def test_storeys_of_floors_are_read_as_the_measures_read_them(storey, told):
    sure = {"building": [None] * 2, "function": ["auxiliary"] * 2}
    layers = {"floors": frame(box(0, 0, 10, 10), box(50, 0, 60, 10), storey=[storey, "1"], **sure)}
    assert [issue[1:3] for issue in found(layers)] == ([(1, told)] if told else [])


@pytest.mark.parametrize(
    ("storeys", "told"),
    [("12F/2D", None), ("B2/12F", None), ("地下2层地上12层", None), ("地下2层", "not_a_number")]
    + [("0", "impossible_number"), ("12F/40", "storey_height"), ("高层", "not_a_number")],
)
def test_storeys_of_buildings_are_read_as_the_measures_read_them(storeys, told):
    layers = {"buildings": frame(box(0, 0, 20, 20), storeys=[storeys], height=[48.0])}  # 12 of 4 m, or 40 of 1.2 m
    assert [issue[2] for issue in found(layers)] == [told] * (told is not None)


@pytest.mark.parametrize(
    ("z", "read"),
    [("6m", None), ("+6.0 m", None), ("≤6米", None), ("-6", None), ("1,200", None), ("0;1", "0"), ("3.0-5.0", "3")]
    + [("B1", "1"), ("1.2万", "1.2")],
)
def test_text_of_which_one_number_is_read_is_told(z, read):
    layers = {"water": frame(box(0, 0, 9, 9)), "facilities": frame(Point(0, 0), z=[z], category=["cafe"])}
    issues, _ = check_package(layers)
    told = issues[issues["code"] == "read_as"]
    assert told["limit"].tolist() == [read] * (read is not None)


def test_words_for_unknown_are_no_values():
    layers = plots(*(box(x, 0, x + 40, 40) for x in (0, 100, 200)), use=["NULL", "未知", "R2"])
    layers["plots"] = layers["plots"].assign(far=["NULL", "-", "2"], core=["unknown", "?", "yes"])
    assert [issue[1:3] for issue in found(layers)] == [(1, "no_value"), (2, "no_value")]


# Between features


def test_names():
    plate = box(0, 0, 20, 20)
    layers = {
        "buildings": frame(plate, box(50, 0, 70, 20), box(90, 0, 99, 20), building=["A", "A", None], storeys=[2, 2, 2]),
        "floors": frame(plate, plate, building=["A", "C"], storey=[1, 2], function=["office", "office"]),
    }
    assert found(layers) == [
        ("buildings", 2, "duplicate_name", "A", "1"),
        ("floors", 2, "unknown_name", "C", "buildings"),
    ]


@pytest.mark.parametrize(("depth", "told"), [(0.5, False), (0.52, True), (-0.5, False)])
def test_overlap_of_plots(depth, told):
    #   ┌────┬╥────┐   the common strip is depth × 40 m: its width 2 · 40 d / (2 · (40 + d)),
    #   └────┴╨────┘   0.4938 m for d = 0.5 and 0.5133 m for d = 0.52
    layers = plots(box(0, 0, 40, 40), box(40 - depth, 0, 80, 40))
    assert [issue[2] for issue in found(layers, "overlap")] == ["overlap"] * told
    if told:
        assert found(layers) == [("plots", 1, "overlap", "0.51", "2")]
        assert places(layers, "overlap") == [pytest.approx((39.74, 20))]


@pytest.mark.parametrize(("width", "told"), [(0.0, 0), (0.009, 0), (0.3, 1), (0.999, 1), (1.2, 0)])
def test_gap_between_plots(width, told):
    layers = plots(box(0, 0, 40, 40), box(40 + width, 0, 80, 40))
    assert found(layers) == [("plots", 1, "gap", f"{width:.2g}" if width < 0.9 else "1", "2")] * told


def test_surfaces_overlap_only_on_their_level_and_floors_in_their_storey():
    surfaces = frame(box(0, 0, 20, 20), box(10, 0, 30, 20), box(10, 0, 30, 20), z=[6.0, 6.4, 12.0])
    assert found({"surfaces": surfaces}) == [("surfaces", 1, "overlap", "6.67", "2")]  # 2 · 200 / 60
    plate = box(0, 0, 20, 20)
    floors = frame(plate, plate, plate, building=["A"] * 3, storey=[1, 2, 2], function=["office", "office", "hotel"])
    assert found({"floors": floors}) == [("floors", 2, "overlap", "10", "3")]  # half of 20


def test_buildings_off_their_plots_and_the_district():
    #   district 0–200, plot 0–50; the second building stands 4 of its 20 m beyond the plot: 20 %,
    #   the third 1 of its 21 m: 4.8 %, which is permitted, as is a planned area 20 % smaller than 20 000 m²
    layers = plots(box(0, 0, 50, 50), plot=["P"])
    layers["district"] = frame(box(0, 0, 200, 100), type=["hub"], planned_area=[16_000])
    shapes = box(0, 0, 20, 20), box(34, 0, 54, 20), box(30, 30, 51, 50), box(300, 0, 320, 20)
    layers["buildings"] = frame(*shapes, storeys=[3] * 4)
    assert found(layers) == [
        ("buildings", 2, "building_outside_plot", "20", ""),
        ("buildings", 4, "building_outside_plot", "100", ""),
        ("buildings", 4, "outside_district", "", ""),
    ]
    layers["district"]["planned_area"] = [15_980]
    assert found(layers, "planned_area") == [("district", 1, "planned_area", "20.1", "")]


# Networks


def test_loose_end_stops_short():
    #          2
    #          │   0.4 m below it
    #   1 ──────────────
    layers = ways([(0, 0), (100, 0)], [(50, 0.4), (50, 80)])
    assert found(layers, "loose_end") == [("walkways", 2, "loose_end", "0.4", "1")]
    assert places(layers, "loose_end") == [(50, 0.4)]


def test_loose_end_stops_short_of_a_vertex_drawn_twice():
    layers = ways([(0, 0), (50, 0), (50, 0), (100, 0)], [(50, 0.4), (50, 80)])
    assert found(layers, "loose_end") == [("walkways", 2, "loose_end", "0.4", "1")]


@pytest.mark.parametrize(("gap", "told"), [(0.011, 1), (0.99, 1), (1.01, 0)])
def test_how_short_an_end_may_stop(gap, told):
    assert len(found(ways([(0, 0), (100, 0)], [(50, gap), (50, 80)]), "loose_end")) == told


def test_end_at_another_height_is_not_loose():
    layers = ways([(0, 0, 0), (100, 0, 0)], [(50, 0.4, 6), (50, 80, 6)])
    assert found(layers, "loose_end", "unjoined_crossing", "stacked_nodes") == []


def test_crossing_without_a_vertex():
    #        │2          3 crosses 1 in a vertex of both; 4 crosses 1 six metres above
    #   1 ───┼───●───┼───
    layers = ways(
        [(0, 0, 0), (60, 0, 0), (100, 0, 0)],
        [(20, -9, 0), (20, 9, 0)],
        [(60, -9, 0), (60, 0, 0), (60, 9, 0)],
        [(80, -9, 6), (80, 9, 6)],
    )
    assert found(layers, "unjoined_crossing") == [("walkways", 1, "unjoined_crossing", "", "2")]
    assert places(layers, "unjoined_crossing") == [(20, 0)]


def test_end_on_a_line_away_from_its_vertices_does_not_join():
    layers = ways([(0, 0), (100, 0)], [(50, 0), (50, 80)])
    assert found(layers, "unjoined_crossing", "loose_end") == [("walkways", 1, "unjoined_crossing", "", "2")]


def test_stacked_ends_and_the_lift_that_links_them():
    street, bridge = [(-50, 0, 0), (0, 0, 0), (50, 0, 0)], [(0, 0, 6), (0, 50, 6)]
    assert found(ways(street, bridge), "stacked_nodes") == [("walkways", 2, "stacked_nodes", "6", "")]
    layers = ways(street, bridge, [(0, 0, 0), (0, 0, 6)], kind=["footway", "skyway", "elevator"])
    assert found(layers, "stacked_nodes", "apart", "level_change") == []


@pytest.mark.parametrize(
    ("kind", "rise", "run", "told"),
    [("footway", 6, 20, 1), ("stairs", 6, 12, 0), ("ramp", 1, 12, 0), ("footway", 0.5, 2, 0), ("skyway", 8.5, 100, 0)]
    + [("skyway", 8.6, 100, 1)],
)
def test_level_change_without_a_component(kind, rise, run, told):
    layers = ways([(0, 0), (run, 0)], kind=[kind], z_from=[0.0], z_to=[rise])
    assert len(found(layers, "level_change")) == told


def test_heights_that_are_half_known_or_missing():
    layers = ways(
        [(0, 0), (9, 0)], [(9, 0), (19, 0)], [(19, 0), (29, 0)], z_from=[0.0, 0.0, np.nan], z_to=[0.0, np.nan, np.nan]
    )
    assert found(layers) == [("walkways", 2, "half_height", "", ""), ("walkways", 3, "no_height", "", "")]


def test_piece_of_the_network_apart():
    layers = ways([(0, 0), (100, 0)], [(100, 0), (100, 50)], [(0, 90), (30, 90)])
    assert found(layers) == [("walkways", 3, "apart", "30", "")]


def test_vertical_that_no_walkway_follows():
    #  walkway stair 0 → 6 m along the first; the second stands 50 m away, the third above the stair's top
    stairs = frame(
        *(box(x, 0, x + 12, 3) for x in (0, 50, 0)),
        kind=["stairs"] * 3, z_from=[0.0, 0.0, 6.0], z_to=[6.0, 6.0, 12.0],
    )  # fmt: skip
    layers = {
        "verticals": stairs,
        **ways([(0, 1.5, 0), (12, 1.5, 6)], [(12, 1.5, 6), (62, 1.5, 6)], kind=["stairs", None]),
    }
    assert [issue[1] for issue in found(layers, "no_walkway")] == [2, 3]


def test_verticals_without_rise_or_size():
    layers = {
        "verticals": frame(
            *[Point(x, 0) for x in (0, 50, 100)],
            kind=["stairs", "stairs", "elevator"], z_from=[0.0, 0.0, 0.0], z_to=[0.5, 6.0, 6.0],
            area_h=[24.0, None, None], area_v=[12.0, 12.0, None],
        )
    }  # fmt: skip
    assert found(layers) == [("verticals", 1, "no_rise", "", ""), ("verticals", 2, "no_size", "", "")]


def test_closed_ways_only():
    layers = ways([(0, 0), (90, 0)], kind=["closed"])
    assert found(layers) == [("walkways", None, "nothing_walkable", "", "")]


def test_roads_need_no_vertex_where_they_meet_but_have_to_reach():
    roads = [LineString(points) for points in ([(0, 0), (100, 0)], [(50, 0), (50, 80)], [(70, 0.5), (70, 80)])]
    layers = {"roads": frame(*roads, **{"class": ["branch"] * 3})}
    assert found(layers) == [("roads", 3, "loose_end", "0.5", "1")]


# GCJ-02


def town(columns=6, rows=6, shift=(0, 0), pitch=90.0, x0=0.0):
    """A grid of plots, each with a building, two floors and roads around; buildings and floors may be shifted."""
    corners = [(x0 + pitch * i, pitch * j) for i in range(columns) for j in range(rows)]
    land = frame(*(box(x, y, x + 70, y + 70) for x, y in corners), use=["R2"] * len(corners))
    land["plot"] = [f"P{number}" for number in range(len(corners))]
    dx, dy = shift
    body = [box(x + 20 + dx, y + 20 + dy, x + 50 + dx, y + 50 + dy) for x, y in corners]
    names = [f"B{number}" for number in range(len(corners))]
    buildings = frame(*body, building=names, storeys=[2] * len(body), height=[8.0] * len(body))
    floors = frame(*body, *body, building=names * 2, storey=[1] * len(body) + [2] * len(body))
    floors = floors.assign(z=[0.0] * len(body) + [4.0] * len(body), function="residential")
    nodes = [(x0 + pitch * i - 10, pitch * j - 10) for i in range(columns + 1) for j in range(rows + 1)]
    lines = [LineString([a, (a[0] + pitch, a[1])]) for a in nodes if a[0] < x0 + pitch * columns - 20]
    lines += [LineString([a, (a[0], a[1] + pitch)]) for a in nodes if a[1] < pitch * rows - 20]
    streets = frame(*lines, **{"class": ["branch"] * len(lines)})
    outline = frame(box(x0 - 10, -10, x0 + pitch * columns - 10, pitch * rows - 10), type=["residential"])
    layers = {"district": outline, "roads": streets, "plots": land, "buildings": buildings, "floors": floors}
    return {**layers, "walkways": frame(*lines, kind=["footway"] * len(lines))}


@pytest.mark.parametrize("sign", [1, -1])
def test_layers_shifted_by_gcj_02_are_told_and_not_moved(sign):
    east, north = gcj02_offset_m(*SHENZHEN)
    layers = town(30, 30, shift=(sign * east, sign * north))
    before = layers["buildings"].geometry.to_wkb()
    assert found(layers, "shifted", place=SHENZHEN) == [("buildings", None, "shifted", "610", "plots")]
    assert (layers["buildings"].geometry.to_wkb() == before).all()
    assert found(layers, "shifted", place=(2.35, 48.85)) == []  # nobody uses GCJ-02 in Paris
    assert found(layers, "shifted") == []


def test_shift_of_the_roads_is_told():
    east, north = gcj02_offset_m(*SHENZHEN)
    layers = town(30, 30)
    layers["roads"].geometry = layers["roads"].geometry.translate(east + 20, north + 25)
    layers["roads"].geometry = layers["roads"].geometry.translate(-20, -25)
    assert found(layers, "shifted", place=SHENZHEN) == [("roads", None, "shifted", "610", "plots")]


def test_shift_of_surfaces_or_of_the_district_is_told_and_a_city_beyond_it_is_none():
    offset = gcj02_offset_m(*SHENZHEN)
    layers = town(12, 12)
    outline = layers["district"].geometry
    layers["surfaces"] = layers["plots"][["fid", "geometry"]].assign(z=6.0, kind="skyway")
    layers["surfaces"].geometry = layers["surfaces"].geometry.translate(*offset)
    assert found(layers, "shifted", place=SHENZHEN) == [("surfaces", None, "shifted", "610", "district")]
    layers["surfaces"].geometry = layers["surfaces"].geometry.translate(-offset[0], -offset[1])
    layers["district"].geometry = outline.translate(*offset)
    assert [issue[0] for issue in found(layers, "shifted", place=SHENZHEN)] == ["plots", "surfaces"]
    layers["district"].geometry = [box(0, 0, 300, 300)]  # at the edge of all that is drawn
    assert found(layers, "shifted", place=SHENZHEN) == []


# CRS, and all together


def test_reference_systems():
    layers = {name: frame(box(0, 0, 400, 400)) for name in ("open_spaces", "water", "data_extent", "excluded")}
    crs = {
        "open_spaces": ("EPSG:4547", "metres"),
        "water": ("EPSG:4548", "metres"),
        "data_extent": ("EPSG:4490", "degrees"),
        "excluded": ("", "missing"),
    }
    assert [issue[:4] for issue in found(layers, crs=crs)] == [
        ("excluded", None, "crs_missing", ""),
        ("data_extent", None, "crs_degrees", "EPSG:4490"),
        ("water", None, "crs_differs", "EPSG:4548"),
    ]


def test_layer_off_its_reference_system_is_told_once():
    layers = town(3, 3)
    layers["buildings"].geometry = shapely.transform(layers["buildings"].geometry.to_numpy(), lambda xy: xy / 1e5)
    crs = {name: ("EPSG:4547", "wrong" if name == "buildings" else "metres") for name in layers}
    assert found(layers, crs=crs) == [("buildings", None, "crs_wrong", "EPSG:4547", "")]


def test_unknown_layer_and_no_layer():
    assert found({"sketch": frame(Point(0, 0))}) == [("sketch", None, "unknown_layer", "", "")]
    issues, ready = check_package({})
    assert issues.empty
    assert set(ready["state"]) == {"missing", "manual"}


def test_readiness_names_what_is_missing():
    layers = town()
    _, ready = check_package(layers)
    ready = ready.set_index("clause")
    assert ready.loc["4.1.3-1"].tolist() == ["ready", "", 1]
    assert ready.loc["4.1.3-2"].tolist() == ["partly", "setback_lines, excluded", 36]
    assert ready.loc["6.2.2", "missing"] == "surfaces, verticals, open_spaces"
    assert ready.loc[["5.3.1", "6.3.7", "7.1.2"], "state"].tolist() == ["manual", "manual", "partly"]
    layers["plots"].loc[:7, "use"] = None  # 28 of 36 known: 78 %
    _, ready = check_package(layers)
    assert ready.set_index("clause").loc["4.2.2"].tolist() == ["partly", "plots.use / plots.commercial_m2 (78 %)", 36]


def test_readiness_counts_in_arrays_that_pandas_3_lends_for_reading_only(monkeypatch):
    def lent(*given):
        told = answered(*given).copy()
        told.flags.writeable = False
        return told

    answered, layers = readiness.answered, town(2, 2)
    expected = check_package(layers)[1]
    monkeypatch.setattr(readiness, "answered", lent)
    assert check_package(layers)[1].equals(expected)


def test_readiness_counts_what_is_understood():
    layers = town(2, 2)
    layers["roads"]["class"] = "canal"
    layers["plots"]["use"] = ["NULL", "ZZ9", "R2", "R2"]
    ready = check_package(layers)[1].set_index("clause")
    assert ready.loc["4.1.3-1", ["state", "missing"]].tolist() == ["missing", "roads.class"]
    assert ready.loc["4.2.2", ["state", "missing"]].tolist() == ["partly", "plots.use / plots.commercial_m2 (50 %)"]
    assert ready.loc["4.2.1", ["state", "missing"]].tolist() == ["partly", "4.2.2"]  # it tells what 4.2.2 finds
    assert ready.loc["5.2.1", ["state", "missing"]].tolist() == ["partly", "5.2.4, 5.2.5"]


def test_readiness_takes_functions_from_where_the_assessment_takes_them():
    layers = town(2, 2)
    layers["buildings"]["function"] = "office"
    ready = check_package(layers)[1].set_index("clause")  # floors there are, and all of them are homes
    assert "floors.function=office" in ready.loc["5.2.5", "missing"]
    assert ready.loc["5.1.1", "state"] == "ready"
    layers["floors"]["function"] = None
    assert check_package(layers)[1].set_index("clause").loc["5.1.1", "state"] == "ready"  # that of their buildings
    del layers["floors"]
    ready = check_package(layers)[1].set_index("clause")
    assert "office" not in ready.loc["5.2.5", "missing"]
    assert ready.loc["5.1.1", ["state", "missing"]].tolist() == ["partly", "floors"]


def test_levels_stand_in_for_heights():
    layers = {"surfaces": frame(box(0, 0, 9, 9), kind=["skyway"], level=["1"])}
    assert "surfaces" not in check_package(layers)[1].set_index("clause").loc["6.1.1", "missing"]


def read(path):
    layers = steps.finish(package_file.read_package(path))
    crs = {name: (layer.crs, "metres" if layer.definition else "missing") for name, layer in layers.items()}
    return {name: layer.frame for name, layer in layers.items()}, crs


def test_demo_district_has_two_known_faults():
    layers, crs = read(DEMO)
    # one plot is drawn without a use; one bridge ends 0.18 m beside the gallery that it should meet
    assert found(layers, crs=crs, place=SHENZHEN) == [
        ("plots", 24, "no_value", "", ""),
        ("walkways", 319, "loose_end", "0.18", "314"),
    ]


@pytest.fixture(scope="module")
def faulty(tmp_path_factory):
    """The planted faults, and the package that holds them: its layers and their CRS."""
    file = tmp_path_factory.mktemp("planted") / "planted.gpkg"
    return plant(file), *read(file)


def test_every_planted_fault_is_found(faulty):
    planted, layers, crs = faulty
    assert len(planted) >= 100
    issues, _ = check_package(layers, crs=crs)
    told = set(zip(issues["layer"], issues["fid"], issues["code"]))
    assert [fault for fault in planted if fault not in told] == []
    assert issues["place"].notna().sum() >= len(planted) - 15  # nearly all can be looked at on the map
    kinds = {row["code"] for row in tables.rows("package_checks")}
    elsewhere = {"crs_wrong", "crs_degrees", "crs_web_mercator", "crs_units", "crs_differs", "shifted"}
    elsewhere |= {"no_field", "nothing_walkable"}
    assert kinds - set(issues["code"]) == elsewhere  # each other kind is planted, or follows from one


@pytest.mark.parametrize(
    "name", ["district", "roads", "plots", "buildings", "floors", "surfaces", "verticals", "walkways"]
)
def test_whatever_is_missing_the_rest_is_checked(faulty, name):
    planted, layers, _ = faulty
    bare = layers[name][["fid", layers[name].geometry.name]]
    undrawn = layers[name].assign(**{layers[name].geometry.name: None})
    for put in ({}, {name: layers[name].iloc[:0]}, {name: bare}, {name: undrawn}):
        issues, ready = check_package({**{other: layers[other] for other in layers if other != name}, **put})
        told = set(zip(issues["layer"], issues["fid"], issues["code"]))
        alone = {"no_geometry", "invalid_geometry", "duplicate", "impossible_number", "unknown_code", "not_yes_or_no"}
        assert {fault for fault in planted if fault[0] != name and fault[2] in alone} <= told
        assert ready["clause"].tolist() == [head["clause"] for head in assess.headings()]


def test_order_of_features_changes_nothing(faulty):
    _, layers, crs = faulty
    turned = {name: layer.iloc[::-1].reset_index(drop=True) for name, layer in [*layers.items()][::-1]}
    one, other = (check_package(each, crs=crs, place=SHENZHEN) for each in (layers, turned))
    columns = [column for column in one[0] if column != "place"]
    pd.testing.assert_frame_equal(one[0][columns], other[0][columns])
    assert (
        shapely.equals_exact(*(each[0]["place"].to_numpy() for each in (one, other)), 1e-6).sum()
        == one[0]["place"].notna().sum()
    )
    pd.testing.assert_frame_equal(one[1], other[1])


@settings(max_examples=25)
@given(st.integers(1, 5), st.integers(1, 5), st.sampled_from([90.0, 120.0]), st.integers(-5000, 5000))
def test_clean_town_has_no_issue(columns, rows, pitch, x0):
    layers = town(columns, rows, pitch=pitch, x0=float(x0))
    if columns * rows * pitch**2 < 10_000:
        layers.pop("district")
    assert found(layers, place=SHENZHEN) == []


def test_steps_yield_rising_shares():
    layers, crs = read(DEMO)
    shares = [*check_package_steps(layers, crs)]
    assert shares == sorted(shares)
    assert shares[0] >= 0
    assert shares[-1] <= 1


@pytest.mark.parametrize("content", [b"", b"PK not a package", None])
def test_foreign_files_are_refused_with_a_remedy(tmp_path, content):
    file = tmp_path / "foreign.gpkg"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(InputError, match="PACKAGE: found .*foreign.gpkg.*createpackage makes an empty one"):
        steps.finish(package_file.read_package(file))
    assert content is not None or not file.exists()


def test_every_check_is_worded_in_both_languages_with_the_same_blanks():
    for row in tables.rows("package_checks"):
        blanks = [sorted(re.findall(r"{\w+}", row[f"wrong_{language}"])) for language in ("en", "zh")]
        assert blanks[0] == blanks[1], row
        assert not re.findall(r"{\w+}", row["remedy_en"] + row["remedy_zh"])
        assert row["severity"] in ("error", "warning", "hint")
