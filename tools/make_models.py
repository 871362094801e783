"""Put together the models of resources/models. To be run in the oldest supported QGIS, which all later ones read."""

import pathlib
import sys

from qgis.core import (
    QgsApplication,
    QgsProcessing,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildDependency,
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
    package = QgsProcessingParameterFile("PACKAGE", "District package", file, "gpkg")
    put(model, package, "GeoPackage that holds the layers of the district.")
    earlier = QgsProcessingParameterFile("EARLIER", "Earlier result", file, "gpkg")
    put(model, earlier, "GeoPackage that an earlier run of Assess a district wrote.")
    profile = QgsProcessingParameterFile("PROFILE", "Rule profile", file, "csv", optional=True)
    put(model, profile, "Table clauses.csv of another city; empty for the guideline's own.")
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
    tell(
        model,
        "Assesses a district package and puts the result beside that of an earlier assessment: which figures changed, "
        "which grades flip.",
    )
    return model


def mper_without_underground():
    """Measure the MPER with all surfaces, and with those that are not underground."""
    model = QgsProcessingModelAlgorithm("MPER with and without the underground", "Models", "models")
    districts = QgsProcessingParameterFeatureSource("DISTRICTS", "Districts", [POLYGON])
    put(model, districts, "The planned land of each district, roads included.")
    surfaces = QgsProcessingParameterFeatureSource("SURFACES", "Near-ground surfaces", [POLYGON])
    put(model, surfaces, "Walkable surfaces with their height in metres, or level.")
    verticals = QgsProcessingParameterFeatureSource("VERTICALS", "Vertical components", [ANY])
    put(model, verticals, "Stairs, escalators, ramps and lifts with both heights, as areas, lines or points.")
    floors = QgsProcessingParameterFeatureSource("FLOORS", "Floors", [POLYGON])
    put(model, floors, "Floor plates with building, storey, height and area.")
    step(model, "multiground:classifysurfaces", "kinds", {"SURFACES": [given("SURFACES")]})
    above = "coalesce(\"kind\", '') <> 'underground'"
    step(model, "native:extractbyexpression", "above", {"INPUT": [made("kinds", "OUTPUT")]}, EXPRESSION=above)
    shared = {name: [given(name)] for name in ("DISTRICTS", "VERTICALS", "FLOORS")}
    all_surfaces = {**shared, "TAGGED_SURFACES": [made("kinds", "OUTPUT")]}
    step(model, "multiground:mper", "with", all_surfaces, {"OUTPUT": "MPER with the underground"})
    fewer = {**shared, "TAGGED_SURFACES": [made("above", "OUTPUT")]}
    step(model, "multiground:mper", "without", fewer, {"OUTPUT": "MPER without the underground"})
    tell(
        model,
        "Connection efficiency of each district twice, clauses 6.1.3 to 6.2.2: with all near-ground surfaces, and "
        "without those underground. The two tell how much of the MPER hangs on the underground.",
    )
    return model


def worst_served_offices():
    """Draw the walk circles of the offices that lack most categories of services."""
    model = QgsProcessingModelAlgorithm("Walk circles of the worst-served offices", "Models", "models")
    offices = QgsProcessingParameterFeatureSource("OFFICES", "Offices", [ANY])
    put(model, offices, "Office spaces, points or polygons; polygons stand for their point on surface.")
    network = QgsProcessingParameterFeatureSource("NETWORK", "Walking network", [LINE])
    put(model, network, "Lines that people walk, with or without heights.")
    facilities = QgsProcessingParameterFeatureSource("FACILITIES", "Facilities", [ANY])
    put(model, facilities, "Points or polygons of services, also beyond the district.")
    extent = QgsProcessingParameterFeatureSource("DATA_EXTENT", "Extent of the facilities", [POLYGON], optional=True)
    put(model, extent, "Polygon within which the facilities are known; empty: the network's hull.")
    shared = {"NETWORK": [given("NETWORK")]}
    inputs = {"OFFICES": [given("OFFICES")], "FACILITIES": [given("FACILITIES")], **shared}
    inputs["DATA_EXTENT"] = [given("DATA_EXTENT")]
    step(model, "multiground:lifecircle", "life", inputs)
    worst = '"n_missing" > 0 and "n_missing" = maximum("n_missing")'
    chosen = {"INPUT": [made("life", "OUTPUT")]}
    step(model, "native:extractbyexpression", "worst", chosen, {"OUTPUT": "Worst-served offices"}, EXPRESSION=worst)
    # the extent of no feature is zeros in older versions of QGIS, and inside out in later ones
    east, west, north = (f"@Extract_by_expression_OUTPUT_{side}" for side in ("maxx", "minx", "maxy"))
    some = {"name": "some", "expression": f"{east} >= {west} and ({east} <> 0 or {north} <> 0)"}
    step(model, "native:condition", "any", {}, configuration={"conditions": [some]}, after=[("worst", "")])
    origins = {"ORIGINS": [made("worst", "OUTPUT")], **shared}
    step(model, "multiground:walkcircles", "circles", origins, {"CIRCLES": "Walk circles"}, after=[("any", "some")])
    tell(
        model,
        "Which offices lack most categories of the service checklist, clause 5.2.5, and how far their people walk in "
        "5, 10 and 15 minutes. Where no office lacks any, none is drawn.",
    )
    return model


def put(model, definition, help_text):
    """Add an input of the model, placed in a column at the left of the designer."""
    definition.setHelp(help_text)
    parameter = QgsProcessingModelParameter(definition.name())
    parameter.setPosition(QPointF(120, 80 + 110 * len(model.parameterComponents())))
    model.addModelParameter(definition, parameter)


def tell(model, text):
    """Write the help of the model, and put its inputs in the order in which they were added."""
    inputs = [definition for definition in model.parameterDefinitions() if not definition.isDestination()]
    places = {name: part.position().y() for name, part in model.parameterComponents().items()}
    inputs.sort(key=lambda definition: places[definition.name()])
    model.setParameterOrder([definition.name() for definition in inputs])
    model.setHelpContent({"ALG_DESC": text, **{definition.name(): definition.help() for definition in inputs}})


def step(model, algorithm_id, name, sources, results=(), after=(), configuration=None, **fixed):
    """Add a step: sources of its parameters, results of the model by output, fixed values; the rest by default.

    after : steps that go before it, each with its branch that leads here, or ""; configuration : of a branching step.
    """
    child = QgsProcessingModelChildAlgorithm(algorithm_id)
    child.setChildId(name)
    child.setConfiguration(configuration or {})
    child.setDependencies([QgsProcessingModelChildDependency(*each) for each in after])
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
