"""Clauses out of trees: every predicate with its arguments, however the sentence hides them.

    find(tree, is_event_noun) -> [Clause, ...]

A clause's subject and objects are logical: passives are turned round, relatives get their
antecedent, infinitives and participles their understood subject, coordinated verbs share
what they share. `parent` and `relation` say how a clause is embedded, so that "threatened to
expel" can lend its threat to the expulsion.

    Russia, which NATO accused of spying, ordered its embassy to be closed.
    order   subject Russia; object its embassy; complement to: close
    accuse  subject NATO; object Russia; of: spying          (relative of Russia)
    close   object its embassy                               (to, of order)
"""

from __future__ import annotations

from collections.abc import Callable

from diplocode.coding.clause import Clause, Prep, State
from diplocode.coding.grammar import ADVERBIAL, CLAUSAL, NEGATORS, TELL
from diplocode.coding.phrases import NOMINAL, is_time
from diplocode.coding.verbs import VerbPhrases
from diplocode.model import Node

__all__ = ["Clause", "Prep", "find"]


def find(tree: Node, is_event_noun: Callable[[Node], bool] = lambda leaf: False) -> list[Clause]:
    """All clauses of a tree in the order of their predicates.

    `is_event_noun` tells for the head leaf of a noun phrase whether it may be a predicate.
    """
    finder = Finder(is_event_noun)
    finder.visit(tree, State([]))
    return sorted(finder.clauses, key=lambda c: c.head.start)


class Finder(VerbPhrases):
    """Reads a tree from the top: clauses, what stands beside their verb phrase, subordinate clauses."""

    def visit(self, node: Node, state: State) -> list[Clause]:
        """Find the clauses in `node`; returns those at its top."""
        label = node.label
        if node.is_leaf:
            return []
        if label == "VP":
            return self.verb_phrase(node, state)
        if label == "SBAR":
            return self.subordinate(node, state)
        if label in NOMINAL:
            self.noun_phrase(node, state.parent, state.relation)
            return []
        if label in CLAUSAL:
            return self.clause(node, state)
        made: list[Clause] = []
        for child in node.children:
            made += self.visit(child, state)
        return made

    def clause(self, node: Node, state: State) -> list[Clause]:
        """S and its kin: a subject, one or more verb phrases, what stands before and after."""
        children = node.children
        verb_phrases = [c for c in children if c.label == "VP"]
        if not verb_phrases:
            return self.verbless(node, state)
        first = verb_phrases[0]
        subject = state.subject
        named: Node | None = None
        for child in children:
            if child is first:
                break
            if child.label in NOMINAL and not is_time(child):
                floating = named is not None and child.words()[0].lower() in {"each", "both", "all"}
                named = named if floating else child  # "Chile and Peru each expelled two envoys"
        if named is None and (node.label in {"SINV", "SQ"} or state.relation == "root"):
            after = [c for c in children if c.start >= first.end and c.label in NOMINAL and not is_time(c)]
            named = after[0] if after else None
        if named is not None:
            subject = [named]
        gap = state.gap if named is not None else None
        inner = state.copy(subject=subject, gap=gap)
        if first.start > node.start:
            for child in children:
                if child is first:
                    break
                if child.label == "MD":  # SQ: "Will Russia ..."
                    inner.modal = child.word.lower()
                elif child.is_leaf and child.word.lower() in NEGATORS:  # "Norway neither ... nor ..."
                    inner.negated = True
                elif child.label == "ADVP":  # "Norway never recognised it", "no longer recognises it"
                    said = {word.lower() for word in child.words()}
                    if "never" in said or {"no", "longer"} <= said:
                        inner.negated = True
        made: list[Clause] = []
        for phrase in verb_phrases:
            made += self.visit(phrase, inner)
        main = made[0] if made else None
        for child in children:
            if child.label == "VP" or child.is_leaf:
                continue
            self.beside(child, main, subject, child.start < first.start, named)
        return made

    def verbless(self, node: Node, state: State) -> list[Clause]:
        """A clause without a verb phrase of its own: coordinated clauses, headlines, small clauses."""
        made: list[Clause] = []
        rest: list[Node] = []
        for child in node.children:
            if child.label in CLAUSAL or child.label in {"SBAR", "VP"}:
                parts = self.visit(child, state)
                if made and parts and not parts[0].subject and child.label == "S":
                    for part in parts:
                        part.subject = part.subject if part.passive else made[0].subject
                made += parts
            elif not child.is_leaf:
                rest.append(child)
        main = made[0] if made else state.parent
        for child in rest:
            self.beside(child, main, state.subject, made != [] and child.start < made[0].head.start, None)
        return made

    def beside(
        self, node: Node, main: Clause | None, subject: list[Node], before: bool, named: Node | None
    ) -> None:
        """A phrase beside the verb phrase in its clause: preposed phrases, quotations, adverbial clauses."""
        if node.label in NOMINAL:
            self.noun_phrase(node, main, "subject" if node is named else "beside")
            return
        if node.label == "PP":
            self.prepositional(node, main, subject, inside=False)
            return
        if node.label in CLAUSAL and before and main is not None:
            has_subject = any(c.label in NOMINAL or c.label in CLAUSAL for c in node.children)
            relation = "that" if has_subject and main.kind == "verb" else "adjunct"
            made = self.visit(node, State([] if has_subject else subject, main, relation))
            if relation == "that":
                main.complements += made
            return
        if node.label == "PRN":
            # "(PRN , (S Lavrov said) ,)": the clause around it is what was said
            made = []
            for child in node.children:
                made += self.visit(child, State(subject, None, "parenthesis"))
            speech = next(
                (
                    c
                    for c in made
                    if c.kind == "verb" and not c.complements and (not c.objects or c.head.word[:3] in TELL)
                ),
                None,
            )
            if speech is not None and main is not None and main.parent is None and speech.subject:
                main.parent, main.relation = speech, "that"
                speech.complements.append(main)
            return
        self.visit(node, State(subject, main, "adjunct"))

    # ---- subordinate clauses

    def subordinate(self, node: Node, state: State) -> list[Clause]:
        """SBAR: that-clauses, questions, adverbial clauses; coordinated ones share the embedding."""
        marker, made = "", []
        for child in node.children:
            if child.is_leaf and child.label in {"IN", "RB", "WRB", "DT", "WDT", "TO"}:
                marker = child.word.lower()
            elif child.label in {"WHADVP", "WHPP"}:
                marker = next(iter(child.leaves())).word.lower()
            elif child.label == "WHNP":
                marker = marker or "who"
            elif child.children:
                inner = state
                if marker in ADVERBIAL and state.relation in {"that", "adjunct", "root", "adverbial"}:
                    inner = state.copy(relation="adverbial", marker=marker, subject=state.subject)
                elif marker in {"whether", "if"}:
                    inner = state.copy(marker=marker)
                elif marker == "for":
                    inner = state.copy(relation="adjunct", marker=marker)
                made += self.visit(child, inner)
        return made
