"""A district package with a hundred faults, each known by its layer, feature and code."""

import contextlib
import pathlib
import shutil
import sqlite3
import struct

import numpy as np
import shapely
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box

DEMO = pathlib.Path(__file__).parent.parent / "resources" / "demo" / "demo_district.gpkg"
# Faults are drawn apart from the district and from each other: one to a cell of 300 m.
_CORNER, _CELL_M, _COLUMNS = (504_000.0, 2_494_000.0), 300.0, 10
BOWTIE = Polygon([(0, 0), (40, 40), (40, 0), (0, 40)])
PLOT = {"use": "R2", "far": 2.0}
BUILDING = {"storeys": 4, "height": 16.0, "function": "office"}
FLOOR = {"storey": 1, "z": 0.0, "function": "office"}
SURFACE = {"kind": "skyway", "z": 6.0, "enclosure": "outdoor"}
STAIRS = {"kind": "stairs", "z_from": 0.0, "z_to": 6.0, "width": 3.0, "run": 12.0}
WAY = {"kind": "footway", "z_from": 0.0, "z_to": 0.0}
with np.errstate(invalid="ignore"):
    NO_NUMBERS = Polygon([(0, 0), (40, float("nan")), (40, 40)])


class Package:
    """A GeoPackage open for planting: each `fault` draws one feature in a cell of its own."""

    def __init__(self, path):
        self.connection = sqlite3.connect(path)
        for number, name in enumerate(("MinX", "MinY", "MaxX", "MaxY")):  # what the spatial indexes ask for
            self.connection.create_function(f"ST_{name}", 1, lambda blob, i=number: bounds_of(blob)[i])
        self.connection.create_function("ST_IsEmpty", 1, lambda blob: blob is None or shape_of(blob).is_empty)
        self.planted, self.cell = [], 0

    def next_cell(self):
        self.cell += 1
        column, row = self.cell % _COLUMNS, self.cell // _COLUMNS
        return _CORNER[0] + column * _CELL_M, _CORNER[1] + row * _CELL_M

    def draw(self, layer, shape, fields, at):
        """Add a feature, its shape in metres from a place; return its id."""
        values = {"geom": None if shape is None else blob_of(shape, at), **fields}
        names, marks = ", ".join(f'"{name}"' for name in values), ", ".join("?" * len(values))
        sql = f'INSERT INTO "{layer}" ({names}) VALUES ({marks})'
        return self.connection.execute(sql, list(values.values())).lastrowid

    def fault(self, layer, code, *shapes, told=-1, **fields):
        """Draw features side by side in a cell; the one told (the last) is the one at fault."""
        at = self.next_cell()
        ids = [self.draw(layer, shape, fields, at) for shape in shapes]
        self.planted.append((layer, ids[told], code))

    def note(self, layer, fid, code):
        self.planted.append((layer, fid, code))


def blob_of(shape, at):
    """Return a shape, moved to a place, as a GeoPackage keeps it."""
    with np.errstate(invalid="ignore"):
        moved = shapely.transform(shape, lambda xyz: xyz + [*at, 0][: xyz.shape[1]], include_z=shape.has_z)
    return b"GP\x00\x01" + struct.pack("<i", 4547) + shapely.to_wkb(moved, output_dimension=3, flavor="iso")


def shape_of(blob):
    envelope = (0, 32, 48, 48, 64)[(blob[3] >> 1) & 7]
    with np.errstate(invalid="ignore"):  # coordinates that are no numbers
        return shapely.from_wkb(blob[8 + envelope :])


def bounds_of(blob):
    with np.errstate(invalid="ignore"):
        return shapely.bounds(shape_of(blob)).tolist()


def square(x, y=0.0, side=40.0):
    return box(x, y, x + side, y + side)


def line(*points):
    return LineString(points)


def plant(path):
    """Write a package with faults to a path; return them as (layer, fid or None, code)."""
    shutil.copy(DEMO, path)
    package = Package(path)
    parts = _district_and_roads, _plots, _buildings, _floors, _surfaces, _verticals, _walkways, _others, _package
    with contextlib.closing(package.connection), package.connection:
        for part in parts:
            part(package)
    return package.planted


def _district_and_roads(package):
    fault = package.fault
    fault("district", "unlikely_size", box(0, 0, 3, 1), type="centre")  # a district of 3 m²
    fault("district", "unknown_code", square(0, side=200), type="village")
    fault("district", "impossible_number", square(0, side=200), type="hub", planned_area=-5.0)
    fault("district", "planned_area", square(0, side=200), type="hub", planned_area=80_000.0)
    fault("roads", "loose_end", line((0, 0), (100, 0)), line((50, 0.4), (50, 80)), **{"class": "branch"})
    fault("roads", "no_value", line((0, 0), (100, 0)))
    fault("roads", "unknown_code", line((0, 0), (100, 0)), **{"class": "canal"})
    fault("roads", "unknown_code", line((0, 0), (100, 0)), **{"class": "branch", "oneway": "sometimes"})
    fault("roads", "duplicate", line((0, 0), (100, 0)), line((0, 0), (100, 0)), **{"class": "branch"})
    fault("roads", "no_length", line((5, 5), (5, 5)), **{"class": "branch"})


