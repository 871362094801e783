"""Streets to measure on: seeded grids of any size, real districts, and places on them."""

import os
import pathlib
import shutil
import sys
import zipfile
from typing import NamedTuple

import numpy as np
import shapely
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
DATA = pathlib.Path(os.environ.get("MULTIGROUND_DATA", ROOT.parent / "shared" / "data"))

EDGES = {"n10k": 10_500, "n100k": 105_667, "n1m": 1_059_992}
REAL = {
    "Helsinki": ("helsinki.gpkg", "walk_edges"),
    "Tokyo": ("tokyo_otemachi.gpkg", "walk_edges"),
    "Moscow": ("moscow_roads.gpkg.zip", "roads"),
}
EDGE_M = 95.0


class Places(NamedTuple):
    """Points on edges: at a share of the edge's length from its tail."""

    edge: np.ndarray
    share: np.ndarray
    category: np.ndarray


def layer(folder, name):
    """Return where the lines of a network are, written or copied once; None where the data are absent."""
    if name in EDGES:
        path = folder / f"{name}.gpkg"
        if not path.exists():
            write(path, shapely.linestrings(grid(EDGES[name])))
        return f"{path}|layername={name}"
    file, table = REAL[name]
    path = folder / file.replace(".zip", "")
    if not (DATA / file).exists():
        print(f"{name} is left out: {DATA} holds no {file}.", file=sys.stderr, flush=True)
        return None
    if not path.exists() and file.endswith(".zip"):
        zipfile.ZipFile(DATA / file).extract(path.name, folder)
    elif not path.exists():
        shutil.copyfile(DATA / file, path)
    return f"{path}|layername={table}"


def grid(n_edges):
    """Return a jittered grid with gaps and dead ends: exactly n two-vertex lines, in no order, seeded.

    One street in ten of the full grid is missing; dead ends, from crossings into blocks, replace them.
    """
    random = np.random.default_rng(7)
    side = round(np.sqrt(n_edges / 1.93))
    x, y = np.meshgrid(np.arange(side) * EDGE_M, np.arange(side) * EDGE_M)
    nodes = np.stack([x, y], axis=-1) + random.uniform(-20, 20, (side, side, 2))
    across = np.stack([nodes[:, :-1], nodes[:, 1:]], axis=2).reshape(-1, 2, 2)
    up = np.stack([nodes[:-1], nodes[1:]], axis=2).reshape(-1, 2, 2)
    streets = random.permutation(np.concatenate([across, up]))
    streets = streets[: round(0.9 * len(streets))]
    crossings = random.permutation(nodes.reshape(-1, 2))[: n_edges - len(streets)]
    into = random.choice([-1, 1], crossings.shape) * random.uniform(30, 60, crossings.shape)
    lines = random.permutation(np.concatenate([streets, np.stack([crossings, crossings + into], axis=1)]))
    mean_m = np.hypot(*(lines[:, 1] - lines[:, 0]).T).mean()
    return lines * (EDGE_M / mean_m) + [500_000, 3_300_000]


def write(path, geometries):
    """Write geometries as a layer named like the file; return the path."""
    from osgeo import ogr, osr

    if not path.exists():
        part = path.with_name(f"part_of_{path.name}")  # an interrupted run leaves no half network
        part.unlink(missing_ok=True)
        reference = osr.SpatialReference()
        reference.ImportFromEPSG(32650)
        dataset = ogr.GetDriverByName("GPKG").CreateDataSource(str(part))
        layer = dataset.CreateLayer(path.stem, reference, ogr.wkbUnknown)
        dataset.StartTransaction()
        for wkb in shapely.to_wkb(geometries):
            feature = ogr.Feature(layer.GetLayerDefn())
            feature.SetGeometryDirectly(ogr.CreateGeometryFromWkb(wkb))
            layer.CreateFeature(feature)
        dataset.CommitTransaction()
        del layer, dataset
        part.rename(path)
    return str(path)


def scattered(network, number, seed, n_categories=1):
    """Return places anywhere on the streets."""
    random = np.random.default_rng(seed)
    return _on(random.choice(_connected(network), number), random, n_categories)


def clustered(network, number, seed, n_categories=1):
    """Return places around twenty centres, normally spread with a deviation of 1 km."""
    random = np.random.default_rng(seed)
    centre = random.integers(0, len(network.x), 20)[random.integers(0, 20, number)]
    points = np.column_stack([network.x[centre], network.y[centre]]) + random.normal(0, 1000, (number, 2))
    return _on(_nearest(network, points), random, n_categories)


def central(network, number, seed, n_categories=1):
    """Return places around the middle of the network, normally spread with a deviation of 1 km."""
    random = np.random.default_rng(seed)
    points = [np.median(network.x), np.median(network.y)] + random.normal(0, 1000, (number, 2))
    return _on(_nearest(network, points), random, n_categories)


def _on(edge, random, n_categories):
    return Places(edge, random.random(len(edge)), random.integers(0, n_categories, len(edge)))


def _nearest(network, points):
    """Return the street that begins nearest to each point."""
    edge = _connected(network)
    tail = network.tail[edge]
    _, nearest = cKDTree(np.column_stack([network.x[tail], network.y[tail]])).query(points)
    return edge[nearest]


def _connected(network):
    """Return the edges of the largest piece of the network."""
    edges = coo_matrix((np.ones(len(network.tail)), (network.tail, network.head)), [len(network.x)] * 2)
    _, piece = connected_components(edges, directed=False)
    return np.flatnonzero(piece[network.tail] == np.bincount(piece).argmax())
