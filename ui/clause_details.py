"""What stands behind the grade of one clause: finding, wording, working, and its features worst first."""

import contextlib
import re
from html import escape

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QTextBrowser,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ..urbanform import clauses
from .clause_tree import UNGRADED, figure_of, what_figure
from .feature_list import FeatureList
from .lacking import lacking
from .remarks import remarks
from .result import DETAIL, MOST
from .texts import COLOURS, SIGNS, field_labels, grade_names, number, table_names, translate, value_names
from .widgets import Chip

_PLANNED = ("planned_area", "planned_density", "planned_far")  # of the district, for which no measure asks
_NAMES = ("plot", "building", "surface", "block", "item")  # a building called "hotel" may be none
_UNTOLD = {*DETAIL, "fid", "extent", "shown", "place", "told"}
_MOST_BOUNDS = 12


class ClauseDetails(QWidget):
    """Shows one clause; `feature_chosen` gives the table and the row that the user chose."""

    feature_chosen = pyqtSignal(object, object)

    def __init__(self, parent=None):
        super().__init__(parent)
        self.result = self.clause = self.shown = self.row = self.district = None
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
        self.list = FeatureList()
        self.list.itemSelectionChanged.connect(self._choose)
        self.list.itemActivated.connect(self._choose)  # again, where the map has been moved since
        self.more = QLabel()
        self.more.setWordWrap(True)
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
        column.addWidget(self.more)

    def clear(self):
        self.result = self.clause = self.shown = self.row = self.district = None
        self.tables, self.features = [], []
        self.setVisible(False)

    def show_clause(self, result, clause):
        """Show a clause of a result."""
        self.result, self.clause, self.row = result, clause, None
        self.shown = result.shown_by(clause)["clause"]  # a clause that others spell out is shown by one of them
        self.district = result.district_row(clause)
        tables = result.tables_of(clause)
        self.tables = sorted(tables, key=lambda table: (self.shown not in table.clauses, not table.spatial))
        self.heading.setText(f"<b>{clause['clause']} {escape(clause['title'] or '')}</b>")
        shown = clause["shown"]
        self.chip.set_grade(f"{SIGNS[shown]} {grade_names()[shown]}", COLOURS[shown], shown in UNGRADED)
        self.choice.blockSignals(True)
        self.choice.clear()
        for table in self.tables:
            name = f"{table_names().get(table.name, table.name)} ({result.count(table, self.shown)})"
            self.choice.addItem(name if self.shown == clause["clause"] else f"{self.shown} · {name}")
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
        self.features = self.result.features(table, self.shown) if table else []
        self.row = self.result.row(table, self.features[0]["fid"]) if len(self.features) == 1 else None
        self.list.fill(self.features)
        count = self.result.count(table, self.shown) if table else 0
        told = translate("Multiground", "The {:,} worst of {:,}; the others stand in the layer's attribute table.")
        self.more.setText(told.format(MOST, count))
        self.more.setVisible(count > len(self.features) > 0)
        self._write()

    def _choose(self, *_):
        rows = {item.row() for item in self.list.selectedItems()}
        if len(rows) == 1:
            feature = self.features[rows.pop()]
            found = self.result.row(self.table(), feature["fid"])
            if found is None:  # the file is gone, or another result has taken its place
                return
            feature.update({**found, **feature})
            self.row = feature
            self._write()
            self.feature_chosen.emit(self.table(), self.row)

    def _write(self):
        """Write the text: what was found and is needed, the wording, and the working where it is wanted."""
        clause = self.clause
        if clause is None:
            return
        parts = self._chosen()
        figure = figure_of(clause)
        if figure:
            target = translate("Multiground", "excellent: {}").format(clause["target"]) if clause["target"] else ""
            beside = " &nbsp;·&nbsp; ".join(escape(text) for text in (what_figure(clause), target) if text)
            parts.append(f"<p><b style='font-size:large'>{escape(figure)}</b> &nbsp; {beside}</p>")
        parts.append(f"<p>{escape(clause['finding'] or '')}</p>")
        if clause["needed"]:
            parts.append(_line(translate("Multiground", "Needed"), clause["needed"]))
        if clause["shown"] == "unassessed":
            parts.append(_line(translate("Multiground", "To assess it"), *lacking(self.result, clause)))
        if clause.get("stability"):
            parts.append(_line(translate("Multiground", "The grade hangs on"), clause["stability"]))
        if self.working.isChecked() and clause["working"]:
            parts.append(self._shown_working())
        title = translate("Multiground", "Wording of the guideline")
        verbs = "".join(f" · {escape(_verb(verb))}" for verb in clause["verbs"])
        parts.append(f"<hr/><p><b>{escape(title)}</b>{verbs}<br/>{escape(clause['wording'] or '')}</p>")
        self.text.setHtml("".join(parts))

    def _chosen(self):
        """Return what is known of the feature that the user chose among several, to stand first."""
        row = self.row
        if row is None or len(self.features) < 2:
            return []
        parts = [_line(row["place"], row["told"])]
        labels = field_labels()
        told = [(translate("Multiground", "Needed"), row.get("needed"))]
        told += [(labels["assumed"], remarks(row.get("assumed") or "")), (labels["source"], row.get("source"))]
        return [*parts, *(_line(name, str(text)) for name, text in told if text), "<hr/>"]

    def _bounds(self):
        """Return the bounds of the clause with their verbs, where they are few enough to read."""
        names, bounds = grade_names(), self.clause["bounds"]
        if len(bounds) > _MOST_BOUNDS:
            return ""
        lines = [f"{SIGNS[grade]} {names[grade]}: {text} {_verb(verb)}" for grade, verb, text in bounds]
        return "".join(f"<br/>{escape(line.strip())}" for line in lines)

    def _shown_working(self):
        """Return the formula, the same with the district's figures, and the figures of the chosen feature."""
        title = translate("Multiground", "Working")
        parts = [f"<p><b>{escape(title)}</b><br/>{escape(self.clause['working'])}{self._bounds()}</p>"]
        worked = _worked(self.clause["measure"]["worked"], self.district)
        if worked:
            parts.append(f"<p>{escape(worked)}</p>")
        whole = self.district if self.row is None else self.row if len(self.features) == 1 else None
        if whole is not None:
            parts.append(_figures({name: value for name, value in whole.items() if name not in _PLANNED}))
        elif self.row is None:
            if len(self.features) > 1:
                hint = translate("Multiground", "Choose a feature below to see its own figures.")
                parts.append(f"<p><i>{escape(hint)}</i></p>")
        else:
            parts.append(_figures({name: self.row[name] for name in self.table().fields if name in self.row}))
        return "".join(parts)


