"""Building storeys and street walls in QGIS: run, refused, cancelled, with bad features, in a model."""

import pytest
from layers import AskedOften, Feedback, layer, model_of, rows, run, run_model, table
from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingException, QgsVectorLayer

pytestmark = pytest.mark.usefixtures("provider")

MEMORY = "memory:"
X, Y = 500000, 2500000
CRS = ["EPSG:4547", "EPSG:4490", "EPSG:3857", "EPSG:32650"]


def box(x, y, width, height):
    right, top = X + x + width, Y + y + height
    return f"POLYGON (({X + x} {Y + y}, {right} {Y + y}, {right} {top}, {X + x} {top}, {X + x} {Y + y}))"


# Building storeys


def towers(*values, fields="field=storeys:string(40)&field=height:double", crs="EPSG:4547"):
    """Buildings of 20 × 20 m, 50 m apart."""
    return layer("Polygon", [(box(50 * i, 0, 20, 20), *each) for i, each in enumerate(values)], crs, fields)


FOUR = [("12F/2D", 80.0), (None, 30.0), ("80+", 30.0), ("地上83层", None)]


@pytest.mark.parametrize("crs", CRS)
def test_storeys_have_their_grades_in_every_crs(crs):
    results = run("buildingstoreys", {"BUILDINGS": towers(*FOUR, crs=crs), "OUTPUT": MEMORY})
    found = rows(results["OUTPUT"])
    assert [row["storeys"] for row in found] == [12, 9, None, 83]
    assert [row["storeys_from"] for row in found] == ["field", "height", "missing", "field"]
    assert [row["grade"] for row in found] == ["excellent", "excellent", "unassessed", "violation"]
    assert [row["state"] for row in found] == ["graded", "graded", "missing", "graded"]
    assert [row["needed"] for row in found] == [None, None, None, "-3 storeys"]
    assert {row["clause"] for row in found} == {"4.1.4"}
    assert found[0]["storeys_input"] == "12F/2D"
    assert "80+" in found[2]["finding"]
    assert results["OUTPUT"].crs().authid() == crs
    assert results["MEAN_STOREYS"] == pytest.approx((12 + 9 + 83) / 3, abs=1e-4)
    assert (results["N_VIOLATION"], results["GRADE"]) == (1, "violation")
    assert results["SHARE_7_25"] == pytest.approx(2 / 3, abs=1e-4)
    assert (results["MEAN_STOREYS_AREA"], results["SHARE_7_25_AREA"]) == (None, None)


def test_chinese_fields_are_found_and_a_chosen_one_wins():
    fields = "field=层数:integer&field=建筑高度:double&field=设计层数:integer"
    buildings = towers((30, 99.0, 12), (None, 70.0, 41), fields=fields)
    found = rows(run("buildingstoreys", {"BUILDINGS": buildings, "OUTPUT": MEMORY})["OUTPUT"])
    assert [row["storeys"] for row in found] == [30, 20]
    chosen = {"BUILDINGS": buildings, "STOREYS_FIELD": "设计层数", "OUTPUT": MEMORY}
    assert [row["storeys"] for row in rows(run("buildingstoreys", chosen)["OUTPUT"])] == [12, 41]


def test_height_near_a_bound_is_not_graded_and_both_numbers_are_told():
    found = rows(run("buildingstoreys", {"BUILDINGS": towers((None, 86.0)), "OUTPUT": MEMORY})["OUTPUT"])
    assert (found[0]["grade"], found[0]["state"], found[0]["storeys"]) == ("unassessed", "missing", 25)
    assert "24.57" in found[0]["finding"]
    assert "25 storeys" in found[0]["finding"]


@pytest.mark.parametrize("kind", ["Polygon", "None"])
def test_floors_are_polygons_or_a_table(kind):
    buildings = towers(("A", None), ("B", None), fields="field=building:string&field=storeys:integer")
    listed = [("A", 1, 400.0), ("A", 8, 400.0), ("B", 3, 100.0), ("C", 1, 1.0)]
    fields = "field=building:string&field=storey:integer&field=area:double"
    far = box(900, 900, 5, 5)
    floors = (
        table(listed, fields) if kind == "None" else layer("Polygon", [(far, *row) for row in listed], fields=fields)
    )
    feedback = Feedback()
    results = run("buildingstoreys", {"BUILDINGS": buildings, "FLOORS": floors, "OUTPUT": MEMORY}, feedback)
    assert [(row["storeys"], row["storeys_from"]) for row in rows(results["OUTPUT"])] == [(8, "floors"), (3, "floors")]
    assert results["MEAN_STOREYS_AREA"] == pytest.approx(900 / 800)
    assert any("1 floors belong to no building" in text for text in feedback.warnings)


