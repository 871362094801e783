"""Lets tests import `multiground` from a checkout folder of any name, without QGIS."""

import importlib.util
import os
import pathlib
import sys

import hypothesis

# Each of several workers beside each other has a QGIS profile of its own.
if "PYTEST_XDIST_WORKER" in os.environ and "QGIS_CUSTOM_CONFIG_PATH" in os.environ:
    os.environ["QGIS_CUSTOM_CONFIG_PATH"] += "_" + os.environ["PYTEST_XDIST_WORKER"]

ROOT = pathlib.Path(__file__).parent.parent

if "multiground" not in sys.modules:
    spec = importlib.util.spec_from_file_location(
        "multiground", ROOT / "__init__.py", submodule_search_locations=[str(ROOT)]
    )
    sys.modules["multiground"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sys.modules["multiground"])

# The same examples on every machine; look for new ones with HYPOTHESIS_PROFILE=default.
hypothesis.settings.register_profile("fixed", derandomize=True, deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fixed"))
