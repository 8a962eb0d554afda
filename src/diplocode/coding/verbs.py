"""Clauses in verb phrases: auxiliaries, voice, objects, complements and who their understood subject is."""

from __future__ import annotations

from diplocode.coding.clause import Clause, Prep, State
from diplocode.coding.grammar import (
    ADDRESSED,
    AUXILIARY,
    BE,
    CLAUSAL,
    GET,
    INTRANSITIVE,
    NEGATORS,
    OBJECT_CONTROL,
    OWN_SUBJECT,
    PARTICIPIAL,
    PARTICLES,
    PREPOSITIONAL,
    has_verb,
    is_adjectival,
    is_none,
    is_verbal,
    verb_form,
)
from diplocode.coding.nouns import NounPhrases
from diplocode.coding.phrases import NOMINAL, head_of, is_time, prepositions
from diplocode.model import Node


class VerbPhrases(NounPhrases):
    """The part of the finder that reads verb phrases."""

    def verb_phrase(self, node: Node, state: State) -> list[Clause]:
        """A verb phrase: descend through auxiliaries and coordination, then build the main clause(s)."""
        children = node.children
        inner = [c for c in children if c.label == "VP" and not is_adjectival(c)]
        verbs = [
            c
            for c in children
            if c.is_leaf and (c.label[:2] == "VB" or c.label in {"MD", "TO", "AUX", "AUXP"})
        ]
        lexical = [v for v in verbs if v.label not in {"MD", "TO"}]
        if inner and all(v.word.lower() in AUXILIARY or v.label in {"MD", "TO"} for v in verbs):
            return self.auxiliary(node, state, inner)
        if not lexical:
            return self.headless(node, state)
        made: list[Clause] = []
        for verb in lexical:
            made += self.main(node, verb, lexical, state)
        return made

    def auxiliary(self, node: Node, state: State, inner: list[Node]) -> list[Clause]:
        below = state.copy()
        for child in node.children:
            if child is inner[0]:
                break
            word = child.word.lower() if child.is_leaf else ""
            if child.label == "MD":
                below.modal = word
            elif child.label == "TO":
                below.infinitive = True
            elif child.label[:2] == "VB" or child.label in {"AUX", "AUXP"}:
                below.aux = (*below.aux, word)
            elif word in NEGATORS or (
                child.label == "ADVP" and {w.lower() for w in child.words()} & NEGATORS
            ):
                below.negated = True
        neither = node.children[0].word.lower() in {"neither", "nor"}  # "neither recalled its envoy nor ..."
        after = tuple(c for c in node.children if c.start >= inner[-1].end and c.children)
        beside = [c for c in after if has_own_subject(c) and follows_and(c, node)]
        after = tuple(c for c in after if c not in beside)
        made: list[Clause] = []
        for phrase in inner:
            last = phrase is inner[-1]
            extra = after if last or all(not c.children for c in phrase.children[1:]) else ()
            part = below.copy(trailing=(*extra, *state.trailing)) if extra or state.trailing else below
            if (
                made
                and phrase.children
                and phrase.children[0].label in {"VBD", "VBZ", "VBP", "MD"}
                and not has_verb(node)
            ):
                part = part.copy(modal=state.modal, aux=state.aux, negated=state.negated or neither)
            made += self.verb_phrase(phrase, part)
        if len(made) > 1 and made[-1].objects and not made[-1].passive:
            for clause in made[:-1]:  # "closed and sealed its embassy": the object is shared
                if not clause.objects and not clause.complements and not clause.preps and not clause.passive:
                    clause.objects = made[-1].objects
        for child in beside:  # "two were killed and [nine others wounded in a raid]": a clause like the first
            made += self.visit(child, state.copy(subject=[], aux=(), modal="", trailing=()))
        return made

    def headless(self, node: Node, state: State) -> list[Clause]:
        """A verb phrase without a verb (ellipsis, parser's error): its parts still count."""
        made: list[Clause] = []
        for child in node.children:
            made += self.visit(child, state)
        return made

    def as_preposition(self, node: Node, verb: Node, state: State) -> None:
        """ "Following the talks, ..." parsed as a verb phrase is a prepositional one."""
        for child in node.children:
            if child.label in NOMINAL:
                if state.parent is not None:
                    state.parent.preps.append(Prep(verb.word.lower(), child))
                self.noun_phrase(child, state.parent, f"prep:{verb.word.lower()}")
            elif child.children:
                self.visit(child, State(state.subject, state.parent, "adjunct"))

    def main(self, node: Node, verb: Node, verbs: list[Node], state: State) -> list[Clause]:
        if verb.label == "VBG" and not state.aux and verb.word.lower() in PREPOSITIONAL:
            self.as_preposition(node, verb, state)
            return []
        last = state.aux[-1] if state.aux else ""
        passive = verb.label in {"VBN", "VBD"} and (last in BE or last in GET)
        passive = passive or (
            verb.label == "VBN" and not state.aux and state.relation in PARTICIPIAL and not state.modal
        )
        if verb.label == "VBN" and state.subject and not (passive or state.aux or state.modal or state.gap):
            # "Two envoys expelled from Chile": headlines and the second of two clauses leave out "are"
            objects = any(c.label in NOMINAL and not is_time(c) for c in node.children)
            passive = not objects and not verb.word.lower().startswith(INTRANSITIVE)
        if verb.label == "VBD" and state.relation == "reduced" and not state.aux:
            passive = any(
                c.label == "PP" and prepositions(c)[:1] and prepositions(c)[0][0] == "by"
                for c in node.children
            )
        clause = Clause(
            "verb",
            node,
            verb,
            parent=state.parent,
            relation=state.relation,
            marker=state.marker,
            modal=state.modal,
            auxiliaries=state.aux,
            negated=state.negated,
            passive=passive,
            infinitive=state.infinitive,
        )
        self.clauses.append(clause)
        subject = list(state.subject)
        for phrase in subject:
            if passive or self.is_event_noun(
                head_of(phrase)
            ):  # "Relations between X and Y were severed", "Talks with X collapsed"
                self.nested(clause, phrase)
        if passive:
            clause.objects += subject
        else:
            clause.subject = subject
            if state.gap:
                clause.objects += state.gap
        before_comma = True
        seen = False
        pending: list[tuple[Node, bool]] = []
        turned: Node | None = None  # "vows not to recognise": the infinitive is negated, not the verb
        children = (*node.children, *state.trailing)
        for position, child in enumerate(children):
            if child is verb:
                seen = True
                continue
            word = child.word.lower() if child.is_leaf else ""
            if not seen:
                if word in NEGATORS:
                    clause.negated = True
                elif child.label == "ADVP":
                    clause.adverbs.append(child)
                    if {w.lower() for w in child.words()} & NEGATORS:
                        clause.negated = True
                continue
            if child in verbs:
                continue
            if child.label == ",":
                before_comma = False
                continue
            following = children[position + 1] if position + 1 < len(children) else None
            if word in NEGATORS and following is not None and following.label in {"S", "VP"}:
                turned = following
                continue
            self.dependent(clause, child, word, subject, before_comma, pending)
        if any(
            is_none(phrase) and (phrase in subject or self.is_event_noun(head_of(phrase)))
            for phrase in (*subject, *clause.objects)
        ):
            clause.negated = True
        self.by_agent(clause)
        for child, close in pending:
            done = len(self.clauses)
            self.complement(clause, child, close)
            if child is turned and len(self.clauses) > done:
                self.clauses[done].negated = True
        return [clause]

    def dependent(
        self,
        clause: Clause,
        child: Node,
        word: str,
        subject: list[Node],
        close: bool,
        pending: list[tuple[Node, bool]],
    ) -> None:
        """One phrase after the verb goes to its place in the clause."""
        label = child.label
        if (label == "VP" and not is_verbal(child) and not is_adjectival(child)) or (
            label == "PP" and child.children[0].label in NOMINAL
        ):
            for (
                part
            ) in child.children:  # a verb phrase without a verb, a prepositional one without a preposition
                self.dependent(
                    clause, part, part.word.lower() if part.is_leaf else "", subject, close, pending
                )
            return
        if child.is_leaf:
            if label in {"RP", "RB", "IN"}:
                (clause.particles if word in PARTICLES else clause.adverbs).append(child)
                if word in NEGATORS:
                    clause.negated = True
            elif label in {"NN", "NNS", "NNP", "NNPS", "PRP"}:
                clause.objects.append(child)
            elif label in {"JJ", "VBN"}:
                clause.adverbs.append(child)
        elif label in NOMINAL:
            if is_time(child):
                clause.adverbs.append(child)
            else:
                clause.objects.append(child)
            self.noun_phrase(child, clause, "object")
        elif label == "PP":
            self.prepositional(child, clause, subject, inside=False)
        elif label == "PRT":
            clause.particles.append(child)
        elif label in {"ADVP", "ADJP"} or (label == "VP" and is_adjectival(child)):
            clause.adverbs.append(child)
            for part in child.children:
                if part.label == "PP":
                    self.prepositional(part, clause, subject, inside=False)
                elif part.label in {"S", "SBAR", "VP"}:
                    pending.append((part, True))
                elif part.children:
                    self.visit(part, State(subject, clause, "adjunct"))
        elif label in {"S", "SBAR", "VP", "SINV", "UCP", "FRAG"}:
            pending.append((child, close))
        else:
            self.visit(child, State(subject, clause, "adjunct"))

    def by_agent(self, clause: Clause) -> None:
        if not clause.passive:
            return
        agents = [
            p for p in clause.preps if p.word == "by" and p.node.label in NOMINAL and not is_time(p.node)
        ]
        for prep in sorted(agents, key=lambda p: p.inside):  # "were refused [visas [by Chile]]" last
            second = any(clause.head.start < n.start <= prep.node.start < n.end for n in clause.objects)
            if not prep.inside or second:
                clause.subject = [prep.node]
                return

    def complement(self, clause: Clause, node: Node, close: bool) -> None:
        """S, SBAR or VP after the verb: what it is to the clause, and who its understood subject is."""
        if node.label == "SBAR" and self.bare_object(clause, node):
            return
        surface = clause.objects if clause.passive else clause.subject
        control = clause.objects or clause.subject
        word = clause.head.word.lower()
        if word.startswith(OWN_SUBJECT) or (
            node.label == "S" and not clause.passive and not word.startswith(OBJECT_CONTROL)
        ):
            control = surface
        elif not clause.objects and word.startswith(ADDRESSED):
            asked = [
                p.node for p in clause.preps if p.word in {"on", "upon", "for", "to", "with"} and not p.inside
            ]
            control = asked[:1] or control
        if node.label == "SBAR":
            made = self.visit(node, State(surface, clause, "that"))
            clause.complements += [c for c in made if c.relation == "that"]
            return
        if node.label == "VP":
            made = self.visit(node, State(control, clause, "ing"))
            clause.complements += made
            return
        named = next((c for c in node.children if c.label in NOMINAL and not is_time(c)), None)
        phrase = next((c for c in node.children if c.label == "VP"), None)
        if phrase is None:
            if named is not None and not clause.objects:
                clause.objects.append(named)
                clause.adverbs += [  # "called [Peru] [a pariah]": what it was called
                    c for c in node.children if c is not named and c.label in NOMINAL
                ]
            made = self.visit(node, State(control, clause, "small" if named is not None else "that"))
            clause.complements += made
            return
        kind = verb_form(phrase)
        if named is not None and kind in {"to", "bare", "ing", "participle"} and named.start < phrase.start:
            if clause.head.word.lower() not in BE:
                clause.objects.append(named)
            made = self.visit(node, State([named], clause, "to" if kind == "bare" else kind))
            clause.complements += made
        elif named is not None or kind == "finite":
            clause.complements += self.visit(node, State(surface, clause, "that"))
        elif kind == "to":
            purpose = not close
            made = self.visit(
                node, State(surface if purpose else control, clause, "adjunct" if purpose else "to")
            )
            clause.complements += [] if purpose else made
        elif close and kind == "ing":
            clause.complements += self.visit(node, State(control, clause, "ing"))
        else:
            self.visit(node, State(surface, clause, "adjunct"))

    def bare_object(self, clause: Clause, node: Node) -> bool:
        """An SBAR that is none: a noun phrase with what hangs on it, or "for X to ..." after "called",
        "demanded"."""
        inner = next((c for c in node.children if c.label == "S"), None)
        if inner is None:
            return False
        marker = next((c.word.lower() for c in node.children if c.is_leaf), "")
        named = next((c for c in inner.children if c.label in NOMINAL and not is_time(c)), None)
        phrase = next((c for c in inner.children if c.label == "VP"), None)
        if marker == "for" and named is not None and phrase is not None and verb_form(phrase) == "to":
            clause.preps.append(Prep("for", named))
            self.noun_phrase(named, clause, "prep:for")
            clause.complements += self.visit(phrase, State([named], clause, "to"))
            return True
        if marker or phrase is not None or named is None or any(c.label in CLAUSAL for c in inner.children):
            return False
        clause.objects.append(named)
        self.noun_phrase(named, clause, "object")
        for child in (*inner.children, *node.children):
            if child.children and child is not named and child is not inner:
                self.visit(child, State(clause.subject, clause, "adjunct"))
        return True


def has_own_subject(node: Node) -> bool:
    """Whether a node is a clause with a subject and a verb phrase."""
    labels = [c.label for c in node.children]
    return (
        node.label == "S"
        and "VP" in labels
        and any(label in NOMINAL for label in labels[: labels.index("VP")])
    )


def follows_and(node: Node, parent: Node) -> bool:
    """Whether a conjunction stands right before a node."""
    return any(c.label == "CC" and c.end == node.start for c in parent.children)
