"""No text that somebody may have typed stops a reader of attributes."""

import contextlib
import math

import geopandas
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from multiground.urbanform import (
    attributes,
    building_storeys,
    columns,
    facilities,
    floor_tables,
    functions,
    greenery,
    heights,
    osm_levels,
    osm_tags,
    planning_names,
    planning_numbers,
    storey_names,
    tag_rules,
    walkways,
)
from multiground.urbanform.errors import InputError

PIECES = ["0", "1", "7", "-", "−", "～", "~", "至", ";", ",", "，", ".", "/", "：", "(", ")", "%", "‰", "+", "1e9"]
PIECES += ["1e400", "99999999999", "9" * 400, "²", "½", "①", "٣", "３", "十", "万", "m²", "公顷", "米", "层", "F", "B"]
PIECES += ["夹层", "地下", "nan", "inf", "NULL", "yes", "是", "Mo-Fr 08:00-22:00", "24/7", "=", "*", "{}", "%s"]
PIECES += ["x" * 300, "\n", "\\", "'", '"', "\x00", "\ud83d\ude00", "R2", "B1", "commercial", "商业"]
PIECES += ["height", "building:levels", '"=>"']
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=6).map("".join)
VALUES = st.one_of(TEXTS, st.none(), st.integers(), st.floats(), st.booleans(), st.binary(max_size=3))

OF_A_VALUE = [
    attributes.text, attributes.number, attributes.truth, attributes.is_number, osm_levels.stops,
    floor_tables.storeys_named, greenery.season_months, tag_rules.plain, tag_rules.words, functions.normal,
    planning_numbers.number_of, *(lambda value, unit=unit: planning_numbers.number_of(value, unit, 10) for unit in (
        "m", "m²", "%", "storeys", "km/km²")),
    lambda value: planning_numbers.unit_factor(value, "m²"), lambda value: attributes.find_field([str(value)], "z"),
    lambda value: planning_names.matches("plots", [str(value)]),
]  # fmt: skip
OF_A_FRAME = {
    "v": [lambda frame: columns.numbers(frame, "v"), lambda frame: columns.levels(frame, "v"),
          lambda frame: storey_names.levels(frame, "v"), lambda frame: columns.truths(frame, "v"),
          lambda frame: columns.texts(frame, "v"), lambda frame: attributes.numbers(frame, "v")],
    "storeys": [lambda frame: building_storeys.above_ground(frame, "storeys"), heights.of_buildings],
    "level": [lambda frame: heights.of_surfaces(frame, 0), lambda frame: heights.of_ends(frame, 0)],
    "storey": [lambda frame: heights.of_floors(frame, 0)],
    "kind": [walkways.kinds, walkways.directions, greenery.greenery],
    "highway": [walkways.kinds, osm_tags.as_columns], "oneway": [walkways.directions],
    "open_24h": [walkways.open_at_night], "opening_hours": [walkways.open_at_night],
    "function": [functions.functions], "use": [functions.functions], "building": [functions.functions],
    "category": [facilities.categories], "name": [facilities.categories], "other_tags": [osm_tags.as_columns],
    "height": [heights.of_buildings, greenery.greenery], "crown_base": [greenery.greenery],
}  # fmt: skip


@pytest.mark.parametrize("reader", OF_A_VALUE)
@settings(max_examples=40)
@given(value=VALUES)
def test_a_value(reader, value):
    found = reader(value)
    assert not (isinstance(found, float) and math.isinf(found))


@pytest.mark.parametrize("field", list(OF_A_FRAME))
@settings(max_examples=20)
@given(values=st.lists(VALUES, max_size=3))
def test_a_column(field, values):
    places = np.full(len(values), shapely.LineString([(0, 0), (9, 9)]), dtype=object)
    for dtype in (object, None) if values else (object,):
        column = pd.Series(values, dtype=dtype)
        frame = geopandas.GeoDataFrame({field: column}, geometry=geopandas.array.GeometryArray(places))
        for reader in OF_A_FRAME[field]:
            with contextlib.suppress(InputError):  # no field that tells anything
                reader(frame)
