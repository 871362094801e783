"""The result of an assessment, read from its GeoPackage: clauses, tables, features worst first."""

import contextlib
import hashlib
import pathlib
import re

from osgeo import ogr

from ..urbanform import clauses, tables
from ..urbanform.sql import named
from .geopackage import query
from .texts import RANKS, language, standing, translate, value_names

DESK = "desk"  # rows of the run table: who asked for it
OWN = ("clauses", "actions", "run", "layer_styles")
DETAIL = ("grade", "state", "clause", "finding", "needed", "weight", "name", "type", "stage")
MOST = 2000  # features in a list; who needs more opens the layer's table
_PLACES = ("plot", "building", "surface", "block", "name", "category", "item", "system")
_FLOOR = ("building", "storey", "function", "f", "systems", "reason")
_TOLD = ("finding", "reason", "open_conditions")
_READ = ("grade", "state", "grade_after", "counted", "rank", "clause", "needed", "kind", *_TOLD, *_PLACES)


class Table:
    """One layer or table of a result: its name, fields, whether it has geometry, and the clauses it grades."""

    def __init__(self, path, layer):
        definition = layer.GetLayerDefn()
        self.name = layer.GetName()
        self.fields = [definition.GetFieldDefn(i).GetName() for i in range(definition.GetFieldCount())]
        self.spatial = layer.GetGeomType() != ogr.wkbNone
        self.count = layer.GetFeatureCount()
        graded = "clause" in self.fields and self.name not in OWN
        found = query(path, named("SELECT DISTINCT clause FROM {}", self.name)) if graded else None
        self.clauses = {clause for (clause,) in found or ()}


