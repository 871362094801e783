"""OpenStreetMap to package layers, worked by hand: tags, levels, lifts, buildings and what is left out."""

import os
import pathlib

import geopandas
import numpy as np
import pandas as pd
import pytest
import scipy.sparse.csgraph
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from multiground.urbanform import import_osm as importing
from multiground.urbanform import network, osm_ground, osm_levels, osm_tags, tables, walkways
from multiground.urbanform.import_osm import assumptions, import_osm

SHARED = pathlib.Path(os.environ.get("MULTIGROUND_DATA", "/nowhere"))
KIND = walkways.KINDS.index


def features(geometry, *rows):
    """Return a batch of features: (id, geometry, tags as `a=b c=d`)."""
    names = {"point": "node", "line": "way", "polygon": "way"}
    tags = [dict(tag.split("=", 1) for tag in text.split()) for _, _, text in rows]
    frame = pd.DataFrame([{key.replace(":", "_"): value for key, value in row.items()} for row in tags], dtype=object)
    frame = frame.where(frame.notna(), None).assign(source=[f"osm {names[geometry]}/{row[0]}" for row in rows])
    return geometry, geopandas.GeoDataFrame(frame, geometry=[row[1] for row in rows]), 1.0


def line(*places):
    return shapely.LineString(places)


def box(x, y, width, height):
    return shapely.box(x, y, x + width, y + height)


def of(found, layer, *columns):
    """Return columns of a layer by the number of its source."""
    if layer not in found.layers:
        return {}
    frame = found.layers[layer]
    numbers = [int(source.split("/")[1]) for source in frame["source"]]
    values = frame[list(columns)].astype(object).where(frame[list(columns)].notna(), None).to_numpy().tolist()
    return {number: row[0] if len(columns) == 1 else tuple(row) for number, row in zip(numbers, values)}


# Tags, however a layer carries them


def test_tags_come_from_columns_hstore_and_json_and_columns_win():
    frame = pd.DataFrame({
        "highway": ["steps", None, None],
        "other_tags": [
            '"highway"=>"footway","building:levels"=>"2 \\"x\\""',
            '{"highway": "path", "level": 1}',
            "neither",
        ],
    })  # fmt: skip
    tags, named = osm_tags.as_columns(frame)
    assert tags["highway"].tolist() == ["steps", "path", None]
    assert tags["building_levels"].tolist() == ['2 "x"', None, None]
    assert tags["level"].tolist() == [None, "1", None] and named == 0


@pytest.mark.parametrize(
    "packed, level, name",
    [
        ('"level"=>"1","name"=>"A, B"', "1", "A, B"),
        ('"level" => "1", "name" => "A"', "1", "A"),  # as PostgreSQL writes it
        ('"level"=>"1","name"=>"A => B"', "1", "A => B"),
        ('"level"=>"1","name"=>"cut of', "1", None),
        ('"level"=>"2","level"=>"1","name"=>""', "1", None),
        ('"level"=>"1","name"=>"A\\\\B\\"C"', "1", 'A\\B"C'),
        ('"level"=>"1","name"=>"A","k"', "1", "A"),
    ],
)
def test_hstore_however_it_is_written(packed, level, name):
    tags, _ = osm_tags.as_columns(pd.DataFrame({"other_tags": [packed, None]}))
    assert tags["level"].tolist() == [level, None]
    assert (tags["name"].tolist() if "name" in tags else [None, None]) == [name, None]


def test_kinds_of_vector_tiles_stand_for_the_tags_that_they_were_made_from():
    frame = pd.DataFrame({
        "kind": ["building", "building", "building_part", "park", "riverbank", "bus_stop", "station", "water_well"],
        "kind_detail": ["apartments", None, None, None, None, None, None, None],
        "is_subway": [None, None, None, None, None, None, True, None],
    })  # fmt: skip
    tags, _ = osm_tags.as_columns(frame)
    assert tags["building"].tolist() == ["apartments", "yes", *[None] * 6]
    assert tags["building_part"].tolist()[2] == "yes" and tags["leisure"].tolist()[3] == "park"
    assert tags["natural"].tolist()[4] == "water" and tags["highway"].tolist()[5] == "bus_stop"
    assert tags["station"].tolist()[6] == "subway" and tags["railway"].tolist()[6] == "station"
    assert tags.loc[7].isna().all()


@pytest.mark.parametrize(("name", "columns", "told"), [
    ("buildings", {"height": [9.0]}, 1),
    ("buildings", {"height": [9.0], "building": ["yes"]}, 0),  # the column tells
    ("somewhere", {"height": [9.0]}, 0),
    ("street_trees", {"crownDiameter": [4]}, 1),
])  # fmt: skip
def test_the_name_of_a_layer_counts_only_where_no_column_tells(name, columns, told):
    tags, named = osm_tags.as_columns(pd.DataFrame(columns), name)
    assert named == told
    if name == "street_trees":
        assert tags[["natural", "diameter_crown"]].values.tolist() == [["tree", "4"]]


