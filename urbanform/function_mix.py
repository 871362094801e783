"""How functions are mixed in plots, blocks or districts, clauses 5.1.1 and 5.1.2."""

import math
from typing import NamedTuple

import geopandas
import numpy as np
import pandas as pd
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from . import clauses, spaces_in_units, stable, steps
from .functions import DIMENSIONS, FUNCTIONS

CLAUSE = "5.1.1"
_DECIMALS = {
    2: [f"share_{dimension}" for dimension in dict.fromkeys(DIMENSIONS.values())] + ["mxi", "classified_pct"],
    4: ["entropy", "hhi", "far", "gsi", "osr", "storeys_mean"],
}
_CHUNK, _UNIONS = 5_000, 500


class Result(NamedTuple):
    """Units with their figures, and the entropy of all their floor area together (NaN where nothing is known)."""

    units: geopandas.GeoDataFrame
    entropy: float


def function_mix(units, table, buildings=None):
    """Return how the seven functions are mixed in each unit (guideline 5.1.1 and 5.1.2).

    Entropy H = −Σ p ln p / ln 7 over the shares p of the classified floor area, 0 for one function and 1
    for seven equal ones; HHI = Σ p²; MXI the share of housing; FSI, GSI, OSR = (1 − GSI) / FSI and
    L = FSI / GSI of Spacematrix, with FSI = `far` above ground only.

    units : GeoDataFrame of polygons in metres, which may overlap; table : of `spaces.spaces`;
    buildings : GeoDataFrame of footprints, or None. A building counts in the unit of its middle.

    Adds area_m2, gfa_total, gfa_<function> (m²), classified_pct, share_<dimension>, mxi (% of what is
    classified), entropy, hhi, n_functions, dominant ('' where unknown), far, gsi, osr, storeys_mean,
    incomplete, n_spaces, n_unmeasured (without a known floor area) and state. Figures without floor area
    are NaN, never 0.

    >>> lot = geopandas.GeoDataFrame(geometry=[shapely.box(0, 0, 20, 30)])
    >>> house = geopandas.GeoDataFrame({"storeys": [3], "function": ["housing"]}, geometry=[shapely.box(0, 0, 10, 12)])
    >>> from . import spaces
    >>> result = function_mix(lot, spaces.spaces(house), house)
    >>> result.units[["far", "gsi", "osr", "storeys_mean", "entropy"]].round(3).to_numpy().tolist()
    [[0.6, 0.2, 1.333, 3.0, 0.0]]
    """
    return steps.finish(function_mix_steps(units, table, buildings))


def function_mix_steps(units, table, buildings=None):
    """Yield the share done; return what `function_mix` returns."""
    polygons = units.geometry.to_numpy()
    space, unit = yield from steps.part(spaces_in_units.in_units_steps(table, polygons), 0, 0.5)
    held = table.iloc[space]
    gfa = spaces_in_units.areas_by(held, unit, len(units), FUNCTIONS)
    area = np.nan_to_num(held["area_m2"].to_numpy())
    total = stable.sums(area, unit, len(units))
    above = stable.sums(np.where(held["below"], 0, area), unit, len(units))
    yield 0.6
    known = total > 0
    result = units.assign(area_m2=np.round(shapely.area(polygons), 2))
    result["gfa_total"] = np.where(known, np.round(total, 2), np.nan)
    _add_mix(result, gfa, total)
    result["n_spaces"], result["n_unmeasured"] = spaces_in_units.unmeasured(held, unit, len(units))
    footprint = np.full(len(units), np.nan)
    if buildings is not None and len(buildings):
        footprint = yield from steps.part(_footprints_steps(buildings.geometry.to_numpy(), polygons), 0.6, 1)
    for name, values in spacematrix(np.where(known, above, np.nan), footprint, shapely.area(polygons)).items():
        result[name] = values
    for decimals, names in _DECIMALS.items():
        result[names] = result[names].round(decimals)
    result["state"] = np.where(result["entropy"].notna(), clauses.MEASURED, clauses.MISSING)
    once = table.iloc[np.unique(space)]
    whole = spaces_in_units.areas_by(once, np.zeros(len(once), dtype=np.int64), 1, FUNCTIONS)
    return Result(result, round(float(entropies(whole)[0]), 4))


def entropies(areas):
    """Return −Σ p ln p / ln k of each row of areas of k functions; NaN for a row without any.

    >>> entropies([[5, 5, 0, 0], [3, 0, 0, 0], [2, 2, 2, 2], [0, 0, 0, 0]]).tolist()
    [0.5, 0.0, 1.0, nan]
    """
    shares = _shares(areas)
    terms = -shares * np.log(np.where(shares > 0, shares, 1))
    # added as exactly as floor areas are, and a sum that is 1 but for the last bit is 1
    total = np.array([math.fsum(row) for row in terms]) / math.log(shares.shape[1])
    return np.clip(total, 0, 1) + 0.0


