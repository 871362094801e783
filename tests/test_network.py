"""The walking graph by hand: each case is drawn beside its numbers. 100 m of street take 1.2 min."""

import contextlib
import math
import os
import pathlib
import sqlite3

import geopandas
import networkx
import numpy as np
import pandas
import pytest
import scipy.sparse.csgraph
import shapely
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from multiground.urbanform import walkways
from multiground.urbanform.errors import InputError
from multiground.urbanform.network import network, network_steps, points_along
from multiground.urbanform.pace import pace

DATA = pathlib.Path(os.environ.get("MULTIGROUND_DATA", pathlib.Path(__file__).parents[2] / "shared" / "data"))
WAIT_MIN = 0.5  # 30 s


def way(*points, **fields):
    """A line through points, with its fields."""
    return {**fields, "geometry": shapely.LineString(points)}


def frame(ways):
    columns = sorted({name for way in ways for name in way} - {"geometry"})
    values = {name: pandas.Series([way.get(name) for way in ways], dtype=object) for name in columns}
    return geopandas.GeoDataFrame(values, geometry=[way["geometry"] for way in ways])


def walk(*ways, split_crossings=False, ground_z=None, **walking):
    return network(frame(ways), pace(**walking), split_crossings=split_crossings, ground_z=ground_z)[0]


def notes(*ways, **walking):
    return {name: rows.tolist() for name, rows in network(frame(ways), pace(**walking))[1].items()}


def heights(net):
    """Return the height of each node, 0 where unknown."""
    z = np.zeros(len(net.x))
    z[net.head], z[net.tail] = np.nan_to_num(net.z_head), np.nan_to_num(net.z_tail)
    return z


def node(net, x, y, z=None):
    """Return the number of the one node at a place that one enters from the street, not the landing of a lift."""
    near = np.hypot(net.x - x, net.y - y) < 0.02
    if z is not None:
        near &= np.abs(heights(net) - z) < 0.6
    near[net.head[net.length_m == 0]] = False
    (number,) = np.flatnonzero(near)
    return number


def arcs(net):
    """Return the network as networkx has it."""
    graph = networkx.DiGraph()
    graph.add_nodes_from(range(len(net.x)))
    both = [(net.tail, net.head, net.forward_min), (net.head, net.tail, net.backward_min)]
    for start, stop, cost in both:
        for a, b, minutes in zip(start.tolist(), stop.tolist(), cost.tolist()):
            if minutes < graph.get_edge_data(a, b, {"minutes": math.inf})["minutes"]:
                graph.add_edge(a, b, minutes=minutes)
    return graph


def minutes(net, start, stop):
    """Return the minutes between two places (x, y) or (x, y, z); inf where there is no way."""
    start, stop = node(net, *start), node(net, *stop)
    return networkx.single_source_dijkstra_path_length(arcs(net), start, weight="minutes").get(stop, math.inf)


def joined(*ways, **options):
    """Return whether two ways, of two vertices each, have a node in common."""
    net = walk(*ways, **options)
    assert len(net.tail) == 2
    return len(net.x) == 3


# shapes


def test_diamond():
    #        B (30, 40)           A-B footway            50 m               0.6 min
    #       / \                   B-D stairs   2 ×       50 m               1.2 min
    #      A   D (60, 0)          A-C ramp               50 m               0.6 min
    #       \ /                   C-D escalator forward  50 / 0.5 = 100 s   1.6667 min
    #        C (30, -40)
    net = walk(
        way((0, 0), (30, 40), kind="footway"),
        way((30, 40), (60, 0), kind="stairs"),
        way((0, 0), (30, -40), kind="ramp"),
        way((30, -40), (60, 0), kind="escalator", direction="forward"),
    )
    assert (len(net.x), len(net.tail)) == (4, 4)
    assert minutes(net, (0, 0), (60, 0)) == pytest.approx(1.8)
    assert minutes(net, (30, -40), (60, 0)) == pytest.approx(100 / 60)
    assert minutes(net, (60, 0), (30, -40)) == pytest.approx(2.4)  # against the escalator: by stairs and B, A


def test_dead_end_and_two_parts():
    #   (0, 50)         (300, 0)
    #      |                |
    #   ---o---  …………       |       100 m from end to end; 50 m up the dead end
    net = walk(way((-50, 0), (0, 0), (50, 0)), way((0, 0), (0, 50)), way((300, 0), (300, 90)))
    assert (len(net.x), len(net.tail)) == (6, 4)
    assert minutes(net, (-50, 0), (0, 50)) == pytest.approx(1.2)
    assert minutes(net, (0, 50), (0, 0)) == pytest.approx(0.6)
    assert minutes(net, (0, 0), (300, 0)) == math.inf


def test_interior_vertices_join_like_ends():
    #       (50, 40)
    #          |           the street has a vertex at (50, 0), and a bend at (80, 0) that nothing else has
    #   o------o------.
    net = walk(way((0, 0), (50, 0), (80, 0), (80, 30)), way((50, 40), (50, 0)))
    assert sorted(net.length_m.tolist()) == [40, 50, 60]
    assert minutes(net, (0, 0), (50, 40)) == pytest.approx(90 * 0.012)
    assert minutes(net, (80, 30), (50, 40)) == pytest.approx(100 * 0.012)


def test_interior_vertices_of_two_streets_join():
    #        |
    #   -----o-----    both have a vertex where they cross: four edges, five nodes
    #        |
    net = walk(way((-10, 0), (0, 0), (10, 0)), way((0, -10), (0, 0), (0, 10)))
    assert (len(net.x), len(net.tail)) == (5, 4)


def test_lines_that_merely_cross_never_join():
    net = walk(way((-10, 0), (10, 0)), way((0, -10), (0, 10)))
    assert (len(net.x), len(net.tail)) == (4, 2)


def test_multipart_line():
    # one line in two parts: 0 … 10 and 20 … 30; the gap is no way, until another line closes it
    parts = {"geometry": shapely.MultiLineString([[(0, 0), (10, 0)], [(20, 0), (30, 0)]])}
    assert minutes(walk(parts), (0, 0), (30, 0)) == math.inf
    net = walk(parts, way((10, 0), (20, 0)))
    assert minutes(net, (0, 0), (30, 0)) == pytest.approx(30 * 0.012)
    assert net.line.tolist() == [0, 1, 0]


def test_loops():
    #   o----.     a square of 10 m from its one node and back: an edge of 40 m from a node to itself
    #   |    |
    #   '----'
    loop = way((0, 0), (10, 0), (10, 10), (0, 10), (0, 0))
    assert walk(loop).length_m.tolist() == [40]
    net = walk(loop, way((-50, 0), (0, 0)), way((10, 10), (60, 10)))
    assert minutes(net, (-50, 0), (60, 10)) == pytest.approx(120 * 0.012)
    assert net.length_m.sum() == 140


def test_line_that_crosses_itself_at_a_vertex():
    #   an eight: 0 → 1 → 2 → 3 → 1, both passes share the middle, so the loop can be left out
    net = walk(way((0, 0), (50, 0), (50, 50), (90, 0), (50, 0), (50, -60)))
    assert minutes(net, (0, 0), (50, -60)) == pytest.approx(110 * 0.012)


