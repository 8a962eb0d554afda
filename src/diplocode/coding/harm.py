"""What a clause that tells harm tells of it: an accident, a wound of another act, who suffers it.

accident     "killed in a bus crash": nobody does it
accidental   "three died in a blast in a coal mine": perhaps nobody does it
faceless     "a bomb killed nine", "nine died in an attack": a thing does it, in somebody's hands
sufferers    the phrases of those who suffer it
hunted       "five rebels were killed": whom the state itself goes after
inflicted    "shelled a town, injuring nine": the act that gives the wound
only_where   "two envoys were killed in a raid in Peru": the raid's place suffers nothing of its own
background   "amid the Chaco War": what goes on behind what is told
enemy        "retook a base at home from the rebels": whom an army fights where it names its own state only
suffering    "condemned the persecution of Chileans": who suffers it
left_by      "rebels withdrew from a town": to whom they leave it
"""

from __future__ import annotations

from attrs import evolve

from diplocode.coding.clause import Clause
from diplocode.coding.deeds import before
from diplocode.coding.locations import LOCATIVE
from diplocode.coding.matching import Match
from diplocode.coding.mentions import armed
from diplocode.coding.phrases import NOMINAL, conjuncts, head_of, preposition
from diplocode.coding.roots import HARM
from diplocode.coding.scene import INTERNATIONAL, Found
from diplocode.coding.sides import Sides, said
from diplocode.model import Node

ACCIDENTS = (
    "crash", "collision", "collid", "accident", "derail", "capsiz", "collaps", "landslide", "mudslide",
    "earthquake", "quake", "storm", "hurricane", "typhoon", "cyclone", "tornado", "flood", "avalanche",
    "stampede", "wildfire", "outbreak", "shipwreck", "overturn", "eruption", "tsunami",
)  # fmt: skip
# What kills by itself as a subject, though "sniper fire" does not.
BLAZES = frozenset({"fire", "fires", "blaze", "blazes", "heatwave", "lightning", "epidemic"})
SINKING = frozenset("sink sinks sank sunk sinking plunge plunges plunged burn burns burned burnt".split())
# How somebody comes to harm in an act that another word names.
WOUNDING = ("injur", "wound", "hurt", "maim")
KILLING = ("kill", "slain", "die", "dying", "perish", "dead", "leav", "left")
# What goes on behind what is told.
WARS = frozenset({"war", "wars"})
RISINGS = frozenset({"protests", "demonstrations", "uprising", "riots", "unrest"})
# What somebody suffers, beside what the dictionaries know as acts.
SUFFERED = frozenset(
    """
    persecution sinking death deaths removal mistreatment ill-treatment torture murder murders killing
    killings assassination poisoning abduction kidnapping beheading rape slaughter massacre massacres
    displacement desecration harassment intimidation discrimination violence attack attacks
    """.split()
)
BOMBS = ("bomb", "blast", "explosion", "suicide", "mine", "landmine")
# What a state's forces do in another to those whom they are after, and what says that it is there.
STRUCK = frozenset({"190", "194", "195"})
PLACING = frozenset({"in", "near", "inside", "over", "across", "outside"})
HUNTED = ("REB", "UAF", "CRM", "IMG", "OPP")
# Things that harm, but only in somebody's hands.
WEAPONS = frozenset(
    """
    bomb bombs mine mines landmine landmines grenade grenades device devices ied ieds explosive explosives
    explosion explosions blast blasts gunfire bullet bullets gunshot gunshots shot shots bomber
    """.split()
)
# Of one, it takes more to tell an attack from an accident; of several at a time, it does not.
BLASTS = frozenset({"blast", "explosion"})
INDUSTRY = frozenset(
    """
    gas coal mine miners factory plant refinery pipeline boiler fireworks firework chemical warehouse depot
    mill rig tanker workshop dust methane methanol fuel steel ammunition munitions volcano generator
    """.split()
)
FIRES = frozenset({"fire", "fires", "blaze", "inferno"})
TRAINING = frozenset({"exercise", "exercises", "drill", "training", "accident", "crash"})


def accident(reader: Sides, clause: Clause) -> bool:
    """ "killed in a bus crash", "the plane hit a tower, killing ...": harm without an attacker."""
    if clause.head.word.lower().startswith("drown") and not clause.objects:
        return True
    leaves = [head_of(p.node) for p in clause.preps if not p.inside]
    acting = [] if clause.passive else [head_of(phrase) for phrase in clause.subject]
    outer = next((c for c in clause.embedders() if c.kind == "verb"), None)
    if clause.relation in {"adjunct", "ing", "reduced"} and outer is not None and not clause.passive:
        acting += [head_of(phrase) for phrase in outer.subject]
        if not outer.head.word.lower().startswith(("storm", "flood")):  # "stormed a town, killing two"
            leaves.append(outer.head)
        if not outer.objects and not outer.passive and mishap(outer):
            return True
    if any(leaf.word.lower() in BLAZES for leaf in acting):
        return True
    leaves += acting
    leaves += [c.head for c in reader.clauses if c.parent is clause and c.relation == "adverbial"]
    return any(leaf.word.lower().startswith(ACCIDENTS) for leaf in leaves)


