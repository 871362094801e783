"""The layers of a district package from OpenStreetMap, and everything that had to be assumed of them."""

from collections import Counter
from typing import NamedTuple

import numpy as np
import pandas as pd
import shapely

from . import osm_buildings, osm_ground, osm_joins, osm_levels, walkways
from .osm_features import AREA_TAGS, BUILDING_TAGS, PLACES, no_ways, recognised, without_rows
from .steps import finish, part


class Imported(NamedTuple):
    """What came of an import."""

    layers: dict  # name of a package layer → frame with its fields, `source` and `assumed`, in the order of sources
    left_out: dict  # reason → number of features
    hull: object  # convex hull of buildings and ways, of all that was used where there are none; None without any
    torn: int  # places at which ways meet that state different levels, without a lift there


def import_osm(batches, extent=None):
    """Return the layers of a district package from features of OpenStreetMap; see `import_osm_steps`."""
    return finish(import_osm_steps(batches, extent))


def import_osm_steps(batches, extent=None):
    """Yield the share done; return an `Imported`.

    batches : iterable of (geometry, frame, share): `point`, `line` or `polygon`; a GeoDataFrame in metres with
    `source` (such as `osm way/123`) and the tags of `osm_tags.as_columns`; the share of the input read so far.
    extent : polygon outside which features are left out, None for all.

    >>> import geopandas
    >>> street = geopandas.GeoDataFrame({"highway": ["residential"], "source": "osm way/1"},
    ...     geometry=[shapely.LineString([(0, 0), (90, 0)])])
    >>> found = import_osm([("line", street, 1.0)])
    >>> found.layers["roads"][["class", "source"]].values.tolist(), list(found.layers["walkways"]["kind"])
    ([['branch', 'osm way/1']], ['footway'])
    """
    kept, left_out, hulls = {}, Counter(), {True: [], False: []}
    for geometry, frame, share in batches:
        frame = _within(frame, extent, left_out)
        if len(frame):
            for name, found in recognised(geometry, frame, left_out, hulls).items():
                kept.setdefault(name, []).append(found)
        yield 0.7 * share
    kept = {name: pd.concat(parts, ignore_index=True) for name, parts in kept.items()}
    yield 0.75
    layers = {name: kept[name] for name in ("roads", "plots", "facilities", *PLACES) if name in kept}
    _drop_twice_drawn_stations(layers, left_out)
    ways, torn = yield from part(_walkways_steps(kept, layers, left_out), 0.75, 0.88)
    _surfaces(kept, ways, layers, left_out)
    yield 0.9
    yield from part(_buildings_steps(kept, layers, left_out), 0.9, 0.95)
    own = hulls[True] or hulls[False]  # a lone place far off stretches no district
    hull = shapely.convex_hull(shapely.geometrycollections(own)) if own else None
    ordered = {}
    for name, frame in layers.items():
        if len(frame):
            ordered[name] = _in_order(frame)
        yield 0.95
    return Imported(ordered, dict(sorted((reason, n) for reason, n in left_out.items() if n)), hull, torn)


def assumptions(layers):
    """Return how often each assumption was made: (layer, words) → number of features.

    >>> assumptions({"walkways": pd.DataFrame({"assumed": ["z: level; width: 2 m", None, "z: level"]})})
    {('walkways', 'width: 2 m'): 1, ('walkways', 'z: level'): 2}
    """
    counts = Counter()
    for name, frame in layers.items():
        for text, number in frame["assumed"].value_counts().items():
            counts.update(dict.fromkeys(((name, words) for words in text.split("; ")), number))
    return dict(sorted(counts.items()))


def _within(frame, extent, left_out):
    if extent is None:
        return frame.reset_index(drop=True)
    inside = shapely.intersects(frame.geometry.to_numpy(), extent)
    left_out["outside"] += int((~inside).sum())
    return frame[inside].reset_index(drop=True)


def _drop_twice_drawn_stations(layers, left_out):
    """Leave out the areas of stations that are drawn as points as well."""
    if "stations" not in layers:
        return
    found = layers["stations"]
    key = found["kind"].astype(str) + "\n" + found["name"].fillna("").astype(str)
    twice = found["is_area"] & key.isin(key[~found["is_area"]]) & found["name"].notna()
    left_out["station_twice"] += int(twice.sum())
    layers["stations"] = found[~twice].drop(columns="is_area")


