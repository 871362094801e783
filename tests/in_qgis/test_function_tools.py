"""Function mix and public property in QGIS: run, refused, cancelled, with bad features, in a model."""

import json
import shutil
import subprocess

import pytest
from layers import AskedOften, Feedback, layer, model_of, own_profile, rows, run, run_model, table
from qgis.core import NULL, QgsApplication, QgsProcessingContext, QgsProcessingException, QgsVectorLayer

pytestmark = pytest.mark.usefixtures("provider")

MEMORY = "memory:"
X, Y = 500000, 2500000
CRS = ["EPSG:4547", "EPSG:4490", "EPSG:3857", "EPSG:32650"]
FLOOR_FIELDS = "field=building:string&field=storey:integer&field=function:string&field=area:double"
# Two lots of 20 × 30 m, each with a house of 120 m²; the first has floors, the second only storeys.
FLOORS = [("A", 1, "shop", 120.0), ("A", 2, "office", 120.0), ("A", 3, "office", 120.0)]


def box(x, y, width, height):
    right, top = X + x + width, Y + y + height
    return f"POLYGON (({X + x} {Y + y}, {right} {Y + y}, {right} {top}, {X + x} {top}, {X + x} {Y + y}))"


def lots(crs="EPSG:4547"):
    features = [(box(0, 0, 20, 30), "甲"), (box(20, 0, 20, 30), "乙"), (box(40, 0, 20, 30), None)]
    return layer("Polygon", features, crs, "field=DKBH:string")


def houses(crs="EPSG:4547"):
    fields = "field=building:string&field=storeys:integer&field=function:string"
    features = [(box(5, 5, 10, 12), "A", None, None), (box(25, 5, 10, 12), "B", 2, "住宅")]
    return layer("Polygon", features, crs, fields)


def floors(kind="Polygon", crs="EPSG:4547", listed=FLOORS, fields=FLOOR_FIELDS):
    if kind == "None":
        return table(listed, fields)
    place = {"Polygon": box(5, 5, 10, 12), "Point": f"POINT ({X + 9} {Y + 9})"}[kind]
    return layer(kind, [(place, *row) for row in listed], crs, fields)


def mix(feedback=None, **parameters):
    inputs = {"UNITS": lots(), "SPACES": floors(), "BUILDINGS": houses(), "OUTPUT": MEMORY}
    return run("functionmix", {**inputs, **parameters}, feedback)


# Function mix


@pytest.mark.parametrize("kind", ["Polygon", "Point", "None"])
@pytest.mark.parametrize("crs", CRS)
def test_mix_is_one_in_every_crs_and_kind_of_layer(crs, kind):
    results = mix(UNITS=lots(crs), SPACES=floors(kind, crs), BUILDINGS=houses(crs))
    first, second, third = rows(results["OUTPUT"])
    assert (first["gfa_commercial"], first["gfa_office"], first["gfa_hotel"]) == (120, 240, 0)
    assert (first["far"], first["gsi"]) == (pytest.approx(0.6, rel=3e-3), pytest.approx(0.2, rel=3e-3))
    assert first["osr"] == pytest.approx(1.3333, rel=3e-3) and first["storeys_mean"] == pytest.approx(3, rel=3e-3)
    # (1/3 ln 3 + 2/3 ln 1.5) / ln 7 = 0.636514 / 1.945910
    assert (first["entropy"], first["dominant"], first["n_functions"]) == (0.3271, "office", 2)
    assert second["gfa_residential"] == pytest.approx(240, rel=3e-3)
    assert (second["entropy"], second["mxi"], second["dominant"], second["DKBH"]) == (0, 100, "residential", "乙")
    assert [row["state"] for row in (first, second, third)] == ["measured", "measured", "missing"]
    assert [row["grade"] for row in (first, second, third)] == [NULL, NULL, "unassessed"]
    assert (third["entropy"], third["far"], third["dominant"], third["gfa_total"]) == (NULL, NULL, NULL, NULL)
    assert {row["clause"] for row in (first, second, third)} == {"5.1"}
    assert "66.67 %" in first["finding"] and "No floor area" in third["finding"]
    assert results["OUTPUT"].crs().authid() == crs
    # 240 office, 120 shops, 240 flats: 0.4, 0.2, 0.4
    assert results["ENTROPY"] == pytest.approx(0.5421, abs=3e-4)


