"""Whether a district is one of high intensity at all (clause 1.0.2, by the draft standard on such districts)."""

import numpy as np
import pandas as pd
import shapely

from . import clauses, columns, grading, stable, steps, within_districts
from .land_use import land_kinds
from .plot_size import SHARE_FIELDS, whole_of_parts
from .spaces_in_units import in_units

CLAUSE = "1.0.2"
# dimension → its figure that has a baseline, and the two that score
DIMENSIONS = {
    "far": ("far", ("far_above", "far_below")),
    "transit": ("transit_density", ("rail_density", "bus_density")),
    "public": ("public_land_pct", ("public_service_pct", "commercial_pct")),
}
STATIONS = {"rail_density": ("metro", "tram"), "bus_density": ("brt", "bus")}
ENTRANCE = "entrance"  # belongs to a station, and is none
LOW, MEDIUM, HIGH = "low", "medium", "high"
NOT, QUASI = "not", "quasi"
_CHUNK, _PLOTS = 50_000, 2_000


def district_intensity(districts, spaces, plots, stations=None, **options):
    """Return floor area ratio, density of stations, share of public land, and the class of each district.

    far_above = S_o / S_a, far_below = S_u / S_a, with S_a the net land: plots without roads and green.
    transit_density = (3 · metro + tram) / S_a + (brt + 0.3 · bus) / S_a. public_land_pct = (A + B) / S_b,
    with S_b the plots without roads. `high` when all three reach their baselines, `quasi` when the
    floor area ratio alone or with one other does, else `not`.

    districts : polygons in metres; spaces : table of `urbanform.spaces`; plots : polygons with `use`
    or parts (`commercial_m2` …); stations : points with `kind` and, where known, `name`: those of one
    kind and name, or without a name at one place, count once; None when they are not known. Options:
    below_known = whether the spaces tell of floors below ground (by default, when any lies there).

    Adds area_km2, net_km2, the figures (NaN where unknown), `far_class`, `transit_class` and
    `public_class` (`low`, `medium`, `high`, None), `subtype` (the dimensions that are high), `class`
    (None when it cannot be told), `near` (the figures within the tolerance of their baselines), `gaps`
    (what is unknown: `plots`, `overlaps`, `use`, `spaces`, `areas`, `below`, `stations`, `kinds`), unknown_use_pct and
    overlap_pct (of the plots' land), off_plot_pct (of the floor area above ground, on no plot),
    n_unknown_stations, unknown_station_pct and state.

    >>> import geopandas
    >>> whole = geopandas.GeoDataFrame({"use": ["B1"]}, geometry=[shapely.box(0, 0, 1000, 1000)])
    >>> rows = {"area_m2": [3e6, 9e5], "below": [False, True], "x": [500.0, 500.0], "y": [500.0, 500.0]}
    >>> halts = geopandas.GeoDataFrame({"kind": ["metro"] * 4}, geometry=shapely.points([[k, 9] for k in range(1, 5)]))
    >>> row = district_intensity(whole, pd.DataFrame(rows), whole, halts).iloc[0]
    >>> print(row["far_above"], row["transit_density"], row["class"])
    3.0 12.0 high
    """
    return steps.finish(district_intensity_steps(districts, spaces, plots, stations, **options))


