"""One origin after another in a district that is prepared once: walk circles and service checklist (clause 5.2.5).

A map that answers while somebody drags an origin over it has no time to build a network or to search
from every facility. Both are done before, once for each way of walking: then an answer takes one
search, three polygons and a look into a table of minutes.

>>> import shapely
>>> from .steps import finish
>>> street = geopandas.GeoDataFrame(geometry=[shapely.LineString([(-5000, 0), (5000, 0)])])
>>> cafe = geopandas.GeoDataFrame({"category": ["cafe"]}, geometry=[shapely.Point(250, 0)])
>>> district = finish(district_steps(street, cafe))
>>> found = answer(district, shapely.Point(0, 0))
>>> found.circles.street_m.round(1).tolist()  # 416.7 m in 5 minutes at 5 km/h, either way
[833.3, 1666.7, 2500.0]
>>> row = found.checklist.category.index("cafe")
>>> round(float(found.checklist.minutes[row]), 2), str(found.checklist.standing[row])
(3.0, 'served')
"""

from typing import NamedTuple

import geopandas
import numpy as np
import shapely
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

from . import facilities, reach, snapping, walkways
from .network import Exits, network_steps
from .pace import BUFFER_M, EXIT_DISTANCE_M, MAX_SNAP_M, MIN_PIECE_M, Pace, pace
from .steps import part
from .walk_circles import Circles, Drawing, circle_steps, reach_m

# What is known of a category: there is one in time; there is none; the data do not reach far enough to tell.
SERVED, MISSING, UNKNOWN = STANDINGS = ("served", "missing", "unknown")
# The ways that a city without several grounds would not have.
OTHER_GROUNDS = ("skyway", "underpass", "corridor")
# What is read of a place, of the ways and of the facilities, where their layers have it.
PLACE_FIELDS = ("height", "storeys", "level", "z")
WAY_FIELDS = (*dict.fromkeys((*walkways.DIRECTION_FIELDS, *walkways.NIGHT_FIELDS)), "z", "z_from", "z_to", "u", "v")
SERVICE_FIELDS = (*facilities.FIELDS, *PLACE_FIELDS)
_DISTANCES = {"max_snap_m": MAX_SNAP_M, "exit_distance_m": EXIT_DISTANCE_M, "min_piece_m": MIN_PIECE_M}


class District(NamedTuple):
    """A walking network of n nodes with its facilities of c categories, prepared for one way of walking."""

    graph: reach.Graph
    streets: snapping.Streets
    walking: Pace
    bands: dict  # category → minutes within which it has to be reached
    services: snapping.Places  # the facilities
    entries: Exits  # where facilities step onto the network; `place` is the row of the facility
    category: np.ndarray  # (facilities,) number of the category, -1 for none
    minutes: np.ndarray  # (c, n) from every node to the nearest facility; inf where none can be reached
    service: np.ndarray  # (c, n) row of that facility
    otherwise_min: np.ndarray  # (c,) minutes where none is reached: inf, or NaN where that says nothing
    data_extent: shapely.Geometry  # beyond it nobody knows what there is


class Checklist(NamedTuple):
    """The nearest facility of each category from one origin."""

    category: tuple  # (c,)
    band_min: np.ndarray  # (c,) within which it has to be reached
    minutes: np.ndarray  # (c,) to the nearest one; inf where there is none, NaN where nobody knows
    service: np.ndarray  # (c,) row of that facility; -1 where there is none
    standing: np.ndarray  # (c,) of `STANDINGS`


class Answer(NamedTuple):
    """What one origin reaches; None where it is not on the network."""

    circles: Circles  # one for each band of the checklist, ascending
    checklist: Checklist
    reach_m: np.ndarray  # how far one walks within each
    access_m: float  # from the origin to the network
    left_out: snapping.LeftOut  # why it is not on the network; empty if it is


def district_steps(lines, services=None, walking=None, *, bands=None, data_extent=None):
    """Prepare a district in steps that yield the share done; return the `District`.

    lines : GeoDataFrame in metres of the walking network, see `network`; services : GeoDataFrame with
    `category` or OSM tags and what `snapping.places` reads, or None; walking : a `Pace`; bands : category →
    minutes, the guideline's 17 without it; data_extent : polygon within which the facilities are known,
    else the network's hull, and a category that is nowhere is not known. Raises `InputError` for lines that
    nobody can walk and for facilities without a field that tells their category.
    """
    walking, bands = walking or pace(), bands or facilities.bands()
    network, _ = yield from part(network_steps(lines, walking), 0, 0.5)
    graph, streets = reach.graph(network), snapping.streets(network)
    yield 0.6
    if services is None:
        services = geopandas.GeoDataFrame({"category": []}, geometry=[])
    code, _ = facilities.categories(services, tuple(bands))
    known = np.flatnonzero(np.not_equal(code, None))
    spots, category = snapping.places(services)[0], np.full(len(code), -1)
    category[known] = [list(bands).index(name) for name in code[known]]
    entries, _ = snapping.exits(streets, snapping.Places(*(column[known] for column in spots)), walking, **_DISTANCES)
    entries = entries._replace(place=known[entries.place])
    yield 0.7
    minutes, service = yield from part(_nearest_steps(graph, entries, category, len(bands)), 0.7, 1)
    there = np.isin(np.arange(len(bands)), category)
    otherwise_min = np.where(there | (data_extent is None), np.nan, np.inf)
    otherwise_min[category[entries.place]] = np.inf
    if data_extent is None:
        data_extent = shapely.convex_hull(shapely.multipoints(np.c_[network.vertex_x, network.vertex_y]))
    shapely.prepare(data_extent)
    services = spots, entries, category, minutes, service, otherwise_min
    return District(graph, streets, walking, bands, *services, data_extent)


