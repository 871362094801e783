#!/bin/sh
# Install what a fresh Debian 12 or 13 lacks. Usage: tools/setup.sh demo|test
#   demo  QGIS, the Python libraries, fonts          test  also pytest, a screen (Xvfb), translators
# As root or with sudo. Nothing outside .build/ is written except Debian packages.
set -eu
cd "$(dirname "$0")/.."
purpose=${1:-demo}

packages="qgis python3-qgis qgis-providers python3-geopandas python3-networkx python3-scipy
          python3-jinja2 python3-pip fonts-noto-cjk"
if [ "$purpose" = test ]; then
    packages="$packages git xvfb xdotool openbox imagemagick
              fonts-open-sans pyqt5-dev-tools qttools5-dev-tools python3-distributed procps"
fi

missing=$(for package in $packages; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || echo "$package"
done)
if [ -n "$missing" ]; then
    sudo=$([ "$(id -u)" = 0 ] || echo sudo)
    echo "Installing: $(echo $missing)"
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get update -qq
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
fi

# Debian 12 has shapely 1.8. The wheel 2.0.7 carries the same GEOS (3.11) as Debian's QGIS;
# newer wheels bring another GEOS and crash inside QGIS.
mkdir -p .build/libs
if ! PYTHONPATH=.build/libs /usr/bin/python3 -c 'import shapely; assert shapely.__version__ >= "2"' 2>/dev/null; then
    /usr/bin/python3 -m pip install --quiet --no-deps --target .build/libs shapely==2.0.7
fi

if [ "$purpose" = test ]; then
    tools/fetch.sh .build/testlibs tools/requirements-test.txt
    tools/fetch.sh .build/sitelibs tools/requirements-site.txt
fi
