"""Frames to layers: written beside their place, moved there when complete, with their style."""

import contextlib
import itertools
import os
import pathlib
import shutil
import string
import tempfile
import time
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from osgeo import ogr
from qgis.core import (
    NULL,
    Qgis,
    QgsCoordinateTransform,
    QgsDataSourceUri,
    QgsFeature,
    QgsFeatureRequest,
    QgsFeatureSink,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsProcessing,
    QgsProcessingException,
    QgsProcessingFeatureSource,
    QgsProcessingLayerPostProcessorInterface,
    QgsProcessingOutputLayerDefinition,
    QgsProviderRegistry,
    QgsWkbTypes,
)
from qgis.PyQt import sip
from qgis.PyQt.QtXml import QDomDocument

from ...urbanform import clauses
from ...urbanform.errors import QT_TRANSLATE_NOOP, InputError
from .reading import BATCH, stop_if_canceled
from .texts import label, translate

_FOLDER, _DAY_S = ".multiground-", 86_400
STYLES = pathlib.Path(__file__).parent.parent.parent / "resources" / "styles"

if Qgis.QGIS_VERSION_INT >= 33800:
    from qgis.PyQt.QtCore import QMetaType

    FIELD_TYPES = {float: QMetaType.Type.Double, int: QMetaType.Type.LongLong, str: QMetaType.Type.QString}
    FIELD_TYPES[bool] = QMetaType.Type.Bool
else:
    from qgis.PyQt.QtCore import QVariant

    FIELD_TYPES = {float: QVariant.Double, int: QVariant.LongLong, str: QVariant.String, bool: QVariant.Bool}


class Result(NamedTuple):
    """A layer to be written: the destination parameter, what it holds, and its style."""

    name: str
    fields: QgsFields
    wkb_type: object
    crs: object
    features: object  # an iterable of QgsFeature
    style: str
    legend: dict = {}  # what the style needs beyond the grades: placeholder → XML