def _walkways_steps(kept, layers, left_out):
    """Make walkways and vertical components; return the ways with heights, and how many places these tear."""
    ways = kept.get("ways")
    if ways is None:
        ways = no_ways()
    ways, z = yield from part(_with_heights_steps(ways), 0, 0.3)
    elevators = kept.get("elevators")
    rising = [osm_ground.verticals(ways, ways, z)]
    yield 0.35
    lines = [ways[["kind", "z_from", "z_to", "direction", "open_24h", "source", "assumed", "geometry"]]]
    if elevators is not None:
        rides, short = osm_ground.lifts(elevators, ways.geometry.to_numpy(), z)
        left_out["lift_of_one_level"] += len(short)
        if len(rides):
            hours = walkways.open_at_night(elevators)[rides["row"]]
            lines.append(rides.assign(open_24h=hours).drop(columns="row"))
            rising.append(osm_ground.lift_components(elevators, rides))
    yield 0.4
    walked = _together(lines)
    links = yield from part(osm_joins.links_steps(walked), 0.4, 0.9)
    layers["walkways"], layers["verticals"] = _together([walked, links]), _together(rising)
    shafts = None if elevators is None else elevators.geometry.to_numpy()
    return ways, osm_levels.torn_places(ways.geometry.to_numpy(), z, shafts)


def _with_heights_steps(ways):
    """Return ways with kinds, heights and remarks, cut where others meet those of heights that were not stated."""
    kind = ways["kind"].to_numpy(dtype=int)
    z, told = yield from part(osm_levels.way_heights_steps(ways, kind), 0, 0.5)
    cut = osm_joins.cut_at_joints(ways, np.flatnonzero((told == "ways met") & ~osm_levels.leads(kind)))
    if len(cut) > len(ways):
        ways, kind = cut, cut["kind"].to_numpy(dtype=int)
        z, told = yield from part(osm_levels.way_heights_steps(ways, kind), 0.5, 1)
    heights = [f"z_from z_to: {one}" if one else "" for one in told]
    assumed = [_joined(*pair) for pair in zip(ways["assumed"], heights)]
    names = np.array(walkways.KINDS, dtype=object)[kind]
    return ways.assign(kind=names, assumed=assumed, z_from=z[:, 0], z_to=z[:, 1]), z


def _surfaces(kept, ways, layers, left_out):
    """Make near-ground surfaces of areas and footbridges."""
    bridges = ways[(ways["kind"] == "skyway") & ~ways["is_outline"].astype(bool)].reset_index(drop=True)
    areas = kept.get("areas")
    if areas is None:
        areas = without_rows(AREA_TAGS)
    z = bridges[["z_from", "z_to"]].to_numpy(dtype=float)
    layers["surfaces"], empty, at_street = osm_ground.surfaces(areas, bridges, z)
    left_out["bridge_without_footway"] += empty
    left_out["bridge_at_street"] += at_street


def _buildings_steps(kept, layers, left_out):
    """Make buildings, and the floors that parts or indoor levels really tell."""
    none = without_rows((*BUILDING_TAGS, *AREA_TAGS))
    outlines, parts, land, storeys = (kept.get(name, none) for name in ("buildings", "parts", "land", "storeys"))
    found, part_of = osm_buildings.buildings(outlines, parts, land)
    left_out["building_part"] += int((part_of >= 0).sum())
    yield 0.6
    drawn, incomplete = osm_buildings.floors_of_storeys(found, storeys)
    left_out["indoor_storeys_incomplete"] += incomplete
    yield 0.8
    told = osm_buildings.floors_of_parts(found, parts, part_of)
    told = told[~told["building"].isin(drawn["building"])]
    layers["buildings"] = found
    layers["floors"] = _together([drawn, told])


def _together(frames):
    """Return frames as one; an empty one where all are."""
    return pd.concat([frame for frame in frames if len(frame)] or frames[:1], ignore_index=True)


def _joined(*remarks):
    return "; ".join(text for text in remarks if isinstance(text, str) and text) or None  # NaN is none in pandas 3


def _in_order(frame):
    """Return a frame in an order that does not hang on that of the input: by source, then by place."""
    twice = frame["source"].duplicated(keep=False).to_numpy()  # few: the place alone tells these apart
    wkb = np.full(len(frame), "", dtype=object)
    wkb[twice] = shapely.to_wkb(frame.geometry.to_numpy()[twice], hex=True)
    keys = pd.DataFrame({"source": frame["source"].to_numpy(), "wkb": wkb})
    if "storey" in frame:
        keys["storey"] = frame["storey"].to_numpy()
    return frame.iloc[keys.sort_values(list(keys)).index].reset_index(drop=True)
