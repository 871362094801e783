"""Clause 5.2.4 by hand: which blocks are within the walk, which functions they share, and what is unknown."""

import geopandas
import networkx
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from multiground.urbanform.errors import InputError
from multiground.urbanform.vitality_units import vitality_units

STREET = geopandas.GeoDataFrame(geometry=[shapely.LineString([(-3000, 0), (3000, 0)])])
M_PER_MIN = 5000 / 60


def blocks_at(*lefts, low=10.0, **columns):
    """Blocks of 100 × 100 m north of the street, from `low` m on: their middles are low + 50 m from it."""
    lefts = np.array(lefts, dtype=float)
    return geopandas.GeoDataFrame(columns, geometry=shapely.box(lefts, low, lefts + 100, low + 100))


def uses(*rows):
    """Spaces as (block's left edge, function or None, m²)."""
    left, function, area = zip(*rows)
    points = shapely.points(np.array(left, dtype=float) + 20, 50)
    return geopandas.GeoDataFrame({"function": list(function), "area": list(area)}, geometry=points)


def units(blocks, spaces, lines=STREET, **options):
    return vitality_units(blocks, spaces, lines, **options)


#      A        B        C        D        m from the street to a middle: 60
#   ┌──────┐ ┌──────┐ ┌──────┐ ┌──────┐    from middle to middle: 110 along the street
#   │office│ │homes │ │school│ │garage│
#   └──────┘ └──────┘ └──────┘ └──────┘    A–C: 60 + 220 + 60 = 340 m = 4.08 min  ≤ 5
#   ──────────────────────────────────     A–D: 60 + 330 + 60 = 450 m = 5.40 min  > 5
#
# Units: A {A B C}: business, living, public. B and C: all four blocks. D {B C D}: living, public; a garage
# is no dimension. Floor areas 4000, 3000, 2000, 1000: units with all three hold 9000 of 10 000 m² = 0.9.

FOUR = blocks_at(0, 110, 220, 330)
USES = uses((0, "office", 4000), (110, "housing", 3000), (220, "school", 2000), (330, "parking", 1000))


def test_four_blocks_by_hand():
    result = units(FOUR, USES)
    found = result.blocks
    assert found["n_blocks"].tolist() == [3, 4, 4, 3]
    assert found["dimensions"].tolist() == [3, 3, 3, 2]
    assert found["functions"].tolist() == ["office, residential, public_service"] * 3 + ["residential, public_service"]
    assert found["missing"].tolist() == ["", "", "", "business"]
    assert found["unit_m2"].tolist() == [9000, 10000, 10000, 6000]
    assert found["grade"].tolist() == ["excellent"] * 3 + ["good"]
    assert found["needed_dimensions"].fillna(0).tolist() == [0, 0, 0, 1]
    assert result.share_in_units == pytest.approx(0.9)
    assert result.grade == "good"  # a quarter of the land is good


@pytest.mark.parametrize(
    ("apart_m", "together"),
    [
        (296.6, True),  # 60 + 296.6 + 60 = 416.6 m = 4.9992 min
        (296.67, True),  # 5.00004 min, which is 5.00
        (297.05, True),  # 5.0046 min
        (297.12, False),  # 5.0054 min is 5.01
    ],
)
def test_walk_at_its_limit(apart_m, together):
    found = units(blocks_at(0, apart_m), uses((0, "office", 1), (apart_m, "housing", 1))).blocks
    assert found["n_blocks"].tolist() == [1 + together] * 2


def test_units_are_not_chained():
    found = units(blocks_at(0, 290, 580), uses((0, "office", 1), (290, "housing", 1), (580, "school", 1))).blocks
    assert found["n_blocks"].tolist() == [2, 3, 2]
    assert found["missing"].tolist() == ["public", "", "business"]


def test_a_longer_walk_and_a_slower_pace():
    assert units(FOUR, USES, walk_min=6).blocks["n_blocks"].tolist() == [4, 4, 4, 4]
    assert units(FOUR, USES, walk_min=2.76).blocks["n_blocks"].tolist() == [2, 3, 3, 2]  # 230 m
    assert units(FOUR, USES, walk_min=2.75).blocks["n_blocks"].tolist() == [1, 1, 1, 1]


