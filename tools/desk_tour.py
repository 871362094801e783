"""Run inside QGIS by screenshots.sh: install the plugin, use it as a planner would, take pictures, leave by the door.

QGIS ends with 0 only when every step came true, nothing was logged and nothing was left behind.
"""

import os
import pathlib
import sys
import time
import traceback

import numpy as np
import pyplugin_installer
from qgis.core import QgsApplication, QgsProject
from qgis.gui import QgsHighlight, QgsRubberBand
from qgis.PyQt.QtCore import QEvent, QPointF, QRect, Qt, QTimer
from qgis.PyQt.QtGui import QColor, QGuiApplication, QImage, QMouseEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QDockWidget, QScrollArea, QToolBar
from qgis.utils import iface, loadPlugin, plugins, reloadPlugin, startPlugin, unloadPlugin

PICTURES, LOCALE, ARCHIVE = pathlib.Path(os.environ["PICTURES"]), os.environ["LOCALE"], os.environ["ARCHIVE"]
LONGEST_WAIT_S, LONGEST_FREEZE_S, STEP_MS = 400, 2.0, 60
DRAWN = "#e7298a"  # the colour of a measure
troubles, beats = [], []
before = {}


def watch(message, tag, level):
    ours = "multiground" in (message + tag).lower() or "Traceback" in message
    if ours and int(level) in (1, 2) and not message.startswith("warning:"):  # of Python: the tests know them
        troubles.append(f"{tag}: {message}")


def keep(picture, name):
    """Save a picture with its 256 most frequent colours, which a third of the bytes hold."""
    image = picture.toImage().convertToFormat(QImage.Format.Format_RGB32)
    bits = image.constBits()
    bits.setsize(image.byteCount() if hasattr(image, "byteCount") else image.sizeInBytes())
    colours, times = np.unique(np.frombuffer(bits, np.uint32), return_counts=True)
    table = [QColor(DRAWN).rgb(), *colours[np.argsort(-times)[:255]].tolist()]
    few = image.convertToFormat(QImage.Format.Format_Indexed8, table, Qt.ImageConversionFlag.ThresholdDither)
    few.save(str(PICTURES / f"{name}_{LOCALE}.png"))


def grab(name):
    keep(iface.mainWindow().grab(), name)


def expect(true, what):
    if not true:
        troubles.append(what)


def desk():
    return plugins["multiground"].desk


def click(widget, place=None):
    widget = getattr(widget, "viewport", lambda: widget)()
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=place or widget.rect().center())


def press(icon):
    """Click the button of the toolbar that shows an icon."""
    names = ["guideline", "walk", "systems", "package", "assess", "demo", "help"]
    click(desk().toolbar.widgetForAction(desk().actions[names.index(icon)]))


def click_row(table, row):
    table.scrollToItem(table.item(row, 0))
    click(table, table.visualItemRect(table.item(row, 0)).center())


def idle():
    return not desk().session.run.running()


def after(seconds):
    end = time.monotonic() + seconds
    return lambda: time.monotonic() > end


def shown_layers():
    return {node.layer().id() for node in QgsProject.instance().layerTreeRoot().findLayers() if node.isVisible()}


def drawn():
    """Return what is drawn over the map; QGIS has some of its own."""
    kinds = QgsRubberBand, QgsHighlight
    return len([item for item in iface.mapCanvas().scene().items() if isinstance(item, kinds)])


def left_behind():
    """Return what of the plugin is still in the window."""
    window = iface.mainWindow()
    found = [dock.objectName() for dock in window.findChildren(QDockWidget) if "Multiground" in dock.objectName()]
    found += [bar.objectName() for bar in window.findChildren(QToolBar) if "Multiground" in bar.objectName()]
    found += [action.text() for action in iface.pluginMenu().actions() if action.text() == "Multiground"]
    own = [type(widget) for widget in QApplication.allWidgets()]
    found += [kind.__name__ for kind in own if kind.__module__.split(".")[0] == "multiground"]
    if drawn() != before["drawn"]:
        found.append(f"{drawn() - before['drawn']} drawings over the map")
    return found


def windows_3d():
    names = ("Qgs3DMapCanvas", "Qgs3DMapCanvasWidget")
    return [widget for widget in QApplication.allWidgets() if widget.metaObject().className() in names]


def coloured_share():
    """Return the share of the map that is in full colour, which the planner's own layers are not."""
    image = iface.mapCanvas().grab().toImage()
    spots = [(x, y) for x in range(0, image.width(), 4) for y in range(0, image.height(), 4)]
    return sum(image.pixelColor(x, y).hsvSaturation() > 60 for x, y in spots) / len(spots)


