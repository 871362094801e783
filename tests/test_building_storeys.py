"""Clause 4.1.4 by hand: storeys from texts, floors and heights, their grades, and what they come to together."""

import pathlib
import re

import geopandas
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from multiground.urbanform import clauses, measuring
from multiground.urbanform.building_storeys import above_ground, building_storeys, storeys_of
from multiground.urbanform.errors import InputError

DEMO = pathlib.Path(__file__).parent.parent / "resources" / "demo" / "demo_district.gpkg"
NAN = float("nan")


def towers(**columns):
    """Buildings of 20 × 10 m, 50 m apart, with the columns' values."""
    number = len(next(iter(columns.values())))
    x = 50.0 * np.arange(number)
    return geopandas.GeoDataFrame(columns, geometry=shapely.box(x, 0, x + 20, 10))


def measure(floors=None, storey_height_m=3.5, **columns):
    return building_storeys(towers(**columns), floors, storey_height_m)


def rows(floors=None, storey_height_m=3.5, **columns):
    return measure(floors, storey_height_m, **columns).buildings


# What planners write


@pytest.mark.parametrize(
    ("text", "storeys"),
    [
        ("12F/2D", 12),  # F floors above, D below ground (地下)
        ("12F2D", 12),
        ("12F+2D", 12),
        ("2D12F", 12),
        ("地上30层", 30),
        ("地上12层/地下2层", 12),
        ("地下2层、地上12层", 12),
        ("地上１２层", 12),  # full-width figures
        ("B2/12F", 12),
        ("12F/B2", 12),
        ("b2-12", 12),
        ("-2/12", 12),
        ("-2F,12F", 12),
        ("负2层，12层", 12),
        ("裙房4层，塔楼30层", 30),  # podium and tower: the tower decides
        ("4/30", 30),
        ("30;4", 30),
        ("12-15", 15),  # a range, no basement
        ("12层(36m)", 12),  # 36 is a height
        ("12层 36米", 12),
        ("十二层", 12),
        ("地上十五层，地下二层", 15),
        ("二十五", 25),
        ("一百零八层", 108),
        ("一百一十层", 110),
        ("两层", 2),
        ("卅层", 30),
        ("二十至二十五层", 25),
        ("第一百货十层", 10),  # a name
        ("18-20层", 20),
        ("12 - 15", 15),  # a range with blanks, no basement
        ("12—15", 15),
        ("12 -2", 12),
        ("约30层", 30),
        ("不超过80层", 80),
        ("B3/F20", 20),
        ("-2~12", 12),
        ("地下2层地上15层", 15),
        ("地下5-6层，地上3层", 3),  # a range below ground
        ("地面以上12层", 12),
        ("5 basements, 3 storeys", 3),
        ("地下车库4层，地上3层", 3),
        ("12F+2D", 12),
        ("2D+12F", 12),
        ("裙房4层+塔楼30层", 30),
        ("18号楼6层", 6),  # the number of a house
        ("30#楼12层", 12),
        ("12层，2005年", 12),
        ("12层 高45.6", 12),
        ("12层 H=45.6", 12),
        ("楼高12层", 12),
        ("80.0", 80),
        ("+12", 12),
        ("7.0", 7),
        (" 6 ", 6),
        (6, 6),
        (6.0, 6),
        (np.int64(6), 6),
    ],
)
def test_text_is_read_above_ground(text, storeys):
    row = storeys_of(pd.DataFrame({"storeys": pd.Series([text], dtype=object)})).iloc[0]
    assert row.tolist() == [storeys, "field", storeys]


@pytest.mark.parametrize(("number", "storeys"), [(2.4, 2), (2.5, 3), ("3.5", 4), (6.5, 7), (25.49, 25), (0.5, 1)])
def test_fractions_are_rounded_half_up(number, storeys):
    row = storeys_of(pd.DataFrame({"storeys": pd.Series([number], dtype=object)})).iloc[0]
    assert (row["storeys"], row["unrounded"]) == (storeys, float(number))


