"""Gaps, lines of sight and greenery in QGIS: run, refused, cancelled, bad features, in a model, by qgis_process."""

import json

import pytest
from layers import AskedOften, Feedback, layer, model_of, rows, run, run_model
from qgis.core import QgsProcessingException
from test_qgis_process import qgis_process  # noqa: F401 - a fixture

pytestmark = pytest.mark.usefixtures("provider")

CRS = ["EPSG:4547", "EPSG:4326", "EPSG:3857", "EPSG:32650"]
X, Y = 500_000, 2_500_000
MEMORY = dict.fromkeys(("GAPS", "CORRIDORS", "GREEN_VIEW", "SUMMARY"), "memory:")


def box(x, y, width, height):
    x, y = X + x, Y + y
    return f"POLYGON(({x} {y}, {x + width} {y}, {x + width} {y + height}, {x} {y + height}, {x} {y}))"


def point(x, y):
    return f"POINT({X + x} {Y + y})"


def houses(crs="EPSG:4547", *more):
    """甲 and 乙 5 m apart over 20 m; 丙, 40 m high, 20 m from the middle of the square at (110, 10)."""
    own = [(box(0, 0, 20, 20), "甲", "12米"), (box(25, 0, 20, 30), "乙", "30"), (box(130, 0, 10, 20), "丙", "41.6")]
    return layer("Polygon", [*own, *more], crs, "field=楼号:string&field=高度:string")


def inputs(crs=("EPSG:4547",) * 4):
    """A square with a hedge 2 m high along its north side and a tree without a crown base; a tower 100 m away."""
    plants = [(box(100, 18, 20, 2), "绿篱", 2.0, None), (box(100, 0, 20, 20), "草地", None, None)]
    fields = "field=kind:string&field=height:double&field=species:string"
    return {
        "BUILDINGS": houses(crs[0]),
        "GREENERY": layer("Polygon", plants, crs[1], fields),
        "OPEN_SPACES": layer("Polygon", [(box(100, 0, 20, 20), "市民广场")], crs[2], "field=名称:string"),
        "LANDMARKS": layer("Point", [(point(210, 10), "塔", 101.6)], crs[3], "field=name:string&field=z:double"),
        **MEMORY,
    }


@pytest.mark.parametrize("first", range(4))
def test_figures_are_the_same_in_every_crs(first):
    results = run("landscape", inputs((CRS * 2)[first : first + 4]))
    (gap,) = rows(results["GAPS"])
    assert (gap["building"], gap["facing"], gap["flag"]) == ("甲", "乙", "severe")
    assert (gap["gap_m"], gap["overlap_m"], gap["facing_height_m"]) == pytest.approx((5, 20, 12), rel=2e-3)
    assert "less than 6 m" in gap["finding"]
    (line,) = rows(results["CORRIDORS"])
    assert (line["space"], line["landmark"], line["blocked_by"]) == ("市民广场", "塔", "丙")
    assert (line["distance_m"], line["blocked_at_m"], line["over_m"]) == pytest.approx((100, 20, 20), rel=3e-3)
    (space,) = rows(results["GREEN_VIEW"])
    assert (space["名称"], space["layers"], space["n_layers"]) == ("市民广场", "shrub, grass", 2)
    assert space["lacking"] == "species, leaf_cycle, season_months"
    assert space["closed_pct"] > 10
    assert "2 of 3 layers" in space["finding"]
    summary = {row["clause"]: row for row in rows(results["SUMMARY"])}
    assert [*summary] == ["7.1.1", "7.1.3", "7.1.4"]
    assert {row["state"] for row in summary.values()} == {"measured"}
    assert "below 13 m: 1; below 6 m: 1" in summary["7.1.1"]["finding"]
    assert "1 of 1 blocked" in summary["7.1.1"]["finding"]
    numbers = [results[name] for name in ("N_GAPS", "N_SEVERE", "N_CORRIDORS", "N_BLOCKED", "N_LAYERED")]
    assert numbers == [1, 1, 1, 1, 0]
    assert {row["grade"] is None or row["grade"] == row["needed"] for row in summary.values()} == {True}
    assert results["GAPS"].crs().authid() == (CRS * 2)[first]


def test_buildings_alone_leave_the_rest_missing():
    results = run("landscape", {"BUILDINGS": houses(), **MEMORY})
    assert len(rows(results["GAPS"])) == 1
    assert rows(results["CORRIDORS"]) == rows(results["GREEN_VIEW"]) == []
    summary = {row["clause"]: (row["state"], row["grade"], row["finding"]) for row in rows(results["SUMMARY"])}
    assert summary["7.1.3"] == summary["7.1.4"] == ("missing", "unassessed", "No open spaces are given.")
    assert [results[name] for name in ("N_CORRIDORS", "N_BLOCKED", "CLOSED_PCT", "N_LAYERED")] == [None] * 4
    results = run("landscape", {**inputs(), "GREENERY": None})
    (space,) = rows(results["GREEN_VIEW"])
    assert (space["state"], space["lacking"], space["n_layers"] == space["needed"]) == ("missing", "greenery", True)


def test_bad_features_are_skipped_and_named():
    feedback = Feedback()
    bow = f"POLYGON(({X + 300} {Y}, {X + 400} {Y + 90}, {X + 400} {Y}, {X + 300} {Y + 90}, {X + 300} {Y}))"
    given = {**inputs(), "BUILDINGS": houses("EPSG:4547", (None, "无", "9"), (bow, "结", "无"))}
    given["LANDMARKS"] = layer("Point", [(None, 9.0)], "EPSG:4547", "field=z:double")
    results = run("landscape", given, feedback)
    assert (results["N_GAPS"], results["N_CORRIDORS"]) == (1, 0)
    assert any("BUILDINGS: 1 of 5 features skipped, without a geometry: 4" in text for text in feedback.warnings)
    assert any("repaired copy: features 5" in text for text in feedback.warnings)


def test_wrong_layers_are_refused_before_any_work():
    with pytest.raises(QgsProcessingException, match="BUILDINGS: found"):
        run("landscape", {**inputs(), "BUILDINGS": layer("Polygon", [])})
    with pytest.raises(QgsProcessingException, match="LANDMARKS: found"):
        run("landscape", {**inputs(), "LANDMARKS": houses()})


@pytest.mark.parametrize("times", [1, 3, 6])
def test_cancelled_run_writes_nothing(times, tmp_path):
    given = {**inputs(), "GAPS": str(tmp_path / "gaps.gpkg")}
    with pytest.raises(QgsProcessingException, match="Cancelled"):
        run("landscape", given, AskedOften(times))
    assert list(tmp_path.iterdir()) == []


def test_in_a_model(tmp_path):
    model = model_of("landscape", ["BUILDINGS"], output="GAPS")
    (gap,) = rows(run_model(model, {"BUILDINGS": houses()}, tmp_path / "model.gpkg"))
    assert gap["flag"] == "severe"


def test_by_qgis_process(qgis_process, tmp_path):  # noqa: F811
    from layers import ROOT

    demo = ROOT / "resources" / "demo" / "demo_district.gpkg"
    names = {"BUILDINGS": "buildings", "GREENERY": "greenery", "OPEN_SPACES": "open_spaces", "LANDMARKS": "landmarks"}
    given = [f"{name}={demo}|layername={own}" for name, own in names.items()]
    done = qgis_process("--json", "run", "multiground:landscape", "--", *given, f"GAPS={tmp_path / 'g.gpkg'}")
    results = json.loads(done.stdout)["results"]
    assert (results["N_GAPS"], results["N_SEVERE"]) == (34, 0)
