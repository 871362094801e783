"""The district package: made empty, drawn into, checked."""

import contextlib
import hashlib
import json
import pathlib
import re
import shutil
import sqlite3
import sys

import pytest
import shapely
from layers import AskedOften, Feedback, child_of, rows, run, run_model
from multiground.algorithms.base.measured_steps import SPACES, STEPS
from multiground.algorithms.base.package_style import LANGUAGES
from multiground.urbanform import assess, create_package, tables
from osgeo import gdal
from qgis.core import (
    NULL,
    QgsFeature,
    QgsGeometry,
    QgsProcessingException,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsRectangle,
    QgsVectorLayer,
    QgsVectorLayerUtils,
    edit,
)
from qgis.PyQt.QtXml import QDomDocument

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
from planted_faults import Package, blob_of, plant, shape_of  # noqa: E402 - beside this folder
from test_qgis_process import qgis_process  # noqa: E402, F401 - a fixture

LAYERS = create_package.layers()
SQUARE = "Polygon((500000 2494000,500100 2494000,500100 2494080,500000 2494080,500000 2494000))"


def create(feedback=None, **parameters):
    """Make a package; return its file."""
    made = run("createpackage", {"NAME": "示范片区", "CRS": "EPSG:4547", **parameters}, feedback)["PACKAGE"]
    return made.source().split("|")[0]


@pytest.fixture
def package(provider, tmp_path):
    return create(PACKAGE=str(tmp_path / "p.gpkg"))


def table_of(file, name):
    return QgsVectorLayer(f"{file}|layername={name}", name, "ogr")


def check(path, feedback=None, **outputs):
    outputs = {"ISSUES": "TEMPORARY_OUTPUT", "READY": "TEMPORARY_OUTPUT", **outputs}
    return run("checkpackage", {"PACKAGE": str(path), **outputs}, feedback)


def told(results):
    return [
        (row["layer"], None if row["feature"] == NULL else row["feature"], row["code"])
        for row in rows(results["ISSUES"])
    ]


# createpackage


def asked(file, sql):
    """Return the rows that a GeoPackage answers to a question."""
    with contextlib.closing(sqlite3.connect(f"{pathlib.Path(file).as_uri()}?mode=ro", uri=True)) as connection:
        return connection.execute(sql).fetchall()


def test_package_has_every_layer_with_fields_index_and_two_styles(package):
    file = package
    drawn = {"point": ("POINT", 0), "line": ("LINESTRING", 0), "linez": ("LINESTRING", 1), "polygon": ("POLYGON", 0)}
    geometry = asked(file, "SELECT table_name, geometry_type_name, z, srs_id FROM gpkg_geometry_columns")
    assert sorted(geometry) == sorted((layer.name, *drawn[layer.geometry[0]], 4547) for layer in LAYERS.values())
    for layer in LAYERS.values():
        names = [row[1] for row in asked(file, f"PRAGMA table_info({layer.name})")]
        assert names == ["fid", "geom", *(field.name for field in layer.fields)]
        assert asked(file, f"SELECT * FROM sqlite_master WHERE name = 'rtree_{layer.name}_geom'")
    styles = asked(file, "SELECT f_table_name, styleName, useAsDefault FROM layer_styles")
    titles = LANGUAGES.values()
    assert sorted(styles) == sorted((name, title, int(title == "English")) for name in LAYERS for title in titles)


@pytest.mark.parametrize("name", LAYERS)
def test_layer_opens_with_labels_lists_and_ranges(package, name):
    layer = table_of(package, name)
    assert layer.isValid()
    labels = {row["field"]: row["label_en"] for row in tables.rows("fields")}
    for field in LAYERS[name].fields:
        position = layer.fields().lookupField(field.name)
        setup = layer.editorWidgetSetup(position)
        assert layer.attributeAlias(position) == labels[field.name]
        listed = {row["label_en"]: row["code"] for row in create_package.codes(field.values)}
        listed = listed or ({"Yes": "1", "No": "0"} if field.type == "yesno" else {})
        if listed:
            offered = {label: code for choice in setup.config()["map"] for label, code in choice.items()}
            assert len(offered.pop("(unknown)")) == 38  # QGIS's word for NULL
            assert (setup.type(), offered) == ("ValueMap", listed)
        elif field.type in ("real", "whole"):
            assert setup.type() == "Range"
            assert setup.config()["AllowNull"]
            assert setup.config().get("Min") == field.span.least
            assert setup.config().get("Max") == field.span.most
    kinds = [
        row["code"] for field in LAYERS[name].fields for row in create_package.codes(field.values) if row["colour"]
    ]
    assert layer.renderer().type() == ("categorizedSymbol" if kinds else "singleSymbol")


