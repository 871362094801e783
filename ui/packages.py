"""Where district packages come from: the open project, earlier days, the demo; and where results go."""

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

from .texts import translate
from .watch import file_of, fingerprint

DEMO = pathlib.Path(__file__).parent.parent / "resources" / "demo" / "demo_district.gpkg"
_RECENT, _MOST_RECENT = "multiground/packages", 8
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


def project_layers():
    """Return the layers of the open project that are called as in a package, by that name."""
    found = {}
    for layer in QgsProject.instance().mapLayers().values():
        if layer.type() == QgsMapLayer.LayerType.VectorLayer and not layer.customProperty("multiground/table"):
            for name in (layer.name().lower(), (file_of(layer)[1] or "").lower()):
                if name in LOOKS:
                    found.setdefault(name, layer)
    return found


def recent():
    """Return the packages of earlier days that are still there, the last first."""
    paths = QgsSettings().value(_RECENT) or []
    return [path for path in ([paths] if isinstance(paths, str) else paths) if pathlib.Path(path).is_file()]


def remember(path):
    paths = [str(path), *(each for each in recent() if each != str(path))]
    QgsSettings().setValue(_RECENT, paths[:_MOST_RECENT])


def own_folder():
    """Return a folder that the user can write to, made where it is not there."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = pathlib.Path(place or pathlib.Path.home()) / "Multiground"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def result_of(package, scenario):
    """Return where the result of a package and scenario lies: beside the package if one may write there."""
    package = pathlib.Path(package)
    folder = package.parent if os.access(package.parent, os.W_OK) else own_folder()
    return folder / _result_name(package, scenario)


def earlier_result(package, scenario):
    """Return the result of a package and scenario that is there, be it one beside a package that is only to be read."""
    own = result_of(package, scenario)
    beside = pathlib.Path(package).parent / own.name
    return own if own.is_file() or not beside.is_file() else beside


def _result_name(package, scenario):
    name = f"{package.stem}_{scenario.strip() or 'base'}_result"
    return re.sub(r'[<>:"/\\|?*.\x00-\x1f]+', "_", name) + ".gpkg"  # a dot would begin the format


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
