"""multiground:publicproperty, clauses 5.3.2 to 5.3.4."""

from qgis.core import QgsCoordinateReferenceSystem, QgsProcessing, QgsWkbTypes

from .base import GRADE_FIELDS, MultigroundAlgorithm
from .base.features import feature_of, fields_with, plain
from .base.property_texts import finding, needed, type_names
from .base.spaces import SpacesAlgorithm
from .base.texts import language, translate
from .base.writing import Result

SHARE_FIELDS = {
    "gfa_total": float,
    "gfa_public": float,
    "classified_pct": float,
    "public_pct": float,
    "public_pct_owner": float,
    "public_pct_noparking": float,
}
TYPE_FIELDS = {"type_assessed": str}
ITEM_FIELDS = {"district": int, "type": str, "group": str, "item": str, "n_found": int}
PLOT_FIELDS = {"gfa_total": float, "gfa_public": float, "public_pct": float, "holder": str, "open_conditions": str}
PLOT_READ = ("holder", "operation", "required_public")


class PublicProperty(SpacesAlgorithm, MultigroundAlgorithm):
    DISTRICTS, FACILITIES, PLOTS, OWNER_FIELD = "DISTRICTS", "FACILITIES", "PLOTS", "OWNER_FIELD"
    DISTRICT_TYPE, OUTPUT, CONFIGURATION, PLOT_OUTPUT = "DISTRICT_TYPE", "OUTPUT", "CONFIGURATION", "PLOT_OUTPUT"
    PUBLIC_PCT, GRADE = "PUBLIC_PCT", "GRADE"

    def displayName(self):
        return translate("Multiground", "Public property (5.3.3)")

    def tags(self):
        return translate("Multiground", "public,property,ownership,share,facility,transfer,guideline").split(",")

    def about(self):
        return translate(
            "Multiground",
            "Share of public property in a district's floor area, underground included, clause 5.3.3: inside the band "
            "of the district's type excellent, above it good, below it fair. Three readings stand side by side: by "
            "function (public service and auxiliary service), which is graded, by owner, and by function without "
            "parking.\n\nThe configuration lists the items of table 5.3.3 for the district's type and how many "
            "facilities of each lie in the district. The plots tell who holds their public floor area and what their "
            "transfer conditions leave open, clause 5.3.4. A district of unknown type is not assessed; the type that "
            "the data suggest is told."
        )

    def initAlgorithm(self, configuration=None):
        kinds = QgsProcessing.SourceType
        label = translate("Multiground", "Districts")
        text = translate("Multiground", "Outlines of districts, with their type in the field type.")
        self.add_layer(self.DISTRICTS, label, text, kinds.TypeVectorPolygon)
        self.add_spaces()
        self.add_buildings()
        label = translate("Multiground", "Facilities")
        text = translate("Multiground", "Points or polygons with category, name or OSM tags, for the configuration.")
        self.add_layer(self.FACILITIES, label, text, kinds.TypeVectorPoint, kinds.TypeVectorPolygon, optional=True)
        label = translate("Multiground", "Plots")
        text = translate("Multiground", "Plots of land with what their transfer conditions state, for the plot output.")
        self.add_layer(self.PLOTS, label, text, kinds.TypeVectorPolygon, optional=True)
        self.add_space_fields()
        label = translate("Multiground", "Field with the owner")
        text = translate("Multiground", "Words such as public, government or transferred, private.")
        self.add_field(self.OWNER_FIELD, self.SPACES, label, text)
        label = translate("Multiground", "Type of the districts")
        text = translate("Multiground", "One type for all districts, or that of each from its field type.")
        names = list(type_names().values())
        self.add_choice(self.DISTRICT_TYPE, label, text, translate("Multiground", "from the data"), *names)
        label = translate("Multiground", "Public property")
        text = translate(
            "Multiground",
            "The districts with total and public floor area, the public share in three readings, and the grade."
        )
        self.add_sink(self.OUTPUT, label, text, kinds.TypeVectorPolygon)
        label = translate("Multiground", "Configuration of public property")
        text = translate(
            "Multiground", "One row an item that table 5.3.3 asks of the district's type, with the number found."
        )
        self.add_sink(self.CONFIGURATION, label, text, kinds.TypeVector, optional=True)
        label = translate("Multiground", "Public property of plots")
        text = translate(
            "Multiground", "The plots with their public floor area, who holds it, and what their conditions leave open."
        )
        self.add_sink(self.PLOT_OUTPUT, label, text, kinds.TypeVectorPolygon, optional=True)
        self.add_number(
            self.PUBLIC_PCT, translate("Multiground", "Public share of the floor area of all districts (%)")
        )
        self.add_text(self.GRADE, translate("Multiground", "Grade of all districts"))

    def measure(self, parameters, context, feedback):
        from ..urbanform import configuration
        from ..urbanform.public_property import CLAUSE, public_property_steps

        polygon, point = QgsWkbTypes.GeometryType.PolygonGeometry, QgsWkbTypes.GeometryType.PointGeometry
        source = self.source(parameters, self.DISTRICTS, context, polygon)
        crs, _ = self.measuring_crs(self.DISTRICTS, source, context, feedback)
        districts = self.read(parameters, self.DISTRICTS, context, feedback, crs, {"type": None}, polygon)

        def optional(name, fields, *geometry):
            if not parameters.get(name):
                return None
            return self.read(parameters, name, context, feedback, crs, dict.fromkeys(fields), *geometry, required=False)

        facilities = optional(self.FACILITIES, configuration.FIELDS, point, polygon)
        plots = optional(self.PLOTS, PLOT_READ, polygon)
        spaces = self.read_spaces(parameters, context, feedback, crs, share=(10, 50))
        chosen = ["", *type_names()][self.parameterAsEnum(parameters, self.DISTRICT_TYPE, context)]
        frames = [None if layer is None else layer.frame for layer in (spaces.buildings, facilities, plots)]
        steps = public_property_steps(
            districts.frame, spaces.table, spaces.layer.frame, frames[0],
            district_type=chosen, facilities=frames[1], plots=frames[2],
        )  # fmt: skip
        found = self.finish(steps, feedback, 50, 90)
        frame = found.districts.assign(clause=CLAUSE)
        frame["finding"] = [finding(row) for row in frame.itertuples()]
        frame["needed"] = [needed(row) for row in frame.itertuples()]
        frame["type_assessed"] = [name or None for name in frame["type_assessed"]]
        added = {**SHARE_FIELDS, **TYPE_FIELDS, **GRADE_FIELDS}
        results = [self.graded(parameters, self.DISTRICTS, districts, frame, added, crs, context)]
        if parameters.get(self.CONFIGURATION):
            results.append(self._items(found.configuration, frame))
        if parameters.get(self.PLOT_OUTPUT) and plots is not None:
            results.append(self._plots(parameters, plots, found.plots, crs, context))
        elif parameters.get(self.PLOT_OUTPUT):
            feedback.pushWarning(translate("Multiground", "PLOT_OUTPUT needs PLOTS: it is not written."))
        outputs = self.write(parameters, context, feedback, *results)
        share = found.public_pct if found.public_pct == found.public_pct else None
        return {**outputs, self.PUBLIC_PCT: share, self.GRADE: found.grade}

    def _items(self, items, districts):
        """Return the table of the configuration as a result."""
        frame = items.assign(type=items["district_type"], item=items[f"item_{language()}"])
        frame["district"] = districts["fid"].to_numpy()[items["district"].to_numpy(dtype=int)]
        added = {**ITEM_FIELDS, "missing": (bool, translate("Multiground", "Missing"))}
        rows = zip(*(plain(frame[name]) for name in added))
        features = (feature_of(None, list(row), None) for row in rows)
        nowhere = QgsCoordinateReferenceSystem()
        return Result(
            self.CONFIGURATION, fields_with([], added), QgsWkbTypes.Type.NoGeometry, nowhere, features, "table"
        )

    def _plots(self, parameters, plots, frame, crs, context):
        """Return the plots as a result, with what their transfer conditions leave open."""
        names = {
            "required_open": translate("Multiground", "public property required"),
            "holder_open": translate("Multiground", "holder"),
            "operation_open": translate("Multiground", "mode of operation"),
        }
        frame = frame.assign(holder=[holder or None for holder in frame["holder"]])
        flags = zip(*(frame[name] for name in names))
        frame["open_conditions"] = [
            ", ".join(name for name, is_open in zip(names.values(), row) if is_open) or None for row in flags
        ]
        result = self.graded(parameters, self.PLOTS, plots, frame, PLOT_FIELDS, crs, context)
        return result._replace(name=self.PLOT_OUTPUT, style="public_plots")