def test_a_block_belongs_to_its_own_unit_however_deep_it_is():
    deep = geopandas.GeoDataFrame(
        geometry=[shapely.box(0, 10, 600, 610)]
    )  # 310 m to its middle: 7.4 min there and back
    found = units(deep, uses((0, "office", 1))).blocks
    assert found[["n_blocks", "dimensions", "grade"]].to_numpy().tolist() == [[1, 1, "fair"]]


# Functions and dimensions


@pytest.mark.parametrize(
    ("functions", "dimensions", "grade", "needed"),
    [
        (["office", "housing", "school"], 3, "excellent", None),
        (["culture", "hotel", "police"], 3, "excellent", None),
        (["office", "housing"], 2, "good", 1),
        (["office", "housing", "parking"], 2, "good", 1),
        (["office", "shop", "culture"], 1, "fair", 1),
        (["parking"], 0, "fair", 2),
    ],
)
def test_dimensions_and_grades(functions, dimensions, grade, needed):
    found = units(blocks_at(0), uses(*((0, name, 100) for name in functions))).blocks.iloc[0]
    assert (found["dimensions"], found["grade"], found["state"]) == (dimensions, grade, "graded")
    assert found["needed_dimensions"] == needed if needed else np.isnan(found["needed_dimensions"])


@pytest.mark.parametrize(
    ("functions", "unknown", "grade"),
    [
        (["office"], 100, "fair"),  # 900 of 1000 m² are classified: 90 % is enough
        (["office"], 100.2, "unassessed"),  # 89.98 %
        (["office", "housing"], 100.2, "unassessed"),
        (["office", "housing", "school"], 9000, "excellent"),  # what is unknown takes nothing away
    ],
)
def test_a_dimension_may_hide_among_floors_of_unknown_function(functions, unknown, grade):
    spaces = uses(*((0, name, 900 / len(functions)) for name in functions), (0, None, unknown))
    found = units(blocks_at(0), spaces).blocks.iloc[0]
    assert (found["grade"], found["state"]) == (grade, "missing" if grade == "unassessed" else "graded")


def test_a_block_without_functions_is_a_place_and_gives_no_dimension():
    found = units(blocks_at(0, 110), uses((0, "office", 900))).blocks
    assert found["n_blocks"].tolist() == [2, 2]
    assert found["grade"].tolist() == ["fair", "fair"]
    assert found["floor_m2"].tolist() == [900, 0]


def test_a_unit_of_which_nothing_is_known_is_missing():
    result = units(blocks_at(0, 1000), uses((0, "office", 900)))
    assert result.blocks["state"].tolist() == ["graded", "missing"]
    assert result.grade == "unassessed"  # half of the land


def test_a_space_of_unknown_area_shows_its_function_but_not_that_there_is_no_other():
    found = units(blocks_at(0), uses((0, "office", 900), (0, "school", np.nan))).blocks.iloc[0]
    assert (found["functions"], found["grade"]) == ("office, public_service", "good")
    found = units(blocks_at(0), uses((0, "office", np.nan), (0, "school", np.nan))).blocks.iloc[0]
    assert (found["dimensions"], found["state"]) == (2, "missing")
    found = units(blocks_at(0), uses((0, "office", np.nan), (0, "school", np.nan), (0, "hotel", np.nan))).blocks.iloc[0]
    assert (found["dimensions"], found["grade"]) == (3, "excellent")


@pytest.mark.parametrize(("unknown", "state"), [(1, "graded"), (2, "missing")])
def test_spaces_of_which_nothing_is_known_leave_a_unit_unknown(unknown, state):
    """9 offices and 1 unknown space: 10 %; of 8 and 2 spaces 20 %."""
    rows = [(0, "office", 100)] * (10 - unknown) + [(0, None, np.nan)] * unknown
    assert units(blocks_at(0), uses(*rows)).blocks["state"].tolist() == [state]


def test_the_share_is_of_all_floor_area_and_unknown_where_nothing_is_known():
    rows = [(0, "office", 100), (0, "school", 100), (0, "hotel", 100), (1000, None, 900)]
    assert units(blocks_at(0, 1000), uses(*rows)).share_in_units == pytest.approx(0.25)
    assert np.isnan(units(blocks_at(0, 1000), uses((0, None, 100))).share_in_units)


