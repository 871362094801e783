"""What the tools of the multi-ground system say: reasons, findings, and the working in the log."""

from ...urbanform import clauses
from .texts import label, translate

_LISTED = 50


class GroundTexts:
    """The part of an algorithm on the multi-ground system that speaks the user's language."""

    GROUP = "multigroundsystem"

    def with_ids(self, table, districts):
        """Return a table whose districts are named by their feature ids instead of their positions."""
        ids = districts["fid"].tolist()
        names = [None if place != place else ids[int(place)] for place in table["district"]]
        return table.assign(district=names)

    def mper_finding(self, row, reading):
        """Say what a district's MPER is made of, and what it hangs on."""
        text = translate(
            "Multiground",
            "ΣF {f:g} / N {n} × A_PD {land:,.2f} m² / {area:,.2f} m² of surfaces and vertical components "
            "(ratio {ratio:.3f}, mean F {mean})."
        )
        area = row.denominator + (row.a_ground if reading != "strict" else 0)
        figures = {"f": row.sum_f, "n": row.n_systems, "land": row.a_pd, "area": area, "ratio": area / row.a_pd}
        sentences = [text.format(mean=f"{row.mean_f:.2f}" if row.n_systems else "–", **figures)]
        if row.missing:
            gaps = ", ".join(self._gaps()[code] for code in row.missing.split(";"))
            known = all(figure == figure for figure in figures.values())  # else the working would be of NaN
            return " ".join([translate("Multiground", "Not assessed: {}.").format(gaps), *(sentences if known else [])])
        shown = self._rounded(row.mper), self._rounded(row.mper_with_ground)
        text = translate("Multiground", "MPER {}, strict reading.") if reading == "strict" else None
        text = text or translate("Multiground", "MPER {} with ground-level open space.")
        sentences.insert(0, text.format(shown[reading != "strict"]))
        if row.mper_with_ground == row.mper_with_ground:
            text = translate("Multiground", "Strict {}, with ground-level open space {}.")
            sentences.append(text.format(*shown))
        doubts = {
            "n_isolated": translate("Multiground", "Isolated groups of surfaces: {}."),
            "n_assumed_open": translate("Multiground", "Surfaces and components assumed open: {}."),
            "n_assumed_width": translate("Multiground", "Assumed widths: {}."),
            "n_near_step": translate("Multiground", "Floor areas within 0.2 % of a step: {}."),
        }
        sentences += [text.format(getattr(row, name)) for name, text in doubts.items() if getattr(row, name)]
        return " ".join([*sentences, self.near_bound(row)]).strip()

    def _rounded(self, value):
        """Return an MPER with two decimals, and the bound beside it where the rounding would change the grade."""
        from ...urbanform import grading

        shown = round(value, 2)
        before, after = grading.grades([value, shown], clauses.bounds("6.2.2", "mper"))
        return f"{shown:.2f}" if before == after else f"{shown:.2f} (≈{shown:g})"

    def grade_word(self, grade):
        """Return a grade in the user's language."""
        return {
            "excellent": translate("Multiground", "excellent"),
            "good": translate("Multiground", "good"),
            "fair": translate("Multiground", "fair"),
            "unassessed": translate("Multiground", "not assessed"),
        }[grade]

    def _gaps(self):
        return {
            "no_system": translate("Multiground", "no multi-ground system"),
            "surface_height": translate("Multiground", "the height of a surface is missing"),
            "vertical_height": translate("Multiground", "the heights of a vertical component are missing"),
            "vertical_area": translate("Multiground", "the width or run of a vertical component is missing"),
            "floor_height": translate("Multiground", "the height or storey of a floor is missing"),
        }

    def tell_working(self, result, feedback):
        """Write the working to the log, so that it can be done again with a pocket calculator."""
        frame, systems = result.districts, result.systems
        for place, row in enumerate(frame.itertuples()):
            feedback.pushInfo(translate("Multiground", "District {}").format(row.fid))
            heading = translate("Multiground", "system | surfaces | area m² | F above | F below | ground | F")
            feedback.pushInfo(heading)
            own = systems[systems["district"] == place]
            for system in own.head(_LISTED).itertuples():
                cells = [system.f_above, system.f_below, system.f_ground, system.f_total]
                line = [system.system, system.n_surfaces, f"{system.area_m2:,.2f}", *(f"{cell:g}" for cell in cells)]
                feedback.pushInfo(" | ".join(map(str, line)))
            if len(own) > _LISTED:
                feedback.pushInfo(f"… (+{len(own) - _LISTED})")
            areas = f"{row.a_mgs:.2f} + {row.a_vh:.2f} + 0.7 × {row.a_vz:.2f} = {row.denominator:.2f}"
            feedback.pushInfo(f"A_MGS + A_VH + 0.7 × A_VZ = {areas}")
            if row.n_systems and row.denominator == row.denominator:
                land = f"{row.sum_f:g} / {row.n_systems} × {row.a_pd:.2f}"
                feedback.pushInfo(f"MPER = ΣF / N × A_PD / … = {land} / {row.denominator:.2f} = {row.mper:.6f}")
                if row.mper_with_ground == row.mper_with_ground:
                    text = translate("Multiground", "with ground-level open space")
                    area = f"({row.denominator:.2f} + {row.a_ground:.2f})"
                    feedback.pushInfo(f"{text}: {land} / {area} = {row.mper_with_ground:.6f}")
            feedback.pushInfo(row.finding)
            if row.needed:
                feedback.pushInfo(f"{label('needed')}: {row.needed}")
        for name, table in (("SURFACES", result.surfaces), ("VERTICALS", result.verticals), ("FLOORS", result.floors)):
            outside = table.loc[table["reason"] == "outside", "row"].nunique()
            if outside:
                text = translate("Multiground", "{}: {} features lie outside every district, at least in part")
                feedback.pushWarning(text.format(name, outside))

    def reason_texts(self, column):
        """Return a column of codes of reasons in the user's language."""
        reasons = self._reasons()
        lists = {codes: [reasons[code] for code in codes.split(";") if code] for codes in column.unique()}
        return column.map({codes: "; ".join(words) for codes, words in lists.items()})

    def _reasons(self):
        assumed = translate("Multiground", "assumed {}")
        public, outdoor = translate("Multiground", "public"), translate("Multiground", "outdoors")
        hours, kind = translate("Multiground", "open day and night"), translate("Multiground", "no lift")
        return {
            "below_ground": translate("Multiground", "below the ground"),
            "on_building": translate("Multiground", "rests on a building"),
            "above_ground": translate("Multiground", "above the ground"),
            "at_grade": translate("Multiground", "near the level of the ground"),
            "kind_given": translate("Multiground", "kind as given"),
            "out_of_range": translate("Multiground", "too high or too deep"),
            "no_height": translate("Multiground", "height missing"),
            "not_public": translate("Multiground", "not public"),
            "indoor": translate("Multiground", "indoors"),
            "closed_at_night": translate("Multiground", "closed at night"),
            "elevator": translate("Multiground", "a lift"),
            "enclosed_stairs": translate("Multiground", "enclosed stairs"),
            "isolated": translate("Multiground", "isolated: no system meets it"),
            "on_ground": translate("Multiground", "on the ground"),
            "part": translate("Multiground", "a part of it, the rest lies elsewhere"),
            "outside": translate("Multiground", "outside every district"),
            "no_surface": translate("Multiground", "meets no surface"),
            "loose_end": translate("Multiground", "one end meets nothing"),
            "no_area": translate("Multiground", "width or run missing"),
            "width_assumed": translate("Multiground", "width assumed"),
            "unknown_surface": translate("Multiground", "names a surface that there is not"),
            "no_contact": translate("Multiground", "no surface at its level"),
            "not_open": translate("Multiground", "not open to the surface"),
            "auxiliary": translate("Multiground", "auxiliary space"),
            "ground_storey": translate("Multiground", "on the ground: counts with the ground, once per system"),
            "same_floor": translate("Multiground", "counted with another part of the floor"),
            "public_unknown": translate("Multiground", "access unknown"),
            "enclosure_unknown": translate("Multiground", "enclosure unknown"),
            "hours_unknown": translate("Multiground", "hours unknown"),
            "kind_unknown": translate("Multiground", "kind unknown"),
            "public_assumed": assumed.format(public),
            "enclosure_assumed": assumed.format(outdoor),
            "hours_assumed": assumed.format(hours),
            "kind_assumed": assumed.format(kind),
        }
