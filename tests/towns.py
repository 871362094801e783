"""Random small towns on two levels, and what networkx says about walking in them."""

import geopandas
import networkx
import numpy as np
import shapely
from hypothesis import assume
from hypothesis import strategies as st

M_PER_MIN = 5000 / 60
KINDS = ("footway", "footway", "footway", "skyway", "stairs", "escalator", "ramp", "elevator")


def frame(*geometry, **columns):
    return geopandas.GeoDataFrame(columns, geometry=list(geometry))


def points(*places, **columns):
    return frame(*(shapely.Point(place) for place in places), **columns)


def streets(*lines, **columns):
    return frame(*(shapely.LineString(line) for line in lines), **columns)


#                 ╱═══ z = 12        15 m of escalator at 0.5 m/s take 0.5 min, upwards only
#   ─────────────╱
#   −500        0 9      509
ESCALATOR = streets(
    [(-500, 0, 0), (0, 0, 0)],
    [(0, 0, 0), (9, 0, 12)],
    [(9, 0, 12), (509, 0, 12)],
    kind=["footway", "escalator", "skyway"],
    direction=["both", "forward", "both"],
)


@st.composite
def towns(draw, places=3):
    """A crooked grid of ways with heights, and places on them: (lines, [(line, share of its length) …])."""
    columns, rows = draw(st.integers(2, 5)), draw(st.integers(1, 4))
    spacing = draw(st.sampled_from([60.0, 120.0]))
    random = np.random.default_rng(draw(st.integers(0, 10_000)))
    plan = np.stack(np.meshgrid(np.arange(columns), np.arange(rows), indexing="ij"), axis=-1) * spacing
    plan = plan + random.uniform(-0.25, 0.25, plan.shape) * spacing
    z = random.choice([0.0, 0.0, 6.0], size=plan.shape[:2])
    pairs = [((i, j), (i + 1, j)) for i in range(columns - 1) for j in range(rows)]
    pairs += [((i, j), (i, j + 1)) for i in range(columns) for j in range(rows - 1)]
    pairs = [pair[:: random.choice([1, -1])] for pair in pairs if random.random() < 0.85]
    kinds = random.choice(KINDS, size=len(pairs))
    directions = random.choice(["both", "both", "forward", "backward"], size=len(pairs))
    # nobody steps into a lift or onto an escalator midway
    walked = np.flatnonzero(~np.isin(kinds, ["elevator", "escalator"])).tolist()
    assume(walked)
    lines = streets(*([(*plan[a], z[a]), (*plan[b], z[b])] for a, b in pairs), kind=kinds, direction=directions)
    share = st.floats(0, 1, width=16) | st.sampled_from([0.0, 0.5, 1.0])
    return lines, draw(st.lists(st.tuples(st.sampled_from(walked), share), min_size=1, max_size=places))


def on_street(lines, where):
    """Return the places as points that stand on their ways, heights included."""
    ends = shapely.get_coordinates(lines.geometry, include_z=True).reshape(-1, 2, 3)
    return points(*(ends[line, 0] + share * (ends[line, 1] - ends[line, 0]) for line, share in where))


def way_minutes(line, kind):
    """Return the minutes along one way, by the sentences of the guideline's reading."""
    start, end = shapely.get_coordinates(line, include_z=True)
    plan_m, rise_m, length_m = np.hypot(*(end - start)[:2]), abs(end - start)[2], np.linalg.norm(end - start)
    if kind == "elevator":
        return plan_m / M_PER_MIN + rise_m / 3.0 / 60
    if kind == "escalator":
        return length_m / 0.5 / 60
    return length_m / M_PER_MIN * (2 if kind == "stairs" else 1)


class Judge:
    """The ways of a town cut at places, and the minutes from one place (or towards it) by networkx."""

    def __init__(self, lines, where, towards=False):
        self.lines, self.graph, self.parts = lines, networkx.DiGraph(), []
        self.graph.add_nodes_from(range(len(where)))
        for row, (line, kind, direction) in enumerate(zip(lines.geometry, lines["kind"], lines["direction"])):
            tail, head = (tuple(end) for end in shapely.get_coordinates(line, include_z=True))
            stops = sorted((share, place) for place, (own, share) in enumerate(where) if own == row)
            stops = [(0.0, tail), *stops, (1.0, head)]
            minutes = way_minutes(line, kind)
            ahead, back = (np.inf if direction == closed else minutes for closed in ("backward", "forward"))
            ahead, back = (back, ahead) if towards else (ahead, back)
            for (low, one), (high, other) in zip(stops, stops[1:]):
                width = high - low
                there, here = (width * cost if width else 0.0 for cost in (ahead, back))
                self.parts.append((row, low, high, there, here, one, other))
                for start, end, cost in ((one, other, there), (other, one, here)):
                    if cost < self.graph.get_edge_data(start, end, {"minutes": np.inf})["minutes"]:
                        self.graph.add_edge(start, end, minutes=cost)

    def minutes_from(self, place):
        return networkx.single_source_dijkstra_path_length(self.graph, place, weight="minutes")

    def covered(self, minutes, limit):
        """Return the stretches within a limit: (line, share from, share to)."""
        for row, low, high, there, here, one, other in self.parts:
            left, right = (limit - minutes.get(end, np.inf) for end in (one, other))
            ahead = min(left / there, 1) if left >= 0 and there > 0 else 0.0
            back = min(right / here, 1) if right >= 0 and here > 0 else 0.0
            if ahead + back >= 1:
                yield row, low, high
            else:
                yield row, low, low + ahead * (high - low)
                yield row, high - back * (high - low), high

    def street(self, minutes, limit):
        """Return the street within a limit as lines, and its length in three dimensions."""
        lines, length_m = [], 0.0
        for row, low, high in self.covered(minutes, limit):
            if high > low:
                start, end = shapely.get_coordinates(self.lines.geometry.iloc[row], include_z=True)
                piece = start + np.array([[low], [high]]) * (end - start)
                lines.append(shapely.LineString(piece[:, :2]))
                length_m += np.linalg.norm(piece[1] - piece[0])
        return shapely.MultiLineString(lines), length_m

    def minutes_at(self, minutes, row, share):
        """Return the minutes at a point within a line."""
        found = [np.inf]
        for own, low, high, there, here, one, other in self.parts:
            if own == row and low < share < high:
                at = (share - low) / (high - low)
                found += [minutes.get(one, np.inf) + at * there, minutes.get(other, np.inf) + (1 - at) * here]
        return min(found)
