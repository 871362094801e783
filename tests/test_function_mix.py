"""Function mix and density, worked by hand."""

import math
import pathlib

import geopandas
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from multiground.urbanform import measuring, spaces
from multiground.urbanform.function_mix import entropies, function_mix, spacematrix
from multiground.urbanform.functions import DIMENSIONS, FUNCTIONS

DEMO = pathlib.Path(__file__).parent.parent / "resources" / "demo" / "demo_district.gpkg"


def units(*boxes, **columns):
    return geopandas.GeoDataFrame(columns, geometry=[shapely.box(*box) for box in boxes])


def floors(*rows):
    """Floors of (x, function, area, storey) at y = 5."""
    frame = pd.DataFrame(rows, columns=["x", "function", "area", "storey"])
    return geopandas.GeoDataFrame(frame.drop(columns="x"), geometry=shapely.points([[row[0], 5] for row in rows]))


def mix(frame, *boxes, buildings=None):
    return function_mix(units(*boxes), spaces.spaces(frame), buildings)


#   unit 0: 100 × 20 m                              unit 1: 50 × 20 m        unit 2: 30 × 20 m
#   ┌────────────────────────────────────────────┬──────────────────────┬───────────┐
#   │ 3F office 400   1F shop 400  -1 parking 200 │ 1F housing 500       │           │
#   │ 2F office 400   1F ?    100                 │ 2F housing 500       │  nothing  │
#   └────────────────────────────────────────────┴──────────────────────┴───────────┘
#   x 0                                          100                    150         180
STREET = [(0, 0, 100, 20), (100, 0, 150, 20), (150, 0, 180, 20)]
ROWS = [
    (10, "office", 400, 3), (10, "办公", 400, 2), (10, "shop", 400, 1), (10, "?", 100, 1), (10, "parking", 200, -1),
    (120, "住宅", 500, 1), (120, "R2", 500, 2),
]  # fmt: skip


def test_street_by_hand():
    result = mix(floors(*ROWS), *STREET)
    first, second, third = (row for _, row in result.units.iterrows())
    # 1500 m² in all, 1400 classified: office 800, commercial 400, auxiliary 200 → 4/7, 2/7, 1/7
    assert (first["gfa_total"], first["gfa_office"], first["gfa_commercial"]) == (1500, 800, 400)
    assert (first["gfa_auxiliary"], first["gfa_hotel"]) == (200, 0)
    assert first["classified_pct"] == 93.33 and not first["incomplete"]
    assert (first["share_business"], first["share_living"], first["share_public"]) == (85.71, 0, 14.29)
    # H = (4/7 ln 7/4 + 2/7 ln 7/2 + 1/7 ln 7) / ln 7 = (0.319780 + 0.357932 + 0.277987) / 1.945910 = 0.491132
    assert first["entropy"] == 0.4911
    assert first["hhi"] == round(21 / 49, 4)  # (16 + 4 + 1) / 49
    assert (first["mxi"], first["n_functions"], first["dominant"]) == (0, 3, "office")
    assert first["far"] == 0.65  # 1300 above ground / 2000 m²
    assert (second["entropy"], second["hhi"], second["mxi"], second["far"]) == (0, 1, 100, 1)
    assert (second["n_functions"], second["dominant"], second["classified_pct"]) == (1, "residential", 100)
    assert third[["entropy", "hhi", "mxi", "far", "classified_pct", "share_public", "gsi"]].isna().all()
    assert third[["gfa_total", "gfa_office"]].isna().all()  # none known is no 0
    assert (third["n_functions"], third["dominant"]) == (0, "")
    assert result.units["state"].tolist() == ["measured", "measured", "missing"]
    # together 800 + 400 + 200 + 1000 = 2400: 1/3, 1/6, 1/12, 5/12
    shares = [1 / 3, 1 / 6, 1 / 12, 5 / 12]
    assert result.entropy == round(-sum(p * math.log(p) for p in shares) / math.log(7), 4)


@pytest.mark.parametrize(("known", "incomplete"), [(8999, True), (8999.4, True), (8999.5, False), (9000, False)])
def test_less_than_ninety_per_cent_classified_is_incomplete(known, incomplete):
    #  8999.4 / 10000 = 89.994 % → 89.99;  8999.5 → 90.00 after rounding to 2 decimals
    frame = floors((10, "office", known, 1), (10, None, 10000 - known, 1))
    assert mix(frame, STREET[0]).units["incomplete"].tolist() == [incomplete]


def test_spaces_without_a_known_area_are_counted():
    row = mix(floors((10, "office", 400, 1), (10, "shop", None, 2)), STREET[0]).units.iloc[0]
    assert (row["n_spaces"], row["n_unmeasured"], row["gfa_total"]) == (2, 1, 400)