def test_every_rule_reads_a_key_that_is_asked_of_the_file():
    read = {key.replace(":", "_") for key in list(osm_tags.keys())} | {"lies", "kind", "kind_detail", "is_subway"}
    for table, field in (("osm_tags", "osm"), ("walkways", "osm"), ("facilities", "osm"), ("functions", "osm")):
        for row in tables.rows(table):
            for rule in osm_tags.tag_rules.parse(row[field]):
                assert {condition.key for condition in rule} - {"category"} <= read, row


# Levels


@pytest.mark.parametrize(("value", "repeated", "expected"), [
    ("0;1", None, [0, 1]), ("0-2", None, [0, 1, 2]), ("-1;0;2", None, [-1, 0, 2]), ("-2--1", None, [-2, -1]),
    ("1", "2-4", [1, 2, 3, 4]), ("-1;-0.5;0", None, [-1, -0.5, 0]), ("B1;1F", None, [-1, 0]),
    (None, None, []), ("roof", None, []),
])  # fmt: skip
def test_lists_and_ranges_of_levels(value, repeated, expected):
    assert osm_levels.stops(value, repeated) == expected


#  A street of unknown level, a stair up to a deck of level 1, a bridge without level, a stair down again
#
#                  4.5 ┌────deck────┬───bridge (no level)───┐
#              stair  ╱                                      ╲ stairs, no level: b1, landing, b2
#  0 ──street────────┘                                        └───────street──── 0
#     x 0           10  20          40                      60  63 66  70        90
def test_what_has_no_level_lies_between_the_ways_that_it_meets():
    ways = [
        (line((0, 0), (10, 0)), None, "footway"), (line((20, 0), (10, 0)), "0;1", "stairs"),
        (line((20, 0), (40, 0)), "1", "skyway"), (line((40, 0), (60, 0)), None, "skyway"),
        (line((60, 0), (63, 0)), None, "stairs"), (line((63, 0), (66, 0)), None, "skyway"),
        (line((66, 0), (69, 0)), None, "stairs"), (line((69, 0), (90, 0)), None, "footway"),
    ]  # fmt: skip
    frame = geopandas.GeoDataFrame({"level": [way[1] for way in ways], "incline": None}, geometry=[w[0] for w in ways])
    z, told = osm_levels.way_heights(frame, np.array([KIND(way[2]) for way in ways]))
    # b1 and b2 are 3 m long each: they share the 4.5 m, and the landing between them is level
    expected = [(None, None), (4.5, 0), (4.5, 4.5), (4.5, 4.5), (4.5, 2.25), (2.25, 2.25), (2.25, 0), (None, None)]
    assert [tuple(None if np.isnan(end) else round(end, 2) for end in row) for row in z] == expected
    assert told.tolist() == ["", "level", "level", *["ways met"] * 4, ""]


@pytest.mark.parametrize(("incline", "expected"), [("up", (0, 4.5)), ("down", (4.5, 0)), ("-15%", (4.5, 0))])
def test_incline_says_which_end_of_a_stair_is_up(incline, expected):
    frame = geopandas.GeoDataFrame({"level": ["0;1"], "incline": [incline]}, geometry=[line((0, 0), (9, 0))])
    assert tuple(osm_levels.way_heights(frame, np.array([KIND("stairs")]))[0][0]) == expected


def test_layer_is_never_a_height():
    bridge = features("line", (1, line((0, 0), (30, 0)), "highway=footway bridge=yes layer=2"))
    found = import_osm([bridge])
    assert of(found, "walkways", "kind", "z_from", "z_to") == {1: ("skyway", None, None)}
    assert of(found, "surfaces", "kind", "z") == {1: ("skyway", None)}


#  street ══ bridge a ══ street          street ── stairs ── bridge b ── stairs ── street, no level anywhere
def test_a_bridge_between_streets_lies_at_the_street_and_one_between_stairs_nobody_knows():
    found = import_osm([features("line",
        (1, line((0, 0), (9, 0)), "highway=residential"), (2, line((9, 0), (30, 0)), "highway=footway bridge=yes"),
        (3, line((30, 0), (50, 0)), "highway=residential"), (4, line((0, 50), (9, 50)), "highway=residential"),
        (5, line((9, 50), (15, 50)), "highway=steps"), (6, line((15, 50), (40, 50)), "highway=footway bridge=yes"),
        (7, line((40, 50), (46, 50)), "highway=steps"), (8, line((46, 50), (60, 50)), "highway=residential"),
        (9, line((0, 99), (9, 99)), "highway=footway level=1"),
    )])  # fmt: skip
    assert of(found, "walkways", "z_from", "z_to")[2] == (0, 0)
    assert of(found, "walkways", "z_from", "z_to")[6] == (None, None)
    assert of(found, "surfaces", "z") == {6: None, 9: 4.5} and found.left_out == {"bridge_at_street": 1}


