"""Lets tests import `multiground` from a checkout folder of any name, without QGIS."""

import importlib.util
import pathlib
import sys

ROOT = pathlib.Path(__file__).parent.parent

if "multiground" not in sys.modules:
    spec = importlib.util.spec_from_file_location(
        "multiground", ROOT / "__init__.py", submodule_search_locations=[str(ROOT)]
    )
    sys.modules["multiground"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sys.modules["multiground"])
