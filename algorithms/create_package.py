"""multiground:createpackage, an empty district package."""

import os
import pathlib
import shutil
import tempfile

from osgeo import ogr, osr
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessing,
    QgsProcessingException,
    QgsProcessingParameterCrs,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterString,
    QgsProcessingUtils,
    QgsUnitTypes,
)

from ..urbanform import create_package, measuring
from ..urbanform.errors import QT_TRANSLATE_NOOP, InputError
from .base import MultigroundAlgorithm
from .base.package_style import LANGUAGES, style_of
from .base.reading import stop_if_canceled
from .base.texts import language, translate
from .base.writing import add_style, styles_table

_GEOMETRY = {"point": ogr.wkbPoint, "line": ogr.wkbLineString, "linez": ogr.wkbLineString25D, "polygon": ogr.wkbPolygon}
# Yes and no are the numbers 1 and 0: into a field of booleans QGIS 3.22 writes the "true" of a list as false.
_TYPES = {"text": ogr.OFTString, "whole": ogr.OFTInteger, "real": ogr.OFTReal, "yesno": ogr.OFTInteger}


class CreatePackage(MultigroundAlgorithm):
    NAME, CRS, PACKAGE = "NAME", "CRS", "PACKAGE"

    def name(self):
        return "createpackage"

    def displayName(self):
        return translate("Multiground", "Create a district package")

    def group(self):
        return translate("Multiground", "District")

    def groupId(self):
        return "district"

    def tags(self):
        return translate("Multiground", "package,geopackage,district,digitise,template,new,value list").split(",")

    def shortHelpString(self):
        return translate(
            "Multiground",
            "An empty GeoPackage with every layer that the tools read, ready to draw into: field names in English and "
            "Chinese, lists to choose from, ranges that numbers must lie in, symbols and map tips.\n\nAdd its layers "
            "to the map and switch editing on. Each layer holds two styles, English and 中文; the one in the language "
            "of QGIS opens by default. What is unknown stays empty: unknown is not no.\n\nAn existing file is never "
            "replaced."
        )

    def initAlgorithm(self, configuration=None):
        label = translate("Multiground", "Name of the district")
        text = translate("Multiground", "Name that the district's outline will carry; also the file's, in a folder.")
        self.add(QgsProcessingParameterString(self.NAME, label), text)
        label = translate("Multiground", "Coordinate reference system")
        text = translate("Multiground", "CRS of all layers, best one in metres such as CGCS2000 3-degree zones.")
        self.add(QgsProcessingParameterCrs(self.CRS, label), text)
        label, kinds = translate("Multiground", "District package"), "GeoPackage (*.gpkg)"
        text = translate("Multiground", "New GeoPackage; or a folder, in which it is named after the district.")
        self.add(QgsProcessingParameterFileDestination(self.PACKAGE, label, kinds), text)

    def measure(self, parameters, context, feedback):
        name = self.parameterAsString(parameters, self.NAME, context).strip()
        if not name:
            raise InputError(
                self.NAME,
                QT_TRANSLATE_NOOP("Multiground", "nothing"),
                QT_TRANSLATE_NOOP("Multiground", "a name"),
                QT_TRANSLATE_NOOP("Multiground", "Enter the name of the district."),
            )
        crs = self._crs(parameters, context, feedback)
        file = self._file(parameters, name, context)
        folder = pathlib.Path(tempfile.mkdtemp(prefix=".multiground-", dir=file.parent))
        try:
            _write(folder / file.name, name, crs, feedback)
            stop_if_canceled(feedback)
            _refuse_existing(file)  # somebody may have made one meanwhile
            os.replace(folder / file.name, file)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        feedback.pushInfo(translate("Multiground", "{}: {} layers").format(file, len(create_package.layers())))
        return {self.PACKAGE: str(file)}

    def _crs(self, parameters, context, feedback):
        crs = self.parameterAsCrs(parameters, self.CRS, context)
        if not crs.isValid():
            raise InputError(
                self.CRS,
                str(parameters.get(self.CRS) or QT_TRANSLATE_NOOP("Multiground", "nothing")),
                QT_TRANSLATE_NOOP("Multiground", "a known coordinate reference system"),
                QT_TRANSLATE_NOOP("Multiground", "Choose one in metres, such as EPSG:4547."),
            )
        metric = not crs.isGeographic() and crs.mapUnits() == QgsUnitTypes.DistanceUnit.DistanceMeters
        if not metric or crs.authid() in measuring.WEB_MERCATOR:
            text = translate(
                "Multiground",
                "{} does not draw true metres: lengths and areas read off the map while drawing will be wrong. The "
                "tools will measure rightly all the same; a CRS such as CGCS2000 3-degree zones serves better."
            )
            feedback.pushWarning(text.format(crs.authid() or crs.description()))
        return crs

    def _file(self, parameters, name, context):
        """Return the file to write: the one named, or one named after the district; refuse an existing one."""
        stem = create_package.file_name(name)
        wanted = parameters.get(self.PACKAGE)
        if wanted == QgsProcessing.TEMPORARY_OUTPUT:
            return pathlib.Path(QgsProcessingUtils.generateTempFilename(f"{stem}.gpkg"))
        file = pathlib.Path(self.parameterAsFileOutput(parameters, self.PACKAGE, context))
        if file.is_dir():
            file = file / f"{stem}.gpkg"
        elif file.suffix.lower() != ".gpkg":
            file = file.with_name(f"{file.name}.gpkg")
        _refuse_existing(file)
        if not os.access(file.parent, os.W_OK):
            permitted = QT_TRANSLATE_NOOP("Multiground", "a file in a folder that exists and can be written")
            remedy = QT_TRANSLATE_NOOP("Multiground", "Make the folder, or choose another.")
            raise InputError(self.PACKAGE, file, permitted, remedy)
        return file


