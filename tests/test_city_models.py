"""City models by hand: the same few buildings in every way of writing them, and files that are broken."""

import gzip
import io
import json
import pathlib
import re
import tempfile

import numpy as np
import pytest
import shapely
from city_samples import GML2, GML3, CityJson, box, building, city_gml, polygon, shell, solid, surfaces
from hypothesis import given, settings
from hypothesis import strategies as st
from multiground.urbanform import (
    attributes,
    building_storeys,
    city_footprints,
    city_json,
    city_models,
    functions,
    spaces,
    tables,
)
from multiground.urbanform.city_models import SENTENCES, read_city_model, read_city_model_steps
from multiground.urbanform.errors import InputError

# In metres from the corner of the model, z in brackets:
#
#  house 10 × 6, LoD 1 solid [5 … 14]         ell 20 × 20 without its north-east quarter, with a court of 2 × 2
#  ┌──────────┐                               ┌─────────┐            ground surface [4], LoD 2
#  │ 3 + 1    │ 60 m²                         │         │            300 − 4 = 296 m²
#  └──────────┘                               │  ┌─┐    └─────────┐
#                                             │  └─┘              │
#  B-1: podium   20 × 10 of 4 storeys,        └───────────────────┘
#  tower 10 × 10 on its west half, 20         bare: LoD 1 solid 8 m high, nothing said
#  storeys                                    odd: 9999 storeys, -9999 m, storeys below "2"
HOUSE = box(0, 0, 10, 6)
ELL, COURT = [(30, 0), (50, 0), (50, 10), (40, 10), (40, 20), (30, 20)], box(33, 3, 35, 5)
PODIUM, TOWER = box(60, 0, 80, 10), box(60, 0, 70, 10)
BARE, ODD = box(0, 30, 5, 40), box(10, 30, 20, 34)
ELL_FACES = [
    [[(x, y, 4) for x, y in ELL], [(x, y, 4) for x, y in COURT]],
    [[(x, y, 16) for x, y in ELL], [(x, y, 16) for x, y in COURT]],
    [[(30, 0, 4), (50, 0, 4), (50, 0, 16), (30, 0, 16)]],
]
ELL_TYPES = ["GroundSurface", "RoofSurface", "WallSurface"]
AREAS = {"house": 60, "ell": 296, "podium": 200, "tower": 100, "bare": 50, "odd": 40}


def sample_json(version="2.0", **options):
    model = CityJson(version, **options)
    model.add("house", {"storeysAboveGround": 3, "storeysBelowGround": 1, "measuredHeight": 9, "function": "1120"},
              [(1, solid(HOUSE, 5, 14))])  # fmt: skip
    model.add("ell", {"storeysAboveGround": "12", "usage": ["402"]}, [(2.2, ELL_FACES, ELL_TYPES)])
    model.add("B-1", {"function": "R2"})
    model.add("podium", {"storeysAboveGround": 4, "measuredHeight": 16.0}, [(1, solid(PODIUM, 5, 21))],
              "BuildingPart", "B-1")  # fmt: skip
    model.add("tower", {"storeysAboveGround": 20, "function": "hotel"}, [(1, solid(TOWER, 5, 80))],
              "BuildingPart", "B-1")  # fmt: skip
    model.add("bare", None, [(1, solid(BARE, 5, 13))])
    model.add("odd", {"storeysAboveGround": 9999, "measuredHeight": -9999, "storeysBelowGround": "2"},
              [(1, solid(ODD, 5, 9))])  # fmt: skip
    model.add("road", {}, [(1, solid(box(0, 0, 99, 99), 0, 1))], "Road")
    return model


def plain(tag, value, **attributes):
    given = "".join(f' {name}="{each}"' for name, each in attributes.items())
    return f"<bldg:{tag}{given}>{value}</bldg:{tag}>" if value is not None else ""


def said(storeys=None, below=None, height=None, function=None, usage=None):
    return "".join(
        [
            plain("function", function, codeSpace="https://www.sig3d.org/codelists/function.xml"),
            plain("usage", usage, codeSpace="../../codelists/Building_usage.xml"),
            plain("measuredHeight", height, uom="m"),
            plain("storeysAboveGround", storeys),
            plain("storeysBelowGround", below),
        ]
    )


def moved(faces, x=85000, y=446000):
    return [[[(a + x, b + y, c) for a, b, c in ring] for ring in face] for face in faces]


