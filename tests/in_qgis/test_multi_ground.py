"""The multi-ground system in QGIS: the golden case in every form, bad input, cancelling, and what results look like."""

import json
import shutil

import pytest
from layers import ROOT, Feedback, child_of, layer, rows, run
from qgis.core import (
    QgsApplication,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeature,
    QgsGeometry,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildDependency,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelParameter,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingParameterString,
    QgsProject,
    QgsVectorLayer,
    QgsWkbTypes,
)
from test_qgis_process import qgis_process  # noqa: F401 - a fixture

pytestmark = pytest.mark.usefixtures("provider")

MPER = 6.660696708875748
RESULTS = ("OUTPUT", "SYSTEMS", "SURFACES_OUT", "VERTICALS_OUT", "FLOORS_OUT")
TABLES = {"DISTRICTS": "district", "TAGGED_SURFACES": "surfaces", "VERTICALS": "verticals", "FLOORS": "floors"}


@pytest.fixture
def golden(tmp_path):
    """The golden case in a copy: QGIS writes to a GeoPackage that it opens for editing."""
    return shutil.copy(ROOT / "tests" / "data" / "mper_golden.gpkg", tmp_path / "golden.gpkg")


def tables(golden):
    return {name: f"{golden}|layername={table}" for name, table in {**TABLES, "BUILDINGS": "buildings"}.items()}


def memory(*names):
    return dict.fromkeys(names or ("OUTPUT", "SYSTEMS"), "memory:")


def opened(golden, table):
    return QgsVectorLayer(f"{golden}|layername={table}", table, "ogr")


def reprojected(source, crs):
    import processing

    return processing.run("native:reprojectlayer", {"INPUT": source, "TARGET_CRS": crs, "OUTPUT": "memory:"})["OUTPUT"]


def only(source, expression):
    import processing

    parameters = {"INPUT": source, "EXPRESSION": expression, "OUTPUT": "memory:"}
    return processing.run("native:extractbyexpression", parameters)["OUTPUT"]


# The golden case


def test_golden_case_gives_its_value_and_every_layer(golden, tmp_path):
    feedback = Feedback()
    files = {name: str(tmp_path / f"{name}.gpkg") for name in RESULTS}
    results = run("mper", {**tables(golden), **files}, feedback)
    assert results["MPER"] == pytest.approx(MPER, rel=1e-12)
    assert (results["GRADE"], results["N_SYSTEMS"], results["SUM_F"]) == ("good", 2, 9)
    (row,) = rows(results["OUTPUT"])
    assert row["mper"] == pytest.approx(MPER, rel=1e-12)
    assert (row["name"], row["grade"], row["state"], row["clause"]) == ("工效比算例", "good", "graded", "6.2.2")
    assert "ΣF 9 / N 2 × A_PD 20,000.00 m² / 13,512.10 m²" in row["finding"]
    assert row["needed"] == "+4,487.90 m² of surfaces and links / -3 connected storeys"
    systems = [(row["system"], row["n_surfaces"], row["f_total"], row["area_m2"]) for row in rows(results["SYSTEMS"])]
    assert systems == [(1, 4, 5, 10840), (2, 2, 4, 2340)]
    surfaces = {row["surface"]: row for row in rows(results["SURFACES_OUT"])}
    assert {name: row["system"] for name, row in surfaces.items()} == {
        "P1": 1,
        "B1": 1,
        "R1": 1,
        "R2": 1,
        "U1": 2,
        "U2": 2,
    }
    assert (surfaces["R1"]["kind"], surfaces["R1"]["kind_input"], surfaces["R1"]["z"]) == ("rooftop", "rooftop", 15)
    verticals = rows(results["VERTICALS_OUT"])
    assert [row["counted"] for row in verticals] == [True] * 6 + [False] * 2
    assert [row["reason"] for row in verticals[6:]] == ["a lift", "enclosed stairs"]
    assert sum(row["a_h"] for row in verticals if row["counted"]) == 246
    floors = rows(results["FLOORS_OUT"])
    assert [row["f"] for row in floors] == [2, 0, 1, 1, 2, 1, 0, 0]
    assert floors[1]["reason"] == "no surface at its level"
    said = "\n".join(feedback.said)
    assert "A_MGS + A_VH + 0.7 × A_VZ = 13180.00 + 246.00 + 0.7 × 123.00 = 13512.10" in said
    assert "9 / 2 × 20000.00 / 13512.10 = 6.660697" in said


