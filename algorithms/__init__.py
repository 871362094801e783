"""The one list of algorithms."""


def algorithms():
    """Return the classes of all algorithms; imported here, because QGIS must be running first."""
    from .assess import Assess
    from .assess_many import AssessMany
    from .building_storeys import BuildingStoreys
    from .check_package import CheckPackage
    from .classify_surfaces import ClassifySurfaces
    from .compare_scenarios import CompareScenarios
    from .create_package import CreatePackage
    from .district_intensity import DistrictIntensity
    from .function_mix import FunctionMix
    from .import_osm import ImportOsm
    from .import_planning_data import ImportPlanningData
    from .landing_sites import LandingSites
    from .landscape import Landscape
    from .life_circle import LifeCircle
    from .mper import Mper
    from .mper_advice import MperAdvice
    from .plot_layout import PlotLayout
    from .plot_size import PlotSize
    from .public_property import PublicProperty
    from .road_network_density import RoadNetworkDensity
    from .street_wall import StreetWall
    from .vertical_mix import VerticalMix
    from .vitality_units import VitalityUnits
    from .walk_circles import WalkCircles
    from .window_view import WindowView

    plots_and_streets = [RoadNetworkDensity, PlotSize, PlotLayout, BuildingStoreys, StreetWall]
    functions = [FunctionMix, VerticalMix, VitalityUnits, PublicProperty, WalkCircles, LifeCircle]
    multi_ground = [ClassifySurfaces, Mper, MperAdvice, LandingSites]
    landscape = [WindowView, Landscape]
    packages = [CreatePackage, ImportOsm, ImportPlanningData, CheckPackage]
    district = [Assess, CompareScenarios, AssessMany, DistrictIntensity]
    return [*plots_and_streets, *functions, *multi_ground, *landscape, *packages, *district]