def _plots(package):
    fault = package.fault
    fault("plots", "no_geometry", None, **PLOT)
    fault("plots", "bad_coordinates", NO_NUMBERS, **PLOT)
    fault("plots", "wrong_geometry", line((0, 0), (40, 0)), **PLOT)
    fault("plots", "invalid_geometry", BOWTIE, **PLOT)
    fault("plots", "multipart", MultiPolygon([square(0), square(90)]), **PLOT)
    fault("plots", "duplicate", square(0), square(0), **PLOT)
    fault("plots", "overlap", square(0), square(38), told=0, **PLOT)
    fault("plots", "gap", square(0), square(40.3), told=0, **PLOT)
    fault("plots", "outside_district", square(0), **PLOT)
    fault("plots", "impossible_size", square(0, side=0.5), **PLOT)
    fault("plots", "unlikely_size", square(0, side=7), **PLOT)
    fault("plots", "duplicate_name", square(0), square(90), plot="twice", **PLOT)
    fault("plots", "no_value", square(0))
    fault("plots", "unknown_code", square(0), use="ZZ9")
    fault("plots", "impossible_number", square(0), use="R2", far=-1.0)
    fault("plots", "impossible_number", square(0), use="R2", commercial_m2=-20.0)
    fault("plots", "unlikely_number", square(0), use="R2", far=55.0)
    fault("plots", "not_a_number", square(0), use="R2", far="high")
    fault("plots", "read_as", square(0), use="R2", far="3.0-5.0")
    fault("plots", "not_yes_or_no", square(0), use="R2", core="perhaps")


def _buildings(package):
    fault = package.fault
    fault("buildings", "no_geometry", None, **BUILDING)
    fault("buildings", "invalid_geometry", BOWTIE, **BUILDING)
    fault("buildings", "duplicate", square(0), square(0), **BUILDING)
    fault("buildings", "buildings_overlap", square(0), square(35), told=0, **BUILDING)
    fault("buildings", "outside_district", square(0), **BUILDING)
    fault("buildings", "building_outside_plot", square(0), **BUILDING)
    fault("buildings", "impossible_size", square(0, side=0.5), **BUILDING)
    fault("buildings", "duplicate_name", square(0), square(90), building="twins", **BUILDING)
    fault("buildings", "storey_height", square(0), storeys=10, height=400.0)
    fault("buildings", "impossible_number", square(0), storeys=-2)
    fault("buildings", "impossible_number", square(0), height=2000.0)
    fault("buildings", "unlikely_number", square(0), storeys=150)
    fault("buildings", "not_a_number", square(0), storeys=3, height="tall")
    fault("buildings", "no_value", square(0), function="office")
    fault("buildings", "unknown_code", square(0), storeys=3, function="xyz")
    at = package.next_cell()
    fid = package.draw("buildings", square(0), {**BUILDING, "building": "P-low"}, at)
    package.draw("floors", square(0), {**FLOOR, "building": "P-low", "storey": 9, "z": 32.0}, at)
    package.note("buildings", fid, "more_storeys")


def _floors(package):
    fault = package.fault
    fault("floors", "no_geometry", None, **FLOOR)
    fault("floors", "invalid_geometry", BOWTIE, **FLOOR)
    fault("floors", "duplicate", square(0), square(0), **FLOOR)
    fault("floors", "unknown_name", square(0), building="nowhere", **FLOOR)
    fault("floors", "overlap", square(0), square(30), told=0, building="A-01-1", **{**FLOOR, "storey": 77})
    fault("floors", "storey_zero", square(0), **{**FLOOR, "storey": 0})
    fault("floors", "impossible_number", square(0), **{**FLOOR, "storey": -40})
    fault("floors", "not_a_number", square(0), **{**FLOOR, "storey": "mezzanine"})
    fault("floors", "floor_area", square(0), area=5000.0, **FLOOR)
    fault("floors", "auxiliary_area", square(0), area=1000.0, auxiliary_m2=1200.0, **FLOOR)
    fault("floors", "no_value", square(0), storey=1)
    fault("floors", "unknown_code", square(0), storey=1, function="xyz")
    fault("floors", "unknown_code", square(0), owner="neighbour", **FLOOR)
    fault("floors", "not_yes_or_no", square(0), open_to_surface="perhaps", **FLOOR)
    at = package.next_cell()
    low = package.draw("floors", square(0), {**FLOOR, "building": "A-01-1", "storey": 90, "z": 400.0}, at)
    package.draw("floors", square(0), {**FLOOR, "building": "A-01-1", "storey": 91, "z": 420.0}, at)
    package.note("floors", low, "floor_height")


