"""Actor dictionaries: names with dated codes, synonyms under them.

NAME_ [CODE]                    a name, `_` between its words
+OTHER_NAME                     a synonym of the name above
    [CODE >20050120]            a code from a day on; <, ranges D1-D2; several, the first that holds counts
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from diplocode.lexicon.dates import restriction
from diplocode.lexicon.entries import ActorEntry, DatedCode
from diplocode.lexicon.lines import Line, Problems, decode, lines, read_text
from diplocode.model import Where

_CODES = re.compile(r"\[([^\]\[]*)(\]?)")
_CODE = re.compile(r"[A-Z0-9~/+-]+$")


def read_actors(
    path: str | Path, name: str = "", strict: bool = False
) -> tuple[tuple[ActorEntry, ...], Problems]:
    """The actors of a file, in its order, and what is wrong with it. `name`: how entries call the file."""
    name = name or str(path)
    problems = Problems(name, strict)
    return parse_actors(decode(read_text(path), problems), name, problems), problems


def parse_actors(text: str, name: str, problems: Problems) -> tuple[ActorEntry, ...]:
    """The actors of a dictionary's text.

    >>> (entry,) = parse_actors("ARCADIA_ [ARC]\\n+ARCADIAN\\n", "x", Problems("x"))
    >>> entry.name, entry.codes[0].code, entry.synonyms[0][0]
    ('ARCADIA_', 'ARC', 'ARCADIAN')
    """
    out: list[ActorEntry] = []
    head: Line | None = None
    phrase, trailing = "", ""
    codes: list[DatedCode] = []
    synonyms: list[tuple[str, Where]] = []

    def close() -> None:
        if head is None:
            return
        if not codes and not trailing:
            problems.add(f"actor {phrase} has no code; write it in [] after the name or below it", head, 1)
        out.append(ActorEntry(phrase, tuple(codes), Where(name, head.number), tuple(synonyms), trailing))

    for line in lines(text, problems):
        body = line.text
        first = body[0]
        if first == "[":
            if head is None:
                problems.add("a code before any actor", line, 1)
                continue
            rest = _read_codes(body, line, name, problems, codes)
            if rest:
                problems.add(f"text after the code is taken for a comment: {rest}", line, rest)
        elif first == "+":
            word = body[1:].strip()
            if head is None:
                problems.add("a synonym before any actor", line, 1)
            elif not word:
                problems.add("an empty synonym", line, 1)
            else:
                if "[" in word:
                    problems.add("a synonym has the codes of its actor; its own are left out", line, "[")
                    word = word.partition("[")[0].strip()
                synonyms.append((word, Where(name, line.number)))
        else:
            close()
            head, codes, synonyms, trailing = line, [], [], ""
            bracket = body.find("[")
            phrase = body if bracket < 0 else body[:bracket].strip()
            if not phrase:
                phrase = body
            if bracket >= 0:
                trailing = _read_codes(body[bracket:], line, name, problems, codes)
                if trailing:
                    problems.add(f"text after the code is taken for a comment: {trailing}", line, trailing)
            elif "]" in body:
                problems.add("a ] without its [", line, "]")
    close()
    return tuple(out)


def _read_codes(body: str, line: Line, name: str, problems: Problems, codes: list[DatedCode]) -> str:
    """Read every [CODE restriction] of `body` into `codes`; what stands outside the brackets comes back."""
    where = Where(name, line.number)
    if body[-1] == "]" and body.count("[") == 1 and body[0] == "[" and "]" not in body[:-1]:
        code = _read_code(body[1:-1].strip(), line, where, problems)
        if code:
            codes.append(code)
        return ""
    end = 0
    rest = ""
    for match in _CODES.finditer(body):
        rest += body[end : match.start()].strip()
        end = match.end()
        if not match.group(2):
            problems.add("code is missing its closing ]", line, len(line.raw.rstrip()) + 1)
        code = _read_code(match.group(1).strip(), line, where, problems)
        if code:
            codes.append(code)
    return (rest + " " + body[end:].strip()).strip()


def _read_code(text: str, line: Line, where: Where, problems: Problems) -> DatedCode | None:
    """What stands in one pair of brackets; None (and a problem) if that is nothing."""
    code, *dates = text.split(None, 1) if text else ("",)
    if not code:
        problems.add("an empty code", line, "[")
        return None
    if not _is_code(code):
        problems.add(f"{code} is no actor code: capital letters and digits, three per role", line, code)
    if not dates:
        return DatedCode(code, None, None, where, text)
    try:
        start, stop, note = restriction(dates[0])
    except ValueError as error:
        problems.add(str(error), line, dates[0])
        # A code whose days are unknown holds on none: better no actor than a wrong one.
        return DatedCode(code, _NEVER_FROM, _NEVER_TO, where, text)
    if note:
        problems.add(note, line, dates[0])
    return DatedCode(code, start, stop, where, text)


@cache
def _is_code(code: str) -> bool:
    return bool(_CODE.match(code))


_NEVER_FROM, _NEVER_TO, _ = restriction("20000102-20000101")
