"""Notes in dictionaries that excuse a finding: a comment that names its code, and why it is meant.

    JORDAN_ [JOR]             # allow A107: the country before the person
    # allow in this file A107: surnames as the region's news uses them

A note holds for its line; on the first line of an actor or block, for all of it; with "in this file", for
the file. A note that excuses nothing is itself a finding.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from diplocode.lexicon.check.book import Book
from diplocode.lexicon.check.rules import UNUSED_NOTE, Finding
from diplocode.model import Where

_NOTE = re.compile(r"\ballow( in this file)?\s+([A-Z]\d{3}(?:[,\s]+[A-Z]\d{3})*)")
Key = tuple[str, int, str]  # file, line (0: the whole file), code


class Notes:
    """The notes of all files, and which of them were needed."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.places: dict[Key, Where] = {}
        self.used: set[Key] = set()
        for path, lines in book.lines.items():
            for number, line in enumerate(lines, 1):
                if "allow" not in line or "#" not in line:
                    continue
                for match in _NOTE.finditer(line.partition("#")[2]):
                    for code in re.findall(r"[A-Z]\d{3}", match.group(2)):
                        key = (path, 0 if match.group(1) else number, code)
                        self.places[key] = Where(path, number)
        self.heads: dict[tuple[str, int], int] = {}
        if self.places:
            self._find_heads()

    def _find_heads(self) -> None:
        """The first line of the actor or block that each line belongs to."""
        lexicon = self.book.lexicon
        for entry in lexicon.actors:
            for _, where in entry.synonyms:
                self.heads[where.path, where.line] = entry.where.line
            for code in entry.codes:
                if code.where is not None:
                    self.heads[code.where.path, code.where.line] = entry.where.line
        for block in lexicon.verbs:
            inner = [verb.where for verb in block.verbs] + [pattern.where for pattern in block.patterns]
            for where in (*inner, *(where for _, where in block.nouns)):
                self.heads[where.path, where.line] = block.where.line

    def excuse(self, finding: Finding) -> bool:
        """Whether a note says that the finding is meant."""
        head = self.heads.get((finding.path, finding.line), finding.line)
        for line in (finding.line, head, 0):
            key = (finding.path, line, finding.code)
            if key in self.places:
                self.used.add(key)
                return True
        return False

    def unused(self, run: Collection[str]) -> Iterator[Finding]:
        """The notes for codes among those `run` that excused nothing."""
        for key, where in self.places.items():
            if key not in self.used and key[2] in run:
                yield self.book.finding(UNUSED_NOTE, where, "allow", code=key[2])
