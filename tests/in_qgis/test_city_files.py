"""City models through QGIS: GDAL as a judge of what is read, a package of one, and files that are refused."""

import pathlib
import sys

import pytest
from layers import AskedOften, layer, rows, run
from multiground.urbanform.city_models import read_city_model
from osgeo import ogr
from qgis.core import QgsProcessingException, QgsVectorLayer

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
from city_samples import box, building, city_gml, polygon  # noqa: E402
from test_city_models import HOUSE, lod1, said, sample_gml, sample_json  # noqa: E402

OUTPUTS = {"PACKAGE": "TEMPORARY_OUTPUT", "RECOGNISED": "TEMPORARY_OUTPUT"}


def import_(path, feedback=None, **parameters):
    return run("importplanningdata", {**OUTPUTS, "CITY_MODEL": str(path), **parameters}, feedback)


def imported(results):
    package = results["PACKAGE"].source().split("|")[0]
    return QgsVectorLayer(f"{package}|layername=buildings", "buildings", "ogr")


def test_gdal_reads_the_same_attributes_and_places(tmp_path):
    path = city_gml(
        tmp_path / "a.gml",
        building("house", said(3, 1, 9.5, "1120") + lod1(HOUSE, 5, 14.5)),
        building("tower", said(40, 4, 160) + lod1(box(30, 40, 55, 60), 5, 165)),
    )
    frame = read_city_model(path)[0]
    dataset = ogr.Open(str(path))
    for row, feature in zip(frame.itertuples(), dataset.GetLayer(0)):
        west, east, south, north, low, high = feature.GetGeometryRef().GetEnvelope3D()
        assert (row.building, row.storeys) == (feature["gml_id"], feature["storeysAboveGround"])
        assert (row.storeys_below, row.height) == (feature["storeysBelowGround"], feature["measuredHeight"])
        assert row.geometry.bounds == pytest.approx((west, south, east, north))
        assert (row.ground_z, row.ground_z + row.height) == pytest.approx((low, high))
        shape = feature.GetGeometryRef()
        faces = range(shape.GetGeometryCount())
        heights = [shape.GetGeometryRef(i).GetEnvelope3D()[4:] for i in faces]
        # what lies level is the bottom and the top
        area = sum(shape.GetGeometryRef(i).Area() for i in faces if heights[i][0] == heights[i][1]) / 2
        assert row.geometry.area == pytest.approx(area)
    assert row.building == "tower"


@pytest.mark.parametrize("name", ["a.gml", "城市.city.json", "a.city.jsonl"])
def test_a_package_of_a_city_model(provider, tmp_path, name):
    path = tmp_path / name
    writers = {".gml": sample_gml, ".json": sample_json().write, ".jsonl": sample_json().write_sequence}
    before = writers[path.suffix](path).read_bytes()
    made = imported(import_(path))
    assert made.crs().authid() == "EPSG:7415"
    found = rows(made)
    assert [row["storeys"] or None for row in found] == [3, 12, 4, 20, None, None]
    assert [row["building"] for row in found] == ["house", "ell", "B-1", "B-1", "bare", "odd"]
    areas = [round(feature.geometry().area(), 3) for feature in made.getFeatures()]
    assert areas == [60, 296, 200, 100, 50, 40]
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == [name]


def test_a_model_of_plateau_lies_in_tokyo_and_can_be_measured(provider, tmp_path):
    #  0.001° × 0.001° at 139.76° east, 35.68° north: 90.5 m × 111 m; latitude first in the file
    corners = [(x, y, 5) for x, y in box(139.76, 35.68, 139.761, 35.681)]
    outline = f"<gml:MultiSurface><gml:surfaceMember>{polygon([corners], 'yxz')}</gml:surfaceMember></gml:MultiSurface>"
    inner = said(12, 2, 45.5, usage=401) + f"<bldg:lod0RoofEdge>{outline}</bldg:lod0RoofEdge>"
    path = city_gml(tmp_path / "a.gml", building("bldg_1", inner), crs="http://www.opengis.net/def/crs/EPSG/0/6697")
    made = imported(import_(path))
    assert made.extent().center().x() == pytest.approx(139.7605)
    measured = run("buildingstoreys", {"BUILDINGS": made, "OUTPUT": "TEMPORARY_OUTPUT"})
    (row,) = rows(measured["OUTPUT"])
    assert (row["storeys"], row["grade"]) == (12, "excellent")
    (feature,) = imported(import_(path)).getFeatures()
    assert (feature["function"], feature["storeys_below"]) == ("office", 2)


def test_a_model_in_feet_tells_no_heights(provider, tmp_path):
    """A solid of 98 ft in the plane of New York, which is in feet: 98 would be read as metres."""
    inner = said(3) + lod1(HOUSE, 5, 103)
    (row,) = rows(imported(import_(city_gml(tmp_path / "a.gml", building("b", inner), crs="EPSG:2263"))))
    assert (row["storeys"], row["height"] or None, row["ground_z"] or None) == (3, None, None)


def test_degrees_that_are_no_latitudes_are_refused(provider, tmp_path):
    """EPSG:4166, Korean 1995, is not in the list of those whose latitude comes first; 139° is no latitude."""
    corners = [(x, y, 5) for x, y in box(35.68, 139.76, 35.681, 139.761)]
    outline = f"<gml:MultiSurface><gml:surfaceMember>{polygon([corners])}</gml:surfaceMember></gml:MultiSurface>"
    inner = f"<bldg:lod0FootPrint>{outline}</bldg:lod0FootPrint>"
    path = city_gml(tmp_path / "a.gml", building("b", inner), crs="urn:ogc:def:crs:EPSG::4166")
    with pytest.raises(QgsProcessingException, match="CITY_MODEL: .*longitude before latitude"):
        import_(path)


@pytest.mark.parametrize(("share", "found"), [(0.5, "city model|CityJSON"), (0.9, "city model|CityJSON")])
def test_a_truncated_model_is_refused_and_leaves_nothing(provider, tmp_path, share, found):
    path = sample_json().write(tmp_path / "a.city.json")
    path.write_bytes(path.read_bytes()[: int(share * path.stat().st_size)])
    with pytest.raises(QgsProcessingException, match=f"CITY_MODEL: found a.city.json .*ends too early.*{found}"):
        import_(path, PACKAGE=str(tmp_path / "p.gpkg"))
    assert [each.name for each in tmp_path.iterdir()] == ["a.city.json"]


@pytest.mark.parametrize("times", [0, 1, 3])
def test_cancelled_leaves_nothing(provider, tmp_path, times):
    path = sample_gml(tmp_path / "a.gml")
    with pytest.raises(QgsProcessingException, match="Cancelled"):
        import_(path, AskedOften(times), PACKAGE=str(tmp_path / "p.gpkg"))
    assert [each.name for each in tmp_path.iterdir()] == ["a.gml"]


@pytest.mark.parametrize("prefix", ["", "bldg_"])
def test_a_layer_with_the_names_of_citygml_is_recognised(provider, prefix):
    fields = f"field={prefix}storeysAboveGround:integer&field={prefix}measuredHeight:double"
    made = layer("Polygon", [("POLYGON((0 0, 20 0, 20 20, 0 20, 0 0))", 30, 99.0)], crs="EPSG:4547", fields=fields)
    (row,) = rows(run("buildingstoreys", {"BUILDINGS": made, "OUTPUT": "TEMPORARY_OUTPUT"})["OUTPUT"])
    assert (row["storeys"], row["grade"]) == (30, "good")
