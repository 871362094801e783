"""Kinds of near-ground surfaces, clause 6.1.3."""

import numpy as np
import pandas as pd
import shapely

from . import clauses, columns, grading, heights, public_access, steps
from .stable import unions

CLAUSE = "6.1.3"
KINDS = ("underground", "rooftop", "skyway", "other")
_CHUNK = 500


def classify_surfaces(surfaces, buildings=None, floors=None, *, ground_z=None, unknown_open=True):
    """Return the kind of each near-ground surface (guideline 6.1.3; its figure is missing).

    A surface is near-ground when it is public, outdoor or semi-outdoor, and between 30 m below and
    250 m above the ground. Then, in this order: 1.5 m or more below the ground is `underground`; at
    least half on a building is `rooftop`; 2.2 m or more above the ground is `skyway`; else `other`.

    surfaces : GeoDataFrame of polygons in metres with `z` (or a geometry with Z, or `level`) and,
    where known, `public` and `enclosure`; buildings : polygons with `height` and `building`;
    floors : polygons with `z` or `storey` and `building`; ground_z : see `heights.ground_steps`;
    unknown_open : whether unknown access and enclosure count as open.

    Adds kind (None where not near-ground), near_ground, z (above the ground) and reason (codes).

    >>> import geopandas
    >>> deck = geopandas.GeoDataFrame({"z": [6.0, -6.0], "enclosure": "outdoor", "public": True},
    ...                               geometry=[shapely.box(0, 0, 30, 8), shapely.box(0, 20, 30, 28)])
    >>> classify_surfaces(deck)[["kind", "reason"]].to_numpy().tolist()
    [['skyway', 'above_ground'], ['underground', 'below_ground']]
    """
    options = {"ground_z": ground_z, "unknown_open": unknown_open}
    return steps.finish(classify_surfaces_steps(surfaces, buildings, floors, **options))


def classify_surfaces_steps(surfaces, buildings=None, floors=None, *, ground_z=None, unknown_open=True):
    """Yield the share done; return what `classify_surfaces` returns."""
    ground = yield from steps.part(heights.ground_steps(surfaces, ground_z, buildings), 0, 0.2)
    z = heights.of_surfaces(surfaces, ground) - ground
    if floors is not None:
        ground = yield from steps.part(heights.ground_steps(floors, ground_z, buildings), 0.2, 0.4)
        floors = floors.assign(z=heights.of_floors(floors, ground) - ground)
    kinds = classified_steps(surfaces.drop(columns="kind", errors="ignore"), z, buildings, floors, unknown_open)
    kind, near_ground, reason = yield from steps.part(kinds, 0.4, 1)
    return surfaces.assign(kind=kind, near_ground=near_ground, reason=reason, z=z)


def classified_steps(surfaces, z, buildings, floors, unknown_open):
    """Yield the share done; return kind, whether near-ground, and reason of each surface.

    z : heights above the ground; floors : with such heights as `z`. A known `kind` is kept.
    """
    answers = {
        "public": public_access.public(surfaces),
        "enclosure": public_access.outdoor(surfaces),
        "height": (np.isfinite(z).astype(float), "no_height"),
        "range": (grading.inside(z, _limits("near_ground")).astype(float), "out_of_range"),
    }
    reason, assumed = public_access.refusals(answers, unknown_open)
    near_ground = reason == ""
    kind = columns.codes(surfaces, "kind", "surface")
    given = np.isin(kind, KINDS)
    below = grading.inside(z, _limits("underground"))
    open_ = np.flatnonzero(near_ground & ~given & ~below)
    resting = yield from _resting_steps(surfaces.geometry.to_numpy()[open_], z[open_], buildings, floors)
    on_building = np.zeros(len(z), dtype=bool)
    on_building[open_] = resting
    above = grading.inside(z, _limits("skyway"))
    found = np.select([below, on_building, above], KINDS[:3], KINDS[3])
    why = np.select([below, on_building, above], ["below_ground", "on_building", "above_ground"], "at_grade")
    kind = np.where(given, kind, np.where(near_ground, found, None))
    reason = np.where(near_ground, np.where(given, "kind_given", why), reason)
    return kind, near_ground, public_access.with_code(reason, assumed)


