"""One planning table as a layer of the district package: what was recognised, what not, what was assumed."""

import re
from typing import NamedTuple

import geopandas
import numpy as np
import pandas as pd

from . import (
    attributes,
    building_storeys,
    columns,
    create_package,
    facilities,
    functions,
    land_use,
    planning_names,
    steps,
    storey_names,
    tables,
    walkways,
)
from .planning_numbers import ASSUMED, EMPTY, PLAIN, UNREAD, WORDED, numbers_of

# Files without NULL write 0 for what nobody knows, and these are never 0.
_NEVER_ZERO = ("height", "area", "area_each", "planned_area", "width", "land_area_m2", "footprint_m2")
_LISTED, _CHUNK = 5, 20_000
_READ = (PLAIN, WORDED, ASSUMED)
_LARGEST_WHOLE = 2**31  # of what a package keeps as a whole number
# Columns that only number the rows of a file.
_ROW_NUMBERS = ("fid", "ogc_fid", "geom", "geometry")
# What a layer that was made from other data tells of it, and goes on telling.
_ORIGIN = ("source", "assumed")
# Names of limits: a building's height is at most that.
_LIMITS = ("jzxg", "xg", "建筑限高", "限高")
# The words of `words.csv` by which a list is read, where they have another name.
_SUBJECTS = {"district": "district_type"}
RECOGNISED = ("layer", "field", "read_as", "n_values", "n_read", "examples", "notes")


class _Values(NamedTuple):
    """A column as its field takes it."""

    values: np.ndarray
    read: np.ndarray  # how each was read
    text: np.ndarray  # of what was no plain number or code, None elsewhere
    notes: list  # (code, text)


class Table(NamedTuple):
    """A layer of the package made from a table."""

    frame: object  # GeoDataFrame: `fid` of the source, the package's fields, `…_text`, other columns, source, assumed
    recognised: list  # dictionaries of `RECOGNISED`; notes is a list of (code, text)
    kinds: dict  # column beside the package's own fields → text, whole, real or yesno


def table_steps(layer, frame, source=""):
    """Yield the share done; return a planning table as a `Table` of the package's layer.

    A field is read from the surest column that names it and of which at least one value is read
    (`planning_names.matches`); the others, and what nobody recognised, keep their own names. A number that
    stood in words, and a code that stood in other words, keep their text in `…_text`; what cannot be read, or
    cannot be (a height of -9999), is unknown. `assumed` lists the fields of a feature of which a bound, a range or
    a limit was taken as the number.

    frame : GeoDataFrame of `fid`, the source's columns under their own names and its geometry.

    >>> data = {"fid": [7, 8], "RJL": ["≤5.0", "3"], "YDXZ": ["B1/R2", "x?"]}
    >>> frame = geopandas.GeoDataFrame(data, geometry=[None] * 2)
    >>> table = steps.finish(table_steps("plots", frame))
    >>> table.frame[["use", "far", "far_text", "assumed"]].to_numpy(dtype=object).tolist()
    [['B1/R2', 5.0, '≤5.0', 'far'], ['x?', 3.0, None, None]]
    >>> [(row["field"], row["read_as"], row["n_read"], row["examples"]) for row in table.recognised]
    [('YDXZ', 'use', 1, 'x? (8)'), ('RJL', 'far', 2, '')]
    """
    own = [name for name in frame.columns if name not in ("fid", frame.geometry.name, *_ORIGIN)]
    found, unsure = planning_names.matches(layer, own)
    fields = planning_names.fields_of(layer)
    data, kinds, recognised, used = {"fid": frame["fid"].to_numpy()}, {}, [], set()
    assumed = columns.texts(frame, "assumed")
    listed = {field.name for field in create_package.layers()[layer].fields}
    for number, field in enumerate(fields):
        share = number / len(fields), (number + 1) / len(fields)
        chosen = yield from steps.part(_chosen_steps(layer, field, frame, found[field.name]), *share)
        if chosen is None:
            continue
        match, column = chosen
        used.add(match.column)
        data[field.name] = column.values
        if field.name not in listed:
            kinds[field.name] = field.type
        if (column.text != None).any():  # noqa: E711
            data[f"{field.name}_text"], kinds[f"{field.name}_text"] = column.text, "text"
        taken = column.read == ASSUMED
        assumed[taken] = [f"{text};{field.name}" if text else field.name for text in assumed[taken]]
        yield share[1]
        recognised.append(_row(layer, match, frame, column.read, column.notes))
    for field in fields:  # what names the same field as a surer column
        others = [match for match in found[field.name] if match.column not in used and field.name in data]
        recognised += [unused(layer, match.column, "same_as", field.name) for match in others]
    rest = [name for name in own if name not in used]
    named = {row["field"] for row in recognised}
    for name in (name for name in rest if name not in named):
        code = ("unsure", ", ".join(unsure[name])) if name in unsure else ("unknown", "")
        recognised.append(unused(layer, name, *code))
    for name, kept in kept_names(rest, {*data, *listed, *_ORIGIN}).items():
        data[kept], kinds[kept] = as_it_is(frame[name])
        yield 1
    told = columns.texts(frame, "source")
    data["source"] = [text or f"{source} #{fid}".strip() for text, fid in zip(told, frame["fid"])]
    data["assumed"] = np.where(assumed == "", None, assumed)
    result = geopandas.GeoDataFrame(data, geometry=geopandas.array.GeometryArray(frame.geometry.to_numpy()), crs=None)
    return Table(result, recognised, {**kinds, **dict.fromkeys(_ORIGIN, "text")})


