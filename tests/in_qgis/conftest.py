"""QGIS with the plugin loaded once."""

import pathlib
import shutil
import sys
import traceback

import pytest
from qgis.core import QgsApplication, QgsProject


@pytest.fixture(scope="session")
def provider(qgis_app, qgis_processing):
    """The provider, registered once: a second one of the same id deletes the first in C++."""
    from multiground.plugin import MultigroundPlugin

    plugin = MultigroundPlugin(None)
    plugin.initProcessing()
    yield QgsApplication.processingRegistry().providerById("multiground")
    plugin.unload()


@pytest.fixture
def demo(tmp_path_factory):
    """The demo district in a copy: QGIS writes to a GeoPackage that it opens for editing."""
    package = pathlib.Path(__file__).parent.parent.parent / "resources" / "demo" / "demo_district.gpkg"
    return shutil.copy(package, tmp_path_factory.mktemp("demo"))


# The planner's desk without a screen


@pytest.fixture
def errors_of_slots(monkeypatch):
    """Fail where Qt calls Python and Python fails, which Qt would swallow."""
    errors = []
    monkeypatch.setattr(sys, "excepthook", lambda *error: errors.append("".join(traceback.format_exception(*error))))
    yield
    assert errors == []


@pytest.fixture(scope="session")
def assessed(provider, tmp_path_factory):
    """The demo district with its result, as the panels name them."""
    import processing
    from desk_window import PACKAGE
    from multiground.ui import packages

    folder = tmp_path_factory.mktemp("assessed")
    package = folder / "demo.gpkg"
    shutil.copyfile(PACKAGE, package)
    result = packages.result_of(package, "base")
    files = {"RESULT": str(result), "REPORT": str(result.with_suffix(".html"))}
    processing.run("multiground:assess", {"PACKAGE": str(package), "STABILITY": False, **files})
    return folder


@pytest.fixture
def folder(assessed, tmp_path):
    shutil.copytree(assessed, tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.fixture
def window(qgis_app, tmp_path, monkeypatch):
    from desk_window import Window
    from multiground.ui import packages
    from qgis.PyQt.QtCore import QSettings

    monkeypatch.setattr(packages, "own_folder", lambda: tmp_path)
    QSettings().remove("multiground")
    QgsProject.instance().clear()
    found = Window()
    found.window.show()
    yield found
    QgsProject.instance().clear()
    found.window.close()
    found.window.deleteLater()


@pytest.fixture
def desk(window, provider, folder):
    """A desk that shows the result of the demo district."""
    from desk_window import forget_deleted, quick
    from multiground.ui.desk import Desk

    found = quick(Desk(window))
    found.guideline_dock.setUserVisible(True)
    found.guideline.chooser.choose(str(folder / "demo.gpkg"), "base")
    yield found
    found.close()
    forget_deleted()
