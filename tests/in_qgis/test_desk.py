"""The planner's desk without a screen: what the panels hold and how they answer."""

import ast
import gc
import pathlib
import shutil
import time

import processing
import pytest
from desk_window import (
    PACKAGE,
    ROOT,
    choose_in,
    edit,
    edit_elsewhere,
    forget_deleted,
    plots_of,
    quick,
    wait,
    wait_until,
    wait_until_idle,
)
from multiground.ui import clause_tree, map_group, packages
from multiground.ui.desk import Desk
from multiground.ui.geopackage import fingerprint
from multiground.ui.result import Result
from multiground.ui.session import Session
from multiground.ui.watch import PackageWatch
from osgeo import gdal, ogr
from qgis.core import QgsFeatureRequest, QgsProject, QgsVectorLayer
from qgis.gui import QgsRubberBand
from qgis.PyQt import QtCore, QtGui, QtWidgets, sip
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QMessageBox, QToolBar

pytestmark = pytest.mark.usefixtures("errors_of_slots")


def shown_tables(path):
    nodes = map_group.group_of(path).findLayers()
    return [node.layer().customProperty("multiground/table") for node in nodes if node.isVisible()]


# The clauses


def test_tree_holds_every_clause_by_chapter_with_sign_and_figure(desk):
    tree, rows = desk.guideline.tree, desk.session.result.clauses
    assert tree.shown_clauses() == [row["clause"] for row in rows]
    chapters = [tree.filter.index(row, 0).data() for row in range(tree.filter.rowCount())]
    assert [chapter[0] for chapter in chapters] == ["4", "5", "6", "7"]
    assert tree.choose("4.1.3-1")
    row = [tree.currentIndex().sibling(tree.currentIndex().row(), column).data() for column in range(4)]
    assert row == ["4.1.3-1", "Road network density", "● excellent", "9.52 km/km²"]


def test_filters_tell_their_numbers_and_let_only_those_through(desk):
    tree, filters = desk.guideline.tree, desk.guideline.filters
    shown = {row["clause"]: row["shown"] for row in desk.session.result.clauses}
    for name, kept in (
        (clause_tree.TO_DO, {"good", "fair", "violation"}),
        (clause_tree.NOT_ASSESSABLE, {"unassessed"}),
        (clause_tree.ALL, set(shown.values())),
    ):
        QTest.mouseClick(filters[name], Qt.MouseButton.LeftButton)
        assert tree.shown_clauses() == [clause for clause, grade in shown.items() if grade in kept]
        assert f"({len(tree.shown_clauses())})" in filters[name].text()


def test_tree_sorts_by_grade_worst_first_within_chapters(desk):
    tree = desk.guideline.tree
    tree.sortByColumn(clause_tree.GRADE, Qt.SortOrder.AscendingOrder)
    order = tree.shown_clauses()
    # violation, fair, good, excellent
    assert order.index("4.1.4") < order.index("4.1.3-2") < order.index("4.2.2") < order.index("4.1.3-1")
    assert order.index("6.2.2") < order.index("6.2.1")  # fair, measured


def test_titles_keep_room_in_a_narrow_panel(desk):
    tree = desk.guideline.tree
    tree.resize(900, 300)
    wide = tree.columnWidth(clause_tree.GRADE)
    tree.resize(400, 300)
    assert tree.columnWidth(clause_tree.GRADE) < wide / 2
    assert tree.columnWidth(clause_tree.TITLE) > 60


def test_arrow_keys_choose_clauses(desk):
    tree = desk.guideline.tree
    tree.choose("4.1.3-1")
    QTest.keyClick(tree, Qt.Key.Key_Down)
    assert tree.chosen() == "4.1.3-2"
    assert desk.guideline.details.clause["clause"] == "4.1.3-2"


def test_a_clause_shows_its_layers_alone_and_leaves_the_planners_own(desk, folder):
    own = plots_of(folder)
    path = desk.session.result.path
    desk.guideline.tree.choose("4.1.3-1")
    assert shown_tables(path) == ["counted_roads", "road_network_density"]
    desk.guideline.tree.choose("4.2.2")
    assert shown_tables(path) == ["plot_size"]
    assert QgsProject.instance().layerTreeRoot().findLayer(own.id()).isVisible()
    assert map_group.group_of(path).name() == "Multiground – 示范片区 – base"
    layer = map_group.layer_of(path, "plot_size")
    assert (layer.name(), layer.renderer().type(), layer.readOnly()) == ("Plot sizes", "categorizedSymbol", True)


