"""Long work in steps: a measure yields the share done, so that its caller can show it and cancel."""


def finish(steps):
    """Run a stepwise measure to its end and return its result.

    >>> def count(n):
    ...     for i in range(n):
    ...         yield i / n
    ...     return n
    >>> finish(count(3))
    3
    """
    while True:
        try:
            next(steps)
        except StopIteration as stop:
            return stop.value
