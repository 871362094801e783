"""Import of OpenStreetMap in QGIS: a file with every trap in it, layers, refusals, cancel, and the rest of the way."""

import contextlib
import hashlib
import pathlib
import sqlite3
import sys

import pytest
from layers import AskedOften, Feedback, child_of, layer, rows, run, run_model
from osgeo import gdal
from qgis.core import (
    NULL,
    QgsProcessingException,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsVectorLayer,
)

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
from test_qgis_process import qgis_process  # noqa: E402, F401 - a fixture

pytestmark = pytest.mark.usefixtures("provider")

# Nodes: id → (metres east, metres north, tags); ways: id → (nodes, tags). 1e-5° are 1.11 m north.
#
#   street 1–2–3 on the ground, lift 3 (-1;0;1), bridge 3–4 on level 1, stairs 4–5 down to the street 5–6,
#   closed corridor 10–13 on level -1, house 20–23 with a part, a yard with a hole (relation 1) …
NODES = {
    1: (0, 0, {}), 2: (40, 0, {}), 3: (80, 0, {"highway": "elevator", "level": "-1;0;1"}), 4: (110, 0, {}),
    5: (120, 0, {}), 6: (160, 0, {}), 10: (80, -30, {}), 11: (90, -30, {}), 12: (90, -20, {}), 13: (80, -20, {}),
    20: (0, 20, {}), 21: (30, 20, {}), 22: (30, 40, {}), 23: (0, 40, {}),
    30: (50, 20, {}), 31: (90, 20, {}), 32: (90, 60, {}), 33: (50, 60, {}),
    34: (60, 30, {}), 35: (80, 30, {}), 36: (80, 50, {}), 37: (60, 50, {}),
    40: (10, 5, {"highway": "bus_stop", "name": "甲站"}), 41: (20, 5, {"natural": "tree", "diameter_crown": "6"}),
    42: (25, 30, {"shop": "convenience", "level": "0;1"}), 43: (99, 99, {"amenity": "bench"}),
    44: (12, 4, {"public_transport": "stop_position", "bus": "yes"}),
    50: (0, 60, {}), 51: (40, 60, {}), 52: (40, 70, {}), 53: (0, 70, {}),
}  # fmt: skip
WAYS = {
    101: ([1, 2, 3], {"highway": "residential", "oneway": "-1", "name": "甲路"}),
    102: ([3, 4], {"highway": "footway", "bridge": "yes", "layer": "3", "level": "1", "width": "4"}),
    103: ([5, 4], {"highway": "steps", "incline": "up", "level": "0;1", "conveying": "forward"}),
    104: ([5, 6], {"highway": "service", "access": "private"}),
    105: ([10, 11, 12, 13, 10], {"highway": "corridor", "indoor": "yes", "level": "-1"}),
    106: ([13, 3], {"highway": "corridor", "level": "-1", "repeat_on": "-2"}),
    201: ([20, 21, 22, 23, 20], {"building": "apartments", "building:levels": "6", "building:levels:underground": "1"}),
    202: ([20, 21, 22, 23, 20], {"building:part": "yes", "building:levels": "6"}),
    203: ([50, 51, 52, 53, 50], {"railway": "platform", "level": "-1"}),
    204: ([50, 51, 52, 53, 50], {"building": "bridge", "level": "1"}),
    205: ([30, 31, 32, 33, 30], {}), 206: ([34, 35, 36, 37, 34], {}),
    207: ([1, 2, 51, 50, 1], {"building": "yes", "building:levels": "0", "layer": "2"}),
}  # fmt: skip
RELATIONS = {1: ([(205, "outer"), (206, "inner")], {"type": "multipolygon", "landuse": "commercial"})}
DEGREES = 1 / 111_320


