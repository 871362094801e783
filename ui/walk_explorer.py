"""Prepares the walking network and answers for one place after another, in one thread beside the window's.

The newest question replaces those that wait. What was asked of other layers, or of a network that has
been edited since, is dropped: by then every answer to it would be wrong.
"""

from typing import NamedTuple

from qgis.PyQt.QtCore import QObject, QThread, pyqtSignal, pyqtSlot

from ..urbanform.errors import InputError
from . import walk_reading
from .texts import translate

_KEPT = 4  # prepared ways of walking


class Question(NamedTuple):
    """A way of walking, and a place in the measuring CRS; without a place the network is only prepared."""

    walking: tuple = ()  # sorted names of the switches that are on
    wkb: bytes = None
    known: tuple = ()  # pairs of what `snapping.places` reads and its value


class Job(NamedTuple):
    """What the thread does next."""

    generation: int  # of the layers that it belongs to
    question: Question
    district: object  # None: prepare it from the sources or, where they were read already, the frames
    sources: dict
    frames: dict


class Stopped(Exception):  # noqa: N818 - nothing went wrong
    """Nobody waits for the result any more."""


class Worker(QObject):
    """Lives in the thread; `generation` is set by the window, and read here to see whether to go on."""

    progressed = pyqtSignal(int, float)
    read = pyqtSignal(int, object)
    prepared = pyqtSignal(int, object, object)
    answered = pyqtSignal(int, object, object)
    failed = pyqtSignal(int, str)

    def __init__(self):
        super().__init__()
        self.generation = 0

    @pyqtSlot(object)
    def work(self, job):
        try:
            self._prepare(job) if job.district is None else self._answer(job)
        except Stopped:
            self.failed.emit(job.generation, "")
        except Exception as error:  # noqa: BLE001 - whatever it was, the window has to know and to go on
            self.failed.emit(job.generation, _sentence(error))

    def _prepare(self, job):
        import shapely

        from ..urbanform import explorer
        from ..urbanform.pace import pace

        def stop():
            if job.generation != self.generation:
                raise Stopped

        fields = {"network": explorer.WAY_FIELDS, "services": explorer.SERVICE_FIELDS, "extent": ()}
        frames = job.frames or {
            name: walk_reading.frame_of(source, fields[name], stop) for name, source in job.sources.items()
        }
        self.read.emit(job.generation, frames)
        options = {name: True for name in ("night", "step_free") if name in job.question.walking}
        if "ground" in job.question.walking:
            options["exclude_kinds"] = explorer.OTHER_GROUNDS
        extent = shapely.union_all(frames["extent"].geometry.to_numpy()) if "extent" in frames else None
        steps = explorer.district_steps(frames["network"], frames.get("services"), pace(**options), data_extent=extent)
        while True:
            stop()
            try:
                self.progressed.emit(job.generation, 100 * next(steps))
            except StopIteration as done:
                self.prepared.emit(job.generation, job.question.walking, done.value)
                return

    def _answer(self, job):
        import shapely

        from ..urbanform import explorer

        found = explorer.answer(job.district, shapely.from_wkb(job.question.wkb), **dict(job.question.known))
        self.answered.emit(job.generation, job.question, found)


class WalkExplorer(QObject):
    """The window's side: keeps what is prepared, sends the newest question, passes answers on."""

    asked = pyqtSignal(object)
    progressed = pyqtSignal(float)
    prepared = pyqtSignal(object)  # a `Question`'s walking
    answered = pyqtSignal(object, object)  # `Question`, `urbanform.explorer.Answer`
    failed = pyqtSignal(str)

    def __init__(self, parent=None):
        super().__init__(parent)
        self.generation, self.busy, self.waiting = 0, False, None
        self.sources, self.frames, self.districts = None, None, {}
        self.thread, self.worker = QThread(), Worker()
        self.worker.moveToThread(self.thread)
        self.asked.connect(self.worker.work)
        self.worker.progressed.connect(self._progressed)
        self.worker.read.connect(self._read)
        self.worker.prepared.connect(self._prepared)
        self.worker.answered.connect(self._answered)
        self.worker.failed.connect(self._failed)

    def close(self):
        """Stop, and wait until the thread has let go of everything: a thread that is deleted ends QGIS."""
        self.forget()
        self.thread.quit()
        self.thread.wait()

    def forget(self):
        """Drop what is prepared and what is under way."""
        self.choose(None)

    def choose(self, sources):
        """Turn to other layers, or to the same after an edit; sources : of `walk_reading.sources_of`, or None."""
        self.generation += 1
        self.worker.generation = self.generation
        self.sources, self.frames, self.districts, self.waiting = sources, None, {}, None

    def ask(self, question):
        """Answer a question as soon as possible; one that waits is replaced."""
        if self.sources is not None:
            self.waiting = question
            self._next()

    def district(self, question):
        return self.districts.get(question.walking)

    def names(self):
        """Return the names of the facilities, '' where unknown; None where there is no layer of them."""
        services = (self.frames or {}).get("services")
        if services is None:
            return None
        return services["name"].fillna("").astype(str).tolist() if "name" in services else [""] * len(services)

    def _next(self):
        question = self.waiting
        if self.busy or question is None:
            return
        district = self.districts.pop(question.walking, None)
        if district is not None:
            self.districts[question.walking] = district  # the last used is the last to go
            self.waiting = None
            if question.wkb is None:
                return
        self.busy = True
        if not self.thread.isRunning():
            self.thread.start()
        self.asked.emit(Job(self.generation, question, district, self.sources, self.frames))

    def _progressed(self, generation, percent):
        if generation == self.generation:
            self.progressed.emit(percent)

    def _read(self, generation, frames):
        if generation == self.generation:
            self.frames = frames

    def _prepared(self, generation, walking, district):
        self.busy = False
        if generation == self.generation:
            self.districts[walking] = district
            while len(self.districts) > _KEPT:
                del self.districts[next(iter(self.districts))]
            self.prepared.emit(walking)
        self._next()

    def _answered(self, generation, question, answer):
        self.busy = False
        if generation == self.generation:
            self.answered.emit(question, answer)
        self._next()

    def _failed(self, generation, why):
        self.busy = False
        if generation == self.generation:
            self.waiting = None
            self.failed.emit(why)
        self._next()


def _sentence(error):
    """Return what went wrong and what helps, for a person to read."""
    if isinstance(error, ImportError):
        text = translate("Multiground", "A Python library is missing: {}. The tools of Multiground say how to get it.")
        return text.format(error.name or error)
    if not isinstance(error, InputError):
        return f"{type(error).__name__}: {error}"
    parts = (translate("Multiground", str(part)) for part in (error.value, error.permitted, error.remedy))
    return translate("Multiground", "Found {}; permitted: {}. {}").format(*parts)
