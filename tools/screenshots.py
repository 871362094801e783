"""Run inside QGIS by screenshots.sh: open the demo district, run the tools, take pictures, quit."""

import os
import pathlib
import sys

import processing
from qgis.core import QgsApplication, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtGui import QColor
from qgis.utils import iface

PICTURES, LOCALE = pathlib.Path(os.environ["PICTURES"]), os.environ["LOCALE"]
DEMO = pathlib.Path(os.environ["DEMO"])
errors = []


def watch(message, tag, level):
    if "multiground" in (message + tag).lower() and int(level) > 1:
        errors.append(message)


def grab(widget, name):
    widget.grab().save(str(PICTURES / f"{name}_{LOCALE}.png"))


def open_layers():
    for table in ("district", "plots", "roads"):
        QgsProject.instance().addMapLayer(QgsVectorLayer(f"{DEMO}|layername={table}", table, "ogr"))
    iface.mainWindow().resize(1400, 860)
    toolbox = iface.mainWindow().findChild(object, "ProcessingToolbox")
    toolbox.show()
    toolbox.searchBox.setText("multiground")
    QTimer.singleShot(1500, show_dialog)


def show_dialog():
    layers = {layer.name(): layer.id() for layer in QgsProject.instance().mapLayers().values()}
    dialog = processing.createAlgorithmDialog(
        "multiground:roadnetworkdensity", {"ROADS": layers["roads"], "DISTRICTS": layers["district"]}
    )
    dialog.resize(1000, 720)
    dialog.show()
    QTimer.singleShot(1500, lambda: run(dialog, layers))


def run(dialog, layers):
    grab(dialog, "road_network_density_dialog")
    dialog.runAlgorithm()
    dialog.close()
    processing.runAndLoadResults("multiground:plotsize", {"PLOTS": layers["plots"], "OUTPUT": "TEMPORARY_OUTPUT"})
    for name in ("district", "plots"):
        QgsProject.instance().layerTreeRoot().findLayer(layers[name]).setItemVisibilityChecked(False)
    for node in QgsProject.instance().layerTreeRoot().findLayers():
        node.setExpanded(True)
    QTimer.singleShot(4000, show_result)


def show_result():
    results = [
        layer for layer in QgsProject.instance().mapLayers().values() if layer.fields().lookupField("grade") >= 0
    ]
    if [layer.renderer().type() for layer in results] != ["categorizedSymbol"] * 2:
        errors.append("a result was loaded without its style")
    for layer in results:
        shown = layer.fields().lookupField("min_side_m") >= 0
        QgsProject.instance().layerTreeRoot().findLayer(layer.id()).setItemVisibilityChecked(shown)
        if shown:
            iface.setActiveLayer(layer)
            iface.zoomToActiveLayer()
    QTimer.singleShot(2500, walk)


def walk():
    grab(iface.mainWindow(), "plot_size_result")
    project = QgsProject.instance()
    project.removeAllMapLayers()
    buildings, walkways, stations = (
        QgsVectorLayer(f"{DEMO}|layername={table}", table.split("|")[0], "ogr")
        for table in ("buildings", "walkways", "stations|subset=kind = 'metro'")
    )
    for layer, colour in ((buildings, "#d9d9d9"), (stations, "#e6550d")):
        layer.renderer().symbol().setColor(QColor(colour))
    stations.renderer().symbol().setSize(5)
    project.addMapLayers([walkways, buildings])
    project.layerTreeRoot().findLayer(walkways.id()).setItemVisibilityChecked(False)
    options = {"NETWORK": walkways, "RINGS": True, "COMBINE": 1, "CIRCLES": "TEMPORARY_OUTPUT"}
    processing.runAndLoadResults("multiground:walkcircles", {"ORIGINS": stations, **options})
    QTimer.singleShot(4000, lambda: show_circles(stations))


def show_circles(stations):
    QgsProject.instance().addMapLayer(stations)
    (circles,) = (
        layer for layer in QgsProject.instance().mapLayers().values() if layer.fields().lookupField("ped_shed") >= 0
    )
    node = QgsProject.instance().layerTreeRoot().findLayer(circles.id())
    node.setExpanded(False)
    node.setExpanded(True)
    iface.setActiveLayer(circles)
    iface.zoomToActiveLayer()
    QTimer.singleShot(2500, connect)


def connect():
    grab(iface.mainWindow(), "walk_circles_result")
    QgsProject.instance().removeAllMapLayers()
    tables = {"DISTRICTS": "district", "TAGGED_SURFACES": "surfaces", "VERTICALS": "verticals", "FLOORS": "floors"}
    outputs = ("OUTPUT", "SYSTEMS", "SURFACES_OUT", "VERTICALS_OUT", "FLOORS_OUT")
    inputs = {name: f"{DEMO}|layername={table}" for name, table in tables.items()}
    processing.runAndLoadResults("multiground:mper", {**inputs, **dict.fromkeys(outputs, "TEMPORARY_OUTPUT")})
    QTimer.singleShot(4000, show_systems)


def show_systems():
    nodes = QgsProject.instance().layerTreeRoot().findLayers()
    if [node.layer().fields().lookupField("counted") >= 0 for node in nodes] != [True] + [False] * 4:
        errors.append("the vertical components are not on top")
    for node in nodes:
        node.setExpanded(False)
        node.setExpanded(True)
    (floors,) = (node.layer() for node in nodes if node.layer().fields().lookupField("f_other") >= 0)
    iface.setActiveLayer(floors)
    iface.zoomToActiveLayer()
    QTimer.singleShot(2500, finish)


def finish():
    grab(iface.mainWindow(), "mper_result")
    print("\n".join(errors), file=sys.stderr)
    os._exit(1 if errors else 0)  # a plain exit asks whether to save


QgsApplication.messageLog().messageReceived.connect(watch)
QTimer.singleShot(2500, open_layers)
