"""Near-ground surfaces in their districts: cut at the outlines, joined on the level, counted once a level."""

import numpy as np
import pandas as pd
import shapely

from . import columns, public_access, steps, within_districts
from .classify_surfaces import classified_steps
from .stable import order_by_place, unions

_BATCH = 1_000


def surfaces_steps(surfaces, z, ground, buildings, floors, unknown_open):
    """Yield the share done; return a table of the surfaces in the order of their places.

    surfaces : GeoDataFrame; z, ground : heights of the surfaces and of the ground beside them;
    floors : with heights above the ground as `z`. Columns: row (position in the input), name, z,
    above (the ground), kind, near_ground, reason, polygon.
    """
    kind, near_ground, reason = yield from classified_steps(surfaces, z - ground, buildings, floors, unknown_open)
    table = pd.DataFrame({"row": np.arange(len(z)), "name": columns.texts(surfaces, "surface")})
    table = table.assign(z=z, above=z - ground, kind=kind, near_ground=near_ground, reason=reason)
    table["polygon"] = shapely.force_2d(surfaces.geometry.to_numpy())
    order = order_by_place(table["polygon"].to_numpy(), z, table["name"])
    return table.iloc[order].reset_index(drop=True)


def pieces_steps(table, outlines, gap_m, step_m):
    """Yield the share done; return the pieces of near-ground surfaces and the pairs that meet on one level.

    table : see `surfaces_steps`; outlines : (n,) polygons of the districts; gap_m, step_m : how far
    apart in plan and in height surfaces still meet. Pieces have surface, district, polygon, name, z,
    above, on_ground and area_m2, the area that counts: 0 on the ground. Pairs are (2, n).
    """
    chosen = np.flatnonzero(table["near_ground"])
    cut = within_districts.cut_steps(table["polygon"].to_numpy()[chosen], outlines)
    surface, district, polygon = yield from steps.part(cut, 0, 0.3)
    order = np.lexsort((surface, district))  # parts of one surface stay in the order of its shape
    surface, district, polygon = chosen[surface][order], district[order], polygon[order]
    pieces = pd.DataFrame({"surface": surface, "district": district, "polygon": polygon})
    for name in ("name", "z", "above"):
        pieces[name] = table[name].to_numpy()[surface]
    pieces["on_ground"] = pieces["above"].abs() <= step_m
    near = within_districts.near_steps(polygon, district, polygon, district, gap_m)
    pairs = yield from steps.part(near, 0.3, 0.8)
    z, raised = pieces["z"].to_numpy(), ~pieces["on_ground"].to_numpy()
    pairs = pairs[:, (pairs[0] != pairs[1]) & (np.abs(z[pairs[0]] - z[pairs[1]]) <= step_m)]
    both = pairs[:, raised[pairs[0]] & raised[pairs[1]]]
    area = yield from steps.part(counted_areas_steps(polygon, z, both, step_m), 0.8, 1)
    pieces["area_m2"] = np.where(raised, area, 0)
    return pieces, pairs[:, pairs[0] < pairs[1]]


def counted_areas_steps(polygons, z, pairs, step_m):
    """Yield the share done; return the area of each surface that lies above no other of its level, in m².

    Where surfaces of one level overlap, the place counts once; where they overlap on different
    levels, once for each. Surfaces a step apart that chain up at a place are one level there.

    polygons : (n,) array; z : their heights; pairs : (2, m) of those that may overlap; step_m : the
    height up to which two are on one level.

    >>> from . import steps
    >>> decks = np.array([shapely.box(0, 0, 10, 10), shapely.box(5, 0, 15, 10), shapely.box(0, 0, 10, 10)])
    >>> pairs = np.array([[0, 0, 1, 1, 2, 2], [1, 2, 0, 2, 0, 1]])
    >>> steps.finish(counted_areas_steps(decks, np.array([6.0, 6.0, 12.0]), pairs, 0.5)).tolist()
    [100.0, 50.0, 100.0]
    """
    upper, lower = pairs
    under = (z[lower] < z[upper]) | ((z[lower] == z[upper]) & (lower < upper))
    close = np.flatnonzero(under & (z[upper] - z[lower] <= step_m))
    close = close[np.argsort(upper[close], kind="stable")]
    area = shapely.area(polygons)
    # what lies over several others stays in one batch, for their union
    batches = np.split(close, np.searchsorted(upper[close], np.unique(upper[close])[::_BATCH])[1:])
    for number, part in enumerate(batches):
        shared = shapely.intersection(polygons[upper[part]], polygons[lower[part]])
        overlap = shapely.area(shared) > 0
        above, cover = unions(shared[overlap], upper[part][overlap])
        area[above] -= shapely.area(cover)
        yield number / len(batches)
    return area


def ground_areas_steps(pieces, spaces, outlines, unknown_open):
    """Yield the share done; return each district's ground-level open space in m²: surfaces and spaces united.

    spaces : GeoDataFrame of public ground-level open space, or None; without it every area is 0.
    """
    if spaces is None:
        return np.zeros(len(outlines))
    closed, _ = public_access.refusals({"public": public_access.public(spaces)}, unknown_open)
    cut = within_districts.cut_steps(shapely.force_2d(spaces.geometry.to_numpy())[closed == ""], outlines)
    _, district, polygon = yield from steps.part(cut, 0, 0.5)
    lying = pieces[pieces["on_ground"]]
    district = np.concatenate([district, lying["district"].to_numpy(dtype=int)])
    polygon = np.concatenate([polygon, lying["polygon"].to_numpy(dtype=object)])
    order = order_by_place(polygon)
    united = yield from steps.part(united_steps(polygon[order], district[order], len(outlines)), 0.5, 1)
    return shapely.area(united)


def united_steps(polygons, group, size):
    """Yield the share done; return the union of each group's polygons, empty where it has none.

    >>> squares = shapely.box([0, 5, 50], 0, [10, 15, 60], 10)
    >>> shapely.area(steps.finish(united_steps(squares, np.array([0, 0, 2]), 3))).tolist()
    [150.0, 0.0, 100.0]
    """
    order = np.argsort(group, kind="stable")
    polygons, group, done = polygons[order], np.asarray(group)[order], 0.0
    while True:  # in batches, so that no single union takes long
        place = np.arange(len(group)) - np.searchsorted(group, group)
        start = np.flatnonzero((np.diff(group, prepend=-1) != 0) | (place % _BATCH == 0))
        length = np.diff(start, append=len(group))
        united = [np.empty(0, dtype=object)]
        for run in np.split(np.arange(len(start)), np.flatnonzero(np.diff(start // _BATCH)) + 1):
            index = np.repeat(np.arange(len(run)), length[run])
            united.append(unions(polygons[start[run[:1]].sum() :][: len(index)], index)[1])
            done += (1 - done) / 10
            yield done
        polygons, group = np.concatenate(united), group[start]
        if len(np.unique(group)) == len(group):
            result = np.full(size, shapely.MultiPolygon(), dtype=object)
            result[group] = polygons
            return result