def _refuse_existing(file):
    if file.exists():
        permitted = QT_TRANSLATE_NOOP("Multiground", "a new file, so that nothing drawn is lost")
        remedy = QT_TRANSLATE_NOOP("Multiground", "Choose another file name, or delete the file first.")
        raise InputError("PACKAGE", file, permitted, remedy)


def _write(file, name, crs, feedback):
    """Write the empty package; its spatial indexes come with the layers."""
    reference = osr.SpatialReference()
    if crs.authid().startswith("EPSG:"):
        reference.ImportFromEPSG(int(crs.authid()[5:]))
    else:
        reference.ImportFromWkt(crs.toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT_PREFERRED))
    reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    dataset = ogr.GetDriverByName("GPKG").CreateDataSource(str(file))
    if dataset is None:
        raise QgsProcessingException(translate("Multiground", "{} cannot be written.").format(file))
    dataset.StartTransaction()
    layers = create_package.layers()
    for number, layer in enumerate(layers.values()):
        stop_if_canceled(feedback)
        options = ["GEOMETRY_NAME=geom", f"DESCRIPTION={layer.titles['en']} {layer.titles['zh']}"]
        table = dataset.CreateLayer(layer.name, reference, _GEOMETRY[layer.geometry[0]], options)
        for field in layer.fields:
            table.CreateField(ogr.FieldDefn(field.name, _TYPES[field.type]))
        feedback.setProgress(50 * (number + 1) / len(layers))
    styles = styles_table(dataset)
    for number, layer in enumerate(layers.values()):
        stop_if_canceled(feedback)
        defaults = [("name", name)] if layer.name == "district" else []
        for code, title in LANGUAGES.items():
            table = dataset.GetLayerByName(layer.name)
            add_style(styles, table, title, style_of(layer, code, defaults), code == language())
        feedback.setProgress(50 + 50 * (number + 1) / len(layers))
    dataset.CommitTransaction()
