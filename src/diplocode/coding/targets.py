"""Who is acted on or spoken about: the target of a clause, by one ordered list of rules.

    receiver     "won recognition from Chile": the subject of a verb that turns its noun's parties round
    doer         "condemned Chile's raid on Peru": who did what is condemned, not who suffered it
    own_people   "urged its citizens to leave"
    places       where the pattern says, else the object, else phrases in a fixed order, else what is embedded
    inside       the one actor anywhere inside the object
    addressed    "despite Chile's objections", "at the request of Chile": who acts in the clause around
    host         "received the king of Chile, who promised ...": the other side of the clause around
    trigger      "recalled its envoy after Chile's remarks", "after Chile seized ...": who is answered
    matrix       "condemned Chile, cutting ties": the target of the clause that a participle goes with
    own_state    protesters who protest against nobody named do so against their own government
    only_other   the one other state of the sentence, for what a state does to another

Weak actors (a possessor, an actor in a phrase) serve only where no strong one is found.
"""

from __future__ import annotations

from collections.abc import Callable

from diplocode.coding.actors import INTERNATIONAL, Found
from diplocode.coding.clause import Clause, Prep
from diplocode.coding.matching import Match, particle_objects
from diplocode.coding.phrases import head_of, possessor
from diplocode.coding.sources import HARM, OVER, PUNISHING, VIOLENT, Sources, said
from diplocode.model import Node, Step

TARGET_ORDER = tuple(
    """
    with against to toward towards on upon over at for from into of between in across inside by
    """.split()
)
# What is done to a place is done to its state.
PLACE_ROOTS = frozenset({"07", "08", "13", "14", "15", "17", "18", "19", "20"})
# What a state does to another even if it is not said to whom.
BETWEEN_STATES = frozenset({"161", "1313", "110", "050", "054", "055", "032"})
# One meets with somebody, in or near a place.
PARTNER = frozenset({"with", "to", "between", "against", "of", "by"})
NOUN_TARGETS = frozenset({"with", "against", "to", "toward", "towards", "on", "upon", "between", "in", "for"})
BORDERS = frozenset({"border", "borders", "frontier"})
ANSWERS = ("response", "retaliation", "reaction", "reply", "answer", "respond", "retaliat", "react", "repl")
# What is said to somebody.
SPOKEN = frozenset({"02", "03", "10", "11", "12", "13"})
# What the second of two coordinated verbs may do to the target of the first.
SHARED = frozenset({"03", "05", "06", "07", "10", "11", "12", "13", "16"})
DISAPPROVING = frozenset({"110", "111", "113", "114"})
RULERS = frozenset({"GOV", "MIL", "LEG", "JUD", "COP", "SPY", "PTY", "ELI", "MED", "BUS"})
PERSONAL = frozenset({"CVL", "LAB", "EDU", "BUS", "MED", "REL", "HLH", "REF", "ELI", "OPP"})

Rule = Callable[["Targets", Clause, Match, "list[Found]", str], "list[Found] | None"]


