"""Repairs of verb phrases: what a parser hung into an object goes with the verb, and verbs go side by side.

    (VP met (NP him) and (VP left (NP Lima , (S citing costs))))
    trailing  ->  (VP met (NP him) and (VP left (NP Lima)) , (S citing costs))
    verbs     ->  (VP (VP met (NP him)) and (VP left (NP Lima)) , (S citing costs))

Those that give a verb a phrase of its own, out of loose children, are in `tidy`.
"""

from __future__ import annotations

from diplocode.coding.grammar import AUXILIARY
from diplocode.coding.repairs.common import Children, is_verb, made, starts_ing
from diplocode.model import Node


def trailing(label: str, children: Children) -> Children | None:
    """ "imposed [sanctions on [[two banks], [citing fraud]]]": a participle behind a comma at the end of an
    object goes with the verb."""
    if not any((is_verb(c) and c.label not in {"VBG", "VBN"}) or c.label == "MD" for c in children):
        return None
    last = children[-1]
    if last.is_leaf or last.label not in {"NP", "PP", "VP"}:
        return None
    found = participle_at_end(last)
    if found is None:
        return None
    kept, tail = found
    return [*children[:-1], kept, *tail]


def participle_at_end(node: Node) -> tuple[Node, Children] | None:
    """A phrase without the comma and participle that end it, and those two; None where it has none."""
    if node.is_leaf or node.label not in {"NP", "PP", "VP"} or starts_ing(node):
        return None  # "acting rashly, [arming rebels]": one participle after another
    last = node.children[-1]
    if len(node.children) > 2 and node.children[-2].label == ",":
        phrase = last if last.label in {"S", "VP"} else None
        if phrase is not None and starts_ing(phrase) and only_verbal(phrase):
            rest = list(node.children[:-2])
            kept = rest[0] if len(rest) == 1 and rest[0].children else made(node.label, rest)
            return kept, list(node.children[-2:])
    found = participle_at_end(last)
    if found is None:
        return None
    kept, tail = found
    return made(node.label, [*node.children[:-1], kept]), tail


def only_verbal(node: Node) -> bool:
    """Whether a clause has no subject of its own."""
    return node.label == "VP" or all(c.label in {"VP", "ADVP", ","} for c in node.children)


def raised(label: str, children: Children) -> Children | None:
    """ "recalled [its envoy and [VP closed its embassy]]": the second verb goes with the first."""
    if not is_verb(children[0]):
        return None
    verb, last = children[0], children[-1]
    if last.label != "NP" or len(last.children) < 3 or last.children[-1].label != "VP":
        return None
    second = last.children[-1]
    head = second.children[0]
    if last.children[-2].label != "CC" or head.label != verb.label:
        return None
    rest = list(last.children[:-2])
    if rest[-1].label == ",":
        rest.pop()
    kept = rest[0] if len(rest) == 1 else made("NP", rest)
    return [made("VP", [*children[:-1], kept]), *last.children[len(rest) :]]


def verbs(label: str, children: Children) -> Children | None:
    """ "closed it and [VP left]": the first of two coordinated verbs gets its own phrase."""
    if not is_verb(children[0]):
        return None
    for i, child in enumerate(children):
        if child.label == "CC" and i > 0:
            after = [c for c in children[i + 1 :] if c.label not in {"ADVP", "RB", "PP"}]
            if after and after[0].label == "VP":
                end = i - 1 if children[i - 1].label == "," else i
                if any(is_verb(c) and c.word.lower() not in AUXILIARY for c in children[:end]):
                    return [made("VP", children[:end]), *children[end:]]
            return None
    return None


def sunk(label: str, children: Children) -> Children | None:
    """ "denounces [attempts to [[spy] and [VP demands ..]]]": a finite verb coordinated with an infinitive
    goes with the finite verb around it, of whose tense it is."""
    if children[0].label not in {"VBZ", "VBD"} or not children[-1].children:
        return None
    found = finite_at_end(children[-1], children[0].label)
    if found is None:
        return None
    kept, tail = found
    return [made("VP", [*children[:-1], kept]), *tail]


def finite_at_end(node: Node, tense: str) -> tuple[Node, Children] | None:
    """A phrase without the finite verb phrases coordinated with the infinitive at its end, and those."""
    if node.is_leaf or node.label not in {"NP", "PP", "VP", "S"}:
        return None
    last = node.children[-1]
    if node.label == "VP" and node.children[0].label == "TO" and last.label == "VP":
        parts = last.children
        at = next((i for i, c in enumerate(parts) if c.label == "VP" and c.children[0].label == tense), 0)
        if not at or parts[0].label != "VP" or next(iter(parts[0].leaves())).label != "VB":
            return None
        end = at
        while not parts[end - 1].children:
            end -= 1
        kept = parts[0] if end == 1 else made("VP", list(parts[:end]))
        return made("VP", [*node.children[:-1], kept]), list(parts[end:])
    found = finite_at_end(last, tense)
    if found is None:
        return None
    kept, tail = found
    return made(node.label, [*node.children[:-1], kept]), tail


def particle(label: str, children: Children) -> Children | None:
    """ "called [in [by the ministry]]": the particle is the verb's, the phrase stands by itself."""
    for i, child in enumerate(children):
        if child.label == "PP" and len(child.children) == 2 and child.children[0].label == "PRT":
            if next(child.children[1].leaves()).word.lower() == "of":
                continue  # "pulled [out of Syria]": one preposition
            return [*children[:i], *child.children, *children[i + 1 :]]
    return None


def adjoined(label: str, children: Children) -> Children | None:
    """ "[[will leave] , [taking ..]]": a participle behind a verb phrase makes no second one around it."""
    if children[0].label != "VP" or children[-1].label != "S" or len(children) < 2:
        return None
    if any(c.children for c in children[1:-1]) or not starts_ing(children[-1]):
        return None
    return [*children[0].children, *children[1:]]
