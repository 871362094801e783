"""What is seen from windows: against formulas, worked by hand, and against a judge that casts single rays."""

import math
import os
import pathlib

import geopandas
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from multiground.urbanform import clauses, steps, view_fans, window_view
from multiground.urbanform.errors import InputError
from multiground.urbanform.view_scene import heights_of
from multiground.urbanform.window_view import FLAGS, SHARE_FIELDS, hundredths, views_of_steps, windows_steps

DATA = os.environ.get("MULTIGROUND_DATA")
H, V = math.radians(60), math.radians(30)
WHOLE = 4 * H * math.sin(V)  # ∫ over ±60° of azimuth of ∫ cos φ dφ over ±30°
EYE = 1.5


def frame(*shapes, **columns):
    return geopandas.GeoDataFrame(columns, geometry=list(shapes))


def town(*others, storeys=1, height=3.0):
    """A house whose window at 3, 0 looks north, and others of (shape, height) without windows."""
    shapes = [shapely.box(0, -6, 6, 0), *(shape for shape, _ in others)]
    heights = [height, *(tall for _, tall in others)]
    return frame(*shapes, height=heights, storeys=[storeys] + ["多层"] * len(others))


def north(buildings, greenery=None, water=None, storey=1, **options):
    """Return what the window of the house of `town` sees to the north."""
    options = {"rays": 600, "radius_m": 1e5, "storeys": str(storey), **options}
    rows = window_view.window_view(buildings, greenery, water, **options).windows
    rows = rows[(rows["building_row"] == 0) & (rows["azimuth"] == 0)]
    assert len(rows) == 1
    return rows.iloc[0]


def below(rise, distance, angle=H):
    """Solid angle under a wall's top that is `rise` above the eye, from the horizon, from 0 to `angle` on one side.

    The wall runs across the axis at `distance`. At the azimuth θ it is distance / cos θ away, so
    sin φ = rise cos θ / √(distance² + rise² cos² θ); with u = rise sin θ the integral is
    ∫ du / √(distance² + rise² − u²) = arcsin(rise sin θ / √(distance² + rise²)).
    """
    return math.asin(rise * math.sin(angle) / math.hypot(distance, rise))


# Formulas


@pytest.mark.parametrize("storey", [1, 5, 40])
def test_open_plain_is_half_sky_half_ground(storey):
    row = north(town(storeys=40, height=120), storey=storey)
    assert (row["sky_pct"], row["ground_pct"], row["building_pct"]) == (50, 50, 0)
    assert math.isnan(row["nearest_m"]) and row["flags"] == "" and row["state"] == "measured"


@pytest.mark.parametrize(("distance", "height"), [(40, 21.5), (100, 50), (20, 10), (60, 2)])
def test_wall_across_the_view(distance, height):
    row = north(town((shapely.box(-5000, distance, 5000, distance + 9), height)))
    sky = (WHOLE / 2 - 2 * below(height - EYE, distance)) / WHOLE
    ground = (WHOLE / 2 - 2 * below(EYE, distance)) / WHOLE
    assert row["sky_pct"] == pytest.approx(100 * sky, abs=0.02)
    assert row["ground_pct"] == pytest.approx(100 * ground, abs=0.02)
    assert row["building_pct"] == pytest.approx(100 * (1 - sky - ground), abs=0.02)
    assert row["nearest_m"] == distance


def test_wall_that_fills_the_view_leaves_no_sky():
    row = north(town((shapely.box(-5000, 20, 5000, 29), 200)))
    # on the ground in front of it: below −arctan(1.5 / 20 · cos θ)
    assert row["building_pct"] == pytest.approx(100 * (0.5 + 2 * below(EYE, 20) / WHOLE), abs=0.02)
    assert (row["sky_pct"], row["flags"], row["nearest_m"]) == (0, "no_sky", 20)  # 20 m is not closer than 20 m


def test_street_canyon_along_its_axis():
    #  walls 15 m to the left and right, 9 m above the eye, without end: at the azimuth θ the wall is 15 / sin θ away,
    #  ∫ 9 sin θ / √(15² + 9² sin² θ) dθ from 0 to 60° = arcsin(9 / √(15² + 9²)) − arcsin(9 cos 60° / √(15² + 9²))
    walls = [shapely.box(18, -1, 27, 1e5), shapely.box(-21, -1, -12, 1e5)]
    row = north(town(*((wall, 9 + EYE) for wall in walls)), rays=3600, radius_m=1e6)

    def side(rise):
        long = math.hypot(15, rise)
        return 2 * (math.asin(rise / long) - math.asin(rise * math.cos(H) / long)) / WHOLE

    assert row["sky_pct"] == pytest.approx(100 * (0.5 - side(9)), abs=0.05)
    assert row["ground_pct"] == pytest.approx(100 * (0.5 - side(EYE)), abs=0.05)
    assert math.isnan(north(town((walls[0], 9 + EYE)), radius_m=50)["nearest_m"])  # 15 / sin 15° = 58 m


