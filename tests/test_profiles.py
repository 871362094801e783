"""Rule profiles: what is put in force, and every bad row named."""

import csv
import threading

import pytest
from multiground.urbanform import clauses, profiles, tables
from multiground.urbanform.errors import InputError

OURS = tables.rows("clauses")


def written(path, rows, heading=None):
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, heading or list(OURS[0]))
        table.writeheader()
        table.writerows(rows)
    return path


def row_of(clause, measure, grade):
    return next(n for n, r in enumerate(OURS) if (r["clause"], r["measure"], r["grade"]) == (clause, measure, grade))


def changed(number, **cells):
    rows = [dict(row) for row in OURS]
    rows[number].update(cells)
    return rows


STOREYS = row_of("4.1.4", "storeys", "excellent")
DENSITY = row_of("4.1.3-1", "density_km_per_km2", "good")


def up_to_24():
    """Return our rules with 7 to 24 storeys excellent and 25 to 40 good."""
    rows = changed(STOREYS, upper="24")
    rows[next(n for n, row in enumerate(rows) if row["measure"] == "storeys" and row["lower"] == "26")]["lower"] = "25"
    return rows


def test_own_rules_have_no_fault():
    assert profiles.faults(OURS) == []


def test_profile_is_in_force_within_its_block_only(tmp_path):
    path = profiles.checked(written(tmp_path / "城市.csv", up_to_24()))
    assert clauses.bounds("4.1.4", "storeys")[0].upper == 25
    with clauses.profile(path):
        assert clauses.bounds("4.1.4", "storeys")[0].upper == 24
        seen = []
        thread = threading.Thread(target=lambda: seen.append(clauses.bounds("4.1.4", "storeys")[0].upper))
        thread.start()
        thread.join()
        assert seen == [25]  # another assessment at the same time has its own rules
    assert clauses.bounds("4.1.4", "storeys")[0].upper == 25


def test_profile_ends_with_an_error(tmp_path):
    path = written(tmp_path / "city.csv", up_to_24())
    with pytest.raises(RuntimeError), clauses.profile(path):
        raise RuntimeError
    assert clauses.bounds("4.1.4", "storeys")[0].upper == 25


@pytest.mark.parametrize(
    ("number", "cells", "said"),
    [
        (STOREYS, {"upper": "twenty"}, "upper: twenty (a number)"),
        (STOREYS, {"upper": "1,000"}, "upper: 1,000 (a number)"),  # read as it stands, and 1,000 cannot be
        (STOREYS, {"upper": "1e999"}, "upper: 1e999 (a number)"),
        (STOREYS, {"lower": "30"}, "lower: 30 (at most the upper limit 25)"),
        (STOREYS, {"grade": "best"}, "grade: best (excellent good fair violation)"),
        (STOREYS, {"verb": "must"}, "verb: must (必须"),
        (STOREYS, {"excluded": "top"}, "excluded: top (lower upper both)"),
        (STOREYS, {"source": "X"}, "source: X (S A B C D)"),
        (STOREYS, {"until": "2026-13-01"}, "until: 2026-13-01 (a date such as 2026-01-31)"),
        (STOREYS, {"clause": "9.9.9"}, "clause: 9.9.9 (a clause of the guideline)"),
        (STOREYS, {"lower": "", "upper": ""}, "measure: storeys (a measure where there are limits"),
        (DENSITY, {"lower": ""}, "excluded: lower (only a limit that is there, and lower is not)"),
    ],
)
def test_bad_row_is_named_with_its_column_and_remedy(number, cells, said):
    (fault,) = profiles.faults(changed(number, **cells))
    assert fault.startswith(f"row {number + 2}, {said}")


def test_ten_bad_rows_are_refused_row_by_row(tmp_path):
    rows = [dict(row) for row in OURS]
    bad = [number for number, row in enumerate(rows) if row["upper"]][:10]
    for number in bad:
        rows[number]["upper"] = "?"
    with pytest.raises(InputError) as error:
        profiles.checked(written(tmp_path / "city.csv", rows))
    assert error.value.value.splitlines() == [f"city.csv: row {number + 2}, upper: ? (a number)" for number in bad]


def test_overlapping_grades_are_refused():
    faults = profiles.faults(changed(STOREYS, upper="30"))
    assert faults == ["4.1.4 storeys: excellent to 30, good from 26 (no overlap)"]


def test_grades_that_meet_are_permitted_once():
    assert profiles.faults(changed(DENSITY, excluded="")) == [
        "4.1.3-1 density_km_per_km2: excellent to 10, good from 10 (no overlap)"
    ]


def test_grades_that_leave_a_gap_are_refused():
    """25 storeys, or 10 km/km² exactly, would have no grade."""
    assert profiles.faults(changed(STOREYS, upper="24")) == ["4.1.4 storeys: excellent to 24, good from 26 (no gap)"]
    assert profiles.faults(changed(DENSITY, lower="10.5")) == [
        "4.1.3-1 density_km_per_km2: excellent to 10, good from 10.5 (no gap)"
    ]
    excellent = row_of("4.1.3-1", "density_km_per_km2", "excellent")
    assert profiles.faults(changed(excellent, excluded="upper")) == [
        "4.1.3-1 density_km_per_km2: excellent to 10, good from 10 (no gap)"
    ]


@pytest.mark.parametrize("factor", [0.9, 0.95, 1.05, 1.1])
@pytest.mark.parametrize("limit", range(1, 41))
def test_grades_of_what_is_counted_meet_whatever_the_factor(tmp_path, limit, factor):
    """To 10 and from 11 storeys: 10.5 and 11.55 would round to 10 and 12, and 11 storeys would have no grade."""
    fair = row_of("4.1.4", "storeys", "fair")
    rows = [dict(OURS[fair], lower=str(limit + 1)), *(row for row in OURS if row["measure"] != "storeys")]
    rows += [{**OURS[STOREYS], "lower": "", "upper": str(limit)}]
    with clauses.profile(written(tmp_path / "city.csv", rows), factor):
        excellent, fair = sorted(clauses.bounds("4.1.4", "storeys"))
    assert (excellent.grade, fair.grade, fair.lower - excellent.upper) == ("excellent", "fair", 1)


def test_measure_left_out_or_unknown_is_refused():
    assert profiles.faults([row for row in OURS if row["measure"] != "storeys"]) == ["no row: 4.1.4 storeys (a bound)"]
    renamed = [{**row, "measure": "floors"} if row["measure"] == "storeys" else row for row in OURS]
    assert profiles.faults(renamed)[-1] == "unknown: 4.1.4 floors (a measure of ours)"


def test_other_files_are_refused(tmp_path):
    for content in (b"", b"a,b\n1,2\n", "条文,标题\n".encode("gbk")):
        path = tmp_path / "other.csv"
        path.write_bytes(content)
        with pytest.raises(InputError, match="PROFILE"):
            profiles.checked(path)
    with pytest.raises(InputError, match="PROFILE"):
        profiles.checked(tmp_path / "missing.csv")


def test_repealed_rows_stay_without_effect(tmp_path):
    rows = up_to_24()
    rows = [*rows, {**OURS[STOREYS], "until": "2027-01-01"}]
    with clauses.profile(profiles.checked(written(tmp_path / "edition.csv", rows))):
        assert [bound.upper for bound in clauses.bounds("4.1.4", "storeys")] == [24, 6, 40, 80, float("inf")]