def tour():
    """Yield, step by step, what has to come true before the next one."""
    iface.mainWindow().setGeometry(QRect(20, 30, 1400, 860))
    for name in ("Browser", "Browser2"):
        browser = iface.mainWindow().findChild(QDockWidget, name)
        if browser is not None:
            browser.hide()
    yield after(1)
    before["drawn"] = drawn()
    expect("multiground" not in plugins, "the plugin was there before it was installed")
    pyplugin_installer.instance().installFromZipFile(ARCHIVE)
    yield lambda: "multiground" in plugins and desk() is not None
    yield after(0.5)
    for part in the_demo_is_one_click, through_the_clauses, out_of_date, a_walk, multi_ground, in_space, reload_plugin:
        print(time.strftime("%H:%M:%S"), part.__name__, flush=True)
        yield from part()


def the_demo_is_one_click():
    beats.clear()
    press("demo")
    yield after(0.3)
    expect(desk().guideline.running.isVisible(), "no progress is shown")
    yield idle
    longest = max(later - sooner for sooner, later in zip(beats, beats[1:]))
    expect(longest < LONGEST_FREEZE_S * crowd(), f"the window froze for {longest:.1f} s")
    yield after(2)


def crowd():
    """Return by how many programs each processor is shared, 1 where nobody can tell."""
    try:
        return max(1, os.getloadavg()[0] / os.cpu_count())
    except OSError:  # a chroot without /proc
        return 1


def through_the_clauses():
    panel, result = desk().guideline, desk().session.result
    expect(result is not None and len(result.clauses) >= 30, "no clauses")
    own = {layer for layer in shown_layers() if not is_result(layer)}
    clauses = {clause["clause"]: clause for clause in result.clauses}
    for index in rows_of(panel.tree):
        panel.tree.scrollTo(index)
        click(panel.tree, panel.tree.visualRect(index).center())
        yield after(0.1)
        clause = clauses[panel.details.clause["clause"]]
        expect(index.data().startswith(clause["clause"]), f"{index.data()} shows {clause['clause']}")
        tables = {table.name for table in result.tables_of(clause) if table.spatial}
        seen = {is_result(layer) for layer in shown_layers()} - {None}
        expect(seen == tables, f"{clause['clause']} shows {seen}, not {tables}")
        expect(own == {layer for layer in shown_layers() if not is_result(layer)}, "own layers were touched")
    panel.tree.choose("4.2.2")
    yield after(2)
    expect(coloured_share() > 0.1, f"only {coloured_share():.1%} of the map are in the colours of grades")
    panel.details.list.selectRow(0)
    yield after(2.5)
    grab("panel_guideline")
    panel.zoom_to_result()


def rows_of(tree):
    model = tree.model()
    for chapter in (model.index(row, 0) for row in range(model.rowCount())):
        yield from (model.index(row, 0, chapter) for row in range(model.rowCount(chapter)))


def is_result(layer):
    return QgsProject.instance().mapLayer(layer).customProperty("multiground/table")


def out_of_date():
    panel = desk().guideline
    expect(not panel.warning.isVisible(), f"out of date at once: {desk().session.out_of_date()}")
    plots = next(layer for layer in QgsProject.instance().mapLayers().values() if layer.name() == "plots")
    plots.startEditing()
    feature = next(plots.getFeatures())
    plots.changeAttributeValue(feature.id(), plots.fields().lookupField("use"), "B1")
    yield after(0.1)
    expect(panel.warning.isVisible(), "an edit does not mark the result out of date")
    plots.commitChanges()
    yield after(0.3)
    expect(panel.warning.isVisible(), "a saved edit does not mark the result out of date")
    grab("panel_out_of_date")
    click(panel.again)
    yield idle
    yield after(2.5)
    expect(not panel.warning.isVisible(), f"still out of date: {desk().session.out_of_date()}")


