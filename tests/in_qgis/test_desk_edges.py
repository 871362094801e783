"""The planner's desk where things go wrong: other packages, other windows, filters, edits, many features."""

import contextlib
import itertools
import os
import pathlib
import re
import shutil
import sqlite3
import time
import types

import processing
import pytest
from desk_window import (
    PACKAGE,
    ROOT,
    choose_in,
    edit,
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
from multiground.ui.lacking import lacking
from multiground.ui.layer_chooser import LayerChooser
from multiground.ui.result import MOST, Result, natural
from multiground.ui.session import Session
from osgeo import gdal, ogr
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureRequest,
    QgsGeometry,
    QgsProject,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from qgis.gui import QgsHighlight
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QMessageBox

pytestmark = pytest.mark.usefixtures("errors_of_slots")


@pytest.fixture(scope="module")
def assessed_small(provider, tmp_path_factory):
    """A few layers of the demo district, which are assessed in no time, with their result."""
    place = tmp_path_factory.mktemp("small")
    gdal.VectorTranslate(str(place / "demo.gpkg"), str(PACKAGE), layers=["district", "plots", "buildings"])
    result = packages.result_of(place / "demo.gpkg", "base")
    files = {"RESULT": str(result), "REPORT": str(result.with_suffix(".html"))}
    processing.run("multiground:assess", {"PACKAGE": str(place / "demo.gpkg"), "STABILITY": False, **files})
    return place


@pytest.fixture
def folder_small(assessed_small, tmp_path):
    return pathlib.Path(shutil.copytree(assessed_small, tmp_path / "small"))


@pytest.fixture
def small(window, provider, folder_small):
    """A desk that shows the result of a few layers."""
    found = quick(Desk(window))
    found.guideline_dock.setUserVisible(True)
    found.guideline.chooser.choose(str(folder_small / "demo.gpkg"), "base")
    yield found
    found.close()
    forget_deleted()


def table(name, source=PACKAGE, called=None):
    """Add a layer of the demo district to the project under some name."""
    layer = QgsVectorLayer(f"{source}|layername={name}", called or name, "ogr")
    assert layer.isValid()
    QgsProject.instance().addMapLayer(layer)
    return layer


def visible(path):
    nodes = map_group.group_of(path).findLayers()
    return [node.layer().customProperty("multiground/table") for node in nodes if node.isVisible()]


# A number belongs to the package, the scenario and the rules that are shown with it


def test_a_run_that_ends_after_another_package_was_chosen_is_not_shown_as_its_result(small, folder_small):
    other = folder_small / "other.gpkg"
    shutil.copyfile(PACKAGE, other)
    ended = []
    small.session.finished.connect(ended.append)
    small.session.assess()
    small.guideline.chooser.choose(str(other), "base")
    wait_until_idle(small.session)
    assert small.session.package == other
    assert small.session.result is None
    assert small.guideline.tree.shown_clauses() == []
    assert [result.path.name for result in ended] == ["demo_base_result.gpkg"]


def test_results_of_one_name_made_from_packages_of_two_folders_are_kept_apart(small, monkeypatch, tmp_path):
    """Two folders that are only to be read send their results into the same folder of the user."""
    for place in ("one", "two"):
        (tmp_path / place).mkdir()
        shutil.copyfile(PACKAGE, tmp_path / place / "a.gpkg")
    own = tmp_path / "own"
    own.mkdir()
    monkeypatch.setattr(packages, "own_folder", lambda: own)
    monkeypatch.setattr(packages, "os", types.SimpleNamespace(access=lambda *_: False, W_OK=os.W_OK))
    small.session.open(tmp_path / "one" / "a.gpkg", "base")
    small.session.assess()
    wait_until_idle(small.session)
    assert small.session.result.path == own / "a_base_result.gpkg"
    small.session.open(tmp_path / "two" / "a.gpkg", "base")
    assert small.session.result is None
    assert packages.result_of(tmp_path / "two" / "a.gpkg", "base") == own / "a_base_result_2.gpkg"
    small.session.open(tmp_path / "one" / "a.gpkg", "")  # no name is the base
    assert small.session.result is not None


def test_a_package_and_a_scenario_whose_names_meet_keep_their_own_results(small, folder_small):
    shutil.copyfile(PACKAGE, folder_small / "demo_a.gpkg")
    small.session.open(folder_small / "demo_a.gpkg", "b")
    small.session.assess()
    wait_until_idle(small.session)
    assert small.session.result.path.name == "demo_a_b_result.gpkg"
    small.session.open(folder_small / "demo.gpkg", "a_b")
    assert small.session.result is None
    assert packages.result_of(folder_small / "demo.gpkg", "a_b").name == "demo_a_b_result_2.gpkg"


def test_the_shown_package_stays_named_when_layers_of_others_arrive(window, provider, folder):
    found = quick(Desk(window))
    packages.remember(folder / "demo.gpkg")
    found.guideline.chooser.refresh()  # nobody has chosen: the first of the list is offered
    assert found.guideline.chooser.path() == str(folder / "demo.gpkg")
    found.guideline.start_or_cancel()
    other = folder / "other.gpkg"
    shutil.copyfile(PACKAGE, other)
    packages.add_to_map(other)  # the project's own packages come first in the list
    assert found.guideline.chooser.path() == str(found.session.package)
    found.session.cancel()
    wait_until_idle(found.session)
    found.close()
    forget_deleted()


def test_the_map_shows_one_result_at_a_time(small, folder_small):
    base = small.session.result.path
    small.guideline.tree.choose("4.2.2")
    second = packages.result_of(folder_small / "demo.gpkg", "second")
    shutil.copyfile(base, second)
    small.guideline.chooser.choose(str(folder_small / "demo.gpkg"), "second")
    assert map_group.group_of(second).isVisible()
    assert not map_group.group_of(base).isVisible()
    small.guideline.chooser.choose(str(folder_small / "demo.gpkg"), "third")  # no result yet
    assert not map_group.group_of(second).isVisible()


# Rules


@pytest.fixture
def stricter(tmp_path):
    """Rules under which no building may have more than 60 storeys, 20 being preferable."""
    text = (ROOT / "urbanform" / "clauses.csv").read_text(encoding="utf-8-sig")
    lines = [line.replace(",7,25,", ",7,20,").replace(",26,40,", ",21,40,") for line in text.splitlines()]
    assert lines != text.splitlines()
    path = tmp_path / "严格.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_profile_of_rules_is_handed_on_and_told(small, stricter):
    packages.remember_rules(stricter)
    chooser = small.guideline.chooser
    chooser.show_rules(None)
    assert "guideline's own" in small.guideline.made.text()
    choose_in(chooser.rules, str(stricter))
    assert small.session.out_of_date() == ["the rules"]
    small.guideline.start_or_cancel()
    wait_until_idle(small.session)
    result = small.session.result
    assert result.rules() == "严格.csv", small.guideline.notice.text()
    assert "严格.csv" in small.guideline.made.text()
    assert chooser.chosen_rules() == str(stricter)
    assert small.session.out_of_date() == []
    assert "20" in result.clause("4.1.4")["target"]
    stricter.write_text(stricter.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert small.session.out_of_date() == ["the rules"]
    choose_in(chooser.rules, None)
    assert small.session.out_of_date() == ["the rules"]
    choose_in(chooser.rules, str(stricter))


def test_bad_rules_are_refused_and_the_result_stays(small, stricter):
    stricter.write_text(stricter.read_text(encoding="utf-8").replace(",7,20,", ",seven,20,"), encoding="utf-8")
    before = fingerprint(small.session.result.path)
    small.session.take_rules(stricter)
    small.guideline.start_or_cancel()
    wait_until_idle(small.session)
    assert "seven" in small.guideline.notice.text()
    assert "Traceback" not in small.guideline.notice.text()
    assert fingerprint(small.session.result.path) == before


# Runs


def test_a_run_that_is_cancelled_or_fails_leaves_result_and_report_as_they_were(small, folder_small):
    page = small.session.report()
    before = page.read_bytes(), fingerprint(small.session.result.path)
    small.session.assess()
    wait(0.2)
    small.session.cancel()
    wait_until_idle(small.session)
    (folder_small / "demo.gpkg").write_bytes(b"no GeoPackage any more")
    small.session.assess()
    wait_until_idle(small.session)
    assert small.guideline.notice.isVisible()
    assert (page.read_bytes(), fingerprint(small.session.result.path)) == before
    assert sorted(path.name for path in folder_small.iterdir()) == [
        "demo.gpkg",
        "demo_base_result.gpkg",
        "demo_base_result.html",
    ]
    assert "demo.gpkg cannot be read" in small.guideline.banner.text()


def test_a_run_that_is_cancelled_in_the_list_of_tasks_is_cancelled(small):
    small.session.assess()
    wait(0.1)
    small.session.run.task.cancel()
    wait_until_idle(small.session)
    assert "Cancelled" in small.guideline.notice.text()


def test_a_report_goes_where_its_result_goes(small, folder_small, monkeypatch):
    """Another program holds the earlier result: its report stays with it, the new one lies beside."""
    from multiground.ui import session

    held, replace = small.session.result.path, session.os.replace
    page = small.session.report().read_bytes()

    def refused(source, target):
        if pathlib.Path(target) == held and "_part" in str(source):
            raise PermissionError(13, "held")
        replace(source, target)

    monkeypatch.setattr(session.os, "replace", refused)
    small.session.assess()
    wait_until_idle(small.session)
    assert small.session.result.path == held.with_name("demo_base_result_2.gpkg")
    assert small.session.report() == held.with_name("demo_base_result_2.html")
    assert held.with_suffix(".html").read_bytes() == page
    assert "_part" not in small.session.report().read_text(encoding="utf-8")


def test_a_result_that_cannot_be_put_in_its_place_is_told_and_the_panel_goes_on(small, monkeypatch):
    from multiground.ui import session

    def refused(*_):
        raise PermissionError(13, "the disk is full")

    monkeypatch.setattr(session, "_moved", refused)
    small.session.assess()
    wait_until_idle(small.session)
    assert "the disk is full" in small.guideline.notice.text()
    assert small.guideline.assess.text() == "Assess"


def test_the_part_of_another_window_is_left_alone(small, folder_small):
    part = folder_small / "demo_base_result_part1.gpkg"
    part.write_bytes(b"under way")
    own = folder_small / "demo_base_result_party.gpkg"
    own.write_bytes(b"a file of the user's")
    small.session.assess()
    wait_until_idle(small.session)
    assert part.exists() and own.exists()


def test_the_end_of_a_run_is_told_in_the_message_bar(small, window):
    small.guideline_dock.setUserVisible(False)
    small.session.assess()
    wait_until_idle(small.session)
    assert not window.bar.items()  # QGIS's own message comes now, and would cover it
    wait_until(lambda: window.bar.items())
    texts = [item.text() for item in window.bar.items()]
    shown = [row["shown"] for row in small.session.result.clauses]
    counts = sum(shown.count(grade) for grade in ("good", "fair", "violation")), shown.count("unassessed")
    assert len(texts) == 1
    assert texts[0] == "示范片区: {} clauses to do, {} not assessable.".format(*counts)
    small.session.warned.emit("it failed")  # the panel is not to be seen
    assert window.bar.items()[-1].text() == "it failed" or window.bar.items()[0].text() == "it failed"


def test_the_report_opens_from_a_path_with_signs_of_all_kinds(small, folder_small, monkeypatch):
    place = folder_small / "南 山 #1 50%"
    place.mkdir()
    for path in folder_small.glob("demo*"):
        shutil.copyfile(path, place / path.name.replace("demo", "示范"))
    with contextlib.closing(sqlite3.connect(place / "示范_base_result.gpkg")) as database, database:
        database.execute("UPDATE run SET name = '示范.gpkg' WHERE subject = 'package'")
    small.guideline.chooser.choose(str(place / "示范.gpkg"), "base")
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) or False)
    small.guideline.report.click()
    assert opened == [str(place / "示范_base_result.html")]
    assert opened[0] in small.guideline.notice.text()  # no program took it: where it lies is said


