"""MPER of a district as large as a city: 10,000 pairs of decks, each pair a system of its own."""

import time

import numpy as np
import shapely
from jobs import heading, in_turn, row

PAIRS = 10_000  # two surfaces, four components and ten floors each


def table(folder):
    done = in_turn({"mper": ("multi_ground.city", {})})["mper"]
    heading("MPER, library", "surfaces", "components", "floors", "systems", "seconds", "peak MiB")
    numbers = 2 * PAIRS, 4 * PAIRS, 10 * PAIRS, done["systems"]
    row("20,000 surfaces", *numbers, done["seconds"], done["mebibytes"])


def city():
    """Measure pairs of a deck and a roof: stairs from the ground, stairs between them, two that do not count."""
    import geopandas
    from multiground.urbanform.mper import mper

    x, y = (60.0 * part for part in np.divmod(np.arange(PAIRS), 100))

    def boxes(left, low, right, high):
        return shapely.box(x + left, y + low, x + right, y + high)

    def frame(**columns):
        shapes = np.concatenate(columns.pop("shapes"))
        return geopandas.GeoDataFrame({name: np.repeat(each, PAIRS) for name, each in columns.items()}, geometry=shapes)

    deck, roof = boxes(0, 0, 40, 20), boxes(0, 22, 40, 50)
    surfaces = frame(z=[6.0, 12.0], public=[True, True], shapes=[deck, roof])
    stairs = [boxes(2, -4, 14, 0), boxes(2, 20, 14, 22), boxes(20, -4, 24, 0), boxes(30, 20, 32, 22)]
    kinds = ["stairs", "escalator", "elevator", "enclosed_stairs"]
    verticals = frame(kind=kinds, z_from=[0.0, 6.0, 0.0, 6.0], z_to=[6.0, 12.0, 6.0, 12.0], shapes=stairs)
    storeys = np.arange(1, 11)
    floors = frame(storey=storeys, z=1.5 * storeys + 3, shapes=[boxes(0, 20, 40, 50)] * 10)
    land = geopandas.GeoDataFrame(geometry=[shapely.box(-100, -100, 6100, 6100)])
    begin = time.perf_counter()
    result = mper(land, surfaces, verticals, floors).districts.iloc[0]
    seconds = time.perf_counter() - begin
    assert result["n_systems"] == PAIRS, result["n_systems"]
    return {"seconds": seconds, "systems": int(result["n_systems"])}
