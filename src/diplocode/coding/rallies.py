"""Whom a protest is against where no phrase of its own says so: a word before it, or where it is held.

"Anti-Chilean marches" are against Chile (`opposed`); so are protests that "took place at the Chilean embassy
in Peru", and not against Peru (`mission`), and crowds that "gathered in Peru to protest against Chile"
(`purpose` in `targets`). Others are against the protesters' own government (`own_state`). A state's
crackdown is on its own people (`dissent`). All are rules of `targets`.
"""

from __future__ import annotations

from attrs import evolve

from diplocode.cameo import country_of
from diplocode.coding.clause import Clause
from diplocode.coding.implicit_targets import near
from diplocode.coding.matching import Match
from diplocode.coding.phrases import base_of, conjuncts, head_of
from diplocode.coding.scene import INTERNATIONAL, Found
from diplocode.coding.sides import Sides, said

# Protests that nobody named suffers, unlike the blocking of a road or a riot.
MARCHES = ("140", "141", "142", "143")
OUTSIDE = frozenset({"outside", "at", "near", "before", "by", "around", "of", "to", "on", "in", "opposite"})
# Before whom nobody protests who is himself one of them.
RULERS = frozenset({"GOV", "MIL", "LEG", "JUD", "COP", "SPY", "PTY", "ELI", "MED", "BUS"})
MISSIONS = ("embass", "consulate", "mission")


def opposed(
    reader: Sides, clause: Clause, match: Match, sources: list[Found], code: str
) -> list[Found] | None:
    """ "Anti-Chilean marches", "anti-NATO protesters gathered": against whom the word before them says."""
    scene = reader.resolver.scene
    if not scene.opposed or not match.code.startswith(MARCHES) or scene.known:
        return None
    if any(p.word == "against" for p in clause.preps):
        return None
    phrases = [clause.node] if clause.kind == "noun" else clause.subject
    bases = [base_of(part) for phrase in phrases for part in conjuncts(phrase)]
    for m in scene.opposed:
        if any(base.start <= m.start < base.end for base in bases):
            found = Found(m.code, m.start, m.end, 3, rules=m.rules)
            return said(reader.others([found], sources), "opposed", f'"{m.text}" before it:') or None
    return None


def dissent(
    reader: Sides, clause: Clause, match: Match, sources: list[Found], code: str
) -> list[Found] | None:
    """ "Chile's crackdown": on its own people, where nobody is said to suffer it."""
    if clause.kind != "noun" or not match.code.startswith("175") or len(sources) != 1:
        return None
    source = sources[0]
    if source.partial or source.code[3:6] not in {"", "GOV", "MIL", "COP"} or country_of(source.code) is None:
        return None
    people = evolve(source, code=source.country + "OPP", strength=1)
    return said([people], "dissent", f'"{clause.head.word}" on nobody named, at home:')


def mission(
    reader: Sides, clause: Clause, match: Match, sources: list[Found], code: str
) -> list[Found] | None:
    """ "Protests took place at the Chilean embassy": whose it is, as the verb around tells."""
    outer = clause.parent
    if outer is None or not match.code.startswith(MARCHES):
        return None
    purpose = clause.infinitive and outer.kind == "verb"  # "gathered at the embassy to protest"
    if not purpose and (clause.kind != "noun" or clause.relation not in {"subject", "object"}):
        return None
    for prep in outer.preps:
        if prep.word in OUTSIDE and head_of(prep.node).word.lower().startswith(MISSIONS):
            found = [f for f in reader.of([prep.node], outer, 2) if not f.partial]
            found = [evolve(f, code=f.country) for f in reader.others(found, sources)]
            if found:
                return said(found, "mission", f'"{outer.head.word}" {prep.word} the mission of')
    return None


def own_state(
    reader: Sides, clause: Clause, match: Match, sources: list[Found], code: str
) -> list[Found] | None:
    """Who protests against nobody named, or lays down arms, does so before his own government; protesters
    also demand of it."""
    told = code[:2] in {"10", "14"} or code in {"0873", "110", "111"}
    if not told or len(sources) != 1 or reader.resolver.scene.known:
        return None
    source = sources[0]
    if code[:2] in {"10", "11"} and source.code[3:6] not in {"OPP", "LAB"}:
        return None
    if source.partial or source.code[:3] in INTERNATIONAL or source.code[3:6] in RULERS:
        return None
    beside = any(step.rule == "crowd" for step in source.steps)
    if not (clause.kind == "verb" or clause.relation == "subject" or beside or reader.carries(clause)):
        return None
    if reader.official(source):
        return None  # "a protest from Chile": not before its own government
    if any(code_ != source.country for code_ in near(reader, clause)):
        return None
    state = Found(source.code[:3] + "GOV", source.start, source.end, 1, completed=True, rules=source.rules)
    return said([state], "own state", "a protest against nobody named:")
