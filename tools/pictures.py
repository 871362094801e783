"""Draw the maps of the docs and print the figures of their tables: two real districts walked, the demo's street wall.

Usage: pictures.py DATA PICTURES WORK. DATA holds tokyo_otemachi.gpkg and moorgate_otp.gpkg, PICTURES gets
the PNGs, WORK a link by which the plugin is imported.
"""

import pathlib
import sys
import tempfile

from qgis.core import (
    NULL,
    QgsApplication,
    QgsFeature,
    QgsFillSymbol,
    QgsGeometry,
    QgsLayoutExporter,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemScaleBar,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsLegendRenderer,
    QgsLegendStyle,
    QgsLineSymbol,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsPrintLayout,
    QgsProject,
    QgsProperty,
    QgsRectangle,
    QgsRuleBasedRenderer,
    QgsTextFormat,
    QgsUnitTypes,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QFont

ROOT = pathlib.Path(__file__).resolve().parent.parent
FONT = "Noto Sans CJK SC"
OSM = "© OpenStreetMap contributors, ODbL"
BANDS = {5: "#08306b", 10: "#2b83ba", 15: "#92c5de"}  # minutes: colour

# The tower of the pictures: Yomiuri Shimbun, 204 m.
TOWER = "bldg_cf6b60c2-d011-4a24-ba10-60e9dea14cf7"
# What the names of Tokyo's points of interest tell: category, kinds of the data, pattern of the name.
NAMES = [
    ("convenience", "shop", "セブン.イレブン|ファミリーマート|ローソン|Lawson|ミニストップ|デイリーヤマザキ|NewDays"),
    ("cafe", "amenity", "スターバックス|ドトール|タリーズ|ベローチェ|PRONTO|サンマルク|エクセルシオール|珈琲|カフェ"),
    ("restaurant", "amenity", "マクドナルド|吉野家|松屋|すき家|なか卯|そば|うどん|ラーメン|寿司|食堂|カレー|焼肉"),
    ("supermarket", "shop", "まいばすけっと|マルエツ|成城石井|サミット|肉のハナマサ"),
    ("bank", "amenity", "(?<!セブン)銀行(?!.*派出所)|信用金庫"),
    ("bookshop", "shop", "丸善|書店|書房|書肆"),
    ("clinic", "amenity", "^(?!.*(歯科|デンタル|眼科|アイ)).*(クリニック|医院|診療所)"),
    ("primary_school", "amenity", "小学校"),
    ("mall", "shop", "^(大丸|日本橋三越本店|KITTE|Coredo日本橋|八重洲地下街)$"),
    ("cinema", "amenity", "シネマ"),
    ("cultural_centre", "tourism", "美術館|博物館|ミュージアム"),
    ("cultural_centre", "amenity", "図書館|三越劇場"),
    ("secondary_school", "amenity", "中学校|高等学校"),
    ("hotel", "tourism|building", "ホテル|Hotel|東横INN|アパホテル"),
]
# Moorgate: a point on Silk Street beside the Barbican, and where a highwalk can be entered without a step.
SILK_STREET = (532495.3, 181834.6)
LINKS = {  # label: marker, number on the page and place
    "lift": ("square", {"1": (532591.0, 181790.3), "2": (532396.6, 181714.5), "3": (532374.3, 181540.0)}),
    "ramp": ("triangle", {"4": (532390.3, 181552.7)}),
    "level link": ("circle", {"5": (532357.0, 181548.4), "6": (532332.0, 181578.1)}),
}


def main(data, pictures, work):
    application = QgsApplication([], False)
    application.initQgis()
    work.mkdir(parents=True, exist_ok=True)
    if not (work / "multiground").exists():
        (work / "multiground").symlink_to(ROOT)
    sys.path[:0] = [str(work), f"{QgsApplication.pkgDataPath()}/python/plugins"]
    plugin = loaded()
    try:
        tokyo(data / "tokyo_otemachi.gpkg", pictures)
        window_view(data / "tokyo_otemachi.gpkg", pictures)
        moorgate(data / "moorgate_otp.gpkg", pictures)
        street_wall(ROOT / "resources" / "demo" / "demo_district.gpkg", pictures)
        stacks(ROOT / "resources" / "demo" / "demo_district.gpkg", pictures)
        function_mix(ROOT / "resources" / "demo" / "demo_district.gpkg", pictures)
        landing_sites(ROOT / "resources" / "demo" / "demo_district.gpkg", pictures)
        plot_layout(ROOT / "resources" / "demo" / "demo_district.gpkg", pictures)
    finally:
        plugin.unload()
        application.exitQgis()


def loaded():
    """Return the plugin, once QGIS knows its algorithms."""
    from multiground.plugin import MultigroundPlugin
    from processing.core.Processing import Processing

    Processing.initialize()
    plugin = MultigroundPlugin(None)
    plugin.initProcessing()
    return plugin


def run(name, **parameters):
    import processing

    return processing.run(name, parameters)


def derived(name, layer, **parameters):
    """Return the layer that one of QGIS's own algorithms makes of another."""
    return run(f"native:{name}", INPUT=layer, OUTPUT="memory:", **parameters)["OUTPUT"]


def table(package, name):
    return QgsVectorLayer(f"{package}|layername={name}", name, "ogr")


def points(places, crs):
    """Return a layer of points: name → (x, y)."""
    layer = QgsVectorLayer(f"Point?crs={crs.authid()}&field=name:string", "points", "memory")
    for name, (x, y) in places.items():
        feature = QgsFeature(layer.fields())
        feature.setAttributes([name])
        feature.setGeometry(QgsGeometry.fromWkt(f"Point ({x} {y})"))
        layer.dataProvider().addFeature(feature)
    return layer


# ---------------------------------------------------------------- Tokyo


def tokyo(package, pictures):
    buildings, streets = table(package, "buildings"), table(package, "walk_edges")
    towers = derived("extractbyexpression", buildings, EXPRESSION='"height" > 60')
    tower = derived("extractbyexpression", buildings, EXPRESSION=f"\"id\" = '{TOWER}'")
    style(tower, ("the tower", {"color": "#e6550d", "outline_color": "black", "outline_width": "0.3"}))
    style(towers, ("taller than 60 m", {"color": "#c4c4c4", "outline_color": "#525252", "outline_width": "0.2"}))
    style(buildings, ("building", {"color": "#ececec", "outline_color": "#cccccc", "outline_width": "0.08"}))
    walks = {
        title: {"NETWORK": streets, "EXCLUDE_KINDS": excluded, "CIRCLES": "memory:"}
        for title, excluded in (("All ways", ""), ("Streets only", "skyway,underpass,corridor"))
    }
    circles_of = {
        title: list(run("multiground:walkcircles", ORIGINS=towers, SHAPE=2, **walk)["CIRCLES"].getFeatures())
        for title, walk in walks.items()
    }
    print_reach(circles_of)
    panels = []
    for title, walk in walks.items():
        found = run("multiground:walkcircles", ORIGINS=tower, RINGS=True, REACHED="memory:", **walk)
        circles, reached = found["CIRCLES"], found["REACHED"]
        style(circles, *by_limit("within {} minutes", {"outline_style": "no"}), opacity=0.4)
        style(reached, *by_limit("street within {} minutes", {"width": "0.22"}))
        (street_m,) = (row["street_m"] for row in circles_of[title] if row["id"] == TOWER and row["minutes"] == 10)
        title = f"{title}: {street_m / 1000:.1f} km of street within 10 minutes"
        panels.append((title, [tower, reached, towers, buildings, circles]))
    source = f"Streets {OSM}; buildings MLIT PLATEAU, CC BY 4.0"
    legend = [tower, towers, buildings, reached, circles]
    draw(pictures / "walk_circles_tokyo.png", panels, legend, QgsRectangle(-7270, -35950, -4930, -33610), source, 250)
    checklist(towers, table(package, "pois"), streets)


def print_reach(circles_of):
    """Print the metres of reached street by limit: of the tower, and as means over all and over some."""
    doors = [{row["id"]: row["access_m"] for row in rows} for rows in circles_of.values()]
    same = {tower for tower, access_m in doors[0].items() if access_m == doors[1][tower]}
    for name, wanted in (("the tower", {TOWER}), ("all", set(doors[0])), ("the same door in both", same)):
        for title, rows in circles_of.items():
            means = [
                sum(row["street_m"] for row in rows if row["minutes"] == limit and row["id"] in wanted) / len(wanted)
                for limit in BANDS
            ]
            print(f"{name} ({len(wanted)}), {title}:", ", ".join(f"{mean:,.0f} m" for mean in means))


def checklist(towers, places, streets):
    """Print the service checklist of the towers, with the categories that names tell."""
    cases = " ".join(
        f"WHEN regexp_match(\"category\", '^({kinds})$') AND regexp_match(\"name\", '{names}') THEN '{category}'"
        for category, kinds, names in NAMES
    )
    formula = {"FIELD_NAME": "service", "FIELD_TYPE": 2, "FORMULA": f"CASE {cases} END"}
    services = derived("fieldcalculator", places, **formula)
    facilities = [row["service"] for row in services.getFeatures()]
    walk = {"OFFICES": towers, "NETWORK": streets, "FACILITIES": services, "CATEGORY_FIELD": "service"}
    found = run("multiground:lifecircle", OUTPUT="memory:", CATEGORIES="memory:", **walk)
    offices = list(found["OUTPUT"].getFeatures())
    for row in found["CATEGORIES"].getFeatures():
        name = row["category"]
        minutes = [office[f"min_{name}"] for office in offices]
        near = sum(value != NULL and value <= row["band"] for value in minutes)
        unknown = sum(office["unknown"] != NULL and name in office["unknown"].split(", ") for office in offices)
        counts = f"{near} near, {len(offices) - near - unknown} too far, {unknown} not assessed"
        print(f"{name}: {facilities.count(name)} facilities; {counts}; {row['served_pct']} %, {row['grade']}")
    print("SERVED_PCT {SERVED_PCT}, N_CATEGORIES_MET {N_CATEGORIES_MET}, GRADE {GRADE}".format(**found))


# ---------------------------------------------------------------- Moorgate


def moorgate(package, pictures):
    buildings, streets = table(package, "buildings"), table(package, "walk_edges")
    is_open = "coalesce(\"access\", '') NOT IN ('no', 'private')"
    is_above = "\"layer\" IN ('1', '2') OR regexp_match(coalesce(\"level\", ''), '(^|;)[1-9]')"
    highwalks = derived("extractbyexpression", streets, EXPRESSION=f"{is_open} AND ({is_above})")
    layer_1 = derived("extractbyexpression", highwalks, EXPRESSION="\"layer\" = '1'")
    origin = points({"": SILK_STREET}, streets.crs())
    style(origin, ("origin on Silk Street", {"name": "star", "color": "#e6550d", "size": "5"}))
    links = [link_layer(label, *link, streets.crs()) for label, link in LINKS.items()]
    style(highwalks, ("highwalk not reached", {"color": "#d7301f", "width": "0.9"}))
    style(streets, ("street", {"color": "#9a9a9a", "width": "0.15"}))
    style(buildings, ("building", {"color": "#ececec", "outline_color": "#cccccc", "outline_width": "0.08"}))
    panels = []
    for title, step_free in (("All ways", False), ("Step-free", True)):
        walk = {"ORIGINS": origin, "NETWORK": streets, "STEP_FREE": step_free, "RINGS": True, "SHAPE": 2}
        pieces = run("multiground:walkcircles", CIRCLES="memory:", REACHED="memory:", **walk)["REACHED"]
        print(f"{title}, m of layer 1 by limit:", length_within(along(pieces, layer_1)))
        reached = along(pieces, highwalks)
        length_m = length_within(reached)
        print(f"{title}, m of all highwalks by limit:", length_m)
        style(reached, *by_limit("highwalk within {} minutes", {"width": "0.9"})[:2])
        title = f"{title}: {length_m[5]:,} m of highwalk within 5 minutes"
        panels.append((title, [origin, *links, reached, highwalks, streets, buildings]))
    legend = [origin, *links, reached, highwalks, streets, buildings]
    draw(pictures / "walk_circles_moorgate.png", panels, legend, QgsRectangle(532200, 181490, 532740, 182030), OSM, 50)


def along(pieces, lines):
    """Return the reached pieces of street that run along some lines."""
    course = derived("buffer", lines, DISTANCE=0.1, DISSOLVE=True)
    return derived("extractbylocation", pieces, PREDICATE=[6], INTERSECT=course)


def length_within(pieces):
    """Return the metres of pieces of bands within each limit."""
    rows = [(piece["minutes"], piece.geometry().length()) for piece in pieces.getFeatures()]
    return {limit: round(sum(length_m for minutes, length_m in rows if minutes <= limit)) for limit in BANDS}


# ---------------------------------------------------------------- the demo district


def street_wall(package, pictures):
    tables = {"BUILDINGS": "buildings", "PLOTS": "plots", "ROADS": "roads", "SETBACK_LINES": "setback_lines"}
    inputs = {name: table(package, layer) for name, layer in {**tables, "EXCLUDED": "excluded"}.items()}
    outputs = dict.fromkeys(("OUTPUT", "COVERED_PIECES"), "memory:")
    found = run("multiground:streetwall", **inputs, **outputs)
    fronts, pieces = (found[name] for name in outputs)
    built, gap = {"color": "#08519c", "width": "0.9"}, {"color": "#e6550d", "width": "0.9"}
    style(pieces, ("built up", built, '"covered"'), ("open", gap, 'NOT "covered"'))
    colours = {"excellent": "#1a9850", "good": "#91cf60", "fair": "#fdae61", "unassessed": "#bdbdbd"}
    grades = [(grade, {"color": colour, "width": "1.1"}, f"\"grade\" = '{grade}'") for grade, colour in colours.items()]
    style(fronts, *grades)
    style(inputs["EXCLUDED"], ("excluded", {"color": "#9e9ac8", "outline_style": "no"}))
    style(inputs["BUILDINGS"], ("building", {"color": "#dcdcdc", "outline_color": "#a6a6a6", "outline_width": "0.1"}))
    style(inputs["PLOTS"], ("plot", {"color": "#fafafa", "outline_color": "#c8c8c8", "outline_width": "0.1"}))
    style(inputs["ROADS"], ("centre line of a road", {"color": "#d9d9d9", "width": "0.3"}))
    ground = [inputs[name] for name in ("EXCLUDED", "BUILDINGS", "PLOTS", "ROADS")]
    title = f"Frontages by grade: {found['CONTINUITY']:.2f} % of all control lines are built up"
    panels = [("Control lines along the streets", [pieces, *ground]), (title, [fronts, *ground])]
    extent = QgsRectangle(500480, 2493985, 501370, 2494875)
    draw(pictures / "street_wall_demo.png", panels, [pieces, fronts, *ground], extent, "Demo district", 100)


# ---------------------------------------------------------------- drawing


def by_limit(label, properties):
    """Return what `style` draws: one label, symbol and filter for each limit."""
    return [
        (label.format(limit), {"color": colour, "line_color": colour, **properties}, f'"minutes" = {limit}')
        for limit, colour in BANDS.items()
    ]


def style(layer, *rows, opacity=1.0):
    """Draw a layer by rows of a label for the legend, properties of a symbol, and a filter."""
    kinds = QgsWkbTypes.GeometryType
    symbols = {
        kinds.PointGeometry: QgsMarkerSymbol,
        kinds.LineGeometry: QgsLineSymbol,
        kinds.PolygonGeometry: QgsFillSymbol,
    }
    root = QgsRuleBasedRenderer.Rule(None)
    for label, properties, *expression in rows:
        symbol = symbols[layer.geometryType()].createSimple(properties)
        root.appendChild(QgsRuleBasedRenderer.Rule(symbol, 0, 0, *(expression or [""]), label))
    layer.setRenderer(QgsRuleBasedRenderer(root))
    layer.setOpacity(opacity)


def link_layer(label, marker, places, crs):
    """Return a layer of numbered places, drawn with one marker."""
    layer = points(places, crs)
    style(layer, (label, {"name": marker, "color": "white", "outline_width": "0.35", "size": "3.4"}))
    settings, letters = QgsPalLayerSettings(), QgsTextFormat()
    letters.setFont(QFont(FONT))
    letters.setSize(7)
    settings.setFormat(letters)
    settings.fieldName, settings.placement = "name", QgsPalLayerSettings.Placement.OverPoint
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)
    return layer


