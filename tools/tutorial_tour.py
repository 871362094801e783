"""Run inside QGIS by screenshots.sh: do what docs/tutorial.md says, step by step, and take its pictures.

The steps on a real district need MULTIGROUND_DATA, the folder of shanghai_lujiazui.gpkg.
"""

import os
import pathlib
import shutil
import sys
import time
import traceback

import processing
from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QRect, QTimer
from qgis.PyQt.QtWidgets import QDockWidget
from qgis.utils import iface, plugins

PICTURES, LOCALE = pathlib.Path(os.environ["PICTURES"]), os.environ["LOCALE"]
DATA, HOME = os.environ.get("MULTIGROUND_DATA"), pathlib.Path(os.environ["HOME"]) / "Documents"
EXTENT = "356700,358300,3456500,3457700 [EPSG:32651]"
LONGEST_WAIT_S = 500
troubles = []


def tour():
    """Yield what has to come true before the next step."""
    iface.mainWindow().setGeometry(QRect(20, 30, 1400, 860))
    for dock in iface.mainWindow().findChildren(QDockWidget):
        if dock.objectName() in ("Browser", "Browser2"):
            dock.hide()
    desk = plugins["multiground"].desk
    desk.demo()
    yield lambda: desk.session.result is not None and not desk.session.run.running()
    yield after(3)
    yield from explain(desk, "4.1.4", "tutorial_demo")
    if DATA:
        QgsProject.instance().clear()
        yield after(1)
        yield from a_real_district(desk)


def explain(desk, clause, picture):
    """Choose a clause and its worst feature, show the working, take a picture."""
    desk.guideline.tree.choose(clause)
    yield after(1)
    desk.guideline.details.working.setChecked(True)
    desk.guideline.details.list.selectRow(0)
    yield after(4)
    iface.messageBar().clearWidgets()
    keep(iface.mainWindow(), picture)
    desk.guideline.details.working.setChecked(False)


def a_real_district(desk):
    source = shutil.copy(f"{DATA}/shanghai_lujiazui.gpkg", HOME)  # QGIS writes to what it opens
    names = {"walk_edges": "lines", "buildings": "buildings", "landuse": "landuse", "water": "water", "pois": "places"}
    layers = {name: QgsVectorLayer(f"{source}|layername={name}", title, "ogr") for name, title in names.items()}
    QgsProject.instance().addMapLayers(list(layers.values()))
    package = HOME / "lujiazui.gpkg"
    given = {
        "LINES": [layers["walk_edges"].id()],
        "POLYGONS": [layers[name].id() for name in ("buildings", "landuse", "water")],
        "POINTS": [layers["pois"].id()],
        "EXTENT": EXTENT,
    }
    dialog = processing.createAlgorithmDialog("multiground:importosm", given)
    dialog.resize(900, 640)
    dialog.show()
    yield after(2)
    keep(dialog, "tutorial_import")
    dialog.close()
    processing.run("multiground:importosm", {**given, "PACKAGE": str(package)})
    QgsProject.instance().removeAllMapLayers()
    desk.guideline.chooser.choose(str(package))
    desk.guideline.chooser.add_layers()
    yield after(2)
    desk.assess()
    yield lambda: desk.session.result is not None and not desk.session.run.running()
    yield after(3)
    desk.guideline.zoom_to_result()
    yield from explain(desk, "4.1.3-1", "tutorial_osm")


def keep(widget, name):
    widget.grab().save(str(PICTURES / f"{name}_{LOCALE}.png"))


def after(seconds):
    end = time.monotonic() + seconds
    return lambda: time.monotonic() > end


def drive(steps, ready=None, since=0.0):
    """Take the next step as soon as what it waits for has come true."""
    try:
        if ready is None or ready():
            ready, since = next(steps), time.monotonic()
        elif time.monotonic() - since > LONGEST_WAIT_S:
            troubles.append("nothing happened for too long")
    except StopIteration:
        return leave()
    except Exception:
        troubles.append(traceback.format_exc())
    return leave() if troubles else QTimer.singleShot(60, lambda: drive(steps, ready, since))


def leave():
    print("\n".join(troubles) or "The tutorial is done.", file=sys.stderr, flush=True)
    os._exit(1 if troubles else 0)  # a plain exit asks whether to save


sys.excepthook = lambda *error: troubles.append("".join(traceback.format_exception(*error)))
QTimer.singleShot(2500, lambda: drive(tour()))
