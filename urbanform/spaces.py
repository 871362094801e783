"""Floor areas of spaces: floors, whole buildings, points or rows of a table, each with its function and place."""

import numpy as np
import pandas as pd
import shapely

from . import columns, stable, steps, within_districts
from .building_storeys import storeys_of
from .functions import BUILDING, OWN, functions, is_building_tag

# What planners write of a space, besides what tells its function (`functions.FIELDS`).
FIELDS = ("building", "storey", "z", "area", "auxiliary_m2", "owner", "storeys", "storeys_below", "height")
_CHUNK = 50_000
# Underground is what lies by half a storey or more below the ground beside it (guideline 6.1.3, first test).
_BELOW_Z_M = -1.5


def spaces(frame, buildings=None, **options):
    """Return the floor areas of spaces as a table; see `spaces_steps`."""
    return steps.finish(spaces_steps(frame, buildings, **options))


def spaces_steps(frame, buildings=None, storey_height_m=None):
    """Yield the share done; return the floor areas of spaces as a table, one row for each part of a space.

    A floor or a point has the area of its field `area`; a floor without one that of its outline. A
    building (a row without a storey in a layer that knows `storeys` or `height`) has its footprint
    times its storeys, and a second row for its storeys below ground. `auxiliary_m2` becomes a row of
    its own. A function that the space does not tell is that of its building, above ground only. A
    building of which no space is known is one itself.

    frame : (n,) spaces with any of `FIELDS` and `functions.FIELDS`; its geometry may be missing.
    buildings : polygons with `building`, `function` and what else tells a function; a space belongs
    to the one that it names, else to the one that holds it. storey_height_m : for buildings of known
    height only, None for the guideline's.

    Columns: row (position in frame, -1 for a building added); building (its name, `#` and its position
    where it has none, '' for no building) and building_row (position in buildings, -1); function and
    function_from (see `functions.functions`); area_m2 (NaN where unknown) and area_from (`field`,
    `outline`, `storeys` or ''); storey (NaN where unknown); below (ground); x, y (NaN without a place).

    >>> rows = pd.DataFrame({"building": ["A", "A"], "storey": [1, -1], "function": ["shop", None], "area": [900, 900]})
    >>> spaces(rows)[["function", "area_m2", "below"]].to_numpy().tolist()
    [['commercial', 900.0, False], ['', 900.0, True]]
    """
    geometry = _geometry(frame)
    result = _areas(frame, geometry, storey_height_m)
    row = result["row"].to_numpy()
    yield 0.2
    result["function"], result["function_from"] = _own_functions(frame, result)
    yield 0.3
    middles = np.full(len(frame), None, dtype=object)
    for begin in range(0, len(frame), _CHUNK):
        chunk = slice(begin, begin + _CHUNK)
        middles[chunk] = shapely.point_on_surface(geometry[chunk])
        yield 0.3 + 0.3 * begin / len(frame)
    building = yield from _buildings_of_steps(frame, middles, buildings)
    names = _names(frame)
    if buildings is not None and len(buildings):
        known, own = building >= 0, building_names(buildings)
        names[known] = own[building[known]]
        placeless = known & shapely.is_missing(middles)
        middles[placeless] = shapely.point_on_surface(buildings.geometry.to_numpy()[building[placeless]])
        _take_from_buildings(result, building[row], buildings)
    result["building"], result["building_row"] = names[row], building[row]
    result["x"], result["y"] = shapely.get_x(middles)[row], shapely.get_y(middles)[row]
    result = result.drop(columns="part")
    if buildings is not None and len(buildings):
        without = np.setdiff1d(np.arange(len(buildings)), building)
        whole = yield from steps.part(spaces_steps(buildings.iloc[without], None, storey_height_m), 0.9, 1)
        result = pd.concat([result, _as_added(whole, without, own[without])], ignore_index=True)
    return result


def building_names(buildings):
    """Return the name of each building, `#` and its position where it has none.

    >>> building_names(pd.DataFrame({"building": ["A", "yes", None]})).tolist()
    ['A', '#1', '#2']
    """
    names = _names(buildings)
    return np.where(names == "", [f"#{row}" for row in range(len(names))], names).astype(object)


def in_units(table, polygons):
    """Return pairs (row of the table, unit) of the units that hold each space's place.

    A place on the outline between two units belongs to the first.

    table : of `spaces`; polygons : (n,) array of units.

    >>> rows = spaces(pd.DataFrame({"area": [10.0]})).assign(x=5.0, y=5.0)
    >>> [pair.tolist() for pair in in_units(rows, shapely.box([0, 10], 0, [10, 20], 10))]
    [[0], [0]]
    """
    placed = np.flatnonzero(np.isfinite(table["x"].to_numpy()))
    places = shapely.points(table["x"].to_numpy()[placed], table["y"].to_numpy()[placed])
    space, unit = within_districts.of_middles(places, polygons)
    return placed[space], unit


