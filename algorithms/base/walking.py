"""What the algorithms share that walk: the network with its options, and the places on it."""

import re
from collections import Counter
from typing import NamedTuple

from qgis.core import (
    QgsFeature,
    QgsProcessing,
    QgsProcessingParameterString,
    QgsWkbTypes,
)

from ...urbanform import attributes
from ...urbanform.errors import QT_TRANSLATE_NOOP, InputError
from ...urbanform.pace import EXIT_DISTANCE_M, MAX_SNAP_M, MIN_PIECE_M, pace
from . import MultigroundAlgorithm
from .features import multi
from .reading import listed
from .texts import translate

POINT, LINE = QgsWkbTypes.GeometryType.PointGeometry, QgsWkbTypes.GeometryType.LineGeometry
POLYGON = QgsWkbTypes.GeometryType.PolygonGeometry
NETWORK_PERCENT = 20  # of the progress bar; the rest is for the searches
_COUNTED_VALUES = 50


def floor_areas(offices, feedback):
    """Return the floor area of the offices; 1 for each where no field tells."""
    import numpy as np

    if "area" not in offices:
        feedback.pushInfo(translate("Multiground", "No field with floor areas: every office counts the same."))
        return np.ones(len(offices))
    area = attributes.numbers(offices, "area")
    area[~(area > 0)] = np.nan
    if np.isnan(area).all():
        feedback.pushWarning(translate("Multiground", "No office has a floor area: every office counts the same."))
    elif np.isnan(area).any():
        text = translate("Multiground", "{} offices without a floor area do not count in the shares: {}")
        feedback.pushWarning(text.format(np.isnan(area).sum(), listed(offices["fid"][np.isnan(area)])))
    return area


def counted(values):
    """Return different values with how often each occurs, the most frequent first: 停车场 (2), 公厕 (1)."""
    number = Counter(map(attributes.text, values))
    order = sorted(number, key=lambda value: (-number[value], value))
    parts = [f"{value} ({number[value]})" for value in order[:_COUNTED_VALUES]]
    return ", ".join(parts) + (f" … (+{len(order) - len(parts)})" if len(order) > len(parts) else "")


class Ground(NamedTuple):
    """A walking network ready for searches, and how people walk on it."""

    graph: object  # urbanform.reach.Graph
    streets: object  # urbanform.snapping.Streets
    lines: object  # the frame of its lines where they tell the height of the ground, else None
    ground_z: object  # height of the ground: None, metres, or an array for the lines


