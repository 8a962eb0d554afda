"""Who acts and who is acted on: the source and target of a clause, once its code and modality are known.

`sources` and `targets` find either side by their ordered rules; here they are put together: who is asked
and who asks, what a light verb or an embedding verb lends, reciprocal acts, acts with each other.
"""

from __future__ import annotations

from diplocode.coding.clause import Clause
from diplocode.coding.harm import sufferers
from diplocode.coding.matching import Match
from diplocode.coding.mentions import armed
from diplocode.coding.modality import ASKING, FACTIVE, ORDERING, Operator
from diplocode.coding.phrases import base_of, head_of
from diplocode.coding.roots import HARM
from diplocode.coding.scene import BANDS, Found, complete
from diplocode.coding.sources import SITTINGS
from diplocode.coding.target_places import PARTNER, below, topical
from diplocode.coding.targets import Targets
from diplocode.model import Node

# "X and Y agree to ...": with each other, if nobody else is named.
TOGETHER = frozenset({"03", "04", "06", "160", "161", "050", "054", "057"})

# Whom bands of fighters fight, if they fall in the same clashes.
FORCES = frozenset({"MIL", "COP"})
KILLED = frozenset({"180", "182", "190", "193"})
# What kills whoever is near.
BLIND = frozenset({"183", "194", "195"})

# Where those who act together have met: "made no headway in talks", "signed it after negotiations".
OCCASIONS = frozenset({"prep:in", "prep:after", "prep:following", "prep:at", "prep:during", "prep:amid"})

Pair = tuple[list[Found], list[Found], str]


