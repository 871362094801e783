"""Floor areas of spaces, worked by hand: floors, whole buildings, points and rows of a table."""

import geopandas
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from multiground.urbanform import spaces, spaces_in_units

# The block of most cases, 1 character = 10 m; A and B are buildings, C is a pavilion without a name.
#
#     y 40 ┌──────┐     ┌────────┐
#          │  A   │     │   B    │   ┌──┐
#          │30×40 │     │ 40×40  │   │C │ 10 × 20
#        0 └──────┘     └────────┘   └──┘
#        x 0      30    60       100 120 130
OUTLINES = {"A": shapely.box(0, 0, 30, 40), "B": shapely.box(60, 0, 100, 40), "C": shapely.box(120, 0, 130, 20)}


def town(**columns):
    """The three buildings, of which C has no name."""
    names = {"building": ["A", "B", None]}
    return geopandas.GeoDataFrame({**names, **columns}, geometry=list(OUTLINES.values()))


def floors(*rows, geometry=None, **more):
    """Floors of (building, storey, function, area)."""
    frame = pd.DataFrame(rows, columns=["building", "storey", "function", "area"]).assign(**more)
    return frame if geometry is None else geopandas.GeoDataFrame(frame, geometry=geometry)


def listed(table, *names):
    return table[list(names)].to_numpy().tolist()


# Areas


def test_floor_has_the_area_of_its_field_else_of_its_outline():
    frame = floors(
        ("A", 1, "shop", 1100), ("A", 2, "office", None), ("A", 3, "office", 0),
        geometry=[OUTLINES["A"]] * 3,
    )  # fmt: skip
    # a floor of 0 m² with an outline is one of unknown area in a file without NULL; a row of a table keeps its 0
    assert listed(spaces.spaces(frame), "area_m2", "area_from") == [
        [1100, "field"], [1200, "outline"], [1200, "outline"]
    ]  # fmt: skip
    assert listed(spaces.spaces(frame.drop(columns="geometry")), "area_m2", "area_from")[2] == [0, "field"]


@pytest.mark.parametrize(
    ("area", "m2"),
    [
        ("1,100.5 m²", 1100.5),
        ("约900", 900),
        ("?", 1200),
        (-5, 1200),
        ("-5", 1200),
        (None, 1200),
        ("1.2万m²", 12000),
        ("0.5公顷", 5000),
        ("1 100", 1100),
        ("900㎡(含车库100)", 900),
        ("30×40", 1200),
        ("9000 ft2", 1200),
    ],
)
def test_areas_as_planners_write_them(area, m2):
    frame = floors(("A", 1, "shop", area), geometry=[OUTLINES["A"]])
    assert spaces.spaces(frame)["area_m2"].tolist() == [m2]


def test_point_or_row_without_an_area_is_unknown_and_never_zero():
    frame = floors(("A", 1, "shop", None), ("A", 1, "shop", 80), geometry=[shapely.Point(5, 5)] * 2)
    assert spaces.spaces(frame)["area_m2"].fillna(-1).tolist() == [-1, 80]
    assert np.isnan(spaces.spaces(floors(("A", 1, "shop", None)))["area_m2"][0])


def test_whole_building_is_its_footprint_times_its_storeys_with_a_row_for_its_basement():
    #  A: 1200 m² × 5 = 6000, below 1200 × 2 = 2400   B: 1600 × 10 (35 m / 3.5)   C: 200 m², storeys unknown
    frame = town(storeys=[5, None, None], height=[None, 35, None], storeys_below=[2, None, 1], function="office")
    assert listed(spaces.spaces(frame), "row", "area_m2", "below", "function")[:2] == [
        [0, 6000, False, "office"],
        [1, 16000, False, "office"],
    ]
    table = spaces.spaces(frame).iloc[2:]
    assert table["row"].tolist() == [2, 0, 2]
    assert table["area_m2"].fillna(-1).tolist() == [-1, 2400, 200]
    assert table["below"].tolist() == [False, True, True]
    assert table["function"].tolist() == ["office", "", ""]  # what stands above is no basement's use


