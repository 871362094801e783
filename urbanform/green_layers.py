"""How greenery is layered in and around open spaces, clause 7.1.4."""

import numpy as np
import pandas as pd
import shapely

from . import clauses, stable, steps
from .greenery import LAYERS

CLAUSE = "7.1.4"
# Greenery is united in squares of this side, so that what overlaps counts once however much of it there is.
_TILE_M = 100
_CHUNK = 50
# What a polygon shares with an open space over less than this area is its neighbour's.
_SHARED_M2 = 0.01


def green_layers(open_spaces, vegetation):
    """Return the layers of greenery in each open space, and how green the ground is around its middle.

    fore_pct, middle_pct and back_pct: share of the ground under greenery, crowns included, at 0–20 m, 20–100 m and
    beyond, as far as 500 m, from the space's point on surface, whether or not it can be seen from there; NaN where a
    plant of unknown radius stands as near as that.

    open_spaces : GeoDataFrame of polygons in metres; vegetation : `greenery.Greenery`.

    A table of the same index: layers (of tree, shrub, grass), n_layers (NaN where something in the space has no
    known layer and fewer than three are found), fore_pct, middle_pct, back_pct, n_species, evergreen_pct (of the
    trees and shrubs in the space whose leaf cycle is known), season_months (of the year in which something flowers
    or colours), each NaN where nothing is known of it; n_plants in the space, and n_woody of them.

    >>> import geopandas
    >>> from .greenery import greenery
    >>> park = geopandas.GeoDataFrame(geometry=[shapely.box(-10, -10, 10, 10)])
    >>> plants = geopandas.GeoDataFrame({"kind": ["grass", "tree"], "radius": [None, 3], "species": [None, "Ginkgo"]},
    ...     geometry=[shapely.box(-200, -200, 0, 200), shapely.Point(5, 5)])
    >>> row = green_layers(park, greenery(plants)).iloc[0]
    >>> row["layers"], row[["n_layers", "n_species", "middle_pct"]].astype(float).tolist()
    ('tree, grass', [2.0, 1.0, 50.0])
    """
    return steps.finish(green_layers_steps(open_spaces, vegetation))


def green_layers_steps(open_spaces, vegetation):
    """Yield the share done; return what `green_layers` returns."""
    spaces = shapely.force_2d(open_spaces.geometry.to_numpy())
    rings = yield from _rings_steps(shapely.point_on_surface(spaces), vegetation)
    table = pd.DataFrame(rings, columns=["fore_pct", "middle_pct", "back_pct"], index=open_spaces.index).round(2)
    space, plant = _held(spaces, vegetation)
    size, layer = len(spaces), vegetation.layer[plant]
    present = np.array([np.bincount(space[layer == name], minlength=size) > 0 for name in LAYERS]).reshape(3, size)
    table["layers"] = [", ".join(np.array(LAYERS)[own]) for own in present.T]
    doubtful = (np.bincount(space[layer == ""], minlength=size) > 0) & ~present.all(axis=0)
    told = (vegetation.layer != "").any()
    table["n_layers"] = np.where(doubtful | (not told), np.nan, present.sum(axis=0))
    _add_plants(table, space, plant, vegetation)
    return table


def _held(spaces, vegetation):
    """Return (space, plant) of what grows in each space: stems that stand in it, areas that share ground with it."""
    plant, space = shapely.STRtree(spaces).query(vegetation.place, predicate="intersects")
    area = shapely.get_dimensions(vegetation.place[plant]) == 2
    shared = np.full(len(plant), np.inf)
    shared[area] = shapely.area(shapely.intersection(vegetation.place[plant[area]], spaces[space[area]]))
    return space[shared > _SHARED_M2], plant[shared > _SHARED_M2]


