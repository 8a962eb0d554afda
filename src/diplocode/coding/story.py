"""What is decided over a whole story: which sentences are left out, what it is about, which tellings are
one event."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from attrs import evolve, frozen

from diplocode.lexicon import Lexicon
from diplocode.lexicon.compile import PhraseTrie, normalise
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
    """Discard and issue phrases by their first word."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.trie: PhraseTrie[Hit] = PhraseTrie()
        for discard in lexicon.discards:
            self.trie.add(discard.phrase, Hit(discard.phrase, discard.where, discard.story))
        for issue in lexicon.issues:
            self.trie.add(issue.phrase, Hit(issue.phrase, issue.where, code=issue.code, ignore=issue.ignore))

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
