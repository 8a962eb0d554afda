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

from collections.abc import Callable, Iterable

from attrs import Factory, define

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

BE = frozenset(["be", "is", "are", "was", "were", "been", "being", "am", "'s", "'re", "'m", "ai"])
HAVE = frozenset(["have", "has", "had", "having", "'ve", "'d"])
DO = frozenset(["do", "does", "did"])
GET = frozenset(["get", "gets", "got", "gotten", "getting"])
AUXILIARY = BE | HAVE | DO | GET
NEGATORS = frozenset(["not", "n't", "never", "no", "neither", "nor", "cannot", "hardly"])
CLAUSAL = frozenset(
    {"S", "SINV", "SQ", "SBARQ", "ROOT", "S1", "TOP", "FRAG", "UCP", "RRC", "", "X", "INTJ", "NAC"}
)
ADVERBIAL = frozenset(
    ["after", "before", "since", "while", "because", "as", "if", "unless", "until", "till", "although", "though", "once", "whereas", "when", "whenever", "wherever", "where", "lest", "provided", "so", "in", "amid", "following", "despite", "without", "by", "upon", "on"]
)
PARTICIPIAL = frozenset(["reduced", "adjunct", "beside", "ing", "small", "participle"])
PREPOSITIONAL = frozenset(
    ["following", "including", "regarding", "concerning", "according", "excluding", "involving", "pending", "considering"]
)
ADDRESSED = ("call", "appeal", "plead", "press", "push", "wait", "rely", "count", "urg", "lobb")
ADJUNCT = frozenset(
    {
        "after",
        "before",
        "during",
        "following",
        "amid",
        "despite",
        "because of",
        "due to",
        "since",
        "until",
        "ahead of",
        "as",
        "because",
        "due",
    }
)
CONTAINERS = frozenset(
    ["package", "round", "series", "set", "wave", "raft", "range", "number", "kind", "form", "spate", "campaign", "string", "batch", "bundle", "host", "slew", "lot", "variety", "list", "couple", "pair", "programme", "program", "type", "part", "start", "beginning", "resumption", "continuation"]
)
OCCASIONS = frozenset(
    ["response", "retaliation", "reaction", "protest", "view", "light", "wake", "front", "order", "exchange", "return", "connection", "accordance", "violation", "request", "behalf", "result", "part", "account", "addition", "relation", "reference", "regard", "case", "event", "terms", "eve", "basis", "reply", "answer", "presence", "absence", "support"]
)
OWN_SUBJECT = ("promis", "threat", "vow", "pledg", "offer", "agree", "swear", "swore", "sworn")
OBJECT_CONTROL = tuple(  # whose object is the understood subject of the infinitive: "order X to"; others: purpose
    ["order", "ask", "tell", "told", "urg", "forc", "allow", "permit", "help", "enabl", "press", "push", "compel", "compell", "requir", "request", "beg", "persuad", "convinc", "encourag", "instruct", "direct", "advis", "warn", "invit", "lead", "led", "caus", "want", "expect", "get", "got", "forbid", "forbad", "authori", "let", "mak", "made", "appoint", "select", "train", "send", "sent", "deploy", "task", "prompt", "oblig", "coerc", "implor", "summon", "call", "appeal", "plead", "command", "challeng", "recommend", "trust", "empower", "entic", "induc", "mandat", "nominat", "motivat", "pay", "paid", "prepar", "provok", "remind", "sentenc", "teach", "taught", "assign", "choos", "chos", "elect", "hir", "inspir", "need", "leav", "left", "bring", "brought", "wish", "would", "demand", "giv", "gave", "grant", "prohibit", "assist", "bar", "ban", "hire", "recruit", "commission", "contract", "believe", "consider", "report", "say", "said", "think", "find", "found", "accus", "alleg"]
)
PARTICLES = frozenset(
    ["out", "off", "back", "away", "up", "down", "over", "in", "on", "through", "forward", "apart", "aside", "ahead", "together", "along", "around"]
)


