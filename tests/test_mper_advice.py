"""Single connections that change the MPER: what is proposed, and that each is measured as if it were drawn."""

import geopandas
import numpy as np
import pandas as pd
import pytest
import shapely
from mper_golden import LAYERS, changed, golden, moved, one_deck, shuffled
from multiground.urbanform.errors import InputError
from multiground.urbanform.mper import mper
from multiground.urbanform.mper_advice import mper_advice, mper_advice_steps
from shapely import box

SEEDS = (0, 4, 5, 11)
OPEN = {"enclosure": "outdoor", "public": True, "open_24h": True}


def advise(frames, **options):
    return mper_advice(*(frames[name] for name in LAYERS), **options)


def measure(frames, **options):
    return mper(*(frames[name] for name in LAYERS), **options)


def two_decks(gap=10.0, rise=0.0, width=100.0):
    """Two decks of 100 · 40 m at +6 with a gap between them; only the west one has a stair and a floor.

    ┌────────────┐ gap ┌────────────┐      A_PD = 400 · 100 = 40000
    │ west, +6   │     │ east       │      west: A = 4000, stair 12 · 4 m: 48 + 0.7 · 24
    └─stair──────┘     └────────────┘      F = 1 (floor of 2000 m²) + 1 (ground)
    """
    frames = golden()
    decks = [box(10, 20, 110, 60), box(110 + gap, 20, 110 + gap + width, 60)]
    frames["districts"] = geopandas.GeoDataFrame(geometry=[box(0, 0, 400, 100)])
    frames["surfaces"] = geopandas.GeoDataFrame(
        {"surface": ["west", "east"], "z": [6.0, 6.0 + rise], **OPEN}, geometry=decks
    )
    stair = {"name": ["stair"], "kind": "stairs", "z_from": 0.0, "z_to": 6.0, "width": 4.0, "run": 12.0}
    frames["verticals"] = geopandas.GeoDataFrame({**stair, **OPEN}, geometry=[box(20, 16, 32, 20)])
    frames["floors"] = geopandas.GeoDataFrame(
        {"building": ["A"], "storey": 2, "z": 6.0}, geometry=[box(10, 60, 110, 80)]
    )
    return frames


def drawn(frames, row):
    """Put a measure into the layers, as a planner would draw it."""
    frames, surfaces = dict(frames), frames["surfaces"]
    if row["measure"] == "opening":
        opened = frames["verticals"].copy()
        opened["open_24h"] = [
            True if place == row["vertical"] else kept for place, kept in enumerate(opened["open_24h"])
        ]
        return {**frames, "verticals": opened}
    upper, lower = (surfaces.iloc[int(row[end])] if row[end] >= 0 else None for end in ("from_row", "to_row"))
    if row["measure"] == "bridge":
        z = (upper["z"] + lower["z"]) / 2
        level = surfaces.geometry[(surfaces["z"] - z).abs() <= 0.5]
        deck = row["geometry"].buffer(row["width"] / 2, cap_style=2) - shapely.union_all(level.to_numpy())
        bridge = geopandas.GeoDataFrame({"surface": ["new"], "z": z, **OPEN}, geometry=[deck])
        return {**frames, "surfaces": pd.concat([surfaces, bridge], ignore_index=True)}
    size = {"width": row["width"], "run": row["run"]}
    stair = {"name": ["new"], "kind": "stairs", "from_surface": upper["surface"], "z_from": upper["z"], **size, **OPEN}
    stair["z_to"], stair["to_surface"] = (0.0, None) if lower is None else (lower["z"], lower["surface"])
    stair = geopandas.GeoDataFrame(stair, geometry=[row["geometry"]])
    return {**frames, "verticals": pd.concat([frames["verticals"], stair], ignore_index=True)}


def beside(cases, away):
    """Return cases as one, each so many metres east of the last one."""
    cases = [moved(case, 0.0, (away * place, 0.0)) for place, case in enumerate(cases)]
    return {name: pd.concat([case[name] for case in cases], ignore_index=True) for name in LAYERS}