def test_small_stairs_within_one_level_stay_on_it():
    ways = [(line((0, 0), (9, 0)), "-1"), (line((9, 0), (12, 0)), None), (line((12, 0), (30, 0)), "-1")]
    frame = geopandas.GeoDataFrame({"level": [way[1] for way in ways], "incline": None}, geometry=[w[0] for w in ways])
    z, _ = osm_levels.way_heights(frame, np.array([KIND("underpass"), KIND("stairs"), KIND("underpass")]))
    assert z.tolist() == [[-4.5, -4.5]] * 3


@settings(max_examples=20)
@given(st.permutations(range(6)), st.lists(st.booleans(), min_size=6, max_size=6))
def test_heights_hang_neither_on_the_order_nor_on_the_direction_of_ways(order, turned):
    places = [(0, 0), (10, 0), (20, 0), (40, 0), (60, 0), (66, 0), (90, 0)]
    level, kind = [None, "0;1", "1", None, None, None], ["footway", "stairs", "skyway", "skyway", "stairs", "footway"]
    plain = [line(*places[i : i + 2]) for i in range(6)]
    expected = heights(plain, level, kind)
    drawn = [plain[i] if not turned[i] else shapely.reverse(plain[i]) for i in order]
    found = heights(drawn, [level[i] for i in order], [kind[i] for i in order])
    for place, i in enumerate(order):
        own = found[place][::-1] if turned[i] else found[place]
        assert np.allclose(own, expected[i], equal_nan=True)


def heights(lines, level, kind):
    frame = geopandas.GeoDataFrame({"level": level, "incline": None}, geometry=lines)
    return osm_levels.way_heights(frame, np.array([KIND(name) for name in kind]))[0]


def test_ways_that_state_different_levels_at_one_place_are_counted():
    lines = features("line", (1, line((0, 0), (9, 0)), "highway=footway level=0"),
                     (2, line((9, 0), (20, 0)), "highway=footway level=1"))  # fmt: skip
    assert import_osm([lines]).torn == 1
    lift = features("point", (3, shapely.Point(9, 0), "highway=elevator level=0;1"))
    assert import_osm([lines, lift]).torn == 0


#  street 1 ──┬ (9, 0) hall 2, level=1 ──── stair 4 (level 0;1) ── street 5      1 and 2 contradict each other at x = 9
def pieces(rows):
    found = import_osm([features("line", *rows)]).layers["walkways"]
    graph, _ = network.network(found)
    size = len(graph.x)
    joined = scipy.sparse.coo_matrix((np.ones(len(graph.tail)), (graph.tail, graph.head)), shape=(size, size))
    return found, scipy.sparse.csgraph.connected_components(joined, directed=False)[0]


CONTRADICTION = [
    (1, line((0, 0), (9, 0)), "highway=footway level=0"),
    (2, line((9, 0), (20, 0), (40, 0)), "highway=footway level=1"),
]  # fmt: skip


def test_a_piece_that_contradicting_levels_would_cut_off_stays_joined():
    # OpenStreetMap joins 1 and 2 at x = 9, and nothing else does: a stair of 4.5 m stands there, one vertical and said
    found, number = pieces(CONTRADICTION)
    (stair,) = found[found["kind"] == "stairs"].itertuples()
    assert stair.geometry.wkt == "LINESTRING Z (9 0 0, 9 0 4.5)" and number == 1
    assert (stair.source, stair.assumed) == ("osm way/1; osm way/2", "line: ways of different levels meet")


def test_where_another_stair_joins_them_nothing_is_added():
    # stair 4 leads from the hall (x = 40) to street 5, which leads back to street 1: the levels are believed at x = 9
    stair = (4, line((40, 0), (48, 0)), "highway=steps level=0;1")
    found, number = pieces([*CONTRADICTION, stair, (5, line((48, 0), (48, 30), (0, 0)), "highway=path")])
    assert sorted(found["source"]) == [f"osm way/{i}" for i in (1, 2, 4, 5)] and number == 1


def test_levels_that_contradict_each_other_on_the_middle_of_a_way_join_there():
    # footway 3 of level 0 ends on the middle of hall 2, which lies on level 1
    found, number = pieces([CONTRADICTION[1], (3, line((20, 0), (20, 30)), "highway=footway level=0")])
    assert found[found["kind"] == "stairs"].geometry.iloc[0].wkt == "LINESTRING Z (20 0 0, 20 0 4.5)" and number == 1


