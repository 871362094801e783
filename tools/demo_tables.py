"""The demo district and the golden MPER case as tables of readable numbers, in local metres."""

from shapely.geometry import LineString, Point, Polygon, box

# ---------------------------------------------------------------- streets and water

OUTLINE = Polygon([(0, 0), (1080, 0), (1080, 876), (40, 850), (0, 400)])

# name, class, half the width between the plots, half the gap between two carriageways, centre line
STREETS = [
    ("南渠路", "secondary", 15, 0, [(-140, 0), (1210, 0)]),
    ("桂园街", "branch", 10, 0, [(-90, 170.4), (0, 174), (650, 200), (1090, 200)]),
    ("云海大道", "arterial", 28, 11, [(-150, 400), (1230, 400)]),
    ("文汇街", "branch", 10, 0, [(20, 625), (870, 642), (1090, 642)]),
    ("北环大道", "arterial", 25, 0, [(-120, 846), (40, 850), (1080, 876), (1200, 879)]),
    ("西苑路", "secondary", 15, 0, [(0, -120), (0, 400), (40, 850), (48, 940)]),
    ("枫林街", "branch", 10, 0, [(220, 182.8), (220, 400), (240, 855)]),
    ("同心路", "secondary", 15, 0, [(430, -130), (430, 400), (440, 860), (442, 952)]),
    ("海棠街", "branch", 10, 0, [(650, 0), (650, 400), (655, 637.7)]),
    ("金湾路", "secondary", 15, 0, [(870, -120), (870, 960)]),
    ("东堤路", "branch", 10, 0, [(1090, -80), (1090, 960)]),
    ("凤凰大道", "secondary", 15, 0, [(430, 0), (870, 400)]),
]
UNCOUNTED = [
    ("北环大道辅路", "service", [(75, 832.875), (1060, 857.5)]),
    ("桂园小区内路", "service", [(312, 0), (312, 165)]),
    ("公园步道", "footway", [(448, 505), (520, 540), (556, 600), (556, 622)]),
    ("滨渠步道", "footway", [(1045, 17), (1041, 200), (1034, 400), (1040, 642), (1045, 845)]),
]
CANAL_AXIS = LineString([(1020, -70), (1004, 120), (1013, 300), (994, 470), (1002, 660), (1022, 950)])
CANAL = CANAL_AXIS.buffer(14, cap_style="flat")
POND = Polygon([(478, 548), (500, 530), (532, 534), (548, 556), (540, 584), (512, 598), (486, 588), (474, 568)])

# ---------------------------------------------------------------- blocks: a point inside, and how it is cut into plots
# ("x" | "y", share, first, rest) cuts from the west or the south; ("corner", (u, v), ne, rest) leaves an L.

BLOCKS = [
    ((200, 90), ("x", 0.36, "A-01", ("x", 0.4, "A-02", ("x", 0.8, "A-03", ("y", 0.5, "A-05", "A-04"))))),
    ((480, 140), "B-01"),
    ((600, 50), "C-01"),
    ((500, 300), "H-01"),
    ((700, 330), "I-01"),
    ((800, 250), "J-01"),
    ((1050, 100), "E-04"),
    ((1050, 300), "K-03"),
    ((1050, 500), "P-03"),
    ((1050, 700), "T-04"),  # the east bank
    ((760, 100), ("corner", (0.55, 0.5), "D-02", "D-01")),
    ((930, 100), ("x", 0.84, ("y", 0.72, "E-01", "E-02"), "E-03")),
    ((100, 300), ("x", 0.62, "F-01", ("y", 0.46, "F-02", "F-03"))),
    ((300, 300), ("y", 0.5, "G-01", "G-02")),
    ((930, 300), ("x", 0.84, ("y", 0.55, "K-04", "K-01"), "K-02")),
    ((100, 500), ("x", 0.55, ("y", 0.62, "L-01", "L-04"), ("y", 0.5, "L-02", "L-03"))),
    ((300, 500), ("y", 0.7, "M-01", ("x", 0.74, "M-03", "M-02"))),
    ((500, 500), ("corner", (0.56, 0.5), "N-02", "N-01")),
    ((700, 500), ("x", 0.54, "O-01", ("y", 0.72, "O-02", "O-03"))),
    ((930, 500), ("x", 0.84, "P-01", "P-02")),
    ((100, 700), ("x", 0.4, "Q-01", "Q-02")),
    ((300, 700), ("x", 0.46, "R-01", ("x", 0.82, "R-02", "R-03"))),
    ((600, 700), ("x", 0.23, "S-01", ("x", 0.08, "S-04", ("x", 0.42, "S-02", "S-03")))),
    ((930, 700), ("x", 0.84, ("y", 0.6, "T-01", ("x", 0.5, "T-02", "T-05")), "T-03")),
]
CHAMFERED = ("G-01", "H-01", "M-01", "N-01")  # the four blocks around the main crossing
CHAMFER = 10

