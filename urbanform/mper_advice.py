"""What would change the grade of the MPER: single connections, each measured anew, and what each grade needs."""

from typing import NamedTuple

import geopandas
import numpy as np
import pandas as pd
import shapely

from . import clauses, mper_tables, steps, within_districts
from . import mper_candidates as candidates
from .errors import QT_TRANSLATE_NOOP, InputError
from .ground_systems import GROUND, built
from .mper import Options, equivalent_area, graded, refuse
from .mper_case import gathered_steps
from .within_districts import HAIR_M

CLAUSE = "6.2.2"
LOSS = "loss"
_WANTED = clauses.GRADES[:2]
_NUMBERS = ("upper", "lower", "component", "deck", "vertical", "a_h", "a_v", "area", "rise_m", "run", "width")


class Advice(NamedTuple):
    """Measures ranked by what they do, losses that would look like gains, and what each grade needs."""

    measures: geopandas.GeoDataFrame
    losses: geopandas.GeoDataFrame
    needed: pd.DataFrame


def mper_advice(districts, surfaces, verticals, floors, buildings=None, ground_spaces=None, **options):
    """Return the single connections that would move the grade of the MPER most.

    Measures are stairs between two components of surfaces that are not connected, stairs to the
    ground for one that has none, bridges over gaps on one level, and components opened at night.
    Each is put into the case and all is measured anew, by the same functions as `mper`.

    districts … ground_spaces : as for `mper`; options : max_span_m = 40 and max_rise_m = 12 (the
    largest gap in plan and in height), new_width_m = 3, slope = 0.5 (rise per run of new stairs),
    and the fields of `mper.Options`.

    Measures have district, rank, measure, from_row and to_row (positions of the surfaces), vertical
    (position of the component to open), rise_m, run and width in m, mper_after, grade_after, n_after,
    sum_f_after, change (better same worse), gains (a better grade) and warning (codes). Losses are counted components
    without which the grade would be better. Needed has, per district and grade, the ranges of
    ratio, surface area and ΣF that reach it while all else stays. Raises `InputError`.

    >>> decks = [shapely.box(0, 0, 100, 40), shapely.box(110, 0, 200, 40)]
    >>> decks = geopandas.GeoDataFrame({"z": [6.0, 6.0]}, geometry=decks)
    >>> flight = geopandas.GeoDataFrame({"kind": ["stairs"], "z_from": [0], "z_to": [6]},
    ...                                 geometry=[shapely.box(0, -4, 12, 0)])
    >>> shop = geopandas.GeoDataFrame({"storey": [2], "z": [6.0]}, geometry=[shapely.box(0, 40, 100, 60)])
    >>> land = geopandas.GeoDataFrame(geometry=[shapely.box(0, -50, 200, 50)])
    >>> mper_advice(land, decks, flight, shop).measures["measure"].tolist()
    ['ground_stairs', 'bridge']
    """
    return steps.finish(mper_advice_steps(districts, surfaces, verticals, floors, buildings, ground_spaces, **options))


def mper_advice_steps(
    districts,
    surfaces,
    verticals,
    floors,
    buildings=None,
    ground_spaces=None,
    *,
    max_span_m=40.0,
    max_rise_m=12.0,
    new_width_m=3.0,
    slope=0.5,
    **options,
):
    """Yield the share done; return what `mper_advice` returns."""
    options = Options.by_rules(**options)
    refuse(options, ground_spaces)
    _refuse(max_span_m, max_rise_m, new_width_m, slope)
    frames = districts, surfaces, verticals, floors, buildings, ground_spaces
    gathered = yield from steps.part(gathered_steps(*frames, options), 0, 0.4)
    systems = built(gathered.case, options.floor_count, options.ground_joins)
    missing = yield from steps.part(mper_tables.missing_steps(gathered, systems), 0.4, 0.4)
    before = graded(systems.totals, missing, ground_spaces is not None, options)
    limits = max_span_m, max_rise_m, new_width_m, slope
    changes, met = yield from steps.part(_changes_steps(gathered, systems, verticals, limits, options), 0.4, 0.6)
    better = before["grade"].isin(clauses.GRADES[1:]).to_numpy()
    counted = systems.of_vertical >= 0
    fewer = np.flatnonzero(counted & better[gathered.components["district"]])
    changes = pd.concat([changes, _components(gathered, verticals, fewer, LOSS)])
    changes = changes.sort_values("district", kind="stable", ignore_index=True)
    totals = yield from steps.part(_totals_steps(gathered.case, changes, met, options), 0.6, 1)
    after = graded(totals, missing[changes["district"]], ground_spaces is not None, options)
    lost = (changes["measure"] == LOSS).to_numpy()
    measures, losses = (_compared(changes[w], before, after[w], options) for w in (~lost, lost))
    needed = _needed(before, options)
    needed["district"] = gathered.order[needed["district"]]
    needed = needed.sort_values("district", kind="stable", ignore_index=True)
    return Advice(_shown(measures, gathered), _shown(losses[losses["gains"]], gathered), needed)


