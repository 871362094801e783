"""Multi-ground systems in OpenStreetMap: lifts that stop at levels, stairs and ramps, bridges and decks as surfaces."""

import geopandas
import numpy as np
import pandas as pd
import scipy.spatial
import shapely

from . import attributes, clauses, osm_tags, walkways
from .heights import level_height_m
from .osm_levels import lowest, stops

_MEETS_M = 0.01
_ELEVATOR, _SKYWAY = walkways.KINDS.index("elevator"), walkways.SKYWAY
_OPEN = {"yes": 1.0, "permissive": 1.0, "public": 1.0, "designated": 1.0, "private": 0.0, "no": 0.0, "customers": 0.0}
_RISING = ("stairs", "escalator", "ramp")


def lifts(elevators, lines, z):
    """Return lifts as lines that stand upright and stop at their levels, and which elevators stop at fewer than two.

    A lift stops at the levels that it states and at the heights of the ways that meet it. A shaft drawn as an area
    stands in its middle, with a level line to each way that meets its outline.

    elevators : GeoDataFrame of points and areas with `level`, `repeat_on`, `source`; lines : (m,) ways in plan; z :
    (m, 2) heights of their ends, NaN where unknown.

    >>> place, deck = shapely.Point(0, 0), shapely.LineString([(0, 0), (9, 0)])
    >>> lift = geopandas.GeoDataFrame({"level": ["0"], "repeat_on": None, "source": "osm node/1"}, geometry=[place])
    >>> lifts(lift, np.array([deck]), np.array([[4.5, 4.5]]))[0].geometry[0].wkt
    'LINESTRING Z (0 0 0, 0 0 4.5)'
    """
    met = _met(elevators.geometry.to_numpy(), lines, z)
    rows, shapes, assumed, short = [], [], [], []
    repeated = elevators["repeat_on"] if "repeat_on" in elevators else [None] * len(elevators)
    for row, (shape, level, again) in enumerate(zip(elevators.geometry, elevators["level"], repeated)):
        stated = [level * level_height_m() for level in stops(level, again)]
        heights = sorted({*stated, *(round(height, 6) for _, _, height in met[row])})
        if len(heights) < 2:
            short.append(row)
            continue
        middle = shape.centroid if shape.intersects(shape.centroid) else shapely.point_on_surface(shape)
        told = "z_from z_to: level" if len(heights) == len(stated) else "z_from z_to: level and ways met"
        shapes.append(shapely.LineString([(middle.x, middle.y, height) for height in heights]))
        rows.append(row)
        assumed.append(told)
        for x, y, height in sorted(set(met[row])):
            if np.hypot(x - middle.x, y - middle.y) > _MEETS_M:
                shapes.append(shapely.LineString([(x, y, height), (middle.x, middle.y, height)]))
                rows.append(row)
                assumed.append("line: from the outline to the middle of the shaft")
    ends = np.array([[shape.coords[0][2], shape.coords[-1][2]] for shape in shapes]).reshape(-1, 2)
    data = {"kind": "elevator", "z_from": ends[:, 0], "z_to": ends[:, 1], "direction": "both"}
    data.update(row=np.array(rows, dtype=int), source=elevators["source"].to_numpy()[rows], assumed=assumed)
    return geopandas.GeoDataFrame(data, geometry=np.array(shapes, dtype=object)), np.array(short, dtype=int)


def _met(shapes, lines, z):
    """Return for each elevator the vertices of ways of known height that meet it: (x, y, height)."""
    result = [[] for _ in shapes]
    known = np.flatnonzero(np.isfinite(z).all(axis=1))
    places, line = shapely.get_coordinates(lines[known], return_index=True)
    if not len(shapes) or not len(known):
        return result
    first, last = np.searchsorted(line, np.arange(len(known))), np.searchsorted(line, np.arange(len(known)), "right")
    height = np.where(z[known, 0] == z[known, 1], z[known, 0], np.nan)[line]
    height[first], height[last - 1] = z[known, 0], z[known, 1]
    corners, owner = shapely.get_coordinates(shapes, return_index=True)
    tree = scipy.spatial.cKDTree(places)
    for corner, near in enumerate(tree.query_ball_point(corners, _MEETS_M)):
        found = [(*places[vertex].tolist(), float(height[vertex])) for vertex in near if np.isfinite(height[vertex])]
        result[owner[corner]] += [place for place in found if place not in result[owner[corner]]]
    return result


