"""Real districts keep the figures that docs/road_network_density.md, docs/mper.md and docs/plot_layout.md discuss."""

import subprocess
import sys
from collections import Counter

import pytest
from layers import ROOT, SHARED, rows, run

pytestmark = [
    pytest.mark.usefixtures("provider"),
    pytest.mark.skipif(not SHARED.is_dir(), reason=f"real districts are not at {SHARED}"),
]


@pytest.mark.parametrize(
    ("package", "density", "grade", "density_apart"),
    [("shanghai_lujiazui", 8.92, "excellent", 12.46), ("wuhan_guanggu", 9.19, "excellent", 11.33)],
)
def test_road_network_density(package, density, grade, density_apart):
    import processing

    tiles = {"INPUT": f"{SHARED / package}.gpkg|layername=tile_coverage", "EXPRESSION": '"present" = 1'}
    present = processing.run("native:extractbyexpression", {**tiles, "OUTPUT": "memory:"})["OUTPUT"]
    district = processing.run("native:dissolve", {"INPUT": present, "OUTPUT": "memory:"})["OUTPUT"]
    inputs = {"ROADS": f"{SHARED / package}.gpkg|layername=walk_edges", "DISTRICTS": district, "OUTPUT": "memory:"}
    results = run("roadnetworkdensity", inputs)
    assert (results["DENSITY"], results["GRADE"]) == (density, grade)
    assert run("roadnetworkdensity", {**inputs, "MERGE_DUAL": False})["DENSITY"] == density_apart


@pytest.mark.parametrize(
    ("package", "ratio", "n_systems", "sum_f"), [("moorgate_otp", 37.865, 5, 5), ("tokyo_otemachi", 402.286, 9, 21)]
)
def test_mper_of_surfaces_derived_from_lines(tmp_path, package, ratio, n_systems, sum_f):
    derived = tmp_path / "derived.gpkg"
    script = [sys.executable, str(ROOT / "tools" / "real_mper.py"), str(SHARED / f"{package}.gpkg"), str(derived)]
    subprocess.run(script, check=True, capture_output=True)
    tables = {"DISTRICTS": "district", "TAGGED_SURFACES": "surfaces", "VERTICALS": "verticals", "FLOORS": "floors"}
    inputs = {name: f"{derived}|layername={table}" for name, table in {**tables, "BUILDINGS": "buildings"}.items()}
    results = run("mper", {**inputs, "OUTPUT": "memory:", "SYSTEMS": "memory:"})
    assert results["MPER"] == pytest.approx(ratio, abs=0.001)
    assert (results["N_SYSTEMS"], results["SUM_F"], results["GRADE"]) == (n_systems, sum_f, "fair")


@pytest.mark.parametrize(
    ("package", "water", "conflicts", "blocks", "side"),
    [
        ("helsinki", None, {"overlap": 177, "road": 25, "gap": 38, "sliver": 77}, 41, 113.79),
        ("shanghai_lujiazui", "water", {"overlap": 66, "road": 14, "gap": 10, "sliver": 7}, 124, 140.65),
    ],
)
def test_plot_layout_of_land_use(package, water, conflicts, blocks, side):
    tables = {"PLOTS": "landuse", "ROADS": "walk_edges", **({"WATER": water} if water else {})}
    inputs = {name: f"{SHARED / package}.gpkg|layername={table}" for name, table in tables.items()}
    results = run("plotlayout", {**inputs, "FINDINGS": "memory:", "BLOCKS": "memory:"})
    assert Counter(row["kind"] for row in rows(results["FINDINGS"])) == conflicts
    assert (results["BLOCKS"].featureCount(), results["MEAN_BLOCK_SIDE"]) == (blocks, side)