def test_texts_that_say_no_number_are_told_and_numbers_in_characters_are_read():
    values = ("地上十五层，地下二层", None), ("18+1", 60.0), ("8层以上", 60.0)
    found = rows(run("buildingstoreys", {"BUILDINGS": towers(*values), "OUTPUT": MEMORY})["OUTPUT"])
    assert [row["storeys"] for row in found] == [15, None, None]
    assert [row["state"] for row in found] == ["graded", "missing", "missing"]
    assert "18+1" in found[1]["finding"]


def test_unknown_parts_and_floors_are_told():
    fields = "field=building:string&field=storeys:integer"
    parts = [(box(0, 0, 40, 20), "T", 4), (box(10, 5, 10, 10), "T", None), (box(90, 0, 9, 9), "U", None)]
    floors = table(
        [("U", "2", 81.0), ("U", "夹层", 40.0)], "field=building:string&field=storey:string&field=area:double"
    )
    feedback = Feedback()
    given = {"BUILDINGS": layer("Polygon", parts, fields=fields), "FLOORS": floors, "OUTPUT": MEMORY}
    results = run("buildingstoreys", given, feedback)
    found = rows(results["OUTPUT"])
    assert [row["grade"] for row in found] == ["unassessed", "unassessed", "good"]
    assert {row["finding"] for row in found[:2]} == {"The storeys of a part of the building are not known."}
    assert any("storey of 1 floors cannot be read" in text for text in feedback.warnings)
    assert results["MEAN_STOREYS_AREA"] is None


def test_empty_floors_are_none():
    floors = layer("Polygon", [], fields="field=storey:integer")
    results = run("buildingstoreys", {"BUILDINGS": towers(*FOUR), "FLOORS": floors, "OUTPUT": MEMORY})
    assert results["N_VIOLATION"] == 1


def test_unusable_buildings_are_skipped_and_named():
    fields = "field=storeys:integer"
    bow_tie = f"POLYGON (({X} {Y}, {X + 9} {Y + 9}, {X + 9} {Y}, {X} {Y + 9}, {X} {Y}))"
    features = [(box(0, 50, 9, 9), 9), (None, 9), ("POLYGON EMPTY", 9), (bow_tie, 9)]
    feedback = Feedback()
    output = run(
        "buildingstoreys", {"BUILDINGS": layer("Polygon", features, fields=fields), "OUTPUT": MEMORY}, feedback
    )
    assert len(rows(output["OUTPUT"])) == 2
    assert any("2 of 4 features skipped" in text for text in feedback.warnings)
    assert any("repaired copy" in text for text in feedback.warnings)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"STOREY_HEIGHT": 0}, "STOREY_HEIGHT.*more than 0 m"),
        ({"STOREYS_FIELD": "nothing"}, "STOREYS_FIELD.*nothing"),
        ({"BUILDINGS": layer("Polygon", [])}, "BUILDINGS"),
        ({"BUILDINGS": layer("Point", [(f"POINT ({X} {Y})",)])}, "BUILDINGS.*Point"),
    ],
)
def test_meaningless_storeys_are_refused(change, words, tmp_path):
    parameters = {"BUILDINGS": towers(*FOUR), "OUTPUT": str(tmp_path / "o.gpkg"), **change}
    with pytest.raises(QgsProcessingException, match=words):
        run("buildingstoreys", parameters)
    assert list(tmp_path.iterdir()) == []


def test_demo_storeys_are_coloured_and_work_in_a_model(demo, tmp_path):
    inputs = {"BUILDINGS": f"{demo}|layername=buildings"}
    results = run("buildingstoreys", {**inputs, "OUTPUT": str(tmp_path / "o.gpkg")})
    assert (results["N_VIOLATION"], results["GRADE"]) == (1, "violation")
    result = QgsVectorLayer(str(tmp_path / "o.gpkg"), "o", "ogr")
    assert result.renderer().classAttribute() == "grade"
    found = rows(run_model(model_of("buildingstoreys", set(inputs)), inputs, tmp_path / "m.gpkg"))
    assert len(found) == 129


def cancelled_at_any_moment(name, parameters, folder, times):
    """Run with a cancel at the n-th question; return whether all went through, or nothing was left."""
    outcomes = set()
    for number in range(times):
        place = folder / str(number)
        place.mkdir()
        files = {key: value if "|" in value else str(place / value) for key, value in parameters.items()}
        algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"multiground:{name}")
        _, ok = algorithm.run(files, QgsProcessingContext(), AskedOften(number))
        assert bool(list(place.iterdir())) == ok
        outcomes.add(ok)
    return outcomes


