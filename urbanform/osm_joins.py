"""Heights must not tear apart what OpenStreetMap joins: ways are cut where others meet them, and torn pieces linked."""

import geopandas
import numpy as np
import pandas as pd
import scipy.sparse
import scipy.sparse.csgraph
import shapely

from .errors import InputError
from .network import JOIN_HEIGHT_M, network_steps
from .osm_levels import nodes_at


def cut_at_joints(ways, rows):
    """Return ways of which some are cut where others meet them between their ends, one row for each piece.

    Heights run evenly between the ends of a way; what meets a sloping way on its middle would lie above or below it.

    ways : GeoDataFrame in metres of single lines; rows : (k,) which may be cut.

    >>> path, side = shapely.LineString([(0, 0), (5, 0), (9, 0)]), shapely.LineString([(5, 0), (5, 9)])
    >>> cut_at_joints(geopandas.GeoDataFrame(geometry=[path, side]), [0]).geometry.to_wkt().tolist()
    ['LINESTRING (0 0, 5 0)', 'LINESTRING (5 0, 9 0)', 'LINESTRING (5 0, 5 9)']
    """
    places, way = shapely.get_coordinates(ways.geometry.to_numpy(), return_index=True)
    node, count = nodes_at(places)
    first = np.diff(way, prepend=-1) != 0
    inner = ~first & np.append(~first[1:], False)
    joint = inner & (count[node] > 1) & np.isin(way, rows)
    if not joint.any():
        return ways
    vertex = np.repeat(np.arange(len(way)), np.where(joint, 2, 1))
    again = np.diff(vertex, prepend=-1) == 0  # the second time, as the begin of the next piece
    piece = np.cumsum(first[vertex] | again) - 1
    owner = way[vertex][np.flatnonzero(np.diff(piece, prepend=-1))]
    cut = ways.iloc[owner].reset_index(drop=True)
    return cut.set_geometry(shapely.linestrings(places[vertex], indices=piece))


def links_steps(ways):
    """Yield the share done; return upright stairs where ways meet whose pieces of the network nothing else joins.

    Ways that share a node are joined in OpenStreetMap, also where their mapped levels contradict each other. The piece
    of network that such levels would cut off stays joined: at each place where two pieces meet stands a stair, whose
    height is the difference of the levels. Where something else leads from one to the other nothing is added.

    ways : GeoDataFrame of all walkways with `kind`, `z_from`, `z_to`, `source`.

    >>> from .steps import finish
    >>> deck, hall = shapely.LineString([(0, 0), (9, 0)]), shapely.LineString([(9, 0), (20, 0)])
    >>> ways = geopandas.GeoDataFrame({"kind": "footway", "z_from": [0.0, 4.5], "z_to": [0.0, 4.5],
    ...     "source": ["osm way/1", "osm way/2"]}, geometry=[deck, hall])
    >>> finish(links_steps(ways))[["source", "geometry"]].astype(str).values.tolist()
    [['osm way/1; osm way/2', 'LINESTRING Z (9 0 0, 9 0 4.5)']]
    """
    try:
        graph, _ = yield from network_steps(ways)
    except InputError:  # nothing to walk, nothing to join
        return _stairs([], [])
    met = _meeting_pieces(graph)
    yield 1.0
    shapes, sources = [], []
    for _, place in met.groupby("place", sort=False):  # rare
        named = ways["source"].to_numpy()[graph.line[place["edge"]]]
        names = "; ".join(sorted({part for source in named for part in source.split("; ")}))
        x, y = place[["x", "y"]].iloc[0]
        for low, high in _least_rises(place["z"].to_numpy(), place["piece"].to_numpy()):
            shapes.append(shapely.LineString([(x, y, low), (x, y, high)]))
            sources.append(names)
    return _stairs(shapes, sources)


def _least_rises(z, piece):
    """Return pairs of heights, the least apart, between which stairs join all pieces at one place.

    z : (k,) heights, ascending; piece : (k,) which piece of the network each belongs to.

    >>> _least_rises(np.array([-36.0, -4.5, 0.0, 9.0]), np.array([1, 2, 1, 1]))  # a lift passes between its stops
    [(-4.5, 0.0)]
    """
    piece, pairs = piece.copy(), []
    for upper in 1 + np.argsort(np.diff(z), kind="stable"):
        if piece[upper] != piece[upper - 1]:
            piece[piece == piece[upper]] = piece[upper - 1]
            if z[upper] - z[upper - 1] > JOIN_HEIGHT_M:
                pairs.append((float(z[upper - 1]), float(z[upper])))
    return sorted(pairs)


def _meeting_pieces(graph):
    """Return the vertices of edges at places where pieces of the network meet in plan: place, piece, x, y, z, edge."""
    joined = scipy.sparse.coo_matrix((np.ones(len(graph.tail)), (graph.tail, graph.head)), shape=(len(graph.x),) * 2)
    piece = scipy.sparse.csgraph.connected_components(joined, directed=False)[1][graph.tail]
    edge = np.repeat(np.arange(len(graph.tail)), np.diff(graph.first_vertex))
    share = graph.vertex_m / np.where(graph.length_m > 0, graph.length_m, 1)[edge]
    z = graph.z_tail[edge] + share * (graph.z_head - graph.z_tail)[edge]
    columns = {"x": graph.vertex_x, "y": graph.vertex_y, "z": np.round(z, 3), "piece": piece[edge], "edge": edge}
    place, _ = nodes_at(np.c_[graph.vertex_x, graph.vertex_y])
    low, high = (np.full(place.max() + 1, bound) for bound in (piece.max() + 1, -1))
    np.minimum.at(low, place, piece[edge])
    np.maximum.at(high, place, piece[edge])
    rows = np.flatnonzero((low < high)[place] & np.isfinite(z))
    return pd.DataFrame({"place": place, **columns}).iloc[rows].sort_values(["x", "y", "z", "edge"])


def _stairs(shapes, sources):
    z = np.array([[shape.coords[0][2], shape.coords[-1][2]] for shape in shapes]).reshape(-1, 2)
    data = {"kind": "stairs", "z_from": z[:, 0], "z_to": z[:, 1], "direction": "both", "open_24h": np.nan}
    data.update(source=np.array(sources, dtype=object), assumed="line: ways of different levels meet")
    return geopandas.GeoDataFrame(data, geometry=np.array(shapes, dtype=object), index=range(len(shapes)))
