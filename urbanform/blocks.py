"""Blocks: the faces between the centre lines of counted roads (clause 4.1.2 and section 5)."""

import geopandas
import numpy as np
import shapely

from . import clauses, columns, road_centrelines, stable, steps, within_districts

# Lines are cut and joined on this grid, so that streets which cross without a vertex do meet.
_GRID_M = 0.001


def blocks(roads, districts=None, **options):
    """Return the blocks: the faces between counted centre lines, in an order that only place decides.

    Two carriageways of one street are its middle line first, as in `road_network_density`; tunnels
    pass below the ground and bound no block. Dead ends do not matter; one that misses a line by 0.1 m or less
    reaches it. No blocks are faces nowhere
    wider than 2 m, the least gap of two carriageways, and what lies only between two carriageways. With
    districts, their outlines are lines too and only faces inside one stay, except the outer half of
    a street along the outline: a face at the outline that is nowhere wider than that half.

    roads : GeoDataFrame of lines in metres with, where known, `class`, `name`, `oneway`, `tunnel`;
    districts : GeoDataFrame of polygons in metres. Options: counted_classes (list of names, `["*"]`
    for all, None for `roads.csv`).

    Returns a GeoDataFrame with gross_m2 (m²), geometry and, with districts, `district` (position of
    the district). Raises `InputError` for roads that hold no counted class.

    >>> lines = [shapely.LineString(xy) for xy in ([(0, 0), (200, 0)], [(200, 0), (200, 90), (0, 90), (0, 0)])]
    >>> town = geopandas.GeoDataFrame({"class": ["branch", "branch"]}, geometry=lines)
    >>> blocks(town)["gross_m2"].tolist()
    [18000.0]
    """
    return steps.finish(blocks_steps(roads, districts, **options))


def blocks_steps(roads, districts=None, *, counted_classes=None):
    """Yield the share done; return what `blocks` returns."""
    classes = road_centrelines.road_classes(_values(roads, "class"), counted_classes)
    classes[carried(roads, "tunnel")] = ""
    names, oneway = (_values(roads, name) if name in roads else None for name in ("name", "oneway"))
    ways = None if oneway is None else road_centrelines.directions(oneway)
    lines = roads.geometry.to_numpy()
    drawn = yield from steps.part(road_centrelines.centrelines(lines, classes, merge_dual=False), 0, 0.3)
    segments = yield from steps.part(road_centrelines.centrelines(lines, classes, names, ways), 0.3, 0.6)
    drawn, lines = _lines(drawn), _lines(segments)
    drawn = np.concatenate([drawn, _closing(drawn)])
    lines = np.concatenate([lines, _closing(lines)])
    middle = _middle_lines(lines, drawn)
    lines = np.concatenate([lines, _ties(lines[~middle], lines[middle], drawn)])
    yield 0.7
    outlines = np.empty(0, dtype=object) if districts is None else shapely.boundary(districts.geometry.to_numpy())
    faces = _faces(np.concatenate([lines, outlines]))
    yield 0.8
    cores = _faces(np.concatenate([drawn, outlines]))
    yield 0.9
    faces = faces[_of_blocks(faces, cores, lines[: len(middle)][middle])]
    figures = {}
    if districts is not None:
        faces, figures["district"] = _inside(faces, districts.geometry.to_numpy())
    order = stable.order_by_place(faces)
    figures = {name: values[order] for name, values in figures.items()}
    figures["gross_m2"] = np.round(shapely.area(faces[order]), 2)
    return geopandas.GeoDataFrame(figures, geometry=faces[order])


def carried(frame, field, code=None):
    """Tell which lines a field says are a bridge or in a tunnel; words that say neither mean neither.

    field : `bridge` or `tunnel`, with yes or a word of `words.csv`; code : of those words, the field's
    own name by default.

    >>> import pandas
    >>> carried(pandas.DataFrame({"tunnel": ["是", "隧道", "unknown", None, 0]}), "tunnel").tolist()
    [True, True, False, False, False]
    """
    said = columns.codes(frame, field, field) == (code or field)
    return said if code else said | (columns.truths(frame, field) == 1)


def _closing(lines):
    """Return short lines from ends to the lines that they miss by no more than the noise of drawing."""
    ends = shapely.points(shapely.get_coordinates(lines))
    end, line = shapely.STRtree(lines).query(ends, predicate="dwithin", distance=road_centrelines.DRAWN_TWICE_M)
    missed = shapely.distance(ends[end], lines[line]) > _GRID_M / 2
    return shapely.shortest_line(ends[end[missed]], lines[line[missed]])


def _values(frame, name):
    return frame[name].to_numpy() if name in frame else np.full(len(frame), "", dtype=object)


def _lines(segments):
    return shapely.linestrings(np.stack([segments.start, segments.end], axis=1))


