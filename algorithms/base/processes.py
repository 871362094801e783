"""Assessments in processes of their own, some at once: one that fails or crashes harms no other."""

import concurrent.futures
import pathlib
import shutil
from typing import NamedTuple

from qgis.core import QgsApplication, QgsProcessingException

from ...urbanform.errors import InputError
from .assessing import Steps, reason_of, run_within
from .reading import stop_if_canceled
from .texts import language, sentence, translate

ROOT = pathlib.Path(__file__).parent.parent.parent
# Debian's qgis_process is a script that hands it an option it does not know.
_NAMES = ("qgis_process.bin", "qgis_process")
_LOOK_S = 0.2  # how often a cancel is looked for


class Orders(NamedTuple):
    """How packages are assessed: the path of a rule profile or '', the store's folder, how many processes."""

    profile: str
    store: pathlib.Path
    at_once: int


def assessed(packages, orders, context, feedback):
    """Assess the packages whose result the store does not hold; return what came of each: `package_runs.Done`.

    packages : paths. Of packages that hold the same, one is assessed for all.
    """
    from ...urbanform.package_runs import ASSESSED, FAILED, KEPT, Done, is_whole

    results, reasons = [], []
    for number, package in enumerate(packages):
        feedback.setProgress(5 * number / len(packages))
        result, reason = _place(package, orders, feedback)
        results.append(result)
        reasons.append(reason)
    kept = {result for result in results if result is not None and is_whole(result)}
    first = dict(zip(reversed(results), reversed(packages)))
    wanted = {result: package for result, package in first.items() if result is not None and result not in kept}
    failed = dict(_failures(wanted, orders, context, feedback))
    reasons = [reason or failed.get(result, "") for result, reason in zip(results, reasons)]
    for package, reason in zip(packages, reasons):
        if reason:
            feedback.reportError(f"{package}: {reason}")
    states = [FAILED if why else KEPT if result in kept else ASSESSED for result, why in zip(results, reasons)]
    return [Done(*parts) for parts in zip(results, reasons, states)]


def _place(package, orders, feedback):
    """Return the file of a package's result in the store, None and the reason where the package cannot be read."""
    from ...urbanform.package_runs import result_steps

    steps = result_steps(package, orders.store, ROOT, orders.profile, language())
    try:
        while True:
            stop_if_canceled(feedback)
            next(steps)
    except StopIteration as found:
        return found.value, ""
    except InputError as error:
        return None, sentence(error)


def _failures(wanted, orders, context, feedback):
    """Assess packages (result → package); yield each result that failed, and why."""
    start = program() if wanted else None
    if start:
        ended = _beside_each_other(wanted, orders, start, feedback)
    else:
        ended = _one_by_one(wanted, orders, context, feedback)
    for share, (result, reason) in enumerate(ended, 1):
        feedback.setProgress(5 + 85 * share / len(wanted))
        feedback.pushInfo(f"{share}/{len(wanted)} {wanted[result].name}")
        if reason:
            yield result, reason


def _one_by_one(wanted, orders, context, feedback):
    """Assess packages in this process, where no other can be started; yield each result and why it failed."""
    from ...urbanform.package_runs import is_whole, prepare

    assess = QgsApplication.processingRegistry().algorithmById("multiground:assess")
    for number, (result, package) in enumerate(wanted.items()):
        steps = Steps(feedback, *(5 + 85 * n / len(wanted) for n in (number, number + 1)), tells=False)
        prepare(result)
        given = {"PACKAGE": str(package), "RESULT": str(result), "PROFILE": orders.profile, "STABILITY": False}
        told = ""
        try:
            run_within(assess, given, context, steps)
        except QgsProcessingException as error:
            told = reason_of(error)
        stop_if_canceled(feedback)
        yield result, "" if is_whole(result) else told or translate("Multiground", "no result was written")


def program():
    """Return the path of qgis_process of this QGIS, None where it is not found or could not load this plugin."""
    if ROOT.name != "multiground":
        return None  # a plugin's folder is its name
    folders = [QgsApplication.applicationDirPath(), *(f"{QgsApplication.prefixPath()}/{name}" for name in ("bin", "."))]
    return next(filter(None, (shutil.which(name, path=folder) for name in _NAMES for folder in folders)), None)


def _beside_each_other(wanted, orders, start, feedback):
    """Assess packages, each in a process, some at once; yield each result that has ended, and why it failed.

    On a cancel all are ended at once.
    """
    from ...urbanform.package_runs import assess_by_process

    processes, stopped = [], []

    def started(process):
        processes.append(process)
        if stopped:  # between a cancel and its end
            process.kill()

    with concurrent.futures.ThreadPoolExecutor(min(orders.at_once, len(wanted))) as pool:
        options = (ROOT, orders.profile, language(), start, started)
        waiting = {pool.submit(assess_by_process, wanted[each], each, *options): each for each in wanted}
        try:
            while waiting:
                ended, _ = concurrent.futures.wait(waiting, _LOOK_S, concurrent.futures.FIRST_COMPLETED)
                for future in ended:
                    yield waiting.pop(future), future.result()
                stop_if_canceled(feedback)
        finally:
            stopped.append(True)
            for future in waiting:
                future.cancel()
            for process in processes:
                process.kill()
