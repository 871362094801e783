"""Run every algorithm on broken copies of packages, again and again, and tell what is no clean answer.

Usage: fuzz.py FOLDER MINUTES [FIRST_SEED], or fuzz.py FOLDER seed SEED … to repeat what was printed.

A clean answer is a result, or a refusal in our own words. No clean answer is a crash, more than LIMIT_S seconds,
another exception, a result without its files, one with numbers that are none or with a grade of what is missing,
a changed input, or a file left behind. Every case follows from its seed. Where MULTIGROUND_DATA names the folder
of the real districts, small pieces of them are broken too.
"""

import collections
import faulthandler
import importlib.util
import json
import math
import multiprocessing
import os
import pathlib
import random
import re
import resource
import shutil
import sys
import time
import traceback
import warnings

import mutations
from fuzz_faults import contents, unclean
from fuzz_inputs import Parameters, pieces

ROOT = pathlib.Path(__file__).resolve().parent.parent
DEMO = ROOT / "resources" / "demo" / "demo_district.gpkg"
LIMIT_S, MEMORY = 120, 8 << 30
NOT_OURS = re.compile(r"Traceback|\b[A-Z]\w*(Error|Exception)\b|has no attribute|Errno")


def main(folder, *orders):
    """Ask a worker for case after case, print each kind of fault once, and count them all at the end."""
    folder.mkdir(parents=True, exist_ok=True)
    if orders[0] == "seed":
        seeds, end = iter([int(seed) for seed in orders[1:]]), math.inf
    else:
        first = int(orders[1]) if orders[1:] else 0
        seeds, end = iter(range(first, sys.maxsize)), time.monotonic() + 60 * float(orders[0])
    runs, kinds = collections.Counter(), collections.Counter()
    worker = None
    for seed in seeds:
        if time.monotonic() > end:
            break
        worker = worker or Worker(folder)
        answer = worker.ask(seed)
        if answer is None:
            answer, worker = worker.obituary(), None
        runs[answer["algorithm"], answer["ended"]] += 1
        for fault in dict.fromkeys(answer["faults"]):
            kind = answer["algorithm"], fault.strip().splitlines()[-1][:150]
            kinds[kind] += 1
            if kinds[kind] == 1:
                print(f"seed {seed} {answer['algorithm']} {answer['given']}\n{fault}\n", flush=True)
        if orders[0] == "seed":
            print(seed, answer["algorithm"], answer["ended"], f"{answer['seconds']:.1f} s", *answer["said"], flush=True)
    for (algorithm, fault), number in kinds.most_common():
        print(number, algorithm, fault)
    for (algorithm, ended), number in sorted(runs.items()):
        print(f"{algorithm:<24}{ended:<12}{number}")
    print(f"{sum(runs.values())} runs, {len(kinds)} kinds of faults")
    return 1 if kinds else 0


class Worker:
    """A process that runs cases one after the other; it ends itself where one takes too long."""

    def __init__(self, folder):
        context = multiprocessing.get_context("spawn")
        self.folder, (self.end, theirs) = folder, context.Pipe()
        self.process = context.Process(target=work, args=(theirs, folder), daemon=True)
        self.process.start()
        theirs.close()

    def ask(self, seed):
        """Return the answer of a case, None where the process ended over it."""
        try:
            self.end.send(seed)
            return self.end.recv()
        except (EOFError, BrokenPipeError, ConnectionResetError):
            self.process.join()
            return None

    def obituary(self):
        """Return how the last case ended the process; raise what kept it from its first one."""
        if not (self.folder / "case.json").exists():
            raise RuntimeError((self.folder / "stderr.txt").read_text())
        stack = (self.folder / "stack.txt").read_text(errors="replace").strip("\0")
        how = f"hang of {LIMIT_S} s" if self.process.exitcode == 1 else f"crash, exit code {self.process.exitcode}"
        about = json.loads((self.folder / "case.json").read_text())
        return {**about, "ended": how, "seconds": LIMIT_S, "said": [], "faults": [f"{stack}\n{how}"]}