# Out of date


def test_the_old_result_is_marked_also_while_a_new_one_is_made(small, folder_small):
    layer = plots_of(folder_small)
    edit(layer)
    small.session.assess()
    assert small.session.run.running()
    assert small.guideline.warning.isVisible()
    assert not small.guideline.again.isVisible()
    small.session.cancel()
    wait_until_idle(small.session)
    layer.rollBack()


@pytest.mark.parametrize("kind", ["attribute", "geometry", "added", "deleted", "field"])
def test_every_kind_of_edit_is_noticed_at_once_and_once_it_is_saved(small, folder_small, kind):
    layer = plots_of(folder_small)
    time.sleep(0.01)
    layer.startEditing()
    feature = next(layer.getFeatures())
    if kind == "attribute":
        layer.changeAttributeValue(feature.id(), layer.fields().lookupField("use"), "B1")
    elif kind == "geometry":
        layer.translateFeature(feature.id(), 1, 0)
    elif kind == "added":
        layer.addFeature(QgsFeature(layer.fields()))
    elif kind == "deleted":
        layer.deleteFeature(feature.id())
    else:
        layer.deleteAttribute(layer.fields().lookupField("far"))
    assert small.session.out_of_date() == ["plots"]
    assert layer.commitChanges()
    assert small.session.out_of_date() == ["plots"]
    QgsProject.instance().removeMapLayer(layer)
    assert small.session.out_of_date() == ["plots"]


