"""Planning tables: three schemes of land use written as planners write them, and what is told of every column."""

import geopandas
import hypothesis
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from multiground.urbanform import create_package, land_use, planning_names, planning_tables, steps, tables

C, R, P, X, N, U = "commercial", "residential", "public_service", "mixed", "other", ""

# Forty plots of each scheme, dirty as they come: the use as written, its class, the floor area ratio as written and
# as a number (None: not read). Mixed where two classes meet, unless one has 90 % or more (4.2.2, note to the table).
GB50137 = [
    ("R2", R, "2.5", 2.5), ("R21", R, "≤2.5", 2.5), ("r2", R, " 3 ", 3.0), ("Ｒ２", R, "２．０", 2.0),
    ("R22", R, "0.8-1.0", 0.8), ("R1", R, "", None), ("R3", R, None, None), ("B1", C, "≤5.0", 5.0),
    ("B11", C, "5.0", 5.0), ("B14", C, "不大于6.5", 6.5), ("B2", C, "8.5", 8.5), ("B29", C, "＜10", 10.0),
    ("B3", C, "3.0以下", 3.0), ("B41", C, "0.5", 0.5), ("B9", C, "见图则", None), ("A1", P, "3.2", 3.2),
    ("A21", P, "1.5~2.0", 1.5), ("A33", P, "1.0", 1.0), ("A35", P, "4.0", 4.0), ("A51", P, "2,0", None),
    ("A7", P, "/", None), ("A9", P, "—", None), ("M1", N, "2.0", 2.0), ("W1", N, "1.5", 1.5),
    ("S1", N, None, None), ("S42", N, "0", 0.0), ("U12", N, "0.3", 0.3), ("G1", N, "", None),
    ("G2", N, None, None), ("G3", N, "0.01", 0.01), ("B1/R2", X, "4.5", 4.5), ("R2+B1", X, "4.5", 4.5),
    ("B1、A2", X, "3.5", 3.5), ("B1(60%)R2(40%)", X, "5", 5.0), ("B1(95%)R2(5%)", C, "5", 5.0),
    ("B1/B2", C, "7.0", 7.0), ("B1；S42", X, "2", 2.0), ("二类居住用地(R2)", R, "2.8", 2.8),
    ("商业用地/二类居住用地", X, "3.6", 3.6), ("待定", U, "待定", None),
]  # fmt: skip
MNR2023 = [
    ("0701", R, "2.5", 2.5), ("070102", R, "≤2.5", 2.5), ("07", R, "2.0", 2.0), (701, R, "2.2", 2.2),
    (70102.0, R, "2.1", 2.1), ("0702", R, "0.8", 0.8), ("0703", R, "1.2", 1.2), ("09", C, "5.0", 5.0),
    ("0901", C, "5.5", 5.5), ("090101", C, "4.0", 4.0), (90104, C, "6.0", 6.0), ("0902", C, "≤9.0", 9.0),
    ("0903", C, "2.5-3.0", 2.5), ("0904", C, "约3", 3.0), ("08", P, "2", 2.0), ("0801", P, "3", 3.0),
    ("0802", P, "3.5", 3.5), ("080302", P, "1.5", 1.5), ("0804", P, "0.9", 0.9), ("080403", P, "0.95", 0.95),
    ("0805", P, "0.6", 0.6), ("0806", P, "1.8", 1.8), ("080601", P, "2.2", 2.2), ("0807", P, "1.6", 1.6),
    ("1001", N, "2.0", 2.0), ("100101", N, "2.5", 2.5), ("1101", N, "1.5", 1.5), ("1207", N, None, None),
    ("1208", N, "1.0", 1.0), ("120803", N, "0.5", 0.5), ("13", N, "0.4", 0.4), ("1401", N, "0", 0.0),
    ("1403", N, "", None), ("16", N, "-", None), ("1701", N, None, None), ("0901+0701", X, "4", 4.0),
    ("0902/0901", C, "8", 8.0), ("0901(70%)070102(30%)", X, "5", 5.0), ("城镇住宅用地", R, "2.6", 2.6),
    ("商务金融用地+城镇住宅用地", X, "6.6", 6.6),
]  # fmt: skip
SZBZ = [
    ("R2", R, "4.0", 4.0), ("R4", R, "≤6.2", 6.2), ("R1", R, "1.2", 1.2), ("R3", R, "3.2", 3.2),
    ("C1", C, "8.0", 8.0), ("C-1", C, "9.9", 9.9), ("C", C, "5", 5.0), ("c1", C, "5.5", 5.5),
    ("GIC1", P, "3.0", 3.0), ("GIC2", P, "2.0", 2.0), ("GIC3", P, "0.8", 0.8), ("GIC4", P, "2.5", 2.5),
    ("GIC5", P, "1.4", 1.4), ("gic5", P, "1.2", 1.2), ("GIC6", P, "0.9", 0.9), ("GIC7", P, "1.1", 1.1),
    ("GIC8", P, None, None), ("M1", N, "4.0", 4.0), ("M0", N, "6.0", 6.0), ("W0", N, "3.0", 3.0),
    ("W1", N, "2.5", 2.5), ("S1", N, None, None), ("S2", N, "", None), ("S3", N, "3.0", 3.0),
    ("S4", N, "2.0", 2.0), ("U1", N, "0.8", 0.8), ("U5", N, "0.5", 0.5), ("G1", N, "0", 0.0),
    ("E1", N, None, None), ("C1+R2", X, "6.6", 6.6), ("R2+C1", X, "6.6", 6.6), ("C1+GIC2", X, "5.0", 5.0),
    ("M1+M0", N, "5.0", 5.0), ("R2＋C1", X, "7", 7.0), ("C1(92%)+R2(8%)", C, "7.2", 7.2),
    ("新型产业用地（M0）", N, "6.0", 6.0), ("二类居住用地", R, "3.8", 3.8), ("商业服务业用地", C, "10", 10.0),
    ("教育设施用地", P, "1.2", 1.2), ("二类居住用地+商业用地", X, "5.8", 5.8),
]  # fmt: skip
SCHEMES = {"gb50137": GB50137, "mnr2023": MNR2023, "szbz": SZBZ}