def mouse(kind, x, y, buttons=Qt.MouseButton.LeftButton):
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else Qt.MouseButton.LeftButton
    event = QMouseEvent(kind, QPointF(x, y), button, buttons, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(iface.mapCanvas().viewport(), event)


def a_walk():
    """Drag a place over the map, look at its services, pin its circles."""
    desk().guideline.tree.choose("6.2.1")  # whose map is pale under the circles
    press("walk")
    yield after(0.5)
    desk().guideline.zoom_to_result()
    panel, was, answered = desk().walk, drawn(), []
    panel.explorer.answered.connect(lambda *_: answered.append(1))
    click(panel.form.point)
    yield lambda: panel.explorer.districts and "services" in panel.explorer.frames
    yield after(1)
    width, height = iface.mapCanvas().width(), iface.mapCanvas().height()
    mouse(QEvent.Type.MouseButtonPress, 0.3 * width, 0.35 * height)
    for step in range(30):
        place = width * (0.3 + 0.2 * step / 30), height * (0.35 + 0.1 * step / 30)
        mouse(QEvent.Type.MouseMove, *place)
        yield after(0)
    mouse(QEvent.Type.MouseButtonRelease, *place, Qt.MouseButton.NoButton)
    yield lambda: panel.shown == panel.question
    expect(len(answered) >= 5, f"only {len(answered)} places were answered while dragging")
    click_row(panel.results.checklist, 0)
    yield after(0.5)
    grab("panel_walk")
    expect(drawn() > was and panel.results.isVisible(), "no circles are drawn")
    click(panel.form.switches["night"], QRect(0, 0, 20, 20).center())
    yield lambda: panel.shown is not None and panel.shown.walking == ("night",)
    click(panel.keep)
    click(panel.wipe)
    click(panel.form.point)
    yield after(0.5)
    pinned = [layer for layer in QgsProject.instance().mapLayers().values() if layer.providerType() == "memory"]
    expect([layer.featureCount() for layer in pinned] == [3], "the pinned circles are not there")
    expect(drawn() == was, "circles are left on the map")
    QgsProject.instance().removeMapLayers([layer.id() for layer in pinned])
    press("walk")
    yield after(0.5)


def multi_ground():
    panel, was = desk().multi_ground, drawn()
    press("systems")
    yield after(1)
    click(panel.on_map)
    yield after(1.5)
    click_row(panel.advice, 0)
    expect(panel.band is not None and panel.band.strokeColor().name() == DRAWN, "the measure is not drawn")
    desk().guideline.zoom_to_result()
    panel.findChild(QScrollArea).verticalScrollBar().setValue(0)
    yield after(2)
    grab("panel_multi_ground")
    click_row(panel.systems, 0)
    panel.findChild(QScrollArea).verticalScrollBar().setValue(10_000)
    yield after(1)
    grab("panel_section")
    press("systems")
    yield after(0.3)
    expect(drawn() == was, "a closed panel leaves its measure on the map")
    press("systems")
    yield after(0.3)
    expect(drawn() == was + 1, "a panel shown again does not draw its measure")


def in_space():
    panel, there = desk().multi_ground, len(windows_3d())
    click(panel.in_3d)
    yield lambda: len(windows_3d()) == there + 1
    yield after(8)
    keep(QGuiApplication.primaryScreen().grabWindow(0, *window_place(panel.in_space.window)), "view_3d")
    panel.in_space.window.close()
    yield after(1.5)
    expect(len(windows_3d()) == there, "the 3D map is still there")
    views = QgsProject.instance().viewsManager() if hasattr(QgsProject, "viewsManager") else None
    expect(views is None or not list_of_views(views), "QGIS keeps the 3D view")


def window_place(window):
    place = window.frameGeometry()
    return place.x(), place.y(), place.width(), place.height()


def list_of_views(views):
    from qgis.PyQt.QtXml import QDomDocument

    return views.writeXml(QDomDocument("views")).childNodes().count()


def reload_plugin():
    for _ in range(3):
        unloadPlugin("multiground")
        yield after(0.5)
        expect(not left_behind(), f"left behind: {left_behind()}")
        expect(loadPlugin("multiground") and startPlugin("multiground"), "the plugin does not start again")
        yield after(0.5)
    reloadPlugin("multiground")
    yield after(0.5)
    QgsProject.instance().clear()
    yield after(0.5)
    expect(desk().session.result is None, "the result outlives its project")
    unloadPlugin("multiground")
    yield after(0.5)
    expect(not left_behind(), f"left behind at the end: {left_behind()}")
    expect(not QgsProject.instance().mapLayers(), "layers are left behind")


def drive(steps, ready=None, since=0.0):
    """Take the next step as soon as what it waits for has come true."""
    beats.append(time.monotonic())
    try:
        waited = time.monotonic() - since
        if ready is None or ready() or waited > LONGEST_WAIT_S:
            expect(ready is None or waited <= LONGEST_WAIT_S, "nothing happened for too long")
            ready, since = next(steps), time.monotonic()
    except StopIteration:
        return finish()
    except Exception:
        troubles.append(traceback.format_exc())
        return finish()
    return QTimer.singleShot(STEP_MS, lambda: drive(steps, ready, since))


def finish():
    """Leave QGIS as a planner does; at once where something went wrong."""
    if troubles:
        print("\n".join(troubles), file=sys.stderr, flush=True)
        os._exit(1)
    print("The tour is done.", flush=True)
    QgsProject.instance().setDirty(False)
    iface.actionExit().trigger()


sys.excepthook = lambda *error: troubles.append("".join(traceback.format_exception(*error)))
QgsApplication.messageLog().messageReceived.connect(watch)
QTimer.singleShot(2500, lambda: drive(tour()))
