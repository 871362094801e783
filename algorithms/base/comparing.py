"""What a comparison of assessments reads from their results, and what its page shows."""

from ...urbanform import charts, tables
from .measured_steps import STEPS
from .report_texts import figure_text, grade_key, grade_names, heads
from .result_tables import UNTOLD, table_of
from .texts import label, language, translate


def result_of(path):
    """Return the figures of an earlier assessment, those of its clauses and those of its district.

    Titles and units are ours, in the user's language; columns that an older version did not write are
    empty. None where the file is no result.
    """
    import pandas

    from ...urbanform.assess import headings

    rows = table_of(path, "clauses")
    if rows is None or not {"clause", "grade"} <= set(rows):
        return None
    rows = rows.reindex(columns=["clause", "title", "unit", "grade", "figure"])
    rows["figure"] = pandas.to_numeric(rows["figure"], errors="coerce")
    titles = {row["clause"]: row[f"title_{language()}"] for row in headings()}
    units = {row["clause"]: row[f"unit_{language()}"] for row in tables.rows("measures")}
    for column, ours in (("title", titles), ("unit", units)):
        rows[column] = rows["clause"].map(ours).fillna(rows[column]).fillna("")
    own = rows.assign(name="").to_dict("records")
    return pandas.DataFrame([*own, *_district_figures(path)], columns=["clause", "name", *list(rows)[1:]])


def rules_of(path):
    """Return by which rules a result was assessed: the name of its table, '' where it does not say."""
    run = table_of(path, "run")
    told = [] if run is None else run.loc[run["subject"] == "rules", "name"].tolist()
    return str(told[0]) if told else ""


def rules_warning(names, rules):
    """Return what to say where results were assessed by different rules; '' where by the same."""
    if len(set(rules)) == 1:
        return ""
    text = translate("Multiground", "Assessed by different rules, so grades may differ where nothing was built: {}.")
    return text.format("; ".join(f"{name}: {rule or '?'}" for name, rule in zip(names, rules)))


def _district_figures(path):
    """Return rows of the numbers of a result's layers that have one feature, the district, by clause and field."""
    known, rows = {row["field"] for row in tables.rows("fields")}, []
    algorithm_of = {name: step.algorithm for step in STEPS for name in step.results.values()}
    clause_of = {row["algorithm"]: row["clause"] for row in reversed(tables.rows("measures"))}
    for name, algorithm in algorithm_of.items():
        table = table_of(path, name) if algorithm in clause_of else None
        if table is None or len(table) != 1:
            continue
        for field, value in table.iloc[0].items():
            if field in known - UNTOLD and isinstance(value, (int, float)) and not isinstance(value, bool):
                key = {"clause": clause_of[algorithm], "name": f"{name}.{field}", "title": label(field)}
                rows.append({**key, "unit": "", "grade": None, "figure": float(value)})
    return rows


def compared_data(table, names, warning=""):
    """Return what the page of a comparison shows; table : of `compare_scenarios`, names : of the results."""
    from ...urbanform import compare_scenarios as compared

    grades, texts = grade_names(), heads()
    words = {
        compared.BETTER: translate("Multiground", "better"),
        compared.WORSE: translate("Multiground", "worse"),
        compared.SAME: translate("Multiground", "same"),
        compared.OTHER: translate("Multiground", "changed"),
        compared.UNKNOWN: translate("Multiground", "cannot be compared"),
    }
    rows, same_grade = [], translate("Multiground", "same grade")
    for row in table.to_dict("records"):
        results = [
            {
                "grade": row[f"grade_{n}"] or "",
                "sign": charts.SIGNS.get(row[f"grade_{n}"], ""),
                "name": grades.get(row[f"grade_{n}"], ""),
                "figure": figure_text(row[f"figure_{n}"]),
            }
            for n in range(1, len(names) + 1)
        ]
        rows.append(
            {
                "clause": row["clause"],
                "title": row["title"],
                "unit": row["unit"],
                "further": bool(row["name"]),
                "results": results,
                "difference": figure_text(row["difference"], "+"),
                "change": same_grade if row["change"] == compared.SAME and row["grade_1"] else words[row["change"]],
                "worse": row["change"] == compared.WORSE,
                "better": row["change"] == compared.BETTER,
            }
        )
    own = table[table["name"] == ""]
    summary = translate("Multiground", "{flips} grades flip, {worse} clauses got worse, {better} better.")
    change = own["change"]
    return {
        "language": {"zh": "zh-Hans"}.get(language(), "en"),
        "title": translate("Multiground", "Comparison of assessments"),
        "colours": charts.COLOURS,
        "summary": summary.format(
            flips=int(own["flips"].sum()),
            worse=int((change == compared.WORSE).sum()),
            better=int((change == compared.BETTER).sum()),
        ),
        "warning": warning,
        "names": names,
        "rows": rows,
        "texts": {
            **texts,
            "difference": translate("Multiground", "Difference"),
            "change": translate("Multiground", "Change"),
        },
        "key": grade_key(grades),
    }