def test_vertices_run_along_the_edges():
    # a street with a bend, cut at (50, 0): the second edge goes on round the corner
    net = walk(way((0, 0), (50, 0), (80, 0), (80, 30)), way((50, -40), (50, 0)))
    rows = [slice(*pair) for pair in zip(net.first_vertex[:-1], net.first_vertex[1:])]
    drawn = {(tuple(net.vertex_x[r]), tuple(net.vertex_y[r]), tuple(net.vertex_m[r])) for r in rows}
    assert drawn == {
        ((0, 50), (0, 0), (0, 50)),
        ((50, 80, 80), (0, 0, 30), (0, 30, 60)),
        ((50, 50), (-40, 0), (0, 40)),
    }


# a footbridge over a street, with stairs at one end

#   y = 58  o-----------o (40, 58)   the foot of the stairs, and a side street back to the street
#   y = 50  o  top      |            stairs: 8 m in plan, 6 m high: 10 m, × 2 = 20 m
#           |  bridge   |            from the west end of the street to the south end of the bridge:
#   y = 0 --o-----------o--          80 + 58 + 40 + 20 + 100 = 298 m = 3.576 min; with a leak 90 m = 1.08 min
#           |
#   y = -50 o
WEST, SOUTH = (-40, 0), (0, -50)
STREET, SIDE = [(-40, 0), (0, 0), (40, 0)], [(40, 0), (40, 58), (0, 58)]
STAIRS, BRIDGE = [(0, 58), (0, 50)], [(0, 50), (0, 0), (0, -50)]


def lifted(points, *z):
    return [(x, y, height) for (x, y), height in zip(points, z)]


BY_Z = (
    way(*lifted(STREET, 0, 0, 0)),
    way(*lifted(SIDE, 0, 0, 0)),
    way(*lifted(STAIRS, 0, 6), kind="stairs"),
    way(*lifted(BRIDGE, 6, 6, 6), kind="skyway"),
)
BY_ENDS = (
    way(*STREET, z_from=0, z_to=0),
    way(*SIDE, z_from=0, z_to=0),
    way(*STAIRS, z_from=0, z_to=6, kind="stairs"),
    way(*BRIDGE, z_from=6, z_to=6, kind="skyway"),
)
BY_FIELD = (
    way(*STREET, z=0),
    way(*SIDE, z=0),
    way(*STAIRS, z_from=0, z_to=6, kind="stairs"),
    way(*BRIDGE, z=6, kind="skyway"),
)
ONLY_ABOVE = (way(*STREET), way(*SIDE), *BY_Z[2:])  # the streets count as z = 0
BY_LEVEL = (way(*STREET, level="0"), way(*SIDE), way(*STAIRS, z_from=0, z_to=4.5, kind="stairs"), way(*BRIDGE, level=1))


@pytest.mark.parametrize("ways", [BY_Z, BY_ENDS, BY_FIELD, ONLY_ABOVE], ids=["Z", "z_from", "z", "mixed"])
def test_footbridge_never_leaks(ways):
    net = walk(*ways)
    assert minutes(net, WEST, SOUTH) == pytest.approx(3.576)
    assert minutes(net, (0, -50, 6), (0, 58, 0)) == pytest.approx((100 + 20) * 0.012)


def test_level_is_a_height_where_another_line_has_one():
    # stairs to level 1 = 4.5 m: √(8² + 4.5²) = 9.178 m, × 2; the bridge has a level only
    expected = (80 + 58 + 40 + 2 * math.hypot(8, 4.5) + 100) * 0.012
    assert minutes(walk(*BY_LEVEL), WEST, SOUTH) == pytest.approx(expected)


@pytest.mark.parametrize("field", ["level", "layer"])
def test_without_heights_a_shared_vertex_joins_whatever_the_level(field):
    net = walk(way(*STREET, **{field: "0"}), way(*BRIDGE, **{field: "1"}))
    assert minutes(net, WEST, SOUTH) == pytest.approx(90 * 0.012)


@pytest.mark.parametrize("field", ["level", "layer"])
def test_without_heights_crossing_without_a_vertex_never_joins(field):
    net = walk(way((-40, 0), (40, 0), **{field: "0"}), way((0, 50), (0, -50), **{field: "0"}))
    assert minutes(net, WEST, SOUTH) == math.inf


def test_three_dimensional_drawing_whose_heights_are_all_nan_has_none():
    nan = math.nan
    net = walk(way(*lifted(STREET, nan, nan, nan)), way(*lifted(BRIDGE, nan, nan, nan)))
    assert minutes(net, WEST, SOUTH) == pytest.approx(90 * 0.012)


# kinds and directions


def test_minutes_of_each_kind():
    # 12 m in plan, 5 m up: 13 m.  13 × 0.012 = 0.156;  stairs 0.312;  escalator 13 / 0.5 = 26 s;
    # elevator 5 / 3 s + 12 × 0.012
    expected = dict.fromkeys(("footway", "crossing", "skyway", "underpass", "corridor", "ramp"), 0.156)
    expected.update(stairs=0.312, escalator=26 / 60, elevator=5 / 180 + 0.144)
    for kind, cost in expected.items():
        net = walk(way((0, 0, 0), (12, 0, 5), kind=kind))
        assert net.length_m.tolist() == [13]
        assert (net.forward_min[0], net.backward_min[0]) == pytest.approx((cost, cost)), kind


def test_pace_can_be_chosen():
    chosen = {"speed_kmh": 4, "stair_factor": 3, "escalator_speed_m_per_s": 0.65, "lift_speed_m_per_s": 1}
    for kind, cost in {"ramp": 0.195, "stairs": 0.585, "escalator": 20 / 60, "elevator": 5 / 60 + 0.18}.items():
        assert walk(way((0, 0, 0), (12, 0, 5), kind=kind), **chosen).forward_min[0] == pytest.approx(cost)


@pytest.mark.parametrize("kind", ["escalator", "skyway"])
@pytest.mark.parametrize("direction", ["forward", "backward", "both", None])
@pytest.mark.parametrize("reverse", [False, True])
def test_directions(kind, direction, reverse):
    # 8 m in plan, 6 m up: 10 m, by escalator 20 s; towards the places all minutes turn round
    net = walk(way((0, 0, 0), (8, 0, 6), kind=kind, direction=direction), reverse=reverse)
    cost = 20 / 60 if kind == "escalator" else 0.12
    up, down = (minutes(net, *pair) for pair in [((0, 0), (8, 0)), ((8, 0), (0, 0))])
    if reverse:
        up, down = down, up
    assert up == (math.inf if direction == "backward" else pytest.approx(cost))
    assert down == (math.inf if direction == "forward" else pytest.approx(cost))


@pytest.mark.parametrize(
    "shaft",
    [
        [way((0, 0, 0), (0, 0, 4.5), (0, 0, 9), kind="elevator")],
        [way((0, 0, 9), (0, 0, 4.5), (0, 0, 0), kind="elevator")],
        [way((0, 0, 0), (0, 0, 4.5), kind="elevator"), way((0, 0, 9), (0, 0, 4.5), kind="elevator")],
        [way((0, 0), (0, 0), (0, 0), z_from=0, z_to=9, kind="elevator")],
    ],
    ids=["one line", "downwards", "two lines", "z_from"],
)
@pytest.mark.parametrize("wait_s", [0, 30])
@pytest.mark.parametrize("reverse", [False, True])
def test_elevator_shaft_with_three_levels(shaft, wait_s, reverse):
    #   9.0 |---- skyway      9 m / 3 m/s = 3 s = 0.05 min from bottom to top, half of it to the middle;
    #   4.5 |---- corridor    the wait comes once a ride, not once a level
    #   0.0 |---- street
    floors = [way((0, 0, z), (50, 10 * z, z)) for z in (0, 4.5, 9)]
    net = walk(*shaft, *floors, lift_wait_s=wait_s, reverse=reverse)
    wait = wait_s / 60
    assert minutes(net, (0, 0, 0), (0, 0, 9)) == pytest.approx(wait + 0.05)
    assert minutes(net, (0, 0, 9), (0, 0, 0)) == pytest.approx(wait + 0.05)
    assert minutes(net, (0, 0, 0), (0, 0, 4.5)) == pytest.approx(wait + 0.025)
    assert minutes(net, (50, 90, 9), (50, 45, 4.5)) == pytest.approx(
        wait + 0.025 + (math.hypot(50, 90) + math.hypot(50, 45)) * 0.012
    )


