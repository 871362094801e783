"""Multi-ground systems, clauses 6.1.1 and 6.2.1: what is connected, and what that adds up to."""

from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.sparse import coo_matrix, csgraph

from . import clauses
from .connected_floors import storeys_of_systems
from .stable import sums

GROUND = -1


class Case(NamedTuple):
    """What meets what: all that decides the systems of districts. Tables refer to each other by position."""

    districts: pd.DataFrame  # a_pd, a_ground
    pieces: pd.DataFrame  # parts of near-ground surfaces: surface, district, on_ground, area_m2
    joins: np.ndarray  # (2, n) pieces that meet on one level
    verticals: pd.DataFrame  # district, qualified, a_h, a_v
    ends: np.ndarray  # (3, n) vertical component, end 0 or 1, piece that it meets or GROUND
    floors: pd.DataFrame  # below, net_m2
    contacts: np.ndarray  # (2, n) floor, piece that it opens to


class Systems(NamedTuple):
    """The systems of a case: a table of them, who belongs to which, and the totals of each district."""

    table: pd.DataFrame  # district, n_surfaces, area_m2, f_above, f_below, f_ground, f_total
    of_piece: np.ndarray  # system of each piece, -1 where isolated or on the ground
    component: np.ndarray  # of each piece, also where it is no system
    of_vertical: np.ndarray  # system of each vertical component that counts, else -1
    floor: np.ndarray  # (2, n) floor, system that connects it
    totals: pd.DataFrame  # n_systems, n_isolated, sum_f, a_pd, a_mgs, a_ground, a_vh, a_vz


def components(size, *edges):
    """Return the component of each node, numbered by their first nodes.

    edges : arrays (2, n) of pairs of nodes.

    >>> components(5, np.array([[1, 4], [3, 0]])).tolist()
    [0, 1, 2, 1, 0]
    """
    first, second = np.concatenate(edges, axis=1)
    graph = coo_matrix((np.ones(len(first), dtype=np.int8), (first, second)), shape=(size, size))
    label = csgraph.connected_components(graph, directed=False)[1]
    node = np.unique(label, return_index=True)[1]
    return np.argsort(np.argsort(node))[label]


def built(case, floor_count="per_floor", ground_joins=False):
    """Return the systems of a case and the totals of its districts.

    A system is a component of near-ground surfaces, joined on the level or by counted vertical
    components, that has a vertical component or meets the ground at grade. The ground itself joins
    nothing (unless `ground_joins`), and what lies on the ground alone is no system.

    case : `Case`, in a stable order; floor_count : see `storeys_of_systems`.
    """
    counted = case.verticals["qualified"].to_numpy(dtype=bool) & joining(case.ends, len(case.verticals))
    links = case.ends[:, counted[case.ends[0]]]
    component, of_vertical, grounded, is_system = _components(case, counted, links, ground_joins)
    number = np.full(len(is_system), -1)
    number[is_system] = np.arange(is_system.sum())
    of_piece = number[component]
    floor = np.array([case.contacts[0], of_piece[case.contacts[1]]])
    floor = np.unique(floor[:, floor[1] >= 0], axis=1)
    above, below = storeys_of_systems(*floor, is_system.sum(), case.floors, floor_count).T
    table = _table(case, of_piece, above, below, clauses.value("6.2.1", "ground_f") * grounded[is_system])
    of_vertical[counted] = number[of_vertical[counted]]
    raised = np.unique(component[~case.pieces["on_ground"].to_numpy(dtype=bool)])
    isolated = raised[~is_system[raised]]
    first = np.unique(component, return_index=True)[1]
    totals = _totals(case, table, of_vertical, case.pieces["district"].to_numpy()[first[isolated]])
    return Systems(table, of_piece, component, of_vertical, floor, totals)