def test_basement_of_a_garage_is_a_garage():
    frame = town(storeys=2, storeys_below=1, function="parking").iloc[:1]
    assert listed(spaces.spaces(frame), "function", "area_m2") == [["auxiliary", 2400], ["auxiliary", 1200]]


def test_building_of_a_stated_floor_area_keeps_it_and_has_no_second_row():
    frame = town(storeys=5, storeys_below=2, area=[7777, 9000, 1000])
    assert listed(spaces.spaces(frame), "area_m2", "area_from") == [[7777, "field"], [9000, "field"], [1000, "field"]]


def test_areas_that_are_footprints_are_left_out():
    frame = town(storeys=[5, 10, 1], area=[1200.0, 1600.0, 200.0])
    assert listed(spaces.spaces(frame), "area_m2", "area_from") == [
        [6000, "storeys"], [16000, "storeys"], [200, "storeys"]
    ]  # fmt: skip


def test_storey_height_is_the_callers():
    frame = town(height=[30, 30, 30]).iloc[:1]
    assert spaces.spaces(frame, storey_height_m=5.0)["area_m2"].tolist() == [1200 * 6]


def test_auxiliary_part_becomes_a_row_of_its_own():
    frame = floors(
        ("A", 1, "shop", 1000), ("A", 2, "office", 100), ("A", 3, "office", None), auxiliary_m2=[150, 300, 40]
    )
    table = spaces.spaces(frame)
    assert listed(table, "row", "function")[3:] == [[0, "auxiliary"], [1, "auxiliary"]]
    # never more than there is; of an unknown whole the part alone would be all of it
    assert table["area_m2"].fillna(-1).tolist() == [850, 0, -1, 150, 100]
    assert table["function_from"].tolist() == ["field"] * 5


# Storeys, and what lies below ground


@pytest.mark.parametrize(
    ("storey", "number", "below"),
    [
        (1, 1, False), (-2, -2, True), (0, None, False), ("3F", 3, False), ("B1", -1, True), ("-1", -1, True),
        ("地下2层", -2, True), ("地下一层", -1, True), ("负二层", -2, True), ("十二层", 12, False),
        ("二十三层", 23, False),
        ("地下室", -1, True), ("B1-B3", None, True), ("1-3F", None, False), ("1F", 1, False), ("屋顶", None, False),
        (None, None, False), ("Basement 2", -2, True),
    ],
)  # fmt: skip
def test_storeys_as_planners_write_them(storey, number, below):
    row = spaces.spaces(floors(("A", storey, "shop", 10))).iloc[0]
    assert row["below"] == below
    assert row["storey"] == number if number is not None else np.isnan(row["storey"])


@pytest.mark.parametrize(
    ("storey", "z", "below"), [(None, -1.5, True), (None, -1.49, False), (1, -6, False), (-1, 0, True), (0, -6, True)]
)
def test_height_decides_only_where_no_storey_is_known(storey, z, below):
    assert spaces.spaces(floors(("A", storey, "shop", 10), z=z))["below"].tolist() == [below]


# Buildings


def test_table_joins_by_the_name_of_the_building_and_gets_its_place():
    frame = floors(("A", 1, "shop", 900), ("B", 1, "office", 800), ("X", 1, "hotel", 700))
    table = spaces.spaces(frame, town())
    assert listed(table, "building", "building_row")[:3] == [["A", 0], ["B", 1], ["X", -1]]
    assert table["x"].between(0, 30)[0] and table["x"].between(60, 100)[1] and np.isnan(table["x"][2])


def test_space_without_a_known_name_joins_by_place():
    frame = floors(
        (None, 1, "shop", 90), ("yes", 1, "shop", 80), (None, 1, "shop", 70),
        geometry=shapely.points([[5, 5], [70, 5], [50, 5]]),
    )  # fmt: skip
    assert listed(spaces.spaces(frame, town()), "building", "row")[:3] == [["A", 0], ["B", 1], ["", 2]]


