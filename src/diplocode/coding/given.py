"""What links two parties that the input itself marks as source and target (codes SRC..., TGT...).

Who marks both says that one deals with the other, so a sentence in which no clause links them is read again,
more boldly. What was found but not linked comes first, then what verbs mean vaguely:

    speaker     "SRC said that TGT did ...": blame, if what was done is hostile
    unlinked    a clause with a code whose parties the parse put elsewhere
    weak code   a `@weak` block of the dictionary: "SRC moved missiles towards TGT" is a show of force
    trained     what the bundled network makes of the sentence (`given_model`), where no rule says anything or
                the network is surer of another class than of the rule's
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator

from attrs import evolve, frozen

from diplocode.cameo import plover
from diplocode.coding import given_model
from diplocode.coding.candidates import Candidate, Place, apart, hearing
from diplocode.coding.clause import Clause
from diplocode.coding.matching import Match, match
from diplocode.coding.modality import composed, operators
from diplocode.coding.reading import LACKING, Draft, Reader, Reading
from diplocode.coding.scene import Found, Scene
from diplocode.coding.weighing import spoken_of, told_here
from diplocode.coding.words import Words
from diplocode.lexicon.predicates import VerbIndex
from diplocode.model import KnownActor, Node, Step

MARKS = frozenset({"SRC", "TGT"})  # how the codes of a marked source and target begin
HOSTILE = frozenset({"13", "14", "15", "16", "17", "18", "19", "20"})
# By how much more likely (natural logarithm) the network's class must be than a rule's to stand in its place.
OVERRULES = 0.5
# Where no rule says anything, an event is told only if that is likelier than nothing (log probability).
NOTHING = math.log(0.5)


def marked(actors: Iterable[KnownActor]) -> bool:
    """Whether a source and a target are among known actors; then no discard leaves their sentence out."""
    return {a.code[:3] for a in actors} >= MARKS


def one_sided(actors: Iterable[KnownActor]) -> bool:
    """Whether only a source or only a target is marked: then it is asked what that one does or suffers, with
    whomever it may be."""
    return len(MARKS & {a.code[:3] for a in actors}) == 1


def alone(readings: list[Reading], scene: Scene) -> None:
    """Of events without one side, leave those of the marked party."""
    for reading in readings:
        reading.drafts[:] = [
            d
            for d in reading.drafts
            if (d.source is not None and d.target is not None)
            or any(side is not None and side.code in scene.given for side in (d.source, d.target))
        ]


@frozen(slots=True)
class Pair:
    """The marked source and target of a sentence."""

    source: Found
    target: Found

    @classmethod
    def of(cls, scene: Scene) -> Pair | None:
        """The first mention of each, or None if one is missing."""
        ends: dict[str, Found] = {}
        for m in scene.mentions:
            if m.kind == "known" and m.code[:3] in MARKS:
                ends.setdefault(m.code[:3], Found(m.code, m.start, m.end, 0, rules=m.rules))
        return cls(ends["SRC"], ends["TGT"]) if len(ends) == 2 else None


@frozen(slots=True, eq=False)
class Told:
    """All that a sentence tells of its marked parties: what became of its clauses, and the weak codes."""

    readings: list[Reading]
    reader: Reader
    pair: Pair
    words: Words
    weak: VerbIndex | None

    def drafts(self) -> list[tuple[Reading, Draft]]:
        """The events between the two that are found so far, mere statements apart."""
        return [
            (r, d)
            for r in self.readings
            for d in r.drafts
            if d.source is not None
            and d.target is not None
            and d.source.code == self.pair.source.code
            and d.target.code == self.pair.target.code
            and d.code[:2] != "01"
        ]


Proposal = Iterator[tuple[Reading, Draft]]


def link(
    reader: Reader,
    readings: list[Reading],
    words: Words,
    weak: VerbIndex | None,
    trained: bool = False,
) -> bool:
    """Add one event between the marked parties to the reading that links them best, if none does yet; then
    let the network, if there is one, fill in what is still open and correct what it is sure of.

    Whether there are two such parties.
    """
    pair = Pair.of(reader.resolver.scene)
    if pair is None:
        return False
    told = Told(readings, reader, pair, words, weak)
    if not told.drafts():
        for rule in (speaker, unlinked, vague):
            found = list(rule(told))
            if found:
                reading, draft = min(found, key=lambda f: distance(f[0].clause, pair))
                reading.drafts.append(draft)
                reading.outcome, reading.detail = "coded", ""
                break
    if trained:
        weigh(told)
    return True


def weigh(told: Told) -> None:
    """The network's class for the pair, as an event of the nearest clause, in place of the rules' if it is
    surer. Where the patterns see an act of the two that is not done (denied, refused, possible), it stays
    silent, and where the two overlap: then one is part of the other."""
    pair, drafts = told.pair, told.drafts()
    denied = any(
        r.outcome == "modality" and r.match is not None and apt(r.clause, r.match.code, pair)
        for r in told.readings
    )
    if not told.readings or (denied and not drafts) or not apart(pair.source, pair.target):
        return
    scene = told.reader.resolver.scene
    asked = Candidate(pair.source, pair.target, (Place(), Place()))
    asked = hearing(asked, spoken_of(told_here(told.readings)))
    read = given_model.bundled().read([leaf.word for leaf in scene.leaves], asked)
    if read is None:
        return
    scores = read.grouped(plover)
    best = max(scores, key=scores.__getitem__)
    classes = Counter(c for _, d in drafts if (c := plover(d.code)) is not None)
    usual = classes.most_common(1)[0][0] if classes else None
    if usual is None and read.none > NOTHING:
        nearest = min(told.readings, key=lambda r: distance(r.clause, pair))
        silence = "the trained model holds that nothing passes between the two"
        nearest.detail = f"{nearest.detail}; {silence}" if nearest.detail else silence
        return
    if usual is not None and (usual not in scores or scores[best] - scores[usual] <= OVERRULES):
        return
    code = read.likeliest(lambda code: plover(code) == best)
    words = ", ".join(read.words(code))
    steps = [Step("trained", f"{best}, by {words}" if words else best)]
    if usual is not None:
        codes = ", ".join(dict.fromkeys(d.code for _, d in drafts))
        steps.append(Step("trained", f"{usual} ({codes}), which the patterns say, is less likely"))
    holders = [r for r, _ in drafts] or told.readings
    reading = min(holders, key=lambda r: distance(r.clause, pair))
    for holder, draft in drafts:
        holder.drafts.remove(draft)
    reading.drafts.append(Draft(pair.source, pair.target, code, "actual", reading.clause, None, steps))
    reading.outcome, reading.detail = "coded", ""


def speaker(told: Told) -> Proposal:
    """What the source says that the target did: blame, if that is hostile."""
    for reading in told.readings:
        clause, found = reading.clause, reading.match
        if found is None or found.code[:2] not in HOSTILE or not holds(clause.subject, told.pair.target):
            continue
        if any(holds([p.node], told.pair.source) for p in clause.preps if p.word == "according to"):
            step = Step("speaker", f'according to whom the other side "{clause.head.word}"')
            yield reading, Draft(told.pair.source, told.pair.target, "112", "alleged", clause, found, [step])
        outer = clause.parent if clause.relation == "that" else None
        said = told.reader.matches.get(outer) if outer is not None else None
        if outer is None or said is None or said.option("complement") != "reported":
            continue
        if holds(outer.subject, told.pair.source):
            step = Step("speaker", f'{outer.head.word} that the other side "{clause.head.word}"')
            yield reading, Draft(told.pair.source, told.pair.target, "112", "alleged", clause, said, [step])


def unlinked(told: Told) -> Proposal:
    """Clauses with a code of which a party was not found where it should stand."""
    for reading in told.readings:
        unsure = reading.outcome == "modality" and any(
            op.modality == "possible" for op in operators(reading.clause, told.reader.matches)
        )
        if reading.match is None or not reading.match.code or not (unsure or reading.outcome in LACKING):
            continue
        if apt(reading.clause, reading.match.code, told.pair):
            yield from proposal(reading, reading.match, told, "unlinked")


def vague(told: Told) -> Proposal:
    """The `@weak` blocks, for verbs that mean an event only between parties known to deal with each other."""
    for reading in told.readings if told.weak is not None else ():
        found = match(reading.clause, told.words, told.weak) if told.weak is not None else None
        if found is not None and found.code and apt(reading.clause, found.code, told.pair):
            yield from proposal(reading, found, told, "weak code")


def proposal(reading: Reading, found: Match, told: Told, name: str) -> Proposal:
    ops = [
        evolve(op, modality="threatened") if op.modality == "possible" else op
        for op in operators(reading.clause, told.reader.matches)
        if op.modality != "possible" or found.code[:2] in HOSTILE
    ]
    code, how, steps = composed(found.code, ops)
    if code is not None and code[:2] != "01":
        how_found = [Step(name, f'"{reading.clause.head.word}" between the marked parties')]
        how_found += [Step("modality", s) for s in steps]
        yield reading, Draft(told.pair.source, told.pair.target, code, how, reading.clause, found, how_found)


def distance(clause: Clause, pair: Pair) -> tuple[bool, bool, bool, int]:
    """How far a clause is from linking the parties: its own subject and phrases before others, verbs before
    nouns, outer clauses before inner ones."""
    around = [*clause.objects, *(p.node for p in clause.preps), clause.node]
    return (
        not holds(clause.subject, pair.source),
        not holds(around, pair.target),
        clause.kind == "noun",
        sum(1 for _ in clause.embedders()),
    )


def apt(clause: Clause, code: str, pair: Pair) -> bool:
    """Whether a clause can be what the source does to the target.

    Not what the target does (blame for it is another matter); not a noun that is only an occasion ("since
    the attack", "after the row"): it must be an object or subject, or have one of the parties beside it.
    """
    if clause.kind == "verb":
        acts = holds(clause.subject, pair.source)
        if code[:2] == "11" or clause.passive:
            return True
        return not (holds(clause.subject, pair.target) and not acts) and (
            acts or not clause.subject or holds([clause.node], pair.target)
        )
    around = [clause.node, *(p.node for p in clause.preps)]
    return (
        clause.relation in {"object", "subject"} or holds(around, pair.source) or holds(around, pair.target)
    )


def holds(phrases: list[Node], party: Found) -> bool:
    return any(n.start < party.end and party.start < n.end for n in phrases)