@pytest.mark.parametrize(
    "wrong",
    ["0", 0, -3, "-3", "多层", "地下2层", "B2", "2D", "36 m", "36米", np.inf, -np.inf, "inf", 0.4]
    + [-1.797e308]
    + ["地下1~3层", "地下车库2层", "地下 2 层", "- 2", "—2", "B-2", "12栋", "18号楼", "高45.6", "多层", "几十层"]
    + ["3+1", "18+1层", "4F+26F", "G+12", "80+", "8层以上", "8层及以上", ">30", "30多层", "3层半", "12½", "1e400"],
)
def test_a_wrong_value_is_missing_and_no_height_stands_in(wrong):
    row = storeys_of(pd.DataFrame({"storeys": pd.Series([wrong], dtype=object), "height": [35.0]})).iloc[0]
    assert row["storeys_from"] == "missing"
    assert np.isnan(row["storeys"])
    assert np.isnan(row["unrounded"])


# 35 / 3.5 = 10;  36.7 / 3.5 = 10.4857;  36.75 / 3.5 = 10.5 → 11;  1.7 / 3.5 = 0.4857 → 0, no building of 0 storeys
@pytest.mark.parametrize("absent", [None, NAN, "", "  ", pd.NA, pd.NaT])
@pytest.mark.parametrize(
    ("height", "storeys", "unrounded"),
    [(35, 10, 10.0), ("35 m", 10, 10.0), (36.7, 10, 10.4857), (36.75, 11, 10.5), (1.75, 1, 0.5)],
)
def test_height_stands_in_for_an_absent_value(absent, height, storeys, unrounded):
    row = storeys_of(pd.DataFrame({"storeys": pd.Series([absent], dtype=object), "height": [height]})).iloc[0]
    assert (row["storeys"], row["storeys_from"]) == (storeys, "height")
    assert row["unrounded"] == pytest.approx(unrounded, abs=1e-4)


@pytest.mark.parametrize("height", [None, 0, -5, 1.7, np.inf, "tall"])
def test_without_a_height_nothing_is_guessed(height):
    assert storeys_of(pd.DataFrame({"height": pd.Series([height], dtype=object)}))["storeys_from"].tolist() == [
        "missing"
    ]


# 10.85 / 3.1 is 3.4999999999999996 in floating point, 21.35 / 6.1 likewise: both are 3.5 and so 4
@pytest.mark.parametrize(("height", "metres"), [(10.85, 3.1), (21.35, 6.1), (11.55, 3.3)])
def test_half_storeys_of_a_height_are_exact(height, metres):
    assert storeys_of(pd.DataFrame({"height": [height]}), metres)["storeys"].tolist() == [4]


def test_every_height_of_half_a_storey_is_rounded_up():
    """Judge: whole numbers of centimetres."""
    for decimetres in range(25, 61):
        heights = [decimetres * (2 * n + 1) / 20 for n in range(1, 60)]
        found = storeys_of(pd.DataFrame({"height": heights}), decimetres / 10)["storeys"]
        assert found.tolist() == list(range(2, 61))


def test_bounds_are_those_in_force_when_it_runs(monkeypatch):
    own = {"storeys": [clauses.Bound("excellent", 1, 3, True, True, ""), clauses.Bound("good", 4, 99, True, True, "")]}
    own["storey_height_m"] = [clauses.Bound("", 5, 5, True, True, "m")]
    own["height_tolerance_pct"] = [clauses.Bound("", 0, 0, True, True, "%")]
    monkeypatch.setattr(clauses, "bounds", lambda clause, measure, subject="": own[measure])
    found = rows(storeys=[3, 7, None], height=[None, None, 20], storey_height_m=None)
    assert found["grade"].tolist() == ["excellent", "good", "good"]
    assert found["storeys"].tolist() == [3, 7, 4]


def test_storey_height_is_the_users():
    frame = pd.DataFrame({"height": [30.0]})
    assert [storeys_of(frame, metres)["storeys"].iloc[0] for metres in (3.0, 3.5, 4.2, 5)] == [10, 9, 7, 6]
    assert storeys_of(frame)["storeys"].tolist() == [9]  # 30 / 3.5 = 8.57


