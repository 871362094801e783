"""What the panels share: the package, its scenario, the result, whether it is up to date, and the run under way."""

import contextlib
import os
import pathlib
import re
import time
from typing import NamedTuple

from osgeo import gdal, ogr
from qgis.core import QgsProject
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from . import map_group, packages
from .assessment import Assessment
from .geopackage import fingerprint
from .result import DESK, Result, digest
from .texts import translate
from .watch import PackageWatch, states_of

_INPUT = "input"  # rows of the run table: what of the package was read
_PART, _DAY_S = "_part", 86_400


class Job(NamedTuple):
    """One assessment under way: what the user asked for when it began, whatever is chosen meanwhile."""

    package: pathlib.Path  # None for the layers of the project
    scenario: str
    target: pathlib.Path
    part: pathlib.Path  # the result until it is complete
    read: dict  # state of what is read
    rules: pathlib.Path  # None for the guideline's own
    clones: tuple  # layers that must live as long as the run


class Session(QObject):
    """Opens packages and results, starts assessments; tells the panels what changed."""

    result_changed = pyqtSignal()
    freshness_changed = pyqtSignal()
    running_changed = pyqtSignal()
    progressed = pyqtSignal(float)
    said = pyqtSignal(str)  # what is being done
    warned = pyqtSignal(str)  # what went wrong, for a person to read
    finished = pyqtSignal(object)  # the `Result` of a run that is done

    def __init__(self, parent=None):
        super().__init__(parent)
        self.package, self.scenario, self.result, self.rules, self.job = None, "", None, None, None
        self.options = {}  # further parameters of the assessment
        self.made = None
        self.watch, self.run = PackageWatch(self), Assessment(self)
        self.watch.changed.connect(self._look)
        self.run.progressed.connect(self.progressed)
        self.run.said.connect(self.said)
        self.run.succeeded.connect(self._finished)
        self.run.failed.connect(self._failed)
        QgsProject.instance().cleared.connect(self._project_closed)

    def close(self):
        """Stop what runs and let go of files, layers and signals."""
        QgsProject.instance().cleared.disconnect(self._project_closed)
        self.run.close()
        self._end_job()
        self.watch.close()
        self.result = None

    def open(self, package, scenario):
        """Turn to a package (None for the layers of the project) and show its result, if there is one."""
        self.package, self.scenario = package and pathlib.Path(package), scenario
        if package is not None:
            packages.remember(package)
        self._load(packages.earlier_result(self.package_file(), scenario))

    def take_rules(self, path):
        """Assess under other rules from now on, None for the guideline's own; what was made under others is stale."""
        self.rules = path and pathlib.Path(path)
        self.freshness_changed.emit()

    def assess(self):
        """Assess the package in the background."""
        if self.run.running():
            return
        package, steps, sources = self.package_file(), [], {}
        if self.package is None:
            sources = packages.project_layers()
            if not sources:
                self.warned.emit(
                    translate("Multiground", "None of the project's layers is known. Press ⚙ to say which is which.")
                )
                return
            clones = tuple(_renamed(layer, name) for name, layer in sources.items())
            options = {"OVERWRITE": True, "SAVE_STYLES": False}
            steps.append(("native:package", {"LAYERS": list(clones), "OUTPUT": str(package), **options}))
        target = packages.result_of(package, self.scenario)
        # Another window may assess the same; one dot only: QGIS takes what follows the first for the format.
        part = target.with_name(f"{target.stem}{_PART}{os.getpid()}.gpkg")
        read = states_of(sources) if self.package is None else fingerprint(package) or {}
        self.job = Job(self.package, self.scenario, target, part, read, self.rules, clones if sources else ())
        self._remove_parts()
        try:
            if target.exists():  # for the actions that a planner wrote into it
                gdal.VectorTranslate(str(part), str(target), layers=["clauses", "actions"])
        except RuntimeError as error:  # GDAL's exceptions may be on
            self._failed(str(error))
            return
        rules = {"PROFILE": str(self.rules)} if self.rules else {}
        files = {"PACKAGE": str(package), "RESULT": str(part), "REPORT": str(part.with_suffix(".html"))}
        steps.append(("multiground:assess", {**files, **rules, **self.options}))
        self.watch.saved.clear()
        self.run.start(*steps)
        self.running_changed.emit()

    def cancel(self):
        self.run.cancel()

    def out_of_date(self):
        """Return what has changed since the result was made, empty while it is up to date."""
        if self.result is None:
            return []
        rules = [translate("Multiground", "the rules")] if self._other_rules() else []
        return self.watch.reasons() + rules

    def report(self):
        """Return the page of the result's report, None where there is none."""
        page = self.result.path.with_suffix(".html") if self.result is not None else None
        return page if page is not None and page.is_file() else None

    def reload(self):
        """Read the result again, when another window has replaced it."""
        if self.result is not None and not self.run.running():
            map_group.drop(self.result.path, keep_group=True)
            self._load(self.result.path)

    def package_file(self):
        """Return the file that is assessed: one made of the project's layers where no package is chosen."""
        if self.package is not None:
            return self.package
        home = QgsProject.instance().homePath()
        folder = pathlib.Path(home) if home and os.access(home, os.W_OK) else packages.own_folder()
        return folder / f"{QgsProject.instance().baseName() or 'project'}_layers.gpkg"

    def _remove_parts(self):
        """Remove what this run has begun, and what another one left behind when QGIS was killed."""
        if self.job is None:
            return
        parts = re.compile(re.escape(self.job.target.stem + _PART) + r"\d+")
        for path in self.job.target.parent.glob(f"*{_PART}*"):
            with contextlib.suppress(OSError):
                own, old = path.stem == self.job.part.stem, path.stat().st_mtime < time.time() - _DAY_S
                if parts.fullmatch(path.stem) and (own or old):
                    path.unlink()

    def _end_job(self):
        """Let go of what a run has begun, and of the layers that it read: none may outlive QGIS."""
        self._remove_parts()
        self.job = None

    def _load(self, path):
        """Show a result, or that there is none yet."""
        self.result = None
        if path.is_file():
            try:
                self.result = Result(path)
            except ValueError:
                self.warned.emit(translate("Multiground", "{} is no result of an assessment.").format(path.name))
        self.made = fingerprint(path) if self.result is not None else None
        if self.result is not None:
            rules = self.result.of(DESK).get("rules")
            self.rules = pathlib.Path(rules) if rules else None
        sources = packages.project_layers if self.package is None else None
        self.watch.watch(self.package_file(), self._reference(), sources, self.result and self.result.path)
        self.result_changed.emit()
        self.freshness_changed.emit()

    def _reference(self):
        """Return the state of the package that the result was made from.

        Where it is not written in the result: today's state, but for tables changed after the result.
        """
        if self.result is None:
            return None
        noted = self.result.of(_INPUT)
        if noted or self.package is None:
            return noted
        made = (self.made or {}).get("clauses", "")
        today = fingerprint(self.package_file()) or {}
        return {name: changed if changed <= made else "" for name, changed in today.items()}

    def _other_rules(self):
        """Return whether the rules that are chosen are not those that the result was made under."""
        noted = self.result.of(DESK)
        if "rules" in noted:
            return (str(self.rules or ""), digest(self.rules)) != (noted["rules"], noted["rules_digest"])
        return self.rules is not None and self.rules.name != self.result.rules()

    def _look(self):
        """Look whether the result is still what was assessed, and still the file that was read."""
        if self.result is not None and not self.run.running():
            now = fingerprint(self.result.path)
            if now is not None and self.made is not None and now.get("clauses") != self.made.get("clauses"):
                QTimer.singleShot(0, self.reload)
        self.freshness_changed.emit()

    def _finished(self, _):
        job, saved = self.job, dict(self.watch.saved)  # what was saved while the run was under way
        try:
            _note(job)
            map_group.drop(job.target, keep_group=True)
            target = _moved(job.part, job.target)
        except (OSError, RuntimeError) as error:
            self._failed(str(error))
            return
        self.job = None
        self.running_changed.emit()
        if (job.package, job.scenario) == (self.package, self.scenario):
            self._load(target)
            self.watch.saved.update(saved if job.package is None else {})
            self.freshness_changed.emit()
            self.finished.emit(self.result)
        else:  # somebody turned to another package meanwhile, whose result stays in view
            self.finished.emit(Result(target))

    def _failed(self, why):
        self._end_job()
        self.running_changed.emit()
        kept = translate("Multiground", "Cancelled; the earlier result stays.")
        self.warned.emit(why or (kept if self.result is not None else translate("Multiground", "Cancelled.")))
        self.freshness_changed.emit()

    def _project_closed(self):
        """Forget a result whose layers went with the project, and stop a run whose result nobody waits for."""
        self.run.cancel()
        if self.result is not None:
            self.result = None
            self.result_changed.emit()
            self.freshness_changed.emit()