class Targets(Sources):
    """Finds who is acted on in one sentence's clauses."""

    def targets(self, clause: Clause, match: Match, sources: list[Found], code: str) -> list[Found]:
        """Who is acted on, by the first of `TARGET_RULES` that answers; roles without a country last."""
        weak: list[Found] = []
        for rule in TARGET_RULES:
            if self.foreign and rule in OURS:
                continue
            found = rule(self, clause, match, sources, code)
            if found is None:
                continue
            whole = [f for f in found if not f.partial]
            if whole or not found:
                return whole
            weak = weak or found
            if code[:2] in VIOLENT:
                return weak
            break
        if (
            weak and sources and clause.kind == "verb" and code[:2] in {"13", "16"}
        ):  # "sanctions on firms that sold arms to Chile"
            phrases = [*clause.objects, *(p.node for p in clause.preps if p.inside)]
            found = self.inside_of(phrases, sources, whole=True)
            if len({f.country for f in found}) == 1:
                return found[:1]
        return weak

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

    def target_places(self, clause: Clause, match: Match, code: str) -> list[list[Node]]:
        """Where a target may stand, best place first."""
        places: list[list[Node]] = []
        preps: dict[str, list[Prep]] = {}
        for prep in (*clause.preps, *self.of_things(clause)):
            act = self.nouns.get(head_of(prep.node).start)
            if act is not None and code[:2] in HARM and act.parent is clause and self.root(act) in HARM:
                continue  # "killed in air strikes": the strikes suffer nothing
            if prep.reason or (prep.word != "with" and head_of(prep.node).word.lower() in BORDERS):
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
                    and code != "042"
                    and word not in given
                    and not self.resolver.scene.known
                ):
                    continue
                places.append([prep.node])
        for inner in below(clause):
            places.append(inner.subject)
            places.append(inner.objects)
            places.extend([p.node] for p in inner.preps if p.word in TARGET_ORDER)
        for noun in clause.nouns:  # "its sanctions against [Chile] came into force"
            if noun.relation == "subject" and noun.head.start in match.tokens:
                places.extend([p.node] for p in noun.preps if p.word in NOUN_TARGETS)
        for act in [clause] if clause.kind == "noun" else self.acts(clause.objects):
            for inner in self.clauses:  # "sanctions targeting Chile", "attacks aimed at Chile"
                if inner.relation == "reduced" and inner.parent is act:
                    places.append([] if inner.passive else inner.objects)
                    places.extend([p.node] for p in inner.preps if p.word in {"at", "against", "on"})
        if self.foreign:
            places.extend([p.node] for p in preps.get("in", ()))
        return places

    def of_things(self, clause: Clause) -> list[Prep]:
        """The phrases of nouns in a clause's phrases that turn out to name no act: "the work of its mission
        [to Chile]"."""
        return [
            prep
            for noun in self.nouns.values()
            if noun is not clause
            and self.matches.get(noun) is None
            and any(p.node.start <= noun.head.start < p.node.end for p in clause.preps if not p.reason)
            for prep in noun.preps
        ]

    def inside_of(self, phrases: list[Node], sources: list[Found], whole: bool = False) -> list[Found]:
        """The actors anywhere inside some phrases, the source's own left out; `whole`: in relatives too."""
        out: dict[str, Found] = {}
        for phrase in phrases:
            for m in self.resolver.scene.mentions:
                end = phrase.end if whole else before_relative(phrase)
                if m.kind == "actor" and phrase.start <= m.start and m.end <= end:
                    step = Step("inside", f"{m.text}, inside the object", m.rules[0] if m.rules else None)
                    out.setdefault(m.code, Found(m.code, m.start, m.end, 0, rules=m.rules, steps=(step,)))
        return self.others(list(out.values()), sources)


def doer(
    reader: Targets, clause: Clause, match: Match, sources: list[Found], code: str
) -> list[Found] | None:
    """Whose act is disapproved of: "condemned Chile's raid on Peru" is about Chile."""
    if match.code not in DISAPPROVING or reader.resolver.scene.known:
        return None
    phrases = [*clause.objects, *(p.node for p in clause.preps if not p.reason)]
    for act in reader.acts(phrases):
        if clause.head.start == act.head.start:
            continue
        found = [f for f in reader.others(reader.doers(act), sources) if not f.partial]
        if found:
            return said(found, "doer", f'"{act.head.word}" of')
    return None


def own_people(
    reader: Targets, clause: Clause, match: Match, sources: list[Found], code: str
) -> list[Found] | None:
    """ "urged its citizens to leave": the people addressed, though they are the source's own."""
    if match.code[:2] not in {"02", "10"} or clause.kind != "verb":
        return None
    for phrase in clause.objects[:1]:
        owner = possessor(phrase)
        if owner is not None and owner.label == "PRP$":
            found = [f for f in reader.of([phrase], clause, 2) if f.code[3:6] in PERSONAL]
            return found or None
    return None


def places(
    reader: Targets, clause: Clause, match: Match, sources: list[Found], code: str
) -> list[Found] | None:
    """The places of `target_places` one by one, without what suffers an act that is disapproved of."""
    second: list[Found] = []
    scene = reader.resolver.scene
    spared: list[tuple[int, int]] = []
    if match.code in DISAPPROVING and not scene.known:
        for act in reader.acts([*clause.objects, *(p.node for p in clause.preps if not p.reason)]):
            if act.head.start != clause.head.start:
                spared += [(p.node.start, p.node.end) for p in act.preps if p.word != "by"]
    for phrases in reader.target_places(clause, match, code):
        phrases = [n for n in phrases if (n.start, n.end) not in spared]
        found = reader.others(reader.of(phrases, clause, 0), sources)
        if code[:2] not in VIOLENT:
            found = [f for f in found if not any(f.code == s.code[:3] for s in sources)]
        if code == "042":  # "visited its troops in Chile"
            found = [f for f in found if not any(f.country == s.country for s in sources)]
        if scene.known and not any(f.code in scene.given for f in found):
            second = second or found
            continue
        if any(not f.partial for f in found):
            return [f for f in found if not f.partial]
        second = second or found
    if scene.known and (clause.kind == "verb" or reader.carries(clause)):
        return reader.others(reader.given("TGT"), sources) or second
    return second or None


