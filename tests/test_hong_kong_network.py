"""The pedestrian network of Hong Kong by hand: a made-up extract of its schema, drawn beside its minutes."""

import geopandas
import networkx
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from multiground.urbanform import attributes, city_models, columns, vertical_components, walkways
from multiground.urbanform.hong_kong_network import SENTENCES, found_fields, hong_kong_network, is_hong_kong_network
from multiground.urbanform.network import network
from multiground.urbanform.pace import pace

# In plan, heights in mPD in brackets, the street at 5 m. 100 m of street take 1.2 min.
#
#             (100,12)[10] ──7 covered deck── (112,12)[10]
#                 │6 escalator, down only         │
#                 │                               │
#  A ──1 street── B ──2 stairs── C(112)[10] ──3 footbridge── D(212)[10]
#  0[5]           100[5]                                     ╎4 lift, 5 m upright
#                 │9 zebra                                   D'(212)[5] ──5 street── E(312)[5]
#                 (100,-20)[5]                               │11 ramp, with an access time
#                                                            (212,-12)[0]
#  8 subway (50,-50)[0] ── (50,50)[0] under piece 1          ╎12 lift of the MTR, 8 m upright to [-8]
#  10 disabled short cut A ── E; 13 stairlift beside the stairs; 14 FeatureType 3; 15 Direction 7
PIECES = [
    # id, FeatureType, Location, WeatherProof, Direction, AccessTimeID, Enabled, TerminalID, points
    (1, 1, 1, 2, 0, None, 1, None, [(0, 0, 5), (100, 0, 5)]),
    (2, 12, 1, 2, 0, None, 1, None, [(100, 0, 5), (112, 0, 10)]),
    (3, 2, 1, 1, 0, None, 1, None, [(112, 0, 10), (212, 0, 10)]),
    (4, 10, 1, 1, 0, None, 1, None, [(212, 0, 10), (212, 0, 5)]),
    (5, 24, 1, 3, 0, None, 1, None, [(212, 0, 5), (312, 0, 5)]),
    (6, 8, 1, 1, -1, None, 1, None, [(100, 0, 5), (100, 12, 10)]),
    (7, 2, 1, 1, 0, None, 1, None, [(100, 12, 10), (112, 12, 10), (112, 0, 10)]),
    (8, 4, 2, 1, 0, None, 1, None, [(50, -50, 0), (50, 50, 0)]),
    (9, 31, 1, 2, 0, None, 1, None, [(100, 0, 5), (100, -20, 5)]),
    (10, 1, 1, 2, 0, None, 0, None, [(0, 0, 5), (312, 0, 5)]),
    (11, 11, 1, 2, 0, 501, 1, None, [(212, 0, 5), (212, -12, 0)]),
    (12, 18, None, 1, 0, 502, 1, 7, [(212, -12, 0), (212, -12, -8)]),
    (13, 13, 1, 2, 0, None, 1, None, [(100, 1, 5), (112, 1, 10)]),
    (14, 3, 3, 2, 0, None, 1, None, [(0, 0, 5), (0, 90, 5)]),
    (15, 1, 2, 2, 7, 0, 1, None, [(0, 90, 5), (0, 99, 5)]),
]
SCHEMA = ["PedestrianRouteID", "FeatureType", "Location", "WeatherProof", "Direction", "AccessTimeID", "Enabled"]
SCHEMA += ["TerminalID"]


def extract(pieces=PIECES, names=SCHEMA, turn=lambda value: value):
    """The layer PedestrianRoute; `turn` changes how its values are written."""
    data = {name: pd.Series([turn(piece[i]) for piece in pieces], dtype=object) for i, name in enumerate(names)}
    return geopandas.GeoDataFrame(data, geometry=[shapely.LineString(piece[-1]) for piece in pieces])


def imported(**options):
    return hong_kong_network(extract(**options))


