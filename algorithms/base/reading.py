"""Layers to frames in metres: what is read, skipped, repaired or refused, and the CRS to measure in."""

import contextlib
from typing import NamedTuple

from osgeo import ogr, osr
from qgis.core import (
    NULL,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsDistanceArea,
    QgsFeatureRequest,
    QgsGeometry,
    QgsPointXY,
    QgsProcessingException,
    QgsProcessingFeatureSource,
    QgsProviderRegistry,
    QgsRectangle,
    QgsUnitTypes,
    QgsWkbTypes,
)

from ...urbanform import attributes, garbage, measuring
from ...urbanform.errors import QT_TRANSLATE_NOOP, InputError
from .geometries import DIMENSIONS, usable
from .texts import translate

BATCH = 5_000
_LISTED_IDS = 100
# Data wider than this error of scale, some 900 km, hold a feature that is not where it belongs.
_WIDEST_ERROR = 0.01


class Layer(NamedTuple):
    """An input as a frame in metres: `fid`, canonical fields and geometry, one row a usable feature."""

    frame: object  # geopandas.GeoDataFrame without a CRS
    repaired: set  # ids of features measured in a repaired copy


class Reading:
    """The part of an algorithm that reads layers."""

    def source(self, parameters, name, context, *geometry_types, tables=False):
        """Return a feature source; refuse a missing layer and one of another geometry type (any, if none is given).

        tables : whether a table without geometry is permitted too.
        """
        try:
            source = self.parameterAsSource(parameters, name, context)
        except QgsProcessingException:
            raise
        except Exception:  # of C++, without a name: QGIS 3.44 fails so in some layers whose extent is infinite
            source = None
        if source is None:
            raise QgsProcessingException(self.invalidSourceError(parameters, name))
        geometry_types = geometry_types or tuple(DIMENSIONS)
        found = QgsWkbTypes.geometryType(source.wkbType())
        if tables and found == QgsWkbTypes.GeometryType.NullGeometry:
            return source
        if found not in (*geometry_types, QgsWkbTypes.GeometryType.UnknownGeometry):
            raise InputError(
                name,
                QgsWkbTypes.geometryDisplayString(found),
                ", ".join(QgsWkbTypes.geometryDisplayString(permitted) for permitted in geometry_types),
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

    def read(
        self, parameters, name, context, feedback, crs, fields, *geometry_types, required=True, flat=True, tables=False
    ):
        """Return a layer in a CRS: `fields` maps canonical names to FIELD parameters, or to None.

        A field without a parameter, or whose parameter is left empty, is looked up in `fields.csv`.
        Unusable features are skipped, counted and named in the log; a layer without a usable one is
        refused, or means "there are none" where it is not required. Polygons lose their heights
        unless `flat` is false. With `tables` a table without geometry may take the layer's place.
        """
        import geopandas
        import numpy as np

        source = self.source(parameters, name, context, *geometry_types, tables=tables)
        columns = self._columns(parameters, name, source, fields, context, feedback)
        with garbage.left_alone():
            data = self._stream(parameters, name, source, crs, columns, context, feedback)
            if data is None:
                data = self._features(source, crs, columns, context, feedback)
            wkb = data.pop("wkb")
            if source.wkbType() == QgsWkbTypes.Type.NoGeometry:
                geometry, bad, repaired = np.full(len(wkb), None, dtype=object), {}, []
            else:
                geometry, bad, repaired = usable(wkb, geometry_types, flat)
        # an array of geometries is taken as it is, others are looked through one by one
        frame = geopandas.GeoDataFrame(data, geometry=geopandas.array.GeometryArray(geometry), crs=None)
        for reason, rows in bad.items():
            self._tell_skipped(name, reason, frame["fid"].to_numpy()[rows], len(frame), feedback)
        ids = set(frame["fid"].to_numpy()[repaired].tolist())
        if ids:
            text = translate("Multiground", "{}: measured in a repaired copy: features {}")
            feedback.pushWarning(text.format(name, listed(ids)))
        if bad:
            frame = frame[frame.geometry.notna()].reset_index(drop=True)
        if frame.empty:
            if required:
                raise _without_features(name)
            feedback.pushInfo(translate("Multiground", "{}: no usable feature: there are none").format(name))
        return Layer(frame, ids)

    def table(self, parameters, name, context, *fields):
        """Return the rows of an optional table, each with the values of some fields; refuse a table without them."""
        source = self.parameterAsSource(parameters, name, context)
        if source is None:
            return None
        names = source.fields().names()
        found = [attributes.find_field(names, field) for field in fields]
        if None in found:
            remedy = QT_TRANSLATE_NOOP("Multiground", "Rename the table's fields.")
            raise InputError(name, ", ".join(names), ", ".join(fields), remedy)
        rows = ([feature[field] for field in found] for feature in source.getFeatures())
        return [[None if value == NULL else value for value in row] for row in rows]

    def _columns(self, parameters, name, source, fields, context, feedback):
        names, columns = source.fields().names(), {}
        for canonical, parameter in fields.items():
            chosen = self.parameterAsString(parameters, parameter, context) if parameter else ""
            found = chosen or attributes.find_field(names, canonical)
            if found and found not in names:
                raise InputError(
                    parameter,
                    found,
                    ", ".join(names) or QT_TRANSLATE_NOOP("Multiground", "nothing, for the layer has no fields"),
                    QT_TRANSLATE_NOOP("Multiground", "Choose a field of the layer."),
                )
            if found:
                columns[canonical] = found
                text = translate("Multiground", "{}: {} is read from field {}")
                feedback.pushInfo(text.format(name, canonical, found))
        if hasattr(feedback, "fields"):  # an assessment says which of these hold values that are assumed
            feedback.fields.setdefault(name, set()).update(columns)
        return columns

    def _features(self, source, crs, columns, context, feedback):
        request = QgsFeatureRequest()
        request.setDestinationCrs(crs, context.transformContext())
        index = {name: source.fields().lookupField(field) for name, field in columns.items()}
        request.setSubsetOfAttributes(list(index.values()))
        data = {"fid": [], "wkb": [], **{name: [] for name in columns}}
        flag = QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks
        for number, feature in enumerate(source.getFeatures(request, flag)):
            if number % BATCH == 0:
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
            and (source.sourceCrs() == crs or not layer.isSpatial())
            and not QgsWkbTypes.isCurvedType(layer.wkbType())
            and set(columns.values()) <= set(layer.dataProvider().fields().names())
        )
        if not plain or not hasattr(ogr.Layer, "GetArrowStreamAsNumPy"):
            return None
        uri = QgsProviderRegistry.instance().decodeUri("ogr", layer.source())
        dataset = ogr.OpenShared(uri["path"])  # that of an assessment, which reads many layers of one file
        table = dataset.GetLayerByName(uri["layerName"]) if uri.get("layerName") else dataset.GetLayer(0)
        definition = table.GetLayerDefn()
        known = [definition.GetFieldDefn(i) for i in range(definition.GetFieldCount())]
        if any(field.GetSubType() == ogr.OFSTBoolean for field in known if field.GetName() in columns.values()):
            return None  # GDAL 3.6 reads true and false at the wrong rows
        table.SetIgnoredFields([field.GetName() for field in known if field.GetName() not in columns.values()])
        data = {"fid": [], "wkb": [], **{column: [] for column in columns}}
        for batch in table.GetArrowStreamAsNumPy(options=["USE_MASKED_ARRAYS=YES"]):
            stop_if_canceled(feedback)
            ids, column = batch[table.GetFIDColumn()].tolist(), table.GetGeometryColumn()
            data["fid"] += ids
            data["wkb"] += batch[column].tolist() if column else [None] * len(ids)
            for column, field in columns.items():
                data[column] += [v.decode() if isinstance(v, bytes) else v for v in batch[field].tolist()]
        return data

    def _tell_skipped(self, name, reason, ids, number, feedback):
        text = translate("Multiground", "{}: {} of {} features skipped, {}: {}")
        feedback.pushWarning(text.format(name, len(ids), number, reason, listed(ids)))
        if hasattr(feedback, "skipped"):  # an assessment says in its clauses what a measure could not use
            feedback.skipped.setdefault(name, (set(), number))[0].update(ids.tolist())

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
        if own.GetSemiMajor() == own.GetSemiMinor():  # on a sphere; its degrees are those of WGS 84
            own.ImportFromEPSG(4326)
        local.CopyGeogCSFrom(own)
        local.SetTM(box.center().y(), box.center().x(), 1, 0, 0)
        local = QgsCoordinateReferenceSystem.fromWkt(local.ExportToWkt())
        error = float("inf")
        with contextlib.suppress(QgsCsException):
            there = QgsCoordinateTransform(crs, local, context.transformContext()).transformBoundingBox(extent)
            error = _scale_error(local, there, context)
        if not error <= _WIDEST_ERROR:
            raise InputError(
                name,
                f"{box.toString(2)}",
                QT_TRANSLATE_NOOP("Multiground", "data that lie within some hundred kilometres"),
                QT_TRANSLATE_NOOP("Multiground", "Leave out features far from the others, such as at 0, 0."),
            )
        return self._told(local, error, feedback)

    def _told(self, crs, error, feedback):
        text = translate("Multiground", "Measured in {}, whose scale stays within {:.1g} of 1")
        feedback.pushInfo(text.format(crs.authid() or crs.toProj(), error))
        return crs, error


def stop_if_canceled(feedback):
    if feedback.isCanceled():
        raise QgsProcessingException(translate("Multiground", "Cancelled; nothing was written."))


def listed(ids):
    ids = [str(i) for i in sorted(ids)]
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
    """Return the largest deviation of plane from ellipsoidal distances over an extent; infinite beyond the CRS."""
    meter = QgsDistanceArea()
    meter.setSourceCrs(crs, context.transformContext())
    meter.setEllipsoid(crs.ellipsoidAcronym())
    step, errors = 1000.0, []
    for x in (extent.xMinimum(), extent.center().x(), extent.xMaximum()):
        for y in (extent.yMinimum(), extent.center().y(), extent.yMaximum()):
            for dx, dy in ((step, 0), (0, step)):
                real = 0
                with contextlib.suppress(QgsCsException):
                    real = meter.measureLine(QgsPointXY(x, y), QgsPointXY(x + dx, y + dy))
                errors.append(abs(step / real - 1) if real > 0 else float("inf"))
    return max(errors)
