"""Which layers of a package each measure of an assessment takes, what it makes, and what is varied to test it."""

from typing import NamedTuple


class Step(NamedTuple):
    """One run of a measure: its layers (`a|b` the first that holds features), further ones, and its results."""

    algorithm: str
    layers: dict
    optional: dict
    results: dict  # output parameter → table of the result
    name: str = ""  # of several runs of one measure
    given: dict = {}  # parameters other than the usual ones


SPACES = "floors|buildings"
_SURFACES = {"DISTRICTS": "district", "TAGGED_SURFACES": "surfaces", "VERTICALS": "verticals", "FLOORS": "floors"}
_GROUND = {"BUILDINGS": "buildings", "GROUND_SPACES": "open_spaces"}
# Enough windows for the shares of a building, in a small part of the time.
_FEWER_WINDOWS = {"STOREYS": "/10", "SPACING": 24}
STEPS = (
    Step(
        "districtintensity",
        {"DISTRICTS": "district", "SPACES": SPACES, "PLOTS": "plots"},
        {"STATIONS": "stations", "BUILDINGS": "buildings"},
        {"OUTPUT": "district_intensity"},
    ),
    Step(
        "plotlayout",
        {"PLOTS": "plots"},
        {"ROADS": "roads", "WATER": "water", "DISTRICTS": "district"},
        {"PLOT_OUTPUT": "plot_layout", "FINDINGS": "plot_conflicts", "BLOCKS": "blocks"},
    ),
    Step(
        "roadnetworkdensity",
        {"ROADS": "roads", "DISTRICTS": "district"},
        {},
        {"OUTPUT": "road_network_density", "COUNTED_ROADS": "counted_roads"},
    ),
    Step(
        "streetwall",
        {"BUILDINGS": "buildings", "PLOTS": "plots", "ROADS": "roads"},
        {"SETBACK_LINES": "setback_lines", "EXCLUDED": "excluded"},
        {"OUTPUT": "street_wall"},
    ),
    Step("buildingstoreys", {"BUILDINGS": "buildings"}, {"FLOORS": "floors"}, {"OUTPUT": "building_storeys"}),
    Step("plotsize", {"PLOTS": "plots"}, {}, {"OUTPUT": "plot_size"}),
    Step(
        "functionmix",
        {"UNITS": "district", "SPACES": SPACES},
        {"BUILDINGS": "buildings"},
        {"OUTPUT": "function_mix"},
    ),
    Step(
        "functionmix",
        {"UNITS": "plots", "SPACES": SPACES},
        {"BUILDINGS": "buildings"},
        {"OUTPUT": "function_mix_of_plots"},
        "functionmix of plots",
    ),
    Step(
        "verticalmix",
        {"FLOORS": "floors"},
        {"BUILDINGS": "buildings"},
        {"OUTPUT": "vertical_mix", "CHECKS": "vertical_checks"},
    ),
    Step(
        "vitalityunits",
        {"ROADS": "roads", "SPACES": SPACES, "NETWORK": "walkways"},
        {"BUILDINGS": "buildings"},
        {"OUTPUT": "vitality_units"},
    ),
    Step(
        "lifecircle",
        {"OFFICES": "offices", "NETWORK": "walkways", "FACILITIES": "facilities"},
        {"DATA_EXTENT": "data_extent"},
        {"OUTPUT": "life_circle", "CATEGORIES": "service_categories"},
    ),
    Step(
        "publicproperty",
        {"DISTRICTS": "district", "SPACES": SPACES},
        {"BUILDINGS": "buildings", "FACILITIES": "facilities", "PLOTS": "plots"},
        {"OUTPUT": "public_property", "CONFIGURATION": "configuration", "PLOT_OUTPUT": "public_property_of_plots"},
    ),
    Step(
        "mper",
        _SURFACES,
        _GROUND,
        {
            "OUTPUT": "mper",
            "SYSTEMS": "multi_ground_systems",
            "SURFACES_OUT": "near_ground_surfaces",
            "VERTICALS_OUT": "vertical_components",
            "FLOORS_OUT": "connected_floors",
        },
    ),
    Step("mperadvice", _SURFACES, _GROUND, {"MEASURES": "mper_advice", "NEEDED": "mper_needed"}),
    Step(
        "landingsites",
        {"CARRIERS": "surfaces", "BUILDINGS": "buildings"},
        {"CONSTRAINTS": "constraints", "SENSITIVE": "sensitive", "NETWORK": "walkways"},
        {"OUTPUT": "landing_sites"},
    ),
    Step(
        "windowview",
        {"BUILDINGS": "buildings"},
        {"GREENERY": "greenery", "WATER": "water"},
        {"OUTPUT": "window_views", "BUILDING_OUTPUT": "window_views_of_buildings"},
        given=_FEWER_WINDOWS,
    ),
    Step(
        "landscape",
        {"BUILDINGS": "buildings"},
        {"GREENERY": "greenery", "OPEN_SPACES": "open_spaces", "LANDMARKS": "landmarks"},
        {
            "SUMMARY": "landscape",
            "GAPS": "view_gaps",
            "CORRIDORS": "view_corridors",
            "GREEN_VIEW": "green_view",
        },
    ),
)

# What is varied to see which grades hang on it: name, factor on all bounds, steps (() for all graded), parameters.
_WALKING = ("lifecircle", "vitalityunits")
_WALKING_DOWN = (*_WALKING, "landingsites")
UNGRADED = ("functionmix", "mperadvice", "districtintensity", "landingsites", "windowview", "landscape")
TOLERANCES = (
    ("bounds", "-5 %", 0.95, (), {}),
    ("bounds", "+5 %", 1.05, (), {}),
    ("speed", "-10 %", 1, _WALKING_DOWN, {"SPEED": 4.5}),
    ("speed", "+10 %", 1, _WALKING_DOWN, {"SPEED": 5.5}),
    ("snap", "100 m", 1, _WALKING, {"MAX_SNAP": 100}),
    ("snap", "200 m", 1, _WALKING, {"MAX_SNAP": 200}),
    ("boundary", "10 m", 1, ("roadnetworkdensity",), {"BOUNDARY_TOLERANCE": 10}),
    ("boundary", "20 m", 1, ("roadnetworkdensity",), {"BOUNDARY_TOLERANCE": 20}),
)
