"""Kinds, directions, levels and hours of walkways, in the words of planners, OpenStreetMap and Hong Kong."""

import contextlib
import math
import os
import pathlib
import sqlite3
import time

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from multiground.urbanform import tables, tag_rules, walkways

ROWS = tables.rows("walkways")
BY_KIND = {row["kind"]: row for row in ROWS}
DATA = pathlib.Path(os.environ.get("MULTIGROUND_DATA", pathlib.Path(__file__).parents[2] / "shared" / "data"))
NULLS = [None, math.nan, pd.NA, "", "  ", "　"]


def kind_of(**tags):
    """Return the kind of one way, with a ? where it was not read."""
    kind, unread = walkways.kinds(pd.DataFrame([tags]))
    return walkways.KINDS[kind[0]] + "?" * len(unread)


def direction_of(**tags):
    direction, unread = walkways.directions(pd.DataFrame([tags]))
    return direction[0], len(unread) > 0


def level_of(value):
    lowest, highest, unread = walkways.levels([value])
    return "?" if len(unread) else (lowest[0], highest[0])


# walkways.csv


def words_of(row):
    return row["words"].split(";") if row["words"] else []


def rule_values(key):
    conditions = (c for row in ROWS for rule in tag_rules.parse(row["osm"]) for c in rule)
    return {word for c in conditions if (c.key, c.operator) == (key, "=") for word in c.words}


def test_kinds_stand_in_the_order_of_the_table():
    assert tuple(BY_KIND) == walkways.KINDS
    assert walkways.KINDS[:5] == ("footway", "crossing", "skyway", "underpass", "corridor")
    assert walkways.KINDS[5:] == ("stairs", "escalator", "ramp", "elevator", "closed")


def test_pace_of_every_kind_is_stated_once():
    # minutes = length × factor / walking speed, but an escalator has its own and a lift one for its height
    pace = {k: (r["walking_factor"], r["speed_m_per_s"], r["lift_speed_m_per_s"]) for k, r in BY_KIND.items()}
    assert pace == {
        **dict.fromkeys(walkways.KINDS, ("1", "", "")),
        "stairs": ("2", "", ""),
        "escalator": ("", "0.5", ""),
        "elevator": ("1", "", "3.0"),
        "closed": ("", "", ""),
    }


def test_stairs_and_escalators_are_not_step_free():
    assert {kind: row["step_free"] for kind, row in BY_KIND.items()} == {
        **dict.fromkeys(walkways.KINDS, "yes"),
        **dict.fromkeys(walkways.STEPPED, "no"),
        "closed": "",
    }


def test_kinds_are_named_and_explained_in_both_languages():
    for row in ROWS:
        assert all(row[column] for column in ("label_en", "label_zh", "meaning_en", "meaning_zh")), row
        assert row["label_en"].isascii() and not row["label_zh"].isascii()
        assert row["source"] in ("S", "A", "B", "C", "D")


def test_no_word_or_code_stands_for_two_kinds():
    owners = {}
    for row in ROWS:
        for word in (
            row["kind"],
            row["label_en"].lower(),
            row["label_zh"],
            *words_of(row),
            *row["hong_kong"].split(";"),
        ):
            owners.setdefault(word, set()).add(row["kind"])
    assert {word: kinds for word, kinds in owners.items() if len(kinds) > 1 or not word} == {}


def test_words_are_in_small_letters_and_no_values_of_openstreetmap():
    words = [word for row in ROWS for word in words_of(row)]
    assert [word for word in words if word != word.lower() or " " in word or "-" in word] == []
    assert set(words) & rule_values("highway") == set()


def test_rules_are_tried_in_a_stated_order_and_name_known_fields():
    assert sorted(int(row["osm_order"]) for row in ROWS) == list(range(1, len(ROWS) + 1))
    keys = {c.key for row in ROWS for rule in tag_rules.parse(row["osm"]) for c in rule}
    assert keys - {"lies"} <= set(walkways.KIND_FIELDS)
    assert set(walkways.KIND_FIELDS) - {"kind", "layer"} <= keys


def test_every_field_that_is_read_is_listed():
    read = {*walkways.KIND_FIELDS, *walkways.DIRECTION_FIELDS, *walkways.NIGHT_FIELDS}
    assert read <= {row["field"] for row in tables.rows("fields")}


