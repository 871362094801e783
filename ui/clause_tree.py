"""The clauses of the guideline as a tree by chapter, with grades, figures and filters."""

from qgis.PyQt.QtCore import QSize, QSortFilterProxyModel, Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor, QStandardItem, QStandardItemModel
from qgis.PyQt.QtWidgets import QAbstractItemView, QHeaderView, QStyle, QStyledItemDelegate, QTreeView

from ..urbanform import clauses
from .result import key_of
from .texts import COLOURS, RANKS, SIGNS, chapter_names, grade_names, number, translate, unit_names
from .widgets import paint_chip

CLAUSE, SORT, SHOWN = (Qt.ItemDataRole.UserRole + n for n in (1, 2, 3))
NUMBER, TITLE, GRADE, FIGURE = range(4)
ALL, TO_DO, NOT_ASSESSABLE = "all", "to do", "not assessable"
_TITLE_CHARACTERS = 16
UNGRADED = ("unassessed", "not_applicable")


def to_do(shown):
    return shown in ("good", "fair", "violation")


def figure_of(clause):
    """Return the key figure of a clause as text, in brackets where it is only that of what is known."""
    unit = clause["unit"] or ""
    told = number(clause["figure"], clause["decimals"], unit_names().get(unit, unit))
    return f"({told})" if told and clause["shown"] == clauses.UNASSESSED else told


def what_figure(clause):
    """Return what the key figure of a clause is, and why it stands in brackets; "" where its unit says enough."""
    name = clause.get("figure_name") or ""
    if clause["shown"] != clauses.UNASSESSED or not figure_of(clause):
        return name
    if not name:
        return translate("Multiground", "of what is known")
    return translate("Multiground", "{} – of what is known").format(name)


class GradeDelegate(QStyledItemDelegate):
    """Draws a grade as a chip with its sign and name in its colour."""

    def paint(self, painter, option, index):
        shown = index.data(SHOWN)
        if shown not in RANKS:
            super().paint(painter, option, index)
            return
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, option.palette.highlight())
        painter.setFont(option.font)
        place, text = option.rect.adjusted(2, 2, -2, -2), index.data()
        if place.width() < option.fontMetrics.horizontalAdvance(text) + 4:
            text = SIGNS[shown]
        paint_chip(painter, place, text, QColor(COLOURS[shown]), shown in UNGRADED)

    def sizeHint(self, option, index):
        size = super().sizeHint(option, index)
        return QSize(size.width() + 6, size.height() + 8)


class _Filter(QSortFilterProxyModel):
    def __init__(self, parent=None):
        super().__init__(parent)
        self.wanted = ALL
        self.setSortRole(SORT)

    def filterAcceptsRow(self, row, parent):
        model = self.sourceModel()
        if not parent.isValid():
            chapter = model.index(row, 0)
            return any(self.filterAcceptsRow(n, chapter) for n in range(model.rowCount(chapter)))
        shown = model.index(row, GRADE, parent).data(SHOWN)
        return self.wanted == ALL or (to_do(shown) if self.wanted == TO_DO else shown == "unassessed")

    def lessThan(self, left, right):
        """Compare figures as numbers; what has none comes last in either direction."""
        one, other = left.data(SORT), right.data(SORT)
        if left.column() == FIGURE and one[0] != other[0] and self.sortOrder() == Qt.SortOrder.DescendingOrder:
            return one[0]
        return one < other


