"""The plugin in a real QGIS window: toolbox, dialog, graded and styled results, in both languages."""

import os
import shutil
import subprocess

import pytest
from layers import ROOT


@pytest.mark.skipif(not shutil.which("Xvfb"), reason="no Xvfb on this machine")
def test_tools_run_and_results_are_coloured_in_the_window(tmp_path):
    surroundings = {name: value for name, value in os.environ.items() if name not in ("QT_QPA_PLATFORM", "PYTHONPATH")}
    done = subprocess.run(
        [ROOT / "tools" / "screenshots.sh", tmp_path], env=surroundings, capture_output=True, text=True, timeout=280
    )
    assert done.returncode == 0, done.stderr[-2000:]
    pictures = sorted(picture.name for picture in tmp_path.glob("*.png") if picture.stat().st_size > 50_000)
    names = ("mper_result", "plot_size_result", "road_network_density_dialog", "walk_circles_result")
    assert pictures == sorted(f"{name}_{locale}.png" for name in names for locale in ("en", "zh"))