def _nearest_steps(graph, entries, category, categories):
    """Return the minutes from every node to the nearest facility of each category, and which one it is.

    One search per category, from all its facilities at once and against the direction of walking.
    """
    nodes, rows = len(graph.network.x), len(entries.place)
    node, walk_min = _both_ends(graph.network, entries, towards=True)
    first = np.append(graph.first_arc, graph.first_arc[-1] + 2 * np.arange(1, rows + 1))
    arcs = np.append(graph.enter_min, walk_min), np.append(graph.arc_to, node), first
    arcs = csr_matrix(arcs, shape=(nodes + rows, nodes + rows))
    minutes, service = np.full((categories, nodes), np.inf), np.full((categories, nodes), -1)
    for number in range(categories):
        yield number / categories
        starts = np.flatnonzero(category[entries.place] == number)
        if len(starts):
            found, _, source = dijkstra(arcs, indices=nodes + starts, min_only=True, return_predecessors=True)
            minutes[number], reached = found[:nodes], np.isfinite(found[:nodes])
            service[number, reached] = entries.place[source[:nodes][reached] - nodes]
    return minutes, service


def _both_ends(network, exits, towards=False):
    """Return the nodes at both ends of the edge of each exit, and the minutes between the place and them."""
    ways = network.backward_min[exits.edge], network.forward_min[exits.edge]
    to_tail, to_head = reversed(ways) if towards else ways
    minutes = np.c_[_along(exits.share, to_tail), _along(1 - exits.share, to_head)] + exits.minutes[:, None]
    return np.c_[network.tail[exits.edge], network.head[exits.edge]].ravel(), minutes.ravel()


def _along(share, minutes):
    """Return the minutes for a share of an edge; none takes no time, where the edge is closed too."""
    return np.multiply(share, minutes, out=np.zeros(len(share)), where=share > 0)


def answer(district, place, **known):
    """Return the walk circles and the checklist of one origin: `Answer`.

    district : of `district_steps`; place : point or polygon in metres; known : what `snapping.places` reads
    of it besides, such as storey=30.
    """
    # an array of geometries is taken as it is, a list would be looked through
    geometry = geopandas.array.GeometryArray(np.array([place], dtype=object))
    here = geopandas.GeoDataFrame({name: [value] for name, value in known.items()}, geometry=geometry)
    spots, _ = snapping.places(here)
    doors, left_out = snapping.exits(district.streets, spots, district.walking, **_DISTANCES)
    if not len(doors.place):
        return Answer(None, None, None, np.nan, left_out)
    limits = tuple(sorted(set(district.bands.values())))
    ((_, circles),) = circle_steps(district.graph, doors, district.walking, Drawing(limits))
    # who gets nowhere stands somewhere all the same
    around = shapely.buffer(place, BUFFER_M) if circles.polygon[-1].is_empty else circles.polygon[-1]
    beyond = not shapely.covers(district.data_extent, around)
    minutes, service = _nearest(district, doors)
    band_min = np.array(list(district.bands.values()))
    served = np.round(minutes, 2) <= band_min
    standing = np.select([served, np.isnan(minutes) | beyond], [SERVED, UNKNOWN], MISSING)
    checklist = Checklist(tuple(district.bands), band_min, minutes, service, standing)
    access_m = float(snapping.access_m(doors, 1)[0])
    return Answer(circles, checklist, reach_m(circles.minutes, district.walking), access_m, left_out)


def _nearest(district, doors):
    """Return the minutes to the nearest facility of each category, and which one it is: by a node or along one edge."""
    network, entries = district.graph.network, district.entries
    node, walk_min = _both_ends(network, doors)
    by_node = walk_min[:, None] + district.minutes.T[node]
    way = by_node.argmin(axis=0)
    every = np.arange(len(way))
    minutes, service = by_node[way, every], district.service[every, node[way]]
    door, entry = np.nonzero(doors.edge[:, None] == entries.edge)
    ahead, edge = entries.share[entry] - doors.share[door], doors.edge[door]
    pace_min = np.where(ahead > 0, network.forward_min[edge], network.backward_min[edge])
    along_min = doors.minutes[door] + _along(np.abs(ahead), pace_min) + entries.minutes[entry]
    own = entries.place[entry]
    for number, row_min, row in zip(district.category[own], along_min, own):  # the few on the origin's own street
        if row_min < minutes[number]:
            minutes[number], service[number] = row_min, row
    reached = np.isfinite(minutes)
    return np.where(reached, minutes, district.otherwise_min), np.where(reached, service, -1)
