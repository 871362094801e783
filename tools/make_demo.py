"""Draw the invented demo district and the golden MPER case, from the tables in demo_tables.py, as GeoPackages.

Run from the project's root:  PYTHONPATH=.build/libs /usr/bin/python3 tools/make_demo.py

Coordinates in the tables are local metres: x east, y north, z above the street.
The right answers in tests/data/demo_answers.json are worked apart from this file and stay as they are
when it changes: whoever moves a street or a plot works them again.
"""

import sys
from pathlib import Path

import numpy as np
import shapely
from demo_drawing import (
    draw_blocks,
    draw_buildings,
    draw_facilities,
    draw_floors,
    draw_greenery,
    draw_plots,
    draw_roads,
    draw_setback_lines,
    draw_surfaces,
    draw_verticals,
    draw_walkways,
    floor_z,
    plot_rows,
)
from demo_tables import (
    CANAL,
    CONSTRAINTS,
    EXCLUDED,
    GOLDEN_A,
    GOLDEN_B,
    GOLDEN_FLOORS,
    GOLDEN_SURFACES,
    GOLDEN_VERTICALS,
    LANDMARKS,
    OUTLINE,
    PLOTS,
    POND,
    SENSITIVE_KINDS,
    SPACE_KINDS,
    STATIONS,
    SURFACES,
)
from osgeo import gdal, ogr, osr
from shapely.geometry import Point, box

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from urbanform import create_package  # noqa: E402 - the library beside this folder

DEMO_FILE = ROOT / "resources/demo/demo_district.gpkg"
GOLDEN_FILE = ROOT / "tests/data/mper_golden.gpkg"
DEMO_ORIGIN = (500500, 2494000)
GOLDEN_ORIGIN = (500000, 2500000)


def demo_layers():
    """Layer name -> rows of the demo district."""
    blocks = draw_blocks()
    plots = draw_plots(blocks)
    buildings = draw_buildings(plots)
    surfaces = draw_surfaces(buildings)
    return {
        "district": [(OUTLINE, "示范片区", "centre", "new", 922520.0, 9.5, 4.5)],
        "roads": draw_roads(),
        "plots": plot_rows(plots, buildings),
        "buildings": [
            (b.footprint, b.id, b.storeys, b.below, floor_z(b, b.storeys + 1), 0.0, b.function)
            for b in buildings.values()
        ],
        "floors": draw_floors(buildings),
        "surfaces": [(surfaces[surface[0]], *surface[:-1]) for surface in SURFACES],
        "verticals": draw_verticals(),
        "walkways": draw_walkways(blocks, buildings),
        "facilities": draw_facilities(buildings, plots),
        "stations": [(Point(x, y), kind, name) for kind, name, x, y in STATIONS],
        "open_spaces": [
            (plots[plot] - POND - surfaces["IP"], SPACE_KINDS[use], True)
            for plot, (use, *_) in PLOTS.items()
            if use in SPACE_KINDS
        ],
        "landmarks": [(Point(x, y), name, z) for name, x, y, z in LANDMARKS],
        "sensitive": [(Point(285, 110), "school")]
        + [(plots[plot], SENSITIVE_KINDS[use]) for plot, (use, *_) in PLOTS.items() if use in SENSITIVE_KINDS],
        "setback_lines": draw_setback_lines(plots, blocks),
        "excluded": [(shape, kind) for kind, shape in EXCLUDED],
        "data_extent": [(OUTLINE.buffer(1300, join_style="mitre"),)],
        "constraints": [(shape, kind, buffer) for kind, shape, buffer in CONSTRAINTS],
        "greenery": draw_greenery(plots, surfaces),
        "water": [(CANAL,), (POND,)],
    }


def golden_layers():
    """Layer name -> rows of the MPER case that the guideline's reading works by hand."""
    return {
        "district": [(box(0, 0, 200, 100), "工效比算例", "centre", "new", 20000.0)],
        "surfaces": [
            (shape, name, kind, z, enclosure, True, True) for name, kind, z, enclosure, shape in GOLDEN_SURFACES
        ],
        "verticals": [
            (shape, kind, low, high, width, run, enclosure, True, True)
            for kind, low, high, width, run, enclosure, shape in GOLDEN_VERTICALS
        ],
        "floors": [
            (plate, building, storey, z, function, area, auxiliary)
            for building, storey, z, function, area, auxiliary, plate in GOLDEN_FLOORS
        ],
        "buildings": [(GOLDEN_A, "A", 4, 2, 19.5, 0.0, "commercial"), (GOLDEN_B, "B", 2, 1, 12.0, 0.0, "commercial")],
    }


# ---------------------------------------------------------------- writing


def to_ogr(shape, origin):
    """A shape at its place on the map, to the millimetre: equal ends stay equal."""
    shift = np.array([*origin, 0])[: 3 if shape.has_z else 2]
    moved = shapely.transform(shape, lambda xyz: np.round(xyz + shift, 3), include_z=shape.has_z)
    return ogr.CreateGeometryFromWkb(shapely.to_wkb(moved, output_dimension=3 if shape.has_z else 2))


GEOMETRY = {"point": "Point", "line": "LineString", "linez": "LineString25D", "polygon": "Polygon"}
FIELD_TYPES = {"text": ogr.OFTString, "whole": ogr.OFTInteger, "real": ogr.OFTReal, "yesno": ogr.OFTInteger}


def add_layer(dataset, name, rows, origin, crs):
    """Write one layer with the fields of the package; a row may leave its last fields out."""
    schema = create_package.layers()[name]
    geometry = GEOMETRY[schema.geometry[0]] if len(schema.geometry) == 1 else "Unknown"
    layer = dataset.CreateLayer(name, crs, getattr(ogr, f"wkb{geometry}"), ["GEOMETRY_NAME=geom"])
    for field in schema.fields:
        definition = ogr.FieldDefn(field.name, FIELD_TYPES[field.type])
        definition.SetSubType(ogr.OFSTBoolean if field.type == "yesno" else ogr.OFSTNone)
        layer.CreateField(definition)
    for shape, *values in rows:
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetGeometryDirectly(to_ogr(shape, origin))
        for position, value in enumerate(values):
            if value is not None:
                feature.SetField(position, round(value, 3) if isinstance(value, float) else value)
        layer.CreateFeature(feature)


def write_package(path, layers, origin):
    """Write a GeoPackage anew; a fixed date keeps its bytes the same from run to run."""
    ogr.UseExceptions()
    gdal.SetConfigOption("OGR_CURRENT_DATE", "2025-01-01T00:00:00.000Z")
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(4547)
    crs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    path.unlink(missing_ok=True)
    dataset = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    dataset.StartTransaction()
    for name, rows in layers.items():
        add_layer(dataset, name, rows, origin, crs)
    dataset.CommitTransaction()


if __name__ == "__main__":
    write_package(DEMO_FILE, demo_layers(), DEMO_ORIGIN)
    write_package(GOLDEN_FILE, golden_layers(), GOLDEN_ORIGIN)
