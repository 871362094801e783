"""Vertical mix and vitality units in QGIS: run, refused, cancelled, with bad features, in a model, by qgis_process."""

import json
import shutil

import pytest
from layers import SHARED, Feedback, layer, model_of, rows, run, run_model, table
from qgis.core import QgsCoordinateReferenceSystem, QgsProcessingException, QgsVectorLayer
from test_buildings import CRS, MEMORY, X, Y, box, cancelled_at_any_moment
from test_qgis_process import qgis_process

__all__ = ["qgis_process"]  # a fixture
pytestmark = pytest.mark.usefixtures("provider")

FIELDS = "field=building:string(20)&field=storey:integer&field=function:string(40)&field=area:double"
#   A: 1F shops, 2F offices, 3F culture, 4F offices; B1 parking. Inverted 2F below 3F, 2F without public function
#   B: one function
STACK = [
    ("A", -1, "停车库", 900.0),
    ("A", 1, "零售", 900.0),
    ("A", 2, "办公", 900.0),
    ("A", 3, "美术馆", 900.0),
    ("A", 4, "办公", 900.0),
    ("B", 1, "住宅", 400.0),
    ("B", 2, "住宅", 400.0),
]
PLACE = {"A": box(0, 0, 30, 30), "B": box(100, 0, 20, 20)}


def floors(crs="EPSG:4547", stack=STACK, fields=FIELDS):
    return layer("Polygon", [(PLACE[row[0]], *row) for row in stack], crs, fields)


def footprints(crs="EPSG:4547"):
    return layer("Polygon", [(PLACE["A"], "A"), (PLACE["B"], "B")], crs, "field=building:string(20)")


# Vertical mix


@pytest.mark.parametrize("crs", CRS)
@pytest.mark.parametrize("given", [True, False])
def test_mix_has_its_grades_in_every_crs(crs, given):
    inputs = {"FLOORS": floors(crs), **({"BUILDINGS": footprints(crs)} if given else {})}
    results = run("verticalmix", {**inputs, "OUTPUT": MEMORY, "CHECKS": MEMORY})
    first, second = rows(results["OUTPUT"])
    assert (first["building"], first["complex"], second["complex"]) == ("A", True, False)
    assert (first["grade"], first["clause"], first["state"]) == ("violation", "5.2.3", "graded")
    assert (second["grade"], second["state"]) == ("unassessed", "not_applicable")
    assert first["inversions"] == "Office 2F below Culture 3F"
    assert "2F: neither commerce nor culture nor public services. These are 66.67 % of the" in first["finding"]
    assert "2F" in first["needed"]
    assert (first["n_functions"], first["n_inversions"]) == (3, 1)
    assert first["low_public_pct"] == pytest.approx(66.67)
    assert (first["below_auxiliary_pct"], first["high_private_pct"]) == (100, 100)
    assert str(second["below_auxiliary_pct"]) == "NULL"
    assert results["OUTPUT"].crs().authid() == crs
    numbers = [results[name] for name in ("N_COMPLEXES", "N_INVERSIONS", "N_VIOLATION", "GRADE")]
    assert numbers == [1, 1, 1, "violation"]
    checks = rows(results["CHECKS"])
    assert [(row["building"], row["clause"], row["figure"], row["unit"], row["grade"]) for row in checks[:4]] == [
        ("A", "5.2.2", 1, "count", "fair"),
        ("A", "5.2.3-1", 0, "%", "excellent"),
        ("A", "5.2.3-2", 0, "count", "violation"),
        ("A", "5.2.3-3", 100, "%", "excellent"),
    ]
    assert checks[0]["needed"] == "-1 inversions"
    assert {row["state"] for row in checks[4:]} == {"not_applicable"}
    areas = [feature.geometry().area() for feature in results["OUTPUT"].getFeatures()]
    if crs == "EPSG:4547":
        assert areas == pytest.approx([900, 400])


@pytest.mark.parametrize("given", [True, False])
def test_floors_may_be_a_table_without_geometry(given):
    inputs = {"FLOORS": table(STACK, FIELDS), **({"BUILDINGS": footprints()} if given else {})}
    results = run("verticalmix", {**inputs, "OUTPUT": MEMORY})
    assert [row["grade"] for row in rows(results["OUTPUT"])] == ["violation", "unassessed"]
    assert results["OUTPUT"].isSpatial() == given
    assert "CHECKS" not in results


