"""From a sentence's clauses to its events: who is source, who is target, what is left of the code.

Each clause gets a `Reading`, whether it becomes an event or not, that says what was found and
what decided: the material of `explain` and of the diagnostics.
"""

from __future__ import annotations

from attrs import define, field

from diplocode.cameo import country_of
from diplocode.coding import modality, plans
from diplocode.coding.clause import Clause
from diplocode.coding.deeds import told
from diplocode.coding.harm import accident, background, inflicted, only_where
from diplocode.coding.matching import Match
from diplocode.coding.memory import Deed
from diplocode.coding.modality import ASKING, composed, operators
from diplocode.coding.parties import Parties, clause_speaks
from diplocode.coding.roots import AMICABLE, DOMESTIC, GRANTED, HARM, VIOLENT
from diplocode.coding.scene import BANDS, INTERNATIONAL, PARTS_OF_THE_WORLD, Found, complete
from diplocode.model import Step

# Outcomes of a clause whose pattern fits but of which a party is not told, or not another.
LACKING = frozenset({"no_source", "no_target", "same_actor"})
# Whom a state rules, and who are no side against it.
SERVICES = frozenset({"", "COP", "MIL", "SPY"})
# What states do: too much for others who have their country from the context alone.
OFFICIAL = frozenset({"01", "02", "03", "04", "05", "06", "07", "15", "16"})
# What is done to a party at home, not to whoever else is told of: "warned residents", "helped patients".
TO_A_PARTY = frozenset({"01", "02", "06", "07", "10", "13", "15"})
# What firms and the press do in their business alone, and what harm they only seem to do: "the plane killed".
IN_BUSINESS = {"BUS": frozenset({"03", "08", "13", "19"}), "MED": frozenset({"02", "03", "09", "16", "19"})}
# What prosecutors ask courts for.
PROSECUTED = frozenset({"115", "116", "173"})
# What one does about a part of the world only in passing: speak of it, travel it, patrol it.
WHEREABOUTS = frozenset({"01", "04", "08", "15"})
SUBJECTS = frozenset({"AGR", "BUS", "CVL", "EDU", "HLH", "LAB", "REF"})
MISSIONS = frozenset("embassy embassies consulate consulates mission".split())


@define(slots=True, eq=False)
class Draft:
    """An event before it gets its numbers: parties, code, the clause it stands in, the pattern that fits it
    (None where none decided: then the first of the steps names what did)."""

    source: Found | None
    target: Found | None
    code: str
    modality: str
    clause: Clause
    match: Match | None
    steps: list[Step] = field(factory=list)
    confidence: float | None = None


@define(slots=True, eq=False)
class Reading:
    """What became of a clause: the rule that fits it, the parties found, the outcome in a word and in
    words."""

    clause: Clause
    match: Match | None
    outcome: str = "no_verb"
    detail: str = ""
    sources: list[Found] = field(factory=list)
    targets: list[Found] = field(factory=list)
    drafts: list[Draft] = field(factory=list)
    steps: list[Step] = field(factory=list)


