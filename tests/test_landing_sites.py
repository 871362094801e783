"""Landing sites: what is measured, graded and left out, worked by hand."""

import itertools
import os
import pathlib

import geopandas
import numpy as np
import pandas as pd
import pytest
import shapely
from multiground.urbanform import landing_score, noise_distance, reach, snapping
from multiground.urbanform.errors import InputError
from multiground.urbanform.landing_carriers import KINDS
from multiground.urbanform.landing_sites import Walking, landing_sites
from multiground.urbanform.network import network
from multiground.urbanform.pace import pace
from shapely import affinity

DATA = pathlib.Path(os.environ.get("MULTIGROUND_DATA", "/nonexistent"))
NOTHING = geopandas.GeoDataFrame(geometry=[])


def frame(*rows, **columns):
    """Return a frame of (geometry, attributes)."""
    table = pd.DataFrame([attributes for _, attributes in rows])
    geometry = [shape for shape, _ in rows]
    return geopandas.GeoDataFrame(table.assign(fid=range(1, len(rows) + 1), **columns), geometry=geometry)


def ways_of(lines):
    shapes = [shapely.LineString(points) for points, _ in lines]
    return geopandas.GeoDataFrame({"kind": [kind for _, kind in lines]}, geometry=shapes)


def walking(*lines):
    """Return a network of (points, kind)."""
    net = network(ways_of(lines))[0]
    return Walking(reach.graph(net), snapping.streets(net), pace(), 0.0)


# The district: a roof of 30 × 30 m, 12 m high, on a building; a lift in its corner down to the street; flats 150 m off.
#
#      z 12   ┌────────┐ roof 0–30, 0–30
#      lift → │        │                                    ▓▓ flats at x 180 … 200
#   street ───┴────────┴──────────────────────────────────
ROOF = shapely.box(0, 0, 30, 30)
HOUSE = ROOF, {"building": "A", "height": 12.0, "function": "办公"}
FLATS = shapely.box(180, 0, 200, 30), {"building": "B", "height": 20.0, "function": "住宅"}
WAYS = (
    ([(15, 15, 12), (30, 0, 12)], "footway"),  # √(15² + 15²) = 21.21 m over the roof
    ([(30, 0, 12), (30, 0, 0)], "elevator"),  # 12 m at 3.0 m/s: 4 s
    ([(30, 0, 0), (300, 0, 0)], "footway"),
)


def roof(**changed):
    usual = {"surface": "R", "kind": "屋顶花园", "z": 12.0, "owner": "甲公司", "enclosure": None}
    return frame((ROOF, {**usual, **changed}))


def sites(carriers=None, houses=(HOUSE, FLATS), constraints=NOTHING, sensitive=NOTHING, ways=WAYS, **options):
    net = None if ways is None else walking(*ways)
    carriers = roof() if carriers is None else carriers
    return landing_sites(carriers, frame(*houses), constraints, sensitive, net, **options)


def best(*given, **options):
    found = sites(*given, **options)
    assert len(found.pads), found.excluded
    return found.pads.iloc[0]


def test_district_by_hand():
    found = sites(max_pads=1)
    pad = found.pads.iloc[0]
    assert (found.grade, found.state, len(found.excluded)) == ("excellent", "graded", 0)
    assert (pad["pad"], pad["rank"], pad["kind"], pad["single_owner"]) == ("R-1", 1, "rooftop", 1)
    # the way begins where the footway comes nearest to the pad: 21.21 m at most, 0.25 min, and 0.07 by the lift
    on_foot = shapely.Point(pad["x"], pad["y"]).distance(shapely.LineString([(15, 15), (30, 0)]))
    along = 21.2132 - shapely.LineString([(15, 15), (30, 0)]).project(shapely.Point(pad["x"], pad["y"]))
    assert pad["handover_min"] == pytest.approx((on_foot + along) * 0.06 / 5 + 12 / 3 / 60, abs=0.0051)
    assert pad["noise_m"] == pytest.approx(180 - pad["x"] - 5.25, abs=0.011)  # from the pad's edge to the flats
    assert pad["clear"] == 2 and pad["public_width_m"] >= 3
    assert pad["clear_pct"] == 100  # the flats rise 8 m above the roof, the surface there is 30 m up
    parts = [pad[f"points_{name}"] for name in landing_score.PARTS]
    assert parts == [15, 5, 20, 20, 20, 20] and pad["score"] == pad["score_known"] == 100


