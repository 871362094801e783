"""District intensity in QGIS: run, refused, cancelled, with bad features, in every CRS, in a model, by qgis_process."""

import json

import pytest
from layers import AskedOften, Feedback, layer, model_of, rows, run, run_model, table
from qgis.core import NULL, QgsProcessingException
from test_qgis_process import qgis_process  # noqa: F401 - a fixture

pytestmark = pytest.mark.usefixtures("provider")

CRS = ["EPSG:4547", "EPSG:4326", "EPSG:3857", "EPSG:32650"]
X, Y = 500_000, 2_500_000


def box(x, y, width, height):
    x, y = X + x, Y + y
    return f"POLYGON(({x} {y}, {x + width} {y}, {x + width} {y + height}, {x} {y + height}, {x} {y}))"


def inputs(crs=CRS[:1] * 4):
    """1 km²: 600 m commercial, 200 m housing, 100 m green, 100 m road; floors 4.0 and 0.8 of 0.8 km²; 4 stations."""
    strips = [(0, 600, "B1"), (600, 200, "二类居住用地"), (800, 100, "G1"), (900, 100, "S1")]
    land = [(box(x, 0, width, 1000), use) for x, width, use in strips]
    floors = [
        (f"POINT({X + 500} {Y + 500})", 3_200_000, 1, "办公"),
        (f"POINT({X + 500} {Y + 500})", 640_000, -1, "商业"),
    ]
    halts = [(f"POINT({X + 9 * k} {Y + 9})", "地铁", f"{k}号站") for k in range(1, 5)]
    return {
        "DISTRICTS": layer("Polygon", [(box(0, 0, 1000, 1000), "甲")], crs[0], "field=class:string"),
        "PLOTS": layer("Polygon", land, crs[1], "field=用地性质:string"),
        "SPACES": layer("Point", floors, crs[2], "field=建筑面积:double&field=楼层:int&field=功能:string"),
        "STATIONS": layer("Point", halts, crs[3], "field=站点类型:string&field=名称:string"),
        "OUTPUT": "memory:",
    }


@pytest.mark.parametrize("first", range(4))
def test_figures_and_class_are_the_same_in_every_crs(first):
    results = run("districtintensity", inputs((CRS * 2)[first : first + 4]))
    (row,) = rows(results["OUTPUT"])
    assert results["CLASS"] == row["class"] == "high"
    assert row["class_input"] == "甲"
    assert row["net_km2"] == pytest.approx(0.8, rel=2e-3)
    assert [row["far_above"], row["far_below"]] == pytest.approx([4.0, 0.8], abs=0.02)
    assert row["transit_density"] == pytest.approx(15, abs=0.05)
    assert row["public_land_pct"] == pytest.approx(66.67, abs=0.02)
    assert (row["state"], row["clause"], row["missing"]) == ("measured", "1.0.2", NULL)
    assert "baseline 3.8" in row["finding"]
    assert results["OUTPUT"].crs().authid() == (CRS * 2)[first]


def test_what_is_missing_is_named_and_the_scale_is_warned_of():
    given = {**inputs(), "STATIONS": None}
    given["DISTRICTS"] = layer("Polygon", [(box(0, 0, 400, 400),)])
    given["SPACES"] = table([(500_000.0, 1)], "field=area:double&field=storey:int")
    results = run("districtintensity", given)
    (row,) = rows(results["OUTPUT"])
    assert (results["CLASS"], row["class"], row["state"]) == (None, NULL, "missing")
    assert row["missing"] == "floor areas, stations"
    assert (row["far_above"], row["transit_density"]) == (NULL, NULL)
    assert "0.16 km² is outside the 0.5 to 2 km²" in row["finding"]


def test_land_and_stations_that_nobody_can_tell_are_named():
    """Plots left out on 60 of 100 hectares, where the floors are; a plot drawn over another; a station of no kind."""
    given = inputs()
    given["PLOTS"] = layer("Polygon", [(box(600, 0, 400, 1000), "B1")], "EPSG:4547", "field=use:string")
    row = rows(run("districtintensity", given)["OUTPUT"])[0]
    assert (row["class"], row["missing"], row["far_above"]) == (NULL, "plots", NULL)
    assert "Floor area above ground that stands on no plot: 100.00 %." in row["finding"]
    given["PLOTS"] = layer(
        "Polygon", [(box(0, 0, 1000, 1000), "B1"), (box(0, 0, 100, 1000), "R2")], "EPSG:4547", "field=use:string"
    )
    given["STATIONS"] = layer(
        "Point",
        [(f"POINT({X + 9} {Y + 9})", "地铁"), (f"POINT({X + 99} {Y + 9})", None)],
        "EPSG:4547",
        "field=kind:string",
    )
    row = rows(run("districtintensity", given)["OUTPUT"])[0]
    assert (row["class"], row["missing"]) == (NULL, "plots without overlaps, kinds of stations")
    assert "Land that two plots share: 9.09 %." in row["finding"]


def test_several_districts_have_no_one_class_and_bad_features_are_named():
    feedback, given = Feedback(), inputs()
    given["DISTRICTS"] = layer("Polygon", [(box(0, 0, 500, 1000),), (box(500, 0, 500, 1000),), (None,)])
    results = run("districtintensity", given, feedback)
    assert len(rows(results["OUTPUT"])) == 2
    assert results["CLASS"] is None
    assert any("DISTRICTS: 1 of 3 features skipped" in text for text in feedback.warnings)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"DISTRICTS": layer("Polygon", [])}, "DISTRICTS: found no usable feature"),
        ({"PLOTS": layer("Point", [])}, "PLOTS: found Point"),
        ({"USE_FIELD": "无"}, "USE_FIELD: found 无"),
    ],
)
def test_refusals_name_the_parameter(change, sentence):
    with pytest.raises(QgsProcessingException, match=sentence):
        run("districtintensity", {**inputs(), **change})


@pytest.mark.parametrize("times", [1, 4])
def test_cancelling_leaves_nothing_behind(tmp_path, times):
    with pytest.raises(QgsProcessingException, match="Cancelled"):
        run("districtintensity", {**inputs(), "OUTPUT": str(tmp_path / "out.gpkg")}, AskedOften(times))
    assert list(tmp_path.iterdir()) == []


def test_works_in_a_model_with_its_style(tmp_path):
    given = inputs()
    names = ["DISTRICTS", "SPACES", "PLOTS", "STATIONS"]
    result = run_model(model_of("districtintensity", names), {name: given[name] for name in names}, tmp_path / "m.gpkg")
    assert [row["class"] for row in rows(result)] == ["high"]
    assert result.renderer().type() == "categorizedSymbol"


def test_qgis_process_gives_the_class_of_the_demo_district(qgis_process, demo, tmp_path):  # noqa: F811
    layers = {
        "DISTRICTS": "district",
        "SPACES": "floors",
        "PLOTS": "plots",
        "STATIONS": "stations",
        "BUILDINGS": "buildings",
    }
    given = [f"{name}={demo}|layername={name_}" for name, name_ in layers.items()]
    done = qgis_process("--json", "run", "multiground:districtintensity", "--", *given, f"OUTPUT={tmp_path / 'o.gpkg'}")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["results"]["CLASS"] == "quasi"