def test_table_keeps_its_index():
    assert storeys_of(pd.DataFrame({"storeys": [4, 5]}, index=[9, 2]))["storeys"].to_dict() == {9: 4, 2: 5}
    assert storeys_of(pd.DataFrame(index=[3]))["storeys_from"].to_dict() == {3: "missing"}


# Grades, at the edge of every bound


@pytest.mark.parametrize(
    ("storeys", "grade", "needed"),
    [
        (1, "good", 6),
        (6, "good", 1),
        (7, "excellent", None),
        (25, "excellent", None),
        (26, "good", -1),
        (40, "good", -15),
        (41, "fair", -1),
        (80, "fair", -40),
        (81, "violation", -1),
        (163, "violation", -83),
    ],
)
def test_grade_changes_at_each_bound(storeys, grade, needed):
    row = rows(storeys=[storeys]).iloc[0]
    assert (row["grade"], row["state"]) == (grade, "graded")
    assert row["needed_storeys"] == needed if needed else np.isnan(row["needed_storeys"])


def test_needed_storeys_reach_a_better_grade():
    before = rows(storeys=list(range(1, 120)))
    moved = before[before["needed_storeys"].notna()]
    after = rows(storeys=(moved["storeys"] + moved["needed_storeys"]).tolist())
    order = ["excellent", "good", "fair", "violation"]
    steps = [order.index(a) - order.index(b) for a, b in zip(moved["grade"], after["grade"])]
    assert set(steps) == {1}
    assert (before["needed_storeys"].isna() == (before["grade"] == "excellent")).all()


# Storey height 1 m, so that a height is a number of storeys:
#
#   6.3   7   7.7      22.5   25   27.5      36   40   44      72   80   88
#   ├─────┼────┤        ├──────┼─────┤        ├────┼────┤       ├────┼────┤      not graded
@pytest.mark.parametrize(
    ("height", "storeys", "grade"),
    [
        (1.0, 1, "good"),  # below 1 there is nothing: no bound
        (6.0, 6, "good"),
        (6.29, 6, "good"),
        (6.3, 6, "unassessed"),
        (7.0, 7, "unassessed"),
        (7.7, 8, "unassessed"),
        (7.71, 8, "excellent"),
        (22.49, 22, "excellent"),
        (22.5, 23, "unassessed"),
        (27.5, 28, "unassessed"),
        (27.51, 28, "good"),
        (35.99, 36, "good"),
        (36.0, 36, "unassessed"),
        (44.0, 44, "unassessed"),
        (44.01, 44, "fair"),
        (71.99, 72, "fair"),
        (72.0, 72, "unassessed"),
        (88.0, 88, "unassessed"),
        (88.01, 88, "violation"),
    ],
)
def test_a_height_near_a_bound_is_not_graded(height, storeys, grade):
    row = rows(storey_height_m=1.0, height=[height]).iloc[0]
    assert (row["storeys"], row["grade"]) == (storeys, grade)
    assert row["state"] == ("missing" if grade == "unassessed" else "graded")
    assert np.isnan(row["near_bound"]) == (grade != "unassessed")
    assert rows(storeys=[height]).iloc[0]["state"] == "graded"  # a stated number is none from a height


def test_unknown_storeys_are_missing_and_never_graded():
    row = rows(storeys=["?"]).iloc[0]
    assert (row["grade"], row["state"], row["storeys_from"]) == ("unassessed", "missing", "missing")
    assert np.isnan(row["needed_storeys"])


# Figures
#
#   A  10 storeys, 200 m² footprint, 1,800 m² of floors
#   B  30 storeys, 200 m²,           6,000 m²
#   C   5 storeys, 200 m²,           unknown
#   D  unknown,    200 m²,             400 m²


FOUR = {"storeys": [10, 30, 5, None], "area": [1800, 6000, None, 400]}


