"""The report of an assessment as one self-contained HTML file."""

import pathlib

_FOLDER = pathlib.Path(__file__).parent.parent / "resources" / "report"


def report(data, folder=_FOLDER):
    """Return an HTML page made of data that is ready to be shown; all texts in it are escaped.

    data : what the template `report.html` names; charts are the library's own SVG, marked as such by
    `drawn`. folder : where the template lies.
    """
    import jinja2

    environment = jinja2.Environment(
        autoescape=True, loader=jinja2.FileSystemLoader(str(folder)), undefined=jinja2.StrictUndefined
    )
    return environment.get_template("report.html").render(**data)


def drawn(svg):
    """Return a chart as markup that the page takes as it is.

    >>> drawn("<svg/>")
    Markup('<svg/>')
    """
    import markupsafe

    return markupsafe.Markup(svg)