def _refuse(max_span_m, max_rise_m, new_width_m, slope):
    least = {"MAX_SPAN": max_span_m, "MAX_RISE": max_rise_m, "NEW_WIDTH": new_width_m, "SLOPE": slope}
    for name, value in least.items():
        if not (value > 0 if name in ("NEW_WIDTH", "SLOPE") else value >= 0):
            permitted = QT_TRANSLATE_NOOP("Multiground", "0 m or more, and a width and slope above 0")
            remedy = QT_TRANSLATE_NOOP("Multiground", "Enter metres, or the slope of new stairs as rise : run.")
            raise InputError(name, value, permitted, remedy)


def _changes_steps(gathered, systems, verticals, limits, options):
    """Yield the share done; return a table of changes, and what new bridges meet."""
    max_span_m, max_rise_m, width_m, slope = limits
    step_m = options.surface_step_m + HAIR_M
    gaps = candidates.gaps_steps(gathered.pieces, systems.component, step_m, max_span_m, max_rise_m)
    gaps = yield from steps.part(gaps, 0, 0.8)
    flights = [_stairs(gathered, gaps[~gaps["level"]], slope), _to_ground(gathered, systems, max_rise_m, slope)]
    flights = pd.concat(flights, ignore_index=True)
    middles = within_districts.middles(flights["geometry"].to_numpy(dtype=object))
    flights = flights[shapely.contains(gathered.outlines[flights["district"]], middles)]
    rise = flights["run"] if options.vertical_projection == "side" else width_m
    flights = flights.assign(a_h=width_m * flights["run"], a_v=rise * flights["rise_m"])
    yield 0.85
    level = gaps[gaps["level"]].reset_index(drop=True)
    decks = candidates.bridges(level, gathered.pieces, gathered.outlines, width_m, step_m)
    found = candidates.met_by_bridges_steps(decks, gathered, options, step_m, options.floor_step_m + HAIR_M)
    met = yield from steps.part(found, 0.85, 1)
    new = pd.concat([flights, _bridges(gathered, level.iloc[decks["pair"]], decks)]).assign(width=width_m)
    opened = _components(gathered, verticals, candidates.openings(gathered), candidates.OPENING)
    return pd.concat([new, opened], ignore_index=True), met


def _changes(measure, district, geometry, **numbers):
    """Return a table of changes, all of one form: what is not given is NaN."""
    table = pd.DataFrame({"district": np.asarray(district, dtype=int)})
    for name in _NUMBERS:
        table[name] = np.full(len(table), numbers.get(name, np.nan), dtype=float)
    table["measure"], table["geometry"] = np.full(len(table), measure, dtype=object), np.asarray(geometry, dtype=object)
    return table


def _ends(gathered, gaps):
    polygon, upper = gathered.pieces["polygon"].to_numpy(dtype=object), gaps["upper"].to_numpy(dtype=int)
    return (
        gathered.pieces["district"].to_numpy(dtype=int)[upper],
        polygon[upper],
        polygon[gaps["lower"].to_numpy(dtype=int)],
    )


def _stairs(gathered, gaps, slope):
    """Return stairs between two surfaces, as steep as new stairs may be or gentler where the gap is wider."""
    district, upper, lower = _ends(gathered, gaps)
    numbers = {name: gaps[name].to_numpy() for name in ("upper", "lower", "rise_m")}
    numbers["run"] = np.maximum(gaps["rise_m"] / slope, gaps["span_m"]).to_numpy()
    return _changes(candidates.STAIRS, district, candidates.flights(upper, lower, numbers["run"]), **numbers)