def osm(path, shift=0, wrap=dict):
    """Write the file; `wrap` turns the dictionary of nodes."""
    tags = lambda own: "".join(f'<tag k="{key}" v="{value}"/>' for key, value in own.items())  # noqa: E731
    text = ['<?xml version="1.0" encoding="UTF-8"?><osm version="0.6">']
    for number, (x, y, own) in wrap(NODES).items():
        place = f'lat="{30 + y * DEGREES:.8f}" lon="{114 + (x + shift) * DEGREES / 0.866025:.8f}"'
        text.append(f'<node id="{number}" version="1" {place}>{tags(own)}</node>')
    for number, (nodes, own) in WAYS.items():
        refs = "".join(f'<nd ref="{node}"/>' for node in nodes)
        text.append(f'<way id="{number}" version="1">{refs}{tags(own)}</way>')
    for number, (members, own) in RELATIONS.items():
        refs = "".join(f'<member type="way" ref="{way}" role="{role}"/>' for way, role in members)
        text.append(f'<relation id="{number}" version="1">{refs}{tags(own)}</relation>')
    path.write_text("\n".join([*text, "</osm>"]), encoding="utf-8")
    return path


def imported(feedback=None, **parameters):
    result = run("importosm", parameters, feedback)
    return {**result, "PACKAGE": result["PACKAGE"].source().split("|")[0]}


def layer_of(result, name):
    return QgsVectorLayer(f"{result['PACKAGE']}|layername={name}", name, "ogr")


def package(result, name):
    return rows(layer_of(result, name))


def by_source(result, name, *fields):
    found = {}
    for row in package(result, name):
        found[row["source"]] = tuple(None if row[field] == NULL else row[field] for field in fields)
    return found


@pytest.fixture(scope="module")
def trap(provider, tmp_path_factory):
    folder = tmp_path_factory.mktemp("osm")
    feedback = Feedback()
    return imported(feedback, FILE=str(osm(folder / "甲.osm")), PACKAGE=str(folder / "p.gpkg")), feedback


def test_every_trap_of_the_file(trap):
    result, feedback = trap
    assert by_source(result, "roads", "class", "name", "oneway") == {"osm way/101": ("branch", "甲路", "-1")}
    walkways = by_source(result, "walkways", "kind", "z_from", "z_to", "direction")
    assert walkways == {
        "osm way/101": ("footway", None, None, "both"),
        "osm way/102": ("skyway", 4.5, 4.5, "both"),
        "osm way/103": ("escalator", 0, 4.5, "forward"),
        "osm way/105": ("underpass", -4.5, -4.5, "both"),  # a closed corridor is a line
        "osm way/106": ("underpass", -4.5, -4.5, "both"),
        "osm node/3": ("elevator", -4.5, 4.5, "both"),
    }
    assert by_source(result, "surfaces", "kind", "z") == {"osm way/102": ("skyway", 4.5)}  # not by layer=3
    assert by_source(result, "buildings", "building", "storeys", "storeys_below", "function") == {
        "osm way/201": ("way/201", 6, 1, "residential"), "osm way/207": ("way/207", None, None, None),
    }  # fmt: skip
    floors = package(result, "floors")  # the part tells every storey of way 201, its basement included
    assert sorted(row["storey"] for row in floors) == [-1, 1, 2, 3, 4, 5, 6]
    assert by_source(result, "facilities", "category", "z", "assumed")["osm node/42"] == (
        "convenience", 0, "z: lowest level",
    )  # fmt: skip
    assert by_source(result, "stations", "kind", "name") == {"osm node/40": ("bus", "甲站")}
    assert by_source(result, "greenery", "kind", "radius") == {"osm node/41": ("tree", 3)}
    (plot,) = package(result, "plots")
    assert (plot["source"], plot["use"]) == ("osm relation/1", "commercial")
    (shape,) = layer_of(result, "plots").getFeatures()
    assert shape.geometry().area() == pytest.approx(40 * 40 - 20 * 20, rel=2e-3)  # the hole is none of it
    said = "\n".join(feedback.said)
    for words in (
        "walkways (Walkways): 6",
        "1: bridges drawn as buildings",
        "1: platforms behind ticket gates",
        "1: ways that nobody may walk",
        "1: parts of buildings",
        "1: places where a vehicle halts",
        "walkways: z_from z_to: level: 5",
        "Next: run Check a district package",
    ):
        assert words in said, words


