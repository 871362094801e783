"""Searches on the walking graph by hand: each case is drawn beside its numbers. Then networkx judges random towns."""

from typing import NamedTuple

import networkx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from multiground.urbanform import reach
from multiground.urbanform.network import Exits, Network, cell_order

CLOSED = np.inf
EMPTY = np.empty(0)


class Town(NamedTuple):
    network: Network
    node: np.ndarray  # number of each node as it was given
    edge: np.ndarray


def town(places, *edges):
    """Build a network from nodes (x, y) and edges (tail, head, minutes[, back[, metres]]), at 100 m a minute."""
    x, y = np.array(places, dtype=float).T
    order = cell_order(x, y)
    node = np.argsort(order)
    rows = [edge if len(edge) > 3 else (*edge, edge[2]) for edge in edges]
    rows = [edge if len(edge) > 4 else (*edge, 100 * min(edge[2:])) for edge in rows]
    tail, head, forward, backward, metres = np.array(rows, dtype=float).T
    tail, head = node[tail.astype(int)].astype(np.int32), node[head.astype(int)].astype(np.int32)
    by_tail = np.argsort(tail, kind="stable")
    nothing, zeros = np.empty(0), np.zeros(len(edges))
    network = Network(
        x[order], y[order], tail[by_tail], head[by_tail], metres[by_tail], forward[by_tail], backward[by_tail],
        zeros, zeros, zeros.astype(np.int8), by_tail, np.zeros(len(edges) + 1, dtype=int), nothing, nothing, nothing,
    )  # fmt: skip
    return Town(network, node, np.argsort(by_tail))


def exits(town, *rows):
    """Build exits from (place, edge, share[, minutes])."""
    place, edge, share, minutes = np.array([(*row, 0)[:4] for row in rows], dtype=float).reshape(-1, 4).T
    return Exits(place.astype(int), town.edge[edge.astype(int)], share, minutes, np.zeros(len(place)))


def search(town, out, limit):
    """Search for places that fit into one batch."""
    graph = reach.graph(town.network)
    (found,) = reach.batches(graph, out, limit)
    return graph, found


def minutes_by_node(town, found, row=0):
    """Return {node as it was given: minutes}."""
    given_as = np.argsort(town.node)
    mine = found.row == row
    return dict(zip(given_as[found.node[mine]].tolist(), found.minutes[mine].tolist()))


def cut(town, pieces, row=0, limit=0):
    """Return pieces as (edge as it was given, from_share, to_share, from_min, to_min), in its order."""
    given_as = np.argsort(town.edge)
    mine = (pieces.row == row) & (pieces.limit == limit)
    columns = (column[mine].tolist() for column in pieces[3:])
    return sorted(zip(given_as[pieces.edge[mine]].tolist(), *columns))


def walked(town, *rows, limit=10):
    """Return what one place reaches: metres, and pieces."""
    graph, found = search(town, exits(town, *rows), limit)
    return reach.length_m(graph, found, [limit])[0, 0], cut(town, reach.pieces(graph, found, [limit]))


def counts(town, out, shops, limits, category=None):
    graph, found = search(town, out, max(limits))
    category = np.zeros(shops.place.max() + 1, dtype=int) if category is None else np.array(category)
    ready = reach.facilities(graph, shops, category, category.max() + 1)
    return reach.count_within(graph, found, ready, limits)


def nearest(town, out, shops):
    """Return the minutes of places to the nearest shop."""
    graph = reach.graph(town.network)
    node_minutes = reach.minutes_to_nearest(graph, shops)
    return reach.minutes_from(graph, node_minutes, out, shops, out.place.max() + 1).tolist()


# One street, 4 min: A ────────── B
STREET = town([(0, 0), (400, 0)], (0, 1, 4))
# The same, from A to B only; and an escalator of 1 min beside a stair of 3 min up and 2 min down
ONE_WAY = town([(0, 0), (400, 0)], (0, 1, 4, CLOSED))
PACES = town([(0, 0), (100, 0)], (0, 1, 3, 2))
#        B
#     2 ╱ ╲ 3
#      A   D ──4── E
#     1 ╲ ╱ 5
#        C
DIAMOND = town(
    [(0, 0), (100, 100), (100, -100), (200, 0), (600, 0)], (0, 1, 2), (1, 3, 3), (0, 2, 1), (2, 3, 5), (3, 4, 4)
)


