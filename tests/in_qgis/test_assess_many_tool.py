"""Many districts in one run: what fails is named, what has not changed is kept, and a cancel ends all at once."""

import contextlib
import csv
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import time
import warnings

import pytest
from geopackages import change
from layers import ROOT, AskedOften, Feedback, own_profile, run
from multiground.algorithms.base import leagues, processes
from multiground.urbanform import result_store
from osgeo import ogr
from qgis.core import QgsProcessingContext, QgsProcessingException, QgsVectorLayer

pytestmark = pytest.mark.usefixtures("provider")

DEMO = ROOT / "resources" / "demo" / "demo_district.gpkg"
PROGRAM = shutil.which("qgis_process.bin") or shutil.which("qgis_process")


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A package that is assessed in a moment: district, roads and plots."""
    path = shutil.copy(DEMO, tmp_path_factory.mktemp("small") / "small.gpkg")
    dataset = ogr.Open(str(path), 1)
    for name in [layer.GetName() for layer in dataset]:
        if name not in ("district", "roads", "plots", "layer_styles"):
            dataset.ExecuteSQL(f'DROP TABLE "{name}"')
    return path


@pytest.fixture
def city(small, tmp_path):
    """Four districts, one of them a copy of another, and two files that are none; in folders with Chinese names."""
    folder = tmp_path / "城市 (2026)"
    (folder / "北区").mkdir(parents=True)
    for name in ("a", "b", "copy of a", "北区/c"):
        shutil.copy(small, folder / f"{name}.gpkg")
    change(folder / "b.gpkg", "UPDATE district SET name = 'B'", "UPDATE plots SET use = NULL")
    change(folder / "北区" / "c.gpkg", "UPDATE district SET name = '北区'", "DELETE FROM plots WHERE fid > 20")
    (folder / "torn.gpkg").write_bytes(pathlib.Path(small).read_bytes()[:4096])
    empty = ogr.GetDriverByName("GPKG").CreateDataSource(str(folder / "empty.gpkg"))
    empty.CreateLayer("nothing", None, ogr.wkbNone)
    del empty
    return folder


def rows_of(path):
    """Return the rows of the only layer of a GeoPackage, by package."""
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.row_factory = sqlite3.Row
        listed = database.execute("SELECT table_name FROM gpkg_contents WHERE table_name <> 'layer_styles'")
        ((name,),) = listed.fetchall()
        return {row["package"]: dict(row) for row in database.execute(f'SELECT * FROM "{name}" ORDER BY rowid')}


def league(city, folder, feedback=None, **more):
    outputs = {"TABLE": str(folder / "league.gpkg"), "RESULT": str(folder / "map.gpkg")}
    numbers = run("assessmany", {"PACKAGES": [str(city)], **outputs, **more}, feedback)
    return numbers, rows_of(folder / "league.gpkg")


def test_all_packages_of_a_folder_are_in_the_league(city, tmp_path):
    before = {path: path.read_bytes() for path in city.rglob("*.gpkg")}
    feedback = Feedback()
    numbers, rows = league(city, tmp_path, feedback, REPORT=str(tmp_path / "报告.html"))
    assert [numbers[name] for name in ("N_ASSESSED", "N_KEPT", "N_FAILED")] == [4, 0, 2]
    assert list(rows) == ["a", "c", "copy of a", "b", "empty", "torn"]
    assert [row["rank"] for row in rows.values()] == [1, 1, 1, 4, None, None]  # b has plots without a use
    same = ("met_pct", "n_excellent", "n_good", "n_fair", "n_violation", "n_unassessed")
    assert [rows["a"][name] for name in same] == [rows["copy of a"][name] for name in same]
    assert "no layer with features" in rows["empty"]["reason"]
    assert "a GeoPackage with layers, which can be read" in rows["torn"]["reason"]
    assert sum("torn.gpkg" in text for text in feedback.said if "torn.gpkg:" in text) == 1
    assert rows["c"]["name"] == "北区"
    assert rows["a"]["n_warnings"] > 0 == rows["torn"]["n_warnings"]
    page = (tmp_path / "报告.html").read_text(encoding="utf-8")
    assert "北区" in page and "torn" in page and page.count("data:image/png") == 1
    drawn = rows_of(tmp_path / "map.gpkg")
    assert list(drawn) == ["a", "c", "copy of a", "b"]  # the others have no outline
    layer = QgsVectorLayer(str(tmp_path / "map.gpkg"), "map", "ogr")
    assert layer.loadDefaultStyle()[1] and layer.renderer().type() == "categorizedSymbol"
    assert {path: path.read_bytes() for path in city.rglob("*.gpkg")} == before


def test_the_figures_are_those_of_the_single_assessment(city, tmp_path):
    _, rows = league(city, tmp_path)
    alone = run("assess", {"PACKAGE": str(city / "b.gpkg"), "RESULT": str(tmp_path / "r.gpkg"), "STABILITY": False})
    for name in ("N_EXCELLENT", "N_GOOD", "N_FAIR", "N_VIOLATION", "N_UNASSESSED"):
        assert rows["b"][name.lower()] == alone[name]


def test_only_what_changed_is_computed_again(city, tmp_path):
    """Second run: all kept. Third: one plot of b has another use. Fourth, next quarter: places have moved."""
    store = tmp_path / "store"
    store.mkdir()
    first, rows = league(city, tmp_path, STORE=str(store))
    results = {path: path.stat().st_mtime_ns for path in store.rglob("result.gpkg")}
    assert (first["N_ASSESSED"], len(results)) == (4, 3)  # the copy shares the result
    damaged = next(path for path in results if str(path) == rows["c"]["result"])
    damaged.write_bytes(b"the drive was full")
    mended, rows = league(city, tmp_path, STORE=str(store))
    assert (mended["N_ASSESSED"], mended["N_KEPT"], rows["c"]["rank"]) == (1, 3, 1)
    results = {path: path.stat().st_mtime_ns for path in store.rglob("result.gpkg")}
    again, _ = league(city, tmp_path, STORE=str(store))
    assert (again["N_ASSESSED"], again["N_KEPT"], again["N_FAILED"]) == (0, 4, 2)
    change(city / "b.gpkg", "UPDATE plots SET use = 'B1'")
    third, _ = league(city, tmp_path, STORE=str(store))
    assert (third["N_ASSESSED"], third["N_KEPT"]) == (1, 3)
    assert {path: path.stat().st_mtime_ns for path in results} == results  # the earlier ones lie there untouched
    with open(store / "tracking.csv", encoding="utf-8-sig", newline="") as file:
        table = list(csv.DictReader(file))
    assert [row["package"] for row in table] == ["a", "b", "c", "copy of a"]
    assert len({row["date"] for row in table}) == 1


def test_places_gained_are_told_since_the_day_before(city, tmp_path):
    """Once b was first and a second; today a is first. Whoever is gone, or graded by other rules, is out."""
    store = tmp_path / "store"
    store.mkdir()
    head = "date,package,profile,key,district,met_pct,n_excellent,n_good,n_fair,n_violation,n_unassessed,result\n"
    yesterday = "2020-01-01,b,,k,B,100,9,0,0,0,0,\n2020-01-01,a,,k,A,50,1,0,1,0,0,\n"
    yesterday += "2020-01-01,gone,,k,G,90,9,0,1,0,0,\n2020-02-02,a,other.csv,k,A,100,9,0,0,0,0,\n"
    (store / "tracking.csv").write_text(head + yesterday, encoding="utf-8")
    _, rows = league(city, tmp_path, STORE=str(store), REPORT=str(tmp_path / "r.html"))
    assert (rows["a"]["rank_before"], rows["a"]["rank"], rows["a"]["rank_change"]) == (2, 1, 1)
    assert (rows["b"]["rank_before"], rows["b"]["rank"], rows["b"]["rank_change"]) == (1, 4, -3)
    assert rows["c"]["rank_before"] is None
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "▲ 1" in page and "▼ 3" in page and page.count("<polyline") == 4
    assert page.count("50 %, ") == 1  # the line of a begins at yesterday's share


def test_results_and_hidden_files_of_a_folder_are_no_packages(tmp_path):
    """A folder in which a bureau keeps everything: packages, the store, a single assessment, last year's league."""
    names = ("a.gpkg", "B.GPKG", "store/01/result.gpkg", ".hidden/x.gpkg", "x/.part.gpkg")
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    for name, layers in {"assessed.gpkg": ("clauses", "actions"), "league 2025.gpkg": ("league 2025",)}.items():
        dataset = ogr.GetDriverByName("GPKG").CreateDataSource(str(tmp_path / name))
        for each in layers:
            layer = dataset.CreateLayer(each, None, ogr.wkbNone)
            for field in ("met_pct", "rank_change", "assessment"):
                layer.CreateField(ogr.FieldDefn(field, ogr.OFTString))
        del layer, dataset
    (tmp_path / "folder.gpkg").mkdir()  # no file, and listed as one that fails
    feedback = Feedback()
    found = leagues.packages_in(tmp_path, tmp_path / "store", feedback)
    assert [path.name for path in found] == ["B.GPKG", "a.gpkg", "folder.gpkg"]
    assert "3 GeoPackages with results" in feedback.said[0]


