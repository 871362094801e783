"""Planning data imported as offices have them: shapefiles in GBK, sheets, CSV files, several sources at once."""

import contextlib
import hashlib
import json
import pathlib
import sqlite3
import sys

import pytest
from layers import AskedOften, Feedback, child_of, layer, rows, run, run_model, table
from multiground.urbanform import create_package
from osgeo import gdal, ogr, osr
from qgis.core import (
    QgsProcessingException,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProject,
    QgsVectorLayer,
)

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
from test_qgis_process import qgis_process  # noqa: E402, F401 - a fixture

X, Y = 500_000, 2_494_000  # in Shenzhen
OUTPUTS = {"PACKAGE": "TEMPORARY_OUTPUT", "RECOGNISED": "TEMPORARY_OUTPUT"}


def box(x, y, width, height):
    corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y))
    return f"POLYGON(({', '.join(f'{X + a} {Y + b}' for a, b in corners)}))"


def write(path, driver, fields, features, kind=ogr.wkbPolygon, crs=4547, options=(), name=None):
    """Write features (WKT or None, values …) with OGR; return the path."""
    gdal.SetConfigOption("SHAPE_ENCODING", None)  # QGIS sets it, and then GDAL writes UTF-8 whatever it is told
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(crs)
    reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    dataset = ogr.GetDriverByName(driver).CreateDataSource(str(path))
    spatial = kind != ogr.wkbNone
    made = dataset.CreateLayer(name or path.stem, reference if spatial else None, kind, list(options))
    for field in fields:
        made.CreateField(ogr.FieldDefn(field, ogr.OFTString))
    for wkt, *values in features:
        feature = ogr.Feature(made.GetLayerDefn())
        if wkt:
            feature.SetGeometry(ogr.CreateGeometryFromWkt(wkt))
        for number, value in enumerate(values):
            if value is not None:
                feature.SetField(number, value)
        made.CreateFeature(feature)
    return path


PLOTS = (
    ("DKBH", "用地性质", "RJL", "建筑限高"),
    [
        (box(0, 0, 100, 120), "A-01", "商业用地", "≤5.0", "100米"),
        (box(110, 0, 100, 120), "A-02", "R2", "2.5-3.0", None),
    ],
)
BUILDINGS = (
    ("楼栋", "地上层数", "地下层数", "建筑高度", "建筑用途"),
    [(box(10, 10, 40, 40), "A栋", "5", "1", "24", "商业"), (box(120, 10, 30, 30), "B栋", "20层", None, "60米", "住宅")],
)
HEADS = ("楼栋", "起始层", "终止层", "用途", "面积", "权属")
FLOORS = [
    ("A座", "B1", "B1", "车库", "1,600", "出让"),
    (None, "1", "3", "零售商业", "4800", "出让"),
    (None, "4", "5", "社区服务", "3200", "政府"),
    ("B栋", "1", "2", "商业", "1800", None),
    ("B栋", "3", "20", "住宅", "16200", None),
    ("Z栋", "1", "2", "办公", "100", None),
    ("合计", None, None, None, "27700", None),
]


def shapefile(folder, name, sample, encoding="GBK", cpg=True):
    path = write(folder / f"{name}.shp", "ESRI Shapefile", *sample, options=[f"ENCODING={encoding}"])
    if not cpg:
        path.with_suffix(".cpg").unlink()
        head = bytearray(path.with_suffix(".dbf").read_bytes())
        head[29] = 0  # the language of the file
        path.with_suffix(".dbf").write_bytes(head)
    return path


def csv(path, encoding, bom=b"", heads=HEADS, separator=","):
    lines = [heads, *FLOORS]
    lines = [[f'"{value}"' if value and "," in value else value or "" for value in row] for row in lines]
    text = "\r\n".join(map(separator.join, lines))
    path.write_bytes(bom + text.encode(encoding) + b"\r\n")
    return path


def sheet(path, title=None):
    features = [(None, *row) for row in ([(title,), HEADS] if title else []) + FLOORS]
    fields = [f"Field{number}" for number in range(1, 7)] if title else HEADS
    return write(path, "XLSX", fields, features, ogr.wkbNone, name="楼层表")