class Result:
    """What stands in a result; reads the file and closes it again, so that nobody is kept from replacing it."""

    def __init__(self, path):
        self.path = pathlib.Path(path)
        dataset = _opened(path)
        if dataset is None or dataset.GetLayerByName("clauses") is None:
            raise ValueError(str(path))
        own = {layer.GetName(): layer for layer in dataset}
        self.tables = {name: Table(path, layer) for name, layer in own.items() if name not in OWN}
        self.run = _rows(own["run"]) if "run" in own else []
        self.clauses = [_clause(row) for row in _rows(own["clauses"])]
        self.district = self._district()

    def _district(self):
        """Return the district's name: that of the only feature of a table that carries it."""
        for table in self.tables.values():
            if {"name", "type"} <= set(table.fields) and table.count == 1:
                name = self.rows(table.name)[0]["name"]
                if name:
                    return str(name)
        return self.path.stem

    def of(self, subject):
        """Return the rows of the run table on a subject as name → value."""
        return {row["name"]: row["value"] for row in self.run if row["subject"] == subject}

    def rules(self):
        """Return the file name of the rules that it was made under, None for the guideline's own."""
        name = next(iter(self.of("rules")), "clauses.csv")
        return None if name == "clauses.csv" else name

    @contextlib.contextmanager
    def under_its_rules(self):
        """Put the rules in force that it was made under; gives whether they are known: a profile may be gone."""
        noted = self.of(DESK)
        path = pathlib.Path(noted["rules"]) if noted.get("rules") else None
        known = self.rules() is None or (path is not None and digest(path) == noted["rules_digest"])
        with clauses.profile(path if self.rules() and known else None):
            yield known

    def clause(self, number):
        """Return the row of a clause, None where there is none."""
        return next((row for row in self.clauses if row["clause"] == number), None)

    def rows(self, name):
        """Return the rows of a table as dictionaries, with `fid` and `extent` (None without geometry)."""
        dataset = _opened(self.path)
        layer = dataset.GetLayerByName(name) if dataset is not None else None
        return _rows(layer) if layer is not None else []

    def row(self, table, fid):
        """Return one row of a table, as `rows` does; None where it is not there."""
        dataset = _opened(self.path)
        layer = dataset.GetLayerByName(table.name) if dataset is not None else None
        feature = layer.GetFeature(fid) if layer is not None else None
        return None if feature is None else _row(feature, _flags(layer))

    def district_row(self, clause):
        """Return the row in which a measure tells its figures of the whole district, None where there is no such.

        A measure's own table is called like the measure.
        """
        measure = clause["measure"]
        names = self.tables.values() if measure and measure["output"] == "OUTPUT" else ()
        table = next((each for each in names if each.name.replace("_", "") == measure["algorithm"]), None)
        rows = self.rows(table.name) if table is not None and table.count == 1 else []
        return rows[0] if rows else None  # the file may be gone meanwhile

    def shown_by(self, clause):
        """Return the clause whose evidence shows a clause: itself, or the worst of those that spell it out."""
        members = [self.clause(number) for number in clauses.SUMMARIES.get(clause["clause"], ())]
        members = [row for row in members if row is not None and self._evidence(row)]
        return min(members, key=lambda row: RANKS[row["shown"]], default=clause)

    def tables_of(self, clause):
        """Return the tables that show a clause: its evidence, top first, then what else grades its features.

        A clause without any is shown by those of the clauses that the same run of a measure decides.
        """
        return self._evidence(self.shown_by(clause))

    def _evidence(self, clause):
        own = clause["measure"]
        for same in [own, *(row for row in tables.rows("measures") if own and _source(row) == _source(own))]:
            found = self._tables_of(same) if same else []
            if found:
                return found
        return []

    def _tables_of(self, row):
        names = row["evidence"].split()
        names += [table.name for table in self.tables.values() if row["clause"] in table.clauses]
        found = [self.tables[name] for name in dict.fromkeys(names) if name in self.tables]
        return [table for table in found if table.count and _about(table, row["clause"])]

    def floors(self, district):
        """Return the floors of a district and how many there are: the `MOST` first, those that count before the others.

        The file is asked for no more than what is listed, as for `features`.
        """
        table = self.tables.get("connected_floors")
        if table is None:
            return [], 0
        own = named("FROM {} WHERE district IS NULL OR district = ?", table.name)
        names = [name for name in _FLOOR if name in table.fields]
        order = ["coalesce(f, 0) DESC", *(name for name in ("reason", "building", "storey") if name in names), "rowid"]
        sql = f"{named('SELECT {}', names)} {own} ORDER BY {', '.join(order)} LIMIT {MOST}"
        found = query(self.path, sql, (district,)) or []
        ((count,),) = query(self.path, f"SELECT count(*) {own}", (district,)) or [(0,)]
        return [{**dict.fromkeys(_FLOOR), **dict(zip(names, cells))} for cells in found], count

    def place_of(self, table, row):
        """Return table and row in which a feature has its shape: its own, or where the same building is drawn."""
        if table.spatial or not row.get("building"):
            return table, row
        for other in self.tables.values():
            if other.spatial and "building" in other.fields:
                sql = named("SELECT rowid FROM {} WHERE building = ? ORDER BY rowid", other.name)
                for (fid,) in (query(self.path, sql, (row["building"],)) or [])[:1]:
                    return other, {"fid": fid}
        return table, row

    def count(self, table, clause):
        """Return how many features of a table a clause is about."""
        if clause not in table.clauses:
            return table.count
        found = query(self.path, named("SELECT count(*) FROM {} WHERE clause = ?", table.name), (clause,))
        return found[0][0] if found else 0

    def features(self, table, clause):
        """Return the features of a table that a clause is about, the `MOST` worst, worst first.

        Each has `fid`, `shown`, `place`, `told` and what else the list shows; `row` has all of it. The file is
        asked for no more than that: a layer of a city would keep the window waiting.
        """
        names = [name for name in _READ if name in table.fields]
        own, values = (" WHERE clause = ?", (clause,)) if clause in table.clauses else ("", ())
        rank = '"rank", ' if "rank" in names else ""
        sql = named("SELECT {} FROM {}", ["rowid", *names], table.name)
        found = query(self.path, f"{sql}{own} ORDER BY {_rank(names)}, {rank}rowid LIMIT {MOST}", values) or []
        labels = {row["category"]: row[f"label_{language()}"] for row in tables.rows("facilities")}
        words = value_names()
        rows = [{"fid": fid, **dict(zip(names, cells))} for fid, *cells in found]
        for row in rows:
            if "counted" in row:
                row["counted"] = bool(row["counted"])
            row["shown"] = _shown(row)
            place = next((str(row[name]) for name in _PLACES if row.get(name)), "")
            kind = words.get(row.get("kind"), row.get("kind") or "")  # no name: many are of one kind
            row["place"] = (labels.get(place, place) if "category" in row else place) or f"{kind} #{row['fid']}".strip()
            row["told"] = next((row[name] for name in _TOLD if row.get(name)), "")
            if row["told"] and row["told"] == row.get("open_conditions"):
                row["told"] = translate("Multiground", "left open: {}").format(row["told"])
        return sorted(rows, key=_order)

    def unknown(self, table, clause):
        """Return why features have no grade for want of data, and how many each, the most frequent first."""
        if not {"state", "finding"} <= set(table.fields):
            return []
        own, values = (" AND clause = ?", (clause,)) if clause in table.clauses else ("", ())
        sql = named("SELECT finding, count(*) FROM {} WHERE state = ?", table.name)
        return query(self.path, f"{sql}{own} GROUP BY finding ORDER BY 2 DESC, 1", (clauses.MISSING, *values)) or []


