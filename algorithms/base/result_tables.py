"""The tables of an assessment's result: clauses, actions and run, as frames and as layers of a GeoPackage."""

import contextlib
import importlib.metadata
import math
import pathlib
import re
import time

from osgeo import ogr
from qgis.core import NULL, Qgis, QgsApplication

from ...urbanform import clauses, tables
from .clause_texts import told
from .features import fields_with
from .origin_texts import origins
from .report_texts import grade_names, state_name
from .styles import index_and_style, styled
from .texts import label, language, translate
from .writing import opened

_MUTE_UNITS = ("", "%", "m", "km/km²", "storeys", "% of the floor area")  # do not tell what is measured
PLACES = ("pad", "plot", "building", "name", "category", "surface", "block", "system", "item")
CLAUSE_FIELDS = ("clause", "title", "grade", "state", "figure", "unit", "target", "finding", "needed", "stability")
CLAUSE_FIELDS += ("figure_name",)
OWN_RULES = "clauses.csv"  # the guideline's own, as a result names them
ACTION_FIELDS = ("key", "clause", "place", "grade", "measure", "finding", "stage", "party", "horizon", "note")
RUN_FIELDS = ("subject", "name", "value")
# Fields of a district's only feature that are said elsewhere, are given by the plan, or are no figures.
UNTOLD = {"grade", "state", "clause", "finding", "needed", "weight", "fid", "name", "type", "stage"}
UNTOLD |= {"planned_area", "planned_density", "planned_far"}


def table_of(path, name):
    """Return a table of a GeoPackage as a frame by feature id, areas of its polygons as `weight`; None without it."""
    import pandas

    dataset = opened(path)
    layer = dataset.GetLayerByName(name) if dataset is not None else None
    if layer is None:
        return None
    definition = layer.GetLayerDefn()
    columns = [definition.GetFieldDefn(i).GetName() for i in range(definition.GetFieldCount())]
    polygons = ogr.GT_Flatten(layer.GetGeomType()) in (ogr.wkbPolygon, ogr.wkbMultiPolygon)
    ids, rows = [], []
    for feature in layer:
        ids.append(feature.GetFID())
        rows.append([*map(feature.GetField, range(len(columns))), _area(feature) if polygons else None])
    frame = pandas.DataFrame(rows, index=ids, columns=[*columns, "weight"], dtype=object).infer_objects()
    return frame if polygons else frame.drop(columns="weight")


def frame_of(layer):
    """Return a layer as a frame, as `table_of` does a table of a file."""
    import pandas

    names, rows = layer.fields().names(), []
    for feature in layer.getFeatures():
        values = [None if value == NULL else value for value in feature.attributes()]
        rows.append([*values, feature.geometry().area() if feature.hasGeometry() else None])
    return pandas.DataFrame(rows, columns=[*names, "weight"], dtype=object).infer_objects()


def _area(feature):
    shape = feature.GetGeometryRef()  # lives as long as its feature
    return 0.0 if shape is None else shape.GetArea()


def clause_rows(rows, outcomes):
    """Return the rows of `assess.clause_table` with titles, targets and sentences in the user's language.

    outcomes : algorithm → `assess.Outcome`.
    """
    import pandas

    from ...urbanform.assess import headings

    heads = {row["clause"]: row for row in headings()}
    rows = rows.copy()
    measured = {row["clause"]: row for row in tables.rows("measures")}
    rows["title"] = [heads[clause][f"title_{language()}"] for clause in rows["clause"]]
    rows["unit"] = [measured[clause][f"unit_{language()}"] if clause in measured else "" for clause in rows["clause"]]
    states = rows.set_index("clause")[["state", "grade"]]
    rows["figure"] = rows["figure"].round(6)
    known = rows["figure"].notna()
    texts = {
        "target": [target(clause) for clause in rows["clause"]],
        "finding": [_summary(row.clause, states) or _told(row, outcomes) for row in rows.itertuples()],
        "needed": [row.needed or _to_mend(row) for row in rows.itertuples()],
        "figure_name": [
            _figure_name(measured[clause]) if clause in measured and is_known else None
            for clause, is_known in zip(rows["clause"], known)
        ],
    }
    for name, values in texts.items():  # None stays None: pandas 3 reads texts with NaN for it, which a report prints
        rows[name] = pandas.Series(values, rows.index, dtype=object)
    if "stability" not in rows:
        rows["stability"] = None
    return rows


def _figure_name(measure):
    """Return what a clause's figure is, as the measure calls the number, or its field; None where the unit says it."""
    if measure["unit_en"] not in _MUTE_UNITS:
        return None
    algorithm = QgsApplication.processingRegistry().algorithmById(f"multiground:{measure['algorithm']}")
    number = algorithm.outputDefinition(measure["figure"]) if algorithm is not None else None
    named = number.description() if number is not None else label(measure["figure"])
    return re.sub(r"\s*[(（][^()（）]*[)）]$", "", named)


