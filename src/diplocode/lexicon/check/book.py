"""What the checks look things up in: the entries by name, and each line as it was written."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property

from diplocode.lexicon.check.rules import RULES, Finding
from diplocode.lexicon.compile import normalise
from diplocode.lexicon.entries import ActorEntry
from diplocode.lexicon.lexicon import Lexicon
from diplocode.lexicon.patterns import Compiler
from diplocode.model import Where

Words = tuple[str, ...]
Use = tuple[str, Where, ActorEntry]


class Book:
    """A lexicon as the checks read it; `codes` are the event codes that there are."""

    def __init__(self, lexicon: Lexicon, codes: Collection[str]) -> None:
        self.lexicon, self.codes = lexicon, frozenset(codes)

    @cached_property
    def lines(self) -> dict[str, list[str]]:
        """The lines of every file, as written."""
        return {
            source.name: source.data.decode("utf-8", errors="replace").split("\n")
            for source in self.lexicon.sources
        }

    @cached_property
    def names(self) -> dict[Words, list[Use]]:
        """Every name of every actor as it is compared, with the name as written, its place, its entry."""
        found: dict[Words, list[Use]] = {}
        for entry in self.lexicon.actors:
            found.setdefault(normalise(entry.name), []).append((entry.name, entry.where, entry))
            for phrase, where in entry.synonyms:
                found.setdefault(normalise(phrase), []).append((phrase, where, entry))
        found.pop((), None)
        return found

    @cached_property
    def compiler(self) -> Compiler:
        """What compiles the patterns, with the synonym sets."""
        return Compiler.of(self.lexicon.synsets)

    def line(self, where: Where) -> str:
        """The line at a place, as written."""
        lines = self.lines.get(where.path, [])
        return lines[where.line - 1].rstrip("\r") if 0 < where.line <= len(lines) else ""

    def comment(self, where: Where) -> str:
        """What stands behind the # of a line."""
        return self.line(where).partition("#")[2].strip()

    def finding(self, rule: str, at: Where, show: str = "", /, **fields: object) -> Finding:
        """A finding by the code `rule` at a place; its column is where `show` stands in the line."""
        text = self.line(at)
        said = RULES[rule]
        column = max(text.find(show), 0) + 1
        return Finding(
            rule, at.path, at.line, column, text.strip(), said.message.format(**fields), said.advice
        )
