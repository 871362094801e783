"""Vitality units: the blocks within a short walk of each other and the functions that they share, clause 5.2.4."""

from typing import NamedTuple

import numpy as np
import pandas as pd
import shapely

from . import clauses, grading, reach, snapping, stable, steps
from .clauses import GRADED, MISSING, UNASSESSED
from .errors import QT_TRANSLATE_NOOP, InputError
from .functions import DIMENSIONS, FUNCTIONS, functions
from .line_vertices import nearest_share
from .network import Exits, network_steps, points_along
from .pace import BUFFER_M, EXIT_DISTANCE_M, MAX_SNAP_M, MIN_PIECE_M, pace
from .spaces import spaces_steps
from .spaces_in_units import in_units_steps
from .walk_circles import reach_m

CLAUSE = "5.2.4"
DIMENSION_NAMES = tuple(dict.fromkeys(DIMENSIONS.values()))
# Garages and plant rooms bring nobody to a block.
_LIVELY = [number for number, name in enumerate(FUNCTIONS) if name != "auxiliary"]
_PLACES_AT_ONCE, _TABLE = 128, 4_000_000
# Rounding must not put a place at a node a hair's breadth up a one-way street.
_AT_NODE = 1e-9


class Result(NamedTuple):
    """Blocks with what their vitality units hold, and the figures of all of them."""

    blocks: pd.DataFrame
    share_in_units: float  # at least: what cannot be assessed counts as without; NaN where nothing can
    grade: str
    n_apart: int  # spaces that lie in no block


def vitality_units(blocks, spaces, lines=None, walk_min=None, walking=None, *, buildings=None, **distances):
    """Return the vitality unit of each block, and whether it holds all three dimensions of functions.

    A block's unit is the block and all blocks that can be reached from it within `walk_min` (5 minutes): from its
    point on surface straight to a street beside it, along the network, and from there to the other's
    point on surface. Units overlap and are not chained.

    blocks : GeoDataFrame of polygons in metres; where no space of a block tells its function, a column
    `dominant` does; spaces : see `spaces.spaces`; lines : of the walking network, or None for straight
    lines × 0.7; walking : a `Pace`; buildings : polygons, or None; distances : those of
    `snapping.exits`, max_snap_m being measured from the outline of a block.

    Returns `Result`, whose blocks have floor_m2, n_blocks, dimensions, functions, missing, unit_m2,
    classified_pct (of the unit's floor area), on_network, grade, state and needed_dimensions.

    >>> import geopandas
    >>> town = geopandas.GeoDataFrame(geometry=shapely.box([0, 110], 0, [100, 210], 100))
    >>> used = geopandas.GeoDataFrame({"function": ["office", "housing"]}, geometry=town.geometry.to_numpy())
    >>> street = geopandas.GeoDataFrame(geometry=[shapely.LineString([(-500, -5), (500, -5)])])
    >>> unit = vitality_units(town, used, street).blocks  # 55 + 110 + 55 m are 2.64 minutes
    >>> unit["n_blocks"].tolist(), unit["missing"].tolist(), unit["grade"].tolist()
    ([2.0, 2.0], ['public', 'public'], ['good', 'good'])
    """
    walking = walking or pace()
    ground = None
    if lines is not None:
        network, _ = steps.finish(network_steps(lines, walking))
        ground = reach.graph(network), snapping.streets(network)
    table = steps.finish(spaces_steps(spaces, buildings))
    return steps.finish(vitality_units_steps(blocks, table, ground, walk_min, walking, **distances))


