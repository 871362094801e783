"""Walk circles as a planner starts them and as a dock asks for them; and how soon a cancel is answered."""

import sys
import time

import networks
import numpy as np
import search
import shapely
from jobs import heading, in_turn, measure, row
from osgeo import ogr
from polygons import BUFFER_M

OURS, NATIVE = "multiground:walkcircles", "native:serviceareafromlayer"
SERVICES = 3_000


def through_qgis_process(folder):
    """100 origins with three polygons each against 10 origins with one limit and no polygon."""
    name = "n100k"
    streets, out = networks.layer(folder, name), {OURS: folder / "circles.gpkg", NATIVE: folder / "areas.gpkg"}
    given = {
        OURS: {"ORIGINS": ends_of_streets(folder, name, 100), "NETWORK": streets, "CIRCLES": out[OURS]},
        NATIVE: {"START_POINTS": ends_of_streets(folder, name, 10), "INPUT": streets, "OUTPUT_LINES": out[NATIVE]},
    }
    given[NATIVE].update(STRATEGY=0, TRAVEL_COST2=1250)
    jobs = {
        key: ("qgis_run.started_by_a_planner", {"name": key, "parameters": inputs, "profile": folder / "profile"})
        for key, inputs in given.items()
    }
    done = in_turn(jobs)
    _agree(*out.values())
    heading(f"`qgis_process` on {name}", "circles", "polygons", "seconds", "peak MiB", "circles per s", "× native")
    numbers = {OURS: (300, "yes"), NATIVE: (10, "no")}
    rate = {key: numbers[key][0] / figures["seconds"] for key, figures in done.items()}
    for key, figures in done.items():
        values = figures["seconds"], figures["mebibytes"], rate[key], rate[key] / rate[NATIVE]
        row(f"`{key}`", *numbers[key], *values)


def ends_of_streets(folder, name, number):
    """Return a layer of origins: ends of streets, the first ones of a seeded order, far from the edge."""
    ends = np.random.default_rng(13).permutation(networks.grid(networks.EDGES[name])[:, 0])
    inner = (ends > ends.min(axis=0) + 1500) & (ends < ends.max(axis=0) - 1500)
    return networks.write(folder / f"origins_{number}_{name}.gpkg", shapely.points(ends[inner.all(axis=1)][:number]))


def _agree(ours, native):
    """Stop unless both reach the same area: that within the buffer of native's lines, which overlap."""
    ours = _geometries(ours, "minutes = 15")
    native = shapely.buffer(shapely.line_merge(_geometries(native)), BUFFER_M)
    centres = shapely.centroid(ours)
    same = [shapely.distance(centres, shapely.centroid(area)).argmin() for area in native]
    apart = shapely.area(shapely.symmetric_difference(ours[same], native)) / shapely.area(native)
    if (len(ours), len(native)) != (100, 10) or apart.max() > 0.005:
        sys.exit(f"the results disagree: {len(ours)} and {len(native)} origins, areas apart by {apart.max():.1%}")


def _geometries(path, condition=""):
    dataset = ogr.Open(str(path))
    layer = dataset.GetLayer(0)
    layer.SetAttributeFilter(condition)
    return shapely.from_wkb([bytes(feature.GetGeometryRef().ExportToWkb()) for feature in layer])


def one_origin(folder):
    """Circles and checklist of one origin after another, in a district that is prepared."""
    name = "Tokyo"
    if search.prepared(folder, name):
        heading("one origin, ms", "search and three polygons", "17 categories", "together")
        done = in_turn({name: ("circles.one_by_one", {"folder": folder, "name": name})})[name]
        row(name, done["circles_ms"], done["checklist_ms"], done["circles_ms"] + done["checklist_ms"])


def one_by_one(folder, name, origins=50):
    from multiground.urbanform import reach, walk_circles
    from multiground.urbanform.pace import pace

    network = search.load(folder, name)
    graph, walking = reach.graph(network), pace()
    edge, share, category = networks.scattered(network, SERVICES, 14, search.SERVICES)
    services = [search.exits(edge[category == k], share[category == k]) for k in range(search.SERVICES)]
    minutes = [reach.minutes_to_nearest(graph, places) for places in services]
    places = networks.central(network, origins, 15)
    drawing = walk_circles.Drawing(search.LIMITS_MIN)
    times = []
    for origin in range(-1, origins):  # the first one warms up
        here = search.exits(places.edge[[origin]], places.share[[origin]])
        begin = time.perf_counter()
        circles = [found for _, found in walk_circles.circle_steps(graph, here, walking, drawing)]
        drawn = time.perf_counter()
        nearest = [reach.minutes_from(graph, *known, 1) for known in zip(minutes, [here] * len(minutes), services)]
        times.append([drawn - begin, time.perf_counter() - drawn])
        assert len(circles[0].polygon) == len(search.LIMITS_MIN) and len(nearest) == search.SERVICES
    circles_ms, checklist_ms = 1000 * np.median(times[1:], axis=0)
    return {"circles_ms": circles_ms, "checklist_ms": checklist_ms}


def cancel(folder):
    """Seconds from a cancel among 20,000 origins to the algorithm's return."""
    name, number, output = "n1m", 20_000, folder / "cancelled.gpkg"
    output.unlink(missing_ok=True)
    inputs = {"ORIGINS": ends_of_streets(folder, name, number), "NETWORK": networks.layer(folder, name)}
    order = {"name": OURS, "parameters": {**inputs, "CIRCLES": str(output)}, "output": output}
    seconds = [measure("qgis_run.cancelled", **order, delay_s=delay_s)["seconds"] for delay_s in (0.5, 0.7, 1.1)]
    heading(f"cancelling {number:,} origins on {name}", "median, s", "worst, s")
    row(f"`{OURS}`", float(np.median(seconds)), max(seconds))
