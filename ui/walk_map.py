"""Walk circles on the map: the tool that places the origin, the circles while one drags, and those that stay."""

import contextlib
import math

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsFeature,
    QgsFeatureRequest,
    QgsFillSymbol,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsRendererCategory,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.gui import QgsMapTool, QgsRubberBand
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor, QIcon, QPainter, QPen, QPixmap

from .texts import field_labels, translate

# From the nearest circle to the farthest, as the tool Walk circles draws them; the outlines differ too.
_NEAR, _FAR, _OUTLINE, _OPACITY = (8, 69, 148), (198, 219, 239), QColor(8, 48, 107), 0.6
_FACILITY, _FACILITY_FILL = QColor("#b30000"), QColor("#fdbb84")
_DASHES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine)
_NAMES = ("solid", "dash", "dot")
_ABOVE = {"line": 2, "facilities": 3, "place": 4}  # the circles
_PINNED = "multiground/walk_circles"
FIELDS = {
    "origin_id": "string",
    "minutes": "double",
    "reach_m": "double",
    "area_m2": "double",
    "street_m": "double",
    "ped_shed": "double",
    "access_m": "double",
    "finding": "string(0)",
}


def colour(number, circles):
    share = number / max(circles - 1, 1)
    return QColor(*(round(near + share * (far - near)) for near, far in zip(_NEAR, _FAR)))


def swatch(number, circles, size=16):
    """Return the fill and the outline of a circle as an icon."""
    picture = QPixmap(2 * size, size)
    picture.fill(QColor("white"))
    painter = QPainter(picture)
    painter.setOpacity(_OPACITY)
    painter.fillRect(picture.rect(), colour(number, circles))
    painter.setOpacity(1)
    painter.setPen(QPen(_OUTLINE, 2, _DASHES[number % 3]))
    painter.drawRect(picture.rect().adjusted(1, 1, -2, -2))
    painter.end()
    return QIcon(picture)


def facility_icon(size=12):
    """Return the mark of a facility as it is on the map."""
    picture = QPixmap(size, size)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(_FACILITY, 2))
    painter.setBrush(_FACILITY_FILL)
    painter.drawEllipse(picture.rect().adjusted(1, 1, -2, -2))
    painter.end()
    return QIcon(picture)


class PlaceTool(QgsMapTool):
    """Tells where on the map the mouse is pressed, and wherever it is dragged to."""

    placed = pyqtSignal(QgsPointXY)

    def __init__(self, canvas):
        super().__init__(canvas)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.before = None

    def take(self):
        """Become the tool of the map."""
        self.before = self.canvas().mapTool()
        self.canvas().setMapTool(self)

    def give_back(self):
        """Let the tool of before have the map again."""
        if self.canvas().mapTool() is self:
            self.canvas().unsetMapTool(self)
            with contextlib.suppress(RuntimeError):  # it is gone
                if self.before is not None:
                    self.canvas().setMapTool(self.before)
        self.before = None

    def canvasPressEvent(self, event):
        if event.button() == Qt.MouseButton.LeftButton:
            self.placed.emit(event.mapPoint())

    def canvasMoveEvent(self, event):
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.placed.emit(event.mapPoint())

    def canvasReleaseEvent(self, event):
        if event.button() == Qt.MouseButton.LeftButton:
            self.placed.emit(event.mapPoint())