def test_codes_of_hong_kong_are_all_there():
    codes = [int(code) for row in ROWS for code in row["hong_kong"].split(";")]
    assert sorted(codes) == [1, 2, *range(4, 27), 30, 31, 32, 33]  # there is no 3


@pytest.mark.parametrize("scheme", ["canonical", "osm"])
def test_classes_of_the_road_table_are_known(scheme):
    values = [row["value"] for row in tables.rows("roads") if row["scheme"] == scheme and row["value"].isascii()]
    unread = walkways.kinds(pd.DataFrame({"kind": values}))[1]
    assert {values[row] for row in unread} <= {"expressway", "arterial", "secondary", "branch"} - {"secondary"}


# Words


def test_every_word_of_the_table_is_read_in_its_forms():
    forms = ("{}", " {} ", "{}　")
    for row in ROWS:
        for word in (row["kind"], row["label_en"], row["label_zh"], *words_of(row)):
            for spelt in {word, word.upper(), word.replace("_", " "), word.replace("_", "-")}:
                assert {kind_of(kind=form.format(spelt)) for form in forms} == {row["kind"]}, spelt


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("人行道 步行街 道路 sidewalk street", "footway"),
        ("人行横道 斑马线 crosswalk", "crossing"),
        ("天桥 人行天桥 过街天桥 连廊 空中连廊 footbridge", "skyway"),
        ("地下通道 人行地道 地下街 subway", "underpass"),
        ("室内通道 走廊", "corridor"),
        ("楼梯 台阶 steps staircase enclosed_stairs", "stairs"),
        ("扶梯 自动扶梯", "escalator"),
        ("坡道 无障碍坡道", "ramp"),
        ("电梯 垂直电梯 直梯 lift", "elevator"),
        ("禁止通行 高速公路 motorway construction", "closed"),
        ("扶梯（上行） 自动扶梯(2部)", "escalator"),  # a remark beside the word
        ("楼梯、扶梯 楼梯/坡道 Stairs(indoor)", "stairs"),  # of several words the first
    ],
)
def test_usual_words(words, kind):
    assert {word: kind_of(kind=word) for word in words.split()} == dict.fromkeys(words.split(), kind)


@pytest.mark.parametrize(
    "form",
    [int, float, str, "{}.0".format, " {} ".format, np.int64],
    ids=["int", "float", "text", "with .0", "with blanks", "int64"],
)
@pytest.mark.parametrize(
    ("code", "kind"),
    [
        *((code, "footway") for code in (1, 5, 6, 7, 9, 14, 23, 24, 25, 26)),
        (2, "skyway"),
        (4, "underpass"),
        *((code, "escalator") for code in (8, 16)),
        *((code, "elevator") for code in (10, 18)),
        *((code, "ramp") for code in (11, 19)),
        *((code, "stairs") for code in (12, 20)),
        *((code, "closed") for code in (13, 21)),  # a chair for one, called by its attendant
        *((code, "corridor") for code in (15, 17, 22)),
        *((code, "crossing") for code in (30, 31, 32, 33)),
    ],
)
def test_codes_of_hong_kong(code, kind, form):
    assert kind_of(kind=form(code)) == kind


@pytest.mark.parametrize("null", NULLS, ids=repr)
def test_missing_kind_is_a_footway_and_not_unread(null):
    assert kind_of(kind=null) == "footway"
    assert kind_of(kind=null, highway=null, bridge=null, level=null) == "footway"
    assert kind_of(kind=null, highway="steps") == "stairs"
    assert kind_of(kind="楼梯", highway=null) == "stairs"


@pytest.mark.parametrize("value", ["?", "NULL", "major_road", "楼", 3, 0, 99, -1, 2.5, "10x", True])
def test_unknown_kind_is_a_footway_and_unread(value):
    assert kind_of(kind=value) == "footway?"
    assert kind_of(highway=value) == "footway?"
    assert kind_of(kind=value, highway="steps") == "stairs"
    assert kind_of(kind="楼梯", highway=value) == "stairs"


def test_frame_without_any_known_field_is_footways():
    kind, unread = walkways.kinds(pd.DataFrame({"name": ["a", "b"]}))
    assert (kind.tolist(), kind.dtype, unread.tolist()) == ([0, 0], np.int8, [])


def test_empty_frame():
    empty = pd.DataFrame({"kind": [], "level": []})
    assert [len(part) for part in (*walkways.kinds(empty), *walkways.directions(empty), *walkways.levels([]))] == [
        0
    ] * 7
    assert walkways.open_at_night(empty).tolist() == []


