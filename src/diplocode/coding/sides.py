"""What the rules for either side of a clause stand on: the actors of phrases, the acts that nouns name.

`sources` and `targets` are two ordered lists of rules. A rule that looks at "Norway condemned Chile's raid
on Peru" asks here which actors the phrase "Chile's raid" has (`of`), that it names an act (`acts`) and who
does it (`doers`), whether the verb lends the noun its parties (`carries`), and which of the actors found
are others than those on the first side (`others`).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator

from attrs import evolve

from diplocode.cameo import country_of
from diplocode.coding import modality
from diplocode.coding.clause import Clause, joined
from diplocode.coding.context import Resolver
from diplocode.coding.grammar import BEARING, is_container
from diplocode.coding.matching import Match
from diplocode.coding.phrases import conjuncts, head_of, postmodifiers, preposition
from diplocode.coding.roots import ANSWERED, HARM
from diplocode.coding.scene import INTERNATIONAL, RULING, Found
from diplocode.model import Node, Step

# Who stands against the state that they are of.
AGAINST = frozenset({"OPP", "PTY", "REB", "SEP", "KUR", "TUA"})
# Who checks those that rule and those that would.
CHECKING = frozenset({"JUD", "LEG"})
CHECKED = frozenset({"GOV", "ELI", "OPP", "PTY"})
# Plural names of states; other plurals are their people.
STATES_BY_NAME = frozenset(
    {"States", "Emirates", "Netherlands", "Philippines", "Islands", "Maldives", "Bahamas"}
)
# What is a place by itself: "in the Chilean city of Arica".
GROUNDS = frozenset(
    """
    city capital town village province region district state county suburb area island port part north south
    east west neighbourhood neighborhood embassy consulate
    """.split()
)
OCCASION = frozenset({"in", "by", "during", "from", "after", "following", "amid", "at", "as", "when"})


class Sides(ABC):
    """Finds who is on either side of one sentence's clauses."""

    def __init__(
        self,
        clauses: list[Clause],
        matches: dict[Clause, Match | None],
        resolver: Resolver,
        monadic: bool = False,
        foreign: bool = False,
    ) -> None:
        self.foreign = foreign
        self.clauses, self.matches, self.resolver, self.monadic = clauses, matches, resolver, monadic
        self.spent: set[int] = set()
        self.nouns = {c.head.start: c for c in clauses if c.kind == "noun"}

    @abstractmethod
    def sources(self, clause: Clause, match: Match | None, told: bool = False) -> list[Found]:
        """Who acts; `told` leaves out who is only blamed."""

    @abstractmethod
    def targets(self, clause: Clause, match: Match, sources: list[Found], code: str) -> list[Found]:
        """Who is acted on."""

    def of(self, phrases: Iterable[Node], clause: Clause, least: int) -> list[Found]:
        """The actors of some phrases, those of at least a strength."""
        out: list[Found] = []
        for phrase in phrases:
            out += [f for f in self.resolver.actors(phrase, clause) if f.strength >= least and f.code]
        return unique(out)

    def root(self, clause: Clause) -> str:
        """The root code of a clause's entry, "" if it has none."""
        match = self.matches.get(clause)
        return match.code[:2] if match is not None else ""

    def harms(self, at: int) -> bool:
        """Whether the word at a place is a noun that names harm: "a rocket [attack]"."""
        noun = self.nouns.get(at)
        return noun is not None and self.root(noun) in HARM

    def acts(self, phrases: Iterable[Node], roots: frozenset[str] = ANSWERED) -> list[Clause]:
        """The event nouns that head some phrases, those of some roots."""
        out = []
        for phrase in self.contents(phrases):
            for part in conjuncts(phrase):
                noun = self.nouns.get(head_of(part).start)
                if noun is not None and self.root(noun) in roots:
                    out.append(noun)
        return out

    def contents(self, phrases: Iterable[Node]) -> Iterator[Node]:
        """Phrases, but of "a series of bombings" the bombings."""
        for phrase in phrases:
            held = None
            if is_container(phrase):
                for node in postmodifiers(phrase):
                    word, governed = preposition(node) if node.label == "PP" else ("", None)
                    if word == "of" and governed is not None and head_of(governed).start in self.nouns:
                        held = governed
            yield held or phrase

    def doers(self, act: Clause) -> list[Found]:
        """Who does what an event noun names: its own source, else the agent of "launched by ...".

        Nobody in particular where it is between two sides.
        """
        if any(p.word == "between" for p in act.preps):
            return []
        found = self.sources(act, self.matches.get(act), told=True)
        if found:
            return found
        found = self.of([p.node for p in act.preps if p.word == "involving"], act, 3)
        if found:
            return found[:1]
        for clause in self.clauses:
            if clause.passive and clause.relation in {"reduced", "relative"} and clause.kind == "verb":
                heads = {head_of(part).start for phrase in clause.objects for part in conjuncts(phrase)}
                if act.head.start in heads:
                    found = self.of(clause.subject, clause, 1) or self.of(
                        [p.node for p in clause.preps if p.word == "from" and not p.inside], clause, 0
                    )
                    if found:
                        return found
        return []

    def joined(self, clause: Clause) -> list[Clause]:
        """A clause, and what is told together with it: "two were killed [and nine injured in a raid]"."""
        return joined(clause, self.clauses)

    def occasions(self, clause: Clause) -> list[Clause]:
        """The violent acts in whose phrases a clause stands: "killed [in an air strike]"."""
        around = self.joined(clause)
        return [
            act
            for act in self.nouns.values()
            if act.parent in around
            and act.relation.removeprefix("prep:") in OCCASION
            and self.root(act) in HARM
        ]

    def strikes(self, clause: Clause) -> list[Clause]:
        """The violent acts that clauses beside this one tell: "killed [when rebels attacked a camp]"."""
        around = self.joined(clause)
        return [
            c
            for c in self.clauses
            if c.parent in around
            and c.kind == "verb"
            and c.relation == "adverbial"
            and c.marker in {"when", "after", "as"}
            and self.root(c) in HARM
        ]

    def carries(self, clause: Clause) -> bool:
        """Whether the verb around an event noun gives it its parties: a light verb, or one that lends
        modality."""
        outer = self.matches.get(clause.parent) if clause.parent is not None else None
        if outer is None or clause.parent is None or not modality.embeds(clause.parent, clause):
            return False
        if modality.answered(clause, self.matches):
            return False
        return outer.option("light") is not None or bool(outer.option("complement"))

    def reversed(self, clause: Clause) -> bool:
        """Whether the verb around an event noun turns its parties round: "won recognition from Chile"."""
        outer = self.matches.get(clause.parent) if clause.parent is not None else None
        return (
            outer is not None
            and clause.relation == "object"
            and (outer.option("light") or "").lower() == "reversed"
        )

    def given(self, code: str) -> list[Found]:
        """Known actors of the input by their code, wherever they stand: who marks two parties says that
        they deal with each other."""
        return [
            Found(m.code, m.start, m.end, 0, rules=m.rules)
            for m in self.resolver.scene.mentions
            if m.kind == "known" and m.code.startswith(code)
        ][:1]

    def pair(self, clause: Clause) -> list[Found]:
        """Both sides of a reciprocal act named in one phrase: "talks between X and Y", "a meeting of X and
        Y"."""
        phrases = [p.node for p in clause.preps if p.word == "between"]
        if clause.kind == "noun":
            phrases += [p.node for p in clause.preps if p.word in {"of", "among", "by"} and not p.inside]
        outer = clause.parent
        if clause.kind == "noun" and clause.relation == "subject" and outer is not None:
            # "talks began in Lima [between X and Y]"
            phrases += [
                p.node for p in outer.preps if p.word == "between" and outer.head.start < p.node.start
            ]
        for subject_ in clause.subject:
            for node in postmodifiers(subject_):
                if node.label == "PP":
                    word, governed = preposition(node)
                    if governed is not None and word in {"between", "of", "among"}:
                        phrases.append(governed)
        for phrase in phrases:
            found = [f for f in self.of([phrase], clause, 2) if not f.partial]
            if len(found) > 1:
                return found
        return []

    def between(self, clause: Clause) -> list[Found]:
        """Both sides of what a clause's object lies between: "the border between X and Y was closed"."""
        inner = [node for phrase in clause.objects for node in postmodifiers(phrase) if node.label == "PP"]
        phrases = [p.node for p in clause.preps if p.word == "between"]
        phrases += [node for word, node in map(preposition, inner) if word == "between" and node is not None]
        return [f for f in self.of(phrases, clause, 2) if not f.partial]

    def states(self) -> dict[str, Found]:
        """The states that the sentence names, by code."""
        out: dict[str, Found] = {}
        for m in self.resolver.scene.mentions:
            if m.kind == "actor" and m.code[:3] not in INTERNATIONAL:
                out.setdefault(m.code[:3], Found(m.code[:3], m.start, m.end, 1, rules=m.rules))
        return out

    def named_states(self) -> dict[str, Found]:
        """Those of them that stand there by their own names, not by those of their people and groups."""
        out: dict[str, Found] = {}
        leaves = self.resolver.scene.leaves
        for m in self.resolver.scene.mentions:
            if m.kind != "actor" or country_of(m.code) is None or len(m.code) > 3:
                continue
            around = leaves[max(0, m.start - 3) : m.end + 1]  # "at the border with": on either side
            if leaves[m.end - 1].label[:3] == "NNP" and not any(n.word.lower() in BEARING for n in around):
                out.setdefault(m.code, Found(m.code, m.start, m.end, 1, rules=m.rules))
        return out

    def others(self, found: list[Found], sources: list[Found]) -> list[Found]:
        taken = {f.code for f in sources} | {f.code[:3] for f in sources if len(f.code) == 3}
        return [f for f in found if f.code not in taken and not self.own(f, sources)]

    def official(self, found: Found) -> bool:
        """Whether an actor is a government, or a state by its name; "the Chileans" are people."""
        if self.resolver.scene.known:
            return False  # who is marked in the input may be anybody
        if found.code[3:6] == "GOV" or found.code[:3] == "IGO":
            return True
        if len(found.code) != 3 or not 0 < found.end <= len(self.resolver.scene.leaves):
            return False
        last = self.resolver.scene.leaves[found.end - 1]
        return (
            last.label == "NNP"
            or last.word in STATES_BY_NAME
            or any(s.rule == "its owner" for s in found.steps)
        )

    @staticmethod
    def own(found: Found, sources: list[Found]) -> bool:
        """Whether a weak target is only the source's own thing ("its embassy"); the opposition never is."""
        if found.strength == 2 and found.code[3:6] in CHECKED:  # "a court rejected the minister's plea"
            sources = [s for s in sources if s.code[3:6] not in CHECKING]
        adverse = found.strength and found.code[3:6] in AGAINST
        rulers = RULING | ({""} if found.code[3:6] in {"REB", "SEP"} else frozenset())
        return found.strength < 3 and any(
            found.code[:3] == s.code[:3]
            and found.code[:3] not in {"IGO", "NGO", "IMG", "SRC", "TGT"}
            and not (adverse and s.code[3:6] in rulers)
            for s in sources
        )


def makers(
    reader: Sides, clause: Clause, nouns: frozenset[str], verbs: tuple[str, ...], least: int
) -> list[Found]:
    """Who is told to make what acts in a clause: "passed a law [that bans it]", "mounted a raid [that killed
    nine]". `nouns`: what is made; `verbs`: how the forms of making it begin; `least`: as of `Sides.of`."""
    heads = {head_of(phrase).start for phrase in clause.subject if head_of(phrase).word.lower() in nouns}
    for outer in reader.clauses if heads else ():
        making = outer.kind == "verb" and outer.head.word.lower().startswith(verbs)
        if making and not outer.negated and heads & {head_of(n).start for n in outer.objects}:
            return reader.of(outer.subject, outer, least)
    return []


def said(found: list[Found], rule: str, detail: str) -> list[Found]:
    """The actors with the rule that found them as their last step."""
    return [evolve(f, steps=(*f.steps, Step(rule, f"{detail} {f.code}"))) for f in found]


def unique(found: list[Found]) -> list[Found]:
    """The first of each code."""
    seen: set[str] = set()
    out = []
    for f in found:
        if f.code not in seen:
            seen.add(f.code)
            out.append(f)
    return out