def frame_of(**columns):
    size = len(next(iter(columns.values())))
    squares = shapely.box(np.arange(size) * 20.0, 0, np.arange(size) * 20.0 + 10, 10)
    data = {"fid": np.arange(1, size + 1), **{name: np.array(values, dtype=object) for name, values in columns.items()}}
    return geopandas.GeoDataFrame(data, geometry=squares)


def table_of(layer, frame, source="sample"):
    return steps.finish(planning_tables.table_steps(layer, frame, source))


def told(table):
    return {row["field"]: row for row in table.recognised}


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("use", "far"), [("YDYHFLDM", "RJL"), ("YDXZ", "容积率"), ("用地性质代码", "容积率（规划）")])
def test_forty_dirty_plots_of_each_scheme(scheme, use, far):
    uses, classes, texts, fars = zip(*SCHEMES[scheme])
    assert len(uses) == 40
    table = table_of("plots", frame_of(**{use: uses, far: texts}))
    reader = land_use.LandUse()
    assert [reader.classify(value) for value in table.frame["use"]] == list(classes)
    found = [None if np.isnan(value) else value for value in table.frame["far"]]
    assert found == list(fars)
    assert told(table)[use]["n_read"] == sum(map(bool, classes))
    assert told(table)[far]["n_read"] == sum(value is not None for value in fars)


def test_codes_are_those_of_the_scheme_beside_them():
    for scheme, rows in SCHEMES.items():
        known = {row["code"] for row in tables.rows("landuse") if row["scheme"] == scheme}
        plain = [str(use) for use, *_ in rows if str(use).upper() in known]
        assert len(plain) >= 20, scheme


# What is told of the columns


def test_raw_text_stays_beside_every_number_that_was_not_plain():
    table = table_of("plots", frame_of(RJL=["2.5", "≤5.0", "2.5-3.0", "１，２００", "见图则", None]))
    frame = table.frame
    assert [None if np.isnan(value) else value for value in frame["far"]] == [2.5, 5.0, 2.5, 1200.0, None, None]
    assert frame["far_text"].tolist() == [None, "≤5.0", "2.5-3.0", "1,200", "见图则", None]
    assert frame["assumed"].tolist() == [None, "far", "far", None, None, None]
    row = told(table)["RJL"]
    assert (row["read_as"], row["n_values"], row["n_read"], row["examples"]) == ("far", 5, 4, "见图则 (5)")
    assert row["notes"] == [("assumed", "2: ≤5.0 (2); 2.5-3.0 (3)")]


