"""Landing sites for low-altitude delivery on roofs, skyways and platforms, clauses 6.3.1 to 6.3.7."""

from typing import NamedTuple

import geopandas
import numpy as np
import pandas as pd
import shapely

from . import approach_surfaces, clauses, columns, handover, landing_carriers, landing_constraints, noise_distance, pads
from .clauses import GRADED, MISSING, NOT_APPLICABLE, UNASSESSED
from .errors import QT_TRANSLATE_NOOP, InputError
from .landing_score import CONDITIONS, PARTS, conditions, grades, scores
from .stable import order_by_place
from .steps import finish, part

CLAUSE = "6.3.1"
MAX_PADS = 3
# Why a carrier holds no pad.
UNDERGROUND, ROOFED, CONSTRAINT, OBSTACLES, TOO_SMALL = "underground", "roofed", "constraint", "buildings", "too_small"
# What is not known may be better than what is known to be fair, so no district is fair while it has such a pad.
_BEST_FIRST = ("excellent", "good", UNASSESSED, "fair")
_PADS_AT_ONCE = 150


class Walking(NamedTuple):
    """The walking network on which goods are handed over."""

    graph: object  # reach.Graph
    streets: object  # snapping.Streets
    pace: object  # pace.Pace
    min_piece_m: float


class LandingSites(NamedTuple):
    """Pads, the best first, and the carriers that hold none; and what their columns point to."""

    pads: pd.DataFrame  # carrier (row of carriers), square, the figures, met_…, points_…, grade, state, rank
    excluded: pd.DataFrame  # carrier, excluded_by (code), excluding (rows of constraints or obstacles), grade, state
    carriers: geopandas.GeoDataFrame  # of `landing_carriers.carriers_steps`
    obstacles: landing_carriers.Obstacles
    constraints: pd.DataFrame  # of `landing_constraints.Constraints`, None where none are given
    uses: noise_distance.Uses
    grade: str  # of the best pad; unassessed where there is none
    state: str  # graded, missing, or not_applicable where there is no candidate


def landing_sites(carriers, buildings, constraints=None, sensitive=None, walking=None, **options):
    """Return pads that fit on the carriers, measured and graded, and the carriers that hold none with the reason.

    Clause 6.3: no pad in a no-fly zone or near a sensitive installation; then `excellent` with a carrier that is
    not the ground, both approaches clear, sensitive uses 100 m away, 3 min or less to the street and 3 m of
    public width left; `good` with all but one and sensitive uses 50 m away; else `fair`. What is unknown is `missing`
    unless what is known makes it `fair`; without constraints, or without knowing how far one reaches, everything is.

    carriers : GeoDataFrame of polygons in metres with any of `landing_carriers.FIELDS` and `fid`; buildings :
    polygons with `height` and any of `noise_distance.FIELDS`; constraints, sensitive : GeoDataFrames, None where
    unknown, empty where there are none; walking : a `Walking`, None where unknown; options : pad_m, slope_pct,
    buffers (kind → metres), max_pads and ground, see `landing_sites_steps`.

    >>> roof = geopandas.GeoDataFrame({"kind": ["屋顶花园"], "z": [20.0]}, geometry=[shapely.box(0, 0, 30, 30)])
    >>> nothing = geopandas.GeoDataFrame(geometry=[])
    >>> found = landing_sites(roof, nothing, nothing, nothing)
    >>> len(found.pads), found.state, found.pads["clear_pct"].tolist()  # how goods get down is not known
    (1, 'missing', [100.0])
    """
    return finish(landing_sites_steps(carriers, buildings, constraints, sensitive, walking, **options))


