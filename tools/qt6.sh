#!/bin/sh
# Run the tests of the pictures under PyQt6, in an environment of its own: two versions of Qt do not share a process.
set -eu
cd "$(dirname "$0")/.."
folder=$PWD/.build/qt6
if [ ! -e "$folder/bin/pytest" ]; then
    /usr/bin/python3 -m venv "$folder"
    "$folder/bin/pip" install --quiet PyQt6 pytest
fi
mkdir -p "$folder/stand-in/qgis/PyQt"
touch "$folder/stand-in/qgis/__init__.py" "$folder/stand-in/qgis/PyQt/__init__.py"
for module in QtCore QtGui QtTest QtWidgets; do
    echo "from PyQt6.$module import *  # noqa" >"$folder/stand-in/qgis/PyQt/$module.py"
done
PYTHONPATH=$folder/stand-in PYTHONDONTWRITEBYTECODE=1 QT_QPA_PLATFORM=offscreen \
    "$folder/bin/python" -m pytest --noconftest --override-ini addopts= -p no:cacheprovider -q \
    tests/in_qgis/test_widgets.py
