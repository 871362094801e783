"""Walking over a whole city, tile by tile (clause 5.2.5).

A tile holds its places and all streets that they can reach within the limit: so far as the fastest edge of the
network leads, whatever its levels. The network is built and its places step onto it once, for the whole city; so no
figure depends on the tiles, nor on which process works on them.
"""

from functools import partial
from typing import NamedTuple

import numpy as np
import pandas

from . import facilities, reach, snapping
from .line_vertices import ground_beside
from .network import CELL_M, EDGE_COLUMNS, Exits, Network, network_steps
from .pace import EXIT_DISTANCE_M, MAX_SNAP_M, MIN_PIECE_M, pace
from .steps import finish
from .walk_circles import Drawing, circle_steps, frames, joined, limits

# Side of a tile of circles, in metres.
TILE_M = 16 * CELL_M
# One search serves all nodes of a tile, so that larger ones take less time.
NODES_TILE_M = 64 * CELL_M


class Tile(NamedTuple):
    """A part of a city to be worked on alone."""

    network: Network  # all edges that its places can reach
    exits: Exits  # of its places, or of the facilities that its nodes can reach; edges are those of this network
    category: np.ndarray  # (facilities,) of the exits' places; empty for circles
    nodes: np.ndarray  # (k,) the nodes that belong to this tile alone, by their numbers here; empty for circles


def walk_circles(
    origins,
    lines,
    minutes=(5, 10, 15),
    walking=None,
    *,
    each=map,
    tile_m=TILE_M,
    max_snap_m=MAX_SNAP_M,
    exit_distance_m=EXIT_DISTANCE_M,
    min_piece_m=MIN_PIECE_M,
    split_crossings=False,
    ground_z=None,
    **drawing,
):
    """Return what `walk_circles.walk_circles` returns for every origin, worked out tile by tile.

    each : like `map`, calls a function with every tile, here or elsewhere (`cluster.workers`); tile_m : side of a
    tile in metres; drawing : `shape`, `buffer_m`, `rings` of `Drawing`, and `with_pieces` False to leave out the
    reached streets, which are many times as large as the circles. The others as there. Returns `WalkCircles`.

    >>> import geopandas, shapely
    >>> origins = geopandas.GeoDataFrame(geometry=shapely.points([[500, 0], [9500, 0]]))
    >>> street = geopandas.GeoDataFrame(geometry=shapely.linestrings([[(0, 0), (5000, 0)], [(5000, 0), (10000, 0)]]))
    >>> walk_circles(origins, street, minutes=[3]).circles["street_m"].round(6).tolist()  # 250 m
    [500.0, 500.0]
    """
    walking = walking or pace()
    drawing = Drawing(limits(minutes), **{"with_pieces": True, **drawing})
    spots, _ = snapping.places(origins, ground_beside(origins, lines, ground_z))
    streets, _ = finish(network_steps(lines, walking, split_crossings=split_crossings, ground_z=ground_z))
    distances = {"max_snap_m": max_snap_m, "exit_distance_m": exit_distance_m, "min_piece_m": min_piece_m}
    exits, left_out = snapping.exits(snapping.streets(streets), spots, walking, **distances)
    tiles = _tiles_of_places(reach.graph(streets), exits, drawing.minutes[-1], tile_m)
    found = list(each(partial(_circles, walking=walking, drawing=drawing), tiles))
    return frames(found, left_out, walking)


def minutes_to_facilities(
    lines,
    services,
    walking=None,
    *,
    bands=None,
    each=map,
    tile_m=NODES_TILE_M,
    max_snap_m=MAX_SNAP_M,
    exit_distance_m=EXIT_DISTANCE_M,
    min_piece_m=MIN_PIECE_M,
    split_crossings=False,
    ground_z=None,
):
    """Return the minutes from every node of a city to the nearest facility of each category of the checklist.

    lines : GeoDataFrame in metres of the walking network; services : GeoDataFrame with `category` or tags of
    OpenStreetMap; bands : category → minutes, the guideline's 17 without it; the others as in `walk_circles`.
    Returns a DataFrame, one row a node: x, y, min_<category>; inf where it takes longer than the widest band, NaN
    where there are no facilities of a category.

    >>> import geopandas, shapely
    >>> cafe = geopandas.GeoDataFrame({"category": ["cafe"]}, geometry=[shapely.Point(250, 0)])
    >>> street = geopandas.GeoDataFrame(geometry=shapely.linestrings([[(0, 0), (500, 0)], [(500, 0), (900, 0)]]))
    >>> minutes_to_facilities(street, cafe, bands={"cafe": 5})["min_cafe"].round(9).tolist()
    [3.0, 3.0, inf]
    """
    walking, bands = walking or pace(), bands or facilities.bands()
    code = facilities.categories(services, tuple(bands))[0]
    known = np.array([one in bands for one in code], dtype=bool)
    number = np.array([list(bands).index(one) for one in code[known]], dtype=int)
    spots, _ = snapping.places(services, ground_beside(services, lines, ground_z))
    spots = snapping.Places(*(column[known] for column in spots))
    streets, _ = finish(network_steps(lines, walking, split_crossings=split_crossings, ground_z=ground_z))
    distances = {"max_snap_m": max_snap_m, "exit_distance_m": exit_distance_m, "min_piece_m": min_piece_m}
    exits, _ = snapping.exits(snapping.streets(streets), spots, walking, **distances)
    widest, whole = max(bands.values()), reach.graph(streets)
    tiles, owners = _tiles_of_nodes(whole, exits, number, widest, tile_m)
    table = np.full((len(streets.x), len(bands)), np.nan)
    for nodes, found in zip(owners, each(partial(_minutes, categories=len(bands), limit_min=widest), tiles)):
        table[nodes] = found
    table[:, np.setdiff1d(np.arange(len(bands)), number)] = np.nan
    return pandas.DataFrame({"x": streets.x, "y": streets.y, **dict(zip([f"min_{one}" for one in bands], table.T))})