def graph(lines, **walking):
    return network(lines, pace(**walking))[0]


def as_network(raw):
    """A raw layer as a measure reads it where it is its NETWORK: fields by `fields.csv`."""
    fields = (*walkways.DIRECTION_FIELDS, *walkways.NIGHT_FIELDS, "z_from", "z_to", "u", "v", "z", "level")
    found = {attributes.find_field(raw.columns, field): field for field in fields}
    found.pop(None, None)
    return raw[[*found, "geometry"]].rename(columns=found)


def minutes(net, start, stop):
    """Return the minutes between two places (x, y, z), inf where there is no way."""
    arcs = networkx.DiGraph()
    for i in range(len(net.tail)):
        arcs.add_edge(net.tail[i], net.head[i], minutes=net.forward_min[i])
        arcs.add_edge(net.head[i], net.tail[i], minutes=net.backward_min[i])
    z = np.zeros(len(net.x))
    z[net.tail], z[net.head] = net.z_tail, net.z_head

    def node(place):
        (found,) = np.flatnonzero(np.abs(np.c_[net.x, net.y, z] - place).max(axis=1) < 0.01)
        return found

    return networkx.dijkstra_path_length(arcs, node(start), node(stop), weight="minutes")


def test_walkways_by_hand():
    ways, _, _ = imported()
    assert ways["kind"].tolist() == [
        "footway", "stairs", "skyway", "elevator", "footway", "escalator", "skyway", "underpass", "crossing",
        "closed", "ramp", "elevator", "closed", "footway", "footway",
    ]  # fmt: skip
    assert ways["direction"].tolist() == ["both"] * 5 + ["backward"] + ["both"] * 8 + [None]
    assert ways["open_24h"].tolist() == [True] * 10 + [False] * 2 + [True] * 3
    # outdoors where covered is semi-outdoor; Location 3 tells nothing; a lift of the MTR is indoors without it
    outdoor, covered, indoor = "outdoor", "semi_outdoor", "indoor"
    assert ways["enclosure"].tolist() == [
        outdoor, outdoor, covered, covered, outdoor, covered, covered, indoor, outdoor,
        outdoor, outdoor, indoor, outdoor, None, indoor,
    ]  # fmt: skip
    assert ways["assumed"].tolist() == [None] * 11 + ["enclosure", None, "kind", None]
    assert ways["source"].tolist()[:2] == ["PedestrianRoute 1", "PedestrianRoute 2"]
    assert shapely.get_coordinates(ways.geometry.to_numpy()[:2], include_z=True)[:, 2].tolist() == [5, 5, 5, 10]


def test_verticals_by_hand():
    _, verticals, notes = imported()
    ends = verticals[["kind", "z_from", "z_to", "run", "enclosure", "open_24h"]]
    assert ends.to_numpy().tolist() == [
        ["stairs", 5, 10, 12, "outdoor", True],
        ["elevator", 10, 5, 0, "semi_outdoor", True],
        ["escalator", 5, 10, 12, "semi_outdoor", True],
        ["ramp", 5, 0, 12, "outdoor", False],
        ["elevator", 0, -8, 0, "indoor", False],
        ["elevator", 5, 10, 12, "outdoor", True],  # the stairlift
    ]
    assert verticals["width"].isna().all()
    assert notes["unknown_width"].tolist() == [1, 3, 5, 10, 11, 12]
    assert notes["left_out_of_mper"].tolist() == [3, 11, 12]


def test_what_clause_6_1_2_leaves_out_does_not_count():
    verticals = imported()[1]
    against, assumed = vertical_components.refusals(verticals, True)
    assert against.tolist() == ["", "elevator", "", "closed_at_night", "elevator", "elevator"]
    assert assumed.tolist() == ["public_assumed", "", "public_assumed", "", "", ""]  # the layer does not say public
    indoors = extract([(6, 8, 2, 1, -1, None, 1, None, [(0, 0, 5), (0, 12, 10)])])
    assert vertical_components.refusals(hong_kong_network(indoors)[1], True)[0].tolist() == ["indoor"]


