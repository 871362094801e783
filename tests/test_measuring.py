"""Which CRS a frame is measured in, and that its metres are metres."""

import geopandas
import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from multiground.urbanform import measuring

GEOD = pyproj.Geod(ellps="WGS84")


def town(longitude, latitude, degrees=0.01, **columns):
    """A frame of three plots in a square of about a kilometre, in degrees."""
    x, y, d = longitude, latitude, degrees
    plots = [shapely.box(x, y, x + d, y + d / 2), shapely.Polygon([(x, y + d), (x + d, y + d), (x, y + d / 2)])]
    hole = shapely.box(x + d / 2, y + d / 2, x + d, y + d * 0.9).difference(shapely.Point(x + d, y + d).buffer(d / 4))
    return geopandas.GeoDataFrame(columns, geometry=[*plots, hole], crs="EPSG:4326")


def true_areas(frame):
    return np.array([abs(GEOD.geometry_area_perimeter(shape)[0]) for shape in frame.to_crs(4326).geometry])


def true_lengths(frame):
    return np.array([GEOD.geometry_length(shape.boundary) for shape in frame.to_crs(4326).geometry])


def local(crs):
    """Tell whether a CRS is a transverse Mercator made for the data."""
    return crs.to_epsg() is None and crs.coordinate_operation.method_name == "Transverse Mercator"


# A projected CRS in metres is kept while its scale stays within 0.1 %


@pytest.mark.parametrize(
    ("epsg", "longitude", "latitude"),
    [
        (4547, 114.05, 22.53),  # CGCS2000, zone of 3° around 114° E: scale 1.00000
        (4547, 115.4, 22.53),  # at its edge: 1.0003
        (2326, 114.15, 22.28),  # Hong Kong
        (32650, 117.0, 40.0),  # UTM on its meridian: 0.9996
        (32650, 119.7, 40.0),  # 2.7° off: 1.0002
        (2154, 3.0, 46.5),  # a conic projection: 0.9990 … 1
        (25832, 9.0, 50.0),
    ],
)
def test_projected_crs_of_small_scale_error_is_kept(epsg, longitude, latitude):
    frame = town(longitude, latitude).to_crs(epsg)
    (plain,), crs = measuring.to_metres(frame)
    assert crs == frame.crs
    assert plain.crs is None
    assert shapely.equals(plain.geometry.to_numpy(), frame.geometry.to_numpy()).all()
    assert plain.area.to_numpy() == pytest.approx(true_areas(frame), rel=2.1e-3)


@pytest.mark.parametrize(
    ("epsg", "longitude", "latitude"),
    [
        (4547, 118.0, 22.53),  # 4° off: 1.0021
        (32650, 121.5, 31.0),  # Shanghai in the neighbour's zone: 1.0019
        (3035, 25.0, 60.0),  # equal areas, but not equal lengths
        (2263, -74.0, 40.7),  # New York, in feet
        (3395, 9.0, 50.0),  # Mercator: true on the equator only
    ],
)
def test_other_projected_crs_gives_way_to_a_local_one(epsg, longitude, latitude):
    frame = town(longitude, latitude).to_crs(epsg)
    (plain,), crs = measuring.to_metres(frame)
    assert local(crs)
    assert plain.area.to_numpy() == pytest.approx(true_areas(frame), rel=1e-5)


WEB_MERCATOR_BY_HAND = "+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +no_defs"


@pytest.mark.parametrize(
    "crs", ["EPSG:3857", "EPSG:3785", "ESRI:102100", WEB_MERCATOR_BY_HAND + " +nadgrids=@null +wktext"]
)
@pytest.mark.parametrize(("longitude", "latitude"), [(114.05, 22.53), (103.8, 1.3), (-0.005, -0.005)])
def test_web_mercator_never_qualifies(crs, longitude, latitude):
    # close to the equator its scale is near 1, and its areas are still off by 0.7 %
    frame = town(longitude, latitude).to_crs(crs)
    (plain,), measured = measuring.to_metres(frame)
    assert local(measured)
    expected = true_areas(town(longitude, latitude))
    assert plain.area.to_numpy() == pytest.approx(expected, rel=1e-5)


