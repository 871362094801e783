"""Bounded searches: ours against the limit and networkx."""

import time
from types import SimpleNamespace

import limit
import networks
import numpy as np
from jobs import agree, heading, in_turn, measure, row

LIMITS_MIN = (5.0, 10.0, 15.0)
M_PER_MIN = 5000 / 60
LIMITS_M = [minutes * M_PER_MIN for minutes in LIMITS_MIN]
N_CATEGORIES = 7
PEER_ORIGINS = 20
CASES = (
    ("n1m", "scattered", 20_000),
    ("n1m", "clustered", 20_000),
    ("n10k", "scattered", 2_000),
    ("Helsinki", "scattered", 2_000),
    ("Moscow", "scattered", 2_000),
)


def case(folder, name, layout, number):
    """Return a network with origins and with facilities, one for every ten edges, in seven categories."""
    network = load(folder, name)
    origins = getattr(networks, layout)(network, number, 11)
    facilities = networks.scattered(network, len(network.tail) // 10, 12, N_CATEGORIES)
    return SimpleNamespace(
        **network._asdict(),
        network=network,
        n_categories=N_CATEGORIES,
        **{f"origin_{key}": values for key, values in origins._asdict().items()},
        **{f"facility_{key}": values for key, values in facilities._asdict().items()},
    )


def prepared(folder, name):
    """Make a network's walking graph and keep it; return whether the network is there."""
    path = networks.layer(folder, name)
    if path:
        measure("qgis_run.walking_graph", path=path, result=folder / f"{name}.npz")
    return bool(path)


def load(folder, name):
    """Return a network as `prepared` has kept it."""
    from multiground.urbanform.network import Network

    with np.load(f"{folder}/{name}.npz") as arrays:
        return Network(**arrays)


def ours(folder, result, **which):
    """The full job with `urbanform.reach`; the graph and the facilities are prepared."""
    from multiground.urbanform import reach

    streets = case(folder, **which)
    graph = reach.graph(streets.network)
    facilities = exits(streets.facility_edge, streets.facility_share)
    facilities = reach.facilities(graph, facilities, streets.facility_category, N_CATEGORIES)
    origins = exits(streets.origin_edge, streets.origin_share)
    begin = time.perf_counter()
    shape = len(streets.origin_edge), len(LIMITS_MIN)
    nodes, street_m, counts = np.empty(shape, int), np.empty(shape), np.empty((*shape, N_CATEGORIES), int)
    for batch in reach.batches(graph, origins, LIMITS_MIN[-1]):
        for k, limit_min in enumerate(LIMITS_MIN):
            nodes[batch.places, k] = np.bincount(batch.row[batch.minutes <= limit_min], minlength=len(batch.places))
        street_m[batch.places] = reach.length_m(graph, batch, LIMITS_MIN)
        counts[batch.places] = reach.count_within(graph, batch, facilities, LIMITS_MIN).transpose(0, 2, 1)
    seconds = time.perf_counter() - begin
    np.savez(result, nodes=nodes, street_m=street_m, counts=counts)
    return {"us": 1e6 * seconds / len(nodes)}


def exits(edge, share):
    """Return where places step onto the network that lie on it."""
    from multiground.urbanform.network import Exits

    none = np.zeros(len(edge))
    return Exits(np.arange(len(edge)), edge, share, none, none)


def at_the_limit(folder, result, **which):
    """The full job in C."""
    nodes, street_m, counts, seconds = limit.full_job(limit.build(folder), case(folder, **which), LIMITS_M)
    np.savez(result, nodes=nodes, street_m=street_m, counts=counts)
    return {"us": 1e6 * seconds / len(nodes)}


def with_networkx(folder, result, **which):
    """Nodes and facilities of a few origins, one search each, in plain Python; street length is not timed."""
    streets = case(folder, **which)
    graph, near = _graph(streets), _facilities_by_node(streets)
    edges = streets.origin_edge[:PEER_ORIGINS].tolist()
    at_m = (streets.origin_share * streets.length_m[streets.origin_edge])[:PEER_ORIGINS].tolist()
    begin = time.perf_counter()
    found = [_reached(graph, streets, near, *origin) for origin in zip(edges, at_m)]
    seconds = time.perf_counter() - begin
    street_m = [_street_m(streets, i, metres) for i, (metres, _) in enumerate(found)]
    nodes = [[sum(m <= limit_m for m in metres.values()) for limit_m in LIMITS_M] for metres, _ in found]
    np.savez(result, nodes=nodes, street_m=street_m, counts=[counts for _, counts in found])
    return {"us": 1e6 * seconds / PEER_ORIGINS}


def _graph(streets):
    import networkx

    graph = networkx.Graph()
    shortest_last = np.argsort(-streets.length_m, kind="stable")  # of parallel edges the shortest counts
    ends = streets.tail[shortest_last].tolist(), streets.head[shortest_last].tolist()
    graph.add_weighted_edges_from(zip(*ends, streets.length_m[shortest_last].tolist()))
    return graph


def _facilities_by_node(streets):
    """Return facility, category, edge, metres from the node and metres from the tail, by node."""
    edge, near = streets.facility_edge, {}
    along_m = streets.facility_share * streets.length_m[edge]
    for ends, m in ((streets.tail[edge], along_m), (streets.head[edge], streets.length_m[edge] - along_m)):
        columns = range(len(edge)), streets.facility_category, edge, m, along_m
        for node, *facility in zip(ends.tolist(), *(np.asarray(column).tolist() for column in columns)):
            near.setdefault(node, []).append(facility)
    return near


def _reached(graph, streets, near, edge, at_m):
    """Return the metres to every node reached, and how many facilities of each category, by limit."""
    import networkx

    ends = int(streets.tail[edge]), int(streets.head[edge])
    graph.add_edge("origin", ends[0], weight=at_m)
    graph.add_edge("origin", ends[1], weight=streets.length_m[edge] - at_m)
    metres = networkx.single_source_dijkstra_path_length(graph, "origin", cutoff=LIMITS_M[-1])
    graph.remove_node("origin")
    del metres["origin"]
    nearest = {(i, kind): abs(m - at_m) for i, kind, its, _, m in near.get(ends[0], ()) if its == edge}
    for node, so_far_m in metres.items():
        for i, kind, _, m, _ in near.get(node, ()):
            nearest[i, kind] = min(so_far_m + m, nearest.get((i, kind), np.inf))
    counts = [[0] * N_CATEGORIES for _ in LIMITS_M]
    for (_, kind), m in nearest.items():
        for k, limit_m in enumerate(LIMITS_M):
            counts[k][kind] += m <= limit_m
    return metres, counts


def _street_m(streets, i, reached):
    """Return the metres of street that lie within each limit of an origin, edge by edge."""
    metres = np.full(len(streets.x), np.inf)
    metres[list(reached)] = list(reached.values())
    length = streets.length_m
    own, at = streets.origin_edge[i], streets.origin_share[i] * length[streets.origin_edge[i]]
    result = []
    for limit_m in LIMITS_M:
        a, b = (np.clip(limit_m - metres[ends], 0, length) for ends in (streets.tail, streets.head))
        reached_m = np.minimum(a + b, length)
        low, high = max(at - limit_m, 0), min(at + limit_m, length[own])
        reached_m[own] = high - low + min(a[own], low) + min(b[own], length[own] - high)
        result.append(reached_m.sum())
    return result


def full_job(folder):
    """Nodes, street length and facilities of seven categories within three limits, from many origins."""
    names = ("origins", "limit, µs", "ours, µs", "× limit", "peak MiB", "networkx, µs", "× ours")
    heading("full job per origin", *names)
    for name, layout, number in CASES:
        if not prepared(folder, name):
            continue
        which = {"folder": folder, "name": name, "layout": layout, "number": number}
        results = {key: folder / f"{key}.npz" for key in ("limit", "ours", "networkx")}
        jobs = {
            "limit": ("search.at_the_limit", {**which, "result": results["limit"]}),
            "ours": ("search.ours", {**which, "result": results["ours"]}),
            "networkx": ("search.with_networkx", {**which, "result": results["networkx"]}),
        }
        done = in_turn(jobs)
        c, us, peer = (done[key]["us"] for key in jobs)
        row(f"{name}, {layout}", number, c, us, us / c, done["ours"]["mebibytes"], peer, peer / us)
        _agree(*results.values())


def _agree(best, own, peer):
    with np.load(best) as best, np.load(own) as own, np.load(peer) as peer:
        for other, n in ((best, None), (peer, PEER_ORIGINS)):
            agree("nodes reached", own["nodes"][:n], other["nodes"])
            agree("facilities reached", own["counts"][:n], other["counts"])
            agree("street length", own["street_m"][:n], other["street_m"], 1e-6)


NEAREST = "n1m"
SERVICES = 17


def services(network):
    """Return one facility a square kilometre of each of the guideline's 17 categories."""
    area_km2 = np.ptp(network.x) * np.ptp(network.y) / 1e6
    return networks.scattered(network, round(SERVICES * area_km2), 14, SERVICES)


def nearest_ours(folder, result):
    """Minutes from every node to the nearest facility of each category, by `urbanform.reach`."""
    from multiground.urbanform import reach

    network = load(folder, NEAREST)
    graph, (edge, share, category) = reach.graph(network), services(network)
    begin = time.perf_counter()
    for number in range(SERVICES):
        found = reach.minutes_to_nearest(graph, exits(edge[category == number], share[category == number]))
        if number == 0:
            first = found
    seconds = time.perf_counter() - begin
    np.savez(result, minutes=first)
    return {"seconds": seconds}


def nearest_with_networkx(folder, result):
    """Minutes from every node to the nearest facility of one category, by networkx."""
    import networkx

    streets = load(folder, NEAREST)
    edge, share, category = services(streets)
    graph, sources = _graph(streets), []
    for i in np.flatnonzero(category == 0).tolist():
        length_m = streets.length_m[edge[i]]
        graph.add_edge(("facility", i), int(streets.tail[edge[i]]), weight=share[i] * length_m)
        graph.add_edge(("facility", i), int(streets.head[edge[i]]), weight=(1 - share[i]) * length_m)
        sources.append(("facility", i))
    begin = time.perf_counter()
    metres = networkx.multi_source_dijkstra_path_length(graph, sources)
    seconds = time.perf_counter() - begin
    minutes = [metres.get(node, np.inf) / M_PER_MIN for node in range(len(streets.x))]
    np.savez(result, minutes=minutes)
    return {"seconds": SERVICES * seconds}


def nearest(folder):
    """Minutes to the nearest of 17 categories from every node."""
    prepared(folder, NEAREST)
    results = {"ours": folder / "ours.npz", "networkx": folder / "networkx.npz"}
    done = in_turn(
        {
            "ours": ("search.nearest_ours", {"folder": folder, "result": results["ours"]}),
            "networkx": ("search.nearest_with_networkx", {"folder": folder, "result": results["networkx"]}),
        }
    )
    heading(f"nearest of 17 categories from every node of {NEAREST}", "seconds", "peak MiB", "× networkx")
    for name, figures in done.items():
        ratio = done["networkx"]["seconds"] / figures["seconds"]
        row(name, figures["seconds"], figures["mebibytes"], ratio)
    with np.load(results["ours"]) as ours, np.load(results["networkx"]) as peer:
        agree("minutes to the nearest", ours["minutes"], peer["minutes"], 1e-6)


def growth(folder):
    """The full job from 200 origins in cities of growing size."""
    heading("200 origins in a growing city, ms", "edges", "in one district", "scattered over the city")
    milliseconds = {}
    for name in networks.EDGES:
        prepared(folder, name)
        which = {"folder": folder, "name": name, "number": 200, "result": folder / "ours.npz"}
        done = in_turn({layout: ("search.ours", {**which, "layout": layout}) for layout in ("central", "scattered")})
        milliseconds[name] = [figures["us"] * 200 / 1000 for figures in done.values()]
        row(name, networks.EDGES[name], *milliseconds[name])
    edges = np.log(list(networks.EDGES.values()))
    slopes = [np.polyfit(edges, np.log(values), 1)[0] for values in zip(*milliseconds.values())]
    row("slope in log-log", None, *slopes)
