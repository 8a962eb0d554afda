"""Who is acted on or spoken about: the target of a clause, by one ordered list of rules.

    receiver     "won recognition from Chile": the subject of a verb that turns its noun's parties round
    settling     "signed a truce brokered by Norway": the parties of the clause around
    counterpart  "cut off gas to Peru after talks": the other side of the clause around
    doer         "condemned Chile's raid on Peru": who did what is condemned, not who suffered it
    holder       "took the town from the rebels": who had the place that is taken
    own_people   "ordered its citizens to leave"
    member       "arrested two men with ties to the Houthis": the armed group
    opposed      "anti-Chilean marches": against whom the word before them says
    purpose      "gathered in Lima to protest against Chile": against whom a crowd gathers
    letter       "sent a letter to Chile asking for help": to whom it is written
    places       where the pattern says, else the object, else phrases in a fixed order, else what is embedded
    inside       the one actor anywhere inside the object
    mission      "protests took place at the Chilean embassy": whose mission it is
    dissent      "Chile's crackdown": its own people
    addressed    "despite Chile's objections", "at the request of Chile": who acts in the clause around
    held         "freed two Chileans after a year in detention": they were held
    remarked     "banned trawlers, a move condemned by Norway": who made it
    deed         "condemned the move": who did it, in the clause or sentence before
    host         "received the king of Chile, who promised ...": the other side of the clause around
    visited      "signed it during a visit by Chile's king": the state of the clause around
    struck_back  "responded with air strikes": who has attacked before
    trigger      "recalled its envoy after Chile's remarks", "after Chile seized ...": who is answered
    matrix       "condemned Chile, cutting ties": the target of the clause that a participle goes with
    own_state    protesters who protest against nobody named do so against their own government
    at_home      a government that ceases fire faces rebels, one that rules by emergency its people
    struck       "bombed a bridge in Chile": the state that what is hit lies in
    citizen      "police arrested Ana Rojas": a person not known is of the state that acts
    only_other   the one other state of the sentence, for what a state does to another
    calmed       "urged calm after Chile shelled Peru": those who fight each other
    answer       "recalled its envoy in protest", "refused": who, a sentence before, did something to those
                 who answer, or asked it of them

Weak actors (a possessor, an actor in a phrase) serve only where no strong one is found.
The rules that look outside the clause's own phrases, `receiver` and those from `addressed` on, stand in
`implicit_targets`; which phrases `places` goes through, and in which order, in `target_places`.
"""

from __future__ import annotations

from collections.abc import Callable

from attrs import evolve

from diplocode.cameo import country_of
from diplocode.coding.clause import Clause
from diplocode.coding.custody import held
from diplocode.coding.deeds import answer, calmed, deed, remarked, struck_back
from diplocode.coding.harm import act_alone, enemy, left_by, suffering
from diplocode.coding.implicit_targets import (
    addressed,
    at_home,
    citizen,
    host,
    matrix,
    member,
    only_other,
    receiver,
    struck,
    trigger,
)
from diplocode.coding.matching import Match
from diplocode.coding.mediation import settling
from diplocode.coding.mentions import armed
from diplocode.coding.phrases import head_of, possessor
from diplocode.coding.rallies import dissent, mission, opposed, own_state
from diplocode.coding.roots import HARM, VIOLENT
from diplocode.coding.scene import INTERNATIONAL, Found
from diplocode.coding.sides import GROUNDS, said
from diplocode.coding.sources import Sources
from diplocode.coding.talks import counterpart, letter, venue, visited
from diplocode.coding.target_places import BORDERS, CROSSINGS, target_places, topical
from diplocode.model import Node, Step

# What is said or done against somebody for what he did.
DISAPPROVING = frozenset({"110", "111", "113", "114", "141", "1411", "1412", "1413", "1414"})
# What is said or done to somebody himself, not to whoever something deep inside the object is of.
OUTRIGHT = frozenset({"01", "02", "03", "09", "10", "11", "12", "13", "14", "17", "18", "20"})
# What a crowd gathers for that is against somebody.
AGAINST = frozenset({"11", "14"})
FOR = frozenset({"solidarity", "support", "favour", "favor", "sympathy"})
# Who takes a town at home from an armed group that is named.
TAKING = frozenset({"", "GOV", "MIL", "COP", "KUR"})
PERSONAL = frozenset({"CVL", "LAB", "EDU", "BUS", "MED", "REL", "HLH", "REF", "ELI", "OPP"})

Rule = Callable[["Targets", Clause, Match, "list[Found]", str], "list[Found] | None"]


