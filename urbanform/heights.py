"""How high things lie: from fields, from geometry, from the number of a level, above a known ground.

Heights are metres above the ground beside the thing, unless a ground is given: then they are
absolute, and the ground is subtracted wherever a height above ground is asked for.
"""

import numpy as np
import shapely

from . import clauses, columns, storey_names
from .building_storeys import above_ground
from .errors import QT_TRANSLATE_NOOP, InputError
from .stable import order_by_place
from .steps import finish

_CHUNK = 10_000


def level_height_m():
    """Return the height of a level of which only the number is known (guideline reading, Levels).

    >>> level_height_m()
    4.5
    """
    return clauses.value("6.1.3", "level_height_m")


def ground_steps(frame, ground_z, buildings=None):
    """Yield the share done; return the ground's height beside each feature, NaN where unknown.

    ground_z : None where heights are above ground (then 0), a height in m, "field" for the frame's
    column `ground_z`, or "buildings" for that of the nearest building.

    >>> import pandas as pd
    >>> from . import steps
    >>> steps.finish(ground_steps(pd.DataFrame({"ground_z": ["12.5", None]}), "field")).tolist()
    [12.5, nan]
    """
    if ground_z is None or isinstance(ground_z, (int, float)):
        return np.full(len(frame), float(ground_z or 0))
    if ground_z == "field":
        return columns.numbers(frame, "ground_z")
    known = columns.numbers(buildings, "ground_z") if buildings is not None else np.array([])
    if ground_z != "buildings" or not np.isfinite(known).any():
        raise InputError(
            "GROUND_Z",
            ground_z,
            QT_TRANSLATE_NOOP("Multiground", "metres, a field of every layer, or buildings that have a ground level"),
            QT_TRANSLATE_NOOP("Multiground", "Leave GROUND_Z empty where heights are above ground."),
        )
    near = buildings.geometry.to_numpy()[np.isfinite(known)]
    order = order_by_place(near)
    tree, known = shapely.STRtree(near[order]), known[np.isfinite(known)][order]
    places, result = frame.geometry.to_numpy(), np.full(len(frame), np.nan)
    for begin in range(0, len(places), _CHUNK):
        feature, building = tree.query_nearest(places[begin : begin + _CHUNK], all_matches=True)
        first = np.unique(feature, return_index=True)
        result[begin + first[0]] = known[np.minimum.reduceat(building, first[1])] if len(building) else np.nan
        yield begin / len(places)
    return result


def of_surfaces(surfaces, ground):
    """Return the height of each surface: `z`, else the middle of its geometry's Z, else its level.

    A level stands 4.5 m above the one below; level 0 is the ground. NaN where nothing is known.

    >>> import geopandas
    >>> deck = [shapely.box(0, 0, 9, 9)] * 2 + [shapely.force_3d(shapely.box(0, 0, 9, 9), 5.0)]
    >>> frame = geopandas.GeoDataFrame({"z": [6, None, None], "level": [None, "-1", "1"]}, geometry=deck)
    >>> of_surfaces(frame, np.zeros(3)).tolist()
    [6.0, -4.5, 5.0]
    """
    low, high = _geometry_z(surfaces.geometry.to_numpy())
    level = ground + level_height_m() * columns.levels(surfaces, "level")[0]
    return _first(columns.numbers(surfaces, "z"), (low + high) / 2, level)


def of_buildings(buildings):
    """Return how high each building reaches, and the ground beside it: (2, n) arrays in one system of heights.

    A building is as high as its `height`, else as its storeys of 3.5 m, NaN where neither is known; its ground
    is `ground_z`, else that of the nearest building that has one, 0 where none has.

    >>> import geopandas
    >>> frame = {"height": ["30 m", None, None], "storeys": [9, "4F", None], "ground_z": [2, 5, None]}
    >>> frame = geopandas.GeoDataFrame(frame, geometry=shapely.box([0, 50, 70], 0, [9, 59, 79], 9))
    >>> [each.tolist() for each in of_buildings(frame)]
    [[32.0, 19.0, nan], [2.0, 5.0, 5.0]]
    >>> of_buildings(frame.drop(columns="ground_z"))[0].tolist()
    [30.0, 14.0, nan]
    """
    height, storeys = columns.numbers(buildings, "height"), above_ground(buildings, "storeys")
    from_storeys = storeys * clauses.value("4.1.4", "storey_height_m", "from_height")
    ground = columns.numbers(buildings, "ground_z").copy()
    lost = np.isnan(ground)
    if lost.any():
        ground[lost] = 0 if lost.all() else finish(ground_steps(buildings[lost], "buildings", buildings))
    height = np.where(height > 0, height, np.nan)
    return ground + _first(height, np.where(from_storeys > 0, from_storeys, np.nan)), ground


