"""Clauses 6.1.2, 6.2.1 and 6.2.2 by hand: the golden case of `mper_golden`, its edge cases and variants."""

import pathlib

import geopandas
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from mper_golden import LAYERS, VERTICALS, buildings, changed, golden, moved, one_deck
from mper_measured import MPER, close, first, measure
from multiground.urbanform import measuring
from multiground.urbanform.errors import InputError
from multiground.urbanform.mper import Options, efficiency_ratio, mper, mper_steps
from shapely import box

GOLDEN = pathlib.Path(__file__).parent / "data" / "mper_golden.gpkg"

# The golden case


def test_golden_case_is_what_was_worked_on_paper():
    result = measure(golden())
    row = result.districts.iloc[0]
    assert (row["n_systems"], row["sum_f"], row["mean_f"], row["n_isolated"]) == (2, 9, 4.5, 0)
    assert (row["a_pd"], row["a_mgs"], row["a_vh"], row["a_vz"]) == (20000, 13180, 246, 123)
    assert row["denominator"] == close(13512.1)
    assert row["ratio"] == close(0.675605)
    assert row["mper"] == close(6.660696708875748)
    assert np.isnan(row["mper_with_ground"])
    assert (row["grade"], row["state"], row["missing"], row["n_assumed_open"]) == ("good", "graded", "", 0)
    systems = result.systems
    assert systems[["n_surfaces", "area_m2", "f_above", "f_below", "f_ground", "f_total"]].to_numpy().tolist() == [
        [4, 10840, 4, 0, 1, 5],
        [2, 2340, 0, 3, 1, 4],
    ]
    assert systems.geometry.area.tolist() == pytest.approx([4000 + 240 + 3600 + 3000, 2340])


def test_golden_case_shows_what_counts_and_why_the_rest_does_not():
    result = measure(golden())
    assert result.surfaces["system"].tolist() == [1, 1, 1, 1, 2, 2]
    assert result.surfaces["kind"].tolist() == ["skyway", "skyway", "rooftop", "rooftop", "underground", "underground"]
    verticals = result.verticals
    assert verticals["counted"].tolist() == [True] * 6 + [False] * 2
    assert verticals["reason"].tolist() == [""] * 6 + ["elevator", "enclosed_stairs"]
    assert verticals["a_h"].tolist()[:6] == [48, 24, 54, 36, 60, 24]
    assert verticals["a_v"].tolist()[:6] == [24, 12, 27, 18, 30, 12]
    floors = result.floors
    assert floors["f"].tolist() == [2, 0, 1, 1, 2, 1, 0, 0]
    assert floors["systems"].tolist() == ["1", "", "1", "1", "2", "2", "2", ""]
    reasons = ["", "no_contact", "", "", "", "", "auxiliary", "auxiliary"]
    assert floors["reason"].tolist() == reasons


def test_golden_case_needs_what_was_worked_on_paper():
    # excellent from 5 down: 4.5 · 20000 / 5 = 18000 m², 4487.9 more; or ΣF ≤ 5 · 13512.1 / 20000 · 2 = 6.756, so 6
    row = first(golden())
    assert (row["needed_area_m2"], row["needed_f"]) == (4487.9, -3)


def test_golden_package_gives_the_same():
    names = ("district", "surfaces", "verticals", "floors", "buildings")
    frames, _ = measuring.to_metres(*(geopandas.read_file(GOLDEN, layer=name) for name in names))
    row = mper(*frames).districts.iloc[0]
    assert row["mper"] == close(MPER)
    assert (row["n_systems"], row["sum_f"], row["a_mgs"], row["a_vh"], row["a_vz"]) == (2, 9, 13180, 246, 123)


def test_district_keeps_its_attributes_and_the_input_stays_as_it_is():
    frames = golden()
    before = {name: frame.copy() for name, frame in frames.items()}
    assert measure(frames).districts["name"].tolist() == ["golden"]
    assert all(frame.equals(before[name]) for name, frame in frames.items())


