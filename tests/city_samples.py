"""City models made by hand, and the ways in which CityGML and CityJSON write them."""

import json

# A building: name, attributes, shapes; a shape is (level of detail, kind of face or None, outline, holes, z), where
# z is one height for a face and two for a solid over the outline.


def ring(*corners):
    return list(corners)


def box(x0, y0, x1, y1):
    return ring((x0, y0), (x1, y0), (x1, y1), (x0, y1))


def solid(outline, low, high):
    """Return the faces of an upright solid: bottom, top and walls, each a list of rings of (x, y, z)."""
    bottom, top = [(x, y, low) for x, y in outline], [(x, y, high) for x, y in outline]
    walls = [[[a, b, d, c]] for a, b, c, d in zip(bottom, bottom[1:] + bottom[:1], top, top[1:] + top[:1])]
    return [[bottom[::-1]], [top], *walls]


class CityJson:
    """A CityJSON document under way."""

    def __init__(self, version="2.0", crs="https://www.opengis.net/def/crs/EPSG/0/7415", shift=(85000, 446000, 0)):
        self.version, self.shift, self.vertices, self.objects = version, shift, [], {}
        self.metadata = {"referenceSystem": crs} if crs else {}

    def add(self, name, attributes=None, geometry=(), kind="Building", parent=None, **others):
        geometry = [self.geometry(*each) for each in geometry]
        self.objects[name] = {"type": kind, "attributes": attributes or {}, "geometry": geometry, **others}
        if parent:
            self.objects[name]["parents"] = [parent]
            self.objects[parent].setdefault("children", []).append(name)
        return self

    def geometry(self, lod, faces, types=None):
        """A Solid of faces, or with types a MultiSurface of which each face has a type of surface."""
        lod = lod if self.version == "1.0" else str(lod)
        numbered = [[[self.vertex(*place) for place in ring] for ring in face] for face in faces]
        if types is None:
            return {"type": "Solid", "lod": lod, "boundaries": [numbered]}
        surfaces = [{"type": each} for each in dict.fromkeys(filter(None, types))]
        order = [each["type"] for each in surfaces]
        values = [order.index(each) if each else None for each in types]
        semantics = {"surfaces": surfaces, "values": values}
        return {"type": "MultiSurface", "lod": lod, "boundaries": numbered, "semantics": semantics}

    def vertex(self, *place):
        self.vertices.append([round(value * 1000) for value in place])
        return len(self.vertices) - 1

    def document(self, **others):
        return {
            "type": "CityJSON",
            "version": self.version,
            "transform": {"scale": [0.001] * 3, "translate": list(self.shift)},
            "metadata": self.metadata,
            "CityObjects": self.objects,
            "vertices": self.vertices,
            **others,
        }

    def write(self, path, **options):
        path.write_text(json.dumps(self.document(), **options), encoding="utf-8")
        return path

    def write_sequence(self, path):
        """A header, then a line for each building with its parts and vertices of its own."""
        lines = [self.document(CityObjects={}, vertices=[])]
        for name, each in self.objects.items():
            if "parents" not in each:
                family = {name: each, **{child: self.objects[child] for child in each.get("children", ())}}
                text = json.dumps(family)
                lines.append(
                    {"type": "CityJSONFeature", "id": name, "CityObjects": json.loads(text), "vertices": self.vertices}
                )
        path.write_text("\n".join(map(json.dumps, lines)) + "\n", encoding="utf-8")
        return path


GML2 = {
    "core": "http://www.opengis.net/citygml/2.0",
    "bldg": "http://www.opengis.net/citygml/building/2.0",
    "gen": "http://www.opengis.net/citygml/generics/2.0",
    "gml": "http://www.opengis.net/gml",
    "xlink": "http://www.w3.org/1999/xlink",
}
GML3 = {
    "core": "http://www.opengis.net/citygml/3.0",
    "bldg": "http://www.opengis.net/citygml/building/3.0",
    "con": "http://www.opengis.net/citygml/construction/3.0",
    "gml": "http://www.opengis.net/gml/3.2",
    "xlink": "http://www.w3.org/1999/xlink",
}


def polygon(face, order="xyz"):
    """A gml:Polygon of rings, closed; `order` of coordinates: xyz or yxz."""
    rings = []
    for number, corners in enumerate(face):
        places = [dict(zip("xyz", place)) for place in [*corners, corners[0]]]
        numbers = " ".join(str(place[axis]) for place in places for axis in order)
        part = "interior" if number else "exterior"
        rings.append(f"<gml:{part}><gml:LinearRing><gml:posList>{numbers}</gml:posList></gml:LinearRing></gml:{part}>")
    return f"<gml:Polygon>{''.join(rings)}</gml:Polygon>"


def surfaces(faces, **options):
    members = (f"<gml:surfaceMember>{polygon(face, **options)}</gml:surfaceMember>" for face in faces)
    return f"<gml:MultiSurface>{''.join(members)}</gml:MultiSurface>"


def shell(faces, **options):
    members = (f"<gml:surfaceMember>{polygon(face, **options)}</gml:surfaceMember>" for face in faces)
    composite = f"<gml:CompositeSurface>{''.join(members)}</gml:CompositeSurface>"
    return f"<gml:Solid><gml:exterior>{composite}</gml:exterior></gml:Solid>"


def building(name, inner, kind="Building"):
    return f'<bldg:{kind} gml:id="{name}">{inner}</bldg:{kind}>'


def city_gml(path, *buildings, names=GML2, crs="urn:ogc:def:crs:EPSG::7415", before=""):
    """Write a CityModel of buildings; `before` stands before its first element."""
    spaces = " ".join(f'xmlns:{key}="{value}"' for key, value in names.items())
    envelope = f'<gml:boundedBy><gml:Envelope srsName="{crs}" srsDimension="3"/></gml:boundedBy>'
    members = "".join(f"<core:cityObjectMember>{each}</core:cityObjectMember>" for each in buildings)
    model = f"<core:CityModel {spaces}>{envelope}{members}</core:CityModel>"
    path.write_text(f'<?xml version="1.0" encoding="UTF-8"?>{before}{model}', encoding="utf-8")
    return path
