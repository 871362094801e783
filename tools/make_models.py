"""Put together the models of resources/models. To be run in the oldest supported QGIS, which all later ones read."""

import pathlib
import sys

from qgis.core import (
    QgsApplication,
    QgsProcessing,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingModelParameter,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFile,
)
from qgis.PyQt.QtCore import QPointF

ROOT = pathlib.Path(__file__).resolve().parent.parent
POLYGON, LINE, ANY = (
    QgsProcessing.SourceType.TypeVectorPolygon,
    QgsProcessing.SourceType.TypeVectorLine,
    QgsProcessing.SourceType.TypeVectorAnyGeometry,
)
given, made = (
    QgsProcessingModelChildParameterSource.fromModelParameter,
    QgsProcessingModelChildParameterSource.fromChildOutput,
)


def main():
    application = QgsApplication([], False)
    application.initQgis()
    from qgis.analysis import QgsNativeAlgorithms

    native = QgsNativeAlgorithms()
    QgsApplication.processingRegistry().addProvider(native)
    sys.path.insert(0, str(ROOT / "tests"))
    import conftest  # noqa: F401 - lets this program import the plugin from a folder of any name
    from multiground.plugin import MultigroundPlugin

    plugin = MultigroundPlugin(None)
    plugin.initProcessing()
    for name, model in {
        "assessandcompare": assess_and_compare(),
        "mperwithoutunderground": mper_without_underground(),
        "worstservedoffices": worst_served_offices(),
    }.items():
        valid, problems = model.validate()
        if not valid or not model.toFile(str(ROOT / "resources" / "models" / f"{name}.model3")):
            sys.exit(f"{name}: {problems}")
    plugin.unload()
    application.exitQgis()


def assess_and_compare():
    """Assess a package and compare it with an earlier result."""
    model = QgsProcessingModelAlgorithm("Assess and compare with an earlier result", "Models", "models")
    file = QgsProcessingParameterFile.Behavior.File
    put(model, QgsProcessingParameterFile("PACKAGE", "District package", file, "gpkg"))
    put(model, QgsProcessingParameterFile("EARLIER", "Earlier result", file, "gpkg"))
    put(model, QgsProcessingParameterFile("PROFILE", "Rule profile", file, "csv", optional=True))
    step(
        model,
        "multiground:assess",
        "assess",
        {"PACKAGE": [given("PACKAGE")], "PROFILE": [given("PROFILE")]},
        {"RESULT": "Result", "REPORT": "Report"},
    )
    step(
        model,
        "multiground:comparescenarios",
        "compare",
        {"RESULTS": [given("EARLIER"), made("assess", "RESULT")]},
        {"TABLE": "Comparison table", "REPORT": "Report of the comparison"},
    )
    return model


def mper_without_underground():
    """Measure the MPER with all surfaces, and with those that are not underground."""
    model = QgsProcessingModelAlgorithm("MPER with and without the underground", "Models", "models")
    put(model, QgsProcessingParameterFeatureSource("DISTRICTS", "Districts", [POLYGON]))
    put(model, QgsProcessingParameterFeatureSource("SURFACES", "Near-ground surfaces", [POLYGON]))
    put(model, QgsProcessingParameterFeatureSource("VERTICALS", "Vertical components", [ANY]))
    put(model, QgsProcessingParameterFeatureSource("FLOORS", "Floors", [POLYGON]))
    step(model, "multiground:classifysurfaces", "kinds", {"SURFACES": [given("SURFACES")]})
    above = "coalesce(\"kind\", '') <> 'underground'"
    step(model, "native:extractbyexpression", "above", {"INPUT": [made("kinds", "OUTPUT")]}, EXPRESSION=above)
    shared = {name: [given(name)] for name in ("DISTRICTS", "VERTICALS", "FLOORS")}
    all_surfaces = {**shared, "TAGGED_SURFACES": [made("kinds", "OUTPUT")]}
    step(model, "multiground:mper", "with", all_surfaces, {"OUTPUT": "MPER with the underground"})
    fewer = {**shared, "TAGGED_SURFACES": [made("above", "OUTPUT")]}
    step(model, "multiground:mper", "without", fewer, {"OUTPUT": "MPER without the underground"})
    return model


def worst_served_offices():
    """Draw the walk circles of the offices that lack most categories of services."""
    model = QgsProcessingModelAlgorithm("Walk circles of the worst-served offices", "Models", "models")
    put(model, QgsProcessingParameterFeatureSource("OFFICES", "Offices", [ANY]))
    put(model, QgsProcessingParameterFeatureSource("NETWORK", "Walking network", [LINE]))
    put(model, QgsProcessingParameterFeatureSource("FACILITIES", "Facilities", [ANY]))
    extent = QgsProcessingParameterFeatureSource("DATA_EXTENT", "Extent of the facilities", [POLYGON], optional=True)
    put(model, extent)
    shared = {"NETWORK": [given("NETWORK")]}
    inputs = {"OFFICES": [given("OFFICES")], "FACILITIES": [given("FACILITIES")], **shared}
    inputs["DATA_EXTENT"] = [given("DATA_EXTENT")]
    step(model, "multiground:lifecircle", "life", inputs)
    worst = '"n_missing" > 0 and "n_missing" = maximum("n_missing")'
    chosen = {"INPUT": [made("life", "OUTPUT")]}
    step(model, "native:extractbyexpression", "worst", chosen, {"OUTPUT": "Worst-served offices"}, EXPRESSION=worst)
    origins = {"ORIGINS": [made("worst", "OUTPUT")], **shared}
    step(model, "multiground:walkcircles", "circles", origins, {"CIRCLES": "Walk circles"})
    return model


def put(model, definition):
    """Add an input of the model, placed in a column at the left of the designer."""
    parameter = QgsProcessingModelParameter(definition.name())
    parameter.setPosition(QPointF(120, 80 + 110 * len(model.parameterComponents())))
    model.addModelParameter(definition, parameter)


def step(model, algorithm_id, name, sources, results=(), **fixed):
    """Add a step: sources of its parameters, results of the model by output, fixed values; the rest by default."""
    child = QgsProcessingModelChildAlgorithm(algorithm_id)
    child.setChildId(name)
    child.setPosition(QPointF(420 + 280 * len(model.childAlgorithms()), 120))
    algorithm = QgsApplication.processingRegistry().algorithmById(algorithm_id)
    child.setDescription(algorithm.displayName())
    for definition in algorithm.parameterDefinitions():
        if not definition.isDestination():
            value = fixed.get(definition.name(), definition.defaultValue())
            default = [QgsProcessingModelChildParameterSource.fromStaticValue(value)]
            child.addParameterSources(definition.name(), sources.get(definition.name(), default))
    outputs = {}
    for output, title in dict(results).items():
        outputs[output] = QgsProcessingModelOutput(output, title)
        outputs[output].setDescription(title)
        outputs[output].setChildOutputName(output)
        outputs[output].setChildId(name)
        outputs[output].setPosition(child.position() + QPointF(0, 130 + 60 * len(outputs)))
    child.setModelOutputs(outputs)
    model.addChildAlgorithm(child)
    model.updateDestinationParameters()


if __name__ == "__main__":
    main()
