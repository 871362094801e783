"""Pictures drawn with Qt alone: the chip of a grade, the dial of the MPER, a section through the surfaces."""

import math

from qgis.PyQt.QtCore import QCoreApplication, QEvent, QPointF, QRectF, QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPainterPath, QPalette, QPen
from qgis.PyQt.QtWidgets import QSizePolicy, QToolTip, QWidget

translate = QCoreApplication.translate
_BEYOND = 2.0  # how far the dial goes on after its last bound


def ink_on(colour):
    """Return black or white, whichever is read better on a colour.

    >>> ink_on(QColor("#fdae61")).name(), ink_on(QColor("#1a9850")).name()
    ('#000000', '#ffffff')
    """
    light = 0.299 * colour.red() + 0.587 * colour.green() + 0.114 * colour.blue()
    return QColor("black") if light > 128 else QColor("white")


def paint_chip(painter, place, text, colour, hatched=False):
    """Paint a rounded chip with a text into a rectangle; a hatched one says that there is no grade."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    shape = QPainterPath()
    shape.addRoundedRect(QRectF(place), 4, 4)
    painter.fillPath(shape, QBrush(colour))
    if hatched:
        painter.fillPath(shape, QBrush(colour.darker(125), Qt.BrushStyle.BDiagPattern))
    painter.setPen(ink_on(colour))
    metrics = QFontMetricsF(painter.font())
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width() - 8)
    painter.drawText(QRectF(place).adjusted(4, 0, -4, 0), Qt.AlignmentFlag.AlignCenter, shown)
    painter.restore()


class Chip(QWidget):
    """A grade as a chip: its colour, its sign and its name."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self.text, self.colour, self.hatched = "", QColor("#bdbdbd"), False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_grade(self, text, colour, hatched=False):
        self.text, self.colour, self.hatched = text, QColor(colour), hatched
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self):
        metrics = QFontMetricsF(self.font())
        return QSize(math.ceil(metrics.horizontalAdvance(self.text)) + 18, math.ceil(metrics.height()) + 6)

    def paintEvent(self, event):
        painter = QPainter(self)
        if self.text:
            paint_chip(painter, self.rect().adjusted(1, 1, -1, -1), self.text, self.colour, self.hatched)