def _renamed(layer, name):
    copy = layer.clone()
    copy.setName(name)
    return copy


def _note(job):
    """Write into a result's table run who asked for it, and what state of the package it was made from."""
    dataset = ogr.Open(str(job.part), 1)
    table = dataset.GetLayerByName("run")
    asked = {"package": job.package or "", "scenario": job.scenario, "rules": job.rules or ""}
    asked["rules_digest"] = digest(job.rules)
    rows = [(_INPUT, *row) for row in job.read.items()] + [(DESK, *row) for row in asked.items()]
    for subject, name, value in rows:
        row = ogr.Feature(table.GetLayerDefn())
        row["subject"], row["name"], row["value"] = subject, name, str(value)
        table.CreateFeature(row)


def _moved(part, target):
    """Move a finished result and its report to their place, or beside it where another program holds that file.

    Returns where the result lies then.
    """
    number = 1
    while True:
        place = target if number == 1 else target.with_name(f"{target.stem}_{number}{target.suffix}")
        try:
            for leftover in ("-wal", "-shm"):
                place.with_name(place.name + leftover).unlink(missing_ok=True)
            os.replace(part, place)
            break
        except OSError:
            number += 1
            if number > 9:
                raise
    page = part.with_suffix(".html")
    if page.is_file():  # its command and its links are to name the files that stay
        text = page.read_text(encoding="utf-8").replace(part.stem, place.stem)
        place.with_suffix(".html").write_text(text, encoding="utf-8")
        page.unlink()
    return place