def _surfaces(package):
    fault = package.fault
    fault("surfaces", "invalid_geometry", BOWTIE, **SURFACE)
    fault("surfaces", "duplicate", square(0), square(0), **SURFACE)
    fault("surfaces", "overlap", square(0), square(30), told=0, **SURFACE)
    fault("surfaces", "duplicate_name", square(0), square(90), surface="both", **SURFACE)
    fault("surfaces", "no_value", square(0), kind="skyway")
    fault("surfaces", "impossible_number", square(0), **{**SURFACE, "z": 20_000.0})
    fault("surfaces", "unlikely_number", square(0), **{**SURFACE, "z": -100.0})
    fault("surfaces", "unknown_code", square(0), **{**SURFACE, "kind": "sofa"})
    fault("surfaces", "unknown_code", square(0), **{**SURFACE, "enclosure": "foggy"})
    fault("surfaces", "not_yes_or_no", square(0), public="perhaps", **SURFACE)


def _verticals(package):
    fault = package.fault
    fault("verticals", "no_geometry", None, **STAIRS)
    fault("verticals", "no_rise", box(0, 0, 12, 3), **{**STAIRS, "z_to": 0.2})
    fault("verticals", "no_size", Point(0, 0), kind="stairs", z_from=0.0, z_to=6.0)
    fault("verticals", "no_walkway", box(0, 0, 12, 3), **STAIRS)
    fault("verticals", "unknown_name", box(0, 0, 12, 3), to_surface="cloud", **STAIRS)
    fault("verticals", "unknown_code", box(0, 0, 12, 3), **{**STAIRS, "kind": "rope"})
    fault("verticals", "no_value", box(0, 0, 12, 3), kind="stairs", z_from=0.0)
    fault("verticals", "impossible_number", box(0, 0, 12, 3), **{**STAIRS, "width": -1.0})
    fault("verticals", "unlikely_number", box(0, 0, 12, 3), **{**STAIRS, "width": 100.0})


def _walkways(package):
    fault = package.fault
    fault("walkways", "loose_end", line((0, 0), (100, 0)), line((50, 0.4), (50, 80)), **WAY)
    fault("walkways", "unjoined_crossing", line((0, 0), (100, 0)), line((50, -50), (50, 50)), told=0, **WAY)
    fault("walkways", "level_change", line((0, 0), (20, 0)), **{**WAY, "z_to": 6.0})
    fault("walkways", "apart", line((0, 0), (100, 0)), **WAY)
    fault("walkways", "half_height", line((0, 0), (100, 0)), kind="footway", z_from=0.0)
    fault("walkways", "no_height", line((0, 0), (100, 0)), kind="footway")
    fault("walkways", "no_length", line((5, 5), (5, 5)), **WAY)
    fault("walkways", "unknown_code", line((0, 0), (100, 0)), **{**WAY, "kind": "trampoline"})
    fault("walkways", "unknown_code", line((0, 0), (100, 0)), direction="sideways", **WAY)
    fault("walkways", "not_yes_or_no", line((0, 0), (100, 0)), open_24h="perhaps", **WAY)
    at = package.next_cell()
    package.draw("walkways", line((-50, 0), (0, 0), (50, 0)), WAY, at)
    above = package.draw("walkways", line((0, 0), (0, 50)), {"kind": "skyway", "z_from": 6.0, "z_to": 6.0}, at)
    package.note("walkways", above, "stacked_nodes")


def _others(package):
    fault = package.fault
    fault("facilities", "no_value", Point(0, 0))
    fault("facilities", "uncounted_category", Point(0, 0), category="lighthouse")
    fault("facilities", "wrong_geometry", line((0, 0), (9, 0)), category="cafe")
    fault("stations", "unknown_code", Point(0, 0), kind="airport")
    fault("stations", "no_geometry", None, kind="bus")
    fault("open_spaces", "not_yes_or_no", square(0), kind="park", public="perhaps")
    fault("landmarks", "no_value", Point(0, 0), name="low")
    fault("landmarks", "stray", Point(-1e6, 0), name="far", z=20.0)
    fault("sensitive", "unknown_code", square(0), kind="library")
    fault("setback_lines", "unknown_name", line((0, 0), (50, 0)), plot="none such")
    fault("constraints", "impossible_number", Point(0, 0), kind="vent", buffer=-5.0)
    fault("greenery", "impossible_number", Point(0, 0), kind="tree", height=500.0)
    fault("greenery", "unknown_code", Point(0, 0), kind="cactus")
    fault("water", "invalid_geometry", BOWTIE)


def _package(package):
    execute = package.connection.execute
    for table in ("gpkg_geometry_columns", "gpkg_contents"):
        execute(f"UPDATE {table} SET srs_id = 0 WHERE table_name = 'excluded'")
    package.note("excluded", None, "crs_missing")
    execute('CREATE TABLE "sketch" (fid INTEGER PRIMARY KEY, geom POLYGON)')
    contents = "gpkg_contents (table_name, data_type, identifier, srs_id)"
    execute(f"INSERT INTO {contents} VALUES ('sketch', 'features', 'sketch', 4547)")
    execute("INSERT INTO gpkg_geometry_columns VALUES ('sketch', 'geom', 'POLYGON', 4547, 0, 0)")
    package.note("sketch", None, "unknown_layer")
