"""What is said of gaps, lines of sight and greenery, clauses 7.1.1, 7.1.3 and 7.1.4."""

from html import escape

from ...urbanform import clauses, tables
from . import MultigroundAlgorithm
from .texts import label, language, translate


def layer_names():
    """Return the layers of greenery in the user's language by code."""
    rows = (row for row in tables.rows("value_lists") if row["list"] == "greenery")
    return {row["code"]: row[f"label_{language()}"] for row in rows}


def gap_legend():
    limits = {name: clauses.value("7.1.1", "facade_gap_m", name) for name in ("flag", "severe")}
    text = translate("Multiground", "façades less than {:g} m apart")
    return {"close": escape(text.format(limits["flag"])), "severe": escape(text.format(limits["severe"]))}


def sight_legend():
    return {
        "seen": escape(translate("Multiground", "top of the landmark seen")),
        "blocked": escape(translate("Multiground", "blocked by a building")),
        "not_told": escape(translate("Multiground", "hangs on an unknown height")),
    }


def eye_legend():
    text = translate("Multiground", "{} of 3 layers of greenery")
    legend = {f"layers_{number}": escape(text.format(number)) for number in range(4)}
    return {**legend, "not_told": escape(translate("Multiground", "layers not known"))}


def _known(value):
    return value is not None and value == value