def test_space_between_two_units_is_of_one_whatever_their_order():
    boxes, frame = STREET[:2], floors((100, "office", 400, 1))
    for turned, expected in ((boxes, [400, 0]), (boxes[::-1], [0, 400])):
        assert mix(frame, *turned).units["gfa_total"].fillna(0).tolist() == expected


def test_floor_area_of_unknown_function_only_is_missing_but_has_a_density():
    row = mix(floors((10, None, 1000, 1)), STREET[0]).units.iloc[0]
    assert (row["state"], row["classified_pct"], row["far"], row["gfa_total"]) == ("missing", 0, 0.5, 1000)
    assert np.isnan(row["entropy"]) and np.isnan(row["mxi"])


def test_seven_equal_functions_are_wholly_mixed():
    row = mix(floors(*((10, function, 100, 1) for function in FUNCTIONS)), STREET[0]).units.iloc[0]
    assert (row["entropy"], row["n_functions"]) == (1, 7)
    assert row["hhi"] == round(1 / 7, 4)
    assert (row["share_business"], row["share_living"], row["share_public"]) == (42.86, 28.57, 28.57)
    assert row["dominant"] == "office"  # of equal ones the first of the table


def test_hotels_are_no_housing_in_the_mxi():
    row = mix(floors((10, "hotel", 300, 1), (10, "flats", 100, 1)), STREET[0]).units.iloc[0]
    assert (row["mxi"], row["share_living"]) == (25, 100)


def test_overlapping_units_hold_a_space_each_and_it_counts_once_in_the_whole():
    result = mix(floors((10, "office", 300, 1), (60, "shop", 100, 1)), (0, 0, 50, 20), (0, 0, 100, 20))
    assert result.units["gfa_total"].tolist() == [300, 400]
    assert result.entropy == round((0.75 * math.log(4 / 3) + 0.25 * math.log(4)) / math.log(7), 4)


# Density


def test_sample_of_spacematrix():
    #  lot 600 m², house 120 m² × 3 floors: FSI 0.6, GSI 0.2, OSR 1.333, L 3.0
    house = geopandas.GeoDataFrame({"storeys": [3]}, geometry=[shapely.box(5, 5, 15, 17)])
    row = mix(house, (0, 0, 20, 30), buildings=house).units.iloc[0]
    assert (row["far"], row["gsi"], row["osr"], row["storeys_mean"]) == (0.6, 0.2, 1.3333, 3.0)


def test_buildings_without_floor_area_above_ground_have_no_osr():
    found = spacematrix(np.array([0.0, np.nan]), np.array([120.0, 120]), np.array([600.0, 600]))
    assert found["far"][0] == 0 and np.isnan(found["far"][1])
    assert np.isnan(found["osr"]).all() and found["storeys_mean"][0] == 0


def test_without_footprints_ground_coverage_is_unknown():
    row = mix(floors(*ROWS), *STREET).units.iloc[0]
    assert row[["gsi", "osr", "storeys_mean"]].isna().all() and row["far"] == 0.65


def test_ground_under_parts_that_overlap_counts_once_and_party_walls_are_none():
    #   podium 40 × 20 with a tower 10 × 10 within; beside it a house 10 × 20 wall to wall; one half over it 10 × 20
    parts = geopandas.GeoDataFrame(
        {"storeys": [1, 9, 2, 1]},
        geometry=[
            shapely.box(0, 0, 40, 20),
            shapely.box(5, 5, 15, 15),
            shapely.box(40, 0, 50, 20),
            shapely.box(45, 0, 55, 20),
        ],
    )
    row = mix(parts, STREET[0], buildings=parts).units.iloc[0]
    assert row["gsi"] == round((800 + 300) / 2000, 4)


def test_building_across_a_boundary_counts_whole_where_its_middle_lies():
    house = geopandas.GeoDataFrame({"storeys": [2]}, geometry=[shapely.box(80, 0, 110, 20)])
    found = mix(house, *STREET[:2], buildings=house).units
    assert found["gsi"].tolist() == [0.3, 0] and found["far"].fillna(-1).tolist() == [0.6, -1]


# Properties and judges


AREAS = st.lists(st.floats(0, 1e7, allow_subnormal=False), min_size=7, max_size=7)


@settings(max_examples=200)
@given(AREAS)
def test_entropy_is_between_nothing_and_one(areas):
    (found,) = entropies([areas])
    assert np.isnan(found) if sum(areas) == 0 else 0 <= found <= 1


@settings(max_examples=100)
@given(st.integers(0, 6), st.floats(1e-3, 1e9))
def test_one_function_has_exactly_no_entropy(place, area):
    assert entropies([np.where(np.arange(7) == place, area, 0)])[0] == 0