class ClauseTree(QTreeView):
    """Shows the clauses; tells which one is chosen, by mouse or keyboard."""

    clause_chosen = pyqtSignal(str)

    def __init__(self, parent=None):
        super().__init__(parent)
        self.items, self.figures = QStandardItemModel(self), []
        heads = (
            translate("Multiground", "Clause"),
            translate("Multiground", "Title"),
            translate("Multiground", "Grade"),
            translate("Multiground", "Figure"),
        )
        self.items.setHorizontalHeaderLabels(heads)
        self.filter = _Filter(self)
        self.filter.setSourceModel(self.items)
        self.setModel(self.filter)
        self.setItemDelegateForColumn(GRADE, GradeDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        self.setSortingEnabled(True)
        self.sortByColumn(NUMBER, Qt.SortOrder.AscendingOrder)
        self.setAllColumnsShowFocus(True)
        self.setIndentation(12)
        self.setAccessibleName(translate("Multiground", "Clauses of the guideline"))
        self.selectionModel().currentChanged.connect(self._tell)

    def set_clauses(self, rows):
        """Fill the tree, sorted as before; nothing is chosen then."""
        self.blockSignals(True)  # the rows come and go, which is no choice of the user
        self.items.removeRows(0, self.items.rowCount())  # the columns stay, and with them the order
        self.figures = list(map(figure_of, rows))
        names, chapters = chapter_names(), {}
        for clause in rows:
            chapter = clause["clause"].split(".")[0]
            if chapter not in chapters:
                chapters[chapter] = _items([names.get(chapter, chapter), "", "", ""], [key_of(chapter)] * 4)
            chapters[chapter][0].appendRow(_row(clause))
        for heading in chapters.values():  # only now, for the filter looks at a chapter when it comes
            self.items.appendRow(heading)
        self.setCurrentIndex(self.rootIndex())
        self.blockSignals(False)
        self._unfold()
        self._fit()

    def set_filter(self, wanted):
        self.filter.wanted = wanted
        self.filter.invalidateFilter()
        self._unfold()

    def _unfold(self):
        self.expandAll()
        for row in range(self.filter.rowCount()):
            self.setFirstColumnSpanned(row, self.rootIndex(), True)

    def chosen(self):
        """Return the number of the chosen clause, None where there is none."""
        index = self.currentIndex()
        return index.sibling(index.row(), NUMBER).data(CLAUSE) if index.isValid() else None

    def choose(self, number):
        """Choose a clause by its number; return whether it is there."""
        for row in range(self.filter.rowCount()):
            chapter = self.filter.index(row, 0)
            for place in range(self.filter.rowCount(chapter)):
                index = self.filter.index(place, NUMBER, chapter)
                if index.data(CLAUSE) == number:
                    self.setCurrentIndex(index)
                    self.scrollTo(index)
                    return True
        return False

    def shown_clauses(self):
        """Return the numbers of the clauses that the filter lets through, as they are sorted."""
        chapters = [self.filter.index(row, 0) for row in range(self.filter.rowCount())]
        return [
            self.filter.index(place, NUMBER, chapter).data(CLAUSE)
            for chapter in chapters
            for place in range(self.filter.rowCount(chapter))
        ]

    def _tell(self, current, _):
        number = current.sibling(current.row(), NUMBER).data(CLAUSE) if current.isValid() else None
        if number:
            self.clause_chosen.emit(number)

    def resizeEvent(self, event):
        super().resizeEvent(event)
        self._share()

    def _fit(self):
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(NUMBER, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(24)
        self._share()

    def _share(self):
        """Leave room for the titles: where it is scarce, grades are shown by their signs alone."""
        if not self.items.rowCount():
            return
        names, line = grade_names(), self.fontMetrics()
        full = max(line.horizontalAdvance(f"{SIGNS[shown]} {names[shown]}") for shown in SIGNS) + 14
        width = self.viewport().width()
        figure = max(map(line.horizontalAdvance, self.figures), default=0) + 14
        self.setColumnWidth(FIGURE, min(figure, width * 2 // 7))
        room = width - self.columnWidth(NUMBER) - self.columnWidth(FIGURE) - full
        narrow = room < _TITLE_CHARACTERS * line.averageCharWidth()
        self.setColumnWidth(GRADE, line.horizontalAdvance("●") + 18 if narrow else full)


def _items(texts, keys):
    items = [QStandardItem(text) for text in texts]
    for item, key in zip(items, keys):
        item.setData(key, SORT)
        item.setToolTip(item.text())
    return items


def _row(clause):
    shown, figure = clause["shown"], clause["figure"]
    order = key_of(clause["clause"])
    texts = [clause["clause"], clause["title"] or "", f"{SIGNS[shown]} {grade_names()[shown]}", figure_of(clause)]
    keys = [order, [clause["title"] or ""], [RANKS[shown], *order], [figure is None, figure or 0, *order]]
    items = _items(texts, keys)
    items[NUMBER].setData(clause["clause"], CLAUSE)
    items[GRADE].setData(shown, SHOWN)
    items[GRADE].setToolTip(clause["finding"] or texts[GRADE])
    items[FIGURE].setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    target = translate("Multiground", "excellent: {}").format(clause["target"]) if clause["target"] else ""
    items[FIGURE].setToolTip("\n".join(filter(None, (texts[FIGURE], what_figure(clause), target))))
    return items
