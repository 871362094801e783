"""Buildings of CityGML 1.0, 2.0 and 3.0, member by member, so that a file of any size needs little memory."""

import itertools
import re
from typing import NamedTuple
from xml.etree import ElementTree  # nosec B405 # `_refuse_foreign` has seen the file before it is read
from xml.parsers import expat

from .city_footprints import FOOT, GROUND, ROOF, SOLID, Faces

_BATCH, _TICK = 1_000, 20_000
_HREF = "{http://www.w3.org/1999/xlink}href"
_BUILDING, _PARTS = "Building", ("consistsOfBuildingPart", "buildingPart")
_FACES = ("Polygon", "PolygonPatch", "Triangle", "Rectangle")
# Outlines of LoD 0; CityGML 3.0 has one name for both.
_OUTLINES = {"lod0FootPrint": FOOT, "lod0RoofEdge": ROOF, "lod0MultiSurface": FOOT}
# A length in another unit than metres is not read: uom of measuredHeight, or of the value of a height.
_METRES = ("", "m", "metre", "meter", "metres", "meters", "9001")
# What belongs to a building and is not its shell; openings lie in walls.
_INSIDE = {
    *("interiorRoom", "buildingRoom", "buildingSubdivision", "buildingFurniture", "buildingUnit", "opening", "address"),
    *("outerBuildingInstallation", "interiorBuildingInstallation", "buildingInstallation", "fillingSurface"),
    *("buildingConstructiveElement", "interiorBoundarySurface"),
}
_FINEST_LOD = 3  # LoD 4 is indoors
BROKEN = (ElementTree.ParseError, expat.ExpatError)  # what is raised for a file that is no XML


class CityObject(NamedTuple):
    """A building or a part of one, as its file has it."""

    name: str
    parent: str  # name of the building that it is part of, '' for none
    values: dict  # attribute → list of (value, code space)


class About(NamedTuple):
    """What a file says of itself."""

    format: str
    crs: str
    linked: list  # names of the objects of which the geometry is only a link to another
    broken: list  # names of the objects with a geometry that cannot be read


def batches(file):
    """Yield lists of `CityObject` with their `Faces`, or None while nothing is complete; return `About`.

    file : binary. Raises one of `BROKEN` for what is no XML, and ValueError for other XML.
    """
    _refuse_foreign(file)
    objects, faces, depth, root = [], Faces("d"), 0, None
    about = {"crs": "", "dimension": 3, "linked": [], "broken": [], "count": 0}
    events = ElementTree.iterparse(file, events=("start", "end"))  # nosec B314 # it declares no entities
    for number, (event, element) in enumerate(events):
        if number % _TICK == 0:
            yield None
        if event == "start":
            root = element if root is None else root
            depth += 1
            continue
        depth -= 1
        name = _local(element)
        if name == "Envelope":
            _read_envelope(element, about)
        elif name == _BUILDING:
            _read_building(element, "", objects, faces, about)
            element.clear()
        if depth == 1:
            root.clear()  # what has been read is let go
        if len(objects) >= _BATCH:
            yield objects, faces.arrays()
            objects, faces = [], Faces("d")
    yield objects, faces.arrays()
    return About("CityGML", about["crs"], about["linked"], about["broken"])


def _refuse_foreign(file):
    """Look at a file up to its first element: refuse other XML, and declarations of entities."""
    parser, found = expat.ParserCreate(namespace_separator="}"), []

    def declared(*_):
        raise ValueError("a document type declaration")

    parser.StartDoctypeDeclHandler = declared
    parser.StartElementHandler = lambda name, _: found.append(name)
    while not found and (chunk := file.read(_TICK)):
        parser.Parse(chunk)
    if not found or found[0].rpartition("}")[2] != "CityModel":
        raise ValueError(found[0].rpartition("}")[2] if found else "nothing")
    file.seek(0)


def _local(element):
    return element.tag.rpartition("}")[2]


def _read_envelope(element, about):
    about["crs"] = about["crs"] or element.get("srsName", "")
    about["dimension"] = int(element.get("srsDimension", about["dimension"]))


def _read_building(element, parent, objects, faces, about):
    """Add a building, then its parts."""
    name = next((value for key, value in element.items() if key.rpartition("}")[2] == "id"), "")
    about["count"] += 1
    name = name or f"#{about['count']}"
    drawn, links = [], []
    parts = [child for child in element if _local(child) in _PARTS]
    try:
        for child in element:
            if child not in parts:
                _collect(child, SOLID, None, about["dimension"], drawn, links, about)
    except ValueError:  # letters where numbers should be
        about["broken"].append(name)
    objects.append(CityObject(name, parent, _values(element)))
    faces.add(len(objects) - 1, drawn)
    if links and not drawn:
        about["linked"].append(name)
    for part in itertools.chain.from_iterable(parts):
        _read_building(part, parent or name, objects, faces, about)


def _values(element):
    """Return the attributes of a building: those of the standard before generic ones of the same name."""
    found, generic = {}, {}
    for child in element:
        name, text = _local(child), (child.text or "").strip()
        if name.endswith("Attribute") and child.get("name"):
            value = next((part.text for part in child.iter() if _local(part) == "value"), None)
            generic.setdefault(child.get("name"), []).append((value, ""))
        elif name == "height":  # of CityGML 3.0, which may be measured between several levels
            values = [part.text for part in child.iter() if _local(part) == "value" and _in_metres(part)]
            found.setdefault("height", []).extend((value, "") for value in values)
        elif not len(child) and text and _in_metres(child):
            found.setdefault(name, []).append((text, child.get("codeSpace", "")))
    return {**generic, **found}


def _in_metres(element):
    """Return whether what is measured in an element is in metres, or has no unit.

    >>> [_in_metres(ElementTree.fromstring(f"<height uom='{uom}'/>")) for uom in ("#m", "urn:adv:uom:m", "ft", "cm")]
    [True, True, False, False]
    """
    return re.split("[#:/]", element.get("uom", "").strip().lower())[-1] in _METRES


def _collect(element, role, lod, dimension, drawn, links, about):
    """Add the faces below an element, as (role, level of detail, rings), to `drawn`."""
    name = _local(element)
    if name in _INSIDE:
        return
    if name.startswith("lod") and name[3:4].isdigit():
        lod = int(name[3])
        if lod > _FINEST_LOD:
            return
        if lod == 0 and role == SOLID:
            role = _OUTLINES.get(name, FOOT)
    if name == "GroundSurface":
        role = GROUND
    if element.get(_HREF) and not len(element):
        links.append(element.get(_HREF))
    about["crs"] = about["crs"] or element.get("srsName", "")
    dimension = int(element.get("srsDimension", dimension))
    if name in _FACES:
        if lod is not None:
            rings = [_ring(each, dimension) for each in element.iter() if _local(each) == "LinearRing"]
            drawn.append((role, lod, rings))
        return
    for child in element:
        _collect(child, role, lod, dimension, drawn, links, about)


def _ring(ring, dimension):
    """Return the coordinates of a ring, three for each vertex, as a flat list; z is NaN where there is none."""
    texts = []
    for part in ring.iter():
        name = _local(part)
        if name in ("posList", "pos", "coordinates"):
            dimension = int(part.get("srsDimension", dimension))
            texts.append((part.text or "").replace(",", " "))
    numbers = list(map(float, " ".join(texts).split()))
    if dimension == 2:
        numbers = [value for x, y in zip(numbers[::2], numbers[1::2]) for value in (x, y, float("nan"))]
    if len(numbers) % 3:
        return []
    return numbers[:-3] if numbers[:3] == numbers[-3:] else numbers
