"""The code tables: their columns, keys and numbers, and that they hold what the interface promises."""

import datetime
import itertools
import math
import unicodedata

import pytest
from multiground.urbanform import clauses, tables

COLUMNS = {
    "city_models": "scheme code value meaning",
    "clauses": "clause title_en title_zh scope subject measure verb grade lower upper excluded unit source from until"
    " text_en text_zh",
    "configuration": "district_type group kind_en kind_zh item_en item_zh osm words",
    "facilities": "category band label_en label_zh osm words",
    "fields": "field label_en label_zh aliases",
    "functions": "function dimension publicness quiet name_en name_zh contents_en contents_zh codes osm words",
    "hong_kong": "field code enclosure meaning",
    "landkinds": "kind code",
    "landuse": "scheme code class name_en name_zh",
    "osm_tags": "layer geometry value osm names note",
    "package": "layer field type values needed least most usual_least usual_most unit source title_en title_zh colour",
    "package_checks": "code severity lower upper unit source wrong_en wrong_zh remedy_en remedy_zh",
    "package_clauses": "clause needs helps",
    "measures": "clause algorithm output layers figure factor unit_en unit_zh decimals things_en things_zh grade"
    " features evidence worked working_en working_zh",
    "roads": "scheme value class",
    "value_lists": "list code label_en label_zh colour",
    "walkways": "kind label_en label_zh meaning_en meaning_zh walking_factor speed_m_per_s lift_speed_m_per_s step_free"
    " source osm_order osm hong_kong words",
    "words": "subject value code",
}
KEYS = {
    "city_models": ("scheme", "code"),
    "clauses": ("clause", "subject", "measure", "lower", "upper", "from"),
    "configuration": ("district_type", "item_en"),
    "facilities": ("category",),
    "fields": ("field",),
    "functions": ("function",),
    "hong_kong": ("field", "code"),
    "landkinds": ("kind", "code"),
    "landuse": ("scheme", "code"),
    "osm_tags": ("layer", "value", "osm"),
    "package": ("layer", "field"),
    "package_checks": ("code",),
    "package_clauses": ("clause",),
    "measures": ("clause",),
    "roads": ("scheme", "value"),
    "value_lists": ("list", "code"),
    "walkways": ("kind",),
    "words": ("subject", "value"),
}
NUMBERED = """
    1.0.2
    4.1.1 4.1.2 4.1.3-1 4.1.3-2 4.1.4 4.2.1 4.2.2
    5.1.1 5.1.2 5.2.1 5.2.2 5.2.3-1 5.2.3-2 5.2.3-3 5.2.4 5.2.5 5.3.1 5.3.2 5.3.3 5.3.4
    6.1.1 6.1.2 6.1.3 6.2.1 6.2.2 6.3.1 6.3.2 6.3.3 6.3.4 6.3.5 6.3.6 6.3.7
    7.1.1 7.1.2 7.1.3 7.1.4
"""
PACKAGE_FIELDS = """
    name type stage planned_area planned_density planned_far class oneway plot use commercial_m2 residential_m2
    public_m2 other_m2 far core building storeys storeys_below height ground_z function storey z area auxiliary_m2
    owner open_to_surface surface kind enclosure public open_24h z_from z_to width run from_surface to_surface
    area_h area_v direction category buffer radius level
"""
READ_FIELDS = """
    id level u v oneway_foot opening_hours highway footway bridge tunnel layer indoor covered conveying foot access
    sidewalk band amenity shop tourism office leisure man_made power healthcare isced_level
"""
ADDED_FIELDS = """
    road_km area_km2 density density_full density_none weight use_class area_m2 min_side_m mbr_side_m inscribed_m
    shape_note area_check side_check grade clause finding needed state origin_id minutes reach_m street_m ped_shed
    access_m from_min to_min reason distance_m n_missing missing served_pct median_min max_min nearest_unserved
    n_systems n_isolated sum_f mean_f a_pd a_mgs a_ground a_vh a_vz denominator ratio mper mper_with_ground
    n_assumed_open n_assumed_width n_near_step system n_surfaces f_above f_below f_ground f_total near_ground
    counted a_h a_v step_free_m systems f f_other rank measure rise_m mper_after grade_after n_after
    feature severity code wrong remedy title n_features
    sum_f_after change warning ratio_from ratio_to area_from_m2 area_to_m2 sum_f_from sum_f_to
"""
# OpenStreetMap's class of a road and its kind of way are one column; no measure reads it as both.
SHARED_NAMES = {"highway": ["class", "highway"], "fclass": ["class", "highway"]}
VERBS = {"必须", "严禁", "应", "不应", "不得", "宜", "不宜", "可", ""}
TABLES = pytest.mark.parametrize("table", COLUMNS)
ROWS = tables.rows("clauses")