def assert_measured_as_drawn(frames, advice, **options):
    """Each measure is drawn into a copy of the case; all copies are measured at once, far from each other."""
    measures = advice.measures.reset_index(drop=True)
    there = measure(beside([drawn(frames, row) for _, row in measures.iterrows()], 4096.0), **options).districts
    there = there.iloc[measures.index * len(frames["districts"]) + measures["district"]]
    for after, name in (("n_after", "n_systems"), ("sum_f_after", "sum_f"), ("grade_after", "grade")):
        assert measures[after].tolist() == there[name].tolist()
    assert measures["mper_after"].tolist() == pytest.approx(there["mper"].tolist(), rel=1e-12, nan_ok=True)


# By hand


def test_bridge_over_a_gap_is_proposed_with_its_figures():
    # a bridge of 3 · 10 m makes one component of 4000 + 30 + 4000 m²: MPER = 2 · 40000 / (8030 + 48 + 16.8) = 9.883;
    # a stair makes the east deck a system with F = 1: (3 / 2) · 40000 / (8000 + 48 + 36 + 0.7 · (24 + 18)) = 7.395
    measures = advise(two_decks()).measures.set_index("measure")
    bridge, stairs = measures.loc["bridge"], measures.loc["ground_stairs"]
    assert bridge["mper_after"] == pytest.approx(80000 / 8094.8, rel=1e-12)
    assert (bridge["n_after"], bridge["sum_f_after"], bridge["run"], bridge["width"]) == (1, 2, 10, 3)
    assert bridge["geometry"].length == pytest.approx(10)
    assert {bridge["from_row"], bridge["to_row"]} == {0, 1}
    assert stairs["mper_after"] == pytest.approx(60000 / 8113.4, rel=1e-12)
    assert (stairs["n_after"], stairs["sum_f_after"], stairs["from_row"]) == (2, 3, 1)
    assert (stairs["rise_m"], stairs["run"], stairs["geometry"].length) == (6, 12, pytest.approx(12))
    assert stairs["rank"] == 1
    assert stairs["warning"] == "more_systems"  # a system more with few storeys thins the mean


def test_bridge_connects_the_floor_that_it_passes_and_the_stair_that_ends_at_it():
    # a house in the gap opens to the bridge, and a stair from +12, where a roof is, ends in it
    frames = two_decks()
    house = geopandas.GeoDataFrame({"building": ["B"], "storey": 2, "z": 6.0}, geometry=[box(112, 0, 116, 100)])
    roof = geopandas.GeoDataFrame({"surface": ["roof"], "z": 12.0, **OPEN}, geometry=[box(112, 70, 118, 90)])
    stair = {"name": ["up"], "kind": "stairs", "z_from": 6.0, "z_to": 12.0, "width": 2.0, "run": 12.0, **OPEN}
    stair = geopandas.GeoDataFrame(stair, geometry=[box(117, 0, 119, 75)])
    for name, more in (("floors", house), ("surfaces", roof), ("verticals", stair)):
        frames[name] = pd.concat([frames[name], more], ignore_index=True)
    advice = advise(frames)
    bridge = advice.measures.set_index("measure").loc["bridge"]
    assert bridge[["n_after", "sum_f_after"]].tolist() == [1, 3]
    assert bridge["mper_after"] == pytest.approx(3 * 40000 / (8000 + 30 + 120 + 48 + 24 + 0.7 * 36), rel=1e-12)
    assert_measured_as_drawn(frames, advice)


@pytest.mark.parametrize(
    ("gap", "rise", "options", "measures"),
    [
        (40.0, 0.0, {}, {"bridge", "ground_stairs"}),
        (40.1, 0.0, {}, {"ground_stairs"}),
        (40.1, 0.0, {"max_span_m": 41}, {"bridge", "ground_stairs"}),
        (10.0, 0.5, {}, {"bridge", "ground_stairs"}),
        (10.0, 0.6, {}, {"stairs", "ground_stairs"}),
        (10.0, 12.0, {}, {"stairs"}),
        (10.0, 12.1, {}, set()),
        (10.0, 0.7, {"max_rise_m": 0.7}, {"stairs"}),  # in binary 6 + 0.7 - 6 is above 0.7
        (10.0, 12.1, {"max_rise_m": 20}, {"stairs", "ground_stairs"}),
        (0.4, 0.4, {}, set()),  # they meet: nothing is missing
    ],
)
def test_gaps_are_bridged_within_the_span_and_climbed_within_the_rise(gap, rise, options, measures):
    assert set(advise(two_decks(gap, rise), **options).measures["measure"]) == measures