def vitality_units_steps(
    blocks,
    table,
    ground=None,
    walk_min=None,
    walking=None,
    *,
    max_snap_m=MAX_SNAP_M,
    exit_distance_m=EXIT_DISTANCE_M,
    min_piece_m=MIN_PIECE_M,
):
    """Yield the share done; return what `vitality_units` returns.

    table : of `spaces.spaces`; ground : `(reach.Graph, snapping.Streets)`, or None for straight lines.
    """
    walk_min = clauses.bounds(CLAUSE, "walk_min", "unit")[0].upper if walk_min is None else walk_min
    if not 0 < walk_min < np.inf:
        raise InputError(
            "WALK",
            walk_min,
            QT_TRANSLATE_NOOP("Multiground", "more than 0 minutes"),
            QT_TRANSLATE_NOOP("Multiground", "Leave the default, or enter the value in the stated unit."),
        )
    walking = walking or pace()
    blocks, number = _once(blocks)
    space, block = yield from steps.part(in_units_steps(table, blocks.geometry.to_numpy()), 0, 0.3)
    held = _held(table, space, block, blocks)
    limit_min = walk_min + grading.STEP / 2  # minutes are rounded before they are compared
    if ground is None:
        on_network, members = np.ones(len(blocks), dtype=bool), _straight(blocks, reach_m(limit_min, walking, True))
    else:
        doors = _doors(ground[1], blocks, walking, max_snap_m, exit_distance_m, min_piece_m)
        on_network = np.isin(np.arange(len(blocks)), doors.place)
        members = _walked(ground[0], doors, limit_min, len(blocks))
    units, done = _Held(*(np.zeros_like(each) for each in held)), 0
    for rows, belongs in members:
        belongs[np.arange(len(rows)), rows] = True  # however far its own door is
        for sums, each in zip(units, held):
            sums[rows] = belongs.astype(float) @ each
        done += len(rows)
        yield 0.3 + 0.7 * done / len(blocks)
    n_apart = len(table) - len(np.unique(space))
    return _graded(blocks, number, held, units, on_network, n_apart, straight=ground is None)


def _once(blocks):
    """Return blocks without those that are drawn twice, and which of them each one is.

    Their dominant function becomes its code; of those drawn twice the one that tells it stays.
    """
    dominant = np.full(len(blocks), "", dtype=object)
    if "dominant" in blocks:
        dominant, _ = functions(pd.DataFrame({"function": blocks["dominant"].to_numpy()}))
    shapes = blocks.geometry.to_numpy()
    blocks = blocks[[blocks.geometry.name]].assign(dominant=dominant)
    outline = pd.factorize(shapely.to_wkb(shapely.normalize(shapes)))[0]
    order = np.lexsort((dominant, dominant == "", outline))
    first = order[np.flatnonzero(np.diff(outline[order], prepend=-1))]
    return blocks.iloc[first], outline


class _Held(NamedTuple):
    """What n blocks hold, or their units together: whole numbers, so that sums are exact."""

    block: np.ndarray  # (n,) 1 for each block
    area: np.ndarray  # (n, 8) floor area by function, the last of none, in hundredths of a m²
    present: np.ndarray  # (n, 7) how often a function is there, of known area or not
    space: np.ndarray  # (n,) spaces
    dark: np.ndarray  # (n,) spaces of which neither the function nor the area is known
    told: np.ndarray  # (n,) blocks that hold no space and whose dominant function is known


def _held(table, space, block, blocks):
    """Return what each block holds; where no space of one tells a function its dominant one stands in."""
    size, width = len(blocks), len(FUNCTIONS) + 1
    function = pd.Index(FUNCTIONS).get_indexer(table["function"].to_numpy()[space])
    area = table["area_m2"].to_numpy()[space]
    dark = (function < 0) & np.isnan(area)
    function[function < 0] = width - 1
    cell, floor = block * width + function, np.round(100 * np.nan_to_num(area))
    present = np.bincount(cell[~(area == 0)], minlength=size * width).reshape(size, width)[:, :-1].astype(float)
    told = np.zeros(size)
    number = pd.Index(FUNCTIONS).get_indexer(blocks["dominant"])
    rows = np.flatnonzero(~present.any(axis=1) & (number >= 0))
    present[rows, number[rows]] = 1
    told[rows[np.bincount(block, minlength=size)[rows] == 0]] = 1
    spaces, unseen = (np.bincount(each, minlength=size).astype(float) for each in (block, block[dark]))
    floor = np.bincount(cell, floor, size * width).reshape(size, width)
    return _Held(np.ones(size), floor, present, spaces, unseen, told)


