"""A storey is read alike by what counts storeys and by what looks for levels: level 0 is storey 1."""

import numpy as np
import pandas as pd
import pytest
from multiground.urbanform import storey_names

NAN = np.nan


def read(text):
    frame = pd.DataFrame({"storey": [text]}, dtype=object)
    return [storey_names.storeys(frame)[0], *storey_names.levels(frame)[:, 0]]


@pytest.mark.parametrize(
    ("text", "storey"),
    [
        *[(3, 3), ("3", 3), ("3F", 3), ("F3", 3), ("L3", 3), ("30/F", 30), ("G", 1), ("GF", 1)],
        *[("三层", 3), ("3楼", 3), ("第3层", 3), ("地上3层", 3), ("首层", 1), ("十二层", 12)],
        *[(-1, -1), ("-2", -2), ("−2", -2), ("B2", -2), ("basement 2", -2)],
        *[("地下二层", -2), ("负一层", -1), ("地下室", -1)],
    ],
)
def test_one_storey_is_one_level(text, storey):
    level = storey - 1 if storey > 0 else storey
    assert read(text) == [storey, level, level]


@pytest.mark.parametrize(("text", "low", "high"), [("1-3F", 0, 2), ("1~3", 0, 2), ("B1-B3", -3, -1), ("0", 0, 0)])
def test_a_range_has_levels_and_is_no_storey(text, low, high):
    assert read(text) == [pytest.approx(NAN, nan_ok=True), low, high]


UNKNOWN = [None, "", "夹层", "屋面", "LG", "UG", "P3", "M1", "3层以上", "1F~", "3/12F", "unknown"]


@pytest.mark.parametrize("text", UNKNOWN)
def test_what_names_no_storey_is_unknown(text):
    assert np.isnan(read(text)).all()


def test_a_column_that_is_not_there_is_unknown():
    frame = pd.DataFrame({"building": ["A", "B"]})
    assert np.isnan(storey_names.storeys(frame)).all() and np.isnan(storey_names.levels(frame)).all()
