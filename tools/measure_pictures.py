"""Draw a picture of each measure over the demo district for its page, in the styles that its results open with.

Usage: measure_pictures.py PICTURES WORK. WORK gets the assessment that is drawn, and a link to import the plugin by.
"""

import pathlib
import shutil
import sys

from pictures import FONT, ROOT, loaded, place, run, style, text
from qgis.core import (
    QgsApplication,
    QgsLayoutExporter,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutSize,
    QgsLegendRenderer,
    QgsLegendStyle,
    QgsPrintLayout,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QFont

DEMO = ROOT / "resources" / "demo" / "demo_district.gpkg"
BUILT = ["buildings", "plots"]
# page: title, layers of the result from the top, layers of the package below them (above where the result covers all);
# where there are surfaces, the map shows them alone
SHEETS = {
    "building_storeys": ("Storeys of each building (4.1.4)", ["building_storeys"], ["plots"]),
    "plot_size": ("Size of each plot (4.2.2)", ["plot_size"], ["roads"]),
    "district_intensity": ("The class of the district (1.0.2)", ["district_intensity"], ["buildings"]),
    "vitality_units": ("What each block reaches in 5 minutes (5.2.4)", ["vitality_units"], ["roads"]),
    "life_circle": ("Services that offices reach in time (5.2.5)", ["life_circle"], ["plots", "walkways"]),
    "public_property": ("Public share of floor area (5.3.3)", ["public_property_of_plots"], ["roads"]),
    "mper_advice": ("Connections that would change the MPER (6.2.2)", ["mper_advice"], ["surfaces", *BUILT]),
    "landscape": ("Gaps between façades, lines of sight (7.1.1)", ["view_gaps", "view_corridors"], BUILT),
    "vertical_mix": ("Order of functions in complexes (5.2.2, 5.2.3)", ["vertical_mix"], ["plots"]),
}
PAPER = {
    "plots": {"color": "#fbfbfb", "style": "no", "outline_color": "#cccccc", "outline_width": "0.15"},
    "buildings": {"color": "#e8e8e8", "outline_color": "#bdbdbd", "outline_width": "0.12"},
    "surfaces": {"color": "#cfe3f1", "outline_color": "#7fb0d0", "outline_width": "0.15"},
    "roads": {"color": "#b0b0b0", "width": "0.3"},
    "walkways": {"color": "#c9c9c9", "width": "0.15"},
}
COVERING = ("district_intensity",)
MARGIN_M = 25


def main(pictures, work):
    application = QgsApplication([], False)
    application.initQgis()
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    (work / "multiground").symlink_to(ROOT)
    sys.path[:0] = [str(work), f"{QgsApplication.pkgDataPath()}/python/plugins"]
    plugin = loaded()
    try:
        sheets(pictures, work)
    finally:
        plugin.unload()
        application.exitQgis()


def sheets(pictures, work):
    """Draw all maps; no layer outlives this function, as none may outlive QGIS."""
    package, result, kinds = work / "demo_district.gpkg", work / "result.gpkg", f"{work}/kinds.gpkg"
    shutil.copy(DEMO, package)  # QGIS writes to what it opens
    run("multiground:assess", PACKAGE=str(package), RESULT=str(result), STABILITY=False)
    for page, (title, own, below) in SHEETS.items():
        drawn = [QgsVectorLayer(f"{result}|layername={name}", name, "ogr") for name in own]
        sheet(pictures / f"{page}_demo.png", title, drawn, grounds(package, below), page in COVERING)
    below = ["surfaces", "buildings", "plots"]
    surfaces, buildings, _ = grounds(package, below)
    run("multiground:classifysurfaces", SURFACES=surfaces, BUILDINGS=buildings, OUTPUT=kinds)
    drawn = [QgsVectorLayer(kinds, "kinds", "ogr")]
    title = "Kinds of near-ground surfaces (6.1.3)"
    sheet(pictures / "classify_surfaces_demo.png", title, drawn, grounds(package, below))


def grounds(package, names):
    """Return layers of the package in the faint colours of `PAPER`."""
    layers = [QgsVectorLayer(f"{package}|layername={name}", name, "ogr") for name in names]
    for name, layer in zip(names, layers):
        style(layer, (name, PAPER[name]))
    return layers


def sheet(picture, title, drawn, ground, covering=False):
    """Write a map with its legend to the right of it; the legend is of what was drawn, in its own words."""
    shown = next((layer for layer in ground if layer.name() == "surfaces"), drawn[0])
    extent = QgsRectangle(shown.extent())
    extent.grow(MARGIN_M)
    project = QgsProject()
    project.setCrs(drawn[0].crs())
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    layout.pageCollection().page(0).setPageSize(QgsLayoutSize(222, 132))
    text(layout, title, 6, 4, 200, 11)
    view = QgsLayoutItemMap(layout)
    place(layout, view, 6, 12, 142, 116)
    view.setLayers([*ground, *drawn] if covering else [*drawn, *ground])
    view.setExtent(extent)
    view.setFrameEnabled(True)
    key = QgsLayoutItemLegend(layout)
    key.setAutoUpdateModel(False)
    key.model().rootGroup().clear()
    for layer in drawn:
        QgsLegendRenderer.setNodeLegendStyle(key.model().rootGroup().addLayer(layer), QgsLegendStyle.Style.Hidden)
    key.setStyleFont(QgsLegendStyle.Style.SymbolLabel, QFont(FONT, 9))
    place(layout, key, 150, 10, 70, 110)
    text(layout, "Demo district (invented)", 152, 122, 66, 7)
    settings = QgsLayoutExporter.ImageExportSettings()
    settings.dpi, settings.generateWorldFile, settings.exportMetadata = 130, False, False
    if QgsLayoutExporter(layout).exportToImage(str(picture), settings) != QgsLayoutExporter.ExportResult.Success:
        sys.exit(f"the map could not be written to {picture}")


if __name__ == "__main__":
    main(*(pathlib.Path(argument).resolve() for argument in sys.argv[1:]))
