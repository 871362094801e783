"""What the report of an assessment shows: its texts in the user's language, its figures, charts and maps."""

import math

from qgis.core import QgsVectorLayer

from ...urbanform import charts, clauses, tables
from ...urbanform.report import drawn
from .maps import background, legend, picture
from .texts import label, language, translate

_WORST, _ACTIONS = 12, 60
# Fields of a district's only feature that are said elsewhere, or are no figures.
_UNTOLD = {"grade", "state", "clause", "finding", "needed", "weight", "fid", "name", "type", "stage"}


def data_of(package, file, rows, written, outcomes, command, feedback):
    """Return what the template of the report shows.

    package : `assessing.Package`; file : GeoPackage of the result; rows : clause rows; written : the
    tables clauses, actions and run; outcomes : algorithm → `assess.Outcome`; command : that repeats it.
    """
    grades = grade_names()
    ground, crs, extent = _ground(package)
    shown = []
    for number, row in enumerate(rows.itertuples()):
        if feedback.isCanceled():
            break
        shown.append(_clause(row, file, outcomes, grades, ground, extent, crs))
        feedback.setProgress(92 + 7 * number / len(rows))
    assessed = rows[rows["state"].isin((clauses.GRADED, clauses.MISSING))]
    counts = {grade: int((assessed["grade"] == grade).sum()) for grade in grades}
    actions, run = written["actions"], written["run"]
    return {
        "language": {"zh": "zh-Hans"}.get(language(), "en"),
        "title": _title(package),
        "texts": _texts(),
        "rules": _of(run, "rules")[0][0],
        "colours": charts.COLOURS,
        "overview": drawn(charts.share_bar(counts, grades)),
        "summary": _summary(counts, grades),
        "cover": _cover(file, ground, extent, crs),
        "rows": shown,
        "actions": actions.head(_ACTIONS).to_dict("records"),
        "more_actions": _more(len(actions) - _ACTIONS),
        "readings": _readings(outcomes),
        "layers": _of(run, "layer"),
        "warnings": [f"{name}: {text}" for name, text in _of(run, "warning")],
        "run": _of(run, "version"),
        "command": command,
    }


def grade_names():
    return {
        clauses.GRADES[0]: translate("Multiground", "excellent"),
        clauses.GRADES[1]: translate("Multiground", "good"),
        clauses.GRADES[2]: translate("Multiground", "fair"),
        clauses.GRADES[3]: translate("Multiground", "violation"),
        clauses.UNASSESSED: translate("Multiground", "not assessed"),
    }


def _state_name(row, grades):
    if row.state == clauses.MEASURED:
        return translate("Multiground", "measured, no bound")
    if row.state == clauses.NOT_APPLICABLE:
        return translate("Multiground", "not applicable")
    return grades[row.grade]


def _clause(row, file, outcomes, grades, ground, extent, crs):
    """Return what the report shows of one clause."""
    table = outcomes[row.algorithm].tables.get(row.output) if row.algorithm in outcomes else None
    if table is not None and "clause" in table and row.clause in set(table["clause"]):
        table = table[table["clause"] == row.clause]
    grade = row.grade if row.grade in charts.SIGNS else clauses.UNASSESSED
    result = row._asdict()
    result.update(grade=grade, sign=charts.SIGNS[grade], grade_name=_state_name(row, grades))
    head = next(head for head in clauses.rows() if head["clause"] == row.clause)
    result.update(wording=head[f"text_{language()}"], detailed=table is not None and len(table) > 0)
    result.update(shown=_number(row.figure, row.decimals, row.unit), chart="", picture="", working="")
    result.update(figures=[], worst=[], more="", legend=[])
    if result["detailed"]:
        result["working"] = _working(row.clause)
        result["chart"] = drawn(_chart(row, table, grades))
        result["figures"] = _figures(table) if len(table) == 1 else []
        result["worst"], result["more"] = _worst(table, grades)
        layers = _evidence(file, row.clause)
        if layers:
            result["picture"] = picture([*layers, *ground], extent, crs)
            result["legend"] = [entry for layer in layers for entry in legend(layer)]
    return result


def _working(clause):
    return next((row[f"working_{language()}"] for row in tables.rows("measures") if row["clause"] == clause), "")


