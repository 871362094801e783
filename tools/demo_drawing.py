"""What the invented demo district is drawn of: streets, plots, buildings, floors, surfaces, ways, trees, facilities."""

import math
import random
from collections import namedtuple
from itertools import combinations

import numpy as np
import shapely
from demo_tables import (
    BASEMENT_Z,
    BLOCKS,
    CANAL,
    CHAMFER,
    CHAMFERED,
    CONTROLLED,
    FACILITIES,
    FLOORS,
    HEDGE,
    LOW_STOREY_HEIGHT,
    OUTLINE,
    PARK_CROWN_SHARE,
    PARK_TREES,
    PATHS,
    PLOTS,
    POND,
    STOREY_HEIGHT,
    STREET_CROWN_BASE,
    STREET_TREES,
    STREETS,
    SURFACES,
    TREE_STEPS,
    UNCOUNTED,
    VERTICALS,
)
from shapely.affinity import rotate
from shapely.geometry import LineString, Point, Polygon, box
from shapely.ops import linemerge, nearest_points

# ---------------------------------------------------------------- streets, blocks, plots

Building = namedtuple("Building", "id plot footprint storeys below low function")  # low: storeys of podium height


def draw_roads():
    """The rows of `roads`: a dual street as two one-way carriageways, driving on the right."""
    rows = []
    for name, road_class, _, half_gap, points in STREETS:
        line = LineString(points)
        if half_gap:
            rows.append((line.offset_curve(-half_gap), road_class, name, "yes"))
            rows.append((line.offset_curve(half_gap).reverse(), road_class, name, "yes"))
        else:
            rows.append((line, road_class, name, "no"))
    return rows + [(LineString(points), road_class, name, "no") for name, road_class, points in UNCOUNTED]


def draw_blocks():
    """The land between the streets, canal still in it."""
    streets = [LineString(points).buffer(half, cap_style="flat", join_style="mitre") for *_, half, _, points in STREETS]
    return list((OUTLINE - shapely.union_all(streets)).geoms)


def corners(land):
    """South-west, south-east, north-east and north-west corner of a piece of land."""
    xy = np.array(land.exterior.coords)
    return [xy[np.argmax(xy @ direction)] for direction in ((-1, -1), (1, -1), (1, 1), (-1, 1))]


def place(land, u, v):
    """The point at the share u from west to east and v from south to north of a piece of land."""
    sw, se, ne, nw = corners(land)
    return (1 - v) * ((1 - u) * sw + u * se) + v * ((1 - u) * nw + u * ne)


def part(land, u0, v0, u1, v1):
    """The part of a piece of land between two places."""
    frame = Polygon([place(land, u, v) for u, v in ((u0, v0), (u1, v0), (u1, v1), (u0, v1))])
    return shapely.intersection(land, frame, grid_size=0.001)


def cut(land, tree):
    """Plot number -> polygon, cutting the land along a tree of BLOCKS."""
    if isinstance(tree, str):
        return {tree: land}
    way, share, first, rest = tree
    frame = {"x": (-1, -1, share, 2), "y": (-1, -1, 2, share)}.get(way) or (*share, 2, 2)  # -1 and 2: well outside
    piece = part(land, *frame)
    return cut(piece, first) | cut(shapely.difference(land, piece, grid_size=0.001), rest)  # the grid leaves no slivers


def chamfer(land, length):
    """Cut every corner between long sides of a piece of land back by a length."""
    ring = np.array(land.exterior.coords)[:-1]
    points = []
    for before, corner, after in zip(np.roll(ring, 1, 0), ring, np.roll(ring, -1, 0)):
        ends = [corner + (end - corner) * length / math.dist(end, corner) for end in (before, after)]
        points += ends if min(math.dist(before, corner), math.dist(corner, after)) > 3 * length else [corner]
    return Polygon(points)


def draw_plots(blocks):
    """Plot number -> polygon."""
    plots = {}
    dry = shapely.union_all(blocks) - CANAL
    for inside, tree in BLOCKS:
        land = next(piece for piece in dry.geoms if piece.contains(Point(inside)))
        chamfered = any(plot in str(tree) for plot in CHAMFERED)
        plots |= cut(chamfer(land, CHAMFER) if chamfered else land, tree)
    return plots


# ---------------------------------------------------------------- buildings and floors