def lod1(outline, low, high):
    return f"<bldg:lod1Solid>{shell(moved(solid(outline, low, high)))}</bldg:lod1Solid>"


def bounded(faces, types):
    return "".join(
        f"<bldg:boundedBy><bldg:{kind}><bldg:lod2MultiSurface>{surfaces([face])}</bldg:lod2MultiSurface>"
        f"</bldg:{kind}></bldg:boundedBy>"
        for face, kind in zip(moved(faces), types)
    )


def sample_gml(path, **options):
    def part(name, inner):
        return f"<bldg:consistsOfBuildingPart>{building(name, inner, 'BuildingPart')}</bldg:consistsOfBuildingPart>"

    return city_gml(
        path,
        building("house", said(3, 1, 9, "1120") + lod1(HOUSE, 5, 14)),
        building("ell", said(" 12 ", usage=402) + bounded(ELL_FACES, ELL_TYPES)),
        building("B-1", plain("function", "R2") + part("podium", said(4, height=16.0) + lod1(PODIUM, 5, 21))
                 + part("tower", said(20) + plain("function", "hotel") + lod1(TOWER, 5, 80))),
        building("bare", lod1(BARE, 5, 13)),
        building("odd", said(9999, "2", -9999) + lod1(ODD, 5, 9)),
        **options,
    )  # fmt: skip


def gzipped(path):
    target = path.with_name(path.name + ".gz")
    target.write_bytes(gzip.compress(path.read_bytes()))
    return target


WRITERS = {
    "CityJSON 1.0": lambda folder: sample_json("1.0").write(folder / "a.json"),
    "CityJSON 1.1": lambda folder: sample_json("1.1").write(folder / "城市.city.json", indent=1),
    "CityJSON 2.0": lambda folder: sample_json("2.0").write(folder / "a.city.json"),
    "sequence": lambda folder: sample_json("2.0").write_sequence(folder / "a.city.jsonl"),
    "gzipped CityJSON": lambda folder: gzipped(sample_json().write(folder / "a.json")),
    "CityGML 2.0": lambda folder: sample_gml(folder / "a.gml"),
    "gzipped CityGML": lambda folder: gzipped(sample_gml(folder / "a.xml")),
}


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
def test_the_same_buildings_however_they_are_written(write, tmp_path):
    frame, crs, notes = read_city_model(write(tmp_path))
    assert crs == "EPSG:7415"
    #           building  storeys  below  height  ground_z  function         assumed     area
    expected = [
        ["house", 3, 1, 9, 5, "office", None, 60],
        ["ell", 12, np.nan, 12, 4, "commercial", "height", 296],  # walls up to 16 over the ground at 4
        ["B-1", 4, np.nan, 16, 5, "R2", None, 200],
        ["B-1", 20, np.nan, 75, 5, "hotel", "height", 100],
        ["bare", np.nan, np.nan, 8, 5, None, "height", 50],
        ["odd", np.nan, 2, 4, 5, None, "height", 40],
    ]
    columns = ["building", "storeys", "storeys_below", "height", "ground_z", "function", "assumed"]
    found = frame[columns].assign(area=frame.geometry.area.round(6)).astype(object)
    assert found.where(found.notna(), "?").to_numpy().tolist() == [
        ["?" if value is None or value != value else value for value in row] for row in expected
    ]
    assert frame.total_bounds.tolist() == pytest.approx([85000, 446000, 85080, 446040])
    assert notes == {
        "unknown_storeys": ["bare", "odd"],
        "impossible_storeys": ["odd"],
        "impossible_height": ["odd"],
        "height_of_solid": ["ell", "B-1", "bare", "odd"],
        "absolute_heights": ["house", "ell", "B-1", "bare", "odd"],
    }
    assert set(notes) <= set(SENTENCES)


def test_source_says_what_the_footprint_is_made_of(tmp_path):
    frame = read_city_model(sample_json().write(tmp_path / "a.json"))[0]
    assert frame["source"].tolist()[:2] == ["CityJSON 2.0: bottom of the solid", "CityJSON 2.0: GroundSurface"]


