"""Sentences on clauses that share the table of one measure: landing sites (6.3.2 to 6.3.6) and windows (7.1.2)."""

from ...urbanform import clauses
from .texts import translate
from .window_texts import flag_words, share_words

# Why a carrier holds no pad, besides constraints.
_OTHER_REASONS = {"underground", "roofed", "buildings", "too_small"}


def told(clause, tables):
    """Return the sentence of a clause, or nothing where its measure has no more to tell than counts.

    clause : its number; tables : the results of its measure by output, see `urbanform.assess.Outcome`.
    """
    if clause == "7.1.2":
        seen = tables["BUILDING_OUTPUT"]["state"] == clauses.MEASURED  # others have no window that is known
        return _windows(tables["OUTPUT"], int(seen.sum()))
    if clause == "6.3.5":
        return _constraints(tables["OUTPUT"])
    words = {"6.3.2": _carrier, "6.3.3": _width, "6.3.4": _approaches, "6.3.6": _noise}
    return words[clause](_best(clause, tables["OUTPUT"])) if clause in words else ""


def _best(clause, table):
    from ...urbanform.assess import rows_of

    return rows_of(clause, table).iloc[0]


def _carrier(pad):
    text = translate("Multiground", "Pad {pad}: number {rank:.0f} in the order of carriers, the ground comes last.")
    return text.format(pad=pad["pad"], rank=pad["carrier_rank"])


def _width(pad):
    width, least = pad["public_width_m"], clauses.value("6.3.3", "public_width_m")
    text = translate("Multiground", "Pad {pad}: {width:.2f} m of public width left, at least {least:g} m asked for")
    return _judged(text.format(pad=pad["pad"], width=width, least=least), width >= least) if width == width else ""


def _approaches(pad):
    clear, asked = pad["clear_approaches"], clauses.value("6.3.4", "clear_approaches_count")
    text = translate("Multiground", "Pad {pad}: {clear:.0f} of {asked:g} opposite approaches clear")
    return _judged(text.format(pad=pad["pad"], clear=clear, asked=asked), clear >= asked) if clear == clear else ""


def _noise(pad):
    away, near = pad["noise_m"], pad["pads_near_sensitive"]
    least, wanted = (clauses.value("6.3.6", "noise_m", name) for name in ("minimum", "target"))
    many, radius = (clauses.value("6.3.6", name) for name in ("pads_near_sensitive", "pads_radius_m"))
    text = translate(
        "Multiground",
        "Pad {pad}: {away:.2f} m from the nearest sensitive use, {wanted:g} m asked for, {least:g} m at least"
    )
    dense = translate(
        "Multiground",
        "Dense if all are used: {n:.0f} carriers with candidates within {radius:g} m of one sensitive use, below "
        "{many:g} asked for."
    )
    texts = [_judged(text.format(pad=pad["pad"], away=away, wanted=wanted, least=least), away >= wanted)]
    texts += [dense.format(n=near, radius=radius, many=many)] if near >= many else []
    return " ".join(texts) if away == away else ""


def _constraints(table):
    reasons = table["excluded_by"].dropna()
    text = translate("Multiground", "Carriers that constraints leave no pad on: {n} of {all}.")
    return text.format(n=int((~reasons.isin(_OTHER_REASONS)).sum()), all=table["carrier"].nunique())


def _judged(text, met):
    verdict = translate("Multiground", "{}: met.") if met else translate("Multiground", "{}: not met.")
    return verdict.format(text)


def _windows(windows, n_buildings):
    """Return what all windows see on average, and how many have which flag."""
    seen = windows[windows["state"] == clauses.MEASURED]
    known, shares = share_words(seen)
    text = translate("Multiground", "{n} windows of {buildings} buildings see on average {shares}.")
    means = shares.format(*(seen[name].mean() for name in known))
    texts = [text.format(n=len(seen), buildings=n_buildings, shares=means)]
    flags = seen["flags"].fillna("").str.split(",").explode().value_counts()
    counts = [f"{word} {flags[flag]}" for flag, word in flag_words().items() if flag in flags]
    if counts:
        texts.append(translate("Multiground", "Flags: {}.").format(", ".join(counts)))
    if len(seen) < len(windows):
        lost = translate("Multiground", "The view of {} further windows is not known.")
        texts.append(lost.format(len(windows) - len(seen)))
    return " ".join(texts)
