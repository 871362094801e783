"""The list of a clause's features, worst first."""

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from .clause_tree import SHOWN, GradeDelegate
from .texts import SIGNS, grade_names, translate

_GRADE, _PLACE, _NEEDED, _FINDING = range(4)
_WIDEST = 0.3  # of the list: what is needed, or a place with a long name, hides no finding


class FeatureList(QTableWidget):
    """Shows features with grade, place, what is needed, and finding; columns in which nothing stands are left out."""

    def __init__(self, parent=None):
        super().__init__(0, 4, parent)
        self.setHorizontalHeaderLabels(
            [
                translate("Multiground", "Grade"),
                translate("Multiground", "Place"),
                translate("Multiground", "Needed"),
                translate("Multiground", "Finding"),
            ]
        )
        self.setItemDelegateForColumn(_GRADE, GradeDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(_GRADE, QHeaderView.ResizeMode.ResizeToContents)
        self.horizontalHeader().setStretchLastSection(True)
        self.setAccessibleName(translate("Multiground", "Features, worst first"))
        self.setToolTip(translate("Multiground", "Choose a feature to see it on the map"))

    def fill(self, rows):
        """Show the rows of `Result.features`."""
        names = grade_names()
        self.blockSignals(True)
        self.clearSelection()
        self.setRowCount(len(rows))
        for place, row in enumerate(rows):
            shown = row["shown"]
            word = f"{SIGNS[shown]} {names[shown]}" if shown in names else ""
            if "counted" in row:
                counted, left = translate("Multiground", "counted"), translate("Multiground", "not counted")
                word = f"{SIGNS[shown]} {counted if row['counted'] else left}" if shown else ""
            for column, text in enumerate((word, row["place"], row.get("needed") or "", row["told"])):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.setItem(place, column, item)
            self.item(place, _GRADE).setData(SHOWN, shown)
        self.setColumnHidden(_GRADE, not any(row["shown"] for row in rows))
        self.setColumnHidden(_NEEDED, not any(row.get("needed") for row in rows))
        self.setCurrentItem(None)
        self.blockSignals(False)
        self._share()

    def resizeEvent(self, event):
        super().resizeEvent(event)
        self._share()

    def _share(self):
        """Give places and needs the width that they want, within bounds; findings have the rest."""
        for column in (_PLACE, _NEEDED):
            head = self.horizontalHeader().sectionSizeHint(column)
            wanted = max(self.sizeHintForColumn(column) + 2, head)
            self.setColumnWidth(column, min(wanted, max(head, int(_WIDEST * self.viewport().width()))))
