"""The user's language."""

from ...language import language, translate
from ...urbanform import tables

__all__ = ["label", "language", "translate"]


def label(name):
    """Return the label of a field in the user's language."""
    return next(row[f"label_{language()}"] for row in tables.rows("fields") if row["field"] == name)


def sentence(error):
    """Return what an `InputError` says in the user's language."""
    text = translate("Multiground", "{parameter}: found {value}; permitted: {permitted}. {remedy}")
    return text.format(
        parameter=error.parameter,
        value=translate("Multiground", str(error.value)),
        permitted=translate("Multiground", error.permitted),
        remedy=translate("Multiground", error.remedy),
    )
