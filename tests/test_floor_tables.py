"""Tables of floors: storeys as planners name them, areas shared out by hand, buildings joined."""

import geopandas
import hypothesis
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from multiground.urbanform import floor_tables as ft
from multiground.urbanform import steps


@pytest.mark.parametrize(
    ("value", "storeys"),
    [
        (3, [3]), (-1, [-1]), (2.0, [2]), ("3", [3]), ("-1", [-1]), ("1F", [1]), ("F5", [5]), ("L1", [1]),
        ("12层", [12]), ("十二层", [12]), ("第3层", [3]), ("首层", [1]), ("B1", [-1]), ("B2层", [-2]),
        ("地下一层", [-1]), ("负一层", [-1]), ("地下室", [-1]),
        ("1-3F", [1, 2, 3]), ("1~5", [1, 2, 3, 4, 5]), ("1至5层", [1, 2, 3, 4, 5]), ("１－３", [1, 2, 3]),
        ("1—4层", [1, 2, 3, 4]), ("5F-8F", [5, 6, 7, 8]), ("L1-L3", [1, 2, 3]), ("二至五层", [2, 3, 4, 5]),
        ("地上1-3层", [1, 2, 3]), ("3-5标准层", [3, 4, 5]), ("地下1-3层", [-3, -2, -1]),
        ("B1-B3", [-3, -2, -1]), ("-3--1", [-3, -2, -1]), ("-3~-1", [-3, -2, -1]), ("负一至负二", [-2, -1]),
        # through the ground: there is no storey 0
        ("B2-3F", [-2, -1, 1, 2, 3]), ("B1~1F", [-1, 1]), ("-1~2", [-1, 1, 2]), ("B1-L2", [-1, 1, 2]),
        ("地下二层至地上三层", [-2, -1, 1, 2, 3]),
        ("1,3,5", [1, 3, 5]), ("8、9-11层", [8, 9, 10, 11]), ("-1、1-2层", [-1, 1, 2]), ("1F/2F", [1, 2]),
        ("2和3层", [2, 3]), ("3-1", [1, 2, 3]),
        # B1 to B3, or B1 to the third floor: nobody knows
        ("B1-3", []), ("-2-3", []),
        (0, []), ("0", []), (1.5, []), ("屋顶层", []), ("夹层", []), ("避难层", []), ("M层", []), ("1,屋顶", []),
        (None, []), ("", []), ("2026/01/03", [1, 3, 2026]),
        # where these end nobody says; lower ground lies below the street
        ("3层以上", []), ("10以上", []), ("21层及以上", []), ("5F~", []), ("~3", []), ("LG1", []), ("LG", []),
        ("1夹层", [1]), ("B1M", [-1]),
    ],
)  # fmt: skip
def test_storeys(value, storeys):
    assert list(ft.storeys_named(value)) == storeys


@given(st.integers(-9, 60), st.integers(-9, 60))
def test_every_storey_between_two_once_and_none_is_zero(one, other):
    if one and other:
        found = ft.storeys_named(f"{one}~{other}")
        assert list(found) == [n for n in range(min(one, other), max(one, other) + 1) if n]


# A stands alone, B is a podium and a tower that touch, C's are apart from each other
#
#   y 20 +----+    +----+----+    +----+          +----+
#        | A  |    | B  | B  |    | C  |          | C  |
#   y  0 +----+    +----+----+    +----+          +----+
#       x 0   10   20   30   40   50   60         100  110
BUILDINGS = geopandas.GeoDataFrame(
    {"building": ["A栋", "B栋", "B栋", "C", "C"]},
    geometry=shapely.box([0, 20, 30, 50, 100], 0, [10, 30, 40, 60, 110], 20),
)
HEADS = ["楼栋", "起始层", "终止层", "用途", "面积"]


