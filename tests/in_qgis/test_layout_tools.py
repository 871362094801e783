"""Plot layout in QGIS: run, refused, cancelled, with bad features, in every CRS, in a model, by qgis_process."""

import json

import pytest
from layers import AskedOften, Feedback, layer, model_of, rows, run, run_model
from qgis.core import QgsProcessingException
from test_qgis_process import qgis_process  # noqa: F401 - a fixture

pytestmark = pytest.mark.usefixtures("provider")

CRS = ["EPSG:4547", "EPSG:4326", "EPSG:3857", "EPSG:32650"]
X, Y = 500_000, 2_500_000
MEMORY = dict.fromkeys(("FINDINGS", "BLOCKS", "PLOT_OUTPUT"), "memory:")


def box(x, y, width, height):
    x, y = X + x, Y + y
    return f"POLYGON(({x} {y}, {x + width} {y}, {x + width} {y + height}, {x} {y + height}, {x} {y}))"


def line(*points):
    return f"LINESTRING({', '.join(f'{X + x} {Y + y}' for x, y in points)})"


def plots(crs="EPSG:4547", *more):
    """Three plots of 180 m depth in a block of 200 m: 甲 and 乙 overlap by 2 m, 乙 and 丙 leave 3 m."""
    own = [
        (box(10, 10, 60, 180), "甲", "3.0"),
        (box(68, 10, 49, 180), "乙", "≤3.0"),
        (box(120, 10, 70, 180), "丙", None),
    ]
    return layer("Polygon", [*own, *more], crs, "field=地块编号:string&field=容积率:string")


def streets(crs="EPSG:4547", *more):
    """A block of 200 m, and a street 37 m into 丙."""
    ring = [(0, 0), (200, 0), (200, 200), (0, 200), (0, 0)]
    sides = [(line(*side), "支路", name) for side, name in zip(zip(ring, ring[1:]), ("南街", "东街", "北街", "西街"))]
    return layer(
        "LineString",
        [*sides, (line((150, 0), (150, 47)), "支路", "巷"), *more],
        crs,
        "field=道路等级:string&field=路名:string",
    )


def ditch(crs="EPSG:4547"):
    return layer("LineString", [(line((20, -20), (20, 230)),)], crs)


def district(crs="EPSG:4547", planned="9.5"):
    return layer("Polygon", [(box(0, 0, 200, 200), planned)], crs, "field=规划路网密度:string")


def inputs(crs=("EPSG:4547",) * 4):
    given = {"PLOTS": plots(crs[0]), "ROADS": streets(crs[1]), "WATER": ditch(crs[2]), "DISTRICTS": district(crs[3])}
    return {**given, **MEMORY}


@pytest.mark.parametrize("first", range(4))
def test_findings_and_blocks_are_the_same_in_every_crs(first):
    results = run("plotlayout", inputs((CRS * 2)[first : first + 4]))
    conflicts = {row["kind"]: row for row in rows(results["FINDINGS"])}
    assert set(conflicts) == {"road", "water", "overlap", "gap"}
    assert results["N_CONFLICTS"] == 4
    sizes = {kind: row["size"] for kind, row in conflicts.items()}
    assert sizes == pytest.approx({"road": 37, "water": 180, "overlap": 2, "gap": 3}, abs=0.2)
    assert (conflicts["road"]["plot"], conflicts["road"]["other"], conflicts["road"]["unit"]) == ("丙", "巷", "m")
    assert {conflicts["overlap"]["plot"], conflicts["overlap"]["other"]} == {"甲", "乙"}
    assert [conflicts[kind]["grade"] for kind in ("road", "water", "overlap", "gap")] == ["violation"] * 3 + ["fair"]
    assert {row["clause"] for row in conflicts.values()} == {"4.1.1"}
    (block,) = rows(results["BLOCKS"])
    assert block["gross_m2"] == pytest.approx(40_000, rel=2e-3)
    # 60 + 47 (2 m of its 49 are shared) + 70 m of depth 180; the side street adds 47 m to half the outline
    assert block["net_m2"] == pytest.approx(177 * 180, rel=2e-3)
    assert block["side_m"] == pytest.approx((177 * 180) ** 0.5, rel=1e-3)
    assert (block["block"], block["far"], block["planned_density"]) == (1, 3.0, 9.5)
    assert block["density"] == pytest.approx((400 + 47) / 40, rel=2e-3)
    assert (block["state"], block["clause"], bool(block["grade"])) == ("measured", "4.1.2", False)
    assert "(planned 9.5)" in block["finding"]
    graded = {row["地块编号"]: row for row in rows(results["PLOT_OUTPUT"])}
    assert {row["grade"] for row in graded.values()} == {"violation"}
    assert "Checked against roads, water and other plots." in graded["丙"]["finding"]
    assert "(crossing)" in graded["丙"]["needed"]
    assert results["GRADE"] == "violation"
    assert results["FINDINGS"].crs().authid() == (CRS * 2)[first]