def _doors(streets, blocks, walking, max_snap_m, exit_distance_m, min_piece_m):
    """Return where blocks step onto the network, from their points on surface.

    A block is left on all sides: by every way of the ground that passes within `BUFFER_M` of its
    outline, at the point nearest to its middle; where none does, by the nearest street. With one way
    out only, blocks back to back would be as far apart as their streets are long.
    """
    polygons = blocks.geometry.to_numpy()
    middles = shapely.point_on_surface(polygons)
    doors = _beside(streets, polygons, middles, walking, min_piece_m)
    rest = np.setdiff1d(np.arange(len(blocks)), doors.place)
    if len(rest):
        distances = {"max_snap_m": max_snap_m, "exit_distance_m": exit_distance_m, "min_piece_m": min_piece_m}
        doors = _together(doors, _farther(streets, polygons[rest], middles[rest], walking, **distances), rest)
    return doors


def _beside(streets, polygons, middles, walking, min_piece_m):
    """Return the ways out of blocks onto the ways along them."""
    network = streets.network
    edge = np.unique(streets.edge)  # without lifts and escalators, which nobody enters midway
    edge = edge[streets.ground[edge] & (streets.piece_m[edge] >= min_piece_m)]
    vertex = np.repeat(np.arange(len(network.tail)), np.diff(network.first_vertex))
    chosen = np.isin(vertex, edge)
    lines = np.c_[network.vertex_x[chosen], network.vertex_y[chosen]]
    lines = shapely.linestrings(lines, indices=np.searchsorted(edge, vertex[chosen]))
    place, line = shapely.STRtree(lines).query(polygons, predicate="dwithin", distance=BUFFER_M)
    metres = shapely.distance(middles[place], lines[line])
    share = np.clip(nearest_share(lines[line], middles[place]), 0, 1)
    share[share <= _AT_NODE], share[share >= 1 - _AT_NODE] = 0, 1
    order = np.lexsort((edge[line], place))
    columns = place, edge[line], share, metres * 0.06 / walking.speed_kmh, metres
    return Exits(*(column[order] for column in columns))


def _farther(streets, polygons, middles, walking, max_snap_m, **distances):
    """Return the ways out of blocks to their nearest streets, as far as these are from the outline.

    The way through the block itself is walked, but is no distance from the network. So each street is
    looked for as much farther as the middle lies inside, in a few rounds, so that one park does not
    make every search wide.
    """
    inside_m = shapely.distance(middles, shapely.boundary(polygons))
    rounds = np.ceil(np.log2(np.maximum(inside_m, 1)))
    nothing = np.full(len(middles), np.nan)
    places = snapping.Places(shapely.get_x(middles), shapely.get_y(middles), nothing, nothing, middles)
    doors = Exits(*(np.empty(0, dtype=kind) for kind in (int, int, float, float, float)))
    for each in np.unique(rounds):
        which = np.flatnonzero(rounds == each)
        chosen = snapping.Places(*(column[which] for column in places))
        found, _ = snapping.exits(streets, chosen, walking, max_snap_m=max_snap_m + 2.0**each, **distances)
        doors = _together(doors, found, which)
    x, y, door, _ = points_along(streets.network, doors.edge, doors.share, doors.share)
    at = np.flatnonzero(np.diff(door, prepend=-1))
    near = shapely.distance(polygons[doors.place], shapely.points(x[at], y[at])) <= max_snap_m
    return Exits(*(column[near] for column in doors))


def _together(doors, others, which):
    """Return ways out together with others, whose places are some of all."""
    both = [np.concatenate(columns) for columns in zip(doors, others._replace(place=which[others.place]))]
    order = np.argsort(both[0], kind="stable")
    return Exits(*(column[order] for column in both))


