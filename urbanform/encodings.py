"""Text that was read in a wrong encoding: how it is told, and in which encoding the bytes make sense."""

import re

# Tried in this order: what is not UTF-8 is, in China, nearly always GB 18030, which holds GBK and GB 2312.
USUAL = ("utf-8", "gb18030", "big5")
_LOST = "\ufffd"
# Every character of a text that is a byte of a Chinese one read as Latin-1.
_LATIN_PAIRS = re.compile(r"(?:[\x00-\x7f]|[\xa1-\xf7][\xa1-\xfe])+")
# UTF-8 read as another encoding, and which.
_OTHERS = (("gbk", "utf-8"), ("latin-1", "utf-8"), ("cp1252", "utf-8"))
_ENOUGH = 0.5
_MARKS = "（）、，。；：～—－／＋％㎡·"
# Texts in a file are cut to the width of their column, in the middle of a character too.
_LONGEST_CHARACTER = 4


def garbled(texts):
    """Return whether texts were read in a wrong encoding: half of those that are not ASCII look so.

    >>> garbled(["A��", "R2"]), garbled(["ÉÌÒµÓÃµØ"]), garbled(["鍟嗕笟鐢ㄥ湴"])
    (True, True, True)
    >>> garbled(["商业用地"]), garbled(["Straße", "Café"]), garbled(["用地用�"]), garbled([])
    (False, False, False, False)
    """
    told = [text for text in set(texts) if text and not text.isascii()]
    return sum(map(_is_garbled, told)) > _ENOUGH * len(told) - 1e-9 if told else False


def _is_garbled(text):
    whole = text.rstrip(_LOST)
    if _LOST in whole or whole != text and not any(map(_is_chinese, whole)):
        return True  # what was lost is more than a character cut at the end of a column
    text = whole
    if _LATIN_PAIRS.fullmatch(text):
        return _chinese(text, "latin-1", "gb2312")
    return any(_chinese(text, *pair) for pair in _OTHERS)


def _chinese(text, read_as, really):
    """Return whether a text, put back into bytes, is Chinese in another encoding."""
    try:
        again = text.encode(read_as).decode(really)
    except UnicodeError:
        return False
    # a single one may be chance, as in Größe
    return sum(map(_is_chinese, again)) > 1


def _is_chinese(letter):
    return "\u4e00" <= letter <= "\u9fff"


def encoding_of(values):
    """Return the encoding in which all bytes are text that makes sense, '' where none is.

    What is UTF-8 is hardly ever anything else; of GB 18030 and Big5, in which most bytes are some text or other, it
    is the one whose usual characters they are.

    >>> encoding_of(["商业".encode("gbk"), b"R2"]), encoding_of(["商业".encode("utf-8"), "用地用".encode()[:-1]])
    ('gb18030', 'utf-8')
    >>> encoding_of(["商業用地".encode("big5")])
    'big5'
    """
    found, values = {}, set(values)
    for encoding in USUAL:
        texts = [decoded(value, encoding) for value in values]
        if None not in texts and not garbled(texts):
            found[encoding] = _usual_share(texts, encoding)
    return "utf-8" if "utf-8" in found else max(found, key=found.get, default="")


def _usual_share(texts, encoding):
    """Return the share of characters that are usual ones: of GB 2312, or of the first level of Big5."""
    letters = [letter for text in texts for letter in text if not letter.isascii() and letter not in _MARKS]
    usual = ("gb2312", b"\xb0", b"\xf8") if encoding == "gb18030" else ("big5", b"\xa4", b"\xc7")
    first = (letter.encode(usual[0], "replace")[:1] for letter in letters)
    return sum(usual[1] <= byte < usual[2] for byte in first) / max(len(letters), 1)


def decoded(value, encoding):
    """Return bytes as text, without a character that was cut at their end; None where they are no such text.

    >>> decoded("商业".encode("gbk")[:-1], "gb18030"), decoded(b"\\xff\\xff", "utf-8")
    ('商', None)
    """
    for cut in range(_LONGEST_CHARACTER):
        try:
            return value[: len(value) - cut].decode(encoding) if cut < len(value) or not value else None
        except UnicodeDecodeError as error:
            if error.start < len(value) - _LONGEST_CHARACTER + 1:
                return None
    return None
