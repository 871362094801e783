"""The pictures drawn with Qt alone. tools/qt6.sh runs this file under PyQt6 as well."""

import importlib.util
import pathlib

import pytest
from qgis.PyQt.QtCore import QPointF, Qt
from qgis.PyQt.QtGui import QColor, QFontMetricsF, QImage, QPalette
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication

FILE = pathlib.Path(__file__).parent.parent.parent / "ui" / "widgets.py"
spec = importlib.util.spec_from_file_location("widgets", FILE)
widgets = importlib.util.module_from_spec(spec)
spec.loader.exec_module(widgets)
GREEN, LIGHT, ORANGE = "#1a9850", "#91cf60", "#fdae61"
BANDS = [
    (None, 1, ORANGE, "○", "fair"),
    (1, 3, LIGHT, "◐", "good"),
    (3, 5, GREEN, "●", "excellent"),
    (5, 7, LIGHT, "◐", "good"),
    (7, None, ORANGE, "○", "fair"),
]


@pytest.fixture(scope="module")
def app(request):
    if request.config.pluginmanager.hasplugin("pytest_qgis"):
        return request.getfixturevalue("qgis_app")
    return QApplication.instance() or QApplication([])


def painted(widget, width=300, height=220, scale=1):
    """Return what a widget draws on a screen of a scale."""
    widget.resize(width, height)
    image = QImage(width * scale, height * scale, QImage.Format.Format_ARGB32)
    image.setDevicePixelRatio(scale)
    image.fill(widget.palette().color(QPalette.ColorRole.Window))
    widget.render(image)
    return image


def colours(image):
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def dark(widget):
    palette = widget.palette()
    palette.setColor(QPalette.ColorRole.Window, QColor("#202020"))
    palette.setColor(QPalette.ColorRole.WindowText, QColor("#f0f0f0"))
    widget.setPalette(palette)


#   0    1        3        5        7       9      the end lies 2 after the last bound: 9
#   180° 160°     120°     80°      40°     0°     180° − 180° × value / 9


@pytest.mark.parametrize("value, degrees", [(0, 180), (1, 160), (4.5, 90), (7, 40), (9, 0), (267.76, 0), (-1, 180)])
def test_dial_points_where_the_value_lies_and_stays_at_its_ends(app, value, degrees):
    dial = widgets.MperDial()
    dial.set_bands(BANDS)
    assert dial.end() == 9
    assert dial.angle(value) == pytest.approx(degrees)


def test_dial_shows_all_bands_and_both_readings(app):
    dial = widgets.MperDial()
    dial.set_bands(BANDS)
    plain = painted(dial)
    assert {GREEN, LIGHT, ORANGE} <= colours(plain)
    dial.set_readings([(3.89, "MPER"), (None, "with ground")])
    assert dial.accessibleDescription() == "MPER: 3.89"
    one = painted(dial)
    dial.set_readings([(3.89, "MPER"), (2.5, "with ground")])
    assert dial.accessibleDescription() == "MPER: 3.89, with ground: 2.50"
    assert plain != one != painted(dial)


def test_pictures_are_drawn_in_the_colours_of_a_dark_theme(app):
    dial, drawing = widgets.MperDial(), section()
    for widget in (dial, drawing):
        dark(widget)
    dial.set_bands(BANDS)
    dial.set_readings([(4, "MPER")])
    for widget in (dial, drawing):
        assert {"#202020", "#f0f0f0"} <= colours(painted(widget))
    assert "#000000" not in colours(painted(drawing))


def test_pictures_are_drawn_anew_for_a_finer_screen(app):
    dial = widgets.MperDial()
    dial.set_bands(BANDS)
    coarse, fine = painted(dial), painted(dial, scale=2)
    assert fine.size() == coarse.size() * 2
    assert fine != coarse.scaled(fine.size())  # not merely enlarged


#   24 m                 ████████ roof, system 1
#    6 m   ██████ a   ██████ b, overlapping a: one lane higher
#    0 m  ─┼──────────────────── ground, a stair at 10
#   −6 m             ▨▨▨▨ isolated


def section():
    drawing = widgets.SectionDrawing()

    def bar(key, begin, end, z, system):
        colour = GREEN if system else "#8c8c8c"
        places = {"key": key, "from": begin, "to": end, "z": z}
        return {**places, "colour": colour, "hatched": not system, "group": system, "tip": key}

    bars = [
        bar("a", 0, 60, 6.0, 1),
        bar("b", 40, 100, 6.0, 1),
        bar("roof", 50, 90, 24.0, 2),
        bar("u", 20, 40, -6.0, None),
    ]
    stair = {
        "key": "stair",
        "at": 10,
        "z_from": 0.0,
        "z_to": 6.0,
        "colour": GREEN,
        "counted": True,
        "group": 1,
        "tip": "s",
    }
    drawing.set_content(bars, [stair])
    return drawing


