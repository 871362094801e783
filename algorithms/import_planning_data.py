"""multiground:importplanningdata, planning tables as a district package."""

import contextlib
import pathlib

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFields,
    QgsProcessing,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterString,
    QgsProcessingUtils,
    QgsWkbTypes,
)

from ..urbanform import create_package
from ..urbanform.errors import QT_TRANSLATE_NOOP, InputError
from .base import MultigroundAlgorithm
from .base.features import fields_with
from .base.package_writing import package_file_of, write_package
from .base.planning_sources import LAYERS, SOURCE_TYPES, PlanningSources, geometries
from .base.planning_texts import column_label, meaning, sentence
from .base.texts import language, translate
from .base.writing import Result

# What goes wrong unseen: measures take heights as above the ground unless they are given it; lost floors lose area.
WARNED = ("above_datum", "absolute_heights", "rows_no_storey", "rows_no_area", "rows_unjoined")
RECOGNISED_FIELDS = {"layer": str, "source": str, "field": str, "read_as": str, "n_values": int, "n_read": int}
RECOGNISED_FIELDS.update({"n_unread": int, "examples": str, "notes": str})


class ImportPlanningData(PlanningSources, MultigroundAlgorithm):
    GROUP = "district"
    CITY_MODEL, AREA_COUNTS, ENCODING = "CITY_MODEL", "AREA_COUNTS", "ENCODING"
    PACKAGE, RECOGNISED = "PACKAGE", "RECOGNISED"
    N_FEATURES, N_UNREAD, N_UNRECOGNISED, N_UNJOINED = "N_FEATURES", "N_UNREAD", "N_UNRECOGNISED", "N_UNJOINED"

    def displayName(self):
        return translate("Multiground", "Import planning data")

    def tags(self):
        return translate(
            "Multiground", "package,import,shapefile,excel,csv,regulatory plan,land use,floors,CityGML,CityJSON"
        ).split(",")

    def about(self):
        return translate(
            "Multiground",
            "Makes a district package of what a planning office has: shapefiles, GeoPackages, sheets of floors, a "
            "city model, the 3D pedestrian network of Hong Kong (as walkways). Fields are "
            "found by their usual names (YDYHFLDM, RJL, DSCS, 用地性质, 层数 and many more), "
            "also where a shapefile cut them; codes of every land-use scheme, numbers in words (≤5.0, 2.5-3.0, 100米), "
            "and text in GBK are read. Rows of a table of floors become one floor for each storey.\n\nGive any of the "
            "sources; nothing else is asked. The second result tells of every column what was read from it, what was "
            "not, and what was assumed. Nothing is guessed silently: each feature carries source and assumed, and the "
            "original text beside every number that was not plain.\n\nThe sources are never changed."
        )

    def initAlgorithm(self, configuration=None):
        for name, layer in create_package.layers().items():
            kinds = [SOURCE_TYPES[kind] for kind in geometries(name)]
            text = translate("Multiground", "Source of this layer of the package; its fields are found by their names.")
            if name == "floors":
                kinds = [QgsProcessing.SourceType.TypeVector]
                text = translate(
                    "Multiground",
                    "Outlines of floors; or a sheet with building, first and last storey, use and area (m²), which "
                    "takes its outlines from the buildings."
                )
            self.add_layer(name.upper(), layer.titles[language()], text, *kinds, optional=True)
        text = translate("Multiground", "CityGML or CityJSON file whose buildings are read, instead of BUILDINGS.")
        model = translate("Multiground", "City model")
        self.add(QgsProcessingParameterFile(self.CITY_MODEL, model, optional=True), text)
        self.add_choice(
            self.AREA_COUNTS,
            translate("Multiground", "Area in a table of floors"),
            translate("Multiground", "Whether the area of a row (m²) is that of all its storeys or of each of them."),
            translate("Multiground", "As the column is named: each storey for 每层面积, else all storeys of the row"),
            translate("Multiground", "All storeys of the row together"),
            translate("Multiground", "Each storey"),
            advanced=True,
        )
        text = translate("Multiground", "Encoding of shapefiles and CSV files, such as GBK; found when empty.")
        encoding = QgsProcessingParameterString(self.ENCODING, translate("Multiground", "Encoding"), optional=True)
        self.add(encoding, text, advanced=True)
        text = translate("Multiground", "New GeoPackage, which must not exist; or a folder.")
        package = translate("Multiground", "District package")
        self.add(QgsProcessingParameterFileDestination(self.PACKAGE, package, "GeoPackage (*.gpkg)"), text)
        table = QgsProcessing.SourceType.TypeVector
        label = translate("Multiground", "What was recognised")
        text = translate("Multiground", "One row a column of a source: what it was read as, or why it was not read.")
        self.add_sink(self.RECOGNISED, label, text, table)
        self.add_number(self.N_FEATURES, translate("Multiground", "Features imported"))
        self.add_number(self.N_UNREAD, translate("Multiground", "Values that were not read"))
        self.add_number(self.N_UNRECOGNISED, translate("Multiground", "Columns that were not recognised"))
        self.add_number(self.N_UNJOINED, translate("Multiground", "Rows of floors without a building"))

    def measure(self, parameters, context, feedback):
        from ..urbanform.import_planning_data import COUNTS, import_planning_data_steps

        given = self._given(parameters, context)
        file = self._file(parameters, context)
        crs, sources, notes = self.read_sources(given, parameters, context, feedback)
        counts = COUNTS[self.parameterAsEnum(parameters, self.AREA_COUNTS, context)]
        imported = self.finish(import_planning_data_steps(sources, counts), feedback, 30, 60)
        self.look_over(imported, notes, crs, context, feedback)
        frames = {name: table.frame for name, table in imported.layers.items()}
        extra = {}
        for table in imported.layers.values():
            for name, kind in table.kinds.items():
                extra[name] = kind if extra.get(name, kind) == kind else "text"
        write_package(file, frames, crs, feedback, extra=extra, begin=65, end=95)
        try:
            outputs = self.write(parameters, context, feedback, self._recognised(imported, notes, feedback))
        except BaseException:
            with contextlib.suppress(OSError):
                file.unlink()
            raise
        columns = [row for row in imported.recognised if row["field"]]
        return {
            **outputs,
            self.PACKAGE: str(file),
            self.N_FEATURES: sum(map(len, frames.values())),
            self.N_UNREAD: sum(row["n_values"] - row["n_read"] for row in columns if row["read_as"]),
            self.N_UNRECOGNISED: sum(not row["read_as"] for row in columns),
            self.N_UNJOINED: imported.n_unjoined,
        }

    def _given(self, parameters, context):
        """Return the parameters of the sources that are given; refuse none, and what does not go together."""
        given = [name for name in LAYERS if parameters.get(name) not in (None, "")]
        model = self.parameterAsFile(parameters, self.CITY_MODEL, context)
        if not given and not model:
            found = QT_TRANSLATE_NOOP("Multiground", "no source at all")
            permitted = QT_TRANSLATE_NOOP("Multiground", "a layer, a sheet or a city model for at least one layer")
            remedy = QT_TRANSLATE_NOOP("Multiground", "Choose what you have, such as the plots or the buildings.")
            raise InputError("PLOTS", found, permitted, remedy)
        if model and "BUILDINGS" in given:
            permitted = QT_TRANSLATE_NOOP("Multiground", "one source of buildings, so that none counts twice")
            remedy = QT_TRANSLATE_NOOP("Multiground", "Leave out BUILDINGS or CITY_MODEL.")
            raise InputError(self.CITY_MODEL, model, permitted, remedy)
        sources = {name: self.planning_source(parameters, name, context) for name in given}
        placeless = "FLOORS" in sources and sources["FLOORS"].wkbType() == QgsWkbTypes.Type.NoGeometry
        if placeless and "BUILDINGS" not in given and not model:
            found = QT_TRANSLATE_NOOP("Multiground", "a table without outlines, and no buildings")
            permitted = QT_TRANSLATE_NOOP("Multiground", "outlines of floors, or a table with the buildings it names")
            remedy = QT_TRANSLATE_NOOP("Multiground", "Choose the buildings as BUILDINGS, or a CITY_MODEL.")
            raise InputError("FLOORS", found, permitted, remedy)
        return given

    def _file(self, parameters, context):
        if parameters.get(self.PACKAGE) == QgsProcessing.TEMPORARY_OUTPUT:
            return pathlib.Path(QgsProcessingUtils.generateTempFilename("district.gpkg"))
        return package_file_of(self.parameterAsFileOutput(parameters, self.PACKAGE, context), "district")

    def _recognised(self, imported, notes, feedback):
        """Return the table of what was recognised; what concerns a layer as a whole goes to the log, too."""
        added = {name: (kind, column_label(name)) for name, kind in RECOGNISED_FIELDS.items()}
        features = []
        for row in imported.recognised:
            own = row["notes"] if row["field"] else [*row["notes"], *notes.get(row["layer"], [])]
            told = "; ".join(sentence(*note) for note in own)
            unread = None if row["n_read"] is None else row["n_values"] - row["n_read"]
            if not row["field"]:
                feedback.pushInfo(f"{row['layer']} ({row['source']}): {row['n_read']} / {row['n_values']}; {told}")
                for note in own:
                    if note[0] in WARNED:
                        feedback.pushWarning(f"{row['layer']}: {sentence(*note)}")
            values = {**row, "read_as": meaning(row["read_as"]), "n_unread": unread, "notes": told}
            feature = QgsFeature()
            feature.setAttributes([None if values[name] == "" else values[name] for name in RECOGNISED_FIELDS])
            features.append(feature)
        crs = QgsCoordinateReferenceSystem()
        return Result(
            self.RECOGNISED, fields_with(QgsFields(), added), QgsWkbTypes.Type.NoGeometry, crs, features, "table"
        )