# Edge cases E1 to E6


def test_e1_enclosed_stairs_counted_by_mistake_would_merge_the_systems():
    frames = golden()
    frames["verticals"] = changed(frames["verticals"], ("name", "VC7"), kind="stairs", enclosure="outdoor")
    row = first(frames)
    assert (row["n_systems"], row["sum_f"], row["a_vh"], row["a_vz"]) == (1, 8, 255, 141)
    assert (row["mper"], row["grade"]) == (close(11.822339788823454), "fair")


def test_e2_isolated_roof_keeps_its_area_and_loses_its_floor():
    frames = golden()
    frames["verticals"] = changed(frames["verticals"], ("name", "VC3"), open_24h=False)
    result = measure(frames)
    row = result.districts.iloc[0]
    assert (row["n_systems"], row["n_isolated"], row["sum_f"], row["a_vh"], row["a_vz"]) == (2, 1, 8, 192, 96)
    assert (row["denominator"], row["mper"], row["grade"]) == (close(13439.2), close(5.952735281862015), "good")
    roof = result.surfaces.iloc[2]
    assert np.isnan(roof["system"]) and roof["near_ground"] and roof["area_m2"] == 3600
    assert "isolated" in roof["reason"].split(";")
    assert result.verticals["reason"].iloc[2] == "closed_at_night"
    assert result.floors[["systems", "f", "reason"]].iloc[2].tolist() == ["", 0, "isolated"]


@pytest.mark.parametrize(
    ("bridge", "market", "ratio", "grade"),
    [(3000.01, 2000.01, 8.140851533070359, "fair"), (3000.004, 2000.004, 6.660696708875748, "good")],
)
def test_e3_a_hundredth_of_a_square_metre_is_a_storey(bridge, market, ratio, grade):
    frames = golden()
    frames["floors"]["area"] = [4800, 4800, 1200, bridge, 3000, market, 2800, 4800]
    row = first(frames)
    assert (row["mper"], row["grade"]) == (close(ratio), grade)


def test_e4_ground_level_open_space_is_the_second_reading():
    spaces = geopandas.GeoDataFrame({"public": [True, False]}, geometry=[box(0, 60, 100, 120), box(100, 90, 200, 100)])
    spaces = pd.concat([spaces, geopandas.GeoDataFrame({"public": [True]}, geometry=[box(100, 0, 140, 50)])])
    # 100 · 40 inside the district and 40 · 50; the private one is left out
    strict, both = first(golden(), spaces), first(golden(), spaces, reading="with_ground")
    assert (strict["mper"], strict["grade"]) == (close(MPER), "good")
    assert strict["a_ground"] == both["a_ground"] == close(6000)
    assert strict["mper_with_ground"] == both["mper_with_ground"] == close(4.61252248604712)
    assert (both["mper"], both["grade"]) == (close(MPER), "excellent")
    assert np.isnan(both["needed_area_m2"])


def test_e5_without_any_connection_there_is_nothing_to_assess():
    frames = golden()
    frames["verticals"] = frames["verticals"].iloc[6:]
    row = first(frames)
    assert (row["n_systems"], row["n_isolated"], row["sum_f"], row["a_mgs"]) == (0, 4, 0, 13180)
    assert np.isnan(row["mper"]) and np.isnan(row["mean_f"]) and np.isnan(row["needed_area_m2"])
    assert (row["grade"], row["state"], row["missing"]) == ("unassessed", "missing", "no_system")


@pytest.mark.parametrize(
    ("ratio", "grade"),
    [
        (0.9999, "fair"),
        (1, "good"),
        (2.9999, "good"),
        (3, "excellent"),
        (5, "excellent"),
        (5.0001, "good"),
        (7, "good"),
        (7.0001, "fair"),
        (6.999999, "good"),
        (7.000001, "fair"),
    ],
)
def test_e6_grade_is_that_of_the_unrounded_value(ratio, grade):
    # one deck of 1000 m² with a stair without area meets the ground and one floor: F = 2, MPER = 2 · A_PD / 1000
    frames = one_deck(z=[6.0])
    row = first(frames, planned_area_m2=ratio * 500)
    assert (row["mper"], row["grade"]) == (pytest.approx(ratio, rel=1e-15), grade)


