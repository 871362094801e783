"""Vegetation as a district's data tell it: its layer, its outline, and what it does at the height of the eyes."""

import re
from typing import NamedTuple

import numpy as np
import shapely

from . import attributes, clauses, columns

LAYERS = ("tree", "shrub", "grass")  # 乔木, 灌木, 草
ROOF = "roof"
# What vegetation does to a view at the height of the eyes, the strongest first.
AT_EYE = CLOSED, UNTOLD, UNDER, OVER = "closed", "untold", "under", "over"
_MONTHS = 12
_SPAN = re.compile(r"(\d{1,2})\s*月?\s*(?:[-–—~～至到]\s*(\d{1,2}))?")


class Greenery(NamedTuple):
    """Vegetation on the ground, one entry of each array a feature.

    place : geometries as drawn, a tree as the point of its stem; outline : what it covers, None for a point
    without a radius; layer : one of LAYERS, '' where unknown; at_eye : one of AT_EYE; species, leaf_cycle
    (evergreen, deciduous, semi_evergreen) : '' where unknown; months : (n, 12) in which it flowers or colours,
    season_known : whether that is told.
    """

    place: np.ndarray
    outline: np.ndarray
    layer: np.ndarray
    at_eye: np.ndarray
    species: np.ndarray
    leaf_cycle: np.ndarray
    months: np.ndarray
    season_known: np.ndarray


def greenery(frame):
    """Read a layer of vegetation; gardens on roofs are left out.

    At the height of the eyes vegetation closes the view where it is as high and its leaves begin lower: those of
    shrubs at the ground, those of trees at `crown_base`. What is lower is looked over, a crown that begins higher
    looked under. Grass is low, whatever its height. All else is unknown.

    frame : GeoDataFrame of polygons and points in metres, with kind, height, radius or crown_diameter, crown_base,
    species, leaf_cycle and season_months where known.

    >>> import geopandas
    >>> frame = geopandas.GeoDataFrame({"kind": ["乔木", "tree", "绿篱", "grass"], "height": [8, 8, 2, None],
    ...     "crown_base": [2.5, None, None, None]}, geometry=[shapely.Point(0, 0)] * 4)
    >>> found = greenery(frame)
    >>> found.layer.tolist(), found.at_eye.tolist()
    (['tree', 'tree', 'shrub', 'grass'], ['under', 'untold', 'closed', 'over'])
    """
    kind = columns.codes(frame, "kind", "greenery")
    frame, kind = frame[kind != ROOF], kind[kind != ROOF]
    layer = np.where(np.isin(kind, LAYERS), kind, "").astype(object)
    place = shapely.force_2d(frame.geometry.to_numpy())
    radius = columns.numbers(frame, "radius")
    radius = np.where(np.isnan(radius), columns.numbers(frame, "crown_diameter") / 2, radius)
    outline, points = place.copy(), shapely.get_dimensions(place) == 0
    outline[points] = None
    drawn = points & (radius > 0)
    outline[drawn] = shapely.buffer(place[drawn], radius[drawn], quad_segs=16)
    cycle = columns.codes(frame, "leaf_cycle", "leaf_cycle")
    months = columns.read(frame, "season_months", season_months)
    known = np.array([value is not None for value in months], dtype=bool)
    flags = np.zeros((len(frame), _MONTHS), dtype=bool)
    flags[known] = np.array([value for value in months if value is not None]).reshape(-1, _MONTHS)
    species = columns.texts(frame, "species")
    return Greenery(place, outline, layer, _at_eye(frame, layer), species, cycle, flags, known)


def season_months(value):
    """Return the twelve months of the year as true where a text names them, None where it names none.

    >>> [month for month, named in enumerate(season_months("11-1月, 4"), 1) if named]
    [1, 4, 11, 12]
    >>> season_months("spring"), season_months(None)
    (None, None)
    """
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    spans = [(int(first), int(last or first)) for first, last in _SPAN.findall(attributes.text(value))]
    if not spans or not all(1 <= month <= _MONTHS for span in spans for month in span):
        return None
    named = np.zeros(_MONTHS, dtype=bool)
    for first, last in spans:
        named[(first - 1 + np.arange((last - first) % _MONTHS + 1)) % _MONTHS] = True
    return named


def _at_eye(frame, layer):
    """Return what each feature does to a view at the height of the eyes."""
    eye = clauses.value("7.1.3", "eye_height_m")
    height, base = columns.numbers(frame, "height"), columns.numbers(frame, "crown_base")
    base = np.where((layer == "shrub") & np.isnan(base), 0, base)
    high, low = height >= eye, (height < eye) | (layer == "grass")
    found = np.full(len(frame), UNTOLD, dtype=object)
    found[high & (base < eye)] = CLOSED
    found[high & (base >= eye)] = UNDER
    found[low] = OVER
    return found
