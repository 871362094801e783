"""The one list of algorithms."""


def algorithms():
    """Return the classes of all algorithms; imported here, because QGIS must be running first."""
    from .check_package import CheckPackage
    from .classify_surfaces import ClassifySurfaces
    from .create_package import CreatePackage
    from .life_circle import LifeCircle
    from .mper import Mper
    from .mper_advice import MperAdvice
    from .plot_size import PlotSize
    from .road_network_density import RoadNetworkDensity
    from .walk_circles import WalkCircles

    multi_ground = [ClassifySurfaces, Mper, MperAdvice]
    return [RoadNetworkDensity, PlotSize, WalkCircles, LifeCircle, *multi_ground, CreatePackage, CheckPackage]