def target(clause):
    """Return what is excellent by a clause, for example `8–10 km/km²`, or nothing where the text has no one value."""
    in_force = [row for row in clauses.rows() if row["clause"] == clause and not row["until"]]
    graded = [row for row in in_force if row["grade"] == "excellent"]
    graded = [row for row in graded if row["subject"] == "district"] or graded
    if len({(row["lower"], row["upper"]) for row in graded}) != 1:
        return None
    lower, upper, unit = graded[0]["lower"], graded[0]["upper"], graded[0]["unit"]
    limits = f"{lower}–{upper}" if lower and upper else f"≥ {lower}" if lower else f"≤ {upper}"
    limits = f"{'0' if limits == '≤ 0' else limits} {'%' if unit == '%' else ''}".strip()
    words = {  # what is asked of each feature is no bound of the clause's own figure
        "storeys": translate("Multiground", "{} storeys in each building"),
        "inversions_count": translate("Multiground", "{} inversions in each complex"),
        "housing_office_pct": translate("Multiground", "{} housing and offices below ground"),
        "public_functions_count": translate("Multiground", "{} public use on each of the storeys 1–3"),
        "office_hotel_residential_pct": translate("Multiground", "{} offices, hotel and housing from storey 4 up"),
        "dimensions_count": translate("Multiground", "{} dimensions in each unit"),
        "excellent_categories_pct": translate("Multiground", "{} of the categories excellent"),
    }
    own = words.get(graded[0]["measure"], "{}" if unit in ("%", "count") else f"{{}} {unit}".strip())
    return own.format(limits)


def _summary(clause, states):
    """Return the grades of the clauses that a clause is spelled out by; nothing where it has no such, or none is known.

    states : state and grade by clause.
    """
    if clause not in clauses.SUMMARIES or states.loc[clause, "state"] != clauses.MEASURED:
        return ""
    grades = grade_names()
    told = states.loc[list(clauses.SUMMARIES[clause])].itertuples()
    return "; ".join(f"{row.Index}: {state_name(row.state, row.grade, grades)}" for row in told)


def _told(row, outcomes):
    """Return the finding of a clause, and what it rests on besides what the data state."""
    text = _finding(row, outcomes)
    if row.reason or row.algorithm not in outcomes:
        return text
    more = origins(outcomes[row.algorithm], row.withheld)
    if more and text.endswith((".", "。")):
        return f"{text} {more}"
    return translate("Multiground", "{}. {}").format(text, more) if more else text


def _finding(row, outcomes):
    """Return one sentence on a clause: the finding of its only feature, how its features are graded, or why not."""
    from ...urbanform.assess import speaks_best

    if row.reason:
        return _why_not(row)
    if row.state == clauses.MEASURED:
        own = told(row.clause, outcomes[row.algorithm].tables if row.algorithm else {})
        if own:
            return own
    if row.state == clauses.MEASURED and speaks_best(row.clause):  # its first clause describes it
        own = (each["clause"] for each in tables.rows("measures") if each["algorithm"] == row.algorithm)
        return translate("Multiground", "Of the best place found, see {}.").format(next(own))
    if row.finding:
        return row.finding
    words = {
        "n_excellent": translate("Multiground", "{} excellent"),
        "n_good": translate("Multiground", "{} good"),
        "n_fair": translate("Multiground", "{} fair"),
        "n_violation": translate("Multiground", "{} in violation"),
        "n_measured": translate("Multiground", "{} measured"),
        "n_missing": translate("Multiground", "{} without data"),
        "n_not_applicable": translate("Multiground", "{} not applicable"),
    }
    if row.state == clauses.MEASURED:  # grades in its table are those of another clause
        words = {name: text for name, text in words.items() if name == "n_measured"}
    counts = [text.format(getattr(row, name)) for name, text in words.items() if getattr(row, name)]
    if not counts and not row.n_features:
        return translate("Multiground", "Nothing to measure.")
    said = ", ".join(counts) or str(row.n_features)
    return translate("Multiground", "{}: {}").format(_things(row.clause), said)


def _things(clause):
    """Return what a clause's features are called."""
    return next(row[f"things_{language()}"] for row in tables.rows("measures") if row["clause"] == clause)


def _why_not(row):
    if row.reason == "no_layers":
        names = layer_names()
        lacking = [names.get(name, name) for name in row.detail.split()]
        return translate("Multiground", "The package lacks features in: {}").format(", ".join(lacking))
    if row.reason == "failed":
        return translate("Multiground", "Could not be measured: {}").format(row.detail)
    if row.reason == "manual":
        return translate("Multiground", "For a person to judge; nothing in the data decides it.")
    return translate("Multiground", "This version does not measure this clause.")