def test_every_name_of_the_domain_notes_is_recognised():
    names = {
        "plots": "BSM:id YSDM:feature_code XZQDM:division_code XZQMC:division_name YDYHFLDM:use GHDLBM:use JQDLBM:use "
        "GHYDLBDM:use DLBM:use DLMC:use YDXZ:use YDXZDM:use YDDM:use YDDH:use 用地性质:use 用地代码:use YDYHFLMC:use "
        "GHDLMC:use JQDLMC:use GHYDLBMC:use DKBH:plot DKBM:plot DKH:plot YDMJ:land_area_m2 TDMJ:land_area_m2 "
        "JYDMJ:land_area_m2 ZYDMJ:land_area_m2 SHAPE_Area:land_area_m2 TBMJ:land_area_m2 TBDLMJ:land_area_m2 RJL:far "
        "JZRJL:far JZMD:building_density JZXG:height XG:height JZGD:height GD:height 建筑限高:height LDL:green_ratio "
        "LDLV:green_ratio JZMJ:area JZJDMJ:footprint_m2 JDMJ:footprint_m2 PQBH:planning_unit DYBH:planning_unit",
        "buildings": "CS:storeys JZCS:storeys DSCS:storeys DXCS:storeys_below FLOOR:storeys 层数:storeys JZGD:height "
        "JZMJ:area 建筑限高:height storeysAboveGround:storeys storeysBelowGround:storeys_below measuredHeight:height "
        "num_floors:storeys 用途:function YDXZ:function",
        "floors": "楼栋:building 起始层:floor_from 终止层:floor_to 用途:function 面积:area use:function "
        "每层面积:area_each 所在层:storey floor:storey",
    }
    for layer, pairs in names.items():
        for pair in pairs.split():
            name, field = pair.split(":")
            for column in (name, name.lower(), f" {name} "):
                found, _ = planning_names.matches(layer, [column])
                assert [match.column for match in found[field]] == [column], (layer, column, field)


@pytest.mark.parametrize(
    ("layer", "column", "field"),
    [
        ("plots", "用地用海分", "use"),  # 用地用海分类代码, ten bytes in GBK
        ("plots", "用地用�", "use"),  # the same in UTF-8
        ("plots", "公共服务用", "public_m2"),
        ("buildings", "storeysAbo", "storeys"),
        ("buildings", "storeysBel", "storeys_below"),
        ("buildings", "measuredHe", "height"),
        ("district", "规划用地面", "planned_area"),
    ],
)
def test_names_cut_in_a_shapefile(layer, column, field):
    found, unsure = planning_names.matches(layer, [column])
    assert [(match.column, match.cut) for match in found[field]] == [(column, True)]
    assert unsure == {}


def test_a_cut_name_of_two_fields_is_left_and_told():
    found, unsure = planning_names.matches("plots", ["green_rati", "规划容"])
    assert [match.column for match in found["green_ratio"]] == ["green_rati"]
    assert unsure == {}
    # in UTF-8 three characters are left: of a district 规划用 is the area, but 建设状 the stage and 规划路 the density
    found, unsure = planning_names.matches("district", ["规划用", "规划路", "建设状", "规划"])
    assert {field: [match.column for match in each] for field, each in found.items() if each} == {
        "planned_area": ["规划用"],
        "planned_density": ["规划路"],
        "stage": ["建设状"],
    }
    # 水平投影长度 is a run, 水平投影面积 an area: cut to 水平投 nobody can tell
    found, unsure = planning_names.matches("verticals", ["水平投"])
    assert unsure == {"水平投": ["run", "area_h"]}
    assert not found["run"] and not found["area_h"]


def test_units_in_the_head_and_beside_the_number():
    rows = {"规划用地面积(公顷)": ["63.5", "635000平方米", "1平方公里"]}
    table = table_of("district", frame_of(**rows))
    assert table.frame["planned_area"].tolist() == [635_000, 635_000, 1_000_000]
    rows = {"建筑高度(m)": ["100米", "≤100", 0], "建筑面积（万㎡）": ["1.2", "3", None]}
    table = table_of("buildings", frame_of(**rows))
    assert table.frame["height"].tolist()[:2] == [100, 100]
    assert np.isnan(table.frame["height"][2])  # files without NULL write 0
    assert table.frame["area"].tolist()[:2] == [12_000, 30_000]
    table = table_of("buildings", frame_of(**{"建筑高度(公顷)": ["100"]}))
    assert np.isnan(table.frame["height"][0])
    assert told(table)["建筑高度(公顷)"]["notes"][0][0] == "unit"