def test_podium_and_tower_are_one_building_to_the_measures(tmp_path):
    frame = read_city_model(sample_gml(tmp_path / "a.gml"))[0].iloc[2:4].reset_index(drop=True)
    graded = building_storeys.building_storeys(frame).buildings
    assert graded["storeys"].tolist() == [20, 20]
    # the podium has the four storeys that both have, the tower sixteen more: 4 × 200 + 16 × 100 = 2400 m²
    area = spaces.spaces(frame, whole=True)
    assert area["area_m2"].sum() == 2400


# CityGML


def test_citygml_3(tmp_path):
    ground = surfaces(moved(ELL_FACES[:1]))
    inner = (
        '<con:height><con:Height><con:value uom="m">21.5</con:value></con:Height></con:height>'
        "<core:boundary><con:GroundSurface><core:lod2MultiSurface>"
        f"{ground}</core:lod2MultiSurface></con:GroundSurface></core:boundary>"
        "<bldg:storeysAboveGround>6</bldg:storeysAboveGround>"
    )
    flat = f"<core:lod0MultiSurface>{surfaces(moved([[[(x, y, 7) for x, y in HOUSE]]]))}</core:lod0MultiSurface>"
    part = building("p", flat + "<bldg:storeysAboveGround>2</bldg:storeysAboveGround>", "BuildingPart")
    path = city_gml(
        tmp_path / "a.gml",
        building("ell", inner),
        building("q", f"<bldg:buildingPart>{part}</bldg:buildingPart>"),
        names=GML3,
    )
    frame = read_city_model(path)[0]
    assert frame[["building", "storeys", "height", "ground_z"]].fillna(-1).to_numpy().tolist() == [
        ["ell", 6, 21.5, 4],
        ["q", 2, -1, 7],
    ]
    assert frame.geometry.area.tolist() == pytest.approx([296, 60])


def outline(tag, z, corners=HOUSE):
    return f"<bldg:{tag}>{surfaces(moved([[[(x, y, z) for x, y in corners]]]))}</bldg:{tag}>"


@pytest.mark.parametrize(
    ("inner", "area", "source", "assumed", "ground_z"),
    [
        # footprint 60, roof 100 (box 10 × 10), solid 50, ground surface 296
        (outline("lod0FootPrint", 3) + outline("lod0RoofEdge", 9, TOWER), 60, "outline", None, 3),
        (outline("lod0RoofEdge", 9, TOWER), 100, "roof edge", "geometry", np.nan),
        (outline("lod0RoofEdge", 9, TOWER) + lod1(BARE, 5, 13), 100, "roof edge", "height;geometry", 5),
        (outline("lod0FootPrint", 0), 60, "outline", None, np.nan),  # 0 is no height
        (outline("lod0FootPrint", 3) + bounded(ELL_FACES[:1], ELL_TYPES), 296, "GroundSurface", None, 4),
        (lod1(BARE, 5, 13) + bounded(ELL_FACES, ELL_TYPES), 296, "GroundSurface", "height", 4),
    ],
)
def test_which_face_is_the_footprint(inner, area, source, assumed, ground_z, tmp_path):
    frame = read_city_model(city_gml(tmp_path / "a.gml", building("b", inner)))[0]
    assert frame.geometry.area[0] == pytest.approx(area)
    assert (frame["source"][0], frame["assumed"][0]) == (f"CityGML: {source}", assumed)
    np.testing.assert_array_equal(frame["ground_z"], [ground_z])


def test_a_solid_on_a_slope_is_seen_from_above(tmp_path):
    #  a wedge over 10 × 4: its bottom falls from 5 to 3, its top is level at 9
    low = [(0, 0, 5), (10, 0, 3), (10, 4, 3), (0, 4, 5)]
    top = [(x, y, 9) for x, y, _ in low]
    walls = [[[a, b, d, c]] for a, b, c, d in zip(low, low[1:] + low[:1], top, top[1:] + top[:1])]
    inner = f"<bldg:lod1Solid>{shell(moved([[low], [top], *walls]))}</bldg:lod1Solid>"
    frame, _, notes = read_city_model(city_gml(tmp_path / "a.gml", building("b", inner)))
    assert frame.geometry.area[0] == pytest.approx(40)
    assert frame[["height", "ground_z", "source", "assumed"]].to_numpy().tolist() == [
        [6, 3, "CityGML: solid from above", "height;geometry"]
    ]
    assert notes["roof_outline"] == ["b"]


