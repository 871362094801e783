"""What an MPER is made of, as layers to look at: systems, surfaces, vertical components and floors."""

import geopandas
import numpy as np
import pandas as pd
import shapely

from . import connected_floors, near_ground_surfaces, steps, within_districts
from .ground_systems import GROUND
from .public_access import with_code
from .stable import sums, unions

# A surface has a part elsewhere when it is more than this.
_PART_M2 = 0.01


def tables_steps(gathered, systems, verticals, floors, options):
    """Yield the share done; return the layers by name.

    Systems are numbered from 1 through all districts; `row` and `district` are positions in the
    inputs, NaN for a district where a feature lies in none.
    """
    shown = {"systems": (yield from steps.part(_systems_steps(gathered, systems), 0, 0.4))}
    shown["surfaces"] = _surfaces(gathered, systems)
    yield 0.6
    shown["verticals"] = _verticals(gathered, systems, verticals)
    yield 0.8
    shown["floors"] = _floors(gathered, systems, floors, options.floor_count)
    return shown


def missing_steps(gathered, systems):
    """Yield the share done; return what each district's data lack (codes, '' for nothing) to be assessed.

    It is what would decide: the height of a surface, of a vertical component near a surface or of a
    floor near one, and the areas of a component that counts.
    """
    components, rows, surfaces = gathered.components, gathered.floors, gathered.surfaces
    counted = systems.of_vertical >= 0
    blind = components["unknown_height"] & components["near"] & (components["against"] == "") & ~counted
    flat = surfaces.loc[surfaces["reason"] == "no_height", "polygon"].to_numpy(dtype=object)
    _, within, _ = yield from within_districts.cut_steps(flat, gathered.outlines)
    lacking = {
        "surface_height": within,
        "vertical_height": components.loc[blind, "district"],
        "vertical_area": components.loc[counted & components[["a_h", "a_v"]].isna().any(axis=1), "district"],
        "floor_height": rows.loc[rows["against"] == "no_height", "district"],
    }
    codes = np.full(len(gathered.outlines), "", dtype=object)
    for code, district in lacking.items():
        codes = with_code(codes, np.where(_number(district, gathered) > 0, code, ""))
    return codes


def doubts(gathered, systems, options):
    """Return how much in each district is assumed or hangs on a hair, by name.

    n_assumed_open : surfaces and vertical components whose unknown access, enclosure or hours count
    as open; n_assumed_width : components that count with a width nobody gave; n_near_step :
    connected floors so close to a step of the count that their outline cannot tell.
    """
    components, rows, pieces = gathered.components, gathered.floors, gathered.pieces
    pieces = pieces.drop_duplicates(["surface", "district"])
    assumed = gathered.surfaces["reason"].str.contains("_assumed").to_numpy(dtype=bool)
    supposed = pieces.loc[assumed[pieces["surface"].to_numpy(dtype=int)], "district"]
    wide = components["notes"].str.contains("width_assumed") & (systems.of_vertical >= 0)
    close = ~np.isnan(connected_floors.other_storeys(gathered.case.floors, options.floor_count))
    close &= np.isin(np.arange(len(close)), systems.floor[0])
    rows = rows.drop_duplicates("floor").sort_values("floor")
    opened = pd.concat([supposed, components.loc[components["assumed"] != "", "district"]])
    found = {
        "n_assumed_open": opened,
        "n_assumed_width": components.loc[wide, "district"],
        "n_near_step": rows.loc[close, "district"],
    }
    return {name: _number(district, gathered) for name, district in found.items()}


def _number(district, gathered):
    return np.bincount(np.asarray(district, dtype=int), minlength=len(gathered.outlines))


def _systems_steps(gathered, systems):
    inside = systems.of_piece >= 0
    polygons, system = gathered.pieces["polygon"].to_numpy(dtype=object)[inside], systems.of_piece[inside]
    united = yield from near_ground_surfaces.united_steps(polygons, system, len(systems.table))
    table = systems.table.assign(system=np.arange(1, len(united) + 1))
    table["district"] = gathered.order[table["district"].to_numpy(dtype=int)]
    return geopandas.GeoDataFrame(table, geometry=united)


def _surfaces(gathered, systems):
    """Return every surface, in as many rows as there are districts and systems that it belongs to.

    What lies in no district has rows of its own; so have surfaces that are not near the ground.
    """
    table, pieces = gathered.surfaces, gathered.pieces.assign(system=systems.of_piece + 1)
    polygon = pieces["polygon"].to_numpy(dtype=object)
    group = pieces.groupby(["surface", "district", "system"], sort=True).ngroup().to_numpy()
    order = np.argsort(group, kind="stable")
    first = pieces.iloc[order[np.unique(group[order], return_index=True)[1]]]
    surface = first["surface"].to_numpy(dtype=int)
    shown = table.iloc[surface].reset_index(drop=True)
    shown["polygon"] = shapely.multipolygons(polygon[order], indices=group[order])
    shown["district"] = gathered.order[first["district"].to_numpy(dtype=int)].astype(float)
    shown["system"] = first["system"].where(first["system"] > 0).to_numpy(dtype=float)
    shown["area_m2"] = sums(pieces["area_m2"].to_numpy(), group, len(first))
    whole = shapely.area(table["polygon"].to_numpy(dtype=object))[surface]
    part = whole - shapely.area(shown["polygon"].to_numpy(dtype=object)) > _PART_M2
    apart = np.select([first["on_ground"], first["system"] == 0], ["on_ground", "isolated"], "")
    shown["reason"] = with_code(with_code(apart, shown["reason"]), np.where(part, "part", ""))
    rest = _outside(table, shown.loc[part, "polygon"].to_numpy(dtype=object), surface[part], surface)
    away = table[~table["near_ground"]].reset_index(drop=True)
    away["district"] = _district_of(away["polygon"].to_numpy(dtype=object), gathered)
    shown = pd.concat([frame for frame in (shown, rest, away) if len(frame)] or [shown])
    names = ["row", "district", "system", "kind", "near_ground", "reason", "above", "area_m2"]
    return _layer(shown.reindex(columns=names).rename(columns={"above": "z"}), shown["polygon"])


