"""Several actors in one flat phrase: which words of it are one each, and what they share.

    "Serbia and Kosovo"                    two states
    "Chilean and Peruvian soldiers"        CHLMIL and PERMIL: the role behind them is both's
    "Chilean soldiers and police"          CHLMIL and CHLCOP: so is the country before them
    "three states, Norway, Chile and Peru" the last three, whom the first words only announce

Phrases that the parser has told apart come from `phrases.conjuncts`.
"""

from __future__ import annotations

from collections.abc import Sequence

from diplocode.coding.phrases import CONJUNCTIONS, NOMINAL, base_of, head_of
from diplocode.coding.scene import (
    INTERNATIONAL,
    Found,
    Scene,
    combine,
    complete,
    from_mention,
    role_only,
    roles_of,
)
from diplocode.model import Node, Step

GROUPS = frozenset("countries nations states members powers allies leaders sides parties".split())


def members(parts: Sequence[Node], scene: Scene) -> Sequence[Node]:
    """The coordinated phrases without a first one that only announces the others.

    "three EU countries, Norway, Chile and Peru" are Norway, Chile and Peru.
    """
    first = head_of(parts[0])
    if len(parts) < 3 or first.word.lower() not in GROUPS or first.start in scene.at:
        return parts  # "the United States, Norway and Chile" are three
    named = [scene.at.get(head_of(part).start) for part in parts[1:]]
    return parts[1:] if all(m is not None and m.kind == "actor" for m in named) else parts


def coordinated(phrase: Node, scene: Scene) -> list[Found] | None:
    """Coordination inside a flat phrase."""
    base = base_of(phrase)
    head = last_head(base)
    leaves = scene.leaves[base.start : head.end]
    if not any(leaf.label == "CC" for leaf in leaves):
        return None
    parts: list[list[Node]] = [[]]
    for child in leaves:
        if child.label in CONJUNCTIONS or child.label == ",":
            parts.append([])
        else:
            parts[-1].append(child)
    parts = [p for p in parts if p]
    if one_person(parts, scene):
        parts = parts[-1:]
    out: list[Found] = []
    shared = [m for m in scene.between(head.start, head.end) if m.kind == "agent"] or (
        [scene.at[head.start]] if head.start in scene.at and scene.at[head.start].kind == "agent" else []
    )
    for part in parts:
        start, end = part[0].start, part[-1].end
        inside = [m for m in scene.mentions if m.start < end and m.end > start]
        actors = [m for m in inside if m.kind in {"actor", "known"}]
        agents = [m for m in inside if m.kind == "agent"]
        if not inside:
            continue
        if actors:
            roles = roles_of(agents or shared)
            last = actors[-1]
            whole = last.end >= end or bool(agents or shared)
            if last.kind == "known":
                out.append(from_mention(last, "known actor"))
            else:
                out.append(
                    Found(
                        combine(last.code, roles),
                        start,
                        end,
                        3 if whole else 1,
                        place=whole and not roles and len(last.code) == 3,
                        rules=(*last.rules, *(r for a in (agents or shared) for r in a.rules)),
                        steps=(Step("coordinated", f"{last.text} is {last.code}"),),
                    ),
                )
        elif agents:
            out.append(role_only(agents, start, end))
    if len(out) > 1 or (out and len(parts) == 1):
        country = next((f.code[:3] for f in out if not f.partial and f.code[:3] not in INTERNATIONAL), "")
        out = [
            f if not f.partial or not country else complete(f, country, "shares the country of its neighbour")
            for f in out
        ]
        return out
    return None


def last_head(base: Node) -> Node:
    """The head of the last phrase in a flat coordination ("the NNP NNPS and (NP Chile)"), else the head."""
    if any(c.label in CONJUNCTIONS for c in base.children) and base.children[-1].label in NOMINAL:
        return head_of(base.children[-1])
    return head_of(base)


def one_person(parts: list[list[Node]], scene: Scene) -> bool:
    """Whether coordinated roles describe the one person named last: "singer and former minister Jo Doe"."""
    if len(parts) < 2 or parts[-1][-1].label != "NNP":
        return False
    for part in parts:
        role = next((scene.at[leaf.start] for leaf in reversed(part) if leaf.start in scene.at), None)
        if role is None or (part is not parts[-1] and role.kind != "agent") or part[-1].label == "NNS":
            return False
    determined = [part for part in parts[1:] if part[0].label == "DT"]
    return not determined and any(scene.at[x.start].kind == "agent" for x in parts[-1] if x.start in scene.at)