def table_of(rows, heads=HEADS, buildings=BUILDINGS, **options):
    frame = pd.DataFrame(rows, columns=heads, dtype=object)
    frame.insert(0, "fid", np.arange(1, len(frame) + 1))
    frame = geopandas.GeoDataFrame(frame, geometry=[None] * len(frame))
    return steps.finish(ft.floors_steps(frame, buildings, **options))


def listed(floors):
    frame = floors.table.frame
    return list(zip(frame["building"], frame["storey"].astype(int), frame["function"], frame["area"]))


def test_rows_become_one_floor_for_each_storey():
    """900 m² over B1; 2 700 m² over storeys 1 to 3: 900 each; 1 000 m² over 4 and 5: 500 each."""
    rows = [["A栋", "B1", "B1", "车库", "900"], ["A栋", 1, 3, "商业", "2,700㎡"], ["A栋", "4F", "5F", "办公", 1000]]
    floors = table_of(rows)
    assert listed(floors) == [
        ("A栋", -1, "auxiliary", 900),
        ("A栋", 1, "commercial", 900),
        ("A栋", 2, "commercial", 900),
        ("A栋", 3, "commercial", 900),
        ("A栋", 4, "office", 500),
        ("A栋", 5, "office", 500),
    ]
    assert floors.table.frame.geometry.area.tolist() == [200] * 6
    assert floors.left_out == {} and floors.n_unjoined == 0


@pytest.mark.parametrize(
    ("head", "counts", "area"),
    [
        ("面积", ft.BY_NAME, 500),  # 1 000 m² over two storeys
        ("每层面积", ft.BY_NAME, 1000),
        ("标准层面积", ft.BY_NAME, 1000),
        ("面积", ft.ALL_STOREYS, 500),
        ("面积", ft.EACH_STOREY, 1000),
        ("每层面积", ft.ALL_STOREYS, 500),
        ("每层面积", ft.EACH_STOREY, 1000),
    ],
)
def test_what_the_area_of_a_row_means(head, counts, area):
    floors = table_of([["A栋", 1, 2, "办公", 1000]], [*HEADS[:4], head], counts=counts)
    assert floors.table.frame["area"].tolist() == [area, area]


def test_auxiliary_area_is_shared_as_the_area_is():
    heads = [*HEADS, "设备面积"]
    assert table_of([["A栋", 1, 2, "办公", 1000, 100]], heads).table.frame["auxiliary_m2"].tolist() == [50, 50]
    heads = [*HEADS[:4], "每层面积", "设备面积"]
    assert table_of([["A栋", 1, 2, "办公", 1000, 100]], heads).table.frame["auxiliary_m2"].tolist() == [100, 100]


def test_a_range_in_one_column_and_a_single_end():
    one = table_of([["A栋", "1-3F", "商业", 9]], ["楼栋", "所在层", "用途", "面积"])
    assert [row[1] for row in listed(one)] == [1, 2, 3]
    assert [row[1] for row in listed(table_of([["A栋", 4, None, "商业", 9]]))] == [4]
    assert [row[1] for row in listed(table_of([["A栋", "B2", "2", "商业", 8]]))] == [-2, -1, 1, 2]


def test_rows_that_are_no_floors_are_left_out_and_told():
    rows = [["A栋", 1, 1, "商业", 5], ["A栋", "屋顶", "屋顶", "设备", 5], ["A栋", 1, 99999, "商业", 5]]
    rows.append(["合计", None, None, None, 15])
    floors = table_of(rows)
    assert len(floors.table.frame) == 1
    assert floors.left_out == {"total": "1: 合计 (4)", "no_storey": "2: A栋 (2, 3)"}
    row = next(row for row in floors.table.recognised if row["read_as"] == "floor_to")
    assert (row["n_values"], row["n_read"], row["examples"]) == (3, 1, "屋顶 (2); 99999 (3)")