def test_every_clause_can_be_shown(desk):
    for clause in desk.session.result.clauses:
        assert desk.guideline.tree.choose(clause["clause"])
        text = desk.guideline.details.text.toPlainText()
        assert clause["wording"][:40] in text
        assert not clause["finding"] or clause["finding"][:30] in text
        if clause["shown"] == "unassessed":
            assert "To assess it" in text


def test_features_are_listed_worst_first_and_one_is_looked_at(desk, window):
    desk.guideline.tree.choose("4.2.2")
    details = desk.guideline.details
    grades = [row["shown"] for row in details.features]
    assert grades == sorted(
        grades, key=["violation", "fair", "good", "excellent", "unassessed", "not_applicable"].index
    )
    assert details.list.item(0, 0).text() == "○ fair"
    before = window.canvas.extent()
    details.list.selectRow(0)
    extent = details.features[0]["extent"]
    seen = window.canvas.extent()
    assert seen != before
    assert seen.xMinimum() < extent[0] < extent[1] < seen.xMaximum()
    assert seen.width() < 540  # half of the district


def test_the_working_shows_formula_inputs_and_the_chosen_feature(desk):
    details = desk.guideline.details
    desk.guideline.tree.choose("6.2.2")
    assert "ΣF ÷ N" not in details.text.toPlainText()
    details.working.click()
    text = details.text.toPlainText()
    assert "MPER = ΣF ÷ N" in text
    assert "922,520" in text  # A_PD
    desk.guideline.tree.choose("4.2.2")
    assert "Choose a feature" in details.text.toPlainText()
    details.list.selectRow(0)
    assert "2,534.05" in details.text.toPlainText()


def test_a_clause_without_data_says_which_layers_are_lacking(window, provider, folder):
    package = folder / "few.gpkg"
    gdal.VectorTranslate(str(package), str(PACKAGE), layers=["plots"])
    result = packages.result_of(package, "base")
    processing.run("multiground:assess", {"PACKAGE": str(package), "RESULT": str(result), "STABILITY": False})
    found = Desk(window)
    found.guideline.chooser.choose(str(package), "base")
    found.guideline.tree.choose("6.2.2")
    text = found.guideline.details.text.toPlainText()
    for told in ("add features to District (district)", "Near-ground surfaces (surfaces: z)", "Floors (floors)"):
        assert told in text
    assert "z_from, z_to" in text
    assert not found.guideline.details.list.isVisible()
    assert found.multi_ground.body.isHidden()
    found.close()


# Out of date


def test_an_edit_marks_the_result_at_once_and_its_undoing_unmarks_it(desk, folder):
    layer = plots_of(folder)
    assert desk.session.out_of_date() == []
    edit(layer)
    assert desk.session.out_of_date() == ["plots"]
    assert desk.guideline.warning.isVisible()
    assert "plots" in desk.guideline.banner.text()
    layer.rollBack()
    assert desk.session.out_of_date() == []
    assert not desk.guideline.warning.isVisible()


def test_a_saved_edit_stays_marked_and_is_marked_when_opened_again(desk, folder, window):
    layer = plots_of(folder)
    time.sleep(0.01)
    edit(layer)
    assert layer.commitChanges()
    assert desk.session.out_of_date() == ["plots"]
    QgsProject.instance().clear()
    later = Session()
    later.open(folder / "demo.gpkg", "base")
    assert later.out_of_date() == ["plots"]
    later.close()


def test_a_change_by_another_program_is_noticed(desk, folder):
    time.sleep(0.01)
    edit_elsewhere(folder / "demo.gpkg")
    wait_until(desk.guideline.warning.isVisible, 10)
    assert desk.session.out_of_date() == ["plots"]