def test_several_pieces_at_one_place_are_joined_by_the_least_rises():
    found, number = pieces([
        (1, line((0, 0), (9, 0), (18, 0)), "highway=steps level=-1;0 incline=up"),
        (2, line((9, 0), (9, 20)), "highway=corridor level=-2"),
        (3, line((9, 0), (9, -20)), "highway=corridor level=-9"),
    ])  # fmt: skip
    rises = found[found["assumed"].str.contains("different")][["z_from", "z_to"]]
    # the stairs are at -2.25 m where the corridors of -9 m and -40.5 m meet them
    assert sorted(rises.values.tolist()) == [[-40.5, -9], [-9, -2.25]] and number == 1


#  deck 1, level=1 ┐ (0, 0)
#                   ╲  path 2, no level, 40 m: leads down from 4.5 m to the street …
#  ── street 3 ──────┴ (20, 0), on its middle: the street is at 0      … so it is down at x = 20, and level from there
def test_a_way_that_leads_down_to_a_street_on_its_middle_meets_it_there():
    found, number = pieces([
        (1, line((-20, 0), (0, 0)), "highway=footway level=1"),
        (2, line((0, 0), (20, 0), (40, 0)), "highway=footway"),
        (3, line((20, -30), (20, 0)), "highway=residential"), (4, line((40, 0), (60, 0)), "highway=residential"),
    ])  # fmt: skip
    path = found[found["source"] == "osm way/2"]
    assert path.geometry.to_wkt().tolist() == ["LINESTRING (0 0, 20 0)", "LINESTRING (20 0, 40 0)"]
    assert path[["z_from", "z_to"]].fillna(0).values.tolist() == [[4.5, 0], [0, 0]]
    assert number == 1 and not (found["kind"] == "stairs").any()


# Lifts


#        level 1   ───deck─── ● lift (node, level=-1;0)   the deck meets the lift's node: it stops there too
#        level 0   ─street─── ●
#        level -1             ●─── passage
def test_a_lift_stops_at_its_levels_and_at_the_ways_that_meet_it():
    lines = features("line", (1, line((0, 0), (9, 0)), "highway=footway"),
                     (2, line((0, 5), (9, 0)), "highway=footway bridge=yes level=1"),
                     (3, line((9, 0), (20, 0)), "highway=corridor level=-1"))  # fmt: skip
    lift = features("point", (4, shapely.Point(9, 0), "highway=elevator level=-1;0"))
    found = import_osm([lines, lift])
    frame = found.layers["walkways"].query("kind == 'elevator'")
    assert frame.geometry.iloc[0].wkt == "LINESTRING Z (9 0 -4.5, 9 0 0, 9 0 4.5)"
    assert frame[["z_from", "z_to", "assumed"]].values.tolist() == [[-4.5, 4.5, "z_from z_to: level and ways met"]]
    graph, _ = network.network(found.layers["walkways"])
    # the deck, the street and the passage each join the lift at their own height: 4 places in all beside it
    assert len(graph.x) == 6 and len(graph.tail) == 5
    component = of(found, "verticals", "kind", "z_from", "z_to")
    assert component[4] == ("elevator", -4.5, 4.5)


def test_a_lift_drawn_as_an_area_has_its_shaft_in_the_middle():
    lines = features("line", (1, line((0, 1), (10, 1)), "highway=footway level=0"),
                     (2, line((12, 1), (20, 1)), "highway=footway level=1"))  # fmt: skip
    shaft = shapely.Polygon([(10, 0), (12, 0), (12, 1), (12, 2), (10, 2), (10, 1)])
    found = import_osm([lines, features("polygon", (4, shaft, "highway=elevator level=0;1"))])
    shapes = sorted(found.layers["walkways"].query("kind == 'elevator'").geometry.to_wkt())
    assert shapes == [
        "LINESTRING Z (10 1 0, 11 1 0)", "LINESTRING Z (11 1 0, 11 1 4.5)", "LINESTRING Z (12 1 4.5, 11 1 4.5)"
    ]  # fmt: skip


def test_a_lift_of_one_level_is_left_out_and_counted():
    found = import_osm([features("point", (1, shapely.Point(0, 0), "highway=elevator"))])
    assert found.layers == {} and found.left_out == {"lift_of_one_level": 1}


# Lines