def test_window_that_faces_a_corner():
    #       ╱╲      the corner 30 m ahead; each wall lies p = 30 / √2 from the eye, its foot at 45°:
    #      ╱  ╲     ∫ r cos(θ + 45°) / √(p² + r² cos²(θ + 45°)) dθ from 0 to 45°
    #     ╲    ╱
    #      ╲  ╱     = arcsin(r / √(p² + r²)) − arcsin(r sin 45° / √(p² + r²))
    #       ╲╱
    #       ┴       eye
    square = shapely.Polygon([(3, 30), (2003, 2030), (3, 4030), (-1997, 2030)])
    rise, p = 15.0, 30 / math.sqrt(2)
    row = north(town((square, rise + EYE)), rays=1200)
    long = math.hypot(p, rise)
    above = 2 * (math.asin(rise / long) - math.asin(rise * math.sin(math.pi / 4) / long)) / WHOLE
    assert row["sky_pct"] == pytest.approx(100 * (0.5 - above), abs=0.1)
    assert row["nearest_m"] == pytest.approx(30, abs=0.05)


def crown_share(radius, distance):
    """A ball is a cap of half angle arcsin(radius / distance), whose solid angle is 2π (1 − cos)."""
    return 2 * math.pi * (1 - math.sqrt(1 - (radius / distance) ** 2)) / WHOLE


@pytest.mark.parametrize(("rays", "tolerance"), [(60, 0.3), (600, 0.05), (3600, 0.02)])
@pytest.mark.parametrize(("east", "distance", "radius"), [(0, 20, 4), (8, 25, 3), (-20, 20, 5)])
def test_crown_of_a_tree(rays, tolerance, east, distance, radius):
    trees = frame(shapely.Point(3 + east, distance), height=[11.5 + radius], radius=[radius])
    row = north(town(storeys=10, height=30), trees, storey=4, rays=rays)  # the eye is at 10.5 m
    whole = 100 * crown_share(radius, math.sqrt(east**2 + distance**2 + 1))  # the middle lies 1 m above the eye
    through = clauses.value("7.1.2", "permeability_pct", "tree") / 100
    assert row["green_pct"] == pytest.approx(whole * (1 - through), abs=tolerance)
    assert row["sky_pct"] + row["ground_pct"] == pytest.approx(100 - row["green_pct"], abs=0.01)
    assert "little_green" in row["flags"] if row["green_pct"] < 5 else "little_green" not in row["flags"]


def test_under_crowns_that_begin_higher_the_view_is_free():
    #  a wood from 40 to 80 m: its leaves begin 6 m above the ground, 4.5 above the eye, and end 20 m above the eye
    wood = frame(shapely.box(-5000, 40, 5000, 80), kind=["tree"], height=[21.5], crown_base=[6.0])
    through = clauses.value("7.1.2", "permeability_pct", "tree") / 100
    row = north(town(), wood)
    # from below its underside is seen from the far edge on
    green = 2 * (below(20, 40) - below(4.5, 80)) * (1 - through) / WHOLE
    assert row["green_pct"] == pytest.approx(100 * green, abs=0.02) and row["ground_pct"] == 50


def test_hedge_and_what_stands_behind_it():
    #  a hedge 10 m ahead without end, 0.5 m above the eye; behind it a wall that fills the view
    hedge = frame(shapely.box(-5000, 10, 5000, 11), kind=["绿篱"], height=[2.0])
    through = clauses.value("7.1.2", "permeability_pct", "shrub") / 100
    covered = 2 * (below(0.5, 10) + below(EYE, 10)) / WHOLE
    row = north(town(), hedge)
    assert row["green_pct"] == pytest.approx(100 * covered * (1 - through), abs=0.02)
    walled = north(town((shapely.box(-5000, 20, 5000, 29), 200)), hedge)
    assert walled["green_pct"] == row["green_pct"] and walled["sky_pct"] == 0
    ground = 0.5 - 2 * below(EYE, 10) / WHOLE  # before the hedge; behind it up to the wall, seen through the hedge
    ground += through * 2 * (below(EYE, 10) - below(EYE, 20)) / WHOLE
    assert walled["ground_pct"] == pytest.approx(100 * ground, abs=0.03)
    hidden = north(town((shapely.box(-5000, 8, 5000, 9), 200)), hedge)
    assert hidden["green_pct"] == 0


@pytest.mark.parametrize("layer", ["water", "grass"])
def test_what_lies_flat(layer):
    #  a strip from 20 to 60 m ahead, seen from the 5th storey of 3 m: 13.5 m above it
    strip = shapely.box(-5000, 20, 5000, 60)
    high = town(storeys=10, height=30)
    seen = 2 * (below(13.5, 20, H) - below(13.5, 60, H)) / WHOLE
    # where 13.5 / 20 · cos θ lies beyond tan 30° the strip begins outside of the field
    steep = math.acos(min(1, math.tan(V) * 20 / 13.5))
    outside = 2 * (below(13.5, 20, steep) - steep * math.sin(V)) / WHOLE
    row = north(high, frame(strip, kind=["grass"]), storey=5) if layer == "grass" else north(
        high, None, frame(strip), storey=5
    )  # fmt: skip
    assert row["green_pct" if layer == "grass" else "water_pct"] == pytest.approx(100 * (seen - outside), abs=0.05)
    assert row["sky_pct"] == 50


def test_what_stands_on_water_hides_the_water_behind_it():
    pool, pier = frame(shapely.box(-5000, 20, 5000, 60)), (shapely.box(-5000, 30, 5000, 40), 500)
    row = north(town(pier, storeys=10, height=30), None, pool, storey=2)
    assert row["water_pct"] == pytest.approx(100 * 2 * (below(4.5, 20) - below(4.5, 30)) / WHOLE, abs=0.02)
    free = north(town(storeys=10, height=30), None, pool, storey=2)
    assert free["water_pct"] == pytest.approx(100 * 2 * (below(4.5, 20) - below(4.5, 60)) / WHOLE, abs=0.02)


