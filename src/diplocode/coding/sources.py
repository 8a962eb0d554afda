"""Who acts: the source of a clause, by one ordered list of rules.

Each rule is a short function that gives the actors, or None where it has nothing to say; the first that
answers decides. What a rule found other than in the plain subject it notes as a step of the actor.

    marked       where the entry says: ($ ...), an object that acts, a subject that suffers
    blamed       "sanctioned Chile after it seized ...": who is punished did what he is punished for
    subject      the subject, or the doer of the act that is the subject ("Chile's air strikes killed ...")
    nationality  "a Chilean air strike"
    named_phrase what the entry names (@source), by and from
    genitive     "at the request of Chile": who asks, demands, threatens, visits
    occasion     "killed in an attack by Chile": the doer of the act that the passive happened in
    left_place   "ordered to leave Chile": where a passive names nobody, the state that one must leave
    authority    "arrested in Lima": where a passive names nobody, the state of the place
    visitor      "on a visit to Chile Peru's minister said ...": who acts in the clause around
    crowd        "protests broke out in Chile": its people
    owner        "Chilean aid to Peru was cut": where a passive names nobody, whose thing it was
    speaker      "the embassy will be closed, Chile said": who announces an act of his own
    known        a known actor of the input marked as source
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable

from attrs import evolve

from diplocode.coding import modality
from diplocode.coding.actors import INTERNATIONAL, Found
from diplocode.coding.clause import Clause
from diplocode.coding.context import Resolver
from diplocode.coding.matching import Match
from diplocode.coding.phrases import base_of, conjuncts, head_of, postmodifiers, preposition
from diplocode.model import Node, Step

# Roots in which both sides may be of one state.
VIOLENT = frozenset({"13", "14", "15", "17", "18", "19", "20"})
HARM = frozenset({"18", "19", "20"})
PUNISHING = frozenset({"11", "12", "13", "16", "17"})
OVER = frozenset({"after", "because", "since", "as", "following", "over", "for", "due to", "because of"})
ANSWERED = frozenset({"13", "14", "15", "16", "17", "18", "19", "20"})
OCCASION = frozenset({"in", "by", "during", "from", "after", "following", "amid", "at", "as", "when"})
SUBJECTIVE = frozenset({"02", "03", "10", "13"})
# Codes of acts that nobody does by accident, so that a passive without an agent still has a doer.
DELIBERATE = ("18", "193", "194", "195", "20")
# What a state cuts or gives of its own.
WITHDRAWN = frozenset({"03", "05", "06", "07", "16"})
# What governments do and announce themselves.
OFFICIAL = frozenset({"03", "05", "06", "07", "08", "16", "17"})
STATE_ORGANS = frozenset({"", "GOV", "MIL", "COP", "JUD", "SPY", "LEG"})
BOMBARDMENT = frozenset({"194", "195", "1951", "1952"})
# Who is thrown out of, turned away from, or kept off the list of somebody.
SHUT_OUT = frozenset({"16", "12", "17", "20", "08"})
THRESHOLD = frozenset({"from", "out of", "to", "into", "on"})
PASSING = ("leav", "quit", "depart", "exit", "enter", "visit", "land", "travel", "return", "com")
GATES = frozenset({"entry", "admission", "access", "permission", "visa", "visas", "membership"})
MISSION = ("ambassador", "envoy", "embass", "consulate", "mission", "chargé", "charge", "attach")
LOCATIVE = frozenset({"in", "at", "near", "outside", "inside", "across"})

Rule = Callable[["Sources", Clause, "Match | None"], "list[Found] | None"]


class Sources(ABC):
    """Finds who acts in one sentence's clauses."""

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
    def targets(self, clause: Clause, match: Match, sources: list[Found], code: str) -> list[Found]:
        """Who is acted on."""

    def sources(self, clause: Clause, match: Match | None, told: bool = False) -> list[Found]:
        """Who acts, by the first of `SOURCE_RULES` that answers; `told` leaves out who is only blamed."""
        for rule in SOURCE_RULES:
            if (told and rule is blamed) or (self.foreign and rule in OURS):
                continue
            found = rule(self, clause, match)
            if found is not None:
                return found
        return []

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

    def acts(self, phrases: Iterable[Node], roots: frozenset[str] = ANSWERED) -> list[Clause]:
        """The event nouns that head some phrases, those of some roots."""
        out = []
        for phrase in phrases:
            for part in conjuncts(phrase):
                noun = self.nouns.get(head_of(part).start)
                if noun is not None and self.root(noun) in roots:
                    out.append(noun)
        return out

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

    def occasions(self, clause: Clause) -> list[Clause]:
        """The violent acts in whose phrases a clause stands: "killed [in an air strike]"."""
        return [
            act
            for act in self.nouns.values()
            if act.parent is clause
            and act.relation.removeprefix("prep:") in OCCASION
            and self.root(act) in HARM
        ]

    def strikes(self, clause: Clause) -> list[Clause]:
        """The violent acts that clauses beside this one tell: "killed [when rebels attacked a camp]"."""
        return [
            c
            for c in self.clauses
            if c.parent is clause
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

    def states(self) -> dict[str, Found]:
        """The states that the sentence names, by code."""
        out: dict[str, Found] = {}
        for m in self.resolver.scene.mentions:
            if m.kind == "actor" and m.code[:3] not in INTERNATIONAL:
                out.setdefault(m.code[:3], Found(m.code[:3], m.start, m.end, 1, rules=m.rules))
        return out


def marked(reader: Sources, clause: Clause, match: Match | None) -> list[Found] | None:
    """Where the entry says that the source stands."""
    if match is None:
        return None
    if match.source.startswith("phrase:"):
        words = match.source[7:].split("|")
        found = reader.of([p.node for p in clause.preps if p.word in words], clause, 0)
        if found:
            return found
    if match.source == "object":
        return reader.of(clause.objects, clause, 0)
    if match.target == "subject":
        rest = [p.node for p in clause.preps if p.word in {"by", "from", "against"}]
        return reader.of([*clause.objects, *rest], clause, 0)
    return None


def blamed(reader: Sources, clause: Clause, match: Match | None) -> list[Found] | None:
    """Who did what an act answers: "Norway sanctioned Chile after it seized ...", "over the seizure".

    The one punished, not the one who punishes, is the "it" of the reason (implicit causality).
    """
    outer = next((c for c in clause.embedders() if c.kind == "verb"), None)
    punished = reader.matches.get(outer) if outer is not None else None
    if outer is None or punished is None or punished.code[:2] not in PUNISHING:
        return None
    if clause.kind == "noun":
        own = any(head_of(phrase).label != "PRP$" for phrase in clause.subject)
        told = own or clause.relation.removeprefix("prep:") not in OVER
        if told or reader.root(clause) in {"", "01", "04", "11"} or nationality(reader, clause, match):
            return None
    elif clause.marker not in OVER or not clause.subject or head_of(clause.subject[0]).label != "PRP":
        return None
    return reader.targets(outer, punished, reader.sources(outer, punished), punished.code) or None


def subject(reader: Sources, clause: Clause, match: Match | None) -> list[Found] | None:
    """The subject; where that is an act, who does it."""
    if clause.kind == "verb" and match is not None and match.code[:2] in VIOLENT:
        for act in reader.acts(clause.subject):
            found = reader.doers(act)
            named = reader.of(clause.subject, clause, 1)
            if found and not any(n.country == f.country for n in named for f in found):
                return said(found, "doer", f'of "{act.head.word}"')
    return reader.of(clause.subject, clause, 1) or None


def nationality(reader: Sources, clause: Clause, match: Match | None) -> list[Found] | None:
    """The nationality before an event noun: "U.S. sanctions", "an Israeli air strike"."""
    if clause.kind != "noun":
        return None
    part = conjuncts(clause.node)[0]
    base, head = base_of(part), head_of(part)
    scene = reader.resolver.scene
    mentions = scene.between(base.start, head.start)
    if head.start in scene.at and base.start <= scene.at[head.start].start < head.start:
        mentions = [*mentions, scene.at[head.start]]  # an entry of its own: "NATO air strike"
    found = [
        Found(
            m.code,
            m.start,
            m.end,
            2,
            rules=m.rules,
            steps=(Step("modifier", f"{m.text} before {head.word}"),),
        )
        for m in mentions
        if m.kind in {"actor", "known", "learned"}
    ]
    return unique(found) or None


def named_phrase(reader: Sources, clause: Clause, match: Match | None) -> list[Found] | None:
    """The phrase that the entry names with @source; by and from for event nouns."""
    if match is None:
        return None
    outer = clause.parent
    if outer is not None and reader.reversed(clause):  # "won recognition as a state from Chile"
        phrases = [p.node for p in (*clause.preps, *outer.preps) if p.word in {"from", "by"}]
        return reader.of(phrases, clause, 1) or None
    given_ = (match.option("source") or "").lower().split()
    aimed = (match.option("target") or "").lower().split()
    usual = [w for w in ("by", "from") if w not in aimed] if clause.kind == "noun" else []
    for word in (*given_, *usual):
        phrases = [p.node for p in clause.preps if p.word == word and (word == "by" or not p.inside)]
        found = reader.of(phrases, clause, 1)
        if found:
            return found
    return None


def genitive(reader: Sources, clause: Clause, match: Match | None) -> list[Found] | None:
    """ "the request of Chile", "the visit of the Chilean envoy": who asks or visits, not whom."""
    if clause.kind != "noun" or match is None:
        return None
    decides = any(c.relation == "to" for c in clause.complements)  # "the refusal of Chile to meet"
    if match.code[:2] not in SUBJECTIVE and match.code != "042" and not decides:
        return None
    return reader.of([p.node for p in clause.preps if p.word == "of" and not p.inside], clause, 2) or None


def occasion(reader: Sources, clause: Clause, match: Match | None) -> list[Found] | None:
    """ "killed in a Chilean air strike": who does the act in which a passive without agent happens."""
    if match is None or not clause.passive or match.code[:2] not in VIOLENT:
        return None
    for act in reader.occasions(clause):
        if not reader.pair(act):
            met = [p.node for p in act.preps if p.word == "with"]  # "killed in clashes with rebels"
            found = reader.doers(act) or reader.of(met, act, 3)
            if found:
                return said(found, "occasion", f'"{clause.head.word}" in the "{act.head.word}" of')
    victims = {f.code for f in reader.of(clause.objects, clause, 2)}
    for inner in reader.strikes(clause):
        found = reader.sources(inner, reader.matches.get(inner), told=True)
        if found and not any(f.code in victims for f in found):
            return said(found, "occasion", f'{inner.marker} "{inner.head.word}" by')
    return None


def nobody_named(clause: Clause) -> bool:
    """Whether a passive, or a noun that no verb lends its subject, leaves open who acts."""
    if clause.subject:
        return False
    return clause.passive or (clause.kind == "noun" and clause.relation != "object")


def left_place(reader: Sources, clause: Clause, match: Match | None) -> list[Found] | None:
    """Who shuts out, where a passive names nobody: the place that one must leave or may not enter, the keeper
    of a list.

    "thrown out of Chile", "ordered to leave Chile", "refused entry to Chile", "put on Chile's blacklist"
    """
    if match is None or match.code[:2] not in SHUT_OUT or not nobody_named(clause):
        return None
    if match.option("own") is not None:
        return None  # "its envoy was recalled from Chile"
    gates = [n for n in clause.objects if head_of(n).word.lower() in GATES]  # "refused [entry to Chile]"
    phrases = [
        p.node
        for p in clause.preps
        if (p.word in THRESHOLD or (p.word == "of" and "out" in match.predicate.extra))
        and (not p.inside or any(n.start < p.node.start < n.end for n in gates) or clause.kind == "noun")
    ]
    for inner in clause.complements:
        if inner.head.word.lower().startswith(PASSING):
            phrases += [*inner.objects, *(p.node for p in inner.preps if p.word in {*THRESHOLD, "in"})]
    out = {f.country for f in reader.of(clause.objects, clause, 1)}
    for phrase in phrases:
        listed = head_of(phrase).word.lower() in {"list", "blacklist", "lists"}
        found = [f for f in reader.of([phrase], clause, 1 if listed else 2) if not f.partial]
        found = [f for f in found if f.country not in out]
        if not listed:
            found = [f for f in found if len(f.code) == 3 or f.country in INTERNATIONAL]
        if found:
            return said(found[:1], "left place", f'"{clause.head.word}" by nobody named, from or to')
    return None


def authority(reader: Sources, clause: Clause, match: Match | None) -> list[Found] | None:
    """Whose state a passive without agent happens in: it arrests, and answers for unknown attackers.

    Arrests (17) always; killings and attacks only where the words show that they are no accident.
    """
    if match is None or not nobody_named(clause):
        return None
    root = match.code[:2]
    if clause.kind == "noun" and root != "17":
        return None
    acts = reader.occasions(clause)
    strikes = reader.strikes(clause)
    if root not in {"17", *HARM} or (
        root in HARM and not match.code.startswith(DELIBERATE) and not acts and not strikes
    ):
        return None
    if any(m is not None and m.code in BOMBARDMENT for m in (match, *(reader.matches[a] for a in acts))):
        return None  # no state shells itself
    if any(reader.pair(act) or any(p.word in {"with", "against"} for p in act.preps) for act in acts):
        return None
    if len({f.code[3:6] for f in reader.of(clause.objects, clause, 3)} & {"MIL", "REB", "COP"}) > 1:
        return None  # "soldiers and rebels are killed": by each other
    where = [(p.word, p.node) for c in (clause, *acts, *strikes) for p in c.preps]
    if root == "17":  # "the arrest of [two priests [in Chile]]"
        inner = [node for phrase in clause.objects for node in postmodifiers(phrase) if node.label == "PP"]
        where += [(word, node) for word, node in map(preposition, inner) if node is not None]
    for word, node in where:
        if word in LOCATIVE and (word == "in" or root != "17"):
            places = [f for f in reader.of([node], clause, 2) if len(f.code) == 3]
            if places:
                return said(places[:1], "authority", f'"{clause.head.word}" by nobody named, {word}')
    return None


def visitor(reader: Sources, clause: Clause, match: Match | None) -> list[Found] | None:
    """ "on a visit to Chile the minister said ...": whoever acts in the clause is the one who visits or
    meets."""
    if match is None or clause.kind != "noun" or match.code[:2] != "04":
        return None
    if clause.relation.removeprefix("prep:") not in {"during", "on", "at", "in", "after", "before", "for"}:
        return None
    outer = next((c for c in clause.embedders() if c.kind == "verb"), None)
    if outer is None or not any(p.word in {"to", "with"} for p in clause.preps):
        return None
    found = reader.of(outer.objects[:1] if outer.passive else outer.subject, outer, 3)
    return said(found, "visitor", f'"{clause.head.word}" by who "{outer.head.word}",') or None


def crowd(reader: Sources, clause: Clause, match: Match | None) -> list[Found] | None:
    """ "protests broke out in Chile": the people of the place, where nobody else is said to protest."""
    if match is None or clause.kind != "noun" or match.code[:2] != "14" or clause.relation != "subject":
        return None
    outer = clause.parent
    preps = [*clause.preps, *(outer.preps if outer is not None else ())]
    for prep in preps:
        if prep.word in {"in", "across", "throughout"}:
            found = [f for f in reader.of([prep.node], clause, 2) if len(f.code) == 3]
            if found:
                return said(
                    [evolve(found[0], code=found[0].code + "OPP")], "crowd", f'"{clause.head.word}" in'
                )
    return None


def owner(reader: Sources, clause: Clause, match: Match | None) -> list[Found] | None:
    """ "Norwegian aid to Chile was cut": where a passive names nobody, whose thing is withdrawn."""
    if match is None or not clause.passive or clause.subject or match.code[:2] not in WITHDRAWN:
        return None
    mission = any(head_of(n).word.lower().startswith(MISSION) for n in clause.objects)
    found = [
        f
        for f in reader.of(clause.objects, clause, 1)
        if not f.partial and (f.strength < 3 or (mission and match.code in {"161", "050"}))
    ]
    words = {"to", "with", "for", "in"} | ({"from"} if match.option("own") is not None else set())
    others = reader.of([p.node for p in clause.preps if p.word in words], clause, 2)
    if found and any(f.country != found[0].country for f in others):
        return said(found[:1], "owner", f'"{clause.head.word}" by nobody named, a thing of')
    return None


def speaker(reader: Sources, clause: Clause, match: Match | None) -> list[Found] | None:
    """ "the embassy will be closed, the ministry said": a government that announces its own act."""
    if match is None or clause.kind != "verb" or match.code[:2] not in OFFICIAL:
        return None
    if clause.subject and not (match.code[:2] == "16" and not clause.passive):
        return None
    outer = clause.parent
    if outer is None or clause.relation != "that" or reader.root(outer) != "01":
        return None
    found = [f for f in reader.of(outer.subject, outer, 2) if not f.partial and f.code[3:6] in STATE_ORGANS]
    touched = {f.country for f in reader.of(clause.objects, clause, 1)}
    if found and found[0].country not in touched:
        return said(found[:1], "speaker", f'"{clause.head.word}" by nobody named, announced by')
    return None


def known(reader: Sources, clause: Clause, match: Match | None) -> list[Found] | None:
    """A known actor of the input marked as the source, for a verb without a subject."""
    if match is None or not reader.resolver.scene.known or clause.kind != "verb" or clause.subject:
        return None
    suffering = {f.code for f in reader.of(clause.objects, clause, 0)}
    if clause.relation in {"reduced", "relative"} and not suffering & reader.resolver.scene.given:
        return None  # "people accused of fraud": nobody of theirs is said to be the one who suffers it
    return reader.given("SRC")


SOURCE_RULES: tuple[Rule, ...] = (
    marked,
    blamed,
    subject,
    nationality,
    named_phrase,
    genitive,
    occasion,
    left_place,
    authority,
    visitor,
    crowd,
    owner,
    speaker,
    known,
)

# What other projects' dictionaries don't count on.
OURS = frozenset({genitive, occasion, left_place, authority, visitor, crowd, owner, speaker})


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
