"""Panel 3: the multi-ground systems of the shown result, the MPER, a section, and what would help."""

from html import escape

from qgis.core import QgsWkbTypes
from qgis.gui import QgsRubberBand
from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtGui import QColor, QIcon, QPixmap
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ..urbanform import clauses
from . import map_group, view_3d
from .ground import advice_rows, floor_rows, needed_text, section, system_colour, system_rows
from .texts import COLOURS, SIGNS, field_labels, grade_names, number, translate
from .widgets import MperDial, SectionDrawing

_USUAL = 500, 760
_FIGURES = ("n_systems", "sum_f", "mean_f", "a_pd", "a_mgs", "a_vh", "a_vz", "mper", "mper_with_ground")
_LAYERS = ("mper_advice", "vertical_components", "near_ground_surfaces", "connected_floors")


class MultiGroundPanel(QWidget):
    """Shows tables of the session's result; draws the chosen measure on the map."""

    def __init__(self, session, canvas=None, iface=None, parent=None):
        super().__init__(parent)
        self.session, self.canvas, self.iface, self.band = session, canvas, iface, None
        self.hint, self.formula, self.needed = QLabel(), QLabel(), QLabel()
        self.dial, self.drawing = MperDial(), SectionDrawing()
        self.district, self.view = QComboBox(), QComboBox()
        self.figures, self.systems, self.section_table, self.floors, self.advice = _tables()
        self.on_map = QPushButton(translate("Multiground", "Show on the map"))
        self.in_3d = QPushButton(translate("Multiground", "3D view"))
        self._explain()
        self._arrange()
        self.district.currentIndexChanged.connect(self._fill)
        self.view.currentIndexChanged.connect(self._fill_section)
        self.systems.itemSelectionChanged.connect(self._choose_system)
        self.advice.itemSelectionChanged.connect(self._choose_measure)
        self.drawing.chosen.connect(self._look_at)
        self.on_map.clicked.connect(self.show_on_map)
        self.in_3d.clicked.connect(self.show_in_3d)
        session.result_changed.connect(self._show_result)
        session.freshness_changed.connect(self._show_freshness)
        self._show_result()

    def sizeHint(self):
        return QSize(*_USUAL)

    def close_band(self):
        """Take the drawn measure off the map."""
        if self.band is not None:
            self.band.reset()
            self.canvas.scene().removeItem(self.band)
            self.band = None

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
        bands = clauses.bounds("6.2.2", "mper")
        limits = sorted(bands, key=lambda bound: bound.lower)
        names = grade_names()
        self.dial.set_bands(
            [
                (
                    None if bound.lower == float("-inf") else bound.lower,
                    None if bound.upper == float("inf") else bound.upper,
                    COLOURS[bound.grade],
                    SIGNS[bound.grade],
                    names[bound.grade],
                )
                for bound in limits
            ]
        )

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
        for part in (self.hint, self.stale, self.body):
            whole.addWidget(part)
        whole.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        outer.addWidget(_beside(self.on_map, self.in_3d))

    def _show_result(self):
        """Read the districts of the result; say what to do where there are none."""
        self.close_band()
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
        self.close_band()
        if not self.rows:
            return
        row = self.rows[self.district.currentIndex()]
        with_ground = translate("Multiground", "with ground")
        readings = [(row["mper"], "MPER"), (row.get("mper_with_ground"), with_ground)]
        self.dial.set_readings(readings)
        labels, of = field_labels(), self._of_district
        self._put(self.figures, [(labels[name], number(row.get(name))) for name in _FIGURES if name in row])
        self.formula.setText(self._working(row))
        self.needed.setText(needed_text(of("mper_needed"), row))
        systems = of("multi_ground_systems")
        self._put(self.systems, system_rows(systems), [each["system"] for each in systems])
        for place, each in enumerate(systems):
            self.systems.item(place, 0).setIcon(_swatch(system_colour(each["system"])))
        self._put(self.floors, floor_rows(of("connected_floors")))
        self.measures = of("mper_advice")
        self._put(self.advice, advice_rows(self.measures))
        self._fill_section()
        self._show_freshness()

    def _fill_section(self, *_):
        bars, links, rows = section(
            self._of_district("near_ground_surfaces"), self._of_district("vertical_components"), self.view.currentData()
        )
        self.drawing.set_content(bars, links)
        self._put(self.section_table, rows)

    def _of_district(self, name):
        """Return the rows of a table that belong to the shown district."""
        rows, fid = self.session.result.rows(name), self.district.currentData()
        return [row for row in rows if row.get("district") in (None, fid)]

    def _working(self, row):
        parts = [number(row[name]) for name in ("sum_f", "n_systems", "a_pd", "a_mgs", "a_vh", "a_vz", "mper")]
        factor = clauses.value("6.2.1", "vertical_projection_factor")
        formula = "MPER = ΣF ÷ N × A_PD ÷ (A_MGS + A_VH + {0:g} × A_VZ)"
        filled_in = "{1} ÷ {2} × {3} ÷ ({4} + {5} + {0:g} × {6})"
        return f"{formula} = {filled_in} = <b>{{7}}</b>".format(factor, *map(escape, parts))

    def _put(self, table, rows, keys=()):
        table.blockSignals(True)
        table.setRowCount(len(rows))
        for place, texts in enumerate(rows):
            for column, text in enumerate(texts):
                table.setItem(place, column, _cell(text, right=table is self.figures and column == 1))
            if keys:
                table.item(place, 0).setData(Qt.ItemDataRole.UserRole, keys[place])
        table.setCurrentItem(None)
        table.blockSignals(False)
        if table in (self.figures, self.systems, self.advice):
            _fit(table)

    def _choose_system(self):
        rows = {item.row() for item in self.systems.selectedItems()}
        key = self.systems.item(rows.pop(), 0).data(Qt.ItemDataRole.UserRole) if rows else None
        self.drawing.highlight(key)

    def _choose_measure(self):
        """Draw the chosen measure over the map, and bring it into view."""
        self.close_band()
        rows = {item.row() for item in self.advice.selectedItems()}
        if not rows or self.canvas is None:
            return
        layer_crs, geometry = map_group.geometry_of(
            self.session.result, "mper_advice", self.measures[rows.pop()]["fid"]
        )
        if geometry is None or geometry.isNull():
            return
        self.band = QgsRubberBand(self.canvas, QgsWkbTypes.GeometryType.LineGeometry)
        self.band.setColor(QColor("#e7298a"))
        self.band.setWidth(6)
        map_group.show_geometry(self.canvas, self.session.result.path, self.band, geometry, layer_crs)

    def _look_at(self, key):
        """Show on the map the surface or link that was clicked in the section."""
        name, fid = key
        result = self.session.result
        row = next((row for row in result.rows(name) if row["fid"] == fid), None)
        if row is not None:
            self.show_on_map()
            map_group.look_at(self.canvas, result, result.tables[name], row)

    def show_on_map(self):
        """Show the layers of the multi-ground system, and nothing else of the result."""
        result = self.session.result
        if result is not None:
            tables = [result.tables[name] for name in _LAYERS if name in result.tables]
            map_group.show(result, self.session.scenario, tables)

    def show_in_3d(self):
        self.show_on_map()
        result = self.session.result
        if result is not None and not view_3d.show(self.iface, result.path):
            self.hint.setText(translate("Multiground", "This QGIS has no 3D map."))
            self.hint.show()

    def _show_freshness(self):
        self.stale.setVisible(bool(self.rows) and bool(self.session.out_of_date()))