def test_a_calculated_column_does_not_ask_the_files_at_every_feature(small, folder_small):
    layer = plots_of(folder_small)
    told = []
    small.session.watch.changed.connect(lambda: told.append(1))
    layer.startEditing()
    for fid in layer.allFeatureIds():
        layer.changeAttributeValue(fid, layer.fields().lookupField("use"), "B1")
    assert len(told) == 1
    layer.rollBack()
    assert len(told) <= 3
    assert small.session.out_of_date() == []


def test_a_result_that_another_window_replaced_is_noticed_without_a_change_of_the_package(small, folder_small):
    before = small.session.result
    time.sleep(0.01)
    processing.run(
        "multiground:assess",
        {"PACKAGE": str(folder_small / "demo.gpkg"), "RESULT": str(before.path), "STABILITY": False},
    )
    wait_until(lambda: small.session.result is not before, 10)
    assert small.session.result.path == before.path


def test_edits_that_cannot_be_saved_are_told(small, folder_small, monkeypatch):
    layer = plots_of(folder_small)
    edit(layer)
    monkeypatch.setattr(small.guideline, "ask", lambda text: QMessageBox.StandardButton.Save)
    monkeypatch.setattr(type(layer), "commitChanges", lambda *_: False)
    small.guideline.start_or_cancel()
    assert not small.session.run.running()
    assert "plots" in small.guideline.notice.text()
    layer.rollBack()


