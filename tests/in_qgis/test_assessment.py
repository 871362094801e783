"""A district assessed and compared in QGIS: known answers, missing layers, profiles, tolerances, kills and cancels."""

import contextlib
import csv
import html.parser
import json
import os
import random
import re
import shutil
import sqlite3
import subprocess
import threading
import time

import pytest
from layers import ROOT, AskedOften, Feedback, child_of, ends_well, run
from osgeo import ogr
from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelParameter,
    QgsProcessingParameterFile,
    QgsVectorLayer,
)

pytestmark = pytest.mark.usefixtures("provider")

DEMO = ROOT / "resources" / "demo" / "demo_district.gpkg"
ANSWERS = json.loads((ROOT / "tests" / "data" / "demo_answers.json").read_text(encoding="utf-8"))
PROGRAM = shutil.which("qgis_process.bin") or shutil.which("qgis_process")
QUICK = {"STABILITY": False}


def without(source, target, *layers):
    """Copy a package and take layers out of it."""
    shutil.copy(source, target)
    dataset = ogr.Open(str(target), 1)
    for name in layers:
        dataset.ExecuteSQL(f'DROP TABLE "{name}"')
    return target


def assess(package, folder, **more):
    return run("assess", {"PACKAGE": str(package), "RESULT": str(folder / "r.gpkg"), **more})


def table(path, name):
    """Return the rows of a table of a GeoPackage as dictionaries."""
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.row_factory = sqlite3.Row
        return [dict(row) for row in database.execute(f'select * from "{name}"')]


def clauses_of(path):
    rows = table(path, "clauses")
    assert len({row["clause"] for row in rows}) == len(rows) == 36
    return {row["clause"]: {key: value for key, value in row.items() if key != "fid"} for row in rows}