def _tables():
    """Return the panel's tables: the figures, the systems, the section, the floors and the measures."""
    heads = {
        translate("Multiground", "Figures of the MPER"): (
            translate("Multiground", "Quantity"),
            translate("Multiground", "Value"),
        ),
        translate("Multiground", "Multi-ground systems"): (
            translate("Multiground", "System"),
            translate("Multiground", "Surfaces"),
            translate("Multiground", "Area"),
            translate("Multiground", "F = above + below + ground"),
        ),
        translate("Multiground", "Surfaces and links of the section"): (
            translate("Multiground", "Surface or link"),
            translate("Multiground", "Kind"),
            translate("Multiground", "Height"),
            translate("Multiground", "System"),
        ),
        translate("Multiground", "Floors counted, and why"): (
            translate("Multiground", "Building"),
            translate("Multiground", "Storey"),
            translate("Multiground", "Function"),
            translate("Multiground", "Counts as"),
            translate("Multiground", "Why"),
        ),
        translate("Multiground", "What would help"): (
            "#",
            translate("Multiground", "Grade"),
            translate("Multiground", "MPER"),
            translate("Multiground", "Measure"),
        ),
    }
    tables = [_table(name, columns) for name, columns in heads.items()]
    tables[0].horizontalHeader().setStretchLastSection(False)
    tables[0].horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    return tables


def _table(name, heads):
    table = QTableWidget(0, len(heads))
    table.setHorizontalHeaderLabels(heads)
    for column, head in enumerate(heads):
        table.horizontalHeaderItem(column).setToolTip(head)  # for narrow columns
    table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + 8)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    table.horizontalHeader().setStretchLastSection(True)
    table.setAccessibleName(name)
    return table


def _cell(text, right):
    item = QTableWidgetItem(text)
    item.setToolTip(text)
    if right:
        item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return item


def _fit(table):
    """Make a short table as tall as its rows, so that nobody scrolls within what scrolls."""
    rows = min(max(table.rowCount(), 1), 9)
    height = table.horizontalHeader().sizeHint().height() + 2 * table.frameWidth() + 4
    bar = table.horizontalScrollBar().sizeHint().height() if table.columnCount() > 2 else 0
    table.setFixedHeight(height + bar + rows * table.verticalHeader().defaultSectionSize())


def _beside(*widgets):
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        layout.addWidget(widget, 1)
    return row


def _heading(text):
    return QLabel(f"<b>{escape(text)}</b>")


def _swatch(colour):
    picture = QPixmap(14, 14)
    picture.fill(colour)
    return QIcon(picture)
