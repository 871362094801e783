"""One origin after another in a prepared district: by hand, and equal to the circles and the life circle of 5.2.5."""

import pathlib

import geopandas
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from multiground.urbanform import explorer, facilities
from multiground.urbanform.errors import InputError
from multiground.urbanform.life_circle import life_circle
from multiground.urbanform.pace import pace
from multiground.urbanform.steps import finish
from multiground.urbanform.walk_circles import walk_circles
from towns import frame, on_street, points, streets, towns

DEMO = pathlib.Path(__file__).parent.parent / "resources" / "demo" / "demo_district.gpkg"
STREET = streets([(-5000, 0), (5000, 0)])
CAFE, EVERYWHERE = {"cafe": 5.0}, shapely.box(-9000, -9000, 9000, 9000)
MINUTES = (5.0, 10.0, 15.0)


def prepared(lines, services=None, walking=None, **options):
    return finish(explorer.district_steps(lines, services, walking, **options))


def asked(place, lines=STREET, services=None, walking=None, bands=CAFE, data_extent=EVERYWHERE, **known):
    district = prepared(lines, services, walking, bands=bands, data_extent=data_extent)
    return explorer.answer(district, shapely.Point(place), **known)


def row(found, category="cafe"):
    """Return a row of a checklist: minutes to two decimals, the facility, the standing."""
    checklist = found.checklist
    number = checklist.category.index(category)
    return round(float(checklist.minutes[number]), 2), int(checklist.service[number]), str(checklist.standing[number])


# ── By hand: at 5 km/h one walks 250 m in 3 minutes ─────────────────────────────────────────────────────


def test_nearest_facility_and_the_circle_of_its_band():
    #  ☕0 ───250 m─── ● ──200 m── ☕1     200 m: 2.4 min; 5 min: 416.7 m either way
    found = asked((0, 0), services=points((-250, 0), (200, 0), category=["cafe", "cafe"]))
    assert row(found) == (2.4, 1, "served")
    assert found.circles.minutes.tolist() == [5.0]
    assert found.circles.street_m[0] == pytest.approx(2 * 5000 / 12)
    assert found.access_m == 0


def test_storey_access_leg_and_band():
    # 25 m of access 0.3 min, 500 m 6 min, storey 30 of 3.5 m: 101.5 m / 3 m/s 0.564 min
    found = asked((0, 25), services=points((500, 0), category=["cafe"]), storey=30)
    assert row(found) == (6.86, 0, "missing")
    assert found.access_m == 25
    assert row(asked((0, 25), services=points((500, 0), category=["cafe"]), bands={"cafe": 7})) == (6.3, 0, "served")


def test_facility_across_a_junction_comes_by_the_shorter_way():
    #        ☕ (0, 100)      over the corner 300 m, straight 100 m
    lines = streets([(0, 0), (0, 100)], [(0, 0), (100, 0)], [(100, 0), (100, 100)], [(100, 100), (0, 100)])
    assert row(asked((0, 0), lines, points((0, 100), category=["cafe"])))[0] == 1.2


def test_walk_runs_towards_the_facility():
    #  ● ──escalator 30 m up──> ☕: 1 min there; the way back is 530 m on foot
    lines = streets(
        [(-200, 0), (0, 0)],
        [(0, 0), (30, 0)],
        [(30, 0), (230, 0)],
        [(230, 0), (230, 50), (-200, 50), (-200, 0)],
        kind=["footway", "escalator", "footway", "footway"],
        direction=["both", "forward", "both", "both"],
    )
    there = asked((0, 0), lines, points((30, 0), category=["cafe"]))
    back = asked((30, 0), lines, points((0, 0), category=["cafe"]), bands={"cafe": 15})
    assert row(there)[0] == 1.0
    assert row(back)[0] == pytest.approx((200 + 50 + 430 + 50 + 200) * 0.06 / 5, abs=0.005)


