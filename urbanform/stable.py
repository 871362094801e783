"""Figures and unions of groups that do not depend on the order of the features."""

import math

import numpy as np
import pandas as pd
import shapely


def order_by_place(geometry, *ties):
    """Return the positions of features sorted by where they lie, then by `ties`, then by their shape.

    geometry : (n,) array of geometries; ties : (n,) arrays of numbers or texts.

    >>> order_by_place(shapely.points([[5, 0], [1, 9], [1, 2], [1, 2]]), ["a", "b", "d", "c"]).tolist()
    [3, 2, 1, 0]
    """
    ties = [pd.factorize(np.asarray(tie), sort=True)[0] for tie in ties]
    keys = np.column_stack([shapely.bounds(geometry), *ties])
    same = pd.DataFrame(keys).duplicated(keep=False).to_numpy()
    shape = np.full(len(keys), -1)
    shape[same] = pd.factorize(shapely.to_wkb(shapely.normalize(geometry[same])), sort=True)[0]
    return np.lexsort((shape, *keys.T[::-1]))


def sums(values, group, size):
    """Return the sum of the values of each group, rounded once.

    >>> sums(np.array([0.1, 0.2, 0.3, 4.0]), np.array([0, 0, 0, 2]), 3).tolist()
    [0.6, 0.0, 4.0]
    """
    order = np.argsort(group, kind="stable")
    ends = np.searchsorted(group[order], np.arange(1, size))
    return np.array([math.fsum(part) for part in np.split(np.asarray(values)[order], ends)], dtype=float)[:size]


def unions(polygons, group):
    """Return the groups in their order, and the union of each one's polygons.

    >>> groups, united = unions(shapely.box([0, 50, 5], 0, [10, 60, 15], 10), np.array([7, 3, 7]))
    >>> groups.tolist(), shapely.area(united).tolist()
    ([3, 7], [100.0, 150.0])
    """
    order = np.argsort(group, kind="stable")
    groups, index = np.unique(np.asarray(group)[order], return_inverse=True)
    collections = shapely.geometrycollections(np.asarray(polygons, dtype=object)[order], indices=index)
    return groups, shapely.union_all(collections[:, None], axis=1)
