"""The plugin as a planner's own process: installed in a profile, started by qgis_process."""

import json
import os
import re
import shutil
import subprocess
import sys

import pytest
from layers import ROOT, model_of
from qgis.core import QgsApplication

PROGRAM = shutil.which("qgis_process.bin") or shutil.which("qgis_process")


@pytest.fixture(scope="module")
def qgis_process(tmp_path_factory):
    """Return a function that runs qgis_process in a fresh profile, in a language."""
    folder = tmp_path_factory.mktemp("profile")
    profile = folder / "profiles" / "default"
    (profile / "python" / "plugins").mkdir(parents=True)
    (profile / "QGIS").mkdir()
    (profile / "python" / "plugins" / "multiground").symlink_to(ROOT)

    def start(*arguments, locale=None, **environment):
        settings = "[PythonPlugins]\nmultiground=true\n"
        if locale:
            settings += f"[locale]\noverrideFlag=true\nuserLocale={locale}\n"
        (profile / "QGIS" / "QGIS3.ini").write_text(settings)
        surroundings = {
            **os.environ,
            "QGIS_CUSTOM_CONFIG_PATH": str(folder),
            "QT_QPA_PLATFORM": "offscreen",
            **environment,
        }
        return subprocess.run([PROGRAM, *arguments], env=surroundings, capture_output=True, text=True, timeout=120)

    return start


NAMES = [
    "roadnetworkdensity",
    "plotsize",
    "plotlayout",
    "buildingstoreys",
    "streetwall",
    "verticalmix",
    "vitalityunits",
    "functionmix",
    "publicproperty",
    "walkcircles",
    "lifecircle",
    "classifysurfaces",
    "mper",
    "mperadvice",
    "districtintensity",
    "createpackage",
    "checkpackage",
    "assess",
    "comparescenarios",
    "assessmany",
    "importosm",
    "importplanningdata",
]
NO_CLAUSE = ("createpackage", "checkpackage", "assess", "comparescenarios", "assessmany")
NO_CLAUSE += ("importplanningdata", "importosm")


def test_all_algorithms_are_listed(qgis_process):
    listed = qgis_process("list").stdout
    assert "multiground:roadnetworkdensity\tRoad network density (4.1.3-1)" in listed
    assert "multiground:plotsize\tPlot size (4.2.2)" in listed
    assert "multiground:walkcircles\tWalk circles (5.2.5)" in listed
    assert "multiground:lifecircle\tLife circle: service checklist (5.2.5)" in listed


@pytest.mark.parametrize("name", NAMES)
def test_help_tells_what_the_parameters_are(qgis_process, name):
    text = qgis_process("help", f"multiground:{name}").stdout
    assert name in NO_CLAUSE or re.search(r"clauses? [1-6]\.\d", text)
    assert name in ("classifysurfaces", "mper", "mperadvice", *NO_CLAUSE) or "ooked up when empty." in text


@pytest.mark.parametrize("name", NAMES)
def test_no_english_help_is_left_in_a_chinese_qgis(provider, qgis_process, name):
    algorithm = QgsApplication.processingRegistry().algorithmById(f"multiground:{name}")
    english = [text for d in algorithm.parameterDefinitions() for text in (d.help(), d.description()) if len(text) > 12]
    english += algorithm.shortHelpString().split("\n\n")
    text = qgis_process("help", f"multiground:{name}", locale="zh-Hans").stdout
    assert len(english) > 3
    assert [sentence for sentence in english if sentence in text] == []