def test_own_word_wins_over_tags_but_nobody_walks_a_closed_way():
    assert kind_of(kind="空中连廊", highway="steps", level=-1) == "skyway"
    assert kind_of(kind="corridor", level=-1) == "corridor"
    assert kind_of(kind="空中连廊", access="private") == "closed"
    assert kind_of(kind="楼梯", foot="no") == "closed"
    assert kind_of(kind=12, foot="yes", access="no") == "stairs"


# Tags of OpenStreetMap


@pytest.mark.parametrize(
    ("tags", "kind"),
    [
        # closed to walkers, before everything else
        ("highway=footway foot=no", "closed"),
        ("highway=steps foot=private", "closed"),
        ("highway=cycleway foot=use_sidepath", "closed"),
        ("highway=service access=no", "closed"),
        ("highway=corridor access=private", "closed"),
        ("highway=service access=private foot=yes", "footway"),
        ("highway=service access=no foot=designated", "footway"),
        ("highway=footway access=no foot=permissive", "footway"),
        ("highway=footway access=no foot=customers", "footway"),
        ("highway=footway access=private foot=no", "closed"),
        ("highway=footway access=customers", "footway"),
        ("highway=service access=destination", "footway"),
        ("highway=motorway", "closed"),
        ("highway=motorway_link foot=yes", "closed"),
        ("highway=construction foot=designated", "closed"),
        ("highway=proposed", "closed"),
        ("highway=trunk", "footway"),
        # steps
        ("highway=steps", "stairs"),
        ("highway=steps conveying=yes", "escalator"),
        ("highway=steps conveying=forward tunnel=yes level=-1", "escalator"),
        ("highway=steps conveying=reversible indoor=yes", "escalator"),
        ("highway=steps conveying=no", "stairs"),
        ("highway=steps conveying=False", "stairs"),
        ("highway=steps bridge=yes layer=1", "stairs"),
        ("highway=steps tunnel=yes layer=-1 level=-1;0", "stairs"),
        ("highway=elevator", "elevator"),
        ("highway=elevator layer=-3", "elevator"),
        # crossings
        ("highway=footway footway=crossing", "crossing"),
        ("highway=cycleway footway=crossing", "crossing"),
        ("highway=footway footway=crossing bridge=yes layer=1", "crossing"),
        ("highway=crossing", "crossing"),
        # above the street
        ("highway=footway bridge=yes", "skyway"),
        ("highway=footway bridge=yes layer=1", "skyway"),
        ("highway=footway bridge=yes level=1", "skyway"),
        ("highway=footway bridge=yes layer=1 level=0", "footway"),  # a bridge over a cutting: level is the floor
        ("highway=footway bridge=yes layer=0", "footway"),
        ("highway=footway bridge=no", "footway"),
        ("highway=footway bridge=F", "footway"),
        ("highway=footway bridge=T", "skyway"),
        ("highway=path bridge=viaduct", "skyway"),
        ("highway=pedestrian bridge=yes layer=2", "skyway"),
        ("highway=corridor bridge=yes", "skyway"),
        ("highway=footway bridge=yes indoor=yes layer=1", "skyway"),
        ("highway=footway level=1", "skyway"),
        ("highway=footway layer=1", "skyway"),
        ("highway=footway layer=1 level=0", "footway"),
        ("highway=footway level=0;1", "skyway"),
        ("highway=footway tunnel=building_passage level=1", "skyway"),
        # below the street
        ("highway=footway tunnel=yes", "underpass"),
        ("highway=footway tunnel=yes layer=-1", "underpass"),
        ("highway=path tunnel=yes layer=-1", "underpass"),
        ("highway=footway tunnel=yes layer=-1 level=-1 indoor=yes", "underpass"),
        ("highway=footway level=-1", "underpass"),
        ("highway=footway indoor=yes level=-1", "underpass"),
        ("highway=footway indoor=yes layer=-1", "underpass"),
        ("highway=footway covered=yes layer=-1", "underpass"),
        ("highway=footway level=0;-1", "underpass"),
        ("highway=pedestrian level=-2", "underpass"),
        ("highway=corridor level=-9", "underpass"),
        ("highway=corridor layer=-1", "underpass"),
        ("highway=footway layer=-1", "footway"),  # under a deck, on the ground: layer is only an order
        # indoors, at street level or above
        ("highway=corridor", "corridor"),
        ("highway=corridor level=2", "corridor"),
        ("highway=footway indoor=yes", "corridor"),
        ("highway=footway indoor=corridor level=0", "corridor"),
        ("highway=footway indoor=yes level=1", "corridor"),
        ("highway=footway indoor=no", "footway"),
        ("highway=footway tunnel=yes level=1", "corridor"),
        ("highway=footway tunnel=yes layer=0", "corridor"),
        # ordinary streets
        ("highway=footway", "footway"),
        ("highway=footway footway=sidewalk bridge=yes layer=1", "footway"),
        ("highway=footway footway=sidewalk tunnel=yes covered=yes layer=-1", "footway"),
        ("highway=footway footway=sidewalk level=-1", "footway"),
        ("highway=footway footway=sidewalk indoor=yes layer=-1", "footway"),
        ("highway=footway footway=sidewalk indoor=yes", "footway"),
        ("highway=unclassified covered=yes layer=-1", "footway"),
        ("highway=footway tunnel=building_passage", "footway"),
        ("highway=footway tunnel=building_passage layer=-1", "footway"),
        ("highway=footway covered=yes", "footway"),
        ("highway=footway conveying=forward", "footway"),
        ("highway=primary bridge=yes layer=1", "footway"),
        ("highway=primary tunnel=building_passage", "footway"),
        ("highway=residential tunnel=yes layer=-1", "footway"),
        ("highway=service indoor=yes layer=-2", "footway"),
        ("highway=unclassified level=-1", "footway"),
        ("highway=cycleway bridge=yes layer=1 foot=designated", "footway"),
        ("highway=platform layer=1", "footway"),
        # tunnels of main roads are for cars, unless somebody says otherwise
        ("highway=primary tunnel=yes", "closed"),
        ("highway=secondary_link tunnel=yes layer=-1", "closed"),
        ("highway=trunk tunnel=yes sidewalk=no", "closed"),
        ("highway=primary tunnel=yes foot=yes", "footway"),
        ("highway=secondary tunnel=yes sidewalk=both", "footway"),
        ("highway=tertiary tunnel=yes", "footway"),
        ("highway=trunk bridge=yes", "footway"),
        # lists, and values that are none of OpenStreetMap's
        ("highway=footway;steps", "stairs"),
        ("highway=['residential','footway']", "footway"),
        ("highway=FOOTWAY bridge=YES", "skyway"),
        ("highway=ｓｔｅｐｓ", "stairs"),
        ("highway=footway level=mezzanine", "footway"),
        ("highway=road_to_nowhere", "footway?"),
    ],
)
def test_tags(tags, kind):
    tags = dict(tag.split("=") for tag in tags.split())
    assert kind_of(**tags) == kind
    if not kind.endswith("?"):
        assert kind_of(**tags, kind="major_road") == kind
    if not kind.endswith("?") and tags["highway"] != "corridor":  # the same value in the user's own field
        assert kind_of(**{**tags, "kind": tags["highway"], "highway": None}) == kind


