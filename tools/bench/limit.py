"""The limit: limit.c, built with gcc and called with arrays."""

import ctypes
import pathlib
import shutil
import subprocess
import sys
import time

import numpy as np

FACILITY = np.dtype([("edge", "i4"), ("category", "i4"), ("other", "i4"), ("m", "f8"), ("other_m", "f8")], align=True)


class _Streets(ctypes.Structure):
    _fields_ = [(name, ctypes.c_int) for name in ("n_nodes", "n_limits", "n_categories")] + [
        (name, ctypes.c_void_p)
        for name in (
            *("arc", "to", "arc_m", "out", "tail", "head", "edge_m"),
            *("at_tail", "by_tail", "at_head", "by_head", "limit_m"),
        )
    ]


def build(folder):
    """Return the C function, compiled for this machine."""
    if not shutil.which("gcc"):
        sys.exit("The limit is a C program: apt-get install gcc libc6-dev")
    source, library = pathlib.Path(__file__).with_name("limit.c"), pathlib.Path(folder) / "limit.so"
    options = ["-O3", "-march=native", "-shared", "-fPIC"]
    subprocess.run(["gcc", *options, "-o", library, source, "-lm"], check=True)
    return ctypes.CDLL(str(library)).full_job


def full_job(function, case, limits_m):
    """Return nodes (k, limits), metres (k, limits), counts (k, limits, categories) and the seconds taken."""
    arrays = _csr(case, np.asarray(limits_m, float))
    pointers = {name: array.ctypes.data for name, array in arrays.items()}
    streets = _Streets(len(case.x), len(limits_m), case.n_categories, **pointers)
    k, shape = len(case.origin_edge), (len(case.origin_edge), len(limits_m))
    near = np.argsort(case.origin_edge, kind="stable")  # neighbours one after the other
    edge = case.origin_edge[near].astype("i4")
    at_m = case.origin_share[near] * case.length_m[edge]
    nodes, metres = np.zeros(shape, "i4"), np.zeros(shape)
    counts = np.zeros((*shape, case.n_categories), "i4")
    found = (ctypes.c_void_p(array.ctypes.data) for array in (edge, at_m, nodes, metres, counts))
    begin = time.perf_counter()
    function(ctypes.byref(streets), k, *found)
    seconds = time.perf_counter() - begin
    back = np.argsort(near)
    return nodes[back], metres[back], counts[back], seconds


def _csr(case, limit_m):
    """Return the arrays of `streets` in limit.c; the edges are sorted by tail already."""
    n, tail, head, edge_m = len(case.x), case.tail, case.head, case.length_m
    source, to = np.concatenate([tail, head]), np.concatenate([head, tail])
    order = np.lexsort((to, source))
    edge, share, category = case.facility_edge, case.facility_share, case.facility_category
    along = share * edge_m[edge]
    sides = {}
    for side, near, far, m in (("tail", tail, head, along), ("head", head, tail, edge_m[edge] - along)):
        by = np.argsort(near[edge], kind="stable")
        records = np.empty(len(edge), FACILITY)
        for name, values in zip(FACILITY.names, (edge, category, far[edge], m, edge_m[edge] - m)):
            records[name] = values[by]
        sides[f"at_{side}"], sides[f"by_{side}"] = _first(near[edge], n), records
    return {
        "arc": _first(source, n),
        "to": to[order].astype("i4"),
        "arc_m": np.concatenate([edge_m, edge_m])[order],
        "out": _first(tail, n),
        "tail": tail.astype("i4"),
        "head": head.astype("i4"),
        "edge_m": np.ascontiguousarray(edge_m, float),
        **sides,
        "limit_m": limit_m,
    }


def _first(node, n):
    """Return where each node's rows begin in arrays sorted by node."""
    return np.concatenate([[0], np.cumsum(np.bincount(node, minlength=n))]).astype("i4")
