"""The golden case of the MPER however it is drawn, turned, shuffled, split, written, or left incomplete."""

import geopandas
import networkx
import numpy as np
import pytest
import shapely
import shapely.ops
from hypothesis import given, settings
from hypothesis import strategies as st
from mper_golden import LAYERS, VERTICALS, buildings, changed, golden, moved, one_deck, shuffled
from mper_measured import MPER, close, first, measure
from multiground.urbanform.mper import mper
from shapely import box

# How things may be drawn


def as_lines(frames):
    """Verticals as their centre lines: all of the case run along x."""
    lines = []
    for *_, shape, _, _ in VERTICALS.values():
        west, south, east, north = shape.bounds
        lines.append(shapely.LineString([(west, (south + north) / 2), (east, (south + north) / 2)]))
    return {**frames, "verticals": frames["verticals"].set_geometry(lines)}


def as_points(frames):
    """Verticals as points that name the surfaces they join."""
    verticals = frames["verticals"].set_geometry(frames["verticals"].centroid)
    for place, name in ((6, "from_surface"), (7, "to_surface")):
        verticals[name] = [row[place] or None for row in VERTICALS.values()]
    return {**frames, "verticals": verticals}


def without_sizes(frames):
    """Widths and runs measured from the footprints; the enclosed stairs and the lift do not count anyway."""
    return {**frames, "verticals": frames["verticals"].drop(columns=["width", "run"])}


def with_z(frames):
    """Heights as the geometry's Z: surfaces and floors lie flat, lines slope."""
    result = {}
    for name in ("surfaces", "floors"):
        solid = shapely.force_3d(frames[name].geometry.to_numpy(), frames[name]["z"].to_numpy())
        result[name] = frames[name].drop(columns="z").set_geometry(solid)
    verticals = as_lines(frames)["verticals"]
    ends = [
        (*line.coords, low, high) for line, low, high in zip(verticals.geometry, verticals["z_from"], verticals["z_to"])
    ]
    lines = [shapely.LineString([(*start, low), (*end, high)]) for start, end, low, high in ends]
    return {**frames, **result, "verticals": verticals.drop(columns=["z_from", "z_to"]).set_geometry(lines)}


def absolute(frames):
    """All heights above the sea, the ground at 40 m."""
    result = {name: frames[name].copy() for name in LAYERS}
    for name, columns in {"surfaces": ["z"], "floors": ["z"], "verticals": ["z_from", "z_to"]}.items():
        result[name][columns] += 40.0
    return result


def as_texts(frames):
    """Numbers and truths as planners write them."""
    frames = {name: frame.copy() for name, frame in frames.items()}
    frames["surfaces"]["z"] = [f"{z:+.1f} 米" for z in frames["surfaces"]["z"]]
    frames["surfaces"]["public"], frames["surfaces"]["enclosure"] = (
        "是",
        ["室外", "露天", "室外 ", "Outdoor", "下沉室外", "半室外"],
    )
    frames["verticals"]["open_24h"] = ["是", "yes", "1", "TRUE", "有", "y", "1", "1"]
    words = ["楼梯", "自动扶梯", "室外楼梯", "Steps", "台阶", "escalator", "垂直电梯", "封闭楼梯间"]
    frames["verticals"]["kind"] = words
    frames["verticals"]["width"] = [f"{w}m" for w in frames["verticals"]["width"]]
    frames["floors"]["area"] = [f"{area:,.2f} m²" for area in frames["floors"]["area"]]
    frames["floors"]["storey"] = ["2", "3", "4", "2", "-1", "-1", "-1", "-2"]
    frames["floors"]["function"] = [*["商业"] * 6, "地下车库", "设备用房"]
    return frames


def several_parts(frames):
    """Every surface a multipolygon, and both systems' bridges one feature of several parts."""
    surfaces = frames["surfaces"].copy()
    parts = [shapely.MultiPolygon([shape]) for shape in surfaces.geometry]
    parts[1] = shapely.MultiPolygon([surfaces.geometry[1], box(400, 0, 410, 10)])
    return {**frames, "surfaces": surfaces.set_geometry(parts)}