def test_dominant_stands_in_where_no_space_tells_a_function():
    blocks = blocks_at(0, 110, 220, dominant=["hotel", "office", ""])
    found = units(blocks, uses((0, "office", 900), (220, None, 10))).blocks
    assert set(found["functions"]) == {"office"}  # the space decides in the first, nothing in the third
    blocks = blocks_at(0, 110, dominant=["hotel", "public_service"])
    found = units(blocks, uses((5000, "office", 900))).blocks
    assert found["functions"].tolist() == ["hotel, public_service"] * 2
    assert found["state"].tolist() == ["graded", "graded"]
    found = units(blocks_at(0, 110, dominant=["hotel", ""]), uses((5000, "office", 900))).blocks
    assert found["state"].tolist() == ["missing", "missing"]


@pytest.mark.parametrize(
    ("dominant", "functions"),
    [("办公", "office"), (" Hotel ", "hotel"), ("B1", "commercial"), ("n/a", ""), (None, "")],
)
def test_dominant_is_read_as_functions_are(dominant, functions):
    found = units(blocks_at(0, dominant=[dominant]), uses((5000, "office", 900))).blocks.iloc[0]
    assert (found["functions"], found["state"]) == (functions, "graded" if functions else "missing")


#      A, drawn twice      B
#   ┌──────────────┐   ┌────────┐    A: office 100 m², and its second drawing holds nothing more
#   │    office    │   │ hotel  │    B: hotel 300 m², 110 m along: in A's unit
#   └──────────────┘   └────────┘    two blocks and 400 m², not three


def test_a_block_drawn_twice_counts_once():
    blocks = blocks_at(0, 0, 110, dominant=[None, "school", None])
    blocks.loc[1, "geometry"] = blocks.geometry[1].reverse()
    result = units(blocks, uses((0, "office", 100), (110, "hotel", 300)))
    assert result.blocks["n_blocks"].tolist() == [2, 2, 2]
    assert result.blocks["unit_m2"].tolist() == [400, 400, 400]
    assert result.blocks["floor_m2"].tolist() == [100, 100, 300]
    for some in (blocks, blocks.iloc[::-1].reset_index(drop=True)):  # the drawing that tells a dominant function does
        found = units(some, uses((5000, "office", 1))).blocks
        assert set(found["functions"]) == {"public_service"}


def test_spaces_in_no_block_are_counted():
    assert units(blocks_at(0), uses((0, "office", 100), (5000, "office", 100), (7000, None, 1))).n_apart == 2


def test_the_direction_in_which_streets_are_drawn_does_not_matter():
    backwards = geopandas.GeoDataFrame(geometry=shapely.reverse(STREET.geometry.to_numpy()))
    whole = units(FOUR, USES, walk_min=4.08)
    pd.testing.assert_frame_equal(units(FOUR, USES, backwards, walk_min=4.08).blocks, whole.blocks)
    pieces = [shapely.LineString([(right, 0), (left, 0)]) for left, right in ((-3000, 160), (160, 270), (270, 3000))]
    found = units(FOUR, USES, geopandas.GeoDataFrame(geometry=pieces), walk_min=4.08).blocks
    pd.testing.assert_frame_equal(found, whole.blocks)


def test_a_vertex_drawn_twice_changes_nothing():
    twice = geopandas.GeoDataFrame(geometry=[shapely.LineString([(-3000, 0), (160, 0), (160, 0), (3000, 0)])])
    assert units(FOUR, USES, twice).blocks.equals(units(FOUR, USES).blocks)


def test_a_street_up_one_way_only_is_walked_one_way_only():
    #  A 110 m west of B, and the street leads east: from A to B, and not back
    lines = STREET.assign(direction="forward", kind="escalator")
    assert not units(blocks_at(0, 110), uses((0, "office", 1)), lines).blocks["on_network"].any()
    lines = STREET.assign(direction="forward", kind="footway")
    assert units(blocks_at(0, 110), uses((0, "office", 1)), lines).blocks["n_blocks"].tolist() == [2, 1]


# On the network and off it


@pytest.mark.parametrize(("low", "on_network"), [(150.0, True), (150.1, False)])
def test_the_outline_must_be_near_a_street(low, on_network):
    found = units(blocks_at(0, low=low, dominant=["office"]), uses((0, "office", 1))).blocks.iloc[0]
    assert found["on_network"] == on_network
    assert found["state"] == ("graded" if on_network else "missing")