class WalkingAlgorithm(MultigroundAlgorithm):
    """An adapter of a measure on the walking graph."""

    GROUP = "functionsandlifecircles"
    LIBRARIES = (*MultigroundAlgorithm.LIBRARIES, ("scipy", 1))
    NETWORK, SPEED, MAX_SNAP, GROUND_Z = "NETWORK", "SPEED", "MAX_SNAP", "GROUND_Z"
    Z_FIELD, LEVEL_FIELD, KIND_FIELD, DIRECTION_FIELD = "Z_FIELD", "LEVEL_FIELD", "KIND_FIELD", "DIRECTION_FIELD"
    FLOOR_FIELD, ORIGIN_LEVEL_FIELD = "FLOOR_FIELD", "ORIGIN_LEVEL_FIELD"
    STEP_FREE, NIGHT, EXCLUDE_KINDS, SPLIT_CROSSINGS = "STEP_FREE", "NIGHT", "EXCLUDE_KINDS", "SPLIT_CROSSINGS"
    STAIR_FACTOR, ESCALATOR_SPEED, LIFT_SPEED, LIFT_WAIT = "STAIR_FACTOR", "ESCALATOR_SPEED", "LIFT_SPEED", "LIFT_WAIT"
    EXIT_DISTANCE, MIN_PIECE = "EXIT_DISTANCE", "MIN_PIECE"

    def add_network(self):
        label = translate("Multiground", "Walking network")
        text = translate(
            "Multiground",
            "Lines that people walk, with or without heights; empty measures straight lines at 0.7 of the speed."
        )
        self.add_layer(self.NETWORK, label, text, QgsProcessing.SourceType.TypeVectorLine, optional=True)

    def add_speed(self):
        label = translate("Multiground", "Walking speed (km/h)")
        self.add_double(self.SPEED, label, translate("Multiground", "Kilometres per hour."), pace().speed_kmh)

    def add_network_fields(self):
        """Add the fields that the walking network may have."""
        label = translate("Multiground", "Field with the kind of way")
        text = translate("Multiground", "Stairs, escalator, elevator, skyway … in words, as OSM or Hong Kong codes.")
        self.add_field(self.KIND_FIELD, self.NETWORK, label, text)
        label = translate("Multiground", "Field with the height of the way")
        text = translate("Multiground", "Metres above ground; z_from and z_to, or heights in the geometry, also count.")
        self.add_field(self.Z_FIELD, self.NETWORK, label, text)
        label = translate("Multiground", "Field with the level of the way")
        text = translate("Multiground", "0 is the street, -1 the first level below it; lists such as 0;1 are read.")
        self.add_field(self.LEVEL_FIELD, self.NETWORK, label, text)
        label = translate("Multiground", "Field with the direction of the way")
        text = translate("Multiground", "Both, forward or backward; decides for escalators.")
        self.add_field(self.DIRECTION_FIELD, self.NETWORK, label, text)

    def add_place_fields(self, layer):
        """Add the fields that say on which storey or level the places of a layer are."""
        label = translate("Multiground", "Field with the storey of the place")
        text = translate("Multiground", "Storey of each place, 1 at the street, -1 below it: its lift time is added.")
        self.add_field(self.FLOOR_FIELD, layer, label, text)
        label = translate("Multiground", "Field with the level of the place's door")
        text = translate("Multiground", "Level at which each place meets the network, where that is known.")
        self.add_field(self.ORIGIN_LEVEL_FIELD, layer, label, text)

    def add_walking(self):
        """Add how people walk and what they avoid."""
        usual = pace()
        label = translate("Multiground", "Largest distance to the network")
        text = translate("Multiground", "Metres from a place to its street; places farther away are left out.")
        self.add_distance(self.MAX_SNAP, label, text, MAX_SNAP_M)
        label = translate("Multiground", "Step-free ways only")
        text = translate("Multiground", "Without stairs and escalators.")
        self.add_bool(self.STEP_FREE, label, text, advanced=True)
        label = translate("Multiground", "Ways open at night only")
        text = translate("Multiground", "Only ways that are open 24 hours; unknown hours count as open and are listed.")
        self.add_bool(self.NIGHT, label, text, advanced=True)
        label = translate("Multiground", "Kinds of ways left out")
        text = translate("Multiground", "Comma list of kinds, for example skyway,underpass,corridor.")
        self.add(QgsProcessingParameterString(self.EXCLUDE_KINDS, label, optional=True), text, advanced=True)
        label = translate("Multiground", "Join lines where they cross")
        text = translate("Multiground", "For drawings without nodes: lines of one level join where they cross.")
        self.add_bool(self.SPLIT_CROSSINGS, label, text, advanced=True)
        label = translate("Multiground", "Stairs: times their length")
        text = translate("Multiground", "A metre of stairs costs as much as so many metres of street.")
        self.add_double(self.STAIR_FACTOR, label, text, usual.stair_factor, advanced=True)
        label = translate("Multiground", "Escalator speed (m/s)")
        text = translate("Multiground", "Metres per second along the escalator.")
        self.add_double(self.ESCALATOR_SPEED, label, text, usual.escalator_speed_m_per_s, advanced=True)
        label = translate("Multiground", "Lift speed (m/s)")
        text = translate("Multiground", "Metres of height per second.")
        self.add_double(self.LIFT_SPEED, label, text, usual.lift_speed_m_per_s, advanced=True)
        label = translate("Multiground", "Wait for a lift (s)")
        text = translate("Multiground", "Seconds before each ride.")
        self.add_double(self.LIFT_WAIT, label, text, usual.lift_wait_s, advanced=True)
        label = translate("Multiground", "Distance to ways of another level")
        text = translate(
            "Multiground",
            "Metres: a storey's lift also leads to ways of other levels that pass its building so near; "
            "three times as far from a point."
        )
        self.add_distance(self.EXIT_DISTANCE, label, text, EXIT_DISTANCE_M, advanced=True)
        label = translate("Multiground", "Smallest piece of network")
        text = translate("Multiground", "Metres of street: places are not put on pieces smaller than this.")
        self.add_distance(self.MIN_PIECE, label, text, MIN_PIECE_M, advanced=True)
        label = translate("Multiground", "Ground level, where heights are absolute")
        text = translate(
            "Multiground",
            "Metres, or a field of the network, where all heights are absolute, of ways and of places; "
            "empty: above ground."
        )
        self.add(QgsProcessingParameterString(self.GROUND_Z, label, optional=True), text, advanced=True)

    def pace(self, parameters, context, reverse=False):
        """Return how people walk; refuse what they cannot."""
        kinds = self.parameterAsString(parameters, self.EXCLUDE_KINDS, context)
        return pace(
            speed_kmh=self.parameterAsDouble(parameters, self.SPEED, context),
            stair_factor=self.parameterAsDouble(parameters, self.STAIR_FACTOR, context),
            escalator_speed_m_per_s=self.parameterAsDouble(parameters, self.ESCALATOR_SPEED, context),
            lift_speed_m_per_s=self.parameterAsDouble(parameters, self.LIFT_SPEED, context),
            lift_wait_s=self.parameterAsDouble(parameters, self.LIFT_WAIT, context),
            step_free=self.parameterAsBool(parameters, self.STEP_FREE, context),
            night=self.parameterAsBool(parameters, self.NIGHT, context),
            exclude_kinds=tuple(kind.strip().lower() for kind in re.split("[,，;；、]", kinds) if kind.strip()),
            reverse=reverse,
        )

    def distances(self, parameters, context):
        """Return the distances of `snapping.exits`; refuse negative ones."""
        names = {"max_snap_m": self.MAX_SNAP, "exit_distance_m": self.EXIT_DISTANCE, "min_piece_m": self.MIN_PIECE}
        return {key: self.positive(parameters, name, context, zero=True) for key, name in names.items()}

    def positive(self, parameters, name, context, zero=False, permitted=None):
        """Return a distance in metres, or what else is permitted; refuse one below 0, and 0 where it makes no sense."""
        value = self.parameterAsDouble(parameters, name, context)
        if not (0 < value < float("inf") or zero and value == 0):
            above = permitted or QT_TRANSLATE_NOOP("Multiground", "more than 0 metres")
            permitted = QT_TRANSLATE_NOOP("Multiground", "0 or more metres") if zero else above
            remedy = QT_TRANSLATE_NOOP("Multiground", "Leave the default, or enter the value in the stated unit.")
            raise InputError(name, value, permitted, remedy)
        return value

    def ground(self, parameters, context, feedback, crs, walking):
        """Return the walking network ready for searches, or None where none is given."""
        metres = self._ground_z(parameters, context)
        if not parameters.get(self.NETWORK):
            feedback.pushInfo(translate("Multiground", "No walking network: straight lines at 0.7 of the speed."))
            return None
        from ...urbanform import reach, snapping, walkways
        from ...urbanform.network import network_steps

        fields = dict.fromkeys((*walkways.DIRECTION_FIELDS, *walkways.NIGHT_FIELDS, "z_from", "z_to", "u", "v"))
        fields.update(kind=self.KIND_FIELD, z=self.Z_FIELD, level=self.LEVEL_FIELD, direction=self.DIRECTION_FIELD)
        if isinstance(metres, str):
            fields["ground_z"] = self.GROUND_Z
        lines = self.read(parameters, self.NETWORK, context, feedback, crs, fields, LINE).frame
        if "ground_z" in lines:
            metres = attributes.numbers(lines, "ground_z")
        split = self.parameterAsBool(parameters, self.SPLIT_CROSSINGS, context)
        steps = network_steps(lines, walking, split_crossings=split, ground_z=metres)
        network, notes = self.finish(steps, feedback, end=NETWORK_PERCENT)
        self._tell_notes(lines, notes, feedback)
        text = translate("Multiground", "Walking network: {} edges, {} nodes, {:.1f} km")
        feedback.pushInfo(text.format(len(network.tail), len(network.x), network.length_m.sum() / 1000))
        return Ground(reach.graph(network), snapping.streets(network), lines if "ground_z" in lines else None, metres)

    def _ground_z(self, parameters, context):
        """Return the height of the ground: metres, the name of a field of the network, or None; refuse others."""
        ground_z = self.parameterAsString(parameters, self.GROUND_Z, context).strip()
        if not ground_z or attributes.is_number(ground_z):
            return attributes.number(ground_z) if ground_z else None
        network = parameters.get(self.NETWORK)
        if network and ground_z in self.source(parameters, self.NETWORK, context, LINE).fields().names():
            return ground_z
        permitted = QT_TRANSLATE_NOOP("Multiground", "metres, or a field of the network")
        remedy = QT_TRANSLATE_NOOP("Multiground", "Enter a number such as 4.5, or the name of a field.")
        raise InputError(self.GROUND_Z, ground_z, permitted, remedy)

    def _tell_notes(self, lines, notes, feedback):
        texts = {
            "unknown_kind": translate("Multiground", "of unknown kind, walked as a footway"),
            "unknown_direction": translate("Multiground", "of unknown direction, walked both ways"),
            "unknown_hours": translate("Multiground", "of unknown hours, taken as open by night"),
            "unknown_ground": translate(
                "Multiground", "without a height of the ground, taken from the nearest line that has one"
            ),
            "unknown_level": translate("Multiground", "of a level that cannot be read, taken as lines without a level"),
            "unusable_heights": translate("Multiground", "with incomplete heights, taken as lines without heights"),
            "closed": translate("Multiground", "closed to walkers, left out"),
            "excluded": translate("Multiground", "left out by the kinds and hours chosen"),
            "without_length": translate("Multiground", "without length, left out"),
            "drawn_twice": translate("Multiground", "drawn twice, counted once"),
        }
        ids = lines["fid"].to_numpy()
        for note, rows in notes.items():
            if len(rows):
                text = translate("Multiground", "{layer}: {number} of {lines} lines {what}: {ids}")
                told = {"layer": self.NETWORK, "number": len(rows), "lines": len(lines), "what": texts[note]}
                feedback.pushWarning(text.format(**told, ids=listed(ids[rows])))

    def places(self, parameters, name, context, feedback, crs, fields, **options):
        """Return the places of a layer, ordered by geometry, with their ids in `id`."""
        from ...urbanform import snapping

        fields = {**dict.fromkeys(("id", "building", "plot", "height", "storeys", "z")), **fields}
        layer = self.read(parameters, name, context, feedback, crs, fields, POINT, POLYGON, **options)
        return layer._replace(frame=snapping.in_order(layer.frame))

    def places_of(self, parameters, name, context, feedback, frame, ground):
        """Return the places of a frame; say what was assumed of their heights and what could not be read."""
        from ...urbanform import snapping
        from ...urbanform.line_vertices import ground_beside

        beside = ground_beside(frame, ground.lines, ground.ground_z) if ground else self._ground_z(parameters, context)
        places, notes = snapping.places(frame, beside)
        number = len(notes["assumed_height"])
        if number:
            text = translate("Multiground", "{}: {} places on a storey of unknown height: {:g} m a storey")
            feedback.pushInfo(text.format(name, number, snapping.STOREY_HEIGHT_M))
        texts = {
            "storey": translate("Multiground", "{}: {} places on a storey that cannot be read, taken as unknown: {}"),
            "level": translate("Multiground", "{}: {} places on a level that cannot be read, taken as unknown: {}"),
        }
        for field, text in texts.items():
            rows = notes[f"unread_{field}"]
            if len(rows):
                feedback.pushWarning(text.format(name, len(rows), counted(frame[field].to_numpy()[rows])))
        return places

    def tell_left_out(self, frame, left_out, name, feedback):
        if len(left_out.place):
            text = translate("Multiground", "{layer}: {number} of {places} places are not on the network: {ids}")
            ids = frame["fid"].to_numpy()[left_out.place]
            told = {"layer": name, "number": len(ids), "places": len(frame), "ids": listed(ids)}
            feedback.pushWarning(text.format(**told))

    def features_left_out(self, source, frame, left_out, distances):
        """Yield the places of a source that are not on the network, each with the reason and how far away it is."""
        if left_out is None:
            return
        fids = frame["fid"].to_numpy()[left_out.place].tolist()
        why = dict(zip(fids, zip(left_out.stranded.tolist(), left_out.distance_m.tolist())))
        for place in source.getFeatures():
            if place.id() in why:
                stranded, distance_m = why[place.id()]
                reason = [self._reason(stranded, distance_m, distances), round(distance_m, 2)]
                row = QgsFeature()
                row.setGeometry(multi(place.geometry()))
                row.setAttributes([*place.attributes(), *reason])
                yield row

    def _reason(self, stranded, distance_m, distances):
        """Return why a place is left out."""
        if stranded:
            text = translate(
                "Multiground", "{distance:.2f} m from a piece of network with less than {least:g} m of street"
            )
            return text.format(distance=distance_m, least=distances["min_piece_m"])
        text = translate("Multiground", "{:.2f} m from the nearest street, more than {:g} m")
        return text.format(distance_m, distances["max_snap_m"])

    def straight_line_finding(self, reach_m, minutes):
        text = translate(
            "Multiground", "Estimated: straight lines of {:.0f} m, 0.7 of a walk of {:g} minutes, less any lift ride."
        )
        return text.format(reach_m, minutes)

    def nothing_reached_finding(self, minutes):
        text = translate(
            "Multiground",
            "No street within {:g} minutes: the way to the street takes longer, or the street is one-way and ends here."
        )
        return text.format(minutes)
