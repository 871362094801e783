"""What a sceptic is shown: what a number is, its bound, its feature, what is assumed, and what it compares to."""

import contextlib
import os
import pathlib
import re
import shutil
import sqlite3
import types

import pandas
import pytest
from desk_window import ROOT, wait_until
from multiground.algorithms import mper
from multiground.algorithms.base.clause_texts import told
from multiground.algorithms.base.reporting import _by_text, _first, _rules, _verbs
from multiground.algorithms.base.result_tables import run_rows
from multiground.ui import clause_tree, packages, remarks
from multiground.ui.feature_list import FeatureList
from qgis.core import QgsApplication
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QWidget

pytestmark = pytest.mark.usefixtures("errors_of_slots")

ASSUMED = "outline (from: land use as mapped in OpenStreetMap, no cadastre)"


def change(result, *statements):
    with contextlib.closing(sqlite3.connect(result)) as database, database:
        for statement in statements:
            database.execute(statement)


def text_of(desk, clause):
    desk.guideline.tree.choose(clause)
    return desk.guideline.details.text.toPlainText()


def test_a_figure_says_what_it_is_and_counts_say_of_what(desk):
    text = text_of(desk, "4.1.4")
    assert text.startswith("21.5 storeys   Mean of the storeys of all buildings  ·  excellent: 7–25 storeys in each")
    assert "Buildings: 40 excellent, 82 good, 6 fair, 1 in violation" in text
    assert "Buildings: at least 1 to improve" in text
    assert text_of(desk, "5.2.3-2").startswith("7 known complexes")  # not seven that violate it
    assert "23 plots excellent   excellent" not in text_of(desk, "4.2.2")  # its unit says what it is


def test_a_violation_stands_beside_the_verb_that_it_violates(desk):
    assert "宜 (should) · 不应 (shall not)" in text_of(desk, "4.1.4")
    desk.guideline.details.working.setChecked(True)
    text = text_of(desk, "4.1.4")
    assert "✕ violation: Shall not exceed 80 storeys. 不应 (shall not)" in text
    assert "● excellent: After the district has been divided into plots" in text


def test_a_figure_of_what_is_known_is_no_figure_of_the_clause(desk):
    text = text_of(desk, "5.2.2")
    assert text.startswith("(2 inversions)   of what is known  ·  excellent: 0")  # 6 of 13 are without data
    index = desk.guideline.tree.currentIndex()
    assert index.sibling(index.row(), clause_tree.FIGURE).data() == "(2 inversions)"


def test_the_chosen_feature_tells_its_whole_finding_and_what_is_assumed_first(desk):
    change(
        desk.session.result.path,
        "ALTER TABLE building_storeys ADD assumed TEXT DEFAULT 'outline: mapped land use; storeys'",
        "ALTER TABLE building_storeys ADD source TEXT DEFAULT 'osm way/7'",
    )
    desk.guideline.chooser.choose(str(desk.session.package), "base")
    assert "osm way/7" not in text_of(desk, "4.1.4")
    details = desk.guideline.details
    details.list.selectRow(0)
    lines = details.text.toPlainText().splitlines()
    assert lines[0] == "O-01-2: 85 storeys. Preferable 7–25, recommended up to 40, at most 80."
    assert lines[1:4] == ["Needed: -5 storeys", f"Assumed: {ASSUMED}; Storeys above ground", "Source: osm way/7"]
    assert "21.5 storeys" in details.text.toPlainText()


def test_what_an_import_may_assume_is_told_in_words():
    remark = re.compile(r"\"([a-z_]+(?: [a-z_]+)*): ([a-z0-9][^\";]*)(?:; )?\"")
    sources = [*(ROOT / "urbanform").glob("osm_*.py"), ROOT / "urbanform" / "import_osm.py"]
    found = {why for path in sources for _, why in remark.findall(path.read_text(encoding="utf-8"))}
    assert len(found) > 15
    assert found <= set(remarks._reasons())
    words = "Lower end (m), Upper end (m) (from: the ways that it meets); Function"
    assert remarks.remarks("z_from z_to: ways met;function") == words
    assert remarks.remarks("depth: a guess") == "depth (from: a guess)"  # what is not known stays


def test_what_is_needed_leaves_room_for_the_finding(qgis_app):
    holder = QWidget()
    found = FeatureList(holder)
    found.resize(480, 200)
    row = {"shown": "fair", "place": "Tower" * 9, "needed": "commerce or culture on 3F " * 9, "told": "3F: offices"}
    found.fill([row])
    holder.show()
    widths = [found.columnWidth(column) for column in range(4)]
    assert widths[3] > 0.15 * found.viewport().width()
    assert sum(widths) <= found.viewport().width() + 1
    found.fill([{**row, "place": "A-1", "needed": ""}])
    assert found.isColumnHidden(2)
    assert found.columnWidth(1) < widths[1]
    holder.close()
    holder.deleteLater()


def test_features_of_one_kind_are_told_apart(desk):
    desk.guideline.tree.choose("7.1.3")
    places = [row["place"] for row in desk.guideline.details.features]
    assert len(places) == len(set(places)) == 10
    assert all(place.rpartition(" ")[2].startswith("#") for place in places)


