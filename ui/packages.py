"""Where district packages come from: the open project, earlier days, the demo; and where results go."""

import glob
import itertools
import os
import pathlib
import re
import shutil

from qgis.core import (
    QgsFillSymbol,
    QgsLineSymbol,
    QgsMapLayer,
    QgsMarkerSymbol,
    QgsProject,
    QgsProviderRegistry,
    QgsSettings,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QStandardPaths

from ..urbanform import tables
from .geopackage import fingerprint, query
from .texts import translate
from .watch import file_of

DEMO = pathlib.Path(__file__).parent.parent / "resources" / "demo" / "demo_district.gpkg"
_RECENT, _RULES, _MOST_RECENT = "multiground/packages", "multiground/rules", 8
_OWN, _ASSIGNED, _NONE = "multiground", "layers/", "-"  # entries of the project: which layer stands for which
# The layers of a package, the first on top, with how they are drawn under the results.
LOOKS = {
    "stations": {"color": "#666666", "size": "2", "outline_style": "no"},
    "landmarks": {"color": "#444444", "size": "2", "name": "star", "outline_style": "no"},
    "facilities": {"color": "#888888", "size": "1.4", "outline_style": "no"},
    "district": {"style": "no", "outline_color": "#7a7a7a", "outline_style": "dash", "outline_width": "0.5"},
    "setback_lines": {"line_color": "#a6a6a6", "line_width": "0.2"},
    "walkways": {"line_color": "#c9b8a4", "line_width": "0.2"},
    "verticals": {"color": "#b0b0b0", "outline_color": "#909090"},
    "surfaces": {"color": "#cfcfcf", "outline_color": "#a0a0a0"},
    "roads": {"line_color": "#bdbdbd", "line_width": "0.4"},
    "floors": {"color": "#eeeeee", "outline_color": "#cccccc"},
    "buildings": {"color": "#e4e4e4", "outline_color": "#c0c0c0", "outline_width": "0.1"},
    "open_spaces": {"color": "#e3efdc", "outline_style": "no"},
    "greenery": {"color": "#cfe3c4", "outline_style": "no"},
    "sensitive": {"color": "#eadff0", "outline_style": "no"},
    "constraints": {"color": "#f0dede", "outline_style": "no"},
    "excluded": {"color": "#e8e8e8", "outline_style": "no"},
    "plots": {"color": "#f7f7f7", "outline_color": "#d0d0d0", "outline_width": "0.2"},
    "water": {"color": "#dceaf5", "outline_style": "no"},
    "data_extent": {"style": "no", "outline_color": "#bbbbbb", "outline_style": "dot"},
}
_UNFIT = re.compile(r'[<>:"/\\|?*.\x00-\x1f]+')  # in names of files; a dot would begin the format
_SHOWN = ("district", "roads", "buildings", "plots", "water")


def in_project():
    """Return the GeoPackages with layers of a package that the open project shows."""
    found = {}
    for layer in QgsProject.instance().mapLayers().values():
        if layer.type() == QgsMapLayer.LayerType.VectorLayer and not layer.customProperty("multiground/table"):
            path, table = file_of(layer)
            if path is not None and path.suffix.lower() == ".gpkg" and table.lower() in LOOKS:
                found[str(path)] = None
    return list(found)


def usable_layers():
    """Return the vector layers of the open project that are no results, those on top of the layer tree first."""
    nodes = QgsProject.instance().layerTreeRoot().findLayers()
    found = {node.layerId(): node.layer() for node in nodes if node.layer() is not None}
    found = {**found, **{key: found.get(key, layer) for key, layer in QgsProject.instance().mapLayers().items()}}
    return [
        layer
        for layer in found.values()
        if layer.type() == QgsMapLayer.LayerType.VectorLayer
        and layer.isValid()
        and not layer.customProperty("multiground/table")
    ]


def project_layers():
    """Return the layers of the open project that stand for those of a package, by their names there.

    One that the user assigned; else the first that is called so, whose table is called so, or that has the title
    of the package's layer in either language, and whose geometry fits.
    """
    layers, project, found = usable_layers(), QgsProject.instance(), {}
    for row in layer_rows():
        name, assigned = row["layer"], project.readEntry(_OWN, _ASSIGNED + row["layer"])[0]
        chosen = next((layer for layer in layers if layer.id() == assigned), None)
        if chosen is None and assigned != _NONE:
            chosen = _likeliest(row, layers)
        if chosen is not None:
            found[name] = chosen
    return found


def _likeliest(row, layers):
    return next(iter(_candidates(row, layers)), None)


def candidates(row, layers=None):
    """Return the layers of the project that may stand for a layer of a package, the likeliest first."""
    layers = usable_layers() if layers is None else layers
    likely = _candidates(row, layers)
    return likely + [layer for layer in layers if fits(row, layer) and layer not in likely]


def _candidates(row, layers):
    titles = [row["title_en"].casefold(), row["title_zh"].casefold()]
    called = (
        lambda layer: layer.name().strip().casefold() == row["layer"],
        lambda layer: (file_of(layer)[1] or "").casefold() == row["layer"],
        lambda layer: layer.name().strip().casefold() in titles,
    )
    found = [layer for test in called for layer in layers if test(layer) and fits(row, layer)]
    return list(dict.fromkeys(found))


def fits(row, layer):
    """Return whether the geometry of a layer is what a layer of a package has."""
    kinds = {"polygon": "PolygonGeometry", "line": "LineGeometry", "linez": "LineGeometry", "point": "PointGeometry"}
    return layer.geometryType() in [getattr(QgsWkbTypes.GeometryType, kinds[kind]) for kind in row["type"].split()]


def assign(row, layer):
    """Have a layer of the project stand for one of a package from now on, None for no layer; saved with the project.

    What would be taken anyhow is not written down: a layer that is added later may be the better one.
    """
    QgsProject.instance().removeEntry(_OWN, _ASSIGNED + row["layer"])
    if layer is not _likeliest(row, usable_layers()):
        QgsProject.instance().writeEntry(_OWN, _ASSIGNED + row["layer"], layer.id() if layer is not None else _NONE)


def layer_rows():
    """Return the rows of the layers of a package in the data model, in its order."""
    return [row for row in tables.rows("package") if not row["field"] and row["layer"] in LOOKS]


def recent(key=_RECENT):
    """Return the packages of earlier days that are still there, the last first."""
    paths = QgsSettings().value(key) or []
    return [path for path in ([paths] if isinstance(paths, str) else paths) if pathlib.Path(path).is_file()]


def remember(path, key=_RECENT):
    paths = [str(path), *(each for each in recent(key) if each != str(path))]
    QgsSettings().setValue(key, paths[:_MOST_RECENT])


def recent_rules():
    """Return the rule profiles of earlier days that are still there, the last first."""
    return recent(_RULES)


def remember_rules(path):
    remember(path, _RULES)


def own_folder():
    """Return a folder that the user can write to, made where it is not there."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = pathlib.Path(place or pathlib.Path.home()) / "Multiground"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def result_of(package, scenario):
    """Return where the result of a package and scenario lies: beside the package if one may write there.

    A file of that name that is the result of something else is left alone.
    """
    package, number = pathlib.Path(package), 1
    folder = package.parent if os.access(package.parent, os.W_OK) else own_folder()
    while True:
        path = folder / _result_name(package, scenario, number)
        if not path.exists() or _made_from(path, package, scenario):
            return path
        number += 1


def earlier_result(package, scenario):
    """Return the result of a package and scenario that is there, be it one beside a package that is only to be read."""
    own, package = result_of(package, scenario), pathlib.Path(package)
    beside = package.parent / _result_name(package, scenario)
    return own if own.is_file() or not (beside.is_file() and _made_from(beside, package, scenario)) else beside


def results_of(package):
    """Return the results of all scenarios of a package, the earliest first.

    The file's own time decides only among those of one minute: QGIS touches every GeoPackage that it merely opens.
    """
    package = pathlib.Path(package)
    folder = package.parent if os.access(package.parent, os.W_OK) else own_folder()
    found = {}
    for path in folder.glob(f"{glob.escape(stem_of(package))}_*_result*.gpkg"):
        rows = query(path, "SELECT subject, name, value FROM run WHERE subject IN ('desk', 'time')") or ()
        noted = {name if subject == "desk" else subject: value or "" for subject, name, value in rows}
        if noted and _made_from(path, package, noted.get("scenario", "")):
            found[path] = noted.get("time", ""), path.stat().st_mtime
    return sorted(found, key=found.get)


def stem_of(package):
    """Return what the names of a package's results begin with."""
    return _UNFIT.sub("_", pathlib.Path(package).stem)


def new_place(name):
    """Return where a new file may lie that is to be kept: in the user's own folder, under a name not taken yet."""
    places = (own_folder() / f"{name}{'' if number == 1 else f'_{number}'}.gpkg" for number in itertools.count(1))
    return next(place for place in places if not place.exists())


def _made_from(path, package, scenario):
    """Return whether a result was made from this package and scenario, as far as it tells."""
    rows = query(path, "SELECT subject, name, value FROM run WHERE subject IN ('package', 'desk')")
    if not rows:
        return True  # it does not tell; what is no result at all is refused when it is opened
    noted = {name: value for subject, name, value in rows if subject == "desk"}
    names = [name for subject, name, _ in rows if subject == "package"]
    elsewhere = path.parent != package.parent and noted.get("package") not in (None, "", str(package))
    other = bool(noted) and _scenario(noted.get("scenario", "")) != _scenario(scenario)
    return package.name in names and not elsewhere and not other


def _scenario(name):
    return name.strip() or "base"


def _result_name(package, scenario, number=1):
    name = f"{package.stem}_{_scenario(scenario)}_result{'' if number == 1 else f'_{number}'}"
    return _UNFIT.sub("_", name) + ".gpkg"


def demo_copy():
    """Return a copy of the demo district that the user may edit: the one from before while it is unchanged."""
    folder, number = own_folder(), 1
    while True:
        path = folder / f"demo_district{'' if number == 1 else f'_{number}'}.gpkg"
        if not path.exists():
            shutil.copyfile(DEMO, path)  # without the permissions of a read-only installation
            return path
        if fingerprint(path) == fingerprint(DEMO):
            return path
        number += 1


def tables_in(path):
    """Return the tables of a package that this plugin knows, as they are called there, the first on top."""
    metadata = QgsProviderRegistry.instance().providerMetadata("ogr")
    names = {layer.name().lower(): layer.name() for layer in metadata.querySublayers(str(path))}
    return [names[name] for name in LOOKS if name in names]


def add_to_map(path):
    """Add the layers of a package to the project, pale, in a group of their own; return how many."""
    loaded = {file_of(layer)[1] for layer in QgsProject.instance().mapLayers().values() if shows(layer, path)}
    tables = [table for table in tables_in(path) if table not in loaded]
    if not tables:
        return 0
    name = translate("Multiground", "Data – {}").format(pathlib.Path(path).stem)
    group = QgsProject.instance().layerTreeRoot().addGroup(name)
    for table in tables:
        layer = QgsVectorLayer(f"{path}|layername={table}", table, "ogr")
        if not layer.isValid():
            continue
        _dress(layer, LOOKS[table.lower()])
        QgsProject.instance().addMapLayer(layer, False)
        node = group.addLayer(layer)
        node.setExpanded(False)
        node.setItemVisibilityChecked(table.lower() in _SHOWN)
    group.setExpanded(False)
    return len(tables)


def shows(layer, path):
    if layer.type() != QgsMapLayer.LayerType.VectorLayer or layer.customProperty("multiground/table"):
        return False
    own = file_of(layer)[0]
    return own is not None and own == pathlib.Path(path)


def _dress(layer, look):
    symbols = {
        QgsWkbTypes.GeometryType.PointGeometry: QgsMarkerSymbol,
        QgsWkbTypes.GeometryType.LineGeometry: QgsLineSymbol,
        QgsWkbTypes.GeometryType.PolygonGeometry: QgsFillSymbol,
    }
    symbol = symbols.get(layer.geometryType())
    if symbol is not None:
        layer.setRenderer(QgsSingleSymbolRenderer(symbol.createSimple(look)))
