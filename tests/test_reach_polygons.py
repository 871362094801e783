"""Areas around reached streets: small cases by hand, properties, and GEOS's buffers as the judge."""

import os
import pathlib
import tracemalloc

import geopandas
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from multiground.urbanform import reach_polygons as module
from multiground.urbanform.reach_polygons import RESOLUTION, exact_polygons, reach_polygons
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

SHARED = pathlib.Path(os.environ.get("MULTIGROUND_DATA", pathlib.Path(__file__).parents[2] / "shared" / "data"))
R = 30.0
STEP = R / module._STEPS  # 6.4 m
CIRCLE = np.pi * R**2  # 2827 m²
# How far the outline may lie inside the exact one, as a share of the buffer
INWARDS = RESOLUTION / 10
# Links cut corners and arcs: a triangle of half a cell at most at each corner
CORNER = STEP**2 / 2


def columns(pieces):
    """Return ax, ay, bx, by of pieces given as ((ax, ay), (bx, by))."""
    return np.asarray(pieces, dtype=float).reshape(-1, 4).T


def area_around(*pieces, buffer_m=R):
    return reach_polygons(*columns(pieces), np.zeros(len(pieces), dtype=int), 1, buffer_m)[0]


def exact_around(pieces, buffer_m=R):
    return exact_polygons(*columns(pieces), np.zeros(len(pieces), dtype=int), 1, buffer_m, quad_segs=32)[0]


def shapes(pieces):
    """Return pieces as lines, and as points where both ends are the same."""
    lines = shapely.linestrings(pieces)
    return np.where(shapely.length(lines) > 0, lines, shapely.points(pieces[:, 0]))


def ring(side, x=0.0, y=0.0):
    """Return the four sides of a square around (x, y)."""
    corners = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * side / 2 + (x, y)
    return list(zip(corners, np.roll(corners, -1, axis=0)))


def holes(polygon):
    return [shapely.Polygon(hole) for part in shapely.get_parts(polygon) for hole in part.interiors]


def same(one, other):
    """Whether polygons have the same vertices in the same order, to the last bit."""
    return shapely.equals_exact(one, other, tolerance=0).all()


# Worked by hand


# A polygon within a circle of radius r, and around one of radius r (1 − 1/80)
@pytest.mark.parametrize("buffer_m", [1, 30, 200])
@pytest.mark.parametrize("place", [(0, 0), (12.3, -45.6), (500_000, 3_300_000), (-20_000, -5_000_000)])
def test_point_gives_a_circle(place, buffer_m):
    polygon = area_around((place, place), buffer_m=buffer_m)
    assert (1 - INWARDS) ** 2 * np.pi * buffer_m**2 < polygon.area < np.pi * buffer_m**2
    away = np.hypot(*(shapely.get_coordinates(polygon) - place).T)
    np.testing.assert_allclose(away, buffer_m, rtol=1e-6)


#   ╭──────────╮
#   │ ──────── │   2 · 30 · 100 + π · 30² = 6000 + 2827 m²
#   ╰──────────╯
@pytest.mark.parametrize("end", [(100, 0), (0, 100), (60, 80), (-60, 80), (-100, 0), (100 / np.sqrt(2),) * 2])
def test_piece_gives_a_stadium(end):
    polygon = area_around(((0, 0), end))
    assert 6000 + (1 - INWARDS) ** 2 * CIRCLE < polygon.area < 6000 + CIRCLE
    assert polygon.geom_type == "Polygon"
    assert not polygon.interiors


def test_straight_sides_have_no_vertices_but_at_their_ends():
    # arcs of 30 m cross no more than 2 · (30 / 6.4 + 1) rows and as many columns at either end
    assert shapely.get_num_coordinates(area_around(((0, 0), (700, 300)))) < 2 * 2 * 2 * (R / STEP + 1)


#   ╭──────────╮
#   │ ┌──────┐ │   outside 260 · 260 − (4 − π) · 30² = 66 827 m²
#   │ │ 140  │ │   hole    140 · 140 = 19 600 m² less four corners
#   │ └──────┘ │
#   ╰──────────╯
def test_ring_of_streets_keeps_its_hole():
    polygon = area_around(*ring(200))
    (hole,) = holes(polygon)
    assert 140**2 - 4 * CORNER <= hole.area <= 140**2 + 1e-6
    assert shapely.Polygon(polygon.exterior).area == pytest.approx(260**2 - 4 * R**2 + CIRCLE, rel=0.001)
    assert polygon.exterior.is_ccw != polygon.interiors[0].is_ccw


