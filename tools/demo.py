"""Assess the demo district through qgis_process, from the package to the report, and print the clauses.

Usage: demo.py FOLDER. The folder gets a profile of its own with the plugin linked into it, the result and
the report.
"""

import os
import pathlib
import shutil
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
DEMO = ROOT / "resources" / "demo" / "demo_district.gpkg"
PROGRAM = shutil.which("qgis_process.bin") or shutil.which("qgis_process")
SIGNS = {"excellent": "●", "good": "◐", "fair": "○", "violation": "✕", "unassessed": "–", None: " "}


def main(folder):
    shutil.rmtree(folder, ignore_errors=True)
    profile = folder / "profile" / "profiles" / "default"
    (profile / "python" / "plugins").mkdir(parents=True)
    (profile / "QGIS").mkdir()
    (profile / "python" / "plugins" / "multiground").symlink_to(ROOT)
    (profile / "QGIS" / "QGIS3.ini").write_text("[PythonPlugins]\nmultiground=true\n")
    os.environ["QGIS_CUSTOM_CONFIG_PATH"] = str(folder / "profile")
    result, report = folder / "demo_district_assessed.gpkg", folder / "demo_district_report.html"
    begin = time.perf_counter()
    command = [PROGRAM, "run", "multiground:assess", "--", f"PACKAGE={DEMO}", f"RESULT={result}", f"REPORT={report}"]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    seconds = time.perf_counter() - begin
    print_clauses(result)
    print(f"\nResult  {result}\nReport  {report}\n{seconds:.1f} s with the start of QGIS")


def print_clauses(result):
    """Print a line for each clause, the features to look at first, and the clauses that nothing was measured for."""
    from osgeo import ogr

    dataset = ogr.Open(str(result))
    rows = list(dataset.GetLayerByName("clauses"))
    print()
    for row in rows:
        grade = row["grade"]
        if row["figure"] is None and grade == "unassessed":
            continue
        figure = "" if row["figure"] is None else f"{row['figure']:,.2f} {row['unit'] or ''}"
        print(f"{row['clause']:<9}{SIGNS[grade]} {grade or row['state']:<12}{figure:<26}{row['title']}")
    print("\nTo do first")
    for row in list(dataset.GetLayerByName("actions"))[:8]:
        print(f"{row['clause']:<9}{SIGNS[row['grade']]} {row['grade']:<12}{row['place']:<20}{row['measure'] or ''}")
    unassessed = [row["clause"] for row in rows if row["figure"] is None and row["grade"] == "unassessed"]
    print(f"\nNot assessed: {', '.join(unassessed)}")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]).resolve())
