"""The models that come with the plugin: listed, valid, translated, run in the toolbox and by qgis_process."""

import contextlib
import os
import shutil
import sqlite3
import subprocess

import pytest
from layers import ROOT
from qgis.core import QgsApplication, QgsVectorLayer

pytestmark = pytest.mark.usefixtures("provider")

DEMO = ROOT / "resources" / "demo" / "demo_district.gpkg"
PROGRAM = shutil.which("qgis_process.bin") or shutil.which("qgis_process")
INPUTS = {
    "assessandcompare": ["PACKAGE", "EARLIER", "PROFILE"],
    "mperwithoutunderground": ["DISTRICTS", "SURFACES", "VERTICALS", "FLOORS"],
    "worstservedoffices": ["OFFICES", "NETWORK", "FACILITIES", "DATA_EXTENT"],
}
RESULTS = {
    "assessandcompare": {"assess:RESULT", "assess:REPORT", "compare:TABLE", "compare:REPORT"},
    "mperwithoutunderground": {"with:OUTPUT", "without:OUTPUT"},
    "worstservedoffices": {"worst:OUTPUT", "circles:CIRCLES"},
}


def model_of(name):
    return QgsApplication.processingRegistry().algorithmById(f"multiground:{name}")


def demo(table):
    return f"{DEMO}|layername={table}"


def rows(path):
    layer = QgsVectorLayer(str(path), "r", "ogr")
    return [dict(zip(layer.fields().names(), feature.attributes())) for feature in layer.getFeatures()]


def test_every_file_is_a_model_of_the_toolbox(provider):
    files = {path.stem for path in (ROOT / "resources" / "models").glob("*.model3")}
    assert files == set(INPUTS)
    ids = [algorithm.id() for algorithm in provider.algorithms()]
    assert len(ids) == len(set(ids))
    assert {f"multiground:{name}" for name in files} <= set(ids)


@pytest.mark.parametrize("name", INPUTS)
def test_model_is_valid_and_has_its_inputs_and_results(name):
    model = model_of(name)
    assert model.validate() == (True, [])
    results = {definition.name() for definition in model.destinationParameterDefinitions()}
    assert results == RESULTS[name]
    inputs = [definition for definition in model.parameterDefinitions() if not definition.isDestination()]
    assert [definition.name() for definition in inputs] == INPUTS[name]  # the main one first, not by the alphabet
    assert [definition.name() for definition in inputs if not definition.help().endswith(".")] == []
    assert model.shortDescription() in model.shortHelpString()
    assert all(f"<h3>{definition.description()}</h3>" in model.shortHelpString() for definition in inputs)


@pytest.mark.parametrize("name", INPUTS)
def test_every_text_of_a_model_can_be_translated(name):
    from multiground.algorithms.base.models import TEXTS, Model

    known = {*TEXTS, "District package", "Rule profile", "Result", "Report"}  # the latter are those of the algorithms
    model = Model(ROOT / "resources" / "models" / f"{name}.model3")
    assert {model.displayName(), *(d.description() for d in model.parameterDefinitions())} <= known
    assert set(model.helpContent().values()) <= known


def test_model_is_made_anew_under_the_same_id():
    model = model_of("worstservedoffices")
    assert model.create().id() == model.id()
    assert model.create().displayName() == model.displayName() == "Walk circles of the worst-served offices"


def test_models_survive_a_refresh_of_the_toolbox(provider):
    before = sorted(algorithm.id() for algorithm in provider.algorithms())
    provider.refreshAlgorithms()
    assert sorted(algorithm.id() for algorithm in provider.algorithms()) == before


def test_mper_without_the_underground_is_that_of_the_other_surfaces(tmp_path):
    import processing

    inputs = {"DISTRICTS": "district", "SURFACES": "surfaces", "VERTICALS": "verticals", "FLOORS": "floors"}
    inputs = {name: demo(table) for name, table in inputs.items()}
    files = {"with:OUTPUT": str(tmp_path / "with.gpkg"), "without:OUTPUT": str(tmp_path / "without.gpkg")}
    processing.run(model_of("mperwithoutunderground"), {**inputs, **files})
    (whole,), (above,) = rows(tmp_path / "with.gpkg"), rows(tmp_path / "without.gpkg")
    with contextlib.closing(sqlite3.connect(DEMO)) as database:
        (n_below,) = database.execute("select count(*) from surfaces where z <= -1.5").fetchone()
    assert n_below > 0
    assert above["a_mgs"] < whole["a_mgs"]
    assert above["n_systems"] < whole["n_systems"]
    direct = {"TAGGED_SURFACES": demo("surfaces") + "|subset=z > -1.5", "SYSTEMS": "memory:"}
    direct["OUTPUT"] = str(tmp_path / "direct.gpkg")
    inputs.pop("SURFACES")
    processing.run("multiground:mper", {**inputs, **direct})
    (judge,) = rows(tmp_path / "direct.gpkg")
    assert above["mper"] == pytest.approx(judge["mper"])


