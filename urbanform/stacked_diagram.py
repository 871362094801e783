"""A building's storeys, one above the other, as a picture in text: SVG for a page or a report."""

from html import escape

import numpy as np

from .functions import FUNCTIONS

# Those of the maps of functions (resources/styles/function_mix.qml).
COLOURS = {
    "office": "#4575b4",
    "commercial": "#d73027",
    "culture": "#984ea3",
    "residential": "#ffe08a",
    "hotel": "#f4a582",
    "public_service": "#66c2a5",
    "auxiliary": "#969696",
    "": "#e1e1e1",
}
_DARK = ("office", "commercial", "culture")  # written on in white
_BAR, _LEFT, _RIGHT, _ROW, _TOP, _LETTER = 240.0, 44.0, 150.0, 15.0, 30.0, 7.0


def stacked_diagram(floors, labels):
    """Return the storeys of one building as an SVG picture, its highest storey on top.

    A storey is as wide as its floor area; within it stand its functions. A gap and a thick line
    part what is below ground from what is above.

    floors : table with storey (… -2 -1 1 2 …; rows without one are left out), function ('' where
    unknown) and area_m2; several rows of one storey and function are added up. labels : texts by function, and
    of "" (unknown) and "title".

    >>> import pandas as pd
    >>> floors = pd.DataFrame({"storey": [1, 2], "function": ["commercial", "office"], "area_m2": [900.0, 600.0]})
    >>> picture = stacked_diagram(floors, {"commercial": "Shops", "office": "Offices", "title": "A < B"})
    >>> "A &lt; B" in picture, picture.index(">2F<") < picture.index(">1F<")
    (True, True)
    """
    floors = floors.assign(storey=np.floor(floors["storey"].astype(float)))  # a mezzanine hangs over its storey
    shown = floors[(floors["storey"].fillna(0) != 0) & (floors["area_m2"] > 0)]
    order = [name for name in (*FUNCTIONS, "") if (shown["function"] == name).any()]
    area = shown.astype({"area_m2": float}).groupby(["storey", "function"])["area_m2"].sum().unstack(fill_value=0.0)
    area = area.reindex(columns=order, fill_value=0.0).sort_index(ascending=False)
    scale = _BAR / area.sum(axis=1).max() if len(area) else 1.0
    y, parts = _TOP, []
    ground = _TOP
    for number, (storey, widths) in enumerate((area * scale).iterrows()):
        if storey > 0:
            ground = y + _ROW
        elif number == 0 or area.index[number - 1] > 0:
            y += 4
        parts.append(_storey(storey, widths, y, labels))
        y += _ROW
    parts.append(_line(ground + 2))
    height = max(y + 10, _TOP + 16 * len(order) + 10)
    size = f'width="{_LEFT + _BAR + _RIGHT:g}" height="{height:g}"'
    view = f'viewBox="0 0 {_LEFT + _BAR + _RIGHT:g} {height:g}"'
    title = labels.get("title", "")
    return "".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} {view} role="img" aria-label="{escape(title)}" '
            'font-family="sans-serif" font-size="10" fill="#222222"><rect width="100%" height="100%" fill="#ffffff"/>',
            f'<text x="{_LEFT:g}" y="18" font-size="13" font-weight="bold">{escape(title)}</text>',
            *parts,
            *(_key(number, name, labels) for number, name in enumerate(order)),
            "</svg>",
        ]
    )


def storey_label(storey):
    """Return how a storey is called, in every language.

    >>> storey_label(12), storey_label(-2)
    ('12F', 'B2')
    """
    return f"{storey:.0f}F" if storey > 0 else f"B{-storey:.0f}"


def _storey(storey, widths, y, labels):
    """Return the bars of one storey from left to right, with its name before them."""
    middle = y + _ROW - 4
    parts = [f'<text x="{_LEFT - 6:g}" y="{middle:g}" text-anchor="end">{storey_label(storey)}</text>']
    for name, width, x in zip(widths.index, widths, _LEFT + np.cumsum(widths) - widths):
        if width <= 0:
            continue
        place = f'x="{x:.1f}" y="{y:g}" width="{width:.1f}" height="{_ROW - 1:g}"'
        parts.append(f'<rect {place} fill="{COLOURS[name]}" stroke="#555555" stroke-width="0.5"/>')
        label = labels.get(name, name)
        # Chinese letters are as wide as they are high
        if sum(_LETTER if ord(letter) < 0x2E80 else 10.0 for letter in label) < width:
            parts.append(
                f'<text x="{x + width / 2:.1f}" y="{middle:g}" text-anchor="middle" fill="{_ink(name)}">'
                f"{escape(label)}</text>"
            )
    return "".join(parts)


def _ink(name):
    return "#ffffff" if name in _DARK else "#222222"


def _line(y):
    return f'<path d="M{_LEFT - 30:g} {y:g}H{_LEFT + _BAR + 10:g}" stroke="#222222" stroke-width="1.5"/>'


def _key(number, name, labels):
    """Return one entry of the legend."""
    x, y = _LEFT + _BAR + 20, _TOP + 16 * number
    box = f'<rect x="{x:g}" y="{y:g}" width="12" height="12" fill="{COLOURS[name]}" stroke="#555555" '
    return box + f'stroke-width="0.5"/><text x="{x + 18:g}" y="{y + 10:g}">{escape(labels.get(name, name))}</text>'
