"""Landing sites in QGIS: run, refused, cancelled, with bad features, with qgis_process, in a model."""

import json
import shutil
import subprocess

import pytest
from layers import AskedOften, Feedback, layer, model_of, own_profile, rows, run, run_model
from qgis.core import NULL, QgsApplication, QgsProcessingContext, QgsProcessingException, QgsVectorLayer

pytestmark = pytest.mark.usefixtures("provider")

MEMORY = "memory:"
X, Y = 500000, 2500000
CRS = ["EPSG:4547", "EPSG:4490", "EPSG:3857", "EPSG:32650"]
CARRIER_FIELDS = "field=surface:string&field=类别:string&field=标高:string&field=权属:string"
LIMIT_FIELDS = "field=类型:string&field=缓冲距离:string&field=来源:string&field=是否确认:string"


def box(x, y, width, height):
    right, top = X + x + width, Y + y + height
    return f"POLYGON (({X + x} {Y + y}, {right} {Y + y}, {right} {top}, {X + x} {top}, {X + x} {Y + y}))"


def line(*points):
    return "LINESTRING Z (" + ", ".join(f"{X + x} {Y + y} {z}" for x, y, z in points) + ")"


# A roof of 30 × 30 m, 12 m high, with a lift to the street; flats 150 m to the east; a deck of 8 m, too narrow.
def carriers(crs="EPSG:4547", z="12米", extra=()):
    listed = [(box(0, 0, 30, 30), "R", "屋顶花园", z, "甲公司"), (box(0, 60, 40, 8), "S", "空中连廊", "6", None)]
    return layer("Polygon", [*listed, *extra], crs, CARRIER_FIELDS)


def houses(crs="EPSG:4547"):
    listed = [(box(0, 0, 30, 30), "A", "12", "办公"), (box(180, 0, 20, 30), "B", "20 m", "住宅")]
    return layer("Polygon", listed, crs, "field=楼栋号:string&field=建筑高度:string&field=功能:string")


def limits(*listed, kind="Polygon", crs="EPSG:4547"):
    return layer(kind, listed, crs, LIMIT_FIELDS)


FAR = box(5000, 0, 10, 10), "禁飞区", None, "空管局", "是"


def sensitive():
    return layer("Point", [(f"POINT ({X + 400} {Y})", "学校")], fields="field=kind:string")


def network(crs="EPSG:4547"):
    ways = [
        (line((15, 15, 12), (30, 0, 12)), "footway"),
        (line((30, 0, 12), (30, 0, 0)), "elevator"),
        (line((30, 0, 0), (330, 0, 0)), "footway"),
    ]
    return layer("LineStringZ", ways, crs, "field=kind:string")


def sites(feedback=None, **parameters):
    inputs = {
        "CARRIERS": carriers(), "BUILDINGS": houses(), "CONSTRAINTS": limits(FAR), "SENSITIVE": sensitive(),
        "NETWORK": network(), "OUTPUT": MEMORY,
    }  # fmt: skip
    return run("landingsites", {**inputs, **parameters}, feedback)


