"""What one place reaches, as figures and as the checklist of services."""

import math
from html import escape

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ..urbanform import tables
from .texts import language, translate
from .walk_map import facility_icon, swatch

_SIGNS = {"served": "✓", "missing": "✗", "unknown": "?"}
_ORDER = ("missing", "unknown", "served")  # what wants attention comes first
_NUMBERS = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class WalkResults(QWidget):
    """Two tables and a sentence, filled anew with every answer."""

    chosen = pyqtSignal(object)  # row of the facility of the chosen category, None for none

    def __init__(self, parent=None):
        super().__init__(parent)
        self.labels = {row["category"]: row[f"label_{language()}"] for row in tables.rows("facilities")}
        heads = translate("Multiground", "Within"), translate("Multiground", "Streets")
        heads += translate("Multiground", "Area"), translate("Multiground", "Of ideal")
        self.figures = _table(translate("Multiground", "Reach of the place"), *heads)
        self.figures.setToolTip(
            translate("Multiground", "The ideal circle is walked in all directions, straight; 100 % is never reached.")
        )
        self.summary = QLabel()
        self.summary.setWordWrap(True)
        self.summary.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.summary.setTextFormat(Qt.TextFormat.RichText)
        heads = translate("Multiground", "Service"), translate("Multiground", "Minutes")
        heads += (translate("Multiground", "Nearest"),)
        self.checklist = _table(translate("Multiground", "Service checklist"), *heads)
        self.checklist.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.checklist.setMinimumHeight(150)
        self.checklist.setToolTip(
            translate(
                "Multiground",
                "Minutes on foot / at most wanted. Choose a service to see on the map which place is its nearest."
            )
        )
        self.checklist.horizontalHeaderItem(2).setIcon(facility_icon())
        self.checklist.itemSelectionChanged.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self.figures, self.summary, self.checklist):
            column.addWidget(part)
        column.setStretch(2, 1)

    def show_answer(self, answer, names):
        """Fill in an answer; names : of the facilities, '' where unknown; None where no layer of them is chosen."""
        self._show_circles(answer.circles)
        self.checklist.setVisible(names is not None)
        if names is not None:
            self._show_checklist(answer.checklist, names)
        else:
            self.summary.setText(translate("Multiground", "Choose a layer of facilities for the service checklist."))

    def _show_circles(self, circles):
        self.figures.setRowCount(len(circles.minutes))
        for row, minutes in enumerate(circles.minutes):
            _put(self.figures, row, 0, translate("Multiground", "{:g} min").format(minutes))
            self.figures.item(row, 0).setIcon(swatch(row, len(circles.minutes), 12))
            values = circles.street_m[row] / 1000, circles.area_m2[row] / 10_000, 100 * circles.ped_shed[row]
            for column, (value, decimals, unit) in enumerate(zip(values, (2, 1, 0), ("km", "ha", "%")), 1):
                _put(self.figures, row, column, f"{value:,.{decimals}f} {unit}", _NUMBERS)
        _fit(self.figures)

    def _show_checklist(self, checklist, names):
        order = sorted(range(len(checklist.category)), key=lambda row: _ORDER.index(checklist.standing[row]))
        kept = self.chosen_category()
        self.checklist.blockSignals(True)
        self.checklist.setRowCount(len(order))
        for place, row in enumerate(order):
            category, service, standing = checklist.category[row], int(checklist.service[row]), checklist.standing[row]
            minutes = float(checklist.minutes[row])
            label, told = self.labels.get(category, category), _standing_names()[standing]
            nearest = (names[service] or "●") if service >= 0 else ""
            if math.isinf(minutes) and standing == "missing":
                nearest = translate("Multiground", "none reachable")
            taken = f"{minutes:.2f}" if math.isfinite(minutes) else "–"
            texts = f"{_SIGNS[standing]} {label}", f"{taken} / {checklist.band_min[row]:g}", nearest
            for column, text in enumerate(texts):
                item = _put(self.checklist, place, column, text, _NUMBERS if column == 1 else None)
                item.setToolTip(f"{label}: {told}")
                font = item.font()
                font.setBold(standing == "missing" and column == 0)
                item.setFont(font)
            self.checklist.item(place, 0).setData(Qt.ItemDataRole.UserRole, (category, service))
            self.checklist.item(place, 0).setData(Qt.ItemDataRole.AccessibleTextRole, f"{label}: {told}")
            if category == kept:
                self.checklist.selectRow(place)
        self.checklist.blockSignals(False)
        self._summarise(checklist)

    def _summarise(self, checklist):
        of = {name: [] for name in _ORDER}
        for category, standing in zip(checklist.category, checklist.standing):
            of[str(standing)].append(self.labels.get(category, category))
        text = translate("Multiground", "<b>{} of {} services in time.</b>")
        parts = [text.format(len(of["served"]), len(checklist.category))]
        for name, text in (
            ("missing", translate("Multiground", "✗ Missing: {}.")),
            ("unknown", translate("Multiground", "? Not known, for the circle leaves the data or they hold none: {}.")),
        ):
            if of[name]:
                parts.append(text.format(escape(", ".join(of[name]))))
        self.summary.setText(" ".join(parts))

    def chosen_category(self):
        rows = self.checklist.selectionModel().selectedRows()
        return self._key(rows[0].row())[0] if rows else None

    def chosen_service(self):
        """Return the row of the facility nearest in the chosen category, None where there is none."""
        rows = self.checklist.selectionModel().selectedRows()
        service = self._key(rows[0].row())[1] if rows else -1
        return service if service >= 0 else None

    def _key(self, row):
        return self.checklist.item(row, 0).data(Qt.ItemDataRole.UserRole)

    def _choose(self):
        self.chosen.emit(self.chosen_service())


def left_out_text(left_out):
    """Return why a place is not on the network."""
    if left_out.stranded[0]:
        text = translate("Multiground", "Not on the network: the street {:.0f} m away is part of a small piece of it.")
    else:
        text = translate("Multiground", "Not on the network: the nearest street is {:.0f} m away.")
    return text.format(left_out.distance_m[0])


def _standing_names():
    return {
        "served": translate("Multiground", "in time"),
        "missing": translate("Multiground", "missing"),
        "unknown": translate("Multiground", "not known"),
    }


def _table(name, *heads):
    table = QTableWidget(0, len(heads))
    table.setHorizontalHeaderLabels(heads)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + 6)
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    table.horizontalHeader().setStretchLastSection(True)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.setAccessibleName(name)
    return table


def _put(table, row, column, text, alignment=None):
    """Write a text into a table, into the item that is there already."""
    item = table.item(row, column)
    if item is None:
        item = QTableWidgetItem()
        table.setItem(row, column, item)
        if alignment is not None:
            item.setTextAlignment(alignment)
    if item.text() != text:
        item.setText(text)
    return item


def _fit(table):
    """Make a short table as tall as its rows, so that nobody scrolls within what scrolls."""
    height = table.horizontalHeader().sizeHint().height() + 2 * table.frameWidth() + 4
    table.setFixedHeight(height + table.rowCount() * table.verticalHeader().defaultSectionSize())