class MperDial(QWidget):
    """The MPER on a half-round scale with the bands of its grades, the reading that decides and the other one."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self.bands, self.readings = [], []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(translate("Multiground", "Dial of the MPER"))

    def set_bands(self, bands):
        """Give the bands from low to high: lower limit, upper limit (None where open), colour, sign, name."""
        self.bands = bands
        self.update()

    def set_readings(self, readings):
        """Give up to two readings, the one that decides first: a value (None where unknown) and its name."""
        self.readings = [(value, name) for value, name in readings if value is not None]
        told = ", ".join(f"{name}: {value:,.2f}" for value, name in self.readings)
        self.setAccessibleDescription(told)
        self.setToolTip(told)
        self.update()

    def sizeHint(self):
        line = QFontMetricsF(self.font()).height()
        return QSize(math.ceil(15 * line), math.ceil(11 * line))

    def minimumSizeHint(self):
        return QSize(200, self.sizeHint().height())

    def end(self):
        """Return where the scale ends."""
        limits = [limit for band in self.bands for limit in band[:2] if limit is not None]
        return max(limits, default=1) + _BEYOND

    def angle(self, value):
        """Return the direction of a value in degrees, 180 at zero and 0 at the end; what is beyond stays there."""
        return 180 - 180 * min(max(value / self.end(), 0), 1)

    def paintEvent(self, event):
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = QFontMetricsF(self.font()).height()
        radius = min(self.width() / 2 - line * 1.6, self.height() - 4.2 * line)
        centre = QPointF(self.width() / 2, radius + 1.3 * line)
        width = radius * 0.27
        for band in self.bands:
            self._paint_band(painter, centre, radius, width, band)
        for number, (value, _) in reversed(list(enumerate(self.readings))):
            self._paint_needle(painter, centre, radius, width, value, decides=not number)
        self._paint_values(painter, centre, line)

    def _at(self, centre, distance, degrees):
        turn = math.radians(degrees)
        return QPointF(centre.x() + distance * math.cos(turn), centre.y() - distance * math.sin(turn))

    def _paint_band(self, painter, centre, radius, width, band):
        lower, upper, colour, sign, _ = band
        begin, end = self.angle(lower or 0), self.angle(self.end() if upper is None else upper)
        outer = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
        inner = outer.adjusted(width, width, -width, -width)
        ring = QPainterPath()
        ring.arcMoveTo(outer, begin)
        ring.arcTo(outer, begin, end - begin)
        ring.arcTo(inner, end, begin - end)
        ring.closeSubpath()
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Window), 1.5))
        painter.setBrush(QColor(colour))
        painter.drawPath(ring)
        painter.setPen(ink_on(QColor(colour)))
        self._write(painter, self._at(centre, radius - width / 2, (begin + end) / 2), sign)
        if upper is not None:
            painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
            line = QFontMetricsF(self.font()).height()
            self._write(painter, self._at(centre, radius + 0.6 * line, end), f"{upper:g}")

    def _paint_needle(self, painter, centre, radius, width, value, decides):
        ink = self.palette().color(QPalette.ColorRole.WindowText)
        painter.setPen(QPen(ink, 2.6 if decides else 1.3, Qt.PenStyle.SolidLine if decides else Qt.PenStyle.DashLine))
        degrees = self.angle(value) + (0 if decides else 5 * (value > self.end()))  # side by side, both beyond
        painter.drawLine(centre, self._at(centre, radius - width * 0.2, degrees))
        painter.setBrush(ink)
        painter.drawEllipse(centre, 4, 4)

    def _paint_values(self, painter, centre, line):
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        font = painter.font()
        for number, (value, name) in enumerate(self.readings[:2]):
            font.setBold(not number)
            painter.setFont(font)
            beyond = " ▸" if value > self.end() else ""
            self._write(
                painter, QPointF(centre.x(), centre.y() + line * (1.1 + 1.2 * number)), f"{name} {value:,.2f}{beyond}"
            )
        if not self.readings:
            self._write(painter, centre, translate("Multiground", "no value"))

    def _write(self, painter, place, text):
        metrics = QFontMetricsF(painter.font())
        half = metrics.horizontalAdvance(text) / 2
        painter.drawText(QPointF(place.x() - half, place.y() + metrics.ascent() / 2 - metrics.descent() / 4), text)


class SectionDrawing(QWidget):
    """A section: surfaces as bars at their heights, links between them, the ground at 0."""

    chosen = pyqtSignal(object)  # the key of the bar or link under the mouse

    def __init__(self, parent=None):
        super().__init__(parent)
        self.spots = []
        self.set_content([], [])
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(translate("Multiground", "Section through the surfaces and links"))

    def set_content(self, bars, links):
        """Give what is drawn, as dictionaries.

        bars : key, from, to (places along the section, m), z (m), colour, hatched, group and tip;
        links : key, at (m), z_from, z_to, colour, counted, group and tip.
        """
        self.bars, self.links, self.highlighted = bars, links, None
        heights = {0.0, *(bar["z"] for bar in bars), *(link[end] for link in links for end in ("z_from", "z_to"))}
        self._levels, self._lanes = sorted(heights), self._in_lanes()
        ends = [bar[end] for bar in bars for end in ("from", "to")] + [link["at"] for link in links]
        self._ends = min(ends, default=0), max(ends, default=1)
        self.update()

    def highlight(self, group):
        """Draw one group strongly and the others faintly; None for all alike."""
        self.highlighted = group
        self.update()

    def sizeHint(self):
        return QSize(340, 210)

    def minimumSizeHint(self):
        return QSize(200, 170)

    def levels(self):
        """Return the heights at which something lies, from low to high, the ground among them."""
        return self._levels

    def lanes(self):
        """Return for each bar its lane, so that bars of one height that overlap lie one above the other."""
        return self._lanes

    def _in_lanes(self):
        taken, found = {}, {}
        for bar in sorted(self.bars, key=lambda bar: (bar["z"], bar["from"], bar["to"])):
            ends = taken.setdefault(bar["z"], [])
            lane = next((n for n, end in enumerate(ends) if end <= bar["from"]), len(ends))
            ends[lane : lane + 1] = [bar["to"]]
            found[id(bar)] = lane
        return found

    def frame(self):
        """Return the rectangle of the drawing within the widget."""
        metrics = QFontMetricsF(self.font())
        left = max(metrics.horizontalAdvance(_height(z)) for z in (-10.0, *self._levels)) + 8
        return QRectF(left, metrics.height(), self.width() - left - 8, self.height() - 2 * metrics.height())

    def place(self, along, z):
        """Return where a place of the section is drawn."""
        return self._place(self.frame(), along, z)

    def _place(self, frame, along, z):
        (low, high), levels = self._ends, self._levels
        share = (along - low) / ((high - low) or 1)
        rise = (z - levels[0]) / ((levels[-1] - levels[0]) or 1)
        return QPointF(frame.left() + share * frame.width(), frame.bottom() - rise * frame.height())

    def paintEvent(self, event):
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.spots = []
        self._paint_ground(painter)
        self._paint_links(painter)
        self._paint_bars(painter)

    def _paint_ground(self, painter):
        frame, ground = self.frame(), self.place(0, 0).y()
        ink = QColor(self.palette().color(QPalette.ColorRole.WindowText))
        soil = QColor("#8c6d46")
        soil.setAlpha(40)
        painter.fillRect(QRectF(frame.left(), ground, frame.width(), self.height() - ground), soil)
        metrics, written = QFontMetricsF(self.font()), []
        for z in sorted(self._levels, key=lambda z: (z != 0, z)):  # the ground is always named
            y = self._place(frame, 0, z).y()
            ink.setAlpha(255 if z == 0 else 60)
            painter.setPen(QPen(ink, 1.6 if z == 0 else 0.6))
            painter.drawLine(QPointF(frame.left(), y), QPointF(frame.right(), y))
            if all(abs(other - y) >= metrics.height() * 0.8 for other in written):
                ink.setAlpha(255)
                painter.setPen(ink)
                text = _height(z)
                where = QPointF(frame.left() - metrics.horizontalAdvance(text) - 5, y + metrics.ascent() / 2 - 1)
                painter.drawText(where, text)
                written.append(y)

    def _paint_links(self, painter):
        frame = self.frame()
        for link in self.links:
            colour = self._faded(link)
            style = Qt.PenStyle.SolidLine if link["counted"] else Qt.PenStyle.DotLine
            painter.setPen(QPen(colour, 3 if link["counted"] else 1.6, style))
            begin, end = (self._place(frame, link["at"], link[end]) for end in ("z_from", "z_to"))
            painter.drawLine(begin, end)
            self.spots.append((QRectF(begin, end).normalized().adjusted(-4, 0, 4, 0), link))

    def _paint_bars(self, painter):
        ink, frame, height = self.palette().color(QPalette.ColorRole.WindowText), self.frame(), 7.0
        steps = self._steps(frame, height + 1)
        for bar in self.bars:
            begin, end = (self._place(frame, bar[end], bar["z"]) for end in ("from", "to"))
            y = begin.y() - height / 2 - self._lanes[id(bar)] * steps[bar["z"]]
            shape = QRectF(begin.x(), y, max(end.x() - begin.x(), 3), height)
            colour = self._faded(bar)
            painter.fillRect(
                shape, QBrush(colour, Qt.BrushStyle.BDiagPattern if bar["hatched"] else Qt.BrushStyle.SolidPattern)
            )
            ink.setAlpha(colour.alpha())
            painter.setPen(QPen(ink, 0.8))
            painter.drawRect(shape)
            self.spots.append((shape.adjusted(-2, -2, 2, 2), bar))

    def _steps(self, frame, most):
        """Return by height how far its lanes lie apart: never so far that they reach the next height."""
        lanes, steps = {}, {}
        for bar in self.bars:
            lanes[bar["z"]] = max(lanes.get(bar["z"], 0), self._lanes[id(bar)])
        places = [self._place(frame, 0, z).y() for z in self._levels] + [0.0]
        for z, y, above in zip(self._levels, places, places[1:]):
            steps[z] = min(most, max(y - above - most, 1) / max(lanes.get(z, 0), 1))
        return steps

    def _faded(self, thing):
        colour = QColor(thing["colour"])
        if self.highlighted is not None and thing["group"] != self.highlighted:
            colour.setAlpha(55)
        return colour

    def under(self, point):
        """Return what lies under a point of the widget, None for nothing."""
        return next((thing for shape, thing in reversed(self.spots) if shape.contains(QPointF(point))), None)

    def mousePressEvent(self, event):
        thing = self.under(event.position() if hasattr(event, "position") else event.pos())  # Qt 6, Qt 5
        if thing is not None and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(thing["key"])

    def event(self, event):
        if event.type() == QEvent.Type.ToolTip:
            thing = self.under(event.pos())
            QToolTip.showText(event.globalPos(), thing["tip"] if thing else "", self)
            return True
        return super().event(event)


def _height(z):
    """Write a height in metres.

    >>> _height(-6.0), _height(12.3456)
    ('−6 m', '12.3 m')
    """
    return f"{z:.1f}".replace(".0", "").replace("-", "−") + " m"
