"""Road length per district: `multiground:roadnetworkdensity` against `native:sumlinelengths`."""

import sys

import networks
import numpy as np
import shapely
from jobs import heading, in_turn, row

SIDE_M = 95.0
OURS, NATIVE = "multiground:roadnetworkdensity", "native:sumlinelengths"


def table(folder):
    heading("road length per district", "lines", "districts", "seconds", "peak MiB", "× native")
    for streets, side in ((230, 32), (730, 100)):
        roads, districts = network(folder, streets), squares(folder, streets, side)
        inputs = {
            OURS: {"ROADS": roads, "DISTRICTS": districts, "COUNTED_CLASSES": "*"},
            NATIVE: {"LINES": roads, "POLYGONS": districts},
        }
        jobs = {
            name: ("qgis_run.algorithm", {"name": name, "parameters": given, "output": folder / f"{name[-8:]}.gpkg"})
            for name, given in inputs.items()
        }
        done = in_turn(jobs)
        agree(done[OURS]["output"], done[NATIVE]["output"])
        for name, figures in done.items():
            ratio, lines = done[NATIVE]["seconds"] / figures["seconds"], 2 * streets * (streets - 1)
            row(f"`{name}`", lines, side**2, figures["seconds"], figures["mebibytes"], ratio)


def network(folder, streets):
    """Return a jittered grid of streets as two-vertex lines, in no order, seeded."""
    random = np.random.default_rng(7)
    x, y = np.meshgrid(np.arange(streets) * SIDE_M, np.arange(streets) * SIDE_M)
    nodes = np.stack([x, y], axis=-1) + random.uniform(-20, 20, (streets, streets, 2)) + [500_000, 3_300_000]
    across = np.stack([nodes[:, :-1], nodes[:, 1:]], axis=2).reshape(-1, 2, 2)
    up = np.stack([nodes[:-1], nodes[1:]], axis=2).reshape(-1, 2, 2)
    lines = np.concatenate([across, up])
    return networks.write(folder / f"roads_{streets}.gpkg", shapely.linestrings(lines[random.permutation(len(lines))]))


def squares(folder, streets, side):
    edges = np.linspace(0, (streets - 1) * SIDE_M, side + 1)
    x, y = (corner.ravel() for corner in np.meshgrid(edges[:-1] + 500_000, edges[:-1] + 3_300_000))
    return networks.write(folder / f"districts_{side}.gpkg", shapely.box(x, y, x + edges[1], y + edges[1]))


def agree(ours, native):
    """Stop unless both hold the same length of road, ours with boundary roads counted once."""
    from osgeo import ogr

    ours, native = ogr.Open(ours), ogr.Open(native)
    rows = list(ours.GetLayer(0))
    length_km = sum(feature["LENGTH"] for feature in native.GetLayer(0)) / 1000
    counted_km, counted_full_km = (
        sum(row[name] * row["area_km2"] for row in rows) for name in ("density_none", "density_full")
    )
    if not counted_km < length_km < counted_full_km:
        sys.exit(f"the results disagree: {counted_km:.1f} < {length_km:.1f} < {counted_full_km:.1f} km does not hold")
