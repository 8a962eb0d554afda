"""Who answers for an act whose doer its clause does not name: four rules of `sources`.

"A bomb killed nine people in Lima." A bomb does nothing by itself, and who planted it is unknown; armed
people of the place are put down, as for all unknown attackers (UAF). So also for who arrests: "three men were
arrested in Lima", "the mayor of Lima was sentenced to prison". Air strikes and shells come from elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import evolve

from diplocode.coding.clause import Clause
from diplocode.coding.deeds import owns_up
from diplocode.coding.grammar import BEARING
from diplocode.coding.matching import Match
from diplocode.coding.phrases import NOMINAL, conjuncts, head_of, prepositions
from diplocode.coding.roots import HARM, VIOLENT
from diplocode.coding.scene import INTERNATIONAL, Found
from diplocode.coding.sides import GROUNDS, Sides, said
from diplocode.model import Node

# Codes of acts that nobody does by accident, so that a passive without an agent still has a doer.
DELIBERATE = ("18", "193", "20")
BOMBARDMENT = frozenset({"194", "195", "1951", "1952"})
ARMED = frozenset({"MIL", "COP", "REB"})
LOCATIVE = ("in", "at", "near", "outside", "inside", "across")  # the surest first
TOWARDS = ("on", "to")  # "an attack on Lima", "a mine hit a bus travelling to Lima"
AT_WHICH = frozenset({"in", "during", "at", "amid"})
# What lies in a place that its of-phrase names.
PARTS = GROUNDS | frozenset(
    """
    districts provinces suburbs towns villages outskirts centre center heart downtown neighbourhoods quarter
    section slum slums streets market area areas northeast northwest southeast southwest
    """.split()
)
BOMBS = ("bomb", "blast", "explosion", "suicide", "mine", "landmine")
HUNTED = ("REB", "UAF", "CRM", "IMG", "OPP")
# Things that harm, but only in somebody's hands.
WEAPONS = frozenset(
    """
    bomb bombs mine mines landmine landmines grenade grenades device devices ied ieds explosive explosives
    explosion explosions blast blasts gunfire bullet bullets gunshot gunshots shot shots bomber
    """.split()
)
PROJECTILES = frozenset(
    """
    rocket rockets missile missiles shell shells mortar mortars projectile projectiles drone drones
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
LOCKED_UP = frozenset({"held", "jailed", "imprisoned", "detained", "arrested", "sentenced"})
TAKEN = frozenset(
    {"hostage", "hostages", "captive", "captives", "kidnapped", "abducted", "by", "rebels", "pirates"}
)
CUSTODY = frozenset({"prison", "jail", "gaol", "custody", "detention", "bail", "parole", "arrest"})
CHARGING = ("charg", "indict", "prosecut", "tried", "arraign")
# What nobody does by accident, though its code is that of any fight.
ATTACKING = ("attack", "ambush", "raid")
BEFORE_WHAT_IS_TOLD = frozenset(
    {"root", "subject", *(f"prep:{w}" for w in ("in", "during", "after", "following"))}
)
ASSAULTS = (*ATTACKING, "assault", "bombing", "shooting", "stabbing")
SHARES = frozenset("role involvement part participation complicity responsibility connection".split())
REBELLIOUS = frozenset({"REB", "SEP", "CRM"})
# Who is tried at home, wherever it was.
SERVING = frozenset({"MIL", "SPY", "GOV", "ELI", "OPP", "PTY", "LEG", "COP"})
PASSING = ("cross", "enter", "leav", "exit", "flee", "land", "arriv", "stray", "sneak")
# Where somebody is arrested in a state, not at one.
GATES = frozenset("airport airports port station prison jail gaol stadium hotel checkpoint".split())
DIRECTIONS = frozenset("north south east west northeast northwest southeast southwest outside".split())
ACCUSING = frozenset({"09", "11", "17"})
# Where it takes two, who of them did it is open.
MUTUAL = frozenset({"with", "against", "between"})
STRIKES = frozenset({"strike", "strikes", "airstrike", "airstrikes"})
COUPS = ("coup", "putsch", "mutin", "takeover")
FIRES = frozenset({"fire", "fires", "blaze", "inferno"})
TRAINING = frozenset({"exercise", "exercises", "drill", "training", "accident", "crash"})


def nobody_named(clause: Clause) -> bool:
    """Whether a passive, or a noun that no verb lends its subject, leaves open who acts."""
    if clause.subject:
        return False
    return clause.passive or (clause.kind == "noun" and clause.relation != "object")


