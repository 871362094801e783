"""Which layer of the open project stands for which layer of a district package."""

from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from . import packages
from .texts import language, translate

_USUAL, _CHARACTERS = (620, 660), 14


class LayerChooser(QDialog):
    """Offers the project's layers whose geometry fits, the likeliest first, and keeps the choice with the project."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self.setWindowTitle(translate("Multiground", "Layers of the open project"))
        self.boxes, inside = {}, QWidget()
        form = QFormLayout(inside)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        now, layers = packages.project_layers(), packages.usable_layers()
        for row in packages.layer_rows():
            box = self.boxes[row["layer"]] = QComboBox()
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(_CHARACTERS)  # layers may have long names
            box.addItem(translate("Multiground", "– none –"), None)
            for layer in packages.candidates(row, layers):
                box.addItem(layer.name(), layer.id())
                box.setItemData(box.count() - 1, layer.source(), Qt.ItemDataRole.ToolTipRole)  # of two of one name
            chosen = now.get(row["layer"])
            box.setCurrentIndex(box.findData(chosen.id()) if chosen is not None else 0)
            form.addRow(f"{row[f'title_{language()}']} ({row['layer']})", box)
            box.setAccessibleName(row[f"title_{language()}"])
        hint = QLabel(translate("Multiground", "Each measure says which of these it needs; the others may stay empty."))
        hint.setWordWrap(True)
        scroll, column = QScrollArea(), QVBoxLayout(self)
        scroll.setWidgetResizable(True)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        scroll.setWidget(inside)
        buttons = QDialogButtonBox.StandardButton
        answer = QDialogButtonBox(buttons.Ok | buttons.Cancel)
        answer.accepted.connect(self.accept)
        answer.rejected.connect(self.reject)
        for widget in (hint, scroll, answer):
            column.addWidget(widget)
        self.resize(*_USUAL)

    def accept(self):
        """Keep what is chosen."""
        for row in packages.layer_rows():
            packages.assign(row, QgsProject.instance().mapLayer(self.boxes[row["layer"]].currentData() or ""))
        super().accept()
