"""Where in a clause the words of a pattern may stand: its zones, which are the subject, the object and the
phrases behind its prepositions.

A pattern asks for words in a zone (`lexicon.patterns.Need`); here they are sought in the tokens of that zone,
in order and with others between them, and not where they belong to somebody else's business.
"""

from __future__ import annotations

from diplocode.coding.clause import Clause
from diplocode.coding.phrases import base_of, conjuncts, head_of, possessor
from diplocode.coding.words import Words
from diplocode.lexicon.patterns import Need
from diplocode.model import Node

COPULAS = frozenset({("is",), ("are",), ("was",), ("were",)})
STOPPERS = {"SBAR", "S", "VP", "PRN"}


def extent(node: Node) -> tuple[int, int]:
    """The tokens of a phrase without the clauses that follow its head."""
    end = node.end
    current = node
    while current.children:
        for child in current.children[1:]:
            if child.label in STOPPERS:
                end = min(end, child.start)
                break
        current = current.children[0]
    return node.start, max(end, node.start + 1)


class Zones:
    """The token ranges of a clause's zones, worked out once per clause."""

    __slots__ = ("anchors", "clause", "found", "object", "owners", "subject", "words")

    def __init__(self, clause: Clause, words: Words) -> None:
        self.clause, self.words = clause, words
        self.found: list[int] = []
        self.anchors: list[tuple[int, int]] = []
        self.owners: list[tuple[int, int]] = []
        heads = {n.head.start for n in clause.nouns}
        for phrase in clause.objects:
            for part in conjuncts(phrase):
                head = head_of(part)
                owner = possessor(part)
                if owner is not None and owner.children:
                    self.owners.append((owner.start, owner.end))
                if head.start in heads:
                    self.anchors.append((head.start, part.end))
        self.subject = [extent(n) for n in clause.subject]
        after = [extent(n) for n in clause.objects]
        after += [(n.start, n.end) for n in clause.particles]
        after += [extent(n) for n in clause.adverbs]
        if clause.kind == "noun":
            for part in conjuncts(clause.node):
                base = base_of(part)
                if base.start < clause.head.start:
                    after.append((base.start, clause.head.start))
        for inner in clause.complements:
            if inner.kind != "noun" and inner.relation in {"small", "participle"}:
                after.append((inner.head.start, inner.head.end))
        self.object = after

    def in_place(self) -> bool:
        """Whether the words found are the clause's own business.

        Not those of a possessor ("welcomed the PRESIDENT's offer"), nor those behind an event noun that the
        pattern does not name ("announced a suspension of AID").
        """
        found = self.found
        if any(start <= i < end for start, end in self.owners for i in found):
            return False
        return not any(head not in found and head < i < end for head, end in self.anchors for i in found)

    def satisfied(self, need: Need) -> bool:
        if need.zone == "phrase":
            if "that" in need.preps and need.words and need.words[0] >= COPULAS:
                return self.predicated(need)
            return any(self.within(need.words, *span) for span in self.phrases(need.preps)) or any(
                not need.words
                or (
                    any(a[0] in self.words.forms[inner.head.start] for a in need.words[0])
                    and self.within(need.words, inner.head.start, inner.node.end)
                )
                for inner in self.clauses(need.preps)
            )
        ranges = self.subject if need.zone == "subject" else self.object
        return any(self.within(need.words, *span) for span in ranges)

    def predicated(self, need: Need) -> bool:
        """Whether a that-clause's own copula says a need's words of its subject: "that it is [a threat]", not
        "that it is [under threat]" nor "that they are [to end the threat]"."""
        for inner in self.clause.complements:
            if inner.relation != "that":
                continue
            start, end = self.reported(inner)
            head = inner.head
            ends = STOPPERS if inner.head.word.lower().startswith("amount") else {*STOPPERS, "PP"}
            for node in inner.node.nodes():
                if head.start < node.start < end and node.label in ends:
                    end = node.start
            if self.within(need.words, start, end):
                return True
        return False

    def within(self, sequence: tuple[frozenset[tuple[str, ...]], ...], start: int, end: int) -> bool:
        """Whether all words of a need stand in order in tokens start:end, others allowed between."""
        found = []
        for alternatives in sequence:
            best = -1
            for phrase in alternatives:
                if phrase[-1] not in self.words.every:
                    continue
                at = self.words.find(phrase, start, end)
                if at >= 0 and (best < 0 or at < best):
                    best = at
            if best < 0:
                return False
            found.append(best)
            start = best + 1
        self.found += found
        return True

    def phrases(self, preps: frozenset[str]) -> list[tuple[int, int]]:
        clause = self.clause
        spans = []
        for prep in clause.preps:
            if prep.word in preps or (" " in prep.word and prep.word.split()[-1] in preps):
                spans.append(
                    extent(prep.node) if prep.node.label == "NP" else (prep.node.start, prep.node.end)
                )
        spans += [self.reported(c) for c in clause.complements if "that" in preps and c.relation == "that"]
        return spans

    def reported(self, inner: Clause) -> tuple[int, int]:
        """A that-clause from its first auxiliary, with what hangs behind its innermost verb phrase."""
        node = inner.node
        start = inner.head.start
        while (
            node.parent is not None
            and node.parent.label in {"VP", "S"}
            and node.parent.start > self.clause.head.start
        ):
            node = node.parent
            if node.label == "VP":
                start = min(start, node.start)
        return start, node.end

    def clauses(self, preps: frozenset[str]) -> list[Clause]:
        """Infinitives for "to" and gerunds behind a preposition: a need's first word must be their verb.

        The infinitive of an object will do: "rejected [a demand [to withdraw]]".
        """
        heads = {start for start, _ in self.anchors}
        of_objects = [c for n in self.clause.nouns if n.head.start in heads for c in n.complements]
        return [
            c
            for c in [*self.clause.complements, *of_objects]
            if ("to" in preps and (c.infinitive or c.relation == "to"))
            or (c.relation == "ing" and c.marker in preps)
        ]
