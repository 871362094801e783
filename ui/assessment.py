"""Runs algorithms by id, one after another, in the background."""

from qgis.core import (
    QgsApplication,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
)
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QObject, pyqtSignal

from .texts import translate

_FOREVER_MS = 0  # as QGIS takes it


class Feedback(QgsProcessingFeedback):
    """Carries the steps of an algorithm to the window, and keeps why it failed."""

    said = pyqtSignal(str)

    def __init__(self):
        super().__init__(False)
        self.errors = []

    def setProgressText(self, text):
        self.said.emit(text)

    def reportError(self, text, fatalError=False):  # noqa: N803 - QGIS's own name
        self.errors.append(text)


class Assessment(QObject):
    """A chain of runs, each an algorithm's id and its parameters; the window stays free meanwhile."""

    progressed = pyqtSignal(float)
    said = pyqtSignal(str)
    succeeded = pyqtSignal(dict)  # the results of the last run
    failed = pyqtSignal(str)  # why; empty when it was cancelled

    def __init__(self, parent=None):
        super().__init__(parent)
        self.task = self.feedback = self.context = None
        self.runs, self.canceled = [], False

    def running(self):
        return self.task is not None

    def start(self, *runs):
        """Start a chain of runs: pairs of an id and parameters."""
        self.runs, self.canceled = list(runs), False
        self._next()

    def cancel(self):
        self.canceled = True
        if self.feedback is not None:
            self.feedback.cancel()

    def close(self):
        """Cancel, and wait until the thread has let go of the algorithm, which answers within a second.

        However long it takes: what the thread still used would be deleted under it.
        """
        task = self.task
        if task is not None:
            self.blockSignals(True)  # nobody listens any more
            self.cancel()
            task.cancel()
            task.waitForFinished(_FOREVER_MS)
            QCoreApplication.sendPostedEvents(QgsApplication.taskManager(), QEvent.Type.MetaCall)  # hears of its end

    def _next(self):
        name, parameters = self.runs.pop(0)
        algorithm = QgsApplication.processingRegistry().createAlgorithmById(name)
        if algorithm is None:
            self.failed.emit(translate("Multiground", "The tool {} is not there.").format(name))
            return
        able, why = algorithm.canExecute()
        self.context, self.feedback = QgsProcessingContext(), Feedback()
        self.context.setProject(QgsProject.instance())
        if able:
            able, why = algorithm.checkParameterValues(parameters, self.context)
        if not able:
            self.feedback = self.context = None
            self.failed.emit(why)
            return
        self.feedback.said.connect(self.said)
        self.feedback.progressChanged.connect(self.progressed)
        self.task = QgsProcessingAlgRunnerTask(algorithm, parameters, self.context, self.feedback)
        self.task.executed.connect(self._executed)
        QgsApplication.taskManager().addTask(self.task)

    def _executed(self, successful, results):
        canceled = self.canceled or self.feedback.isCanceled()  # by the panel, or in QGIS's list of tasks
        errors = self.feedback.errors
        self.task = self.feedback = self.context = None  # layers among them, which must not outlive QGIS
        if canceled or not successful:
            unknown = translate("Multiground", "The assessment stopped without saying why; see QGIS's log messages.")
            self.failed.emit("" if canceled else _why(errors) or unknown)
        elif self.runs:
            self._next()
        else:
            self.succeeded.emit(results)


def _why(errors):
    """Return what failed last, without the lines of code that led there."""
    text = errors[-1].strip() if errors else ""
    return text.splitlines()[-1] if text.startswith("Traceback") else text