def _tiles_of_places(graph, exits, limit_min, tile_m):
    """Yield the tiles that hold places, west to east, row by row."""
    streets = graph.network
    first = np.flatnonzero(np.diff(exits.place, prepend=-1))
    tail = streets.tail[exits.edge[first]]
    owner = _tile_numbers(streets.x[tail], streets.y[tail], tile_m)
    owner_of_exit = np.repeat(owner, np.diff(np.append(first, len(exits.place))))
    for rows in _groups(owner_of_exit):
        own = Exits(*(column[rows] for column in exits))
        ends = np.concatenate([streets.tail[own.edge], streets.head[own.edge]])
        part, edges, _ = _cut_out(graph, ends, limit_min)
        own = own._replace(edge=np.searchsorted(edges, own.edge))
        yield Tile(part, own, np.empty(0, dtype=int), np.empty(0, dtype=int))


def _tiles_of_nodes(graph, exits, category, limit_min, tile_m):
    """Return the tiles of all nodes, one after the other, and the numbers of the nodes of each."""
    streets = graph.network
    owners = list(_groups(_tile_numbers(streets.x, streets.y, tile_m)))

    def tiles():
        for nodes in owners:
            part, edges, all_nodes = _cut_out(graph, nodes, limit_min)
            near = np.flatnonzero(np.isin(exits.edge, edges))
            own = Exits(*(column[near] for column in exits))
            own = own._replace(edge=np.searchsorted(edges, own.edge))
            yield Tile(part, own, category[own.place], np.searchsorted(all_nodes, nodes))

    return tiles(), owners


def _cut_out(graph, nodes, limit_min):
    """Return the network that some nodes can reach, or be reached by, and the numbers of its edges and nodes."""
    whole = graph.network
    x, y, far = whole.x[nodes], whole.y[nodes], graph.fastest_m_per_min * limit_min * (1 + 1e-9)
    near = reach.nodes_within(graph, x.min() - far, y.min() - far, x.max() + far, y.max() + far)
    edges = reach.edges_at(graph, near)
    nodes = np.unique(np.concatenate([whole.tail[edges], whole.head[edges]]))
    counts = whole.first_vertex[edges + 1] - whole.first_vertex[edges]
    vertex = np.repeat(whole.first_vertex[edges] - np.cumsum(counts) + counts, counts) + np.arange(counts.sum())
    own = {name: getattr(whole, name)[edges] for name in EDGE_COLUMNS}
    own.update({name: getattr(whole, name)[vertex] for name in ("vertex_x", "vertex_y", "vertex_m")})
    for name in ("tail", "head"):
        own[name] = np.searchsorted(nodes, getattr(whole, name)[edges]).astype(np.int32)
    first = np.append(0, np.cumsum(counts))
    return Network(x=whole.x[nodes], y=whole.y[nodes], first_vertex=first, **own), edges, nodes


def _circles(tile, walking, drawing):
    """Return the circles of the places of a tile."""
    found = [circles for _, circles in circle_steps(reach.graph(tile.network), tile.exits, walking, drawing)]
    return joined(found)


def _minutes(tile, categories, limit_min):
    """Return the minutes from the nodes of a tile to the nearest facility of each category: (k, categories)."""
    graph, result = reach.graph(tile.network), np.full((len(tile.nodes), categories), np.inf)
    for number in np.unique(tile.category):
        own = Exits(*(column[tile.category == number] for column in tile.exits))
        result[:, number] = reach.minutes_to_nearest(graph, own)[tile.nodes]
    return np.where(result <= limit_min, result, np.inf)


def _tile_numbers(x, y, tile_m):
    return (np.floor(y / tile_m).astype(np.int64) << 32) + np.floor(x / tile_m).astype(np.int64)


def _groups(owner):
    """Yield the rows of each owner, ascending in both."""
    order = np.argsort(owner, kind="stable")
    yield from np.split(order, np.flatnonzero(np.diff(owner[order])) + 1) if len(order) else ()
