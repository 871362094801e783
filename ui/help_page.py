"""The page on the panels, in a window of its own, with pictures that fit it."""

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QImage, QTextDocument
from qgis.PyQt.QtWidgets import QDialog, QTextBrowser, QVBoxLayout

_WIDTH, _HEIGHT = 780, 660
_NAME = "MultigroundHelp"


class _Page(QTextBrowser):
    def loadResource(self, kind, url):
        found = super().loadResource(kind, url)
        if kind != QTextDocument.ResourceType.ImageResource:
            return found
        image, fine = QImage(self.searchPaths()[0] + "/" + url.toString()), self.devicePixelRatioF()
        if image.isNull():
            return found
        image = image.scaledToWidth(round((_WIDTH - 60) * fine), Qt.TransformationMode.SmoothTransformation)
        image.setDevicePixelRatio(fine)
        return image


def help_page(page, title, parent):
    """Return a window with a page of the documentation: the one that is there already, if there is one."""
    dialog = parent.findChild(QDialog, _NAME)
    if dialog is not None:
        dialog.raise_()
        return dialog
    dialog, text = QDialog(parent), _Page()
    dialog.setObjectName(_NAME)
    dialog.setWindowTitle(title)
    text.setSearchPaths([str(page.parent)])
    text.setOpenExternalLinks(True)
    text.setMarkdown(page.read_text(encoding="utf-8"))
    text.setAccessibleName(title)
    QVBoxLayout(dialog).addWidget(text)
    dialog.resize(_WIDTH, _HEIGHT)
    return dialog
