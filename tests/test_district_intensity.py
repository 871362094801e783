"""Clause 1.0.2 by hand: each district is drawn beside its figures."""

import pathlib

import geopandas
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from multiground.urbanform import measuring
from multiground.urbanform.district_intensity import district_intensity
from multiground.urbanform.land_use import LandUse
from multiground.urbanform.spaces import spaces

DEMO = pathlib.Path(__file__).parent.parent / "resources" / "demo" / "demo_district.gpkg"
# 1 km² in five strips of 1,000 m: 540 m commercial and 100 m public land, 160 m housing, 100 m green, 100 m road
STRIPS = {"B1": 440, "A2": 100, "R2": 260, "G1": 100, "S1": 100}


def frame(shapes, **columns):
    return geopandas.GeoDataFrame(columns, geometry=list(shapes))


def district(side=1000.0):
    return frame([shapely.box(0, 0, side, side)])


def plots(strips=None, **columns):
    """┃ B1 440 ┃ A2 100 ┃ R2 260 ┃ G1 100 ┃ S1 100 ┃ m, each 1,000 m high"""
    strips = strips or STRIPS
    ends = np.cumsum([0, *strips.values()])
    return frame([shapely.box(a, 0, b, 1000) for a, b in zip(ends, ends[1:])], use=list(strips), **columns)


def floors(above, below=None):
    """Floor areas in m² above and below ground at the district's middle."""
    rows = [(above, False)] + ([] if below is None else [(below, True)])
    table = pd.DataFrame(rows, columns=["area_m2", "below"])
    return table.assign(x=500.0, y=500.0, below=table["below"].astype(bool))


def halts(x=10.0, **count):
    kinds = [kind for kind, number in count.items() for _ in range(number)]
    return frame([shapely.Point(x + k, 5) for k in range(len(kinds))], kind=kinds)


def measure(above=4e6, below=8e5, strips=None, stations=None, **options):
    return district_intensity(district(), floors(above, below), plots(strips), stations, **options).iloc[0]


# The figures


def test_figures_of_a_square_kilometre():
    """
    Net land: 1 km² − 0.1 green − 0.1 road = 0.8 km². Floors 4,000,000 / 800,000 = 5.0 and 800,000 / 800,000 = 1.0.
    Rail (3 · 2 + 1) / 0.8 = 8.75, bus (1 + 0.3 · 10) / 0.8 = 5.0, together 13.75 per km².
    Public land of 0.9 km² without the road: A 0.1 / 0.9 = 11.11 %, B 0.44 / 0.9 = 48.89 %, together 60 %.
    """
    row = measure(stations=halts(metro=2, tram=1, brt=1, bus=10))
    assert (row["area_km2"], row["net_km2"]) == (1.0, 0.8)
    assert (row["far_above"], row["far_below"], row["far"]) == (5.0, 1.0, 6.0)
    assert (row["rail_density"], row["bus_density"], row["transit_density"]) == (8.75, 5.0, 13.75)
    assert (row["public_service_pct"], row["commercial_pct"], row["public_land_pct"]) == (11.11, 48.89, 60.0)
    assert (row["class"], row["state"], row["gaps"]) == ("high", "measured", "")


def test_sums_at_a_baseline_are_rounded_once():
    """
    2.8949 + 0.9049 = 3.7998 → 3.80, not 2.89 + 0.90 = 3.79. On 0.98 km² of net land: rail 3 · 2 / 0.98 = 6.1224
    and bus 0.3 · 12 / 0.98 = 3.6735, together 9.7959 → 9.80, not 6.12 + 3.67 = 9.79.
    """
    row = measure(above=2.8949e6, below=0.9049e6, strips={"B1": 1000}, stations=halts(metro=4))
    assert (row["far_above"], row["far_below"], row["far"], row["class"]) == (2.89, 0.9, 3.8, "high")
    row = measure(strips={"B1": 980, "G1": 20}, stations=halts(metro=2, bus=12))
    assert (row["rail_density"], row["bus_density"], row["transit_density"]) == (6.12, 3.67, 9.8)