def joining(ends, size):
    """Return which of so many vertical components join two things: both ends meet one, and not the same one.

    ends : (3, n) component, end 0 or 1, piece or GROUND.

    >>> joining(np.array([[0, 0, 1, 1, 2], [0, 1, 0, 1, 0], [GROUND, 5, 5, 5, 5]]), 3).tolist()
    [True, False, False]
    """
    component, end, thing = ends
    met, one, several = np.zeros((size, 2), dtype=bool), np.empty(size, dtype=int), np.zeros(size, dtype=bool)
    met[component, end], one[component] = True, thing
    several[component[thing != one[component]]] = True
    return met.all(axis=1) & several


def _components(case, counted, links, ground_joins):
    """Return the component of each piece and vertical component, and which are grounded and systems.

    Nodes are pieces, then vertical components, then the ground of each district; only the components
    of pieces are told.
    """
    n, district = len(case.pieces), case.verticals["district"].to_numpy(dtype=int)
    on_ground = case.pieces["on_ground"].to_numpy(dtype=bool)
    vertical, _, piece = links
    up, down = piece != GROUND, piece == GROUND
    edges = [case.joins, np.array([piece[up], n + vertical[up]])]
    if ground_joins:
        ground = n + len(district)
        edges.append(np.array([n + vertical[down], ground + district[vertical[down]]]))
        lying = np.flatnonzero(on_ground)
        edges.append(np.array([lying, ground + case.pieces["district"].to_numpy(dtype=int)[lying]]))
    label = components(n + len(district) + len(case.districts), *edges)
    size = label[:n].max(initial=-1) + 1  # components are numbered by their first nodes, so pieces come first
    component, of_vertical = label[:n], np.where(counted, label[n : n + len(district)], -1)
    grounded, joined, raised = (np.zeros(size, dtype=bool) for _ in range(3))
    grounded[component[on_ground]] = True
    grounded[of_vertical[vertical[down]]] = True
    joined[of_vertical[counted]] = True
    raised[component[~on_ground]] = True
    return component, of_vertical, grounded, (grounded | joined) & raised


def _table(case, of_piece, above, below, ground):
    """Return the table of systems, in the order of their numbers."""
    inside = of_piece >= 0
    system, surface = of_piece[inside], case.pieces["surface"].to_numpy(dtype=int)[inside]
    first = np.unique(system, return_index=True)[1]
    surfaces = np.unique(np.array([system, surface]), axis=1)[0]
    columns = {
        "district": case.pieces["district"].to_numpy(dtype=int)[inside][first],
        "n_surfaces": np.bincount(surfaces, minlength=len(above)),
        "area_m2": sums(case.pieces["area_m2"].to_numpy(dtype=float)[inside], system, len(above)),
        "f_above": above,
        "f_below": below,
        "f_ground": ground,
        "f_total": above + below + ground,
    }
    return pd.DataFrame(columns)


def _totals(case, table, of_vertical, isolated_district):
    """Return the totals of each district over its systems, and over its surfaces, isolated ones included.

    Areas are to 0.01 m², so that noise of where a district lies decides no grade.
    """
    size, within, counted = len(case.districts), table["district"].to_numpy(), of_vertical >= 0
    area, where = case.pieces["area_m2"].to_numpy(dtype=float), case.pieces["district"].to_numpy(dtype=int)
    columns = {
        "n_systems": np.bincount(within, minlength=size),
        "n_isolated": np.bincount(isolated_district.astype(int), minlength=size),
        "sum_f": sums(table["f_total"].to_numpy(), within, size),
        "a_pd": case.districts["a_pd"].to_numpy(),
        "a_mgs": np.round(sums(area, where, size), 2),
        "a_ground": case.districts["a_ground"].to_numpy(),
    }
    where = case.verticals["district"].to_numpy(dtype=int)[counted]
    for total, name in (("a_vh", "a_h"), ("a_vz", "a_v")):
        columns[total] = np.round(sums(case.verticals[name].to_numpy(dtype=float)[counted], where, size), 2)
    return pd.DataFrame(columns)