def test_merged_cells_leave_the_building_to_the_row_above():
    names = ["A栋", None, "B栋", ""]
    floors = table_of([[name, storey, storey, "商业", 5] for name, storey in zip(names, (1, 2, 1, 2))])
    assert [row[0] for row in listed(floors)] == ["A栋", "A栋", "B栋", "B栋"]
    assert floors.table.frame["assumed"].tolist() == [None, "building", None, "building"]
    assert floors.n_filled == 2


def test_a_building_in_a_row_of_its_own_heads_the_rows_below():
    """A栋 heads a storey of 5 m², B栋 one of 7 m²: these rows name no building and no storey together."""
    rows = [["A栋", *[None] * 4], [None, 1, 1, "商业", 5], ["B栋", *[None] * 4], [None, 1, 1, "办公", 7]]
    floors = table_of(rows)
    assert listed(floors) == [("A栋", 1, "commercial", 5), ("B栋", 1, "office", 7)]
    assert floors.table.frame["assumed"].tolist() == ["building", "building"]
    assert floors.left_out == {}  # nothing that they say is lost


def test_sums_are_left_out_whatever_stands_before_the_word():
    rows = [["A栋", 1, 2, "商业", 5], ["A栋小计", 1, 2, None, 5], ["A栋", -1, 2, "地上合计(计容)", 5]]
    rows += [["A栋", 1, 2, "Retail total", 5], [None, 3, 3, "办公", 7]]
    floors = table_of(rows)
    assert [row[1:] for row in listed(floors)] == [(1, "commercial", 2.5), (2, "commercial", 2.5), (3, "office", 7)]
    assert floors.left_out == {"total": "3: A栋小计 (2); A栋 (3, 4)"}


@pytest.mark.parametrize("head", ["起始层", "终止层"])
def test_a_first_storey_without_a_last_one_tells_nothing(head):
    """1 000 m² from storey 1 up to nobody knows where are not those of storey 1."""
    floors = table_of([["A栋", 1, "商业", 1000]], ["楼栋", head, "用途", "面积"])
    assert len(floors.table.frame) == 0 and floors.left_out == {"no_storey": "1: A栋 (1)"}
    row = next(row for row in floors.table.recognised if row["field"] == head)
    assert (row["n_read"], row["notes"]) == (0, [("one_end", "")])


def test_uses_of_one_storey_without_areas_share_its_outline():
    """Shops and offices in storey 1 of A, 200 m²: 100 each, not 200 each; storey 2 has one use and its outline."""
    rows = [["A栋", 1, "商业", None], ["A栋", 1, "办公", None], ["A栋", 2, "办公", None]]
    floors = table_of(rows, ["楼栋", "楼层", "用途", "面积"])
    np.testing.assert_array_equal(floors.table.frame["area"], [100, 100, np.nan])
    assert floors.table.frame["assumed"].tolist() == ["area", "area", None]
    assert table_of([row[:3] for row in rows], ["楼栋", "楼层", "用途"]).table.frame["area"].tolist()[:2] == [100, 100]


def test_a_use_without_an_area_beside_one_with_is_left_out():
    rows = [["A栋", 1, "商业", 150], ["A栋", 1, "办公", None]]
    floors = table_of(rows, ["楼栋", "楼层", "用途", "面积"])
    assert listed(floors) == [("A栋", 1, "commercial", 150)]
    assert floors.left_out == {"no_area": "1: A栋 (2)"}


def test_a_mezzanine_is_assumed_to_be_its_storey():
    floors = table_of([["A栋", "1夹层", "商业", 5], ["A栋", "2", "商业", 5]], ["楼栋", "楼层", "用途", "面积"])
    assert [row[1] for row in listed(floors)] == [1, 2]
    assert floors.table.frame["assumed"].tolist() == ["storey", None]