# The grade: five conditions, each met (1), not met (0) or unknown (-)
#
#   carrier 12 m / ground · 2 or 1 approaches · 100 m or 60 m from sensitive uses · 3.00 or 3.01 min · 3.00 or 2.99 m
MET = {"kind": "rooftop", "z": 12.0, "clear": 2.0, "noise_m": 100.0, "handover_min": 3.0, "public_width_m": 3.0}
FAILED = {"z": 0.5, "clear": 1.0, "noise_m": 60.0, "handover_min": 3.01, "public_width_m": 2.99}
UNKNOWN = {"z": np.nan, "clear": np.nan, "handover_min": np.nan, "public_width_m": np.nan}


def graded(**changed):
    pad = pd.DataFrame([{**MET, "perhaps_m": np.inf, "no_way_down": False, **changed}])
    grade, state = landing_score.grades(pad, landing_score.conditions(pad))
    return grade[0] if state[0] == "graded" else f"{grade[0]} {state[0]}"


def test_all_conditions_at_their_bounds_are_excellent():
    assert graded() == "excellent"
    assert graded(noise_m=np.nan) == "excellent"  # no sensitive use at all
    assert graded(z=0.51) == "excellent"  # 0.50 m and below is the ground


@pytest.mark.parametrize("name", list(FAILED))
def test_one_condition_that_fails_is_good(name):
    assert graded(**{name: FAILED[name]}) == "good"


@pytest.mark.parametrize(("first", "second"), list(itertools.combinations(FAILED, 2)))
def test_two_that_fail_are_fair(first, second):
    assert graded(**{first: FAILED[first], second: FAILED[second]}) == "fair"


def test_sensitive_use_nearer_than_50_m_is_fair_alone():
    assert (graded(noise_m=50.0), graded(noise_m=49.99)) == ("good", "fair")


@pytest.mark.parametrize("name", list(UNKNOWN))
def test_unknown_is_never_a_pass_but_may_be_beyond_help(name):
    assert graded(**{name: np.nan}) == "unassessed missing"
    others = [each for each in FAILED if each != name]
    assert graded(**{name: np.nan, others[0]: FAILED[others[0]]}) == "unassessed missing"
    two = {each: FAILED[each] for each in others[:2]}
    assert graded(**{name: np.nan, **two}) == "fair"
    assert graded(**{name: np.nan, "noise_m": 10.0}) == "fair"


def test_building_of_unknown_function_nearby_leaves_the_distance_open():
    assert graded(perhaps_m=99.99) == "unassessed missing"
    assert graded(perhaps_m=100.0) == "excellent"
    assert graded(noise_m=60.0, perhaps_m=40.0) == "unassessed missing"  # good, or fair if it were one
    assert graded(noise_m=60.0, perhaps_m=55.0) == "good"
    assert graded(noise_m=20.0, perhaps_m=10.0) == "fair"


def test_way_that_leads_nowhere_fails_and_the_ground_is_the_ground_by_its_kind_too():
    assert graded(handover_min=np.nan, no_way_down=True) == "good"
    assert graded(kind="ground") == "good"


# What is missing


def test_without_constraints_nothing_is_assessed():
    found = sites(constraints=None)
    assert (found.grade, found.state) == ("unassessed", "missing")
    assert set(found.pads["state"]) == {"missing"}


def test_without_a_network_the_handover_is_missing():
    assert sites(ways=None).state == "missing"
    assert np.isnan(best(ways=None)["handover_min"])


@pytest.mark.parametrize("z", [12.4, 11.6])
def test_way_within_half_a_metre_of_the_carrier_counts(z):
    assert best(roof(z=z))["handover_min"] > 0


@pytest.mark.parametrize("z", [12.6, 11.4])
def test_way_at_another_height_does_not(z):
    pad = best(roof(z=z))
    assert np.isnan(pad["handover_min"]) and not pad["no_way_down"] and not pad["on_way"]


def test_lift_that_opens_on_the_roof_serves_it_without_a_footway():
    pad = best(ways=WAYS[1:], max_pads=1)
    walk = shapely.Point(pad["x"], pad["y"]).distance(shapely.Point(30, 0))
    assert pad["handover_min"] == pytest.approx(walk * 0.06 / 5 + 4 / 60, abs=0.0051)


