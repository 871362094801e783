"""Buildings of CityJSON 1.0, 1.1 and 2.0 and of sequences of features, piece by piece, never the whole file at once."""

import codecs
import json
import re

import numpy as np

from .city_footprints import FOOT, GROUND, SOLID, Faces
from .city_gml import About, CityObject

_BATCH, _CHUNK = 1_000, 1 << 18
_TYPES = ("Building", "BuildingPart")
_GROUND = "GroundSurface"
# How deep the faces lie in the boundaries of each type of geometry.
_DEPTHS = {"MultiSurface": 0, "CompositeSurface": 0, "Solid": 1, "MultiSolid": 2, "CompositeSolid": 2}
_FINEST_LOD = 3.9  # what is finer is indoors
_LAST_VERTEX = re.compile(r"\]\s*\]")


def batches(file):
    """Yield lists of `CityObject` with their faces, or None while nothing is complete; return `About`.

    file : binary. Raises ValueError for what is no CityJSON, EOFError where it ends too early.
    """
    reader = _Reader(file)
    header, objects, faces, broken = {}, [], Faces("q"), []
    vertices = yield from _first_steps(reader, header, objects, faces, broken)
    if header.get("type") != "CityJSON":
        raise ValueError(f"type {header.get('type')!r}")
    scale, shift = _transform(header)
    _refuse_unknown(faces.numbers, 0, len(vertices))
    table = faces.arrays(vertices * scale + shift)
    for begin in range(0, len(objects), _BATCH):
        chosen = objects[begin : begin + _BATCH]
        yield chosen, table.of_owners(begin, begin + len(chosen))
    yield from _feature_steps(reader, scale, shift, broken)
    return About(f"CityJSON {header.get('version', '')}".strip(), _crs(header), [], broken)


def _places(vertices):
    """Return vertices as an array (v, 3); refuse what has other than three coordinates."""
    try:
        return np.array(vertices, dtype=float).reshape(len(vertices), 3)
    except (TypeError, ValueError) as error:
        raise ValueError("a vertex without three coordinates") from error


def _refuse_unknown(numbers, first, end):
    """Refuse numbers of vertices that there are not."""
    numbers = np.array(numbers)
    wrong = numbers[(numbers < first) | (numbers >= end)]
    if len(wrong):
        raise ValueError(f"vertex {wrong[0] - first} of {end - first}")


def _first_steps(reader, header, objects, faces, broken):
    """Read the first document: its objects, its faces and, in `header`, the rest; return its vertices."""
    vertices = np.zeros((0, 3))
    for key in reader.members():
        if key == "CityObjects":
            for number, name in enumerate(reader.members()):
                _add(name, reader.value(), objects, faces, broken, 0)
                if number % _BATCH == 0:
                    yield None
        elif key == "vertices":
            found = [vertices]
            for chunk in reader.arrays():
                found.append(_places(chunk))
                yield None
            vertices = np.concatenate(found)
        else:
            value = reader.value()
            if key in ("type", "version", "transform", "metadata"):
                header[key] = value
            if header.get("type", "CityJSON") != "CityJSON":
                raise ValueError(f"type {header['type']!r}")
            yield None
    return vertices


def _feature_steps(reader, scale, shift, broken):
    """Yield the objects of the features that follow the first document, some hundreds at a time."""
    objects, faces, vertices, count = [], Faces("q"), [], 0
    while reader.peek():
        feature = reader.value()
        if not isinstance(feature, dict) or feature.get("type") != "CityJSONFeature":
            raise ValueError("a line that is no CityJSONFeature")
        found = _places(feature["vertices"])
        before = len(faces.numbers)
        for name, each in feature["CityObjects"].items():
            _add(name, each, objects, faces, broken, count)
        _refuse_unknown(faces.numbers[before:], count, count + len(found))
        vertices.append(found)
        count += len(found)
        if len(objects) >= _BATCH:
            yield objects, faces.arrays(np.concatenate(vertices) * scale + shift)
            objects, faces, vertices, count = [], Faces("q"), [], 0
    if objects:
        yield objects, faces.arrays(np.concatenate(vertices) * scale + shift)


def _transform(header):
    transform = header.get("transform") or {}
    return np.array(transform.get("scale", (1, 1, 1)), float), np.array(transform.get("translate", (0, 0, 0)), float)


def _crs(header):
    metadata = header.get("metadata") or {}
    return str(metadata.get("referenceSystem") or (metadata.get("crs") or {}).get("epsg") or "")