def test_a_block_off_the_network_is_missing_and_in_no_unit():
    #  a block on the street, and one 400 m behind it
    blocks = geopandas.GeoDataFrame(geometry=shapely.box([0, 0], [10, 500], [100, 100], [110, 600]))
    spaces = geopandas.GeoDataFrame({"function": ["office", "housing"], "area": 100}, geometry=blocks.centroid)
    result = units(blocks, spaces)
    assert result.blocks["n_blocks"].tolist()[0] == 1
    assert result.blocks["missing"].tolist() == ["living, public", None]
    assert result.blocks["state"].tolist() == ["graded", "missing"]
    assert result.blocks["grade"].tolist() == ["fair", "unassessed"]
    assert np.isnan(result.blocks["n_blocks"].tolist()[1])
    assert result.share_in_units == 0


def test_a_small_piece_of_street_is_none():
    piece = geopandas.GeoDataFrame(geometry=[shapely.LineString([(0, 0), (199, 0)])])
    far = geopandas.GeoDataFrame(geometry=[shapely.LineString([(0, -5000), (900, -5000)])])
    lines = pd.concat([piece, far], ignore_index=True)
    assert not units(blocks_at(0), uses((0, "office", 1)), lines).blocks["on_network"].any()
    assert units(blocks_at(0), uses((0, "office", 1)), lines, min_piece_m=199).blocks["on_network"].all()


def test_a_one_way_escalator_makes_units_differ():
    #  0 … 105 footway, 105 ▶ 165 escalator, 165 … footway: 60 + 55 + 55 + 60 = 230 m = 2.76 min, and 60 m at 0.5 m/s
    lines = geopandas.GeoDataFrame(
        {"kind": ["footway", "escalator", "footway"], "direction": ["both", "forward", "both"]},
        geometry=[
            shapely.LineString([(-400, 0), (105, 0)]),
            shapely.LineString([(105, 0), (165, 0)]),
            shapely.LineString([(165, 0), (700, 0)]),
        ],
    )
    found = units(blocks_at(0, 170), uses((0, "office", 1), (170, "housing", 1)), lines).blocks
    assert found["n_blocks"].tolist() == [2, 1]
    assert units(blocks_at(0, 170), uses((0, "office", 1)), lines, walk_min=4.75).blocks["n_blocks"].tolist() == [1, 1]


#  ┌──────────┬──────────┐   The middle of a square is as near to each of its four streets. From the left block
#  │    ·     │    ·     │   to the right one: 100 m to the street between, across, 100 m = 2.4 min.
#  └──────────┴──────────┘


def test_a_block_is_left_on_all_sides():
    ring = [shapely.LineString([(0, y), (200, y), (400, y)]) for y in (0, 200)]
    ring += [shapely.LineString([(x, 0), (x, 200)]) for x in (0, 200, 400)]
    squares = geopandas.GeoDataFrame(geometry=shapely.box([0, 200], 0, [200, 400], 200))
    lines = geopandas.GeoDataFrame(geometry=ring)
    assert units(squares, uses((0, "office", 1)), lines, walk_min=2.4).blocks["n_blocks"].tolist() == [2, 2]
    assert units(squares, uses((0, "office", 1)), lines, walk_min=2.39).blocks["n_blocks"].tolist() == [1, 1]


# Straight lines


@pytest.mark.parametrize(("apart_m", "together"), [(291.6, True), (292.1, False)])  # 5 min · 83.33 m · 0.7 = 291.67
def test_straight_lines_are_estimated_and_at_most_good(apart_m, together):
    spaces = uses((0, "office", 1), (0, "school", 1), (apart_m, "housing", 1))
    result = units(blocks_at(0, apart_m), spaces, None)
    assert result.blocks["dimensions"].tolist() == ([3, 3] if together else [2, 1])
    assert result.blocks["grade"].tolist() == (["good", "good"] if together else ["good", "fair"])
    assert result.share_in_units == (1 if together else 0)


def test_without_floor_area_there_is_no_share():
    blocks = blocks_at(0, dominant=["office"])
    assert np.isnan(units(blocks, uses((5000, "office", 1))).share_in_units)


@pytest.mark.parametrize("walk", [0, -1, float("nan"), float("inf")])
def test_meaningless_walks_are_refused(walk):
    with pytest.raises(InputError, match="WALK"):
        units(FOUR, USES, walk_min=walk)


# Properties, and an independent judge


