"""What the report of an assessment shows: its figures, charts and maps, clause by clause."""

import contextlib
import math
import re

from qgis.core import QgsVectorLayer

from ...urbanform import charts, clauses, tables
from ...urbanform.report import drawn
from .assessing import read_for, titles
from .maps import legend, picture, view_of
from .reading import stop_if_canceled
from .report_texts import (
    figure_text,
    grade_key,
    grade_names,
    heads,
    kind_names,
    number_text,
    readings,
    state_name,
)
from .result_tables import OWN_RULES, UNTOLD, layer_names, place_of
from .texts import label, language, translate

_WORST, _ACTIONS, _ACTIONS_OF_CLAUSE, _IDS = 12, 60, 8, 10
_COVER = ("near_ground_surfaces", "counted_roads", "plot_size")  # what the map of the cover shows, the first on top


def data_of(package, file, rows, written, outcomes, feedback):
    """Return what the template of the report shows.

    package : `assessing.Package`; file : GeoPackage of the result; rows : clause rows; written : the
    tables clauses, actions and run; outcomes : algorithm → `assess.Outcome`.
    """
    grades, run = grade_names(), written["run"]
    shown, cover, legends = _drawn(package, file, rows, outcomes, grades, feedback)
    assessed = rows[rows["state"].isin((clauses.GRADED, clauses.MISSING))]
    counts = {grade: int((assessed["grade"] == grade).sum()) for grade in grades}
    actions = written["actions"]
    first, planned = _first(actions)
    return {
        "language": {"zh": "zh-Hans"}.get(language(), "en"),
        "title": _title(package),
        "texts": heads(),
        "rules": _rules(_of(run, "rules")[0][0]),
        "date": _of(run, "time")[0][1],
        "colours": charts.COLOURS,
        "overview": drawn(charts.share_bar(counts, grades)),
        "intensity": _intensity(outcomes),
        "counts": [(grade, charts.SIGNS[grade], grades[grade], number) for grade, number in counts.items()],
        "key": grade_key(grades),
        "cover": cover,
        "legend": legends,
        "rows": [row for row in shown if not row["reason"]],
        "unassessed": _by_reason([row for row in shown if row["reason"]]),
        "actions": _told_actions(first, grades),
        "planned": planned,
        "more_actions": _more(len(actions) - len(first)),
        "readings": readings(outcomes),
        "layers": _completeness(package, outcomes),
        "warnings": _by_text(_of(run, "warning")),
        "run": _of(run, "version"),
        "command": _of(run, "command")[0][1],
    }


def _drawn(package, file, rows, outcomes, grades, feedback):
    """Return what is shown of each clause, and the map of the cover with its legends."""
    view, shown, told = view_of(package.layers), [], set()
    for number, row in enumerate(rows.itertuples()):
        stop_if_canceled(feedback)
        shown.append(_clause(row, file, outcomes, grades, view, told))
        feedback.setProgress(92 + 7 * number / len(rows))
    cover = [layer for layer in (_layer(file, name) for name in _COVER) if layer is not None]
    return shown, picture(cover, view), _legend(cover)


def _clause(row, file, outcomes, grades, view, told):
    """Return what the report shows of one clause; told : the tables whose figures an earlier clause shows."""
    from ...urbanform.assess import rows_of

    result = row._asdict()
    grade = row.grade if row.state in (clauses.GRADED, clauses.MISSING) else ""
    result.update(grade=grade, sign=charts.SIGNS.get(grade, ""), grade_name=state_name(row.state, grade, grades))
    head = next(head for head in clauses.rows() if head["clause"] == row.clause)
    shown = number_text(row.figure, row.decimals, row.unit)
    known_only = bool(shown) and grade == clauses.UNASSESSED
    result.update(shown=f"({shown})" if known_only else shown, known_only=known_only)
    result.update(wording=head[f"text_{language()}"], verbs=" · ".join(_verbs(row.clause)))
    result.update(detailed=row.clause in clauses.SUMMARIES and not row.reason, picture="", working="", worked="")
    result.update(chart="", figures=[], worst=[], more="", legend=[], shares=None)
    table = outcomes[row.algorithm].tables.get(row.output) if row.output else None
    if table is None or not len(table):
        return result
    table, measure = rows_of(row.clause, table), _measure(row.clause)
    result.update(detailed=True, working=measure[f"working_{language()}"], chart=drawn(_chart(row, table, grades)))
    if len(table) == 1:
        result["worked"] = _worked(measure["worked"], table)
        if (row.algorithm, row.output) not in told:
            result["figures"] = _figures(table)
            told.add((row.algorithm, row.output))
    elif "grade" in table and (table["state"] == clauses.GRADED).any():
        result["shares"] = _shares(row.clause, table, grades)
        result["worst"], result["more"] = _worst(table, grades)
    layers = [layer for layer in (_layer(file, name) for name in measure["evidence"].split()) if layer is not None]
    layers = [layer for layer in layers if _about(layer, row.clause)]
    if layers:
        result.update(picture=picture(layers, view), legend=_legend(layers))
    return result


