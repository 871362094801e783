"""multiground:functionmix, clauses 5.1.1 and 5.1.2."""

from html import escape

from qgis.core import QgsProcessing, QgsWkbTypes

from ..urbanform import clauses, tables
from ..urbanform.errors import QT_TRANSLATE_NOOP, InputError
from .base import GRADE_FIELDS, MultigroundAlgorithm
from .base.blocks import BlocksAlgorithm
from .base.property_texts import unmeasured
from .base.spaces import SpacesAlgorithm
from .base.texts import language, translate

MIX_FIELDS = {
    "gfa_office": float,
    "gfa_commercial": float,
    "gfa_culture": float,
    "gfa_residential": float,
    "gfa_hotel": float,
    "gfa_public_service": float,
    "gfa_auxiliary": float,
    "gfa_total": float,
    "classified_pct": float,
    "share_business": float,
    "share_living": float,
    "share_public": float,
    "entropy": float,
    "hhi": float,
    "mxi": float,
    "n_functions": int,
    "dominant": str,
    "far": float,
    "gsi": float,
    "osr": float,
    "storeys_mean": float,
}


class FunctionMix(SpacesAlgorithm, BlocksAlgorithm, MultigroundAlgorithm):
    UNITS, OUTPUT, ENTROPY = "UNITS", "OUTPUT", "ENTROPY"

    def displayName(self):
        return translate("Multiground", "Function mix and density (5.1)")

    def tags(self):
        return translate("Multiground", "function,mix,entropy,density,far,spacematrix,block,guideline").split(",")

    def about(self):
        return translate(
            "Multiground",
            "How the seven functions are mixed in plots, blocks or districts, clauses 5.1.1 and 5.1.2: floor area of "
            "each, shares of the three dimensions, Shannon entropy (0 for one function, 1 for seven equal ones), HHI "
            "and the share of housing; and the density: floor area ratio above ground, ground covered, open space "
            "per floor area and mean storeys (Spacematrix).\n\nThe function of a space comes from its field, its "
            "land-use code, its tags, or its building, in this order. Where less than 90 % of the floor area is "
            "classified the finding says so. The guideline gives no bound, so there is no grade. Without units the "
            "blocks between the counted roads are made."
        )

    def initAlgorithm(self, configuration=None):
        kinds = QgsProcessing.SourceType
        label = translate("Multiground", "Units")
        text = translate("Multiground", "Plots, blocks or districts; empty: the blocks between the roads below.")
        self.add_layer(self.UNITS, label, text, kinds.TypeVectorPolygon, optional=True)
        self.add_spaces()
        self.add_buildings()
        self.add_roads()
        self.add_space_fields()
        label = translate("Multiground", "Function mix")
        text = translate(
            "Multiground", "The units with the floor area of each function in m², the measures of mix, and the density."
        )
        self.add_sink(self.OUTPUT, label, text, kinds.TypeVectorPolygon)
        self.add_number(self.ENTROPY, translate("Multiground", "Entropy of the floor area of all units together"))

    def measure(self, parameters, context, feedback):
        from ..urbanform.function_mix import function_mix_steps

        polygon, line = QgsWkbTypes.GeometryType.PolygonGeometry, QgsWkbTypes.GeometryType.LineGeometry
        main, kind = (self.UNITS, polygon) if parameters.get(self.UNITS) else (self.ROADS, line)
        if not parameters.get(main):
            raise InputError(
                self.UNITS,
                QT_TRANSLATE_NOOP("Multiground", "neither units nor roads"),
                QT_TRANSLATE_NOOP("Multiground", "polygons to measure, or roads with blocks between them"),
                QT_TRANSLATE_NOOP("Multiground", "Choose UNITS or ROADS."),
            )
        source = self.source(parameters, main, context, kind)
        crs, _ = self.measuring_crs(main, source, context, feedback)
        if main == self.UNITS:
            units = self.read(parameters, main, context, feedback, crs, {}, polygon)
            frame = units.frame
        else:
            frame = self.blocks_between(parameters, context, feedback, crs)
        spaces = self.read_spaces(parameters, context, feedback, crs, share=(10, 60))
        buildings = None if spaces.buildings is None else spaces.buildings.frame
        mix = self.finish(function_mix_steps(frame, spaces.table, buildings), feedback, 60, 90)
        frame = mix.units.assign(clause="5.1", needed=None)
        frame["grade"] = [None if state == clauses.MEASURED else clauses.UNASSESSED for state in frame["state"]]
        frame["finding"] = self._findings(frame)
        frame["dominant"] = [function or None for function in frame["dominant"]]
        added = {**MIX_FIELDS, **GRADE_FIELDS}
        if main == self.UNITS:
            result = self.graded(parameters, main, units, frame, added, crs, context)
        else:
            result = self.block_result(frame, added, crs, source, context, "function_mix")
        names = {row["function"]: escape(row[f"name_{language()}"]) for row in tables.rows("functions")}
        legend = {**names, "unclassified": escape(translate("Multiground", "no function known"))}
        outputs = self.write(parameters, context, feedback, result._replace(style="function_mix", legend=legend))
        return {**outputs, self.ENTROPY: mix.entropy if mix.entropy == mix.entropy else None}

    def _findings(self, frame):
        """Return the sentence of each unit: its floor area, the shares of its functions, and how mixed they are."""
        from ..urbanform.spaces_in_units import least_measured_pct

        names = {row["function"]: row[f"name_{language()}"] for row in tables.rows("functions")}
        nothing = translate("Multiground", "No floor area is known here.")
        unknown = translate("Multiground", "The function of none of the {total:,.2f} m² of floor area is known.")
        mixed = translate(
            "Multiground",
            "{total:,.2f} m² of floor area: {shares}. {n} of 7 functions, entropy {entropy:.4f}; floor area ratio "
            "{far:.4f}."
        )
        part = translate("Multiground", "{function} {share:.2f} %")
        short = translate(
            "Multiground", "Incomplete: only {classified:.2f} % of the floor area is classified, less than {least:g} %."
        )
        columns = [frame[f"gfa_{function}"].to_numpy() for function in names]
        findings = []
        for row, *areas in zip(frame.itertuples(), *columns):
            if row.state == clauses.MISSING:
                text = (unknown if row.gfa_total > 0 else nothing).format(total=row.gfa_total)
                findings.append(" ".join([text, *unmeasured(row)]))
                continue
            largest = sorted(zip(areas, names.values()), key=lambda pair: -pair[0])
            shares = [part.format(function=name, share=100 * area / sum(areas)) for area, name in largest if area > 0]
            text = mixed.format(
                total=row.gfa_total, shares=", ".join(shares), n=row.n_functions, entropy=row.entropy, far=row.far
            )
            least = short.format(classified=row.classified_pct, least=least_measured_pct())
            findings.append(" ".join([text, *([least] if row.incomplete else []), *unmeasured(row)]))
        return findings
