"""Panel 1: a district package, its assessment, and the clauses with what stands behind each grade."""

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QSize, Qt, QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from . import map_group, packages
from .clause_details import ClauseDetails
from .clause_tree import ALL, NOT_ASSESSABLE, TO_DO, ClauseTree, to_do
from .comparison import Comparison
from .mark import Mark
from .package_chooser import PackageChooser, row, tool
from .texts import RANKS, translate

_NARROWEST, _USUAL, _PARTS = 330, (500, 760), (210, 330)


class GuidelinePanel(QWidget):
    """Chooses a package, has it assessed, and shows the graded clauses; `session` does the work."""

    def __init__(self, session, canvas=None, parent=None):
        super().__init__(parent)
        self.session, self.canvas = session, canvas
        self.tree, self.details, self.mark = ClauseTree(), ClauseDetails(), Mark(canvas)
        self.comparison = Comparison(self)
        self._make_chooser()
        self._make_filters()
        self._make_messages()
        self._arrange()
        self.tree.clause_chosen.connect(self._show_clause)
        self.details.feature_chosen.connect(self._look_at)
        self.comparison.made.connect(self.open_page)
        self.comparison.failed.connect(self._warn)
        session.result_changed.connect(self._show_result)
        session.freshness_changed.connect(self._show_freshness)
        session.running_changed.connect(self._show_running)
        session.progressed.connect(self._progress)
        session.said.connect(self._say)
        session.warned.connect(self._warn)
        self._show_result()
        self._show_running()

    def _make_chooser(self):
        self.assess = QPushButton(translate("Multiground", "Assess"))
        self.assess.setToolTip(translate("Multiground", "Measure every clause that the package has data for"))
        self.assess.clicked.connect(self.start_or_cancel)
        self.report = QPushButton(translate("Multiground", "Report"))
        self.report.setToolTip(translate("Multiground", "Open the report in the web browser, to read or print"))
        self.report.clicked.connect(self.open_report)
        text = translate("Multiground", "Compare the results of this district's scenarios side by side")
        self.compare = tool("⇄", text, lambda: self.comparison.start(self.session.package_file()))
        self.chooser = PackageChooser(self.assess, self.report, self.compare)
        self.chooser.chosen.connect(self._open)
        self.chooser.rules_chosen.connect(lambda: self.session.take_rules(self.chooser.chosen_rules()))
        self.chooser.warned.connect(self._warn)

    def _make_filters(self):
        self.filters, self.filter_group = {}, QButtonGroup(self)
        for name in (ALL, TO_DO, NOT_ASSESSABLE):
            button = QToolButton()
            button.setCheckable(True)
            button.setAutoRaise(True)
            button.clicked.connect(lambda _, wanted=name: self.tree.set_filter(wanted))
            self.filters[name] = button
            self.filter_group.addButton(button)
        self.filters[ALL].setChecked(True)
        self.zoom = tool("", translate("Multiground", "Zoom to what the result shows"), self.zoom_to_result)
        self.zoom.setIcon(QgsApplication.getThemeIcon("/mActionZoomToLayer.svg"))

    def _make_messages(self):
        self.banner, self.again, self.notice = QLabel(), QPushButton(), QLabel()
        self.again.setText(translate("Multiground", "Assess again"))
        self.again.clicked.connect(self.start_or_cancel)
        self.warning = QWidget()
        self.warning.setStyleSheet("QWidget{background:#ffe9a8;color:#3d2f00}")  # both, so that it reads in any theme
        self.notice.setStyleSheet("QLabel{background:#f9d2ce;color:#4a0d08;padding:4px}")
        self.progress, self.step, self.welcome, self.made = QProgressBar(), QLabel(), QLabel(), QLabel()
        self.welcome.setTextFormat(Qt.TextFormat.RichText)
        self.step.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for label in (self.banner, self.notice, self.welcome, self.made):
            label.setWordWrap(True)
        self.notice.hide()

    def _arrange(self):
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        inside = QHBoxLayout(self.warning)
        inside.setContentsMargins(6, 3, 6, 3)
        inside.addWidget(self.banner, 1)
        inside.addWidget(self.again)
        self.running = QWidget()
        lines = QVBoxLayout(self.running)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self.progress)
        lines.addWidget(self.step)
        self.bar = row(*self.filters.values(), None, self.zoom)
        self.parts = QSplitter(Qt.Orientation.Vertical)
        self.parts.setChildrenCollapsible(False)
        self.parts.addWidget(self.tree)
        self.parts.addWidget(self.details)
        self.parts.setStretchFactor(0, 1)
        self.parts.setStretchFactor(1, 1)
        self.parts.setSizes(_PARTS)
        column.addWidget(self.chooser)
        for widget in (self.running, self.warning, self.notice, self.made, self.bar, self.welcome):
            column.addWidget(widget)
        column.addWidget(self.parts, 1)
        column.addStretch(0)
        self.setMinimumWidth(_NARROWEST)
        chooser = self.chooser
        order = [chooser.packages, chooser.browse, chooser.add, chooser.which, chooser.scenario]
        order += [self.assess, self.report, self.compare, chooser.rules, chooser.other_rules]
        order += [*self.filters.values(), self.zoom, self.tree, self.details.text, self.details.choice]
        order += [self.details.working, self.details.list]
        for first, second in zip(order, order[1:]):
            QWidget.setTabOrder(first, second)

    def sizeHint(self):
        return QSize(*_USUAL)

    # What the user asks for

    def _open(self):
        """Turn to what the chooser shows; the map keeps no grades of what it showed before."""
        self.notice.hide()
        self.session.open(self.chooser.path(), self.chooser.name())
        if self.session.result is None:
            map_group.hide_others(None)

    def start_or_cancel(self, *_):
        """Assess, or cancel the run under way."""
        if self.session.run.running():
            self.session.cancel()
            return
        self.notice.hide()
        self.chooser.keep()
        shown = self.session.package and str(self.session.package), self.session.scenario
        if shown != (self.chooser.path(), self.chooser.name()):
            self._open()
        if self.save_first():
            self.session.assess()

    def save_first(self):
        """Ask what to do with changes that are not saved, which no assessment would see; return whether to go on."""
        layers = self.session.watch.unsaved()
        if not layers:
            return True
        text = translate("Multiground", "Not saved yet, and therefore not assessed: {}. Save now?")
        answer = self.ask(text.format(", ".join(layer.name() for layer in layers)))
        if answer == QMessageBox.StandardButton.Save:
            failed = [layer for layer in layers if not layer.commitChanges(False)]
            for layer in failed:
                self._warn("\n".join([layer.name(), *layer.commitErrors()]))
            return not failed
        return answer == QMessageBox.StandardButton.Ignore

    def ask(self, text):
        buttons = QMessageBox.StandardButton
        return QMessageBox.question(self, "Multiground", text, buttons.Save | buttons.Ignore | buttons.Cancel)

    def open_report(self):
        self.open_page(self.session.report())

    def open_page(self, page):
        """Open a page in the web browser, or say where it lies."""
        if page is not None and not QDesktopServices.openUrl(QUrl.fromLocalFile(str(page))):
            self._warn(translate("Multiground", "No program opens the report. It lies here: {}").format(page))

    def zoom_to_result(self):
        if self.session.result is not None:
            map_group.zoom_to(self.canvas, self.session.result.path)

    # What the session tells

    def _show_result(self):
        result = self.session.result
        self.mark.clear()
        for widget in (self.bar, self.parts, self.made):
            widget.setVisible(result is not None)
        self.report.setEnabled(self.session.report() is not None)
        self.compare.setEnabled(result is not None and len(packages.results_of(self.session.package_file())) > 1)
        self.chooser.show_rules(self.session.rules)
        self.welcome.setVisible(result is None and not self.session.run.running())
        self.welcome.setText(_welcome())
        if result is None:
            self.details.clear()
            self.tree.set_clauses([])
            return
        self.made.setText(_made(result))
        self._count(result.clauses)
        before = self.tree.chosen()
        self.tree.set_clauses(result.clauses)
        there = self.tree.shown_clauses()
        worst = sorted((row for row in result.clauses if to_do(row["shown"])), key=lambda row: RANKS[row["shown"]])
        wanted = [before, *(row["clause"] for row in worst), *there]
        chosen = next((number for number in wanted if number in there), None)
        if chosen is None or not self.tree.choose(chosen):
            self.details.clear()

    def _count(self, rows):
        """Write on the filters how many clauses they leave; one that leaves none is not offered."""
        numbers = {
            ALL: len(rows),
            TO_DO: sum(to_do(row["shown"]) for row in rows),
            NOT_ASSESSABLE: sum(row["shown"] == "unassessed" for row in rows),
        }
        texts = {
            ALL: translate("Multiground", "All ({})"),
            TO_DO: translate("Multiground", "To do ({})"),
            NOT_ASSESSABLE: translate("Multiground", "Not assessable ({})"),
        }
        for name, button in self.filters.items():
            button.setText(texts[name].format(numbers[name]))
            button.setEnabled(numbers[name] > 0 or name == ALL)
            if button.isChecked() and not button.isEnabled():
                self.filters[ALL].setChecked(True)
                self.tree.set_filter(ALL)

    def _show_clause(self, number):
        result = self.session.result
        clause = result.clause(number) if result else None
        self.mark.clear()
        if clause is None:
            return
        self.details.show_clause(result, clause)
        try:
            map_group.show(result, self.session.scenario, result.tables_of(clause), self.session.package)
        except ValueError as error:
            self._warn(str(error))

    def _look_at(self, table, row):
        """Bring a feature into view and mark it, until another is chosen."""
        self.mark.clear()
        found = map_group.look_at(self.canvas, self.session.result, table, row)
        if found is not None:
            self.mark.show(*found)

    def _show_freshness(self):
        """Say what is out of date, also while a new result is being made: the old one is still in view."""
        changed = self.session.out_of_date()
        self.warning.setVisible(bool(changed))
        self.again.setVisible(not self.session.run.running())
        text = translate("Multiground", "⚠ Out of date: {} changed since this result was made.")
        if self.session.result is not None and self.session.watch.lost():
            text = translate("Multiground", "⚠ {} cannot be read: nobody can tell whether this result still holds.")
        self.banner.setText(text.format(", ".join(changed)))

    def _show_running(self):
        running = self.session.run.running()
        self.running.setVisible(running)
        self.welcome.setVisible(self.session.result is None and not running)
        self.progress.setValue(0)
        self.step.setText(translate("Multiground", "Starting …") if running else "")
        self.assess.setText(translate("Multiground", "Cancel") if running else translate("Multiground", "Assess"))
        self.chooser.allow(not running)
        self._show_freshness()

    def _progress(self, share):
        self.progress.setValue(int(share))

    def _say(self, text):
        self.step.setText(text)
        self.step.setToolTip(text)

    def _warn(self, text):
        self.notice.setText(text)
        self.notice.show()


def _made(result):
    """Return when a result was made and by which rules."""
    when = next(iter(result.of("time").values()), "")
    own = translate("Multiground", "Assessed {} by the guideline's own bounds.")
    other = translate("Multiground", "Assessed {} by the bounds of {}; those quoted below are the guideline's.")
    return other.format(when, result.rules()) if result.rules() else own.format(when)


def _welcome():
    steps = (
        translate("Multiground", "Choose a district package above, or <b>…</b> to open one."),
        translate("Multiground", "Name the scenario, and press <b>Assess</b>."),
        translate("Multiground", "Choose a clause to see its grades on the map."),
    )
    told = (
        translate("Multiground", "No data at hand? <b>Demo district</b> in the toolbar does all three at once."),
        translate("Multiground", "Other data? <i>Plugins > Multiground</i> imports OpenStreetMap and planning data."),
    )
    return f"<ol>{''.join(f'<li>{step}</li>' for step in steps)}</ol>{''.join(f'<p>{line}</p>' for line in told)}"