@pytest.mark.parametrize("degrees", range(0, 90, 5))
def test_noise_of_a_place_decides_no_grade(degrees):
    # what `needed` says, 4487.9 m² more: 200 · 22.4395 at +30; 4.5 · 20000 / (13512.1 + 4487.9) = 5, wherever it lies
    frames = golden()
    deck = frames["surfaces"].iloc[[0]].assign(surface="P2", z=30.0, geometry=[box(0, 0, 200, 22.4395)])
    frames["surfaces"] = pd.concat([frames["surfaces"], deck], ignore_index=True)
    row = first(moved(frames, degrees))
    assert (row["a_pd"], row["a_mgs"], row["denominator"]) == (20000, 17667.9, close(18000))
    assert (row["grade"], row["near_bound"]) == ("excellent", pytest.approx(np.nan, nan_ok=True))


def test_less_surface_than_there_is_cannot_be_taken_away():
    # F = 1 (the ground) for 1000 m² of deck and 200 · 60 m of ground on 20000 m²: 20000 / 13000 = 1.54. For 3 it
    # takes 6666.67 m² in all, 6333.34 less; the deck has 1000. One storey more does: 2 · 1.54 = 3.08
    frames = one_deck(z=[6.0])
    frames["floors"] = frames["floors"].iloc[:0]
    spaces = geopandas.GeoDataFrame(geometry=[box(0, 30, 200, 90)])
    row = first(frames, spaces, reading="with_ground")
    assert (row["mper_with_ground"], row["grade"], row["needed_f"]) == (close(20 / 13), "good", 1)
    assert np.isnan(row["needed_area_m2"])


# Options


@pytest.mark.parametrize(
    ("options", "ratio"),
    [
        ({"floor_count": "pooled"}, 5.920619296778443),  # F = (4, 4)
        ({"floor_count": "continuous"}, 5.143538014076272),  # F = (3.8, 3.15)
        ({"vertical_projection": "side"}, 90000 / (13180 + 246 + 0.7 * 522)),
        ({"ground_joins": True}, 11.841238593556886),  # N = 1, F = 8
        ({"planned_area_m2": 10000}, MPER / 2),
    ],
)
def test_options_give_what_was_worked_on_paper(options, ratio):
    assert first(golden(), **options)["mper"] == close(ratio)


def test_planned_area_may_be_a_field():
    frames = golden()
    frames["districts"]["planned_area"] = ["30000 m²"]
    assert first(frames)["a_pd"] == 20000
    assert first(frames, planned_area_m2="field")["mper"] == close(1.5 * MPER)


def test_tolerances_are_inclusive():
    # the bridge stays 0.5 m away and 0.5 m lower: still joined. A millimetre farther away it makes a system with
    # R2, F = (2 + 1 + 1, 1, 4); a millimetre lower the stair VC8 misses it too, and both are isolated, F = (4, 4)
    for gap, step, found in [(0.5, 0.5, (2, 9, 0)), (0.501, 0.5, (3, 9, 0)), (0.5, 0.501, (2, 8, 2))]:
        frames = golden()
        bridge = frames["surfaces"]["surface"] == "B1"
        frames["surfaces"].loc[bridge, "geometry"] = [box(120 + gap, 46, 150, 54)]
        frames["surfaces"].loc[bridge, "z"] = 6 - step
        row = first(frames, floor_step_m=1.5)
        assert (row["n_systems"], row["sum_f"], row["n_isolated"]) == found


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"gap_m": -1}, ["GAP", "-1", "0 m or more"]),
        ({"surface_step_m": float("nan")}, ["SURFACE_STEP", "nan"]),
        ({"floor_step_m": -0.1}, ["FLOOR_STEP"]),
        ({"reading": "with_ground"}, ["READING", "GROUND_SPACES"]),
        ({"reading": "other"}, ["READING", "strict, with_ground"]),
        ({"floor_count": "all"}, ["FLOOR_COUNT", "pooled"]),
        ({"vertical_projection": "up"}, ["VERTICAL_PROJECTION", "across, side"]),
        ({"ground_z": "buildings"}, ["GROUND_Z", "buildings"]),
        ({"planned_area_m2": 0}, ["PLANNED_AREA", "above 0"]),
        ({"planned_area_m2": float("inf")}, ["PLANNED_AREA", "inf"]),
    ],
)
def test_meaningless_options_are_refused(options, words):
    with pytest.raises(InputError) as refused:
        measure(golden(), **options)
    assert [word for word in words if word not in str(refused.value)] == []


