"""Derive surfaces, vertical components and floors from OpenStreetMap lines, to try the MPER on real districts.

Run from the project's root:  PYTHONPATH=.build/libs /usr/bin/python3 tools/real_mper.py DISTRICT.gpkg OUT.gpkg

The source is a package with the layers walk_edges and buildings (© OpenStreetMap contributors, ODbL). It
draws lines where the MPER asks for areas and heights, so nearly everything here is assumed:
docs/mper.md lists it.
"""

import sys

import geopandas
import numpy as np
import pandas as pd
import shapely
from scipy.sparse import coo_matrix, csgraph

LEVEL_M = 4.5
SKYWAY_WIDTH_M = 4.0
WALKED = ("footway", "pedestrian", "path", "corridor")


def numbers(texts):
    return pd.to_numeric(texts.astype(str).str.split(";").str[0], errors="coerce")


def levels(edges):
    """Return the level of each edge: `level`, else `layer` (an order, here taken for a level), else the street."""
    return numbers(edges["level"]).fillna(numbers(edges["layer"])).fillna(0)


def enclosure(edges):
    """Indoors what says so and what is a tunnel, semi-outdoors what is covered; the rest nobody wrote down."""
    inside = edges["indoor"].notna() | (edges["highway"] == "corridor") | (edges["tunnel"] == "yes")
    return np.select([inside, edges["covered"].notna()], ["indoor", "semi_outdoor"], None)


def public(edges):
    closed = edges["access"].isin(["private", "no"]) & ~edges["foot"].isin(["yes", "designated", "permissive"])
    return np.where(closed, 0, None)


def surfaces(edges):
    """Return the walked lines off the street, as strips of their width."""
    level = levels(edges)
    chosen = edges[edges["highway"].isin(WALKED) & (level != 0)]
    width = numbers(chosen["width"]).fillna(SKYWAY_WIDTH_M)
    strips = shapely.buffer(chosen.geometry.to_numpy(), width.to_numpy() / 2, cap_style="square", join_style="mitre")
    columns = {"z": LEVEL_M * level[chosen.index], "enclosure": enclosure(chosen), "public": public(chosen)}
    return geopandas.GeoDataFrame({"osm_id": chosen["osm_id"], **columns}, geometry=strips, crs=edges.crs)


def flights(edges):
    """Return stairs and escalators whole: pieces that meet where nothing else does are one flight."""
    steps = edges[edges["highway"] == "steps"].reset_index(drop=True)
    elsewhere = set(edges.loc[edges["highway"] != "steps", ["u", "v"]].to_numpy().ravel())
    ends = pd.concat([steps["u"], steps["v"]])
    joints = ends[(ends.groupby(ends).transform("size") == 2) & ~ends.isin(elsewhere)].sort_values(kind="stable")
    pairs = joints.index.to_numpy().reshape(-1, 2).T
    graph = coo_matrix((np.ones(pairs.shape[1]), pairs), shape=(len(steps), len(steps)))
    flight = csgraph.connected_components(graph, directed=False)[1]
    lines = steps.geometry.groupby(flight).agg(lambda parts: shapely.line_merge(shapely.multilinestrings(list(parts))))
    table = steps.drop(columns="geometry").groupby(flight).first()  # the first that is known
    table = geopandas.GeoDataFrame(table, geometry=lines.to_numpy(), crs=edges.crs)
    return table[table.geom_type == "LineString"].reset_index(drop=True)


def verticals(edges):
    """Return flights as lines, from the level of what is walked at one end to that at the other."""
    walked, found = edges[edges["highway"] != "steps"], flights(edges)
    places = pd.concat([pd.Series(levels(walked).to_numpy(), _end(walked, end)) for end in (0, -1)])
    farthest = places[places.abs().groupby(level=0).transform("max") == places.abs()].groupby(level=0).first()
    low, high = (pd.Series(_end(found, end)).map(farthest).to_numpy(dtype=float) for end in (0, -1))
    found["kind"] = np.where(found["conveying"].notna(), "escalator", "stairs")
    found["z_from"], found["z_to"], found["width"] = LEVEL_M * low, LEVEL_M * high, numbers(found["width"])
    found["enclosure"], found["public"] = enclosure(found), public(found)
    names = ["osm_id", "kind", "z_from", "z_to", "width", "enclosure", "public", "geometry"]
    return found.loc[(low != high) & np.isfinite(low) & np.isfinite(high), names]


def _end(lines, place):
    points = shapely.get_coordinates(shapely.get_point(lines.geometry.to_numpy(), place)).round(2)
    return [f"{x} {y}" for x, y in points]


def floors(buildings, lowest=-3, highest=4):
    """Return a floor of each building on each level that surfaces may have, as large as its footprint."""
    height = pd.to_numeric(buildings["height"], errors="coerce").fillna(0).to_numpy()
    tables = []
    for level in (*range(lowest, 0), *range(1, highest + 1)):
        there = np.flatnonzero((level < 0) | (height >= LEVEL_M * (level + 1)))
        storey = level + 1 if level > 0 else level
        columns = {"building": there, "storey": storey, "z": LEVEL_M * level}
        tables.append(geopandas.GeoDataFrame(columns, geometry=buildings.geometry.to_numpy()[there], crs=buildings.crs))
    return pd.concat(tables, ignore_index=True)


def main(source, target):
    edges, buildings = (geopandas.read_file(source, layer=name) for name in ("walk_edges", "buildings"))
    layers = {"surfaces": surfaces(edges), "verticals": verticals(edges), "floors": floors(buildings)}
    outline = shapely.box(*edges.total_bounds)
    layers["district"] = geopandas.GeoDataFrame({"name": ["extent of the data"]}, geometry=[outline], crs=edges.crs)
    layers["buildings"] = buildings[["height", "geometry"]]
    for name, layer in layers.items():
        layer.to_file(target, layer=name, driver="GPKG")


if __name__ == "__main__":
    main(*sys.argv[1:])