@pytest.mark.parametrize(
    ("crs", "rel"), [("EPSG:4547", 1e-9), ("EPSG:4326", 1e-4), ("EPSG:3857", 1e-4), ("EPSG:32649", 1e-3)]
)
def test_golden_case_in_every_crs(golden, crs, rel):
    layers = {name: reprojected(source, crs) for name, source in tables(golden).items()}
    results = run("mper", {**layers, **memory(*RESULTS)})
    assert results["MPER"] == pytest.approx(MPER, rel=rel)
    assert (results["N_SYSTEMS"], results["SUM_F"]) == (2, 9)
    assert {results[name].crs().authid() for name in RESULTS} == {crs}


def test_every_layer_may_have_its_own_crs(golden):
    layers = tables(golden)
    for name, crs in {"TAGGED_SURFACES": "EPSG:4326", "VERTICALS": "EPSG:3857", "FLOORS": "EPSG:4490"}.items():
        layers[name] = reprojected(layers[name], crs)
    results = run("mper", {**layers, **memory(*RESULTS)})
    assert results["MPER"] == pytest.approx(MPER, rel=1e-4)
    assert {results[name].crs().authid() for name in RESULTS} == {"EPSG:4547"}
    (surface,) = [f for f in results["SURFACES_OUT"].getFeatures() if f["surface"] == "B1"]
    assert surface.geometry().area() == pytest.approx(240, rel=1e-4)


def test_surfaces_may_come_in_a_layer_for_each_kind(golden):
    layers = tables(golden)
    surfaces = layers.pop("TAGGED_SURFACES")
    kinds = {"SKYWAYS": "skyway", "ROOFTOPS": "rooftop", "UNDERGROUND": "underground"}
    layers.update({name: only(surfaces, f"kind = '{kind}'") for name, kind in kinds.items()})
    results = run("mper", {**layers, **memory("OUTPUT", "SYSTEMS", "SURFACES_OUT")})
    assert results["MPER"] == pytest.approx(MPER, rel=1e-12)
    found = {row["surface"]: (row["kind"], row["system"]) for row in rows(results["SURFACES_OUT"])}
    assert found["R2"] == ("rooftop", 1)
    assert found["U1"] == ("underground", 2)
    # three layers and a fourth with a kind of its own: together
    more = {**layers, "UNDERGROUND": None, "TAGGED_SURFACES": only(surfaces, "kind = 'underground'")}
    assert run("mper", {**more, **memory()})["MPER"] == pytest.approx(MPER, rel=1e-12)


def test_surfaces_without_a_kind_are_classified(golden):
    layers = tables(golden)
    surfaces = reprojected(layers["TAGGED_SURFACES"], "EPSG:4547")
    place = surfaces.fields().lookupField("kind")
    surfaces.dataProvider().changeAttributeValues({feature.id(): {place: None} for feature in surfaces.getFeatures()})
    results = run("mper", {**layers, "TAGGED_SURFACES": surfaces, **memory("OUTPUT", "SYSTEMS", "SURFACES_OUT")})
    found = {row["surface"]: row["kind"] for row in rows(results["SURFACES_OUT"])}
    assert found == {
        "P1": "skyway",
        "B1": "skyway",
        "R1": "rooftop",
        "R2": "rooftop",
        "U1": "underground",
        "U2": "underground",
    }
    assert results["MPER"] == pytest.approx(MPER, rel=1e-12)


def test_heights_may_stand_in_the_geometry(golden):
    import processing

    layers = tables(golden)
    for name in ("TAGGED_SURFACES", "FLOORS"):
        solid = processing.run("native:setzvalue", {"INPUT": layers[name], "Z_VALUE": 0, "OUTPUT": "memory:"})["OUTPUT"]
        assert QgsWkbTypes.hasZ(solid.wkbType())
        changes = {}
        for feature in solid.getFeatures():
            geometry = feature.geometry()
            geometry.get().dropZValue()
            geometry.get().addZValue(feature["z"])
            changes[feature.id()] = geometry
        solid.dataProvider().changeGeometryValues(changes)
        solid.dataProvider().deleteAttributes([solid.fields().lookupField("z")])
        solid.updateFields()
        layers[name] = solid
    results = run("mper", {**layers, **memory("OUTPUT", "SYSTEMS", "SURFACES_OUT")})
    assert results["MPER"] == pytest.approx(MPER, rel=1e-12)
    assert {row["surface"]: row["z"] for row in rows(results["SURFACES_OUT"])}["R1"] == 15


