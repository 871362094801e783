"""The walking graph: lines with levels become nodes and edges with minutes; places snap onto edges."""

from typing import NamedTuple

import numpy as np

# Nodes are numbered cell by cell, row by row: what lies together is searched together.
CELL_M = 250.0


class Network(NamedTuple):
    """A walking graph of n nodes and m edges, in metres and minutes.

    An edge runs from its tail to its head along its vertices; it is open both ways, or one way.
    Heights are metres above the ground beside the edge.
    """

    x: np.ndarray  # (n,) of the nodes, numbered by `cell_order`
    y: np.ndarray
    tail: np.ndarray  # (m,) int32 node numbers, ascending
    head: np.ndarray
    length_m: np.ndarray  # (m,) in three dimensions, always > 0
    forward_min: np.ndarray  # (m,) minutes from tail to head, > 0; inf where closed
    backward_min: np.ndarray  # (m,) minutes from head to tail; inf where closed
    z_tail: np.ndarray  # (m,) heights of the ends; NaN where unknown
    z_head: np.ndarray
    kind: np.ndarray  # (m,) int8, position in `walkways.KINDS`
    line: np.ndarray  # (m,) row of the line that the edge is part of
    first_vertex: np.ndarray  # (m + 1,) where the vertices of an edge begin
    vertex_x: np.ndarray  # (v,) from tail to head
    vertex_y: np.ndarray
    vertex_m: np.ndarray  # (v,) metres along the edge in three dimensions: 0 … length_m


class Exits(NamedTuple):
    """Where places (origins, facilities) step onto the network: one row a way out, sorted by place."""

    place: np.ndarray  # (k,) int: number of the place, ascending; a place may have several exits or none
    edge: np.ndarray  # (k,) int: the edge stepped onto
    share: np.ndarray  # (k,) where on the edge: 0 at its tail … 1 at its head, of its length
    minutes: np.ndarray  # (k,) from the place to that point: access leg and lift
    access_m: np.ndarray  # (k,) metres of the access leg in plan


def cell_order(x, y):
    """Return the order that numbers nodes by cells of 250 m, row by row, then by x and y."""
    return np.lexsort((y, x, np.floor(x / CELL_M), np.floor(y / CELL_M)))