class LandscapeTexts(MultigroundAlgorithm):
    """The part of the algorithm that puts its figures into sentences."""

    def gaps(self, frame):
        limits = {name: clauses.value("7.1.1", "facade_gap_m", kind) for name, kind in _GAP_LIMITS.items()}
        apart = translate(
            "Multiground",
            "The façades of {building} and {facing} face each other over {overlap:.2f} m, {gap:.2f} m apart, less than "
            "{limit:g} m."
        )
        high = translate("Multiground", "Both stand to {height:.2f} m, {ratio:.2f} times the gap.")
        unknown = translate("Multiground", "The height of one of them is not known.")
        findings = []
        for row in frame.itertuples():
            figures = {"building": row.building, "facing": row.facing, "overlap": row.overlap_m, "gap": row.gap_m}
            text = high if _known(row.facing_height_m) else unknown
            told = text.format(height=row.facing_height_m, ratio=row.height_to_gap)
            findings.append(f"{apart.format(**figures, limit=limits[row.flag])} {told}")
        return frame.assign(clause="7.1.1", finding=findings, **_UNGRADED, state=clauses.MEASURED)

    def corridors(self, frame):
        seen = translate(
            "Multiground",
            "The top of {landmark} is seen from the middle of open space {space}, {distance:.2f} m away, and "
            "{part:.0f} % of its height."
        )
        blocked = translate(
            "Multiground",
            "{landmark} is hidden from the middle of open space {space}: {building}, {at:.2f} m away, rises "
            "{over:.2f} m above the line of sight."
        )
        places = translate("Multiground", "Its top is seen from {points:.0f} % of the places in the space.")
        unknown = translate(
            "Multiground", "Whether {landmark} is seen from open space {space} hangs on a height that is not known."
        )
        findings = []
        for row in frame.itertuples():
            text = unknown if row.state == clauses.MISSING else blocked if row.blocked_by else seen
            figures = {"landmark": row.landmark, "space": row.space, "distance": row.distance_m, "part": row.seen_pct}
            figures.update(building=row.blocked_by, at=row.blocked_at_m, over=row.over_m)
            told = [places.format(points=row.points_seen_pct)] if _known(row.points_seen_pct) else []
            findings.append(" ".join([text.format(**figures), *told]))
        grades = [None if state == clauses.MEASURED else clauses.UNASSESSED for state in frame["state"]]
        frame = frame.assign(clause="7.1.1", finding=findings, needed=None, grade=grades)
        return frame.assign(blocked_by=[name or None for name in frame["blocked_by"]])

    def green(self, frame, names):
        findings = [self._green_finding(row, names) for row in frame.itertuples()]
        grades = [None if state == clauses.MEASURED else clauses.UNASSESSED for state in frame["state"]]
        frame = frame.assign(clause="7.1.3", finding=findings, needed=None, grade=grades)
        for name in ("n_layers", "n_species", "season_months"):
            frame[name] = frame[name].astype(object).where(frame[name].notna(), None)
            frame[name] = [None if value is None else int(value) for value in frame[name]]
        frame["n_layers"] = frame["n_layers"].astype(object).where(frame["n_layers"].notna(), None)
        return frame.assign(**{name: [text or None for text in frame[name]] for name in ("layers", "lacking")})

    def _green_finding(self, row, names):
        """Return the sentences of one open space: what is seen at eye height, its layers, what the data cannot tell."""
        if row.lacking == "greenery":
            return translate("Multiground", "No greenery is given: nothing can be told.")
        unseen = translate("Multiground", "What vegetation does to the view at eye height is not known.")
        texts = [self.at_eye_height(row) if row.eye_known else unseen]
        if row.layers_known:
            own = [names[layer] for layer in row.layers.split(", ") if layer]
            text = translate("Multiground", "{n} of 3 layers: {layers}.") if own else _no_layers()
            texts.append(text.format(n=len(own), layers=", ".join(own)))
        texts.append(self.rings(row))
        if _known(row.n_species) and row.n_species:
            texts.append(translate("Multiground", "{} species.").format(int(row.n_species)))
        if _known(row.evergreen_pct):
            text = translate("Multiground", "{:.0f} % of trees and shrubs are evergreen.")
            texts.append(text.format(row.evergreen_pct))
        if _known(row.season_months) and row.season_months:
            text = translate("Multiground", "Something flowers or colours in {} months of the year.")
            texts.append(text.format(int(row.season_months)))
        if row.lacking:
            text = translate("Multiground", "The data lack: {}.")
            texts.append(text.format(", ".join(label(name) for name in row.lacking.split(", "))))
        return " ".join(texts)

    def at_eye_height(self, row):
        """Return how the view at eye height is divided."""
        text = translate(
            "Multiground",
            "At eye height vegetation closes {closed:.2f} % of the view within {reach:g} m; {under:.2f} % pass under "
            "crowns, {over:.2f} % over low vegetation, {open:.2f} % meet none."
        )
        shares = {"closed": row.closed_pct, "under": row.under_pct, "over": row.over_pct, "open": row.open_pct}
        text = text.format(**shares, reach=clauses.value("7.1.3", "reach_m"))
        unknown = translate("Multiground", "Of {:.2f} % it is not known.")
        return f"{text} {unknown.format(row.untold_pct)}" if row.untold_pct > 0 else text

    def rings(self, row):
        """Return how green the ground is in the foreground, the middle ground and the background."""
        if not _known(row.back_pct):
            return translate("Multiground", "How green the ground is hangs on radii that are not known.")
        text = translate(
            "Multiground",
            "Green ground: {fore:.2f} % as far as {near:g} m, {middle:.2f} % as far as {far:g} m, {back:.2f} % beyond, "
            "as far as {reach:g} m."
        )
        near, far = (clauses.bounds("7.1.4", "distance_m", ring)[0].upper for ring in ("foreground", "middle"))
        shares = {"fore": row.fore_pct, "middle": row.middle_pct, "back": row.back_pct}
        return text.format(**shares, near=near, far=far, reach=clauses.value("7.1.4", "reach_m", "background"))

    def summary(self, summary):
        """Return one row for each clause with its sentence."""
        texts = {"7.1.1": self._of_gaps, "7.1.3": self._of_view, "7.1.4": self._of_layers}
        findings = [texts[row.clause](row) for row in summary.itertuples()]
        grades = [None if state == clauses.MEASURED else clauses.UNASSESSED for state in summary["state"]]
        return summary.assign(finding=findings, grade=grades, needed=None)

    def _of_gaps(self, row):
        limits = {name: clauses.value("7.1.1", "facade_gap_m", kind) for name, kind in _GAP_LIMITS.items()}
        if row.n_gaps:
            text = translate(
                "Multiground",
                "Gaps between façades below {close:g} m: {n}; below {severe:g} m: {severe_n}; the narrowest "
                "{narrowest:.2f} m. Façades face each other so closely over {length:,.0f} m."
            )
        else:
            text = translate("Multiground", "No gap between façades below {close:g} m.")
        figures = {"n": row.n_gaps, "severe_n": row.n_severe, "narrowest": row.narrowest_m, "length": row.facing_m}
        texts = [text.format(**figures, **limits)]
        if not _known(row.n_corridors):
            texts.append(translate("Multiground", "Lines of sight: open spaces or landmarks are not given."))
        elif row.n_corridors:
            text = translate("Multiground", "Lines of sight from open spaces to landmarks: {} of {} blocked.")
            texts.append(text.format(int(row.n_blocked), int(row.n_corridors)))
        if _known(row.n_untold) and row.n_untold:
            text = translate("Multiground", "Lines of sight that hang on an unknown height: {}.")
            texts.append(text.format(int(row.n_untold)))
        return " ".join(texts)

    def _of_view(self, row):
        if row.state == clauses.MISSING:
            return _not_told(row)
        text = translate("Multiground", "Mean of {n} of {all} open spaces:")
        return f"{text.format(n=row.n_seen, all=row.n_spaces)} {self.at_eye_height(row)}"

    def _of_layers(self, row):
        if row.state == clauses.MISSING:
            return _not_told(row)
        text = translate(
            "Multiground",
            "Of {n} open spaces {three} hold all three layers of greenery, {two} two, {one} one, {none} none."
        )
        numbers = {"three": row.with_3, "two": row.with_2, "one": row.with_1, "none": row.with_0}
        return f"{text.format(n=row.n_layered, **numbers)} {self.rings(row)}"


_GAP_LIMITS = {"close": "flag", "severe": "severe"}
_UNGRADED = {"needed": None, "grade": None}


def _no_layers():
    return translate("Multiground", "No greenery grows in it.")


def _not_told(row):
    """Say why nothing is known of greenery."""
    if not row.n_spaces:
        return translate("Multiground", "No open spaces are given.")
    return translate("Multiground", "The kinds, heights and crowns of the greenery are not known.")
