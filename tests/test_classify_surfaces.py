"""Clause 6.1.3 by hand: the order of the tests, and every bound from both sides."""

import geopandas
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from mper_golden import A, B, buildings, golden
from multiground.urbanform.classify_surfaces import classify_surfaces, classify_surfaces_steps
from shapely import box

DECK = box(0, 0, 40, 10)


def classify(*polygons, buildings=None, floors=None, options=(), **columns):
    columns = {"enclosure": "outdoor", "public": True, **columns}
    frame = geopandas.GeoDataFrame(
        {name: np.resize(value, len(polygons)) for name, value in columns.items()}, geometry=list(polygons)
    )
    return classify_surfaces(frame, buildings, floors, **dict(options))


def one(z, polygon=DECK, **columns):
    return classify(polygon, z=z, **columns).iloc[0]


# Heights, each bound from both sides


@pytest.mark.parametrize(
    ("z", "kind", "reason"),
    [
        (-30, "underground", "below_ground"),
        (-1.5, "underground", "below_ground"),
        (-1.49, "other", "at_grade"),
        (0, "other", "at_grade"),
        (2.19, "other", "at_grade"),
        (2.2, "skyway", "above_ground"),
        (250, "skyway", "above_ground"),
        (-30.01, None, "out_of_range"),
        (250.01, None, "out_of_range"),
    ],
)
def test_height_above_the_ground_tells_the_kind(z, kind, reason):
    row = one(z)
    assert (row["kind"], row["near_ground"], row["reason"], row["z"]) == (kind, kind is not None, reason, z)


@pytest.mark.parametrize(
    ("level", "kind", "z"), [("-1", "underground", -4.5), ("0", "other", 0), (1, "skyway", 4.5), ("1;2", "skyway", 4.5)]
)
def test_level_stands_for_a_height(level, kind, z):
    row = classify(DECK, level=level).iloc[0]
    assert (row["kind"], row["z"]) == (kind, z)


def test_height_may_stand_in_the_geometry_and_a_field_wins():
    solid = shapely.force_3d(DECK, -6.0)
    assert classify(solid)["kind"].tolist() == ["underground"]
    assert classify(solid, z=6.0, level=-3)["kind"].tolist() == ["skyway"]
    assert classify(solid, level=3)["kind"].tolist() == ["underground"]


def test_height_may_be_absolute():
    for ground in (40, "field", "buildings"):
        known = buildings().assign(ground_z=40.0)
        rows = classify(DECK, DECK, z=[46.0, 34.0], ground_z="40 m", buildings=known, options={"ground_z": ground})
        assert rows[["kind", "z"]].to_numpy().tolist() == [["skyway", 6], ["underground", -6]]


# What is no near-ground surface


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({"z": 6.0, "enclosure": "indoor"}, "indoor"),
        ({"z": 6.0, "enclosure": "室内"}, "indoor"),
        ({"z": 6.0, "public": "否"}, "not_public"),
        ({"z": 6.0, "public": False, "enclosure": "indoor"}, "not_public"),
        ({"z": None}, "no_height"),
        ({"z": None, "enclosure": "indoor"}, "indoor"),
        ({"z": 300.0}, "out_of_range"),
    ],
)
def test_what_fails_the_pre_test_keeps_its_reason(columns, reason):
    row = classify(DECK, **columns).iloc[0]
    assert (row["kind"], row["near_ground"], row["reason"]) == (None, False, reason)


@pytest.mark.parametrize("word", ["outdoor", "semi_outdoor", "Semi-outdoor", "室外", "半室外", "露天"])
def test_outdoors_and_semi_outdoors_are_near_ground(word):
    assert one(6.0, enclosure=word)["reason"] == "above_ground"


def test_unknown_access_and_enclosure_are_assumed_open_and_told_or_refused():
    row = one(6.0, public=None, enclosure="?")
    assert (row["kind"], row["reason"]) == ("skyway", "above_ground;public_assumed;enclosure_assumed")
    row = classify(DECK, z=6.0, public=None, options={"unknown_open": False}).iloc[0]
    assert (row["kind"], row["reason"]) == (None, "public_unknown")


# Rooftops: at least half rests on a building
#
#   ┌────────────┐ A: 20–100 · 20–80, 19.5 m high, a floor at +15; B: 150–200 · 40–100, 12 m high
#   │ A          │
#   └────────────┘


@pytest.mark.parametrize(
    ("polygon", "z", "kind"),
    [
        (A, 19.5, "rooftop"),
        (A, 21.0, "rooftop"),  # 1.5 m above the height
        (A, 21.01, "skyway"),
        (A, 18.0, "rooftop"),
        (A, 15.0, "rooftop"),  # a floor of the building
        (A, 16.4, "rooftop"),  # … 1.4 m below it
        (box(60, 20, 140, 80), 19.5, "rooftop"),  # just half of it on A
        (box(61, 20, 141, 80), 19.5, "skyway"),
        (box(60, 0, 190, 100), 19.5, "skyway"),  # 2400 of 13000 m² on A, and B is 7.5 m lower
        (box(90, 40, 160, 60), 12.0, "skyway"),  # from A to B: less than half on either
        (box(20, 20, 100, 30), -6.0, "underground"),  # the sign of the height comes first
        (box(20, 20, 100, 30), 1.0, "other"),  # an arcade under the storeys
    ],
)
def test_half_on_a_building_is_a_rooftop(polygon, z, kind):
    assert classify(polygon, z=z, buildings=buildings(), floors=golden()["floors"])["kind"].tolist() == [kind]


