"""Results kept by what they were made of: nothing is computed twice, and nothing old is taken for new."""

import contextlib
import hashlib
import os
import pathlib
import sqlite3
import tempfile

import pandas as pd

from .errors import QT_TRANSLATE_NOOP, InputError

# Of a package everything decides but its looks and its own bookkeeping.
_TABLES = """
    SELECT c.table_name, c.srs_id, s.definition FROM gpkg_contents c
    LEFT JOIN gpkg_spatial_ref_sys s ON s.srs_id = c.srs_id
    WHERE c.table_name <> 'layer_styles' ORDER BY c.table_name
"""
TRACKING = ("date", "package", "key", "district", "met_pct", "n_excellent", "n_good", "n_fair", "n_violation")
TRACKING += ("n_unassessed", "result")


def fingerprint():
    """Return what tells one version of this library from another: a digest of its code and tables."""
    digest = hashlib.sha256()
    for path in sorted(pathlib.Path(__file__).parent.iterdir()):
        if path.suffix in (".py", ".csv"):
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def content_key(package, *settings):
    """Return the key of a result: a digest of the package's rows, of the settings and of this library.

    Two files with the same layers, features and CRS have one key, however often they were opened or copied.

    package : path of a GeoPackage; settings : texts or bytes that decide the result too, such as a rule profile.
    Raises `InputError` for a file that is no GeoPackage.
    """
    digest = hashlib.sha256(fingerprint().encode())
    for part in settings:
        part = part if isinstance(part, bytes) else str(part).encode()
        digest.update(f"{len(part)}:".encode() + part)
    try:
        address = f"{pathlib.Path(package).resolve().as_uri()}?mode=ro"
        with contextlib.closing(sqlite3.connect(address, uri=True)) as connection:
            connection.text_factory = bytes  # whatever a shapefile's encoding has left there
            for table in connection.execute(_TABLES).fetchall():
                digest.update(repr(table).encode())
                name = table[0].decode("utf-8", "replace").replace('"', '""')
                digest.update(repr(connection.execute(f'PRAGMA table_info("{name}")').fetchall()).encode())
                for row in connection.execute(f'SELECT * FROM "{name}" ORDER BY rowid'):
                    digest.update(repr(row).encode())
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
    """Return the tracking table of a store, oldest first: one row a package and date; empty where there is none."""
    path = pathlib.Path(store) / "tracking.csv"
    if not path.exists():
        return pd.DataFrame(columns=list(TRACKING))
    return pd.read_csv(path, dtype={"date": str, "package": str, "key": str, "district": str, "result": str})


def track(store, rows):
    """Add rows to the tracking table of a store; a package assessed again on one day replaces that day's row.

    rows : DataFrame with the columns `TRACKING`. The table is written beside and moved, so that it is never half.
    """
    known = tracked(store)
    table = pd.DataFrame([*known.to_dict("records"), *rows.to_dict("records")], columns=list(TRACKING))
    table = table.drop_duplicates(["date", "package"], keep="last").sort_values(["date", "package"], kind="stable")
    handle, part = tempfile.mkstemp(dir=store, suffix=".csv")
    with open(handle, "w", encoding="utf-8", newline="") as file:
        table.to_csv(file, index=False)
    os.replace(part, pathlib.Path(store) / "tracking.csv")