def test_two_lifts_wait_twice():
    # up 9 m, 100 m along, up 9 m: 2 × (0.5 + 0.05) + 1.2
    net = walk(
        way((0, 0, 0), (0, 0, 9), kind="elevator"),
        way((0, 0, 9), (100, 0, 9)),
        way((100, 0, 9), (100, 0, 18), kind="elevator"),
        lift_wait_s=30,
    )
    assert minutes(net, (0, 0, 0), (100, 0, 18)) == pytest.approx(2.3)


def test_wait_is_paid_by_riders_only():
    # passing the door of a lift costs nothing
    net = walk(way((-50, 0, 0), (0, 0, 0), (50, 0, 0)), way((0, 0, 0), (0, 0, 9), kind="elevator"), lift_wait_s=30)
    assert minutes(net, (-50, 0, 0), (50, 0, 0)) == pytest.approx(1.2)
    assert minutes(net, (-50, 0, 0), (0, 0, 9)) == pytest.approx(0.6 + 0.5 + 0.05)
    assert minutes(net, (0, 0, 9), (50, 0, 0)) == pytest.approx(0.6 + 0.5 + 0.05)


@pytest.mark.parametrize("wait_s", [0, 30])
def test_waiting_adds_no_street(wait_s):
    ways = way((0, 0, 0), (50, 0, 0)), way((0, 0, 0), (0, 0, 9), kind="elevator")
    assert walk(*ways, lift_wait_s=wait_s).length_m.sum() == 59


@pytest.mark.parametrize("wait_s", [0, 30])
@pytest.mark.parametrize("reverse", [False, True])
def test_one_way_lift(wait_s, reverse):
    lift = way((0, 0, 0), (0, 0, 9), kind="elevator", direction="forward")
    net = walk(lift, lift_wait_s=wait_s, reverse=reverse)
    up, down = minutes(net, (0, 0, 0), (0, 0, 9)), minutes(net, (0, 0, 9), (0, 0, 0))
    assert (down, up)[not reverse] == pytest.approx(wait_s / 60 + 0.05)
    assert (down, up)[reverse] == math.inf


def test_lift_with_plan_length():
    # 3, 4 in plan = 5 m walked: 0.06 min; 9 m ridden: 0.05 min
    net = walk(way((0, 0, 0), (3, 4, 9), kind="elevator"))
    assert minutes(net, (0, 0), (3, 4)) == pytest.approx(0.11)


def test_lift_drawn_with_a_vertex_every_step_of_the_way():
    # 31 vertices 0.3 m apart: still 3 s from end to end, and both floors on the way are floors of their own
    lift = way(*[(0, 0, 0.3 * step) for step in range(31)], kind="elevator")
    floors = [way((0, 0, z), (50, 10 * z, z)) for z in (0, 4.5, 9)]
    for ways in ([lift, *floors], [way(*lift["geometry"].coords[::-1], kind="elevator"), *floors]):
        net = walk(*ways)
        assert minutes(net, (0, 0, 0), (0, 0, 9)) == pytest.approx(0.05)
        assert minutes(net, (50, 0, 0), (50, 45, 4.5)) == pytest.approx((50 + math.hypot(50, 45)) * 0.012 + 0.025)


@pytest.mark.parametrize("roof_z", [8.7, 9.0, 9.3])
def test_floor_near_the_top_of_a_finely_drawn_lift_joins_it(roof_z):
    lift = way(*[(0, 0, 0.3 * step) for step in range(31)], kind="elevator")
    net = walk(lift, way((0, 0, 0), (50, 0, 0)), way((0, 0, roof_z), (0, 50, roof_z)))
    assert minutes(net, (50, 0, 0), (0, 50, roof_z)) == pytest.approx(1.2 + 0.05, abs=0.003)


@pytest.mark.parametrize("reverse", [False, True])
def test_lift_without_heights_rides_between_its_levels(reverse):
    # level 0;2 is 9 m: 0.05 min over the whole line, also where a corridor leaves it half-way
    lift = [(0, 0), (0, 1), (0, 2)]
    net = walk(
        way(*lift[:: -1 if reverse else 1], kind="elevator", level="0;2"),
        way((0, 1), (50, 0), level="1"),
    )
    assert minutes(net, (0, 0), (0, 2)) == pytest.approx(0.05 + 2 * 0.012)
    assert minutes(net, (0, 0), (0, 1)) == pytest.approx(0.025 + 0.012)


# tolerances


@pytest.mark.parametrize("at", [0.0, 0.0005, 0.0049, 0.0051, 12345.6789, -0.004])
@pytest.mark.parametrize("angle", [0, 45, 90, 200])
@pytest.mark.parametrize("z", [None, 3.0])
def test_ends_join_within_a_centimetre_in_plan(at, angle, z):
    def ways(gap):
        dx, dy = gap * math.cos(math.radians(angle)), gap * math.sin(math.radians(angle))
        lines = [(at - 50, at), (at, at)], [(at + dx, at + dy), (at, at + 50)]
        return [way(*line) if z is None else way(*lifted(line, z, z)) for line in lines]

    assert joined(*ways(0.009))
    assert not joined(*ways(0.011))


@pytest.mark.parametrize("z", [0.0, 0.25, 0.4999, -0.1, 117.3])
def test_ends_join_within_half_a_metre_in_height(z):
    for sign in (1, -1):
        for gap, expected in ((0.49, True), (0.51, False)):
            above = z + sign * gap
            assert joined(way((-50, 0, z), (0, 0, z)), way((0, 0, above), (0, 50, above))) == expected


def test_streets_of_which_each_is_within_reach_of_the_next_all_join():
    # heights 0, 0.4 and 0.8 at one corner: 0 joins 0.4 and 0.4 joins 0.8
    streets = [way((0, 0, z), (50, step * 10, z)) for step, z in enumerate((0, 0.4, 0.8))]
    net = walk(*streets)
    assert len(net.x) == 4
    # without the one in the middle they are apart, and no third street is needed to part them
    assert len(walk(streets[0], streets[2]).x) == 4
    assert len(walk(streets[1], streets[2]).x) == 3


def test_node_ids_join_ends_where_coordinates_do_not():
    #   u 1 ----- 2 v   …   u 2 ----- 3 v     the drawing has a gap of 5 m
    gap = way((0, 0), (50, 0), u=1, v=2), way((55, 0), (100, 0), u=2, v=3)
    assert joined(*gap)
    assert not joined(*[{**one, "u": None} for one in gap])
    assert joined(*[{**one, "u": str(one["u"]), "v": str(one["v"])} for one in gap])


