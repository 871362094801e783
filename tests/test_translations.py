"""The Chinese texts: complete, finished, and compiled as they stand."""

import ast
import pathlib
import re
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree

import pytest

ROOT = pathlib.Path(__file__).parent.parent
SOURCES = [
    ROOT / "plugin.py",
    *sorted((ROOT / "ui").glob("*.py")),
    *sorted((ROOT / "algorithms").rglob("*.py")),
    *sorted((ROOT / "urbanform").glob("*.py")),
]
MESSAGES = {
    message.findtext("source"): message.find("translation")
    for message in ElementTree.parse(ROOT / "resources" / "i18n" / "multiground_zh.ts").iter("message")
}


def texts_in(path):
    """Return the texts that a module gives to be translated."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("translate", "QT_TRANSLATE_NOOP"):
            context, text = node.args
            if isinstance(text, ast.Constant):
                assert context.value == "Multiground"
                yield text.value


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_text_is_translated(path):
    missing = [text for text in texts_in(path) if text not in MESSAGES or not MESSAGES[text].text]
    assert missing == []


def test_translations_are_finished_and_used():
    used = {text for path in SOURCES for text in texts_in(path)}
    assert {text for text, translation in MESSAGES.items() if translation.get("type")} == set()
    assert set(MESSAGES) == used


def test_no_entry_is_empty_or_twice_or_left_in_english():
    """Entry by entry: among two of one text the table above would hide the one that is not translated."""
    tree = ElementTree.parse(ROOT / "resources" / "i18n" / "multiground_zh.ts")
    assert [context.findtext("name") for context in tree.iter("context")] == ["Multiground"]
    entries = [(each.findtext("source"), each.findtext("translation") or "") for each in tree.iter("message")]
    assert len(entries) == len(dict(entries))
    assert [source for source, told in entries if not told.strip()] == []
    spoken = {source: re.sub("{[^}]*}", "", source) for source, _ in entries}
    chinese, word = re.compile("[\u4e00-\u9fff]"), re.compile("[a-z]{4,}")
    assert [source for source, told in entries if word.search(spoken[source]) and not chinese.search(told)] == []


def test_the_language_is_asked_for_in_one_place():
    defined = [
        path.name
        for path in [*SOURCES, ROOT / "language.py"]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name == "language"
    ]
    assert defined == ["language.py"]


def test_translations_keep_their_placeholders():
    def places(text):
        return sorted(re.findall(r"{[^}]*}", text))

    wrong = {text for text, translation in MESSAGES.items() if places(text) != places(translation.text)}
    assert wrong == set()


def test_no_text_is_formatted_inside_the_call():
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "translate":
                assert not isinstance(node.args[1], (ast.JoinedStr, ast.BinOp)), f"{path}:{node.lineno}"


@pytest.mark.skipif(not shutil.which("lrelease"), reason="no lrelease on this machine")
def test_compiled_translations_are_fresh(tmp_path):
    folder = ROOT / "resources" / "i18n"
    subprocess.run(
        ["lrelease", folder / "multiground_zh.ts", "-qm", tmp_path / "zh.qm"], check=True, capture_output=True
    )
    assert (tmp_path / "zh.qm").read_bytes() == (folder / "multiground_zh.qm").read_bytes()


def test_tables_have_both_languages():
    from multiground.urbanform import tables

    for table in ("fields", "functions", "clauses"):
        for row in tables.rows(table):
            pairs = [(name, name[:-3] + "_zh") for name in row if name.endswith("_en")]
            assert pairs
            assert [name for name, other in pairs if bool(row[name]) != bool(row[other])] == [], row