def test_roads_have_the_class_of_the_table_and_private_ones_are_left_out():
    street = line((0, 0), (50, 0))
    batch = features("line",
        (1, street, "highway=primary oneway=yes name=甲路"), (2, street, "highway=primary_link"),
        (3, street, "highway=residential access=private"), (4, street, "highway=unclassified oneway=-1"),
        (5, street, "highway=tertiary junction=roundabout"), (6, street, "highway=secondary oneway=no"),
        (7, street, "highway=construction"), (8, street, "highway=motorway"),
    )  # fmt: skip
    found = import_osm([batch])
    assert of(found, "roads", "class", "name", "oneway") == {
        1: ("arterial", "甲路", "yes"), 4: ("branch", None, "-1"), 5: ("branch", None, "yes"),
        6: ("secondary", None, "no"), 8: ("expressway", None, "yes"),
    }  # fmt: skip
    assert of(found, "roads", "assumed")[5] == "oneway: roundabout or motorway"
    # nobody walks on the private street and on the motorway
    assert found.left_out == {"closed": 2, "private_road": 1, "unbuilt": 1}


def test_walkways_have_kind_direction_and_hours():
    way = line((0, 0), (9, 0))
    batch = features("line",
        (1, way, "highway=steps conveying=backward level=0;1"), (2, way, "highway=steps conveying=yes"),
        (3, way, "highway=footway oneway:foot=yes opening_hours=24/7"), (4, way, "highway=footway access=private"),
        (5, way, "highway=footway indoor=yes level=0"), (6, way, "highway=footway level=0;1 opening_hours=08:00-18:00"),
        (7, way, "highway=steps indoor=yes level=0;1"), (8, way, "highway=footway tunnel=building_passage"),
    )  # fmt: skip
    found = import_osm([batch])
    assert of(found, "walkways", "kind", "direction", "open_24h") == {
        1: ("escalator", "backward", None), 2: ("escalator", "both", None), 3: ("footway", "forward", 1),
        5: ("corridor", "both", None), 6: ("ramp", "both", 0), 7: ("stairs", "both", None),
        8: ("footway", "both", None),
    }  # fmt: skip
    assert of(found, "walkways", "assumed")[2] == "direction: both, none is tagged"
    assert of(found, "walkways", "assumed")[6] == "kind: several levels; z_from z_to: level"
    assert of(found, "verticals", "kind", "enclosure") == {
        1: ("escalator", None), 2: ("escalator", None), 6: ("ramp", None), 7: ("enclosed_stairs", "indoor")
    }  # fmt: skip
    assert found.left_out == {"closed": 1}


def test_a_closed_corridor_is_a_line_and_a_square_is_walked_around():
    ring = line((0, 0), (9, 0), (9, 9), (0, 9), (0, 0))
    found = import_osm([
        features("line", (1, ring, "highway=corridor indoor=yes level=1")),
        features("polygon", (2, box(20, 0, 30, 30), "highway=pedestrian area=yes")),
        features("polygon", (3, box(80, 0, 30, 30), "highway=corridor level=1")),  # misread as an area
    ])  # fmt: skip
    assert of(found, "walkways", "kind", "assumed") == {
        1: ("corridor", "z_from z_to: level"), 2: ("footway", "line: outline of an area"),
        3: ("corridor", "line: outline of an area; z_from z_to: level"),
    }  # fmt: skip
    assert of(found, "open_spaces", "kind") == {2: "plaza"} and "surfaces" not in found.layers


# Near-ground surfaces


def test_surfaces_are_footbridges_decks_and_roofs_but_no_enclosed_bridges():
    #  bridge 1: 20 m long, 3 m wide, level 1; bridge 2 without a width: that of 6.2.1, 2 m
    found = import_osm([
        features("line",
            (1, line((0, 0), (20, 0)), "highway=footway bridge=yes level=1 width=3 covered=yes"),
            (2, line((0, 50), (20, 50)), "highway=footway bridge=yes level=1 foot=private access=yes"),
            (3, line((0, 90), (20, 90)), "highway=footway bridge=yes level=1 access=yes opening_hours=24/7")),
        features("polygon",
            (4, box(-5, 85, 30, 10), "man_made=bridge"), (5, box(100, 0, 30, 9), "man_made=bridge"),
            (6, box(200, 0, 30, 30), "highway=pedestrian area=yes level=-1"),
            (7, box(300, 0, 30, 30), "leisure=garden location=roof level=3"),
            (8, box(400, 0, 30, 30), "building=bridge level=2")),
    ])  # fmt: skip
    surfaces = found.layers["surfaces"].set_index("source")
    assert surfaces.geometry.area.round(6).to_dict() == {
        "osm way/1": 60, "osm way/4": 300, "osm way/6": 900, "osm way/7": 900,
    }  # fmt: skip
    assert of(found, "surfaces", "kind", "z", "enclosure") == {
        1: ("skyway", 4.5, "semi_outdoor"), 4: ("skyway", 4.5, None), 6: ("underground", -4.5, None),
        7: ("rooftop", 13.5, None),
    }  # fmt: skip
    assert of(found, "surfaces", "assumed")[1] == "z: height of the footbridge; outline: width"
    # nobody may walk bridge 2; nothing runs on outline 5; 8 is enclosed
    assert found.left_out == {"bridge_without_footway": 1, "closed": 1, "skybridge": 1}


