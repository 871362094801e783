"""The league of many districts: who takes part, and what stands in its table, on its map and on its page."""

import pathlib
import time

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsFeature,
    QgsGeometry,
    QgsPointXY,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtXml import QDomDocument

from ...urbanform import charts, clauses
from ...urbanform.report import drawn
from .features import fields_with, multi, plain
from .maps import View, metric_crs, picture
from .reading import stop_if_canceled
from .report_texts import grade_key, grade_names, heads, number_text
from .result_tables import table_of
from .styles import styled
from .texts import language, translate
from .writing import opened

_POLYGONS = QgsWkbTypes.GeometryType.PolygonGeometry
_BANDS = (0, 25, 50, 75)  # of the share of clauses met, on the map


def packages_in(folder, store, feedback):
    """Return the GeoPackages in a folder and its subfolders that may be packages.

    What is hidden is left out, and so are results: of the store, of single assessments, and earlier leagues.
    """
    found, results = [], 0
    for path in sorted(folder.rglob("*")):
        stop_if_canceled(feedback)
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.suffix.lower() != ".gpkg" or hidden:
            continue
        if _is_result(path) or (store is not None and store in path.parents):
            results += 1
        else:
            found.append(path)
    if results:
        text = translate("Multiground", "{}: {} GeoPackages with results of assessments are no packages, and left out")
        feedback.pushInfo(text.format(folder, results))
    return found


def _is_result(path):
    dataset = opened(path) if path.is_file() else None
    if dataset is None:
        return False
    if dataset.GetLayerByName("clauses") is not None and dataset.GetLayerByName("actions") is not None:
        return True
    names = [{field.GetName() for field in layer.schema} for layer in dataset if layer.GetName() != "layer_styles"]
    return len(names) == 1 and {"met_pct", "rank_change", "assessment"} <= names[0]


def league_of(packages, done, store, profile, feedback):
    """Return the league of the districts, and the tracking table of the store with this day's rows (None without one).

    packages : paths; done : of `processes.assessed`; store : folder or None; profile : path of a rule profile or ''.
    """
    import pandas

    from ...urbanform.assess_many import last_before, league, met_pct
    from ...urbanform.result_store import TRACKING, track, tracked

    table = pandas.DataFrame([_figures(each.result if not each.reason else None) for each in done])
    table["package"], table["file"] = names_of(packages), [str(package) for package in packages]
    table["name"] = [_title(package) or own for package, own in zip(packages, table["package"])]
    table["reason"], table["assessment"] = [each.reason for each in done], [each.state for each in done]
    table["result"] = [str(each.result) if store and not each.reason else "" for each in done]
    if not store:
        return league(table), None
    today, profile = time.strftime("%Y-%m-%d"), pathlib.Path(profile).name
    own = table[table["reason"] == ""].assign(date=today, profile=profile, district=table["name"])
    own["key"] = [pathlib.Path(result).parent.name for result in own["result"]]
    own["met_pct"] = met_pct(own)
    try:
        track(store, own[list(TRACKING)])
    except OSError as error:  # open in another program: the league does not wait for it
        text = translate("Multiground", "tracking.csv could not be written, this day is not in it: {}")
        feedback.reportError(text.format(error))
    tracking = tracked(store)
    tracking = tracking[(tracking["profile"] == profile) & tracking["package"].isin(own["package"])]
    return league(table, last_before(tracking, today)), tracking


def names_of(packages):
    """Return what each package is called: its file, with as many of its folders as tell it from the others."""
    parts = [(*path.parts[:-1], path.stem) for path in packages]
    names = {}
    for depth in range(1, max(map(len, parts)) + 1):
        ends = [one[-depth:] for one in parts]
        for number, end in enumerate(ends):
            if number not in names and ends.count(end) == 1:
                names[number] = "/".join(end)
    return [names.get(number, path.as_posix()) for number, path in enumerate(packages)]


def _figures(result):
    """Return how many clauses of a result have each grade, those violated, and how much was skipped or assumed."""
    from ...urbanform.assess_many import COUNTS

    rows = table_of(result, "clauses") if result else None
    if rows is None:
        return {**dict.fromkeys(COUNTS, 0), "violated": "", "n_warnings": 0}
    counted = rows[rows["state"].isin((clauses.GRADED, clauses.MISSING))]
    counts = {name: int((counted["grade"] == name[2:]).sum()) for name in COUNTS}
    violated = ", ".join(counted.loc[counted["grade"] == "violation", "clause"])
    return {**counts, "violated": violated, "n_warnings": int((table_of(result, "run")["subject"] == "warning").sum())}


def _title(package):
    """Return the name of the district in a package, '' where it has none."""
    rows = table_of(package, "district") if package.is_file() else None
    names = [] if rows is None or "name" not in rows else [str(name) for name in rows["name"].dropna() if name != ""]
    return ", ".join(dict.fromkeys(names))


def outlines(files, context):
    """Return one CRS and, in it, the outline of the district of each package: a geometry, None where there is none."""
    crs, shapes = QgsCoordinateReferenceSystem(), []
    for file in map(pathlib.Path, files):
        known = file.is_file() and opened(file) is not None
        layer = QgsVectorLayer(f"{file}|layername=district", "district", "ogr") if known else None
        if layer is None or not layer.isValid() or not layer.crs().isValid():
            shapes.append(None)
            continue
        parts = [feature.geometry().makeValid() for feature in layer.getFeatures() if feature.hasGeometry()]
        polygons = [part for whole in parts for part in whole.asGeometryCollection() if part.type() == _POLYGONS]
        shape = QgsGeometry.unaryUnion(polygons)
        if shape.isEmpty() or not _on_earth(shape.boundingBox(), layer.crs(), context):
            shapes.append(None)
            continue
        crs = crs if crs.isValid() else layer.crs()
        shapes.append(_moved(shape, QgsCoordinateTransform(layer.crs(), crs, context.transformContext())))
    return crs, shapes