class Writing:
    """The part of an algorithm that writes results."""

    def graded(self, parameters, name, layer, frame, added, crs, context, style=None):
        """Return a measured input as the result OUTPUT: its features, with columns of the frame added."""
        source = self.parameterAsSource(parameters, name, context)
        fields = fields_with(source.fields(), added)
        rows = self._rows_with(source, layer, frame, added, crs, context)
        points = QgsWkbTypes.geometryType(source.wkbType()) == QgsWkbTypes.GeometryType.PointGeometry
        style = style or ("grade_points" if points else "grade_polygons")
        return Result("OUTPUT", fields, QgsWkbTypes.multiType(source.wkbType()), source.sourceCrs(), rows, style)

    def _rows_with(self, source, layer, frame, columns, crs, context):
        """Yield the measured features of an input, attributes kept, with the columns' values added."""
        row_of = dict(zip(frame["fid"].tolist(), zip(*(plain(frame[column]) for column in columns))))
        geometry_of = dict(zip(layer.frame["fid"], layer.frame.geometry)) if layer.repaired else {}
        back = QgsCoordinateTransform(crs, source.sourceCrs(), context.transformContext())
        flag = QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks
        for feature in source.getFeatures(QgsFeatureRequest(), flag):
            if feature.id() not in row_of:
                continue
            geometry = feature.geometry()
            if feature.id() in layer.repaired:
                geometry = QgsGeometry()
                geometry.fromWkb(geometry_of[feature.id()].wkb)
                geometry.transform(back)
            row = QgsFeature()
            row.setGeometry(multi(geometry))
            row.setAttributes(feature.attributes() + list(row_of[feature.id()]))
            yield row

    def write(self, parameters, context, feedback, *results, stream=()):
        """Write results beside their destinations; when all are complete, move them there; return ids.

        results : from the one that is drawn first, beneath the others, to the one on top.
        stream : pairs of a result's name and a feature, for results that are filled as they are computed.
        """
        features = ((result.name, feature) for result in results for feature in result.features)
        sinks = {}
        with contextlib.ExitStack() as stack:
            opened = [self._opened(parameters, context, feedback, result, stack, sinks) for result in results]
            try:
                for number, (name, feature) in enumerate(itertools.chain(features, stream)):
                    if number % BATCH == 0:
                        stop_if_canceled(feedback)
                    if not sinks[name].addFeature(feature, QgsFeatureSink.Flag.FastInsert):
                        raise QgsProcessingException(self.writeFeatureError(sinks[name], parameters, name))
            finally:
                sinks.clear()  # closes the files, which must be done before they are moved or mended
            stop_if_canceled(feedback)
            outputs, loaded = {}, [None] * len(results)
            for place, (result, (file, target, destination)) in enumerate(zip(results, opened)):
                qml = styled(result.style, result.fields, result.legend)
                if file and file.suffix == ".gpkg":
                    index_and_style(file, target.table, qml)
                styler = _Styler(qml, place, loaded)
                outputs[result.name] = self._settled(file, target, destination, styler, context)
        return outputs

    def _settled(self, file, target, destination, styler, context):
        """Move a finished result to its place and see to its style when it is loaded; return its id."""
        if file != target.file:
            destination = _move(file, target.file, destination, context)
        if context.willLoadLayerOnCompletion(destination):
            context.layerToLoadOnCompletionDetails(destination).setPostProcessor(styler)
            # its Python part must live until the context deletes it, so the provider holds it
            sip.transferto(styler, self.provider())
        return destination

    def _opened(self, parameters, context, feedback, result, stack, sinks):
        """Open a result's sink where it does not harm; return its file, target and id."""
        value, target = parameters[result.name], _target(parameters[result.name], context)
        file = target.file
        if file and not target.table:
            file = stack.enter_context(folder_beside(file)) / file.name
            value = _elsewhere(value, file)
        elif target.table:
            stack.push(lambda error, *_: error is not None and _drop(target))
        if file and file.suffix == ".shp":
            feedback.pushWarning(translate("Multiground", "A shapefile cuts field names to 10 characters; use .gpkg."))
        # a GeoPackage builds its spatial index when it is closed, which nobody could cancel: it comes afterwards
        options = ["SPATIAL_INDEX=NO"] if file and file.suffix == ".gpkg" and not target.table else []
        fields = result.fields if file else _without_aliases(result.fields)
        kind = fields, result.wkb_type, result.crs
        sink, destination = self.parameterAsSink(
            {**parameters, result.name: value}, result.name, context, *kind, layerOptions=options
        )
        if sink is None:
            raise QgsProcessingException(self.invalidSinkError(parameters, result.name))
        sinks[result.name] = sink
        return file, target, destination

    def replaces(self, name, layers):
        """Return whether a result may take the place of a GeoPackage that holds several layers."""
        return False

    def _refuse_destinations(self, parameters, context, feedback):
        """Refuse to write over an input, or over a GeoPackage that holds other layers."""
        names = [d.name() for d in self.parameterDefinitions() if d.type() == "source" and parameters.get(d.name())]
        layers = [(name, self.parameterAsVectorLayer(parameters, name, context)) for name in names]
        inputs = {_place(layer): name for name, layer in layers if layer is not None}
        taken = set()
        for definition in self.destinationParameterDefinitions():
            target = _target(parameters.get(definition.name()), context)
            if target.file is None:
                continue
            if target in taken or (target.file, None) in taken:
                permitted = QT_TRANSLATE_NOOP("Multiground", "a file or table of its own for each result")
                remedy = QT_TRANSLATE_NOOP("Multiground", "Choose another file name.")
                raise InputError(definition.name(), target.file, permitted, remedy)
            taken.add(target)
            if not os.access(target.file.parent, os.W_OK):
                permitted = QT_TRANSLATE_NOOP("Multiground", "a file in a folder that exists and can be written")
                remedy = QT_TRANSLATE_NOOP("Multiground", "Make the folder, or choose another.")
                raise InputError(definition.name(), target.file, permitted, remedy)
            if not target.file.exists():
                continue
            file, existing = os.path.realpath(target.file), _layer_names(target.file)
            used = [name for place, name in inputs.items() if place[0] == file and target.table in (None, place[1])]
            others = [] if target.table else sorted(existing - {target.file.stem, "layer_styles"})
            if self.replaces(definition.name(), existing):
                others = []
            if used or others:
                raise InputError(
                    definition.name(),
                    f"{target.file} ({', '.join(used or others)})",
                    QT_TRANSLATE_NOOP("Multiground", "a new file, or the file of an earlier result"),
                    QT_TRANSLATE_NOOP("Multiground", "Choose another file name."),
                )
            if target.table is None or target.table in existing:
                replaced = target.table or target.file
                feedback.pushWarning(translate("Multiground", "{} is replaced").format(replaced))


