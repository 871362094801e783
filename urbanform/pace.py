"""How fast people walk, which ways they take and how far a street may be from their door (clause 5.2.5)."""

import math
from typing import NamedTuple

from . import clauses, tables
from .errors import QT_TRANSLATE_NOOP, InputError

CLAUSE = "5.2.5"
# Guideline reading, "Walking graph": from a place to its street, from a building to a way of another
# level that passes it, the least street of a piece of network that counts, and from a street to the
# outline of the circle.
MAX_SNAP_M, EXIT_DISTANCE_M, MIN_PIECE_M, BUFFER_M = 150.0, 5.0, 200.0, 30.0


class Pace(NamedTuple):
    """How fast people walk and which ways they may take; `pace()` fills it from the tables."""

    speed_kmh: float
    stair_factor: float  # a metre of stairs costs as much as so many metres of street
    escalator_speed_m_per_s: float
    lift_speed_m_per_s: float
    lift_wait_s: float = 0.0
    step_free: bool = False  # without stairs and escalators
    night: bool = False  # only what is open 24 hours
    exclude_kinds: tuple = ()
    reverse: bool = False  # minutes towards the places instead of from them


def pace(**chosen):
    """Return a `Pace`: the guideline's walking speed and the table `walkways.csv`, unless chosen otherwise.

    Raises `InputError` for a speed or a factor that is not positive, and for an unknown kind.

    >>> pace().speed_kmh, pace(stair_factor=3).stair_factor
    (5.0, 3)
    """
    table = {row["kind"]: row for row in tables.rows("walkways")}
    default = Pace(
        speed_kmh=clauses.bounds(CLAUSE, "walking_speed_kmh")[0].lower,
        stair_factor=float(table["stairs"]["walking_factor"]),
        escalator_speed_m_per_s=float(table["escalator"]["speed_m_per_s"]),
        lift_speed_m_per_s=float(table["elevator"]["lift_speed_m_per_s"]),
    )
    result = default._replace(**chosen)
    for name in ("speed_kmh", "stair_factor", "escalator_speed_m_per_s", "lift_speed_m_per_s"):
        if not 0 < getattr(result, name) < math.inf:
            permitted = QT_TRANSLATE_NOOP("Multiground", "a number above 0")
            remedy = QT_TRANSLATE_NOOP("Multiground", "Leave the default, or enter the value in the stated unit.")
            raise InputError(_PARAMETERS[name], getattr(result, name), permitted, remedy)
    if not 0 <= result.lift_wait_s < math.inf:
        permitted = QT_TRANSLATE_NOOP("Multiground", "0 or more seconds")
        raise InputError("LIFT_WAIT", result.lift_wait_s, permitted, QT_TRANSLATE_NOOP("Multiground", "Enter 0."))
    unknown = sorted(set(result.exclude_kinds) - set(table))
    if unknown:
        remedy = QT_TRANSLATE_NOOP("Multiground", "Separate the kinds by commas.")
        raise InputError("EXCLUDE_KINDS", ", ".join(unknown), ", ".join(table), remedy)
    return result


_PARAMETERS = {
    "speed_kmh": "SPEED",
    "stair_factor": "STAIR_FACTOR",
    "escalator_speed_m_per_s": "ESCALATOR_SPEED",
    "lift_speed_m_per_s": "LIFT_SPEED",
}
