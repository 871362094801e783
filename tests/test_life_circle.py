"""Clause 5.2.5, the service checklist, by hand. At 5 km/h one walks 250 m in 3 minutes."""

import numpy as np
import pandas
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from multiground.urbanform import facilities, reach, snapping
from multiground.urbanform.errors import InputError
from multiground.urbanform.life_circle import category_bounds, checklist_steps, graded, life_circle
from multiground.urbanform.network import network
from multiground.urbanform.pace import pace
from multiground.urbanform.steps import finish
from towns import ESCALATOR, M_PER_MIN, Judge, on_street, points, streets, towns

STREET = streets([(-5000, 0), (5000, 0)])
EVERYWHERE = shapely.box(-9000, -9000, 9000, 9000)
CAFE = {"cafe": 5.0}


def life(offices, services, lines=STREET, bands=CAFE, **options):
    return life_circle(offices, services, lines, bands=bands, **options)


def office_at(*place, **columns):
    return points(place, **columns)


def cafe_at(*place, **columns):
    return points(place, category=["cafe"], **columns)


def minutes(office, cafe, lines=STREET, **options):
    return life(office, cafe, lines, **options).offices["min_cafe"][0]


# ── Minutes ──────────────────────────────────────────────────────────────────────────────────────────────


def test_facility_on_the_same_street():
    #  ●──250 m──☕
    assert minutes(office_at(500, 0), cafe_at(750, 0)) == 3.0
    assert minutes(office_at(500, 0), cafe_at(500, 0)) == 0.0


def test_access_legs_count_at_both_ends():
    # 25 + 250 + 50 = 325 m
    assert minutes(office_at(500, 25), cafe_at(750, -50)) == 3.9


def test_lifts_count_at_both_ends():
    # storey 30: 101.5 m / 3.0 = 33.83 s; storey 3: 7 m / 3.0 = 2.33 s; 3 min of walking: 3.6028 min
    office, cafe = office_at(500, 0, storey=[30]), cafe_at(750, 0, storey=[3])
    assert minutes(office, cafe) == 3.6
    assert minutes(office, cafe, walking=pace(lift_wait_s=30)) == 4.6


def test_straight_lines_take_the_lifts_too():
    # 175 m at 3.5 km/h are 3 min
    office, cafe = office_at(500, 0, storey=[30]), cafe_at(675, 0, storey=[3])
    assert minutes(office, cafe, None) == 3.6
    assert minutes(office, cafe, None, walking=pace(lift_wait_s=30)) == 4.6
    assert minutes(office_at(500, 0, storey=[1]), cafe_at(675, 0), None, walking=pace(lift_wait_s=30)) == 3.0


@pytest.mark.parametrize("lines", [STREET, None], ids=["network", "straight"])
def test_nearest_facility_counts_its_lift_included(lines):
    # one next door on storey 60 (206.5 m, 1.1472 min), one 70 m away on the ground: 0.84 or 1.2 min
    factor = 1 if lines is not None else 0.7
    services = points((500, 0), (570, 0), category=["cafe", "cafe"], storey=[60, 1])
    expected = min(1.1472, 70 / M_PER_MIN / factor)
    assert minutes(office_at(500, 0), services, lines) == pytest.approx(expected, abs=0.005)


#                 ╱═══ z = 12        15 m of escalator at 0.5 m/s take 0.5 min, upwards only
#   ────●────────╱
#     −100      0 9  109  509
def test_escalator_is_ridden_from_the_office_to_the_facility():
    # 100 m, the escalator, 100 m: 1.2 + 0.5 + 1.2
    assert minutes(office_at(-100, 0, 0), cafe_at(109, 0, 12), ESCALATOR) == 2.9


def test_nobody_rides_an_escalator_down_that_runs_up():
    result = life(office_at(109, 0, 12), cafe_at(-100, 0, 0), ESCALATOR, data_extent=EVERYWHERE)
    row = result.offices.iloc[0]
    assert np.isnan(row["min_cafe"])
    assert (row["missing"], row["n_missing"], row["grade"]) == ("cafe", 1, "fair")