def test_heights_in_feet_are_not_read(tmp_path):
    """98.4 ft are 30 m; the solid is 9 m high, and that is what is taken, and said."""
    for uom, height, assumed in (("#m", 98.4, None), ("urn:ogc:def:uom:EPSG::9001", 98.4, None), ("ft", 9, "height")):
        inner = f'<bldg:measuredHeight uom="{uom}">98.4</bldg:measuredHeight>' + lod1(HOUSE, 5, 14)
        (row,) = read_city_model(city_gml(tmp_path / "a.gml", building("b", inner)))[0].itertuples()
        assert (row.height, row.assumed) == (height, assumed)


def test_buildings_without_a_name_stay_apart(tmp_path):
    """1 001 buildings are read in two lots; the one of the second lot is no part of the first one's."""
    house = lod1(box(0, 0, 2, 2), 0, 3)
    part = "<bldg:consistsOfBuildingPart><bldg:BuildingPart>" + said(2) + house
    part += "</bldg:BuildingPart></bldg:consistsOfBuildingPart>"
    unnamed = [f"<bldg:Building>{house}</bldg:Building>"] * 1000
    frame = read_city_model(city_gml(tmp_path / "a.gml", *unnamed, f"<bldg:Building>{part}</bldg:Building>"))[0]
    assert len(frame) == frame["building"].nunique() == 1001


def test_links_are_not_followed_and_said(tmp_path):
    link = '<bldg:lod1Solid><gml:Solid xlink:href="#other"/></bldg:lod1Solid>'
    path = city_gml(tmp_path / "a.gml", building("linked", link), building("house", lod1(HOUSE, 5, 14)))
    frame, _, notes = read_city_model(path)
    assert frame["building"].tolist() == ["house"]
    assert (notes["linked"], notes["without_footprint"]) == (["linked"], ["linked"])


def test_what_is_indoors_or_beside_the_shell_is_left_out(tmp_path):
    room = f"<bldg:interiorRoom><bldg:Room>{lod1(PODIUM, 0, 3)}</bldg:Room></bldg:interiorRoom>"
    path = city_gml(tmp_path / "a.gml", building("house", lod1(HOUSE, 5, 14) + room))
    assert read_city_model(path)[0].geometry.area[0] == pytest.approx(60)


def test_generic_attributes_and_those_of_the_standard(tmp_path):
    inner = (
        '<gen:intAttribute name="storeysAboveGround"><gen:value>99</gen:value></gen:intAttribute>'
        '<gen:stringAttribute name="地下階数"><gen:value>2</gen:value></gen:stringAttribute>'
        '<gen:stringAttribute name="地下层数"><gen:value>3</gen:value></gen:stringAttribute>'
    )
    path = city_gml(tmp_path / "a.gml", building("b", inner + said(7) + lod1(HOUSE, 5, 14)))
    assert read_city_model(path)[0][["storeys", "storeys_below"]].to_numpy().tolist() == [[7, 3]]


@pytest.mark.parametrize(
    ("crs", "order", "text", "swapped"),
    [
        ("http://www.opengis.net/def/crs/EPSG/0/6697", "yxz", "EPSG:6697", True),
        ("urn:ogc:def:crs:EPSG::4326", "yxz", "EPSG:4326", True),
        ("urn:ogc:def:crs:EPSG:6.12:4326", "yxz", "EPSG:4326", True),
        ("http://www.opengis.net/def/crs/EPSG/0/6697", "xyz", "EPSG:6697", False),  # 139 is no latitude
        ("EPSG:4326", "xyz", "EPSG:4326", False),
        ("EPSG:4326", "yxz", "EPSG:4326", True),
        ("http://www.opengis.net/gml/srs/epsg.xml#4326", "yxz", "EPSG:4326", True),
        ("urn:ogc:def:crs:OGC:1.3:CRS84", "xyz", "EPSG:4326", False),
    ],
)
def test_order_of_axes(crs, order, text, swapped, tmp_path):
    #  a box of 0.001° at 139.76° east, 35.68° north
    corners = [(x, y, 5) for x, y in box(139.76, 35.68, 139.761, 35.681)]
    face = f"<gml:MultiSurface><gml:surfaceMember>{polygon([corners], order)}</gml:surfaceMember></gml:MultiSurface>"
    path = city_gml(tmp_path / "a.gml", building("b", f"<bldg:lod0FootPrint>{face}</bldg:lod0FootPrint>"), crs=crs)
    frame, found, notes = read_city_model(path)
    assert found == text
    assert frame.total_bounds.tolist() == pytest.approx([139.76, 35.68, 139.761, 35.681])
    assert ("latitude_first" in notes) == swapped


