"""Service categories of facilities, in the words of planners, map services and OpenStreetMap."""

import collections
import contextlib
import math
import os
import pathlib
import sqlite3
import time

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from multiground.urbanform import clauses, facilities, tables, tag_rules
from multiground.urbanform.errors import InputError

ROWS = {row["category"]: row for row in tables.rows("facilities")}
BANDS = {
    **dict.fromkeys(["convenience", "cafe", "restaurant"], 5),
    **dict.fromkeys(["supermarket", "bank", "bookshop", "clinic", "primary_school", "community_centre"], 10),
    **dict.fromkeys(["mall", "cinema", "cultural_centre", "hospital", "secondary_school", "civic_centre"], 15),
    **dict.fromkeys(["housing", "hotel"], 15),
}
DATA = pathlib.Path(os.environ.get("MULTIGROUND_DATA", pathlib.Path(__file__).parents[2] / "shared" / "data"))
NULLS = [None, math.nan, pd.NA, "", "  ", "　"]


def category_of(known=None, **fields):
    """Return the category of one facility, None where it has none, ? where its category was not read."""
    category, unread = facilities.categories(pd.DataFrame([fields]), known)
    assert category[0] is None or len(unread) == 0
    return "?" if len(unread) else category[0]


def words_of(row):
    return row["words"].split(";") if row["words"] else []


# facilities.csv


def test_categories_and_bands_are_those_of_the_guideline():
    assert {row["category"]: row["band"] for row in ROWS.values()} == {
        **{category: str(band) for category, band in BANDS.items()},
        "none": "",
    }
    assert facilities.bands() == BANDS
    for band in {5, 10, 15}:
        assert clauses.bounds("5.2.5", "minutes", f"band_{band}")[0].upper == band


def test_categories_are_named_in_the_guidelines_words():
    assert [ROWS[category]["label_zh"] for category in BANDS] == [
        *("便利店", "咖啡馆", "餐饮", "超市", "银行", "书店", "社区医院", "小学", "社区中心"),
        *("购物中心", "影院", "文化中心", "综合医院", "中学", "行政大厅", "住宅", "酒店"),
    ]
    assert all(row["label_en"] for row in ROWS.values())


def test_no_word_stands_for_two_categories():
    owners = {}
    for category, row in ROWS.items():
        for word in {category, row["label_en"].lower().replace(" ", "_"), row["label_zh"], *words_of(row)}:
            owners.setdefault(word.replace("-", "_"), set()).add(category)
    assert {word: found for word, found in owners.items() if len(found) > 1} == {}


def test_words_are_in_small_letters_and_listed_once():
    for row in ROWS.values():
        words = words_of(row)
        assert all(word and word == word.lower() and " " not in word for word in words), row
        assert len(set(words)) == len(words), row
        assert not {row["category"], row["label_zh"]} & set(words), row


def test_word_of_no_category_holds_a_word_that_it_must_not_be_taken_for():
    words = [word for category in BANDS for word in (category, ROWS[category]["label_zh"], *words_of(ROWS[category]))]
    idle = [word for word in words_of(ROWS["none"]) if not any(shorter in word for shorter in words)]
    assert idle == ["atm", "自动提款机"]  # which stand beside the name of their bank


def test_rules_name_known_fields():
    keys = {c.key for row in ROWS.values() for rule in tag_rules.parse(row["osm"]) for c in rule}
    assert keys == set(facilities.FIELDS)
    assert keys <= {row["field"] for row in tables.rows("fields")}


@pytest.mark.parametrize("category", BANDS)
def test_every_category_has_rules_and_words(category):
    assert tag_rules.parse(ROWS[category]["osm"]) and words_of(ROWS[category])


# Words


def test_every_word_is_read_in_its_forms():
    expected = {}
    for category, row in ROWS.items():
        for word in {category, row["label_en"], row["label_zh"], *words_of(row)}:
            for spelt in (word, word.upper(), word.replace("_", " "), word.replace("_", "-"), f"　{word} "):
                expected[spelt] = None if category == "none" else category
    category, unread = facilities.categories(pd.DataFrame({"category": list(expected)}))
    assert dict(zip(expected, category)) == expected
    assert len(unread) == 0


