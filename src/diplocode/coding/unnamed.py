"""Who answers for an act whose doer its clause does not name: eight rules of `sources`.

launched    "rockets fired from Gaza hit a town": from where what flies comes
claimant    "claimed responsibility for the bombing": who says that he did it
conducted   "the army conducted a sweep that killed nine": who conducts it
announced   "Chile says that five rebels were killed": who tells of it, of those whom he fights
repaid      "bombed Chile after rockets hit its towns": who is struck back has struck first
authority   "a bomb killed nine in Lima", "three men were arrested in Lima": of the place
assassin    "after the assassination of a Peruvian senator": armed people of the place
assailant   "after an attack on the Danish embassy in Lima": so too

A bomb does nothing by itself, and who planted it is unknown; armed people of the place are put down, as for
all unknown attackers (UAF), and who arrests is the place's state. Air strikes and shells come from elsewhere.
Who arrests and tries where no place is told, `custody` finds.
"""

from __future__ import annotations

from attrs import evolve

from diplocode.coding.clause import Clause, nobody_named
from diplocode.coding.custody import LOCKED_UP, faces_court, on_trial, set_free
from diplocode.coding.deeds import answering, owns_up
from diplocode.coding.grammar import BEARING
from diplocode.coding.harm import accidental, faceless, hunted, sufferers
from diplocode.coding.implicit_sources import OPERATIONS
from diplocode.coding.locations import LOCATIVE, PARTS, grounds
from diplocode.coding.matching import Match
from diplocode.coding.phrases import conjuncts, head_of, located
from diplocode.coding.roots import HARM
from diplocode.coding.scene import ARMED, INTERNATIONAL, Found
from diplocode.coding.sides import Sides, makers, said

# Codes of acts that nobody does by accident, so that a passive without an agent still has a doer.
DELIBERATE = ("18", "193", "20")
BOMBARDMENT = frozenset({"194", "195", "1951", "1952"})
TOWARDS = ("on", "to")  # "an attack on Lima", "a mine hit a bus travelling to Lima"
AT_WHICH = frozenset({"in", "during", "at", "amid"})
PROJECTILES = frozenset(
    """
    rocket rockets missile missiles shell shells mortar mortars projectile projectiles drone drones
    """.split()
)
# What nobody does by accident, though its code is that of any fight.
ATTACKING = ("attack", "ambush", "raid")
BEFORE_WHAT_IS_TOLD = frozenset(
    {"root", "subject", *(f"prep:{w}" for w in ("in", "during", "after", "following"))}
)
ASSAULTS = (*ATTACKING, "assault", "bombing", "shooting", "stabbing")
SHARES = frozenset("role involvement part participation complicity responsibility connection".split())
REBELLIOUS = frozenset({"REB", "SEP", "CRM"})
# Where somebody is arrested in a state, not at one.
GATES = frozenset("airport airports port station prison jail gaol stadium hotel checkpoint".split())
ACCUSING = frozenset({"09", "11", "17"})
# Where it takes two, who of them did it is open.
MUTUAL = frozenset({"with", "against", "between"})
MOUNTED = ("carried", "carry", "conduct", "mount", "launch", "stage", "execute", "led", "lead")
AFTER = frozenset({"after", "following", "over", "since"})
AIMED = frozenset({"on", "at", "into", "against", "in", "near", "toward", "towards", "across", "to"})
STATE_FORCES = frozenset({"", "GOV", "MIL", "COP"})
# Who is killed on purpose, if by no accident that is told.
TARGETED = ARMED | {"GOV", "LEG", "JUD", "OPP", "PTY", "MED"}
STRIKES = frozenset({"strike", "strikes", "airstrike", "airstrikes"})


def launched(reader: Sides, clause: Clause, match: Match | None) -> list[Found] | None:
    """ "rockets fired from Gaza hit a town", "shells from Syria": from where what flies comes."""
    if match is None or reader.resolver.scene.known or match.code[:2] not in HARM or clause.kind != "verb":
        return None
    thrown = clause.objects if clause.passive and not clause.subject else clause.subject
    for phrase in reader.contents(thrown):
        head = head_of(phrase)
        if head.word.lower() not in PROJECTILES:
            continue
        if not clause.passive:
            for c in reader.clauses:
                same = any(head_of(part) is head for n in c.objects for part in conjuncts(n))
                if c.passive and same and c.relation in {"reduced", "relative"}:
                    found = reader.of(c.subject, c, 1)
                    found = found or reader.of([p.node for p in c.preps if p.word == "from"], c, 1)
                    if found:
                        return said(
                            found[:1], "launched", f'"{head.word}" that are "{c.head.word}" by or from'
                        )
        places = [*located([phrase], "from"), *(p.node for p in clause.preps if p.word == "from")]
        found = [f for f in reader.of(places, clause, 1) if not f.partial]
        if found:
            return said(found[:1], "launched", f'"{head.word}" from')
    return None


