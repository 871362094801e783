"""QGIS with the plugin loaded once."""

import pathlib
import shutil

import pytest
from qgis.core import QgsApplication


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
