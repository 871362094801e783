"""Window views in QGIS: run, refused, cancelled, with bad features, in a model, through qgis_process, in 3D."""

import json
import os
import pathlib
import shutil
import subprocess

import pytest
from layers import AskedOften, Feedback, layer, model_of, rows, run, run_model
from qgis.core import NULL, QgsApplication, QgsProcessingContext, QgsProcessingException, QgsWkbTypes

pytestmark = pytest.mark.usefixtures("provider")

MEMORY = "memory:"
X, Y = 500000, 2500000
SHARES = ["sky_pct", "green_pct", "building_pct", "water_pct", "ground_pct"]
BUILDING_FIELDS = "field=楼栋号:string&field=建筑高度:string&field=地上层数:integer"


def box(x, y, width, height):
    right, top = X + x + width, Y + y + height
    return f"POLYGON (({X + x} {Y + y}, {right} {Y + y}, {right} {top}, {X + x} {top}, {X + x} {Y + y}))"


# A house of two storeys, and 30 m north of it a tower of six.
TOWN = [(box(0, 0, 12, 6), "A", "6 m", 2), (box(0, 36, 12, 6), "B", "18米", 6)]


def houses(crs="EPSG:4547", features=TOWN):
    return layer("Polygon", features, crs, BUILDING_FIELDS)


def trees(crs="EPSG:4547"):
    return layer("Point", [(f"POINT ({X + 6} {Y + 15})", "行道树", 8.0, 6.0)], crs,
                 "field=kind:string&field=height:double&field=冠幅:double")  # fmt: skip


def pond(crs="EPSG:4547"):
    return layer("Polygon", [(box(0, 20, 12, 10),)], crs)


def views(feedback=None, **parameters):
    given = {"BUILDINGS": houses(), "GREENERY": trees(), "WATER": pond(), "OUTPUT": MEMORY, "BUILDING_OUTPUT": MEMORY}
    return run("windowview", {**given, **parameters}, feedback)


@pytest.mark.parametrize("crs", ["EPSG:4547", "EPSG:4490", "EPSG:3857", "EPSG:32650"])
def test_windows_are_one_in_every_crs(crs):
    results = views(BUILDINGS=houses(crs), GREENERY=trees(crs), WATER=pond(crs))
    found = rows(results["OUTPUT"])
    assert len(found) == results["N_WINDOWS"] == 6 * (2 + 6)  # two windows in walls of 12 m, one in walls of 6 m
    assert results["OUTPUT"].wkbType() == QgsWkbTypes.Type.PointZ and results["OUTPUT"].crs().authid() == crs
    assert all(round(sum(row[name] for name in SHARES), 2) == 100 for row in found)
    first = [row for row in found if row["building"] == "A" and row["storey"] == 1]
    north = [row for row in first if min(row["azimuth"], 360 - row["azimuth"]) < 2]
    assert len(north) == 2
    for row in north:
        assert row["nearest_m"] == pytest.approx(36 - 6, abs=0.2) and row["green_pct"] > 3 and row["water_pct"] > 0
        assert row["grade"] == NULL and row["state"] == "measured" and row["clause"] == "7.1.2"
        assert f"sky {row['sky_pct']:.2f} %" in row["finding"] and "nearest building" in row["finding"]
    heights = {feature.geometry().constGet().z() for feature in results["OUTPUT"].getFeatures()}
    assert heights == {1.5 + 3 * storey for storey in range(6)}
    assert results["N_MISSING"] == 0 and 0 < results["FLAGGED_PCT"] <= 100


def test_buildings_keep_their_attributes_and_get_the_means():
    results = views()
    first, second = rows(results["BUILDING_OUTPUT"])
    windows = [row for row in rows(results["OUTPUT"]) if row["building"] == "B"]
    assert (first["楼栋号"], second["楼栋号"]) == ("A", "B") and second["n_windows"] == len(windows) == 36
    assert second["sky_pct"] == pytest.approx(sum(row["sky_pct"] for row in windows) / 36, abs=0.011)
    assert second["n_flags"] == sum(row["n_flags"] for row in windows)
    assert second["nearest_m"] == min(row["nearest_m"] for row in windows if row["nearest_m"] != NULL)
    assert 1 <= second["worst_storey"] <= 6 and "36 windows see on average" in second["finding"]