def test_merely_opening_a_package_changes_nothing(desk, folder):
    before = fingerprint(folder / "demo.gpkg")
    packages.add_to_map(folder / "demo.gpkg")
    assert len(QgsProject.instance().mapLayers()) > 15
    for layer in QgsProject.instance().mapLayers().values():
        assert next(layer.getFeatures()).isValid()
    assert fingerprint(folder / "demo.gpkg") == before
    QgsProject.instance().clear()
    assert fingerprint(folder / "demo.gpkg") == before


def test_a_lost_package_is_told(desk, folder):
    (folder / "demo.gpkg").unlink()
    assert desk.session.out_of_date() == ["demo.gpkg"]
    desk.guideline.start_or_cancel()
    wait_until_idle(desk.session)
    assert desk.guideline.notice.isVisible()
    assert desk.session.result is not None


# Assessing


def test_assessing_runs_in_the_background_and_replaces_the_result(desk, folder):
    panel, path = desk.guideline, desk.session.result.path
    panel.tree.choose("6.2.2")
    dataset = ogr.Open(str(path), 1)
    actions = dataset.GetLayerByName("actions")
    action = actions.GetNextFeature()
    key, action["note"] = action["key"], "agreed with the owner"
    actions.SetFeature(action)
    actions = dataset = action = None
    shares, texts = [], []
    desk.session.progressed.connect(shares.append)
    desk.session.said.connect(texts.append)
    QTest.mouseClick(panel.assess, Qt.MouseButton.LeftButton)
    assert desk.session.run.running()
    assert panel.assess.text() == "Cancel"
    assert panel.running.isVisible()
    assert not panel.chooser.packages.isEnabled()
    wait_until_idle(desk.session)
    assert panel.assess.text() == "Assess"
    assert panel.tree.chosen() == "6.2.2"
    assert shown_tables(path)[0] == "mper_advice"
    assert max(shares) > 50
    assert "Plot size (4.2.2)" in texts
    assert desk.session.out_of_date() == []
    notes = {row["key"]: row["note"] for row in read(path, "actions")}
    assert notes[key] == "agreed with the owner"
    assert path.name in desk.session.report().read_text(encoding="utf-8")
    assert [each.name for each in folder.iterdir() if "part" in each.name] == []


def read(path, table):
    dataset = ogr.Open(str(path))
    return [feature.items() for feature in dataset.GetLayerByName(table)]


def test_an_edit_under_way_is_not_lost(desk, folder):
    desk.session.assess()
    time.sleep(0.05)
    edit_elsewhere(folder / "demo.gpkg")
    wait_until_idle(desk.session)
    assert desk.session.out_of_date() == ["plots"]


def test_cancel_keeps_the_earlier_result(desk, folder):
    before = fingerprint(desk.session.result.path)
    desk.session.assess()
    wait(0.3)
    desk.guideline.start_or_cancel()
    wait_until_idle(desk.session)
    assert "Cancelled" in desk.guideline.notice.text()
    assert fingerprint(desk.session.result.path) == before
    assert sorted(each.suffix for each in folder.iterdir()) == [".gpkg", ".gpkg", ".html"]


@pytest.mark.parametrize(
    "answer, saved, runs",
    [("Save", True, True), ("Ignore", False, True), ("Cancel", False, False)],
)
def test_unsaved_edits_are_asked_about(desk, folder, monkeypatch, answer, saved, runs):
    layer = plots_of(folder)
    edit(layer)
    asked = []
    button = getattr(QMessageBox.StandardButton, answer)
    monkeypatch.setattr(desk.guideline, "ask", lambda text: asked.append(text) or button)
    started = []
    monkeypatch.setattr(desk.session.run, "start", lambda *runs: started.append(runs))
    desk.guideline.start_or_cancel()
    assert "plots" in asked[0]
    assert (not layer.isModified(), bool(started)) == (saved, runs)
    layer.rollBack()


