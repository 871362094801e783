"""Assessing packages in processes, by a program that stands for qgis_process: what comes of each, and what is kept."""

import contextlib
import pathlib
import shutil
import sqlite3
import sys

import pytest
from geopackages import change
from multiground.urbanform.package_runs import assess_package, is_whole
from test_cluster import library, program  # noqa: F401 - library is a fixture

ROOT = pathlib.Path(__file__).parent.parent
DASK = pytest.mark.skipif(not pathlib.Path("/proc/meminfo").exists(), reason="dask reads the memory in /proc")
DEMO = ROOT / "resources" / "demo" / "demo_district.gpkg"
# Writes as a result the table that tells one; says what it was given; dies where the package's name asks for it.
FAKE = f"""#!{sys.executable}
import os, pathlib, sqlite3, sys
given = dict(text.split("=", 1) for text in sys.argv[4:])
plugin = pathlib.Path(os.environ["QGIS_PLUGINPATH"], "multiground").resolve()
settings = pathlib.Path(os.environ["QGIS_CUSTOM_CONFIG_PATH"], "profiles", "default", "QGIS", "QGIS3.ini").read_text()
assert "multiground=true" in settings and sys.argv[1:4] == ["run", "multiground:assess", "--"]
if "bad" in given["PACKAGE"]:
    print("ERROR:\\tPACKAGE: 什么都没有", file=sys.stderr)
    sys.exit(1)
if "crash" in given["PACKAGE"]:
    os.kill(os.getpid(), 9)
with sqlite3.connect(given["RESULT"]) as result:
    result.execute("CREATE TABLE clauses (clause, given)")
    result.execute("INSERT INTO clauses VALUES (?, ?)", (str(plugin), str(sorted(given.items()))))
result.close()
with open(pathlib.Path(sys.argv[0]).parent / "runs.txt", "a") as file:
    file.write(given["PACKAGE"] + "\\n")
sys.exit(3 if "late" in given["PACKAGE"] else 0)
"""


@pytest.fixture
def fake(tmp_path):
    path = tmp_path / "bin" / "qgis_process"
    path.parent.mkdir()
    path.write_text(FAKE, encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def packages(tmp_path):
    """Packages that differ in one value each, and one that is none."""
    found = {}
    for name in ("good", "bad", "crash", "late", "片区 2"):
        found[name] = pathlib.Path(shutil.copy(DEMO, tmp_path / f"{name}.gpkg"))
        change(found[name], ("UPDATE district SET name = ?", [name]))
    found["torn"] = tmp_path / "torn.gpkg"
    found["torn"].write_bytes(b"no database")
    return found


def test_what_comes_of_each_package(tmp_path, library, fake, packages):  # noqa: F811
    """One writes its result and then ends with an error, as a QGIS that crashes when it closes: the result counts."""
    store, plugin = tmp_path / "库 1", library / "multiground"
    done = {name: assess_package(path, store, plugin, program=fake) for name, path in packages.items()}
    states = {name: each.state for name, each in done.items()}
    assert states == dict(zip(packages, ("assessed", "failed", "failed", "assessed", "assessed", "failed")))
    assert done["bad"].reason == "PACKAGE: 什么都没有"
    assert done["crash"].reason == "qgis_process: -9"
    assert "a GeoPackage with layers" in done["torn"].reason and done["torn"].result is None
    assert [is_whole(each.result) for each in done.values() if each.result] == [True, False, False, True, True]
    assert not list((tmp_path / "库 1").rglob(".*"))
    with contextlib.closing(sqlite3.connect(done["片区 2"].result)) as result:
        told = result.execute("SELECT * FROM clauses").fetchone()
    assert told[0] == str(ROOT.resolve()) and "片区 2.gpkg" in told[1] and "'STABILITY', 'false'" in told[1]
    assert assess_package(packages["good"], store, plugin, program=fake).state == "kept"
    assert assess_package(packages["good"], store, plugin, language="zh", program=fake).state == "assessed"


def test_rules_and_plugin_decide_what_is_kept(tmp_path, fake, packages):
    """Another profile, another version, other code or another table of the plugin: nothing old is served."""
    plugin, store = tmp_path / "other" / "multiground", tmp_path / "store"
    for name in ("urbanform", "algorithms"):
        shutil.copytree(ROOT / name, plugin / name)
    shutil.copy(ROOT / "metadata.txt", plugin)
    rules = pathlib.Path(shutil.copy(ROOT / "urbanform" / "clauses.csv", tmp_path / "规则 1.csv"))

    def state(profile=""):
        return assess_package(packages["good"], store, plugin, profile, program=fake).state

    assert [state(), state(), state(rules), state(rules)] == ["assessed", "kept", "assessed", "kept"]
    for changed in (rules, plugin / "algorithms" / "base" / "assessing.py", plugin / "metadata.txt"):
        changed.write_text(changed.read_text(encoding="utf-8") + "\n", encoding="utf-8")
        assert [state(rules), state(rules)] == ["assessed", "kept"]


def test_a_program_that_is_not_there_is_named(tmp_path, library, packages):  # noqa: F811
    done = assess_package(packages["good"], tmp_path, library / "multiground", program="/no/qgis_process")
    assert done.state == "failed" and "/no/qgis_process" in done.reason


@DASK
def test_a_cluster_assesses_packages(tmp_path, library, fake, packages):  # noqa: F811
    """Two workers; the second run finds everything in the store but what failed."""
    text = """
    import sys
    from functools import partial
    from multiground.urbanform.package_runs import assess_package
    store, plugin, qgis_process, *packages = sys.argv[1:]
    assess = partial(assess_package, store=store, plugin=plugin, program=qgis_process)
    with cluster.workers(n_workers=2) as each:
        for _ in range(2):
            print(*(done.state for done in each(assess, packages)))
    """
    paths = [tmp_path / "store", library / "multiground", fake, *packages.values()]
    done = program(tmp_path, library, text, *map(str, paths))
    assert done.returncode == 0, done.stderr
    states = ["assessed failed failed assessed assessed failed", "kept failed failed kept kept failed"]
    assert done.stdout.splitlines() == states
    assert len((fake.parent / "runs.txt").read_text(encoding="utf-8").splitlines()) == 3


@DASK
@pytest.mark.skipif(not shutil.which("qgis_process.bin"), reason="the program itself, as Debian calls it")
def test_a_cluster_assesses_a_package_with_qgis(tmp_path, library):  # noqa: F811
    """The demo district in a real QGIS, with the plugin of this checkout."""
    text = """
    import sys
    from functools import partial
    from multiground.urbanform.package_runs import assess_package
    assess = partial(assess_package, store=sys.argv[1], plugin=sys.argv[2], program="qgis_process.bin")
    with cluster.workers(n_workers=1) as each:
        (done,) = each(assess, [sys.argv[3]])
    print(done.state, done.reason, done.result)
    """
    done = program(tmp_path, library, text, str(tmp_path / "store"), str(library / "multiground"), str(DEMO))
    assert done.stdout.startswith("assessed "), (done.stdout, done.stderr)
    result = pathlib.Path(done.stdout.split(maxsplit=1)[1].strip())
    with contextlib.closing(sqlite3.connect(result)) as database:
        grades = {grade for (grade,) in database.execute("SELECT grade FROM clauses")}
    assert {"excellent", "violation"} <= grades
