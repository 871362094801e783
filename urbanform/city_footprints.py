"""Faces of city models to footprints: ground surfaces, outlines or whole solids, seen from above."""

import itertools
from array import array
from typing import NamedTuple

import numpy as np
import shapely

# What a face is: of the ground, of the outline on the ground or of the roof (LoD 0), or any other of a solid.
GROUND, FOOT, ROOF, SOLID = range(4)
# How far above the lowest vertex of a solid its bottom may lie.
_LEVEL_M = 0.01
_LEAST_CORNERS = 3
# Of the square of its length, so much of an area at least has a face that is not upright.
_LEAST_SHARE = 1e-9


class Faces:
    """Faces as they are read, in little memory: rings of vertices, object by object."""

    def __init__(self, typecode):
        self.numbers = array(typecode)  # three coordinates of each vertex, or its number in a list of vertices
        self.width = 3 if typecode == "d" else 1
        self.ring_sizes, self.rings, self.owners, self.roles = array("q"), array("q"), array("q"), array("b")

    def add(self, owner, faces):
        """Add what tells the footprint and the height of one object.

        owner : its number, ascending; faces : list of (role, level of detail, list of rings); a ring is a flat list.
        """
        chosen = _chosen(faces)
        rings = [ring for _, rings in chosen for ring in rings]
        # what holds something else than numbers fails before anything is added
        self.numbers += array(self.numbers.typecode, itertools.chain.from_iterable(rings))
        self.ring_sizes.extend(len(ring) // self.width for ring in rings)
        self.rings.extend(len(rings) for _, rings in chosen)
        self.roles.extend(role for role, _ in chosen)
        self.owners.extend(itertools.repeat(owner, len(chosen)))

    def arrays(self, vertices=None):
        """Return the faces as arrays; vertices : (v, 3) that they number, None where they hold coordinates."""
        numbers = np.array(self.numbers)
        coordinates = numbers.reshape(-1, 3) if vertices is None else vertices[numbers]
        return FaceArrays(coordinates, *map(np.array, (self.ring_sizes, self.rings, self.owners, self.roles)))


class FaceArrays(NamedTuple):
    """Faces as arrays: c vertices, r rings and f faces, face by face."""

    coordinates: np.ndarray  # (c, 3)
    ring_sizes: np.ndarray  # (r,) vertices of each ring
    rings: np.ndarray  # (f,) rings of each face: its outline, then its holes
    owners: np.ndarray  # (f,) object of each face, ascending
    roles: np.ndarray  # (f,)

    def those(self, chosen):
        """Return the faces that a mask chooses."""
        ring = np.repeat(chosen, self.rings)
        vertex = np.repeat(ring, self.ring_sizes)
        return FaceArrays(
            self.coordinates[vertex], self.ring_sizes[ring], self.rings[chosen], self.owners[chosen], self.roles[chosen]
        )

    def of_owners(self, begin, end):
        """Return the faces of the objects from `begin` to before `end`, which are numbered from 0 again."""
        face = slice(*np.searchsorted(self.owners, (begin, end)))
        ring = slice(*np.append(0, np.cumsum(self.rings))[[face.start, face.stop]])
        vertex = slice(*np.append(0, np.cumsum(self.ring_sizes))[[ring.start, ring.stop]])
        return FaceArrays(
            self.coordinates[vertex],
            self.ring_sizes[ring],
            self.rings[face],
            self.owners[face] - begin,
            self.roles[face],
        )


class Footprints(NamedTuple):
    """Footprints and heights of n objects."""

    geometry: np.ndarray  # (n,) polygons, None where the faces tell none
    role: np.ndarray  # (n,) what kind of face they are made of, -1 for none
    low: np.ndarray  # (n,) lowest z; NaN where unknown
    high: np.ndarray  # (n,) highest z of solids
    broken: np.ndarray  # (n,) whether a face could not be used


def _chosen(faces):
    """Return the faces, as (role, rings), of the level of detail that tells the footprint best.

    Ground surfaces of the finest level; without any, outlines of LoD 0 and the coarsest solid.
    """
    ground = [lod for role, lod, _ in faces if role == GROUND]
    solids = [lod for role, lod, _ in faces if role == SOLID]
    if ground:
        finest = max(ground)
        return [(role, rings) for role, lod, rings in faces if role in (GROUND, SOLID) and lod == finest]
    coarsest = min(solids, default=None)
    return [(role, rings) for role, lod, rings in faces if role != SOLID or lod == coarsest]


def footprints(faces, count):
    """Return the `Footprints` of some objects.

    A footprint is the union of the ground surfaces; where there are none, of the outline on the ground, of
    that of the roof, of the solid's bottom, or of the whole solid seen from above, whichever comes first.

    faces : FaceArrays; count : number of objects.

    >>> top = [0, 0, 9, 4, 0, 9, 4, 4, 9, 0, 4, 9]
    >>> bottom = [0, 0, 5, 0, 4, 5, 4, 4, 5, 4, 0, 5]
    >>> solid = Faces("d")
    >>> solid.add(0, [(SOLID, 1, [bottom]), (SOLID, 1, [top])])
    >>> found = footprints(solid.arrays(), 1)
    >>> found.geometry[0].area, found.low.tolist(), found.high.tolist()
    (16.0, [5.0], [9.0])
    """
    faces, broken = _usable(faces)
    broken = np.bincount(broken, minlength=count) > 0
    result = Footprints(
        np.full(count, None, dtype=object), np.full(count, -1), np.full(count, np.nan), np.full(count, np.nan), broken
    )
    if not len(faces.rings):
        return result
    lowest, highest = _heights(faces)
    _set_heights(result, faces, lowest, highest)
    bottom = (faces.roles == SOLID) & (highest <= result.low[faces.owners] + _LEVEL_M)
    # in this order; the last is any face of a solid
    ranks = np.select([faces.roles == role for role in (GROUND, FOOT, ROOF)] + [bottom], range(4), 4)
    lying = _lying(faces)
    best = np.full(count, 5)
    np.minimum.at(best, faces.owners[lying], ranks[lying])
    chosen = lying & (ranks == best[faces.owners])
    result.geometry[:] = together(_polygons(faces.those(chosen)), faces.owners[chosen], count)
    result.role[:] = np.where(best == 5, -1, best)
    return result


def together(polygons, owners, count):
    """Return the union of the polygons of each owner, None where there is none.

    polygons : (m,) valid; owners : (m,) numbers below `count`.
    """
    result, number = np.full(count, None, dtype=object), np.bincount(owners, minlength=count)
    single = number[owners] == 1
    result[owners[single]] = polygons[single]
    several = np.flatnonzero(~single)
    several = several[np.argsort(owners[several], kind="stable")]
    if len(several):
        found, inverse = np.unique(owners[several], return_inverse=True)
        result[found] = shapely.buffer(shapely.geometrycollections(polygons[several], indices=inverse), 0)
    return result


def _usable(faces):
    """Return the faces without rings of fewer than three corners or without coordinates, and the owners of the bad."""
    finite = np.isfinite(faces.coordinates[:, :2]).all(axis=1)
    ring = np.repeat(np.arange(len(faces.ring_sizes)), faces.ring_sizes)
    face = np.repeat(np.arange(len(faces.rings)), faces.rings)
    good = np.bincount(ring[finite], minlength=len(face)) == faces.ring_sizes
    good &= faces.ring_sizes >= _LEAST_CORNERS
    first = np.cumsum(np.append(0, faces.rings))[:-1]
    empty = faces.rings == 0
    kept = np.zeros(len(faces.rings), dtype=bool)
    kept[~empty] = good[first[~empty]]
    good &= kept[face]
    number = np.bincount(face[good], minlength=len(faces.rings))
    trimmed = faces._replace(coordinates=faces.coordinates[good[ring]], ring_sizes=faces.ring_sizes[good], rings=number)
    return trimmed.those(kept), faces.owners[~kept]


def _lying(faces):
    """Return which faces have an area as seen from above: upright ones have none but for rounding."""
    outlines = np.cumsum(np.append(0, faces.rings))[:-1]
    begin = np.cumsum(np.append(0, faces.ring_sizes))
    ring = np.repeat(np.arange(len(faces.ring_sizes)), faces.ring_sizes)
    x, y = (faces.coordinates[:, :2] - faces.coordinates[begin[ring], :2]).T  # small numbers lose no digits
    after = np.arange(1, len(x) + 1)
    after[begin[1:] - 1] = begin[:-1]
    doubled = np.add.reduceat(x * y[after] - x[after] * y, begin[:-1])
    spread = np.maximum.reduceat(x**2 + y**2, begin[:-1])
    return (np.abs(doubled) > _LEAST_SHARE * spread)[outlines]


def _heights(faces):
    """Return the lowest and the highest z of each face."""
    sizes = np.add.reduceat(faces.ring_sizes, np.cumsum(np.append(0, faces.rings))[:-1])
    begin = np.cumsum(np.append(0, sizes))[:-1]
    z = faces.coordinates[:, 2]
    return np.fmin.reduceat(z, begin), np.fmax.reduceat(z, begin)


def _set_heights(result, faces, lowest, highest):
    solid = np.isin(faces.roles, (GROUND, SOLID))
    np.fmin.at(result.low, faces.owners[solid], lowest[solid])
    np.fmax.at(result.high, faces.owners[solid], highest[solid])
    # an outline is often drawn at 0 where nobody knows how high it lies
    outline = (faces.roles == FOOT) & np.isnan(result.low[faces.owners]) & (lowest != 0)
    np.fmin.at(result.low, faces.owners[outline], lowest[outline])


def _polygons(faces):
    """Return the faces seen from above, valid."""
    ring = np.repeat(np.arange(len(faces.ring_sizes)), faces.ring_sizes)
    face = np.repeat(np.arange(len(faces.rings)), faces.rings)
    polygons = shapely.polygons(shapely.linearrings(faces.coordinates[:, :2], indices=ring), indices=face)
    invalid = np.flatnonzero(~shapely.is_valid(polygons))
    parts, owner = shapely.get_parts(shapely.make_valid(polygons[invalid]), return_index=True)
    solid = shapely.get_dimensions(parts) == 2  # an upright face becomes lines
    polygons[invalid] = together(parts[solid], owner[solid], len(invalid))
    return polygons
