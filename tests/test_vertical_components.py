"""Clause 6.1.2 by hand: which vertical components count, and how large they are."""

import geopandas
import numpy as np
import pandas as pd
import pytest
import shapely
from multiground.urbanform import steps
from multiground.urbanform.vertical_components import footprints, projected_areas, refusals, sizes_steps
from shapely import LineString, Point, box

OPEN = {"kind": "stairs", "enclosure": "outdoor", "public": True, "open_24h": True}
NULL = float("nan")


def refused(unknown_open=True, **columns):
    against, assumed = refusals(
        pd.DataFrame({name: [value] for name, value in {**OPEN, **columns}.items()}), unknown_open
    )
    return against[0] or f"+{assumed[0]}"


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({}, "+"),
        ({"kind": "escalator", "enclosure": "semi_outdoor"}, "+"),
        ({"kind": "坡道"}, "+"),
        ({"kind": "看台"}, "+"),  # other open kinds count: the list of the clause is no closed one
        ({"kind": "elevator"}, "elevator"),
        ({"kind": "垂直电梯"}, "elevator"),
        ({"kind": "封闭楼梯间"}, "enclosed_stairs"),
        ({"kind": "防烟楼梯间"}, "enclosed_stairs"),
        ({"enclosure": "indoor"}, "indoor"),
        ({"public": "否"}, "not_public"),
        ({"open_24h": 0}, "closed_at_night"),
        ({"kind": "elevator", "enclosure": "indoor", "public": 0, "open_24h": 0}, "elevator"),
        ({"enclosure": "indoor", "public": 0, "open_24h": 0}, "indoor"),
        ({"public": 0, "open_24h": 0}, "not_public"),
        ({"open_24h": None}, "+hours_assumed"),
        ({"public": "?"}, "+public_assumed"),
        ({"enclosure": None}, "+enclosure_assumed"),
        ({"kind": None}, "+kind_assumed"),
        ({"kind": None, "open_24h": None}, "+kind_assumed;hours_assumed"),
        ({"kind": "elevator", "open_24h": None}, "elevator"),
    ],
)
def test_what_counts_and_the_first_reason_against_the_rest(columns, reason):
    assert refused(**columns) == reason


@pytest.mark.parametrize("name", ["kind", "enclosure", "public", "open_24h"])
def test_strictly_the_unknown_does_not_count(name):
    assert refused(False, **{name: None}) == f"{name.replace('open_24h', 'hours')}_unknown"


# Sizes


def size(geometry, **columns):
    frame = geopandas.GeoDataFrame({name: [value] for name, value in columns.items()}, geometry=[geometry])
    found, assumed = steps.finish(sizes_steps(frame))
    return [*found[0].tolist(), bool(assumed[0])]


TURNED = shapely.Polygon([(0, 0), (9.6, 7.2), (7.2, 10.4), (-2.4, 3.2)])  # 12 · 4 m, turned


@pytest.mark.parametrize(
    ("geometry", "columns", "width", "run", "assumed"),
    [
        (box(0, 0, 12, 4), {}, 4, 12, False),
        (TURNED, {}, 4, 12, False),
        (box(0, 0, 4, 12), {"width": "4 m"}, 4, 12, False),
        (box(0, 0, 12, 4), {"width": 12}, 12, 4, False),  # a stair wider than long says so
        (box(0, 0, 12, 4), {"run": 4}, 12, 4, False),
        (box(0, 0, 12, 4), {"width": 3, "run": 10}, 3, 10, False),
        (box(0, 0, 12, 4), {"width": 0, "run": -1}, 4, 12, False),
        (box(0, 0, 10, 2) | box(8, 0, 10, 10), {"width": 2}, 2, 18, False),  # two flights around a corner: 36 m²
        (LineString([(0, 0), (9, 0)]), {}, 2, 9, True),
        (LineString([(0, 0, 0), (9, 0, 6)]), {"width": 3}, 3, 9, False),
        (LineString([(0, 0), (9, 0)]), {"run": 12}, 2, 12, True),
        (LineString([(0, 0, 0), (0, 0, 6)]), {}, 2, 0, True),
        (Point(0, 0), {}, NULL, NULL, False),
        (Point(0, 0), {"width": 2, "run": 12}, 2, 12, False),
    ],
)
def test_size_is_given_or_measured(geometry, columns, width, run, assumed):
    assert size(geometry, **columns) == [pytest.approx(width, nan_ok=True), pytest.approx(run, nan_ok=True), assumed]


def test_sizes_of_many_are_those_of_each():
    generator = np.random.default_rng(1)
    sides = np.sort(generator.uniform(1, 20, (2500, 2)), axis=1)
    frame = geopandas.GeoDataFrame(geometry=shapely.box(0, 0, *sides.T))
    found, _ = steps.finish(sizes_steps(frame))
    assert found == pytest.approx(sides)


@pytest.mark.parametrize(
    ("given", "projection", "areas"),
    [
        ({}, "across", [48, 24]),
        ({}, "side", [48, 72]),
        ({"area_h": "50 m²"}, "across", [50, 24]),
        ({"area_h": 50, "area_v": 0}, "side", [50, 0]),
        ({"area_v": -1}, "across", [48, 24]),
    ],
)
def test_projected_areas_are_given_or_width_times_run_and_rise(given, projection, areas):
    frame = pd.DataFrame({name: [value] for name, value in given.items()}, index=[0])
    assert projected_areas(frame, np.array([[4.0, 12.0]]), np.array([6.0]), projection)[0].tolist() == areas


def test_footprints_of_polygons_lines_and_points():
    shapes = np.array(
        [box(0, 0, 12, 4), LineString([(0, 0), (12, 0)]), Point(0, 0), LineString([(3, 3, 0), (3, 3, 9)])], dtype=object
    )
    shape, reach = footprints(shapes, np.array([[4.0, 12.0], [4.0, 12.0], [2.0, 12.0], [2.0, 0.0]]))
    assert shape[1].equals(box(0, -2, 12, 2))
    assert shape[3] == Point(3, 3)
    assert reach.tolist() == [0, 0, 6, 1]
    assert footprints(np.array([Point(0, 0)], dtype=object), np.array([[NULL, NULL]]))[1].tolist() == [0]
