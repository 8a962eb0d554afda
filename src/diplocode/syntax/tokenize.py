"""Treebank tokenisation of a sentence, with the character offsets of every token kept.

The conventions are those of the Penn Treebank's newspaper text: hyphenated words stay whole,
possessives and contracted negations are split off, a currency sign stands alone, a full stop
leaves its word unless the word is an abbreviation. nltk's tokenizers follow the same ones; they
rewrite the string step by step, so that offsets have to be found again afterwards, and their
import alone takes longer than a cold start may. This one is a single scan.

    >>> text = "The U.S. won't pay US$227-million, Macy’s owners' lawyer said."
    >>> " ".join(token.text for token in tokenize(text))
    "The U.S. wo n't pay US$ 227-million , Macy ’s owners ' lawyer said ."
"""

from __future__ import annotations

import re

from diplocode.model import Span, Token
from diplocode.syntax import abbreviations

_APOSTROPHE = "'’ʼ"
_SCAN = re.compile(
    rf"""
      (?P<link> (?:https?://|www\.)[^\s<>"“”]*[^\s<>"“”.,;:!?)\]}}'’]
              | [\w.+-]{1, 64}@[\w-]+\.[\w.-]*\w | [@][\w]+ )
    | (?P<money> (?:US|C|A|NZ|HK|S|NT|R|CA|AU|Cdn)\$ | \$ )
    | (?P<number> [+-]?\d+(?:[.,:/–]\d+)* (?:(?:st|nd|rd|th|s|m|bn|k|km|kg|mm|cm|am|pm)\b)?
                  (?:-[^\W_][\w]*)* (?!\w) )
    | (?P<decade> [{_APOSTROPHE}]\d\ds?(?!\w) )
    | (?P<clipped> [{_APOSTROPHE}](?:em|til|tis|twas|cause|bout)\b )
    | (?P<word> \w+ (?: [{_APOSTROPHE}](?=\w) \w+ | [-‐‑&/.+·_@](?=\w) \w+ | [,:](?<=\d[,:])(?=\d) \w+ )*
                (?:[+]{{1,2}}(?!\w))? (?:-(?=\s))? )
    | (?P<dots> \.{{2,}} | …+ )
    | (?P<dashes> -{{2,}} | [—–―‒]+ )
    | (?P<quotes> `` | '' )
    | (?P<other> \S )
    """,
    re.VERBOSE | re.UNICODE | re.IGNORECASE,
)
_CLITIC = re.compile(
    rf"(?P<stem>.*?[^\W_])(?P<clitic>n[{_APOSTROPHE}]t|[{_APOSTROPHE}](?:s|m|d|ll|re|ve))$", re.IGNORECASE
)
_JOINED = {"cannot": 3, "gonna": 3, "wanna": 3, "gotta": 3, "gimme": 3, "lemme": 3}
_CLOSING = re.compile(rf"[\s\"{_APOSTROPHE}”»)\]}}]*$")
# "U.S", "Ph.D", "pro-U.N"; but no "3.5" and no "B.1.1.7".
_DOTTED = re.compile(r"(?:[\w-]+-)?(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}$")


def _keeps_stop(text: str, word: str, start: int, stop: int, begin: int, end: int) -> bool:
    """Whether the full stop at `stop` belongs to the word before it."""
    known = word.lower() in abbreviations.ALL or bool(_DOTTED.match(word))
    if _CLOSING.match(text, stop + 1, end):  # the sentence's own
        before = text[max(begin, start - 3) : start].rstrip()
        if word.lower() in abbreviations.WORDS and not before.endswith(","):
            return False
        return bool(_DOTTED.match(word)) or (word.lower() in abbreviations.OTHERS and word[:1].isupper())
    if word.lower() == "no":
        return text[stop + 1 : stop + 3].strip()[:1].isdigit()
    if known or (len(word) == 1 and word.isalpha()):
        return True
    following = text[stop + 1 : stop + 3]
    goes_on = following[:1] == "," or (following[:1] == " " and following[1:2].islower())
    return word.isalpha() and len(word) < 6 and goes_on  # an abbreviation that is not listed


def tokenize(text: str, span: Span | None = None) -> tuple[Token, ...]:
    """The tokens of a sentence (of all of `text` without a `span`), `text[t.start:t.end] == t.text` for each.

    Every character that is not white space is part of exactly one token. Brackets and
    quotes are left as they stand in the text.

    >>> [(t.text, t.start, t.end) for t in tokenize("Stop. “Go!”", Span(6, 11))]
    [('“', 6, 7), ('Go', 7, 9), ('!', 9, 10), ('”', 10, 11)]
    """
    begin, end = (span.start, span.end) if span else (0, len(text))
    out: list[Token] = []
    pos = begin
    while match := _SCAN.search(text, pos, end):
        start, pos = match.span()
        kind = match.lastgroup
        if kind == "number" and text[start] in "+-" and start > begin and not text[start - 1].isspace():
            pos = start + 1
        elif kind in ("word", "number"):
            word = match.group()
            stop = kind == "word" and pos < end and text[pos] == "." and text[pos + 1 : pos + 2] != "."
            if stop and _keeps_stop(text, word, start, pos, begin, end):
                pos += 1
                out.append(Token(text[start:pos], start, pos))
                continue
            clitic = _CLITIC.match(word) if kind == "word" and not word.isalnum() else None
            cut = start + (clitic.start("clitic") if clitic else _JOINED.get(word.lower(), 0))
            if cut > start:
                out.append(Token(text[start:cut], start, cut))
                start = cut
        out.append(Token(text[start:pos], start, pos))
    return tuple(out)
