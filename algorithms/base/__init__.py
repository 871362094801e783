"""What all algorithms share: their parameters, their refusals and the run itself.

The rooms of this folder:

every run:
    reading, geometries, writing, features, styles, texts
measures that ask for the same layers:
    walking, circle_legend, spaces, blocks, ground_layers
what is said of a measure:
    clause_texts, origin_texts, ground_texts, landing_rows, landing_texts, landscape_texts, layout_texts,
    property_texts, vertical_texts, window_texts
district packages, and the doors to them:
    package_layers, package_style, package_writing, import_places, osm_reading, osm_texts, planning_sources,
    planning_texts
assessment of one district and of many:
    assessing, measured_steps, result_tables, reporting, report_texts, maps, comparing, processes, leagues
models:
    models
"""

import importlib.metadata
import re
from html import escape

from qgis.core import (
    QgsApplication,
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingException,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterDistance,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
    QgsUnitTypes,
)

from ...urbanform import tables
from ...urbanform.errors import QT_TRANSLATE_NOOP, InputError
from .reading import Reading, stop_if_canceled
from .texts import sentence, translate
from .writing import Writing

DOCS = "https://github.com/multiground/multiground/blob/main/docs/"
GRADE_FIELDS = {"grade": str, "clause": str, "finding": str, "needed": str, "state": str}
# The groups of the toolbox, by their ids.
GROUPS = {
    "district": QT_TRANSLATE_NOOP("Multiground", "District"),
    "functionsandlifecircles": QT_TRANSLATE_NOOP("Multiground", "Functions and life circles"),
    "landscape": QT_TRANSLATE_NOOP("Multiground", "Landscape"),
    "multigroundsystem": QT_TRANSLATE_NOOP("Multiground", "Multi-ground system"),
    "plotsandstreets": QT_TRANSLATE_NOOP("Multiground", "Plots and streets"),
}


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


def _listed(title, definitions):
    """Return a title and a line for each parameter: its label and its help."""
    colon = translate("Multiground", "<b>{label}</b>: {help}")
    texts = ((escape(each.description(), quote=False), escape(each.help(), quote=False)) for each in definitions)
    lines = [colon.format(label=label, help=text) for label, text in texts]
    return [f"<h3>{title}</h3>", *lines]


def _module(algorithm):
    """Return the one name that an algorithm has in `urbanform`, `algorithms`, `tests` and `docs`."""
    return type(algorithm).__module__.rsplit(".", 1)[-1]


