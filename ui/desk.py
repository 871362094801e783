"""Toolbar, menu and docked panels; whatever is added here is taken away again by `close`."""

import functools
import pathlib

from qgis.core import Qgis, QgsApplication, QgsProject
from qgis.gui import QgsDockWidget
from qgis.PyQt import sip
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtGui import QIcon

from . import map_group, packages
from .clause_tree import to_do
from .guideline_panel import GuidelinePanel
from .help_page import help_page
from .multi_ground_panel import MultiGroundPanel
from .qt import QAction
from .session import Session
from .texts import language, translate
from .walk_panel import WalkPanel

ROOT = pathlib.Path(__file__).parent.parent
ICONS = ROOT / "resources" / "icons"
_MENU = "Multiground"
_CREATE = "multiground:createpackage"
_IMPORTS = ("multiground:importosm", "multiground:importplanningdata")
_AFTER_QGIS_MS = 700  # QGIS tells of the end of a run as well
_MESSAGE_S = 15


class Desk:
    """The planner's desk in the QGIS window."""

    def __init__(self, iface):
        self.iface, self.actions, self.docks, self.placed, self.dialogs = iface, [], [], [], []
        self.session = Session()
        canvas = iface.mapCanvas()
        self.guideline = GuidelinePanel(self.session, canvas)
        self.multi_ground = MultiGroundPanel(self.session, canvas, iface)
        self.toolbar = iface.addToolBar(_MENU)
        self.toolbar.setObjectName("MultigroundToolbar")
        self.guideline_dock = self._dock(
            self.guideline, translate("Multiground", "Guideline"), "MultigroundGuideline", "guideline"
        )
        self.walk = WalkPanel(canvas)
        self.walk_dock = self._dock(self.walk, translate("Multiground", "Walk circles"), "MultigroundWalk", "walk")
        self.multi_ground_dock = self._dock(
            self.multi_ground, translate("Multiground", "Multi-ground"), "MultigroundSystems", "systems"
        )
        self.toolbar.addSeparator()
        text = translate("Multiground", "New district package …")
        self.create = self._action(text, "package", self.new_package)
        self.create.setVisible(QgsApplication.processingRegistry().algorithmById(_CREATE) is not None)
        self._action(translate("Multiground", "Assess district"), "assess", self.assess)
        self._action(translate("Multiground", "Demo district"), "demo", self.demo)
        self._action(translate("Multiground", "Help"), "help", self.help)
        for tool in _IMPORTS:
            algorithm = QgsApplication.processingRegistry().algorithmById(tool)
            if algorithm is not None:
                text, slot = f"{algorithm.displayName()} …", functools.partial(self.make_package, tool)
                self.toolbar.removeAction(self._action(text, "package", slot))  # it stands in the menu
        self.session.finished.connect(self._tell)
        self.session.warned.connect(self._warn)
        project = QgsProject.instance()
        project.readProject.connect(self._project_read)
        project.layersAdded.connect(self._layers_changed)
        project.layersRemoved.connect(self._layers_changed)

    def close(self):
        """Take everything away that was added."""
        project = QgsProject.instance()
        project.readProject.disconnect(self._project_read)
        project.layersAdded.disconnect(self._layers_changed)
        project.layersRemoved.disconnect(self._layers_changed)
        self.walk.shut_down()
        self.multi_ground.shut_down()
        self.guideline.mark.close()
        self.guideline.comparison.run.close()
        self.session.close()
        for dialog in self.dialogs:
            if not sip.isdeleted(dialog):  # QGIS deletes those of its tools when they are closed
                dialog.close()
                dialog.deleteLater()
        for action in self.actions:
            self.iface.removePluginMenu(_MENU, action)
            self.toolbar.removeAction(action)
            action.deleteLater()
        for dock in self.docks:
            self.iface.removeDockWidget(dock)
            dock.deleteLater()
        self.iface.mainWindow().removeToolBar(self.toolbar)
        self.toolbar.deleteLater()
        self.session.deleteLater()
        self.actions, self.docks, self.placed, self.dialogs = [], [], [], []

    def _tell(self, result):
        """Say in the message bar that a run is done, for whoever looks at something else meanwhile."""
        shown = [row["shown"] for row in result.clauses]
        text = translate("Multiground", "{}: {} clauses to do, {} not assessable.")
        text = text.format(result.district, sum(map(to_do, shown)), shown.count("unassessed"))
        QTimer.singleShot(_AFTER_QGIS_MS, lambda: self._push(text, Qgis.MessageLevel.Info))

    def _warn(self, text):
        if not self.guideline.isVisible():  # else it stands in the panel
            self._push(text, Qgis.MessageLevel.Warning)

    def _push(self, text, level):
        if self.actions:  # else the plugin is gone meanwhile
            self.iface.messageBar().pushMessage(_MENU, text, level, _MESSAGE_S)

    # Actions

    def assess(self, *_):
        """Show the panel, and assess what it has chosen."""
        self.guideline_dock.setUserVisible(True)
        if not self.session.run.running():
            self.guideline.start_or_cancel()

    def demo(self, *_):
        """Load the demo district, assess it and show its grades."""
        self.guideline_dock.setUserVisible(True)
        if self.session.run.running():
            return
        path = packages.demo_copy()
        if packages.add_to_map(path):
            QTimer.singleShot(0, lambda: self._zoom_to_district(path))  # after QGIS has taken up the first layer
        self.guideline.chooser.choose(str(path))
        if self.session.result is None or self.session.out_of_date():
            self.guideline.start_or_cancel()

    def new_package(self, *_):
        self.make_package(_CREATE)

    def make_package(self, tool, *_):
        """Open the dialog of a tool that makes a package, which is then opened; none goes with temporary files."""
        import processing

        place = packages.new_place(translate("Multiground", "district"))
        dialog = processing.createAlgorithmDialog(tool, {"PACKAGE": str(place)})
        dialog.algorithmFinished.connect(self._package_made)
        dialog.show()
        self.dialogs.append(dialog)

    def help(self, *_):
        """Show the page on the panels."""
        page = ROOT / "docs" / ("desk_zh.md" if language() == "zh" else "desk.md")
        dialog = help_page(page, translate("Multiground", "Multiground: help"), self.iface.mainWindow())
        dialog.show()
        self.dialogs.append(dialog)

    # What happens around

    def _package_made(self, successful, results):
        path = results.get("PACKAGE") if successful else None
        if path and pathlib.Path(path).is_file():
            self.guideline.chooser.choose(str(path))
            packages.add_to_map(path)

    def _project_read(self, *_):
        """Take up the result that an opened project shows."""
        package, scenario, path = map_group.saved_result() or ("", "", None)
        if path is not None:
            beside = pathlib.Path(path).parent / pathlib.Path(package).name  # where the folder was moved as a whole
            found = next((each for each in (pathlib.Path(package), beside) if package and each.is_file()), None)
            if found is not None or not package:
                self.guideline.chooser.choose(found and str(found), scenario)

    def _layers_changed(self, *_):
        self.guideline.chooser.refresh()

    def _zoom_to_district(self, path):
        canvas = self.iface.mapCanvas()
        layers = [layer for layer in QgsProject.instance().mapLayers().values() if packages.shows(layer, path)]
        district = next((layer for layer in layers if layer.name() == "district"), None)
        if district is not None:
            if not QgsProject.instance().crs().isValid():
                QgsProject.instance().setCrs(district.crs())
            extent = canvas.mapSettings().layerExtentToOutputExtent(district, district.extent())
            extent.scale(1.05)
            canvas.setExtent(extent)
            canvas.refresh()

    def _dock(self, panel, title, name, icon):
        dock = QgsDockWidget(f"Multiground – {title}", self.iface.mainWindow())
        dock.setObjectName(name)
        dock.setWidget(panel)
        self.iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
        dock.hide()
        dock.opened.connect(lambda: self._place(dock))
        action = self._action(title, icon, None)
        dock.setToggleVisibilityAction(action)
        self.docks.append(dock)
        return dock

    def _place(self, dock):
        """Put a dock that is opened for the first time into one pile with the others, wide enough to read."""
        window = self.iface.mainWindow()
        if dock in self.placed or dock.isFloating():
            return
        beside = [each for each in self.placed if each.isVisible() and not each.isFloating()]
        self.placed.append(dock)
        if beside:
            window.tabifyDockWidget(beside[0], dock)
            QTimer.singleShot(0, dock.raise_)
        wanted = max(each.widget().sizeHint().width() for each in self.placed)
        window.resizeDocks([dock], [max(wanted, dock.width())], Qt.Orientation.Horizontal)

    def _action(self, text, icon, slot):
        action = QAction(QIcon(str(ICONS / f"{icon}.svg")), text, self.iface.mainWindow())
        action.setToolTip(text)
        if slot is not None:
            action.triggered.connect(slot)
        self.toolbar.addAction(action)
        self.iface.addPluginToMenu(_MENU, action)
        self.actions.append(action)
        return action
