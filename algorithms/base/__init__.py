"""What all algorithms share: their parameters, their refusals and the run itself."""

import importlib.metadata

from qgis.core import (
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingException,
    QgsProcessingOutputNumber,
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
from ...urbanform.errors import InputError
from .reading import Reading, stop_if_canceled
from .texts import sentence, translate
from .writing import Writing

DOCS = "https://github.com/multiground/multiground/blob/main/docs/"
GRADE_FIELDS = {"grade": str, "clause": str, "finding": str, "needed": str, "state": str}


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


class MultigroundAlgorithm(Reading, Writing, QgsProcessingAlgorithm):
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

    def add_sink(self, name, label, geometry_type=QgsProcessing.SourceType.TypeVectorAnyGeometry, optional=False):
        self.addParameter(QgsProcessingParameterFeatureSink(name, label, geometry_type, None, optional, not optional))

    def add_field(self, name, layer, label, help_text):
        """Add an optional field of a layer, which is looked up in `fields.csv` when left empty."""
        looked_up = translate("Multiground", "{} Looked up when empty.").format(help_text)
        self.add(QgsProcessingParameterField(name, label, parentLayerParameterName=layer, optional=True), looked_up)

    def add_counted_roads(self):
        """Add the fields of ROADS that tell which streets count, and how often."""
        label = translate("Multiground", "Field with the road class")
        text = translate("Multiground", "Class names of the road-class table, OSM highway values or Chinese names.")
        self.add_field(self.CLASS_FIELD, self.ROADS, label, text)
        label = translate("Multiground", "Field with the street name")
        text = translate("Multiground", "Carriageways of one name count as one street.")
        self.add_field(self.NAME_FIELD, self.ROADS, label, text)
        label = translate("Multiground", "Field with one-way direction")
        text = translate("Multiground", "Opposite one-way carriageways count as one street.")
        self.add_field(self.ONEWAY_FIELD, self.ROADS, label, text)
        label = translate("Multiground", "Classes to count")
        text = translate(
            "Multiground", "Comma list of classes; * counts every road; empty counts those of the road-class table."
        )
        self.add(QgsProcessingParameterString(self.COUNTED_CLASSES, label, optional=True), text)

    def add_number(self, name, label):
        self.addOutput(QgsProcessingOutputNumber(name, label))

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
            raise QgsProcessingException(sentence(error)) from error

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
