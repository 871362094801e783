"""Reads GeoPackages without locking them, quickly enough to be asked while somebody works."""

import contextlib
import pathlib
import sqlite3
import zlib

from ..urbanform.sql import address_of

_PATIENCE_S = 0.2  # for a program that writes just now; the window waits meanwhile
_CHANGES = """
    SELECT table_name, last_change, (SELECT group_concat(name || type) FROM pragma_table_info(table_name))
    FROM gpkg_contents WHERE table_name <> 'layer_styles'
"""


def query(path, sql, values=()):
    """Return the rows of a query as tuples, None where the file cannot be read."""
    path = pathlib.Path(path)
    for mode in ("mode=ro", "immutable=1"):  # the latter where a read-only folder holds no lock files
        with (
            contextlib.suppress(sqlite3.Error, OSError),
            contextlib.closing(
                sqlite3.connect(address_of(path.absolute(), mode), uri=True, timeout=_PATIENCE_S)
            ) as database,
        ):
            return database.execute(sql, values).fetchall()
    return None


def fingerprint(path):
    """Return when each table of a GeoPackage was last changed and what its columns are, None where it cannot be read.

    The file's own time is no measure: QGIS touches every GeoPackage that it merely opens. A deleted column in
    turn leaves no time behind.
    """
    found = query(path, _CHANGES)
    if found is None:
        return None
    return {name: f"{changed} {zlib.crc32(str(fields).encode()):08x}" for name, changed, fields in found}