def test_roof_below_the_eye_and_its_garden():
    #  a podium 5 m high from 40 to 80 m; the eye of storey 5 is at 13.5 m: 13.5 above its foot, 8.5 above its roof
    podium = shapely.box(-5000, 40, 5000, 80)
    buildings = town((podium, 5), storeys=10, height=30)
    row = north(buildings, frame(shapely.Point(0, -500)), storey=5)
    assert row["building_pct"] == pytest.approx(100 * 2 * (below(13.5, 40) - below(8.5, 80)) / WHOLE, abs=0.02)
    garden = frame(podium.buffer(1), kind=["roof"])  # drawn a little larger than the roof
    green = north(buildings, garden, storey=5)
    # the garden is 1 m larger than its roof, and 1 m of it is seen before and behind
    assert green["green_pct"] == pytest.approx(100 * 2 * (below(8.5, 39) - below(8.5, 81)) / WHOLE, abs=0.02)
    assert green["sky_pct"] == row["sky_pct"]
    # a tower on the roof hides the garden behind it
    tower = town((podium, 5), (shapely.box(-5000, 50, 5000, 60), 400), storeys=10, height=30)
    hidden = north(tower, garden, storey=5)
    assert hidden["green_pct"] == pytest.approx(100 * 2 * (below(8.5, 39) - below(8.5, 50)) / WHOLE, abs=0.02)


@pytest.mark.parametrize(("inset", "near", "far"), [(0, 40, 80), (1, 41, 79), (9, 49, 71)])
def test_garden_within_its_roof_is_seen_over_the_eaves(inset, near, far):
    #  the podium of 5 m from above: the eye is 8.5 m above the roof; eaves at 40 and 80 m, the garden within them
    podium = shapely.box(-5000, 40, 5000, 80)
    garden = frame(shapely.box(-5000, 40 + inset, 5000, 80 - inset), kind=["roof"])
    row = north(town((podium, 5), storeys=10, height=30), garden, storey=5)
    green = 2 * (below(8.5, near) - below(8.5, far)) / WHOLE
    assert row["green_pct"] == pytest.approx(100 * green, abs=0.02)
    both = 2 * (below(13.5, 40) - below(8.5, 80)) / WHOLE  # wall, eaves and garden
    assert row["building_pct"] == pytest.approx(100 * (both - green), abs=0.02)
    # a wall 20 m ahead that is as high as the eye hides them
    walled = town((podium, 5), (shapely.box(-5000, 20, 5000, 21), 13.5), storeys=10, height=30)
    assert north(walled, garden, storey=5)["green_pct"] == 0
    # one of 10 m hides what lies lower than 3.5 ÷ 21 below the eye: 8.5 ÷ 51 from 51 m on it is seen
    walled = town((podium, 5), (shapely.box(-5000, 20, 5000, 21), 10), storeys=10, height=30)
    seen = 2 * (below(8.5, max(near, 51)) - below(8.5, far)) / WHOLE
    assert north(walled, garden, storey=5)["green_pct"] == pytest.approx(100 * seen, abs=0.02)


def test_what_lies_flat_is_not_seen_from_below():
    #  a roof of 30 m, its garden drawn 1 m larger, above an eye at 1.5 m; a lawn and a pond on a hill of 10 m
    house = shapely.box(-20, 40, 20, 80)
    bare = north(town((house, 30)), frame(kind=[]), frame())
    row = north(town((house, 30)), frame(house.buffer(1), kind=["roof"]), frame())
    assert row[SHARE_FIELDS].tolist() == bare[SHARE_FIELDS].tolist() and row["green_pct"] == 0
    hill = {"geometry": [shapely.box(-50, 30, 50, 60)], "ground_z": [10.0]}
    row = north(town(), geopandas.GeoDataFrame({"kind": ["grass"], **hill}), geopandas.GeoDataFrame(hill))
    assert row[["sky_pct", "green_pct", "water_pct", "ground_pct"]].tolist() == [50, 0, 0, 50]


def test_buildings_that_rise_out_of_a_wood_are_no_wood():
    #  eye at 22.5 m; a wood of 8 m from 20 to 400 m, drawn through a wall of 100 m that stands at 50 m: trees are seen
    #  from 22.5 / 20 cos θ, or −30° where that lies below the field, up to 14.5 / 50 cos θ; behind the wall nothing
    wall = (shapely.box(-5000, 50, 5000, 60), 100)
    buildings = town(wall, storeys=10, height=30)
    drawn = [frame(shapely.box(-5000, 20, 5000, far), kind=["tree"], height=[8.0]) for far in (400, 50)]
    whole, cut = (north(buildings, each, storey=8) for each in drawn)
    assert whole[SHARE_FIELDS].dropna().tolist() == cut[SHARE_FIELDS].dropna().tolist()
    edge = math.acos(math.tan(V) * 20 / 22.5)
    covered = 2 * (below(22.5, 20) - below(22.5, 20, edge) + edge * math.sin(V) - below(14.5, 50)) / WHOLE
    through = clauses.value("7.1.2", "permeability_pct", "tree") / 100
    assert whole["green_pct"] == pytest.approx(100 * covered * (1 - through), abs=0.02)
    assert whole["flags"] == "no_sky,mostly_buildings"


