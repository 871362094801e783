"""What features of OpenStreetMap are, batch by batch: roads, ways, buildings, areas and places with their tags.

`osm_tags.csv` says what is what, and so do `roads.csv` and the `osm` rules of walkways, facilities and functions.
"""

from collections import Counter

import geopandas
import numpy as np
import pandas as pd
import shapely

from . import attributes, facilities, osm_ground, osm_levels, osm_tags, tables, walkways

# What is kept of a feature until everything is read: heights of ways and outlines need their neighbours.
_WAY_TAGS = (
    *("level", "repeat_on", "incline", "width", "est_width", "indoor", "covered", "foot", "access", "opening_hours"),
    *("open_24h", "stairwell", "room", "bridge"),
)
BUILDING_TAGS = (
    *("building_levels", "building_levels_underground", "building_min_level", "height"),
    *("amenity", "shop", "tourism", "leisure", "office", "healthcare", "man_made", "power", "building"),
)
AREA_TAGS = (*_WAY_TAGS, "value", "landuse")
_PLACE_TAGS = ("name", "height", "diameter_crown", "foot", "access")
PLACES = ("stations", "landmarks", "sensitive", "open_spaces", "greenery", "water")
_NOT_THERE = ("unbuilt", "inside_gates", "stop_position")


def recognised(geometry, frame, left_out, hulls):
    """Return what the features of a batch are: name of a layer, or of what is kept for later → frame.

    geometry : `point`, `line` or `polygon`; frame : GeoDataFrame in metres of tags and `source`; left_out : counter of
    reasons that grows; hulls : lists that grow by the hull of the batch, True for buildings and ways, False for others.
    """
    reason = osm_tags.matches(frame, "left_out", geometry)
    there = ~np.isin(reason, _NOT_THERE)
    found = {}
    if geometry == "line":
        found.update(_lines(frame, there, left_out))
    else:
        elevator = there & (osm_tags.matches(frame, "elevators", geometry) != "")
        found["elevators"] = _kept(frame, elevator, _WAY_TAGS)
        found["facilities"] = _facilities(frame, there & ~elevator)
    if geometry == "polygon":
        found.update(_areas(frame, reason, there))
    for layer in PLACES:
        value = np.where(there, osm_tags.matches(frame, layer, geometry), "")
        if layer == "open_spaces":  # decks and basements are surfaces
            value[np.isin(osm_tags.lies(frame), ["above", "below"])] = ""
        if (value != "").any():
            found[layer] = _places(frame, layer, geometry, value)
    used = np.zeros(len(frame), dtype=bool)
    for own in found.values():
        used[own["row"].to_numpy()] = True
    left_out.update(reason[~used & (reason != "")])
    way = pd.notna(_tags(frame, "highway")) if geometry == "line" else np.zeros(len(frame), dtype=bool)
    left_out["no_tag"] += int((~used & ~way & (reason == "")).sum())  # of a way its own reason was counted
    built = way if geometry == "line" else pd.notna(_tags(frame, "building")) & (geometry == "polygon")
    for core, rows in ((True, used & built), (False, used & ~built)):
        if rows.any():
            shapes = shapely.force_2d(frame.geometry.to_numpy()[rows])
            hulls[core].append(shapely.convex_hull(shapely.geometrycollections(shapes)))
    return {name: own.drop(columns="row") for name, own in found.items() if len(own)}


def _frame(frame, rows, geometry=None, **columns):
    """Return columns of some rows of a batch as a frame with their sources; `row` is their place in the batch."""
    shapes = frame.geometry.to_numpy()[rows] if geometry is None else geometry
    data = {**columns, "source": frame["source"].to_numpy()[rows], "row": rows}
    data.setdefault("assumed", None)
    return geopandas.GeoDataFrame(data, geometry=shapes, index=range(len(rows)))


def _kept(frame, mask, tags, **columns):
    """Return rows of a batch with some of their tags, None where the batch lacks them."""
    rows = np.flatnonzero(mask)
    own = {tag: frame[tag].to_numpy()[rows] if tag in frame else np.full(len(rows), None) for tag in tags}
    return _frame(frame, rows, **{**own, **{name: values[rows] for name, values in columns.items()}})


def _tags(frame, name):
    return frame[name].to_numpy() if name in frame else np.full(len(frame), None, dtype=object)


def _lines(frame, there, left_out):
    """Return the roads and walkways among lines."""
    highway = _tags(frame, "highway")
    is_way = there & pd.notna(highway)
    classes = {row["value"]: row["class"] for row in tables.rows("roads") if row["scheme"] == "osm"}
    class_ = np.array([classes.get(attributes.text(value).lower(), "") for value in highway], dtype=object)
    private = np.isin(_tags(frame, "access"), ["private", "no"])
    road = is_way & (class_ != "")
    left_out["private_road"] += int((road & private).sum())
    rows = np.flatnonzero(road & ~private)
    named, one_way = _tags(frame, "name")[rows], _one_way(frame)
    told = np.where(one_way[1][rows], "oneway: roundabout or motorway", None)
    roads = _frame(frame, rows, **{"class": class_[rows]}, name=named, oneway=one_way[0][rows], assumed=told)
    return {"roads": roads, "ways": _ways(frame, is_way, frame.geometry.to_numpy(), None, left_out)}


def _one_way(frame):
    """Return the values of `oneway`, and where they follow from something else."""
    stated = _tags(frame, "oneway")
    truth = pd.Series(stated).map(attributes.truth).to_numpy()
    value = np.where(stated == "-1", "-1", np.where(truth == True, "yes", np.where(truth == False, "no", None)))  # noqa: E712
    implied = np.isin(_tags(frame, "junction"), ["roundabout", "circular"]) | (_tags(frame, "highway") == "motorway")
    implied &= pd.isna(value)
    return np.where(implied, "yes", value), implied


