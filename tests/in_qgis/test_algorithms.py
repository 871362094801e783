"""Both algorithms in QGIS: run, refused, cancelled, with bad features, in every CRS, as tasks, in a model."""

import contextlib
import gc
import hashlib
import itertools
import shutil
import sqlite3

import pytest
from layers import CRS, SHARED, AskedOften, Feedback, X, Y, ends_well, layer, model_of, rows, run, run_model
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsFeatureRequest,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingUtils,
    QgsProject,
    QgsVectorLayer,
)

pytestmark = pytest.mark.usefixtures("provider")


def grid(n, crs, side=200.0, x=X, y=Y):
    """N × n blocks: street centre lines with a vertex at each crossing."""
    stops = [k * side for k in range(n + 1)]
    lines = [", ".join(f"{x + s} {y + k}" for s in stops) for k in stops]
    lines += [", ".join(f"{x + k} {y + s}" for s in stops) for k in stops]
    return layer("LineString", [(f"LINESTRING({line})", "支路") for line in lines], crs, "field=class:string")


def square(size, crs, x=X, y=Y):
    ring = f"{x} {y}, {x + size} {y}, {x + size} {y + size}, {x} {y + size}, {x} {y}"
    return layer("Polygon", [(f"POLYGON(({ring}))", "甲")], crs, "field=name:string(20)")


@pytest.mark.parametrize(("roads_crs", "districts_crs"), list(itertools.product(CRS, CRS)))
def test_grid_has_one_density_in_every_crs(roads_crs, districts_crs):
    results = run(
        "roadnetworkdensity",
        {"ROADS": grid(3, roads_crs), "DISTRICTS": square(600, districts_crs), "OUTPUT": "memory:"},
    )
    (row,) = rows(results["OUTPUT"])
    assert results["DENSITY"] == pytest.approx(10, rel=1e-3)
    assert row["density_none"] == pytest.approx(6.67, rel=2e-3)
    assert row["density_full"] == pytest.approx(13.33, rel=1e-3)
    assert row["name"] == "甲"
    if districts_crs not in ("EPSG:4547", "EPSG:32650"):  # these keep their own scale of 1 + 1e-4 and 1 - 3e-4
        assert (row["grade"], results["GRADE"]) == ("excellent", "excellent")
    assert results["OUTPUT"].crs().authid() == districts_crs


def test_grade_holds_where_the_scale_is_one():
    roads, district = grid(2, "EPSG:4547", x=500_500), square(400, "EPSG:4547", x=500_500)
    (row,) = rows(run("roadnetworkdensity", {"ROADS": roads, "DISTRICTS": district, "OUTPUT": "memory:"})["OUTPUT"])
    assert (row["density"], row["grade"]) == (10.0, "excellent")
    assert "10" in row["finding"]


def test_web_mercator_is_never_measured_in():
    feedback = Feedback()
    run(
        "roadnetworkdensity",
        {"ROADS": grid(1, "EPSG:3857"), "DISTRICTS": square(200, "EPSG:3857"), "OUTPUT": "memory:"},
        feedback,
    )
    assert any("+proj=tmerc" in text for text in feedback.said)


def test_half_of_the_roads_may_be_far_away():
    roads = grid(2, "EPSG:4326")
    other = grid(2, "EPSG:4326", x=X + 400_000)
    roads.dataProvider().addFeatures(list(other.getFeatures()))
    results = run("roadnetworkdensity", {"ROADS": roads, "DISTRICTS": square(400, "EPSG:4547"), "OUTPUT": "memory:"})
    assert results["DENSITY"] == pytest.approx(10, rel=1e-3)


PLOT_FIELDS = "field=YDXZ:string&field=DKBH:string"


def plots(*rows_, crs="EPSG:4547"):
    return layer("Polygon", rows_, crs, PLOT_FIELDS)


def box(x, y, width, height):
    return f"POLYGON(({x} {y}, {x + width} {y}, {x + width} {y + height}, {x} {y + height}, {x} {y}))"


