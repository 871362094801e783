"""Sentences on how the functions of a building are stacked (clauses 5.2.2, 5.2.3)."""

from ...urbanform import clauses, tables
from .reading import BATCH, stop_if_canceled
from .texts import language, translate

ORDER, BELOW, LOW, HIGH = "5.2.2", "5.2.3-1", "5.2.3-2", "5.2.3-3"
UNITS = {ORDER: "count", BELOW: "%", LOW: "count", HIGH: "%"}


def inversions(mix, feedback):
    """Return the list of each building's inversions as a text, None where it has none."""
    from ...urbanform.stacked_diagram import storey_label

    names = {row["function"]: row[f"name_{language()}"] for row in tables.rows("functions")}
    pair = translate("Multiground", "{function} {storey} below {upper_function} {upper_storey}")
    thirds = translate("Multiground", "public functions {lower:.2f} % of the lower third, {upper:.2f} % of the upper")
    listed = [[] for _ in range(len(mix.buildings))]
    for row in _heard(mix.inversions, feedback):
        words = {"function": names[row.function], "upper_function": names[row.upper_function]}
        storeys = {"storey": storey_label(row.storey), "upper_storey": storey_label(row.upper_storey)}
        listed[row.building].append(pair.format(**words, **storeys))
    for texts, row in zip(listed, _heard(mix.buildings, feedback)):
        if row.complex == 1 and row.upper_public_pct > row.lower_public_pct:
            texts.append(thirds.format(lower=row.lower_public_pct, upper=row.upper_public_pct))
    return [", ".join(texts) or None for texts in listed]


def findings(mix, listed, feedback):
    """Return the sentence of each check; listed : of `inversions`."""
    texts, buildings, limits = _sentences(), list(_heard(mix.buildings, feedback)), _limits()
    result = []
    for check in _heard(mix.checks, feedback):
        building = buildings[check.building]
        kind = _kind(check, building)
        about = building if kind == "unsure" else check
        figures = {"figure": check.figure, "share": check.share_pct, "low": building.low_public_pct}
        storeys = {"lacking": check.lacking, "unknown": check.unknown, "list": listed[check.building]}
        known = {"listed": about.listed, "existing": about.existing, "placed": building.placed_pct}
        share = building.classified_pct if kind == "unsure" else check.known_pct
        known["known"] = share if share == share else 0  # of nothing, nothing
        told = [texts[kind]]
        if check.clause == LOW and check.state == clauses.GRADED and building.low_public_pct >= 0:
            told.append(texts["low_share"])
        result.append(" ".join(told).format(n=building.n_functions, **figures, **storeys, **known, **limits))
    return result


def _limits():
    """Return the numbers of the clauses that stand in sentences."""
    low, high = (clauses.bounds(clause, "storey", "band")[0] for clause in (LOW, HIGH))
    least = clauses.bounds(ORDER, "function_share_pct", "complex")[0].lower
    return {"least": least, "first": low.lower, "last": low.upper, "high": high.lower}


def _kind(check, building):
    """Return which sentence a check gets."""
    if building.of_one_use:
        return "one_use"
    if building.complex == 0:
        return "single"
    if check.state == clauses.NOT_APPLICABLE:
        return "none"
    if check.state == clauses.MISSING:
        if not building.area_m2 > 0:
            return "floorless"
        if building.complex == 1 and check.clause == LOW and check.unknown:
            return "low_unknown"
        if building.lost:
            return "lost"
        if building.complex != 1:
            return "unsure"
        return "unknown" if check.existing > 0 else "unplaced"
    if check.clause in (ORDER, LOW) and check.grade != clauses.GRADES[0]:
        return check.clause + "-"
    return check.clause


def _sentences():
    return {
        "one_use": translate(
            "Multiground", "Not a complex: no floor of it is listed, and its own function is one use."
        ),
        "single": translate(
            "Multiground",
            "Not a complex: {n:.0f} functions have {least:g} % or more of its classified floor area each."
        ),
        "none": translate("Multiground", "The building has no such storeys."),
        "floorless": translate("Multiground", "No floor area of the building is known."),
        "unsure": translate(
            "Multiground",
            "Not known whether it is a complex: of {listed:.0f} of {existing:.0f} storeys the floor area is known, and "
            "{known:.2f} % of that of the building is classified."
        ),
        "lost": translate("Multiground", "Too little is known: of a floor neither storey nor area is known."),
        "low_unknown": translate("Multiground", "What is on {unknown} is not known."),
        "unknown": translate(
            "Multiground",
            "Too little is known: of {listed:.0f} of {existing:.0f} such storeys the floor area is known, and "
            "{known:.2f} % of what is there, or may be, is classified."
        ),
        "unplaced": translate("Multiground", "Too little is known: {placed:.2f} % of the floor area has a storey."),
        ORDER: translate("Multiground", "No inversion above ground."),
        ORDER + "-": translate("Multiground", "{figure:.0f} inversions: {list}."),
        BELOW: translate(
            "Multiground",
            "Below ground {figure:.2f} % of the floor area is housing or offices, {share:.2f} % auxiliary or "
            "commercial."
        ),
        LOW: translate("Multiground", "Storeys {first:g}–{last:g} each hold commerce, culture or public services."),
        LOW + "-": translate("Multiground", "{lacking}: neither commerce nor culture nor public services."),
        "low_share": translate("Multiground", "These are {low:.2f} % of the floor area of storeys {first:g}–{last:g}."),
        HIGH: translate(
            "Multiground", "From storey {high:g} up {figure:.2f} % of the floor area is offices, hotel or housing."
        ),
    }


def needed(mix, feedback):
    """Return what each check lacks to be excellent, None where nothing or where that is not known."""
    texts = {
        ORDER: translate("Multiground", "{amount:+.0f} inversions"),
        BELOW: translate("Multiground", "{amount:+.2f} m² of housing and offices below ground"),
        LOW: translate("Multiground", "commerce, culture or public services on {lacking}"),
        HIGH: translate(
            "Multiground", "{amount:+.2f} m² of other floor area from storey {high:g} up to offices, hotel or housing"
        ),
    }
    limits = _limits()
    return [
        texts[check.clause].format(amount=check.amount, lacking=check.lacking, **limits)
        if check.grade not in (clauses.GRADES[0], clauses.UNASSESSED)
        else None
        for check in _heard(mix.checks, feedback)
    ]


def summary(mix, feedback):
    """Return the sentence of each building, and what its worst rules of clause 5.2.3 need."""
    told = [[] for _ in range(len(mix.buildings))]
    wanted = [[] for _ in told]
    buildings = list(_heard(mix.buildings, feedback))
    for check in _heard(mix.checks, feedback):
        building = buildings[check.building]
        if check.clause != ORDER and (check.state != clauses.NOT_APPLICABLE or building.complex == 0):
            told[check.building] += [] if check.finding in told[check.building] else [check.finding]
        if check.clause != ORDER and check.grade == building.grade and isinstance(check.needed, str):
            wanted[check.building].append(check.needed)
    return [" ".join(texts) for texts in told], ["; ".join(texts) or None for texts in wanted]


def _heard(frame, feedback):
    """Yield the rows of a frame, stopping where the user cancels."""
    for number, row in enumerate(frame.itertuples()):
        if number % BATCH == 0:
            stop_if_canceled(feedback)
        yield row
