"""The chosen measure on the map, for as long as its panel is shown."""

from qgis.core import QgsCsException, QgsWkbTypes
from qgis.gui import QgsRubberBand
from qgis.PyQt.QtGui import QColor

from . import map_group

_COLOUR, _WIDTH = "#e7298a", 6


class Measure:
    """Draws one measure of a result over a canvas."""

    def __init__(self, canvas):
        self.canvas, self.band = canvas, None

    def show(self, result, fid, look):
        """Draw a measure instead of the one before (None: none); look : bring it into view where it is not."""
        self.clear()
        if self.canvas is None or fid is None:
            return
        crs, geometry = map_group.geometry_of(result, "mper_advice", fid)
        if geometry is None or geometry.isNull():
            return
        self.band = QgsRubberBand(self.canvas, QgsWkbTypes.GeometryType.LineGeometry)
        self.band.setColor(QColor(_COLOUR))
        self.band.setWidth(_WIDTH)
        try:
            map_group.show_geometry(self.canvas, result.path, self.band, geometry, crs, look)
        except QgsCsException:  # it lies where the map's CRS does not reach
            self.clear()

    def clear(self):
        """Take the measure off the map."""
        if self.band is not None:
            self.band.reset()
            self.canvas.scene().removeItem(self.band)
            self.band = None
