"""Noun phrases: where their head is, what modifies it, what is coordinated.

Works on trees of any parser: a "base" is the innermost phrase that holds the head, found by
going down the first child; what hangs beside it on the way (of-phrases, relatives,
appositions) are its post-modifiers.

    (NP (NP (NP Moscow 's) ambassador) (PP to (NP Kyiv)))   base "Moscow 's ambassador", head "ambassador"
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from diplocode.model import Node

NOMINAL = {"NP", "NX", "NML", "WHNP", "NAC", "QP"}
HEAD_TAGS = {
    "NN",
    "NNS",
    "NNP",
    "NNPS",
    "PRP",
    "PRP$",
    "CD",
    "DT",
    "JJ",
    "JJS",
    "JJR",
    "VBG",
    "VBN",
    "FW",
    "EX",
    "WP",
    "WDT",
    "AFX",
}
NOUN_TAGS = {"NN", "NNS", "NNP", "NNPS"}
CONJUNCTIONS = {"CC", "CONJP"}
TIME_WORDS = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight
    morning afternoon evening night day week weekend month year decade century january february
    march april may june july august september october november december jan. feb. mar. apr. jun.
    jul. aug. sept. sep. oct. nov. dec. time hour minute moment
    """.split()
)


NAMING = frozenset("calling called known named dubbed".split())
WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())


def is_possessive(node: Node) -> bool:
    """Whether a phrase ends in 's (or the bare apostrophe of a plural)."""
    last = node
    while last.children:
        last = last.children[-1]
    return last.label == "POS"


@lru_cache(maxsize=1024)  # the rules ask again and again, and trees don't change
def base_of(phrase: Node) -> Node:
    """The innermost noun phrase that holds the head of `phrase`."""
    node = phrase
    while node.children:
        first = next((c for c in node.children if c.label in NOMINAL), None)
        if first is None or is_possessive(first) or any(c.label in NOUN_TAGS for c in node.children):
            return node
        if node.children[0] is not first and node.children[0].label not in {
            "``",
            "-LRB-",
            ":",
            ",",
            "CC",
            "ADVP",
            "RB",
            "DT",
            "PDT",
            "''",
        }:
            return node
        if first.label == "QP" and any(c.label in HEAD_TAGS for c in node.children):
            return node
        node = first
    return node


@lru_cache(maxsize=1024)
def head_of(phrase: Node) -> Node:
    """The leaf that heads a noun phrase: its last noun before anything that modifies from behind."""
    base = base_of(phrase)
    if not base.children:
        return base
    best: Node | None = None
    for child in base.children:
        if child.label in NOUN_TAGS:
            if best is not None and best.label == "NNS" and child.word.lower() in WEEKDAYS:
                break  # "strikes Friday evening": the day is no part of the name
            best = child
        elif child.label in {"NX", "NML"} and not is_possessive(child):
            best = head_of(child)
        elif child.label in {"PP", "SBAR", "VP", "S", "PRN", ",", ":"} and best is not None:
            break
    if best is not None:
        return best
    for child in reversed(base.children):
        if child.is_leaf and child.label in HEAD_TAGS:
            return child
    for child in reversed(base.children):
        if child.children:
            return head_of(child)
    return base.children[-1]


@lru_cache(maxsize=1024)
def conjuncts(phrase: Node) -> tuple[Node, ...]:
    """The noun phrases coordinated at the top of `phrase`, or the phrase alone."""
    children = phrase.children
    if len(children) < 2:
        return (phrase,)
    if phrase.label in NOMINAL and any(c.label in CONJUNCTIONS for c in children):
        parts = [c for c in children if c.label in NOMINAL and c.label != "QP"]
        if len(parts) > 1 or (parts and children[0].label == "CC"):  # "Both [Chile and Peru]"
            return tuple(part for child in parts for part in conjuncts(child))
    elif (
        phrase.label in NOMINAL
        and children[0].label in NOMINAL
        and all(c.label in {",", "SBAR", "VP", "PRN", "RRC"} or is_dated(c) for c in children[1:])
    ):
        inner = conjuncts(children[0])  # "[Chile and Peru], which ...", "[Chile and Peru] on Monday"
        if len(inner) > 1:
            return inner
    return (phrase,)


