"""Run inside QGIS by screenshots.sh: drag a walk circle over a district, pin it, take pictures, quit."""

import os
import pathlib
import shutil
import sys

from multiground.ui import packages
from multiground.ui.texts import translate
from multiground.ui.walk_panel import WalkPanel
from qgis.core import QgsApplication, QgsProject, QgsVectorLayer
from qgis.gui import QgsDockWidget, QgsRubberBand
from qgis.PyQt.QtCore import QEvent, QPointF, Qt, QTimer
from qgis.PyQt.QtGui import QColor, QMouseEvent
from qgis.utils import iface, plugins

PICTURES, LOCALE = pathlib.Path(os.environ["PICTURES"]), os.environ["LOCALE"]
DEMO, TOKYO = (
    pathlib.Path(os.environ["DEMO"]),
    pathlib.Path(os.environ.get("MULTIGROUND_DATA", "")) / "tokyo_otemachi.gpkg",
)
errors, before = [], 0


def watch(message, tag, level):
    if "multiground" in (message + tag).lower() and int(level) > 1:
        errors.append(message)


def panel_in_dock():
    """Return the panel of the plugin, or one in a dock of our own where the plugin has none yet."""
    desk = plugins["multiground"].desk
    if hasattr(desk, "walk"):
        desk.walk_dock.setUserVisible(True)
        return desk.walk
    dock = QgsDockWidget(f"Multiground – {translate('Multiground', 'Walk circles')}", iface.mainWindow())
    panel = WalkPanel(iface.mapCanvas())
    dock.setWidget(panel)
    iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
    iface.mainWindow().resizeDocks([dock], [panel.sizeHint().width()], Qt.Orientation.Horizontal)
    return panel


def mouse(kind, x, y, buttons=Qt.MouseButton.LeftButton):
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else Qt.MouseButton.LeftButton
    event = QMouseEvent(kind, QPointF(x, y), button, buttons, Qt.KeyboardModifier.NoModifier)
    QgsApplication.sendEvent(iface.mapCanvas().viewport(), event)


def bands():
    """Return how many rubber bands there are; QGIS has some of its own."""
    return len([item for item in iface.mapCanvas().scene().items() if isinstance(item, QgsRubberBand)])


def show(layer, by=1.0):
    QgsProject.instance().setCrs(layer.crs())
    extent = iface.mapCanvas().mapSettings().layerExtentToOutputExtent(layer, layer.extent())
    extent.scale(by)
    iface.mapCanvas().setExtent(extent)
    iface.mapCanvas().refresh()


def open_demo():
    global before
    before = bands()
    iface.mainWindow().resize(1400, 860)
    for dock in ("Browser", "Browser2", "LayerOrder"):
        widget = iface.mainWindow().findChild(object, dock)
        if widget is not None:
            widget.hide()
    packages.add_to_map(DEMO)
    QTimer.singleShot(500, start)


def start():
    show(QgsProject.instance().mapLayersByName("district")[0], 1.15)
    panel = panel_in_dock()
    panel.form.point.click()
    QTimer.singleShot(3000, lambda: drag(panel, demo_dragged))


def drag(panel, then):
    """Drag the origin over the middle of the map, a step every 40 ms."""
    size, steps = iface.mapCanvas().size(), 30
    x, y = size.width() * 0.3, size.height() * 0.35
    mouse(QEvent.Type.MouseButtonPress, x, y)
    for step in range(1, steps + 1):
        share = 0.2 * step / steps
        place = size.width() * (0.3 + share), size.height() * (0.35 + share / 2)
        QTimer.singleShot(40 * step, lambda place=place: mouse(QEvent.Type.MouseMove, *place))
    QTimer.singleShot(40 * steps + 40, lambda: mouse(QEvent.Type.MouseButtonRelease, *place, Qt.MouseButton.NoButton))
    QTimer.singleShot(40 * steps + 1500, lambda: then(panel))


def demo_dragged(panel):
    if panel.answer is None:
        errors.append("no answer while dragging")
        finish()
    panel.results.checklist.selectRow(0)
    QTimer.singleShot(500, lambda: demo_shown(panel))


def demo_shown(panel):
    iface.mainWindow().grab().save(str(PICTURES / f"panel_walk_{LOCALE}.png"))
    panel.form.storey.setValue(30)
    panel.form.switches["night"].setChecked(True)
    QTimer.singleShot(2000, lambda: pin(panel))


def pin(panel):
    panel.pin()
    panel.clear()
    panel.form.point.click()
    QTimer.singleShot(1500, lambda: pinned(panel))


def pinned(panel):
    layers = [layer for layer in QgsProject.instance().mapLayers().values() if layer.providerType() == "memory"]
    if len(layers) != 1 or layers[0].featureCount() != 3 or bands() != before:
        errors.append("pinned circles are not there, or those over the map still are")
    if not TOKYO.is_file():
        finish()
    QgsProject.instance().clear()
    copy = shutil.copy(TOKYO, DEMO.parent)  # QGIS writes to what it opens
    for table, colour in (("buildings", "#e4e4e4"), ("walk_edges", "#c9b8a4")):
        layer = QgsVectorLayer(f"{copy}|layername={table}", table, "ogr")
        layer.renderer().symbol().setColor(QColor(colour))
        QgsProject.instance().addMapLayer(layer)
    show(layer)
    panel.form.layers["network"].setLayer(layer)
    panel.form.point.click()
    QTimer.singleShot(4000, lambda: drag(panel, tokyo_dragged))


def tokyo_dragged(panel):
    iface.mainWindow().grab().save(str(PICTURES / f"walk_tokyo_{LOCALE}.png"))
    panel.shut_down()
    if bands() != before or panel.explorer.thread.isRunning():
        errors.append("the panel has left something behind")
    finish()


def finish():
    print("\n".join(errors), file=sys.stderr)
    os._exit(1 if errors else 0)  # a plain exit asks whether to save


QgsApplication.messageLog().messageReceived.connect(watch)
QTimer.singleShot(2500, open_demo)