def test_every_table_beside_the_code_is_tested():
    assert {path.stem for path in tables.FOLDER.glob("*.csv")} == set(COLUMNS)


@TABLES
def test_columns(table):
    assert list(tables.rows(table)[0]) == COLUMNS[table].split()


@TABLES
def test_every_row_has_every_cell_and_no_stray_space(table):
    for row in tables.rows(table):
        assert None not in row, row  # a row longer than the heading
        assert all(cell is not None and cell == cell.strip() for cell in row.values()), row


@TABLES
def test_keys_are_unique(table):
    keys = [tuple(row[column] for column in KEYS[table]) for row in tables.rows(table)]
    assert [key for key in set(keys) if keys.count(key) > 1] == []
    assert all(key[0] for key in keys)


@TABLES
def test_file_is_utf_8_with_one_kind_of_line_end(table):
    content = (tables.FOLDER / f"{table}.csv").read_bytes()
    content.decode("utf-8")
    assert content.endswith(b"\n")
    assert b"\r" not in content.replace(b"\r\n", b"") and (
        b"\r\n" not in content or content.count(b"\r\n") == content.count(b"\n")
    )


# clauses.csv: the guideline as data


def test_every_numbered_clause_is_there_in_order():
    assert list(dict.fromkeys(row["clause"] for row in ROWS)) == NUMBERED.split()


@pytest.mark.parametrize("clause", NUMBERED.split())
def test_clause_has_title_scope_and_wording_in_both_languages(clause):
    rows = [row for row in ROWS if row["clause"] == clause]
    assert all(rows[0][column] for column in ("title_en", "title_zh", "scope", "text_en", "text_zh"))
    assert rows[0]["scope"] in ("computable", "partly", "manual")
    assert not any(row[column] for row in rows[1:] for column in ("title_en", "title_zh", "scope"))


def test_wording_stands_in_both_languages():
    def is_chinese(text):
        return any("CJK" in unicodedata.name(letter, "") for letter in text)

    for row in ROWS:
        assert row["text_en"] and not is_chinese(row["text_en"]), row
        assert row["text_zh"], row
        assert is_chinese(row["text_zh"]) and is_chinese(row["title_zh"] or "中"), row


def test_verbs_grades_sources_and_dates_are_known_ones():
    for row in ROWS:
        assert row["verb"] in VERBS, row
        assert row["grade"] in (*clauses.GRADES, ""), row
        assert row["source"] in ("S", "A", "B", "C", "D"), row
        assert row["excluded"] in ("", "lower", "upper", "both"), row
        for date in filter(None, (row["from"], row["until"])):
            datetime.date.fromisoformat(date)


def test_bounds_are_numbers_in_order():
    for row in ROWS:
        lower, upper = float(row["lower"] or -math.inf), float(row["upper"] or math.inf)
        assert lower <= upper, row
        assert not math.isnan(lower + upper) or math.isinf(lower), row
        assert bool(row["lower"] or row["upper"]) == bool(row["measure"]), row
        assert not row["excluded"] or row["measure"], row
        # an end that is left out has to be there
        assert row["lower"] or row["excluded"] not in ("lower", "both"), row
        assert row["upper"] or row["excluded"] not in ("upper", "both"), row


def by_measure():
    def key(row):
        return row["clause"], row["measure"], row["subject"]

    rows = sorted((row for row in ROWS if row["grade"] and not row["until"]), key=key)
    return {one: list(group) for one, group in itertools.groupby(rows, key)}


@pytest.mark.parametrize("measure", by_measure(), ids=" ".join)
def test_intervals_of_a_graded_measure_do_not_overlap(measure):
    rows = sorted(by_measure()[measure], key=lambda row: float(row["lower"] or -math.inf))
    for below, above in zip(rows, rows[1:]):
        end, begin = float(below["upper"]), float(above["lower"])
        both = below["excluded"] not in ("upper", "both") and above["excluded"] not in ("lower", "both")
        assert end < begin or (end == begin and not both), (below, above)
    assert len({row["unit"] for row in rows}) == 1


