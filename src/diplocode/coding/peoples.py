"""Peoples and bands of several states: "Kurdish towns" in a sentence about Syria are those of Syria's Kurds,
"Maoists" in one about Nepal alone are Nepal's."""

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
# The second state of names that stand for somebody of another, and its code there: where only it is told of.
SECOND = {
    "maoist": ("NPL", "NPLREB"),
    "maoists": ("NPL", "NPLREB"),
    "serb": ("XKX", "XKXSRB"),
    "serbs": ("XKX", "XKXSRB"),
}


def housed(mentions: list[Mention], before: Sequence[Found]) -> list[Mention]:
    """Mentions of a people with the one of its states that the sentence, or else the story before, names.

    >>> kurds, state = Mention(0, 1, "actor", "MEAKUR", "Kurds"), Mention(3, 4, "actor", "SYRMIL", "army")
    >>> [m.code for m in housed([kurds, state], [])]
    ['SYRKUR', 'SYRMIL']
    """
    if not any(m.code in HOMES or first_word(m) in SECOND for m in mentions):
        return mentions
    out = []
    for mention in mentions:
        state, code = SECOND.get(first_word(mention), ("", ""))
        if state and mention.kind == "actor" and mention.code[3:6] in {"", "REB"}:
            own = {state, mention.code[:3]}
            named = {m.code[:3] for m in mentions if m.code != mention.code} & own
            last = [f.code[:3] for f in before if f.code[:3] in own and f.code != mention.code][-1:]
            there = named == {state} or (not named and last == [state])
            out.append(evolve(mention, code=code) if there else mention)
            continue
        homes = HOMES.get(mention.code, frozenset())
        here = {m.code[:3] for m in mentions} & homes
        told = [f.code[:3] for f in before if f.code[:3] in homes]
        state = next(iter(here)) if len(here) == 1 else told[-1] if told and not here else ""
        out.append(evolve(mention, code=state + mention.code[3:]) if state else mention)
    return out


def first_word(mention: Mention) -> str:
    """The first word of a name, "maoist" of "Maoist rebels"."""
    return mention.text.partition(" ")[0].lower()