class Parties(Targets):
    """Finds the parties of one sentence's clauses."""

    def parties(self, clause: Clause, match: Match, ops: list[Operator], code: str) -> Pair:
        """Sources, targets and the code of a clause; an appeal or demand may change the code by whom it is
        put to."""
        sources = self.sources(clause, match)
        asking = next(
            (op for op in ops if op.modality in ASKING or op.modality in {"supported", "opposed"}), None
        )
        if asking is not None:
            return self.asked(clause, match, asking, sources, code)
        # who only reports violence does not do it
        lenders = [op for op in ops if code[:2] not in HARM or op.modality not in {"reported", "alleged"}]
        lender = next((op.by for op in lenders if op.by is not None), None)
        sources = self.lent_sources(clause, sources, lender)
        if self.sitting(clause, match, sources):
            return [], [], code
        both = self.opposed(clause, match, sources)
        if both:
            return both, both, code
        given = self.resolver.scene.given
        if len(given) > 1 and given <= {f.code for f in sources}:
            return sources, sources, code  # all given actors act together: with each other
        if each_other(clause) or (len(sources) > 1 and in_common(clause)):
            return sources, sources, code
        if match.reciprocal:
            pair = self.pair(clause) if len(sources) < 2 else []
            if len(pair) > 1:
                return pair, pair, code
            objects = [n for n in clause.objects if not agreed(n, match)]
            if match.pattern is not None and match.pattern.compound and len(sources) < 2:
                return sources, [], code  # "the Chilean navy and air force hold drills": one party
            partner = match.target or any(not f.partial for f in self.of(objects, clause, 3))
            partner = partner or any(p.word in {"with", "against"} and not p.inside for p in clause.preps)
            if len(sources) > 1 and not (partner and self.targets(clause, match, sources, code)):
                return sources, self.third(clause, sources) or list(sources), code
            alone = not any(p.word in PARTNER for p in clause.preps if not p.inside)
            shared = self.shared(clause) if not sources and alone else []
            if len(shared) > 1:
                return shared, shared, code
        if not sources and clause.passive and (code in TOGETHER or code[:2] in TOGETHER):
            pair = self.between(clause)  # "ties [between X and Y] were cut"
            if len(pair) > 1:
                return pair, pair, code
        targets = self.targets(clause, match, sources, code)
        outer = clause.parent
        if not targets and clause.kind == "noun" and outer is not None:
            blames = self.matches.get(outer)
            if self.carries(clause) or (blames is not None and blames.code in FACTIVE):
                targets = self.targets(outer, match, sources, code)
        if (
            all(t.partial for t in targets)
            and not match.target.startswith("phrase:")  # "closed their airspace to foreign airlines"
            and len(sources) > 1
            and (self.resolver.scene.known or code[:2] in TOGETHER or code in TOGETHER)
            and match.option("complement") != "offered"  # "aid offered by X and Y": not to each other
        ):
            targets = list(sources)
        homes = {f.country for f in sources}
        if match.code == "161" and len(homes) > 1 and targets and all(t.country in homes for t in targets):
            targets = list(sources)  # "X and Y recalled their envoys over X's choice"
        if not targets and lender is not None and match.option("alone") is None:
            targets = self.lent_targets(sources, lender)
        return sources, targets, code

    def opposed(self, clause: Clause, match: Match, sources: list[Found]) -> list[Found]:
        """ "five soldiers and two rebels were killed in clashes": the two sides, who killed each other.

        So also where nobody is told to have killed them, but by a bomb or from the air.
        """
        if self.foreign or match.code[:3] not in KILLED:
            return []
        named = [] if clause.passive else self.acts(clause.subject, HARM)  # "clashes killed"
        fights = [act for act in named if both_ways(self.matches[act])]
        if not (clause.passive or match.target == "subject" or fights) or (clause.subject and clause.passive):
            return []
        acts = [self.matches[act] for act in (*fights, *self.occasions(clause))]
        if not any(both_ways(act) for act in acts):
            told = any(f.steps[-1:] == () or f.steps[-1].rule != "authority" for f in sources)
            if told or any(act is not None and act.code[:3] in BLIND for act in acts):
                return []
        found = self.of(sufferers(clause, match), clause, 1)
        roles = ["REB" if armed(f.code) else f.code[:3] if f.partial else f.code[3:6] for f in found]
        ours = [f for f, role in zip(found, roles, strict=True) if role in FORCES]
        theirs = [f for f, role in zip(found, roles, strict=True) if role in BANDS]
        sides = [ours[0], theirs[0]] if ours and theirs else []
        if not sides and any(both_ways(act) for act in acts):
            alone = not any(p.word in PARTNER for act in self.occasions(clause) for p in act.preps)
            states = {f.country: f for f in reversed(ours) if not f.partial}
            sides = [*states.values()] if len(states) == 2 and alone else []
        if sources and all(f.partial for f in sides):
            sides = [complete(f, sources[0].country, "is of the place") for f in sides]
        return sides

    def third(self, clause: Clause, sources: list[Found]) -> list[Found]:
        """With whom several deal, though the verb's object or complement says so: "X and Y failed to reach a
        deal [with Z]"."""
        if self.foreign or self.resolver.scene.known or clause.kind != "verb":
            return []
        inner = [
            c
            for c in below(clause)
            if (told := self.matches.get(c)) is not None
            and told.reciprocal
            and told.code[:2] in {"03", "04", "05", "06"}
            and (c.parent is None or not topical(self, c.parent))
        ]
        phrases = [p.node for c in (clause, *inner) for p in c.preps if p.word == "with"]
        return [f for f in self.others(self.of(phrases, clause, 1), sources) if not f.partial]

    def sitting(self, clause: Clause, match: Match, sources: list[Found]) -> bool:
        """Whether a meeting is an organisation's own, which meets nobody: "told the ASEAN summit"."""
        if clause.kind != "noun" or match.code != "040" or self.foreign or self.resolver.scene.known:
            return False
        if clause.head.word.lower() not in SITTINGS or any(
            p.word in {"with", "between"} for p in clause.preps
        ):
            return False
        if clause.relation == "object" and clause.parent is not None and self.root(clause.parent) == "01":
            return True
        return len(sources) == 1 and sources[0].code[:3] == "IGO" and sources[0].start < clause.head.start

    def shared(self, clause: Clause) -> list[Found]:
        """Those who act together in the clause around an event noun without parties of its own: "[X and Y]
        sign a treaty after talks"."""
        outer = next((c for c in clause.embedders() if c.kind == "verb"), None)
        if outer is None or outer.passive or clause.kind != "noun" or clause.subject:
            return []
        match = self.matches.get(outer)
        together = match is not None and match.reciprocal
        if not together and not (self.root(clause) == "04" and clause.relation in OCCASIONS):
            return []  # "[X and Y] made no headway in talks": with each other all the same
        return self.of(outer.subject, outer, 3)

    def lent_sources(self, clause: Clause, sources: list[Found], lender: Clause | None) -> list[Found]:
        """Sources that the verb around a clause lends it."""
        if (
            not sources and clause.relation == "reduced" and not clause.passive
        ):  # "signs an order imposing ..."
            outer = next((c for c in clause.embedders() if c.kind == "verb"), None)
            sources = self.sources(outer, self.matches.get(outer)) if outer is not None else []
        raised = (
            clause.passive and lender is not None and lender.passive
        )  # "he is reported to have been held"
        if not sources and lender is not None and not raised:
            phrases = lender.subject if not lender.passive else lender.objects[:1]
            found = self.of(phrases, lender, 1)
            sources = [f for f in found if "MED" not in f.code]  # a paper reports an arrest, it makes none
        outer = clause.parent if clause.kind == "noun" and not clause.subject else None
        if outer is not None and self.carries(clause) and not self.reversed(clause):
            sure = any(f.strength == 3 and not f.partial for f in sources)
            sources = sources if sure else self.of(outer.subject, outer, 1) or sources
        return sources

    def lent_targets(self, sources: list[Found], lender: Clause) -> list[Found]:
        """Targets that an embedding verb names, else whoever made the source act ("prompting Chile to recall
        its envoy")."""
        phrases = [*lender.objects, *(p.node for p in lender.preps if p.word in {"with", "to", "against"})]
        found = self.others(self.of(phrases, lender, 1), sources)
        causes = [f for f in self.of(lender.subject, lender, 1) if "MED" not in f.code]  # a paper only tells
        return found or self.others(causes, sources)

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
        if code[:2] == "13" and by is not None and by.head.word.lower().startswith(ORDERING):
            home = {a.country for a in askers}
            done = [f for f in affected if f.country not in home]
            if done and all(f.country in home for f in addressed):
                return (
                    askers,
                    done,
                    match.code,
                )  # "ordered its airlines to stop flights to Chile": it stops them
        if code[:2] == "13" or code in {"020", "100"}:
            hostile = self.others(addressed or concerned, askers)
            third = affected and hostile and hostile[0].code != affected[0].code
            doer = addressed and any(f.code == addressed[0].code for f in doers)
            if hostile and (third or doer) and code[:2] == "13":  # asked to act, not threatened
                return askers, hostile, "020" if asking.modality == "requested" else "100"
        return askers, addressed or concerned or affected, code


