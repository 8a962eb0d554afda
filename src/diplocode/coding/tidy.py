"""Trees made even: what parsers leave flat is put into the phrases that the coder looks for.

(S (NNP Chile) (VP (VBD cut) (JJ economic) (NN aid)))
(S (NP (NNP Chile)) (VP (VBD cut) (NP (JJ economic) (NN aid))))

(VP (VBD withdrew) (NP accreditation) (PP of four envoys))     an of-phrase belongs to the noun before it
(VP (VBD withdrew) (NP (NP accreditation) (PP of four envoys)))
"""

from __future__ import annotations

import itertools

from diplocode.model import Node

NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
RUN = NOUNS | {"DT", "JJ", "JJR", "JJS", "CD", "PRP$", "POS", "QP", "ADJP", "NML", "NX"}
PARENTS = frozenset({"S", "SINV", "SQ", "VP", "PP", "SBAR", "FRAG", "ROOT"})


def tidy(tree: Node) -> Node:
    """The tree with bare nouns under clauses, verb and prepositional phrases wrapped as noun phrases.

    The tree itself where nothing is to be done; else a new one.
    """
    if not any(_bare(node) or _loose(node) for node in tree.nodes()):
        return tree
    return _copy(tree)


def _bare(node: Node) -> bool:
    return node.label in PARENTS and any(
        c.label in NOUNS or c.label == "PRP" for c in node.children if c.is_leaf
    )


def _is_of(node: Node) -> bool:
    return node.label == "PP" and node.children[0].word.lower() == "of"


def _loose(node: Node) -> bool:
    children = node.children
    return node.label == "VP" and any(_is_of(b) and a.label == "NP" for a, b in itertools.pairwise(children))


def _prepositional(children: list[Node]) -> list[Node]:
    """A bare preposition and the noun phrase behind it as a prepositional phrase."""
    out: list[Node] = []
    for child in children:
        if child.label == "NP" and out and out[-1].is_leaf and out[-1].label == "IN" and len(out) > 1:
            preposition = out.pop()
            out.append(Node("PP", preposition.start, child.end, [preposition, child]))
        else:
            out.append(child)
    return out


def _gather(children: list[Node]) -> list[Node]:
    out: list[Node] = []
    for child in children:
        if _is_of(child) and out and out[-1].label == "NP":
            out[-1] = Node("NP", out[-1].start, child.end, [out[-1], child])
        else:
            out.append(child)
    return out


def _copy(node: Node) -> Node:
    if node.is_leaf:
        return Node(node.label, node.start, node.end, (), node.word)
    children = [_copy(c) for c in node.children]
    if _bare(node):
        children = _wrap(children)
    if node.label == "VP":
        children = _gather(_prepositional(children))
    return Node(node.label, node.start, node.end, children)


def _wrap(children: list[Node]) -> list[Node]:
    out: list[Node] = []
    run: list[Node] = []

    def close() -> None:
        if any(c.label in NOUNS for c in run):
            out.append(Node("NP", run[0].start, run[-1].end, list(run)))
        else:
            out.extend(run)
        run.clear()

    for child in children:
        if child.label in RUN:
            run.append(child)
            continue
        close()
        out.append(Node("NP", child.start, child.end, [child]) if child.label == "PRP" else child)
    close()
    return out
