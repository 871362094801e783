"""Sources of planning data as they are: every column under its own name, and text in its right encoding."""

import contextlib
import math
import pathlib
from typing import NamedTuple

from osgeo import gdal
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessing,
    QgsProviderRegistry,
    QgsUnitTypes,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QDate, QDateTime, Qt, QTime

from ...urbanform import create_package, encodings, garbage
from ...urbanform.errors import QT_TRANSLATE_NOOP, InputError
from .geometries import usable
from .package_layers import _transformed, in_metres
from .package_writing import warn_of_metres
from .planning_texts import sentence
from .reading import listed, stop_if_canceled
from .texts import translate

# The layers of the package that may be given, in the order in which they are asked for, and the name of each.
LAYERS = {name.upper(): name for name in create_package.layers()}
SOURCE_TYPES = {
    "point": QgsProcessing.SourceType.TypeVectorPoint,
    "line": QgsProcessing.SourceType.TypeVectorLine,
    "polygon": QgsProcessing.SourceType.TypeVectorPolygon,
}
_GEOMETRY = {
    "point": QgsWkbTypes.GeometryType.PointGeometry,
    "line": QgsWkbTypes.GeometryType.LineGeometry,
    "polygon": QgsWkbTypes.GeometryType.PolygonGeometry,
}
# What GDAL reads byte by byte when it is told not to translate, and how it is told.
_RAW = {"ESRI Shapefile": ["ENCODING="], "CSV": []}
_OWN = ("fid", "wkb")
_AT_ONCE = 50_000
# Whose CRS the package takes, if they are given.
_MAIN = ("DISTRICT", "PLOTS")


class Source(NamedTuple):
    """A source as it is read: its features, its name and what is to be told of it."""

    frame: object  # GeoDataFrame of `fid`, the source's columns, geometry in the CRS of the package
    name: str
    notes: list  # (code, text)


def geometries(layer):
    """Return the types, by their short names, in which a layer of the package may be drawn."""
    return list(dict.fromkeys(kind.replace("linez", "line") for kind in create_package.layers()[layer].geometry))


