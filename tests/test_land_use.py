"""Land-use codes, names and combinations to the classes of table 4.2.2."""

import pytest
from multiground.urbanform import tables
from multiground.urbanform.land_use import CLASSES, LandUse

USES = LandUse()
CODE_ROWS = [row for row in tables.rows("landuse") if row["scheme"] not in ("name", "english")]


def class_of(value, own=None):
    return (LandUse(own) if own else USES).classify(value)


# Single codes of three schemes


@pytest.mark.parametrize(
    ("codes", "use_class"),
    [
        ("B B1 B14 B2 B29 B3 B4 B41 B9", "commercial"),  # GB 50137-2011
        ("R R1 R2 R22 R3", "residential"),
        ("A A1 A2 A22 A33 A35 A4 A51 A6 A7 A8 A9", "public_service"),
        ("M M1 W W1 S S1 S42 U U12 G G1 G3 H E E1", "other"),
        ("09 0901 090104 0902 0903 0904", "commercial"),  # classification of 2023
        ("07 0701 070102 0702 0703 0704", "residential"),
        ("08 0801 0802 0803 0804 0805 0806 0807", "public_service"),
        ("01 10 1001 11 12 1207 1208 120803 13 14 1401 1403 15 16 17", "other"),
        ("C C1", "commercial"),  # Shenzhen
        ("R4", "residential"),
        ("GIC GIC1 GIC2 GIC5 GIC9", "public_service"),
        ("M0 W0 S5 U5", "other"),
    ],
)
def test_codes_of_three_schemes(codes, use_class):
    assert {code: class_of(code) for code in codes.split()} == dict.fromkeys(codes.split(), use_class)


def test_every_code_of_the_table_is_read_in_its_forms():
    forms = (
        "{code}",
        "{lower}",
        " {code} ",
        "{code}{name_zh}",
        "{code} {name_zh}",
        "{name_zh}({code})",
        "{name_zh}（{code}）",
    )
    texts = {form.format(**row, lower=row["code"].lower()): row["class"] for row in CODE_ROWS for form in forms}
    wrong = {text: (class_of(text), use_class) for text, use_class in texts.items() if class_of(text) != use_class}
    assert wrong == {}


def test_every_name_of_the_table_is_read_where_the_schemes_agree():
    schemes = {}
    for row in CODE_ROWS:
        schemes.setdefault(row["name_zh"], set()).add(row["class"])
    # names too general to be a use by themselves
    clear = {name: classes.pop() for name, classes in schemes.items() if len(classes) == 1}
    del clear["服务设施用地"], clear["建设用地"]
    del clear["使领馆用地"]  # in words an embassy is A8
    assert len(clear) > 100
    assert {name: class_of(name) for name in clear} == clear


@pytest.mark.parametrize(
    ("code", "use_class"),
    [
        ("R24", "residential"),
        ("B199", "commercial"),
        ("A357", "public_service"),
        ("GIC29", "public_service"),
        ("090199", "commercial"),
        ("140199", "other"),
    ],
)
def test_finer_code_falls_back_on_the_coarser_one(code, use_class):
    assert class_of(code) == use_class


@pytest.mark.parametrize("code", ["1120", 1120, "1120.0", "0705", "0999", "999", "09010701", "C65", "R5", "S6"])
def test_code_that_no_scheme_has_is_unknown(code):
    """1120 is an office in the list of SIG3D for city models, and no kind of 11, storage."""
    assert class_of(code) == ""


def test_second_levels_of_the_national_classification_are_known():
    """Of 自然资源部 2023: the number of kinds in each of 01 to 24."""
    kinds = dict(zip(range(1, 24), [3, 5, 4, 3, 7, 2, 4, 7, 4, 3, 2, 9, 12, 3, 7, 0, 6, 4, 6, 5, 2, 6, 7]))
    codes = [f"{level:02}{number:02}" for level, count in kinds.items() for number in range(1, count + 1)]
    assert [code for code in codes if class_of(code) == ""] == []
    assert {class_of(f"{level:02}{count + 1:02}") for level, count in kinds.items()} == {""}