@pytest.mark.parametrize(
    ("options", "ratio", "grade"),
    [
        ({"FLOOR_COUNT": 1}, 5.920619296778443, "good"),
        ({"FLOOR_COUNT": 2}, 5.143538014076272, "good"),
        ({"VERTICAL_PROJECTION": 1}, 90000 / 13791.4, "good"),
        ({"GROUND_JOINS": True}, 11.841238593556886, "fair"),
        ({"PLANNED_AREA": "10000"}, MPER / 2, "excellent"),
        ({"PLANNED_AREA": "planned_area"}, MPER, "good"),
        ({"UNKNOWN_HOURS": 1}, MPER, "good"),
        ({"GROUND_Z": "0"}, MPER, "good"),
        ({"GROUND_Z": "buildings"}, MPER, "good"),
    ],
)
def test_options_do_what_they_say(golden, options, ratio, grade):
    results = run("mper", {**tables(golden), **options, **memory()})
    assert results["MPER"] == pytest.approx(ratio, rel=1e-12)
    assert results["GRADE"] == grade


def test_ground_spaces_give_the_second_reading(golden):
    square = "POLYGON((500000 2500060, 500200 2500060, 500200 2500090, 500000 2500090, 500000 2500060))"
    layers = {**tables(golden), "GROUND_SPACES": layer("Polygon", [(square, True)], fields="field=public:bool")}
    (row,) = rows(run("mper", {**layers, **memory()})["OUTPUT"])
    assert (row["mper_with_ground"], row["grade"]) == (pytest.approx(4.61252248604712, rel=1e-12), "good")
    feedback = Feedback()
    results = run("mper", {**layers, "READING": 1, **memory()}, feedback)
    assert (results["MPER"], results["GRADE"]) == (pytest.approx(4.61252248604712, rel=1e-12), "excellent")
    (row,) = rows(results["OUTPUT"])
    assert "19,512.10 m²" in row["finding"] and "Strict 6.66" in row["finding"]
    assert any("9 / 2 × 20000.00 / (13512.10 + 6000.00) = 4.612522" in text for text in feedback.said)


def test_rounding_that_would_change_the_grade_is_shown(golden):
    # 7.000001: 4.5 · A_PD / 13512.1
    (row,) = rows(run("mper", {**tables(golden), "PLANNED_AREA": str(7.000001 * 13512.1 / 4.5), **memory()})["OUTPUT"])
    assert (row["grade"], "MPER 7.00 (≈7)" in row["finding"]) == ("fair", True)
    (row,) = rows(run("mper", {**tables(golden), "PLANNED_AREA": str(6.999999 * 13512.1 / 4.5), **memory()})["OUTPUT"])
    assert (row["grade"], "MPER 7.00, strict" in row["finding"]) == ("good", True)


def test_several_districts_have_their_own_values(golden):
    halves = [
        f"POLYGON((500{a} 2500000, 500{b} 2500000, 500{b} 2500100, 500{a} 2500100, 500{a} 2500000))"
        for a, b in (("000", "135"), ("135", "200"))
    ]
    districts = layer("Polygon", [(halves[0], "west"), (halves[1], "east")], fields="field=name:string")
    results = run("mper", {**tables(golden), "DISTRICTS": districts, **memory(*RESULTS)})
    assert results["MPER"] in (None, "NULL") or results["MPER"] is None
    assert (results["N_SYSTEMS"], results["SUM_F"]) == (3, 8)
    by_name = {row["name"]: row for row in rows(results["OUTPUT"])}
    assert by_name["west"]["a_mgs"] + by_name["east"]["a_mgs"] == pytest.approx(13180)
    bridge = [row for row in rows(results["SURFACES_OUT"]) if row["surface"] == "B1"]
    assert sorted(row["district"] for row in bridge) == [1, 2]


# Bad input


def test_unusable_features_are_skipped_and_named(golden):
    layers, feedback = tables(golden), Feedback()
    surfaces = reprojected(layers["TAGGED_SURFACES"], "EPSG:4547")
    bow_tie = "POLYGON((500150 2500060, 500200 2500090, 500200 2500060, 500150 2500090, 500150 2500060))"
    bad = layer(
        "Polygon",
        [(None, "null", 6.0), ("POLYGON EMPTY", "empty", 6.0), (bow_tie, "tie", 12.0)],
        fields="field=surface:string&field=z:double",
    )
    results = run("mper", {**layers, "TAGGED_SURFACES": surfaces, "OTHER_SURFACES": bad, **memory(*RESULTS)}, feedback)
    warnings = "\n".join(feedback.warnings)
    assert "OTHER_SURFACES: 2 of 3 features skipped, without a geometry: 1, 2" in warnings
    assert "OTHER_SURFACES: measured in a repaired copy: features 3" in warnings
    # the bow tie lies on R2's level and adds nothing to its area
    assert results["MPER"] == pytest.approx(MPER, rel=1e-9)
    assert {row["surface"]: row["system"] for row in rows(results["SURFACES_OUT"])}["tie"] == 1