def test_layers_of_the_open_project_are_assessed(window, provider, folder):
    for table in ("district", "roads", "plots"):
        layer = QgsVectorLayer(f"{PACKAGE}|layername={table}", table.upper(), "ogr")
        QgsProject.instance().addMapLayer(layer.materialize(QgsFeatureRequest()) if table == "plots" else layer)
    found = quick(Desk(window))
    memory = next(layer for layer in QgsProject.instance().mapLayers().values() if layer.providerType() == "memory")
    memory.setName("Plots")
    choose_in(found.guideline.chooser.packages, None)
    found.guideline.start_or_cancel()
    wait_until_idle(found.session)
    assert found.session.result is not None, found.guideline.notice.text()
    graded = {row["clause"] for row in found.session.result.clauses if row["state"] == "graded"}
    assert {"4.1.3-1", "4.2.2"} <= graded
    assert found.session.out_of_date() == []
    edit(memory)
    assert memory.commitChanges()
    assert found.session.out_of_date() == ["Plots"]
    found.close()


# What may happen around


def test_the_chosen_package_stays_chosen_when_layers_come_and_go(desk, folder):
    chooser = desk.guideline.chooser
    other = folder / "other.gpkg"
    shutil.copyfile(PACKAGE, other)
    packages.add_to_map(other)
    assert chooser.path() == str(folder / "demo.gpkg")
    choose_in(chooser.packages, None)
    QgsProject.instance().removeAllMapLayers()
    packages.add_to_map(other)
    assert chooser.path() is None
    choose_in(chooser.packages, str(other))
    QgsProject.instance().removeAllMapLayers()
    other.unlink()
    chooser.refresh()
    assert chooser.path() == str(other)  # and assessing it will say that it is gone


def test_closing_the_project_stops_the_run(desk, folder):
    desk.session.assess()
    wait(0.2)
    QgsProject.instance().clear()
    wait_until_idle(desk.session)
    assert desk.session.result is None
    assert map_group.saved_result() is None
    assert not [each for each in folder.iterdir() if "part" in each.name]


def test_a_removed_layer_comes_back_and_a_removed_group_too(desk):
    path = desk.session.result.path
    desk.guideline.tree.choose("4.2.2")
    QgsProject.instance().removeMapLayer(map_group.layer_of(path, "plot_size"))
    desk.guideline.details.list.selectRow(1)  # nothing to look at, and no trouble
    desk.guideline.tree.choose("4.1.3-1")
    desk.guideline.tree.choose("4.2.2")
    assert shown_tables(path) == ["plot_size"]
    QgsProject.instance().layerTreeRoot().removeChildNode(map_group.group_of(path))
    desk.guideline.tree.choose("4.1.3-1")
    assert "counted_roads" in shown_tables(path)


def test_a_closed_project_closes_its_result(desk):
    QgsProject.instance().clear()
    assert desk.session.result is None
    assert desk.guideline.welcome.isVisible()
    assert desk.guideline.tree.shown_clauses() == []
    desk.guideline.chooser.chosen.emit()
    assert desk.session.result is not None


def test_a_project_opened_again_takes_up_its_result(desk, folder):
    packages.add_to_map(folder / "demo.gpkg")
    project = folder / "p.qgz"
    assert QgsProject.instance().write(str(project))
    QgsProject.instance().clear()
    assert desk.session.result is None
    assert QgsProject.instance().read(str(project))
    assert desk.session.result is not None
    assert desk.guideline.chooser.name() == "base"
    group = map_group.group_of(desk.session.result.path)
    assert group is not None and group.findLayers()


def test_a_lost_result_is_no_trouble(desk):
    desk.session.result.path.unlink()
    for clause in ("4.2.2", "6.2.2"):
        desk.guideline.tree.choose(clause)
    assert desk.guideline.details.features == []
    desk.multi_ground._show_result()


def test_a_second_window_sees_the_result_that_the_first_replaced(desk, folder):
    other = Session()
    other.open(folder / "demo.gpkg", "base")
    before = other.result
    desk.session.assess()
    wait_until_idle(desk.session)
    other.watch.changed.emit()
    wait_until(lambda: other.result is not before, 5)
    assert other.out_of_date() == []
    other.close()


def test_a_result_held_by_another_program_is_kept_and_the_new_one_lies_beside_it(desk, folder, monkeypatch):
    from multiground.ui import session

    held, replace = desk.session.result.path, session.os.replace

    def refused(source, target):
        if pathlib.Path(target) == held:
            raise PermissionError(13, "held")
        replace(source, target)

    monkeypatch.setattr(session.os, "replace", refused)
    path = folder / "x_part.gpkg"
    shutil.copyfile(held, path)
    assert session._moved(path, held) == held.with_name(f"{held.stem}_2.gpkg")
    assert held.exists()


