"""Algorithms of QGIS and of the plugin: in this process, or through qgis_process as a planner starts them."""

import functools
import json
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import threading
import time

READER = "multiground:roadnetworkdensity"  # any algorithm with lines reads them alike


def in_qgis(job):
    """Let a job run in QGIS without a window, with the native algorithms and the plugin loaded."""

    @functools.wraps(job)
    def started(**inputs):
        from multiground.plugin import MultigroundPlugin
        from qgis.analysis import QgsNativeAlgorithms
        from qgis.core import QgsApplication

        application = QgsApplication([], False)
        application.initQgis()
        native = QgsNativeAlgorithms()
        QgsApplication.processingRegistry().addProvider(native)
        ours = MultigroundPlugin(None)
        ours.initProcessing()
        figures = job(**inputs)  # its layers and graphs must be gone before QGIS ends
        ours.unload()
        application.exitQgis()
        return figures

    return started


def _create(name):
    from qgis.core import QgsApplication

    return QgsApplication.processingRegistry().createAlgorithmById(name)


@in_qgis
def algorithm(name, parameters, output):
    """Run an algorithm in this process: seconds to read, compute and write, QGIS's own start apart."""
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback

    begin = time.perf_counter()
    _, ok = _create(name).run({**parameters, "OUTPUT": output}, QgsProcessingContext(), QgsProcessingFeedback(False))
    seconds = time.perf_counter() - begin
    if not ok:
        sys.exit(f"{name} failed")
    return {"seconds": seconds, "output": output}


@in_qgis
def director(path):
    """Make QGIS's own graph of a line layer: seconds with reading."""
    from qgis.analysis import QgsGraphBuilder, QgsNetworkDistanceStrategy, QgsVectorLayerDirector
    from qgis.core import QgsVectorLayer

    begin = time.perf_counter()
    layer = QgsVectorLayer(path, "streets", "ogr")
    streets = QgsVectorLayerDirector(layer, -1, "", "", "", QgsVectorLayerDirector.Direction.DirectionBoth)
    streets.addStrategy(QgsNetworkDistanceStrategy())
    builder = QgsGraphBuilder(layer.crs(), False, 0, "NONE")  # in the plane, as we measure
    streets.makeGraph(builder, [])
    graph = builder.graph()
    seconds = time.perf_counter() - begin
    n_ways = graph.edgeCount()
    street_m = sum(graph.edge(i).cost(0) for i in range(n_ways)) / 2
    return {"seconds": seconds, "nodes": graph.vertexCount(), "edges": n_ways // 2, "street_m": street_m}


@in_qgis
def walking_graph(path, result=None):
    """Make the plugin's walking graph of a line layer: seconds with reading; keep it for other jobs."""
    import numpy as np
    from multiground.urbanform import network
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsVectorLayer, QgsWkbTypes

    reader, context, feedback = _create(READER), QgsProcessingContext(), QgsProcessingFeedback(False)
    line = QgsWkbTypes.GeometryType.LineGeometry
    begin = time.perf_counter()
    layer = QgsVectorLayer(path, "streets", "ogr")
    lines = reader.read({"ROADS": layer}, "ROADS", context, feedback, layer.crs(), {}, line).frame
    read = time.perf_counter()
    streets, _ = network.network(lines)
    seconds = time.perf_counter() - begin
    if result:
        np.savez(result, **streets._asdict())
    figures = {"nodes": len(streets.x), "edges": len(streets.tail), "street_m": float(streets.length_m.sum())}
    return {"seconds": seconds, "read_s": read - begin, **figures}


def started_by_a_planner(name, parameters, profile):
    """Run an algorithm through qgis_process in a profile with the plugin: seconds with QGIS's start."""
    settings = pathlib.Path(profile) / "profiles" / "default"
    plugins = settings / "python" / "plugins"
    plugins.mkdir(parents=True, exist_ok=True)
    (settings / "QGIS").mkdir(exist_ok=True)
    (settings / "QGIS" / "QGIS3.ini").write_text("[PythonPlugins]\nmultiground=true\n")
    if not (plugins / "multiground").exists():
        (plugins / "multiground").symlink_to(pathlib.Path(__file__).resolve().parent.parent.parent)
    project = pathlib.Path(profile) / "empty.qgs"  # some native algorithms ask for one
    project.write_text("<qgis/>")
    program = shutil.which("qgis_process.bin") or shutil.which("qgis_process")
    order = [program, "--json", "run", name, f"--PROJECT_PATH={project}", "--ELLIPSOID=NONE", "--"]
    order += [f"{key}={value}" for key, value in parameters.items()]
    begin = time.perf_counter()
    done = subprocess.run(order, env={**os.environ, "QGIS_CUSTOM_CONFIG_PATH": profile}, capture_output=True, text=True)
    seconds = time.perf_counter() - begin
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    peak_kib = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return {"seconds": seconds, "results": json.loads(done.stdout)["results"], "mebibytes": peak_kib // 1024}


@in_qgis
def cancelled(name, parameters, output, delay_s):
    """Cancel an algorithm while it works on its features: seconds from the cancel to its return."""
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback

    feedback, due = QgsProcessingFeedback(False), []

    def watch(percent):
        if percent > 25 and not due:  # the network is ready, the features have begun
            due.append(time.perf_counter() + delay_s)
            threading.Timer(delay_s, feedback.cancel).start()

    feedback.progressChanged.connect(watch)
    _, ok = _create(name).run(parameters, QgsProcessingContext(), feedback)
    returned = time.perf_counter()
    if ok or not due or pathlib.Path(output).exists():
        sys.exit(f"{name} was not cancelled, or left {output} behind")
    return {"seconds": returned - due[0]}