# Nodes


def test_diamond_is_walked_the_shorter_way_round():
    _, found = search(DIAMOND, exits(DIAMOND, (0, 0, 0)), 9)
    # D by B in 2 + 3, by C only in 1 + 5; E in 5 + 4, at the limit
    assert minutes_by_node(DIAMOND, found) == {0: 0, 1: 2, 2: 1, 3: 5, 4: 9}
    _, found = search(DIAMOND, exits(DIAMOND, (0, 0, 0)), 8.999)
    assert minutes_by_node(DIAMOND, found) == {0: 0, 1: 2, 2: 1, 3: 5}


def test_exit_within_an_edge_goes_both_ways():
    # a quarter of 4 min from A, three quarters to B; 1.5 min to the street
    _, found = search(STREET, exits(STREET, (0, 0, 0.25, 1.5)), 10)
    assert minutes_by_node(STREET, found) == {0: 2.5, 1: 4.5}


def test_minutes_differ_by_direction():
    # up 3 min, down 2 min; from the middle: 1 down to A, 1.5 up to B
    _, found = search(PACES, exits(PACES, (0, 0, 0.5)), 10)
    assert minutes_by_node(PACES, found) == {0: 1, 1: 1.5}


def test_of_two_exits_the_sooner_counts_for_each_end():
    # exit 1 at 0.25 in 0 min: A in 1, B in 3; exit 2 at 0.75 in 1 min: A in 4, B in 2
    _, found = search(STREET, exits(STREET, (0, 0, 0.25), (0, 0, 0.75, 1)), 10)
    assert minutes_by_node(STREET, found) == {0: 1, 1: 2}


@pytest.mark.parametrize(("share", "reached"), [(0, {0: 0, 1: 4}), (0.5, {1: 2}), (1, {1: 0})])
def test_one_way_edge_is_never_walked_backward(share, reached):
    _, found = search(ONE_WAY, exits(ONE_WAY, (0, 0, share)), 10)
    assert minutes_by_node(ONE_WAY, found) == reached


def test_of_parallel_edges_the_faster_is_taken_in_each_direction():
    # escalator 1 min up only, stair 3 up and 2 down, and A ──1── C before it
    both = town([(0, 0), (100, 0), (-100, 0)], (0, 1, 1, CLOSED), (0, 1, 3, 2), (2, 0, 1))
    assert minutes_by_node(both, search(both, exits(both, (0, 2, 0)), 10)[1]) == {2: 0, 0: 1, 1: 2}
    assert minutes_by_node(both, search(both, exits(both, (0, 0, 1)), 10)[1]) == {1: 0, 0: 2, 2: 3}


def test_place_too_far_from_the_network_comes_with_nothing():
    graph, found = search(STREET, exits(STREET, (7, 0, 0.5, 10.5)), 10)
    assert found.places.tolist() == [7]
    assert len(found.node) == 0
    assert reach.length_m(graph, found, [5, 10]).tolist() == [[0, 0]]
    assert len(reach.pieces(graph, found, [5, 10]).row) == 0


@pytest.mark.parametrize("corner", [(0, 0), (-1e5, -1e5), (-1e5, 1e5), (249.9, -250.1), (-70, 0), (5e5, 6.6e6)])
def test_position_of_the_town_changes_nothing(corner):
    # a node in a cell west of the origin once fell out of the topmost row of cells
    moved = town(np.array([(0, 0), (100, 100), (100, -100), (200, 0), (600, 0)]) + corner, *[
        (0, 1, 2), (1, 3, 3), (0, 2, 1), (2, 3, 5), (3, 4, 4)
    ])  # fmt: skip
    for edge in range(5):
        _, found = search(moved, exits(moved, (0, edge, 0.5)), 12)
        _, expected = search(DIAMOND, exits(DIAMOND, (0, edge, 0.5)), 12)
        assert minutes_by_node(moved, found) == minutes_by_node(DIAMOND, expected)
    assert len(minutes_by_node(moved, found)) == 5


# Streets


def test_street_is_cut_at_the_limit_on_both_sides():
    # A ──┤=====x=====├── B: 1 min either way from the middle of 4 min: 0.25 to 0.75, 200 m
    assert walked(STREET, (0, 0, 0.5), limit=1) == (200, [(0, 0.25, 0.5, 1, 0), (0, 0.5, 0.75, 0, 1)])


