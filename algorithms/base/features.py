"""Frames as QGIS takes them: fields, values and features."""

from qgis.core import NULL, Qgis, QgsFeature, QgsField, QgsFields, QgsGeometry

from .texts import label

if Qgis.QGIS_VERSION_INT >= 33800:
    from qgis.PyQt.QtCore import QMetaType

    FIELD_TYPES = {float: QMetaType.Type.Double, int: QMetaType.Type.LongLong, str: QMetaType.Type.QString}
    FIELD_TYPES[bool] = QMetaType.Type.Bool
else:
    from qgis.PyQt.QtCore import QVariant

    FIELD_TYPES = {float: QVariant.Double, int: QVariant.LongLong, str: QVariant.String, bool: QVariant.Bool}


def fields_with(existing, added, renamed=()):
    """Return the existing fields and those added (name → type, or name → type and label).

    An existing field of an added name, or one named in `renamed`, keeps its values under another name;
    so does a `fid` that is no number, which a GeoPackage cannot take.
    """
    texts = {field.name().lower() for field in existing if not field.isNumeric()}
    renamed = {*renamed, *({"fid"} & texts)}
    taken = {field.name().lower() for field in existing} | set(added)
    fields = QgsFields()
    for field in existing:
        if field.name().lower() in {*added, *renamed}:
            field, name = QgsField(field), f"{field.name()}_input"
            while name.lower() in taken:
                name += "_"
            taken.add(name.lower())
            field.setName(name)
        fields.append(field)
    for name, kind in added.items():
        kind, alias = kind if isinstance(kind, tuple) else (kind, label(name))
        field = QgsField(name, FIELD_TYPES[kind])
        field.setAlias(alias)
        fields.append(field)
    return fields


def without_aliases(fields):
    """Return fields as a scratch layer takes them: QGIS 3.44 warns of each alias; the style brings them."""
    bare = QgsFields()
    for field in fields:
        field = QgsField(field)
        field.setAlias("")
        bare.append(field)
    return bare


def plain(column):
    """Return a column's values as QGIS takes them: NaN as NULL."""
    return [NULL if value is None or value != value else value for value in column.tolist()]


def multi(geometry):
    """Return a geometry as a multipart one, without one staying without."""
    geometry.convertToMultiType()
    return geometry


def feature_of(wkb, attributes, back):
    """Return a feature of a geometry in metres (None for none), brought back to the result's CRS."""
    feature = QgsFeature()
    if wkb is not None:
        geometry = QgsGeometry()
        geometry.fromWkb(wkb)
        geometry.transform(back)
        if not geometry.isEmpty():
            feature.setGeometry(multi(geometry))
    feature.setAttributes(attributes)
    return feature