#        │          two stadiums of 12 000 + 2827 m² have 60 · 60 m² in common:
#   ─────┼─────     2 · 14 827 − 3600 = 26 055 m²
#        │
def test_crossing_streets_count_once_where_they_meet():
    polygon = area_around(((-100, 0), (100, 0)), ((0, -100), (0, 100)))
    low, high = (2 * (12_000 + circle) - 3600 for circle in ((1 - INWARDS) ** 2 * CIRCLE, CIRCLE))
    assert low < polygon.area < high + 4 * CORNER


#   ────────────    two stadiums of 6000 + 2827 m²; the gap is the distance less 60 m,
#   ────────────    far narrower than a cell of the grid
@pytest.mark.parametrize("turn", [0, 30, 45, 90])
@pytest.mark.parametrize(("apart", "parts"), [(70, 2), (63, 2), (60.5, 2), (60.01, 2), (60, 1), (59.9, 1), (50, 1)])
def test_parallel_streets_stay_apart_by_the_narrowest_gap(apart, parts, turn):
    cos, sin = np.cos(np.radians(turn)), np.sin(np.radians(turn))
    streets = np.array([((0, 0), (100, 0)), ((0, apart), (100, apart))]) @ [[cos, sin], [-sin, cos]]
    polygon = area_around(*streets)
    assert shapely.get_num_geometries(polygon) == parts
    assert polygon.is_valid
    if parts == 2:
        assert polygon.area == pytest.approx(2 * (6000 + CIRCLE), rel=0.005)


#   ╭───────────────╮   a ring of 600 m, in its hole of 540 m a ring of 300 m,
#   │ ╭───────────╮ │   in that one's hole of 240 m a single point:
#   │ │ ╭───────╮ │ │   three parts, two of them with a hole
#   │ │ │   ·   │ │ │
#   │ │ ╰───────╯ │ │
#   │ ╰───────────╯ │
#   ╰───────────────╯
@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_parts_in_holes_keep_their_own_holes(order):
    shapes = [ring(600), ring(300), [((0, 0), (0, 0))]]
    polygon = area_around(*(piece for number in order for piece in shapes[number]))
    assert polygon.is_valid
    parts = sorted(shapely.get_parts(polygon), key=lambda part: part.area)
    assert [len(part.interiors) for part in parts] == [0, 1, 1]
    assert [hole.area for hole in holes(parts[1])] == pytest.approx([240**2], abs=4 * CORNER)
    assert [hole.area for hole in holes(parts[2])] == pytest.approx([540**2], abs=4 * CORNER)


def test_holes_stay_in_their_own_layer():
    # the 620 m wide outline of the second layer lies round the 540 m wide hole of the first, nearer than its own
    layers = [[*ring(600), ((0, 0), (0, 0))], [*ring(560), ((0, 0), (0, 0))]]
    polygons = reach_polygons(*columns([*layers[0], *layers[1]]), np.repeat([0, 1], 5), 2)
    assert shapely.get_num_geometries(polygons).tolist() == [2, 2]
    assert [hole.area for hole in holes(polygons[0])] == pytest.approx([540**2], abs=4 * CORNER)
    assert [hole.area for hole in holes(polygons[1])] == pytest.approx([500**2], abs=4 * CORNER)


def test_pieces_that_lie_on_others_add_nothing():
    street = ((3, 4), (120, 50))
    middle = tuple(np.mean(street, axis=0))
    alone = area_around(street)
    assert same(area_around(street, street), alone)
    assert same(area_around(street, street[::-1]), alone)
    halves = (street[0], middle), (middle, street[1])
    for pieces in (halves, [street, halves[1]], [street, (middle, middle)]):
        assert area_around(*pieces).symmetric_difference(alone).area < 1e-3


def test_layers_are_apart_and_may_be_empty():
    pieces = [((0, 0), (100, 0)), ((0, 0), (0, 100)), ((50, 50), (50, 50))]
    polygons = reach_polygons(*columns(pieces), [1, 1, 4], 6, R)
    assert polygons.shape == (6,)
    assert shapely.is_empty(polygons).tolist() == [True, False, True, True, False, True]
    assert {polygon.geom_type for polygon in polygons} == {"Polygon"}
    assert same(polygons[1], area_around(*pieces[:2]))
    assert same(polygons[4], area_around(pieces[2]))
    for function in (reach_polygons, exact_polygons):
        nothing = function([], [], [], [], [], 2)
        assert shapely.is_empty(nothing).tolist() == [True, True]
    assert len(reach_polygons([], [], [], [], [], 0)) == 0


