"""Time the algorithms against their peers in one run; print the tables of docs/performance.md.

Usage: bench.py FOLDER. Every job runs in a process of its own, so that its peak memory is its own;
the peers are measured in the same run, because absolute times drift from machine to machine.
"""

import json
import pathlib
import resource
import subprocess
import sys
import time

SIDE_M = 95.0
RUNS = 3


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    print("| road length per district | lines | districts | seconds | peak MiB | × native |")
    print("| --- | --: | --: | --: | --: | --: |")
    for streets, side in ((230, 32), (730, 100)):
        roads, districts = network(folder, streets), squares(folder, streets, side)
        jobs = {
            "multiground:roadnetworkdensity": {"ROADS": roads, "DISTRICTS": districts, "COUNTED_CLASSES": "*"},
            "native:sumlinelengths": {"LINES": roads, "POLYGONS": districts},
        }
        # in turn, so that a drift of the machine's speed meets both
        done = {name: [measure(name, inputs, folder) for _ in range(1)] for name, inputs in jobs.items()}
        for _ in range(RUNS - 1):
            for name, inputs in jobs.items():
                done[name].append(measure(name, inputs, folder))
        seconds = {name: sorted(run["seconds"] for run in runs)[len(runs) // 2] for name, runs in done.items()}
        for name, runs in done.items():
            ratio = seconds["native:sumlinelengths"] / seconds[name]
            memory = max(run["mebibytes"] for run in runs)
            size = f"{2 * streets * (streets - 1):,} | {side**2:,}"
            print(f"| `{name}` | {size} | {seconds[name]:.1f} | {memory} | {ratio:.1f} |", flush=True)
        agree([runs[0]["output"] for runs in done.values()])


def network(folder, streets):
    """Return a jittered grid of streets as two-vertex lines, in no order, seeded."""
    import numpy as np
    import shapely

    random = np.random.default_rng(7)
    x, y = np.meshgrid(np.arange(streets) * SIDE_M, np.arange(streets) * SIDE_M)
    nodes = np.stack([x, y], axis=-1) + random.uniform(-20, 20, (streets, streets, 2)) + [500_000, 3_300_000]
    across = np.stack([nodes[:, :-1], nodes[:, 1:]], axis=2).reshape(-1, 2, 2)
    up = np.stack([nodes[:-1], nodes[1:]], axis=2).reshape(-1, 2, 2)
    lines = np.concatenate([across, up])
    return write(folder / f"roads_{streets}.gpkg", shapely.linestrings(lines[random.permutation(len(lines))]))


def squares(folder, streets, side):
    import numpy as np
    import shapely

    edges = np.linspace(0, (streets - 1) * SIDE_M, side + 1)
    x, y = (corner.ravel() for corner in np.meshgrid(edges[:-1] + 500_000, edges[:-1] + 3_300_000))
    return write(folder / f"districts_{side}.gpkg", shapely.box(x, y, x + edges[1], y + edges[1]))


def write(path, geometries):
    import shapely
    from osgeo import ogr, osr

    if not path.exists():
        reference = osr.SpatialReference()
        reference.ImportFromEPSG(32650)
        dataset = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
        layer = dataset.CreateLayer(path.stem, reference, ogr.wkbUnknown)
        dataset.StartTransaction()
        for wkb in shapely.to_wkb(geometries):
            feature = ogr.Feature(layer.GetLayerDefn())
            feature.SetGeometryDirectly(ogr.CreateGeometryFromWkb(wkb))
            layer.CreateFeature(feature)
        dataset.CommitTransaction()
    return str(path)


def measure(name, inputs, folder):
    """Run one algorithm in a fresh process: seconds from its start to its result, and peak memory."""
    output = str(folder / f"{name.split(':')[1]}.gpkg")
    order = json.dumps([name, {**inputs, "OUTPUT": output}])
    done = subprocess.run([sys.executable, __file__, "--job", order], capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    return json.loads(done.stdout.splitlines()[-1])


def job(name, parameters):
    """Run an algorithm in this process, reading and writing included, QGIS's own start apart."""
    from qgis.analysis import QgsNativeAlgorithms
    from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingFeedback

    application = QgsApplication([], False)
    application.initQgis()
    native = QgsNativeAlgorithms()
    application.processingRegistry().addProvider(native)
    plugin = our_plugin()
    plugin.initProcessing()
    algorithm = application.processingRegistry().createAlgorithmById(name)
    begin = time.perf_counter()
    _, ok = algorithm.run(parameters, QgsProcessingContext(), QgsProcessingFeedback(False))
    seconds = time.perf_counter() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"seconds": seconds, "mebibytes": peak, "output": parameters["OUTPUT"]}), flush=True)
    plugin.unload()
    application.exitQgis()
    sys.exit(not ok)


def our_plugin():
    import importlib.util

    root = pathlib.Path(__file__).resolve().parent.parent
    spec = importlib.util.spec_from_file_location(
        "multiground", root / "__init__.py", submodule_search_locations=[str(root)]
    )
    sys.modules["multiground"] = importlib.util.module_from_spec(spec)
    from multiground.plugin import MultigroundPlugin

    return MultigroundPlugin(None)


def agree(outputs):
    """Stop unless all results hold the same length of road, ours with boundary roads counted once."""
    from osgeo import ogr

    ours, native = (ogr.Open(path) for path in outputs)
    rows = list(ours.GetLayer(0))
    lengths = sum(feature["LENGTH"] for feature in native.GetLayer(0)) / 1000
    counted, counted_full = (
        sum(row[name] * row["area_km2"] for row in rows) for name in ("density_none", "density_full")
    )
    if not counted < lengths < counted_full:
        sys.exit(f"the results disagree: {counted:.1f} < {lengths:.1f} < {counted_full:.1f} km does not hold")


if __name__ == "__main__":
    if sys.argv[1] == "--job":
        job(*json.loads(sys.argv[2]))
    else:
        main(pathlib.Path(sys.argv[1]).resolve())
