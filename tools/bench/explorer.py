"""The panel of the walk circles: answers while somebody drags an origin over a district that is prepared."""

import time

import networks
import numpy as np
from jobs import agree, heading, in_turn, row
from osgeo import ogr

SERVICES, ORIGINS, COMPARED = 3_000, 200, 10


def table(folder):
    """Prepare Tokyo Otemachi, walk over it, and compare some answers with those of the measures."""
    path = networks.layer(folder, "Tokyo")
    if path:
        done = in_turn({"Tokyo": ("explorer.dragged", {"path": path})})["Tokyo"]
        heading("a place under the cursor, ms", "prepared once", "median", "95th percentile")
        row("Tokyo", *(done[name] for name in ("prepare_ms", "median_ms", "late_ms")))


def dragged(path):
    import shapely
    from multiground.urbanform import explorer, facilities, life_circle, walk_circles
    from multiground.urbanform.steps import finish

    lines = _lines(path, explorer.WAY_FIELDS)
    random = np.random.default_rng(21)
    spots = shapely.line_interpolate_point(random.choice(lines.geometry, SERVICES), random.random(SERVICES), True)
    services = _frame({"category": random.choice(list(facilities.bands()), SERVICES)}, shapely.force_2d(spots))
    middle = np.median(shapely.get_coordinates(shapely.centroid(lines.geometry.to_numpy())), axis=0)
    places = shapely.points(middle + np.cumsum(random.normal(0, 15, (ORIGINS, 2)), axis=0))  # as a hand wanders
    begin = time.perf_counter()
    district = finish(explorer.district_steps(lines, services))
    prepared, times, answers = time.perf_counter(), [], []
    for place in places:
        start = time.perf_counter()
        answers.append(explorer.answer(district, place, storey=12))
        times.append(time.perf_counter() - start)
    some = slice(0, ORIGINS, ORIGINS // COMPARED)
    origins = _frame({"storey": [12] * COMPARED}, places[some])
    found = [answer for answer in answers[some] if answer.circles is not None]
    circles = walk_circles.walk_circles(origins, lines).circles
    for name in ("area_m2", "street_m", "ped_shed"):
        agree(name, np.concatenate([getattr(answer.circles, name) for answer in found]), circles[name], 1e-9)
    offices = life_circle.life_circle(origins, services, lines).offices
    expected = offices[[f"min_{name}" for name in district.bands]].to_numpy()
    agree(
        "minutes",
        [answer.checklist.minutes.round(2) for answer in found],
        expected[~np.isnan(expected).all(axis=1)],
        1e-9,
    )
    median, late = 1000 * np.percentile(times[1:], [50, 95])
    return {"prepare_ms": 1000 * (prepared - begin), "median_ms": median, "late_ms": late}


def _lines(path, fields):
    """Read the ways of a layer with the fields that it has."""
    import shapely
    from multiground.urbanform import attributes

    file, name = path.split("|layername=")
    dataset = ogr.Open(file)
    layer = dataset.GetLayerByName(name)
    definition = layer.GetLayerDefn()
    names = [definition.GetFieldDefn(number).GetName() for number in range(definition.GetFieldCount())]
    found = {field: attributes.find_field(names, field) for field in fields}
    found = {field: own for field, own in found.items() if own}
    rows = [[bytes(way.GetGeometryRef().ExportToWkb()), *(way[own] for own in found.values())] for way in layer]
    wkb, *columns = zip(*rows)
    return _frame(dict(zip(found, columns)), shapely.from_wkb(wkb))


def _frame(columns, geometry):
    import geopandas

    return geopandas.GeoDataFrame(columns, geometry=geometry)
