#!/bin/sh
# Run the whole suite in QGIS 3.44, in a Debian 13 chroot beside the machine's own QGIS. As root or with sudo.
set -eu
cd "$(dirname "$0")/.."
chroot=$PWD/.build/trixie
sudo=$([ "$(id -u)" = 0 ] || echo sudo)
$sudo tools/chroot.sh trixie "$chroot"

# The chroot's Python is 3.13; its test libraries are fetched by the machine's own pip.
tools/fetch.sh .build/testlibs313 tools/requirements-test.txt --python-version 3.13 --implementation cp \
    --only-binary=:all:

work=$chroot/w
$sudo rm -rf "$work"
$sudo mkdir -p "$work/multiground" "$work/profile" "$work/run"
$sudo chmod 700 "$work/run"
git ls-files -z --cached --others --exclude-standard | $sudo tar --null -T - -cf - | $sudo tar -xf - -C "$work/multiground"
$sudo cp -r .build/testlibs313 "$work/testlibs"
data=${MULTIGROUND_DATA:-$PWD/../shared/data}
if [ -d "$data" ]; then $sudo cp -r "$data" "$work/data"; fi

exec $sudo chroot "$chroot" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 \
    QT_QPA_PLATFORM=offscreen XDG_RUNTIME_DIR=/w/run QGIS_CUSTOM_CONFIG_PATH=/w/profile \
    MULTIGROUND_DATA=/w/data PYTHONPATH=/w/testlibs \
    sh -c "cd /w/multiground && python3 -m pytest -n $(nproc) --dist loadfile --no-loadscope-reorder $*"