# The layers of the open project in the place of a package


@pytest.fixture
def project(window, provider, folder):
    """A desk that takes the layers of the open project; they are called as planners call them."""
    table("district", called="片区范围")
    table("roads", called="Road centre lines")
    table("plots", called="地块")
    found = quick(Desk(window))
    found.guideline_dock.setUserVisible(True)
    choose_in(found.guideline.chooser.packages, None)
    yield found
    found.close()
    forget_deleted()


def assess(desk):
    desk.guideline.start_or_cancel()
    wait_until_idle(desk.session)
    assert desk.session.result is not None, desk.guideline.notice.text()


def test_layers_are_known_by_their_names_in_either_language(project):
    for layer in QgsProject.instance().mapLayers().values():
        assert layer.name() not in ("district", "roads", "plots")
    assert {name: layer.name() for name, layer in packages.project_layers().items()} == {
        "district": "片区范围",
        "roads": "Road centre lines",
        "plots": "地块",
    }
    assess(project)
    assert project.session.result.clause("4.2.2")["state"] == "graded"
    assert project.session.out_of_date() == []


def test_of_several_candidates_the_top_one_is_taken_unless_one_is_assigned(project, window):
    first = packages.project_layers()["plots"]
    copy = first.materialize(QgsFeatureRequest().setLimit(5))
    copy.setName("地块")  # the title, as the other, and on top of it
    QgsProject.instance().addMapLayer(copy)
    wrong = QgsVectorLayer("LineString?crs=EPSG:4547", "plots", "memory")  # called so, but lines
    QgsProject.instance().addMapLayer(wrong)
    assert packages.project_layers()["plots"] is first  # its table is called so: surer than a title
    first.setName("一个很长的图层名称 " * 8)
    dialog = LayerChooser(window.window)  # as the desk opens it: a window of its own would outlive QGIS
    dialog.show()
    assert dialog.boxes["plots"].geometry().right() < dialog.width()  # long names push nothing out of sight
    first.setName("地块")
    box = dialog.boxes["plots"]
    assert [box.itemData(n) for n in range(box.count())][:3] == [None, first.id(), copy.id()]
    assert wrong.id() not in [box.itemData(n) for n in range(box.count())]
    box.setCurrentIndex(box.findData(copy.id()))
    dialog.boxes["roads"].setCurrentIndex(0)
    dialog.accept()
    assert packages.project_layers()["plots"] is copy
    assert "roads" not in packages.project_layers()
    table("greenery")  # added later, and never asked about
    assert "greenery" in packages.project_layers()
    project.guideline.chooser.chosen.emit()
    assess(project)
    assert project.session.result.tables["plot_size"].count == 5
    # layers of a run that is over would be closed after QGIS has closed GDAL, which crashes
    assert project.session.job is None and project.session.run.context is None


def test_a_filter_or_another_source_makes_the_result_stale(project):
    assess(project)
    plots = packages.project_layers()["plots"]
    plots.setSubsetString("\"use\" = 'B1'")
    assert project.session.out_of_date() == ["地块"]
    assert project.guideline.warning.isVisible()
    plots.setSubsetString("")
    assert project.session.out_of_date() == []
    roads = packages.project_layers()["roads"]
    roads.setDataSource(f"{PACKAGE}|layername=setback_lines", roads.name(), "ogr")
    assert project.session.out_of_date() == ["Road centre lines"]


