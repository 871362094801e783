"""The one list of algorithms."""


def algorithms():
    """Return the classes of all algorithms; imported here, because QGIS must be running first."""
    from .classify_surfaces import ClassifySurfaces
    from .mper import Mper
    from .mper_advice import MperAdvice
    from .plot_size import PlotSize
    from .road_network_density import RoadNetworkDensity

    return [RoadNetworkDensity, PlotSize, ClassifySurfaces, Mper, MperAdvice]
