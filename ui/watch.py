"""Tells at once when what an assessment has read is no longer what lies in the package or in its open layers."""

import contextlib
import hashlib
import pathlib

from qgis.core import QgsMapLayer, QgsProject, QgsProviderRegistry
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from .geopackage import fingerprint

_EVERY_MS = 2000  # a glance at the file's times; file-system events miss network drives


def file_of(layer):
    """Return the file and the table that a layer shows, nothing for layers without a file."""
    parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    path = parts.get("path")
    return (pathlib.Path(path), parts.get("layerName") or pathlib.Path(path).stem) if path else (None, None)


def state_of(layer):
    """Return what tells one state of a project's layer from another: where it lies, its filter, its last change."""
    path, table = file_of(layer)
    if path is None:
        change = layer.featureCount(), layer.extent().toString(6)
    elif path.suffix.lower() == ".gpkg":
        change = (fingerprint(path) or {}).get(table)
    else:  # of a shapefile any part may change
        change = [(each.name, *_time(each)) for each in sorted(path.parent.glob(f"{path.stem}.*"))]
    told = repr((layer.providerType(), layer.source(), layer.subsetString(), change))
    return hashlib.sha256(told.encode()).hexdigest()[:16]  # a source may hold a password


def states_of(layers):
    """Return the states of layers by name."""
    return {name: state_of(layer) for name, layer in layers.items()}


class PackageWatch(QObject):
    """Compares a package, or the project's layers in its place, with what was assessed."""

    changed = pyqtSignal()

    def __init__(self, parent=None):
        super().__init__(parent)
        self.path, self.reference, self.times, self.beside = None, None, (), None
        self.layers, self.saved = {}, {}  # id → layer; id → name of those saved since
        self.sources, self.modified = None, set()
        self.timer = QTimer(self)
        self.timer.setInterval(_EVERY_MS)
        self.timer.timeout.connect(self._glance)
        project = QgsProject.instance()
        project.layersAdded.connect(self._layers_changed)
        project.layersRemoved.connect(self._layers_changed)
        project.layersWillBeRemoved.connect(self._forget)

    def watch(self, path, reference, sources=None, beside=None):
        """Watch a package from now on.

        reference : its `fingerprint` when it was assessed, None if never; sources : asked for the layers of the
        project by name, which are watched instead, their `states_of` being the reference; beside : the result,
        which another window may replace.
        """
        self._forget(list(self.layers))
        self.path, self.reference, self.sources, self.beside = pathlib.Path(path), reference, sources, beside
        self._look_at_layers()
        self.times = self._times()
        self.timer.start()
        self.changed.emit()

    def close(self):
        """Let go of everything."""
        self.timer.stop()
        self._forget(list(self.layers))
        project = QgsProject.instance()
        project.layersAdded.disconnect(self._layers_changed)
        project.layersRemoved.disconnect(self._layers_changed)
        project.layersWillBeRemoved.disconnect(self._forget)

    def unsaved(self):
        """Return the watched layers with changes that are not saved."""
        return [layer for layer in self.layers.values() if layer.isModified()]

    def lost(self):
        """Return whether the package that was assessed cannot be read any more."""
        return self.sources is None and self.reference is not None and fingerprint(self.path) is None

    def reasons(self):
        """Return the names of what differs from what was assessed; empty while the result is up to date."""
        if self.reference is None:
            return []
        now = fingerprint(self.path) if self.sources is None else states_of(self.sources())
        if now is None:
            return [self.path.name]
        names = [layer.name() for layer in self.unsaved()] + list(self.saved.values())
        told = {name: layer.name() for name, layer in (self.sources() if self.sources else {}).items()}
        differing = [name for name in {**self.reference, **now} if now.get(name) != self.reference.get(name)]
        return sorted({*names, *(told.get(name, name) for name in differing)})

    def _look_at_layers(self):
        """Listen to the layers that show the package or stand in its place, and to no others."""
        own = {layer.id() for layer in self.sources().values()} if self.sources else None
        for layer in QgsProject.instance().mapLayers().values():
            if layer.type() != QgsMapLayer.LayerType.VectorLayer:
                continue
            wanted = layer.id() in own if own is not None else self.path is not None and self._shows(layer)
            if wanted and layer.id() not in self.layers:
                self.layers[layer.id()] = layer
                for signal, slot in self._signals(layer):
                    signal.connect(slot)
            elif not wanted:
                self._forget([layer.id()])
        self.modified = {layer.id() for layer in self.unsaved()}

    def _signals(self, layer):
        yield layer.layerModified, self._modified
        yield layer.editingStopped, self._modified
        yield layer.afterCommitChanges, self._keep
        yield layer.subsetStringChanged, self.changed
        yield layer.dataSourceChanged, self._layers_changed
        yield layer.nameChanged, self._layers_changed  # it may stand for another one now

    def _forget(self, ids):
        for name in ids:
            layer = self.layers.pop(name, None)
            self.saved.pop(name, None)
            if layer is not None:
                for signal, slot in self._signals(layer):
                    signal.disconnect(slot)

    def _layers_changed(self, *_):
        before = set(self.layers)
        self._look_at_layers()
        if self.sources is not None or set(self.layers) != before:
            self.changed.emit()

    def _modified(self):
        """Tell only what is new: a calculated column changes a layer as often as it has features."""
        now = {layer.id() for layer in self.unsaved()}
        if now != self.modified:
            self.modified = now
            self.changed.emit()

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

    def _shows(self, layer):
        with contextlib.suppress(OSError):
            path = file_of(layer)[0]
            return path is not None and path.samefile(self.path)
        return False

    def _times(self):
        """Return time and size of what may change from outside, with the files in which SQLite keeps what is new."""
        files = [self.path, self.beside] if self.sources is None else [self.beside]
        counts = []
        for layer in self.layers.values() if self.sources is not None else ():
            path = file_of(layer)[0]
            files += sorted(path.parent.glob(f"{path.stem}.*")) if path is not None else []
            counts += [layer.featureCount()] if layer.providerType() == "memory" else []
        files = [path for path in files if path is not None]
        files += [path.with_name(path.name + "-wal") for path in files]
        return (*map(_time, files), *counts)


def _time(path):
    """Return when a file was changed and its size, nothing where it is not there."""
    with contextlib.suppress(OSError):
        found = path.stat()
        return found.st_mtime_ns, found.st_size
    return ()
