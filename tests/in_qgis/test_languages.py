"""The plugin in the languages that QGIS may be set to."""

import pytest
from multiground.language import language, translate
from multiground.plugin import MultigroundPlugin
from qgis.PyQt.QtCore import QLocale, QSettings


@pytest.fixture
def chosen(qgis_app):
    """Set the language of QGIS as its options do, or leave it to the computer (None)."""
    settings, kept = QSettings(), QLocale()

    def set_to(own, computers="en_GB"):
        settings.setValue("locale/overrideFlag", own is not None)
        settings.setValue("locale/userLocale", own or "")
        QLocale.setDefault(QLocale(computers))

    yield set_to
    settings.remove("locale/overrideFlag")
    settings.remove("locale/userLocale")
    QLocale.setDefault(kept)


@pytest.mark.parametrize(
    "own, computers, wanted, word",
    [
        ("zh-Hans", "en_GB", "zh", "优秀"),
        ("zh_CN", "en_GB", "zh", "优秀"),
        ("zh_TW", "en_GB", "zh", "优秀"),
        ("zh-Hant", "en_GB", "zh", "优秀"),
        (None, "zh_CN", "zh", "优秀"),
        (None, "zh_TW", "zh", "优秀"),
        ("en", "zh_CN", "en", "excellent"),
        ("de", "zh_CN", "en", "excellent"),
        (None, "en_GB", "en", "excellent"),
    ],
)
def test_texts_and_tables_come_in_the_language_of_qgis(chosen, own, computers, wanted, word):
    chosen(own, computers)
    plugin = MultigroundPlugin(None)
    try:
        assert language() == wanted
        assert translate("Multiground", "excellent") == word
        assert plugin.translator.isEmpty() == (wanted == "en")
    finally:
        plugin.unload()
    assert translate("Multiground", "excellent") == "excellent"