def test_no_node_id_joins_nothing():
    for nothing in (None, math.nan, pandas.NA):
        ways = way((0, 0), (50, 0), u=nothing, v=nothing), way((55, 0), (100, 0), u=nothing, v=nothing)
        assert not joined(*ways), nothing


def test_empty_node_ids_join_nothing():
    assert not joined(way((0, 0), (50, 0), u="", v=""), way((60, 0), (90, 0), u="", v=""))


def test_node_ids_are_of_ends_not_of_vertices_between():
    #   1 o--.
    #        |          o 3      its end 2 is that of the bent street, not the bend
    #        o 2 … 2 o--'
    net = walk(way((0, 50), (50, 50), (50, 0), u=1, v=2), way((60, 0), (90, 0), (90, 30), u=2, v=3))
    assert (len(net.x), net.length_m.tolist()) == (3, [100, 60])


# heights


def test_one_height_of_two_makes_a_line_without_heights():
    # the stairs have z_to only: they lie on the ground, and the bridge at 6 m is not reached
    ways = list(BY_ENDS)
    ways[2] = {**ways[2], "z_from": None}
    assert minutes(walk(*ways), WEST, SOUTH) == math.inf
    assert notes(*ways)["unusable_heights"] == [2]


def test_a_line_with_a_missing_height_is_one_without_heights():
    ways = list(BY_Z)
    ways[3] = way((0, 50, 6), (0, 0, math.nan), (0, -50, 6), kind="skyway")
    net = walk(*ways)
    assert minutes(net, WEST, SOUTH) == pytest.approx(90 * 0.012)  # it counts as z = 0
    assert notes(*ways)["unusable_heights"] == [3]


def test_heights_run_evenly_along_the_line():
    # 40 m in plan from 0 to 8 m: at the vertex after 10 m it is 2 m high, where the terrace begins
    net = walk(way((0, 0), (10, 0), (40, 0), z_from=0, z_to=8, kind="ramp"), way((10, 0), (10, 60), z=2))
    assert minutes(net, (0, 0), (10, 60)) == pytest.approx((math.hypot(10, 2) + 60) * 0.012)


def test_heights_run_along_the_parts_of_a_line_not_across_its_gap():
    # 10 m, a gap of 80 m and 10 m: half-way up at the end of the first part and at the start of the second
    parts = {"geometry": shapely.MultiLineString([[(0, 0), (10, 0)], [(90, 0), (100, 0)]]), "z_from": 0, "z_to": 8}
    assert walk(parts).z_head.tolist() == [4, 8]


def test_fields_win_over_the_drawing():
    flat = way((0, 0, 9), (12, 0, 9), z=3)
    assert walk(flat).z_tail.tolist() == [3]
    assert walk({**flat, "z_from": 0, "z_to": 5}).length_m.tolist() == [13]


def test_vertical_line_is_an_edge_of_its_height():
    assert walk(way((0, 0, 0), (0, 0, 9), kind="stairs")).length_m.tolist() == [9]
    assert walk(way((0, 0, 0), (0, 0, 9), kind="stairs")).forward_min[0] == pytest.approx(9 * 2 * 0.012)


def test_lines_without_length_are_dropped_and_counted():
    nothing = way((5, 5, 3), (5, 5, 3))
    street = way((0, 0, 0), (50, 0, 0))
    assert notes(street, nothing)["without_length"] == [1]
    assert notes(street)["without_length"] == []
    assert walk(street, nothing).length_m.tolist() == [50]


def nowhere():
    with np.errstate(invalid="ignore"):
        return shapely.linestrings([(math.nan, math.nan), (1, 1)])


@pytest.mark.parametrize("empty", [None, shapely.LineString(), nowhere()], ids=["null", "empty", "nan"])
def test_lines_that_cannot_be_used_are_skipped(empty):
    net = walk(way((0, 0), (50, 0)), {"geometry": empty}, way((50, 0), (90, 0)))
    assert net.length_m.tolist() == [50, 40]
    assert net.line.tolist() == [0, 2]


def test_absolute_heights_join_as_they_are_and_count_from_the_ground():
    # the street lies at 35 m; a bridge at 41 m is 6 m above the ground
    up = [way(*[(x, y, z + 35) for x, y, z in w["geometry"].coords], kind=w.get("kind")) for w in BY_Z]
    for ground in (35, np.full(4, 35.0)):
        net = walk(*up, ground_z=ground)
        assert sorted(set(net.z_tail) | set(net.z_head)) == [0, 6]
        assert minutes(net, WEST, SOUTH) == pytest.approx(3.576)


def test_absolute_heights_join_across_a_slope():
    # one deck at 41 m: 6 m above the lower street, 2 m above the upper one
    net = walk(way((0, 0, 41), (50, 0, 41)), way((50, 0, 41), (90, 0, 41)), ground_z=np.array([35, 39]))
    assert len(net.x) == 3
    assert net.z_tail.tolist() == [6, 2]


@pytest.mark.parametrize("level", [None, "0"])
def test_lines_without_heights_lie_on_the_ground_where_the_others_are_absolute(level):
    streets = [way(*STREET, level=level), way(*SIDE, level=level)]
    above = [way(*[(x, y, z + 35) for x, y, z in w["geometry"].coords], kind=w.get("kind")) for w in BY_Z[2:]]
    assert minutes(walk(*streets, *above, ground_z=35), WEST, SOUTH) == pytest.approx(3.576)


@pytest.mark.parametrize("unknown", [0, 1, 2])
def test_a_line_that_does_not_know_its_ground_takes_that_of_the_nearest(unknown):
    #   |  60 m by lift at 3 m/s: 20 s          ground at 100 m; whichever line lacks it, all stay joined
    #   |        street, with a height            and the ride keeps its time
    #   '----------
    ways = way((0, 0, 100), (0, 0, 160), kind="elevator"), way((0, 0, 100), (50, 0, 100)), way((50, 0), (90, 0))
    ground = np.full(3, 100.0)
    ground[unknown] = np.nan
    net, told = network(frame(ways), ground_z=ground)
    assert minutes(net, (0, 0, 60), (90, 0)) == pytest.approx(20 / 60 + 90 * 0.012)
    assert sorted(set(net.z_tail) | set(net.z_head)) == [0, 60]
    assert told["unknown_ground"].tolist() == [unknown]


def test_a_ground_that_no_line_knows_is_refused():
    with pytest.raises(InputError, match="GROUND_Z"):
        walk(way((0, 0, 100), (50, 0, 100)), ground_z=np.array([np.nan]))


# lines whose heights or levels change on the way


def test_a_line_up_and_over_is_cut_where_it_bends():
    #          (20, z 6) -------- (120, z 6)        16 m
    #         /                             \       20 m up 6: 20.881 m each
    #   (0, z 0)                         (140, z 0)
    net = walk(way((0, 0, 0), (20, 0, 6), (120, 0, 6), (140, 0, 0)))
    slope_m = math.hypot(20, 6)
    assert net.length_m.tolist() == pytest.approx([slope_m, 100, slope_m])
    assert np.c_[net.z_tail, net.z_head].tolist() == [[0, 6], [6, 6], [6, 0]]


@pytest.mark.parametrize("turned", [1, -1])
def test_bends_are_found_from_both_ends_alike(turned):
    # at x = 20 and 120 the line is 0.6 m up: cut at one only, the other would be 0.5 m off
    net = walk(way(*[(0, 0, 0), (20, 0, 0.6), (120, 0, 0.6), (140, 0, 0)][::turned]))
    assert sorted(net.x.tolist()) == [0, 20, 120, 140]


