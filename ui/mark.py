"""The mark around the feature that somebody chose: it stays on the map until another is chosen."""

from qgis.core import QgsProject
from qgis.gui import QgsHighlight
from qgis.PyQt.QtGui import QColor

_COLOUR, _INSIDE, _WIDTH = "#00b7eb", 50, 4  # no grade and no system has this blue
_BUFFER = 0.8  # mm that it stands out over a line or a point


class Mark:
    """Marks one feature of a layer on a canvas, wherever the map is moved or reprojected to."""

    def __init__(self, canvas):
        self.canvas, self.shown, self.layer, self.geometry = canvas, None, None, None
        if canvas is not None:
            canvas.destinationCrsChanged.connect(self._again)
        QgsProject.instance().layersWillBeRemoved.connect(self._layers_go)

    def show(self, layer, geometry):
        """Mark a geometry of a layer instead of what was marked before."""
        self.clear()
        if self.canvas is None:
            return
        self.layer, self.geometry = layer, geometry
        self.shown = QgsHighlight(self.canvas, geometry, layer)
        colour = QColor(_COLOUR)
        self.shown.setColor(colour)
        self.shown.setWidth(_WIDTH)
        self.shown.setBuffer(_BUFFER)
        colour.setAlpha(_INSIDE)
        self.shown.setFillColor(colour)
        self.shown.show()

    def clear(self):
        """Take the mark off the map."""
        if self.shown is not None:
            self.canvas.scene().removeItem(self.shown)
        self.shown = self.layer = self.geometry = None

    def close(self):
        """Take the mark off the map and let go of all signals."""
        self.clear()
        if self.canvas is not None:
            self.canvas.destinationCrsChanged.disconnect(self._again)
        QgsProject.instance().layersWillBeRemoved.disconnect(self._layers_go)

    def _again(self):
        if self.shown is not None:
            self.show(self.layer, self.geometry)

    def _layers_go(self, ids):
        if self.layer is not None and self.layer.id() in ids:
            self.clear()
