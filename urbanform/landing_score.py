"""What a landing pad meets of clause 6.3, its grade, and a score to compare pads by."""

from typing import NamedTuple

import numpy as np

from . import clauses
from .clauses import GRADED, MISSING, UNASSESSED
from .landing_carriers import KINDS

CONDITIONS = ("carrier", "approaches", "noise", "handover", "width")
# The parts of the score, and the clause whose row `score_points` tells how many points there are to each.
PARTS = {
    "carrier": "6.3.2",
    "owner": "6.3.2",
    "approaches": "6.3.4",
    "noise": "6.3.6",
    "handover": "6.3.1",
    "width": "6.3.3",
}


class Scores(NamedTuple):
    """Points of n pads; what is unknown earns none, and does not count in what could be had."""

    score: np.ndarray  # (n,) 0 … 100
    known: np.ndarray  # (n,) points that the known parts could give
    parts: np.ndarray  # (n, 6) points in the order of `PARTS`, NaN where unknown


def conditions(pads):
    """Return which conditions of the grade each pad meets, in the order of `CONDITIONS`: 1, 0, NaN unknown: (n, 5).

    pads : frame with kind and z of the carrier, clear, noise_m, perhaps_m, handover_min, no_way_down and
    public_width_m; noise_m is NaN where there is no sensitive use; perhaps_m is the distance to what might be one.

    >>> import pandas as pd
    >>> pad = {"kind": "rooftop", "z": 12.0, "clear": 2, "noise_m": 80.0, "perhaps_m": np.inf}
    >>> pad.update(handover_min=np.nan, no_way_down=False, public_width_m=4.0)
    >>> conditions(pd.DataFrame([pad])).tolist()
    [[1.0, 1.0, 0.0, nan, 1.0]]
    """
    low = clauses.bounds("6.3.2", "z_m")[0].lower
    ground = pads["kind"].isin(["ground", "underground"])
    carrier = np.select([ground, pads["z"] > low, pads["z"] <= low], [0.0, 1.0, 0.0], np.nan)
    clear = _at_least(pads["clear"], clauses.value("6.3.4", "clear_approaches_count"))
    handover = _at_least(-pads["handover_min"], -clauses.value("6.3.1", "handover_min"))
    handover = np.where(pads["no_way_down"], 0.0, handover)
    width = _at_least(pads["public_width_m"], clauses.value("6.3.3", "public_width_m"))
    return np.column_stack([carrier, clear, _away(pads, "target"), handover, width])


def grades(pads, met):
    """Return the grade and the state of each pad.

    `excellent` with all conditions; `good` with all but one and sensitive uses as far as the smaller distance;
    else `fair`. What is unknown makes a pad `missing`, unless what is known makes it `fair` already.

    pads : as for `conditions`; met : what that returns.
    """
    near = _away(pads, "minimum")
    failed, unknown = (met == 0).sum(axis=1), np.isnan(met).any(axis=1)
    fair = (failed >= 2) | (near == 0)
    unknown = ~fair & (unknown | ((failed == 1) & np.isnan(near)))
    grade = np.select([fair, unknown, failed == 0], ["fair", UNASSESSED, "excellent"], "good").astype(object)
    return grade, np.where(unknown, MISSING, GRADED).astype(object)


def points():
    """Return part of the score → the points that there are to it, 100 together: ours, to compare pads by.

    >>> points()
    {'carrier': 15.0, 'owner': 5.0, 'approaches': 20.0, 'noise': 20.0, 'handover': 20.0, 'width': 20.0}
    """
    return {name: clauses.value(clause, "score_points", name) for name, clause in PARTS.items()}


def scores(pads):
    """Return the points of pads to compare them by: `Scores`.

    carrier: first in rank all, last none; owner: a single one; approaches: half for the surfaces free in the best
    pair, half for the share of pairs that are free; noise and width: up to the distance asked for; handover: all
    up to the minutes asked for, none at twice as many.

    pads : as for `conditions`, with clear_pct and single_owner.
    """
    rank = pads["kind"].map(KINDS.index).to_numpy(dtype=float)
    target = clauses.value("6.3.6", "noise_m", "target")
    handover = 2 - pads["handover_min"] / clauses.value("6.3.1", "handover_min")
    noise = np.where(pads["noise_m"].isna(), np.inf, pads["noise_m"])
    noise = np.where(np.minimum(noise, target) <= pads["perhaps_m"], noise / target, np.nan)
    shares = {
        "carrier": 1 - rank / (len(KINDS) - 1),
        "owner": pads["single_owner"],
        "approaches": pads["clear"] / 4 + pads["clear_pct"] / 200,
        "noise": noise,
        "handover": np.where(pads["no_way_down"], 0.0, handover),
        "width": pads["public_width_m"] / clauses.value("6.3.3", "public_width_m"),
    }
    most = points()
    parts = np.round(np.column_stack([np.clip(shares[name], 0, 1) * most[name] for name in PARTS]), 2)
    known = np.where(np.isnan(parts), 0, [most[name] for name in PARTS]).sum(axis=1)
    return Scores(np.round(np.nansum(parts, axis=1), 2), known, parts)


def _at_least(values, bound):
    return np.where(np.isnan(values), np.nan, (values >= bound).astype(float))


def _away(pads, subject):
    """Return whether sensitive uses are as far as a bound: 1, 0, NaN where something nearer might be one."""
    bound = clauses.value("6.3.6", "noise_m", subject)
    sure = pads["noise_m"].isna() | (pads["noise_m"] >= bound)
    return np.select([~sure, pads["perhaps_m"] >= bound], [0.0, 1.0], np.nan)