def test_buildings_are_joined_by_name_or_what_is_left_of_it():
    """B's two parts are one outline of 400 m²; C's lie apart, so C tells no place; a座 is A栋 in other words."""
    floors = table_of([[name, 1, 1, "商业", 5] for name in ("a座", "B栋", "C", "Z")])
    assert [row[0] for row in listed(floors)] == ["A栋", "B栋"]
    assert floors.table.frame.geometry.area.tolist() == [200, 400]
    assert floors.table.frame["assumed"].tolist() == ["building", None]
    assert (floors.n_unjoined, floors.n_loose) == (2, 1)
    assert floors.left_out == {"unjoined": "2: C (3); Z (4)"}


def test_the_exact_name_wins_and_an_ambiguous_one_joins_nothing():
    buildings = geopandas.GeoDataFrame(
        {"building": ["1栋", "1座", "2#"]}, geometry=shapely.box([0, 20, 40], 0, [10, 30, 50], 10)
    )
    rows = [["1座", 1, 1, "商业", 5], ["1号楼", 1, 1, "商业", 5], ["02栋", 1, 1, "商业", 5]]
    floors = table_of(rows, buildings=buildings)
    assert [row[0] for row in listed(floors)] == ["1座", "2#"]
    assert floors.left_out == {"unjoined": "1: 1号楼 (2)"}


def test_outlines_of_their_own_stay():
    frame = geopandas.GeoDataFrame({"fid": [1], "起始层": ["1"], "终止层": ["2"]}, geometry=[shapely.box(0, 0, 3, 3)])
    floors = steps.finish(ft.floors_steps(frame, None))
    assert floors.table.frame["storey"].tolist() == [1, 2]
    assert floors.table.frame.geometry.area.tolist() == [9, 9]


def test_heads_below_a_title():
    rows = [["示范片区楼层表", *[None] * 4], [None] * 5, HEADS, ["A栋", "1", "2", "商业", "100"]]
    floors = table_of(rows, [f"Field{n}" for n in range(1, 6)])
    assert listed(floors) == [("A栋", 1, "commercial", 50), ("A栋", 2, "commercial", 50)]
    assert {row["field"] for row in floors.table.recognised} == set(HEADS)


def test_without_buildings_nothing_is_placed():
    floors = table_of([["A栋", 1, 2, "商业", 5]], buildings=None)
    assert len(floors.table.frame) == 0 and floors.n_unjoined == 1


def test_rows_whose_area_looks_like_that_of_each_storey():
    """1 000 m² over four storeys of a building of 1 000 m²: 250 each fills a quarter, 1 000 each the whole."""
    floors = pd.DataFrame({"fid": [1, 1, 1, 1, 2], "n_storeys": [4, 4, 4, 4, 1], "area": [250.0] * 4 + [900]})
    assert ft.unlikely_areas(floors, np.full(5, 1000.0), 1.2) == 1
    assert ft.unlikely_areas(floors.assign(area=800.0), np.full(5, 1000.0), 1.2) == 0


@hypothesis.settings(max_examples=5)
@given(st.permutations(range(6)))
def test_the_order_of_rows_changes_no_floor(order):
    rows = [["A栋", "B1", "B1", "车库", 90], ["A栋", 1, 3, "商业", 27], ["B栋", 1, 2, "办公", 8]]
    rows += [["Z", 1, 1, "商业", 1], ["B栋", 3, 9, "住宅", 70], ["A座", 4, 4, "办公", 5]]
    floors = table_of([rows[place] for place in order])
    assert sorted(listed(floors)) == sorted(listed(table_of(rows)))
    assert floors.n_unjoined == 1


@pytest.mark.parametrize("nothing", ["", None, np.nan])
def test_assumptions_follow_those_that_are_there_also_where_pandas_3_gives_nan_for_none(nothing):
    table = pd.DataFrame({"assumed": pd.Series(["use", nothing, nothing], dtype=object)})
    told = ft._with_assumed(table, {"area": np.array([True, True, False])})["assumed"].tolist()
    assert told[:2] == ["use;area", "area"]
    assert told[2] is nothing or told[2] == nothing