def verticals(ways, tags, z):
    """Return stairs, escalators and ramps as vertical components.

    Steps behind walls (`stairwell`, `room=stairs`, `indoor=yes`) are enclosed stairs; `covered` is semi-outdoor. What
    nobody says stays unknown.

    ways : GeoDataFrame of walkways with `kind`, `source`, `assumed`; tags : their tags; z : (n, 2) heights.
    """
    rows = np.flatnonzero(ways["kind"].isin(_RISING))
    ways, tags, z = ways.iloc[rows], tags.iloc[rows].reset_index(drop=True), z[rows]
    enclosed = (osm_tags.matches(tags, "enclosed", "line") != "") & (ways["kind"] == "stairs").to_numpy()
    data = {
        "kind": np.where(enclosed, "enclosed_stairs", ways["kind"]),
        "z_from": z[:, 0],
        "z_to": z[:, 1],
        "width": widths(tags),
        "enclosure": enclosures(tags),
        "public": openness(tags),
        "open_24h": walkways.open_at_night(tags),
        "source": ways["source"].to_numpy(),
        "assumed": ways["assumed"].to_numpy(),
    }
    return geopandas.GeoDataFrame(data, geometry=shapely.force_2d(ways.geometry.to_numpy()))


def lift_components(elevators, rides):
    """Return lifts as vertical components at their places; they are excluded by 6.1.2, and listed all the same."""
    upright = rides[(rides["z_from"] < rides["z_to"]).to_numpy()]
    tags = elevators.iloc[upright["row"]].reset_index(drop=True)
    data = {name: upright[name].to_numpy() for name in ("kind", "z_from", "z_to", "source", "assumed")}
    data.update(enclosure=enclosures(tags), public=openness(tags), open_24h=walkways.open_at_night(tags))
    return geopandas.GeoDataFrame(data, geometry=shapely.points([line.coords[0][:2] for line in upright.geometry]))


def surfaces(areas, bridges, z):
    """Return near-ground surfaces: mapped decks, roofs and bridge outlines, and footbridges drawn as lines.

    A bridge's outline counts where most of a footbridge's length runs on it, and then stands for it; of the others, the
    line is widened to its `width`, else to that which clause 6.2.1 assumes of lines. Heights come from levels alone.

    areas : GeoDataFrame with `value` of `osm_tags.csv`, `level`, `source` and tags; bridges : GeoDataFrame of walkways
    of the kind skyway with tags; z : (n, 2) their heights. Also returned: how many outlines carry no footbridge, and
    how many bridges are left out because they lie at the street.
    """
    carried_by, at_street = _carried_by(bridges, areas), _at_street(bridges, z)
    level, several = lowest(areas["level"])
    even = np.abs(z[:, 0] - z[:, 1]) <= 1  # a metre of camber
    middle = np.where(even, z.mean(axis=1), np.nan)
    on = pd.Series(middle[carried_by >= 0]).groupby(carried_by[carried_by >= 0]).median()
    from_bridge = np.full(len(areas), np.nan)
    from_bridge[on.index.to_numpy(dtype=int)] = on.to_numpy()
    level = np.where(several, np.nan, level)
    height = np.where(np.isnan(level), from_bridge, level)
    is_bridge = (areas["value"] == "bridge").to_numpy()
    carries = np.isin(np.arange(len(areas)), carried_by)
    told = np.where(np.isnan(height), "", np.where(np.isnan(level), "z: footbridge on it", "z: level"))
    kind = np.where(is_bridge, "skyway", np.where(areas["value"] == "rooftop", "rooftop", None))
    kind = np.where((kind == None) & (height < 0), "underground", kind)  # noqa: E711
    drawn = _as_surfaces(areas, areas.geometry.to_numpy(), kind, height, told).loc[~is_bridge | carries]
    alone = np.flatnonzero((carried_by < 0) & ~at_street)
    width, lines = widths(bridges), bridges.geometry.to_numpy()
    assumed = np.isnan(width)
    width[assumed] = clauses.value("6.2.1", "assumed_width_m")
    outline = shapely.buffer(lines[alone], width[alone] / 2, cap_style="flat", join_style="mitre")
    told = np.where(np.isnan(middle), "", "z: height of the footbridge; ").astype(object)
    told += np.where(assumed, "outline: width of 6.2.1", "outline: width").astype(object)
    kind = np.full(len(alone), "skyway")
    widened = _as_surfaces(bridges.iloc[alone], outline, kind, middle[alone], told[alone])
    found = [part for part in (drawn, _in_one_piece(widened, drawn)) if len(part)]
    result = pd.concat(found, ignore_index=True) if found else drawn
    return result, int((is_bridge & ~carries).sum()), int(((carried_by < 0) & at_street).sum())