class Reader(Parties):
    """Reads all clauses of one sentence."""

    def readings(self) -> list[Reading]:
        """One reading per clause; embedding clauses last, as what they embed may speak for them."""
        ordered = sorted(self.clauses, key=lambda c: -sum(1 for _ in c.embedders()))
        named = {id(c): self.named_by(c) for c in ordered}
        made = {id(c): self.read(c) for c in ordered if named[id(c)] is None}
        for clause in ordered:
            namer = named[id(clause)]
            if namer is None:
                continue
            outer = made.get(id(namer))
            if outer is not None and outer.outcome in LACKING:
                made[id(clause)] = self.read(
                    clause
                )  # the pattern came to nothing: what it names speaks for itself
            else:
                detail = f'part of the pattern that fits "{namer.head.word}"'
                made[id(clause)] = Reading(clause, self.matches.get(clause), "part", detail)
        out = [made[id(c)] for c in self.clauses]
        for reading in out:
            if self.owned_up(reading, out):
                reading.drafts = []
                reading.outcome, reading.detail = (
                    "statement",
                    "a claim adds no event to the deed that it tells",
                )
        return out

    @staticmethod
    def owned_up(reading: Reading, readings: list[Reading]) -> bool:
        """Whether who claims a deed (015) is told as its doer anyway."""
        if not reading.drafts or any(d.code != "015" for d in reading.drafts):
            return False
        claimants = {d.source.code for d in reading.drafts if d.source is not None}
        deeds = [
            d for r in readings for d in r.drafts if d.code[:2] in HARM and d.clause is not reading.clause
        ]
        within = [d for d in deeds if reading.clause in d.clause.embedders()]
        return any(d.source is not None and d.source.code in claimants for d in within)

    def deeds(self, readings: list[Reading]) -> list[Deed]:
        """What a sentence leaves behind for "the move" of those after it: its events, and what its main
        clause tells."""
        out = []
        for reading in readings:
            clause = reading.clause
            if reading.drafts:
                by = {d.source.code: d.source for d in reading.drafts if d.source is not None}
                to = {d.target.code: d.target for d in reading.drafts if d.target is not None}
                root = reading.drafts[0].code[:2]
                out.append(Deed(clause.head.word.lower(), root, tuple(by.values()), tuple(to.values())))
            elif clause.kind == "verb" and clause.relation == "root":
                made = told(self, clause)
                out += [made] if made is not None else []
        return out

    def read(self, clause: Clause) -> Reading:
        match = self.matches.get(clause)
        reading = Reading(clause, match)
        if (match is None or not match.code) and self.duty(clause, reading):
            return reading
        if match is None:
            reading.detail = f'no entry for "{clause.head.word.lower()}"'
            return reading
        if not match.code:
            reading.outcome, reading.detail = (
                "no_code",
                f'"{clause.head.word.lower()}" has no code without one of its patterns',
            )
            return reading
        if id(clause) in self.spent:
            reading.outcome, reading.detail = "embedding", "what it embeds is the event"
            return reading
        if match.option("complement") == "reported" and match.pattern is None:
            reading.outcome, reading.detail = "statement", "a statement adds no event of its own"
            return reading
        if not self.foreign and background(clause):
            reading.outcome, reading.detail = "statement", "a war that something else happens in or is about"
            return reading
        if match.code[:2] in HARM and not self.foreign and accident(self, clause):
            reading.outcome, reading.detail = "accident", "nobody does it on purpose"
            return reading
        ops = operators(clause, self.matches, self.foreign)
        act, plain = inflicted(self, clause, match)
        code, how, steps = composed(plain, ops)
        reading.steps = [Step("modality", s) for s in steps]
        if act is not None:
            reading.steps.insert(
                0, Step("inflicted", f'"{clause.head.word}" in what "{act.head.word}" tells')
            )
        if code is None:
            reading.outcome, reading.detail = "modality", f"{match.code} is {how}: no event"
            return reading
        if how == "intended" and code.startswith("138") and plans.punished(clause, self.matches):
            reading.outcome, reading.detail = "modality", "what somebody is arrested or tried for planning"
            return reading
        if match.code == "154" and code == "0332":
            code = plans.deployment(clause)
        reading.sources, reading.targets, code = self.parties(clause, match, ops, code)
        if code[:2] in HARM and only_where(self, clause, reading.targets):
            reading.outcome, reading.detail = "part", "the clause around tells who suffers it"
            return reading
        if not reading.sources or (not reading.targets and not reading.drafts):
            self.silent(reading)
            if self.monadic:
                self.one_sided(reading, clause, match, code, how)
            return reading
        self.draft(reading, clause, match, code, how)
        if reading.drafts:
            reading.outcome, reading.detail = "coded", ""
            for op in ops:
                if op.by is not None and op.modality not in {"alleged", "reported"}:
                    self.spent.add(id(op.by))
            if clause.kind == "noun" and clause.parent is not None and clause.relation == "object":
                outer = self.matches.get(clause.parent)
                if outer is not None and outer.option("light") is not None:
                    self.spent.add(id(clause.parent))
        elif reading.outcome == "no_verb":
            reading.outcome, reading.detail = self.undrafted(reading)
        return reading

    def duty(self, clause: Clause, reading: Reading) -> bool:
        """ "X said that Y must ...": a demand on Y (should: an appeal), whatever the act is."""
        op = modality.own(clause)
        if op is None or op.modality not in ASKING or clause.kind != "verb":
            return False
        speaker = next((c for c in clause.embedders() if clause_speaks(c, self.matches)), None)
        match = self.matches.get(speaker) if speaker is not None else None
        if speaker is None or match is None:
            return False
        reading.sources = self.sources(speaker, match)
        phrases = clause.objects[:1] if clause.passive else clause.subject
        reading.targets = self.others(self.of(phrases, clause, 0), reading.sources)
        if not reading.sources or not reading.targets:
            return False
        code = "100" if op.modality == "demanded" else "020"
        step = Step("duty", f'{speaker.head.word} that it "{op.word} {clause.head.word}"')
        for source in reading.sources:
            for target in reading.targets:
                home = source.country == target.country  # "said that his soldiers should be ready"
                if not home and not source.partial and not target.partial and "MED" not in source.code:
                    reading.drafts.append(Draft(source, target, code, op.modality, clause, match, [step]))
        if reading.drafts:
            reading.match, reading.outcome = match, "coded"
        return bool(reading.drafts)

    def named_by(self, clause: Clause) -> Clause | None:
        """The verb whose pattern names this predicate ("cancelled a VISIT", "asked to LEAVE"): its code
        says all."""
        for outer in clause.embedders():
            match = self.matches.get(outer)
            if match is not None and match.code and clause.head.start in match.tokens:
                hurt = match.code[:2] in HARM and outer.passive and clause.relation == "prep:in"  # a battle
                presupposed = clause.kind == "noun" and (hurt or match.code in modality.FACTIVE)
                if modality.answered(clause, self.matches):
                    return None
                return None if presupposed and self.root(clause) in HARM else outer
        return None

    def settled(self, source: Found, target: Found, code: str) -> tuple[Found, Found]:
        """`settled`, but who attacks a mission is of the state around it, not of the one that it stands
        for."""
        words = {leaf.word.lower() for leaf in self.resolver.scene.leaves[target.start : target.end]}
        if source.partial and not target.partial and words & MISSIONS:
            around = [f for code_, f in self.states().items() if code_ != target.country]
            if len(around) == 1:
                return complete(source, around[0].code, "is of the state around the mission"), target
            return source, target
        band = source.partial and source.code[:3] in BANDS
        if band and not target.partial and code[:2] in HARM and len(target.code) > 3:
            around = [f for code_, f in self.named_states().items() if code_ != target.country]
            if len(around) == 1:  # "rebels killed nine Norwegian drivers on a road to Lima"
                return complete(source, around[0].code, "is of the other state in the sentence"), target
        return settled(source, target, code)

    @staticmethod
    def undrafted(reading: Reading) -> tuple[str, str]:
        for name, found in (("no_source", reading.sources), ("no_target", reading.targets)):
            if all(f.partial for f in found):
                return name, f'"{reading.clause.head.word}": {found[0].code} is a role without a country'
        return "same_actor", "source and target are the same actor, or roles of one unnamed state"

    def silent(self, reading: Reading) -> None:
        word = reading.clause.head.word
        if not reading.sources:
            reading.outcome = "no_source"
            phrase = " ".join(" ".join(n.words()) for n in reading.clause.subject)[:60]
            reading.detail = (
                f'"{word}": no actor in its subject "{phrase}"'
                if phrase
                else f'"{word}": nobody is said to do it'
            )
        else:
            reading.outcome = "no_target"
            phrase = " ".join(" ".join(n.words()) for n in reading.clause.objects)[:60]
            reading.detail = (
                f'"{word}": no actor in its object "{phrase}"'
                if phrase
                else f'"{word}": nobody is said to suffer it'
            )

    @staticmethod
    def one_sided(reading: Reading, clause: Clause, match: Match, code: str, how: str) -> None:
        """Events of which one side is not told, for those who ask for them."""
        for found in (*reading.sources, *reading.targets):
            if not found.partial:
                source, target = (found, None) if reading.sources else (None, found)
                reading.drafts.append(Draft(source, target, code, how, clause, match, [*reading.steps]))

    def draft(self, reading: Reading, clause: Clause, match: Match, code: str, how: str) -> None:
        steps = [*reading.steps]
        back = match.option("mirror")
        both = match.reciprocal
        changed = code != match.code
        whole = next((t for t in reading.targets if not t.partial), None)
        for left in reading.sources:
            for right in reading.targets:
                source, target = (left, right) if self.foreign else self.settled(left, right, code)
                if (
                    left.partial and whole is not None and not self.foreign
                ):  # one band of rebels, whoever they fight
                    source = self.settled(left, whole, code)[0]
                brokers = code == "045" and clause.passive and {left, right} <= set(reading.sources)
                if source.code == target.code or source.partial or target.partial or brokers:
                    continue
                if code[:2] in AMICABLE and itself(source, target):
                    continue
                if code[:2] in DOMESTIC and rules(source, target, code):
                    continue
                declared = clause.head.word.lower().startswith(("declar", "announc", "proclaim"))
                if code == "1724" and declared and source.country != target.country:
                    continue  # one declares an emergency at home
                if code[:2] in {"02", "10"} and foreign(source, target, reading.sources):
                    continue
                if not self.resolver.scene.known and any(vague(f, code, match) for f in (source, target)):
                    continue
                if source.completed and target.completed and code[:2] not in VIOLENT:
                    continue
                if code[:2] in OFFICIAL and code not in {"042", "0356"} and guessed(source):
                    continue
                if code[:2] in TO_A_PARTY and source.country == target.country and guessed(target):
                    continue
                if source.country not in INTERNATIONAL and code[:2] in IN_BUSINESS.get(source.code[-3:], ()):
                    continue
                complains = code[:2] == "14" and target.country != source.country and self.official(source)
                meant = "110" if complains else code  # a state's protest is a complaint
                if code == "0874" and source.code[3:6] == "BUS":
                    meant = "160"  # a firm that leaves a state withdraws no troops
                if match.code in PROSECUTED and how in ASKING and source.code[3:6] == "JUD":
                    meant = match.code  # prosecutors who ask a court for an arrest
                if code == "1712" and source.code[3:6] == "OPP":
                    meant = "145"
                own = target.whose in {s.code for s in reading.sources}
                if own and (target.whose != source.code or code == "161"):
                    continue  # "Norway and Chile urged their citizens": each its own; no state expels its own
                reading.drafts.append(Draft(source, target, meant, how, clause, match, steps))
                if back and not changed:
                    reading.drafts.append(
                        Draft(
                            target,
                            source,
                            back,
                            how,
                            clause,
                            match,
                            [*steps, Step("mirror", f"{match.code} means {back} the other way")],
                        )
                    )
                elif both and (not changed or (code[:2] == "03" and how == "agreed")):
                    reading.drafts.append(
                        Draft(
                            target,
                            source,
                            code,
                            how,
                            clause,
                            match,
                            [*steps, Step("reciprocal", "one event each way")],
                        )
                    )


