"""What an import of OpenStreetMap tells the planner: what was recognised, left out and assumed, and what comes next."""

from ...urbanform import create_package
from .texts import language, translate


def tell(layers, found, feedback):
    """Write the summary of an import to the log.

    layers : all that go into the package; found : `urbanform.import_osm.Imported`.
    """
    from ...urbanform.import_osm import assumptions

    titles = {layer.name: layer.titles[language()] for layer in create_package.layers().values()}
    feedback.pushInfo(translate("Multiground", "Recognised:"))
    for name in create_package.layers():
        if name in layers:
            feedback.pushInfo(f"  {name} ({titles[name]}): {len(layers[name])}")
    empty = [name for name in create_package.layers() if name not in layers]
    text = translate("Multiground", "Empty, for the source holds nothing for them: {}")
    feedback.pushInfo(text.format(", ".join(empty)))
    feedback.pushInfo(translate("Multiground", "Left out:"))
    reasons = _reasons()
    for reason, number in found.left_out.items():
        feedback.pushInfo(f"  {number}: {reasons[reason]}")
    feedback.pushInfo(translate("Multiground", "Assumed (field assumed of each feature):"))
    for (name, words), number in assumptions(layers).items():
        feedback.pushInfo(f"  {name}: {words}: {number}")
    if found.torn:
        text = translate(
            "Multiground",
            "{} places where ways meet that state different levels, without a stair or lift: they join only where "
            "nothing else joins them (assumed: ways of different levels meet)"
        )
        feedback.pushWarning(text.format(found.torn))
    feedback.pushInfo(
        translate(
            "Multiground",
            "Next: run Check a district package on it, correct what it names, fill in the district's type and stage, "
            "then Assess a district. OpenStreetMap is a start: © OpenStreetMap contributors, ODbL."
        )
    )


def _reasons():
    return {
        "outside": translate("Multiground", "outside the extent"),
        "no_tag": translate("Multiground", "no tag that a package layer takes"),
        "closed": translate("Multiground", "ways that nobody may walk, as walkways"),
        "private_road": translate("Multiground", "private roads, as roads"),
        "canopy": translate("Multiground", "canopies and shafts, which are no buildings"),
        "skybridge": translate("Multiground", "bridges drawn as buildings: enclosed ones are no near-ground surfaces"),
        "inside_gates": translate("Multiground", "platforms behind ticket gates"),
        "stop_position": translate("Multiground", "places where a vehicle halts; the stop itself is drawn beside"),
        "unbuilt": translate("Multiground", "under construction, proposed or gone"),
        "line_only": translate("Multiground", "waters, hedges and rows of trees drawn as lines"),
        "mainline_station": translate("Multiground", "railway stations that are neither metro, tram nor bus"),
        "station_twice": translate("Multiground", "outlines of stations that are drawn as points as well"),
        "lift_of_one_level": translate("Multiground", "lifts of which fewer than two levels are known"),
        "bridge_without_footway": translate("Multiground", "outlines of bridges on which no footway runs"),
        "bridge_at_street": translate("Multiground", "footbridges onto which streets run level, as surfaces"),
        "building_part": translate("Multiground", "parts of buildings, which stand within their outlines"),
        "indoor_storeys_incomplete": translate("Multiground", "indoor storeys of buildings not drawn storey by storey"),
    }
