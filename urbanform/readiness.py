"""Which clauses of the guideline can be assessed with what a package holds."""

import numpy as np
import pandas as pd

from . import tables
from .faults_of_attributes import known

READY, PARTLY, MISSING, MANUAL = "ready", "partly", "missing", "manual"
# A district is graded where at least this share of it is assessable (guideline reading, a district's grade).
_ENOUGH = 0.8
# What only helps is there when anything is.
_ANY = 1e-9


def readiness_steps(layers, shapes):
    """Yield the share done; return each numbered clause with the state of its data.

    `ready`: everything that it reads is there; `partly`: it can be assessed, but something that makes it
    better or more complete is missing; `missing`: it cannot; `manual`: it is judged by people.

    layers : layer → frame; shapes : layer → (n,) usable geometries. Columns: clause, state, missing
    (layers and fields by name, with what share of features has a value), n_features (of the first layer
    that it reads).
    """
    filled = yield from _filled_steps(layers, shapes)
    data = {row["clause"]: row for row in tables.rows("package_clauses")}
    rows = []
    for clause in dict.fromkeys(row["clause"] for row in tables.rows("clauses")):
        if clause not in data:
            rows.append((clause, MANUAL, "", 0))
            continue
        needs, helps = (list(filter(None, data[clause][column].split(";"))) for column in ("needs", "helps"))
        shares = {need: max(filled.get(name, 0.0) for name in need.split("|")) for need in needs + helps}
        lacking = [need for need in needs if shares[need] == 0]
        short = [need for need in shares if shares[need] < (_ENOUGH if need in needs else _ANY)]
        state = MISSING if lacking else PARTLY if short else READY
        told = [_told(need, shares[need]) for need in short]
        main = next((name for name in needs[0].split("|") if filled.get(name)), "").split(".")[0]
        rows.append((clause, state, ", ".join(told), len(layers[main]) if main else 0))
    return pd.DataFrame(rows, columns=["clause", "state", "missing", "n_features"])


def _filled_steps(layers, shapes):
    """Yield the share done; return what share of each layer is usable, and of each field has a value."""
    filled = {}
    for name, frame in layers.items():
        filled[name] = 1.0 if any(shape is not None for shape in shapes[name]) else 0.0
        for field in frame.columns.difference(["fid", frame.geometry.name]):
            yield 0.5
            filled[f"{name}.{field}"] = float(np.mean(known(frame, field, shapes[name]))) if len(frame) else 0.0
    return filled


def _told(need, share):
    name = need.replace("|", " / ")
    return f"{name} ({100 * share:.0f} %)" if share else name
