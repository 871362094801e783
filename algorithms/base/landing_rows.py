"""Landing sites as rows of a result, and what the log says of their data."""

from .landing_texts import LandingTexts
from .reading import listed, stop_if_canceled
from .texts import translate

CLAUSE, _ROWS = "6.3", 300


class LandingRows(LandingTexts):
    """The part of an algorithm that makes rows of landing sites."""

    def site_rows(self, found, has_network, pad_m, feedback):
        """Yield the result in frames: the carriers without a pad, then the pads; cancel between them."""
        for begin in range(0, len(found.excluded), _ROWS):
            stop_if_canceled(feedback)
            yield self.excluded_rows(found._replace(excluded=_part(found.excluded, begin)))
        for begin in range(0, len(found.pads), _ROWS):
            stop_if_canceled(feedback)
            yield self.pad_rows(found._replace(pads=_part(found.pads, begin)), has_network, pad_m)

    def pad_rows(self, found, has_network, pad_m):
        """Return the pads as rows of the result, in the order of their rank."""
        own = found.carriers.iloc[found.pads["carrier"]].reset_index(drop=True)
        texts = self._noise_texts()
        rows = found.pads.assign(carrier=own["fid"], carrier_kind=own["kind"], carrier_rank=own["rank"], clause=CLAUSE)
        stopped = rows["obstacle"].where(rows["clear"] != 2, -1)
        return rows.assign(
            pad_z=rows["z"].round(2),
            score_parts=self.score_texts(found.pads),
            single_owner=_cells(rows["single_owner"], bool),
            clear_approaches=_cells(rows["clear"], int),
            pads_near_sensitive=_cells(rows["pads_near_sensitive"], int),
            approach_deg=rows["azimuth"],
            obstacle=[self._obstacle(found, each) if each >= 0 else None for each in stopped],
            nearest_sensitive=[self.use_name(row, found, texts) for row in found.pads.itertuples()],
            excluded_by=None,
            finding=self.pad_findings(found, has_network, pad_m),
            needed=self.needed(found.pads),
        )

    def excluded_rows(self, found):
        """Return the carriers without a pad as rows of the result."""
        own = found.carriers.iloc[found.excluded["carrier"]].reset_index(drop=True)
        sentences, codes = self.excluded_findings(found)
        unknown = "pad score score_known score_parts clear_pct approach_deg obstacle noise_m nearest_sensitive"
        unknown += " handover_min public_width_m needed rank clear_approaches pads_near_sensitive"
        rows = found.excluded.assign(**dict.fromkeys(unknown.split()), carrier=own["fid"], clause=CLAUSE)
        return rows.assign(
            square=own.geometry.to_numpy(),
            carrier_kind=own["kind"],
            carrier_rank=own["rank"],
            pad_z=own["z"].round(2),
            single_owner=_cells(own["single_owner"], bool),
            excluded_by=codes,
            finding=sentences,
        )

    def why_none(self, found):
        """Return why there is no candidate: how many carriers are left out by what."""
        names = {
            "underground": translate("Multiground", "below the ground"),
            "roofed": translate("Multiground", "indoors"),
            "constraint": translate("Multiground", "within constraints"),
            "buildings": translate("Multiground", "under what rises above"),
            "too_small": translate("Multiground", "too small"),
        }
        number = found.excluded["excluded_by"].value_counts()
        parts = [f"{names[code]} {number[code]}" for code in names if code in number]
        return translate("Multiground", "No candidate: {} carriers left out: {}.").format(
            len(found.excluded), ", ".join(parts)
        )

    def tell(self, found, buildings, feedback):
        """Write to the log what was assumed and what could not be used."""
        from ...urbanform.heights import level_height_m
        from ...urbanform.landing_carriers import obstacle_height

        text = translate("Multiground", "{} candidate pads on {} of {} carriers")
        on = found.pads["carrier"].nunique()
        feedback.pushInfo(text.format(len(found.pads), on, len(found.carriers)))
        height, estimated = obstacle_height(buildings)
        storeys = translate("Multiground", "{{}}: {{}} buildings without a height, taken as {:g} m a storey: {{}}")
        for rows, text in (
            (estimated, storeys.format(level_height_m())),
            (height != height, translate("Multiground", "{}: {} buildings of unknown height: {}")),
        ):
            if rows.any():
                ids = buildings["fid"].to_numpy()[rows].tolist()
                feedback.pushWarning(text.format("BUILDINGS", len(ids), listed(ids)))
        unknown = found.carriers["z"].isna()
        if unknown.any():
            text = translate("Multiground", "{}: {} carriers of unknown height: {}")
            feedback.pushWarning(text.format("CARRIERS", unknown.sum(), listed(found.carriers.loc[unknown, "fid"])))
        self._tell_constraints(found.constraints, feedback)

    def _tell_constraints(self, table, feedback):
        if table is None:
            text = translate("Multiground", "No constraints given: no pad is assessed (6.3.5).")
            feedback.pushWarning(text)
            return
        for rows, text in (
            (
                (table["buffer_from"] == "none") & ~table["open"],
                translate("Multiground", "{}: {} of no known distance: what is drawn excludes by itself: {}"),
            ),
            (
                table["open"],
                translate("Multiground", "{}: {} of unknown extent, so no pad is assessed: {}"),
            ),
            (
                table["unread"] & ~table["open"],
                translate("Multiground", "{}: {} with a distance that cannot be read; that of the kind counts: {}"),
            ),
            (~table["confirmed"], translate("Multiground", "{}: {} not confirmed by the authority: {}")),
        ):
            if rows.any():
                ids = table.loc[rows, "fid"].tolist()
                feedback.pushWarning(text.format("CONSTRAINTS", len(ids), listed(ids)))


def _cells(values, kind):
    """Return numbers as another type, None where unknown."""
    return [None if value != value else kind(value) for value in values]


def _part(frame, begin):
    return frame.iloc[begin : begin + _ROWS].reset_index(drop=True)