def test_cancelling_storeys_writes_all_or_nothing(demo, tmp_path):
    parameters = {
        "BUILDINGS": f"{demo}|layername=buildings",
        "FLOORS": f"{demo}|layername=floors",
        "OUTPUT": "o.gpkg",
    }
    assert cancelled_at_any_moment("buildingstoreys", parameters, tmp_path, 14) == {True, False}


# Street walls
#
#   two plots of 100 × 60 m on one street; A has houses on 75 of 100 m, B on all of it

PLOT_FIELDS = "field=plot:string&field=use:string"
HOUSES = [box(0, 5, 40, 25), box(60, 5, 35, 25), box(100, 0, 100, 20)]


def street(points, *attributes):
    return "LINESTRING (" + ", ".join(f"{X + x} {Y + y}" for x, y in points) + ")", *attributes


def wall_layers(crs="EPSG:4547", fields="field=class:string&field=name:string"):
    two = [(box(0, 0, 100, 60), "A", "B1"), (box(100, 0, 100, 60), "B", "B1")]
    roads = [street([(-50, -10), (250, -10)], "branch", "南街"), street([(-20, -90), (-20, 90)], "footway", None)]
    return {
        "BUILDINGS": layer("Polygon", [(wkt,) for wkt in HOUSES], crs),
        "PLOTS": layer("Polygon", two, crs, PLOT_FIELDS),
        "ROADS": layer("LineString", roads, crs, fields),
    }


ALL = {"OUTPUT": MEMORY, "PLOT_OUTPUT": MEMORY, "STREET_SIDES": MEMORY, "COVERED_PIECES": MEMORY}


@pytest.mark.parametrize("crs", CRS)
def test_street_wall_is_the_same_in_every_crs(crs):
    results = run("streetwall", {**wall_layers(crs), **ALL})
    fronts = {row["plot"]: row for row in rows(results["OUTPUT"])}
    assert fronts["A"]["continuity"] == pytest.approx(75, abs=0.1)
    assert fronts["A"]["longest_gap_m"] == pytest.approx(20, abs=0.1)
    assert [fronts[name]["grade"] for name in "AB"] == ["excellent", "excellent"]
    assert (fronts["A"]["method"], fronts["A"]["state"], fronts["A"]["clause"]) == ("estimated", "graded", "4.1.3-2")
    assert "estimated" in fronts["A"]["finding"]
    assert [row["use"] for row in rows(results["PLOT_OUTPUT"])] == ["B1", "B1"]
    (side,) = rows(results["STREET_SIDES"])
    assert (side["name"], side["side"], side["grade"]) == ("南街", "left", "excellent")
    assert side["length_m"] == pytest.approx(200, abs=0.2)
    pieces = rows(results["COVERED_PIECES"])
    assert sum(row["length_m"] for row in pieces if not row["covered"]) == pytest.approx(25, abs=0.2)
    assert {row["plot"] for row in pieces} == {"A", "B"}
    assert results["CONTINUITY"] == pytest.approx(87.5, abs=0.1)
    assert results["GRADE"] == "excellent"
    assert {results[name].crs().authid() for name in ALL} == {crs}


def test_layers_may_each_have_their_own_crs():
    mixed = {**wall_layers("EPSG:4490"), "PLOTS": wall_layers()["PLOTS"], "BUILDINGS": wall_layers(CRS[2])["BUILDINGS"]}
    assert run("streetwall", {**mixed, "OUTPUT": MEMORY})["CONTINUITY"] == pytest.approx(87.5, abs=0.1)


def test_setback_lines_and_excluded_areas_count():
    lines = layer("LineString", [street([(0, 3), (80, 3)], "A")], fields="field=地块编号:string")
    excluded = layer("Polygon", [(box(45, -5, 10, 20),)])
    given = {**wall_layers(), "SETBACK_LINES": lines, "EXCLUDED": excluded, "OUTPUT": MEMORY}
    fronts = {row["plot"]: row for row in rows(run("streetwall", given)["OUTPUT"])}
    # of 80 m 10 are excluded, 40 and 20 built up
    assert [fronts["A"][name] for name in ("length_m", "covered_m", "method")] == [70, 60, "setback"]
    assert fronts["B"]["method"] == "estimated"