# plot: use code, remark ("core" or land shares in % of commercial, residential, public, other), buildings
# podium: setback, storeys, function | tower: place in the plot, width, depth, storeys, function
# slabs: columns, rows, width, depth, storeys, function
PLOTS = {
    "A-01": ("R2", "", "slabs 3 3 34 14 26 residential"),
    "A-02": ("A33", "", "tower .5 .8 64 15 5 public_service; tower .2 .42 14 70 5 public_service"),
    "A-03": ("R2", "0 100 0 0", "slabs 2 3 38 14 30 residential"),
    "A-04": ("B1", "", "podium 5 3 commercial"),
    "A-05": ("B1", "", "podium 5 4 commercial"),
    "B-01": ("A2", "", "podium 14 5 culture"),
    "C-01": (
        "B1/R2",
        "",
        "podium 6 3 commercial; tower .72 .18 30 26 32 residential; tower .82 .45 26 26 36 residential",
    ),
    "D-01": (
        "B1(60%)R2(40%)",
        "",
        "podium 6 4 commercial; tower .22 .78 30 40 28 office; "
        "tower .2 .25 30 30 33 residential; tower .8 .22 36 26 31 residential",
    ),
    "D-02": ("A51", "", "podium 8 4 public_service"),
    "E-01": ("R2", "", "slabs 2 3 28 15 28 residential"),
    "E-02": ("B1", "", "podium 5 3 commercial"),
    "F-01": ("R2", "", "slabs 2 3 40 15 24 residential"),
    "F-02": ("A6", "", "podium 8 6 public_service"),
    "F-03": ("B11", "", "podium 5 3 commercial; tower .55 .55 32 34 18 office"),
    "G-01": (
        "B1(60%)R2(40%)",
        "",
        "podium 6 3 commercial; tower .2 .5 34 26 33 residential; "
        "tower .52 .5 34 26 31 residential; tower .84 .5 30 30 22 hotel",
    ),
    "G-02": ("B2", "95 0 5 0", "podium 6 4 commercial; tower .27 .55 42 42 46 office; tower .72 .45 36 36 34 office"),
    "H-01": (
        "B1",
        "core",
        "podium 6 4 commercial; tower .22 .28 44 44 58 office; tower .8 .3 38 30 39 hotel; "
        "tower .8 .74 36 36 44 office",
    ),
    "I-01": ("G3", "", ""),
    "J-01": ("B2", "", "podium 6 4 commercial; tower .74 .36 40 40 52 office"),
    "K-01": ("B14", "", "podium 6 3 commercial; tower .5 .55 60 22 27 hotel"),
    "K-04": ("B2", "", "podium 6 3 commercial; tower .5 .5 40 36 30 office"),
    "L-01": ("B2", "", "podium 6 3 commercial; tower .35 .5 38 38 36 office; tower .78 .4 26 40 24 office"),
    "L-02": ("S41", "", "podium 8 2 auxiliary"),
    "L-03": (None, "", ""),
    "L-04": ("A1", "", "tower .5 .5 60 24 12 public_service"),
    "M-01": ("B1", "core", "podium 6 4 commercial; tower .22 .6 44 44 66 office; tower .75 .3 34 34 42 hotel"),
    "M-02": ("U12", "", "tower .5 .5 24 18 3 auxiliary"),
    "M-03": ("B1/R2", "92 8 0 0", "podium 5 4 commercial"),
    "N-02": ("A22", "", "podium 9 4 culture"),
    "O-01": ("B2", "core", "podium 6 4 commercial; tower .48 .6 52 52 85 office"),
    "O-02": ("B2", "", "podium 6 3 commercial; tower .5 .3 38 38 40 office; tower .5 .74 38 34 35 office"),
    "O-03": ("A2/B1", "", "podium 6 4 culture"),
    "P-01": (
        "B1/R2",
        "",
        "podium 6 2 commercial; tower .5 .14 30 28 32 residential; "
        "tower .5 .5 30 28 35 residential; tower .5 .86 30 28 30 residential",
    ),
    "Q-01": ("M1", "", "tower .5 .75 46 40 6 office; tower .5 .28 46 56 5 office"),
    "Q-02": ("B29", "", "podium 6 4 office; tower .5 .76 50 30 24 office; tower .55 .25 38 34 18 office"),
    "R-01": ("R2", "0 85 0 15", "slabs 2 4 28 14 27 residential"),
    "R-02": ("R2", "", "slabs 2 4 28 14 25 residential"),
    "R-03": ("B1", "", "podium 4 3 commercial"),
    "S-01": ("A51", "", "podium 9 5 public_service; tower .5 .62 56 22 16 public_service"),
    "S-02": ("A33", "", "tower .5 .82 84 15 5 public_service; tower .15 .45 14 80 5 public_service"),
    "S-03": ("R2", "", "slabs 4 3 32 14 33 residential"),
    "S-04": ("A6", "", "podium 4 5 public_service"),
    "T-01": ("R2", "", "slabs 2 3 30 14 29 residential"),
    "T-02": ("S42", "", "podium 6 5 auxiliary"),
    "T-05": ("U21", "", "tower .5 .5 24 20 2 auxiliary"),
    **dict.fromkeys(["E-03", "E-04", "K-02", "K-03", "N-01", "P-02", "P-03", "T-03", "T-04"], ("G1", "", "")),
}
STOREY_HEIGHT = {"office": 4.2, "hotel": 3.6, "residential": 3.1}  # above the low storeys
LOW_STOREY_HEIGHT = 6  # podium storeys, so that the second floor meets the skyways at +6
BASEMENT_Z = {-1: -6, -2: -10, -3: -14}

