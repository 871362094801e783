"""What may be seen from windows: buildings, greenery and water as things with heights."""

from typing import NamedTuple

import numpy as np
import shapely

from . import clauses, columns, stable, steps
from .building_storeys import storeys_of
from .heights import ground_steps
from .view_fans import plan
from .view_shares import BUILDING, GRASS, SHRUB, TREE, UNKNOWN, WATER, Things

CLAUSE = "7.1.2"
# A top of unknown height hides all that is above it.
_SKY_M = 1e9
# Roofs are levelled to about this much; what rises higher stands on a green roof.
_ROOF_STEP_M = 0.5
_PLANTS = {"tree": TREE, "shrub": SHRUB}
_CHUNK = 200


class Heights(NamedTuple):
    """Heights of buildings: ground and top in metres (top NaN where unknown), storeys and the height of one."""

    ground_z: np.ndarray
    top_z: np.ndarray
    storeys: np.ndarray
    storey_m: np.ndarray
    from_storeys: np.ndarray  # whether the height is storeys × the height of a storey


class Scene(NamedTuple):
    """What may be seen: in plan and in height, and how often something had to be assumed."""

    plan: object  # view_fans.Plan
    things: Things
    counts: dict


def heights_of(buildings, ground_z, storey_height_m):
    """Return the heights of buildings.

    Without a height it is storeys × storey height, without storeys their number is height ÷ storey height;
    without both, or with storeys that cannot be read, they are NaN.

    buildings : frame with, where known, `height` and `storeys`; ground_z : (n,) metres; storey_height_m : metres.

    >>> import pandas as pd
    >>> frame = pd.DataFrame({"height": [30.0, None, None], "storeys": [10, 4, None]})
    >>> found = heights_of(frame, np.zeros(3), 3.5)
    >>> found.top_z.tolist(), found.storey_m.tolist()
    ([30.0, 14.0, nan], [3.0, 3.5, nan])
    """
    height, storeys = columns.numbers(buildings, "height"), storeys_of(buildings, storey_height_m)["storeys"].to_numpy()
    height = np.where(height > 0, height, np.nan)
    from_storeys = np.isnan(height) & ~np.isnan(storeys)
    height = np.where(from_storeys, storeys * storey_height_m, height)
    return Heights(ground_z, ground_z + height, storeys, height / storeys, from_storeys)


def scene_steps(buildings, heights, greenery, water):
    """Yield the share done; return the `Scene` of buildings, greenery and water, any of the last two None.

    Points of greenery are crowns from `crown_base` up to their height, without it balls of their radius. Polygons of
    trees and shrubs are filled with them from `crown_base`, without it from the ground. Grass and water lie on the
    ground, green roofs on the highest building under half of them. Buildings that rise above them are cut out.
    """
    outlines = buildings.geometry.to_numpy()
    top = np.where(np.isnan(heights.top_z), _SKY_M, heights.top_z)
    kinds = np.where(np.isnan(heights.top_z), UNKNOWN, BUILDING)
    parts = [outlines], [heights.ground_z], [top], [kinds]
    counts, crowns = {}, (np.zeros((0, 2)), np.zeros(0), np.zeros(0), np.zeros(0), np.zeros(0, dtype=int))
    layers = [(each, part) for each, part in ((greenery, _plants), (water, _waters)) if each is not None and len(each)]
    for number, (frame, part) in enumerate(layers):
        frame = frame.iloc[stable.order_by_place(frame.geometry.to_numpy())]
        ground = yield from steps.part(ground_beside_steps(frame, buildings), number / 2, number / 2 + 0.1)
        (shapes, *levels, step_m), found = part(frame, ground, outlines, heights, counts)
        crowns = found or crowns
        work = _cut_steps(shapes, levels[1] + step_m, outlines, top)
        cut = yield from steps.part(work, number / 2 + 0.1, number / 2 + 0.5)
        left = ~shapely.is_empty(cut)
        for column, values in zip(parts, (cut, *levels)):
            column.append(values[left])
    shapes, bases, tops, codes = (np.concatenate(column) for column in parts)
    xy, base, upto, radius, code = crowns
    things = Things(
        np.concatenate([codes, code]),
        np.concatenate([bases, base]),
        np.concatenate([tops, upto]),
        np.concatenate([np.zeros(len(shapes)), radius]),
        tuple(clauses.value(CLAUSE, "permeability_pct", plant) / 100 for plant in ("tree", "shrub")),
    )
    return Scene(plan(shapes, xy, radius), things, counts)


