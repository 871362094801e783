"""Single connections that a district could gain: stairs, bridges, links opened at night. Each is a change of a case."""

import numpy as np
import pandas as pd
import shapely

from . import connected_floors, steps, within_districts
from .ground_systems import GROUND, joining
from .stable import unions
from .vertical_components import HOURS, level_ends
from .within_districts import HAIR_M

STAIRS, GROUND_STAIRS, BRIDGE, OPENING = "stairs", "ground_stairs", "bridge", "opening"
_CHUNK = 5_000
_SMALLEST_M2 = 0.01


def of_district(case, number):
    """Return the part of a case that lies in one district, and the places of its pieces and components there."""
    pieces = np.flatnonzero(case.pieces["district"] == number)
    verticals = np.flatnonzero(case.verticals["district"] == number)
    place, upright = np.full(len(case.pieces) + 1, GROUND), np.full(len(case.verticals), -1)
    place[pieces], upright[verticals] = np.arange(len(pieces)), np.arange(len(verticals))
    component, end, piece = case.ends[:, upright[case.ends[0]] >= 0]
    joins, contacts = (pairs[:, place[pairs[1]] >= 0] for pairs in (case.joins, case.contacts))
    part = case._replace(
        districts=case.districts.iloc[[number]],
        pieces=case.pieces.iloc[pieces].assign(district=0),
        joins=place[joins],
        verticals=case.verticals.iloc[verticals].assign(district=0),
        ends=np.array([upright[component], end, place[piece]]),
        contacts=np.array([contacts[0], place[contacts[1]]]),
    )
    return part, place, upright


def with_component(case, ends, a_h, a_v):
    """Return a case of one district with a vertical component more; ends : the two pieces (or GROUND) it joins."""
    number = len(case.verticals)
    met = np.array([[number, number], [0, 1], ends])
    verticals = _with_row(case.verticals, district=0, qualified=True, a_h=a_h, a_v=a_v)
    return case._replace(verticals=verticals, ends=np.concatenate([case.ends, met], axis=1))


def with_piece(case, area_m2, joined, ends, floors):
    """Return a case of one district with a piece of surface more.

    joined : pieces that it meets on its level; ends : (2, n) component and end that meet it; floors :
    those that open to it.
    """
    number = len(case.pieces)
    joins = np.array([joined, np.full(len(joined), number)], dtype=int)
    met = np.array([*ends, np.full(ends.shape[1], number)], dtype=int)
    contacts = np.array([floors, np.full(len(floors), number)], dtype=int)
    return case._replace(
        pieces=_with_row(case.pieces, surface=-1, district=0, on_ground=False, area_m2=area_m2),
        joins=np.concatenate([case.joins, joins], axis=1),
        ends=np.concatenate([case.ends, met], axis=1),
        contacts=np.concatenate([case.contacts, contacts], axis=1),
    )


def _with_row(table, **values):
    return pd.DataFrame({name: np.append(table[name].to_numpy(), value) for name, value in values.items()})


def with_qualified(case, component, qualified):
    """Return a case in which one vertical component is open or closed."""
    column = case.verticals["qualified"].to_numpy(dtype=bool).copy()
    column[component] = qualified
    return case._replace(verticals=case.verticals.assign(qualified=column))


def openings(gathered):
    """Return the components that would count if they were open at night: those refused for their hours only."""
    joins = joining(gathered.case.ends, len(gathered.components))
    return np.flatnonzero(gathered.components["against"].isin(HOURS) & joins)


def gaps_steps(pieces, component, step_m, max_span_m, max_rise_m):
    """Yield the share done; return the nearest pairs of pieces between every two components: a table.

    Two components have a pair on one level (`level`, for a bridge) and one on two levels (for
    stairs), where there is one within the span in plan and the rise in height. Columns: upper,
    lower, span_m, rise_m, level.
    """
    polygon, district = pieces["polygon"].to_numpy(), pieces["district"].to_numpy()
    z, raised = pieces["z"].to_numpy(), ~pieces["on_ground"].to_numpy(dtype=bool)
    near = within_districts.near_steps(polygon, district, polygon, district, max_span_m)
    upper, lower = yield from steps.part(near, 0, 0.5)
    rise = z[upper] - z[lower]
    kept = raised[upper] & raised[lower] & (component[upper] != component[lower])
    kept &= rise <= max_rise_m + HAIR_M
    kept &= (rise > 0) | ((rise == 0) & (upper < lower))
    table = pd.DataFrame({"upper": upper[kept], "lower": lower[kept], "rise_m": rise[kept]})
    table["level"] = table["rise_m"] <= step_m
    span = np.empty(len(table))
    for begin in range(0, len(table), _CHUNK):
        part = table.iloc[begin : begin + _CHUNK]
        span[begin : begin + _CHUNK] = shapely.distance(polygon[part["upper"]], polygon[part["lower"]])
        yield 0.5 + 0.5 * begin / len(table)
    table["span_m"] = span
    ends = np.sort(np.column_stack([component[table["upper"]], component[table["lower"]]]), axis=1)
    table["first"], table["second"] = ends.T
    table = table.sort_values(["first", "second", "level", "span_m", "rise_m", "upper", "lower"])
    return table.drop_duplicates(["first", "second", "level"]).drop(columns=["first", "second"]).reset_index(drop=True)