def test_plots_alone_are_checked_against_each_other_only():
    feedback = Feedback()
    results = run("plotlayout", {"PLOTS": plots(), **MEMORY}, feedback)
    graded = {row["地块编号"]: row for row in rows(results["PLOT_OUTPUT"])}
    assert [graded[name]["grade"] for name in "甲乙丙"] == ["violation", "violation", "unassessed"]
    assert (graded["丙"]["state"], graded["丙"]["crossing_m"] == graded["丙"]["needed"]) == ("missing", True)
    assert "neither roads nor water were given" in graded["丙"]["finding"]
    assert (rows(results["BLOCKS"]), results["MEAN_BLOCK_SIDE"]) == ([], None)
    assert any("No blocks" in text for text in feedback.warnings)


def test_order_of_features_changes_no_finding():
    """乙 and 甲 overlap, two streets of two names run on in 丙: whatever is listed first."""
    found = []
    for order in (1, -1):
        own = [(box(10, 10, 60, 180), "甲"), (box(68, 10, 49, 180), "乙"), (box(120, 10, 70, 180), "丙")]
        lanes = [(line((150, 0), (150, 40)), "branch", "一巷"), (line((150, 40), (150, 80)), "branch", "二巷")]
        given = {
            "PLOTS": layer("Polygon", own[::order], "EPSG:4547", "field=plot:string"),
            "ROADS": layer("LineString", lanes[::order], "EPSG:4547", "field=class:string&field=name:string"),
        }
        results = run("plotlayout", {**given, **MEMORY})
        names = ("kind", "size", "area_m2", "plot", "other", "finding", "needed")
        found.append([[row[name] for name in names] for row in rows(results["FINDINGS"])])
    assert found[0] == found[1]
    assert sorted(row[4] for row in found[0] if row[0] == "road") == ["一巷, 二巷"]


def test_what_nobody_can_tell_is_said_and_not_passed():
    """甲 lies wholly in a lake; a street without a class runs through 乙."""
    lanes = [
        (line((90, -9), (90, 250)), None),
        (line((0, 900), (9, 900)), "主干路"),
        (line((0, 950), (9, 950)), "支路"),
    ]
    given = {
        "PLOTS": layer(
            "Polygon", [(box(10, 10, 50, 180), "甲"), (box(70, 10, 50, 180), "乙")], "EPSG:4547", "field=plot"
        ),
        "ROADS": layer("LineString", lanes, "EPSG:4547", "field=class:string"),
        "WATER": layer("Polygon", [(box(0, 0, 65, 300),)]),
        "COUNTED_CLASSES": "主干路，支路",
    }
    results = run("plotlayout", {**given, **MEMORY})
    graded = {row["plot"]: row for row in rows(results["PLOT_OUTPUT"])}
    assert [(row["grade"], row["state"]) for row in graded.values()] == [("unassessed", "missing")] * 2
    assert "It lies wholly in water" in graded["甲"]["finding"]
    assert "A road of unknown class runs through it" in graded["乙"]["finding"]
    assert (results["N_CONFLICTS"], results["GRADE"]) == (0, "unassessed")


