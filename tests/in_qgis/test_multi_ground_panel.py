"""The multi-ground panel and its 3D map: nothing left behind, nothing moved unasked, heights and colours in space."""

import sqlite3

import pytest
from desk_window import ROOT, forget_deleted
from multiground.ui import ground, map_group, view_3d
from multiground.ui.result import digest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.gui import QgsRubberBand
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QDialog

pytestmark = pytest.mark.usefixtures("errors_of_slots")


@pytest.fixture
def panel(desk):
    desk.multi_ground_dock.setUserVisible(True)
    return desk.multi_ground


def bands(canvas):
    return [item for item in canvas.scene().items() if isinstance(item, QgsRubberBand)]


# The measure on the map


def test_a_measure_goes_with_its_panel_and_comes_back(desk, window, panel):
    before = len(bands(window.canvas))
    panel.advice.selectRow(0)
    assert len(bands(window.canvas)) == before + 1
    desk.multi_ground_dock.setUserVisible(False)
    assert len(bands(window.canvas)) == before
    desk.multi_ground_dock.setUserVisible(True)
    assert len(bands(window.canvas)) == before + 1


def test_a_measure_stays_in_its_place_when_the_map_gets_another_crs(window, panel):
    panel.advice.selectRow(0)
    metres = panel.band.asGeometry().boundingBox()
    window.canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    degrees = panel.band.asGeometry().boundingBox()
    assert metres.width() + metres.height() > 1 > degrees.width() + degrees.height()


def test_a_measure_in_view_moves_nothing_and_one_out_of_view_is_brought_there(window, panel):
    panel.show_on_map()
    panel.advice.selectRow(0)
    place = panel.band.asGeometry().boundingBox()
    wide = QgsRectangle(place)
    wide.grow(700)
    window.canvas.setExtent(wide)
    before = window.canvas.extent()
    panel.advice.selectRow(1)
    panel.advice.selectRow(0)
    assert window.canvas.extent() == before
    far = QgsRectangle(place.xMinimum() + 90_000, place.yMinimum(), place.xMinimum() + 91_000, place.yMinimum() + 900)
    window.canvas.setExtent(far)
    panel.advice.selectRow(1)
    assert window.canvas.extent().contains(panel.band.asGeometry().boundingBox())


def test_a_closed_project_takes_the_measure_along(window, panel):
    before = len(bands(window.canvas))
    panel.advice.selectRow(0)
    QgsProject.instance().clear()
    assert len(bands(window.canvas)) == before and not panel.body.isVisibleTo(panel)
    window.canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4326"))  # nothing to draw any more
    assert len(bands(window.canvas)) == before


def test_a_lost_result_is_told_and_no_exception(desk, panel):
    path = desk.session.result.path
    map_group.drop(path)
    path.unlink()
    panel.show_on_map()
    assert "cannot be opened" in panel.hint.text() and panel.hint.isVisibleTo(panel)
    panel.show_in_3d()
    panel.advice.selectRow(0)


# What is shown


def test_what_is_out_of_date_is_said_above_what_scrolls(panel):
    from qgis.PyQt.QtWidgets import QScrollArea

    assert not panel.findChild(QScrollArea).isAncestorOf(panel.stale)


def test_dial_and_formula_are_by_the_rules_of_the_result_or_not_shown(desk, panel, tmp_path):
    """A profile in which 6–10 is excellent, and projections of links count half."""
    own = [band[:2] for band in panel.dial.bands]
    assert own == [(None, 1), (1, 3), (3, 5), (5, 7), (7, None)] and "0.7 × A_VZ" in panel.formula.text()
    text = (ROOT / "urbanform" / "clauses.csv").read_text(encoding="utf-8-sig")
    factor = "vertical_projection_factor,应,,{0},{0},"
    changes = {",mper,,excellent,3,5,": ",mper,,excellent,6,10,", factor.format(0.7): factor.format(0.5)}
    for ours, theirs in changes.items():
        assert text.count(ours) == 1, ours
        text = text.replace(ours, theirs)
    rules = tmp_path / "严格.csv"
    rules.write_text(text, encoding="utf-8")
    run = [row for row in desk.session.result.run if row["subject"] not in ("rules", "desk")]
    run.append({"subject": "rules", "name": rules.name, "value": ""})
    run.append({"subject": "desk", "name": "rules", "value": str(rules)})
    desk.session.result.run = [*run, {"subject": "desk", "name": "rules_digest", "value": digest(rules)}]
    desk.session.result_changed.emit()
    assert (6, 10) in [band[:2] for band in panel.dial.bands] and "0.5 × A_VZ" in panel.formula.text()
    rules.write_text(text + "\n", encoding="utf-8")  # by which bounds it was graded is no longer known
    desk.session.result_changed.emit()
    assert panel.dial.bands == [] and panel.formula.text() == ""
    panel.dial.grab()