@pytest.mark.parametrize("crs", CRS)
def test_plots_clear_of_the_bounds_have_their_grades_in_every_crs(crs):
    source = plots(
        (box(500_000, Y, 90, 100), "B1", "1"),  # 9,000 m², side 90
        (box(500_200, Y, 30, 300), "二类居住用地", "2"),  # 9,000 m² and 30 m: neither
        (box(500_400, Y, 45, 250), "0804", "3"),  # 11,250 m², side 45
        (box(500_600, Y, 50, 150), "B1/R2", "4"),  # 7,500 m², side 50: neither
        (box(500_800, Y, 50, 150), "G1", "5"),
        (box(501_000, Y, 50, 150), None, "6"),
        crs=crs,
    )
    results = run("plotsize", {"PLOTS": source, "OUTPUT": "memory:"})
    by_plot = {row["DKBH"]: row for row in rows(results["OUTPUT"])}
    assert [by_plot[str(k)]["grade"] for k in range(1, 7)] == [
        "excellent",
        "fair",
        "excellent",
        "fair",
        "unassessed",
        "unassessed",
    ]
    assert [by_plot[str(k)]["state"] for k in (1, 5, 6)] == ["graded", "not_applicable", "missing"]
    assert by_plot["1"]["min_side_m"] == pytest.approx(90, rel=1e-3)
    assert by_plot["2"]["area_m2"] == pytest.approx(9000, rel=2e-3)
    assert [results[f"N_{grade}"] for grade in ("EXCELLENT", "GOOD", "FAIR", "UNASSESSED")] == [2, 0, 2, 1]


def test_bounds_hold_to_a_hundredth_in_the_own_crs():
    source = plots(
        (box(500_000, Y, 60, 100), "B1", "60"), (box(500_200, Y, 59.99, 100), "B1", "59.99"),
        (box(500_400, Y, 100, 200), "B1", "20000"), (box(500_600, Y, 100.0001, 200), "B1", "20000.02"),
    )  # fmt: skip
    grades = {
        row["DKBH"]: (row["grade"], row["needed"])
        for row in rows(run("plotsize", {"PLOTS": source, "OUTPUT": "memory:"})["OUTPUT"])
    }
    assert grades["60"][0] == grades["20000"][0] == "excellent"
    assert grades["59.99"] == ("good", "+0.01 m")
    assert grades["20000.02"] == ("good", "-0.02 m²")


def test_demo_district_has_its_grades(demo, tmp_path):
    results = run("plotsize", {"PLOTS": f"{demo}|layername=plots", "OUTPUT": str(tmp_path / "plots.gpkg")})
    assert [results[f"N_{grade}"] for grade in ("EXCELLENT", "GOOD", "FAIR", "UNASSESSED")] == [23, 9, 6, 1]
    results = run(
        "roadnetworkdensity",
        {
            "ROADS": f"{demo}|layername=roads",
            "DISTRICTS": f"{demo}|layername=district",
            "OUTPUT": str(tmp_path / "density.gpkg"),
            "COUNTED_ROADS": str(tmp_path / "roads.gpkg"),
        },
    )
    assert (results["DENSITY"], results["GRADE"]) == (9.52, "excellent")
    pieces = rows(results["COUNTED_ROADS"])
    assert sum(piece["length_m"] * piece["weight"] for piece in pieces) == pytest.approx(8780.633, abs=0.2)
    assert {piece["weight"] for piece in pieces} == {0.5, 1.0}
    assert sorted(file.name for file in tmp_path.iterdir()) == ["density.gpkg", "plots.gpkg", "roads.gpkg"]


# Styles


