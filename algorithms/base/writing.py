"""Frames to layers: written beside their place, moved there when complete, with their style."""

import contextlib
import itertools
import os
import pathlib
import shutil
import tempfile
import time
from typing import NamedTuple

from osgeo import gdal, ogr
from qgis.core import (
    QgsCoordinateTransform,
    QgsDataSourceUri,
    QgsFeature,
    QgsFeatureRequest,
    QgsFeatureSink,
    QgsFields,
    QgsGeometry,
    QgsProcessing,
    QgsProcessingException,
    QgsProcessingFeatureSource,
    QgsProcessingOutputLayerDefinition,
    QgsProviderRegistry,
    QgsWkbTypes,
)
from qgis.PyQt import sip

from ...urbanform.errors import QT_TRANSLATE_NOOP, InputError
from ...urbanform.sql import named
from .features import fields_with, multi, plain, without_aliases
from .reading import BATCH, stop_if_canceled
from .styles import Styler, index_and_style, styled
from .texts import translate

_FOLDER, _DAY_S = ".multiground-", 86_400


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
                styler = Styler(qml, place, loaded)
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
        fields = result.fields if file else without_aliases(result.fields)
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
            own = {target.file.stem, target.file.name.split(".")[0], "layer_styles"}  # QGIS ends a name at a dot
            others = [] if target.table else sorted(existing - own)
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
def without_syncing():
    """Let GDAL not wait for the disk at each change of a GeoPackage: for files in a `folder_beside` only.

    What the machine loses of them when it fails is of no use anyway; `put` waits once, for the whole file.
    """
    name = "OGR_SQLITE_SYNCHRONOUS"
    before = gdal.GetThreadLocalConfigOption(name)
    gdal.SetThreadLocalConfigOption(name, "OFF")
    try:
        yield
    finally:
        gdal.SetThreadLocalConfigOption(name, before)


def put(file, target):
    """Move a finished file to its place, as soon as the disk holds all of it."""
    with file.open("rb+") as part:
        os.fsync(part.fileno())
    os.replace(file, target)


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
        dataset.ExecuteSQL(named("DROP TABLE {}", target.table))


def replace_text(path, text):
    """Write a text beside its file, then move it there, so that nobody meets half a file."""
    with folder_beside(path) as folder:
        part = folder / path.name
        part.write_text(text, encoding="utf-8")
        os.replace(part, path)
