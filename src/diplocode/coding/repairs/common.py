"""What the repairs share: kinds of tags, the making of a phrase, and what can be asked of one.

    (VP (VBD left) (NP (NNP Lima)))     its first child is a verb, a finite one
    (VP (NNS bans) (NP (NNS imports)))  predicative: a noun stands where its verb should
    (S (VP (VBG citing) (NP costs)))    starts with an ing-form

What only one module needs stands in that module.
"""

from __future__ import annotations

from collections.abc import Callable

from diplocode.model import Node

NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
NAMES = frozenset({"NNP", "NNPS"})
RUN = NOUNS | {"DT", "JJ", "JJR", "JJS", "CD", "PRP$", "POS", "QP", "ADJP", "NML", "NX"}
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
AS_VERB = {"NNS": "VBZ", "NN": "VBP", "NNP": "VBP", "NNPS": "VBZ"}

Children = list[Node]
Repair = Callable[[str, Children], "Children | None"]


def made(label: str, children: Children) -> Node:
    return Node(label, children[0].start, children[-1].end, children)


def is_verb(node: Node) -> bool:
    return node.is_leaf and node.label[:2] == "VB"


def starts_ing(node: Node) -> bool:
    return next(iter(node.leaves())).label == "VBG"


def predicative(label: str, children: Children) -> bool:
    """Whether a verb phrase has a noun where its verb should stand."""
    first = children[0]
    return (
        label == "VP"
        and first.is_leaf
        and first.label in AS_VERB
        and not any(is_verb(c) or c.label in {"VP", "TO", "MD"} for c in children)
    )


def finite(phrase: Node) -> bool:
    """Whether a verb phrase, or the first of those coordinated in it, has a finite verb."""
    first = phrase.children[0]
    return first.label in FINITE or (first.label == "VP" and finite(first))
