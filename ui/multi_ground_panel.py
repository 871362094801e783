"""Panel 3: the multi-ground systems of the shown result, the MPER, a section, and what would help."""

import math
from html import escape

from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ..urbanform import clauses
from . import map_group
from .ground import advice_rows, floor_rows, needed_text, section, system_colour, system_rows
from .ground_map import Measure
from .ground_tables import put, some, swatch, tables
from .texts import COLOURS, SIGNS, field_labels, grade_names, number, translate
from .view_3d import View3D
from .widgets import MperDial, SectionDrawing

_USUAL = 500, 760
_FIGURES = ("n_systems", "sum_f", "mean_f", "a_pd", "a_mgs", "a_vh", "a_vz", "mper", "mper_with_ground")
_LAYERS = ("mper_advice", "vertical_components", "near_ground_surfaces", "connected_floors")


class MultiGroundPanel(QWidget):
    """Shows tables of the session's result; draws the chosen measure on the map."""

    def __init__(self, session, canvas=None, iface=None, parent=None):
        super().__init__(parent)
        self.session, self.canvas, self.on_canvas, self.in_space = session, canvas, Measure(canvas), View3D(iface)
        self.rows, self.measures = [], []
        self.hint, self.formula, self.needed = QLabel(), QLabel(), QLabel()
        self.dial, self.drawing = MperDial(), SectionDrawing()
        self.district, self.view = QComboBox(), QComboBox()
        self.figures, self.systems, self.section_table, self.floors, self.advice = tables()
        self.on_map = QPushButton(translate("Multiground", "Show on the map"))
        self.in_3d = QPushButton(translate("Multiground", "3D view"))
        self._explain()
        self._arrange()
        self.district.currentIndexChanged.connect(self._fill)
        self.view.currentIndexChanged.connect(self._fill_section)
        self.systems.itemSelectionChanged.connect(self._choose_system)
        self.advice.itemSelectionChanged.connect(self._choose_measure)
        self.drawing.chosen.connect(self._look_at)
        self.section_table.itemActivated.connect(self._look_at_row)
        self.on_map.clicked.connect(self.show_on_map)
        self.in_3d.clicked.connect(self.show_in_3d)
        session.result_changed.connect(self._show_result)
        session.freshness_changed.connect(self._show_freshness)
        if canvas is not None:
            canvas.destinationCrsChanged.connect(self._draw_measure)
        self._show_result()

    def sizeHint(self):
        return QSize(*_USUAL)

    @property
    def band(self):
        """What is drawn of the chosen measure, None for nothing."""
        return self.on_canvas.band

    def shut_down(self):
        """Take everything away that was opened or drawn."""
        if self.canvas is not None:
            self.canvas.destinationCrsChanged.disconnect(self._draw_measure)
        self.on_canvas.clear()
        self.in_space.close()

    def showEvent(self, event):
        """Draw again what was drawn."""
        super().showEvent(event)
        self._draw_measure()

    def hideEvent(self, event):
        """Leave nothing on the map that nobody could take away."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.on_canvas.clear()

    def _explain(self):
        self.on_map.setToolTip(translate("Multiground", "Show surfaces, links and floors in their colours"))
        self.in_3d.setToolTip(translate("Multiground", "Open QGIS's 3D map with surfaces and links at their heights"))
        self.advice.setToolTip(translate("Multiground", "Choose a measure to see it on the map"))
        self.view.addItem(translate("Multiground", "seen from the south"), 0)
        self.view.addItem(translate("Multiground", "seen from the east"), 1)
        self.view.setAccessibleName(translate("Multiground", "Direction of the section"))
        self.district.setAccessibleName(translate("Multiground", "District shown"))
        self.stale = QLabel(translate("Multiground", "⚠ Out of date: assess again in the panel Guideline."))
        self.stale.setStyleSheet("QLabel{background:#ffe9a8;color:#3d2f00;padding:4px}")
        for label in (self.hint, self.formula, self.needed, self.stale):
            label.setWordWrap(True)
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        self.section_table.setToolTip(translate("Multiground", "Enter or double-click: look at it on the map"))

    def _arrange(self):
        inside, self.body = QWidget(), QWidget()
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self.district, self.dial, self.figures, self.formula, self.needed):
            column.addWidget(part)
        column.addWidget(_heading(translate("Multiground", "Systems")))
        column.addWidget(self.systems)
        self.tabs = QTabWidget()
        picture = QWidget()
        rows = QVBoxLayout(picture)
        rows.addWidget(self.view)
        rows.addWidget(self.drawing, 1)
        self.tabs.addTab(picture, translate("Multiground", "Section"))
        self.tabs.addTab(self.section_table, translate("Multiground", "As a table"))
        self.tabs.addTab(self.floors, translate("Multiground", "Floors counted"))
        self.tabs.setMinimumHeight(320)
        column.addWidget(self.tabs)
        column.addWidget(_heading(translate("Multiground", "What would help")))
        column.addWidget(self.advice)
        whole = QVBoxLayout(inside)
        for part in (self.hint, self.body):
            whole.addWidget(part)
        whole.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        for part in (self.stale, scroll, _beside(self.on_map, self.in_3d)):
            outer.addWidget(part)  # what is out of date stays in view
        order = [self.district, self.figures, self.systems, self.tabs.tabBar(), self.view, self.section_table]
        order += [self.floors, self.advice, self.on_map, self.in_3d]
        for first, second in zip(order, order[1:]):
            QWidget.setTabOrder(first, second)

    def _show_result(self):
        """Read the districts of the result; say what to do where there are none."""
        self.on_canvas.clear()
        result = self.session.result
        self.rows = result.rows("mper") if result is not None else []
        told = translate("Multiground", "Assess a district in the panel Guideline first.")
        if result is not None:
            reason = next((row["finding"] for row in result.clauses if row["clause"] == "6.2.2"), "")
            told = translate("Multiground", "The result has no multi-ground system. {}").format(reason)
        self.hint.setText(told)
        self.hint.setVisible(not self.rows)
        self.body.setVisible(bool(self.rows))
        self.on_map.setEnabled(bool(self.rows))
        self.in_3d.setEnabled(bool(self.rows))
        self.district.blockSignals(True)
        self.district.clear()
        for row in self.rows:
            self.district.addItem(str(row.get("name") or f"#{row['fid']}"), row["fid"])
        self.district.blockSignals(False)
        self.district.setVisible(len(self.rows) > 1)
        self._fill()

    def _fill(self, *_):
        self.on_canvas.clear()
        if not self.rows:
            return
        row = self.rows[self.district.currentIndex()]
        with_ground = translate("Multiground", "with ground")
        readings = [(row["mper"], "MPER"), (row.get("mper_with_ground"), with_ground)]
        with self.session.result.under_its_rules() as known:
            self.dial.set_bands(_bands() if known else [])
            self.formula.setText(_working(row) if known else "")
        self.dial.set_readings(readings)
        labels, of = field_labels(), self._of_district
        put(self.figures, [(labels[name], number(row.get(name))) for name in _FIGURES if name in row], numbers=True)
        self.needed.setText(needed_text(of("mper_needed"), row))
        systems = of("multi_ground_systems")
        put(self.systems, system_rows(systems), [each["system"] for each in systems])
        for place, each in enumerate(systems):
            self.systems.item(place, 0).setIcon(swatch(system_colour(each["system"])))
        floors, count = self.session.result.floors(self.district.currentData())
        put(self.floors, some(floor_rows(floors), count), fit=False)
        self.measures = of("mper_advice")
        put(self.advice, advice_rows(self.measures))
        self._fill_section()
        self._show_freshness()

    def _fill_section(self, *_):
        surfaces, links = self._of_district("near_ground_surfaces"), self._of_district("vertical_components")
        bars, links, rows, keys = section(surfaces, links, self.view.currentData())
        self.drawing.set_content(bars, links)
        put(self.section_table, some(rows, len(rows)), keys, fit=False)
        self._choose_system()

    def _of_district(self, name):
        """Return the rows of a table that belong to the shown district."""
        rows, fid = self.session.result.rows(name), self.district.currentData()
        return [row for row in rows if row.get("district") in (None, fid)]

    def _choose_system(self):
        rows = {item.row() for item in self.systems.selectedItems()}
        key = self.systems.item(rows.pop(), 0).data(Qt.ItemDataRole.UserRole) if rows else None
        self.drawing.highlight(key)

    def _choose_measure(self):
        """Draw the chosen measure over the map, and bring it into view where it is not."""
        self._draw_measure(look=True)

    def _draw_measure(self, look=False):
        rows = {item.row() for item in self.advice.selectedItems()}
        fid = self.measures[rows.pop()]["fid"] if rows and self.session.result is not None else None
        self.on_canvas.show(self.session.result, fid, look)

    def _look_at_row(self, item):
        key = self.section_table.item(item.row(), 0).data(Qt.ItemDataRole.UserRole)
        if key is not None:
            self._look_at(key)

    def _look_at(self, key):
        """Show on the map the surface or link that was clicked in the section."""
        name, fid = key
        result = self.session.result
        row = next((row for row in result.rows(name) if row["fid"] == fid), None)
        if row is not None and self.show_on_map():
            map_group.look_at(self.canvas, result, result.tables[name], row)

    def show_on_map(self, *_):
        """Show the layers of the multi-ground system, and nothing else of the result; return whether it is there."""
        result = self.session.result
        if result is None:
            return False
        tables = [result.tables[name] for name in _LAYERS if name in result.tables]
        try:
            map_group.show(result, self.session.scenario, tables)
        except ValueError as error:  # the file is gone
            self._say(str(error))
            return False
        return True

    def show_in_3d(self, *_):
        if self.show_on_map() and not self.in_space.show(self.session.result.path):
            self._say(translate("Multiground", "This QGIS has no 3D map."))

    def _say(self, text):
        self.hint.setText(text)
        self.hint.show()

    def _show_freshness(self):
        self.stale.setVisible(bool(self.rows) and bool(self.session.out_of_date()))


def _bands():
    """Return the bands of the MPER by the rules in force, as the dial takes them."""
    names = grade_names()
    bands = sorted(clauses.bounds("6.2.2", "mper"), key=lambda bound: bound.lower)
    return [
        (
            bound.lower if math.isfinite(bound.lower) else None,
            bound.upper if math.isfinite(bound.upper) else None,
            COLOURS[bound.grade],
            SIGNS[bound.grade],
            names[bound.grade],
        )
        for bound in bands
    ]


def _working(row):
    """Return the formula of the MPER by the rules in force, and the same with a district's figures."""
    parts = [number(row[name]) for name in ("sum_f", "n_systems", "a_pd", "a_mgs", "a_vh", "a_vz", "mper")]
    factor = clauses.value("6.2.1", "vertical_projection_factor")
    formula = "MPER = ΣF ÷ N × A_PD ÷ (A_MGS + A_VH + {0:g} × A_VZ)"
    filled_in = "{1} ÷ {2} × {3} ÷ ({4} + {5} + {0:g} × {6})"
    return f"{formula} = {filled_in} = <b>{{7}}</b>".format(factor, *map(escape, parts))


def _beside(*widgets):
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        layout.addWidget(widget, 1)
    return row


def _heading(text):
    return QLabel(f"<b>{escape(text)}</b>")
