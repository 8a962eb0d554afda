"""Checks of agents: roles with two codes."""

from __future__ import annotations

from collections.abc import Iterator

from diplocode.lexicon.check.book import Book
from diplocode.lexicon.check.rules import Finding
from diplocode.lexicon.compile import normalise
from diplocode.lexicon.entries import AgentEntry
from diplocode.lexicon.inflect import plural


def two_codes(book: Book) -> Iterator[Finding]:
    """G201: a role that two entries give different codes."""
    for first, later in _pairs(book):
        if first.code != later.code:
            fields = {"code": later.code, "other": first.code, "where": first.where}
            yield book.finding("G201", later.where, later.phrase, phrase=later.phrase, **fields)


def twice(book: Book) -> Iterator[Finding]:
    """G202: a role that stands twice."""
    for first, later in _pairs(book):
        if first.code == later.code:
            yield book.finding("G202", later.where, later.phrase, phrase=later.phrase, where=first.where)


def numbers(book: Book) -> Iterator[Finding]:
    """G203: a role whose plural is an entry of its own with another code."""
    heads = {normalise(entry.phrase): entry for entry in book.lexicon.agents if not entry.expansions}
    for words, entry in heads.items():
        if not words:
            continue
        forms = {(*words[:-1], plural(words[-1])), *map(normalise, entry.phrases())} - {words}
        for form in forms:
            other = heads.get(form)
            if other is not None and other.code != entry.code:
                fields = {"code": entry.code, "other": other.code, "where": other.where}
                yield book.finding("G203", entry.where, entry.phrase, phrase=entry.phrase, **fields)


def _pairs(book: Book) -> Iterator[tuple[AgentEntry, AgentEntry]]:
    """Entries of one singular phrase: the first, and each later one."""
    seen: dict[tuple[str, ...], AgentEntry] = {}
    for entry in book.lexicon.agents:
        for phrase in entry.expansions or (entry.phrase,):
            words = normalise(phrase)
            if words in seen:
                yield seen[words], entry
            elif words:
                seen[words] = entry


CHECKS = {"G201": two_codes, "G202": twice, "G203": numbers}