def test_every_package_has_a_name_of_its_own():
    files = ["/x/a.gpkg", "/x/北/b.gpkg", "/y/北/b.gpkg", "/x/北/c.gpkg", "/x/d/c.gpkg", "/x/e.gpkg", "/x/e.GPKG"]
    names = leagues.names_of([pathlib.PurePosixPath(file) for file in files])
    assert names == ["a", "x/北/b", "y/北/b", "北/c", "d/c", "/x/e.gpkg", "/x/e.GPKG"]


def test_an_outline_out_of_this_world_stops_no_league(small, tmp_path):
    """Coordinates that no CRS knows, others a million kilometres away, metres taken for degrees, and points."""
    files = [pathlib.Path(shutil.copy(small, tmp_path / f"{name}.gpkg")) for name in ("good", "never", "far", "points")]
    shapes = [f"POLYGON(({size} 0, {size} {size}, 0 0, {size} 0))" for size in ("1e300", "1e12")]
    for file, geometry in zip(files[1:], (*shapes, "POINT(1 1)")):
        dataset = ogr.Open(str(file), 1)
        feature = next(iter(dataset.GetLayerByName("district")))
        feature.SetGeometry(ogr.CreateGeometryFromWkt(geometry))
        with warnings.catch_warnings():  # GDAL warns of the point, and writes it
            warnings.simplefilter("ignore")
            dataset.GetLayerByName("district").SetFeature(feature)
        del feature, dataset
    degrees = pathlib.Path(shutil.copy(small, tmp_path / "degrees.gpkg"))
    change(degrees, "UPDATE gpkg_geometry_columns SET srs_id = 4326", "UPDATE gpkg_contents SET srs_id = 4326")
    places = [*files[1:], degrees, *files[:1], tmp_path]
    crs, shapes = leagues.outlines(list(map(str, places)), QgsProcessingContext())
    assert [shape is not None for shape in shapes] == [False, False, False, False, True, False]
    assert crs.authid() == "EPSG:4547"


