"""Work on other processes and machines, by dask.distributed: scheduling, sending, trying again are all dask's.

dask is optional: whatever takes an `each` works in one process with Python's own `map`.
"""

import collections
import contextlib

from .errors import QT_TRANSLATE_NOOP, InputError
from .result_store import fingerprint

# Items sent ahead for each worker: it never waits for the next, and memory holds few of them.
_AHEAD = 2


@contextlib.contextmanager
def workers(address=None, n_workers=None, timeout_s=10):
    """Yield a function like `map` whose calls are worked on by a cluster, in order of the items.

    A worker that dies is replaced by the others: its items are worked on again.

    address : of a dask scheduler, such as "tcp://10.0.0.5:8786"; None starts workers on this machine for as long as
    the block lasts; n_workers : how many of those, None for as many as there are processors; timeout_s : how long to
    wait for the scheduler. Raises `InputError` before any work where dask is not installed, where no scheduler
    answers or none has a worker, and where a worker has another version of this library.

        with cluster.workers("tcp://10.0.0.5:8786") as each:
            circles = city_walks.walk_circles(origins, streets, each=each)
    """
    try:
        from dask.distributed import Client, LocalCluster, TimeoutError
    except ImportError:
        remedy = QT_TRANSLATE_NOOP("Multiground", "Install it: pip install distributed")
        raise InputError("dask", QT_TRANSLATE_NOOP("Multiground", "not installed"), "", remedy) from None
    with contextlib.ExitStack() as stack:
        if address is None:
            kind = {"n_workers": n_workers, "threads_per_worker": 1, "dashboard_address": None}
            address = stack.enter_context(LocalCluster(**kind)).scheduler_address
        try:
            client = stack.enter_context(Client(address, timeout=timeout_s))
            client.wait_for_workers(1, timeout=timeout_s)
        except (OSError, TimeoutError, ValueError) as error:
            permitted = QT_TRANSLATE_NOOP("Multiground", "a dask scheduler that answers and has workers")
            remedy = QT_TRANSLATE_NOOP("Multiground", "Start dask scheduler and dask worker, or leave the address out.")
            raise InputError("address", address, permitted, remedy) from error
        _refuse_other_versions(client)
        yield lambda work, items: _each(client, work, items)


def _refuse_other_versions(client):
    """Two versions may give two numbers for one thing, so all workers must have this one."""
    own = fingerprint()
    for worker, other in client.run(fingerprint, on_error="return").items():
        if other != own:
            permitted = QT_TRANSLATE_NOOP("Multiground", "this version of multiground on every worker")
            remedy = QT_TRANSLATE_NOOP("Multiground", "Install it there: pip install multiground")
            found = QT_TRANSLATE_NOOP("Multiground", "another version, or none")
            raise InputError(worker, found, permitted, remedy)


def _each(client, work, items):
    """Yield what comes of each item, in order; only a few items are on the way at once."""
    ahead = _AHEAD * max(len(client.nthreads()), 1)
    waiting = collections.deque()
    for item in items:
        waiting.append(client.submit(work, item, pure=False))
        if len(waiting) > ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()
