"""Text read in a wrong encoding: told apart from text of every kind, and put right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from multiground.urbanform import encodings, tables

NAMES = ["用地性质", "商业用地", "二类居住用地", "A栋", "地块编号", "示范片区", "一路", "主干路"]


def misread(text, encoding, as_):
    return text.encode(encoding).decode(as_, errors="replace")


@pytest.mark.parametrize("as_", ["utf-8", "latin-1"])
def test_gbk_read_as_something_else(as_):
    assert encodings.garbled([misread(name, "gbk", as_) for name in NAMES])


@pytest.mark.parametrize("as_", ["gb18030", "cp1252", "latin-1"])
def test_utf_8_read_as_something_else(as_):
    assert encodings.garbled([misread(name, "utf-8", as_) for name in ["用地", "商业用地", "居住用地", "示范片区"]])


@pytest.mark.parametrize(
    "texts",
    [
        NAMES,
        ["Größe", "Straße", "Übergang", "ÄÖÜ"],
        ["Rue de l'Église", "Café", "Hôtel", "Châtelet–Les Halles"],
        ["東京駅", "大手町", "渋谷スクランブルスクエア"],
        ["Пушкинская площадь", "улица"],
        ["≤5.0", "２．５", "100㎡", "①", "—"],
        ["用地用�", "建筑密�"],  # cut at the width of a column
        ["R2", "B1/R2", ""],
        [],
    ],
)
def test_text_as_it_ought_to_be(texts):
    assert not encodings.garbled(texts)


def test_one_broken_value_among_many_is_no_wrong_encoding():
    assert not encodings.garbled([*NAMES, "��", "a��b"])


@pytest.mark.parametrize(("encoding", "found"), [("gbk", "gb18030"), ("utf-8", "utf-8"), ("gb18030", "gb18030")])
def test_the_encoding_of_bytes(encoding, found):
    assert encodings.encoding_of([name.encode(encoding) for name in NAMES]) == found


def test_every_name_of_a_land_use_in_gbk():
    """Alone, as a file with a single text has it: nearly all of these bytes are Big5, too, and mean nothing there."""
    for row in tables.rows("landuse"):
        assert encodings.encoding_of([row["name_zh"].encode("gbk")]) in ("gb18030", "utf-8"), row["name_zh"]


@pytest.mark.parametrize("text", ["商業用地", "住宅", "政府、機構及社區", "鐵路（地面）", "綜合發展區", "休憩用地"])
def test_big5_is_not_taken_for_gb_18030(text):
    """The bytes of 商業 are 坝穨 in GB 18030."""
    assert encodings.encoding_of([text.encode("big5"), b"R(A)"]) == "big5"


def test_bytes_that_are_no_text():
    assert encodings.encoding_of([b"\xff\xfe\xfd\xff\xff\xff\x00\x80 \xff"]) == ""
    assert encodings.decoded(b"\xff", "utf-8") is None
    assert encodings.decoded(b"", "utf-8") == ""


@given(st.text(alphabet="一丁七万丈三上下不与丐丑专且世丘丙业丛东", min_size=1, max_size=20), st.integers(0, 3))
def test_a_character_cut_at_the_end_is_left_out_and_no_more(text, cut):
    value = text.encode("utf-8")
    found = encodings.decoded(value[: len(value) - cut], "utf-8")
    if cut < len(value):
        assert found == text[: (len(value) - cut) // 3] or (found is None and len(value) - cut < 3)