DRAWN = [as_lines, as_points, without_sizes, with_z, as_texts, several_parts]


@pytest.mark.parametrize("drawn", DRAWN)
def test_golden_case_drawn_otherwise_is_the_same(drawn):
    row = first(drawn(golden()))
    assert (row["n_systems"], row["sum_f"], row["a_vh"], row["a_vz"]) == (2, 9, close(246), close(123))
    assert row["mper"] == close(MPER)


def test_heights_may_be_absolute():
    frames = absolute(golden())
    assert first(frames, ground_z=40)["mper"] == close(MPER)
    for name in ("surfaces", "floors", "verticals"):
        frames[name]["ground_z"] = "40 m"
    assert first(frames, ground_z="field")["mper"] == close(MPER)
    known = buildings().assign(ground_z=40.0)
    result = mper(*(frames[name] for name in LAYERS), known, ground_z="buildings")
    assert result.districts["mper"][0] == close(MPER)
    assert result.surfaces["z"].tolist() == [6, 6, 15, 12, -6, -6]


def test_ground_may_rise_between_surfaces_that_meet_on_absolute_heights():
    # the street at B lies 5 m higher: heights above the sea stay, so all still meets; but R2 is then 7 m up, and
    # VC4 and VC5 do not reach the street at 45 m: their system has no way up, F = 5 and two isolated surfaces
    frames = absolute(golden())
    known = buildings().assign(ground_z=[40.0, 45.0])
    result = mper(*(frames[name] for name in LAYERS), known, ground_z="buildings")
    assert result.surfaces["z"].tolist() == [6, 1, 15, 7, -11, -11 + 5 * 1]
    row = result.districts.iloc[0]
    assert (row["n_systems"], row["sum_f"]) == (1, 5)


def test_levels_stand_for_heights():
    # 4.5 m a level: the deck and the floor of storey 2 on level 1, the stair from level 0 to 1
    frames = one_deck(level=["1"])
    frames["floors"] = frames["floors"].drop(columns="z")
    frames["verticals"] = frames["verticals"].drop(columns=["z_from", "z_to"]).assign(level="0;1")
    result = measure(frames)
    assert (result.districts["n_systems"][0], result.districts["sum_f"][0]) == (1, 2)
    assert result.surfaces["z"].tolist() == [4.5]


@pytest.mark.parametrize("below", ["B1", "-1F", "地下一层", "负1层"])
def test_storeys_below_ground_are_read_as_people_write_them(below):
    # read as storey 1 they would count with the ground: F = (5, 1), and 4.44 excellent
    frames = golden()
    frames["floors"]["storey"] = ["2F", "3F", "四层", "2", below, below, below, "B2"]
    row = first(frames)
    assert (row["sum_f"], row["mper"]) == (9, close(MPER))


@pytest.mark.parametrize(("level", "kind", "z"), [("B1", "underground", -4.5), ("2F", "skyway", 4.5)])
def test_levels_are_read_as_people_write_them(level, kind, z):
    result = measure(one_deck(level=[level]))
    assert result.surfaces[["kind", "z"]].iloc[0].tolist() == [kind, z]


# What must change nothing


@pytest.mark.parametrize("drawn", [dict, *DRAWN])
def test_turned_and_shuffled_it_is_the_same(drawn):
    there = measure(shuffled(moved(drawn(golden()))))
    row = there.districts.iloc[0]
    assert row["mper"] == pytest.approx(MPER, rel=1e-9)
    assert (row["n_systems"], row["sum_f"]) == (2, 9)
    assert row[["a_mgs", "a_vh", "a_vz"]].tolist() == pytest.approx([13180, 246, 123], rel=1e-9)
    assert sorted(there.systems["f_total"]) == [4, 5]


