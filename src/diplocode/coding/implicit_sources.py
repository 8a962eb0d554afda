"""Who acts where the clause itself does not say: rules for passives without an agent, and for event nouns.

"Two Chilean diplomats were ordered to leave Norway." Nobody is said to order; the state that must be left
does (`left_place`). Such a source is an implicit argument: it stands in another clause, in the place of the
act, or in whose thing is taken away. The order of the rules, among those of `sources`, decides.
"""

from __future__ import annotations

from attrs import evolve

from diplocode.coding.clause import Clause, nobody_named
from diplocode.coding.deeds import before
from diplocode.coding.grammar import DOCUMENTS, ENACTING
from diplocode.coding.harm import sufferers
from diplocode.coding.matching import Match
from diplocode.coding.mentions import armed
from diplocode.coding.phrases import conjuncts, head_of, located
from diplocode.coding.roots import VIOLENT
from diplocode.coding.scene import INTERNATIONAL, Found
from diplocode.coding.sides import Sides, makers, said

# What a state cuts or gives of its own.
WITHDRAWN = frozenset({"03", "05", "06", "07", "16"})
# What governments do and announce themselves.
OFFICIAL = frozenset({"03", "05", "06", "07", "08", "16", "17"})
STATE_ORGANS = frozenset({"", "GOV", "MIL", "COP", "JUD", "SPY", "LEG"})
# Who is thrown out of, turned away from, or kept off the list of somebody.
SHUT_OUT = frozenset({"16", "12", "17", "20", "08"})
THRESHOLD = frozenset({"from", "out of", "to", "into", "on", "under"})
KEPT = frozenset({"list", "lists", "blacklist", "sanctions", "embargo"})
# What somebody says is written or recorded in.
WRITINGS = frozenset(
    """
    report reports statement statements study survey letter memo memorandum document documents video tape
    message communique communiqué cable cables dossier editorial article resolution declaration petition
    """.split()
)
SAYING = frozenset({"02", "03", "05", "10", "11", "12", "13"})
AUTHORS = ("by", "from", "of")
PASSING = ("leav", "set", "quit", "depart", "exit", "enter", "visit", "land", "travel", "return", "com")
# Where a protest that nobody calls for or bans stands beside what is told.
BESIDE = frozenset({"during", "amid", "amidst", "at", "in", "after", "following"})
AT_HOME = ("nationwide", "nation-wide", "countrywide", "anti-government", "anti-regime")
AMONG = BESIDE | {"despite", "from", "over"}
RISINGS = frozenset({"protests", "demonstrations", "rallies"})
DRAWING = ("spark", "trigger", "draw", "drew", "provok", "prompt", "fac", "join", "led", "lead", "caus")
NEARBY = frozenset({"along", "near", "at", "on", "to", "opposite", "around", "off"})
# Where a visit or a meeting stands that the act around it goes with.
AROUND = frozenset({"during", "on", "at", "in", "after", "following", "before", "for"})
GATES = frozenset({"entry", "admission", "access", "permission", "visa", "visas", "membership"})
# Who holds somebody.
HELD = frozenset({"173", "181", "1382"})
POSTED = ("ambassador", "envoy", "diplomat", "chargé", "charge", "attach", "consul")
# What is said of whom one has held.
FREED = frozenset({"080", "081", "084", "0841", "0842", "0353"})
HANGING = frozenset({"relative", "reduced"})
OPERATIONS = frozenset("operation operations sweep sting manhunt campaign mission incursion".split())
FIGHTING = frozenset({"", "MIL", "COP", "REB", "SEP", "OPP", "UAF", "CRM", "GOV"})
ARMY = frozenset({"MIL", "COP", "GOV"})
MISSION = ("ambassador", "envoy", "embass", "consulate", "mission", "chargé", "charge", "attach")


