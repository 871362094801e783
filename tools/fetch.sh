#!/bin/sh
# Fetch Python libraries into a folder, anew when their list has changed.
# Usage: tools/fetch.sh FOLDER LIST [OPTION of pip …]
set -eu
folder=$1 list=$2
shift 2
cmp -s "$list" "$folder/requirements.txt" && exit
rm -rf "$folder"
/usr/bin/python3 -m pip install --quiet --target "$folder" "$@" -r "$list"
cp "$list" "$folder/requirements.txt"
