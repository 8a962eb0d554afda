"""Mediation: who brokered what others agree on, and between whom.

"Chile and Peru sign a truce brokered by Norway", "a Norwegian-brokered truce": the mediator stands beside
what is agreed (`broker`, a rule of `sources`), those he brings together in the clause around (`settling`, a
rule of `targets`).
"""

from __future__ import annotations

from diplocode.coding.clause import Clause
from diplocode.coding.matching import Match
from diplocode.coding.scene import Found
from diplocode.coding.sides import Sides, said, unique


def broker(reader: Sides, clause: Clause, match: Match | None) -> list[Found] | None:
    """ "A Norwegian-brokered truce": who stands in one word with the participle."""
    if clause.subject != [clause.head]:
        return None
    found = [
        Found(m.code, m.start, m.end, 3, rules=m.rules)
        for m in reader.resolver.scene.brokers
        if m.start == clause.head.start
    ]
    return said(found, "broker", "in one word with it:")


def settling(
    reader: Sides, clause: Clause, match: Match, sources: list[Found], code: str
) -> list[Found] | None:
    """ "Chile and Peru sign a truce brokered by Norway", "agreed after mediation by Norway": between whom.

    Those are the parties of the clause around.
    """
    if match.code != "045" or match.target.startswith("phrase:") or reader.resolver.scene.known:
        return None
    if not sources or not (clause.kind == "noun" or clause.passive or clause.marker == "with"):
        return None
    met: list[Found] = []  # "signed it, [with Norway acting as mediator]" is beside them, too
    for outer in clause.embedders():
        around = reader.matches.get(outer)
        if around is None or around.code[:2] in {"", "01"} or around.code[:3] == "045":
            continue
        found = reader.sources(outer, around)
        found = reader.others([*found, *reader.targets(outer, around, found, around.code)], sources)
        found = met = unique([*met, *(f for f in found if not f.partial)])
        if len(found) == 1 and outer.kind == "noun" and outer.parent is not None:
            continue  # "approved a Norwegian-brokered deal with Peru": who has approved it, too
        if len(found) == 1:  # "signed a truce brokered by Norway with Peru"
            found = unique([*found, *reader.others(reader.of(clause.objects, clause, 0), sources)])
        if found:
            return said(found, "settling", f'between whom "{outer.head.word}" tells:')
    return said(met, "settling", "between whom the noun tells:") or None