def test_notes_tell_what_was_assumed():
    notes = {code: rows.tolist() for code, rows in imported()[2].items()}
    assert notes == {
        "unknown_kind": [13],
        "closed": [9, 12],
        "unknown_direction": [14],
        "limited_hours": [10, 11],
        "unknown_enclosure": [13],
        "above_datum": list(range(15)),
        "unknown_width": [1, 3, 5, 10, 11, 12],
        "left_out_of_mper": [3, 11, 12],
    }
    assert set(notes) < set(SENTENCES)
    assert all(sentence.count("{}") == 1 for sentence in SENTENCES.values())
    assert not set(SENTENCES) & set(city_models.SENTENCES)  # one table tells them all


def test_minutes_by_hand():
    net = graph(imported()[0])
    a, c, e = (0, 0, 5), (112, 0, 10), (312, 0, 5)
    # street 100 m 1.2 + stairs √(12² + 5²) = 13 m × 2 = 0.312 + footbridge 1.2 + lift 5 m / 3 m/s = 1/36 + street 1.2;
    # the disabled short cut would take 312 × 0.012 = 3.744
    assert minutes(net, a, e) == pytest.approx(1.2 + 0.312 + 1.2 + 1 / 36 + 1.2)
    # deck 24 m 0.288, then down the escalator 13 m / 0.5 m/s = 26 s, against the way it is drawn, never up
    top, foot = (100, 12, 10), (100, 0, 5)
    assert minutes(net, top, foot) == pytest.approx(26 / 60)
    assert minutes(net, foot, top) == pytest.approx(0.312 + 0.288)
    # ramp 13 m 0.156, lift of the MTR 8 m / 3 m/s
    assert minutes(net, (212, 0, 5), (212, -12, -8)) == pytest.approx(0.156 + 8 / 180)
    with pytest.raises(networkx.NetworkXNoPath):
        minutes(net, (50, -50, 0), c)  # the subway does not leak into the street above


def shapefile(names):
    """Names as a shapefile of ArcGIS has them."""
    return [name[:10].upper() for name in names]


@pytest.mark.parametrize("night", [False, True])
@pytest.mark.parametrize("names", [SCHEMA, shapefile(SCHEMA)])
@pytest.mark.parametrize("turn", [lambda value: value, lambda value: None if value is None else f"{value}.0"])
def test_import_walks_like_the_raw_layer(night, names, turn):
    raw = extract(names=names, turn=turn)
    own, direct = graph(hong_kong_network(raw)[0], night=night), graph(as_network(raw), night=night)
    for name, column in own._asdict().items():
        np.testing.assert_array_equal(column, getattr(direct, name), name)
    assert len(own.tail) == (11 if night else 13)


def test_a_night_in_which_what_has_an_access_time_is_closed():
    net = graph(imported()[0], night=True)
    assert walkways.KINDS.index("ramp") not in net.kind
    assert (net.kind == walkways.KINDS.index("elevator")).sum() == 1


@pytest.mark.parametrize(
    "written", [str, float, lambda code: f" {code} ", {8: "Escalator", 10: "Lift", 11: "Ramp", 12: "Staircase"}.get]
)
@pytest.mark.parametrize(("code", "kind"), [(8, "escalator"), (10, "elevator"), (11, "ramp"), (12, "stairs")])
def test_feature_types_may_be_numbers_or_text(written, code, kind):
    piece = extract([(1, written(code), "Indoor", 1, 0, "", "True", None, [(0, 0, 5), (0, 12, 10)])])
    ways, verticals, _ = hong_kong_network(piece)
    assert (ways["kind"][0], verticals["kind"][0], ways["enclosure"][0]) == (kind, kind, "indoor")


