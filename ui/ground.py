"""Rows and shapes of the multi-ground panel, from the tables of a result."""

from qgis.PyQt.QtGui import QColor

from ..urbanform import tables
from .texts import RANKS, SIGNS, grade_names, kind_names, language, number, translate

_STOREYS = ("f_total", "f_above", "f_below", "f_ground")
_GREY = "#8c8c8c"


def system_colour(system):
    """Return the colour that a system has in the stored styles.

    >>> system_colour(1).name()
    '#da6fd9'
    """
    return QColor.fromHslF(((system * 137.508 + 140) % 360) / 360, 0.60, 0.62)


def system_rows(systems):
    """Return number, surfaces, area and connected storeys of each system as texts."""
    return [
        (
            str(row["system"]),
            str(row["n_surfaces"]),
            number(row["area_m2"], 0, "m²"),
            "{} = {} + {} + {}".format(*(f"{row[name] or 0:g}" for name in _STOREYS)),
        )
        for row in systems
    ]


def floor_rows(floors):
    """Return the floors as texts in their order."""
    names = _function_names()
    met = translate("Multiground", "opens to system {}")
    return [
        (
            str(row["building"] or ""),
            str(row["storey"] or ""),
            names.get(row["function"], row["function"] or ""),
            f"{row['f'] or 0:g}",
            met.format(row["systems"]) if row["f"] else row["reason"] or "",
        )
        for row in floors
    ]


def _function_names():
    return {row["function"]: row[f"name_{language()}"] for row in tables.rows("functions")}


def advice_rows(measures):
    """Return rank, grade and MPER after each measure, and what it is, as texts in their order."""
    names = grade_names()
    return [
        (
            str(row["rank"]),
            f"{SIGNS[row['grade_after']]} {names[row['grade_after']]}",
            number(row["mper_after"]),
            row["finding"] or "",
        )
        for row in measures
    ]


def needed_text(needed, row):
    """Say what each grade above the present one would need."""
    text = translate(
        "Multiground",
        "{sign} {grade} needs {low}–{high} m² of surfaces and links (now {now} m²), with the same N and ΣF"
    )
    names, parts = grade_names(), []
    for each in needed:
        better = RANKS.get(each["grade"], 0) > RANKS.get(row["grade"], 9)
        if better and each["area_from_m2"] is not None:
            low, high, now = each["area_from_m2"], each["area_to_m2"], row["denominator"]
            low, high, now = (number(value, 0) for value in (low, high, now))
            parts.append(
                text.format(sign=SIGNS[each["grade"]], grade=names[each["grade"]], low=low, high=high, now=now)
            )
    return "<br/>".join(parts)


def section(surfaces, verticals, axis):
    """Return bars and links of a section, its table rows and what each row is of.

    axis : 0 from west to east, 1 from north to south. What has no height is in the table alone.
    """
    kinds, bars, links, rows, keys = kind_names(), [], [], [], []
    unknown = translate("Multiground", "height not known")
    isolated = translate("Multiground", "isolated")
    for row in surfaces:
        if row["extent"] is None:
            continue
        system, key = row["system"], ("near_ground_surfaces", row["fid"])
        name, kind = row.get("surface") or f"#{row['fid']}", kinds.get(row["kind"], row["kind"] or "")
        low, high = _ends(row["extent"], axis)
        shown = str(system) if system is not None else row["reason"] or isolated
        height = f"{row['z']:g} m" if row["z"] is not None else unknown
        rows.append((name, kind, height, shown))
        keys.append(key)
        if row["z"] is None:
            continue
        tip = f"{name} · {kind} · {height} · {shown}"
        colour = system_colour(system) if system is not None else QColor(_GREY)
        bar = {
            "key": key,
            "from": low,
            "to": high,
            "z": row["z"],
            "colour": colour,
            "tip": tip,
        }
        bars.append({**bar, "hatched": system is None, "group": system})
    for row in verticals:
        if row["extent"] is None:
            continue
        system, kind = row["system"], kinds.get(row["kind"], row["kind"] or "")
        there, key = row["z_from"] is not None and row["z_to"] is not None, ("vertical_components", row["fid"])
        height = f"{row['z_from']:g} → {row['z_to']:g} m" if there else unknown
        counted = translate("Multiground", "counted") if row["counted"] else row["reason"] or ""
        rows.append((f"{kind} {row['fid']}", kind, height, f"{system} · {counted}" if system is not None else counted))
        keys.append(key)
        if not there:
            continue
        low, high = _ends(row["extent"], axis)
        colour = system_colour(system) if system is not None else QColor(_GREY)
        link = {
            "key": key,
            "at": (low + high) / 2,
            "z_from": row["z_from"],
            "z_to": row["z_to"],
        }
        link.update(colour=colour, counted=bool(row["counted"]), group=system, tip=f"{kind} · {height} · {counted}")
        links.append(link)
    return bars, links, rows, keys


def _ends(extent, axis):
    """Return where an extent begins and ends along a section, which runs southwards when seen from the east."""
    west, east, south, north = extent
    return (west, east) if axis == 0 else (-north, -south)