def postmodifiers(phrase: Node) -> Iterator[Node]:
    """What follows the head inside `phrase`, from the inside out: PPs, relatives, appositions."""
    node, chain = base_of(phrase), []
    head = head_of(phrase)
    current: Node | None = node
    while current is not None:
        chain.append(current)
        if current is phrase:
            break
        current = current.parent
    for level in chain:
        for child in level.children:
            if child.start >= head.end and child.children:
                yield child


def possessor(phrase: Node) -> Node | None:
    """The possessive phrase or pronoun before the head, if any."""
    base = base_of(phrase)
    head = head_of(phrase)
    for child in base.children:
        if child.start >= head.start:
            break
        if child.label == "PRP$" or (child.children and is_possessive(child)):
            return child
    return None


def is_time(phrase: Node) -> bool:
    """Whether a noun phrase names a time rather than a thing ("Monday", "last week")."""
    head = head_of(phrase)
    word = head.word.lower()
    return ((word in TIME_WORDS or word.rstrip("s") in TIME_WORDS) and head.label != "PRP") or (
        head.label == "CD" and len(word) == 4 and word[:2] in {"19", "20"}
    )


def is_dated(node: Node) -> bool:
    """Whether a prepositional phrase tells a time ("on Monday")."""
    return node.label == "PP" and node.children[-1].label == "NP" and is_time(node.children[-1])


def preposition(node: Node) -> tuple[str, Node | None]:
    """A PP's (first) preposition in lower case ("out of" where two stand together) and what it governs."""
    parts = prepositions(node)
    return parts[0] if parts else (" ".join(c.word.lower() for c in node.children if c.is_leaf), None)


def faced(phrase: Node) -> Node | None:
    """What "(in) front of X" is in front of."""
    if len(phrase.children) != 2 or phrase.children[0].words()[-1].lower() != "front":
        return None
    of = phrase.children[1]
    return of.children[-1] if of.label == "PP" and of.words()[0].lower() == "of" else None


def prepositions(node: Node, before: str = "") -> list[tuple[str, Node]]:
    """All prepositions of a PP with what they govern: some parsers put several in one.

    (PP (PP with Russia) (PP within NATO))  ->  with Russia; within NATO
    (PP out (PP of (NP town)))              ->  out of town
    """
    out: list[tuple[str, Node]] = []
    words = [before] if before else []
    for child in node.children:
        if child.is_leaf:
            if child.label in {"IN", "TO", "RP", "RB", "JJ", "VBG", "VBN"}:
                words.append(child.word.lower())
            elif child.label in {"CC", ","}:
                words = []
        elif child.label == "PRT":
            words += [leaf.word.lower() for leaf in child.leaves()]
        elif child.label == "PP":
            inner = prepositions(child, words[-1] if words and not out else "")
            out += inner
            words = []
        elif child.label not in {"ADVP", "PRN", "NP-TMP"} and words:
            before_it = faced(child) if words == ["in"] else None
            out.append(("before", before_it) if before_it else (" ".join(words), child))
            words = []
    return out


def located(phrases: Iterable[Node], word: str) -> Iterator[Node]:
    """What a preposition governs inside some phrases, outermost first, clauses left out."""
    for phrase in phrases:
        if not phrase.children or phrase.label in {"S", "SBAR", "VP", "SINV"}:
            continue
        if phrase.label == "PP":
            for found, governed in prepositions(phrase):
                if found == word and governed.label in NOMINAL:
                    yield governed
        yield from located(phrase.children, word)


def name_of(phrase: Node) -> Iterator[Node]:
    """The name in a participle behind the head: "a group calling itself X", "a militia known as X"."""
    for node in postmodifiers(phrase):
        if node.label != "VP" or node.children[0].word.lower() not in NAMING:
            continue
        for child in node.children[1:]:
            if child.label == "PP" and child.children[0].word.lower() != "as":
                continue
            inner = child.children if child.label in {"S", "PP"} else (child,)
            itself = any(c.label == "NP" and head_of(c).label == "PRP" for c in (*inner, *node.children))
            if node.children[0].label != "VBG" or itself:
                yield from [c for c in inner if c.label == "NP" and head_of(c).label in {"NNP", "NNPS"}][-1:]
