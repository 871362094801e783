"""Python's collector of garbage, kept from walking again and again through a million objects while they are made."""

import contextlib
import gc


@contextlib.contextmanager
def left_alone():
    """Stop the collector within a `with`; another that had stopped it keeps it so.

    >>> with left_alone():
    ...     gc.isenabled()
    False
    >>> gc.isenabled()
    True
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
