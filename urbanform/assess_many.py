"""Many districts side by side: a league table of what their assessments found.

A district's place follows from the share of its clauses that are met, and a clause that is not assessed is not met.
"""

import numpy as np

COUNTS = ("n_excellent", "n_good", "n_fair", "n_violation", "n_unassessed")


def met_pct(table):
    """Return the share of the clauses that are excellent or good, of all that have a bound: (n,) in per cent.

    met_pct = 100 · (excellent + good) / (excellent + good + fair + violation + unassessed).

    table : DataFrame with the columns `COUNTS`; NaN where nothing is counted.

    >>> import pandas as pd
    >>> met_pct(pd.DataFrame([[3, 2, 1, 0, 4]], columns=list(COUNTS))).tolist()
    [50.0]
    """
    counts = table[list(COUNTS)].to_numpy(dtype=float)
    with np.errstate(invalid="ignore"):
        return np.round(100 * counts[:, :2].sum(axis=1) / counts.sum(axis=1), 2)


def league(table, before=None):
    """Return districts in their order: by clauses met, then fewer violated or unknown ones, then more excellent ones.

    Districts that agree in all three share a place. One that could not be assessed has none and comes last.

    table : DataFrame with `package`, the columns `COUNTS` and `reason` ('' where it was assessed); before : the
    same of an earlier time with `package` and `rank`, or None.
    Adds met_pct, rank, rank_before and rank_change (places gained since then), NaN where there are none.

    >>> import pandas as pd
    >>> counts = [[2, 2, 1, 0, 0], [3, 1, 0, 1, 0], [1, 0, 0, 0, 9], [0, 0, 0, 0, 0]]
    >>> rows = pd.DataFrame(counts, columns=list(COUNTS)).assign(package=list("abcd"), reason=["", "", "", "broken"])
    >>> league(rows, pd.DataFrame({"package": ["a", "b"], "rank": [2, 1]}))[["package", "rank", "rank_change"]].values
    array([['a', 1.0, 1.0],
           ['b', 2.0, -1.0],
           ['c', 3.0, nan],
           ['d', nan, nan]], dtype=object)
    """
    table = table.assign(met_pct=met_pct(table))
    failed = (table["reason"] != "").to_numpy()
    table.loc[failed, "met_pct"] = np.nan
    order = ["failed", "met", "bad", "excellent"]
    bad = table["n_violation"] + table["n_unassessed"]  # what nobody knows may be violated
    keys = table.assign(failed=failed, met=-table["met_pct"], bad=bad, excellent=-table["n_excellent"])[order]
    keys = keys.fillna({"met": 1})  # nothing to judge it by: behind those that meet no clause
    places = keys.apply(tuple, axis=1)
    first = {key: number for number, key in reversed(list(enumerate(sorted(places), 1)))}
    table["rank"] = np.where(failed, np.nan, [float(first[key]) for key in places])
    known = {} if before is None else dict(zip(before["package"], before["rank"]))
    table["rank_before"] = [float(known.get(package, np.nan)) for package in table["package"]]
    table["rank_change"] = table["rank_before"] - table["rank"]
    rows = keys.assign(package=table["package"]).sort_values([*order, "package"], kind="stable").index
    return table.loc[rows].reset_index(drop=True)


def last_before(tracking, date):
    """Return the league of the latest day before a date, of a tracking table; None where there is none.

    Each district counts with its latest row before that day.

    tracking : DataFrame with `date`, `package` and the columns `COUNTS`; date : text such as 2026-11-21.
    """
    earlier = tracking[tracking["date"] < date]
    if earlier.empty:
        return None
    latest = earlier.sort_values("date", kind="stable").drop_duplicates("package", keep="last")
    return league(latest.assign(reason="").reset_index(drop=True))
