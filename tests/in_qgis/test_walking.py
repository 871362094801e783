"""Walk circles and life circle in QGIS: parameters, figures by hand, every CRS, bad input, cancel, tasks, models."""

import contextlib
import hashlib
import itertools
import math
import random
import shutil
import sqlite3

import pytest
from layers import CRS, AskedOften, Feedback, X, Y, child_of, ends_well, layer, rows, run, run_model, table
from qgis.analysis import (
    QgsGraphAnalyzer,
    QgsGraphBuilder,
    QgsNetworkDistanceStrategy,
    QgsVectorLayerDirector,
)
from qgis.core import (
    NULL,
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureSource,
    QgsGeometry,
    QgsLineString,
    QgsPoint,
    QgsPointXY,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingParameterField,
    QgsProject,
    QgsUnitTypes,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication, QEventLoop

pytestmark = pytest.mark.usefixtures("provider")

MIDDLE = 500_000  # 114° E, where a metre of EPSG:4547 is a metre
M_PER_MIN = 250 / 3  # 5 km/h


def line(*points, x=MIDDLE):
    """Return a line through points (x, y) or (x, y, z), metres from the corner."""
    dimension = " Z" if len(points[0]) == 3 else ""
    places = ", ".join(f"{x + px} {Y + py} {' '.join(map(str, z))}" for px, py, *z in points)
    return f"LINESTRING{dimension}({places})"


def point(px, py, x=MIDDLE):
    return f"POINT({x + px} {Y + py})"


def box(left, bottom, right, top):
    corners = ((left, bottom), (right, bottom), (right, top), (left, top), (left, bottom))
    return f"POLYGON(({', '.join(f'{MIDDLE + x} {Y + y}' for x, y in corners)}))"


def tee(crs="EPSG:4547", x=MIDDLE):
    r"""Three streets.

              o origin, 12 m from B
    A ------- B ------- C      AB = BC = 1000 m
              |                BD = 500 m
              D
    """
    wkts = [line((0, 0), (1000, 0), (2000, 0), x=x), line((1000, 0), (1000, -500), x=x)]
    return layer("LineString", [(wkt,) for wkt in wkts], crs)


def origin(*places, crs="EPSG:4547", x=MIDDLE, fields=""):
    """Return a layer of origins (x, y, attributes …); one 12 m from B without any."""
    return layer("Point", [(point(px, py, x), *more) for px, py, *more in places or [(1000, 12)]], crs, fields)


def circles(origins, network, feedback=None, **options):
    """Run walkcircles for 3 minutes; return its results with CIRCLES, REACHED, NOT_REACHED as rows too."""
    parameters = {
        "ORIGINS": origins,
        "NETWORK": network,
        "MINUTES": "3",
        "CIRCLES": "memory:",
        "REACHED": "memory:",
        "NOT_REACHED": "memory:",
        **options,
    }
    return run("walkcircles", parameters, feedback)


CIRCLE_FIELDS = ["origin_id", "minutes", "reach_m", "area_m2", "street_m", "ped_shed", "access_m", "finding"]
GRADE_FIELDS = ["grade", "clause", "finding", "needed", "state"]


# Parameters and outputs: what saved models and scripts rely on

WALKING = {
    "SPEED": ("number", 5.0), "KIND_FIELD": ("field", None), "Z_FIELD": ("field", None),
    "LEVEL_FIELD": ("field", None), "DIRECTION_FIELD": ("field", None), "FLOOR_FIELD": ("field", None),
    "ORIGIN_LEVEL_FIELD": ("field", None), "MAX_SNAP": ("distance", 150.0), "STEP_FREE": ("boolean", False),
    "NIGHT": ("boolean", False), "EXCLUDE_KINDS": ("string", None), "SPLIT_CROSSINGS": ("boolean", False),
    "STAIR_FACTOR": ("number", 2.0), "ESCALATOR_SPEED": ("number", 0.5), "LIFT_SPEED": ("number", 3.0),
    "LIFT_WAIT": ("number", 0.0), "EXIT_DISTANCE": ("distance", 5.0), "MIN_PIECE": ("distance", 200.0),
    "GROUND_Z": ("string", None), "NETWORK": ("source", None),
}  # fmt: skip
INTERFACE = {
    "walkcircles": {
        **WALKING, "ORIGINS": ("source", None), "MINUTES": ("string", "5,10,15"), "SHAPE": ("enum", 0),
        "BUFFER": ("distance", 30.0), "RINGS": ("boolean", False), "COMBINE": ("enum", 0),
        "MEASURED_FROM": ("enum", 0), "CIRCLES": ("sink", None), "REACHED": ("sink", None),
        "NOT_REACHED": ("sink", None),
    },
    "lifecircle": {
        **WALKING, "OFFICES": ("source", None), "AREA_FIELD": ("field", None), "FACILITIES": ("source", None),
        "CATEGORY_FIELD": ("field", None), "CHECKLIST": ("source", None), "DATA_EXTENT": ("source", None),
        "SERVED_TARGET": ("number", 80.0), "OUTPUT": ("sink", None), "CATEGORIES": ("sink", None),
    },
}  # fmt: skip
REQUIRED = {
    "walkcircles": {"ORIGINS", "CIRCLES"},
    "lifecircle": {"OFFICES", "FACILITIES", "OUTPUT", "CATEGORIES"},
}
ADVANCED = {
    *("STEP_FREE", "NIGHT", "EXCLUDE_KINDS", "SPLIT_CROSSINGS", "STAIR_FACTOR", "ESCALATOR_SPEED"),
    *("LIFT_SPEED", "LIFT_WAIT", "EXIT_DISTANCE", "MIN_PIECE", "GROUND_Z"),
}
NUMBERS = {
    "walkcircles": {"N_ORIGINS": "outputNumber", "N_LEFT_OUT": "outputNumber"},
    "lifecircle": {"SERVED_PCT": "outputNumber", "N_CATEGORIES_MET": "outputNumber", "GRADE": "outputString"},
}


def algorithm_of(name):
    return QgsApplication.processingRegistry().createAlgorithmById(f"multiground:{name}")


@pytest.mark.parametrize("name", INTERFACE)
def test_parameters_are_those_of_the_interface(name):
    algorithm = algorithm_of(name)
    definitions = {definition.name(): definition for definition in algorithm.parameterDefinitions()}
    assert {key: (d.type(), d.defaultValue()) for key, d in definitions.items()} == INTERFACE[name]
    required = {key for key, d in definitions.items() if not d.flags() & d.FlagOptional}
    assert {key for key in required if INTERFACE[name][key][1] is None} == REQUIRED[name]
    assert {key for key, d in definitions.items() if d.flags() & d.FlagAdvanced} == ADVANCED
    outputs = {o.name(): o.type() for o in algorithm.outputDefinitions() if o.name() not in definitions}
    assert outputs == NUMBERS[name]


@pytest.mark.parametrize("name", INTERFACE)
def test_every_parameter_has_its_help_with_its_unit(name):
    algorithm = algorithm_of(name)
    inputs = [d for d in algorithm.parameterDefinitions() if not d.isDestination()]
    assert [d.name() for d in inputs if not d.help().endswith(".")] == []
    units = ("metre", "minutes", "second", "per hour", "Per cent", "A metre of stairs")
    measured = [d for d in inputs if d.type() in ("number", "distance")]
    assert [d.name() for d in measured if not any(unit.lower() in d.help().lower() for unit in units)] == []
    distances = [d for d in inputs if d.type() == "distance"]
    assert {d.defaultUnit() for d in distances} == {QgsUnitTypes.DistanceUnit.DistanceMeters}
    assert [d.name() for d in distances if "metre" not in d.help().lower()] == []


def test_enums_are_in_the_order_of_the_interface():
    algorithm = algorithm_of("walkcircles")
    options = {d.name(): d.options() for d in algorithm.parameterDefinitions() if d.type() == "enum"}
    assert [len(options[name]) for name in ("SHAPE", "COMBINE", "MEASURED_FROM")] == [3, 3, 2]
    assert options["SHAPE"] == ["reached streets buffered", "concave hull", "no polygons"]
    assert [option.split()[-1] for option in options["COMBINE"]] == ["origin", "merged", "origin"]
    assert [option.split()[0] for option in options["MEASURED_FROM"]] == ["from", "to"]


# Figures by hand

# tee(), 3 minutes = 250 m, 12 m of them from the origin to B: 238 m left in each of three directions.
#   street  3 · 238 = 714
#   area    along AC a rectangle 476 × 60 and two half discs of 30 m; below it 208 × 60 and a half disc
TEE_STREET_M = 3 * 238
TEE_AREA_M2 = 476 * 60 + math.pi * 30**2 + 208 * 60 + math.pi * 30**2 / 2


@pytest.mark.parametrize(("origins_crs", "network_crs"), list(itertools.product(CRS, CRS)))
def test_a_circle_has_one_size_in_every_crs(origins_crs, network_crs):
    results = circles(origin(crs=origins_crs, x=X), tee(network_crs, x=X))
    (row,) = rows(results["CIRCLES"])
    assert row["street_m"] == pytest.approx(TEE_STREET_M, rel=1e-3)
    assert row["access_m"] == pytest.approx(12, abs=0.02)
    assert row["area_m2"] == pytest.approx(TEE_AREA_M2, rel=2e-3)
    assert row["ped_shed"] == pytest.approx(TEE_AREA_M2 / (math.pi * 250**2), rel=3e-3)
    assert row["reach_m"] == 250
    assert results["CIRCLES"].crs().authid() == results["REACHED"].crs().authid() == origins_crs
    pieces = sorted((row["from_min"], row["to_min"]) for row in rows(results["REACHED"]))
    assert len(pieces) == 3, "the exit is at B, give or take the rounding of the transformation: no piece of no length"
    assert pieces == [pytest.approx(ends, abs=1e-3) for ends in [(0.144, 3), (0.144, 3), (3, 0.144)]]


def test_reached_streets_are_cut_at_the_limit_and_sum_up():
    feedback = Feedback()
    results = circles(origin(), tee(), feedback)
    assert feedback.warnings == []
    (row,) = rows(results["CIRCLES"])
    ends = {piece.geometry().asWkt(2) for piece in results["REACHED"].getFeatures()}
    b = f"{MIDDLE + 1000} {Y}"
    assert ends == {
        f"MultiLineString (({MIDDLE + 762} {Y}, {b}))",  # 1000 − 238
        f"MultiLineString (({b}, {MIDDLE + 1238} {Y}))",
        f"MultiLineString (({b}, {MIDDLE + 1000} {Y - 238}))",
    }
    lengths = [piece.geometry().length() for piece in results["REACHED"].getFeatures()]
    assert sum(lengths) == pytest.approx(row["street_m"], abs=0.01)
    assert (row["street_m"], row["access_m"]) == (714, 12)
    assert results["CIRCLES"].fields().names() == CIRCLE_FIELDS
    assert results["REACHED"].fields().names() == ["origin_id", "minutes", "from_min", "to_min"]
    assert (results["N_ORIGINS"], results["N_LEFT_OUT"]) == (1, 0)


def test_pieces_sum_up_in_the_demo_district(demo):
    """In plan every piece of REACHED, in space street_m: equal where nothing climbs."""
    results = circles(
        f"{demo}|layername=buildings",
        f"{demo}|layername=walkways",
        MINUTES="2,4",
        SHAPE=2,
        EXCLUDE_KINDS="stairs,escalator,elevator,ramp",
    )
    sums = {}
    for piece in results["REACHED"].getFeatures():
        key = piece["origin_id"], piece["minutes"]
        sums[key] = sums.get(key, 0) + piece.geometry().length()
        late = max(piece["from_min"], piece["to_min"])
        assert late <= piece["minutes"]
        walked = abs(piece["to_min"] - piece["from_min"]) * M_PER_MIN
        assert walked == pytest.approx(piece.geometry().length(), abs=1e-3)
    found = {(row["origin_id"], row["minutes"]): row["street_m"] for row in rows(results["CIRCLES"])}
    assert len(found) == 2 * results["N_ORIGINS"] > 200
    assert [key for key, metres in found.items() if abs(metres - sums.get(key, 0)) > 0.01] == []


def test_an_origin_in_the_middle_of_a_long_street_reaches_no_node():
    street = layer("LineString", [(line((0, 0), (2000, 0)),)])
    results = circles(origin((700, 0)), street)
    (row,) = rows(results["CIRCLES"])
    assert (row["street_m"], row["access_m"]) == (500, 0)  # 250 m either way
    assert sum(piece.geometry().length() for piece in results["REACHED"].getFeatures()) == pytest.approx(500)


def test_rings_do_not_overlap_and_sum_to_the_circle():
    whole = rows(circles(origin(), tee(), MINUTES="1,2,3")["CIRCLES"])
    results = circles(origin(), tee(), MINUTES="1,2,3", RINGS=True)
    rings = list(results["CIRCLES"].getFeatures())
    # 83.33 − 12 m in three directions, then 83.33 m more each minute
    assert [ring["street_m"] for ring in rings] == [214, 250, 250]
    assert sum(ring["area_m2"] for ring in rings) == pytest.approx(whole[-1]["area_m2"], abs=0.05)
    for one, two in itertools.combinations(rings, 2):
        assert one.geometry().intersection(two.geometry()).area() < 0.01  # areas are given to 0.01 m²
    assert [ring["ped_shed"] for ring in rings] == [circle["ped_shed"] for circle in whole]
    bands = {(piece["minutes"], *sorted((piece["from_min"], piece["to_min"]))) for piece in rows(results["REACHED"])}
    assert bands == {(1, 0.144, 1), (2, 1, 2), (3, 2, 3)}


def test_origins_together_merged_or_each_street_to_the_nearest():
    r"""
         O             B is 12 m = 0.144 min from the first origin, the second lies on BC:
    A -- B -- o -- C   they meet at 0.672 min, (100 − 12) / 2 = 44 m from B
         |    100
         D
    """
    both = origin((1000, 12), (1100, 0))
    (merged,) = rows(circles(both, tee(), MINUTES="1", COMBINE=1)["CIRCLES"])
    assert merged["street_m"] == 2 * 71.33 + 100 + 83.33 + 0.01  # 71.333 + 71.333 + 100 + 83.333 = 326
    assert merged["origin_id"] == merged["access_m"] == merged["ped_shed"] == NULL
    results = circles(both, tee(), MINUTES="1", COMBINE=2)
    nearest = {row["origin_id"]: row for row in rows(results["CIRCLES"])}
    assert nearest["1"]["street_m"] == pytest.approx(2 * 71.333 + 44, abs=0.01)
    assert nearest["2"]["street_m"] == pytest.approx(56 + 83.333, abs=0.01)
    one, two = (feature.geometry() for feature in results["CIRCLES"].getFeatures())
    assert one.intersection(two).area() < 0.01
    middle = {max(row["from_min"], row["to_min"]) for row in rows(results["REACHED"])} - {1.0}
    assert middle == {0.672}


def test_hull_is_generous_and_no_polygons_are_none():
    (buffered,), (hull,), (none,) = (rows(circles(origin(), tee(), SHAPE=shape)["CIRCLES"]) for shape in range(3))
    assert hull["area_m2"] > 1.2 * buffered["area_m2"]
    assert "Generous" in hull["finding"]
    assert none["area_m2"] == none["ped_shed"] == NULL
    assert none["street_m"] == hull["street_m"] == buffered["street_m"] == 714
    assert not next(circles(origin(), tee(), SHAPE=2)["CIRCLES"].getFeatures()).hasGeometry()


def test_one_way_escalator_tells_the_two_directions_apart():
    """An escalator of 30 m leads from the street (B) up to a deck of 300 m: at 0.5 m/s it takes 1 minute."""
    network = layer(
        "LineString",
        [(line((0, 0), (1000, 0)), None, None), (line((1000, 0), (1030, 0)), "自动扶梯", "正向"),
         (line((1030, 0), (1330, 0)), None, None)],
        fields="field=kind:string&field=direction:string",
    )  # fmt: skip
    away, back = (
        rows(circles(origin((1000, 0)), network, SHAPE=2, MEASURED_FROM=way)["CIRCLES"])[0]["street_m"]
        for way in (0, 1)
    )
    assert away == pytest.approx(250 + 30 + 2 * M_PER_MIN, abs=0.01)
    assert back == 250  # nobody comes down


def test_without_a_network_circles_are_estimated():
    feedback = Feedback()
    results = circles(origin(), None, feedback, MINUTES="5,10,15")
    found = rows(results["CIRCLES"])
    assert [row["reach_m"] for row in found] == [291.67, 583.33, 875]  # 0.7 · 5 km/h
    exact = [math.pi * radius**2 for radius in (291.667, 583.333, 875)]
    assert [row["area_m2"] for row in found] == pytest.approx(exact, rel=2e-4)
    assert {row[name] for row in found for name in ("street_m", "ped_shed", "access_m")} == {NULL}
    assert all("stimated" in row["finding"] for row in found)
    assert any("straight lines" in text for text in feedback.said)
    assert rows(results["REACHED"]) == rows(results["NOT_REACHED"]) == []


def test_origins_too_far_or_stranded_are_told_with_reason_and_distance():
    """An island of 100 m, 30 m from the second origin, is too small a piece of network to count."""
    network = layer("LineString", [(line((0, 0), (2000, 0)),), (line((5000, 0), (5100, 0)),)])
    places = origin((1000, 12, "near"), (5050, 30, "island"), (1000, 400, "far"), fields="field=name:string")
    feedback = Feedback()
    results = circles(places, network, feedback)
    assert [row["name"] for row in rows(results["CIRCLES"])] == ["near"]
    left = {row["name"]: row for row in rows(results["NOT_REACHED"])}
    assert left["island"]["distance_m"] == 30
    assert "200 m of street" in left["island"]["reason"]
    assert left["far"]["distance_m"] == 400
    assert "more than 150 m" in left["far"]["reason"]
    assert (results["N_ORIGINS"], results["N_LEFT_OUT"]) == (1, 2)
    assert any("2 of 3" in text and "2, 3" in text for text in feedback.warnings)
    assert circles(places, network, MAX_SNAP=500)["N_LEFT_OUT"] == 1
    assert circles(places, network, MIN_PIECE=100)["N_LEFT_OUT"] == 1


def test_absolute_heights_need_the_ground_as_number_or_field():
    """The street at z = 100 is 20 m from the origin, a bridge at 106 only 10: only the street is ground."""
    wkts = [line((0, 0, 100), (1000, 0, 100)), line((0, 30, 106), (1000, 30, 106))]
    fields = "field=dm:double&field=地面标高:string"
    network = layer("LineStringZ", [(wkt, 100.0, "100 米") for wkt in wkts], fields=fields)
    place = origin((500, 20))

    def access_m(**options):
        (row,) = rows(circles(place, network, **options)["CIRCLES"])
        return row["access_m"]

    assert access_m() == 10  # no way is near z = 0, so the nearest
    assert access_m(GROUND_Z="100") == access_m(GROUND_Z="dm") == access_m(GROUND_Z="地面标高") == 20
    assert access_m(GROUND_Z="106") == 10
    # a place at 106 m is 6 m above the ground: it steps onto the bridge, of which it would be far below otherwise
    place = layer("PointZ", [(f"POINT Z ({MIDDLE + 500} {Y + 20} 106)",)])
    for ground_z in ("100", "dm"):
        (row,) = rows(circles(place, network, GROUND_Z=ground_z)["CIRCLES"])
        assert (row["access_m"], row["street_m"]) == (10, 480)  # 240 m either way in 3 − 0.12 min
    with pytest.raises(QgsProcessingException, match="GROUND_Z: found nowhere; permitted: metres, or a field"):
        access_m(GROUND_Z="nowhere")


def test_a_bridge_does_not_leak_and_stairs_cost_twice():
    r"""
    Street  0 ------------------- 1000      z = 0
    stairs  from (500, 0) up 6 m over 8 m in plan: 10 m in space, as dear as 20 m of street
    deck    from (500, 8) east, z = 6, over the street that crosses at x = 600
    """
    network = layer(
        "LineStringZ",
        [(line((0, 0, 0), (500, 0, 0), (1000, 0, 0)), "footway"), (line((500, 0, 0), (500, 8, 6)), "楼梯"),
         (line((500, 8, 6), (900, 8, 6)), "skyway"), (line((600, -300, 0), (600, 300, 0)), "footway")],
        fields="field=类型:string",
    )  # fmt: skip
    (row,) = rows(circles(origin((500, 0)), network, MINUTES="2.4", SHAPE=2)["CIRCLES"])  # 200 m
    assert row["street_m"] == pytest.approx(200 + 200 + 10 + 180, abs=0.01)
    for options in ({"STEP_FREE": True}, {"EXCLUDE_KINDS": "STAIRS"}, {"EXCLUDE_KINDS": "skyway，stairs"}):
        (row,) = rows(circles(origin((500, 0)), network, MINUTES="2.4", SHAPE=2, **options)["CIRCLES"])
        assert row["street_m"] == 400
    (row,) = rows(circles(origin((500, 0)), network, MINUTES="2.4", SHAPE=2, STAIR_FACTOR=5)["CIRCLES"])
    assert row["street_m"] == pytest.approx(400 + 10 + 150, abs=0.01)


def test_closed_by_night_unless_unknown():
    network = layer(
        "LineString",
        [(line((0, 0), (1000, 0)), None), (line((0, 0), (0, 1000)), "否"), (line((0, 0), (-1000, 0)), "是")],
        fields="field=24小时开放:string",
    )
    feedback = Feedback()
    by_day, by_night = (
        rows(circles(origin((0, 0)), network, feedback, SHAPE=2, NIGHT=night)["CIRCLES"])[0]["street_m"]
        for night in (False, True)
    )
    assert (by_day, by_night) == (750, 500)
    assert any("unknown hours" in text and text.endswith(": 1") for text in feedback.warnings)


def test_drawings_without_nodes_join_only_when_asked():
    network = layer("LineString", [(line((0, 0), (1000, 0)),), (line((500, -300), (500, 300)),)])
    apart, joined = (
        rows(circles(origin((400, 0)), network, SHAPE=2, SPLIT_CROSSINGS=split)["CIRCLES"])[0]["street_m"]
        for split in (False, True)
    )
    assert (apart, joined) == (500, 800)  # at the crossing 150 m are left, up and down


def test_the_far_end_of_a_one_way_street_has_an_empty_circle_and_the_reason():
    network = layer("LineString", [(line((0, 0), (500, 0)), "forward")], fields="field=direction:string")
    (row,) = rows(circles(origin((500, 0)), network)["CIRCLES"])
    assert (row["street_m"], row["area_m2"]) == (0, 0)
    assert "one-way" in row["finding"]
    both = layer("LineString", [(line((0, 0), (200, 0)),)])
    near, far = rows(circles(origin((0, 0)), both, MINUTES="3,6", RINGS=True)["CIRCLES"])
    assert (near["street_m"], far["street_m"]) == (200, 0)  # the street ends within 3 minutes
    assert "one-way" not in near["finding"] + far["finding"]
    (row,) = rows(circles(origin((500, 0)), network, MEASURED_FROM=1)["CIRCLES"])
    assert row["street_m"] == 250
    assert "one-way" not in row["finding"]


def test_storeys_and_levels_that_cannot_be_read_are_told_by_their_values():
    feedback = Feedback()
    values = (0, 0, "夹层", None), (9, 0, "夹层", "UG"), (0, 9, "UG", "2F")
    places = origin(*values, fields="field=楼层:string&field=层级:string")
    network = layer("LineString", [(line((0, 0), (500, 0)), "M")], fields="field=层级:string")
    circles(places, network, feedback)
    told = "\n".join(feedback.warnings)
    assert "ORIGINS: 3 places on a storey that cannot be read, taken as unknown: 夹层 (2), UG (1)" in told
    assert "ORIGINS: 1 places on a level that cannot be read, taken as unknown: UG (1)" in told
    assert "NETWORK: 1 of 1 lines of a level that cannot be read" in told


@pytest.mark.parametrize("name", INTERFACE)
def test_a_planner_is_asked_first_for_what_he_decides(name):
    algorithm = algorithm_of(name)
    definitions = algorithm.parameterDefinitions()
    asked = [each.name() for each in definitions if not isinstance(each, QgsProcessingParameterField)]
    first = {
        "walkcircles": ["ORIGINS", "NETWORK", "MINUTES", "SPEED", "SHAPE", "BUFFER", "RINGS", "COMBINE"],
        "lifecircle": ["OFFICES", "FACILITIES", "NETWORK", "CHECKLIST", "DATA_EXTENT", "SERVED_TARGET", "SPEED"],
    }[name]
    assert asked[: len(first)] == first


def test_storeys_take_the_lift():
    """Storey 30 at 3.5 m is 101.5 m up: 33.83 s = 0.56389 min at 3 m/s, 46.99 m of street less each way."""
    tall = "field=storey:int&field=height:double&field=层数:string"

    def street_m(*values, fields="", **options):
        place = origin((1000, 12, *values), fields=fields)
        return rows(circles(place, tee(), SHAPE=2, **options)["CIRCLES"])[0]["street_m"]

    storey = "field=storey:int"
    lift_m = 101.5 / 3 / 60 * M_PER_MIN
    assert street_m() == 714
    assert street_m(30, fields=storey) == pytest.approx(3 * (238 - lift_m), abs=0.01)
    assert street_m("30层", fields="field=楼层:string") == street_m(30, fields=storey)
    assert street_m(30, fields="field=哪层:int", FLOOR_FIELD="哪层") == street_m(30, fields=storey)
    assert street_m(30, fields=storey, LIFT_WAIT=30) == pytest.approx(3 * (238 - lift_m - M_PER_MIN / 2), abs=0.01)
    assert street_m(30, fields=storey, LIFT_SPEED=1.5) == pytest.approx(3 * (238 - 2 * lift_m), abs=0.01)
    # storey 3 of 10 in 60 m is 12 m up: 4 s
    tall = "field=storey:int&field=height:double&field=层数:string"
    assert street_m(3, 60, "10F", fields=tall) == pytest.approx(3 * (238 - 4 / 60 * M_PER_MIN), abs=0.01)


# The judge: QGIS's own search on a flat network


def jittered_grid(n, side=100.0, jitter=25.0, seed=5):
    """Return the wkt of the streets of a grid of n × n nodes, each moved at random, and the nodes."""
    moved = random.Random(seed)
    nodes = {
        (i, j): tuple(round(side * k + moved.uniform(-jitter, jitter), 3) for k in (i, j))
        for i in range(n)
        for j in range(n)
    }
    streets = [line(nodes[i, j], nodes[i + 1, j]) for i in range(n - 1) for j in range(n)]
    streets += [line(nodes[i, j], nodes[i, j + 1]) for i in range(n) for j in range(n - 1)]
    return streets, nodes


def test_minutes_at_the_nodes_are_those_of_qgis():
    """Costs in metres by QgsGraphAnalyzer.dijkstra, against the minutes at the ends of the pieces of REACHED."""
    streets, _ = jittered_grid(15)
    network = layer("LineString", [(wkt,) for wkt in streets])
    start = QgsPointXY(MIDDLE + 512.3, Y + 731.9)
    director = QgsVectorLayerDirector(network, -1, "", "", "", QgsVectorLayerDirector.DirectionBoth)
    director.addStrategy(QgsNetworkDistanceStrategy())
    builder = QgsGraphBuilder(network.crs(), False, 0.001, "NONE")  # planar lengths
    (tied,) = director.makeGraph(builder, [start])
    graph = builder.graph()
    _, costs = QgsGraphAnalyzer.dijkstra(graph, graph.findVertex(tied), 0)
    expected = {
        (round(vertex.x(), 3), round(vertex.y(), 3)): costs[number]
        for number in range(graph.vertexCount())
        for vertex in [graph.vertex(number).point()]
    }
    results = circles(layer("Point", [(f"POINT({start.x()} {start.y()})",)]), network, MINUTES="12", SHAPE=2)
    access_m = rows(results["CIRCLES"])[0]["access_m"]
    assert access_m == pytest.approx(start.distance(tied), abs=0.01)
    found = {}
    for piece in results["REACHED"].getFeatures():
        (points,) = piece.geometry().asMultiPolyline()
        for end, minutes in ((points[0], piece["from_min"]), (points[-1], piece["to_min"])):
            found.setdefault((round(end.x(), 3), round(end.y(), 3)), []).append(minutes)
    nodes = [key for key in found if key in expected]
    assert len(nodes) > 150
    for key in nodes:
        walked = (expected[key] + start.distance(tied)) / M_PER_MIN
        assert found[key] == [pytest.approx(walked, abs=2e-6)] * len(found[key])
    reachable = {key for key, metres in expected.items() if (metres + start.distance(tied)) / M_PER_MIN < 12 - 1e-9}
    assert reachable - set(found) == set()


# Life circle

CATEGORY_FIELDS = ["category", "band", "served_pct", "assessed_pct", "median_min", "max_min", "nearest_unserved"]


def crossing(crs="EPSG:4547", x=MIDDLE):
    """Streets of 2 km in four directions from (0, 0)."""
    ends = ((-3000, 0), (3000, 0), (0, 2000), (0, -2000))
    return layer("LineString", [(line((0, 0), end, x=x),) for end in ends], crs)


def offices(crs="EPSG:4547", x=MIDDLE):
    """甲 of 9000 m² at the crossing and 乙 of 1000 m² 1 km to the east."""
    places = [(0, 0, 9000.0, "甲"), (1000, 0, 1000.0, "乙")]
    return origin(*places, crs=crs, x=x, fields="field=建筑面积:double&field=名称:string")


def facilities(*more, crs="EPSG:4547", x=MIDDLE):
    """A café 250 m and a bank 800 m east of the crossing."""
    places = [(250, 0, "cafe"), (800, 0, "银行"), *more]
    return origin(*places, crs=crs, x=x, fields="field=设施类别:string")


def checklist(*pairs, fields="field=category:string&field=band:double"):
    return table(pairs or [("cafe", 5), ("bank", 10), ("影院", 15)], fields)


def everything():
    return layer("Polygon", [(box(-5000, -5000, 5000, 5000),)])


def life(feedback=None, **options):
    """Run lifecircle on the crossing with three categories, of which the data hold no cinema."""
    parameters = {
        "OFFICES": offices(),
        "FACILITIES": facilities(),
        "NETWORK": crossing(),
        "CHECKLIST": checklist(),
        "DATA_EXTENT": everything(),
        "OUTPUT": "memory:",
        "CATEGORIES": "memory:",
        **options,
    }
    return run("lifecircle", parameters, feedback)


def test_life_circle_by_hand():
    """
    café   250 m: 3.0 min from 甲, 750 m = 9.0 min from 乙      5 min: 甲 served, 90 % of the floor area
    bank   800 m: 9.6 min from 甲, 200 m = 2.4 min from 乙      10 min: both, 100 %
    cinema none in the data, and the data are complete          15 min: nobody, 0 %
    """
    results = life()
    first, second = rows(results["OUTPUT"])
    assert [first[f"min_{name}"] for name in ("cafe", "bank", "cinema")] == [3.0, 9.6, NULL]
    assert [second[f"min_{name}"] for name in ("cafe", "bank", "cinema")] == [9.0, 2.4, NULL]
    assert (first["grade"], first["missing"], first["n_missing"]) == ("good", "cinema", 1)  # 2 of 3
    assert (second["grade"], second["missing"], second["n_missing"]) == ("fair", "cafe, cinema", 2)
    assert (first["needed"], second["needed"]) == ("+1 categories", "+1 categories")  # 3 of 3; 2 of 3
    names = ["建筑面积", "名称", "min_cafe", "min_bank", "min_cinema", "n_missing", "missing", "unknown"]
    assert results["OUTPUT"].fields().names() == [*names, *GRADE_FIELDS]
    categories = {row["category"]: row for row in rows(results["CATEGORIES"])}
    assert results["CATEGORIES"].fields().names() == [*CATEGORY_FIELDS, *GRADE_FIELDS]
    assert [categories[name]["served_pct"] for name in ("cafe", "bank", "cinema")] == [90, 100, 0]
    assert [categories[name]["grade"] for name in ("cafe", "bank", "cinema")] == ["excellent", "excellent", "fair"]
    assert (categories["cafe"]["median_min"], categories["cafe"]["max_min"]) == (6.0, 9.0)
    assert (categories["cafe"]["nearest_unserved"], categories["bank"]["nearest_unserved"]) == (9.0, NULL)
    assert categories["cinema"]["needed"] == "+5000.00 m²"  # half of 10 000 to be good
    assert results["SERVED_PCT"] == 63.33  # (90 + 100 + 0) / 3
    assert (results["N_CATEGORIES_MET"], results["GRADE"]) == (2, "good")  # 2 of 3 categories


@pytest.mark.parametrize("k", range(5))
def test_life_circle_has_one_answer_in_every_crs(k):
    offices_crs, facilities_crs, network_crs = CRS[k], CRS[k - 2], CRS[k - 3]
    places = {"OFFICES": offices(offices_crs, X), "FACILITIES": facilities(crs=facilities_crs, x=X)}
    results = life(**places, NETWORK=crossing(network_crs, X), DATA_EXTENT=None)
    found = [[row[f"min_{name}"] for name in ("cafe", "bank")] for row in rows(results["OUTPUT"])]
    assert found == [pytest.approx([3.0, 9.6], abs=0.011), pytest.approx([9.0, 2.4], abs=0.011)]
    assert results["OUTPUT"].crs().authid() == offices_crs


def test_life_circle_on_straight_lines_is_estimated_and_at_most_good():
    results = life(NETWORK=None)
    first, _ = rows(results["OUTPUT"])
    assert first["min_cafe"] == 4.29  # 250 m at 0.7 · 5 km/h
    assert "stimated" in first["finding"]
    assert {row["category"]: row["grade"] for row in rows(results["CATEGORIES"])} == {
        "cafe": "good",  # 90 % served, but estimated
        "bank": "fair",  # 甲 needs 13.71 minutes
        "cinema": "fair",
    }


def test_no_facilities_means_none_only_where_the_data_are_complete():
    feedback = Feedback()
    nothing = layer("Point", [], fields="field=category:string")
    results = life(feedback, FACILITIES=nothing)
    assert {row["served_pct"] for row in rows(results["CATEGORIES"])} == {0.0}
    assert any("there are none" in text for text in feedback.said)
    assert (results["SERVED_PCT"], results["N_CATEGORIES_MET"], results["GRADE"]) == (0, 0, "fair")
    results = life(FACILITIES=nothing, DATA_EXTENT=None)
    assert {row["state"] for row in rows(results["CATEGORIES"])} == {"missing"}
    assert (results["SERVED_PCT"], results["GRADE"]) == (None, "unassessed")


def test_facilities_of_unknown_kind_and_offices_off_the_network_are_told():
    feedback = Feedback()
    areas = [(0, 0, "9,000 m²"), (1000, 0, "不详"), (0, 4000, "500"), (1, 0, "100"), (2, 0, "100")]
    places = origin(*areas, fields="field=建筑面积:string")
    shops = facilities((5, 5, "宠物店"), (300, 300, "cinema"), (6, 5, "宠物店"), (7, 5, "公厕"))
    results = life(feedback, OFFICES=places, FACILITIES=shops)
    told = "\n".join(feedback.said + feedback.warnings)
    assert "3 facilities of no known category: 宠物店 (2), 公厕 (1)" in told
    assert "OFFICES: 1 of 5 places are not on the network: 3" in told
    assert "FACILITIES: 1 of 6 places are not on the network: 4" in told
    assert "without a floor area do not count in the shares: 2" in told
    far = rows(results["OUTPUT"])[2]
    assert (far["grade"], far["state"]) == ("unassessed", "missing")
    served = {row["category"]: row["served_pct"] for row in rows(results["CATEGORIES"])}
    assert served["cafe"] == 100  # of what is assessed: 500 of 9700 m² are not


def test_guideline_categories_are_the_default_checklist():
    results = life(CHECKLIST=None, CATEGORIES="memory:")
    bands = {row["category"]: row["band"] for row in rows(results["CATEGORIES"])}
    assert len(bands) == 17
    assert (bands["cafe"], bands["bank"], bands["hospital"]) == (5, 10, 15)
    assert len([name for name in results["OUTPUT"].fields().names() if name.startswith("min_")]) == 17


def test_own_checklist_keeps_its_names_and_bands():
    results = life(CHECKLIST=checklist(("健身房", 5), ("cafe", 2.5)), FACILITIES=facilities((100, 0, "健身房")))
    bands = {row["category"]: (row["band"], row["served_pct"]) for row in rows(results["CATEGORIES"])}
    assert bands == {"健身房": (5, 90), "cafe": (2.5, 0)}  # 100 m = 1.2 min and 900 m = 10.8 min; 3.0 and 9.0 min


def test_served_target_moves_excellent_only():
    assert [(life(SERVED_TARGET=target)["N_CATEGORIES_MET"]) for target in (80, 90, 95)] == [2, 2, 1]


# Layers as they come


@pytest.mark.parametrize(
    ("kind", "wkt"),
    [
        ("MultiPoint", f"MULTIPOINT(({MIDDLE + 1000} {Y + 12}))"),
        ("PointZ", f"POINT Z({MIDDLE + 1000} {Y + 12} 0)"),
        ("PointM", f"POINT M({MIDDLE + 1000} {Y + 12} 7)"),
        ("PointZM", f"POINT ZM({MIDDLE + 1000} {Y + 12} 0 7)"),
        ("Polygon", box(990, 2, 1010, 22)),
        ("MultiPolygon", f"MULTIPOLYGON({box(990, 2, 1010, 22)[7:]})"),
        ("CurvePolygon", f"CURVEPOLYGON({box(990, 2, 1010, 22)[8:-1]})"),
    ],
)
def test_every_kind_of_origin_is_taken(kind, wkt):
    (row,) = rows(circles(layer(kind, [(wkt,)]), tee(), SHAPE=2)["CIRCLES"])
    assert (row["access_m"], row["street_m"]) == (12, 714)


@pytest.mark.parametrize(
    ("kind", "wkt"),
    [
        ("MultiLineString", "MULTILINESTRING(({a}, {b}), ({b}, {c}))"),
        ("LineStringM", "LINESTRING M({a} 1, {b} 2, {c} 3)"),
        ("MultiLineStringZM", "MULTILINESTRING ZM(({a} 0 1, {b} 0 2), ({b} 0 3, {c} 0 4))"),
        ("CompoundCurve", "COMPOUNDCURVE(({a}, {b}), ({b}, {c}))"),
        ("MultiCurve", "MULTICURVE(({a}, {b}), COMPOUNDCURVE(({b}, {c})))"),
    ],
)
def test_every_kind_of_line_is_walked(kind, wkt):
    a, b, c = (f"{MIDDLE + x} {Y}" for x in (0, 1000, 2000))
    (row,) = rows(circles(origin(), layer(kind, [(wkt.format(a=a, b=b, c=c),)]), SHAPE=2)["CIRCLES"])
    assert (row["access_m"], row["street_m"]) == (12, 476)


def test_curved_streets_have_their_length():
    arc = f"CIRCULARSTRING({MIDDLE - 100} {Y}, {MIDDLE} {Y + 100}, {MIDDLE + 100} {Y})"
    street = layer("CompoundCurve", [(f"COMPOUNDCURVE({arc})",)])
    (row,) = rows(circles(origin((0, 100)), street, MINUTES="9")["CIRCLES"])
    assert row["street_m"] == pytest.approx(math.pi * 100, rel=1e-3)


def drawn(*points):
    """Return a feature that no WKT can say: a line through (x, y) or (x, y, z) that need not be numbers."""
    feature = QgsFeature()
    feature.setGeometry(QgsGeometry(QgsLineString([QgsPoint(MIDDLE + x, Y + y, *z) for x, y, *z in points])))
    return feature


def test_unusable_features_are_skipped_counted_and_named():
    feedback, nan = Feedback(), math.nan
    wkts = [(point(1000, 12), "good"), (None, "null"), ("POINT EMPTY", "empty")]
    places = layer("Point", wkts, fields="field=id:string")
    nowhere = QgsFeature(places.fields())
    nowhere.setGeometry(QgsGeometry(QgsPoint(nan, nan)))
    assert places.dataProvider().addFeatures([nowhere])[0]
    network = tee()
    # QGIS 3.44 itself cannot read a memory layer whose lines begin or end at no number
    lines = [QgsFeature(), drawn((0, 0), (nan, 5), (900, 0)), drawn((0, 0), (5, nan), (900, 0))]
    assert network.dataProvider().addFeatures(lines)[0]
    results = circles(places, network, feedback)
    assert [(row["id"], row["street_m"]) for row in rows(results["CIRCLES"])] == [("good", 714)]
    told = "\n".join(feedback.warnings)
    assert "ORIGINS: 3 of 4 features skipped, without a geometry: 2, 3, 4" in told
    assert "NETWORK: 1 of 5 features skipped, without a geometry: 3" in told
    assert "NETWORK: 2 of 5 features skipped, with coordinates that are no numbers: 4, 5" in told


def test_a_height_that_is_no_number_makes_a_line_without_heights():
    feedback = Feedback()
    network = layer("LineStringZ", [(line((0, 0, 0), (1000, 0, 0), (2000, 0, 0)),)])
    assert network.dataProvider().addFeatures([drawn((1000, -500, 0), (1000, 0, math.nan))])[0]
    (row,) = rows(circles(origin(), network, feedback, SHAPE=2)["CIRCLES"])
    assert row["street_m"] == 714
    assert any("incomplete heights" in text and text.endswith(": 2") for text in feedback.warnings)


def test_attributes_of_the_origins_are_kept_beside_ours(tmp_path):
    """A text `fid`, fields of our own names, an alias and Chinese."""
    places = origin(
        (1000, 12, "a1", "甲座", 7.5, "mine"), (1000, 4000, "b2", "乙座", 1.5, "too"),
        fields="field=fid:string&field=名称:string&field=minutes:double&field=origin_id:string",
    )  # fmt: skip
    places.setFieldAlias(1, "楼名")
    results = circles(places, tee(), **{name: str(tmp_path / f"{name}.gpkg") for name in ("CIRCLES", "NOT_REACHED")})
    (row,) = rows(results["CIRCLES"])
    assert (row["fid_input"], row["名称"], row["minutes_input"], row["origin_id_input"]) == ("a1", "甲座", 7.5, "mine")
    assert (row["minutes"], row["street_m"]) == (3, 714)
    (left,) = rows(results["NOT_REACHED"])
    assert (left["fid_input"], left["名称"], left["minutes"]) == ("b2", "乙座", 1.5)
    fields = results["CIRCLES"].fields()
    assert fields.field("名称").alias() == "楼名"
    assert fields.field("minutes").alias() == "Walking time (min)"


def test_fields_are_found_in_chinese_or_chosen_by_hand():
    """The stairs of 30 m are as long as 60 m: 250 − 60 m beyond them."""
    wkts = [(line((0, 0), (1000, 0)), "步行"), (line((1000, 0), (1030, 0)), "楼梯"), (line((1030, 0), (2000, 0)), None)]
    expected = pytest.approx(250 + 30 + 190, abs=0.01)
    feedback = Feedback()
    network = layer("LineString", wkts, fields="field=步道类型:string")
    assert rows(circles(origin((1000, 0)), network, feedback, SHAPE=2)["CIRCLES"])[0]["street_m"] == expected
    assert "NETWORK: kind is read from field 步道类型" in feedback.said
    network = layer("LineString", wkts, fields="field=甲:string")
    found = circles(origin((1000, 0)), network, SHAPE=2, KIND_FIELD="甲")
    assert rows(found["CIRCLES"])[0]["street_m"] == expected


def test_only_what_is_selected_is_measured():
    places = origin((1000, 12), (500, 12), (1500, 12))
    QgsProject.instance().addMapLayer(places)
    places.selectByIds([2])
    chosen = QgsProcessingFeatureSourceDefinition(places.id(), selectedFeaturesOnly=True)
    assert circles(chosen, tee())["N_ORIGINS"] == 1
    QgsProject.instance().clear()


def test_inputs_keep_their_bytes_and_chinese_paths_work(demo, tmp_path):
    package = tmp_path / "片区 一" / "数据.gpkg"
    package.parent.mkdir()
    shutil.copy(demo, package)
    before = hashlib.sha256(package.read_bytes()).hexdigest()
    number = circles(
        f"{package}|layername=stations", f"{package}|layername=walkways", CIRCLES=str(tmp_path / "步行圈.gpkg"),
        REACHED=str(tmp_path / "可达道路.gpkg"), NOT_REACHED=str(tmp_path / "未到达.gpkg"),
    )["N_ORIGINS"]  # fmt: skip
    assert opened(tmp_path / "步行圈.gpkg", "步行圈") == (number, "minutes")
    run(
        "lifecircle",
        {
            "OFFICES": f"{package}|layername=floors",
            "FACILITIES": f"{package}|layername=facilities",
            "NETWORK": f"{package}|layername=walkways",
            "DATA_EXTENT": f"{package}|layername=data_extent",
            "OUTPUT": str(tmp_path / "办公.gpkg"),
            "CATEGORIES": str(tmp_path / "设施.gpkg"),
        },
    )
    assert hashlib.sha256(package.read_bytes()).hexdigest() == before
    with pytest.raises(QgsProcessingException, match="REACHED"):
        circles(f"{package}|layername=stations", f"{package}|layername=walkways", REACHED=str(package))
    names = ["办公.gpkg", "可达道路.gpkg", "未到达.gpkg", "步行圈.gpkg", "片区 一", "设施.gpkg"]
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted(names)
    assert [file.name for file in package.parent.iterdir()] == ["数据.gpkg"]


# Refusals


@pytest.mark.parametrize(
    ("change", "words"),
    [
        *(({"MINUTES": text}, ["MINUTES", text, "above 0", "5,10,15"]) for text in ("abc", "0", "-5", "5,-5", "nan")),
        *(({"MINUTES": text}, ["MINUTES", text, "commas"]) for text in ("5 10", "5;x", "5 Uhr")),
        ({"MINUTES": ""}, ["MINUTES"]),
        ({"SPEED": 0}, ["SPEED", "0.0", "above 0"]),
        ({"SPEED": -3}, ["SPEED", "-3", "above 0"]),
        ({"BUFFER": 0}, ["BUFFER", "0.0", "more than 0 metres"]),
        ({"MAX_SNAP": -1}, ["MAX_SNAP", "-1", "0 or more metres"]),
        ({"EXIT_DISTANCE": -1}, ["EXIT_DISTANCE", "-1", "0 or more metres"]),
        ({"MIN_PIECE": -1}, ["MIN_PIECE", "-1", "0 or more metres"]),
        ({"STAIR_FACTOR": 0}, ["STAIR_FACTOR", "above 0"]),
        ({"ESCALATOR_SPEED": 0}, ["ESCALATOR_SPEED", "above 0"]),
        ({"LIFT_SPEED": 0}, ["LIFT_SPEED", "above 0"]),
        ({"LIFT_WAIT": -1}, ["LIFT_WAIT", "-1", "seconds"]),
        ({"EXCLUDE_KINDS": "skyway,flying"}, ["EXCLUDE_KINDS", "flying", "footway, crossing, skyway"]),
        ({"EXCLUDE_KINDS": "footway"}, ["NETWORK", "no line that can be walked", "kinds left out"]),
        ({"GROUND_Z": "12 m"}, ["GROUND_Z", "12 m", "metres", "field"]),
        ({"KIND_FIELD": "nowhere"}, ["KIND_FIELD", "nowhere", "Choose a field"]),
        ({"FLOOR_FIELD": "nowhere"}, ["FLOOR_FIELD", "nowhere"]),
        ({"ORIGINS": "lines"}, ["ORIGINS", "Line", "Point, Polygon"]),
        ({"ORIGINS": "empty"}, ["ORIGINS", "no usable feature", "Check the layer"]),
        ({"ORIGINS": "null"}, ["ORIGINS", "no usable feature"]),
        ({"ORIGINS": "no crs"}, ["ORIGINS", "no coordinate reference system", "Set the layer's CRS"]),
        ({"NETWORK": "points"}, ["NETWORK", "Point", "Line"]),
        ({"NETWORK": "empty lines"}, ["NETWORK", "no usable feature"]),
        ({"NETWORK": "/nowhere/at/all.gpkg"}, ["NETWORK", "/nowhere/at/all.gpkg"]),
        ({"REACHED": "/nowhere/at/all.gpkg"}, ["REACHED", "/nowhere/at/all.gpkg"]),
        ({"REACHED": "{tmp}/c.gpkg"}, ["c.gpkg", "of its own"]),
    ],
)
def test_meaningless_walk_circles_are_refused(change, words, tmp_path):
    odd = {
        "lines": tee(), "points": origin(), "null": layer("Point", [(None,)]), "empty": layer("Point", []),
        "no crs": origin(), "empty lines": layer("LineString", []),
    }  # fmt: skip
    odd["no crs"].setCrs(QgsCoordinateReferenceSystem())
    parameters = {"CIRCLES": f"{tmp_path}/c.gpkg", "REACHED": "memory:", "ORIGINS": origin(), "NETWORK": tee()}
    parameters.update({key: odd.get(value, value) for key, value in change.items()})
    parameters["REACHED"] = parameters["REACHED"].format(tmp=tmp_path)
    with pytest.raises(QgsProcessingException) as refused:
        run("walkcircles", parameters)
    assert "Traceback" not in str(refused.value)
    assert [word for word in words if word not in str(refused.value)] == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"SERVED_TARGET": 0}, ["SERVED_TARGET", "0.0", "more than 0 and at most 100 %"]),
        ({"SERVED_TARGET": 101}, ["SERVED_TARGET", "101", "more than 0 and at most 100 %"]),
        ({"CHECKLIST": "fieldless"}, ["CHECKLIST", "x, y", "category", "band"]),
        ({"CHECKLIST": "twice"}, ["CHECKLIST", "cafe", "once"]),
        ({"CHECKLIST": "twice in Chinese"}, ["CHECKLIST", "咖啡馆", "once"]),
        ({"CHECKLIST": "no minutes"}, ["CHECKLIST", "cafe", "minutes"]),
        ({"CHECKLIST": "empty"}, ["CHECKLIST"]),
        ({"OFFICES": "lines"}, ["OFFICES", "Line", "Point, Polygon"]),
        ({"OFFICES": "nobody"}, ["OFFICES", "no usable feature"]),
        ({"FACILITIES": "lines"}, ["FACILITIES", "Line", "Point, Polygon"]),
        ({"FACILITIES": "nameless"}, ["CATEGORY_FIELD", "category"]),
        ({"CATEGORY_FIELD": "nowhere"}, ["CATEGORY_FIELD", "nowhere", "设施类别"]),
        ({"AREA_FIELD": "nowhere"}, ["AREA_FIELD", "nowhere", "建筑面积"]),
        ({"DATA_EXTENT": "lines"}, ["DATA_EXTENT", "Line", "Polygon"]),
        ({"NETWORK": "empty lines"}, ["NETWORK", "no usable feature"]),
        ({"SPEED": 0}, ["SPEED", "above 0"]),
        ({"MAX_SNAP": -1}, ["MAX_SNAP", "0 or more metres"]),
    ],
)
def test_meaningless_life_circles_are_refused(change, words, tmp_path):
    odd = {
        "lines": tee(), "nobody": layer("Point", []), "empty lines": layer("LineString", []),
        "nameless": origin((250, 0)), "empty": table([], "field=category:string&field=band:double"),
        "fieldless": table([("cafe", "5")], "field=x:string&field=y:string"),
        "twice": checklist(("cafe", 5), ("cafe", 6)), "twice in Chinese": checklist(("cafe", 5), ("咖啡馆", 6)),
        "no minutes": checklist(("cafe", None)),
    }  # fmt: skip
    options = {key: odd.get(value, value) for key, value in change.items()}
    with pytest.raises(QgsProcessingException) as refused:
        life(**{**options, "OUTPUT": f"{tmp_path}/o.gpkg", "CATEGORIES": f"{tmp_path}/c.gpkg"})
    assert "Traceback" not in str(refused.value)
    assert [word for word in words if word not in str(refused.value)] == []
    assert list(tmp_path.iterdir()) == []


