"""The pages as files: self-contained, escaped, complete, and in order."""

import html.parser
import re

import pytest
from multiground.urbanform import charts
from multiground.urbanform.report import drawn, report

EVIL = "<script>alert('片区')</script> & \"co\""


class Words(dict):
    """Fixed texts that say their own name."""

    def __missing__(self, name):
        return f"[{name}]"


class Page(html.parser.HTMLParser):
    """Collects tags, addresses and text; raises where tags do not close in order."""

    EMPTY = ("meta", "img", "br", "rect", "path")

    def __init__(self, text):
        super().__init__()
        self.tags, self.addresses, self.ids, self.text, self.open = [], [], [], "", []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.addresses += [value for name, value in attributes if name in ("src", "href", "srcset", "action", "data")]
        self.ids += [value for name, value in attributes if name == "id"]
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag not in self.EMPTY:
            assert self.open.pop() == tag

    def handle_data(self, data):
        if not self.open or self.open[-1] not in ("style", "svg"):
            self.text += data


def clause(number, grade, **more):
    row = {
        "clause": number, "title": f"title of {number}", "grade": grade, "sign": charts.SIGNS.get(grade, ""),
        "grade_name": grade or "measured", "shown": "9.52 km", "target": "8–10 km", "stability": "", "detailed": True,
        "wording": "the wording", "finding": "the finding", "needed": None, "chart": "", "picture": "", "legend": [],
        "working": "a ÷ b", "worked": "1 ÷ 2 = 0.5", "figures": [("length", "9")], "shares": None, "worst": [],
        "more": "", "reason": "", "figure_name": None, "known_only": False, "verbs": "宜 · 不应",
    }  # fmt: skip
    return {**row, **more}


def data(**more):
    picture = "data:image/png;base64,iVBORw0KGgo="
    shares = {
        "rows": [{"grade": "fair", "sign": "○", "grade_name": "fair", "n": 3, "share_pct": 12.34,
                  "or_worse_pct": 12.34}],
        "head": "by area", "own": False, "rule": "the rule",
    }  # fmt: skip
    place = {"place": "A-03", "grade": "fair", "sign": "○", "grade_name": "fair", "finding": "narrow", "needed": "+9 m"}
    action = {**place, "clause": "4.2.2", "measure": "+9 m", "stage": None, "party": "规划局", "horizon": None}
    rows = [clause("4.1.3-1", "excellent", picture=picture, legend=[("roads", [(picture, "whole")])])]
    rows.append(clause("4.2.2", "fair", worst=[place], shares=shares, stability="bounds −5 %: good", needed="2 plots"))
    rows.append(clause("6.1.1", "", target=None))
    return {
        "language": "en", "title": "示范片区", "texts": Words(), "rules": "clauses.csv", "date": "2026-01-31 12:00",
        "colours": charts.COLOURS, "overview": drawn(charts.share_bar({"good": 2}, {"good": "good"})),
        "intensity": [], "counts": [("good", "◐", "good", 2)], "key": [("good", "◐", "good")], "cover": picture,
        "legend": [("plots", [(picture, "good")])], "rows": rows, "actions": [action], "more_actions": "",
        "unassessed": [("no layers", [clause("5.2.2", "unassessed"), clause("7.1.4", "unassessed")])],
        "readings": ["a reading"], "layers": [("Roads", 12, "4.1.3-1", True), ("Plots", None, "", False)],
        "planned": True,
        "warnings": [("Plot size", "1 skipped")], "run": [("QGIS", "3.22")], "command": "qgis_process run …", **more,
    }  # fmt: skip


def test_page_is_well_formed_and_holds_everything():
    page = Page(report(data()))
    for text in (
        "示范片区", "clauses.csv", "2026-01-31", "the wording", "the finding", "a ÷ b", "1 ÷ 2 = 0.5", "9.52 km",
        "A-03", "narrow", "+9 m", "规划局", "a reading", "Roads", "1 skipped", "qgis_process run …",
        "bounds −5 %: good", "12.3 %", "the rule", "no layers", "5.2.2 title of 5.2.2", "7.1.4 title of 7.1.4",
        "QGIS 3.22",
    ):  # fmt: skip
        assert text in page.text, text