def test_defaults_are_those_of_the_interface():
    options = Options.by_rules()
    assert (options.gap_m, options.surface_step_m, options.floor_step_m) == (0.5, 0.5, 1.0)
    assert (options.unknown_open, options.reading, options.floor_count) == (True, "strict", "per_floor")


# Links and what they connect

NAMES = list(VERTICALS)


def with_open(names):
    """The golden case in which just these vertical components are open; the lift and the enclosed stairs may be."""
    frames = golden()
    frames["verticals"] = frames["verticals"].assign(
        kind="stairs", enclosure="outdoor", width=2.0, run=12.0, open_24h=[name in names for name in NAMES]
    )
    return measure(frames)


def connected(result):
    return set(result.floors.loc[result.floors["systems"] != "", "row"])


@settings(max_examples=15)
@given(st.sets(st.sampled_from(NAMES)), st.sampled_from(NAMES))
def test_a_link_more_joins_and_connects_and_a_link_less_does_the_reverse(names, name):
    fewer, more = with_open(names - {name}), with_open(names | {name})
    parts = [result.districts[["n_systems", "n_isolated"]].iloc[0].sum() for result in (fewer, more)]
    assert parts[1] <= parts[0]
    assert connected(fewer) <= connected(more)
    # N and ΣF may move either way: an isolated surface becomes a system, a merged ground counts once
    assert fewer.districts["a_mgs"][0] == more.districts["a_mgs"][0] == 13180


def test_a_loose_end_joins_nothing():
    # a stair from P1 up to +9, where nothing is: R1 needs +15
    frames = golden()
    frames["verticals"] = changed(frames["verticals"], ("name", "VC3"), z_to=9)
    result = measure(frames)
    assert result.verticals[["counted", "reason"]].iloc[2].tolist() == [False, "loose_end"]
    assert result.districts["mper"][0] == close(5.952735281862015)  # as if it were closed
    frames["verticals"] = changed(frames["verticals"], ("name", "VC3"), z_to=12, z_from=9)
    assert measure(frames).verticals["reason"].iloc[2] == "no_surface"


@pytest.mark.parametrize("z_to", [15, 15.4])
def test_steps_from_a_surface_to_itself_join_nothing(z_to):
    # E2, and on R1, now isolated, steps whose both ends meet R1 alone: were it a system, N = 3 and 4.45 would be
    # excellent
    frames = golden()
    closed = changed(frames["verticals"], ("name", "VC3"), open_24h=False)
    steps = closed.iloc[[2]].assign(z_from=15, z_to=z_to, open_24h=True, geometry=[box(50, 50, 62, 53)])
    frames["verticals"] = pd.concat([closed, steps])
    result = measure(frames)
    assert result.districts[["n_systems", "n_isolated", "sum_f"]].iloc[0].tolist() == [2, 1, 8]
    assert result.districts["mper"][0] == close(5.952735281862015)
    assert result.verticals[["counted", "reason"]].iloc[8].tolist() == [False, "loose_end"]