@pytest.mark.parametrize("measure", by_measure(), ids=" ".join)
def test_measure_has_an_excellent_grade_and_only_a_duty_can_be_violated(measure):
    rows = by_measure()[measure]
    assert "excellent" in {row["grade"] for row in rows}
    for row in rows:
        assert row["grade"] != "violation" or row["verb"] in ("必须", "严禁", "应", "不应", "不得"), row


@pytest.mark.parametrize("measure", by_measure(), ids=" ".join)
def test_no_value_falls_between_two_intervals(measure):
    rows = sorted(by_measure()[measure], key=lambda row: float(row["lower"] or -math.inf))
    whole = measure[1] in ("storeys", "dimensions_count", "functions_count")
    for below, above in zip(rows, rows[1:]):
        end, begin = float(below["upper"]), float(above["lower"])
        one = below["excluded"] in ("upper", "both") or above["excluded"] in ("lower", "both")
        assert end + 1 == begin if whole and end != begin else end == begin and one, (below, above)


def test_bounds_come_best_grade_first_and_unknown_ones_are_an_error():
    assert [bound.grade for bound in clauses.bounds("4.1.3-1", "density_km_per_km2")] == [*clauses.GRADES]
    with pytest.raises(KeyError, match=r"4\.1\.3-1.*width"):
        clauses.bounds("4.1.3-1", "width")
    with pytest.raises(KeyError, match="everything"):
        clauses.bounds("4.2.2", "area_m2", "everything")


def test_repealed_row_is_left_out(tmp_path):
    head = "clause,subject,measure,grade,lower,upper,excluded,unit,until\n"
    profile = tmp_path / "profile.csv"
    profile.write_text(
        head + "1,,a,good,1,2,,m,2024-01-01\n1,,a,good,3,4,both,m,\n1,,b,good,1,,,m,2024-01-01\n", encoding="utf-8"
    )
    with clauses.profile(profile):
        assert clauses.bounds("1", "a") == [clauses.Bound("good", 3.0, 4.0, False, False, "m")]
        with pytest.raises(KeyError):
            clauses.bounds("1", "b")
    assert clauses.bounds("4.1.4", "storeys")[0].upper == 25  # ours are in force again


def test_plot_sizes_are_those_of_table_4_2_2():
    ranges = {
        use_class: [clauses.bounds("4.2.2", measure, use_class)[0][1:5] for measure in ("area_m2", "min_side_m")]
        for use_class in ("commercial", "core_commercial", "residential", "public_service", "mixed")
    }
    assert ranges == {
        "commercial": [(5000, 20000, True, True), (60, 80, True, True)],
        "core_commercial": [(5000, math.inf, True, True), (60, 80, True, True)],
        "residential": [(10000, 40000, True, True), (80, 120, True, True)],
        "public_service": [(5000, 15000, True, True), (40, 80, True, True)],
        "mixed": [(15000, 50000, True, True), (100, 150, True, True)],
    }


# The codes of the interface


def test_functions_and_dimensions_are_those_of_the_interface():
    dimensions = {row["function"]: row["dimension"] for row in tables.rows("functions")}
    assert dimensions == {
        **dict.fromkeys(["office", "commercial", "culture"], "business"),
        **dict.fromkeys(["residential", "hotel"], "living"),
        **dict.fromkeys(["public_service", "auxiliary"], "public"),
    }


def test_publicness_orders_the_functions():
    publicness = {row["function"]: int(row["publicness"]) for row in tables.rows("functions") if row["publicness"]}
    assert publicness == {
        **dict.fromkeys(["commercial", "culture", "public_service"], 3),
        **dict.fromkeys(["hotel", "office"], 2),
        "residential": 1,
    }
    assert {row["quiet"] for row in tables.rows("functions")} == {"0", "1"}


def test_functions_are_named_in_both_languages():
    names = {row["function"]: row["name_zh"] for row in tables.rows("functions")}
    assert " ".join(names.values()) == "办公 商业 文化 居住 酒店 公共服务 辅助服务"
    for row in tables.rows("functions"):
        assert all(row[column] for column in ("name_en", "contents_en", "contents_zh")), row


