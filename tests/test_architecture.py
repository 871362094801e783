"""The house rules that a reader of the sources can check: arrows between folders, sizes, namesakes."""

import ast
import pathlib
import re
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).parent.parent
LIBRARIES = {"numpy", "scipy", "shapely", "pyproj", "pandas", "geopandas", "networkx"}
ADAPTERS = {"__init__", "provider", "base"}
LONGEST_FUNCTION, LONGEST_ALGORITHM, LONGEST_PLUGIN = 80, 200, 100


def sources(*folders):
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def named(path):
    return str(path.relative_to(ROOT))


def tree(path):
    return ast.parse(path.read_text(encoding="utf-8"), str(path), feature_version=(3, 9))


def imports(path, top_only=False):
    """Return the full names that a file imports, relative ones from the plugin's root as `.folder.module.name`."""
    found = []
    for node in top_level(tree(path)) if top_only else ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found += [".".join(filter(None, (base(path, node), alias.name))) for alias in node.names]
    return found


def base(path, node):
    if not node.level:
        return node.module
    folder = path.relative_to(ROOT).parts[:-1]
    assert node.level <= len(folder) + 1, f"{named(path)} reaches out of the plugin"
    kept = folder[: len(folder) - node.level + 1]
    return "." + ".".join([*kept, *filter(None, [node.module])])


def top_level(module):
    """Yield what runs at import: everything but the bodies of functions."""
    for node in ast.iter_child_nodes(module):
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            yield node
            yield from top_level(node)


def packages(names):
    """Return the packages of imported names: `numpy`, or a folder or file of the plugin as `.urbanform`."""
    return {f".{name[1:].split('.')[0]}" if name.startswith(".") else name.split(".")[0] for name in names}


PYTHON = sources("urbanform", "algorithms", "ui", "tests", "tools") + sorted(ROOT.glob("*.py"))
URBANFORM = pytest.mark.parametrize("path", sources("urbanform"), ids=named)
ALGORITHMS = pytest.mark.parametrize("path", sources("algorithms"), ids=named)
MEASURES = [path for path in sorted((ROOT / "algorithms").glob("*.py")) if path.stem not in ADAPTERS]


def test_the_readers_of_this_file_see_what_they_are_to_see():
    # a check that found no import would pass for ever
    assert {"numpy", "pandas", "shapely"} <= packages(imports(ROOT / "urbanform" / "plot_size.py"))
    assert ".urbanform.clauses" in imports(ROOT / "urbanform" / "grading.py") + imports(
        ROOT / "algorithms" / "plot_size.py"
    )
    assert ".urbanform.plot_size.CLAUSE" in imports(ROOT / "algorithms" / "plot_size.py")
    assert ".urbanform.plot_size.CLAUSE" not in imports(ROOT / "algorithms" / "plot_size.py", top_only=True)
    assert "pyproj" in imports(ROOT / "urbanform" / "measuring.py")
    assert MEASURES


# Arrows: plugin → ui ┄ by id ┄ algorithms → urbanform → libraries


@URBANFORM
def test_urbanform_knows_nothing_of_qgis_or_the_plugin(path):
    found = packages(imports(path))
    assert not found & {"qgis", "PyQt5", "PyQt6", "PySide2", "PySide6", "sip", "osgeo", "processing", "multiground"}
    assert {name for name in found if name.startswith(".")} <= {".urbanform"}


@URBANFORM
def test_urbanform_leaves_pyproj_to_library_users(path):
    assert "pyproj" not in packages(imports(path, top_only=True))
    assert "pyproj" not in packages(imports(path)) or path.stem == "measuring"


@URBANFORM
def test_urbanform_needs_no_library_beyond_the_listed_ones(path):
    unwanted = {
        "numba",
        "matplotlib",
        "pip",
        "requests",
        "sklearn",
        "fiona",
        "pyogrio",
        "rasterio",
        "libpysal",
        "momepy",
    }
    assert not packages(imports(path)) & unwanted


