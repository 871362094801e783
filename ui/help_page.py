"""The page on the panels, in a window of its own, with pictures that fit it."""

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QImage, QTextDocument
from qgis.PyQt.QtWidgets import QDialog, QTextBrowser, QVBoxLayout

_WIDTH, _HEIGHT = 780, 660


class _Page(QTextBrowser):
    def loadResource(self, kind, url):
        found = super().loadResource(kind, url)
        if kind != QTextDocument.ResourceType.ImageResource:
            return found
        image = QImage(self.searchPaths()[0] + "/" + url.toString())
        return (
            image.scaledToWidth(_WIDTH - 60, Qt.TransformationMode.SmoothTransformation)
            if not image.isNull()
            else found
        )


def help_page(page, title, parent):
    """Return a window with a page of the documentation."""
    dialog, text = QDialog(parent), _Page()
    dialog.setWindowTitle(title)
    text.setSearchPaths([str(page.parent)])
    text.setOpenExternalLinks(True)
    text.setMarkdown(page.read_text(encoding="utf-8"))
    text.setAccessibleName(title)
    QVBoxLayout(dialog).addWidget(text)
    dialog.resize(_WIDTH, _HEIGHT)
    return dialog
