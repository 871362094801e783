"""Planning tables of a district as the layers of a district package, with what was recognised in each."""

from typing import NamedTuple

import numpy as np

from . import columns, create_package, floor_tables, hong_kong_network, planning_tables, steps
from .faults import limits

# How the areas of a table of floors count: see `floor_tables.floors_steps`.
COUNTS = floor_tables.COUNTS


class Imported(NamedTuple):
    """The layers of a package, and what is told of every column and of every layer."""

    layers: dict  # layer → `planning_tables.Table`
    recognised: list  # dictionaries of `planning_tables.RECOGNISED` and `source`; those of layers have no field
    n_unjoined: int  # rows of the table of floors without a building


def import_planning_data(sources, counts=floor_tables.BY_NAME):
    """Return the layers of a package from planning tables; see `import_planning_data_steps`.

    >>> import geopandas, pandas as pd, shapely
    >>> towers = geopandas.GeoDataFrame({"fid": [1], "楼栋": ["A栋"]}, geometry=[shapely.box(0, 0, 30, 30)])
    >>> rows = pd.DataFrame({"fid": [1, 2], "楼栋": ["A座", None], "起始层": ["B1", 1], "终止层": ["B1", 2]})
    >>> rows = geopandas.GeoDataFrame(rows.assign(用途=["车库", "商业"], 面积=[900, 1800]), geometry=[None] * 2)
    >>> imported = import_planning_data({"buildings": (towers, "towers"), "floors": (rows, "sheet")})
    >>> floors = imported.layers["floors"].frame
    >>> floors[["building", "storey", "function", "area"]].to_numpy().tolist()
    [['A栋', -1.0, 'auxiliary', 900.0], ['A栋', 1.0, 'commercial', 900.0], ['A栋', 2.0, 'commercial', 900.0]]
    """
    return steps.finish(import_planning_data_steps(sources, counts))


def import_planning_data_steps(sources, counts=floor_tables.BY_NAME):
    """Yield the share done; return planning tables as the layers of a package, as `Imported`.

    Every table is read by `planning_tables.table_steps`; a table of floors by `floor_tables.floors_steps`, with the
    outlines of the layer of buildings; the pedestrian network of Hong Kong as walkways and vertical components, but
    for the one of these layers that has a source of its own: nothing is there twice.

    sources : layer of the package → (GeoDataFrame of `fid`, columns and geometry in one CRS, name of the source).
    counts : one of `COUNTS`.
    """
    layers, recognised, unjoined = {}, [], 0
    size, done = sum(len(frame) for frame, _ in sources.values()) or 1, 0
    for name in (name for name in create_package.layers() if name in sources):
        frame, source = sources[name]
        share = done / size, (done + len(frame)) / size
        done += len(frame)
        notes = []
        if name in ("walkways", "verticals") and hong_kong_network.is_hong_kong_network(frame.columns):
            made, notes = _hong_kong(frame, {"walkways", "verticals"} - (set(sources) - {name}), name)
            yield share[1]
        elif name == "floors" and floor_tables.is_floor_table(frame):
            buildings = layers["buildings"].frame if "buildings" in layers else None
            floors = yield from steps.part(floor_tables.floors_steps(frame, buildings, counts, source), *share)
            made, notes, unjoined = {name: floors.table}, _floor_notes(floors, frame, counts), floors.n_unjoined
        else:
            table = yield from steps.part(planning_tables.table_steps(name, frame, source), *share)
            made = {name: table}
        for layer, table in made.items():
            layers[layer] = table
            told = notes if layer == name else notes[:1]  # of the network of Hong Kong, what it is
            recognised.append(_of_layer(layer, source, frame, table, told))
            recognised += [{**row, "source": source} for row in table.recognised]
    return Imported(layers, recognised, unjoined)


def _of_layer(layer, source, frame, table, notes):
    """Return what is told of a layer as a whole: its features, and the fields that it lacks."""
    fields = create_package.layers()[layer].fields
    lacking = [
        ("no_field", field.name)
        for field in fields
        if field.needed and field.name not in table.frame and field.needed not in table.frame
    ]
    # a row of a table of floors is read once, however many floors it makes
    given = frame if layer == "floors" else table.frame
    numbers = {"n_values": len(given), "n_read": table.frame["fid"].nunique(), "examples": ""}
    return {"layer": layer, "field": "", "read_as": "", **numbers, "notes": [*notes, *lacking], "source": source}


def _hong_kong(frame, wanted, name):
    """Return layers of the package made from the network of Hong Kong, and what is told of them.

    What was read from its columns is told once, with the layer that it was given as, and all else is kept.
    """
    walkways, verticals, notes = hong_kong_network.hong_kong_network(frame)
    told = [("hong_kong", "")] + [(code, str(len(rows))) for code, rows in notes.items()]
    told += [("own_source", layer) for layer in ("walkways", "verticals") if layer not in wanted]
    recognised, rest = _of_network(frame, name, notes)
    result = {}
    for layer, made in (("walkways", walkways), ("verticals", verticals)):
        rows = made.index  # of the frame
        made = made.assign(fid=frame["fid"].to_numpy()[rows]).reset_index(drop=True)
        kinds = dict.fromkeys(set(made.columns) - {"fid", made.geometry.name}, "text")
        for column, kept in planning_tables.kept_names(rest, made.columns).items():
            made[kept], kinds[kept] = planning_tables.as_it_is(frame[column].iloc[rows])
        own = [field.name for field in create_package.layers()[layer].fields]
        kinds = {column: kind for column, kind in kinds.items() if column not in own}
        if layer in wanted:
            result[layer] = planning_tables.Table(made, recognised if layer == name else [], kinds)
    return result, told


def _of_network(frame, layer, notes):
    """Return what is told of the columns of the network of Hong Kong, and those that no field is read from."""
    used, recognised = hong_kong_network.found_fields(frame.columns), []
    for field, column in used.items():
        given = np.flatnonzero(columns.texts(frame, column) != "")
        unread = np.intersect1d(given, notes.get(hong_kong_network.UNREAD.get(field), []))
        numbers = {"n_values": len(given), "n_read": len(given) - len(unread)}
        told = {"field": column, "read_as": hong_kong_network.FIELDS[field], "notes": []}
        told["examples"] = planning_tables.examples(frame, column, unread)
        recognised.append({"layer": layer, **told, **numbers})
    rest = [name for name in frame.columns if name not in {"fid", frame.geometry.name, *used.values()}]
    return [*recognised, *(planning_tables.unused(layer, column, "unknown", "") for column in rest)], rest


def _floor_notes(floors, frame, counts):
    """Return what is told of a table of floors: how its areas count, what was left out, what was joined how."""
    notes = [("floors", str(len(floors.table.frame))), (f"area_{counts}", "")]
    notes += [(f"rows_{reason}", text) for reason, text in floors.left_out.items()]
    if floors.n_filled:
        notes.append(("filled_down", str(floors.n_filled)))
    if floors.n_loose:
        notes.append(("loose", str(floors.n_loose)))
    return notes


def unlikely_areas(floors, outline_m2):
    """Return how many rows of a table of floors would fit better if their area were that of each storey.

    floors : frame of the layer made from a table; outline_m2 : (n,) m² of each floor's outline.
    """
    return floor_tables.unlikely_areas(floors, outline_m2, limits()["floor_area"][1])