def test_verticals_of_mixed_and_broken_geometry_are_read(golden):
    layers, feedback = tables(golden), Feedback()
    stair = "POLYGON((500030 2500006, 500042 2500010, 500042 2500006, 500030 2500010, 500030 2500006))"
    fields = "field=kind:string&field=z_from:double&field=z_to:double&field=width:double&field=run:double"
    mixed = layer("Polygon", [(stair, "楼梯", 0, 6, 4, 12), (None, "楼梯", 0, 6, 4, 12)], fields=fields)
    results = run("mper", {**layers, "VERTICALS": mixed, **memory(*RESULTS)}, feedback)
    (row,) = [row for row in rows(results["VERTICALS_OUT"]) if row["counted"]]
    assert (row["a_h"], row["a_v"]) == (48, 24)
    assert "assumed outdoors; assumed public; assumed open day and night" in row["reason"]
    assert "VERTICALS: measured in a repaired copy: features 1" in "\n".join(feedback.warnings)
    assert rows(results["OUTPUT"])[0]["n_assumed_open"] == 1


@pytest.mark.parametrize("name", ["TAGGED_SURFACES", "VERTICALS", "FLOORS"])
def test_an_empty_layer_means_that_there_are_none(golden, name):
    feedback, layers = Feedback(), tables(golden)
    layers[name] = only(layers[name], "false")
    (row,) = rows(run("mper", {**layers, **memory(*RESULTS)}, feedback)["OUTPUT"])
    assert f"{name}: no usable feature: there are none" in feedback.said
    if name == "FLOORS":
        assert (row["n_systems"], row["sum_f"], row["grade"]) == (2, 2, "good")
    else:
        assert (row["n_systems"], row["grade"], row["state"]) == (0, "unassessed", "missing")
        assert "no multi-ground system" in row["finding"]
        assert row["finding"] in feedback.said
        assert [text for text in feedback.said if text.startswith("MPER = ") or "nan" in text] == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"DISTRICTS": "empty"}, ["DISTRICTS", "no usable feature"]),
        ({"TAGGED_SURFACES": None}, ["TAGGED_SURFACES", "at least one of the five"]),
        ({"TAGGED_SURFACES": "lines"}, ["TAGGED_SURFACES", "Line", "Polygon"]),
        ({"FLOORS": "lines"}, ["FLOORS", "Line", "Polygon"]),
        ({"READING": 1}, ["READING", "GROUND_SPACES"]),
        ({"GAP": -1}, ["GAP", "-1", "0 m or more"]),
        ({"SURFACE_STEP": -0.1}, ["SURFACE_STEP", "for example 0.5"]),
        ({"GROUND_Z": "nowhere"}, ["GROUND_Z", "nowhere", "surface"]),
        ({"PLANNED_AREA": "nowhere"}, ["PLANNED_AREA", "nowhere", "planned_area"]),
        ({"PLANNED_AREA": "-5"}, ["PLANNED_AREA", "-5", "above 0"]),
        ({"PLANNED_AREA": "inf"}, ["PLANNED_AREA", "inf", "planned_area"]),
        ({"GROUND_Z": "nan"}, ["GROUND_Z", "nan", "surface"]),
        ({"SYSTEMS": "/nowhere/at/all.gpkg"}, ["SYSTEMS", "/nowhere/at/all.gpkg"]),
    ],
)
def test_meaningless_input_is_refused_with_the_remedy(golden, change, words, tmp_path):
    odd = {
        "empty": layer("Polygon", []),
        "lines": layer("LineString", [("LINESTRING(500000 2500000, 500010 2500000)",)]),
    }
    files = {name: str(tmp_path / f"{name}.gpkg") for name in RESULTS}
    parameters = {**tables(golden), **files, **{key: odd.get(value, value) for key, value in change.items()}}
    with pytest.raises(QgsProcessingException) as refused:
        run("mper", parameters)
    assert [word for word in words if word not in str(refused.value)] == []
    assert [file.name for file in tmp_path.iterdir()] == ["golden.gpkg"]