def test_a_lift_up_and_down_in_one_line_rides_both():
    # 0 → 9 → 0 m: 18 / 3 = 6 s
    net = walk(way((0, 0, 0), (0, 5, 0), kind="footway"), way((0, 5, 0), (0, 5.5, 9), (0, 6, 0), kind="elevator"))
    assert minutes(net, (0, 5), (0, 6)) == pytest.approx(6 / 60 + 1 * 0.012)


def test_uneven_heights_within_half_a_metre_cut_nothing():
    assert len(walk(way((0, 0, 0), (50, 0, 0.5), (100, 0, 0))).tail) == 1
    assert len(walk(way((0, 0, 0), (50, 0, 0.51), (100, 0, 0))).tail) == 2


@pytest.mark.parametrize("turned", [1, -1])
@pytest.mark.parametrize("level", ["0;1", "1;0", "1-2F"])
@pytest.mark.parametrize("upper", [{"z": 4.5}, {"level": 1}])
def test_stairs_between_levels_lead_up_whichever_way_they_are_drawn(turned, level, upper):
    #   street z 0 ---- (100, 0) stairs of levels 0 and 1 (110, 0) ---- deck at 4.5 m
    stairs = way(*[(100, 0), (110, 0)][::turned], level=level)
    net = walk(way((0, 0, 0), (100, 0, 0)), stairs, way((110, 0), (200, 0), **upper))
    assert minutes(net, (0, 0), (200, 0)) == pytest.approx((190 + math.hypot(10, 4.5)) * 0.012)


@pytest.mark.parametrize("turned", [1, -1])
def test_stairs_that_meet_nothing_have_heights_that_their_drawing_does_not_decide(turned):
    net = walk(way((0, 50, 0), (9, 50, 0)), way(*[(0, 0), (10, 0)][::turned], level="0;1"))
    assert {(net.x[n], z) for n, z in zip(net.tail, net.z_tail) if net.y[n] == 0} <= {(0, 0), (10, 4.5)}


def test_unreadable_levels_are_told():
    assert notes(way((0, 0), (9, 0), level="夹层"), way((9, 0), (20, 0), level="1"))["unknown_level"] == [0]


# streets drawn twice


def test_a_street_drawn_twice_counts_once():
    one, two = way((0, 0), (50, 0), (80, 40)), way((80, 40), (50, 0), (0, 0))
    assert walk(one, one).length_m.tolist() == [50, 50]
    assert walk(one, two).length_m.tolist() == [50, 50]
    assert notes(one, two)["drawn_twice"] == [1]
    assert notes(one)["drawn_twice"] == []


def test_a_pair_of_escalators_on_one_line_is_open_both_ways():
    up = way((0, 0, 0), (8, 0, 6), kind="escalator", direction="forward")
    down = way((8, 0, 6), (0, 0, 0), kind="escalator", direction="forward")
    against = way((0, 0, 0), (8, 0, 6), kind="escalator", direction="backward")
    for other in (down, against):
        net = walk(up, other)
        assert minutes(net, (0, 0), (8, 0)) == minutes(net, (8, 0), (0, 0)) == pytest.approx(20 / 60)
    assert minutes(walk(up, up), (8, 0), (0, 0)) == math.inf


def test_stairs_beside_an_escalator_stay_two_ways():
    net = walk(way((0, 0, 0), (8, 0, 6), kind="escalator"), way((0, 0, 0), (8, 0, 6), kind="stairs"))
    assert len(net.tail) == 2
    assert minutes(net, (0, 0), (8, 0)) == pytest.approx(20 * 0.012)


def test_two_ways_of_one_length_between_two_corners_stay_two():
    #      .                 .   .          around a block to the left or to the right, and
    #    /   \             /   \ |          an S beside its mirror image, whose vertices have
    #   o     o           o      o          the same mean
    #    \   /
    #      '
    around = way((0, 0), (30, 40), (60, 0)), way((0, 0), (30, -40), (60, 0))
    assert walk(*around).length_m.tolist() == [100, 100]
    waves = way((0, 0), (20, 30), (40, -30), (60, 0)), way((0, 0), (20, -30), (40, 30), (60, 0))
    assert len(walk(*waves).tail) == 2


@pytest.mark.parametrize("again", [[(0, 0), (50, 0), (90, 0)], [(90, 0), (30, 0.005), (20, 0), (0, 0)]])
def test_a_street_drawn_twice_with_other_vertices_counts_once(again):
    for ways in ([(0, 0), (90, 0)], again), (again, [(0, 0), (90, 0)]):
        assert walk(*(way(*points) for points in ways)).length_m.tolist() == [90]


def test_a_bulge_beside_a_street_is_a_way_of_its_own():
    assert len(walk(way((0, 0), (90, 0)), way((0, 0), (45, 0.02), (90, 0))).tail) == 2


# lines that cross in drawings without nodes


@pytest.mark.parametrize("kind", ["skyway", "underpass"])
def test_ways_above_and_below_do_not_cross_the_street_where_nobody_knows_their_height(kind):
    # they join it where they end on it, and each other where they cross
    street, over = way((-10, 0), (30, 0)), way((0, -20), (0, 5), kind=kind)
    assert len(walk(street, over, split_crossings=True).tail) == 2
    assert len(walk(street, way((0, 0), (0, 5), kind=kind), split_crossings=True).tail) == 3
    assert len(walk(way((-10, 0), (30, 0), kind=kind), over, split_crossings=True).tail) == 4


def test_lines_of_one_level_join_where_they_cross_if_wanted():
    cross = way((-10, 0), (30, 0)), way((0, -20), (0, 5))
    net = walk(*cross, split_crossings=True)
    assert sorted(net.length_m.tolist()) == [5, 10, 20, 30]
    assert minutes(net, (-10, 0), (0, 5)) == pytest.approx(15 * 0.012)


@pytest.mark.parametrize(
    "fields",
    [({"level": 0}, {"level": 1}), ({}, {"level": "-1"}), ({"z": 0}, {"z": 4}), ({"z_from": 0, "z_to": 0}, {"z": 5})],
)
def test_lines_of_two_levels_pass_over_each_other(fields):
    ways = [way((-10, 0), (30, 0), **fields[0]), way((0, -20), (0, 5), **fields[1])]
    assert len(walk(*ways, split_crossings=True).tail) == 2


def test_ramp_joins_what_it_crosses_at_its_own_height():
    # from 0 to 8 m over 40 m: at x = 20 it is 4 m high; it joins the deck at 4 m and passes over the street
    ramp = way((0, 0), (40, 0), z_from=0, z_to=8, kind="ramp")
    deck, street = way((20, -10), (20, 10), z=4), way((30, -10), (30, 10), z=0)
    net = walk(ramp, deck, street, split_crossings=True)
    assert minutes(net, (0, 0), (20, 10)) == pytest.approx((math.hypot(20, 4) + 10) * 0.012)
    assert minutes(net, (0, 0), (30, 10)) == math.inf


