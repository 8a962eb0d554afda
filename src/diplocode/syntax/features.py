"""What the parser sees of a word: normal forms and affixes. Training and parsing share this one description.

>>> normal("“"), normal("–"), normal("(")
('"', '--', '-LRB-')
>>> affixes("Ukrainian-born")
('^U', '^Uk', '^Ukr', 'n$', 'rn$', 'orn$', 'born$')
"""

from __future__ import annotations

import re
from collections.abc import Container

_SPELLINGS = {
    **dict.fromkeys(["“", "”", "„", "«", "»", "``", "''", "‟", "″"], '"'),
    **dict.fromkeys(["‘", "’", "`", "ʼ", "‚", "‛", "′"], "'"),
    **dict.fromkeys(["–", "—", "―", "‒", "---", "-–", "––", "−"], "--"),
    **dict.fromkeys(["(", "[", "{", "-LSB-", "-LCB-"], "-LRB-"),
    **dict.fromkeys([")", "]", "}", "-RSB-", "-RCB-"], "-RRB-"),
    **dict.fromkeys(["…", "....", ".....", "....."], "..."),
}
_DIGIT = re.compile(r"[0-9]")
_RUNS = re.compile(r"(.)\1+")
AFFIXES = ("p1", "p2", "p3", "s1", "s2", "s3", "s4")


def normal(word: str) -> str:
    """One spelling for quotes, dashes and brackets; curly apostrophes inside words straightened."""
    known = _SPELLINGS.get(word)
    if known is not None:
        return known
    if "’" in word or "ʼ" in word:
        word = word.replace("’", "'").replace("ʼ", "'")
    return word.replace("\\/", "/").replace("\\*", "*") if "\\" in word else word


def digits(word: str) -> str:
    """The word with every figure as 0: "$1,250" and "$3,700" are the same to the parser.

    >>> digits("1,250th")
    '0,000th'
    """
    return _DIGIT.sub("0", word)


def affixes(word: str) -> tuple[str, ...]:
    """Beginnings of one to three characters and endings of one to four, in the order of `AFFIXES`."""
    return (
        "^" + word[:1],
        "^" + word[:2],
        "^" + word[:3],
        word[-1:] + "$",
        word[-2:] + "$",
        word[-3:] + "$",
        word[-4:] + "$",
    )


def shape(word: str) -> str:
    """Its pattern of capitals, figures and signs, runs shortened.

    >>> shape("McDonald's"), shape("US$00-million"), shape("NATO")
    ("XxXxx'x", 'XX$00-xx', 'XX')
    """
    mapped = "".join(
        "X" if c.isupper() else "x" if c.isalpha() else "0" if c.isdigit() else c for c in word[:30]
    )
    return _RUNS.sub(r"\1\1", mapped)[:10]


def lookup(word: str, known: Container[str]) -> str | None:
    """How a vocabulary writes `word`: as it is, else lower case, else capitalised; None if it lacks it."""
    if word in known:
        return word
    lower = word.lower()
    for form in (lower, lower.capitalize()):
        if form in known:
            return form
    if "-" in word:  # "Moscow-backed" is as "backed"
        last = word.rsplit("-", 1)[1]
        if last in known:
            return last
    return None
