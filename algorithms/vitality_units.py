"""multiground:vitalityunits, clause 5.2.4."""

from qgis.core import QgsProcessing

from ..urbanform import clauses, tables
from ..urbanform.errors import QT_TRANSLATE_NOOP, InputError
from .base import GRADE_FIELDS
from .base.blocks import BlocksAlgorithm
from .base.spaces import SpacesAlgorithm
from .base.texts import language, translate
from .base.walking import LINE, NETWORK_PERCENT, POLYGON, WalkingAlgorithm

CLAUSE = "5.2.4"
UNIT_FIELDS = {"n_blocks": int, "dimensions": int, "functions": str, "missing": str}
UNIT_FIELDS.update({"unit_m2": float, "classified_pct": float})


class VitalityUnits(SpacesAlgorithm, BlocksAlgorithm, WalkingAlgorithm):
    BLOCKS, WALK, OUTPUT = "BLOCKS", "WALK", "OUTPUT"
    SHARE_IN_UNITS, GRADE = "SHARE_IN_UNITS", "GRADE"

    def displayName(self):
        return translate("Multiground", "Vitality units (5.2.4)")

    def tags(self):
        return translate("Multiground", "vitality,block,function,mix,walk,horizontal,guideline").split(",")

    def about(self):
        return translate(
            "Multiground",
            "Which blocks share their functions on foot, clause 5.2.4. A block's vitality unit is all blocks within 5 "
            "minutes' walk of it; it is excellent with business, living and public functions, good with two of the "
            "three, fair with one.\n\nThe walk runs from the block's middle along the network to the other's; units "
            "overlap and are not chained. Garages and plant rooms make no dimension. A block that is not on the "
            "network, or whose unit lacks a dimension while less than 90 % of its floor area is classified, is not "
            "assessed. Without blocks those between the roads are made. The definition is ours."
        )

    def initAlgorithm(self, configuration=None):
        kinds = QgsProcessing.SourceType
        label = translate("Multiground", "Blocks")
        text = translate(
            "Multiground",
            "Blocks or plots; where no space of one tells its function, its field dominant does. Empty: the blocks "
            "between the roads below."
        )
        self.add_layer(self.BLOCKS, label, text, kinds.TypeVectorPolygon, optional=True)
        self.add_spaces()
        self.add_buildings()
        self.add_network()
        self.add_roads()
        self.add_space_fields()
        self.add_network_fields()
        label = translate("Multiground", "Walk (minutes)")
        text = translate("Multiground", "Minutes within which the blocks of a unit lie, rounded to 0.01.")
        self.add_double(self.WALK, label, text, clauses.bounds(CLAUSE, "walk_min", "unit")[0].upper)
        self.add_speed()
        self.add_walking()
        label = translate("Multiground", "Vitality units")
        text = translate(
            "Multiground",
            "The blocks with the number of blocks in their unit, its functions, what is missing, and the grade."
        )
        self.add_sink(self.OUTPUT, label, text, kinds.TypeVectorPolygon)
        label = translate("Multiground", "Floor area in blocks whose unit holds all three dimensions, share (0–1)")
        self.add_number(self.SHARE_IN_UNITS, label)
        self.add_text(self.GRADE, translate("Multiground", "Grade of all blocks"))

    def measure(self, parameters, context, feedback):
        from ..urbanform.vitality_units import vitality_units_steps

        main, kind = (self.BLOCKS, POLYGON) if parameters.get(self.BLOCKS) else (self.ROADS, LINE)
        if not parameters.get(main):
            raise InputError(
                self.BLOCKS,
                QT_TRANSLATE_NOOP("Multiground", "neither blocks nor roads"),
                QT_TRANSLATE_NOOP("Multiground", "polygons, or roads with blocks between them"),
                QT_TRANSLATE_NOOP("Multiground", "Choose BLOCKS or ROADS."),
            )
        source = self.source(parameters, main, context, kind)
        walking, distances = self.pace(parameters, context), self.distances(parameters, context)
        minutes = QT_TRANSLATE_NOOP("Multiground", "more than 0 minutes")
        walk = self.positive(parameters, self.WALK, context, permitted=minutes)
        crs, _ = self.measuring_crs(main, source, context, feedback)
        if main == self.BLOCKS:
            layer = self.read(parameters, main, context, feedback, crs, {"dominant": None}, POLYGON)
            blocks = layer.frame
        else:
            blocks = self.blocks_between(parameters, context, feedback, crs, share=(0, NETWORK_PERCENT))
        ground = self.ground(parameters, context, feedback, crs, walking)
        spaces = self.read_spaces(parameters, context, feedback, crs, share=(NETWORK_PERCENT, 50))
        steps = vitality_units_steps(blocks, spaces.table, ground, walk, walking, **distances)
        found = self.finish(steps, feedback, 50, 95)
        frame = blocks.join(found.blocks).assign(clause=CLAUSE)
        self._tell(frame, found, feedback)
        frame["finding"] = self._findings(frame, walk, distances, ground)
        frame["needed"] = self._needed(frame)
        for name in ("n_blocks", "dimensions"):
            frame[name] = [None if value != value else int(value) for value in frame[name]]
        added = {**UNIT_FIELDS, "missing": (str, translate("Multiground", "Missing dimensions")), **GRADE_FIELDS}
        if main == self.BLOCKS:
            result = self.graded(parameters, main, layer, frame, added, crs, context)
        else:
            result = self.block_result(frame, added, crs, source, context, "grade_polygons")
        outputs = self.write(parameters, context, feedback, result)
        share = None if found.share_in_units != found.share_in_units else round(float(found.share_in_units), 4)
        return {**outputs, self.SHARE_IN_UNITS: share, self.GRADE: found.grade}

    def _tell(self, frame, found, feedback):
        text = translate(
            "Multiground",
            "Vitality units of {blocks} blocks: {graded} assessed, with {known:.2f} of {all:.2f} m² of floor area; "
            "{apart} blocks are not on the network"
        )
        graded = frame["state"] == clauses.GRADED
        floors = {"known": frame.loc[graded, "floor_m2"].sum(), "all": frame["floor_m2"].sum()}
        apart = int((~frame["on_network"]).sum())
        feedback.pushInfo(text.format(blocks=len(frame), graded=int(graded.sum()), apart=apart, **floors))
        if found.n_apart:
            text = translate("Multiground", "{} spaces lie in no block and are left out")
            feedback.pushWarning(text.format(found.n_apart))

    def _findings(self, frame, walk, distances, ground):
        """Return the sentence of each block; the same combination of functions is worded once."""
        names = {row["function"]: row[f"name_{language()}"] for row in tables.rows("functions")}
        texts, least = self._sentences(), clauses.bounds("5.1.2", "classified_pct")[0].lower
        estimated = "" if ground else " " + translate("Multiground", "Estimated: straight lines at 0.7 of the speed.")
        apart = texts["apart"].format(snap=distances["max_snap_m"], least=distances["min_piece_m"])
        listed = {each: ", ".join(map(names.get, each.split(", "))) for each in set(frame["functions"]) if each}
        lacking = {each: self._dimensions(each) for each in set(frame["missing"]) if each}
        findings = []
        for row in frame.itertuples():
            if not row.on_network:
                findings.append(apart)
                continue
            kind = "unknown" if row.classified_pct < least else "dark" if row.dark_pct > 100 - least else "nothing"
            if row.state == clauses.GRADED:
                kind = "part" if row.missing else "whole"
            sentence = texts[kind].format(
                blocks=row.n_blocks, walk=walk, n=row.dimensions, functions=listed.get(row.functions, "–"),
                missing=lacking.get(row.missing, "–"), known=row.classified_pct, dark=row.dark_pct
            )  # fmt: skip
            findings.append(sentence + estimated)
        return findings

    def _sentences(self):
        return {
            "whole": translate(
                "Multiground", "Blocks within {walk:g} minutes: {blocks:.0f}, with all 3 dimensions ({functions})."
            ),
            "part": translate(
                "Multiground",
                "Blocks within {walk:g} minutes: {blocks:.0f}, with {n:.0f} of 3 dimensions ({functions}); not with "
                "{missing}."
            ),
            "unknown": translate(
                "Multiground",
                "Blocks within {walk:g} minutes: {blocks:.0f}, where {missing} is not found, but only {known:.2f} % of "
                "the floor area is classified."
            ),
            "dark": translate(
                "Multiground",
                "Blocks within {walk:g} minutes: {blocks:.0f}, where {missing} is not found, but neither function nor "
                "area is known of {dark:.2f} % of the spaces."
            ),
            "nothing": translate(
                "Multiground",
                "Blocks within {walk:g} minutes: {blocks:.0f}, where {missing} is not found, but no floor area is "
                "known."
            ),
            "apart": translate(
                "Multiground",
                "Not on the walking network: within {snap:g} m of the outline no street that is part of {least:g} m or "
                "more."
            ),
        }

    def _dimensions(self, codes):
        """Return the names of dimensions in the user's language."""
        names = {
            "business": translate("Multiground", "business (office, commercial, culture)"),
            "living": translate("Multiground", "living (residential, hotel)"),
            "public": translate("Multiground", "public service"),
        }
        return ", ".join(names[code] for code in codes.split(", "))

    def _needed(self, frame):
        text = translate("Multiground", "+{number:.0f} dimensions, of: {missing}")
        return [
            text.format(number=row.needed_dimensions, missing=self._dimensions(row.missing))
            if row.needed_dimensions == row.needed_dimensions
            else None
            for row in frame.itertuples()
        ]
