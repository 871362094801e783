"""`pip install .` brings the library alone, whole, with its demo district, and without QGIS."""

import importlib.util
import os
import pathlib
import subprocess
import sys
import zipfile

import pytest

ROOT = pathlib.Path(__file__).parent.parent
BUILD = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"
PACK = [sys.executable, str(ROOT / "tools" / "package.py")]
PROGRAM = """
import sys
sys.modules.update(dict.fromkeys(["qgis", "osgeo", "PyQt5", "PyQt6", "dask"]))  # each import of these fails
import multiground.urbanform, pkgutil
print(multiground.__file__)
for module in pkgutil.iter_modules(multiground.urbanform.__path__):
    __import__(f"multiground.urbanform.{module.name}")
from multiground.urbanform import tables
print(sum(len(tables.rows(name)) > 0 for name in sys.argv[1:]))
"""


@pytest.mark.skipif(not importlib.util.find_spec("hatchling"), reason="hatchling builds what pip installs")
@pytest.mark.parametrize("source", ["repository", "zip"])
def test_what_pip_installs_works_alone(tmp_path, source):
    """The wheel that pip would install is built by the same call, without a network, and unpacked."""
    folder = ROOT
    if source == "zip":
        subprocess.run([*PACK, tmp_path / "plugin.zip"], check=True, capture_output=True, timeout=60)
        with zipfile.ZipFile(tmp_path / "plugin.zip") as plugin:
            plugin.extractall(tmp_path)
        folder = tmp_path / "multiground"
    libraries = os.pathsep.join(os.path.abspath(path) for path in sys.path if path)
    environment = {**os.environ, "PYTHONPATH": libraries}
    command = [sys.executable, "-c", BUILD, str(tmp_path)]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(tmp_path / done.stdout.split()[-1]) as wheel:
        names = {name for name in wheel.namelist() if ".dist-info/" not in name}
        wheel.extractall(tmp_path / "site")
    files = [path for path in (ROOT / "urbanform").iterdir() if path.suffix in (".py", ".csv")]
    own = {path.relative_to(ROOT).as_posix() for path in files}
    demo = "resources/demo/demo_district.gpkg"  # which the pages of the library work on
    assert names == {f"multiground/{name}" for name in ("__init__.py", demo, *own)}
    (tmp_path / "empty").mkdir()
    tables = sorted(pathlib.PurePath(name).stem for name in own if name.endswith(".csv"))
    environment = {**os.environ, "PYTHONPATH": f"{tmp_path / 'site'}{os.pathsep}{libraries}"}
    command = [sys.executable, "-c", PROGRAM, *tables]
    done = subprocess.run(command, cwd=tmp_path / "empty", env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    place, number = done.stdout.split()
    assert place == str(tmp_path / "site" / "multiground" / "__init__.py")
    assert int(number) == len(tables) > 5