def test_scenarios_are_compared_by_one_click(desk, folder, monkeypatch):
    panel, opened = desk.guideline, []
    assert not panel.compare.isEnabled()  # there is but one
    other = packages.result_of(folder / "demo.gpkg", "with a bridge")
    shutil.copyfile(desk.session.result.path, other)
    change(other, "INSERT INTO run (subject, name, value) VALUES ('desk', 'scenario', 'with a bridge')")
    stranger = folder / "demo_other_result.gpkg"
    shutil.copyfile(other, stranger)
    change(stranger, "UPDATE run SET name = 'another.gpkg' WHERE subject = 'package'")
    panel.chooser.choose(str(folder / "demo.gpkg"), "with a bridge")
    assert packages.results_of(folder / "demo.gpkg") == [packages.result_of(folder / "demo.gpkg", "base"), other]
    assert panel.compare.isEnabled()
    change(other, "UPDATE run SET value = '2020-01-01 08:00' WHERE subject = 'time'")
    os.utime(other)  # QGIS touches what it opens: a file's own time does not tell which was made first
    assert packages.results_of(folder / "demo.gpkg")[0] == other
    change(other, "UPDATE run SET value = '2120-01-01 08:00' WHERE subject = 'time'")
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) or True)
    panel.compare.click()
    wait_until(lambda: opened)
    page = pathlib.Path(opened[0])
    assert page == folder / "demo_compared.html"
    text = page.read_text(encoding="utf-8")
    assert "demo_with a bridge_result" in text
    assert text.count('<td class="number">(2)</td>') == 2  # 5.2.2, of what is known
    panel.comparison.run.failed.emit("")  # canceled in QGIS's list of tasks
    assert panel.notice.isHidden()
    panel.comparison.run.failed.emit("no such file")
    assert panel.notice.text() == "no such file"


def test_imports_stand_in_the_menu_and_their_packages_are_kept(desk, window, monkeypatch):
    import processing

    texts = [action.text() for action in window.menu.actions()]
    assert [text for text in texts if text.startswith("Import")] == ["Import OpenStreetMap …", "Import planning data …"]
    buttons = [action.text() for action in desk.toolbar.actions()]
    assert not any(text.startswith("Import") for text in buttons)
    asked = []

    class Dialog(QWidget):
        class Signal:
            def connect(self, slot):
                asked.append(slot)

        algorithmFinished = Signal()  # noqa: N815 - QGIS's own name

    monkeypatch.setattr(processing, "createAlgorithmDialog", lambda *given: asked.append(given) or Dialog())
    next(action for action in desk.actions if action.text() == "Import OpenStreetMap …").trigger()
    tool, parameters = asked[0]
    assert tool == "multiground:importosm"
    assert pathlib.Path(parameters["PACKAGE"]) == packages.own_folder() / "district.gpkg"  # no temporary file
    assert asked[1] == desk._package_made
    (packages.own_folder() / "district.gpkg").touch()
    assert packages.new_place("district").name == "district_2.gpkg"
    assert QgsApplication.processingRegistry().algorithmById(tool) is not None


def test_warnings_that_many_measures_give_are_told_once_and_their_ids_in_short():
    ids = ", ".join(map(str, range(1, 101)))
    warnings = [("Function mix", f"SPACES: area unknown: {ids} … (+630)"), ("Public property", "NETWORK: 1, 2, 3")]
    warnings.append(("Vitality units", warnings[0][1]))
    assert _by_text(warnings) == [
        ("Function mix, Vitality units", "SPACES: area unknown: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, …"),
        ("Public property", "NETWORK: 1, 2, 3"),
    ]


def test_actions_that_are_planned_stand_in_the_report_however_many_fall_short_more():
    rows = [{"clause": "4.1.4", "key": str(n), "stage": None, "party": None, "horizon": None} for n in range(99)]
    actions = pandas.DataFrame(rows, dtype=object)
    first, planned = _first(actions)
    assert (first["key"].tolist(), planned) == (list("01234567"), False)
    actions.loc[[3, 90], "party"] = "规划局"
    first, planned = _first(actions)
    assert (first["key"].tolist(), planned) == ([*"0123456789"[:9], "90"], True)  # two planned, eight others
    assert _first(actions.head(0))[1] is False


def test_verbs_are_told_in_the_readers_words():
    assert _verbs("4.1.4") == ["宜 (should)", "不应 (shall not)"]


@pytest.mark.parametrize(
    ["path", "name"],
    [(None, "clauses.csv"), ("/a/严格.csv", "严格.csv"), ("/a/江城/clauses.csv", "江城/clauses.csv")],
)
def test_a_profile_that_is_called_clauses_csv_is_not_taken_for_the_guidelines_own(path, name):
    package = types.SimpleNamespace(path=pathlib.Path("a.gpkg"), counts={})
    run = run_rows(package, path and pathlib.Path(path), {}, {}, {}, "")
    assert run.loc[run["subject"] == "rules", "name"].tolist() == [name]
    assert _rules(name) == ("the guideline's own" if path is None else name)


def test_windows_are_told_of_the_buildings_that_have_some(provider):
    shares = {name: [50.0, None] for name in ("sky_pct", "green_pct", "building_pct", "water_pct", "ground_pct")}
    windows = pandas.DataFrame({"state": ["measured", "missing"], "flags": ["no_sky", None], **shares})
    buildings = pandas.DataFrame({"state": ["measured", "missing", "missing"]})
    text = told("7.1.2", {"OUTPUT": windows, "BUILDING_OUTPUT": buildings})
    assert text.startswith("1 windows of 1 buildings see on average sky 50.00 %")


def test_more_surface_than_the_district_has_is_said_to_be_so(provider):
    row = types.SimpleNamespace(needed_area_m2=1800.0, a_pd=1000.0, needed_f=float("nan"))
    assert mper._needed(row) == "+1,800.00 m² of surfaces and links (1.8 × the planned land)"
    row.a_pd = 1800.0
    assert mper._needed(row) == "+1,800.00 m² of surfaces and links"
