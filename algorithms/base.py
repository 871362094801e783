"""What all algorithms share: layers to frames and back, the measuring CRS, refusals, styles."""

import contextlib
import gc
import importlib.metadata
import os
import pathlib
import shutil
import string
import tempfile
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from osgeo import ogr, osr
from qgis.core import (
    NULL,
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsDataSourceUri,
    QgsDistanceArea,
    QgsFeature,
    QgsFeatureRequest,
    QgsFeatureSink,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsPointXY,
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingException,
    QgsProcessingFeatureSource,
    QgsProcessingLayerPostProcessorInterface,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingParameterDefinition,
    QgsProviderRegistry,
    QgsRectangle,
    QgsUnitTypes,
    QgsWkbTypes,
)
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication, QLocale, QSettings
from qgis.PyQt.QtXml import QDomDocument

from ..urbanform import attributes, clauses, measuring, tables
from ..urbanform.errors import QT_TRANSLATE_NOOP, InputError

translate = QCoreApplication.translate
RESOURCES = pathlib.Path(__file__).parent.parent / "resources"
DOCS = "https://github.com/multiground/multiground/blob/main/docs/"
_BATCH = 5_000
_LISTED_IDS = 100

if Qgis.QGIS_VERSION_INT >= 33800:
    from qgis.PyQt.QtCore import QMetaType

    _TYPES = {float: QMetaType.Type.Double, int: QMetaType.Type.LongLong, str: QMetaType.Type.QString}
else:
    from qgis.PyQt.QtCore import QVariant

    _TYPES = {float: QVariant.Double, int: QVariant.LongLong, str: QVariant.String}


class Layer(NamedTuple):
    """An input as a frame in metres: `fid`, canonical fields and geometry, one row a usable feature."""

    frame: object  # geopandas.GeoDataFrame without a CRS
    repaired: set  # ids of features measured in a repaired copy


def language():
    """Return the language of the user's QGIS as the column suffix of the data tables: en or zh."""
    settings = QSettings()
    chosen = settings.value("locale/overrideFlag", False, type=bool) and settings.value("locale/userLocale", "")
    return "zh" if str(chosen or QLocale().name()).lower().startswith("zh") else "en"


def missing_libraries(needed):
    """Return what a user's QGIS lacks of the needed libraries, with the version found."""
    missing = []
    for name, oldest in needed:
        try:
            version = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            missing.append(name)
            continue
        if int(version.split(".")[0]) < oldest:
            missing.append(f"{name} ≥ {oldest} ({version})")
    return missing