def test_eye_over_a_lower_building():
    #  a tower on a podium that reaches 10 m beyond it: the roof begins under the window
    podium = (shapely.box(-5000, -20, 5000, 10), 6)
    row = north(town(podium, storeys=10, height=30), storey=5)
    # 7.5 m above the roof, whose edge is 10 m ahead: below −arctan(0.75 cos θ), or −30°, which it is not everywhere
    edge = math.acos(math.tan(V) / 0.75)
    ground = 2 * (below(7.5, 10, H) - below(7.5, 10, edge) + edge * math.sin(V)) / WHOLE
    assert row["building_pct"] == pytest.approx(100 * (0.5 - ground), abs=0.05)


# Own walls


def test_courtyard_windows_see_their_own_building():
    #  a ring of 6 storeys around a courtyard of 18 × 18 m: windows look 18 m across
    ring = shapely.Polygon(shapely.box(0, 0, 50, 50).exterior, [shapely.box(16, 16, 34, 34).exterior])
    rows = window_view.window_view(frame(ring, height=[18.0], storeys=[6]), storeys="1", rays=600).windows
    inner = rows[rows["x"].between(15.9, 34.1) & rows["y"].between(15.9, 34.1)]
    assert len(inner) == 12
    # 3 m from a corner the side wall is in the centre: 3 / sin 14.9° = 11.67 m, along the outermost ray within 15°
    assert set(inner["nearest_m"]) == {18.0, 11.67} and set(inner["flags"]) == {"no_sky,near_obstruction"}
    outer = rows.drop(inner.index)
    assert set(outer["sky_pct"]) == {50.0} and set(outer["flags"]) == {""}


def test_wing_of_an_l_hides_half_the_view():
    #  ┌──┐       the window at 9, 0 … of the long wing sees the short wing to its left
    #  │  └────┐
    #  └───────┘
    shape = shapely.Polygon([(0, 0), (60, 0), (60, 10), (10, 10), (10, 500), (0, 500)])
    rows = window_view.window_view(frame(shape, height=[600.0], storeys=[200]), storeys="1", rays=600).windows
    facing = rows[(rows["azimuth"] == 0) & (rows["y"] < 11)].sort_values("x")
    assert facing["building_pct"].is_monotonic_decreasing and facing["building_pct"].iloc[0] > 25
    assert facing["sky_pct"].iloc[-1] < 50


def test_a_thin_skin_around_a_building_has_the_windows():
    #  outlines of one house 0.2 m apart: the inner walls look out above the skin only
    inner, skin = shapely.box(0, 0, 6, 6), shapely.box(-0.2, -0.2, 6.2, 6.2)
    rows = window_view.window_view(frame(inner, skin, height=[9.0, 6.0], storeys=[3, 2])).windows
    assert rows.groupby("building_row")["storey"].unique().map(list).tolist() == [[3], [1, 2]]
    assert len(rows) == 12 and rows["nearest_m"].isna().all() and set(rows["sky_pct"]) == {50}


def test_no_window_in_a_party_wall_but_above_the_neighbour():
    row = frame(shapely.box(0, 0, 6, 6), shapely.box(6, 0, 12, 6), height=[30.0, 12.0], storeys=[10, 4])
    rows = window_view.window_view(row).windows
    between = rows[(rows["azimuth"] == 90) & (rows["building_row"] == 0)]
    assert between["storey"].tolist() == [5, 6, 7, 8, 9, 10]  # the eye of storey 4 is at 10.5 m, below 12 m
    assert rows[(rows["azimuth"] == 270) & (rows["building_row"] == 1)].empty


# Heights


def test_eyes_are_in_their_storey():
    house = frame(shapely.box(0, 0, 6, 6), height=[40.0], storeys=[10], ground_z=[25.0])
    rows = window_view.window_view(house, storeys="1,3").windows
    assert sorted(set(rows["z"])) == [26.5, 34.5]  # 25 + 1.5; 25 + 2 · 4 + 1.5


def test_heights_that_are_stated_and_not():
    table = pd.DataFrame(
        {"height": ["30 m", None, 35, None, 0, 20], "storeys": ["10F/2D", 4, None, None, None, "多层"]}
    )
    found = heights_of(table, np.zeros(6), 3.5)
    np.testing.assert_array_equal(found.top_z, [30, 14, 35, np.nan, np.nan, 20])
    np.testing.assert_array_equal(found.storeys, [10, 4, 10, np.nan, np.nan, np.nan])
    assert found.from_storeys.tolist() == [False, True, False, False, False, False]


def test_ground_level_lifts_buildings_and_what_stands_beside_them():
    wall = shapely.box(-5000, 40, 5000, 49)
    level = north(town((wall, 21.5)))
    lifted = north(town((wall, 21.5)).assign(ground_z=100.0))
    assert level[SHARE_FIELDS].tolist() == pytest.approx(lifted[SHARE_FIELDS].tolist(), nan_ok=True)
    # the same top from a ground 10 m higher: the slope below it hides the sky down to the horizon
    uphill = north(town((wall, 11.5)).assign(ground_z=[0.0, 10.0]))
    assert (uphill["sky_pct"], uphill["ground_pct"]) == (level["sky_pct"], 50)
    strip, trees = shapely.box(-5000, 20, 5000, 39), shapely.Point(3, 30)
    green = frame(strip, trees, kind=["grass", "tree"], height=[None, 9.0], radius=[None, 3.0])
    found = [north(town((wall, 21.5)).assign(ground_z=z), green)["green_pct"] for z in (0.0, 100.0)]
    assert found[0] == found[1] > 4


