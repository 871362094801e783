"""Planners' attributes: fields under many names, numbers as text, yes in two languages."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from multiground.urbanform import attributes, tables

# Fields


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("use", "YDYHFLDM GHYDLBDM YDXZ YDXZDM YDDM 用地性质 用地代码 用地用海分类代码 DLBM landuse"),
        ("plot", "DKBH DKBM DKH 地块编号"),
        ("far", "RJL JZRJL 容积率"),
        ("height", "JZGD GD JZXG XG 建筑限高 建筑高度 height"),
        ("area", "JZMJ 建筑面积"),
        ("storeys", "CS JZCS DSCS 层数 building:levels"),
        ("storeys_below", "DXCS 地下层数"),
        ("class", "highway 道路等级 fclass"),
        ("core", "核心区 core"),
    ],
)
def test_usual_names_of_a_field_are_found(field, names):
    assert {name: attributes.find_field(["fid", name], field) for name in names.split()} == {
        n: n for n in names.split()
    }


@pytest.mark.parametrize("name", ["USE", "Use", "ydxz", "YdXz", " YDXZ ", "LandUse"])
def test_field_names_are_found_in_any_case_and_come_back_as_they_are(name):
    assert attributes.find_field(["fid", name], "use") == name


@pytest.mark.parametrize("names", [["YDXZ", "use"], ["use", "YDXZ"], ["YDXZ", "USE"]])
def test_canonical_name_wins_over_its_aliases(names):
    assert attributes.find_field(names, "use").lower() == "use"


def test_aliases_win_in_the_order_of_the_table():
    aliases = next(row["aliases"] for row in tables.rows("fields") if row["field"] == "use").split(";")
    assert attributes.find_field(aliases[::-1], "use") == aliases[0]
    assert attributes.find_field(aliases[:3:-1], "use") == aliases[4]


def test_missing_field_is_none_and_unknown_field_an_error():
    assert attributes.find_field(["fid", "geom"], "use") is None
    assert attributes.find_field([], "use") is None
    assert attributes.find_field(["reuse", "use_class"], "use") is None
    with pytest.raises(KeyError, match="colour"):
        attributes.find_field(["colour"], "colour")


# Text


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (" Ｂ１／Ｒ２ ", "B1/R2"),
        ("（Ａ）", "(A)"),
        ("商业　", "商业"),
        ("a b", "a b"),
        (901, "901"),
        ("", ""),
        ("\t\n", ""),
    ],
)
def test_text_is_trimmed_and_half_width(value, expected):
    assert attributes.text(value) == expected


@pytest.mark.parametrize("null", [None, math.nan, np.nan, pd.NA], ids=["None", "nan", "np", "NA"])
def test_null_is_no_text_no_number_and_no_truth(null):
    assert attributes.text(null) == ""
    assert math.isnan(attributes.number(null))
    assert attributes.truth(null) is None


# Numbers


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("≤5.0", 5.0),
        ("<= 5", 5.0),
        ("2.5-3.0", 2.5),
        ("100米", 100.0),
        ("≥100", 100.0),
        ("9000 m²", 9000.0),
        ("1,200.5 m²", 1200.5),
        ("1,234,567", 1234567.0),
        ("1，200", 1200.0),
        ("１２．５", 12.5),
        ("12F/2D", 12.0),
        ("地上30层", 30.0),
        ("90%", 90.0),
        ("90％", 90.0),
        ("-6", -6.0),
        ("－6", -6.0),  # full width
        ("−6", -6.0),  # U+2212, the minus sign of a text program
        ("+3.5", 3.5),
        (".5", 0.5),
        ("-.5", -0.5),
        ("0.5", 0.5),
        ("5.", 5.0),
        ("1e3", 1000.0),
        ("1.5E-2", 0.015),
        ("2e", 2.0),
        (7, 7.0),
        (7.5, 7.5),
        (np.float64(7.5), 7.5),
        (np.int64(7), 7.0),
        (np.float32(0.5), 0.5),
        (True, 1.0),
    ],
)
def test_first_number_of_a_value_is_read(value, expected):
    assert attributes.number(value) == expected


@pytest.mark.parametrize(
    "value", ["", " ", "NULL", "nan", "inf", "-", "无", "约", "平方米", math.inf, -math.inf, "1e999"]
)
def test_what_holds_no_finite_number_is_nan(value):
    assert math.isnan(attributes.number(value))


@given(st.floats(allow_nan=False, allow_infinity=False), st.sampled_from(["{}", "≤{}", "{} m²", "约{}米", " {} "]))
def test_number_printed_into_a_text_is_read_back(value, form):
    assert attributes.number(form.format(value)) == value


@given(st.integers(-(10**9), 10**9))
def test_number_with_thousands_separators_is_read_back(value):
    assert attributes.number(f"{value:,}") == value


# Truth: NULL is unknown, not false


@pytest.mark.parametrize(
    "value",
    [
        True,
        1,
        1.0,
        "1",
        "true",
        "True",
        "TRUE",
        "t",
        "yes",
        "Yes",
        "y",
        "是",
        "有",
        " 是 ",
        "１",
        np.True_,
        np.int64(1),
    ],
)
def test_yes_in_its_forms(value):
    assert attributes.truth(value) is True


@pytest.mark.parametrize(
    "value", [False, 0, 0.0, "0", "false", "False", "f", "no", "NO", "n", "否", "无", "０", np.False_, np.int64(0)]
)
def test_no_in_its_forms(value):
    assert attributes.truth(value) is False


@pytest.mark.parametrize("value", [None, math.nan, "", " ", "NULL", "unknown", "不详", 2, -1, 0.5, "10", "不是"])
def test_what_says_neither_is_unknown(value):
    assert attributes.truth(value) is None