def occasion(reader: Sides, clause: Clause, match: Match | None) -> list[Found] | None:
    """ "killed in a Chilean air strike": who does the act in which a passive without agent happens."""
    if match is None or match.code[:2] not in VIOLENT or not (clause.passive or match.target == "subject"):
        return None
    victims = {f.code for f in reader.of(sufferers(clause, match), clause, 2)}
    for act in reader.occasions(clause):
        if not reader.pair(act):
            met = [p.node for p in act.preps if p.word == "with"]  # "killed in clashes with rebels"
            found = [f for f in reader.doers(act) if f.code not in victims] or reader.of(met, act, 3)
            if found:
                return said(found, "occasion", f'"{clause.head.word}" in the "{act.head.word}" of')
    found = [f for f in operators(reader, clause) if f.code not in victims]
    if found:
        return said(found, "occasion", f'"{clause.head.word}" in what is done by')
    for both in reader.joined(clause)[1:]:  # "nine were killed and two wounded by rebels"
        found = reader.of(both.subject, both, 1)
        if found:
            return said(found, "occasion", f'"{clause.head.word}" as "{both.head.word}" by')
    for inner in reader.strikes(clause):
        found = reader.sources(inner, reader.matches.get(inner), told=True)
        if found and not any(f.code in victims for f in found):
            return said(found, "occasion", f'{inner.marker} "{inner.head.word}" by')
    return None


def operators(reader: Sides, clause: Clause) -> list[Found]:
    """ "killed in an operation by Norwegian troops", "arrested in a Norwegian operation": whose it is."""
    for prep in (p for c in reader.joined(clause) for p in c.preps):
        head = head_of(prep.node)
        if (
            prep.word not in {"in", "during", "by", "after", "following"}
            or head.word.lower() not in OPERATIONS
        ):
            continue
        found = [f for node in located([prep.node], "by") for f in reader.of([node], clause, 1)]
        for c in reader.clauses:
            if not found and c.passive and c.relation == "reduced" and head in map(head_of, c.objects):
                found = reader.of(c.subject, c, 1)
        before = reader.resolver.scene.between(prep.node.start, head.start)
        named = [Found(m.code, m.start, m.end, 2, rules=m.rules) for m in before if m.kind == "actor"]
        if found or named:
            return found or named[:1]
    return []


def coordinated(reader: Sides, clause: Clause, match: Match | None) -> list[Found] | None:
    """ "was arrested by Chile and handed to Peru": who does the first of two passives does the second."""
    if not clause.passive or clause.subject or clause.kind != "verb":
        return None
    first = [
        c
        for c in reader.clauses
        if c.passive
        and c.parent is clause.parent
        and c.relation == clause.relation
        and c.objects[:1] == clause.objects[:1] != []
        and c.head.start < clause.head.start
        and reader.root(c) not in {"", "01"}
    ]
    found = reader.sources(first[-1], reader.matches.get(first[-1])) if first else []
    return (
        said(found, "coordinated", f'"{clause.head.word}" by who "{first[-1].head.word}",') if found else None
    )


def left_place(reader: Sides, clause: Clause, match: Match | None) -> list[Found] | None:
    """Who shuts out, where a passive names nobody: the place that one must leave or may not enter, the keeper
    of a list.

    "thrown out of Chile", "ordered to leave Chile", "refused entry to Chile", "put on Chile's blacklist",
    "placed under Chilean sanctions"
    """
    if match is None or match.code[:2] not in SHUT_OUT or not nobody_named(clause):
        return None
    if match.option("own") is not None:
        return None  # "its envoy was recalled from Chile"
    gates = [n for n in clause.objects if head_of(n).word.lower() in GATES]  # "refused [entry to Chile]"
    phrases = [
        p.node
        for p in clause.preps
        if (p.word in THRESHOLD or (p.word == "of" and "out" in match.predicate.extra))
        and (not p.inside or any(n.start < p.node.start < n.end for n in gates) or clause.kind == "noun")
    ]
    for inner in clause.complements:
        back = match.code == "173" and inner.head.word.lower().startswith(("return", "com", "travel"))
        if inner.head.word.lower().startswith(PASSING) and not back:
            phrases += [*inner.objects, *(p.node for p in inner.preps if p.word in {*THRESHOLD, "in"})]
    out = {f.country for f in reader.of(clause.objects, clause, 1)}
    under = [p.node for p in clause.preps if p.word in {"on", "under"}]
    for phrase in phrases:
        listed = head_of(phrase).word.lower() in KEPT
        if not listed and phrase in under:
            continue  # "sanctions imposed on Chile"
        found = [f for f in reader.of([phrase], clause, 1 if listed else 2) if not f.partial]
        found = [f for f in found if f.country not in out]
        if not listed:
            found = [f for f in found if len(f.code) == 3 or f.country in INTERNATIONAL]
        if found:
            return said(found[:1], "left place", f'"{clause.head.word}" by nobody named, from or to')
    return None


