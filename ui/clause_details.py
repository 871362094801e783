"""What stands behind the grade of one clause: finding, wording, working, and its features worst first."""

from html import escape

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QTextBrowser,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from .clause_tree import SHOWN, UNGRADED, GradeDelegate, figure_of
from .result import DETAIL
from .texts import COLOURS, SIGNS, field_labels, grade_names, number, table_names, translate, verb_names
from .widgets import Chip

_MOST = 2000  # rows in the list; who needs more opens the layer's table


class ClauseDetails(QWidget):
    """Shows one clause; `feature_chosen` gives the table and the row that the user chose."""

    feature_chosen = pyqtSignal(object, object)

    def __init__(self, parent=None):
        super().__init__(parent)
        self.result = self.clause = self.row = None
        self.tables, self.features = [], []
        self.heading, self.chip = QLabel(), Chip()
        self.heading.setWordWrap(True)
        self.heading.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text = QTextBrowser()
        self.text.setAccessibleName(translate("Multiground", "What was found"))
        self.text.setOpenLinks(False)
        self.working = QToolButton()
        self.working.setText(translate("Multiground", "Show the working"))
        self.working.setToolTip(translate("Multiground", "Formula, inputs and intermediate values of the figure"))
        self.working.setCheckable(True)
        self.working.toggled.connect(self._write)
        self.choice = QComboBox()
        self.choice.setAccessibleName(translate("Multiground", "Layer whose features are listed"))
        self.choice.setToolTip(translate("Multiground", "Layer whose features are listed, worst first"))
        self.choice.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.choice.currentIndexChanged.connect(self._list)
        self.list = _feature_list()
        self.list.itemSelectionChanged.connect(self._choose)
        self._arrange()
        self.clear()

    def _arrange(self):
        head, tools, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        head.addWidget(self.heading, 1)
        head.addWidget(self.chip)
        tools.addWidget(self.choice, 1)
        tools.addWidget(self.working)
        column.setContentsMargins(0, 4, 0, 0)
        column.addLayout(head)
        column.addWidget(self.text, 3)
        column.addLayout(tools)
        column.addWidget(self.list, 2)

    def clear(self):
        self.result = self.clause = self.row = None
        self.tables, self.features = [], []
        self.setVisible(False)

    def show_clause(self, result, clause):
        """Show a clause of a result."""
        self.result, self.clause, self.row = result, clause, None
        tables = result.tables_of(clause)
        self.tables = sorted(tables, key=lambda table: (clause["clause"] not in table.clauses, not table.spatial))
        self.heading.setText(f"<b>{clause['clause']} {escape(clause['title'] or '')}</b>")
        shown = clause["shown"]
        self.chip.set_grade(f"{SIGNS[shown]} {grade_names()[shown]}", COLOURS[shown], shown in UNGRADED)
        self.choice.blockSignals(True)
        self.choice.clear()
        for table in self.tables:
            self.choice.addItem(f"{table_names().get(table.name, table.name)} ({table.count})")
        self.choice.blockSignals(False)
        for widget in (self.choice, self.list):
            widget.setVisible(bool(self.tables))
        self.working.setVisible(bool(clause["working"]))
        self.setVisible(True)
        self._list()

    def table(self):
        """Return the table whose features are listed."""
        place = self.choice.currentIndex()
        return self.tables[place] if 0 <= place < len(self.tables) else None

    def _list(self):
        table = self.table()
        self.features = self.result.features(table, self.clause["clause"]) if table else []
        self.row = self.features[0] if len(self.features) == 1 else None
        _fill(self.list, self.features[:_MOST])
        self._write()

    def _choose(self):
        rows = {item.row() for item in self.list.selectedItems()}
        if len(rows) == 1:
            self.row = self.features[rows.pop()]
            self._write()
            self.feature_chosen.emit(self.table(), self.row)

    def _write(self):
        """Write the text: what was found and is needed, the wording, and the working where it is wanted."""
        clause, parts = self.clause, []
        if clause is None:
            return
        figure = figure_of(clause)
        if figure:
            target = translate("Multiground", "excellent: {}").format(clause["target"]) if clause["target"] else ""
            parts.append(f"<p><b style='font-size:large'>{escape(figure)}</b> &nbsp; {escape(target)}</p>")
        parts.append(f"<p>{escape(clause['finding'] or '')}</p>")
        if clause["needed"]:
            parts.append(_line(translate("Multiground", "Needed"), clause["needed"]))
        if clause["shown"] == "unassessed":
            parts.append(_line(translate("Multiground", "To assess it"), self._lacking()))
        if clause.get("stability"):
            parts.append(_line(translate("Multiground", "The grade hangs on"), clause["stability"]))
        if self.working.isChecked() and clause["working"]:
            parts.append(self._shown_working())
        verb = verb_names().get(clause["verb"], "")
        title = translate("Multiground", "Wording of the guideline")
        parts.append(f"<hr/><p><b>{escape(title)}</b> {escape(verb)}<br/>{escape(clause['wording'] or '')}</p>")
        self.text.setHtml("".join(parts))

    def _lacking(self):
        """Say which layers of the package the clause needs and does not find."""
        measure = self.clause["measure"]
        if measure is None:
            return translate("Multiground", "No layer would help: it is not measured from data.")
        held = {name for name, count in self.result.of("layer").items() if count not in ("", "0", None)}
        needed = measure["layers"].split()
        lacking = [name for name in needed if name not in held]
        if lacking:
            return translate("Multiground", "add features to: {}").format(", ".join(lacking))
        return translate("Multiground", "the layers {} are there; see above what stopped it").format(", ".join(needed))

    def _shown_working(self):
        """Return the formula, and the figures of the only or the chosen feature."""
        labels = field_labels()
        title = translate("Multiground", "Working")
        text = f"<p><b>{escape(title)}</b><br/>{escape(self.clause['working'])}</p>"
        if self.row is None:
            hint = translate("Multiground", "Choose a feature below to see its own figures.")
            return f"{text}<p><i>{escape(hint)}</i></p>" if len(self.features) > 1 else text
        cells = [
            f"<tr><td>{escape(labels.get(name, name))}&nbsp; </td><td align='right'>{escape(number(value))}</td></tr>"
            for name, value in self.row.items()
            if name in self.table().fields and name not in DETAIL and value not in (None, "")
        ]
        place = (
            f"<p><i>{escape(self.row['place'])}</i>: {escape(self.row['told'])}</p>" if len(self.features) > 1 else ""
        )
        return f"{text}{place}<table>{''.join(cells)}</table>"