class Targets(Sources):
    """Finds who is acted on in one sentence's clauses."""

    def targets(self, clause: Clause, match: Match, sources: list[Found], code: str) -> list[Found]:
        """Who is acted on, by the first of `TARGET_RULES` that answers; roles without a country last."""
        weak: list[Found] = []
        if match.option("alone") is not None:
            return []
        for rule in TARGET_RULES:
            if self.foreign and rule in OURS:
                continue
            found = rule(self, clause, match, sources, code)
            if found is None:
                continue
            whole = [f for f in found if not f.partial]
            if whole or not found:
                return enemy(self, whole, sources, code) or whole
            weak = weak or found
            if code[:2] in VIOLENT:
                return weak
            break
        if (
            weak and sources and clause.kind == "verb" and code[:2] in {"13", "16"}
        ):  # "sanctions on firms that sold arms to Chile"
            on = {"on", "against", "upon"} if code == "163" else frozenset()
            phrases = [*clause.objects, *(p.node for p in clause.preps if p.inside or p.word in on)]
            found = self.inside_of(phrases, sources, whole=True)
            if len({f.country for f in found}) == 1:
                return found[:1]
        return weak

    def inside_of(self, phrases: list[Node], sources: list[Found], whole: bool = False) -> list[Found]:
        """The actors anywhere inside some phrases, the source's own left out; `whole`: in relatives too."""
        out: dict[str, Found] = {}
        topics = [c.node for c in self.clauses if topical(self, c)]
        for phrase in phrases:
            for m in self.resolver.scene.mentions:
                if any(n.start <= m.start < n.end for n in topics if n.start > phrase.start):
                    continue
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
        if clause.head.start == act.head.start or reader.root(act) == match.code[:2] == "14":
            continue  # "held a protest against Chile": itself
        found = [f for f in reader.others(reader.doers(act), sources) if not f.partial]
        if found:
            return said(found, "doer", f'"{act.head.word}" of')
    if match.code[:2] == "11":
        heads = {head_of(n).start for n in clause.objects}
        for c in reader.clauses:  # "criticised a law [that Chile's parliament passed]"
            if c.relation == "relative" and not c.passive and heads & {head_of(n).start for n in c.objects}:
                found = [f for f in reader.others(reader.of(c.subject, c, 2), sources) if not f.partial]
                if found:
                    return said(found, "doer", f'who "{c.head.word}" it:')
    return None


def holder(
    reader: Targets, clause: Clause, match: Match, sources: list[Found], code: str
) -> list[Found] | None:
    """From whom a place is taken: "recaptured the town from the rebels" is done to the rebels."""
    if code[:3] not in {"192", "190", "138"} or match.code[:3] != "192":
        return None
    phrases = [p.node for p in clause.preps if p.word == "from"]
    found = reader.others(reader.of(phrases, clause, 3), sources)
    found = [f for f in found if not f.place]
    return said(found, "holder", f'"{clause.head.word}" a place from') or None


def own_people(
    reader: Targets, clause: Clause, match: Match, sources: list[Found], code: str
) -> list[Found] | None:
    """ "ordered its citizens to leave": the people addressed, though they are the source's own."""
    if match.code[:2] not in {"02", "10"} or clause.kind != "verb":
        return None
    for phrase in clause.objects[:1]:
        owner = possessor(phrase)
        if owner is not None and owner.label == "PRP$":
            found = [f for f in reader.of([phrase], clause, 2) if f.code[3:6] in PERSONAL]
            return found or None
    return None


