"""multiground:streetwall, clause 4.1.3-2."""

from qgis.core import QgsCoordinateTransform, QgsProcessing, QgsWkbTypes

from ..urbanform import clauses
from .base import GRADE_FIELDS, MultigroundAlgorithm
from .base.features import feature_of, fields_with, plain
from .base.texts import translate
from .base.writing import Result

CLAUSE = "4.1.3-2"
WALL_FIELDS = {"length_m": float, "covered_m": float, "continuity": float, "longest_gap_m": float, "method": str}
FRONT_FIELDS = {"frontage": int, **WALL_FIELDS, **GRADE_FIELDS}
SIDE_FIELDS = {"road": int, "name": str, "side": str, **WALL_FIELDS, **GRADE_FIELDS}
PIECE_FIELDS = {"plot": str, "covered": bool, "length_m": float}


class StreetWall(MultigroundAlgorithm):
    GROUP = "plotsandstreets"
    BUILDINGS, PLOTS, ROADS = "BUILDINGS", "PLOTS", "ROADS"
    SETBACK_LINES, EXCLUDED, CLASS_FIELD = "SETBACK_LINES", "EXCLUDED", "CLASS_FIELD"
    DEPTH, TARGET, MINIMUM, TARGET_SIDE = "DEPTH", "TARGET", "MINIMUM", "TARGET_SIDE"
    OUTPUT, PLOT_OUTPUT, STREET_SIDES = "OUTPUT", "PLOT_OUTPUT", "STREET_SIDES"
    COVERED_PIECES, CONTINUITY, GRADE = "COVERED_PIECES", "CONTINUITY", "GRADE"

    def displayName(self):
        return translate("Multiground", "Street wall (4.1.3-2)")

    def tags(self):
        return translate("Multiground", "street wall,frontage,continuity,setback,build-to line,guideline").split(",")

    def about(self):
        return translate(
            "Multiground",
            "How much of the control line along the street is built up, per plot frontage and street side, clause "
            "4.1.3-2: 70 % of a frontage and 50 % of a street side are the targets.\n\nA frontage is a stretch of a "
            "plot's edge with a counted road within 40 m in front and no plot between. The control line is the setback "
            "line; where none is drawn, the edge moved inward to the usual front of the plot's buildings, 15 m at "
            "most, and the result says that it is estimated. Passages, squares and heritage drawn as excluded are "
            "left out."
        )

    def initAlgorithm(self, configuration=None):
        kinds = QgsProcessing.SourceType
        label = translate("Multiground", "Buildings")
        text = translate("Multiground", "Footprints of all buildings; a plot without one has an open frontage.")
        self.add_layer(self.BUILDINGS, label, text, kinds.TypeVectorPolygon)
        label = translate("Multiground", "Plots")
        text = translate("Multiground", "Plots of land, without the roads between them.")
        self.add_layer(self.PLOTS, label, text, kinds.TypeVectorPolygon)
        label = translate("Multiground", "Roads")
        text = translate("Multiground", "Centre lines of roads; those of the road-class table count.")
        self.add_layer(self.ROADS, label, text, kinds.TypeVectorLine)
        label = translate("Multiground", "Setback lines")
        text = translate("Multiground", "Lines on which buildings are to stand, with the plot's name or lying in it.")
        self.add_layer(self.SETBACK_LINES, label, text, kinds.TypeVectorLine, optional=True)
        label = translate("Multiground", "Excluded areas")
        text = translate("Multiground", "Public passages, squares and heritage: the line that they lie on is left out.")
        self.add_layer(self.EXCLUDED, label, text, kinds.TypeVectorPolygon, optional=True)
        self.add_road_class()
        label = translate("Multiground", "Depth within which a front counts")
        text = translate("Multiground", "Metres from the control line, across it, within which a front counts.")
        self.add_distance(self.DEPTH, label, text, clauses.value(CLAUSE, "depth_m", "control_line"))
        front, side = (
            clauses.bounds(CLAUSE, "continuity_pct", which)[0].lower for which in ("plot_frontage", "street_side")
        )
        label = translate("Multiground", "Target for a frontage (%)")
        text = translate("Multiground", "Share of the control line in per cent from which a frontage is excellent.")
        self.add_double(self.TARGET, label, text, front)
        label = translate("Multiground", "Minimum for a frontage (%)")
        text = translate("Multiground", "Share of the control line in per cent from which a frontage is good.")
        self.add_double(self.MINIMUM, label, text, clauses.bounds(CLAUSE, "continuity_pct", "plot_frontage")[1].lower)
        label = translate("Multiground", "Target for a street side (%)")
        text = translate("Multiground", "Share of the control line in per cent from which a street side is excellent.")
        self.add_double(self.TARGET_SIDE, label, text, side)
        self._add_outputs()
        self.add_number(self.CONTINUITY, translate("Multiground", "Continuity of all frontages (%)"))
        self.add_text(self.GRADE, translate("Multiground", "Grade of all frontages"))

    def _add_outputs(self):
        kinds = QgsProcessing.SourceType
        label = translate("Multiground", "Street wall of frontages")
        text = translate(
            "Multiground",
            "The control line of each plot frontage: metres built up, longest gap in metres, and the grade."
        )
        self.add_sink(self.OUTPUT, label, text, kinds.TypeVectorLine)
        label = translate("Multiground", "Street wall of plots")
        text = translate("Multiground", "The plots, each with all of its frontages together.")
        self.add_sink(self.PLOT_OUTPUT, label, text, kinds.TypeVectorPolygon, optional=True)
        label = translate("Multiground", "Street wall of street sides")
        text = translate("Multiground", "One line a street side, with its continuity and the grade.")
        self.add_sink(self.STREET_SIDES, label, text, kinds.TypeVectorLine, optional=True)
        label = translate("Multiground", "Covered and open pieces")
        text = translate(
            "Multiground", "The control lines cut into the pieces that are built up and those that are open."
        )
        self.add_sink(self.COVERED_PIECES, label, text, kinds.TypeVectorLine, optional=True)

    def measure(self, parameters, context, feedback):
        from ..urbanform.street_wall import limits, street_wall_steps

        polygon, line = QgsWkbTypes.GeometryType.PolygonGeometry, QgsWkbTypes.GeometryType.LineGeometry
        source = self.source(parameters, self.PLOTS, context, polygon)
        crs, _ = self.measuring_crs(self.PLOTS, source, context, feedback)
        place = context, feedback, crs
        plots = self.read(parameters, self.PLOTS, *place, {"plot": None, "use": None}, polygon)
        roads = self.read(parameters, self.ROADS, *place, {"class": self.CLASS_FIELD, "name": None}, line)
        if "class" not in roads.frame:
            feedback.pushWarning(translate("Multiground", "ROADS: no field with road classes, so every road counts"))
        layers = [self.read(parameters, self.BUILDINGS, *place, {}, polygon, required=False).frame, plots.frame]
        layers.append(roads.frame)
        for name, fields, kind in ((self.SETBACK_LINES, {"plot": None}, line), (self.EXCLUDED, {}, polygon)):
            given = parameters.get(name)
            layers.append(self.read(parameters, name, *place, fields, kind, required=False).frame if given else None)
        shares = [self.parameterAsDouble(parameters, name, context) for name in (self.TARGET, self.MINIMUM)]
        shares.append(self.parameterAsDouble(parameters, self.TARGET_SIDE, context))
        options = dict(zip(("target_pct", "minimum_pct", "target_side_pct"), shares))
        depth = self.parameterAsDouble(parameters, self.DEPTH, context)
        result = self.finish(street_wall_steps(*layers, depth_m=depth, **options), feedback)
        if not len(result.frontages):
            feedback.pushWarning(translate("Multiground", "No plot has a counted road in front of it within 40 m."))
        bounds, side_bounds = limits(**options)
        fronts = self._assessed(result.frontages, bounds)
        back = QgsCoordinateTransform(crs, source.sourceCrs(), context.transformContext())
        outputs = [self._fronts(parameters, context, fronts, plots, source, back)]
        if parameters.get(self.PLOT_OUTPUT):
            added = {**WALL_FIELDS, **GRADE_FIELDS}
            table = self._assessed(result.plots, bounds)
            layer = self.graded(parameters, self.PLOTS, plots, table, added, crs, context)
            outputs.append(layer._replace(name=self.PLOT_OUTPUT))
        if parameters.get(self.STREET_SIDES):
            sides = _sides(self._assessed(result.street_sides, side_bounds), roads.frame)
            outputs.append(_lines(self.STREET_SIDES, sides, SIDE_FIELDS, "grade_lines", source, back))
        if parameters.get(self.COVERED_PIECES):
            names = _names(plots.frame)
            pieces = result.pieces.assign(plot=[names[plot] for plot in result.pieces["plot"]])
            outputs.append(_lines(self.COVERED_PIECES, pieces, PIECE_FIELDS, "covered_pieces", source, back))
        written = self.write(parameters, context, feedback, *outputs)
        continuity = result.continuity if result.continuity == result.continuity else None
        return {**written, self.CONTINUITY: continuity, self.GRADE: result.grade}

    def _fronts(self, parameters, context, fronts, plots, source, back):
        """Return the frontages with the attributes of their plots; those of a plot are counted from 1."""
        fronts = fronts.assign(frontage=fronts.groupby("plot").cumcount() + 1)
        values = {feature.id(): feature.attributes() for feature in source.getFeatures()}
        kept = [values[plots.frame["fid"].iat[plot]] for plot in fronts["plot"]]
        return _lines(self.OUTPUT, fronts, FRONT_FIELDS, "grade_lines", source, back, source.fields(), kept)

    def _assessed(self, frame, bounds):
        """Return a table with its clause, what was found and what the next grade needs."""
        best, worst = bounds[0].lower, bounds[-1].upper
        text = translate(
            "Multiground",
            "{continuity:.2f} %: {covered:.2f} of {length:.2f} m of the control line are built up, the longest gap is "
            "{gap:.2f} m; target {target:g} %, at least {minimum:g} %."
        )
        estimated = translate("Multiground", "The control line is estimated.")
        findings = []
        for row in frame.itertuples():
            if row.state == clauses.NOT_APPLICABLE:
                findings.append(self._why_not(row))
                continue
            figures = {"continuity": row.continuity, "covered": row.covered_m, "length": row.length_m}
            sentence = text.format(**figures, gap=row.longest_gap_m, target=best, minimum=worst)
            findings.append(sentence if row.method == "setback" else f"{sentence} {estimated}")
        needed = [f"{metres:+.2f} m" if metres == metres else None for metres in frame["needed_m"]]
        return frame.assign(clause=CLAUSE, finding=findings, needed=needed)

    def _why_not(self, row):
        if row.vacant:
            return translate("Multiground", "Open land without a building: no street wall is asked of it.")
        if row.length_m == row.length_m:
            return translate("Multiground", "Less than 5 m of control line are left to assess.")
        return translate("Multiground", "No counted road lies within 40 m in front of this plot.")


def _sides(sides, roads):
    """Return street sides with the road, its name, and the side seen from the street's western end."""
    road = sides["road"].to_numpy()
    names = roads["name"].to_numpy(dtype=object)[road] if "name" in roads else None
    which = ["right" if each else "left" for each in sides["right"]]
    return sides.assign(road=roads["fid"].to_numpy()[road], name=names, side=which)


def _names(plots):
    """Return the name of each plot, else the id of its feature."""
    names = plots["plot"] if "plot" in plots else plots["fid"]
    return [str(fid) if name is None or name != name else str(name) for name, fid in zip(names, plots["fid"])]


def _lines(name, table, added, style, source, back, fields=(), kept=None):
    """Return a table of lines as a result, behind the attributes that it keeps."""
    kept = kept or [[]] * len(table)
    values = zip(*(plain(table[column]) for column in added))
    shapes = zip(table.geometry, kept, values)
    features = (feature_of(shape.wkb if len(shape.wkb) > 9 else None, [*old, *new], back) for shape, old, new in shapes)
    kind = QgsWkbTypes.Type.MultiLineString
    return Result(name, fields_with(fields, added, ["fid"]), kind, source.sourceCrs(), features, style)