def flights(upper, lower, run_m):
    """Return flights of stairs drawn from upper towards lower surfaces, as lines of at least some length in plan.

    They begin where the two are nearest and run towards the lower one, into it where the gap is
    shorter than the flight.

    >>> deck, plaza = np.array([shapely.box(0, 0, 10, 10)]), np.array([shapely.box(13, 0, 40, 10)])
    >>> float(shapely.length(flights(deck, plaza, np.array([12.0])))[0])
    12.0
    """
    ends = shapely.get_coordinates(shapely.shortest_line(upper, lower)).reshape(-1, 2, 2)
    start, aim = ends[:, 0], ends[:, 1].copy()
    touching = np.hypot(*(aim - start).T) < _SMALLEST_M2
    aim[touching] = shapely.get_coordinates(shapely.point_on_surface(lower[touching]))
    away = aim - start
    length = np.hypot(*away.T)
    unit = np.where(length[:, None] > _SMALLEST_M2, away / np.maximum(length, _SMALLEST_M2)[:, None], [1.0, 0.0])
    reach = np.where(touching, run_m, np.maximum(run_m, length))
    return shapely.linestrings(np.stack([start, start + unit * reach[:, None]], axis=1))


def flights_to_ground(polygons, run_m):
    """Return flights of stairs that leave surfaces at the middle of their longest edge, straight outwards.

    >>> line = flights_to_ground(np.array([shapely.box(0, 0, 40, 10)]), np.array([12.0]))[0]
    >>> [abs(float(y)) for y in line.xy[1]] in ([0.0, 12.0], [10.0, 22.0])
    True
    """
    points, polygon = shapely.get_coordinates(shapely.get_exterior_ring(polygons), return_index=True)
    edge = np.flatnonzero(polygon[1:] == polygon[:-1])
    along = points[edge + 1] - points[edge]
    length = np.round(np.hypot(*along.T), 6)  # equal edges stay equal when the surface is turned
    order = np.lexsort((np.arange(len(edge)), -length, polygon[edge]))
    longest = order[np.unique(polygon[edge][order], return_index=True)[1]]
    middle = (points[edge] + points[edge + 1])[longest] / 2
    normal = np.column_stack([along[longest, 1], -along[longest, 0]]) / length[longest][:, None]
    inward = shapely.contains_xy(polygons, *(middle + normal * _SMALLEST_M2).T)
    normal[inward] *= -1
    return shapely.linestrings(np.stack([middle, middle + normal * np.asarray(run_m)[:, None]], axis=1))


def bridges(pairs, pieces, outlines, width_m, step_m):
    """Return the bridges that fit into gaps on one level: pair, polygon and height of each.

    A bridge fills what no surface of its level covers, in one part and within the district.
    """
    polygon, z = pieces["polygon"].to_numpy(), pieces["z"].to_numpy()
    upper, lower = pairs["upper"].to_numpy(dtype=int), pairs["lower"].to_numpy(dtype=int)
    deck = shapely.buffer(shapely.shortest_line(polygon[upper], polygon[lower]), width_m / 2, cap_style="flat")
    height, district = (z[upper] + z[lower]) / 2, pieces["district"].to_numpy(dtype=int)[upper]
    bridge, other = shapely.STRtree(polygon).query(deck, predicate="intersects")
    close = np.abs(height[bridge] - z[other]) <= step_m
    close &= pieces["district"].to_numpy(dtype=int)[other] == district[bridge]
    close &= ~pieces["on_ground"].to_numpy(dtype=bool)[other]
    crossed, cover = unions(polygon[other[close]], bridge[close])
    deck[crossed] = shapely.difference(deck[crossed], cover)
    fits = (shapely.area(deck) >= _SMALLEST_M2) & (shapely.get_num_geometries(deck) == 1)
    fits &= shapely.get_type_id(deck) == shapely.GeometryType.POLYGON
    fits &= shapely.covers(outlines[district], deck)
    table = pd.DataFrame({"pair": np.flatnonzero(fits), "z": height[fits], "district": district[fits]})
    return table.assign(polygon=deck[fits])


def met_by_bridges_steps(decks, gathered, options, step_m, floor_step_m):
    """Yield the share done; return what bridges meet: pairs of bridge and piece, component and end, floor.

    decks : table with district, polygon and z. Returns (2, n) bridge, piece; (3, m) component, end,
    bridge; (2, k) floor, bridge.
    """
    pieces, components, rows = gathered.pieces, gathered.components, gathered.floors
    polygon, district, z = (decks[name].to_numpy() for name in ("polygon", "district", "z"))
    others, within = pieces["polygon"].to_numpy(), pieces["district"].to_numpy()
    near = yield from within_districts.near_steps(polygon, district, others, within, options.gap_m)
    joined = near[:, np.abs(z[near[0]] - pieces["z"].to_numpy()[near[1]]) <= step_m]
    shape, reach = components["shape"].to_numpy(), components["reach"].to_numpy() + options.gap_m
    near = yield from within_districts.near_steps(shape, components["district"].to_numpy(), polygon, district, reach)
    ends = level_ends(components, near, z, step_m)
    contacts, _ = yield from connected_floors.contacts_steps(rows, decks, options.gap_m, floor_step_m)
    row, bridge = contacts[:, ~rows["grounded"].to_numpy(dtype=bool)[contacts[0]]]
    return joined, ends, np.array([rows["floor"].to_numpy(dtype=int)[row], bridge], dtype=int)
