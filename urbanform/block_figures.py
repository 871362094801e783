"""What blocks are made of: plots, their floor area ratio, and the streets around them (clause 4.1.2)."""

import geopandas
import numpy as np
import shapely

from . import blocks, clauses, columns, stable, steps, within_districts
from .road_network_density import density_steps

CLAUSE = "4.1.2"
_CHUNK = 200


def measured_steps(plots, roads, districts=None, counted_classes=None, planned_density=None, planned_far=None):
    """Yield the share done; return the blocks between roads with what their plots make of them.

    net = area of the plots in the block, each place once; side = √net; far = Σ far · area / Σ area
    over the plots whose ratio is known; density of the streets in and around the block, those around
    it by half, as of a district in clause 4.1.3-1, so that blocks and district can be compared.

    plots : polygons with, where known, `far`; roads : as `blocks` takes them, or None for no blocks;
    districts : polygons with, where known, `planned_density` and `planned_far`; the two numbers win.

    Returns gross_m2, net_m2, side_m (NaN without a plot), far (NaN where no plot tells it),
    far_known_pct (share of the plots' area whose ratio is known), density and district_density
    (km/km²), planned_far, planned_density, district (position) and state.
    """
    if roads is None:
        return _without_blocks()
    faces = yield from steps.part(blocks.blocks_steps(roads, districts, counted_classes=counted_classes), 0, 0.4)
    if not len(faces):
        return _without_blocks()
    yield from steps.part(_add_plots_steps(faces, plots), 0.4, 0.7)
    options = {"counted_classes": counted_classes}
    density = yield from steps.part(density_steps(roads, faces[["geometry"]], **options), 0.7, 0.9)
    faces["density"] = density.districts["density"]
    faces["district_density"], faces["planned_density"], faces["planned_far"] = np.nan, np.nan, np.nan
    if districts is not None:
        density = yield from steps.part(density_steps(roads, districts[["geometry"]], **options), 0.9, 1)
        own = faces["district"].to_numpy()
        faces["district_density"] = density.districts["density"].to_numpy()[own]
        for name in ("planned_density", "planned_far"):
            planned = columns.numbers(districts, name)[own]
            faces[name] = np.where(planned > 0, planned, np.nan)
    for name, planned in (("planned_density", planned_density), ("planned_far", planned_far)):
        faces[name] = faces[name] if planned is None else planned
    faces["state"] = clauses.MEASURED
    return faces


def _without_blocks():
    names = ("gross_m2", "net_m2", "side_m", "far", "far_known_pct", "density", "district_density")
    empty = {name: np.empty(0) for name in (*names, "planned_density", "planned_far", "district", "state")}
    return geopandas.GeoDataFrame(empty, geometry=np.array([], dtype=object))


def _add_plots_steps(faces, plots):
    """Yield the share done; add to blocks the figures of the plots that lie in them."""
    outlines = faces.geometry.to_numpy()
    cut = within_districts.cut_steps(plots.geometry.to_numpy(), outlines)
    plot, block, parts = yield from steps.part(cut, 0, 0.5)
    # what a plot reaches over a centre line by the noise of drawing is no land of the next block
    held = blocks.wider(parts, clauses.bounds("4.1.1", "edge_tolerance_m")[0].upper)
    plot, block, parts = plot[held], block[held], parts[held]
    area = shapely.area(parts)
    land = np.zeros(len(faces))
    order = np.argsort(block, kind="stable")
    for number, own in enumerate(np.split(parts[order], np.searchsorted(block[order], np.arange(1, len(faces))))):
        land[number] = shapely.area(shapely.union_all(own))  # plots that overlap hold their common land once
        if number % _CHUNK == 0:
            yield 0.5 + 0.5 * number / len(faces)
    far = columns.numbers(plots, "far")[plot]
    known = far >= 0
    known_area = stable.sums(area[known], block[known], len(faces))
    floors = stable.sums((area * far)[known], block[known], len(faces))
    with np.errstate(invalid="ignore", divide="ignore"):
        faces["net_m2"] = np.round(land, 2)
        faces["side_m"] = np.where(land > 0, np.round(np.sqrt(land), 2), np.nan)
        faces["far"] = np.round(floors / known_area, 2)
        faces["far_known_pct"] = np.round(100 * known_area / stable.sums(area, block, len(faces)), 2)
