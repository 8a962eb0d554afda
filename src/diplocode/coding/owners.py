"""Whose somebody is: the state, organisation or armed group that an agent belongs to.

    "the [Russian] envoy", "[Turkey]'s minister"    named in the phrase before the agent, or its possessor
    "the party called [Chilean Labour]"             in its name
    "fighters loyal to [ISIL]"                      the armed group that they have joined
    "an envoy sent by [Norway]"                     who sent it
    "the governor of [Peru]", "troops in [Mali]"    in a phrase behind it, by the order of ROLE_PREPOSITIONS

Who the phrases behind an agent are, `actors.resolve` tells; it calls this module, and so is handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from diplocode.cameo import country_of
from diplocode.coding.mentions import AFFILIATED, Mention, armed
from diplocode.coding.phrases import NOMINAL, head_of, name_of, possessor, postmodifiers, preposition
from diplocode.coding.scene import INTERNATIONAL, Found, Scene
from diplocode.model import Node, Where

ROLE_PREPOSITIONS = (
    "of",
    "for",
    "from",
    "with",
    "in",
    "at",
    "within",
    "inside",
    "near",
    "across",
    "to",
    "on",
)
# Beside a border, one is on either side of it.
BESIDE = frozenset({"on", "at", "near", "along", "by", "across"})
CROSSED = frozenset({"crossing", "crossings"})
LINES = frozenset({"border", "borders", "frontier", "boundary"})
SENT = frozenset({"ambassador", "envoy", "ambassadors", "envoys", "mission", "delegate", "delegates"})
DISPATCHED = frozenset("sent dispatched appointed named deployed commanded employed paid".split())
JOINED = AFFILIATED | frozenset(
    {"belonging", "connected", "tied", "associated", "loyal", "pledging", "pledged"}
)
FIGHTERS = frozenset({"REB", "UAF", "CRM", "INS"})

Owner = tuple[str, tuple[Where, ...], str, str]
# `actors.resolve`: who a noun phrase is.
Resolve = Callable[[Node, Scene], Sequence[Found]]


def owners_of(phrase: Node, scene: Scene, actors: list[Mention], resolve: Resolve) -> list[Owner]:
    """Whose agent it is: the nationality or possessor before it, else those in a phrase behind it."""
    if actors:
        mention = actors[-1]
        whose = possessor(phrase)
        if whose is not None and whose.label != "PRP$" and mention.start >= whose.end:
            mention = possessing(phrase, scene, actors, whose)
        return [(mention.code, mention.rules, mention.text, "of")]
    for node in name_of(phrase):
        called = [m for m in scene.between(node.start, node.end) if m.kind == "actor"]
        if called:
            return [(called[0].code[:3], called[0].rules, " ".join(node.words()), "called")]
    best: tuple[int, list[Owner]] | None = None
    theirs = possessor(phrase)
    group = joined_group(phrase, scene, resolve)
    if group:
        return group
    for node in postmodifiers(phrase):
        if node.label == "VP" and node.children[0].word.lower() in DISPATCHED:
            by = next((g for c in node.children for w, g in [preposition(c)] if w == "by"), None)
            found = [f for f in resolve(by, scene) if not f.partial and f.strength >= 2] if by else []
            if by is not None and found:
                text = " ".join(by.words())
                return [
                    (f.code if f.code[:3] in INTERNATIONAL else f.code[:3], f.rules, text, "sent by")
                    for f in found
                ]
        if node.label != "PP":
            continue
        word, governed = preposition(node)
        if governed is None or governed.label not in NOMINAL or word not in ROLE_PREPOSITIONS:
            continue
        if word in BESIDE and head_of(governed).word.lower() in LINES:
            continue  # "guerrillas near the border with Norway" are hardly Norway's
        rank = ROLE_PREPOSITIONS.index(word)
        if word == "to" and head_of(phrase).word.lower() in SENT:
            continue
        if word != "of" and theirs is not None and theirs.label == "PRP$":
            continue  # "its consulate in Lima": of whoever "its" is, not of Lima
        weakest = 0 if word in {"of", "from", "in"} else 2  # "governors of four states of Arcadia"
        inner = [
            f
            for f in resolve(governed, scene)
            if not f.partial
            and f.strength >= weakest
            and (f.strength > 0 or word != "in" or len(f.code) == 3)
            and (word != "on" or f.strength == 2)  # "on Norway's islands", but "envoy on Norway"
        ]
        if inner and (best is None or rank < best[0]):
            whole = word in {"of", "for", "with"}
            text = " ".join(governed.words())
            best = (
                rank,
                [
                    (
                        f.code
                        if whole or f.code[:3] in INTERNATIONAL or f.code in scene.given
                        else f.code[:3],
                        f.rules,
                        text,
                        word,
                    )
                    for f in inner
                ],
            )
    return best[1] if best else []


def possessing(phrase: Node, scene: Scene, actors: list[Mention], whose: Node) -> Mention:
    """Of "Norway's Chile envoy" Norway; but "Norway's Chilean refugees" are Chile's."""
    last = actors[-1]
    theirs = [m for m in actors if m.end <= whose.end and m.code[:3] != last.code[:3]]
    role = scene.at.get(head_of(phrase).start)
    people = role is not None and role.code.strip("~ ")[:3] in {"CVL", "REF"}
    return theirs[-1] if theirs and not people and country_of(last.code) is not None else last


def joined_group(phrase: Node, scene: Scene, resolve: Resolve) -> list[Owner]:
    """The armed group of "militants linked to X", "fighters loyal to X", where they are fighters."""
    mention = scene.at.get(head_of(phrase).start)
    if mention is None or mention.code.strip("~ ")[:3] not in FIGHTERS:
        return []
    for node in postmodifiers(phrase):
        parts = [c for c in node.nodes() if c.is_leaf and c.word.lower() in JOINED]
        if not parts or node.label not in {"VP", "ADJP", "RRC", "SBAR"}:
            continue
        for pp in node.nodes():
            word, governed = preposition(pp) if pp.label == "PP" else ("", None)
            if governed is not None and word in {"to", "with"} and pp.start == parts[0].end:
                found = [f for f in resolve(governed, scene) if armed(f.code) and not f.partial]
                if found:
                    return [
                        (found[0].code, found[0].rules, " ".join(governed.words()), parts[0].word.lower())
                    ]
    return []