def _chosen_steps(layer, field, frame, candidates):
    """Yield the share done; return the column that a field is read from, and its `_Values`."""
    best = None
    for match in candidates:
        found = yield from _values_steps(layer, field, frame, match)
        if best is None or (found.read != EMPTY).any() and not (best[1].read != EMPTY).any():
            best = match, found
        if np.isin(found.read, _READ).any():
            return match, found
    return best


def _values_steps(layer, field, frame, match):
    """Yield the share done; return the `_Values` of a column, read some rows at a time."""
    column, parts = pd.DataFrame({match.column: frame[match.column].to_numpy()}), []
    for begin in range(0, max(len(column), 1), _CHUNK):
        yield begin / max(len(column), 1)
        part = column.iloc[begin : begin + _CHUNK]
        values, read = _numbers(field, part, match) if field.type in ("real", "whole") else _words(field, part, match)
        impossible = _outside(values, field) if field.type in ("real", "whole") else np.zeros(len(part), dtype=bool)
        values, read = np.where(impossible, np.nan, values) if impossible.any() else values, read.astype(object)
        read[impossible] = UNREAD
        kept = np.isin(read, (WORDED, ASSUMED, UNREAD))
        text = np.where(kept, columns.read(part, match.column, attributes.text), None)
        parts.append((values, read, text, impossible))
    values, read, text, impossible = (np.concatenate(arrays) for arrays in zip(*parts))
    shares = _are_shares(field, values, read)
    if shares:  # a spreadsheet keeps 35% as 0.35
        values, read = np.round(values * 100, 9), np.where(read == PLAIN, ASSUMED, read)
        text = np.where(read == ASSUMED, columns.texts(column, match.column), text)
    notes = [("shares", "")] if shares else []
    notes += [("cut_name", "")] if match.cut else []
    if np.isnan(match.factor):
        notes.append(("unit", match.column))
    elif match.factor != 1:
        notes.append(("in_unit", match.column))
    if field.name == "height" and match.column.strip().lower() in _LIMITS:
        notes.append(("limit", ""))
        if layer == "buildings":
            read[np.isin(read, (PLAIN, WORDED))] = ASSUMED
    if impossible.any():
        notes.append(("impossible", str(int(impossible.sum()))))
    return _Values(values, read, text, notes)


def _words(field, frame, match):
    """Return the answers, codes or texts of a column as its field takes them, and how each was read."""
    if field.type == "yesno":
        truth = columns.truths(frame, match.column)
        unknown = np.where(columns.texts(frame, match.column) != "", UNREAD, EMPTY)
        return np.where(np.isnan(truth), None, truth.astype(object)), np.where(np.isnan(truth), unknown, PLAIN)
    text = columns.texts(frame, match.column)
    code = read_codes(text, field.values) if field.values else text
    kept = np.where(code == "", text, code)
    read = np.select([text == "", code == "", code == text], [EMPTY, UNREAD, PLAIN], WORDED)
    return np.where(kept == "", None, kept), read