def test_a_plot_drawn_twice_counts_once_and_plots_that_overlap_tell_nothing():
    """B1 on the left half twice and R2 on the right: 50 % of 1 km². Shared by 10 m of 1,000: 1 %, by 11 m too much."""
    left, right = shapely.box(0, 0, 500, 1000), shapely.box(500, 0, 1000, 1000)
    land = frame([left, right, left], use=["B1", "R2", "B1"])
    row = district_intensity(district(), floors(4e6, 0), land, halts(metro=4)).iloc[0]
    assert (row["net_km2"], row["public_land_pct"], row["gaps"]) == (1.0, 50, "")
    for shared, gaps in ((0, ""), (10, ""), (11, "overlaps"), (500, "overlaps")):
        land = frame([left, shapely.box(500 - shared, 0, 1000, 1000)], use=["B1", "R2"])
        row = district_intensity(district(), floors(4e6, 0), land, halts(metro=4)).iloc[0]
        assert (row["gaps"], np.isnan(row["far"])) == (gaps, bool(gaps))


@pytest.mark.parametrize(("off", "gaps"), [(10, ""), (11, "plots")])
def test_floors_on_no_plot_show_that_plots_are_missing(off, gaps):
    """
    Plots cover 300 of 1,000 m. All floors on them: 1.2 km² / 0.3 km² = 4.0. With floors beside them the land
    under those is missing, and 4.0 would be too high: 10 % are tolerated, 11 % leave the ratio unknown.
    """
    table = pd.concat(
        [floors(1.2e4 * (100 - off)).assign(x=100.0), floors(1.2e4 * off), floors(9e5).assign(below=True)]
    )
    land = frame([shapely.box(0, 0, 300, 1000)], use=["B1"])
    row = district_intensity(district(), table, land, halts(metro=4)).iloc[0]
    assert (row["off_plot_pct"], row["gaps"], row["class"]) == (off, gaps, None if gaps else "high")
    assert np.isnan(row["far_above"]) == bool(gaps)


@pytest.mark.parametrize("backwards", [False, True])
def test_what_lies_on_the_outline_between_two_districts_belongs_to_the_left_one(backwards):
    halves = frame([shapely.box(0, 0, 500, 1000), shapely.box(500, 0, 1000, 1000)], name=["left", "right"])
    halves = halves.iloc[::-1] if backwards else halves
    stations = frame([shapely.Point(500, 500)], kind=["metro"])
    rows = district_intensity(halves, floors(4e6, 0), plots({"B1": 1000}), stations)
    assert rows["name"].tolist() == halves["name"].tolist()
    rows = rows.set_index("name")
    assert rows["far_above"].fillna(0).to_dict() == {"left": 8.0, "right": 0.0}
    assert rows["rail_density"].to_dict() == {"left": 6.0, "right": 0.0}


@pytest.mark.parametrize(
    ("use", "public", "net"),
    [
        ("G1", 0, 0.0),
        ("公园绿地", 0, 0.0),
        ("1401", 0, 0.0),
        ("park", 0, 0.0),
        ("G3", 0, 1.0),  # a square is no green
        ("S4", 0, 1.0),  # a bus depot is no road
        ("1203", 0, 1.0),  # nor is an airport
        ("1201", 0, 1.0),
        ("R2", 0, 1.0),
        ("B1", 100, 1.0),
        ("GIC2", 100, 1.0),
        ("0901", 100, 1.0),
        ("B1/R2", 50, 1.0),
        ("B1(60%)R2(40%)", 60, 1.0),
        ("A2/B1", 100, 1.0),
    ],
)
def test_land_is_told_by_its_use(use, public, net):
    """A district of one plot: green counts in the whole of public land, not in the net land."""
    row = measure(strips={use: 1000}, stations=halts())
    assert (row["public_land_pct"], row["net_km2"]) == (public, net)


@pytest.mark.parametrize("use", ["S1", "1207", "城市道路用地", "road"])
def test_roads_are_left_out_of_both(use):
    row = measure(strips={use: 500, "B1": 500}, stations=halts())
    assert (row["public_land_pct"], row["net_km2"]) == (100.0, 0.5)


def test_parts_of_a_plot_win_over_its_code():
    """Parts of 3 : 1 in a plot that says R2 or nothing: 75 % commercial."""
    land = frame([shapely.box(0, 0, 1000, 1000)], use=[None], commercial_m2=[7.5e5], residential_m2=["250000"])
    assert district_intensity(district(), floors(4e6), land).iloc[0]["commercial_pct"] == 75


