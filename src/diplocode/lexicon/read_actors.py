"""Actor dictionaries: names with dated codes, synonyms under them.

NAME_ [CODE]                    a name, `_` between its words
+OTHER_NAME                     a synonym of the name above
    [CODE >20050120]            a code from a day on; <, ranges D1-D2; several, the first that holds counts
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

from diplocode.lexicon.dates import restriction
from diplocode.lexicon.entries import ActorEntry, DatedCode
from diplocode.lexicon.lines import Line, Plain, Problems, decode, plain_lines, read_text
from diplocode.model import Date, Where

# Records made as the tuples they are: there are many.
_where: Callable[[tuple[str, int]], Where] = partial(tuple.__new__, Where)
_dated_code: Callable[[tuple[str, Date | None, Date | None, Where | None, str]], DatedCode] = partial(
    tuple.__new__, DatedCode
)
_actor: Callable[
    [tuple[str, tuple[DatedCode, ...], Where, tuple[tuple[str, Where], ...], str]], ActorEntry
] = partial(tuple.__new__, ActorEntry)
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
    head: Plain = (0, "", "", "")  # the line of the actor that is open
    phrase, trailing = "", ""
    codes: list[DatedCode] = []
    synonyms: list[tuple[str, Where]] = []

    def close() -> None:
        if head[0]:
            out.append(_actor((phrase, tuple(codes), _where((name, head[0])), tuple(synonyms), trailing)))
            if not codes and not trailing:
                message = f"actor {phrase} has no code; write it in [] after the name or below it"
                problems.add(message, Line(*head), 1)

    # A line is a plain tuple here, and a record of it is made only to complain about it: there are many.
    for line in plain_lines(text, problems):
        number, body, _, _ = line
        first = body[0]
        if first == "[":
            if not head[0]:
                problems.add("a code before any actor", Line(*line), 1)
            else:
                _add_codes(body, line, _where((name, number)), problems, codes)
        elif first == "+":
            word = body[1:].strip()
            if not head[0]:
                problems.add("a synonym before any actor", Line(*line), 1)
            elif not word:
                problems.add("an empty synonym", Line(*line), 1)
            else:
                if "[" in word:
                    message = "a synonym has the codes of its actor; its own are left out"
                    problems.add(message, Line(*line), "[")
                    word = word.partition("[")[0].strip()
                synonyms.append((word, _where((name, number))))
        else:
            close()
            head, codes, synonyms, trailing = line, [], [], ""
            bracket = body.find("[")
            phrase = (body if bracket < 0 else body[:bracket].strip()) or body
            if bracket >= 0:
                trailing = _add_codes(body[bracket:], line, _where((name, number)), problems, codes)
            elif "]" in body:
                problems.add("a ] without its [", Line(*line), "]")
    close()
    return tuple(out)


def _add_codes(body: str, line: Plain, where: Where, problems: Problems, codes: list[DatedCode]) -> str:
    """Read every [CODE restriction] of `body` into `codes`; what stands outside the brackets comes back."""
    if body.find("]") == len(body) - 1 and body.rfind("[") == 0:
        _add_code(body[1:-1], line, where, problems, codes)
        return ""
    end = 0
    rest = ""
    for match in _CODES.finditer(body):
        rest += body[end : match.start()].strip()
        end = match.end()
        if not match.group(2):
            problems.add("code is missing its closing ]", Line(*line), len(line[3].rstrip()) + 1)
        _add_code(match.group(1), line, where, problems, codes)
    rest = (rest + " " + body[end:].strip()).strip()
    if rest:
        problems.add(f"text after the code is taken for a comment: {rest}", Line(*line), rest)
    return rest


def _add_code(text: str, line: Plain, where: Where, problems: Problems, codes: list[DatedCode]) -> None:
    """Read what stands in one pair of brackets into `codes`."""
    code, start, stop, faults = meaning(text)
    if faults:
        for message, piece in faults:
            problems.add(message, Line(*line), piece)
    if code:
        codes.append(_dated_code((code, start, stop, where, text.strip())))


@cache
def meaning(text: str) -> tuple[str, Date | None, Date | None, tuple[tuple[str, str], ...]]:
    """What stands in an actor's brackets: code, first and last day, and what is wrong with them as (message,
    the piece that shows it).

    >>> meaning("ARCGOV >20200101")
    ('ARCGOV', datetime.date(2020, 1, 1), None, ())
    """
    code, _, restricted = text.partition(" ")
    if not (code.isalpha() and code.isupper() and code.isascii()):  # not as nearly all are
        code, *dates = text.split(None, 1) or ("",)
        restricted = dates[0] if dates else ""
        if not code:
            return "", None, None, (("an empty code", "["),)
    faults: tuple[tuple[str, str], ...] = ()
    if not _CODE.match(code):
        faults = ((f"{code} is no actor code: capital letters and digits, three per role", code),)
    restricted = restricted.strip()
    if not restricted:
        return code, None, None, faults
    try:
        start, stop, note = restriction(restricted)
    except ValueError as error:
        # A code whose days are unknown holds on none: better no actor than a wrong one.
        start, stop, note = _NEVER_FROM, _NEVER_TO, str(error)
    if note:
        faults = (*faults, (note, restricted))
    return code, start, stop, faults


_NEVER_FROM, _NEVER_TO, _ = restriction("20000102-20000101")
