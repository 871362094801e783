"""Roofs, skyways and platforms as carriers of landing pads: their kind, height, owners, and what is free on them."""

import re
from typing import NamedTuple

import geopandas
import numpy as np
import pandas as pd
import shapely

from . import clauses, columns, functions, heights
from .building_storeys import above_ground
from .classify_surfaces import classified_steps
from .landing_constraints import cut_steps
from .stable import order_by_place
from .steps import part

CLAUSE = "6.3.2"
# In the order of clause 6.3.2: what is chosen first, the ground last.
KINDS = ("rooftop", "skyway", "platform", "other", "ground", "underground")
FIELDS = ("surface", "kind", "z", "level", "enclosure", "owner")
# What parts several owners; a comma within Latin letters may stand within the name of one (Co., Ltd.).
_BETWEEN_OWNERS = r"[;；、，/|+]|(?<=[\u4e00-\u9fff]),|\s[和与]\s|\sand\s|\s&\s"
# Carriers that are often roofed, so that who does not know has to ask.
_MAYBE_ROOFED = ("skyway", "other")


class Obstacles(NamedTuple):
    """Buildings, then carriers of a known height: what stands over others."""

    geometry: np.ndarray  # (m,)
    top: np.ndarray  # (m,) in one system of heights, NaN where unknown
    height: np.ndarray  # (m,) above the ground beside
    name: np.ndarray  # (m,) of the building or carrier
    is_building: np.ndarray  # (m,)
    carrier: np.ndarray  # (m,) position of the carrier; -1 for a building


def carriers_steps(frame, buildings, ground=None):
    """Yield the share done; return carriers in the order of their place, and the obstacles: a frame and `Obstacles`.

    frame : GeoDataFrame in metres with any of `FIELDS` and `fid`; buildings : with `height` or `storeys`, and where
    known `building` and `ground_z`; ground : height of the ground beside each carrier where heights are
    absolute, a number or (n,).

    Adds z (above the ground, NaN where unknown), z_all (in one system of heights), kind (of `KINDS`),
    rank, single_owner (1, 0, NaN), roofed (1, 0, NaN where nobody knows: semi-outdoor, or a skyway whose enclosure is
    not stated) and name.
    """
    order = order_by_place(frame.geometry.to_numpy(), columns.texts(frame, "z"), columns.texts(frame, "kind"))
    ground = np.zeros(len(frame)) if ground is None else np.broadcast_to(np.asarray(ground, dtype=float), len(frame))
    z = (heights.of_surfaces(frame, ground) - ground)[order]
    frame = frame.iloc[order].reset_index(drop=True)
    frame = frame.set_geometry(shapely.force_2d(frame.geometry.to_numpy()))
    terrain = [np.zeros(len(frame)), np.zeros(len(buildings))]
    if np.isfinite(columns.numbers(buildings, "ground_z")).any():
        for number, own in enumerate((frame, buildings)):
            terrain[number] = yield from part(heights.ground_steps(own, "buildings", buildings), 0.2 * number, 0.2)
    kind = yield from part(_kind_steps(frame, z, buildings), 0.4, 1)
    names = columns.texts(frame, "surface")
    if (names == "").any() or len(set(names)) < len(names):
        names = np.arange(1, len(frame) + 1).astype(str).astype(object)
    frame = frame.assign(
        z=z,
        z_all=z + terrain[0],
        kind=kind,
        rank=[KINDS.index(each) + 1 for each in kind],
        single_owner=_single_owners(frame),
        roofed=_roofed(columns.codes(frame, "enclosure", "enclosure"), kind),
        name=names,
    )
    return frame, _obstacles(frame, buildings, terrain[1])


def _kind_steps(frame, z, buildings):
    """Yield the share done; return the kind of each carrier: as stated, else by clause 6.1.3."""
    kind = columns.codes(frame, "kind", "landing_carrier")
    unknown = np.flatnonzero(~np.isin(kind, KINDS))
    rest = geopandas.GeoDataFrame(geometry=frame.geometry.to_numpy()[unknown])
    found, _, _ = yield from classified_steps(rest, z[unknown], buildings, None, True)
    kind[unknown] = np.where(np.isin(found, KINDS), found, "other")
    at_grade = np.isin(kind, ["other"]) & (z <= clauses.bounds(CLAUSE, "z_m")[0].lower)
    return np.where(at_grade, "ground", kind)