@pytest.mark.parametrize(
    ("types", "category"),
    [
        # Gaode: kind;kind;kind, the finest last
        ("购物服务;便民商店/便利店;便民商店/便利店", "convenience"),
        ("购物服务;便民商店/便利店;7-ELEVEn便利店", "convenience"),
        ("餐饮服务;咖啡厅;星巴克咖啡", "cafe"),
        ("餐饮服务;咖啡厅;Pacific Coffee Company", "cafe"),
        ("餐饮服务;中餐厅;四川菜(川菜)", "restaurant"),
        ("餐饮服务;快餐厅;麦当劳", "restaurant"),
        ("餐饮服务;外国餐厅;韩国料理", "restaurant"),
        ("餐饮服务;餐饮相关场所;餐饮相关", "restaurant"),
        ("购物服务;超级市场;沃尔玛", "supermarket"),
        ("购物服务;超级市场;超市", "supermarket"),
        ("金融保险服务;银行;中国工商银行", "bank"),
        ("金融保险服务;自动提款机;中国工商银行ATM", None),
        ("金融保险服务;自动提款机;自动提款机", None),
        ("金融保险服务;银行相关;银行相关", None),
        ("金融保险服务;保险公司;中国人寿保险公司", "?"),
        ("购物服务;专卖店;书店", "bookshop"),
        ("购物服务;文化用品店;文化用品店", "?"),
        ("医疗保健服务;诊所;诊所", "clinic"),
        ("医疗保健服务;综合医院;卫生院", "clinic"),
        ("医疗保健服务;综合医院;综合医院", "hospital"),
        ("医疗保健服务;综合医院;三级甲等医院", "hospital"),
        ("医疗保健服务;专科医院;口腔医院", None),
        ("医疗保健服务;专科医院;专科医院", None),
        ("医疗保健服务;动物医疗场所;宠物诊所", None),
        ("医疗保健服务;医药保健销售店;药房", "?"),
        ("科教文化服务;学校;小学", "primary_school"),
        ("科教文化服务;学校;中学", "secondary_school"),
        ("科教文化服务;学校;职业技术学校", "?"),
        ("科教文化服务;学校;幼儿园", "?"),
        ("科教文化服务;学校;高等院校", "?"),
        ("科教文化服务;图书馆;图书馆", "cultural_centre"),
        ("科教文化服务;博物馆;博物馆", "cultural_centre"),
        ("科教文化服务;文化宫;文化宫", "cultural_centre"),
        ("体育休闲服务;影剧院;电影院", "cinema"),
        ("体育休闲服务;影剧院;剧场", "cultural_centre"),
        ("体育休闲服务;影剧院;音乐厅", "cultural_centre"),
        ("购物服务;商场;购物中心", "mall"),
        ("购物服务;商场;普通商场", "mall"),
        ("购物服务;家居建材市场;建材超市", None),
        ("购物服务;家电电子卖场;综合家电商场", None),
        ("政府机构及社会团体;政府机关;区县级政府及事业单位", "civic_centre"),
        ("政府机构及社会团体;公检法机构;公安警察", "?"),
        ("商务住宅;住宅区;住宅小区", "housing"),
        ("商务住宅;住宅区;别墅", "housing"),
        ("商务住宅;住宅区;社区中心", "community_centre"),
        ("商务住宅;楼宇;商务写字楼", None),
        ("商务住宅;商务住宅相关;商务住宅相关", None),
        ("住宿服务;宾馆酒店;五星级宾馆", "hotel"),
        ("住宿服务;宾馆酒店;经济型连锁酒店", "hotel"),
        ("住宿服务;旅馆招待所;青年旅舍", "hotel"),
        ("汽车维修;汽车维修;汽车维修", "?"),
        ("交通设施服务;停车场;公共停车场", "?"),
        ("餐饮服务;咖啡厅;咖啡厅|购物服务;专卖店;书店", "cafe"),  # the first of two types
        ("餐饮服务；咖啡厅；咖啡厅", "cafe"),  # full width
        # Baidu
        ("美食;中餐厅", "restaurant"),
        ("美食;咖啡厅", "cafe"),
        ("购物;便利店", "convenience"),
        ("购物;百货商场", "mall"),
        ("金融;银行", "bank"),
        ("金融;ATM", None),
        ("医疗;综合医院", "hospital"),
        ("医疗;诊所", "clinic"),
        ("教育培训;小学", "primary_school"),
        ("教育培训;图书馆", "cultural_centre"),
        ("休闲娱乐;电影院", "cinema"),
        ("政府机构;行政单位", "civic_centre"),
        ("政府机构;各级政府", "civic_centre"),
        ("房地产;住宅区", "housing"),
        ("房地产;写字楼", "?"),
        ("酒店;星级酒店", "hotel"),
        ("酒店;快捷酒店", "hotel"),
        # Tencent
        ("购物:便利店", "convenience"),
        ("银行金融:银行:招商银行", "bank"),
        ("银行金融:自动提款机", None),
        ("银行金融:保险公司", None),
        ("房产小区:住宅区:住宅小区", "housing"),
        ("房产小区:商务楼宇", None),
        ("教育学校:小学", "primary_school"),
        # other lists
        ("餐饮服务,咖啡厅,星巴克", "cafe"),
        ("餐饮-咖啡厅", "cafe"),
        ("宾馆/酒店", "hotel"),
    ],
)
def test_types_of_map_services(types, category):
    assert category_of(category=types) == category


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("社区卫生服务中心", "clinic"),  # not a community centre
        ("陆家嘴社区卫生服务中心", "clinic"),
        ("社区服务中心", "community_centre"),
        ("社区医院", "clinic"),  # not a general hospital
        ("人民医院", "hospital"),
        ("妇产医院", None),
        ("社区文化活动中心", "cultural_centre"),
        ("政务服务中心", "civic_centre"),
        ("街道办事处办事大厅", "civic_centre"),
        ("便民服务中心", "civic_centre"),
        ("便民店", "convenience"),
        ("便利超市", "convenience"),
        ("7-11", "convenience"),
        ("7-Eleven", "convenience"),
        ("罗森", "convenience"),
        ("新华书店", "bookshop"),
        ("图书馆", "cultural_centre"),
        ("饭店", "restaurant"),
        ("大酒店", "hotel"),
        ("酒楼", "restaurant"),
        ("酒店式公寓", "housing"),
        ("公寓式酒店", "hotel"),
        ("电影院", "cinema"),
        ("大剧院", "cultural_centre"),
        ("附属小学", "primary_school"),
        ("初级中学", "secondary_school"),
        ("中小学", None),  # which of the two is not said
        ("职业中学", None),
        ("网吧", "?"),
        ("自助银行", None),
        ("小区超市", "supermarket"),
        ("Banks", "bank"),
        ("Savings bank", "bank"),
        ("embankment", "?"),
        ("Food bank", None),
        ("blood_bank", None),
        ("bank_atm", None),
        ("fast_food", "restaurant"),
        ("Café", "cafe"),
        ("Cafe\u0301", "cafe"),  # e with its accent apart
        ("internet_cafe", None),
        ("coffee shop", "cafe"),
        ("department_store", "mall"),
        ("small", "?"),
        ("animal hospital", None),
        ("residential", "housing"),
        ("公厕", "?"),
        ("amenity", "?"),
        (0, "?"),
        (12.0, "?"),
        (True, "?"),
    ],
)
def test_words_in_texts(text, category):
    assert category_of(category=text) == category


