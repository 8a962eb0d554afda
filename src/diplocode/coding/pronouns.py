"""Who "he", "its", "we" and "each other" are: the clause, those around it, the sentence and the story.

In "Chile said that its minister had invited Peru, but that it would not pay":

    speaker      we, us, our, I: whoever says the quotation
    reflexive    each other: the other parties of the clause
    its owner    its, their, his: the subject of the clause, else of the clauses around
    antecedent   it, they, he, she: subject of the clause around, of the clause before, of the sentence
                 before; one of the same kind: "he" is a person, "they" are several or a body of people

"its" and "it" are Chile, the subject around both. Whom a verb acts on is not who acts, and who is punished
has done something: in "Chile sanctioned Peru, accusing it" and in "after its ships landed", "it" is Peru.
Nobody shells his own: in "Peru says Chilean jets hit its ship", the ship is Peru's.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping

from diplocode.coding.clause import Clause
from diplocode.coding.grammar import OVER
from diplocode.coding.memory import Referent, Story
from diplocode.coding.phrases import NOMINAL, base_of, conjuncts, head_of
from diplocode.coding.roots import HARM, PUNISHING
from diplocode.coding.scene import INTERNATIONAL, Found, Scene
from diplocode.model import Node, Step

SPEAKER = frozenset({"we", "us", "our", "i", "me", "my", "ours", "ourselves"})
PERSON = frozenset("he him his she her hers himself herself".split())
SEVERAL = frozenset("they them their theirs themselves".split())
# Singular nouns for many people: not "he", but "it" or "they".
BODIES = frozenset(
    """
    government administration cabinet ministry department office agency regime junta parliament congress
    senate house assembly legislature court tribunal police army navy military force coast guard marine
    garrison militia group party opposition movement faction union council commission committee board bank
    company firm organisation organization association federation embassy consulate mission delegation
    team media press newspaper station channel church clergy mob crowd public community people population
    coalition alliance bloc authority service services leadership gang cartel band tribe intelligence air
    """.split()
)
# What an enemy hits is not his own: "Chilean jets hit its ship".
BELONGINGS = frozenset(
    """
    troops soldiers forces army navy military fighters border borders territory airspace waters soil flag
    embassy consulate mission ambassador diplomats diplomat envoy ship ships vessel vessels boat boats
    aircraft plane planes jet jets helicopter drone drones base bases post outpost positions convoy
    convoys patrol peacekeepers sailors pilots police officers
    """.split()
)
SELF = frozenset({"itself", "himself", "herself", "themselves", "each"})


class Pronouns(ABC):
    """Finds whom one sentence's pronouns mean."""

    def __init__(
        self, scene: Scene, clauses: list[Clause], story: Story, roots: Mapping[int, str] | None = None
    ) -> None:
        self.scene, self.clauses, self.story = scene, clauses, story
        self.roots = roots or {}

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
                found, why = self.other_before(phrase, own, word), "antecedent"
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

    def other_before(self, phrase: Node, own: set[str], word: str) -> list[Found]:
        """The last one acted on before a pronoun that is none of `own`, in the sentence or the one before."""
        before = [c for c in self.clauses if c.head.start < phrase.start]
        for clause in sorted(before, key=lambda c: -c.head.start):
            for node in (*clause.objects, *(p.node for p in clause.preps if not p.reason)):
                if node.end <= phrase.start and agrees(word, kind(node, self.scene)):
                    found = [
                        f
                        for f in self.actors(node, clause)
                        if not f.partial and f.strength >= 2 and f.code not in own
                    ]
                    if found:
                        return found
        for referent in self.story.objects:
            if agrees(word, referent.kind) and not any(f.code in own for f in referent.found):
                return referent.found
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
        word = head_of(phrase).word.lower()
        beside = self.neighbour(phrase, clause)
        if beside:
            return beside
        if clause is not None and not any(_covers(s, phrase) for s in clause.subject):
            found = [f for f in self.subject_of(clause) if not f.partial]
            fits = word not in PERSON or any(agrees(word, kind(s, self.scene)) for s in clause.subject)
            harm = self.roots.get(clause.head.start) in HARM
            if found and harm and owned(phrase, self.scene) in BELONGINGS:
                victim = self.antecedent(phrase, clause, {f.country for f in found})
                return victim or found
            if any(not f.completed for f in found) and fits:
                return found
            # "a mob burned its consulate": whose it is, the mob does not tell
            return self.antecedent(phrase, clause) or (found if fits else [])
        return self.antecedent(phrase, clause)

    def neighbour(self, phrase: Node, clause: Clause | None) -> list[Found]:
        """Whose "the envoys and their families" are: of whom they are named together with."""
        word = head_of(phrase).word.lower()
        node = phrase.parent
        while node is not None and node.label in NOMINAL:
            for part in reversed(conjuncts(node)):
                known = kind(part, self.scene)
                if part.end <= phrase.start and known and agrees(word, known):
                    found = [f for f in self.actors(part, clause) if f.strength >= 2 and not f.partial]
                    if found:
                        return found
            node = node.parent
        return []

    def antecedent(
        self, phrase: Node, clause: Clause | None, other_than: set[str] | None = None
    ) -> list[Found]:
        """The first of those named before that a pronoun can mean; for "he" nobody but a person."""
        word = head_of(phrase).word.lower()
        first: list[Found] = []
        for referent, around in self.candidates(phrase, clause):
            found = [f for f in referent.found if not other_than or f.country not in other_than]
            fits = agrees(word, referent.kind) or (around and word not in PERSON and word not in SEVERAL)
            if fits and (found or (word in PERSON and not other_than)):
                return found  # nobody we know, where "he" is a person that the dictionaries lack
            first = first or found
        return [] if word in PERSON else first

    def candidates(self, phrase: Node, clause: Clause | None) -> Iterator[tuple[Referent, bool]]:
        """Whom a pronoun may mean, the likeliest first, and whether they stand in a clause around it."""
        around = list(clause.embedders()) if clause is not None else []
        if clause is not None and around and self.blames(clause, around[0], phrase):
            for node in (*around[0].objects, *(p.node for p in around[0].preps if p.word == "on")):
                yield Referent(self.certain(node, around[0]), kind(node, self.scene)), False
        for outer in around:
            yield from ((r, True) for r in self.referents(outer, phrase))
        before = [
            c for c in self.clauses if c.head.start < phrase.start and c.kind == "verb" and c is not clause
        ]
        person = head_of(phrase).word.lower() in PERSON
        if clause is not None and not before and not around and phrase in clause.objects:
            yield from ((r, False) for r in self.story.objects if r.kind in {"one", "many"})
        for other in reversed(before):
            yield from ((r, False) for r in self.referents(other, phrase))
        if person:
            for other in reversed(before):
                for node in (*other.objects, *(p.node for p in other.preps if not p.reason)):
                    if node.end <= phrase.start and kind(node, self.scene) == "one":
                        yield Referent(self.certain(node, other), "one"), False
        earlier = [m for m in self.scene.mentions if m.end <= phrase.start and m.kind == "actor"]
        if earlier and not self.story.subjects:
            m = earlier[0]
            alone = "one" if m.person else "body"
            yield Referent([Found(m.code, m.start, m.end, 3, rules=m.rules)], alone), False
        for subject in self.story.subjects[: -4 if person else -2 : -1]:
            yield subject, False

    def blames(self, clause: Clause, outer: Clause, phrase: Node) -> bool:
        """ "Norway condemned Chile after its ships ...": whom a clause of reason begins with is blamed."""
        return (
            clause.marker in OVER
            and outer.head.start < clause.head.start
            and self.roots.get(outer.head.start) in PUNISHING
            and any(s.start == phrase.start for s in clause.subject)
        )

    def referents(self, clause: Clause, phrase: Node) -> Iterator[Referent]:
        """Who stands as the subject of a clause: of a passive one first who suffers it, then who does it."""
        phrases = [*clause.objects[:1], *clause.subject] if clause.passive else clause.subject
        if clause.kind == "noun" or len(phrases) < 2:
            if not any(_covers(s, phrase) for s in phrases):
                found = self.subject_of(clause)
                known = kind(phrases[0], self.scene) if phrases else ""
                if found or (known == "one" and not is_pronoun(phrases[0])):
                    yield Referent(found, known)
            return
        for node in phrases:
            if not _covers(node, phrase) and node.end <= phrase.start:
                found = self.certain(node, clause)
                known = kind(node, self.scene)
                if found or (known == "one" and not is_pronoun(node)):
                    yield Referent(found, known)

    def certain(self, node: Node, clause: Clause) -> list[Found]:
        return [f for f in self.actors(node, clause) if f.strength >= 2]

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


