"""What is decided over a whole story: which sentences are left out, what it is about, which tellings are
one event."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from attrs import evolve, frozen

from diplocode.lexicon import Lexicon
from diplocode.lexicon.compile import PhraseTrie, normalise
from diplocode.lexicon.issues import issue_forms
from diplocode.lexicon.rows import ROW, SEP, Filing, Places, row
from diplocode.model import Event, Where

BREAKS = frozenset({",", ";", ":", "(", ")", "-LRB-", "-RRB-"})
BREAK = ("\n",)  # stands for a mark between words; no dictionary word is this


@frozen(slots=True)
class Hit:
    """A discard or issue phrase found in a text."""

    phrase: str
    where: Where
    story: bool = False
    code: str = ""
    ignore: bool = False


class Phrases:
    """Discard and issue phrases by their first word; `table` is what `compile_phrases` makes of a lexicon."""

    def __init__(self, table: dict[str, Any]) -> None:
        self._places = Places(table["files"])
        self.trie: PhraseTrie[Hit] = PhraseTrie(table["phrases"], self._decode)

    @classmethod
    def of(cls, lexicon: Lexicon) -> Phrases:
        """The phrases of a lexicon."""
        return cls(compile_phrases(lexicon))

    def _decode(self, rows: str) -> Iterator[tuple[str, Hit]]:
        for line in rows.split(ROW):
            phrase, place, what, code = line.split(SEP)
            hit = Hit(phrase, self._places.where(place), what == "story", code, what == "ignore")
            yield phrase, hit

    def find(self, words: Sequence[str]) -> list[Hit]:
        """All phrases in a run of tokens, longest first at each place; what an ignore phrase covers is
        skipped. No phrase goes across a comma: "in Manchester, United Kingdom" names no club."""
        flat = [part for word in words for part in (BREAK if word in BREAKS else normalise(word))]
        out: list[Hit] = []
        i = 0
        while i < len(flat):
            best = self.trie.longest(flat, i)
            if best is not None and any(h.ignore for h in best[1]):
                i = best[0]
                continue
            out += best[1] if best is not None else []
            i += 1
        return out


def compile_phrases(lexicon: Lexicon) -> dict[str, Any]:
    """The discard and issue phrases of a lexicon by first word, as plain data: rows of phrase, place, whether
    it drops the story or is to be ignored, code.
    """
    places, phrases = Places(), Filing()
    for discard in lexicon.discards:
        fields = row(places.at(discard.where), "story" if discard.story else "", "")
        phrases.add(discard.phrase, fields)
    for issue in lexicon.issues:
        fields = row(places.at(issue.where), "ignore" if issue.ignore else "", issue.code)
        marked = ":" in issue.phrase or "+" in issue.phrase  # n: and v: stand for forms, + for a joint
        for phrase in map(" ".join, issue_forms(issue.phrase)) if marked else (issue.phrase,):
            phrases.add(phrase, fields)
    return {"phrases": phrases.table(), "files": places.files}


def discard(hits: Iterable[Hit]) -> Hit | None:
    """The phrase that leaves a sentence out, a story-wide one first."""
    found = [h for h in hits if not h.code and not h.ignore]
    return next((h for h in found if h.story), found[0] if found else None)


def digest(*parts: object) -> str:
    """A short stable id of some values: the same on every machine and run."""
    text = "\x1f".join("" if p is None else str(p) for p in parts)
    return hashlib.blake2b(text.encode("utf-8"), digest_size=8).hexdigest()


def link(events: Iterable[Event], version: str) -> tuple[Event, ...]:
    """Give each event its id, and tellings of the same event in a document one story id, the first marked."""
    out: list[Event] = []
    seen: set[str] = set()
    for event in events:
        source = event.source.code if event.source else None
        target = event.target.code if event.target else None
        day = event.event_date or event.date
        story = digest(event.doc_id, day, source, target, event.code)
        place = (event.span.start, event.span.end) if event.span else None
        identity = digest(
            event.doc_id, event.sentence, source, target, event.code, place, event.engine, version
        )
        out.append(evolve(event, event_id=identity, story_event_id=story, first_telling=story not in seen))
        seen.add(story)
    return tuple(out)