@pytest.mark.parametrize("crs", CRS)
def test_sites_are_one_in_every_crs_and_each_layer_may_be_in_its_own(crs):
    other = CRS[CRS.index(crs) - 1]
    away = limits(FAR, crs=CRS[CRS.index(crs) - 2])
    results = sites(CARRIERS=carriers(crs), BUILDINGS=houses(other), CONSTRAINTS=away)
    narrow, *pads = rows(results["OUTPUT"])
    best = pads[0]
    assert (best["pad"], best["carrier_kind"], best["carrier_rank"], best["rank"]) == ("R-1", "rooftop", 1, 1)
    assert (best["grade"], best["state"], best["clause"], best["needed"]) == ("excellent", "graded", "6.3", NULL)
    assert (best["clear_approaches"], best["clear_pct"], best["single_owner"]) == (2, 100, True)
    assert best["handover_min"] < 1 and best["noise_m"] > 140 and best["public_width_m"] >= 3
    assert best["nearest_sensitive"] == "housing" and best["excluded_by"] == NULL and best["score"] == 100
    assert (narrow["surface"], narrow["excluded_by"], narrow["state"]) == ("S", "too_small", "not_applicable")
    assert narrow["score"] == NULL and narrow["grade"] == "unassessed"
    assert (results["N_CANDIDATES"], results["N_EXCLUDED"]) == (len(pads), 1)
    assert (results["GRADE"], results["STATE"], results["REASON"]) == ("excellent", "graded", None)
    output = results["OUTPUT"]
    assert output.crs().authid() == crs
    (first,) = (each for each in output.getFeatures() if each["rank"] == 1)
    if crs in ("EPSG:4547", "EPSG:32650"):
        assert first.geometry().area() == pytest.approx(10.5**2, rel=2e-3)
    assert "not confirmed" not in best["finding"] and "a person has to check" in best["finding"]


def test_constraints_as_lines_and_points_in_another_crs_exclude_all_and_say_so():
    line_, point = f"LINESTRING ({X - 50} {Y}, {X + 50} {Y})", f"POINT ({X + 15} {Y + 15})"
    for kind, wkt in (("LineString", line_), ("Point", point)):
        results = sites(CONSTRAINTS=limits((wkt, "铁路", "60米", "规划局", None), kind=kind, crs="EPSG:4326"))
        found = {row["surface"]: row for row in rows(results["OUTPUT"])}
        assert found["R"]["excluded_by"] == "railway" and found["R"]["state"] == "not_applicable"
        for words in ("铁路", "60 m", "规划局", "not confirmed by the authority"):
            assert words in found["R"]["finding"]
        assert (results["N_CANDIDATES"], results["GRADE"], results["STATE"]) == (0, "unassessed", "not_applicable")
        assert "2 carriers left out" in results["REASON"] and "within constraints" in results["REASON"]


def test_defaults_own_and_chosen_distances():
    def excluded(text, buffers=""):
        row = box(60, 0, 10, 10), text, None, None, None
        return sites(CONSTRAINTS=limits(row), BUFFERS=buffers)["N_CANDIDATES"] == 0

    assert excluded("铁路") and not excluded("铁路", "railway=5") and not excluded("某设施")
    feedback = Feedback()
    sites(feedback, CONSTRAINTS=limits((box(60, 0, 10, 10), "某设施", None, None, None)))
    assert any("of no known distance" in text and "1" in text for text in feedback.warnings)
    assert any("not confirmed" in text for text in feedback.warnings)


def test_attributes_of_the_carrier_keep_their_names():
    wkt = box(0, 0, 30, 30)
    source = layer("Polygon", [(wkt, "roof", 12.0)], fields="field=kind:string&field=z:double")
    best = rows(sites(CARRIERS=source)["OUTPUT"])[0]
    assert (best["kind"], best["z"], best["carrier_kind"], best["pad_z"]) == ("roof", 12, "rooftop", 12)


def test_constraint_of_unknown_extent_is_named_and_kilometres_are_read():
    place = f"POINT ({X + 2000} {Y + 15})"
    feedback = Feedback()
    results = sites(feedback, CONSTRAINTS=limits((place, "机场", None, None, None), kind="Point"))
    (finding, *_) = [row["finding"] for row in rows(results["OUTPUT"]) if row["excluded_by"] == NULL]
    assert results["STATE"] == "missing" and "how far these constraints reach" in finding and "机场 1" in finding
    assert any("unknown extent" in text for text in feedback.warnings)
    reaching = sites(CONSTRAINTS=limits((place, "机场", "2公里", None, None), kind="Point"))
    assert reaching["N_CANDIDATES"] == 0 and "within constraints" in reaching["REASON"]