def _numbers(field, frame, match):
    """Return the numbers of a column as its measures read them, and how each was read."""
    if np.isnan(match.factor):
        given = columns.texts(frame, match.column) != ""
        return np.full(len(frame), np.nan), np.where(given, UNREAD, EMPTY)
    values, read = numbers_of(frame, match.column, planning_names.unit_of(field), match.factor)
    worded = np.isin(read, (WORDED, ASSUMED, UNREAD))
    if field.name in ("storeys", "storey") and worded.any():
        column = frame.rename(columns={match.column: field.name})
        above = building_storeys.above_ground
        told = storey_names.storeys(column) if field.name == "storey" else above(column, field.name)
        values = np.where(worded, told, values)
        assumed = (read == ASSUMED) | columns.read(column, field.name, _names_several).astype(bool)
        read = np.where(worded, np.where(np.isnan(told), UNREAD, np.where(assumed, ASSUMED, WORDED)), read)
    if field.name == "storeys_below":
        told = columns.read(frame, match.column, _below).astype(float)  # B2, 地下2层
        values = np.abs(np.where(read == UNREAD, told, values))  # -2 storeys below are two
        read = np.where((read == UNREAD) & ~np.isnan(told), WORDED, read)
    if field.name in _NEVER_ZERO:
        read = np.where(values == 0, EMPTY, read)
        values = np.where(values == 0, np.nan, values)
    if field.type == "whole":
        whole = np.floor(values + 0.5)
        read = np.where(np.isfinite(values) & (whole != values), ASSUMED, read)
        values = whole
    return values, read


def _below(value):
    """Return a number of storeys that says itself that they are below ground, NaN for any other."""
    text = building_storeys.in_digits(attributes.text(value).lower())
    found = re.fullmatch(r"(?:地下|负|b)\s*(\d+)\s*(?:层|楼|f)?", text)
    return float(found[1]) if found else np.nan


def _names_several(value):
    """Return whether a number of storeys is one of several above ground, as of a podium and its tower."""
    text = building_storeys.in_digits(attributes.text(value).lower())
    below = re.search(r"地下|地库|负|b-?\d|\d+\s*[bd]|(?<!\d)-|basement|underground", text)
    return len(set(re.findall(r"\d+", text))) > 1 + bool(below)


def _are_shares(field, values, read):
    """Return whether a column of per cent holds shares of 1: all are plain numbers up to 1, and one is between."""
    known = values[np.isin(read, _READ)]
    plain = not np.isin(read, (WORDED, ASSUMED)).any()
    return planning_names.unit_of(field) == "%" and plain and (known <= 1).all() and bool((known % 1).any())


def read_codes(texts, name):
    """Return the codes that texts stand for, '' where they stand for none; land use stays as it is written.

    name : a list of `value_lists.csv`, or landuse; read as the measures read it.

    >>> read_codes(np.array(["商务办公", "厂房", ""], dtype=object), "function").tolist()
    ['office', '', '']
    >>> read_codes(np.array(["C1+R2", "待定"], dtype=object), "landuse").tolist()
    ['C1+R2', '']
    """
    frame = pd.DataFrame({name: texts})
    if name == "landuse":
        uses = land_use.LandUse()
        return columns.read(frame, name, lambda text: text if text and uses.classify(text) else "")
    if name == "function":
        return functions.functions(frame)[0]
    if name == "owner":
        return functions.codes_named(frame, name, name)
    if name == "road":
        classes = {row["value"]: row["class"] or row["value"] for row in tables.rows("roads")}
        return columns.read(frame, name, lambda text: classes.get(attributes.text(text).lower(), ""))
    if name == "category":
        found, unread = facilities.categories(frame)
        return np.where(np.isin(np.arange(len(texts)), unread), "", np.where(found == None, texts, found))  # noqa: E711
    if name in ("walkway", "direction"):
        field = "kind" if name == "walkway" else name
        found, unread = (walkways.kinds if name == "walkway" else walkways.directions)(pd.DataFrame({field: texts}))
        codes = np.array(walkways.KINDS if name == "walkway" else ("both", "forward", "backward"), dtype=object)[found]
        return np.where(np.isin(np.arange(len(texts)), unread) | (texts == ""), "", codes)
    return _listed_codes(frame, name)


