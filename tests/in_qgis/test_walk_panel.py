"""Panel 2 and its map tool in QGIS: dragging, stale answers, switches, edits, pins, and leaving nothing behind."""

import time

import numpy as np
import pytest
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeature,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsVectorLayer,
)
from qgis.gui import QgsMapCanvas, QgsMapToolPan, QgsRubberBand
from qgis.PyQt.QtCore import QEvent, QPoint, QPointF, Qt
from qgis.PyQt.QtGui import QMouseEvent
from qgis.PyQt.QtTest import QTest

pytestmark = pytest.mark.usefixtures("qgis_app", "errors_of_slots")

CRS = QgsCoordinateReferenceSystem("EPSG:4547")
X, Y = 500_000, 2_500_000  # where a metre of EPSG:4547 is a metre


def until(true, seconds=10):
    """Let the window work until something is true."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited in vain"
        QTest.qWait(2)


def layer(kind, name, fields, *rows, crs=CRS):
    """Put a layer into the project: rows of WKT, metres from the corner, and attributes."""
    made = QgsVectorLayer(f"{kind}?{fields}", name, "memory")
    made.setCrs(crs)
    for geometry, *values in rows:
        feature = QgsFeature(made.fields())
        geometry.transform(QgsCoordinateTransform(CRS, crs, QgsProject.instance()))
        feature.setGeometry(geometry)
        feature.setAttributes(values)
        made.dataProvider().addFeatures([feature])
    QgsProject.instance().addMapLayer(made)
    return made


def line(*points):
    return QgsGeometry.fromPolylineXY([QgsPointXY(X + x, Y + y) for x, y in points])


def town(crs=CRS):
    """A street of 4 km with a skyway beside it, closed by night, and a café 250 m east of the middle."""
    streets = layer(
        "LineString", "walkways", "field=kind:string&field=open_24h:integer",
        (line((-2000, 0), (0, 0)), "footway", 1), (line((0, 0), (2000, 0)), "footway", 1),
        (line((0, 0), (0, 2000)), "skyway", 0), crs=crs,
    )  # fmt: skip
    cafe = QgsGeometry.fromPointXY(QgsPointXY(X + 250, Y))
    layer("Point", "facilities", "field=category:string&field=name:string", (cafe, "cafe", "Sun"), crs=crs)
    return streets


@pytest.fixture
def canvas():
    QgsProject.instance().clear()
    canvas = QgsMapCanvas()
    canvas.resize(400, 400)
    canvas.setDestinationCrs(CRS)
    canvas.setExtent(line((-1500, -1500), (1500, 1500)).boundingBox())
    canvas.show()
    yield canvas
    QgsProject.instance().clear()
    canvas.deleteLater()


@pytest.fixture
def panel(canvas):
    from multiground.ui.walk_panel import WalkPanel

    panel = WalkPanel(canvas)
    panel.show()
    yield panel
    panel.shut_down()
    assert not panel.explorer.thread.isRunning()
    assert bands(canvas) == 0
    panel.deleteLater()


def bands(canvas):
    """Return how many rubber bands the map holds."""
    return len([item for item in canvas.scene().items() if isinstance(item, QgsRubberBand)])


def ready(panel):
    """Return whether the town is prepared, its facilities included."""
    return panel.explorer.districts and "services" in panel.explorer.frames


def ask(panel, x=0, y=0):
    """Place the origin, and return the answer once it is there."""
    panel.answer = None
    panel.take_point(QgsPointXY(X + x, Y + y))
    until(lambda: panel.answer is not None)
    return panel.answer


def street_m(panel):
    return panel.answer.circles.street_m.round(1).tolist()


def mouse(canvas, kind, x, y, buttons=Qt.MouseButton.LeftButton):
    """Send a mouse event to the map: metres from the corner."""
    place = canvas.getCoordinateTransform().transform(X + x, Y + y)
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else Qt.MouseButton.LeftButton
    where = QPointF(QPoint(round(place.x()), round(place.y())))
    event = QMouseEvent(kind, where, button, buttons, Qt.KeyboardModifier.NoModifier)
    QgsApplication.sendEvent(canvas.viewport(), event)


# 5 minutes are 416.7 m; east, west and north of the middle


def test_figures_checklist_and_map(panel, canvas):
    town()
    until(lambda: ready(panel))
    assert panel.form.layer("network").name() == "walkways"
    answer = ask(panel)
    assert street_m(panel) == [1250, 2500, 3750]
    assert [panel.results.figures.item(row, 1).text() for row in range(3)] == ["1.25 km", "2.50 km", "3.75 km"]
    cafe = answer.checklist.category.index("cafe")
    assert answer.checklist.minutes[cafe] == pytest.approx(3)
    texts = [panel.results.checklist.item(16, column).text() for column in range(3)]
    assert texts[1:] == ["3.00 / 5", "Sun"] and texts[0].startswith("✓")
    assert panel.results.checklist.item(0, 0).text().startswith("?")
    assert bands(canvas) == 6  # three circles, the place, facilities, the line
    panel.clear()
    assert bands(canvas) == 0 and not panel.keep.isEnabled()


def test_dragging_answers_the_newest_place_and_drops_none_but_the_waiting(panel, canvas):
    town()
    until(lambda: ready(panel))
    panel.form.point.setChecked(True)
    assert canvas.mapTool() is panel.tool
    seen = []
    panel.explorer.answered.connect(lambda question, _: seen.append(question))
    mouse(canvas, QEvent.Type.MouseButtonPress, 0, 0)
    for step in range(1, 41):
        mouse(canvas, QEvent.Type.MouseMove, 10 * step, 0)
    mouse(canvas, QEvent.Type.MouseButtonRelease, 400, 0, Qt.MouseButton.NoButton)
    last = panel.question
    until(lambda: panel.shown == last)
    assert len(seen) < 10  # 42 places were asked for at once
    assert seen[-1] == last
    mouse(canvas, QEvent.Type.MouseMove, 900, 0, Qt.MouseButton.NoButton)
    assert panel.question == last  # moving without a button is no dragging


def test_answers_to_other_switches_are_dropped(panel, monkeypatch):
    town()
    until(lambda: ready(panel))
    ask(panel)
    shown = []
    monkeypatch.setattr(panel.drawn, "answer", lambda *_: shown.append(panel.shown.walking))
    panel.take_point(QgsPointXY(X, Y))
    panel.form.switches["night"].setChecked(True)
    until(lambda: panel.shown.walking == ("night",))
    assert set(shown) == {("night",)}
    assert street_m(panel) == [833.3, 1666.7, 2500]


def test_switches_storey_and_what_is_kept_prepared(panel):
    town()
    until(lambda: ready(panel))
    ask(panel)
    panel.form.switches["ground"].setChecked(True)
    until(lambda: street_m(panel) == [833.3, 1666.7, 2500])
    panel.form.switches["ground"].setChecked(False)
    until(lambda: street_m(panel) == [1250, 2500, 3750])
    assert set(panel.explorer.districts) == {(), ("ground",)}
    panel.form.storey.setValue(51)  # 175 m at 3 m/s: 58.33 s or 81 m; the skyway is no way of the ground
    until(lambda: panel.shown.known == (("storey", 51),))
    assert panel.answer.circles.street_m[0] == pytest.approx(3 * (5 - 175 / 180) * 5000 / 60)
    for name in ("night", "step_free"):
        panel.form.switches[name].setChecked(True)
        panel.form.switches["ground"].toggle()
    until(lambda: panel.shown is not None and panel.shown.walking == panel.form.walking())
    assert len(panel.explorer.districts) <= 4


def test_typed_and_selected_places(panel, canvas):
    town()
    until(lambda: ready(panel))
    panel.form.typed.setText(f"{X}, {Y}")
    QTest.keyClick(panel.form.typed, Qt.Key.Key_Return)
    until(lambda: panel.answer is not None)
    assert street_m(panel) == [1250, 2500, 3750]
    panel.form.typed.setText("here")
    QTest.keyClick(panel.form.typed, Qt.Key.Key_Return)
    assert panel.notice.isVisibleTo(panel) and "two numbers" in panel.notice.text()
    box = QgsGeometry.fromRect(line((990, -10), (1010, 10)).boundingBox())
    towers = layer("Polygon", "towers", "field=height:double&field=storeys:integer", (box, 100.0, 20))
    panel.take_selected()
    assert "Select one feature" in panel.notice.text()
    canvas.setCurrentLayer(towers)
    towers.selectAll()
    panel.form.storey.setValue(20)
    panel.take_selected()
    until(lambda: panel.shown is not None and dict(panel.shown.known).get("height") == 100.0)
    down_min = 95 / 180  # 19 storeys of 5 m
    assert panel.answer.circles.street_m[0] == pytest.approx(2 * (5 - down_min) * 5000 / 60)


def test_place_off_the_network_says_so(panel, canvas):
    town()
    until(lambda: ready(panel))
    ask(panel, 500, 400)
    assert "400 m" in panel.notice.text() and not panel.keep.isEnabled()
    ask(panel)
    assert not panel.notice.isVisibleTo(panel)


def test_map_and_layers_in_degrees(panel, canvas):
    degrees = QgsCoordinateReferenceSystem("EPSG:4326")
    canvas.setDestinationCrs(degrees)
    town(degrees)
    until(lambda: ready(panel))
    assert not panel.crs.isGeographic()
    place = QgsCoordinateTransform(CRS, degrees, QgsProject.instance()).transform(QgsPointXY(X, Y))
    panel.take_point(place)
    until(lambda: panel.answer is not None)
    np.testing.assert_allclose(panel.answer.circles.street_m, [1250, 2500, 3750], rtol=1e-4)
    circle = panel.drawn.bands["circle", 2].asGeometry().boundingBox()
    assert circle.contains(place) and circle.width() < 0.03  # degrees


def test_edits_mark_the_circles_out_of_date_and_prepare_anew(panel):
    streets = town()
    until(lambda: ready(panel))
    ask(panel)
    streets.startEditing()
    skyway = next(feature for feature in streets.getFeatures() if feature["kind"] == "skyway")
    streets.deleteFeature(skyway.id())
    assert "Out of date" in panel.notice.text() and not panel.explorer.districts
    assert not panel.keep.isEnabled()
    until(lambda: street_m(panel) == [833.3, 1666.7, 2500])
    assert not panel.notice.isVisibleTo(panel) and panel.keep.isEnabled()
    streets.rollBack()
    until(lambda: street_m(panel) == [1250, 2500, 3750])


def test_pin_keeps_the_circles_as_a_layer(panel):
    town()
    until(lambda: ready(panel))
    panel.form.storey.setValue(2)
    panel.form.switches["night"].setChecked(True)
    ask(panel)
    panel.pin()
    panel.pin()
    group = next(
        group for group in QgsProject.instance().layerTreeRoot().findGroups() if "walk circles" in group.name()
    )
    pinned, _ = (node.layer() for node in group.findLayers())
    assert pinned.name() == f"{X}, {Y} · storey 2 · By night"
    rows = {feature["minutes"]: feature for feature in pinned.getFeatures()}
    assert [rows[minutes]["reach_m"] for minutes in (5, 10, 15)] == [416.67, 833.33, 1250]
    assert [rows[minutes]["street_m"] for minutes in (5, 10, 15)] == panel.answer.circles.street_m.round(2).tolist()
    assert rows[5]["finding"].startswith("0.83 km of street within 5 minutes.")
    assert pinned.renderer().classAttribute() == "minutes" and len(pinned.renderer().categories()) == 3
    assert rows[15].geometry().area() == pytest.approx(panel.answer.circles.area_m2[2])


def test_pinned_layer_has_the_fields_and_colours_of_the_tool(panel, provider, qgis_processing):
    import processing

    streets = town()
    until(lambda: ready(panel))
    ask(panel)
    panel.pin()
    (pinned,) = (
        made for made in QgsProject.instance().mapLayers().values() if made.fields().lookupField("ped_shed") >= 0
    )
    origin = layer("Point", "origin", "field=id:string", (QgsGeometry.fromPointXY(QgsPointXY(X, Y)), "here"))
    inputs = {"ORIGINS": origin, "NETWORK": streets, "CIRCLES": "memory:"}
    circles = processing.run("multiground:walkcircles", inputs)["CIRCLES"]
    expected = {field.name(): field.typeName() for field in circles.fields() if field.name() != "id"}
    assert {field.name(): field.typeName() for field in pinned.fields()} == expected
    for feature, other in zip(pinned.getFeatures(), circles.getFeatures()):
        for name in set(expected) - {"origin_id"}:
            assert feature[name] == other[name]


def test_removed_layers_and_closed_projects_leave_no_circles(panel, canvas):
    streets = town()
    until(lambda: ready(panel))
    ask(panel)
    QgsProject.instance().removeMapLayer(streets)
    assert panel.form.layer("network") is None and bands(canvas) == 0
    assert panel.hint.isVisibleTo(panel)
    QgsProject.instance().clear()
    town()
    until(lambda: ready(panel))
    ask(panel)
    QgsProject.instance().clear()
    QTest.qWait(20)
    assert bands(canvas) == 0 and panel.explorer.sources is None


def test_another_crs_of_the_network_is_another_place(panel, canvas):
    streets = town()
    until(lambda: ready(panel))
    ask(panel)
    streets.setCrs(QgsCoordinateReferenceSystem("EPSG:4546"))
    assert bands(canvas) == 0 and panel.answer is None
    until(lambda: ready(panel))
    assert panel.crs.authid() == "EPSG:4546"


def test_map_gets_its_tool_back(panel, canvas):
    pan, other = QgsMapToolPan(canvas), QgsMapToolPan(canvas)
    canvas.setMapTool(pan)
    panel.form.point.click()
    panel.form.point.click()
    assert canvas.mapTool() is pan
    panel.form.point.click()
    canvas.setMapTool(other)
    assert canvas.mapTool() is other and not panel.form.point.isChecked()
    panel.form.point.click()
    panel.hide()
    assert canvas.mapTool() is other


def test_hidden_panel_draws_and_prepares_nothing(panel, canvas):
    town()
    until(lambda: ready(panel))
    ask(panel)
    panel.form.point.setChecked(True)
    panel.hide()
    assert bands(canvas) == 0 and canvas.mapTool() is not panel.tool
    panel.show()
    assert bands(canvas) == 6


def test_shut_down_while_a_network_is_prepared(canvas):
    from multiground.ui.walk_panel import WalkPanel

    town()
    panel = WalkPanel(canvas)
    panel.show()
    until(lambda: panel.explorer.busy)
    panel.take_point(QgsPointXY(X, Y))
    panel.shut_down()
    assert not panel.explorer.thread.isRunning() and bands(canvas) == 0
    QTest.qWait(50)
    assert panel.answer is None
    panel.deleteLater()


def test_layers_that_cannot_be_used_are_told(panel):
    streets = layer("LineString", "walkways", "field=kind:string", (line((0, 0), (900, 0)), "closed"))
    until(lambda: panel.notice.isVisibleTo(panel))
    assert "no line that can be walked" in panel.notice.text()
    streets.setCrs(QgsCoordinateReferenceSystem())
    until(lambda: "does not fit" in panel.notice.text())


def test_features_without_geometry_and_parts_are_read_as_by_the_tools(panel):
    parts = QgsGeometry.fromMultiPolylineXY(
        [line((-2000, 0), (0, 0)).asPolyline(), line((0, 0), (2000, 0)).asPolyline()]
    )
    layer("MultiLineString", "walkways", "field=kind:string", (parts, None), (QgsGeometry(), "footway"))
    cafe = QgsGeometry.fromPointXY(QgsPointXY(X + 250, Y))
    layer("Point", "facilities", "field=category:string", (QgsGeometry(), "cafe"), (cafe, "cafe"), (cafe, None))
    until(lambda: ready(panel))
    answer = ask(panel)
    assert street_m(panel) == [833.3, 1666.7, 2500]
    cafe = answer.checklist.category.index("cafe")
    assert (answer.checklist.minutes[cafe], answer.checklist.service[cafe]) == (pytest.approx(3), 0)


# Nothing old is shown as new


def test_no_message_makes_stale_circles_pinnable(panel, canvas):
    streets = town()
    until(lambda: ready(panel))
    ask(panel)
    streets.startEditing()
    streets.deleteFeature(next(streets.getFeatures()).id())
    assert "Out of date" in panel.notice.text() and not panel.results.isEnabled()
    panel.take_selected()  # nothing is selected
    assert "Out of date" in panel.notice.text() and "Select one feature" in panel.notice.text()
    assert not panel.keep.isEnabled()
    panel.pin()
    assert not [layer for layer in QgsProject.instance().mapLayers().values() if "·" in layer.name()]
    panel._draw()  # as when the map gets another CRS: the checklist of before stays the one of before
    assert panel.results.checklist.isVisibleTo(panel) and bands(canvas) == 6
    until(lambda: panel.keep.isEnabled())
    assert not panel.notice.isVisibleTo(panel) and panel.results.isEnabled()


def test_circles_of_other_switches_are_marked_while_theirs_are_prepared(panel):
    town()
    until(lambda: ready(panel))
    ask(panel)
    told = []
    panel.explorer.progressed.connect(lambda _: told.append((panel.notice.text(), panel.keep.isEnabled())))
    panel.form.switches["night"].setChecked(True)
    until(lambda: panel.shown.walking == ("night",))
    assert told and all("circles of before" in text and not pinnable for text, pinnable in told)
    assert panel.keep.isEnabled() and panel.results.isEnabled()


def test_no_progress_is_left_when_the_network_goes_while_it_is_prepared(panel):
    streets = town()
    until(lambda: panel.progress.isVisibleTo(panel))
    QgsProject.instance().removeMapLayer(streets)
    assert not panel.progress.isVisibleTo(panel)
    QTest.qWait(50)
    assert not panel.progress.isVisibleTo(panel) and panel.hint.isVisibleTo(panel)


def test_a_place_that_the_network_cannot_reach_takes_the_circles_away(panel, canvas):
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    town()
    until(lambda: ready(panel))
    degrees = QgsCoordinateTransform(CRS, QgsCoordinateReferenceSystem("EPSG:4326"), QgsProject.instance())
    panel.take_point(degrees.transform(QgsPointXY(X, Y)))
    until(lambda: panel.answer is not None)
    panel.take_point(QgsPointXY(114, 5000))  # no latitude
    assert "far outside" in panel.notice.text()
    assert panel.answer is None and bands(canvas) == 0 and not panel.keep.isEnabled()


def test_circles_vanish_from_a_map_that_cannot_hold_them_and_come_back(panel, canvas):
    town()
    until(lambda: ready(panel))
    ask(panel)
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem.fromProj("+proj=gnom +lat_0=-22 +lon_0=-66 +datum=WGS84"))
    assert [band.asGeometry().asWkt() for band in panel.drawn.bands.values() if band.numberOfVertices()] == []
    canvas.setDestinationCrs(CRS)
    assert panel.drawn.bands["circle", 2].asGeometry().area() == pytest.approx(panel.answer.circles.area_m2[2])


# Layers and places that cannot be used


def test_a_map_without_crs_shows_the_coordinates_of_the_network(panel, canvas):
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem())
    degrees = QgsCoordinateReferenceSystem("EPSG:4326")
    town(degrees)
    until(lambda: ready(panel))
    place = QgsCoordinateTransform(CRS, degrees, QgsProject.instance()).transform(QgsPointXY(X, Y))
    panel.take_point(place)
    until(lambda: panel.answer is not None)
    np.testing.assert_allclose(panel.answer.circles.street_m, [1250, 2500, 3750], rtol=1e-4)
    assert panel.drawn.bands["circle", 2].asGeometry().boundingBox().contains(place)
    panel.pin()
    names = [layer.name() for layer in QgsProject.instance().mapLayers().values()]
    assert f"{place.x():.5f}, {place.y():.5f}" in names  # as it stands on the map, not in a CRS nobody has seen


def test_metres_called_degrees_are_refused(panel):
    streets = town()
    until(lambda: ready(panel))
    streets.setCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    until(lambda: "does not fit" in panel.notice.text())
    assert panel.crs is None and panel.answer is None


def test_a_layer_whose_file_is_gone_is_named(panel, tmp_path):
    town()
    until(lambda: ready(panel))
    ask(panel)
    lost = QgsVectorLayer(f"{tmp_path / 'gone.gpkg'}|layername=shops", "shops", "ogr")
    QgsProject.instance().addMapLayer(lost)
    panel.form.layers["services"].setLayer(lost)
    assert panel.form.layer("services") is None or "shops cannot be read" in panel.notice.text()
    panel.form.layers["network"].setLayer(lost)
    assert panel.form.layer("network") is None or "shops cannot be read" in panel.notice.text()
    assert panel.answer is None and not panel.keep.isEnabled()


def test_a_selected_feature_without_a_place_is_refused(panel, canvas):
    town()
    until(lambda: ready(panel))
    empty = layer("Polygon", "towers", "field=height:double", (QgsGeometry(), 100.0))
    canvas.setCurrentLayer(empty)
    empty.selectAll()
    panel.take_selected()
    assert "Select one feature" in panel.notice.text() and panel.question.wkb is None
    far = layer("Point", "far", "field=height:double", (QgsGeometry.fromWkt("POINT (1e12 1e12)"), 100.0))
    canvas.setCurrentLayer(far)
    far.selectAll()
    panel.take_selected()
    QTest.qWait(50)
    assert panel.answer is None or panel.answer.circles is None


@pytest.mark.parametrize(
    "text, point",
    [
        (f"{X}, {Y}", (X, Y)),
        (f" {X}；{Y} ", (X, Y)),
        (f"{X}.5 {Y}.25", (X + 0.5, Y + 0.25)),
        (".5, -.25", (0.5, -0.25)),
        ("5e5, 2.5e6", (500_000, 2_500_000)),
        ("113,5 22,3", None),
        ("113.5E 22.3N", None),
        ("nan, 1", None),
        ("1, inf", None),
        ("", None),
    ],
)
def test_coordinates_are_read_whole_or_not_at_all(panel, text, point):
    found, told = [], []
    panel.form.typed_point.connect(lambda place: found.append((place.x(), place.y())))
    panel.form.warned.connect(told.append)
    panel.form.typed.setText(text)
    QTest.keyClick(panel.form.typed, Qt.Key.Key_Return)
    assert found == ([point] if point else []) and bool(told) == (point is None)


def test_a_pin_can_be_taken_away_and_set_again(panel):
    town()
    until(lambda: ready(panel))
    ask(panel)
    panel.pin()
    (first,) = (made for made in QgsProject.instance().mapLayers().values() if "," in made.name())
    QgsProject.instance().removeMapLayer(first)
    root = QgsProject.instance().layerTreeRoot()
    assert not root.findGroups()  # nor an empty group
    assert panel.answer is not None and panel.keep.isEnabled()
    panel.pin()
    (group,) = (group for group in root.findGroups() if "walk circles" in group.name())
    assert len(group.findLayers()) == 1
    root.removeChildNode(group)
    panel.pin()
    assert len([group for group in root.findGroups() if "walk circles" in group.name()]) == 1


def test_everything_has_a_name_and_can_be_reached_by_the_tab_key(panel):
    from qgis.PyQt.QtWidgets import QAbstractButton, QTableWidget

    for widget in (*panel.findChildren(QTableWidget), *panel.findChildren(QAbstractButton)):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            assert widget.accessibleName() or getattr(widget, "text", lambda: "")(), widget
    chain, widget = [], panel.form.layers["network"]
    for _ in range(200):
        chain.append(widget)
        widget = widget.nextInFocusChain()
    wanted = [*panel.form.widgets(), panel.results.figures, panel.results.checklist, panel.keep, panel.wipe]
    positions = [chain.index(each) for each in wanted]
    assert positions == sorted(positions)
