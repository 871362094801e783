"""What an import assumed of a feature, in the reader's words; the field `assumed` holds `field field: from what`."""

from .texts import field_labels, translate


def remarks(text):
    """Return what is assumed of a feature: fields by their labels, and from what; words that are not known stay."""
    labels, reasons, found = {**field_labels(), **_parts()}, _reasons(), []
    for part in filter(None, map(str.strip, text.split(";"))):
        fields, _, why = part.partition(":")
        named = ", ".join(labels.get(field, field) for field in fields.split())
        told = translate("Multiground", "{} (from: {})")
        found.append(told.format(named, reasons.get(why.strip(), why.strip())) if why else named)
    return "; ".join(found)


def _parts():
    """Return what is no field but may be assumed as well."""
    return {"outline": translate("Multiground", "outline"), "line": translate("Multiground", "line")}


def _reasons():
    return {
        "2 m": "2 m",
        "a part without an outline": translate("Multiground", "a part of a building without an outline"),
        "both, none is tagged": translate("Multiground", "none is tagged, both are taken"),
        "building:levels": translate("Multiground", "number of storeys"),
        "extent of the import": translate("Multiground", "extent of the import"),
        "footbridge on it": translate("Multiground", "the footbridge on it"),
        "from the outline to the middle of the shaft": translate("Multiground", "outline and middle of the shaft"),
        "half of diameter_crown": translate("Multiground", "half the width of the crown"),
        "height": translate("Multiground", "height"),
        "height of the footbridge": translate("Multiground", "height of the footbridge"),
        "highest building:part": translate("Multiground", "highest part of the building"),
        "hull of buildings and ways": translate("Multiground", "hull of buildings and ways"),
        "land use": translate("Multiground", "land use"),
        "level": translate("Multiground", "level"),
        "level and ways met": translate("Multiground", "level, and the ways that it meets"),
        "lowest level": translate("Multiground", "lowest level"),
        "mapped land use": translate("Multiground", "land use as mapped in OpenStreetMap, no cadastre"),
        "of the building": translate("Multiground", "outline of the building"),
        "outline of an area": translate("Multiground", "outline of an area"),
        "roundabout or motorway": translate("Multiground", "a roundabout or motorway"),
        "several levels": translate("Multiground", "several levels"),
        "ways met": translate("Multiground", "the ways that it meets"),
        "ways of different levels meet": translate("Multiground", "ways of different levels that meet"),
        "whole storeys of building:levels": translate("Multiground", "whole storeys of the number given"),
        "width": translate("Multiground", "width"),
        "width of 6.2.1": translate("Multiground", "width that clause 6.2.1 assumes"),
    }
