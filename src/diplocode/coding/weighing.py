"""Patterns and the relation model side by side: how sure an event is, and what is told that no pattern says.

The patterns' events come first. The network (`relations`) reads the sentence for each pair of parties
(`candidates`), and what it says of an event's pair gives the event its confidence: how often, of events
weighed alike in annotated news, the event was right. One that falls below the least that is asked for is left
out, with the reason in the sentence's diagnosis; and where the network finds a code between two parties for
which no pattern has an event of that root, at `SURE` or above, it is an event whose rule is `trained`. On
demand what is in doubt, events and pairs without one, is read again by a larger network (`rereading`), which
may find another act for a pair without a pattern.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache

from attrs import define, frozen

from diplocode.coding import rereading
from diplocode.coding.candidates import (
    Candidate,
    Spoken,
    apart,
    candidates,
    entity,
    hearing,
    kinds,
    parties,
    places,
)
from diplocode.coding.reading import LACKING, Draft, Reader, Reading
from diplocode.coding.relations import Asking, Query, RelationModel, Told, Verdict
from diplocode.coding.rereading import Rereader
from diplocode.coding.scene import Found
from diplocode.model import Step

SURE = 0.6  # how sure an event of the network's own must be at least
UNLIKELIEST = -12.0  # log probability at least, of a root that no class of the network has too
STRONG = 4.0  # log odds beyond which a rival speaks no louder
ABROAD = tuple("031 032 033 041 042 043 050 054 06 072 073 074 075 085 131 150 161 162 163".split())
"""What states do to each other: of a hundred annotated events with these codes two lie within one state."""
HOPELESS = -2.0  # over nothing told: no pair below it comes near `SURE`
DOUBTED = {True: (0.1, 0.75), False: (0.2, 0.85)}
"""Between which confidences an event of a pattern (of the network's own) is worth a second reading."""


@frozen(slots=True, eq=False)
class Scale:
    """From what is known of an event to its confidence: a logistic function, a weight a feature; fitted to
    annotated items (docs/relation-model-card.md). A feature that was too rare to be fitted weighs nothing."""

    weights: dict[str, float]

    def of(self, features: Mapping[str, float]) -> float:
        """The confidence, between 0 and 1.

        >>> round(Scale({"over none": 1.0}).of({"over none": 2.0, "root 19": 1.0}), 3)
        0.881
        """
        return 1 / (
            1 + math.exp(-sum(self.weights.get(name, 0.0) * value for name, value in features.items()))
        )


def odds(read: Verdict, root: str) -> tuple[float, float]:
    """How much likelier a root is than nothing and than the likeliest other root (natural logarithms)."""
    at = int(root) - 1
    mine = max(read.roots[at], UNLIKELIEST)
    return mine - read.none, mine - max(read.roots[:at] + read.roots[at + 1 :])


def best(read: Verdict) -> str:
    """The likeliest root."""
    return f"{read.roots.index(max(read.roots)) + 1:02d}"


def likeliest(read: Verdict, root: str) -> str:
    """The likeliest code of a root."""
    return read.likeliest(lambda code: code[:2] == root)


@frozen(slots=True, eq=False)
class Scales:
    """How the two kinds of events are weighed."""

    patterns: Scale
    trained: Scale

    def of(self, question: Asked) -> Scale:
        """That of an event's kind."""
        return self.trained if question.draft is None else self.patterns


@cache
def scales_of(model: RelationModel | Rereader) -> Scales:
    """Those that a model's file brings."""
    facts = model.facts["confidence"]
    return Scales(Scale(facts["patterns"]), Scale(facts["trained"]))


@frozen(slots=True, eq=False)
class Asked:
    """A pair of parties that the network is asked about, and the pattern's event if it is about one."""

    pair: Candidate
    reading: Reading | None = None
    draft: Draft | None = None


def questions(reader: Reader, readings: list[Reading]) -> list[Asked]:
    """The pairs of the patterns' events, then those of all parties of a sentence.

    An event of which a side stands in another sentence, or both in the same words, is not asked about.
    """
    found, told = parties(reader), told_here(readings)
    out = [
        Asked(Candidate(a, b, places(a, b, reader, found)), reading, draft) for reading, draft, a, b in told
    ]
    out += [Asked(pair) for pair in candidates(found)]
    spoken = spoken_of(told)
    return [Asked(hearing(q.pair, spoken), q.reading, q.draft) for q in out] if spoken else out


def told_here(readings: list[Reading]) -> list[tuple[Reading, Draft, Found, Found]]:
    """The patterns' events of which both sides stand in this sentence, in words of their own."""
    return [
        (reading, draft, draft.source, draft.target)
        for reading in readings
        for draft in reading.drafts
        if draft.source is not None
        and draft.target is not None
        and min(draft.source.start, draft.target.start) >= 0
        and apart(draft.source, draft.target)
    ]


def spoken_of(told: list[tuple[Reading, Draft, Found, Found]]) -> Spoken:
    """The roots that the patterns' events have, by the tokens of their parties; of several the first."""
    out: Spoken = {}
    for _, draft, a, b in told:
        out.setdefault((a.start, a.end, b.start, b.end), int(draft.code[:2]))
    return out


@frozen(slots=True, eq=False)
class Setting:
    """What patterns and network make of a whole sentence, as each of its pairs is weighed against it.

    `open`: the roots of clauses that lack a party; `kinds`: what each word is as an actor; `forth`, `back`:
    how likely the network holds each root, by source and target (by target and source), their roles apart.
    """

    drafts: list[Draft]
    open: frozenset[str]
    kinds: list[str]
    forth: dict[str, dict[str, list[float]]]
    back: dict[str, dict[str, list[float]]]

    @classmethod
    def of(cls, readings: list[Reading], kinds: list[str], asked: list[Asked], told: Told) -> Setting:
        lacking = {r.match.code[:2] for r in readings if r.match is not None and r.outcome in LACKING}
        forth: dict[str, dict[str, list[float]]] = {}
        back: dict[str, dict[str, list[float]]] = {}
        for question, verdict in zip(asked, told, strict=True):
            source, target = ends(question.pair)
            if verdict is not None and source != target:
                before = forth.setdefault(source, {}).get(target)
                most = list(map(max, before, verdict.roots)) if before else verdict.roots
                forth[source][target] = back.setdefault(target, {})[source] = most
        drafts = [draft for reading in readings for draft in reading.drafts]
        return cls(drafts, frozenset(lacking), kinds, forth, back)

    def features(self, question: Asked, read: Verdict, root: str) -> dict[str, float]:
        """What speaks for or against an event of a root: a number for either of the odds, 1 for all else."""
        pair, draft = question.pair, question.draft
        over_none, over_others = odds(read, root)
        names = ["bias", f"root {root}", f"slots {pair.places[0].slot} {pair.places[1].slot}"]
        names += [f"source {self.kinds[pair.source.end - 1]}", f"target {self.kinds[pair.target.end - 1]}"]
        names.append(f"source strength {pair.source.strength}{' completed' * pair.source.completed}")
        names.append(f"target strength {pair.target.strength}{' completed' * pair.target.completed}")
        inner = entity(pair.source.code) == entity(pair.target.code)
        names.append(f"root {root} {'within a state' if inner else 'between states'}")
        if pair.places[0].head == pair.places[1].head:
            names.append("one clause")
        names.append(f"{min(len(self.drafts), 4)} events")
        if draft is not None:
            clause = draft.clause
            names += [
                f"{clause.kind} {clause.relation}",
                f"modality {draft.modality}",
                f"marker {clause.marker}",
            ]
            names += [f"embedded {min(sum(1 for _ in clause.embedders()), 3)}"]
            names.append(
                "pattern" if draft.match is not None and draft.match.pattern is not None else "default"
            )
            names += [f"source by {s.rule}" for s in pair.source.steps[-1:]]
            names += [f"target by {s.rule}" for s in pair.target.steps[-1:]]
            names += [f"step {s.rule}" for s in draft.steps]
        else:
            ends_ = ends(pair)
            told = {(d.source.code, d.target.code): d for d in self.drafts if d.source and d.target}
            near = [d for (a, b), d in told.items() if {entity(a), entity(b)} == set(ends_)]
            names += [f"told {d.code[:2]} instead of {root}" for d in near[:1]]
            names += ["told of others"] * any(d.code[:2] == root for d in self.drafts)
            names += ["lacks a party"] * (root in self.open)
        out = {"over none": over_none, "over others": over_others} | dict.fromkeys(names, 1.0)
        return out | self.rivals(*ends(pair), read, root)

    def rivals(self, source: str, target: str, read: Verdict, root: str) -> dict[str, float]:
        """How likely the same act is between the source and another target, another source and the target,
        and back from target to source: log probabilities, the first two also over the pair's own.

        The network reads each pair by itself; that of two not both can be meant shows here.
        """
        if source == target:
            return {}
        at, out = int(root) - 1, {}
        for name, others, own in (
            ("other target", self.forth[source], target),
            ("other source", self.back[target], source),
        ):
            rival = max((roots[at] for other, roots in others.items() if other != own), default=None)
            if rival is not None:
                out[name] = max(-STRONG, rival)
                over = max(rival, UNLIKELIEST) - max(read.roots[at], UNLIKELIEST)
                out[f"{name} rather"] = max(-STRONG, min(STRONG, over))
        reverse = self.forth.get(target, {}).get(source)
        if reverse is not None:
            out[f"back {root}"] = max(-STRONG, reverse[at])
        return out


@define(slots=True, eq=False)
class View:
    """What the network says of a pair, its event's root and how sure that is; after a second reading what
    that says, and `before`, what the first did."""

    question: Asked
    read: Verdict
    root: str
    confidence: float
    before: tuple[str, float] | None = None

    @property
    def reread_steps(self) -> list[Step]:
        """That it was read again, if it was."""
        if self.before is None:
            return []
        root, confidence = self.before
        other = f" as {root}" if root != self.root else ""
        return [Step("read again", f"confidence {confidence:.2f}{other} before")]

    @property
    def doubtful(self) -> bool:
        """Whether a second reading may change what is told."""
        low, high = DOUBTED[self.question.draft is not None]
        return low <= self.confidence <= high


def viewed(asked: list[Asked], told: Told, setting: Setting, scales: Scales) -> list[View]:
    """Of each pair that was read how likely its pattern's event is, or the likeliest that no pattern has."""
    out = []
    for question, read in zip(asked, told, strict=True):
        if read is None:
            continue
        root = best(read) if question.draft is None else question.draft.code[:2]
        if question.draft is None and (root == "01" or odds(read, root)[0] < HOPELESS):
            continue
        out.append(View(question, read, root, scales.of(question).of(setting.features(question, read, root))))
    return out


def second_features(
    view: View, again: Verdict, root: str, setting: Setting, scales: Scales
) -> dict[str, float]:
    """What speaks for an event of a root after a second reading: its odds, and what spoke before with what
    the first made of it."""
    known = setting.features(view.question, view.read, root)
    first = min(max(scales.of(view.question).of(known), 1e-4), 1 - 1e-4)
    over_none, over_others = odds(again, root)
    return known | {
        "first": math.log(first / (1 - first)),
        "again over none": over_none,
        "again over others": over_others,
    }


def weigh(
    reader: Reader, readings: list[Reading], model: RelationModel, least: float, careful: bool = False
) -> Asking[None]:
    """Give each draft its confidence, leave out those below the least, add what the network finds besides.

    `careful`: what is in doubt is read again.
    """
    asked = questions(reader, readings)
    if not asked:
        return
    scales, scene = scales_of(model), reader.resolver.scene
    actors, words = kinds(scene), [leaf.word for leaf in scene.leaves]
    told: Told = yield Query(words, actors, [a.pair for a in asked])
    setting = Setting.of(readings, actors, asked, told)
    views = viewed(asked, told, setting, scales)
    if careful:
        yield from reread([view for view in views if view.doubtful], words, actors, setting, scales)
    known = {(*ends(a.pair), a.draft.match.code[:2]) for a in asked if a.draft is not None and a.draft.match}
    found, surest = [], dict.fromkeys((between(a.pair) for a in asked), 0.0)
    for view in views:
        question, confidence = view.question, round(view.confidence, 3)
        draft = question.draft
        if draft is not None and question.reading is not None:
            known.add((*ends(question.pair), view.root))
            draft.confidence = confidence
            draft.steps += view.reread_steps
            pair = between(question.pair)
            surest[pair] = max(surest[pair], confidence)
            if confidence < least:
                leave(question.reading, draft, view.before)
                surest[pair] = 1.0  # what it hears without believing it speaks for another act, wrongly
        else:
            found.append((confidence, view))
    for confidence, view in sorted(found, key=lambda f: -f[0]):
        two, root, read = view.question.pair, view.root, view.read
        key = (*ends(two), root)
        if confidence < max(least, SURE) or confidence <= surest[between(two)]:
            continue
        if key in known or undone(readings, two, root):
            continue
        code = likeliest(read, root)
        if key[0] != key[1] or not code.startswith(ABROAD):
            known.add(key)
            add(readings, two, read, code, confidence, view.reread_steps)


def reread(
    views: list[View], words: list[str], actors: list[str], setting: Setting, scales: Scales
) -> Asking[None]:
    """Put what a second reading makes of some pairs in place of the first."""
    if not views:
        return
    told: Told = yield Query(words, actors, [v.question.pair for v in views], again=True)
    then = scales_of(rereading.bundled())
    for view, again in zip(views, told, strict=True):
        if again is None:
            continue
        root = best(again) if view.question.draft is None else view.root
        if view.question.draft is None and root == "01":
            continue  # as in the first reading, it adds no statements
        confidence = then.of(view.question).of(second_features(view, again, root, setting, scales))
        view.before = view.root, view.confidence
        view.root, view.read, view.confidence = root, again, confidence


def between(pair: Candidate) -> tuple[str, str]:
    """Two states or organisations, or two roles within a state: of what is told between them twice, by a
    pattern and by the network as another act, the surer stands.

    >>> from diplocode.coding.candidates import Place
    >>> pair = Candidate(Found("PERCOP", 0, 1, 1), Found("PER", 2, 3, 1), (Place(), Place()))
    >>> ends(pair), between(pair)
    (('PER', 'PER'), ('PERCOP', 'PER'))
    """
    source, target = ends(pair)
    return (source, target) if source != target else (pair.source.code, pair.target.code)


def undone(readings: list[Reading], pair: Candidate, root: str) -> bool:
    """Whether the clause of one of the parties has this very root, and says that it is not done.

    The network tells acts, not whether they were done: that is the rules' part (`modality`). For the same
    reason it adds no "expelled" between two parties for whom a pattern has "may expel".
    """
    heads = {place.head for place in pair.places}
    return any(
        r.outcome == "modality" and r.match is not None and r.match.code[:2] == root
        for r in readings
        if r.clause.head.start in heads
    )


def ends(pair: Candidate) -> tuple[str, str]:
    """Who the parties of a pair are, their roles apart."""
    return entity(pair.source.code), entity(pair.target.code)


def leave(reading: Reading, draft: Draft, before: tuple[str, float] | None = None) -> None:
    """Take an unlikely event from its reading, and say so there if none is left."""
    reading.drafts.remove(draft)
    if not reading.drafts and draft.source is not None and draft.target is not None:
        event = f"{draft.source.code} {draft.code} {draft.target.code}"
        first = f", {before[1]:.2f} before it was read again" if before is not None else ""
        reading.outcome = "unlikely"
        reading.detail = (
            f"the patterns say {event}, the relation model holds that unlikely"
            f" ({draft.confidence:.2f}{first})"
        )


def add(
    readings: list[Reading], pair: Candidate, read: Verdict, code: str, confidence: float, more: list[Step]
) -> None:
    """The network's event, as one of a clause that has a party, else of the first; no clause, no event."""
    heads = [place.head for place in pair.places]
    own = (r for head in heads for r in readings if r.clause.head.start == head)
    reading = next(own, readings[0] if readings else None)
    if reading is None:
        return
    words = ", ".join(read.words(code))
    steps = [Step("trained", f"{code}, by {words}" if words else code), *more]
    draft = Draft(pair.source, pair.target, code, "actual", reading.clause, None, steps, confidence)
    reading.drafts.append(draft)
    reading.outcome, reading.detail = "coded", ""