@pytest.mark.parametrize("reports", [1, 5, 12, 20])
@pytest.mark.parametrize("name", ["mper", "mperadvice"])
def test_cancelling_leaves_nothing_behind(golden, tmp_path, name, reports):
    names = RESULTS if name == "mper" else ("MEASURES", "NEEDED")
    files = {result: str(tmp_path / f"{result}.gpkg") for result in names}
    with pytest.raises(QgsProcessingException, match="Cancelled"):
        run(name, {**tables(golden), **files}, Feedback(cancel_after=reports))
    assert [file.name for file in tmp_path.iterdir()] == ["golden.gpkg"]


# Kinds of surfaces


def test_surfaces_are_classified_and_their_attributes_kept(golden, tmp_path):
    parameters = {"SURFACES": f"{golden}|layername=surfaces", "BUILDINGS": f"{golden}|layername=buildings"}
    feedback = Feedback()
    results = run("classifysurfaces", {**parameters, "OUTPUT": str(tmp_path / "kinds.gpkg")}, feedback)
    assert {"rooftop: 2", "skyway: 2", "underground: 2"} <= set(feedback.said)
    found = {row["surface"]: (row["kind"], row["near_ground"], row["z"]) for row in rows(results["OUTPUT"])}
    assert found["P1"] == ("skyway", True, 6)
    assert found["R1"] == ("rooftop", True, 15)
    assert found["U2"] == ("underground", True, -6)
    assert results["N_NEAR_GROUND"] == 6
    categories = {
        category.value(): category.symbol().color().name() for category in results["OUTPUT"].renderer().categories()
    }
    assert set(categories) == {"skyway", "rooftop", "underground", "other", ""}
    assert len(set(categories.values())) == 5


def test_surfaces_that_are_not_near_the_ground_say_why(golden):
    box = "POLYGON((500000 2500000, 500040 2500000, 500040 2500010, 500000 2500010, 500000 2500000))"
    odd = [(box, 6.0, "indoor"), (box, 300.0, "outdoor"), (box, None, "outdoor"), (box, 1.0, None)]
    source = layer("Polygon", odd, fields="field=z:double&field=enclosure:string")
    feedback = Feedback()
    results = run("classifysurfaces", {"SURFACES": source, "OUTPUT": "memory:"}, feedback)
    found = [(row["kind"], row["near_ground"], row["reason"]) for row in rows(results["OUTPUT"])]
    assert {"indoors: 1", "height missing: 1", "other near-ground surface: 1"} <= set(feedback.said)
    assert [near for _, near, _ in found] == [False, False, False, True]
    assert [reason for _, _, reason in found][:3] == ["indoors", "too high or too deep", "height missing"]
    assert found[3][0] == "other" and "assumed outdoors" in found[3][2]


# Advice


def test_advice_draws_measures_and_says_what_grades_need(golden, tmp_path):
    verticals = reprojected(f"{golden}|layername=verticals", "EPSG:4547")
    place = verticals.fields().lookupField("open_24h")
    third = next(
        feature.id() for feature in verticals.getFeatures() if feature["z_to"] == 15 and feature["kind"] == "stairs"
    )
    verticals.dataProvider().changeAttributeValues({third: {place: False}})
    files, feedback = {"MEASURES": str(tmp_path / "m.gpkg"), "NEEDED": str(tmp_path / "n.gpkg")}, Feedback()
    results = run("mperadvice", {**tables(golden), "VERTICALS": verticals, **files}, feedback)
    measures = rows(results["MEASURES"])
    assert [row["measure"] for row in measures] == ["stairs", "opening", "stairs"]
    assert [row["rank"] for row in measures] == [1, 2, 3]
    assert measures[1]["mper_after"] == pytest.approx(MPER, rel=1e-12)
    assert (measures[2]["from_surface"], measures[2]["to_surface"], measures[2]["grade_after"]) == ("P1", "U2", "fair")
    assert measures[1]["finding"] == "Open the vertical component 3 at night. MPER 6.66, good: N 2, ΣF 9."
    assert results["N_MEASURES"] == 0
    told = [f"{row['rank']}. {row['finding']} (worse)" for row in measures]
    assert [text for text in feedback.said if text.endswith("(worse)")] == told
    assert "For excellent: ratio 0.800–1.333, by 15,741–26,407 m² of surfaces" in feedback.said
    assert results["MEASURES"].renderer().classAttribute() == "grade_after"
    needed = {row["grade"]: row for row in rows(results["NEEDED"])}
    assert needed["excellent"]["ratio_from"] == pytest.approx(0.8)
    assert (needed["excellent"]["sum_f_from"], needed["excellent"]["sum_f_to"]) == (5, 6)


