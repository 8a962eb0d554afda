"""Sentence splitting: document text to character spans.

Every place where a sentence could end is put before the rules in `RULES`, in order; the first
that returns a decision settles it, and `debug` names it. Line breaks are judged first: a blank
line always ends a sentence, a single one where the line above was not simply full.

    >>> text = 'MOSCOW — The U.S. envoy left on Nov. 3. "We regret it," Gen. J. Petrov said.'
    >>> [span.of(text) for span in split(text)]
    ['MOSCOW — The U.S. envoy left on Nov. 3.', '"We regret it," Gen. J. Petrov said.']
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from attrs import frozen

from diplocode.model import Span
from diplocode.syntax import abbreviations

_CLOSERS = "\"'”’»)]}"
_OPENERS = "\"'“‘„«([{"
# The end of a sentence: stops, then quotes and brackets that close after them. Where no space follows,
# a quotation, a bracket or a capitalised word must: "serious crimes.", and ?", go on.
_STOP = re.compile(rf"(?P<stop>[.!?…。]+)(?P<close>[{re.escape(_CLOSERS)}]*)(?=\s|$|[“(]|\"\w|[A-Z][a-z])")
_WORD_BEFORE = re.compile(r"[^\s\"'“”‘’«»()\[\]{}—–/]+$")
_NEXT = re.compile(rf"\s*[{re.escape(_OPENERS)}—–-]*\s*(?P<word>[^\s{re.escape(_CLOSERS)}.,;:!?]+)?")
_BREAK = re.compile(r"(?<![ \t\r\f\v])[ \t\r\f\v]*\n\s*")
# Credits in brackets after the full stop, "(Reuters)" or "(AP via BBC News), (example.org).": part of what
# stands before them.
_CREDIT = re.compile(
    r"""(?:\s*,?\s*[(\[] (?: [A-Z](?:[^()\[\].!?]|\.(?=\w)){0,100} | \w[\w-]*(?:\.[\w-]+)+ ) [)\]]){1,9}
    \.? (?=\s*$|\s+[^\sa-z])""",
    re.VERBOSE,
)
_BULLET = re.compile(r"[*•·\-–—]\s|\d{1,2}[.)]\s")


@frozen(slots=True)
class Stop:
    """A place where a sentence could end: the stop, what stands before it, what follows.

    `first`: the word before is the sentence's first; `comma`: a comma stands before that word;
    `gap`: white space follows.
    """

    stop: str
    close: str
    before: str
    after: str
    gap: bool
    first: bool
    comma: bool

    @property
    def bare(self) -> str:
        """The word before, lower case."""
        return self.before.lower()

    @property
    def starter(self) -> bool:
        """The next word is capitalised and of the kind that begins sentences."""
        return self.after[:1].isupper() and self.after.lower() in abbreviations.STARTERS


def _end_of_text(s: Stop) -> bool | None:
    return True if not s.after else None


def _no_space(s: Stop) -> bool | None:
    """ "army.The" and "(BBC).The" are slips for two sentences; "Amazon.Com" or "U.S.Navy" is a name."""
    if s.gap or s.close:
        return None
    plain = len(s.before) > 2 and s.before.islower() and "." not in s.before
    return s.stop == "." and (plain or (not s.before and s.starter))


def _nothing_before(s: Stop) -> bool | None:
    """Dots that begin a sentence ("... and then he left.") end none."""
    return False if s.first and not s.before else None


def _lower_case_follows(s: Stop) -> bool | None:
    """A sentence begins with a capital or a figure; `"Why?" he asked.` goes on."""
    return False if s.after[:1].islower() and not re.match(r"[a-z]+[A-Z]", s.after) else None


def _exclaimed(s: Stop) -> bool | None:
    """The exclamation mark of "Yahoo! Inc." is part of the name."""
    if s.stop == "." or not set(s.stop) & set("!?"):
        return None
    return s.before not in ("Yahoo", "Jeopardy") or s.starter


def _ellipsis(s: Stop) -> bool | None:
    return s.starter or bool(s.close) if len(s.stop) > 1 or s.stop == "…" else None


def _list_number(s: Stop) -> bool | None:
    """ "1. Withdraw" at the start of a text: the number belongs to what follows."""
    return False if not s.close and s.first and s.before.isdigit() else None


def _title(s: Stop) -> bool | None:
    """ "Gen. Kujat", "Norway vs. Chile"; but "a drop of 900 ft. The crew ..."."""
    known = s.bare in abbreviations.TITLES and (s.before[:1].isupper() or s.bare in abbreviations.SMALL)
    return False if not s.close and known else None


def _numbered(s: Stop) -> bool | None:
    """ "Nov. 3" and "No. 10" go on; "He said no. Then ..." ends."""
    if s.close or s.bare not in abbreviations.NUMBERED:
        return None
    if s.after[:1].isdigit() or s.after.lower() in abbreviations.MONTHS:
        return False
    return s.starter or s.bare in ("no", "mar", "art", "sun", "sat") or not s.before[:1].isupper()


def _initial(s: Stop) -> bool | None:
    """ "J. Petrov", "George W. Bush"; but "Hepatitis B. The clinic ..."."""
    if s.close or not (len(s.before) == 1 and s.before.isupper()):
        return None
    sure = s.after.lower() in abbreviations.SURE_STARTERS
    return not s.first and s.starter and (sure or s.before == "I")


def _abbreviation(s: Stop) -> bool | None:
    """ "U.S.", "Inc.", "p.m.": only a word that begins sentences shows that one has ended."""
    parts = s.before.rsplit("-", 1)[-1].split(".")
    dotted = len(parts) > 1 and all(part.isalpha() and len(part) <= 2 for part in parts)
    known = s.bare in abbreviations.OTHERS
    if s.bare in abbreviations.WORDS:
        known = s.comma and s.before[:1].isupper()
    if s.close or not (known or dotted):
        return None
    return s.starter and not s.first


def _else(s: Stop) -> bool | None:
    return True


RULES: tuple[Callable[[Stop], bool | None], ...] = (
    _end_of_text,
    _nothing_before,
    _no_space,
    _lower_case_follows,
    _exclaimed,
    _ellipsis,
    _list_number,
    _title,
    _numbered,
    _initial,
    _abbreviation,
    _else,
)


def _decide(s: Stop) -> tuple[bool, str]:
    for rule in RULES:
        decision = rule(s)
        if decision is not None:
            return decision, rule.__name__.lstrip("_")
    raise AssertionError("the last rule always decides")


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of text that no sentence crosses: lines, with those joined that were only wrapped."""
    breaks = list(_BREAK.finditer(text))
    longest = max(
        (b.start() - a for a, b in zip([0, *(m.end() for m in breaks)], breaks, strict=False)), default=0
    )
    start = line = 0
    for match in breaks:
        above, below = text[line : match.start()], text[match.end() : match.end() + 40]
        first = below.split(None, 1)[0] if below.strip() else ""
        room = len(above) + 1 + len(first) < 0.85 * longest
        ended = above.rstrip(_CLOSERS)[-1:] in (".", "!", "?", "…", ":", "")
        wrapped = match.group().count("\n") == 1 and not _BULLET.match(below)
        if wrapped and first[:1].islower():
            ended = room = False
        if not wrapped or ended or (room and not above.endswith(",")):
            yield start, match.start()
            start = match.end()
        line = match.end()
    yield start, len(text)