@pytest.mark.parametrize("seed", range(5))
def test_order_of_the_features_changes_no_bit(seed):
    frames = moved(golden())
    here, there = measure(frames), measure(shuffled(frames, seed))
    figures = here.districts.select_dtypes("number").columns
    assert there.districts[figures].to_numpy().tobytes() == here.districts[figures].to_numpy().tobytes()
    assert there.systems.drop(columns="geometry").equals(here.systems.drop(columns="geometry"))
    order = shuffled(frames, seed)["surfaces"].index
    systems = there.surfaces.set_index("row")["system"].reindex(np.argsort(order)).tolist()
    assert systems == here.surfaces["system"].tolist()


CUTS = st.tuples(st.floats(0, 200), st.floats(0, 100), st.floats(0, np.pi))


def split(surfaces, x, y, angle):
    """Return surfaces cut by a line through a point; the parts keep the attributes."""
    along = 500 * np.array([np.cos(angle), np.sin(angle)])
    line = shapely.LineString([(x, y) - along, (x, y) + along])
    parts = [shapely.get_parts(shapely.ops.split(shape, line)) for shape in surfaces.geometry]
    rows = np.repeat(np.arange(len(parts)), [len(found) for found in parts])
    return surfaces.iloc[rows].set_geometry(np.concatenate(parts))


@settings(max_examples=25)
@given(st.lists(CUTS, min_size=1, max_size=4), st.sampled_from([dict, *DRAWN]))
def test_splitting_surfaces_by_lines_changes_nothing(cuts, drawn):
    frames = drawn(golden())
    for cut in cuts:
        frames["surfaces"] = split(frames["surfaces"], *cut)
    row = first(frames)
    assert (row["n_systems"], row["sum_f"], row["n_isolated"]) == (2, 9, 0)
    assert row[["a_mgs", "a_vh", "a_vz", "mper"]].tolist() == pytest.approx([13180, 246, 123, MPER], rel=1e-9)


# Data that are missing or assumed


@pytest.mark.parametrize(
    ("layer", "column", "n_assumed", "closed"),
    [
        ("verticals", "open_24h", 6, "hours_unknown"),
        ("verticals", "public", 6, "public_unknown"),
        ("verticals", "enclosure", 6, "enclosure_unknown"),
        ("verticals", "kind", 6, "kind_unknown"),
        ("surfaces", "public", 6, "public_unknown"),
        ("surfaces", "enclosure", 6, "enclosure_unknown"),
        ("surfaces", "open_24h", 0, None),  # reported, never required
    ],
)
def test_unknown_is_assumed_open_and_told_or_taken_as_closed(layer, column, n_assumed, closed):
    frames = golden()
    kept = frames[layer].iloc[:6] if layer == "verticals" else frames[layer]
    frames[layer] = kept.drop(columns=column)
    row = first(frames)
    assert (row["mper"], row["n_assumed_open"]) == (close(MPER), n_assumed)
    strict = measure(frames, unknown_open=False)
    if closed is None:
        assert strict.districts["mper"][0] == close(MPER)
    else:
        assert getattr(strict, layer)["reason"].tolist() == [closed] * 6
        assert strict.districts[["n_systems", "n_assumed_open"]].iloc[0].tolist() == [0, 0]


@pytest.mark.parametrize("word", ["未知", "?", "NULL", "-"])
def test_words_for_unknown_are_no_kind(word):
    frames = golden()
    frames["verticals"] = changed(frames["verticals"], ("name", "VC3"), kind=word)
    assert measure(frames).verticals["reason"].iloc[2] == "kind_assumed"
    assert first(frames, unknown_open=False)["mper"] == close(5.952735281862015)


def test_one_unknown_hour_is_counted_and_can_be_closed():
    frames = golden()
    frames["verticals"] = changed(frames["verticals"], ("name", "VC3"), open_24h=None)
    result = measure(frames)
    assert (result.districts["mper"][0], result.districts["n_assumed_open"][0]) == (close(MPER), 1)
    assert result.verticals[["counted", "reason"]].iloc[2].tolist() == [True, "hours_assumed"]
    assert first(frames, unknown_open=False)["mper"] == close(5.952735281862015)


