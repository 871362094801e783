"""Two real districts keep the figures that docs/road_network_density.md discusses."""

import pytest
from layers import SHARED, run

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