class MultigroundAlgorithm(QgsProcessingAlgorithm):
    """An adapter: reads layers, refuses what cannot be measured, calls `urbanform`, writes results."""

    LIBRARIES = (("numpy", 1), ("pandas", 1), ("geopandas", 0), ("shapely", 2))

    def createInstance(self):
        return type(self)()

    def helpUrl(self):
        return f"{DOCS}{type(self).__module__.rsplit('.', 1)[-1]}.md"

    def canExecute(self):
        missing = missing_libraries(self.LIBRARIES)
        if not missing:
            return True, ""
        remedy = translate(
            "Multiground",
            "Python libraries missing: {}. Windows: run the OSGeo4W setup and install the package qgis-full "
            "(the MSI installers hold it). macOS: install the official QGIS 3.44.7 or newer. Debian, Ubuntu: "
            "apt install python3-geopandas python3-networkx python3-scipy; where shapely is older than 2, "
            "also: pip install --user shapely==2.0.7"
        )
        return False, remedy.format(", ".join(missing))

    def add(self, parameter, help_text, advanced=False):
        """Add a parameter with its one-sentence help."""
        parameter.setHelp(help_text)
        if advanced:
            parameter.setFlags(parameter.flags() | QgsProcessingParameterDefinition.Flag.FlagAdvanced)
        self.addParameter(parameter)

    def processAlgorithm(self, parameters, context, feedback):
        able, remedy = self.canExecute()  # qgis_process does not ask
        if not able:
            raise QgsProcessingException(remedy)
        try:
            self._refuse_destinations(parameters, context, feedback)
            return self.measure(parameters, context, feedback)
        except InputError as error:
            raise QgsProcessingException(self._sentence(error)) from error

    def measure(self, parameters, context, feedback):
        """Read, refuse, compute, write, return: the five steps of every algorithm."""
        raise NotImplementedError

    def _sentence(self, error):
        text = translate("Multiground", "{parameter}: found {value}; permitted: {permitted}. {remedy}")
        return text.format(
            parameter=error.parameter,
            value=translate("Multiground", str(error.value)),
            permitted=translate("Multiground", error.permitted),
            remedy=translate("Multiground", error.remedy),
        )

    # reading

    def source(self, parameters, name, context, geometry_type):
        """Return a feature source; refuse a missing layer and one of another geometry type."""
        source = self.parameterAsSource(parameters, name, context)
        if source is None:
            raise QgsProcessingException(self.invalidSourceError(parameters, name))
        found = QgsWkbTypes.geometryType(source.wkbType())
        if geometry_type is not None and found not in (geometry_type, QgsWkbTypes.GeometryType.UnknownGeometry):
            raise InputError(
                name,
                QgsWkbTypes.geometryDisplayString(found),
                QgsWkbTypes.geometryDisplayString(geometry_type),
                QT_TRANSLATE_NOOP("Multiground", "Choose a layer of that geometry type."),
            )
        if not source.sourceCrs().isValid():
            raise InputError(
                name,
                QT_TRANSLATE_NOOP("Multiground", "no coordinate reference system"),
                QT_TRANSLATE_NOOP("Multiground", "any known one"),
                QT_TRANSLATE_NOOP("Multiground", "Set the layer's CRS in its properties."),
            )
        return source

    def read(self, parameters, name, context, feedback, crs, fields, geometry_type):
        """Return a layer in a CRS: `fields` maps canonical names to FIELD parameters.

        A field parameter left empty is looked up in `fields.csv`. Unusable features are skipped,
        counted and named in the log; a layer without a usable one is refused.
        """
        import geopandas

        source = self.source(parameters, name, context, geometry_type)
        columns = self._columns(parameters, name, source, fields, context, feedback)
        with _no_garbage_collection():
            data = self._stream(parameters, name, source, crs, columns, context, feedback)
            if data is None:
                data = self._features(source, crs, columns, context, feedback)
            geometry, bad, repaired = usable(data.pop("wkb"), geometry_type)
        # an array of geometries is taken as it is, others are looked through one by one
        frame = geopandas.GeoDataFrame(data, geometry=geopandas.array.GeometryArray(geometry), crs=None)
        for reason, rows in bad.items():
            self._tell_skipped(name, reason, frame["fid"].to_numpy()[rows], len(frame), feedback)
        ids = set(frame["fid"].to_numpy()[repaired].tolist())
        if ids:
            text = translate("Multiground", "{}: measured in a repaired copy: features {}")
            feedback.pushWarning(text.format(name, _listed(sorted(ids))))
        frame = frame[frame.geometry.notna()].reset_index(drop=True)
        if frame.empty:
            raise _without_features(name)
        return Layer(frame, ids)

    def _columns(self, parameters, name, source, fields, context, feedback):
        names, columns = source.fields().names(), {}
        for canonical, parameter in fields.items():
            chosen = self.parameterAsString(parameters, parameter, context)
            found = chosen or attributes.find_field(names, canonical)
            if found and found not in names:
                raise InputError(
                    parameter,
                    found,
                    ", ".join(names),
                    QT_TRANSLATE_NOOP("Multiground", "Choose a field of the layer."),
                )
            if found:
                columns[canonical] = found
                text = translate("Multiground", "{}: {} is read from field {}")
                feedback.pushInfo(text.format(name, canonical, found))
        return columns

    def _features(self, source, crs, columns, context, feedback):
        request = QgsFeatureRequest()
        request.setDestinationCrs(crs, context.transformContext())
        index = {name: source.fields().lookupField(field) for name, field in columns.items()}
        request.setSubsetOfAttributes(list(index.values()))
        data = {"fid": [], "wkb": [], **{name: [] for name in columns}}
        flag = QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks
        for number, feature in enumerate(source.getFeatures(request, flag)):
            if number % _BATCH == 0:
                stop_if_canceled(feedback)
            geometry = feature.geometry()
            if QgsWkbTypes.isCurvedType(geometry.wkbType()):
                geometry = QgsGeometry(geometry.constGet().segmentize())
            data["fid"].append(feature.id())
            data["wkb"].append(geometry.asWkb().data())
            for name, position in index.items():
                value = feature.attribute(position)
                data[name].append(None if value == NULL else value)
        return data

    def _stream(self, parameters, name, source, crs, columns, context, feedback):
        """Read a whole GeoPackage layer column by column, ten times as fast; None where that fails.

        Only what the file holds can be read so: no selection, filter, edit, join or transformation.
        """
        layer = self.parameterAsVectorLayer(parameters, name, context)
        plain = (
            layer is not None
            and layer.dataProvider().storageType() == "GPKG"
            and not (layer.subsetString() or layer.isEditable())
            and source.featureCount() == layer.featureCount() == layer.dataProvider().featureCount()
            and source.sourceCrs() == crs
            and not QgsWkbTypes.isCurvedType(layer.wkbType())
            and set(columns.values()) <= set(layer.dataProvider().fields().names())
        )
        if not plain or not hasattr(ogr.Layer, "GetArrowStreamAsNumPy"):
            return None
        uri = QgsProviderRegistry.instance().decodeUri("ogr", layer.source())
        dataset = ogr.Open(uri["path"])
        table = dataset.GetLayerByName(uri["layerName"]) if uri.get("layerName") else dataset.GetLayer(0)
        definition = table.GetLayerDefn()
        known = [definition.GetFieldDefn(i) for i in range(definition.GetFieldCount())]
        if any(field.GetSubType() == ogr.OFSTBoolean for field in known if field.GetName() in columns.values()):
            return None  # GDAL 3.6 reads true and false at the wrong rows
        table.SetIgnoredFields([field.GetName() for field in known if field.GetName() not in columns.values()])
        data = {"fid": [], "wkb": [], **{column: [] for column in columns}}
        for batch in table.GetArrowStreamAsNumPy(options=["USE_MASKED_ARRAYS=YES"]):
            stop_if_canceled(feedback)
            data["fid"] += batch[table.GetFIDColumn()].tolist()
            data["wkb"] += batch[table.GetGeometryColumn()].tolist()
            for column, field in columns.items():
                data[column] += [v.decode() if isinstance(v, bytes) else v for v in batch[field].tolist()]
        return data

    def _tell_skipped(self, name, reason, ids, number, feedback):
        text = translate("Multiground", "{}: {} of {} features skipped, {}: {}")
        feedback.pushWarning(text.format(name, len(ids), number, reason, _listed(ids)))

    # measuring

    def measuring_crs(self, name, source, context, feedback):
        """Return the CRS to measure in and the largest deviation of its scale from 1 over the data."""
        crs, extent = source.sourceCrs(), _extent(name, source)
        metric = not crs.isGeographic() and crs.mapUnits() == QgsUnitTypes.DistanceUnit.DistanceMeters
        if metric and crs.authid() not in measuring.WEB_MERCATOR and "+b=6378137" not in crs.toProj():
            error = _scale_error(crs, extent, context)
            if error <= measuring.SCALE_TOLERANCE:
                return self._told(crs, error, feedback)
        box = _degrees(name, crs, extent, context)
        own, local = osr.SpatialReference(), osr.SpatialReference()
        own.ImportFromWkt(crs.toWkt())
        local.CopyGeogCSFrom(own)
        local.SetTM(box.center().y(), box.center().x(), 1, 0, 0)
        local = QgsCoordinateReferenceSystem.fromWkt(local.ExportToWkt())
        there = QgsCoordinateTransform(crs, local, context.transformContext()).transformBoundingBox(extent)
        return self._told(local, _scale_error(local, there, context), feedback)

    def _told(self, crs, error, feedback):
        text = translate("Multiground", "Measured in {}, whose scale stays within {:.1g} of 1")
        feedback.pushInfo(text.format(crs.authid() or crs.toProj(), error))
        return crs, error

    def finish(self, steps, feedback):
        """Run a stepwise measure, showing its progress; cancel between steps."""
        while True:
            try:
                feedback.setProgress(100 * next(steps))
            except StopIteration as stop:
                return stop.value
            stop_if_canceled(feedback)

    # writing

    def rows_with(self, parameters, name, layer, frame, columns, crs, context):
        """Yield the measured features of an input, attributes kept, with the columns' values added."""
        source = self.parameterAsSource(parameters, name, context)
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
            geometry.convertToMultiType()
            row = QgsFeature()
            row.setGeometry(geometry)
            row.setAttributes(feature.attributes() + list(row_of[feature.id()]))
            yield row

    def write(self, parameters, name, context, feedback, fields, wkb_type, crs, features, style):
        """Write features and their style beside the destination, then move them; return the layer's id."""
        target = _target(parameters[name], context)
        with contextlib.ExitStack() as stack:
            value, file = parameters[name], target.file
            if file and not target.table:
                folder = pathlib.Path(tempfile.mkdtemp(prefix=".multiground-", dir=target.file.parent))
                stack.callback(shutil.rmtree, folder, ignore_errors=True)
                file = folder / target.file.name
                value = _elsewhere(value, file)
            elif target.table:
                stack.push(lambda error, *_: error is not None and _drop(target))
            sink, destination = self.parameterAsSink({**parameters, name: value}, name, context, fields, wkb_type, crs)
            if sink is None:
                raise QgsProcessingException(self.invalidSinkError(parameters, name))
            try:
                for number, feature in enumerate(features):
                    if number % _BATCH == 0:
                        stop_if_canceled(feedback)
                    if not sink.addFeature(feature, QgsFeatureSink.Flag.FastInsert):
                        raise QgsProcessingException(self.writeFeatureError(sink, parameters, name))
            finally:
                del sink  # closes the file, which must be done before it is moved or mended
            qml = styled(style, fields)
            if file and file.suffix == ".gpkg":
                _store_style(file, target.table, qml)
            if file and not target.table:
                destination = _move(file, target.file, destination, context)
        if context.willLoadLayerOnCompletion(destination):
            styler = _Styler(qml)
            context.layerToLoadOnCompletionDetails(destination).setPostProcessor(styler)
            # its Python part must live until the context deletes it, so the provider holds it
            sip.transferto(styler, self.provider())
        return destination

    def _refuse_destinations(self, parameters, context, feedback):
        """Refuse to write over an input, or over a GeoPackage that holds other layers."""
        names = [d.name() for d in self.parameterDefinitions() if d.type() == "source" and parameters.get(d.name())]
        layers = [(name, self.parameterAsVectorLayer(parameters, name, context)) for name in names]
        inputs = {_place(layer): name for name, layer in layers if layer is not None}
        for definition in self.destinationParameterDefinitions():
            target = _target(parameters.get(definition.name()), context)
            if target.file is None:
                continue
            if not os.access(target.file.parent, os.W_OK):
                permitted = QT_TRANSLATE_NOOP("Multiground", "a file in a folder that exists and can be written")
                remedy = QT_TRANSLATE_NOOP("Multiground", "Make the folder, or choose another.")
                raise InputError(definition.name(), target.file, permitted, remedy)
            if not target.file.exists():
                continue
            file, existing = os.path.realpath(target.file), _layer_names(target.file)
            used = [name for place, name in inputs.items() if place[0] == file and target.table in (None, place[1])]
            others = [] if target.table else sorted(existing - {target.file.stem, "layer_styles"})
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


