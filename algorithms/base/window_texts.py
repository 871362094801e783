"""Sentences on what is seen from windows, and the windows as features (clause 7.1.2)."""

from html import escape

from qgis.core import QgsFeature, QgsGeometry, QgsPoint

from ...urbanform import clauses
from .features import plain
from .reading import BATCH, listed, stop_if_canceled
from .texts import translate

CLAUSE = "7.1.2"


def tell_windows(windows, feedback):
    """Say how many windows there are, before the long work."""
    text = translate("Multiground", "{windows} windows at {places} places along façades are looked out of")
    feedback.pushInfo(text.format(windows=f"{len(windows.place):,}", places=f"{len(set(windows.place.tolist())):,}"))


def tell(result, buildings, others, feedback):
    """Say what was unknown, assumed or left out."""
    counts = result.counts
    rows = counts["unknown_rows"]
    if len(rows):
        text = translate(
            "Multiground",
            "BUILDINGS: {} of {} have neither a height nor storeys: they have no windows, and {} windows that see them "
            "are missing, for what they hide is not known: features {}"
        )
        ids = listed(buildings["fid"].to_numpy()[rows].tolist())
        feedback.pushWarning(text.format(len(rows), len(buildings), result.n_missing, ids))
    texts = {
        "ground_of_nearest": translate(
            "Multiground", "BUILDINGS: {} state no ground_z and stand on that of the nearest building that does"
        ),
        "from_storeys": translate("Multiground", "BUILDINGS: the height of {} is storeys × the height of a storey"),
        "without_storeys": translate(
            "Multiground", "BUILDINGS: {} state storeys that cannot be read: they have no windows but stand in the view"
        ),
        "without_kind": translate(
            "Multiground", "GREENERY: {} polygons have no known kind: with a height they are woods, without one grass"
        ),
        "left_out": translate("Multiground", "GREENERY: {} points are grass or roofs without an area and are left out"),
        "assumed_height": translate("Multiground", "GREENERY: the height of {} plants is assumed"),
        "assumed_radius": translate("Multiground", "GREENERY: the radius of {} crowns is assumed"),
        "roofs_apart": translate(
            "Multiground", "GREENERY: {} green roofs lie on no building of known height and are left out"
        ),
    }
    for name, text in texts.items():
        if counts.get(name):
            feedback.pushWarning(text.format(counts[name]))
    if "GREENERY" not in others:
        text = translate("Multiground", "GREENERY is not given: its share is unknown, and nothing is flagged for it")
        feedback.pushInfo(text)
    if "WATER" not in others:
        text = translate("Multiground", "WATER is not given: its share is unknown, and it is seen as ground")
        feedback.pushInfo(text)


def legend():
    """Return the legend of both styles."""
    return {
        name: escape(text)
        for name, text in {
            "sky_wide": translate("Multiground", "sky more than 25 % of the view"),
            "sky_some": translate("Multiground", "sky 10–25 %"),
            "sky_little": translate("Multiground", "sky up to 10 %"),
            "sky_none": translate("Multiground", "no sky"),
            "window_missing": translate("Multiground", "not known"),
        }.items()
    }


def flag_words():
    """Return what each flag says, with its bound."""
    bounds = {name: clauses.bounds(CLAUSE, name)[0] for name in ("nearest_m", "building_pct", "green_pct")}
    return {
        "no_sky": translate("Multiground", "no sky"),
        "near_obstruction": translate("Multiground", "a building closer than {:g} m").format(bounds["nearest_m"].lower),
        "mostly_buildings": translate("Multiground", "more than {:g} % buildings").format(bounds["building_pct"].upper),
        "little_green": translate("Multiground", "less than {:g} % greenery").format(bounds["green_pct"].lower),
    }


def share_words(windows):
    """Return the names of the shares that are known anywhere, and the text that lists them."""
    words = {
        "sky_pct": translate("Multiground", "sky {:.2f} %"),
        "green_pct": translate("Multiground", "greenery {:.2f} %"),
        "building_pct": translate("Multiground", "buildings {:.2f} %"),
        "water_pct": translate("Multiground", "water {:.2f} %"),
        "ground_pct": translate("Multiground", "ground {:.2f} %"),
    }
    known = [name for name in words if windows[name].notna().any()]
    return known, ", ".join(words[name] for name in known)