@define(slots=True, eq=False)
class Prep:
    """A prepositional phrase of a clause: the word, the phrase, what it governs; `inside` an object rather than beside it."""

    word: str
    node: Node
    pp: Node
    inside: bool = False

    @property
    def reason(self) -> bool:
        """Whether it only tells why or on what occasion ("in response to ..."): nobody in it suffers the act."""
        return _reason(self.word, self.node)


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
    quoted: bool = False

    @property
    def verb_tag(self) -> str:
        return self.head.label

    def embedders(self) -> Iterable[Clause]:
        """The clauses around this one, nearest first."""
        clause = self.parent
        while clause is not None:
            yield clause
            clause = clause.parent


@define(slots=True)
class _State:
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

    def copy(self, **changes: object) -> _State:
        new = _State(
            self.subject, self.parent, self.relation, self.marker, self.gap, self.modal, self.aux, self.negated,
            self.infinitive, self.trailing,
        )  # fmt: skip
        for name, value in changes.items():
            setattr(new, name, value)
        return new


def find(tree: Node, is_event_noun: Callable[[Node], bool] = lambda leaf: False) -> list[Clause]:
    """All clauses of a tree in the order of their predicates.

    `is_event_noun` tells for the head leaf of a noun phrase whether it may be a predicate.
    """
    finder = _Finder(is_event_noun)
    finder.visit(tree, _State([]))
    return sorted(finder.clauses, key=lambda c: c.head.start)