def _worked(template, row):
    """Return a formula with the figures of a row; nothing where one of them is unknown."""
    with contextlib.suppress(KeyError, TypeError, ValueError):
        return template.format_map(row) if row is not None else ""
    return ""


def _figures(row):
    """Return the inputs and intermediate values of a row as a table; what an input already had is called so."""
    labels, words, given = field_labels(), value_names(), translate("Multiground", "{} (given)")
    cells = []
    for name, value in row.items():
        known = re.sub("_input$", "", name)
        if value in (None, "") or known in _UNTOLD or (name == "unit" and value in clauses.COUNTED):
            continue
        label = labels.get(name) or (given.format(labels.get(known, known)) if known != name else name)
        coded = isinstance(value, str) and name not in _NAMES
        told = ", ".join(words.get(part, part) for part in value.split(", ")) if coded else number(value)
        cells.append(f"<tr><td>{escape(label)}&nbsp; </td><td align='right'>{escape(told)}</td></tr>")
    return f"<table>{''.join(cells)}</table>"


def _line(name, *texts):
    """Return a named paragraph, with the colon of the user's language."""
    told = translate("Multiground", "<b>{}:</b> {}")
    return f"<p>{told.format(escape(name), '<br/>'.join(map(escape, texts)))}</p>"


def _verb(verb):
    return translate("Multiground", clauses.VERBS.get(verb, verb)) if verb else ""