def test_an_unknown_width_is_that_of_the_clause_and_said():
    found = import_osm([features("line", (1, line((0, 0), (20, 0)), "highway=footway bridge=yes level=1"))])
    assert found.layers["surfaces"].geometry.area.tolist() == [40]
    assert of(found, "surfaces", "assumed")[1] == "z: height of the footbridge; outline: width of 6.2.1"


def test_pieces_of_footbridges_on_one_level_are_one_surface():
    #   ─1─┬─2─   and, 9 m above, 3 across them
    found = import_osm([features("line",
        (1, line((0, 0), (20, 0)), "highway=footway bridge=yes level=1"),
        (2, line((20, 0), (40, 0)), "highway=footway bridge=yes level=1"),
        (3, line((20, -10), (20, 10)), "highway=footway bridge=yes level=3"),
    )])  # fmt: skip
    frame = found.layers["surfaces"]
    assert sorted(zip(frame["source"], frame["z"], frame.geometry.area.round(6))) == [
        ("osm way/1; osm way/2", 4.5, 80), ("osm way/3", 13.5, 40)
    ]  # fmt: skip


@pytest.mark.parametrize(("tags", "expected"), [
    ("access=yes", 1), ("access=permissive", 1), ("access=customers", 0), ("foot=yes access=private", 1), ("", None),
])  # fmt: skip
def test_publicness_is_that_of_access(tags, expected):
    _, frame, _ = features("polygon", (1, box(0, 0, 9, 9), f"leisure=park {tags}"))
    (found,) = osm_ground.openness(frame)
    assert (None if np.isnan(found) else found) == expected


# Buildings


def test_storeys_and_heights_by_hand():
    batch = features("polygon",
        (1, box(0, 0, 20, 20), "building=apartments building:levels=12 building:levels:underground=2 roof:levels=1"),
        (2, box(30, 0, 20, 20), "building=yes building:levels=0"), (3, box(60, 0, 20, 20), "building=yes height=45.5"),
        (4, box(90, 0, 20, 20), "building=office building:levels=3.5 building:levels:underground=-1"),
        (5, box(120, 0, 20, 20), "building=roof layer=1"), (6, box(150, 0, 20, 20), "building=yes height=40_ft"),
        (7, box(180, 0, 20, 20), "building=construction"),
    )  # fmt: skip
    found = import_osm([batch])
    assert of(found, "buildings", "storeys", "storeys_below", "height", "function") == {
        1: (12, 2, None, "residential"), 2: (None, None, None, None), 3: (None, None, 45.5, None),
        4: (3, 1, None, "office"), 6: (None, None, None, None),
    }  # fmt: skip
    assert "floors" not in found.layers  # nobody drew one
    assert found.left_out == {"canopy": 1, "unbuilt": 1}
    assert of(found, "sensitive", "kind") == {1: "housing"} and of(found, "facilities", "category") == {1: "housing"}


#   tower 2: storeys 4–10          outline 1, 40 × 20 m
#   ┌────────┬────────┐            parts 2 (20 × 20, from 3 up to 10), 3 (40 × 20, up to 3)
#   │ 2 on 3 │   3    │            floors: 3 storeys of 800 m², 7 of 400 m²
#   └────────┴────────┘
PARTS = [
    (1, box(0, 0, 40, 20), "building=office"),
    (2, box(0, 0, 20, 20), "building:part=yes building:levels=10 building:min_level=3"),
    (3, box(0, 0, 40, 20), "building:part=retail building:levels=3"),
]


def test_parts_that_tell_every_storey_become_floors_and_never_buildings():
    found = import_osm([features("polygon", *PARTS)])
    assert of(found, "buildings", "storeys", "assumed") == {1: (10, "storeys: highest building:part")}
    floors = found.layers["floors"]
    by_storey = floors.geometry.area.groupby(floors["storey"].astype(int)).sum().to_dict()
    assert by_storey == {1: 800, 2: 800, 3: 800, **dict.fromkeys(range(4, 11), 400)}
    assert set(floors["building"]) == {"way/1"} and found.left_out == {"building_part": 2}