def test_advice_warns_where_losing_a_connection_would_grade_better(golden):
    verticals = reprojected(f"{golden}|layername=verticals", "EPSG:4547")
    fields, feedback = verticals.fields(), Feedback()
    changes = {fields.lookupField("kind"): "stairs", fields.lookupField("enclosure"): "outdoor"}
    (enclosed,) = [feature.id() for feature in verticals.getFeatures() if feature["kind"] == "enclosed_stairs"]
    verticals.dataProvider().changeAttributeValues({enclosed: changes})
    results = run("mperadvice", {**tables(golden), "VERTICALS": verticals, **memory("MEASURES", "NEEDED")}, feedback)
    assert results["N_LOSSES"] == 1
    assert any("no reason to close it" in text and "MPER 6.66" in text for text in feedback.warnings)


@pytest.mark.parametrize(("slope", "run_m"), [("1:2", 24), ("1：3", 36), ("0.4", 30)])
def test_slope_of_new_stairs_is_read(golden, slope, run_m):
    results = run("mperadvice", {**tables(golden), "SLOPE": slope, **memory("MEASURES", "NEEDED")})
    assert [row["run"] for row in rows(results["MEASURES"])] == [run_m]


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"SLOPE": "steep"}, "SLOPE"),
        ({"SLOPE": "1:0"}, "SLOPE"),
        ({"MAX_SPAN": -1}, "MAX_SPAN"),
        ({"NEW_WIDTH": 0}, "NEW_WIDTH"),
    ],
)
def test_meaningless_limits_are_refused(golden, change, word):
    with pytest.raises(QgsProcessingException, match=word):
        run("mperadvice", {**tables(golden), **change, **memory("MEASURES", "NEEDED")})


# Styles


def test_results_open_styled_with_one_colour_for_a_system(golden, tmp_path):
    from qgis._3d import Qgs3D, QgsPolygon3DSymbol, QgsVectorLayer3DRenderer
    from qgis.PyQt import sip

    Qgs3D.initialize()
    files = {name: str(tmp_path / f"{name}.gpkg") for name in RESULTS}
    results = run("mper", {**tables(golden), **files})
    assert results["OUTPUT"].renderer().classAttribute() == "grade"
    colours = {
        name: [rule.symbol().symbolLayer(0) for rule in results[name].renderer().rootRule().children()]
        for name in ("SYSTEMS", "SURFACES_OUT")
    }
    expressions = {
        symbols[0].dataDefinedProperties().property(symbols[0].PropertyFillColor).expressionString()
        for symbols in colours.values()
    }
    assert len(expressions) == 1 and "system" in next(iter(expressions))
    labels = [rule.label() for rule in results["VERTICALS_OUT"].renderer().rootRule().children()]
    assert labels == ["counted", "not counted"]
    solid = results["SURFACES_OUT"].renderer3D()
    assert solid is not None
    symbol = sip.cast(sip.cast(solid, QgsVectorLayer3DRenderer).symbol(), QgsPolygon3DSymbol)
    assert symbol.extrusionHeight() > 0
    assert symbol.dataDefinedProperties().property(symbol.PropertyHeight).field() == "z"
    assert results["SURFACES_OUT"].attributeAlias(results["SURFACES_OUT"].fields().lookupField("system"))


def loaded(golden, order):
    """Return the results as a window loads them, in an order of names, and the layers from top to bottom."""
    context, project = QgsProcessingContext(), QgsProject()
    context.setProject(project)
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("multiground:mper")
    memory_ = {name: QgsProcessingOutputLayerDefinition("memory:", project) for name in RESULTS}
    results, ok = algorithm.run({**tables(golden), **memory_}, context, Feedback())
    assert ok
    waiting = context.layersToLoadOnCompletion()
    layers = {}
    for name in order:
        layers[name] = project.addMapLayer(context.takeResultLayer(results[name]))
        waiting[results[name]].postProcessor().postProcessLayer(layers[name], context, Feedback())
    name_of = {layers[name].id(): name for name in order}
    return project, layers, [name_of[node.layerId()] for node in project.layerTreeRoot().children()]