def test_facility_on_the_same_one_way_street_is_passed_in_its_direction():
    #  ☕──▸──●──▸──☕    100 m ahead are 1.2 min; nobody walks back
    lines = streets([(0, 0), (300, 0)], direction=["forward"])
    assert minutes(office_at(100, 0), cafe_at(200, 0), lines) == 1.2
    assert np.isnan(minutes(office_at(100, 0), cafe_at(0, 0), lines))


def test_facility_in_another_part_of_the_network_is_not_reached():
    lines = streets([(0, 0), (1000, 0)], [(0, 300), (1000, 300)])
    assert np.isnan(minutes(office_at(500, 0), cafe_at(500, 300), lines))


# ── Served ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("walk_min", "shown", "served"),
    [(4.99, 4.99, True), (5, 5.0, True), (5.004, 5.0, True), (5.006, 5.01, False), (5.01, 5.01, False)],
)
def test_band_ends_at_its_upper_limit_after_rounding_to_a_hundredth(walk_min, shown, served):
    row = life(office_at(0, 0), cafe_at(walk_min * M_PER_MIN, 0), data_extent=EVERYWHERE).offices.iloc[0]
    assert row["min_cafe"] == pytest.approx(shown)
    assert row["n_missing"] == (not served)
    assert row["grade"] == ("excellent" if served else "fair")


def test_facility_nearer_than_its_band_serves():
    services = points((10, 0), category=["hospital"])
    result = life(office_at(0, 0), services, bands={"hospital": 15.0})
    assert result.categories["served_pct"].tolist() == [100]


def test_checklist_of_the_guideline_has_seventeen_categories_in_three_bands():
    result = life_circle(office_at(0, 0), cafe_at(100, 0), STREET)
    assert result.categories["band"].value_counts().to_dict() == {5: 3, 10: 6, 15: 8}
    assert [name for name in result.offices if name.startswith("min_")] == [
        f"min_{name}" for name in result.categories["category"]
    ]
    assert result.offices["min_cafe"][0] == 1.2


def test_own_checklist_and_own_words():
    bands = facilities.bands(pandas.DataFrame({"category": ["药店", "银行"], "band": [5, 10]}))
    services = points((400, 0), (800, 0), (100, 0), category=["药店", "bank", "cafe"])
    result = life(office_at(0, 0), services, bands=bands)
    assert result.offices[["min_药店", "min_bank"]].iloc[0].tolist() == [4.8, 9.6]
    assert result.categories["served_pct"].tolist() == [100, 100]


# ── Shares of floor area ─────────────────────────────────────────────────────────────────────────────────

HERE, FAR = (0, 0), (3000, 0)  # 0 min and 36 min from a café at (0, 0)


def category_row(area, places, **options):
    offices = points(*places) if area is None else points(*places, area=area)
    return life(offices, cafe_at(0, 0), data_extent=EVERYWHERE, **options).categories.iloc[0]


@pytest.mark.parametrize(
    ("served", "served_pct", "grade"),
    [
        (10000, 100, "excellent"),
        (8000, 80, "excellent"),
        (7999.6, 80, "excellent"),  # 79.996 % are 80.00 %
        (7999, 79.99, "good"),
        (5000, 50, "good"),
        (4999, 49.99, "fair"),
        (0, 0, "fair"),
    ],
)
def test_category_is_graded_by_the_floor_area_served(served, served_pct, grade):
    row = category_row([served, 10000 - served], [HERE, FAR])
    assert row["served_pct"] == pytest.approx(served_pct)
    assert (row["grade"], row["state"]) == (grade, "graded")


def test_change_needed_is_floor_area():
    row = category_row([7000, 3000], [HERE, FAR])
    assert row["needed_area"] == pytest.approx(1000)
    assert np.isnan(category_row([8000, 2000], [HERE, FAR])["needed_area"])


