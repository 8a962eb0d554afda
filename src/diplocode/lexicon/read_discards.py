"""Discard lists: phrases that drop the sentence they stand in, or with a leading + its whole story.

BASKETBALL
+WORLD CUP
"""

from __future__ import annotations

from pathlib import Path

from diplocode.lexicon.entries import DiscardEntry
from diplocode.lexicon.lines import Problems, decode, lines, read_text
from diplocode.model import Where


def read_discards(
    path: str | Path, name: str = "", strict: bool = False
) -> tuple[tuple[DiscardEntry, ...], Problems]:
    """The discards of a file, in its order, and what is wrong with it. `name`: how entries call the file."""
    name = name or str(path)
    problems = Problems(name, strict)
    return parse_discards(decode(read_text(path), problems), name, problems), problems


def parse_discards(text: str, name: str, problems: Problems) -> tuple[DiscardEntry, ...]:
    """The discards of a list's text.

    >>> found = parse_discards("BASKETBALL\\n+WORLD CUP", "x", Problems("x"))
    >>> [(entry.phrase, entry.story) for entry in found]
    [('BASKETBALL', False), ('WORLD CUP', True)]
    """
    out = []
    for line in lines(text, problems):
        story = line.text.startswith("+")
        phrase = line.text[story:].strip()
        if not phrase:
            problems.add("a + without a phrase", line, "+")
            continue
        out.append(DiscardEntry(phrase, story, Where(name, line.number)))
    return tuple(out)