def draw(picture, panels, legend, extent, source, segment_m):
    """Draw maps of one extent side by side, with their titles, and below them a legend, a scale bar and the source."""
    project = QgsProject()
    project.setCrs(legend[0].crs())
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    layout.pageCollection().page(0).setPageSize(QgsLayoutSize(297, 186))
    for number, (title, layers) in enumerate(panels):
        text(layout, title, 6 + 144 * number, 4, 140, 11)
        view = QgsLayoutItemMap(layout)
        place(layout, view, 6 + 144 * number, 12, 141, 141)
        view.setLayers(layers)
        view.setExtent(extent)
        view.setFrameEnabled(True)
    key = QgsLayoutItemLegend(layout)
    key.setAutoUpdateModel(False)
    key.model().rootGroup().clear()
    for layer in legend:
        node = key.model().rootGroup().addLayer(layer)
        QgsLegendRenderer.setNodeLegendStyle(node, QgsLegendStyle.Style.Hidden)
    key.setStyleFont(QgsLegendStyle.Style.SymbolLabel, QFont(FONT, 9))
    key.setColumnCount(3)
    key.setSplitLayer(True)
    place(layout, key, 4, 154, 200, 28)
    bar = QgsLayoutItemScaleBar(layout)
    bar.setLinkedMap(view)
    bar.setStyle("Single Box")
    bar.setUnits(QgsUnitTypes.DistanceUnit.DistanceMeters)
    bar.setUnitsPerSegment(segment_m)
    bar.setNumberOfSegments(2)
    bar.setNumberOfSegmentsLeft(0)
    bar.setUnitLabel("m")
    bar.setHeight(2)
    place(layout, bar, 228, 156, 60, 14)
    text(layout, source, 190, 176, 101, 7, Qt.AlignmentFlag.AlignRight)
    settings = QgsLayoutExporter.ImageExportSettings()
    settings.dpi, settings.generateWorldFile, settings.exportMetadata = 130, False, False
    if QgsLayoutExporter(layout).exportToImage(str(picture), settings) != QgsLayoutExporter.ExportResult.Success:
        sys.exit(f"the map could not be written to {picture}")