def test_mix_finds_chinese_fields_and_takes_a_chosen_one():
    fields = "field=楼栋号:string&field=所在层:string&field=用途:string&field=建筑面积:string&field=规划用途:string"
    stack = [
        ("A", "地下一层", "停车", "900", None),
        ("A", "1F", "商业", "900", "办公"),
        ("A", "2F", "办公", "900", "办公"),
    ]
    listed = table(stack, fields)
    results = run("verticalmix", {"FLOORS": listed, "OUTPUT": MEMORY})
    assert rows(results["OUTPUT"])[0]["grade"] == "violation"
    assert rows(results["OUTPUT"])[0]["below_auxiliary_pct"] == 100
    results = run("verticalmix", {"FLOORS": listed, "FUNCTION_FIELD": "规划用途", "OUTPUT": MEMORY})
    assert results["N_COMPLEXES"] == 0


def test_unknown_values_are_missing_and_told():
    stack = [("A", 1, "商业", 900.0), ("A", 2, None, 900.0), ("A", 3, "商业", None), (None, None, None, None)]
    feedback = Feedback()
    features = [(PLACE["A"], *row) for row in stack]
    features += [(None, "A", 1, "商业", 9.0), (box(900, 900, 9, 9), "Z", 1, "商业", 9.0)]
    results = run(
        "verticalmix",
        {"FLOORS": layer("Polygon", features, fields=FIELDS), "BUILDINGS": footprints(), "OUTPUT": MEMORY},
        feedback,
    )
    first, second = rows(results["OUTPUT"])
    assert [first["grade"], first["state"]] == ["unassessed", "missing"]
    assert second["finding"] == "No floor area of the building is known."
    assert str(second["complex"]) == "NULL"
    said = " ".join(feedback.warnings)
    assert "1 of 6 features skipped" in said
    assert "function unknown" in said
    assert "1 floors belong to no building" in said


def test_floors_of_unknown_area_are_told_in_words():
    #  2F offices and shops of unknown areas: both are there; 3F neither function nor area
    stack = [("A", 1, "商业", 900.0), ("A", 2, "办公", None), ("A", 2, "商业", None), ("A", 3, None, None)]
    stack += [("A", storey, "办公", 900.0) for storey in range(4, 14)]
    results = run("verticalmix", {"FLOORS": table(stack, FIELDS), "OUTPUT": MEMORY, "CHECKS": MEMORY})
    found = [row["finding"] for row in rows(results["CHECKS"])]
    assert found[2] == "What is on 3F is not known."
    assert [row["state"] for row in rows(results["CHECKS"])] == ["missing", "not_applicable", "missing", "graded"]
    stack[0] = ("A", None, "商业", None)
    results = run("verticalmix", {"FLOORS": table(stack, FIELDS), "OUTPUT": MEMORY})
    assert rows(results["OUTPUT"])[0]["finding"] == "Too little is known: of a floor neither storey nor area is known."


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"FLOORS": layer("Polygon", [])}, "FLOORS"),
        ({"FLOORS": table([(None, 1, "商业", 9.0)], FIELDS)}, "FLOORS.*BUILDINGS|FLOORS.*building"),
        ({"AREA_FIELD": "nothing"}, "AREA_FIELD.*nothing"),
        ({"BUILDINGS": layer("Point", [(f"POINT ({X} {Y})",)])}, "BUILDINGS.*Point"),
    ],
)
def test_meaningless_mixes_are_refused(change, words, tmp_path):
    parameters = {"FLOORS": floors(), "OUTPUT": str(tmp_path / "o.gpkg"), **change}
    with pytest.raises(QgsProcessingException, match=words):
        run("verticalmix", parameters)
    assert list(tmp_path.iterdir()) == []


def test_two_results_in_one_file_are_refused(tmp_path):
    file = str(tmp_path / "o.gpkg")
    with pytest.raises(QgsProcessingException, match="file or table of its own"):
        run("verticalmix", {"FLOORS": floors(), "OUTPUT": file, "CHECKS": file})