def test_parts_without_an_outline_do_not_count_the_storeys_below_them():
    # as above without outline 1: 7 storeys of 400 m² above 3 of 800 m² are 5,200 m², not 10 · 400 + 3 · 800 = 6,400
    found = import_osm([features("polygon", *PARTS[1:])])
    assert of(found, "buildings", "storeys") == {2: 10, 3: 3}
    floors = found.layers["floors"]
    assert floors.geometry.area.groupby(floors["building"]).sum().to_dict() == {"way/2": 2800, "way/3": 2400}
    assert sorted(floors[floors["building"] == "way/2"]["storey"]) == list(range(4, 11))


@pytest.mark.parametrize("parts", [
    [PARTS[0], PARTS[1]],  # the ground floor is not covered
    [PARTS[0], (2, box(0, 0, 20, 20), "building:part=yes"), PARTS[2]],  # one says nothing
    [PARTS[0], (2, box(0, 0, 20, 20), "building:part=yes building:levels=10"), PARTS[2]],  # one lies over the other
])  # fmt: skip
def test_parts_that_do_not_tell_every_storey_make_no_floors(parts):
    assert "floors" not in import_osm([features("polygon", *parts)]).layers


@pytest.mark.parametrize(("levels", "expected"), [
    (["0", "1"], [1, 2]), (["0", "1", "-1"], [-1, 1, 2]), (["0"], None), (["0", "2"], None), (["0-1"], [1, 2]),
])  # fmt: skip
def test_indoor_storeys_count_where_all_are_drawn(levels, expected):
    drawn = [(10 + i, box(1, 1, 18, 18), f"indoor=level level={level}") for i, level in enumerate(levels)]
    found = import_osm([features("polygon", (1, box(0, 0, 20, 20), "building=yes building:levels=2"), *drawn)])
    if expected is None:
        assert "floors" not in found.layers and found.left_out == {"indoor_storeys_incomplete": len(levels)}
    else:
        assert sorted(found.layers["floors"]["storey"]) == expected and found.left_out == {}


def test_a_silent_building_has_the_function_of_the_smallest_land_use_below():
    found = import_osm([features("polygon",
        (1, box(0, 0, 20, 20), "building=yes"), (2, box(30, 0, 20, 20), "building=hotel"),
        (3, box(-50, -50, 300, 300), "landuse=residential"), (4, box(-5, -5, 90, 30), "landuse=commercial"),
    )])  # fmt: skip
    assert of(found, "buildings", "function", "assumed") == {1: ("office", "function: land use"), 2: ("hotel", None)}
    assert of(found, "plots", "plot", "use") == {3: ("way/3", "residential"), 4: ("way/4", "commercial")}


# Places


def test_places_by_hand():
    point = shapely.Point(0, 0)
    found = import_osm([
        features("point",
            (1, point, "railway=station station=subway name=甲"), (2, point, "railway=tram_stop"),
            (3, point, "highway=bus_stop"), (4, point, "railway=station"),
            (5, point, "public_transport=stop_position bus=yes"), (6, point, "natural=tree height=12 diameter_crown=6"),
            (7, point, "tourism=attraction height=632 name=塔"), (8, point, "amenity=school name=第一小学"),
            (9, point, "shop=convenience level=-1"), (10, point, "amenity=bench"),
            (19, point, "railway=site historic:railway=station station=subway subway=yes name=旧")),  # of the past
        features("polygon",
            (11, box(0, 0, 90, 9), "railway=platform level=-1"), (12, box(0, 0, 90, 90), "leisure=park access=private"),
            (13, box(0, 0, 9, 9), "natural=water"), (14, box(0, 0, 9, 9), "landuse=grass"),
            (15, box(0, 0, 9, 9), "railway=station station=subway name=甲"), (16, box(0, 0, 9, 9), "natural=scrub"),
            (17, box(0, 0, 9, 9), "leisure=garden location=roof")),
        features("line", (18, line((0, 0), (9, 0)), "waterway=river")),
    ])  # fmt: skip
    assert of(found, "stations", "kind", "name") == {1: ("metro", "甲"), 2: ("tram", None), 3: ("bus", None)}
    assert of(found, "greenery", "kind", "height", "radius") == {
        6: ("tree", 12, 3), 14: ("grass", None, None), 16: ("shrub", None, None), 17: ("roof", None, None),
    }  # fmt: skip
    assert of(found, "landmarks", "name", "z") == {7: ("塔", 632)}
    assert of(found, "facilities", "category", "z") == {8: ("primary_school", None), 9: ("convenience", -4.5)}
    assert of(found, "sensitive", "kind") == {8: "school"} and list(of(found, "water", "source")) == [13]
    assert of(found, "open_spaces", "kind", "public") == {12: ("park", 0)}
    assert of(found, "surfaces", "kind", "z") == {17: ("rooftop", None)}
    assert found.left_out == {
        "inside_gates": 1, "line_only": 1, "mainline_station": 1, "no_tag": 2, "station_twice": 1, "stop_position": 1,
    }  # fmt: skip