@contextlib.contextmanager
def folder_beside(target):
    """Make a folder beside a file to write in; take it away at the end, with what a killed run left a day ago."""
    for left in target.parent.glob(f"{_FOLDER}*"):
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime > _DAY_S:
                shutil.rmtree(left, ignore_errors=True)
    folder = pathlib.Path(tempfile.mkdtemp(prefix=_FOLDER, dir=target.parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class _Styler(QgsProcessingLayerPostProcessorInterface):
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


def fields_with(existing, added, renamed=()):
    """Return the existing fields and those added (name → type, or name → type and label).

    An existing field of an added name, or one named in `renamed`, keeps its values under another name;
    so does a `fid` that is no number, which a GeoPackage cannot take.
    """
    texts = {field.name().lower() for field in existing if not field.isNumeric()}
    renamed = {*renamed, *({"fid"} & texts)}
    taken = {field.name().lower() for field in existing} | set(added)
    fields = QgsFields()
    for field in existing:
        if field.name().lower() in {*added, *renamed}:
            field, name = QgsField(field), f"{field.name()}_input"
            while name.lower() in taken:
                name += "_"
            taken.add(name.lower())
            field.setName(name)
        fields.append(field)
    for name, kind in added.items():
        kind, alias = kind if isinstance(kind, tuple) else (kind, label(name))
        field = QgsField(name, FIELD_TYPES[kind])
        field.setAlias(alias)
        fields.append(field)
    return fields


def _without_aliases(fields):
    """Return fields as a scratch layer takes them: QGIS 3.44 warns of each alias; the style brings them."""
    bare = QgsFields()
    for field in fields:
        field = QgsField(field)
        field.setAlias("")
        bare.append(field)
    return bare


def plain(column):
    """Return a column's values as QGIS takes them: NaN as NULL."""
    return [NULL if value is None or value != value else value for value in column.tolist()]


def multi(geometry):
    """Return a geometry as a multipart one, without one staying without."""
    geometry.convertToMultiType()
    return geometry


def feature_of(wkb, attributes, back):
    """Return a feature of a geometry in metres (None for none), brought back to the result's CRS."""
    feature = QgsFeature()
    if wkb is not None:
        geometry = QgsGeometry()
        geometry.fromWkb(wkb)
        geometry.transform(back)
        if not geometry.isEmpty():
            feature.setGeometry(multi(geometry))
    feature.setAttributes(attributes)
    return feature


class _Target(NamedTuple):
    """Where a result goes: a file, a table of a file, or (None, None) for memory and databases."""

    file: pathlib.Path
    table: str


def _target(value, context):
    if isinstance(value, QgsProcessingOutputLayerDefinition):
        value = value.sink.valueAsString(context.expressionContext(), "")[0]
    text = str(value or "")
    if text.startswith("ogr:"):
        uri = QgsDataSourceUri(text[4:])
        return _Target(pathlib.Path(uri.database()), uri.table())
    elsewhere = text == QgsProcessing.TEMPORARY_OUTPUT or text.split(":")[0] in ("memory", "postgres", "spatialite")
    return _Target(None if elsewhere or not pathlib.Path(text).suffix else pathlib.Path(text), None)


def _elsewhere(value, file):
    """Return a destination's value with another file in it."""
    if not isinstance(value, QgsProcessingOutputLayerDefinition):
        return str(file)
    other = QgsProcessingOutputLayerDefinition(str(file), value.destinationProject)
    other.destinationName, other.createOptions = value.destinationName, value.createOptions
    return other


def _move(file, target, destination, context):
    """Move a finished result to its place; return its id there, under which it will be loaded."""
    for part in file.parent.iterdir():
        os.replace(part, target.parent / part.name)
    moved = destination.replace(str(file), str(target))
    waiting = context.layersToLoadOnCompletion()
    if destination in waiting:
        waiting[moved] = waiting.pop(destination)
        context.setLayersToLoadOnCompletion(waiting)
    return moved


def _place(layer):
    """Return the real file and the table that a layer is read from."""
    uri = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    return os.path.realpath(uri.get("path") or ""), uri.get("layerName") or pathlib.Path(uri.get("path") or "").stem


def opened(path, update=False):
    """Return a file as GDAL opens it; None where it cannot, also where something has switched GDAL's exceptions on."""
    try:
        return ogr.Open(str(path), int(update)) if path.exists() else None
    except RuntimeError:
        return None


def _layer_names(path):
    dataset = opened(path) if path.suffix == ".gpkg" else None
    return {dataset.GetLayer(i).GetName() for i in range(dataset.GetLayerCount())} if dataset else set()


def _drop(target):
    """Take a half-written table out of its file again."""
    dataset = ogr.Open(str(target.file), 1)
    if dataset is not None and dataset.GetLayerByName(target.table) is not None:
        dataset.ExecuteSQL(f'DROP TABLE "{target.table}"')


def styled(style, fields, own):
    """Return a style of `resources/styles` with its legend and the fields' aliases in the user's language."""
    aliases = "".join(
        f"<alias index={quoteattr(str(index))} field={quoteattr(field.name())} name={quoteattr(field.alias())}/>"
        for index, field in enumerate(fields)
        if field.alias()
    )
    legend = {name: escape(label) for name, label in _legend().items()}
    template = (STYLES / f"{style}.qml").read_text(encoding="utf-8")
    return string.Template(template).substitute(legend, aliases=aliases, **own)


def _legend():
    return {
        clauses.GRADES[0]: translate("Multiground", "excellent"),
        clauses.GRADES[1]: translate("Multiground", "good"),
        clauses.GRADES[2]: translate("Multiground", "fair"),
        clauses.GRADES[3]: translate("Multiground", "violation"),
        clauses.UNASSESSED: translate("Multiground", "not assessed"),
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


def replace_text(path, text):
    """Write a text beside its file, then move it there, so that nobody meets half a file."""
    with folder_beside(path) as folder:
        part = folder / path.name
        part.write_text(text, encoding="utf-8")
        os.replace(part, path)