# building: storeys and their use ("a/b" = 60 % a, 40 % b); "!" = handed over to the public
FLOORS = {
    "A-04-1": "-1 auxiliary, 1:3 commercial",
    "B-01-1": "-2:-1 auxiliary, 1 commercial/culture, 2:5 culture!",
    "D-01-1": "-3:-2 auxiliary, -1 commercial, 1:3 commercial, 4 commercial/public_service!",
    "D-01-2": "-3:-1 auxiliary, 1:3 commercial, 4:28 office",
    "D-02-1": "-1 auxiliary, 1:4 public_service!",
    "G-02-1": "-3:-2 auxiliary, -1 commercial/auxiliary, 1:4 commercial",
    "G-02-2": "-3:-1 auxiliary, 1:2 commercial, 3:46 office",
    "G-02-3": "-3:-1 auxiliary, 1:34 office",
    "H-01-1": "-3:-2 auxiliary, -1 commercial/auxiliary, 1:3 commercial, 4 commercial/culture",
    "H-01-2": "-3:-1 auxiliary, 1:3 commercial, 4:58 office",
    "H-01-3": "-3:-1 auxiliary, 1:2 commercial, 3:4 culture, 5:39 hotel",
    "H-01-4": "-3:-1 auxiliary, 1:3 commercial, 4:44 office",
    "J-01-1": "-2 auxiliary, -1 commercial, 1:4 commercial",
    "J-01-2": "-2:-1 auxiliary, 1:3 commercial, 4:30 office, 31:52 residential",
    "K-01-2": "-2:-1 auxiliary, 1 commercial, 2:27 hotel",
    "L-04-1": "-1 auxiliary, 1:12 public_service!",
    "M-01-1": "-3:-2 auxiliary, -1 commercial/auxiliary, 1:4 commercial",
    "M-01-3": "-3:-1 auxiliary, 1:2 commercial, 3:42 hotel",
    "N-02-1": "-1 auxiliary, 1:4 culture!",
    "O-01-1": "-3:-2 auxiliary, -1 commercial, 1:4 commercial",
    "O-02-1": "-3:-2 auxiliary, -1 office, 1:3 commercial",
    "O-02-2": "-3:-1 auxiliary, 1:2 commercial, 3:38 office, 39:40 commercial",
    "P-01-1": "-1 auxiliary, 1:2 commercial",
    "P-01-2": "-1 auxiliary, 1:2 residential, 3:32 residential",
    "S-01-1": "-2:-1 auxiliary, 1:5 public_service!",
}

