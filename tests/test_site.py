"""The site of the documentation: every page is in its navigation, every measure is told in full."""

import pathlib
import re
import subprocess
import sys

import pytest
import yaml

ROOT = pathlib.Path(__file__).parent.parent
DOCS = ROOT / "docs"
MOST_BYTES = 200_000
FROM_THE_ROOT = {"index.md", "contributing.md", "changelog.md"}  # tools/site.py makes them
SITE = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
ALGORITHMS = {path.stem for path in (ROOT / "algorithms").glob("*.py")} - {"__init__", "provider"}
# they measure nothing
MAKERS = {"create_package", "import_osm", "import_planning_data", "check_package", "compare_scenarios", "assess_many"}
MEASURES = sorted(ALGORITHMS - MAKERS - {"assess"})
TUTORIALS = ("tutorial.md", "tutorial_zh.md")
EXAMPLE = r"^##+ (Worked example|By hand\b.*)$"


def text_of(name):
    return (DOCS / name).read_text(encoding="utf-8")


def pages(navigation):
    """Return the files of a navigation, whatever its depth."""
    for entry in navigation:
        (below,) = entry.values()
        yield from [below] if isinstance(below, str) else pages(below)


def pictures_of(page):
    text = text_of(page)
    return re.findall(r"!\[[^\]]+\]\(([^)]+)\)", text) + re.findall(r'<img src="([^"]+)"', text)


def test_every_page_is_in_the_navigation_once():
    listed = list(pages(SITE["nav"]))
    assert len(listed) == len(set(listed))
    assert set(listed) == {path.name for path in DOCS.glob("*.md")} | FROM_THE_ROOT


def test_every_algorithm_has_a_page_there():
    assert {f"{name}.md" for name in ALGORITHMS} <= set(pages(SITE["nav"]))


@pytest.mark.parametrize("measure", MEASURES)
def test_page_of_a_measure_has_definition_clause_example_and_picture(measure):
    text = text_of(f"{measure}.md")
    assert re.search(r"^## The clauses?$", text, flags=re.MULTILINE), "no clause"
    assert re.search(r"^> .*[一-鿿]", text, flags=re.MULTILINE), "no wording of the guideline"
    assert re.search(EXAMPLE, text, flags=re.MULTILINE), "no worked example"
    assert "```python\n" in text, "no example that runs"
    assert pictures_of(f"{measure}.md"), "no picture"


def test_every_picture_is_small_and_shown_somewhere():
    pictures = [path for path in (DOCS / "pictures").iterdir() if path.is_file()]
    assert {path.name: path.stat().st_size for path in pictures if path.stat().st_size > MOST_BYTES} == {}
    shown = {name for path in DOCS.glob("*.md") for name in pictures_of(path.name)}
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown |= set(re.findall(r"\(docs/(pictures/[^)]+)\)", readme))
    assert {f"pictures/{path.name}" for path in pictures} - shown == set()
    assert [name for name in shown if not (DOCS / name).is_file()] == []


def test_tutorials_have_the_same_steps_and_pictures():
    english, chinese = (re.findall(r"^## (\d)", text_of(name), flags=re.MULTILINE) for name in TUTORIALS)
    assert english == chinese == list("12345")
    names = [name.replace("_en.", "_zh.") for name in pictures_of("tutorial.md")]
    assert names == pictures_of("tutorial_zh.md")


@pytest.mark.skipif(not (ROOT / ".build" / "sitelibs").is_dir(), reason="make site fetches mkdocs")
def test_the_site_is_built_without_a_warning(tmp_path):
    environment = {"PYTHONPATH": str(ROOT / ".build" / "sitelibs"), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    front = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "Multiground" in front
    assert not [link for link in re.findall(r'href="([^":]+)"', front) if link.startswith("docs/")]