def test_name_wins_over_the_place():
    frame = floors(("B", 1, "shop", 90), geometry=[shapely.Point(5, 5)])
    table = spaces.spaces(frame, town())
    assert listed(table, "building", "x", "y")[0] == ["B", 5, 5]


def test_tag_of_openstreetmap_is_no_name_and_unnamed_buildings_are_numbered():
    houses = town().assign(building=["yes", "apartments", None])
    table = spaces.spaces(floors((None, 1, "shop", 9), geometry=[shapely.Point(125, 5)]), houses)
    assert table["building"].tolist() == ["#2", "#0", "#1"]


def test_building_gives_its_function_above_ground_only():
    frame = floors(("A", 1, None, 10), ("A", -1, None, 20), ("A", 2, "shop", 30), ("A", 3, "?", 40))
    table = spaces.spaces(frame, town(function=["office", None, None]))
    assert listed(table, "function", "function_from")[:4] == [
        ["office", "building"], ["", ""], ["commercial", "field"], ["office", "building"]
    ]  # fmt: skip


def test_building_without_a_space_is_one_itself():
    frame = floors(("A", 1, "shop", 900))
    table = spaces.spaces(
        frame, town(storeys=[9, 3, None], storeys_below=[1, 1, None], function=["office", "hotel", ""])
    )
    added = table[table["row"] < 0]
    assert listed(added, "building", "building_row", "function", "function_from", "below") == [
        ["B", 1, "hotel", "building", False], ["#2", 2, "", "", False], ["B", 1, "", "", True]
    ]  # fmt: skip
    assert added["area_m2"].fillna(-1).tolist() == [4800, -1, 1600]
    assert added["x"].between(60, 130).all()


def test_building_of_which_only_the_outline_is_known_has_no_floor_area():
    table = spaces.spaces(floors(("A", 1, "shop", 900)), town())
    assert table["area_m2"].fillna(-1).tolist() == [900, -1, -1]


def test_building_whose_spaces_have_no_known_area_counts_itself():
    #  a café, known as a point only, does not stand for the 1200 m² × 9 around it
    frame = floors((None, 1, "cafe", None), geometry=[shapely.Point(5, 5)])
    table = spaces.spaces(frame, town(storeys=[9, 2, 1], function="office"))
    assert table["area_m2"].fillna(-1).tolist() == [-1, 10800, 3200, 200]
    unknown = town(function="office", storeys=[None, 2, 1])  # one layer as both: a building of unknown storeys is one
    assert spaces.spaces(unknown, unknown)["area_m2"].fillna(-1).tolist() == [-1, 3200, 200]


def test_name_that_several_buildings_bear_is_told_by_the_place():
    #  podium and tower of T1, wall to wall; a table cannot tell them apart, but neither counts once more
    parts = geopandas.GeoDataFrame(
        {"building": ["T1", "T1", "T2"], "storeys": [2, 20, 3]}, geometry=shapely.box([0, 30, 60], 0, [30, 50, 80], 40)
    )
    frame = floors(("T1", 1, "shop", 90), ("T1", 9, "office", 80), geometry=shapely.points([[5, 5], [40, 5]]))
    table = spaces.spaces(frame, parts)
    assert listed(table, "building", "building_row") == [["T1", 0], ["T1", 1], ["T2", 2]]
    table = spaces.spaces(pd.DataFrame(frame.drop(columns="geometry")), parts)
    assert listed(table, "building", "building_row") == [["T1", 0], ["T1", 0], ["T2", 2]]


