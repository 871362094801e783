"""Tables of the multi-ground panel: the figures, the systems, the section, the floors and the measures."""

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QIcon, QPixmap
from qgis.PyQt.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from .result import MOST
from .texts import translate


def put(table, rows, keys=(), numbers=False, fit=True):
    """Fill rows of texts into a table; keys : what the rows are of; numbers : the second column is of numbers."""
    table.blockSignals(True)
    table.setRowCount(len(rows))
    for place, texts in enumerate(rows):
        for column, text in enumerate(texts):
            table.setItem(place, column, _cell(text, right=numbers and column == 1))
        if place < len(keys):
            table.item(place, 0).setData(Qt.ItemDataRole.UserRole, keys[place])
    table.setCurrentItem(None)
    table.blockSignals(False)
    if fit:
        _fit(table)


def tables():
    """Return the panel's tables, empty."""
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


def some(rows, count):
    """Return as many rows as a table shows at once, with a last one that tells of the others of all of them."""
    if count <= MOST or not rows:
        return rows
    text = translate("Multiground", "… and {} more in the layer").format(count - MOST)
    return [*rows[:MOST], (text, *[""] * (len(rows[0]) - 1))]


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


def swatch(colour):
    picture = QPixmap(14, 14)
    picture.fill(colour)
    return QIcon(picture)