def everything(path):
    """Return all that a result holds, times apart."""
    with contextlib.closing(sqlite3.connect(path)) as database:
        names = [name for (name,) in database.execute("select table_name from gpkg_contents order by table_name")]
        columns = {name: [c[1] for c in database.execute(f'pragma table_info("{name}")')] for name in names}
        content = {name: database.execute(f'select * from "{name}"').fetchall() for name in names}
    content["run"] = [row for row in content["run"] if row[1] not in ("time", "command")]
    content["layer_styles"] = [row[:-1] for row in content["layer_styles"]]
    return columns, content


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    """The demo district under a path that is hard on programs."""
    folder = tmp_path_factory.mktemp("d") / "片区 O'Hare's (50 %)"
    folder.mkdir()
    return shutil.copy(DEMO, folder / "示范 片区.gpkg")


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A package that is assessed in a moment: district, roads and plots."""
    dataset = ogr.Open(str(DEMO))
    names = [layer.GetName() for layer in dataset if layer.GetName() not in ("district", "roads", "plots")]
    return without(DEMO, tmp_path_factory.mktemp("s") / "small.gpkg", *(n for n in names if n != "layer_styles"))


@pytest.fixture(scope="module")
def assessed(provider, package):
    """The demo district assessed with everything, once."""
    report = package.parent / "报告.html"
    numbers = run(
        "assess", {"PACKAGE": str(package), "RESULT": str(package.parent / "r.v2.gpkg"), "REPORT": str(report)}
    )
    numbers = {name: value for name, value in numbers.items() if name.startswith("N_")}  # a layer must not outlive QGIS
    return {"path": package.parent / "r.v2.gpkg", "report": report, "numbers": numbers}


@pytest.fixture(scope="module")
def plain(provider, package, tmp_path_factory):
    """The demo district assessed without tolerances and without a report."""
    folder = tmp_path_factory.mktemp("p")
    assess(package, folder, **QUICK)
    return folder / "r.gpkg"


# The demo district


def test_known_answers_of_the_demo_come_out(assessed):
    rows = clauses_of(assessed["path"])
    density, plots = ANSWERS["road_network_density"], ANSWERS["plot_size"]
    assert (rows["4.1.3-1"]["figure"], rows["4.1.3-1"]["grade"]) == (density["density"], density["grade"])
    found = {row["plot"]: (row["grade"], row["area_m2"]) for row in table(assessed["path"], "plot_size")}
    assert found == {row["plot"]: (row["grade"], pytest.approx(row["area_m2"])) for row in plots["plots"]}
    assert rows["4.2.2"]["figure"] == plots["counts"]["excellent"]
    (mper,) = table(assessed["path"], "mper")
    by_hand = mper["sum_f"] / mper["n_systems"] * 922_520 / (mper["a_mgs"] + mper["a_vh"] + 0.7 * mper["a_vz"])
    assert rows["6.2.2"]["figure"] == pytest.approx(by_hand)
    assert (rows["6.2.2"]["grade"], rows["6.2.1"]["grade"]) == ("fair", None)


def test_landing_sites_and_landscape_of_the_demo(assessed):
    """Worked from the drawing: the railway at x = 1088 takes 200 m, and with it the whole roof PR (891 to 964)."""
    rows = clauses_of(assessed["path"])
    assert (rows["6.3.1"]["grade"], rows["6.3.1"]["figure"]) == ("excellent", 9)  # three on each of HR, ND and SR
    assert rows["6.3.1"]["finding"].startswith("Pad of 10.5 m on a carrier (rooftop)")  # of the best
    assert rows["6.3.3"]["finding"].endswith("of public width left, at least 3 m asked for: met.")
    assert (rows["6.3.4"]["figure"], rows["6.3.4"]["unit"]) == (2, "of two approaches clear")
    assert rows["6.3.5"]["finding"] == "Carriers that constraints leave no pad on: 1 of 18."  # of 15 without a pad
    assert ": met. Dense if all are used: 2 carriers" in rows["6.3.6"]["finding"]
    assert [rows[f"6.3.{n}"]["state"] for n in range(2, 7)] == ["measured"] * 5
    pads = table(assessed["path"], "landing_sites")
    assert {row["surface"] for row in pads if row["rank"]} == {"HR", "ND", "SR"}
    assert next(row for row in pads if row["surface"] == "PR")["excluded_by"] == "high_speed_rail"
    assert rows["6.3.7"]["finding"].startswith("For a person to judge")
    assert [rows[f"7.1.{n}"]["state"] for n in range(1, 5)] == ["measured"] * 4
    assert (rows["7.1.1"]["figure"], rows["7.1.4"]["figure"]) == (34, 4)
    assert "22 of 30 blocked" in rows["7.1.1"]["finding"]
    windows = table(assessed["path"], "window_views")
    sky = sum(row["sky_pct"] for row in windows) / len(windows)
    dark = sum("no_sky" in (row["flags"] or "").split(",") for row in windows)
    told = f"{len(windows)} windows of 129 buildings see on average sky {sky:.2f} %"
    assert rows["7.1.2"]["finding"].startswith(told)
    assert f"Flags: no sky {dark}, " in rows["7.1.2"]["finding"]
    counts = [assessed["numbers"][f"N_{name}"] for name in ("EXCELLENT", "GOOD", "FAIR", "VIOLATION")]
    assert counts == [4, 2, 3, 2]


def test_numbers_count_the_clauses(assessed):
    rows = clauses_of(assessed["path"]).values()
    for grade in ("excellent", "good", "fair", "violation", "unassessed"):
        assert assessed["numbers"][f"N_{grade.upper()}"] == sum(
            row["grade"] == grade and row["state"] in ("graded", "missing") for row in rows
        )


def test_layers_open_with_their_style_and_tables_with_their_names(assessed):
    for name in ("plot_size", "road_network_density", "near_ground_surfaces"):
        layer = QgsVectorLayer(f"{assessed['path']}|layername={name}", name, "ogr")
        assert layer.featureCount() > 0
        assert layer.renderer().type() in ("categorizedSymbol", "RuleRenderer"), name
    for name in ("clauses", "actions", "run"):
        layer = QgsVectorLayer(f"{assessed['path']}|layername={name}", name, "ogr")
        assert all(layer.attributeAlias(i) for i in range(1, layer.fields().count()))


def test_run_table_tells_how_to_repeat_it(assessed, package):
    rows = table(assessed["path"], "run")
    found = {(row["subject"], row["name"]): row["value"] for row in rows}
    assert found["layer", "plots"] == "54"
    assert found["result", "plotsize OUTPUT"] == "54"
    assert ("rules", "clauses.csv") in found
    assert found["command", "qgis_process"].startswith("qgis_process run multiground:assess -- ")
    assert str(package) in found["command", "qgis_process"].replace("'\"'\"'", "'")
    assert {"package", "time", "rules", "parameter", "layer", "result", "version", "command"} <= {s for s, _ in found}


def test_two_runs_say_the_same(plain, package, tmp_path):
    assess(package, tmp_path, **QUICK)
    assert everything(tmp_path / "r.gpkg") == everything(plain)


def test_stability_adds_a_column_and_changes_nothing_else(assessed, plain):
    def bare(path):
        return [{**row, "stability": None} for row in clauses_of(path).values()]

    assert bare(assessed["path"]) == bare(plain)
    stability = {clause: row["stability"] or "" for clause, row in clauses_of(assessed["path"]).items()}
    assert "bounds -5 %: good" in stability["4.1.3-1"]  # 9.52 km/km² is above 10 × 0.95
    assert stability["6.2.2"] == ""  # 267 is far above 7, whatever the tolerance


def test_every_grade_that_depends_on_a_tolerance_is_tried_under_it():
    """The handover of 6.3.1 is a walk as those of 5.2.4 and 5.2.5; a parameter that a measure lacks varies nothing."""
    from multiground.algorithms.base.measured_steps import TOLERANCES
    from multiground.urbanform import tables

    registry = QgsApplication.processingRegistry()

    def asks(algorithm, parameter):
        return registry.algorithmById(f"multiground:{algorithm}").parameterDefinition(parameter) is not None

    graded = {row["algorithm"] for row in tables.rows("measures") if row["grade"] != "measured"}
    tried = {}
    for name, _, _, algorithms, changed in TOLERANCES:
        assert all(asks(algorithm, parameter) for algorithm in algorithms for parameter in changed)
        tried.setdefault(name, []).append(set(algorithms))
    assert tried["speed"] == [{algorithm for algorithm in graded if asks(algorithm, "SPEED")}] * 2
    assert "landingsites" in tried["speed"][0]


# The report


class Addresses(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.found, self.tags = [], set()
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.found += [value for name, value in attributes if name in ("src", "href", "srcset", "data")]


def test_report_is_one_file_that_needs_nothing_else(assessed):
    text = assessed["report"].read_text(encoding="utf-8")
    page = Addresses(text)
    assert 150_000 < assessed["report"].stat().st_size < 3_000_000
    assert all(address.startswith(("data:image/png;base64,", "#")) for address in page.found)
    assert set(re.findall(r"http://[^\s\"'<>)]+", text)) == {"http://www.w3.org/2000/svg"}
    assert not page.tags & {"script", "link", "iframe", "object"}
    assert text.rstrip().endswith("</html>")


def test_report_shows_every_clause_and_the_working(assessed):
    text = assessed["report"].read_text(encoding="utf-8")
    for clause, row in clauses_of(assessed["path"]).items():
        assert clause in text
        assert row["title"].replace("'", "&#39;") in text
    assert "示范片区" in text
    assert "8.781 km ÷ 0.9225 km² = 9.52 km/km²" in text
    assert "Rules: the guideline&#39;s own" in text
    assert "A-04" in text
    assert "Bookshop" in text  # and not its code
    assert "Near-ground surfaces" in text
    assert "The clause goes by the share that is excellent: excellent ≥ 80 %, good ≥ 50 %." in text  # 5.2.5
    assert text.count("A violation decides;") == 9  # 4.1.1, 4.1.3-2, 4.1.4, 4.2.2, 5.2.2, 5.2.3-1 to -3, 5.2.4
    assert "5.2.4: excellent; 5.2.5: good" in text  # 5.2.1 tells the grades of those that spell it out
    actions = text.partition("<h2>Actions</h2>")[2]
    assert actions.count('<td class="clause">4.1.3-2</td>') == 8  # of 29: no clause fills the page
    assert "45.00 of" in actions  # nobody has planned anything yet: what was found stands there
    assert text.count("<i>Vertical mix:</i>") == 1  # its grades are those of 5.2.3, and not of 5.2.2


def test_table_says_what_is_asked_of_whom_and_how_much_is_needed_at_least(assessed):
    rows = clauses_of(assessed["path"])
    assert rows["5.2.1"]["state"] == rows["4.2.1"]["state"] == "measured"
    assert rows["4.2.1"]["finding"] == f"4.2.2: {rows['4.2.2']['grade']}"
    assert rows["5.2.4"]["target"] == "≥ 3 dimensions in each unit"  # its figure is a share of floor area
    assert rows["4.1.4"]["target"] == "7–25 storeys in each building"  # its figure is a mean
    assert rows["5.2.5"]["target"] == "≥ 80 % of the categories excellent"  # 13 of 17: 76 %
    assert rows["5.2.5"]["needed"] == "Kinds of service: at least 1 to improve"  # 14 of 17: 82 %
    assert rows["4.1.4"]["needed"] == "Buildings: at least 1 to improve"  # one tower in violation
    assert rows["5.2.2"]["needed"] == "Buildings: data on at least 4 more"  # 7 + 4 of 13: 85 %
    assert rows["4.1.4"]["finding"].startswith("Buildings: 40 excellent, 82 good, 6 fair, 1 in violation")
    assert all(row["needed"] is None for row in rows.values() if row["state"] == "measured")


# Layers that a package lacks

_MPER = "6.1.1 6.1.2 6.1.3 6.2.1 6.2.2"
_PADS = "6.3.1 6.3.2 6.3.3 6.3.4 6.3.5 6.3.6"
NEEDED_BY = {
    "district": f"4.1.3-1 5.1.1 5.1.2 5.3.2 5.3.3 5.3.4 {_MPER}",
    "greenery": "7.1.3 7.1.4",
    "open_spaces": "7.1.3 7.1.4",
    "constraints": "6.3.1 6.3.5",  # nothing says then where nobody may fly
    "roads": "4.1.1 4.1.2 4.1.3-1 4.1.3-2 5.2.4",
    "plots": "4.1.1 4.1.2 4.1.3-2 4.2.1 4.2.2 5.3.4",
    "buildings": f"4.1.3-2 4.1.4 {_PADS} 7.1.1 7.1.2 7.1.3 7.1.4",
    "floors": f"5.2.2 5.2.3-1 5.2.3-2 5.2.3-3 5.3.2 5.3.3 {_MPER}",
    "surfaces": f"{_MPER} {_PADS}",
    "verticals": _MPER,
    "walkways": "5.2.4 5.2.5 6.3.1",  # nobody knows how goods get down
    "facilities": "5.2.5",
    "data_extent": "5.2.5",  # the facilities are then known within the hull of the network only
}
FURTHER = ("water", "setback_lines", "excluded", "stations", "landmarks")


@pytest.mark.parametrize("layer", NEEDED_BY)
def test_without_a_layer_its_clauses_are_unassessed_and_the_others_as_before(package, plain, tmp_path, layer):
    before, now, lost = after_loss(package, plain, tmp_path, layer)
    known = {clause for clause, row in before.items() if row["grade"] != "unassessed"}
    assert lost == set(NEEDED_BY[layer].split()) & known
    assert all(now[clause]["state"] == "missing" and now[clause]["finding"] for clause in lost)


def test_without_layers_that_refine_only_no_clause_is_lost(package, plain, tmp_path):
    _, _, lost = after_loss(package, plain, tmp_path, *FURTHER)
    assert lost == set()


def after_loss(package, plain, folder, *layers):
    """Return the clauses before and after layers were taken out, and the lost ones; others must be as before."""
    from multiground.algorithms.base.assessing import read_for

    assess(without(package, folder / package.name, *layers), folder, **QUICK)
    before, now = clauses_of(plain), clauses_of(folder / "r.gpkg")
    readers = {clause for layer in layers for clause in read_for().get(layer, [])}
    apart = set(now) - readers - {"4.2.1", "5.2.1"}  # these refer to other clauses
    assert {clause: now[clause] for clause in apart} == {clause: before[clause] for clause in apart}
    return before, now, {c for c in now if now[c]["grade"] == "unassessed" != before[c]["grade"]}


def test_measure_that_fails_leaves_its_clause_unassessed_with_the_reason(monkeypatch, package, plain, tmp_path):
    from multiground.algorithms.plot_size import PlotSize

    def broken(*arguments):
        raise ZeroDivisionError("broken on purpose")

    monkeypatch.setattr(PlotSize, "measure", broken)
    assess(package, tmp_path, REPORT=str(tmp_path / "r.html"), **QUICK)
    before, now = clauses_of(plain), clauses_of(tmp_path / "r.gpkg")
    assert (now["4.2.2"]["grade"], now["4.2.2"]["state"]) == ("unassessed", "missing")
    assert now["4.2.2"]["finding"] == "Could not be measured: ZeroDivisionError: broken on purpose"
    for rows in (before, now):
        del rows["4.2.2"], rows["4.2.1"]  # 4.2.1 tells the grade of 4.2.2
    assert now == before
    assert "broken on purpose" in (tmp_path / "r.html").read_text(encoding="utf-8")


# What is refused


def test_files_that_are_no_package_are_refused(small, tmp_path):
    foreign = tmp_path / "foreign.gpkg"
    ogr.GetDriverByName("GPKG").CreateDataSource(str(foreign)).CreateLayer("trees", None, ogr.wkbPoint)
    (tmp_path / "text.gpkg").write_text("no GeoPackage")
    (tmp_path / "cut.gpkg").write_bytes(small.read_bytes()[:5000])
    for name in ("foreign", "text", "cut", "nowhere"):
        with pytest.raises(QgsProcessingException, match="PACKAGE: found"):
            assess(tmp_path / f"{name}.gpkg", tmp_path, **QUICK)
    assert not (tmp_path / "r.gpkg").exists()


@pytest.mark.parametrize(
    "more",
    [{"RESULT": "{package}"}, {"RESULT": "{folder}/r.txt"}, {"REPORT": "{package}"}, {"REPORT": "{folder}/r.gpkg"}],
)
def test_files_of_a_run_may_not_meet(small, tmp_path, more):
    places = {key: value.format(package=small, folder=tmp_path) for key, value in more.items()}
    before = small.read_bytes()
    with pytest.raises(QgsProcessingException, match=r"RESULT|REPORT"):
        run("assess", {"PACKAGE": str(small), "RESULT": str(tmp_path / "r.gpkg"), **QUICK, **places})
    assert small.read_bytes() == before
    assert list(tmp_path.iterdir()) == []


# Another city's rules


def profile(path, change):
    with (ROOT / "urbanform" / "clauses.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    change(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return str(path)


def test_profile_changes_the_grade_and_is_named(small, tmp_path):
    def stricter(rows):
        for row in rows:
            if row["measure"] == "density_km_per_km2" and row["upper"] == "10":
                row["upper"] = "9.5"
            elif row["measure"] == "density_km_per_km2" and row["lower"] == "10":
                row["lower"] = "9.5"

    rules, report = profile(tmp_path / "江城规则.csv", stricter), tmp_path / "r.html"
    assess(small, tmp_path, PROFILE=rules, REPORT=str(report), **QUICK)
    row = clauses_of(tmp_path / "r.gpkg")["4.1.3-1"]
    assert (row["grade"], row["figure"], row["target"]) == ("good", 9.52, "8–9.5 km/km²")
    assert "Rules: 江城规则.csv" in report.read_text(encoding="utf-8")
    assert [r["name"] for r in table(tmp_path / "r.gpkg", "run") if r["subject"] == "rules"] == ["江城规则.csv"]
    before, page = shutil.copy(tmp_path / "r.gpkg", tmp_path / "before.gpkg"), tmp_path / "c.html"
    assess(small, tmp_path, **QUICK)
    assert clauses_of(tmp_path / "r.gpkg")["4.1.3-1"]["grade"] == "excellent"
    both = {"RESULTS": [str(before), str(tmp_path / "r.gpkg")], "TABLE": "memory:", "REPORT": str(page)}
    run("comparescenarios", both)
    assert "before: 江城规则.csv; r: clauses.csv." in page.read_text(encoding="utf-8")  # why the grade flips


def test_profile_with_ten_bad_rows_is_refused_row_by_row(small, tmp_path):
    bad = []

    def spoiled(rows):
        for number, row in enumerate(rows, 2):
            if row["upper"] and len(bad) < 10:
                row["upper"] = "many"
                bad.append(f"row {number}, upper: many")

    rules = profile(tmp_path / "city.csv", spoiled)
    with pytest.raises(QgsProcessingException) as error:
        assess(small, tmp_path, PROFILE=rules, **QUICK)
    assert len(bad) == 10
    assert all(row in str(error.value) for row in bad)
    assert not (tmp_path / "r.gpkg").exists()


# Actions


def test_action_keeps_what_a_planner_wrote_across_reassessments(small, tmp_path):
    assess(small, tmp_path, **QUICK)
    first = table(tmp_path / "r.gpkg", "actions")
    assert first[0]["grade"] == "fair"
    with contextlib.closing(sqlite3.connect(tmp_path / "r.gpkg")) as database:
        database.execute("update actions set stage='design', party='规划局' where key='4.2.2 E-02'")
        database.commit()
    assess(small, tmp_path, **QUICK)
    again = table(tmp_path / "r.gpkg", "actions")
    kept = {row["key"]: (row["stage"], row["party"], row["note"]) for row in again}
    assert kept["4.2.2 E-02"] == ("design", "规划局", None)
    assert [(row["key"], row["measure"]) for row in again] == [(row["key"], row["measure"]) for row in first]
    assert [key for key, written in kept.items() if any(written)] == ["4.2.2 E-02"]


# Killed, cancelled, in the background


def command(package, folder):
    order = [PROGRAM, "run", "multiground:assess", "--", f"PACKAGE={package}", "STABILITY=0"]
    return [*order, f"RESULT={folder / 'r.gpkg'}", f"REPORT={folder / 'r.html'}"]


@pytest.fixture(scope="module")
def surroundings(tmp_path_factory):
    """Return the environment of a QGIS of its own with the plugin, for a language."""
    folder = tmp_path_factory.mktemp("profile")
    settings = folder / "profiles" / "default"
    (settings / "python" / "plugins").mkdir(parents=True)
    (settings / "QGIS").mkdir()
    (settings / "python" / "plugins" / "multiground").symlink_to(ROOT)

    def spoken(locale="en"):
        chosen = f"[PythonPlugins]\nmultiground=true\n[locale]\noverrideFlag=true\nuserLocale={locale}\n"
        (settings / "QGIS" / "QGIS3.ini").write_text(chosen)
        return {**os.environ, "QGIS_CUSTOM_CONFIG_PATH": str(folder), "QT_QPA_PLATFORM": "offscreen"}

    return spoken


def test_killed_at_any_moment_it_leaves_a_whole_result(small, surroundings, tmp_path):
    environment, result, report = surroundings(), tmp_path / "r.gpkg", tmp_path / "r.html"
    begin = time.perf_counter()
    subprocess.run(command(small, tmp_path), env=environment, check=True, capture_output=True, timeout=120)
    usual_s = time.perf_counter() - begin
    old = everything(result)
    moments, killed = random.Random(6), 0
    for _ in range(10):
        process = subprocess.Popen(
            command(small, tmp_path), env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(moments.uniform(0.2, 0.9) * usual_s)
        killed += process.poll() is None
        process.kill()
        process.wait()
        assert everything(result) == old
        assert report.read_text(encoding="utf-8").rstrip().endswith("</html>")
    assert killed >= 3
    left = [path for path in tmp_path.iterdir() if path not in (result, report)]
    assert all(path.name.startswith(".multiground-") for path in left)
    for path in left:
        os.utime(path, (0, 0))  # as if a day had passed
    assess(small, tmp_path, **QUICK)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["r.gpkg", "r.html"]


def test_cancel_is_heard_at_once_and_leaves_nothing(package, tmp_path):
    """Cancelled after two seconds; between two questions whether to go on lies little of the whole work."""
    asked_s = []

    class Asked(QgsProcessingFeedback):
        def isCanceled(self):
            asked_s.append(time.process_time())  # of computing, so that a busy machine does not decide
            return super().isCanceled()

    parameters = {"PACKAGE": str(package), "RESULT": str(tmp_path / "r.gpkg"), "REPORT": str(tmp_path / "r.html")}
    for canceled in (True, False):
        asked_s.clear()
        feedback = Asked(False)
        if canceled:
            threading.Timer(2, feedback.cancel).start()
        algorithm = QgsApplication.processingRegistry().createAlgorithmById("multiground:assess")
        _, ok = algorithm.run(parameters, QgsProcessingContext(), feedback)
        assert ok is not canceled
        assert bool(list(tmp_path.iterdir())) is not canceled
    gaps_s = [after - before for before, after in zip(asked_s, asked_s[1:])]
    assert len(gaps_s) > 100
    assert max(gaps_s) < (asked_s[-1] - asked_s[0]) / 8


def test_cancel_at_any_question_leaves_all_or_nothing(small, tmp_path):
    parameters = {
        "PACKAGE": str(small),
        "REPORT": str(tmp_path / "r.html"),
        "RESULT": str(tmp_path / "r.gpkg"),
        **QUICK,
    }
    outcomes = set()
    for times in (0, 3, 30, 100, 10_000):
        algorithm = QgsApplication.processingRegistry().createAlgorithmById("multiground:assess")
        _, ok = algorithm.run(parameters, QgsProcessingContext(), AskedOften(times))
        assert sorted(path.name for path in tmp_path.iterdir()) == (["r.gpkg", "r.html"] if ok else [])
        outcomes.add(ok)
        if ok:
            break
    assert outcomes == {True, False}


def test_twice_in_a_row_in_the_background(small, tmp_path):
    outcomes = []
    for number in range(2):
        parameters = {"PACKAGE": str(small), "RESULT": str(tmp_path / f"{number}.gpkg"), **QUICK}
        parameters["REPORT"] = str(tmp_path / f"{number}.html")
        algorithm = QgsApplication.processingRegistry().createAlgorithmById("multiground:assess")
        outcomes.append(ends_well(algorithm, parameters))
    assert outcomes == [True, True]
    assert clauses_of(tmp_path / "0.gpkg") == clauses_of(tmp_path / "1.gpkg")


def test_speaks_chinese_where_qgis_does(small, surroundings, tmp_path):
    subprocess.run(command(small, tmp_path), env=surroundings("zh-Hans"), check=True, capture_output=True, timeout=120)
    row, text = clauses_of(tmp_path / "r.gpkg")["4.1.3-1"], (tmp_path / "r.html").read_text(encoding="utf-8")
    assert (row["title"], row["grade"], row["figure"]) == ("路网密度", "excellent", 9.52)
    assert '<html lang="zh-Hans">' in text
    assert "优秀" in text
    assert "excellent" not in re.sub(r"<style>.*?</style>|class=\"[^\"]*\"", "", text, flags=re.DOTALL)
    assert {r["clause"]: r["grade"] for r in table(tmp_path / "r.gpkg", "clauses") if r["clause"] == "4.2.2"} == {
        "4.2.2": "good"
    }


# In a model, and compared


def test_works_in_a_model(small, tmp_path):
    import processing

    model = QgsProcessingModelAlgorithm("Assess", "tests")
    file = QgsProcessingParameterFile("PACKAGE", "PACKAGE", QgsProcessingParameterFile.Behavior.File, "gpkg")
    model.addModelParameter(file, QgsProcessingModelParameter("PACKAGE"))
    source = QgsProcessingModelChildParameterSource
    sources = {"PACKAGE": source.fromModelParameter("PACKAGE"), "STABILITY": source.fromStaticValue(False)}
    child_of(model, "multiground:assess", "assess", sources=sources, output="RESULT")
    assert model.validate()[0]
    (destination,) = [definition.name() for definition in model.destinationParameterDefinitions()]
    processing.run(model, {"PACKAGE": str(small), destination: str(tmp_path / "m.gpkg")})
    assert clauses_of(tmp_path / "m.gpkg")["4.1.3-1"]["grade"] == "excellent"


@pytest.fixture(scope="module")
def two(provider, small, tmp_path_factory):
    """Two results: as the plan is, and with three of its roads taken out and a plot enlarged."""
    folder = tmp_path_factory.mktemp("two")
    worse = shutil.copy(small, folder / "worse package.gpkg")
    dataset = ogr.Open(str(worse), 1)
    roads = dataset.GetLayerByName("roads")
    for road in [road.GetFID() for road in roads if road["name"] in ("云海大道", "凤凰大道")]:
        roads.DeleteFeature(road)
    dataset = roads = None
    for name, source in (("before", small), ("after", worse)):
        run("assess", {"PACKAGE": str(source), "RESULT": str(folder / f"{name}.gpkg"), **QUICK})
    return [str(folder / "before.gpkg"), str(folder / "after.gpkg")]


def compare(results, folder):
    inputs = {"RESULTS": results, "TABLE": str(folder / "t.gpkg"), "REPORT": str(folder / "t.html")}
    numbers = run("comparescenarios", inputs)
    with contextlib.closing(sqlite3.connect(folder / "t.gpkg")) as database:
        (name,) = database.execute("select table_name from gpkg_contents where data_type='attributes'").fetchone()
    return numbers, {(row["clause"], row["name"]): row for row in table(folder / "t.gpkg", name)}


def test_comparison_tells_what_got_worse_and_what_better(two, tmp_path):
    # without 云海大道 (1.080 km) and 凤凰大道 (0.595 km): (8.781 − 1.675) / 0.92252 = 7.70 km/km², fair
    numbers, rows = compare(two, tmp_path)
    density = rows["4.1.3-1", ""]
    assert (density["grade_1"], density["grade_2"], density["change"]) == ("excellent", "fair", "worse")
    assert density["figure_2"] == pytest.approx((8.780633 - 1.080 - 0.594643) / 0.92252, abs=0.01)
    assert (bool(density["flips"]), density["got_worse"]) == (True, "2")
    assert rows["4.2.2", ""]["change"] == "same"
    assert rows["4.1.3-1", "road_network_density.road_km"]["difference"] == pytest.approx(-1.674643, abs=0.001)
    assert (numbers["N_FLIPS"], numbers["N_WORSE"]) == (1, 1)
    text = (tmp_path / "t.html").read_text(encoding="utf-8")
    assert "▼ worse" in text
    assert not re.search(r"https?://(?!www\.w3\.org)", text)
    back, _ = compare(two[::-1], tmp_path)
    assert (back["N_FLIPS"], back["N_WORSE"]) == (1, 0)


def test_result_of_an_older_version_is_compared_as_far_as_it_goes(two, tmp_path):
    older = shutil.copy(two[0], tmp_path / "older.gpkg")
    dataset = ogr.Open(str(older), 1)
    layer = dataset.GetLayerByName("clauses")
    for name in ("title", "unit", "target", "needed", "stability", "finding"):
        layer.DeleteField(layer.GetLayerDefn().GetFieldIndex(name))
    dataset.ExecuteSQL('DROP TABLE "road_network_density"')
    dataset = layer = None
    _, rows = compare([str(older), two[1]], tmp_path)
    assert rows["4.1.3-1", ""]["title"] == "Road network density"
    assert rows["4.1.3-1", ""]["change"] == "worse"
    assert rows["4.1.3-1", "road_network_density.road_km"]["figure_1"] is None


def test_files_that_are_no_result_are_refused(two, small, tmp_path):
    for other in (str(small), str(tmp_path / "nowhere.gpkg")):
        with pytest.raises(QgsProcessingException, match="RESULTS: found"):
            run("comparescenarios", {"RESULTS": [two[0], other], "TABLE": str(tmp_path / "t.gpkg")})
    assert list(tmp_path.iterdir()) == []


def test_results_of_one_name_are_told_apart_by_their_folders(two, tmp_path):
    places = []
    for number, path in enumerate(two):
        (tmp_path / f"year {number}").mkdir()
        places.append(str(shutil.copy(path, tmp_path / f"year {number}" / "r.gpkg")))
    compare(places, tmp_path)
    text = (tmp_path / "t.html").read_text(encoding="utf-8")
    assert "1. year 0/r" in text
    assert "2. year 1/r" in text


def test_what_a_measure_warns_of_stands_in_the_run_table(assessed):
    warnings = {row["name"]: row["value"] for row in table(assessed["path"], "run") if row["subject"] == "warning"}
    assert any("unknown land use" in text for text in warnings.values())
    assert all("(" in name for name in warnings)  # the measure's name with its clause, and not its id


def test_progress_only_grows(small, tmp_path):
    class Reports(Feedback):
        def __init__(self):
            super().__init__()
            self.shares = []

        def setProgress(self, progress):
            self.shares.append(progress)

    feedback = Reports()
    parameters = {"PACKAGE": str(small), "RESULT": str(tmp_path / "r.gpkg"), "REPORT": str(tmp_path / "r.html")}
    run("assess", parameters, feedback)
    assert len(feedback.shares) > 20
    assert feedback.shares == sorted(feedback.shares)
    assert 0 <= feedback.shares[0] <= feedback.shares[-1] <= 100


# What could not be used, and what is assumed


def changed_copy(source, target, *statements):
    """Copy a package and change it by SQL of OGR, which keeps its spatial index right."""
    shutil.copy(source, target)
    dataset = ogr.Open(str(target), 1)
    for statement in statements:
        dataset.ExecuteSQL(statement)
    return target


def test_plots_without_a_geometry_are_told_and_too_many_withhold_the_grade(small, tmp_path):
    """54 plots: 10 without a geometry leave 81.5 %, 11 leave 79.6 %."""
    few = changed_copy(small, tmp_path / "few.gpkg", "UPDATE plots SET geom = NULL WHERE fid <= 10")
    many = changed_copy(small, tmp_path / "many.gpkg", "UPDATE plots SET geom = NULL WHERE fid <= 11")
    assess(few, tmp_path, **QUICK)
    rows = clauses_of(tmp_path / "r.gpkg")
    assert (rows["4.1.1"]["grade"], rows["4.1.3-1"]["grade"]) == ("excellent", "excellent")
    assert "Plots 10 of 54" in rows["4.1.1"]["finding"] and "might change" in rows["4.1.1"]["finding"]
    assert "Left out" not in rows["4.1.3-1"]["finding"]  # it reads no plots
    assess(many, tmp_path, **QUICK)
    rows = clauses_of(tmp_path / "r.gpkg")
    assert (rows["4.1.1"]["grade"], rows["4.1.1"]["state"]) == ("unassessed", "missing")
    assert "Plots 11 of 54; too many for a grade." in rows["4.1.1"]["finding"]
    assert rows["4.1.3-1"]["grade"] == "excellent"


def test_what_an_import_assumed_is_told_in_the_clauses_that_read_it(small, tmp_path):
    statements = [f"ALTER TABLE {layer} ADD COLUMN assumed TEXT" for layer in ("plots", "district", "roads")]
    statements.append("UPDATE plots SET assumed = 'outline: mapped land use; far' WHERE fid <= 50")
    statements.append("UPDATE district SET assumed = 'outline: hull of buildings and ways'")
    statements.append("UPDATE roads SET assumed = 'name: a guess' WHERE fid <= 3")
    assess(changed_copy(small, tmp_path / "p.gpkg", *statements), tmp_path, **QUICK)
    rows = {clause: row["finding"] for clause, row in clauses_of(tmp_path / "r.gpkg").items()}
    assert "The plots are land use mapped in OpenStreetMap, which is no cadastre." in rows["4.1.1"]
    told = "Assumed, not stated by the data: Plots 50 of 54 (Floor area ratio); Road centre lines 3 of 17 (Name). The"
    assert told in rows["4.1.1"]  # fields by their labels, and nothing of the district
    assert "hull of the data" in rows["4.1.3-1"] and "cadastre" not in rows["4.1.3-1"]
    assert "Road centre lines 3 of 17 (Name)" in rows["4.1.3-1"]
    assert "Floor area ratio" not in rows["4.2.2"]  # it does not read the floor area ratio