def test_section_lays_heights_one_above_the_other_and_overlapping_bars_in_lanes(app):
    drawing = section()
    drawing.resize(300, 220)
    assert drawing.levels() == [-6.0, 0.0, 6.0, 24.0]
    assert [drawing.lanes()[id(bar)] for bar in drawing.bars] == [0, 1, 0, 0]
    frame = drawing.frame()
    assert drawing.place(0, -6) == QPointF(frame.left(), frame.bottom())
    assert drawing.place(100, 24).x() == pytest.approx(frame.right())
    assert drawing.place(100, 24).y() == pytest.approx(frame.top())
    assert drawing.place(50, 9).x() == pytest.approx(frame.center().x())  # 9 m and 50 m lie halfway
    assert drawing.place(50, 9).y() == pytest.approx((frame.top() + frame.bottom()) / 2)


def test_section_tells_what_lies_under_the_mouse(app):
    drawing = section()
    painted(drawing)
    assert drawing.under(drawing.place(70, 24))["key"] == "roof"
    assert drawing.under(drawing.place(10, 3))["key"] == "stair"
    assert drawing.under(drawing.place(100, 15)) is None


def test_a_click_chooses_what_it_meets(app):
    drawing, chosen = section(), []
    drawing.chosen.connect(chosen.append)
    painted(drawing)
    for place in ((70, 24), (10, 3), (100, 15)):
        QTest.mouseClick(drawing, Qt.MouseButton.LeftButton, pos=drawing.place(*place).toPoint())
    assert chosen == ["roof", "stair"]


def test_a_highlighted_system_is_drawn_strongly_and_the_others_faintly(app):
    drawing = section()
    assert GREEN in colours(painted(drawing))
    drawing.highlight(3)
    assert GREEN not in colours(painted(drawing))


def test_empty_pictures_are_drawn_too(app):
    for widget in (widgets.MperDial(), widgets.SectionDrawing(), widgets.Chip()):
        assert painted(widget).size().width() == 300


def test_a_chip_shows_its_sign_in_an_ink_that_can_be_read(app):
    chip = widgets.Chip()
    chip.set_grade("● excellent", GREEN)
    assert {GREEN, "#ffffff"} <= colours(painted(chip))
    assert chip.accessibleName() == "● excellent"


# Large districts, large letters


#   30 bars at 0 m lie over one another: their lanes stay below the next height, 3 m


def test_lanes_never_reach_the_next_height(app):
    drawing = widgets.SectionDrawing()
    bars = [bar_at(number, 0, 100, 0.0) for number in range(30)] + [bar_at("roof", 0, 100, 3.0)]
    drawing.set_content(bars, [])
    painted(drawing)
    spots = {thing["key"]: shape.center().y() for shape, thing in drawing.spots}
    above = drawing.place(0, 3.0).y()
    assert min(spots[number] for number in range(30)) > above
    assert spots["roof"] == pytest.approx(above, abs=1)


def bar_at(key, begin, end, z):
    return dict(zip(("key", "from", "to", "z"), (key, begin, end, z)), colour=GREEN, hatched=False, group=1, tip="")


def test_a_large_section_takes_no_longer_a_bar_than_a_small_one(app):
    """Ten times the bars may take ten times as long, and not a hundred times."""
    import time

    spent_s = []
    for bars in (400, 4000):
        drawing = widgets.SectionDrawing()
        drawing.set_content([bar_at(number, number, number + 5, float(number % 40)) for number in range(bars)], [])
        begin = time.process_time()
        painted(drawing)
        spent_s.append(time.process_time() - begin)
    assert spent_s[1] < 40 * spent_s[0]


def test_the_ground_is_always_named_and_names_fit(app):
    drawing = widgets.SectionDrawing()
    drawing.set_content([bar_at("a", 0, 9, -0.5), bar_at("b", 0, 9, 1234.5678)], [])
    drawing.resize(300, 220)
    metrics = QFontMetricsF(drawing.font())
    assert drawing.frame().left() >= metrics.horizontalAdvance("1234.6 m")
    names = []
    drawing_text = type("Painter", (), {"__getattr__": lambda *_: lambda *a: names.append(a)})()
    drawing._paint_ground(drawing_text)
    texts = [arguments[1] for arguments in names if len(arguments) == 2 and isinstance(arguments[1], str)]
    assert texts == ["0 m", "1234.6 m"]


def test_only_the_left_button_chooses(app):
    drawing, chosen = section(), []
    drawing.chosen.connect(chosen.append)
    painted(drawing)
    QTest.mouseClick(drawing, Qt.MouseButton.RightButton, pos=drawing.place(70, 24).toPoint())
    assert chosen == []


def test_the_dial_grows_with_the_letters(app):
    dial = widgets.MperDial()
    small, font = dial.sizeHint(), dial.font()
    font.setPointSizeF(2 * font.pointSizeF())
    dial.setFont(font)
    assert dial.sizeHint().height() > 1.7 * small.height()
