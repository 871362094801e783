"""Clauses 5.2.2 and 5.2.3 by hand: complexes, bands, inversions, what is unknown, and every bound at its edge."""

import itertools

import geopandas
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from multiground.urbanform import steps
from multiground.urbanform.errors import InputError
from multiground.urbanform.functions import FUNCTIONS
from multiground.urbanform.spaces import spaces
from multiground.urbanform.vertical_mix import outlines_steps, vertical_mix

CODES = dict(zip("OCKRHPA", FUNCTIONS))  # K is culture


def floors(stack, building="A"):
    """Floors from a text such as "1C900 1O100 2O1000 -1A1000": storey, function (? unknown), m² (x unknown)."""
    rows = []
    for word in stack.split():
        place = next(i for i, letter in enumerate(word) if letter.isalpha() or letter == "?")
        storey = word[:place]
        area = word[place + 1 :].replace("x", "nan")
        rows.append((building, int(storey) if storey else np.nan, CODES.get(word[place]), float(area)))
    return pd.DataFrame(rows, columns=["building", "storey", "function", "area"])


def checks(stack, buildings=None):
    """Return clause → (figure, grade, state) of one building; figure None where there is none."""
    result = vertical_mix(floors(stack), buildings)
    return {
        row.clause: (None if row.figure != row.figure else row.figure, row.grade, row.state)
        for row in result.checks.itertuples()
    }


def footprint(**columns):
    number = len(next(iter(columns.values())))
    x = 50.0 * np.arange(number)
    return geopandas.GeoDataFrame(columns, geometry=shapely.box(x, 0, x + 30, 30))


def one(stack, buildings=None):
    return vertical_mix(floors(stack), buildings).buildings.iloc[0]


# Two complexes by hand
#
#   A  5F  hotel         900              B  5F  commercial   600
#      4F  office        900                 4F  residential  600
#      3F  office        900  !              3F  office       600  !
#      2F  culture       900                 2F  commercial   400 + office 200
#      1F  commercial    700 + auxiliary 200 1F  commercial   600
#     ───────────────────────               ───────────────────────
#      B1  auxiliary    1000                 B1  office       250 + auxiliary 750
#
# A: 3F holds no public function: 5.2.3-2 fails. Upwards: commercial 3, culture 3, office 2, office 2,
#    hotel 2: never more public than below, so no inversion. Thirds: 5 // 3 = 1 storey, 100 % and 0 %.
#    From 4F up office + hotel = 1800 of 1800 = 100 %. Nothing wrong below.
# B: 3F again. Upwards 3, 3, 2, 1, 3: residential 4F lies below commercial 5F. Thirds: 1F 100 %, 5F 100 %.
#    From 4F up residential 600 of 1200 = 50.00 %, which is enough. Below ground 250 of 1000 = 25 % office.

A = "-1A1000 1C700 1A200 2K900 3O900 4O900 5H900"
B = "-1O250 -1A750 1C600 2C400 2O200 3O600 4R600 5C600"


def test_complex_a_by_hand():
    assert checks(A) == {
        "5.2.2": (0, "excellent", "graded"),
        "5.2.3-1": (0, "excellent", "graded"),
        "5.2.3-2": (0, "violation", "graded"),
        "5.2.3-3": (100, "excellent", "graded"),
    }
    row = one(A)
    assert (row["n_functions"], row["complex"], row["classified_pct"]) == (4, 1, 100)
    assert row["low_public_pct"] == pytest.approx(100 * 1600 / 2700, abs=0.005)
    assert row["low_private_pct"] == pytest.approx(100 * 900 / 2700, abs=0.005)
    assert row["low_auxiliary_pct"] == pytest.approx(100 * 200 / 2700, abs=0.005)
    assert (row["below_public_pct"], row["below_private_pct"], row["below_auxiliary_pct"]) == (0, 0, 100)
    assert (row["high_public_pct"], row["high_private_pct"], row["high_auxiliary_pct"]) == (0, 100, 0)
    assert (row["lower_public_pct"], row["upper_public_pct"]) == (100, 0)
    assert (row["grade"], row["state"]) == ("violation", "graded")