def _on_earth(box, crs, context):
    """Return whether a rectangle lies where its CRS leads to the earth and back: one far away would hide all others."""
    there = QgsCoordinateTransform(crs, QgsCoordinateReferenceSystem("EPSG:4326"), context.transformContext())
    try:
        corners = [QgsPointXY(box.xMinimum(), box.yMinimum()), QgsPointXY(box.xMaximum(), box.yMaximum())]
        places = [there.transform(corner) for corner in corners]
        again = [there.transform(place, Qgis.TransformDirection.Reverse) for place in places]
    except QgsCsException:
        return False
    near = all(corner.distance(other) <= 0.01 * (box.width() + box.height()) for corner, other in zip(corners, again))
    return near and all(abs(place.x()) <= 180 and abs(place.y()) <= 90 for place in places)


def _moved(shape, there):
    """Return a geometry in another CRS, None where that does not reach so far."""
    try:
        shape.transform(there)
    except QgsCsException:
        return None
    return multi(shape)


def league_legend():
    """Return the legend of the map: a band of shares each, and what could not be assessed."""
    ends = [*_BANDS[1:], 100]
    text = translate("Multiground", "{}–{} % of the clauses met")
    return {f"met_{low}": text.format(low, high) for low, high in zip(_BANDS, ends)}


def league_data(table, tracking, shapes, crs):
    """Return what the page of a league shows.

    table : of `league_of`; tracking : the store's table or None; shapes, crs : of `outlines`.
    """
    grades = grade_names()
    history = {} if tracking is None else {name: rows["met_pct"] for name, rows in tracking.groupby("package")}
    rows = [_row(row, history.get(row.package, ())) for row in table.itertuples()]
    summary = translate("Multiground", "{assessed} districts assessed, {failed} packages failed.")
    failed = int((table["reason"] != "").sum())
    return {
        "language": {"zh": "zh-Hans"}.get(language(), "en"),
        "title": translate("Multiground", "League of districts"),
        "colours": charts.COLOURS,
        "summary": summary.format(assessed=len(table) - failed, failed=failed),
        "rule": translate(
            "Multiground",
            "Order: the share of the clauses with a bound that are excellent or good; then fewer clauses violated or "
            "not assessed; then more excellent clauses. A clause that is not assessed counts as not met. Features that "
            "could not be read are in no clause: where there are many warnings, look into the result before its place."
        ),
        "map": _map(table, shapes, crs) if any(shape is not None for shape in shapes) else "",
        "bands": list(league_legend().values()),
        "key": grade_key(grades),
        "grades": [(grade, charts.SIGNS[grade], name) for grade, name in grades.items()],
        "rows": [row for row in rows if not row["reason"]],
        "failed": [row for row in rows if row["reason"]],
        "tracked": tracking is not None,
        "texts": {
            **heads(),
            "rank": translate("Multiground", "Rank"),
            "before": translate("Multiground", "Places gained"),
            "district": translate("Multiground", "District"),
            "met": translate("Multiground", "Clauses met"),
            "history": translate("Multiground", "Since the first assessment"),
            "violated": translate("Multiground", "Violated"),
            "warnings": translate("Multiground", "Warnings"),
            "failed": translate("Multiground", "Not assessed, and why"),
            "package": translate("Multiground", "Package"),
        },
    }


def _row(row, history):
    """Return what the page shows of a district."""
    moved = row.rank_change
    return {
        "rank": "" if row.rank != row.rank else f"{row.rank:.0f}",
        "moved": "" if moved != moved else "＝" if moved == 0 else f"{'▲' if moved > 0 else '▼'} {abs(moved):.0f}",
        "name": row.name,
        "package": row.package,
        "met": number_text(row.met_pct, 1, "%"),
        "counts": [row.n_excellent, row.n_good, row.n_fair, row.n_violation, row.n_unassessed],
        "history": drawn(charts.sparkline(list(history), ", ".join(f"{value:g} %" for value in history))),
        "violated": row.violated,
        "warnings": row.n_warnings,
        "reason": row.reason,
    }


def _map(table, shapes, crs):
    """Return a picture of the districts in the colours of their shares."""
    layer = QgsVectorLayer("MultiPolygon", "districts", "memory")
    layer.setCrs(crs)
    fields = fields_with([], {"rank": int, "met_pct": float, "name": str})
    layer.dataProvider().addAttributes(list(fields))
    layer.updateFields()
    for shape, values in zip(shapes, zip(*(plain(table[name]) for name in fields.names()))):
        if shape is not None:
            feature = QgsFeature(fields)
            feature.setAttributes(list(values))
            feature.setGeometry(shape)
            layer.dataProvider().addFeature(feature)
    layer.updateExtents()
    document = QDomDocument()
    document.setContent(styled("league", fields, league_legend()))
    layer.importNamedStyle(document)
    metric = metric_crs(layer)
    there = QgsCoordinateTransform(crs, metric, QgsCoordinateTransformContext())
    try:
        return picture([layer], View(None, metric, there.transformBoundingBox(layer.extent())))
    except QgsCsException:  # too far apart for one map
        return ""