def test_lists_of_whole_numbers_are_as_good_as_arrays():
    assert same(reach_polygons([0], [0], [100], [50], [0], 1)[0], area_around(((0, 0), (100, 50))))


# The exact option, by hand


def test_exact_area_of_points_streets_and_repeats():
    # a circle 300 m away, a stadium of 200 m in two halves one of which comes twice; arcs lose 0.04 % with 32 segments
    pieces = [((0, 0), (100, 0)), ((100, 0), (200, 0)), ((100, 0), (200, 0)), ((0, 300), (0, 300))]
    polygon = exact_around(pieces)
    assert polygon.area == pytest.approx(12_000 + 2 * CIRCLE, rel=0.0005)
    assert shapely.get_num_geometries(polygon) == 2
    low, high = (exact_polygons(*columns(pieces), [0, 0, 0, 1], 2, quad_segs=n)[1].area for n in (2, 64))
    assert low < 0.91 * high  # an octagon: 8 / 2 · sin 45° / π = 0.900


# For any pieces


BUFFERS = st.sampled_from([1.0, 15.0, 30.0, 200.0])
PLACES = st.sampled_from([(0, 0), (500_000, 3_300_000), (-20_000, -5_000_000)])


@st.composite
def scattered(draw):
    """Some pieces and points anywhere within ten buffers."""
    number = st.floats(-5, 5, width=16)
    piece = st.tuples(st.tuples(number, number), st.tuples(number, number))
    point = st.tuples(number, number).map(lambda place: (place, place))
    return np.array(draw(st.lists(piece | point, min_size=1, max_size=12)))


@st.composite
def lattices(draw):
    """Streets in squares, most of them little wider than two buffers, level, at 45° or at any angle."""
    n = draw(st.integers(1, 4))
    side = draw(st.sampled_from([2, 2.0001, 2.02, 2.1, 2.2, 2.3]) | st.floats(1.5, 3.5))
    i, j = (index.ravel() for index in np.mgrid[:n, :n])
    pieces = np.array([((a, b), (a + 1, b)) for a, b in zip(i, j)] + [((a, b), (a, b + 1)) for a, b in zip(i, j)])
    left = draw(st.sets(st.integers(0, len(pieces) - 1), max_size=len(pieces) - 1))
    turn = np.radians(draw(st.sampled_from([0, 45]) | st.floats(0, 90)))
    matrix = [[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]]
    return np.delete(pieces, sorted(left), axis=0) * side @ matrix + draw(st.tuples(*[st.floats(0, 0.3)] * 2))


@st.composite
def on_the_lines(draw):
    """Pieces whose ends, or whose outlines, lie on the lines of the grid and half-way between them."""
    number = st.integers(-20, 20)
    piece = st.tuples(st.tuples(number, number), st.tuples(number, number))
    pieces = np.array(draw(st.lists(piece, min_size=1, max_size=8))) / 2
    level = draw(st.integers(0, 2))
    if level:
        pieces[:, 1, level - 1] = pieces[:, 0, level - 1]
    return (pieces + module._ORIGIN) / module._STEPS + draw(st.sampled_from([(0, 0), (1, 0), (0, -1)]))


@st.composite
def polygons_around_holes(draw):
    """Streets along the sides of a small polygon, so that the hole in their midst comes and goes."""
    n, size = draw(st.integers(3, 9)), draw(st.floats(0.02, 0.5))
    angle = np.arange(n) * 2 * np.pi / n + draw(st.floats(0, 1))
    outwards = np.column_stack([np.cos(angle), np.sin(angle)])
    along = outwards[:, ::-1] * (-1, 1) * draw(st.floats(0.5, 2))
    middle = outwards * (1 + size) + draw(st.tuples(*[st.floats(0, 0.3)] * 2))
    return np.stack([middle - along, middle + along], axis=1)


PIECES = scattered() | lattices() | on_the_lines() | polygons_around_holes()


@settings(max_examples=250)
@given(PIECES, BUFFERS, PLACES)
def test_outline_is_as_near_as_promised(pieces, buffer_m, place):
    """No point of the polygon is farther out than the resolution, none as far inside as a tenth of it is missing."""
    pieces = pieces * buffer_m + place
    polygon = area_around(*pieces, buffer_m=buffer_m)
    assert polygon.is_valid
    arcs = 1 / np.cos(np.pi / 128)  # so much a polygon of 128 sides has to be wider to hold its circle
    widest = exact_around(pieces, buffer_m * (1 + RESOLUTION) * arcs)
    narrowest = exact_around(pieces, buffer_m * (1 - INWARDS))
    assert polygon.difference(widest).area < 1e-9 * buffer_m**2
    assert narrowest.difference(polygon).area < 1e-9 * buffer_m**2
    assert polygon.area == pytest.approx(exact_around(pieces, buffer_m).area, rel=0.01)
    away = shapely.distance(shapely.points(shapely.get_coordinates(polygon)), shapely.union_all(shapes(pieces)))
    assert away.max() <= buffer_m * (1 + 1e-6)
    assert away.min() >= buffer_m * (1 - INWARDS)


