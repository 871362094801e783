"""From the results of the measures to one row for each clause of the guideline, and to a list of actions."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from . import clauses, grading, tables

# Why a clause has no grade, besides what its measure says of it.
MANUAL, NOT_MEASURED, NO_LAYERS, FAILED = "manual", "not_measured", "no_layers", "failed"
# What a planner fills in of an action, and what stays when the district is assessed again.
PLANNED = ("stage", "party", "horizon", "note")
# A clause that one good feature meets: the one of the first rank speaks for it.
BEST = "best"
_FIRST_CHAPTER = 4  # before it the guideline says what it is for, and what its words mean
COUNTED = ("excellent", "good", "fair", "violation", "missing", "not_applicable", "measured")


class Outcome(NamedTuple):
    """What came of a measure: its numbers, its tables (frames by output), or why there are none."""

    numbers: dict = {}
    tables: dict = {}
    missing: tuple = ()  # layers that the package lacks
    error: str = ""
    skipped: dict = {}  # layer of the package → features that could not be used, and all that it holds
    assumed: dict = {}  # layer → features by what is assumed of them (field: remark), and all that it holds


def clause_table(outcomes):
    """Return one row for each numbered clause, in the guideline's order.

    outcomes : algorithm → `Outcome`. Tables have, where the measure grades, `grade` and `state`, and may
    have `clause`, `weight` (area), `finding` and `needed`.

    Columns: clause, algorithm and output (where the evidence lies, '' for none), grade, state, reason
    (`manual`, `not_measured`, `no_layers`, `failed` or ''), detail (the layers or the error), figure,
    unit, decimals, the number of features by grade and state (`n_excellent` … `n_measured`), finding and
    needed of the only feature, None where there are several, and where there are, n_to_mend, see `to_mend`; and
    withheld, whether so many features could not be used that there is no grade.

    A feature that could not be used might have been graded worse than all others: with those of a layer that were
    skipped, less than 80 % assessable leaves the clause unassessed, unless it is violated anyway.

    >>> density = pd.DataFrame({"grade": ["good"], "state": ["graded"], "finding": ["11 km/km²"], "needed": ["-1 km"]})
    >>> done = {"roadnetworkdensity": Outcome({"DENSITY": 11.0, "GRADE": "good"}, {"OUTPUT": density})}
    >>> rows = clause_table(done).set_index("clause")
    >>> rows.loc["4.1.3-1", ["grade", "unit", "needed"]].tolist(), float(rows.loc["4.1.3-1", "figure"])
    (['good', 'km/km²', '-1 km'], 11.0)
    >>> rows.loc["4.2.2", ["grade", "state", "reason"]].tolist()
    ['unassessed', 'missing', 'not_measured']
    """
    measured = {row["clause"]: row for row in tables.rows("measures")}
    rows = []
    for head in headings():
        clause, measure = head["clause"], measured.get(head["clause"])
        row = {"clause": clause, "algorithm": "", "output": "", "unit": "", "decimals": 0, "figure": np.nan}
        row.update({"grade": clauses.UNASSESSED, "state": clauses.MISSING, "finding": None, "needed": None})
        row.update({"reason": "", "detail": "", "withheld": False})
        row.update({f"n_{name}": 0 for name in (*COUNTED, "features", "to_mend")})
        if measure is None or measure["algorithm"] not in outcomes:
            row["reason"] = MANUAL if head["scope"] == "manual" else NOT_MEASURED
        else:
            row.update(algorithm=measure["algorithm"], unit=measure["unit_en"], decimals=int(measure["decimals"] or 0))
            row.update(_judged(clause, measure, outcomes[measure["algorithm"]]))
        rows.append(row)
    states = {row["clause"]: row for row in rows}
    for clause, members in clauses.SUMMARIES.items():
        known = [states[member] for member in members if not states[member]["reason"]]
        told = {"grade": None, "state": clauses.MEASURED, "reason": ""} if known else {}
        states[clause].update(told or {name: states[members[0]][name] for name in ("reason", "detail")})
    frame = pd.DataFrame(rows)
    for name in ("grade", "finding", "needed"):  # None, where pandas 3 reads texts with NaN for it
        values = [row[name] if row[name] == row[name] else None for row in rows]
        frame[name] = pd.Series(values, dtype=object)
    return frame


def headings():
    """Return the first row of each clause that asks something of a district: its number, titles, scope, wording."""
    first = {}
    for row in clauses.rows():
        first.setdefault(row["clause"], row)
    return [row for row in first.values() if row["title_en"] and int(row["clause"].split(".")[0]) >= _FIRST_CHAPTER]


def rows_of(clause, table):
    """Return the rows of a table that are about a clause: all of them where none names it.

    Where the best feature speaks for the clause, that is the one of the first rank; all where none has a rank.

    >>> pads = pd.DataFrame({"rank": [2, 1, None], "grade": ["fair", "good", None]})
    >>> rows_of("6.3.1", pads)["grade"].tolist(), len(rows_of("4.2.2", pads))
    (['good'], 3)
    """
    own = table["clause"] == clause if "clause" in table else pd.Series(dtype=bool)
    rows = table[own] if own.any() else table
    if speaks_best(clause) and "rank" in rows and rows["rank"].notna().any():
        return rows[rows["rank"] == rows["rank"].min()]
    return rows


def speaks_best(clause):
    """Return whether the best feature speaks for a clause.

    >>> speaks_best("6.3.1"), speaks_best("4.2.2")
    (True, False)
    """
    return any(row["clause"] == clause and row["features"] == BEST for row in tables.rows("measures"))


def distribution(grade, state, weight=None):
    """Return how features are graded, worst first: the working of `grading.overall`.

    grade, state : arrays of the features; weight : their areas, or None to count them.

    Columns: grade, n, share_pct of what was assessed, and or_worse_pct, the share with this grade or a worse one.

    >>> distribution(["excellent", "fair"], ["graded"] * 2, [90, 10])["or_worse_pct"].round(6).tolist()
    [0.0, 10.0, 10.0, 100.0]
    """
    grade, graded = np.asarray(grade, dtype=object), np.asarray(state, dtype=object) == clauses.GRADED
    weight = np.nan_to_num(np.ones(len(grade)) if weight is None else np.asarray(weight, dtype=float))
    weight = weight if weight[graded].any() else np.ones(len(grade))
    rows = pd.DataFrame({"grade": clauses.GRADES[::-1]})
    own = [graded & (grade == name) for name in rows["grade"]]
    rows["n"] = [int(each.sum()) for each in own]
    rows["share_pct"] = [100 * weight[each].sum() / max(weight[graded].sum(), 1e-300) for each in own]
    return rows.assign(or_worse_pct=rows["share_pct"].cumsum())


def to_mend(grade, state, weight=None):
    """Return how many features at least must do better for a better grade of the clause, by `grading.overall`.

    Where too little is known for a grade: how many at least need data. 0 where all is well.

    grade, state : arrays of the features; weight : their areas, or None to count them.

    >>> to_mend(["excellent"] * 90 + ["fair"] * 10, ["graded"] * 100)  # 5 of 100 would still be 5 %
    6
    >>> to_mend(["excellent", "unassessed"], ["graded", "missing"])
    1
    """
    grade, state = np.array(grade, dtype=object), np.array(state, dtype=object)
    weight = np.nan_to_num(np.ones(len(grade)) if weight is None else np.asarray(weight, dtype=float))
    own = grading.overall(grade, state, weight)
    known = state == clauses.GRADED
    if own == clauses.UNASSESSED:
        open_ = np.flatnonzero(state == clauses.MISSING)
    elif own == clauses.GRADES[-1]:
        return int((grade == own).sum())
    else:
        open_ = np.flatnonzero(known & np.isin(grade, clauses.GRADES[clauses.GRADES.index(own) :]))
    if own == clauses.GRADES[0] or not len(open_):
        return 0
    weight = weight if weight[state != clauses.NOT_APPLICABLE].any() else np.ones(len(grade))
    held = weight[open_].sum() - np.cumsum(np.sort(weight[open_])[::-1])  # what is left, the largest mended first
    if own == clauses.UNASSESSED:
        enough = held <= (1 - grading.ASSESSABLE_SHARE) * (weight[known].sum() + weight[open_].sum()) * (1 + 1e-9)
    else:
        enough = held < grading.WORST_GRADE_SHARE * weight[known].sum() * (1 - 1e-9)
    return int(np.argmax(enough)) + 1


def _judged(clause, measure, outcome):
    """Return what the outcome of its measure says of one clause."""
    if outcome.missing or outcome.error:
        reason = NO_LAYERS if outcome.missing else FAILED
        return {"reason": reason, "detail": " ".join(outcome.missing) or outcome.error}
    table = rows_of(clause, outcome.tables.get(measure["output"], pd.DataFrame()))
    grade, state = (table[name] if name in table else pd.Series(dtype=object) for name in ("grade", "state"))
    counts = {f"n_{name}": int(((grade == name) | (state == name)).sum()) for name in COUNTED}
    counts["n_features"] = len(table)
    figure = _figure(measure["figure"], outcome.numbers, table) * float(measure["factor"] or 1)  # a share as per cent
    result = {"output": measure["output"], **counts, "figure": figure}
    if len(table) == 1 and "finding" in table:
        result.update(finding=table["finding"].iloc[0], needed=table["needed"].iloc[0])
    if measure["features"] == BEST and outcome.numbers.get("STATE") == clauses.NOT_APPLICABLE:
        return {**result, "state": clauses.NOT_APPLICABLE, "finding": outcome.numbers.get("REASON"), "needed": None}
    if measure["grade"] == clauses.MEASURED:
        known = len(table) > 0 and not (len(state) and (state == clauses.MISSING).all())
        known |= measure["features"] == BEST and np.isfinite(result["figure"])
        return {**result, "grade": None, "state": clauses.MEASURED, "needed": None} if known else result
    if len(state) and (state == clauses.NOT_APPLICABLE).all():
        return {**result, "state": clauses.NOT_APPLICABLE}
    if not (state == clauses.GRADED).any():
        return result
    own = outcome.numbers.get(measure["grade"])
    result["grade"] = own or grading.overall(grade, state, table.get("weight"))
    if _too_few(result["grade"], state, table.get("weight"), outcome.skipped):
        return {**result, "grade": clauses.UNASSESSED, "withheld": True}
    if len(table) > 1:
        bounds = share_bounds(clause) if result["grade"] != clauses.UNASSESSED else []
        result["n_to_mend"] = _to_reach(grade, state, bounds) if bounds else to_mend(grade, state, table.get("weight"))
    return {**result, "state": clauses.GRADED if result["grade"] != clauses.UNASSESSED else clauses.MISSING}


def _too_few(grade, state, weight, skipped):
    """Return whether a grade rests on too few features once those are counted that could not be used."""
    if not skipped or grade in (clauses.UNASSESSED, clauses.GRADES[-1]):
        return False
    usable = min(1 - lost / count for lost, count in skipped.values())
    return round(usable * grading.assessed_share(state, weight), 9) < grading.ASSESSABLE_SHARE


def share_bounds(clause):
    """Return the bounds of a clause that takes its grade from the share of its features that are excellent.

    >>> [bound.lower for bound in share_bounds("5.2.5")], share_bounds("4.2.2")
    ([80.0, 50.0, -inf], [])
    """
    own = {row["measure"] for row in clauses.rows() if row["clause"] == clause and row["subject"] == "district"}
    return clauses.bounds(clause, own.pop(), "district") if own else []


def _to_reach(grade, state, bounds):
    """Return how many features at least must become excellent for a better grade by their share."""
    total, met = int((state == clauses.GRADED).sum()), int(((state == clauses.GRADED) & (grade == "excellent")).sum())
    by_number = grading.grades(np.round(100 * np.arange(met, total + 1) / total, 2), bounds)
    rank = np.array([clauses.GRADES.index(each) for each in by_number])
    return int(np.argmax(rank < rank[0])) if (rank < rank[0]).any() else 0


def _figure(name, numbers, table):
    """Return a number that the measure returned, or the field of its only feature; NaN where unknown."""
    value = numbers.get(name, table[name].iloc[0] if len(table) == 1 and name in table else np.nan)
    return np.nan if value is None else float(value)


def flips(grade, others, names=None):
    """Return under which tolerances each clause has another grade, as a text for each, '' for none.

    grade : series of grades by clause; others : name of a tolerance → such a series; names : grade → its
    name in the reader's language.

    >>> now, faster = pd.Series({"4.2.2": "good", "6.2.2": "fair"}), pd.Series({"4.2.2": "good", "6.2.2": "good"})
    >>> flips(now, {"+5 %": faster}).tolist()
    ['', '+5 %: good']
    """
    texts = {clause: [] for clause in grade.index}
    for name, other in others.items():
        other = other.reindex(grade.index)
        flipped = other[other.notna() & (other != grade)]
        for clause, found in flipped.items():
            texts[clause].append(f"{name}: {(names or {}).get(found, found)}")
    return pd.Series({clause: "; ".join(each) for clause, each in texts.items()}, dtype=object)


def action_table(shortfalls, earlier=None):
    """Return what would improve the district, one action for each feature that falls short, worst first.

    shortfalls : frames of all features with clause, place, grade, needed and finding, and where a place has
    a name of its own in the reader's language, label; earlier : the actions of the assessment before. What a
    planner wrote into its stage, party, horizon and note stays, found again by key; an action that is no longer
    called for stays as well where something was written, at the end and without a grade.

    >>> falls_short = {"clause": "4.2.2", "place": "A-03", "grade": "fair", "needed": "+9 m", "finding": "Too narrow."}
    >>> first = action_table([pd.DataFrame([falls_short])])
    >>> first[["key", "grade", "stage"]].to_numpy().tolist()
    [['4.2.2 A-03', 'fair', None]]
    >>> action_table([pd.DataFrame([falls_short])], first.assign(stage="design"))["stage"].tolist()
    ['design']
    >>> action_table([], first.assign(stage="design"))[["key", "grade", "stage"]].to_numpy().tolist()
    [['4.2.2 A-03', None, 'design']]
    """
    columns = ["key", "clause", "place", "grade", "measure", "finding", *PLANNED]
    earlier = pd.DataFrame(columns=columns) if earlier is None else earlier.reindex(columns=columns)
    earlier = earlier.astype(object).drop_duplicates("key").set_index("key")
    shortfalls = [frame for frame in shortfalls if len(frame)]  # of nothing pandas cannot tell the types
    nothing = pd.DataFrame(columns=["clause", "place", "grade", "needed", "finding", "label"])
    rows = pd.concat(shortfalls).reindex(columns=nothing.columns) if shortfalls else nothing
    # Numbered before those that do well are left out, so that a key stays with its feature whatever its grade.
    rows["number"] = rows.groupby(["clause", "place"]).cumcount().to_numpy()
    rows = rows[rows["grade"].isin(clauses.GRADES[1:])].astype(object)
    rank = rows["grade"].map({grade: -number for number, grade in enumerate(clauses.GRADES)})
    rows = rows.assign(rank=rank).sort_values(["rank", "clause", "place"], kind="stable")
    rows["key"] = [
        f"{row.clause} {row.place}" + (f" ({row.number + 1})" if row.number else "") for row in rows.itertuples()
    ]
    rows["place"] = rows["label"].where(rows["label"].notna(), rows["place"])
    rows = rows.rename(columns={"needed": "measure"}).set_index("key")
    rows[list(PLANNED)] = earlier.reindex(rows.index)[list(PLANNED)]
    written = earlier[list(PLANNED)].notna().any(axis=1) & ~earlier.index.isin(rows.index)
    done = earlier[written].assign(grade=None, measure=None, finding=None)
    rows = pd.concat([rows, done]).rename_axis("key").reset_index()[columns]
    return rows.where(rows.notna(), None)
