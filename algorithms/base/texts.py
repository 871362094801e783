"""The user's language."""

from qgis.PyQt.QtCore import QCoreApplication, QLocale, QSettings

from ...urbanform import tables

# The one context of all texts: with self.tr pylupdate5 would file them under each class's name.
translate = QCoreApplication.translate


def language():
    """Return the language of the user's QGIS as the column suffix of the data tables: en or zh."""
    settings = QSettings()
    chosen = settings.value("locale/overrideFlag", False, type=bool) and settings.value("locale/userLocale", "")
    return "zh" if str(chosen or QLocale().name()).lower().startswith("zh") else "en"


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