def test_a_table_that_is_open_elsewhere_does_not_lose_the_league(small, tmp_path, monkeypatch):
    def held(*_):
        raise PermissionError("tracking.csv is open")

    monkeypatch.setattr(result_store, "track", held)
    feedback = Feedback()
    numbers, rows = league(small, tmp_path, feedback, STORE=str(tmp_path / "new" / "store"))
    assert (numbers["N_ASSESSED"], rows["small"]["rank"]) == (1, 1)
    assert any("tracking.csv could not be written" in text for text in feedback.said)


def test_a_store_that_cannot_be_written_is_refused_before_any_work(small, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(QgsProcessingException, match=r"STORE: found .*permitted: a folder that can be written"):
        league(small, tmp_path, STORE=str(tmp_path / "file"))


def test_a_cancel_ends_what_hangs(tmp_path):
    """Each process would sleep for a minute; the cancel comes while the pool is still starting others."""
    program = tmp_path / "qgis_process"
    program.write_text("#!/bin/sh\nexec sleep 60\n")
    program.chmod(0o755)
    wanted = {tmp_path / str(number) / "result.gpkg": tmp_path / "a.gpkg" for number in range(30)}
    orders = processes.Orders("", tmp_path, 8)
    begin = time.monotonic()
    with pytest.raises(QgsProcessingException):
        list(processes._beside_each_other(wanted, orders, str(program), AskedOften(0)))
    assert time.monotonic() - begin < 50


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("/no/such/folder", r"PACKAGES: found /no/such/folder; permitted: files and folders that exist"),
        (None, r"PACKAGES: found no GeoPackage; permitted: one district package or more"),
    ],
)
def test_nothing_to_assess_is_refused(tmp_path, value, expected):
    value = value or str(tmp_path)
    with pytest.raises(QgsProcessingException, match=expected):
        run("assessmany", {"PACKAGES": [value], "TABLE": "memory:"})