def test_number_of_windows_is_told_beforehand_and_what_is_not_given():
    feedback = Feedback()
    found = rows(views(feedback, GREENERY=None, WATER=None)["OUTPUT"])
    assert any("48 windows at 12 places" in text for text in feedback.said)
    assert any("GREENERY is not given" in text for text in feedback.said)
    assert {(row["green_pct"], row["water_pct"]) for row in found} == {(NULL, NULL)}
    assert not any("little_green" in row["flags"] for row in found) and "greenery" not in found[0]["finding"]


def test_flags_are_said_with_their_bounds():
    near = [TOWN[0], (box(-200, 16, 412, 6), "B", "90", 30)]
    found = rows(views(BUILDINGS=houses(features=near), STOREYS="1")["OUTPUT"])
    (row, *_) = [row for row in found if row["building"] == "A" and row["azimuth"] == 0]
    assert row["flags"].split(",")[:2] == ["no_sky", "near_obstruction"] and row["n_flags"] >= 2
    assert "Flags: no sky, a building closer than 20 m" in row["finding"]


def test_buildings_of_unknown_height_are_told_and_leave_views_missing():
    feedback = Feedback()
    unknown = [TOWN[0], (box(0, 36, 12, 6), "B", None, None)]
    results = views(feedback, BUILDINGS=houses(features=unknown))
    missing = [row for row in rows(results["OUTPUT"]) if row["state"] == "missing"]
    assert len(missing) == results["N_MISSING"] > 0
    for row in missing:
        assert row["grade"] == "unassessed" and all(row[name] == NULL for name in SHARES) and row["unknown_pct"] > 0
        assert "unknown height hide" in row["finding"]
    assert any("1 of 2 have neither a height nor storeys" in text for text in feedback.warnings)
    other = rows(results["BUILDING_OUTPUT"])[1]
    assert (other["state"], other["grade"], other["sky_pct"], other["n_windows"]) == ("missing", "unassessed", NULL, 0)


def test_bad_features_are_skipped_and_named():
    bow_tie = f"POLYGON (({X} {Y + 60}, {X + 12} {Y + 72}, {X + 12} {Y + 60}, {X} {Y + 72}, {X} {Y + 60}))"
    features = [*TOWN, (None, "C", "9", 3), ("POLYGON EMPTY", "D", "9", 3), (bow_tie, "E", "9", 3)]
    green = layer("Polygon", [(None, "grass"), (box(0, 10, 12, 5), "草地"), (box(50, 0, 9, 9), "sofa")],
                  fields="field=kind:string")  # fmt: skip
    feedback = Feedback()
    results = views(feedback, BUILDINGS=houses(features=features), GREENERY=green)
    assert {row["building"] for row in rows(results["OUTPUT"])} == {"A", "B", "E"}
    assert any("BUILDINGS: 2 of 5 features skipped" in text for text in feedback.warnings)
    assert any("GREENERY: 1 polygons have no known kind" in text for text in feedback.warnings)


def test_empty_layers_mean_there_are_none():
    found = rows(views(GREENERY=layer("Point", []), WATER=layer("Polygon", []))["OUTPUT"])
    assert {(row["green_pct"], row["water_pct"]) for row in found} == {(0, 0)}
    assert all("little_green" in row["flags"] for row in found)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"SPACING": 0}, "SPACING.*more than 0"), ({"RADIUS": -5}, "RADIUS.*more than 0"),
        ({"FIELD_H": 120}, "FIELD_H.*at most 90"), ({"FIELD_V": 0}, "FIELD_V.*at most 90"),
        ({"RAYS": 0}, "RAYS.*1 to 3600"), ({"STOREYS": "顶层"}, "STOREYS.*顶层.*1,5,10-12"),
        ({"EYE_HEIGHT": 0}, "EYE_HEIGHT.*more than 0"), ({"HEIGHT_FIELD": "nothing"}, "HEIGHT_FIELD.*nothing"),
        ({"BUILDINGS": layer("Polygon", [], fields=BUILDING_FIELDS)}, "BUILDINGS.*no usable feature"),
        ({"BUILDINGS": layer("Point", [(f"POINT ({X} {Y})",)])}, "BUILDINGS.*Point"),
        ({"WATER": layer("Point", [(f"POINT ({X} {Y})",)])}, "WATER.*Point"),
    ],
)  # fmt: skip
def test_meaningless_input_is_refused_before_any_work(change, words, tmp_path):
    with pytest.raises(QgsProcessingException, match=words):
        views(OUTPUT=str(tmp_path / "o.gpkg"), **change)
    assert list(tmp_path.iterdir()) == []