def both_ways(match: Match | None) -> bool:
    """Whether an act is done by each side to the other."""
    return match is not None and match.reciprocal


def each_other(clause: Clause) -> bool:
    """Whether the clause's parties act on each other in so many words."""
    phrases = [*clause.objects, *(p.node for p in clause.preps)]
    if any(" ".join(n.words(2)).lower() in {"each other", "one another", "each others"} for n in phrases):
        return True
    sides = any(next(iter(n.leaves())).word.lower() in {"both", "each"} for n in clause.subject)
    return sides and any(head_of(n).word.lower() == "other" for n in clause.objects)  # "accused the other"


def agreed(phrase: Node, match: Match) -> bool:
    """Whether an object is what is signed, by its name: "the Central American Free Trade Agreement"."""
    return match.code == "057" and head_of(phrase).start in match.tokens


def in_common(clause: Clause) -> bool:
    """Whether the object is a thing that the parties share: "closed their common border"."""
    words = {leaf.word.lower() for phrase in clause.objects[:1] for leaf in base_of(phrase).leaves()}
    return bool(words & {"common", "mutual", "shared", "bilateral"})


def clause_speaks(clause: Clause, matches: dict[Clause, Match | None]) -> bool:
    """Whether a clause's verb reports, demands or asks."""
    found = matches.get(clause)
    return found is not None and found.option("complement") in {"reported", "demanded", "requested"}