@pytest.mark.parametrize("yes", [True, 1, 1.0, "1", "yes", "true", "T", "是", np.True_], ids=repr)
@pytest.mark.parametrize("no", [False, 0, 0.0, "0", "no", "false", "F", "否", None, np.False_], ids=repr)
def test_yes_and_no_in_their_forms(yes, no):
    assert kind_of(highway="footway", bridge=yes, tunnel=no, indoor=no) == "skyway"
    assert kind_of(highway="footway", bridge=no, tunnel=yes, indoor=no) == "underpass"
    assert kind_of(highway="footway", bridge=no, tunnel=no, indoor=yes) == "corridor"


@pytest.mark.parametrize("minus_one", [-1, -1.0, "-1", "-1.0", "－１", "−1", "B1", " -1 "], ids=repr)
def test_level_and_layer_in_their_forms(minus_one):
    assert kind_of(highway="footway", level=minus_one) == "underpass"
    assert kind_of(highway="footway", indoor="yes", layer=minus_one) == "underpass"


STREETS = [
    "primary",
    "secondary",
    "tertiary",
    "residential",
    "service",
    "living_street",
    "track",
    "cycleway",
    "platform",
]
TAGS = st.fixed_dictionaries(
    {
        "bridge": st.sampled_from([None, "yes", "no"]),
        "tunnel": st.sampled_from([None, "yes", "building_passage"]),
        "layer": st.sampled_from([None, "-1", "0", "1"]),
        "level": st.sampled_from([None, "-1", "0", "1", "0;1"]),
        "indoor": st.sampled_from([None, "yes"]),
        "covered": st.sampled_from([None, "yes"]),
        "conveying": st.sampled_from([None, "forward", "no"]),
        "footway": st.sampled_from([None, "sidewalk", "crossing"]),
        "access": st.sampled_from([None, "private"]),
    }
)


