"""multiground:plotsize, clause 4.2.2."""

from qgis.core import QgsProcessing, QgsProcessingParameterVectorLayer, QgsWkbTypes

from ..urbanform import attributes, clauses
from ..urbanform.errors import QT_TRANSLATE_NOOP, InputError
from .base import GRADE_FIELDS, MultigroundAlgorithm
from .base.texts import translate

FIELDS = {
    "use_class": str,
    "area_m2": float,
    "min_side_m": float,
    "mbr_side_m": float,
    "inscribed_m": float,
    "shape_note": str,
    "area_check": str,
    "side_check": str,
}


class PlotSize(MultigroundAlgorithm):
    GROUP = "plotsandstreets"
    PLOTS, USE_FIELD, CORE_FIELD, USE_TABLE, OUTPUT = "PLOTS", "USE_FIELD", "CORE_FIELD", "USE_TABLE", "OUTPUT"
    SHARES = {
        "commercial_m2": "COMMERCIAL_FIELD",
        "residential_m2": "RESIDENTIAL_FIELD",
        "public_m2": "PUBLIC_FIELD",
        "other_m2": "OTHER_FIELD",
    }
    COUNTS = {"excellent": "N_EXCELLENT", "good": "N_GOOD", "fair": "N_FAIR", "unassessed": "N_UNASSESSED"}

    def displayName(self):
        return translate("Multiground", "Plot size (4.2.2)")

    def tags(self):
        return translate("Multiground", "plot,parcel,size,area,side,land use,guideline").split(",")

    def about(self):
        return translate(
            "Multiground",
            "Area and smallest side of each plot against the range for its land use, clause 4.2.2: both met is "
            "excellent, one of them good, neither fair.\n\nThe smallest side is the smallest distance between two "
            "parallels that hold the plot, so that a chamfered corner does not count. Codes of GB 50137-2011, of the "
            "2023 classification and of the Shenzhen standard are read, alone or combined; a plot whose one use holds "
            "at least 90 % is of that use. A use without a range of its own is not applicable; an unknown code is "
            "not assessed."
        )

    def initAlgorithm(self, configuration=None):
        label = translate("Multiground", "Plots")
        text = translate("Multiground", "Plots of land, without the roads between them.")
        self.add_layer(self.PLOTS, label, text, QgsProcessing.SourceType.TypeVectorPolygon)
        self.add_land_use()
        text = translate("Multiground", "Area (m²) or share of this use, for the 90 % rule.")
        labels = (
            translate("Multiground", "Field with the commercial part"),
            translate("Multiground", "Field with the residential part"),
            translate("Multiground", "Field with the public-service part"),
            translate("Multiground", "Field with the part of other uses"),
        )
        for name, label in zip(self.SHARES.values(), labels):
            self.add_field(name, self.PLOTS, label, text)
        label = translate("Multiground", "Field that marks core areas")
        text = translate("Multiground", "Yes or no: in a core area a commercial plot has no upper bound.")
        self.add_field(self.CORE_FIELD, self.PLOTS, label, text)
        label = translate("Multiground", "Own table of codes")
        text = translate(
            "Multiground",
            "Table whose fields code and class map your own codes to commercial, residential, public_service, mixed "
            "or other."
        )
        kinds = [QgsProcessing.SourceType.TypeVector]
        self.add(QgsProcessingParameterVectorLayer(self.USE_TABLE, label, kinds, optional=True), text, advanced=True)
        label = translate("Multiground", "Plot size")
        text = translate(
            "Multiground", "The plots with their area in m², their sides in metres, both checks and the grade."
        )
        self.add_sink(self.OUTPUT, label, text, QgsProcessing.SourceType.TypeVectorPolygon)
        self.add_number("N_EXCELLENT", translate("Multiground", "Plots graded excellent"))
        self.add_number("N_GOOD", translate("Multiground", "Plots graded good"))
        self.add_number("N_FAIR", translate("Multiground", "Plots graded fair"))
        self.add_number("N_UNASSESSED", translate("Multiground", "Plots without the data to assess them"))

    def measure(self, parameters, context, feedback):
        from ..urbanform.plot_size import CLAUSE, plot_size_steps

        polygon = QgsWkbTypes.GeometryType.PolygonGeometry
        source = self.source(parameters, self.PLOTS, context, polygon)
        crs, scale_error = self.measuring_crs(self.PLOTS, source, context, feedback)
        own_uses = self._own_uses(parameters, context)
        wanted = {"use": self.USE_FIELD, **self.SHARES, "core": self.CORE_FIELD}
        plots = self.read(parameters, self.PLOTS, context, feedback, crs, wanted, polygon)
        if not {"use", *self.SHARES} & set(plots.frame.columns):
            raise InputError(
                self.USE_FIELD,
                QT_TRANSLATE_NOOP("Multiground", "no field with land uses"),
                QT_TRANSLATE_NOOP("Multiground", "a field with land-use codes, or fields with areas by use"),
                QT_TRANSLATE_NOOP("Multiground", "Choose USE_FIELD, or the fields with the parts by use."),
            )
        frame = self.finish(plot_size_steps(plots.frame, own_uses, scale_error), feedback)
        self._tell_unknown(frame, feedback)
        ranges = {use_class: _ranges(CLAUSE, use_class) for use_class in self._use_names()}
        frame["clause"] = CLAUSE
        frame["shape_note"] = [self._shape_note(row) for row in frame.itertuples()]
        frame["finding"] = [self._finding(row, ranges) for row in frame.itertuples()]
        frame["needed"] = [_needed(row) for row in frame.itertuples()]
        added = {**FIELDS, **GRADE_FIELDS}
        result = self.graded(parameters, self.PLOTS, plots, frame, added, crs, context)
        outputs = self.write(parameters, context, feedback, result)
        grades = frame.loc[frame["state"] != clauses.NOT_APPLICABLE, "grade"]
        return {**outputs, **{name: int((grades == grade).sum()) for grade, name in self.COUNTS.items()}}

    def _own_uses(self, parameters, context):
        from ..urbanform.land_use import CLASSES

        table = self.table(parameters, self.USE_TABLE, context, "code", "class")
        if table is None:
            return None
        pairs = [(code, attributes.text(use_class).lower()) for code, use_class in table]
        wrong = sorted({use_class for _, use_class in pairs} - set(CLASSES))
        if wrong:
            raise InputError(
                self.USE_TABLE,
                ", ".join(wrong),
                ", ".join(CLASSES),
                QT_TRANSLATE_NOOP("Multiground", "Correct the classes in the table."),
            )
        return dict(pairs)

    def _tell_unknown(self, frame, feedback):
        unknown = frame.loc[frame["use_class"] == "", "use"] if "use" in frame else []
        kinds = sorted({attributes.text(code) or "NULL" for code in unknown})
        if kinds:
            text = translate("Multiground", "{} plots of unknown land use are not assessed: {}")
            feedback.pushWarning(text.format(len(unknown), ", ".join(kinds[:50])))

    def _shape_note(self, row):
        notes = []
        if row.multipart:
            notes.append(translate("Multiground", "several parts: sides of the largest"))
        if row.irregular:
            notes.append(translate("Multiground", "irregular shape: look at its narrowest place"))
        return "; ".join(notes) or None

    def _finding(self, row, ranges):
        if row.state == clauses.MISSING:
            return translate("Multiground", "The land use is missing or unknown: {}").format(
                attributes.text(getattr(row, "use", None)) or "NULL"
            )
        if row.state == clauses.NOT_APPLICABLE:
            return translate("Multiground", "The guideline gives no size for this land use.")
        area, side = ranges[row.use_class]
        text = translate(
            "Multiground",
            "{use}: {area:,.2f} m² (range {low:,.0f}–{high:,.0f}), smallest side {side:.2f} m "
            "(at least {least:g}, target {target:g})."
        )
        figures = {"area": row.area_m2, "low": area.lower, "high": area.upper}
        figures.update(side=row.min_side_m, least=side.lower, target=side.upper)
        sentences = [text.format(use=self._use_names()[row.use_class], **figures)]
        if row.area_check == "above" and row.needed_area_m2 != row.needed_area_m2:
            sentences.append(translate("Multiground", "A commercial plot in a core area may be larger."))
        if row.floor_shares:
            sentences.append(translate("Multiground", "The parts exceed the plot: taken as shares of floor area."))
        return " ".join([*sentences, self.near_bound(row)]).strip()

    def _use_names(self):
        return {
            "commercial": translate("Multiground", "Commercial"),
            "residential": translate("Multiground", "Residential"),
            "public_service": translate("Multiground", "Public service"),
            "mixed": translate("Multiground", "Mixed use"),
        }


def _ranges(clause, use_class):
    return [clauses.bounds(clause, measure, use_class)[0] for measure in ("area_m2", "min_side_m")]


def _needed(row):
    """Say what reaches the next grade: with both named, one of the two is enough."""
    needed = ((row.needed_area_m2, "m²"), (row.needed_side_m, "m"))
    return " / ".join(f"{change:+.2f} {unit}" for change, unit in needed if change == change) or None