@pytest.mark.parametrize(
    ("layer", "where", "values", "missing"),
    [
        ("surfaces", ("surface", "R2"), {"z": None}, "surface_height"),
        ("verticals", ("name", "VC1"), {"z_from": None}, "vertical_height"),
        ("floors", ("building", "B"), {"z": None, "storey": None}, "floor_height"),
    ],
)
def test_what_is_missing_and_decides_leaves_the_district_unassessed(layer, where, values, missing):
    frames = golden()
    frames[layer] = changed(frames[layer], where, **values)
    row = first(frames)
    assert (row["missing"], row["grade"], row["state"]) == (missing, "unassessed", "missing")
    assert np.isnan(row["mper"])
    assert row["n_systems"] > 0


def test_a_surface_without_a_height_is_missing_in_every_district_that_it_crosses():
    # B1, of which 15 m lie on each side of x = 135; its middle lies in one of them
    frames = golden()
    frames["districts"] = geopandas.GeoDataFrame(geometry=[box(0, 0, 135, 100), box(135, 0, 200, 100)])
    frames["surfaces"] = changed(frames["surfaces"], ("surface", "B1"), z=None)
    assert measure(frames).districts["missing"].tolist() == ["surface_height"] * 2


def test_an_unknown_ground_leaves_what_stands_on_it_unassessed():
    # all heights are above the sea; where the ground lies beside VC1, or beside a floor of no storey, nobody says
    frames = absolute(golden())
    for name in ("surfaces", "floors", "verticals"):
        frames[name]["ground_z"] = 40.0
    unknown = changed(frames["verticals"], ("name", "VC1"), ground_z=None)
    assert first({**frames, "verticals": unknown}, ground_z="field")["missing"] == "vertical_height"
    unknown = changed(frames["floors"], ("z", 34.0), ground_z=None)
    assert first({**frames, "floors": unknown}, ground_z="field")["mper"] == close(MPER)  # the storey tells
    assert first({**frames, "floors": unknown.drop(columns="storey")}, ground_z="field")["missing"] == "floor_height"


def test_a_component_that_names_a_surface_far_away_is_missing_without_its_height():
    frames = golden()
    known = {"to_surface": "P1", "width": None, "run": None, "area_h": 48, "area_v": 24}
    verticals = changed(frames["verticals"], ("name", "VC1"), z_from=None, **known)
    verticals.loc[verticals["name"] == "VC1", "geometry"] = [shapely.Point(150, 2)]
    assert first({**frames, "verticals": verticals})["missing"] == "vertical_height"


def test_a_floor_that_opens_to_no_surface_needs_no_height():
    frames = golden()
    shut = {"z": None, "storey": None, "function": None, "open_to_surface": "否"}
    frames["floors"] = changed(frames["floors"], ("storey", -2), **shut)
    assert first(frames)["mper"] == close(MPER)


def test_a_point_without_a_size_joins_but_leaves_the_area_unknown():
    frames = as_points(golden())
    frames["verticals"] = changed(frames["verticals"], ("name", "VC2"), width=None)
    result = measure(frames)
    assert result.districts[["missing", "n_systems", "sum_f"]].iloc[0].tolist() == ["vertical_area", 2, 9]
    assert result.verticals[["counted", "reason"]].iloc[1].tolist() == [True, "no_area"]
    frames["verticals"] = frames["verticals"].assign(area_h=[None, 24] + [None] * 6, area_v=[None, "12"] + [None] * 6)
    assert first(frames)["mper"] == close(MPER)


def test_width_of_a_line_is_assumed_and_told():
    # 2 m instead of 4, 3, 3 and 5 m: A_VH = 24 + 24 + 36 + 24 + 24 + 24, A_VZ = 12 + 12 + 18 + 12 + 12 + 12
    frames = as_lines(golden())
    frames["verticals"] = frames["verticals"].drop(columns="width")
    frames["verticals"] = changed(frames["verticals"], ("name", "VC2"), open_24h=False)
    row = first(frames)
    # 2 m wide, VC1 and VC4 end 1 and 1.5 m before the decks along their sides; VC8 stays within 0.5 m
    assert row["n_assumed_width"] == 3
    named = as_points(frames)["verticals"].set_geometry(frames["verticals"].geometry)
    row = first({**frames, "verticals": named})
    assert (row["n_assumed_width"], row["a_vh"], row["a_vz"]) == (5, 24 + 36 + 24 + 24 + 24, 12 + 18 + 12 + 12 + 12)