def test_chinese_fields_are_found_and_a_chosen_one_wins():
    fields = "field=楼栋号:string&field=楼层:string&field=功能:string&field=建筑面积:string&field=实测面积:double"
    listed = [("A", "地下1层", "地下车库", "100 m²", 50.0), ("A", "1F", "餐饮", "300", 150.0)]
    found = rows(mix(SPACES=floors("None", listed=listed, fields=fields))["OUTPUT"])[0]
    assert (found["gfa_auxiliary"], found["gfa_commercial"], found["far"]) == (100, 300, 0.5)
    found = rows(mix(SPACES=floors("None", listed=listed, fields=fields), AREA_FIELD="实测面积")["OUTPUT"])[0]
    assert (found["gfa_auxiliary"], found["gfa_commercial"]) == (50, 150)


def test_unknown_spaces_are_told_and_the_result_is_called_incomplete():
    listed = [*FLOORS, ("A", 4, "?", 120.0), ("X", 1, "shop", 9.0), ("A", 5, "shop", None)]
    feedback = Feedback()
    found = rows(mix(feedback, SPACES=floors("None", listed=listed), BUILDINGS=houses())["OUTPUT"])[0]
    assert found["classified_pct"] == 75 and "Incomplete: only 75.00 %" in found["finding"]
    assert "The floor area of 1 of 5 spaces is unknown" in found["finding"]
    for words in (
        "floor area unknown, left out: 1 of 6",
        "function unknown: 1 of 6",
        "place unknown, left out: 1 of 6",
    ):
        assert any(words in text for text in feedback.warnings), words


def test_buildings_of_unknown_storeys_and_auxiliary_areas_above_the_whole_are_told():
    fields = FLOOR_FIELDS + "&field=auxiliary_m2:double"
    feedback = Feedback()
    buildings = layer("Polygon", [(box(5, 5, 10, 12), "A"), (box(25, 5, 10, 12), "B")], fields="field=building:string")
    first, second, _ = rows(
        mix(
            feedback, SPACES=floors("None", listed=[("A", 1, "shop", 100.0, 300.0)], fields=fields), BUILDINGS=buildings
        )["OUTPUT"]
    )
    assert (first["gfa_commercial"], first["gfa_auxiliary"]) == (0, 100)
    assert "The floor area of 1 of 1 spaces is unknown" in second["finding"]
    for words in (
        "auxiliary area larger than the floor area, cut to it: 1 of 1",
        "BUILDINGS: 1 buildings have no space",
    ):
        assert any(words in text for text in feedback.warnings), words


def test_areas_that_are_footprints_are_told():
    fields = "field=storeys:integer&field=area:double&field=function:string"
    spaces = layer("Polygon", [(box(5, 5, 10, 12), 5, 120.0, "office")], fields=fields)
    feedback = Feedback()
    found = rows(mix(feedback, SPACES=spaces, BUILDINGS=None)["OUTPUT"])[0]
    assert found["gfa_office"] == 600 and found["gsi"] == NULL
    assert any("holds footprints" in text for text in feedback.warnings)


def test_blocks_are_made_from_roads_where_no_units_are_given():
    lines = [(f"LINESTRING ({X + x} {Y - 5}, {X + x} {Y + 35})", "支路") for x in (0, 20, 40)]
    lines += [(f"LINESTRING ({X - 5} {Y + y}, {X + 45} {Y + y})", "支路") for y in (0, 30)]
    roads = layer("LineString", lines, fields="field=class:string")
    results = mix(UNITS=None, ROADS=roads)
    first, second = rows(results["OUTPUT"])
    assert (first["id"], first["area_m2"], first["far"], first["entropy"]) == (1, 600, 0.6, 0.3271)
    assert (second["id"], second["dominant"]) == (2, "residential")