def mishap(clause: Clause) -> bool:
    """ "a ferry sank", "a gas pipeline exploded": what happens to things by themselves."""
    word = clause.head.word.lower()
    if word.startswith(("explod", "blew", "blow")):
        words = {leaf.word.lower() for phrase in clause.subject for leaf in phrase.leaves()}
        return bool(words & INDUSTRY) and not any(w.startswith(BOMBS) and w not in INDUSTRY for w in words)
    return word in SINKING


def accidental(clause: Clause) -> bool:
    """Whether what harms may be an accident: one explosion in a mine, or of which no more is told."""
    phrases = [*clause.subject, *clause.objects, *(p.node for p in clause.preps)]
    words = {leaf.word.lower() for phrase in phrases for leaf in phrase.leaves()}
    heads = {head_of(part).word.lower() for phrase in phrases for part in conjuncts(phrase)}
    if heads & TRAINING or (heads & FIRES and not words & {"arson", "gun", "rocket", "artillery", "mortar"}):
        return True
    blast = bool(heads & BLASTS)
    telling = {"bomb", "suicide", "car", "roadside", "grenade", "twin", "terrorist", "powerful"}
    return blast and (bool(words & INDUSTRY) or not words & telling)


def inflicted(reader: Sides, clause: Clause, match: Match) -> tuple[Clause | None, str]:
    """The act in which somebody is wounded, and its code: "shelled a town, injuring nine".

    A wound is no beating (182) where a bomb or a raid gives it; nor is it any fight (190) where who dies
    does so of a bomb. Else no act and the clause's own code.
    """
    word = clause.head.word.lower()
    killed = match.code == "190" and word.startswith(KILLING)
    wounded = match.code == "182" and word.startswith(WOUNDING)
    if reader.foreign or clause.kind != "verb" or not (killed or wounded):
        return None, match.code
    outer = clause.parent
    around = [outer] if outer is not None and clause.relation in {"adjunct", "ing"} else []
    beside = [
        c
        for c in reader.clauses
        if c.parent is outer
        and c.relation == clause.relation
        and c.kind == "verb"
        and c.passive == clause.passive
        and (c.passive or c.subject == clause.subject)
    ]
    named = [*reader.occasions(clause), *reader.acts(clause.subject, HARM), *reader.strikes(clause)]
    for act in (*named, *around, *beside):
        told = reader.matches.get(act)
        if act is clause or told is None or told.code[:3] in {"191", "192"}:
            continue
        if told.code[:3] == "183" if killed else told.code[:2] in HARM:
            return act, told.code
    if killed:
        return None, match.code
    deed = before(reader, clause)
    return None, "190" if deed is not None and deed.root == "19" else match.code


def only_where(reader: Sides, clause: Clause, targets: list[Found]) -> bool:
    """Whether an act has only its place for a target, and the clause around says who suffers it: "two
    Chilean envoys were killed in a raid in Peru"."""
    outer = clause.parent
    if clause.kind != "noun" or outer is None or outer.kind != "verb" or reader.foreign or not targets:
        return False
    match = reader.matches.get(outer)
    if match is None or match.code[:2] not in HARM or clause not in reader.occasions(outer):
        return False
    own = reader.matches.get(clause)
    if own is not None and own.reciprocal:
        return False  # "killed in clashes with rebels": they fought as well
    places = [f for p in clause.preps if p.word in LOCATIVE for f in reader.of([p.node], clause, 0)]
    if not all(len(t.code) == 3 and any(t.start == f.start for f in places) for t in targets):
        return False
    suffering = [f for f in reader.of(sufferers(outer, match), outer, 3) if not f.partial]
    return bool(suffering)


def background(clause: Clause) -> bool:
    """Whether a war is only what something is about or happens in, "amid the Chaco War"; or protests are
    told by their year, as the name of a story: "2011 Chilean protests: ..."."""
    if clause.kind != "noun":
        return False
    word = clause.head.word.lower()
    if word in RISINGS:
        before = [leaf.word for leaf in clause.node.leaves() if leaf.start < clause.head.start]
        return any(name[:4].isdecimal() and name[:2] in {"19", "20"} for name in before)
    if word not in WARS or not clause.relation.startswith("prep:"):
        return False
    return not any(p.word in {"between", "against", "with", "on"} for p in clause.preps)


def faceless(reader: Sides, clause: Clause, match: Match) -> bool:
    """Whether harm is done by a thing: "a bomb killed ...", "an attack left three dead", "[they] died in"."""
    if clause.kind != "verb" or match.code[:2] not in HARM:
        return False
    if match.target == "subject":
        return True
    heads = [head_of(part) for phrase in reader.contents(clause.subject) for part in conjuncts(phrase)]
    acts = {act.head.start for act in reader.acts(clause.subject, HARM)}
    return bool(heads) and all(h.word.lower() in WEAPONS or h.start in acts for h in heads)


