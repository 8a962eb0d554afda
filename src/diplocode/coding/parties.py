"""Who acts and who is acted on: the source and target of a clause, by the places where English puts them.

Source: the subject, else what the entry marks, a nationality before an event noun, a by-phrase.
Target: where the pattern says, else the object, else phrases in a fixed order, else what is embedded.
Weak actors (a possessor, an actor in a phrase) serve as targets only where no strong one is found.
"""

from __future__ import annotations

from diplocode.coding import modality
from diplocode.coding.actors import INTERNATIONAL, Found
from diplocode.coding.clause import Clause, Prep
from diplocode.coding.context import Resolver
from diplocode.coding.matching import Match, particle_objects
from diplocode.coding.modality import ASKING, Operator
from diplocode.coding.phrases import base_of, conjuncts, head_of, postmodifiers, preposition
from diplocode.model import Node, Step

TARGET_ORDER = tuple(
    """
    with against to toward towards on upon over at for from into of between in near across inside by
    """.split()
)
PLACE_ROOTS = frozenset(
    {"07", "08", "13", "14", "15", "17", "18", "19", "20"}
)  # what is done to a place is done to its state
VIOLENT = frozenset(
    {"13", "14", "15", "17", "18", "19", "20"}
)  # roots in which both sides may be of one state
BETWEEN_STATES = frozenset(
    {"161", "1313", "110", "050", "054", "032"}
)  # what a state does to another even if it is not said to whom
OVER = frozenset({"after", "because", "since", "as", "following", "over", "for", "due to", "because of"})
PUNISHING = frozenset({"11", "12", "13", "16", "17"})
PARTNER = frozenset(
    {"with", "to", "between", "against", "of", "by"}
)  # one meets with somebody, in or near a place
TOGETHER = frozenset(
    {"03", "04", "06", "161", "050", "054", "057"}
)  # "X and Y agree to ...": with each other, if nobody else is named
NOUN_TARGETS = frozenset({"with", "against", "to", "toward", "towards", "on", "upon", "between", "in", "for"})


Pair = tuple[list[Found], list[Found], str]


