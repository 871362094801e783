"""multiground:plotlayout, clauses 4.1.1 and 4.1.2."""

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterNumber,
    QgsWkbTypes,
)

from ..urbanform import clauses
from ..urbanform.errors import QT_TRANSLATE_NOOP, InputError
from .base import GRADE_FIELDS, MultigroundAlgorithm
from .base.layout_texts import LayoutTexts, made, names_of, needed_of_plot
from .base.texts import translate

FINDING_FIELDS = {"kind": str, "size": float, "unit": str, "area_m2": float, "plot": str, "other": str}
PLOT_FIELDS = {"crossing_m": float, "overlap_m": float, "gap_or_sliver_m": float}
LAYOUT_FIELDS = {"block": int, "district": int, "gross_m2": float, "net_m2": float, "side_m": float, "far": float}
LAYOUT_FIELDS.update({"far_known_pct": float, "planned_far": float, "density": float, "district_density": float})
LAYOUT_FIELDS.update({"planned_density": float})


class PlotLayout(LayoutTexts, MultigroundAlgorithm):
    GROUP = "plotsandstreets"
    PLOTS, ROADS, WATER, DISTRICTS = "PLOTS", "ROADS", "WATER", "DISTRICTS"
    PLANNED = {"planned_density": "PLANNED_DENSITY", "planned_far": "PLANNED_FAR"}
    CLASS_FIELD, NAME_FIELD, ONEWAY_FIELD = "CLASS_FIELD", "NAME_FIELD", "ONEWAY_FIELD"
    PLOT_FIELD, FAR_FIELD, USE_FIELD, COUNTED_CLASSES = "PLOT_FIELD", "FAR_FIELD", "USE_FIELD", "COUNTED_CLASSES"
    FINDINGS, BLOCKS, PLOT_OUTPUT = "FINDINGS", "BLOCKS", "PLOT_OUTPUT"
    N_CONFLICTS, MEAN_BLOCK_SIDE, GRADE = "N_CONFLICTS", "MEAN_BLOCK_SIDE", "GRADE"

    def displayName(self):
        return translate("Multiground", "Plot layout and blocks (4.1.1, 4.1.2)")

    def tags(self):
        return translate("Multiground", "plot,parcel,block,topology,overlap,gap,sliver,road,water,guideline").split(",")

    def about(self):
        return translate(
            "Multiground",
            "Where plots do not follow roads, water and each other, clause 4.1.1, and the blocks between the roads, "
            "clause 4.1.2.\n\nA plot that a counted road or water crosses, or that overlaps another, is a violation; a "
            "gap beside it, or a plot narrower than a street, is fair. Without roads no plot passes. Blocks are "
            "the faces between the centre lines of counted roads: their size, floor area ratio and street density "
            "stand beside the planned values and are not graded."
        )

    def initAlgorithm(self, configuration=None):
        kinds = QgsProcessing.SourceType
        label, text = translate("Multiground", "Plots"), translate("Multiground", "Plots of land.")
        self.add_layer(self.PLOTS, label, text, kinds.TypeVectorPolygon)
        label = translate("Multiground", "Roads")
        text = translate("Multiground", "Centre lines of roads; without them no plot passes and there are no blocks.")
        self.add_layer(self.ROADS, label, text, kinds.TypeVectorLine, optional=True)
        label = translate("Multiground", "Water")
        text = translate("Multiground", "Rivers, channels and lakes, as surfaces or lines.")
        self.add_layer(self.WATER, label, text, kinds.TypeVectorPolygon, kinds.TypeVectorLine, optional=True)
        label = translate("Multiground", "Districts")
        text = translate("Multiground", "Blocks end at the districts' outlines and take the planned values from them.")
        self.add_layer(self.DISTRICTS, label, text, kinds.TypeVectorPolygon, optional=True)
        label = translate("Multiground", "Field with the plot's number")
        self.add_field(self.PLOT_FIELD, self.PLOTS, label, translate("Multiground", "What findings call the plot."))
        label = translate("Multiground", "Field with the floor area ratio")
        text = translate("Multiground", "Floor area above ground per area of the plot.")
        self.add_field(self.FAR_FIELD, self.PLOTS, label, text)
        label = translate("Multiground", "Field with the land use")
        text = translate("Multiground", "Code or name of the land use; land of roads and water is no plot.")
        self.add_field(self.USE_FIELD, self.PLOTS, label, text)
        self.add_counted_roads()
        label = translate("Multiground", "Planned street density (km/km²)")
        text = translate("Multiground", "km/km² above 0; empty takes the field planned_density of the districts.")
        kind = QgsProcessingParameterNumber.Type.Double
        density, far = self.PLANNED.values()
        self.add(QgsProcessingParameterNumber(density, label, kind, optional=True), text)
        label = translate("Multiground", "Planned floor area ratio")
        text = translate("Multiground", "A number above 0; empty takes the field planned_far of the districts.")
        self.add(QgsProcessingParameterNumber(far, label, kind, optional=True), text)
        label = translate("Multiground", "Conflicts of plots")
        text = translate(
            "Multiground", "Each crossing, overlap, gap and narrow plot where it lies, with its size and grade."
        )
        self.add_sink(self.FINDINGS, label, text)
        label = translate("Multiground", "Blocks")
        text = translate(
            "Multiground",
            "Blocks between the roads: area, side, floor area ratio and street density beside the planned values."
        )
        self.add_sink(self.BLOCKS, label, text, kinds.TypeVectorPolygon)
        label = translate("Multiground", "Plot layout")
        text = translate("Multiground", "The plots with the number of their conflicts and the grade.")
        self.add_sink(self.PLOT_OUTPUT, label, text, kinds.TypeVectorPolygon, optional=True)
        self.add_number(self.N_CONFLICTS, translate("Multiground", "Conflicts found"))
        self.add_number(self.MEAN_BLOCK_SIDE, translate("Multiground", "Mean side of the blocks with plots (m)"))
        self.add_text(self.GRADE, translate("Multiground", "Grade of all plots"))

    def measure(self, parameters, context, feedback):
        from ..urbanform import grading
        from ..urbanform.plot_layout import CLAUSE, plot_layout_steps

        kinds = QgsWkbTypes.GeometryType
        polygon, line = kinds.PolygonGeometry, kinds.LineGeometry
        source = self.source(parameters, self.PLOTS, context, polygon)
        planned = self._planned(parameters, context)
        crs, _ = self.measuring_crs(self.PLOTS, source, context, feedback)

        def read(name, fields, *types, required=True):
            if parameters.get(name) in (None, ""):
                return None
            return self.read(parameters, name, context, feedback, crs, fields, *types, required=required)

        plots = read(self.PLOTS, {"plot": self.PLOT_FIELD, "far": self.FAR_FIELD, "use": self.USE_FIELD}, polygon)
        wanted = {"class": self.CLASS_FIELD, "name": self.NAME_FIELD, "oneway": self.ONEWAY_FIELD}
        others = {
            self.ROADS: read(self.ROADS, {**wanted, "bridge": None, "tunnel": None}, line),
            self.WATER: read(self.WATER, dict.fromkeys(("name", "bridge", "tunnel")), polygon, line, required=False),
            self.DISTRICTS: read(self.DISTRICTS, dict.fromkeys(self.PLANNED), polygon, required=False),
        }
        frames = {name: layer and layer.frame for name, layer in others.items()}
        counted = self.parameterAsString(parameters, self.COUNTED_CLASSES, context).replace("，", ",").split(",")
        counted = [name.strip() for name in counted if name.strip()] or None
        steps = plot_layout_steps(plots.frame, *frames.values(), counted_classes=counted, **planned)
        result = self.finish(steps, feedback)
        findings = self._findings(result.findings, plots.frame, frames).assign(clause=CLAUSE)
        graded = result.plots.assign(clause=CLAUSE)
        known = frames[self.ROADS] is not None, frames[self.WATER] is not None
        graded["finding"] = [self.plot_finding(row, *known) for row in graded.itertuples()]
        graded["needed"] = [needed_of_plot(row) for row in graded.itertuples()]
        blocks = self._blocks(result.blocks, frames[self.DISTRICTS], feedback)
        added = {**PLOT_FIELDS, **GRADE_FIELDS}
        place = crs, source.sourceCrs(), context
        results = [
            made(self.FINDINGS, findings, {**FINDING_FIELDS, **GRADE_FIELDS}, *place, "grade_polygons"),
            made(self.BLOCKS, blocks, {**LAYOUT_FIELDS, **GRADE_FIELDS}, *place, "blocks"),
        ]
        if parameters.get(self.PLOT_OUTPUT):
            layer = self.graded(parameters, self.PLOTS, plots, graded, added, crs, context)
            results.append(layer._replace(name=self.PLOT_OUTPUT))
        outputs = self.write(parameters, context, feedback, *results)
        grade = grading.overall(graded["grade"], graded["state"], graded.geometry.area)
        side = round(float(blocks["side_m"].mean()), 2) if blocks["side_m"].notna().any() else None
        return {**outputs, self.N_CONFLICTS: len(findings), self.MEAN_BLOCK_SIDE: side, self.GRADE: grade}

    def _planned(self, parameters, context):
        """Return the planned values that are given as numbers; refuse those that are none."""
        given = {}
        for name, parameter in self.PLANNED.items():
            if parameters.get(parameter) in (None, ""):
                continue
            given[name] = self.parameterAsDouble(parameters, parameter, context)
            if not given[name] > 0:
                remedy = QT_TRANSLATE_NOOP("Multiground", "Enter the planned value, or leave it empty.")
                raise InputError(parameter, given[name], QT_TRANSLATE_NOOP("Multiground", "a number above 0"), remedy)
        return given

    def _findings(self, findings, plots, frames):
        """Return the conflicts with the names of what is in conflict, and a sentence."""
        from ..urbanform.plot_layout import CLAUSE

        called = {name: names_of(frame, "name") for name, frame in frames.items() if frame is not None}
        plot_names, plot, other = names_of(plots, "plot"), [], []
        for row in findings.itertuples():
            own = sorted(plot_names[position] for position in row.plots)  # by name, whatever their order in the layer
            names = called.get({"road": self.ROADS, "water": self.WATER}.get(row.kind), [])
            plot.append(own[0])
            other.append(", ".join([*own[1:], *sorted({names[position] for position in row.others})]))
        result = findings.assign(plot=plot, other=[text or None for text in other], size=findings["size_m"], unit="m")
        limits = {name: clauses.bounds(CLAUSE, name)[0].upper for name in (*PLOT_FIELDS, "street_width_m")}
        result["finding"] = [self.conflict_finding(row, limits) for row in result.itertuples()]
        result["needed"] = [f"{change:+.2f} m" for change in result["needed_m"]]
        return result

    def _blocks(self, blocks, districts, feedback):
        """Return the blocks, counted from 1, with the feature ids of their districts and a sentence."""
        from ..urbanform.block_figures import CLAUSE

        if not len(blocks):
            feedback.pushWarning(translate("Multiground", "No blocks: ROADS enclose none, or were not given."))
        result = blocks.assign(block=range(1, len(blocks) + 1), clause=CLAUSE, grade=None, needed=None)
        result["district"] = None
        if districts is not None and not districts.empty:
            result["district"] = districts["fid"].to_numpy(dtype=object)[blocks["district"].to_numpy(dtype=int)]
        result["finding"] = [self.block_finding(row) for row in result.itertuples()]
        return result