def _verbs(clause):
    """Return the verbs of a clause's wording and of its bounds, which may bind more or less."""
    in_force = [row["verb"] for row in clauses.rows() if row["clause"] == clause and not row["until"]]
    return [translate("Multiground", clauses.VERBS.get(verb, verb)) for verb in dict.fromkeys(in_force) if verb]


def _measure(clause):
    return next(row for row in tables.rows("measures") if row["clause"] == clause)


def _worked(template, table):
    """Return the formula of a clause with the figures of its only feature; nothing where one is unknown."""
    with contextlib.suppress(KeyError, TypeError, ValueError):
        return template.format_map(table.iloc[0].to_dict())
    return ""


def _chart(row, table, grades):
    """Return the chart that fits a clause: its figure among the bounds, bars of named rows, or shares by grade."""
    bounds = _bounds(row.clause)
    if len(table) == 1 and bounds and not math.isnan(row.figure):
        return charts.band_chart(round(float(row.figure), 2), bounds, grades)
    if "category" in table and "served_pct" in table:
        values = [None if value is None or value != value else float(value) for value in table["served_pct"]]
        return charts.bars(list(zip(place_of(table, told=True), values, table["grade"])), "%")
    if "kind" in table and "area_m2" in table and "grade" not in table:
        names, areas = kind_names(), table.groupby("kind")["area_m2"].sum()
        return charts.bars([(names.get(kind, kind), round(area), "") for kind, area in areas.items()], "m²")
    if "grade" not in table or row.state == clauses.MEASURED:  # grades of another clause
        return ""
    asked = table.loc[table["state"].isin((clauses.GRADED, clauses.MISSING)), "grade"]
    counts = {grade: int((asked == grade).sum()) for grade in grades}
    return charts.share_bar(counts, grades) if sum(counts.values()) > 1 else ""


def _bounds(clause):
    """Return the bounds of a clause whose figure is its one graded measure without subjects, else nothing."""
    graded = {(row["measure"], row["subject"]) for row in clauses.rows() if row["clause"] == clause and row["grade"]}
    if len(graded) != 1:
        return []
    ((measure, subject),) = graded
    found = clauses.bounds(clause, measure, subject)
    return found if found[0].unit == _measure(clause)["unit_en"] else []  # the figure may count what is graded


def _figures(table):
    """Return the figures of the only feature with their names, so that a reader can work them out again."""
    known = {field["field"] for field in tables.rows("fields")} - UNTOLD
    return [
        (label(name), figure_text(value))
        for name, value in table.iloc[0].items()
        if name in known and isinstance(value, (int, float)) and not isinstance(value, bool) and value == value
    ]


def _shares(clause, table, grades):
    """Return how the features are graded, worst first, and by which rule the clause takes its grade from them."""
    from ...urbanform import grading
    from ...urbanform.assess import distribution, share_bounds

    weight, own = table.get("weight"), share_bounds(clause)
    rows = distribution(table["grade"], table["state"], weight).to_dict("records")
    by_area = weight is not None and bool((weight > 0).any())
    rule = translate(
        "Multiground",
        "A violation decides; otherwise the clause takes the worst grade that, together with the grades below it, "
        "holds at least {worst:.0f} % of what was assessed. Less than {known:.0f} % assessed: no grade."
    )
    of_share = translate("Multiground", "The clause goes by the share that is excellent: {}.")
    limits = ", ".join(f"{grades[b.grade]} ≥ {b.lower:g} %" for b in own if math.isfinite(b.lower))
    return {
        "rows": [{**row, "sign": charts.SIGNS[row["grade"]], "grade_name": grades[row["grade"]]} for row in rows],
        "head": translate("Multiground", "Share by area") if by_area else translate("Multiground", "Share by number"),
        "own": bool(own),
        "rule": of_share.format(limits)
        if own
        else rule.format(worst=100 * grading.WORST_GRADE_SHARE, known=100 * grading.ASSESSABLE_SHARE),
    }