def place(layout, item, x, y, width, height):
    unit = QgsUnitTypes.LayoutUnit.LayoutMillimeters
    layout.addLayoutItem(item)
    item.attemptMove(QgsLayoutPoint(x, y, unit))
    item.attemptResize(QgsLayoutSize(width, height, unit))


def text(layout, words, x, y, width, size, aligned=Qt.AlignmentFlag.AlignLeft):
    label = QgsLayoutItemLabel(layout)
    label.setText(words)
    label.setFont(QFont(FONT, size))
    label.setHAlign(aligned)
    place(layout, label, x, y, width, 8)


# ---------------------------------------------------------------- Window views of Tokyo


def window_view(package, pictures):
    """Draw what the windows of two storeys see of the sky, as docs/window_view.md shows it."""
    buildings = table(package, "buildings")
    inputs = {"BUILDINGS": buildings, "GREENERY": table(package, "street_trees"), "SPACING": 12}
    style(buildings, ("building", {"color": "#e6e6e6", "outline_color": "#a0a0a0", "outline_width": "0.1"}))
    panels = []
    with tempfile.TemporaryDirectory() as folder:
        for storey in (1, 10):
            file = f"{folder}/{storey}.gpkg"  # whose style QGIS opens it with
            found = run("multiground:windowview", STOREYS=str(storey), OUTPUT=file, **inputs)
            means = f"{found['MEAN_SKY_PCT']:.1f} % sky, {found['MEAN_BUILDING_PCT']:.1f} % buildings"
            print(f"windows of storey {storey}: {found['N_WINDOWS']}, on average {means}")
            windows = QgsVectorLayer(file, "windows", "ogr")
            panels.append((f"Storey {storey} of all buildings: on average {means}", [windows, buildings]))
        extent = QgsRectangle(-6110, -34890, -5690, -34470)
        source = "Buildings MLIT PLATEAU, trees Tokyo Metropolitan Government, CC BY 4.0"
        draw(pictures / "window_view_tokyo.png", panels, [windows, buildings], extent, source, 50)


