"""The report of an assessment as one self-contained HTML file."""

import pathlib

_FOLDER = pathlib.Path(__file__).parent.parent / "resources" / "report"


def report(data, template="report.html"):
    """Return an HTML page made of data that is ready to be shown; all texts in it are escaped.

    data : what the template names; charts are the library's own SVG, marked as such by `drawn`.
    template : a file of `resources/report`.
    """
    import jinja2

    environment = jinja2.Environment(
        autoescape=True, loader=jinja2.FileSystemLoader(str(_FOLDER)), undefined=jinja2.StrictUndefined
    )
    return environment.get_template(template).render(**data)


def drawn(svg):
    """Return a chart as markup that the page takes as it is.

    >>> drawn("<svg/>")
    Markup('<svg/>')
    """
    import markupsafe

    return markupsafe.Markup(svg)  # nosec B704 # our own SVG, the texts in it escaped where it is drawn
