"""The result's layers in the project: one group, shown clause by clause, found again by what is written on it."""

import pathlib

from qgis.core import (
    QgsCoordinateTransform,
    QgsCsException,
    QgsFeatureRequest,
    QgsGeometry,
    QgsProject,
    QgsVectorLayer,
)

from .texts import table_names, translate
from .watch import file_of

_RESULT, _TABLE, _SCENARIO, _PACKAGE = (f"multiground/{name}" for name in ("result", "table", "scenario", "package"))
_AROUND, _LEAST = 2.0, 0.1  # what is seen around a feature: times its own size, and of the whole


def groups():
    """Return the groups that show results, wherever the planner has put them."""
    found = QgsProject.instance().layerTreeRoot().findGroups(True)
    return [group for group in found if group.customProperty(_RESULT)]


def group_of(path):
    """Return the group that shows a result, None where there is none."""
    return next((group for group in groups() if _path_of(group) == str(path)), None)


def saved_result():
    """Return package ("" for the project's layers), scenario and path of a result that the open project shows."""
    group = next(iter(groups()), None)  # QGIS 3.44 reads an empty text as none
    return group and (group.customProperty(_PACKAGE) or "", group.customProperty(_SCENARIO) or "", _path_of(group))


def layer_of(path, table):
    """Return a result's layer as it stands in the project, None where the user removed it or it was never shown."""
    group = group_of(path)
    return next((node.layer() for node in _own(group) if node.layer().customProperty(_TABLE) == table), None)


def show(result, scenario, tables, package=None):
    """Show some tables of a result and hide its others, and other results; the planner's own layers stay as they are.

    tables : `result.Table`, the top one first; package : what was assessed, None for the project's layers.
    """
    group = group_of(result.path) or _new_group(result, scenario, package)
    wanted = [table.name for table in tables if table.spatial]
    for place, name in enumerate(wanted):
        layer = layer_of(result.path, name)
        if layer is None:
            layer = _load(result, name, group, place)
    for node in _own(group):
        shown = node.layer().customProperty(_TABLE) in wanted
        node.setItemVisibilityChecked(shown)
        node.setExpanded(shown)
    _in_order(group, wanted)
    hide_others(result.path)
    group.setItemVisibilityChecked(True)
    group.setExpanded(True)


def hide_others(path):
    """Hide the results that are not at this path (None for all), so that no grade of theirs is taken for its."""
    for group in groups():
        if _path_of(group) != str(path):
            group.setItemVisibilityChecked(False)


def drop(path, keep_group=False):
    """Take a result's layers out of the project, so that its file is free to be replaced, and its group with them.

    The group stays where it holds anything else, or where it is soon filled again.
    """
    group = group_of(path)
    if group is None:
        return
    group.setCustomProperty(_RESULT, str(path))  # its layers no longer tell where it lies
    QgsProject.instance().removeMapLayers([node.layerId() for node in _own(group)])
    if not keep_group and not group.children():
        group.parent().removeChildNode(group)


def look_at(canvas, result, table, row):
    """Bring one feature into view and flash it; return its layer and geometry, None where there is none."""
    table, row = result.place_of(table, row)
    layer = layer_of(result.path, table.name)
    if layer is None:  # not shown, or taken away by the planner
        layer = QgsVectorLayer(f"{result.path}|layername={table.name}", table.name, "ogr")
    feature = layer.getFeature(row["fid"]) if canvas is not None and layer.isValid() else None
    if feature is None or not feature.hasGeometry() or feature.geometry().isEmpty():
        return None
    _zoom(canvas, result.path, feature.geometry(), layer.crs())
    canvas.flashGeometries([feature.geometry()], layer.crs())
    return layer, feature.geometry()


