"""QGIS's own 3D map, seen at an angle: surfaces, links and floors at their heights in the colours of their systems."""

import contextlib

from qgis.core import (
    NULL,
    Qgis,
    QgsProject,
    QgsProperty,
    QgsPropertyCollection,
    QgsVectorLayerUtils,
    QgsWkbTypes,
)
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication, QTimer
from qgis.PyQt.QtGui import QColor, QMatrix4x4
from qgis.PyQt.QtWidgets import QApplication, QDialog, QDockWidget, QToolButton, QWidget

from . import map_group
from .ground import system_colour
from .qt import QAction

_ACTION, _NAME = "mActionNew3DMapCanvas", "Multiground 3D"
_TILT_DEG, _SIZE = 55, (960, 640)  # from looking straight down; with the buttons beside the map
_SLAB_M, _WIDTH_M, _BELOW_M = 0.3, 2.0, 1.0
_GREY = QColor("#9e9e9e")
_Z_UP = 34200  # since this version the third axis of the 3D map points up, before it was the second
# What tells the system of a feature (0: not counted), where it begins, and how far it rises, in metres.
_LOOKS = {
    "vertical_components": (
        'if( "counted", coalesce( "system", 0 ), 0 )',
        'min( "z_from", "z_to" )',
        'abs( "z_to" - "z_from" )',
    ),
    "connected_floors": (
        """if( "f" > 0, to_int( regexp_substr( "systems", '(\\\\d+)' ) ), NULL )""",
        '"z"',
        str(_SLAB_M),
    ),
}


class View3D:
    """The one 3D map of the desk; `show` opens it, `close` takes it away with what QGIS remembers of it."""

    def __init__(self, iface):
        self.iface, self.window = iface, None

    def show(self, path):
        """Open a 3D map of what the project shows; return whether this QGIS has one."""
        for table in _LOOKS:
            dress(map_group.layer_of(path, table), *_LOOKS[table])
        if self.iface is None:
            return False
        self.close()
        before = set(_maps())
        canvas = self._open()
        opened = next((widget for widget in _maps() if widget not in before), None)
        self.window = _window_of(opened) if opened is not None else None
        if canvas is not None:
            _look_at_an_angle(canvas, path)
        elif self.window is not None:
            self.window.resize(*_SIZE)
            _tilt(self.window)
        if opened is not None:
            opened.destroyed.connect(_forget)
        return canvas is not None or self.window is not None

    def close(self):
        """Close the window; nothing of it stays behind."""
        window, self.window = self.window, None
        if window is None or sip.isdeleted(window):
            return
        if hasattr(self.iface, "closeMapCanvas3D"):
            self.iface.closeMapCanvas3D(_NAME)
        else:
            window.close()
        _forget()

    def _open(self):
        """Open a window; return its map where this QGIS hands it out."""
        if hasattr(self.iface, "createNewMapCanvas3D"):
            return self.iface.createNewMapCanvas3D(_NAME)
        action = self.iface.mainWindow().findChild(QAction, _ACTION)
        if action is not None and action.isEnabled():
            action.trigger()
        return None


def _maps():
    """Return the widgets that hold a 3D map."""
    names = "Qgs3DMapCanvasWidget", "Qgs3DMapCanvasDockWidget"
    return [widget for widget in QApplication.allWidgets() if widget.metaObject().className() in names]


def _window_of(widget):
    """Return what is closed to close a 3D map: a dock, or a window of its own."""
    place = widget
    while place is not None and not isinstance(place, (QDockWidget, QDialog)):
        place = place.parentWidget()
    return place or widget


def _look_at_an_angle(canvas, path):
    """Turn the camera, and lay the map below the lowest feature, which it would hide."""
    lowest = min((low for table in _LOOKS for low in _lows(map_group.layer_of(path, table), table)), default=0)
    settings = canvas.mapSettings().terrainSettings() if hasattr(canvas.mapSettings(), "terrainSettings") else None
    if lowest < 0 and settings is not None:
        settings = settings.clone()
        settings.setElevationOffset(lowest - _BELOW_M)
        canvas.mapSettings().setTerrainSettings(settings)
    controller = canvas.cameraController()
    pose = controller.cameraPose()
    pose.setPitchAngle(_TILT_DEG)
    controller.setCameraPose(pose)


def _lows(layer, table):
    values = QgsVectorLayerUtils.getValues(layer, _LOOKS[table][1])[0] if layer is not None else []
    return [float(value) for value in values if value is not None and value != NULL]


def _tilt(window):
    """Turn the camera where QGIS has no other way to it than the buttons beside the 3D map: a degree a click."""
    of_qgis = QCoreApplication.translate  # its own words, which are none of ours to translate
    names = {"Tilt Down", of_qgis("Qgs3DNavigationWidget", "Tilt Down")}
    beside = (w for w in window.findChildren(QWidget) if w.metaObject().className() == "Qgs3DNavigationWidget")
    for button in (button for widget in beside for button in widget.findChildren(QToolButton)):
        if button.toolTip() in names:
            for _ in range(_TILT_DEG):
                button.click()


