"""What is told of imported planning data, in the user's language."""

from .texts import label, translate


def sentence(code, text):
    """Return a note of `urbanform.import_planning_data` as a sentence; text is what it is about."""
    from ...urbanform import city_models, hong_kong_network

    own = {**_of_columns(), **_of_layers(), **_of_floors()}
    if code in own:
        return own[code].format(text)
    others = {**hong_kong_network.SENTENCES, **city_models.SENTENCES}
    return translate("Multiground", others[code]).format(text)


def _of_columns():
    return {
        "unknown": translate("Multiground", "not recognised; kept under its own name"),
        "same_as": translate("Multiground", "names {} too; another column was read, this one is kept as it is"),
        "unsure": translate("Multiground", "a cut name that may mean {}; not read, kept under its own name"),
        "cut_name": translate("Multiground", "recognised by a name that was cut in a shapefile"),
        "unit": translate("Multiground", "{}: the unit in the name does not fit; nothing was read"),
        "in_unit": translate("Multiground", "{}: read in the unit of its name"),
        "limit": translate("Multiground", "a height limit, taken as the height"),
        "shares": translate("Multiground", "numbers up to 1, read as parts of 1{}"),
        "one_end": translate("Multiground", "only the first or only the last storeys: nothing was read{}"),
        "impossible": translate("Multiground", "{} numbers that cannot be, left unknown"),
        "assumed": translate("Multiground", "bounds, ranges or several numbers of which one was taken: {}"),
    }


def _of_layers():
    return {
        "no_field": translate("Multiground", "no column for {}, which the assessment asks for"),
        "skipped": translate("Multiground", "features skipped: {}"),
        "repaired": translate("Multiground", "features imported in a repaired copy: {}"),
        "reprojected": translate("Multiground", "transformed from {}"),
        "encoding": translate("Multiground", "its text was read again in {}"),
        "shifted": translate("Multiground", "looks shifted as GCJ-02 shifts data, {}; nothing was moved"),
        "hong_kong": translate("Multiground", "the 3D pedestrian network of Hong Kong, as walkways and verticals{}"),
        "own_source": translate("Multiground", "not made from it: {}, which has a source of its own"),
    }


def _of_floors():
    return {
        "floors": translate("Multiground", "rows expanded to {} floors, one for each storey"),
        "area_name": translate(
            "Multiground",
            "areas are those of all storeys of a row together, except in columns named after a single storey{}"
        ),
        "area_row": translate("Multiground", "areas are those of all storeys of a row together{}"),
        "area_storey": translate("Multiground", "areas are those of each storey of a row{}"),
        "rows_total": translate("Multiground", "rows with totals, left out: {}"),
        "rows_no_storey": translate("Multiground", "rows that name no storey, left out: {}"),
        "rows_no_area": translate(
            "Multiground",
            "rows without an area beside others of their storey, left out: {}"
        ),
        "rows_unjoined": translate("Multiground", "rows whose building is not found, left out: {}"),
        "filled_down": translate("Multiground", "{} rows without a building took that of the row above"),
        "loose": translate("Multiground", "{} rows joined to a building of a slightly different name"),
        "unlikely_areas": translate(
            "Multiground",
            "{} rows fit their buildings better if their area is that of each storey: see AREA_COUNTS"
        ),
    }


def meaning(field):
    """Return the label and the name of a field that a column was read as, '' for none."""
    return f"{label(field)} ({field})" if field else ""


def column_label(name):
    """Return the label of a column of the table of what was recognised."""
    return {
        "layer": translate("Multiground", "Layer"),
        "source": label("source"),
        "field": translate("Multiground", "Column"),
        "read_as": translate("Multiground", "Read as"),
        "n_values": translate("Multiground", "Values"),
        "n_read": translate("Multiground", "Read"),
        "n_unread": translate("Multiground", "Not read"),
        "examples": translate("Multiground", "Not read, for example"),
        "notes": translate("Multiground", "Notes"),
    }[name]
