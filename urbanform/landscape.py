"""Three-dimensional landscape: gaps, lines of sight and greenery at eye level, clauses 7.1.1, 7.1.3 and 7.1.4."""

from typing import NamedTuple

import geopandas
import numpy as np
import pandas as pd

from . import clauses, columns, stable, steps
from .facade_gaps import SEVERE, facade_gaps_steps, names_of
from .green_layers import green_layers_steps
from .green_view import green_view_steps
from .greenery import AT_EYE, LAYERS, UNTOLD, greenery
from .view_corridors import view_corridors_steps

CLAUSE = "7.1.1"
EYE_FIELDS = (*(f"{name}_pct" for name in AT_EYE), "open_pct")
RING_FIELDS = ("fore_pct", "middle_pct", "back_pct")
PLANT_FIELDS = ("n_species", "evergreen_pct", "season_months")


class Result(NamedTuple):
    """Gaps between façades, lines of sight (None without spaces or landmarks), greenery of open spaces (None without).

    summary : one row for each clause with clause, state and the figures that its sentence tells.
    """

    gaps: geopandas.GeoDataFrame
    corridors: geopandas.GeoDataFrame
    green: geopandas.GeoDataFrame
    summary: pd.DataFrame


def landscape(buildings, vegetation=None, open_spaces=None, landmarks=None):
    """Return what clauses 7.1.1, 7.1.3 and 7.1.4 ask to be looked at; the text has no bound, so nothing is graded.

    buildings, vegetation, open_spaces, landmarks : GeoDataFrames in metres, see `facade_gaps.facade_gaps`,
    `greenery.greenery` and `view_corridors.view_corridors`; None where it is not known.

    The frame of open spaces has what `green_view.green_view` and `green_layers.green_layers` return, and space (its
    name), lacking (what the data cannot tell of it) and state.

    >>> import shapely
    >>> houses = geopandas.GeoDataFrame(geometry=shapely.box([0, 25], 0, [20, 45], 20))
    >>> found = landscape(houses)
    >>> found.summary[["clause", "state", "n_gaps"]].to_numpy().tolist()
    [['7.1.1', 'measured', 1], ['7.1.3', 'missing', 1], ['7.1.4', 'missing', 1]]
    """
    return steps.finish(landscape_steps(buildings, vegetation, open_spaces, landmarks))


def landscape_steps(buildings, vegetation=None, open_spaces=None, landmarks=None):
    """Yield the share done; return what `landscape` returns."""
    gaps = yield from steps.part(facade_gaps_steps(buildings), 0, 0.3)
    corridors = green = None
    if open_spaces is not None:
        open_spaces = open_spaces.iloc[stable.order_by_place(open_spaces.geometry.to_numpy())].reset_index(drop=True)
        if landmarks is not None:
            work = view_corridors_steps(open_spaces, landmarks, buildings)
            corridors = yield from steps.part(work, 0.3, 0.5)
        green = yield from steps.part(_green_steps(open_spaces, vegetation, buildings), 0.5, 1)
    return Result(gaps, corridors, green, _summary(gaps, corridors, green))


def _green_steps(open_spaces, vegetation, buildings):
    """Yield the share done; return open spaces with what is known of their greenery."""
    result = open_spaces.assign(space=names_of(open_spaces, columns.texts(open_spaces, "name")))
    if vegetation is None:
        for name in (*EYE_FIELDS, "n_layers", *RING_FIELDS, *PLANT_FIELDS):
            result[name] = np.nan
        return result.assign(layers="", lacking="greenery", eye_known=False, layers_known=False, state=clauses.MISSING)
    plants = greenery(vegetation)
    seen = yield from steps.part(green_view_steps(open_spaces, plants, buildings), 0, 0.6)
    layers = yield from steps.part(green_layers_steps(open_spaces, plants), 0.6, 1)
    result = pd.concat([result, seen, layers], axis=1)
    told = seen[[f"{name}_pct" for name in AT_EYE if name != UNTOLD]].sum(axis=1)
    result["eye_known"] = ((told > 0) | (seen["untold_pct"] == 0)) & (seen["n_undrawn"] == 0)
    result["layers_known"] = layers["n_layers"].notna()
    result["lacking"] = _lacking(result)
    result.loc[~result["eye_known"], list(EYE_FIELDS)] = np.nan  # none drawn is not none
    missing = ~result["eye_known"] & ~result["layers_known"]
    return result.assign(state=np.where(missing, clauses.MISSING, clauses.MEASURED).astype(object))


def _lacking(table):
    """Return which fields of the greenery each open space would need more values of, a comma list."""
    grown = table["n_plants"] > 0
    needs = {
        "kind": table["n_layers"].isna(),
        "height, crown_base": table["untold_pct"] > 0,
        "radius": (table["n_undrawn"] > 0) | table["back_pct"].isna(),
        "species": grown & table["n_species"].isna(),
        "leaf_cycle": (table["n_woody"] > 0) & table["evergreen_pct"].isna(),
        "season_months": grown & table["season_months"].isna(),
    }
    return [", ".join(name for name, own in zip(needs, row) if own) for row in zip(*needs.values())]


def _summary(gaps, corridors, green):
    """Return one row for each clause with its state and its figures, NaN where they are not known."""
    figures = {"n_gaps": len(gaps), "n_severe": int((gaps["flag"] == SEVERE).sum())}
    figures.update({"narrowest_m": gaps["gap_m"].min(), "facing_m": gaps["overlap_m"].sum()})
    known = corridors[corridors["state"] == clauses.MEASURED] if corridors is not None else None
    figures["n_corridors"] = np.nan if known is None else len(known)
    figures["n_blocked"] = np.nan if known is None else int((known["blocked_by"] != "").sum())
    figures["n_untold"] = np.nan if known is None else len(corridors) - len(known)
    seen = green[green["eye_known"]] if green is not None else pd.DataFrame(columns=EYE_FIELDS, dtype=float)
    figures.update({name: round(seen[name].mean(), 2) for name in EYE_FIELDS})
    layered = green[green["layers_known"]] if green is not None else pd.DataFrame({"n_layers": []})
    figures.update({"n_seen": len(seen), "n_layered": len(layered), "n_spaces": 0 if green is None else len(green)})
    for number in range(len(LAYERS) + 1):
        figures[f"with_{number}"] = int((layered["n_layers"] == number).sum())
    for name in RING_FIELDS:
        figures[name] = np.nan if green is None else round(green[name].mean(), 2)
    states = {"7.1.1": True, "7.1.3": len(seen) > 0, "7.1.4": len(layered) > 0}
    rows = [(clause, clauses.MEASURED if told else clauses.MISSING) for clause, told in states.items()]
    return pd.DataFrame([{"clause": clause, "state": state, **figures} for clause, state in rows])
