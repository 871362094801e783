"""What the algorithms are given to break them: layers of broken packages, extreme values, and other broken files."""

import os
import pathlib
import re
import shutil

import mutations
from osgeo import ogr

ROOT = pathlib.Path(__file__).resolve().parent.parent
# Parameters whose layer is not called as they are, and the layers of real districts by our names for them
LAYERS = {"DISTRICTS": "district", "SPACES": "floors", "UNITS": "plots", "BLOCKS": "plots", "NETWORK": "walkways"}
LAYERS |= {"ORIGINS": "stations", "OFFICES": "buildings", "CARRIERS": "open_spaces", "TAGGED_SURFACES": "surfaces"}
LAYERS |= {"SKYWAYS": "surfaces", "ROOFTOPS": "surfaces", "UNDERGROUND": "surfaces", "OTHER_SURFACES": "surfaces"}
LAYERS |= {"GROUND_SPACES": "open_spaces", "USE_TABLE": "plots", "CHECKLIST": "facilities", "LINES": "roads"}
LAYERS |= {"POLYGONS": "buildings", "POINTS": "facilities"}
OTHERS = ["plots", "roads", "没有", "stations"]
REAL = {"walk_edges": ("walkways", "roads"), "buildings": ("buildings", "floors"), "pois": ("facilities", "stations")}
REAL |= {"landuse": ("plots", "open_spaces"), "street_trees": ("greenery",), "water": ("water",)}
OSM = """<osm version="0.6"><node id="1" lat="30" lon="114"/><node id="2" lat="30.001" lon="114">
<tag k="shop" v="convenience"/></node><node id="3" lat="30.001" lon="114.001"/>
<way id="4"><nd ref="1"/><nd ref="2"/><tag k="highway" v="residential"/></way>
<way id="5"><nd ref="1"/><nd ref="2"/><nd ref="3"/><nd ref="1"/><tag k="building" v="yes"/>
<tag k="building:levels" v="6"/></way></osm>"""
CITY = """{"type":"CityJSON","version":"2.0","transform":{"scale":[1,1,1],"translate":[0,0,0]},"metadata":
{"referenceSystem":"https://www.opengis.net/def/crs/EPSG/0/4547"},"vertices":[[500000,3400000,0],[500010,3400000,0],
[500010,3400010,0]],"CityObjects":{"a":{"type":"Building","attributes":{"storeysAboveGround":5,"measuredHeight":"18"},
"geometry":[{"type":"MultiSurface","lod":"0","boundaries":[[[0,1,2]]]}]}}}"""


