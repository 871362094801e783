"""Results of several assessments side by side: which figures moved, which grades flip, what got worse."""

import numpy as np
import pandas as pd

from . import clauses

BETTER, WORSE, SAME, UNKNOWN, OTHER = "better", "worse", "same", "unknown", "other"
_RANK = {grade: number for number, grade in enumerate(clauses.GRADES)}


def compare_scenarios(results):
    """Return one row for each clause and further figure, with the grades and figures of every result.

    results : two or more frames with clause, name ('' for the clause's own figure, else the field),
    title, unit, grade and figure, in the order in which they are compared.

    Columns: clause, name, title, unit, grade_1, figure_1, grade_2, figure_2 …; difference (last figure less
    the first); flips (whether any two neighbours have different grades); change: `better` or `worse` by
    the grades of the first and the last, `same`, `unknown` where one of them has none, `other` where grades
    say nothing and figures differ; got_worse (the numbers of the results whose grade is worse than the last
    one before that has a grade).

    >>> def result(grade, figure):
    ...     row = {"clause": "4.1.3-1", "name": "", "title": "Density", "unit": "km/km²"}
    ...     return pd.DataFrame([{**row, "grade": grade, "figure": figure}])
    >>> row = compare_scenarios([result("fair", 7.5), result("excellent", 9.0), result("good", 10.5)]).iloc[0]
    >>> row["change"], float(row["difference"]), bool(row["flips"]), row["got_worse"]
    ('better', 3.0, True, '3')
    """
    keys = ["clause", "name"]
    heads = pd.concat([result[[*keys, "title", "unit"]] for result in results]).drop_duplicates(keys).set_index(keys)
    clause_order = list(dict.fromkeys(row["clause"] for row in clauses.rows()))
    heads = heads.iloc[
        sorted(range(len(heads)), key=lambda n: (_place(heads.index[n][0], clause_order), heads.index[n][1]))
    ]
    table = heads.copy()
    grades, figures = [], []
    for number, result in enumerate(results, 1):
        own = result.drop_duplicates(keys).set_index(keys).reindex(heads.index)
        grades.append(own["grade"].astype(object).where(own["grade"].notna(), None))
        figures.append(own["figure"].astype(float))
        table[f"grade_{number}"], table[f"figure_{number}"] = grades[-1], figures[-1]
    ranks = np.array([[_RANK.get(grade, np.nan) for grade in each] for each in grades])
    steps = ranks[1:] - pd.DataFrame(ranks).ffill().to_numpy()[:-1]
    table["difference"] = figures[-1] - figures[0]
    known = pd.DataFrame(dict(enumerate(grades)))
    told = known.fillna(clauses.UNASSESSED)  # no grade for want of a bound and none for want of data are alike
    table["flips"] = [any(a != b for a, b in zip(row, row[1:])) for row in told.itertuples(index=False, name=None)]
    table["change"] = _changes(ranks[-1] - ranks[0], known.isna().all(axis=1), table["difference"])
    table["got_worse"] = [", ".join(str(n + 2) for n in np.flatnonzero(column > 0)) for column in steps.T]
    return table.reset_index()


def _place(clause, order):
    return order.index(clause) if clause in order else len(order)


def _changes(step, ungraded, difference):
    """Return the word for each row's change from the first result to the last."""
    moved = difference.notna() & (difference != 0)
    ungraded = ungraded.to_numpy()
    return np.select(
        [step < 0, step > 0, step == 0, ungraded & moved, ungraded & difference.notna()],
        [BETTER, WORSE, SAME, OTHER, SAME],
        UNKNOWN,
    )
