"""What a clause without a grade lacks, as the assessment itself knows it."""

from ..urbanform import clauses, tables
from .texts import layer_names, translate

_MOST = 4  # reasons told; the list below holds all


def lacking(result, clause):
    """Return in lines what would give a clause a grade: data that are not there, or a person's judgement.

    A clause that others spell out tells what they lack.
    """
    members = [result.clause(number) for number in clauses.SUMMARIES.get(clause["clause"], ())]
    members = [row for row in members if row is not None and row["shown"] == clauses.UNASSESSED]
    if members:
        told = {}
        for row in members:
            for line in lacking(result, row):
                told.setdefault(line, []).append(row["clause"])
        return [f"{', '.join(numbers)}: {line}" for line, numbers in told.items()]
    data = next((row for row in tables.rows("package_clauses") if row["clause"] == clause["clause"]), None)
    if clause["manual"]:
        return [translate("Multiground", "read the wording below and judge it; no layer would decide it")]
    if clause["measure"] is None or data is None:
        return [translate("Multiground", "check it by hand by the wording below; no tool measures it yet")]
    needs = data["needs"].split(";")
    held = {name for name, count in result.of("layer").items() if count not in ("", "0", None)}
    missing = [need for need in needs if "." not in need and not held & set(_either(need))]
    if missing:
        return [translate("Multiground", "add features to {}").format(_told(need, needs)) for need in missing]
    found = (result.unknown(table, clause["clause"]) for table in result.tables_of(clause))
    reasons = next(filter(None, found), [])
    lines = [f"{count} × {why}" for why, count in reasons[:_MOST] if why]
    if len(reasons) > _MOST:
        lines.append(translate("Multiground", "and {} more reasons").format(len(reasons) - _MOST))
    there = "; ".join(_told(need, needs) for need in needs if "." not in need)
    return lines + [translate("Multiground", "it reads {}").format(there)]


def _either(need):
    """Return the layers of which any will do."""
    return need.replace("spaces", "floors|buildings").split("|")


def _told(need, needs):
    """Return a layer with its name in the package and the fields that are read: `Floors (floors: storey)`."""
    names, told = layer_names(), []
    for layer in _either(need):
        own = [each.split("|") for each in needs if "." in each]
        prefixes = (f"{layer}.", "spaces.") if need == "spaces" else (f"{layer}.",)
        fields = [part.partition(".")[2] for parts in own for part in parts if part.startswith(prefixes)]
        fields = ", ".join(dict.fromkeys(field.partition("=")[0] for field in fields))
        told.append(f"{names.get(layer, layer)} ({f'{layer}: {fields}' if fields else layer})")
    word = translate("Multiground", "or")
    return f" {word} ".join(told)