def _bridges(gathered, gaps, decks):
    district, upper, lower = _ends(gathered, gaps)
    numbers = {name: gaps[name].to_numpy() for name in ("upper", "lower", "rise_m")}
    numbers.update(run=gaps["span_m"].to_numpy(), area=shapely.area(decks["polygon"].to_numpy(dtype=object)))
    lines = shapely.shortest_line(upper, lower)
    return _changes(candidates.BRIDGE, district, lines, deck=np.arange(len(decks)), **numbers)


def _to_ground(gathered, systems, max_rise_m, slope):
    """Return stairs to the street from the lowest surface of each component that has no way there."""
    pieces, component = gathered.pieces, systems.component
    vertical, _, piece = gathered.case.ends
    stairs = np.isin(vertical, vertical[(piece == GROUND) & (systems.of_vertical[vertical] >= 0)])
    down = component[np.concatenate([piece[stairs & (piece != GROUND)], np.flatnonzero(pieces["on_ground"])])]
    rise = pieces["above"].abs().to_numpy()
    open_ = np.flatnonzero(~np.isin(component, down) & (rise <= max_rise_m))
    lowest = open_[np.lexsort((open_, rise[open_], component[open_]))]
    lowest = lowest[np.unique(component[lowest], return_index=True)[1]]
    district, rise = pieces["district"].to_numpy(dtype=int)[lowest], rise[lowest]
    lines = candidates.flights_to_ground(pieces["polygon"].to_numpy(dtype=object)[lowest], rise / slope)
    numbers = {"upper": lowest, "lower": GROUND, "rise_m": rise, "run": rise / slope}
    return _changes(candidates.GROUND_STAIRS, district, lines, **numbers)


def _components(gathered, verticals, which, measure):
    """Return changes of vertical components that are there, drawn as lines."""
    table = gathered.components.iloc[which]
    rows = table["row"].to_numpy(dtype=int)
    lines = _lines(shapely.force_2d(verticals.geometry.to_numpy()[rows]))
    return _changes(measure, table["district"], lines, component=which, vertical=rows)


def _lines(geometry):
    """Return lines to draw components by: a polygon's long axis, a metre through a point."""
    result = geometry.copy()
    dimension = shapely.get_dimensions(geometry)
    boxes = [shapely.get_coordinates(shapely.oriented_envelope(shape)) for shape in geometry[dimension == 2]]
    sides = np.array([np.diff(corners[:3], axis=0) for corners in boxes]).reshape(-1, 2, 2)
    longer = np.hypot(*sides.T).argmax(axis=0) if len(sides) else []
    for which, along in ((2, sides[np.arange(len(sides)), longer]), (0, np.array([[1.0, 0.0]]))):
        middle = shapely.get_coordinates(shapely.centroid(geometry[dimension == which]))
        result[dimension == which] = shapely.linestrings(np.stack([middle - along / 2, middle + along / 2], axis=1))
    return result


def _totals_steps(case, changes, met, options):
    """Yield the share done; return the totals of each change's district after it."""
    joined, ends, floors = met
    totals, views = [None] * len(changes), {}
    for number, change in enumerate(changes.itertuples()):
        if change.district not in views:
            views = {change.district: candidates.of_district(case, change.district)}
        part, place, upright = views[change.district]
        if change.measure in (candidates.OPENING, LOSS):
            other = candidates.with_qualified(part, upright[int(change.component)], change.measure != LOSS)
        elif change.measure == candidates.BRIDGE:
            meeting = ends[:2, ends[2] == change.deck]
            meeting = np.array([upright[meeting[0]], meeting[1]])
            pieces = place[joined[1, joined[0] == change.deck]]
            other = candidates.with_piece(part, change.area, pieces, meeting, floors[0, floors[1] == change.deck])
        else:  # the last place stands for the ground
            other = candidates.with_component(
                part, place[[int(change.upper), int(change.lower)]], change.a_h, change.a_v
            )
        totals[number] = built(other, options.floor_count, options.ground_joins).totals
        yield number / len(changes)
    return pd.concat(totals, ignore_index=True) if totals else built(case).totals.iloc[:0]


