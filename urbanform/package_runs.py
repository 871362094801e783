"""Assessments of packages in processes of their own, each kept in a store: here, or on the machines of a cluster.

What is run is `multiground:assess` by qgis_process, with a plugin that is named by its folder: whoever starts it, and
wherever, the same plugin assesses.
"""

import contextlib
import os
import pathlib
import shutil
import sqlite3
import subprocess  # nosec B404 # it starts QGIS's own program, and no shell
import sys
import tempfile
from typing import NamedTuple

from .errors import InputError
from .result_store import content_key_steps, fingerprint, place_of
from .sql import address_of
from .steps import finish

ASSESSED, KEPT, FAILED = "assessed", "kept", "failed"
_LOCALES = {"zh": "zh-Hans", "en": "en"}


class Done(NamedTuple):
    """What came of a package: the file of its result, why it failed ('' where it did not), and which of the states."""

    result: pathlib.Path  # None for a package that cannot be read
    reason: str
    state: str


def assess_package(package, store, plugin, profile="", language="en", program="qgis_process"):
    """Return what comes of a package: `Done`; it is assessed unless the store holds its result.

    A package that fails raises nothing, so that it does not stop the others.

    package : path of a GeoPackage; store : of the folder of results; plugin : of the plugin's folder, `multiground`;
    profile : of a rule profile, '' for none; all as this machine sees them. language : of the result, en or zh;
    program : qgis_process.

        with cluster.workers("tcp://10.0.0.5:8786") as each:
            done = list(each(partial(assess_package, store="/city/store", plugin="/city/multiground"), packages))
    """
    try:
        result = finish(result_steps(package, store, plugin, profile, language))
    except InputError as error:
        return Done(None, str(error), FAILED)
    if is_whole(result):
        return Done(result, "", KEPT)
    reason = assess_by_process(package, result, plugin, profile, language, program)
    return Done(result, reason, FAILED if reason else ASSESSED)


def result_steps(package, store, plugin, profile="", language="en"):
    """Yield now and then; return the file in a store that holds, or is to hold, the result of a package.

    The package's content, the rule profile, the language and the plugin decide which; see `assess_package`.
    """
    plugin, rules = pathlib.Path(plugin), pathlib.Path(profile).read_bytes() if profile else b""
    version = (plugin / "metadata.txt").read_bytes(), *map(fingerprint, (plugin / "urbanform", plugin / "algorithms"))
    key = yield from content_key_steps(package, language, rules, *version)
    return place_of(store, key) / "result.gpkg"


def is_whole(result):
    """Return whether a file is the result of an assessment."""
    try:
        with contextlib.closing(sqlite3.connect(address_of(result.absolute()), uri=True)) as database:
            return database.execute("SELECT count(*) FROM clauses").fetchone()[0] > 0
    except sqlite3.Error:
        return False


def assess_by_process(package, result, plugin, profile="", language="en", program="qgis_process", started=None):
    """Assess a package with qgis_process into a file; return why it failed, '' where it did not.

    started : called with the process, so that it can be ended. The others as in `assess_package`.
    """
    given = {"PACKAGE": package, "RESULT": result, "STABILITY": "false", **({"PROFILE": profile} if profile else {})}
    command = [str(program), "run", "multiground:assess", "--", *(f"{name}={value}" for name, value in given.items())]
    hidden = {"creationflags": subprocess.CREATE_NO_WINDOW} if sys.platform == "win32" else {}
    pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
    try:
        prepare(result)
        with _settings(plugin, language) as folder:
            own = {"QGIS_CUSTOM_CONFIG_PATH": folder, "QGIS_PLUGINPATH": str(pathlib.Path(plugin).absolute().parent)}
            environment = {**os.environ, **own, "QT_QPA_PLATFORM": "offscreen"}
            call = {"env": environment, **pipes, **hidden}
            with subprocess.Popen(command, **call) as process:  # nosec B603 # a list of words, no shell
                if started:
                    started(process)
                told = process.communicate()[1].decode("utf-8", "replace").strip().splitlines()
    except OSError as error:  # no such program, no room on the drive
        return str(error)
    if is_whole(result):  # it comes to its place when it is complete, whatever happens to the process then
        return ""
    errors = [line.partition("\t")[2] for line in told if line.startswith("ERROR:")]
    return (errors or told or [""])[-1].strip() or f"{pathlib.Path(program).name}: {process.returncode}"


def prepare(result):
    """Make the folder of a result, without what has been damaged there."""
    result.parent.mkdir(parents=True, exist_ok=True)
    if not is_whole(result):
        result.unlink(missing_ok=True)


@contextlib.contextmanager
def _settings(plugin, language):
    """Make a folder with a QGIS profile of one plugin alone and a language; take it away at the end."""
    folder = tempfile.mkdtemp(prefix="multiground-")
    try:
        settings = pathlib.Path(folder) / "profiles" / "default" / "QGIS" / "QGIS3.ini"
        settings.parent.mkdir(parents=True)
        locale = f"[locale]\noverrideFlag=true\nuserLocale={_LOCALES[language]}\n"
        settings.write_text(f"[PythonPlugins]\n{pathlib.Path(plugin).name}=true\n{locale}", encoding="utf-8")
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