def test_where_one_may_not_write_results_lie_in_the_users_own_folder(monkeypatch, tmp_path):
    monkeypatch.setattr(packages, "own_folder", lambda: tmp_path / "own")
    monkeypatch.setattr(packages.os, "access", lambda *_: False)
    beside, own = tmp_path / "a_base_result.gpkg", tmp_path / "own" / "a_base_result.gpkg"
    assert packages.result_of(tmp_path / "a.gpkg", "base") == own
    assert packages.earlier_result(tmp_path / "a.gpkg", "base") == own
    beside.touch()
    assert packages.earlier_result(tmp_path / "a.gpkg", "base") == beside  # somebody else's, still worth reading
    own.parent.mkdir()
    own.touch()
    assert packages.earlier_result(tmp_path / "a.gpkg", "base") == own


@pytest.mark.parametrize(
    "scenario, name",
    [
        ("base", "a_base_result"),
        ("", "a_base_result"),
        ("增设天桥", "a_增设天桥_result"),
        ("../x: 1.5?", "a__x_ 1_5__result"),
    ],
)
def test_scenarios_name_files_that_every_system_takes(tmp_path, scenario, name):
    found = packages.result_of(tmp_path / "a.gpkg", scenario)
    assert found.parent == tmp_path
    assert not set(found.stem) & set('<>:"/\\|?*.')
    assert name == found.stem


def test_the_demo_is_copied_once_and_anew_after_an_edit(window, tmp_path):
    first = packages.demo_copy()
    assert (first.name, packages.demo_copy()) == ("demo_district.gpkg", first)
    edit_elsewhere(first)
    assert packages.demo_copy().name == "demo_district_2.gpkg"


def test_the_demo_district_is_one_click(window, provider, tmp_path):
    found = quick(Desk(window))
    next(action for action in found.actions if action.text() == "Demo district").trigger()
    assert found.session.run.running()
    wait_until_idle(found.session)
    assert found.session.result is not None, found.guideline.notice.text()
    assert found.guideline.tree.chosen() == "4.1.4"  # the first of the worst, though a fair one comes before it
    assert shown_tables(found.session.result.path) == ["building_storeys"]
    found.close()


# The multi-ground panel


def test_multi_ground_panel_shows_figures_systems_and_floors(desk):
    panel = desk.multi_ground
    assert [value for value, _ in panel.dial.readings] == pytest.approx([267.7557, 86.7821], abs=1e-3)
    assert [(band[0], band[1], band[4]) for band in panel.dial.bands] == [
        (None, 1, "fair"),
        (1, 3, "good"),
        (3, 5, "excellent"),
        (5, 7, "good"),
        (7, None, "fair"),
    ]
    assert panel.figures.rowCount() == 9
    assert [panel.systems.item(row, 3).text() for row in range(3)] == [
        "20 = 19 + 0 + 1",
        "9 = 0 + 8 + 1",
        "9 = 8 + 0 + 1",
    ]
    counted = [panel.floors.item(row, 3).text() for row in range(panel.floors.rowCount())]
    assert sum(map(float, counted)) == 35  # 38 with the ground, once for each of three systems
    assert counted[:8] == ["8", "8", "6", "4", "4", "3", "1", "1"]
    assert "system 1" in panel.floors.item(0, 4).text() or "system 2" in panel.floors.item(0, 4).text()


def test_systems_have_the_colours_that_they_have_on_the_map(desk):
    from multiground.ui.ground import system_colour
    from qgis.core import QgsExpression, QgsExpressionContext, QgsExpressionContextUtils

    desk.multi_ground.show_on_map()
    layer = map_group.layer_of(desk.session.result.path, "near_ground_surfaces")
    symbol = layer.renderer().rootRule().children()[0].symbol()
    text = symbol.symbolLayer(0).dataDefinedProperties().property(property_of("fillColor", symbol)).asExpression()
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    for feature in layer.getFeatures():
        if feature["system"]:
            context.setFeature(feature)
            red, green, blue, _ = map(int, QgsExpression(text).evaluate(context).split(","))
            shown = system_colour(feature["system"])
            assert (shown.red(), shown.green(), shown.blue()) == pytest.approx((red, green, blue), abs=2)