def test_a_bad_profile_is_refused_before_any_work(city, tmp_path):
    (tmp_path / "p.csv").write_text("clause\n9.9\n")
    with pytest.raises(QgsProcessingException, match="PROFILE"):
        run("assessmany", {"PACKAGES": [str(city)], "PROFILE": str(tmp_path / "p.csv"), "TABLE": "memory:"})


def test_a_cancel_leaves_no_half_result(city, tmp_path):
    store = tmp_path / "store"
    store.mkdir()
    with pytest.raises(QgsProcessingException):
        league(city, tmp_path, AskedOften(10), STORE=str(store))
    assert not (tmp_path / "league.gpkg").exists() and not (store / "tracking.csv").exists()
    for result in store.rglob("result.gpkg"):  # what had been finished is whole
        if result.parent.name.startswith(".multiground-"):
            continue  # of a process that was ended: a later run takes it away
        assert QgsVectorLayer(f"{result}|layername=clauses", "clauses", "ogr").isValid()


# As a bureau runs it: qgis_process, which starts others beside each other


@pytest.fixture
def profile(tmp_path):
    return own_profile(tmp_path / "profile", "[locale]\noverrideFlag=true\nuserLocale=zh-Hans\n")


def command(city, tmp_path, *more):
    return [PROGRAM, "run", "multiground:assessmany", "--", f"PACKAGES={city}", f"TABLE={tmp_path / 'l.gpkg'}", *more]


def children(process):
    """Return the processes that a process has started, and theirs."""
    found = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True).stdout.split()
    parent = dict(zip(found[::2], found[1::2]))
    own = {str(process.pid)}
    for _ in range(4):
        own |= {pid for pid, of in parent.items() if of in own}
    return own - {str(process.pid)}


def test_processes_beside_each_other_give_the_same(city, tmp_path, profile):
    league(city, tmp_path)
    done = subprocess.run(command(city, tmp_path), env=profile, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    assert "N_FAILED:\t2" in done.stdout
    inside, beside = rows_of(tmp_path / "league.gpkg"), rows_of(tmp_path / "l.gpkg")
    assert list(inside) == list(beside)
    for name in inside:
        alike = [key for key in inside[name] if key not in ("fid", "reason")]
        assert [inside[name][key] for key in alike] == [beside[name][key] for key in alike]
    assert "应为：" in beside["empty"]["reason"]  # in the user's language


@pytest.mark.skipif(not pathlib.Path("/proc/self").exists(), reason="without /proc nobody can look for what is left")
def test_ended_in_the_middle_it_leaves_no_process(city, tmp_path, profile):
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command(city, tmp_path), env=profile, **silent)
    try:
        for _ in range(600):
            if children(process):
                break
            time.sleep(0.1)
        left = children(process)
        assert left
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)
        time.sleep(1)
        assert not left & set(subprocess.run(["ps", "-eo", "pid="], capture_output=True, text=True).stdout.split())
    finally:
        process.kill()
    assert not (tmp_path / "l.gpkg").exists()
