"""What a clause rests on besides what the data state: features that could not be used, and values that are assumed."""

from ...urbanform import create_package
from .texts import label, language, translate


def origins(outcome, withheld=False):
    """Return sentences on what a measure could not use of its layers and on what is assumed in them.

    outcome : `urbanform.assess.Outcome`; withheld : whether there is no grade because of what could not be used.
    """
    titles = {name: layer.titles[language()] for name, layer in create_package.layers().items()}
    texts = [_left_out(titles, outcome.skipped, withheld)] if outcome.skipped else []
    remarks = {part for own, _ in outcome.assumed.values() for told in own for part in told}
    outlines = {remark: text for remark, text in _outlines().items() if remark in remarks}
    lists = [_assumed(titles[name], *own, set(outlines)) for name, own in outcome.assumed.items()]
    if any(lists):
        text = translate("Multiground", "Assumed, not stated by the data: {}.")
        texts.append(text.format("; ".join(filter(None, lists))))
    return " ".join([*texts, *outlines.values()])


def _left_out(titles, skipped, withheld):
    """Return how many features of which layers could not be used, and what that does to the grade."""
    counted = translate("Multiground", "{layer} {n} of {all}")
    lost = (counted.format(layer=titles[name], n=n, all=count) for name, (n, count) in skipped.items())
    text = translate("Multiground", "Left out, without a usable geometry: {}; they might change the result.")
    if withheld:
        text = translate("Multiground", "Left out, without a usable geometry: {}; too many for a grade.")
    return text.format(", ".join(lost))


def _assumed(title, own, count, told_apart):
    """Return of how many features of a layer which fields are assumed; nothing of what is told apart."""
    fields, number = set(), 0
    for told, n in own.items():
        rest = [part for part in told if part not in told_apart]
        fields.update(field for part in rest for field in part.split(":")[0].split())
        number += n if rest else 0
    words = {"outline": translate("Multiground", "outline"), "line": translate("Multiground", "line")}
    text = translate("Multiground", "{layer} {n} of {all} ({fields})")
    names = ", ".join(words.get(field) or label(field).partition(" (")[0] for field in sorted(fields))  # without a unit
    return text.format(layer=title, n=number, all=count, fields=names) if number else ""


def _outlines():
    """Return a sentence for each outline that is not what its layer should hold."""
    return {
        "outline: mapped land use": translate(
            "Multiground", "The plots are land use mapped in OpenStreetMap, which is no cadastre."
        ),
        "outline: hull of buildings and ways": translate(
            "Multiground", "The district's outline is the hull of the data, no planned boundary."
        ),
        "outline: extent of the import": translate(
            "Multiground", "The district's outline is the extent of the import, no planned boundary."
        ),
    }
