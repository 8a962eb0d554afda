"""Who arrests, tries and frees where nobody is said to: rules of `sources`, the last one of `targets` too.

own_court   "the mayor of Lima was sentenced to prison": the courts of the only state that is named
entered     "arrested after crossing into Chile": by whose border it is
own_police  "crowds clashed with police in Lima. Hundreds were arrested": the police told of before
holding     "freed two Chileans after a year in detention": who lets them go has held them

Only a state charges, convicts (`on_trial`) or lets out of prison (`set_free`), so that these have a doer even
where none is named. Whom the place tells, as in "arrested in Lima", `authority` in `unnamed` finds first.
"""

from __future__ import annotations

from attrs import evolve

from diplocode.coding.clause import Clause, nobody_named
from diplocode.coding.harm import hunted, sufferers
from diplocode.coding.locations import grounds
from diplocode.coding.matching import Match
from diplocode.coding.roots import VIOLENT
from diplocode.coding.scene import INTERNATIONAL, Found
from diplocode.coding.sides import Sides, said

LOCKED_UP = frozenset({"held", "jailed", "imprisoned", "detained", "arrested", "sentenced"})
TAKEN = frozenset(
    {"hostage", "hostages", "captive", "captives", "kidnapped", "abducted", "by", "rebels", "pirates"}
)
CUSTODY = frozenset({"prison", "jail", "gaol", "custody", "detention", "bail", "parole", "arrest"})
CHARGING = ("charg", "indict", "prosecut", "tried", "arraign")
# Who is tried at home, wherever it was.
SERVING = frozenset({"MIL", "SPY", "GOV", "ELI", "OPP", "PTY", "LEG", "COP"})
PASSING = ("cross", "enter", "leav", "exit", "flee", "land", "arriv", "stray", "sneak")
COUPS = ("coup", "putsch", "mutin", "takeover")


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
    if len({f.country for f in found}) != 1:
        return None
    home = found[0].country
    told = clause.relation not in {"to", "that", "small"} and not clause.infinitive
    if told and tried and home in states and (found[0].code[3:6] in SERVING or spied(clause)):
        states = {home: states[home]}  # what he is tried for may be done abroad
    if set(states) != {home}:
        return None
    return said(list(states.values()), "own court", f'"{clause.head.word}" by nobody named, at home in')


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


def holding(reader: Sides, clause: Clause, match: Match | None) -> list[Found] | None:
    """ "Peru freed two Chileans after a year in detention": who lets them go has held them."""
    outer = let_go(reader, clause, match)
    if outer is None:
        return None
    found = [f for f in reader.sources(outer, reader.matches[outer]) if not f.partial]
    return said(found, "holding", f'"{clause.head.word}" by who "{outer.head.word}",') or None


def held(reader: Sides, clause: Clause, match: Match, sources: list[Found], code: str) -> list[Found] | None:
    """The same for those who were held."""
    outer = let_go(reader, clause, match)
    if outer is None:
        return None
    found = [f for f in reader.others(reader.of(outer.objects, outer, 2), sources) if not f.partial]
    return said(found, "held", f'"{clause.head.word}" of whom somebody "{outer.head.word}",') or None


def let_go(reader: Sides, clause: Clause, match: Match | None) -> Clause | None:
    """The verb that frees those whom a noun says to have been held: "freed after a year in detention"."""
    if match is None or match.code != "173" or clause.kind != "noun" or clause.subject:
        return None
    if clause.relation not in {"prep:after", "prep:following", "prep:in", "prep:from"}:
        return None
    outer = next((c for c in clause.embedders() if c.kind == "verb"), None)
    freeing = reader.matches.get(outer) if outer is not None else None
    freed = freeing is not None and freeing.code in {"084", "0841"}
    return outer if freed and not any(p.word in {"of", "by"} for p in clause.preps) else None


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


def spied(clause: Clause) -> bool:
    """Whether somebody is said to have spied for a state, which does not arrest him."""
    words = {leaf.word.lower() for p in clause.preps for leaf in p.node.leaves()}
    return bool(words & {"spying", "espionage", "spied"})