@pytest.mark.parametrize("angle", range(0, 360, 15))
def test_t_junction(angle):
    #   o-----.------o     a street ends on another, wherever rounding puts the point
    #         |
    turn = complex(math.cos(math.radians(angle)), math.sin(math.radians(angle)))

    def at(x, y):
        return (complex(x, y) * turn).real, (complex(x, y) * turn).imag

    net = walk(way(at(0, 0), at(90, 0)), way(at(30.1, 40), at(30.1, 0)), split_crossings=True)
    assert sorted(net.length_m.tolist()) == pytest.approx([30.1, 40, 59.9])
    assert minutes(net, at(0, 0), at(30.1, 40)) == pytest.approx(70.1 * 0.012)


def test_several_crossings_on_one_segment():
    rungs = [way((x, -10), (x, 10)) for x in (30, 10, 20)]
    net = walk(way((0, 0), (40, 0)), *rungs, split_crossings=True)
    assert net.length_m.tolist() == [10] * 10
    assert minutes(net, (10, 10), (30, -10)) == pytest.approx(40 * 0.012)


def test_street_that_lies_on_another_joins_it():
    # 0 … 60 and 40 … 100 on one line: no vertex in common, 20 m drawn twice
    net = walk(way((0, 0), (60, 0)), way((40, 0), (100, 0)), split_crossings=True)
    assert minutes(net, (0, 0), (100, 0)) == pytest.approx(1.2)
    assert sorted(net.length_m.tolist()) == [20, 40, 40]


@settings(max_examples=40)
@given(
    lines=st.lists(
        st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=2, max_size=4).filter(
            lambda points: all(one != two for one, two in zip(points[:-1], points[1:]))
        ),
        min_size=1,
        max_size=8,
    ),
    angle=st.floats(0, 6.2),
)
def test_splitting_makes_of_lines_what_geos_makes_of_them(lines, angle):
    cos, sin = 40 * math.cos(angle), 40 * math.sin(angle)
    ways = [way(*[(cos * x - sin * y, sin * x + cos * y) for x, y in points]) for points in lines]
    net = walk(*ways, split_crossings=True)
    union = shapely.union_all([shapely.LineString(points) for points in lines])  # on whole numbers GEOS misses no touch
    assert net.length_m.sum() == pytest.approx(40 * union.length, rel=1e-5)
    pieces = len(shapely.get_parts(shapely.union_all(shapely.buffer(union, 1e-6))))
    assert networkx.number_weakly_connected_components(arcs(net)) == pieces


def test_splitting_changes_nothing_where_nothing_crosses():
    plain, split = (walk(*BY_Z, split_crossings=wanted) for wanted in (False, True))
    assert all(np.array_equal(*columns, equal_nan=True) for columns in zip(plain, split))


# which ways may be taken


def test_step_free_leaves_out_stairs_and_escalators():
    kinds = ("footway", "stairs", "escalator", "ramp", "elevator")
    ways = [way((0, 0, 0), (12, 10 * step, 5), kind=kind) for step, kind in enumerate(kinds)]
    kept = walk(*ways, step_free=True)
    assert {walkways.KINDS[kind] for kind in kept.kind} == {"footway", "ramp", "elevator"}
    assert notes(*ways, step_free=True)["excluded"] == [1, 2]


def test_kinds_can_be_left_out():
    ways = [way((0, step), (50, step), kind=kind) for step, kind in enumerate(("footway", "skyway", "underpass"))]
    assert walk(*ways, exclude_kinds=("skyway", "underpass")).line.tolist() == [0]
    assert notes(*ways, exclude_kinds=("skyway",))["excluded"] == [1]


def test_by_night_only_what_is_open_and_what_nobody_knows():
    ways = [way((0, step), (50, step), open_24h=hours) for step, hours in enumerate(("yes", "no", None, "?"))]
    assert sorted(walk(*ways, night=True).line.tolist()) == [0, 2, 3]
    assert sorted(walk(*ways).line.tolist()) == [0, 1, 2, 3]
    told = notes(*ways, night=True)
    assert (told["excluded"], told["unknown_hours"]) == ([1], [2, 3])


def test_closed_ways_are_counted():
    ways = way((0, 0), (50, 0)), way((50, 0), (90, 0), highway="motorway"), way((0, 0), (0, 50), foot="no")
    assert walk(*ways).line.tolist() == [0]
    assert notes(*ways)["closed"] == [1, 2]
    assert notes(*ways)["excluded"] == []


def test_values_that_say_nothing_take_the_default_and_are_counted():
    ways = (
        way((0, 0), (50, 0), kind="wormhole"),
        way((50, 0), (90, 0), direction="sideways"),
        way((90, 0), (90, 50), kind=None, direction=None),
        way((90, 50), (90, 90), kind="escalator"),
    )
    told = notes(*ways)
    assert told["unknown_kind"] == [0]
    assert told["unknown_direction"] == [1, 3]
    net = walk(*ways)
    assert minutes(net, (0, 0), (90, 0)) == minutes(net, (90, 0), (0, 0)) == pytest.approx(90 * 0.012)


@pytest.mark.parametrize(
    "ways",
    [
        [],
        [way((0, 0), (50, 0), highway="motorway")],
        [way((5, 5), (5, 5))],
        [{"geometry": None}],
        [{"geometry": shapely.LineString()}],
    ],
    ids=["no line", "closed", "without length", "null", "empty"],
)
def test_nothing_to_walk_is_refused(ways):
    with pytest.raises(InputError, match="NETWORK"):
        walk(*ways)


@pytest.mark.parametrize(
    ("chosen", "parameter"),
    [
        ({"speed_kmh": 0}, "SPEED"),
        ({"speed_kmh": math.nan}, "SPEED"),
        ({"stair_factor": -1}, "STAIR_FACTOR"),
        ({"escalator_speed_m_per_s": math.inf}, "ESCALATOR_SPEED"),
        ({"lift_speed_m_per_s": 0.0}, "LIFT_SPEED"),
        ({"lift_wait_s": -1}, "LIFT_WAIT"),
        ({"lift_wait_s": math.nan}, "LIFT_WAIT"),
        ({"exclude_kinds": ("skyway", "tunnel")}, "EXCLUDE_KINDS"),
    ],
)
def test_a_pace_that_nobody_has_is_refused(chosen, parameter):
    with pytest.raises(InputError, match=parameter):
        pace(**chosen)


def test_pace_of_the_guideline():
    # clause 5.2.5: 5 km/h; its reading: stairs × 2, escalators 0.5 m/s, lifts 3.0 m/s without a wait
    assert pace()[:5] == (5, 2, 0.5, 3, 0)


def test_progress_rises():
    done = list(network_steps(frame(BY_Z)))
    assert done == sorted(done)
    assert all(0 < share < 1 for share in done)


# points along edges


@settings(max_examples=50)
@given(
    points=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=2, max_size=6, unique=True),
    shares=st.lists(st.floats(0, 1), min_size=2, max_size=8).filter(lambda s: len(s) % 2 == 0),
)
def test_points_along_are_those_of_shapely(points, shares):
    net = walk(way(*points))
    line = shapely.linestrings(np.c_[net.vertex_x, net.vertex_y])
    low, high = (np.sort(np.reshape(shares, (2, -1)), axis=0)[row] for row in (0, 1))
    x, y, part, along_m = points_along(net, np.zeros(len(low), dtype=int), low, high)
    expected = shapely.line_interpolate_point(line, along_m)
    assert np.hypot(shapely.get_x(expected) - x, shapely.get_y(expected) - y) == pytest.approx(0, abs=1e-9)
    for number, (start, stop) in enumerate(zip(low, high)):
        mine = np.c_[x, y][part == number]
        drawn = np.hypot(*np.diff(mine, axis=0).T).sum()
        assert drawn == pytest.approx((stop - start) * line.length, abs=1e-9)


