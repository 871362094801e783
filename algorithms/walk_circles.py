"""multiground:walkcircles, clause 5.2.5."""

from qgis.core import (
    NULL,
    QgsCoordinateTransform,
    QgsFields,
    QgsProcessing,
    QgsProcessingParameterString,
    QgsWkbTypes,
)

from ..urbanform.pace import BUFFER_M
from .base.circle_legend import minute_legend
from .base.features import feature_of, fields_with, plain
from .base.reading import stop_if_canceled
from .base.texts import translate
from .base.walking import NETWORK_PERCENT, POINT, POLYGON, WalkingAlgorithm
from .base.writing import Result

CIRCLE_FIELDS = {
    "origin_id": str, "minutes": float, "reach_m": float, "area_m2": float, "street_m": float,
    "ped_shed": float, "access_m": float, "finding": str
}
REACHED_FIELDS = {"origin_id": str, "minutes": float, "from_min": float, "to_min": float}
LEFT_OUT_FIELDS = {"reason": str, "distance_m": float}


class WalkCircles(WalkingAlgorithm):
    ORIGINS, MINUTES, MEASURED_FROM = "ORIGINS", "MINUTES", "MEASURED_FROM"
    SHAPE, BUFFER, RINGS, COMBINE = "SHAPE", "BUFFER", "RINGS", "COMBINE"
    CIRCLES, REACHED, NOT_REACHED = "CIRCLES", "REACHED", "NOT_REACHED"
    N_ORIGINS, N_LEFT_OUT = "N_ORIGINS", "N_LEFT_OUT"

    def displayName(self):
        return translate("Multiground", "Walk circles (5.2.5)")

    def tags(self):
        return translate("Multiground", "walk,isochrone,service area,catchment,skyway,life circle").split(",")

    def about(self):
        return translate(
            "Multiground",
            "What lies within 5, 10 and 15 minutes on foot of each origin, in three dimensions: clause 5.2.5.\n\n"
            "Lines with heights join in space, so that a bridge does not leak into the street below; lines without "
            "heights join at shared vertices. Stairs, escalators, ramps and lifts take their own time, and an origin "
            "on a storey takes the lift first. Streets are cut exactly at the limit. A circle is the area within the "
            "buffer of the reached streets; its outline is right to an eighth of the buffer. The concave hull is "
            "generous: it also covers what no street crosses."
        )

    def initAlgorithm(self, configuration=None):
        kinds = QgsProcessing.SourceType
        label = translate("Multiground", "Origins")
        text = translate("Multiground", "Points, or polygons, which stand for their point on surface.")
        self.add_layer(self.ORIGINS, label, text, kinds.TypeVectorPoint, kinds.TypeVectorPolygon)
        self.add_network()
        self.add_place_fields(self.ORIGINS)
        self.add_network_fields()
        label = translate("Multiground", "Minutes")
        text = translate("Multiground", "Limits in minutes, separated by commas.")
        self.add(QgsProcessingParameterString(self.MINUTES, label, "5,10,15"), text)
        self.add_speed()
        label = translate("Multiground", "Shape of the circles")
        text = translate("Multiground", "The hull is generous: it also covers what no street crosses.")
        buffered, hull = translate("Multiground", "reached streets buffered"), translate("Multiground", "concave hull")
        self.add_choice(self.SHAPE, label, text, buffered, hull, translate("Multiground", "no polygons"))
        label = translate("Multiground", "Buffer around reached streets")
        text = translate("Multiground", "Metres from a reached street to the outline, right to an eighth of it.")
        self.add_distance(self.BUFFER, label, text, BUFFER_M)
        label = translate("Multiground", "Rings instead of circles")
        text = translate("Multiground", "Bands that do not overlap, instead of circles inside each other.")
        self.add_bool(self.RINGS, label, text)
        label = translate("Multiground", "Circles of several origins")
        text = translate("Multiground", "Each origin's own, all merged, or each street to its nearest origin.")
        each, merged = translate("Multiground", "of each origin"), translate("Multiground", "merged")
        self.add_choice(self.COMBINE, label, text, each, merged, translate("Multiground", "nearest origin"))
        label = translate("Multiground", "Direction of the walk")
        text = translate("Multiground", "Away from the origins or towards them: escalators tell the two apart.")
        away, towards = translate("Multiground", "from the origins"), translate("Multiground", "to the origins")
        self.add_choice(self.MEASURED_FROM, label, text, away, towards, optional=True)
        self.add_walking()
        self._add_outputs()

    def _add_outputs(self):
        kinds = QgsProcessing.SourceType
        label = translate("Multiground", "Walk circles")
        text = translate(
            "Multiground",
            "One area an origin and limit: m², metres of street within, and the share of the ideal circle."
        )
        self.add_sink(self.CIRCLES, label, text, kinds.TypeVectorPolygon)
        label = translate("Multiground", "Reached streets")
        text = translate(
            "Multiground", "The pieces of street reached, cut at the limit, with the minutes at both ends."
        )
        self.add_sink(self.REACHED, label, text, kinds.TypeVectorLine, optional=True)
        label = translate("Multiground", "Origins left out")
        text = translate("Multiground", "The origins that could not be put on the network, each with the reason.")
        self.add_sink(self.NOT_REACHED, label, text, optional=True)
        self.add_number(self.N_ORIGINS, translate("Multiground", "Number of origins on the network"))
        self.add_number(self.N_LEFT_OUT, translate("Multiground", "Number of origins left out"))

    def measure(self, parameters, context, feedback):
        import numpy as np

        from ..urbanform import snapping, walk_circles

        source = self.source(parameters, self.ORIGINS, context, POINT, POLYGON)
        reverse = self.parameterAsEnum(parameters, self.MEASURED_FROM, context) == 1
        walking, distances = self.pace(parameters, context, reverse), self.distances(parameters, context)
        drawing = walk_circles.Drawing(
            walk_circles.limits(self.parameterAsString(parameters, self.MINUTES, context)),
            walk_circles.SHAPES[self.parameterAsEnum(parameters, self.SHAPE, context)],
            self.positive(parameters, self.BUFFER, context),
            self.parameterAsBool(parameters, self.RINGS, context),
            walk_circles.COMBINES[self.parameterAsEnum(parameters, self.COMBINE, context)],
            bool(parameters.get(self.REACHED)),
        )
        crs, _ = self.measuring_crs(self.ORIGINS, source, context, feedback)
        fields = {"storey": self.FLOOR_FIELD, "level": self.ORIGIN_LEVEL_FIELD}
        frame = self.places(parameters, self.ORIGINS, context, feedback, crs, fields).frame
        ground = self.ground(parameters, context, feedback, crs, walking)
        places = self.places_of(parameters, self.ORIGINS, context, feedback, frame, ground)
        access_m, left_out = np.full(len(frame), np.nan), None
        if ground is None:
            steps = walk_circles.straight_steps(places, walking, drawing)
        else:
            doors, left_out = snapping.exits(ground.streets, places, walking, **distances)
            self.tell_left_out(frame, left_out, self.ORIGINS, feedback)
            steps = walk_circles.circle_steps(ground.graph, doors, walking, drawing)
            access_m = snapping.access_m(doors, len(frame))
        frame = frame.assign(access_m=access_m)
        reach_m = walk_circles.reach_m(drawing.minutes, walking, straight=ground is None).round(2).tolist()
        reach_m = dict(zip(drawing.minutes, reach_m))
        left = self.features_left_out(source, frame, left_out, distances)
        results = self._results(parameters, source, drawing, left, straight=ground is None)
        features = self._streamed(steps, source, frame, crs, reach_m, drawing, context, feedback)
        outputs = self.write(parameters, context, feedback, *results, stream=features)
        missing = 0 if left_out is None else len(left_out.place)
        return {**outputs, self.N_ORIGINS: len(frame) - missing, self.N_LEFT_OUT: missing}

    def _results(self, parameters, source, drawing, left, straight):
        """Return the results that are wanted; circles and streets come as they are computed."""
        crs, types = source.sourceCrs(), QgsWkbTypes.Type
        kept = QgsFields() if drawing.combine == "merged" else source.fields()
        circles, reached = fields_with(kept, CIRCLE_FIELDS, ["fid"]), fields_with([], REACHED_FIELDS)
        origins, own_type = fields_with(source.fields(), LEFT_OUT_FIELDS), QgsWkbTypes.multiType(source.wkbType())
        fills, lines = (minute_legend(drawing.minutes, kind, straight) for kind in ("fill", "line"))
        results = [
            Result(self.CIRCLES, circles, types.MultiPolygon, crs, (), "walk_circles", fills),
            Result(self.REACHED, reached, types.MultiLineString, crs, (), "walk_circles", lines),
            Result(self.NOT_REACHED, origins, own_type, crs, left, "left_out"),
        ]
        return [result for result in results if parameters.get(result.name)]

    def _streamed(self, steps, source, frame, crs, reach_m, drawing, context, feedback):
        """Yield each circle, and each reached piece of street where wanted, as it is computed."""
        import shapely

        back = QgsCoordinateTransform(crs, source.sourceCrs(), context.transformContext())
        kept = {-1: [], **{feature.id(): feature.attributes() for feature in source.getFeatures()}}
        fids, ids = {-1: -1, **frame["fid"].to_dict()}, {-1: NULL, **frame["id"].to_dict()}
        access_m = {-1: NULL, **dict(enumerate(plain(frame["access_m"].round(2))))}
        for share, circles in steps:
            feedback.setProgress(NETWORK_PERCENT + (100 - NETWORK_PERCENT) * share)
            stop_if_canceled(feedback)
            if circles is None:
                continue
            figures = (circles.area_m2.round(2), circles.street_m.round(2), circles.ped_shed.round(4))
            rows = zip(shapely.to_wkb(circles.polygon), *map(plain, (circles.place, circles.minutes, *figures)))
            for wkb, place, minutes, *row in rows:
                row = [ids[place], minutes, reach_m[minutes], *row, access_m[place]]
                yield self.CIRCLES, feature_of(wkb, [*kept[fids[place]], *row, self._finding(row, drawing)], back)
            if drawing.with_pieces and circles.pieces is not None:
                pieces = circles.pieces
                figures = (pieces.place, pieces.minutes, pieces.from_min.round(6), pieces.to_min.round(6))
                rows = zip(shapely.to_wkb(pieces.line), *map(plain, figures))
                for wkb, place, *minutes in rows:
                    yield self.REACHED, feature_of(wkb, [ids[place], *minutes], back)

    def _finding(self, row, drawing):
        _, minutes, reach_m, area_m2, street_m, ped_shed, _ = row
        if street_m == NULL:
            return self.straight_line_finding(reach_m, minutes)
        # later bands, and circles parted between origins, may be empty for other reasons
        if street_m == 0 and drawing.combine != "nearest" and (not drawing.rings or minutes == drawing.minutes[0]):
            return self.nothing_reached_finding(minutes)
        text = translate("Multiground", "{:.2f} km of street within {:g} minutes.")
        sentences = [text.format(street_m / 1000, minutes)]
        if ped_shed != NULL:
            text = translate("Multiground", "The circle covers {share:.0f} % of the ideal one of {reach:.0f} m.")
            sentences.append(text.format(share=100 * ped_shed, reach=reach_m))
        if drawing.shape == "hull":
            sentences.append(translate("Multiground", "Generous: the hull also covers what no street crosses."))
        return " ".join(sentences)
