"""From the results of the measures to one row for each clause of the guideline, and to a list of actions."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from . import clauses, grading, tables

# Why a clause has no grade, besides what its measure says of it.
MANUAL, NOT_MEASURED, NO_LAYERS, FAILED = "manual", "not_measured", "no_layers", "failed"
# What a planner fills in of an action, and what stays when the district is assessed again.
PLANNED = ("stage", "party", "horizon", "note")
COUNTED = ("excellent", "good", "fair", "violation", "missing", "not_applicable", "measured")


class Outcome(NamedTuple):
    """What came of a measure: its numbers, its tables (frames by output), or why there are none."""

    numbers: dict = {}
    tables: dict = {}
    missing: tuple = ()  # layers that the package lacks
    error: str = ""


def clause_table(outcomes):
    """Return one row for each numbered clause, in the guideline's order.

    outcomes : algorithm → `Outcome`. Tables have, where the measure grades, `grade` and `state`, and may
    have `clause`, `weight` (area), `finding` and `needed`.

    Columns: clause, algorithm and output (where the evidence lies, '' for none), grade, state, reason
    (`manual`, `not_measured`, `no_layers`, `failed` or ''), detail (the layers or the error), figure,
    unit, decimals, the number of features by grade and state (`n_excellent` … `n_measured`), and finding
    and needed of the only feature, None where there are several.

    >>> density = pd.DataFrame({"grade": ["good"], "state": ["graded"], "finding": ["11 km/km²"], "needed": ["-1 km"]})
    >>> done = {"roadnetworkdensity": Outcome({"DENSITY": 11.0, "GRADE": "good"}, {"OUTPUT": density})}
    >>> rows = clause_table(done).set_index("clause")
    >>> rows.loc["4.1.3-1", ["grade", "figure", "unit", "needed"]].tolist()
    ['good', 11.0, 'km/km²', '-1 km']
    >>> rows.loc["4.2.2", ["grade", "state", "reason"]].tolist()
    ['unassessed', 'missing', 'no_layers']
    """
    measured = {row["clause"]: row for row in tables.rows("measures")}
    rows = []
    for head in headings():
        clause, measure = head["clause"], measured.get(head["clause"])
        row = {"clause": clause, "algorithm": "", "output": "", "unit": "", "decimals": 0, "figure": np.nan}
        row.update({"grade": clauses.UNASSESSED, "state": clauses.MISSING, "finding": None, "needed": None})
        row.update({"reason": "", "detail": "", **{f"n_{name}": 0 for name in (*COUNTED, "features")}})
        if measure is None:
            row["reason"] = MANUAL if head["scope"] == "manual" else NOT_MEASURED
        else:
            outcome = outcomes.get(measure["algorithm"], Outcome(missing=tuple(measure["layers"].split())))
            row.update(algorithm=measure["algorithm"], unit=measure["unit"], decimals=int(measure["decimals"] or 0))
            row.update(_judged(clause, measure, outcome))
        rows.append(row)
    return pd.DataFrame(rows)


def headings():
    """Return the first row of each clause in the rules: its number, titles, scope and wording."""
    first = {}
    for row in clauses.rows():
        first.setdefault(row["clause"], row)
    return [row for row in first.values() if row["title_en"]]


def _judged(clause, measure, outcome):
    """Return what the outcome of its measure says of one clause."""
    if outcome.missing or outcome.error:
        reason = NO_LAYERS if outcome.missing else FAILED
        return {"reason": reason, "detail": " ".join(outcome.missing) or outcome.error}
    table = outcome.tables.get(measure["output"], pd.DataFrame())
    if "clause" in table and clause in set(table["clause"]):
        table = table[table["clause"] == clause]
    grade, state = (table[name] if name in table else pd.Series(dtype=object) for name in ("grade", "state"))
    counts = {f"n_{name}": int(((grade == name) | (state == name)).sum()) for name in COUNTED}
    counts["n_features"] = len(table)
    result = {"output": measure["output"], **counts, "figure": _figure(measure["figure"], outcome.numbers, table)}
    if len(table) == 1 and "finding" in table:
        result.update(finding=table["finding"].iloc[0], needed=table["needed"].iloc[0])
    if measure["grade"] == clauses.MEASURED:
        known = len(table) > 0 and not (len(state) and (state == clauses.MISSING).all())
        return {**result, "grade": None, "state": clauses.MEASURED} if known else result
    if len(state) and (state == clauses.NOT_APPLICABLE).all():
        return {**result, "state": clauses.NOT_APPLICABLE}
    if not (state == clauses.GRADED).any():
        return result
    own = outcome.numbers.get(measure["grade"])  # where the guideline has a rule of its own for the district
    result["grade"] = own or grading.overall(grade, state, table.get("weight"))
    return {**result, "state": clauses.GRADED if result["grade"] != clauses.UNASSESSED else clauses.MISSING}


def _figure(name, numbers, table):
    """Return a number that the measure returned, or the field of its only feature; NaN where unknown."""
    value = numbers.get(name, table[name].iloc[0] if len(table) == 1 and name in table else np.nan)
    return np.nan if value is None else float(value)


def flips(grade, others):
    """Return under which tolerances each clause has another grade, as a text for each, '' for none.

    grade : series of grades by clause; others : name of a tolerance → such a series.

    >>> now, faster = pd.Series({"4.2.2": "good", "6.2.2": "fair"}), pd.Series({"4.2.2": "good", "6.2.2": "good"})
    >>> flips(now, {"+5 %": faster}).tolist()
    ['', '+5 %: good']
    """
    texts = pd.Series("", index=grade.index)
    for name, other in others.items():
        other = other.reindex(grade.index)
        flipped = other.notna() & (other != grade)
        texts[flipped] = [
            "; ".join(filter(None, (text, f"{name}: {found}"))) for text, found in zip(texts[flipped], other[flipped])
        ]
    return texts


def action_table(tables_of, earlier=None):
    """Return what would improve the district, one action for each feature that falls short, worst first.

    tables_of : algorithm → frame with clause, place, grade, needed and finding; earlier : the actions of
    the assessment before, of which a planner's stage, party, horizon and note are kept by key.

    >>> falls_short = {"clause": "4.2.2", "place": "A-03", "grade": "fair", "needed": "+9 m", "finding": "Too narrow."}
    >>> first = action_table({"plotsize": pd.DataFrame([falls_short])})
    >>> first[["key", "grade", "stage"]].to_numpy().tolist()
    [['4.2.2 A-03', 'fair', None]]
    >>> action_table({"plotsize": pd.DataFrame([falls_short])}, first.assign(stage="design"))["stage"].tolist()
    ['design']
    """
    columns = ["key", "clause", "place", "grade", "measure", "finding", *PLANNED]
    frames = [frame for frame in tables_of.values() if len(frame)]
    if not frames:
        return pd.DataFrame(columns=columns)
    rows = pd.concat(frames, ignore_index=True)
    rows = rows[rows["grade"].isin(("good", "fair", "violation"))].rename(columns={"needed": "measure"})
    rank = rows["grade"].map({grade: -number for number, grade in enumerate(clauses.GRADES)})
    rows = rows.assign(rank=rank).sort_values(["rank", "clause", "place"], kind="stable")
    number = rows.groupby(["clause", "place"]).cumcount()
    rows["key"] = [
        f"{row.clause} {row.place}" + (f" ({n + 1})" if n else "") for row, n in zip(rows.itertuples(), number)
    ]
    kept = pd.DataFrame(columns=["key", *PLANNED]) if earlier is None else earlier.drop_duplicates("key")
    kept = kept.set_index("key").reindex(rows["key"])[list(PLANNED)].astype(object)
    rows[list(PLANNED)] = kept.where(kept.notna(), None).to_numpy()
    return rows[columns].reset_index(drop=True)
