"""Which way stairs of several levels lead, worked by hand. Level 1 lies at 4.5 m, level 2 at 9 m."""

import geopandas
import numpy as np
import pytest
import shapely
from multiground.urbanform.line_vertices import level_heights, line_vertices

WEST, STAIR, EAST = [(-10, 0), (0, 0)], [(0, 0), (10, 0)], [(10, 0), (20, 0)]


def heights_of(levels, *lines, z=None):
    """Return the heights of both ends of each line."""
    frame = geopandas.GeoDataFrame({"level": levels, "z": z}, geometry=shapely.linestrings(lines))
    vertices, _ = line_vertices(frame, np.arange(len(lines)))
    height = vertices.z if vertices.has_heights else level_heights(frame, vertices)
    return height.reshape(-1, 2).tolist()


@pytest.mark.parametrize("backwards", [False, True])
@pytest.mark.parametrize(
    ("levels", "lines", "west_east"),
    [
        (["0;1", "1", "0"], (STAIR, WEST, EAST), [4.5, 0]),
        (["0;1", "0", "1"], (STAIR, WEST, EAST), [0, 4.5]),
        (["0;1", None], (STAIR, EAST), [4.5, 0]),  # a street without a level is the street
        (["0;1", "1"], (STAIR, WEST), [4.5, 0]),
        (["-1;0", None], (STAIR, WEST), [0, -4.5]),
        (["0;1"], (STAIR,), [0, 4.5]),  # nothing tells
    ],
)
def test_stair_leads_from_the_height_that_it_meets(levels, lines, west_east, backwards):
    stair = lines[0][::-1] if backwards else lines[0]
    found = heights_of(levels, stair, *lines[1:])[0]
    assert found == (west_east[::-1] if backwards else west_east)


@pytest.mark.parametrize("order", [1, -1])
def test_flights_one_above_the_other_meet(order):
    """
    9.0 ╲
    4.5  ╲___     two flights, and the street at the foot of the lower one
              ╲
    0          ╲____
    """
    lines, levels = [STAIR, EAST, [(20, 0), (30, 0)]], ["1;2", "0;1", "0"]
    found = heights_of(levels[::order], *lines[::order])[::order]
    assert found == [[9.0, 4.5], [4.5, 0.0], [0.0, 0.0]]


def test_flights_without_any_street_meet_too():
    (first, top), (low, second) = heights_of(["1;2", "0;1"], EAST, STAIR)
    assert (low, second, first, top) == (0.0, 4.5, 4.5, 9.0)


def test_stair_leads_to_the_deck_of_known_height():
    assert heights_of(["0;1", None, None], STAIR, WEST, EAST, z=[None, 4.5, None])[0] == [4.5, 0.0]