def post(reader: Sides, clause: Clause, match: Match | None) -> list[Found] | None:
    """ "Chile's envoy to Norway was summoned", "was called to the ministry in Oslo": who receives a diplomat
    summons or expels him, where a passive names nobody."""
    if match is None or match.code not in {"110", "114", "161", "173"} or not clause.passive:
        return None
    if match.option("own") is not None or clause.kind != "verb" or clause.subject:
        return None
    envoys = [n for n in clause.objects if head_of(n).word.lower().startswith(POSTED)]
    sent = {f.country for f in reader.of(envoys, clause, 1)}
    if not sent:
        return None
    called = [p.node for p in clause.preps if p.word in {"to", "by", "at"} and not p.inside]
    called = [] if match.code == "173" else called
    for phrases in ([*located(envoys, "to")], [*located(envoys, "in")], called):
        found = [f for f in reader.of(phrases, clause, 1) if not f.partial and f.country not in sent]
        if found:
            return said(found[:1], "post", f'"{clause.head.word}" by nobody named, who is sent to')
    return None


def enacted(reader: Sides, clause: Clause, match: Match | None) -> list[Found] | None:
    """ "Chile's parliament passed a law that bans ...", "signs an order lifting ...": who has made the
    document."""
    if match is None or clause.kind != "verb" or clause.passive or clause.relation not in {"relative", "ing"}:
        return None
    found = makers(reader, clause, DOCUMENTS, ENACTING, 2)
    return said(found, "enacted", f'what "{clause.head.word}" is made by') or None


def aftermath(reader: Sides, clause: Clause, match: Match | None) -> list[Found] | None:
    """ "Rebels raided the town. Nine soldiers were killed": who did the harm told before, in this sentence or
    the one before; of those who did it themselves, the forces that suffered it."""
    if match is None or reader.resolver.scene.known:
        return None
    back = clause.passive and any(
        next(p.node.leaves()).word.lower() == "the" for p in clause.preps if p.word == "in"
    )
    if match.code not in {"190", "182"} and not (back and match.code[:3] in {"183", "193"}):
        return None  # "injured in the bombing": in the one told before
    deed = before(reader, clause)
    if deed is None or any(f.code == g.code for f in deed.to for g in deed.by):
        return None
    found = [f for f in deed.by if not f.partial and f.country not in {"NGO", "IGO"}][:1]
    victims = reader.of(clause.objects, clause, 2)
    forces = found and found[0].code[3:6] in {"", *ARMY}
    if any(
        v.country == f.country and ((forces and v.completed) or len(v.code) == 3)
        for v in victims
        for f in found
    ):
        return None  # no army kills its own: whose they are, it does not say
    if found and any(v.code[3:6] == found[0].code[3:6] != "" for v in victims):
        if not any(v.country == found[0].country for v in victims):
            return None
        found = [f for f in deed.to if not f.partial and f.code[3:6] in ARMY]
    return said(found[:1], "aftermath", f'"{clause.head.word}" after "{deed.word}" of') or None