# ---------------------------------------------------------------- Storeys of the demo district


def stacks(package, pictures):
    """Draw the storeys of three buildings of the demo district, as docs/vertical_mix.md shows them."""
    import pandas
    from multiground.urbanform import spaces, tables
    from multiground.urbanform.stacked_diagram import stacked_diagram

    fields = ("building", "storey", "function", "area", "auxiliary_m2")
    rows = [[each[name] for name in fields] for each in table(package, "floors").getFeatures()]
    floors = pandas.DataFrame([[None if value == NULL else value for value in row] for row in rows], columns=fields)
    known = spaces.spaces(floors)
    labels = {row["function"]: row["name_en"] for row in tables.rows("functions")}
    for building in ("D-01-2", "J-01-2", "O-02-2"):
        own = known[known["building"] == building]
        picture = stacked_diagram(own, {**labels, "": "Unknown", "title": building})
        (pictures / f"storeys_{building}.svg").write_text(picture, encoding="utf-8")


# ---------------------------------------------------------------- Functions of the demo district


def function_mix(package, pictures):
    """Draw the dominant function of plots and of blocks, as docs/function_mix.md shows them."""
    spaces = {"SPACES": table(package, "floors"), "BUILDINGS": table(package, "buildings")}
    blocks = {"ROADS": table(package, "roads"), "DISTRICTS": table(package, "district")}
    panels = []
    with tempfile.TemporaryDirectory() as folder:
        for scale, inputs in (("Plots", {"UNITS": table(package, "plots")}), ("Blocks", blocks)):
            file = f"{folder}/{scale}.gpkg"  # whose style QGIS opens it with
            entropy = run("multiground:functionmix", **inputs, **spaces, OUTPUT=file)["ENTROPY"]
            title = f"{scale} by dominant function (all together: entropy {entropy:.2f})"
            panels.append((title, [QgsVectorLayer(file, scale, "ogr")]))
        extent = panels[1][1][0].extent()
        extent.grow(30)
        draw(pictures / "function_mix_demo.png", panels, panels[0][1], extent, "Demo district", 200)