def test_the_chosen_system_stays_strong_when_the_section_is_turned(panel):
    panel.systems.selectRow(1)
    panel.view.setCurrentIndex(1)
    assert panel.drawing.highlighted == 2


def test_a_surface_or_link_without_a_height_is_in_the_table_alone():
    surface = {"fid": 1, "extent": (0, 9, 0, 9), "z": None, "system": None, "kind": "skyway", "reason": "no height"}
    link = {"fid": 2, "extent": (0, 1, 0, 1), "z_from": 0.0, "z_to": None, "system": None, "kind": "stairs"}
    link.update(counted=False, reason="no height")
    bars, links, rows, keys = ground.section([surface], [link], 0)
    assert (bars, links) == ([], [])
    assert [row[2] for row in rows] == ["height not known"] * 2
    assert keys == [("near_ground_surfaces", 1), ("vertical_components", 2)]


def test_enter_in_the_table_looks_at_the_place(desk, window, panel):
    panel.tabs.setCurrentWidget(panel.section_table)
    panel.section_table.selectRow(0)
    window.canvas.setExtent(QgsRectangle(0, 0, 10, 10))
    QTest.keyClick(panel.section_table, Qt.Key.Key_Return)
    row = desk.session.result.rows("near_ground_surfaces")[0]
    assert window.canvas.extent().contains(QgsRectangle(row["extent"][0], row["extent"][2], *row["extent"][1::2]))


def test_tables_of_a_large_district_are_cut_and_say_so(desk, panel):
    with sqlite3.connect(desk.session.result.path) as database:
        triggers = database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in triggers:
            database.execute(f'DROP TRIGGER "{name}"')
        columns = [row[1] for row in database.execute("PRAGMA table_info(connected_floors)") if row[1] != "fid"]
        names = ", ".join(f'"{name}"' for name in columns)
        for _ in range(3):
            database.execute(f"INSERT INTO connected_floors ({names}) SELECT {names} FROM connected_floors")
    database.close()
    panel._fill()
    assert panel.floors.rowCount() == 2001
    assert panel.floors.item(2000, 0).text() == "… and 2544 more in the layer"  # 8 · 568 − 2000
    assert float(panel.floors.item(0, 3).text()) > 0  # those that count come first


def test_the_tab_key_walks_through_the_panel_in_reading_order(panel):
    chain, widget = [], panel.district
    for _ in range(2000):
        chain.append(widget)
        widget = widget.nextInFocusChain()
    stops = [panel.district, panel.figures, panel.systems, panel.tabs.tabBar(), panel.view, panel.section_table]
    stops += [panel.floors, panel.advice, panel.on_map, panel.in_3d]
    places = [chain.index(stop) for stop in stops]
    assert places == sorted(places)


def test_help_is_one_window_however_often_it_is_asked_for(desk, window):
    desk.help()
    desk.help()
    assert len(window.window.findChildren(QDialog)) == 1
    desk.dialogs[0].close()
    desk.help()
    assert desk.dialogs[0].isVisible()


# In space

#   polygons, lines and points of two systems; one not counted, one without a height
#   system 1: 0 → 6 m, 6 → 24 m;  system 2: −6 → 0 m;  not counted: 0 → 6 m;  without: NULL → 6 m

LINKS = [(1, True, 0, 6), (1, True, 24, 6), (2, True, -6, 0), (None, False, 0, 6), (1, True, None, 6)]


def links(kind, shape):
    fields = "field=system:integer&field=counted:boolean&field=z_from:double&field=z_to:double"
    layer = QgsVectorLayer(f"{kind}?crs=EPSG:4547&{fields}", "links", "memory")
    for row in LINKS:
        feature = QgsFeature(layer.fields())
        feature.setAttributes(list(row))
        feature.setGeometry(QgsGeometry.fromWkt(shape))
        layer.dataProvider().addFeatures([feature])
    return layer


