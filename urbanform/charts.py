"""Charts as inline SVG: how features are graded, where a figure lies among its bounds, and lists of bars."""

import math
from html import escape

COLOURS = {
    "excellent": "#1a9850",
    "good": "#91cf60",
    "fair": "#fdae61",
    "violation": "#d73027",
    "unassessed": "#bdbdbd",
}
# Told apart without colours too: the same signs stand in tables and legends.
SIGNS = {"excellent": "●", "good": "◐", "fair": "○", "violation": "✕", "unassessed": "–"}
_WIDTH, _FONT = 640, "font-family='sans-serif' font-size='12' fill='currentColor'"


def share_bar(counts, labels):
    """Return a bar of shares by grade, each with its sign and number.

    counts : grade → number of features; labels : grade → name in the reader's language.

    >>> share_bar({"excellent": 3, "fair": 1}, {"excellent": "excellent", "fair": "fair"}).count("<rect")
    2
    """
    total, x, parts = sum(counts.values()), 0.0, []
    present = {grade: number for grade, number in counts.items() if number}
    for grade, number in present.items():
        width = _WIDTH * number / total
        parts.append(_rect(x, 0, width, 20, COLOURS[grade], f"{labels[grade]}: {number}"))
        if width > 30:
            parts.append(_text(x + width / 2, 34, f"{SIGNS[grade]} {number}", "middle"))
        x += width
    return _svg(40, parts, ", ".join(f"{labels[grade]}: {number}" for grade, number in present.items()))


def band_chart(value, bounds, labels):
    """Return a scale with the intervals of the grades in their colours, and a mark where the figure lies.

    value : the figure; bounds : `clauses.bounds` of its measure; labels : grade → name. The scale begins at
    0 and ends a quarter beyond the last bound; a figure further out is drawn at its end with an arrow.

    >>> from . import clauses
    >>> chart = band_chart(9.52, clauses.bounds("4.1.3-1", "density_km_per_km2"), {})
    >>> chart.count("<rect"), "9.52" in chart
    (4, True)
    """
    ends = sorted({end for bound in bounds for end in (bound.lower, bound.upper) if math.isfinite(end)})
    high = 1.25 * max(ends)

    def place(number):
        return 10 + (_WIDTH - 60) * min(max(number, 0), high) / high

    parts = []
    for bound in bounds:
        begin, end = place(bound.lower), place(bound.upper)
        if end > begin:
            parts.append(_rect(begin, 18, end - begin, 14, COLOURS[bound.grade], labels.get(bound.grade, bound.grade)))
    parts += [_text(place(end), 46, f"{end:g}", "middle") for end in ends]
    mark, shown = place(value), f"{value:,.6g}" + (" →" if value > high else "")
    parts.append(f"<path d='M{mark:.1f} 30l-6-14h12z' fill='#222' stroke='#fff'/>")
    parts.append(_text(mark, 12, shown, "middle", "font-weight='bold'"))
    return _svg(52, parts, shown)


def bars(rows, unit=""):
    """Return a list of bars: names at the left, values at their ends, in the colours of their grades.

    rows : tuples of name, value (None where unknown) and grade ('' for what is only measured).

    >>> bars([("Bank", 80.0, "excellent"), ("Museum", None, "unassessed")], "%").count("<text")
    4
    """
    largest = max((value for _, value, _ in rows if value is not None), default=1) or 1
    parts = []
    for number, (name, value, grade) in enumerate(rows):
        y = 20 * number
        parts.append(_text(178, y + 14, name, "end"))
        width = 0 if value is None else (_WIDTH - 270) * value / largest
        parts.append(_rect(186, y + 3, max(width, 1), 14, COLOURS.get(grade, "#7a8fa6"), name))
        shown = "–" if value is None else f"{value:,.6g} {unit}".strip()
        parts.append(_text(192 + width, y + 14, f"{SIGNS.get(grade, '')} {shown}".strip()))
    return _svg(20 * len(rows) + 4, parts, "")


def sparkline(values, title=""):
    """Return a line as high as a word: how a share in per cent moved; its last value is a dot.

    values : shares from 0 to 100, the oldest first; NaN where there is none.

    >>> sparkline([40, float("nan"), 60]).count("<circle"), sparkline([])
    (1, '')
    """
    known = [(number, value) for number, value in enumerate(values) if value == value]
    if not known:
        return ""
    step = 96 / max(len(values) - 1, 1)
    points = [(2 + step * number, 18 - 0.16 * value) for number, value in known]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    drawn = f"<polyline points='{line}' fill='none' stroke='currentColor' stroke-width='1.5'/>"
    dot = f"<circle cx='{points[-1][0]:.1f}' cy='{points[-1][1]:.1f}' r='2' fill='currentColor'/>"
    box = "viewBox='0 0 100 20' width='100' height='20'"
    told = f"<title>{escape(title)}</title>"
    return f"<svg xmlns='http://www.w3.org/2000/svg' role='img' {box}>{told}{drawn}{dot}</svg>"


def _svg(height, parts, title):
    told = f"<title>{escape(title)}</title>" if title else ""
    head = f"<svg xmlns='http://www.w3.org/2000/svg' role='img' viewBox='0 0 {_WIDTH} {height}' width='100%'>"
    return f"{head}{told}{''.join(parts)}</svg>"


def _rect(x, y, width, height, colour, title):
    place = f"x='{x:.1f}' y='{y:.1f}' width='{width:.1f}' height='{height}'"
    return f"<rect {place} fill='{colour}' stroke='#fff' stroke-width='0.5'><title>{escape(title)}</title></rect>"


def _text(x, y, text, anchor="start", more=""):
    return f"<text x='{x:.1f}' y='{y:.1f}' text-anchor='{anchor}' {_FONT} {more}>{escape(text)}</text>"
