"""Actors that a phrase itself names: the rules that need no other phrase than the one they read.

known      the input already says who this is
named      the head is in the actor dictionary: "southern Norway"
modifier   a nationality or organisation before a head that is no actor: "a NATO ruling"; weak
"""

from __future__ import annotations

from diplocode.cameo import country_of
from diplocode.coding.mentions import Mention
from diplocode.coding.phrases import (
    CONJUNCTIONS,
    NOMINAL,
    base_of,
    head_of,
    possessor,
    postmodifiers,
    prepositions,
)
from diplocode.coding.scene import INTERNATIONAL, Found, Scene, combine, from_mention, roles_of
from diplocode.model import Node, Step


def known(phrase: Node, scene: Scene) -> list[Found] | None:
    """A mention that the input gave and that holds the head, or that covers the phrase."""
    if not scene.known:
        return None
    head = head_of(phrase)
    base = base_of(phrase)
    mention = scene.at.get(head.start)
    several = {
        m.code for m in scene.mentions if m.kind == "known" and m.start < base.end and m.end > base.start
    }
    if len(several) > 1 and any(c.label in CONJUNCTIONS for c in base.children):
        return None
    if mention is not None and mention.kind == "known":
        return [from_mention(mention, "known actor")]
    inside = [m for m in scene.between(base.start, base.end) if m.kind == "known"]
    if len(inside) == 1 and inside[0].end >= head.end - 0 and inside[0].start <= base.start:
        return [from_mention(inside[0], "known actor")]
    return None


def named(phrase: Node, scene: Scene) -> list[Found] | None:
    """The head of the phrase is in the actor dictionary."""
    head = head_of(phrase)
    mention = scene.at.get(head.start)
    if mention is None or mention.kind not in {"actor", "learned"}:
        return None
    base = base_of(phrase)
    code = mention.code
    rules = mention.rules
    steps = [Step("named", f"{mention.text} is {code}", mention.rules[0] if mention.rules else None)]
    before = [
        m for m in scene.mentions if m.kind == "actor" and base.start <= m.start and m.end <= mention.start
    ]
    if (
        before
        and len(code) > 3
        and len(before[-1].code) == 3
        and before[-1].code != code[:3]
        and before[-1].end == mention.start
    ):
        # "the Norwegian Ministry of Defence", "the Russian Security Council": the body of another state
        # than its name's owner
        state = before[-1]
        code = state.code + ("GOV" if code[:3] in INTERNATIONAL else code[3:])
        rules = (*state.rules, *rules)
        steps.append(Step("body of", f"{state.text}: {code}"))
    whose = owning_state(phrase, mention, scene) if code == mention.code else None
    if whose is not None:  # "the Supreme Court of Chile", "Chile's Senate": not that of another state
        code = whose.code + code[3:]
        rules = (*whose.rules, *rules)
        steps.append(Step("body of", f"{whose.text}: {code}"))
    title = scene.at.get(mention.start - 1)
    if len(code) == 3 and title is not None and title.kind == "agent" and title.start >= base.start:
        # "Prime Minister Lind", where the dictionary gives Lind a country alone
        code = combine(code, roles_of([title]))
        rules = (*rules, *title.rules)
        steps.append(Step("title", f"{title.text}: {code}"))
    return [Found(code, base.start, base.end, 3, place=len(code) == 3, rules=rules, steps=tuple(steps))]


def owning_state(phrase: Node, mention: Mention, scene: Scene) -> Mention | None:
    """The state that a phrase gives to a body whose name the dictionary gives to another state."""
    if len(mention.code) == 3 or mention.code[:3] in INTERNATIONAL or mention.person:
        return None
    owner = possessor(phrase)
    whose = [owner] if owner is not None and owner.label != "PRP$" else []
    for node in postmodifiers(phrase):
        if node.label == "PP":
            whose += [governed for word, governed in prepositions(node)[:1] if word == "of"]
    for node in whose:
        state = scene.at.get(head_of(node).start if node.label in NOMINAL else -1)
        if state is not None and state.kind == "actor" and len(state.code) == 3:
            return None if state.code in {mention.code[:3], *INTERNATIONAL} else state
    return None


def modifier(phrase: Node, scene: Scene) -> list[Found] | None:
    """A nationality, organisation or role before a head that is itself no actor."""
    base = base_of(phrase)
    head = head_of(phrase)
    inside = [m for m in scene.between(base.start, head.end) if m.kind in {"actor", "known", "learned"}]
    if not inside:
        return None
    mention = next((m for m in reversed(inside) if country_of(m.code) is not None), inside[-1])
    step = Step(
        "modifier",
        f"{mention.text} ({mention.code}) before {head.word}",
        mention.rules[0] if mention.rules else None,
    )
    return [Found(mention.code, mention.start, mention.end, 1, rules=mention.rules, steps=(step,))]
