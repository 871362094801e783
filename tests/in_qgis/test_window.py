"""The plugin in a real QGIS window: toolbox, dialog, graded and styled results, panels, in both languages."""

import os
import shutil
import subprocess

import pytest
from layers import ROOT

NEEDS_A_SCREEN = pytest.mark.skipif(not shutil.which("Xvfb"), reason="no Xvfb on this machine")


def pictures_of(script, folder):
    """Run a script of tools/ in the window; return the pictures that it made."""
    surroundings = {name: value for name, value in os.environ.items() if name not in ("QT_QPA_PLATFORM", "PYTHONPATH")}
    done = subprocess.run(
        [ROOT / "tools" / "screenshots.sh", folder, script],
        env=surroundings,
        capture_output=True,
        text=True,
        timeout=1900,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return sorted(picture.name for picture in folder.glob("*.png") if picture.stat().st_size > 20_000)


def in_both_languages(*names):
    return sorted(f"{name}_{locale}.png" for name in names for locale in ("en", "zh"))


@NEEDS_A_SCREEN
def test_tools_run_and_results_are_coloured_in_the_window(tmp_path):
    names = ("mper_result", "plot_size_result", "road_network_density_dialog", "walk_circles_result")
    assert pictures_of("screenshots", tmp_path) == in_both_languages(*names)


@NEEDS_A_SCREEN
def test_a_planner_installs_assesses_edits_walks_looks_into_space_and_reloads_in_the_window(tmp_path):
    names = ("panel_guideline", "panel_multi_ground", "panel_out_of_date", "panel_section", "panel_walk", "view_3d")
    assert pictures_of("desk_tour", tmp_path) == in_both_languages(*names)