def test_unusable_units_and_spaces_are_skipped_and_named():
    bow_tie = f"POLYGON (({X} {Y}, {X + 20} {Y + 30}, {X + 20} {Y}, {X} {Y + 30}, {X} {Y}))"
    units = layer("Polygon", [(box(0, 0, 20, 30),), (None,), ("POLYGON EMPTY",), (bow_tie,)])
    spaces = layer("Polygon", [(box(5, 5, 10, 12), *FLOORS[0]), (None, *FLOORS[1])], fields=FLOOR_FIELDS)
    feedback = Feedback()
    found = rows(mix(feedback, UNITS=units, SPACES=spaces)["OUTPUT"])
    assert [row["gfa_total"] for row in found][0] == 120 and len(found) == 2
    assert any("UNITS: 2 of 4 features skipped" in text for text in feedback.warnings)
    assert any("SPACES: 1 of 2 features skipped" in text for text in feedback.warnings)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"UNITS": None}, "UNITS.*neither units nor roads"),
        ({"UNITS": layer("Polygon", [])}, "UNITS.*no usable feature"),
        ({"UNITS": layer("Point", [(f"POINT ({X} {Y})",)])}, "UNITS.*Point"),
        ({"SPACES": table([], FLOOR_FIELDS)}, "SPACES.*no usable feature"),
        ({"FUNCTION_FIELD": "nothing"}, "FUNCTION_FIELD.*nothing"),
        ({"UNITS": None, "ROADS": layer("LineString", [(f"LINESTRING ({X} {Y}, {X} {Y + 9})", "支路")],
                                        fields="field=class:string")}, "ROADS.*no block"),
        ({"UNITS": None, "ROADS": layer("LineString", [(f"LINESTRING ({X} {Y}, {X} {Y + 9})", "步道")],
                                        fields="field=class:string")}, "CLASS_FIELD.*步道"),
    ],
)  # fmt: skip
def test_meaningless_mixes_are_refused(change, words, tmp_path):
    with pytest.raises(QgsProcessingException, match=words):
        mix(OUTPUT=str(tmp_path / "o.gpkg"), **change)
    assert list(tmp_path.iterdir()) == []


def test_mix_opens_coloured_and_hatched_by_function(demo, tmp_path):
    inputs = {key: f"{demo}|layername={key.lower()}" for key in ("FLOORS", "BUILDINGS", "PLOTS")}
    results = run("functionmix", {
        "UNITS": inputs["PLOTS"], "SPACES": inputs["FLOORS"], "BUILDINGS": inputs["BUILDINGS"],
        "OUTPUT": str(tmp_path / "o.gpkg"),
    })  # fmt: skip
    result = QgsVectorLayer(str(tmp_path / "o.gpkg"), "o", "ogr")
    renderer = result.renderer()
    assert renderer.classAttribute() == "dominant"
    looks = {
        category.value(): tuple(str(part.brushStyle()) for part in category.symbol().symbolLayers())
        for category in renderer.categories()
    }
    assert len(looks) == len(set(looks.values())) == 8, "told apart without colour"
    labels = {category.value(): category.label() for category in renderer.categories()}
    assert labels["office"] == "Office" and labels[""] == "no function known"
    assert results["ENTROPY"] == pytest.approx(0.84, abs=0.02)


# Public property


OWNED = FLOOR_FIELDS + "&field=owner:string"
SHARES = [
    ("A", 1, "办公", 8000.0, "私有"), ("A", 2, "学校", 600.0, "政府"), ("A", -1, "地下车库", 900.0, "政府"),
    ("A", 3, "商业", 500.0, None),
]  # fmt: skip


def district(kind="综合城市中心区", crs="EPSG:4547"):
    return layer("Polygon", [(box(0, 0, 60, 30), kind)], crs, "field=片区类型:string")