def _worst(table, grades):
    """Return the features that fall short most, worst first, and how many more there are."""
    rank = {grade: -number for number, grade in enumerate(clauses.GRADES)}
    rows = table.assign(place=place_of(table, told=True), rank=table["grade"].map(rank))
    rows = rows[rows["rank"] < 0].sort_values(["rank", "place"], kind="stable")
    return _told_actions(rows.head(_WORST), grades), _more(len(rows) - _WORST)


def _told_actions(rows, grades):
    """Return rows with the sign and name of their grade."""
    return [
        {**row, "sign": charts.SIGNS.get(row["grade"], ""), "grade_name": grades.get(row["grade"], "")}
        for row in rows.to_dict("records")
    ]


def _first(actions):
    """Return the actions that the page shows, all that are planned and the first of each clause; and whether any is."""
    planned = (actions[["stage", "party", "horizon"]].fillna("") != "").any(axis=1)
    first = actions[~planned].groupby("clause", sort=False).head(_ACTIONS_OF_CLAUSE).head(_ACTIONS)
    return actions[planned | actions.index.isin(first.index)], bool(planned.any())


def _more(number):
    return translate("Multiground", "and {} more in the result").format(number) if number > 0 else ""


def _by_reason(rows):
    """Return the clauses that nothing was measured for, gathered by the reason."""
    reasons = {}
    for row in rows:
        reasons.setdefault(row["finding"], []).append(row)
    return list(reasons.items())


def _by_text(warnings):
    """Return warnings with the measures that gave them, each once; of long lists of ids the first only."""
    measures = {}
    for measure, text in warnings:
        measures.setdefault(text, []).append(measure)
    ids = re.compile(rf"((?:\d+, ){{{_IDS}}})(?:\d+, )+\d+( ?… ?\(\+\d+\))?")
    return [(", ".join(names), ids.sub(r"\1…", text)) for text, names in measures.items()]


def _rules(name):
    """Return by which rules an assessment was made: the guideline's own, or a profile by its file."""
    return translate("Multiground", "the guideline's own") if name == OWN_RULES else name


def _completeness(package, outcomes):
    """Return each layer of a package, its number of features, the clauses that it is read for, and what is assumed."""
    names, clauses_of = layer_names(), read_for()
    others = [name for name in sorted(package.counts) if name not in names and name != "layer_styles"]
    assumed = {name: told for outcome in outcomes.values() for name, told in outcome.assumed.items()}
    return [
        (names.get(name, name), package.counts.get(name), ", ".join(clauses_of.get(name, [])), name in assumed)
        for name in [*names, *others]
    ]


def _layer(file, name):
    """Return a layer of the result in its stored style; None where it holds nothing to draw."""
    layer = QgsVectorLayer(f"{file}|layername={name}", name, "ogr")
    return layer if layer.isValid() and layer.isSpatial() and layer.featureCount() else None


def _about(layer, clause):
    """Return whether the grades that a layer shows, if any, are those of a clause or of the one that it is part of."""
    names = layer.fields().names()
    graded = {"grade", "clause"} <= set(names)
    told = layer.uniqueValues(names.index("clause")) if graded else ()
    return all(not own or clause.startswith(str(own)) for own in told)


def _legend(layers):
    """Return the legends of layers under their titles."""
    names = titles()
    told = [(layer.name(), [entry for entry in legend(layer) if entry[1]]) for layer in layers]
    return [(names.get(name, name), entries) for name, entries in told]


def _title(package):
    """Return the name of the district, else of its file."""
    layer = QgsVectorLayer(package.layers["district"], "district", "ogr") if "district" in package.layers else None
    if layer is not None and layer.fields().lookupField("name") >= 0:
        named = [str(feature["name"]) for feature in layer.getFeatures() if feature["name"]]
        if named:
            return ", ".join(named[:3])
    return package.path.stem


def _intensity(outcomes):
    """Return whether this is a high-intensity district at all, in the words of the measure that looks at it."""
    outcome = outcomes.get("districtintensity")
    table = outcome.tables.get("OUTPUT") if outcome is not None else None
    return [text for text in table["finding"] if text] if table is not None and "finding" in table else []


def _of(run, subject):
    return [(row["name"], row["value"]) for row in run.to_dict("records") if row["subject"] == subject]
