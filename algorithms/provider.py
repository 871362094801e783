"""The Processing provider that lists the algorithms."""

import pathlib

from qgis.core import QgsApplication, QgsProcessingProvider
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtGui import QIcon

from . import algorithms
from .base.models import models

translate = QCoreApplication.translate
ICON = pathlib.Path(__file__).parent.parent / "resources" / "icons" / "multiground.svg"


class MultigroundProvider(QgsProcessingProvider):
    def id(self):
        return "multiground"

    def name(self):
        return translate("Multiground", "Multiground")

    def icon(self):
        return QIcon(str(ICON))

    def svgIconPath(self):
        return str(ICON)

    def loadAlgorithms(self):
        for algorithm in algorithms():
            self.addAlgorithm(algorithm())
        # the steps of a model are looked up in the registry, where they are once this provider is in it
        if QgsApplication.processingRegistry().providerById(self.id()) is not None:
            for model in models():
                self.addAlgorithm(model)
