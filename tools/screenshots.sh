#!/bin/sh
# Take the pictures of the docs in a real QGIS window, English and Chinese.
# Usage: tools/screenshots.sh [FOLDER [SCRIPT …]], scripts of tools/, without their ending
#   LOCALES="en zh-Hans"   SCREEN=1440x900   THEME="Night Mapping"   and Qt's own QT_SCALE_FACTOR
set -eu
cd "$(dirname "$0")/.."
pictures=${1:-$PWD/docs/pictures}
[ $# -gt 0 ] && shift
[ $# -gt 0 ] || set -- screenshots desk_tour tutorial_tour
mkdir -p "$pictures" .build/run
chmod 700 .build/run
work=$PWD/.build/screenshots/$$
rm -rf "$work"
mkdir -p "$work"

/usr/bin/python3 tools/package.py "$work/multiground.zip"  # what planners install, of the files as they lie here

display=:$((87 + $$ % 200))  # several may run at once
Xvfb $display -screen 0 "${SCREEN:-1440x900}x24" -nolisten tcp & screen=$!
sleep 1
DISPLAY=$display openbox & manager=$!
trap 'kill $manager $screen; rm -rf "$work"' EXIT

for script in "$@"; do
    for locale in ${LOCALES:-en zh-Hans}; do
        profile=$work/$script-$locale
        settings=$profile/profiles/default/QGIS/QGIS3.ini
        mkdir -p "$profile/profiles/default/python/plugins" "${settings%/*}" "$profile/home/Documents"
        cp resources/demo/demo_district.gpkg "$profile"  # QGIS writes to what it opens
        printf '[locale]\noverrideFlag=true\nuserLocale=%s\n[app]\nplugin_installer\\checkOnStart=false\n' $locale >"$settings"
        [ -z "${THEME:-}" ] || printf '[UI]\nUITheme=%s\n' "$THEME" >>"$settings"
        if [ "$script" != desk_tour ]; then  # which installs the zip itself
            ln -s "$PWD" "$profile/profiles/default/python/plugins/multiground"
            printf '[PythonPlugins]\nmultiground=true\n' >>"$settings"
        fi
        HOME=$profile/home DISPLAY=$display QT_QPA_PLATFORM=xcb XDG_RUNTIME_DIR=$PWD/.build/run \
            QGIS_CUSTOM_CONFIG_PATH=$profile PYTHONPATH=$PWD/.build/libs PICTURES=$pictures ARCHIVE=$work/multiground.zip \
            DEMO=$profile/demo_district.gpkg LOCALE=${locale%-*} timeout 800 \
            "$(command -v qgis.bin || command -v qgis)" --nologo --noversioncheck --code "tools/$script.py"
    done
done