@given(st.sampled_from(STREETS), TAGS)
def test_street_is_never_taken_for_a_link_of_another_level(highway, tags):
    assert kind_of(highway=highway, **tags) in ("footway", "crossing", "closed")
    assert kind_of(highway="footway", **{**tags, "footway": "sidewalk"}) in ("footway", "closed")


@given(st.lists(st.tuples(st.sampled_from([*STREETS, "footway", "steps", "?", None]), TAGS), max_size=6), st.randoms())
def test_rows_are_read_one_by_one(ways, random):
    rows = [{"highway": highway, **tags} for highway, tags in ways]
    random.shuffle(rows)
    rows += rows[:2]
    frame = pd.DataFrame(rows, index=range(100, 100 + len(rows)), columns=["highway", *TAGS.wrapped_strategy.mapping])
    kind, unread = walkways.kinds(frame)
    alone = [kind_of(**row) for row in rows]
    assert [walkways.KINDS[k] for k in kind] == [name.rstrip("?") for name in alone]
    assert unread.tolist() == [row for row, name in enumerate(alone) if name.endswith("?")]


def test_many_rows_of_few_kinds_are_read_at_once():
    highway = np.array(["footway", "steps", None, "residential"], dtype=object)
    number = np.arange(200_000)
    frame = pd.DataFrame(
        {"highway": highway[number % 4], "level": number % 7 - 3, "layer": (number % 3 - 1).astype(str)}
    )
    begin = time.process_time()
    kind, _ = walkways.kinds(frame)
    walkways.directions(frame)
    walkways.levels(frame["level"])
    between = time.process_time()
    for row in range(70):
        few = frame[row : row + 1]
        walkways.kinds(few), walkways.directions(few), walkways.levels(few["level"])
    assert time.process_time() - between > (between - begin) / 30  # 70 calls cost more than a thirtieth of one call
    assert np.bincount(kind).sum() == len(frame)


# Directions


@pytest.mark.parametrize(
    ("values", "direction"),
    [
        (["both", "双向", 0, "0", 0.0, "Both", " both "], 0),
        (["forward", "正向", 1, "1", 1.0, "单向"], 1),
        (["backward", "反向", -1, "-1", -1.0, "－1", "逆向"], -1),
    ],
)
def test_stated_direction(values, direction):
    assert {value: direction_of(direction=value) for value in values} == dict.fromkeys(values, (direction, False))
    assert direction_of(direction=values[0], conveying="forward", oneway_foot="-1") == (direction, False)


@pytest.mark.parametrize("null", NULLS, ids=repr)
def test_missing_direction_is_both_and_not_unread(null):
    assert direction_of(direction=null, kind="楼梯") == (0, False)
    assert direction_of(direction=null, oneway_foot=null, conveying=null, highway="footway") == (0, False)


def test_unknown_direction_is_unread_and_what_else_is_known_decides():
    assert direction_of(direction="up") == (0, True)
    assert direction_of(direction=2) == (0, True)
    assert direction_of(direction="up", highway="steps", conveying="backward") == (-1, True)


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("highway=steps conveying=forward", (1, False)),
        ("highway=steps conveying=backward", (-1, False)),
        ("highway=steps conveying=reversible", (0, False)),
        ("highway=steps conveying=yes", (0, True)),
        ("highway=steps conveying=yes incline=up", (0, True)),
        ("highway=steps conveying=yes oneway_foot=yes", (1, False)),
        ("highway=steps conveying=no", (0, False)),
        ("highway=steps", (0, False)),
        ("highway=footway conveying=forward", (1, False)),  # a moving walk
        ("highway=footway conveying=yes", (0, False)),
        ("kind=自动扶梯", (0, True)),
        ("kind=8", (0, True)),
        ("kind=8 direction=-1", (-1, False)),
        ("kind=escalator direction=both", (0, False)),
        ("highway=footway oneway_foot=yes", (1, False)),
        ("highway=footway oneway_foot=-1", (-1, False)),
        ("highway=footway oneway_foot=no", (0, False)),
        ("highway=footway oneway_foot=1", (1, False)),
        ("highway=footway oneway_foot=T", (1, False)),
        ("highway=footway oneway_foot=F", (0, False)),
        ("highway=footway oneway_foot=backward", (-1, False)),
        ("highway=residential oneway=yes", (0, False)),  # of cars
        ("highway=residential oneway=-1", (0, False)),
    ],
)
def test_direction_by_tags(tags, expected):
    assert direction_of(**dict(tag.split("=") for tag in tags.split())) == expected


