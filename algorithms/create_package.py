"""multiground:createpackage, an empty district package."""

import pathlib

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterCrs,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterString,
    QgsProcessingUtils,
)

from ..urbanform import create_package
from ..urbanform.errors import QT_TRANSLATE_NOOP, InputError
from .base import MultigroundAlgorithm
from .base.package_writing import package_file_of, warn_of_metres, write_package
from .base.texts import translate


class CreatePackage(MultigroundAlgorithm):
    GROUP = "district"
    NAME, CRS, PACKAGE = "NAME", "CRS", "PACKAGE"

    def displayName(self):
        return translate("Multiground", "Create a district package")

    def tags(self):
        return translate("Multiground", "package,geopackage,district,digitise,template,new,value list").split(",")

    def about(self):
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
        write_package(file, {}, crs, feedback, name=name)
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
        warn_of_metres(crs, feedback)
        return crs

    def _file(self, parameters, name, context):
        """Return the file to write: the one named, or one named after the district; refuse an existing one."""
        stem = create_package.file_name(name)
        wanted = parameters.get(self.PACKAGE)
        if wanted == QgsProcessing.TEMPORARY_OUTPUT:
            return pathlib.Path(QgsProcessingUtils.generateTempFilename(f"{stem}.gpkg"))
        return package_file_of(self.parameterAsFileOutput(parameters, self.PACKAGE, context), stem)
