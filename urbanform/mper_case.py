"""What meets what in the districts of an MPER: from planners' layers to the tables that decide it."""

from typing import NamedTuple

import numpy as np
import pandas as pd
import shapely

from . import columns, connected_floors, heights, near_ground_surfaces, steps, vertical_components, within_districts
from .ground_systems import Case
from .public_access import with_code
from .stable import order_by_place
from .within_districts import HAIR_M


class Gathered(NamedTuple):
    """A case and the tables behind it, all in a stable order; `row` is the position in the input."""

    case: Case
    order: np.ndarray  # of the districts
    outlines: np.ndarray
    surfaces: pd.DataFrame
    pieces: pd.DataFrame
    components: pd.DataFrame
    floors: pd.DataFrame


def gathered_steps(districts, surfaces, verticals, floors, buildings, ground_spaces, options):
    """Yield the share done; return all that decides the systems of the districts."""
    order = order_by_place(districts.geometry.to_numpy())
    outlines = shapely.force_2d(districts.geometry.to_numpy())[order]
    floors, floor_ground, floor_z = yield from _placed_floors_steps(floors, buildings, options)
    ground = yield from steps.part(heights.ground_steps(surfaces, options.ground_z, buildings), 0.04, 0.05)
    z = heights.of_surfaces(surfaces, ground)
    above = floors.assign(z=floor_z - floor_ground)
    table = near_ground_surfaces.surfaces_steps(surfaces, z, ground, buildings, above, options.unknown_open)
    table = yield from steps.part(table, 0.05, 0.15)
    found = near_ground_surfaces.pieces_steps(table, outlines, options.gap_m, options.surface_step_m + HAIR_M)
    pieces, joins = yield from steps.part(found, 0.15, 0.4)
    spaces = near_ground_surfaces.ground_areas_steps(pieces, ground_spaces, outlines, options.unknown_open)
    a_ground = yield from steps.part(spaces, 0.4, 0.45)
    found = _components_steps(verticals, outlines, table, pieces, buildings, options)
    components, ends = yield from steps.part(found, 0.45, 0.75)
    found = _floor_rows_steps(floors, floor_z, floor_ground, outlines, pieces, options)
    rows, floor_table, contacts = yield from steps.part(found, 0.75, 1)
    a_pd = _planned_areas(districts, options.planned_area_m2)[order]
    land = pd.DataFrame({"a_pd": a_pd, "a_ground": np.round(a_ground, 2)})
    qualified = components.assign(qualified=components["against"] == "")
    case = Case(land, pieces, joins, qualified, ends, floor_table, contacts)
    return Gathered(case, order, outlines, table, pieces, components, rows)


def _planned_areas(districts, planned_area_m2):
    """Return A_PD of each district: its polygon's area to 0.01 m², unless another one is given."""
    area = np.round(shapely.area(districts.geometry.to_numpy()), 2)
    if planned_area_m2 is None:
        return area
    given = columns.numbers(districts, "planned_area") if planned_area_m2 == "field" else float(planned_area_m2)
    return np.where(given > 0, given, area)


def _placed_floors_steps(floors, buildings, options):
    """Yield the share done; return floors in the order of their places, with ground and height beside them."""
    ground = yield from steps.part(heights.ground_steps(floors, options.ground_z, buildings), 0, 0.03)
    z = heights.of_floors(floors, ground)
    floors = floors.assign(row=np.arange(len(floors)))
    order = order_by_place(shapely.force_2d(floors.geometry.to_numpy()), z, columns.texts(floors, "building"))
    yield 0.04
    return floors.iloc[order], ground[order], z[order]