@pytest.mark.parametrize("null", NULLS, ids=repr)
def test_missing_category_is_none_and_not_unread(null):
    assert category_of(category=null) is None
    assert category_of(category=null, amenity="bank") == "bank"
    assert category_of(category="银行", amenity=null, name=null) == "bank"
    assert category_of(amenity=null, shop=null, name=null) is None


# Tags of OpenStreetMap


@pytest.mark.parametrize(
    ("tags", "category"),
    [
        ("shop=convenience", "convenience"),
        ("amenity=cafe", "cafe"),
        ("amenity=restaurant", "restaurant"),
        ("amenity=fast_food", "restaurant"),
        ("amenity=food_court", "restaurant"),
        ("amenity=bar", None),
        ("shop=supermarket", "supermarket"),
        ("amenity=bank", "bank"),
        ("amenity=atm", None),
        ("shop=books", "bookshop"),
        ("amenity=clinic", "clinic"),
        ("amenity=doctors", "clinic"),
        ("healthcare=centre", "clinic"),
        ("amenity=dentist", None),
        ("amenity=school isced_level=1", "primary_school"),
        ("amenity=school isced_level=0;1", "primary_school"),
        ("amenity=school isced_level=1;2", "primary_school"),
        ("amenity=school isced_level=2;3", "secondary_school"),
        ("amenity=school isced_level=3.0", "secondary_school"),
        ("amenity=school name=明珠小学", "primary_school"),
        ("amenity=school name=实验中学附属小学", "primary_school"),
        ("amenity=school name=第二中学", "secondary_school"),
        ("amenity=school name=Moorland_Primary_School", "primary_school"),
        ("amenity=school name=PARK_HIGH_SCHOOL", "secondary_school"),
        ("amenity=school name=东昌南校", None),
        ("amenity=school", None),
        ("amenity=library name=明珠小学图书馆", "cultural_centre"),
        ("name=明珠小学", None),
        ("name=第二中学", None),
        ("isced_level=1;2", None),
        ("isced_level=2", None),
        ("category=school name=明珠小学", "primary_school"),
        ("category=学校 name=第二中学", "secondary_school"),
        ("category=科教文化服务;学校;学校 name=第二中学", "secondary_school"),
        ("category=school", "?"),
        ("amenity=community_centre", "community_centre"),
        ("shop=mall", "mall"),
        ("shop=department_store", "mall"),
        ("amenity=cinema", "cinema"),
        ("amenity=arts_centre", "cultural_centre"),
        ("amenity=theatre", "cultural_centre"),
        ("tourism=museum", "cultural_centre"),
        ("tourism=gallery", None),
        ("amenity=hospital", "hospital"),
        ("healthcare=hospital", "hospital"),
        ("amenity=townhall", "civic_centre"),
        ("office=government", "civic_centre"),
        ("office=company", None),
        ("building=apartments", "housing"),
        ("building=residential", "housing"),
        ("building=yes", None),
        ("building=A-01", None),
        ("tourism=hotel", "hotel"),
        ("tourism=hostel", "hotel"),
        ("amenity=restaurant tourism=hotel", "restaurant"),  # the first of the table
        ("amenity=nightclub;restaurant", "restaurant"),
        ("amenity=Bank", "bank"),
        ("category=公厕 amenity=bank", "bank"),
        ("category=咖啡 amenity=bank", "cafe"),  # the user's own words come first
    ],
)
def test_tags(tags, category):
    fields = (tag.split("=") for tag in tags.split())
    found = {key: value.replace("_", " ") if key == "name" else value for key, value in fields}
    assert category_of(**{"shop": None, **found}) == category