def _walked(graph, doors, limit_min, size):
    """Yield some blocks, and which of all blocks are within the limit of each: (rows, (rows, size))."""
    block = np.unique(doors.place)
    number = np.full(size, -1)
    number[block] = np.arange(len(block))
    each = reach.facilities(graph, doors._replace(place=number[doors.place]), np.arange(len(block)), len(block))
    at_once = max(min(_PLACES_AT_ONCE, _TABLE // max(size, 1)), 1)
    for reached in reach.batches(graph, doors, limit_min, at_once):
        belongs = np.zeros((len(reached.places), size), dtype=bool)
        belongs[:, block] = reach.count_within(graph, reached, each, [limit_min])[:, :, 0] > 0
        yield reached.places, belongs


def _straight(blocks, radius_m):
    """Yield the same as `_walked` for straight lines between points on surface."""
    points = shapely.get_coordinates(shapely.point_on_surface(blocks.geometry.to_numpy()))
    for begin in range(0, len(points), _PLACES_AT_ONCE):
        few = points[begin : begin + _PLACES_AT_ONCE, None]
        apart = np.hypot(*np.moveaxis(few - points[None], -1, 0))
        yield np.arange(begin, begin + len(few)), apart <= radius_m


def _graded(blocks, number, held, units, on_network, n_apart, straight):
    """Return the `Result`: what the units of blocks hold, and their grades; number : the block of each one given.

    A dimension that is not found may be among what is unknown: where the function of more than a tenth
    of the floor area is, or more than a tenth of the spaces have neither function nor area, the unit
    cannot be assessed. Without any floor area the dominant functions of all its blocks must be known.
    """
    lively = units.present[:, _LIVELY] > 0
    names = np.array([FUNCTIONS[number] for number in _LIVELY], dtype=object)
    of_dimension = np.array([[DIMENSIONS[name] == each for each in DIMENSION_NAMES] for name in names])
    found = lively @ of_dimension
    dimensions = found.sum(axis=1)
    whole = units.area.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        classified_pct = np.round(100 * units.area[:, :-1].sum(axis=1) / whole, 2)
        dark_pct = np.round(100 * units.dark / units.space, 2)
    least, bounds = clauses.bounds("5.1.2", "classified_pct")[0].lower, clauses.bounds(CLAUSE, "dimensions_count")
    complete = np.where(whole > 0, classified_pct >= least, units.told == units.block)
    complete &= ~(dark_pct > 100 - least)
    graded = on_network & (complete | found.all(axis=1))
    grade = np.where(graded, grading.grades(dimensions, bounds), UNASSESSED)
    floor = held.area.sum(axis=1) / 100
    result = pd.DataFrame(
        {
            "floor_m2": floor,
            "n_blocks": np.where(on_network, units.block, np.nan),
            "dimensions": np.where(on_network, dimensions, np.nan),
            "functions": np.where(on_network, _joined(lively, names), None),
            "missing": np.where(on_network, _joined(~found, np.array(DIMENSION_NAMES, dtype=object)), None),
            "unit_m2": np.where(on_network, np.round(whole / 100, 2), np.nan),
            "classified_pct": np.where(on_network, classified_pct, np.nan),
            "dark_pct": np.where(on_network, dark_pct, np.nan),
            "on_network": on_network,
            "grade": np.where(straight & (grade == "excellent"), "good", grade),
            "state": np.where(graded, GRADED, MISSING),
            "needed_dimensions": np.where(graded, grading.change_to_better(dimensions, bounds), np.nan),
        }
    )
    overall = grading.overall(result["grade"], result["state"], shapely.area(blocks.geometry.to_numpy()))
    within, others = stable.sums(floor, np.where(graded & found.all(axis=1), 0, 1), 2)
    share = within / (within + others) if graded.any() and within + others > 0 else np.nan
    return Result(result.iloc[number].reset_index(drop=True), share, overall, n_apart)


def _joined(which, names):
    """Return the names of each row as a text, every combination written once."""
    code = which @ (1 << np.arange(len(names)))
    distinct, number = np.unique(code, return_inverse=True)
    texts = [", ".join(name for bit, name in enumerate(names) if each >> bit & 1) for each in distinct]
    return np.array(texts, dtype=object)[number]