def test_demo_mix_by_hand(demo, tmp_path):
    """O-02-2: 3F offices; B1–B3 auxiliary; sky restaurants on 39F and 40F. O-02-1: offices on B1, a third below."""
    layers = {"FLOORS": f"{demo}|layername=floors", "BUILDINGS": f"{demo}|layername=buildings"}
    results = run("verticalmix", {**layers, "OUTPUT": str(tmp_path / "o.gpkg"), "CHECKS": str(tmp_path / "c.gpkg")})
    found = {row["building"]: row for row in rows(QgsVectorLayer(str(tmp_path / "o.gpkg"), "o", "ogr"))}
    assert found["O-02-2"]["grade"] == "violation"
    assert found["O-02-2"]["inversions"].startswith("Office 38F below Commercial 39F")
    assert found["O-02-2"]["low_public_pct"] == pytest.approx(100 * (0.92 + 1) / 3, abs=0.01)
    assert found["O-02-2"]["high_private_pct"] == pytest.approx(100 * (33 + 2 * 0.7) / 37, abs=0.01)
    assert found["O-02-1"]["grade"] == "fair"
    assert found["O-02-1"]["below_private_pct"] == 33.33
    assert "7548.10 m²" in found["O-02-1"]["needed"]
    assert (results["N_COMPLEXES"], results["N_VIOLATION"], results["GRADE"]) == (7, 1, "violation")
    output = QgsVectorLayer(str(tmp_path / "o.gpkg"), "o", "ogr")
    assert output.renderer().classAttribute() == "grade"
    assert len(rows(QgsVectorLayer(str(tmp_path / "c.gpkg"), "c", "ogr"))) == 4 * len(found)


def test_mix_works_in_a_model(demo, tmp_path):
    inputs = {"FLOORS": f"{demo}|layername=floors", "BUILDINGS": f"{demo}|layername=buildings"}
    assert len(rows(run_model(model_of("verticalmix", set(inputs)), inputs, tmp_path / "m.gpkg"))) == 129


def test_cancelling_the_mix_writes_all_or_nothing(demo, tmp_path):
    parameters = {"FLOORS": f"{demo}|layername=floors", "OUTPUT": "o.gpkg", "CHECKS": "c.gpkg"}
    assert cancelled_at_any_moment("verticalmix", parameters, tmp_path, 60) == {True, False}


# Vitality units
#
#   ┌────────┐  ┌────────┐      ┌────────┐    P: offices 3000   Q: housing 2000, clinic 500   S: shop 500
#   │   P    │  │   Q    │      │   S    │    middles 60 m from the street, at 50, 160 and 1050 m
#   └────────┘  └────────┘      └────────┘    P–Q 60 + 110 + 60 = 230 m = 2.76 min; Q–S over 5 min
#  ──────────────────────────────────────
#
# P and Q hold all three dimensions, S one: 5500 of 6000 m² = 0.9167

BLOCKS = {"P": box(0, 10, 100, 100), "Q": box(110, 10, 100, 100), "S": box(1000, 10, 100, 100)}
STREET = f"LINESTRING ({X - 500} {Y}, {X + 2000} {Y})"


def blocks(crs="EPSG:4547", **more):
    features = [(wkt, name, *more.get(name, ())) for name, wkt in BLOCKS.items()]
    return layer("Polygon", features, crs, "field=plot:string" + ("&field=dominant:string" if more else ""))


def uses(crs="EPSG:4547"):
    fields = "field=function:string(40)&field=area:double"
    listed = [("P", "办公", 3000.0), ("Q", "住宅", 2000.0), ("Q", "诊所 clinic", 500.0), ("S", "商铺", 500.0)]
    features = [(BLOCKS[name], *row) for name, *row in listed]
    return layer("Polygon", features, crs, fields)


def street(crs="EPSG:4547"):
    return layer("LineString", [(STREET,)], crs)


@pytest.mark.parametrize("crs", CRS)
def test_units_have_their_grades_in_every_crs(crs):
    inputs = {"BLOCKS": blocks(crs), "SPACES": uses(crs), "NETWORK": street(crs)}
    results = run("vitalityunits", {**inputs, "OUTPUT": MEMORY})
    found = rows(results["OUTPUT"])
    assert [row["n_blocks"] for row in found] == [2, 2, 1]
    assert [row["dimensions"] for row in found] == [3, 3, 1]
    assert found[0]["functions"] == "office, residential, public_service"
    assert found[2]["missing"] == "living, public"
    assert [row["grade"] for row in found] == ["excellent", "excellent", "fair"]
    assert {(row["clause"], row["state"]) for row in found} == {("5.2.4", "graded")}
    assert [str(row["needed"]) for row in found[:2]] == ["NULL", "NULL"]
    assert found[2]["needed"].startswith("+1 dimensions, of: living")
    assert results["SHARE_IN_UNITS"] == pytest.approx(5500 / 6000, abs=1e-4)
    assert results["GRADE"] == "fair"
    assert results["OUTPUT"].crs().authid() == crs


