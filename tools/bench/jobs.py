"""Jobs in processes of their own, so that their peak memory is their own, and the tables of their figures."""

import importlib.util
import json
import pathlib
import re
import statistics
import subprocess
import sys

import numpy as np

RUNS = 3


def run(name, inputs):
    """Do one job in this process: `name` is a module and a function of this folder; print what it returns."""
    import_multiground()
    module, function = name.split(".")
    figures = getattr(importlib.import_module(module), function)(**inputs)
    peak_kib = re.search(r"VmHWM:\s+(\d+)", pathlib.Path("/proc/self/status").read_text())[1]
    print(json.dumps({"mebibytes": int(peak_kib) // 1024, **figures}), flush=True)


def measure(name, /, **inputs):
    """Do one job in a fresh process; return its figures with its peak memory."""
    order = [str(pathlib.Path(__file__).parent), "--job", name, json.dumps(inputs, default=str)]
    done = subprocess.run([sys.executable, *order], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{name} {inputs}\n{done.stdout}{done.stderr}")
    return json.loads(done.stdout.splitlines()[-1])


def in_turn(jobs, runs=RUNS):
    """Return the medians of each job's figures; jobs take turns, so that a drift of the machine meets all."""
    done = {key: [] for key in jobs}
    for number in range(runs):
        for key, (name, inputs, *few) in jobs.items():
            if not few or number < few[0]:
                done[key].append(measure(name, **inputs))
    return {key: {figure: _middle([one[figure] for one in all_]) for figure in all_[0]} for key, all_ in done.items()}


def _middle(values):
    return statistics.median(values) if isinstance(values[0], (int, float)) else values[0]


def heading(title, *columns):
    """Print the head of a table: the first column is text, the others numbers."""
    print(f"\n| {title} | {' | '.join(columns)} |\n| --- |{' --: |' * len(columns)}", flush=True)


def row(name, *values):
    print(f"| {name} | {' | '.join(_text(value) for value in values)} |", flush=True)


def _text(value):
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, (int, np.integer)) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 1 else f"{value:.2g}"


def agree(what, first, second, relative=0.0):
    """Stop unless two arrays are equal, or within a relative difference."""
    first, second = np.asarray(first, float), np.asarray(second, float)
    if first.shape != second.shape:
        sys.exit(f"the results disagree: {what} of shape {first.shape} and {second.shape}")
    apart = ~np.isclose(first, second, rtol=relative, atol=0)
    if apart.any():
        place = tuple(int(i) for i in np.argwhere(apart)[0])
        pair = f"{first[place]!r} and {second[place]!r} at {place}"
        sys.exit(f"the results disagree: {what}, {apart.sum()} of {apart.size}, first {pair}")


def import_multiground():
    """Make this checkout importable as `multiground`, whatever its folder is called."""
    root = pathlib.Path(__file__).resolve().parent.parent.parent
    spec = importlib.util.spec_from_file_location(
        "multiground", root / "__init__.py", submodule_search_locations=[str(root)]
    )
    sys.modules["multiground"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sys.modules["multiground"])
