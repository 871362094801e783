"""Where nothing may land: kinds, distances and zones of constraints, by hand."""

import geopandas
import numpy as np
import pytest
import shapely
from multiground.urbanform import landing_constraints, steps, tables
from multiground.urbanform.errors import InputError


def drawn(*rows, geometry=None, **columns):
    """Constraints of (kind, buffer) as points 1 km apart, or with a geometry each."""
    geometry = geometry or [shapely.Point(1000 * number, 0) for number in range(len(rows))]
    columns = {"fid": list(range(1, len(rows) + 1)), **columns}
    kinds, buffers = ([row[k] for row in rows] for k in (0, 1))
    return geopandas.GeoDataFrame({"kind": kinds, "buffer": buffers, **columns}, geometry=geometry)


def table(*rows, chosen=None, **columns):
    return landing_constraints.constraints(drawn(*rows, **columns), chosen).table


@pytest.mark.parametrize(
    ("written", "kind", "metres"),
    [
        ("军事禁区", "military_prohibited", 2000),
        ("军事管理区", "guarded_site", 500),
        ("卫星地面站", "satellite_station", 2000),
        ("气象雷达站", "weather_radar", 1000),
        ("危险品仓库", "hazardous_storage", 150),
        ("110kV变电站", "utility_or_station", 100),
        ("substation", "utility_or_station", 100),
        ("高铁", "high_speed_rail", 200),
        ("高铁站", "utility_or_station", 100),
        ("高速公路", "motorway", 50),
        ("普速铁路", "railway", 100),
        ("Railway", "railway", 100),
        ("no-fly zone", "no_fly", 0),
        ("机场净空保护区", "airport", 0),
        ("crewed_landing", "crewed_landing", 3000),
    ],
)
def test_kinds_are_recognised_with_their_default_distance(written, kind, metres):
    found = table((written, None)).iloc[0]
    assert (found["kind"], found["buffer_m"], found["told"]) == (kind, metres, written)
    assert found["buffer_from"] == ("default" if metres else "none")


def test_every_kind_of_the_clause_has_a_word_and_so_has_every_kind_of_the_package():
    codes = {row["code"] for row in tables.rows("words") if row["subject"] == "constraint"}
    assert set(landing_constraints.default_buffers()) <= codes
    listed = [row for row in tables.rows("value_lists") if row["list"] == "constraint"]
    read = table(*((row["code"], None) for row in listed))["kind"]
    assert set(read) <= codes and len(listed) > 10


def test_own_distance_goes_before_the_users_and_that_before_the_default():
    rows = ("铁路", "30 m"), ("铁路", None), ("铁路", -5), ("铁路", "不详"), ("变电站", 0)
    found = table(*rows, chosen={"railway": 80.0})
    assert found["buffer_m"].tolist() == [30, 80, 80, 80, 0]
    assert found["buffer_from"].tolist() == ["field", "chosen", "chosen", "chosen", "field"]
    assert found["unread"].tolist() == [False, False, True, False, False]  # 不详 says that it is not known


def test_unknown_kind_is_kept_and_excludes_with_what_is_drawn():
    areas = [shapely.box(0, 0, 10, 10), shapely.LineString([(20, 0), (20, 10)])]
    found = landing_constraints.constraints(drawn(("鹭鸟林", None), (None, None), geometry=areas))
    assert found.table["kind"].tolist() == ["鹭鸟林", ""]
    assert found.zones[0].equals(areas[0])
    assert 0 < found.zones[1].area < 1


def test_zone_holds_every_point_nearer_than_its_distance():
    (zone,) = landing_constraints.constraints(drawn(("雷达", None))).zones
    angle = np.radians(np.arange(0, 360, 0.7))
    assert shapely.contains_xy(zone, 999.99 * np.cos(angle), 999.99 * np.sin(angle)).all()
    assert not shapely.contains_xy(zone, 1001 * np.cos(angle), 1001 * np.sin(angle)).any()


def test_source_and_confirmation_are_read_and_unknown_is_not_confirmed():
    found = table(*[("铁路", None)] * 3, source=["空管局", None, ""], confirmed=["是", "no", None])
    assert found["source"].tolist() == ["空管局", "", ""]
    assert found["confirmed"].tolist() == [True, False, False]


def test_users_distances():
    assert landing_constraints.chosen_buffers("") == {}
    assert landing_constraints.chosen_buffers("高铁=120；motorway=0") == {"high_speed_rail": 120, "motorway": 0}
    for wrong in ("railway", "railway=-1", "railway=viele", "brücke=5"):
        with pytest.raises(InputError, match="BUFFERS"):
            landing_constraints.chosen_buffers(wrong)


#   carrier 20 × 10 m, a zone over its eastern 8 m, and one that only touches it
def test_cut():
    carrier = np.array([shapely.box(0, 0, 20, 10), shapely.box(100, 0, 110, 10), shapely.Polygon()])
    zones = np.array([shapely.box(12, -5, 30, 15), shapely.box(0, 10, 20, 20), shapely.box(11, -5, 13, 15)])
    left, pairs = steps.finish(landing_constraints.cut_steps(carrier, zones))
    assert [shape.area for shape in left] == [110, 100, 0]
    assert sorted(map(tuple, pairs.T)) == [(0, 0), (0, 2)]


# A distance is read where it is one for sure; 2公里 is not 2 m


@pytest.mark.parametrize(
    ("written", "metres"),
    [("100米", 100), ("１００ｍ", 100), ("2km", 2000), ("2公里", 2000), ("1.5 千米", 1500), ("≥1,200", 1200)],
)
def test_distance_in_metres_or_kilometres(written, metres):
    found = table(("铁路", written)).iloc[0]
    assert (found["buffer_m"], found["buffer_from"], found["unread"]) == (metres, "field", False)


@pytest.mark.parametrize("written", ["50-100", "300英尺", "300 ft", "100m×2", "-5", "见批文"])
def test_what_is_no_distance_for_sure_leaves_that_of_the_kind(written):
    found = table(("铁路", written)).iloc[0]
    assert (found["buffer_m"], found["buffer_from"], found["unread"]) == (100, "default", True)


def test_extent_is_open_for_points_and_lines_without_a_distance_and_areas_whose_own_cannot_be_read():
    areas = [shapely.Point(0, 0), shapely.LineString([(20, 0), (20, 9)]), *[shapely.box(40, 0, 50, 9)] * 3]
    rows = ("机场", None), ("地铁", None), ("机场", None), ("机场", "见批文"), ("机场", "5公里")
    found = landing_constraints.constraints(drawn(*rows, geometry=areas)).table
    opened = {(row.told, row.fid) for row in found.itertuples() if row.open}
    assert opened == {("机场", 1), ("地铁", 2), ("机场", 4)}