@settings(max_examples=60)
@given(PIECES, st.randoms(use_true_random=False), st.data())
def test_order_and_direction_of_pieces_change_nothing(pieces, random, data):
    pieces = pieces * R
    expected = area_around(*pieces)
    shuffled = pieces[random.sample(range(len(pieces)), len(pieces))]
    turned = data.draw(st.lists(st.booleans(), min_size=len(pieces), max_size=len(pieces)))
    shuffled[turned] = shuffled[turned][:, ::-1]
    assert same(area_around(*shuffled), expected)


@settings(max_examples=60)
@given(st.lists(PIECES, min_size=2, max_size=6), st.floats(-3, 3))
def test_other_layers_change_nothing(layers, spread):
    layers = [pieces * R + spread * R * number for number, pieces in enumerate(layers)]
    layer = np.repeat(np.arange(len(layers)), [len(pieces) for pieces in layers])
    polygons = reach_polygons(*columns(np.concatenate(layers)), layer, len(layers), R)
    assert same(polygons, np.array([area_around(*pieces) for pieces in layers]))


@settings(max_examples=60)
@given(PIECES, st.tuples(st.integers(-80_000, 80_000), st.integers(-500_000, 500_000)))
def test_moving_by_whole_steps_of_the_grid_moves_the_polygon(pieces, steps):
    move = np.array(steps) * STEP
    here, there = area_around(*pieces * R), area_around(*pieces * R + move)
    back = shapely.transform(there, lambda points: points - move)
    assert back.symmetric_difference(here).area < 1e-5 * here.length


# What large jobs need


def random_streets(number, extent, seed=4):
    random = np.random.default_rng(seed)
    begin = random.uniform(0, extent, (number, 2))
    return np.stack([begin, begin + random.normal(0, 60, (number, 2))], axis=1)


def test_strips_and_numbered_cells_give_the_same(monkeypatch):
    pieces = random_streets(300, 2000)
    layer = np.repeat([0, 1, 2], 100)
    expected = reach_polygons(*columns(pieces), layer, 3)
    monkeypatch.setattr(module, "_SPANS_AT_A_TIME", 10)
    monkeypatch.setattr(module, "_CELLS_IN_TABLE", 10)
    assert same(reach_polygons(*columns(pieces), layer, 3), expected)


def test_far_apart_pieces_need_no_memory_for_what_lies_between(monkeypatch):
    # a grid of 0.2 m over 300 km × 300 km would have 2 · 10¹² cells
    pieces = [((0, 0), (0, 0)), ((300_000, 300_000), (300_000, 300_000)), ((0, 300_000), (50, 300_000))]
    exact = exact_around(pieces, 1)
    monkeypatch.delattr(module, "exact_polygons")
    tracemalloc.start()
    polygon = area_around(*pieces, buffer_m=1)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20e6
    assert polygon.is_valid
    assert polygon.symmetric_difference(exact).area < 0.01 * (100 + 3 * np.pi)


#   closed = 8 │ 0 … 10, 17 … 40 and 19 … 40: the gap of 7 is closed, although 19, as near to 16 as 17 is, comes first
#              │ 49 … 60 is 9 further on
def test_runs_of_spans_by_hand():
    begin, end = module._merged(np.array([49, 0, 19, 17]), np.array([60, 10, 40, 40]), 8)
    assert (begin.tolist(), end.tolist()) == ([0, 49], [40, 60])


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(9, 40)), min_size=1, max_size=12))
def test_runs_are_the_union_of_spans(spans):
    begin = np.array([start for start, _ in spans])
    end = begin + np.array([length for _, length in spans])
    covered = np.zeros(400, dtype=bool)
    for first, last in zip(begin, end):
        covered[first : last + 1] = True
    edges = np.flatnonzero(np.diff(np.concatenate([[False], covered, [False]]).astype(int))).reshape(-1, 2) - (0, 1)
    wide = edges[1:, 0] - edges[:-1, 1] > 8
    runs = module._merged(begin, end, 8)
    assert runs[0].tolist() == edges[np.append(True, wide), 0].tolist()
    assert runs[1].tolist() == edges[np.append(wide, True), 1].tolist()