def test_result_opens_coloured_from_its_geopackage(demo, tmp_path):
    run("plotsize", {"PLOTS": f"{demo}|layername=plots", "OUTPUT": str(tmp_path / "plots.gpkg")})
    result = QgsVectorLayer(str(tmp_path / "plots.gpkg"), "plots", "ogr")
    categories = {category.value(): category.symbol().color().name() for category in result.renderer().categories()}
    assert categories == {
        "excellent": "#1a9850", "good": "#91cf60", "fair": "#fdae61", "violation": "#d73027", "unassessed": "#bdbdbd",
    }  # fmt: skip
    assert result.attributeAlias(result.fields().lookupField("min_side_m"))
    assert "finding" in result.mapTipTemplate()
    brushes = {
        c.value(): [layer.brushStyle() for layer in c.symbol().symbolLayers()] for c in result.renderer().categories()
    }
    assert len({tuple(map(int, styles)) for styles in brushes.values()}) == 5, "told apart without colour"


def test_loaded_memory_result_is_coloured(demo):
    context, project = QgsProcessingContext(), QgsProject.instance()
    context.setProject(project)
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("multiground:plotsize")
    parameters = {"PLOTS": f"{demo}|layername=plots", "OUTPUT": QgsProcessingOutputLayerDefinition("memory:", project)}
    _, ok = algorithm.run(parameters, context, Feedback())
    assert ok
    gc.collect()  # what styles the layer must outlive the algorithm's Python objects
    ((name, details),) = context.layersToLoadOnCompletion().items()
    loaded = context.takeResultLayer(name)
    details.postProcessor().postProcessLayer(loaded, context, Feedback())
    assert loaded.renderer().classAttribute() == "grade"


@pytest.mark.parametrize("name", ["roadnetworkdensity", "plotsize"])
def test_every_parameter_has_its_help_in_one_sentence(name):
    algorithm = QgsApplication.processingRegistry().algorithmById(f"multiground:{name}")
    inputs = [definition for definition in algorithm.parameterDefinitions() if not definition.isDestination()]
    assert len(inputs) >= 8
    assert [definition.name() for definition in inputs if not definition.help().endswith(".")] == []
    assert algorithm.helpUrl().startswith("https://")


# Bad input


def test_unusable_features_are_skipped_and_named():
    bow_tie = f"POLYGON((500200 {Y}, 500300 {Y + 100}, 500300 {Y}, 500200 {Y + 100}, 500200 {Y}))"
    source = plots(
        (box(500_000, Y, 100, 100), "B1", "good"), (None, "B1", "null"), ("POLYGON EMPTY", "B1", "empty"),
        (bow_tie, "B1", "repairable"), (f"POLYGON((500400 {Y}, 500500 {Y}, 500400 {Y}))", "B1", "flat"),
    )  # fmt: skip
    feedback = Feedback()
    output = run("plotsize", {"PLOTS": source, "OUTPUT": "memory:"}, feedback)["OUTPUT"]
    assert {row["DKBH"]: row["area_m2"] for row in rows(output)} == {"good": 10000, "repairable": 5000}
    warnings = "\n".join(feedback.warnings)
    assert "2 of 5 features skipped, without a geometry: 2, 3" in warnings
    assert "cannot be repaired: 5" in warnings
    assert "repaired copy: features 4" in warnings
    assert all(feature.geometry().isGeosValid() for feature in output.getFeatures())
    assert source.getFeature(4).geometry().isGeosValid() is False, "the input is never edited"


