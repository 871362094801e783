"""What an algorithm held when it was refused, failed or cancelled is let go of: QGIS does not always do so itself.

QGIS keeps every `QgsProcessingException` that passes from Python through it, no other exception, and with it all that
stood in the functions that it came through: layers, frames of data, open files. What outlives QGIS crashes it at its
end.
"""

import gc
import pathlib
import types

import pytest
from layers import AskedOften, layer, run
from multiground.algorithms.base import processes
from multiground.algorithms.plot_size import PlotSize
from multiground.urbanform.errors import InputError
from osgeo import ogr
from qgis.core import QgsProcessingException

pytestmark = pytest.mark.usefixtures("provider")

SQUARE = [("POLYGON((0 0, 100 0, 100 100, 0 100, 0 0))", "A")]


def kept():
    """Return the functions of the algorithms, by name, whose values are still held though none of them runs."""
    gc.collect()
    frames = [each for each in gc.get_objects() if isinstance(each, types.FrameType)]
    ours = [frame for frame in frames if "algorithms" in pathlib.Path(frame.f_code.co_filename).parts]
    return {(id(frame), frame.f_code.co_name) for frame in ours}


def left_by(name, parameters, feedback=None):
    """Run an algorithm that fails; return the functions whose values are held afterwards."""
    before = kept()
    with pytest.raises(QgsProcessingException):
        run(name, parameters, feedback)
    return sorted({function for _, function in kept() - before})


def plots():
    return layer("Polygon", SQUARE, fields="field=use:string")


def test_a_refusal_lets_go_of_what_was_read():
    parameters = {"PLOTS": plots(), "USE_FIELD": "none such", "OUTPUT": "memory:"}
    assert left_by("plotsize", parameters) == ["processAlgorithm"]


def test_a_cancel_lets_go_of_what_was_computed():
    assert left_by("plotsize", {"PLOTS": plots(), "OUTPUT": "memory:"}, AskedOften(0)) == ["processAlgorithm"]


def test_a_fault_is_told_with_its_cause_and_lets_go_of_what_was_read(monkeypatch):
    monkeypatch.setattr(PlotSize, "_tell_unknown", lambda *_: {}["no such key"])
    before = kept()
    with pytest.raises(QgsProcessingException, match=r"^Traceback(?s:.*)KeyError: 'no such key'$") as told:
        run("plotsize", {"PLOTS": plots(), "OUTPUT": "memory:"})
    del told
    assert kept() - before == set()


@pytest.mark.parametrize("fault", [ValueError("nobody has foreseen it"), InputError("PLOTS", "a", "b", "c")], ids=type)
def test_a_measure_that_fails_within_an_assessment_leaves_nothing(demo, tmp_path, monkeypatch, fault):
    def broken(*_):
        raise fault

    monkeypatch.setattr(PlotSize, "measure", broken)
    before = kept()
    run("assess", {"PACKAGE": str(demo), "STABILITY": False, "RESULT": str(tmp_path / "r.gpkg")})
    fault.__traceback__ = None  # what this test itself holds
    assert kept() - before == set()


def test_a_package_that_fails_within_an_assessment_of_many_leaves_nothing(tmp_path, monkeypatch):
    """It ran its layers past the end of QGIS 3.44, which crashed there when it could start no process beside it."""
    monkeypatch.setattr(processes, "program", lambda: None)
    empty = ogr.GetDriverByName("GPKG").CreateDataSource(str(tmp_path / "empty.gpkg"))
    empty.CreateLayer("nothing", None, ogr.wkbNone)
    del empty
    before = kept()
    found = run("assessmany", {"PACKAGES": [str(tmp_path)], "TABLE": str(tmp_path / "league.gpkg")})
    assert found["N_FAILED"] == 1
    assert kept() - before == set()
