"""Land-use codes of several schemes, alone or combined, to the guideline's classes of plots."""

import re

from . import attributes, clauses, tables

CLASSES = ("commercial", "residential", "public_service", "mixed", "other")
_LETTER_CODE = r"(?P<code>[A-Z]+\d*)"
_DIGIT_CODE = r"(?P<code>\d{2,}|^\d$)"  # a lone digit beside words is a number, not a code
_SHARE = r"(?:\s*[(:]?\s*(?P<percent>\d+(?:\.\d+)?)\s*%\s*\)?|\((?P<plain>\d+(?:\.\d+)?)\))?"


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
        for code, use_class in (own or {}).items():
            code = attributes.text(code)
            (self.codes if code.isascii() else self.words)[code.upper()] = use_class
        names = sorted((word for word in self.words if not word.isascii()), key=len, reverse=True)
        self.names = re.compile("|".join(map(re.escape, names)))

    def classify(self, value):
        """Return the class of a land-use code, name or combination; '' when it is unknown.

        Two uses of different classes are mixed, unless the stated share of one reaches 90 %
        (guideline 4.2.2, note to the table).
        """
        uses = self._uses(value)
        if not uses or not all(use_class for use_class, _ in uses):
            return ""
        shares = {}
        for use_class, share in uses:
            shares[use_class] = shares.get(use_class, 0) + (share or 0)
        if len(shares) == 1:
            return uses[0][0]
        if any(share is None for _, share in uses):
            return "mixed"
        use_class, share = max(shares.items(), key=lambda item: item[1])
        return use_class if round(100 * share / sum(shares.values()), 2) >= self.single_use_pct else "mixed"

    def _uses(self, value):
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        text = attributes.text(value)
        words = [word.strip().lower() for word in re.split(r"[;/+,、&]", text)]
        if words and all(word in self.words for word in words):
            return [(self.words[word], None) for word in words]
        found = re.finditer((_LETTER_CODE if re.search("[A-Za-z]", text) else _DIGIT_CODE) + _SHARE, text.upper())
        uses = [(self._code_class(use["code"]), _share(use)) for use in found]
        if uses and (text.isascii() or any(use_class for use_class, _ in uses)):
            return uses
        return [(self.words[name], None) for name in self.names.findall(text)]

    def _code_class(self, code):
        if code.isdigit() and len(code) % 2:  # a spreadsheet took the leading zero away
            code = "0" + code
        letters = len(code.rstrip("0123456789"))
        known = (code[:n] for n in range(len(code), max(letters, 1) - 1, -1))
        return next((self.codes[short] for short in known if short in self.codes), "")


def _share(use):
    found = use["percent"] or use["plain"]
    return float(found) if found else None