def test_means_and_shares_are_those_worked_by_hand():
    result = measure(**FOUR)
    assert result.mean_storeys == pytest.approx((10 + 30 + 5) / 3)
    assert result.mean_storeys_area == pytest.approx((1800 + 6000 + 400) / 600)
    assert result.share_7_25 == pytest.approx(1 / 3)
    assert result.share_7_25_area == pytest.approx(1800 / 7800)
    assert (result.n_buildings, result.n_violation) == (4, 0)


def test_means_by_area_are_never_guessed_from_storeys():
    result = measure(storeys=[10, 30])
    assert result.mean_storeys == 20
    assert np.isnan([result.mean_storeys_area, result.share_7_25_area]).all()


def test_nothing_known_gives_no_figure():
    result = measure(storeys=[None, "?"])
    assert np.isnan(result[1:5]).all()
    assert result.grade == "unassessed"


# 20 × 10 m = 200 m² of footprint: a field with 200 and 275 (areas of a map projection) holds footprints
def test_field_of_footprints_is_no_field_of_floor_areas():
    footprints = measure(storeys=[10, 30, 20], area=[200, 200, 275])
    assert footprints.footprints_as_areas
    assert np.isnan(footprints.mean_storeys_area)
    low = measure(storeys=[1, 1, 1], area=[200, 200, 180])
    assert not low.footprints_as_areas
    assert low.mean_storeys_area == pytest.approx(580 / 600)


def test_a_number_from_height_near_a_bound_counts_in_the_mean_and_in_no_share():
    result = measure(storey_height_m=1.0, storeys=[10, None], height=[None, 25.0])
    assert (result.mean_storeys, result.share_7_25) == (17.5, 1.0)


def test_one_violation_is_the_districts():
    assert measure(storeys=[10] * 99 + [81]).grade == "violation"
    assert measure(storeys=[10] * 99 + [81]).n_violation == 1


def test_districts_grade_is_by_footprint():
    # 19 houses of 200 m² with 10 storeys and one of 200 m² with 50: 5 % of the land
    assert measure(storeys=[10] * 19 + [50]).grade == "fair"
    frame = towers(storeys=[10] * 19 + [50])
    frame.geometry = [*frame.geometry[:19], shapely.box(2000, 0, 2019, 10)]  # 190 / 3990 = 4.8 %
    assert building_storeys(frame).grade == "excellent"
    assert measure(storeys=[10] * 15 + [None] * 5).grade == "unassessed"  # 75 % known
    assert measure(storeys=[10] * 16 + [None] * 4).grade == "excellent"  # 80 %


@pytest.mark.parametrize("metres", [0, -3.5, NAN, np.inf])
def test_storey_height_must_be_one(metres):
    with pytest.raises(InputError, match="STOREY_HEIGHT"):
        measure(storey_height_m=metres, height=[10])


# One building of several features
#
#   ┌──────────┐  podium 40 × 20 m, 4 storeys, 3,200 m²
#   │  ┌────┐  │  tower  10 × 10 m inside it, 30 storeys, 2,600 m² above the podium's
#   │  └────┘  │  the land is the podium's 800 m²
#   └──────────┘


def podium_and_tower(names, tower=None, **columns):
    podium = shapely.box(0, 0, 40, 20)
    tower = tower or shapely.box(10, 5, 20, 15)
    return geopandas.GeoDataFrame({"building": names, "storeys": [4, 30], **columns}, geometry=[podium, tower])


def test_parts_of_one_building_count_once_with_the_towers_storeys():
    result = building_storeys(podium_and_tower(["T1", "T1"], area=[3200, 2600]))
    assert result.buildings["storeys"].tolist() == [30, 30]
    assert result.buildings["grade"].tolist() == ["good", "good"]
    assert result.buildings["parts"].tolist() == [2, 2]
    assert (result.n_buildings, result.mean_storeys, result.share_7_25) == (1, 30, 0)
    assert result.mean_storeys_area == pytest.approx(5800 / 800)


def test_one_area_stated_on_every_part_is_that_of_the_building():
    result = building_storeys(podium_and_tower(["T1", "T1"], area=[5800, 5800]))
    assert result.mean_storeys_area == pytest.approx(5800 / 800)


