"""The eight tools of buildings and functions on a city: 100,000 buildings, 1,000,000 floors, through qgis_process."""

import numpy as np
import shapely
from jobs import heading, measure, row

SIDE, STOREYS = 316, 10  # buildings along a side, floors in each; four buildings a plot, four plots a block
PITCH_M, BLOCK_M = 50.0, 200.0
USES = ("commercial", "office", "office", "residential", "auxiliary")


def table(folder):
    city = _city(folder)
    layers = {name: f"{city}|layername={name}" for name in ("buildings", "floors", "plots", "roads", "district")}
    buildings, floors, plots, roads, district = layers.values()
    output, further = ({"OUTPUT": str(folder / "output.gpkg")}, str(folder / "further.gpkg"))
    spaces = {"SPACES": floors, "BUILDINGS": buildings, **output}
    given = {
        "buildingstoreys": {"BUILDINGS": buildings, "FLOORS": floors, **output},
        "streetwall": {"BUILDINGS": buildings, "PLOTS": plots, "ROADS": roads, **output},
        "plotlayout": {"PLOTS": plots, "ROADS": roads, "FINDINGS": further, "BLOCKS": output["OUTPUT"]},
        "functionmix": {"UNITS": plots, **spaces},
        "verticalmix": {"FLOORS": floors, "BUILDINGS": buildings, "CHECKS": further, **output},
        "vitalityunits": {"ROADS": roads, "NETWORK": roads, **spaces},
        "publicproperty": {"DISTRICTS": district, "DISTRICT_TYPE": "1", **spaces},
        "districtintensity": {"DISTRICTS": district, "PLOTS": plots, **spaces},
    }
    heading("100,000 buildings, 1,000,000 floors, `qgis_process`", "seconds", "peak MiB")
    for name, parameters in given.items():
        order = {"name": f"multiground:{name}", "parameters": parameters, "profile": folder / "profile"}
        done = measure("qgis_run.started_by_a_planner", **order)
        row(f"`multiground:{name}`", done["seconds"], done["mebibytes"])


def _city(folder):
    """Return a package of a regular town, written once."""
    from osgeo import ogr, osr

    path = folder / "city.gpkg"
    if path.exists():
        return path
    part = folder / "part_of_city.gpkg"
    part.unlink(missing_ok=True)
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(32650)
    dataset = ogr.GetDriverByName("GPKG").CreateDataSource(str(part))
    x, y = (PITCH_M * each for each in np.divmod(np.arange(SIDE * SIDE), SIDE))
    footprints, names = shapely.box(x + 8, y + 8, x + 42, y + 42), [f"B{n}" for n in range(SIDE * SIDE)]
    size, half = PITCH_M * SIDE, PITCH_M * 2
    px, py = (half * each for each in np.divmod(np.arange((SIDE // 2) ** 2), SIDE // 2))
    lines = np.arange(0, size + 1, BLOCK_M)
    nodes = np.array([[(a, b) for b in lines] for a in lines])
    streets = [*nodes[:, :-1].reshape(-1, 2), *nodes[:-1].reshape(-1, 2)]
    ends = [*nodes[:, 1:].reshape(-1, 2), *nodes[1:].reshape(-1, 2)]
    storeys = np.tile(np.arange(1, STOREYS + 1), len(names))
    uses = np.tile(np.repeat(USES, STOREYS // len(USES)), len(names))
    tables = {
        "buildings": (footprints, {"building": names, "storeys": [STOREYS] * len(names)}),
        "floors": (
            np.repeat(footprints, STOREYS),
            {"building": np.repeat(names, STOREYS), "storey": storeys, "function": uses},
        ),
        "plots": (shapely.box(px + 3, py + 3, px + half - 3, py + half - 3), {"use": ["B2"] * len(px)}),
        "roads": (shapely.linestrings(np.stack([streets, ends], axis=1)), {"class": ["branch"] * len(ends)}),
        "district": (np.array([shapely.box(0, 0, size, size)]), {"type": ["centre"]}),
    }
    for name, (shapes, columns) in tables.items():
        layer = dataset.CreateLayer(name, reference, ogr.wkbUnknown)
        for column, values in columns.items():
            whole = isinstance(np.asarray(values)[0], np.integer)
            layer.CreateField(ogr.FieldDefn(column, ogr.OFTInteger if whole else ogr.OFTString))
        dataset.StartTransaction()
        for wkb, *values in zip(shapely.to_wkb(shapes), *(np.asarray(each).tolist() for each in columns.values())):
            feature = ogr.Feature(layer.GetLayerDefn())
            feature.SetGeometryDirectly(ogr.CreateGeometryFromWkb(wkb))
            for number, value in enumerate(values):
                feature.SetField(number, value)
            layer.CreateFeature(feature)
        dataset.CommitTransaction()
        layer = None
    dataset = None
    part.rename(path)
    return path
