"""Planning tables as a package: layer by layer, with what is told of each."""

import geopandas
import numpy as np
import pytest
import shapely
from multiground.urbanform import create_package, import_planning_data, steps
from multiground.urbanform.check_package import check_package


def frame_of(geometry, **columns):
    data = {"fid": np.arange(1, len(geometry) + 1)}
    data.update({name: np.array(values, dtype=object) for name, values in columns.items()})
    return geopandas.GeoDataFrame(data, geometry=list(geometry))


def sources():
    """One district of 200 × 100 m with two plots, a building on each, a street between, and a sheet of floors."""
    floors = {"楼栋": ["甲", "甲", "乙"], "楼层": ["B1", "1-4", "1~8"], "用途": ["停车", "办公", "住宅"]}
    return {
        "floors": (frame_of([None] * 3, **floors, 面积=["1500", "6000", "7200"]), "楼层表"),
        "district": (frame_of([shapely.box(0, 0, 200, 100)], 名称=["示范"], 片区类别=["综合城市中心区"]), "范围"),
        "plots": (frame_of(shapely.box([0, 110], 0, [90, 200], 100), YDXZ=["B2", "R2"], RJL=["≤3.0", "2.5"]), "地块"),
        "buildings": (frame_of(shapely.box([10, 120], 10, [60, 150], 40), 楼栋=["甲", "乙"], CS=[4, 8]), "建筑"),
        "roads": (frame_of([shapely.LineString([(100, 0), (100, 100)])], 道路等级=["支路"]), "道路"),
    }


def test_every_layer_has_its_fields_its_source_and_what_was_assumed():
    imported = import_planning_data.import_planning_data(sources())
    assert list(imported.layers) == ["district", "roads", "plots", "buildings", "floors"]
    for name, table in imported.layers.items():
        fields = {field.name for field in create_package.layers()[name].fields}
        beside = set(table.frame.columns) - fields - {"fid", "geometry", "n_storeys"}
        assert beside == set(table.kinds) - fields
        assert {"source", "assumed"} <= beside
    assert imported.layers["plots"].frame["source"].tolist() == ["地块 #1", "地块 #2"]
    assert imported.layers["plots"].frame["assumed"].tolist() == ["far", None]
    floors = imported.layers["floors"].frame
    assert floors["area"].tolist() == [1500] * 5 + [900] * 8
    assert floors["storey"].tolist() == [-1, 1, 2, 3, 4, *range(1, 9)]


def test_the_package_passes_the_doctor():
    imported = import_planning_data.import_planning_data(sources())
    frames = {name: table.frame for name, table in imported.layers.items()}
    layers = {name: frame.assign(fid=np.arange(1, len(frame) + 1)) for name, frame in frames.items()}
    issues, ready = check_package(layers)
    assert issues[issues["severity"] == "error"].to_numpy().tolist() == []
    assert {"4.1.4", "4.2.2", "5.1.2"} <= set(ready[ready["state"] == "ready"]["clause"])


def test_what_is_told_of_layers():
    imported = import_planning_data.import_planning_data(sources())
    layers = {row["layer"]: row for row in imported.recognised if not row["field"]}
    assert layers["floors"]["notes"] == [("floors", "13"), ("area_name", "")]
    assert (layers["floors"]["n_values"], layers["floors"]["n_read"]) == (3, 3)
    assert layers["plots"]["notes"] == []
    assert {row["source"] for row in imported.recognised} == {"楼层表", "范围", "地块", "建筑", "道路"}
    bare = import_planning_data.import_planning_data({"roads": (frame_of([shapely.LineString([(0, 0), (9, 9)])]), "r")})
    assert bare.recognised[0]["notes"] == [("no_field", "class")]


def test_the_order_of_the_sources_changes_nothing():
    one = import_planning_data.import_planning_data(sources())
    other = import_planning_data.import_planning_data(dict(reversed(sources().items())))
    assert one.recognised == other.recognised
    for name, table in one.layers.items():
        assert (
            table.frame.drop(columns="geometry")
            .astype(str)
            .equals(other.layers[name].frame.drop(columns="geometry").astype(str))
        )


