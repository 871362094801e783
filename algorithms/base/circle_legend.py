"""The legend of walk circles and of the streets reached in them."""

from html import escape

from .texts import translate

# From the nearest circle to the farthest: dark to light, in one hue, so that their order reads without colours.
_NEAR, _FAR = (8, 69, 148), (198, 219, 239)
_FILL = (
    '<layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map">'
    '<Option type="QString" name="color" value="{colour},255"/>'
    '<Option type="QString" name="outline_color" value="8,48,107,255"/>'
    '<Option type="QString" name="outline_width" value="0.26"/>'
    '<Option type="QString" name="style" value="solid"/></Option></layer>'
)
_LINE = (
    '<layer class="SimpleLine" enabled="1" locked="0" pass="0"><Option type="Map">'
    '<Option type="QString" name="line_color" value="{colour},255"/>'
    '<Option type="QString" name="line_width" value="0.66"/>'
    '<Option type="QString" name="capstyle" value="flat"/></Option></layer>'
)


def minute_legend(minutes, kind, straight=False):
    """Return the categories and symbols of circles (fill) or streets (line) by their limits."""
    layer, categories, symbols = {"fill": _FILL, "line": _LINE}[kind], [], []
    text = translate("Multiground", "within {:g} minutes")
    if straight:
        text = translate("Multiground", "within {:g} minutes, estimated by straight lines")
    for number, limit in enumerate(minutes):
        share = number / max(len(minutes) - 1, 1)
        colour = ",".join(str(round(near + share * (far - near))) for near, far in zip(_NEAR, _FAR))
        label = escape(text.format(limit))
        value = f'type="double" value="{limit:.12g}"'
        categories.append(f'<category {value} symbol="{number}" render="true" label="{label}"/>')
        symbols.append(f'<symbol name="{number}" type="{kind}" alpha="1">{layer.format(colour=colour)}</symbol>')
    # the layer is translucent, not its circles: those inside each other keep the colours of the legend
    opacity = {"fill": "0.6", "line": "1"}[kind]
    return {"categories": "".join(categories), "symbols": "".join(symbols), "opacity": opacity}