def _floor_rows_steps(floors, z, ground, outlines, pieces, options):
    """Yield the share done; return rows of floors by district, the floors they add up to, and their contacts."""
    rows = connected_floors.floor_rows(floors, z - ground, options.surface_step_m + HAIR_M)
    z = np.where(np.isnan(rows["storey"]), np.nan, z)  # a height above an unknown ground tells of no storey
    shape = shapely.force_2d(floors.geometry.to_numpy())
    rows = rows.assign(row=floors["row"].to_numpy(), z=z, shape=shape)
    yield 0.1
    feature, district = within_districts.of_middles(shape, outlines)
    rows = rows.iloc[feature].assign(district=district).reset_index(drop=True)
    yield 0.2
    rows["floor"], table = connected_floors.summed(rows)
    yield 0.3
    found = connected_floors.contacts_steps(rows, pieces, options.gap_m, options.floor_step_m + HAIR_M)
    contacts, against = yield from steps.part(found, 0.3, 1)
    nothing = table["net_m2"].to_numpy()[rows["floor"]] == 0
    rows["against"] = np.select([rows["grounded"], nothing], ["ground_storey", "auxiliary"], against)
    contacts = contacts[:, ~rows["grounded"].to_numpy(dtype=bool)[contacts[0]]]
    return rows, table, np.array([rows["floor"].to_numpy()[contacts[0]], contacts[1]])


def _components_steps(verticals, outlines, surfaces, pieces, buildings, options):
    """Yield the share done; return vertical components by district with their areas, and what their ends meet."""
    step_m = options.surface_step_m + HAIR_M
    ground = yield from steps.part(heights.ground_steps(verticals, options.ground_z, buildings), 0, 0.05)
    verticals, table = _placed_components(verticals, ground, options.unknown_open)
    yield 0.05
    size, wide = yield from steps.part(vertical_components.sizes_steps(verticals), 0.05, 0.3)
    wide &= ~np.logical_and(*(columns.numbers(verticals, name) >= 0 for name in ("area_h", "area_v")))
    table["notes"] = with_code(table["assumed"], np.where(wide, "width_assumed", ""))
    table["shape"], table["reach"] = vertical_components.footprints(verticals.geometry.to_numpy(), size)
    yield 0.3
    table[["name_from", "name_to"]], table["notes"] = _known_names(verticals, surfaces, table["notes"])
    feature, district = within_districts.of_middles(verticals.geometry.to_numpy(), outlines)
    within = table.iloc[feature].assign(district=district).reset_index(drop=True)
    yield 0.35
    found = vertical_components.attached_steps(within, pieces, options.gap_m, step_m)
    met, ends, within["near"] = yield from steps.part(found, 0.35, 0.8)
    table.loc[feature, ["z_from", "z_to"]] = ends
    within["unknown_height"] = np.isnan(ends).any(axis=1) | np.isnan(within["ground"])
    rise, chosen = np.abs(ends[:, 1] - ends[:, 0]), verticals.iloc[feature]
    areas = vertical_components.projected_areas(chosen, size[feature], rise, options.vertical_projection)
    within["a_h"], within["a_v"] = areas.T
    found = vertical_components.step_free_steps(verticals, table, size[:, 1], step_m, options.unknown_open)
    step_free = yield from steps.part(found, 0.8, 1)
    return within.assign(step_free_m=step_free[feature]), met


def _placed_components(verticals, ground, unknown_open):
    """Return vertical components in the order of their places, and a table of their kinds, standing and heights."""
    ends = heights.of_ends(verticals, ground)
    kind = columns.codes(verticals, "kind", "vertical")
    order = order_by_place(shapely.force_2d(verticals.geometry.to_numpy()), *ends.T, kind)
    verticals = verticals.iloc[order]
    against, assumed = vertical_components.refusals(verticals, unknown_open)
    table = pd.DataFrame({"row": order, "kind": kind[order], "against": against, "assumed": assumed})
    return verticals, table.assign(ground=ground[order], z_from=ends[order, 0], z_to=ends[order, 1])


def _known_names(verticals, surfaces, notes):
    """Return the surfaces that the ends of components name, (n, 2), without those that there are not."""
    names = np.column_stack([columns.texts(verticals, name) for name in ("from_surface", "to_surface")])
    known = pd.Series(names.ravel()).isin(surfaces["name"]).to_numpy().reshape(names.shape)
    stranger = (names != "") & ~known
    return np.where(known, names, ""), with_code(notes, np.where(stranger.any(axis=1), "unknown_surface", ""))