def test_dask_is_used_by_the_cluster_alone_and_only_when_it_is_called():
    files = sources("urbanform", "algorithms", "ui") + sorted(ROOT.glob("*.py"))
    assert [path.stem for path in files if packages(imports(path)) & {"dask", "distributed"}] == ["cluster"]
    assert not packages(imports(ROOT / "urbanform" / "cluster.py", top_only=True)) & {"dask", "distributed"}


@ALGORITHMS
def test_algorithms_use_neither_pyproj_nor_a_bound_qt_nor_the_panels(path):
    found = packages(imports(path))
    assert not found & {"pyproj", "PyQt5", "PyQt6", "PySide2", "PySide6", "multiground"}
    assert {name for name in found if name.startswith(".")} <= {".algorithms", ".language", ".urbanform"}
    assert not any(name.startswith(("qgis.utils", "qgis.gui")) for name in imports(path))


def test_panels_start_algorithms_by_id():
    found = {named(path): packages(imports(path)) for path in sources("ui")}
    unwanted = {".algorithms", "PyQt5", "PyQt6", "pyproj", "multiground"}
    assert {file: names & unwanted for file, names in found.items() if names & unwanted} == {}


def test_panels_compute_nothing_but_the_walk_circles_under_the_cursor():
    """An algorithm cannot answer while somebody drags: it would build the network anew for every place.

    So two files of `ui` may call `urbanform.explorer`, inside functions, for a QGIS may lack the libraries.
    """

    def computing(path, top_only):
        names = [name for name in imports(path, top_only) if name.startswith(".urbanform.")]
        files = {module_file(name) for name in names}
        return {file.stem for file in files if any(heavy(each) for each in loaded_with(file))}

    def heavy(path):
        return packages(imports(path, top_only=True)) & LIBRARIES

    found = {named(path): computing(path, top_only=False) for path in sources("ui")}
    assert {file: names for file, names in found.items() if names} == {
        "ui/walk_explorer.py": {"explorer"},
        "ui/walk_reading.py": {"explorer"},
    }
    at_once = {named(path): computing(path, top_only=True) | heavy(path) for path in sources("ui")}
    assert {file: names for file, names in at_once.items() if names} == {}


def test_root_imports_nothing_at_the_top():
    assert imports(ROOT / "__init__.py", top_only=True) == []
    assert imports(ROOT / "__init__.py")  # classFactory does


def test_plugin_is_wiring():
    assert packages(imports(ROOT / "plugin.py")) & (LIBRARIES | {"PyQt5", "PyQt6", ".urbanform"}) == set()
    assert len((ROOT / "plugin.py").read_text(encoding="utf-8").splitlines()) <= LONGEST_PLUGIN


# The provider loads in a QGIS that lacks the libraries


def module_file(name):
    """Return the file of a plugin module named by an import, also where a name of it is imported."""
    parts = name[1:].split(".")
    for kept in (parts, parts[:-1]):
        for path in (ROOT.joinpath(*kept).with_suffix(".py"), ROOT.joinpath(*kept, "__init__.py")):
            if kept and path.exists():
                return path
    raise AssertionError(f"{name} is no module of the plugin")


def loaded_with(path, seen=()):
    """Return the plugin's files that run when a file is imported, itself first."""
    files = [*seen, path]
    for folder in path.relative_to(ROOT).parents:
        above = ROOT / folder / "__init__.py"
        if above.exists() and above not in files:
            files = loaded_with(above, files)
    for name in imports(path, top_only=True):
        if name.startswith(".") and module_file(name) not in files:
            files = loaded_with(module_file(name), files)
    return files


@ALGORITHMS
def test_algorithms_load_without_the_libraries(path):
    heavy = {named(file): packages(imports(file, top_only=True)) & LIBRARIES for file in loaded_with(path)}
    assert {file: found for file, found in heavy.items() if found} == {}


