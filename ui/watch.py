"""Tells at once when what an assessment has read is no longer what lies in the package or in its open layers."""

import contextlib
import pathlib
import sqlite3

from qgis.core import QgsMapLayer, QgsProject, QgsProviderRegistry
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

_EVERY_MS = 2000  # a glance at the file's times; file-system events miss network drives


def fingerprint(path):
    """Return when each table of a GeoPackage was last changed, None where the file cannot be read.

    The file's own time is no measure: QGIS touches every GeoPackage that it merely opens.
    """
    path = pathlib.Path(path)
    for mode in ("mode=ro", "immutable=1"):  # the latter where a read-only folder holds no lock files
        with (
            contextlib.suppress(sqlite3.Error, OSError),
            contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", uri=True)) as database,
        ):
            return dict(
                database.execute("SELECT table_name, last_change FROM gpkg_contents WHERE table_name <> 'layer_styles'")
            )
    return None


def file_of(layer):
    """Return the file and the table that a layer shows, nothing for layers without a file."""
    parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    path = parts.get("path")
    return (pathlib.Path(path), parts.get("layerName") or pathlib.Path(path).stem) if path else (None, None)


class PackageWatch(QObject):
    """Compares a package and its loaded layers with what was assessed."""

    changed = pyqtSignal()

    def __init__(self, parent=None):
        super().__init__(parent)
        self.path, self.reference, self.times = None, None, ()
        self.layers, self.saved = {}, {}  # id → layer; id → name of those saved since
        self.sources = []
        self.timer = QTimer(self)
        self.timer.setInterval(_EVERY_MS)
        self.timer.timeout.connect(self._glance)
        project = QgsProject.instance()
        project.layersAdded.connect(self._look_at_layers)
        project.layersWillBeRemoved.connect(self._forget)

    def watch(self, path, reference, sources=()):
        """Watch a package from now on.

        reference : its `fingerprint` when it was assessed, None if never; sources : layers of the project
        that were copied into it, instead of those that show it.
        """
        self._forget(list(self.layers))
        self.path, self.reference, self.sources = pathlib.Path(path), reference, [layer.id() for layer in sources]
        self.times = self._times()
        self._look_at_layers()
        self.timer.start()
        self.changed.emit()

    def close(self):
        """Let go of everything."""
        self.timer.stop()
        self._forget(list(self.layers))
        project = QgsProject.instance()
        project.layersAdded.disconnect(self._look_at_layers)
        project.layersWillBeRemoved.disconnect(self._forget)

    def unsaved(self):
        """Return the loaded layers of the package with changes that are not saved."""
        return [layer for layer in self.layers.values() if layer.isModified()]

    def reasons(self):
        """Return the names of what differs from what was assessed; empty while the result is up to date."""
        names = [layer.name() for layer in self.unsaved()] if self.reference is not None else []
        names += self.saved.values()
        if self.path is not None and self.reference is not None:
            now = fingerprint(self.path)
            if now is None:
                return [self.path.name]
            names += [name for name in {**self.reference, **now} if now.get(name) != self.reference.get(name)]
        return sorted(set(names))

    def _look_at_layers(self, *_):
        for layer in QgsProject.instance().mapLayers().values():
            if layer.type() != QgsMapLayer.LayerType.VectorLayer or layer.id() in self.layers:
                continue
            if layer.id() in self.sources or (self.path is not None and _same(file_of(layer)[0], self.path)):
                self.layers[layer.id()] = layer
                layer.layerModified.connect(self.changed)
                layer.editingStopped.connect(self.changed)
                layer.afterCommitChanges.connect(self._keep)

    def _forget(self, ids):
        for name in ids:
            layer = self.layers.pop(name, None)
            self.saved.pop(name, None)
            if layer is not None:
                layer.layerModified.disconnect(self.changed)
                layer.editingStopped.disconnect(self.changed)
                layer.afterCommitChanges.disconnect(self._keep)

    def _keep(self):
        layer = self.sender()
        if layer is not None and self.reference is not None:
            self.saved[layer.id()] = layer.name()
            self.changed.emit()

    def _glance(self):
        times = self._times()
        if times != self.times:
            self.times = times
            self.changed.emit()

    def _times(self):
        """Return time and size of the package and of the file in which SQLite keeps what is new."""
        if self.path is None:
            return ()
        files = [path for path in (self.path, self.path.with_name(self.path.name + "-wal")) if path.exists()]
        return tuple((path.stat().st_mtime_ns, path.stat().st_size) for path in files)


def _same(one, other):
    with contextlib.suppress(OSError):
        return one is not None and one.samefile(other)
    return False