def purpose(
    reader: Targets, clause: Clause, match: Match, sources: list[Found], code: str
) -> list[Found] | None:
    """ "Gathered in Lima to protest against Chile", "marches were held to protest ...": whom the infinitive
    says, not where they gather."""
    if match.code[:2] != "14" or reader.foreign or reader.of(clause.objects, clause, 1):
        return None
    outer = clause.parent if clause.kind == "noun" and clause.relation == "subject" else clause
    for inner in outer.complements if outer is not None else ():
        meant = reader.matches.get(inner)
        if inner.kind != "verb" or not inner.infinitive or meant is None or meant.code[:2] not in AGAINST:
            continue
        if any(head_of(p.node).word.lower() in FOR for p in inner.preps):
            continue  # "to protest in solidarity with Chile"
        for rule in (doer, opposed, places, inside):
            found = [f for f in rule(reader, inner, meant, sources, meant.code) or () if not f.partial]
            if found and all(country_of(f.code) or f.country in INTERNATIONAL for f in found):
                return said(found, "purpose", f'"to {inner.head.word}"')
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
    hurt = suffering(reader, clause) if match.code in {"110", "111"} and not scene.known else []
    for phrases in target_places(reader, clause, match, code):
        phrases = [
            n
            for n in phrases
            if (n.start, n.end) not in spared and not (code[:2] in HARM and act_alone(reader, n))
        ]
        found = reader.of(phrases, clause, 0)
        if match.reciprocal and not scene.known and not reader.foreign:
            found = [f for f in found if not venue(f, phrases)]
        if match.code in DISAPPROVING:  # "condemned the airstrike": no force, but what one did
            found = [f for f in found if not (f.partial and raid(reader, f))]
        if hurt:
            harmed = [f for f in found if any(start <= f.start < end for start, end in hurt)]
            second = second or [f for f in harmed if f.completed]  # at home, as far as it is told
            found = [f for f in found if f not in harmed]
        left: list[Found] = []
        if match.target != "subject":  # "[their car] hit a mine": their own thing suffers, and they do
            left = left_by(found, sources, code)
            found = reader.others(found, sources) or taken_places(reader, phrases, clause, sources, code)
        if code[:2] not in VIOLENT:
            found = [f for f in found if not any(f.code == s.code[:3] for s in sources)] or left
        border = any(head_of(n).word.lower() in BORDERS for n in phrases)
        if code == "042" or border:  # "visited its troops in Chile", "along the Norway-Chile border"
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


def raid(reader: Targets, found: Found) -> bool:
    """Whether a role is only the word for an attack."""
    act = reader.nouns.get(found.end - 1)
    return act is not None and reader.root(act) in HARM


def taken_places(
    reader: Targets, phrases: list[Node], clause: Clause, sources: list[Found], code: str
) -> list[Found]:
    """ "Malian rebels seized the town of Gao": their own state's town, which is its state all the same.

    An army takes a town of its own from the one enemy that the sentence names.
    """
    if code[:2] not in HARM or code[:2] == "18":
        return []
    towns = [n for n in phrases if head_of(n).word.lower() in GROUNDS]
    found = reader.of(towns, clause, 0)
    found = [evolve(f, strength=3) for f in found if len(f.code) == 3 and f.code not in INTERNATIONAL]
    if found and all(s.code[3:6] in TAKING for s in sources):
        named = {m.code: m for m in reader.resolver.scene.mentions if m.kind == "actor" and armed(m.code)}
        named = {c: m for c, m in named.items() if c[:3] not in {s.country for s in sources}}
        if len(named) == 1:
            ((enemy, m),) = named.items()
            return said([Found(enemy, m.start, m.end, 3, rules=m.rules)], "enemy", "whose town it was:")
    return found


def inside(
    reader: Targets, clause: Clause, match: Match, sources: list[Found], code: str
) -> list[Found] | None:
    """The one actor anywhere inside the object: "ended a deal to buy helicopters from Chile"."""
    if not sources or (clause.kind == "noun" and (code[:2] in VIOLENT or not reader.carries(clause))):
        return None
    fined = clause.head.word.lower().startswith("fin") and code == "172"  # "fined Chile ten million euros"
    if not reader.foreign and code[:2] in OUTRIGHT and not fined:
        return None
    phrases = clause.objects if clause.kind == "verb" else [clause.node]
    if code[:2] in HARM and any(head_of(phrase).word.lower() in CROSSINGS for phrase in phrases):
        return None  # "captured two border crossings with Chile"
    if code == "163" and clause.kind == "verb":  # "imposed sanctions on people linked to Chile"
        phrases = [*phrases, *(p.node for p in clause.preps if p.word in {"on", "against", "upon"})]
    found = reader.inside_of(phrases, sources)
    if match.reciprocal and not reader.foreign:
        found = [f for f in found if not venue(f, phrases)]
    return found if len(found) == 1 else None


TARGET_RULES: tuple[Rule, ...] = (
    receiver,
    settling,
    counterpart,
    doer,
    holder,
    own_people,
    member,
    opposed,
    purpose,
    letter,
    places,
    inside,
    mission,
    dissent,
    addressed,
    held,
    remarked,
    deed,
    host,
    visited,
    struck_back,
    trigger,
    matrix,
    own_state,
    at_home,
    struck,
    citizen,
    only_other,
    calmed,
    answer,
)

# What other projects' dictionaries don't count on.
OURS = frozenset(TARGET_RULES) - {places, inside, only_other}


def before_relative(phrase: Node) -> int:
    """Where the first relative clause behind a phrase's head begins, else its end."""
    node, end = phrase, phrase.end
    while node.children:
        end = min([end, *(c.start for c in node.children[1:] if c.label == "SBAR")])
        node = node.children[0]
    return end