class _Styler(QgsProcessingLayerPostProcessorInterface):
    """Gives a loaded result its style; what is stored in a GeoPackage needs none."""

    def __init__(self, qml):
        super().__init__()
        self.qml = qml

    def postProcessLayer(self, layer, context, feedback):
        document = QDomDocument()
        document.setContent(self.qml)
        layer.importNamedStyle(document)


def stop_if_canceled(feedback):
    if feedback.isCanceled():
        raise QgsProcessingException(translate("Multiground", "Cancelled; nothing was written."))


def fields_with(existing, added, renamed=()):
    """Return the existing fields and those added (name → type).

    An existing field of an added name, or one named in `renamed`, keeps its values under another name.
    """
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
        field = QgsField(name, _TYPES[kind])
        field.setAlias(_label(name))
        fields.append(field)
    return fields


def _label(name):
    """Return the label of a field in the user's language."""
    return next(row[f"label_{language()}"] for row in tables.rows("fields") if row["field"] == name)


def plain(column):
    """Return a column's values as QGIS takes them: NaN as NULL."""
    return [NULL if value is None or value != value else value for value in column.tolist()]


def usable(wkb, geometry_type):
    """Return geometries (None where unusable), the rows unusable by reason, and the rows repaired.

    Lines are never repaired: a vertical lift would become a point.
    """
    import numpy as np
    import shapely

    geometry = shapely.from_wkb(np.array(wkb, dtype=object), on_invalid="ignore")
    empty = shapely.is_missing(geometry) | shapely.is_empty(geometry)
    infinite = ~empty & ~np.isfinite(shapely.bounds(geometry)).all(axis=1)
    geometry[empty | infinite] = None
    bad = {
        translate("Multiground", "without a geometry"): np.flatnonzero(empty),
        translate("Multiground", "with coordinates that are no numbers"): np.flatnonzero(infinite),
    }
    repaired = np.array([], dtype=int)
    if geometry_type == QgsWkbTypes.GeometryType.PolygonGeometry:
        geometry = shapely.force_2d(geometry)
        repaired = np.flatnonzero(~(shapely.is_valid(geometry) | shapely.is_missing(geometry)))
        geometry[repaired] = [_polygonal(shape) for shape in shapely.make_valid(geometry[repaired])]
        hopeless = shapely.is_missing(geometry) | (shapely.area(geometry) == 0)
        bad[translate("Multiground", "with a geometry that cannot be repaired")] = np.flatnonzero(hopeless & ~empty & ~infinite)
        geometry[hopeless] = None
        repaired = repaired[~hopeless[repaired]]
    elif geometry_type == QgsWkbTypes.GeometryType.LineGeometry:
        points = ~empty & ~infinite & (shapely.get_dimensions(geometry) < 1)
        bad[translate("Multiground", "of another geometry type")] = np.flatnonzero(points)
        geometry[points] = None
    return geometry, {reason: rows for reason, rows in bad.items() if len(rows)}, repaired