def test_what_parts_leave_of_a_plot_is_as_its_code_says():
    """60 % commercial are stated. The rest: housing of R2; unknown without a code; parks of G1, as `other_m2` is."""
    whole = [shapely.box(0, 0, 1000, 1000)]
    land = frame(whole, use=["R2"], commercial_m2=[6e5], residential_m2=[None])
    row = district_intensity(district(), floors(4e6), land).iloc[0]
    assert (row["commercial_pct"], row["unknown_use_pct"]) == (60, 0)
    row = district_intensity(district(), floors(4e6), land.assign(use=[None])).iloc[0]
    assert (row["unknown_use_pct"], row["gaps"]) == (40, "use;below;stations")
    park = frame(whole, use=["G1"], commercial_m2=[None], other_m2=["1000000"])
    assert district_intensity(district(), floors(4e6), park).iloc[0]["net_km2"] == 0


@pytest.mark.parametrize(
    ("use", "commercial", "unknown"),
    [
        ("B1(60%)R2(40%)", 0.6, 0),
        ("B1(0.6)R2(0.4)", 0.6, 0),
        ("B1(6)R2(4)", 0.6, 0),
        ("B1(33.3%)R2(33.3%)A2(33.3%)", 1 / 3, 0),
        ("B1(60%)R2(30%)", 0.6, 0.1),
        ("B1(60%)", 0.6, 0.4),
        ("B1(60%)R2", 0.6, 0),
        ("B1/R2/A2(50%)", 0.25, 0),
        ("B1(80%)R2(40%)", 2 / 3, 0),
        ("B1(0%)R2(0%)", 0.5, 0),
    ],
)
def test_shares_of_a_combined_use(use, commercial, unknown):
    shares = LandUse().shares(use)
    assert sum(shares.values()) == pytest.approx(1)
    assert (shares["commercial"], shares.get("", 0)) == pytest.approx((commercial, unknown))


def test_what_stated_shares_leave_is_unknown():
    row = measure(strips={"B1(60%)": 100, "B1": 900}, stations=halts(metro=9))
    assert (row["commercial_pct"], row["unknown_use_pct"]) == (96, 4)


@pytest.mark.parametrize("use", ["混合用地", "商住混合", "RB"])
def test_a_mixed_use_without_its_parts_is_unknown(use):
    row = measure(strips={use: 1000})
    assert (row["unknown_use_pct"], row["gaps"]) == (100, "use;stations")


def test_only_what_lies_in_the_district_counts():
    """A plot twice as wide as the district, half the floors and stations beyond it."""
    table = pd.concat([floors(4e6, 1e6), floors(4e6, 1e6).assign(x=1500.0)])
    stations = pd.concat([halts(metro=3), halts(x=1200.0, metro=3)])
    wide = frame([shapely.box(0, 0, 2000, 1000)], use=["B1"])
    row = district_intensity(district(), table, wide, stations).iloc[0]
    assert (row["far"], row["transit_density"], row["net_km2"]) == (5.0, 9.0, 1.0)


def test_entrances_and_platforms_of_one_name_count_once():
    names = ["陆家嘴", "陆家嘴", "陆家嘴", None, None, "陆家嘴"]
    stations = frame(
        shapely.points([[k, 5] for k in range(1, 7)]), kind=["metro"] * 2 + ["bus"] * 3 + ["bus"], name=names
    )
    row = measure(strips={"B1": 1000}, stations=stations)
    assert (row["rail_density"], row["bus_density"]) == (3.0, 0.9)  # one metro; a bus stop of that name and two unnamed


@pytest.mark.parametrize(
    ("word", "rail", "bus"),
    [
        ("地铁站", 3, 0),
        ("subway", 3, 0),
        ("有轨电车", 1, 0),
        ("BRT", 0, 1),
        ("快速公交", 0, 1),
        ("公交站", 0, 0.3),
        ("bus_stop", 0, 0.3),
        ("无轨电车", 0, 0.3),
        ("subway_entrance", 0, 0),
        ("地铁出入口", 0, 0),
        ("地铁站出口", 0, 0),
    ],
)
def test_kinds_of_stations_in_two_languages(word, rail, bus):
    row = measure(strips={"B1": 1000}, stations=frame([shapely.Point(5, 5)], kind=[word]))
    assert (row["rail_density"], row["bus_density"], row["n_unknown_stations"]) == (rail, bus, 0)