def landing_sites_steps(
    carriers,
    buildings,
    constraints=None,
    sensitive=None,
    walking=None,
    *,
    pad_m=None,
    slope_pct=None,
    buffers=None,
    max_pads=MAX_PADS,
    ground=None,
):
    """Yield the share done; return what `landing_sites` returns.

    pad_m : side of the pad; slope_pct : of the approach, both of the clause without them; buffers : kind of
    constraint → metres; max_pads : on one carrier; ground : of `landing_carriers.carriers_steps`. Raises
    `InputError` for a side or a slope that is not positive.
    """
    pad_m = _positive("PAD", clauses.value("6.3.3", "pad_side_m") if pad_m is None else pad_m)
    slope_pct = clauses.value("6.3.4", "approach_slope_pct") if slope_pct is None else slope_pct
    form = approach_surfaces.shape(_positive("SLOPE", slope_pct))
    buildings = _in_place(buildings, "building", "height", "function")
    frame, obstacles = yield from part(landing_carriers.carriers_steps(carriers, buildings, ground), 0, 0.1)
    limits = None if constraints is None else landing_constraints.constraints(constraints, buffers)
    spared = landing_carriers.carrying(frame, obstacles)
    room = yield from part(_room_steps(frame, obstacles, limits, spared), 0.1, 0.25)
    passage_m = clauses.value("6.3.3", "public_width_m")
    found = yield from part(pads.fitting_pads_steps(room.free, pad_m, passage_m), 0.25, 0.45)
    reason = yield from part(_reasons_steps(frame, room, found, pad_m, passage_m), 0.45, 0.55)
    free = yield from part(_approaches_steps(found, frame, obstacles, limits, spared, form), 0.55, 0.8)
    own = frame.iloc[found.carrier].reset_index(drop=True)[["kind", "z", "single_owner"]]
    sites = own.assign(**found._asdict(), **free._asdict(), square=found.squares(pad_m))
    uses = _uses(sensitive if sensitive is None else _in_place(sensitive, "kind", "name"), buildings)
    sites = yield from part(_distances_steps(sites, uses, sensitive is not None), 0.8, 0.9)
    sites = _chosen(sites, max_pads, pad_m)
    sites = yield from part(_measured_steps(sites, room, uses, walking, pad_m), 0.9, 1)
    table = None if limits is None else limits.table
    sites = _graded(sites, frame["name"].to_numpy(), table is None or table["open"].any())
    excluded = _excluded(reason, room, np.isnan(obstacles.top))
    return LandingSites(sites, excluded, frame, obstacles, table, uses, *_of_district(sites, excluded))


class _Room(NamedTuple):
    """What is free on n carriers: of constraints, and of what rises above as well; and the pairs that are not."""

    whole: np.ndarray
    allowed: np.ndarray
    free: np.ndarray
    constraints: np.ndarray  # (2, pairs) carrier, constraint
    obstacles: np.ndarray  # (2, pairs) carrier, obstacle


def _in_place(frame, *ties):
    """Return a frame in the order of its features' place, each with its `fid`."""
    frame = frame if "fid" in frame else frame.assign(fid=np.arange(len(frame)))
    order = order_by_place(frame.geometry.to_numpy(), *(columns.texts(frame, tie) for tie in ties))
    return frame.iloc[order].reset_index(drop=True)


def _positive(parameter, value):
    if not 0 < value < np.inf:
        permitted = QT_TRANSLATE_NOOP("Multiground", "a number above 0")
        remedy = QT_TRANSLATE_NOOP("Multiground", "Leave the default, or enter the value in the stated unit.")
        raise InputError(parameter, value, permitted, remedy)
    return value


def _uses(sensitive, buildings):
    own = noise_distance.of_buildings(buildings, unknown=sensitive is None)
    return own if sensitive is None else noise_distance.together(noise_distance.of_layer(sensitive), own)


def _room_steps(frame, obstacles, limits, spared):
    """Yield the share done; return what is free on the carriers: `_Room`. Constraints come first."""
    whole = frame.geometry.to_numpy()
    usable = ~((frame["kind"] == "underground") | (frame["roofed"] == 1)).to_numpy()
    allowed, in_zones = np.where(usable, whole, shapely.Polygon()), np.empty((2, 0), dtype=int)
    if limits is not None:
        allowed, in_zones = yield from part(landing_constraints.cut_steps(allowed, limits.zones), 0, 0.5)
    steps = landing_carriers.clear_of_obstacles_steps(allowed, frame, obstacles, spared)
    free, over = yield from part(steps, 0.5, 1)
    return _Room(whole, allowed, free, in_zones, over)


