"""Systems as graphs, without any shape: by hand, against networkx, and what a link more or less does."""

import networkx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from multiground.urbanform.ground_systems import GROUND, Case, built, components


def case(pieces, joins=(), links=(), contacts=(), floors=(), qualified=None):
    """A case of one district: pieces are "up" or "ground", of 100 m² each; links join two, or one and GROUND."""
    size = len(pieces)
    table = {"surface": range(size), "district": 0, "on_ground": [p == "ground" for p in pieces], "area_m2": 100.0}
    ends = [(number, end, piece) for number, link in enumerate(links) for end, piece in enumerate(link)]
    verticals = {
        "district": 0,
        "qualified": [True] * len(links) if qualified is None else qualified,
        "a_h": 10.0,
        "a_v": 5.0,
    }
    return Case(
        pd.DataFrame({"a_pd": [1000.0], "a_ground": [0.0]}),
        pd.DataFrame(table, index=range(size)),
        np.array(joins, dtype=int).reshape(-1, 2).T,
        pd.DataFrame(verticals, index=range(len(links))),
        np.array(ends, dtype=int).reshape(-1, 3).T,
        pd.DataFrame({"below": False, "net_m2": np.array(floors, dtype=float)}, index=range(len(floors))),
        np.array(contacts, dtype=int).reshape(-1, 2).T,
    )


def test_components_are_numbered_by_their_first_nodes():
    assert components(6, np.array([[5, 1], [3, 0]]), np.array([[1], [4]])).tolist() == [0, 0, 1, 2, 0, 2]
    assert components(0, np.empty((2, 0), dtype=int)).tolist() == []


def test_a_stair_to_the_ground_or_to_another_deck_makes_a_system():
    # 0 ─ ground    1 ═ 2 (one level)    3 ─ 4 (stair)    5 alone
    systems = built(case(["up"] * 6, joins=[(1, 2)], links=[(0, GROUND), (3, 4)]))
    assert systems.of_piece.tolist() == [0, -1, -1, 1, 1, -1]
    assert systems.totals[["n_systems", "n_isolated", "sum_f"]].iloc[0].tolist() == [2, 2, 1]
    assert systems.table[["n_surfaces", "area_m2", "f_ground"]].to_numpy().tolist() == [[1, 100, 1], [2, 200, 0]]
    assert systems.totals[["a_mgs", "a_vh", "a_vz"]].iloc[0].tolist() == [600, 20, 10]


def test_the_ground_joins_nothing_unless_it_is_told_to():
    two = case(["up", "up", "up"], links=[(0, GROUND), (1, GROUND)])
    assert built(two).of_piece.tolist() == [0, 1, -1]
    joined = built(two, ground_joins=True)
    assert joined.of_piece.tolist() == [0, 0, -1]
    assert joined.totals[["n_systems", "sum_f"]].iloc[0].tolist() == [1, 1]


def test_a_ground_surface_grounds_its_level_and_is_no_system_alone():
    systems = built(case(["up", "ground", "ground"], joins=[(0, 1)]))
    assert systems.of_piece.tolist() == [0, 0, -1]
    assert systems.totals[["n_systems", "n_isolated", "sum_f"]].iloc[0].tolist() == [1, 0, 1]


@pytest.mark.parametrize(
    ("links", "counted"),
    [
        ([(0, 1)], True),
        ([(0, GROUND)], True),
        ([(0,)], False),
        ([(0, 0)], False),  # from one surface to itself: nothing is joined
        ([(GROUND, GROUND)], False),
        ([(GROUND,)], False),
        ([()], False),
    ],
)
def test_a_component_counts_when_both_its_ends_meet_something(links, counted):
    systems = built(case(["up", "up"], links=links))
    assert (systems.of_vertical >= 0).tolist() == [counted]
    assert systems.totals["a_vh"][0] == (10 if counted else 0)


def test_an_unqualified_component_joins_nothing():
    systems = built(case(["up", "up"], links=[(0, 1)], qualified=[False]))
    assert systems.totals[["n_systems", "n_isolated", "a_vh"]].iloc[0].tolist() == [0, 2, 0]


def test_floors_count_once_in_each_system_that_meets_them():
    floors = built(case(["up", "up", "up"], joins=[(0, 1)], links=[(0, GROUND), (2, GROUND)],
                        contacts=[(0, 0), (0, 1), (0, 2), (1, 2)], floors=[3500, 100]))  # fmt: skip
    assert floors.table["f_total"].tolist() == [3, 4]
    assert floors.floor.T.tolist() == [[0, 0], [0, 1], [1, 1]]


