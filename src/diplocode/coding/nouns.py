"""Clauses in noun and prepositional phrases: event nouns, relatives, participles and infinitives behind a
noun.

"NATO's expulsion of envoys that it had accused of spying"
expulsion  subject NATO; object envoys          accuse  object envoys; of: spying
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable

from diplocode.coding.clause import Clause, Prep, State
from diplocode.coding.grammar import (
    EQUATES,
    OCCASIONS,
    RESOLVES,
    after_comma,
    is_container,
    is_document,
    is_none,
    is_participle,
    is_ranked,
    is_reason,
    verb_form,
)
from diplocode.coding.mentions import BROKERED
from diplocode.coding.phrases import (
    NOMINAL,
    base_of,
    conjuncts,
    head_of,
    is_time,
    possessor,
    postmodifiers,
    prepositions,
)
from diplocode.model import Node


class NounPhrases(ABC):
    """The part of the finder that reads noun and prepositional phrases."""

    def __init__(self, is_event_noun: Callable[[Node], bool]) -> None:
        self.clauses: list[Clause] = []
        self.is_event_noun = is_event_noun

    @abstractmethod
    def visit(self, node: Node, state: State) -> list[Clause]:
        """Find the clauses in any node."""

    def prepositional(self, node: Node, clause: Clause | None, subject: list[Node], inside: bool) -> None:
        """A prepositional phrase: note it in its clause, with those nested inside it, and look for clauses
        below."""
        parts = prepositions(node)
        if not parts:
            if clause is not None:
                clause.adverbs.append(node)
            for child in node.children:
                if child.children:
                    self.visit(child, State(subject, clause, "adjunct"))
        for word, governed in parts:
            if clause is not None:
                clause.preps.append(Prep(word, governed, inside))
            if governed.label in NOMINAL:
                self.noun_phrase(governed, clause, f"prep:{word}")
                if clause is not None and not is_reason(word, governed):
                    self.nested(clause, governed)
            elif governed.label in {"S", "VP", "SBAR", "SINV"} and clause is not None:
                understood = (
                    clause.objects if word in {"of", "for", "from", "into"} and clause.objects else subject
                )
                if clause.passive and word in {"by", "in", "after", "before"}:
                    understood = clause.subject
                clause.complements += self.visit(governed, State(understood, clause, "ing", marker=word))
            else:
                self.visit(governed, State(subject, clause, "adjunct"))

    def nested(self, clause: Clause, phrase: Node, depth: int = 0) -> None:
        """Prepositional phrases inside a noun phrase count for the clause too: attachment is the parser's
        weak spot.

        But not those of an event noun further down, which is a predicate of its own.
        """
        for part in conjuncts(phrase):
            if depth > 0 and self.is_event_noun(head_of(part)):
                continue
            for node in postmodifiers(part):
                if node.label == "PP":
                    for word, governed in prepositions(node):
                        if governed.label in NOMINAL:
                            clause.preps.append(Prep(word, governed, True))
                            if not is_reason(word, governed):
                                self.nested(clause, governed, depth + 1)

    def noun_phrase(self, node: Node, parent: Clause | None, relation: str) -> None:
        """Clauses inside a noun phrase: event nouns, relatives, reduced relatives, infinitives."""
        if parent is not None and parent.kind == "verb" and relation == "object":
            self.nested(parent, node)
        for part in conjuncts(node):
            clause = self.nominal(part, parent, relation)
            base = base_of(part)
            owner = possessor(part)
            head = head_of(part)
            self.brokered(part, clause or parent)
            for child in base.children:
                if child.children and child.start < head.start:
                    if child.label in NOMINAL:
                        if child is owner:
                            self.noun_phrase(child, clause or parent, "modifier")
                    else:
                        self.visit(child, State([], clause or parent, "modifier"))
            antecedent = [part]
            contained = self.contained(part) if clause is None and relation != "modifier" else None
            if contained is not None:  # "a new package of sanctions": the sanctions are what is adopted
                self.noun_phrase(contained, parent, relation)
            for child in postmodifiers(part):
                if (
                    contained is not None
                    and child.label == "PP"
                    and child.start <= contained.start < child.end
                ):
                    continue
                if (
                    parent is not None
                    and parent.kind == "verb"
                    and after_comma(child)
                    and is_participle(child)
                ):
                    # ", citing ...": a participle behind a comma goes with the sentence's subject
                    self.visit(
                        child,
                        State(parent.objects[:1] if parent.passive else parent.subject, parent, "adjunct"),
                    )
                elif (
                    child.label == "S"
                    and clause is None
                    and parent is not None
                    and relation == "object"
                    and parent.kind == "verb"
                ):
                    self.inside_object(child, parent, part)
                else:
                    self.postmodifier(child, clause, parent, antecedent)
        if len(conjuncts(node)) > 1:
            for child in node.children:
                if child.children and child.label not in NOMINAL:
                    self.postmodifier(child, None, parent, [node])

    def brokered(self, part: Node, parent: Clause | None) -> None:
        """ "a Norwegian-brokered truce": who brokered it stands in one word with the participle."""
        head = head_of(part)
        for leaf in base_of(part).leaves():
            first, _, last = leaf.word.lower().rpartition("-")
            if leaf.start < head.start and first and last in BROKERED:
                clause = Clause(
                    "verb", leaf, leaf, [leaf], [part], parent=parent, relation="reduced", passive=True
                )
                self.clauses.append(clause)

    def contained(self, part: Node) -> Node | None:
        """What an "of" phrase behind a counting noun holds, if it is an event noun."""
        if not is_container(part):
            return None
        for node in postmodifiers(part):
            if node.label == "PP":
                for word, governed in prepositions(node):
                    if word == "of" and governed.label in NOMINAL and self.is_event_noun(head_of(governed)):
                        return governed
        return None

    def inside_object(self, child: Node, parent: Clause, part: Node) -> None:
        """ "ordered [the envoys [to leave]]", "gave them [48 hours [to leave]]": the infinitive belongs to
        the verb."""
        phrase = next((c for c in child.children if c.label == "VP"), None)
        if phrase is None or verb_form(phrase) != "to":
            self.postmodifier(child, None, parent, [part])
            return
        if parent.head.word.lower() in EQUATES and is_ranked(part):
            # "became [the first state [to leave]]": it has left, no plan of its own
            parent.complements += self.visit(child, State(parent.subject, parent, "ing"))
            return
        subject = parent.objects[:1] if parent.objects and parent.objects[0].start <= part.start else [part]
        parent.complements += self.visit(child, State(subject, parent, "to"))

    def postmodifier(
        self, child: Node, clause: Clause | None, parent: Clause | None, antecedent: list[Node]
    ) -> None:
        if child.label == "SBAR":
            self.relative(child, clause, parent, antecedent)
        elif child.label in {"VP", "RRC"}:
            voiced = parent is not None and parent.kind == "verb" and parent.subject and not parent.passive
            if clause is None and parent is not None and voiced and is_document(antecedent[0], child):
                antecedent = parent.subject  # "passed a law banning ...": who passes it bans
            elif clause is None and head_of(antecedent[0]).word.lower() in OCCASIONS:
                # "in response to [Chile] banning imports"
                inner = [n for n in postmodifiers(antecedent[0]) if n.label == "PP" and n.end <= child.start]
                antecedent = [g for n in inner for _, g in prepositions(n)][:1] or antecedent
            self.visit(child, State(antecedent, clause or parent, "reduced"))
        elif child.label == "S":
            subject = clause.subject if clause is not None and clause.subject else antecedent
            if clause is not None and not clause.subject and head_of(clause.node).word.lower() in RESOLVES:
                # "the decision of [Chile] to expel": it is Chile that does so
                deciding = [p.node for p in clause.preps if p.word == "of" and not p.inside]
                if deciding:
                    clause.complements += self.visit(child, State(deciding[:1], clause, "to"))
                    return
            if parent is not None and parent.subject and not (clause and clause.subject):
                subject = parent.subject
            phrase = next((c for c in child.children if c.label == "VP"), None)
            if phrase is not None and verb_form(phrase) in {"ing", "participle"}:
                self.visit(child, State(antecedent, clause or parent, "reduced"))
            else:
                made = self.visit(child, State(subject, clause or parent, "to"))
                if clause is not None:
                    clause.complements += made
        elif child.label == "PP":
            self.within(child, clause, parent, antecedent)
        elif child.label in NOMINAL:
            self.noun_phrase(child, clause or parent, "apposition")
        elif child.children:
            self.visit(child, State(antecedent, clause or parent, "beside"))

    def within(
        self, node: Node, clause: Clause | None, parent: Clause | None, antecedent: list[Node]
    ) -> None:
        """A PP inside a noun phrase: already noted for the nominal clause; look for clauses below."""
        for word, governed in prepositions(node):
            if governed.label in NOMINAL:
                self.noun_phrase(governed, clause or parent, f"prep:{word}")
                continue
            subject = clause.subject if clause is not None else antecedent
            if word == "for" and clause is not None:  # "sanctions on [Chile] for spying": Chile spied
                borne = [p.node for p in clause.preps if p.word in {"on", "against", "of"} and not p.inside]
                subject = borne[:1] or subject
            if word in {"after", "before", "by", "in", "while", "since", "without"} and parent is not None:
                subject = parent.subject if not parent.passive else parent.objects[:1]
            listed = word in {"including", "such as", "like"} and parent is not None and parent.kind == "verb"
            if (
                listed and parent is not None
            ):  # "measures including closing the border": who takes the measures closes it
                parent.complements += self.visit(governed, State(parent.subject, parent, "ing", marker=word))
                continue
            made = self.visit(governed, State(subject, clause or parent, "ing", marker=word))
            if clause is not None:
                clause.complements += made
            elif parent is not None and parent.kind == "verb" and word in {"of", "for", "from", "in", "with"}:
                parent.complements += made  # "accused [Chile [of spying]]": what Chile is accused of

    def relative(
        self, node: Node, clause: Clause | None, parent: Clause | None, antecedent: list[Node]
    ) -> None:
        """An SBAR after a noun: a relative clause (its gap filled by the antecedent) or a noun's
        that-clause."""
        inner = next((c for c in reversed(node.children) if c.label in {"S", "SINV", "VP"}), None)
        if inner is None:
            for child in node.children:
                if child.children:
                    self.visit(child, State(antecedent, clause or parent, "relative"))
            return
        has_subject = inner.label != "VP" and any(
            c.label in NOMINAL and not is_time(c) for c in inner.children
        )
        wh = next((c for c in node.children if c.label in {"WHNP", "WHPP", "WHADVP", "WDT", "WP"}), None)
        that = next((c for c in node.children if c.is_leaf and c.label in {"IN", "DT"}), None)
        marker = that.word.lower() if that is not None else ""
        if (
            has_subject
            and wh is None
            and clause is not None
            and marker in {"that", ""}
            and clause.kind == "noun"
        ):
            clause.complements += self.visit(inner, State([], clause, "that"))
        elif marker and marker not in {"that", "for"}:
            self.visit(inner, State(parent.subject if parent else [], parent, "adverbial", marker=marker))
        elif not has_subject:
            to = verb_form(next((c for c in inner.children if c.label == "VP"), inner)) == "to"
            self.visit(inner, State(antecedent, clause or parent, "to" if to else "relative"))
        else:
            gap = antecedent if wh is None or wh.label in {"WHNP", "WDT", "WP"} else None
            if wh is not None and len(wh.words()) > 1:
                gap = None
            self.visit(inner, State([], clause or parent, "relative", gap=gap))

    def nominal(self, phrase: Node, parent: Clause | None, relation: str) -> Clause | None:
        """An event noun as a predicate: possessor and by-phrase are its subject, the of-phrase its object."""
        head = head_of(phrase)
        if not self.is_event_noun(head):
            return None
        if relation == "prep:in" and is_reason("in", phrase):
            return None  # "in protest of ...", "in response to ...": an occasion, no act
        clause = Clause("noun", phrase, head, parent=parent, relation=relation, negated=is_none(phrase))
        owner = possessor(phrase)
        if owner is not None:
            clause.subject = [owner]
        for node in postmodifiers(phrase):
            if node.label != "PP":
                continue
            for word, governed in prepositions(node):
                if governed.label not in NOMINAL:
                    continue
                clause.preps.append(Prep(word, governed))
                if word == "of":
                    clause.objects.append(governed)
                elif word == "by":
                    clause.subject = [governed]
                if not is_reason(word, governed):
                    self.nested(clause, governed)
        if not clause.subject:  # "the expulsion of [four envoys [by Chile]]"
            clause.subject = [p.node for p in clause.preps if p.word == "by"][:1]
        if parent is not None:
            parent.nouns.append(clause)
        self.clauses.append(clause)
        return clause
