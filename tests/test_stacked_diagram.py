"""The picture of a building's storeys: read back from its text."""

import pathlib
import re
import xml.etree.ElementTree as ElementTree

import pandas as pd
import pytest
from multiground.urbanform import tables
from multiground.urbanform.functions import FUNCTIONS
from multiground.urbanform.stacked_diagram import COLOURS, stacked_diagram, storey_label

STYLE = pathlib.Path(__file__).parent.parent / "resources" / "styles" / "function_mix.qml"
SVG = "{http://www.w3.org/2000/svg}"
LABELS = {**{row["function"]: row["name_en"] for row in tables.rows("functions")}, "": "Unknown", "title": "Tower"}


def picture(*rows, **labels):
    floors = pd.DataFrame(rows, columns=["storey", "function", "area_m2"])
    return ElementTree.fromstring(stacked_diagram(floors, {**LABELS, **labels}))


def texts(svg):
    return [each.text for each in svg.iter(f"{SVG}text")]


def bars(svg):
    """Return the bars as (top, left, width, colour), the background and the legend left out."""
    found = [each.attrib for each in svg.iter(f"{SVG}rect") if "height" in each.attrib and each.get("height") == "14"]
    return [(*(float(each[name]) for name in ("y", "x", "width")), each["fill"]) for each in found]


#   2F  ████████████░░░░  office 300, culture 100
#   1F  ████████          commercial 150 + 50 in two rows
#      ──────────────────
#   B1  ████              auxiliary 100


def test_bars_stand_where_the_storeys_do():
    svg = picture(
        (1, "commercial", 150.0), (2, "culture", 100.0), (-1, "auxiliary", 100.0), (2, "office", 300.0),
        (1, "commercial", 50.0),
    )  # fmt: skip
    names = [name for name in texts(svg) if re.fullmatch("[0-9B]+F?[0-9]*", name)]
    assert names == ["2F", "1F", "B1"]
    found = bars(svg)
    assert [colour for *_, colour in found] == [
        COLOURS[name] for name in ("office", "culture", "commercial", "auxiliary")
    ]
    widths = [width for _, _, width, _ in found]
    assert [width / widths[0] for width in widths] == pytest.approx([1, 1 / 3, 2 / 3, 1 / 3], abs=0.01)
    (top, left, width, _), (same, beside, *_), (lower, *_), (lowest, *_) = found
    assert (same, beside) == (top, pytest.approx(left + width, abs=0.2))
    assert top < lower < lowest
    assert lowest - lower > lower - top  # the ground lies between


def test_legend_names_what_is_shown_and_nothing_else():
    svg = picture((1, "commercial", 9.0), (2, "", 9.0))
    assert {"Tower", "Commercial", "Unknown"} <= set(texts(svg))
    assert "Office" not in texts(svg)


def test_words_are_written_only_where_they_fit():
    assert texts(picture((1, "commercial", 1.0), (1, "office", 99.0))).count("Commercial") == 1  # in the legend


def test_texts_are_escaped():
    svg = picture((1, "commercial", 9.0), title='A < B & "C"', commercial="shops & <bars>")
    assert svg.get("aria-label") == 'A < B & "C"'
    assert "shops & <bars>" in texts(svg)


def test_storeys_without_area_or_number_are_left_out():
    svg = picture((1, "commercial", 9.0), (2, "office", 0.0), (3, "office", float("nan")), (float("nan"), "hotel", 9.0))
    assert len(bars(svg)) == 1


@pytest.mark.parametrize("rows", [[], [(-1, "auxiliary", 9.0)], [(-2, "", 9.0), (-1, "", 9.0)]])
def test_pictures_without_storeys_above_ground_are_whole(rows):
    svg = picture(*rows)
    assert len(bars(svg)) == len(rows)
    assert float(svg.get("height")) > max((top for top, *_ in bars(svg)), default=0) + 14


def test_everything_lies_inside_the_picture():
    svg = picture(*((storey, name, 500.0) for storey in (-2, -1, 1, 2) for name in FUNCTIONS))
    width, height = float(svg.get("width")), float(svg.get("height"))
    for top, left, wide, _ in bars(svg):
        assert 0 <= left < left + wide < width
        assert 0 <= top < top + 14 < height


def test_mezzanines_stand_with_the_storey_that_they_hang_over():
    svg = picture((3, "office", 60.0), (3.5, "office", 30.0), (4, "office", 90.0), (-0.5, "auxiliary", 90.0))
    assert [name for name in texts(svg) if re.fullmatch("[0-9B]+F?[0-9]*", name)] == ["4F", "3F", "B1"]
    assert len({width for _, _, width, _ in bars(svg)}) == 1


def test_storeys_have_names_of_their_own():
    assert [storey_label(number) for number in (3.0, 1, -1, -10)] == ["3F", "1F", "B1", "B10"]


def test_colours_are_those_of_the_maps():
    style = ElementTree.parse(STYLE)
    symbol_of = {each.get("value"): each.get("symbol") for each in style.iter("category")}
    assert set(symbol_of) == set(COLOURS)
    for function, number in symbol_of.items():
        (symbol,) = (each for each in style.iter("symbol") if each.get("name") == number)
        fill = next(each.get("value") for each in symbol.iter("Option") if each.get("name") == "color")
        red, green, blue = (int(part) for part in fill.split(",")[:3])
        assert COLOURS[function] == f"#{red:02x}{green:02x}{blue:02x}", function