def test_dead_end_is_reached_to_its_end():
    # B ──1── A ──1── C from A in 3 min: all 200 m
    ends = town([(0, 0), (-100, 0), (100, 0)], (0, 1, 1), (0, 2, 1))
    assert walked(ends, (0, 0, 0), limit=3) == (200, [(0, 0, 1, 0, 1), (1, 0, 1, 0, 1)])


# A and B are both 1 min from C; they are joined by a street of 4 min
TRIANGLE = town([(0, 0), (400, 0), (200, 100)], (0, 1, 4), (2, 0, 1), (2, 1, 1))


def test_gap_stays_between_two_cuts():
    # in 2.5 min 1.5 min of 4 from either end; 200 + 300 m
    metres, found = walked(TRIANGLE, (0, 1, 0), limit=2.5)
    assert metres == 500
    assert found == [(0, 0, 0.375, 1, 2.5), (0, 0.625, 1, 2.5, 1), (1, 0, 1, 0, 1), (2, 0, 1, 0, 1)]


@pytest.mark.parametrize("limit", [3, 3.5, 10])
def test_cuts_that_meet_leave_no_gap_and_no_overlap(limit):
    metres, found = walked(TRIANGLE, (0, 1, 0), limit=limit)
    assert metres == 600
    assert found[:2] == [(0, 0, 0.5, 1, 3), (0, 0.5, 1, 3, 1)]


def test_street_is_divided_where_both_ways_meet():
    # 2 min later at B: it is met 1 min nearer to B, 3 of 4 min from A, each 1 min + 3 = 3 min + 1
    uneven = town([(0, 0), (400, 0), (200, 100)], (0, 1, 4), (2, 0, 1), (2, 1, 3))
    assert walked(uneven, (0, 1, 0))[1][:2] == [(0, 0, 0.75, 1, 4), (0, 0.75, 1, 4, 3)]


def test_paces_of_both_directions_meet():
    # A in 1 min, B in 1: up at 3 min, down at 2 min; they meet at u with 3u = 2(1 - u): u = 0.4, minute 2.2
    stair = town([(0, 0), (100, 0), (50, 50)], (0, 1, 3, 2), (2, 0, 1), (2, 1, 1))
    found = walked(stair, (0, 1, 0))[1][:2]
    assert np.array(found) == pytest.approx(np.array([(0, 0, 0.4, 1, 2.2), (0, 0.4, 1, 2.2, 1)]))
    # in 1.75 min 0.25 of its 200 m from A, 0.375 from B, and both streets of 100 m
    assert walked(stair, (0, 1, 0), limit=1.75)[0] == pytest.approx(0.625 * 200 + 200)


def test_loop_is_walked_from_both_sides():
    # a loop of 6 min at A, half a minute from the place: in 2.5 min 2 min from either side, 400 of 600 m
    loop = town([(0, 0), (-100, 0)], (0, 0, 6), (1, 0, 0.5))
    metres, found = walked(loop, (0, 1, 0), limit=2.5)
    assert metres == pytest.approx(400 + 50)
    assert np.array(found[:2]) == pytest.approx(np.array([(0, 0, 1 / 3, 0.5, 2.5), (0, 2 / 3, 1, 2.5, 0.5)]))
    whole = [(0, 0, 0.5, 0.5, 3.5), (0, 0.5, 1, 3.5, 0.5), (1, 0, 1, 0, 0.5)]
    assert walked(loop, (0, 1, 0), limit=3.5) == (650, whole)


def test_one_way_street_is_reached_downstream_only():
    assert walked(ONE_WAY, (0, 0, 0.25), limit=1) == (100, [(0, 0.25, 0.5, 0, 1)])
    assert walked(ONE_WAY, (0, 0, 1)) == (0, [])


def test_end_of_a_one_way_street_may_be_reached_otherwise():
    # A →4→ B, and C ──1── B: from C the street cannot be entered at B
    gate = town([(0, 0), (400, 0), (500, 0)], (0, 1, 4, CLOSED), (2, 1, 1))
    assert walked(gate, (0, 1, 0)) == (100, [(1, 0, 1, 0, 1)])
    # A ←4← B is entered at B after 1 min; A is not reached in 3 min
    gate = town([(0, 0), (400, 0), (500, 0)], (0, 1, CLOSED, 4), (2, 1, 1))
    assert walked(gate, (0, 1, 0), limit=3) == (100 + 200, [(0, 0.5, 1, 3, 1), (1, 0, 1, 0, 1)])