def test_a_replaced_layer_makes_the_result_stale(project):
    assess(project)
    plots = packages.project_layers()["plots"]
    QgsProject.instance().removeMapLayer(plots.id())
    assert project.session.out_of_date() == ["plots"]
    copy = QgsVectorLayer(f"{PACKAGE}|layername=greenery", "地块", "ogr")
    assert copy.isValid()
    QgsProject.instance().addMapLayer(copy)
    assert project.session.out_of_date() != []


def test_a_file_that_another_program_edits_makes_the_result_stale(project, tmp_path):
    plots = packages.project_layers()["plots"]
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = "ESRI Shapefile"
    context = QgsProject.instance().transformContext()
    QgsVectorFileWriter.writeAsVectorFormatV3(plots, str(tmp_path / "dk.shp"), context, options)
    QgsProject.instance().removeMapLayer(plots.id())
    QgsProject.instance().addMapLayer(QgsVectorLayer(str(tmp_path / "dk.shp"), "plots", "ogr"))
    project.guideline.chooser.chosen.emit()
    assess(project)
    assert project.session.out_of_date() == []
    time.sleep(0.01)
    data = bytearray((tmp_path / "dk.dbf").read_bytes())
    data[-2] = ord("X")
    (tmp_path / "dk.dbf").write_bytes(data)
    wait_until(project.guideline.warning.isVisible, 10)
    assert project.session.out_of_date() == ["plots"]


def test_edits_of_the_projects_layers_are_still_known_when_the_project_is_opened_again(project, folder):
    shutil.copyfile(PACKAGE, folder / "own.gpkg")
    QgsProject.instance().removeAllMapLayers()
    for name in ("district", "roads", "plots"):
        table(name, folder / "own.gpkg")
    QgsProject.instance().write(str(folder / "p.qgz"))
    project.guideline.chooser.chosen.emit()
    assess(project)
    assert project.session.result.path.parent == folder
    assert QgsProject.instance().write(str(folder / "p.qgz"))
    QgsProject.instance().clear()
    layer = QgsVectorLayer(f"{folder / 'own.gpkg'}|layername=plots", "plots", "ogr")
    time.sleep(0.01)
    edit(layer, "A1")
    assert layer.commitChanges()
    del layer
    assert QgsProject.instance().read(str(folder / "p.qgz"))
    assert project.guideline.chooser.path() is None
    assert project.session.result is not None
    assert project.session.out_of_date() == ["plots"]


def test_without_a_known_layer_it_is_said_how_to_name_them(window, provider):
    found = quick(Desk(window))
    choose_in(found.guideline.chooser.packages, None)
    found.guideline.start_or_cancel()
    assert "⚙" in found.guideline.notice.text()
    found.guideline_dock.setUserVisible(True)
    assert found.guideline.chooser.which.isVisible() and not found.guideline.chooser.add.isVisible()
    found.close()
    forget_deleted()


# The clauses


def test_a_filter_that_the_new_result_leaves_empty_gives_way(small):
    panel = small.guideline
    panel.filters[clause_tree.TO_DO].click()
    panel.tree.choose("4.1.4")
    result = small.session.result
    for row in result.clauses:
        row["shown"] = "excellent"
    panel._show_result()
    assert panel.filters[clause_tree.ALL].isChecked()
    assert not panel.filters[clause_tree.TO_DO].isEnabled()
    assert len(panel.tree.shown_clauses()) == len(result.clauses)
    assert panel.details.clause["shown"] == "excellent"  # nothing of the result before


def test_a_clause_that_a_filter_now_leaves_out_is_no_longer_shown(small):
    panel = small.guideline
    panel.filters[clause_tree.TO_DO].click()
    panel.tree.choose("4.1.4")
    small.session.result.clause("4.1.4")["shown"] = "excellent"
    panel._show_result()
    assert panel.details.clause["clause"] == panel.tree.chosen() != "4.1.4"


def test_figures_are_sorted_as_numbers_and_what_has_none_comes_last(desk):
    tree, result = desk.guideline.tree, desk.session.result
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        tree.sortByColumn(clause_tree.FIGURE, order)
        figures = [result.clause(number)["figure"] for number in tree.shown_clauses() if number[0] == "6"]
        known = [figure for figure in figures if figure is not None]
        assert known == sorted(known, reverse=order == Qt.SortOrder.DescendingOrder)
        assert len(known) < len(figures) and figures[: len(known)] == known
    desk.guideline._show_result()
    assert tree.header().sortIndicatorSection() == clause_tree.FIGURE  # a new result is sorted as the old one