def inside(
    reader: Targets, clause: Clause, match: Match, sources: list[Found], code: str
) -> list[Found] | None:
    """The one actor anywhere inside the object: "ended a deal to buy helicopters from Chile"."""
    if not sources or (clause.kind == "noun" and (code[:2] in VIOLENT or not reader.carries(clause))):
        return None
    found = reader.inside_of(clause.objects if clause.kind == "verb" else [clause.node], sources)
    return found if len(found) == 1 else None


def trigger(
    reader: Targets, clause: Clause, match: Match, sources: list[Found], code: str
) -> list[Found] | None:
    """Whose deed a hostile act answers: "recalled its envoy after Chile's remarks"."""
    if code[:2] not in PUNISHING or not sources or clause.kind != "verb" or reader.resolver.scene.known:
        return None
    for inner in reader.clauses:
        if inner.parent is clause and inner.relation == "adverbial" and inner.marker in OVER:
            found = [f for f in reader.others(reader.of(inner.subject, inner, 1), sources) if not f.partial]
            if found:
                return said(found, "trigger", f'{inner.marker} "{inner.head.word}", done by')
    for inner in reader.clauses:
        if inner.parent is clause and inner.relation == "adjunct" and reader.root(inner) == "01":
            for said_ in inner.complements:  # "condemned the raid, saying that Chile had ..."
                found = reader.others(reader.of(said_.subject, said_, 1), sources)
                if any(not f.partial for f in found):
                    return said(
                        [f for f in found if not f.partial], "trigger", f'"{inner.head.word}" that it is'
                    )
    for prep in clause.preps:
        if prep.word in OVER and not prep.inside:
            found = [f for f in reader.others(reader.of([prep.node], clause, 1), sources) if not f.partial]
            if found:
                return said(found, "trigger", f"{prep.word} what is of")
    return None


def matrix(
    reader: Targets, clause: Clause, match: Match, sources: list[Found], code: str
) -> list[Found] | None:
    """ "condemned Chile, cutting all ties": a participle, or the second of two verbs, shares the target."""
    if not sources or clause.kind != "verb" or reader.resolver.scene.known:
        return None
    before = sibling(reader, clause) if code[:2] in SHARED else None
    if before is not None:
        around = reader.matches[before]
        assert around is not None
        found = reader.targets(before, around, reader.sources(before, around), around.code)
        found = [f for f in reader.others(found, sources) if not f.partial]
        return said(found, "matrix", f'shared with "{before.head.word}":') or None
    outer = clause.parent
    if outer is None or clause.head.label != "VBG" or code[:2] == "08":
        return None
    if clause.relation != "adjunct" and clause.marker not in {"after", "since", "before", "while", "by"}:
        return None
    around = reader.matches.get(outer)
    while (around is None or not around.code) and outer.relation == "adjunct" and outer.parent is not None:
        outer = outer.parent
        around = reader.matches.get(outer)
    if around is None or around.code[:2] in {"", "01"} or clause.subject != outer.subject:
        return None
    found = reader.targets(outer, around, reader.sources(outer, around), around.code)
    found = [f for f in reader.others(found, sources) if not f.partial]
    return said(found, "matrix", f'shared with "{outer.head.word}":') or None


def sibling(reader: Targets, clause: Clause) -> Clause | None:
    """The verb coordinated before a clause, with the same subject, if it has a code."""
    found = [
        c
        for c in reader.clauses
        if c.kind == "verb"
        and c.parent is clause.parent
        and c.relation == clause.relation
        and c.head.start < clause.head.start
        and c.subject
        and c.subject == clause.subject
        and c.relation != "reduced"
        and reader.root(c) not in {"", "01"}
    ]
    return found[-1] if found else None


def addressed(
    reader: Targets, clause: Clause, match: Match, sources: list[Found], code: str
) -> list[Found] | None:
    """ "opened it despite Chile's objections", "left at the request of Chile": whom such words are put to.

    It is whoever acts in the clause that they stand in.
    """
    if clause.kind != "noun" or not sources or clause.relation in {"subject", "modifier"}:
        return None
    if code[:2] not in SPOKEN and not answered(reader, clause):
        return None
    outer = next((c for c in clause.embedders() if c.kind == "verb"), None)
    if outer is None:
        return None
    found = reader.of(outer.objects[:1] if outer.passive else outer.subject, outer, 2)
    found = [f for f in reader.others(found, sources) if not f.partial]
    return said(found, "addressed", f'"{clause.head.word}" put to who "{outer.head.word}",') or None


def answered(reader: Targets, clause: Clause) -> bool:
    """Whether an event noun is what its sentence reacts to: "responded to the raid", "in response to it"."""
    if clause.relation != "prep:to" or reader.root(clause) not in {"16", "17", "18", "19"}:
        return False
    if any(p.word in {"of", "on", "against", "in"} for p in clause.preps):
        return False
    leaves = reader.resolver.scene.leaves
    at = clause.node.start
    return at > 1 and leaves[at - 1].word.lower() == "to" and leaves[at - 2].word.lower().startswith(ANSWERS)


