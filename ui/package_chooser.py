"""Which district package, which scenario of it, and by which rules."""

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
from .layer_chooser import LayerChooser
from .texts import translate

_FOLDER, _RULES_FOLDER = "multiground/folder", "multiground/rules_folder"


class PackageChooser(QWidget):
    """Lists the packages of the open project and of earlier days, opens others, names the scenario."""

    chosen = pyqtSignal()
    rules_chosen = pyqtSignal()
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
        text = translate("Multiground", "Say which layer of the project is which …")
        self.which = tool("⚙", text, self.assign_layers)
        self._make_scenario()
        self._make_rules()
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        rows = {
            translate("Multiground", "&District"): (self.packages, self.browse, self.add, self.which),
            translate("Multiground", "&Scenario"): (self.scenario, *beside),
            translate("Multiground", "&Rules"): (self.rules, self.other_rules),
        }
        for name, widgets in rows.items():
            form.addRow(name, row(*widgets))
            form.itemAt(form.rowCount() - 1, QFormLayout.ItemRole.LabelRole).widget().setBuddy(widgets[0])
        self.refresh()
        self.show_rules(None)

    def _make_scenario(self):
        self.scenario.setPlaceholderText(translate("Multiground", "for example: with a bridge"))
        text = translate("Multiground", "Results of one name replace each other; another name keeps both")
        self.scenario.setToolTip(text)
        self.scenario.setAccessibleName(translate("Multiground", "Name of the scenario"))
        self.scenario.setText(translate("Multiground", "base"))
        self.scenario.editingFinished.connect(self._named)
        self.named = self.scenario.text()

    def _make_rules(self):
        self.rules = QComboBox()
        self.rules.setToolTip(translate("Multiground", "Bounds of the grades: the guideline's, or those of a profile"))
        self.rules.setAccessibleName(translate("Multiground", "Rules"))
        self.rules.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.rules.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.rules.activated.connect(lambda *_: self.rules_chosen.emit())
        self.other_rules = tool("…", translate("Multiground", "Open another rule profile …"), self._browse_rules)

    def path(self):
        """Return the chosen package, None for the layers of the open project."""
        return self.packages.currentData()

    def name(self):
        return self.scenario.text()

    def chosen_rules(self):
        """Return the file of the chosen rules, None for the guideline's own."""
        return self.rules.currentData()

    def show_rules(self, path):
        """Turn to rules: a file, or None for the guideline's own."""
        self.rules.clear()
        self.rules.addItem(translate("Multiground", "The guideline's own"), None)
        for each in dict.fromkeys([*([str(path)] if path else []), *packages.recent_rules()]):
            self.rules.addItem(pathlib.Path(each).name, each)
            self.rules.setItemData(self.rules.count() - 1, each, Qt.ItemDataRole.ToolTipRole)
        self.rules.setCurrentIndex(self.rules.findData(str(path)) if path else 0)

    def choose(self, path, scenario=None):
        """Turn to a package (None for the layers of the project), and to a scenario of it."""
        if path is not None:
            packages.remember(path)
        if scenario is not None:
            self.scenario.setText(scenario)
            self.named = scenario
        self.wanted = path and str(path)
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
        self._offer()

    def allow(self, allowed):
        """Let the user choose, or not while a run is under way."""
        for widget in (self.packages, self.browse, self.which, self.scenario, self.rules, self.other_rules):
            widget.setEnabled(allowed)

    def keep(self):
        """Stay with what is shown, whatever layers come and go."""
        self.wanted = self.path()

    def assign_layers(self, *_):
        """Let the user say which layer of the project stands for which of a package."""
        dialog = LayerChooser(self)
        if dialog.exec():
            self.chosen.emit()
        dialog.deleteLater()

    def _offer(self):
        """Offer beside the district what fits it: the layers of a package, or the choice among those of the project."""
        self.add.setVisible(self.path() is not None)
        self.which.setVisible(self.path() is None)

    def add_layers(self, *_):
        """Add the layers of the chosen package to the map."""
        if self.path() and not packages.add_to_map(self.path()):
            self.warned.emit(translate("Multiground", "All layers of the package are on the map already."))

    def _chosen(self, *_):
        self.keep()
        self._offer()
        self.chosen.emit()

    def _browse_rules(self, *_):
        title, kind = translate("Multiground", "Open a rule profile"), translate("Multiground", "Rule profile (*.csv)")
        path, _ = QFileDialog.getOpenFileName(self, title, QSettings().value(_RULES_FOLDER, ""), kind)
        if path:
            QSettings().setValue(_RULES_FOLDER, str(pathlib.Path(path).parent))
            packages.remember_rules(path)
            self.show_rules(path)
            self.rules_chosen.emit()

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
