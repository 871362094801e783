"""Walking over a whole city tile by tile gives what walking over the whole gives, to the last bit."""

import os
import pathlib

import geopandas
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from multiground.urbanform import city_walks, life_circle, measuring, network, pace, reach, walk_circles

DATA = pathlib.Path(os.environ.get("MULTIGROUND_DATA", "/nonexistent"))


def streets(number, seed, heights=False):
    """Lines between random places on a grid of 100 m, some of them bent, some up and down."""
    random = np.random.default_rng(seed)
    start = random.integers(0, 12, (number, 2))
    stop = start + random.integers(-1, 2, (number, 2))
    bend = (start + stop) / 2 + random.uniform(-0.2, 0.2, (number, 2))
    lines = shapely.linestrings(100.0 * np.stack([start, bend, stop], axis=1))
    columns = {"oneway": random.choice(["yes", None], number)}
    if heights:
        columns.update(z_from=random.choice([0.0, 6.0], number), z_to=random.choice([0.0, 6.0], number))
        columns["kind"] = random.choice(["footway", "stairs", "elevator"], number)
    return geopandas.GeoDataFrame(columns, geometry=lines)


def same(one, two):
    """Assert that two frames hold the same, coordinates included."""
    assert list(one) == list(two) and len(one) == len(two)
    for name in one:
        if name == "geometry":
            assert shapely.equals_exact(one.geometry.to_numpy(), two.geometry.to_numpy(), 0).all()
        else:
            np.testing.assert_array_equal(one[name].to_numpy(), two[name].to_numpy())


def test_walks_across_the_edges_of_tiles():
    """
    Tiles of 4 km:      0          |4000       |8000
    street:             0 ----------------------------- 12000
    origin and reach:           3900 ± 250    (3 min at 5 km/h: 3650 … 4150, in two tiles)
    """
    ends = [[(x, 0), (x + 500, 0)] for x in range(0, 12000, 500)]
    street = geopandas.GeoDataFrame(geometry=shapely.linestrings(ends))
    origin = geopandas.GeoDataFrame(geometry=[shapely.Point(3900, 0)])
    found = city_walks.walk_circles(origin, street, [3], with_pieces=True)
    assert found.circles["street_m"].tolist() == pytest.approx([500])
    assert shapely.union_all(found.reached.geometry.to_numpy()).bounds == pytest.approx((3650, 0, 4150, 0))


def test_minutes_to_the_only_cafe_of_three_tiles():
    """A cafe at 250 m: nodes at 0, 500, 900 m are 3, 3 and 7.8 minutes away, the last beyond 5."""
    street = geopandas.GeoDataFrame(geometry=shapely.linestrings([[(0, 0), (500, 0)], [(500, 0), (900, 0)]]))
    cafe = geopandas.GeoDataFrame({"category": ["cafe"]}, geometry=[shapely.Point(250, 0)])
    # the widest band, 10 minutes, decides how far is looked
    found = city_walks.minutes_to_facilities(street, cafe, bands={"cafe": 5, "bank": 10}, tile_m=250)
    assert found["x"].tolist() == [0, 500, 900]
    assert found["min_cafe"].tolist() == pytest.approx([3, 3, 7.8])
    assert np.isnan(found["min_bank"]).all()
    narrow = city_walks.minutes_to_facilities(street, cafe, bands={"cafe": 5}, tile_m=250)
    assert narrow["min_cafe"].tolist() == pytest.approx([3, 3, np.inf])


@pytest.mark.parametrize("order", [1, -1])
def test_origins_keep_their_order_whoever_is_first(order):
    street = geopandas.GeoDataFrame(geometry=[shapely.LineString([(0, 0), (9000, 0)])])
    origins = geopandas.GeoDataFrame(geometry=shapely.points([[8000, 0], [100, 0], [100, 5000]])[::order])
    found = city_walks.walk_circles(origins, street, [2, 4])
    assert found.circles["origin"].tolist() == [[0, 0, 1, 1], [1, 1, 2, 2]][order < 0]
    assert found.not_reached["origin"].tolist() == [[2], [0]][order < 0]


