"""multiground:verticalmix, clauses 5.2.2 and 5.2.3."""

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFields,
    QgsProcessing,
    QgsWkbTypes,
)

from .base import GRADE_FIELDS, MultigroundAlgorithm
from .base.features import feature_of, fields_with, plain
from .base.reading import BATCH, stop_if_canceled
from .base.spaces import SpacesAlgorithm
from .base.texts import translate
from .base.vertical_texts import UNITS, findings, inversions, needed, summary
from .base.writing import Result

CLAUSE = "5.2.3"
MIX_FIELDS = {
    "complex": bool, "n_functions": int, "classified_pct": float,
    "below_public_pct": float, "below_private_pct": float, "below_auxiliary_pct": float,
    "low_public_pct": float, "low_private_pct": float, "low_auxiliary_pct": float,
    "high_public_pct": float, "high_private_pct": float, "high_auxiliary_pct": float,
    "inversions": str, "n_inversions": int
}  # fmt: skip
CHECK_FIELDS = {"building": str, "figure": float, "unit": str}


class VerticalMix(SpacesAlgorithm, MultigroundAlgorithm):
    SPACES, OUTPUT, CHECKS = "FLOORS", "OUTPUT", "CHECKS"
    N_COMPLEXES, N_INVERSIONS, N_VIOLATION, GRADE = "N_COMPLEXES", "N_INVERSIONS", "N_VIOLATION", "GRADE"

    def displayName(self):
        return translate("Multiground", "Vertical mix (5.2.2, 5.2.3)")

    def tags(self):
        return translate("Multiground", "vertical,mix,function,storey,complex,inversion,guideline").split(",")

    def about(self):
        return translate(
            "Multiground",
            "How functions are stacked in each complex, clauses 5.2.2 and 5.2.3: public below, private above; parking, "
            "plant and shops below ground, no housing or offices; commerce, culture or public services on every storey "
            "from 1 to 3; offices, hotels and housing from storey 4 up.\n\nA complex holds at least two of the seven "
            "functions, auxiliary not counted, each with 5 % of the classified floor area; to other buildings the "
            "clauses do not apply. Where the storeys or functions are not known the building is not assessed. The "
            "table of checks has one row a building and rule."
        )

    def initAlgorithm(self, configuration=None):
        kinds = QgsProcessing.SourceType
        label = translate("Multiground", "Floors")
        text = translate(
            "Multiground",
            "Floors, or a table without geometry, each with its building (else the building that holds it), storey, "
            "function and floor area."
        )
        self.add_layer(self.SPACES, label, text, kinds.TypeVector)
        label = translate("Multiground", "Buildings")
        text = translate(
            "Multiground",
            "Footprints for the result; storeys that they state and no floor lists are unknown. Empty: the outlines of "
            "the floors."
        )
        self.add_layer(self.BUILDINGS, label, text, kinds.TypeVectorPolygon, optional=True)
        self.add_space_fields()
        label = translate("Multiground", "Vertical mix")
        text = translate(
            "Multiground",
            "The buildings with the shares of functions below ground, on storeys 1 to 3 and above, and the grade."
        )
        self.add_sink(self.OUTPUT, label, text)
        label = translate("Multiground", "Vertical checks")
        text = translate("Multiground", "One row a building and rule, with what was found.")
        self.add_sink(self.CHECKS, label, text, kinds.TypeVector, optional=True)
        self.add_number(self.N_COMPLEXES, translate("Multiground", "Number of complexes"))
        self.add_number(self.N_INVERSIONS, translate("Multiground", "Inversions in all complexes"))
        text = translate("Multiground", "Complexes with a storey 1–3 without a public function")
        self.add_number(self.N_VIOLATION, text)
        self.add_text(self.GRADE, translate("Multiground", "Grade of all complexes"))

    def measure(self, parameters, context, feedback):
        from ..urbanform.vertical_mix import vertical_mix_steps

        main = self.BUILDINGS if parameters.get(self.BUILDINGS) else self.SPACES
        source = self.source(parameters, main, context, tables=main == self.SPACES)
        crs = QgsCoordinateReferenceSystem()
        if source.wkbType() != QgsWkbTypes.Type.NoGeometry:
            crs, _ = self.measuring_crs(main, source, context, feedback)
        spaces = self.read_spaces(parameters, context, feedback, crs, share=(0, 50))
        given = spaces.buildings is not None and len(spaces.buildings.frame)
        buildings = spaces.buildings.frame if given else None
        mix = self.finish(vertical_mix_steps(spaces.table, buildings), feedback, 50, 80)
        self._tell(mix, spaces, feedback)
        listed = inversions(mix, feedback)
        mix.checks["finding"] = findings(mix, listed, feedback)
        mix.checks["needed"] = needed(mix, feedback)
        frame = mix.buildings.assign(clause=CLAUSE, inversions=listed)
        frame["finding"], frame["needed"] = summary(mix, feedback)
        frame["complex"] = [None if value != value else bool(value) for value in frame["complex"]]
        for name in ("n_functions", "n_inversions"):
            stop_if_canceled(feedback)
            frame[name] = [None if value != value else int(value) for value in frame[name]]
        if buildings is None:
            result = self._of_floors(frame, mix, spaces, crs, source, context, feedback)
        else:
            own = frame.iloc[mix.feature_building].reset_index(drop=True)
            own = own.drop(columns="building").assign(fid=buildings["fid"].to_numpy())
            added = {**self._mix_fields(), **GRADE_FIELDS}
            result = self.graded(parameters, main, spaces.buildings, own, added, crs, context)
        results = [result] if parameters.get(self.CHECKS) is None else [result, self._checks(mix)]
        stop_if_canceled(feedback)
        outputs = self.write(parameters, context, feedback, *results)
        figures = {name: getattr(mix, name.lower()) for name in (self.N_COMPLEXES, self.N_INVERSIONS, self.N_VIOLATION)}
        return {**outputs, **figures, self.GRADE: mix.grade}

    def _mix_fields(self):
        label = translate("Multiground", "Functions with 5 % of the floor area or more")
        return {**MIX_FIELDS, "n_functions": (int, label)}

    def _tell(self, mix, spaces, feedback):
        text = translate(
            "Multiground", "{complexes} complexes among {buildings} buildings; of {unknown} it is not known"
        )
        unknown = int(mix.buildings["complex"].isna().sum())
        feedback.pushInfo(text.format(complexes=mix.n_complexes, buildings=len(mix.buildings), unknown=unknown))
        own = (spaces.table["row"] >= 0).to_numpy()
        apart = own & (mix.space_building < 0)
        if apart.any():
            text = translate(
                "Multiground", "{} floors belong to no building, or to one of several of one name, and are left out"
            )
            feedback.pushWarning(text.format(spaces.table.loc[apart, "row"].nunique()))

    def _of_floors(self, frame, mix, spaces, crs, source, context, feedback):
        """Return the result without footprints: the union of each building's floor outlines, or no geometry."""
        from ..urbanform.vertical_mix import outlines_steps

        added = {"building": str, **self._mix_fields(), **GRADE_FIELDS}
        back = QgsCoordinateTransform(crs, source.sourceCrs(), context.transformContext())
        kind, shapes, style = QgsWkbTypes.Type.NoGeometry, [None] * len(frame), "table"
        if source.wkbType() != QgsWkbTypes.Type.NoGeometry:
            steps = outlines_steps(spaces.layer.frame.geometry.to_numpy(), spaces.table, mix.space_building, len(frame))
            kind, shapes, style = QgsWkbTypes.Type.MultiPolygon, self.finish(steps, feedback, 80, 90), "grade_polygons"
        features = (feature_of(wkb, values, back) for wkb, values in zip(shapes, _rows(frame, added)))
        return Result(self.OUTPUT, fields_with(QgsFields(), added), kind, source.sourceCrs(), features, style)

    def _checks(self, mix):
        """Return the table of checks."""
        added = {**CHECK_FIELDS, **GRADE_FIELDS}
        checks = mix.checks.assign(building=mix.buildings["building"].to_numpy()[mix.checks["building"]])
        checks["unit"] = checks["clause"].map(UNITS)
        features = (feature_of(None, values, None) for values in _rows(checks, added))
        nowhere, kind = QgsCoordinateReferenceSystem(), QgsWkbTypes.Type.NoGeometry
        return Result(self.CHECKS, fields_with(QgsFields(), added), kind, nowhere, features, "table")


def _rows(frame, names):
    """Yield the values of each row as QGIS takes them, made ready a batch at a time."""
    for begin in range(0, len(frame), BATCH):
        batch = frame.iloc[begin : begin + BATCH]
        yield from map(list, zip(*(plain(batch[name]) for name in names)))
