"""Results kept by content: the same district has the same key, a changed one another; the table is never half."""

import contextlib
import os
import pathlib
import shutil
import sqlite3

import pandas as pd
import pytest
from geopackages import change
from multiground.urbanform import result_store
from multiground.urbanform.errors import InputError
from multiground.urbanform.result_store import TRACKING, content_key, track, tracked

DEMO = pathlib.Path(__file__).parent.parent / "resources" / "demo" / "demo_district.gpkg"


@pytest.fixture
def package(tmp_path):
    return pathlib.Path(shutil.copy(DEMO, tmp_path / "片区.gpkg"))


def test_a_copy_elsewhere_has_the_same_key(package):
    assert content_key(package) == content_key(DEMO)
    assert len(content_key(package)) == 64


def test_looks_and_bookkeeping_do_not_count(package):
    change(
        package,
        "UPDATE gpkg_contents SET last_change = '2030-01-01T00:00:00Z', description = 'looked at'",
        "CREATE TABLE layer_styles (id INTEGER PRIMARY KEY, styleQML TEXT)",
        "INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('layer_styles', 'attributes', 'styles')",
        "INSERT INTO layer_styles (styleQML) VALUES ('<qgis/>')",
        "PRAGMA user_version = 10400",
    )
    assert package.read_bytes() != DEMO.read_bytes()
    assert content_key(package) == content_key(DEMO)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE plots SET use = 'W3' WHERE fid = 1",
        "UPDATE plots SET use = NULL WHERE fid = 1",
        "DELETE FROM floors WHERE fid = 7",
        "UPDATE buildings SET geom = (SELECT geom FROM buildings WHERE fid = 2) WHERE fid = 1",
        "UPDATE gpkg_contents SET srs_id = 4326 WHERE table_name = 'plots'",
        "UPDATE gpkg_geometry_columns SET srs_id = 4326 WHERE table_name = 'plots'",
        "UPDATE gpkg_spatial_ref_sys SET organization_coordsys_id = 4548 WHERE organization_coordsys_id = 4547",
        "CREATE TABLE walkways_too (fid INTEGER PRIMARY KEY, kind TEXT)",  # GDAL lists it, though nobody registered it
        "ALTER TABLE plots RENAME COLUMN use TO yongdi",
    ],
)
def test_whatever_could_change_a_grade_changes_the_key(package, statement):
    change(package, statement)
    assert content_key(package) != content_key(DEMO)


def test_a_view_is_read_and_changes_with_its_text(package):
    """A view has no row ids; what it shows are rows of its tables."""
    change(package, "CREATE VIEW houses AS SELECT fid, geom FROM buildings")
    first = content_key(package)
    change(package, "DROP VIEW houses", "CREATE VIEW houses AS SELECT fid, geom FROM buildings WHERE fid > 1")
    assert len({first, content_key(package), content_key(DEMO)}) == 3


def test_what_another_program_has_not_yet_written_back_counts(package):
    """The log beside a GeoPackage holds rows that its file does not: a program that was killed left it there."""
    with contextlib.closing(sqlite3.connect(package)) as writer:
        writer.execute("PRAGMA journal_mode = WAL")
        before = content_key(package)
        writer.execute("CREATE TABLE more (a)")
        writer.commit()
        assert content_key(package) != before


def test_settings_change_the_key_and_do_not_run_into_each_other():
    given = [(), ("zh",), ("en",), ("zh", b"x"), ("zhx", b""), ("", b"zhx")]
    keys = [content_key(DEMO, *settings) for settings in given]
    assert len(set(keys)) == len(keys)


def test_another_version_of_the_library_changes_the_key(tmp_path, monkeypatch):
    """A copy of the library with one changed bound has another fingerprint."""
    copy = pathlib.Path(shutil.copytree(pathlib.Path(result_store.__file__).parent, tmp_path / "urbanform"))
    own, before = result_store.fingerprint(), content_key(DEMO)
    monkeypatch.setattr(result_store, "__file__", str(copy / "result_store.py"))
    assert result_store.fingerprint() == own
    table = copy / "clauses.csv"
    table.write_text(table.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert result_store.fingerprint() != own
    assert content_key(DEMO) != before


def test_reading_leaves_the_package_as_it_is(package):
    before = package.read_bytes(), os.stat(package).st_mtime_ns
    content_key(package)
    assert (package.read_bytes(), os.stat(package).st_mtime_ns) == before
    assert [path.name for path in package.parent.iterdir()] == [package.name]


@pytest.mark.parametrize("content", [b"", b"not a database", DEMO.read_bytes()[:5000]])
def test_what_is_no_geopackage_is_refused(tmp_path, content):
    path = tmp_path / "broken.gpkg"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"PACKAGE: found .*broken\.gpkg .*permitted: a GeoPackage with layers"):
        content_key(path)


def rows(date, **met):
    counts = {name: 1 for name in TRACKING if name.startswith("n_")}
    about = {"profile": "", "district": "NA", "result": ""}
    about.update(date=date, key="1e5", **counts)
    given = [{**about, "package": name, "met_pct": value} for name, value in met.items()]
    return pd.DataFrame(given, columns=list(TRACKING))


def test_the_tracking_table_keeps_one_row_a_day_and_package(tmp_path):
    assert tracked(tmp_path).empty
    track(tmp_path, rows("2026-11-20", a=40.0, b=50.0))
    track(tmp_path, rows("2026-11-21", a=45.0))
    track(tmp_path, rows("2026-11-21", a=60.0))  # assessed again: the day's last figure counts
    table = tracked(tmp_path)
    assert table[["date", "package", "met_pct"]].values.tolist() == [
        ["2026-11-20", "a", 40.0],
        ["2026-11-20", "b", 50.0],
        ["2026-11-21", "a", 60.0],
    ]
    assert table["key"].tolist() == ["1e5"] * 3  # a key is a text, whatever it looks like
    assert [path.name for path in tmp_path.iterdir()] == ["tracking.csv"]


def test_districts_called_like_a_gap_keep_their_names(tmp_path):
    track(tmp_path, rows("2026-11-20", **{"null": 40.0, "007": 50.0}))
    assert tracked(tmp_path)["package"].tolist() == ["007", "null"]
    assert tracked(tmp_path)["district"].tolist() == ["NA", "NA"]


def test_a_table_that_excel_saved_is_read_or_refused(tmp_path):
    """Excel writes its own dates, and on a Chinese Windows another encoding."""
    track(tmp_path, rows("2026-01-09", 片区=40.0))
    file = tmp_path / "tracking.csv"
    text = file.read_text(encoding="utf-8-sig")
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")  # without it Excel would not read the names
    file.write_text(text.replace("2026-01-09", "2026/1/9"), encoding="utf-8-sig")
    assert tracked(tmp_path)["date"].tolist() == ["2026-01-09"]
    for damaged in (text.encode("gbk"), text.replace("date,", "day,").encode(), b""):
        file.write_bytes(damaged)
        with pytest.raises(InputError, match=r"STORE: found .*tracking\.csv .*Restore the file"):
            tracked(tmp_path)
        assert file.read_bytes() == damaged


def test_a_table_that_cannot_be_replaced_stays_and_nothing_is_left_beside_it(tmp_path):
    (tmp_path / "tracking.csv").mkdir()  # stands for a file that Excel holds open on Windows
    with pytest.raises((OSError, InputError)):
        track(tmp_path, rows("2026-01-09", a=40.0))
    assert [path.name for path in tmp_path.iterdir()] == ["tracking.csv"]