def test_complex_b_by_hand():
    result = vertical_mix(floors(B))
    assert checks(B) == {
        "5.2.2": (1, "fair", "graded"),
        "5.2.3-1": (25, "fair", "graded"),
        "5.2.3-2": (0, "violation", "graded"),
        "5.2.3-3": (50, "excellent", "graded"),
    }
    assert result.inversions.to_numpy().tolist() == [[0, 4, "residential", 5, "commercial"]]
    amount = result.checks.set_index("clause")["amount"]
    assert amount[["5.2.2", "5.2.3-1", "5.2.3-2"]].tolist() == [-1, -250, 1]
    assert np.isnan(amount["5.2.3-3"])
    assert result.checks["lacking"].tolist()[2] == "3F"
    assert result.checks["share_pct"].tolist()[1] == 75


def test_figures_of_both_complexes_together():
    result = vertical_mix(pd.concat([floors(B, "B"), floors(A, "A"), floors("1C9 2C9", "C")]))
    assert result.buildings["building"].tolist() == ["A", "B", "C"]
    assert (result.n_complexes, result.n_inversions, result.n_violation, result.grade) == (2, 1, 2, "violation")
    assert result.checks["building"].tolist() == [0] * 4 + [1] * 4 + [2] * 4
    assert result.checks["state"].tolist()[-4:] == ["not_applicable"] * 4


# What is a complex


@pytest.mark.parametrize(
    ("stack", "is_complex", "number"),
    [
        ("1C50 2O950", True, 2),  # 5.00 % is enough
        ("1C49.9 2O950.1", False, 1),  # 4.99 %
        ("1C50 2O450 3A500", True, 2),  # 5 % of what is classified, auxiliary included in the whole
        ("1C40 2O460 3A500", False, 1),
        ("1A500 2O500", False, 1),  # auxiliary is no function of a complex
        ("1A900", False, 0),
        ("1C300 2K300 3P300", True, 3),
        ("1C50 2O850 2?100", True, 2),  # 5.56 % of the 900 m² that are classified
    ],
)
def test_complexes(stack, is_complex, number):
    row = one(stack)
    assert (row["complex"] == 1, row["n_functions"]) == (is_complex, number)
    assert (row["state"] == "not_applicable") != is_complex


@pytest.mark.parametrize(("unknown", "state"), [(100, "not_applicable"), (100.2, "missing")])
def test_a_building_is_no_complex_only_when_90_percent_are_classified(unknown, state):
    row = one(f"1C{1000 - unknown} 2?{unknown}")
    assert row["state"] == state
    assert np.isnan(row["complex"]) == (state == "missing")


# 5.2.3-1 below ground


@pytest.mark.parametrize(
    ("below", "figure", "grade"),
    [
        ("-1A900 -2C100", 0, "excellent"),
        ("-1H1000", 0, "excellent"),  # a hotel is neither housing nor office
        ("-1A9999.6 -1O0.4", 0, "excellent"),  # 0.004 % is 0.00
        ("-1A9999.4 -1O0.6", 0.01, "fair"),
        ("-1R500 -1C500", 50, "fair"),
        ("-1O100 -2A100 -2?900", 50, "fair"),  # what is unknown cannot take the office away
    ],
)
def test_below_ground(below, figure, grade):
    assert checks(f"{below} 1C9000 2O9000")["5.2.3-1"] == (figure, grade, "graded")


def test_a_building_without_storeys_below_ground_has_no_such_rule():
    assert checks("1C900 2O900")["5.2.3-1"] == (None, "unassessed", "not_applicable")


@pytest.mark.parametrize(("unknown", "state"), [(100, "graded"), (100.2, "missing")])
def test_below_ground_needs_90_percent_classified(unknown, state):
    assert checks(f"-1A{1000 - unknown} -1?{unknown} 1C9000 2O9000")["5.2.3-1"][2] == state


# 5.2.3-2 storeys 1 to 3


@pytest.mark.parametrize("public", "CKP")
def test_one_public_function_on_each_storey_is_enough(public):
    assert checks(f"1{public}1 1O99 2{public}9 2O91 3{public}9 3O91")["5.2.3-2"] == (1, "excellent", "graded")


@pytest.mark.parametrize("other", "ORHA")
def test_a_storey_without_public_function_is_a_violation(other):
    assert checks(f"1C900 2{other}900 3C100 3O800")["5.2.3-2"] == (0, "violation", "graded")