def dressed(layer, table="vertical_components"):
    """Return the symbols of a layer by the features that get them."""
    from qgis.core import QgsExpression, QgsExpressionContext, QgsExpressionContextUtils

    view_3d.dress(layer, *view_3d._LOOKS[table])
    found = {}
    for rule in layer.renderer3D().rootRule().children():
        context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
        wanted = QgsExpression(rule.filterExpression())
        assert not wanted.hasParserError()
        for feature in layer.getFeatures():
            context.setFeature(feature)
            if wanted.evaluate(context):
                assert feature.id() not in found
                found[feature.id()] = rule.symbol(), context
    return found


def colour_of(symbol):
    read = "materialSettings" if hasattr(symbol, "materialSettings") else "material"
    return getattr(symbol, read)().diffuse().name()


@pytest.fixture
def space(qgis_app):
    pytest.importorskip("qgis._3d").Qgs3D.initialize()  # as the QGIS window does


KINDS = [["Polygon", "POLYGON((0 0, 4 0, 4 2, 0 0))"], ["LineString", "LINESTRING(0 0, 4 0)"], ["Point", "POINT(1 1)"]]


@pytest.mark.parametrize("kind, shape", KINDS)
def test_links_are_solid_between_their_ends_in_the_colours_of_their_systems(space, kind, shape):
    layer = links(kind, shape)
    found = dressed(layer)
    assert sorted(found) == [1, 2, 3, 4]  # what has no height stands nowhere
    colours = {fid: colour_of(symbol) for fid, (symbol, _) in found.items()}
    assert colours[1] == colours[2] == ground.system_colour(1).darker(125).name()
    assert colours[3] == ground.system_colour(2).darker(125).name()
    assert colours[4] == "#9e9e9e"
    ends = {fid: ends_of(kind, symbol, layer.getFeature(fid), context) for fid, (symbol, context) in found.items()}
    assert ends == {1: (0, 6), 2: (6, 24), 3: (-6, 0), 4: (0, 6)}


def ends_of(kind, symbol, feature, context):
    """Return where a feature begins and ends in space."""
    if kind == "Polygon":
        context.setFeature(feature)
        properties, kinds = symbol.dataDefinedProperties(), type(symbol).Property
        low, _ = properties.valueAsDouble(kinds.PropertyHeight, context, -99)
        rise, _ = properties.valueAsDouble(kinds.PropertyExtrusionHeight, context, -99)
        return low, low + rise
    if kind == "LineString":
        low = symbol.offset() if hasattr(symbol, "offset") else symbol.height()
        return low, low + symbol.extrusionHeight()
    place, length = symbol.transform().column(3), symbol.shapeProperties()["length"]
    up = place.z() if place.z() else place.y()
    return up - length / 2, up + length / 2


def test_links_with_heights_of_their_own_are_not_raised_twice(space):
    layer = links("PolygonZ", "POLYGON Z((0 0 24, 4 0 24, 4 2 24, 0 2 24, 0 0 24))")
    symbol, context = dressed(layer)[2]
    low, high = ends_of("Polygon", symbol, layer.getFeature(2), context)
    assert (low + 24, high + 24) == (6, 24)


def test_counted_floors_lie_at_their_heights_and_others_are_left_out(space, desk, panel):
    panel.show_on_map()
    layer = map_group.layer_of(desk.session.result.path, "connected_floors")
    found = dressed(layer, "connected_floors")
    counted = {feature.id(): feature for feature in layer.getFeatures() if feature["f"]}
    assert set(found) == set(counted) and len(counted) == 8
    for fid, (symbol, context) in found.items():
        assert ends_of("Polygon", symbol, counted[fid], context)[0] == counted[fid]["z"]
        first = int(str(counted[fid]["systems"]).split(",")[0])
        assert colour_of(symbol) == ground.system_colour(first).darker(125).name()
    surfaces = map_group.layer_of(desk.session.result.path, "near_ground_surfaces")
    assert surfaces.renderer3D() is not None  # from its stored style


def test_a_window_without_3d_says_so(panel):
    panel.show_in_3d()
    forget_deleted()
    assert panel.hint.text() == "This QGIS has no 3D map."