# podium 40 × 20 m with two towers of one size: 3,200 + 2,600 + 2,600 = 8,400 m² on 800 m²
def test_equal_towers_on_a_podium_are_both_added():
    shapes = [shapely.box(0, 0, 40, 20), shapely.box(5, 5, 15, 15), shapely.box(25, 5, 35, 15)]
    columns = {"building": ["T1"] * 3, "storeys": [4, 30, 30], "area": [3200, 2600, 2600]}
    assert building_storeys(geopandas.GeoDataFrame(columns, geometry=shapes)).mean_storeys_area == 10.5


def test_building_with_an_unknown_part_is_unknown():
    for unknown in (None, "?"):
        frame = podium_and_tower(["T1", "T1"]).assign(storeys=[4, unknown])  # 4 would be good, whatever the tower is
        result = building_storeys(frame)
        assert result.buildings["state"].tolist() == ["missing", "missing"]
        assert result.buildings["part_unknown"].all()
        assert np.isnan(result.mean_storeys)


def test_known_part_above_80_is_a_violation_whatever_the_others_are():
    result = building_storeys(podium_and_tower(["T1", "T1"]).assign(storeys=[None, 81]))
    assert result.buildings["grade"].tolist() == ["violation", "violation"]
    assert (result.n_violation, result.mean_storeys) == (1, 81)


def test_part_without_storeys_takes_those_of_the_floors():
    floors = floors_of(("T1", 30, 90))
    result = building_storeys(podium_and_tower(["T1", "T1"]).assign(storeys=[4, None]), floors)
    assert result.buildings["storeys"].tolist() == [30, 30]


# one outline twice, and another building: (4 + 30) / 2, not (4 + 4 + 30) / 3
@pytest.mark.parametrize("reverse", [False, True])
def test_building_that_is_drawn_twice_counts_once(reverse):
    shapes = [shapely.box(0, 0, 40, 20), shapely.box(0, 0, 40, 20), shapely.box(100, 0, 120, 20)]
    shapes[1] = shapely.reverse(shapes[1]) if reverse else shapes[1]
    result = building_storeys(geopandas.GeoDataFrame({"storeys": [4, 4, 30]}, geometry=shapes))
    assert (result.n_buildings, result.mean_storeys) == (2, 17)
    once_known = building_storeys(geopandas.GeoDataFrame({"storeys": [4, None, 30]}, geometry=shapes))
    assert once_known.buildings["storeys"].tolist() == [4, 4, 30]


@pytest.mark.parametrize(
    ("names", "x"),
    [
        (["T1", "T2"], 10),
        ([None, None], 10),
        (["yes", "yes"], 10),  # a tag of OpenStreetMap, no name
        (["1", "1"], 200),  # house 1 of two estates
    ],
)
def test_other_features_are_buildings_of_their_own(names, x):
    result = building_storeys(podium_and_tower(names, shapely.box(x, 5, x + 10, 15)))
    assert result.buildings["storeys"].tolist() == [4, 30]
    assert (result.n_buildings, result.mean_storeys) == (2, 17)


def test_parts_that_touch_make_one_building():
    beside = building_storeys(podium_and_tower(["1", "1"], shapely.box(40.4, 0, 50, 20)))
    apart = building_storeys(podium_and_tower(["1", "1"], shapely.box(40.6, 0, 50, 20)))
    assert (beside.n_buildings, apart.n_buildings) == (1, 2)


# Floors


def floors_of(*rows_, geometry=None):
    frame = pd.DataFrame(rows_, columns=["building", "storey", "area"])
    return frame if geometry is None else geopandas.GeoDataFrame(frame, geometry=geometry)