# ---------------------------------------------------------------- Landing sites of the demo district


def landing_sites(package, pictures):
    """Draw the pads of the demo district among what excludes them, as docs/landing_sites.md shows them."""
    layers = {"CARRIERS": "surfaces", "BUILDINGS": "buildings", "CONSTRAINTS": "constraints"}
    layers.update(SENSITIVE="sensitive", NETWORK="walkways")
    inputs = {key: table(package, name) for key, name in layers.items()}
    distance = QgsProperty.fromExpression('coalesce("buffer", 200)')  # the railway has the default of its kind
    zones = derived("buffer", inputs["CONSTRAINTS"], DISTANCE=distance, SEGMENTS=16, DISSOLVE=True)
    style(zones, ("constraint and its distance", {"color": "#fddbc7", "outline_color": "#d73027"}))
    style(inputs["BUILDINGS"], ("building", {"color": "#ececec", "outline_color": "#cccccc", "outline_width": "0.08"}))
    style(inputs["CARRIERS"], ("carrier", {"color": "#9ecae1", "outline_color": "#2b83ba"}))
    extent = inputs["CARRIERS"].extent()
    extent.grow(150)
    with tempfile.TemporaryDirectory() as folder:
        number = run("multiground:landingsites", **inputs, OUTPUT=f"{folder}/sites.gpkg")["N_CANDIDATES"]
        sites = QgsVectorLayer(f"{folder}/sites.gpkg", "sites", "ogr")  # whose style QGIS opens it with
        carriers = [inputs["CARRIERS"], inputs["BUILDINGS"]]
        given = ("Carriers and constraints", [inputs["CARRIERS"], zones, inputs["BUILDINGS"]])
        found = (f"{number:g} pads by rank and grade, and the carriers without one", [sites, *carriers])
        draw(pictures / "landing_sites.png", [given, found], [sites, zones, *carriers], extent, "Demo district", 100)


