"""Views from 10,000 windows of Tokyo Otemachi, of which the bench gives the seconds of the clock and the processor."""

import os
import pathlib
import time

from jobs import heading, in_turn, row

N_WINDOWS = 10_000


def table(folder):
    data = os.environ.get("MULTIGROUND_DATA")
    if not data:
        print("\nwindows: MULTIGROUND_DATA does not name the folder of the real districts")
        return
    path = pathlib.Path(data) / "tokyo_otemachi.gpkg"
    jobs = {storeys: ("windows.views", {"path": path, "storeys": storeys}) for storeys in ("", "1")}
    found = in_turn(jobs)
    heading("10,000 windows on Tokyo Otemachi, 3,489 buildings, 1,107 trees", "places", "s", "processor, s", "peak MiB")
    for storeys, name in (("", "every storey"), ("1", "ground floors only")):
        done = found[storeys]
        row(f"`multiground:windowview`, {name}", done["places"], done["seconds"], done["processor"], done["mebibytes"])


def views(path, storeys):
    """Look out of the windows that stand first in order of place: figures of the looking, reading apart."""
    from multiground.urbanform import steps
    from multiground.urbanform.window_view import views_of_steps, windows_steps

    buildings, trees = _layer(path, "buildings", "height"), _layer(path, "street_trees", "height", "crownDiameter")
    begin, processor = time.perf_counter(), time.process_time()
    windows = steps.finish(windows_steps(buildings, storeys=storeys))
    few = {name: getattr(windows, name)[:N_WINDOWS] for name in ("place", "storey", "eye_z")}
    trees = trees.rename(columns={"crownDiameter": "crown_diameter"})
    result = steps.finish(views_of_steps(windows._replace(**few), trees))
    seconds, processor = time.perf_counter() - begin, time.process_time() - processor
    assert result.n_windows == N_WINDOWS
    return {"seconds": seconds, "processor": processor, "places": len(set(few["place"].tolist()))}


def _layer(path, name, *fields):
    """Return a layer as a frame of its geometry and some fields."""
    import geopandas
    import shapely
    from osgeo import ogr

    dataset = ogr.Open(str(path))  # its layers end with it
    features = list(dataset.GetLayerByName(name))
    wkb = [bytes(feature.GetGeometryRef().ExportToIsoWkb()) for feature in features]
    columns = {field: [feature[field] for feature in features] for field in fields}
    return geopandas.GeoDataFrame(columns, geometry=shapely.force_2d(shapely.from_wkb(wkb)))