@pytest.mark.parametrize(
    ("kind", "wkt"),
    [
        ("MultiPolygon", f"MULTIPOLYGON(((0 {Y}, 100 {Y}, 100 {Y + 100}, 0 {Y + 100}, 0 {Y})))"),
        ("PolygonZ", f"POLYGON Z((0 {Y} 3, 100 {Y} 3, 100 {Y + 100} 3, 0 {Y + 100} 3, 0 {Y} 3))"),
        ("PolygonZM", f"POLYGON ZM((0 {Y} 3 1, 100 {Y} 3 1, 100 {Y + 100} 3 1, 0 {Y + 100} 3 1, 0 {Y} 3 1))"),
        ("PolygonM", f"POLYGON M((0 {Y} 3, 100 {Y} 3, 100 {Y + 100} 3, 0 {Y + 100} 3, 0 {Y} 3))"),
        ("CurvePolygon", f"CURVEPOLYGON((0 {Y}, 100 {Y}, 100 {Y + 100}, 0 {Y + 100}, 0 {Y}))"),
    ],
)
def test_every_kind_of_polygon_is_measured(kind, wkt):
    (row,) = rows(
        run(
            "plotsize",
            {
                "PLOTS": layer(
                    kind,
                    [
                        (
                            wkt.replace("(0 ", "(500000 ").replace("100 2", "500100 2").replace(" 0 2", " 500000 2"),
                            "B1",
                            "1",
                        )
                    ],
                    fields=PLOT_FIELDS,
                ),
                "OUTPUT": "memory:",
            },
        )["OUTPUT"]
    )
    assert (row["area_m2"], row["min_side_m"]) == (10000, 100)


def test_curved_roads_are_measured():
    arc = f"CIRCULARSTRING({X - 100} {Y}, {X} {Y + 100}, {X + 100} {Y})"
    roads = layer("CompoundCurve", [(f"COMPOUNDCURVE({arc})", "primary")], fields="field=highway:string")
    district = square(600, "EPSG:4547", X - 300, Y - 300)
    (row,) = rows(run("roadnetworkdensity", {"ROADS": roads, "DISTRICTS": district, "OUTPUT": "memory:"})["OUTPUT"])
    assert row["road_km"] == pytest.approx(0.31416, rel=1e-3)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"ROADS": "points"}, ["ROADS", "Point", "Line"]),
        ({"DISTRICTS": "roads"}, ["DISTRICTS", "Line", "Polygon"]),
        ({"ROADS": "empty"}, ["ROADS", "no usable feature"]),
        ({"DISTRICTS": "null"}, ["DISTRICTS", "no usable feature"]),
        ({"DISTRICTS": "wrong crs"}, ["DISTRICTS", "EPSG:4326", "Set the CRS"]),
        ({"ROADS": "no crs"}, ["ROADS", "no coordinate reference system"]),
        ({"ROADS": "unclassed"}, ["CLASS_FIELD", "COUNTED_CLASSES=*"]),
        ({"CLASS_FIELD": "nowhere"}, ["CLASS_FIELD", "nowhere", "class"]),
        ({"COUNTED_CLASSES": "avenue"}, ["COUNTED_CLASSES", "支路"]),
        ({"BOUNDARY_TOLERANCE": -1}, ["BOUNDARY_TOLERANCE", "-1", "0 m or more", "for example 15"]),
        ({"DISTRICTS": "stray"}, ["DISTRICTS", "some hundred kilometres", "0, 0"]),
        ({"OUTPUT": "/nowhere/at/all.gpkg"}, ["OUTPUT", "/nowhere/at/all.gpkg"]),
    ],
)
def test_meaningless_input_is_refused_with_the_remedy(change, words, tmp_path):
    odd = {
        "points": layer("Point", [(f"POINT({X} {Y})", "支路")], fields="field=class:string"),
        "roads": grid(1, "EPSG:4547"),
        "empty": layer("LineString", [], fields="field=class:string"),
        "null": layer("Polygon", [(None, "x")], fields="field=name:string"),
        "stray": layer(
            "Polygon", [(box(X, Y, 100, 100), "x"), (box(-9_000_000, 9, 9, 9), "y")], fields="field=name:string"
        ),
        "wrong crs": layer("Polygon", [(box(X, Y, 100, 100), "x")], "EPSG:4326", "field=name:string", "EPSG:4326"),
        "no crs": layer("LineString", [(f"LINESTRING({X} {Y}, {X + 9} {Y})", "支路")], fields="field=class:string"),
        "unclassed": layer("LineString", [(f"LINESTRING({X} {Y}, {X + 9} {Y})", 1)], fields="field=number:int"),
    }
    odd["no crs"].setCrs(QgsCoordinateReferenceSystem())
    parameters = {
        "ROADS": grid(1, "EPSG:4547"),
        "DISTRICTS": square(200, "EPSG:4547"),
        "OUTPUT": str(tmp_path / "o.gpkg"),
    }
    parameters.update({key: odd.get(value, value) for key, value in change.items()})
    with pytest.raises(QgsProcessingException) as refused:
        run("roadnetworkdensity", parameters)
    assert [word for word in words if word not in str(refused.value)] == []
    assert list(tmp_path.iterdir()) == []