@pytest.mark.parametrize(
    ("crs", "text"),
    [
        ("urn:ogc:def:crs,crs:EPSG::25832,crs:EPSG::5783", "EPSG:25832"),
        ("urn:adv:crs:ETRS89_UTM33*DE_DHHN2016_NH", "EPSG:25833"),
        ("https://www.opengis.net/def/crs/EPSG/0/7415", "EPSG:7415"),
        ("local grid", "local grid"),
        ("", ""),
    ],
)
def test_names_of_reference_systems(crs, text, tmp_path):
    path = city_gml(tmp_path / "a.gml", building("b", lod1(HOUSE, 5, 14)), crs=crs)
    assert read_city_model(path)[1] == text


# What the attributes say


@pytest.mark.parametrize(
    ("values", "function", "unknown"),
    [
        ({"usage": "401"}, "office", False),
        ({"usage": "業務施設"}, "office", False),
        ({"usage": 411}, "residential", False),
        ({"usage": "413"}, None, False),  # a house with a shop tells none
        ({"function": "31001_2051"}, "commercial", False),
        ({"function": "31001_1123"}, None, False),
        ({"function": "1160"}, "commercial", False),
        ({"function": "Office building"}, "office", False),
        ({"function": "住宅"}, "residential", False),
        ({"function": ["1120", "1160"]}, "office/commercial", False),
        ({"function": "8765"}, None, True),
        ({"function": "8765", "usage": "402"}, "commercial", False),
        ({"function": ["1000", "1310"]}, None, False),  # dwellings beside industry
        ({"function": ["1000", "8765"]}, None, True),
        ({"function": "31001_1123", "usage": "411"}, None, False),  # dwellings and shops, whatever else is said
        ({"function": ["1000", "unknown"]}, "residential", False),
        ({"class": "1000"}, None, False),  # codes of classes are another list
        ({"class": "Residential"}, "Residential", False),
        ({"function": "unknown"}, None, False),
        ({"function": None}, None, False),
        ({}, None, False),
    ],
)
def test_codes_of_functions(values, function, unknown, tmp_path):
    model = CityJson().add("b", values, [(1, solid(HOUSE, 5, 14))])
    frame, _, notes = read_city_model(model.write(tmp_path / "a.json"))
    assert frame["function"].tolist() == [function]
    assert ("unknown_function" in notes) == unknown


def test_functions_of_the_table_are_those_of_the_guideline():
    values = {row["value"] for row in tables.rows("city_models") if row["scheme"] != "geographic"}
    assert values == {"", *functions.FUNCTIONS}


@pytest.mark.parametrize(
    ("attributes", "storeys", "below", "height"),
    [
        ({"storeysAboveGround": "12", "storeysBelowGround": 0, "measuredHeight": "40.5 m"}, 12, 0, 40.5),
        ({"storeysAboveGround": -3}, np.nan, np.nan, 9),
        ({"storeysAboveGround": 9999, "storeysBelowGround": 9999}, np.nan, np.nan, 9),
        ({"storeysAboveGround": 0}, np.nan, np.nan, 9),
        ({"num_floors": 8, "num_floors_underground": 2, "height": 31}, 8, 2, 31),
        ({"bldg_storeysAboveGround": 5, "bldg:storeysBelowGround": 1, "bldg_measuredHeight": 17}, 5, 1, 17),
        ({"strysAbvG": 5, "strysBlwG": 1, "measurHgt": 17}, 5, 1, 17),
        ({"storeysAboveGround": None, "num_floors": "7"}, 7, np.nan, 9),
        ({"storeysAboveGround": "12层", "measuredHeight": 0}, 12, np.nan, 9),  # 0 m is nobody's height
        ({"storeysAboveGround": "B2/12F", "measuredHeight": "98 ft"}, np.nan, np.nan, 9),
        ({"storeysAboveGround": "3-5", "measuredHeight": "350cm"}, np.nan, np.nan, 3.5),
    ],
)
def test_numbers_by_hand(attributes, storeys, below, height, tmp_path):
    model = CityJson().add("b", attributes, [(1, solid(HOUSE, 5, 14))])
    frame = read_city_model(model.write(tmp_path / "a.json"))[0]
    np.testing.assert_array_equal(frame[["storeys", "storeys_below", "height"]], [[storeys, below, height]])


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("storeys", "storeysAboveGround bldg_storeysAboveGround bldg:storeysAboveGround strysAbvG num_floors"),
        ("storeys_below", "storeysBelowGround bldg_storeysBelowGround strysBlwG num_floors_underground"),
        ("height", "measuredHeight bldg_measuredHeight measurHgt"),
        ("function", "usage bldg_usage"),
    ],
)
def test_a_layer_of_a_city_model_is_recognised_by_every_tool(field, names):
    for name in names.split():
        assert attributes.find_field(["gml_id", name, "class"], field) == name


