"""Charts read back from their SVG: what is drawn is where its number says."""

import re
import xml.etree.ElementTree as ElementTree

import hypothesis.strategies as st
import pytest
from hypothesis import given
from multiground.urbanform import charts, clauses

SVG = "{http://www.w3.org/2000/svg}"
NAMES = {grade: grade for grade in charts.COLOURS}
DENSITY = clauses.bounds("4.1.3-1", "density_km_per_km2")


def rects(chart):
    root = ElementTree.fromstring(chart)
    return [(float(r.get("x")), float(r.get("width")), r.get("fill")) for r in root.iter(SVG + "rect")]


def texts(chart):
    return [text.text for text in ElementTree.fromstring(chart).iter(SVG + "text")]


def mark(chart):
    (path,) = ElementTree.fromstring(chart).iter(SVG + "path")
    return float(re.match(r"M([\d.]+) ", path.get("d"))[1])


# 640 wide:  | 3 of 8 = 240 | 4 of 8 = 320 | 1 of 8 = 80 |


def test_shares_fill_the_bar():
    chart = charts.share_bar({"excellent": 3, "good": 4, "fair": 0, "violation": 1}, NAMES)
    assert rects(chart) == [(0, 240, "#1a9850"), (240, 320, "#91cf60"), (560, 80, "#d73027")]
    assert texts(chart) == ["● 3", "◐ 4", "✕ 1"]
    assert ElementTree.fromstring(chart).findtext(SVG + "title") == "excellent: 3, good: 4, violation: 1"


def test_narrow_shares_have_no_number_beside_them():
    assert texts(charts.share_bar({"excellent": 99, "fair": 1}, NAMES)) == ["● 99"]


def test_nothing_at_all_is_an_empty_bar():
    assert rects(charts.share_bar({"excellent": 0}, NAMES)) == []


@given(st.lists(st.integers(0, 1000), min_size=5, max_size=5).filter(any))
def test_shares_always_fill_the_bar(numbers):
    drawn = rects(charts.share_bar(dict(zip(charts.COLOURS, numbers)), NAMES))
    assert sum(width for _, width, _ in drawn) == pytest.approx(640, abs=0.5)
    assert len(drawn) == sum(number > 0 for number in numbers)


# The scale ends at 1.25 × 12 = 15 and is 580 px long from x = 10:
#    0        8      10      12      15
#    |  fair  | exc. | good  |  viol. |
#   10     319.3   396.7    474     590


def test_grades_lie_where_their_bounds_are():
    drawn = {fill: (x, width) for x, width, fill in rects(charts.band_chart(9, DENSITY, NAMES))}
    assert drawn["#fdae61"] == (10, pytest.approx(309.3, abs=0.1))
    assert drawn["#1a9850"] == (pytest.approx(319.3, abs=0.1), pytest.approx(77.3, abs=0.1))
    assert drawn["#d73027"] == (474, 116)


@pytest.mark.parametrize(("value", "x"), [(0, 10), (7.5, 300), (15, 590), (267.76, 590), (-3, 10)])
def test_mark_stands_at_the_figure_or_at_the_end_of_the_scale(value, x):
    chart = charts.band_chart(value, DENSITY, NAMES)
    assert mark(chart) == x
    assert (f"{value:g} →" in texts(chart)) == (value > 15)


def test_numbers_of_the_scale_are_the_bounds():
    assert texts(charts.band_chart(9.52, DENSITY, NAMES)) == ["8", "10", "12", "9.52"]


#   name   |##########| ● 80 %      the longest bar is 370 px
#   name   |#####     | ○ 40 %
#   name   |            – –         unknown


def test_bars_are_as_long_as_their_values():
    chart = charts.bars([("Bank", 80.0, "excellent"), ("Museum", 40.0, "fair"), ("Mall", None, "unassessed")], "%")
    assert [(width, fill) for _, width, fill in rects(chart)] == [(370, "#1a9850"), (185, "#fdae61"), (1, "#bdbdbd")]
    assert texts(chart) == ["Bank", "● 80 %", "Museum", "○ 40 %", "Mall", "– –"]


def test_what_is_only_measured_has_no_sign_and_no_colour_of_a_grade():
    chart = charts.bars([("Skyway", 12370.0, "")], "m²")
    assert texts(chart) == ["Skyway", "12,370 m²"]
    assert rects(chart)[0][2] not in charts.COLOURS.values()


def test_bars_without_any_value():
    assert texts(charts.bars([("Mall", 0.0, "fair")], "%")) == ["Mall", "○ 0 %"]
    assert texts(charts.bars([])) == []


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "a & b", 'it\'s "quoted"', "商场"])
def test_names_are_text_and_never_markup(name):
    for chart in (
        charts.bars([(name, 1.0, "good")]),
        charts.share_bar({"good": 1}, {"good": name}),
        charts.band_chart(9, DENSITY, dict.fromkeys(NAMES, name)),
    ):
        tags = {element.tag.replace(SVG, "") for element in ElementTree.fromstring(chart).iter()}
        assert tags <= {"svg", "title", "rect", "text", "path"}
        assert name in "".join(ElementTree.fromstring(chart).itertext())


def test_signs_and_colours_tell_all_grades_apart():
    assert list(charts.COLOURS) == list(charts.SIGNS) == [*clauses.GRADES, clauses.UNASSESSED]
    assert len(set(charts.COLOURS.values())) == len(set(charts.SIGNS.values())) == 5