def test_directions_come_as_small_integers_for_the_rows_as_they_are():
    frame = pd.DataFrame({"direction": ["both", "?", "backward", None, "forward", "?"]}, index=[5, 5, 1, 0, 9, 2])
    direction, unread = walkways.directions(frame)
    assert (direction.tolist(), direction.dtype, unread.tolist()) == ([0, 0, -1, 0, 1, 0], np.int8, [1, 5])


# Levels


@pytest.mark.parametrize(
    ("value", "span"),
    [
        (0, (0, 0)),
        (-2, (-2, -2)),
        (1.0, (1, 1)),
        (0.5, (0.5, 0.5)),
        ("0", (0, 0)),
        ("+1", (1, 1)),
        ("-0.3", (-0.3, -0.3)),
        ("１；２", (1, 2)),
        ("－１", (-1, -1)),
        ("−1", (-1, -1)),
        ("0;1", (0, 1)),
        ("-1; -2", (-2, -1)),
        ("0,1", (0, 1)),
        ("1、2、3", (1, 3)),
        ("-1;0;2", (-1, 2)),
        ("['0', '1']", (0, 1)),
        ("0;1;", (0, 1)),
        ("0-2", (0, 2)),
        ("-1--3", (-3, -1)),
        ("-2 - -1", (-2, -1)),
        ("-2-1", (-2, 1)),
        ("-2 – 1", (-2, 1)),
        ("0～2", (0, 2)),
        ("0至2", (0, 2)),
        ("1 to 2", (1, 2)),
        ("0-2;5", (0, 5)),
        ("0.5-1.5", (0.5, 1.5)),
        ("B1", (-1, -1)),
        ("b2", (-2, -2)),
        ("B2F", (-2, -2)),
        ("B2-B1", (-2, -1)),
        ("B1-2F", (-1, 1)),
        ("-1F", (-1, -1)),
        ("-1层", (-1, -1)),
        ("1F", (0, 0)),  # the first storey is the ground
        ("3F", (2, 2)),
        ("F2", (1, 1)),
        ("2层", (1, 1)),
        ("二层", (1, 1)),
        ("1层;2层", (0, 1)),
        ("地上2层", (1, 1)),
        ("地下1层", (-1, -1)),
        ("地下一层", (-1, -1)),
        ("负二层", (-2, -2)),
        ("负1", (-1, -1)),
        ("首层", (0, 0)),
        ("G", (0, 0)),
        ("GF", (0, 0)),
        ("地面", (0, 0)),
        ("G/F", (0, 0)),
        ("十层", (9, 9)),
        ("十二层", (11, 11)),
        ("地下二十三层", (-23, -23)),
        ("1-3F", (0, 2)),  # what is said once counts for both ends
        ("2至5层", (1, 4)),
        ("地下1-3层", (-3, -1)),
        ("负一至三层", (-3, -1)),
    ],
)
def test_levels(value, span):
    assert level_of(value) == span


@pytest.mark.parametrize("null", NULLS, ids=repr)
def test_missing_level_is_not_unread(null):
    lowest, highest, unread = walkways.levels([null, 1])
    assert np.isnan([lowest[0], highest[0]]).all() and len(unread) == 0
    assert (lowest[1], highest[1]) == (1, 1)


@pytest.mark.parametrize("value", ["mezzanine", "0;mezzanine", "1-", "--1", "1F2", "level 1", "NULL", "1/2", math.inf])
def test_level_that_cannot_be_read(value):
    assert level_of(value) == "?"