def test_only_storeys_that_exist_are_tested():
    assert checks("1C900 2C100 2O800")["5.2.3-2"] == (1, "excellent", "graded")
    assert checks("1C900 1O900")["5.2.3-2"] == (1, "excellent", "graded")


@pytest.mark.parametrize("gap", ["", " 2?900", " 2O100 2?900"])
def test_a_storey_of_unknown_use_is_missing_and_never_a_violation(gap):
    stack = "1C900 3C900 4O900 5O900 6O900 7O900 8O900 9O900 10O900 11O900" + gap
    assert checks(stack)["5.2.3-2"] == (None, "unassessed", "missing")
    result = vertical_mix(floors(stack))
    assert result.checks["unknown"].tolist()[2] == "2F"
    assert (result.buildings["grade"].tolist(), result.n_violation) == (["unassessed"], 0)


def test_a_known_violation_outweighs_an_unknown_storey():
    assert checks("1C900 2?900 3O900")["5.2.3-2"] == (0, "violation", "graded")


@pytest.mark.parametrize(("unknown", "grade"), [(10, "violation"), (10.2, "unassessed")])
def test_a_violation_needs_90_percent_of_the_storey_classified(unknown, grade):
    assert checks(f"1C100 2O{100 - unknown} 2?{unknown} 3C100")["5.2.3-2"][1] == grade


def test_rows_of_one_storey_are_summed_first():
    whole, split = "1C900 2C900 3O800 3C100", "3C50 1C900 3O800 2C450 3C50 2C450"
    first, second = (vertical_mix(floors(stack)) for stack in (whole, split))
    pd.testing.assert_frame_equal(first.checks, second.checks)
    pd.testing.assert_frame_equal(first.buildings, second.buildings)


# 5.2.3-3 from storey 4 up


@pytest.mark.parametrize(
    ("high", "figure", "grade", "amount"),
    [
        ("4O500 4C500", 50, "excellent", None),
        ("4O499.9 4C500.1", 49.99, "fair", 0.1),  # 0.5 · 1000 − 499.9
        ("4O200 5H200 6R200 7C400", 60, "excellent", None),
        ("4C1000", 0, "fair", 500),
        ("4A600 4O400", 40, "fair", 100),  # auxiliary counts in the whole
    ],
)
def test_upper_storeys(high, figure, grade, amount):
    stack = f"1C900 2C900 3C900 3O900 {high}"
    assert checks(stack)["5.2.3-3"] == (figure, grade, "graded")
    needed = vertical_mix(floors(stack)).checks["amount"].tolist()[3]
    assert needed == pytest.approx(amount) if amount else np.isnan(needed)


def test_storey_3_is_no_upper_storey():
    assert checks("1C900 2C900 3C100 3O800")["5.2.3-3"] == (None, "unassessed", "not_applicable")


# 5.2.2 inversions


ORDER = {"C": 3, "K": 3, "P": 3, "H": 2, "O": 2, "R": 1}


@pytest.mark.parametrize(("lower", "upper"), list(itertools.product(ORDER, ORDER)))
def test_every_pair_of_functions(lower, upper):
    """Two storeys: inverted where the upper one is more public."""
    if lower == upper:
        return
    expected = int(ORDER[lower] < ORDER[upper])
    assert checks(f"1{lower}900 2{upper}900")["5.2.2"][0] == expected


def test_auxiliary_storeys_are_passed_over():
    result = vertical_mix(floors("1C900 2C900 3C900 4O900 5A900 6C900 7A900 8R900 9A900"))
    assert result.inversions.to_numpy().tolist() == [[0, 4, "office", 6, "commercial"]]


def test_the_function_with_most_floor_area_dominates_and_of_equals_the_most_public():
    assert checks("1C400 1O500 2C500 2O400")["5.2.2"][0] == 1
    assert checks("1C450 1O450 2C500 2O400")["5.2.2"][0] == 0
    assert checks("1A80 1C60 1O40 2O900")["5.2.2"][0] == 0  # of what is not auxiliary


def test_storeys_below_ground_have_their_own_rule():
    assert checks("-2R900 -1O900 1C900 2O900")["5.2.2"] == (0, "excellent", "graded")


#  6F  office 60, commercial 40    upper third: 80 of 200 = 40 %
#  5F  office 60, commercial 40
#  …                               no storey's dominant function is more public than that below
#  2F  office 70, commercial 30    lower third: 60 of 200 = 30 %
#  1F  office 70, commercial 30