@pytest.mark.parametrize(("gap", "rise", "run"), [(10, 6, 12), (20, 6, 20), (0, 3, 6)])
def test_stairs_are_no_steeper_than_asked_and_reach_over_the_gap(gap, rise, run):
    frames = two_decks(gap, rise)
    measures = advise(frames).measures.set_index("measure").loc["stairs"]
    assert (measures["run"], measures["rise_m"]) == (run, rise)
    assert measures["geometry"].length == pytest.approx(run)
    gentle = advise(frames, slope=0.25).measures.set_index("measure").loc["stairs"]
    assert gentle["run"] == max(4 * rise, gap)


def test_link_closed_at_night_is_opened():
    frames = golden()
    frames["verticals"] = changed(frames["verticals"], ("name", "VC3"), open_24h=False)
    measures = advise(frames).measures.set_index("measure")
    opening = measures.loc["opening"]
    assert (opening["vertical"], opening["n_after"], opening["sum_f_after"]) == (2, 2, 9)
    assert opening["mper_after"] == pytest.approx(6.660696708875748, rel=1e-12)
    # the gap 5.95 is nearer to excellent than 6.66: what connects more need not grade better
    assert (opening["grade_after"], opening["change"]) == ("good", "worse")


def test_joining_the_two_systems_of_the_golden_case_leaves_the_good_grade():
    # a stair of 24 · 3 m between P1 (+6) and U2 (−6): N = 1, F = 8, (13180 + 318 + 0.7 · 159)
    (row,) = advise(golden()).measures.to_dict("records")
    assert row["mper_after"] == pytest.approx(8 * 20000 / (13180 + 318 + 0.7 * 159), rel=1e-12)
    assert (row["measure"], row["grade_after"], row["change"]) == ("stairs", "fair", "worse")


def test_a_better_grade_by_losing_a_connection_is_a_warning():
    # E1: the enclosed stairs counted as open make it 11.82, fair; without them 6.66, good
    frames = golden()
    frames["verticals"] = changed(frames["verticals"], ("name", "VC7"), kind="stairs", enclosure="outdoor")
    advice = advise(frames)
    lost = advice.losses.set_index("vertical")
    assert lost.index.tolist() == [7]
    assert lost.loc[7, ["grade_after", "n_after", "sum_f_after"]].tolist() == ["good", 2, 9]
    assert lost.loc[7, "mper_after"] == pytest.approx(6.660696708875748, rel=1e-12)
    assert not set(advice.measures["measure"]) & {"loss"}


def test_needed_says_what_each_grade_takes():
    # F̄ = 4.5: excellent for a ratio of 4.5 / 5 to 4.5 / 3, that is 18000 to 30000 m² with 332.1 of vertical components
    needed = advise(golden()).needed.set_index("grade")
    excellent, good = needed.loc["excellent"], needed.loc["good"]
    assert excellent[["ratio_from", "ratio_to"]].tolist() == pytest.approx([0.9, 1.5])
    assert excellent[["area_from_m2", "area_to_m2"]].tolist() == pytest.approx([17667.9, 29667.9])
    assert excellent[["sum_f_from", "sum_f_to"]].tolist() == [5, 6]  # 4.05 to 6.76 at the ratio 0.6756
    assert good[["ratio_from", "ratio_to"]].tolist() == pytest.approx([4.5 / 7, 4.5])
    assert good[["sum_f_from", "sum_f_to"]].tolist() == [2, 9]  # 1.35 to 9.46


