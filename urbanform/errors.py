"""The one error that a measure raises for an input that would make its result meaningless."""


def QT_TRANSLATE_NOOP(context, text):  # noqa: N802 - the name that Qt's translation tools look for
    """Mark a sentence for the plugin's translators; the library itself speaks English."""
    return text


class InputError(ValueError):
    """An input that cannot be measured: what was found, what is permitted and the remedy.

    `permitted` and `remedy` are plain sentences marked with `QT_TRANSLATE_NOOP`; what varies
    stands in `parameter` and `value`.

    >>> str(InputError("BOUNDARY_TOLERANCE", -1, "0 or more metres", "Enter a positive width."))
    'BOUNDARY_TOLERANCE: found -1; permitted: 0 or more metres. Enter a positive width.'
    """

    def __init__(self, parameter, value, permitted, remedy):
        self.parameter, self.value, self.permitted, self.remedy = parameter, value, permitted, remedy
        super().__init__(f"{parameter}: found {value}; permitted: {permitted}. {remedy}")