def test_the_surest_column_that_says_something_is_read_and_the_others_are_kept():
    table = table_of("plots", frame_of(YDXZ=["R2", "B1"], YDYHFLDM=[None, None], YDMC=["x", "y"], 备注=["a", "b"]))
    assert table.frame["use"].tolist() == ["R2", "B1"]
    assert table.frame["备注"].tolist() == ["a", "b"]
    assert table.frame["YDMC"].tolist() == ["x", "y"]
    rows = told(table)
    assert (rows["YDXZ"]["read_as"], rows["YDXZ"]["n_read"]) == ("use", 2)
    assert rows["YDYHFLDM"]["notes"] == rows["YDMC"]["notes"] == [("same_as", "use")]
    assert rows["备注"]["notes"] == [("unknown", "")]


def test_a_column_named_like_another_fields_result_is_kept_under_another_name():
    frame = frame_of(far=["2"], RJL=["3"], far_text=["old"], SOURCE_=["s"])
    table = table_of("plots", frame)
    assert table.frame["far"].tolist() == [2.0]
    assert table.frame["RJL"].tolist() == ["3"]
    assert table.frame["far_text"].tolist() == ["old"]


@pytest.mark.parametrize(
    ("layer", "column", "values", "field", "expected", "kept"),
    [
        ("plots", "是否核心区", ["是", "否", "Y", None, "也许"], "core", [1, 0, 1, None, None], [None] * 4 + ["也许"]),
        ("roads", "道路等级", ["主干路", "支路", "匝道", "x"], "class", ["arterial", "branch", "匝道", "x"], None),
        ("roads", "是否单行", ["是", "否", "-1", "双向"], "oneway", ["yes", "no", "-1", "no"], None),
        ("buildings", "建筑用途", ["写字楼", "厂房", "B1"], "function", ["office", "厂房", "commercial"], None),
        ("surfaces", "围合形式", ["半室外", "室内"], "enclosure", ["semi_outdoor", "indoor"], None),
        ("surfaces", "24小时开放", ["是", "0", "不详"], "open_24h", [1, 0, None], None),
        ("verticals", "构件类型", ["自动扶梯", "封闭楼梯间"], "kind", ["escalator", "enclosed_stairs"], None),
        ("walkways", "步道类型", ["人行天桥", "电梯", "秋千"], "kind", ["skyway", "elevator", "秋千"], None),
        ("stations", "站点类型", ["地铁站", "公交站"], "kind", ["metro", "bus"], None),
        ("district", "片区类型", ["综合交通枢纽区", "中央商务区"], "type", ["hub", "centre"], None),
        ("facilities", "设施类型", ["便利店", "码头"], "category", ["convenience", "码头"], None),
    ],
)  # fmt: skip
def test_words_become_the_codes_of_the_lists(layer, column, values, field, expected, kept):
    table = table_of(layer, frame_of(**{column: values}))
    assert table.frame[field].tolist() == expected
    if kept:
        assert table.frame[f"{field}_text"].tolist() == kept


def test_storeys_are_read_as_the_measures_read_them():
    above, below = ["12", "12F/2D", "地上30层", 0, "80+", "十二层"], ["-2", "2层", 3, None, "", 0]
    table = table_of("buildings", frame_of(CS=above, DXCS=below))
    assert [None if np.isnan(value) else value for value in table.frame["storeys"]] == [12, 12, 30, None, None, 12]
    assert [None if np.isnan(value) else value for value in table.frame["storeys_below"]] == [2, 2, 3, None, None, 0]
    assert table.frame["storeys_text"].tolist() == [None, "12F/2D", "地上30层", "0", "80+", "十二层"]


def test_impossible_numbers_are_unknown_and_told():
    table = table_of("buildings", frame_of(JZGD=[-9999, 30, 99999]))
    assert [None if np.isnan(value) else value for value in table.frame["height"]] == [None, 30, None]
    assert told(table)["JZGD"]["notes"] == [("impossible", "2")]
    assert table.frame["height_text"].tolist() == ["-9999", None, "99999"]