# random level graphs

LATTICE = st.tuples(st.integers(0, 3), st.integers(0, 2), st.integers(0, 2))  # 50 m, 40 m and 4.5 m apart
NOISE = st.tuples(*[st.integers(-3, 3)] * 3)  # in the plan 1 mm each, in height 5 cm
KINDS = st.sampled_from(["skyway", "corridor", "stairs", "escalator", "ramp", "elevator", "elevator"])
DIRECTIONS = st.sampled_from([None, "both", "forward", "backward"])
IDS, LEVELS = st.sampled_from([None, None, 1, 2]), st.sampled_from([None, 0, 1, 2])
WAITS = st.sampled_from([0, 30])


@st.composite
def one_way(draw, solid, tagged):
    """Draw a line on the lattice, each vertex a few millimetres and centimetres off; with or without heights, tags."""
    kind = draw(KINDS)
    corners = draw(st.lists(LATTICE, min_size=2, max_size=4))
    if not solid:
        corners = [(column, row, 0) for column, row, _ in corners]
    elif kind == "elevator":  # no ride goes up and down again
        corners = sorted(set(corners), key=lambda corner: corner[::-1])
    corners = [corner for corner, before in zip(corners, [None, *corners]) if corner != before]
    assume(len(corners) > 1)
    noise = [draw(NOISE) for _ in corners]
    points = [
        (50 * column + dx / 1000, 40 * row + dy / 1000, 4.5 * level + dz / 20)
        for (column, row, level), (dx, dy, dz) in zip(corners, noise)
    ]
    fields = {"kind": kind, "direction": draw(DIRECTIONS)}
    if solid and kind == "elevator":
        points.sort(key=lambda point: point[2])
    if solid:
        return way(*points, **fields)
    if tagged:
        fields.update(u=draw(IDS), v=draw(IDS), level=draw(LEVELS))
    return way(*[point[:2] for point in points], **fields)


def ways_of(*solid, tagged=False):
    return st.lists(st.one_of(*[one_way(one, tagged) for one in solid]), min_size=1, max_size=8)


SOLID, FLAT, MIXED = ways_of(True), ways_of(False), ways_of(True, False)
TAGGED = st.one_of(ways_of(False, tagged=True), ways_of(True, False, tagged=True))


class Judge:
    """The graph as the definition says it: every vertex a node, every vertex against every other."""

    def __init__(self, ways, wait_s):
        self.solid = any(w["geometry"].has_z for w in ways)
        self.wait_min = wait_s / 60
        self.vertices = [(row, *self._point(w, point)) for row, w in enumerate(ways) for point in w["geometry"].coords]
        self.place = self._places(ways)
        self.graph, self.streets = networkx.DiGraph(), {}
        self.graph.add_nodes_from(self.place)
        for one, two in zip(range(len(self.vertices)), range(1, len(self.vertices))):
            if self.vertices[one][0] == self.vertices[two][0]:
                self._add(one, two, ways[self.vertices[one][0]])

    def _point(self, w, point):
        if len(point) == 3 or not self.solid:
            return (*point, 0.0)[:3]
        return (*point, 4.5 * (w.get("level") or 0))

    def _places(self, ways):
        same = networkx.empty_graph(len(self.vertices))
        for i, (_, x, y, z) in enumerate(self.vertices):
            for k, (_, x2, y2, z2) in enumerate(self.vertices[:i]):
                if math.hypot(x - x2, y - y2) <= 0.01 and abs(z - z2) <= 0.5:
                    same.add_edge(i, k)
        rows = [vertex[0] for vertex in self.vertices]
        ends = [(w.get("u"), rows.index(row)) for row, w in enumerate(ways)]
        ends += [(w.get("v"), len(rows) - 1 - rows[::-1].index(row)) for row, w in enumerate(ways)]
        if not self.solid:
            for name in (1, 2):
                networkx.add_path(same, [end for own, end in ends if own == name])
        groups = {i: number for number, group in enumerate(networkx.connected_components(same)) for i in group}
        return [groups[i] for i in range(len(self.vertices))]

    def _add(self, one, two, w):
        plan_m = math.dist(self.vertices[one][1:3], self.vertices[two][1:3])
        rise_m = abs(self.vertices[one][3] - self.vertices[two][3])
        length_m = math.hypot(plan_m, rise_m)
        cost = {"stairs": length_m * 0.024, "escalator": length_m / 30, "elevator": rise_m / 180 + plan_m * 0.012}
        cost = cost.get(w["kind"], length_m * 0.012)
        a, b = self.place[one], self.place[two]
        if a != b:
            level = 0 if self.solid else w.get("level") or 0
            self.streets.setdefault((w["kind"], level, frozenset((a, b)), round(plan_m, 1)), []).append(length_m)
        if w["kind"] == "elevator" and self.wait_min:
            for floor in (a, b):
                self._arc(floor, ("in the lift", floor), self.wait_min)
                self._arc(("in the lift", floor), floor, 0)
            a, b = ("in the lift", a), ("in the lift", b)
        if w["direction"] != "backward":
            self._arc(a, b, cost)
        if w["direction"] != "forward":
            self._arc(b, a, cost)

    def _arc(self, start, stop, cost):
        if cost < self.graph.get_edge_data(start, stop, {"minutes": math.inf})["minutes"]:
            self.graph.add_edge(start, stop, minutes=cost)

    def minutes(self, places):
        found = dict(networkx.all_pairs_dijkstra_path_length(self.graph, weight="minutes"))
        return np.array([[found[start].get(stop, math.inf) for stop in places] for start in places])

    def place_of_nodes(self, net):
        """Return the place of each node, by the vertices at the ends of its edges."""
        known = dict(zip(self.vertices, self.place))
        places = {}
        for edge in np.flatnonzero(net.length_m):
            first, last = net.first_vertex[edge], net.first_vertex[edge + 1] - 1
            for end, vertex, z in ((net.tail, first, net.z_tail), (net.head, last, net.z_head)):
                height = z[edge] if self.solid else 0.0
                place = known[net.line[edge], net.vertex_x[vertex], net.vertex_y[vertex], height]
                assert places.setdefault(end[edge], place) == place
        for edge in np.flatnonzero(net.length_m == 0):
            places[net.tail[edge]] = places.pop(net.head[edge])
        return places


def all_minutes(net):
    """Return the minutes from every node to every other: (n, n), by scipy."""
    table = np.full((len(net.x),) * 2, np.inf)
    np.minimum.at(table, (net.tail, net.head), net.forward_min)
    np.minimum.at(table, (net.head, net.tail), net.backward_min)
    return scipy.sparse.csgraph.dijkstra(scipy.sparse.csgraph.csgraph_from_dense(table, null_value=np.inf))


@settings(max_examples=120)
@given(ways=st.one_of(SOLID, TAGGED), wait_s=WAITS)
def test_minutes_are_those_of_the_definition(ways, wait_s):
    judge = Judge(ways, wait_s)
    assume(judge.streets)
    net = walk(*ways, lift_wait_s=wait_s)
    places = judge.place_of_nodes(net)
    assert len(set(places.values())) == len(places)
    nodes = list(places)
    found = all_minutes(net)[np.ix_(nodes, nodes)]
    assert found == pytest.approx(judge.minutes(list(places.values())), rel=1e-9, abs=1e-7)
    least, most = (sum(choose(lengths) for lengths in judge.streets.values()) for choose in (min, max))
    assert least - 1e-6 < net.length_m.sum() < most + 1e-6


