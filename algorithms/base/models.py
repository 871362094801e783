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
)


def models():
    """Return the models of the folder that can be read."""
    return [model for model in map(Model, sorted(FOLDER.glob("*.model3"))) if model.loaded]


class Model(QgsProcessingModelAlgorithm):
    """A model under an id of its own, with texts in the user's language."""

    def __init__(self, path):
        super().__init__()
        self.path, self.loaded = path, self.fromFile(str(path))
        for definition in self.parameterDefinitions():
            definition.setDescription(translate("Multiground", definition.description()))

    def name(self):
        return self.path.stem

    def displayName(self):
        return translate("Multiground", super().name())

    def group(self):
        return translate("Multiground", "Models")

    def groupId(self):
        return "models"

    def createInstance(self):
        return Model(self.path)