def test_codes_of_two_schemes_in_one_cell_both_count():
    assert [class_of(value) for value in ("B1/0701", "0901+R2", "B1/0901", "B1/1120")] == [
        *("mixed", "mixed", "commercial", "")
    ]


@pytest.mark.parametrize("code", [901, 901.0, "901", "901.0", "90101", 90104.0])
def test_leading_zero_lost_in_a_spreadsheet_is_put_back(code):
    assert class_of(code) == "commercial"


@pytest.mark.parametrize("form", [int, float, str, lambda digit: f"{digit}.0"], ids=["int", "float", "text", "text .0"])
@pytest.mark.parametrize(
    ("digit", "use_class"), [(7, "residential"), (8, "public_service"), (9, "commercial"), (1, "")]
)
def test_lone_digit_is_a_first_level_code(digit, use_class, form):
    assert class_of(form(digit)) == use_class


@pytest.mark.parametrize("code", ["ｂ１", "Ｂ１", "b1", " B1\t", "０９０１", "　B1　"])
def test_case_width_and_space_do_not_matter(code):
    assert class_of(code) == "commercial"


@pytest.mark.parametrize(
    "value", [None, float("nan"), "", " ", "NULL", "?", "-", "无", "待定", "Z", "ZZ9", "00", "99", "X1"]
)
def test_what_says_no_use_is_unknown(value):
    assert class_of(value) == ""


# Combinations: two classes are mixed


SEPARATORS = ["/", "+", "、", ",", "；", ";", " ", "／", "＋", "，", " / ", "、 "]


@pytest.mark.parametrize("separator", [*SEPARATORS, "-", "－"])
@pytest.mark.parametrize(
    ("one", "other"), [("B1", "R2"), ("R2", "B1"), ("C1", "R2"), ("A2", "B1"), ("G1", "B1"), ("b1", "r2")]
)
def test_codes_of_two_classes_are_mixed(one, other, separator):
    assert class_of(f"{one}{separator}{other}") == "mixed"


@pytest.mark.parametrize("separator", [*SEPARATORS, "-"])
def test_digit_codes_of_two_classes_are_mixed(separator):
    assert class_of(f"0901{separator}0701") == "mixed"
    assert class_of(f"090101{separator}070102") == "mixed"
    assert class_of(f"901{separator}701") == "mixed"


@pytest.mark.parametrize("separator", [s for s in SEPARATORS if s != " "])
def test_names_of_two_classes_are_mixed(separator):
    assert class_of(f"商业用地{separator}居住用地") == "mixed"
    assert class_of(f"commercial{separator}residential") == "mixed"
    assert class_of(f"B1商业用地{separator}R2居住用地") == "mixed"


@pytest.mark.parametrize("separator", SEPARATORS)
@pytest.mark.parametrize(
    ("one", "other", "use_class"),
    [("R2", "R3", "residential"), ("B1", "B2", "commercial"), ("A2", "A51", "public_service")],
)
def test_codes_of_one_class_stay_that_class(one, other, separator, use_class):
    assert class_of(f"{one}{separator}{other}") == use_class


@pytest.mark.parametrize("code", ["RB", "BR", "AB", "RC", "CR", "rb", "RB1"])
def test_codes_of_mixed_land_are_mixed(code):
    assert class_of(code) == "mixed"


def test_subdivided_plot_numbers_after_a_code_are_no_second_code():
    assert [class_of(code) for code in ("B1-1", "R2-01", "A33-2")] == ["commercial", "residential", "public_service"]


@pytest.mark.parametrize(
    "combination", ["B1/X9", "X9/B1", "B1+ZZ", "R2、Q1", "B1/foo", "0901/99", "commercial/foo", "retail+foo"]
)
def test_unknown_part_makes_a_combination_unknown(combination):
    assert class_of(combination) == ""


