"""Repairs of sentences with somebody who says them: he stands beside the clause, not in it.

inserted    "Peru, he said, left"              (S (NP Peru) (PRN , he said ,) (VP left))
reported    "a town which he said had fallen"  (SBAR which (S (PRN he said) (VP had fallen)))
speech      "Peru left, he said"               (S (NP Peru) (VP left) (PRN , he said))
quoted      'called the raid "unjust"'         (VP called (NP the raid) " (ADJP unjust) ")
"""

from __future__ import annotations

from diplocode.coding.repairs.common import Children, finite, is_verb, made
from diplocode.model import Node

# Verbs that say what somebody thinks of something.
NAMING = ("call", "label", "describ", "brand", "term", "dub", "deem", "consider", "declar")


def quoted(label: str, children: Children) -> Children | None:
    """'called [the raid " unjust "]': what is quoted behind the object is what it is called."""
    first = children[0]
    if not is_verb(first) or not first.word.lower().startswith(NAMING):
        return None
    for i, child in enumerate(children):
        inner = list(child.children)
        if child.label != "NP" or len(inner) < 4 or [c.label for c in inner[-3::2]] != ["``", "''"]:
            continue
        if inner[-2].label in {"ADJP", "JJ", "NP"}:
            held = inner[:-3]
            named = held[0] if len(held) == 1 and held[0].children else made("NP", held)
            return [*children[:i], named, *inner[-3:], *children[i + 1 :]]
    return None


def inserted(label: str, children: Children) -> Children | None:
    """ "[Peru] , [he] [[said] , [left Lima]]": who is quoted stands between a clause's subject and its
    verb."""
    if len(children) < 4:
        return None
    for i in range(len(children) - 3):
        subject, comma, speaker, phrase = children[i : i + 4]
        if (subject.label, comma.label, speaker.label, phrase.label) != ("NP", ",", "NP", "VP"):
            continue
        *before, second, verb = phrase.children if len(phrase.children) > 2 else (phrase,) * 3
        if second.label != "," or verb.label != "VP" or not finite(verb):
            continue
        said = before[0] if len(before) == 1 and before[0].label == "VP" else made("VP", before)
        if tells(said):
            quoted = made("PRN", [comma, made("S", [speaker, said]), second])
            return [*children[: i + 1], quoted, verb, *children[i + 4 :]]
    return None


def tells(node: Node) -> bool:
    """Whether a verb phrase is a finite verb with no more than an addressee ("told reporters") or a time."""
    first, *rest = node.children
    if not first.is_leaf or first.label not in {"VBD", "VBZ", "VBP"}:
        return False
    addressed = first.word.lower() in {"told", "tells", "tell"}
    return all(c.label in {"PP", "ADVP"} or (c.label == "NP" and addressed) for c in rest)


def reported(label: str, children: Children) -> Children | None:
    """ "[which] [[she] [[said] [had fallen]]]": who says so stands between the relative and its verb."""
    if len(children) != 2 or children[0].label != "WHNP" or children[1].label != "S":
        return None
    inner = children[1].children
    if [c.label for c in inner] != ["NP", "VP"] or not inner[1].children[0].children:
        return None
    parts = inner[1].children
    if len(parts) != 2 or parts[0].label != "VP" or parts[1].label != "VP":
        return None
    if not (says(parts[0]) and finite(parts[1])):
        return None
    return [children[0], made("S", [made("PRN", [made("S", [inner[0], parts[0]])]), parts[1]])]


def speech(label: str, children: Children) -> Children | None:
    """ "left the city, [he said]": who is quoted at the end of a sentence stands beside its verb phrase."""
    for i in range(len(children) - 1, -1, -1):
        if children[i].label == "VP":
            found = speech_at_end(children[i])
            if found is not None:
                kept, tail = found
                return [*children[:i], kept, made("PRN", tail), *children[i + 1 :]]
            return None
    return None


def speech_at_end(node: Node) -> tuple[Node, Children] | None:
    """A verb phrase without ", who says" at its end, and that; None where it has none."""
    children = node.children
    if node.label != "VP" or len(children) < 2:
        return None
    for size in (2, 3):
        tail = children[-size:]
        if len(children) > size and tail[0].label == ",":
            inner = list(tail[1].children) if size == 2 and tail[1].label in {"S", "NP"} else list(tail[1:])
            if len(inner) == 2 and inner[0].label == "NP" and says(inner[1]):
                rest = list(children[:-size])
                if size == 2 and tail[1].label == "NP" and not any(c.children for c in rest):
                    return None
                kept = rest[0] if len(rest) == 1 and rest[0].label == "VP" else made("VP", rest)
                return kept, [tail[0], made("S", inner)]
    found = speech_at_end(children[-1])
    if found is None:
        return None
    return made("VP", [*children[:-1], found[0]]), found[1]


def says(node: Node) -> bool:
    """Whether a verb phrase is one finite verb and nothing else."""
    return node.label == "VP" and len(node.children) == 1 and node.children[0].label in {"VBD", "VBZ", "VBP"}