def test_two_exits_on_one_edge_unite():
    # exits at 0.25 and at 0.75 of 4 min, 1 min later; limit 2: [0.25 ± 0.5] and [0.75 ± 0.25]
    #   A ───x───────x─── B    0 … 0.75 and 0.5 … 1: all 400 m, met at v: v − 1 = 1 + (3 − v): v = 2.5 min from A
    metres, found = walked(STREET, (0, 0, 0.25), (0, 0, 0.75, 1), limit=2)
    assert metres == 400
    assert found == [
        (0, 0, 0.25, 1, 0), (0, 0.25, 0.625, 0, 1.5), (0, 0.625, 0.75, 1.5, 1), (0, 0.75, 1, 1, 2)
    ]  # fmt: skip


def test_exit_that_another_reaches_sooner_adds_nothing():
    # exit 2 at 0.75 in 5 min is reached from exit 1 at 0.25 in 2 min
    expected = 400, [(0, 0, 0.25, 1, 0), (0, 0.25, 0.75, 0, 2), (0, 0.75, 1, 2, 3)]
    for minutes in (5, 50):
        assert walked(STREET, (0, 0, 0.25), (0, 0, 0.75, minutes), limit=3) == expected


def test_closed_edge_between_two_exits():
    # open to B only, exits at 0.25 and 0.75 in 1 min: from 0.25 on, in 2 min to 0.75, where exit 2 is sooner
    metres, found = walked(ONE_WAY, (0, 0, 0.25), (0, 0, 0.75, 1), limit=1.5)
    assert metres == pytest.approx(150 + 50)
    assert found == [(0, 0.25, 0.625, 0, 1.5), (0, 0.75, 0.875, 1, 1.5)]


def test_several_limits_and_places_come_in_order():
    graph, found = search(STREET, exits(STREET, (2, 0, 0.5), (5, 0, 1)), 2)
    pieces = reach.pieces(graph, found, [1, 2])
    assert found.places.tolist() == [2, 5]
    assert list(zip(pieces.row, pieces.limit, pieces.from_share.tolist())) == [
        (0, 0, 0.25), (0, 0, 0.5), (0, 1, 0), (0, 1, 0.5), (1, 0, 0.75), (1, 1, 0.5)
    ]  # fmt: skip
    assert reach.length_m(graph, found, [1, 2]).tolist() == [[200, 400], [100, 200]]


# Facilities


def test_facility_on_the_way_and_beyond_a_node():
    # shops at minute 2 of the street and, with 0.5 min inside, at its end; from A
    shops = exits(STREET, (0, 0, 0.5), (1, 0, 1, 0.5))
    found = counts(STREET, exits(STREET, (0, 0, 0)), shops, [1.9, 2, 4.4, 4.5])
    assert found.tolist() == [[[0, 1, 1, 2]]]


def test_facility_behind_on_a_one_way_edge_is_out_of_reach():
    # place at 0.5; shop 0 ahead at 0.75, shop 1 behind at 0.25
    shops, place = exits(ONE_WAY, (0, 0, 0.75), (1, 0, 0.25)), exits(ONE_WAY, (0, 0, 0.5))
    assert counts(ONE_WAY, place, shops, [1, 100], [0, 1]).tolist() == [[[1, 1], [0, 0]]]
    assert nearest(ONE_WAY, place, exits(ONE_WAY, (0, 0, 0.75))) == [1]
    assert nearest(ONE_WAY, place, exits(ONE_WAY, (0, 0, 0.25))) == [np.inf]


def test_facility_with_several_exits_counts_once():
    shops = exits(STREET, (0, 0, 0.25), (0, 0, 0.5), (0, 0, 1), (1, 0, 0.25))
    assert counts(STREET, exits(STREET, (0, 0, 0)), shops, [4], [1, 1]).tolist() == [[[0], [2]]]


def test_facility_that_is_reached_along_one_long_edge():
    # 100 min long; place at 0.5, shop at 0.52: 2 min, no end of the edge within 10 min
    long = town([(0, 0), (10000, 0)], (0, 1, 100))
    assert counts(long, exits(long, (0, 0, 0.5)), exits(long, (0, 0, 0.52)), [1.99, 2.01]).tolist() == [[[0, 1]]]
    assert walked(long, (0, 0, 0.5), limit=2)[0] == pytest.approx(400)