@pytest.mark.parametrize("name", LAYERS)
def test_the_chinese_style_loads_too(package, name):
    layer = table_of(package, name)
    sql = f"SELECT styleQML FROM layer_styles WHERE f_table_name = '{name}' AND styleName = '中文'"
    ((text,),) = asked(package, sql)
    document = QDomDocument()
    assert document.setContent(text)[0]
    assert layer.importNamedStyle(document)[0]
    labels = {row["field"]: row["label_zh"] for row in tables.rows("fields")}
    for field in LAYERS[name].fields:
        assert layer.attributeAlias(layer.fields().lookupField(field.name)) == labels[field.name]


def test_features_are_drawn_and_keep_what_was_chosen(package):
    file = package
    district, floors = table_of(file, "district"), table_of(file, "floors")
    assert QgsVectorLayerUtils.createFeature(district)["name"] == "示范片区"
    assert floors.startEditing()
    feature = QgsVectorLayerUtils.createFeature(floors, QgsGeometry.fromWkt(SQUARE))
    assert {field: feature[field] for field in ("building", "function", "open_to_surface")} == {
        "building": NULL,
        "function": NULL,
        "open_to_surface": NULL,
    }
    for field, value in {"building": "B-1", "storey": 2, "function": "commercial", "open_to_surface": 1}.items():
        feature.setAttribute(field, value)
    assert floors.addFeature(feature)
    assert floors.commitChanges(), floors.commitErrors()
    (row,) = rows(table_of(file, "floors"))
    assert (row["building"], row["storey"], row["function"], row["open_to_surface"]) == ("B-1", 2, "commercial", 1)
    assert row["area"] == NULL


def test_an_existing_file_is_never_replaced(package, tmp_path):
    before = hashlib.sha256(pathlib.Path(package).read_bytes()).digest()
    with pytest.raises(QgsProcessingException, match="PACKAGE: found .*; permitted: a new file"):
        create(PACKAGE=str(tmp_path / "p.gpkg"))
    assert hashlib.sha256((tmp_path / "p.gpkg").read_bytes()).digest() == before
    (tmp_path / "notes.gpkg").write_bytes(b"mine")
    with pytest.raises(QgsProcessingException, match="PACKAGE: found"):
        create(PACKAGE=str(tmp_path / "notes.gpkg"))
    assert (tmp_path / "notes.gpkg").read_bytes() == b"mine"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"NAME": "  "}, "NAME: found nothing; permitted: a name"),
        ({"CRS": "EPSG:0"}, "CRS: found EPSG:0; permitted: a known coordinate reference system"),
        ({"PACKAGE": "/nowhere/at/all/p.gpkg"}, "PACKAGE: found .*; permitted: a file in a folder that exists"),
    ],
)
def test_refusals_of_createpackage(provider, tmp_path, changed, said):
    with pytest.raises(QgsProcessingException, match=said):
        create(**{"PACKAGE": str(tmp_path / "p.gpkg"), **changed})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("crs", ["EPSG:4490", "EPSG:3857", "EPSG:2263"])
def test_reference_systems_that_draw_no_metres_are_permitted_with_a_warning(provider, tmp_path, crs):
    feedback = Feedback()
    create(feedback, CRS=crs, PACKAGE=str(tmp_path / "p.gpkg"))
    assert any("does not draw true metres" in warning for warning in feedback.warnings)
    assert (tmp_path / "p.gpkg").exists()


def test_a_folder_or_a_temporary_file_is_named_after_the_district(provider, tmp_path):
    assert pathlib.Path(create(NAME="一/二", PACKAGE=str(tmp_path))) == tmp_path / "一_二.gpkg"
    assert pathlib.Path(create(NAME="一/二", PACKAGE="TEMPORARY_OUTPUT")).name == "一_二.gpkg"


@pytest.mark.parametrize("times", [0, 5, 25, 38])
def test_cancelled_createpackage_leaves_nothing(provider, tmp_path, times):
    with pytest.raises(QgsProcessingException, match="Cancelled"):
        create(AskedOften(times), PACKAGE=str(tmp_path / "p.gpkg"))
    assert list(tmp_path.iterdir()) == []


# checkpackage


def test_empty_package_has_no_issue_and_is_good_for_nothing_yet(package):
    results = check(package)
    assert (results["N_ERRORS"], results["N_WARNINGS"], results["N_HINTS"], results["N_READY"]) == (0, 0, 0, 0)
    assert {row["state"] for row in rows(results["READY"])} == {"missing", "manual"}


def test_demo_district(provider, demo):
    before = hashlib.sha256(pathlib.Path(demo).read_bytes()).digest()
    results = check(demo)
    assert told(results) == [("plots", 24, "no_value"), ("walkways", 319, "loose_end")]
    assert (results["N_ERRORS"], results["N_WARNINGS"], results["N_READY"]) == (0, 2, 34)
    assert rows(results["ISSUES"])[1]["wrong"] == "An end stops 0.18 m short of feature 314."
    assert hashlib.sha256(pathlib.Path(demo).read_bytes()).digest() == before


