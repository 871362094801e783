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
# they concern all clauses
NO_CLAUSE = ("create_package", "check_package", "assess", "compare_scenarios", "assess_many", "import_osm")
NO_CLAUSE += ("import_planning_data",)
EACH_MEASURE = pytest.mark.parametrize(
    "path", [path for path in ALGORITHMS if path.stem not in NO_CLAUSE], ids=lambda path: path.stem
)
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
    """Return the parameters and outputs of an algorithm, its own and those that it inherits.

    They are the texts in capitals among the constants of a class.
    """
    (algorithm,) = classes(path)
    shared = {node.name: node for path in SHARED for node in classes(path)}
    found = [algorithm]
    for each in found:
        found += [shared[base.id] for base in each.bases if isinstance(base, ast.Name) and base.id in shared]
    constants = (node.value for each in found for node in each.body if isinstance(node, ast.Assign))
    texts = (node.value for value in constants for node in ast.walk(value) if isinstance(node, ast.Constant))
    return {text for text in texts if isinstance(text, str) and re.fullmatch("[A-Z][A-Z_]+", text)}


def field_tables():
    """Return the dictionaries named … FIELDS of all algorithms: file and name → the fields.

    Each is made by an assignment or filled by `update`, and its fields are the texts that stand there.
    """
    tables = {}
    for path in (*ALGORITHMS, *SHARED):
        for node in ast.parse(text_of(path)).body:
            made = re.match(r"((?:[A-Z]+_)*FIELDS)(?: = [{]|\.update\()", ast.unparse(node))
            if made:
                texts = {each.value for each in ast.walk(node) if isinstance(each, ast.Constant)}
                tables.setdefault((path, made[1]), set()).update(text for text in texts if isinstance(text, str))
    return tables


def fields(path):
    """Return the fields that an algorithm adds to results: those of its own tables and of shared ones it names."""
    named = set(re.findall(r"\b(?:[A-Z]+_)*FIELDS\b", text_of(path)))
    found = (
        table for (file, name), table in field_tables().items() if file == path or file in SHARED and name in named
    )
    return set().union(*found)


def algorithm_id(path):
    return f"multiground:{path.stem.replace('_', '')}"


def clause_of(path):
    """Return the clause that a measure names, itself or by an import."""
    text = text_of(ROOT / "urbanform" / path.name)
    for module in re.findall(r"^from \.(\w+) import .*\bCLAUSE\b", text, flags=re.MULTILINE):
        text = text_of(ROOT / "urbanform" / f"{module}.py")
    (found,) = re.findall(r'^CLAUSE = "(.+)"$', text, flags=re.MULTILINE)
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
    assert sorted(name for name in names(path) | fields(path) if f"`{name}`" not in page) == []


@pytest.mark.parametrize(
    ("algorithm", "some"),
    [
        ("plot_size", {"PLOTS", "OUTPUT", "use_class", "grade", "needed"}),
        ("road_network_density", {"ROADS", "DENSITY", "road_km", "weight", "state"}),
        ("walk_circles", {"ORIGINS", "CIRCLES", "NETWORK", "STEP_FREE", "ped_shed", "from_min", "reason"}),
        ("life_circle", {"CHECKLIST", "GRADE", "NETWORK", "LIFT_WAIT", "n_missing", "served_pct", "needed"}),
        ("classify_surfaces", {"SURFACES", "N_NEAR_GROUND", "GROUND_Z", "near_ground", "reason"}),
        ("mper", {"TAGGED_SURFACES", "SUM_F", "GROUND_Z", "mper", "a_vz", "f_above", "step_free_m", "needed"}),
        ("mper_advice", {"MEASURES", "SLOPE", "GROUND_JOINS", "GROUND_Z", "mper_after", "warning", "sum_f_to"}),
    ],
)
def test_parameters_and_fields_are_found(algorithm, some):
    path = ROOT / "algorithms" / f"{algorithm}.py"
    assert path in ALGORITHMS
    assert some <= names(path) | fields(path)
    ungraded = {"walk_circles", "classify_surfaces"}  # circles and kinds have no grade
    assert ("grade" in fields(path)) == (algorithm not in ungraded)


@EACH_ALGORITHM
def test_algorithm_is_named_on_its_page_and_in_the_readme(path):
    assert f"`{algorithm_id(path)}`" in text_of(ROOT / "docs" / f"{path.stem}.md")
    assert f"`{algorithm_id(path)}`" in text_of(ROOT / "README.md")
    assert f"`{algorithm_id(path)}`" in text_of(ROOT / "CHANGELOG.md")


@EACH_MEASURE
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


def test_kinds_of_ways_are_those_of_the_table():
    page = text_of(ROOT / "docs" / "walk_circles.md")
    for row in tables.rows("walkways"):
        line = next(line for line in page.splitlines() if line.startswith(f"| `{row['kind']}` | {row['label_zh']} |"))
        assert line.endswith(f" | {row['step_free'] or '–'} |")
    for kind, column, text in (
        ("stairs", "walking_factor", "along the slope × {:g}"),
        ("escalator", "speed_m_per_s", "along the slope at {:g} m/s"),
        ("elevator", "lift_speed_m_per_s", "height at {:.1f} m/s"),
    ):
        (value,) = (float(row[column]) for row in tables.rows("walkways") if row["kind"] == kind)
        assert text.format(value) in page


def test_categories_of_facilities_are_those_of_the_table():
    page = text_of(ROOT / "docs" / "life_circle.md")
    rows = [row for row in tables.rows("facilities") if row["band"]]
    assert len(rows) == 17
    for row in rows:
        assert f"| `{row['category']}` | {row['label_zh']} | {row['band']} |" in page


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