def property_of(name, symbol):
    definitions = symbol.symbolLayer(0).propertyDefinitions()
    return next(key for key, definition in definitions.items() if definition.name() == name)


def test_section_holds_every_surface_and_link(desk):
    panel = desk.multi_ground
    assert (len(panel.drawing.bars), len(panel.drawing.links)) == (18, 22)
    assert panel.section_table.rowCount() == 40
    assert panel.drawing.levels() == [-6, 0, 6, 12, 24, 30]
    south = [bar["from"] for bar in panel.drawing.bars]
    panel.view.setCurrentIndex(1)
    assert [bar["from"] for bar in panel.drawing.bars] != south
    panel.systems.selectRow(1)
    assert panel.drawing.highlighted == 2


def test_a_click_into_the_section_looks_at_the_place(desk, window):
    panel = desk.multi_ground
    roof = next(bar for bar in panel.drawing.bars if bar["z"] == 30)
    panel.drawing.chosen.emit(roof["key"])
    assert window.canvas.extent().xMinimum() < roof["from"] < roof["to"] < window.canvas.extent().xMaximum()
    assert shown_tables(desk.session.result.path)[0] == "mper_advice"


def test_a_chosen_measure_is_drawn_and_taken_away(desk, window):
    def bands():
        return [item for item in window.canvas.scene().items() if isinstance(item, QgsRubberBand)]

    panel = desk.multi_ground
    before = len(bands())
    panel.advice.selectRow(0)
    panel.advice.selectRow(1)
    assert len(bands()) == before + 1
    assert not panel.band.asGeometry().isEmpty()
    panel.advice.clearSelection()
    assert len(bands()) == before
    panel.advice.selectRow(0)
    desk.session.result_changed.emit()
    assert len(bands()) == before


# Actions


def test_a_new_package_is_offered_where_its_tool_is_there_and_then_opened(desk, folder):
    from qgis.core import QgsApplication

    there = QgsApplication.processingRegistry().algorithmById("multiground:createpackage") is not None
    assert desk.create.isVisible() == there
    new = folder / "new.gpkg"
    gdal.VectorTranslate(str(new), str(PACKAGE), layers=["plots"])
    desk._package_made(False, {})
    assert desk.guideline.chooser.path() != str(new)
    desk._package_made(True, {"PACKAGE": str(new)})
    assert desk.guideline.chooser.path() == str(new)
    assert [layer.name() for layer in QgsProject.instance().mapLayers().values() if packages.shows(layer, new)] == [
        "plots"
    ]


def test_help_shows_the_page_with_its_pictures(desk):
    desk.help()
    text = desk.dialogs[0].findChild(QtWidgets.QTextBrowser)
    assert "Out of date" in text.toPlainText()
    pictures = [name for name in ("panel_guideline_en", "panel_section_en") if name in text.toHtml()]
    assert len(pictures) == 2
    assert (ROOT / "docs" / "pictures" / f"{pictures[0]}.png").is_file()


# Access, and leaving nothing behind


def test_everything_that_answers_has_a_name_and_a_tip(desk):
    fields = (QtWidgets.QComboBox, QtWidgets.QLineEdit, QtWidgets.QTableWidget, QtWidgets.QTreeView)
    buttons = (QtWidgets.QPushButton, QtWidgets.QToolButton)
    own = "qt_"  # what Qt makes for itself
    for panel in (desk.guideline, desk.multi_ground):
        for widget in panel.findChildren(QtWidgets.QWidget):
            inner = widget.objectName().startswith(own) or isinstance(widget.parent(), (*fields, QtWidgets.QTabBar))
            if inner or isinstance(widget, QtWidgets.QTableWidget) and not widget.accessibleName():
                assert inner
            elif isinstance(widget, fields):
                assert widget.accessibleName(), widget
            elif isinstance(widget, buttons):
                assert widget.text() or widget.accessibleName(), widget


