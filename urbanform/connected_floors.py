"""The floors that multi-ground systems connect, and how many each counts as (clause 6.2.1, table 6.2.1)."""

import numpy as np
import pandas as pd
import shapely

from . import clauses, columns, storey_names, within_districts
from .stable import sums


def floor_rows(floors, above, step_m):
    """Return what each row says of its floor: building, storey, area without auxiliary parts, opening.

    Columns: building, storey (its level) and by_height (no storey is known and its height stands for
    it; together the key of the floor), grounded (the storey on the ground, which never counts),
    below, net_m2, measured (area taken from the outline), open.

    floors : GeoDataFrame with, where known, `building`, `storey`, `area`, `auxiliary_m2`, `function`
    and `open_to_surface`; above : heights above the ground; step_m : what still is on the ground.

    >>> import geopandas
    >>> plate = geopandas.GeoDataFrame({"storey": [2], "auxiliary_m2": [600]}, geometry=[shapely.box(0, 0, 80, 60)])
    >>> floor_rows(plate, np.array([6.0]), 0.5)[["grounded", "below", "net_m2"]].to_numpy().tolist()
    [[False, False, 4200.0]]
    """
    level, building = storey_names.levels(floors)[0], columns.texts(floors, "building")
    known = ~np.isnan(level) & (columns.numbers(floors, "storey") != 0)  # of a storey 0 only its height tells
    area = columns.numbers(floors, "area")
    auxiliary = np.fmax(columns.numbers(floors, "auxiliary_m2"), 0)
    measured = ~(area >= 0)
    area = np.where(measured, shapely.area(floors.geometry.to_numpy()), area) - auxiliary
    all_auxiliary = columns.codes(floors, "function", "function") == "auxiliary"
    alone = [f"\n{row}" for row in range(len(floors))]  # a floor of an unknown building is one by itself
    return pd.DataFrame(
        {
            "building": np.where(building == "", alone, building),
            "storey": np.where(known, level, np.round(above, 2)),
            "by_height": ~known,
            "grounded": np.where(known, level == 0, np.abs(above) <= step_m),
            "below": np.where(known, level, above) < 0,
            "net_m2": np.where(all_auxiliary, 0, np.maximum(area, 0)),
            "measured": measured & ~all_auxiliary,
            "open": columns.truths(floors, "open_to_surface") != 0,
        }
    )


def summed(rows):
    """Return the floor of each row, and the floors: rows of one building and storey are added up.

    rows : `floor_rows` with district, in a stable order. Floors have below, net_m2 (to 0.01 m²) and
    measured.

    >>> parts = pd.DataFrame({"district": 0, "building": "A", "storey": -1.0, "by_height": False, "below": True,
    ...                       "net_m2": [2000.0, 0.0], "measured": False})
    >>> summed(parts)[1]["net_m2"].tolist()
    [2000.0]
    """
    groups = rows.groupby(["district", "building", "storey", "by_height"], sort=False, dropna=False)
    floor = groups.ngroup().to_numpy()
    first = np.unique(floor, return_index=True)[1]
    floors = rows.iloc[first][["below"]].reset_index(drop=True)
    floors["net_m2"] = np.round(sums(rows["net_m2"].to_numpy(), floor, len(first)), 2)
    floors["measured"] = np.bincount(floor, rows["measured"], len(first)) > 0
    return floor, floors


def storeys(net_m2, below, floor_count="per_floor"):
    """Return how many storeys connected areas count as: 1 for every 3000 m² begun, 2000 m² below ground.

    floor_count : "continuous" for areas over the step, otherwise every step begun counts.

    >>> storeys(np.array([3000, 3000.01, 2000, 2000.01, 0]), np.array([False, False, True, True, False])).tolist()
    [1.0, 2.0, 1.0, 2.0, 0.0]
    """
    counted = np.asarray(net_m2) / _step_m2(below)
    return counted if floor_count == "continuous" else np.ceil(counted)


def _step_m2(below):
    """Return the area that counts as one storey, for floors below ground or above."""
    above_m2, below_m2 = (clauses.value("6.2.1", f"storey_step_{side}_m2") for side in ("above", "below"))
    return np.where(below, below_m2, above_m2)


def other_storeys(floors, floor_count="per_floor"):
    """Return what floors would count as on the other side of a step that their outline cannot tell, else NaN.

    >>> other_storeys(pd.DataFrame({"net_m2": [3003.0, 5998.0, 3020.0], "below": False, "measured": True})).tolist()
    [1.0, 3.0, nan]
    """
    area, below = floors["net_m2"].to_numpy(), floors["below"].to_numpy()
    step = _step_m2(below)
    border = step * np.maximum(np.round(area / step), 1)
    error = clauses.value("6.2.1", "area_error_pct") / 100
    close = floors["measured"] & (floor_count != "continuous") & (np.abs(area - border) <= error * border)
    return np.where(close, np.where(area > border, border, border + step) / step, np.nan)


def storeys_of_systems(floor, system, size, floors, floor_count="per_floor"):
    """Return the storeys above and below ground that each system connects, (size, 2).

    floor, system : pairs, each counted once; floors : table with net_m2 and below; floor_count :
    "per_floor", "pooled" (the areas of a system are added up first) or "continuous".

    >>> floors = pd.DataFrame({"net_m2": [4200.0, 1200.0, 3000.0], "below": False})
    >>> pairs = np.array([0, 1, 2, 2]), np.array([0, 0, 0, 0])
    >>> [storeys_of_systems(*pairs, 1, floors, how).tolist() for how in ("per_floor", "pooled", "continuous")]
    [[[4.0, 0.0]], [[3.0, 0.0]], [[2.8, 0.0]]]
    """
    floor, system = np.unique(np.array([floor, system], dtype=int), axis=1)
    area, below = floors["net_m2"].to_numpy()[floor], floors["below"].to_numpy(dtype=bool)[floor]
    place = 2 * system + below
    if floor_count == "per_floor":
        return np.bincount(place, storeys(area, below), 2 * size).reshape(size, 2)
    total = np.round(sums(area, place, 2 * size), 2).reshape(size, 2)
    return storeys(total, [[False, True]], floor_count)


def contacts_steps(rows, pieces, gap_m, step_m):
    """Yield the share done; return the pieces that each row of floors meets, and what is against its meeting any.

    rows : `floor_rows` with shape, district and z; pieces : table with polygon, district and z. A row
    meets a piece within the gap in plan and the step in height, unless it is not open to it. Returns
    (2, n) row, piece; and per row "", "no_height", "no_contact" or "not_open".
    """
    shape, district = rows["shape"].to_numpy(), rows["district"].to_numpy()
    polygon, within = pieces["polygon"].to_numpy(), pieces["district"].to_numpy()
    near = yield from within_districts.near_steps(shape, district, polygon, within, gap_m)
    apart = np.abs(rows["z"].to_numpy()[near[0]] - pieces["z"].to_numpy()[near[1]])
    level, open_ = apart <= step_m, rows["open"].to_numpy(dtype=bool)
    reached, unknown = (np.bincount(near[0, chosen], minlength=len(rows)) > 0 for chosen in (level, np.isnan(apart)))
    why = [unknown & open_, ~reached, ~open_], ["no_height", "no_contact", "not_open"]
    against = np.select(*why, "").astype(object)
    return near[:, level & open_[near[0]]], against