def test_ways_on_the_roof_that_lead_nowhere_are_told_from_none():
    pad = best(ways=(WAYS[0], WAYS[2]))
    assert pad["no_way_down"] and np.isnan(pad["handover_min"])


def test_escalator_that_only_goes_up_brings_nothing_down():
    for ends, down in (([(30, 0, 0), (20, 0, 12)], False), ([(20, 0, 12), (30, 0, 0)], True)):
        lines = ways_of([(ends, "escalator"), WAYS[2]]).assign(direction=["forward", None])
        net = network(lines)[0]
        walk = Walking(reach.graph(net), snapping.streets(net), pace(), 0.0)
        pad = landing_sites(roof(), frame(HOUSE, FLATS), NOTHING, NOTHING, walk).pads.iloc[0]
        assert (pad["no_way_down"], np.isfinite(pad["handover_min"])) == (not down, down)


def test_lift_that_is_shut_at_night_brings_nothing_down_then():
    lines = ways_of(WAYS).assign(open_24h=[1, 0, 1])
    for night in (False, True):
        net = network(lines, pace(night=night))[0]
        walk = Walking(reach.graph(net), snapping.streets(net), pace(night=night), 0.0)
        pad = landing_sites(roof(), frame(HOUSE, FLATS), NOTHING, NOTHING, walk).pads.iloc[0]
        assert np.isnan(pad["handover_min"]) == night and pad["grade"] == ("excellent" if not night else "good")


def test_way_beside_the_roof_does_not_serve_it():
    beside = [([(36, 0, 12), (60, 0, 12)], "skyway"), ([(60, 0, 12), (60, 0, 0)], "elevator"), WAYS[2]]
    assert not best(ways=beside)["on_way"]  # 6 m off; 5 m would do
    beside[0] = ([(34, 0, 12), (60, 0, 12)], "skyway")
    assert best(ways=beside)["on_way"]


@pytest.mark.parametrize("kind", ["屋顶花园", "露台", None])
def test_carrier_without_a_height_has_pads_that_are_not_assessed(kind):
    found = sites(roof(z=None, kind=kind))
    assert (found.grade, found.state) == ("unassessed", "missing")
    assert np.isnan(found.pads["clear"]).all() and np.isnan(found.pads["handover_min"]).all()


def test_level_stands_for_a_missing_height():
    assert best(roof(z=None).assign(level="2"), houses=())["z"] == 9.0


# What rises above a carrier


def test_tower_on_the_roof_is_cut_out_and_a_parapet_is_not():
    tower = shapely.box(0, 0, 30, 15), {"building": "T", "height": 60.0}
    pads = sites(houses=(HOUSE, FLATS, tower)).pads
    assert len(pads) and (pads["y"] - 5.25 >= 15 - 0.01).all()
    parapet = shapely.box(0, 0, 30, 15), {"building": "P", "height": 13.5}
    assert (sites(houses=(HOUSE, FLATS, parapet)).pads["y"] - 5.25 < 15).any()


def test_terrace_within_a_tower_drawn_as_one_building_is_left_out_by_its_name():
    whole = ROOF, {"building": "塔楼", "height": 100.0}
    found = sites(houses=(whole, FLATS))
    assert found.pads.empty and found.excluded["excluded_by"].tolist() == ["buildings"]
    assert found.obstacles.name[list(found.excluded["excluding"][0])].tolist() == ["塔楼"]
    assert (found.grade, found.state) == ("unassessed", "not_applicable")


def test_deck_below_another_deck_has_no_sky():
    above = frame(
        (ROOF, {"surface": "R", "kind": "rooftop", "z": 12.0}),
        (ROOF, {"surface": "D", "kind": "platform", "z": 20.0}),
    )
    found = sites(above)
    assert set(found.pads["kind"]) == {"platform"} and found.excluded["excluded_by"].tolist() == ["buildings"]


def test_building_of_unknown_height_carries_its_roof_but_stands_in_the_way_elsewhere():
    unknown = ROOF, {"building": "A", "height": None}
    assert best(houses=(unknown, FLATS))["clear"] == 2
    around = ROOF.buffer(80).difference(ROOF.buffer(60)), {"building": "C", "height": None}
    found = sites(houses=(HOUSE, around))
    assert np.isnan(found.pads["clear"]).all() and found.state == "missing"


