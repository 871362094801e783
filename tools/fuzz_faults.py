"""What is wrong with the files that an algorithm leaves, whatever it was given."""

import contextlib
import math
import os
import re
import sqlite3

from osgeo import ogr

GRADES = ("excellent", "good", "fair", "violation")
NOT_A_NUMBER = re.compile(r"\b(nan|inf|None|NaT)\b")


def contents(path):
    """Return what a file holds: QGIS changes the header of a GeoPackage that it opens."""
    try:
        with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            return hash("\n".join(connection.iterdump()))
    except (sqlite3.Error, UnicodeDecodeError):
        return path.read_bytes() if path.exists() else None


def unclean(algorithm, given, results):
    """Yield what is wrong with a result."""
    for name, value in results.items():
        if isinstance(value, float) and not math.isfinite(value):
            yield f"output {name} is {value}"
    for definition in algorithm.destinationParameterDefinitions():
        path = given.get(definition.name())
        if path is None:
            continue
        if not os.path.exists(path):
            # a model may take another branch, and what is optional may have nothing to be made of
            if hasattr(algorithm, "measure") and not definition.flags() & definition.Flag.FlagOptional:
                yield f"{definition.name()} was not written"
        elif path.endswith(".gpkg"):
            dataset = ogr.Open(path)
            for index in range(dataset.GetLayerCount() if dataset else 0):
                yield from unclean_rows(definition.name(), dataset.GetLayer(index))


def unclean_rows(name, layer):
    """Yield what is wrong with the rows of a graded result."""
    names = [field.GetName() for field in layer.schema]
    if not {"grade", "state"} <= set(names):
        return
    for feature in layer:
        row = dict(zip(names, (feature.GetField(i) for i in range(len(names)))))
        if row.get("grade") in GRADES and row.get("state") != "graded":
            yield f"{name}: grade {row['grade']} of what is {row['state']}"
        for told in ("finding", "needed"):
            if NOT_A_NUMBER.search(str(row.get(told) or "")):
                yield f"{name}: {told} says {row[told]}"