@given(st.integers(0, 10**6), st.booleans(), st.sampled_from([250.0, 300.0, 1000.0, 10_000.0]))
@settings(max_examples=25)
def test_no_figure_depends_on_the_tiles(seed, heights, tile_m):
    lines = streets(150, seed, heights)
    random = np.random.default_rng(seed)
    origins = geopandas.GeoDataFrame(geometry=shapely.points(random.uniform(-100, 1300, (40, 2))))
    options = {"max_snap_m": 80, "min_piece_m": 150}
    whole = walk_circles.walk_circles(origins, lines, [2, 5], **options)
    tiled = city_walks.walk_circles(origins, lines, [2, 5], tile_m=tile_m, **options)
    for one, two in zip(whole, tiled):
        same(one, two)


@given(st.integers(0, 10**6), st.booleans())
@settings(max_examples=25)
def test_minutes_equal_one_search_over_the_whole_city(seed, heights):
    """The judge is the search behind the checklist of offices, from offices at the nodes."""
    lines, random = streets(150, seed, heights), np.random.default_rng(seed)
    services = geopandas.GeoDataFrame(
        {"category": random.choice(["cafe", "bank", "nothing known"], 30)},
        geometry=shapely.points(random.uniform(0, 1200, (30, 2))),
    )
    bands = {"cafe": 4, "bank": 6}
    found = city_walks.minutes_to_facilities(lines, services, bands=bands, tile_m=250)
    whole = network.network(lines)[0]
    graph, entries = reach.graph(whole), life_circle.snapping.places(services)[0]
    distances = {"max_snap_m": 150, "exit_distance_m": 5, "min_piece_m": 200}
    doors, _ = life_circle.snapping.exits(life_circle.snapping.streets(whole), entries, pace.pace(), **distances)
    for name in bands:
        own = network.Exits(*(column[(services["category"] == name).to_numpy()[doors.place]] for column in doors))
        minutes = reach.minutes_to_nearest(graph, own)
        np.testing.assert_array_equal(found[f"min_{name}"], np.where(minutes <= 6, minutes, np.inf))


def test_frames_with_a_crs_come_back_in_it():
    street = geopandas.GeoDataFrame(geometry=[shapely.LineString([(500_000, 0), (509_000, 0)])], crs=32631).to_crs(4326)
    origin = geopandas.GeoDataFrame(geometry=shapely.points([[504_000, 0], [505_000, 0]]), crs=32631)
    found = measuring.measured(city_walks.walk_circles, origin, street, minutes=[3])
    assert found.circles.crs.to_epsg() == found.reached.crs.to_epsg() == 32631
    assert found.circles["street_m"].tolist() == pytest.approx([500, 500], rel=1e-3)


def test_series_of_places_are_brought_into_metres_too():
    """Left in degrees, the origin would stand 600 km from the street, or wrongly upon it."""
    street = geopandas.GeoSeries([shapely.LineString([(500_000, 0), (509_000, 0)])], crs=32631).to_crs(4326)
    origin = geopandas.GeoSeries(shapely.points([[504_000, 0], [505_000, 0]]), crs=32631).to_crs(4326)
    found = measuring.measured(city_walks.walk_circles, origin, street.to_frame("geometry"), minutes=[3])
    assert found.circles["street_m"].tolist() == pytest.approx([500, 500], rel=1e-3)
    assert measuring.measured(city_walks.walk_circles, origin, street, minutes=[3]).circles.crs.to_epsg() == 4326


@pytest.mark.skipif(not DATA.is_dir(), reason="MULTIGROUND_DATA names no folder of real districts")
def test_tokyo_on_three_levels_does_not_depend_on_the_tiles():
    (lines,), _ = measuring.to_metres(geopandas.read_file(DATA / "tokyo_otemachi.gpkg", layer="walk_edges"))
    (buildings,), _ = measuring.to_metres(geopandas.read_file(DATA / "tokyo_otemachi.gpkg", layer="buildings"))
    buildings = buildings.iloc[::200].reset_index(drop=True)
    for one, two in zip(
        walk_circles.walk_circles(buildings, lines), city_walks.walk_circles(buildings, lines, tile_m=500)
    ):
        same(one, two)
