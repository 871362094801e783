"""Columns of planners' attributes read as arrays, and the words for codes."""

import numpy as np
import pandas as pd
import pytest
from multiground.urbanform import columns, public_access, storey_names, tables

EMPTY = pd.DataFrame({"x": [1, 2]})


def read(function, values, *more):
    return function(pd.DataFrame({"a": values}), "a", *more).tolist()


def test_a_column_that_is_not_there_is_unknown():
    assert np.isnan(columns.numbers(EMPTY, "a")).all()
    assert np.isnan(columns.truths(EMPTY, "a")).all()
    assert columns.texts(EMPTY, "a").tolist() == ["", ""]
    assert columns.codes(EMPTY, "a", "vertical").tolist() == ["", ""]
    assert columns.numbers(EMPTY.iloc[:0], "a").shape == (0,)


@pytest.mark.parametrize(
    "values",
    [
        [1, 2],
        [1.0, 2.0],
        ["1", "2 m"],
        pd.array([1, 2], dtype="Int64"),
        pd.Categorical(["1", "2"]),
        pd.array(["1", "2"], dtype="string"),
    ],
)
def test_numbers_in_every_kind_of_column(values):
    assert read(columns.numbers, values) == [1.0, 2.0]


def test_numbers_that_are_none():
    values = pd.array([1.5, None], dtype="Float64")
    assert read(columns.numbers, values) == [1.5, pytest.approx(np.nan, nan_ok=True)]
    assert np.isnan(columns.numbers(pd.DataFrame({"a": [np.inf, -np.inf, np.nan]}), "a")).all()
    assert np.isnan(columns.numbers(pd.DataFrame({"a": [None, "NULL", "", pd.NA]}), "a")).all()


def test_truths_in_every_kind_of_column():
    assert read(columns.truths, [True, False]) == [1, 0]
    assert read(columns.truths, ["是", "否", "yes", "NO"]) == [1, 0, 1, 0]
    assert read(columns.truths, [1.0, 0.0, np.nan]) == [1, 0, pytest.approx(np.nan, nan_ok=True)]
    assert read(columns.truths, pd.array([True, None], dtype="boolean")) == [1, pytest.approx(np.nan, nan_ok=True)]
    assert read(columns.truths, ["不详", 2, None]) == [pytest.approx(np.nan, nan_ok=True)] * 3


def test_texts_of_numbers_are_those_of_a_planner():
    assert read(columns.texts, [1.0, 2.5, None]) == ["1", "2.5", ""]
    assert read(columns.texts, [" Ａ１ ", 7, None]) == ["A1", "7", ""]
    assert read(columns.texts, ["NULL", "未知", "？", "-", "NULL road"]) == ["", "", "", "", "NULL road"]


def test_levels_of_columns_and_of_storeys():
    texts = ["2F", "B1", "地下二层", -1, "1-3", "1;2", "夹层", None]
    unknown = [pytest.approx(np.nan, nan_ok=True)] * 2
    assert read(columns.levels, texts) == [[1, -1, -2, -1, 1, 1, *unknown], [1, -1, -2, -1, 3, 2, *unknown]]
    assert read(storey_names.levels, texts)[0] == [1, -1, -2, -1, 0, 0, *unknown]
    assert read(storey_names.levels, [1, 2.0, "3", "B1-B2"]) == [[0, 1, 2, -2], [0, 1, 2, -1]]
    assert np.isnan(columns.levels(EMPTY, "a")).all()
    assert columns.levels(EMPTY.iloc[:0], "a").shape == (2, 0)


# Words


@pytest.mark.parametrize(
    ("subject", "words", "code"),
    [
        ("vertical", "stairs Stairs STEPS 楼梯 室外楼梯 台阶 12 公共楼梯", "stairs"),
        ("vertical", "escalator 扶梯 自动扶梯 手扶电梯 8", "escalator"),
        ("vertical", "ramp 坡道 自行车坡道 11", "ramp"),
        ("vertical", "elevator lift 电梯 垂直电梯 观光电梯 无障碍电梯 10 stairlift", "elevator"),
        ("vertical", "enclosed_stairs 封闭楼梯间 防烟楼梯间 楼梯间 Enclosed-Stairs", "enclosed_stairs"),
        ("surface", "skyway 空中连廊 天桥 空中", "skyway"),
        ("surface", "rooftop 屋顶花园 屋顶平台 露台", "rooftop"),
        ("surface", "underground 地下 下沉广场 地下连廊", "underground"),
        ("surface", "other 其他 其它", "other"),
        ("enclosure", "outdoor 室外 露天 OUTDOOR", "outdoor"),
        ("enclosure", "semi_outdoor semi-outdoor 半室外 半开敞", "semi_outdoor"),
        ("enclosure", "indoor 室内 封闭 enclosed", "indoor"),
        ("function", "auxiliary 辅助服务 设备用房 机电层 地下车库 停车 储藏 parking", "auxiliary"),
    ],
)
def test_usual_words_have_their_code(subject, words, code):
    assert read(columns.codes, words.split(), subject) == [code] * len(words.split())


def test_unknown_words_stay_as_they_are():
    assert read(columns.codes, ["看台", "slide", None, 99], "vertical") == ["看台", "slide", "", "99"]
    assert read(columns.codes, ["商业", "office"], "function") == ["商业", "office"]


def test_every_code_of_the_interface_is_a_word_for_itself():
    promised = {
        "surface": "skyway rooftop underground other",
        "vertical": "stairs escalator ramp elevator enclosed_stairs",
        "enclosure": "outdoor semi_outdoor indoor",
        "function": "auxiliary",
        "station": "metro tram brt bus entrance",  # an entrance is no station of its own
        "district_type": "centre industry hub residential",
        "owner": "public transferred",
        "sensitive": "housing hospital school",
        "greenery": "tree shrub grass roof",
    }
    tags = {
        "bridge": "bridge ground",
        "tunnel": "tunnel passage ground",
        "parking": "parking other",
        "industry": "industry",
        "landing_carrier": "rooftop skyway platform other ground underground",
        "leaf_cycle": "evergreen deciduous semi_evergreen",
    }
    rows = tables.rows("words")
    assert {row["subject"] for row in rows} == {*promised, *tags, "constraint"}
    for subject, codes in promised.items():
        assert {row["code"] for row in rows if row["subject"] == subject} == set(codes.split())
        assert read(columns.codes, codes.split(), subject) == codes.split()
    for subject, codes in tags.items():
        assert {row["code"] for row in rows if row["subject"] == subject} == set(codes.split())


# What is open


def test_first_reason_decides_and_assumptions_are_told_only_for_what_passes():
    unknown, yes, no = np.nan, 1.0, 0.0
    answers = {
        "public": (np.array([yes, no, unknown, unknown]), "not_public"),
        "hours": (np.array([yes, no, unknown, no]), np.array(["a", "b", "c", "d"], dtype=object)),
    }
    against, assumed = public_access.refusals(answers, True)
    assert against.tolist() == ["", "not_public", "", "d"]
    assert assumed.tolist() == ["", "", "public_assumed;hours_assumed", ""]
    against, assumed = public_access.refusals(answers, False)
    assert against.tolist() == ["", "not_public", "public_unknown", "public_unknown"]
    assert assumed.tolist() == [""] * 4
