"""The one list of algorithms."""


def algorithms():
    """Return the classes of all algorithms; imported here, because QGIS must be running first."""
    from .assess import Assess
    from .classify_surfaces import ClassifySurfaces
    from .compare_scenarios import CompareScenarios
    from .life_circle import LifeCircle
    from .mper import Mper
    from .mper_advice import MperAdvice
    from .plot_size import PlotSize
    from .road_network_density import RoadNetworkDensity
    from .walk_circles import WalkCircles

    return [RoadNetworkDensity, PlotSize, WalkCircles, LifeCircle, ClassifySurfaces, Mper, MperAdvice, Assess, CompareScenarios]