@pytest.mark.parametrize(
    "values",
    [
        np.array([0, -1, 2]),
        np.array([0.0, -1.0, 2.0]),
        pd.Series([0, -1, 2], index=[7, 8, 9]),
        pd.Series([0, -1, 2], dtype="Int64"),
        pd.Series(["0", "-1", "2"], dtype="string"),
        pd.Series(["0", "-1", "2"], dtype="category"),
    ],
    ids=lambda values: f"{type(values).__name__} {values.dtype}",
)
def test_levels_of_any_array(values):
    lowest, highest, unread = walkways.levels(values)
    assert lowest.tolist() == highest.tolist() == [0, -1, 2]
    assert len(unread) == 0


LEVELS = st.one_of(st.integers(-9, 200), st.integers(-90, 900).map(lambda tenths: tenths / 10))


@given(st.lists(LEVELS, min_size=1, max_size=4), st.sampled_from([";", "; ", ",", "、", "；"]))
def test_list_of_levels_spans_them(found, separator):
    assert level_of(separator.join(map(str, found))) == (min(found), max(found))


@given(LEVELS, LEVELS, st.sampled_from(["-", " - ", "~", "至"]))
def test_range_of_levels_spans_them(one, other, dash):
    assert level_of(f"{one}{dash}{other}") == (min(one, other), max(one, other))


# Hours


@pytest.mark.parametrize(
    ("stated", "hours", "expected"),
    [
        ("是", None, 1),
        (True, "06:00-23:00", 1),
        (1, None, 1),
        ("no", "24/7", 0),
        (0.0, None, 0),
        (None, "24/7", 1),
        (None, "00:00-24:00", 1),
        (None, "24小时", 1),
        (None, "全天", 1),
        (None, "06:00-23:00", 0),
        (None, "Mo-Fr 08:00-20:00", 0),
        (None, "off", 0),
        ("不详", "24/7", 1),
        (None, "24 hours", 1),
    ],
)
def test_open_at_night(stated, hours, expected):
    frame = pd.DataFrame({"open_24h": [stated], "opening_hours": [hours]}, dtype=object)
    assert walkways.open_at_night(frame).tolist() == [expected]


@pytest.mark.parametrize("hours", ["unknown", "不详", "?", "-"])
def test_hours_that_nobody_knows_close_nothing(hours):
    assert np.isnan(walkways.open_at_night(pd.DataFrame({"opening_hours": [hours]}))).all()


@pytest.mark.parametrize("null", NULLS, ids=repr)
def test_unknown_hours_are_nan(null):
    assert np.isnan(walkways.open_at_night(pd.DataFrame({"open_24h": [null], "opening_hours": [null]}))).all()
    assert np.isnan(walkways.open_at_night(pd.DataFrame({"kind": ["stairs"] * 3}))).tolist() == [True] * 3


# Real districts


@pytest.mark.skipif(not DATA.is_dir(), reason=f"real districts are not at {DATA}")
@pytest.mark.parametrize(
    ("package", "km"),
    [
        ("tokyo_otemachi", "124.53 9.71 8.06 24.60 5.07 5.95 1.95 0 0 4.61"),
        ("moorgate_otp", "11.60 0.17 3.51 1.19 0.12 0.49 0.28 0 0 1.23"),
        ("darmstadt_hbf", "1.11 0 0 0.17 0.18 0.07 0 0 0 0.24"),
        ("helsinki", "84.45 2.61 0.35 3.68 0.83 0.96 0.16 0 0.05 4.18"),
        ("shanghai_lujiazui", "164.28 0 1.51 0.16 0 0.47 0 0 0 23.83"),
        ("wuhan_guanggu", "42.81 0 0.35 0.17 0 0.29 0 0 0 3.61"),
    ],
)
def test_length_of_each_kind_in_real_districts(package, km):
    with contextlib.closing(sqlite3.connect(f"file:{DATA / package}.gpkg?mode=ro&immutable=1", uri=True)) as database:
        names = [column[1] for column in database.execute("PRAGMA table_info(walk_edges)")]
        fields = ", ".join(f'"{name}"' for name in names if name in (*walkways.KIND_FIELDS, "length"))
        ways = pd.read_sql_query(f"SELECT {fields} FROM walk_edges", database)
    kind, unread = walkways.kinds(ways)
    assert len(unread) == 0
    found = np.bincount(kind, weights=ways["length"] / 1000, minlength=len(walkways.KINDS))
    assert found.tolist() == pytest.approx([float(value) for value in km.split()], abs=0.0051)