def draw_bodies(plot, programme):
    """(footprint, storeys, function) of each body of a plot, a podium last and cut out around the towers."""
    angle = math.degrees(math.atan2(*(corners(plot)[1] - corners(plot)[0])[::-1]))
    bodies, podium = [], None

    def add(u, v, width, depth, storeys, function):
        x, y = place(plot, u, v)
        body = rotate(box(x - width / 2, y - depth / 2, x + width / 2, y + depth / 2), angle) & plot.buffer(-3)
        bodies.append((body, int(storeys), function))

    for line in filter(None, programme.split("; ")):
        form, *numbers, function = line.split()
        numbers = [float(number) for number in numbers]
        if form == "podium":
            podium = (plot.buffer(-numbers[0], join_style="mitre"), int(numbers[1]), function)
        elif form == "tower":
            add(*numbers, function)
        else:
            columns, rows, width, depth, storeys = numbers
            for row in range(int(rows)):
                for column in range(int(columns)):
                    lower = 3 * ((row + column) % 3)  # neither the skyline nor the rows are straight
                    stagger = 0.03 if row % 2 else -0.03
                    add((column + 0.5) / columns + stagger, (row + 0.5) / rows, width, depth, storeys - lower, function)
    if podium:
        podium = (podium[0] - shapely.union_all([body[0] for body in bodies]), *podium[1:])
    return bodies, podium


def draw_buildings(plots):
    """Buildings by number: the podium of a plot is its number 1."""
    buildings = []
    for plot, (_, _, programme) in PLOTS.items():
        bodies, podium = draw_bodies(plots[plot], programme)
        low, below = (podium[1], 3 if bodies else 2) if podium else (0, 2)
        for number, (footprint, storeys, function) in enumerate(([podium] if podium else []) + bodies, 1):
            below_here = below if storeys > 4 or podium else 1
            buildings.append(Building(f"{plot}-{number}", plot, footprint, storeys, below_here, low, function))
    return {building.id: building for building in buildings}


def floor_z(building, storey):
    """Height of a storey's floor above the street."""
    if storey < 0:
        return BASEMENT_Z[storey]
    low = min(storey - 1, building.low)
    return LOW_STOREY_HEIGHT * low + STOREY_HEIGHT.get(building.function, 4.5) * (storey - 1 - low)


def parse_storeys(programme):
    """(storey, use) of every storey in a line of FLOORS; there is no storey 0."""
    for band in programme.split(", "):
        storeys, use = band.split(" ")
        first, *last = (int(storey) for storey in storeys.split(":"))
        yield from ((storey, use) for storey in range(first, (last or [first])[0] + 1))


def draw_floors(buildings):
    """The rows of `floors`: a storey with two uses is cut at 60 % of its length."""
    rows = []
    for number, programme in FLOORS.items():
        building = buildings[number]
        for storey, use in parse_storeys(programme):
            uses = use.rstrip("!").split("/")
            west, south, east, north = building.footprint.bounds
            middle = west + (0.6 * (east - west) if len(uses) == 2 else east)
            first = building.footprint & box(west, south, middle, north)
            for plate, function in zip((first, building.footprint - first), uses):
                plant_share = 0.3 if storey > 5 and storey % 15 == 0 else 0.08 if storey == 1 else None  # refuge floors
                auxiliary = plant_share and round(plate.area * plant_share, 1)
                opens = function in ("commercial", "culture") if storey in (-1, 2) else None
                owner = "public" if use.endswith("!") and function in ("public_service", "culture") else None
                rows.append(
                    (
                        plate,
                        number,
                        storey,
                        floor_z(building, storey),
                        function,
                        round(plate.area, 2),
                        auxiliary,
                        owner,
                        opens,
                    )
                )
    return rows


# ---------------------------------------------------------------- multi-ground systems and the walking network


def draw_surfaces(buildings):
    """Surface -> polygon; strips end flush with what they meet."""
    surfaces = {}
    bodies = shapely.union_all([building.footprint for building in buildings.values()])
    for name, _, z, _, _, _, (shape, *numbers) in SURFACES:
        if shape == "area":
            surfaces[name] = Polygon(numbers[0])
        elif shape == "strip":
            met = [surfaces[other[0]] for other in SURFACES if other[2] == z and other[0] in surfaces]
            strip = LineString(numbers[0]).buffer(numbers[1] / 2, cap_style="flat")
            surfaces[name] = strip - bodies - shapely.union_all(met)
        else:
            podium = buildings[numbers[0]].footprint
            outside = Polygon(podium.exterior).buffer(5, join_style="mitre") - Polygon(podium.exterior)
            surfaces[name] = (outside if shape == "gallery" else podium) & box(*numbers[1])
    return surfaces