def test_features_outside_the_extent_are_left_out_and_the_hull_holds_the_others():
    lines = features("line", (1, line((0, 0), (9, 0)), "highway=footway"), (2, line((90, 0), (99, 9)), "highway=path"))
    found = import_osm([lines], box(-1, -1, 50, 50))
    assert list(of(found, "walkways", "kind")) == [1] and found.left_out == {"outside": 1}
    assert found.hull.bounds == (0, 0, 9, 0)


@settings(max_examples=5)
@given(st.randoms(use_true_random=False), st.integers(1, 4))
def test_neither_the_order_of_features_nor_their_batches_matter(random, size):
    rows = [*PARTS, (4, box(50, 0, 9, 9), "building=yes"), (5, box(-9, -9, 99, 99), "landuse=residential")]
    expected = import_osm([features("polygon", *rows)])
    random.shuffle(rows)
    found = import_osm([features("polygon", *rows[i : i + size]) for i in range(0, len(rows), size)])
    assert found.left_out == expected.left_out and found.layers.keys() == expected.layers.keys()
    for name, frame in expected.layers.items():
        pd.testing.assert_frame_equal(
            pd.DataFrame(frame).astype(str), pd.DataFrame(found.layers[name])[list(frame)].astype(str)
        )


def test_every_assumption_is_counted_by_layer():
    found = import_osm([features("line", (1, line((0, 0), (20, 0)), "highway=footway bridge=yes level=1"))])
    assert assumptions(found.layers) == {
        ("surfaces", "outline: width of 6.2.1"): 1, ("surfaces", "z: height of the footbridge"): 1,
        ("walkways", "z_from z_to: level"): 1,
    }  # fmt: skip


# A real station


#  Darmstadt Hbf: the bridge over the tracks is level 0, the platforms are level -1 (z -4.5 m), one lift to each
#  platform. From the file: lift, the way that it serves below, the way that it serves above.
LIFTS = {
    2472210873: (397078026, 385314876),  # platform 7+8
    3878813173: (397078028, 385314871),  # platform 11+12
    3878813174: (397078023, 385314884),  # platform 3+4
    3878813175: (397078027, 385314874),  # platform 5+6
    3878813176: (397078024, 385314879),  # platform 9+10
    3878825046: (541150954, 541150955),  # platform 1, with a stop between at level -0.5
}


@pytest.mark.skipif(not (SHARED / "darmstadt_hbf.gpkg").exists(), reason="MULTIGROUND_DATA is not set")
def test_every_platform_of_darmstadt_is_reached_by_its_own_lift():
    batches = []
    for layer, geometry in (("walk_edges", "line"), ("elevators", "point")):
        frame = geopandas.read_file(SHARED / "darmstadt_hbf.gpkg", layer=layer)
        frame = geopandas.GeoDataFrame(frame.drop(columns="geometry"), geometry=np.asarray(frame.geometry), crs=None)
        tags, _ = osm_tags.as_columns(pd.DataFrame(frame.drop(columns="geometry")))
        kind = "node" if geometry == "point" else "way"
        source = [f"osm {kind}/{int(number)}" for number in frame["osm_id"]]
        batches.append((geometry, geopandas.GeoDataFrame(tags.assign(source=source), geometry=frame.geometry), 1.0))
    found = import_osm(batches).layers["walkways"]
    graph, _ = network.network(found)
    ways = found["source"].str.extract(r"(\d+)", expand=False).astype(int).to_numpy()[graph.line]
    served = {}
    for edge in np.flatnonzero(graph.kind == KIND("elevator")):
        for node, z in ((graph.tail[edge], graph.z_tail[edge]), (graph.head[edge], graph.z_head[edge])):
            others = {int(ways[e]) for e in np.flatnonzero((graph.tail == node) | (graph.head == node))}
            served.setdefault(int(ways[edge]), {})[round(float(z), 3)] = others - {int(ways[edge])}
    for lift, (below, above) in LIFTS.items():
        stops = {z: ways for z, ways in served[lift].items() if ways}
        assert stops == {-4.5: {below}, 0.0: {above}}, lift
    assert served.keys() == LIFTS.keys()
    (last,) = found[found["source"] == "osm node/3878825046"].geometry
    assert [z for _, _, z in last.coords] == [-4.5, -2.25, 0]


@pytest.mark.parametrize("nothing", ["", None, np.nan])
def test_a_remark_that_is_not_there_is_none_also_where_pandas_3_gives_nan_for_it(nothing):
    assert importing._joined("kind: met", nothing) == importing._joined(nothing, "kind: met") == "kind: met"
    assert importing._joined(nothing, nothing) is None