# ---------------------------------------------------------------- multi-ground systems
# surface, kind, z, enclosure, public, open 24 h, shape:
#   gallery: the strip 5 m wide outside a podium, within a box | strip: line, width | area: ring | roof: within a box
SURFACES = [
    ("HG", "skyway", 6, "semi_outdoor", True, True, ("gallery", "H-01-1", (440, 310, 560, 374))),
    ("GG", "skyway", 6, "semi_outdoor", True, True, ("gallery", "G-02-1", (320, 310, 420, 374))),
    ("MG", "skyway", 6, "semi_outdoor", True, True, ("gallery", "M-01-1", (320, 425, 420, 480))),
    ("ND", "skyway", 6, "outdoor", True, True, ("area", [(472, 436), (628, 436), (628, 486), (472, 486)])),
    ("S1", "skyway", 6, "outdoor", True, True, ("strip", [(411.5, 340), (448.5, 340)], 8)),
    ("S2", "skyway", 6, "semi_outdoor", True, True, ("strip", [(360, 368.5), (360, 431.5)], 8)),
    ("S3", "skyway", 6, "outdoor", True, True, ("strip", [(540, 368.5), (540, 461)], 8)),
    ("S4", "skyway", 6, "outdoor", True, None, ("strip", [(413, 461), (480, 461)], 6)),
    ("HR", "rooftop", 24, "outdoor", True, True, ("roof", "H-01-1", (451, 290, 634, 366))),
    ("IP", "underground", -6, "outdoor", True, True, ("area", [(668, 306), (728, 306), (728, 360), (668, 360)])),
    ("U1", "underground", -6, "semi_outdoor", True, True, ("strip", [(630, 335), (670, 335)], 10)),
    ("U2", "underground", -6, "semi_outdoor", True, True, ("strip", [(700, 358), (700, 440)], 10)),
    ("OG", "skyway", 6, "semi_outdoor", True, True, ("gallery", "O-02-1", (840, 500, 860, 560))),
    ("PG", "skyway", 6, "semi_outdoor", True, True, ("gallery", "P-01-1", (880, 500, 900, 540))),
    ("S5", "skyway", 6, "outdoor", True, True, ("strip", [(851.5, 520), (888.5, 520)], 8)),
    ("PR", "rooftop", 12, "outdoor", True, True, ("roof", "P-01-1", (891, 470, 980, 600))),
    ("SR", None, 30, "outdoor", None, None, ("roof", "S-01-1", (455, 640, 540, 720))),
    ("JK", "skyway", 12, "indoor", True, False, ("strip", [(845, 325), (895, 325)], 6)),
]
# kind, lower end, upper end, width, enclosure, open 24 h, drawn as, direction for walking, surfaces joined
VERTICALS = [
    ("stairs", (500, 498, 0), (500, 486, 6), 8, "outdoor", True, "polygon", "both"),
    ("escalator", (520, 498, 0), (520, 486, 6), 1.6, "outdoor", True, "line", "forward"),
    ("escalator", (524, 498, 0), (524, 486, 6), 1.6, "outdoor", True, "line", "backward"),
    ("ramp", (556, 558, 0), (556, 486, 6), 3, "outdoor", True, "polygon", "both"),
    ("elevator", (476, 482, 0), (476, 482, 6), 2, "indoor", True, "point", "both"),
    ("escalator", (448.5, 298, 0), (448.5, 310, 6), 3, "semi_outdoor", True, "line", "both"),
    ("stairs", (308, 368.5, 0), (320, 368.5, 6), 4, "outdoor", None, "polygon", "both"),
    ("stairs", (308, 431.5, 0), (320, 431.5, 6), 4, "outdoor", True, "polygon", "both"),
    ("escalator", (414, 492, 0), (414, 480, 6), 2, "semi_outdoor", False, "point", "forward"),
    ("stairs", (560, 368.5, 6), (596, 368.5, 24), 5, "outdoor", True, "polygon", "both", "HG", "HR"),
    ("elevator", (560, 335, 0), (560, 335, 6), 3, "indoor", False, "point", "both"),
    ("elevator", (560, 335, -6), (560, 335, 0), 3, "indoor", False, "point", "both"),
    ("elevator", (845, 325, 0), (845, 325, 12), 2, "indoor", False, "point", "both"),
    ("enclosed_stairs", (580, 350, 0), (586, 350, 6), 1.5, "indoor", True, "polygon", "both"),
    ("stairs", (728, 330, -6), (740, 330, 0), 6, "outdoor", True, "polygon", "both"),
    ("escalator", (690, 306, -6), (690, 294, 0), 2, "outdoor", True, "line", "forward"),
    ("elevator", (672, 357, -6), (672, 357, 0), 2, "outdoor", True, "point", "both"),
    ("stairs", (851.5, 572, 0), (851.5, 560, 6), 4, "outdoor", True, "polygon", "both"),
    ("stairs", (851.5, 488, 0), (851.5, 500, 6), 4, "outdoor", False, "polygon", "both"),
    ("escalator", (888.5, 488, 0), (888.5, 500, 6), 2, "semi_outdoor", None, "line", "both"),
    ("stairs", (888.5, 540, 6), (888.5, 552, 12), 5, "outdoor", True, "polygon", "both", "PG", "PR"),
    ("elevator", (888.5, 502, 0), (888.5, 502, 6), 2, "indoor", True, "point", "both"),
]
# kind, z, line: walkways that are not along a street; galleries and skyways bring their own centre lines
PATHS = [
    ("skyway", 6, [(480, 461), (610, 461), (610, 480)]),
    ("corridor", 6, [(448.5, 340), (560, 335), (560, 368.5)]),
    ("skyway", 24, [(560, 340), (596, 340), (596, 368.5)]),
    ("corridor", -6, [(560, 335), (630, 335)]),
    ("underpass", -6, [(670, 335), (728, 335)]),
    ("underpass", -6, [(700, 335), (700, 358)]),
    ("underpass", -6, [(690, 306), (690, 335)]),
    ("skyway", 12, [(888.5, 552), (900, 552), (900, 500)]),
    ("footway", 0, [(448, 505), (520, 540), (556, 600), (556, 622)]),
    ("footway", 0, [(662, 366), (745, 366), (800, 368)]),
    ("footway", 0, [(1045, 14), (1041, 190)]),
    ("footway", 0, [(1034, 428), (1040, 632)]),
    ("footway", 0, [(1040, 652), (1045, 845)]),
    ("footway", 0, [(312, 15), (312, 165)]),
]

