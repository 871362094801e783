"""SQLite asked for a file, and for tables and columns, whatever somebody has called them."""

import urllib.parse


def address_of(path, mode="mode=ro"):
    """Return the address by which SQLite reads a file; `as_uri` names a server where SQLite permits none.

    path : absolute; mode : what SQLite is told of it, such as immutable=1.

    >>> import pathlib
    >>> [address_of(pathlib.PureWindowsPath(path)) for path in ("//server/city/100% a.gpkg", "C:/a.gpkg")]
    ['file:////server/city/100%25%20a.gpkg?mode=ro', 'file:///C:/a.gpkg?mode=ro']
    """
    text = urllib.parse.quote(path.as_posix(), safe="/:")
    return f"file://{'' if text.startswith('/') else '/'}{text}?{mode}"


def quoted(name):
    """Return a name as SQL takes it.

    >>> print(quoted('a "b"'))
    "a ""b""\"
    """
    return '"' + name.replace('"', '""') + '"'


def named(sql, *names):
    """Return a statement with names, or lists of names, quoted in the places `{}`; values belong in places `?`.

    >>> print(named("SELECT {} FROM {} WHERE {} = ?", ["id", "Höhe"], "a plan", "id"))
    SELECT "id", "Höhe" FROM "a plan" WHERE "id" = ?
    """
    return sql.format(*(quoted(each) if isinstance(each, str) else ", ".join(map(quoted, each)) for each in names))