def test_modules_that_adapters_load_run_without_the_libraries():
    """Judge of the reading above: a Python whose libraries cannot be imported."""
    modules = sorted(
        {file.stem for path in sources("algorithms") for file in loaded_with(path) if file.parent.name == "urbanform"}
        - {"__init__"}
    )
    assert {"attributes", "clauses", "errors", "measuring", "tables"} <= set(modules)
    program = f"import sys; sys.modules.update(dict.fromkeys({sorted(LIBRARIES)}))\n"
    program += "\n".join(f"import urbanform.{module}" for module in modules)
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")


# Namesakes and sizes


@pytest.mark.parametrize("path", MEASURES, ids=named)
@pytest.mark.parametrize("namesake", ["urbanform/{}.py", "tests/test_{}.py", "docs/{}.md"])
def test_every_algorithm_has_its_namesakes(path, namesake):
    assert (ROOT / namesake.format(path.stem)).is_file()


def test_every_algorithm_file_is_in_the_one_list():
    listed = {
        name.split(".")[2] for name in imports(ROOT / "algorithms" / "__init__.py") if name.startswith(".algorithms.")
    }
    assert listed == {path.stem for path in MEASURES}


@pytest.mark.parametrize("path", MEASURES, ids=named)
def test_algorithm_files_are_thin(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_ALGORITHM


@pytest.mark.parametrize("path", PYTHON, ids=named)
def test_no_function_is_longer_than_eighty_lines(path):
    lengths = {
        node.name: node.end_lineno - node.lineno + 1
        for node in ast.walk(tree(path))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}


@pytest.mark.parametrize("path", sources("urbanform"), ids=named)
def test_no_hidden_state(path):
    """Module-level names hold no growing collection, and nothing is declared global."""
    for node in tree(path).body:
        if isinstance(node, ast.Assign) and isinstance(node.value, (ast.List, ast.Dict, ast.Set)):
            empty = not getattr(node.value, "elts", None) and not getattr(node.value, "keys", None)
            assert not empty, f"{named(path)}:{node.lineno} starts a collection to fill"
    assert not any(isinstance(node, ast.Global) for node in ast.walk(tree(path)))
    assert not {"functools.lru_cache", "functools.cache"} & set(imports(path))


def test_every_module_of_urbanform_says_what_it_is():
    assert [named(path) for path in sources("urbanform") if not ast.get_docstring(tree(path))] == []


def rooms(path):
    """Return the modules that the docstring of a package lists: room → names. A room ends with a colon."""
    found, room = {}, None
    for line in ast.get_docstring(tree(path)).splitlines():
        if re.fullmatch(r"\S.*:", line):
            room = line[:-1]
        elif line.startswith("    ") and room:
            found.setdefault(room, []).extend(filter(None, line.replace(" ", "").split(",")))
    return found


@pytest.mark.parametrize("folder", ["urbanform", "algorithms/base"])
def test_every_module_stands_in_one_room_of_its_house(folder):
    listed = [name for names in rooms(ROOT / folder / "__init__.py").values() for name in names]
    assert sorted(listed) == sorted({path.stem for path in (ROOT / folder).glob("*.py")} - {"__init__"})


def test_demo_is_one_package():
    assert [path.suffix for path in (ROOT / "resources" / "demo").iterdir()] == [".gpkg"]


def executed_on_import(tree):
    """Yield the nodes that run when a module is imported: all but the bodies of functions."""
    waiting = list(tree.body)
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, (ast.FunctionDef, ast.Lambda)):
            waiting += [*node.args.defaults, *filter(None, node.args.kw_defaults)] + getattr(node, "decorator_list", [])
        else:
            waiting += ast.iter_child_nodes(node)


@pytest.mark.parametrize("path", [*(ROOT / "urbanform").glob("*.py"), *(ROOT / "algorithms").rglob("*.py")], ids=str)
def test_rules_are_read_when_a_measure_runs_so_that_a_profile_can_replace_them(path):
    called = [
        node.lineno
        for node in executed_on_import(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("clauses.bounds", "clauses.value", "bounds")
    ]
    assert called == []
