"""What is open to the public and open to the air, and what has to be assumed where nobody wrote it down."""

import numpy as np

from . import columns


def refusals(answers, unknown_open):
    """Return the first reason against each feature ('' for none), and what was assumed in its favour.

    answers : name of a question → (answers 1, 0 or NaN for unknown, reason when the answer is 0);
    unknown_open : whether what is unknown counts as yes, and is told, or as no.

    >>> asked = {"public": (np.array([1, 0, np.nan]), "not_public")}
    >>> [codes.tolist() for codes in refusals(asked, True)]
    [['', 'not_public', ''], ['', '', 'public_assumed']]
    >>> [codes.tolist() for codes in refusals(asked, False)]
    [['', 'not_public', 'public_unknown'], ['', '', '']]
    """
    against = assumed = np.full(len(next(iter(answers.values()))[0]), "", dtype=object)
    for name, (answer, reason) in answers.items():
        unknown = np.isnan(answer)
        refused = np.where(unknown, f"{name}_unknown", reason)
        against = np.where((against == "") & ((answer == 0) | (unknown & (not unknown_open))), refused, against)
        assumed = np.where(unknown & unknown_open, with_code(assumed, f"{name}_assumed"), assumed)
    return against, np.where(against == "", assumed, "")


def with_code(codes, code):
    """Return lists of codes, separated by `;`, each with one more.

    >>> with_code(np.array(["", "isolated"], dtype=object), "public_assumed").tolist()
    ['public_assumed', 'isolated;public_assumed']
    """
    codes, code = np.asarray(codes, dtype=object), np.asarray(code, dtype=object)
    return codes + np.where((codes != "") & (code != ""), ";", "") + code


def public(frame):
    """Return the answers to whether features are open to the public."""
    return columns.truths(frame, "public"), "not_public"


def outdoor(frame):
    """Return the answers to whether features lie outdoors or semi-outdoors."""
    enclosure = columns.codes(frame, "enclosure", "enclosure")
    return np.select([enclosure == "indoor", np.isin(enclosure, ("outdoor", "semi_outdoor"))], [0, 1], np.nan), "indoor"