def test_plots_without_any_land_use_are_refused():
    source = layer("Polygon", [(box(500_000, Y, 100, 100), 1)], fields="field=number:int")
    with pytest.raises(QgsProcessingException, match="USE_FIELD"):
        run("plotsize", {"PLOTS": source, "OUTPUT": "memory:"})


def test_own_table_of_codes_is_used_and_checked():
    source = plots((box(500_000, Y, 100, 100), "QX9", "1"))
    table = QgsVectorLayer("None?field=code:string&field=class:string", "t", "memory")
    for pair in (("QX9", "commercial"), ("ZZ", "shops")):
        from qgis.core import QgsFeature

        feature = QgsFeature(table.fields())
        feature.setAttributes(list(pair))
        table.dataProvider().addFeatures([feature])
    with pytest.raises(QgsProcessingException, match="shops"):
        run("plotsize", {"PLOTS": source, "USE_TABLE": table, "OUTPUT": "memory:"})
    table.dataProvider().deleteFeatures([2])
    (row,) = rows(run("plotsize", {"PLOTS": source, "USE_TABLE": table, "OUTPUT": "memory:"})["OUTPUT"])
    assert (row["use_class"], row["grade"]) == ("commercial", "excellent")


def test_inputs_keep_their_bytes_and_are_never_written_over(demo, tmp_path):
    package = tmp_path / "片区 一.gpkg"
    shutil.copy(demo, package)
    before = hashlib.sha256(package.read_bytes()).hexdigest()
    parameters = {"PLOTS": f"{package}|layername=plots", "OUTPUT": str(tmp_path / "结果.gpkg")}
    assert run("plotsize", parameters)["OUTPUT"].featureCount() == 54
    for target in (package, tmp_path / "other.gpkg"):
        if not target.exists():
            shutil.copy(demo, target)
        with pytest.raises(QgsProcessingException, match="OUTPUT"):
            run("plotsize", {**parameters, "OUTPUT": str(target)})
    assert hashlib.sha256(package.read_bytes()).hexdigest() == before
    feedback = Feedback()
    run("plotsize", parameters, feedback)
    assert any("is replaced" in text for text in feedback.warnings), "an earlier result is replaced, not silently"


def test_two_results_never_share_a_file(demo, tmp_path):
    inputs = {"ROADS": f"{demo}|layername=roads", "DISTRICTS": f"{demo}|layername=district"}
    with pytest.raises(QgsProcessingException, match="of its own"):
        run("roadnetworkdensity", {**inputs, "OUTPUT": f"{tmp_path}/o.gpkg", "COUNTED_ROADS": f"{tmp_path}/o.gpkg"})
    assert list(tmp_path.iterdir()) == []


def test_a_fid_that_is_text_is_kept_under_another_name(tmp_path):
    source = layer("Polygon", [(box(500_000, Y, 100, 100), "a1", "B1")], fields="field=fid:string&field=use:string")
    (row,) = rows(run("plotsize", {"PLOTS": source, "OUTPUT": str(tmp_path / "o.gpkg")})["OUTPUT"])
    assert (row["fid_input"], row["grade"]) == ("a1", "excellent")


def test_shapefile_is_written_with_a_warning(demo, tmp_path):
    feedback = Feedback()
    run("plotsize", {"PLOTS": f"{demo}|layername=plots", "OUTPUT": str(tmp_path / "plots.shp")}, feedback)
    assert any("10 characters" in text for text in feedback.warnings)
    assert {"plots.shp", "plots.dbf", "plots.prj"} <= {file.name for file in tmp_path.iterdir()}