def areas_by(table, group, size, names, column="function"):
    """Return the floor area of each group and each name, (size, len(names)) in m², rounded once.

    table : of `spaces`, one row for each entry of `group`; unknown areas count as nothing.
    """
    number = pd.Categorical(table[column], categories=names).codes.astype(np.int64)
    known = number >= 0
    area = np.nan_to_num(table["area_m2"].to_numpy())[known]
    return stable.sums(area, (group * len(names) + number)[known], size * len(names)).reshape(size, len(names))


def _geometry(frame):
    named = getattr(frame, "_geometry_column_name", None) in frame
    return frame.geometry.to_numpy() if named else np.full(len(frame), None, dtype=object)


def _areas(frame, geometry, storey_height_m):
    """Return row, part (`whole`, `auxiliary`, `basement`), area_m2, area_from, storey and below of each space."""
    area, storey = columns.numbers(frame, "area"), columns.numbers(frame, "storey")
    area[~(area >= 0)], storey[storey == 0] = np.nan, np.nan  # there is no storey 0
    outline = np.where(shapely.get_dimensions(geometry) == 2, shapely.area(geometry), np.nan)
    given, building = ~np.isnan(area), np.isnan(storey) & bool({"storeys", "height"} & set(frame.columns))
    storeys = storeys_of(frame, *filter(None, [storey_height_m]))["storeys"].to_numpy() if building.any() else np.nan
    area = np.where(given, area, np.where(building, outline * storeys, outline))
    origin = np.select([given, np.isnan(area), building], ["field", "", "storeys"], "outline").astype(object)
    below = (storey < 0) | (np.isnan(storey) & (columns.numbers(frame, "z") <= _BELOW_Z_M))
    spaces = pd.DataFrame({"row": np.arange(len(frame)), "part": "whole", "area_m2": area, "area_from": origin})
    spaces["storey"], spaces["below"] = storey, below
    auxiliary, cellars = (columns.numbers(frame, name) for name in ("auxiliary_m2", "storeys_below"))
    parts = spaces[auxiliary > 0].assign(part="auxiliary")
    parts["area_m2"] = np.fmin(auxiliary[auxiliary > 0], parts["area_m2"])
    spaces.loc[parts.index, "area_m2"] -= parts["area_m2"]
    cellars = np.where(building & ~given, np.round(cellars), 0)
    basements = spaces[cellars > 0].assign(part="basement", below=True, area_from="storeys")
    basements["area_m2"] = (outline * cellars)[cellars > 0]
    return pd.concat([spaces, parts, basements], ignore_index=True)


def _own_functions(frame, spaces):
    """Return the function of each row of spaces as it tells itself, and what told it.

    What is below a building is seldom what stands above: only what is auxiliary above is so below.
    """
    function, origin = (column[spaces["row"].to_numpy()] for column in functions(frame))
    part = spaces["part"].to_numpy()
    function[part == "auxiliary"], origin[part == "auxiliary"] = "auxiliary", OWN
    unlike = (part == "basement") & (function != "auxiliary")
    function[unlike], origin[unlike] = "", ""
    return function, origin


def _names(frame):
    """Return the buildings that rows name, '' for none; a tag such as `yes` or `apartments` is no name."""
    names = columns.texts(frame, "building")
    names[is_building_tag(names)] = ""
    return names


def _buildings_of_steps(frame, middles, buildings):
    """Yield the share done; return the position of each space's building, -1 for none."""
    result = np.full(len(frame), -1)
    if buildings is None or not len(buildings):
        return result
    names = pd.Series(np.arange(len(buildings)), index=_names(buildings))
    names = names[(names.index != "") & ~names.index.duplicated()]
    result = names.reindex(_names(frame)).fillna(-1).to_numpy(dtype=np.int64)
    outlines = buildings.geometry.to_numpy()
    order = stable.order_by_place(outlines)
    asked = np.flatnonzero((result < 0) & ~shapely.is_missing(middles))
    for begin in range(0, len(asked), _CHUNK):
        chunk = asked[begin : begin + _CHUNK]
        space, building = within_districts.of_middles(middles[chunk], outlines[order])
        first = np.unique(space, return_index=True)[1]
        result[chunk[space[first]]] = order[building[first]]
        yield 0.6 + 0.3 * begin / len(asked)
    return result


def _as_added(spaces, building, names):
    """Return whole buildings as spaces that the user's layer does not hold."""
    row = spaces["row"].to_numpy()
    told = np.where(spaces["function"] == "", "", BUILDING).astype(object)
    return spaces.assign(row=-1, building_row=building[row], building=names[row], function_from=told)


def _take_from_buildings(spaces, building, buildings):
    """Give spaces above ground that tell no function that of their building; building : of each row, or -1."""
    function = np.append(functions(buildings)[0], "")[building]  # -1 takes the last
    asked = ((spaces["function"] == "") & ~spaces["below"]).to_numpy() & (function != "")
    spaces.loc[asked, "function"], spaces.loc[asked, "function_from"] = function[asked], BUILDING
