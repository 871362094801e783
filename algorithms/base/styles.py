"""How results look: the styles of `resources/styles` in the user's language, in the file and on the map."""

import pathlib
import string
from html import escape

from osgeo import ogr
from qgis.core import QgsProcessingLayerPostProcessorInterface
from qgis.PyQt.QtXml import QDomDocument

from .report_texts import grade_names
from .texts import translate

STYLES = pathlib.Path(__file__).parent.parent.parent / "resources" / "styles"


class Styler(QgsProcessingLayerPostProcessorInterface):
    """Gives a loaded result its style, and its place among the others of the run.

    place : counted from below; loaded : the ids of the layers by place, shared by the results of a run.
    """

    def __init__(self, qml, place, loaded):
        super().__init__()
        self.qml, self.place, self.loaded = qml, place, loaded

    def postProcessLayer(self, layer, context, feedback):
        document = QDomDocument()
        document.setContent(self.qml)
        layer.importNamedStyle(document)
        self.loaded[self.place] = layer.id()
        if context.project() is not None:
            _stack([name for name in self.loaded if name], context.project().layerTreeRoot())


def _stack(names, tree):
    """Bring layers into their order, the first lowest: QGIS stacks results by their names, in no order in Chinese."""
    nodes = [node for node in map(tree.findLayer, reversed(names)) if node is not None]
    if len({node.parent() for node in nodes}) != 1:
        return
    group = nodes[0].parent()
    top = min(group.children().index(node) for node in nodes)
    if group.children()[top : top + len(nodes)] != nodes:
        group.insertChildNodes(top, [node.clone() for node in nodes])
        for node in nodes:
            group.removeChildNode(node)


def styled(style, fields, own):
    """Return a style of `resources/styles` with its legend and the fields' aliases in the user's language."""
    aliases = "".join(
        f'<alias index="{index}" field="{escape(field.name())}" name="{escape(field.alias())}"/>'
        for index, field in enumerate(fields)
        if field.alias()
    )
    legend = {name: escape(label) for name, label in _legend().items()}
    template = (STYLES / f"{style}.qml").read_text(encoding="utf-8")
    return string.Template(template).substitute(legend, aliases=aliases, **own)


def _legend():
    return {
        **grade_names(),
        "whole": translate("Multiground", "counted whole"),
        "half": translate("Multiground", "boundary road, counted half"),
        "system": translate("Multiground", "multi-ground system (each its own colour)"),
        "isolated": translate("Multiground", "isolated: joined to nothing"),
        "apart": translate("Multiground", "no near-ground surface, or outside"),
        "block": translate("Multiground", "block, with the side of its plots"),
        "empty_block": translate("Multiground", "block without a plot"),
        "high": translate("Multiground", "high-intensity district"),
        "quasi": translate("Multiground", "quasi high-intensity district"),
        "not": translate("Multiground", "not a high-intensity district"),
        "counted": translate("Multiground", "counted"),
        "uncounted": translate("Multiground", "not counted"),
        "skyway": translate("Multiground", "skyway"),
        "rooftop": translate("Multiground", "rooftop"),
        "underground": translate("Multiground", "underground"),
        "other": translate("Multiground", "other near-ground surface"),
        "built_up": translate("Multiground", "built up"),
        "open_front": translate("Multiground", "open"),
        "no_share": translate("Multiground", "no floor area, or none known"),
        "nothing_public": translate("Multiground", "no public property"),
    }


_STYLE_FIELDS = {
    "f_table_catalog": ogr.OFTString,
    "f_table_schema": ogr.OFTString,
    "f_table_name": ogr.OFTString,
    "f_geometry_column": ogr.OFTString,
    "styleName": ogr.OFTString,
    "styleQML": ogr.OFTString,
    "styleSLD": ogr.OFTString,
    "useAsDefault": ogr.OFTInteger,
    "description": ogr.OFTString,
    "owner": ogr.OFTString,
    "ui": ogr.OFTString,
    "update_time": ogr.OFTDateTime,
}


def index_and_style(path, table, qml):
    """Index a layer of a GeoPackage and store its style as the default, so that QGIS opens it coloured."""
    dataset = ogr.Open(str(path), 1)
    layer = dataset.GetLayerByName(table) if table else dataset.GetLayer(0)
    if layer.GetGeometryColumn() and not table:
        name, column = (text.replace("'", "''") for text in (layer.GetName(), layer.GetGeometryColumn()))
        dataset.ExecuteSQL(f"SELECT CreateSpatialIndex('{name}', '{column}')")
    styles = styles_table(dataset)
    for old in [row.GetFID() for row in styles if row["f_table_name"] == layer.GetName()]:
        styles.DeleteFeature(old)
    add_style(styles, layer, "Multiground", qml)


def styles_table(dataset):
    """Return the table in which a GeoPackage keeps its styles, made where it has none."""
    styles = dataset.GetLayerByName("layer_styles")
    if styles is None:
        styles = dataset.CreateLayer("layer_styles", None, ogr.wkbNone)
        for name, kind in _STYLE_FIELDS.items():
            field = ogr.FieldDefn(name, kind)
            field.SetSubType(ogr.OFSTBoolean if name == "useAsDefault" else ogr.OFSTNone)
            styles.CreateField(field)
    return styles


def add_style(styles, layer, name, qml, default=True):
    """Store a style of a layer under a name."""
    row = ogr.Feature(styles.GetLayerDefn())
    row["f_table_catalog"] = row["f_table_schema"] = row["styleSLD"] = ""
    row["f_table_name"], row["f_geometry_column"] = layer.GetName(), layer.GetGeometryColumn()
    row["styleName"], row["styleQML"], row["useAsDefault"] = name, qml, int(default)
    styles.CreateFeature(row)
