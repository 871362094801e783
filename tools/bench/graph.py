"""Walking graph from a line layer, reading included: ours against QgsVectorLayerDirector."""

import networks
from jobs import agree, heading, in_turn, row

RUNS = {"n10k": 3, "n100k": 3, "n1m": 1}  # a minute and more for a million lines


def table(folder):
    heading("walking graph from a line layer", "lines", "seconds", "of it reading", "peak MiB", "× QGIS")
    for name, runs in RUNS.items():
        path = networks.layer(folder, name)
        jobs = {
            "urbanform.network": ("qgis_run.walking_graph", {"path": path}),
            "QgsVectorLayerDirector": ("qgis_run.director", {"path": path}, runs),
        }
        done = in_turn(jobs)
        ours, peer = done.values()
        for job, figures in done.items():
            ratio = peer["seconds"] / figures["seconds"]
            values = figures["seconds"], figures.get("read_s"), figures["mebibytes"], ratio
            row(f"{name}, `{job}`", networks.EDGES[name], *values)
        agree("nodes and edges", [ours["nodes"], ours["edges"]], [peer["nodes"], peer["edges"]])
        agree("street length", ours["street_m"], peer["street_m"], 1e-6)