class _Finder:
    def __init__(self, is_event_noun: Callable[[Node], bool]) -> None:
        self.clauses: list[Clause] = []
        self.is_event_noun = is_event_noun

    # ---- where a node goes

    def visit(self, node: Node, state: _State) -> list[Clause]:
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

    def clause(self, node: Node, state: _State) -> list[Clause]:
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
                named = child
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
        made: list[Clause] = []
        for phrase in verb_phrases:
            made += self.visit(phrase, inner)
        main = made[0] if made else None
        for child in children:
            if child.label == "VP" or child.is_leaf:
                continue
            self.beside(child, main, subject, child.start < first.start, named)
        return made

    def verbless(self, node: Node, state: _State) -> list[Clause]:
        """A clause without a verb phrase of its own: coordinated clauses, headlines, small clauses."""
        made: list[Clause] = []
        rest: list[Node] = []
        for child in node.children:
            if child.label in CLAUSAL or child.label in {"SBAR", "VP"}:
                parts = self.visit(child, state)
                if made and parts and not parts[0].subject and child.label == "S":
                    for part in parts:
                        part.subject = made[0].subject
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
            made = self.visit(node, _State([] if has_subject else subject, main, relation))
            if relation == "that":
                main.complements += made
            return
        if node.label == "PRN":
            # "(PRN , (S Lavrov said) ,)": the clause around it is what was said
            made = []
            for child in node.children:
                made += self.visit(child, _State(subject, None, "parenthesis"))
            speech = next((c for c in made if not c.objects and not c.complements and c.kind == "verb"), None)
            if speech is not None and main is not None and main.parent is None and speech.subject:
                main.parent, main.relation = speech, "that"
                speech.complements.append(main)
            return
        self.visit(node, _State(subject, main, "adjunct"))

    # ---- subordinate clauses

    def subordinate(self, node: Node, state: _State) -> list[Clause]:
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

    # ---- verb phrases

    def verb_phrase(self, node: Node, state: _State) -> list[Clause]:
        """A verb phrase: descend through auxiliaries and coordination, then build the main clause(s)."""
        children = node.children
        inner = [c for c in children if c.label == "VP" and not _adjectival(c)]
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

    def auxiliary(self, node: Node, state: _State, inner: list[Node]) -> list[Clause]:
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
        after = tuple(c for c in node.children if c.start >= inner[-1].end and c.children)
        made: list[Clause] = []
        for phrase in inner:
            last = phrase is inner[-1]
            extra = after if last or all(not c.children for c in phrase.children[1:]) else ()
            part = below.copy(trailing=(*extra, *state.trailing)) if extra or state.trailing else below
            if (
                made
                and phrase.children
                and phrase.children[0].label in {"VBD", "VBZ", "VBP", "MD"}
                and not _has_aux(node)
            ):
                part = part.copy(modal=state.modal, aux=state.aux, negated=state.negated)
            made += self.verb_phrase(phrase, part)
        if len(made) > 1 and made[-1].objects and not made[-1].passive:
            for clause in made[:-1]:  # "closed and sealed its embassy": the object is shared
                if not clause.objects and not clause.complements and not clause.preps and not clause.passive:
                    clause.objects = made[-1].objects
        return made

    def headless(self, node: Node, state: _State) -> list[Clause]:
        """A verb phrase without a verb (ellipsis, parser's error): its parts still count."""
        made: list[Clause] = []
        for child in node.children:
            made += self.visit(child, state)
        return made

    def as_preposition(self, node: Node, verb: Node, state: _State) -> None:
        """ "Following the talks, ..." parsed as a verb phrase is a prepositional one."""
        for child in node.children:
            if child.label in NOMINAL:
                if state.parent is not None:
                    state.parent.preps.append(Prep(verb.word.lower(), child, node))
                self.noun_phrase(child, state.parent, f"prep:{verb.word.lower()}")
            elif child.children:
                self.visit(child, _State(state.subject, state.parent, "adjunct"))

    def main(self, node: Node, verb: Node, verbs: list[Node], state: _State) -> list[Clause]:
        if verb.label == "VBG" and not state.aux and verb.word.lower() in PREPOSITIONAL:
            self.as_preposition(node, verb, state)
            return []
        last = state.aux[-1] if state.aux else ""
        passive = verb.label in {"VBN", "VBD"} and (last in BE or last in GET)
        passive = passive or (
            verb.label == "VBN" and not state.aux and state.relation in PARTICIPIAL and not state.modal
        )
        if verb.label == "VBD" and state.relation == "reduced" and not state.aux:
            passive = any(
                c.label == "PP" and prepositions(c)[:1] and prepositions(c)[0][0] == "by"
                for c in node.children
            )
        clause = Clause(
            "verb", node, verb, parent=state.parent, relation=state.relation, marker=state.marker, modal=state.modal,
            auxiliaries=state.aux, negated=state.negated, passive=passive, infinitive=state.infinitive,
        )  # fmt: skip
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
        if (label == "VP" and not _verbal(child) and not _adjectival(child)) or (
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
        elif label in {"ADVP", "ADJP"} or (label == "VP" and _adjectival(child)):
            clause.adverbs.append(child)
            for part in child.children:
                if part.label == "PP":
                    self.prepositional(part, clause, subject, inside=False)
                elif part.label in {"S", "SBAR", "VP"}:
                    pending.append((part, True))
                elif part.children:
                    self.visit(part, _State(subject, clause, "adjunct"))
        elif label in {"S", "SBAR", "VP", "SINV", "UCP", "FRAG"}:
            pending.append((child, close))
        else:
            self.visit(child, _State(subject, clause, "adjunct"))

    def by_agent(self, clause: Clause) -> None:
        if not clause.passive:
            return
        for prep in clause.preps:
            if (
                prep.word == "by"
                and prep.node.label in NOMINAL
                and not prep.inside
                and not is_time(prep.node)
            ):
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
            made = self.visit(node, _State(surface, clause, "that"))
            clause.complements += [c for c in made if c.relation == "that"]
            return
        if node.label == "VP":
            made = self.visit(node, _State(control, clause, "ing"))
            clause.complements += made
            return
        named = next((c for c in node.children if c.label in NOMINAL and not is_time(c)), None)
        phrase = next((c for c in node.children if c.label == "VP"), None)
        if phrase is None:
            if named is not None and not clause.objects:
                clause.objects.append(named)
            made = self.visit(node, _State(control, clause, "small" if named is not None else "that"))
            clause.complements += made
            return
        kind = _form(phrase)
        if named is not None and kind in {"to", "bare", "ing", "participle"} and named.start < phrase.start:
            if clause.head.word.lower() not in BE:
                clause.objects.append(named)
            made = self.visit(node, _State([named], clause, "to" if kind == "bare" else kind))
            clause.complements += made
        elif named is not None or kind == "finite":
            clause.complements += self.visit(node, _State(surface, clause, "that"))
        elif kind == "to":
            purpose = not close
            made = self.visit(
                node, _State(surface if purpose else control, clause, "adjunct" if purpose else "to")
            )
            clause.complements += [] if purpose else made
        elif close and kind == "ing":
            clause.complements += self.visit(node, _State(control, clause, "ing"))
        else:
            self.visit(node, _State(surface, clause, "adjunct"))

    def bare_object(self, clause: Clause, node: Node) -> bool:
        """An SBAR that is none: a noun phrase with what hangs on it, or "for X to ..." after "called", "demanded"."""
        inner = next((c for c in node.children if c.label == "S"), None)
        if inner is None:
            return False
        marker = next((c.word.lower() for c in node.children if c.is_leaf), "")
        named = next((c for c in inner.children if c.label in NOMINAL and not is_time(c)), None)
        phrase = next((c for c in inner.children if c.label == "VP"), None)
        if marker == "for" and named is not None and phrase is not None and _form(phrase) == "to":
            clause.preps.append(Prep("for", named, node))
            self.noun_phrase(named, clause, "prep:for")
            clause.complements += self.visit(phrase, _State([named], clause, "to"))
            return True
        if marker or phrase is not None or named is None or any(c.label in CLAUSAL for c in inner.children):
            return False
        clause.objects.append(named)
        self.noun_phrase(named, clause, "object")
        for child in (*inner.children, *node.children):
            if child.children and child is not named and child is not inner:
                self.visit(child, _State(clause.subject, clause, "adjunct"))
        return True

    # ---- prepositional and noun phrases

    def prepositional(self, node: Node, clause: Clause | None, subject: list[Node], inside: bool) -> None:
        """A prepositional phrase: note it in its clause, with those nested inside it, and look for clauses below."""
        parts = prepositions(node)
        if not parts:
            if clause is not None:
                clause.adverbs.append(node)
            for child in node.children:
                if child.children:
                    self.visit(child, _State(subject, clause, "adjunct"))
        for word, governed, phrase in parts:
            if clause is not None:
                clause.preps.append(Prep(word, governed, phrase, inside))
            if governed.label in NOMINAL:
                self.noun_phrase(governed, clause, f"prep:{word}")
                if clause is not None and not _reason(word, governed):
                    self.nested(clause, governed)
            elif governed.label in {"S", "VP", "SBAR", "SINV"} and clause is not None:
                understood = (
                    clause.objects if word in {"of", "for", "from", "into"} and clause.objects else subject
                )
                if clause.passive and word in {"by", "in", "after", "before"}:
                    understood = clause.subject
                clause.complements += self.visit(governed, _State(understood, clause, "ing", marker=word))
            else:
                self.visit(governed, _State(subject, clause, "adjunct"))

    def nested(self, clause: Clause, phrase: Node, depth: int = 0) -> None:
        """Prepositional phrases inside a noun phrase count for the clause too: attachment is the parser's weak spot.

        But not those of an event noun further down, which is a predicate of its own.
        """
        for part in conjuncts(phrase):
            if depth > 0 and self.is_event_noun(head_of(part)):
                continue
            for node in postmodifiers(part):
                if node.label == "PP":
                    for word, governed, inner in prepositions(node):
                        if governed.label in NOMINAL:
                            clause.preps.append(Prep(word, governed, inner, True))
                            if not _reason(word, governed):
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
            for child in base.children:
                if child.children and child.start < head.start:
                    if child.label in NOMINAL:
                        if child is owner:
                            self.noun_phrase(child, clause or parent, "modifier")
                    else:
                        self.visit(child, _State([], clause or parent, "modifier"))
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
                    and _after_comma(child)
                    and _participle(child)
                ):
                    # ", citing ...": a participle behind a comma goes with the sentence's subject
                    self.visit(
                        child,
                        _State(parent.objects[:1] if parent.passive else parent.subject, parent, "adjunct"),
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

    def contained(self, part: Node) -> Node | None:
        """What an "of" phrase behind a counting noun holds, if it is an event noun."""
        if head_of(part).word.lower().rstrip("s") not in CONTAINERS:
            return None
        for node in postmodifiers(part):
            if node.label == "PP":
                for word, governed, _ in prepositions(node):
                    if word == "of" and governed.label in NOMINAL and self.is_event_noun(head_of(governed)):
                        return governed
        return None

    def inside_object(self, child: Node, parent: Clause, part: Node) -> None:
        """ "ordered [the envoys [to leave]]", "gave them [48 hours [to leave]]": the infinitive belongs to the verb."""
        phrase = next((c for c in child.children if c.label == "VP"), None)
        if phrase is None or _form(phrase) != "to":
            self.postmodifier(child, None, parent, [part])
            return
        subject = parent.objects[:1] if parent.objects and parent.objects[0].start <= part.start else [part]
        parent.complements += self.visit(child, _State(subject, parent, "to"))

    def postmodifier(
        self, child: Node, clause: Clause | None, parent: Clause | None, antecedent: list[Node]
    ) -> None:
        if child.label == "SBAR":
            self.relative(child, clause, parent, antecedent)
        elif child.label in {"VP", "RRC"}:
            self.visit(child, _State(antecedent, clause or parent, "reduced"))
        elif child.label == "S":
            subject = clause.subject if clause is not None and clause.subject else antecedent
            if parent is not None and parent.subject and not (clause and clause.subject):
                subject = parent.subject
            phrase = next((c for c in child.children if c.label == "VP"), None)
            if phrase is not None and _form(phrase) in {"ing", "participle"}:
                self.visit(child, _State(antecedent, clause or parent, "reduced"))
            else:
                made = self.visit(child, _State(subject, clause or parent, "to"))
                if clause is not None:
                    clause.complements += made
        elif child.label == "PP":
            self.within(child, clause, parent, antecedent)
        elif child.label in NOMINAL:
            self.noun_phrase(child, clause or parent, "apposition")
        elif child.children:
            self.visit(child, _State(antecedent, clause or parent, "beside"))

    def within(
        self, node: Node, clause: Clause | None, parent: Clause | None, antecedent: list[Node]
    ) -> None:
        """A PP inside a noun phrase: already noted for the nominal clause; look for clauses below."""
        for word, governed, _ in prepositions(node):
            if governed.label in NOMINAL:
                self.noun_phrase(governed, clause or parent, f"prep:{word}")
                continue
            subject = clause.subject if clause is not None else antecedent
            made = self.visit(governed, _State(subject, clause or parent, "ing", marker=word))
            if clause is not None:
                clause.complements += made
            elif parent is not None and parent.kind == "verb" and word in {"of", "for", "from", "with"}:
                parent.complements += made  # "accused [Chile [of spying]]": what Chile is accused of

    def relative(
        self, node: Node, clause: Clause | None, parent: Clause | None, antecedent: list[Node]
    ) -> None:
        """An SBAR after a noun: a relative clause (its gap filled by the antecedent) or a noun's that-clause."""
        inner = next((c for c in reversed(node.children) if c.label in {"S", "SINV", "VP"}), None)
        if inner is None:
            for child in node.children:
                if child.children:
                    self.visit(child, _State(antecedent, clause or parent, "relative"))
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
            clause.complements += self.visit(inner, _State([], clause, "that"))
        elif marker and marker not in {"that", "for"}:
            self.visit(inner, _State(parent.subject if parent else [], parent, "adverbial", marker=marker))
        elif not has_subject:
            to = _form(next((c for c in inner.children if c.label == "VP"), inner)) == "to"
            self.visit(inner, _State(antecedent, clause or parent, "to" if to else "relative"))
        else:
            gap = antecedent if wh is None or wh.label in {"WHNP", "WDT", "WP"} else None
            if wh is not None and len(wh.words()) > 1:
                gap = None
            self.visit(inner, _State([], clause or parent, "relative", gap=gap))

    def nominal(self, phrase: Node, parent: Clause | None, relation: str) -> Clause | None:
        """An event noun as a predicate: possessor and by-phrase are its subject, the of-phrase its object."""
        head = head_of(phrase)
        if not self.is_event_noun(head):
            return None
        clause = Clause("noun", phrase, head, parent=parent, relation=relation)
        owner = possessor(phrase)
        if owner is not None:
            clause.subject = [owner]
        for node in postmodifiers(phrase):
            if node.label != "PP":
                continue
            for word, governed, part in prepositions(node):
                if governed.label not in NOMINAL:
                    continue
                clause.preps.append(Prep(word, governed, part))
                if word == "of":
                    clause.objects.append(governed)
                elif word == "by":
                    clause.subject = [governed]
                if not _reason(word, governed):
                    self.nested(clause, governed)
        if not clause.subject:  # "the expulsion of [four envoys [by Chile]]"
            clause.subject = [p.node for p in clause.preps if p.word == "by"][:1]
        if parent is not None:
            parent.nouns.append(clause)
        self.clauses.append(clause)
        return clause


def _verbal(node: Node) -> bool:
    """Whether a verb phrase holds a verb, an auxiliary or another verb phrase at its top."""
    return any(
        c.label in {"VP", "TO", "MD"} or (c.is_leaf and c.label[:2] in {"VB", "AU"}) for c in node.children
    )


def _adjectival(node: Node) -> bool:
    """Whether a verb phrase is an adjective's: "is [VP willing to leave]", as parsers make it at times."""
    return (
        node.children[0].label in {"JJ", "JJR"}
        and not _has_aux(node)
        and all(c.label != "VP" for c in node.children)
    )


def _after_comma(node: Node) -> bool:
    if node.parent is None:
        return False
    before = [c for c in node.parent.children if c.start < node.start]
    return bool(before) and before[-1].label == ","


def _participle(node: Node) -> bool:
    """Whether a phrase is headed by a present participle without a subject of its own."""
    if node.label == "S" and all(c.label == "VP" or c.is_leaf or c.label == "ADVP" for c in node.children):
        phrase = next((c for c in node.children if c.label == "VP"), None)
        return phrase is not None and _form(phrase) == "ing"
    return node.label == "VP" and _form(node) == "ing"


def _reason(word: str, governed: Node) -> bool:
    """Whether a phrase tells a reason or an occasion; see `Prep.reason`."""
    if word in ADJUNCT:
        return True
    return (
        word in {"in", "at", "as", "on", "by", "under", "for"} and head_of(governed).word.lower() in OCCASIONS
    )


def _has_aux(node: Node) -> bool:
    return any(c.is_leaf and (c.label[:2] == "VB" or c.label in {"MD", "TO"}) for c in node.children)


def _form(phrase: Node) -> str:
    """to, bare, ing, participle or finite: the form of a verb phrase's first verb."""
    for child in phrase.children:
        if child.label == "TO":
            return "to"
        if child.label in {"VBG"}:
            return "ing"
        if child.label == "VBN":
            return "participle"
        if child.label == "VB":
            return "bare"
        if child.label[:2] == "VB" or child.label == "MD":
            return "finite"
        if child.label == "VP":
            return _form(child)
    return "finite"