def test_a_building_without_ground_level_stands_on_that_of_the_nearest():
    #  two houses 24 m apart at 100 m, of which one does not say so: each sees the other
    pair = frame(shapely.box(0, 0, 6, 6), shapely.box(0, 30, 6, 36), height=[6.0, 6.0], storeys=[2, 2])
    result = window_view.window_view(pair.assign(ground_z=[100.0, None]), storeys="1")
    assert set(result.windows["z"]) == {101.5} and result.counts["ground_of_nearest"] == 1
    assert sorted(result.windows["nearest_m"].dropna().round(1)) == [24.0, 24.0]
    level = window_view.window_view(pair.assign(ground_z=[None, None]), storeys="1")
    assert set(level.windows["z"]) == {1.5} and level.counts["ground_of_nearest"] == 0


# What is not known


def test_a_building_of_unknown_height_makes_what_it_hides_unknown():
    wall = shapely.box(-5000, 40, 5000, 49)
    row = north(town((wall, None)))
    assert row["state"] == "missing" and row[SHARE_FIELDS[:5]].isna().all() and row["flags"] == ""
    assert row["unknown_pct"] == pytest.approx(100 * (0.5 + 2 * below(EYE, 40) / WHOLE), abs=0.02)
    assert math.isnan(row["nearest_m"])
    # behind a wall that fills the view it does no harm, nor behind the window
    assert north(town((wall, None), (shapely.box(-5000, 20, 5000, 29), 200)))["state"] == "measured"
    assert north(town((shapely.box(0, -60, 6, -50), None)))["state"] == "measured"
    result = window_view.window_view(town((wall, None)), storeys="1")
    assert result.counts["unknown_rows"].tolist() == [1] and result.n_missing == 3  # but for the south
    assert result.buildings["state"].tolist() == ["measured", "missing"]
    assert result.buildings["n_windows"].tolist() == [4, 0]


def test_unknown_storeys_make_no_windows_but_a_height_stands_in_the_view():
    buildings = town((shapely.box(-5000, 20, 5000, 29), 200)).assign(storeys=[1, "多层"])
    result = window_view.window_view(buildings)
    assert result.counts["without_storeys"] == 1 and set(result.windows["building_row"]) == {0}
    assert result.windows["nearest_m"].min() == 20


def test_without_a_layer_its_share_is_unknown_and_nothing_is_flagged_for_it():
    row = north(town())
    assert math.isnan(row["green_pct"]) and math.isnan(row["water_pct"]) and row["flags"] == ""
    assert row[["sky_pct", "building_pct", "ground_pct"]].sum() == 100
    row = north(town(), frame(kind=[]), frame())
    assert row["green_pct"] == 0 and row["water_pct"] == 0 and row["flags"] == "little_green"


def test_plants_without_figures_are_assumed_and_counted():
    green = frame(
        shapely.Point(0, 30), shapely.Point(9, 30), shapely.MultiPoint([(3, 40), (3, 50)]),
        shapely.box(0, 60, 9, 69), shapely.box(0, 80, 9, 89), shapely.box(0, 90, 9, 99), shapely.Point(1, 1),
        kind=["树", None, "乔木", None, "?", "roof", "grass"], height=[10, None, 8, 6, None, None, None],
        crown_diameter=[6, None, None, None, None, None, None],
    )  # fmt: skip
    result = window_view.window_view(town(), green)
    assert result.counts["assumed_radius"] == 2 and result.counts["assumed_height"] == 1
    assert result.counts["without_kind"] == 2  # a wood of 6 m, and grass
    assert result.counts["roofs_apart"] == 1 and result.counts["left_out"] == 1
    stated = window_view.window_view(town(), frame(shapely.Point(3, 20), height=[8.0], radius=[2.5]))
    assumed = window_view.window_view(town(), frame(shapely.Point(3, 20)))
    assert stated.windows["green_pct"].tolist() == assumed.windows["green_pct"].tolist()


@pytest.mark.parametrize(
    ("options", "parameter"),
    [
        ({"spacing_m": 0}, "SPACING"), ({"radius_m": -1}, "RADIUS"), ({"field_h_deg": 91}, "FIELD_H"),
        ({"field_v_deg": 0}, "FIELD_V"), ({"field_v_deg": math.nan}, "FIELD_V"), ({"rays": 0}, "RAYS"),
        ({"storeys": "top"}, "STOREYS"), ({"storey_height_m": 0}, "STOREY_HEIGHT"), ({"eye_height_m": 0}, "EYE_HEIGHT"),
        ({"spacing_m": math.inf}, "SPACING"),
    ],
)  # fmt: skip
def test_refused(options, parameter):
    with pytest.raises(InputError, match=parameter):
        window_view.window_view(town(), **options)


# Figures


def test_flags_at_their_bounds(monkeypatch):
    #  sky > 0, building ≤ 70, nearest ≥ 20, green ≥ 5 are free of flags
    def flags(**values):
        table = pd.DataFrame({name: [values.get(name, 30.0)] for name in FLAGS.values()})
        return [flag for flag, field in FLAGS.items() if window_view._outside(table[field], field)[0]]

    assert flags() == []
    assert flags(sky_pct=0.0) == ["no_sky"] and flags(sky_pct=0.01) == []
    assert flags(building_pct=70.0) == [] and flags(building_pct=70.01) == ["mostly_buildings"]
    assert flags(nearest_m=20.0) == [] and flags(nearest_m=19.99) == ["near_obstruction"]
    assert flags(green_pct=5.0) == [] and flags(green_pct=4.99) == ["little_green"]
    assert flags(sky_pct=math.nan, nearest_m=math.nan, green_pct=math.nan, building_pct=math.nan) == []


