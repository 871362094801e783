#!/bin/sh
# Take the pictures of the docs in a real QGIS window, English and Chinese.
# Usage: tools/screenshots.sh [FOLDER [SCRIPT …]], scripts of tools/, without their ending
set -eu
cd "$(dirname "$0")/.."
pictures=${1:-$PWD/docs/pictures}
[ $# -gt 0 ] && shift
[ $# -gt 0 ] || set -- screenshots desk_tour
mkdir -p "$pictures" .build/run
chmod 700 .build/run

display=:$((87 + $$ % 200))  # several may run at once
Xvfb $display -screen 0 1440x900x24 -nolisten tcp & screen=$!
sleep 1
DISPLAY=$display openbox & manager=$!
trap 'kill $manager $screen' EXIT

for script in "$@"; do
    for locale in en zh-Hans; do
        profile=$PWD/.build/screenshots/$script-$$/$locale
        rm -rf "$profile"
        mkdir -p "$profile/profiles/default/python/plugins" "$profile/profiles/default/QGIS" "$profile/home/Documents"
        cp resources/demo/demo_district.gpkg "$profile"  # QGIS writes to what it opens
        ln -s "$PWD" "$profile/profiles/default/python/plugins/multiground"
        printf '[PythonPlugins]\nmultiground=true\n[locale]\noverrideFlag=true\nuserLocale=%s\n' $locale \
            >"$profile/profiles/default/QGIS/QGIS3.ini"
        HOME=$profile/home DISPLAY=$display QT_QPA_PLATFORM=xcb XDG_RUNTIME_DIR=$PWD/.build/run \
            QGIS_CUSTOM_CONFIG_PATH=$profile PYTHONPATH=$PWD/.build/libs PICTURES=$pictures \
            DEMO=$profile/demo_district.gpkg LOCALE=${locale%-*} timeout 200 \
            "$(command -v qgis.bin || command -v qgis)" --nologo --noversioncheck --code "tools/$script.py"
    done
    rm -rf "$PWD/.build/screenshots/$script-$$"
done