def test_more_public_functions_in_the_upper_third_are_one_inversion():
    stack = "1O70 1C30 2O70 2C30 3O100 4O100 5O60 5C40 6O60 6C40"
    assert checks(stack)["5.2.2"] == (1, "fair", "graded")
    row = one(stack)
    assert (row["lower_public_pct"], row["upper_public_pct"]) == (30, 40)
    assert checks(stack.replace("C40", "C30").replace("O60", "O70"))["5.2.2"] == (0, "excellent", "graded")


def test_thirds_need_three_storeys():
    row = one("1O60 1C40 2O55 2C45")
    assert np.isnan(row["lower_public_pct"]) and np.isnan(row["upper_public_pct"])
    assert row["n_inversions"] == 0


def test_a_single_storey_stacks_nothing():
    assert checks("1C900 1O900")["5.2.2"] == (None, "unassessed", "not_applicable")


def test_unknown_storeys_hide_inversions_but_do_not_take_them_away():
    assert checks("1C900 2?900 3O900")["5.2.2"] == (None, "unassessed", "missing")
    assert checks("1C900 2?900 3O900 4C900")["5.2.2"] == (1, "fair", "graded")


# What the building states


@pytest.mark.parametrize(
    ("storeys", "below", "states"),
    [
        (4, 1, ["graded"] * 4),
        (4, None, ["graded"] * 4),
        (12, 1, ["missing", "graded", "graded", "missing"]),  # 8 storeys without a floor
        (4, 3, ["graded", "missing", "graded", "graded"]),
        (4, -3, ["graded", "missing", "graded", "graded"]),  # three, however they are written
        ("地上12层", 1, ["missing", "graded", "graded", "missing"]),
        ("4F/3D", None, ["graded", "missing", "graded", "graded"]),
        ("地上4层地下三层", None, ["graded", "missing", "graded", "graded"]),
        (40, 1, ["missing"] * 4),  # 900 of up to 41 · 900 m² of offices are 2.44 %: it may be no complex
    ],
)
def test_storeys_that_a_building_states_and_no_floor_lists_are_unknown(storeys, below, states):
    stack = "-1A900 1C900 2C900 3C900 4O900"
    buildings = footprint(building=["A"], storeys=[storeys], storeys_below=[below])
    assert [check[2] for check in checks(stack, buildings).values()] == states


def test_a_height_says_nothing_of_storeys():
    assert checks("1C900 2C900 3C900 4O900", footprint(building=["A"], height=[200.0]))["5.2.3-3"][2] == "graded"


def test_the_worst_rule_decides_unless_an_unknown_one_could_be_worse():
    # 8 unknown storeys: 5.2.3-3 could be fair at most
    stack, tall = "1C900 2C900 3C900 4O900", footprint(building=["A"], storeys=[12])
    assert one(stack, tall)[["grade", "state"]].tolist() == ["unassessed", "missing"]
    assert one("-1O900 " + stack, tall)[["grade", "state"]].tolist() == ["fair", "graded"]
    assert one(stack.replace("2C", "2O"), tall)[["grade", "state"]].tolist() == ["violation", "graded"]
    assert one("-1O900 " + stack.replace("2C", "2?"), tall)[["grade", "state"]].tolist() == ["unassessed", "missing"]


def test_the_function_of_a_building_says_nothing_of_its_storeys():
    buildings = footprint(building=["A"], function=["office"])
    result = checks("1C900 2?900 3C900 4O900", buildings)
    assert result["5.2.3-2"] == (None, "unassessed", "missing")


#  2F  office 900, and a shop whose floor area nobody knows: it is there, and 2F has its public function


@pytest.mark.parametrize(
    ("storey_2", "figure", "grade"),
    [
        ("2O900 2Cx", 1, "excellent"),
        ("2Cx", 1, "excellent"),
        ("2O900 2Hx", 0, "violation"),  # a hotel of any size is no public function
        ("2Ox", 0, "violation"),
        ("2O900 2?x", None, "unassessed"),  # it may be one
    ],
)
def test_a_floor_of_unknown_area_is_there(storey_2, figure, grade):
    stack = "1C900 3C900 4O900 5O900 6O900 7O900 8O900 9O900 10O900 11O900 " + storey_2
    assert checks(stack)["5.2.3-2"][:2] == (figure, grade)


