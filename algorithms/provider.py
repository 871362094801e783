"""The Processing provider that lists the algorithms."""

import pathlib

from qgis.core import QgsProcessingProvider
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtGui import QIcon

from . import algorithms

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