def test_package_is_in_metres_styled_and_says_its_extent(trap):
    result, _ = trap
    walkways = layer_of(result, "walkways")
    assert walkways.crs().authid() == "EPSG:32650" and walkways.renderer().type() == "categorizedSymbol"
    (district,) = package(result, "district")
    assert (district["name"], district["assumed"]) == ("p", "outline: hull of buildings and ways")
    assert len(package(result, "data_extent")) == 1 and package(result, "setback_lines") == []
    with contextlib.closing(sqlite3.connect(result["PACKAGE"])) as connection:
        assert connection.execute("SELECT count(*) FROM rtree_walkways_geom").fetchone() == (6,)
        assert connection.execute("SELECT count(*) FROM layer_styles").fetchone() == (38,)


def test_layers_of_mixed_geometries_are_read_whole(provider, tmp_path):
    result = imported(FILE=str(osm(tmp_path / "a.osm")), PACKAGE=str(tmp_path / "p.gpkg"))
    kinds = sorted(row["kind"] for row in package(result, "verticals"))
    assert kinds == ["elevator", "escalator"]


def content(file):
    """Return all rows of a package but its file's own bookkeeping."""
    with contextlib.closing(sqlite3.connect(file)) as connection:
        names = [row[0] for row in connection.execute("SELECT table_name FROM gpkg_contents ORDER BY 1")]
        names.remove("layer_styles")
        return {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}


def test_import_is_repeatable_whatever_the_order_and_never_touches_its_source(provider, tmp_path):
    file = osm(tmp_path / "a.osm")
    before = hashlib.sha256(file.read_bytes()).digest()
    options = gdal.GetConfigOption("OSM_CONFIG_FILE"), gdal.GetUseExceptions()
    imported(FILE=str(file), PACKAGE=str(tmp_path / "one.gpkg"))
    backwards = osm(tmp_path / "b.osm", wrap=lambda nodes: dict(reversed(nodes.items())))  # ids in disorder
    imported(FILE=str(backwards), PACKAGE=str(tmp_path / "two.gpkg"))
    one, two = content(tmp_path / "one.gpkg"), content(tmp_path / "two.gpkg")
    assert one.pop("district")[0][2:] != two.pop("district")[0][2:]  # their names
    assert one == two
    assert hashlib.sha256(file.read_bytes()).digest() == before
    assert options == (gdal.GetConfigOption("OSM_CONFIG_FILE"), gdal.GetUseExceptions())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.osm", "b.osm", "one.gpkg", "two.gpkg"]


def test_extent_and_crs_are_the_users(provider, tmp_path):
    file = osm(tmp_path / "a.osm")
    extent = "113.9999,114.0006,29.9999,30.0001 [EPSG:4326]"
    result = imported(FILE=str(file), EXTENT=extent, CRS="EPSG:4547", PACKAGE=str(tmp_path / "p.gpkg"))
    assert set(by_source(result, "walkways", "kind")) == {"osm way/101"}
    (district,) = package(result, "district")
    assert district["assumed"] == "outline: extent of the import"
    assert layer_of(result, "roads").crs().authid() == "EPSG:4547"


@pytest.mark.parametrize("crs", ["EPSG:4547", "EPSG:4490", "EPSG:3857"])
def test_layers_with_tags_in_any_crs(provider, tmp_path, crs):
    wkt = "LINESTRING (500000 2500000, 500100 2500000)"
    fields = "field=osm_id:string&field=highway:string&field=other_tags:string"
    ways = [(wkt, "7", "footway", '"level"=>"1","bridge"=>"yes"'), (None, "8", "path", None)]
    lines = layer("LineString", ways, crs, fields)
    house = "POLYGON ((500000 2500010, 500020 2500010, 500020 2500030, 500000 2500030, 500000 2500010))"
    areas = layer("Polygon", [(house, "9", '{"building": "office", "building:levels": "5"}')], crs,
                  "field=osm_id:string&field=other_tags:string")  # fmt: skip
    feedback = Feedback()
    result = imported(feedback, LINES=[lines], POLYGONS=[areas], PACKAGE=str(tmp_path / "p.gpkg"))
    assert by_source(result, "walkways", "kind", "z_from") == {"osm way/7": ("skyway", 4.5)}
    assert list(by_source(result, "buildings", "storeys", "function").values()) == [(5, "office")]
    (row,) = layer_of(result, "buildings").getFeatures()
    assert row.geometry().area() == pytest.approx(400, rel=2e-3)
    assert any("osm" in warning and "8" in warning for warning in feedback.warnings)  # the way without a geometry


