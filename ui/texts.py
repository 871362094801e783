"""The words for grades, kinds and tables that all panels share."""

from ..language import language, translate
from ..urbanform import charts, clauses, tables

# A clause that is measured without a bound, or that does not apply, is no grade but has its sign as well.
SIGNS = {**charts.SIGNS, clauses.MEASURED: "≈", clauses.NOT_APPLICABLE: "∅"}
COLOURS = {**charts.COLOURS, clauses.MEASURED: "#9ecae1", clauses.NOT_APPLICABLE: "#e0e0e0"}
RANKS = {"violation": 0, "fair": 1, "good": 2, "excellent": 3, "unassessed": 4, "measured": 5, "not_applicable": 6}

# Lists of values whose codes stand in results; others hold words like yes and no, which mean something else elsewhere.
_OF_RESULTS = ("district", "stage", "road", "owner", "surface", "enclosure", "vertical", "open_space")


def grade_names():
    return {
        "excellent": translate("Multiground", "excellent"),
        "good": translate("Multiground", "good"),
        "fair": translate("Multiground", "fair"),
        "violation": translate("Multiground", "violation"),
        "unassessed": translate("Multiground", "not assessed"),
        "measured": translate("Multiground", "measured"),
        "not_applicable": translate("Multiground", "not applicable"),
    }


def standing(grade, state):
    """Return what a clause or feature is shown as: its grade, or its state where it has none.

    >>> standing("good", "graded"), standing(None, "measured"), standing("unassessed", "not_applicable")
    ('good', 'measured', 'not_applicable')
    """
    if state in (clauses.MEASURED, clauses.NOT_APPLICABLE):
        return state
    return grade if grade in RANKS else clauses.UNASSESSED


def field_labels():
    """Return the label of each known field in the user's language."""
    minutes = translate("Multiground", "{} (min on foot)")
    ways = {f"min_{row['category']}": minutes.format(row[f"label_{language()}"]) for row in tables.rows("facilities")}
    return {**ways, **{row["field"]: row[f"label_{language()}"] for row in tables.rows("fields")}}


def layer_names():
    """Return the names of a package's layers in the user's language."""
    return {row["layer"]: row[f"title_{language()}"] for row in tables.rows("package") if not row["field"]}


def value_names():
    """Return the words for what stands as a code in the fields of a result."""
    suffix = language()
    coded = {row["code"]: row[f"label_{suffix}"] for row in tables.rows("value_lists") if row["list"] in _OF_RESULTS}
    facilities = {row["category"]: row[f"label_{suffix}"] for row in tables.rows("facilities")}
    functions = {row["function"]: row[f"name_{suffix}"] for row in tables.rows("functions")}
    return {
        **coded,
        **facilities,
        **functions,
        **kind_names(),
        "below": translate("Multiground", "below the range"),
        "within": translate("Multiground", "within the range"),
        "above": translate("Multiground", "above the range"),
        "target": translate("Multiground", "reaches the target"),
        "na": translate("Multiground", "not applicable"),
        "mixed": translate("Multiground", "mixed"),
        "estimated": translate("Multiground", "estimated"),
        "setback": translate("Multiground", "from the control line drawn"),
        "field": translate("Multiground", "given in the data"),
        "count": translate("Multiground", "number"),
        "better": translate("Multiground", "better"),
        "worse": translate("Multiground", "worse"),
    }


def chapter_names():
    return {
        "4": translate("Multiground", "4 Plots and streets"),
        "5": translate("Multiground", "5 Functions and life circles"),
        "6": translate("Multiground", "6 Multi-ground system"),
        "7": translate("Multiground", "7 Landscape"),
    }


def table_names():
    """Return what the tables of a result are called in the layer tree and in lists."""
    return {
        "plot_layout": translate("Multiground", "Plot layout"),
        "plot_conflicts": translate("Multiground", "Conflicts of plots"),
        "blocks": translate("Multiground", "Blocks"),
        "road_network_density": translate("Multiground", "Road network density"),
        "counted_roads": translate("Multiground", "Counted roads"),
        "street_wall": translate("Multiground", "Street wall"),
        "building_storeys": translate("Multiground", "Storeys of buildings"),
        "plot_size": translate("Multiground", "Plot sizes"),
        "function_mix": translate("Multiground", "Function mix of the district"),
        "function_mix_of_plots": translate("Multiground", "Function mix of plots"),
        "vertical_mix": translate("Multiground", "Vertical mix"),
        "vertical_checks": translate("Multiground", "Checks of complexes"),
        "vitality_units": translate("Multiground", "Vitality units"),
        "life_circle": translate("Multiground", "Services near the offices"),
        "service_categories": translate("Multiground", "Service categories"),
        "public_property": translate("Multiground", "Public property of the district"),
        "configuration": translate("Multiground", "Public facilities asked for"),
        "public_property_of_plots": translate("Multiground", "Public property of plots"),
        "mper": translate("Multiground", "Connection efficiency (MPER)"),
        "multi_ground_systems": translate("Multiground", "Multi-ground systems"),
        "near_ground_surfaces": translate("Multiground", "Near-ground surfaces by system"),
        "vertical_components": translate("Multiground", "Vertical components"),
        "connected_floors": translate("Multiground", "Connected floors"),
        "mper_advice": translate("Multiground", "What would help"),
        "mper_needed": translate("Multiground", "What each grade needs"),
        "landing_sites": translate("Multiground", "Landing sites"),
        "window_views": translate("Multiground", "Window views"),
        "window_views_of_buildings": translate("Multiground", "Window views of buildings"),
        "landscape": translate("Multiground", "Landscape of the district"),
        "view_gaps": translate("Multiground", "Gaps between façades"),
        "view_corridors": translate("Multiground", "Lines of sight to landmarks"),
        "green_view": translate("Multiground", "Greenery of open spaces"),
        "district_intensity": translate("Multiground", "Intensity of the district"),
    }


def unit_names():
    """Return the units of clauses in the user's language, by the English ones."""
    return {row["unit_en"]: row[f"unit_{language()}"] for row in tables.rows("measures")}


def kind_names():
    """Return the names of kinds of surfaces and vertical components."""
    return {
        "skyway": translate("Multiground", "skyway"),
        "rooftop": translate("Multiground", "rooftop"),
        "underground": translate("Multiground", "underground"),
        "other": translate("Multiground", "other"),
        "stairs": translate("Multiground", "stairs"),
        "escalator": translate("Multiground", "escalator"),
        "ramp": translate("Multiground", "ramp"),
        "elevator": translate("Multiground", "lift"),
        "enclosed_stairs": translate("Multiground", "enclosed stairs"),
    }


def number(value, decimals=2, unit=""):
    """Return a figure to read.

    >>> number(43641.467, 0, "m²"), number(None), number(9.5), number(38.0), number(True)
    ('43,641 m²', '', '9.50', '38', '✓')
    """
    if value is None or value != value:
        return ""
    if isinstance(value, bool):
        return "✓" if value else "✗"
    if isinstance(value, str):
        return value
    decimals = 0 if value == int(value) else decimals
    return f"{value:,.{decimals}f} {unit}".strip()