# Parts


def family(parts, attributes=None, geometry=()):
    model = CityJson().add("b", attributes, geometry)
    for number, (values, outline) in enumerate(parts):
        model.add(f"p{number}", values, [(1, solid(outline, 5, 14))], "BuildingPart", "b")
    return model


def rows(model, tmp_path):
    frame = read_city_model(model.write(tmp_path / "a.json"))[0]
    area = frame.geometry.area.round(6)
    return frame[["building", "storeys", "function"]].assign(area=area).fillna("").to_numpy().tolist()


def test_parts_that_say_nothing_are_one_building(tmp_path):
    west, east = box(0, 0, 10, 10), box(10, 0, 16, 10)
    model = family([({}, west), ({}, east)], {"storeysAboveGround": 5, "function": "office"})
    assert rows(model, tmp_path) == [["b", 5, "office", 160]]


def test_storeys_of_the_building_are_kept_where_its_part_has_a_height_only(tmp_path):
    model = family([({"measuredHeight": 17, "storeysBelowGround": 2}, HOUSE)], {"storeysAboveGround": 5})
    frame = read_city_model(model.write(tmp_path / "a.json"))[0]
    assert frame[["storeys", "storeys_below", "height"]].to_numpy().tolist() == [[5, 2, 17]]
    assert frame["assumed"].tolist() == [None]


def test_heights_of_parts_tell_where_nobody_has_storeys(tmp_path):
    west, east = box(0, 0, 10, 10), box(10, 0, 16, 10)
    model = family([({"measuredHeight": 7}, west), ({"measuredHeight": 70}, east)], {"storeysBelowGround": 1})
    frame = read_city_model(model.write(tmp_path / "a.json"))[0]
    assert frame[["building", "storeys_below", "height"]].to_numpy().tolist() == [["b", 1, 7], ["b", 1, 70]]


def test_an_outline_of_the_whole_is_taken_before_the_parts(tmp_path):
    whole = [[[(x, y, 5) for x, y in box(0, 0, 20, 10)]]]
    model = family([({}, box(0, 0, 10, 10))], {"storeysAboveGround": 5}, [(0, whole, [None])])
    assert rows(model, tmp_path) == [["b", 5, "", 200]]


def test_a_building_beside_its_parts_is_a_part_itself(tmp_path):
    #  the hall 20 × 10 with an annex 5 × 10 that is a part
    hall, annex = box(0, 0, 20, 10), box(20, 0, 25, 10)
    model = family([({"storeysAboveGround": 2}, annex)], {"storeysAboveGround": 6}, [(1, solid(hall, 5, 30))])
    assert sorted(rows(model, tmp_path)) == [["b", 2, "", 50], ["b", 6, "", 200]]


def test_a_solid_of_the_whole_is_no_part(tmp_path):
    parts = [({"storeysAboveGround": 2}, box(0, 0, 10, 10)), ({"storeysAboveGround": 9}, box(10, 0, 20, 10))]
    model = family(parts, {"storeysAboveGround": 9}, [(1, solid(box(0, 0, 20, 10), 5, 30))])
    assert sorted(rows(model, tmp_path)) == [["b", 2, "", 100], ["b", 9, "", 100]]


def test_a_part_without_its_building_stands_alone(tmp_path):
    model = CityJson().add("p", {"storeysAboveGround": 2}, [(1, solid(HOUSE, 5, 14))], "BuildingPart")
    model.objects["p"]["parents"] = ["gone"]
    assert rows(model, tmp_path) == [["gone", 2, "", 60]]


# Broken files