def test_width_behind_one_of_two_areas_is_told():
    # A_VH is given; A_VZ = 2 · 6 for an assumed width of 2 m
    frames = as_lines(golden())
    frames["verticals"] = frames["verticals"].drop(columns="width").iloc[:1].assign(area_h=48, to_surface="P1")
    assert first(frames)[["a_vh", "a_vz", "n_assumed_width"]].tolist() == [48, 12, 1]
    frames["verticals"]["area_v"] = 24
    assert first(frames)[["a_vh", "a_vz", "n_assumed_width"]].tolist() == [48, 24, 0]


def test_outlines_close_to_a_step_are_flagged():
    # 100 · 60.1 m = 6010 m², 0.17 % above two steps: F = 3, or 2 if the outline is off; 6013 m² is clear of it
    for width, flagged in [(60.1, 1), (60.13, 0)]:
        frames = one_deck(z=[6.0])
        frames["floors"] = geopandas.GeoDataFrame({"storey": [2], "z": 6}, geometry=[box(10, 20, 110, 20 + width)])
        result = measure(frames)
        assert (result.districts["sum_f"][0], result.districts["n_near_step"][0]) == (4, flagged)
        assert result.floors["f_other"].tolist() == [pytest.approx(2 if flagged else np.nan, nan_ok=True)]


def test_surfaces_indoors_or_private_are_not_near_ground():
    frames = golden()
    frames["surfaces"] = changed(frames["surfaces"], ("surface", "B1"), enclosure="indoor")
    result = measure(frames)
    # without the bridge R2 hangs on VC8 alone, whose lower end meets nothing
    assert result.surfaces[["near_ground", "reason"]].iloc[1].tolist() == [False, "indoor"]
    assert result.districts[["n_systems", "n_isolated", "a_mgs"]].iloc[0].tolist() == [2, 1, 13180 - 240]
    frames["surfaces"] = changed(frames["surfaces"], ("surface", "B1"), enclosure="outdoor", public="否")
    assert measure(frames).surfaces["reason"].iloc[1] == "not_public"


# Dirty input


@pytest.mark.parametrize("layer", ["surfaces", "verticals", "floors"])
def test_an_empty_layer_means_that_there_are_none(layer):
    frames = golden()
    frames[layer] = frames[layer].iloc[:0]
    row = first(frames)
    assert row["n_systems"] == (2 if layer == "floors" else 0)
    assert row["sum_f"] == (2 if layer == "floors" else 0)
    if layer == "floors":
        assert row["mper"] == close(2 / 2 * 20000 / 13512.1)


def test_layers_without_any_field_are_read():
    frames = {name: frame[["geometry"]] for name, frame in golden().items()}
    row = first(frames)
    assert (row["missing"], row["grade"]) == ("surface_height", "unassessed")


def test_one_feature_of_each_is_enough():
    row = first(one_deck(z=[6.0]))
    assert (row["n_systems"], row["sum_f"], row["a_mgs"], row["mper"]) == (1, 2, 1000, 40)


def test_surfaces_of_one_name_are_told_apart_by_distance():
    # every surface is called P1: a component that names it takes the one that is nearest
    frames = as_points(golden())
    frames["surfaces"]["surface"] = "P1"
    frames["verticals"] = frames["verticals"].iloc[:1].assign(from_surface=None)
    result = measure(frames)
    assert result.surfaces["system"].tolist()[0] == 1
    assert result.surfaces["system"].isna().tolist() == [False, False, True, True, True, True]


