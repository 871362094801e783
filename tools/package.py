"""Make the zip that planners install, of the files as they lie here.

Usage: package.py FILE. It holds what the plugin runs with, and the one page of the docs that it shows; the others, with
their large pictures, are read on the web. What is neither named nor of a listed ending stays out.
"""

import pathlib
import re
import sys
import zipfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
FILES = ("__init__.py", "language.py", "plugin.py", "metadata.txt", "LICENSE", "CHANGELOG.md", "pyproject.toml")
PAGES = ("docs/desk.md", "docs/desk_zh.md")
FOLDERS = {
    "algorithms": (".py",),
    "resources": (".css", ".gpkg", ".html", ".model3", ".qm", ".qml", ".svg"),  # .ts is the source of .qm
    "ui": (".py",),
    "urbanform": (".csv", ".py"),
}


def shipped():
    """Return the paths of what is shipped, from the root, sorted."""
    found = [ROOT / name for name in (*FILES, *PAGES)]
    for page in PAGES:
        text = (ROOT / page).read_text(encoding="utf-8")
        found += [ROOT / "docs" / picture for picture in re.findall(r"\]\((pictures/[^)]+)\)", text)]
    for folder, endings in FOLDERS.items():
        found += [path for path in (ROOT / folder).rglob("*") if path.suffix in endings]
    return sorted(path.relative_to(ROOT).as_posix() for path in set(found))


def main(file):
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in shipped():
            entry = zipfile.ZipInfo.from_file(ROOT / name, f"multiground/{name}")
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o100644 << 16  # a file that nobody can start
            archive.writestr(entry, (ROOT / name).read_bytes())
        number = len(archive.namelist())
    print(f"{file}: {number} files, {file.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
