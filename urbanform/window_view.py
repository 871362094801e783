"""What is seen from the windows of each storey, clause 7.1.2."""

import math
from typing import NamedTuple

import geopandas
import numpy as np
import pandas as pd

from . import clauses, columns, stable, steps
from .errors import QT_TRANSLATE_NOOP, InputError
from .sight_lines import concatenated
from .view_fans import Fan, spans_steps
from .view_scene import CLAUSE, Heights, ground_beside_steps, heights_of, scene_steps
from .view_shares import SHARES, Field, views_steps
from .window_points import Places, chosen_storeys, places, walled_up_steps

SHARE_FIELDS = [f"{name}_pct" for name in SHARES]
# Flags in the order of the clause, each with the figure that its bound is one of.
FLAGS = {
    "no_sky": "sky_pct",
    "near_obstruction": "nearest_m",
    "mostly_buildings": "building_pct",
    "little_green": "green_pct",
}


class Result(NamedTuple):
    """Windows with what they see, buildings with the means of theirs, and the figures of all (NaN where unknown)."""

    windows: pd.DataFrame
    buildings: geopandas.GeoDataFrame
    n_windows: int
    n_missing: int
    n_flagged: int
    flagged_pct: float
    mean_sky_pct: float
    mean_green_pct: float
    mean_building_pct: float
    counts: dict  # how often something had to be assumed or left out


def window_view(buildings, greenery=None, water=None, **options):
    """Return what is seen from windows along the façades of buildings, storey by storey (guideline 7.1.2).

    The field of view is a part of a ball, `field_h_deg` to each side and `field_v_deg` up and down. Each share is
    the part of its solid angle; what a crown or hedge covers counts as green but for the share that it lets
    through. A ray that meets nothing ends in the ground below the horizon, at or above it in the sky.

    buildings : GeoDataFrame of footprints in metres with, where known, `height`, `storeys`, `ground_z`,
    `building`; greenery : points and polygons with `kind`, `height`, `radius`, or None for unknown; water :
    polygons, or None for unknown. options : spacing_m, storeys (text), radius_m, field_h_deg, field_v_deg,
    storey_height_m, eye_height_m, rays; None for the guideline's.

    windows : one row a window, with building_row (position in buildings), storey, azimuth (degrees clockwise from
    north), x, y, z (m), the shares of `SHARES` in % (together 100.00; NaN for all where a building of unknown height
    stands in the view, but for unknown_pct; green and water NaN where their layer is unknown), nearest_m (NaN for
    none in the radius), flags (comma list of `FLAGS`), n_flags and state. Raises `InputError` for options out of
    their range.

    >>> import shapely
    >>> house = geopandas.GeoDataFrame({"height": [3.0], "storeys": [1]}, geometry=[shapely.box(0, 0, 6, 6)])
    >>> result = window_view(house)
    >>> result.windows[["storey", "azimuth", "sky_pct", "ground_pct", "state"]].to_numpy().tolist()[0]
    [1, 90.0, 50.0, 50.0, 'measured']
    """
    return steps.finish(window_view_steps(buildings, greenery, water, **options))


def window_view_steps(buildings, greenery=None, water=None, **options):
    """Yield the share done; return what `window_view` returns."""
    windows = yield from steps.part(windows_steps(buildings, **options), 0, 0.05)
    return (yield from steps.part(views_of_steps(windows, greenery, water), 0.05, 1))


class Windows(NamedTuple):
    """The windows of buildings, place by place from below, with what is needed to look out of them."""

    buildings: geopandas.GeoDataFrame  # as given
    order: np.ndarray  # of the buildings by their place
    heights: Heights  # in that order
    places: Places  # their buildings in that order
    place: np.ndarray
    storey: np.ndarray
    eye_z: np.ndarray
    options: dict


def windows_steps(buildings, **options):
    """Yield the share done; return the `Windows` of buildings, so that their number is known before the long work.

    buildings, options : as `window_view` takes them.
    """
    given = _options(options)
    order = stable.order_by_place(buildings.geometry.to_numpy(), *_ties(buildings))
    sorted_ = buildings.iloc[order].reset_index(drop=True)
    ground = yield from steps.part(ground_beside_steps(sorted_, sorted_), 0, 0.3)
    heights = heights_of(sorted_, ground, given["storey_height_m"])
    outlines = sorted_.geometry.to_numpy()
    found = places(outlines, given["spacing_m"])
    yield 0.5
    tops = np.where(np.isnan(heights.top_z), np.inf, heights.top_z)
    walled = yield from steps.part(walled_up_steps(found, outlines, tops), 0.5, 1)
    return Windows(buildings, order, heights, found, *_windows(found, heights, walled, given), given)