class PlanningSources:
    """The part of an algorithm that reads planning data as they are."""

    def planning_source(self, parameters, name, context):
        """Return the source of a layer of the package; refuse another geometry type. Floors may be a table."""
        kinds = [_GEOMETRY[kind] for kind in geometries(LAYERS[name])]
        return self.source(parameters, name, context, *kinds, tables=name == "FLOORS")

    def read_sources(self, given, parameters, context, feedback):
        """Return the CRS of the package, (frame, name) by layer, and notes by layer, of all sources that are given.

        The CRS is that of DISTRICT, else of PLOTS, else of the first source that has one.
        """
        crs, sources, notes = None, {}, {}
        for name in sorted(given, key=lambda name: name not in _MAIN):  # else in the order of the package
            source = self.planning_source(parameters, name, context)
            crs = crs or (source.sourceCrs() if source.wkbType() != QgsWkbTypes.Type.NoGeometry else None)
        path = self.parameterAsFile(parameters, self.CITY_MODEL, context)
        if path:
            crs, sources["buildings"], notes["buildings"] = self._read_city(path, crs, feedback)
        warn_of_metres(crs, feedback)
        encoding = self.parameterAsString(parameters, self.ENCODING, context).strip()
        for number, name in enumerate(given):
            source = self._read_planning(parameters, name, context, feedback, crs, encoding)
            sources[LAYERS[name]], notes[LAYERS[name]] = (source.frame, source.name), source.notes
            feedback.setProgress(10 + 20 * (number + 1) / len(given))
        return crs, sources, notes

    def _read_city(self, path, crs, feedback):
        """Return the CRS of the package, the buildings of a city model in it with their name, and notes."""
        from ...urbanform.city_models import read_city_model_steps, without_heights_of_model

        frame, text, notes = self.finish(read_city_model_steps(path), feedback, 0, 10)
        own = QgsCoordinateReferenceSystem(text)
        if not own.isValid():
            found = text or QT_TRANSLATE_NOOP("Multiground", "no coordinate reference system")
            permitted = QT_TRANSLATE_NOOP("Multiground", "any known one")
            remedy = QT_TRANSLATE_NOOP("Multiground", "Write the reference system into the file, or convert it first.")
            raise InputError(self.CITY_MODEL, found, permitted, remedy)
        if own.isGeographic() and abs(frame.total_bounds[[1, 3]]).max() > 90:
            permitted = QT_TRANSLATE_NOOP("Multiground", "longitude before latitude")
            remedy = QT_TRANSLATE_NOOP("Multiground", "Turn the coordinates round, or transform the model to metres.")
            raise InputError(self.CITY_MODEL, text, permitted, remedy)
        frame = frame.assign(fid=range(1, len(frame) + 1))
        metres = QgsUnitTypes.fromUnitToUnitFactor(own.mapUnits(), QgsUnitTypes.DistanceUnit.DistanceMeters)
        if not own.isGeographic() and metres != 1:
            frame = without_heights_of_model(frame)
            notes = {**notes, "other_unit": frame.index}
            for code in ("height_of_solid", "absolute_heights"):
                notes.pop(code, None)
        told = [(code, str(len(ids))) for code, ids in notes.items()]
        if crs is not None and crs != own:
            frame = _transformed(frame, own, crs, feedback)
            told.append(("reprojected", own.authid()))
        return crs or own, (frame, pathlib.Path(path).name), told

    def look_over(self, imported, notes, crs, context, feedback):
        """Add to the notes what layers look like beside each other: shifted, or areas that count otherwise."""
        import shapely

        from ...urbanform import faults, faults_of_places, import_planning_data
        from ...urbanform.package_file import PackageLayer

        geometry = {name: table.frame[["fid", table.frame.geometry.name]] for name, table in imported.layers.items()}
        wkt = crs.toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT_PREFERRED)
        found = {name: PackageLayer(frame, crs.authid(), wkt, {}) for name, frame in geometry.items()}
        package = in_metres(found, context, feedback)
        shapes = {name: frame.geometry.to_numpy() for name, frame in package.layers.items()}
        shifted = self.finish(faults_of_places.shift_faults_steps(shapes, package.place, faults.limits()), feedback)
        for fault in shifted:
            layer, told = fault["layer"][0], f"{fault['other'][0]}: {fault['value'][0]} m"
            notes.setdefault(layer, []).append(("shifted", told))
            feedback.pushWarning(f"{layer} {sentence('shifted', told)}")
        floors = imported.layers.get("floors")
        if floors is not None and "n_storeys" in floors.frame:
            number = import_planning_data.unlikely_areas(floors.frame, shapely.area(shapes["floors"]))
            if number:
                notes.setdefault("floors", []).append(("unlikely_areas", str(number)))
                feedback.pushWarning(sentence("unlikely_areas", str(number)))

    def _read_planning(self, parameters, name, context, feedback, crs, encoding=""):
        """Return a source as `Source`; skipped and repaired features are told in the log."""
        import geopandas
        import pandas

        source, layer = self.planning_source(parameters, name, context), LAYERS[name]
        own = [field for field in source.fields().names() if field.lower() not in _OWN]
        columns = {f"column {number}": field for number, field in enumerate(own)}
        with garbage.left_alone():
            data = self._stream(parameters, name, source, crs, columns, context, feedback)
            if data is None:
                data = self._features(source, crs, columns, context, feedback)
        names, told = self._in_encoding(parameters, name, context, feedback, data, own, encoding)
        stop_if_canceled(feedback)
        wkb, fid = data.pop("wkb"), data.pop("fid")
        shapes, bad, repaired = _shapes(wkb, layer, source, feedback)
        frame = {"fid": fid}
        for column, key in zip(_unique(names), list(data)):
            frame[column] = _column([_plain(value) for value in data.pop(key)])
            stop_if_canceled(feedback)
        frame = pandas.DataFrame(frame)
        frame = geopandas.GeoDataFrame(frame, geometry=geopandas.array.GeometryArray(shapes), crs=None)
        for reason, rows in bad.items():
            ids = frame["fid"].to_numpy()[rows]
            self._tell_skipped(name, reason, ids, len(frame), feedback)
            told.append(("skipped", f"{len(rows)} {reason}"))
        if len(repaired):
            ids = frame["fid"].to_numpy()[repaired].tolist()
            feedback.pushWarning(translate("Multiground", "{}: repaired: features {}").format(name, listed(ids)))
            told.append(("repaired", f"{len(ids)}: {listed(ids)}"))
        if source.sourceCrs().isValid() and source.sourceCrs() != crs:
            told.append(("reprojected", source.sourceCrs().authid() or source.sourceCrs().description()))
        if bad:
            frame = frame[frame.geometry.notna()].reset_index(drop=True)
        return Source(frame, self._name_of(parameters, name, source, context), told)

    def _name_of(self, parameters, name, source, context):
        """Return the name of a source; of a file with several layers that of the layer, too."""
        layer, file = self.parameterAsVectorLayer(parameters, name, context), source.sourceName() or name
        uri = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source()) if layer else {}
        own = uri.get("layerName") or ""
        return file if own in file else f"{file} {own}"

    def _in_encoding(self, parameters, name, context, feedback, data, own, encoding):
        """Read the texts of a source again where they were read in a wrong encoding; return its names and notes."""
        texts = {key: [value for value in data[key] if isinstance(value, str)] for key in data if key not in _OWN}
        wrong = encodings.garbled([*own, *(value for column in texts.values() for value in column)])
        layer = self.parameterAsVectorLayer(parameters, name, context)
        kind = layer.dataProvider().storageType() if layer is not None else ""
        if not wrong and not (encoding and kind in _RAW):
            return own, []
        read = _read_raw(layer, _RAW[kind], own, feedback) if kind in _RAW else None
        found = encoding
        if read and not found:
            found = encodings.encoding_of(read[1])
        if not read or not found or not _put(read, found, data, own, name):
            raise _unreadable(name, own, texts)
        feedback.pushInfo(translate("Multiground", "{}: its text is in {}").format(name, found))
        return [encodings.decoded(text, found) for text in read[0]], [("encoding", found)]


