"""Repairs of noun phrases and of the phrases that prepositions and adjectives make with them.

    (VP (VBD sent) (NNS envoys) (PP (IN of) (NP Peru)))
    bare_nouns  ->  (VP (VBD sent) (NP (NNS envoys)) (PP (IN of) (NP Peru)))
    of_phrase   ->  (VP (VBD sent) (NP (NP (NNS envoys)) (PP (IN of) (NP Peru))))

Most of them work on the phrase around: a noun phrase is put together where its parent holds the pieces.
"""

from __future__ import annotations

from diplocode.coding.repairs.common import NOUNS, RUN, Children, is_verb, made, predicative, starts_ing
from diplocode.model import Node

# Their stems; each can have two objects: "gave [Chile] [two days]", "called [it] [a mistake]".
TWO_OBJECTS = (
    "giv",
    "gave",
    "grant",
    "hand",
    "offer",
    "den",
    "refus",
    "award",
    "lend",
    "lent",
    "call",
    "brand",
    "declar",
    "label",
)


def bare_nouns(label: str, children: Children) -> Children | None:
    """Bare nouns and pronouns under clauses, verb and prepositional phrases become noun phrases."""
    if not any(c.is_leaf and (c.label in NOUNS or c.label == "PRP") for c in children):
        return None
    if predicative(label, children) or (label == "S" and len(children) == 1):
        return None
    out: Children = []
    run: Children = []
    for child in [*children, None]:
        if child is not None and child.label in RUN:
            run.append(child)
            continue
        if any(c.label in NOUNS for c in run):
            out.append(made("NP", run))
        else:
            out.extend(run)
        run = []
        if child is not None:
            out.append(made("NP", [child]) if child.label == "PRP" else child)
    return out


def nested(label: str, children: Children) -> Children | None:
    """ "shot [dead [two Chilean priests]]": words before a noun phrase of their own are part of it."""
    if len(children) < 2 or children[-1].label != "NP":
        return None
    inner = children[-1].children
    flat = all(c.is_leaf and c.label in {"DT", "JJ", "CD", "PRP$", "VBN"} for c in children[:-1])
    if not flat or not all(c.is_leaf for c in inner):
        return None
    return [*children[:-1], *inner]


def nominal(label: str, children: Children) -> Children | None:
    """ "announced [VP plans to leave]": a verb phrase without a verb behind a verb is its object."""
    if not any(is_verb(c) for c in children):
        return None
    out, changed = [], False
    for child in children:
        if child.label == "VP" and predicative("VP", list(child.children)):
            out.append(made("NP", [made("NP", [child.children[0]]), *child.children[1:]]))
            changed = True
        elif (
            child.label == "VP"
            and child.children[0].label == "NP"
            and not any(is_verb(c) or c.label in {"VP", "TO", "MD"} for c in child.children)
        ):
            out += child.children
            changed = True
        else:
            out.append(child)
    return out if changed else None


def preposition(label: str, children: Children) -> Children | None:
    """A bare preposition and the phrase behind it become a prepositional phrase."""
    out: Children = []
    for child in children:
        if child.label in {"NP", "S"} and len(out) > 1 and out[-1].is_leaf and out[-1].label == "IN":
            if child.label == "S" and not starts_ing(child):
                out.append(child)
                continue
            word = out.pop()
            out.append(Node("PP", word.start, child.end, [word, child]))
        else:
            out.append(child)
    return out if len(out) < len(children) else None


def willing(label: str, children: Children) -> Children | None:
    """ "is [NP about [S to leave]]": an adjective's infinitive."""
    out = [
        made("ADJP", list(c.children))
        if c.label == "NP"
        and len(c.children) == 2
        and c.children[0].label in {"JJ", "RB", "IN"}
        and c.children[1].label in {"S", "VP"}
        else c
        for c in children
    ]
    return out if any(a is not b for a, b in zip(out, children, strict=True)) else None


def hollow(label: str, children: Children) -> Children | None:
    """A clause that is nominal and prepositional phrases without a verb is none.

    They belong to the verb before it, or are what the preposition before it governs.
    """
    out: Children = []
    found = False
    for child in children:
        phrase = child.children[0] if child.label == "S" and len(child.children) == 1 else None
        parts = phrase.children if phrase is not None and phrase.label == "VP" else ()
        if parts and parts[0].label == "NP" and all(c.label in {"NP", "PP", "ADVP"} for c in parts):
            out.extend(parts if label == "VP" else [made("NP", list(parts))])
            found = True
        else:
            out.append(child)
    return out if found else None


def infinitive(label: str, children: Children) -> Children | None:
    """ "[officials [to leave]]": an infinitive behind a noun is a clause."""
    if not any(c.label == "VP" and c.children[0].label == "TO" for c in children[1:]):
        return None
    return [made("S", [c]) if c.label == "VP" and c.children[0].label == "TO" else c for c in children]


def objects(label: str, children: Children) -> Children | None:
    """ "gave [[Chile] [two days]]": what stands side by side without a comma behind such a verb is two."""
    if len(children) < 2 or not is_verb(children[0]) or children[1].label != "NP":
        return None
    first, *rest = children[1].children
    if first.label != "NP" or not rest or not children[0].word.lower().startswith(TWO_OBJECTS):
        return None
    if len(rest) == 1 and rest[0].label == "NP":
        return [children[0], first, *rest, *children[2:]]
    if rest[0].label == "CD" and all(c.is_leaf and c.label in RUN for c in rest):
        return [children[0], first, made("NP", rest), *children[2:]]
    return None


def predicated(label: str, children: Children) -> Children | None:
    """ "held [[Peru] [responsible]]": what is said of the object stands beside it.

    So does what one promises it: "promised [[Peru] [to leave]]".
    """
    if not is_verb(children[0]):
        return None
    promises = children[0].word.lower().startswith("promis")
    out: Children = []
    for child in children:
        parts = child.children if child.label == "S" else ()
        if len(parts) == 2 and parts[0].label == "NP" and parts[1].label in {"ADJP", "JJ"}:
            out.extend(parts)
        elif promises and len(parts) == 2 and parts[0].label == "NP" and parts[1].label == "VP":
            out += [parts[0], made("S", [parts[1]])]
        else:
            out.append(child)
    return out if len(out) > len(children) else None


def stacked(label: str, children: Children) -> Children | None:
    """Prepositional phrases that a parser stacks in one stand side by side."""
    out: Children = []
    for child in children:
        parts = child.children if child.label == "PP" else ()
        out.extend(parts if len(parts) > 1 and all(c.label == "PP" for c in parts) else (child,))
    return out if len(out) > len(children) else None


def of_phrase(label: str, children: Children) -> Children | None:
    """An of-phrase belongs to the noun before it."""
    out: Children = []
    for child in children:
        if child.label == "PP" and child.children[0].word.lower() == "of" and out and out[-1].label == "NP":
            out[-1] = Node("NP", out[-1].start, child.end, [out[-1], child])
        else:
            out.append(child)
    return out if len(out) < len(children) else None


def gerund(label: str, children: Children) -> Children | None:
    """ "open to [holding] [talks]": a bare gerund behind a preposition heads a clause."""
    if len(children) < 2 or not children[0].is_leaf or children[0].label not in {"IN", "TO"}:
        return None
    if not (children[1].is_leaf and children[1].label == "VBG" and len(children) > 2):
        return None
    return [children[0], made("S", [made("VP", children[1:])])]