def _resting_steps(polygons, z, buildings, floors):
    """Yield the share done; return whether at least half of each surface rests on a building."""
    result = np.zeros(len(polygons), dtype=bool)
    if buildings is None or buildings.empty:
        return result
    outlines, height = buildings.geometry.to_numpy(), columns.numbers(buildings, "height")
    tree, storeys = shapely.STRtree(outlines), _storeys(floors, buildings)
    for begin in range(0, len(polygons), _CHUNK):
        chunk = polygons[begin : begin + _CHUNK]
        surface, building = tree.query(chunk, predicate="intersects")
        pairs = pd.DataFrame({"surface": surface, "building": building, "z": z[begin + surface]})
        pairs["height"], pairs["shared"] = height[building], shapely.intersection(chunk[surface], outlines[building])
        pairs = pairs[shapely.area(pairs["shared"].to_numpy()) > 0].reset_index(drop=True)
        rests = pairs[_rests(pairs, storeys)]
        resting, carried = unions(rests["shared"].to_numpy(), rests["surface"].to_numpy())
        share_pct = np.round(100 * shapely.area(carried) / shapely.area(chunk[resting]), 2)
        result[begin + resting] = share_pct >= clauses.value(CLAUSE, "roof_share_pct", "rooftop")
        yield begin / len(polygons)
    return result


def _limits(kind):
    return clauses.bounds(CLAUSE, "z_m", kind)[0]


def _storeys(floors, buildings):
    """Return building, height above ground and outline of each floor: of every building of its name, else place."""
    if floors is None or floors.empty:
        return pd.DataFrame({"building": np.empty(0), "floor_z": np.empty(0), "outline": np.empty(0, dtype=object)})
    table = pd.DataFrame({"name": columns.texts(floors, "building"), "floor_z": columns.numbers(floors, "z")})
    table["outline"] = floors.geometry.to_numpy()
    names = pd.DataFrame({"name": columns.texts(buildings, "building"), "building": np.arange(len(buildings))})
    named = table.merge(names[names["name"] != ""], on="name")
    rest = table[~table["name"].isin(named["name"])]
    middles = shapely.point_on_surface(rest["outline"].to_numpy())
    floor, within = shapely.STRtree(buildings.geometry.to_numpy()).query(middles, predicate="intersects")
    return pd.concat([named, rest.iloc[floor].assign(building=within)]).dropna(subset=["floor_z"])


def _rests(pairs, storeys):
    """Return whether each surface lies on the building of the pair rather than beside or inside it.

    It does within 1.5 m of the building's height or of a floor, or below the height when no
    storey above covers most of it.
    """
    step_m = clauses.value(CLAUSE, "roof_step_m", "rooftop")
    on_top = (pairs["z"] - pairs["height"]).abs() <= step_m
    both = pairs.reset_index().merge(storeys, on="building")
    on_floor = pairs.index.isin(both.loc[(both["z"] - both["floor_z"]).abs() <= step_m, "index"])
    below = (pairs["z"] < pairs["height"]) & ~on_top & ~on_floor
    above = both[below.to_numpy()[both["index"].to_numpy(dtype=int)] & (both["floor_z"] > both["z"])]
    shared = (above[name].to_numpy(dtype=object) for name in ("shared", "outline"))
    cover = pd.Series(shapely.area(shapely.intersection(*shared)), index=above.index)
    covered = cover.groupby([above["index"], above["floor_z"]]).sum()
    covered = covered.groupby(level=0).max().reindex(pairs.index, fill_value=0)
    half = shapely.area(pairs["shared"].to_numpy(dtype=object)) / 2
    return (on_top | on_floor | (below & (covered <= half))).to_numpy()