# Stated shares: 90 % of one class makes a single use


RATIOS = pytest.mark.parametrize(
    "form",
    [
        "{}({:g}%){}({:g}%)",
        "{}（{:g}%）{}（{:g}%）",
        "{}（{:g}％）、{}（{:g}％）",
        "{}({:g}%)/{}({:g}%)",
        "{}({:g}%)+{}({:g}%)",
        "{}({:g}%), {}({:g}%)",
        "{} {:g}% / {} {:g}%",
        "{}:{:g}%;{}:{:g}%",
        "{}：{:g}%；{}：{:g}%",
        "{}({:g}){}({:g})",
    ],
)


@RATIOS
@pytest.mark.parametrize(
    ("share", "use_class"),
    [(60, "mixed"), (89.99, "mixed"), (90, "commercial"), (95, "commercial"), (10, "residential"), (10.01, "mixed")],
)
@pytest.mark.parametrize(("one", "other"), [("B1", "R2"), ("0901", "0701")])
def test_stated_share_of_ninety_percent_makes_a_single_use(one, other, share, use_class, form):
    assert class_of(form.format(one, share, other, round(100 - share, 2))) == use_class


@pytest.mark.parametrize(
    ("combination", "use_class"),
    [
        ("B1(0.9)R2(0.1)", "commercial"),  # fractions
        ("B1(0.89)R2(0.11)", "mixed"),
        ("A2(50%)A5(45%)B1(5%)", "public_service"),  # shares of one class add up
        ("B1(45%)R2(30%)A2(25%)", "mixed"),
        ("R2(92%)+G1(8%)", "residential"),
        ("G1(92%)+R2(8%)", "other"),
        ("R2(60%)R3(40%)", "residential"),
        ("R2(60%)", "mixed"),
        ("B1(92%)/R2", "commercial"),  # the stated share decides, whatever the rest is
        ("B1/R2(92%)", "residential"),
        ("B1(60%)/R2", "mixed"),  # shares not known: mixed
        ("B1(60%)X9(40%)", ""),
        ("B1(0%)R2(0%)", "mixed"),  # no share at all is not known either
        ("商业用地(95%)居住用地(5%)", "commercial"),
        ("商业用地（60%）居住用地（40%）", "mixed"),
    ],
)
def test_shares_in_combinations(combination, use_class):
    assert class_of(combination) == use_class


# Names


@pytest.mark.parametrize(
    ("names", "use_class"),
    [
        (
            "商业用地 商业服务业设施用地 商务办公用地 旅馆用地 加油加气站用地 娱乐康体用地 写字楼 其他商务用地",
            "commercial",
        ),
        ("居住用地 二类居住用地 城镇住宅用地 商品房 人才公寓 农村宅基地", "residential"),
        (
            "公共管理与公共服务用地 中小学用地 医院用地 社会福利用地 文化设施用地 体育场馆用地 科研用地",
            "public_service",
        ),
        ("混合用地 商住混合 商住用地 住商 城市综合体 居住用地兼容商业用地 商业与居住", "mixed"),
        ("公园绿地 防护绿地 城市道路用地 公用设施用地 水域 工业用地 新型产业用地 物流仓储用地 社会停车场用地", "other"),
        # one name inside another: the longer one decides
        ("公用设施营业网点用地 商业广场 购物广场 商务公寓 公寓式酒店 其他服务设施用地 旅游服务设施用地", "commercial"),
        ("酒店式公寓 居住社区 社区服务设施用地 城镇社区服务设施用地", "residential"),
        (
            "行政办公用地 政府办公用地 机关团体用地 公共服务设施用地 文化娱乐用地 教育科研用地 公共卫生用地",
            "public_service",
        ),
        (
            "体育公园 文化公园 文化广场 居住区公园 居住区绿地 环境卫生设施用地 公共交通场站用地 交通服务设施用地",
            "other",
        ),
    ],
)
def test_chinese_names(names, use_class):
    assert {name: class_of(name) for name in names.split()} == dict.fromkeys(names.split(), use_class)


