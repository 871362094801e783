"""Land-use codes of several schemes, alone or combined, to the guideline's classes of plots."""

import re

from . import attributes, clauses, tables

CLASSES = ("commercial", "residential", "public_service", "mixed", "other")
_SHARE = r"(?:\s*[(:]?\s*(?P<percent>\d+(?:\.\d+)?)\s*%\s*\)?|\s*\((?P<plain>\d+(?:\.\d+)?)\))?"

# Of the classification of 2023 the second level has four digits and the third, the last, six.
_DIGITS_OF_A_KIND, _MOST_DIGITS = 4, 6

# Stated shares that add up to this much are the whole; the rest is rounding.
_COMPLETE_PCT = 99.5


class LandUse:
    """Reads land-use codes by `landuse.csv`, with a user's own codes first.

    >>> uses = LandUse()
    >>> uses.classify("B1"), uses.classify("0701"), uses.classify("GIC2"), uses.classify("二类居住用地")
    ('commercial', 'residential', 'public_service', 'residential')
    >>> uses.classify("B1(60%)R2(40%)"), uses.classify("B1(90%)R2(10%)"), uses.classify("C1+R2")
    ('mixed', 'commercial', 'mixed')
    """

    def __init__(self, own=None):
        rows = tables.rows("landuse")
        self.codes = {row["code"]: row["class"] for row in rows if row["scheme"] not in ("name", "english")}
        self.words = {row["code"]: row["class"] for row in rows if row["scheme"] in ("name", "english")}
        self.single_use_pct = clauses.bounds("4.2.2", "share_pct", "single_use")[0].lower
        self.own = {_code(code): use_class for code, use_class in (own or {}).items()}
        for code, use_class in self.own.items():
            (self.codes if code.isascii() else self.words)[code] = use_class
        names = sorted((word for word in self.words if not word.isascii()), key=len, reverse=True)
        self.names = re.compile(f"(?P<code>{'|'.join(map(re.escape, names))}){_SHARE}")

    def classify(self, value):
        """Return the class of a land-use code, name or combination; '' when it is unknown.

        Two uses of different classes are mixed, unless the stated share of one reaches 90 %
        (guideline 4.2.2, note to the table).
        """
        code = _code(value)
        if code in self.own:
            return self.own[code]
        uses = self._uses(code)
        if not uses or not all(use_class for use_class, _ in uses):
            return ""
        shares = {}
        for use_class, share in uses:
            shares[use_class] = shares.get(use_class, 0) + (share or 0)
        if len(shares) == 1 and any(share is None for _, share in uses):
            return uses[0][0]
        known = len(shares) > 1 and all(share is not None for _, share in uses)
        whole = sum(shares.values()) if known else 100
        use_class, share = max(shares.items(), key=lambda item: item[1])
        return use_class if share and round(100 * share / whole, 2) >= self.single_use_pct else "mixed"

    def shares(self, value):
        """Return the share of each class in a use, '' for what is not told of it; {} when the use is unknown.

        Uses without a stated share have equal parts of what the others leave. Stated shares are per
        cent, or parts of their sum where that is no more than 50 (`0.6` and `0.4`, `6` and `4`).

        >>> LandUse().shares("B1(60%)R2(40%)"), LandUse().shares("B1/R2"), LandUse().shares("?")
        ({'commercial': 0.6, 'residential': 0.4}, {'commercial': 0.5, 'residential': 0.5}, {})
        >>> LandUse().shares("B1(60%)R2"), LandUse().shares("B1(60%)")
        ({'commercial': 0.6, 'residential': 0.4}, {'commercial': 0.6, '': 0.4})
        """
        code = _code(value)
        uses = [(self.own[code], None)] if code in self.own else self._uses(code)
        if not uses or not all(use_class for use_class, _ in uses):
            return {}
        stated = sum(share or 0 for _, share in uses)
        if not stated:
            uses = [(use_class, None) for use_class, _ in uses]
        alone = len(uses) == 1 or any(share is None for _, share in uses)
        whole = 1.0 if stated <= 1 else stated if stated >= _COMPLETE_PCT or not alone and stated <= 50 else 100.0
        left = [use_class for use_class, share in uses if share is None] or ([""] if stated < whole else [])
        parts = [(use_class, share) for use_class, share in uses if share is not None]
        shares = {}
        for use_class, part in parts + [(use_class, (whole - stated) / len(left)) for use_class in left]:
            shares[use_class] = shares.get(use_class, 0) + part / whole
        return shares

    def _uses(self, text):
        words = [word.strip().lower() for word in re.split(r"[;/+,、&]", text)]
        if all(word in self.words for word in words):
            return [(self.words[word], None) for word in words]
        text = re.sub(r"\(?不含[^)]*\)?", "", text)  # what a use does not hold
        parts = [part for part in re.split(r"[;/+,、&]", text) if part.strip()]
        schemes = re.search("[A-Z]", text) and any(re.fullmatch(r"\d{4,6}", part.strip()) for part in parts)
        if len(parts) > 1 and (schemes or not text.isascii()):
            return [use for part in parts for use in self._uses(part) or [("", None)]]
        text = re.sub(r"(?<=[A-Z])-(?=\d)", "", text)  # C-1 is C1
        if re.search("[A-Z]", text):  # behind digits a letter is a suffix, amid words a name
            alone = r"(?P<code>[A-Z]+\d*)(?:(?<=\d)[A-Z](?![A-Z\d]))?"
            code = alone if text.isascii() else r"(?P<code>[A-Z]+\d+|(?:^|(?<=\())[A-Z]+(?!地块|区|号))"
        else:  # a lone digit is a number, unless a spreadsheet took the zero from 07, 08 or 09
            code = r"(?P<code>\d{2,}|^[789]$)"
        uses = [(self._code_class(use["code"]), _share(use)) for use in re.finditer(code + _SHARE, text)]
        if uses and (text.isascii() or any(use_class for use_class, _ in uses)):
            return uses
        return [(self.words[use["code"]], _share(use)) for use in self.names.finditer(text)]

    def _code_class(self, code):
        """Return the class of a single code, '' where the schemes have none such.

        A city may divide a kind of land further, but a kind that no scheme has is none: 090199 is 0901, R24 is R2,
        1120 is not 11 and X9 nothing.
        """
        if code.isdigit() and len(code) % 2:  # a spreadsheet took the leading zero away
            code = "0" + code
        letters = len(code.rstrip("0123456789"))
        least = letters if letters > 1 else letters + 1 if letters else _DIGITS_OF_A_KIND
        if not letters and len(code) > _MOST_DIGITS:  # two codes without anything in between
            return ""
        known = (code[:n] for n in (len(code), *range(len(code) - 1, least - 1, -1)))
        return next((self.codes[short] for short in known if short in self.codes), "")


def land_kinds():
    """Return a reader of uses that tells roads, green and water by `landkinds.csv`, and the classes of other land."""
    return LandUse({row["code"]: row["kind"] for row in tables.rows("landkinds")})


def wholly(uses, *kinds):
    """Tell which uses are nothing but land of some kinds.

    >>> wholly(["S1", "B1", "S1/B1", None, "河流"], "road", "water")
    [True, False, False, False, True]
    """
    reader, known = land_kinds(), {}
    for use in uses:
        if use not in known:
            shares = reader.shares(use)
            known[use] = bool(shares) and set(shares) <= set(kinds)
    return [known[use] for use in uses]


def _share(use):
    found = use["percent"] or use["plain"]
    return float(found) if found else None


def _code(value):
    """Return a code as text: half-width, upper case, 901.0 of a spreadsheet as 901."""
    return re.sub(r"^(\d+)\.0+$", r"\1", attributes.text(value)).upper()
