"""What mkdocs does besides for `make site`: the README, CHANGELOG and CONTRIBUTING become pages, links keep working."""

import pathlib
import re

from mkdocs.structure.files import File

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGES = {"README.md": "index.md", "CONTRIBUTING.md": "contributing.md", "CHANGELOG.md": "changelog.md"}
REPOSITORY = "https://github.com/multiground/multiground/blob/main/"


def slug(heading, separator):
    """Return the anchor of a heading, as GitHub makes it, where the same pages are read."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", separator)


def on_config(config):
    config.mdx_configs["toc"]["slugify"] = slug
    return config


def on_files(files, config):
    for name, page in PAGES.items():
        files.append(File.generated(config, page, content=(ROOT / name).read_text(encoding="utf-8")))
    return files


def on_page_markdown(markdown, page, config, files):
    """Turn links from a page's place in the repository to its place on the site."""
    at_root = page.file.src_uri in PAGES.values()
    parts = re.split(r"(?m)^(```.*?^```$)", markdown, flags=re.DOTALL)  # every second one is a block of code
    parts[::2] = map(_lists, parts[::2])
    markdown = "".join(parts)
    return re.sub(r"(\]\()([^)\s:]+)\)", lambda found: f"{found[1]}{_turned(found[2], at_root)})", markdown)


def _lists(text):
    """Write lists as Python wants them: an empty line before, and four spaces before what belongs to an item."""
    text = re.sub(r"(?m)^((?![ *]|\d+\. |-|\||>|#).+)\n(?=(?:\* |- |1\. ))", r"\1\n\n", text)
    return re.sub(r"(?m)^ {2,3}(?=\S)", "    ", text)


def _turned(link, at_root):
    """Return where a link of a page leads: to a page of the site, or to a file of the repository."""
    file, mark, anchor = link.partition("#")
    if not file:
        return link
    place = file if at_root else f"docs/{file}"
    place = place.replace("docs/../", "")
    if place in PAGES:
        return PAGES[place] + mark + anchor
    return place[len("docs/") :] + mark + anchor if place.startswith("docs/") else REPOSITORY + place + mark + anchor
