"""Spaces summed by units, be they plots, blocks, districts or buildings: what lies in each, and how much is known."""

import numpy as np
import pandas as pd
import shapely

from . import clauses, stable, steps, within_districts

_CHUNK = 50_000


def in_units(table, polygons):
    """Return pairs (row of the table, unit) of the units that hold each space's place; see `in_units_steps`.

    A place on the outline between two units belongs to the one that comes first from west to east.

    table : of `spaces`; polygons : (n,) array of units.

    >>> from .spaces import spaces
    >>> rows = spaces(pd.DataFrame({"area": [10.0]})).assign(x=5.0, y=5.0)
    >>> [pair.tolist() for pair in in_units(rows, shapely.box([0, 10], 0, [10, 20], 10))]
    [[0], [0]]
    """
    return steps.finish(in_units_steps(table, polygons))


def in_units_steps(table, polygons):
    """Yield the share done; return what `in_units` returns."""
    x, y = table["x"].to_numpy(), table["y"].to_numpy()
    placed, found = np.flatnonzero(np.isfinite(x)), [np.empty((2, 0), dtype=np.int64)]
    for begin in range(0, len(placed), _CHUNK):
        chunk = placed[begin : begin + _CHUNK]
        space, unit = of_places(shapely.points(x[chunk], y[chunk]), polygons)
        found.append(np.array([chunk[space], unit]))
        yield begin / len(placed)
    return tuple(np.concatenate(found, axis=1))


def of_places(geometry, polygons):
    """Return pairs (feature, unit) as `within_districts.of_middles` does, whatever the order of the units.

    >>> halves = shapely.box([50, 0], 0, [100, 50], 50)
    >>> [column.tolist() for column in of_places(np.array([shapely.Point(50, 9)]), halves)]
    [[0], [1]]
    """
    order = stable.order_by_place(polygons)
    feature, unit = within_districts.of_middles(geometry, polygons[order])
    return feature, order[unit]


def areas_by(table, group, size, names, column="function"):
    """Return the floor area of each group and each name, (size, len(names)) in m², rounded once.

    table : of `spaces`, one row for each entry of `group`; unknown areas count as nothing.
    """
    number = pd.Index(names).get_indexer(table[column])
    known = number >= 0
    area = np.nan_to_num(table["area_m2"].to_numpy())[known]
    return stable.sums(area, (group * len(names) + number)[known], size * len(names)).reshape(size, len(names))


def unmeasured(table, group, size):
    """Return how many spaces each group has, and how many of them without a known floor area, (2, size).

    table : of `spaces`, one row for each entry of `group`. A space has several rows where it has several parts.
    """
    whole = (table["part"] == "whole").to_numpy()
    unknown = table["area_m2"].isna().to_numpy()
    return np.array([np.bincount(group[chosen], minlength=size) for chosen in (whole, whole & unknown)])


def least_measured_pct():
    """Return which share of the spaces, and of the floor area, is to be known where figures are to be complete (%)."""
    return clauses.bounds("5.1.2", "classified_pct")[0].lower