def draw_verticals():
    """The rows of `verticals`; a point cannot show its size, so it brings its two projected areas."""
    rows = []
    for kind, low, high, width, enclosure, open_24h, drawn, _, *joined in VERTICALS:
        run = math.dist(low[:2], high[:2])
        line = LineString([low[:2], high[:2]])
        shape = {"point": line.centroid, "line": line, "polygon": line.buffer(width / 2, cap_style="flat")}[drawn]
        areas = (width * run, width * (high[2] - low[2])) if drawn == "point" and run else ()
        rows.append(
            (
                shape,
                kind,
                low[2],
                high[2],
                width,
                run or None,
                enclosure,
                True,
                open_24h,
                *(joined or (None, None)),
                *areas,
            )
        )
    return rows


def ground_lines(blocks):
    """Sidewalks round every block and along the far side of the boundary roads, and the crossings between them."""
    rings = [block.buffer(3, join_style="mitre").exterior for block in blocks]
    along = [(LineString(points) & OUTLINE.exterior.buffer(12), half) for *_, half, _, points in STREETS]
    rim = [line.buffer(half, cap_style="flat") for line, half in along if line.length > 800]
    rings.append(shapely.union_all([OUTLINE, *rim]).convex_hull.buffer(-3, join_style="mitre").exterior)
    crossings = []
    for first, second in combinations([LineString(street[4]) for street in STREETS], 2):
        junction = first & second
        if junction.is_empty or junction.distance(OUTLINE) > 15:
            continue
        near = [(nearest_points(ring, junction)[0], ring) for ring in rings if ring.distance(junction) < 75]
        near.sort(key=lambda corner: math.atan2(corner[0].y - junction.y, corner[0].x - junction.x))
        for here, there in zip(near, near[1:] + near[:1]):
            ways = [LineString(nearest_points(here[0], there[1])), LineString(nearest_points(there[0], here[1]))]
            crossings.append(min(ways, key=lambda way: way.length))
    return rings, crossings


def level_lines(blocks, buildings):
    """(kind, z, line) of every level walkway, before they are cut where they meet."""
    rings, crossings = ground_lines(blocks)
    lines = [("crossing", 0, line) for line in crossings] + [("footway", 0, ring) for ring in rings]
    for _, kind, z, enclosure, *_, (shape, *numbers) in SURFACES:
        if shape == "gallery":
            middle = buildings[numbers[0]].footprint.buffer(2.5, join_style="mitre").exterior & box(*numbers[1])
            lines.append((kind, z, linemerge(middle) if middle.geom_type == "MultiLineString" else middle))
        elif shape == "strip":
            kind = "corridor" if enclosure == "indoor" else "underpass" if kind == "underground" else kind
            lines.append((kind, z, LineString(numbers[0])))
    return lines


def kind_at(lines, shape):
    """The kind of the line that a shape lies on or meets; the first line wins."""
    return min(lines, key=lambda line: round(line[1].distance(shape), 2))[0]


def draw_walkways(blocks, buildings):
    """The rows of `walkways`: levels cut where lines meet, ends of stairs tied to the nearest line of their level."""
    lines = level_lines(blocks, buildings)
    paths = [(kind, z, LineString(points)) for kind, z, points in PATHS]
    ends = [end for vertical in VERTICALS for end in vertical[1:3]]
    ends += [(*points[end], 0) for _, z, points in PATHS if z == 0 for end in (0, -1)]
    rows = []
    for z in sorted({line[1] for line in lines + paths}):
        level = [(kind, line) for kind, line_z, line in lines + paths if line_z == z]
        base = shapely.union_all([line for _, line_z, line in (lines + paths if z else lines) if line_z == z])
        ties = [LineString(nearest_points(Point(end[:2]), base)) for end in ends if end[2] == z]
        level += [(kind_at(level, tie), tie) for tie in ties if tie.length > 0.01]
        pieces = shapely.union_all([line for _, line in level], grid_size=0.001)
        for piece in shapely.get_parts(pieces):
            kind = kind_at(level, piece.interpolate(0.5, normalized=True))
            rows.append((shapely.force_3d(piece, z), kind, z, z, "both", kind != "corridor"))
    for kind, low, high, _, _, open_24h, _, direction, *_ in VERTICALS:
        rows.append((LineString([low, high]), kind.replace("enclosed_", ""), low[2], high[2], direction, open_24h))
    return rows


