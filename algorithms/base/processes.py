"""Assessments in processes of their own, some at once: one that fails or crashes harms no other."""

import concurrent.futures
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
from typing import NamedTuple

from qgis.core import QgsApplication

from ...urbanform.errors import InputError
from .assessing import Steps
from .reading import stop_if_canceled
from .texts import language, sentence, translate

ASSESSED, KEPT, FAILED = "assessed", "kept", "failed"
_ROOT = pathlib.Path(__file__).parent.parent.parent
# Debian's qgis_process is a script that hands it an option it does not know.
_NAMES = ("qgis_process.bin", "qgis_process", "qgis_process-qgis", "qgis_process-qgis-ltr")
_LOOK_S = 0.2  # how often a cancel is looked for


class Done(NamedTuple):
    """What came of a package: the file of its result, why it failed ('' where it did not), and which of the states."""

    result: pathlib.Path
    reason: str
    state: str


def assessed(packages, profile, store, at_once, context, feedback):
    """Assess the packages whose result the store does not hold; return what came of each: `Done`.

    packages : paths; profile : path of a rule profile or ''; store : folder; at_once : how many processes. Of
    packages that hold the same, one is assessed for all.
    """
    from ...urbanform.result_store import content_key, place_of

    rules = pathlib.Path(profile).read_bytes() if profile else b""
    results, reasons = [], []
    for number, package in enumerate(packages):
        stop_if_canceled(feedback)
        feedback.setProgress(5 * number / len(packages))
        try:
            results.append(place_of(store, content_key(package, language(), rules)) / "result.gpkg")
            reasons.append("")
        except InputError as error:
            results.append(None)
            reasons.append(sentence(error))
    kept = {result for result in results if result is not None and result.exists()}
    first = dict(zip(reversed(results), reversed(packages)))
    wanted = {result: package for result, package in first.items() if result is not None and result not in kept}
    failed = dict(_failures(wanted, profile, at_once, context, feedback))
    reasons = [reason or failed.get(result, "") for result, reason in zip(results, reasons)]
    for package, reason in zip(packages, reasons):
        if reason:
            feedback.reportError(f"{package}: {reason}")
    states = [FAILED if why else KEPT if result in kept else ASSESSED for result, why in zip(results, reasons)]
    return [Done(*parts) for parts in zip(results, reasons, states)]


def _failures(wanted, profile, at_once, context, feedback):
    """Assess packages (result → package); yield each result that failed, and why."""
    given = {"STABILITY": "false", **({"PROFILE": profile} if profile else {})}
    runs = [{**given, "PACKAGE": str(package), "RESULT": str(result)} for result, package in wanted.items()]
    start = program() if len(runs) > 1 else None
    for result in wanted:
        result.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="multiground-") as folder:
        if start:
            head = [start, "run", "multiground:assess", "--"]
            commands = [[*head, *(f"{name}={value}" for name, value in run.items())] for run in runs]
            ended = _run_all(commands, min(at_once, len(runs)), _environment_in(folder), feedback)
        else:
            ended = _one_by_one(runs, context, feedback)
        for share, (number, reason) in enumerate(ended, 1):
            result = pathlib.Path(runs[number]["RESULT"])
            feedback.setProgress(5 + 85 * share / len(runs))
            feedback.pushInfo(f"{share}/{len(runs)} {pathlib.Path(runs[number]['PACKAGE']).name}")
            if reason or not result.exists():
                shutil.rmtree(result.parent, ignore_errors=True)
                yield result, reason or translate("Multiground", "no result was written")


def _one_by_one(runs, context, feedback):
    """Assess packages in this process, where no other can be started; yield each number and why it failed."""
    assess = QgsApplication.processingRegistry().algorithmById("multiground:assess")
    for number, run in enumerate(runs):
        steps = Steps(feedback, *(5 + 85 * n / len(runs) for n in (number, number + 1)), tells=False)
        _, good = assess.create().run(run, context, steps)
        stop_if_canceled(feedback)
        yield number, "" if good else (steps.warnings or [""])[-1].strip()


def program():
    """Return the path of qgis_process, None where it is not found or could not load this plugin."""
    if _ROOT.name != "multiground":
        return None  # a plugin's folder is its name
    folders = [QgsApplication.applicationDirPath(), str(pathlib.Path(QgsApplication.prefixPath()) / "bin")]
    places = [shutil.which(name, path=os.pathsep.join([*folders, os.environ.get("PATH", "")])) for name in _NAMES]
    return next(filter(None, places), None)


def _environment_in(folder):
    """Return the environment of a process, with a QGIS profile in a folder: this plugin alone, the user's language."""
    settings = pathlib.Path(folder) / "profiles" / "default" / "QGIS" / "QGIS3.ini"
    settings.parent.mkdir(parents=True)
    locale = {"zh": "zh-Hans"}.get(language(), "en")
    text = f"[PythonPlugins]\nmultiground=true\n[locale]\noverrideFlag=true\nuserLocale={locale}\n"
    settings.write_text(text, encoding="utf-8")
    own = {"QGIS_CUSTOM_CONFIG_PATH": str(folder), "QGIS_PLUGINPATH": str(_ROOT.parent), "QT_QPA_PLATFORM": "offscreen"}
    return {**os.environ, **own}


def _run_all(runs, at_once, environment, feedback):
    """Run qgis_process many times, some at once; yield the number of each run that has ended, and why it failed.

    runs : argument lists; at_once : how many processes; environment : of `_environment_in`. The reason is '' where
    it did not fail. On a cancel all are ended at once.
    """
    running = set()
    with concurrent.futures.ThreadPoolExecutor(at_once) as pool:
        waiting = {pool.submit(_run, run, environment, running): number for number, run in enumerate(runs)}
        try:
            while waiting:
                ended, _ = concurrent.futures.wait(waiting, _LOOK_S, concurrent.futures.FIRST_COMPLETED)
                for future in ended:
                    yield waiting.pop(future), future.result()
                stop_if_canceled(feedback)
        finally:
            for future in waiting:
                future.cancel()
            for process in list(running):
                process.kill()


def _run(arguments, environment, running):
    """Run a program to its end; return why it failed, '' where it did not."""
    hidden = {"creationflags": subprocess.CREATE_NO_WINDOW} if sys.platform == "win32" else {}
    pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
    with subprocess.Popen(arguments, env=environment, **pipes, **hidden) as process:
        running.add(process)
        told = process.communicate()[1].decode("utf-8", "replace").strip().splitlines()
        running.discard(process)
    if process.returncode == 0:
        return ""
    errors = [line.partition("\t")[2] for line in told if line.startswith("ERROR:")]
    ended = translate("Multiground", "The process ended with code {}.").format(process.returncode)
    return (errors or told or [ended])[-1].strip() or ended