def test_an_unknown_area_decides_neither_complex_nor_order():
    assert one("1C900 2Ox")[["grade", "state"]].tolist() == ["unassessed", "missing"]  # two functions, of what share?
    assert np.isnan(one("1C900 2Ox")["complex"])
    assert one("1C900 2C900 2Cx")["complex"] != 0
    # which of the two dominates 2F?
    assert checks("1C900 2O900 2Cx 3C900")["5.2.2"] == (None, "unassessed", "missing")
    # neither storey nor area: it may be on 2F
    assert checks("1C900 2O900 3C900 Cx")["5.2.3-2"] == (None, "unassessed", "missing")


# 1F commercial 90, 2F office 10, 3F unknown 9000: of 9100 m² they are 0.99 and 0.11 %


def test_what_is_unknown_may_make_it_no_complex():
    assert np.isnan(one("1C90 2O10 3?9000")["complex"])
    assert vertical_mix(floors("1C90 2O10 3?9000")).n_violation == 0
    assert one("1C900 2O900 3?9000")["complex"] == 1  # 900 of 10 800 m² are 8.33 %


def test_thirds_are_those_of_known_storeys_only():
    #  lower third 30 %, upper third 40 % public, of 6 of 8 storeys
    stack, taller = "1O70 1C30 2O70 2C30 3O100 4O100 5O60 5C40 6O60 6C40", footprint(building=["A"], storeys=[8])
    assert checks(stack)["5.2.2"] == (1, "fair", "graded")
    assert checks(stack, taller)["5.2.2"] == (None, "unassessed", "missing")


#  2F  commercial 900
#  1F  office 100, unknown 900: nobody knows what dominates it


@pytest.mark.parametrize(
    ("unknown", "inverted"),
    [
        (900, 0),
        (100, 0),  # half of it
        (99, 1),  # more than half is an office, whatever the rest
    ],
)
def test_the_dominant_function_must_be_known(unknown, inverted):
    result = vertical_mix(floors(f"1O100 1?{unknown} 2C900"))
    assert len(result.inversions) == inverted


def test_a_building_all_below_ground_has_no_order_above():
    states = [check[2] for check in checks("-1C900 -2O900").values()]
    assert states == ["not_applicable", "graded", "not_applicable", "not_applicable"]


@pytest.mark.parametrize(
    ("storey", "band"), [(3.5, "low"), (2.5, "low"), (4.5, "high"), (-0.5, "below"), (-1.5, "below")]
)
def test_a_mezzanine_belongs_to_the_storey_that_it_hangs_over(storey, band):
    listed = floors("1C900 2O900").assign(storey=[1, storey])
    assert vertical_mix(listed).buildings[f"{band}_private_pct"].tolist() == [50 if band == "low" else 100]


def test_a_whole_building_tells_nothing_of_its_storeys():
    whole = footprint(building=["A"], function=["office"], storeys=[10])
    assert vertical_mix(whole).buildings["state"].tolist() == ["missing"]


def test_floors_of_unknown_storey_may_be_anywhere():
    assert checks("1C900 2C900 3C900 O300")["5.2.3-2"] == (1, "excellent", "graded")
    states = [check[2] for check in checks("1C900 2O900 3C900 O301").values()]
    assert states == ["graded", "missing", "missing", "missing"]  # 2F is an office below commerce, wherever the rest


def test_buildings_without_floors_are_missing_and_floors_without_buildings_left_out():
    buildings = footprint(building=["A", "B"])
    result = vertical_mix(pd.concat([floors("1C900 2O900"), floors("1C900 2O900", "Z")]), buildings)
    assert result.buildings["state"].tolist() == ["graded", "missing"]
    assert result.space_building.tolist()[:4] == [0, 0, -1, -1]
    assert result.n_complexes == 1


#   ┌────┐┌────┐     ┌────┐     ┌────┐ ┌────┐   two parts of A touch; another A stands apart; two have no name,
#   │ A  ││ A  │     │    │     │ A  │ │    │   the second of them drawn twice
#   └────┘└────┘     └────┘     └────┘ └────┘   by place: 1 and 2, 3, 4, 5 and 6
#   0    30    60   100  130   200  230 300