def ground_beside_steps(frame, buildings):
    """Yield the share done; return the ground of things: their own `ground_z`, else the nearest building's, else 0."""
    own = np.array(columns.numbers(frame, "ground_z"))
    lost = np.isnan(own)
    if lost.any() and np.isfinite(columns.numbers(buildings, "ground_z")).any():
        own[lost] = yield from ground_steps(frame[lost], "buildings", buildings)
    return np.nan_to_num(own)


def _waters(frame, ground, outlines, heights, counts):
    """Return polygons of water as `_plants` does, and no crowns."""
    return (frame.geometry.to_numpy(), ground, ground, np.full(len(frame), WATER), np.zeros(len(frame))), None


def _plants(frame, ground, outlines, heights, counts):
    """Return polygons, with how much a building may rise above them, and crowns; count what had to be assumed."""
    shapes = frame.geometry.to_numpy()
    points = shapely.get_dimensions(shapes) == 0
    kind, height = columns.codes(frame, "kind", "greenery"), columns.numbers(frame, "height")
    known = np.isin(kind, ["tree", "shrub", "grass", "roof"])
    counts["without_kind"] = int((~known & ~points).sum())
    # a plant of no kind: a point is a tree, an area with a height is a wood, without one it is grass
    kind = np.where(known, kind, np.where(points | (height > 0), "tree", "grass"))
    plant = np.isin(kind, list(_PLANTS))
    counts["left_out"] = int((points & ~plant).sum())
    code = np.where(kind == "tree", TREE, SHRUB)
    usual = {name: [clauses.value(CLAUSE, name, each) for each in _PLANTS] for name in ("height_m", "radius_m")}
    tall = np.where(height > 0, height, np.where(code == TREE, *usual["height_m"]))
    radius, wide = columns.numbers(frame, "radius"), columns.numbers(frame, "crown_diameter")
    radius = np.where(radius > 0, radius, wide / 2)
    counts["assumed_height"] = int((plant & ~(height > 0)).sum())
    counts["assumed_radius"] = int((plant & points & ~(radius > 0)).sum())
    radius = np.where(radius > 0, radius, np.where(code == TREE, *usual["radius_m"]))
    low = columns.numbers(frame, "crown_base")
    low = np.where((low > 0) & (low < tall), low, np.where(points, np.maximum(tall - 2 * radius, 0), 0))
    roof, z = (kind == "roof") & ~points, ground.copy()
    z[roof] = _roofs(shapes[roof], outlines, heights.top_z)
    counts["roofs_apart"] = int(np.isnan(z).sum())
    base, top = z + np.where(plant, low, 0), z + np.where(plant, tall, 0)
    areas, crown = np.flatnonzero(~points & ~np.isnan(z)), np.flatnonzero(plant & points)
    codes, step_m = np.where(plant, code, GRASS), np.where(roof, _ROOF_STEP_M, 0)
    parts, of = shapely.get_parts(shapes[crown], return_index=True)
    crown = crown[of]
    crowns = shapely.get_coordinates(parts), base[crown], top[crown], radius[crown], code[crown]
    return tuple(each[areas] for each in (shapes, base, top, codes, step_m)), crowns


def _roofs(shapes, outlines, tops):
    """Return the height of the roof under each shape, that of the highest building under half of it; NaN for none."""
    shape, building = shapely.STRtree(outlines).query(shapes, predicate="intersects")
    shared = shapely.area(shapely.intersection(shapes[shape], outlines[building]))
    under = 2 * shared >= shapely.area(shapes)[shape]
    result = np.full(len(shapes), np.nan)
    np.fmax.at(result, shape[under], tops[building[under]])
    return result


def _cut_steps(shapes, z, outlines, tops):
    """Yield the share done; return shapes without the buildings whose tops are higher than z."""
    tree, cut = shapely.STRtree(outlines), shapes.copy()
    for begin in range(0, len(shapes), _CHUNK):
        rows = slice(begin, begin + _CHUNK)
        shape, building = tree.query(shapes[rows], predicate="intersects")
        higher = tops[building] > z[rows][shape]
        shape, building = begin + shape[higher], building[higher]
        if len(shape):
            groups, united = stable.unions(outlines[building], shape)
            cut[groups] = shapely.difference(shapes[groups], united)
        yield begin / len(shapes)
    return cut