class Drawn:
    """The circles of one place, its facilities and itself, over the map for as long as they are of use."""

    def __init__(self, canvas):
        self.canvas, self.bands, self.origin = canvas, {}, None
        self.plain_crs = QgsCoordinateReferenceSystem()  # of a map that has none and shows coordinates as they are

    def crs(self):
        """Return the CRS of the map."""
        of_map = self.canvas.mapSettings().destinationCrs()
        return of_map if of_map.isValid() else self.plain_crs

    def from_map(self, point, crs):
        """Return a point of the map in a CRS, None where that does not reach."""
        with contextlib.suppress(QgsCsException):
            place = QgsCoordinateTransform(self.crs(), crs, QgsProject.instance()).transform(point)
            if math.isfinite(place.x() + place.y()):
                return place
        return None

    def on_map(self, wkb, crs):
        """Return a place as a point of the map; as it is where the map cannot show it."""
        point = from_wkb(wkb).pointOnSurface().asPoint()
        with contextlib.suppress(QgsCsException):
            return QgsCoordinateTransform(crs, self.crs(), QgsProject.instance()).transform(point)
        return point

    def answer(self, wkb, circles, crs):
        """Draw a place, and its circles where it has any: the nearest on top."""
        place = self._band("place", QgsWkbTypes.GeometryType.PointGeometry)
        place.setIcon(QgsRubberBand.IconType.ICON_CROSS)
        place.setIconSize(16)
        place.setColor(QColor("black"))
        place.setWidth(3)
        self._show(place, from_wkb(wkb).pointOnSurface(), crs)
        self.origin = from_wkb(wkb).pointOnSurface().asPoint()
        if circles is None:
            self.reset_all_but("place")
            return
        for number, polygon in enumerate(circles.polygon):
            band = self._band(("circle", number), QgsWkbTypes.GeometryType.PolygonGeometry)
            fill = colour(number, len(circles.polygon))
            fill.setAlphaF(0.45)
            band.setFillColor(fill)
            band.setStrokeColor(_OUTLINE)
            band.setWidth(2)
            band.setLineStyle(_DASHES[number % 3])
            self._show(band, from_wkb(polygon.wkb), crs)

    def facilities(self, points, chosen, crs):
        """Mark the nearest facilities, and lead a line to the chosen one."""
        band = self._band("facilities", QgsWkbTypes.GeometryType.PointGeometry)
        band.setIcon(QgsRubberBand.IconType.ICON_CIRCLE)
        band.setIconSize(9)
        band.setColor(_FACILITY)
        band.setFillColor(_FACILITY_FILL)
        band.setWidth(2)
        self._show(band, QgsGeometry.fromMultiPointXY(points), crs)
        line = self._band("line", QgsWkbTypes.GeometryType.LineGeometry)
        line.setColor(_FACILITY)
        line.setWidth(3)
        self._show(line, QgsGeometry.fromPolylineXY([self.origin, chosen]) if chosen else QgsGeometry(), crs)

    def clear(self):
        """Leave nothing behind."""
        for band in self.bands.values():
            band.reset()
            self.canvas.scene().removeItem(band)
        self.bands = {}

    def reset_all_but(self, name):
        for key, band in self.bands.items():
            if key != name:
                band.reset()

    def _band(self, key, kind):
        if key not in self.bands:
            self.bands[key] = QgsRubberBand(self.canvas, kind)
            self.bands[key].setZValue(_ABOVE[key] if key in _ABOVE else 1 - key[1] / 100)
        return self.bands[key]

    def _show(self, band, geometry, crs):
        if geometry.isNull():
            band.reset()
            return
        shape = QgsGeometry(geometry)
        with contextlib.suppress(QgsCsException):
            shape.transform(QgsCoordinateTransform(crs, self.crs(), QgsProject.instance()))
            if shape.boundingBox().isFinite():
                band.setToGeometry(shape, None)
                return
        band.reset()  # it lies where the map's CRS does not reach


def from_wkb(wkb):
    geometry = QgsGeometry()
    geometry.fromWkb(wkb)
    return geometry


def pin(name, crs, answer):
    """Keep the circles of an answer as a memory layer, in the style and with the fields of the tool Walk circles."""
    layer = QgsVectorLayer(
        "MultiPolygon?" + "&".join(f"field={key}:{kind}" for key, kind in FIELDS.items()), name, "memory"
    )
    layer.setCrs(crs)
    circles, features = answer.circles, []
    columns = circles.minutes, answer.reach_m, circles.area_m2, circles.street_m, circles.ped_shed
    for polygon, *values in zip(circles.polygon, *columns):
        feature, geometry = QgsFeature(layer.fields()), from_wkb(polygon.wkb)
        geometry.convertToMultiType()
        feature.setGeometry(geometry)
        values = [round(float(value), decimals) for value, decimals in zip(values, (6, 2, 2, 2, 4))]
        feature.setAttributes([name, *values, round(answer.access_m, 2), _finding(*values)])
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    layer.updateExtents()
    labels = field_labels()
    for position, key in enumerate(FIELDS):
        layer.setFieldAlias(position, labels[key])
    layer.setRenderer(_renderer(circles.minutes.tolist()))
    layer.setOpacity(_OPACITY)
    layer.setMapTipTemplate('[% "origin_id" %]: [% "minutes" %] min<br>[% "finding" %]')
    QgsProject.instance().addMapLayer(layer, False)
    _group().insertLayer(0, layer)
    return layer


def _finding(minutes, reach_m, area_m2, street_m, ped_shed):
    text = translate("Multiground", "{:.2f} km of street within {:g} minutes.")
    sentences = [text.format(street_m / 1000, minutes)]
    text = translate("Multiground", "The circle covers {share:.0f} % of the ideal one of {reach:.0f} m.")
    sentences.append(text.format(share=100 * ped_shed, reach=reach_m))
    return " ".join(sentences)


def _renderer(minutes):
    text, categories = translate("Multiground", "within {:g} minutes"), []
    for number, limit in enumerate(minutes):
        look = {"color": colour(number, len(minutes)).name(), "outline_color": _OUTLINE.name()}
        look.update(outline_width="0.26", outline_style=_NAMES[number % 3])
        categories.append(QgsRendererCategory(limit, QgsFillSymbol.createSimple(look), text.format(limit)))
    renderer = QgsCategorizedSymbolRenderer("minutes", categories)
    order = QgsFeatureRequest.OrderByClause('"minutes"', False)  # the nearest on top
    renderer.setOrderBy(QgsFeatureRequest.OrderBy([order]))
    renderer.setOrderByEnabled(True)
    return renderer


def tidy(*_):
    """Take the group of pinned circles away where nothing is left in it."""
    root = QgsProject.instance().layerTreeRoot()
    for node in root.findGroups():
        if node.customProperty(_PINNED) and not node.children():
            root.removeChildNode(node)


def _group():
    root = QgsProject.instance().layerTreeRoot()
    for node in root.findGroups():
        if node.customProperty(_PINNED):
            return node
    group = root.insertGroup(0, translate("Multiground", "Multiground – walk circles"))
    group.setCustomProperty(_PINNED, True)
    return group
