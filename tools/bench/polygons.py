"""Polygons of reached streets: scan lines against the buffers of GEOS."""

import time

import networks
import numpy as np
import search
import shapely
from jobs import agree, heading, in_turn, row

BUFFER_M = 30.0
# GEOS is slow on a dense multiline in one call, and quick where its merged parts are buffered one by one.
PEERS = {"n100k": "polygons.buffered_whole", "Tokyo": "polygons.buffered_in_parts"}
ORIGINS = {"n100k": 100, "Tokyo": 20}
EXACT_ORIGINS = {"n100k": 12, "Tokyo": 4}
EXACT_SEGMENTS = 16


def segments(folder, name):
    """Return, for each origin, the straight pieces reached and the limit of each: ax, ay, bx, by, layer."""
    from multiground.urbanform import reach
    from multiground.urbanform.network import points_along

    network = search.load(folder, name)
    graph = reach.graph(network)
    layout = "central" if name == "Tokyo" else "scattered"
    places = getattr(networks, layout)(network, ORIGINS[name], 15)
    result = [None] * ORIGINS[name]
    for batch in reach.batches(graph, search.exits(places.edge, places.share), search.LIMITS_MIN[-1]):
        pieces = reach.pieces(graph, batch, search.LIMITS_MIN)
        x, y, piece, _ = points_along(network, pieces.edge, pieces.from_share, pieces.to_share)
        inner = np.flatnonzero(piece[1:] == piece[:-1])
        origin, layer = pieces.row[piece[inner]], pieces.limit[piece[inner]]
        columns = x[inner], y[inner], x[inner + 1], y[inner + 1], layer
        for number, place in enumerate(batch.places):
            order = np.flatnonzero(origin == number)
            order = order[np.argsort(layer[order], kind="stable")]
            result[place] = [column[order] for column in columns]
    return result


def lines(reached):
    """Return the reached streets of an origin as multilines, one a limit."""
    *ends, layer = reached
    every = shapely.linestrings(np.column_stack(ends).reshape(-1, 2, 2))
    return [shapely.multilinestrings(every[layer == k]) for k in range(len(search.LIMITS_MIN))]


def ours(folder, name, result):
    from multiground.urbanform.reach_polygons import reach_polygons

    def draw(reached):
        return reach_polygons(*reached, len(search.LIMITS_MIN), BUFFER_M)

    return _timed(draw, segments(folder, name), result)


def buffered_whole(folder, name, result, quad_segs=2, few=None):
    def draw(streets):
        return shapely.buffer(shapely.line_merge(streets), BUFFER_M, quad_segs=quad_segs)

    return _timed(draw, [lines(reached) for reached in segments(folder, name)[:few]], result)


def buffered_in_parts(folder, name, result, quad_segs=2, few=None):
    def draw(streets):
        merged = [shapely.get_parts(shapely.line_merge(street)) for street in streets]
        return [shapely.union_all(shapely.buffer(parts, BUFFER_M, quad_segs=quad_segs)) for parts in merged]

    return _timed(draw, [lines(reached) for reached in segments(folder, name)[:few]], result)


def _timed(draw, origins, result):
    draw(origins[0])
    milliseconds, area_m2, n_invalid = [], [], 0
    for reached in origins:
        begin = time.perf_counter()
        polygons = draw(reached)
        milliseconds.append(1000 * (time.perf_counter() - begin))
        area_m2.append(shapely.area(polygons))
        n_invalid += np.count_nonzero(~shapely.is_valid(polygons))
    np.savez(result, area_m2=area_m2)
    return {"ms": float(np.median(milliseconds)), "n_invalid": int(n_invalid)}


def table(folder):
    columns = "origins", "ms per origin", "× GEOS", "area, mean", "area, worst", "invalid", "peak MiB"
    heading("polygons of three limits", *columns)
    for name, peer in PEERS.items():
        if not search.prepared(folder, name):
            continue
        files = {key: folder / f"polygons_{key}.npz" for key in ("ours", "GEOS", "exact")}
        where = {"folder": folder, "name": name}
        done = in_turn(
            {key: (job, {**where, "result": files[key]}) for key, job in (("ours", "polygons.ours"), ("GEOS", peer))}
        )
        few = EXACT_ORIGINS[name]
        exact = {**where, "result": files["exact"], "quad_segs": EXACT_SEGMENTS, "few": few}
        in_turn({"exact": (peer, exact)}, runs=1)
        area_m2 = {key: np.load(file)["area_m2"][:few] for key, file in files.items()}
        for key, figures in done.items():
            error = 100 * (area_m2[key] / area_m2["exact"] - 1)
            worst = error.flat[np.abs(error).argmax()]
            ratio, errors = done["GEOS"]["ms"] / figures["ms"], (f"{error.mean():+.2f} %", f"{worst:+.2f} %")
            values = ORIGINS[name], figures["ms"], ratio, *errors, figures["n_invalid"], figures["mebibytes"]
            row(f"{name}, {key}", *values)
        agree(f"area of {name}", area_m2["ours"], area_m2["exact"], 0.01)