# ---------------------------------------------------------------- services, open space, limits
# category: name, building, z; civic_centre and bookshop are missing on purpose
FACILITIES = {
    "convenience": [
        ("云角便利", "A-04-1", 0),
        ("晨光便利", "H-01-1", 0),
        ("邻家便利", "P-01-1", 0),
        ("好邻便利", "R-03-1", 0),
        ("站前便利", "J-01-1", -6),
    ],
    "cafe": [
        ("廊上咖啡", "H-01-1", 6),
        ("渠边咖啡", "K-01-1", 0),
        ("三味咖啡", "M-01-1", 6),
        ("街角咖啡", "O-02-1", 6),
    ],
    "restaurant": [
        ("渔港酒家", "G-02-1", 6),
        ("家常小馆", "A-05-1", 0),
        ("云顶餐厅", "O-02-2", 165),
        ("面馆", "E-02-1", 0),
        ("地下食街", "H-01-1", -6),
    ],
    "supermarket": [("满仓超市", "M-01-1", -6), ("日日鲜超市", "D-01-1", -6)],
    "bank": [("南渠银行", "O-02-1", 0), ("云海银行", "L-01-1", 0), ("金湾银行", "K-04-1", 0)],
    "clinic": [("桂园社区健康服务中心", "D-02-1", 0)],
    "primary_school": [("桂园小学", "A-02-1", 0)],
    "community_centre": [("西苑社区中心", "F-02-1", 0), ("文汇社区中心", "S-04-1", 0)],
    "mall": [("云海天地", "H-01-1", 0), ("同心汇", "M-01-1", 0)],
    "cinema": [("星幕影城", "H-01-1", 18)],
    "cultural_centre": [("凤凰文化中心", "B-01-1", 0), ("公园美术馆", "N-02-1", 0)],
    "hospital": [("海棠医院", "S-01-2", 0)],
    "secondary_school": [("文汇中学", "S-02-1", 0)],
    "housing": [("桂园", "A-01-5", 0), ("枫林苑", "R-01-3", 0), ("海棠苑", "S-03-6", 0), ("东堤花园", "T-01-4", 0)],
    "hotel": [("云海酒店", "H-01-3", 24), ("渠岸酒店", "K-01-2", 6), ("同心酒店", "M-01-3", 12)],
}
STATIONS = [
    ("metro", "云海大道站", 690, 404),
    ("metro", "南渠站", 446, 6),
    ("bus", "同心路口", 398, 424),
    ("bus", "云海大道西", 60, 424),
    ("bus", "金湾路口", 905, 376),
    ("bus", "文汇街", 660, 652),
    ("bus", "桂园", 200, 20),
    ("bus", "凤凰大道", 560, 138),
    ("bus", "北环大道东", 960, 850),
]
LANDMARKS = [("云塔", 712, 545, 364), ("公园美术馆", 605, 575, 24), ("凤凰文化中心", 520, 150, 30)]
SPACE_KINDS = {"G1": "park", "G3": "plaza"}
SENSITIVE_KINDS = {"R2": "housing", "A51": "hospital", "A33": "school"}
EXCLUDED = [
    ("passage", box(250, 366, 262, 373)),
    ("square", box(447, 366, 470, 374)),
    ("heritage", box(66, 350, 88, 373)),
    ("passage", box(800, 426, 812, 436)),
]
CONSTRAINTS = [
    ("metro", LineString([(-100, 404), (690, 404), (1200, 396)]), 10),
    ("vent", Point(664, 300), 15),
    ("substation", Point(393, 600), 30),
    ("no_fly", box(640, 690, 740, 790), 0),
    ("power_line", LineString([(1072, -60), (1072, 940)]), 15),
    ("high_speed_rail", LineString([(1088, -60), (1088, 940)]), None),  # 200 m by default: as far as x = 888
]
TREE_STEPS = {"云海大道": 20, "同心路": 16, "凤凰大道": 16, "南渠路": 18, "文汇街": 20}  # metres between trees
# name, leaf cycle, months of flower or colour: of the trees of each street, and in turn of those of parks
STREET_TREES = {
    "云海大道": ("香樟", "evergreen", "4-5"),
    "同心路": ("凤凰木", "deciduous", "5-7"),
    "凤凰大道": ("凤凰木", "deciduous", "5-7"),
    "南渠路": ("秋枫", "evergreen", None),
    "文汇街": ("银杏", "deciduous", "10-11"),
}
PARK_TREES = (
    ("香樟", "evergreen", "4-5"),
    ("樱花", "deciduous", "3-4"),
    ("银杏", "deciduous", "10-11"),
    ("桂花", "evergreen", "9-10"),
)
HEDGE = ("杜鹃", "evergreen", "3-5")
STREET_CROWN_BASE, PARK_CROWN_SHARE = 2.8, 0.25  # metres; of the height
CONTROLLED = ("G-01", "G-02", "H-01", "J-01", "M-01", "O-01", "O-02", "L-01", "P-01", "K-01", "K-04", "D-01")