@pytest.mark.parametrize(
    ("area", "served_pct"),
    [
        (None, 66.67),  # no field: every office counts the same
        ([None, None, None], 66.67),  # a field without a single value
        (["1,000 m²", "500", "≈1500"], 50),
    ],
)
def test_offices_without_floor_area(area, served_pct):
    assert category_row(area, [HERE, HERE, FAR])["served_pct"] == pytest.approx(served_pct)


@pytest.mark.parametrize("unknown", [None, -5, "?"])
def test_shares_of_floor_area_need_the_area_of_four_offices_in_five(unknown):
    # 4 of 5 areas are known, 80 %: 3000 of 4000 m² are served; of 3 of 4, 75 %, nobody can tell
    row = category_row([1000, 1000, 1000, 1000, unknown], [HERE, HERE, HERE, FAR, FAR])
    assert (row["served_pct"], row["state"]) == (75, "graded")
    row = category_row([1000, 1000, 1000, unknown], [HERE, HERE, HERE, FAR])
    assert (row["grade"], row["state"]) == ("unassessed", "missing")
    assert np.isnan(row["served_pct"])


def test_times_of_a_category():
    # 2, 4, 6 and 7 min from the café; the last two are not served
    offices = points(*((m * M_PER_MIN, 0) for m in (4, 2, 7, 6)))
    row = life(offices, cafe_at(0, 0), data_extent=EVERYWHERE).categories.iloc[0]
    assert row[["median_min", "max_min", "nearest_unserved"]].tolist() == pytest.approx([5, 7, 6])


@pytest.mark.parametrize(("target", "grade"), [(None, "good"), (70, "excellent"), (75, "excellent"), (75.01, "good")])
def test_own_target(target, grade):
    assert category_row([7500, 2500], [HERE, FAR], served_target_pct=target)["grade"] == grade


@pytest.mark.parametrize(("served", "grade"), [(30, "excellent"), (29.99, "fair")])
def test_target_below_the_bound_of_good_leaves_no_good(served, grade):
    assert category_row([served, 100 - served], [HERE, FAR], served_target_pct=30)["grade"] == grade


@pytest.mark.parametrize("target", [0, -1, 100.01, float("nan")])
def test_target_that_is_no_share_is_refused(target):
    with pytest.raises(InputError, match="SERVED_TARGET"):
        category_bounds(target)


# ── Offices ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("served", "of", "grade", "needed"),
    [
        (17, 17, "excellent", None),
        (14, 17, "excellent", None),  # 82.35 %
        (13, 17, "good", 1),  # 76.47 %
        (9, 17, "good", 5),
        (8, 17, "fair", 1),  # 47.06 %
        (4, 5, "excellent", None),  # 80 %
        (1, 2, "good", 1),  # 50 %
        (0, 3, "fair", 2),
    ],
)
def test_office_is_graded_by_the_share_of_its_categories(served, of, grade, needed):
    bands = dict.fromkeys([f"c{k}" for k in range(of)], 5.0)
    table = np.where(np.arange(of) < served, 5.0, 5.01)[None]
    row = graded(table, np.array([False]), np.ones(1), bands, category_bounds()).offices.iloc[0]
    assert (row["grade"], row["state"], row["n_missing"]) == (grade, "graded", of - served)
    assert row["missing"] == ", ".join(list(bands)[served:])
    assert row["needed_categories"] == needed or np.isnan(row["needed_categories"]) and needed is None


def test_offices_come_in_the_order_of_the_input():
    offices = points((300, 0), (100, 0), (200, 0))
    assert life(offices, cafe_at(0, 0)).offices["min_cafe"].tolist() == [3.6, 1.2, 2.4]


def test_office_off_the_network_is_not_assessed():
    # 85 % of the floor area can be assessed, of these 70 are served: 82.35 %
    result = life(points((0, 0), (3000, 0), (0, 500), area=[70, 15, 15]), cafe_at(0, 0), data_extent=EVERYWHERE)
    lost = result.offices.iloc[2]
    assert np.isnan(lost["min_cafe"])
    assert (lost["unknown"], lost["missing"], lost["n_missing"]) == ("cafe", "", 0)
    assert (lost["grade"], lost["state"]) == ("unassessed", "missing")
    assert result.categories["served_pct"].tolist() == [82.35]