# A podium of 60 × 30 m whose height nobody knows; a terrace 12 m high covers its western 31 m, a tower may be the rest
#
#   ┌────terrace────┬─────?─────┐
#   0              31          60
def test_building_of_unknown_height_that_goes_on_beside_its_terrace_may_rise_there():
    podium = shapely.box(0, 0, 60, 30), {"building": "P", "height": None}
    terrace = frame((shapely.box(0, 0, 31, 30), {"kind": "rooftop", "z": 12.0, "enclosure": None}))
    found = sites(terrace, houses=(podium, FLATS))
    assert found.state == "missing" and "excellent" not in set(found.pads["grade"])


def test_tower_of_unknown_height_on_a_roof_is_not_taken_for_what_carries_it():
    tower = shapely.box(10, 10, 18, 18), {"building": "T", "height": None}
    pads = sites(houses=(HOUSE, FLATS, tower)).pads
    assert len(pads) and not shapely.intersects(pads["square"].to_numpy(), shapely.buffer(tower[0], -0.01)).any()
    assert pads["clear_pct"].max() < 60  # north to south beside it; to the west it may stand in the way


def test_carrier_that_only_an_unknown_height_leaves_out_is_missing_and_keeps_the_district_open():
    unknown = shapely.box(-5, -5, 40, 40), {"building": "U", "height": None}
    found = sites(houses=(unknown, FLATS))
    assert found.excluded[["excluded_by", "state"]].to_numpy().tolist() == [["buildings", "missing"]]
    assert (found.grade, found.state) == ("unassessed", "missing")


def test_storeys_stand_for_a_missing_height_at_4_and_a_half_metres():
    around = ROOF.buffer(80).difference(ROOF.buffer(20))
    # 20 m off the surface is at most 30 + 0.125 · (80 + 30 · √2) m above 12 m; 10 storeys are 45 m, 40 are 180 m
    for storeys, clear in ((9, 2), (40, 0)):
        assert best(houses=(HOUSE, (around, {"building": "C", "storeys": storeys})))["clear"] == clear


def test_ground_that_differs_counts_where_buildings_know_it():
    hill = ROOF.buffer(80).difference(ROOF.buffer(20))
    flat = [(HOUSE[0], {**HOUSE[1], "ground_z": 0.0}), (hill, {"building": "H", "height": 30.0, "ground_z": 0.0})]
    assert best(houses=flat)["clear"] == 2
    flat[1][1]["ground_z"] = 60.0  # the same house up the hill
    assert best(houses=flat)["clear"] == 0


def test_absolute_heights_lose_the_ground():
    ways = [([(x, y, z + 100) for x, y, z in line], kind) for line, kind in WAYS]
    net = network(ways_of(ways), ground_z=100.0)[0]
    walk = Walking(reach.graph(net), snapping.streets(net), pace(), 0.0)
    own = landing_sites(roof(z=112.0), frame(HOUSE, FLATS), NOTHING, NOTHING, walk, ground=100.0).pads
    plain = sites().pads
    assert own[["z", "score", "handover_min"]].equals(plain[["z", "score", "handover_min"]])


# Carriers


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("屋顶花园", "rooftop"), ("露台", "rooftop"), ("Roof garden", "rooftop"), ("空中连廊", "skyway"),
        ("footbridge", "skyway"), ("空中活动平台", "platform"), ("deck", "platform"), ("地面广场", "ground"),
        ("plaza", "ground"), ("other", "other"),
    ],
)  # fmt: skip
def test_kinds_of_carriers(written, kind):
    pad = best(roof(kind=written))
    assert (pad["kind"], KINDS.index(kind) + 1) == (kind, KINDS.index(pad["kind"]) + 1)


def test_kinds_are_ranked_as_the_clause_names_them_and_the_ground_last():
    assert KINDS[:3] == ("rooftop", "skyway", "platform") and KINDS[-2:] == ("ground", "underground")


def test_kind_that_is_not_stated_follows_clause_6_1_3():
    assert best(roof(kind=None))["kind"] == "rooftop"
    assert best(roof(kind=None, z=6.0), houses=())["kind"] == "skyway"
    assert best(roof(kind=None, z=0.0), houses=())["kind"] == "ground"