# All results or none

OUTPUTS = {"walkcircles": ("CIRCLES", "REACHED", "NOT_REACHED"), "lifecircle": ("OUTPUT", "CATEGORIES")}


def inputs_of(name, demo):
    if name == "walkcircles":
        return {
            "ORIGINS": f"{demo}|layername=plots", "NETWORK": f"{demo}|layername=walkways", "MINUTES": "2,4",
        }  # fmt: skip
    return {
        "OFFICES": f"{demo}|layername=floors", "FACILITIES": f"{demo}|layername=facilities",
        "NETWORK": f"{demo}|layername=walkways",
    }  # fmt: skip


@pytest.mark.parametrize("name", OUTPUTS)
def test_cancelling_at_any_moment_writes_all_results_or_none(demo, tmp_path, name):
    asked = AskedOften(10**9)
    everything_else = dict.fromkeys(OUTPUTS[name], "memory:")
    algorithm_of(name).run({**inputs_of(name, demo), **everything_else}, QgsProcessingContext(), asked)
    questions = 10**9 - asked.times
    outcomes = set()
    for times in {*range(0, questions, max(questions // 8, 1)), *range(questions - 2, questions + 2)}:
        folder = tmp_path / str(times)
        folder.mkdir()
        files = {key: str(folder / f"{key}.gpkg") for key in OUTPUTS[name]}
        _, ok = algorithm_of(name).run({**inputs_of(name, demo), **files}, QgsProcessingContext(), AskedOften(times))
        left = sorted(file.name for file in folder.iterdir())
        assert left == (sorted(f"{key}.gpkg" for key in OUTPUTS[name]) if ok else [])
        outcomes.add(ok)
    assert outcomes == {True, False}
    assert questions > 15


@pytest.mark.parametrize("name", OUTPUTS)
def test_cancel_is_answered_with_a_sentence(demo, tmp_path, name):
    files = {key: str(tmp_path / f"{key}.gpkg") for key in OUTPUTS[name]}
    for reports in (1, 2, 4, 8):
        with pytest.raises(QgsProcessingException, match="Cancelled; nothing was written."):
            run(name, {**inputs_of(name, demo), **files}, Feedback(cancel_after=reports))
        assert list(tmp_path.iterdir()) == []


class Progress(QgsProcessingFeedback):
    """Keeps the progress that is reported."""

    def __init__(self):
        super().__init__(False)
        self.shares = []
        self.progressChanged.connect(self.shares.append)


@pytest.mark.parametrize("name", OUTPUTS)
def test_progress_only_rises(demo, name):
    feedback = Progress()
    run(name, {**inputs_of(name, demo), **dict.fromkeys(OUTPUTS[name], "memory:")}, feedback)
    assert feedback.shares == sorted(feedback.shares)
    assert 0 <= feedback.shares[0] < 50 < feedback.shares[-1] <= 100


def opened(package, name):
    """Return the number of features and the style of a layer; it must not outlive QGIS."""
    result = QgsVectorLayer(f"{package}|layername={name}", name, "ogr")
    renderer = result.renderer()
    categorized = renderer is not None and renderer.type() == "categorizedSymbol"
    return result.featureCount(), renderer.classAttribute() if categorized else None


@pytest.mark.parametrize("name", OUTPUTS)
def test_all_results_fit_into_one_geopackage(demo, tmp_path, name):
    package = tmp_path / "结果.gpkg"
    tables = {key: f"ogr:dbname='{package}' table=\"{key.lower()}\" (geom)" for key in OUTPUTS[name]}
    alone = run(name, {**inputs_of(name, demo), **dict.fromkeys(OUTPUTS[name], "memory:")})
    for _ in range(2):  # the second time all are replaced
        run(name, {**inputs_of(name, demo), **tables})
        assert {key: opened(package, key.lower())[0] for key in OUTPUTS[name]} == {
            key: alone[key].featureCount() for key in OUTPUTS[name]
        }
    assert opened(package, OUTPUTS[name][0].lower())[1] == ("minutes" if name == "walkcircles" else "grade")
    before = {key: opened(package, key.lower())[0] for key in OUTPUTS[name]}
    others = {key: f"ogr:dbname='{package}' table=\"again_{key.lower()}\" (geom)" for key in OUTPUTS[name]}
    with pytest.raises(QgsProcessingException, match="Cancelled"):
        run(name, {**inputs_of(name, demo), **others}, Feedback(cancel_after=12))
    with contextlib.closing(sqlite3.connect(package)) as database:
        tables = {table_ for (table_,) in database.execute("select table_name from gpkg_contents")}
    assert tables == {"layer_styles", *(key.lower() for key in OUTPUTS[name])}
    assert {key: opened(package, key.lower())[0] for key in OUTPUTS[name]} == before


# Styles


def test_circles_open_coloured_by_minutes(tmp_path):
    results = circles(
        origin(), tee(), MINUTES="2.5,7,15", **{name: str(tmp_path / f"{name}.gpkg") for name in OUTPUTS["walkcircles"]}
    )
    for name in ("CIRCLES", "REACHED"):
        assert results[name].hasSpatialIndex() == QgsFeatureSource.SpatialIndexPresence.SpatialIndexPresent
        renderer = results[name].renderer()
        assert renderer.classAttribute() == "minutes"
        assert [float(category.value()) for category in renderer.categories()] == [2.5, 7.0, 15.0]
        labels = ["within 2.5 minutes", "within 7 minutes", "within 15 minutes"]
        assert [category.label() for category in renderer.categories()] == labels
        colours = [category.symbol().color().lightness() for category in renderer.categories()]
        assert colours == sorted(colours), "near is dark, far is light"
        assert len(set(colours)) == 3
    assert "origin_id" in results["CIRCLES"].mapTipTemplate()
    assert results["NOT_REACHED"].attributeAlias(results["NOT_REACHED"].fields().lookupField("reason"))


def test_the_legend_says_that_circles_are_straight_lines(tmp_path):
    results = circles(origin(), None, MINUTES="5,10", CIRCLES=str(tmp_path / "c.gpkg"))
    labels = [category.label() for category in results["CIRCLES"].renderer().categories()]
    assert labels == [f"within {minutes} minutes, estimated by straight lines" for minutes in (5, 10)]


def test_loaded_scratch_results_have_their_style_and_the_labels_of_their_fields():
    context, project = QgsProcessingContext(), QgsProject.instance()
    context.setProject(project)
    parameters = {"ORIGINS": origin(), "NETWORK": tee(), "MINUTES": "3,6"}
    parameters["CIRCLES"] = QgsProcessingOutputLayerDefinition("memory:", project)
    _, ok = algorithm_of("walkcircles").run(parameters, context, Feedback())
    assert ok
    ((name, details),) = context.layersToLoadOnCompletion().items()
    loaded = context.takeResultLayer(name)
    details.postProcessor().postProcessLayer(loaded, context, Feedback())
    assert [category.label() for category in loaded.renderer().categories()] == ["within 3 minutes", "within 6 minutes"]
    assert loaded.attributeAlias(loaded.fields().lookupField("street_m")) == "Length of streets reached (m)"


def test_every_circle_has_a_symbol():
    for minutes in ("5", "1,2,3,4,5,6,7,8,9,10", "0.333,0.5"):
        results = circles(origin(), tee(), MINUTES=minutes, CIRCLES="memory:")
        limits = sorted(float(text) for text in minutes.split(","))
        assert [row["minutes"] for row in rows(results["CIRCLES"])] == limits


def test_styles_have_a_category_for_each_value(tmp_path):
    results = circles(origin(), tee(), MINUTES="0.333333333,1234567,10", CIRCLES=str(tmp_path / "c.gpkg"))
    values = {float(category.value()) for category in results["CIRCLES"].renderer().categories()}
    assert {row["minutes"] for row in rows(results["CIRCLES"])} == values


def test_offices_open_coloured_by_grade(tmp_path):
    results = life(OUTPUT=str(tmp_path / "o.gpkg"), CATEGORIES=str(tmp_path / "c.gpkg"))
    assert results["OUTPUT"].renderer().classAttribute() == "grade"
    names = results["OUTPUT"].fields().names()
    assert results["OUTPUT"].attributeAlias(names.index("min_cafe")) == "Minutes to: Café"
    assert results["CATEGORIES"].attributeAlias(results["CATEGORIES"].fields().lookupField("served_pct"))


# The same whatever the order, and in the background


def test_order_of_features_does_not_matter():
    streets, nodes = jittered_grid(8)
    places = [(x + 7, y - 4) for x, y in list(nodes.values())[::5]]
    found = []
    for seed in (None, 1, 2):
        mixed = [list(range(len(rows_))) for rows_ in (streets, places)]
        if seed:
            for order in mixed:
                random.Random(seed).shuffle(order)
        network = layer("LineString", [(streets[k],) for k in mixed[0]])
        results = circles(origin(*(places[k] for k in mixed[1])), network, MINUTES="2,4")
        both = results["CIRCLES"], results["REACHED"]
        found.append([[feature.attributes() for feature in result.getFeatures()] for result in both])
        assert [len(part) for part in found[-1]] == [2 * len(places), len(found[0][1])]
    assert found[1] == found[0]
    assert found[2] == found[0]


def test_life_circle_of_shuffled_layers_is_the_same():
    more = [(-400, 0, "cafe"), (0, 900, "bank"), (0, -700, "cinema"), (100, 0, "cinema")]
    one = life(FACILITIES=facilities(*more))
    two = life(FACILITIES=facilities(*more[::-1]))
    for name in ("OUTPUT", "CATEGORIES"):
        assert rows(one[name]) == rows(two[name])


@pytest.mark.parametrize("name", OUTPUTS)
def test_five_background_tasks_in_a_row(demo, tmp_path, name):
    algorithm, outcomes = algorithm_of(name), []
    for number in range(5):
        parameters = {**inputs_of(name, demo), **{key: str(tmp_path / f"{number}{key}.gpkg") for key in OUTPUTS[name]}}
        outcomes.append(ends_well(algorithm, parameters))
    assert outcomes == [True] * 5
    for key in OUTPUTS[name]:
        counts = {QgsVectorLayer(str(file), "r", "ogr").featureCount() for file in tmp_path.glob(f"[0-9]{key}.gpkg")}
        assert len(counts) == 1


def test_both_at_once_in_two_threads(demo, tmp_path):
    """On a GeoPackage each: QGIS 3.22 itself may lock up when two threads open the same one by its path."""
    running, outcomes, loop = [], [], QEventLoop()
    for name in OUTPUTS:
        package = shutil.copy(demo, tmp_path / f"{name}.gpkg")
        parameters = {**inputs_of(name, package), **{key: str(tmp_path / f"{key}.gpkg") for key in OUTPUTS[name]}}
        context, feedback = QgsProcessingContext(), QgsProcessingFeedback(False)
        task = QgsProcessingAlgRunnerTask(algorithm_of(name), parameters, context, feedback)
        task.executed.connect(lambda ok, results: (outcomes.append(ok), len(outcomes) == 2 and loop.quit()))
        running.append((context, feedback))
        QgsApplication.taskManager().addTask(task)
    loop.exec()
    QCoreApplication.processEvents()
    assert outcomes == [True, True]


# Models


def test_circles_feed_a_native_step_in_a_model(demo, tmp_path):
    """Walk circles of the stations, then their centroids."""
    model = QgsProcessingModelAlgorithm("Multiground circles", "tests")
    minutes = QgsProcessingModelChildParameterSource.fromStaticValue("5")
    child_of(model, "multiground:walkcircles", "circles", inputs={"ORIGINS", "NETWORK"}, sources={"MINUTES": minutes})
    circles_ = QgsProcessingModelChildParameterSource.fromChildOutput("circles", "CIRCLES")
    child_of(model, "native:centroids", "centroids", sources={"INPUT": circles_}, output="OUTPUT")
    found = run_model(
        model, {"ORIGINS": f"{demo}|layername=stations", "NETWORK": f"{demo}|layername=walkways"}, tmp_path / "m.gpkg"
    )
    assert found.featureCount() == 9
    assert {row["minutes"] for row in rows(found)} == {5}


def test_numbers_of_a_life_circle_drive_a_step(demo, tmp_path):
    """Buffers as wide as the number of categories met."""
    model = QgsProcessingModelAlgorithm("Multiground numbers", "tests")
    child_of(model, "multiground:lifecircle", "life", inputs={"OFFICES", "FACILITIES", "NETWORK"})
    source = QgsProcessingModelChildParameterSource
    sources = {
        "INPUT": source.fromModelParameter("FACILITIES"),
        "DISTANCE": source.fromChildOutput("life", "N_CATEGORIES_MET"),
        "SEGMENTS": source.fromExpression("if(@life_GRADE in ('excellent', 'good'), 16, 64)"),
    }
    child_of(model, "native:buffer", "buffer", sources=sources, output="OUTPUT")
    inputs = inputs_of("lifecircle", demo)
    alone = run("lifecircle", {**inputs, "OUTPUT": "memory:", "CATEGORIES": "memory:"})
    found = run_model(model, inputs, tmp_path / "m.gpkg")
    radius = alone["N_CATEGORIES_MET"]
    segments = 4 * (16 if alone["GRADE"] in ("excellent", "good") else 64)
    expected = segments / 2 * radius**2 * math.sin(2 * math.pi / segments)
    assert radius > 5
    assert min(feature.geometry().area() for feature in found.getFeatures()) == pytest.approx(expected, rel=1e-6)