def public(feedback=None, **parameters):
    inputs = {
        "DISTRICTS": district(), "SPACES": floors("None", listed=SHARES, fields=OWNED), "BUILDINGS": houses(),
        "OUTPUT": MEMORY, "CONFIGURATION": MEMORY,
    }  # fmt: skip
    return run("publicproperty", {**inputs, **parameters}, feedback)


@pytest.mark.parametrize("crs", CRS)
def test_public_share_is_one_in_every_crs(crs):
    results = public(DISTRICTS=district(crs=crs), BUILDINGS=None, SPACES=floors("Point", crs, SHARES, OWNED))
    (row,) = rows(results["OUTPUT"])
    # 1500 of 10,000 m² by function; by owner 1500 of 10,000, known of 9500; without parking 600
    assert (row["gfa_total"], row["gfa_public"], row["public_pct"]) == (10000, 1500, 15)
    assert (row["public_pct_owner"], row["public_pct_noparking"]) == (15, 6)
    assert (row["type_assessed"], row["grade"], row["state"], row["clause"]) == (
        "centre",
        "excellent",
        "graded",
        "5.3.3",
    )
    assert row["needed"] == NULL and "15–20 %" in row["finding"]
    assert (results["PUBLIC_PCT"], results["GRADE"]) == (15, "excellent")


def test_table_joins_by_building_and_needed_is_told():
    (row,) = rows(public()["OUTPUT"])
    # and house B with 240 m² of flats: 1500 / 10,240 = 14.65 %; 15 % are 1536 m²
    # built in addition: 36 / 0.85 = 42.353
    assert (row["public_pct"], row["grade"]) == (14.65, "fair")
    assert row["needed"] == (
        "+36.00 m² of public floor area at the same total, or +42.36 m² where the total changes with it"
    )


@pytest.mark.parametrize(("choice", "name", "grade"), [(1, "centre", "fair"), (4, "residential", "fair")])
def test_chosen_type_wins(choice, name, grade):
    (row,) = rows(public(DISTRICTS=district(None), DISTRICT_TYPE=choice)["OUTPUT"])
    assert (row["type_assessed"], row["grade"]) == (name, grade)


def test_unknown_type_is_not_assessed_and_one_is_suggested():
    results = public(DISTRICTS=district("?"))
    (row,) = rows(results["OUTPUT"])
    assert (row["grade"], row["state"], row["type_assessed"], results["GRADE"]) == (
        "unassessed", "missing", NULL, "unassessed"
    )  # fmt: skip
    assert "the data suggest: integrated city centre" in row["finding"]
    assert rows(results["CONFIGURATION"]) == []


def test_configuration_tells_what_is_missing_only_where_facilities_are_given():
    found = rows(public()["CONFIGURATION"])
    assert len(found) == 9 and {row["missing"] for row in found} == {row["n_found"] for row in found} == {NULL}
    places = [(f"POINT ({X + 9} {Y + 9})", "派出所"), (f"POINT ({X + 900} {Y + 9})", "消防站")]
    results = public(FACILITIES=layer("Point", places, fields="field=category:string"))
    found = {row["item"]: row for row in rows(results["CONFIGURATION"])}
    assert (found["Police station"]["n_found"], found["Police station"]["missing"]) == (1, False)
    assert (found["Fire station"]["n_found"], found["Fire station"]["missing"]) == (0, True)
    assert {(row["type"], row["group"]) for row in found.values()} == {("centre", "core"), ("centre", "key")}


def test_plots_tell_what_their_conditions_leave_open():
    plots = layer(
        "Polygon", [(box(0, 0, 20, 30), "区政府"), (box(20, 0, 20, 30), None)], fields="field=公共物业持有主体:string"
    )
    first, second = rows(public(PLOTS=plots, PLOT_OUTPUT=MEMORY)["PLOT_OUTPUT"])
    assert (first["gfa_public"], first["holder"]) == (1500, "区政府")
    assert first["open_conditions"] == "public property required, mode of operation"
    assert (second["gfa_total"], second["public_pct"], second["holder"]) == (240, 0, NULL)
    assert second["open_conditions"] == "public property required, holder, mode of operation"


