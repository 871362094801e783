"""The wiring: translations, the Processing provider and the panels."""

import pathlib

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QTranslator

from .algorithms.provider import MultigroundProvider
from .language import language

TRANSLATIONS = pathlib.Path(__file__).parent / "resources" / "i18n"


class MultigroundPlugin:
    """Loaded by QGIS with its interface, by qgis_process with None."""

    def __init__(self, iface):
        self.iface = iface
        self.provider = self.desk = None
        self.translator = QTranslator()
        if self.translator.load(str(TRANSLATIONS / f"multiground_{language()}.qm")):
            QCoreApplication.installTranslator(self.translator)

    def initProcessing(self):
        self.provider = MultigroundProvider()
        QgsApplication.processingRegistry().addProvider(self.provider)
        self.provider.refreshAlgorithms()  # now that the steps of its models can be found

    def initGui(self):
        self.initProcessing()
        if self.iface is not None:
            from .ui.desk import Desk  # needs a window

            self.desk = Desk(self.iface)

    def unload(self):
        if self.desk is not None:
            self.desk.close()
            self.desk = None
        if self.provider is not None:
            QgsApplication.processingRegistry().removeProvider(self.provider)
            self.provider = None
        QCoreApplication.removeTranslator(self.translator)