def test_ground_and_what_is_below_or_indoors():
    ground = best(roof(kind="地面", z=0.0), houses=(FLATS,))
    assert ground["met_carrier"] == 0 and ground["grade"] == "good"  # a street runs by: handed over at once
    assert ground["handover_min"] < 1
    for changed, word in (({"kind": "下沉广场", "z": -6.0}, "underground"), ({"enclosure": "室内"}, "roofed")):
        found = sites(roof(**changed))
        assert found.excluded["excluded_by"].tolist() == [word] and found.state == "not_applicable"


@pytest.mark.parametrize(
    ("kind", "enclosure", "known"),
    [
        ("屋顶花园", None, True), ("空中活动平台", None, True), ("空中连廊", "室外", True), ("空中连廊", None, False),
        ("空中连廊", "semi_outdoor", False), ("屋顶花园", "半室外", False), ("屋顶花园", "有顶盖", False),
    ],
)  # fmt: skip
def test_carrier_that_may_be_roofed_has_no_known_approach(kind, enclosure, known):
    pad = best(roof(kind=kind, enclosure=enclosure))
    assert np.isfinite(pad["clear"]) == known and pad["grade"] == ("excellent" if known else "unassessed")


@pytest.mark.parametrize(
    ("owner", "single"),
    [
        ("甲公司", 1), ("甲公司；乙公司", 0), ("甲、乙", 0), ("甲公司，乙公司", 0), ("Mitsui Co., Ltd.", 1),
        (None, np.nan), ("不详", np.nan),
    ],
)  # fmt: skip
def test_owners(owner, single):
    assert best(roof(owner=owner))["single_owner"] == pytest.approx(single, nan_ok=True)


def test_owner_is_no_part_of_the_grade():
    assert {best(roof(owner=owner))["grade"] for owner in ("甲", "甲;乙", None)} == {"excellent"}


# Constraints


def zone(shape, **attributes):
    return frame((shape, {"kind": "禁飞区", "buffer": None, **attributes}))


def test_hub_where_everything_is_excluded_is_a_valid_result():
    hub = zone(shapely.Point(15, 15), kind="火车站", buffer=None)  # 100 m around it
    found = sites(constraints=hub)
    assert found.pads.empty and (found.grade, found.state) == ("unassessed", "not_applicable")
    assert found.excluded[["excluded_by", "excluding"]].to_numpy().tolist() == [["constraint", (0,)]]
    assert sites(constraints=zone(shapely.Point(15, 15), kind="火车站", buffer=0)).state == "graded"


@pytest.mark.parametrize(
    "shape", [shapely.box(-50, -50, 15, 50), shapely.LineString([(10, -99), (10, 99)]), shapely.Point(10, 15)]
)
def test_constraint_as_an_area_a_line_or_a_point_takes_its_part_of_the_roof(shape):
    buffer = 0 if shape.geom_type == "Polygon" else 9.0
    found = sites(constraints=zone(shape, kind="变电站", buffer=buffer))
    squares = found.pads["square"].to_numpy()
    assert len(squares) and (shapely.distance(squares, shape) >= buffer - 0.006).all()
    assert found.pads["cut_pct"].iloc[0] > 20


def test_pad_that_would_miss_a_constraint_by_a_centimetre():
    # the roof is 30 m wide; a zone over x ≤ 19.50 leaves 10.50 m, one over x ≤ 19.51 leaves 10.49 m
    for edge, number in ((19.50, 1), (19.51, 0)):
        found = sites(constraints=zone(shapely.box(-50, -50, edge, 80), kind="变电站", buffer=0))
        assert (len(found.pads) > 0) == number
        assert found.excluded["excluded_by"].tolist() == ([] if number else ["constraint"])


def test_approach_through_closed_air_is_stopped():
    ring = shapely.Point(15, 15).buffer(300).difference(shapely.Point(15, 15).buffer(200))
    assert best(constraints=zone(ring))["clear"] == 0
    assert best(constraints=zone(ring, kind="变电站", buffer=0))["clear"] == 2  # which may be flown over