def test_nothing_in_the_data_is_missing_only_where_the_data_are_known_to_hold_it():
    bank = points((100, 0), category=["bank"])
    bands = {"cafe": 5.0, "bank": 5.0}
    assert row(asked((0, 0), services=bank, bands=bands)) == (np.inf, -1, "missing")
    found = asked((0, 0), services=bank, bands=bands, data_extent=None)
    minutes, service, standing = row(found)
    assert np.isnan(minutes) and (service, standing) == (-1, "unknown")
    assert row(found, "bank")[2] == "served"
    assert row(asked((0, 0)))[2] == "missing"  # no facility at all


def test_circle_that_leaves_the_data_tells_of_what_it_serves_only():
    # within 5 min one walks to x = 417; with 30 m of buffer the data must reach x = 447
    services = points((100, 0), (-900, 0), category=["bank", "cafe"])
    bands = {"cafe": 5.0, "bank": 5.0}
    for edge, standing in ((440, "unknown"), (455, "missing")):
        found = asked((0, 0), services=services, bands=bands, data_extent=shapely.box(-1000, -1000, edge, 1000))
        assert (row(found)[2], row(found, "bank")[2]) == (standing, "served")


def test_origin_that_is_not_on_the_network():
    far, stranded = asked((0, 200)), asked((0, 0), streets([(0, 0), (199, 0)]))
    assert far.circles is far.checklist is stranded.circles is None
    assert (far.left_out.distance_m.tolist(), far.left_out.stranded.tolist()) == ([200.0], [False])
    assert stranded.left_out.stranded.tolist() == [True]


#        ═══ skyway z = 6, 400 m ═══ ☕       by the lift at x = 0 and along the skyway 4.83 min,
#        │ lift                      │ stairs  on the street round the water 1,000 m
#   ●────┴── street ─ … round … ─────┴
GROUNDS = streets(
    *([(0, 0, 0), (0, 300, 0), (400, 300, 0), (400, 0, 0)], [(0, 0, 0), (0, 0, 6)], [(0, 0, 6), (400, 0, 6)]),
    *([(400, 0, 6), (409, 0, 0)], [(409, 0, 0), (400, 0, 0)]),
    kind=["footway", "elevator", "skyway", "stairs", "footway"],
    open_24h=["yes", "yes", "no", "yes", "yes"],
)
ROUND_MIN, STAIRS_MIN = 1000 * 0.06 / 5, 2 * np.hypot(9, 6) * 0.06 / 5
ACROSS_MIN = 2 / 60 + 400 * 0.06 / 5


@pytest.mark.parametrize(
    ("walking", "minutes"),
    [
        (pace(), ACROSS_MIN + STAIRS_MIN + 9 * 0.06 / 5),
        (pace(exclude_kinds=explorer.OTHER_GROUNDS), ROUND_MIN),
        (pace(night=True), ROUND_MIN),
        (pace(step_free=True), ROUND_MIN),
    ],
    ids=["all", "ground", "night", "step-free"],
)
def test_ways_of_walking(walking, minutes):
    cafe = points((400, 0), category=["cafe"], z=[0.0])
    found = asked((0, 0), GROUNDS, cafe, walking, bands={"cafe": 15.0})
    assert row(found)[0] == pytest.approx(minutes, abs=0.005)


def test_steps_rise_to_one_and_unreadable_facilities_are_refused():
    shares = list(explorer.district_steps(STREET, points((0, 0), category=["cafe"])))
    assert shares == sorted(shares) and shares[0] > 0 and shares[-1] <= 1
    with pytest.raises(InputError, match="CATEGORY_FIELD"):
        prepared(STREET, points((0, 0)))


def test_without_facilities_nothing_is_known():
    found = explorer.answer(prepared(STREET), shapely.Point(0, 0))
    assert len(found.checklist.category) == 17
    assert set(found.checklist.standing) == {"unknown"}


# ── Equal to the measures that count ─────────────────────────────────────────────────────────────────────