def test_tables_agree_on_the_codes():
    """A code is a vertical component of `words.csv` where it is a way of that kind in `walkways.csv`."""
    codes = pd.DataFrame({"kind": range(1, 34)})
    ways = np.array(walkways.KINDS)[walkways.kinds(codes)[0]]
    vertical = columns.codes(codes, "kind", "vertical")
    told = np.isin(ways, ["stairs", "escalator", "ramp", "elevator"])
    assert vertical[told].tolist() == ways[told].tolist()
    assert set(ways[np.isin(vertical, ["elevator"]) & ~told]) <= {"closed"}  # stairlifts


def test_zero_of_a_shapefile_is_no_access_time():
    times = enumerate([0, 0.0, "", 3, None])
    pieces = [(n, 1, 1, 2, 0, time, 1, None, [(n, 0, 5), (n, 9, 5)]) for n, time in times]
    assert imported(pieces=pieces)[0]["open_24h"].tolist() == [True, True, True, False, True]


def test_without_columns_nothing_is_made_up():
    frame = geopandas.GeoDataFrame({"FeatureType": [2, 8]}, geometry=extract().geometry[:2].to_list())
    ways, verticals, notes = hong_kong_network(frame)
    assert ways["open_24h"].tolist() == ways["enclosure"].tolist() == [None, None]
    assert ways["direction"].tolist() == ["both", None]  # an escalator of unknown direction
    assert verticals["open_24h"].tolist() == [None]
    assert notes["unknown_hours"].tolist() == [0, 1]


def test_bad_geometry_and_an_empty_layer():
    flat, none = shapely.LineString([(0, 0), (9, 0)]), None
    parts = shapely.MultiLineString([[(0, 0, 1), (3, 0, 2)], [(3, 0, 2), (6, 0, 4)]])
    frame = geopandas.GeoDataFrame({"FeatureType": [12, 12, 12]}, geometry=[flat, none, parts])
    ways, verticals, notes = hong_kong_network(frame)
    assert len(ways) == 3
    assert notes["without_heights"].tolist() == [0, 1]
    ends = verticals[["z_from", "z_to", "run"]].to_numpy()
    np.testing.assert_array_equal(ends, [[np.nan, np.nan, 9], [np.nan, np.nan, np.nan], [1, 4, 6]])
    ways, verticals, notes = hong_kong_network(extract([]))
    assert (len(ways), len(verticals), notes) == (0, 0, {})


def test_the_layer_is_known_by_its_columns():
    assert is_hong_kong_network(SCHEMA)
    assert is_hong_kong_network(shapefile(SCHEMA))
    assert is_hong_kong_network([name.lower() for name in SCHEMA])
    assert not is_hong_kong_network(["kind", "direction", "z_from", "z_to", "open_24h"])
    assert not is_hong_kong_network([name for name in SCHEMA if name != "FeatureType"])
    assert not is_hong_kong_network([])
    assert found_fields(shapefile(SCHEMA)) == dict(zip(SCHEMA[:7], shapefile(SCHEMA)))


@settings(max_examples=20)
@given(st.permutations(range(len(PIECES))), st.floats(-1e5, 1e5))
def test_order_and_place_change_nothing(order, east):
    def row_of(piece):
        *values, points = piece
        return (*values, [(x + east, y, z) for x, y, z in points])

    (ways, verticals, _), (moved, others, _) = imported(), imported(pieces=[row_of(PIECES[i]) for i in order])
    drawn = ["geometry", "run"]
    expected = ways.drop(columns="geometry").iloc[order].reset_index(drop=True)
    pd.testing.assert_frame_equal(pd.DataFrame(moved.drop(columns="geometry")), pd.DataFrame(expected))
    by_source = [pd.DataFrame(each).drop(columns=drawn).sort_values("source") for each in (verticals, others)]
    pd.testing.assert_frame_equal(*(each.reset_index(drop=True) for each in by_source))
