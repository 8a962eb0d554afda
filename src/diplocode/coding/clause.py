"""The record of a clause: a predicate and its arguments, and what it inherits while it is being found."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import Factory, define

from diplocode.coding.grammar import HURT, is_reason
from diplocode.model import Node


@define(slots=True, eq=False)
class Prep:
    """A prepositional phrase of a clause: the word, the phrase, what it governs; `inside` an object rather
    than beside it."""

    word: str
    node: Node
    inside: bool = False

    @property
    def reason(self) -> bool:
        """Whether it only tells why or on what occasion ("in response to ..."): nobody in it suffers the
        act."""
        return is_reason(self.word, self.node)


@define(slots=True, eq=False)
class Clause:
    """A predicate and its arguments. `head` is the leaf of the verb, event noun or predicate adjective."""

    kind: str
    node: Node
    head: Node
    subject: list[Node] = Factory(list)
    objects: list[Node] = Factory(list)
    preps: list[Prep] = Factory(list)
    particles: list[Node] = Factory(list)
    adverbs: list[Node] = Factory(list)
    complements: list[Clause] = Factory(list)
    nouns: list[Clause] = Factory(list)
    parent: Clause | None = None
    relation: str = "root"
    marker: str = ""
    modal: str = ""
    auxiliaries: tuple[str, ...] = ()
    negated: bool = False
    passive: bool = False
    infinitive: bool = False

    def embedders(self) -> Iterable[Clause]:
        """The clauses around this one, nearest first."""
        clause = self.parent
        while clause is not None:
            yield clause
            clause = clause.parent


# What befalls those who are told beside the killed and wounded.
TAKEN = ("captur", "kidnap", "abduct", "rescu", "arrest", "detain")


def joined(clause: Clause, clauses: list[Clause]) -> list[Clause]:
    """A clause, and what is told together with it: "two were killed [and nine injured in a raid in Lima]"."""
    if not clause.passive:
        return [clause]
    after = next((c for c in clauses if c.kind == "verb" and c.head.start > clause.head.start), None)
    if after is None or not after.passive or not after.head.word.lower().startswith((*HURT, *TAKEN)):
        return [clause]
    together = after.parent is clause.parent and after.relation == clause.relation
    return [clause, after] if together else [clause]


def nobody_named(clause: Clause) -> bool:
    """Whether a passive, or a noun that no verb lends its subject, leaves open who acts."""
    if clause.subject:
        return False
    return clause.passive or (clause.kind == "noun" and clause.relation != "object")


@define(slots=True)
class State:
    """What a verb phrase inherits from above: subject, auxiliaries so far, trailing phrases, embedding."""

    subject: list[Node]
    parent: Clause | None = None
    relation: str = "root"
    marker: str = ""
    gap: list[Node] | None = None
    modal: str = ""
    aux: tuple[str, ...] = ()
    negated: bool = False
    infinitive: bool = False
    trailing: tuple[Node, ...] = ()

    def copy(self, **changes: object) -> State:
        new = State(
            self.subject,
            self.parent,
            self.relation,
            self.marker,
            self.gap,
            self.modal,
            self.aux,
            self.negated,
            self.infinitive,
            self.trailing,
        )
        for name, value in changes.items():
            setattr(new, name, value)
        return new
