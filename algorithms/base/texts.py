"""The user's language."""

from ...language import language, translate
from ...urbanform import tables

__all__ = ["label", "language", "translate"]


def label(name):
    """Return the label of a field in the user's language."""
    return next(row[f"label_{language()}"] for row in tables.rows("fields") if row["field"] == name)
