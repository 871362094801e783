"""QGIS's own 3D map, with the surfaces in their stored 3D style and the vertical components as solids."""

from qgis.core import QgsProperty, QgsPropertyCollection
from qgis.PyQt.QtGui import QColor

from . import map_group
from .qt import QAction

_ACTION = "mActionNew3DMapCanvas"


def show(iface, path):
    """Open a 3D map of what the project shows; return whether this QGIS has one."""
    dress(map_group.layer_of(path, "vertical_components"))
    if iface is None:
        return False
    if hasattr(iface, "createNewMapCanvas3D"):
        return iface.createNewMapCanvas3D("Multiground 3D") is not None
    action = iface.mainWindow().findChild(QAction, _ACTION)
    if action is None or not action.isEnabled():
        return False
    action.trigger()
    return True


def dress(layer):
    """Give a layer of vertical components solids from their lower to their upper end; those not counted are grey."""
    try:
        from qgis._3d import QgsPhongMaterialSettings, QgsPolygon3DSymbol, QgsRuleBased3DRenderer
    except ImportError:  # a QGIS built without 3D
        return
    if layer is None or layer.renderer3D() is not None:
        return
    root = QgsRuleBased3DRenderer.Rule(None)
    for rule, colour in (('"counted"', "#2ca25f"), ('NOT "counted"', "#9e9e9e")):
        symbol, material = QgsPolygon3DSymbol(), QgsPhongMaterialSettings()
        material.setDiffuse(QColor(colour))
        material.setAmbient(QColor(colour).darker(130))
        set_material = "setMaterialSettings" if hasattr(symbol, "setMaterialSettings") else "setMaterial"  # before 3.30
        getattr(symbol, set_material)(material)
        heights = QgsPropertyCollection()
        kinds = QgsPolygon3DSymbol.Property
        heights.setProperty(kinds.PropertyHeight, QgsProperty.fromExpression('least("z_from", "z_to")'))
        rise = QgsProperty.fromExpression('abs("z_to" - "z_from")')
        heights.setProperty(kinds.PropertyExtrusionHeight, rise)
        symbol.setDataDefinedProperties(heights)
        root.appendChild(QgsRuleBased3DRenderer.Rule(symbol, rule))
    layer.setRenderer3D(QgsRuleBased3DRenderer(root))