def _reasons_steps(frame, room, found, pad_m, passage_m):
    """Yield the share done; return why each carrier holds no pad, '' where it holds one."""
    reason = np.full(len(frame), "", dtype=object)
    without = ~np.isin(np.arange(len(frame)), found.carrier)
    reason[without & (frame["roofed"] == 1)] = ROOFED
    reason[without & (frame["kind"] == "underground")] = UNDERGROUND
    usable, constrained = without & (reason == ""), np.isin(np.arange(len(frame)), room.constraints[0])
    gone = shapely.is_empty(room.allowed)
    reason[usable & gone] = CONSTRAINT
    asked = np.flatnonzero(usable & ~gone)
    reason[asked] = TOO_SMALL
    for polygons, cut, word, end in (
        (room.allowed, np.isin(np.arange(len(frame)), room.obstacles[0]), OBSTACLES, 0.5),
        (room.whole, constrained, CONSTRAINT, 1.0),
    ):
        rows = asked[cut[asked] & (reason[asked] == TOO_SMALL)]
        would = yield from part(pads.fitting_pads_steps(polygons[rows], pad_m, passage_m), end - 0.5, end)
        reason[rows[np.unique(would.carrier)]] = word
    return reason


def _approaches_steps(found, frame, obstacles, limits, spared, form):
    """Yield the share done; return the approaches of all places; closed air stops them at every height."""
    shapes, top = obstacles.geometry, obstacles.top
    if limits is not None:
        closed = limits.table["kind"].isin(landing_constraints.CLOSED_AIR).to_numpy()
        shapes = np.concatenate([shapes, np.where(closed, limits.zones, shapely.Polygon())])
        top = np.concatenate([top, np.full(len(closed), np.inf)])
    places = pd.DataFrame({"carrier": found.carrier, "pad": np.arange(len(found.carrier))})
    own = places.merge(pd.DataFrame({"carrier": spared[0], "obstacle": spared[1]}), on="carrier")
    z = frame["z_all"].to_numpy()[found.carrier]
    own = own["pad"].to_numpy(), own["obstacle"].to_numpy()
    free = yield from approach_surfaces.approaches_steps(found.x, found.y, z, shapes, top, form, own)
    roofed = np.isnan(frame["roofed"].to_numpy()[found.carrier])
    unknown = np.where(roofed, np.nan, free.clear), np.where(roofed, np.nan, free.clear_pct)
    return free._replace(clear=unknown[0], clear_pct=unknown[1])


def _distances_steps(sites, uses, all_known):
    """Yield the share done; return pads with their distance from sensitive uses, and from what might be one.

    use : position of the nearest in uses, -1 where there is none.
    """
    squares = sites["square"].to_numpy()
    metres, which = yield from part(noise_distance.nearest_steps(squares, uses.geometry[uses.sure]), 0, 0.5)
    perhaps = np.full(len(squares), np.nan)
    if not all_known:
        steps = noise_distance.nearest_steps(squares, uses.geometry[~uses.sure])
        perhaps, _ = yield from part(steps, 0.5, 1)
    use = np.append(np.flatnonzero(uses.sure), -1)[which]
    return sites.assign(noise_m=metres, use=use, perhaps_m=np.where(np.isnan(perhaps), np.inf, perhaps))


def _chosen(sites, most, pad_m):
    """Return the best places of each carrier, apart from each other, so many at most; carriers in their order."""
    worth = scores(sites.assign(handover_min=np.nan, no_way_down=False, public_width_m=np.nan)).score
    order = ["carrier", "worth", "noise_m", "x", "y"]
    sites = sites.assign(worth=worth).sort_values(order, ascending=[True, False, False, True, True])
    sites = sites.reset_index(drop=True)
    open_, kept = np.ones(len(sites), dtype=bool), [sites[:0]]
    for _ in range(most):
        best = sites[open_].drop_duplicates("carrier")
        kept.append(best)
        x, y = (sites["carrier"].map(best.set_index("carrier")[axis]) for axis in "xy")
        open_ &= (np.hypot(sites["x"] - x, sites["y"] - y) >= 2 * pad_m).to_numpy()
    rows = np.sort(np.concatenate([part.index.to_numpy() for part in kept]).astype(int))
    return sites.iloc[rows].reset_index(drop=True)


