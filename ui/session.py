"""What the panels share: the package, its scenario, the result, whether it is up to date, and the run under way."""

import contextlib
import os
import pathlib

from osgeo import gdal, ogr
from qgis.core import QgsProject
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from . import map_group, packages
from .assessment import Assessment
from .result import Result
from .texts import translate
from .watch import PackageWatch, fingerprint

_INPUT = "input"  # rows of the run table that say what of the package was read
_PART = "_part.gpkg"  # one dot: QGIS takes what follows the first for the format


class Session(QObject):
    """Opens packages and results, starts assessments; tells the panels what changed."""

    result_changed = pyqtSignal()
    freshness_changed = pyqtSignal()
    running_changed = pyqtSignal()
    progressed = pyqtSignal(float)
    said = pyqtSignal(str)  # what is being done
    warned = pyqtSignal(str)  # what went wrong, for a person to read

    def __init__(self, parent=None):
        super().__init__(parent)
        self.package, self.scenario, self.result, self.sources = None, "", None, {}
        self.options = {}  # further parameters of the assessment, for example {"PROFILE": path}
        self.target = self.read = self.made = None
        self.clones = ()
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
        self._remove_parts()
        self.watch.close()
        self.result = None

    def open(self, package, scenario):
        """Turn to a package (None for the layers of the project) and show its result, if there is one."""
        self.package, self.scenario = package and pathlib.Path(package), scenario
        self.sources = packages.project_layers() if package is None else {}
        if package is not None:
            packages.remember(package)
        self._load(packages.earlier_result(self._package_file(), scenario))

    def assess(self):
        """Assess the package in the background."""
        package = self._package_file()
        if self.run.running():
            return
        self.target = packages.result_of(package, self.scenario)
        part, steps = self._part(), []
        self._remove_parts()
        if self.package is None:
            self.sources = packages.project_layers()
            if not self.sources:
                text = translate(
                    "Multiground",
                    "No layer of the project is called as in a district package: district, roads, plots, buildings …"
                )
                self.warned.emit(text)
                return
            clones = [_renamed(layer, name) for name, layer in self.sources.items()]
            options = {"OVERWRITE": True, "SAVE_STYLES": False}
            steps.append(("native:package", {"LAYERS": clones, "OUTPUT": str(package), **options}))
            self.clones = clones  # they must live as long as the run
        else:
            self.read = fingerprint(package)
        if self.target.exists():  # for the actions that a planner wrote into it
            gdal.VectorTranslate(str(part), str(self.target), layers=["clauses", "actions"])
        report = self.target.with_suffix(".html")
        files = {"PACKAGE": str(package), "RESULT": str(part), "REPORT": str(report)}
        steps.append(("multiground:assess", {**files, **self.options}))
        self.watch.saved.clear()
        self.run.start(*steps)
        self.running_changed.emit()

    def cancel(self):
        self.run.cancel()

    def out_of_date(self):
        """Return what has changed since the result was made, empty while it is up to date."""
        return self.watch.reasons() if self.result is not None else []

    def report(self):
        """Return the page of the result's report, None where there is none."""
        page = self.result.path.with_suffix(".html") if self.result is not None else None
        return page if page is not None and page.is_file() else None

    def reload(self):
        """Read the result again, when another window has replaced it."""
        if self.result is not None and not self.run.running():
            map_group.drop(self.result.path)
            self._load(self.result.path)

    def _package_file(self):
        if self.package is not None:
            return self.package
        home = QgsProject.instance().homePath()
        folder = pathlib.Path(home) if home and os.access(home, os.W_OK) else packages.own_folder()
        return folder / f"{QgsProject.instance().baseName() or 'project'}_layers.gpkg"

    def _part(self):
        return self.target.with_name(self.target.stem + _PART)

    def _remove_parts(self):
        if self.target is not None:
            with contextlib.suppress(OSError):
                self._part().unlink()

    def _load(self, path):
        """Show a result, or that there is none yet."""
        self.result = None
        if path.is_file():
            try:
                self.result = Result(path)
            except ValueError:
                self.warned.emit(translate("Multiground", "{} is no result of an assessment.").format(path.name))
        self.made = fingerprint(path) if self.result is not None else None
        self.watch.watch(self._package_file(), self._reference(), self.sources.values())
        self.result_changed.emit()
        self.freshness_changed.emit()

    def _reference(self):
        """Return the state of the package that the result was made from.

        Where it is not written in the result: today's state, but for tables changed after the result.
        """
        if self.result is None:
            return None
        made = (self.made or {}).get("clauses", "")
        today = fingerprint(self._package_file()) or {}
        return self.result.of(_INPUT) or {name: time if time <= made else "" for name, time in today.items()}

    def _look(self):
        """Look whether the result is still what was assessed, and still the file that was read."""
        if self.result is not None and not self.run.running():
            now = fingerprint(self.result.path)
            if now is not None and self.made is not None and now.get("clauses") != self.made.get("clauses"):
                QTimer.singleShot(0, self.reload)
        self.freshness_changed.emit()

    def _finished(self, _):
        part, page = self._part(), self.target.with_suffix(".html")
        if self.package is None:
            self.read = fingerprint(self._package_file())
        _note(part, self.read or {})
        map_group.drop(self.target)
        self.target = _moved(part, self.target)
        if page.is_file():  # its command and its links are to name the file that stays
            text = page.read_text(encoding="utf-8").replace(part.name, self.target.name)
            self.target.with_suffix(".html").write_text(text, encoding="utf-8")
        self.running_changed.emit()
        saved = dict(self.watch.saved) if self.package is None else {}  # while the run was under way
        self._load(self.target)
        self.watch.saved.update(saved)
        self.freshness_changed.emit()

    def _failed(self, why):
        self._remove_parts()
        self.running_changed.emit()
        self.warned.emit(why or translate("Multiground", "Cancelled; the earlier result stays."))
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


def _note(path, read):
    """Write into a result's table run what state of the package it was made from."""
    dataset = ogr.Open(str(path), 1)
    table = dataset.GetLayerByName("run")
    for name, changed in read.items():
        row = ogr.Feature(table.GetLayerDefn())
        row["subject"], row["name"], row["value"] = _INPUT, name, changed
        table.CreateFeature(row)


def _moved(part, target):
    """Move a finished result to its place, or beside it where another program holds that file; return where."""
    number = 1
    while True:
        place = target if number == 1 else target.with_name(f"{target.stem}_{number}{target.suffix}")
        try:
            for leftover in ("-wal", "-shm"):
                place.with_name(place.name + leftover).unlink(missing_ok=True)
            os.replace(part, place)
            return place
        except OSError:
            number += 1
            if number > 9:
                raise
