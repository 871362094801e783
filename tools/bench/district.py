"""The demo district from package to report, as a planner starts it: with the start of QGIS."""

import pathlib

from jobs import heading, in_turn, row

DEMO = pathlib.Path(__file__).resolve().parent.parent.parent / "resources" / "demo" / "demo_district.gpkg"


def table(folder):
    jobs = {}
    for name, more in {
        "with tolerances and report": {"REPORT": str(folder / "assessed.html")},
        "without tolerances": {"STABILITY": "0", "REPORT": str(folder / "assessed.html")},
        "without tolerances and report": {"STABILITY": "0"},
    }.items():
        parameters = {"PACKAGE": str(DEMO), "RESULT": str(folder / "assessed.gpkg"), **more}
        inputs = {"name": "multiground:assess", "parameters": parameters, "profile": str(folder / "profile")}
        jobs[name] = ("qgis_run.started_by_a_planner", inputs)
    done = in_turn(jobs)
    heading("Assessing the demo district, through `qgis_process`", "seconds", "peak MiB", "clauses with a grade")
    for name, job in done.items():
        graded = sum(job["results"][f"N_{grade}"] for grade in ("EXCELLENT", "GOOD", "FAIR", "VIOLATION"))
        row(name, job["seconds"], job["mebibytes"], graded)