def test_spaces_in_no_block_are_told():
    feedback = Feedback()
    features = [(BLOCKS["P"], "办公", 10.0), (box(5000, 0, 9, 9), "住宅", 10.0)]
    spaces = layer("Polygon", features, fields="field=function:string(40)&field=area:double")
    run("vitalityunits", {"BLOCKS": blocks(), "SPACES": spaces, "NETWORK": street(), "OUTPUT": MEMORY}, feedback)
    assert any("1 spaces lie in no block" in text for text in feedback.warnings)


def test_units_without_a_network_are_estimated_and_at_most_good():
    found = rows(run("vitalityunits", {"BLOCKS": blocks(), "SPACES": uses(), "OUTPUT": MEMORY})["OUTPUT"])
    assert [row["grade"] for row in found] == ["good", "good", "fair"]
    assert all("Estimated" in row["finding"] for row in found)


def test_dominant_of_plots_stands_in_for_spaces():
    plots = blocks(P=("office",), Q=("hotel",), S=("public_service",))
    elsewhere = table([("Z", 1, "商业", 1.0)], FIELDS)
    results = run("vitalityunits", {"BLOCKS": plots, "SPACES": elsewhere, "NETWORK": street(), "OUTPUT": MEMORY})
    assert [row["functions"] for row in rows(results["OUTPUT"])] == ["office, hotel", "office, hotel", "public_service"]
    assert results["SHARE_IN_UNITS"] is None


def test_spaces_may_be_a_table_of_buildings():
    buildings = layer("Polygon", [(PLACE["A"].replace(str(Y), str(Y + 20)), "A")], fields="field=building:string")
    inputs = {"BLOCKS": blocks(), "SPACES": table(STACK, FIELDS), "BUILDINGS": buildings, "NETWORK": street()}
    found = rows(run("vitalityunits", {**inputs, "OUTPUT": MEMORY})["OUTPUT"])
    assert found[0]["functions"] == "office, commercial, culture"


def test_blocks_are_made_of_roads_where_none_are_given():
    #  two blocks of 200 × 200 m
    lines = [f"LINESTRING ({X} {Y + y}, {X + 400} {Y + y})" for y in (0, 200)]
    lines += [f"LINESTRING ({X + x} {Y}, {X + x} {Y + 200})" for x in (0, 200, 400)]
    roads = layer("LineString", [(line, "支路") for line in lines], fields="field=道路等级:string")
    features = [(f"POINT ({X + 100} {Y + 100})", "办公", 900.0), (f"POINT ({X + 300} {Y + 100})", "住宅", 300.0)]
    points = layer("Point", features, fields="field=function:string&field=area:double")
    results = run("vitalityunits", {"ROADS": roads, "SPACES": points, "NETWORK": roads, "OUTPUT": MEMORY})
    found = rows(results["OUTPUT"])
    assert [(row["id"], row["area_m2"], row["n_blocks"], row["dimensions"]) for row in found] == [
        (1, 40000, 2, 2),
        (2, 40000, 2, 2),
    ]  # 100 + 200 + 100 m are 4.8 min
    assert results["GRADE"] == "good"