def test_number_that_buildings_of_two_plots_bear_is_no_name():
    #  building 1 of one plot, 1200 m² × 10, and building 1 of another, 1600 m² × 30
    houses = town(storeys=[10, 30, 1], function="office").assign(building=["1", "1", "2"])
    table = spaces.spaces(floors(("1", 1, "shop", 900), geometry=[shapely.Point(5, 5)]), houses)
    assert listed(table, "building_row", "area_m2") == [[0, 900], [1, 48000], [2, 200]]
    table = spaces.spaces(floors(("1", 1, "shop", 900)), houses)  # of which of them it is, nobody knows
    assert listed(table, "building_row", "area_m2") == [[-1, 900], [0, 12000], [1, 48000], [2, 200]]
    assert np.isnan(table["x"][0])


@pytest.mark.parametrize("name", ["a", " A ", "Ａ"])
def test_names_join_however_they_are_spelled(name):
    assert spaces.spaces(floors((name, 1, "shop", 90)), town())["building"][0] == "A"
    numbered = town().assign(building=[1.0, 2.0, None])
    assert spaces.spaces(floors(("2.0", 1, "shop", 90)), numbered)["building_row"][0] == 1


def test_name_as_it_stands_wins_over_another_spelling():
    houses = town().assign(building=["a", "A", None])
    assert spaces.spaces(floors(("A", 1, "shop", 90)), houses)["building_row"][0] == 1


def test_building_drawn_twice_is_not_added_beside_its_spaces():
    houses = geopandas.GeoDataFrame({"storeys": [3, 3]}, geometry=[OUTLINES["A"]] * 2)
    assert spaces.spaces(floors((None, 1, "shop", 90), geometry=[OUTLINES["A"]]), houses)["row"].tolist() == [0]


def test_footprints_over_one_another_take_the_spaces_most_like_them():
    #  a podium 40 × 40 with a tower 10 × 10 in its middle, where the points of both outlines lie
    podium, tower = shapely.box(0, 0, 40, 40), shapely.box(15, 15, 25, 25)
    houses = geopandas.GeoDataFrame({"storeys": [2, 20], "function": "office"}, geometry=[podium, tower])
    frame = floors(
        (None, 1, "shop", 1500), (None, 9, "office", 95), (None, 2, "cafe", 60),
        geometry=[podium, shapely.box(16, 16, 25, 25), shapely.Point(20, 20)],
    )  # fmt: skip
    assert spaces.spaces(frame, houses)["building"].tolist() == ["#0", "#1", "#1"]
    alone = spaces.spaces(houses, houses)  # one layer as both: no building counts twice
    assert listed(alone, "building", "row", "area_m2") == [["#0", 0, 3200], ["#1", 1, 1800]]


STACK = [shapely.box(0, 0, 40, 40), shapely.box(0, 0, 20, 20), shapely.box(5, 5, 15, 15), shapely.box(30, 0, 50, 40)]


@pytest.mark.parametrize("order", [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1]])
def test_tower_counts_from_where_its_podium_ends(order):
    #  podium 40 × 40 of 4 storeys with 2 below, on it 20 × 20 of 10 and on that 10 × 10 of 30; beside it, 10 m over
    #  the podium, 20 × 40 of 4 with 1 below:
    #  1600 × 4 = 6400   400 × (10 − 4) = 2400   100 × (30 − 10) = 2000   800 × 4 − 400 × 4 = 1600
    #  below: 1600 × 2 = 3200, and 800 × 1 − 400 × 1 = 400
    houses = geopandas.GeoDataFrame({"storeys": [4, 10, 30, 4], "storeys_below": [2, None, None, 1]}, geometry=STACK)
    table = spaces.spaces(houses.iloc[order])
    assert sorted(table.loc[~table["below"], "area_m2"]) == [1600, 2000, 2400, 6400]
    below = table.loc[table["below"], "area_m2"]
    # the basement of the one beside is 400 m² over the podium's: whichever is less deep has what both have
    assert sorted(below) == [800, 2800] and below.sum() == 3200 + 400


@pytest.mark.parametrize("order", [[0, 1], [1, 0]])
def test_building_drawn_twice_counts_once_with_the_function_that_is_known(order):
    houses = geopandas.GeoDataFrame({"storeys": [3, 3], "function": [None, "office"]}, geometry=[OUTLINES["A"]] * 2)
    table = spaces.spaces(houses.iloc[order])
    assert table.groupby("function")["area_m2"].sum().to_dict() == {"": 0, "office": 3600}


