"""The fixed texts of reports in the user's language."""

from ...urbanform import charts, clauses
from .texts import translate


def grade_names():
    return {
        clauses.GRADES[0]: translate("Multiground", "excellent"),
        clauses.GRADES[1]: translate("Multiground", "good"),
        clauses.GRADES[2]: translate("Multiground", "fair"),
        clauses.GRADES[3]: translate("Multiground", "violation"),
        clauses.UNASSESSED: translate("Multiground", "not assessed"),
    }


def heads():
    return {
        "subtitle": translate(
            "Multiground", "Assessment by the guideline for the spatial form of high-intensity districts"
        ),
        "rules": translate("Multiground", "Rules"),
        "map": translate("Multiground", "Map"),
        "all_clauses": translate("Multiground", "All clauses"),
        "clause": translate("Multiground", "Clause"),
        "title": translate("Multiground", "Title"),
        "grade": translate("Multiground", "Grade"),
        "figure": translate("Multiground", "Figure"),
        "target": translate("Multiground", "Target"),
        "stability": translate("Multiground", "Would change"),
        "stability_note": translate(
            "Multiground",
            "Would change: the grade that the clause would have if the bounds, the walking speed, the snapping "
            "distance or the boundary tolerance were a little lower or higher; empty where none of them changes it."
        ),
        "known_only": translate(
            "Multiground",
            "A figure in brackets is that of what is known; too little is known for a grade."
        ),
        "of_known": translate("Multiground", "of what is known"),
        "some_assumed": translate("Multiground", "in part assumed, see the findings"),
        "needed": translate("Multiground", "Needed for the next grade"),
        "finding": translate("Multiground", "Finding"),
        "unassessed": translate("Multiground", "Not assessed"),
        "date": translate("Multiground", "Assessed on"),
        "or_worse": translate("Multiground", "This grade or worse"),
        "distribution": translate("Multiground", "From the features to the clause"),
        "none_in_data": translate("Multiground", "none"),
        "read_for": translate("Multiground", "Read for clauses"),
        "working": translate("Multiground", "How it is worked out"),
        "worst": translate("Multiground", "Where to look first"),
        "actions": translate("Multiground", "Actions"),
        "place": translate("Multiground", "Place"),
        "measure": translate("Multiground", "Change needed"),
        "stage": translate("Multiground", "Stage"),
        "party": translate("Multiground", "Responsible"),
        "horizon": translate("Multiground", "By when"),
        "no_actions": translate("Multiground", "Nothing falls short of its best grade."),
        "readings": translate("Multiground", "Readings and assumptions"),
        "completeness": translate("Multiground", "What the data hold"),
        "layer": translate("Multiground", "Layer"),
        "features": translate("Multiground", "Features"),
        "warnings": translate("Multiground", "What was skipped or assumed"),
        "run": translate("Multiground", "Versions"),
        "replay": translate("Multiground", "The same assessment again, on the command line:"),
    }


def readings(outcomes):
    """Return the readings that decide grades, of the measures that ran."""
    texts = {
        "roadnetworkdensity": translate(
            "Multiground",
            "4.1.3-1: a road along the district's outline counts half; a street drawn as two carriageways counts once."
        ),
        "plotsize": translate(
            "Multiground",
            "4.2.2: the smallest side is the smallest distance between two parallels that hold the plot; a use with "
            "at least 90 % of the land is the plot's single use."
        ),
        "streetwall": translate(
            "Multiground",
            "4.1.3-2: the text gives no number; 70 % and 60 % of a plot's frontage and 50 % of a street's side are "
            "decisions of this project."
        ),
        "buildingstoreys": translate(
            "Multiground", "4.1.4: each building is graded by its storeys above ground; means stand beside."
        ),
        "verticalmix": translate(
            "Multiground",
            "5.2.2 and 5.2.3 ask about complexes: buildings with at least two of the seven functions, auxiliary "
            "services not counted, each at least 5 % of the floor area."
        ),
        "lifecircle": translate(
            "Multiground",
            "5.2.5: minutes on the walking network at 5 km/h, with lifts and stairs; a category is met when 80 % of "
            "the office floor area is served within its band."
        ),
        "publicproperty": translate(
            "Multiground",
            "5.3.3: public property is public service and auxiliary floor area, underground included; by ownership "
            "and without parking stand beside."
        ),
        "mper": translate(
            "Multiground",
            "6.2: the ground joins no systems and is not in A_MGS (strict reading); an isolated surface stays in "
            "A_MGS. A better MPER need not mean a better district: compare N, ΣF and the ratio as well."
        ),
    }
    return [text for name, text in texts.items() if name in outcomes and outcomes[name].tables]


def kind_names():
    """Return the names of the kinds of near-ground surfaces."""
    return {
        "skyway": translate("Multiground", "skyway"),
        "rooftop": translate("Multiground", "rooftop"),
        "underground": translate("Multiground", "underground"),
        "other": translate("Multiground", "other near-ground surface"),
    }


def state_name(state, grade, grades):
    """Return what stands beside a clause: its grade, or why it has none."""
    if state == clauses.MEASURED:
        return translate("Multiground", "measured, no bound")
    if state == clauses.NOT_APPLICABLE:
        return translate("Multiground", "not applicable")
    return grades[grade]


def grade_key(grades):
    """Return the legend of the grades' chips: grade, sign and name."""
    return [(grade, charts.SIGNS[grade], name) for grade, name in grades.items()]


def figure_text(value, sign=""):
    """Return a figure with as many decimals as tell it: none where it is whole or large; sign : "+" shows it always."""
    if value is None or value != value:
        return ""
    sign = sign if value else ""
    return f"{value:{sign},.{0 if float(value).is_integer() or abs(value) >= 1000 else 3}f}"


def number_text(value, decimals, unit=""):
    if value is None or value != value:
        return ""
    return f"{value:,.{int(decimals)}f} {unit}".strip()
