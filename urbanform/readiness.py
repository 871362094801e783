"""Which clauses of the guideline can be assessed with what a package holds."""

import re

import numpy as np
import pandas as pd
import shapely

from . import assess, clauses, create_package, functions, tables
from .faults_of_attributes import answered, unread

READY, PARTLY, MISSING = "ready", "partly", "missing"
# A district is graded where at least this share of it is assessable (guideline reading, a district's grade).
_ENOUGH = 0.8
# What only helps is there when anything is.
_ANY = 1e-9


def readiness_steps(layers, shapes):
    """Yield the share done; return each clause of an assessment with the state of its data.

    `ready`: everything that it reads is there; `partly`: it can be assessed, but something that makes it
    better or more complete is missing; `missing`: it cannot; `not_measured`: no tool measures it;
    `manual`: it is judged by people.

    layers : layer → frame; shapes : layer → (n,) usable geometries. Columns: clause, state, missing
    (layers and fields by name, with what share of features has a value), n_features (of the first layer
    that it reads).
    """
    filled = yield from _filled_steps(layers, shapes)
    spaces = "buildings" if filled.get("buildings") and not filled.get("floors") else "floors"
    data = {row["clause"]: row for row in tables.rows("package_clauses")}
    rows = []
    for head in assess.headings():
        clause = head["clause"]
        if clause not in data:
            rows.append((clause, assess.MANUAL if head["scope"] == "manual" else assess.NOT_MEASURED, "", 0))
            continue
        needs, helps = (re.sub(r"\bspaces\b", spaces, data[clause][column]).split(";") for column in ("needs", "helps"))
        shares = {need: max(filled.get(name, 0.0) for name in need.split("|")) for need in needs + helps if need}
        lacking = [need for need in needs if shares[need] == 0]
        short = [need for need in shares if shares[need] < (_ENOUGH if need in needs else _ANY)]
        state = MISSING if lacking else PARTLY if short else READY
        told = [_told(need, shares[need]) for need in short if need.partition(".")[0] not in lacking or "." not in need]
        main = needs[0].split(".")[0]
        rows.append((clause, state, ", ".join(told), len(layers.get(main, ()))))
    table = pd.DataFrame(rows, columns=["clause", "state", "missing", "n_features"]).set_index("clause")
    for clause, members in clauses.SUMMARIES.items():
        table.loc[clause] = _summary(table.loc[list(members)])
    return table.reset_index()


def _summary(members):
    """Return the state of a clause that tells what others find, which of those lack data, and its features."""
    states = set(members["state"])
    short = members.index[members["state"] != READY]
    return [states.pop() if len(states) == 1 else PARTLY, ", ".join(short), members["n_features"].iloc[0]]


def _filled_steps(layers, shapes):
    """Yield the share done; return which layers are usable, and for what share of features each field is understood."""
    filled, schema = {}, create_package.layers()
    for name, frame in layers.items():
        drawn = ~shapely.is_missing(shapes[name])
        filled[name] = float(drawn.any())
        for field in schema[name].fields if drawn.any() else ():
            yield 0.5
            told = answered(field, frame, shapes[name])
            if field.name in frame and field.values != "category":  # what is in none of them is known to be so
                told = told & ~unread(field, frame)
            filled[f"{name}.{field.name}"] = float(np.mean(told[drawn]))
        if "function" in frame:
            filled[f"{name}.function=office"] = float((functions.functions(frame)[0] == "office").any())
    return filled


def _told(need, share):
    name = need.replace("|", " / ")
    return f"{name} ({100 * share:.0f} %)" if share else name
