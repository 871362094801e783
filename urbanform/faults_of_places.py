"""Faults between features: overlaps, gaps, names of nothing, buildings off their plots, layers shifted apart."""

import numpy as np
import pandas as pd
import shapely

from . import columns, steps
from .faults import CHUNK, faults, pairs_steps, shown
from .faults_of_attributes import read_numbers

# Name fields that tell features apart, and the fields that name them.
_NAMED = {"plots": "plot", "buildings": "building", "surfaces": "surface"}
_NAMING = (
    ("floors", "building", "buildings"),
    ("verticals", "from_surface", "surfaces"),
    ("verticals", "to_surface", "surfaces"),
    ("setback_lines", "plot", "plots"),
)
_SAMPLE = 2_000
# A layer looks shifted only where at least this share of it fits when the shift is taken back.
_FITS = 0.6
# Where GCJ-02 is used: west, south, east, north in degrees.
_CHINA = (72.004, 0.8293, 137.8347, 55.8271)


def name_faults_steps(layers):
    """Yield the share done; return names that two features of a layer bear, and names that no feature bears."""
    found, names = [], {}
    for layer, field in _NAMED.items():
        if layer in layers:
            yield 0.3
            name = columns.texts(layers[layer], field)
            table = pd.DataFrame({"name": name, "fid": layers[layer]["fid"].to_numpy(), "row": np.arange(len(name))})
            table = table[name != ""].sort_values("fid")
            names[layer] = set(table["name"])
            later = table[table.duplicated("name")]
            first = table.drop_duplicates("name").set_index("name")["fid"].reindex(later["name"])
            found.append(
                faults(
                    layer, "duplicate_name", later["row"], field=field, value=later["name"].to_numpy(),
                    other=[str(fid) for fid in first],
                )
            )  # fmt: skip
    for layer, field, other in _NAMING:
        if layer in layers and names.get(other):
            yield 0.6
            name = columns.texts(layers[layer], field)
            rows = np.flatnonzero((name != "") & ~pd.Series(name).isin(names[other]).to_numpy())
            found.append(faults(layer, "unknown_name", rows, field=field, value=name[rows], other=other))
    return found


def overlap_faults_steps(layers, shapes, limits):
    """Yield the share done; return outlines that overlap where each piece of ground or floor counts once."""
    found = []
    for number, (layer, code) in enumerate(
        {"district": "overlap", "plots": "overlap", "buildings": "buildings_overlap", "surfaces": "overlap"}.items()
    ):
        if layer in layers:
            pairs = yield from _shares(pairs_steps(shapes[layer]), 0.1 * number)
            if layer == "surfaces":
                z = columns.numbers(layers[layer], "z")
                pairs = pairs[:, np.abs(z[pairs[0]] - z[pairs[1]]) <= limits["overlap"][1]]
            found += yield from _shares(_overlaps_steps(layer, code, layers, shapes, pairs, limits), 0.1 * number)
    if "floors" in layers:
        pairs = _pairs_of_one_storey(layers["floors"])
        yield 0.5
        overlaps = _overlaps_steps("floors", "overlap", layers, shapes, pairs, limits)
        found += yield from steps.part(overlaps, 0.5, 1)
    return found


def _shares(work, share):
    """Run steps that all count as the same share done."""
    while True:
        try:
            next(work)
        except StopIteration as stop:
            return stop.value
        yield share


def _pairs_of_one_storey(floors):
    """Return pairs (2, k) of floors that belong to one storey of one building."""
    table = pd.DataFrame({"building": columns.texts(floors, "building"), "storey": read_numbers(floors, "storey")})
    table["row"] = np.arange(len(table))
    table = table[(table["building"] != "") & table["storey"].notna()]
    table = table[table.duplicated(["building", "storey"], keep=False)]
    pairs = table.merge(table, on=["building", "storey"])[["row_x", "row_y"]].to_numpy().T
    return pairs[:, pairs[0] < pairs[1]]