def test_features_of_one_name_that_touch_are_one_building_and_others_are_numbered_by_place():
    left = np.array([300, 200, 30, 0, 100, 300])
    buildings = geopandas.GeoDataFrame(
        {"building": [None, "A", "A", "A", None, None]}, geometry=shapely.box(left, 0, left + 30, 30)
    )
    listed = geopandas.GeoDataFrame(
        {"storey": [1, 2, 1, 2, 1, 2], "function": ["shop", "office"] * 3},
        geometry=shapely.box([1, 31, 101, 101, 201, 201], 1, [9, 39, 109, 109, 209, 209], 9),
    )
    result = vertical_mix(listed, buildings)
    assert result.buildings["building"].tolist() == ["#3", "#5", "A #1", "A #4"]
    assert result.feature_building.tolist() == [1, 3, 2, 2, 0, 1]
    assert result.buildings["n_functions"].fillna(0).tolist() == [2, 0, 2, 2]
    assert result.buildings["area_m2"].tolist() == [128, 0, 128, 128]


def test_a_name_of_several_buildings_tells_a_table_none():
    apart = footprint(building=["A", "A", "B"])
    result = vertical_mix(pd.concat([floors("1C900 2O900"), floors("1C900 2O900", "B")]), apart)
    assert result.buildings["state"].tolist() == ["missing", "missing", "graded"]
    assert result.space_building.tolist()[:4] == [-1, -1, 2, 2]


def test_nothing_to_measure_is_refused():
    with pytest.raises(InputError, match="FLOORS.*BUILDINGS|FLOORS.*building"):
        vertical_mix(floors("1C900 2O900", None))


# Outlines


def test_outline_is_the_union_of_the_floors():
    #  tower 10 × 10 on a podium of 20 × 10, and a canopy that touches it
    shapes = shapely.box([0, 0, 20, 0], [0, 0, 0, 50], [20, 10, 25, 10], [10, 10, 10, 60])
    listed = geopandas.GeoDataFrame(
        {"building": ["A", "A", "A", "B"], "storey": [1, 2, 1, 1], "function": "office"}, geometry=shapes
    )
    table, mix = spaces(listed), vertical_mix(listed)
    outlines = shapely.from_wkb(steps.finish(outlines_steps(shapes, table, mix.space_building, 2)))
    assert outlines[0].equals(shapely.box(0, 0, 25, 10))
    assert outlines[1].equals(shapely.box(0, 50, 10, 60))


# Properties


STACK = st.lists(
    st.tuples(st.integers(-2, 6).filter(bool), st.sampled_from("OCKRHPA?"), st.integers(1, 500)),
    min_size=1,
    max_size=12,
)


def text_of(stack):
    return " ".join(f"{storey}{letter}{area}" for storey, letter, area in stack)


@settings(max_examples=30)
@given(stack=STACK, data=st.data())
def test_the_order_of_floors_does_not_matter(stack, data):
    unknown = st.sampled_from([None, None, "x"])  # the area of some is not known
    stack = [(storey, letter, data.draw(unknown) or area) for storey, letter, area in stack]
    shuffled = data.draw(st.permutations(stack))
    first, second = (vertical_mix(floors(text_of(each))) for each in (stack, shuffled))
    pd.testing.assert_frame_equal(first.checks, second.checks)
    pd.testing.assert_frame_equal(first.buildings, second.buildings)


@settings(max_examples=25)
@given(stack=STACK, data=st.data())
def test_hiding_areas_hides_results_and_changes_none_of_storeys_1_to_3(stack, data):
    hidden = data.draw(st.lists(st.booleans(), min_size=len(stack), max_size=len(stack)))
    less = [(storey, letter, "x" if hide else area) for (storey, letter, area), hide in zip(stack, hidden)]
    known, seen = (vertical_mix(floors(text_of(each))) for each in (stack, less))
    if known.buildings["complex"].tolist() == seen.buildings["complex"].tolist() == [1]:
        before, after = known.checks.iloc[2], seen.checks.iloc[2]
        assert after["state"] == "missing" or (after["figure"], after["grade"]) == (before["figure"], before["grade"])
    assert seen.n_violation == 0 or known.n_violation or known.buildings["complex"].tolist() != [1]


