"""What a district package holds: the tables behind it, and the names of files."""

import re
import sqlite3

import pandas
import pytest
from hypothesis import given
from hypothesis import strategies as st
from multiground.urbanform import clauses, create_package, faults_of_attributes, tables
from planted_faults import DEMO

LAYERS = create_package.layers()
LISTS = sorted({row["list"] for row in tables.rows("value_lists")})
# The interface's codes, as it writes them.
CODES = {
    "function": "office commercial culture residential hotel public_service auxiliary",
    "surface": "skyway rooftop underground other",
    "vertical": "stairs escalator ramp elevator enclosed_stairs",
    "district": "centre industry hub residential",
    "road": "expressway arterial secondary branch",
    "enclosure": "outdoor semi_outdoor indoor",
    "direction": "both forward backward",
    "station": "metro tram brt bus",
    "stage": "new existing",
    "sensitive": "housing hospital school",
    "excluded": "passage square heritage",
    "greenery": "tree shrub grass roof",
    "walkway": "footway crossing skyway underpass corridor stairs escalator ramp elevator closed",
    "category": "convenience cafe restaurant supermarket bank bookshop clinic primary_school community_centre mall"
    " cinema cultural_centre hospital secondary_school civic_centre housing hotel",
}


def test_layers_are_those_of_the_data_model_in_its_order():
    names = """
        district roads plots buildings floors surfaces verticals walkways facilities stations open_spaces landmarks
        sensitive setback_lines excluded data_extent constraints greenery water
    """
    assert [*LAYERS] == names.split()


def test_demo_district_has_the_layers_and_fields_of_the_table():
    connection = sqlite3.connect(f"{DEMO.as_uri()}?mode=ro", uri=True)
    types = {"text": "TEXT", "real": "REAL", "whole": "MEDIUMINT", "yesno": "BOOLEAN"}
    geometry = {"point": "POINT", "line": "LINESTRING", "linez": "LINESTRING", "polygon": "POLYGON"}
    for layer in LAYERS.values():
        found = [row[1:3] for row in connection.execute(f"PRAGMA table_info({layer.name})")][1:]
        drawn = geometry[layer.geometry[0]] if len(layer.geometry) == 1 else "GEOMETRY"
        assert found == [("geom", drawn), *((field.name, types[field.type]) for field in layer.fields)]
    connection.close()


@pytest.mark.parametrize("name", CODES)
def test_lists_hold_the_codes_of_the_interface(name):
    codes = [row["code"] for row in create_package.codes(name)]
    assert codes == CODES[name].split()


@pytest.mark.parametrize(
    ("name", "table", "key", "labels"),
    [
        ("function", "functions", "function", ("name_en", "name_zh")),
        ("walkway", "walkways", "kind", ("label_en", "label_zh")),
        ("category", "facilities", "category", ("label_en", "label_zh")),
    ],
)
def test_lists_are_worded_as_the_tables_that_the_measures_read(name, table, key, labels):
    known = {row[key]: tuple(row[label] for label in labels) for row in tables.rows(table) if row[key] != "none"}
    assert {row["code"]: (row["label_en"], row["label_zh"]) for row in create_package.codes(name)} == known


def test_constraints_are_those_of_the_guideline():
    subjects = {row["subject"] for row in tables.rows("clauses") if row["measure"] == "buffer_m"}
    assert subjects <= {row["code"] for row in create_package.codes("constraint")}
    assert clauses.bounds("6.3.5", "buffer_m", "railway")


@pytest.mark.parametrize("name", LISTS)
def test_what_a_list_offers_is_read_by_the_measures(name):
    field = next(field.name for layer in LAYERS.values() for field in layer.fields if field.values == name)
    values = pandas.DataFrame({field: [row["code"] for row in create_package.codes(name)]})
    assert values[field][faults_of_attributes.unknown_codes(values, field, name)].tolist() == []


def test_every_list_is_used_and_every_used_list_is_there():
    used = {field.values for layer in LAYERS.values() for field in layer.fields} - {"", "landuse"}
    assert used == set(LISTS)


def test_ranges_are_in_order_and_usual_numbers_possible():
    spans = [layer.span for layer in LAYERS.values()] + [f.span for layer in LAYERS.values() for f in layer.fields]
    for span in spans:
        ends = [span.least, span.usual_least, span.usual_most, span.most]
        given = [end for end in ends if end is not None]
        assert given == sorted(given), span


def test_clauses_that_are_measured_read_layers_and_fields_that_exist():
    known = {*LAYERS, *(f"{layer.name}.{field.name}" for layer in LAYERS.values() for field in layer.fields)}
    measured = {row["clause"]: row["layers"].split() for row in tables.rows("measures")}
    rows = {row["clause"]: row for row in tables.rows("package_clauses")}
    assert [*rows] == [*measured]
    for clause, row in rows.items():
        words = re.sub(r"\bspaces\b", "floors", f"{row['needs']};{row['helps']}".replace("=office", ""))
        assert set(re.split("[;|]", words)) - {""} <= known, row
        needed = {need.split(".")[0] for need in words.split(";")}
        assert set(measured[clause]) <= needed, row


@given(st.text())
def test_any_name_of_a_district_makes_the_name_of_a_file(name):
    file = create_package.file_name(name)
    assert 0 < len(file) <= 81
    assert not set(file) & set('<>:"/\\|?*\n\0')
    assert file == file.strip(" .")
    assert create_package.file_name(file) in (file, f"{file}_")