def test_category_is_unassessed_where_less_than_four_fifths_of_the_floor_area_can_be_assessed():
    for lost, state in ((20, "graded"), (20.1, "missing")):
        offices = points((0, 0), (0, 500), area=[100 - lost, lost])
        row = life(offices, cafe_at(0, 0), data_extent=EVERYWHERE).categories.iloc[0]
        assert row["state"] == state
        assert row["grade"] == ("excellent" if state == "graded" else "unassessed")


# ── Where the data end ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("lines", [STREET, None], ids=["network", "straight"])
@pytest.mark.parametrize("services", [cafe_at(0, 0), points(category=[])], ids=["café", "no facility"])
@pytest.mark.parametrize("extent", [EVERYWHERE, None], ids=["extent", "no extent"])
def test_category_without_a_facility(lines, services, extent):
    # Within a known extent there is none; without one, nobody knows
    result = life(office_at(0, 0), services, lines, {"bank": 10.0}, data_extent=extent)
    office, category = result.offices.iloc[0], result.categories.iloc[0]
    assert np.isnan(office["min_bank"])
    if extent is None:
        assert (office["missing"], office["unknown"], office["grade"]) == ("", "bank", "unassessed")
        assert np.isnan(category["served_pct"])
        assert (category["grade"], category["state"]) == ("unassessed", "missing")
    else:
        assert (office["missing"], office["unknown"], office["grade"]) == ("bank", "", "fair")
        assert (category["served_pct"], category["grade"], category["state"]) == (0, "fair", "graded")
    assert category[["median_min", "max_min", "nearest_unserved"]].isna().all()


# 15 minutes are 1250 m, and the circle reaches 30 m beyond its streets: 1720 m are the last that
# stay within an extent of 3000 m
SHOP = {"cafe": 5.0, "mall": 15.0}


@pytest.mark.parametrize(("x", "known"), [(0, True), (1719, True), (1721, False), (2990, False), (-1721, False)])
@pytest.mark.parametrize("length_m", [3001, 20000])
def test_office_near_the_edge_of_the_data_is_assessed_only_for_what_serves_it(x, known, length_m):
    #  ┊─────────────────┊     a street in one piece; its ends lie outside the data, however far
    lines = streets([(-length_m, 0), (length_m, 0)])
    services = points((x + 100, 0), (-3000, 0) if x > -1000 else (3000, 0), category=["cafe", "mall"])
    row = life(office_at(x, 0), services, lines, SHOP, data_extent=shapely.box(-3000, -500, 3000, 500)).offices.iloc[0]
    assert row["min_cafe"] == 1.2
    assert (row["missing"], row["unknown"]) == (("mall", "") if known else ("", "mall"))


@pytest.mark.parametrize(("x", "known"), [(-1700, True), (0, False), (800, False)])
def test_extent_with_a_gap_that_a_street_crosses(x, known):
    #  ┊────────┊  ┊──────┊     nothing is known between 400 and 600, and the street has no corner there
    extent = shapely.box(-3000, -500, 3000, 500) - shapely.box(400, -400, 600, 400)
    lines = streets([(-2900, 0), (2900, 0)])
    row = life(office_at(x, 0), cafe_at(2800, 0), lines, SHOP, data_extent=extent).offices.iloc[0]
    assert ("cafe" in row["unknown"], "cafe" in row["missing"]) == (not known, known)


def test_one_way_out_of_the_data_leaves_them_in_its_direction_only():
    # the only way out leads inwards
    lines = streets([(-1000, 0), (1000, 0)], [(5000, 0), (1000, 0)], direction=["both", "forward"])
    row = life(
        office_at(500, 0), cafe_at(-900, 0), lines, SHOP, data_extent=shapely.box(-1200, -500, 1200, 500)
    ).offices.iloc[0]
    assert "cafe" in row["missing"]