def test_land_use_classes_are_those_of_the_interface():
    assert {row["class"] for row in tables.rows("landuse")} == {
        *("commercial", "residential", "public_service", "mixed", "other")
    }
    assert {row["scheme"] for row in tables.rows("landuse")} == {"gb50137", "mnr2023", "szbz", "name", "english"}


@pytest.mark.parametrize(("table", "column"), [("landuse", "code"), ("roads", "value")])
def test_code_of_several_schemes_stands_for_one_class(table, column):
    found = {}
    for row in tables.rows(table):
        found.setdefault(row[column].lower(), set()).add(row["class"])
    assert {code: use_classes for code, use_classes in found.items() if len(use_classes) > 1} == {}


def test_land_use_rows_are_named_in_both_languages():
    for row in tables.rows("landuse"):
        assert row["name_en"] and row["name_zh"], row
        assert row["scheme"] in ("name", "english") or row["code"] == row["code"].upper(), row
        assert row["scheme"] != "english" or row["code"] == row["code"].lower(), row


def test_road_classes_are_those_of_the_interface():
    rows = tables.rows("roads")
    assert {row["class"] for row in rows} == {"expressway", "arterial", "secondary", "branch", ""}
    assert {row["value"]: row["class"] for row in rows if row["scheme"] == "canonical"} == {
        name: name for name in ("expressway", "arterial", "secondary", "branch")
    }
    assert all(row["value"] == row["value"].lower() for row in rows)


@pytest.mark.parametrize(
    ("values", "road_class"),
    [
        ("motorway trunk 快速路", "expressway"),
        ("primary 主干路", "arterial"),
        ("secondary 次干路", "secondary"),
        ("tertiary unclassified residential living_street 支路", "branch"),
        ("motorway_link primary_link service track footway cycleway path steps 匝道 辅路 小区路 人行道", ""),
    ],
)
def test_usual_roads_have_their_class(values, road_class):
    classes = {row["value"]: row["class"] for row in tables.rows("roads")}
    assert {value: classes[value] for value in values.split()} == dict.fromkeys(values.split(), road_class)


def test_words_are_written_as_they_are_looked_for():
    for row in tables.rows("words"):
        assert row["value"] == row["value"].lower().replace(" ", "_").replace("-", "_"), row


# fields.csv


def aliases(row):
    return [alias for alias in row["aliases"].split(";") if alias]


def test_no_alias_stands_for_two_fields():
    owners = {}
    for row in tables.rows("fields"):
        for name in {name.strip().lower() for name in (row["field"], *aliases(row))}:
            owners.setdefault(name, []).append(row["field"])
    assert {name: fields for name, fields in owners.items() if len(fields) > 1} == SHARED_NAMES


def test_no_alias_is_listed_twice_or_is_the_field_itself():
    for row in tables.rows("fields"):
        names = [name.strip().lower() for name in (row["field"], *aliases(row))]
        assert len(names) == len(set(names)), row


def test_fields_are_ascii_and_labelled_in_both_languages():
    labels = {"label_en": [], "label_zh": []}
    for row in tables.rows("fields"):
        assert row["field"].isascii() and row["field"].isidentifier(), row
        for column, found in labels.items():
            assert row[column], row
            found.append(row[column])
    assert all(len(set(found)) == len(found) for found in labels.values())


@pytest.mark.parametrize(
    "names",
    [PACKAGE_FIELDS, READ_FIELDS, ADDED_FIELDS],
    ids=["district package", "beside it", "added by measures"],
)
def test_fields_of_the_interface_are_listed(names):
    assert set(names.split()) <= {row["field"] for row in tables.rows("fields")}


def test_table_is_read_by_name_and_by_path(tmp_path):
    path = tmp_path / "own.csv"
    path.write_bytes("\ufeffvalue,class\n乙路,branch\n".encode())  # a spreadsheet's byte order mark
    assert tables.rows(path) == [{"value": "乙路", "class": "branch"}]
    assert tables.rows("roads") == tables.rows(tables.FOLDER / "roads.csv")


def test_tables_are_read_once_while_a_measure_runs_and_again_after_it(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("a\n1\n", encoding="utf-8")
    with tables.read_once():
        first = tables.rows(path)
        first.append("not of the table")
        path.write_text("a\n2\n", encoding="utf-8")
        with tables.read_once():  # a measure within an assessment
            assert tables.rows(path) == [{"a": "1"}]
        assert tables.rows(path) == [{"a": "1"}]
    assert tables.rows(path) == [{"a": "2"}]
