"""The result's layers in the project: one group, shown clause by clause, found again by what is written on it."""

from qgis.core import (
    QgsCoordinateTransform,
    QgsFeatureRequest,
    QgsGeometry,
    QgsLayerTreeGroup,
    QgsProject,
    QgsVectorLayer,
)

from .texts import table_names, translate

_RESULT, _TABLE = "multiground/result", "multiground/table"
_AROUND, _LEAST = 2.0, 0.1  # what is seen around a feature: times its own size, and of the whole


def group_of(path):
    """Return the group that shows a result, None where there is none."""
    found = QgsProject.instance().layerTreeRoot().children()
    groups = (node for node in found if isinstance(node, QgsLayerTreeGroup))
    return next((group for group in groups if group.customProperty(_RESULT) == str(path)), None)


def saved_result():
    """Return the path of a result that the open project shows."""
    for node in QgsProject.instance().layerTreeRoot().children():
        if isinstance(node, QgsLayerTreeGroup) and node.customProperty(_RESULT):
            return node.customProperty(_RESULT)
    return None


def layer_of(path, table):
    """Return a result's layer as it stands in the project, None where the user removed it or it was never shown."""
    group = group_of(path)
    layers = (node.layer() for node in group.findLayers()) if group is not None else ()
    return next((layer for layer in layers if layer is not None and layer.customProperty(_TABLE) == table), None)


def show(result, scenario, tables):
    """Show some tables of a result and hide its others; the planner's own layers stay as they are.

    tables : `result.Table`, the top one first.
    """
    group = group_of(result.path) or _new_group(result, scenario)
    wanted = [table.name for table in tables if table.spatial]
    for place, name in enumerate(wanted):
        layer = layer_of(result.path, name)
        if layer is None:
            layer = _load(result, name, group, place)
    for node in group.findLayers():
        layer = node.layer()
        shown = layer is not None and layer.customProperty(_TABLE) in wanted
        node.setItemVisibilityChecked(shown)
        node.setExpanded(shown)
    _in_order(group, wanted)
    group.setItemVisibilityChecked(True)
    group.setExpanded(True)


def drop(path):
    """Take a result's group and its layers out of the project, so that its file is free to be replaced."""
    group = group_of(path)
    if group is not None:
        QgsProject.instance().removeMapLayers(group.findLayerIds())
        QgsProject.instance().layerTreeRoot().removeChildNode(group)


def look_at(canvas, result, table, row):
    """Bring one feature into view and flash it."""
    layer = layer_of(result.path, table.name)
    if canvas is None or layer is None or row["extent"] is None:
        return
    feature = layer.getFeature(row["fid"])
    if not feature.isValid():
        return
    _zoom(canvas, result.path, feature.geometry(), layer.crs())
    canvas.flashFeatureIds(layer, [row["fid"]])


def geometry_of(result, table, fid):
    """Return the layer and geometry of a feature of a result, whether or not it is in the project."""
    layer = layer_of(result.path, table) or QgsVectorLayer(f"{result.path}|layername={table}", table, "ogr")
    request = QgsFeatureRequest(fid).setNoAttributes()
    geometry = next((feature.geometry() for feature in layer.getFeatures(request)), None)
    return layer.crs(), geometry


def show_geometry(canvas, path, band, geometry, crs):
    """Draw a geometry with a rubber band and bring it into view."""
    shape = QgsGeometry(geometry)
    shape.transform(QgsCoordinateTransform(crs, canvas.mapSettings().destinationCrs(), QgsProject.instance()))
    band.setToGeometry(shape, None)
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
    extent, whole = transform.transformBoundingBox(geometry.boundingBox()), _whole(canvas, path)
    extent.scale(_AROUND)
    if whole is not None:
        extent.grow(_LEAST * max(whole.width(), whole.height()))
    canvas.setExtent(extent)
    canvas.refresh()


def _whole(canvas, path):
    """Return the extent of the shown layers of a result on the canvas, None where there are none."""
    group, settings, whole = group_of(path), canvas.mapSettings(), None
    for node in group.findLayers() if group is not None else ():
        if node.isVisible() and node.layer() is not None:
            extent = settings.layerExtentToOutputExtent(node.layer(), node.layer().extent())
            if whole is None:
                whole = extent
            whole.combineExtentWith(extent)
    return whole


def _new_group(result, scenario):
    names = ["Multiground", result.district, scenario]
    group = QgsProject.instance().layerTreeRoot().insertGroup(0, " – ".join(filter(None, names)))
    group.setCustomProperty(_RESULT, str(result.path))
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
    nodes = {node.layer().customProperty(_TABLE): node for node in group.findLayers() if node.layer() is not None}
    now = [name for name in nodes if name in wanted]
    if now == [name for name in wanted if name in nodes]:
        return
    for name in reversed(wanted):
        if name in nodes:
            copy = nodes[name].clone()
            group.insertChildNode(0, copy)
            group.removeChildNode(nodes[name])
