"""Multiground: how well a high-intensity district follows the guideline, and what to change."""


def classFactory(iface):
    """Return the plugin; QGIS calls this, and nothing is imported before."""
    from .plugin import MultigroundPlugin

    return MultigroundPlugin(iface)