def _line(name, text):
    return f"<p><b>{escape(name)}:</b> {escape(text)}</p>"


def _feature_list():
    found = QTableWidget(0, 4)
    found.setHorizontalHeaderLabels(
        [
            translate("Multiground", "Grade"),
            translate("Multiground", "Place"),
            translate("Multiground", "Needed"),
            translate("Multiground", "Finding"),
        ]
    )
    found.setItemDelegateForColumn(0, GradeDelegate(found))
    found.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    found.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    found.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    found.setTabKeyNavigation(False)
    found.setWordWrap(False)
    found.verticalHeader().hide()
    found.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    found.horizontalHeader().setStretchLastSection(True)
    found.setAccessibleName(translate("Multiground", "Features, worst first"))
    found.setToolTip(translate("Multiground", "Choose a feature to see it on the map"))
    return found


def _fill(found, rows):
    """Fill the list of features, leaving out columns in which nothing stands."""
    names = grade_names()
    found.blockSignals(True)
    found.clearSelection()
    found.setRowCount(len(rows))
    for place, row in enumerate(rows):
        shown = row["shown"]
        word = f"{SIGNS[shown]} {names[shown]}" if shown in names else ""
        if "counted" in row:
            counted, left = translate("Multiground", "counted"), translate("Multiground", "not counted")
            word = f"{SIGNS[shown]} {counted if row['counted'] else left}" if shown else ""
        for column, text in enumerate((word, row["place"], row.get("needed") or "", row["told"])):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            found.setItem(place, column, item)
        found.item(place, 0).setData(SHOWN, shown)
    found.setColumnHidden(0, not any(row["shown"] for row in rows))
    found.setColumnHidden(2, not any(row.get("needed") for row in rows))
    found.setCurrentItem(None)
    found.blockSignals(False)
