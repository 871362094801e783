"""Time the measures against their peers in one run; print the tables of docs/performance.md.

Usage: bench FOLDER [TOPIC]. Every job runs in a process of its own, so that its peak memory is its own;
the peers are measured in the same run, because absolute times drift from machine to machine.
"""

import json
import pathlib
import sys

import buildings
import circles
import city
import district
import explorer
import graph
import jobs
import multi_ground
import polygons
import roads
import search
import windows

TOPICS = {
    "roads": roads.table,
    "graph": graph.table,
    "search": search.full_job,
    "growth": search.growth,
    "nearest": search.nearest,
    "polygons": polygons.table,
    "origin": circles.one_origin,
    "explorer": explorer.table,
    "circles": circles.through_qgis_process,
    "cancel": circles.cancel,
    "buildings": buildings.table,
    "mper": multi_ground.table,
    "windows": windows.table,
    "assess": district.table,
    "city": city.table,
    "city growth": city.growth,
}


def main(folder, chosen=None):
    if chosen and chosen not in TOPICS:
        sys.exit(f"there is no topic {chosen}; there are {', '.join(TOPICS)}")
    folder.mkdir(parents=True, exist_ok=True)
    for topic, tables in TOPICS.items():
        if chosen in (None, topic):
            tables(folder)


if __name__ == "__main__":
    if sys.argv[1] == "--job":
        jobs.run(sys.argv[2], json.loads(sys.argv[3]))
    else:
        main(pathlib.Path(sys.argv[1]).resolve(), *sys.argv[2:3])