def test_inside_a_building_under_its_floors_is_no_rooftop():
    # a passage at +6 through A, 30 m high, under a storey at +10.5 that covers it; a terrace beside it is a roof
    tower = buildings().assign(height=[30.0, 12.0])
    storey = geopandas.GeoDataFrame({"building": ["A"], "z": [10.5]}, geometry=[box(20, 20, 80, 80)])
    passage, terrace = box(30, 40, 70, 44), box(70, 20, 100, 80)  # of the terrace 600 of 1800 m² lie under it
    rows = classify(passage, terrace, z=6.0, buildings=tower, floors=storey)
    assert rows["kind"].tolist() == ["skyway", "rooftop"]
    assert classify(passage, z=6.0, buildings=tower)["kind"].tolist() == ["rooftop"]  # nothing tells of the storey


def test_floors_belong_to_buildings_by_name_or_by_place():
    tower = buildings().assign(height=[30.0, 12.0])
    pavilion = box(70, 40, 100, 80)
    roof = A - pavilion
    for building, kind in (("A", "rooftop"), (None, "rooftop"), ("B", "rooftop")):
        floor = geopandas.GeoDataFrame({"building": [building], "z": [15.0]}, geometry=[pavilion])
        assert classify(roof, z=15.0, buildings=tower, floors=floor)["kind"].tolist() == [kind]
    cover = geopandas.GeoDataFrame({"building": ["B"], "z": [18.0]}, geometry=[A])
    assert classify(roof, z=15.0, buildings=tower, floors=cover)["kind"].tolist() == [
        "rooftop"
    ]  # B's storeys cover nothing of A
    cover["building"] = None
    assert classify(roof, z=15.0, buildings=tower, floors=cover)["kind"].tolist() == ["skyway"]


def test_a_building_drawn_twice_carries_once():
    # 3 of 10 m lie on the building: 30 %, and not 60 % for its two copies
    house = geopandas.GeoDataFrame({"height": [6.0, 6.0]}, geometry=[box(0, 0, 3, 10)] * 2)
    assert classify(box(0, 0, 10, 10), z=6.0, buildings=house)["kind"].tolist() == ["skyway"]


@pytest.mark.parametrize("names", [["A", "A"], [None, None]])
@pytest.mark.parametrize("order", [[0, 1], [1, 0]])
def test_floors_cover_every_part_of_their_building_in_any_order(names, order):
    # a passage at 20 m through both parts of a building of 60 m, each of its own outline, under one floor at 30 m
    parts = geopandas.GeoDataFrame({"building": names, "height": 60.0}, geometry=[box(0, 0, 20, 20), box(0, 0, 40, 20)])
    storey = geopandas.GeoDataFrame({"building": names[:1], "z": [30.0]}, geometry=[box(0, 0, 40, 20)])
    passages = box(0, 8, 20, 12), box(20, 8, 40, 12)
    rows = classify(*passages, z=20.0, buildings=parts.iloc[order], floors=storey)
    assert rows["kind"].tolist() == ["skyway", "skyway"]


def test_building_of_unknown_height_carries_by_its_floors_only():
    unknown = buildings().drop(columns="height")
    assert classify(B, z=12.0, buildings=unknown)["kind"].tolist() == ["skyway"]
    floor = geopandas.GeoDataFrame({"storey": [4]}, geometry=[B])  # 3 · 4.5 = 13.5 m
    assert classify(B, z=12.0, buildings=unknown, floors=floor)["kind"].tolist() == ["rooftop"]


# The layer


def test_golden_case_has_its_kinds():
    frames = golden()
    rows = classify_surfaces(frames["surfaces"], buildings(), frames["floors"])
    assert rows["kind"].tolist() == ["skyway", "skyway", "rooftop", "rooftop", "underground", "underground"]


def test_a_kind_that_is_given_is_judged_anew_and_the_input_stays():
    frame = geopandas.GeoDataFrame({"kind": ["rooftop"], "z": 6.0, "name": "deck"}, geometry=[DECK], index=[7])
    before = frame.copy()
    result = classify_surfaces(frame)
    assert result[["kind", "name"]].to_dict("index") == {7: {"kind": "skyway", "name": "deck"}}
    assert frame.equals(before)


def test_an_empty_layer_stays_empty():
    frame = geopandas.GeoDataFrame({"z": []}, geometry=[])
    assert classify_surfaces(frame, buildings(), golden()["floors"]).empty


@settings(max_examples=20)
@given(st.permutations(range(6)))
def test_order_changes_nothing(order):
    frames = golden()
    rows = classify_surfaces(frames["surfaces"].iloc[order], buildings(), frames["floors"]).sort_index()
    assert rows["kind"].tolist() == ["skyway", "skyway", "rooftop", "rooftop", "underground", "underground"]


def test_more_surfaces_than_one_batch_are_classified_alike():
    n = 1300
    z = np.where(np.arange(n) % 2, 12.0, 6.0)
    decks = [box(160, 50, 180, 60)] * n  # within B, 12 m high, without floors: all its inside is a roof
    frame = geopandas.GeoDataFrame({"z": z}, geometry=decks)
    assert classify_surfaces(frame, buildings())["kind"].eq("rooftop").all()
    done = list(classify_surfaces_steps(frame, buildings()))
    assert done == sorted(done)
    assert len(done) >= 3
