"""Every algorithm on a broken package, and what `tools/fuzz.py` has found, each by itself."""

import os
import re
import shutil
import sys

import pytest
from layers import ROOT, layer, rows, run
from osgeo import ogr, osr
from qgis.core import QgsProcessingException

sys.path.insert(0, str(ROOT / "tools"))
import fuzz  # noqa: E402
import mutations  # noqa: E402

pytestmark = pytest.mark.usefixtures("provider")
HEAVY = ("assess", "assessandcompare", "assessmany", "comparescenarios", "mperwithoutunderground", "worstservedoffices")


@pytest.fixture(scope="module")
def bench(provider, tmp_path_factory):
    from multiground.algorithms.base import MultigroundAlgorithm

    patch = pytest.MonkeyPatch()
    patch.setattr(MultigroundAlgorithm, "processAlgorithm", MultigroundAlgorithm.processAlgorithm)
    patch.delenv("MULTIGROUND_DATA", raising=False)
    yield fuzz.Bench(tmp_path_factory.mktemp("fuzz"), provider)
    patch.undo()


def test_any_algorithm_answers_a_broken_package_cleanly(bench):
    answers = [bench.case(seed) for seed, name in enumerate(bench.names[: len(set(bench.names))]) if name not in HEAVY]
    assert [(answer["algorithm"], answer["faults"], answer["given"]) for answer in answers if answer["faults"]] == []
    assert {answer["ended"] for answer in answers} == {"done", "refused"}


def test_the_bench_sees_a_fault(bench, monkeypatch):
    from multiground.algorithms.plot_size import PlotSize

    monkeypatch.setattr(PlotSize, "measure", lambda *_: 1 / 0)
    seed = bench.names.index("plotsize")
    found = [bench.case(seed + turn * len(bench.names))["faults"] for turn in range(3)]
    assert any("ZeroDivisionError" in fault for faults in found for fault in faults)


def test_a_file_name_with_a_dot_is_replaced_by_the_next_result(tmp_path):
    plots = layer("Polygon", [("POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0))", "B1")], fields="field=use:string")
    output = {"PLOTS": plots, "OUTPUT": str(tmp_path / "地块 2026.11.gpkg")}  # QGIS calls its layer 地块 2026
    run("plotsize", output)
    assert len(rows(run("plotsize", output)["OUTPUT"])) == 1


def test_a_width_that_nobody_knows_gives_no_finding_of_nan(demo, tmp_path):
    dataset = ogr.Open(str(demo), 1)
    for field in ("kind", "width", "run", "area_h", "area_v"):
        dataset.ExecuteSQL(f"UPDATE verticals SET {field} = NULL")
    dataset = None  # closes the file
    tables = {"DISTRICTS": "district", "TAGGED_SURFACES": "surfaces", "VERTICALS": "verticals", "FLOORS": "floors"}
    inputs = {name: f"{demo}|layername={table}" for name, table in tables.items()}
    found = rows(run("mper", {**inputs, "OUTPUT": str(tmp_path / "o.gpkg"), "SYSTEMS": "memory:"})["OUTPUT"])
    assert found[0]["finding"] == "Not assessed: the width or run of a vertical component is missing."


def test_a_package_replaced_after_a_refused_measure_is_read_anew(demo, tmp_path):
    """A refused measure once kept the package open for good; a file in its place was then read as the old one."""
    package, other = tmp_path / "p.gpkg", tmp_path / "q.gpkg"
    shutil.copy(demo, other)
    few = ogr.GetDriverByName("GPKG").CreateDataSource(str(package))
    source = ogr.Open(str(demo))
    few.CopyLayer(source.GetLayerByName("district"), "district")
    few.CopyLayer(source.GetLayerByName("roads"), "roads")
    few.ExecuteSQL("UPDATE roads SET class = 'footway'")
    few = None  # closes the file
    run("assess", {"PACKAGE": str(package), "RESULT": str(tmp_path / "r.gpkg"), "STABILITY": False})
    os.replace(other, package)
    inputs = {"ROADS": f"{package}|layername=roads", "DISTRICTS": f"{package}|layername=district"}
    assert run("roadnetworkdensity", {**inputs, "OUTPUT": str(tmp_path / "o.gpkg")})["DENSITY"] == 9.52


def test_a_layer_in_no_place_on_earth_has_no_crs(demo, tmp_path):
    """Newer GDAL calls a layer without a CRS one of an undefined local CRS, from which nothing leads to another."""
    dataset, nowhere = ogr.Open(str(demo), 1), osr.SpatialReference()
    nowhere.ImportFromWkt('LOCAL_CS["nowhere",LOCAL_DATUM["u",0],UNIT["metre",1],AXIS["X",EAST],AXIS["Y",NORTH]]')
    mutations.write(dataset, mutations.read(dataset.GetLayerByName("water"))._replace(crs=[nowhere]))
    dataset = None  # closes the file
    found = run("checkpackage", {"PACKAGE": str(demo), "ISSUES": "memory:", "READY": "memory:"})["ISSUES"]
    assert "crs_missing" in {row["code"] for row in rows(found) if row["layer"] == "water"}


def package_of(path, epsg, shapes):
    """Write a GeoPackage that promises polygons, and holds what it is given."""
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(epsg)
    dataset = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    table = dataset.CreateLayer("plots", crs, ogr.wkbPolygon)
    table.CreateField(ogr.FieldDefn("use", ogr.OFTString))
    for wkt in shapes:
        feature = ogr.Feature(table.GetLayerDefn())
        feature["use"] = "B1"
        feature.SetGeometryDirectly(ogr.CreateGeometryFromWkt(wkt))
        table.CreateFeature(feature)
    table = dataset = None  # closes the file
    return str(path)


def test_a_circle_among_polygons_is_measured(tmp_path):
    """Radius 50 m: π · 50² = 7,854 m², but for the lines that stand for its arc. shapely 2.1 stopped at the curve."""
    circle = "CURVEPOLYGON (CIRCULARSTRING (500000 4000000, 500100 4000000, 500000 4000000))"
    square = "POLYGON ((500200 4000000, 500300 4000000, 500300 4000100, 500200 4000100, 500200 4000000))"
    plots = package_of(tmp_path / "p.gpkg", 32650, [circle, square])
    areas = sorted(row["area_m2"] for row in rows(run("plotsize", {"PLOTS": plots, "OUTPUT": "memory:"})["OUTPUT"]))
    assert areas == [pytest.approx(7854, abs=8), 10000]


def test_a_plot_beyond_the_projection_is_left_out_or_refused(tmp_path):
    """In Britain's grid 500,000 km east. PROJ told of it by an exception of QGIS 3.44, by no number before."""
    far = "POLYGON ((500000357107 181580, 500000357207 181580, 500000357207 181680, 500000357107 181580))"
    near = "POLYGON ((532000 181580, 532100 181580, 532100 181680, 532000 181680, 532000 181580))"
    plots = package_of(tmp_path / "p.gpkg", 27700, [near, far])
    try:
        measured = rows(run("plotsize", {"PLOTS": plots, "OUTPUT": "memory:"})["OUTPUT"])
    except QgsProcessingException as refusal:
        assert re.search("PLOTS: found .*permitted: ", str(refusal))
    else:
        assert [row["area_m2"] for row in measured] == [pytest.approx(10_000, rel=1e-3)]
