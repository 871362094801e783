"""What a walk circle is asked of: the layers, the place with its storey, and the ways that count."""

import math
import re

from qgis.core import Qgis, QgsApplication, QgsMapLayerProxyModel, QgsPointXY
from qgis.gui import QgsMapLayerComboBox
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QValidator
from qgis.PyQt.QtWidgets import QCheckBox, QFormLayout, QLineEdit, QSizePolicy, QSpinBox, QToolButton, QWidget

from .package_chooser import row, tool
from .packages import project_layers
from .texts import translate

_IN_PACKAGE = {"network": "walkways", "services": "facilities", "extent": "data_extent"}


class StoreySpin(QSpinBox):
    """Storeys from 1 up and from -1 down; in place of the missing 0, the street."""

    def textFromValue(self, value):
        return super().textFromValue(value) if value else translate("Multiground", "on the street")

    def valueFromText(self, text):
        return 0 if text == self.textFromValue(0) else super().valueFromText(text)

    def validate(self, text, position):
        valid = super().validate(text, position)
        return (QValidator.State.Acceptable, text, position) if text == self.textFromValue(0) else valid


class WalkForm(QWidget):
    """Tells what is chosen and what is asked for; does nothing itself."""

    layers_chosen = pyqtSignal()
    changed = pyqtSignal()  # storey or switches
    pointing = pyqtSignal(bool)  # whether the place is wanted from the map
    typed_point = pyqtSignal(QgsPointXY)  # in the map's CRS
    warned = pyqtSignal(str)
    selected = pyqtSignal()

    def __init__(self, parent=None):
        super().__init__(parent)
        self.ids = [None, None, None]  # of the chosen layers
        self._make_choices()
        self._make_place()
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for name, label in (
            ("network", translate("Multiground", "&Walking network")),
            ("services", translate("Multiground", "&Facilities")),
            ("extent", translate("Multiground", "&Extent of the data")),
        ):
            form.addRow(label, self.layers[name])
        form.addRow(translate("Multiground", "&Place"), row(self.typed, self.take_selected))
        form.itemAt(3, QFormLayout.ItemRole.LabelRole).widget().setBuddy(self.typed)
        form.addRow(translate("Multiground", "St&orey"), row(self.storey, None))
        form.addRow(self.switches["ground"])
        form.addRow(row(self.switches["night"], self.switches["step_free"], None))
        form.addRow(self.point)

    def layer(self, name):
        return self.layers[name].currentLayer()

    def chosen(self):
        """Return the chosen layers by name, None for none."""
        return {name: box.currentLayer() for name, box in self.layers.items()}

    def find_layers(self):
        """Choose the layers of a loaded package where none are chosen yet; return whether any was found."""
        found, new = project_layers(), False
        own = self.layer("network")
        for name, table in _IN_PACKAGE.items():
            of_package = own is None or own is found.get("walkways")
            if of_package and self.layer(name) is None and "walkways" in found and table in found:
                new = True
                self.layers[name].blockSignals(True)
                self.layers[name].setLayer(found[table])
                self.layers[name].blockSignals(False)
        if new:
            self._look()
        return new

    def _look(self, *_):
        """Tell when other layers are chosen; the boxes also speak when their lists grow or shrink."""
        ids = [layer.id() if layer is not None else None for layer in self.chosen().values()]
        if ids != self.ids:
            self.ids = ids
            self.layers_chosen.emit()

    def drop(self, ids):
        """Let go of layers that are about to be removed; another one is not what the planner chose."""
        gone = [
            box for box in self.layers.values() if box.currentLayer() is not None and box.currentLayer().id() in ids
        ]
        for box in gone:
            box.setLayer(None)

    def walking(self):
        """Return the names of the switches that are on."""
        return tuple(sorted(name for name, box in self.switches.items() if box.isChecked()))

    def title(self, question, point):
        """Return what tells the circles of a question from others: the place on the map, its storey, the switches."""
        parts = [_coordinates(point, 5, 0)]
        storey = dict(question.known).get("storey")
        if storey:
            parts.append(translate("Multiground", "storey {}").format(storey))
        return " · ".join(parts + [self.switches[name].text() for name in question.walking])

    def show_point(self, point):
        self.typed.setText(_coordinates(point, 6, 1))
        self.typed.setCursorPosition(0)

    def stop_pointing(self):
        """Show that the map has another tool now."""
        self.point.blockSignals(True)
        self.point.setChecked(False)
        self.point.blockSignals(False)

    def _read_point(self):
        words = re.split(r"[\s,;，；、]+", self.typed.text().strip())
        try:
            x, y = map(float, words)
        except ValueError:
            x = y = math.nan
        if math.isfinite(x + y):
            self.typed_point.emit(QgsPointXY(x, y))
        else:
            self.warned.emit(translate("Multiground", "Type two numbers, for example 504200, 2553100."))

    def widgets(self):
        """Return what the tab key goes through."""
        place = self.typed, self.take_selected, self.storey
        return [*self.layers.values(), *place, *self.switches.values(), self.point]

    def _make_choices(self):
        kinds = QgsMapLayerProxyModel.Filter
        flags = Qgis.LayerFilters if hasattr(Qgis, "LayerFilters") else QgsMapLayerProxyModel.Filters  # since 3.34
        filters = {"network": kinds.LineLayer, "services": kinds.PointLayer | kinds.PolygonLayer}
        self.layers = {}
        for name, text in (
            ("network", translate("Multiground", "Lines that people walk, with or without heights")),
            ("services", translate("Multiground", "Shops, schools, clinics …; may stay empty")),
            ("extent", translate("Multiground", "Polygon within which the facilities are known; may stay empty")),
        ):
            self.layers[name] = box = QgsMapLayerComboBox()
            box.setAllowEmptyLayer(True)
            box.setFilters(flags(filters.get(name, kinds.PolygonLayer)))
            box.setLayer(None)
            box.setToolTip(text)
            box.setSizeAdjustPolicy(box.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(12)
            box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            box.layerChanged.connect(self._look)
        self.switches = {}
        for name, label, text in (
            (
                "ground",
                translate("Multiground", "Without skyways and underground"),
                translate("Multiground", "Leaves out skyways, underpasses and indoor passages"),
            ),
            (
                "night",
                translate("Multiground", "By night"),
                translate("Multiground", "Only ways that are open 24 hours; unknown hours count as open"),
            ),
            (
                "step_free",
                translate("Multiground", "Step-free"),
                translate("Multiground", "Without stairs and escalators"),
            ),
        ):
            self.switches[name] = QCheckBox(label)
            self.switches[name].setToolTip(text)
            self.switches[name].toggled.connect(lambda _: self.changed.emit())

    def _make_place(self):
        self.point = QToolButton()
        self.point.setText(translate("Multiground", "Place on the map"))
        self.point.setIcon(QgsApplication.getThemeIcon("/mActionCapturePoint.svg"))
        self.point.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.point.setCheckable(True)
        self.point.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.point.setToolTip(translate("Multiground", "Click on the map, or drag: the circles follow the cursor"))
        text = translate("Multiground", "Take the selected feature of the current layer as the place")
        self.take_selected = tool(translate("Multiground", "Selected"), text, self.selected)
        self.point.toggled.connect(self.pointing)
        self.typed = QLineEdit()
        self.typed.returnPressed.connect(self._read_point)
        self.typed.setPlaceholderText(translate("Multiground", "x, y of the map"))
        self.typed.setToolTip(translate("Multiground", "Coordinates in the map's reference system, then Enter"))
        self.typed.setAccessibleName(translate("Multiground", "Coordinates of the place"))
        self.storey = StoreySpin()
        self.storey.setRange(-9, 200)
        self.storey.setMinimumWidth(self.storey.fontMetrics().horizontalAdvance(self.storey.textFromValue(0)) + 50)
        self.storey.setKeyboardTracking(False)
        self.storey.valueChanged.connect(lambda _: self.changed.emit())
        self.storey.setToolTip(
            translate("Multiground", "Storey of the place, 1 at the street, -1 below it: its lift takes time")
        )


def _coordinates(point, of_degrees, of_metres):
    """Write a point with some decimals where it may be in degrees, and with others where it is in metres."""
    decimals = of_degrees if max(abs(point.x()), abs(point.y())) <= 360 else of_metres
    return f"{point.x():.{decimals}f}, {point.y():.{decimals}f}"
