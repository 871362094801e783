"""Results kept by what they were made of: nothing is computed twice, and nothing old is taken for new."""

import contextlib
import hashlib
import os
import pathlib
import sqlite3
import tempfile

import pandas as pd

from .assess_many import COUNTS
from .errors import QT_TRANSLATE_NOOP, InputError
from .sql import address_of, named
from .steps import finish

# Of a package everything decides but its looks and its own bookkeeping.
_TABLES = """
    SELECT name, CASE type WHEN 'view' THEN sql END FROM sqlite_master
    WHERE type IN ('table', 'view') AND sql NOT LIKE 'CREATE VIRTUAL%'
    AND name NOT LIKE 'gpkg\\_%' ESCAPE '\\' AND name NOT LIKE 'rtree\\_%' ESCAPE '\\'
    AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT IN ('layer_styles', 'qgis_projects') ORDER BY name
"""
_LAYERS = """
    SELECT c.table_name, c.data_type, c.srs_id, c.min_x, c.min_y, c.max_x, c.max_y, g.*, s.* FROM gpkg_contents c
    LEFT JOIN gpkg_geometry_columns g ON g.table_name = c.table_name
    LEFT JOIN gpkg_spatial_ref_sys s ON s.srs_id = coalesce(g.srs_id, c.srs_id)
    WHERE c.table_name NOT IN ('layer_styles', 'qgis_projects') ORDER BY c.table_name
"""
_BATCH = 5_000  # rows read between two looks at whether somebody has cancelled
TRACKING = ("date", "package", "profile", "key", "district", "met_pct", *COUNTS, "result")


def fingerprint(folder=None):
    """Return what tells one version of the program from another: a digest of the code and the tables in a folder.

    folder : searched with its subfolders; this library's own without it.
    """
    folder, digest = pathlib.Path(folder or pathlib.Path(__file__).parent), hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.suffix in (".py", ".csv")):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(folder).as_posix()}:{len(content)}:".encode() + content)
    return digest.hexdigest()


def content_key(package, *settings):
    """Return the key of a result: a digest of the package's rows, of the settings and of this library.

    Two files with the same layers, features and CRS have one key, however often they were opened or copied.

    package : path of a GeoPackage; settings : texts or bytes that decide the result too, such as a rule profile.
    Raises `InputError` for a file that is no GeoPackage.
    """
    return finish(content_key_steps(package, *settings))


def content_key_steps(package, *settings):
    """Yield between batches of rows; return what `content_key` returns."""
    digest = hashlib.sha256(fingerprint().encode())
    for part in settings:
        part = part if isinstance(part, bytes) else str(part).encode()
        digest.update(f"{len(part)}:".encode() + part)
    try:
        address = address_of(pathlib.Path(package).absolute())
        with contextlib.closing(sqlite3.connect(address, uri=True)) as connection:
            connection.text_factory = bytes  # whatever a shapefile's encoding has left there
            for row in connection.execute(_LAYERS):
                digest.update(repr(row).encode())
            for name, view in connection.execute(_TABLES).fetchall():
                table = name.decode("utf-8", "replace")
                about = connection.execute("SELECT * FROM pragma_table_info(?)", [table]).fetchall()
                digest.update(repr((name, view, about)).encode())
                # a view's rows are those of its tables; without an index rows come in the order of their ids
                some = named("SELECT * FROM {} NOT INDEXED LIMIT ?", table)
                rows = connection.execute(some, [-1 if view is None else 0])
                while batch := rows.fetchmany(_BATCH):
                    digest.update(repr(batch).encode())
                    yield
    except (sqlite3.Error, OSError) as error:
        permitted = QT_TRANSLATE_NOOP("Multiground", "a GeoPackage with layers, which can be read")
        remedy = QT_TRANSLATE_NOOP("Multiground", "Choose a district package; createpackage makes an empty one.")
        raise InputError("PACKAGE", f"{package} ({error})", permitted, remedy) from error
    return digest.hexdigest()


def place_of(store, key):
    """Return the folder of a result in a store; it holds `result.gpkg` once that is complete.

    >>> place_of(pathlib.Path("store"), "0123456789abcdef" * 4).as_posix()
    'store/01/0123456789abcdef0123456789abcdef'
    """
    return pathlib.Path(store) / key[:2] / key[:32]


def tracked(store):
    """Return the tracking table of a store, oldest first: one row a package, rule profile and date.

    Raises `InputError` for a file that is no such table, such as one that another program has saved anew.
    """
    path = pathlib.Path(store) / "tracking.csv"
    if not path.exists():
        return pd.DataFrame(columns=list(TRACKING))
    texts = dict.fromkeys(("date", "package", "profile", "key", "district", "result"), str)
    try:
        empty = {"met_pct": [""]}  # a district may be called NA
        table = pd.read_csv(path, encoding="utf-8-sig", dtype=texts, keep_default_na=False, na_values=empty)
        table = table[list(TRACKING)]
        table["date"] = pd.to_datetime(table["date"]).dt.strftime("%Y-%m-%d")
        table[list(COUNTS)] = table[list(COUNTS)].astype(int)
    except (ValueError, KeyError, OSError) as error:
        permitted = QT_TRANSLATE_NOOP("Multiground", "the tracking table of an earlier run, or none")
        remedy = QT_TRANSLATE_NOOP("Multiground", "Restore the file, or move it out of the store.")
        raise InputError("STORE", f"{path} ({error})", permitted, remedy) from error
    return table


def track(store, rows):
    """Add rows to the tracking table of a store; a package assessed again on one day replaces that day's row.

    rows : DataFrame with the columns `TRACKING`. The table is written beside and moved, so that it is never half.
    """
    table = pd.DataFrame([*tracked(store).to_dict("records"), *rows.to_dict("records")], columns=list(TRACKING))
    names = ["date", "package", "profile"]
    table = table.drop_duplicates(names, keep="last").sort_values(names, kind="stable")
    handle, part = tempfile.mkstemp(dir=store, suffix=".csv")
    try:
        with open(handle, "w", encoding="utf-8-sig", newline="") as file:  # so that Excel reads Chinese names
            table.to_csv(file, index=False)
        os.replace(part, pathlib.Path(store) / "tracking.csv")
    except OSError:  # another program holds the table open
        os.unlink(part)
        raise
