"""Public property: its share of the floor area, what it holds, and what is open in its transfer conditions (5.3)."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from . import clauses, columns, configuration, functions, grading, spaces_in_units, stable, steps

CLAUSE = "5.3.3"
TYPES = ("centre", "industry", "hub", "residential")
_PUBLIC = tuple(name for name, dimension in functions.DIMENSIONS.items() if dimension == "public")
_OWNERS, _PARKING = ("public", "transferred"), ("parking", "other")


class Result(NamedTuple):
    """Districts with shares and grades, table 5.3.3 of each, plots or None, and the figures of all districts."""

    districts: pd.DataFrame
    configuration: pd.DataFrame
    plots: pd.DataFrame
    public_pct: float
    grade: str


def public_property(districts, table, frame, buildings=None, **options):
    """Return the public share of each district's floor area, with grade (guideline 5.3.2 to 5.3.4).

    Public is what serves public and support services (public service and auxiliary functions); the
    share is of all floor area, underground included. Inside the band of the district's type it is
    `excellent`, above it `good`, below it `fair`; of an unknown type, with less than 90 % of the floor
    area classified, or with less than 90 % of the spaces measured, `unassessed`.

    districts : GeoDataFrame of polygons in metres with, where known, `type`; table : of
    `spaces.spaces(frame, buildings)`. Options: district_type (one of `TYPES` instead of the data's),
    facilities (GeoDataFrame with any of `configuration.FIELDS`), plots (GeoDataFrame of polygons with,
    where known, `holder`, `operation`, `required_public`).

    Adds gfa_total, gfa_public (m²), classified_pct, public_pct, public_pct_owner (what a public body
    owns), public_pct_noparking (parking is no public property) in %, n_spaces, n_unmeasured (without a
    known floor area), type_assessed, suggested (a type, '' unless unknown), needed_m2 of public floor area
    at the same total and needed_built_m2 where it changes the total too, grade and state.

    >>> import geopandas, shapely
    >>> town = geopandas.GeoDataFrame({"type": ["城市中心"]}, geometry=[shapely.box(0, 0, 100, 100)])
    >>> rows = {"function": ["office", "school"], "area": [8600.0, 1400.0]}
    >>> floors = geopandas.GeoDataFrame(rows, geometry=shapely.points([[10, 10], [20, 10]]))
    >>> from . import spaces
    >>> result = public_property(town, spaces.spaces(floors), floors)
    >>> result.districts[["public_pct", "grade", "needed_m2", "needed_built_m2"]].to_numpy().tolist()
    [[14.0, 'fair', 100.0, 117.65]]
    """
    return steps.finish(public_property_steps(districts, table, frame, buildings, **options))


def public_property_steps(districts, table, frame, buildings=None, *, district_type="", facilities=None, plots=None):
    """Yield the share done; return what `public_property` returns."""
    table = table.copy()
    for number, (name, reader) in enumerate(_READERS.items()):
        table[name] = _told(table, frame, buildings, reader)
        yield 0.1 * (number + 1) / len(_READERS)
    polygons = districts.geometry.to_numpy()
    space, unit = yield from steps.part(spaces_in_units.in_units_steps(table, polygons), 0.1, 0.4)
    result = districts.assign(**_shares(table.iloc[space], unit, len(districts)))
    found = _found(facilities, polygons)
    yield 0.5
    types = functions.codes_named(districts, "type", "district_type")
    result["type_assessed"] = [district_type] * len(result) if district_type else types
    suggested = _suggested(table.iloc[space], unit, found, result)
    result["suggested"] = np.where(result["type_assessed"] == "", suggested, "")
    _grade(result)
    yield 0.55
    once = _shares(table.iloc[np.unique(space)], np.zeros(len(np.unique(space)), dtype=np.int64), 1)
    yield 0.6
    parts = None
    if plots is not None:
        space, unit = yield from steps.part(spaces_in_units.in_units_steps(table, plots.geometry.to_numpy()), 0.6, 0.9)
        parts = _plots(plots, table.iloc[space], unit)
    grade = grading.overall(result["grade"], result["state"], districts.geometry.area.to_numpy())
    return Result(result, _configuration(result, found), parts, float(once["public_pct"][0]), grade)


def known_pct():
    """Return of which share of the floor area the owner, or the kind, is to be known for a reading of it (%)."""
    return clauses.bounds("5.3.2", "known_pct")[0].lower


def _owners(frame):
    """Return whose each space is; `?` for an owner of whom we cannot tell whether it is a public body."""
    owner = functions.codes_named(frame, "owner", "owner")
    stated = columns.read(frame, "owner", functions.states_function).astype(bool)
    return np.where((owner == "") & stated, "?", owner).astype(object)


def _parking(frame):
    result = np.full(len(frame), "", dtype=object)
    for field in ("function", "category", "use", "amenity", "building"):
        told = functions.codes_named(frame, field, "parking")
        if field == "building" and field in frame:  # names of buildings tell nothing
            told[~functions.is_building_tag(frame[field])] = ""
        result = np.where(result == "", told, result)
    return result


def _industry(frame):
    told = [functions.codes_named(frame, field, "industry") != "" for field in ("function", "use", "category")]
    return np.where(np.any(told, axis=0), "industry", "").astype(object)


def _owner_texts(frame):
    return columns.texts(frame, "owner")


_READERS = {"owner": _owners, "owner_text": _owner_texts, "parking": _parking, "industry": _industry}


def _told(table, frame, buildings, reader):
    """Return what each space tells, and where it tells nothing, what its building does."""
    own = np.append(reader(frame), "")[table["row"]]  # no row and no building are -1, which takes the last
    if buildings is None or not len(buildings):
        return own
    return np.where(own == "", np.append(reader(buildings), "")[table["building_row"]], own)


def _shares(held, unit, size):
    """Return floor areas and public shares of units, rounded to 2 decimals, NaN where they cannot be told."""
    total = stable.sums(np.nan_to_num(held["area_m2"].to_numpy()), unit, size)
    areas = spaces_in_units.areas_by(held, unit, size, functions.FUNCTIONS)
    public = areas[:, [functions.FUNCTIONS.index(name) for name in _PUBLIC]].sum(axis=1)
    owned = spaces_in_units.areas_by(held, unit, size, _OWNERS, "owner")
    auxiliary = (held["function"] == "auxiliary").to_numpy()
    parking = spaces_in_units.areas_by(held[auxiliary], unit[auxiliary], size, _PARKING, "parking")
    below = areas[:, functions.FUNCTIONS.index("auxiliary")]
    owner_known = np.round(_pct(owned.sum(axis=1), total), 2)
    parking_known = np.round(_pct(parking.sum(axis=1), below), 2)
    by_owner = np.where(owner_known >= known_pct(), _pct(owned[:, 0], total), np.nan)
    some = areas.sum(axis=1) > 0
    told = some & ((below == 0) | (parking_known >= known_pct()))
    figures = {
        "gfa_total": total,
        "gfa_public": public,
        "classified_pct": _pct(areas.sum(axis=1), total),
        "public_pct": np.where(some, _pct(public, total), np.nan),
        "public_pct_owner": by_owner,
        "public_pct_noparking": np.where(told, _pct(public - parking[:, 0], total), np.nan),
        "owner_known_pct": owner_known,
    }
    count, unknown = spaces_in_units.unmeasured(held, unit, size)
    rounded = {name: np.round(values, 2) for name, values in figures.items()}
    return {**rounded, "n_spaces": count, "n_unmeasured": unknown}


def _pct(part, whole):
    return 100 * np.minimum(part / np.where(whole > 0, whole, np.nan), 1)


def _suggested(held, unit, found, result):
    """Return the type that the data suggest for each district, '' where they hold too little.

    A railway station makes a hub; then housing or industry and research above their shares decide;
    else it is a centre.
    """
    total = np.where(result["gfa_total"] > 0, result["gfa_total"], np.nan)
    areas = spaces_in_units.areas_by(held, unit, len(result), ("residential",))
    housing = np.round(_pct(areas[:, 0], total), 2)
    held = held.assign(industry=np.where(held["function"].isin(["office", ""]), held["industry"], ""))
    industry = spaces_in_units.areas_by(held, unit, len(result), ("industry",), "industry")[:, 0]
    industry = np.round(_pct(industry, total), 2)
    (least_housing,) = clauses.bounds(CLAUSE, "housing_gfa_pct", "residential")
    (least_industry,) = clauses.bounds(CLAUSE, "industry_gfa_pct", "industry")
    result["housing_pct"], result["industry_pct"] = housing, industry
    (sign,) = configuration.items("hub", "sign")
    hub = np.zeros(len(result), bool) if found is None else found["hub", sign["item_en"]] > 0
    signs = {
        "": result["classified_pct"].isna(),
        "hub": hub,
        "residential": grading.inside(housing, least_housing),
        "industry": grading.inside(industry, least_industry),
    }
    return np.select(list(signs.values()), list(signs), "centre").astype(object)


def _grade(result):
    """Add grade, state and the public floor area that brings the share into the band."""
    assessed = (result["type_assessed"] != "") & (result["classified_pct"] >= spaces_in_units.least_measured_pct())
    measured_pct = 100 * (1 - result["n_unmeasured"] / np.maximum(result["n_spaces"], 1))
    assessed &= measured_pct.round(2) >= spaces_in_units.least_measured_pct()
    result["state"] = np.where(assessed, clauses.GRADED, clauses.MISSING)
    result["grade"], result["needed_m2"], result["needed_built_m2"] = clauses.UNASSESSED, np.nan, np.nan
    for district_type in TYPES:
        rows = result.index[assessed & (result["type_assessed"] == district_type)]
        bounds = clauses.bounds(CLAUSE, "public_pct", district_type)
        share, total, public = (result.loc[rows, name].to_numpy() for name in ("public_pct", "gfa_total", "gfa_public"))
        result.loc[rows, "grade"] = grading.grades(share, bounds)
        bound = np.where(share < bounds[0].lower, bounds[0].lower, bounds[0].upper) / 100
        for name, divisor in (("needed_m2", 1), ("needed_built_m2", 1 - bound)):
            wanted = (bound * total - public) / divisor  # (public + x) / (total + x) = bound where x is built
            wanted = np.sign(wanted) * np.ceil(np.round(np.abs(wanted) * 100, 4)) / 100
            result.loc[rows, name] = np.where(grading.inside(share, bounds[0]), np.nan, wanted)


def _found(facilities, polygons):
    """Return how many facilities of each item lie in each district; None without facilities that tell what they are."""
    if facilities is None or (len(facilities) and not set(configuration.FIELDS) & set(facilities.columns)):
        return None
    place, district = spaces_in_units.of_places(facilities.geometry.to_numpy(), polygons)
    items = [item for name in TYPES for item in configuration.items(name, "core", "key", "sign")]
    return {
        (item["district_type"], item["item_en"]): np.bincount(district[fits[place]], minlength=len(polygons))
        for item, fits in zip(items, configuration.fitting(facilities, items))
    }


def _configuration(districts, found):
    """Return the items that each district of a known type is to hold, with how many of each there are."""
    rows = [
        {"district": number, **item, "n_found": np.nan if found is None else found[name, item["item_en"]][number]}
        for number, name in enumerate(districts["type_assessed"])
        for item in configuration.items(name)
    ]
    names = ["district", *configuration.items("centre")[0], "n_found"]
    result = pd.DataFrame(rows, columns=names)
    result["missing"] = [None if number != number else bool(number == 0) for number in result["n_found"]]
    return result


def _plots(plots, held, unit):
    """Return plots with their public floor area, who holds it, and what their transfer conditions leave open."""
    result = plots.assign(**_shares(held, unit, len(plots)))
    public = held["function"].isin(_PUBLIC).to_numpy()
    names = pd.DataFrame({"plot": unit, "owner": held["owner_text"].to_numpy()})[public].drop_duplicates()
    unstated = np.bincount(names["plot"], names["owner"] == "", len(plots)) > 0
    names = names[names["owner"] != ""].sort_values(["plot", "owner"])
    listed = names.groupby("plot")["owner"].agg(", ".join).reindex(range(len(plots)), fill_value="").to_numpy()
    stated = columns.texts(plots, "holder")
    result["holder"] = np.where(stated == "", listed, stated)
    result["required_open"] = columns.texts(plots, "required_public") == ""
    result["holder_open"] = (stated == "") & (unstated | (listed == ""))
    result["operation_open"] = columns.texts(plots, "operation") == ""
    return result