def geometry_of(result, table, fid):
    """Return the layer and geometry of a feature of a result, whether or not it is in the project."""
    layer = layer_of(result.path, table) or QgsVectorLayer(f"{result.path}|layername={table}", table, "ogr")
    request = QgsFeatureRequest(fid).setNoAttributes()
    geometry = next((feature.geometry() for feature in layer.getFeatures(request)), None)
    return layer.crs(), geometry


def show_geometry(canvas, path, band, geometry, crs, look):
    """Draw a geometry with a rubber band; look : bring it into view where it is not."""
    shape = QgsGeometry(geometry)
    shape.transform(QgsCoordinateTransform(crs, canvas.mapSettings().destinationCrs(), QgsProject.instance()))
    band.setToGeometry(shape, None)
    if look and not canvas.extent().contains(shape.boundingBox()):
        _zoom(canvas, path, geometry, crs)


def zoom_to(canvas, path):
    """Bring everything of a result that is shown into view."""
    extent = _whole(canvas, path) if canvas is not None else None
    if extent is not None and not extent.isEmpty():
        extent.scale(1.1)
        canvas.setExtent(extent)
        canvas.refresh()


def _zoom(canvas, path, geometry, crs):
    """Bring a geometry into view with some of what lies around it, however small it is."""
    transform = QgsCoordinateTransform(crs, canvas.mapSettings().destinationCrs(), QgsProject.instance())
    try:
        extent, whole = transform.transformBoundingBox(geometry.boundingBox()), _whole(canvas, path)
    except QgsCsException:  # the map's CRS does not reach here: there is no place to go to
        return
    extent.scale(_AROUND)
    if whole is not None:
        extent.grow(_LEAST * max(whole.width(), whole.height()))
    if extent.isFinite():
        canvas.setExtent(extent)
        canvas.refresh()


def _whole(canvas, path):
    """Return the extent of the shown layers of a result on the canvas, None where there are none."""
    settings, whole = canvas.mapSettings(), None
    for node in _own(group_of(path)):
        if node.isVisible():
            extent = settings.layerExtentToOutputExtent(node.layer(), node.layer().extent())
            if whole is None:
                whole = extent
            whole.combineExtentWith(extent)
    return whole


def _own(group):
    """Return the nodes of a group that show the result: a planner may have put other layers there."""
    nodes = group.findLayers() if group is not None else ()
    return [node for node in nodes if node.layer() is not None and node.layer().customProperty(_TABLE)]


def _path_of(group):
    """Return the path of a group's result as its layers tell it, which follow a project that is moved."""
    for node in _own(group):
        path = file_of(node.layer())[0]
        if path is not None:
            return str(pathlib.Path(path))
    return group.customProperty(_RESULT)


def _new_group(result, scenario, package):
    names = ["Multiground", result.district, scenario]
    group = QgsProject.instance().layerTreeRoot().insertGroup(0, " – ".join(filter(None, names)))
    group.setCustomProperty(_RESULT, str(result.path))
    group.setCustomProperty(_SCENARIO, scenario)
    group.setCustomProperty(_PACKAGE, str(package or ""))
    return group


def _load(result, name, group, place):
    layer = QgsVectorLayer(f"{result.path}|layername={name}", table_names().get(name, name), "ogr")
    if not layer.isValid():
        raise ValueError(translate("Multiground", "The layer {} cannot be opened.").format(name))
    layer.setCustomProperty(_TABLE, name)
    layer.setReadOnly(True)
    QgsProject.instance().addMapLayer(layer, False)
    group.insertLayer(place, layer)
    return layer


def _in_order(group, wanted):
    """Put the shown layers on top in their order, without touching them where they are so already."""
    nodes = {node.layer().customProperty(_TABLE): node for node in _own(group)}
    now = [name for name in nodes if name in wanted]
    if now == [name for name in wanted if name in nodes]:
        return
    for name in reversed(wanted):
        if name in nodes:
            copy = nodes[name].clone()
            group.insertChildNode(0, copy)
            nodes[name].parent().removeChildNode(nodes[name])