def _to_mend(row):
    """Say how many features must at least do better, or be known, where there are several."""
    if not row.n_to_mend:
        return None
    text = translate("Multiground", "{}: at least {} to improve")
    if row.grade == clauses.UNASSESSED:
        text = translate("Multiground", "{}: data on at least {} more")
    return text.format(_things(row.clause), row.n_to_mend)


def layer_names():
    """Return the names of a package's layers in the user's language, in the order of the data model."""
    return {row["layer"]: row[f"title_{language()}"] for row in tables.rows("package") if not row["field"]}


def action_rows(outcomes, earlier):
    """Return the actions that the graded features call for, with what a planner wrote of them before."""
    from ...urbanform.assess import action_table, rows_of, speaks_best

    measured = {}
    for row in tables.rows("measures"):
        measured.setdefault((row["algorithm"], row["output"]), row["clause"])
    shortfalls = []
    for (algorithm, output), clause in measured.items():
        table = outcomes[algorithm].tables.get(output) if algorithm in outcomes else None
        if table is not None and "grade" in table and "needed" in table:
            table = rows_of(clause, table).assign(clause=clause) if speaks_best(clause) else table
            table = table.assign(place=place_of(table), label=place_of(table, told=True))
            own = table.get("clause", clause)
            shortfalls.append(table.assign(clause=own)[["clause", "place", "label", "grade", "needed", "finding"]])
    return action_table(shortfalls, earlier)


def place_of(table, told=False):
    """Return what each feature is called: its plot, building, name or category, else the number of its id.

    told : say categories in the user's language.
    """
    number = [f"#{n}" for n in table.index]
    column = next((name for name in PLACES if name in table), None)
    named = number if column is None else table[column]
    words = {}
    if told and column == "category":
        words = {row["category"]: row[f"label_{language()}"] for row in tables.rows("facilities")}
    return [
        n if name is None or name != name or name == "" else words.get(name, str(name))
        for name, n in zip(named, number)
    ]


def run_rows(package, rules, notes, outcomes, parameters, command):
    """Return what an assessment read and wrote, under which rules, with which versions, and what was skipped."""
    import pandas

    rows = [("package", package.path.name, ""), ("time", "", time.strftime("%Y-%m-%d %H:%M"))]
    rows += [("rules", OWN_RULES if rules is None else _name_of(rules), "")]
    rows += [("parameter", name, str(value)) for name, value in parameters.items()]
    rows += [("layer", name, str(count)) for name, count in sorted(package.counts.items())]
    counts = [(step, output, len(table)) for step, one in outcomes.items() for output, table in one.tables.items()]
    rows += [("result", f"{step} {output}", str(number)) for step, output, number in counts]
    rows += [("warning", step, text) for step, texts in notes.items() for text in texts]
    rows += [("version", "Multiground", _version()), ("version", "QGIS", Qgis.QGIS_VERSION.split("-")[0])]
    for library in ("numpy", "pandas", "geopandas", "shapely", "scipy", "networkx"):
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            rows.append(("version", library, importlib.metadata.version(library)))
    rows.append(("command", "qgis_process", command))
    return pandas.DataFrame(rows, columns=RUN_FIELDS)


def _name_of(rules):
    """Return what a rule profile is called: with its folder where its file is called like the guideline's own."""
    return rules.name if rules.name != OWN_RULES else f"{rules.absolute().parent.name}/{rules.name}"


def _version():
    text = (pathlib.Path(__file__).parents[2] / "metadata.txt").read_text(encoding="utf-8")
    return re.search(r"^version=(.*)$", text, re.MULTILINE)[1].strip()


def write_tables(path, frames):
    """Write frames as tables of a GeoPackage, with the fields' names in the user's language."""
    for name, frame in frames.items():
        columns = {"clauses": CLAUSE_FIELDS, "actions": ACTION_FIELDS, "run": RUN_FIELDS}[name]
        kinds = {column: float if column == "figure" else str for column in columns}
        dataset = opened(path, update=True) or ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
        layer = dataset.CreateLayer(name, None, ogr.wkbNone)
        for column, kind in kinds.items():
            layer.CreateField(ogr.FieldDefn(column, ogr.OFTReal if kind is float else ogr.OFTString))
        layer.StartTransaction()
        for values in frame[list(columns)].itertuples(index=False):
            row = ogr.Feature(layer.GetLayerDefn())
            for column, value in zip(columns, values):
                if not (value is None or (isinstance(value, float) and math.isnan(value))):
                    row.SetField(column, value)
            layer.CreateFeature(row)
        layer.CommitTransaction()
        layer = dataset = None
        index_and_style(path, name, styled("table", fields_with([], kinds), {}))