def town(seed, number=14):
    """A grid of streets 130 m apart and some of the blocks between them, with uses."""
    rng = np.random.default_rng(seed)
    cells = rng.choice(36, number, replace=False)
    x, y = 130.0 * (cells % 6), 130.0 * (cells // 6)
    right, top = (
        x + rng.uniform(60, 120, number),
        y + rng.uniform(60, 120, number),
    )  # so that no two streets are equally near
    blocks = geopandas.GeoDataFrame(geometry=shapely.box(x + 5, y + 5, right, top))
    names = np.array(["office", "shop", "housing", "hotel", "school", "parking", None], dtype=object)
    spaces = geopandas.GeoDataFrame(
        {"function": rng.choice(names, 2 * number), "area": rng.integers(1, 900, 2 * number)},
        geometry=shapely.point_on_surface(np.tile(blocks.geometry.to_numpy(), 2)),
    )
    ticks = 130.0 * np.arange(7)
    kept = rng.random(2 * 6 * 7) > 0.25
    pieces = [((a, b), (a + 130, b)) for a in ticks[:-1] for b in ticks]
    pieces += [((b, a), (b, a + 130)) for a in ticks[:-1] for b in ticks]
    lines = [shapely.LineString(piece) for piece, keep in zip(pieces, kept) if keep]
    return blocks, spaces, geopandas.GeoDataFrame(geometry=lines)


@settings(max_examples=15)
@given(seed=st.integers(0, 10**6), data=st.data())
def test_the_order_of_blocks_and_spaces_does_not_matter(seed, data):
    blocks, spaces, lines = town(seed)
    order = data.draw(st.permutations(range(len(blocks))))
    first = units(blocks, spaces, lines)
    second = units(
        blocks.iloc[order].reset_index(drop=True), spaces.iloc[::-1].reset_index(drop=True), lines.iloc[::-1]
    )
    pd.testing.assert_frame_equal(first.blocks.iloc[order].reset_index(drop=True), second.blocks)
    assert (first.share_in_units, first.grade) == (second.share_in_units, second.grade)


@settings(max_examples=15)
@given(seed=st.integers(0, 10**6), walk=st.floats(1, 8), more=st.floats(0, 4))
def test_a_longer_walk_loses_no_block(seed, walk, more):
    blocks, spaces, lines = town(seed)
    shorter, longer = (units(blocks, spaces, lines, walk_min=each).blocks for each in (walk, walk + more))
    assert (longer["n_blocks"].dropna() >= shorter["n_blocks"].dropna()).all()
    assert (longer["dimensions"].dropna() >= shorter["dimensions"].dropna()).all()


@pytest.mark.parametrize("seed", range(8))
def test_units_are_those_of_shortest_paths_in_networkx(seed):
    """Doors as nodes of their own, one beside the other along their street; no path leads through a block."""
    blocks, spaces, lines = town(seed)
    found = units(blocks, spaces, lines, walk_min=4).blocks
    graph = networkx.Graph(line.coords[:] for line in lines.geometry)
    parts = networkx.connected_components(graph)
    large = set().union(*(part for part in parts if 130 * graph.subgraph(part).number_of_edges() >= 200))
    doors, on = {}, {}
    for number, block in enumerate(blocks.geometry):
        middle = block.point_on_surface()
        ways = [way for way in range(len(lines)) if lines.geometry[way].coords[0] in large]
        beside = [way for way in ways if block.distance(lines.geometry[way]) <= 30]
        for way in beside or [min(ways, key=lambda way: middle.distance(lines.geometry[way]))]:
            line = lines.geometry[way]
            at = line.project(middle)
            if block.distance(line.interpolate(at)) <= 150:
                doors.setdefault(number, []).append(((number, way), middle.distance(line)))
                on.setdefault(way, []).append((at, (number, way)))
    walk = networkx.Graph()
    for way, line in enumerate(lines.geometry):
        stops = [(0, line.coords[0]), *sorted(on.get(way, [])), (130, line.coords[1])]
        for (from_m, one), (to_m, other) in zip(stops, stops[1:]):
            walk.add_edge(one, other, weight=to_m - from_m)
    expected = []
    for number in range(len(blocks)):
        if number not in doors:
            expected.append(None)
            continue
        start = f"block {number}"
        walk.add_weighted_edges_from((start, door, metres) for door, metres in doors[number])
        metres = networkx.single_source_dijkstra_path_length(walk, start)
        walk.remove_node(start)
        away = {other: min(metres.get(door, np.inf) + leg for door, leg in legs) for other, legs in doors.items()}
        expected.append(sum(other == number or round(away[other] / M_PER_MIN, 2) <= 4 for other in doors))
    assert [None if value != value else value for value in found["n_blocks"]] == expected