def _chart(row, table, grades):
    """Return the chart that fits a clause: its figure among the bounds, bars of named rows, or shares by grade."""
    bounds = _bounds(row.clause)
    if len(table) == 1 and bounds and not math.isnan(row.figure):
        return charts.band_chart(round(float(row.figure), 2), bounds, grades)
    if "category" in table and "served_pct" in table:
        names = table["label"] if "label" in table else table["category"]
        values = [None if value is None or value != value else float(value) for value in table["served_pct"]]
        return charts.bars(list(zip(names, values, table["grade"])), "%")
    counts = {grade: int((table["grade"] == grade).sum()) for grade in grades} if "grade" in table else {}
    return charts.share_bar(counts, grades) if sum(counts.values()) > 1 else ""


def _bounds(clause):
    """Return the bounds of a clause that has one graded measure without subjects, else nothing."""
    graded = {
        (row["measure"], row["subject"]) for row in clauses.rows() if row["clause"] == clause and row["grade"]
    }
    if len(graded) != 1:
        return []
    ((measure, subject),) = graded
    return clauses.bounds(clause, measure, subject)


def _figures(table):
    """Return the figures of the only feature with their names, so that a reader can work them out again."""
    (row,) = table.to_dict("records")
    known = {field["field"] for field in tables.rows("fields")}
    return [
        (label(name) if name in known else name, _number(value, 2) if isinstance(value, (int, float)) else value)
        for name, value in row.items()
        if name not in _UNTOLD and value is not None and value == value
    ]


def _worst(table, grades):
    """Return the features that fall short most, worst first, and how many more there are."""
    if "grade" not in table or len(table) == 1:
        return [], ""
    from .result_tables import place_of

    rank = {grade: -number for number, grade in enumerate(clauses.GRADES)}
    rows = table.assign(place=place_of(table), rank=table["grade"].map(rank))
    rows = rows[rows["rank"] < 0].sort_values(["rank", "place"], kind="stable")
    shown = [
        {**row, "sign": charts.SIGNS[row["grade"]], "grade_name": grades[row["grade"]]}
        for row in rows.head(_WORST)[["place", "grade", "finding", "needed"]].to_dict("records")
    ]
    return shown, _more(len(rows) - _WORST)


def _more(number):
    return translate("Multiground", "and {} more in the result").format(number) if number > 0 else ""


def _number(value, decimals, unit=""):
    if value is None or value != value:
        return ""
    return f"{value:,.{int(decimals)}f} {unit}".strip()


def _evidence(file, clause):
    """Return the layers that show a clause, the first on top, in their stored styles."""
    names = next((row["evidence"].split() for row in tables.rows("measures") if row["clause"] == clause), [])
    layers = [QgsVectorLayer(f"{file}|layername={name}", name, "ogr") for name in names]
    return [layer for layer in layers if layer.isValid() and layer.isSpatial() and layer.featureCount()]


def _ground(package):
    """Return the faint layers under the results, and the CRS and extent of the maps."""
    ground = background(package.layers)
    main = next(name for name in ("district", "plots", "buildings", *package.layers) if name in package.layers)
    layer = QgsVectorLayer(package.layers[main], main, "ogr")
    return ground, layer.crs(), layer.extent()


def _cover(file, ground, extent, crs):
    """Return a map of the plots by grade with the counted roads, or of what there is."""
    wanted = [
        QgsVectorLayer(f"{file}|layername={name}", name, "ogr")
        for name in ("near_ground_surfaces", "counted_roads", "building_storeys", "plot_size")
    ]
    return picture([layer for layer in wanted if layer.isValid()] + ground, extent, crs)


def _title(package):
    if "district" in package.layers:
        layer = QgsVectorLayer(package.layers["district"], "district", "ogr")
        names = [feature["name"] for feature in layer.getFeatures()] if layer.fields().lookupField("name") >= 0 else []
        named = [str(name) for name in names if name]
        if named:
            return ", ".join(named[:3])
    return package.path.stem


def _summary(counts, grades):
    parts = [f"{charts.SIGNS[grade]} {grades[grade]} {number}" for grade, number in counts.items()]
    return " · ".join(parts)


def _of(run, subject):
    return [(row["name"], row["value"]) for row in run.to_dict("records") if row["subject"] == subject]