def test_needed_of_the_second_reading_leaves_room_for_the_ground():
    spaces = geopandas.GeoDataFrame(geometry=[box(0, 60, 200, 90)])  # 6000 m²
    needed = advise(golden(), ground_spaces=spaces, reading="with_ground").needed.set_index("grade")
    assert needed.loc["excellent", ["area_from_m2", "area_to_m2"]].tolist() == pytest.approx([11667.9, 23667.9])


def test_needed_is_unknown_where_a_figure_alone_reaches_nothing():
    # F = 1 on 20000 m² with 12000 m² of ground: a ratio of 1/5 to 1/3 is 4000 to 6667 m², less than the ground alone;
    # good is up to 20000 m², 8000 of surfaces
    spaces = geopandas.GeoDataFrame(geometry=[box(0, 30, 200, 90)])
    frames = one_deck(z=[6.0])
    frames["floors"] = frames["floors"].iloc[:0]
    needed = advise(frames, ground_spaces=spaces, reading="with_ground").needed.set_index("grade")
    assert needed.loc["excellent", ["area_from_m2", "area_to_m2"]].isna().all()
    assert needed.loc["good", ["area_from_m2", "area_to_m2"]].tolist() == [0, 8000]
    # 1000 m² on 9000: one storey more or less is 9 of the ratio, and 1 to 7 holds none of 0, 9, 18; a third would do
    needed = advise(one_deck(z=[6.0]), planned_area_m2=9000).needed.set_index("grade")
    assert needed[["sum_f_from", "sum_f_to"]].isna().all(axis=None)
    needed = advise(one_deck(z=[6.0]), planned_area_m2=9000, floor_count="continuous").needed.set_index("grade")
    assert needed.loc["excellent", ["sum_f_from", "sum_f_to"]].tolist() == pytest.approx([3 / 9, 5 / 9])


def test_steps_from_a_surface_to_itself_are_not_opened():
    frames = two_decks()
    flat = frames["verticals"].assign(z_from=6.0, open_24h=False, geometry=[box(150, 30, 162, 34)])
    frames["verticals"] = pd.concat([frames["verticals"], flat], ignore_index=True)
    assert set(advise(frames).measures["measure"]) == {"bridge", "ground_stairs"}


# Each is measured as if it were drawn


@pytest.mark.parametrize(
    "options",
    [{}, {"floor_count": "pooled"}, {"vertical_projection": "side"}, {"ground_joins": True}, {"unknown_open": False}],
)
def test_measures_of_the_golden_case_are_measured_as_drawn(options):
    closed, cases = (["VC3"], ["VC1", "VC2", "VC8"], ["VC3", "VC8", "VC4", "VC5"]), [golden() for _ in range(3)]
    hours = None if options.get("unknown_open") is False else False
    for case, names in zip(cases, closed):
        case["verticals"]["open_24h"] = [hours if name in names else True for name in case["verticals"]["name"]]
    frames = beside(cases, 1024.0)
    advice = advise(frames, **options)
    assert set(advice.measures.loc[advice.measures["measure"] == "opening", "district"]) == {0, 1, 2}
    assert_measured_as_drawn(frames, advice, **options)


