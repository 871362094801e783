"""The results of a district's scenarios side by side."""

from qgis.PyQt.QtCore import QObject, pyqtSignal

from . import packages
from .assessment import Assessment

_TOOL = "multiground:comparescenarios"


class Comparison(QObject):
    """Has the results of one package compared in the background; gives the page to read."""

    made = pyqtSignal(str)  # the page
    failed = pyqtSignal(str)

    def __init__(self, parent=None):
        super().__init__(parent)
        self.run = Assessment(self)
        self.run.succeeded.connect(lambda results: self.made.emit(results["REPORT"]))
        self.run.failed.connect(self._tell)

    def _tell(self, why):
        if why:  # else the user canceled it in QGIS's list of tasks
            self.failed.emit(why)

    def start(self, package):
        """Compare all results of a package, the earliest first; the page lies beside the last."""
        results = packages.results_of(package)
        if len(results) < 2 or self.run.running():
            return
        page = results[-1].with_name(f"{packages.stem_of(package)}_compared.html")
        parameters = {"RESULTS": [str(path) for path in results], "TABLE": "memory:", "REPORT": str(page)}
        self.run.start((_TOOL, parameters))
