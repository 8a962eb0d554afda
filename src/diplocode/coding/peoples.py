"""Peoples of several states: "Kurdish towns" in a sentence about Syria are those of Syria's Kurds."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from diplocode.coding.mentions import Mention
from diplocode.coding.scene import Found

# The states that a people lives in, by the code of the people as a whole.
HOMES = {
    "MEAKUR": frozenset({"IRN", "IRQ", "SYR", "TUR"}),
    "SAFTUA": frozenset({"BFA", "DZA", "LBY", "MLI", "NER"}),
}


def housed(mentions: list[Mention], before: Sequence[Found]) -> list[Mention]:
    """Mentions of a people with the one of its states that the sentence, or else the story before, names.

    >>> kurds, state = Mention(0, 1, "actor", "MEAKUR", "Kurds"), Mention(3, 4, "actor", "SYRMIL", "army")
    >>> [m.code for m in housed([kurds, state], [])]
    ['SYRKUR', 'SYRMIL']
    """
    if not any(m.code in HOMES for m in mentions):
        return mentions
    out = []
    for mention in mentions:
        homes = HOMES.get(mention.code, frozenset())
        here = {m.code[:3] for m in mentions} & homes
        told = [f.code[:3] for f in before if f.code[:3] in homes]
        state = next(iter(here)) if len(here) == 1 else told[-1] if told and not here else ""
        out.append(evolve(mention, code=state + mention.code[3:]) if state else mention)
    return out