def captor(reader: Sides, clause: Clause, match: Match | None) -> list[Found] | None:
    """ "a minister detained in Chile is released": where nobody is named, those who hold him let him go;
    "Chile released a man held since May": who lets him go has held him."""
    if match is not None and match.code in HELD and clause.passive and clause.relation in HANGING:
        return keeper(reader, clause)
    if match is None or match.code != "0841" or not clause.passive or clause.subject:
        return None
    if clause.relation in {"relative", "reduced"}:
        return None  # "arrested a man who had been released"
    freed = {head_of(phrase).start for phrase in clause.objects}
    for held in reader.clauses:
        taken = reader.matches.get(held)
        if taken is None or taken.code not in HELD or held is clause or held.head.start > clause.head.start:
            continue
        same = freed & {head_of(phrase).start for phrase in held.objects}
        within = held.relation == "reduced" and any(n.start < held.head.start < n.end for n in clause.objects)
        if same or within:  # "eight of the Chileans [seized by rebels]"
            found = reader.sources(held, taken)
            return said(found, "captor", f'"{clause.head.word}" by who "{held.head.word}"') or None
    return None


def keeper(reader: Sides, clause: Clause) -> list[Found] | None:
    """Who lets somebody go of whom a clause says that he has been held, by nobody named."""
    held = {head_of(part).start for phrase in clause.objects for part in conjuncts(phrase)}
    for freeing in reader.clauses:
        match = reader.matches.get(freeing)
        if match is None or match.code not in FREED or freeing.kind != "verb" or freeing.passive:
            continue
        if held & {head_of(part).start for phrase in freeing.objects for part in conjuncts(phrase)}:
            found = reader.of(freeing.subject, freeing, 1)
            return said(found, "captor", f'"{clause.head.word}" by who "{freeing.head.word}",') or None
    return None


def fighter(reader: Sides, clause: Clause, match: Match | None) -> list[Found] | None:
    """ "killed during clashes with rebels", "took the town after fighting with the army": whoever falls or
    acts in the clause around has fought, if it is somebody who may."""
    if match is None or clause.kind != "noun" or clause.subject or not match.reciprocal:
        return None
    if match.code[:2] != "19" or clause.relation.removeprefix("prep:") not in {*AROUND, "amid"}:
        return None
    outer = next((c for c in clause.embedders() if c.kind == "verb"), None)
    if outer is None or not any(p.word in {"with", "against"} and not p.inside for p in clause.preps):
        return None
    around = reader.matches.get(outer)
    if around is None or around.code[:2] not in VIOLENT:
        return None
    found = reader.of(outer.objects[:1] if outer.passive else outer.subject, outer, 3)
    found = [f for f in found if armed(f.code) or (f.code[:3] if f.partial else f.code[3:6]) in FIGHTING]
    return said(found, "fighter", f'"{clause.head.word}" of who "{outer.head.word}",') or None


def author(reader: Sides, clause: Clause, match: Match | None) -> list[Found] | None:
    """ "A report by Norway criticises", "a letter signed by Norway urges": whose writing says so."""
    if match is None or match.code[:2] not in SAYING or clause.kind != "verb" or clause.passive:
        return None
    for phrase in clause.subject:
        for part in conjuncts(phrase):
            if head_of(part).word.lower() not in WRITINGS:
                continue
            heads = {head_of(part).start}
            signed = [
                node
                for c in reader.clauses
                if c.passive and c.relation == "reduced" and heads & {head_of(n).start for n in c.objects}
                for node in c.subject
            ]
            inside = [node for word in AUTHORS for node in located([part], word)]
            for node in (*signed, *inside):
                found = [f for f in reader.of([node], clause, 2) if not f.partial]
                if found:
                    return said(found, "author", f'"{head_of(part).word}" of')
    return None