def test_streets_at_round_coordinates_need_no_exact_way(monkeypatch):
    # 30 m beside x = 0 and y = 0: a grid that began there would have outlines along its lines
    monkeypatch.delattr(module, "exact_polygons")
    assert area_around(((30, 30), (30, 200)), ((30, 30), (200, 30))).is_valid


# Circles that go through a node of the grid: its row and its column may round differently
def test_outline_through_a_node_is_left_to_the_exact_way(monkeypatch):
    asked = []

    def counted(*arguments):
        asked.append(set(arguments[4]))
        return exact_polygons(*arguments)

    monkeypatch.setattr(module, "exact_polygons", counted)
    random, count = np.random.default_rng(3), 400
    nodes = (random.integers(0, 1000, (count, 2)) + module._ORIGIN) * STEP
    directions = np.array([(1, 0), (0, 1), (-1, 0), (0, -1)])[random.integers(0, 4, count)]
    last_digits = random.integers(-3, 4, (count, 2)) * STEP * 2.0**-module._BITS / 2
    centres = np.repeat((nodes + R * directions + last_digits)[:, None], 2, axis=1)
    polygons = reach_polygons(*columns(centres), np.arange(count), count)
    (torn,) = asked
    assert 0 < len(torn) < count
    assert shapely.is_valid(polygons).all()
    np.testing.assert_allclose(shapely.area(polygons), CIRCLE, rtol=0.02)
    calm = np.setdiff1d(np.arange(count), list(torn))[:10]
    assert same(polygons[calm], np.array([area_around(centres[number]) for number in calm]))


# A real district


def tokyo():
    """Return the straight segments of Tokyo Otemachi's walking edges, the nodes at their ends, and the graph."""
    ways = geopandas.read_file(SHARED / "tokyo_otemachi.gpkg", layer="walk_edges")
    points, way = shapely.get_coordinates(ways.geometry.to_numpy(), return_index=True)
    segments = np.stack([points[:-1], points[1:]], axis=1)[way[1:] == way[:-1]]
    segments = segments[(segments[:, 0] != segments[:, 1]).any(axis=1)]
    places, node = np.unique(segments.reshape(-1, 2), axis=0, return_inverse=True)
    node, length = node.reshape(-1, 2), np.hypot(*(segments[:, 1] - segments[:, 0]).T)
    return segments, node, csr_matrix((length, node.T), shape=[len(places)] * 2)


def reached(segments, distance, limit):
    """Return what is reached of segments within a limit: all, or a part from either end that is reached."""
    left = limit - distance
    length = np.hypot(*(segments[:, 1] - segments[:, 0]).T)
    whole = left.sum(axis=1) >= length
    pieces = [segments[whole]]
    for end in (0, 1):
        some = ~whole & (left[:, end] > 0)
        begin, far = segments[some, end], segments[some, 1 - end]
        pieces.append(np.stack([begin, begin + (far - begin) * (left[some, end] / length[some])[:, None]], axis=1))
    return np.concatenate(pieces)


@pytest.mark.skipif(not SHARED.is_dir(), reason=f"real districts are not at {SHARED}")
def test_tokyo_keeps_the_guarantee():
    segments, node, graph = tokyo()
    limits = 417.0, 833.0
    middles = segments.mean(axis=1)
    for origin in (1000, 9000):
        distance = dijkstra(graph, directed=False, indices=origin, limit=limits[-1])[node]
        pieces = [reached(segments, distance, limit) for limit in limits]
        assert min(map(len, pieces)) > 300
        layer = np.repeat([0, 1], [len(some) for some in pieces])
        ends = columns(np.concatenate(pieces))
        polygons, exact = reach_polygons(*ends, layer, 2), exact_polygons(*ends, layer, 2)
        assert shapely.is_valid(polygons).all()
        assert shapely.get_num_geometries(polygons).tolist() == shapely.get_num_geometries(exact).tolist()
        np.testing.assert_allclose(shapely.area(polygons), shapely.area(exact), rtol=0.005)
        for some, polygon in zip(pieces, polygons):
            _, away = shapely.STRtree(shapes(some)).query_nearest(
                shapely.points(middles), all_matches=False, return_distance=True
            )
            inside = shapely.contains_xy(polygon, middles)
            assert away[inside].max() <= R * (1 + RESOLUTION)
            assert away[~inside].min() >= R * (1 - INWARDS)