@pytest.mark.parametrize(("x", "known"), [(0, True), (700, True), (710, False), (900, False)])
def test_network_hull_is_the_extent_where_none_is_given(x, known):
    #      │         four arms of 2000 m; the hull is a square on its corner, and 30 m within it the arm
    #  ────┼────     ends at 2000 − 30 · √2 = 1957.6: 1250 m from 707.6
    #      │
    lines = streets(*([(0, 0), end] for end in [(2000, 0), (-2000, 0), (0, 2000), (0, -2000)]))
    row = life(office_at(x, 0), cafe_at(-1900, 0), lines, SHOP).offices.iloc[0]
    assert ("cafe" in row["missing"], "cafe" in row["unknown"]) == (known, not known)


# ── Straight lines, the grade of the whole ───────────────────────────────────────────────────────────────


def test_straight_lines_are_at_most_good():
    result = life(office_at(0, 0), cafe_at(100, 0), None, data_extent=EVERYWHERE)
    assert result.offices["min_cafe"].tolist() == [1.71]  # 100 m at 58.33 m a minute
    assert result.categories["served_pct"].tolist() == [100]
    assert result.offices["grade"].tolist() == result.categories["grade"].tolist() == ["good"]
    assert result.grade == "good"


@pytest.mark.parametrize(("x", "known"), [(0, True), (2100, True), (2130, False)])
def test_straight_circle_that_leaves_the_data(x, known):
    # 875 m in 15 minutes: 2125 m are the last that stay within 3000 m
    result = life(office_at(x, 0), cafe_at(-2900, 0), None, SHOP, data_extent=shapely.box(-3000, -3000, 3000, 3000))
    assert (result.offices["unknown"][0] == "") == known


@pytest.mark.parametrize(
    ("excellent", "good", "unknown", "straight", "grade"),
    [
        (4, 1, 0, False, "excellent"),  # 80 %
        (3, 2, 0, False, "good"),  # 60 %
        (2, 2, 0, False, "good"),  # 50 %
        (2, 3, 0, False, "fair"),  # 40 %
        (4, 0, 1, False, "excellent"),  # 80 % of the categories are assessed
        (3, 0, 1, False, "unassessed"),  # 75 %
        (0, 0, 3, False, "unassessed"),
        (4, 1, 0, True, "good"),
        (3, 2, 0, True, "good"),
        (2, 3, 0, True, "fair"),
    ],
)
def test_grade_of_the_whole_follows_the_share_of_excellent_categories(excellent, good, unknown, straight, grade):
    # of two offices of 60 and 40 m² either both are served or the larger one
    columns = [[5, 5]] * excellent + [[5, 6]] * good + [[np.nan, np.nan]] * unknown
    bands = dict.fromkeys([f"c{k}" for k in range(len(columns))], 5.0)
    area, table = np.array([60.0, 40.0]), np.array(columns, dtype=float).T
    result = graded(table, np.array([False, False]), area, bands, category_bounds(), straight)
    assert result.grade == grade
    assert result.categories["state"].tolist() == ["graded"] * (excellent + good) + ["missing"] * unknown


# ── No facility, no office ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("lines", [STREET, None], ids=["network", "straight"])
def test_no_office_at_all(lines):
    result = life(points(area=[]), cafe_at(0, 0), lines)
    assert len(result.offices) == 0
    assert result.categories["grade"].tolist() == ["unassessed"]
    assert result.grade == "unassessed"


def test_facilities_of_other_categories_do_not_count():
    services = points((0, 0), (400, 0), category=["停车场", "cafe"])
    assert minutes(office_at(0, 0), services) == 4.8


# ── Random towns, and networkx as the judge ──────────────────────────────────────────────────────────────

NAMES = ("cafe", "bank", "mall")
DISTANCES = {"max_snap_m": 150.0, "exit_distance_m": 5.0, "min_piece_m": 0.0}


