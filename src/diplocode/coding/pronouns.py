"""Who "he", "its", "we" and "each other" are: the clause, those around it, the sentence and the story.

In "Chile said that its minister had invited Peru, but that it would not pay":

    speaker      we, us, our, I: whoever says the quotation
    reflexive    each other: the other parties of the clause
    its owner    its, their, his: the subject of the clause, else of the clauses around
    antecedent   it, they, he, she: subject of the clause around, of the clause before, of the sentence before

"its" and "it" are Chile, the subject around both. Whom a verb acts on is not who acts: in
"Chile sanctioned Peru, accusing it", "it" is Peru.
"""

from __future__ import annotations

from abc import ABC, abstractmethod

from diplocode.coding.clause import Clause
from diplocode.coding.memory import Story
from diplocode.coding.phrases import head_of
from diplocode.coding.scene import Found, Scene
from diplocode.model import Node, Step

SPEAKER = frozenset({"we", "us", "our", "i", "me", "my", "ours", "ourselves"})
SELF = frozenset({"itself", "himself", "herself", "themselves", "each"})


class Pronouns(ABC):
    """Finds whom one sentence's pronouns mean."""

    def __init__(self, scene: Scene, clauses: list[Clause], story: Story) -> None:
        self.scene, self.clauses, self.story = scene, clauses, story

    @abstractmethod
    def actors(self, phrase: Node, clause: Clause | None = None) -> list[Found]:
        """Who a phrase is."""

    def pronoun(self, phrase: Node, word: str, clause: Clause | None) -> list[Found]:
        at = head_of(phrase)
        if word in SPEAKER:
            found, why = self.speaker(clause), "speaker"
        elif phrase.label == "PRP$" or at.label == "PRP$":
            found, why = self.possessive(phrase, clause), "its owner"
        else:
            found, why = self.antecedent(phrase, clause), "antecedent"
            own = self.own_subject(phrase, clause)
            if found and all(f.code in own for f in found) and word not in SELF:
                # "X sanctioned Y, accusing them": whom a verb acts on is not who acts
                found, why = self.other_before(phrase, own), "antecedent"
        return [
            Found(
                f.code,
                at.start,
                at.end,
                f.strength,
                f.partial,
                rules=f.rules,
                steps=(*f.steps, Step(why, f'"{at.word}" is {f.code}')),
            )
            for f in found
        ]

    def other_before(self, phrase: Node, own: set[str]) -> list[Found]:
        """The last one acted on before a pronoun that is none of `own`."""
        before = [c for c in self.clauses if c.head.start < phrase.start]
        for clause in sorted(before, key=lambda c: -c.head.start):
            for node in (*clause.objects, *(p.node for p in clause.preps if not p.reason)):
                if node.end <= phrase.start:
                    found = [
                        f
                        for f in self.actors(node, clause)
                        if not f.partial and f.strength >= 2 and f.code not in own
                    ]
                    if found:
                        return found
        return []

    def speaker(self, clause: Clause | None) -> list[Found]:
        while clause is not None:
            if clause.relation == "that" and clause.parent is not None:
                found = self.subject_of(clause.parent)
                if found:
                    return found
            clause = clause.parent
        return self.story.speakers[-1] if self.story.speakers else []

    def possessive(self, phrase: Node, clause: Clause | None) -> list[Found]:
        if clause is not None and not any(_covers(s, phrase) for s in clause.subject):
            found = [f for f in self.subject_of(clause) if not f.partial]
            if any(not f.completed for f in found):
                return found
            # "a mob burned its consulate": whose it is, the mob does not tell
            return self.antecedent(phrase, clause) or found
        return self.antecedent(phrase, clause)

    def antecedent(self, phrase: Node, clause: Clause | None) -> list[Found]:
        around = clause.embedders() if clause is not None else ()
        for outer in around:
            if not any(_covers(s, phrase) for s in outer.subject):
                found = self.subject_of(outer)
                if found:
                    return found
        before = [
            c for c in self.clauses if c.head.start < phrase.start and c.kind == "verb" and c is not clause
        ]
        for other in reversed(before):
            if other.subject and not any(_covers(s, phrase) for s in other.subject):
                found = self.subject_of(other)
                if found:
                    return found
        earlier = [m for m in self.scene.mentions if m.end <= phrase.start and m.kind == "actor"]
        if earlier and not self.story.subjects:
            return [Found(earlier[0].code, earlier[0].start, earlier[0].end, 3, rules=earlier[0].rules)]
        return self.story.subjects[-1] if self.story.subjects else []

    def subject_of(self, clause: Clause) -> list[Found]:
        phrases = clause.subject or (clause.objects[:1] if clause.passive else [])
        out: list[Found] = []
        for phrase in phrases:
            if phrase.label == "PRP$" or not _is_clause_subject(phrase, clause):
                continue
            out += self.actors(phrase, clause)
        return [f for f in out if f.strength >= 2]

    def own_subject(self, phrase: Node, clause: Clause | None) -> set[str]:
        """The codes of those who do what a clause tells, if the phrase is among what it is done to."""
        if clause is None or any(_covers(s, phrase) for s in clause.subject):
            return set()
        return {f.code for f in self.subject_of(clause)}


def _covers(outer: Node, inner: Node) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _is_clause_subject(phrase: Node, clause: Clause) -> bool:
    return not (phrase.start <= clause.head.start < phrase.end) or clause.kind == "verb"