def test_facility_counts_for_every_category_and_place():
    shops = exits(DIAMOND, (0, 0, 1), (1, 2, 1), (2, 4, 1), (3, 3, 0))
    out = exits(DIAMOND, (0, 0, 0), (1, 4, 1))
    found = counts(DIAMOND, out, shops, [1, 2, 9], [0, 2, 2, 0])
    # from A: shop 1 and 3 at C in 1, shop 0 at B in 2, shop 2 at E in 9; from E: itself, then B in 7, C in 9
    assert found[0].tolist() == [[1, 2, 2], [0, 0, 0], [1, 1, 2]]
    assert found[1].tolist() == [[0, 0, 2], [0, 0, 0], [1, 1, 2]]


def test_no_facility_anywhere_counts_nothing():
    graph, found = search(STREET, exits(STREET, (0, 0, 0)), 5)
    nothing = Exits(EMPTY.astype(int), EMPTY.astype(int), EMPTY, EMPTY, EMPTY)
    ready = reach.facilities(graph, nothing, EMPTY.astype(int), 3)
    assert reach.count_within(graph, found, ready, [5]).tolist() == [[[0], [0], [0]]]


@pytest.mark.parametrize(("reverse", "expected"), [(True, [6, 2, 0]), (False, [np.inf, np.inf, 0])])
def test_minutes_to_the_nearest_follow_the_one_way(reverse, expected):
    # A →4→ B →2→ C, a shop at C: to it all can walk, from it nobody gets back
    line = town([(0, 0), (400, 0), (600, 0)], (0, 1, 4, CLOSED), (1, 2, 2, CLOSED))
    found = reach.minutes_to_nearest(reach.graph(line.network), exits(line, (0, 1, 1)), reverse)
    assert found[line.node].tolist() == expected


def test_minutes_from_places_add_the_access_and_take_the_direct_way():
    # shop at 0.5 of A ──4── B; place 0 at 0.25 with 3 min of access: 3 + 1; place 2 at B: 2; place 1 has no exit
    out, shops = exits(STREET, (0, 0, 0.25, 3), (2, 0, 1)), exits(STREET, (0, 0, 0.5))
    assert nearest(STREET, out, shops) == [4, np.inf, 2]
    graph = reach.graph(STREET.network)
    node_minutes = reach.minutes_to_nearest(graph, shops)
    assert reach.minutes_from(graph, node_minutes, out, shops, 4).tolist() == [4, np.inf, 2, np.inf]


def test_known_minutes_are_walked_everywhere():
    # B is 3 min from somebody, A from nobody; the street can be entered at B only: 1 of 4 min within 4
    street = town([(0, 0), (400, 0)], (0, 1, CLOSED, 4))
    graph, minutes = reach.graph(street.network), np.full(2, np.inf)
    minutes[street.node[1]] = 3
    pieces = reach.pieces(graph, reach.everywhere(graph, minutes, 4), [4])
    assert cut(street, pieces) == [(0, 0.75, 1, 4, 3)]


# Batches


def grid(side, seed=3):
    """Build a jittered grid with gaps and a few one-way edges, about 95 m a side."""
    random = np.random.default_rng(seed)
    column, row = np.meshgrid(np.arange(side), np.arange(side))
    at = np.c_[column.ravel(), row.ravel()] * 95 + random.uniform(-25, 25, (side**2, 2))
    number = np.arange(side**2).reshape(side, side)
    pairs = np.r_[np.c_[number[:, :-1].ravel(), number[:, 1:].ravel()], np.c_[number[:-1].ravel(), number[1:].ravel()]]
    pairs = pairs[random.random(len(pairs)) < 0.9]
    metres = np.hypot(*(at[pairs[:, 0]] - at[pairs[:, 1]]).T) * random.uniform(1, 1.2, len(pairs))
    minutes = metres / (5000 / 60) * random.uniform(1, 1.5, len(pairs))
    back = np.where(random.random(len(pairs)) < 0.05, CLOSED, minutes * random.uniform(1, 1.2, len(pairs)))
    return town(at, *np.c_[pairs, minutes, back, metres].tolist())


GRID = grid(60)