def work(end, folder):
    """Start QGIS and answer seeds, in a process of its own."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.dup2(os.open(folder / "stderr.txt", os.O_WRONLY | os.O_CREAT | os.O_APPEND), 2)  # QGIS and GDAL tell a lot
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    spec = importlib.util.spec_from_file_location(
        "multiground", ROOT / "__init__.py", submodule_search_locations=[str(ROOT)]
    )
    sys.modules["multiground"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sys.modules["multiground"])
    from qgis.core import QgsApplication

    QgsApplication.setPrefixPath("/usr", True)  # Debian's; a chroot without /proc does not find it
    app = QgsApplication([], False)
    app.initQgis()
    sys.path.append(os.path.join(QgsApplication.pkgDataPath(), "python", "plugins"))
    from processing.core.Processing import Processing

    Processing.initialize()
    from multiground.plugin import MultigroundPlugin

    plugin = MultigroundPlugin(None)
    plugin.initProcessing()
    bench = Bench(folder, QgsApplication.processingRegistry().providerById("multiground"))
    with open(folder / "stack.txt", "w") as stack:
        faulthandler.enable(stack)
        while True:
            try:
                seed = end.recv()
            except EOFError:
                os._exit(0)
            stack.truncate(0)
            faulthandler.dump_traceback_later(LIMIT_S, exit=True, file=stack)
            try:
                answer = bench.case(seed)
            except Exception:
                about = {"algorithm": "fuzz.py itself", "given": "", "seconds": 0, "said": []}
                answer = {**about, "ended": "not run", "faults": [traceback.format_exc()]}
            faulthandler.cancel_dump_traceback_later()
            end.send(answer)


class Bench:
    """Makes cases, runs them and looks at what came of them."""

    def __init__(self, folder, provider):
        import geopandas  # noqa: F401 - before warnings count: what libraries warn of at their import is not ours
        from multiground.algorithms.base import MultigroundAlgorithm

        self.folder, self.provider = folder, provider
        names = sorted(algorithm.name() for algorithm in provider.algorithms())
        self.names = names + 4 * [name for name in names if "assess" not in name]  # which take long
        self.raised = []
        self.sources = [DEMO, *pieces(folder)]
        self.result = folder / "assessed.gpkg"
        original = MultigroundAlgorithm.processAlgorithm

        def watched(algorithm, *arguments):
            from qgis.core import QgsProcessingException

            try:
                return original(algorithm, *arguments)
            except QgsProcessingException:
                raise
            except BaseException:
                self.raised.append(traceback.format_exc())
                raise

        MultigroundAlgorithm.processAlgorithm = watched

    def case(self, seed):
        """Make the case of a seed, run it and return what is no clean answer."""
        rng, place = random.Random(seed), self.folder / f"案例 {seed}"
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        algorithm = self.provider.algorithm(self.names[seed % len(self.names)])
        takes_results = {"RESULTS", "EARLIER"} & {each.name() for each in algorithm.parameterDefinitions()}
        if takes_results and not self.result.exists():
            given = {"PACKAGE": str(DEMO), "RESULT": str(self.result), "STABILITY": False}
            self._run(self.provider.algorithm("assess"), given)
        source = DEMO if rng.random() < 0.6 else rng.choice(self.sources)
        told = [source.name]
        given = Parameters(rng, place, source, self.result, told).of(algorithm)
        told += mutations.package(rng, source, place / "包.gpkg", re.findall(r"layername=(\w+)", str(given)))
        about = {"algorithm": algorithm.name(), "given": f"{told}\n{given}"}
        (self.folder / "case.json").write_text(json.dumps(about))
        inputs = {path: contents(path) for path in place.iterdir() if path.is_file()}
        self.raised.clear()
        begin = time.perf_counter()
        ended, results, said = self._run(algorithm, given)
        seconds = time.perf_counter() - begin
        faults = list(dict.fromkeys(self.raised))
        faults += [f"says {text}" for text in said if NOT_OURS.search(text) and not self.raised]
        faults += [f"input changed: {path.name}" for path in inputs if path.exists() and contents(path) != inputs[path]]
        own = hasattr(algorithm, "measure")  # QGIS's models keep what their first steps wrote
        wanted = {pathlib.Path(str(value)) for value in given.values()} if ended == "done" or not own else set()
        left = [path.name for path in place.iterdir() if path not in wanted and path not in inputs]
        faults += [f"left behind after {ended}: {sorted(left)}"] if left else []
        if ended == "done":
            faults += unclean(algorithm, given, results)
        shutil.rmtree(place)
        if ended == "refused" and not any(text.strip() for text in said):
            faults.append("refused without a word")
        return {**about, "ended": ended, "seconds": seconds, "faults": faults, "said": said}

    def _run(self, algorithm, given):
        from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsProject

        class Feedback(QgsProcessingFeedback):
            def __init__(self):
                super().__init__(False)
                self.said = []

            def reportError(self, text, fatalError=False):  # noqa: N803 - QGIS's own name
                self.said.append(text)

        context, feedback = QgsProcessingContext(), Feedback()
        context.setProject(QgsProject.instance())
        algorithm = algorithm.create()
        permitted, why = algorithm.checkParameterValues(given, context)
        if not permitted:
            return "refused", {}, [why]
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # as in the tests
            results, done = algorithm.run(given, context, feedback)
        return "done" if done else "refused", results, feedback.said


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]).resolve(), *sys.argv[2:]))