@pytest.mark.parametrize(
    ("options", "nearest"), [({"rays": 2}, 11.55), ({"rays": 4, "field_h_deg": 90}, 10.82), ({"rays": 1}, 10.0)]
)
def test_few_rays_do_not_miss_what_stands_before_the_window(options, nearest):
    #  none of 2 rays at ±30°, or of 4 at ±22.5° and ±67.5°, lies within ±15°: 10 / cos 30° = 11.55, 10 / cos 22.5°
    row = north(town((shapely.box(-500, 10, 500, 12), 100)), **options)
    assert row["nearest_m"] == nearest and "near_obstruction" in row["flags"]


def test_what_is_below_the_field_of_view_is_not_in_its_centre():
    #  a kerb of 0.2 m, 10 m ahead: 1.3 / 10 is 7.4° below the horizon, outside of ±3°
    kerb = (shapely.box(-500, 10, 500, 12), 0.2)
    assert north(town(kerb))["nearest_m"] == 10
    narrow = north(town(kerb), field_v_deg=3)
    assert math.isnan(narrow["nearest_m"]) and narrow["building_pct"] == 0 and narrow["flags"] == ""


@given(st.lists(st.floats(0, 1), min_size=6, max_size=6).filter(lambda row: sum(row) > 0.01))
def test_percentages_add_up_to_a_hundred(row):
    shares = np.array([row]) / sum(row)
    found = hundredths(shares)
    assert round(found.sum(), 6) == 100 and (np.abs(found - 100 * shares) < 0.01).all()
    assert (found[shares == 0] == 0).all()


def test_means_of_a_building_by_hand():
    #  two storeys; the lower has a wall 10 m before its north window (flagged: no sky, near, mostly buildings)
    wall = shapely.box(-5000, 10, 5000, 12)
    buildings = town((wall, 200), storeys=2, height=6)
    result = window_view.window_view(buildings, storeys="1")
    rows = result.windows[result.windows["building_row"] == 0]
    first = result.buildings.iloc[0]
    assert (first["n_windows"], first["n_measured"]) == (4, 4)
    assert first["sky_pct"] == pytest.approx(rows["sky_pct"].mean(), abs=0.011)
    known = first[SHARE_FIELDS].dropna()
    assert list(known.index) == ["sky_pct", "building_pct", "ground_pct", "unknown_pct"]
    assert round(known.sum(), 2) == 100
    assert first["n_flags"] == rows["n_flags"].sum() and first["worst_storey"] == 1
    assert first["flagged_pct"] == 100 * (rows["n_flags"] > 0).mean()
    assert first["nearest_m"] == rows["nearest_m"].min() == 10


def test_worst_storey_has_most_flags_then_least_sky_then_is_lowest():
    open_ = window_view.window_view(town(storeys=4, height=12)).buildings.iloc[0]
    assert open_["worst_storey"] == 1 and open_["flagged_pct"] == 0  # all alike
    # a wall of 6 m, 15 m away: storeys 1 and 2 look at it in the middle of their view, 3 and 4 over it
    walled = window_view.window_view(town((shapely.box(-500, 15, 500, 20), 6), storeys=4, height=12)).buildings.iloc[0]
    assert walled["worst_storey"] == 1


def test_nothing_to_look_out_of():
    result = window_view.window_view(frame(shapely.box(0, 0, 2, 2), height=[3.0], storeys=[1]))
    assert (result.n_windows, result.n_missing) == (0, 0) and math.isnan(result.flagged_pct)
    assert result.buildings["state"].tolist() == ["missing"] and result.windows.empty


# Properties and a judge


def random_town(seed, n=14):
    random = np.random.default_rng(seed)
    x, y = random.uniform(0, 120, (2, n))
    w, h, turn = *random.uniform(6, 22, (2, n)), random.uniform(0, 90, n)
    shapes = [shapely.affinity.rotate(shapely.box(*each), angle) for *each, angle in zip(x, y, x + w, y + h, turn)]
    buildings = frame(*shapes, height=random.uniform(4, 40, n), storeys=random.integers(1, 6, n))
    green = [shapely.Point(xy) for xy in random.uniform(0, 140, (10, 2))]
    green += [shapely.box(*xy, *(xy + size)) for xy, size in zip(*random.uniform(5, 90, (2, 4, 2)))]
    kinds = ["tree"] * 7 + ["shrub"] * 3 + ["tree", "shrub", "grass", "grass"]
    greenery = frame(*green, kind=kinds, height=random.uniform(2, 14, 14), radius=random.uniform(1, 6, 14))
    built = shapely.union_all(shapes)
    greenery = greenery.assign(geometry=shapely.difference(greenery.geometry.to_numpy(), built))
    free = shapely.distance(greenery.geometry.to_numpy(), built) > greenery["radius"]  # no crown over a roof
    free = ~greenery.geometry.is_empty & (free | (greenery.geometry.geom_type != "Point"))
    greenery = greenery[free].reset_index(drop=True)
    return buildings, greenery, frame(shapely.box(20, 60, 90, 75))