def of_floors(floors, ground):
    """Return the height of each floor: `z`, else its geometry's Z, else its storey.

    Storey 1 lies on the ground (and storey 0, where there is one), storey 2 is level 1, storey -1 is level -1.

    >>> import geopandas
    >>> frame = geopandas.GeoDataFrame({"storey": [1, 3, -1]}, geometry=[shapely.box(0, 0, 9, 9)] * 3)
    >>> of_floors(frame, np.zeros(3)).tolist()
    [0.0, 9.0, -4.5]
    """
    level = ground + level_height_m() * storey_names.levels(floors)[0]
    low, high = _geometry_z(floors.geometry.to_numpy())
    return _first(columns.numbers(floors, "z"), (low + high) / 2, level)


def of_ends(verticals, ground):
    """Return the heights of both ends of each vertical component, (n, 2).

    Fields `z_from` and `z_to`; else the Z of a line's first and last vertex, or the lowest and
    highest Z of another geometry; else the lowest and highest of several levels (`0;1`). A field
    for one end leaves the farther of lowest and highest for the other.

    >>> import geopandas
    >>> flight = shapely.LineString([(0, 0, 0), (12, 0, 6)])
    >>> of_ends(geopandas.GeoDataFrame({"z_to": [5.5]}, geometry=[flight]), np.zeros(1)).tolist()
    [[0.0, 5.5]]
    """
    geometry = verticals.geometry.to_numpy()
    fields = [columns.numbers(verticals, name) for name in ("z_from", "z_to")]
    drawn = _ends_beside(fields, *_geometry_z(geometry))
    lines = np.flatnonzero((shapely.get_dimensions(geometry) == 1) & shapely.has_z(geometry))
    xyz, line = shapely.get_coordinates(geometry[lines], include_z=True, return_index=True)
    first = np.searchsorted(line, np.arange(len(lines)))
    last = np.searchsorted(line, np.arange(len(lines)), side="right") - 1
    drawn[:, lines] = np.where(xyz[first, 2] == xyz[last, 2], np.nan, [xyz[first, 2], xyz[last, 2]])
    levels = _ends_beside(fields, *(ground + level_height_m() * columns.levels(verticals, "level")))
    return np.column_stack([_first(*each) for each in zip(fields, drawn, levels)])


def _ends_beside(fields, low, high):
    """Return lowest and highest as the ends from and to, (2, n), turned where a field knows one; NaN for one height."""
    z_from, z_to = fields
    turned = (np.abs(z_from - high) < np.abs(z_from - low)) | (np.abs(z_to - low) < np.abs(z_to - high))
    return np.where(low < high, np.where(turned, (high, low), (low, high)), np.nan)


def _geometry_z(geometry):
    """Return the lowest and the highest Z of each geometry, NaN where it has none."""
    result = np.full((2, len(geometry)), np.nan)
    solid = np.flatnonzero(shapely.has_z(geometry))
    xyz, feature = shapely.get_coordinates(geometry[solid], include_z=True, return_index=True)
    if len(feature):
        begin = np.flatnonzero(np.diff(feature, prepend=-1))
        result[0, solid[feature[begin]]] = np.fmin.reduceat(xyz[:, 2], begin)
        result[1, solid[feature[begin]]] = np.fmax.reduceat(xyz[:, 2], begin)
    return result


def _first(*heights):
    """Return the first known height of each feature."""
    result = heights[0]
    for other in heights[1:]:
        result = np.where(np.isnan(result), other, result)
    return result