def settled(source: Found, target: Found, code: str) -> tuple[Found, Found]:
    """Roles without a country take that of the other side where such acts stay within a state.

    "rebels killed Malian soldiers": rebels of Mali; "Jordan's police dispersed protesters": of Jordan.
    """
    root = code[:2]
    if source.partial and not target.partial and root in {"14", *HARM}:
        inner = source.code[:3] in {"REB", "OPP", "SEP", "UAF", "CRM", "CVL", "LAB", "EDU"}
        if inner and country_of(target.code) is not None:
            source = complete(source, target.country, "fights its own state")
    elif target.partial and not source.partial and country_of(source.code) is not None:
        if (source.code[3:6] in {"COP", "JUD"} and root in {"17", "18", "19"}) or code.startswith("175"):
            target = complete(target, source.country, "is of the state whose police it meets")
        elif code == "0841" and source.code[3:6] in {"", "GOV"} and target.code[:3] not in {"MIL", "CVL"}:
            target = complete(target, source.country, "is of the state that holds it")
        elif root == "14" and target.code[:3] in {"GOV", "COP", "MIL", "LEG", "JUD", "PTY"}:
            target = complete(target, source.country, "is of the state whose people protest")
    return source, target


def itself(source: Found, target: Found) -> bool:
    """Whether two sides are a state and its own government."""
    return {source.code, target.code} == {source.country, f"{source.country}GOV"}


