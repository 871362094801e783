"""Files in a folder of their own are written without waiting for the disk, and brought there once."""

import numpy as np
import pytest
from osgeo import ogr, osr


def synchronous(path):
    """Return how a GeoPackage that is opened to be changed waits for the disk: 0 for not at all."""
    dataset = ogr.Open(str(path), 1)
    rows = dataset.ExecuteSQL("PRAGMA synchronous")
    found = int(rows.GetNextFeature().GetField(0))
    dataset.ReleaseResultSet(rows)
    return found


def test_only_what_is_written_beside_its_place_does_not_wait_for_the_disk(provider, tmp_path):
    from multiground.algorithms.base.writing import without_syncing

    file = tmp_path / "district.gpkg"
    ogr.GetDriverByName("GPKG").CreateDataSource(str(file)).CreateLayer("plots")
    with without_syncing():
        assert synchronous(file) == 0
    assert synchronous(file) > 0
    with pytest.raises(KeyError), without_syncing():
        raise KeyError
    assert synchronous(file) > 0


def test_a_finished_file_takes_the_place_of_an_older_one(provider, tmp_path):
    from multiground.algorithms.base.writing import put

    (tmp_path / "新的.gpkg").write_text("new")
    (tmp_path / "old.gpkg").write_text("old")
    put(tmp_path / "新的.gpkg", tmp_path / "old.gpkg")
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [("old.gpkg", "new")]


@pytest.mark.parametrize("n", [1, 2, 5000])
@pytest.mark.parametrize("lost", [False, True])
def test_coordinates_are_carried_as_gdal_carries_a_list_of_them(provider, n, lost):
    from multiground.algorithms.base.package_layers import _places_there, _transformation

    degrees, metres = osr.SpatialReference(), osr.SpatialReference()
    degrees.ImportFromEPSG(4326)
    metres.ImportFromEPSG(3067)
    there = _transformation(degrees, metres)
    xy = np.random.default_rng(5).uniform((24, 60), (26, 61), (n, 2))
    if lost:
        xy[0] = 1e9, 1e9  # no place on earth: the others are carried all the same
    expected = np.array(there.TransformPoints(xy[int(lost) :].tolist())).reshape(-1, 3)[:, :2]
    found = _places_there(xy, there)
    np.testing.assert_array_equal(found[int(lost) :], expected)
    assert np.isfinite(expected).all()
    assert not np.isfinite(found[: int(lost)]).any()
