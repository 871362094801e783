"""Numbers as planners write them."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from multiground.urbanform import planning_numbers as pn

NAN = math.nan


@pytest.mark.parametrize(
    ("value", "unit", "number", "read"),
    [
        ("5", "", 5, "plain"),
        ("2.50", "", 2.5, "plain"),
        ("１２．５", "m", 12.5, "plain"),
        ("−3", "m", -3, "plain"),
        ("1e5", "m²", 100_000, "plain"),
        (7, "m", 7, "plain"),
        (7.5, "m", 7.5, "plain"),
        ("1,200,000", "m²", 1_200_000, "worded"),
        ("1 200", "m²", 1200, "worded"),
        ("100米", "m", 100, "worded"),
        ("1.2 km", "m", 1200, "worded"),
        ("35%", "%", 35, "worded"),
        ("12.5 公里/平方公里", "km/km²", 12.5, "worded"),
        ("3.2公顷", "m²", 32_000, "worded"),
        ("1.2万㎡", "m²", 12_000, "worded"),
        ("1.2万平方米", "m²", 12_000, "worded"),
        ("15亩", "m²", 10_000, "worded"),
        ("5.0（地上）", "", 5, "worded"),
        ("12层", "storeys", 12, "worded"),
        ("≤5.0", "", 5, "assumed"),
        ("<=24m", "m", 24, "assumed"),
        ("不大于35%", "%", 35, "assumed"),
        ("H≤100m", "m", 100, "assumed"),
        ("限高80米", "m", 80, "assumed"),
        ("FAR≤3.0", "", 3, "assumed"),
        ("3.0以下", "", 3, "assumed"),
        ("约 3.5 公顷", "m²", 35_000, "assumed"),
        ("2.5-3.0", "", 2.5, "assumed"),
        ("80～100米", "m", 80, "assumed"),
        ("80米—100米", "m", 80, "assumed"),
        ("3-2", "", 2, "assumed"),
        ("1.0-1.0", "", 1, "worded"),
        # what is not read rather than guessed
        ("见图则", "m", NAN, "unread"),
        ("1,2", "m", NAN, "unread"),
        ("100公顷", "m", NAN, "unread"),
        ("2.0<FAR≤3.0", "", NAN, "unread"),
        ("3.5/4.0", "", NAN, "unread"),
        ("12+3", "storeys", NAN, "unread"),
        ("0.8公顷-9000㎡", "m²", NAN, "unread"),
        # what says nothing
        (None, "m", NAN, ""),
        ("", "m", NAN, ""),
        ("—", "m", NAN, ""),
        ("／", "m", NAN, ""),
        ("待定", "m", NAN, ""),
        ("NULL", "m", NAN, ""),
        (NAN, "m", NAN, ""),
        (math.inf, "m", NAN, ""),
    ],
)
def test_numbers(value, unit, number, read):
    found, how = pn.number_of(value, unit)
    assert how == read
    assert found == pytest.approx(number, nan_ok=True, abs=0)


def test_the_unit_of_a_head_holds_for_numbers_without_one():
    frame = pd.DataFrame({"area": ["1.5", 2, "20000㎡", None]}, dtype=object)
    found = pn.numbers_of(frame, "area", "m²", pn.unit_factor("公顷", "m²"))
    assert found.values.tolist()[:3] == [15_000, 20_000, 20_000]
    assert found.read.tolist() == ["plain", "plain", "worded", ""]


def test_a_column_of_numbers_is_read_at_once():
    found = pn.numbers_of(pd.DataFrame({"far": [1.5, NAN]}), "far", "", 2)
    assert found.values.tolist()[0] == 3 and found.read.tolist() == ["plain", ""]


@given(st.floats(-1e6, 1e6), st.sampled_from(["", "≤", "约", "不大于 "]), st.sampled_from(["", "m", " 米", "公尺"]))
def test_a_bound_and_a_unit_change_no_number(number, bound, unit):
    text = f"{bound}{number:.3f}{unit}"
    found, how = pn.number_of(text, "m")
    assert found == float(f"{number:.3f}")
    assert how == ("assumed" if bound else "worded" if unit else "plain")


@given(st.text(max_size=12))
def test_any_text_is_answered(text):
    number, how = pn.number_of(text, "m")
    assert (how in ("", "unread")) == math.isnan(number)
