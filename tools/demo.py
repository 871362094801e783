"""Grade the demo district through qgis_process, print the grades and draw the map.

Usage: demo.py FOLDER. The folder gets a profile of its own with the plugin linked into it, the
graded GeoPackage and a PNG map.
"""

import collections
import os
import pathlib
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
DEMO = ROOT / "resources" / "demo" / "demo_district.gpkg"
PROGRAM = shutil.which("qgis_process.bin") or shutil.which("qgis_process")
INPUTS = {
    "roadnetworkdensity": {"ROADS": "roads", "DISTRICTS": "district"},
    "plotsize": {"PLOTS": "plots"},
}
RESULTS = {
    "roadnetworkdensity": {"OUTPUT": "road_network_density", "COUNTED_ROADS": "counted_roads"},
    "plotsize": {"OUTPUT": "plot_size"},
}


def main(folder):
    shutil.rmtree(folder, ignore_errors=True)
    profile = folder / "profile" / "profiles" / "default"
    (profile / "python" / "plugins").mkdir(parents=True)
    (profile / "QGIS").mkdir()
    (profile / "python" / "plugins" / "multiground").symlink_to(ROOT)
    (profile / "QGIS" / "QGIS3.ini").write_text("[PythonPlugins]\nmultiground=true\n")
    os.environ["QGIS_CUSTOM_CONFIG_PATH"] = str(folder / "profile")
    package = folder / "demo_district_graded.gpkg"
    for name in INPUTS:
        qgis_process(name, package)
    print_grades(package)
    draw(package, folder / "demo_district_graded.png")
    print(f"\nGraded layers  {package}\nMap            {folder / 'demo_district_graded.png'}")


def qgis_process(name, package):
    """Run an algorithm on layers of the demo district; results become layers of the package."""
    arguments = [f"{key}={DEMO}|layername={table}" for key, table in INPUTS[name].items()]
    arguments += [f"{key}=ogr:dbname='{package}' table=\"{table}\" (geom)" for key, table in RESULTS[name].items()]
    command = [PROGRAM, "--json", "run", f"multiground:{name}", "--", *arguments]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)


def print_grades(package):
    """Print the district's figure and the plots by grade, worst plots first."""
    from osgeo import ogr

    dataset = ogr.Open(str(package))
    (district,) = dataset.GetLayerByName("road_network_density")
    plots = list(dataset.GetLayerByName("plot_size"))
    print("\n4.1.3-1 Road network density")
    print(f"  {district['name']}  {district['grade']:<12}{district['finding']}")
    print("\n4.2.2 Plot size")
    counts = collections.Counter((plot["use_class"] or "-", plot["grade"], plot["state"]) for plot in plots)
    kinds = ("excellent", "good", "fair", "not applicable", "missing")
    print(f"  {'use':<16}" + "".join(f"{kind:>16}" for kind in kinds))
    for use in sorted({use for use, _, _ in counts}):
        row = [counts[use, grade, "graded"] for grade in kinds[:3]]
        row += [counts[use, "unassessed", state] for state in ("not_applicable", "missing")]
        print(f"  {use:<16}" + "".join(f"{number or '·':>16}" for number in row))
    print("\n  Plots to look at first")
    worst = [plot for plot in plots if plot["grade"] in ("fair", "good")]
    for plot in sorted(worst, key=lambda plot: (plot["grade"] != "fair", plot["plot"]))[:8]:
        print(f"  {plot['plot']:<6}{plot['grade']:<6}{plot['finding']}  needed: {plot['needed']}")


def draw(package, picture):
    """Draw the graded layers in the styles that the GeoPackage holds, with legend and scale bar."""
    from osgeo import gdal
    from qgis.core import QgsApplication

    gdal.PushErrorHandler("CPLQuietErrorHandler")  # QGIS tries to georeference the finished PNG
    application = QgsApplication([], False)
    application.initQgis()
    try:
        export(package, picture)
    finally:
        application.exitQgis()


def export(package, picture):
    from qgis.core import (
        QgsFillSymbol,
        QgsLayoutExporter,
        QgsLayoutItemLabel,
        QgsLayoutItemLegend,
        QgsLayoutItemMap,
        QgsLayoutPoint,
        QgsLayoutSize,
        QgsPrintLayout,
        QgsProject,
        QgsUnitTypes,
        QgsVectorLayer,
    )
    from qgis.PyQt.QtGui import QFont

    roads, buildings, plots, density = (
        QgsVectorLayer(f"{path}|layername={table}", title, "ogr")
        for path, table, title in (
            (package, "counted_roads", "Counted roads (4.1.3-1)"),
            (DEMO, "buildings", "Buildings"),
            (package, "plot_size", "Plot size (4.2.2)"),
            (package, "road_network_density", "Road network density"),
        )
    )
    fill = {"style": "no", "outline_color": "90,90,90,255", "outline_width": "0.15"}
    buildings.renderer().setSymbol(QgsFillSymbol.createSimple(fill))
    project = QgsProject()
    project.setCrs(plots.crs())
    project.addMapLayers([roads, buildings, plots])
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()

    def place(item, x, y, width, height):
        unit = QgsUnitTypes.LayoutUnit.LayoutMillimeters
        layout.addLayoutItem(item)
        item.attemptMove(QgsLayoutPoint(x, y, unit))
        item.attemptResize(QgsLayoutSize(width, height, unit))

    view, title, legend = QgsLayoutItemMap(layout), QgsLayoutItemLabel(layout), QgsLayoutItemLegend(layout)
    extent = roads.extent()
    extent.scale(1.05)
    place(view, 8, 22, 212, 180)
    view.setExtent(extent)
    view.setLayers([roads, buildings, plots])
    (district,) = density.getFeatures()
    title.setText(f"{district['name']}   {district['density']:.2f} km/km² – {district['grade']}")
    title.setFont(QFont("Noto Sans CJK SC", 20))
    place(title, 8, 7, 280, 12)
    place(legend, 223, 22, 70, 100)
    settings = QgsLayoutExporter.ImageExportSettings()
    settings.dpi, settings.generateWorldFile, settings.exportMetadata = 130, False, False
    if QgsLayoutExporter(layout).exportToImage(str(picture), settings) != QgsLayoutExporter.ExportResult.Success:
        sys.exit(f"the map could not be written to {picture}")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]).resolve())