def test_a_height_limit_is_assumed_to_be_the_height_of_a_building():
    table = table_of("buildings", frame_of(限高=["100", None]))
    assert table.frame["assumed"].tolist() == ["height", None]
    assert ("limit", "") in told(table)["限高"]["notes"]


def test_what_another_import_assumed_stays():
    table = table_of("plots", frame_of(RJL=["≤3"], source=["osm"], assumed=["use"]))
    assert (table.frame["source"][0], table.frame["assumed"][0]) == ("osm", "use;far")


def test_every_field_of_every_layer_is_read_by_its_own_name_and_its_labels():
    labels = {row["field"]: row for row in tables.rows("fields")}
    for layer in create_package.layers().values():
        for field in layer.fields:
            for name in (field.name, labels[field.name]["label_zh"], labels[field.name]["label_en"]):
                found, _ = planning_names.matches(layer.name, [name])
                assert [match.column for match in found[field.name]] == [name], (layer.name, name)


def test_an_empty_layer_and_a_single_feature():
    empty = table_of("plots", frame_of(RJL=["1"]).iloc[:0])
    assert len(empty.frame) == 0 and told(empty)["RJL"]["n_values"] == 0
    assert len(table_of("water", frame_of(name=["河"])).frame) == 1


@hypothesis.settings(max_examples=10)
@given(st.permutations(range(40)))
def test_the_order_of_features_changes_nothing(order):
    uses, _, texts, _ = zip(*GB50137)
    frame = frame_of(YDXZ=uses, RJL=texts)
    straight, turned = table_of("plots", frame), table_of("plots", frame.iloc[list(order)].reset_index(drop=True))
    again = turned.frame.sort_values("fid").reset_index(drop=True)
    for column in ("use", "far", "far_text", "assumed", "source"):
        assert again[column].astype(str).tolist() == straight.frame[column].astype(str).tolist()
    assert turned.recognised == straight.recognised


def test_one_of_several_numbers_of_storeys_is_assumed():
    """A podium of 4 and a tower of 18: the tower's are taken and said; storeys below ground are no such choice."""
    texts = ["裙房4层，塔楼18层", "3/5", "地上18层/地下2层", "B2/18F", "18层(-2)", "十八层", "18"]
    table = table_of("buildings", frame_of(层数=texts))
    assert table.frame["storeys"].tolist() == [18, 5, 18, 18, 18, 18, 18]
    assert table.frame["assumed"].tolist() == ["storeys", "storeys", None, None, None, None, None]


@pytest.mark.parametrize(
    ("values", "densities", "assumed"),
    [
        ([0.35, 0.4, None], [35, 40, np.nan], ["building_density", "building_density", None]),  # 35% in a spreadsheet
        ([35, 0.4, None], [35, 0.4, np.nan], [None, None, None]),
        (["35%", "0.4%", None], [35, 0.4, np.nan], [None, None, None]),
        ([1, 0, None], [1, 0, np.nan], [None, None, None]),
    ],
)
def test_per_cent_kept_as_shares(values, densities, assumed):
    table = table_of("plots", frame_of(建筑密度=values))
    np.testing.assert_array_equal(table.frame["building_density"], densities)
    assert table.frame["assumed"].tolist() == assumed


@pytest.mark.parametrize(("code", "read"), [("1120", 0), ("1101", 1), ("0902", 1)])
def test_codes_of_other_lists_are_no_land_use(code, read):
    """1120 is an office in the list of SIG3D for city models, and no kind of 11, storage."""
    (row,) = table_of("buildings", frame_of(usage=[code])).recognised
    assert (row["read_as"], row["n_read"]) == ("function", read)


def test_storeys_below_ground_and_levels_in_words():
    table = table_of("buildings", frame_of(DXCS=["B2", "地下二层", "-2", "2", "B1-B2", "地上2层"]))
    np.testing.assert_array_equal(table.frame["storeys_below"], [2, 2, 2, 2, np.nan, np.nan])
    floors = table_of("floors", frame_of(楼层=["LG1", "3层以上", "B1", "3层"]))
    np.testing.assert_array_equal(floors.frame["storey"], [np.nan, np.nan, -1, 3])
    surfaces = table_of("surfaces", frame_of(标高=["±0.000", "±0.00m", "±5"]))
    np.testing.assert_array_equal(surfaces.frame["z"], [0, 0, np.nan])