def test_existing_fields_of_our_names_are_kept_under_another(tmp_path):
    first = run(
        "plotsize", {"PLOTS": plots((box(500_000, Y, 100, 100), "B1", "1")), "OUTPUT": str(tmp_path / "a.gpkg")}
    )
    second = run("plotsize", {"PLOTS": first["OUTPUT"], "OUTPUT": str(tmp_path / "b.gpkg")})
    (row,) = rows(second["OUTPUT"])
    assert row["grade"] == row["grade_input"] == "excellent"


def opened(package, table):
    """Return the number of features and the styled field of a layer; it must not outlive QGIS."""
    result = QgsVectorLayer(f"{package}|layername={table}", table, "ogr")
    return result.featureCount(), result.renderer().classAttribute()


def test_results_can_share_a_geopackage(demo, tmp_path):
    package = tmp_path / "graded.gpkg"
    inputs = {"ROADS": f"{demo}|layername=roads", "DISTRICTS": f"{demo}|layername=district"}
    for _ in range(2):  # the second time both are replaced
        run("roadnetworkdensity", {**inputs, "OUTPUT": f"ogr:dbname='{package}' table=\"density\" (geom)"})
        run(
            "plotsize", {"PLOTS": f"{demo}|layername=plots", "OUTPUT": f"ogr:dbname='{package}' table=\"plots\" (geom)"}
        )
    assert opened(package, "density") == (1, "grade")
    assert opened(package, "plots") == (54, "grade")
    with pytest.raises(QgsProcessingException, match="OUTPUT"):
        run(
            "plotsize",
            {"PLOTS": f"{package}|layername=plots", "OUTPUT": f"ogr:dbname='{package}' table=\"plots\" (geom)"},
        )
    parameters = {"PLOTS": f"{demo}|layername=plots", "OUTPUT": f"ogr:dbname='{package}' table=\"again\" (geom)"}
    with pytest.raises(QgsProcessingException, match="Cancelled"):
        run("plotsize", parameters, Feedback(cancel_after=1))
    with contextlib.closing(sqlite3.connect(package)) as database:
        assert {name for (name,) in database.execute("select table_name from gpkg_contents")} == {
            "density",
            "plots",
            "layer_styles",
        }


# Cancelling and running in the background


@pytest.mark.parametrize("reports", [1, 2, 3])
def test_cancelling_leaves_nothing_behind(demo, tmp_path, reports):
    parameters = {
        "ROADS": f"{demo}|layername=roads",
        "DISTRICTS": f"{demo}|layername=district",
        "OUTPUT": str(tmp_path / "o.gpkg"),
    }
    with pytest.raises(QgsProcessingException, match="Cancelled"):
        run("roadnetworkdensity", parameters, Feedback(cancel_after=reports))
    assert list(tmp_path.iterdir()) == []


def test_cancelling_at_any_moment_writes_all_results_or_none(demo, tmp_path):
    outcomes = set()
    for times in range(25):
        folder = tmp_path / str(times)
        folder.mkdir()
        parameters = {
            "ROADS": f"{demo}|layername=roads",
            "DISTRICTS": f"{demo}|layername=district",
            "OUTPUT": str(folder / "o.gpkg"),
            "COUNTED_ROADS": str(folder / "r.gpkg"),
        }
        algorithm = QgsApplication.processingRegistry().createAlgorithmById("multiground:roadnetworkdensity")
        _, ok = algorithm.run(parameters, QgsProcessingContext(), AskedOften(times))
        assert sorted(file.name for file in folder.iterdir()) == (["o.gpkg", "r.gpkg"] if ok else [])
        outcomes.add(ok)
    assert outcomes == {True, False}