def test_page_says_what_a_figure_is_and_that_it_may_be_of_what_is_known():
    row = clause("4.1.4", "unassessed", shown="(12.7 storeys)", figure_name="Mean of all buildings", known_only=True)
    text = Page(report(data(rows=[row]))).text
    assert "(12.7 storeys) – Mean of all buildings – [of_known]" in text
    assert text.count("Mean of all buildings") == 2  # in the table of all clauses as well
    assert "the wording 宜 · 不应" in text
    assert text.count("[some_assumed]") == 1  # the roads


def test_actions_show_what_was_found_until_somebody_plans_them():
    action = {**data()["actions"][0], "finding": "too narrow by far"}
    planned, open_ = (Page(report(data(actions=[action], planned=flag))).text for flag in (True, False))
    assert "规划局" in planned
    assert "too narrow by far" not in planned
    assert "too narrow by far" in open_
    assert "[party]" not in open_


def test_page_needs_nothing_from_outside():
    text = report(data())
    page = Page(text)
    assert all(address.startswith(("data:image/png;base64,", "#")) for address in page.addresses)
    assert set(re.findall(r"https?://[^\s\"'<>)]+", text)) <= {"http://www.w3.org/2000/svg"}
    assert not {"script", "link", "iframe", "object", "base"} & set(page.tags)
    assert not re.search(r"@import|url\(|@font-face", text)


def test_links_of_the_table_lead_to_sections():
    page = Page(report(data()))
    assert sorted(address[1:] for address in page.addresses if address.startswith("#")) == sorted(page.ids)


@pytest.mark.parametrize("name", ["title", "rules", "command", "more_actions", "date"])
def test_texts_from_the_data_are_never_markup(name):
    page = Page(report(data(**{name: EVIL})))
    assert "script" not in page.tags
    assert EVIL in page.text


def test_names_of_features_are_never_markup():
    page = Page(report(data(rows=[clause("4.2.2", "fair", finding=EVIL, figures=[(EVIL, EVIL)], worked=EVIL)])))
    assert "script" not in page.tags
    assert page.text.count(EVIL) == 4


def test_measured_clause_shows_no_colour_of_a_grade():
    text = report(data(rows=[clause("6.1.1", "")]))
    assert '<span class="grade none">' in text
    assert 'span class="grade unassessed"' not in text


def test_a_text_that_is_not_there_is_an_error_and_not_a_gap():
    import jinja2

    without = data()
    del without["readings"]
    with pytest.raises(jinja2.UndefinedError, match="readings"):
        report(without)


def test_sections_without_content_are_left_out():
    page = Page(report(data(actions=[], readings=[], warnings=[], unassessed=[])))
    assert "[no_actions]" in page.text
    assert not any(f"[{name}]" in page.text for name in ("readings", "warnings", "unassessed"))


def test_page_prints_to_a4_in_its_language():
    text = report(data(language="zh-Hans"))
    assert '<html lang="zh-Hans">' in text
    assert "size: A4" in text
    assert all(f".{grade} .chip {{ background: {colour}" in text for grade, colour in charts.COLOURS.items())


def test_comparison_is_a_page_as_well():
    one = {"grade": "good", "sign": "◐", "name": "good", "figure": "9.52"}
    row = {"clause": "4.1.3-1", "title": EVIL, "unit": "km/km²", "further": False}
    row.update(results=[one, one], difference="+1.00")
    rows = [{**row, "change": "worse", "worse": True, "better": False}]
    shown = {"language": "en", "title": "Comparison", "texts": Words(), "colours": charts.COLOURS, "rows": rows}
    shown.update(names=["before", EVIL], warning="other rules", summary="1 clause got worse")
    shown.update(key=[("good", "◐", "good")])
    page = Page(report(shown, "compare.html"))
    assert "script" not in page.tags
    assert page.text.count(EVIL) == 2
    assert "▼ worse" in page.text
    assert "other rules" in page.text
    assert "(km/km²)" in page.text
    assert page.addresses == []