# ---------------------------------------------------------------- services, green, limits


def draw_trees(plots, surfaces):
    """Street trees at even steps, park trees scattered by a generator with a fixed seed."""
    generator = random.Random(4547)
    crossed = {name: LineString(points).buffer(half + 6) for name, _, half, _, points in STREETS}
    trees = []
    for name, _, half, _, points in STREETS:
        free = OUTLINE.buffer(20) - shapely.union_all([area for other, area in crossed.items() if other != name])
        for side in (half - 2, 2 - half) if name in TREE_STEPS else ():
            row = LineString(points).offset_curve(side)
            places = [row.interpolate(step) for step in range(0, int(row.length), TREE_STEPS[name])]
            own = ("tree", 9.0, 3.0, STREET_CROWN_BASE, *STREET_TREES[name])
            trees += [(point, *own) for point in places if point.within(free)]
    for plot, (use, *_) in PLOTS.items():
        wood = plots[plot].buffer(-5) - POND.buffer(4) - surfaces["ND"].buffer(3)
        for _ in range(int(wood.area / 350) if use == "G1" else 0):
            west, south, east, north = wood.bounds
            point = Point(round(generator.uniform(west, east), 1), round(generator.uniform(south, north), 1))
            if point.within(wood):
                height, radius = round(generator.uniform(6, 14), 1), round(generator.uniform(2, 5), 1)
                kind = PARK_TREES[len(trees) % len(PARK_TREES)]
                trees.append((point, "tree", height, radius, round(PARK_CROWN_SHARE * height, 1), *kind))
    return trees


def draw_greenery(plots, surfaces):
    """The rows of `greenery`: lawns, hedges, roof gardens and trees."""
    rows = [(plots[plot].buffer(-3) - POND, "grass", 0.2) for plot, (use, *_) in PLOTS.items() if use == "G1"]
    hedge = CANAL.buffer(5) - CANAL.buffer(2)
    rows += [(plots[plot] & hedge, "shrub", 1.5, None, None, *HEDGE) for plot in ("E-04", "K-03", "P-03", "T-04")]
    rows += [
        (part(surfaces["HR"], 0.4, 0.2, 0.6, 0.8), "roof", 0.6),
        (part(surfaces["PR"], 0.2, 0.6, 0.8, 0.8), "roof", 0.6),
    ]
    return rows + draw_trees(plots, surfaces)


def draw_setback_lines(plots, blocks):
    """The rows of `setback_lines`: the podium line along the streets of the controlled plots."""
    rows = []
    for plot in CONTROLLED:
        setback = float(PLOTS[plot][2].split()[1])
        block = next(block for block in blocks if block.intersects(plots[plot].representative_point()))
        ring = plots[plot].buffer(-setback, join_style="mitre").exterior
        front = ring & block.exterior.buffer(setback + 0.01)
        front = linemerge(front) if front.geom_type == "MultiLineString" else front
        rows += [(line, plot) for line in shapely.get_parts(front) if line.length > 5]
    return rows


def draw_facilities(buildings, plots):
    """The rows of `facilities`: side by side where one building has several; schools and hospital as their land."""
    rows, in_building = [], {}
    for category, places in FACILITIES.items():
        for name, number, z in places:
            count = in_building[number] = in_building.get(number, -1) + 1
            point = buildings[number].footprint.representative_point()
            whole_plot = category in ("primary_school", "secondary_school", "hospital")
            shape = plots[buildings[number].plot] if whole_plot else Point(point.x + 5 * count, point.y)
            rows.append((shape, category, name, z))
    return rows


def plot_rows(plots, buildings):
    """The rows of `plots`; the floor area ratio is that of the buildings drawn."""
    rows = []
    for plot, (use, remark, _) in PLOTS.items():
        area = plots[plot].area
        shares = [None] * 4 if remark in ("", "core") else [round(area * float(pct) / 100, 1) for pct in remark.split()]
        built = sum(body.footprint.area * body.storeys for body in buildings.values() if body.plot == plot)
        rows.append((plots[plot], plot, use, *shares, round(built / area, 2), remark == "core"))
    return rows
