"""Styles of the package's layers, made from its tables: symbols, labels, and a form that offers what may be chosen."""

import xml.etree.ElementTree as ElementTree  # nosec B405 # it writes here, and reads nothing

from ...urbanform import create_package, tables

LANGUAGES = {"en": "English", "zh": "中文"}
_NULL = "{2839923C-8B7D-419E-B84B-CA2FE9B80EC7}"  # what QGIS's value map writes as NULL
_UNKNOWN, _YES, _NO = {"en": "(unknown)", "zh": "（未知）"}, {"en": "Yes", "zh": "是"}, {"en": "No", "zh": "否"}
_OTHER = {"en": "other or unknown", "zh": "其他或未知"}
_OUTLINE = "70,70,70,255"


def style_of(layer, language, defaults=()):
    """Return the style of a layer of the package as QML text in a language.

    defaults : pairs of a field and the text that it holds in a new feature.
    """
    labels = {row["field"]: row[f"label_{language}"] for row in tables.rows("fields")}
    root = ElementTree.Element("qgis", version="3.22", styleCategories="Symbology|Fields|Forms|MapTips")
    widgets = _child(root, "fieldConfiguration")
    aliases, preset = _child(root, "aliases"), _child(root, "defaults")
    for field in layer.fields:
        _add_widget(_child(widgets, "field", name=field.name), field, language)
        _child(aliases, "alias", field=field.name, name=labels[field.name])
    for field, text in defaults:
        _child(preset, "default", field=field, expression="'{}'".format(text.replace("'", "''")), applyOnUpdate="0")
    _add_renderer(root, layer, language)
    names = [field.name for field in layer.fields]
    if names:
        lines = (f'{labels[name]}: [% represent_value("{name}") %]' for name in names[:5])
        _child(root, "mapTip").text = f"<b>{layer.titles[language]}</b><br>" + "<br>".join(lines)
        _child(root, "previewExpression").text = f'"{names[0]}"'
    return ElementTree.tostring(root, encoding="unicode")


def _add_widget(parent, field, language):
    """Add what a field is edited with: a list, a range of numbers, or a line of text."""
    chosen = {row["code"]: row[f"label_{language}"] for row in create_package.codes(field.values)}
    if field.type == "yesno":  # a check box has no third state for unknown
        chosen = {"1": _YES[language], "0": _NO[language]}
    kind = "ValueMap" if chosen else "Range" if field.type in ("real", "whole") else "TextEdit"
    options = _child(_child(_child(parent, "editWidget", type=kind), "config"), "Option", type="Map")
    if kind == "ValueMap":
        several = _child(options, "Option", name="map", type="List")
        for code, label in {_NULL: _UNKNOWN[language], **chosen}.items():
            _child(_child(several, "Option", type="Map"), "Option", name=label, type="QString", value=code)
    elif kind == "Range":
        whole = field.type == "whole"
        bounds = {"Min": field.span.least, "Max": field.span.most}
        for name, bound in bounds.items():
            if bound is not None:
                number = str(int(bound)) if whole else f"{bound:g}"
                _child(options, "Option", name=name, type="int" if whole else "double", value=number)
        _child(options, "Option", name="AllowNull", type="bool", value="true")
        _child(options, "Option", name="Precision", type="int", value="0" if whole else "2")
        _child(options, "Option", name="Step", type="int" if whole else "double", value="1")
        _child(options, "Option", name="Style", type="QString", value="SpinBox")
        _child(options, "Option", name="Suffix", type="QString", value=f" {field.span.unit}".rstrip())


def _add_renderer(root, layer, language):
    """Add one symbol for all, or one for each code of the first field whose list has colours."""
    coloured = (
        (field.name, rows)
        for field in layer.fields
        for rows in [create_package.codes(field.values)]
        if rows and all(row["colour"] for row in rows)
    )
    name, rows = next(coloured, ("", []))
    renderer = _child(root, "renderer-v2", type="categorizedSymbol" if rows else "singleSymbol")
    if rows:
        renderer.set("attr", name)
        categories = _child(renderer, "categories")
        labels = [(row["code"], row[f"label_{language}"]) for row in rows] + [("", _OTHER[language])]
        for number, (code, label) in enumerate(labels):
            _child(categories, "category", value=code, symbol=str(number), label=label, render="true")
    symbols = _child(renderer, "symbols")
    for number, colour in enumerate([*(row["colour"] for row in rows), layer.colour]):
        _add_symbol(symbols, str(number), layer.geometry[0], colour)


def _add_symbol(symbols, name, geometry, colour):
    kind = ("marker", "line", "fill")[create_package.DIMENSIONS[geometry]]
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    opaque, alpha = f"{red},{green},{blue},255", int(colour[7:] or "b4", 16)
    symbol = _child(symbols, "symbol", name=name, type=kind, alpha="1", clip_to_extent="1", force_rhr="0")
    shape = {"marker": "SimpleMarker", "line": "SimpleLine", "fill": "SimpleFill"}[kind]
    properties = {
        "marker": {"color": opaque, "outline_color": _OUTLINE, "name": "circle", "size": "2.6"},
        "line": {"line_color": opaque, "line_width": "0.6", "line_style": "solid", "capstyle": "flat"},
        "fill": {
            "color": f"{red},{green},{blue},{alpha}",
            "style": "solid" if alpha else "no",
            "outline_color": _OUTLINE if alpha else opaque,
            "outline_width": "0.26" if alpha else "0.6",
            "outline_style": "solid",
        },
    }[kind]
    drawn = _child(symbol, "layer", **{"class": shape}, enabled="1", locked="0")
    drawn.set("pass", "0")
    options = _child(drawn, "Option", type="Map")
    for key, value in properties.items():
        _child(options, "Option", type="QString", name=key, value=value)


def _child(parent, tag, **attributes):
    return ElementTree.SubElement(parent, tag, attributes)