def test_planted_faults_are_all_told_in_whole_sentences(provider, tmp_path):
    planted = plant(tmp_path / "planted.gpkg")
    results = check(tmp_path / "planted.gpkg", ISSUES=str(tmp_path / "i.gpkg"), READY=str(tmp_path / "r.gpkg"))
    assert [fault for fault in planted if fault not in told(results)] == []
    issues = rows(results["ISSUES"])
    assert len(issues) == sum(results[name] for name in ("N_ERRORS", "N_WARNINGS", "N_HINTS"))
    for row in issues:
        assert re.fullmatch(r"[^{}]+\.", row["wrong"]), row
        assert re.fullmatch(r"[^{}]+\.", row["remedy"]), row
    assert results["ISSUES"].renderer().type() == "categorizedSymbol"
    assert [name.name for name in tmp_path.iterdir() if name.name.startswith(".multiground")] == []


def reprojected(source, target, crs, *layers):
    """Write the demo district with some layers in another CRS."""
    shutil.copy(source, target)
    for name in layers:
        options = gdal.VectorTranslateOptions(dstSRS=crs, layers=[name], layerName=name, accessMode="overwrite")
        assert gdal.VectorTranslate(str(target), str(source), options=options) is not None
    return target


@pytest.mark.parametrize(
    ("crs", "code"),
    [
        ("EPSG:4490", "crs_degrees"),
        ("EPSG:3857", "crs_web_mercator"),
        ("EPSG:3366", "crs_units"),
        ("EPSG:4526", "crs_differs"),
    ],
)
def test_layers_of_several_reference_systems_are_compared_in_one(provider, demo, tmp_path, crs, code):
    file = reprojected(demo, tmp_path / "mixed.gpkg", crs, "plots", "buildings", "walkways")
    found = told(check(file))
    assert [issue for issue in found if issue[0] in ("plots", "buildings", "walkways") and issue[1] is None] == [
        (name, None, code) for name in ("plots", "buildings", "walkways")
    ]
    assert [issue[2] for issue in found if issue[1] is not None] == ["no_value", "loose_end"]


def test_whole_package_in_degrees_is_measured_in_metres(provider, demo, tmp_path):
    file = reprojected(demo, tmp_path / "degrees.gpkg", "EPSG:4490", *LAYERS)
    found = told(check(file))
    assert [issue[2] for issue in found if issue[1] is not None] == ["no_value", "loose_end"]
    assert [issue[2] for issue in found if issue[1] is None] == ["crs_degrees"] * len(LAYERS)


def test_degrees_labelled_as_metres(provider, demo, tmp_path):
    file = reprojected(demo, tmp_path / "wrong.gpkg", "EPSG:4490", "plots")
    with contextlib.closing(sqlite3.connect(file)) as connection, connection:
        for table in ("gpkg_geometry_columns", "gpkg_contents"):
            connection.execute(f"UPDATE {table} SET srs_id = 4547 WHERE table_name = 'plots'")
    assert ("plots", None, "crs_wrong") in told(check(file))


def test_fields_of_other_names_curves_and_a_view_of_a_session(provider, tmp_path):
    plots = QgsVectorLayer("CurvePolygon?crs=EPSG:4547&field=YDXZ:string&field=RJL:string", "plots", "memory")
    feature = QgsFeature(plots.fields())
    circle = (
        "CurvePolygon(CircularString(500000 2494000, 500050 2494050, 500100 2494000, 500050 2493950, 500000 2494000))"
    )
    feature.setGeometry(QgsGeometry.fromWkt(circle))
    feature.setAttributes(["R2", "99"])
    plots.dataProvider().addFeature(feature)
    import processing

    file = str(tmp_path / "curved.gpkg")
    processing.run("native:package", {"LAYERS": [plots], "OUTPUT": file})
    (row,) = rows(check(file)["ISSUES"])
    assert row["wrong"] == "Floor area ratio (far) is 99; usual: ≤ 30."


@pytest.mark.parametrize("moved", ["axes", "zone"])
def test_exchanged_axes_and_the_number_of_another_zone(provider, demo, tmp_path, moved):
    file = tmp_path / "moved.gpkg"
    shutil.copy(demo, file)
    package = Package(file)
    with contextlib.closing(package.connection), package.connection:
        for fid, blob in package.connection.execute("SELECT fid, geom FROM buildings").fetchall():
            turn = (lambda xy: xy[:, ::-1]) if moved == "axes" else (lambda xy: xy + [38e6, 0])
            blob = blob_of(shapely.transform(shape_of(blob), turn), (0, 0))
            package.connection.execute("UPDATE buildings SET geom = ? WHERE fid = ?", (blob, fid))
    assert [issue for issue in told(check(file)) if issue[0] == "buildings"] == [("buildings", None, "crs_wrong")]


