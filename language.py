"""The user's language, in one place for the tools and the panels."""

from qgis.PyQt.QtCore import QCoreApplication, QLocale, QSettings

# The one context of all texts: with self.tr pylupdate5 would file them under each class's name.
translate = QCoreApplication.translate


def language():
    """Return the language of the user's QGIS as the column suffix of the data tables: en or zh.

    QGIS calls Chinese zh-Hans, zh_CN or zh_TW, by its own list or by the computer's; all of them read zh.
    """
    settings = QSettings()
    chosen = settings.value("locale/overrideFlag", False, type=bool) and settings.value("locale/userLocale", "")
    return "zh" if str(chosen or QLocale().name()).lower().startswith("zh") else "en"