def test_circles_are_those_of_the_offices_that_lack_most(tmp_path):
    import processing

    inputs = {"OFFICES": demo("floors"), "NETWORK": demo("walkways"), "FACILITIES": demo("facilities")}
    inputs["OFFICES"] += "|subset=storey = 5"  # a storey is enough to see it
    inputs["DATA_EXTENT"] = demo("data_extent")
    files = {"worst:OUTPUT": str(tmp_path / "w.gpkg"), "circles:CIRCLES": str(tmp_path / "c.gpkg")}
    processing.run(model_of("worstservedoffices"), {**inputs, **files})
    worst, circles = rows(tmp_path / "w.gpkg"), rows(tmp_path / "c.gpkg")
    processing.run(
        "multiground:lifecircle",
        {**inputs, "OUTPUT": str(tmp_path / "all.gpkg"), "CATEGORIES": str(tmp_path / "k.gpkg")},
    )
    lacking = [row["n_missing"] for row in rows(tmp_path / "all.gpkg")]
    assert {row["n_missing"] for row in worst} == {max(lacking)}
    assert 0 < len(worst) == lacking.count(max(lacking)) < len(lacking)
    assert len({row["origin_id"] for row in circles}) == len(worst)


def test_where_no_office_can_be_said_to_lack_anything_no_circle_is_drawn(tmp_path):
    """The offices' 15 minutes leave the network's hull, and no extent of the data is given."""
    import processing

    inputs = {"OFFICES": demo("floors"), "NETWORK": demo("walkways"), "FACILITIES": demo("facilities")}
    inputs["OFFICES"] += "|subset=building = 'M-01-3'"
    files = {"worst:OUTPUT": str(tmp_path / "w.gpkg"), "circles:CIRCLES": str(tmp_path / "c.gpkg")}
    results = processing.run(model_of("worstservedoffices"), {**inputs, **files})
    assert rows(tmp_path / "w.gpkg") == []
    assert "circles:CIRCLES" not in results
    assert not (tmp_path / "c.gpkg").exists()


def test_qgis_process_assesses_and_compares_in_chinese(tmp_path):
    settings = tmp_path / "profile" / "profiles" / "default"
    (settings / "python" / "plugins").mkdir(parents=True)
    (settings / "QGIS").mkdir()
    (settings / "python" / "plugins" / "multiground").symlink_to(ROOT)
    chosen = "[PythonPlugins]\nmultiground=true\n[locale]\noverrideFlag=true\nuserLocale=zh-Hans\n"
    (settings / "QGIS" / "QGIS3.ini").write_text(chosen)
    environment = {**os.environ, "QGIS_CUSTOM_CONFIG_PATH": str(tmp_path / "profile"), "QT_QPA_PLATFORM": "offscreen"}

    def start(*arguments):
        done = subprocess.run([PROGRAM, *arguments], env=environment, capture_output=True, text=True, timeout=170)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    earlier = tmp_path / "先前.gpkg"
    start("run", "multiground:assess", "--", f"PACKAGE={DEMO}", f"RESULT={earlier}", "STABILITY=0")
    names = {
        "assess:RESULT": "r.gpkg",
        "assess:REPORT": "r.html",
        "compare:TABLE": "t.gpkg",
        "compare:REPORT": "t.html",
    }
    files = [f"{name}={tmp_path / file}" for name, file in names.items()]
    start("run", "multiground:assessandcompare", "--", f"PACKAGE={DEMO}", f"EARLIER={earlier}", *files)
    assert all((tmp_path / file).exists() for file in names.values())
    table = [row for row in rows(tmp_path / "t.gpkg") if row["name"] == ""]
    assert len(table) == 36
    assert not any(row["flips"] for row in table)
    assert "路网密度" in (tmp_path / "t.html").read_text(encoding="utf-8")
    assert "multiground:worstservedoffices\t服务最差的办公空间的步行圈" in start("list")
