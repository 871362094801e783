#!/bin/sh
# Make a Debian chroot with another QGIS beside the machine's own. Usage: tools/chroot.sh SUITE DIR
# trixie gives QGIS 3.44 (from trixie-backports); bookworm gives 3.40. As root; 2-4 minutes, 2 GB.
set -eu
suite=$1 dir=$2
packages="qgis python3-qgis qgis-providers python3-geopandas python3-networkx python3-scipy python3-jinja2
          python3-distributed git fonts-noto-cjk fonts-open-sans xvfb openbox procps"
[ "$(cat "$dir/ready" 2>/dev/null)" = "$packages" ] && exit 0
if [ ! -e "$dir/ready" ]; then
    rm -rf "$dir"
    mirror=$(awk '/^URIs:/{print $2; exit}' /etc/apt/sources.list.d/debian.sources 2>/dev/null)
    [ -n "$mirror" ] || mirror=$(awk '$1=="deb"{for(i=2;i<=NF;i++) if($i ~ /^http/){print $i; exit}}' /etc/apt/sources.list)
    command -v debootstrap >/dev/null || apt-get install -y -qq --no-install-recommends debootstrap >/dev/null
    debootstrap --variant=minbase --include=ca-certificates "$suite" "$dir" "$mirror" >/dev/null
    printf 'deb %s %s main\ndeb %s %s-backports main\n' "$mirror" "$suite" "$mirror" "$suite" >"$dir/etc/apt/sources.list"
    cp -n /etc/apt/apt.conf.d/* "$dir/etc/apt/apt.conf.d/"
    printf 'APT::Install-Recommends "false";\nAcquire::Languages "none";\n' >"$dir/etc/apt/apt.conf.d/90small"
    printf '#!/bin/sh\nexit 101\n' >"$dir/usr/sbin/policy-rc.d"
    chmod +x "$dir/usr/sbin/policy-rc.d"
fi
cp /etc/resolv.conf /etc/hosts "$dir/etc/"
chroot "$dir" apt-get update -qq
chroot "$dir" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq -t "$suite-backports" $packages >/dev/null
chroot "$dir" apt-get clean
echo "$packages" >"$dir/ready"