def test_levels_that_a_component_passes_do_not_join_it():
    # an open stair from the sunken plaza's level up past P1 to R1: it joins U2 and R1, not P1 between them
    frames = golden()
    tower = frames["verticals"].iloc[[2]].assign(z_from=-6, z_to=15, geometry=[box(99, 16, 101, 24)], run=30.0)
    frames["verticals"] = pd.concat([changed(frames["verticals"], ("name", "VC3"), open_24h=False), tower])
    result = measure(frames)
    assert result.surfaces["system"].tolist() == [1, 1, 2, 1, 2, 2]


def test_ground_joins_nothing_but_grounds_what_lies_level_with_it():
    # a terrace at 0.4 m is ground: it joins the deck beside it on the level, and no other over its stair
    frames = one_deck(z=[0.8])
    decks = [box(10, 10, 110, 20), box(110, 10, 130, 20), box(150, 10, 160, 20)]
    frames["surfaces"] = geopandas.GeoDataFrame({"z": [0.8, 0.4, 6.0]}, geometry=decks)
    frames["verticals"] = frames["verticals"].assign(z_from=0.4, geometry=[box(130, 12, 150, 16)])
    frames["floors"] = frames["floors"].iloc[:0]
    result = measure(frames)
    row = result.districts.iloc[0]
    # systems: {deck at 0.8, terrace} is grounded at grade, {deck at 6} by its stair; the terrace adds no area
    assert (row["n_systems"], row["sum_f"], row["a_mgs"]) == (2, 2, 1000 + 100)
    assert result.surfaces["system"].tolist() == [1, 1, 2]
    spaces = geopandas.GeoDataFrame(geometry=[box(120, 0, 140, 40)])
    assert measure(frames, spaces).districts["a_ground"][0] == close(200 + 800 - 100)


def test_a_terrace_on_the_ground_alone_is_no_system():
    frames = one_deck(z=[0.3])
    result = measure(frames)
    assert result.districts[["n_systems", "n_isolated", "a_mgs"]].iloc[0].tolist() == [0, 0, 0]
    assert result.surfaces["reason"].iloc[0].startswith("on_ground;")


def test_surfaces_over_each_other_count_once_a_level():
    # ┌───────┬───┐      decks at 6 and 6.3 overlap by 10 · 10 m: one level there; the deck at 12 above counts too
    # │   ┌───┼───┤
    frames = one_deck(z=[6.0])
    decks = [box(10, 10, 110, 20), box(100, 10, 120, 20), box(10, 10, 60, 20)]
    frames["surfaces"] = geopandas.GeoDataFrame({"z": [6.0, 6.3, 12.0]}, geometry=decks)
    result = measure(frames)
    assert result.districts["a_mgs"][0] == 1000 + 200 - 100 + 500
    assert result.surfaces["area_m2"].tolist() == [1000, 100, 500]


def test_step_free_way_is_looked_for_between_the_same_levels():
    frames = golden()
    ramp = {
        "kind": "ramp",
        "z_from": 6,
        "z_to": 0,
        "width": 3.0,
        "run": 72.0,
        "enclosure": "outdoor",
        "public": True,
        "open_24h": True,
    }
    gentle = geopandas.GeoDataFrame({"name": ["ramp"], **ramp}, geometry=[box(20, 7, 92, 10)])
    frames["verticals"] = pd.concat([frames["verticals"].iloc[:6], gentle], ignore_index=True)
    result = measure(frames).verticals
    assert result["step_free_m"].tolist()[:3] == [0, 80, pytest.approx(np.nan, nan_ok=True)]  # VC1 crosses it
    assert result["step_free_m"].iloc[6] == 0
    frames["verticals"]["run"] = frames["verticals"]["run"].replace(72.0, 71.9)  # steeper than 1:12
    assert measure(frames).verticals["step_free_m"].isna().all()


# Floors