def test_summaries_are_shown_by_the_worst_clause_that_spells_them_out(desk):
    panel = desk.guideline
    panel.tree.choose("4.2.1")
    assert visible(desk.session.result.path) == ["plot_size"]
    assert panel.details.choice.itemText(0) == "4.2.2 · Plot sizes (54)"
    panel.tree.choose("5.2.1")
    assert visible(desk.session.result.path) == ["vertical_mix"]
    assert panel.details.shown == "5.2.3-2"  # the only violation
    assert panel.details.features[0]["clause"] == "5.2.3-2"


def test_what_is_lacking_is_said_of_every_clause_as_it_is(desk, provider, folder, window):
    result = desk.session.result
    assert "judge" in lacking(result, result.clause("5.3.1"))[0]
    told = lacking(result, result.clause("5.2.2"))
    assert told[-1] == "it reads Floors (floors: storey, function)"
    assert sum(int(line.split(" ×")[0]) for line in told if " × " in line) <= 6  # without data: 6
    unmeasured = [row for row in result.clauses if row["measure"] is None and row["shown"] == "unassessed"]
    for row in unmeasured:
        assert "No layer would help" not in " ".join(lacking(result, row))
    package = folder / "few.gpkg"
    gdal.VectorTranslate(str(package), str(PACKAGE), layers=["district", "buildings"])
    target = packages.result_of(package, "base")
    processing.run("multiground:assess", {"PACKAGE": str(package), "RESULT": str(target), "STABILITY": False})
    few = Result(target)
    assert lacking(few, few.clause("4.2.1")) == ["4.2.2: add features to Plots (plots: use, commercial_m2)"]
    assert "5.2.2, 5.2.3-1, 5.2.3-2, 5.2.3-3: add features to Floors (floors: storey, function)" in lacking(
        few, few.clause("5.2.1")
    )
    assert lacking(few, few.clause("4.1.3-1")) == ["add features to Road centre lines (roads: class)"]
    for row in few.clauses:
        lines = " ".join(lacking(few, row)) if row["shown"] == "unassessed" else ""
        assert "Buildings (buildings" not in lines or "add features" not in lines, row["clause"]  # they are there


def test_the_working_is_filled_in_with_the_districts_figures(desk):
    details = desk.guideline.details
    details.working.setChecked(True)
    for clause, told in (
        ("4.1.3-1", "8.781 km ÷ 0.9225 km² = 9.52 km/km²"),
        ("5.3.3", "559,130 m² ÷ 3,853,178 m² × 100 % = 14.51 %"),
        ("6.2.1", "38 ÷ 3 × 922,520 m² ÷ 43,641.5 m² = 267.76"),
        ("6.2.2", "38 ÷ 3 × 922,520 m² ÷ 43,641.5 m² = 267.76"),
        ("5.1.2", "91.02"),
    ):
        desk.guideline.tree.choose(clause)
        assert told in details.text.toPlainText(), clause
    text = details.text.toPlainText()
    assert "planned_area" not in text and "Planned area" not in text


def test_no_code_and_no_field_name_is_shown_in_the_working(desk):
    details, known = desk.guideline.details, set()
    details.working.setChecked(True)
    for clause in desk.session.result.clauses:
        desk.guideline.tree.choose(clause["clause"])
        if details.features:
            details.list.selectRow(0)
        known |= set(re.findall(r"\b[a-z]+_[a-z_]+\b", details.text.toPlainText()))
    assert known == set()


# Features


def test_names_are_sorted_as_people_count():
    assert sorted(["A-10", "A-9", "10", "9", "#2", ""], key=natural) == ["", "9", "10", "#2", "A-9", "A-10"]


@pytest.fixture
def large(desk, folder):
    """The result with 100,000 plots."""
    path = folder / "demo_large_result.gpkg"
    shutil.copyfile(desk.session.result.path, path)
    with contextlib.closing(sqlite3.connect(path)) as database, database:
        columns = [row[1] for row in database.execute("PRAGMA table_info(plot_size)") if row[1] not in ("fid", "geom")]
        names = ", ".join(f'"{name}"' for name in columns)
        for (name,) in database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'plot_size'"
        ).fetchall():
            database.execute(f'DROP TRIGGER "{name}"')
        database.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) "
            f"INSERT INTO plot_size ({names}) SELECT {names} FROM plot_size, n LIMIT 99946"
        )
        database.execute("UPDATE gpkg_ogr_contents SET feature_count = 100000 WHERE table_name = 'plot_size'")
    return path


