"""Small layers to give to algorithms, and what comes back."""

import os
import pathlib

from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsGeometry,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingModelParameter,
    QgsProcessingParameterFeatureSource,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication, QEventLoop

ROOT = pathlib.Path(__file__).parent.parent.parent
# 115° E: both EPSG:4547 and UTM 50 reach there; its scale is 1.00012.
X, Y = 600_000, 2_500_000
CRS = ["EPSG:4547", "EPSG:4326", "EPSG:4490", "EPSG:3857", "EPSG:32650"]
SHARED = pathlib.Path(os.environ.get("MULTIGROUND_DATA", ROOT.parent / "shared" / "data"))


class Feedback(QgsProcessingFeedback):
    """Keeps what an algorithm says; cancels itself after a number of progress reports."""

    def __init__(self, cancel_after=None):
        super().__init__(False)
        self.said, self.warnings, self.reports, self.cancel_after = [], [], 0, cancel_after

    def pushInfo(self, text):
        self.said.append(text)

    def pushWarning(self, text):
        self.warnings.append(text)

    def reportError(self, text, fatalError=False):  # noqa: N803 - QGIS's own name
        self.said.append(text)

    def setProgress(self, progress):
        self.reports += 1
        if self.cancel_after is not None and self.reports >= self.cancel_after:
            self.cancel()


class AskedOften(Feedback):
    """Is cancelled when an algorithm asks for the n-th time."""

    def __init__(self, times):
        super().__init__()
        self.times = times

    def isCanceled(self):
        self.times -= 1
        return self.times < 0


def layer(geometry_type, rows, crs="EPSG:4547", fields="", drawn_in="EPSG:4547"):
    """Return a memory layer of (WKT or None, attributes …), drawn in one CRS, delivered in another."""
    result = QgsVectorLayer(f"{geometry_type}?crs={crs}{fields and '&' + fields}", "layer", "memory")
    there = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem(drawn_in), QgsCoordinateReferenceSystem(crs), QgsCoordinateTransformContext()
    )
    features = []
    for wkt, *attributes in rows:
        feature = QgsFeature(result.fields())
        if wkt is not None:
            geometry = QgsGeometry.fromWkt(wkt)
            geometry.transform(there)
            feature.setGeometry(geometry)
        feature.setAttributes(attributes)
        features.append(feature)
    assert result.dataProvider().addFeatures(features)[0]
    result.updateExtents()
    return result


def table(rows_, fields):
    """Return a memory table without geometries."""
    return layer("None", [(None, *row) for row in rows_], fields=fields)


def run(name, parameters, feedback=None):
    """Run an algorithm as Processing does; return its results with output layers as layers."""
    import processing

    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    results = processing.run(f"multiground:{name}", parameters, context=context, feedback=feedback or Feedback())
    return {
        key: QgsVectorLayer(value, key, "ogr") if isinstance(value, str) and value.endswith(".gpkg") else value
        for key, value in results.items()
    }


def ends_well(algorithm, parameters):
    """Run an algorithm in the background, as the desk does; return whether it ended well."""
    context, feedback = QgsProcessingContext(), QgsProcessingFeedback(False)  # which the task does not hold
    task, ended, loop = QgsProcessingAlgRunnerTask(algorithm, parameters, context, feedback), [], QEventLoop()
    task.executed.connect(lambda ok, results: (ended.append(ok), loop.quit()))
    QgsApplication.taskManager().addTask(task)
    loop.exec()
    QCoreApplication.processEvents()
    return ended[0]


def own_profile(folder, settings=""):
    """Return the surroundings of a qgis_process whose profile, in a folder, knows this plugin alone."""
    profile = folder / "profiles" / "default"
    (profile / "python" / "plugins").mkdir(parents=True)
    (profile / "QGIS").mkdir()
    (profile / "python" / "plugins" / "multiground").symlink_to(ROOT)
    (profile / "QGIS" / "QGIS3.ini").write_text(f"[PythonPlugins]\nmultiground=true\n{settings}")
    return {**os.environ, "QGIS_CUSTOM_CONFIG_PATH": str(folder), "QT_QPA_PLATFORM": "offscreen"}


def rows(output):
    return [dict(zip(output.fields().names(), feature.attributes())) for feature in output.getFeatures()]


def child_of(model, algorithm_id, name, inputs=(), sources=(), output=None):
    """Add a step to a model: some parameters are the model's, some have a source, the others their default.

    inputs : layers that the user of the model chooses; sources : parameter → source; output : the
    parameter whose layer is a result of the model.
    """
    child, sources = QgsProcessingModelChildAlgorithm(algorithm_id), dict(sources)
    child.setChildId(name)
    for definition in QgsApplication.processingRegistry().algorithmById(algorithm_id).parameterDefinitions():
        key = definition.name()
        if definition.isDestination():
            continue
        source = sources.get(key, QgsProcessingModelChildParameterSource.fromStaticValue(definition.defaultValue()))
        if key in inputs:
            parameter = QgsProcessingParameterFeatureSource(key, key)
            model.addModelParameter(parameter, QgsProcessingModelParameter(key))
            source = QgsProcessingModelChildParameterSource.fromModelParameter(key)
        child.addParameterSources(key, [source])
    if output:
        result = QgsProcessingModelOutput("result", "result")
        result.setChildOutputName(output)
        result.setChildId(name)
        child.setModelOutputs({"result": result})
    model.addChildAlgorithm(child)
    model.updateDestinationParameters()


def model_of(name, inputs, output="OUTPUT"):
    """Return a model of one algorithm."""
    model = QgsProcessingModelAlgorithm("Multiground test", "tests")
    child_of(model, f"multiground:{name}", "measure", inputs, output=output)
    return model


def run_model(model, inputs, file):
    """Run a model into a file; return its result."""
    import processing

    assert model.validate()[0]
    (destination,) = [definition.name() for definition in model.destinationParameterDefinitions()]
    processing.run(model, {**inputs, destination: str(file)})
    return QgsVectorLayer(str(file), "result", "ogr")