def test_blocks_off_the_network_are_named_and_missing():
    far = layer("Polygon", [(BLOCKS["P"], "P"), (box(0, 900, 100, 100), "F")], fields="field=plot:string")
    feedback = Feedback()
    results = run("vitalityunits", {"BLOCKS": far, "SPACES": uses(), "NETWORK": street(), "OUTPUT": MEMORY}, feedback)
    last = rows(results["OUTPUT"])[1]
    assert (last["grade"], last["state"], str(last["n_blocks"])) == ("unassessed", "missing", "NULL")
    assert "150 m" in last["finding"]
    assert any("1 blocks are not on the network" in text for text in feedback.said)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"BLOCKS": None}, "BLOCKS.*neither"),
        ({"BLOCKS": layer("Polygon", [])}, "BLOCKS"),
        ({"BLOCKS": layer("Point", [(f"POINT ({X} {Y})",)])}, "BLOCKS.*Point"),
        ({"SPACES": layer("Polygon", [])}, "SPACES"),
        ({"NETWORK": layer("LineString", [])}, "NETWORK"),
        ({"WALK": 0}, "WALK.*more than 0"),
        ({"SPEED": 0}, "SPEED"),
        ({"MAX_SNAP": -1}, "MAX_SNAP"),
        ({"BLOCKS": None, "ROADS": street()}, "COUNTED_CLASSES"),
        ({"BLOCKS": None, "ROADS": street(), "COUNTED_CLASSES": "*"}, "ROADS.*no block"),
    ],
)
def test_meaningless_units_are_refused(change, words, tmp_path):
    inputs = {"BLOCKS": blocks(), "SPACES": uses(), "NETWORK": street(), "OUTPUT": str(tmp_path / "o.gpkg")}
    with pytest.raises(QgsProcessingException, match=words):
        run("vitalityunits", {**inputs, **change})
    assert list(tmp_path.iterdir()) == []


def test_demo_units_are_coloured_and_work_in_a_model(demo, tmp_path):
    names = {"BLOCKS": "plots", "SPACES": "floors", "NETWORK": "walkways"}
    inputs = {key: f"{demo}|layername={name}" for key, name in names.items()}
    results = run("vitalityunits", {**inputs, "OUTPUT": str(tmp_path / "o.gpkg")})
    assert 0 < results["SHARE_IN_UNITS"] <= 1
    result = QgsVectorLayer(str(tmp_path / "o.gpkg"), "o", "ogr")
    assert result.renderer().classAttribute() == "grade"
    assert [row for row in rows(result) if row["dimensions"] == 3 and row["grade"] != "excellent"] == []
    assert len(rows(run_model(model_of("vitalityunits", set(inputs)), inputs, tmp_path / "m.gpkg"))) == 54


def test_cancelling_units_writes_all_or_nothing(demo, tmp_path):
    names = {"BLOCKS": "plots", "SPACES": "floors", "NETWORK": "walkways"}
    parameters = {**{key: f"{demo}|layername={name}" for key, name in names.items()}, "OUTPUT": "o.gpkg"}
    assert cancelled_at_any_moment("vitalityunits", parameters, tmp_path, 40) == {True, False}


def test_both_run_by_qgis_process(qgis_process, demo, tmp_path):
    run_ = qgis_process(
        "--json", "run", "multiground:verticalmix", "--", f"FLOORS={demo}|layername=floors",
        f"BUILDINGS={demo}|layername=buildings", f"OUTPUT={tmp_path / '竖向.gpkg'}", f"CHECKS={tmp_path / 'c.gpkg'}",
    )  # fmt: skip
    assert run_.returncode == 0, run_.stderr
    results = json.loads(run_.stdout)["results"]
    assert (results["N_COMPLEXES"], results["GRADE"]) == (7, "violation")
    run_ = qgis_process(
        "--json", "run", "multiground:vitalityunits", "--", f"BLOCKS={demo}|layername=plots",
        f"SPACES={demo}|layername=floors", f"NETWORK={demo}|layername=walkways", f"OUTPUT={tmp_path / '单元.gpkg'}",
    )  # fmt: skip
    assert run_.returncode == 0, run_.stderr
    assert 0 < json.loads(run_.stdout)["results"]["SHARE_IN_UNITS"] <= 1


# A real district


@pytest.mark.skipif(not (SHARED / "helsinki.gpkg").exists(), reason="the shared data are not on this machine")
def test_helsinki_units_from_roads_and_buildings(tmp_path):
    package = shutil.copy(SHARED / "helsinki.gpkg", tmp_path)
    edges = f"{package}|layername=walk_edges"
    results = run(
        "vitalityunits",
        {"ROADS": edges, "SPACES": f"{package}|layername=buildings", "NETWORK": edges, "OUTPUT": MEMORY},
    )
    found = rows(results["OUTPUT"])
    assert results["OUTPUT"].crs() == QgsCoordinateReferenceSystem("EPSG:3067")
    assert len(found) > 20
    assert {row["grade"] for row in found} <= {"excellent", "good", "fair", "unassessed"}