def sufferers(clause: Clause, match: Match) -> list[Node]:
    """The phrases of those who suffer an act: the object, but "[nine people] died in a raid"."""
    return clause.subject if match.target == "subject" else clause.objects


def hunted(reader: Sides, clause: Clause, match: Match) -> bool:
    """Whether those who suffer an act are whom the state itself goes after: rebels, gunmen, gangs."""
    phrases = [*(p.node for p in clause.preps), *clause.subject]
    if any(head_of(node).word.lower().startswith(BOMBS) for node in phrases):
        return False  # no state sends suicide bombers after them
    codes = [f.code for f in reader.of(sufferers(clause, match), clause, 2)]
    return bool(codes) and all(any(role in code for role in HUNTED) for code in codes)


def suffering(reader: Sides, clause: Clause) -> list[tuple[int, int]]:
    """Who suffers what is disapproved of: "condemned the persecution [of Chileans]" is not about them."""
    out = []
    for phrase in (*clause.objects, *(p.node for p in clause.preps if not p.reason)):
        for node in phrase.nodes():
            if node.label != "PP" or node.parent is None or node.parent.label not in NOMINAL:
                continue
            word, governed = preposition(node)
            act = head_of(node.parent)
            known = reader.nouns.get(act.start)
            harm = known is not None and reader.root(known) in {"18", "20"}
            harm = harm or act.word.lower() in SUFFERED
            if harm and word in {"of", "against", "on"} and governed is not None and act.start < node.start:
                out.append((governed.start, governed.end))
    return out


def act_alone(reader: Sides, phrase: Node) -> bool:
    """Whether a phrase is itself an attack, that suffers nothing: "[Chilean air strikes] are reported"."""
    head = head_of(phrase)
    act = reader.nouns.get(head.start)
    mention = reader.resolver.scene.at.get(head.start)
    return act is not None and reader.root(act) in HARM and mention is not None and mention.kind == "agent"


def enemy(reader: Sides, targets: list[Found], sources: list[Found], code: str) -> list[Found]:
    """ "The Malian army retakes a base in Mali, after driving out Islamic State fighters": an army does not
    fight its own state, but the one armed group of no state that the sentence names."""
    home = {s.country for s in sources}
    there = group_there(reader, targets, sources, code)
    if there:
        return there
    if code[:2] != "19" or len(home) != 1 or {t.code for t in targets} != home or reader.foreign:
        return []
    if any(s.code[3:6] not in {"MIL", "COP"} for s in sources) or reader.resolver.scene.known:
        return []
    named: dict[str, Found] = {}
    for m in reader.resolver.scene.mentions:
        if m.kind == "actor" and m.code.startswith("IMG"):
            named.setdefault(m.code, Found(m.code, m.start, m.end, 3, rules=m.rules))
    return said(list(named.values()), "enemy", "whom it fights:") if len(named) == 1 else []


def group_there(reader: Sides, targets: list[Found], sources: list[Found], code: str) -> list[Found]:
    """ "The Malian army bombs al-Qaeda in Chad", "air strikes in Chad killed an Islamic State leader": what a
    state's forces do in another is done to the one armed group named that is not of that other, not to it."""
    if code[:3] not in STRUCK or reader.resolver.scene.known or reader.foreign:
        return []
    if not targets or not sources or any(s.code[3:6] not in {"", "MIL", "GOV"} for s in sources):
        return []
    scene, where = reader.resolver.scene, {t.country for t in targets}
    for t in targets:
        before = [leaf.word.lower() for leaf in scene.leaves[max(0, t.start - 4) : t.start]]
        if len(t.code) > 3 or t.country in INTERNATIONAL or not PLACING.intersection(before):
            return []
    named: dict[str, Found] = {}
    for m in scene.mentions:
        own = any(m.code[:3] == s.country for s in sources)
        apt = m.code.startswith("IMG") or (code[:3] == "195" and (own or code == "1952"))
        if m.kind == "actor" and armed(m.code) and m.code[:3] not in where and apt:
            named.setdefault(m.code, Found(m.code, m.start, m.end, 3, rules=m.rules))
    if len(named) != 1 or any(s.code in named or s.country in where for s in sources):
        return []
    return said(list(named.values()), "enemy", "whom it fights there:")


def left_by(found: list[Found], sources: list[Found], code: str) -> list[Found]:
    """ "Malian rebels withdrew from the town of Gao": they leave it to the state that it is of, their own."""
    if code != "0874" or not sources or not all(s.code[3:6] in {"REB", "SEP"} for s in sources):
        return []
    return [evolve(f, strength=3) for f in found if any(f.code == s.country for s in sources)][:1]