def random_town(seed):
    """Decks on four levels with gaps between them, stairs of which some are closed or end before a gap, and floors."""
    generator = np.random.default_rng(seed)
    frames, decks, levels = golden(), [], []
    for column in range(4):
        for row in range(2):
            x, y = 60.0 * column + generator.uniform(5, 12), 60.0 * row + generator.uniform(5, 12)
            decks.append(box(x, y, x + generator.uniform(25, 50), y + generator.uniform(25, 45)))
            levels.append(generator.choice([-6.0, 6.0, 6.0, 6.3, 12.0]))
    names = [f"s{number}" for number in range(len(decks))]
    frames["districts"] = geopandas.GeoDataFrame(geometry=[box(0, 0, 130, 130), box(130, 0, 260, 130)])
    frames["surfaces"] = geopandas.GeoDataFrame({"surface": names, "z": levels, **OPEN}, geometry=decks)
    places = generator.uniform([0, 0], [250, 120], (20, 2))
    ends = np.array([(-6.0, 0.0), (0.0, 6.0), (6.0, 12.0), (12.0, 6.0), (6.0, 0.0)])[generator.integers(0, 5, 20)]
    stairs = {
        "name": "",
        "kind": "stairs",
        "z_from": ends[:, 0],
        "z_to": ends[:, 1],
        "open_24h": generator.random(20) < 0.6,
    }
    shapes = [box(x, y, x + 12, y + 3) for x, y in places]
    frames["verticals"] = geopandas.GeoDataFrame({**OPEN, **stairs}, geometry=shapes)
    corners = generator.uniform([0, 0], [220, 100], (12, 2))
    plates = [box(x, y, x + 30, y + 20) for x, y in corners]
    floors = {
        "building": range(12),
        "storey": 2,
        "z": generator.choice([-6.0, 6.0, 12.0], 12),
        "area": generator.uniform(500, 7000, 12),
    }
    frames["floors"] = geopandas.GeoDataFrame(floors, geometry=plates)
    return frames


@pytest.mark.parametrize("seed", SEEDS)
def test_measures_of_random_towns_are_measured_as_drawn(seed):
    frames = random_town(seed)
    advice = advise(frames)
    assert len(advice.measures) >= 4
    assert_measured_as_drawn(frames, advice)


def test_random_towns_hold_every_kind_of_measure():
    kinds = pd.concat([advise(random_town(seed)).measures for seed in SEEDS])["measure"].value_counts()
    assert set(kinds.index) == {"stairs", "ground_stairs", "bridge", "opening"}
    assert kinds.min() >= 2


# Order, districts, refusals


def test_ranks_go_from_the_best_grade_down_in_each_district():
    measures = advise(random_town(2)).measures
    order = {"excellent": 0, "good": 1, "fair": 2, "unassessed": 4}
    for _, group in measures.groupby("district"):
        assert group["rank"].tolist() == list(range(1, len(group) + 1))
        assert group["grade_after"].map(order).is_monotonic_increasing


def test_order_and_place_of_the_features_change_nothing():
    frames = random_town(3)
    figures = ["district", "rank", "measure", "n_after", "sum_f_after", "grade_after"]
    here, there = (
        advise(frames).measures,
        advise({**shuffled(moved(frames, 0.0)), "districts": moved(frames, 0.0)["districts"]}).measures,
    )
    assert there[figures].equals(here[figures])
    assert there["mper_after"].to_numpy() == pytest.approx(here["mper_after"].to_numpy(), rel=1e-9, nan_ok=True)


def test_a_district_without_a_system_is_told_what_would_make_one():
    frames = two_decks()
    frames["verticals"] = frames["verticals"].iloc[:0]
    advice = advise(frames)
    assert advice.measures["grade_after"].ne("unassessed").any()
    assert_measured_as_drawn(frames, advice)
    assert advice.needed["ratio_from"].isna().all()


def test_nothing_to_connect_gives_empty_tables():
    frames = golden()
    for layer in ("surfaces", "verticals", "floors"):
        frames[layer] = frames[layer].iloc[:0]
    advice = advise(frames)
    assert (len(advice.measures), len(advice.losses), len(advice.needed)) == (0, 0, 2)
    assert "mper_after" in advice.measures


@pytest.mark.parametrize(
    ("options", "word"),
    [
        ({"max_span_m": -1}, "MAX_SPAN"),
        ({"max_rise_m": float("nan")}, "MAX_RISE"),
        ({"new_width_m": 0}, "NEW_WIDTH"),
        ({"slope": 0}, "SLOPE"),
        ({"gap_m": -1}, "GAP"),
    ],
)
def test_meaningless_options_are_refused(options, word):
    with pytest.raises(InputError, match=word):
        advise(golden(), **options)


def test_progress_rises():
    done = list(mper_advice_steps(*(golden()[name] for name in LAYERS)))
    assert done == sorted(done)
    assert 0 <= done[0] <= done[-1] <= 1