def _outside(table, parts, surface, held):
    """Return what lies in no district of the near-ground surfaces, of which parts or all (`held`) lie in one."""
    cut, inside = unions(parts, surface)
    missed = table["near_ground"].to_numpy(dtype=bool).copy()
    missed[held] = False
    rest = table[missed]
    if len(cut):
        left = shapely.difference(table["polygon"].to_numpy(dtype=object)[cut], inside)
        rest = pd.concat([rest, table.iloc[cut].assign(polygon=left)[shapely.area(left) > _PART_M2]])
    return rest.assign(reason="outside")


def _verticals(gathered, systems, verticals):
    """Return every vertical component with whether it counts, and why or why not."""
    table, of_vertical = gathered.components, systems.of_vertical
    vertical, _, piece = gathered.case.ends
    counted, joined = of_vertical >= 0, np.zeros(len(table), dtype=bool)
    joined[vertical[piece != GROUND]] = True
    why = np.select([counted, table["unknown_height"], ~joined], ["", "no_height", "no_surface"], "loose_end")
    notes = with_code(table["notes"], np.where(counted & table[["a_h", "a_v"]].isna().any(axis=1), "no_area", ""))
    shown = table[["row", "kind"]].assign(a_h=table["a_h"].where(counted), a_v=table["a_v"].where(counted))
    shown = shown.assign(counted=counted, system=np.where(counted, of_vertical + 1, np.nan))
    shown["reason"] = np.where(table["against"] != "", table["against"], with_code(why, notes))
    shown["step_free_m"] = table["step_free_m"].where(counted)
    shown["district"] = gathered.order[table["district"].to_numpy(dtype=int)].astype(float)
    shown = _with_outside(shown, len(verticals), {"counted": False})
    names = ["row", "district", "system", "kind", "counted", "reason", "a_h", "a_v", "step_free_m"]
    return _layer(shown[names], verticals.geometry.to_numpy()[shown["row"].to_numpy(dtype=int)])


def _floors(gathered, systems, floors, floor_count):
    """Return every row of floors with the systems that connect it; its first row carries what the floor counts."""
    rows, table = gathered.floors, gathered.case.floors
    floor, numbers = systems.floor[0], (systems.floor[1] + 1).astype(str)
    listed = np.full(len(table), "", dtype=object)
    np.add.at(listed, floor, np.where(np.diff(floor, prepend=-1) == 0, ";", "").astype(object) + numbers.astype(object))
    how = "per_floor" if floor_count == "per_floor" else "continuous"
    counted = connected_floors.storeys(table["net_m2"], table["below"], how)
    other = connected_floors.other_storeys(table, floor_count)
    of_row = rows["floor"].to_numpy(dtype=int)
    connected = (listed[of_row] != "") & ~rows["against"].isin(["ground_storey", "auxiliary"]).to_numpy()
    carries = connected & (rows["net_m2"] > 0).to_numpy()
    carries &= ~rows["floor"].where(carries).duplicated().to_numpy()
    empty = (rows["net_m2"] == 0) & (rows["against"] != "ground_storey")
    against = np.where(empty, "auxiliary", np.where(rows["against"] == "", "isolated", rows["against"]))
    rest = np.where(connected & ~empty, "same_floor", against)
    shown = rows[["row"]].assign(systems=np.where(connected, listed[of_row], ""), reason=np.where(carries, "", rest))
    shown["f"] = np.where(carries, counted[of_row], 0.0)
    shown["f_other"] = np.where(carries, other[of_row], np.nan)
    shown["district"] = gathered.order[rows["district"].to_numpy(dtype=int)].astype(float)
    shown = _with_outside(shown, len(floors), {"systems": "", "f": 0.0})
    names = ["row", "district", "systems", "f", "f_other", "reason"]
    return _layer(shown[names], floors.geometry.to_numpy()[shown["row"].to_numpy(dtype=int)])


def _with_outside(shown, size, values):
    """Return a table with a row for each feature that lies in no district."""
    rest = np.setdiff1d(np.arange(size), shown["row"])
    outside = pd.DataFrame({"row": rest}).assign(reason="outside", **values)
    return pd.concat([shown, outside], ignore_index=True) if len(rest) else shown


def _district_of(polygons, gathered):
    """Return the position of the first district that holds each polygon's middle, NaN for none."""
    feature, district = within_districts.of_middles(polygons, gathered.outlines)
    result = np.full(len(polygons), np.nan)
    result[feature[::-1]] = gathered.order[district[::-1]]
    return result


def _layer(table, geometry):
    frame = geopandas.GeoDataFrame(table, geometry=np.asarray(geometry, dtype=object))
    return frame.sort_values([name for name in ("row", "district", "system") if name in frame], ignore_index=True)
