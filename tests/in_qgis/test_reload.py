"""The whole plugin loaded and unloaded fifty times, as the plugin reloader does it: nothing may pile up."""

import json
import os
import pathlib
import subprocess
import sys

from layers import ROOT

RELOADS, WARM, PACKAGE = 50, 10, "multiground"


def reload_many_times(root):
    """Load and unload the plugin in a bare window; print what grew, as JSON."""
    import gc
    import importlib.util
    import resource

    from qgis.core import QgsApplication, QgsProject
    from qgis.gui import QgsMapCanvas
    from qgis.PyQt.QtCore import QEvent
    from qgis.PyQt.QtWidgets import QApplication, QMainWindow, QMenu

    class Interface:
        """As much of QGIS's interface as the plugin uses."""

        def __init__(self):
            self.window, self.menu = QMainWindow(), QMenu()
            self.canvas = QgsMapCanvas(self.window)
            self.window.setCentralWidget(self.canvas)
            self.mainWindow, self.mapCanvas = lambda: self.window, lambda: self.canvas
            self.addToolBar, self.messageBar = self.window.addToolBar, lambda: None
            self.addDockWidget, self.removeDockWidget = self.window.addDockWidget, self.window.removeDockWidget
            self.addPluginToMenu = lambda _, action: self.menu.addAction(action)
            self.removePluginMenu = lambda _, action: self.menu.removeAction(action)

    def load():
        place = root / "__init__.py"
        spec = importlib.util.spec_from_file_location(PACKAGE, place, submodule_search_locations=[str(root)])
        sys.modules[PACKAGE] = module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        plugin = module.classFactory(interface)
        plugin.initGui()
        for dock in plugin.desk.docks:
            dock.setUserVisible(True)
        QApplication.processEvents()
        plugin.unload()

    def forget():
        for name in [name for name in sys.modules if name == PACKAGE or name.startswith(PACKAGE + ".")]:
            del sys.modules[name]
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()
        gc.collect()

    def count():
        peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # what leaks raises the peak
        ours = [each for each in gc.get_objects() if type(each).__module__.split(".")[0] == PACKAGE]
        places = [widget.objectName() for widget in QApplication.allWidgets()]
        return {
            "MB": peak_mb,
            "objects": len(ours),
            "widgets": len(places),
            "items": len(interface.canvas.scene().items()),
            "providers": len(QgsApplication.processingRegistry().providers()),
            "actions": len(interface.menu.actions()),
        }

    app = QgsApplication([], True)
    app.initQgis()
    interface, counts = Interface(), []
    interface.window.show()
    for number in range(WARM + RELOADS):
        load()
        forget()
        if number >= WARM - 1:
            counts.append(count())
    print(json.dumps(counts))
    QgsProject.instance().clear()
    sys.stdout.flush()
    os._exit(0)  # what is asked is whether the plugin lets go, not whether QGIS does


def test_fifty_reloads_of_the_whole_plugin_leave_nothing_behind(tmp_path):
    surroundings = {**os.environ, "PYTHONPYCACHEPREFIX": str(tmp_path)}
    surroundings.pop("PYTHONDONTWRITEBYTECODE", None)  # or every module is compiled fifty times
    command = [sys.executable, __file__, str(ROOT)]
    done = subprocess.run(command, env=surroundings, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-2000:]
    assert "Traceback" not in done.stderr, done.stderr[-2000:]
    first, *_, last = json.loads(done.stdout.splitlines()[-1])
    grown = {name: round(last[name] - first[name], 1) for name in first}
    memory = grown.pop("MB")
    assert not any(grown.values()), grown
    assert memory < 0.1 * RELOADS, f"{memory} MB after {RELOADS} reloads"


if __name__ == "__main__":
    reload_many_times(pathlib.Path(sys.argv[1]))