# ---------------------------------------------------------------- Plot layout of the demo district


def plot_layout(package, pictures):
    """Draw conflicts planted in a copy of the demo district, and its blocks, as docs/plot_layout.md shows them."""
    boxes = QgsRectangle(500653, 2494015, 500660, 2494169.5), QgsRectangle(500881, 2494000, 500887, 2494300)
    over, free = (f"geom_from_wkt('{box.asWktPolygon()}')" for box in boxes)
    changed = (
        f"CASE WHEN \"plot\" = 'A-02' THEN combine($geometry, {over}) "
        f"WHEN \"plot\" = 'A-05' THEN difference($geometry, {free}) ELSE $geometry END"
    )
    plots = derived("geometrybyexpression", table(package, "plots"), EXPRESSION=changed)
    street, channel = "LineString (500600 2494000, 500600 2494135)", QgsRectangle(500800, 2494184, 500812, 2494420)
    inputs = {
        "PLOTS": plots,
        "ROADS": with_feature(table(package, "roads"), street, **{"class": "branch"}),
        "WATER": with_feature(table(package, "water"), channel.asWktPolygon()),
        "DISTRICTS": table(package, "district"),
    }
    with tempfile.TemporaryDirectory() as folder:
        files = {name: f"{folder}/{name}.gpkg" for name in ("FINDINGS", "BLOCKS")}
        found = run("multiground:plotlayout", **inputs, **files)
        conflicts, blocks = (QgsVectorLayer(files[name], name, "ogr") for name in files)  # blocks have their style
        colours = {"road": "#d73027", "water": "#2b83ba", "overlap": "#762a83", "gap": "#fdae61"}
        outlined = {kind: {"color": colour, "outline_color": colour} for kind, colour in colours.items()}
        style(conflicts, *((kind, symbol, f"\"kind\" = '{kind}'") for kind, symbol in outlined.items()))
        style(plots, ("plot", {"color": "#fafafa", "outline_color": "#969696", "outline_width": "0.2"}))
        style(inputs["WATER"], ("water", {"color": "#c6dbef", "outline_style": "no"}))
        style(inputs["ROADS"], ("centre line of a road", {"color": "#8c8c8c", "width": "0.4"}))
        ground = [inputs[name] for name in ("ROADS", "WATER", "PLOTS")]
        title = f"Blocks with the side of their plots (mean of the district {found['MEAN_BLOCK_SIDE']:.2f} m)"
        panels = [
            (f"{found['N_CONFLICTS']} conflicts, planted by hand", [conflicts, *ground]),
            (title, [blocks, *ground]),
        ]
        extent = QgsRectangle(500490, 2493980, 500950, 2494440)
        draw(pictures / "plot_layout_demo.png", panels, [conflicts, *ground, blocks], extent, "Demo district", 50)


def with_feature(layer, wkt, **attributes):
    """Return a copy of a layer with one feature more."""
    copy = derived("extractbyexpression", layer, EXPRESSION="true")
    feature = QgsFeature(copy.fields())
    for name, value in attributes.items():
        feature[name] = value
    feature.setGeometry(QgsGeometry.fromWkt(wkt))
    copy.dataProvider().addFeature(feature)
    return copy


if __name__ == "__main__":
    main(*(pathlib.Path(argument).resolve() for argument in sys.argv[1:]))
