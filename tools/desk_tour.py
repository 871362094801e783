"""Run inside QGIS by screenshots.sh: use the panels as a planner would, take pictures, quit with 1 on any trouble."""

import os
import pathlib
import sys
import time
import traceback

from qgis.core import QgsApplication, QgsProject
from qgis.gui import QgsRubberBand
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QDockWidget, QScrollArea, QToolBar
from qgis.utils import iface, loadPlugin, plugins, startPlugin, unloadPlugin

PICTURES, LOCALE = pathlib.Path(os.environ["PICTURES"]), os.environ["LOCALE"]
LONGEST_WAIT_S, LONGEST_FREEZE_S, STEP_MS = 90, 2.0, 60
DRAWN = "#e7298a"  # the colour of a measure
troubles, beats = [], []


def watch(message, tag, level):
    if "multiground" in (message + tag).lower() and int(level) > 1:
        troubles.append(message)


def grab(name):
    iface.mainWindow().grab().save(str(PICTURES / f"{name}_{LOCALE}.png"))


def expect(true, what):
    if not true:
        troubles.append(what)


def desk():
    return plugins["multiground"].desk


def click(widget):
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def idle():
    return not desk().session.run.running()


def after(seconds):
    end = time.monotonic() + seconds
    return lambda: time.monotonic() > end


def shown_layers():
    return {node.layer().id() for node in QgsProject.instance().layerTreeRoot().findLayers() if node.isVisible()}


def left_behind():
    """Return what of the plugin is still in the window."""
    window = iface.mainWindow()
    found = [dock.objectName() for dock in window.findChildren(QDockWidget) if "Multiground" in dock.objectName()]
    found += [bar.objectName() for bar in window.findChildren(QToolBar) if "Multiground" in bar.objectName()]
    found += [action.text() for action in iface.pluginMenu().actions() if action.text() == "Multiground"]
    bands = (item for item in iface.mapCanvas().scene().items() if isinstance(item, QgsRubberBand))
    return found + [
        band.strokeColor().name() for band in bands if band.strokeColor().name() == DRAWN
    ]  # QGIS has its own


def tour():
    """Yield, step by step, what has to come true before the next one."""
    iface.mainWindow().resize(1400, 880)
    yield after(1)
    beats.clear()
    buttons = {action.objectName() or action.text(): action for action in desk().actions}
    expect(len(buttons) >= 6, "actions are missing")
    desk().demo()  # one click
    yield after(0.3)
    expect(desk().guideline.running.isVisible(), "no progress is shown")
    yield idle
    expect(max(later - sooner for sooner, later in zip(beats, beats[1:])) < LONGEST_FREEZE_S, "the window froze")
    yield after(1.5)
    yield from through_the_clauses()
    yield from out_of_date()
    yield from multi_ground()
    yield from reload_plugin()


def through_the_clauses():
    panel, result = desk().guideline, desk().session.result
    expect(result is not None and len(result.clauses) >= 30, "no clauses")
    own = {layer for layer in shown_layers() if not is_result(layer)}
    for clause in result.clauses:
        expect(panel.tree.choose(clause["clause"]), f"{clause['clause']} cannot be chosen")
        yield after(0.1)
        tables = {table.name for table in result.tables_of(clause) if table.spatial}
        seen = {is_result(layer) for layer in shown_layers()} - {None}
        expect(seen == tables, f"{clause['clause']} shows {seen}, not {tables}")
        expect(own == {layer for layer in shown_layers() if not is_result(layer)}, "own layers were touched")
    panel.tree.choose("4.2.2")
    yield after(0.5)
    panel.details.list.selectRow(0)
    yield after(2.5)
    grab("panel_guideline")
    panel.zoom_to_result()


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


def multi_ground():
    panel = desk().multi_ground
    desk().multi_ground_dock.setUserVisible(True)
    yield after(1)
    click(panel.on_map)
    yield after(1.5)
    panel.advice.selectRow(0)
    expect(DRAWN in left_behind(), "the measure is not drawn")
    desk().guideline.zoom_to_result()
    yield after(2)
    grab("panel_multi_ground")
    panel.systems.selectRow(0)
    panel.findChild(QScrollArea).verticalScrollBar().setValue(10_000)
    yield after(1)
    grab("panel_section")
    before = set(iface.mainWindow().findChildren(QDockWidget))
    click(panel.in_3d)
    yield after(3)
    for dock in set(iface.mainWindow().findChildren(QDockWidget)) - before:
        dock.close()
    yield after(1)


def reload_plugin():
    for _ in range(3):
        unloadPlugin("multiground")
        yield after(0.5)
        expect(not left_behind(), f"left behind: {left_behind()}")
        expect(loadPlugin("multiground") and startPlugin("multiground"), "the plugin does not start again")
        yield after(0.5)
    QgsProject.instance().clear()
    yield after(0.5)
    expect(desk().session.result is None, "the result outlives its project")


def drive(steps, ready=None, since=0.0):
    """Take the next step as soon as what it waits for has come true."""
    beats.append(time.monotonic())
    try:
        waited = time.monotonic() - since
        if ready is None or ready() or waited > LONGEST_WAIT_S:
            expect(ready is None or waited <= LONGEST_WAIT_S, "nothing happened for too long")
            ready, since = next(steps), time.monotonic()
    except StopIteration:
        finish()
    except Exception:
        troubles.append(traceback.format_exc())
        finish()
    QTimer.singleShot(STEP_MS, lambda: drive(steps, ready, since))


def finish():
    print("\n".join(troubles), file=sys.stderr, flush=True)
    os._exit(1 if troubles else 0)  # a plain exit asks whether to save


sys.excepthook = lambda *error: troubles.append("".join(traceback.format_exception(*error)))
QgsApplication.messageLog().messageReceived.connect(watch)
QTimer.singleShot(2500, lambda: drive(tour()))