def test_buildings_without_a_height_are_named_with_what_was_assumed():
    listed = [(box(0, 0, 30, 30), "12", None), (box(100, 0, 9, 9), None, "3"), (box(200, 0, 9, 9), None, None)]
    feedback = Feedback()
    sites(feedback, BUILDINGS=layer("Polygon", listed, fields="field=height:string&field=storeys:string"))
    warnings = " ".join(feedback.warnings)
    assert "BUILDINGS: 1 buildings without a height, taken as 4.5 m a storey: 2" in warnings
    assert "BUILDINGS: 1 buildings of unknown height: 3" in warnings


def test_missing_layers_are_said_and_nothing_passes():
    for change, words in (
        ({"CONSTRAINTS": None}, "no constraints are given"),
        ({"NETWORK": None}, "No walking network"),
    ):
        results = sites(**change)
        pads = [row for row in rows(results["OUTPUT"]) if row["excluded_by"] == NULL]
        assert {row["grade"] for row in pads} == {"unassessed"} and all(words in row["finding"] for row in pads)
        assert (results["GRADE"], results["STATE"]) == ("unassessed", "missing")
    assert sites(SENSITIVE=None)["GRADE"] == "excellent"  # the functions of all buildings are known


def test_bad_features_are_skipped_and_unknown_heights_are_missing():
    corners = [(100, 100), (140, 140), (140, 100), (100, 140), (100, 100)]
    bow = f"POLYGON (({', '.join(f'{X + x} {Y + y}' for x, y in corners)}))"
    extra = [(None, "N", "露台", "9", None), (box(0, 200, 30, 30), "T", "露台", None, None)]
    extra.append((bow, "B", "平台", "6", "a;b"))
    feedback = Feedback()
    results = sites(feedback, CARRIERS=carriers(extra=extra))
    found = rows(results["OUTPUT"])
    terrace = [row for row in found if row["surface"] == "T"]
    told = {(row["state"], row["pad_z"], row["clear_approaches"]) for row in terrace}
    assert told == {("missing", NULL, NULL)}
    assert "unknown height" in terrace[0]["finding"]
    assert not [row for row in found if row["surface"] == "N"]
    assert {row["single_owner"] for row in found if row["surface"] == "B"} == {False}
    warnings = " ".join(feedback.warnings)
    for words in ("skipped, without a geometry", "repaired copy", "carriers of unknown height"):
        assert words in warnings


def test_multipart_and_3d_carriers_are_read_and_empty_layers_mean_none():
    multi = f"MULTIPOLYGON Z ((({X} {Y} 12, {X + 30} {Y} 12, {X + 30} {Y + 30} 12, {X} {Y + 30} 12, {X} {Y} 12)))"
    source = layer("MultiPolygonZ", [(multi, "roof")], fields="field=kind:string")
    empty = {"BUILDINGS": layer("Polygon", []), "CONSTRAINTS": layer("Point", []), "SENSITIVE": layer("Polygon", [])}
    results = sites(CARRIERS=source, **empty)
    best = rows(results["OUTPUT"])[0]
    assert (best["pad_z"], best["grade"], best["noise_m"]) == (12, "excellent", NULL)
    assert "No housing, hospital or school is known" in best["finding"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"CARRIERS": layer("Polygon", [])}, "CARRIERS.*no usable feature"),
        ({"CARRIERS": layer("Point", [(f"POINT ({X} {Y})",)])}, "CARRIERS.*Point"),
        ({"BUILDINGS": layer("LineString", [(f"LINESTRING ({X} {Y}, {X} {Y + 9})",)])}, "BUILDINGS.*Line"),
        ({"NETWORK": layer("LineString", [])}, "NETWORK.*no usable feature"),
        ({"CONSTRAINTS": limits((None, "禁飞区", None, None, None))}, "CONSTRAINTS.*no usable feature"),
        ({"BUILDINGS": layer("Polygon", [(None,)])}, "BUILDINGS.*no usable feature"),
        ({"PAD": 0}, "PAD"),
        ({"SLOPE": -1}, "SLOPE.*above 0"),
        ({"BUFFERS": "railway=near"}, "BUFFERS.*railway=near"),
        ({"CARRIER_KIND_FIELD": "nothing"}, "CARRIER_KIND_FIELD.*nothing"),
        ({"HEIGHT_FIELD": "nothing"}, "HEIGHT_FIELD.*nothing"),
        ({"GROUND_Z": "nothing"}, "GROUND_Z.*nothing"),
    ],
)
def test_meaningless_inputs_are_refused(change, words, tmp_path):
    with pytest.raises(QgsProcessingException, match=words):
        sites(OUTPUT=str(tmp_path / "o.gpkg"), **change)
    assert list(tmp_path.iterdir()) == []