def _listed_codes(frame, name):
    """Return the codes of a list by its codes and labels, then by the words of `words.csv`."""
    listed = create_package.codes(name)
    words = {row[column].lower(): row["code"] for row in listed for column in ("label_en", "label_zh", "code")}
    own = columns.read(frame, name, lambda text: words.get(attributes.text(text).lower(), ""))
    if name == "oneway":
        truth = columns.truths(frame, name)
        return np.where((own == "") & ~np.isnan(truth), np.where(truth == 1, "yes", "no"), own)
    subject = _SUBJECTS.get(name, name)
    read = functions.codes_named(frame, name, subject) if subject != name else columns.codes(frame, name, subject)
    known = pd.Series(read).isin([row["code"] for row in listed]).to_numpy()
    return np.where(own != "", own, np.where(known, read, ""))


def _outside(values, field):
    """Return which numbers a field cannot have; there is no storey 0."""
    least, most = (np.nan if end is None else end for end in field.span[:2])
    return (values < least) | (values > most) | ((values == 0) & (field.name == "storey"))


def _row(layer, match, frame, read, notes):
    """Return what is told of a column that a field is read from."""
    unread, assumed = np.flatnonzero(read == UNREAD), np.flatnonzero(read == ASSUMED)
    if len(assumed):
        notes = [*notes, ("assumed", f"{len(assumed)}: {examples(frame, match.column, assumed)}")]
    return {
        "layer": layer, "field": match.column, "read_as": match.field, "n_values": int((read != EMPTY).sum()),
        "n_read": int(np.isin(read, _READ).sum()), "examples": examples(frame, match.column, unread),
        "notes": notes,
    }  # fmt: skip


def unused(layer, column, code, text):
    """Return what is told of a column that no field is read from, with the note that says why."""
    values = {"n_values": None, "n_read": None, "examples": ""}
    return {"layer": layer, "field": column, "read_as": "", **values, "notes": [(code, text)]}


def examples(frame, column, rows):
    """Return some different values of rows, each with the ids of features that have it.

    >>> examples(pd.DataFrame({"fid": [3, 4, 9], "use": ["x", "y", "x"]}), "use", [0, 1, 2])
    'x (3, 9); y (4)'
    """
    if not len(rows):
        return ""
    table = pd.DataFrame({name: frame[name].to_numpy()[rows] for name in ("fid", column)})
    table["text"] = columns.read(table, column, attributes.text)
    table = table.sort_values("fid", kind="stable")
    told = []
    for text, group in list(table.groupby("text", sort=False))[:_LISTED]:
        ids = [str(fid) for fid in group["fid"][:_LISTED]]
        told.append(f"{text} ({', '.join(ids)}{' …' if len(group) > _LISTED else ''})")
    return "; ".join(told) + (" …" if table["text"].nunique() > _LISTED else "")


def kept_names(names, taken):
    """Return under which name each other column is kept; those that only number rows are not."""
    taken, result = {name.lower() for name in taken}, {}
    for name in names:
        kept = attributes.text(name).replace("\ufeff", "") or "column"
        if kept.lower() in _ROW_NUMBERS:
            continue
        kept = f"{kept}_input" if kept.lower() in taken else kept
        while kept.lower() in taken:
            kept += "_"
        taken.add(kept.lower())
        result[name] = kept
    return result


def as_it_is(column):
    """Return a column and its kind in the package: numbers stay numbers, all else becomes text."""
    if column.dtype.kind in "iuf":
        whole = column.dtype.kind != "f" and (column.abs() < _LARGEST_WHOLE).all()
        return column.to_numpy(), "whole" if whole else "real"
    values = column.to_numpy(dtype=object)
    known = ~pd.isna(pd.Series(values)).to_numpy()
    kinds = set(map(type, values[known]))
    if kinds and kinds <= {int, float} and not kinds & {bool}:
        return np.where(known, values, np.nan).astype(float), "real"
    return np.array([str(value) if there else None for value, there in zip(values, known)], dtype=object), "text"