def casted(row, buildings, greenery, water, rays=12, levels=400):
    """Return the shares of a window from single rays: each is followed to what it meets first.

    Crossings come from shapely's intersection of the ray with each outline, heights from elementary arithmetic.
    """
    through = {kind: clauses.value("7.1.2", "permeability_pct", kind) / 100 for kind in ("tree", "shrub")}
    shares = dict.fromkeys(["sky", "green", "building", "water", "ground"], 0.0)
    sines = ((np.arange(levels) + 0.5) / levels * 2 - 1) * math.sin(V)
    slopes = sines / np.sqrt(1 - sines**2)
    plants = list(zip(*(greenery[name] for name in ("geometry", "kind", "height", "radius"))))
    for ray in range(rays):
        angle = math.radians(row["azimuth"] - 60 + (ray + 0.5) * 120 / rays)
        far = row["x"] + 500 * math.sin(angle), row["y"] + 500 * math.cos(angle)
        line = shapely.LineString([(row["x"], row["y"]), far])
        tops = zip(buildings.geometry, buildings["height"] - row["z"])
        walls = [(*at, top) for shape, top in tops for at in over(line, shape)]
        hedges = [
            (*at, height - row["z"], kind)
            for shape, kind, height, _ in plants
            if shape.geom_type != "Point" and kind != "grass"
            for at in over(line, shape)
        ]
        lying = [("water", at) for shape in water.geometry for at in over(line, shape)]
        lying += [("green", at) for shape, kind, *_ in plants if kind == "grass" for at in over(line, shape)]
        crowns = [
            (*meets_crown(row, angle, slopes, shape, height, radius), kind)
            for shape, kind, height, radius in plants
            if shape.geom_type == "Point"
        ]
        for number, slope in enumerate(slopes):
            end, limit = "sky", 500.0
            if slope < 0:
                limit = min(500.0, -row["z"] / slope)
                end = next((name for name, (near, far) in lying if near <= -row["z"] / slope <= far), "ground")
            wall = min((met(slope, *each) for each in walls), default=math.inf)
            if wall < limit:
                end, limit = "building", wall
            light = 1.0
            for near, far, top, kind in hedges:
                light *= through[kind] if met(slope, near, far, top) < limit else 1
            for hit, middle, kind in crowns:
                light *= through[kind] if hit[number] and middle < limit else 1
            shares[end] += light
            shares["green"] += 1 - light
    return {name: 100 * value / rays / levels for name, value in shares.items()}


def over(line, shape):
    """Where a ray enters and leaves an outline, in metres along it."""
    crossing = line.intersection(shape)
    pieces = [piece for piece in getattr(crossing, "geoms", [crossing]) if piece.length > 1e-6]
    return [sorted(math.dist(line.coords[0], end) for end in (piece.coords[0], piece.coords[-1])) for piece in pieces]


def met(slope, near, far, top):
    """How far away a ray meets a prism, at its wall or, falling, on its top; infinite where it does not."""
    if slope * near < top:
        return near
    return top / slope if slope * far < top else math.inf


def meets_crown(row, angle, slopes, shape, height, radius):
    """Which rays of a fan of slopes meet a spheroid, and how far ahead its middle is."""
    half = min(radius, height / 2)
    way = np.column_stack([np.full(len(slopes), math.sin(angle)), np.full(len(slopes), math.cos(angle)), slopes])
    way /= [radius, radius, half]
    middle = np.array([shape.x - row["x"], shape.y - row["y"], height - half - row["z"]]) / [radius, radius, half]
    along = np.maximum(way @ middle / (way * way).sum(axis=1), 0)
    hit = np.linalg.norm(middle - along[:, None] * way, axis=1) < 1
    return hit, (shape.x - row["x"]) * math.sin(angle) + (shape.y - row["y"]) * math.cos(angle)


@settings(max_examples=4, deadline=None)
@given(st.integers(0, 10_000))
def test_single_rays_say_the_same(seed):
    scene = random_town(seed)
    rows = window_view.window_view(*scene, rays=12).windows
    for _, row in rows.sample(3, random_state=seed).iterrows():
        judged = casted(row, *scene)
        found = {name: row[f"{name}_pct"] for name in judged}
        assert found == pytest.approx(judged, abs=1.0)


