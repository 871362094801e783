"""The documentation keeps up with the code: links, names, the guideline's wording, and examples that run."""

import ast
import pathlib
import re

import pytest
from multiground.urbanform import clauses, tables

ROOT = pathlib.Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
MEASURES = {path.name for path in (ROOT / "urbanform").glob("*.py")} - {"__init__.py"}
ALGORITHMS = [path for path in sorted((ROOT / "algorithms").glob("*.py")) if path.name in MEASURES]
SHARED = [path for path in sorted((ROOT / "algorithms").rglob("*.py")) if path not in ALGORITHMS]
EACH_PAGE = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
EACH_ALGORITHM = pytest.mark.parametrize("path", ALGORITHMS, ids=lambda path: path.stem)


def text_of(path):
    return path.read_text(encoding="utf-8")


def prose(page):
    """Return a page without its blocks of code."""
    return re.sub(r"^```.*?^```$", "", text_of(page), flags=re.MULTILINE | re.DOTALL)


def anchors(page):
    """Return the anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", prose(page), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def classes(path):
    return [node for node in ast.parse(text_of(path)).body if isinstance(node, ast.ClassDef)]


def names(path):
    """Return the parameters and outputs of an algorithm: the texts in capitals among its class constants.

    Those of the classes of `algorithms/base` that it is made of are its own.
    """
    (algorithm,) = classes(path)
    bases = {base.id for base in algorithm.bases}
    parts = [algorithm, *(part for file in SHARED for part in classes(file) if part.name in bases)]
    constants = (node.value for part in parts for node in part.body if isinstance(node, ast.Assign))
    texts = (node.value for value in constants for node in ast.walk(value) if isinstance(node, ast.Constant))
    return {text for text in texts if isinstance(text, str) and re.fullmatch("[A-Z][A-Z_]+", text)}


def fields(path):
    """Return the fields that a module adds to results: the keys of its dictionaries named … FIELDS."""
    return {
        key.value
        for node in ast.parse(text_of(path)).body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict)
        for target in node.targets
        if re.fullmatch("([A-Z]+_)?FIELDS", target.id)
        for key in node.value.keys
        if isinstance(key, ast.Constant)
    }


def algorithm_id(path):
    (found,) = re.findall(r'def name\(self\):\s+return "(\w+)"', text_of(path))
    return f"multiground:{found}"


def clause_of(path):
    (found,) = re.findall(r'^CLAUSE = "(.+)"$', text_of(ROOT / "urbanform" / path.name), flags=re.MULTILINE)
    return found


@EACH_PAGE
def test_links_and_pictures_exist(page):
    links = [link for link in re.findall(r"\]\(([^)\s]+)\)", prose(page)) if not link.startswith("https://")]
    wrong = []
    for link in links:
        file, _, anchor = link.partition("#")
        target = page.parent / file if file else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            wrong.append(link)
    assert wrong == []


@EACH_ALGORITHM
def test_page_names_every_parameter_and_field(path):
    page = text_of(ROOT / "docs" / f"{path.stem}.md")
    found = names(path) | fields(path).union(*map(fields, SHARED))
    assert {"grade", "needed"} <= found
    assert {"OUTPUT", "CIRCLES", "MEASURES"} & found
    assert sorted(name for name in found if f"`{name}`" not in page) == []


@EACH_ALGORITHM
def test_algorithm_is_named_on_its_page_and_in_the_readme(path):
    assert f"`{algorithm_id(path)}`" in text_of(ROOT / "docs" / f"{path.stem}.md")
    assert f"`{algorithm_id(path)}`" in text_of(ROOT / "README.md")
    assert f"`{algorithm_id(path)}`" in text_of(ROOT / "CHANGELOG.md")


@EACH_ALGORITHM
def test_page_quotes_the_clause_as_it_stands(path):
    page = text_of(ROOT / "docs" / f"{path.stem}.md")
    row = next(row for row in tables.rows("clauses") if row["clause"] == clause_of(path))
    assert f"> {row['text_zh']}" in page
    assert row["text_en"] in re.sub(r"\s+", " ", page)


def test_table_of_plot_sizes_is_the_guidelines():
    page = text_of(ROOT / "docs" / "plot_size.md")
    for use_class in ("commercial", "residential", "public_service", "mixed"):
        area, side = (clauses.bounds("4.2.2", name, use_class)[0] for name in ("area_m2", "min_side_m"))
        row = f"| `{use_class}` | {area.lower:,.0f}–{area.upper:,.0f} | {side.lower:.0f}–{side.upper:.0f} |"
        assert row in page


@EACH_PAGE
def test_python_of_the_page_runs(page):
    blocks = re.findall(r"^```python\n(.*?)^```$", text_of(page), flags=re.MULTILINE | re.DOTALL)
    namespace = {}
    for block in blocks:
        exec(compile(block, page.name, "exec"), namespace)
    assert bool(namespace) == bool(blocks)


def test_some_python_is_run():
    assert sum("```python\n" in text_of(page) for page in PAGES) >= 4


def test_changelog_has_the_version_of_the_metadata():
    (version,) = re.findall(r"^version=(.+)$", text_of(ROOT / "metadata.txt"), flags=re.MULTILINE)
    assert f"\n## {version} - " in text_of(ROOT / "CHANGELOG.md")
    assert f"multiground-{version}.zip" in text_of(ROOT / "README.md")