# The demo district


def of_demo(demo):
    layers = {"BUILDINGS": "buildings", "GREENERY": "greenery", "WATER": "water"}
    return {**{key: f"{demo}|layername={value}" for key, value in layers.items()}, "STOREYS": "/10", "SPACING": 24}


def test_cancelling_writes_all_or_nothing(demo, tmp_path):
    outcomes = set()
    for number in (0, 3, 8, 15, 30, 60, 5000):
        place = tmp_path / str(number)
        place.mkdir()
        algorithm = QgsApplication.processingRegistry().createAlgorithmById("multiground:windowview")
        files = {**of_demo(demo), "OUTPUT": str(place / "o.gpkg"), "BUILDING_OUTPUT": str(place / "b.gpkg")}
        _, ok = algorithm.run(files, QgsProcessingContext(), AskedOften(number))
        assert bool(list(place.iterdir())) == ok
        outcomes.add(ok)
    assert outcomes == {True, False}


def test_works_in_a_model(tmp_path):
    inputs = {"BUILDINGS": houses(), "GREENERY": trees(), "WATER": pond()}
    assert len(rows(run_model(model_of("windowview", set(inputs)), inputs, tmp_path / "m.gpkg"))) == 48


def test_order_of_features_changes_no_attribute():
    def told(features):
        output = views(BUILDINGS=houses(features=features))["OUTPUT"]
        return [(feature.geometry().asWkt(), feature.attributes()) for feature in output.getFeatures()]

    assert told(TOWN) == told(TOWN[::-1])


def test_results_open_styled_on_the_map_and_in_3d(tmp_path):
    from qgis._3d import Qgs3D, QgsPoint3DSymbol, QgsRuleBased3DRenderer
    from qgis.PyQt import sip

    Qgs3D.initialize()
    results = views(OUTPUT=str(tmp_path / "o.gpkg"), BUILDING_OUTPUT=str(tmp_path / "b.gpkg"))
    labels = ["sky more than 25 % of the view", "sky 10–25 %", "sky up to 10 %", "no sky", "not known"]
    for name in ("OUTPUT", "BUILDING_OUTPUT"):
        assert [rule.label() for rule in results[name].renderer().rootRule().children()] == labels
    solid = sip.cast(results["OUTPUT"].renderer3D(), QgsRuleBased3DRenderer)
    rules = solid.rootRule().children()
    assert len(rules) == len(labels)
    symbol = sip.cast(rules[0].symbol(), QgsPoint3DSymbol)
    assert symbol.shape() == QgsPoint3DSymbol.Shape.Sphere and symbol.shapeProperties()["radius"] == 0.8
    alias = results["OUTPUT"].fields().lookupField("sky_pct")
    assert results["OUTPUT"].attributeAlias(alias) == "Sky (%)"


def test_qgis_process_runs_it(demo, tmp_path):
    program = shutil.which("qgis_process.bin") or shutil.which("qgis_process")
    profile = tmp_path / "profiles" / "default"
    (profile / "python" / "plugins").mkdir(parents=True)
    (profile / "QGIS").mkdir()
    root = pathlib.Path(__file__).resolve().parent.parent.parent
    (profile / "python" / "plugins" / "multiground").symlink_to(root)
    (profile / "QGIS" / "QGIS3.ini").write_text("[PythonPlugins]\nmultiground=true\n")
    surroundings = {**os.environ, "QGIS_CUSTOM_CONFIG_PATH": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    given = {**of_demo(demo), "OUTPUT": tmp_path / "窗景.gpkg", "BUILDING_OUTPUT": tmp_path / "b.gpkg"}
    arguments = [f"{key}={value}" for key, value in given.items()]
    command = [program, "--json", "run", "multiground:windowview", "--", *arguments]
    done = subprocess.run(command, env=surroundings, capture_output=True, text=True, timeout=240)
    results = json.loads(done.stdout)["results"]
    assert results["N_WINDOWS"] > 50 and 0 < results["MEAN_SKY_PCT"] < 50
    assert (tmp_path / "窗景.gpkg").exists()
