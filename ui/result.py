"""The result of an assessment, read from its GeoPackage: clauses, tables, features worst first."""

import pathlib

from osgeo import ogr

from ..urbanform import clauses, tables
from .texts import RANKS, language, standing

OWN = ("clauses", "actions", "run", "layer_styles")
DETAIL = ("grade", "state", "clause", "finding", "needed", "weight", "name", "type", "stage")
_PLACES = ("plot", "building", "surface", "block", "name", "category", "item", "system", "kind")


class Table:
    """One layer or table of a result: its name, fields, whether it has geometry, and the clauses it grades."""

    def __init__(self, layer):
        definition = layer.GetLayerDefn()
        self.name = layer.GetName()
        self.fields = [definition.GetFieldDefn(i).GetName() for i in range(definition.GetFieldCount())]
        self.spatial = layer.GetGeomType() != ogr.wkbNone
        self.count = layer.GetFeatureCount()
        named = "clause" in self.fields and self.name not in OWN
        self.clauses = {feature["clause"] for feature in layer} if named else set()


class Result:
    """What stands in a result; reads the file and closes it again, so that nobody is kept from replacing it."""

    def __init__(self, path):
        self.path = pathlib.Path(path)
        dataset = ogr.Open(str(path)) if self.path.is_file() else None
        if dataset is None or dataset.GetLayerByName("clauses") is None:
            raise ValueError(str(path))
        own = {layer.GetName(): layer for layer in dataset}
        self.tables = {name: Table(layer) for name, layer in own.items() if name not in OWN}
        self.run = _rows(own["run"]) if "run" in own else []
        self.clauses = [_clause(row) for row in _rows(own["clauses"])]
        self.district = self._district(dataset)

    def _district(self, dataset):
        """Return the district's name: that of the only feature of a table that carries it."""
        for table in self.tables.values():
            if {"name", "type"} <= set(table.fields) and table.count == 1:
                name = _rows(dataset.GetLayerByName(table.name))[0]["name"]
                if name:
                    return str(name)
        return self.path.stem

    def of(self, subject):
        """Return the rows of the run table on a subject as name → value."""
        return {row["name"]: row["value"] for row in self.run if row["subject"] == subject}

    def rows(self, name):
        """Return the rows of a table as dictionaries, with `fid` and `extent` (None without geometry)."""
        dataset = ogr.Open(str(self.path)) if self.path.is_file() else None
        layer = dataset.GetLayerByName(name) if dataset is not None else None
        return _rows(layer) if layer is not None else []

    def tables_of(self, clause):
        """Return the tables that show a clause: its evidence, top first, then what else grades its features.

        A clause without any is shown by those of the clauses that the same run of a measure decides.
        """
        own = clause["measure"]
        for same in [own, *(row for row in tables.rows("measures") if own and _source(row) == _source(own))]:
            found = self._tables_of(same) if same else []
            if found:
                return found
        return []

    def _tables_of(self, row):
        names = row["evidence"].split()
        names += [table.name for table in self.tables.values() if row["clause"] in table.clauses]
        return [self.tables[name] for name in dict.fromkeys(names) if name in self.tables and self.tables[name].count]

    def features(self, table, clause):
        """Return the features of a table that a clause is about, worst first, each with `shown` and `place`."""
        rows = self.rows(table.name)
        if clause in table.clauses:
            rows = [row for row in rows if row["clause"] == clause]
        for row in rows:
            row["shown"] = _shown(row)
            row["place"] = next((str(row[name]) for name in _PLACES if row.get(name)), f"#{row['fid']}")
            row["told"] = row.get("finding") or row.get("reason") or ""
        keys = {id(row): _order(row) for row in rows}
        return sorted(rows, key=lambda row: keys[id(row)])


def _source(row):
    return row["algorithm"], row["output"]


def _order(row):
    worst = RANKS.get(row["shown"], len(RANKS))
    return worst, row.get("rank") or 0, not row["told"], row["place"], row["fid"]


def _shown(row):
    if "grade_after" in row:
        return row["grade_after"]
    if "grade" in row:
        return standing(row["grade"], row.get("state"))
    return {True: clauses.MEASURED, False: clauses.NOT_APPLICABLE}.get(row.get("counted"), "")


def _rows(layer):
    definition = layer.GetLayerDefn()
    fields = [definition.GetFieldDefn(i) for i in range(definition.GetFieldCount())]
    flags = {field.GetName() for field in fields if field.GetSubType() == ogr.OFSTBoolean}
    names, rows = [field.GetName() for field in fields], []
    layer.ResetReading()
    for feature in layer:
        row = {name: feature[name] for name in names}
        row.update({name: bool(row[name]) for name in flags if row[name] is not None}, fid=feature.GetFID())
        shape = feature.GetGeometryRef()  # lives as long as its feature
        row["extent"] = None if shape is None or shape.IsEmpty() else shape.GetEnvelope()
        rows.append(row)
    return rows


def _clause(row):
    """Return a clause's row with what the guideline says of it and how it is shown."""
    number = row["clause"]
    head = next((head for head in clauses.rows() if head["clause"] == number), {})
    measure = next((each for each in tables.rows("measures") if each["clause"] == number), None)
    told = {"wording": head.get(f"text_{language()}", ""), "verb": head.get("verb", ""), "measure": measure}
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
