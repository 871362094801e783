"""As much of the QGIS window as the desk uses, and how tests wait in it."""

import atexit
import pathlib
import shutil
import tempfile
import time

from osgeo import ogr
from qgis.core import QgsProject, QgsVectorLayer
from qgis.gui import QgsMapCanvas, QgsMessageBar
from qgis.PyQt.QtCore import QEvent
from qgis.PyQt.QtWidgets import QApplication, QMainWindow, QMenu

ROOT = pathlib.Path(__file__).parent.parent.parent
_FOLDER = tempfile.TemporaryDirectory()
atexit.register(_FOLDER.cleanup)
# The demo district in a copy: QGIS writes to a GeoPackage that it merely opens.
PACKAGE = pathlib.Path(shutil.copy(ROOT / "resources" / "demo" / "demo_district.gpkg", _FOLDER.name))


class Window:
    """As much of the QGIS window as the desk uses."""

    def __init__(self):
        self.window, self.menu = QMainWindow(), QMenu()
        self.canvas = QgsMapCanvas(self.window)
        self.window.setCentralWidget(self.canvas)
        self.bar = QgsMessageBar(self.window)
        self.canvas.resize(600, 400)

    def mainWindow(self):
        return self.window

    def mapCanvas(self):
        return self.canvas

    def messageBar(self):
        return self.bar

    def addToolBar(self, name):
        return self.window.addToolBar(name)

    def addDockWidget(self, side, dock):
        self.window.addDockWidget(side, dock)

    def removeDockWidget(self, dock):
        self.window.removeDockWidget(dock)

    def addPluginToMenu(self, name, action):
        self.menu.addAction(action)

    def removePluginMenu(self, name, action):
        self.menu.removeAction(action)


def forget_deleted():
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()


def wait_until(true, longest_s=120):
    """Let Qt work until something has come true."""
    end = time.monotonic() + longest_s
    while not true():
        assert time.monotonic() < end, "nothing happened for too long"
        QApplication.processEvents()
        time.sleep(0.01)


def wait(seconds):
    end = time.monotonic() + seconds
    wait_until(lambda: time.monotonic() > end)


def wait_until_idle(session):
    wait_until(lambda: not session.run.running())


def quick(desk):
    """Let a desk assess without the slower look at tolerances."""
    desk.session.options = {"STABILITY": False}
    return desk


def plots_of(folder):
    layer = QgsVectorLayer(f"{folder / 'demo.gpkg'}|layername=plots", "plots", "ogr")
    QgsProject.instance().addMapLayer(layer)
    return layer


def edit(layer, value="B1"):
    layer.startEditing()
    layer.changeAttributeValue(next(layer.getFeatures()).id(), layer.fields().lookupField("use"), value)


def edit_elsewhere(package):
    """Change the package as another program does."""
    dataset = ogr.Open(str(package), 1)
    layer = dataset.GetLayerByName("plots")
    feature = layer.GetNextFeature()
    feature["use"] = "B2"
    layer.SetFeature(feature)


def choose_in(box, data):
    """Choose an entry as a user does."""
    box.setCurrentIndex(box.findData(data))
    box.activated.emit(box.currentIndex())
