"""multiground:lifecircle, clause 5.2.5."""

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessing,
    QgsWkbTypes,
)

from ..urbanform import clauses, tables
from ..urbanform.pace import CLAUSE
from .base import GRADE_FIELDS
from .base.features import feature_of, fields_with, plain
from .base.texts import language, translate
from .base.walking import NETWORK_PERCENT, POINT, POLYGON, WalkingAlgorithm, counted, floor_areas
from .base.writing import Result

OFFICE_FIELDS = {"n_missing": int, "missing": str, "unknown": str}
CATEGORY_FIELDS = {
    "category": str, "band": float, "served_pct": float, "assessed_pct": float, "median_min": float, "max_min": float,
    "nearest_unserved": float
}


class LifeCircle(WalkingAlgorithm):
    OFFICES, AREA_FIELD, FACILITIES, CATEGORY_FIELD = "OFFICES", "AREA_FIELD", "FACILITIES", "CATEGORY_FIELD"
    CHECKLIST, DATA_EXTENT, SERVED_TARGET = "CHECKLIST", "DATA_EXTENT", "SERVED_TARGET"
    OUTPUT, CATEGORIES = "OUTPUT", "CATEGORIES"
    SERVED_PCT, N_CATEGORIES_MET, GRADE = "SERVED_PCT", "N_CATEGORIES_MET", "GRADE"

    def displayName(self):
        return translate("Multiground", "Life circle: service checklist (5.2.5)")

    def tags(self):
        return translate("Multiground", "life circle,service,facility,walk,checklist,guideline").split(",")

    def about(self):
        return translate(
            "Multiground",
            "Minutes on foot from every office to the nearest facility of each of the 17 categories of clause 5.2.5: "
            "convenience store, café and restaurant within 5 minutes, supermarket, bank, bookshop, clinic, primary "
            "school and community centre within 10, the others within 15.\n\n"
            "A category is excellent when 80 % of the office floor area is served. A category without any facility "
            "in the data is not assessed, unless the extent of the data is given: then there are none. An office "
            "whose 15-minute circle leaves the data is assessed only for what serves it."
        )

    def initAlgorithm(self, configuration=None):
        kinds = QgsProcessing.SourceType
        places = (kinds.TypeVectorPoint, kinds.TypeVectorPolygon)
        label = translate("Multiground", "Offices")
        text = translate("Multiground", "Office spaces, points or polygons; polygons stand for their point on surface.")
        self.add_layer(self.OFFICES, label, text, *places)
        label = translate("Multiground", "Facilities")
        text = translate("Multiground", "Points or polygons of services, also beyond the district.")
        self.add_layer(self.FACILITIES, label, text, *places)
        self.add_network()
        label = translate("Multiground", "Checklist")
        text = translate("Multiground", "Table with the fields category and band (minutes); empty: the guideline's 17.")
        self.add_layer(self.CHECKLIST, label, text, kinds.TypeVector, optional=True)
        label = translate("Multiground", "Extent of the facility data")
        text = translate("Multiground", "Polygon within which the facilities are known; empty: the network's hull.")
        self.add_layer(self.DATA_EXTENT, label, text, kinds.TypeVectorPolygon, optional=True)
        label = translate("Multiground", "Field with the floor area of the office")
        text = translate("Multiground", "Square metres, by which offices weigh; without it each counts the same.")
        self.add_field(self.AREA_FIELD, self.OFFICES, label, text)
        self.add_place_fields(self.OFFICES)
        label = translate("Multiground", "Field with the category of the facility")
        text = translate("Multiground", "Category codes, types of map services in Chinese or English, or OSM tags.")
        self.add_field(self.CATEGORY_FIELD, self.FACILITIES, label, text)
        self.add_network_fields()
        label = translate("Multiground", "Target: office floor area served (%)")
        text = translate("Multiground", "Per cent of office floor area from which a category is excellent.")
        self.add_double(self.SERVED_TARGET, label, text, clauses.bounds(CLAUSE, "served_pct", "category")[0].lower)
        self.add_speed()
        self.add_walking()
        label = translate("Multiground", "Offices with their life circle")
        text = translate(
            "Multiground",
            "The offices with the minutes to the nearest facility of each category, what is missing, and the grade."
        )
        self.add_sink(self.OUTPUT, label, text)
        label = translate("Multiground", "Service categories")
        text = translate(
            "Multiground", "One row a category: share of floor area served, median and largest minutes, grade."
        )
        self.add_sink(self.CATEGORIES, label, text, kinds.TypeVector)
        self.add_number(self.SERVED_PCT, translate("Multiground", "Office floor area served, mean of categories (%)"))
        self.add_number(self.N_CATEGORIES_MET, translate("Multiground", "Number of categories that reach the target"))
        self.add_text(self.GRADE, translate("Multiground", "Grade of all categories"))

    def measure(self, parameters, context, feedback):
        import pandas
        import shapely

        from ..urbanform import facilities, life_circle

        source = self.source(parameters, self.OFFICES, context, POINT, POLYGON)
        walking, distances = self.pace(parameters, context), self.distances(parameters, context)
        target = self.parameterAsDouble(parameters, self.SERVED_TARGET, context)
        bounds = life_circle.category_bounds(target)
        rows = self.table(parameters, self.CHECKLIST, context, "category", "band")
        bands = facilities.bands(rows if rows is None else pandas.DataFrame(rows, columns=["category", "band"]))
        crs, _ = self.measuring_crs(self.OFFICES, source, context, feedback)
        fields = {"area": self.AREA_FIELD, "storey": self.FLOOR_FIELD, "level": self.ORIGIN_LEVEL_FIELD}
        offices = self.places(parameters, self.OFFICES, context, feedback, crs, fields)
        fields = {**dict.fromkeys((*facilities.FIELDS, "level")), "category": self.CATEGORY_FIELD}
        services = self.places(parameters, self.FACILITIES, context, feedback, crs, fields, required=False).frame
        category, unread = facilities.categories(services, tuple(bands))
        self._tell_services(services, category, unread, bands, feedback)
        area = floor_areas(offices.frame, feedback)
        extent = None
        if parameters.get(self.DATA_EXTENT):
            extent = self.read(parameters, self.DATA_EXTENT, context, feedback, crs, {}, POLYGON).frame
            extent = shapely.union_all(extent.geometry.to_numpy())
        ground = self.ground(parameters, context, feedback, crs, walking)
        spots = self.places_of(parameters, self.OFFICES, context, feedback, offices.frame, ground)
        shops = self.places_of(parameters, self.FACILITIES, context, feedback, services, ground)
        searched = ground and (ground.graph, ground.streets)
        steps = life_circle.checklist_steps(spots, shops, category, bands, walking, distances, searched, extent)
        minutes, beyond, left_out = self.finish(steps, feedback, begin=NETWORK_PERCENT)
        for frame, name, lost in zip((offices.frame, services), (self.OFFICES, self.FACILITIES), left_out):
            self.tell_left_out(frame, lost, name, feedback)
        circle = life_circle.graded(minutes, beyond, area, bands, bounds, straight=ground is None)
        labels = self._labels(bands)
        frame = circle.offices.assign(fid=offices.frame["fid"], clause=CLAUSE)
        frame["finding"] = [self._office_finding(row, bands, labels, ground) for row in frame.to_dict("records")]
        text = translate("Multiground", "+{:.0f} categories")
        frame["needed"] = [text.format(number) if number == number else None for number in frame["needed_categories"]]
        text = translate("Multiground", "Minutes to: {}")
        added = {f"min_{name}": (float, text.format(label)) for name, label in labels.items()}
        added.update({**OFFICE_FIELDS, **GRADE_FIELDS})
        result = self.graded(parameters, self.OFFICES, offices, frame, added, crs, context)
        table = self._category_result(circle.categories.assign(clause=CLAUSE), labels, ground)
        outputs = self.write(parameters, context, feedback, result, table)
        served = circle.categories["served_pct"]
        mean = round(float(served.mean()), 2) if served.notna().any() else None
        met = int((served >= target).sum())
        return {**outputs, self.SERVED_PCT: mean, self.N_CATEGORIES_MET: met, self.GRADE: circle.grade}

    def _tell_services(self, services, category, unread, bands, feedback):
        if len(unread):
            text = translate("Multiground", "{} facilities of no known category: {}")
            feedback.pushInfo(text.format(len(unread), counted(services["category"].to_numpy()[unread])))
        found = set(category)
        without = [label for name, label in self._labels(bands).items() if name not in found]
        if without:
            feedback.pushWarning(translate("Multiground", "No facility in the data: {}").format(", ".join(without)))

    def _labels(self, bands):
        """Return category → label in the user's language."""
        known = {row["category"]: row[f"label_{language()}"] for row in tables.rows("facilities")}
        return {name: known.get(name, name) for name in bands}

    def _office_finding(self, row, bands, labels, ground):
        lacking, unknown = (list(filter(None, row[name].split(", "))) for name in ("missing", "unknown"))
        assessed = len(bands) - len(unknown)
        text = translate("Multiground", "{} of {} categories within their minutes.")
        sentences = [text.format(assessed - len(lacking), assessed)]
        if lacking:
            far = translate("Multiground", "{label} {minutes:.2f} min ({band:g})")
            none = translate("Multiground", "{label}: none reachable")
            parts = []
            for name in lacking:
                text = far if row[f"min_{name}"] == row[f"min_{name}"] else none
                parts.append(text.format(label=labels[name], minutes=row[f"min_{name}"], band=bands[name]))
            sentences.append(translate("Multiground", "Too far: {}.").format(", ".join(parts)))
        if unknown:
            text = translate("Multiground", "Not assessed: {}.")
            sentences.append(text.format(", ".join(labels[name] for name in unknown)))
        return " ".join(sentences + self._estimated(ground))

    def _estimated(self, ground):
        return [] if ground else [translate("Multiground", "Estimated: straight lines at 0.7 of the speed.")]

    def _category_result(self, frame, labels, ground):
        """Return the table of categories as a result."""
        text = translate(
            "Multiground",
            "{label} within {band:g} minutes: {share:.2f} % of the office floor area that can be assessed, which is "
            "{known:.2f} % of all."
        )
        none = translate("Multiground", "{label}: not enough is known of the offices or of the facilities.")
        frame["finding"] = [
            " ".join([(text if row.state == clauses.GRADED else none).format(
                share=row.served_pct, known=row.assessed_pct, label=labels[row.category], band=row.band
            ), *self._estimated(ground)])
            for row in frame.itertuples()
        ]
        frame["needed"] = [f"{area:+.2f} m²" if area == area else None for area in frame["needed_area"]]
        added = {**CATEGORY_FIELDS, **GRADE_FIELDS}
        rows = zip(*(plain(frame[name]) for name in added))
        features = (feature_of(None, list(row), None) for row in rows)
        nowhere = QgsCoordinateReferenceSystem()
        return Result(self.CATEGORIES, fields_with([], added), QgsWkbTypes.Type.NoGeometry, nowhere, features, "table")