def test_a_hundred_thousand_features_are_listed_at_once(desk, folder, large):
    """Shown in less time than it takes to read a tenth of them; a row is chosen in a tenth of that."""
    begun = time.process_time()
    dataset = ogr.Open(str(large))
    assert len([feature.items() for feature in itertools.islice(dataset.GetLayerByName("plot_size"), 10_000)]) == 10_000
    read_s = time.process_time() - begun
    begun = time.process_time()
    desk.guideline.chooser.choose(str(folder / "demo.gpkg"), "large")
    desk.guideline.tree.choose("4.2.2")
    shown_s = time.process_time() - begun
    details = desk.guideline.details
    assert details.list.rowCount() == len(details.features) == MOST
    assert {row["shown"] for row in details.features} == {"fair"}
    assert "2,000 worst of 100,000" in details.more.text() and details.more.isVisible()
    begun = time.process_time()
    details.list.selectRow(1500)
    chosen_s = time.process_time() - begun
    assert shown_s < read_s and chosen_s < read_s / 10
    desk.guideline.tree.choose("4.1.4")
    assert not details.more.isVisible()


def marks(window):
    return [item for item in window.canvas.scene().items() if isinstance(item, QgsHighlight)]


def test_the_chosen_feature_stays_marked_until_another_is_chosen(small, window):
    details, mark = small.guideline.details, small.guideline.mark
    small.guideline.tree.choose("4.2.2")
    assert mark.shown is None and visible(small.session.result.path) == ["plot_size"]
    details.list.selectRow(0)
    wait(2.5)  # the flash is over
    assert mark.shown in marks(window)
    first = mark.geometry
    details.list.selectRow(1)
    assert mark.geometry.asWkt() != first.asWkt()
    assert len([each for each in marks(window) if each.isVisible()]) >= 1
    window.canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    assert mark.shown is not None
    window.canvas.setExtent(window.canvas.fullExtent())
    details.list.itemActivated.emit(details.list.item(1, 0))  # go there again
    layer = map_group.layer_of(small.session.result.path, "plot_size")
    box = window.canvas.mapSettings().layerExtentToOutputExtent(layer, mark.geometry.boundingBox())
    assert window.canvas.extent().contains(box)
    small.guideline.tree.choose("4.1.4")
    assert mark.shown is None


def test_the_mark_goes_with_its_layer_with_the_result_and_with_the_plugin(small, window):
    details, mark = small.guideline.details, small.guideline.mark
    small.guideline.tree.choose("4.2.2")
    details.list.selectRow(0)
    QgsProject.instance().removeMapLayer(mark.layer.id())
    assert mark.shown is None
    small.guideline.tree.choose("4.1.4")
    details.list.selectRow(0)
    assert mark.shown is not None
    small.session.result_changed.emit()
    assert mark.shown is None
    details.list.selectRow(1)
    mark.close()
    wait(2.5)
    assert marks(window) == []
    window.canvas.destinationCrsChanged.connect(mark._again)  # as the desk will close it once more
    QgsProject.instance().layersWillBeRemoved.connect(mark._layers_go)


def test_a_map_whose_crs_does_not_reach_there_moves_nowhere(small, window):
    window.canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3031"))  # Antarctica
    small.guideline.tree.choose("4.2.2")
    small.guideline.details.list.selectRow(0)  # and no trouble
    assert window.canvas.extent().isFinite()


# Layers


def test_every_table_of_a_result_and_every_unit_has_a_name():
    """Without one the panel would show `view_gaps` to a planner."""
    from multiground.algorithms.base.measured_steps import STEPS
    from multiground.ui.texts import table_names, unit_names
    from multiground.urbanform import tables

    assert {name for step in STEPS for name in step.results.values()} <= set(table_names())
    assert {row["unit_en"] for row in tables.rows("measures")} == set(unit_names())


def test_every_layer_of_a_result_opens_in_its_style(desk, provider):
    """A layer without a style would have a colour by chance, and no legend."""
    result, plain = desk.session.result, []
    for name, each in result.tables.items():
        if each.spatial:
            layer = QgsVectorLayer(f"{result.path}|layername={name}", name, "ogr")
            assert layer.mapTipTemplate(), name
            again = QgsVectorLayer(f"{result.path}|layername={name}", name, "ogr")
            if layer.renderer().type() == "singleSymbol" or layer.renderer().dump() != again.renderer().dump():
                plain.append(name)
            for item in layer.renderer().legendSymbolItems():
                assert "$" not in item.label(), name
    assert plain == []