def test_the_tab_key_walks_through_the_panel_in_reading_order(desk):
    order, widget = [], desk.guideline.chooser
    for _ in range(200):
        widget = widget.nextInFocusChain()
        order.append(widget)
    panel = desk.guideline
    stops = [panel.assess, panel.report, *panel.filters.values(), panel.zoom, panel.tree, panel.details.list]
    assert [order.index(stop) for stop in stops] == sorted(order.index(stop) for stop in stops)


def resident_mb():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096 / 1e6


@pytest.mark.skipif(not pathlib.Path("/proc/self/statm").exists(), reason="reads Linux's own count of memory")
def test_fifty_reloads_leave_nothing_behind(window, provider, folder):
    def use():
        found = Desk(window)
        found.guideline_dock.setUserVisible(True)
        found.multi_ground_dock.setUserVisible(True)
        found.guideline.chooser.choose(str(folder / "demo.gpkg"), "base")
        found.multi_ground.advice.selectRow(0)
        found.close()
        map_group.drop(packages.result_of(folder / "demo.gpkg", "base"))
        forget_deleted()
        gc.collect()

    def left():
        return len(QApplication.allWidgets()), len(window.menu.actions()), len(window.window.findChildren(QToolBar))

    for _ in range(5):
        use()
    widgets, memory = left(), resident_mb()
    for _ in range(50):
        use()
    assert left() == widgets
    assert resident_mb() - memory < 15
    assert len(window.canvas.scene().items()) <= 2


def test_closing_while_a_run_is_under_way_waits_for_it(window, provider, folder):
    found = Desk(window)
    found.guideline.chooser.choose(str(folder / "demo.gpkg"), "base")
    found.session.assess()
    wait(0.2)
    found.close()
    assert not found.session.run.running()
    assert [each.name for each in folder.iterdir() if "part" in each.name or each.is_dir()] == []


def test_a_dialog_that_qgis_has_deleted_does_not_stop_the_unloading(window, provider):
    found = Desk(window)
    found.dialogs.append(QtWidgets.QDialog())
    sip.delete(found.dialogs[0])
    found.close()
    forget_deleted()
    assert window.window.findChildren(QtWidgets.QDockWidget) == []


def test_a_watch_lets_go_of_what_it_watched(window, folder):
    watch = PackageWatch()
    layer = plots_of(folder)
    watch.watch(folder / "demo.gpkg", fingerprint(folder / "demo.gpkg"))
    assert list(watch.layers.values()) == [layer]
    heard = []
    watch.changed.connect(lambda: heard.append(1))
    watch.close()
    edit(layer)
    layer.rollBack()
    assert heard == []


def test_a_file_that_is_no_result_is_refused(tmp_path):
    with pytest.raises(ValueError):
        Result(PACKAGE)
    with pytest.raises(ValueError):
        Result(tmp_path / "none.gpkg")


# House rules of the panels

SOURCES = sorted((ROOT / "ui").glob("*.py"))


def unscoped(path):
    """Return the enum members that a file names without their enum, which Qt 6 no longer knows."""
    modules = {name: cls for module in (QtCore, QtGui, QtWidgets) for name, cls in vars(module).items()}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules:
            owner = modules[node.value.id]
            member = getattr(owner, node.attr, None)
            kind = type(member)
            if kind is not int and isinstance(member, int) and getattr(owner, kind.__name__, None) is kind:
                yield f"{path.name}:{node.lineno} {node.value.id}.{node.attr}"


def test_no_enum_is_unscoped(tmp_path):
    wrong = tmp_path / "wrong.py"
    wrong.write_text("a = Qt.AlignLeft, QMessageBox.Yes, Qt.AlignmentFlag.AlignLeft")
    assert len(list(unscoped(wrong))) == 2  # the check sees what it is to see
    assert [each for path in SOURCES for each in unscoped(path)] == []


def test_panels_are_small_and_every_module_says_what_it_is():
    for path in SOURCES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        assert ast.get_docstring(tree), path
        for node in tree.body:
            if isinstance(node, ast.ClassDef):
                assert node.end_lineno - node.lineno < 250, node.name


def test_the_pictures_need_nothing_but_qt():
    names = [
        node.module
        for node in ast.walk(ast.parse((ROOT / "ui" / "widgets.py").read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
    ]
    assert {name.rsplit(".", 1)[0] for name in names} == {"qgis.PyQt"}