def claimant(reader: Sides, clause: Clause, match: Match | None) -> list[Found] | None:
    """ "Hamas claimed responsibility for the bombing", "... for a raid that killed three": it did that."""
    if match is None or reader.resolver.scene.known or match.code[:2] not in HARM:
        return None
    act: Clause | None = clause
    owned = clause.relation == "ing" and not clause.subject and not clause.passive
    if clause.kind == "verb" and not owned:  # but "claimed responsibility for abducting two envoys"
        if clause.relation not in {"relative", "reduced"} or not faceless(reader, clause, match):
            return None
        act = next(iter(reader.acts(clause.subject, HARM)), clause.parent)
    around = act.embedders() if act is not None else ()
    claim = next((c for c in around if owns_up(c, reader.matches.get(c))), None)
    if claim is None or claim.negated:
        return None
    found = reader.of(claim.subject, claim, 2)
    return said(found, "claimant", f'"{clause.head.word}" claimed by') or None


def conducted(reader: Sides, clause: Clause, match: Match | None) -> list[Found] | None:
    """ "Chile's army conducted a sweep that killed nine": who conducts what kills."""
    if match is None or match.code[:2] not in HARM or clause.kind != "verb" or clause.passive:
        return None
    found = makers(reader, clause, OPERATIONS, MOUNTED, 1)
    return said(found, "conducted", f'what "{clause.head.word}" is conducted by') or None


def announced(reader: Sides, clause: Clause, match: Match | None) -> list[Found] | None:
    """ "Chile says that five rebels were killed in an air strike": a state or its forces that tell of harm to
    those whom they fight."""
    if match is None or match.code[:2] != "19" or clause.kind != "verb" or clause.subject:
        return None
    outer = clause.parent
    if not clause.passive or clause.relation != "that" or outer is None or reader.root(outer) != "01":
        return None
    if reader.resolver.scene.known or outer.passive or not hunted(reader, clause, match):
        return None
    found = [f for f in reader.of(outer.subject, outer, 2) if not f.partial]
    found = [f for f in found if f.code[3:6] in STATE_FORCES and f.code[:3] not in INTERNATIONAL]
    return said(found[:1], "announced", f'"{clause.head.word}" by nobody named, told by') or None


def repaid(reader: Sides, clause: Clause, match: Match | None) -> list[Found] | None:
    """ "Norway bombed Chile after rockets hit its towns", "in response to a raid on Norway": who is struck
    back has struck first."""
    if match is None or match.code[:2] not in HARM or match.reciprocal or reader.resolver.scene.known:
        return None
    thrown = any(head_of(n).word.lower() in PROJECTILES for n in clause.subject)
    if not (thrown or nobody_named(clause) or faceless(reader, clause, match)):
        return None
    chain = [clause, *clause.embedders()]
    at = next((i for i, c in enumerate(chain) if i and c.kind == "verb" and not c.passive), 0)
    outer = chain[at]
    reasons = [p.node for p in outer.preps if p.reason or p.word in AFTER or answering(p.node)]
    linked = any(c.marker in AFTER or c.relation.removeprefix("prep:") in AFTER for c in chain[:at])
    if not at or not (linked or any(n.start <= clause.head.start < n.end for n in reasons)):
        return None
    acts = [c for c in reader.nouns.values() if c.parent is outer and c.relation == "object"]
    acts = [c for c in (outer, *acts) if reader.root(c) == "19"]
    doers = [f for f in reader.of(outer.subject, outer, 1) if not f.partial]
    struck = [*clause.objects, *(p.node for c in chain[:at] for p in c.preps if p.word in AIMED)]
    own = {f.country for f in doers}
    if not acts or not own & {f.country for f in reader.of(struck, clause, 0)}:
        return None
    told = reader.matches[acts[0]]
    if told is None:
        return None
    found = reader.targets(acts[0], told, doers, told.code) or reader.targets(outer, told, doers, told.code)
    found = [f for f in found if not f.partial and f.country not in own]
    return said(found[:1], "repaid", f'"{clause.head.word}" by whom "{outer.head.word}" strikes,') or None