def views_of_steps(windows, greenery=None, water=None):
    """Yield the share done; return the `Result` of windows, as `window_view` does."""
    found, place, given = windows.places, windows.place, windows.options
    sorted_ = windows.buildings.iloc[windows.order].reset_index(drop=True)
    scene = yield from steps.part(scene_steps(sorted_, windows.heights, greenery, water), 0, 0.1)
    fan = Fan(math.radians(given["field_h_deg"]), given["rays"], given["radius_m"])
    field = Field(fan, math.radians(given["field_v_deg"]), math.radians(clauses.value(CLAUSE, "centre_deg")))
    views = yield from steps.part(_views_steps(found, place, windows.eye_z, scene, field), 0.1, 0.95)
    frame = pd.DataFrame(
        {
            "building_row": windows.order[found.building[place]],
            "storey": windows.storey,
            "azimuth": np.round(found.azimuth_deg[place], 2) % 360,
            "x": found.x[place],
            "y": found.y[place],
            "z": windows.eye_z,
        }
    )
    _add_views(frame, *views, {"green": greenery is not None, "water": water is not None})
    frame = frame.iloc[np.lexsort((place, windows.storey, found.building[place]))].reset_index(drop=True)
    yield 0.97
    return _result(windows.buildings, frame, {**scene.counts, **_counts(windows)})


def _ties(buildings):
    """Return what tells buildings of one outline apart."""
    return [buildings[name].astype(str) for name in ("height", "storeys", "ground_z") if name in buildings]


def _options(options):
    """Return the options with the guideline's where none is given; refuse those out of their range."""
    usual = {name: clauses.value(CLAUSE, name) for name in _PERMITTED if name not in ("storey_height_m", "rays")}
    usual["storey_height_m"] = clauses.bounds("4.1.4", "storey_height_m", "from_height")[0].lower
    usual["rays"] = int(clauses.value(CLAUSE, "rays_count"))
    given = {**usual, **{name: value for name, value in options.items() if value is not None}}
    for name, (parameter, most, permitted) in _PERMITTED.items():
        if not 0 < given[name] <= most or not math.isfinite(given[name]):
            remedy = QT_TRANSLATE_NOOP("Multiground", "Enter a number within this range.")
            raise InputError(parameter, given[name], permitted, remedy)
    return {**given, "chosen": chosen_storeys(given.get("storeys"))}


_PERMITTED = {
    "spacing_m": ("SPACING", math.inf, QT_TRANSLATE_NOOP("Multiground", "more than 0 m")),
    "radius_m": ("RADIUS", math.inf, QT_TRANSLATE_NOOP("Multiground", "more than 0 m")),
    "field_h_deg": ("FIELD_H", 90, QT_TRANSLATE_NOOP("Multiground", "more than 0 and at most 90 degrees")),
    "field_v_deg": ("FIELD_V", 90, QT_TRANSLATE_NOOP("Multiground", "more than 0 and at most 90 degrees")),
    "storey_height_m": ("STOREY_HEIGHT", math.inf, QT_TRANSLATE_NOOP("Multiground", "more than 0 m")),
    "eye_height_m": ("EYE_HEIGHT", math.inf, QT_TRANSLATE_NOOP("Multiground", "more than 0 m")),
    "rays": ("RAYS", 3600, QT_TRANSLATE_NOOP("Multiground", "1 to 3600 rays")),
}


def _windows(found, heights, walled, given):
    """Return the place, the storey and the height of the eye of each window, place by place from below.

    The eye is never above the top of its storey. No window looks out where a wall stands in front of it.
    """
    storeys = np.nan_to_num(np.where(np.isnan(heights.storey_m), 0, heights.storeys)).astype(np.int64)[found.building]
    place = np.repeat(np.arange(len(found.x)), storeys)
    storey = concatenated(np.ones(len(storeys), dtype=np.int64), storeys)
    building = found.building[place]
    storey_m = heights.storey_m[building]
    eye_z = heights.ground_z[building] + (storey - 1) * storey_m + np.minimum(given["eye_height_m"], storey_m)
    kept = given["chosen"](storey) & (eye_z >= walled[place])
    return place[kept], storey[kept], eye_z[kept]


def _views_steps(found, place, eye_z, scene, field):
    """Yield the share done; return the shares (n, 6) and the nearest building of each window."""
    used = np.unique(place)  # places with a window, in order as the windows are
    shares, nearest = np.zeros((len(place), len(SHARES))), np.full(len(place), np.inf)
    ends = np.searchsorted(place, used, side="right")
    eyes = found.x[used], found.y[used], found.azimuth_deg[used]
    for first, last, spans in spans_steps(*eyes, field.fan, scene.plan):
        begin = ends[first - 1] if first else 0
        rows = slice(begin, ends[last - 1])
        local = np.searchsorted(used[first:last], place[rows])
        for part, *found_views in views_steps(local, eye_z[rows], spans, last - first, scene.things, field):
            shares[begin + part], nearest[begin + part] = found_views
            yield (begin + part[-1]) / len(place)
    return shares, nearest