@pytest.mark.parametrize(
    ("value", "use_class"),
    [
        ("B1商业用地", "commercial"),
        ("二类居住用地(R2)", "residential"),
        ("二类居住用地（Ｒ２）", "residential"),
        ("A33 中小学用地", "public_service"),
        ("0901 商业用地", "commercial"),
        ("070102二类城镇住宅用地", "residential"),
        ("居住用地07", "residential"),
        ("M0新型产业用地", "other"),
        ("CBD商务用地", "commercial"),  # letters that are no code
        ("X9商业用地", "commercial"),
    ],
)
def test_code_and_name_together(value, use_class):
    assert class_of(value) == use_class


@pytest.mark.parametrize(
    ("words", "use_class"),
    [
        ("residential Residential RESIDENTIAL housing apartments", "residential"),
        ("commercial retail office hotel Mall", "commercial"),
        ("school hospital university government civic_admin public_service", "public_service"),
        ("mixed mixed_use mixed-use Mixed-Use", "mixed"),
        ("park industrial railway grass construction water", "other"),
        ("foo residentiall newspaper", ""),
    ],
)
def test_english_words(words, use_class):
    assert {word: class_of(word) for word in words.split()} == dict.fromkeys(words.split(), use_class)


def test_english_words_of_two_classes_are_mixed():
    assert class_of("commercial/residential") == "mixed"
    assert class_of("Retail; Housing") == "mixed"
    assert class_of("retail, office") == "commercial"
    assert class_of("public service") == "public_service"


# A user's own codes


@pytest.mark.parametrize(
    ("own", "value"),
    [
        ("X9", "X9"),
        ("x9", "X9"),
        ("X9", "x9"),
        ("Ｘ９", "X9"),
        ("B1", "B1"),
        ("0901", "901"),
        ("公园绿地", "公园绿地"),
        ("商住", "商住"),
        ("商1", "商1"),
        ("retail", "retail"),
        ("Retail", "retail"),
        ("C-1", "C-1"),
        ("SP 1", "SP 1"),
        ("R2a", "R2a"),
        ("甲R2", "甲R2"),
        ("B1/R2", "B1/R2"),
        ("1", "1"),
        ("101", "101"),
        (101, 101),
        (901.0, 901.0),
    ],
)
def test_own_code_comes_before_every_table(own, value):
    # a class that no table gives any of these
    assert class_of(value, {own: "public_service"}) == "public_service"


def test_own_codes_leave_the_others_alone():
    own = {"X9": "residential", "R2": "commercial"}
    others = {"R3": "residential", "B1": "commercial", "0701": "residential", "二类居住用地": "residential", "X8": ""}
    assert {code: class_of(code, own) for code in others} == others
    assert class_of("R2") == "residential"  # and stay with the reader that has them


def test_own_codes_are_read_in_combinations():
    own = {"X9": "residential"}
    assert class_of("X9/B1", own) == "mixed"
    assert class_of("X9+R2", own) == "residential"
    assert class_of("X9(95%)B1(5%)", own) == "residential"
    assert class_of("R2二类居住用地", {"R2": "mixed"}) == "mixed"


def test_every_class_is_reached():
    assert {class_of(code) for code in ("B1", "R2", "A2", "B1/R2", "G1")} == set(CLASSES)


@pytest.mark.parametrize("value", ["B1/蓝天", "商业/蓝天", "B1、foo居"])
def test_unknown_part_of_a_combination_in_words_leaves_it_unknown(value):
    assert class_of(value) == ""


def test_label_of_a_plot_is_no_code():
    assert class_of("A地块商业用地") == "commercial"
    assert class_of("地块A") == ""