def building_findings(result):
    """Return the sentence of each building: the means of its windows, and the worst storey."""
    none = translate("Multiground", "No window is measured: {}.")
    why = {
        "windows": translate("Multiground", "buildings of unknown height stand in the view of all {}"),
        "none": translate(
            "Multiground", "height or storeys are not known, or no wall is long enough, free and of the chosen storeys"
        ),
    }
    text = translate(
        "Multiground",
        "{n} windows see on average {shares}; {flagged:.2f} % of them have a flag, most on storey {storey:g}."
    )
    clear = translate("Multiground", "{n} windows see on average {shares}; none has a flag.")
    lost = translate("Multiground", "The view of {} further windows is not known.")
    (known, shares), findings = share_words(result.windows), []
    for row in result.buildings.itertuples():
        if not row.n_measured:
            reason = why["windows"].format(row.n_windows) if row.n_windows else why["none"]
            findings.append(none.format(reason))
            continue
        told = shares.format(*(getattr(row, name) for name in known))
        figures = {"n": row.n_measured, "shares": told, "flagged": row.flagged_pct, "storey": row.worst_storey}
        missing = row.n_windows - row.n_measured
        sentence = (text if row.n_flags else clear).format(**figures)
        findings.append(" ".join([sentence, *([lost.format(missing)] if missing else [])]))
    return findings


def names_of(buildings):
    """Return the name of each building, `#` and its feature id where it has none."""
    from ...urbanform import columns

    names = columns.texts(buildings, "building")
    return [name or f"#{fid}" for name, fid in zip(names.tolist(), buildings["fid"].tolist())]


def window_features(result, fields, back, feedback):
    """Yield windows as features with a point of their eye, made ready a batch at a time.

    fields : names of the attributes in their order; back : transformation to the result's CRS.
    """
    names, finding = names_of(result.buildings), _finding_of(result)
    for begin in range(0, len(result.windows), BATCH):
        stop_if_canceled(feedback)
        batch = result.windows.iloc[begin : begin + BATCH]
        missing = (batch["state"] == clauses.MISSING).tolist()
        batch = batch.assign(
            building=[names[row] for row in batch["building_row"].tolist()],
            finding=[finding(row) for row in batch.itertuples(index=False)],
            clause=CLAUSE,
            grade=[clauses.UNASSESSED if lost else None for lost in missing],
            needed=None,
        )
        for x, y, z, *values in zip(*(plain(batch[name]) for name in ("x", "y", "z", *fields))):
            feature = QgsFeature()
            geometry = QgsGeometry(QgsPoint(x, y, z))
            geometry.transform(back)
            feature.setGeometry(geometry)
            feature.setAttributes(values)
            yield feature


def _finding_of(result):
    """Return a function that says what a window sees; its texts are made once, for there may be a million windows."""
    known, shares = share_words(result.windows)
    near = translate("Multiground", "Seen are {shares}; the nearest building in the middle is {nearest} m away.")
    near = near.format(shares=shares, nearest="{:.2f}")
    bare = translate("Multiground", "Seen are {shares}; no building stands in the middle.").format(shares=shares)
    unknown = translate(
        "Multiground", "Buildings of unknown height hide {:.2f} % of the view: what is seen is not known."
    )
    flagged, words = translate("Multiground", "Flags: {}."), flag_words()
    ends = {"": ""}
    for flags in result.windows["flags"].unique():
        if flags:
            ends[flags] = " " + flagged.format(", ".join(words[flag] for flag in flags.split(",")))

    def finding(row):
        if row.state == clauses.MISSING:
            return unknown.format(row.unknown_pct)
        values = [getattr(row, name) for name in known]
        if row.nearest_m == row.nearest_m:
            return near.format(*values, row.nearest_m) + ends[row.flags]
        return bare.format(*values) + ends[row.flags]

    return finding