def digest(path):
    """Return what tells the contents of a file, "" without one."""
    with contextlib.suppress(OSError):
        return hashlib.sha256(path.read_bytes()).hexdigest()[:16] if path is not None else ""
    return ""


def _opened(path):
    try:
        return ogr.Open(str(path)) if pathlib.Path(path).is_file() else None
    except RuntimeError:  # GDAL's exceptions may be on
        return None


def _about(table, clause):
    """Return whether the grades that the map would show are those of a clause, or of the one that it is part of."""
    graded = table.spatial and {"grade", "clause"} <= set(table.fields)
    return not graded or all(not own or clause.startswith(own) for own in table.clauses)


def _source(row):
    return row["algorithm"], row["output"]


def _rank(names):
    """Return what SQL sorts features by, worst first: the order of `RANKS`."""
    if "grade_after" in names or "grade" in names:
        column = "grade_after" if "grade_after" in names else "grade"
        cases = [f"WHEN {column} = '{name}' THEN {RANKS[name]}" for name in clauses.GRADES]
        if column == "grade" and "state" in names:
            states = (clauses.MEASURED, clauses.NOT_APPLICABLE)
            cases = [f"WHEN state = '{name}' THEN {RANKS[name]}" for name in states] + cases
        return f"CASE {' '.join(cases)} ELSE {RANKS[clauses.UNASSESSED]} END"
    return '"counted" DESC' if "counted" in names else "1"


def _order(row):
    worst = RANKS.get(row["shown"], len(RANKS))
    return worst, row.get("rank") or 0, not row["told"], natural(row["place"]), row["fid"]


def natural(text):
    """Return what names are sorted by, numbers in them by their value.

    >>> sorted(["A-10", "A-9", "B-1"], key=natural)
    ['A-9', 'A-10', 'B-1']
    """
    return [(int(part), "") if part.isdecimal() else (0, part) for part in re.split(r"(\d+)", text)]


def _shown(row):
    if "grade_after" in row:
        return row["grade_after"]
    if "grade" in row:
        return standing(row["grade"], row.get("state"))
    return {True: clauses.MEASURED, False: clauses.NOT_APPLICABLE}.get(row.get("counted"), "")


def _rows(layer):
    flags = _flags(layer)
    layer.ResetReading()
    return [_row(feature, flags) for feature in layer]


def _flags(layer):
    definition = layer.GetLayerDefn()
    fields = [definition.GetFieldDefn(i) for i in range(definition.GetFieldCount())]
    return {field.GetName(): field.GetSubType() == ogr.OFSTBoolean for field in fields}


def _row(feature, flags):
    """Return a feature as a dictionary; flags : its fields, and whether they are yes or no."""
    row = {name: feature[name] for name in flags}
    row.update({name: bool(row[name]) for name, flag in flags.items() if flag and row[name] is not None})
    shape = feature.GetGeometryRef()  # lives as long as its feature
    return {**row, "fid": feature.GetFID(), "extent": None if shape is None or shape.IsEmpty() else shape.GetEnvelope()}


def _clause(row):
    """Return a clause's row with what the guideline says of it and how it is shown."""
    number = row["clause"]
    head = next((head for head in clauses.rows() if head["clause"] == number), {})
    measure = next((each for each in tables.rows("measures") if each["clause"] == number), None)
    told = {"wording": head.get(f"text_{language()}", ""), "measure": measure}
    bounds = [each for each in clauses.rows() if each["clause"] == number and not each["until"]]
    told["bounds"] = [(each["grade"], each["verb"], each[f"text_{language()}"]) for each in bounds if each["grade"]]
    told["verbs"] = list(dict.fromkeys(each["verb"] for each in bounds if each["verb"]))
    told["manual"] = head.get("scope") == "manual"
    shown = standing(row["grade"], row["state"])
    decimals = int(measure["decimals"] or 0) if measure else 2
    working = measure[f"working_{language()}"] if measure else ""
    return {**row, **told, "shown": shown, "decimals": decimals, "working": working}


def key_of(number):
    """Return what clause numbers are sorted by.

    >>> sorted(["5.2.10", "5.2.3-2", "5.2.3-1"], key=key_of)
    ['5.2.3-1', '5.2.3-2', '5.2.10']
    """
    return [int(part) for part in number.replace("-", ".").split(".") if part.isdigit()]