def test_needed_front_and_open_land_are_told():
    layers = {**wall_layers(), "BUILDINGS": layer("Polygon", [(box(0, 5, 40, 25),)])}
    two = [(box(0, 0, 100, 60), "A", None), (box(100, 0, 100, 60), "B", "G1")]
    layers["PLOTS"] = layer("Polygon", two, fields=PLOT_FIELDS)
    fronts = {row["plot"]: row for row in rows(run("streetwall", {**layers, "OUTPUT": MEMORY})["OUTPUT"])}
    assert (fronts["A"]["grade"], fronts["A"]["needed"]) == ("fair", "+20.00 m")
    assert (fronts["B"]["state"], fronts["B"]["continuity"], fronts["B"]["needed"]) == ("not_applicable", None, None)
    assert fronts["B"]["finding"].startswith("Open land")


def test_roads_without_a_class_all_count_and_it_is_told():
    feedback = Feedback()
    run("streetwall", {**wall_layers(fields="field=x:string&field=y:string"), "OUTPUT": MEMORY}, feedback)
    assert any("every road counts" in text for text in feedback.warnings)


def test_without_buildings_all_is_open_and_without_streets_nothing_is_graded():
    empty = {**wall_layers(), "BUILDINGS": layer("Polygon", []), "OUTPUT": MEMORY}
    assert run("streetwall", empty)["CONTINUITY"] == 0
    far = layer("LineString", [street([(0, -500), (9, -500)], "branch", None)], fields="field=class:string")
    feedback = Feedback()
    results = run("streetwall", {**wall_layers(), "ROADS": far, **ALL}, feedback)
    assert (results["CONTINUITY"], results["GRADE"]) == (None, "unassessed")
    assert [len(rows(results[name])) for name in ALL] == [0, 2, 0, 0]
    assert {row["state"] for row in rows(results["PLOT_OUTPUT"])} == {"not_applicable"}
    assert any("No plot has a counted road" in text for text in feedback.warnings)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"DEPTH": 0}, "DEPTH.*more than 0 m"),
        ({"TARGET": 50}, "TARGET.*not below the minimum"),
        ({"TARGET_SIDE": 120}, "TARGET_SIDE.*100 %"),
        ({"ROADS": layer("LineString", [])}, "ROADS"),
        ({"PLOTS": layer("LineString", [])}, "PLOTS.*Line"),
        ({"CLASS_FIELD": "name"}, "counted"),
    ],
)
def test_meaningless_street_walls_are_refused(change, words, tmp_path):
    with pytest.raises(QgsProcessingException, match=words):
        run("streetwall", {**wall_layers(), "OUTPUT": str(tmp_path / "o.gpkg"), **change})
    assert list(tmp_path.iterdir()) == []


def demo_wall(demo):
    names = {"BUILDINGS": "buildings", "PLOTS": "plots", "ROADS": "roads", "SETBACK_LINES": "setback_lines"}
    return {key: f"{demo}|layername={table}" for key, table in {**names, "EXCLUDED": "excluded"}.items()}


def test_demo_street_wall_is_coloured_and_works_in_a_model(demo, tmp_path):
    inputs = demo_wall(demo)
    files = {name: str(tmp_path / f"{name}.gpkg") for name in ALL}
    results = run("streetwall", {**inputs, **files})
    assert results["GRADE"] == "fair"
    for name, attribute in (("OUTPUT", "grade"), ("PLOT_OUTPUT", "grade"), ("STREET_SIDES", "grade")):
        assert QgsVectorLayer(files[name], name, "ogr").renderer().classAttribute() == attribute
    pieces = QgsVectorLayer(files["COVERED_PIECES"], "p", "ogr")
    assert [rule.label() for rule in pieces.renderer().rootRule().children()] == ["built up", "open"]
    found = rows(run_model(model_of("streetwall", set(inputs)), inputs, tmp_path / "m.gpkg"))
    assert len(found) == len(rows(results["OUTPUT"]))


def test_cancelling_a_street_wall_writes_all_or_nothing(demo, tmp_path):
    parameters = {**demo_wall(demo), "OUTPUT": "o.gpkg", "COVERED_PIECES": "p.gpkg"}
    assert cancelled_at_any_moment("streetwall", parameters, tmp_path, 26) == {True, False}


@pytest.mark.parametrize("name", ["buildingstoreys", "streetwall"])
def test_every_parameter_has_its_help_in_one_sentence(name):
    algorithm = QgsApplication.processingRegistry().algorithmById(f"multiground:{name}")
    inputs = [definition for definition in algorithm.parameterDefinitions() if not definition.isDestination()]
    assert [definition.name() for definition in inputs if not definition.help().endswith(".")] == []