def test_plots_show_their_share_of_public_property(desk):
    layer = QgsVectorLayer(f"{desk.session.result.path}|layername=public_property_of_plots", "p", "ogr")
    rules = layer.renderer().rootRule().children()
    assert [rule.label() for rule in rules] == [
        "no floor area, or none known",
        "no public property",
        "> 0 – 25 %",
        "> 25 – 50 %",
        "> 50 %",
    ]
    for feature in layer.getFeatures():
        share = feature["public_pct"]
        known = isinstance(share, float)
        place = 0 if not known else 1 if share == 0 else 2 if share <= 25 else 3 if share <= 50 else 4
        from qgis.core import QgsExpressionContext, QgsExpressionContextUtils

        context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
        context.setFeature(feature)
        assert [n for n, rule in enumerate(rules) if rule.filter().evaluate(context)] == [place]


def test_layers_that_the_planner_puts_into_the_group_stay_and_stay_visible(small, folder_small):
    path = small.session.result.path
    small.guideline.tree.choose("4.2.2")
    own = QgsVectorLayer("Point?crs=EPSG:4547", "my notes", "memory")
    QgsProject.instance().addMapLayer(own, False)
    map_group.group_of(path).addLayer(own)
    small.guideline.tree.choose("4.1.4")
    node = QgsProject.instance().layerTreeRoot().findLayer(own.id())
    assert node.isVisible()
    small.session.assess()
    wait_until_idle(small.session)
    assert own.id() in QgsProject.instance().mapLayers()
    map_group.drop(path)
    assert own.id() in QgsProject.instance().mapLayers()
    assert QgsProject.instance().layerTreeRoot().findLayer(own.id()) is not None


def test_a_group_that_the_planner_moved_is_found_there(small):
    path, root = small.session.result.path, QgsProject.instance().layerTreeRoot()
    small.guideline.tree.choose("4.2.2")
    group, home = map_group.group_of(path), root.addGroup("Variants")
    home.addChildNode(group.clone())
    root.removeChildNode(group)
    small.guideline.tree.choose("4.1.4")
    assert len(map_group.groups()) == 1
    assert map_group.group_of(path).parent().name() == "Variants"
    assert visible(path) == ["building_storeys"]
    small.session.assess()
    wait_until_idle(small.session)
    assert map_group.group_of(path).parent().name() == "Variants"  # and it stays there


def test_a_project_that_is_moved_with_its_result_takes_it_up_there(small, folder_small, tmp_path):
    packages.add_to_map(folder_small / "demo.gpkg")
    small.guideline.tree.choose("4.2.2")
    assert QgsProject.instance().write(str(folder_small / "p.qgz"))
    QgsProject.instance().clear()
    moved = tmp_path / "moved"
    moved.mkdir()
    for path in list(folder_small.iterdir()):
        if path.is_file():
            shutil.move(str(path), moved / path.name)
    assert QgsProject.instance().read(str(moved / "p.qgz"))
    assert small.session.result.path == moved / "demo_base_result.gpkg"
    assert small.session.package == moved / "demo.gpkg"
    assert len(map_group.groups()) == 1
    small.guideline.tree.choose("4.1.4")
    assert len(map_group.groups()) == 1


def test_a_check_of_a_building_leads_to_the_building(desk, window):
    """Checks have no geometry: the map shows where their building is drawn, and no grades of another clause."""
    desk.guideline.tree.choose("5.2.2")
    assert visible(desk.session.result.path) == []  # the layer of 5.2.3 would show its violation for this clause
    desk.guideline.details.list.selectRow(0)
    assert desk.guideline.details.row["building"] == "O-02-2"
    layer = QgsVectorLayer(f"{PACKAGE}|layername=buildings|subset=building = 'O-02-2'", "b", "ogr")
    assert desk.guideline.mark.geometry.asGeometryCollection()[0].equals(next(layer.getFeatures()).geometry())
    desk.guideline.tree.choose("5.2.5")
    desk.guideline.details.choice.setCurrentIndex(1)  # categories, which are no place
    desk.guideline.details.list.selectRow(0)
    assert desk.guideline.mark.shown is None


def test_a_session_that_is_closed_while_it_reads_keeps_no_file(window, provider, folder):
    session = Session()
    session.open(folder / "demo.gpkg", "base")
    session.close()
    assert QgsApplication.taskManager().countActiveTasks() == 0
    for path in folder.glob("demo*"):
        path.unlink()


def test_geometries_of_all_kinds_can_be_marked(window, qgis_app):
    from multiground.ui.mark import Mark

    mark = Mark(window.canvas)
    for kind, text in (
        ("Point", "POINT (1 1)"),
        ("LineStringZ", "LINESTRING Z (0 0 1, 1 1 2)"),
        ("MultiPolygon", "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)))"),
    ):
        layer = QgsVectorLayer(f"{kind}?crs=EPSG:4547", kind, "memory")
        mark.show(layer, QgsGeometry.fromWkt(text))
        assert mark.shown.isVisible()
    mark.close()
    assert marks(window) == []