@pytest.mark.parametrize("given", ["walkways", "verticals"])
def test_the_network_of_hong_kong_is_two_layers(given):
    lines = [shapely.LineString([(0, 0, 5), (50, 0, 5)]), shapely.LineString([(0, 0, 0), (0, 8, 5)])]
    network = frame_of(lines, PedestrianRouteID=[1, 2], FeatureType=[2, 12], WeatherProof=[1, 1], Direction=[0, 0])
    network = network.assign(Location=[1, 1], AccessTimeID=[None, None])
    imported = import_planning_data.import_planning_data({given: (network, "PedestrianRoute")})
    assert imported.layers["walkways"].frame["kind"].tolist() == ["skyway", "stairs"]
    assert imported.layers["verticals"].frame["kind"].tolist() == ["stairs"]
    told = {row["layer"]: row for row in imported.recognised if not row["field"]}
    assert {name: row["notes"][0] for name, row in told.items()} == dict.fromkeys(
        ["walkways", "verticals"], ("hong_kong", "")
    )
    assert ("above_datum", "2") in told[given]["notes"]  # the log tells of layers
    assert [(row["n_values"], row["n_read"]) for row in told.values()] == [(2, 2), (1, 1)]


def stairs(**columns):
    line = shapely.LineString([(0, 0, 0), (0, 8, 5)])
    schema = {"PedestrianRouteID": [2], "FeatureType": [12], "WeatherProof": [1], "Direction": [0], "Location": [1]}
    return frame_of([line], **{**schema, **columns})


def test_every_column_of_the_network_of_hong_kong_is_told_and_kept():
    network = stairs(Direction=[7], WheelchairAccess=[2], AliasNameTC=["梯"])
    imported = import_planning_data.import_planning_data({"walkways": (network, "PedestrianRoute")})
    columns = {row["field"]: row for row in imported.recognised if row["field"]}
    assert {name: row["read_as"] for name, row in columns.items()} == {
        "PedestrianRouteID": "source", "FeatureType": "kind", "WeatherProof": "enclosure", "Direction": "direction",
        "Location": "enclosure", "WheelchairAccess": "", "AliasNameTC": "",
    }  # fmt: skip
    assert (columns["Direction"]["n_read"], columns["Direction"]["examples"]) == (0, "7 (1)")
    for table in imported.layers.values():
        assert table.frame[["WheelchairAccess", "AliasNameTC"]].to_numpy().tolist() == [[2, "梯"]]
        assert table.frame["fid"].tolist() == [1]


@pytest.mark.parametrize("drawn", [frame_of([shapely.box(0, 0, 3, 9)], 构件类型=["自动扶梯"]), stairs()])
def test_a_layer_with_a_source_of_its_own_is_not_made_from_the_network_too(drawn):
    """MPER would count the same stairs twice."""
    given = {"walkways": (stairs(), "network"), "verticals": (drawn, "drawn")}
    imported = import_planning_data.import_planning_data(given)
    assert len(imported.layers["verticals"].frame) == len(imported.layers["walkways"].frame) == 1
    (row,) = [row for row in imported.recognised if row["layer"] == "walkways" and not row["field"]]
    assert ("own_source", "verticals") in row["notes"]


def test_shares_rise_to_the_end():
    work, shares = import_planning_data.import_planning_data_steps(sources()), []
    while True:
        try:
            shares.append(next(work))
        except StopIteration:
            break
    assert shares == sorted(shares) and shares[0] >= 0 and shares[-1] <= 1


def test_steps_and_the_whole_are_the_same():
    whole = import_planning_data.import_planning_data(sources())
    stepped = steps.finish(import_planning_data.import_planning_data_steps(sources()))
    assert whole.recognised == stepped.recognised