def test_reference_system_across_the_date_line_is_right(provider, tmp_path):
    file = create(CRS="EPSG:2193", PACKAGE=str(tmp_path / "p.gpkg"))  # New Zealand: 160.6° E to 171.2° W
    with edit(table_of(file, "plots")) as plots:
        feature = QgsVectorLayerUtils.createFeature(
            plots, QgsGeometry.fromRect(QgsRectangle(1.75e6, 5.4e6, 1750050, 5400050))
        )
        feature["use"] = "R2"
        plots.addFeature(feature)
    assert told(check(file)) == []


def test_readiness_asks_for_the_layers_that_the_assessment_asks_for():
    measures = {row["clause"]: row["algorithm"] for row in tables.rows("measures")}
    for row in tables.rows("package_clauses"):
        steps = [step for step in STEPS if step.algorithm == measures[row["clause"]]]
        asked_for = {layers.replace("offices", SPACES) for layers in steps[0].layers.values()}
        read = {name for step in steps for name in [*step.layers.values(), *step.optional.values(), SPACES]}
        needs = {SPACES if need == "spaces" else need for need in row["needs"].split(";") if "." not in need}
        assert asked_for <= needs, row
        helps = {name.split(".")[0] for name in row["helps"].split(";")} - {""}
        assert needs | helps <= read | set(SPACES.split("|")), row


@pytest.mark.parametrize("content", [b"", b"no package", None])
def test_foreign_files_are_refused(provider, tmp_path, content):
    file = tmp_path / "foreign.gpkg"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(QgsProcessingException, match="PACKAGE|Package|package"):
        check(file, ISSUES=str(tmp_path / "i.gpkg"), READY=str(tmp_path / "r.gpkg"))
    assert not (tmp_path / "i.gpkg").exists()


@pytest.mark.parametrize("times", [1, 20, 60, 150])
def test_cancelled_check_leaves_nothing(provider, demo, tmp_path, times):
    with pytest.raises(QgsProcessingException, match="Cancelled"):
        check(demo, AskedOften(times), ISSUES=str(tmp_path / "i.gpkg"), READY=str(tmp_path / "r.gpkg"))
    assert list(tmp_path.iterdir()) == []


def test_check_runs_in_a_model(provider, demo, tmp_path):
    model = QgsProcessingModelAlgorithm("Multiground test", "tests")
    file = QgsProcessingModelChildParameterSource.fromStaticValue(str(demo))
    child_of(model, "multiground:checkpackage", "check", sources={"PACKAGE": file}, output="READY")
    result = run_model(model, {}, tmp_path / "ready.gpkg")
    assert result.featureCount() == len(assess.headings())


def test_both_run_in_qgis_process_and_speak_chinese(qgis_process, tmp_path):  # noqa: F811 - the fixture
    made = qgis_process(
        "run", "multiground:createpackage", "--", "NAME=海滨", "CRS=EPSG:4547", f"PACKAGE={tmp_path}", locale="zh-Hans"
    )
    assert made.returncode == 0, made.stderr
    file = tmp_path / "海滨.gpkg"
    assert asked(file, "SELECT DISTINCT styleName FROM layer_styles WHERE useAsDefault") == [("中文",)]
    arguments = [f"PACKAGE={file}", f"ISSUES={tmp_path / 'i.gpkg'}", f"READY={tmp_path / 'r.gpkg'}"]
    done = qgis_process("--json", "run", "multiground:checkpackage", "--", *arguments)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["results"]["N_ERRORS"] == 0
    again = qgis_process("run", "multiground:createpackage", "--", "NAME=海滨", "CRS=EPSG:4547", f"PACKAGE={file}")
    assert again.returncode == 1
    assert "permitted: a new file" in again.stdout + again.stderr


def test_issues_are_told_in_chinese(qgis_process, demo, tmp_path):  # noqa: F811 - the fixture
    arguments = [f"PACKAGE={demo}", f"ISSUES={tmp_path / 'i.gpkg'}", f"READY={tmp_path / 'r.gpkg'}"]
    done = qgis_process("run", "multiground:checkpackage", "--", *arguments, locale="zh-Hans")
    assert done.returncode == 0, done.stderr
    issues = QgsVectorLayer(str(tmp_path / "i.gpkg"), "issues", "ogr")
    assert [row["wrong"] for row in rows(issues)] == ["用地性质 (use) 为空或未知。", "端点距要素 314 尚差 0.18 m。"]