class MultigroundAlgorithm(Reading, Writing, QgsProcessingAlgorithm):
    """An adapter: reads layers, refuses what cannot be measured, calls `urbanform`, writes results."""

    LIBRARIES = (("numpy", 1), ("pandas", 1), ("geopandas", 0), ("shapely", 2))

    def createInstance(self):
        return type(self)()

    def name(self):
        return _module(self).replace("_", "")

    def group(self):
        return translate("Multiground", GROUPS[self.GROUP])

    def groupId(self):
        return self.GROUP

    def helpUrl(self):
        return f"{DOCS}{_module(self)}.md"

    def shortDescription(self):
        """Return the first sentence of the help, which the toolbox shows under the mouse."""
        return re.split(r"(?<=\.)\s|(?<=。)", self.about(), maxsplit=1)[0]

    def shortHelpString(self):
        """Return the help; in the panel beside a dialog also what each parameter and each result is."""
        if QgsApplication.platform() == "qgis_process":  # which lists them itself
            return self.about()
        definitions = self.parameterDefinitions()
        asked = [each for each in definitions if not each.isDestination()]
        written = [each for each in definitions if each.isDestination()]
        names = {each.name() for each in definitions}
        figures = [each.description() for each in self.outputDefinitions() if each.name() not in names]
        parts = [self.about(), *_listed(translate("Multiground", "Parameters"), asked)]
        parts += _listed(translate("Multiground", "Results"), written)
        if figures:
            parts.append(translate("Multiground", "Returned for models and scripts: {}.").format("; ".join(figures)))
        return "\n".join(parts)

    def canExecute(self):
        missing = missing_libraries(self.LIBRARIES)
        if not missing:
            return True, ""
        remedy = translate(
            "Multiground",
            "Python libraries missing: {}. Windows: run the OSGeo4W setup and install the package qgis-full "
            "(the MSI installers hold it). macOS: install the official QGIS 3.44.7 or newer. Debian, Ubuntu: "
            "apt install python3-geopandas python3-networkx python3-scipy; where shapely is older than 2, "
            "also: pip install --user --break-system-packages --no-deps shapely==2.0.7"
        )
        return False, remedy.format(", ".join(missing))

    def add(self, parameter, help_text, advanced=False):
        """Add a parameter with its one-sentence help."""
        parameter.setHelp(help_text)
        if advanced:
            parameter.setFlags(parameter.flags() | QgsProcessingParameterDefinition.Flag.FlagAdvanced)
        self.addParameter(parameter)

    def add_layer(self, name, label, help_text, *geometry_types, optional=False):
        source = QgsProcessingParameterFeatureSource(name, label, list(geometry_types), optional=optional)
        self.add(source, help_text)

    def add_choice(self, name, label, help_text, *choices, optional=False, advanced=False):
        """Add a choice of which the first is the default."""
        choice = QgsProcessingParameterEnum(name, label, list(choices), defaultValue=0, optional=optional)
        self.add(choice, help_text, advanced)

    def add_bool(self, name, label, help_text, default=False, advanced=False):
        self.add(QgsProcessingParameterBoolean(name, label, default), help_text, advanced)

    def add_double(self, name, label, help_text, default, advanced=False):
        kind = QgsProcessingParameterNumber.Type.Double
        self.add(QgsProcessingParameterNumber(name, label, kind, default), help_text, advanced)

    def add_distance(self, name, label, help_text, default, advanced=False):
        distance = QgsProcessingParameterDistance(name, label, default)
        distance.setDefaultUnit(QgsUnitTypes.DistanceUnit.DistanceMeters)  # else the dialog says <unknown>
        self.add(distance, help_text, advanced)

    def add_sink(self, name, label, help_text, kind=QgsProcessing.SourceType.TypeVectorAnyGeometry, optional=False):
        self.add(QgsProcessingParameterFeatureSink(name, label, kind, None, optional, not optional), help_text)

    def add_field(self, name, layer, label, help_text):
        """Add an optional field of a layer, which is looked up in `fields.csv` when left empty."""
        looked_up = translate("Multiground", "{} Looked up when empty.").format(help_text)
        self.add(QgsProcessingParameterField(name, label, parentLayerParameterName=layer, optional=True), looked_up)

    # Fields that several algorithms ask for in the same words

    def add_land_use(self):
        label = translate("Multiground", "Field with the land use")
        text = translate("Multiground", "Code or name of the land use; combined ones such as B1/R2 are read.")
        self.add_field(self.USE_FIELD, self.PLOTS, label, text)

    def add_height(self):
        label = translate("Multiground", "Field with the height")
        text = translate("Multiground", "Height of the building above its ground in metres.")
        self.add_field(self.HEIGHT_FIELD, self.BUILDINGS, label, text)

    def add_storeys(self):
        label = translate("Multiground", "Field with the storeys")
        text = translate("Multiground", "Number of storeys, or a text such as 12F/2D or 地上30层.")
        self.add_field(self.STOREYS_FIELD, self.BUILDINGS, label, text)

    def add_road_class(self):
        label = translate("Multiground", "Field with the road class")
        text = translate("Multiground", "Class names of the road-class table, OSM highway values or Chinese names.")
        self.add_field(self.CLASS_FIELD, self.ROADS, label, text)

    def add_counted_roads(self):
        """Add the fields of ROADS that tell which streets count, and how often."""
        self.add_road_class()
        label = translate("Multiground", "Field with the street name")
        text = translate("Multiground", "Carriageways of one name count as one street.")
        self.add_field(self.NAME_FIELD, self.ROADS, label, text)
        label = translate("Multiground", "Field with one-way direction")
        text = translate("Multiground", "Opposite one-way carriageways count as one street.")
        self.add_field(self.ONEWAY_FIELD, self.ROADS, label, text)
        label = translate("Multiground", "Road classes that count")
        text = translate(
            "Multiground", "Comma list of classes; * counts every road; empty counts those of the road-class table."
        )
        self.add(QgsProcessingParameterString(self.COUNTED_CLASSES, label, optional=True), text)

    def add_number(self, name, label):
        self.addOutput(QgsProcessingOutputNumber(name, label))

    def add_text(self, name, label):
        self.addOutput(QgsProcessingOutputString(name, label))

    def near_bound(self, row):
        """Return the sentence that warns of a value too close to a bound for its CRS, or nothing."""
        if row.near_bound != row.near_bound:
            return ""
        text = translate("Multiground", "The value lies within the measuring CRS's scale error of the bound {:g}.")
        return text.format(row.near_bound)

    def processAlgorithm(self, parameters, context, feedback):
        able, remedy = self.canExecute()  # qgis_process does not ask
        if not able:
            raise QgsProcessingException(remedy)
        try:
            with tables.read_once():
                self._refuse_destinations(parameters, context, feedback)
                return self.measure(parameters, context, feedback)
        except InputError as error:
            told = sentence(error)
        except QgsProcessingException as error:
            told = str(error)
        # Raised anew: QGIS never lets go of it, nor of the layers and data in the functions that it came through.
        raise QgsProcessingException(told)

    def measure(self, parameters, context, feedback):
        """Read, refuse, compute, write, return: the five steps of every algorithm."""
        raise NotImplementedError

    def finish(self, steps, feedback, begin=0, end=100):
        """Run a stepwise measure, showing its progress from begin to end in per cent; cancel between steps."""
        while True:
            try:
                feedback.setProgress(begin + (end - begin) * next(steps))
            except StopIteration as stop:
                return stop.value
            stop_if_canceled(feedback)
