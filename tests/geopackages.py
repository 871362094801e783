"""GeoPackages changed by SQL alone."""

import contextlib
import sqlite3


def change(path, *statements):
    """Run SQL statements, or pairs of one and its values, on a GeoPackage.

    Its triggers go first: they ask for functions of SpatiaLite.
    """
    with contextlib.closing(sqlite3.connect(path)) as connection:
        for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f'DROP TRIGGER "{trigger}"')
        for statement in statements:
            connection.execute(*([statement] if isinstance(statement, str) else statement))
        connection.commit()