@settings(max_examples=4, deadline=None)
@given(st.integers(0, 10_000), st.floats(0, 360), st.floats(-500, 500))
def test_turning_and_moving_changes_nothing(seed, angle, shift):
    turn = math.radians(angle)
    matrix = np.array([[math.cos(turn), math.sin(turn)], [-math.sin(turn), math.cos(turn)]])
    before = random_town(seed)
    after = [
        each.assign(geometry=shapely.transform(each.geometry.to_numpy(), lambda xy: xy @ matrix.T + shift))
        for each in before
    ]
    found, other = (window_view.window_view(*scene).windows for scene in (before, after))
    assert len(found) == len(other)
    xy = found[["x", "y"]].to_numpy() @ matrix.T + shift
    left, right = (
        pd.DataFrame({"x": xy_[:, 0].round(2), "y": xy_[:, 1].round(2), "n": rows["storey"], "i": rows.index})
        for xy_, rows in ((xy, found), (other[["x", "y"]].to_numpy(), other))
    )
    tree = shapely.STRtree(shapely.points(left[["x", "y"]].to_numpy()))
    apart = 0
    for row in right.itertuples():
        near = tree.query(shapely.Point(row.x, row.y).buffer(0.05))
        (match,) = [i for i in near if left["n"].iloc[i] == row.n][:1] or [None]
        shares = found.loc[match, SHARE_FIELDS].to_numpy(float) - other.loc[row.i, SHARE_FIELDS].to_numpy(float)
        apart += np.abs(shares).max() > 0.02
    # a ray that meets a corner exactly may fall on its other side; such windows are few
    assert apart <= max(1, len(right) // 50)


def test_order_of_features_changes_nothing():
    buildings, greenery, water = random_town(7, 30)
    random = np.random.default_rng(1)
    found = window_view.window_view(buildings, greenery, water)
    order, other = random.permutation(len(buildings)), random.permutation(len(greenery))
    shuffled = window_view.window_view(buildings.iloc[order].reset_index(drop=True), greenery.iloc[other], water)
    columns = [name for name in found.windows if name != "building_row"]
    pd.testing.assert_frame_equal(found.windows[columns], shuffled.windows[columns], check_exact=True)
    assert order[shuffled.windows["building_row"]].tolist() == found.windows["building_row"].tolist()
    mean = ["sky_pct", "green_pct", "n_flags", "worst_storey"]
    pd.testing.assert_frame_equal(
        found.buildings.iloc[order][mean].reset_index(drop=True), shuffled.buildings[mean], check_exact=True
    )


def test_mirrored_towns_have_mirrored_views():
    buildings, greenery, water = random_town(3)
    mirrored = [
        each.assign(geometry=shapely.transform(each.geometry.to_numpy(), lambda xy: xy * [-1, 1]))
        for each in (buildings, greenery, water)
    ]
    found = window_view.window_view(buildings, greenery, water).buildings
    other = window_view.window_view(*mirrored).buildings
    for name in SHARE_FIELDS:
        np.testing.assert_allclose(found[name], other[name], atol=0.3)


def test_batches_change_nothing(monkeypatch):
    scene = random_town(11, 20)
    whole = window_view.window_view(*scene)
    monkeypatch.setattr("multiground.urbanform.view_fans._EDGES", 50)
    monkeypatch.setattr("multiground.urbanform.view_fans._PLACES", 7)
    monkeypatch.setattr("multiground.urbanform.view_fans._RAYS", 240)
    monkeypatch.setattr("multiground.urbanform.view_shares._SPANS", 100)
    monkeypatch.setattr("multiground.urbanform.view_shares._RAYS", 180)
    pd.testing.assert_frame_equal(whole.windows, window_view.window_view(*scene).windows, check_exact=True)


def test_more_rays_make_smaller_batches():
    #  at 3600 rays 15,360 // 3,600 = 4 places at a time, or 5 where the first of the next begins within
    houses = frame(*shapely.box(range(0, 400, 20), 0, range(6, 406, 20), 6))
    fan = view_fans.Fan(H, 3600, 500.0)
    seen = view_fans.plan(houses.geometry.to_numpy(), np.zeros((0, 2)), np.zeros(0))
    batches = list(view_fans.spans_steps(np.arange(0, 400.0, 20), np.full(20, -9.0), np.zeros(20), fan, seen))
    assert max(last - first for first, last, _ in batches) <= 5
    assert [first for first, _, _ in batches[1:]] == [last for _, last, _ in batches[:-1]]


def test_more_rays_come_closer():
    scene = random_town(5, 25)
    exact = window_view.window_view(*scene, rays=2400).windows[SHARE_FIELDS].to_numpy(float)
    errors = []
    for rays in (15, 30, 60, 120, 240):
        found = window_view.window_view(*scene, rays=rays).windows[SHARE_FIELDS].to_numpy(float)
        errors.append(np.nanmean(np.abs(found - exact)))
    assert errors == sorted(errors, reverse=True) and errors[2] < 0.5 and errors[4] < errors[0] / 8


def test_long_work_comes_in_steps():
    buildings, greenery, water = random_town(5, 25)
    windows = steps.finish(windows_steps(buildings))
    shares, work = [], views_of_steps(windows, greenery, water)
    while True:
        try:
            shares.append(next(work))
        except StopIteration as stop:
            assert stop.value.n_windows == len(windows.place)
            break
    assert shares == sorted(shares) and shares[0] >= 0 and shares[-1] < 1


@pytest.mark.skipif(not DATA, reason="the real districts are not here")
def test_tokyo_otemachi():
    from osgeo import ogr

    dataset = ogr.Open(str(pathlib.Path(DATA) / "tokyo_otemachi.gpkg"))  # its layers end with it
    features = list(dataset.GetLayerByName("buildings"))
    rows = [(bytes(feature.GetGeometryRef().ExportToIsoWkb()), feature["height"]) for feature in features]
    shapes = shapely.force_2d(shapely.from_wkb([wkb for wkb, _ in rows]))
    buildings = geopandas.GeoDataFrame({"height": [height for _, height in rows]}, geometry=shapes)
    middle = shapely.Point(-5900, -34800).buffer(250)
    windows = steps.finish(windows_steps(buildings, spacing_m=30, storeys="1,10,20"))
    near = shapely.intersects_xy(middle, windows.places.x, windows.places.y)[windows.place]
    few = windows._replace(place=windows.place[near], storey=windows.storey[near], eye_z=windows.eye_z[near])
    result = steps.finish(views_of_steps(few))
    shares = result.windows[["sky_pct", "building_pct", "ground_pct"]]
    assert result.n_windows > 300 and result.n_missing == 0
    assert (shares.sum(axis=1).round(2) == 100).all() and (shares >= 0).all(axis=None)
    by_storey = result.windows.groupby("storey")["sky_pct"].mean()
    assert by_storey[1] < by_storey[10] < by_storey[20]