def _overlaps_steps(layer, code, layers, shapes, pairs, limits):
    """Yield the share done; return the pairs whose common part is wider than the limit."""
    fid, found = layers[layer]["fid"].to_numpy(), []
    drawn = ~shapely.is_missing(shapes[layer])
    pairs = pairs[:, drawn[pairs[0]] & drawn[pairs[1]]]
    for begin in range(0, pairs.shape[1], CHUNK):
        one, two = pairs[:, begin : begin + CHUNK]
        common = shapely.intersection(shapes[layer][one], shapes[layer][two])
        with np.errstate(divide="ignore", invalid="ignore"):  # of a strip the width, of a square half the side
            width = 2 * shapely.area(common) / shapely.length(common)
        wide = width > limits[code][1]
        rows, others = _by_fid(fid, one[wide], two[wide])
        place = shapely.point_on_surface(common[wide])
        others = [str(fid[other]) for other in others]
        found.append(faults(layer, code, rows, place=place, value=shown(width[wide]), other=others))
        yield begin / pairs.shape[1]
    return found


def _by_fid(fid, one, two):
    """Return pairs of rows, that of the smaller feature id first."""
    turned = fid[one] > fid[two]
    return np.where(turned, two, one), np.where(turned, one, two)


def gap_faults_steps(plots, shapes, limits):
    """Yield the share done; return plots that almost touch."""
    least, most = limits["gap"]
    one, two = yield from pairs_steps(shapes, "dwithin", most)
    away, fid = shapely.distance(shapes[one], shapes[two]), plots["fid"].to_numpy()
    apart = away > least
    rows, others = _by_fid(fid, one[apart], two[apart])
    place = shapely.line_interpolate_point(shapely.shortest_line(shapes[rows], shapes[others]), 0.5, normalized=True)
    others = [str(fid[other]) for other in others]
    return [faults("plots", "gap", rows, place=place, value=shown(away[apart]), other=others)]


def outside_faults_steps(shapes, limits):
    """Yield the share done; return plots and buildings outside the district, and buildings outside plots."""
    found = []
    for layer in ("plots", "buildings"):
        if layer in shapes and _any(shapes, "district"):
            inside = yield from _shares(_held_steps(shapes[layer], shapes["district"]), 0)
            rows = np.flatnonzero(~inside & ~shapely.is_missing(shapes[layer]))
            found.append(faults(layer, "outside_district", rows))
    if "buildings" in shapes and _any(shapes, "plots"):
        share = yield from steps.part(_share_outside_steps(shapes["buildings"], shapes["plots"]), 0.5, 1)
        rows = np.flatnonzero(100 * share > limits["building_outside_plot"][1])
        found.append(faults("buildings", "building_outside_plot", rows, value=shown(100 * share[rows])))
    return found


def _any(shapes, layer):
    return layer in shapes and not shapely.is_missing(shapes[layer]).all()


def _held_steps(geometry, polygons):
    """Yield the share done; return which geometries have their point on surface in a polygon."""
    tree, result = shapely.STRtree(polygons), np.zeros(len(geometry), dtype=bool)
    for begin in range(0, len(geometry), CHUNK):
        inner = shapely.point_on_surface(geometry[begin : begin + CHUNK])
        result[begin + tree.query(inner, predicate="intersects")[0]] = True
        yield begin / len(geometry)
    return result


def _share_outside_steps(geometry, polygons):
    """Yield the share done; return the share of each outline that lies outside the polygons."""
    tree, result = shapely.STRtree(polygons), np.where(shapely.is_missing(geometry), np.nan, 1.0)
    for begin in range(0, len(geometry), CHUNK):
        chunk = geometry[begin : begin + CHUNK]
        covered = np.zeros(len(chunk), dtype=bool)
        covered[tree.query(chunk, predicate="covered_by")[0]] = True
        result[begin : begin + CHUNK][covered] = 0
        one, two = tree.query(np.where(covered, None, chunk), predicate="intersects")
        common = shapely.area(shapely.intersection(chunk[one], polygons[two])) / shapely.area(chunk[one])
        np.subtract.at(result, begin + one, common)
        yield begin / len(geometry)
    return result