def sufferers(clause: Clause, match: Match) -> list[Node]:
    """The phrases of those who suffer an act: the object, but "[nine people] died in a raid"."""
    return clause.subject if match.target == "subject" else clause.objects


def faceless(reader: Sides, clause: Clause, match: Match) -> bool:
    """Whether harm is done by a thing: "a bomb killed ...", "an attack left three dead", "[they] died in"."""
    if clause.kind != "verb" or match.code[:2] not in HARM:
        return False
    if match.target == "subject":
        return True
    heads = [head_of(part) for phrase in reader.contents(clause.subject) for part in conjuncts(phrase)]
    acts = {act.head.start for act in reader.acts(clause.subject, HARM)}
    return bool(heads) and all(h.word.lower() in WEAPONS or h.start in acts for h in heads)


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


def authority(reader: Sides, clause: Clause, match: Match | None) -> list[Found] | None:
    """Whose state an act happens in that nobody is said to do: it arrests, and answers for unknown attackers.

    Arrests (17) always; killings and attacks only where the words show that they are no accident.
    """
    if match is None:
        return None
    root = match.code[:2]
    root = "17" if on_trial(clause, match) or set_free(clause, match) else root
    unnamed = nobody_named(clause) or faces_court(match) or faceless(reader, clause, match)
    if root not in {"17", *HARM} or not unnamed:
        return None
    if clause.kind == "noun" and root != "17":
        return None
    acts = [*reader.occasions(clause), *reader.acts(clause.subject, HARM)]
    strikes = reader.strikes(clause)
    victims = reader.of(sufferers(clause, match), clause, 3)
    roles = {f.code[:3] if f.partial else f.code[3:6] for f in victims}
    if root in HARM:
        meant = clause.passive and clause.head.word.lower().startswith(ATTACKING)
        known = match.code.startswith(DELIBERATE) or acts or strikes or roles & {"OPP"} or meant
        if not known and not (roles & ARMED and clause.passive and match.code == "190"):
            return None
        if any(m is not None and m.code in BOMBARDMENT for m in (match, *(reader.matches[a] for a in acts))):
            return None  # no state shells itself
        if any(accidental(c) for c in reader.joined(clause)):
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
    return None


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


def grounds(reader: Sides, clause: Clause, node: Node) -> list[Found]:
    """The state that a phrase lies in: "the Peruvian city of Ica", "the Comas district of Lima"."""
    word = head_of(node).word.lower()
    if word in BEARING:
        return []  # "near the border of Chile" may be on either side
    venue = head_of(node).label in {"NN", "NNS"} and head_of(node).start not in reader.nouns
    least = 1 if word in GROUNDS or venue else 2  # "in a Lima market", not "Peru Town"
    places = [f for f in reader.of([node], clause, least) if len(f.code) == 3 or f.strength == 1]
    places = [evolve(f, code=f.country) for f in places if f.country not in INTERNATIONAL]
    if not places:
        leaves = reader.resolver.scene.leaves
        for inner in located([node], "of"):
            if word in PARTS or leaves[inner.start - 2].word.lower() in DIRECTIONS:
                return grounds(reader, clause, inner)
    return places


def hunted(reader: Sides, clause: Clause, match: Match) -> bool:
    """Whether those who suffer an act are whom the state itself goes after: rebels, gunmen, gangs."""
    phrases = [*(p.node for p in clause.preps), *clause.subject]
    if any(head_of(node).word.lower().startswith(BOMBS) for node in phrases):
        return False  # no state sends suicide bombers after them
    codes = [f.code for f in reader.of(sufferers(clause, match), clause, 2)]
    return bool(codes) and all(any(role in code for role in HUNTED) for code in codes)


def on_trial(clause: Clause, match: Match) -> bool:
    """Whether somebody is said to be charged or convicted, by nobody named: only a state does that."""
    charged = match.code == "115" and clause.head.word.lower().startswith(CHARGING)
    return (clause.passive and (match.code == "116" or charged)) or faces_court(match)


def faces_court(match: Match) -> bool:
    """Whether somebody goes on trial, by nobody named."""
    return match.code == "115" and match.target == "subject"


def set_free(clause: Clause, match: Match) -> bool:
    """Whether somebody is let out of prison, by nobody named: only the state that held him does that."""
    phrases = [p.node for p in clause.preps]
    held = any(leaf.word.lower() in CUSTODY for phrase in phrases for leaf in phrase.leaves())
    inside = {leaf.word.lower() for phrase in clause.objects for leaf in phrase.leaves()}
    held = held or bool(inside & LOCKED_UP and not inside & TAKEN)  # "two nurses held in Chile"
    return clause.passive and match.code in {"081", "0841"} and held