def crowd(reader: Sides, clause: Clause, match: Match | None) -> list[Found] | None:
    """ "protests broke out in Chile", "shot at a protest in Lima": the people of the place, where nobody else
    is said to protest.

    "during protests against the Chilean president": the people of the state that they are against; "amid
    nationwide protests", "protests continue": of the only state that the sentence names.
    """
    if match is None or clause.kind != "noun" or match.code[:2] != "14":
        return None
    outer = clause.parent
    beside = clause.relation.removeprefix("prep:") in BESIDE
    preps = [*clause.preps]
    if clause.relation == "subject" and outer is not None:
        preps += outer.preps
    for prep in preps:
        place = prep.word in {"in", "across", "throughout"} and (beside or clause.relation == "subject")
        if place or (prep.word == "against" and clause.relation != "subject"):
            roles, least = ({""}, 2) if place else ({"GOV", "LEG"}, 3)
            found = [
                f for f in reader.of([prep.node], clause, least) if f.code[3:] in roles and not f.partial
            ]
            if found:
                people = evolve(found[0], code=found[0].country + "OPP")
                return said([people], "crowd", f'"{clause.head.word}" {prep.word}')
    states = reader.states()
    nationwide = beside and any(w.lower().startswith(AT_HOME) for w in clause.node.words())
    if len(states) == 1 and (nationwide or breaking_out(clause)):
        at_home = [evolve(f, code=f.country + "OPP") for f in states.values()]
        return said(at_home, "crowd", f'"{clause.head.word}" at home in')
    return None


def breaking_out(clause: Clause) -> bool:
    """Whether protests are told as something that goes on: "protests continue", "a law that sparks protests",
    "despite protests"; not "he called for protests"."""
    if clause.head.word.lower() not in RISINGS:
        return False
    if clause.relation == "object" and clause.parent is not None:
        return clause.parent.head.word.lower().startswith(DRAWING)
    return clause.relation == "subject" or clause.relation.removeprefix("prep:") in AMONG


def owner(reader: Sides, clause: Clause, match: Match | None) -> list[Found] | None:
    """ "Norwegian aid to Chile was cut", "Norwegian troops are deployed along the border with Chile": where a
    passive names nobody, whose thing is withdrawn or sent."""
    if match is None or not clause.passive or clause.subject or match.code[:2] not in {"15", *WITHDRAWN}:
        return None
    outer = next((c for c in clause.embedders() if c.kind == "verb"), None)
    if clause.relation in {"relative", "reduced"} and outer is not None and reader.root(outer) == "08":
        return None  # "lifted the sanctions that were imposed in 2010"
    posture = match.code[:2] == "15"
    mission = any(head_of(n).word.lower().startswith(MISSION) for n in clause.objects)
    found = [
        f
        for f in reader.of(clause.objects, clause, 1)
        if not f.partial and (f.strength < 3 or posture or (mission and match.code in {"161", "050"}))
    ]
    if posture:
        beside = reader.of([p.node for p in clause.preps if p.word in NEARBY], clause, 0)
        if all(f.country == g.country for f in found for g in beside):
            return None
        return said(found[:1], "owner", f'"{clause.head.word}" by nobody named, troops of') or None
    words = {"to", "with", "for", "in", "on", "against"} | (
        {"from"} if match.option("own") is not None else set()
    )
    others = reader.of([p.node for p in clause.preps if p.word in words], clause, 2)
    if found and any(f.country != found[0].country for f in others):
        return said(found[:1], "owner", f'"{clause.head.word}" by nobody named, a thing of')
    return None


def speaker(reader: Sides, clause: Clause, match: Match | None) -> list[Found] | None:
    """ "the embassy will be closed, the ministry said": a government that announces its own act."""
    if match is None or clause.kind != "verb" or match.code[:2] not in OFFICIAL:
        return None
    if clause.subject and not (match.code[:2] == "16" and not clause.passive):
        return None
    outer = clause.parent
    if outer is None or clause.relation != "that" or reader.root(outer) != "01":
        return None
    found = [f for f in reader.of(outer.subject, outer, 2) if not f.partial and f.code[3:6] in STATE_ORGANS]
    found = [f for f in found if f.country != "MED"]
    touched = {f.country for f in reader.of(clause.objects, clause, 1)}
    if found and found[0].country not in touched:
        return said(found[:1], "speaker", f'"{clause.head.word}" by nobody named, announced by')
    return None
