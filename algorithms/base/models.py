"""The models of `resources/models`: algorithms put together, which a planner can open and change."""

import pathlib

from qgis.core import QgsProcessingModelAlgorithm

from ...urbanform.errors import QT_TRANSLATE_NOOP
from .texts import translate

FOLDER = pathlib.Path(__file__).parent.parent.parent / "resources" / "models"
# What the models' files call themselves, their inputs and their results, so that it is translated.
TEXTS = (
    QT_TRANSLATE_NOOP("Multiground", "Assess and compare with an earlier result"),
    QT_TRANSLATE_NOOP("Multiground", "MPER with and without the underground"),
    QT_TRANSLATE_NOOP("Multiground", "Walk circles of the worst-served offices"),
    QT_TRANSLATE_NOOP("Multiground", "Earlier result"),
    QT_TRANSLATE_NOOP("Multiground", "Comparison table"),
    QT_TRANSLATE_NOOP("Multiground", "Report of the comparison"),
    QT_TRANSLATE_NOOP("Multiground", "Districts"),
    QT_TRANSLATE_NOOP("Multiground", "Near-ground surfaces"),
    QT_TRANSLATE_NOOP("Multiground", "Vertical components"),
    QT_TRANSLATE_NOOP("Multiground", "Floors"),
    QT_TRANSLATE_NOOP("Multiground", "MPER with the underground"),
    QT_TRANSLATE_NOOP("Multiground", "MPER without the underground"),
    QT_TRANSLATE_NOOP("Multiground", "Offices"),
    QT_TRANSLATE_NOOP("Multiground", "Walking network"),
    QT_TRANSLATE_NOOP("Multiground", "Facilities"),
    QT_TRANSLATE_NOOP("Multiground", "Extent of the facilities"),
    QT_TRANSLATE_NOOP("Multiground", "Worst-served offices"),
    QT_TRANSLATE_NOOP("Multiground", "Walk circles"),
    QT_TRANSLATE_NOOP(
        "Multiground",
        "Assesses a district package and puts the result beside that of an earlier assessment: which figures changed, "
        "which grades flip."
    ),
    QT_TRANSLATE_NOOP(
        "Multiground",
        "Connection efficiency of each district twice, clauses 6.1.3 to 6.2.2: with all near-ground surfaces, and "
        "without those underground. The two tell how much of the MPER hangs on the underground."
    ),
    QT_TRANSLATE_NOOP(
        "Multiground",
        "Which offices lack most categories of the service checklist, clause 5.2.5, and how far their people walk in "
        "5, 10 and 15 minutes. Where no office lacks any, none is drawn."
    ),
    QT_TRANSLATE_NOOP("Multiground", "GeoPackage that holds the layers of the district."),
    QT_TRANSLATE_NOOP("Multiground", "GeoPackage that an earlier run of Assess a district wrote."),
    QT_TRANSLATE_NOOP("Multiground", "Table clauses.csv of another city; empty for the guideline's own."),
    QT_TRANSLATE_NOOP("Multiground", "The planned land of each district, roads included."),
    QT_TRANSLATE_NOOP("Multiground", "Walkable surfaces with their height in metres, or level."),
    QT_TRANSLATE_NOOP(
        "Multiground", "Stairs, escalators, ramps and lifts with both heights, as areas, lines or points."
    ),
    QT_TRANSLATE_NOOP("Multiground", "Floor plates with building, storey, height and area."),
    QT_TRANSLATE_NOOP(
        "Multiground", "Office spaces, points or polygons; polygons stand for their point on surface."
    ),
    QT_TRANSLATE_NOOP("Multiground", "Lines that people walk, with or without heights."),
    QT_TRANSLATE_NOOP("Multiground", "Points or polygons of services, also beyond the district."),
    QT_TRANSLATE_NOOP("Multiground", "Polygon within which the facilities are known; empty: the network's hull."),
)


def models():
    """Return the models of the folder that can be read."""
    return [model for model in map(Model, sorted(FOLDER.glob("*.model3"))) if model.loaded]


class Model(QgsProcessingModelAlgorithm):
    """A model under an id of its own, with texts in the user's language."""

    def __init__(self, path):
        super().__init__()
        self.path, self.loaded = path, self.fromFile(str(path))
        texts = {name: translate("Multiground", text) for name, text in self.helpContent().items()}
        self.setHelpContent(texts)
        for definition in self.parameterDefinitions():
            definition.setDescription(translate("Multiground", definition.description()))
            definition.setHelp(texts.get(definition.name(), definition.help()))

    def name(self):
        return self.path.stem

    def displayName(self):
        return translate("Multiground", super().name())

    def shortDescription(self):
        return self.helpContent().get("ALG_DESC", "")

    def group(self):
        return translate("Multiground", "Models")

    def groupId(self):
        return "models"

    def createInstance(self):
        return Model(self.path)