def _add(name, city_object, objects, faces, broken, first):
    """Add an object to the list where it is a building or a part of one; `first` is the number of its vertex 0."""
    if not isinstance(city_object, dict):
        raise ValueError(f"CityObject {name}")
    if city_object.get("type") not in _TYPES:
        return
    parents = city_object.get("parents") or [""]
    values = {key: _listed(value) for key, value in (city_object.get("attributes") or {}).items()}
    objects.append(CityObject(name, str(parents[0]) if city_object["type"] == _TYPES[1] else "", values))
    try:
        drawn = [face for geometry in city_object.get("geometry") or [] for face in _faces(geometry, first)]
        faces.add(len(objects) - 1, drawn)
    except (TypeError, ValueError, KeyError, IndexError, AttributeError):
        broken.append(name)


def _listed(value):
    return [(each, "") for each in value] if isinstance(value, list) else [(value, "")]


def _faces(geometry, first):
    """Return the faces of a geometry as (role, level of detail, rings)."""
    depth, lod = _DEPTHS.get(geometry.get("type")), float(geometry.get("lod", 1))
    if depth is None or lod > _FINEST_LOD:
        return []  # points, lines and templates have no footprint
    semantics = geometry.get("semantics") or {}
    surfaces = [surface.get("type") for surface in semantics.get("surfaces") or []]
    boundaries, values = geometry["boundaries"], semantics.get("values")
    for _ in range(depth):
        values = [None if values is None else values[i] for i in range(len(boundaries))]
        values = [each for part, value in zip(boundaries, values) for each in (value or [None] * len(part))]
        boundaries = [part for parts in boundaries for part in parts]
    values = values or [None] * len(boundaries)
    drawn = []
    for rings, value in zip(boundaries, values):
        role = FOOT if lod < 1 else SOLID
        if value is not None and surfaces[value] == _GROUND:
            role = GROUND
        drawn.append((role, lod, [[first + vertex for vertex in ring] for ring in rings] if first else rings))
    return drawn


class _Reader:
    """Reads JSON piece by piece: members of objects and elements of lists, without what holds them."""

    def __init__(self, file):
        self.file, self.text, self.at, self.json = file, "", 0, json.JSONDecoder()
        self.letters = codecs.getincrementaldecoder("utf-8-sig")()

    def more(self):
        """Read on, as much again as is waiting; return whether there was more."""
        chunk = self.file.read(max(_CHUNK, len(self.text) - self.at))
        letters = self.letters.decode(chunk, final=not chunk)
        if chunk:
            self.text, self.at = self.text[self.at :] + letters, 0
        return bool(chunk)

    def peek(self):
        """Return the next character that is no space, '' at the end of the file."""
        while True:
            while self.at < len(self.text):
                if self.text[self.at] not in " \t\r\n\x1e":
                    return self.text[self.at]
                self.at += 1
            if not self.more():
                return ""

    def take(self, *wanted):
        """Return the next character, one of those wanted."""
        found = self.peek()
        if found not in wanted or not found:
            raise ValueError(f"{found!r} instead of {' or '.join(wanted)}") if found else EOFError
        self.at += 1
        return found

    def value(self):
        """Return the next value, whole."""
        self.peek()
        while True:
            try:
                value, end = self.json.raw_decode(self.text, self.at)
            except json.JSONDecodeError as error:
                if self.more():
                    continue
                if error.pos >= len(self.text) or error.msg.startswith("Unterminated"):
                    raise EOFError from error
                raise
            if end < len(self.text) or not self.more():  # a number may go on
                self.at = end
                return value

    def members(self):
        """Yield the keys of the next object; the caller takes the value of each."""
        self.take("{")
        if self.peek() == "}":
            self.take("}")
            return
        while True:
            key = self.value()
            self.take(":")
            yield key
            if self.take(",", "}") == "}":
                return

    def arrays(self):
        """Yield the elements of the next list of lists, as many at a time as are waiting."""
        self.take("[")
        if self.peek() == "]":
            self.take("]")
            return
        while True:
            last = _LAST_VERTEX.search(self.text, self.at)
            end = last.start() + 1 if last else self.text.rfind("]", self.at) + 1
            if end <= self.at and not self.more():
                raise EOFError
            if end > self.at:
                yield json.loads(f"[{self.text[self.at : end]}]")
                self.at = end
                if self.take(",", "]") == "]":
                    return