def test_web_mercator_without_a_code_does_not_qualify_either():
    frame = town(103.8, 1.3).to_crs(pyproj.CRS(WEB_MERCATOR_BY_HAND))
    _, crs = measuring.to_metres(frame)
    assert local(crs)


@pytest.mark.parametrize("epsg", [4326, 4490, 4258])
@pytest.mark.parametrize(("longitude", "latitude"), [(114.05, 22.53), (121.5, 31.2), (24.9, 60.2), (-70.7, -33.4)])
def test_geographic_crs_becomes_a_local_transverse_mercator(epsg, longitude, latitude):
    frame = town(longitude, latitude).set_crs(epsg, allow_override=True)
    (plain,), crs = measuring.to_metres(frame)
    assert local(crs)
    assert crs.geodetic_crs == frame.crs.geodetic_crs
    # the three reference ellipsoids differ by less than a hair
    assert plain.area.to_numpy() == pytest.approx(true_areas(frame), rel=1e-5)
    assert plain.boundary.length.to_numpy() == pytest.approx(true_lengths(frame), rel=1e-5)
    # centred on the data: the middle of its bounds is the origin
    assert np.abs(plain.total_bounds.reshape(2, 2).mean(axis=0)).max() < 5


@settings(deadline=None, max_examples=30)
@given(st.floats(-175, 175), st.floats(-75, 75), st.floats(0.001, 0.1))
def test_local_metres_agree_with_the_ellipsoid_anywhere(longitude, latitude, degrees):
    """Judge: geodesic areas and lengths."""
    frame = town(longitude, latitude, degrees)
    (plain,), _ = measuring.to_metres(frame)
    assert plain.area.to_numpy() == pytest.approx(true_areas(frame), rel=1e-5)
    assert plain.boundary.length.to_numpy() == pytest.approx(true_lengths(frame), rel=1e-5)


def test_two_projections_agree():
    frame = town(114.05, 22.53)
    (one,), _ = measuring.to_metres(frame.to_crs(4547))
    (other,), _ = measuring.to_metres(frame)
    assert one.area.to_numpy() == pytest.approx(other.area.to_numpy(), rel=1e-5)


# Frames that follow the main one


def test_other_frames_come_to_the_measuring_crs_of_the_main_one():
    main, other = town(114.05, 22.53).to_crs(4547), town(114.05, 22.53)
    (plain, followed), crs = measuring.to_metres(main, other)
    assert crs.to_epsg() == 4547
    assert followed.crs is None
    assert shapely.equals_exact(plain.geometry.to_numpy(), followed.geometry.to_numpy(), tolerance=0.001).all()
    (_, back), crs = measuring.to_metres(other, main)
    assert local(crs)
    assert back.area.to_numpy() == pytest.approx(true_areas(other), rel=1e-5)


def test_attributes_index_and_input_are_kept():
    frame = town(114.05, 22.53, plot=["a", "b", "c"])
    frame.index = [7, 3, 5]
    frame = frame.rename_geometry("outline")
    before = frame.copy()
    (plain,), _ = measuring.to_metres(frame)
    assert plain["plot"].to_dict() == {7: "a", 3: "b", 5: "c"}
    assert plain.geometry.name == "geometry"
    assert list(plain.columns) == ["plot", "geometry"]
    assert frame.crs.to_epsg() == 4326
    assert frame.equals(before)


@pytest.mark.parametrize("position", [0, 1])
def test_frame_without_a_crs_is_refused(position):
    frames = [town(114.05, 22.53), town(114.05, 22.53)]
    frames[position] = geopandas.GeoDataFrame(geometry=[shapely.box(0, 0, 1, 1)])
    with pytest.raises(ValueError, match="CRS"):
        measuring.to_metres(*frames)


@pytest.mark.parametrize("shapes", [[], [None], [shapely.Polygon()]])
def test_main_frame_without_a_place_is_refused_in_words(shapes):
    with pytest.raises(ValueError, match="empty"):
        measuring.to_metres(geopandas.GeoDataFrame(geometry=shapes, crs="EPSG:4326"), town(114.05, 22.53))