def state_of(folder):
    """Return what lies in a folder, byte by byte."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def import_(feedback=None, **parameters):
    parameters = {name: str(value) if isinstance(value, pathlib.Path) else value for name, value in parameters.items()}
    return run("importplanningdata", {**OUTPUTS, **parameters}, feedback)


def package_of(results):
    return results["PACKAGE"].source().split("|")[0]


def features(results, name):
    found = QgsVectorLayer(f"{package_of(results)}|layername={name}", name, "ogr")
    assert found.isValid()
    return [{key: value if value != None else None for key, value in row.items()} for row in rows(found)]  # noqa: E711


def told(results, name):
    return {row["field"] or "": row for row in rows(results["RECOGNISED"]) if row["layer"] == name}


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "规划数据"
    folder.mkdir()
    return folder


# Encodings


@pytest.mark.parametrize("cpg", [True, False])
@pytest.mark.parametrize("encoding", ["GBK", "UTF-8"])
def test_shapefiles_with_and_without_an_encoding(provider, data, encoding, cpg):
    path = shapefile(data, "地块", PLOTS, encoding, cpg)
    before = state_of(data)
    results = import_(PLOTS=path)
    plots = features(results, "plots")
    assert [(row["plot"], row["use"], row["far"], row["far_text"]) for row in plots] == [
        ("A-01", "商业用地", 5.0, "≤5.0"),
        ("A-02", "R2", 2.5, "2.5-3.0"),
    ]
    assert plots[0]["height"] == 100
    assert [row["assumed"] for row in plots] == ["far", "far"]
    assert state_of(data) == before  # and no .cpg, .qix or .qmd beside it
    noted = told(results, "plots")[""]["notes"] or ""
    assert ("gb18030" in noted) == (encoding == "GBK" and not cpg)


def test_a_shapefile_whose_cpg_is_wrong(provider, data):
    path = shapefile(data, "地块", PLOTS, "GBK")
    path.with_suffix(".cpg").write_text("UTF-8")
    results = import_(PLOTS=path)
    assert features(results, "plots")[0]["use"] == "商业用地"
    path.with_suffix(".cpg").write_text("ISO-8859-1")
    QgsProject.instance().clear()
    results = import_(PLOTS=path)
    assert features(results, "plots")[0]["use"] == "商业用地"


def test_an_encoding_that_is_given_is_used_and_an_unknown_one_refused(provider, data):
    path = shapefile(data, "地块", PLOTS, "GBK", cpg=False)
    assert features(import_(PLOTS=path, ENCODING="CP936"), "plots")[0]["use"] == "商业用地"
    with pytest.raises(QgsProcessingException, match="ENCODING: found nonsense; permitted: the name of an encoding"):
        import_(PLOTS=path, ENCODING="nonsense")
    with pytest.raises(QgsProcessingException, match="PLOTS: found .*; permitted: text that can be read"):
        import_(PLOTS=path, ENCODING="utf-8")


def test_garbled_text_of_which_no_file_tells_more_is_refused(provider):
    misread = "商业用地".encode("gbk").decode("latin-1")
    plots = layer("Polygon", [(box(0, 0, 9, 9), misread)], fields="field=YDXZ:string")
    with pytest.raises(QgsProcessingException, match="PLOTS: found ÉÌÒµÓÃµØ; permitted: text that can be read"):
        import_(PLOTS=plots)


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
@pytest.mark.parametrize("heads", [HEADS, ("building", "floor_from", "floor_to", "use", "area", "owner")])
def test_sheets_of_floors_as_csv(provider, data, encoding, heads):
    path, buildings = csv(data / "楼层表.csv", encoding, heads=heads), shapefile(data, "建筑", BUILDINGS)
    before = state_of(data)
    results = import_(FLOORS=path, BUILDINGS=buildings)
    check_floors(results)
    assert state_of(data) == before


def test_csv_with_a_byte_order_mark_and_semicolons(provider, data):
    buildings = shapefile(data, "建筑", BUILDINGS)
    check_floors(import_(FLOORS=csv(data / "bom.csv", "utf-8", b"\xef\xbb\xbf"), BUILDINGS=buildings))
    check_floors(import_(FLOORS=csv(data / "semicolon.csv", "utf-8", separator=";"), BUILDINGS=buildings))


@pytest.mark.parametrize("title", [None, "示范片区楼层面积一览表"])
def test_excel_sheets_with_and_without_a_title(provider, data, title):
    path, buildings = sheet(data / "楼层.xlsx", title), shapefile(data, "建筑", BUILDINGS)
    before = state_of(data)
    check_floors(import_(FLOORS=f"{path}|layername=楼层表", BUILDINGS=buildings))
    assert state_of(data) == before


def check_floors(results):
    """A: one basement of 1 600 m², storeys 1–3 of 4 800 / 3 each, 4–5 of 3 200 / 2; B: 1–2 of 1 800 / 2, 3–20 of
    16 200 / 18. That is 6 + 20 floors of 27 600 m²; Z栋 is no building, and the sum is no floor.
    """
    floors = features(results, "floors")
    found = {(row["building"], row["storey"]): (row["function"], row["area"], row["owner"]) for row in floors}
    assert len(floors) == len(found) == 26
    assert found["A栋", -1] == ("auxiliary", 1600, "transferred")
    assert {found["A栋", storey] for storey in (1, 2, 3)} == {("commercial", 1600, "transferred")}
    assert {found["A栋", storey] for storey in (4, 5)} == {("public_service", 1600, "public")}
    assert {found["B栋", storey] for storey in range(1, 3)} == {("commercial", 900, None)}
    assert {found["B栋", storey] for storey in range(3, 21)} == {("residential", 900, None)}
    assert sum(row["area"] for row in floors) == 27_600
    assert {row["assumed"] for row in floors if row["building"] == "A栋"} == {"building"}
    assert {row["assumed"] for row in floors if row["building"] == "B栋"} == {None}
    assert results["N_UNJOINED"] == 1
    notes = told(results, "floors")[""]["notes"]
    assert "rows expanded to 26 floors" in notes
    assert "rows whose building is not found, left out: 1: Z栋" in notes
    assert "rows with totals, left out: 1: 合计" in notes
    assert "2 rows without a building took that of the row above" in notes


def test_area_of_each_storey_when_asked_for_and_a_hint_where_it_fits_better(provider, data):
    buildings = shapefile(data, "建筑", BUILDINGS)
    fields = "field=楼栋:string&field=所在层:string&field=用途:string&field=面积:double"
    floors = table([["A栋", "1-4F", "办公", 1600.0]], fields)
    feedback = Feedback()
    results = import_(feedback, FLOORS=floors, BUILDINGS=buildings)
    assert [row["area"] for row in features(results, "floors")] == [400] * 4
    assert any("1 rows fit their buildings better" in warning for warning in feedback.warnings)
    feedback = Feedback()
    results = import_(feedback, FLOORS=floors, BUILDINGS=buildings, AREA_COUNTS=2)
    assert [row["area"] for row in features(results, "floors")] == [1600] * 4
    assert feedback.warnings == []


# Sources together


def test_area_that_is_nowhere_is_a_warning(provider, data):
    """100 m² of Z栋, which is not among the buildings."""
    feedback, floors = Feedback(), csv(data / "楼层.csv", "utf-8")
    import_(feedback, BUILDINGS=shapefile(data, "建筑", BUILDINGS), FLOORS=floors)
    assert "floors: rows whose building is not found, left out: 1: Z栋 (6)" in feedback.warnings


def test_geopackage_with_chinese_path_layer_and_fields(provider, data):
    path = write(data / "片区 一.gpkg", "GPKG", ("地块编号", "用地性质代码", "容积率", "是否核心区", "备注"),
                 [(box(0, 0, 90, 90), "甲-1", "B1(60%)R2(40%)", "１，２", "是", "沿街")], name="控规 地块")  # fmt: skip
    before = state_of(data)
    results = import_(PLOTS=f"{path}|layername=控规 地块")
    (plot,) = features(results, "plots")
    assert (plot["plot"], plot["use"], plot["core"], plot["备注"]) == ("甲-1", "B1(60%)R2(40%)", 1, "沿街")
    assert (plot["far"], plot["far_text"]) == (None, "1,2")
    assert told(results, "plots")["容积率"]["examples"] == "1,2 (1)"
    assert plot["source"] == "片区 一 控规 地块 #1"
    assert told(results, "plots")["备注"]["notes"].startswith("not recognised")
    assert results["N_UNREAD"] == 1 and results["N_UNRECOGNISED"] == 1
    assert state_of(data) == before


def test_every_source_comes_into_the_crs_of_the_district(provider):
    district = layer("Polygon", [(box(-20, -20, 300, 300), "示范")], fields="field=片区名称:string")
    plots = layer("Polygon", [(box(0, 0, 100, 100), "R2")], crs="EPSG:4326", fields="field=YDXZ:string")
    water = layer("Polygon", [(box(0, 200, 50, 50),)], crs="EPSG:3857")
    results = import_(DISTRICT=district, PLOTS=plots, WATER=water)
    (plot,) = QgsVectorLayer(f"{package_of(results)}|layername=plots", "plots", "ogr").getFeatures()
    box_ = plot.geometry().boundingBox()
    assert (box_.xMinimum(), box_.yMaximum()) == pytest.approx((X, Y + 100), abs=0.01)
    assert "transformed from EPSG:4326" in told(results, "plots")[""]["notes"]
    assert told(results, "district")[""]["notes"] == "no column for type, which the assessment asks for"


def test_layers_that_look_shifted_are_told_and_not_moved(provider):
    shift = (526, -301)  # GCJ-02 in Shenzhen, see `faults_of_places.gcj02_offset_m`
    plots = layer("Polygon", [(box(150 * i, 150 * j, 100, 100),) for i in range(6) for j in range(6)])
    moved = [(box(150 * i + 20 + shift[0], 150 * j + 20 + shift[1], 40, 40),) for i in range(6) for j in range(6)]
    feedback = Feedback()
    results = import_(feedback, PLOTS=plots, BUILDINGS=layer("Polygon", moved))
    assert any("looks shifted as GCJ-02 shifts data" in warning for warning in feedback.warnings)
    assert "looks shifted" in told(results, "buildings")[""]["notes"]
    first = next(QgsVectorLayer(f"{package_of(results)}|layername=buildings", "b", "ogr").getFeatures())
    assert first.geometry().boundingBox().xMinimum() == pytest.approx(X + 546)


def test_bad_features_are_left_out_and_named(provider):
    bow = f"POLYGON(({X} {Y}, {X + 9} {Y + 9}, {X + 9} {Y}, {X} {Y + 9}, {X} {Y}))"
    plots = layer("MultiPolygonZ", [(None, "R2"), (bow, "B1"), (box(20, 0, 9, 9), None)], fields="field=YDXZ:string")
    feedback = Feedback()
    results = import_(feedback, PLOTS=plots)
    assert [row["use"] for row in features(results, "plots")] == ["B1", None]
    assert "PLOTS: 1 of 3 features skipped, without a geometry: 1" in feedback.warnings
    assert "PLOTS: repaired: features 2" in feedback.warnings


def test_the_network_of_hong_kong_becomes_walkways_and_verticals(provider):
    fields = "&".join(
        f"field={name}:{kind}" for name, kind in (
            ("PedestrianRouteID", "integer"), ("FeatureType", "integer"), ("Direction", "integer"),
            ("Location", "integer"), ("WeatherProof", "integer"), ("AccessTimeID", "integer"),
        )
    )  # fmt: skip
    lines = [
        (f"LineStringZ({X} {Y} 5, {X + 50} {Y} 5)", 1, 2, 0, 1, 2, None),
        (f"LineStringZ({X} {Y} 0, {X} {Y + 8} 5)", 2, 12, 0, 1, 2, None),
    ]
    feedback = Feedback()
    results = import_(feedback, WALKWAYS=layer("LineStringZ", lines, crs="EPSG:4547", fields=fields))
    assert [row["kind"] for row in features(results, "walkways")] == ["skyway", "stairs"]
    (stairs,) = features(results, "verticals")
    assert (stairs["kind"], stairs["z_from"], stairs["z_to"]) == ("stairs", 0, 5)
    assert "Hong Kong" in told(results, "walkways")[""]["notes"]
    assert any("2 / 2; the 3D pedestrian network" in text for text in feedback.said)
    assert any("Principal Datum" in text for text in feedback.warnings)


# The whole way, and what is refused


def district_sources(folder):
    """Write a small district with all that an office has; return the parameters."""
    district = [(box(-20, -20, 260, 200), "海滨", "中央商务区")]
    outline = write(folder / "片区.gpkg", "GPKG", ("片区名称", "片区类型"), district)
    roads = write(
        folder / "道路.shp", "ESRI Shapefile", ("道路名称", "道路等级"),
        [(f"LINESTRING({X + 105} {Y - 20}, {X + 105} {Y + 180})", "一路", "支路")], ogr.wkbLineString,
        options=["ENCODING=GBK"],
    )  # fmt: skip
    return {
        "DISTRICT": outline,
        "PLOTS": shapefile(folder, "地块", PLOTS, cpg=False),
        "BUILDINGS": shapefile(folder, "建筑", BUILDINGS, cpg=False),
        "FLOORS": sheet(folder / "楼层.xlsx", "一览表"),
        "ROADS": roads,
    }


def test_several_sources_through_qgis_process_then_checked_and_assessed(qgis_process, data, tmp_path):  # noqa: F811
    sources, before = district_sources(data), state_of(data)
    package = tmp_path / "片区包.gpkg"
    arguments = [f"{name}={path}" for name, path in sources.items()]
    arguments += [f"PACKAGE={package}", f"RECOGNISED={tmp_path / 'r.gpkg'}"]
    done = qgis_process("--json", "run", "multiground:importplanningdata", "--", *arguments)
    assert done.returncode == 0, done.stderr
    results = json.loads(done.stdout)["results"]
    assert (results["N_FEATURES"], results["N_UNJOINED"]) == (1 + 2 + 2 + 26 + 1, 1)
    assert state_of(data) == before
    again = qgis_process("run", "multiground:importplanningdata", "--", *arguments)
    assert again.returncode == 1
    assert "PACKAGE: found" in again.stdout + again.stderr
    outputs = [f"{name}={tmp_path / name}.gpkg" for name in ("ISSUES", "READY")]
    checked = qgis_process("--json", "run", "multiground:checkpackage", "--", f"PACKAGE={package}", *outputs)
    assert checked.returncode == 0, checked.stderr
    counts = json.loads(checked.stdout)["results"]
    assert counts["N_ERRORS"] == 0
    assert counts["N_READY"] >= 8
    outputs = [f"RESULT={tmp_path / 'result.gpkg'}", f"REPORT={tmp_path / 'report.html'}"]
    assessed = qgis_process("--json", "run", "multiground:assess", "--", f"PACKAGE={package}", *outputs)
    assert assessed.returncode == 0, assessed.stderr
    with contextlib.closing(sqlite3.connect(tmp_path / "result.gpkg")) as connection:
        figures = dict(connection.execute("SELECT clause, figure FROM clauses"))
    # 200 m of road on 260 m × 200 m; storeys 5 and 20; of 27 600 m² 16 200 housing, 6 600 shops, 3 200 public
    # services, 1 600 parking: −Σ p ln p / ln 7 with p = 0.5870, 0.2391, 0.1159, 0.0580; public are 3 200 + 1 600
    assert figures["4.1.3-1"] == pytest.approx(0.2 / 0.052, abs=0.005)
    assert figures["4.1.4"] == 12.5
    assert figures["5.1.1"] == pytest.approx(0.5498, abs=5e-5)
    assert figures["5.3.3"] == pytest.approx(100 * 4800 / 27600, abs=0.005)


def test_a_package_in_a_folder_opens_in_chinese(qgis_process, data, tmp_path):  # noqa: F811 - the fixture
    path = shapefile(data, "地块", PLOTS)
    arguments = [f"PLOTS={path}", f"PACKAGE={tmp_path}", f"RECOGNISED={tmp_path / 'r.gpkg'}"]
    done = qgis_process("run", "multiground:importplanningdata", "--", *arguments, locale="zh-Hans")
    assert done.returncode == 0, done.stderr
    with contextlib.closing(sqlite3.connect(tmp_path / "district.gpkg")) as connection:
        styles = connection.execute("SELECT DISTINCT styleName FROM layer_styles WHERE useAsDefault").fetchall()
    assert styles == [("中文",)]


def test_the_result_is_the_same_twice(provider, data):
    sources = district_sources(data)
    first, second = (import_(**sources) for _ in range(2))
    for name in create_package.layers():
        assert features(first, name) == features(second, name)
    assert rows(first["RECOGNISED"]) == rows(second["RECOGNISED"])


@pytest.mark.parametrize(
    ("sources", "said"),
    [
        ({}, "PLOTS: found no source at all; permitted: a layer, a sheet or a city model"),
        ({"PLOTS": ("LineString", f"LINESTRING({X} {Y}, {X} {Y + 9})")}, "PLOTS: found Line; permitted: Polygon"),
        ({"STATIONS": ("Polygon", box(0, 0, 9, 9))}, "STATIONS: found Polygon; permitted: Point"),
        ({"FLOORS": ("None", None)}, "FLOORS: found a table without outlines, and no buildings"),
        ({"BUILDINGS": ("None", None)}, "BUILDINGS: found No geometry; permitted: Polygon"),
    ],
)
def test_refused_before_any_work(provider, tmp_path, sources, said):
    given = {name: layer(kind, [(wkt,)]) for name, (kind, wkt) in sources.items()}
    with pytest.raises(QgsProcessingException, match=said):
        import_(**given, PACKAGE=tmp_path / "p.gpkg")
    assert list(tmp_path.iterdir()) == []


def test_a_city_model_beside_buildings_is_refused(provider, tmp_path):
    (tmp_path / "model.city.json").write_text("{}")
    with pytest.raises(QgsProcessingException, match="CITY_MODEL: found .*; permitted: one source of buildings"):
        import_(BUILDINGS=layer("Polygon", [(box(0, 0, 9, 9),)]), CITY_MODEL=tmp_path / "model.city.json")


def test_a_city_model_instead_of_buildings(provider, tmp_path):
    """One solid of 20 × 10 × 30 m with 8 storeys above and 2 below ground, in CityJSON."""
    corners = [[x, y, z] for z in (0, 30) for x, y in ((0, 0), (20, 0), (20, 10), (0, 10))]
    faces = [[3, 2, 1, 0], [4, 5, 6, 7], [0, 1, 5, 4], [1, 2, 6, 5], [2, 3, 7, 6], [3, 0, 4, 7]]
    solid = {"type": "Solid", "lod": "1.2", "boundaries": [[[face] for face in faces]]}
    about = {"storeysAboveGround": 8, "storeysBelowGround": 2, "measuredHeight": 30.0}
    model = {
        "type": "CityJSON", "version": "1.1", "transform": {"scale": [1, 1, 1], "translate": [X, Y, 0]},
        "metadata": {"referenceSystem": "https://www.opengis.net/def/crs/EPSG/0/4547"},
        "CityObjects": {"B-1": {"type": "Building", "attributes": about, "geometry": [solid]}}, "vertices": corners,
    }  # fmt: skip
    path = tmp_path / "model.city.json"
    path.write_text(json.dumps(model))
    (building,) = features(import_(CITY_MODEL=path), "buildings")
    assert (building["storeys"], building["storeys_below"], building["height"]) == (8, 2, 30)


@pytest.mark.parametrize("times", [0, 3, 8, 15, 30])
def test_cancelled_leaves_nothing(provider, data, tmp_path, times):
    sources = district_sources(data)
    before = state_of(tmp_path)
    with pytest.raises(QgsProcessingException, match="Cancelled"):
        import_(AskedOften(times), **sources, PACKAGE=tmp_path / "p.gpkg", RECOGNISED=tmp_path / "r.gpkg")
    assert state_of(tmp_path) == before


def test_in_a_model_whose_next_step_reads_the_package(provider, data, tmp_path):
    model = QgsProcessingModelAlgorithm("Multiground test", "tests")
    package = str(tmp_path / "p.gpkg")
    source = QgsProcessingModelChildParameterSource.fromStaticValue(str(shapefile(data, "地块", PLOTS)))
    child_of(model, "multiground:importplanningdata", "import", sources={"PLOTS": source}, output="RECOGNISED")
    model.childAlgorithm("import").addParameterSources(
        "PACKAGE", [QgsProcessingModelChildParameterSource.fromStaticValue(package)]
    )
    result = run_model(model, {}, tmp_path / "recognised.gpkg")
    assert {row["layer"] for row in rows(result)} == {"plots"}