@pytest.mark.parametrize("order", [RESULTS, RESULTS[::-1], RESULTS[2:] + RESULTS[:2]])
def test_results_are_stacked_with_the_district_beneath(golden, order):
    """QGIS 3.22 loads results in the order of their names, which says nothing where they are Chinese."""
    project, layers, stacked = loaded(golden, order)
    assert stacked == ["VERTICALS_OUT", "SURFACES_OUT", "SYSTEMS", "FLOORS_OUT", "OUTPUT"]
    QgsApplication.processEvents()
    assert len(project.mapLayers()) == 5


def test_map_tips_say_nothing_where_there_is_nothing_to_say(golden):
    project, layers, _ = loaded(golden, RESULTS)
    tips = {}
    for name, shown in layers.items():
        context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(shown))
        context.setFeature(next(shown.getFeatures()))
        tips[name] = QgsExpression.replaceExpressionText(shown.mapTipTemplate(), context).strip()
    assert tips["OUTPUT"].endswith("+4,487.90 m² of surfaces and links / -3 connected storeys")
    assert tips["SYSTEMS"] == "1: F = 5"
    assert tips["SURFACES_OUT"] == "skyway, 6 m: kind as given"
    assert tips["VERTICALS_OUT"] == "A_H 48 m², A_V 24 m²"
    assert tips["FLOORS_OUT"] == "F 2 (1)"


@pytest.mark.parametrize(("name", "style"), [("Polygon", 2), ("LineString", 1), ("Point", 0)])
def test_vertical_components_are_styled_by_their_geometry(golden, tmp_path, name, style):
    wkt = {
        "Polygon": "POLYGON((500030 2500006, 500042 2500006, 500042 2500010, 500030 2500010, 500030 2500006))",
        "LineString": "LINESTRING(500030 2500010, 500042 2500010)",
        "Point": "POINT(500036 2500010)",
    }[name]
    stairs = layer(
        name, [(wkt, 0, 6, 4, 12)], fields="field=z_from:double&field=z_to:double&field=width:double&field=run:double"
    )
    files = {"VERTICALS_OUT": str(tmp_path / "v.gpkg"), **memory()}
    found = run("mper", {**tables(golden), "VERTICALS": stairs, **files})["VERTICALS_OUT"]
    assert [int(rule.symbol().type()) for rule in found.renderer().rootRule().children()] == [
        {0: 0, 1: 1, 2: 2}[style]
    ] * 2
    assert [row["counted"] for row in rows(found)] == [True]


def test_vertical_components_of_mixed_geometry_are_drawn_as_areas(tmp_path, golden):
    source = opened(golden, "verticals")  # a layer of any geometry
    line = QgsFeature(source.fields())
    line.setGeometry(QgsGeometry.fromWkt("LINESTRING(500030 2500009, 500042 2500009)"))
    line.setAttribute("kind", "stairs")
    line.setAttribute("z_from", 0)
    line.setAttribute("z_to", 6)
    assert source.dataProvider().addFeatures([line])[0]
    for target in (str(tmp_path / "v.gpkg"), "memory:"):
        results = run("mper", {**tables(golden), **memory(), "VERTICALS_OUT": target})
        found = results["VERTICALS_OUT"]
        assert QgsWkbTypes.displayString(found.wkbType()) == "MultiPolygon"
        assert [row["counted"] for row in rows(found)] == [True] * 6 + [False] * 2 + [True]
        assert rows(results["OUTPUT"])[0]["n_assumed_width"] == 1


# Models


def branching_model(golden):
    """Return a model: surfaces are classified and measured, and where the MPER is above 7, it is advised on."""
    source, model = QgsProcessingModelChildParameterSource, QgsProcessingModelAlgorithm("MPER and advice", "tests")
    area = QgsProcessingParameterString("PLANNED_AREA", "PLANNED_AREA")
    model.addModelParameter(area, QgsProcessingModelParameter("PLANNED_AREA"))
    child_of(model, "multiground:classifysurfaces", "kinds", {"SURFACES", "BUILDINGS"})
    shared = {"TAGGED_SURFACES": source.fromChildOutput("kinds", "OUTPUT")}
    shared.update({name: source.fromModelParameter(name) for name in ("PLANNED_AREA", "BUILDINGS")})
    layers = {"DISTRICTS", "VERTICALS", "FLOORS"}
    child_of(model, "multiground:mper", "mper", layers, shared, output="OUTPUT")
    child_of(model, "native:condition", "choice")
    choice = model.childAlgorithm("choice")
    conditions = [{"name": "fair", "expression": "@mper_GRADE = 'fair' AND @mper_MPER > 7"}]
    choice.setConfiguration({"conditions": conditions})
    choice.setDependencies([QgsProcessingModelChildDependency("mper")])
    model.setChildAlgorithm(choice)
    shared.update({name: source.fromModelParameter(name) for name in layers})
    child_of(model, "multiground:mperadvice", "advice", (), shared, output="MEASURES")
    advice = model.childAlgorithm("advice")
    advice.setDependencies([QgsProcessingModelChildDependency("choice", "fair")])
    model.setChildAlgorithm(advice)
    model.updateDestinationParameters()
    return model


