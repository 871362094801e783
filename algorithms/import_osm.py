"""multiground:importosm, a district package from OpenStreetMap."""

import pathlib

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessing,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterCrs,
    QgsProcessingParameterExtent,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingUtils,
)

from ..urbanform import create_package
from ..urbanform.errors import QT_TRANSLATE_NOOP, InputError
from .base import MultigroundAlgorithm
from .base.import_places import outlines, package_crs, reach
from .base.package_writing import ORIGIN_FIELDS, package_file_of, write_package
from .base.texts import translate
from .base.writing import folder_beside


class ImportOsm(MultigroundAlgorithm):
    GROUP = "district"
    LIBRARIES = (*MultigroundAlgorithm.LIBRARIES, ("scipy", 1))
    FILE, EXTENT, CRS, OVERWRITE, PACKAGE = "FILE", "EXTENT", "CRS", "OVERWRITE", "PACKAGE"
    LINES, POLYGONS, POINTS = "LINES", "POLYGONS", "POINTS"
    N_FEATURES, N_LEFT_OUT, N_ASSUMED = "N_FEATURES", "N_LEFT_OUT", "N_ASSUMED"

    def displayName(self):
        return translate("Multiground", "Import OpenStreetMap")

    def tags(self):
        return translate("Multiground", "OpenStreetMap,osm,pbf,import,package,district,buildings,levels").split(",")

    def about(self):
        return translate(
            "Multiground",
            "Makes a district package of OpenStreetMap: roads, plots, buildings, near-ground surfaces, stairs, lifts, "
            "walkways with heights from their levels, facilities, stations, greenery, water and more.\n\nGive either a "
            "file .osm or .osm.pbf, or layers made of one; tags may be columns or stand in other_tags. Each "
            "feature tells its source, and in the field assumed what was assumed of it and from what. What nobody "
            "mapped stays empty: no floor, width or level is invented, and layer is never read as a height.\n\nThe "
            "log lists what was recognised, left out and assumed. Check the package, then assess it."
        )

    def initAlgorithm(self, configuration=None):
        label, behavior = translate("Multiground", "OpenStreetMap file"), QgsProcessingParameterFile.Behavior.File
        text = translate("Multiground", "File .osm or .osm.pbf; leave it empty to give layers.")
        kinds = "OpenStreetMap (*.osm *.pbf *.OSM *.PBF)"
        self.add(QgsProcessingParameterFile(self.FILE, label, behavior, optional=True, fileFilter=kinds), text)
        layers = {
            self.LINES: (translate("Multiground", "Layers with lines"), QgsProcessing.SourceType.TypeVectorLine),
            self.POLYGONS: (translate("Multiground", "Layers with areas"), QgsProcessing.SourceType.TypeVectorPolygon),
            self.POINTS: (translate("Multiground", "Layers with points"), QgsProcessing.SourceType.TypeVectorPoint),
        }
        text = translate("Multiground", "Layers of OpenStreetMap data; tags are columns or stand in other_tags.")
        for name, (label, kind) in layers.items():
            self.add(QgsProcessingParameterMultipleLayers(name, label, kind, optional=True), text)
        label = translate("Multiground", "Extent of the district")
        text = translate("Multiground", "What lies outside is left out; empty for all that the source holds.")
        self.add(QgsProcessingParameterExtent(self.EXTENT, label, optional=True), text)
        label = translate("Multiground", "CRS of the package")
        text = translate("Multiground", "CRS in metres; empty for that of the layers, or the UTM zone of the data.")
        self.add(QgsProcessingParameterCrs(self.CRS, label, optional=True), text, advanced=True)
        label = translate("Multiground", "Replace an existing package")
        text = translate("Multiground", "Else an existing file is refused, so that nothing drawn is lost.")
        self.add(QgsProcessingParameterBoolean(self.OVERWRITE, label, False), text, advanced=True)
        label, kinds = translate("Multiground", "District package"), "GeoPackage (*.gpkg)"
        text = translate("Multiground", "New GeoPackage; or a folder, in which it is named after the source.")
        self.add(QgsProcessingParameterFileDestination(self.PACKAGE, label, kinds), text)
        self.add_number(self.N_FEATURES, translate("Multiground", "Features of the package"))
        self.add_number(self.N_LEFT_OUT, translate("Multiground", "Features left out"))
        self.add_number(self.N_ASSUMED, translate("Multiground", "Features with an assumption"))

    def measure(self, parameters, context, feedback):
        from ..urbanform.import_osm import import_osm_steps
        from .base.osm_reading import file_batches, first_box, layer_batches
        from .base.osm_texts import tell

        file, layers = self._sources(parameters, context)
        overwrite = self.parameterAsBool(parameters, self.OVERWRITE, context)
        target = self._target(parameters, file, layers, overwrite, context)
        with folder_beside(target) as folder:
            bounds = first_box(file, folder) if file else None
            crs, _ = self._place(parameters, layers, bounds, context)
            if file:
                batches = file_batches(file, folder, crs, bounds, feedback)
            else:
                batches = layer_batches(layers, crs, feedback)
            extent = self._extent(parameters, crs, context)
            found = self.finish(import_osm_steps(batches, extent), feedback, 0, 80)
            if not found.layers:
                self._refuse_nothing(file)
            _, known = self._place(parameters, layers, bounds, context)  # a file tells only now how far it reaches
            frames = {**found.layers, **outlines(found.hull, extent, known, target.stem)}
            tell(frames, found, feedback)
            write_package(
                target, frames, crs, feedback, name=target.stem, extra=ORIGIN_FIELDS, overwrite=overwrite, begin=80
            )
        feedback.pushInfo(translate("Multiground", "{}: {} layers").format(target, len(create_package.layers())))
        counts = {
            self.N_FEATURES: sum(map(len, frames.values())),
            self.N_LEFT_OUT: sum(found.left_out.values()),
            self.N_ASSUMED: int(sum(frame["assumed"].notna().sum() for frame in frames.values())),
        }
        return {self.PACKAGE: str(target), **counts}

    def _sources(self, parameters, context):
        """Return the file (None without one) and the layers to read; refuse both, neither, and what is none."""
        file = self.parameterAsFile(parameters, self.FILE, context)
        layers = []
        for name in (self.LINES, self.POLYGONS, self.POINTS):
            chosen = self.parameterAsLayerList(parameters, name, context) if parameters.get(name) else []
            layers += [layer for layer in chosen if layer not in layers]
            if any(not layer.crs().isValid() for layer in chosen):
                found = QT_TRANSLATE_NOOP("Multiground", "no coordinate reference system")
                permitted = QT_TRANSLATE_NOOP("Multiground", "any known one")
                raise InputError(
                    name, found, permitted, QT_TRANSLATE_NOOP("Multiground", "Set the layer's CRS in its properties.")
                )
        if bool(file) == bool(layers):
            raise InputError(
                self.FILE,
                f"{pathlib.Path(file).name}, {len(layers)}" if file else QT_TRANSLATE_NOOP("Multiground", "nothing"),
                QT_TRANSLATE_NOOP("Multiground", "either a file or layers"),
                QT_TRANSLATE_NOOP("Multiground", "Choose a file .osm or .osm.pbf, or layers made of one, not both."),
            )
        if file and not pathlib.Path(file).is_file():
            permitted = QT_TRANSLATE_NOOP("Multiground", "an existing file .osm or .osm.pbf")
            raise InputError(self.FILE, file, permitted, QT_TRANSLATE_NOOP("Multiground", "Choose another file."))
        return (pathlib.Path(file) if file else None), layers

    def _target(self, parameters, file, layers, overwrite, context):
        stem = create_package.file_name(file.name.split(".")[0] if file else layers[0].name())
        if parameters.get(self.PACKAGE) == QgsProcessing.TEMPORARY_OUTPUT:
            return pathlib.Path(QgsProcessingUtils.generateTempFilename(f"{stem}.gpkg"))
        target = package_file_of(self.parameterAsFileOutput(parameters, self.PACKAGE, context), stem, overwrite)
        places = [str(file)] if file else [layer.source().split("|")[0] for layer in layers]
        if target.exists() and any(pathlib.Path(place).exists() and target.samefile(place) for place in places):
            permitted = QT_TRANSLATE_NOOP("Multiground", "a new file, or the file of an earlier result")
            remedy = QT_TRANSLATE_NOOP("Multiground", "Choose another file name.")
            raise InputError(self.PACKAGE, target, permitted, remedy)
        return target

    def _place(self, parameters, layers, box, context):
        """Return the CRS of the package, and the box in it in which the source has data."""
        boxes = [(QgsCoordinateReferenceSystem("EPSG:4326"), box)] if box else []
        boxes += [(layer.crs(), layer.extent()) for layer in layers]
        boxes = [(crs, extent) for crs, extent in boxes if not extent.isNull()]
        if not boxes:
            self._refuse_nothing(not layers)
        crs = package_crs(self.parameterAsCrs(parameters, self.CRS, context), boxes, context)
        return crs, reach(boxes, crs, context)

    def _extent(self, parameters, crs, context):
        import shapely

        if not parameters.get(self.EXTENT):
            return None
        return shapely.from_wkb(self.parameterAsExtentGeometry(parameters, self.EXTENT, context, crs).asWkb().data())

    def _refuse_nothing(self, file):
        raise InputError(
            self.FILE if file else self.LINES,
            QT_TRANSLATE_NOOP("Multiground", "nothing that a district package holds"),
            QT_TRANSLATE_NOOP("Multiground", "features with tags such as highway or building within the extent"),
            QT_TRANSLATE_NOOP("Multiground", "Check the source and the extent."),
        )