@contextlib.contextmanager
def _no_garbage_collection():
    """Keep the collector from walking again and again through a million objects while they are made."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _polygonal(shape):
    import shapely

    parts = [part for part in shapely.get_parts(shape) if shapely.get_dimensions(part) == 2]
    return shapely.union_all(parts) if parts else None


def _listed(ids):
    ids = [str(i) for i in ids]
    return ", ".join(ids[:_LISTED_IDS]) + (f" … (+{len(ids) - _LISTED_IDS})" if len(ids) > _LISTED_IDS else "")


def _extent(name, source):
    """Return where the data lie; where the layer does not know, by its features with real coordinates."""
    extent = source.sourceExtent()
    if extent.isNull() or not extent.isFinite():
        extent = QgsRectangle()
        flag = QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks
        for feature in source.getFeatures(QgsFeatureRequest().setNoAttributes(), flag):
            box = feature.geometry().boundingBox()
            if not feature.geometry().isEmpty() and box.isFinite():
                extent.combineExtentWith(box)
    if extent.isNull():
        raise _without_features(name)
    return extent


def _degrees(name, crs, extent, context):
    """Return an extent in degrees; refuse coordinates that the CRS cannot hold."""
    geographic = QgsCoordinateReferenceSystem("EPSG:4326")
    with contextlib.suppress(QgsCsException):
        box = QgsCoordinateTransform(crs, geographic, context.transformContext()).transformBoundingBox(extent)
        if abs(box.center().y()) <= 90 and abs(box.center().x()) <= 360:
            return box
    raise InputError(
        name,
        f"{extent.toString(2)} ({crs.authid()})",
        QT_TRANSLATE_NOOP("Multiground", "coordinates within the layer's CRS"),
        QT_TRANSLATE_NOOP("Multiground", "Set the CRS that the coordinates are really in."),
    )


def _without_features(name):
    return InputError(
        name,
        QT_TRANSLATE_NOOP("Multiground", "no usable feature"),
        QT_TRANSLATE_NOOP("Multiground", "at least one feature with a valid geometry"),
        QT_TRANSLATE_NOOP("Multiground", "Check the layer, its filter and its selection."),
    )


def _scale_error(crs, extent, context):
    """Return the largest deviation of plane from ellipsoidal distances over an extent."""
    meter = QgsDistanceArea()
    meter.setSourceCrs(crs, context.transformContext())
    meter.setEllipsoid(crs.ellipsoidAcronym())
    step, errors = 1000.0, []
    for x in (extent.xMinimum(), extent.center().x(), extent.xMaximum()):
        for y in (extent.yMinimum(), extent.center().y(), extent.yMaximum()):
            for dx, dy in ((step, 0), (0, step)):
                real = meter.measureLine(QgsPointXY(x, y), QgsPointXY(x + dx, y + dy))
                errors.append(abs(step / real - 1) if real > 0 else float("inf"))
    return max(errors)


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


def _layer_names(path):
    dataset = ogr.Open(str(path)) if path.suffix == ".gpkg" else None
    return {dataset.GetLayer(i).GetName() for i in range(dataset.GetLayerCount())} if dataset else set()


def _drop(target):
    """Take a half-written table out of its file again."""
    dataset = ogr.Open(str(target.file), 1)
    if dataset is not None and dataset.GetLayerByName(target.table) is not None:
        dataset.ExecuteSQL(f'DROP TABLE "{target.table}"')


def styled(style, fields):
    """Return a style of `resources/styles` with its legend and the fields' aliases in the user's language."""
    aliases = "".join(
        f"<alias index={quoteattr(str(index))} field={quoteattr(field.name())} name={quoteattr(field.alias())}/>"
        for index, field in enumerate(fields)
        if field.alias()
    )
    legend = {name: escape(label) for name, label in _legend().items()}
    template = (RESOURCES / "styles" / f"{style}.qml").read_text(encoding="utf-8")
    return string.Template(template).substitute(legend, aliases=aliases)


def _legend():
    return {
        clauses.GRADES[0]: translate("Multiground", "excellent"),
        clauses.GRADES[1]: translate("Multiground", "good"),
        clauses.GRADES[2]: translate("Multiground", "fair"),
        clauses.GRADES[3]: translate("Multiground", "violation"),
        clauses.UNASSESSED: translate("Multiground", "not assessed"),
        "whole": translate("Multiground", "counted whole"),
        "half": translate("Multiground", "boundary road, counted half"),
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


def _store_style(path, table, qml):
    """Store a layer's style as its default in the GeoPackage, so that QGIS opens it coloured."""
    dataset = ogr.Open(str(path), 1)
    layer = dataset.GetLayerByName(table) if table else dataset.GetLayer(0)
    styles = dataset.GetLayerByName("layer_styles")
    if styles is None:
        styles = dataset.CreateLayer("layer_styles", None, ogr.wkbNone)
        for name, kind in _STYLE_FIELDS.items():
            field = ogr.FieldDefn(name, kind)
            field.SetSubType(ogr.OFSTBoolean if name == "useAsDefault" else ogr.OFSTNone)
            styles.CreateField(field)
    for old in [row.GetFID() for row in styles if row["f_table_name"] == layer.GetName()]:
        styles.DeleteFeature(old)
    row = ogr.Feature(styles.GetLayerDefn())
    row["f_table_catalog"] = row["f_table_schema"] = row["styleSLD"] = ""
    row["f_table_name"], row["f_geometry_column"] = layer.GetName(), layer.GetGeometryColumn()
    row["styleName"], row["styleQML"], row["useAsDefault"] = "Multiground", qml, 1
    styles.CreateFeature(row)