def test_plot_output_without_plots_is_told():
    feedback = Feedback()
    assert "PLOT_OUTPUT" not in public(feedback, PLOT_OUTPUT=MEMORY)
    assert any("PLOT_OUTPUT needs PLOTS" in text for text in feedback.warnings)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"DISTRICTS": layer("Polygon", [])}, "DISTRICTS.*no usable feature"),
        ({"SPACES": table([], OWNED)}, "SPACES.*no usable feature"),
        ({"OWNER_FIELD": "nothing"}, "OWNER_FIELD.*nothing"),
        ({"FACILITIES": layer("LineString", [(f"LINESTRING ({X} {Y}, {X} {Y + 9})",)])}, "FACILITIES.*Line"),
    ],
)
def test_meaningless_districts_are_refused(change, words, tmp_path):
    with pytest.raises(QgsProcessingException, match=words):
        public(OUTPUT=str(tmp_path / "o.gpkg"), CONFIGURATION=str(tmp_path / "c.gpkg"), **change)
    assert list(tmp_path.iterdir()) == []


# Both


DEMO = {
    "functionmix": {"UNITS": "plots", "SPACES": "floors", "BUILDINGS": "buildings"},
    "publicproperty": {"DISTRICTS": "district", "SPACES": "floors", "BUILDINGS": "buildings"},
}


def of_demo(name, demo):
    return {key: f"{demo}|layername={value}" for key, value in DEMO[name].items()}


@pytest.mark.parametrize("name", DEMO)
def test_cancelling_writes_all_or_nothing(demo, tmp_path, name):
    outcomes = set()
    for number in range(0, 60, 4):
        place = tmp_path / str(number)
        place.mkdir()
        algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"multiground:{name}")
        files = {**of_demo(name, demo), "OUTPUT": str(place / "o.gpkg")}
        _, ok = algorithm.run(files, QgsProcessingContext(), AskedOften(number))
        assert bool(list(place.iterdir())) == ok
        outcomes.add(ok)
    assert False in outcomes


@pytest.mark.parametrize("name", DEMO)
def test_works_in_a_model(demo, tmp_path, name):
    inputs = of_demo(name, demo)
    found = rows(run_model(model_of(name, set(inputs)), inputs, tmp_path / "m.gpkg"))
    assert len(found) == {"functionmix": 54, "publicproperty": 1}[name]


@pytest.mark.parametrize("name", DEMO)
def test_two_runs_give_the_same_attributes(demo, tmp_path, name):
    inputs, found = of_demo(name, demo), []
    for seed in (0, 1):
        spaces = QgsVectorLayer(inputs["SPACES"], "s", "ogr")
        features = list(spaces.getFeatures())
        copy = QgsVectorLayer("Polygon?crs=EPSG:4547", "s", "memory")
        copy.dataProvider().addAttributes(spaces.fields().toList())
        copy.updateFields()
        copy.dataProvider().addFeatures(features[::-1] if seed else features)
        found.append(rows(run(name, {**inputs, "SPACES": copy, "OUTPUT": MEMORY})["OUTPUT"]))
    assert found[0] == found[1]


@pytest.mark.parametrize("name", DEMO)
def test_qgis_process_runs_it(demo, tmp_path, name):
    program = shutil.which("qgis_process.bin") or shutil.which("qgis_process")
    surroundings = own_profile(tmp_path)
    arguments = [f"{key}={value}" for key, value in {**of_demo(name, demo), "OUTPUT": tmp_path / "o.gpkg"}.items()]
    command = [program, "--json", "run", f"multiground:{name}", "--", *arguments]
    done = subprocess.run(command, env=surroundings, capture_output=True, text=True, timeout=120)
    results = json.loads(done.stdout)["results"]
    assert results.get("ENTROPY", 1) > 0 and results.get("GRADE", "fair") == "fair"
    assert (tmp_path / "o.gpkg").exists()
