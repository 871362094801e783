"""Pictures of result layers in their stored styles, over the district's buildings and plots."""

import base64
import math
from typing import NamedTuple

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsFillSymbol,
    QgsLineSymbol,
    QgsMapRendererCustomPainterJob,
    QgsMapSettings,
    QgsRectangle,
    QgsSingleSymbolRenderer,
    QgsUnitTypes,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QBuffer, QIODevice, QPointF, QRectF, QSize
from qgis.PyQt.QtGui import QColor, QImage, QPainter, QPen

WIDTH = 1000
_FLATTEST, _TALLEST = 0.45, 0.75  # height of a picture to its width
# What lies under the results, faint, the highest first: package layer, symbol, look.
_GROUND = (
    ("district", QgsFillSymbol, {"style": "no", "outline_color": "#999999", "outline_width": "0.4"}),
    ("roads", QgsLineSymbol, {"line_color": "#d9d9d9", "line_width": "0.3"}),
    ("buildings", QgsFillSymbol, {"color": "#ececec", "outline_color": "#c8c8c8", "outline_width": "0.1"}),
    ("plots", QgsFillSymbol, {"color": "#f8f8f8", "outline_color": "#dddddd", "outline_width": "0.1"}),
    ("water", QgsFillSymbol, {"color": "#dceaf5", "outline_style": "no"}),
)


class View(NamedTuple):
    """What all pictures of a district share: the ground, and the extent, in a CRS in metres."""

    ground: object  # QImage of the faint layers below, drawn once; None for white
    crs: QgsCoordinateReferenceSystem
    extent: QgsRectangle


def view_of(layers):
    """Return the view of a package; layers : name → source."""
    ground = []
    for name, kind, look in _GROUND:
        if name in layers:
            layer = QgsVectorLayer(layers[name], name, "ogr")
            layer.setRenderer(QgsSingleSymbolRenderer(kind.createSimple(look)))
            ground.append(layer)
    first = next((name for name in ("district", "plots", "buildings") if name in layers), next(iter(layers)))
    main = QgsVectorLayer(layers[first], first, "ogr")
    crs = metric_crs(main)
    there = QgsCoordinateTransform(main.crs(), crs, QgsCoordinateTransformContext())
    view = View(None, crs, there.transformBoundingBox(main.extent()))
    return view._replace(ground=_drawn(ground, view)[0])


def metric_crs(layer):
    """Return a layer's CRS, or one in metres around its middle."""
    crs = layer.crs()
    if crs.isValid() and not crs.isGeographic() and crs.mapUnits() == QgsUnitTypes.DistanceUnit.DistanceMeters:
        return crs
    degrees = QgsCoordinateReferenceSystem("EPSG:4326")
    middle = QgsCoordinateTransform(crs, degrees, QgsCoordinateTransformContext()).transform(layer.extent().center())
    return QgsCoordinateReferenceSystem.fromProj(
        f"+proj=tmerc +lat_0={middle.y():.4f} +lon_0={middle.x():.4f} +datum=WGS84 +units=m"
    )


def picture(layers, view):
    """Return a PNG of layers over the ground, the first on top, as a `data:` address."""
    image, settings = _drawn(layers, view)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _scale_bar(painter, settings.mapUnitsPerPixel(), image.height())
    painter.end()
    return _address(image)


def _drawn(layers, view):
    """Return an image of layers over the ground of a view, and the settings of its map."""
    shape = view.extent.height() / view.extent.width() if view.extent.width() else 1
    size = QSize(WIDTH, round(WIDTH * min(max(shape, _FLATTEST), _TALLEST)))
    settings = QgsMapSettings()
    settings.setLayers(layers)
    settings.setDestinationCrs(view.crs)
    settings.setOutputSize(size)
    settings.setOutputDpi(110)
    settings.setBackgroundColor(QColor(0, 0, 0, 0))  # the ground shows
    frame = QgsRectangle(view.extent)
    frame.scale(1.06)
    settings.setExtent(frame)
    image = QImage(size, QImage.Format.Format_RGB32) if view.ground is None else QImage(view.ground)
    if view.ground is None:
        image.fill(QColor("white"))
    painter = QPainter(image)
    job = QgsMapRendererCustomPainterJob(settings, painter)
    job.renderSynchronously()  # this runs in a worker thread, which has no event loop
    painter.end()
    return image, settings


def legend(layer):
    """Return the legend of a layer as pairs of a picture's address and a label."""
    items = layer.renderer().legendSymbolItems() if layer.renderer() is not None else []
    return [(_address(item.symbol().asImage(QSize(28, 18))), item.label()) for item in items if item.symbol()]


def _scale_bar(painter, metres_per_pixel, height):
    """Draw a bar of a round length, at most a fifth of the picture wide."""
    longest = WIDTH / 5 * metres_per_pixel
    power = 10 ** math.floor(math.log10(longest))
    length = max(step * power for step in (1, 2, 5) if step * power <= longest)
    begin, y = 14, height - 14
    end, told = begin + length / metres_per_pixel, f"{length:,.0f} m"
    painter.setPen(QPen(QColor("#222222"), 2))
    wide = painter.fontMetrics().horizontalAdvance(told)
    painter.fillRect(QRectF(begin - 8, y - 18, end - begin + wide + 24, 28), QColor(255, 255, 255, 210))
    painter.drawPolyline(*(QPointF(*place) for place in ((begin, y - 6), (begin, y), (end, y), (end, y - 6))))
    painter.drawText(QPointF(end + 8, y + 2), told)


def _address(image):
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return "data:image/png;base64," + base64.b64encode(bytes(buffer.data())).decode("ascii")
