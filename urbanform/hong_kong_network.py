"""The 3D pedestrian network of Hong Kong (Lands Department) as walkways and vertical components, clauses 5.2.5, 6.1.2.

Its codes are read by the tables that also read the layer where it is a measure's own input: `walkways.csv` and
`words.csv`; `hong_kong.csv` says which codes tell what is indoors.
"""

import geopandas
import numpy as np
import pandas as pd
import shapely

from . import columns, heights, tables, tag_rules, walkways
from .errors import QT_TRANSLATE_NOOP

# Fields of the layer PedestrianRoute that are read and what they become; those that besides them tell it from others.
FIELDS = {
    "PedestrianRouteID": "source",
    "FeatureType": "kind",
    "Location": "enclosure",
    "WeatherProof": "enclosure",
    "Direction": "direction",
    "AccessTimeID": "open_24h",
    "Enabled": "access",
}
# The note that lists the values of a field that are not read.
UNREAD = {"FeatureType": "unknown_kind", "Direction": "unknown_direction", "Location": "unknown_enclosure"}
_OTHERS = ("WheelchairAccess", "ObstaclesType", "CrossingFeature", "TerminalID", "PositionCertainty", "LevelSource")
_TELLING = ("PedestrianRouteID", "WeatherProof", "AccessTimeID", *_OTHERS)
_LEAST_TELLING = 2
_SHAPEFILE = 10  # characters of a field's name
VERTICALS = ("stairs", "escalator", "ramp", "elevator")
_DIRECTIONS = np.array(["both", "forward", "backward"], dtype=object)  # 0, 1 and, from the end, -1

SENTENCES = {
    "unknown_kind": QT_TRANSLATE_NOOP("Multiground", "{} pieces of an unknown FeatureType, taken as footways"),
    "closed": QT_TRANSLATE_NOOP("Multiground", "{} pieces that are not enabled or are stairlifts, taken as closed"),
    "unknown_direction": QT_TRANSLATE_NOOP("Multiground", "{} pieces of unknown direction, walked both ways"),
    "limited_hours": QT_TRANSLATE_NOOP("Multiground", "{} pieces with an access time, taken as not open 24 hours"),
    "unknown_hours": QT_TRANSLATE_NOOP("Multiground", "{} pieces of unknown hours: the layer has no AccessTimeID"),
    "unknown_enclosure": QT_TRANSLATE_NOOP("Multiground", "{} pieces of which Location does not tell whether indoors"),
    "without_heights": QT_TRANSLATE_NOOP("Multiground", "{} pieces without heights"),
    "above_datum": QT_TRANSLATE_NOOP(
        "Multiground",
        "{} pieces with heights above the Hong Kong Principal Datum, as they are in the layer: give the measures the "
        "height of the ground"
    ),
    "unknown_width": QT_TRANSLATE_NOOP("Multiground", "{} vertical components of unknown width, which MPER assumes"),
    "left_out_of_mper": QT_TRANSLATE_NOOP("Multiground", "{} lifts or indoor components, left out by clause 6.1.2"),
}


def found_fields(names):
    """Return which columns hold the fields that are read: name in the schema → name of the column.

    Names are the same in any case of letters, and cut to ten characters as in shapefiles.

    >>> found_fields(["fid", "FEATURETYP", "Direction", "kind"])
    {'FeatureType': 'FEATURETYP', 'Direction': 'Direction'}
    """
    known = {str(name).strip().lower(): name for name in names}
    spellings = {field: (field.lower(), field[:_SHAPEFILE].lower()) for field in FIELDS}
    return {
        field: next(known[name] for name in spelled if name in known)
        for field, spelled in spellings.items()
        if any(name in known for name in spelled)
    }


def is_hong_kong_network(names):
    """Return whether a layer's columns are those of the network: `FeatureType` and two that only it has.

    >>> is_hong_kong_network(["PEDESTRIAN", "FEATURETYP", "DIRECTION", "WEATHERPRO", "ENABLED"])
    True
    >>> is_hong_kong_network(["id", "FeatureType", "Location"])
    False
    """
    cut = {str(name).strip().lower()[:_SHAPEFILE] for name in names}
    telling = sum(field[:_SHAPEFILE].lower() in cut for field in _TELLING)
    return "FeatureType" in found_fields(names) and telling >= _LEAST_TELLING