def host(
    reader: Targets, clause: Clause, match: Match, sources: list[Found], code: str
) -> list[Found] | None:
    """What is said in a relative clause goes to the other side of the clause around.

    "received the king of Chile, who promised aid"; "made an offer that Chile rejected".
    """
    if clause.relation != "relative" or code[:2] not in SPOKEN or not sources or clause.passive:
        return None
    if code[:2] not in {"11", "12"} and not any(p.start <= clause.head.start < p.end for p in clause.subject):
        return None  # "a judge whom Chile wants to put on trial"
    outer = next((c for c in clause.embedders() if c.kind == "verb"), None)
    around = reader.matches.get(outer) if outer is not None else None
    if outer is None or around is None or not clause.subject or around.code[:2] in {"", "01"}:
        return None
    found = reader.sources(outer, around)
    antecedent = any(p.start <= clause.head.start < p.end for p in clause.subject)
    if antecedent and any(f.code == s.code for f in found for s in sources):
        found = reader.targets(outer, around, found, around.code)
    found = [f for f in reader.others(found, sources) if not f.partial]
    return said(found, "host", f'of "{outer.head.word}":') or None


def receiver(
    reader: Targets, clause: Clause, match: Match, sources: list[Found], code: str
) -> list[Found] | None:
    """ "won recognition from Chile": with such verbs the subject is who the noun is about."""
    outer = clause.parent
    if clause.kind != "noun" or outer is None or not reader.reversed(clause):
        return None
    return reader.others(reader.of(outer.subject, outer, 2), sources) or None


def own_state(
    reader: Targets, clause: Clause, match: Match, sources: list[Found], code: str
) -> list[Found] | None:
    """Who protests against nobody named, or lays down arms, does so before his own government."""
    if (code[:2] != "14" and code != "0873") or len(sources) != 1 or reader.resolver.scene.known:
        return None
    source = sources[0]
    if source.partial or source.code[:3] in INTERNATIONAL or source.code[3:6] in RULERS:
        return None
    if not (clause.kind == "verb" or clause.relation == "subject" or reader.carries(clause)):
        return None
    if any(code_ != source.country for code_ in near(reader, clause)):
        return None
    state = Found(source.code[:3] + "GOV", source.start, source.end, 1, completed=True, rules=source.rules)
    return said([state], "own state", "a protest against nobody named:")


def near(reader: Targets, clause: Clause) -> set[str]:
    """The states named in a clause itself, not in the clauses inside it."""
    inner = [n for n in clause.node.nodes() if n.label in {"S", "SBAR"} and n is not clause.node]
    return {
        m.code[:3]
        for m in reader.resolver.scene.mentions
        if m.kind == "actor"
        and clause.node.start <= m.start < clause.node.end
        and not any(n.start <= m.start < n.end for n in inner)
    }


def only_other(
    reader: Targets, clause: Clause, match: Match, sources: list[Found], code: str
) -> list[Found] | None:
    """The one other state or organisation of the sentence, for what a state does to another."""
    threat = code[:2] == "13" and clause.head.word.lower().startswith(("vow", "threat"))
    if (code not in BETWEEN_STATES and not threat) or not sources or clause.kind != "verb":
        return None
    if len(sources) > 1 and (match.option("reciprocal") is not None or code != "161"):
        return None  # "Norway and Chile exchanged envoys, a Peruvian said": with each other
    out: dict[str, Found] = {}
    for m in reader.resolver.scene.mentions:
        key = m.code if m.code[:3] in INTERNATIONAL else m.code[:3]
        if m.kind == "actor" and all(key != s.code and key != s.code[:3] for s in sources):
            out.setdefault(key, Found(key, m.start, m.end, 1, rules=m.rules))
    return said(list(out.values()), "only other", "the one other of the sentence:") if len(out) == 1 else None


TARGET_RULES: tuple[Rule, ...] = (
    receiver,
    doer,
    own_people,
    places,
    inside,
    addressed,
    host,
    trigger,
    matrix,
    own_state,
    only_other,
)

# What other projects' dictionaries don't count on.
OURS = frozenset({receiver, doer, own_people, addressed, host, trigger, matrix, own_state})


def before_relative(phrase: Node) -> int:
    """Where the first relative clause behind a phrase's head begins, else its end."""
    node, end = phrase, phrase.end
    while node.children:
        end = min([end, *(c.start for c in node.children[1:] if c.label == "SBAR")])
        node = node.children[0]
    return end


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