def own_court(reader: Sides, clause: Clause, match: Match | None) -> list[Found] | None:
    """ "the mayor of Lima was sentenced to prison", "a king was ousted in a coup": by those of the only state
    that the sentence names."""
    if match is None or reader.resolver.scene.known:
        return None
    if clause.kind == "noun" and match.code == "173" and not clause.subject:
        found = [f for f in reader.of(clause.objects, clause, 2) if f.code[3:6] == "OPP" and not f.partial]
        own = [evolve(f, code=f.country) for f in found if f.country not in INTERNATIONAL]
        return said(own[:1], "own court", f'"{clause.head.word}" by nobody named, of an opponent in') or None
    if not faces_court(match) and (not clause.passive or clause.subject):
        return None
    coup = any(act.head.word.lower().startswith(COUPS) for act in reader.occasions(clause))
    tried = match.code == "173" or on_trial(clause, match) or set_free(clause, match)
    if not (tried or (coup and match.code == "190")):
        return None
    accused = sufferers(clause, match)
    found = [f for f in reader.of(accused, clause, 2) if not f.partial and len(f.code) > 3]
    states = reader.states()
    if len(found) != 1:
        return None
    home = found[0].country
    told = clause.relation not in {"to", "that", "small"} and not clause.infinitive
    if told and tried and home in states and (found[0].code[3:6] in SERVING or spied(clause)):
        states = {home: states[home]}  # what he is tried for may be done abroad
    if set(states) != {home}:
        return None
    return said(list(states.values()), "own court", f'"{clause.head.word}" by nobody named, at home in')


def spied(clause: Clause) -> bool:
    """Whether somebody is said to have spied for a state, which does not arrest him."""
    words = {leaf.word.lower() for p in clause.preps for leaf in p.node.leaves()}
    return bool(words & {"spying", "espionage", "spied"})


def entered(reader: Sides, clause: Clause, match: Match | None) -> list[Found] | None:
    """ "arrested after crossing into Chile", "detained while trying to leave it": by whose border it is."""
    if match is None or match.code != "173" or clause.kind != "verb" or not nobody_named(clause):
        return None
    held = {f.country for f in reader.of(clause.objects, clause, 2)}
    for inner in reader.clauses:
        if inner.kind != "verb" or inner.head.start < clause.head.start or inner.passive:
            continue
        word = inner.head.word.lower()
        if clause not in inner.embedders() or not word.startswith(PASSING):
            continue
        into = [p.node for p in inner.preps if p.word in {"into", "in"} and not p.inside]
        phrases = inner.objects if word.startswith(("enter", "leav", "exit", "flee")) else into
        found = [f for node in phrases for f in grounds(reader, clause, node) if f.country not in held]
        if found:
            return said(found[:1], "entered", f'"{clause.head.word}" after "{word}"')
    return None


def own_police(reader: Sides, clause: Clause, match: Match | None) -> list[Found] | None:
    """ "Crowds clashed with police in Lima. Hundreds were arrested": by the police told before, else by those
    of the only state that the story names."""
    if match is None or match.code != "173" or clause.kind != "verb" or not clause.passive or clause.subject:
        return None
    if reader.resolver.scene.known or clause.relation not in {"root", "that"}:
        return None
    if set(reader.states()) - {f.country for f in reader.of(clause.objects, clause, 2)}:
        return None  # but "a Chilean was arrested" tells only who he is
    told = [d for d in reader.resolver.story.deeds if d.root in VIOLENT]
    if not told and not hunted(reader, clause, match):
        return None
    parties = [f for d in told for f in (*d.by, *d.to) if not f.partial]
    police = [f for f in parties if f.code[3:6] in {"COP", "SPY"}]
    placed = [f for f in parties if any(s.rule in {"authority", "assassin"} for s in f.steps)]
    police = police or placed  # unknown attackers are of the place
    states = [f for f in reader.resolver.story.countries() if f.country not in INTERNATIONAL]
    found = police[-1:] or (states if len({f.country for f in states}) == 1 else [])
    found = [evolve(f, code=f.country + "COP") for f in found[:1]]
    return said(found, "own police", f'"{clause.head.word}" by nobody named, of the story') or None


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


def located(phrases: Iterable[Node], word: str) -> Iterator[Node]:
    """What a preposition governs inside some phrases, outermost first, clauses left out."""
    for phrase in phrases:
        if not phrase.children or phrase.label in {"S", "SBAR", "VP", "SINV"}:
            continue
        if phrase.label == "PP":
            for found, governed in prepositions(phrase):
                if found == word and governed.label in NOMINAL:
                    yield governed
        yield from located(phrase.children, word)