def test_floors_give_storeys_where_none_are_stated():
    floors = floors_of(("A", 1, 200), ("A", 2, 200), ("A", "12F", 150), ("A", -1, 200), ("A", "B3", 90), ("B", 3, 100))
    result = measure(floors, building=["A", "B", "C"], storeys=[None, 30, None], height=[70, 70, 70])
    assert result.buildings["storeys"].tolist() == [12, 30, 20]
    assert result.buildings["storeys_from"].tolist() == ["floors", "field", "height"]
    assert result.buildings["state"].tolist() == ["graded", "graded", "graded"]
    # above ground A has 550 m², B 100 m²; C no floors
    assert result.mean_storeys_area == pytest.approx(650 / 400)
    assert result.share_7_25_area == pytest.approx(550 / 650)


@pytest.mark.parametrize("unknown", [None, "", "NULL", "n/a", "unknown", "?", "不详"])
def test_a_height_stands_in_for_what_nobody_stated(unknown):
    row = storeys_of(pd.DataFrame({"storeys": pd.Series([unknown], dtype=object), "height": [35.0]})).iloc[0]
    assert (row["storeys"], row["storeys_from"]) == (10, "height")


def test_floors_do_not_mend_a_wrong_value():
    floors = floors_of(("A", 12, 200))
    assert rows(floors, building=["A"], storeys=["many"])["storeys_from"].tolist() == ["missing"]


def test_floors_without_a_name_lie_in_the_smallest_footprint():
    #  x 0   10  20       40     the floors at 15 lie in the tower, those at 30 in the podium
    floors = floors_of(
        (None, 30, 90), ("?", 4, 700), (None, 2, 50), geometry=shapely.box([11, 22, 300], 6, [19, 38, 310], 14)
    )
    frame = podium_and_tower(["T1", "T2"]).drop(columns="storeys")
    result = building_storeys(frame, floors)
    assert result.buildings["storeys"].tolist() == [4, 30]
    assert result.n_floors_apart == 1
    assert result.mean_storeys_area == pytest.approx(790 / 900)


def test_floors_of_a_name_that_two_buildings_bear_go_by_their_place():
    floors = floors_of(("1", 9, 90), ("1", 5, 90), geometry=shapely.box([2, 52], 2, [8, 58], 8))
    assert rows(floors, building=["1", "1"])["storeys"].tolist() == [9, 5]
    table = floors_of(("1", 9, 90))
    assert measure(table, building=["1", "1"]).n_floors_apart == 1


def test_outline_of_a_floor_gives_its_area_where_no_field_does():
    floors = floors_of(("A", 1, None), ("A", 2, 150), geometry=shapely.box(0, 0, [20, 20], 10))
    assert measure(floors, building=["A"]).mean_storeys_area == pytest.approx((200 + 150) / 200)


# A: 200 + ? m², so unknown and not 200; B: 300 m² on 200 m²
@pytest.mark.parametrize("lacking", [("A", 2, None), ("A", 2, 0), ("A", None, 200), ("A", "夹层", 200), ("A", 0, 200)])
def test_floor_of_unknown_area_or_storey_makes_that_of_its_building_unknown(lacking):
    floors = floors_of(("A", 1, 200), lacking, ("A", "地下室", 90), ("A", -1, None), ("B", 1, 300))
    result = measure(floors, building=["A", "B"])
    assert (result.n_with_area, result.mean_storeys_area) == (1, 1.5)
    assert result.n_floors_unread == (lacking[1] != 2)


def test_floors_win_over_the_field_of_areas():
    floors = floors_of(("A", 1, 200), ("A", 2, 200))
    assert measure(floors, building=["A"], storeys=[2], area=[9999]).mean_storeys_area == 2


# Properties and judges


TEXTS = ["12F/2D", "30", "地下1层", None, "4/30", "0", "7", "81", "25.5", None]
HEIGHTS = [None, 20, 30, 87.5, None, 30, 10, None, None, 300]


@settings(max_examples=30)
@given(st.permutations(range(10)))
def test_order_changes_nothing(order):
    areas = [np.pi * 1000 * (k + 1) for k in range(10)]
    frame = towers(building=list("AABBCCDEFG"), storeys=TEXTS, height=HEIGHTS, area=areas)
    frame.geometry = [*frame.geometry[:1], shapely.box(15, 0, 30, 10), *frame.geometry[2:]]
    floors = floors_of(*(("G", k, 100.1 * k) for k in range(1, 5)), ("A", 13, 7.7))
    expected = building_storeys(frame, floors)
    found = building_storeys(frame.iloc[order], floors.iloc[::-1])
    assert found[1:] == expected[1:]
    pd.testing.assert_frame_equal(found.buildings.sort_index(), expected.buildings)


