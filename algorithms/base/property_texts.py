"""What the public share of a district comes to, in words."""

from ...urbanform import clauses
from .texts import translate


def type_names():
    """Return the types of districts by their codes, in the order of the parameter."""
    return {
        "centre": translate("Multiground", "integrated city centre"),
        "industry": translate("Multiground", "integrated industrial park"),
        "hub": translate("Multiground", "integrated transport hub"),
        "residential": translate("Multiground", "integrated residential district"),
    }


def finding(row):
    """Return the sentence of a district: the three readings, the band of its type, and what is unknown."""
    from ...urbanform.public_property import known_pct
    from ...urbanform.spaces_in_units import least_measured_pct

    if row.public_pct != row.public_pct:
        text = translate("Multiground", "No floor area of known function lies in the district.")
        return " ".join([text, *unmeasured(row)])
    text = translate(
        "Multiground", "{share:.2f} % of {total:,.2f} m² of floor area is public property by its function."
    )
    sentences = [text.format(share=row.public_pct, total=row.gfa_total)]
    if row.type_assessed:
        band = clauses.bounds("5.3.3", "public_pct", row.type_assessed)[0]
        text = translate("Multiground", "Recommended for an {type}: {low:g}–{high:g} %.")
        name = type_names()[row.type_assessed]
        sentences.append(text.format(type=name, low=band.lower, high=band.upper))
    else:
        text = translate(
            "Multiground",
            "The type of the district is unknown; the data suggest: {type} (housing {housing:.2f} %, industry and "
            "research {industry:.2f} % of the floor area)."
        )
        name = type_names()[row.suggested]
        sentences.append(text.format(type=name, housing=row.housing_pct, industry=row.industry_pct))
    if row.classified_pct < least_measured_pct():
        text = translate("Multiground", "Not assessed: the function of only {:.2f} % is known, {:g} % are needed.")
        sentences.append(text.format(row.classified_pct, least_measured_pct()))
    elif row.classified_pct < 100:
        text = translate(
            "Multiground", "Of {:.2f} % the function is unknown; with all of it public: {:.2f} %."
        )
        unknown = 100 - row.classified_pct
        sentences.append(text.format(unknown, row.public_pct + unknown))
    sentences += unmeasured(row)
    if row.public_pct_owner == row.public_pct_owner:
        sentences.append(translate("Multiground", "By owner: {:.2f} %.").format(row.public_pct_owner))
    else:
        text = translate("Multiground", "By owner: unknown; the owner of {:.2f} % is known, {:g} % are needed.")
        sentences.append(text.format(row.owner_known_pct, known_pct()))
    if row.public_pct_noparking == row.public_pct_noparking:
        sentences.append(translate("Multiground", "Without parking: {:.2f} %.").format(row.public_pct_noparking))
    else:
        sentences.append(translate("Multiground", "Without parking: unknown, as auxiliary space is not divided."))
    return " ".join(sentences)


def unmeasured(row):
    """Return the sentence on spaces without a known floor area as a list, which is empty where there are none."""
    if not row.n_unmeasured:
        return []
    text = translate("Multiground", "The floor area of {unknown} of {all} spaces is unknown and left out.")
    return [text.format(unknown=row.n_unmeasured, all=row.n_spaces)]


def needed(row):
    """Return what brings the public share of a district into the band of its type, None where nothing is needed."""
    if row.needed_m2 != row.needed_m2:
        return None
    text = translate(
        "Multiground",
        "{same:+,.2f} m² of public floor area at the same total, or {built:+,.2f} m² where the total changes with it"
    )
    return text.format(same=row.needed_m2, built=row.needed_built_m2)