def test_range_of_storeys_is_no_building_and_one_outline_not_its_area():
    frame = floors(("A", "1-3F", "shop", None), ("A", "1-3F", "shop", 3500), geometry=[OUTLINES["A"]] * 2, height=100)
    assert spaces.spaces(frame)["area_m2"].fillna(-1).tolist() == [-1, 3500]


def test_storeys_below_as_a_negative_number_are_storeys_below():
    table = spaces.spaces(town(storeys=1, storeys_below=["-2", -1, "B3"]))
    assert table.loc[table["below"], "area_m2"].tolist() == [2400, 1600, 600]


def test_function_that_is_stated_but_not_known_is_not_that_of_the_building():
    frame = floors(*(("A", 1, word, 10) for word in ("商业/办公", "厂房", "?", "未知", None)))
    table = spaces.spaces(frame, town(function=["住宅", None, None]))
    assert table["function"].tolist()[:5] == ["", "", "residential", "residential", "residential"]


def test_spaces_without_a_known_area_are_counted():
    frame = floors(("A", 1, "shop", 900), ("A", 2, "office", None), ("A", -1, "?", None), auxiliary_m2=[50, 9, None])
    table = spaces.spaces(frame, town(storeys=[3, None, 2]))  # and B, of unknown storeys, and C
    assert spaces_in_units.unmeasured(table, np.zeros(len(table), dtype=int), 2).tolist() == [[5, 0], [3, 0]]


def test_no_buildings_is_none_at_all():
    frame = floors(("A", 1, "shop", 900))
    pd.testing.assert_frame_equal(spaces.spaces(frame, town().iloc[:0]), spaces.spaces(frame))


def test_frame_without_rows():
    table = spaces.spaces(floors())
    assert len(table) == 0 and {"row", "building", "function", "area_m2", "below", "x"} <= set(table.columns)


# Units and sums


def test_units_hold_the_spaces_whose_place_they_hold():
    #   unit 0: x 0–60    unit 1: x 60–110   unit 2: all of both
    units = np.array([shapely.box(0, 0, 60, 50), shapely.box(60, 0, 110, 50), shapely.box(0, 0, 110, 50)])
    table = pd.DataFrame({"x": [5.0, 60.0, 80.0, 200.0, np.nan], "y": [5.0, 5.0, 5.0, 5.0, np.nan]})
    pairs = sorted(zip(*(column.tolist() for column in spaces_in_units.in_units(table, units))))
    assert pairs == [(0, 0), (0, 2), (1, 2), (2, 1), (2, 2)]  # inside a unit wins over its outline
    table = pd.DataFrame({"x": [60.0], "y": [5.0]})
    assert [column.tolist() for column in spaces_in_units.in_units(table, units[:2])] == [[0], [0]]
    assert [column.tolist() for column in spaces_in_units.in_units(table, units[1::-1])] == [[0], [1]]  # the same one


def test_areas_are_summed_by_group_and_name_and_unknown_ones_are_nothing():
    table = pd.DataFrame({"function": ["office", "office", "hotel", "", "office"], "area_m2": [0.1, 0.2, 5, 7, np.nan]})
    found = spaces_in_units.areas_by(table, np.array([0, 0, 0, 1, 1]), 3, ("office", "hotel"))
    assert found.tolist() == [[0.1 + 0.2, 5], [0, 0], [0, 0]]


# Properties


CASE = [
    ("A", 1, "shop", 900.1), ("A", -1, None, 900.2), (None, 2, "office", 33.3), ("yes", 1, "?", None),
    ("X", 1, "hotel", 5), ("B", "B2", "parking", None), (None, None, None, "?"),
]  # fmt: skip
PLACES = shapely.box([0, 5, 10, 62, 70, 60, 300], 0, [20, 15, 20, 80, 80, 90, 310], 15)


