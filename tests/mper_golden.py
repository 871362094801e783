"""The golden case of the MPER, drawn by hand; the guideline's reading works it on paper.

  x  10 20              70      100 120     150          200    above the ground
     ┌──────────────VC2─────────────┐       ┌─────────────┐     P1 +6, B1 +6
  y  │ P1                           │       │             │     R1 +15, R2 +12, pavilion on R1's level
 80  │  ┌───────────────┬────────┐  │       │ R2          │     VC1, VC2   street – P1
     │  │ R1            │pavilion│  │       │ roof of B   │     VC3        P1 – R1
 57  │  │ roof of A     │        │  ├───VC8─┤             │     VC8        B1 – R2
     │  │               │        │  │  B1   │             │
 46  │  │               └────────┤  ├───────┤             │
 40  │  │                        │  │       └─────────────┘     below the ground, all at -6
 30  │  │                        VC3│
 20  │  └────────────────────────┘  │    y        100    130           190
     │                              │    42              ┌VC5───────────┐     VC4, VC5  street – U1
 10  └────VC1───────────────────────┘    24        ┌─────┤ U1           │     VC6 lift, VC7 enclosed stairs
                                         16        └─U2──┤              │
                                          5              └────VC4───────┘

A_PD = 200 · 100 = 20000; A_MGS = 4000 + 240 + 3600 + 3000 + 2100 + 240 = 13180;
A_VH = 48 + 24 + 54 + 36 + 60 + 24 = 246; A_VZ = 24 + 12 + 27 + 18 + 30 + 12 = 123;
F = (2 + 1 + 1 + 1, 2 + 1 + 1) = (5, 4); MPER = 4.5 · 20000 / (13180 + 246 + 0.7 · 123) = 90000 / 13512.1
"""

import geopandas
import numpy as np
import pandas as pd
import shapely
from shapely import box

A, B, PAVILION, MARKET = box(20, 20, 100, 80), box(150, 40, 200, 100), box(70, 40, 100, 80), box(60, 20, 100, 70)
SURFACES = {
    "P1": (box(10, 10, 120, 90) - A, 6.0),
    "B1": (box(120, 46, 150, 54), 6.0),
    "R1": (A - PAVILION, 15.0),
    "R2": (B, 12.0),
    "U1": (box(130, 5, 190, 40), -6.0),
    "U2": (box(100, 16, 130, 24), -6.0),
}
# kind, z from, z to, width, run, footprint, surfaces joined
VERTICALS = {
    "VC1": ("stairs", 0, 6, 4.0, 12.0, box(30, 6, 42, 10), "", "P1"),
    "VC2": ("escalator", 0, 6, 2.0, 12.0, box(60, 90, 72, 92), "", "P1"),
    "VC3": ("stairs", 6, 15, 3.0, 18.0, box(100, 28, 118, 31), "P1", "R1"),
    "VC8": ("stairs", 6, 12, 3.0, 12.0, box(138, 54, 150, 57), "B1", "R2"),
    "VC4": ("stairs", 0, -6, 5.0, 12.0, box(150, 0, 162, 5), "", "U1"),
    "VC5": ("escalator", 0, -6, 2.0, 12.0, box(132, 40, 144, 42), "", "U1"),
    "VC6": ("elevator", -6, 15, None, None, box(100, 60, 102, 62), "", ""),
    "VC7": ("enclosed_stairs", -6, 6, 1.5, 6.0, box(112, 17, 118, 18.5), "U2", "P1"),
}
FLOORS = {  # building, storey, z, function, area, of it auxiliary, plate
    "A-2F": ("A", 2, 6.0, "commercial", 4800, 600, A),
    "A-3F": ("A", 3, 10.5, "commercial", 4800, 1000, A),
    "A-4F": ("A", 4, 15.0, "commercial", 1200, 0, PAVILION),
    "B-2F": ("B", 2, 6.0, "commercial", 3000, 0, B),
    "B-B1": ("B", -1, -6.0, "commercial", 3000, 700, B),
    "A-B1": ("A", -1, -6.0, "commercial", 2000, 0, MARKET),
    "A-B1 garage": ("A", -1, -6.0, "auxiliary", 2800, 0, A - MARKET),
    "A-B2": ("A", -2, -10.5, "auxiliary", 4800, 0, A),
}
LAYERS = ("districts", "surfaces", "verticals", "floors")


def golden():
    """Return the golden case as frames by layer; change them to make a variant."""
    frames = {"districts": geopandas.GeoDataFrame({"name": ["golden"]}, geometry=[box(0, 0, 200, 100)])}
    shapes, z = zip(*SURFACES.values())
    columns = {"surface": list(SURFACES), "z": z, "enclosure": "outdoor", "public": True, "open_24h": True}
    frames["surfaces"] = geopandas.GeoDataFrame(columns, geometry=list(shapes))
    names = ["kind", "z_from", "z_to", "width", "run"]
    columns = {name: [row[place] for row in VERTICALS.values()] for place, name in enumerate(names)}
    columns["enclosure"] = ["indoor" if name in ("VC6", "VC7") else "outdoor" for name in VERTICALS]
    columns.update(name=list(VERTICALS), public=True, open_24h=True)
    frames["verticals"] = geopandas.GeoDataFrame(columns, geometry=[row[5] for row in VERTICALS.values()])
    names = ["building", "storey", "z", "function", "area", "auxiliary_m2"]
    columns = {name: [row[place] for row in FLOORS.values()] for place, name in enumerate(names)}
    frames["floors"] = geopandas.GeoDataFrame(columns, geometry=[row[6] for row in FLOORS.values()])
    return frames


def buildings():
    return geopandas.GeoDataFrame({"building": ["A", "B"], "height": [19.5, 12.0]}, geometry=[A, B])


def changed(frame, where, **values):
    """Return a frame with values of one feature changed: where is (column, value)."""
    frame, column = frame.copy(), frame[where[0]] == where[1]
    for name, value in values.items():
        kept = frame[name].astype(object) if name in frame else np.full(len(frame), None)
        frame[name] = pd.Series(np.where(column, value, kept), index=frame.index).infer_objects()
    return frame


def moved(frames, degrees=37.0, offset=(500_000.0, 2_500_000.0)):
    """Return frames turned and moved away from the origin; heights stay."""
    cos, sin = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))

    def turn(xyz):
        return np.column_stack([xyz[:, :2] @ [[cos, sin], [-sin, cos]] + np.array(offset), xyz[:, 2:]])

    return {
        name: frame.set_geometry([shapely.transform(shape, turn, include_z=shape.has_z) for shape in frame.geometry])
        for name, frame in frames.items()
    }


def shuffled(frames, seed=1):
    generator = np.random.default_rng(seed)
    return {name: frame.iloc[generator.permutation(len(frame))] for name, frame in frames.items()}


def one_deck(**columns):
    """A deck of 100 · 10 m with a stair to the street and a floor at its side, on 200 · 100 m of land."""
    frames = golden()
    frames["surfaces"] = geopandas.GeoDataFrame(
        {"enclosure": "outdoor", "public": True, **columns}, geometry=[box(10, 10, 110, 20)]
    )
    stair = {"kind": "stairs", "enclosure": "outdoor", "public": 1, "open_24h": 1, "area_h": 0, "area_v": 0}
    frames["verticals"] = geopandas.GeoDataFrame({**stair, "z_from": [0], "z_to": 6}, geometry=[box(10, 8, 22, 10)])
    frames["floors"] = geopandas.GeoDataFrame({"storey": [2], "z": 6}, geometry=[box(10, 20, 60, 40)])
    return frames
