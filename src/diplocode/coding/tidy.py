"""Trees made even: what parsers leave flat is put into the phrases that the coder looks for.

(S (NNP Chile) (VP (VBD cut) (JJ economic) (NN aid)))
(S (NP (NNP Chile)) (VP (VBD cut) (NP (JJ economic) (NN aid))))

(VP (VBD withdrew) (NP accreditation) (PP of four envoys))     an of-phrase belongs to the noun before it
(VP (VBD withdrew) (NP (NP accreditation) (PP of four envoys)))

(NP (RB about) (S to leave))                                   an adjective's infinitive
(ADJP (RB about) (S to leave))

(NP (NNP Chile) (, ,) (NNP Peru) (CC and) (NNP Haiti))         a list of names: one noun phrase each
(NP (NP (NNP Chile)) (, ,) (NP (NNP Peru)) (CC and) (NP (NNP Haiti)))
"""

from __future__ import annotations

import itertools

from diplocode.model import Node

NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
RUN = NOUNS | {"DT", "JJ", "JJR", "JJS", "CD", "PRP$", "POS", "QP", "ADJP", "NML", "NX"}
SEPARATORS = frozenset({",", "CC", "CONJP"})
PARENTS = frozenset({"S", "SINV", "SQ", "VP", "PP", "SBAR", "FRAG", "ROOT"})


def tidy(tree: Node) -> Node:
    """The tree with bare nouns under clauses, verb and prepositional phrases wrapped as noun phrases.

    The tree itself where nothing is to be done; else a new one.
    """
    if not any(_bare(node) or _loose(node) or _is_list(node) or _is_willing(node) for node in tree.nodes()):
        return tree
    return _copy(tree)


def _bare(node: Node) -> bool:
    return node.label in PARENTS and any(
        c.label in NOUNS or c.label == "PRP" for c in node.children if c.is_leaf
    )


def _is_willing(node: Node) -> bool:
    """Whether a noun phrase is an adjective ("about", "ready") with its infinitive."""
    return (
        node.label == "NP"
        and len(node.children) == 2
        and node.children[0].label in {"JJ", "RB", "IN"}
        and node.children[1].label in {"S", "VP"}
    )


def _parts(node: Node) -> list[list[Node]]:
    """A noun phrase's children between its commas and conjunctions."""
    parts: list[list[Node]] = [[]]
    for child in node.children:
        if child.label in SEPARATORS:
            parts.append([])
        else:
            parts[-1].append(child)
    return [part for part in parts if part]


def _is_name(part: list[Node]) -> bool:
    """Whether a part of a list is a proper name, with or without its article."""
    leaves = [leaf for node in part for leaf in node.leaves()]
    return leaves[-1].label in {"NNP", "NNPS"} and all(
        leaf.label in {"NNP", "NNPS", "DT", "JJ", "CC", ","} for leaf in leaves
    )


def _is_list(node: Node) -> bool:
    """Whether a noun phrase lists names, flat, or without its conjunction at the top.

    Two names side by side ("Foreign Minister Lavrov, Moscow") are no list: a conjunction
    must be in it.
    """
    if node.label != "NP" or not any(leaf.label == "," for leaf in node.leaves()):
        return False
    parts = _parts(node)
    if len(parts) < 2 or not all(_is_name(part) for part in parts):
        return False
    if any(c.label == "CC" for c in node.children):
        return any((c.is_leaf and c.label[:2] == "NN") or _joined(c) for c in node.children)
    return len(parts[-1]) == 1 and _joined(parts[-1][0])


def _joined(node: Node) -> bool:
    """Whether a phrase holds several names itself."""
    return node.label == "NP" and any(c.label in {"CC", ","} for c in node.children)


def _listed(children: list[Node]) -> list[Node]:
    """The children of a list, every name a noun phrase of its own and every conjunction at the top."""
    flat: list[Node] = []
    for child in children:
        flat += child.children if _joined(child) else [child]
    out: list[Node] = []
    name: list[Node] = []
    for child, following in zip(flat, [*flat[1:], None], strict=True):
        if child.label in SEPARATORS:
            out.append(child)
            continue
        name.append(child)
        if following is None or following.label in SEPARATORS:
            whole = len(name) == 1 and child.label == "NP"
            out.append(child if whole else Node("NP", name[0].start, child.end, name))
            name = []
    return out


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
    if _is_list(node):
        children = _listed(children)
    if node.label == "VP":
        children = _gather(_prepositional(children))
    return Node("ADJP" if _is_willing(node) else node.label, node.start, node.end, children)


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
