"""Panel 2: what lies within 5, 10 and 15 minutes on foot of the place under the cursor."""


from qgis.core import QgsGeometry, QgsMapLayer, QgsPointXY, QgsProject
from qgis.PyQt.QtCore import QSize, Qt, QTimer
from qgis.PyQt.QtWidgets import QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from . import walk_reading
from .package_chooser import row
from .texts import translate
from .walk_explorer import Question, WalkExplorer
from .walk_form import WalkForm
from .walk_map import Drawn, PlaceTool, pin, tidy
from .walk_results import WalkResults, left_out_text

_NARROWEST, _USUAL = 330, (460, 760)


class WalkPanel(QWidget):
    """Asks the explorer for the place that the planner points at, and shows the newest answer."""

    def __init__(self, canvas, parent=None):
        super().__init__(parent)
        self.canvas, self.crs, self.watch = canvas, None, walk_reading.LayerWatch(self)
        self.question, self.shown, self.answer = Question(), None, None
        self.names, self.spots, self.stale = None, {}, ""  # of the answer; why it is no longer true
        self.form, self.results = WalkForm(), WalkResults()
        self.explorer, self.drawn, self.tool = WalkExplorer(self), Drawn(canvas), PlaceTool(canvas)
        self._make_messages()
        self._arrange()
        self._connect()

    def _make_messages(self):
        self.notice, self.progress, self.hint = QLabel(), QProgressBar(), QLabel()
        self.notice.setStyleSheet("QLabel{background:#ffe9a8;color:#3d2f00;padding:4px}")  # reads in any theme
        self.progress.setFormat(translate("Multiground", "Preparing the network … %p %"))
        self.keep = QPushButton(translate("Multiground", "Pin"))
        self.keep.setToolTip(translate("Multiground", "Keep these circles as a layer of the project"))
        self.wipe = QPushButton(translate("Multiground", "Clear"))
        self.wipe.setToolTip(translate("Multiground", "Take the circles off the map"))
        for label in (self.notice, self.hint):
            label.setWordWrap(True)
        self.notice.setTextFormat(Qt.TextFormat.PlainText)
        self.progress.setAccessibleName(translate("Multiground", "Preparing the network"))
        self.progress.hide()

    def _arrange(self):
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        for part in (self.form, self.progress, self.notice, self.hint):
            column.addWidget(part)
        column.addWidget(self.results, 1)
        column.addWidget(row(self.keep, self.wipe))
        self.setMinimumWidth(_NARROWEST)
        order = [*self.form.widgets(), self.results.figures, self.results.checklist, self.keep, self.wipe]
        for first, second in zip(order, order[1:]):
            QWidget.setTabOrder(first, second)
        self._tell()

    def _connect(self):
        self.form.layers_chosen.connect(self._layers_chosen)
        self.form.changed.connect(self._ask)
        self.form.pointing.connect(lambda wanted: self.tool.take() if wanted else self.tool.give_back())
        self.form.typed_point.connect(self.take_point)
        self.form.warned.connect(self._tell)
        self.form.selected.connect(self.take_selected)
        self.tool.placed.connect(self.take_point)
        self.tool.deactivated.connect(self.form.stop_pointing)
        self.explorer.progressed.connect(self._progress)
        self.explorer.prepared.connect(self._prepared)
        self.explorer.answered.connect(self._answered)
        self.explorer.failed.connect(self._failed)
        self.results.chosen.connect(self._draw_facilities)
        self.watch.moved.connect(self._layers_chosen)
        self.watch.edited.connect(self._edited)
        self.watch.paused.connect(self._prepare)
        self.keep.clicked.connect(self.pin)
        self.wipe.clicked.connect(self.clear)
        self.canvas.destinationCrsChanged.connect(self._draw)
        project = QgsProject.instance()
        project.layersAdded.connect(self._layers_added)
        project.layersWillBeRemoved.connect(self.form.drop)
        project.layersRemoved.connect(tidy)

    def shut_down(self):
        """Take everything off the map, and let go of layers, project and thread."""
        project = QgsProject.instance()
        project.layersAdded.disconnect(self._layers_added)
        project.layersWillBeRemoved.disconnect(self.form.drop)
        project.layersRemoved.disconnect(tidy)
        self.canvas.destinationCrsChanged.disconnect(self._draw)
        self.watch.watch()
        self.tool.give_back()
        self.tool.deleteLater()  # it belongs to the map, which lives on
        self.drawn.clear()
        self.explorer.close()

    def sizeHint(self):
        return QSize(*_USUAL)

    def showEvent(self, event):
        """Prepare only once somebody looks; draw again what was drawn."""
        super().showEvent(event)
        if not self.form.find_layers() and self.explorer.sources is None:
            self._layers_chosen()
        self._draw()

    def hideEvent(self, event):
        """Leave no circles on the map that nobody could take away."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.tool.give_back()
            self.drawn.clear()

    # The layers

    def _layers_added(self, *_):
        if self.isVisible():
            QTimer.singleShot(0, self.form.find_layers)  # after the tree has taken them up

    def _layers_chosen(self):
        """Turn to the chosen layers; the place of before may be far from them."""
        self.clear()
        self.crs = None
        self.watch.watch(*filter(None, self.form.chosen().values()))
        self._prepare()

    def _edited(self, *_):
        """Say at once that the circles are out of date; prepare anew when the edits pause."""
        self.explorer.forget()
        self.stale = translate("Multiground", "⚠ Out of date: a layer has been changed. Preparing anew …")
        self._tell()

    def _prepare(self):
        """Have the layers read as they are now, and ask for the place again."""
        network = self.form.layer("network")
        self.explorer.forget()
        self.progress.hide()
        if network is None or not self.isVisible():
            self._tell()
            return
        lost = next((layer for layer in self.form.chosen().values() if layer is not None and not layer.isValid()), None)
        if lost is not None:
            self._failed(translate("Multiground", "The layer {} cannot be read.").format(lost.name()))
            return
        self.crs = self.crs or walk_reading.measuring_crs(network)  # the place stays where it is when a street is added
        if self.crs is None:
            text = translate("Multiground", "The walking network is empty, or its reference system does not fit it.")
            self._failed(text)
            return
        self.drawn.plain_crs = network.crs()
        self.explorer.choose(walk_reading.sources_of(self.form.chosen(), self.crs))
        self._ask()

    # The place

    def take_point(self, point):
        """Take a point of the map as the place."""
        self.form.show_point(point)
        if self.crs is None:
            return
        place = self.drawn.from_map(point, self.crs)
        if place is None:
            self.question = self.question._replace(wkb=None, known=())
            self._failed(translate("Multiground", "The place is far outside the walking network."))
            return
        self._place(QgsGeometry.fromPointXY(place).asWkb().data())

    def take_selected(self):
        """Take the selected feature of the current layer as the place, with what it says of its level."""
        if self.crs is None:
            return
        layer = self.canvas.currentLayer()
        vector = layer is not None and layer.type() == QgsMapLayer.LayerType.VectorLayer
        place = walk_reading.place_of(layer, self.crs) if vector and layer.selectedFeatureCount() == 1 else None
        if place is None:
            self._tell(translate("Multiground", "Select one feature of the current layer, such as a building."))
            return
        self.form.typed.clear()
        self._place(*place)

    def _place(self, wkb, known=()):
        self.question = self.question._replace(wkb=wkb, known=known)
        self._ask()

    def _ask(self):
        storey = self.form.storey.value()
        known = tuple(pair for pair in self.question.known if pair[0] != "storey")
        known += (("storey", storey),) if storey else ()
        self.question = self.question._replace(walking=self.form.walking(), known=known)
        self.explorer.ask(self.question)

    def clear(self):
        """Forget the place and take its circles off the map."""
        self.question, self.shown, self.answer, self.stale = Question(), None, None, ""
        self.form.typed.clear()
        self.drawn.clear()
        self._tell()

    # The answer

    def _progress(self, percent):
        self.progress.setValue(round(percent))
        self.progress.show()
        if self.answer is not None and not self.stale:
            self.stale = translate("Multiground", "⚠ Still the circles of before. Preparing the network …")
            self._tell()

    def _prepared(self, _):
        self.progress.hide()
        if self.question.wkb is None:
            self.stale = ""
            self._tell()

    def _failed(self, why):
        self.progress.hide()
        self.shown, self.answer, self.stale = None, None, ""
        self._draw()
        self._tell(why)

    def _answered(self, question, answer):
        """Show an answer, unless other switches or another storey are wanted by now."""
        if question[0::2] == self.question[0::2] and self.question.wkb is not None:
            self.shown, self.answer, self.stale = question, answer, ""
            self.names, self.spots = self.explorer.names(), {}
            if answer.checklist is not None:
                self.spots = _spots(self.explorer.district(question).services, answer.checklist.service)
            self._draw()
            self._tell(left_out_text(answer.left_out) if answer.circles is None else "")

    def _tell(self, notice=""):
        """Show a notice, and what to do next where there is nothing to show."""
        there = self.answer is not None and self.answer.circles is not None
        if self.form.layer("network") is None:
            hint = translate("Multiground", "Choose the lines that people walk, or open a district package.")
        else:
            hint = translate(
                "Multiground", "Press <b>Place on the map</b>, then click or drag: the circles follow the cursor."
            )
        notice = "\n".join(filter(None, (self.stale, notice)))
        self.notice.setText(notice)
        self.notice.setVisible(bool(notice))
        self.hint.setText(hint)
        self.hint.setVisible(not there and not notice)
        self.results.setVisible(there)
        self.results.setEnabled(not self.stale)
        self.keep.setEnabled(there and not self.stale)
        self.wipe.setEnabled(self.answer is not None)

    def _draw(self):
        """Draw the answer over the map and fill it into the tables."""
        if self.answer is None or not self.isVisible():
            self.drawn.clear()
            return
        self.drawn.answer(self.shown.wkb, self.answer.circles, self.crs)
        if self.answer.circles is not None:
            self.results.show_answer(self.answer, self.names)
            self._draw_facilities()

    def _draw_facilities(self, *_):
        if self.answer is not None:
            self.drawn.facilities(list(self.spots.values()), self.spots.get(self.results.chosen_service()), self.crs)

    def pin(self):
        """Keep the shown circles as a layer."""
        if self.keep.isEnabled():
            place = self.drawn.on_map(self.shown.wkb, self.crs)
            pin(self.form.title(self.shown, place), self.crs, self.answer)


def _spots(services, rows):
    """Return where the facilities of some rows are; -1 stands for none."""
    return {int(row): QgsPointXY(services.x[row], services.y[row]) for row in rows if row >= 0}