@pytest.mark.parametrize(("changed", "said"), [
    ({"FILE": None}, "FILE: found nothing; permitted: either a file or layers"),
    ({"FILE": "/nowhere/x.osm"}, "FILE: found /nowhere/x.osm; permitted: an existing file"),
    ({"CRS": "EPSG:3857"}, "CRS: found EPSG:3857; permitted: a CRS in metres"),
    ({"EXTENT": "0,1,0,1 [EPSG:4326]"}, "permitted: features with tags such as highway"),
    ({"PACKAGE": "/nowhere/p.gpkg"}, "PACKAGE: found .*; permitted: a file in a folder that exists"),
])  # fmt: skip
def test_refusals(provider, tmp_path, changed, said):
    file = osm(tmp_path / "a.osm")
    with pytest.raises(QgsProcessingException, match=said):
        imported(**{"FILE": str(file), "PACKAGE": str(tmp_path / "p.gpkg"), **changed})
    assert [path.name for path in tmp_path.iterdir()] == ["a.osm"]


@pytest.mark.parametrize("text", ["", "<osm version='0.6'><node id='1' lat='1'", "neither"])
def test_broken_files_are_refused(provider, tmp_path, text):
    (tmp_path / "a.osm").write_text(text)
    with pytest.raises(QgsProcessingException, match="FILE: found"):
        imported(FILE=str(tmp_path / "a.osm"), PACKAGE=str(tmp_path / "p.gpkg"))
    assert [path.name for path in tmp_path.iterdir()] == ["a.osm"]


def test_an_existing_package_is_replaced_only_by_choice(provider, tmp_path):
    file, target = osm(tmp_path / "a.osm"), tmp_path / "p.gpkg"
    target.write_bytes(b"mine")
    with pytest.raises(QgsProcessingException, match="permitted: a new file"):
        imported(FILE=str(file), PACKAGE=str(target))
    assert target.read_bytes() == b"mine"
    imported(FILE=str(file), PACKAGE=str(target), OVERWRITE=True)
    assert len(content(target)["walkways"]) == 6


@pytest.mark.parametrize("times", [1, 4, 8, 30, 60])
def test_cancelled_import_leaves_nothing(provider, tmp_path, times):
    file = osm(tmp_path / "a.osm")
    with pytest.raises(QgsProcessingException, match="Cancelled"):
        imported(AskedOften(times), FILE=str(file), PACKAGE=str(tmp_path / "p.gpkg"))
    assert [path.name for path in tmp_path.iterdir()] == ["a.osm"]


def test_the_whole_way_from_a_file_to_a_check(trap):
    result, _ = trap
    checked = run("checkpackage", {"PACKAGE": result["PACKAGE"], "ISSUES": "memory:", "READY": "memory:"})
    assert checked["N_ERRORS"] == 0


def test_works_in_a_model(provider, tmp_path):
    file = osm(tmp_path / "a.osm")
    model = QgsProcessingModelAlgorithm("Multiground test", "tests")
    source = QgsProcessingModelChildParameterSource.fromStaticValue(str(file))
    child_of(model, "multiground:importosm", "import", sources={"FILE": source}, output="PACKAGE")
    run_model(model, {}, tmp_path / "p.gpkg")
    assert len(content(tmp_path / "p.gpkg")["walkways"]) == 6


def test_through_qgis_process(qgis_process, tmp_path):  # noqa: F811 - the fixture
    file = osm(tmp_path / "a.osm")
    done = qgis_process("run", "multiground:importosm", "--", f"FILE={file}", f"PACKAGE={tmp_path / 'p.gpkg'}")
    assert done.returncode == 0, done.stderr
    assert len(content(tmp_path / "p.gpkg")["walkways"]) == 6
    again = qgis_process("run", "multiground:importosm", "--", f"FILE={file}", f"PACKAGE={tmp_path / 'p.gpkg'}")
    assert again.returncode != 0
