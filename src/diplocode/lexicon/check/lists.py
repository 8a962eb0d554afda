"""Checks of discard and issue lists."""

from __future__ import annotations

from collections.abc import Iterator

from diplocode.lexicon.check.book import Book
from diplocode.lexicon.check.rules import Finding
from diplocode.lexicon.compile import PhraseTrie, normalise
from diplocode.lexicon.entries import DiscardEntry
from diplocode.lexicon.issues import issue_forms
from diplocode.model import Where


def twice(book: Book) -> Iterator[Finding]:
    """L401: a discard, or an issue phrase with its code, that stands twice."""
    seen: dict[tuple[str, ...], Where] = {}
    lexicon = book.lexicon
    told: list[tuple[str, list[str], tuple[str, ...], Where]] = [
        (one.phrase, [one.phrase], ("", str(one.story)), one.where) for one in lexicon.discards
    ]
    for issue in lexicon.issues:
        forms = [" ".join(form) for form in issue_forms(issue.phrase)]
        told.append((issue.phrase, forms, (issue.code,), issue.where))
    for phrase, forms, kind, where in told:
        keys = [(*kind, *normalise(form)) for form in forms]
        if keys and all(key in seen for key in keys):
            yield book.finding("L401", where, phrase, phrase=phrase, where=seen[keys[0]])
        for key in keys:
            seen.setdefault(key, where)


def inside_another(book: Book) -> Iterator[Finding]:
    """L402: a discard that holds a shorter one, which drops the sentence (or story) already."""
    trie: PhraseTrie[DiscardEntry] = PhraseTrie()
    for entry in book.lexicon.discards:
        trie.add(entry.phrase, entry)
    for entry in book.lexicon.discards:
        words = normalise(entry.phrase)
        inner = [
            other
            for start in range(len(words))
            for end, others in trie.matches(words, start)
            for other in others
            if (start, end) != (0, len(words)) and (other.story or not entry.story)
        ]
        if inner:
            what = "story" if entry.story else "sentence"
            fields = {"other": inner[0].phrase, "where": inner[0].where, "what": what}
            yield book.finding("L402", entry.where, entry.phrase, phrase=entry.phrase, **fields)


CHECKS = {"L401": twice, "L402": inside_another}