def test_an_empty_frame_has_no_facility():
    assert [len(part) for part in facilities.categories(pd.DataFrame({"category": [], "name": []}))] == [0, 0]
    assert [len(part) for part in facilities.categories(pd.DataFrame({"height": []}))] == [0, 0]


@pytest.mark.parametrize("columns", [{"height": [1, 2]}, {"name": ["Café", "Bank"]}])
def test_facilities_without_a_field_that_could_tell_are_refused(columns):
    with pytest.raises(InputError, match="no field that tells the category"):
        facilities.categories(pd.DataFrame(columns))


def test_rows_keep_their_place():
    frame = pd.DataFrame(
        {
            "category": ["银行", "?", None, "银行"],
            "amenity": [None, None, "cafe", "cafe"],
            "name": ["a", "b", "c", "d"],
        },
        index=[9, 9, 1, 0],
    )
    category, unread = facilities.categories(frame)
    assert (category.tolist(), unread.tolist()) == (["bank", None, "cafe", "bank"], [1])


@settings(max_examples=40)
@given(st.lists(st.sampled_from(["银行", "bank", "cafe", "school", "?", None, "ATM"]), max_size=8))
def test_rows_are_read_one_by_one(texts):
    names = ["小学" * (row % 2) or None for row in range(len(texts))]
    category, unread = facilities.categories(pd.DataFrame({"category": texts, "name": names}, dtype=object))
    alone = [category_of(category=text, name=name) for text, name in zip(texts, names)]
    assert category.tolist() == [None if found == "?" else found for found in alone]
    assert unread.tolist() == [row for row, found in enumerate(alone) if found == "?"]


