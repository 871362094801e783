"""multiground:districtintensity, clause 1.0.2."""

from qgis.core import QgsProcessing, QgsWkbTypes

from .base import MultigroundAlgorithm
from .base.spaces import SpacesAlgorithm
from .base.texts import translate

FIGURE_FIELDS = dict.fromkeys(("area_km2", "net_km2", "far_above", "far_below", "far", "transit_density"), float)
FIGURE_FIELDS.update(dict.fromkeys(("rail_density", "bus_density", "public_land_pct", "public_service_pct"), float))
FIGURE_FIELDS.update({"commercial_pct": float, "far_class": str, "transit_class": str, "public_class": str})
CLASS_FIELDS = {"subtype": str, "class": str, "missing": str, "clause": str, "finding": str, "state": str}


class DistrictIntensity(SpacesAlgorithm, MultigroundAlgorithm):
    GROUP = "district"
    DISTRICTS, PLOTS, STATIONS, OUTPUT = "DISTRICTS", "PLOTS", "STATIONS", "OUTPUT"
    USE_FIELD, KIND_FIELD, CLASS = "USE_FIELD", "KIND_FIELD", "CLASS"
    PARTS = ("commercial_m2", "residential_m2", "public_m2", "other_m2")

    def displayName(self):
        return translate("Multiground", "High-intensity district? (1.0.2)")

    def tags(self):
        text = translate("Multiground", "district,intensity,density,floor area ratio,station,transit,guideline")
        return text.split(",")

    def about(self):
        return translate(
            "Multiground",
            "Whether a district is one of high intensity, to which the guideline applies, clause 1.0.2, by the "
            "draft standard on such districts.\n\nFloor area ratio above and below ground on net land, equivalent "
            "density of stations, and share of land for public services and commerce: a district that reaches all "
            "three baselines is high, one that reaches the first but not both others is quasi, any other is not. What "
            "the data do not tell is named as missing and never taken for 0."
        )

    def initAlgorithm(self, configuration=None):
        kinds = QgsProcessing.SourceType
        label = translate("Multiground", "Districts")
        text = translate("Multiground", "The planned land of each district, roads included.")
        self.add_layer(self.DISTRICTS, label, text, kinds.TypeVectorPolygon)
        self.add_spaces()
        label = translate("Multiground", "Plots")
        text = translate("Multiground", "Plots of land with their use; roads and green among them are told by it.")
        self.add_layer(self.PLOTS, label, text, kinds.TypeVectorPolygon)
        label = translate("Multiground", "Stations")
        text = translate("Multiground", "Stations of metro, tram, bus rapid transit and bus.")
        self.add_layer(self.STATIONS, label, text, kinds.TypeVectorPoint, optional=True)
        self.add_buildings()
        self.add_space_fields()
        self.add_land_use()
        label = translate("Multiground", "Field with the kind of station")
        text = translate("Multiground", "metro, tram, brt or bus, or words for them.")
        self.add_field(self.KIND_FIELD, self.STATIONS, label, text)
        label = translate("Multiground", "Intensity of districts")
        text = translate(
            "Multiground",
            "The districts with both floor area ratios, density of stations, share of public land, and their class."
        )
        self.add_sink(self.OUTPUT, label, text, kinds.TypeVectorPolygon)
        self.add_text(self.CLASS, translate("Multiground", "Class of the district"))

    def measure(self, parameters, context, feedback):
        from ..urbanform import columns
        from ..urbanform.district_intensity import CLAUSE, district_intensity_steps

        geometry = QgsWkbTypes.GeometryType
        source = self.source(parameters, self.DISTRICTS, context, geometry.PolygonGeometry)
        crs, _ = self.measuring_crs(self.DISTRICTS, source, context, feedback)
        read = (context, feedback, crs)
        districts = self.read(parameters, self.DISTRICTS, *read, {}, geometry.PolygonGeometry)
        wanted = {"use": self.USE_FIELD, **dict.fromkeys(self.PARTS)}
        plots = self.read(parameters, self.PLOTS, *read, wanted, geometry.PolygonGeometry)
        stations = None
        if parameters.get(self.STATIONS):
            wanted = {"kind": self.KIND_FIELD, "name": None}
            stations = self.read(parameters, self.STATIONS, *read, wanted, geometry.PointGeometry, required=False).frame
        spaces = self.read_spaces(parameters, context, feedback, crs, share=(10, 60))
        layers = [layer.frame for layer in (spaces.layer, spaces.buildings) if layer is not None]
        if spaces.buildings is None:
            text = translate("Multiground", "BUILDINGS was not given: buildings without a space do not count.")
            feedback.pushWarning(text)
        told = any((columns.numbers(frame, "storeys_below") >= 0).any() for frame in layers)
        below_known = told or bool(spaces.table["below"].any())
        steps = district_intensity_steps(districts.frame, spaces.table, plots.frame, stations, below_known=below_known)
        frame = self.finish(steps, feedback, 60, 90).assign(clause=CLAUSE)
        gap_names = self._gap_names()
        frame["missing"] = [
            ", ".join(gap_names[name] for name in gaps.split(";") if name) or None for gaps in frame["gaps"]
        ]
        frame["finding"] = [self._finding(row) for row in frame.to_dict("records")]
        labels = {
            "class": translate("Multiground", "Class"),
            "missing": translate("Multiground", "Missing data"),
        }
        added = {**FIGURE_FIELDS, **CLASS_FIELDS}
        added = {name: (kind, labels[name]) if name in labels else kind for name, kind in added.items()}
        result = self.graded(parameters, self.DISTRICTS, districts, frame, added, crs, context)
        outputs = self.write(parameters, context, feedback, result._replace(style="district_intensity"))
        return {**outputs, self.CLASS: frame["class"].iloc[0] if len(frame) == 1 else None}

    def _gap_names(self):
        return {
            "plots": translate("Multiground", "plots"),
            "overlaps": translate("Multiground", "plots without overlaps"),
            "use": translate("Multiground", "land use"),
            "spaces": translate("Multiground", "floor areas"),
            "areas": translate("Multiground", "many floor areas"),
            "below": translate("Multiground", "floors below ground"),
            "stations": translate("Multiground", "stations"),
            "kinds": translate("Multiground", "kinds of stations"),
        }

    def _finding(self, row):
        """Return the sentences of a district: its class, the three figures beside their baselines, and doubts."""
        from ..urbanform import clauses
        from ..urbanform.district_intensity import CLAUSE, DIMENSIONS

        base = {name: clauses.bounds(CLAUSE, name, "baseline")[0].lower for name, _ in DIMENSIONS.values()}
        size = clauses.bounds(CLAUSE, "area_km2")[0]
        classes = {
            "high": translate("Multiground", "High-intensity district."),
            "quasi": translate("Multiground", "Quasi high-intensity district."),
            "not": translate("Multiground", "Not a high-intensity district."),
            None: translate("Multiground", "Cannot be told; missing: {}.").format(row["missing"]),
        }
        unknown = translate("Multiground", "unknown")

        def shown(name):
            return unknown if row[name] != row[name] else f"{row[name]:.2f}"

        text = translate(
            "Multiground",
            "Floor area ratio {far} ({above} above and {below} below ground; baseline {far_base:g}), {transit} "
            "stations per km² (baseline {transit_base:g}), {public} % public land (baseline {public_base:g})."
        )
        figures = {"far": "far", "above": "far_above", "below": "far_below"}
        figures.update(transit="transit_density", public="public_land_pct")
        figures = {key: shown(name) for key, name in figures.items()}
        bases = {"far_base": base["far"], "transit_base": base["transit_density"]}
        bases["public_base"] = base["public_land_pct"]
        sentences = [classes[row["class"]], text.format(**figures, **bases)]
        if row["near"]:
            names = {
                "far": translate("Multiground", "floor area ratio"),
                "transit_density": translate("Multiground", "station density"),
                "public_land_pct": translate("Multiground", "share of public land"),
            }
            text = translate(
                "Multiground", "Within {tolerance:g} % of the baseline, which the draft allows to shift: {names}."
            )
            tolerance = clauses.bounds(CLAUSE, "baseline_pct", "tolerance")[0].upper
            sentences.append(text.format(tolerance=tolerance, names=", ".join(names[name] for name in row["near"])))
        if not size.lower <= row["area_km2"] <= size.upper:
            text = translate("Multiground", "{area:.2f} km² is outside the {low:g} to {high:g} km² of such districts.")
            sentences.append(text.format(area=row["area_km2"], low=size.lower, high=size.upper))
        if row["n_unknown_stations"] > 0:
            text = translate("Multiground", "Stations of unknown kind, not counted: {:.0f}.")
            sentences.append(text.format(row["n_unknown_stations"]))
        for name, text in (
            ("unknown_use_pct", translate("Multiground", "Land of unknown use: {:.2f} %.")),
            ("overlap_pct", translate("Multiground", "Land that two plots share: {:.2f} %.")),
            ("off_plot_pct", translate("Multiground", "Floor area above ground that stands on no plot: {:.2f} %.")),
        ):
            if row[name] > 0:
                sentences.append(text.format(row[name]))
        return " ".join(sentences)