def test_a_name_that_no_surface_has_is_told_and_the_drawing_decides():
    frames = golden()
    frames["verticals"] = changed(frames["verticals"], ("name", "VC3"), to_surface="garden")
    result = measure(frames)
    assert result.districts["mper"][0] == close(MPER)
    assert result.verticals["reason"].iloc[2] == "unknown_surface"


def test_numbers_that_are_none_are_unknown():
    frames = golden()
    frames["verticals"] = changed(frames["verticals"], ("name", "VC1"), width="-", run=-12, area_h="NULL")
    frames["floors"] = changed(frames["floors"], ("z", 15.0), area="无", auxiliary_m2="")
    row = first(frames)  # measured instead: 12 · 4 m, and the pavilion's 30 · 40 m
    assert row["mper"] == close(MPER)


# An independent judge: the definitions one feature at a time, on towns that leave out what people leave out


def meets(height, other, step=0.5):
    return abs(height - other) <= step + 1e-6


def judged(district, surfaces, verticals, floors):
    """Return N, isolated groups, ΣF, A_MGS, A_VH, A_VZ of one district, and whether a height is missing."""
    graph, pieces, blind, area_h, area_v = networkx.Graph(), [], False, 0, 0
    for row in surfaces[(surfaces["public"] != 0) & (surfaces["enclosure"] != "indoor")].itertuples():
        parts = shapely.get_parts(row.geometry.intersection(district))
        for part in parts[shapely.area(parts) >= 0.01]:
            blind |= np.isnan(row.z)
            pieces += [] if np.isnan(row.z) else [(row.z, part)]
    pieces.sort(key=lambda piece: piece[0])
    ground, area = [meets(z, 0) for z, _ in pieces], 0
    for number, (z, part) in enumerate(pieces):
        graph.add_node(number)
        below = [other for other in range(number) if meets(z, pieces[other][0])]
        graph.add_edges_from((number, other) for other in below if part.distance(pieces[other][1]) <= 0.5)
        under = shapely.union_all([pieces[other][1] for other in below if not ground[other]])
        area += 0 if ground[number] else part.difference(under).area
    open_ = (verticals[["public", "open_24h"]] != 0).all(axis=1) & ~verticals["kind"].isin(["elevator", "封闭楼梯间"])
    links, down = set(), set()
    for row in verticals[open_].itertuples():
        near = [number for number, (_, part) in enumerate(pieces) if part.distance(row.geometry) <= 0.5]
        ends = [{-1 if ground[n] else n for n in near if meets(z, pieces[n][0])} for z in (row.z_from, row.z_to)]
        ends = [{-1} if meets(z, 0) else met for z, met in zip((row.z_from, row.z_to), ends)]
        if not district.contains(row.geometry.point_on_surface()):
            continue
        if np.isnan([row.z_from, row.z_to]).any():
            blind |= len(near) > 0
        elif all(ends) and len(ends[0] | ends[1]) > 1:
            name = f"link {row.Index}"
            graph.add_edges_from((name, number) for number in ends[0] | ends[1] if number >= 0)
            links, down = links | {name}, down | ({name} if -1 in ends[0] | ends[1] else set())
            area_h, area_v = area_h + row.width * row.run, area_v + row.width * abs(row.z_to - row.z_from)
    plates = {}
    for row in floors.itertuples():
        if district.contains(row.geometry.point_on_surface()):
            plate = plates.setdefault((row.building or row.Index, row.storey), [0, set()])
            plate[0] += max(row.area - (0 if np.isnan(row.auxiliary_m2) else row.auxiliary_m2), 0)
            met = [n for n, (z, part) in enumerate(pieces) if meets(z, row.z, 1) and part.distance(row.geometry) <= 0.5]
            plate[1].update(met if row.open_to_surface != 0 else [])
    n_systems = isolated = sum_f = 0
    for nodes in networkx.connected_components(graph):
        members = nodes - links
        grounded = bool(nodes & down) or any(ground[number] for number in members)
        system = (grounded or members != nodes) and not all(ground[number] for number in members)
        n_systems, isolated = n_systems + system, isolated + (not system and not all(ground[n] for n in members))
        steps = [-(-round(100 * net) // (200_000 if storey < 0 else 300_000)) for (_, storey), (net, met)
                 in plates.items() if storey != 1 and met & members]  # fmt: skip
        sum_f += system * (grounded + sum(steps))
    return n_systems, isolated, sum_f, area, area_h, area_v, bool(blind)


def careless_town(seed):
    """Three districts, one over the other two, with surfaces over their edges and each other, and fields left out."""
    random = np.random.default_rng(seed)

    def places(size, least, most):
        west, south = random.uniform(-10, 110, (2, size)).round(1)
        return shapely.box(west, south, *(np.array([west, south]) + random.uniform(least, most, (2, size)).round(1)))

    def some(size, *values):
        return [values[number] for number in random.integers(0, len(values), size)]

    n = 10
    surfaces = {"z": some(n, 6, 6, 6.3, 6.6, 12, 12, -6, 0.2, 0.6), "public": some(n, 1, 1, 1, None, 0)}
    surfaces["z"][0] = None if seed % 3 == 0 else 6.0
    shapes = [a.union(b) if seed % 2 else a for a, b in zip(places(n, 5, 50), places(n, 2, 9))]
    surfaces["enclosure"] = some(n, "outdoor", "semi_outdoor", None, "indoor")
    m = 3 * n
    ends = zip(*some(m, (0, 6), (6, 0), (6, 12), (12, 6), (-6, 0), (6, 6.4), (6, 6), (0, 0.6), (6, 9)))
    stairs = {name: [float(z) for z in heights] for name, heights in zip(("z_from", "z_to"), ends)}
    stairs["z_to"][0] = None if seed % 4 == 0 else 6.0
    stairs.update((name, some(m, 1, 1, 1, 1, None, 0)) for name in ("public", "open_24h"))
    stairs.update(kind=some(m, "stairs", "坡道", "escalator", None, "elevator", "封闭楼梯间"), width=2.5, run=9.5)
    n *= 2
    floors = {"building": some(n, "A", "B", "C", None), "storey": some(n, -1, 1, 2, 2, 3)}
    floors["z"] = [{-1: -6, 1: 0, 2: 6, 3: 12}[s] + up for s, up in zip(floors["storey"], some(n, 0, 0, 0.9, 1.1))]
    floors.update(area=some(n, 3000, 3000.01, 2000, 2000.01, 6000, 2000.004), auxiliary_m2=some(n, 0, 600.0, None))
    floors["open_to_surface"] = some(n, 1, None, None, 0)
    frames = {"districts": geopandas.GeoDataFrame(geometry=shapely.box([0, 70, 30], [0, 0, 30], [70, 140, 100], 120))}
    frames["surfaces"] = geopandas.GeoDataFrame(surfaces, geometry=shapes).astype({"z": float})
    frames["verticals"] = geopandas.GeoDataFrame(stairs, geometry=places(m, 2, 30)).astype({"z_to": float})
    frames["floors"] = geopandas.GeoDataFrame(floors, geometry=places(n, 3, 40)).astype({"auxiliary_m2": float})
    return frames


def test_careless_towns_are_measured_as_one_feature_at_a_time():
    names, kinds = ["n_systems", "n_isolated", "sum_f"], []
    for seed in range(24):
        frames = careless_town(seed)
        districts, *layers = (frames[name] for name in LAYERS)
        for row, district in zip(mper(districts, *layers).districts.itertuples(), districts.geometry):
            *counts, area, area_h, area_v, blind = judged(district, *layers)
            assert [getattr(row, name) for name in names] == counts
            assert [row.a_mgs, row.a_vh, row.a_vz] == pytest.approx([area, area_h, area_v], abs=0.006)
            assert ("height" in row.missing) == blind
            kinds.append([counts[0] > 0, counts[0] > 1, counts[1] > 0, counts[2] > 3, blind])
    assert np.array(kinds).sum(axis=0).min() >= 5  # systems, several, isolated groups, storeys and gaps were there