def hundredths(shares):
    """Return shares (n, k) as percentages of two decimals that add up to 100.00 in each row.

    Each is rounded down, and the hundredths left over go to those that lost most.

    >>> hundredths(np.array([[1, 1, 1]]) / 3).tolist()
    [[33.34, 33.33, 33.33]]
    """
    scaled = np.round(shares * 10_000, 6)
    whole = np.floor(scaled)
    left = np.round(10_000 - whole.sum(axis=1)).astype(int)
    rank = np.argsort(np.argsort(whole - scaled, axis=1, kind="stable"), axis=1, kind="stable")
    return (whole + (rank < left[:, None])) / 100


def _add_views(windows, shares, nearest, known):
    """Add shares, the nearest building, flags and state to windows."""
    pct = hundredths(shares)
    hidden = pct[:, SHARES.index("unknown")] > 0
    for number, name in enumerate(SHARES):
        lost = np.full(len(pct), not known.get(name, True)) | (hidden & (name != "unknown"))
        windows[f"{name}_pct"] = np.where(lost, np.nan, pct[:, number])
    nearest = np.round(nearest, 2)
    windows["nearest_m"] = np.where(np.isfinite(nearest) & ~hidden, nearest, np.nan)
    raised = np.column_stack([_outside(windows[field], field) for field in FLAGS.values()])
    windows["flags"] = _texts()[raised @ (1 << np.arange(len(FLAGS)))]
    windows["n_flags"] = raised.sum(axis=1)
    windows["state"] = np.where(hidden, clauses.MISSING, clauses.MEASURED)


def _texts():
    """Return the list of flags for each number whose bits they are."""
    names = list(FLAGS)
    lists = ([name for bit, name in enumerate(names) if number >> bit & 1] for number in range(1 << len(names)))
    return np.array([",".join(each) for each in lists], dtype=object)


def _outside(values, field):
    """Return which known values lie outside of the bound of a flag."""
    bound, values = clauses.bounds(CLAUSE, field)[0], values.to_numpy()
    low = values < bound.lower if bound.lower_included else values <= bound.lower
    high = values > bound.upper if bound.upper_included else values >= bound.upper
    return low | high


def _counts(windows):
    """Return how many buildings lack something, and the rows of those of unknown height."""
    heights, level = windows.heights, np.isfinite(columns.numbers(windows.buildings, "ground_z"))
    unknown = np.isnan(heights.top_z)
    return {
        "unknown_rows": np.sort(windows.order[unknown]),
        "ground_of_nearest": int((~level).sum()) if level.any() else 0,
        "from_storeys": int(heights.from_storeys.sum()),
        "without_storeys": int((np.isnan(heights.storeys) & ~unknown).sum()),
    }


def _result(buildings, windows, counts):
    measured = windows[windows["state"] == clauses.MEASURED]
    flagged = int((measured["n_flags"] > 0).sum())
    numbers = len(windows), len(windows) - len(measured), flagged
    means = [_mean(measured[name]) for name in ("sky_pct", "green_pct", "building_pct")]
    share = round(100 * flagged / len(measured), 2) if len(measured) else math.nan
    return Result(windows, _of_buildings(buildings, windows), *numbers, share, *means, counts)


def _mean(values):
    return round(math.fsum(values) / len(values), 2) if len(values) and values.notna().all() else math.nan


def _of_buildings(buildings, windows):
    """Return the buildings with the means of their measured windows; without one they are missing.

    The worst storey is the one with the most flags per window; of equal ones that with least sky, then the lowest.
    """
    measured, size = windows[windows["state"] == clauses.MEASURED], len(buildings)
    row = measured["building_row"].to_numpy()
    number = np.bincount(row, minlength=size)
    result = buildings.assign(n_windows=np.bincount(windows["building_row"], minlength=size), n_measured=number)
    some = np.where(number > 0, number, np.nan)
    means = np.column_stack([stable.sums(measured[name].to_numpy(), row, size) / some for name in SHARE_FIELDS])
    known = ~np.isnan(means)
    rounded = hundredths(np.nan_to_num(means) / np.nansum(means, axis=1, keepdims=True).clip(1e-9))
    for column, name in enumerate(SHARE_FIELDS):
        result[name] = np.where(known[:, column], rounded[:, column], np.nan)
    by_building = measured.groupby("building_row")
    result["nearest_m"] = by_building["nearest_m"].min().reindex(range(size)).to_numpy()
    result["n_flags"] = np.bincount(row, measured["n_flags"], size).astype(np.int64)
    flagged = np.bincount(row, measured["n_flags"] > 0, size)
    result["flagged_pct"] = np.round(100 * flagged / some, 2)
    by_storey = measured.groupby(["building_row", "storey"], as_index=False)[["n_flags", "sky_pct"]].mean().round(6)
    worst_first = {"building_row": True, "n_flags": False, "sky_pct": True, "storey": True}
    by_storey = by_storey.sort_values(list(worst_first), ascending=list(worst_first.values()))
    worst = by_storey.drop_duplicates("building_row").set_index("building_row")["storey"]
    result["worst_storey"] = worst.reindex(range(size)).to_numpy(dtype=float)
    result["state"] = np.where(number > 0, clauses.MEASURED, clauses.MISSING)
    return result