# Against networkx, and what links do

PIECE = st.integers(0, 7)
LINKS = st.lists(st.tuples(PIECE, st.one_of(PIECE, st.just(GROUND))), max_size=8)
KINDS = st.lists(st.sampled_from(["up", "up", "ground"]), min_size=8, max_size=8)
JOINS = st.lists(st.tuples(PIECE, PIECE), max_size=5)
CONTACTS = st.lists(st.tuples(st.integers(0, 4), PIECE), max_size=8)
CASES = st.tuples(KINDS, JOINS, LINKS, CONTACTS, st.lists(st.integers(0, 9000), min_size=5, max_size=5))


def drawn(pieces, joins, links, contacts, floors):
    """What a real case looks like: no component is joined to a piece on the ground, it meets the ground instead."""
    links = [tuple(GROUND if end != GROUND and pieces[end] == "ground" else end for end in link) for link in links]
    return case(pieces, joins, links, contacts, floors)


@settings(max_examples=80)
@given(CASES)
def test_systems_are_those_of_networkx(arguments):
    """Judge: a graph of named nodes and its connected components."""
    found = drawn(*arguments)
    graph = networkx.Graph()
    graph.add_nodes_from(("piece", number) for number in range(8))
    graph.add_edges_from((("piece", a), ("piece", b)) for a, b in found.joins.T)
    links = [found.ends[2, found.ends[0] == number].tolist() for number in range(len(found.verticals))]
    links = [link for link in links if len(set(link)) > 1]
    for number, link in enumerate(links):
        graph.add_edges_from((("link", number), ("piece", end) if end != GROUND else ("down", number)) for end in link)
    on_ground = found.pieces["on_ground"]
    n_systems = n_isolated = sum_f = 0
    for nodes in networkx.connected_components(graph):
        pieces = [number for kind, number in nodes if kind == "piece"]
        grounded = any(kind == "down" for kind, _ in nodes) or any(on_ground[number] for number in pieces)
        raised = not all(on_ground[number] for number in pieces)
        system = raised and (grounded or any(kind == "link" for kind, _ in nodes))
        n_systems, n_isolated = n_systems + system, n_isolated + (raised and not system)
        met = {floor for floor, piece in found.contacts.T if piece in pieces}
        sum_f += system * (grounded + sum(-(-int(found.floors["net_m2"][floor]) // 3000) for floor in met))
    assert built(found).totals[["n_systems", "n_isolated", "sum_f"]].iloc[0].tolist() == [n_systems, n_isolated, sum_f]


@settings(max_examples=80)
@given(CASES, st.tuples(PIECE, st.one_of(PIECE, st.just(GROUND))))
def test_a_link_more_never_parts_and_never_disconnects(arguments, link):
    pieces, joins, links, *rest = arguments
    before, after = built(drawn(pieces, joins, links, *rest)), built(drawn(pieces, joins, [*links, link], *rest))
    number = [totals[["n_systems", "n_isolated"]].iloc[0].sum() for totals in (before.totals, after.totals)]
    assert number[1] <= number[0]
    assert set(before.floor[0]) <= set(after.floor[0])
    assert set(np.flatnonzero(before.of_piece >= 0)) <= set(np.flatnonzero(after.of_piece >= 0))


@settings(max_examples=60)
@given(CASES, st.permutations(range(8)))
def test_order_of_the_pieces_changes_no_total(arguments, order):
    pieces, joins, links, contacts, floors = arguments
    place = np.append(np.argsort(order), GROUND)
    turned = (
        [pieces[number] for number in order],
        [tuple(place[list(pair)]) for pair in joins],
        [tuple(place[list(link)]) for link in links],
        [(floor, place[piece]) for floor, piece in contacts],
        floors,
    )
    names = ["n_systems", "n_isolated", "sum_f", "a_mgs", "a_vh", "a_vz"]
    assert built(drawn(*turned)).totals[names].equals(built(drawn(*arguments)).totals[names])


@settings(max_examples=50)
@given(CASES, st.sampled_from(["pooled", "continuous"]))
def test_pooled_areas_never_count_more_than_floor_by_floor(arguments, floor_count):
    found = drawn(*arguments)
    most, other = built(found).totals, built(found, floor_count).totals
    assert other["n_systems"][0] == most["n_systems"][0]
    assert other["sum_f"][0] <= most["sum_f"][0] + 1e-9