def test_a_floor_counts_once_in_each_system_that_meets_it():
    # A-B1 meets U2 of system 2; a gallery at -6 inside A that belongs to system 1 would count it again
    frames = golden()
    gallery = frames["surfaces"].iloc[[4]].assign(surface="U3", geometry=[box(40, 0, 60, 20)])
    stair = frames["verticals"].iloc[[0]].assign(name="VC9", z_from=-6, z_to=6, geometry=[box(45, 9, 50, 12)])
    frames["surfaces"] = pd.concat([frames["surfaces"], gallery])
    frames["verticals"] = pd.concat([frames["verticals"], stair])
    result = measure(frames)
    assert result.districts[["n_systems", "sum_f"]].iloc[0].tolist() == [2, 10]
    assert result.floors["systems"].tolist()[5] == "1;2"
    assert result.systems[["f_above", "f_below", "f_ground"]].to_numpy().tolist() == [[4, 1, 1], [0, 3, 1]]


def test_a_floor_that_is_not_open_to_the_surface_does_not_count():
    frames = golden()
    frames["floors"]["open_to_surface"] = ["否", None, None, None, None, None, None, None]
    result = measure(frames)
    assert result.districts["sum_f"][0] == 7
    assert result.floors["reason"].iloc[0] == "not_open"


def test_storey_one_never_counts():
    frames = one_deck(z=[0.9])
    frames["verticals"]["z_to"] = 0.9
    frames["floors"]["z"], frames["floors"]["storey"] = 0.5, 1
    result = measure(frames)
    assert (result.districts["sum_f"][0], result.floors["reason"][0]) == (1, "ground_storey")


def test_parts_of_a_floor_are_added_up_before_the_steps():
    # two shops of 1600 m² on one storey: 3200 m² count 2; only one of them meets the deck
    frames = one_deck(z=[6.0])
    shops = [box(10, 20, 60, 52), box(60, 30, 110, 62)]
    frames["floors"] = geopandas.GeoDataFrame({"building": ["A", "A"], "storey": 2, "z": 6.0}, geometry=shops)
    result = measure(frames)
    assert result.districts["sum_f"][0] == 3
    assert result.floors[["f", "reason"]].to_numpy().tolist() == [[2, ""], [0, "same_floor"]]
    frames["floors"]["building"] = ["A", "B"]
    assert first(frames)["sum_f"] == 2


# Several districts


@pytest.mark.parametrize("line", [[(156, -4), (156, 5)], [(156, 5), (156, -4)]])
def test_a_line_over_the_outline_belongs_where_its_middle_lies(line):
    # VC4 as a line from the street, 4 m outside, to U1: its middle (156, 0.5) is inside, whichever end comes first.
    # Without it and VC5 the sunken plaza would be isolated
    frames = golden()
    verticals = changed(frames["verticals"], ("name", "VC5"), open_24h=False)
    verticals.loc[verticals["name"] == "VC4", "geometry"] = [shapely.LineString(line)]
    row = first({**frames, "verticals": verticals})
    assert (row["n_systems"], row["n_isolated"], row["sum_f"], row["a_vh"]) == (2, 0, 9, 246 - 24)


def test_districts_are_measured_apart_and_surfaces_are_cut_between_them():
    # cut at x = 135: B1, U1 and the floors of B's side go their own way
    frames = golden()
    halves = geopandas.GeoDataFrame({"name": ["east", "west"]}, geometry=[box(135, 0, 200, 100), box(0, 0, 135, 100)])
    result = measure({**frames, "districts": halves})
    east, west = (result.districts.iloc[place] for place in (0, 1))
    assert west["a_mgs"] + east["a_mgs"] == close(13180)
    assert (east["a_mgs"], east["a_pd"]) == (close(15 * 8 + 3000 + 55 * 35), 6500)
    # west: P1, R1, 15 m of B1 with VC1 to VC3: F = 2 + 1 + 1; U2 and 5 m of U1 have lost their stairs
    assert west[["n_systems", "n_isolated", "sum_f"]].tolist() == [1, 1, 4]
    # east: B1, R2 with VC8, F = 1; U1 with VC4 and VC5 (138, 41), F = 2 + 1
    assert east[["n_systems", "n_isolated", "sum_f"]].tolist() == [2, 0, 4]
    assert sorted(result.systems["system"]) == [1, 2, 3]
    bridge = result.surfaces[result.surfaces["row"] == 1]
    assert bridge[["district", "area_m2"]].to_numpy().tolist() == [[0, 120], [1, 120]]
    assert bridge["reason"].tolist() == ["above_ground;part"] * 2