@settings(max_examples=100)
@given(AREAS.filter(lambda areas: sum(areas) > 1), st.permutations(range(7)), st.floats(0.01, 100))
def test_entropy_does_not_know_names_or_sizes(areas, order, factor):
    areas = np.array(areas)
    expected = entropies([areas])[0]
    assert entropies([areas[list(order)] * factor])[0] == pytest.approx(expected, abs=1e-9)


@settings(max_examples=100)
@given(AREAS.filter(lambda areas: sum(areas) > 1))
def test_entropy_agrees_with_scipy(areas):
    stats = pytest.importorskip("scipy.stats")
    assert entropies([areas])[0] == pytest.approx(stats.entropy(areas, base=7), abs=1e-9)


@settings(max_examples=30)
@given(st.permutations(range(len(ROWS))), st.permutations(range(3)), st.integers(-1000, 1000))
def test_order_and_position_change_nothing(order, order_of_units, shift):
    expected = mix(floors(*ROWS), *STREET)
    frame = floors(*(ROWS[k] for k in order))
    frame.geometry = shapely.transform(frame.geometry.to_numpy(), lambda points: points + shift)
    moved = [tuple(edge + shift for edge in STREET[k]) for k in order_of_units]
    found = mix(frame, *moved)
    assert found.entropy == expected.entropy
    figures = expected.units.drop(columns="geometry").iloc[list(order_of_units)].reset_index(drop=True)
    pd.testing.assert_frame_equal(found.units.drop(columns="geometry"), figures)


@pytest.fixture(scope="module")
def demo():
    names = ("plots", "buildings", "floors", "district")
    frames = [geopandas.read_file(DEMO, layer=name) for name in names]
    (plots, buildings, floors_, district), _ = measuring.to_metres(*frames)
    return plots, buildings, floors_, district


def test_demo_plot_by_hand(demo):
    """Plot A-04, a podium of three storeys of 1501.86 m² with one basement."""
    plots, buildings, floors_, _ = demo
    table = spaces.spaces(floors_, buildings)
    row = function_mix(plots, table, buildings).units.set_index("plot").loc["A-04"]
    # shop floors 1–3 less 120.10 m² of auxiliary rooms: 3 × 1501.86 − 120.10 = 4385.48; auxiliary 1501.86 + 120.10
    assert (row["gfa_commercial"], row["gfa_auxiliary"], row["gfa_total"]) == (4385.48, 1621.96, 6007.44)
    assert (row["share_business"], row["share_public"], row["n_functions"]) == (73, 27, 2)
    # 0.73 ln (1 / 0.73) + 0.27 ln (1 / 0.27) = 0.229737 + 0.353520 = 0.583257; / ln 7 = 0.299735
    assert row["entropy"] == 0.2997
    assert row["storeys_mean"] == 3
    assert row["far"] == round(3 * 1501.86 / row["area_m2"], 4) == 1.778


def test_demo_district_by_pandas_alone(demo):
    """Judge: floor area by function, added up with pandas on the raw columns."""
    _, buildings, floors_, district = demo
    row = function_mix(district, spaces.spaces(floors_, buildings), buildings).units.iloc[0]
    auxiliary = floors_["auxiliary_m2"].fillna(0)
    areas = (floors_["area"] - auxiliary).groupby(floors_["function"]).sum().to_dict()
    areas["auxiliary"] = areas.get("auxiliary", 0) + auxiliary.sum()
    rest = buildings[~buildings["building"].isin(floors_["building"])]
    for function, area in (rest.area * rest["storeys"]).groupby(rest["function"]).sum().items():
        areas[function] = areas.get(function, 0) + area
    basements = rest.area * rest["storeys_below"].fillna(0)
    garages = rest["function"] == "auxiliary"
    areas["auxiliary"] += basements[garages].sum()
    for function in FUNCTIONS:
        assert row[f"gfa_{function}"] == pytest.approx(areas.get(function, 0), abs=0.02), function
    total = sum(areas.values())
    assert row["gfa_total"] == pytest.approx(total + basements[~garages].sum(), abs=0.05)
    for dimension in set(DIMENSIONS.values()):
        part = sum(areas[function] for function in FUNCTIONS if DIMENSIONS[function] == dimension)
        assert row[f"share_{dimension}"] == pytest.approx(100 * part / total, abs=0.006)


def test_demo_plots_agree_with_the_floor_area_ratio_that_they_state(demo):
    plots, buildings, floors_, _ = demo
    found = function_mix(plots, spaces.spaces(floors_, buildings), buildings).units
    stated = pd.to_numeric(plots["far"])
    both = stated.gt(0) & found["far"].notna()
    assert both.sum() > 30
    assert (found["far"] - stated)[both].abs().max() < 0.011


def test_input_is_left_as_it_is():
    plots, frame = units(*STREET), floors(*ROWS)
    before = plots.copy(), frame.copy()
    function_mix(plots, spaces.spaces(frame))
    assert plots.equals(before[0]) and frame.equals(before[1])