def vague(found: Found, code: str, match: Match) -> bool:
    """Whether a party is a part of the world that only tells where: "toured Africa", "European pork"."""
    passing = bool({code[:2], match.code[:2]} & WHEREABOUTS)
    return found.code in PARTS_OF_THE_WORLD and (found.strength < 2 or passing)


def rules(source: Found, target: Found, code: str) -> bool:
    """Whether a state or its government acts on those it rules, who stand for no side of their own.

    What it advises its citizens to do is no event, what it demands of them is.
    """
    if source.country != target.country or source.country in INTERNATIONAL or code.startswith(GRANTED):
        return False
    under = {"02": SERVICES | {"CVL"}, "10": SERVICES}.get(code[:2], SERVICES | SUBJECTS)
    return source.code[3:] in {"", "GOV"} and target.code[3:6] in under


def guessed(found: Found) -> bool:
    """Whether somebody who is no government, party or rebels has his country from the context alone."""
    return found.completed and not found.whose and found.code[3:6] not in {"GOV", "REB", "OPP", "PTY"}


def foreign(source: Found, target: Found, sources: list[Found]) -> bool:
    """Whether a target is another source's own people: "Norway and Chile urge their citizens ..."."""
    return (
        target.strength == 2
        and target.country != source.country
        and any(s.country == target.country for s in sources)
    )
