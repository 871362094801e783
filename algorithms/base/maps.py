"""Pictures of result layers in their stored styles, over the district's buildings and plots."""

import base64
import math

from qgis.core import (
    QgsFillSymbol,
    QgsLineSymbol,
    QgsMapRendererCustomPainterJob,
    QgsMapSettings,
    QgsRectangle,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QBuffer, QIODevice, QPointF, QSize
from qgis.PyQt.QtGui import QColor, QImage, QPainter, QPen

# What lies under the results, faint, the lowest last: package layer, symbol.
_GROUND = {
    "roads": QgsLineSymbol,
    "buildings": QgsFillSymbol,
    "plots": QgsFillSymbol,
    "water": QgsFillSymbol,
}
_LOOKS = {
    "roads": {"line_color": "#d9d9d9", "line_width": "0.3"},
    "buildings": {"color": "#ececec", "outline_color": "#c8c8c8", "outline_width": "0.1"},
    "plots": {"color": "#f8f8f8", "outline_color": "#dddddd", "outline_width": "0.1"},
    "water": {"color": "#dceaf5", "outline_style": "no"},
}


def background(layers):
    """Return faint layers of a package to draw results over; layers : name → source."""
    drawn = []
    for name, kind in _GROUND.items():
        if name in layers:
            layer = QgsVectorLayer(layers[name], name, "ogr")
            layer.setRenderer(QgsSingleSymbolRenderer(kind.createSimple(_LOOKS[name])))
            drawn.append(layer)
    return drawn


def picture(layers, extent, crs, width=900, height=640):
    """Return a PNG of layers, the first on top, as a `data:` address; extent : in crs."""
    settings = QgsMapSettings()
    settings.setLayers(layers)
    settings.setDestinationCrs(crs)
    settings.setOutputSize(QSize(width, height))
    settings.setOutputDpi(110)
    settings.setBackgroundColor(QColor("white"))
    frame = QgsRectangle(extent)
    frame.scale(1.06)
    settings.setExtent(frame)
    image = QImage(QSize(width, height), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    job = QgsMapRendererCustomPainterJob(settings, painter)
    job.renderSynchronously()  # this runs in a worker thread, which has no event loop
    _scale_bar(painter, settings.mapUnitsPerPixel(), height)
    painter.end()
    return _address(image)


def legend(layer):
    """Return the legend of a layer as pairs of a picture's address and a label."""
    items = layer.renderer().legendSymbolItems() if layer.renderer() is not None else []
    return [(_address(item.symbol().asImage(QSize(28, 18))), item.label()) for item in items if item.symbol()]


def _scale_bar(painter, metres_per_pixel, height):
    """Draw a bar of a round length, at most a fifth of the picture wide; nothing where units are no metres."""
    longest = 180 * metres_per_pixel
    if not 1 <= longest < 1e6:
        return
    power = 10 ** math.floor(math.log10(longest))
    length = max(step * power for step in (1, 2, 5) if step * power <= longest)
    end, y = 20 + length / metres_per_pixel, height - 18
    painter.setPen(QPen(QColor("#222222"), 2))
    painter.drawPolyline(*(QPointF(*place) for place in ((20, y - 6), (20, y), (end, y), (end, y - 6))))
    painter.drawText(QPointF(end + 6, y + 2), f"{length:,.0f} m")


def _address(image):
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return "data:image/png;base64," + base64.b64encode(bytes(buffer.data())).decode("ascii")