def test_reason_names_what_would_have_left_room():
    small = frame((shapely.box(0, 0, 10, 40), {"kind": "skyway", "z": 6.0}))
    touched = zone(shapely.box(0, 0, 3, 3), kind="变电站", buffer=0)
    assert sites(small, houses=(), constraints=touched).excluded["excluded_by"].tolist() == ["too_small"]
    inside = zone(shapely.box(-5, -5, 40, 60), kind="变电站", buffer=0)
    assert sites(small, houses=(), constraints=inside).excluded["excluded_by"].tolist() == ["constraint"]


def test_point_that_nobody_knows_the_extent_of_leaves_every_pad_open():
    airport = shapely.Point(3000, 0)
    assert {*sites(constraints=zone(airport, kind="机场")).pads["state"]} == {"missing"}
    assert sites(constraints=zone(airport, kind="机场", buffer="2公里")).grade == "excellent"
    found = sites(constraints=zone(airport, kind="机场", buffer="3公里"))  # the roof is 2970 … 3000 m away
    assert found.state == "not_applicable" and len(found.excluded) == 1


# Noise


@pytest.mark.parametrize("function", ["商业;住宅", "B1/R2", "商住", "retail;residential"])
def test_housing_among_other_functions_is_housing_even_where_a_layer_is_given(function):
    mixed = shapely.box(70, 0, 90, 30), {"building": "M", "height": 12.0, "function": function}
    pad = best(houses=(HOUSE, FLATS, mixed))
    assert pad["noise_m"] == pytest.approx(70 - pad["x"] - 5.25, abs=0.011) and pad["met_noise"] == 0


def test_sensitive_layer_and_functions_of_buildings_both_count():
    school = frame((shapely.Point(100, 15), {"kind": "学校", "name": "第一小学"}))
    found = sites(sensitive=school)
    pad = found.pads.iloc[0]
    assert found.uses.name[pad["use"]] == "第一小学" and pad["noise_m"] < 100
    assert pad["noise_m"] == pytest.approx(shapely.distance(pad["square"], shapely.Point(100, 15)), abs=0.0051)


def test_without_a_layer_buildings_of_unknown_function_leave_it_open():
    unknown = shapely.box(60, 0, 80, 30), {"building": "?", "height": 10.0, "function": None}
    found = sites(houses=(HOUSE, FLATS, unknown), sensitive=None)
    assert found.state == "missing" and found.pads["pads_near_sensitive"].isna().all()
    assert sites(houses=(HOUSE, FLATS, unknown), sensitive=NOTHING).grade == "excellent"


def test_dense_siting_counts_carriers_near_one_use():
    #  roof    roof    roof        the school in the middle; the third roof is 340 m away from it
    row = [affinity.translate(ROOF, x) for x in (0, 200, 500)]
    carriers = frame(*((shape, {"kind": "rooftop", "z": 12.0}) for shape in row))
    school = frame((shapely.Point(130, 15), {"kind": "school"}))
    found = sites(carriers, houses=(), sensitive=school)
    near = {carrier: set(group["pads_near_sensitive"]) for carrier, group in found.pads.groupby("carrier")}
    assert near == {0: {2}, 1: {2}, 2: {0}}


def test_words_of_buildings():
    words = ["医院", "A51", "幼儿园", "研发", "R2", "政府", None]
    uses = noise_distance.of_buildings(frame(*((ROOF, {"function": word}) for word in words)))
    assert uses.kind.tolist() == ["hospital", "hospital", "school", "housing", "unknown", "unknown"]


# Pads of one carrier, and of many


def test_pads_of_one_carrier_are_apart_and_so_many_at_most():
    wide = frame((shapely.box(0, 0, 120, 60), {"kind": "rooftop", "z": 12.0}))
    for most in (1, 2, 5):
        pads = sites(wide, houses=(), max_pads=most).pads
        assert len(pads) == most
        squares = pads["square"].to_numpy()
        assert all(shapely.distance(a, b) > 0 for a, b in itertools.combinations(squares, 2))