def _decisions(text: str, start: int, end: int) -> Iterator[tuple[int, bool, str]]:
    """Every stop of a block: where what it closes ends, whether a sentence ends there, by which rule."""
    begin = pos = start
    while match := _STOP.search(text, pos, end):
        pos = match.end()
        found = _WORD_BEFORE.search(text, max(begin, match.start() - 40), match.start())
        before = found.group() if found else ""
        at = match.start() - len(before)
        left = text[max(begin, at - 40) : at].rstrip()
        after = _NEXT.match(text, pos, end)
        stop = Stop(
            stop=match["stop"],
            close=match["close"],
            before=before,
            after=(after["word"] if after else "") or "",
            gap=pos >= end or text[pos].isspace(),
            first=not left.strip(_OPENERS),
            comma=left.endswith(","),
        )
        ends, rule = _decide(stop)
        if ends and (credit := _CREDIT.match(text, pos, end)):
            pos = credit.end()
        if ends:
            begin = pos
        yield pos, ends, rule


def split(text: str) -> list[Span]:
    """The sentences of `text`: spans in order, without white space at their ends, that never overlap.

    Every character that is not white space lies in exactly one span. Any text is
    accepted; an empty one gives no spans.

    >>> text = "Two were killed. (Reuters) He's back."
    >>> [span.of(text) for span in split(text)]
    ['Two were killed. (Reuters)', "He's back."]
    """
    out: list[Span] = []
    for start, end in _blocks(text):
        ends = [pos for pos, ended, _ in _decisions(text, start, end) if ended]
        for a, b in pairwise([start, *ends, end]):
            piece = text[a:b]
            kept = piece.strip()
            left = a + len(piece) - len(piece.lstrip())
            if a > start and kept and not any(c.isalnum() for c in kept):  # a quote or dash left over
                out[-1] = Span(out[-1].start, left + len(kept))
            elif kept:
                out.append(Span(left, left + len(kept)))
    return out


def debug(text: str) -> list[tuple[int, bool, str]]:
    """Every place considered: offset, whether a sentence ends there, the rule that decided.

    >>> debug("The U.S. left.")
    [(8, False, 'lower_case_follows'), (14, True, 'end_of_text')]
    """
    return [decision for start, end in _blocks(text) for decision in _decisions(text, start, end)]