def authority(reader: Sides, clause: Clause, match: Match | None) -> list[Found] | None:
    """Whose state an act happens in that nobody is said to do: it arrests, and answers for unknown attackers.

    Arrests (17) always; killings and attacks only where the words show that they are no accident. Where no
    place is told, that of those who suffer it (`at_home`).
    """
    if match is None:
        return None
    root = match.code[:2]
    sheltered = match.code == "075" and clause.passive  # "was granted asylum in Lima"
    root = "17" if sheltered or on_trial(clause, match) or set_free(clause, match) else root
    unnamed = nobody_named(clause) or faces_court(match) or faceless(reader, clause, match)
    if root not in {"17", *HARM} or not unnamed:
        return None
    if clause.kind == "noun" and root != "17":
        return None
    acts = [*reader.occasions(clause), *reader.acts(clause.subject, HARM)]
    strikes = reader.strikes(clause)
    victims = reader.of(sufferers(clause, match), clause, 3)
    roles = {f.code[:3] if f.partial else f.code[3:6] for f in victims}
    sure = match.code.startswith(DELIBERATE) or bool(acts or strikes) or ambushed(clause)
    if root in HARM and not (sure or on_purpose(reader, clause, match, roles)):
        return None
    if root in HARM and (bombarded(reader, match, acts) or perhaps_accident(reader, clause, roles)):
        return None
    if any(reader.pair(act) or any(p.word in MUTUAL for p in act.preps) for act in acts):
        return None
    if any(act.head.word.lower() in STRIKES for act in acts) and hunted(reader, clause, match):
        return None  # of other states as well
    if len(roles & ARMED) > 1:
        return None  # "soldiers and rebels are killed": by each other
    around = [*reader.joined(clause), *acts, *strikes]
    if match.code[:2] == "08":  # "two nurses [held in Chile] were released"
        inner = [c for c in reader.clauses if c.head.word.lower() in LOCKED_UP]
        around += [c for c in inner if any(n.start < c.head.start < n.end for n in clause.objects)]
    if root != "17":
        around += [c for c in reader.clauses if c.marker in {"while", "as"} and c.parent in around]
    if clause.relation in {"adjunct", "ing"} and clause.parent is not None and match.code[:2] != "08":
        around.append(clause.parent)  # "a bomb exploded in Lima, killing three"
    # A charge may be "in connection with a raid in Lima": who charges need not be there.
    preps = [p for c in around for p in c.preps if root != "17" or not p.inside or p.word in AT_WHICH]
    preps = [p for p in preps if head_of(p.node).word.lower() not in BEARING]
    phrases = [*clause.objects, *clause.subject, *(p.node for p in preps)]
    struck = [n for c in around if c is not clause and c.kind == "verb" and not c.passive for n in c.objects]
    for word in (*LOCATIVE, *TOWARDS, "object"):
        if root == "17" and word not in {"in", "at"}:
            break
        nodes = [*(p.node for p in preps if p.word == word), *located(phrases, word)]
        if root == "17" and word == "at":
            nodes = [n for n in nodes if head_of(n).word.lower() in GATES]
        if word == "object":  # "a bomb rocked the city of Lima, killing two"
            nodes = [n for n in struck if head_of(n).label == "NNP" or head_of(n).word.lower() in PARTS]
        for node in nodes:
            if word in TOWARDS and not clause.passive and head_of(node).word.lower() not in PARTS:
                continue
            places = grounds(reader, clause, node)
            if root == "17" and word == "at":  # "at Lima airport", which is no firm of Lima's here
                near = reader.resolver.scene.between(node.start, node.end)
                places = [Found(m.code, m.start, m.end, 1, rules=m.rules) for m in near if len(m.code) == 3]
            if places:
                official = (
                    root == "17" or match.code == "1822" or clause.head.word.lower().startswith("execut")
                )
                if not official and not hunted(reader, clause, match):
                    places = [evolve(places[0], code=places[0].code + attackers(reader, acts))]
                return said(places[:1], "authority", f'"{clause.head.word}" by nobody named, {word}')
    if root in HARM and (sure or not roles & {"MIL"}):
        return at_home(reader, clause, match, victims, acts)  # soldiers may have fallen abroad
    return None


def ambushed(clause: Clause) -> bool:
    """Whether a passive names what nobody does by accident, though its code is that of any fight."""
    return clause.passive and clause.head.word.lower().startswith(ATTACKING)


def on_purpose(reader: Sides, clause: Clause, match: Match, roles: set[str]) -> bool:
    """Whether another word shows that a killing is no accident, or who is killed: "a police officer was
    killed", "killed, and a gunman opened fire in an attack"."""
    if roles & TARGETED and clause.passive and match.code == "190":
        return True
    return any(reader.harms(at) for at in reader.nouns if at != clause.head.start)


def bombarded(reader: Sides, match: Match, acts: list[Clause]) -> bool:
    """Whether what harms are shells and air strikes, which no state sends on itself; armed people may have
    made "a mortar attack"."""
    told = [m for m in (match, *(reader.matches[a] for a in acts)) if m is not None]
    if not any(m.code in BOMBARDMENT for m in told):
        return False
    fired = [reader.matches[a] for a in acts if a.head.word.lower().startswith(ATTACKING)]
    return not any(m is not None and m.code == "194" for m in fired)