def district_intensity_steps(districts, spaces, plots, stations=None, *, below_known=None):
    """Yield the share done; return what `district_intensity` returns."""
    order = stable.order_by_place(districts.geometry.to_numpy())  # what lies on two outlines is the first one's
    outlines = districts.geometry.to_numpy()[order]
    result = districts.iloc[order].drop(columns=["class"], errors="ignore").copy()
    result["area_km2"] = np.round(shapely.area(outlines) / 1e6, 8)
    plots = plots[~_drawn_twice(plots)]
    land = yield from steps.part(_land_steps(plots, outlines), 0, 0.5)
    floors = yield from steps.part(_floors_steps(spaces, plots, outlines), 0.5, 0.8)
    measures = "unknown_use_pct", "overlap_pct", "off_plot_pct"
    for name in measures:
        result[name] = {**land, **floors}[name]
    # unknown land may be road or green, land drawn twice is not so large, land not drawn is larger
    sure = np.all([result[name] <= _bound(name).upper for name in measures], axis=0)
    net = np.where(sure, land["net"], np.nan)
    result["net_km2"] = np.round(net / 1e6, 8)
    below_known = bool(spaces["below"].any()) if below_known is None else below_known
    known = floors["counted"] & (net > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        above = np.where(known, floors["above"] / net, np.nan)
        below = np.where(known & below_known, floors["below"] / net, np.nan)
    result["far_above"], result["far_below"] = above.round(2), below.round(2)
    result["far"] = (above + below).round(2)
    _add_stations(result, stations, outlines, net)
    for name in ("public_service_pct", "commercial_pct"):
        result[name] = np.where(sure, land[name], np.nan).round(2)
    result["public_land_pct"] = np.where(sure, land["public_service_pct"] + land["commercial_pct"], np.nan).round(2)
    result = _classified(result, floors, below_known, stations is not None)
    return result.iloc[np.argsort(order)]


def _bound(measure, subject=""):
    return clauses.bounds(CLAUSE, measure, subject)[0]


def _drawn_twice(plots):
    """Tell which plots repeat an earlier one: the same outline, use and parts."""
    columns_ = [name for name in ("use", *SHARE_FIELDS) if name in plots]
    told = pd.DataFrame({name: columns.texts(plots, name) for name in columns_}, index=plots.index)
    told["outline"] = shapely.to_wkb(shapely.normalize(plots.geometry.to_numpy()))
    return told.duplicated().to_numpy()


def _land_steps(plots, outlines):
    """Yield the share done; return net land (m²) and shares of public, unknown and shared land (%) per district."""
    cut = within_districts.cut_steps(plots.geometry.to_numpy(), outlines)
    plot, district, parts = yield from steps.part(cut, 0, 0.5)
    area, shares = shapely.area(parts), _use_shares(plots)
    twice = yield from steps.part(_overlaps_steps(parts, district, len(outlines)), 0.5, 1)

    def land(*names):
        return stable.sums(area * sum(shares[name] for name in names)[plot], district, len(outlines))

    whole = stable.sums(area, district, len(outlines))
    served = whole - land("road")
    with np.errstate(divide="ignore", invalid="ignore"):
        return {
            "net": whole - land("road", "green"),
            "public_service_pct": 100 * land("public_service") / served,
            "commercial_pct": 100 * land("commercial") / served,
            "unknown_use_pct": np.where(whole > 0, np.round(100 * land("unknown") / whole, 2), np.nan),
            "overlap_pct": np.where(whole > 0, np.round(100 * twice / whole, 2), np.nan),
        }


def _overlaps_steps(parts, district, size):
    """Yield the share done; return the land (m²) that two plots of a district share."""
    tree, found = shapely.STRtree(parts), [(np.empty(0), np.empty(0, dtype=int))]
    for begin in range(0, len(parts), _PLOTS):
        first, second = tree.query(parts[begin : begin + _PLOTS], predicate="intersects") + [[begin], [0]]
        twice = (first < second) & (district[first] == district[second])
        first, second = first[twice], second[twice]
        found.append((shapely.area(shapely.intersection(parts[first], parts[second])), district[first]))
        yield begin / len(parts)
    return stable.sums(*(np.concatenate(column) for column in zip(*found)), size)


def _floors_steps(spaces, plots, outlines):
    """Yield the share done; return the floor area above and below ground (m²) per district, and what is known of it.

    counted : whether any area is known; partial : whether too many are not, or no place; off_plot_pct : the share
    of the floor area above ground that stands on no plot, so that the land under it is missing.
    """
    tree, found = shapely.STRtree(plots.geometry.to_numpy()), [(np.empty(0, dtype=int),) * 3]
    x, y = spaces["x"].to_numpy(), spaces["y"].to_numpy()
    for begin in range(0, len(spaces), _CHUNK):
        space, district = in_units(spaces.iloc[begin : begin + _CHUNK], outlines)
        space = space + begin
        standing = np.zeros(len(space), dtype=int)
        standing[tree.query(shapely.points(x[space], y[space]), predicate="intersects")[0]] = 1
        found.append((space, district, standing))
        yield begin / len(spaces)
    space, district, standing = (np.concatenate(column) for column in zip(*found))
    lost = np.isnan(x).sum()  # what has no place may lie in any district
    area, below = spaces["area_m2"].to_numpy()[space], spaces["below"].to_numpy(dtype=bool)[space]
    known = np.isfinite(area)
    above, cellars, astray = (
        stable.sums(area[known & own], district[known & own], len(outlines))
        for own in (~below, below, ~below & (standing == 0))
    )
    number, counted = (np.bincount(own, minlength=len(outlines)) for own in (district, district[known]))
    unknown = lost + number - counted
    return {
        "above": above,
        "below": cellars,
        "counted": counted > 0,
        "partial": (counted > 0) & (100 * unknown > _bound("unknown_area_pct").upper * (number + lost)),
        "off_plot_pct": np.round(100 * astray / np.where(above > 0, above, 1), 2),
    }


def _use_shares(plots):
    """Return the shares of kinds of land in each plot: by its parts where they are given, else by its code.

    What the parts leave of a plot is as the code says; so is whether land that is neither commercial,
    residential nor public is green or road.
    """
    uses = land_kinds()
    names = ("public_service", "commercial", "road", "green")
    number, values = pd.factorize(columns.texts(plots, "use"))
    of_value = [uses.shares(value) for value in values]
    result = {name: np.array([own.get(name, 0.0) for own in of_value])[number] for name in names}
    # of a mixed use, and of what stated shares leave, nobody knows what it is
    unknown = [own.get("mixed", 0.0) + own.get("", 0.0) if own else 1.0 for own in of_value]
    result["unknown"] = np.array(unknown)[number]
    parts = np.column_stack([np.fmax(columns.numbers(plots, field), 0) for field in SHARE_FIELDS])
    whole, _ = whole_of_parts(parts, shapely.area(plots.geometry.to_numpy()))
    stated = (parts > 0).any(axis=1)
    stated_shares = dict(zip(SHARE_FIELDS.values(), (parts / np.where(stated, whole, 1)[:, None]).T))
    rest = 1 - sum(stated_shares.values())
    open_ = result["road"] + result["green"]
    for name in (*names, "unknown"):
        part = stated_shares.get(name, 0.0) + rest * result[name]
        if name in ("road", "green"):
            part = part + stated_shares["other"] * np.where(open_ > 0, result[name] / np.where(open_ > 0, open_, 1), 0)
        result[name] = np.where(stated, part, result[name])
    return result


def _add_stations(result, stations, outlines, net):
    """Add the densities of stations, how many are of unknown kind, and their share (%)."""
    result[[*STATIONS, "transit_density", "n_unknown_stations", "unknown_station_pct"]] = np.nan
    if stations is None:
        return
    kinds, names = columns.codes(stations, "kind", "station"), columns.texts(stations, "name")
    station, district = within_districts.of_middles(stations.geometry.to_numpy(), outlines)
    found = pd.DataFrame({"district": district, "kind": kinds[station], "name": names[station], "station": station})
    unnamed = found["name"] == ""
    places = pd.DataFrame(np.round(shapely.bounds(stations.geometry.to_numpy()), 2)).groupby([0, 1]).ngroup().to_numpy()
    found.loc[unnamed, "name"] = places[found.loc[unnamed, "station"]].astype(str) + np.array("#", dtype=object)
    found = found.drop_duplicates(["district", "kind", "name"])
    known = [kind for kinds in STATIONS.values() for kind in kinds]
    count = {kind: np.bincount(found.loc[found["kind"] == kind, "district"], minlength=len(outlines)) for kind in known}
    found = found[found["kind"] != ENTRANCE]
    unknown = np.bincount(found.loc[~found["kind"].isin(known), "district"], minlength=len(outlines))
    every = np.bincount(found["district"], minlength=len(outlines))
    result["n_unknown_stations"] = unknown
    result["unknown_station_pct"] = np.round(100 * unknown / np.maximum(every, 1), 2)
    densities = {}
    for name, own in STATIONS.items():
        weighted = sum(_bound("station_weight", kind).lower * count[kind] for kind in own)
        with np.errstate(divide="ignore", invalid="ignore"):
            densities[name] = np.where(net > 0, weighted / net * 1e6, np.nan)
        result[name] = densities[name].round(2)
    result["transit_density"] = sum(densities.values()).round(2)


def _classified(result, floors, below_known, stations_known):
    too_much = {
        name: (result[name] > _bound(name).upper).to_numpy()
        for name in ("unknown_use_pct", "overlap_pct", "off_plot_pct", "unknown_station_pct")
    }
    # where much is not counted, too low a figure proves nothing
    at_least = {"far": floors["partial"], "transit": too_much["unknown_station_pct"]}
    reached, dimensions = {}, {}
    for name, (figure, parts) in DIMENSIONS.items():
        value, low = result[figure].to_numpy(), _bound(figure, "baseline").lower
        unsure = at_least.get(name, np.zeros(len(result), dtype=bool))
        reached[name] = np.where(np.isnan(value) | unsure & (value < low), np.nan, value >= low)
        found = _dimension(*(_scores(part, result[part].to_numpy()) for part in parts))
        dimensions[name] = np.where(unsure & (found != HIGH), None, found)
        result[f"{name}_class"] = dimensions[name]
    # the floors above ground alone may do
    sure = result["far_above"] >= _bound("far", "baseline").lower
    reached["far"] = np.where(np.isnan(reached["far"]) & sure, 1.0, reached["far"])
    far, others = reached["far"], np.array([reached["transit"], reached["public"]])
    choices = [far == 0, (far == 1) & (others == 0).any(axis=0), (far == 1) & (others == 1).all(axis=0)]
    result["class"] = np.select(choices, np.array([NOT, QUASI, HIGH], dtype=object), None)
    result["state"] = np.where(result["class"].isna(), clauses.MISSING, clauses.MEASURED)
    result["subtype"] = [_subtype(row) for row in zip(*dimensions.values())]
    result["near"] = [_near(row) for row in result.to_dict("records")]
    none = (result["unknown_use_pct"].isna() | (result["net_km2"] == 0)).to_numpy()
    gaps = {
        "plots": none | too_much["off_plot_pct"],
        "overlaps": too_much["overlap_pct"],
        "use": too_much["unknown_use_pct"],
        "spaces": ~floors["counted"],
        "areas": floors["partial"],
        "below": floors["counted"] & (not below_known),
    }
    gaps["stations"], gaps["kinds"] = np.full(len(result), not stations_known), too_much["unknown_station_pct"]
    result["gaps"] = [";".join(name for name, own in zip(gaps, row) if own) for row in zip(*gaps.values())]
    return result


def _scores(measure, values):
    """Return 1, 2 or 3 by the printed bands, 0 below them and NaN for an unknown figure."""
    scores = np.where(np.isnan(values), np.nan, 0.0)
    for score in (1, 2, 3):
        scores[grading.inside(values, _bound(measure, f"score_{score}"))] = score
    return scores


def _dimension(one, other):
    total, best = one + other, np.fmax(one, other)
    high = (total >= _bound("score_sum", HIGH).lower) | (best >= _bound("score", HIGH).lower)
    medium = total >= _bound("score_sum", MEDIUM).lower
    choices = [high, np.isnan(total), medium]
    return np.select(choices, np.array([HIGH, None, MEDIUM], dtype=object), LOW)


def _subtype(classes):
    """Return which dimensions are high, one of eight; None when one of them is unknown."""
    if any(own is None for own in classes):
        return None
    return "+".join(name for name, own in zip(DIMENSIONS, classes) if own == HIGH) or "none"


def _near(row):
    """Return the figures of a district that lie within the tolerance of their baselines."""
    tolerance = _bound("baseline_pct", "tolerance").upper / 100
    figures = [figure for figure, _ in DIMENSIONS.values()]
    baselines = [_bound(figure, "baseline").lower for figure in figures]
    return [name for name, base in zip(figures, baselines) if abs(row[name] - base) <= tolerance * base + 1e-9]