def _at_street(bridges, z):
    """Return which bridges carry a street rather than lie above one: no level says so, and streets run onto them."""
    assumed = bridges["assumed"].fillna("").astype(str).to_numpy()
    return np.array(["ways met" in one for one in assumed], dtype=bool) & (z == 0).all(axis=1)


def _in_one_piece(widened, drawn):
    """Return widened footbridges with those that touch on one level made one, without what mapped decks cover.

    Of unknown height, the pieces of one way alone belong together. Sources of a piece are listed.
    """
    same = ["kind", "z", "enclosure", "public", "open_24h", "assumed", "source"]
    key = widened[same].assign(source=np.where(widened["z"].isna(), widened["source"], ""))
    group = key.groupby(same, dropna=False, sort=False).ngroup().to_numpy()
    rows, shapes, sources = [], [], []
    for number in np.unique(group):
        members = np.flatnonzero(group == number)
        geometry, z = widened.geometry.to_numpy()[members], widened["z"].iloc[members[0]]
        decks = drawn.geometry.to_numpy()[(np.abs(drawn["z"] - z) <= 1).to_numpy()]
        whole = shapely.difference(shapely.union_all(geometry), shapely.union_all(decks))
        pieces = shapely.get_parts(whole)
        pieces = pieces[(shapely.get_dimensions(pieces) == 2) & (shapely.area(pieces) > 0)]
        piece, member = shapely.STRtree(geometry).query(pieces, predicate="intersects")
        for one, shape in enumerate(pieces):
            shapes.append(shape)
            rows.append(members[0])
            sources.append("; ".join(sorted(set(widened["source"].iloc[members[member[piece == one]]]))))
    first = _names(source.split(";")[0] for source in sources)
    result = widened.iloc[rows].drop(columns="geometry").assign(source=sources, surface=first)
    return geopandas.GeoDataFrame(result.reset_index(drop=True), geometry=np.array(shapes, dtype=object))


def _names(sources):
    return [source.replace("osm ", "") for source in sources]


def _carried_by(bridges, areas):
    """Return on which mapped bridge or deck most of each footbridge runs, -1 on none."""
    result = np.full(len(bridges), -1)
    lines, outlines = bridges.geometry.to_numpy(), areas.geometry.to_numpy()
    if len(lines) and len(outlines):
        line, area = shapely.STRtree(outlines).query(lines, predicate="intersects")
        share = shapely.length(shapely.intersection(lines[line], outlines[area])) / shapely.length(lines[line])
        order = np.lexsort((-area, share))
        line, area, share = line[order], area[order], share[order]
        result[line[share >= 0.5]] = area[share >= 0.5]
    return result


def _as_surfaces(tags, geometry, kind, z, assumed):
    data = {
        "surface": _names(tags["source"]),
        "kind": kind,
        "z": z,
        "enclosure": enclosures(tags),
        "public": openness(tags),
        "open_24h": walkways.open_at_night(tags),
        "source": tags["source"].to_numpy(),
        "assumed": np.where(assumed == "", None, assumed),
    }
    return geopandas.GeoDataFrame(data, geometry=geometry)


def widths(tags):
    """Return widths in metres: `width`, else `est_width`; NaN where neither says.

    >>> widths(pd.DataFrame({"width": ["3 m", None], "est_width": ["9", "2"]})).tolist()
    [3.0, 2.0]
    """
    width, estimated = attributes.numbers(tags, "width"), attributes.numbers(tags, "est_width")
    width = np.where(width > 0, width, estimated)
    return np.where(width > 0, width, np.nan)


def enclosures(tags):
    """Return indoor, semi_outdoor for what is covered, None where no tag says.

    >>> enclosures(pd.DataFrame({"indoor": ["yes", None, None], "covered": [None, "yes", None]})).tolist()
    ['indoor', 'semi_outdoor', None]
    """
    indoor, covered = (_says_yes(tags, name) for name in ("indoor", "covered"))
    return np.where(indoor, "indoor", np.where(covered, "semi_outdoor", None))


def openness(tags):
    """Return 1 for what the public may use by `foot` or else `access`, 0 for what it may not, NaN where neither says.

    >>> openness(pd.DataFrame({"foot": ["yes", None, None], "access": ["private", "customers", None]})).tolist()
    [1.0, 0.0, nan]
    """
    foot, access = (
        pd.Series(tags[key].to_numpy() if key in tags else [None] * len(tags)).map(_OPEN) for key in ("foot", "access")
    )
    return foot.astype(float).fillna(access.astype(float)).to_numpy()


def _says_yes(tags, name):
    if name not in tags:
        return np.zeros(len(tags), dtype=bool)
    return np.array([attributes.truth(value) is not False and bool(attributes.text(value)) for value in tags[name]])