def _forget(*_):
    """Take the 3D map out of the project's list of 3D views, into which QGIS writes it as it closes."""

    def remove():
        with contextlib.suppress(RuntimeError):  # QGIS is closing
            QgsProject.instance().viewsManager().remove3DView(_NAME)

    if hasattr(QgsProject, "viewsManager"):
        QTimer.singleShot(0, remove)


def dress(layer, system, low, rise):
    """Give a layer solids at their heights, coloured by system; grey for 0, none where it is NULL.

    system, low, rise : expressions of the system's number, the lower end (m) and the height (m).
    """
    try:
        from qgis._3d import QgsRuleBased3DRenderer
    except ImportError:  # a QGIS built without 3D
        return
    if layer is None or layer.renderer3D() is not None:
        return
    if QgsWkbTypes.hasZ(layer.wkbType()):  # heights are added to those of the geometry
        low = f"{low} - coalesce( z( point_n( $geometry, 1 ) ), 0 )"
    root = QgsRuleBased3DRenderer.Rule(None)
    polygons = layer.geometryType() == QgsWkbTypes.GeometryType.PolygonGeometry
    for number, *ends in _kinds(layer, system, *(() if polygons else (low, rise))):
        colour = system_colour(number).darker(125) if number else _GREY
        parts = [f"{system} = {number}"]
        parts += [f"round( {each} ) = {end}" for each, end in zip((low, rise), ends)]
        if polygons:
            symbol = _polygon(low, rise)
            parts += [f"{low} IS NOT NULL", f"{rise} IS NOT NULL"]
        elif layer.geometryType() == QgsWkbTypes.GeometryType.LineGeometry:
            symbol = _line(*ends)
        else:
            symbol = _point(*ends)
        root.appendChild(QgsRuleBased3DRenderer.Rule(_painted(symbol, colour), " AND ".join(parts)))
    layer.setRenderer3D(QgsRuleBased3DRenderer(root))


def _kinds(layer, system, *heights):
    """Return the systems of a layer with the whole metres at which their features begin, and rise.

    Only polygons take heights of their own; of lines and points those of one height share a symbol.
    """
    columns = [QgsVectorLayerUtils.getValues(layer, system)[0]]
    columns += [QgsVectorLayerUtils.getValues(layer, f"round( {each} )")[0] for each in heights]
    rows = {tuple(None if value == NULL else int(value) for value in row) for row in zip(*columns)}
    return sorted(row for row in rows if None not in row)


def _polygon(low, rise):
    from qgis._3d import QgsPolygon3DSymbol

    symbol, heights = QgsPolygon3DSymbol(), QgsPropertyCollection()
    heights.setProperty(QgsPolygon3DSymbol.Property.PropertyHeight, QgsProperty.fromExpression(low))
    heights.setProperty(QgsPolygon3DSymbol.Property.PropertyExtrusionHeight, QgsProperty.fromExpression(rise))
    symbol.setDataDefinedProperties(heights)
    symbol.setAltitudeClamping(_absolute())
    return symbol


def _line(low, rise):
    """Return a wall along the line, from its lower to its upper end."""
    from qgis._3d import QgsLine3DSymbol

    symbol = QgsLine3DSymbol()
    symbol.setWidth(_WIDTH_M)
    getattr(symbol, "setOffset" if hasattr(symbol, "setOffset") else "setHeight")(low)  # the older name
    symbol.setExtrusionHeight(max(rise, _SLAB_M))
    symbol.setAltitudeClamping(_absolute())
    return symbol


def _point(low, rise):
    """Return a shaft over the point."""
    from qgis._3d import QgsPoint3DSymbol

    symbol, place, length = QgsPoint3DSymbol(), QMatrix4x4(), max(rise, _SLAB_M)
    middle = low + length / 2
    place.translate(0, *((0, middle) if Qgis.QGIS_VERSION_INT >= _Z_UP else (middle, 0)))
    symbol.setShape(QgsPoint3DSymbol.Shape.Cylinder)
    symbol.setShapeProperties({"radius": _WIDTH_M / 2, "length": length})
    symbol.setTransform(place)
    symbol.setAltitudeClamping(_absolute())
    return symbol


def _absolute():
    if hasattr(Qgis, "AltitudeClamping"):
        return Qgis.AltitudeClamping.Absolute
    from qgis._3d import Qgs3DTypes

    return Qgs3DTypes.AltitudeClamping.AltClampAbsolute


def _painted(symbol, colour):
    from qgis._3d import QgsPhongMaterialSettings

    material = QgsPhongMaterialSettings()
    material.setDiffuse(colour)
    material.setAmbient(colour.darker(160))
    material.setSpecular(QColor("black"))
    set_material = "setMaterialSettings" if hasattr(symbol, "setMaterialSettings") else "setMaterial"  # before 3.30
    getattr(symbol, set_material)(material)
    return symbol