def _roofed(enclosure, kind):
    open_ = (enclosure == "outdoor") | ((enclosure == "") & ~np.isin(kind, _MAYBE_ROOFED))
    return np.select([enclosure == "indoor", open_], [1.0, 0.0], np.nan)


def _single_owners(frame):
    """Return whether each carrier has as few owners as clause 6.3.2 wants: 1, 0, NaN where nobody is named."""
    most = clauses.value(CLAUSE, "owners_count")

    def few(value):
        if not functions.states_function(value):  # ?, n/a, 未知
            return np.nan
        return float(len({owner.strip() for owner in re.split(_BETWEEN_OWNERS, str(value))} - {""}) <= most)

    return columns.read(frame, "owner", few).astype(float)


def obstacle_height(buildings):
    """Return the height of buildings as obstacles, and whether it is from storeys: (n,), (n,).

    Without a height the storeys count, each as high as a level (4.5 m), so that no obstacle is made too low.

    >>> height, estimated = obstacle_height(pd.DataFrame({"height": [30, None, None], "storeys": [None, "4F", None]}))
    >>> height.tolist(), estimated.tolist()
    ([30.0, 18.0, nan], [False, True, False])
    """
    height = columns.numbers(buildings, "height")
    height = np.where(height > 0, height, np.nan)
    from_storeys = above_ground(buildings, "storeys") * heights.level_height_m()
    return np.where(np.isnan(height), from_storeys, height), np.isnan(height) & np.isfinite(from_storeys)


def _obstacles(carriers, buildings, terrain):
    height = obstacle_height(buildings)[0]
    names = columns.texts(buildings, "building")
    fids = buildings["fid"] if "fid" in buildings else pd.Series(np.arange(len(buildings)))
    names = np.where(functions.is_building_tag(names) | (names == ""), fids.astype(str), names)
    decks = np.flatnonzero(np.isfinite(carriers["z_all"].to_numpy()))
    return Obstacles(
        np.concatenate([buildings.geometry.to_numpy(), carriers.geometry.to_numpy()[decks]]),
        np.concatenate([height + np.where(np.isfinite(terrain), terrain, 0), carriers["z_all"].to_numpy()[decks]]),
        np.concatenate([height, carriers["z"].to_numpy()[decks]]),
        np.concatenate([names, carriers["name"].to_numpy()[decks]]).astype(object),
        np.arange(len(buildings) + len(decks)) < len(buildings),
        np.concatenate([np.full(len(buildings), -1), decks]),
    )


def carrying(carriers, obstacles):
    """Return the pairs (carrier, building of unknown height) where the carrier is the roof of the building.

    Such a building ends at its roof: it is no obstacle to it. Of neither may more than a rim lie outside the other:
    a tower that stands on the roof, or beside it in the same outline, may be of any height.
    """
    unknown = np.flatnonzero(np.isnan(obstacles.top))
    outlines = carriers.geometry.to_numpy()
    roofs = np.flatnonzero(carriers["kind"] == "rooftop")
    roof, row = shapely.STRtree(obstacles.geometry[unknown]).query(outlines[roofs], predicate="intersects")
    carrier, building = roofs[roof], unknown[row]
    apart = shapely.symmetric_difference(outlines[carrier], obstacles.geometry[building])
    same = shapely.is_empty(shapely.buffer(apart, -clauses.value("6.3.4", "roof_rim_m") / 2))
    return np.stack([carrier, building])[:, same]


def clear_of_obstacles_steps(polygons, carriers, obstacles, spared):
    """Yield the share done; return polygons of carriers without what rises above them, and the pairs that do.

    What rises is a building, or another carrier, whose top is more than the height of a parapet above; a building of
    unknown height as well, unless it carries the roof.
    """
    z, parapet = carriers["z_all"].to_numpy(), clauses.value("6.1.3", "roof_step_m", "rooftop")
    known = np.sort(spared[0] * len(obstacles.top) + spared[1])

    def rises(carrier, obstacle):
        above = ~(obstacles.top[obstacle] <= z[carrier] + parapet) & np.isfinite(z[carrier])
        return above & ~np.isin(carrier * len(obstacles.top) + obstacle, known)

    return (yield from cut_steps(polygons, obstacles.geometry, rises))