def _ways(frame, mask, shapes, assumed, left_out):
    """Return ways that people may walk, one row for each single line, with what their heights are made from."""
    kind, _ = walkways.kinds(frame)
    low, high, _ = walkways.levels(_tags(frame, "level"))
    ramp = walkways.KINDS.index("ramp")
    flat_kinds = ("footway", "skyway", "underpass", "corridor")
    is_flat = np.isin(kind, [walkways.KINDS.index(name) for name in flat_kinds])
    sloping = is_flat & ((osm_tags.matches(frame, "sloping", "line") != "") & (high > low) | (high > low))
    kind = np.where(sloping, ramp, kind)
    direction, unknown = walkways.directions(frame)
    closed = mask & (kind == walkways.CLOSED)
    left_out["closed"] += int(closed.sum())
    remarks = np.full(len(frame), assumed, dtype=object)
    remarks[sloping] = "kind: several levels"
    remarks[np.intersect1d(unknown, np.flatnonzero(kind == walkways.ESCALATOR))] = "direction: both, none is tagged"
    rows = np.flatnonzero(mask & ~closed)
    parts, owner = shapely.get_parts(shapes[rows], return_index=True)
    names = {0: "both", 1: "forward", -1: "backward"}
    own = {tag: _tags(frame, tag)[rows][owner] for tag in _WAY_TAGS}
    own["open_24h"] = walkways.open_at_night(frame)[rows][owner]
    return _frame(
        frame,
        rows[owner],
        parts,
        **own,
        kind=kind[rows][owner],
        is_outline=assumed is not None,
        direction=[names[one] for one in direction[rows][owner]],
        assumed=remarks[rows][owner],
    )


def _facilities(frame, mask):
    """Return the facilities of the 17 categories, areas by a point on them."""
    columns = [name for name in (*facilities.FIELDS, "level") if name in frame]
    if not set(columns) - {"name", "level"}:
        return _frame(frame, np.array([], dtype=int), category=[])
    category, _ = facilities.categories(frame[columns])
    rows = np.flatnonzero(mask & pd.notna(category))
    z, several = osm_levels.lowest(_tags(frame, "level")[rows])
    told = np.where(np.isnan(z), None, np.where(several, "z: lowest level", "z: level"))
    points = shapely.point_on_surface(frame.geometry.to_numpy()[rows])
    return _frame(frame, rows, points, category=category[rows], name=_tags(frame, "name")[rows], z=z, assumed=told)


def _areas(frame, reason, there):
    """Return what areas are besides places: buildings, plots, storeys, surfaces, and ways around squares."""
    building = osm_tags.matches(frame, "buildings", "polygon")
    solid = there & ~np.isin(reason, ["canopy", "skybridge"])
    land = there & (osm_tags.matches(frame, "plots", "polygon") != "")
    value = osm_tags.matches(frame, "surfaces", "polygon", lies=osm_tags.lies(frame))
    surface = there & (value != "") & (building == "")
    plots = np.flatnonzero(land)
    walked = there & pd.notna(_tags(frame, "highway")) & (_tags(frame, "highway") != "elevator") & (building == "")
    rings = shapely.boundary(frame.geometry.to_numpy())
    return {
        "buildings": _kept(frame, solid & (building == "building"), BUILDING_TAGS),
        "parts": _kept(frame, solid & (building == "part"), BUILDING_TAGS),
        "storeys": _kept(frame, there & (osm_tags.matches(frame, "floors", "polygon") != ""), AREA_TAGS),
        "areas": _kept(frame, surface, AREA_TAGS, value=value),
        "land": _kept(frame, land, ("landuse",)),
        "plots": _frame(
            frame,
            plots,
            plot=[source.removeprefix("osm ") for source in frame["source"].to_numpy()[plots]],
            use=_tags(frame, "landuse")[plots],
            assumed="outline: mapped land use",
        ),
        "ways": _ways(frame, walked, rings, "line: outline of an area", Counter()),
    }


def _places(frame, layer, geometry, value):
    """Return the features of one of the layers that need nothing but tags: where a rule gave a value."""
    rows = np.flatnonzero(value != "")
    shapes = frame.geometry.to_numpy()[rows]
    tags = pd.DataFrame({name: _tags(frame, name)[rows] for name in _PLACE_TAGS})
    if layer in ("stations", "landmarks"):
        shapes = shapely.point_on_surface(shapes)
    columns = {} if layer in ("landmarks", "water") else {"kind": value[rows]}
    if layer == "stations":
        columns.update(name=tags["name"].to_numpy(), is_area=geometry == "polygon")
    elif layer == "landmarks":
        height = attributes.numbers(tags, "height")
        columns.update(name=tags["name"].to_numpy(), z=height, assumed=np.where(np.isnan(height), None, "z: height"))
    elif layer == "open_spaces":
        columns.update(public=osm_ground.openness(tags))
    elif layer == "greenery":
        radius = attributes.numbers(tags, "diameter_crown") / 2
        told = np.where(np.isnan(radius), None, "radius: half of diameter_crown")
        columns.update(height=attributes.numbers(tags, "height"), radius=radius, assumed=told)
    return _frame(frame, rows, shapes, **columns)


def no_ways():
    """Return the frame of ways of a source without any."""
    return _ways(_nothing(), np.zeros(0, bool), np.array([], dtype=object), None, Counter())


def without_rows(tags):
    """Return the frame of a source that holds nothing of a kind, with the columns of its tags.

    >>> without_rows(("level",))["level"].tolist()
    []
    """
    return _kept(_nothing(), np.zeros(0, bool), tags)


def _nothing():
    return geopandas.GeoDataFrame({"source": np.array([], dtype=object)}, geometry=np.array([], dtype=object))