def test_run_ends_with_zero_and_a_json_result(qgis_process, demo, tmp_path):
    run = qgis_process(
        "--json", "run", "multiground:roadnetworkdensity", "--",
        f"ROADS={demo}|layername=roads", f"DISTRICTS={demo}|layername=district", f"OUTPUT={tmp_path / '密度.gpkg'}",
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    results = json.loads(run.stdout)["results"]
    assert (results["DENSITY"], results["GRADE"]) == (9.52, "excellent")
    assert (tmp_path / "密度.gpkg").exists()


def test_storeys_and_street_walls_run_and_return_their_numbers(qgis_process, demo, tmp_path):
    run = qgis_process(
        "--json", "run", "multiground:buildingstoreys", "--", f"BUILDINGS={demo}|layername=buildings",
        f"FLOORS={demo}|layername=floors", f"OUTPUT={tmp_path / '层数.gpkg'}",
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    results = json.loads(run.stdout)["results"]
    assert (results["N_VIOLATION"], results["GRADE"]) == (1, "violation")
    assert 0 < results["SHARE_7_25"] < 1 < results["MEAN_STOREYS_AREA"] < results["MEAN_STOREYS"]
    layers = {"BUILDINGS": "buildings", "PLOTS": "plots", "ROADS": "roads", "SETBACK_LINES": "setback_lines"}
    given = [f"{name}={demo}|layername={layer}" for name, layer in {**layers, "EXCLUDED": "excluded"}.items()]
    outputs = [f"{name}={tmp_path / name}.gpkg" for name in ("OUTPUT", "PLOT_OUTPUT", "STREET_SIDES", "COVERED_PIECES")]
    run = qgis_process("--json", "run", "multiground:streetwall", "--", *given, *outputs)
    assert run.returncode == 0, run.stderr
    results = json.loads(run.stdout)["results"]
    assert (60 < results["CONTINUITY"] < 100, results["GRADE"]) == (True, "fair")
    assert len(list(tmp_path.glob("*.gpkg"))) == 5
    run = qgis_process("run", "multiground:streetwall", "--", *given, "TARGET=50", f"OUTPUT={tmp_path / 'no.gpkg'}")
    assert run.returncode == 1
    assert "TARGET" in run.stderr + run.stdout
    assert not (tmp_path / "no.gpkg").exists()


def test_walking_tools_run_and_return_their_numbers(qgis_process, demo, tmp_path):
    network = f"NETWORK={demo}|layername=walkways"
    run = qgis_process(
        "--json", "run", "multiground:walkcircles", "--", f"ORIGINS={demo}|layername=stations", network, "MINUTES=5",
        f"CIRCLES=ogr:dbname='{tmp_path}/circles.gpkg' table=\"circles\" (geom)",
        f"REACHED=ogr:dbname='{tmp_path}/circles.gpkg' table=\"streets\" (geom)",
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    results = json.loads(run.stdout)["results"]
    assert (results["N_ORIGINS"], results["N_LEFT_OUT"]) == (9, 0)
    run = qgis_process(
        "--json", "run", "multiground:lifecircle", "--", f"OFFICES={demo}|layername=floors", network,
        f"FACILITIES={demo}|layername=facilities", f"DATA_EXTENT={demo}|layername=data_extent",
        f"OUTPUT={tmp_path / '办公.gpkg'}", f"CATEGORIES={tmp_path / '设施.gpkg'}",
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    results = json.loads(run.stdout)["results"]
    assert 0 < results["SERVED_PCT"] <= 100
    assert 0 < results["N_CATEGORIES_MET"] <= 17
    assert results["GRADE"] in ("excellent", "good", "fair")
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted(["circles.gpkg", "办公.gpkg", "设施.gpkg"])


def test_refused_walk_circles_end_with_one(qgis_process, demo, tmp_path):
    run = qgis_process(
        "run", "multiground:walkcircles", "--", f"ORIGINS={demo}|layername=stations",
        f"NETWORK={demo}|layername=walkways", "MINUTES=five", f"CIRCLES={tmp_path / 'c.gpkg'}",
    )  # fmt: skip
    assert run.returncode == 1
    assert "MINUTES: found five" in run.stderr + run.stdout
    assert list(tmp_path.iterdir()) == []


def test_refusal_ends_with_one_and_leaves_nothing(qgis_process, demo, tmp_path):
    run = qgis_process(
        "run", "multiground:roadnetworkdensity", "--",
        f"ROADS={demo}|layername=plots", f"DISTRICTS={demo}|layername=district", f"OUTPUT={tmp_path / 'o.gpkg'}",
    )  # fmt: skip
    assert run.returncode == 1
    assert "ROADS: found Polygon; permitted: Line" in run.stderr + run.stdout
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "inputs", "output"),
    [
        ("plotsize", {"PLOTS": "plots"}, "OUTPUT"),
        ("walkcircles", {"ORIGINS": "stations", "NETWORK": "walkways"}, "CIRCLES"),
        ("lifecircle", {"OFFICES": "floors", "FACILITIES": "facilities", "NETWORK": "walkways"}, "CATEGORIES"),
    ],
)
def test_model_file_runs(provider, qgis_process, demo, tmp_path, name, inputs, output):
    model = model_of(name, set(inputs), output)
    assert model.toFile(str(tmp_path / "one.model3"))
    (destination,) = [definition.name() for definition in model.destinationParameterDefinitions()]
    layers = [f"{key}={demo}|layername={table}" for key, table in inputs.items()]
    run = qgis_process("run", str(tmp_path / "one.model3"), "--", *layers, f"{destination}={tmp_path / 'o.gpkg'}")
    assert run.returncode == 0, run.stderr
    assert (tmp_path / "o.gpkg").exists()


@pytest.mark.parametrize("locale", ["zh-Hans", "zh_CN", "zh"])
def test_speaks_chinese(qgis_process, demo, tmp_path, locale):
    assert "multiground:plotsize\t地块尺寸（4.2.2）" in qgis_process("list", locale=locale).stdout
    run = qgis_process(
        "run",
        "multiground:plotsize",
        "--",
        f"PLOTS={demo}|layername=plots",
        f"OUTPUT={tmp_path / 'o.gpkg'}",
        locale=locale,
    )
    assert "用地性质" in run.stdout + run.stderr
    assert run.returncode == 0


def test_provider_loads_without_the_libraries_and_names_the_remedy(qgis_process, demo, tmp_path):
    hidden = tmp_path / "hidden"
    hidden.mkdir()
    (hidden / "sitecustomize.py").write_text(
        "import importlib.metadata as m\n"
        "import sys\n"
        "real = m.version\n"
        "def version(name):\n"
        "    if name in ('geopandas', 'pandas', 'shapely'):\n"
        "        raise m.PackageNotFoundError(name)\n"
        "    return real(name)\n"
        "m.version = version\n"
        "class Hide:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.split('.')[0] == 'geopandas':\n"
        "            raise ImportError(name)\n"
        "sys.meta_path.insert(0, Hide())\n"
    )
    lacking = {"PYTHONPATH": os.pathsep.join([str(hidden), os.environ.get("PYTHONPATH", "")])}
    assert "multiground:plotsize" in qgis_process("list", **lacking).stdout
    run = qgis_process(
        "run", "multiground:plotsize", "--", f"PLOTS={demo}|layername=plots", f"OUTPUT={tmp_path / 'o.gpkg'}", **lacking
    )
    assert run.returncode == 1
    assert "geopandas" in run.stdout + run.stderr
    assert "apt install" in run.stdout + run.stderr


def test_plain_python_imports_the_library_without_qgis():
    code = (
        "import importlib.util, sys; sys.modules['qgis'] = None; sys.modules['osgeo'] = None\n"
        f"root = r'{ROOT}'\n"
        "locations = {'submodule_search_locations': [root]}\n"
        "spec = importlib.util.spec_from_file_location('multiground', root + '/__init__.py', **locations)\n"
        "sys.modules['multiground'] = importlib.util.module_from_spec(spec)\n"
        "from multiground.urbanform.road_network_density import road_network_density\n"
        "from multiground.urbanform.plot_size import plot_size\n"
        "print('imported')"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "imported\n"