def measured(lines, offices, services, category):
    streets_ = network(lines)[0]
    ground = reach.graph(streets_), snapping.streets(streets_)
    spots = snapping.places(offices)[0], snapping.places(services)[0]
    bands = dict(zip(NAMES, (5.0, 10.0, 15.0)))
    steps = checklist_steps(*spots, np.array(category, dtype=object), bands, pace(), DISTANCES, ground, EVERYWHERE)
    return finish(steps)[0]


def judged(lines, offices, services, category):
    judge = Judge(lines, [*offices, *services])
    result = np.full((len(offices), len(NAMES)), np.inf)
    for office in range(len(offices)):
        found = judge.minutes_from(office)
        for number, name in enumerate(category, start=len(offices)):
            column = NAMES.index(name)
            result[office, column] = min(result[office, column], found.get(number, np.inf))
    return result


@settings(deadline=None, max_examples=60)
@given(towns(places=8), st.data())
def test_minutes_agree_with_networkx(town, data):
    lines, where = town
    number = data.draw(st.integers(1, len(where)))
    offices, services = where[:number], where[number:]
    category = [data.draw(st.sampled_from(NAMES)) for _ in services]
    found = measured(lines, on_street(lines, offices), on_street(lines, services), category)
    assert found == pytest.approx(judged(lines, offices, services, category), rel=1e-9, abs=1e-9)


@settings(deadline=None, max_examples=40)
@given(towns(places=8), st.data(), st.tuples(st.floats(-5e5, 5e5), st.floats(-5e6, 5e6)))
def test_motion_and_order_of_everything_change_nothing(town, data, offset):
    lines, where = town
    number = data.draw(st.integers(1, len(where)))
    offices, services = (on_street(lines, part) for part in (where[:number], where[number:]))
    category = [data.draw(st.sampled_from(NAMES)) for _ in range(len(services))]
    orders = [data.draw(st.permutations(range(len(part)))) for part in (lines, offices, services)]

    def moved(frame, order):
        part = frame.iloc[order]
        return part.set_geometry(
            shapely.transform(part.geometry.to_numpy(), lambda xyz: xyz + [*offset, 0], include_z=True)
        )

    here = measured(lines, offices, services, category)
    frames = [moved(*pair) for pair in zip((lines, offices, services), orders)]
    there = measured(*frames, [category[row] for row in orders[2]])
    assert there[np.argsort(orders[1])] == pytest.approx(here, abs=1e-6)


@settings(deadline=None, max_examples=40)
@given(towns(places=8), st.data())
def test_facilities_within_reach_are_those_of_networkx_and_never_fewer_for_a_longer_limit(town, data):
    lines, where = town
    number = data.draw(st.integers(1, len(where)))
    offices, services = where[:number], where[number:]
    category = [data.draw(st.sampled_from(NAMES)) for _ in services]
    graph = reach.graph(network(lines)[0])
    ways = snapping.streets(graph.network)
    doors, entries = (
        snapping.exits(ways, snapping.places(on_street(lines, part))[0], pace(), **DISTANCES)[0]
        for part in (offices, services)
    )
    limits = [0.5, 1.1, 2.3, 4.7]
    codes = np.array([NAMES.index(name) for name in category], dtype=int)
    shops = reach.facilities(graph, entries, codes, len(NAMES))
    judge = Judge(lines, [*offices, *services])
    for few in reach.batches(graph, doors, limits[-1]):
        counts = reach.count_within(graph, few, shops, limits)
        assert (np.diff(counts, axis=2) >= 0).all()
        for office, found in zip(few.places, counts):
            away = judge.minutes_from(office)
            for column in range(len(NAMES)):
                own = [away.get(len(offices) + k, np.inf) for k in np.flatnonzero(codes == column)]
                for limit, count in zip(limits, found[column]):
                    clear = [abs(m - limit) > 1e-9 for m in own]
                    assert not all(clear) or count == sum(m <= limit for m in own)