def test_many_facilities_with_names_of_their_own_are_read_at_once():
    number = np.arange(100_000)
    types = np.array(["餐饮服务;咖啡厅;咖啡厅", "汽车维修;汽车维修;汽车维修", "科教文化服务;学校;学校"], dtype=object)
    table = pd.DataFrame({"category": types[number % 3], "name": [f"第{n}小学" for n in number]})
    begin = time.process_time()
    category, unread = facilities.categories(table)
    between = time.process_time()
    for row in range(100):
        facilities.categories(table[row : row + 1])
    assert time.process_time() - between > (between - begin) / 30  # 100 calls cost more than a thirtieth of one call
    assert collections.Counter(category) == {"cafe": 33_334, None: 33_333, "primary_school": 33_333}
    assert len(unread) == 33_333


# A user's own checklist


def checklist(**bands):
    return pd.DataFrame({"category": list(bands), "band": list(bands.values())}, dtype=object)


def test_own_checklist_knows_the_tables_words_and_keeps_other_names():
    own = pd.DataFrame({"category": ["药店", "银行", "Cafe", "social centre "], "band": [5, "10", "5 分钟", 15.0]})
    assert facilities.bands(own) == {"药店": 5, "bank": 10, "cafe": 5, "social centre": 15}


@pytest.mark.parametrize(
    ("category", "band", "found"),
    [
        ("银行", None, "银行, NULL"),
        ("银行", 0, "银行, 0"),
        ("银行", -5, "银行, -5"),
        ("银行", "soon", "银行, soon"),
        (None, 5, "NULL, 5"),
        ("  ", 5, "NULL, 5"),
    ],
)
def test_row_of_a_checklist_that_means_nothing_is_refused(category, band, found):
    with pytest.raises(InputError) as refusal:
        facilities.bands(pd.DataFrame({"category": ["书店", category], "band": [10, band]}, dtype=object))
    assert (refusal.value.parameter, refusal.value.value) == ("CHECKLIST", found)


def test_category_said_twice_is_refused():
    for twice in (["银行", "bank"], ["药店", "药店"]):
        with pytest.raises(InputError):
            facilities.bands(pd.DataFrame({"category": twice, "band": [5, 10]}))


def test_own_category_is_found_by_its_exact_name():
    known = facilities.bands(checklist(药店=5, bank=10, 儿童图书馆=15))
    assert category_of(known, category="药店") == "药店"
    assert category_of(known, category=" 药店 ") == "药店"
    assert category_of(known, category="医疗保健服务;医药保健销售店;药店") == "药店"
    assert category_of(known, category="大药店") == "?"
    assert category_of(known, category="儿童图书馆") == "儿童图书馆"  # before the table's 图书馆
    assert category_of(known, category="金融保险服务;银行;银行") == "bank"


def test_category_that_a_checklist_leaves_out_is_none_but_read():
    known = facilities.bands(checklist(bank=10))
    assert category_of(known, category="图书馆") is None
    assert category_of(known, amenity="cafe") is None
    assert category_of(known, amenity="bank") == "bank"


# Real districts


@pytest.mark.skipif(not DATA.is_dir(), reason=f"real districts are not at {DATA}")
@pytest.mark.parametrize(
    ("package", "field", "expected"),
    [
        ("moorgate_otp", None, "2 11 13 0 4 0 2 0 0 1 2 3 0 0 0 0 1"),
        ("helsinki", None, "9 89 268 6 16 9 6 0 3 1 4 16 0 0 4 0 27"),
        ("shanghai_lujiazui", "kind", "6 19 54 5 20 1 0 2 0 1 1 6 2 0 2 0 29"),
        ("tokyo_otemachi", "category", "0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0"),  # it says amenity, not which
    ],
)
def test_facilities_of_real_districts(package, field, expected):
    with contextlib.closing(sqlite3.connect(f"file:{DATA / package}.gpkg?mode=ro&immutable=1", uri=True)) as database:
        names = [column[1] for column in database.execute("PRAGMA table_info(pois)")]
        columns = ", ".join(f'"{name}"' for name in names if name in (*facilities.FIELDS, field))
        places = pd.read_sql_query(f"SELECT {columns} FROM pois", database)
    category, unread = facilities.categories(places.rename(columns={field: "category"}))
    found = collections.Counter(category)
    assert [found[name] for name in BANDS] == [int(number) for number in expected.split()]
    assert (len(unread) == 0) == (field is None)