# ---------------------------------------------------------------- the golden MPER case: west, south, east, north

GOLDEN_SURFACES = [
    ("P1", "skyway", 6, "outdoor", box(10, 10, 120, 90) - box(20, 20, 100, 80)),
    ("B1", "skyway", 6, "outdoor", box(120, 46, 150, 54)),
    ("R1", "rooftop", 15, "outdoor", box(20, 20, 100, 80) - box(70, 40, 100, 80)),
    ("R2", "rooftop", 12, "outdoor", box(150, 40, 200, 100)),
    ("U1", "underground", -6, "outdoor", box(130, 5, 190, 40)),
    ("U2", "underground", -6, "semi_outdoor", box(100, 16, 130, 24)),
]
GOLDEN_VERTICALS = [  # VC1 VC2 VC3 VC8 VC4 VC5 VC6 VC7
    ("stairs", 0, 6, 4, 12, "outdoor", box(30, 6, 42, 10)),
    ("escalator", 0, 6, 2, 12, "outdoor", box(60, 90, 72, 92)),
    ("stairs", 6, 15, 3, 18, "outdoor", box(100, 28, 118, 31)),
    ("stairs", 6, 12, 3, 12, "outdoor", box(138, 54, 150, 57)),
    ("stairs", -6, 0, 5, 12, "outdoor", box(150, 0, 162, 5)),
    ("escalator", -6, 0, 2, 12, "outdoor", box(132, 40, 144, 42)),
    ("elevator", -6, 15, None, None, "indoor", box(100, 60, 102, 62)),
    ("enclosed_stairs", -6, 6, 1.5, 6, "indoor", box(112, 17, 118, 18.5)),
]
GOLDEN_A, GOLDEN_B, GOLDEN_MARKET = box(20, 20, 100, 80), box(150, 40, 200, 100), box(60, 20, 100, 70)
GOLDEN_FLOORS = [  # building, storey, z, function, area, of it auxiliary, plate
    ("A", 2, 6, "commercial", 4800, 600, GOLDEN_A),
    ("A", 3, 10.5, "commercial", 4800, 1000, GOLDEN_A),
    ("A", 4, 15, "commercial", 1200, 0, box(70, 40, 100, 80)),
    ("B", 2, 6, "commercial", 3000, 0, GOLDEN_B),
    ("B", -1, -6, "commercial", 3000, 700, GOLDEN_B),
    ("A", -1, -6, "commercial", 2000, 0, GOLDEN_MARKET),
    ("A", -1, -6, "auxiliary", 2800, 0, GOLDEN_A - GOLDEN_MARKET),
    ("A", -2, -10.5, "auxiliary", 4800, 0, GOLDEN_A),
]