def _compared(changes, before, after, options):
    """Return changes with what they lead to, best first in each district: by grade, then distance to excellent."""
    changes, after = changes.reset_index(drop=True), after.reset_index(drop=True)
    was = before.iloc[changes["district"]].reset_index(drop=True)
    ranks, away, values = [], [], []
    order = {grade: number for number, grade in enumerate((*clauses.GRADES, clauses.UNASSESSED))}
    best = clauses.bounds(CLAUSE, "mper")[0]
    for figures in (was, after):
        value = figures["mper" if options.reading == "strict" else "mper_with_ground"]
        values.append(value)
        ranks.append(figures["grade"].map(order).to_numpy())
        away.append(np.round((value - value.clip(best.lower, best.upper)).abs().fillna(np.inf), 9))
    table = changes.assign(mper_after=values[1], grade_after=after["grade"], n_after=after["n_systems"])
    better = (ranks[1] < ranks[0]) | ((ranks[1] == ranks[0]) & (away[1] < away[0]))
    worse = (ranks[1] > ranks[0]) | ((ranks[1] == ranks[0]) & (away[1] > away[0]))
    table = table.assign(sum_f_after=after["sum_f"], change=np.select([better, worse], ["better", "worse"], "same"))
    thinner = better & (after["n_systems"] > was["n_systems"]) & (after["mean_f"] < was["mean_f"])
    table["warning"] = np.where(thinner, "more_systems", "")
    table["gains"] = ranks[1] < ranks[0]
    cost = after["denominator"] - was["denominator"]
    table = table.iloc[np.lexsort((cost, away[1], ranks[1], changes["district"]))]
    return table.assign(rank=table.groupby("district").cumcount() + 1)


def _needed(figures, options):
    """Return the ranges of ratio, surface area (m²) and ΣF that reach each grade while all else stays.

    A range ends where the next better grade's ends: better is wanted as well. It is NaN where none
    reaches the grade: less than no surface would be needed, or no whole ΣF lies within it.
    """
    tables, bounds = [], clauses.bounds(CLAUSE, "mper")
    rest = equivalent_area(0, figures["a_vh"], figures["a_vz"])
    if options.reading == "with_ground":
        rest = rest + figures["a_ground"]
    area = figures["a_mgs"] + rest
    per_f = figures["a_pd"] / (area * figures["n_systems"].where(figures["n_systems"] > 0))
    for last, grade in enumerate(_WANTED):
        reached = [bound for bound in bounds if bound.grade in _WANTED[: last + 1]]
        low, high = min(bound.lower for bound in reached), max(bound.upper for bound in reached)
        table = pd.DataFrame({"district": np.arange(len(figures)), "grade": grade, "mean_f": figures["mean_f"]})
        for end, limit in (("from", high), ("to", low)):
            table[f"ratio_{end}"] = figures["mean_f"] / limit
            table[f"area_{end}_m2"] = table[f"ratio_{end}"] * figures["a_pd"] - rest
        table["area_from_m2"] = table["area_from_m2"].clip(lower=0)
        least, most = low / per_f, high / per_f
        if options.floor_count != "continuous":
            least, most = np.ceil(least - 1e-9), np.floor(most + 1e-9)
        table["sum_f_from"], table["sum_f_to"] = least, most
        for ends in (["area_from_m2", "area_to_m2"], ["sum_f_from", "sum_f_to"]):
            table[ends] = table[ends].where(table[ends[0]] <= table[ends[1]])
        tables.append(table)
    return pd.concat(tables).sort_values("district", kind="stable", ignore_index=True)


def _shown(table, gathered):
    """Return changes as a layer; `row` and `district` are positions in the inputs, NaN where there is none."""
    shown = table.assign(district=gathered.order[table["district"].to_numpy(dtype=int)])
    surface = gathered.pieces["surface"].to_numpy(dtype=int)
    for name, end in (("from_row", "upper"), ("to_row", "lower")):
        piece = table[end].to_numpy(dtype=float)
        there = piece >= 0
        rows = np.full(len(table), np.nan)
        rows[there] = gathered.surfaces["row"].to_numpy()[surface[piece[there].astype(int)]]
        shown[name] = rows
    columns = ["district", "rank", "measure", "from_row", "to_row", "vertical", "rise_m", "run", "width"]
    columns += ["mper_after", "grade_after", "n_after", "sum_f_after", "change", "gains", "warning"]
    shown = shown.sort_values(["district", "rank"], ignore_index=True)
    return geopandas.GeoDataFrame(shown[columns], geometry=shown["geometry"].to_numpy(dtype=object))