def of_demo(demo):
    layers = {
        "CARRIERS": "surfaces", "BUILDINGS": "buildings", "CONSTRAINTS": "constraints", "SENSITIVE": "sensitive",
        "NETWORK": "walkways",
    }  # fmt: skip
    return {key: f"{demo}|layername={value}" for key, value in layers.items()}


def test_demo_district_opens_coloured_with_reasons(demo, tmp_path):
    results = run("landingsites", {**of_demo(demo), "OUTPUT": str(tmp_path / "o.gpkg")})
    found = rows(results["OUTPUT"])
    assert results["GRADE"] == "excellent" and {"too_small", "underground"} <= {row["excluded_by"] for row in found}
    assert len(found) == results["N_CANDIDATES"] + results["N_EXCLUDED"]
    result = QgsVectorLayer(str(tmp_path / "o.gpkg"), "o", "ogr")
    rules = {rule.label(): rule for rule in result.renderer().rootRule().children()}
    assert list(rules) == ["excellent", "good", "fair", "not assessed", "carrier without a pad"]
    markers = {rule.symbol().symbolLayer(2).subSymbol().symbolLayer(0).shape() for rule in list(rules.values())[1:4]}
    assert len(markers) == 3, "told apart without colour"
    assert result.labelsEnabled() and "finding" in result.mapTipTemplate()
    shown = []
    for rule in rules.values():
        result.setSubsetString(rule.filterExpression())
        shown.append(result.featureCount())
    assert shown[0] > 0 and shown[-1] == results["N_EXCLUDED"] and sum(shown) == len(found)


def test_cancelling_writes_all_or_nothing(demo, tmp_path):
    outcomes = set()
    for number in range(0, 120, 15):
        place = tmp_path / str(number)
        place.mkdir()
        algorithm = QgsApplication.processingRegistry().createAlgorithmById("multiground:landingsites")
        files = {**of_demo(demo), "OUTPUT": str(place / "o.gpkg")}
        _, ok = algorithm.run(files, QgsProcessingContext(), AskedOften(number))
        assert bool(list(place.iterdir())) == ok
        outcomes.add(ok)
    assert False in outcomes


def test_works_in_a_model(demo, tmp_path):
    inputs = of_demo(demo)
    found = rows(run_model(model_of("landingsites", set(inputs)), inputs, tmp_path / "m.gpkg"))
    assert "excellent" in {row["grade"] for row in found}


def test_qgis_process_runs_it_and_refuses(demo, tmp_path):
    program = shutil.which("qgis_process.bin") or shutil.which("qgis_process")
    surroundings = own_profile(tmp_path)
    arguments = [f"{key}={value}" for key, value in {**of_demo(demo), "OUTPUT": tmp_path / "o.gpkg"}.items()]
    command = [program, "--json", "run", "multiground:landingsites", "--", *arguments]
    done = subprocess.run(command, env=surroundings, capture_output=True, text=True, timeout=120)
    assert json.loads(done.stdout)["results"]["GRADE"] == "excellent"
    done = subprocess.run([*command, "SLOPE=0"], env=surroundings, capture_output=True, text=True, timeout=120)
    assert done.returncode != 0 and "SLOPE" in done.stderr + done.stdout