@settings(max_examples=40)
@given(st.permutations(range(7)), st.permutations(range(3)))
def test_order_changes_nothing(order, order_of_buildings):
    frame = floors(*CASE, geometry=PLACES, auxiliary_m2=[50, None, 3, None, None, None, None])
    houses = town(storeys=[3, 4, 5], function=["office", "hotel", None], storeys_below=1)
    expected = spaces.spaces(frame, houses)
    mixed = spaces.spaces(frame.iloc[list(order)], houses.iloc[list(order_of_buildings)])
    mixed["row"] = np.where(mixed["row"] < 0, -1, np.array([*order, -1])[mixed["row"]])
    mixed["building_row"] = np.where(
        mixed["building_row"] < 0, -1, np.array([*order_of_buildings, -1])[mixed["building_row"]]
    )
    keys = ["row", "building_row", "function", "area_m2", "below"]
    columns = [*keys, "function_from", "area_from", "storey", "x", "y"]
    expected, mixed = (each[columns].sort_values(keys).reset_index(drop=True) for each in (expected, mixed))
    pd.testing.assert_frame_equal(mixed, expected)


@given(st.lists(st.tuples(st.floats(0, 1e6), st.floats(0, 1e6)), min_size=1, max_size=8))
def test_splitting_off_the_auxiliary_part_keeps_the_sum(pairs):
    frame = pd.DataFrame(pairs, columns=["area", "auxiliary_m2"]).assign(storey=1)
    table = spaces.spaces(frame)
    assert (table["area_m2"] >= 0).all()
    assert table.groupby("row")["area_m2"].sum().to_numpy() == pytest.approx(frame["area"].to_numpy())


def test_input_is_left_as_it_is():
    frame, houses = floors(*CASE, geometry=PLACES), town(storeys=3)
    before = frame.copy(), houses.copy()
    spaces.spaces(frame, houses)
    assert frame.equals(before[0]) and houses.equals(before[1])


def test_building_without_floors_does_not_count_what_a_neighbour_with_floors_has():
    """B, 5 storeys, lies 10 × 10 m over A, whose 2 floors are listed: B has 5 · 200 − 2 · 100 m² of its own.

    ┌────────┬───────┐
    │   A    │▒▒▒▒▒▒▒├────────┐
    └────────┴───────┘   B    │
    """
    outlines = [shapely.box(0, 0, 20, 10), shapely.box(10, 0, 30, 10)]
    houses = geopandas.GeoDataFrame({"building": ["A", "B"], "storeys": [2, 5]}, geometry=outlines)
    floors = pd.DataFrame({"building": ["A", "A"], "storey": [1, 2], "function": "office", "area": 200.0})
    found = spaces.spaces(floors, houses)
    assert found.groupby("building")["area_m2"].sum().to_dict() == {"A": 400.0, "B": 800.0}


def test_listed_tower_on_a_listed_podium_is_taken_from_a_neighbour_once():
    """C, 5 storeys on 200 m², holds the podium, 2 storeys on 100 m², and the tower, 4 storeys on 40 m² of it.

    Of C's own are 5 · 200 − 4 · 40 − 2 · (100 − 40) = 720 m².
    """
    outlines = [shapely.box(0, 0, 10, 10), shapely.box(0, 0, 4, 10), shapely.box(0, 0, 20, 10)]
    houses = geopandas.GeoDataFrame({"building": ["P", "T", "C"], "storeys": [2, 4, 5]}, geometry=outlines)
    floors = pd.DataFrame({"building": ["P", "P", "T", "T"], "storey": [1, 2, 3, 4], "area": [100.0] * 2 + [40.0] * 2})
    for order in (slice(None), slice(None, None, -1)):
        found = spaces.spaces(floors.assign(function="office"), houses[order])
        assert found.groupby("building")["area_m2"].sum().to_dict() == {"C": 720.0, "P": 200.0, "T": 80.0}