@pytest.mark.parametrize(
    ("name", "inputs"),
    [("roadnetworkdensity", {"ROADS": "roads", "DISTRICTS": "district"}), ("plotsize", {"PLOTS": "plots"})],
)
def test_five_background_tasks_in_a_row(demo, tmp_path, name, inputs):
    algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"multiground:{name}")
    outcomes = []
    for number in range(5):
        parameters = {key: f"{demo}|layername={value}" for key, value in inputs.items()}
        parameters["OUTPUT"] = str(tmp_path / f"{number}.gpkg")
        outcomes.append(ends_well(algorithm, parameters))
    assert outcomes == [True] * 5
    assert len({QgsVectorLayer(str(file), "r", "ogr").featureCount() for file in tmp_path.glob("*.gpkg")}) == 1


# Models


def test_works_in_a_model(demo, tmp_path):
    inputs = {"ROADS": f"{demo}|layername=roads", "DISTRICTS": f"{demo}|layername=district"}
    (row,) = rows(run_model(model_of("roadnetworkdensity", set(inputs)), inputs, tmp_path / "m.gpkg"))
    assert row["grade"] == "excellent"


# Reading


def test_fast_reading_says_what_feature_by_feature_reading_says():
    if not SHARED.is_dir():
        pytest.skip(f"real districts are not at {SHARED}")
    from multiground.algorithms.road_network_density import RoadNetworkDensity

    algorithm, context = RoadNetworkDensity(), QgsProcessingContext()
    algorithm.initAlgorithm()
    for package, table in (
        ("shanghai_lujiazui", "walk_edges"),
        ("wuhan_guanggu", "walk_edges"),
        ("helsinki", "walk_ways"),
    ):
        path = f"{SHARED / package}.gpkg|layername={table}"
        source = algorithm.parameterAsSource({"ROADS": path}, "ROADS", context)
        columns = {name: name for name in source.fields().names() if name != "fid"}
        fast = algorithm._stream({"ROADS": path}, "ROADS", source, source.sourceCrs(), columns, context, Feedback())
        slow = algorithm._features(source, source.sourceCrs(), columns, context, Feedback())
        assert fast is None or fast == slow
        assert len(slow["fid"]) > 200


def test_a_selection_is_what_is_measured(demo):
    source = QgsVectorLayer(f"{demo}|layername=plots", "plots", "ogr")
    QgsProject.instance().addMapLayer(source)
    source.selectByExpression("\"plot\" in ('A-01', 'A-02')")
    chosen = QgsProcessingFeatureSourceDefinition(source.id(), selectedFeaturesOnly=True)
    assert run("plotsize", {"PLOTS": chosen, "OUTPUT": "memory:"})["OUTPUT"].featureCount() == 2
    source.setSubsetString("\"plot\" like 'A-%'")
    assert run("plotsize", {"PLOTS": source, "OUTPUT": "memory:"})["OUTPUT"].featureCount() == 5
    source.setSubsetString("")
    source.startEditing()
    source.changeAttributeValue(1, source.fields().lookupField("use"), "G1")
    output = run("plotsize", {"PLOTS": source, "OUTPUT": "memory:"})["OUTPUT"]
    assert (
        next(output.getFeatures(QgsFeatureRequest().setFilterExpression("\"plot\" = 'A-01'")))["use_class"] == "other"
    )
    source.rollBack()
    QgsProject.instance().clear()


def test_result_geopackage_is_sound(demo, tmp_path):
    run("plotsize", {"PLOTS": f"{demo}|layername=plots", "OUTPUT": str(tmp_path / "plots.gpkg")})
    with contextlib.closing(sqlite3.connect(tmp_path / "plots.gpkg")) as database:
        assert database.execute("pragma integrity_check").fetchone() == ("ok",)
        contents = dict(database.execute("select table_name, data_type from gpkg_contents"))
        assert contents == {"plots": "features", "layer_styles": "attributes"}
        assert database.execute("select f_table_name, useAsDefault from layer_styles").fetchall() == [("plots", 1)]
    assert (
        QgsProcessingUtils.mapLayerFromString(str(tmp_path / "plots.gpkg"), QgsProcessingContext()).featureCount() == 54
    )
