"""What is said of plots, of what crosses them, and of blocks."""

from qgis.core import QgsCoordinateTransform, QgsFields, QgsWkbTypes

from ...urbanform import attributes, clauses
from .features import feature_of, fields_with, plain
from .texts import translate
from .writing import Result


def names_of(frame, field):
    """Return what the features of a frame are called: the text of a field, or the feature id."""
    ids = frame["fid"].tolist()
    values = frame[field].tolist() if field in frame else [None] * len(ids)
    return [_whole(value) or str(fid) for value, fid in zip(values, ids)]


def _whole(value):
    return attributes.text(int(value) if isinstance(value, float) and value.is_integer() else value)


class LayoutTexts:
    """The sentences of plot layout."""

    def conflict_finding(self, row, limits):
        """Return the sentence of one conflict; limits : measure → the bound that no conflict exceeds."""
        figures = {"size": row.size_m, "plot": row.plot, "other": row.other, "area": row.area_m2}
        if row.kind in ("road", "water"):
            text = {
                "road": translate(
                    "Multiground",
                    "{size:.2f} m of counted road ({other}) run through plot {plot}; from {least:g} m on it is a "
                    "conflict."
                ),
                "water": translate(
                    "Multiground",
                    "Water ({other}) lies across plot {plot}: {size:.2f} m of its line or banks run through it; from "
                    "{least:g} m it is a conflict."
                ),
            }[row.kind]
            return text.format(**figures, least=limits["crossing_m"])
        if row.kind == "overlap":
            text = translate(
                "Multiground",
                "Plots {plot} and {other} overlap by {size:.2f} m, over {area:,.2f} m²; up to {most:g} m is tolerated."
            )
            return text.format(**figures, most=limits["overlap_m"])
        street = limits["street_width_m"]
        if row.kind == "sliver":
            text = translate(
                "Multiground",
                "Plot {plot} is {size:.2f} m wide, or a part of it, less than the {street:g} m of a street."
            )
            return text.format(**figures, street=street)
        text = translate(
            "Multiground",
            "A gap of {size:.2f} m, {area:,.2f} m², lies between plots {plot} and {other}: more than the {most:g} m "
            "tolerated, less than the {street:g} m of a street."
        )
        return text.format(**figures, most=limits["gap_or_sliver_m"], street=street)

    def plot_finding(self, row, roads_known, water_known):
        """Return what was found in a plot, and what it was checked against."""
        found = []
        if row.crossing_m >= 0.01:
            found.append(translate("Multiground", "Crossed over {:.2f} m.").format(row.crossing_m))
        if row.overlap_m >= 0.01:
            found.append(translate("Multiground", "Overlaps another plot by {:.2f} m.").format(row.overlap_m))
        if row.gap_or_sliver_m >= 0.01:
            text = translate("Multiground", "A gap or sliver {:.2f} m wide.")
            found.append(text.format(row.gap_or_sliver_m))
        if not found:
            found.append(translate("Multiground", "No conflict found."))
        if row.public_land:
            found.append(translate("Multiground", "Land of roads or water by its use: only overlaps count."))
        if row.unknown_road:
            found.append(
                translate("Multiground", "A road of unknown class runs through it: whether it counts is open.")
            )
        if row.in_water:
            found.append(translate("Multiground", "It lies wholly in water: whether it is a plot of water is open."))
        return " ".join([*found, self._checked(roads_known, water_known)])

    def _checked(self, roads_known, water_known):
        if roads_known and water_known:
            return translate("Multiground", "Checked against roads, water and other plots.")
        if roads_known:
            return translate("Multiground", "Checked against roads and other plots; water was not given.")
        if water_known:
            return translate("Multiground", "Checked against water and other plots; roads were not given.")
        return translate("Multiground", "Checked against other plots only; neither roads nor water were given.")

    def block_finding(self, row):
        """Return a block's figures in a sentence, each beside the planned value where there is one."""
        if row.side_m != row.side_m:
            text = translate("Multiground", "A block of {gross:,.2f} m² without a plot; street density {density}.")
            return text.format(gross=row.gross_m2, density=self._beside(row.density, row.planned_density, " km/km²"))
        far = self._beside(row.far, row.planned_far)
        if row.far_known_pct < 100:
            far += " " + translate("Multiground", "(known for {:.2f} % of the plots' area)").format(row.far_known_pct)
        text = translate(
            "Multiground",
            "A block of {gross:,.2f} m² with {net:,.2f} m² of plots, side {side:.2f} m; floor area ratio {far}; "
            "street density {density}."
        )
        density = self._beside(row.density, row.planned_density, " km/km²")
        sentences = [text.format(gross=row.gross_m2, net=row.net_m2, side=row.side_m, far=far, density=density)]
        if row.district_density == row.district_density:
            text = translate("Multiground", "The district's street density is {:.2f} km/km².")
            sentences.append(text.format(row.district_density))
        return " ".join(sentences)

    def _beside(self, value, planned, unit=""):
        found = translate("Multiground", "unknown") if value != value else f"{value:.2f}{unit}"
        if planned != planned:
            return found
        return translate("Multiground", "{found} (planned {planned:g})").format(found=found, planned=planned)


def needed_of_plot(row):
    """Return what each measure of a plot needs for a better grade."""
    measures = ("crossing_m", "overlap_m", "gap_or_sliver_m")
    needed = [getattr(row, f"needed_{measure}") for measure in measures]
    names = (
        translate("Multiground", "crossing"),
        translate("Multiground", "overlap"),
        translate("Multiground", "gap or sliver"),
    )
    found = [f"{change:+.2f} m ({name})" for change, name in zip(needed, names) if change == change]
    return None if row.state != clauses.GRADED else ", ".join(found) or None


def made(name, frame, added, crs, target, context, style):
    """Return a frame in metres as a layer of its own."""
    back = QgsCoordinateTransform(crs, target, context.transformContext())
    values = zip(frame.geometry, zip(*(plain(frame[column]) for column in added)))
    rows = (feature_of(shape.wkb, list(attributes), back) for shape, attributes in values)
    return Result(name, fields_with(QgsFields(), added), QgsWkbTypes.Type.MultiPolygon, target, rows, style)