def test_what_lies_outside_every_district_is_told():
    frames = golden()
    frames["districts"] = geopandas.GeoDataFrame(geometry=[box(0, 0, 125, 100)])
    result = measure(frames)
    outside = result.surfaces[result.surfaces["reason"] == "outside"]
    assert outside["row"].tolist() == [1, 3, 4, 5]  # 25 m of B1 and 5 m of U2, R2 and U1 as a whole
    assert outside.geometry.area.tolist() == [25 * 8, 3000, 2100, 5 * 8]
    assert outside["area_m2"].isna().all()
    assert result.verticals.loc[result.verticals["reason"] == "outside", "row"].tolist() == [3, 4, 5]
    assert result.floors.loc[result.floors["reason"] == "outside", "row"].tolist() == [3, 4]


def test_the_whole_and_a_part_of_it_may_be_districts_at_once():
    frames = golden()
    both = geopandas.GeoDataFrame(geometry=[box(0, 0, 125, 100), box(0, 0, 200, 100)])
    result = measure({**frames, "districts": both})
    alone = first({**frames, "districts": both.iloc[:1]})
    assert result.districts["mper"].tolist() == [close(alone["mper"]), close(MPER)]


def test_middle_on_the_line_between_two_districts_belongs_to_one():
    frames = one_deck(z=[6.0])
    halves = [box(0, 0, 16, 100), box(16, 0, 200, 100)]  # the stair's middle lies at x = 16
    result = measure({**frames, "districts": geopandas.GeoDataFrame(geometry=halves)})
    assert result.verticals["district"].tolist() == [0]
    assert result.districts["n_systems"].tolist() == [1, 0]


# Steps


def test_progress_rises_and_every_step_is_asked_for():
    done = list(mper_steps(*(golden()[name] for name in LAYERS), buildings()))
    assert done == sorted(done)
    assert 0 <= done[0] <= done[-1] < 1
    assert len(done) > 15


# Schemes of a public study: totals as inputs, all four are fair in both readings


@pytest.mark.parametrize(
    ("a_pd", "below", "ground", "above", "sum_f", "with_ground", "strict"),
    [
        (237461.94, 37052.90, 135547.10, 8664.10, 20, 8.734, 34.628),
        (237461.94, 69297.71, 113298.04, 32322.58, 36, 13.259, 28.041),
        (237464.94, 71346.37, 132956.18, 32322.58, 37, 12.377, 28.251),
        (237464.94, 85615.64, 132956.18, 38787.10, 44, 13.533, 27.996),
    ],
)
def test_schemes_of_the_public_study(a_pd, below, ground, above, sum_f, with_ground, strict):
    assert efficiency_ratio(sum_f, 3, a_pd, below + ground + above) == pytest.approx(with_ground, abs=5e-4)
    assert efficiency_ratio(sum_f, 3, a_pd, below + above) == pytest.approx(strict, abs=5e-4)
    assert efficiency_ratio(sum_f, 3, a_pd, below + ground + above) > 7


def test_ratio_of_totals_takes_numbers_and_arrays():
    assert efficiency_ratio(9, 2, 20000, 13180, 246, 123) == close(MPER)
    found = efficiency_ratio(np.array([9, 0]), np.array([2, 0]), 20000, np.array([13180, 13180]), 246, 123)
    assert found.tolist() == [close(MPER), pytest.approx(np.nan, nan_ok=True)]