def _add_plants(table, space, plant, vegetation):
    """Add what is known of the plants in each space: their species, leaves and season."""
    size = len(table)
    species = pd.DataFrame({"space": space, "species": vegetation.species[plant]})
    species = species[species["species"] != ""].drop_duplicates()
    number = np.bincount(species["space"].to_numpy(dtype=np.int64), minlength=size)
    table["n_plants"] = np.bincount(space, minlength=size)
    bare = (table["n_plants"] == 0).to_numpy()
    table["n_species"] = np.where((number > 0) | bare, number, np.nan)
    woody = np.isin(vegetation.layer[plant], ["tree", "shrub"])
    table["n_woody"] = np.bincount(space[woody], minlength=size)
    woody &= vegetation.leaf_cycle[plant] != ""
    evergreen = vegetation.leaf_cycle[plant] == "evergreen"
    of = np.bincount(space[woody], minlength=size)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = 100 * np.bincount(space[woody & evergreen], minlength=size) / of
    table["evergreen_pct"] = np.where(of > 0, share, np.nan).round(2)
    told = vegetation.season_known[plant]
    months = np.zeros((size, vegetation.months.shape[1]), dtype=bool)
    np.logical_or.at(months, space[told], vegetation.months[plant[told]])
    table["season_months"] = np.where((np.bincount(space[told], minlength=size) > 0) | bare, months.sum(axis=1), np.nan)


def _rings_steps(middles, vegetation):
    """Yield the share done; return the shares of green ground around each middle, (n, 3) in %."""
    limits = [clauses.bounds(CLAUSE, "distance_m", name)[0].upper for name in ("foreground", "middle")]
    limits.append(clauses.value(CLAUSE, "reach_m", "background"))
    known = ~shapely.is_missing(vegetation.outline)
    tiles, green = yield from steps.part(_tiles_steps(vegetation.outline[known]), 0, 0.5)
    tree, area = shapely.STRtree(tiles), shapely.area(green)
    within = np.zeros((len(middles), len(limits)))
    whole = np.zeros_like(within)
    for begin in range(0, len(middles), _CHUNK):
        yield 0.5 + 0.5 * begin / len(middles)
        for number, limit in enumerate(limits):
            discs = shapely.buffer(middles[begin : begin + _CHUNK], limit, quad_segs=32)
            disc, tile = tree.query(discs, predicate="intersects")
            covered = area[tile]
            cut = np.flatnonzero(~shapely.covers(discs[disc], tiles[tile]))
            covered[cut] = shapely.area(shapely.intersection(green[tile[cut]], discs[disc[cut]]))
            within[begin : begin + len(discs), number] = stable.sums(covered, disc, len(discs))
            whole[begin : begin + len(discs), number] = shapely.area(discs)
    undrawn = shapely.STRtree(vegetation.place[~known])
    for number, limit in enumerate(limits):
        within[undrawn.query(middles, predicate="dwithin", distance=limit)[0], number] = np.nan
    return 100 * np.diff(within, prepend=0, axis=1) / np.diff(whole, prepend=0, axis=1)


def _tiles_steps(outlines):
    """Yield the share done; return the squares of a grid that hold greenery, and the greenery in each, united."""
    bounds = np.floor(shapely.bounds(outlines) / _TILE_M).astype(np.int64)
    wide, high = (bounds[:, 2:] - bounds[:, :2] + 1).T if len(outlines) else np.zeros((2, 0), dtype=np.int64)
    plant = np.repeat(np.arange(len(outlines)), wide * high)
    number = np.arange(len(plant)) - np.repeat(np.cumsum(wide * high) - wide * high, wide * high)
    cell = bounds[plant, :2] + np.column_stack([number % wide[plant], number // wide[plant]])
    cells, own = np.unique(cell.reshape(-1, 2), axis=0, return_inverse=True)
    tiles = shapely.box(*(cells * _TILE_M).T, *((cells + 1) * _TILE_M).T)
    order = np.argsort(own.ravel(), kind="stable")
    green, starts = [], np.searchsorted(own.ravel()[order], np.arange(0, len(cells), _CHUNK))
    for begin, rows in zip(range(0, len(cells), _CHUNK), np.split(order, starts[1:])):
        yield begin / len(cells)
        inside = shapely.intersection(outlines[plant[rows]], tiles[own.ravel()[rows]])
        green.append(stable.unions(inside, own.ravel()[rows])[1])
    return tiles, np.concatenate(green) if green else np.empty(0, dtype=object)
