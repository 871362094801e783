"""multiground:landingsites, clauses 6.3.1 to 6.3.7."""

from qgis.core import (
    QgsCoordinateTransform,
    QgsProcessing,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
    QgsWkbTypes,
)

from ..urbanform import clauses
from .base import GRADE_FIELDS
from .base.features import feature_of, fields_with, plain
from .base.landing_rows import LandingRows
from .base.texts import translate
from .base.walking import NETWORK_PERCENT, POLYGON, WalkingAlgorithm
from .base.writing import Result

FIELDS = {
    "pad": str, "carrier": int, "rank": int, "score": float, "score_known": float, "score_parts": str,
    "carrier_kind": str, "carrier_rank": int, "pad_z": float, "single_owner": bool,
    "clear_pct": float, "clear_approaches": int, "approach_deg": float, "obstacle": str,
    "noise_m": float, "nearest_sensitive": str, "pads_near_sensitive": int,
    "handover_min": float, "public_width_m": float, "excluded_by": str,
}


class LandingSites(LandingRows, WalkingAlgorithm):
    GROUP = "multigroundsystem"
    CARRIERS, BUILDINGS, CONSTRAINTS, SENSITIVE = "CARRIERS", "BUILDINGS", "CONSTRAINTS", "SENSITIVE"
    PAD, SLOPE, BUFFERS, MAX_PADS = "PAD", "SLOPE", "BUFFERS", "MAX_PADS"
    CARRIER_KIND_FIELD, CARRIER_Z_FIELD = "CARRIER_KIND_FIELD", "CARRIER_Z_FIELD"
    OWNER_FIELD, HEIGHT_FIELD = "OWNER_FIELD", "HEIGHT_FIELD"
    OUTPUT, N_CANDIDATES, N_EXCLUDED = "OUTPUT", "N_CANDIDATES", "N_EXCLUDED"
    N_CONSTRAINED = "N_CONSTRAINED"
    GRADE, STATE, REASON = "GRADE", "STATE", "REASON"

    def displayName(self):
        return translate("Multiground", "Landing sites for low-altitude delivery (6.3)")

    def tags(self):
        return translate("Multiground", "drone,landing,pad,vertiport,low altitude,delivery,roof,guideline").split(",")

    def about(self):
        return translate(
            "Multiground",
            "Where a delivery drone could land, clause 6.3. First everything is left out that lies in a no-fly zone, "
            "an airport's clearance or near a sensitive installation; that nothing is left is a valid answer.\n\nThen "
            "pads are fitted into the rooftops, skyways and platforms, at any angle, clear of what rises above them, "
            "and measured: approaches free of buildings, distance to housing, hospitals and schools, minutes down to "
            "the street, public width left beside the pad. A pad that meets all is excellent, all but one good.\n\n"
            "Without constraints, a network or sensitive uses nothing passes: what is missing is said. Wind, light, "
            "interference and vibration are left to a person. The numbers follow the design of vertiports by analogy "
            "and are no permit."
        )

    def initAlgorithm(self, configuration=None):
        self._add_layers()
        self._add_options()
        label = translate("Multiground", "Landing sites")
        text = translate("Multiground", "One square a candidate pad: what was measured of it, its score and the grade.")
        self.add_sink(self.OUTPUT, label, text, QgsProcessing.SourceType.TypeVectorPolygon)
        self.add_number(self.N_CANDIDATES, translate("Multiground", "Number of candidate pads"))
        self.add_number(self.N_EXCLUDED, translate("Multiground", "Carriers without a pad"))
        self.add_number(self.N_CONSTRAINED, translate("Multiground", "Carriers that constraints leave no pad on"))
        self.add_text(self.GRADE, translate("Multiground", "Grade of the best pad"))
        label = translate("Multiground", "State: graded, missing or not_applicable")
        self.add_text(self.STATE, label)
        self.add_text(self.REASON, translate("Multiground", "Why there is no candidate"))

    def _add_layers(self):
        kinds = QgsProcessing.SourceType
        label = translate("Multiground", "Carriers")
        text = translate(
            "Multiground",
            "Roofs, terraces, skyways and platforms with their kind and height in metres; one without a kind is "
            "classified by clause 6.1.3."
        )
        self.add_layer(self.CARRIERS, label, text, kinds.TypeVectorPolygon)
        label = translate("Multiground", "Buildings")
        text = translate("Multiground", "Footprints with a height in metres: what stands in the way of an approach.")
        self.add_layer(self.BUILDINGS, label, text, kinds.TypeVectorPolygon)
        label = translate("Multiground", "Constraints")
        text = translate(
            "Multiground",
            "No-fly zones, airport clearance and sensitive installations with their kind, and where known buffer "
            "(metres), source and confirmed; empty leaves the pads unassessed."
        )
        self.add_layer(self.CONSTRAINTS, label, text, kinds.TypeVectorAnyGeometry, optional=True)
        label = translate("Multiground", "Sensitive uses")
        text = translate("Multiground", "Housing, hospitals and schools; the functions of buildings count beside them.")
        self.add_layer(self.SENSITIVE, label, text, kinds.TypeVectorAnyGeometry, optional=True)
        label = translate("Multiground", "Walking network")
        text = translate(
            "Multiground",
            "Ways with heights, lifts and stairs among them, from the carriers to the street; empty leaves the "
            "handover unknown."
        )
        self.add_layer(self.NETWORK, label, text, kinds.TypeVectorLine, optional=True)

    def _add_options(self):
        label = translate("Multiground", "Field with the kind of carrier")
        text = translate("Multiground", "Roof garden, terrace, skyway, platform, ground … in words.")
        self.add_field(self.CARRIER_KIND_FIELD, self.CARRIERS, label, text)
        label = translate("Multiground", "Field with the height of the carrier")
        text = translate("Multiground", "Metres above the ground; for roofs drawn as buildings their height.")
        self.add_field(self.CARRIER_Z_FIELD, self.CARRIERS, label, text)
        label = translate("Multiground", "Field with the owner of the carrier")
        text = translate("Multiground", "Names of the owners, several separated by ; or 、.")
        self.add_field(self.OWNER_FIELD, self.CARRIERS, label, text)
        label = translate("Multiground", "Field with the height of the building")
        self.add_field(self.HEIGHT_FIELD, self.BUILDINGS, label, translate("Multiground", "Metres above the ground."))
        self.add_network_fields()
        label = translate("Multiground", "Side of the pad")
        text = translate("Multiground", "Metres of the clear square, its safety area included.")
        self.add_distance(self.PAD, label, text, clauses.value("6.3.3", "pad_side_m"))
        label = translate("Multiground", "Slope of the approach (%)")
        text = translate("Multiground", "Per cent by which the two approach surfaces rise.")
        self.add_double(self.SLOPE, label, text, clauses.value("6.3.4", "approach_slope_pct"))
        self.add_speed()
        label = translate("Multiground", "Other distances from constraints")
        text = translate(
            "Multiground",
            "Metres by kind, such as substation=150; railway=80, instead of the default distances of clause 6.3.5; "
            "the field buffer of a constraint goes first."
        )
        self.add(QgsProcessingParameterString(self.BUFFERS, label, optional=True), text, advanced=True)
        label = translate("Multiground", "Most pads on one carrier")
        text = translate("Multiground", "Number of pads offered on each carrier, the best first.")
        whole = QgsProcessingParameterNumber.Type.Integer
        self.add(QgsProcessingParameterNumber(self.MAX_PADS, label, whole, 3, minValue=1), text, advanced=True)
        self.add_walking()
        self.removeParameter(self.MAX_SNAP)  # a way leads to a carrier, or it does not
        self.removeParameter(self.EXIT_DISTANCE)

    def measure(self, parameters, context, feedback):
        from ..urbanform import landing_constraints
        from ..urbanform.landing_sites import CONSTRAINT, Walking, landing_sites_steps
        from ..urbanform.line_vertices import ground_beside

        source = self.source(parameters, self.CARRIERS, context, POLYGON)
        walking = self.pace(parameters, context)
        min_piece_m = self.positive(parameters, self.MIN_PIECE, context, zero=True)
        options = {
            "pad_m": self.positive(parameters, self.PAD, context),
            "slope_pct": self.parameterAsDouble(parameters, self.SLOPE, context),
            "buffers": landing_constraints.chosen_buffers(self.parameterAsString(parameters, self.BUFFERS, context)),
            "max_pads": self.parameterAsInt(parameters, self.MAX_PADS, context),
        }
        crs, _ = self.measuring_crs(self.CARRIERS, source, context, feedback)
        frames = self._frames(parameters, context, feedback, crs)
        network = self.ground(parameters, context, feedback, crs, walking) if parameters.get(self.NETWORK) else None
        ground = (network.lines, network.ground_z) if network else (None, self._ground_z(parameters, context))
        options["ground"] = ground_beside(frames[0], *ground)
        if network:
            network = Walking(network.graph, network.streets, walking, min_piece_m)
        found = self.finish(landing_sites_steps(*frames, network, **options), feedback, NETWORK_PERCENT, 95)
        self.tell(found, frames[1], feedback)
        sites = self._result(source, found, network is not None, options["pad_m"], crs, context, feedback)
        outputs = self.write(parameters, context, feedback, sites)
        outputs.update({self.N_CANDIDATES: len(found.pads), self.N_EXCLUDED: len(found.excluded)})
        known = found.constraints is not None and not found.constraints["open"].any()
        constrained = int((found.excluded["excluded_by"] == CONSTRAINT).sum()) if known else None
        outputs[self.N_CONSTRAINED] = constrained
        reason = self.why_none(found) if found.pads.empty else None
        return {**outputs, self.GRADE: found.grade, self.STATE: found.state, self.REASON: reason}

    def _frames(self, parameters, context, feedback, crs):
        """Return carriers, buildings, constraints and sensitive uses; None where a layer is not given."""
        from ..urbanform import landing_carriers, landing_constraints, noise_distance

        own, houses = dict.fromkeys(landing_carriers.FIELDS), ("building", "storeys", "ground_z")
        own.update(kind=self.CARRIER_KIND_FIELD, z=self.CARRIER_Z_FIELD, owner=self.OWNER_FIELD)
        here = context, feedback, crs
        frames = [self.read(parameters, self.CARRIERS, *here, own, POLYGON, flat=False).frame]
        houses = {**dict.fromkeys((*houses, *noise_distance.FIELDS)), "height": self.HEIGHT_FIELD}
        limits, uses = (dict.fromkeys(names) for names in (landing_constraints.FIELDS, ("kind", "name")))
        others = (self.BUILDINGS, houses, POLYGON), (self.CONSTRAINTS, limits), (self.SENSITIVE, uses)
        for name, *asked in others:
            given = parameters.get(name)
            some = given and self.source(parameters, name, context, *asked[1:]).featureCount() != 0
            # a layer whose features are all unusable does not mean that there are none
            frames.append(self.read(parameters, name, *here, *asked, required=some).frame if given else None)
        return frames

    def _result(self, source, found, has_network, pad_m, crs, context, feedback):
        """Return the pads, then the carriers without one, as one layer with the carriers' attributes."""
        back = QgsCoordinateTransform(crs, source.sourceCrs(), context.transformContext())
        kept = {feature.id(): feature.attributes() for feature in source.getFeatures()}
        added = {**FIELDS, **GRADE_FIELDS}
        features = (
            feature_of(shape.wkb, [*kept[carrier], *row], back)
            for frame in self.site_rows(found, has_network, pad_m, feedback)
            for shape, carrier, *row in zip(frame["square"], frame["carrier"], *(plain(frame[name]) for name in added))
        )
        kind, legend = QgsWkbTypes.Type.MultiPolygon, {"excluded": translate("Multiground", "carrier without a pad")}
        fields = fields_with(source.fields(), added, ["fid"])
        return Result(self.OUTPUT, fields, kind, source.sourceCrs(), features, "landing_sites", legend)