@settings(max_examples=30)
@given(stack=STACK)
def test_more_of_everything_changes_no_grade(stack):
    first = vertical_mix(floors(text_of(stack)))
    second = vertical_mix(floors(text_of([(storey, letter, 3 * area) for storey, letter, area in stack])))
    pd.testing.assert_frame_equal(first.checks.drop(columns="amount"), second.checks.drop(columns="amount"))


# An independent judge: the rules once more, floor by floor in plain Python


def judged(stack):
    """Return the grades that plain loops give, for stacks whose every floor has a function and a storey."""
    storeys = {}
    for storey, letter, area in stack:
        storeys.setdefault(storey, {}).setdefault(letter, 0)
        storeys[storey][letter] += area
    whole = sum(area for _, _, area in stack)
    by_letter = {letter: sum(uses.get(letter, 0) for uses in storeys.values()) for letter in "OCKRHP"}
    if sum(round(100 * area / whole, 2) >= 5 for area in by_letter.values()) < 2:
        return None
    result = {}
    above = [storey for storey in sorted(storeys) if storey > 0 and set(storeys[storey]) - {"A"}]
    count = 0
    tops = []
    for storey in above:
        uses = {letter: area for letter, area in storeys[storey].items() if letter != "A"}
        most = max(uses.values())
        tops.append(max(ORDER[letter] for letter, area in uses.items() if area == most))
    count += sum(low < high for low, high in zip(tops, tops[1:]))
    third = len(above) // 3

    def public(which):
        uses = [(letter, area) for s in which for letter, area in storeys[s].items() if letter != "A"]
        return round(100 * sum(a for l, a in uses if l in "CKP") / sum(a for _, a in uses), 2)  # noqa: E741

    if third and public(above[-third:]) > public(above[:third]):
        count += 1
    result["5.2.2"] = None if len(above) < 2 else "fair" if count else "excellent"
    below = [(letter, area) for storey, letter, area in stack if storey < 0]
    wrong = sum(area for letter, area in below if letter in "OR")
    result["5.2.3-1"] = ("fair" if wrong else "excellent") if below else None
    top = max(storeys)
    low = [set(storeys[s]) & set("CKP") for s in range(1, min(3, top) + 1)]
    result["5.2.3-2"] = None if top < 1 else "excellent" if all(low) else "violation"
    high = [(letter, area) for storey, letter, area in stack if storey > 3]
    asked = sum(area for letter, area in high if letter in "OHR")
    total = sum(area for _, area in high)
    result["5.2.3-3"] = None if not high else "excellent" if round(100 * asked / total, 2) >= 50 else "fair"
    return result


@settings(max_examples=50)
@given(
    uses=st.lists(
        st.lists(st.tuples(st.sampled_from("OCKRHPA"), st.integers(1, 40)), min_size=1), min_size=1, max_size=8
    ),
    below=st.integers(0, 2),
)
def test_grades_are_those_of_plain_loops(uses, below):
    below = min(below, len(uses) - 1)
    numbers = [number for number in range(-below, len(uses) - below + 1) if number][: len(uses)]
    stack = [(number, letter, area) for number, each in zip(numbers, uses) for letter, area in each]
    expected, found = judged(stack), checks(text_of(stack))
    if expected is None:
        assert {state for _, _, state in found.values()} == {"not_applicable"}
        return
    for clause, grade in expected.items():
        assert found[clause][1:] == ((grade, "graded") if grade else ("unassessed", "not_applicable")), clause


def test_building_of_one_stated_use_without_floors_is_no_complex():
    """Only A has floors; B states housing, C offices and shops, D a tag, E nothing."""
    floors = pd.DataFrame({"building": ["A"] * 2, "storey": [1, 2], "function": ["shop", "office"], "area": [90.0, 90]})
    words = {"building": list("ABCDE"), "function": ["office", "住宅", "商业/办公", None, None]}
    buildings = geopandas.GeoDataFrame(words, geometry=shapely.box(range(0, 500, 100), 0, range(50, 550, 100), 50))
    result = vertical_mix(floors, buildings.assign(amenity=[None, None, None, "school", None]))
    state = result.buildings.set_index("building")["state"]
    assert state[["B", "C", "D", "E"]].tolist() == ["not_applicable", "missing", "missing", "missing"]
    assert result.buildings.set_index("building").loc["A", "complex"] == 1