def test_a_stop_without_a_name_drawn_twice_counts_once():
    stations = frame(shapely.points([[5, 5], [5, 5], [5, 9]]), kind=["metro"] * 3, name=[None, "", None])
    assert measure(strips={"B1": 1000}, stations=stations)["rail_density"] == 6


def test_stations_of_unknown_kind_are_counted_apart():
    row = measure(strips={"B1": 1000}, stations=frame(shapely.points([[5, 5], [6, 6]]), kind=["ferry", None]))
    assert (row["transit_density"], row["n_unknown_stations"]) == (0, 2)


# Baselines: 3.8, 9.9 per km², 54 %, all inclusive


def at(far, transit, public, below=0.0):
    """A district of 1 km² net land with three given figures; buses of 0.3 and metros of 3 make the stations."""
    metros = int(transit // 3)
    stations = halts(metro=metros, bus=int(round((transit - 3 * metros) / 0.3)))
    strips = {"B1": 10 * public, "R2": 1000 - 10 * public}
    return measure(above=(far - below) * 1e6, below=below * 1e6, strips=strips, stations=stations, below_known=True)


@pytest.mark.parametrize(
    ("far", "transit", "public", "found"),
    [
        (3.8, 9.9, 54, "high"),
        (3.79, 9.9, 54, "not"),
        (3.8, 9.6, 54, "quasi"),
        (3.8, 9.9, 53.99, "quasi"),
        (3.8, 9.6, 53, "quasi"),
        (3.79, 0, 10, "not"),
        (12, 30, 90, "high"),
    ],
)
def test_class_at_the_baselines(far, transit, public, found):
    row = at(far, transit, public)
    assert (row["far"], row["transit_density"], row["public_land_pct"]) == pytest.approx((far, transit, public))
    assert (row["class"], row["state"]) == (found, "measured")


def test_floors_below_ground_count_towards_the_baseline():
    assert at(3.8, 9.9, 54, below=1.0)["class"] == "high"


def test_figures_near_a_baseline_are_named():
    """Within 10 %: 3.42 to 4.18, 8.91 to 10.89 and 48.6 to 59.4."""
    assert at(3.42, 9.0, 59.4)["near"] == ["far", "transit_density", "public_land_pct"]
    assert at(3.41, 8.7, 59.5)["near"] == []
    assert at(4.18, 11.1, 48.5)["near"] == ["far"]


# Dimensions: two figures score 0 to 3 each


@pytest.mark.parametrize(
    ("above", "below", "found"),
    [
        (3.3, 0.3, "low"),  # 1 + 1
        (3.29, 0.29, "low"),  # 0 + 0
        (5.29, 0.79, "low"),  # 1 + 1: up to the next band
        (5.3, 0.3, "medium"),  # 2 + 1
        (3.3, 0.8, "medium"),
        (7.39, 1.49, "medium"),  # 2 + 2
        (7.4, 0.0, "high"),  # a 3
        (3.3, 1.5, "high"),
        (5.25, 0.75, "low"),  # between the printed 5.2 and 5.3, 0.7 and 0.8
    ],
)
def test_dimension_of_floor_area(above, below, found):
    assert measure(above * 1e6, below * 1e6, {"B1": 1000}, halts())["far_class"] == found


@pytest.mark.parametrize(
    ("count", "found"),
    [
        ({"tram": 6, "bus": 10}, "low"),  # 6.0 and 3.0 per km²: 1 + 1
        ({"tram": 5, "bus": 10}, "low"),  # 5.0: 0 + 1
        ({"tram": 12, "bus": 10}, "medium"),  # 2 + 1
        ({"metro": 4, "brt": 7}, "medium"),  # 12 and 7: 2 + 2
        ({"metro": 7}, "high"),  # 21: 3
        ({"bus": 34}, "high"),  # 10.2: 3
    ],
)
def test_dimension_of_transit(count, found):
    assert measure(strips={"B1": 1000}, stations=halts(**count))["transit_class"] == found


@pytest.mark.parametrize(
    ("public", "commercial", "found"),
    [
        (0, 36, "low"),
        (5.9, 54.9, "low"),
        (6, 36, "medium"),
        (0, 55, "medium"),
        (18.9, 68.9, "medium"),
        (19, 0, "high"),
        (0, 69, "high"),
    ],
)
def test_dimension_of_public_land(public, commercial, found):
    strips = {"A2": 10 * public, "B1": 10 * commercial, "R2": 1000 - 10 * (public + commercial)}
    strips = {use: width for use, width in strips.items() if width}
    assert measure(strips=strips, stations=halts())["public_class"] == found


@pytest.mark.parametrize(
    ("far", "metros", "public", "subtype"),
    [
        (8, 7, 70, "far+transit+public"),
        (8, 7, 40, "far+transit"),
        (8, 0, 70, "far+public"),
        (8, 0, 40, "far"),
        (4, 7, 70, "transit+public"),
        (4, 7, 40, "transit"),
        (4, 0, 70, "public"),
        (4, 0, 40, "none"),
    ],
)
def test_eight_subtypes_by_the_dimensions_that_are_high(far, metros, public, subtype):
    strips = {"B1": 10 * public, "R2": 1000 - 10 * public}
    assert measure(far * 1e6, 0.0, strips, halts(metro=metros))["subtype"] == subtype


# What is missing is never 0 and never a pass


def test_unknown_stations_leave_the_class_open_unless_the_others_settle_it():
    row = measure()
    assert (row["class"], row["state"], row["gaps"], row["subtype"]) == (None, "missing", "stations", None)
    assert np.isnan(row["transit_density"])
    assert measure(above=1e6, below=1e5)["class"] == "not"
    assert measure(strips={"R2": 1000})["class"] == "quasi"  # 0 % public land: never high
    assert measure(stations=halts())["class"] == "quasi"  # given, and none there


def test_floors_below_ground_may_be_unknown():
    """4.0 above ground alone reach 3.8; 3.0 do not, and what lies below might."""
    enough, short = (measure(above=far * 8e5, below=None, stations=halts(metro=9)) for far in (4, 3))
    assert (enough["class"], enough["gaps"]) == ("high", "below")
    assert (short["class"], short["state"], short["gaps"]) == (None, "missing", "below")
    assert np.isnan(short["far_below"])
    assert short["far_above"] == 3.0
    known = measure(above=3 * 8e5, below=None, stations=halts(metro=9), below_known=True)
    assert (known["class"], known["far_below"]) == ("not", 0)


def test_no_floor_area_is_no_ratio_of_0():
    row = measure(above=np.nan, below=None, stations=halts(metro=9))
    assert (row["class"], row["gaps"]) == (None, "spaces")
    assert np.isnan(row["far_above"])


@pytest.mark.parametrize(("unknown", "found"), [(1, "not"), (2, None)])
def test_a_low_ratio_proves_nothing_where_more_than_a_tenth_of_the_spaces_is_unknown(unknown, found):
    """Ten spaces of 0.2 km² each on 0.8 km², some without an area: at most 2.5, below 3.8."""
    table = pd.concat([floors(2e5)] * (10 - unknown) + [floors(np.nan)] * unknown)
    row = district_intensity(district(), table, plots(), halts(metro=9), below_known=True).iloc[0]
    assert (row["class"], row["gaps"]) == (found, "" if found else "areas")
    many = pd.concat([floors(2e6)] * (10 - unknown) + [floors(np.nan)] * unknown)
    row = district_intensity(district(), many, plots(), halts(metro=9), below_known=True).iloc[0]
    assert row["class"] == "high"  # what is known is enough


def test_spaces_without_a_place_may_lie_anywhere():
    """8 of 10 spaces of 0.2 km² have a place: 2.0, and what the other two add is unknown."""
    table = pd.concat([floors(2e5)] * 8 + [floors(2e5).assign(x=np.nan)] * 2)
    row = district_intensity(district(), table, plots(), halts(metro=9), below_known=True).iloc[0]
    assert (row["far_above"], row["class"], row["far_class"], row["gaps"]) == (2.0, None, None, "areas")


@pytest.mark.parametrize(
    ("metros", "unknown", "found"), [(3, 0, "quasi"), (9, 1, "high"), (3, 1, None), (4, 1, "high")]
)
def test_few_stations_prove_nothing_where_many_are_of_unknown_kind(metros, unknown, found):
    """1 km²: 3 metro stations make 9.0 per km², below 9.9; a fourth of unknown kind may be the one that lacks."""
    stations = halts(metro=metros, station=unknown)
    row = measure(above=4e6, strips={"B1": 1000}, stations=stations)
    assert (row["class"], row["gaps"]) == (found, "kinds" if unknown and metros < 9 else "")
    assert (row["transit_density"], row["n_unknown_stations"]) == (3 * metros, unknown)


@pytest.mark.parametrize(("width", "told"), [(100, True), (101, False)])
def test_more_than_a_tenth_of_land_of_unknown_use_leaves_all_open(width, told):
    row = measure(strips={"?": width, "B1": 1000 - width}, stations=halts(metro=9))
    assert row["unknown_use_pct"] == width / 10
    assert np.isnan(row["public_land_pct"]) != told
    assert np.isnan(row["far_above"]) != told  # net land is unknown too: it may be road or green
    assert row["gaps"] == ("" if told else "use")


def test_a_district_without_plots_has_no_figures():
    row = district_intensity(
        district(), floors(4e6), frame([shapely.box(5000, 0, 5100, 99)], use=["B1"]), halts()
    ).iloc[0]
    assert (row["class"], row["state"], row["gaps"]) == (None, "missing", "plots;below")


# Properties and the demo district


cuts = st.lists(st.integers(1, 999), min_size=4, max_size=4, unique=True)


@settings(max_examples=15)
@given(
    cuts, st.integers(100_000, 20_000_000), st.integers(0, 9), st.sampled_from([(0, 0), (3000, -7000)]), st.booleans()
)
def test_place_and_order_change_nothing_and_parts_add_up(cuts, above, metros, offset, backwards):
    strips = dict(zip(STRIPS, np.diff([0, *sorted(cuts), 1000]).tolist()))
    land, table, stations, whole = plots(strips), floors(above, 5e5), halts(metro=metros, bus=4), district()
    first = district_intensity(whole, table, land, stations).iloc[0]
    moved = [
        f.set_geometry(shapely.transform(f.geometry.to_numpy(), lambda xy: xy + offset))
        for f in (whole, land, stations)
    ]
    moved = [f.iloc[::-1] if backwards else f for f in moved]
    table = table.assign(x=table["x"] + offset[0], y=table["y"] + offset[1])
    second = district_intensity(moved[0], table.iloc[::-1], *moved[1:]).iloc[0]
    figures = ["net_km2", "far_above", "far_below", "transit_density", "public_land_pct", "class", "subtype"]
    assert first[figures].tolist() == second[figures].tolist()
    assert first["far"] == pytest.approx(first["far_above"] + first["far_below"], abs=0.011)
    order = ["not", "quasi", "high"]
    higher = district_intensity(district(), floors(above * 2, 5e5), land, stations).iloc[0]["class"]
    assert order.index(higher) >= order.index(first["class"])


def test_demo_district_by_counting():
    """Judge: sums over the raw tables with pandas. 2 metro stations and 7 bus stops lie in it, none twice."""
    names = ("district", "plots", "stations", "buildings")
    whole, land, stations, houses = measuring.to_metres(*(geopandas.read_file(DEMO, layer=name) for name in names))[0]
    rows = geopandas.read_file(DEMO, layer="floors")
    table = spaces(geopandas.GeoDataFrame(rows.drop(columns="geometry"), geometry=rows.geometry.to_numpy()))
    row = district_intensity(whole, table, land, stations).iloc[0]
    area = land.geometry.area
    net = area[land["use"] != "G1"].sum()
    assert row["net_km2"] == pytest.approx(net / 1e6, abs=1e-7)
    floor_area = rows["area"].groupby(rows["storey"] < 0).sum()
    assert row["far_above"] == pytest.approx(floor_area[False] / net, abs=0.01)
    assert row["far_below"] == pytest.approx(floor_area[True] / net, abs=0.01)
    assert row["transit_density"] == pytest.approx((3 * 2 + 0.3 * 7) / net * 1e6, abs=0.01)
    assert row["public_service_pct"] == pytest.approx(16.15, abs=0.01)
    assert len(houses) == 129