def _texts():
    return {
        "subtitle": translate(
            "Multiground", "Assessment by the guideline for the spatial form of high-intensity districts"
        ),
        "rules": translate("Multiground", "Rules"),
        "map": translate("Multiground", "Map"),
        "all_clauses": translate("Multiground", "All clauses"),
        "clause": translate("Multiground", "Clause"),
        "title": translate("Multiground", "Title"),
        "grade": translate("Multiground", "Grade"),
        "figure": translate("Multiground", "Figure"),
        "target": translate("Multiground", "Target"),
        "stability": translate("Multiground", "Would change"),
        "stability_note": translate(
            "Multiground",
            "Would change: the grade that the clause would have if the bounds, the walking speed, the snapping "
            "distance or the boundary tolerance were a little lower or higher; empty where none of them changes it."
        ),
        "needed": translate("Multiground", "Needed for the next grade"),
        "working": translate("Multiground", "How it is worked out"),
        "worst": translate("Multiground", "Where to look first"),
        "actions": translate("Multiground", "Actions"),
        "place": translate("Multiground", "Place"),
        "measure": translate("Multiground", "Change needed"),
        "stage": translate("Multiground", "Stage"),
        "party": translate("Multiground", "Responsible"),
        "horizon": translate("Multiground", "By when"),
        "no_actions": translate("Multiground", "Nothing falls short of its best grade."),
        "readings": translate("Multiground", "Readings and assumptions"),
        "completeness": translate("Multiground", "What the data hold"),
        "layer": translate("Multiground", "Layer"),
        "features": translate("Multiground", "Features"),
        "warnings": translate("Multiground", "What was skipped or assumed"),
        "run": translate("Multiground", "Versions"),
        "replay": translate("Multiground", "The same assessment again, on the command line:"),
    }


def _readings(outcomes):
    """Return the readings that decide grades, of the measures that ran."""
    texts = {
        "roadnetworkdensity": translate(
            "Multiground",
            "4.1.3-1: a road along the district's outline counts half; a street drawn as two carriageways counts once."
        ),
        "plotsize": translate(
            "Multiground",
            "4.2.2: the smallest side is the smallest distance between two parallels that hold the plot; a use with "
            "at least 90 % of the land is the plot's single use."
        ),
        "streetwall": translate(
            "Multiground",
            "4.1.3-2: the text gives no number; 70 % and 60 % of a plot's frontage and 50 % of a street's side are "
            "decisions of this project."
        ),
        "buildingstoreys": translate(
            "Multiground", "4.1.4: each building is graded by its storeys above ground; means stand beside."
        ),
        "verticalmix": translate(
            "Multiground",
            "5.2.2 and 5.2.3 ask about complexes: buildings with at least two of the seven functions, auxiliary "
            "services not counted, each at least 5 % of the floor area."
        ),
        "lifecircle": translate(
            "Multiground",
            "5.2.5: minutes on the walking network at 5 km/h, with lifts and stairs; a category is met when 80 % of "
            "the office floor area is served within its band."
        ),
        "publicproperty": translate(
            "Multiground",
            "5.3.3: public property is public service and auxiliary floor area, underground included; by ownership "
            "and without parking stand beside."
        ),
        "mper": translate(
            "Multiground",
            "6.2: the ground joins no systems and is not in A_MGS (strict reading); an isolated surface stays in "
            "A_MGS. A better MPER need not mean a better district: compare N, ΣF and the ratio as well."
        ),
    }
    return [text for name, text in texts.items() if name in outcomes and outcomes[name].tables]


def compared_data(table, names):
    """Return what the page of a comparison shows; table : of `compare_scenarios`, names : of the results."""
    from ...urbanform import compare_scenarios as compared

    grades, texts = grade_names(), _texts()
    words = {
        compared.BETTER: translate("Multiground", "better"),
        compared.WORSE: translate("Multiground", "worse"),
        compared.SAME: translate("Multiground", "same"),
        compared.OTHER: translate("Multiground", "changed"),
        compared.UNKNOWN: translate("Multiground", "cannot be compared"),
    }
    rows = []
    for row in table.to_dict("records"):
        results = [
            {
                "grade": row[f"grade_{n}"] or "",
                "sign": charts.SIGNS.get(row[f"grade_{n}"], ""),
                "name": grades.get(row[f"grade_{n}"], ""),
                "figure": _number(row[f"figure_{n}"], 2),
            }
            for n in range(1, len(names) + 1)
        ]
        rows.append(
            {
                "clause": row["clause"],
                "title": row["title"],
                "further": bool(row["name"]),
                "results": results,
                "difference": f"{row['difference']:+,.2f}" if row["difference"] == row["difference"] else "",
                "change": words[row["change"]],
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
        "names": names,
        "rows": rows,
        "texts": {
            **texts,
            "difference": translate("Multiground", "Difference"),
            "change": translate("Multiground", "Change"),
        },
    }