def kind(phrase: Node, scene: Scene) -> str:
    """What a pronoun for a phrase must be: "one" (he, she), "many" (they), "body" (it, they), "" if unknown.

    A state, an organisation and a singular noun for many people are bodies, as are things.
    """
    if len(conjuncts(phrase)) > 1:
        return "many"
    head = head_of(phrase)
    word = head.word.lower()
    if is_pronoun(phrase):
        return "one" if word in PERSON else "many" if word in SEVERAL else "body"
    mention = scene.at.get(head.start)
    titles = scene.between(base_of(phrase).start, mention.start if mention is not None else head.start)
    if head.label in {"NNP", "NNPS"} and any(m.kind == "agent" for m in titles):
        return "one"  # "rebel leader Lind"
    if mention is not None and mention.kind == "actor":
        whole = len(mention.code) == 3 or mention.code[:3] in INTERNATIONAL
        several = head.label == "NNS" and not whole
        return "one" if mention.person else "body" if whole else "many" if several else ""
    if head.label in {"NNS", "NNPS"}:
        return "many"
    if mention is not None and mention.kind == "agent":
        return "body" if word in BODIES else "one"
    return "body" if head.label in {"NN", "VBG"} else ""


def agrees(word: str, kind_: str) -> bool:
    """Whether a pronoun can mean a phrase of a kind.

    >>> agrees("he", "body"), agrees("they", "body"), agrees("its", "body"), agrees("them", "one")
    (False, True, True, False)
    """
    if not kind_:
        return True
    if word in PERSON:
        return kind_ == "one"
    return kind_ != "one" if word in SEVERAL else kind_ == "body"


def is_pronoun(phrase: Node) -> bool:
    return head_of(phrase).label in {"PRP", "PRP$"}


def owned(phrase: Node, scene: Scene) -> str:
    """The noun that a possessive pronoun stands before, in lower case."""
    noun = phrase.parent
    return head_of(noun).word.lower() if noun is not None and noun.label != "PRP$" else ""


def _covers(outer: Node, inner: Node) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _is_clause_subject(phrase: Node, clause: Clause) -> bool:
    return not (phrase.start <= clause.head.start < phrase.end) or clause.kind == "verb"
