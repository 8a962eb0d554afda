"""Dictionary files as lines: what counts, what is a comment, where each came from.

    path -read_lines-> Line, Line, ... -> the reader of one format

PETRARCH's formats share their comments: `#` to the end of the line, `<!-- ... -->` on one
line or over several. Reading never stops at a bad line: a `Problems` collects what is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from diplocode.errors import DictionaryError

_XML_COMMENT = re.compile(r"<!--.*?-->")


Plain = tuple[int, str, str, str]


class Line(NamedTuple):
    """A line that says something: its number from 1, its text without comment, the comment, the raw line.

    The comment is what stands after the #, blanks included.
    """

    number: int
    text: str
    comment: str
    raw: str


_line: Callable[[Plain], Line] = partial(tuple.__new__, Line)


class Problems:
    """The faults found while reading; with `strict` the first one is raised.

    >>> problems = Problems("my.actors.txt")
    >>> problems.add("no code", Line(3, "FRANCE_", "", "FRANCE_"), "FRANCE")
    >>> print(problems.found[0])
    my.actors.txt:3:1: no code
      FRANCE_
      ^
    """

    def __init__(self, path: str, strict: bool = False) -> None:
        self.path, self.strict = path, strict
        self.found: list[DictionaryError] = []

    def add(self, message: str, line: Line, at: str | int = 0) -> None:
        """Report `message` about `line`; `at` is the faulty piece of it, or its column from 1."""
        column = at if isinstance(at, int) else line.raw.find(at) + 1
        error = DictionaryError(message, self.path, line.number, column, line.raw.rstrip())
        if self.strict:
            raise error
        self.found.append(error)


def decode(data: bytes, problems: Problems) -> str:
    """The text of a dictionary file: UTF-8, with or without a mark; a byte that is not gets reported and
    replaced.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("utf-8-sig", errors="replace")
        for number, raw in enumerate(data.split(b"\n"), 1):
            try:
                raw.decode("utf-8")
            except UnicodeDecodeError as error:
                shown = raw.decode("utf-8", errors="replace")
                line = Line(number, shown, "", shown)
                problems.add("bytes that are not UTF-8; save the file as UTF-8", line, error.start + 1)
        return text


def read_text(path: str | Path) -> bytes:
    """The bytes of a dictionary file; a DictionaryError if it can't be opened."""
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise DictionaryError(f"can't be read: {error.strerror or error}", str(path)) from error


def lines(text: str, problems: Problems) -> Iterator[Line]:
    """The lines of a dictionary that say something, comments taken off.

    >>> [line.text for line in lines("# head\\nFRANCE_ [FRA] # a note\\n", Problems("x"))]
    ['FRANCE_ [FRA]']
    """
    return map(_line, plain_lines(text, problems))


def plain_lines(text: str, problems: Problems) -> Iterator[Plain]:
    """As `lines`, but as plain tuples: a large dictionary has a hundred thousand lines, and making records
    of them takes time.
    """
    hidden = 0
    for number, raw in enumerate(text.split("\n"), 1):
        comment = ""
        if hidden or "<!" in raw:
            body = raw
            if hidden:
                if "-->" not in body:
                    continue
                body, hidden = body.partition("-->")[2], 0
            body = _XML_COMMENT.sub("", body)
            if "<!--" in body:
                body, hidden = body.partition("<!--")[0], number
            elif body.startswith("<!"):
                continue
            if "#" in body:
                body, _, comment = body.partition("#")
        elif "#" in raw:
            body, _, comment = raw.partition("#")
        else:
            body = raw
        body = body.strip()
        if body:
            yield number, body, comment, raw
    if hidden:
        line = Line(hidden, "", "", text.split("\n")[hidden - 1])
        problems.add("a comment <!-- that never ends; everything after it is hidden", line, "<!--")