def hong_kong_network(frame):
    """Return `(walkways, verticals, notes)` of the layer PedestrianRoute.

    A way is of the kind that `walkways.csv` gives its FeatureType, closed where it is not enabled; open 24 hours
    where AccessTimeID is NULL. Stairs, escalators, ramps and lifts (6.1.2), unless disabled, are vertical
    components as well, from the first vertex to the last. Unknown widths stay unknown: a measure that assumes
    one counts it. Heights are those of the layer, above the Hong Kong Principal Datum.

    frame : (n,) GeoDataFrame of lines with Z in metres (EPSG:2326), with the layer's own column names.
    walkways : (n,) rows of kind, direction, open_24h, enclosure, source and assumed, and the lines.
    verticals : kind, z_from, z_to, width, run (m), enclosure, open_24h, source, assumed, and the lines; its index has
    the row numbers of the frame.
    notes : code → row numbers of the frame; `SENTENCES[code]` says it, {} stands for their number.

    >>> line = shapely.LineString([(0, 0, 5), (8, 0, 9)])
    >>> route = geopandas.GeoDataFrame({"FeatureType": [8], "Direction": [-1], "Location": [2]}, geometry=[line])
    >>> ways, verticals, _ = hong_kong_network(route)
    >>> ways[["kind", "direction", "enclosure"]].to_numpy().tolist()
    [['escalator', 'backward', 'indoor']]
    >>> verticals[["kind", "z_from", "z_to", "run"]].to_numpy().tolist()
    [['escalator', 5.0, 9.0, 8.0]]
    """
    columns_of = {field: frame[name].to_numpy(dtype=object) for field, name in found_fields(frame.columns).items()}
    table, geometry = pd.DataFrame(columns_of, index=range(len(frame))), frame.geometry.to_numpy()
    tags = table.rename(columns={"FeatureType": "kind", "Direction": "direction", "Enabled": "access"})
    kind, unknown_kind = walkways.kinds(tags)
    direction, unknown_direction = walkways.directions(tags)
    enclosure, from_kind = _enclosures(table)
    ways = geopandas.GeoDataFrame(
        {
            "kind": np.array(walkways.KINDS, dtype=object)[kind],
            "direction": _DIRECTIONS[direction],
            "open_24h": _open_24h(table),
            "enclosure": np.where(enclosure == "", None, enclosure),
            "source": [f"PedestrianRoute {name}".strip() for name in columns.texts(table, "PedestrianRouteID")],
            "assumed": _listed({"kind": np.isin(np.arange(len(frame)), unknown_kind), "enclosure": from_kind}),
        },
        geometry=geometry,
    )
    ways.loc[unknown_direction, "direction"] = None
    verticals, rows = _verticals(ways, table)
    excluded = (verticals["kind"] == "elevator") | (verticals["enclosure"] == "indoor")
    notes = {
        "unknown_kind": unknown_kind,
        "closed": np.flatnonzero(kind == walkways.CLOSED),
        "unknown_direction": unknown_direction,
        "limited_hours": np.flatnonzero(ways["open_24h"] == False),  # noqa: E712 - None is unknown
        "unknown_hours": np.flatnonzero(ways["open_24h"].isna()),
        "unknown_enclosure": np.flatnonzero(enclosure == ""),
        "without_heights": np.flatnonzero(~shapely.has_z(geometry)),
        "above_datum": np.flatnonzero(shapely.has_z(geometry)),
        "unknown_width": rows,
        "left_out_of_mper": rows[excluded.to_numpy()],
    }
    return ways, verticals, {code: those for code, those in notes.items() if len(those)}


def _verticals(ways, table):
    """Return the vertical components among the ways, and the rows that they are."""
    # a stairlift is closed to walkers and yet a component that the clause leaves out
    kind = columns.codes(table, "FeatureType", "vertical")
    enabled = walkways.kinds(table[table.columns.intersection(["Enabled"])].rename(columns={"Enabled": "access"}))[0]
    rows = np.flatnonzero(np.isin(kind, VERTICALS) & (enabled != walkways.CLOSED))
    geometry = ways.geometry.to_numpy()[rows]
    ends = heights.of_ends(geopandas.GeoDataFrame(geometry=geometry), np.zeros(len(rows)))
    assumed = ways["assumed"].to_numpy()[rows]
    data = {
        "kind": kind[rows],
        "z_from": ends[:, 0],
        "z_to": ends[:, 1],
        "width": np.full(len(rows), np.nan),
        "run": np.round(shapely.length(geometry), 3),
        **{name: ways[name].to_numpy()[rows] for name in ("enclosure", "open_24h", "source")},
        "assumed": assumed,
    }
    return geopandas.GeoDataFrame(data, geometry=geometry, index=rows), rows


def _open_24h(table):
    """Return whether each way is open 24 hours: without an access time it is; None where no column tells."""
    if "AccessTimeID" not in table:
        return np.full(len(table), None)
    # shapefiles hold 0 for NULL
    return columns.read(table, "AccessTimeID", lambda value: tag_rules.plain(value) in ("", "0"))


def _enclosures(table):
    """Return how each way is enclosed, '' where unknown, and where its FeatureType alone tells it."""
    rows = tables.rows("hong_kong")

    def read(field):
        codes = {row[name]: row["enclosure"] for row in rows if row["field"] == field for name in ("code", "meaning")}
        return columns.read(table, field, lambda value: codes.get(tag_rules.plain(value), ""))

    location, cover, station = (read(field) for field in ("Location", "WeatherProof", "FeatureType"))
    covered = (location == "outdoor") & (cover != "")
    unknown = location == ""
    return np.where(covered, cover, np.where(unknown, station, location)), unknown & (station != "")


def _listed(assumed):
    """Return the names of what was assumed of each row, separated by `;`, None where nothing was."""
    names = np.array(list(assumed), dtype=object)
    texts = [";".join(names[row]) or None for row in np.column_stack(list(assumed.values()))]
    return np.array(texts, dtype=object)