class Parties:
    """Finds the parties of one sentence's clauses."""

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

    def parties(self, clause: Clause, match: Match, ops: list[Operator], code: str) -> Pair:
        """Sources, targets and the code of a clause; an appeal or demand may change the code by whom it is
        put to."""
        sources = self.sources(clause, match)
        asking = next(
            (op for op in ops if op.modality in ASKING or op.modality in {"supported", "opposed"}), None
        )
        if asking is not None:
            return self.asked(clause, match, asking, sources, code)
        lender = next((op.by for op in ops if op.by is not None), None)
        if (
            not sources and clause.relation == "reduced" and not clause.passive
        ):  # "signs an order imposing ..."
            outer = next((c for c in clause.embedders() if c.kind == "verb"), None)
            sources = self.sources(outer, self.matches.get(outer)) if outer is not None else []
        if not sources and lender is not None:
            sources = (
                self.of(lender.subject, lender, 1)
                if not lender.passive
                else self.of(lender.objects[:1], lender, 1)
            )
        light = (
            clause.kind == "noun"
            and not clause.subject
            and clause.parent is not None
            and self.carries(clause)
        )
        if (
            light
            and clause.parent is not None
            and not any(f.strength == 3 and not f.partial for f in sources)
        ):
            sources = self.of(clause.parent.subject, clause.parent, 1) or sources
        targets: list[Found] = []
        if sum(f.code in self.resolver.scene.given for f in sources) > 1:
            return sources, sources, code  # both given actors act together: with each other
        if self.each_other(clause):
            return sources, sources, code
        if match.option("reciprocal") is not None and len(sources) < 2:
            pair = self.pair(clause)
            if len(pair) > 1:
                return pair, pair, code
        if match.option("reciprocal") is not None and len(sources) > 1:
            partner = match.target or any(f.strength == 3 for f in self.of(clause.objects, clause, 3))
            if not partner or not self.targets(clause, match, sources, code):
                targets = list(sources)
        targets = targets or self.targets(clause, match, sources, code)
        if not targets and clause.kind == "noun" and clause.parent is not None and self.carries(clause):
            targets = self.targets(clause.parent, match, sources, code)
        if (
            all(t.partial for t in targets)
            and len(sources) > 1
            and (self.resolver.scene.known or code[:2] in TOGETHER or code in TOGETHER)
        ):
            targets = list(sources)
        if not targets and lender is not None:
            targets = self.others(
                self.of(
                    [*lender.objects, *(p.node for p in lender.preps if p.word in {"with", "to", "against"})],
                    lender,
                    1,
                ),
                sources,
            )
        return sources, targets, code

    def asked(self, clause: Clause, match: Match, asking: Operator, doers: list[Found], code: str) -> Pair:
        """An appeal or demand: the asker is the source; the one asked, else the one concerned, the target."""
        by = asking.by
        if by is None:  # must, should: the speaker asks
            speaker = next((c for c in clause.embedders() if clause_speaks(c, self.matches)), None)
            askers = self.of(speaker.subject, speaker, 1) if speaker is not None else []
            addressed: list[Found] = []
        else:
            askers = self.sources(by, self.matches.get(by))
            outer = by.parent
            if not askers and outer is not None:
                askers = self.of(outer.subject, outer, 1)
            surface = by.objects if not by.passive else by.objects[:1]
            phrases = [
                *surface,
                *(
                    p.node
                    for p in by.preps
                    if p.word in {"on", "to", "from", "upon", "with", "for"} and not p.inside
                ),
            ]
            addressed = [
                f for f in self.of(phrases, by, 1) if not f.partial and f.code not in {a.code for a in askers}
            ]
        concerned = self.others(doers, askers)
        affected = self.targets(clause, match, askers, code)
        if code[:2] == "13" or code in {"020", "100"}:
            hostile = self.others(addressed or concerned, askers)
            if hostile and affected and hostile[0].code != affected[0].code and code[:2] == "13":
                return askers, hostile, "020" if asking.modality == "requested" else "100"
        return askers, addressed or concerned or affected, code

    def carries(self, clause: Clause) -> bool:
        """Whether the verb around an event noun gives it its parties: a light verb, or one that lends
        modality."""
        outer = self.matches.get(clause.parent) if clause.parent is not None else None
        if outer is None or clause.parent is None or not modality.embeds(clause.parent, clause):
            return False
        return outer.option("light") is not None or bool(outer.option("complement"))

    def of(self, phrases: list[Node], clause: Clause, least: int) -> list[Found]:
        out: list[Found] = []
        for phrase in phrases:
            out += [f for f in self.resolver.actors(phrase, clause) if f.strength >= least and f.code]
        return unique(out)

    def sources(self, clause: Clause, match: Match | None) -> list[Found]:
        if match is not None and match.source.startswith("phrase:"):
            words = match.source[7:].split("|")
            found = self.of([p.node for p in clause.preps if p.word in words], clause, 0)
            if found:
                return found
        if match is not None and match.source == "object":
            return self.of(clause.objects, clause, 0)
        if match is not None and match.target == "subject":
            rest = [p.node for p in clause.preps if p.word in {"by", "from", "against"}]
            return self.of([*clause.objects, *rest], clause, 0)
        found = self.blamed(clause) or self.of(clause.subject, clause, 1)
        if found or match is None:
            return found
        given = (match.option("source") or "").lower().split()
        if clause.kind == "noun":
            found = self.premodifier(clause)
            if found:
                return found
        aimed = (match.option("target") or "").lower().split()
        usual = [w for w in ("by", "from") if w not in aimed] if clause.kind == "noun" else []
        for word in (*given, *usual):
            found = self.of(
                [p.node for p in clause.preps if p.word == word and (word == "by" or not p.inside)],
                clause,
                1,
            )
            if found:
                return found
        if clause.passive and match.code[:2] == "17":
            found = self.of([p.node for p in clause.preps if p.word == "in" and not p.inside], clause, 2)
            return [f for f in found if len(f.code) == 3]
        if self.resolver.scene.known and clause.kind == "verb" and not clause.subject:
            return self.given("SRC")
        return []

    def blamed(self, clause: Clause) -> list[Found]:
        """Who did what an act answers: "Norway sanctioned Chile after it seized ...", "over the seizure".

        The one punished, not the one who punishes, is the "it" of the reason (implicit causality).
        """
        outer = next((c for c in clause.embedders() if c.kind == "verb"), None)
        match = self.matches.get(outer) if outer is not None else None
        if outer is None or match is None or match.code[:2] not in PUNISHING:
            return []
        if clause.kind == "noun":
            if (
                clause.subject
                or clause.relation.removeprefix("prep:") not in OVER
                or self.premodifier(clause)
            ):
                return []
        elif clause.marker not in OVER or not clause.subject or head_of(clause.subject[0]).label != "PRP":
            return []
        return self.targets(outer, match, self.sources(outer, match), match.code)

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
        for subject in clause.subject:
            for node in postmodifiers(subject):
                if node.label == "PP":
                    word, governed = preposition(node)
                    if governed is not None and word in {"between", "of", "among"}:
                        phrases.append(governed)
        for phrase in phrases:
            found = [f for f in self.of([phrase], clause, 2) if not f.partial]
            if len(found) > 1:
                return found
        return []

    def premodifier(self, clause: Clause) -> list[Found]:
        """The nationality before an event noun: "U.S. sanctions", "an Israeli air strike"."""
        part = conjuncts(clause.node)[0]
        base = base_of(part)
        head = head_of(part)
        inside = [
            m
            for m in self.resolver.scene.between(base.start, head.start)
            if m.kind in {"actor", "known", "learned"}
        ]
        return unique(
            [
                Found(
                    m.code,
                    m.start,
                    m.end,
                    2,
                    rules=m.rules,
                    steps=(Step("modifier", f"{m.text} before {head.word}"),),
                )
                for m in inside
            ]
        )

    def targets(self, clause: Clause, match: Match, sources: list[Found], code: str) -> list[Found]:
        second: list[Found] = []
        known = self.resolver.scene.known
        for phrases in self.target_places(clause, match, code):
            found = self.others(self.of(phrases, clause, 0), sources)
            if code[:2] not in VIOLENT:
                found = [f for f in found if not any(f.code == s.code[:3] for s in sources)]
            if known and not any(f.code in self.resolver.scene.given for f in found):
                second = second or found
                continue
            if any(not f.partial for f in found):
                return [f for f in found if not f.partial]
            second = second or found
        if known and (clause.kind == "verb" or self.carries(clause)):
            return self.others(self.given("TGT"), sources) or second
        if second or clause.kind != "verb" or not sources:
            return second
        found = self.inside(clause, sources)
        return found or (self.only_other(sources) if code in BETWEEN_STATES else [])

    def inside(self, clause: Clause, sources: list[Found]) -> list[Found]:
        """The one actor anywhere inside the object: "ended a deal to buy helicopters from Chile"."""
        out: dict[str, Found] = {}
        for phrase in clause.objects:
            for m in self.resolver.scene.mentions:
                if m.kind == "actor" and phrase.start <= m.start and m.end <= phrase.end:
                    step = Step("inside", f"{m.text}, inside the object", m.rules[0] if m.rules else None)
                    out.setdefault(m.code, Found(m.code, m.start, m.end, 0, rules=m.rules, steps=(step,)))
        found = self.others(list(out.values()), sources)
        return found if len(found) == 1 else []

    def only_other(self, sources: list[Found]) -> list[Found]:
        """The one other state or organisation of the sentence: "recalled its ambassador after Chile's
        remarks"."""
        out: dict[str, Found] = {}
        for m in self.resolver.scene.mentions:
            key = m.code if m.code[:3] in INTERNATIONAL else m.code[:3]
            if m.kind == "actor" and all(key != s.code and key != s.code[:3] for s in sources):
                step = Step(
                    "only other",
                    f"{m.text} is the only other state in the sentence",
                    m.rules[0] if m.rules else None,
                )
                out.setdefault(key, Found(key, m.start, m.end, 1, rules=m.rules, steps=(step,)))
        return list(out.values()) if len(out) == 1 else []

    @staticmethod
    def each_other(clause: Clause) -> bool:
        phrases = [*clause.objects, *(p.node for p in clause.preps)]
        return any(
            " ".join(n.words()).lower() in {"each other", "one another", "each others"} for n in phrases
        )

    def target_places(self, clause: Clause, match: Match, code: str) -> list[list[Node]]:
        """Where a target may stand, best place first."""
        places: list[list[Node]] = []
        preps: dict[str, list[Prep]] = {}
        for prep in clause.preps:
            if prep.reason:
                continue
            preps.setdefault(prep.word, []).append(prep)
            if " " in prep.word:  # "out of" is a kind of from, "up to" of to
                last = prep.word.split()[-1]
                preps.setdefault("from" if prep.word == "out of" else last, []).append(prep)
        if match.target.startswith("phrase:"):
            for word in match.target[7:].split("|"):
                places.append([p.node for p in preps.get(word, ())])
        elif match.target == "subject":
            return [clause.subject]
        elif match.source.startswith("phrase:"):  # "received help from": the one who received it
            places.append(clause.subject)
        if match.option("topic") is None:  # what is discussed is no party to the discussion
            places.append(clause.objects)
        places.append(particle_objects(match.predicate, clause))
        given = (match.option("target") or "").lower().split()
        meeting = not self.foreign and (match.code[:2] == "04" or match.option("reciprocal") is not None)
        others = (w for w in TARGET_ORDER if w not in given and (not meeting or w in PARTNER))
        order = [*given, *(w for w in others if clause.kind == "verb" or w in NOUN_TARGETS)]
        for word in order:
            for prep in preps.get(word, ()):
                if prep.word == "by" and clause.passive:
                    continue
                if (
                    word == "in"
                    and code[:2] not in PLACE_ROOTS
                    and word not in given
                    and not self.resolver.scene.known
                ):
                    continue
                places.append([prep.node])
        for inner in below(clause):
            places.append(inner.subject)
            places.append(inner.objects)
            places.extend([p.node] for p in inner.preps if p.word in TARGET_ORDER)
        if self.foreign:
            places.extend([p.node] for p in preps.get("in", ()))
        return places

    def others(self, found: list[Found], sources: list[Found]) -> list[Found]:
        taken = {f.code for f in sources} | {f.code[:3] for f in sources if len(f.code) == 3}
        return [f for f in found if f.code not in taken and not self.own(f, sources)]

    @staticmethod
    def own(found: Found, sources: list[Found]) -> bool:
        """Whether a weak target is only the source's own thing ("its embassy")."""
        return found.strength < 3 and any(
            found.code[:3] == s.code[:3] and found.code[:3] not in {"IGO", "NGO", "IMG", "SRC", "TGT"}
            for s in sources
        )


def below(clause: Clause, depth: int = 2) -> list[Clause]:
    """The clauses that a clause embeds, also through its object nouns ("expressed readiness to negotiate
    with")."""
    out = list(clause.complements)
    if depth:
        for noun in clause.nouns:
            if noun.relation == "object":
                out += below(noun, depth - 1)
        for inner in clause.complements:
            out += [noun for noun in inner.nouns if noun.relation == "object"]
    return out


def clause_speaks(clause: Clause, matches: dict[Clause, Match | None]) -> bool:
    found = matches.get(clause)
    return found is not None and found.option("complement") in {"reported", "demanded", "requested"}


def unique(found: list[Found]) -> list[Found]:
    seen: set[str] = set()
    out = []
    for f in found:
        if f.code not in seen:
            seen.add(f.code)
            out.append(f)
    return out