def shift_faults_steps(shapes, place, limits):
    """Yield the share done; return layers that fit another better when GCJ-02's shift is taken back.

    A layer is tried where it lies and at both sides of the shift; what ought to lie within the other
    layer (buildings in plots) counts there, what ought to lie outside (roads) counts outside.

    place : longitude and latitude of the data in degrees; None, or outside China: nothing is looked for.
    """
    west, south, east, north = _CHINA
    if place is None or not (west <= place[0] <= east and south <= place[1] <= north):
        return []
    offset, found = np.array(gcj02_offset_m(*place)), []
    for layer, other, inside in (
        ("plots", "district", True),
        ("surfaces", "district", True),
        ("buildings", "plots", True),
        ("setback_lines", "plots", True),
        ("facilities", "plots", True),
        ("floors", "buildings", True),
        ("roads", "plots", False),
        ("roads", "buildings", False),
    ):
        done = any(fault["layer"][0] == layer for fault in found)
        if _any(shapes, layer) and _any(shapes, other) and not done:
            points, tree = _samples(shapes[layer]), shapely.STRtree(shapes[other])
            shares = []
            for shift in (offset * 0, offset, -offset):
                hit = np.zeros(len(points), dtype=bool)
                hit[tree.query(shapely.points(points + shift), predicate="intersects")[0]] = True
                shares.append(hit.mean() if inside else 1 - hit.mean())
                yield 0.5
            if max(shares[1:]) >= max(shares[0] + limits["shifted"][0], _FITS):
                value = shown([round(float(np.hypot(*offset)), -1)])[0]
                found.append(faults(layer, "shifted", [-1], value=value, other=other))
    return found


def _samples(geometry):
    """Return points (k, 2) that stand for a layer: the middles of lines' segments, a point in each of the others."""
    geometry = geometry[~shapely.is_missing(geometry)]
    if len(geometry) > _SAMPLE:  # evenly spread over the place, whatever the order of the features
        order = np.lexsort(shapely.bounds(geometry).T)
        geometry = geometry[order[np.linspace(0, len(order) - 1, _SAMPLE).astype(int)]]
    if shapely.get_dimensions(geometry[0]) == 1:
        lines = np.repeat(shapely.get_parts(geometry), 5)
        share = np.tile([0.1, 0.3, 0.5, 0.7, 0.9], len(lines) // 5)
        return shapely.get_coordinates(shapely.line_interpolate_point(lines, share, normalized=True))
    return shapely.get_coordinates(shapely.point_on_surface(geometry))


def gcj02_offset_m(longitude, latitude):
    """Return by how many metres east and north GCJ-02 displaces a place in China.

    The published approximation of the transformation, in metres on its own ellipsoid, which differ from
    those on any other by less than a metre.

    >>> [round(metres) for metres in gcj02_offset_m(114.06, 22.54)]  # Shenzhen
    [526, -301]
    """
    x, y = longitude - 105.0, latitude - 35.0
    sine = np.sin(np.pi * np.array([6 * x, 2 * x, x, x / 3, x / 12, x / 30, y, y / 3, y / 12, y / 30]))
    waves = (20 * sine[0] + 20 * sine[1]) * 2 / 3
    root = np.sqrt(abs(x))
    east = 300 + x + 2 * y + 0.1 * x**2 + 0.1 * x * y + 0.1 * root + waves
    east += (20 * sine[2] + 40 * sine[3]) * 2 / 3 + (150 * sine[4] + 300 * sine[5]) * 2 / 3
    north = -100 + 2 * x + 3 * y + 0.2 * y**2 + 0.1 * x * y + 0.2 * root + waves
    north += (20 * sine[6] + 40 * sine[7]) * 2 / 3 + (160 * sine[8] + 320 * sine[9]) * 2 / 3
    return float(east), float(north)