def by_place(net, back=lambda x, y: (x, y)):
    """Return the minutes between places of the lattice."""
    x, y = back(net.x, net.y)
    corner = np.round(np.c_[x / 50, y / 40, heights(net) / 4.5]).astype(int)
    doors = np.setdiff1d(np.arange(len(x)), net.head[net.length_m == 0])
    table, names = all_minutes(net)[np.ix_(doors, doors)], [tuple(corner[door]) for door in doors]
    assert len(set(names)) == len(names)
    return pandas.DataFrame(table, names, names).sort_index().sort_index(axis=1)


def same_minutes(one, two):
    assert one.index.equals(two.index)
    return one.to_numpy() == pytest.approx(two.to_numpy(), rel=1e-6, abs=1e-6)


@settings(max_examples=40)
@given(
    ways=st.one_of(SOLID, FLAT, MIXED),
    angle=st.floats(0, 6.2),
    move=st.tuples(st.floats(-5e5, 5e5), st.floats(-1e7, 1e7)),
)
def test_moving_and_turning_changes_no_minutes(ways, angle, move):
    cos, sin = math.cos(angle), math.sin(angle)

    def there(x, y):
        return cos * x - sin * y + move[0], sin * x + cos * y + move[1]

    def back(x, y):
        return cos * (x - move[0]) + sin * (y - move[1]), cos * (y - move[1]) - sin * (x - move[0])

    turned = [{**w, "geometry": moved(w["geometry"], there)} for w in ways]
    assert same_minutes(by_place(walk(*turned), back), by_place(walk(*ways)))


def moved(line, there):
    return shapely.LineString([(*there(*point[:2]), *point[2:]) for point in line.coords])


@settings(max_examples=40)
@given(ways=st.one_of(SOLID, TAGGED), wait_s=WAITS, data=st.data())
def test_the_order_of_the_lines_changes_nothing(ways, wait_s, data):
    order = data.draw(st.permutations(range(len(ways))))
    assume(Judge(ways, wait_s).streets)
    one, two = walk(*ways, lift_wait_s=wait_s), walk(*[ways[row] for row in order], lift_wait_s=wait_s)
    for name, column, other in zip(one._fields, one, two):
        assert name == "line" or np.array_equal(np.nan_to_num(column), np.nan_to_num(other)), name


@settings(max_examples=40)
@given(ways=st.one_of(SOLID, FLAT, MIXED), data=st.data())
def test_the_direction_of_drawing_changes_nothing(ways, data):
    other = {"forward": "backward", "backward": "forward"}
    turned = [
        {**w, "geometry": shapely.reverse(w["geometry"]), "direction": other.get(w["direction"], w["direction"])}
        if data.draw(st.booleans())
        else w
        for w in ways
    ]
    assert same_minutes(by_place(walk(*turned)), by_place(walk(*ways)))


@settings(max_examples=40)
@given(ways=st.one_of(SOLID, FLAT, MIXED), wait_s=WAITS)
def test_cutting_lines_at_their_vertices_changes_no_minutes(ways, wait_s):
    cut = [
        {**w, "geometry": shapely.LineString(pair)}
        for w in ways
        for pair in zip(w["geometry"].coords[:-1], w["geometry"].coords[1:])
    ]
    whole = by_place(walk(*ways, lift_wait_s=wait_s))
    assert same_minutes(by_place(walk(*cut, lift_wait_s=wait_s)).loc[whole.index, whole.index], whole)


@settings(max_examples=40)
@given(ways=st.one_of(SOLID, FLAT, MIXED), wait_s=WAITS)
def test_towards_the_places_is_the_other_way_round(ways, wait_s):
    there, back = (by_place(walk(*ways, lift_wait_s=wait_s, reverse=turned)) for turned in (False, True))
    assert same_minutes(there, back.T)


@settings(max_examples=40)
@given(ways=st.one_of(SOLID, FLAT), data=st.data())
def test_taking_a_line_away_opens_no_way(ways, data):
    assume(len(ways) > 1)
    gone = data.draw(st.integers(0, len(ways) - 1))
    left = ways[:gone] + ways[gone + 1 :]
    less, more = by_place(walk(*left)), by_place(walk(*ways))
    common = less.index.intersection(more.index)
    before, after = (table.loc[common, common].to_numpy() for table in (more, less))
    assert (after >= before - 1e-9).all()


# a real district


def otemachi():
    """Return the walking network of Tokyo Otemachi, or skip."""
    path = DATA / "tokyo_otemachi.gpkg"
    if not path.exists():
        pytest.skip(f"{path} is not there: set MULTIGROUND_DATA to the folder of the districts")
    fields = [*walkways.KIND_FIELDS[1:], "oneway_foot", "u", "v"]
    with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as database:
        table = pandas.read_sql_query(f"SELECT geom, {', '.join(fields)} FROM walk_edges ORDER BY fid", database)
    # a GeoPackage's header has 8 bytes and, here, an envelope of 4 numbers
    assert {blob[3] >> 1 & 7 for blob in table["geom"]} == {1}
    lines = shapely.from_wkb([blob[40:] for blob in table.pop("geom")])
    return geopandas.GeoDataFrame(table, geometry=lines)


def largest_pct(lines):
    """Return the share of street length in the largest component, and the network."""
    net = network(lines)[0]
    links = scipy.sparse.coo_matrix((np.ones(len(net.tail)), (net.tail, net.head)), (len(net.x),) * 2)
    piece = scipy.sparse.csgraph.connected_components(links, directed=False)[1]
    metres = np.bincount(piece[net.tail], net.length_m)
    return 100 * metres.max() / metres.sum(), net


def test_otemachi_hangs_together():
    lines = otemachi()
    assert largest_pct(lines.drop(columns=["access", "foot"]))[0] == pytest.approx(98, abs=0.5)
    assert largest_pct(lines)[0] == pytest.approx(97.5, abs=0.05)
    assert len(network(lines)[1]["closed"]) == 98
    layer = pandas.to_numeric(lines["layer"]).fillna(0)
    assert largest_pct(lines.assign(z=4.5 * layer).drop(columns=["access", "foot"]))[0] < 57  # the order is no height


def test_otemachi_joins_by_node_ids_as_by_coordinates():
    lines = otemachi()
    both, drawn = (largest_pct(frame)[1] for frame in (lines, lines.drop(columns=["u", "v"])))
    apart = lines.assign(geometry=[pulled_in(line) for line in lines.geometry])
    by_ids = largest_pct(apart)[1]
    assert len(both.x) == len(drawn.x) == len(by_ids.x)
    assert len(both.tail) == len(drawn.tail) == len(by_ids.tail) + 1  # one line has a vertex at another's end
    assert both.length_m.sum() == drawn.length_m.sum()
    assert len(largest_pct(apart.drop(columns=["u", "v"]))[1].x) > 1.5 * len(both.x)


def pulled_in(line):
    """Return a line with its ends drawn in by a fiftieth, so that it meets no other."""
    points = shapely.get_coordinates(line)
    points[0] += 0.02 * (points[1] - points[0])
    points[-1] += 0.02 * (points[-2] - points[-1])
    return shapely.LineString(points)
