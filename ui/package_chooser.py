"""Which district package, and which scenario of it."""

import pathlib

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QSettings, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from . import packages
from .texts import translate

_FOLDER = "multiground/folder"


class PackageChooser(QWidget):
    """Lists the packages of the open project and of earlier days, opens others, names the scenario."""

    chosen = pyqtSignal()
    warned = pyqtSignal(str)

    def __init__(self, *beside, parent=None):
        """Take the widgets that stand beside the scenario."""
        super().__init__(parent)
        self.packages, self.scenario = QComboBox(), QLineEdit()
        self.packages.setToolTip(translate("Multiground", "GeoPackage of the district, or the open project's layers"))
        self.packages.setAccessibleName(translate("Multiground", "District package"))
        self.packages.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.packages.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.wanted = ()  # what the user chose: a path, or None for the project's layers; nothing yet
        self.packages.activated.connect(self._chosen)
        self.browse = tool("…", translate("Multiground", "Open another district package …"), self._browse)
        text = translate("Multiground", "Add the layers of the package to the map, to look at or edit")
        self.add = tool("", text, self.add_layers)
        self.add.setIcon(QgsApplication.getThemeIcon("/mActionAddOgrLayer.svg"))
        self.scenario.setPlaceholderText(translate("Multiground", "for example: with a bridge"))
        text = translate("Multiground", "Results of one name replace each other; another name keeps both")
        self.scenario.setToolTip(text)
        self.scenario.setAccessibleName(translate("Multiground", "Name of the scenario"))
        self.scenario.setText(translate("Multiground", "base"))
        self.scenario.editingFinished.connect(self._named)
        self.named = self.scenario.text()
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        names = translate("Multiground", "&District"), translate("Multiground", "&Scenario")
        rows = (self.packages, self.browse, self.add), (self.scenario, *beside)
        for name, widgets in zip(names, rows):
            form.addRow(name, row(*widgets))
            form.itemAt(form.rowCount() - 1, QFormLayout.ItemRole.LabelRole).widget().setBuddy(widgets[0])
        self.refresh()

    def path(self):
        """Return the chosen package, None for the layers of the open project."""
        return self.packages.currentData()

    def name(self):
        return self.scenario.text()

    def choose(self, path, scenario=None):
        """Turn to a package, and to a scenario of it."""
        packages.remember(path)
        if scenario is not None:
            self.scenario.setText(scenario)
            self.named = scenario
        self.wanted = str(path)
        self.refresh()
        self.chosen.emit()

    def refresh(self):
        """List the packages anew; the chosen one stays chosen."""
        self.packages.clear()
        paths = [*packages.in_project(), *packages.recent()]
        for path in dict.fromkeys([*paths, self.wanted] if self.wanted else paths):
            self.packages.addItem(pathlib.Path(path).name, path)
            self.packages.setItemData(self.packages.count() - 1, path, Qt.ItemDataRole.ToolTipRole)
        self.packages.addItem(translate("Multiground", "Layers of the open project"), None)
        self.packages.setCurrentIndex(0 if self.wanted == () else self.packages.findData(self.wanted))

    def add_layers(self, *_):
        """Add the layers of the chosen package to the map."""
        if self.path() and not packages.add_to_map(self.path()):
            self.warned.emit(translate("Multiground", "All layers of the package are on the map already."))

    def _chosen(self, *_):
        self.wanted = self.path()
        self.chosen.emit()

    def _browse(self, *_):
        title = translate("Multiground", "Open a district package")
        path, _ = QFileDialog.getOpenFileName(self, title, QSettings().value(_FOLDER, ""), "GeoPackage (*.gpkg)")
        if path:
            QSettings().setValue(_FOLDER, str(pathlib.Path(path).parent))
            self.choose(path)

    def _named(self):
        if self.named != self.name():  # leaving the field without a change is no choice
            self.named = self.name()
            self.chosen.emit()


def tool(text, tip, slot):
    """Return a small button with a tool tip, which is also its name for a screen reader."""
    button = QToolButton()
    button.setText(text)
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    button.clicked.connect(slot)
    return button


def row(*widgets):
    """Return widgets side by side; None is a stretch."""
    found = QWidget()
    layout = QHBoxLayout(found)
    layout.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        layout.addStretch(1) if widget is None else layout.addWidget(widget)
    return found