def _faces(lines):
    faces = shapely.get_parts(shapely.polygonize([shapely.union_all(lines, grid_size=_GRID_M)]))
    return faces[wider(faces, road_centrelines.CARRIAGEWAY_GAP_M[0])]


def _middle_lines(lines, drawn):
    """Tell which centre lines nobody drew: those that keep away from every line that was."""
    apart_m = road_centrelines.CARRIAGEWAY_GAP_M[0] / 4  # a middle line lies twice as far from its carriageways
    middles = shapely.line_interpolate_point(lines, 0.5, normalized=True)
    result = np.ones(len(lines), dtype=bool)
    result[shapely.STRtree(drawn).query(middles, predicate="dwithin", distance=apart_m)[0]] = False
    return result


def _ties(kept, middles, drawn):
    """Return short lines that join to the middle lines what merging has parted from them.

    A middle line replaces two carriageways: a side street now ends half a street short of it, and so
    does a carriageway where the pair begins or ends; at a bend two middle lines may miss each
    other. Each such end is tied to the nearest middle line within half the widest pair. A dead end
    has lost nothing and stays one.

    kept, middles : the centre lines that were drawn, and those that were not; drawn : all that were.
    """
    if not len(middles):
        return np.empty(0, dtype=object)
    tree = shapely.STRtree(middles)
    ends, line = shapely.get_coordinates(kept), np.repeat(np.arange(len(kept)), 2)
    points = shapely.points(ends)
    touching = [_number_near(points, lines, road_centrelines.SAME_POINT_M) for lines in (kept, drawn)]
    were_ends = np.isin(ends @ [1, 1j], shapely.get_coordinates(drawn) @ [1, 1j])
    cut = ~were_ends
    cut[cut.reshape(-1, 2).all(axis=1).repeat(2)] = False  # what both of two pairs have left over leads nowhere
    lost = (touching[0] < touching[1]) & were_ends | cut
    meets = np.zeros(len(kept), dtype=bool)
    meets[tree.query(kept, predicate="intersects")[0]] = True
    parted = points[lost & ~meets[line]]
    tips, own = shapely.points(shapely.get_coordinates(middles)), np.repeat(np.arange(len(middles)), 2)
    reach = road_centrelines.CARRIAGEWAY_GAP_M[1] / 2 + road_centrelines.SAME_POINT_M
    point, middle = tree.query(np.concatenate([parted, tips]), predicate="dwithin", distance=reach)
    other = np.concatenate([np.full(len(parted), -1), own])[point] != middle
    point, middle = point[other], middle[other]
    ties = shapely.shortest_line(np.concatenate([parted, tips])[point], middles[middle])
    order = np.lexsort((*shapely.bounds(ties).T, shapely.length(ties), point))
    return ties[order[np.diff(point[order], prepend=-1) > 0]]


def _number_near(points, lines, distance):
    near = shapely.STRtree(lines).query(points, predicate="dwithin", distance=distance)[0]
    return np.bincount(near, minlength=len(points))


def _of_blocks(faces, cores, middles):
    """Tell which faces hold the land of a block, not only the room between two carriageways.

    cores : faces between the lines as drawn; one with a middle line in it is a median strip, unless it
    is wider than any.
    """
    inside = shapely.line_interpolate_point(middles, 0.5, normalized=True)
    land = np.ones(len(cores), dtype=bool)
    land[shapely.STRtree(cores).query(inside, predicate="within")[1]] = False
    land |= wider(cores, road_centrelines.CARRIAGEWAY_GAP_M[1])
    held = shapely.STRtree(faces).query(shapely.point_on_surface(cores[land]), predicate="within")[1]
    return np.bincount(held, minlength=len(faces)) > 0


def wider(polygons, width_m):
    """Tell which polygons hold a circle wider than a diameter.

    A circle's radius is at least area / outline, so that only narrow ones need to be looked at.
    """
    result = shapely.area(polygons) >= width_m / 2 * shapely.length(polygons)
    narrow = np.flatnonzero(~result)
    result[narrow] = ~shapely.is_empty(shapely.buffer(polygons[narrow], -width_m / 2))
    return result


def _inside(faces, districts):
    """Return the faces inside districts, with the district that holds each, of several the first by place."""
    order = stable.order_by_place(districts)
    face, district = within_districts.of_middles(faces, districts[order])
    first = np.diff(face, prepend=-1) > 0
    face, district = face[first], order[district[first]]
    # a strip along the outline is the outer half of the street there
    along = shapely.distance(faces[face], shapely.boundary(districts[district])) <= 2 * _GRID_M
    kept = ~along | wider(faces[face], clauses.value("4.1.3-1", "width_m", "boundary"))
    return faces[face[kept]], district[kept]