def _shapes(wkb, layer, source, feedback):
    """Return the geometries of a source as `usable` does, some at a time; a table has none."""
    import numpy as np

    result, bad, repaired = np.full(len(wkb), None, dtype=object), {}, []
    if source.wkbType() == QgsWkbTypes.Type.NoGeometry:
        return result, bad, repaired
    heights = {"z", "z_from", "height"} & {field.name for field in create_package.layers()[layer].fields}
    kinds, flat = tuple(_GEOMETRY[kind] for kind in geometries(layer)), not heights or layer == "buildings"
    for begin in range(0, len(wkb), _AT_ONCE):
        stop_if_canceled(feedback)
        result[begin : begin + _AT_ONCE], worse, mended = usable(wkb[begin : begin + _AT_ONCE], kinds, flat)
        repaired += (mended + begin).tolist()
        for reason, rows in worse.items():
            bad[reason] = np.concatenate([bad.get(reason, np.empty(0, dtype=np.int64)), rows + begin])
    return result, bad, repaired


def _read_raw(layer, options, own, feedback):
    """Return the names and the texts of a file as bytes, and text by feature and column; None where it differs."""
    path = QgsProviderRegistry.instance().decodeUri("ogr", layer.source())
    with contextlib.suppress(RuntimeError):  # where GDAL's exceptions are on
        dataset = gdal.OpenEx(path["path"], gdal.OF_VECTOR, open_options=options)
        table = dataset.GetLayerByName(path["layerName"]) if path.get("layerName") else dataset.GetLayer(0)
        definition = table.GetLayerDefn()
        fields = [definition.GetFieldDefn(i) for i in range(definition.GetFieldCount())]
        if len(fields) != len(own):
            return None
        names, rows, seen = [_bytes(field.GetName()) for field in fields], {}, set()
        texts = [i for i, field in enumerate(fields) if field.GetTypeName() == "String"]
        for number, feature in enumerate(table):
            if number % 5_000 == 0:
                stop_if_canceled(feedback)
            row = {i: _bytes(feature.GetField(i)) for i in texts if feature.IsFieldSetAndNotNull(i)}
            rows[feature.GetFID()] = row
            seen.update(row.values())
        return names, {*names, *seen}, rows
    return None


def _put(read, encoding, data, own, name):
    """Put texts in their right encoding into the data of a source; return whether they make sense."""
    try:
        text = {value: encodings.decoded(value, encoding) for value in read[1]}
    except LookupError:
        permitted = QT_TRANSLATE_NOOP("Multiground", "the name of an encoding, such as GBK, GB18030, UTF-8 or Big5")
        remedy = QT_TRANSLATE_NOOP("Multiground", "Leave it empty: what is not UTF-8 is tried as GB 18030 and Big5.")
        raise InputError("ENCODING", encoding, permitted, remedy) from None
    if None in text.values():
        return False
    keys = [key for key in data if key not in _OWN]
    for row, fid in enumerate(data["fid"]):
        for column, value in read[2].get(fid, {}).items():
            if isinstance(data[keys[column]][row], str):
                data[keys[column]][row] = text[value]
    return True


def _unreadable(name, own, texts):
    every = [*own, *(value for column in texts.values() for value in column)]
    return InputError(
        name,
        next((text for text in every if not text.isascii()), ""),
        QT_TRANSLATE_NOOP("Multiground", "text that can be read"),
        QT_TRANSLATE_NOOP(
            "Multiground", "Set the encoding in the properties of the layer (Source), or name it in ENCODING."
        ),
    )


def _bytes(text):
    """Return the bytes of a text as GDAL hands over what is not UTF-8."""
    return text if isinstance(text, bytes) else str(text).encode("utf-8", "surrogateescape")


def _unique(names):
    """Return names of columns without two of the same, whatever the case."""
    result, taken = [], {"fid", "geometry"}
    for number, name in enumerate(names):
        name = name.strip() or f"column_{number + 1}"
        while name.lower() in taken:
            name += "_"
        taken.add(name.lower())
        result.append(name)
    return result


def _plain(value):
    """Return a value of QGIS as a number or as text."""
    if isinstance(value, (QDate, QDateTime, QTime)):
        return value.toString(Qt.DateFormat.ISODate)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value if value is None or isinstance(value, (str, int, float)) else str(value)


def _column(values):
    """Return values as a column: of numbers where all are."""
    import pandas

    kinds = {type(value) for value in values if value is not None}
    if kinds and kinds <= {int, float} and (None in values or kinds != {int}):
        return pandas.Series(values, dtype=object).astype(float)
    return pandas.Series(values, dtype="int64" if kinds == {int} else object)