@pytest.mark.parametrize(("planned_m2", "grade", "measures"), [(20000, "good", None), (40000, "fair", ["stairs"])])
def test_a_grade_chooses_the_branch_of_a_model(qgis_process, golden, tmp_path, planned_m2, grade, measures):  # noqa: F811
    model = branching_model(golden)
    assert model.validate() == (True, [])
    assert model.toFile(str(tmp_path / "advice.model3"))
    found = {definition.dataType(): definition.name() for definition in model.destinationParameterDefinitions()}
    kinds = QgsProcessing.SourceType
    files = {found[kinds.TypeVectorPolygon]: tmp_path / "mper.gpkg"}
    files[found[kinds.TypeVectorLine]] = tmp_path / "advice.gpkg"
    inputs = {**tables(golden), "PLANNED_AREA": planned_m2, **files}
    inputs["SURFACES"] = inputs.pop("TAGGED_SURFACES")
    done = qgis_process("run", tmp_path / "advice.model3", "--", *(f"{key}={value}" for key, value in inputs.items()))
    assert done.returncode == 0, done.stderr
    (row,) = rows(QgsVectorLayer(str(tmp_path / "mper.gpkg"), "r", "ogr"))
    assert (row["grade"], row["mper"]) == (grade, pytest.approx(MPER * planned_m2 / 20000, rel=1e-12))
    advice = tmp_path / "advice.gpkg"
    assert advice.exists() == bool(measures)
    if measures:
        assert [row["measure"] for row in rows(QgsVectorLayer(str(advice), "r", "ogr"))] == measures


# The command line


def test_golden_case_through_qgis_process(qgis_process, golden, tmp_path):  # noqa: F811
    files = [f"{name}={tmp_path / name}.gpkg" for name in RESULTS]
    done = qgis_process(
        "--json", "run", "multiground:mper", "--", *(f"{key}={value}" for key, value in tables(golden).items()), *files
    )
    assert done.returncode == 0, done.stderr
    results = json.loads(done.stdout)["results"]
    assert results["MPER"] == pytest.approx(MPER, rel=1e-12)
    assert (results["GRADE"], results["N_SYSTEMS"], results["SUM_F"]) == ("good", 2, 9)
    advice = [f"{name}={tmp_path / name}.gpkg" for name in ("MEASURES", "NEEDED")]
    done = qgis_process(
        "run", "multiground:mperadvice", "--", *(f"{key}={value}" for key, value in tables(golden).items()), *advice
    )
    assert done.returncode == 0, done.stderr
    kinds = [f"SURFACES={golden}|layername=surfaces", f"OUTPUT={tmp_path / 'kinds.gpkg'}"]
    assert qgis_process("run", "multiground:classifysurfaces", "--", *kinds).returncode == 0


def test_refusal_on_the_command_line_ends_with_one(qgis_process, golden, tmp_path):  # noqa: F811
    inputs = {**tables(golden), "GAP": -1, "OUTPUT": tmp_path / "o.gpkg", "SYSTEMS": tmp_path / "s.gpkg"}
    done = qgis_process("run", "multiground:mper", "--", *(f"{key}={value}" for key, value in inputs.items()))
    assert done.returncode == 1
    assert "GAP: found -1.0; permitted: 0 m or more" in done.stderr + done.stdout
    assert [file.name for file in tmp_path.iterdir()] == ["golden.gpkg"]


@pytest.mark.parametrize("name", ["classifysurfaces", "mper", "mperadvice"])
def test_every_parameter_has_its_help_in_one_sentence(name):
    algorithm = QgsApplication.processingRegistry().algorithmById(f"multiground:{name}")
    inputs = [definition for definition in algorithm.parameterDefinitions() if not definition.isDestination()]
    assert len(inputs) >= 3
    assert [definition.name() for definition in inputs if not definition.help().endswith(".")] == []