def anywhere(town, places, seed):
    """Return exits of places with gaps in their numbers, some with two, all over the town."""
    random = np.random.default_rng(seed)
    place = np.sort(np.r_[places, random.choice(places, len(places) // 10, replace=False)])
    return Exits(
        place, random.integers(0, len(town.edge), len(place)), random.random(len(place)),
        random.uniform(0, 3, len(place)), np.zeros(len(place)),
    )  # fmt: skip


def everything(graph, batches, ready, limits):
    """Return {place: (nodes, minutes, metres, counts)}, exact."""
    result = {}
    for few in batches:
        metres, within = reach.length_m(graph, few, limits), reach.count_within(graph, few, ready, limits)
        for row, place in enumerate(few.places.tolist()):
            mine = few.row == row
            assert place not in result
            result[place] = few.node[mine].tolist(), few.minutes[mine].tolist(), metres[row], within[row].tolist()
    return result


def test_batches_hold_every_place_once_and_in_order():
    out = anywhere(GRID, np.arange(0, 1200, 3), 1)
    graph = reach.graph(GRID.network)
    found = list(reach.batches(graph, out, 5))
    assert len(found) > 3
    assert sorted(np.concatenate([few.places for few in found]).tolist()) == list(range(0, 1200, 3))
    for few in found:
        assert (np.diff(few.places) > 0).all()
        assert (np.diff(few.row * len(GRID.node) + few.node) > 0).all()
        assert (few.minutes <= 5).all()
        assert few.places[few.exits.place].tolist() == out.place[np.isin(out.place, few.places)].tolist()


def test_company_changes_nothing_to_the_last_bit():
    """Alone a place is searched by another method than in company: both must agree exactly."""
    limits, out = [2, 4, 8], anywhere(GRID, np.arange(200), 2)
    graph = reach.graph(GRID.network)
    shops = anywhere(GRID, np.arange(150), 5)
    ready = reach.facilities(graph, shops, np.arange(150) % 4, 4)
    together = everything(graph, reach.batches(graph, out, 8), ready, limits)
    by_few = everything(graph, reach.batches(graph, out, 8, at_once=7), ready, limits)
    alone = {}
    for place in range(0, 200, 4):
        mine = Exits(*(column[out.place == place] for column in out))
        alone.update(everything(graph, reach.batches(graph, mine, 8), ready, limits))
    assert sorted(together) == sorted(by_few) == list(range(200))
    assert max(len(few.places) for few in reach.batches(graph, out, 8)) >= 32
    for other in (by_few, alone):
        for place, (nodes, minutes, metres, within) in other.items():
            assert (nodes, minutes, within) == (*together[place][:2], together[place][3])
            assert metres.tolist() == pytest.approx(together[place][2].tolist(), rel=1e-12, abs=1e-9)


def test_many_places_agree_with_networkx():
    out = anywhere(GRID, np.arange(60), 4)
    graph = reach.graph(GRID.network)
    judge = Judge(GRID.network, out, Exits(*(column[:0] for column in out)), [])
    for few in reach.batches(graph, out, 10):
        for row, place in enumerate(few.places.tolist()):
            expected = {node: at for node, at in judge.nodes(place).items() if at <= 10}
            mine = few.row == row
            assert few.node[mine].tolist() == sorted(expected)
            assert few.minutes[mine] == pytest.approx([expected[node] for node in sorted(expected)], rel=1e-9)


def test_places_far_apart_share_no_box():
    far = town([(0, 0), (100, 0), (3e5, 0), (3e5 + 100, 0)], (0, 1, 1), (2, 3, 1))
    found = list(reach.batches(reach.graph(far.network), exits(far, (0, 0, 0.5), (1, 1, 0.5)), 5))
    assert [len(few.box.node) - 1 for few in found] == [2, 2]


# Random towns, and networkx as the judge


class Judge:
    """Shortest paths on a graph whose edges are cut at every point in question."""

    def __init__(self, network, out, shops, points):
        self.graph = networkx.MultiDiGraph()
        self.network, self.ends = network, set(range(len(network.x)))
        self.graph.add_nodes_from(self.ends)
        on_edge = {edge: {0.0, 1.0} for edge in range(len(network.tail))}
        for edge, share in [*zip(out.edge, out.share), *zip(shops.edge, shops.share), *points]:
            on_edge[int(edge)].add(float(share))
        for edge, shares in on_edge.items():
            for low, high in zip(sorted(shares), sorted(shares)[1:]):
                near, far = self.at(edge, low), self.at(edge, high)
                for one, two, minutes in ((near, far, network.forward_min), (far, near, network.backward_min)):
                    if minutes[edge] < CLOSED:
                        self.graph.add_edge(one, two, weight=(high - low) * minutes[edge])
        for place, edge, share, minutes in zip(*out[:4]):
            self.graph.add_edge(("place", int(place)), self.at(edge, share), weight=minutes)
        for shop, edge, share, minutes in zip(*shops[:4]):
            self.graph.add_edge(self.at(edge, share), ("shop", int(shop)), weight=minutes)

    def at(self, edge, share):
        if share in (0, 1):
            return int((self.network.tail, self.network.head)[int(share)][edge])
        return ("point", int(edge), float(share))

    def minutes(self, place):
        return networkx.single_source_dijkstra_path_length(self.graph, ("place", place))

    def nodes(self, place):
        return {node: minutes for node, minutes in self.minutes(place).items() if node in self.ends}

    def point(self, minutes, edge, share):
        return minutes.get(self.at(edge, share), np.inf)


MINUTES = st.floats(0.01, 5)
SHARES = st.one_of(st.sampled_from([0.0, 0.5, 1.0]), st.floats(0.001, 0.999))


@st.composite
def towns(draw):
    """Return a town with one-way edges, loops and parallels, exits of places and shops."""
    nodes = draw(st.integers(1, 7))
    at = [(draw(st.floats(-900, 900)), draw(st.floats(-900, 900))) for _ in range(nodes)]
    number = st.integers(0, nodes - 1)
    edges = draw(
        st.lists(
            st.tuples(number, number, MINUTES | st.just(CLOSED), MINUTES | st.just(CLOSED), st.floats(1, 500)),
            min_size=1,
            max_size=12,
        )
    )
    built = town(at, *edges)

    def out(places):
        row = st.tuples(st.integers(0, places - 1), st.integers(0, len(edges) - 1), SHARES, st.floats(0, 3))
        return exits(built, *sorted(draw(st.lists(row, min_size=1, max_size=places + 3))))

    return built, out(4), out(6)


LIMITS = [1.5, 4.0, 9.0]


def clear(minutes):
    """Whether rounding cannot decide on which side of a limit it lies."""
    return all(abs(minutes - limit) > 1e-9 for limit in LIMITS)


@settings(max_examples=150)
@given(towns(), st.lists(st.floats(0.001, 0.999), min_size=3, max_size=3))
def test_random_towns_agree_with_networkx(drawn, shares):
    built, out, shops = drawn
    network = built.network
    # at an exit onto a one-way edge minutes jump
    own = set(out.share.tolist())
    shares = [share for share in shares if all(abs(share - other) > 1e-6 for other in own)]
    points = [(edge, share) for edge in range(len(network.tail)) for share in shares]
    judge = Judge(network, out, shops, points)
    graph = reach.graph(network)
    category = np.arange(6) % 3
    ready = reach.facilities(graph, shops, category, 3)
    from_places = reach.minutes_from(graph, reach.minutes_to_nearest(graph, shops), out, shops, 4)
    seen = []
    for few in reach.batches(graph, out, LIMITS[-1]):
        pieces, metres = reach.pieces(graph, few, LIMITS), reach.length_m(graph, few, LIMITS)
        within = reach.count_within(graph, few, ready, LIMITS)
        for row, place in enumerate(few.places.tolist()):
            seen.append(place)
            minutes = judge.minutes(place)
            found = dict(zip(few.node[few.row == row].tolist(), few.minutes[few.row == row].tolist()))
            expected = {node: at for node, at in minutes.items() if node in judge.ends}
            assert {node for node, at in expected.items() if at < LIMITS[-1] - 1e-9} <= set(found)
            assert all(expected[node] == pytest.approx(at, rel=1e-9, abs=1e-12) for node, at in found.items())
            assert_pieces(judge, minutes, pieces, row, points, metres[row])
            to_shops = {shop: minutes.get(("shop", shop), np.inf) for shop in set(shops.place.tolist())}
            if all(clear(at) for at in to_shops.values()):
                for column, limit in enumerate(LIMITS):
                    near = [category[shop] for shop, at in to_shops.items() if at <= limit]
                    assert within[row, :, column].tolist() == np.bincount(near, minlength=3).tolist()
            assert from_places[place] == pytest.approx(min(to_shops.values()), rel=1e-9, abs=1e-12)
    assert sorted(seen) == sorted(set(out.place.tolist()))
    assert np.isinf(from_places[[place for place in range(4) if place not in seen]]).all()


def assert_pieces(judge, minutes, pieces, row, points, metres):
    """Each point within a limit lies in one piece, at its true minute; others lie in none; lengths add up."""
    network = judge.network
    for column in range(len(LIMITS)):
        mine = (pieces.row == row) & (pieces.limit == column)
        edge, low, high, low_min, high_min = (part[mine] for part in (pieces.edge, *pieces[3:]))
        assert ((high > low) & (np.maximum(low_min, high_min) <= LIMITS[column])).all()
        assert (np.diff(edge + low / 2) > 0).all()
        assert (low[1:] >= high[:-1] - 1e-9)[edge[1:] == edge[:-1]].all()
        assert metres[column] == pytest.approx(((high - low) * network.length_m[edge]).sum(), rel=1e-8, abs=1e-5)
        for where, share in points:
            at = judge.point(minutes, where, share)
            over = np.flatnonzero((edge == where) & (low - 1e-9 <= share) & (share <= high + 1e-9))
            if clear(at):
                assert (len(over) > 0) == (at <= LIMITS[column])
            for piece in over:
                part = (share - low[piece]) / (high[piece] - low[piece])
                known = low_min[piece] + part * (high_min[piece] - low_min[piece])
                assert known == pytest.approx(at, rel=1e-6, abs=1e-6)


@settings(max_examples=60)
@given(towns())
def test_longer_limit_never_shrinks_and_repeats_exactly(drawn):
    built, out, shops = drawn
    graph = reach.graph(built.network)
    ready = reach.facilities(graph, shops, np.zeros(6, dtype=int), 1)

    def figures(limit):
        found = list(reach.batches(graph, out, limit))
        return (
            [few.places.tolist() for few in found],
            np.concatenate([reach.length_m(graph, few, LIMITS[:2]) for few in found]),
            np.concatenate([reach.count_within(graph, few, ready, LIMITS[:2]) for few in found]),
        )

    order, metres, within = figures(4)
    again, metres_again, within_again = figures(4)
    assert order == again
    assert (metres == metres_again).all() and (within == within_again).all()
    assert (metres[:, 0] <= metres[:, 1] + 1e-9).all() and (within[:, :, 0] <= within[:, :, 1]).all()
    # a search that goes farther counts the same within the same limits, whatever its batches
    order_far, metres_far, within_far = figures(9)
    here, far = np.argsort(sum(order, [])), np.argsort(sum(order_far, []))
    assert metres_far[far] == pytest.approx(metres[here], rel=1e-9, abs=1e-9)
    assert (within_far[far] == within[here]).all()


def test_nearest_by_waves_agrees_with_networkx_on_the_grid():
    shops, network = anywhere(GRID, np.arange(5), 8), GRID.network
    graph = reach.graph(network)
    tail_min, head_min = shops.share * network.forward_min[shops.edge], np.where(
        shops.share < 1, (1 - shops.share) * network.backward_min[shops.edge], 0
    )  # fmt: skip
    judge = networkx.DiGraph()
    for one, two, minutes in [
        *zip(network.tail.tolist(), network.head.tolist(), network.forward_min.tolist()),
        *zip(network.head.tolist(), network.tail.tolist(), network.backward_min.tolist()),
    ]:
        judge.add_edge(two, one, weight=minutes)  # turned round
    for node, minutes in [
        *zip(network.tail[shops.edge].tolist(), (tail_min + shops.minutes).tolist()),
        *zip(network.head[shops.edge].tolist(), (head_min + shops.minutes).tolist()),
    ]:
        known = judge.get_edge_data("shops", node, {"weight": np.inf})["weight"]
        judge.add_edge("shops", node, weight=min(minutes, known))
    expected = networkx.single_source_dijkstra_path_length(judge, "shops")
    found = reach.minutes_to_nearest(graph, shops)
    assert found.tolist() == pytest.approx([expected.get(node, np.inf) for node in range(len(network.x))], rel=1e-9)