def _measured_steps(sites, room, uses, walking, pad_m):
    """Yield the share done; return chosen pads with their passage, their neighbours and the way down."""
    carrier, squares = sites["carrier"].to_numpy(), sites["square"].to_numpy()
    own = pads.Pads(carrier, *(sites[name].to_numpy() for name in ("x", "y", "angle")))
    width = [np.empty(0)]
    for begin in range(0, len(sites), _PADS_AT_ONCE):
        yield 0.3 * begin / len(sites)
        rows = slice(begin, begin + _PADS_AT_ONCE)
        width.append(pads.widest_sides(own.rows(rows), room.free[carrier[rows]], pad_m))
    steps = noise_distance.pads_near_steps(squares, carrier, uses.geometry[uses.sure])
    near = (yield from part(steps, 0.3, 0.4)).astype(float)
    near[sites["perhaps_m"] <= clauses.value("6.3.6", "pads_radius_m")] = np.nan  # what might be one may have more
    minutes, on_way = np.full(len(sites), np.nan), np.zeros(len(sites), dtype=bool)
    if walking is not None:
        places = own.x, own.y, sites["z"].to_numpy(), room.whole[carrier]
        steps = handover.handover_steps(*places, walking.graph, walking.streets, walking.pace, walking.min_piece_m)
        minutes, on_way = yield from part(steps, 0.4, 1)
    left, all_ = (shapely.area(polygons[carrier]) for polygons in (room.allowed, room.whole))
    return sites.assign(
        cut_pct=np.round(100 * (1 - left / all_), 2),
        public_width_m=np.concatenate(width),
        pads_near_sensitive=near,
        handover_min=np.where(np.isfinite(minutes), minutes, np.nan),
        no_way_down=np.isinf(minutes),
        on_way=on_way,
    )


def _graded(sites, names, all_missing):
    """Return measured pads with their grade, state and score, the best first, numbered on their carriers."""
    met, points = conditions(sites), scores(sites)
    grade, state = grades(sites, met)
    if all_missing:
        grade[:], state[:] = UNASSESSED, MISSING
    sites = sites.assign(grade=grade, state=state, score=points.score, score_known=points.known)
    sites = sites.assign(**{f"met_{name}": column for name, column in zip(CONDITIONS, met.T)})
    sites = sites.assign(**{f"points_{name}": column for name, column in zip(PARTS, points.parts.T)})
    by_grade = np.array([_BEST_FIRST.index(each) for each in grade], dtype=int)
    order = np.lexsort((sites["y"], sites["x"], sites["carrier"], -points.score, by_grade))
    sites = sites.iloc[order].reset_index(drop=True)
    number = sites.groupby("carrier").cumcount() + 1
    pad = [f"{names[carrier]}-{each}" for carrier, each in zip(sites["carrier"], number)]
    return sites.assign(pad=pad, rank=np.arange(1, len(sites) + 1))


def _excluded(reason, room, unknown):
    """Return the carriers that hold no pad, why, and which constraints or obstacles leave no room.

    Where one of these is an obstacle of unknown height the carrier is `missing`: there might be room for all we know.
    """
    rows = np.flatnonzero(reason != "")
    over = {CONSTRAINT: room.constraints, OBSTACLES: room.obstacles}
    excluding = {}
    for word, (carrier, what) in over.items():
        pairs = pd.DataFrame({"carrier": carrier, "what": what})[reason[carrier] == word].drop_duplicates()
        excluding.update(pairs.sort_values("what").groupby("carrier")["what"].agg(tuple).to_dict())
    table = pd.DataFrame({"carrier": rows, "excluded_by": reason[rows]})
    table = table.assign(excluding=[excluding.get(row, ()) for row in rows], grade=UNASSESSED)
    unsure = [by == OBSTACLES and unknown[list(what)].any() for by, what in zip(reason[rows], table["excluding"])]
    return table.assign(state=np.where(np.array(unsure, dtype=bool), MISSING, NOT_APPLICABLE))


def _of_district(sites, excluded):
    """Return the grade and the state of all: of the best pad; nothing applies where none fits for sure."""
    grades = [*sites["grade"], *excluded["grade"][excluded["state"] == MISSING]]
    if not grades:
        return UNASSESSED, NOT_APPLICABLE
    best = min(grades, key=_BEST_FIRST.index)
    return best, MISSING if best == UNASSESSED else GRADED