def agree(place, lines, services, walking, bands, data_extent, **known):
    """Compare an answer with the walk circles and the life circle of the same origin."""
    district = prepared(lines, services, walking, bands=bands, data_extent=data_extent)
    found = explorer.answer(district, place, **known)
    origin = geopandas.GeoDataFrame({name: [value] for name, value in known.items()}, geometry=[place])
    circles = walk_circles(origin, lines, sorted(set(bands.values())), walking).circles
    offices = life_circle(origin, services, lines, walking, bands=bands, data_extent=data_extent).offices
    if found.circles is None:
        assert circles.empty and offices["served_pct"].isna().all()
        return None
    for name in ("minutes", "street_m", "area_m2", "ped_shed"):
        np.testing.assert_allclose(getattr(found.circles, name), circles[name], rtol=1e-9)
    assert shapely.equals_exact(found.circles.polygon, circles.geometry.to_numpy(), 1e-6).all()
    checklist = found.checklist
    expected = offices[[f"min_{name}" for name in bands]].to_numpy()[0]
    minutes = np.where(np.isfinite(checklist.minutes), checklist.minutes, np.nan)
    np.testing.assert_allclose(minutes, expected, atol=0.00501)
    told = {standing: [] for standing in explorer.STANDINGS}
    for name, standing in zip(checklist.category, checklist.standing):
        told[standing].append(name)
    assert (", ".join(told["missing"]), ", ".join(told["unknown"])) == (offices["missing"][0], offices["unknown"][0])
    return checklist


@settings(max_examples=25)
@given(towns(places=6), st.integers(1, 12), st.booleans(), st.booleans())
def test_answers_of_towns_are_those_of_the_measures(town, storey, step_free, known):
    lines, where = town
    spots = on_street(lines, where)
    services = spots.iloc[1:].assign(category=[("cafe", "bank")[number % 2] for number in range(len(spots) - 1)])
    bands, extent = {"cafe": 1.0, "bank": 3.0}, EVERYWHERE if known else None
    walking = pace(step_free=step_free)
    try:
        checklist = agree(
            spots.geometry[0], lines, services.reset_index(drop=True), walking, bands, extent, storey=storey
        )
    except InputError as error:
        assert error.parameter == "NETWORK" and step_free  # nothing but stairs and escalators
        return
    for minutes, service in zip(checklist.minutes, checklist.service) if checklist is not None else ():
        if service >= 0:  # alone it is just as near
            alone = services.reset_index(drop=True).iloc[[service]].reset_index(drop=True)
            district = prepared(lines, alone, walking, bands=bands, data_extent=extent)
            found = explorer.answer(district, spots.geometry[0], storey=storey).checklist
            (alone_min,) = found.minutes[found.service == 0]
            assert alone_min == pytest.approx(minutes, abs=1e-9)


@pytest.fixture(scope="module")
def demo():
    return {
        name: _without_crs(geopandas.read_file(DEMO, layer=name)) for name in ("walkways", "facilities", "buildings")
    }


def _without_crs(layer):
    return frame(*layer.geometry, **{name: layer[name].to_numpy() for name in layer.columns.drop("geometry")})


@pytest.mark.parametrize(
    ("options", "storey"),
    [
        ({}, 1),
        ({}, 30),
        ({"night": True}, 12),
        ({"step_free": True}, -1),
        ({"exclude_kinds": explorer.OTHER_GROUNDS}, 1),
    ],
    ids=["street", "storey 30", "night", "step-free", "ground"],
)
def test_answers_of_the_demo_district_are_those_of_the_measures(demo, options, storey):
    box = shapely.box(*demo["walkways"].total_bounds)
    places = [shapely.centroid(box), demo["buildings"].geometry[3]]
    for place in places:
        extent = shapely.buffer(box, 2000)
        bands = facilities.bands()
        checklist = agree(place, demo["walkways"], demo["facilities"], pace(**options), bands, extent, storey=storey)
        assert {"served", "missing"} <= set(checklist.standing)