def perhaps_accident(reader: Sides, clause: Clause, roles: set[str]) -> bool:
    """Whether what is told may be an accident; not where it hits whom people mean to hit, soldiers aside."""
    return not roles & (TARGETED - {"MIL"}) and any(accidental(c) for c in reader.joined(clause))


def at_home(
    reader: Sides, clause: Clause, match: Match, victims: list[Found], acts: list[Clause]
) -> list[Found] | None:
    """ "Two Peruvian officers were killed in a shooting": armed people of the only state that the sentence
    names, whose those are that suffer it."""
    states = reader.states()
    if len(states) != 1 or clause.relation != "root" or {v.country for v in victims} != set(states):
        return None
    if match.code[:4] in {"1822", "1823"}:
        return None  # states torture and execute
    if match.code == "182" and not acts and not reader.strikes(clause):
        return None  # who is hurt may have been so by anything
    if hunted(reader, clause, match):
        return None
    found = [evolve(f, code=f.code + attackers(reader, acts)) for f in states.values()]
    return said(found, "authority", f'"{clause.head.word}" by nobody named, at home in')


def attackers(reader: Sides, acts: list[Clause]) -> str:
    """The role of those who attack: rebels in "insurgent attacks", else unknown."""
    for act in acts:
        for m in reader.resolver.scene.between(act.node.start, act.head.start):
            role = m.code.strip("~")[:3]
            if m.kind == "agent" and role in REBELLIOUS:
                return role
    return "UAF"


def assassin(reader: Sides, clause: Clause, match: Match | None) -> list[Found] | None:
    """ "after the assassination of an opposition leader in Lima": armed people of the place, else of the only
    state that the sentence names. Not where it is what somebody is blamed for."""
    if match is None or clause.kind != "noun" or match.code != "186" or reader.resolver.scene.known:
        return None
    if any(reader.root(c) in ACCUSING or owns_up(c, reader.matches.get(c)) for c in clause.embedders()):
        return None
    if clause.relation in {"prep:on", "prep:about", "prep:of"}:
        return None  # "a book on the assassination"
    victims = [f for f in reader.of(clause.objects, clause, 2) if not f.partial]
    if not victims:
        return None
    places = [f for p in clause.preps if p.word in LOCATIVE for f in grounds(reader, clause, p.node)]
    states = reader.states()
    if not places and set(states) == {victims[0].country}:
        places = list(states.values())
    found = [evolve(f, code=f.country + "UAF") for f in places[:1]]
    return said(found, "assassin", f'"{clause.head.word}" by nobody named, in') or None


def assailant(reader: Sides, clause: Clause, match: Match | None) -> list[Found] | None:
    """ "after an attack on the Danish embassy in Lima", "raids on Danish troops in Peru": armed people of the
    place. Not where it is what somebody is blamed for or says he did, nor where it tells who did it."""
    if match is None or clause.kind != "noun" or match.code[:2] not in HARM or reader.resolver.scene.known:
        return None
    if any(
        leaf.word.lower() in {"similar", "future", "further", "possible"} for leaf in clause.node.leaves()
    ):
        return None
    if match.reciprocal or match.code in BOMBARDMENT or not clause.head.word.lower().startswith(ASSAULTS):
        return None
    around = [c for c in clause.embedders() if c.kind == "verb"]
    if any(reader.root(c) in ACCUSING or owns_up(c, reader.matches.get(c)) for c in around):
        return None
    if clause.relation not in BEFORE_WHAT_IS_TOLD:
        return None
    outer = around[0] if around and around[0].subject else None
    if outer is not None and (outer.passive or (reader.root(outer) in HARM and clause.relation != "subject")):
        return None  # "killed nine in a raid on a village", "the attack was led by rebels"
    scene = reader.resolver.scene
    before = scene.leaves[max(0, clause.node.start - 2) : clause.node.start]
    if any(leaf.word.lower() in SHARES for leaf in before):
        return None  # "for his role in an attack": whose it was is told
    on = [p.node for p in clause.preps if p.word in {"on", "against"}]
    victims = [f for f in reader.of(on, clause, 2) if not f.partial]
    if not victims:
        return None
    preps = [*clause.preps, *(p for c in around[:1] for p in c.preps if not p.inside)]
    for word in LOCATIVE[:3]:
        nodes = [*(p.node for p in preps if p.word == word), *located(on, word)]
        for node in nodes:
            places = [evolve(f, code=f.country + "UAF") for f in grounds(reader, clause, node)[:1]]
            if places:
                return said(places, "assailant", f'"{clause.head.word}" by nobody named, {word}')
    return None
