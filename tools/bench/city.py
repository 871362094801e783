"""A whole city with the library alone: circles and checklist in one process and on two workers of dask."""

import hashlib
import pathlib
import re
import sys
import time

import networks
import numpy as np
import shapely
from jobs import heading, measure, row

ORIGINS, FACILITIES_PER_EDGE = 50_000, 0.1
GROWTH = ("n10k", "n100k", "n1m")


def table(folder):
    """Print what 50,000 origins × 3 circles and the checklist from every node of Moscow take."""
    title = f"Moscow, {ORIGINS:,} origins × 3 circles, checklist from every node"
    heading(title, "graph s", "circles s", "checklist s", "MiB")
    path = networks.layer(folder, "Moscow")
    found = {}
    for workers in (0, 2) if path else ():
        found[workers] = done = measure("city.job", path=path, origins=ORIGINS, workers=workers)
        name = f"LocalCluster, {workers} workers" if workers else "one process"
        mebibytes = done["mebibytes"] + done["workers_mebibytes"]
        row(name, done["build_s"], done["circles_s"], done["checklist_s"], mebibytes)
    if len({done["digest"] for done in found.values()}) > 1:
        sys.exit("the results disagree: one process and two workers")


def growth(folder):
    """Print how circles of a fixed number of origins, and the checklist from every node, grow with the city."""
    heading("a city of", "circles of 2,000 origins, processor s", "checklist from every node, processor s")
    done = {}
    for name in GROWTH:
        done[name] = measure("city.job", path=networks.layer(folder, name), origins=2_000, workers=0)
        row(name, done[name]["circles_cpu_s"], done[name]["checklist_cpu_s"])
    size = np.log([networks.EDGES[name] for name in GROWTH])
    seconds = np.log([[done[name][key] for key in ("circles_cpu_s", "checklist_cpu_s")] for name in GROWTH])
    row("slope in log-log", *np.polyfit(size, seconds, 1)[0].tolist())


def job(path, origins, workers):
    """Measure a city read from a layer; workers : of a cluster on this machine, 0 for this process alone."""
    import contextlib

    from multiground.urbanform import cluster

    lines, places, services = _city(path, origins)
    here = contextlib.nullcontext(map)
    with cluster.workers(n_workers=workers) if workers else here as each:
        begin = time.perf_counter(), time.process_time()
        circles = _circles(lines, places, each)
        middle = time.perf_counter(), time.process_time()
        checklist = _checklist(lines, services, each)
        end = time.perf_counter(), time.process_time()
        peaks = sum(each(_peak_mebibytes, range(8 * workers))) / 8 if workers else 0
    digest = hashlib.sha256(b"".join(column.tobytes() for column in (*circles, checklist))).hexdigest()
    figures = {"workers_mebibytes": int(peaks)}
    for key, one, two in (("circles", begin, middle), ("checklist", middle, end)):
        figures.update({f"{key}_s": two[0] - one[0], f"{key}_cpu_s": two[1] - one[1]})
    return {**figures, "build_s": _build_s(lines), "digest": digest}


def _city(path, number):
    """Return the lines of a city, places anywhere beside them, and services of the seventeen categories."""
    import geopandas
    from multiground.urbanform import facilities

    file, name = path.split("|layername=")
    lines = geopandas.read_file(file, layer=name)
    lines = geopandas.GeoDataFrame(geometry=lines.geometry.to_numpy())
    random = np.random.default_rng(3)
    at = shapely.get_coordinates(shapely.centroid(lines.geometry.to_numpy()))
    beside = at[random.choice(len(at), number)] + random.normal(0, 20, (number, 2))
    shops = at[random.choice(len(at), int(FACILITIES_PER_EDGE * len(at)))]
    category = random.choice(list(facilities.bands()), len(shops))
    services = geopandas.GeoDataFrame({"category": category}, geometry=shapely.points(shops))
    return lines, geopandas.GeoDataFrame(geometry=shapely.points(beside)), services


def _circles(lines, places, each):
    from multiground.urbanform import city_walks

    found = city_walks.walk_circles(places, lines, each=each, with_pieces=False).circles
    return [found[name].to_numpy() for name in ("origin", "minutes", "area_m2", "street_m", "ped_shed")]


def _checklist(lines, services, each):
    from multiground.urbanform import city_walks

    return city_walks.minutes_to_facilities(lines, services, each=each).to_numpy()


def _build_s(lines):
    from multiground.urbanform.network import network

    begin = time.perf_counter()
    network(lines)
    return time.perf_counter() - begin


def _peak_mebibytes(_):
    return int(re.search(r"VmHWM:\s+(\d+)", pathlib.Path("/proc/self/status").read_text())[1]) // 1024
