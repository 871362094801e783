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


def part(steps, begin, end):
    """Run a stepwise measure as one part of another: its shares lie between two of the whole.

    >>> def half():
    ...     yield 0.5
    ...     return "done"
    >>> list(part(half(), 0.5, 1))
    [0.75]
    """
    while True:
        try:
            share = next(steps)
        except StopIteration as stop:
            return stop.value
        yield begin + (end - begin) * share
