"""What the tool of landing sites says: findings, what is needed, and why a carrier holds no pad."""

from ...urbanform import clauses
from .texts import translate

_LISTED = 5


class LandingTexts:
    """The part of an algorithm that words the landing sites."""

    def carrier_kinds(self):
        """Return kind of carrier → its name in the user's language."""
        return {
            "rooftop": translate("Multiground", "rooftop"),
            "skyway": translate("Multiground", "skyway"),
            "platform": translate("Multiground", "platform"),
            "other": translate("Multiground", "other near-ground surface"),
            "ground": translate("Multiground", "ground"),
            "underground": translate("Multiground", "underground"),
        }

    def pad_findings(self, found, has_network, pad_m):
        """Return the sentences of each pad."""
        limits = self._limits_given(found.constraints)
        checklist = translate(
            "Multiground",
            "Wind, light, electromagnetic interference and vibration are not in the data: a person has to check "
            "them (6.3.7)."
        )
        width = translate("Multiground", "{:.2f} m of public width left beside the pad.")
        texts = self._approach_texts(), self._noise_texts(), self._handover_texts()
        (many, dense, radius), ceiling, kinds = self._dense_text(), self._ceiling_text(), self.carrier_kinds()
        findings = []
        for row in found.pads.itertuples():
            near = row.pads_near_sensitive
            sentences = [
                self._place(row, pad_m, kinds),
                self._approach(row, found, texts[0]),
                self._noise(row, found, texts[1]),
                self._handover(row, has_network, texts[2]),
                width.format(row.public_width_m),
                dense.format(n=int(near), radius=radius) if near >= many else "",
                self._owner(row),
                self._cut(row, limits),
                ceiling[1] if row.z > ceiling[0] else "",
                checklist,
            ]
            findings.append(" ".join(filter(None, sentences)))
        return findings

    def needed(self, pads):
        """Return what each pad lacks of the conditions that it is known to fail, with the amounts."""
        target = clauses.value("6.3.6", "noise_m", "target")
        minutes, width = clauses.value("6.3.1", "handover_min"), clauses.value("6.3.3", "public_width_m")
        approaches = clauses.value("6.3.4", "clear_approaches_count")
        other = translate("Multiground", "another carrier than the ground")
        way_down = translate("Multiground", "a way down to the street")
        approach = translate("Multiground", "{:+g} clear approaches")
        noise = translate("Multiground", "{:+.2f} m from sensitive uses")
        faster, wider = translate("Multiground", "{:+.2f} min"), translate("Multiground", "{:+.2f} m of public width")
        result = []
        for row in pads.itertuples():
            lacks = [other] if row.met_carrier == 0 else []
            lacks += [approach.format(approaches - row.clear)] if row.met_approaches == 0 else []
            lacks += [noise.format(target - row.noise_m)] if row.met_noise == 0 else []
            if row.met_handover == 0:
                lacks.append(way_down if row.no_way_down else faster.format(minutes - row.handover_min))
            lacks += [wider.format(width - row.public_width_m)] if row.met_width == 0 else []
            result.append(" / ".join(lacks) or None)
        return result

    def score_texts(self, pads):
        """Return the parts of each score: what was earned of what could be."""
        from ...urbanform.landing_score import points

        names = {
            "carrier": translate("Multiground", "carrier"),
            "owner": translate("Multiground", "owner"),
            "approaches": translate("Multiground", "approaches"),
            "noise": translate("Multiground", "noise"),
            "handover": translate("Multiground", "handover"),
            "width": translate("Multiground", "public width"),
        }
        unknown = translate("Multiground", "{} unknown")
        most = points()
        columns = [pads[f"points_{name}"].tolist() for name in most]
        return [
            ", ".join(
                unknown.format(names[name]) if own != own else f"{names[name]} {own:g}/{most[name]:g}"
                for name, own in zip(most, row)
            )
            for row in zip(*columns)
        ]

    def excluded_findings(self, found):
        """Return why each carrier without a pad holds none, and the codes of it."""
        texts = {
            "underground": translate("Multiground", "No candidate: the carrier lies below the ground."),
            "roofed": translate("Multiground", "No candidate: the carrier is indoors."),
            "constraint": translate("Multiground", "No candidate: constraints leave no room for a pad: {}."),
            "buildings": translate("Multiground", "No candidate: what rises above leaves no room for a pad: {}."),
            "too_small": translate("Multiground", "No candidate: no pad fits at any angle."),
        }
        sentences, codes = [], []
        for row in found.excluded.itertuples():
            text, code = texts[row.excluded_by], row.excluded_by
            if code == "constraint":
                own = found.constraints.iloc[list(row.excluding)]
                names = [self._limit(each) for each in own.itertuples()]
                text = text.format(_some(names))
                code = ", ".join(sorted({each.kind or "constraint" for each in own.itertuples()}))
            elif code == "buildings":
                text = text.format(_some([self._obstacle(found, each) for each in row.excluding]))
            sentences.append(text)
            codes.append(code)
        return sentences, codes

    def _place(self, row, pad_m, names):
        if row.z != row.z:
            text = translate(
                "Multiground", "Pad of {side:g} m on a carrier ({kind}) of unknown height, what rises above it too."
            )
        else:
            text = translate("Multiground", "Pad of {side:g} m on a carrier ({kind}) {z:.2f} m above the ground.")
        return text.format(side=pad_m, kind=names[row.kind], z=row.z)

    def _approach_texts(self):
        return {
            2: translate(
                "Multiground",
                "Both approaches are free, towards {a:.0f}° and {b:.0f}°, and so are {pct:.0f} % of the pairs."
            ),
            1: translate("Multiground", "Only one approach is free; in the pair {a:.0f}° and {b:.0f}°: {what}."),
            0: translate("Multiground", "No approach is free; in the pair {a:.0f}° and {b:.0f}°: {what}."),
            None: translate("Multiground", "Whether the approaches are free is not known: {what}."),
            "height": translate("Multiground", "the height of the carrier is missing"),
            "roofed": translate("Multiground", "the carrier may be roofed"),
        }

    def _approach(self, row, found, texts):
        what = texts["height"] if row.z != row.z else texts["roofed"]
        if row.obstacle >= 0:
            what = self._obstacle(found, row.obstacle)
        key = None if row.clear != row.clear else int(row.clear)
        return texts[key].format(a=row.azimuth, b=row.azimuth + 180, pct=row.clear_pct, what=what)

    def _noise_texts(self):
        return {
            "near": translate("Multiground", "{:.2f} m from the nearest sensitive use: {}."),
            "none": translate("Multiground", "No housing, hospital or school is known."),
            "perhaps": translate("Multiground", "A building {:.2f} m away has no known function and might be one."),
            "housing": translate("Multiground", "housing"),
            "hospital": translate("Multiground", "hospital"),
            "school": translate("Multiground", "school"),
            "": translate("Multiground", "sensitive use"),
        }

    def _noise(self, row, found, texts):
        sentences = [texts["none"]]
        if row.use >= 0:
            sentences = [texts["near"].format(row.noise_m, self.use_name(row, found, texts))]
        if row.met_noise != row.met_noise or (row.met_noise == 0 and row.state == clauses.MISSING):
            sentences += [texts["perhaps"].format(row.perhaps_m)] if row.perhaps_m < float("inf") else []
        return " ".join(sentences)

    def use_name(self, row, found, texts=None):
        """Return the nearest sensitive use by kind and name, None where there is none."""
        if row.use < 0:
            return None
        texts = texts or self._noise_texts()
        kind, name = found.uses.kind[row.use], found.uses.name[row.use]
        return " ".join(filter(None, [texts.get(kind, kind), name]))

    def _handover_texts(self):
        return {
            "known": translate("Multiground", "{:.2f} min down to the street."),
            "no_way": translate("Multiground", "The ways on the carrier lead nowhere down to the street."),
            "no_network": translate("Multiground", "No walking network: the handover is not known (6.3.1)."),
            "not_there": translate(
                "Multiground", "No way of the network leads to the carrier at its height: handover unknown (6.3.1)."
            ),
        }

    def _handover(self, row, has_network, texts):
        if row.no_way_down:
            return texts["no_way"]
        if row.handover_min == row.handover_min:
            return texts["known"].format(row.handover_min)
        return texts["not_there" if has_network else "no_network"]

    def _dense_text(self):
        """Return from how many carriers on siting is dense, the sentence that says so, and the radius."""
        text = translate(
            "Multiground",
            "Dense: {n} carriers with candidates within {radius:g} m of the same sensitive use, of which to choose "
            "(6.3.6)."
        )
        return clauses.value("6.3.6", "pads_near_sensitive"), text, clauses.value("6.3.6", "pads_radius_m")

    def _owner(self, row):
        if row.single_owner != row.single_owner:
            return translate("Multiground", "The owner is not known (6.3.2).")
        return "" if row.single_owner else translate("Multiground", "Several owners (6.3.2).")

    def _limits_given(self, table):
        if table is None:
            return translate("Multiground", "Not assessed: no constraints are given (6.3.5).")
        if table["open"].any():
            text = translate(
                "Multiground",
                "Not assessed: how far these constraints reach is not known, enter their buffer: {} (6.3.5)."
            )
            named = [f"{row.told} {row.name or row.fid}".strip() for row in table[table["open"]].itertuples()]
            return text.format(_some(named))
        return self._unconfirmed(table)

    def _cut(self, row, limits):
        text = translate("Multiground", "Constraints take {:.2f} % of the carrier.")
        return " ".join(filter(None, [text.format(row.cut_pct) if row.cut_pct > 0 else "", limits]))

    def _unconfirmed(self, table):
        number = int((~table["confirmed"]).sum())
        text = translate("Multiground", "{} of {} constraints not confirmed by the authority.")
        return text.format(number, len(table)) if number else ""

    def _ceiling_text(self):
        """Return above which height of a pad aircraft reach controlled airspace, and the sentence that says so."""
        limit, funnel = clauses.value("6.3.5", "true_height_m"), clauses.value("6.3.4", "funnel_height_m")
        text = translate(
            "Multiground",
            "Aircraft over the pad rise above a true height of {:g} m, where the airspace is controlled (6.3.5)."
        )
        return limit - funnel, text.format(limit)

    def _limit(self, row):
        """Return a constraint by its kind, name, source and whether it is confirmed."""
        told = row.told or translate("Multiground", "constraint")
        source = row.source or translate("Multiground", "source not given")
        confirmed = translate("Multiground", "confirmed")
        if not row.confirmed:
            confirmed = translate("Multiground", "not confirmed by the authority")
        text = translate("Multiground", "{name} {id} ({distance:g} m; {source}; {confirmed})")
        if row.buffer_from == "default":
            text = translate("Multiground", "{name} {id} ({distance:g} m by default; {source}; {confirmed})")
        elif row.buffer_from == "chosen":
            text = translate("Multiground", "{name} {id} ({distance:g} m as entered; {source}; {confirmed})")
        return text.format(
            name=told, id=row.name or row.fid, distance=row.buffer_m, source=source, confirmed=confirmed
        )

    def _obstacle(self, found, number):
        """Return an obstacle by its name and height; those after the buildings and carriers are closed airspace."""
        if number >= len(found.obstacles.top):
            return self._limit(next(found.constraints.iloc[[number - len(found.obstacles.top)]].itertuples()))
        name, height = found.obstacles.name[number], found.obstacles.height[number]
        if not found.obstacles.is_building[number]:
            return translate("Multiground", "carrier {} ({:.2f} m)").format(name, height)
        if height != height:
            return translate("Multiground", "building {} (height unknown)").format(name)
        return translate("Multiground", "building {} ({:.2f} m)").format(name, height)


def _some(names):
    names = list(dict.fromkeys(names))
    return "; ".join(names[:_LISTED]) + (f" … (+{len(names) - _LISTED})" if len(names) > _LISTED else "")
