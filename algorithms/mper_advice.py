"""multiground:mperadvice, clauses 6.2.1 and 6.2.2: what would change the grade."""

from qgis.core import QgsProcessing, QgsProcessingParameterString, QgsWkbTypes

from ..urbanform.errors import QT_TRANSLATE_NOOP, InputError
from .base import MultigroundAlgorithm
from .base.ground_layers import GroundLayers
from .base.texts import translate

_TOLD = 20
FIELDS = {"rank": int, "district": int, "measure": str, "from_surface": str, "to_surface": str}
FIELDS.update(dict.fromkeys(("rise_m", "run", "width", "mper_after"), float))
FIELDS.update({"grade_after": str, "n_after": int, "sum_f_after": float, "change": str, "warning": str, "finding": str})
NEEDED_FIELDS = {"district": int, "grade": str, "mean_f": float}
NEEDED_FIELDS.update(dict.fromkeys(("ratio_from", "ratio_to", "area_from_m2", "area_to_m2"), float))
NEEDED_FIELDS.update(dict.fromkeys(("sum_f_from", "sum_f_to"), float))


class MperAdvice(GroundLayers, MultigroundAlgorithm):
    LIBRARIES = (*MultigroundAlgorithm.LIBRARIES, ("scipy", 1))
    MAX_SPAN, MAX_RISE, NEW_WIDTH, SLOPE = "MAX_SPAN", "MAX_RISE", "NEW_WIDTH", "SLOPE"
    MEASURES, NEEDED, N_MEASURES, N_LOSSES = "MEASURES", "NEEDED", "N_MEASURES", "N_LOSSES"

    def displayName(self):
        return translate("Multiground", "What would change the MPER (6.2.2)")

    def tags(self):
        return translate("Multiground", "mper,advice,measure,bridge,stairs,multi-ground,guideline").split(",")

    def about(self):
        return translate(
            "Multiground",
            "Single connections that would change the grade of the MPER most: stairs between surfaces or to the "
            "street, bridges over gaps, links closed at night that could be opened. Each is drawn, and measured anew "
            "as if it were there; the table says what each grade would need.\n\nA connection need not improve the "
            "grade, and closing one may seem to: the log warns where a better grade would come from losing a "
            "connection. Whether a stair or bridge can be built where it is drawn is not looked at."
        )

    def initAlgorithm(self, configuration=None):
        self.add_ground_layers()
        self.add_ground_options()
        label = translate("Multiground", "Widest gap to bridge")
        text = translate("Multiground", "Metres in plan over which bridges and stairs are proposed.")
        self.add_distance(self.MAX_SPAN, label, text, 40)
        label = translate("Multiground", "Largest rise")
        text = translate("Multiground", "Metres of height that new stairs may climb.")
        self.add_distance(self.MAX_RISE, label, text, 12)
        label = translate("Multiground", "Width of new bridges and stairs")
        text = translate("Multiground", "Metres across the way.")
        self.add_distance(self.NEW_WIDTH, label, text, 3)
        label = translate("Multiground", "Slope of new stairs (rise:run)")
        text = translate("Multiground", "Rise to run, for example 1:2; wider gaps make them gentler.")
        self.add(QgsProcessingParameterString(self.SLOPE, label, defaultValue="1:2"), text)
        kinds = QgsProcessing.SourceType
        label = translate("Multiground", "Measures")
        text = translate(
            "Multiground", "One line a connection, the best first, with the MPER and the grade that it would give."
        )
        self.add_sink(self.MEASURES, label, text, kinds.TypeVectorLine)
        label = translate("Multiground", "What each grade needs")
        text = translate(
            "Multiground",
            "One row a district and grade: the ratio, area of surfaces and connected storeys that it needs."
        )
        self.add_sink(self.NEEDED, label, text, kinds.TypeVector)
        self.add_number(self.N_MEASURES, translate("Multiground", "Measures that reach a better grade"))
        self.add_number(self.N_LOSSES, translate("Multiground", "Connections without which the grade would be better"))

    def measure(self, parameters, context, feedback):
        from ..urbanform.mper_advice import mper_advice_steps

        inputs = self.read_ground_layers(parameters, context, feedback)
        limits = {"max_span_m": self.MAX_SPAN, "max_rise_m": self.MAX_RISE, "new_width_m": self.NEW_WIDTH}
        limits = {name: self.parameterAsDouble(parameters, limit, context) for name, limit in limits.items()}
        limits["slope"] = self._slope(parameters, context)
        advice = self.finish(mper_advice_steps(*inputs.frames, **inputs.options, **limits), feedback)
        districts, surfaces = inputs.frames[:2]
        measures = self.with_ids(advice.measures, districts)
        names = [surfaces["surface"].iloc[row] if "surface" in surfaces else None for row in range(len(surfaces))]
        names = [str(name or fid) for name, fid in zip(names, surfaces["fid"])]
        for end, row in (("from_surface", "from_row"), ("to_surface", "to_row")):
            measures[end] = [names[int(place)] if place == place else None for place in measures[row]]
        ids = inputs.frames[2]["fid"].tolist()
        measures["vertical"] = [str(ids[int(place)]) if place == place else None for place in measures["vertical"]]
        measures["finding"] = [self._finding(row) for row in measures.itertuples()]
        self._tell(measures, self.with_ids(advice.needed, districts), feedback)
        self._warn(advice.losses, inputs.frames[2], feedback)
        source = self.parameterAsSource(parameters, self.DISTRICTS, context)
        place = inputs.crs, source.sourceCrs(), context
        lines, table = QgsWkbTypes.Type.MultiLineString, QgsWkbTypes.Type.NoGeometry
        needed = self.with_ids(advice.needed, districts).assign(geometry=None)
        results = [
            self.made(self.MEASURES, measures, FIELDS, lines, "mper_measures", *place),
            self.made(self.NEEDED, needed, NEEDED_FIELDS, table, "table", *place),
        ]
        outputs = self.write(parameters, context, feedback, *results)
        gained = int(measures["gains"].sum())
        return {**outputs, self.N_MEASURES: gained, self.N_LOSSES: len(advice.losses)}

    def _slope(self, parameters, context):
        """Return rise per run of a text such as 1:2 or 0.5."""
        text = self.parameterAsString(parameters, self.SLOPE, context)
        try:
            rise, _, run = text.replace("：", ":").partition(":")
            return float(rise) / float(run or 1)
        except (ValueError, ZeroDivisionError):
            raise InputError(
                self.SLOPE,
                text,
                QT_TRANSLATE_NOOP("Multiground", "rise to run as in 1:2, or a number"),
                QT_TRANSLATE_NOOP("Multiground", "Enter the slope of new stairs, for example 1:2."),
            ) from None

    def _finding(self, row):
        """Say what is built or opened, and what comes of it."""
        texts = {
            "stairs": translate("Multiground", "Stairs from {a} to {b}, {rise:.2f} m up and {run:.2f} m long."),
            "ground_stairs": translate(
                "Multiground", "Stairs from {a} to the street, {rise:.2f} m high, {run:.2f} m long."
            ),
            "bridge": translate("Multiground", "A bridge of {run:.2f} m from {a} to {b}."),
            "opening": translate("Multiground", "Open the vertical component {vertical} at night."),
        }
        figures = {"a": row.from_surface, "b": row.to_surface, "rise": row.rise_m, "run": row.run}
        text = texts[row.measure].format(vertical=row.vertical, **figures)
        after = translate("Multiground", "MPER {:.2f}, {}: N {}, ΣF {:g}.")
        figures = row.mper_after, self.grade_word(row.grade_after), row.n_after, row.sum_f_after
        sentences = [text, after.format(*figures)]
        if row.warning == "more_systems":
            sentences.append(translate("Multiground", "Better only because a system more lowers the mean of F."))
        return " ".join(sentences)

    def _tell(self, measures, needed, feedback):
        """Write the best measures of each district and what its grades need to the log."""
        change = {
            "better": translate("Multiground", "nearer to 3–5"),
            "same": translate("Multiground", "no nearer to 3–5"),
            "worse": translate("Multiground", "worse"),
        }
        text = translate(
            "Multiground", "For {grade}: ratio {from_:.3f}–{to:.3f}, by {low:,.0f}–{high:,.0f} m² of surfaces"
        )
        for district, wanted in needed.groupby("district", sort=False):
            feedback.pushInfo(translate("Multiground", "District {}").format(district))
            own = measures[measures["district"] == district]
            for row in own.head(_TOLD).itertuples():
                word = translate("Multiground", "a better grade") if row.gains else change[row.change]
                feedback.pushInfo(f"{row.rank}. {row.finding} ({word})")
            if not len(own):
                feedback.pushInfo(translate("Multiground", "no measure within the limits"))
            for row in wanted[wanted["ratio_from"].notna()].itertuples():
                figures = {"from_": row.ratio_from, "to": row.ratio_to, "low": row.area_from_m2, "high": row.area_to_m2}
                feedback.pushInfo(text.format(grade=self.grade_word(row.grade), **figures))

    def _warn(self, losses, verticals, feedback):
        """Warn of grades that would be better for having less."""
        ids = verticals["fid"].tolist()
        text = translate(
            "Multiground",
            "Without the vertical component {} the grade would be {} (MPER {:.2f}, N {}, ΣF {:g}): that is how the "
            "ratio works, and no reason to close it"
        )
        for row in losses.head(_TOLD).itertuples():
            figures = row.mper_after, row.n_after, row.sum_f_after
            feedback.pushWarning(text.format(ids[int(row.vertical)], self.grade_word(row.grade_after), *figures))
