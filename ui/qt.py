"""What stands in different places in Qt 5 and Qt 6."""

try:
    from qgis.PyQt.QtGui import QAction  # Qt 6
except ImportError:
    from qgis.PyQt.QtWidgets import QAction

__all__ = ["QAction"]