class Parameters:
    """What an algorithm is given: layers of the broken package, and now and then an extreme value."""

    def __init__(self, rng, place, source, result, told):
        self.rng, self.place, self.result, self.told = rng, place, result, told
        dataset = ogr.Open(str(source))
        self.names = {dataset.GetLayer(index).GetName() for index in range(dataset.GetLayerCount())}
        self.package = place / "包.gpkg"

    def of(self, algorithm):
        given = {}
        extreme = self.rng.choice([0, 0, 0.05, 0.1, 0.5])
        for definition in algorithm.parameterDefinitions():
            optional = bool(definition.flags() & definition.Flag.FlagOptional)
            make = getattr(self, f"_{definition.type()}", None)
            if make is None or self.rng.random() < (0.25 if optional else 0.01):
                continue
            value = make(definition, self.rng.random() < extreme)
            if value is not None:
                given[definition.name()] = value
        return given

    def _source(self, definition, extreme):
        name = LAYERS.get(definition.name(), definition.name().lower())
        if extreme and self.rng.random() < 0.1:
            name = self.rng.choice(OTHERS)
        elif name not in self.names and definition.flags() & definition.Flag.FlagOptional:
            return None
        return f"{self.package}|layername={name}"

    _vector = _source

    def _multilayer(self, definition, extreme):
        if definition.name() in ("RESULTS", "PACKAGES"):
            other = self._file(definition, True) if definition.name() == "RESULTS" else str(self.package)
            files = [other] if definition.name() == "PACKAGES" else [other, self._file(definition, False)]
            return files * self.rng.choice([1, 1, 2]) if not extreme else []
        layer = self._source(definition, extreme)
        return [layer] if layer else None

    def _file(self, definition, extreme):
        name, path = definition.name(), self.place / f"{definition.name()}.gpkg"
        if name == "PACKAGE":
            return str(self.place / "没有.gpkg") if extreme else str(self.package)
        if name in ("EARLIER", "RESULTS"):
            path = self.place / f"{name}{self.rng.random()}.gpkg"
            shutil.copyfile(self.result, path)
            if extreme or self.rng.random() < 0.7:
                self.told.append(mutations.package(self.rng, self.result, path))
            return str(path)
        if name == "STORE":
            return None
        text = {"FILE": OSM, "CITY_MODEL": CITY}.get(name) or (ROOT / "urbanform" / "clauses.csv").read_text("utf-8")
        path = path.with_suffix({"FILE": ".osm", "CITY_MODEL": ".json"}.get(name, ".csv"))
        for _ in range(self.rng.choice([0, 1, 3])):
            words = re.split(r"(\W)", text)
            words[self.rng.randrange(len(words))] = self.rng.choice([*mutations.TEXTS, "", '"', "<"])
            text = "".join(words)
        path.write_text(text, encoding=self.rng.choice(["utf-8", "utf-8", "gb18030"]))
        if extreme:
            mutations.break_file(self.rng, path)
        return str(path)

    def _field(self, definition, extreme):
        return self.rng.choice(["没有", "kind", "use", "z", "name", "area", "fid", ""]) if extreme else None

    def _number(self, definition, extreme):
        return self.rng.choice([value for value in mutations.NUMBERS if value is not None]) if extreme else None

    _distance = _number

    def _string(self, definition, extreme):
        if definition.name() == "NAME":
            return self.rng.choice(["", "甲", *mutations.TEXTS])
        return self.rng.choice(mutations.LISTS) if extreme else None

    def _enum(self, definition, extreme):
        return self.rng.choice([-1, 99, "x", ""]) if extreme else self.rng.randrange(len(definition.options()))

    def _boolean(self, definition, extreme):
        return None if definition.name() == "STABILITY" and not extreme else self.rng.random() < 0.5

    def _crs(self, definition, extreme):
        return self.rng.choice(["EPSG:4326", "EPSG:999999", "x", ""]) if extreme else "EPSG:4547"

    def _extent(self, definition, extreme):
        return self.rng.choice(["0,0,0,0", "nan,1,2,3", "1,0,1,0 [EPSG:4326]", "x"]) if extreme else None

    def _sink(self, definition, extreme):
        return str(self.place / f"{definition.name().replace(':', '_')}.gpkg")

    def _fileDestination(self, definition, extreme):  # noqa: N802 - named as QGIS names the type
        return str(self.place / f"{definition.name().replace(':', '_')}.{definition.defaultFileExtension()}")


def pieces(folder):
    """Cut small packages from the real districts, their layers named as ours are."""
    found = []
    for path in sorted(pathlib.Path(os.environ.get("MULTIGROUND_DATA") or "/nowhere").glob("*.gpkg")):
        piece = folder / f"piece_{path.name}"
        found.append(piece)
        if piece.exists():
            continue
        source, target = ogr.Open(str(path)), ogr.GetDriverByName("GPKG").CreateDataSource(str(piece))
        low, high, south, north = source.GetLayerByName("buildings").GetExtent()
        x, y = (low + high) / 2, (south + north) / 2
        for name, ours in REAL.items():
            layer = source.GetLayerByName(name)
            if layer is not None:
                layer.SetSpatialFilterRect(x - 120, y - 120, x + 120, y + 120)
                table = mutations.read(layer)
                for own in ours:
                    mutations.write(target, table._replace(name=own))
        district = mutations.read(source.GetLayerByName("buildings"))
        square = ogr.CreateGeometryFromWkt(f"POINT ({x} {y})").Buffer(99, 1)
        row = [bytes(square.ExportToIsoWkb()), []]
        mutations.write(target, district._replace(name="district", fields=[], rows=[row]))
    return found
