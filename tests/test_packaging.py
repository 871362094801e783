"""The zip that planners install is one that plugins.qgis.org accepts: its validator's rules and its scans."""

import configparser
import json
import os
import pathlib
import re
import subprocess
import sys
import zipfile

import pytest

ROOT = pathlib.Path(__file__).parent.parent
MOST_BYTES = 3_000_000  # the site takes 25 MB; planners fetch it over slow lines
REQUIRED = ("name", "description", "version", "qgisMinimumVersion", "author", "email", "about", "tracker", "repository")
WANTED = ("homepage", "category", "icon", "tags", "changelog", "hasProcessingProvider", "experimental", "deprecated")
LEFT_OUT = {".ts", ".pyc"}  # of the folders that are shipped


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """Return the zip, as `make package` makes it."""
    file = tmp_path_factory.mktemp("package") / "multiground.zip"
    command = [sys.executable, str(ROOT / "tools" / "package.py"), str(file)]
    subprocess.run(command, check=True, timeout=60)
    return file


@pytest.fixture(scope="module")
def names(archive):
    with zipfile.ZipFile(archive) as opened:
        return opened.namelist()


@pytest.fixture(scope="module")
def unpacked(archive):
    """Return the folder of the plugin, as QGIS unpacks it."""
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(archive.parent)
    return archive.parent / "multiground"


@pytest.fixture(scope="module")
def metadata(unpacked):
    """Return the metadata, read as the validator reads them: without interpolation a % would pass here alone."""
    parser = configparser.ConfigParser()
    parser.optionxform = str
    parser.read_string((unpacked / "metadata.txt").read_text(encoding="utf-8"))
    return dict(parser.items("general"))


def scanned(module, *arguments, folder):
    """Return what one of the site's scanners prints of a folder; it knows nothing of our settings."""
    libraries = os.pathsep.join(os.path.abspath(path) for path in sys.path if path)
    command = [sys.executable, "-m", module, *arguments]
    environment = {**os.environ, "PYTHONPATH": libraries}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=240)
    assert done.stdout, done.stderr
    return json.loads(done.stdout)


def test_one_folder_with_what_a_plugin_needs(names):
    assert {name.split("/")[0] for name in names} == {"multiground"}
    needed = ("__init__.py", "plugin.py", "metadata.txt", "LICENSE", "resources/demo/demo_district.gpkg")
    assert {f"multiground/{name}" for name in needed} <= set(names)
    assert len(names) == len(set(names)) > 200


def test_size(archive):
    assert archive.stat().st_size < MOST_BYTES


def test_no_file_of_another_kind(archive, names):
    """Neither hidden nor compiled files, nor any that can be started."""
    parts = {part for name in names for part in name.split("/")}
    assert not [part for part in parts if part.startswith(".") or part in ("__pycache__", "__MACOSX", "..")]
    endings = {pathlib.PurePath(name).suffix for name in names}
    code, looks = {".py", ".csv", ".html", ".css", ".model3"}, {".qml", ".qm", ".svg", ".png", ".gpkg"}
    assert endings == code | looks | {".md", ".toml", ".txt", ""}  # LICENSE has none
    with zipfile.ZipFile(archive) as opened:
        assert {entry.external_attr >> 16 & 0o777 for entry in opened.infolist()} == {0o644}


def test_nothing_is_forgotten(names):
    """All that lies in the shipped folders is shipped, but for the endings that are left out."""
    there = {path for top in ("algorithms", "resources", "ui", "urbanform") for path in (ROOT / top).rglob("*.*")}
    lacking = {path for path in there if f"multiground/{path.relative_to(ROOT).as_posix()}" not in names}
    assert {path.suffix for path in lacking if path.is_file()} <= LEFT_OUT


def test_pictures_of_the_shipped_pages_are_there(names, unpacked):
    pages = [name for name in names if name.endswith(".md") and "/docs/" in name]
    assert len(pages) == 2
    for page in pages:
        text = (unpacked.parent / page).read_text(encoding="utf-8")
        pictures = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", text)
        assert pictures
        assert [name for name in pictures if not (unpacked / "docs" / name).is_file()] == []


def test_metadata_are_complete(metadata, names):
    assert [name for name in (*REQUIRED, *WANTED) if not metadata.get(name, "").strip()] == []
    assert re.fullmatch(r"\d+\.\d+\.\d+", metadata["version"])
    assert metadata["version"] in metadata["changelog"]
    assert "/" not in metadata["author"]
    assert re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", metadata["email"])
    assert all(metadata[name].startswith("https://") for name in ("homepage", "tracker", "repository"))
    assert f"multiground/{metadata['icon']}" in names
    assert {metadata["experimental"], metadata["deprecated"]} == {"False"}
    assert metadata["hasProcessingProvider"] == "yes"
    assert "plugin_dependencies" not in metadata  # QGIS 4.0 asks for nothing, in an empty window


def test_bandit_finds_nothing(unpacked):
    found = scanned("bandit", "-q", "-r", ".", "-f", "json", folder=unpacked)
    assert found["errors"] == []
    assert [f"{each['filename']}:{each['line_number']} {each['test_id']}" for each in found["results"]] == []
    assert found["metrics"]["_totals"]["loc"] > 10_000


def test_every_exception_from_bandit_is_of_one_rule_and_has_a_reason(unpacked):
    """`nosec` alone silences all rules on its line."""
    sources = (path.read_text(encoding="utf-8") for path in unpacked.rglob("*.py"))
    lines = [line.partition("#")[2] for text in sources for line in text.splitlines() if "nosec" in line]
    assert len(lines) < 10
    assert [line for line in lines if not re.fullmatch(r" nosec B\d{3} # .{12,}", line)] == []


def test_detect_secrets_finds_nothing(unpacked):
    found = scanned("detect_secrets", "scan", "--all-files", "--no-verify", ".", folder=unpacked)
    assert len(found["plugins_used"]) > 20
    assert found["results"] == {}


def test_the_scanners_would_find(tmp_path):
    """A check that finds nothing anywhere would pass for ever."""
    (tmp_path / "bad.py").write_text("password = 'Tr0ub4dor&3xyz'\nassert eval('1')\n", encoding="utf-8")
    found = scanned("bandit", "-q", "-r", ".", "-f", "json", folder=tmp_path)
    assert {each["test_id"] for each in found["results"]} == {"B101", "B105", "B307"}
    found = scanned("detect_secrets", "scan", "--all-files", "--no-verify", ".", folder=tmp_path)
    assert list(found["results"]) == ["bad.py"]
