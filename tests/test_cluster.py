"""Working on other processes with dask: the same figures, and a clear word where it cannot.

Workers import the library themselves, so each test is a program of its own that finds it as `multiground`.
"""

import contextlib
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import textwrap
import time

import pytest

ROOT = pathlib.Path(__file__).parent.parent
CITY = """
import geopandas, numpy as np, shapely
from multiground.urbanform import city_walks, cluster
x = np.arange(0, 6000, 200.0)
lines = geopandas.GeoDataFrame(geometry=shapely.linestrings(
    [[(a, b), (a + 200, b)] for a in x for b in x] + [[(a, b), (a, b + 200)] for a in x for b in x]))
origins = geopandas.GeoDataFrame(geometry=shapely.points(np.random.default_rng(1).uniform(0, 6000, (60, 2))))
def figures(each=map):
    found = city_walks.walk_circles(origins, lines, [5], each=each, tile_m=2000, with_pieces=False).circles
    return found.drop(columns="geometry").assign(wkb=shapely.to_wkb(found.geometry.to_numpy())).to_csv()
"""

pytestmark = pytest.mark.skipif(
    not pathlib.Path("/proc/meminfo").exists(), reason="dask reads the machine's memory in /proc"
)


@pytest.fixture
def library(tmp_path):
    """A folder on whose path this checkout is found as `multiground`."""
    folder = tmp_path / "path"
    folder.mkdir()
    (folder / "multiground").symlink_to(ROOT, target_is_directory=True)
    return folder


def environment(library, **more):
    known = [str(library), *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(known), "PYTHONDONTWRITEBYTECODE": "1", **more}


def program(tmp_path, library, text, *arguments):
    """Run a program; its main part is indented, because workers import the file too."""
    file = tmp_path / "program.py"
    file.write_text(CITY + "if __name__ == '__main__':\n" + textwrap.indent(textwrap.dedent(text), "    "))
    return subprocess.run(
        [sys.executable, str(file), *arguments], env=environment(library), capture_output=True, text=True, timeout=240
    )


@contextlib.contextmanager
def scheduler(library, workers=()):
    """A dask scheduler and workers of their own, as a bureau starts them; workers : the folders they import from."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    start = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", str(port)]
    commands = [(library, [*start, "--no-dashboard"])]
    for folder in workers:
        worker = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-dashboard"]
        commands.append((folder, worker))
    running = [
        subprocess.Popen(command, env=environment(folder), stderr=subprocess.DEVNULL, start_new_session=True)
        for folder, command in commands
    ]
    try:
        for _ in range(200):  # until it listens
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.2):
                break
            time.sleep(0.1)
        yield address
    finally:
        for process in reversed(running):
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def test_two_workers_find_what_one_process_finds(tmp_path, library):
    done = program(
        tmp_path,
        library,
        """
        with cluster.workers(n_workers=2) as each:
            print(figures(each) == figures())
        """,
    )
    assert (done.returncode, done.stdout) == (0, "True\n"), done.stderr


def test_a_worker_killed_in_the_middle_changes_nothing(tmp_path, library):
    """The worker that gets the third tile kills itself once, as a machine that loses its power."""
    done = program(
        tmp_path,
        library,
        """
        import os, pathlib, sys
        mark = pathlib.Path(sys.argv[1])
        def dying(work, item, number):
            if number == 2 and not mark.exists():
                mark.touch()
                os.kill(os.getpid(), 9)
            return work(item)
        with cluster.workers(n_workers=2) as each:
            def unlucky(work, items):
                return each(lambda pair: dying(work, pair[1], pair[0]), enumerate(items))
            print(figures(unlucky) == figures(), mark.exists())
        """,
        str(tmp_path / "died"),
    )
    assert (done.returncode, done.stdout) == (0, "True True\n"), done.stderr


def test_a_scheduler_by_its_address(tmp_path, library):
    with scheduler(library, [library]) as address:
        text = "with cluster.workers(sys.argv[1]) as each: print(figures(each) == figures())"
        done = program(tmp_path, library, "import sys\n" + text, address)
    assert (done.returncode, done.stdout) == (0, "True\n"), done.stderr


REFUSED = """
import sys
try:
    with cluster.workers(sys.argv[1], timeout_s=5):
        print("work")
except cluster.InputError as error:
    print(error)
"""


def test_a_scheduler_out_of_reach_is_refused_before_any_work(tmp_path, library):
    done = program(tmp_path, library, REFUSED, "tcp://127.0.0.1:9")
    assert "work\n" not in done.stdout
    assert done.stdout.startswith("address: found tcp://127.0.0.1:9; permitted: a dask scheduler that answers")


def test_a_scheduler_without_workers_is_refused(tmp_path, library):
    with scheduler(library) as address:
        done = program(tmp_path, library, REFUSED, address)
    assert done.stdout.startswith(f"address: found {address}; permitted: a dask scheduler that answers and has workers")


def test_workers_with_other_rules_are_refused(tmp_path, library):
    """One worker has a table with another bound: its grades would be others."""
    other = tmp_path / "other"
    shutil.copytree(ROOT / "urbanform", other / "multiground" / "urbanform")
    shutil.copy(ROOT / "__init__.py", other / "multiground")
    table = other / "multiground" / "urbanform" / "clauses.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("4.1.3-1", "4.1.3-9"), encoding="utf-8")
    with scheduler(library, [other]) as address:
        done = program(tmp_path, library, REFUSED, address)
    assert "another version, or none; permitted: this version of multiground on every worker" in done.stdout


def test_without_dask_the_remedy_is_named(tmp_path, library):
    """A package of the same name that cannot be imported stands for one that is not there."""
    (library / "dask").mkdir()
    (library / "dask" / "__init__.py").write_text("raise ImportError('not here')")
    done = program(tmp_path, library, REFUSED, "tcp://127.0.0.1:9")
    assert done.stdout.startswith("dask: found not installed;")
    assert "pip install distributed" in done.stdout