def refusal(path):
    with pytest.raises(InputError) as refused:
        read_city_model(path)
    error = refused.value
    assert error.parameter == "CITY_MODEL"
    assert error.permitted == "a whole CityGML or CityJSON file with buildings"
    assert "Traceback" not in str(error)
    return error.value


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("a.gml", b"", "neither XML nor JSON"),
        ("a.gml", b"PK\x03\x04zip", "neither XML nor JSON"),
        ("a.gml", b"<kml><Document/></kml>", "kml"),
        ("a.json", b'{"type": "FeatureCollection", "features": []}', "type 'FeatureCollection'"),
        ("a.json", b"{}", "type None"),
        ("a.json", b"[1, 2]", "neither XML nor JSON"),
        ("a.json", b'{"type": "CityJSON", "CityObjects": {"a": {} "b"}}', "instead of ,"),
        ("a.json", b'{"type": "CityJSON", "CityObjects": {}, "vertices": []}', "no building"),
        ("a.json", b'{"type": "CityJSON", "CityObjects": {"b": [}, "vertices": []}', "Expecting value"),
        ("a.json", b'{"type": "CityJSON", "CityObjects": {"b": 1}}', "CityObject b"),
        ("a.json", b'{"type": "CityJSON", "transform": 7, "vertices": []}', "parts that are not as CityJSON"),
        ("a.json", b'{"type": "CityJSON", "name": "\xff\xfe"}', "utf-8"),
        ("a.json", b'{"type": "CityJSON", "vertices": [[1, 2]]}', "a vertex without three coordinates"),
        ("a.json", b'{"type": "CityJSON", "CityObjects": [], "vertices": []}', "'['"),
        ("a.gz", b"\x1f\x8b\x08\x00broken", "ends too early"),
    ],
)
def test_other_files_are_refused(name, content, found, tmp_path):
    path = tmp_path / name
    path.write_bytes(content)
    assert found in refusal(path)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    assert "No such file" in refusal(tmp_path / "none.gml")
    assert refusal(tmp_path)


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.97])
def test_truncated_files_are_refused(write, share, tmp_path):
    path = write(tmp_path)
    content = path.read_bytes()
    path.write_bytes(content[: int(share * len(content))])
    found = refusal(path)
    assert re.search("ends too early|unclosed token|no element found|utf-8", found), found


def test_entities_are_refused(tmp_path):
    bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    path = city_gml(tmp_path / "a.gml", building("b", lod1(HOUSE, 5, 14)), before=bomb)
    assert "document type declaration" in refusal(path)


def test_coordinates_that_the_crs_cannot_have_are_refused(tmp_path):
    path = city_gml(tmp_path / "a.gml", building("b", lod1(HOUSE, 5, 14)), crs="urn:ogc:def:crs:EPSG::4326")
    with pytest.raises(InputError, match="446006, EPSG:4326.*Set the CRS"):
        read_city_model(path)


def test_a_number_of_a_vertex_that_there_is_not_is_refused(tmp_path):
    model = sample_json()
    model.vertices = model.vertices[:-30]  # the road, which is not read, has the last 24
    assert "vertex" in refusal(model.write(tmp_path / "a.json"))
    assert "vertex" in refusal(model.write_sequence(tmp_path / "a.jsonl"))


def test_bad_buildings_are_skipped_and_named(tmp_path):
    model = sample_json()
    model.add("letters", {}, [])
    model.objects["letters"]["geometry"] = [{"type": "Solid", "lod": "1", "boundaries": [[[["a", "b", "c"]]]]}]
    model.add("thin", {}, [(1, [[[(0, 0, 0), (1, 1, 0)]]])])
    model.add("empty", {"storeysAboveGround": 3})
    model.add("nan", {}, [])
    model.objects["nan"]["geometry"] = [{"type": "MultiSurface", "boundaries": None}]
    frame, _, notes = read_city_model(model.write(tmp_path / "a.json"))
    assert len(frame) == 6
    assert notes["without_footprint"] == ["letters", "thin", "empty", "nan"]
    assert set(notes["broken_geometry"]) == {"letters", "thin", "nan"}


def test_a_model_without_any_footprint_is_refused(tmp_path):
    model = CityJson().add("B-1", {"storeysAboveGround": 3})
    assert "no building with a footprint" in refusal(model.write(tmp_path / "a.json"))


def test_a_part_without_a_footprint_is_named(tmp_path):
    model = family([({"storeysAboveGround": 2}, HOUSE)])
    model.add("p9", {"storeysAboveGround": 5}, [], "BuildingPart", "b")
    frame, _, notes = read_city_model(model.write(tmp_path / "a.json"))
    assert (frame["storeys"].tolist(), notes["without_footprint"]) == ([2], ["p9"])