def spacematrix(above_m2, footprint_m2, area_m2):
    """Return far (FSI), gsi, osr and storeys_mean (L) of Spacematrix, NaN where they cannot be told.

    above_m2 : floor area above ground; footprint_m2 : land under buildings; area_m2 : of the units.

    >>> found = spacematrix(np.array([360.0]), np.array([120.0]), np.array([600.0]))
    >>> [float(round(values[0], 3)) for values in found.values()]
    [0.6, 0.2, 1.333, 3.0]
    """
    far, gsi = above_m2 / area_m2, footprint_m2 / area_m2
    some = np.where(far > 0, far, np.nan)
    osr, storeys = (1 - gsi) / some, far / np.where(gsi > 0, gsi, np.nan)
    return {"far": far, "gsi": gsi, "osr": osr, "storeys_mean": storeys}


def _shares(areas):
    areas = np.asarray(areas, dtype=float)
    total = areas.sum(axis=1, keepdims=True)
    return areas / np.where(total > 0, total, np.nan)


def _add_mix(result, gfa, total):
    """Add what tells of the mix: floor area by function and dimension, and the indices."""
    shares = _shares(gfa)
    for number, function in enumerate(FUNCTIONS):
        result[f"gfa_{function}"] = np.where(total > 0, np.round(gfa[:, number], 2), np.nan)
    for dimension in dict.fromkeys(DIMENSIONS.values()):
        belongs = [DIMENSIONS[function] == dimension for function in FUNCTIONS]
        result[f"share_{dimension}"] = 100 * shares[:, belongs].sum(axis=1)
    result["entropy"], result["hhi"] = entropies(gfa), (shares**2).sum(axis=1)
    result["mxi"] = 100 * shares[:, FUNCTIONS.index("residential")]
    result["n_functions"] = (gfa > 0).sum(axis=1)
    known = gfa.sum(axis=1) > 0
    # of equal ones the first in the order of the guideline's table
    result["dominant"] = np.where(known, np.array(FUNCTIONS, dtype=object)[gfa.argmax(axis=1)], "")
    with np.errstate(invalid="ignore", divide="ignore"):
        result["classified_pct"] = np.where(total > 0, 100 * np.minimum(gfa.sum(axis=1) / total, 1), np.nan)
    result["incomplete"] = result["classified_pct"].round(2) < spaces_in_units.least_measured_pct()


def _footprints_steps(outlines, polygons):
    """Yield the share done; return the land under the buildings of each unit: where they overlap it counts once."""
    outlines = outlines[stable.order_by_place(outlines)]
    building, unit = spaces_in_units.of_places(outlines, polygons)
    cluster = yield from steps.part(_clusters_steps(outlines), 0, 0.5)
    group, keys = pd.factorize(unit * len(outlines) + cluster[building])
    covered = np.bincount(group, shapely.area(outlines[building]), len(keys))
    together = np.flatnonzero((np.bincount(group, minlength=len(keys)) > 1)[group])
    together = together[np.argsort(group[together], kind="stable")]
    starts = np.flatnonzero(np.diff(group[together], prepend=-1))[::_UNIONS][1:]
    for number, rows in enumerate(np.split(together, starts)):
        found, inverse = np.unique(group[rows], return_inverse=True)
        overlapping = shapely.geometrycollections(outlines[building[rows]], indices=inverse)
        covered[found] = shapely.area(shapely.buffer(overlapping, 0))
        yield 0.5 + 0.5 * number / (len(starts) + 1)
    return stable.sums(covered, keys // max(len(outlines), 1), len(polygons))


def _clusters_steps(outlines):
    """Yield the share done; return the cluster of each outline: those that overlap are of one."""
    tree, found = shapely.STRtree(outlines), [np.empty((2, 0), dtype=np.int64)]
    for begin in range(0, len(outlines), _CHUNK):
        for predicate in ("overlaps", "covers"):
            pairs = tree.query(outlines[begin : begin + _CHUNK], predicate=predicate)
            pairs[0] += begin
            found.append(pairs)
        yield begin / len(outlines)
    pairs, size = np.concatenate(found, axis=1), len(outlines)
    joined = coo_array((np.ones(pairs.shape[1], dtype=np.int8), tuple(pairs)), shape=(size, size))
    return connected_components(joined, directed=False)[1]