@settings(max_examples=100)
@given(
    st.integers(1, 300),
    st.integers(1, 9),
    st.sampled_from(["{a}F/{b}D", "B{b}/{a}F", "地上{a}层地下{b}层", "-{b}/{a}"]),
)
def test_what_is_below_ground_never_counts(above, below, pattern):
    frame = pd.DataFrame({"storeys": [pattern.format(a=above, b=below)]})
    assert above_ground(frame, "storeys").tolist() == [above]


@settings(max_examples=100)
@given(st.text(alphabet="0123456789FDBfdb层地上下-/+. ", max_size=12))
def test_any_text_is_read_or_missing(text):
    row = storeys_of(pd.DataFrame({"storeys": [text]})).iloc[0]
    figures = [float(figure) for figure in re.findall(r"\d+(?:\.\d+)?", text)]
    assert row["storeys_from"] == "missing" or row["unrounded"] in figures


def test_input_is_left_as_it_is():
    frame = towers(storeys=["12F", None], height=[None, 30.0])
    before = frame.copy()
    building_storeys(frame)
    assert frame.equals(before)


@pytest.fixture(scope="module")
def demo():
    (buildings,), _ = measuring.to_metres(geopandas.read_file(DEMO, layer="buildings"))
    floors = geopandas.read_file(DEMO, layer="floors")
    return buildings, geopandas.GeoDataFrame(floors.drop(columns="geometry"), geometry=floors.geometry.to_numpy())


def test_demo_district_by_counting(demo):
    """Judge: pandas alone on the raw columns."""
    buildings, _ = demo
    result = building_storeys(buildings)
    storeys = buildings["storeys"]
    counted = {
        "excellent": int(storeys.between(7, 25).sum()),
        "good": int((storeys.between(1, 6) | storeys.between(26, 40)).sum()),
        "fair": int(storeys.between(41, 80).sum()),
        "violation": int((storeys > 80).sum()),
    }
    assert result.buildings["grade"].value_counts().to_dict() == counted
    assert result.mean_storeys == pytest.approx(storeys.mean())
    assert result.share_7_25 == pytest.approx(storeys.between(7, 25).mean())
    assert (result.n_violation, result.grade) == (1, "violation")  # the tower of 83 storeys
    low = building_storeys(buildings[storeys <= 80])
    fair = buildings.area[storeys.between(41, 80)].sum() / buildings.area[storeys <= 80].sum()
    assert low.grade == ("fair" if fair >= 0.05 else "good")


def test_demo_floors_agree_with_the_stated_storeys(demo):
    buildings, floors = demo
    known = buildings[buildings["building"].isin(floors["building"])]
    result = building_storeys(known.drop(columns=["storeys", "height"]), floors)
    stated = known["storeys"].tolist()
    assert result.buildings["storeys"].tolist() == stated
    assert set(result.buildings["storeys_from"]) == {"floors"}
    area = floors.loc[(floors["storey"] > 0), "area"].sum()
    assert result.mean_storeys_area == pytest.approx(area / known.area.sum())


def test_a_few_floors_of_a_tower_are_not_its_storeys():
    """Three floors are listed of a tower of 300 m: 100 m each is no storey. 3 floors of 12 m, 20 of 90 m are all."""
    floors = pd.DataFrame({"building": ["A"] * 3 + ["B"] * 3 + ["C"], "storey": [1, 2, 3, 1, 2, 3, 20], "area": 200.0})
    found = rows(floors, building=["A", "B", "C"], height=[320.0, 12.0, 90.0])
    assert found["storeys_from"].tolist() == ["height", "floors", "floors"]
    assert found["storeys"].tolist() == [91, 3, 20]
    assert found["grade"].tolist() == ["violation", "good", "excellent"]