def test_short_names_in_small_letters_mean_longitude_first(tmp_path):
    # Darmstadt: 8.6° east, 49.9° north, where either order could be meant
    corners = [(x, y, 5) for x, y in box(8.6, 49.9, 8.601, 49.901)]
    face = f"<gml:MultiSurface><gml:surfaceMember>{polygon([corners])}</gml:surfaceMember></gml:MultiSurface>"
    inner = f"<bldg:lod0FootPrint>{face}</bldg:lod0FootPrint>"
    path = city_gml(tmp_path / "a.gml", building("b", inner), crs="epsg:4326")
    assert read_city_model(path)[0].total_bounds.tolist() == pytest.approx([8.6, 49.9, 8.601, 49.901])


def test_bad_numbers_in_citygml_are_named(tmp_path):
    broken = lod1(HOUSE, 5, 14).replace("85010", "8501O")
    path = city_gml(tmp_path / "a.gml", building("b", broken), building("house", lod1(HOUSE, 5, 14)))
    frame, _, notes = read_city_model(path)
    assert frame["building"].tolist() == ["house"]
    assert notes["broken_geometry"] == ["b"]


# Steps and pieces


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
def test_shares_rise_and_the_file_is_closed(write, tmp_path, monkeypatch):
    monkeypatch.setattr(city_models.city_gml, "_BATCH", 2)
    monkeypatch.setattr(city_json, "_BATCH", 2)
    monkeypatch.setattr(city_json, "_CHUNK", 40)
    path = write(tmp_path)
    shares = list(read_city_model_steps(path))
    assert shares == sorted(shares)
    assert 0 <= shares[0] <= shares[-1] <= 1
    frame = read_city_model(path)[0]
    assert frame.geometry.area.round(6).tolist() == list(AREAS.values())
    path.unlink()


@settings(max_examples=40)
@given(st.integers(1, 400), st.sampled_from([None, 1]), st.randoms())
def test_pieces_of_any_size_read_the_same(chunk, indent, random):
    model = sample_json()
    keys = list(model.document())
    random.shuffle(keys)
    text = json.dumps({key: model.document()[key] for key in keys}, indent=indent)
    old, city_json._CHUNK = city_json._CHUNK, chunk
    try:
        batches = [batch for batch in city_json.batches(io.BytesIO(text.encode())) if batch]
    finally:
        city_json._CHUNK = old
    assert [each.name for each in batches[0][0]] == [name for name in model.objects if name != "road"]
    assert shapely.area(city_footprints.footprints(batches[0][1], 7).geometry[[0, 1]]).round(6).tolist() == [60, 296]


@settings(max_examples=25)
@given(st.lists(st.tuples(*[st.integers(1, 400)] * 5), min_size=1, max_size=8), st.randoms())
def test_solids_anywhere_in_any_order_in_both_formats(sizes, random):
    outlines = [box(x, y, x + wide, y + deep) for x, y, wide, deep, _ in sizes]
    solids = [solid(outline, 3, 3 + size[4]) for outline, size in zip(outlines, sizes)]
    model, members = CityJson(), []
    for number, faces in enumerate(solids):
        random.shuffle(faces)
        model.add(f"B-{number}", {}, [(1, faces)])
        members.append(building(f"B-{number}", f"<bldg:lod1Solid>{shell(moved(faces))}</bldg:lod1Solid>"))
    random.shuffle(members)
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        found = [read_city_model(model.write(folder / "a.json"))[0]]
        found.append(read_city_model(city_gml(folder / "a.gml", *members))[0])
    for frame in found:
        frame = frame.set_index("building").loc[[f"B-{number}" for number in range(len(sizes))]]
        assert frame.geometry.area.round(6).tolist() == [size[2] * size[3] for size in sizes]
        assert frame["height"].tolist() == [size[4] for size in sizes]
        assert (frame["ground_z"] == 3).all()


def test_namespaces_may_have_any_prefix(tmp_path):
    path = sample_gml(tmp_path / "a.gml", names=GML2)
    text = re.sub(r"\bbldg\b", "b", path.read_text("utf-8"))
    path.write_text(text, encoding="utf-8")
    assert len(read_city_model(path)[0]) == 6
