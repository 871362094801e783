"""The one list of algorithms."""


def algorithms():
    """Return the classes of all algorithms; imported here, because QGIS must be running first."""
    from .life_circle import LifeCircle
    from .plot_size import PlotSize
    from .road_network_density import RoadNetworkDensity
    from .walk_circles import WalkCircles

    return [RoadNetworkDensity, PlotSize, WalkCircles, LifeCircle]