def test_order_of_features_changes_nothing():
    random = np.random.default_rng(4)
    x, y = random.uniform(0, 250, (2, 25))
    roofs = [affinity.rotate(shapely.box(a, b, a + 25, b + 18), turn) for a, b, turn in zip(x, y, x)]
    height = random.uniform(5, 150, 25).round(1)
    houses = [(shape, {"building": f"H{z}", "height": z, "function": "办公"}) for shape, z in zip(roofs, height)]
    carriers = frame(*((shape, {"surface": f"S{z}", "kind": "rooftop", "z": z}) for shape, z in zip(roofs, height)))
    ways = [([(0, y, 0), (500, y, 0)], "footway") for y in range(0, 500, 50)]
    plain = sites(carriers, houses=houses, ways=ways)
    order = random.permutation(25)
    mixed = sites(carriers.iloc[order], houses=[houses[k] for k in random.permutation(25)], ways=ways[::-1])
    columns = ["pad", "rank", "grade", "state", "score", "clear", "clear_pct", "noise_m", "public_width_m", "x", "y"]
    pd.testing.assert_frame_equal(plain.pads[columns], mixed.pads[columns])
    assert plain.excluded["excluded_by"].tolist() == mixed.excluded["excluded_by"].tolist()
    told = [[found.obstacles.name[row] for row in found.pads["obstacle"] if row >= 0] for found in (plain, mixed)]
    assert told[0] == told[1] and len(told[0]) > 0
    assert [*plain.excluded["excluding"]] == [*mixed.excluded["excluding"]]
    assert len(plain.pads) > 10 and len(set(plain.pads["clear"])) > 1


def test_equal_obstacles_are_named_alike_in_any_order_of_features():
    ring, middle = ROOF.buffer(40).difference(ROOF.buffer(20)), {"W": (-99, 15), "E": (15, 99)}
    halves = {name: ring.intersection(shapely.box(west, -99, east, 99)) for name, (west, east) in middle.items()}
    houses = [(shape, {"building": name, "height": 90.0}) for name, shape in halves.items()]
    told = set()
    for order in (houses, houses[::-1]):
        found = sites(houses=(HOUSE, *order), max_pads=1)
        told.add(found.obstacles.name[found.pads["obstacle"].iloc[0]])
    assert told == {"W"}  # both 90 m high: the first by its place


def test_best_pad_comes_first_and_grades_the_district():
    far, near = affinity.translate(ROOF, 0, -40), affinity.translate(ROOF, 140)
    carriers = frame(*((shape, {"kind": "rooftop", "z": 12.0}) for shape in (near, far, ROOF)))
    found = sites(carriers, max_pads=1)
    assert found.pads["grade"].tolist() == ["excellent", "unassessed", "fair"]
    assert found.grade == "excellent" and found.pads["rank"].tolist() == [1, 2, 3]


def test_district_is_not_fair_while_an_unassessed_pad_may_be_better():
    near, far = affinity.translate(ROOF, 140), affinity.translate(ROOF, 0, -40)
    only = frame((near, {"kind": "rooftop", "z": 12.0}))
    assert sites(only).grade == "fair"
    both = frame(*((shape, {"kind": "rooftop", "z": 12.0}) for shape in (near, far)))
    assert (sites(both).grade, sites(both).state) == ("unassessed", "missing")


def test_nothing_at_all_and_a_side_or_slope_that_is_none():
    assert sites(roof(), houses=(), ways=None).pads["noise_m"].isna().all()
    with pytest.raises(InputError, match="PAD"):
        sites(pad_m=0)
    with pytest.raises(InputError, match="SLOPE"):
        sites(slope_pct=-1)


@pytest.mark.skipif(not DATA.exists(), reason="MULTIGROUND_DATA does not name the real districts")
def test_roofs_of_otemachi():
    read = geopandas.read_file(DATA / "tokyo_otemachi.gpkg", layer="buildings")
    near = shapely.distance(read.geometry.to_numpy(), shapely.union_all(read.geometry.to_numpy()).centroid) < 300
    read = read[near]
    known = {"fid": range(len(read)), "height": read["height"].to_numpy()}
    houses = geopandas.GeoDataFrame(known, geometry=read.geometry.to_numpy())
    found = landing_sites(houses.assign(z=houses["height"], kind="rooftop"), houses, NOTHING)
    fits = set(found.pads["carrier"])
    assert len(found.carriers) == len(fits) + len(found.excluded)
    assert 0.1 < len(fits) / len(found.carriers) < 0.9
    inside = shapely.covers(
        shapely.buffer(found.carriers.geometry.to_numpy()[found.pads["carrier"]], 0.01), found.pads["square"].to_numpy()
    )
    assert inside.all()
    assert set(found.pads["state"]) <= {"missing", "graded"} and "excellent" not in set(found.pads["grade"])