def test_bad_features_are_skipped_and_named():
    feedback = Feedback()
    bow = f"POLYGON(({X + 300} {Y}, {X + 400} {Y + 90}, {X + 400} {Y}, {X + 300} {Y + 90}, {X + 300} {Y}))"
    given = {
        **inputs(),
        "PLOTS": plots("EPSG:4547", (None, "无", None), (bow, "结", "x")),
        "WATER": layer("Polygon", []),
    }
    results = run("plotlayout", given, feedback)
    assert len(rows(results["PLOT_OUTPUT"])) == 4
    assert any("PLOTS: 1 of 5 features skipped" in text for text in feedback.warnings)
    assert any("PLOTS: measured in a repaired copy" in text for text in feedback.warnings)
    assert any("WATER: no usable feature: there are none" in text for text in feedback.said)
    assert {row["kind"] for row in rows(results["FINDINGS"])} == {"road", "overlap", "gap"}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"PLOTS": layer("Polygon", [])}, "PLOTS: found no usable feature"),
        ({"ROADS": layer("LineString", [])}, "ROADS: found no usable feature"),
        ({"ROADS": plots()}, "ROADS: found Polygon"),
        ({"ROADS": layer("LineString", [(line((0, 0), (9, 9)),)])}, "CLASS_FIELD: found NULL"),
        ({"COUNTED_CLASSES": "alley"}, "COUNTED_CLASSES: found"),
        ({"PLANNED_FAR": 0}, "PLANNED_FAR: found 0"),
        ({"PLANNED_DENSITY": -2}, "PLANNED_DENSITY: found -2"),
        ({"FAR_FIELD": "无"}, "FAR_FIELD: found 无"),
    ],
)
def test_refusals_name_the_parameter(change, sentence):
    with pytest.raises(QgsProcessingException, match=sentence):
        run("plotlayout", {**inputs(), **change})


@pytest.mark.parametrize("times", [1, 3, 8, 15])
def test_cancelling_leaves_nothing_behind(tmp_path, times):
    files = {name: str(tmp_path / f"{name}.gpkg") for name in MEMORY}
    with pytest.raises(QgsProcessingException, match="Cancelled"):
        run("plotlayout", {**inputs(), **files}, AskedOften(times))
    assert list(tmp_path.iterdir()) == []


def test_files_carry_their_style_and_an_empty_result_is_a_layer(tmp_path):
    files = {name: str(tmp_path / f"{name}.gpkg") for name in MEMORY}
    results = run(
        "plotlayout", {**inputs(), "PLOTS": layer("Polygon", [(box(10, 10, 100, 100),)]), "WATER": None, **files}
    )
    assert results["FINDINGS"].featureCount() == 0
    assert results["FINDINGS"].renderer().type() == "categorizedSymbol"
    assert results["BLOCKS"].renderer().type() == "RuleRenderer"
    assert results["BLOCKS"].labelsEnabled()
    assert results["GRADE"] == "excellent"


def test_planned_numbers_win_over_the_district():
    results = run("plotlayout", {**inputs(), "PLANNED_DENSITY": 8, "PLANNED_FAR": 4.5})
    (block,) = rows(results["BLOCKS"])
    assert (block["planned_density"], block["planned_far"]) == (8, 4.5)


def test_works_in_a_model(tmp_path):
    model = model_of("plotlayout", ["PLOTS", "ROADS"], output="FINDINGS")
    result = run_model(model, {"PLOTS": plots(), "ROADS": streets()}, tmp_path / "model.gpkg")
    assert {row["kind"] for row in rows(result)} == {"road", "overlap", "gap"}


def test_qgis_process_gives_the_numbers_of_the_demo_district(qgis_process, demo, tmp_path):  # noqa: F811
    layers = {"PLOTS": "plots", "ROADS": "roads", "WATER": "water", "DISTRICTS": "district"}
    given = [f"{name}={demo}|layername={table}" for name, table in layers.items()]
    files = [f"{name}={tmp_path / name}.gpkg" for name in ("FINDINGS", "BLOCKS")]
    done = qgis_process("--json", "run", "multiground:plotlayout", "--", *given, *files)
    assert done.returncode == 0, done.stderr
    results = json.loads(done.stdout)["results"]
    assert (results["N_CONFLICTS"], results["MEAN_BLOCK_SIDE"], results["GRADE"]) == (0, 177.55, "excellent")
    refused = qgis_process("run", "multiground:plotlayout", "--", *given, *files, "PLANNED_FAR=-1")
    assert refused.returncode != 0
    assert "PLANNED_FAR: found -1" in refused.stderr + refused.stdout
