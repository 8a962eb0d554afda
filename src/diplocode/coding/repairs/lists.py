"""Repairs of lists: what is coordinated in a noun phrase stands side by side, each member a phrase.

    (NP (NP (NNS envoys) (PP of (NP (NNP Chile)))) , (NNP Peru) and (NP (NNP Cuba)))
    names  ->  (NP (NP (NNS envoys) (PP of (NP (NNP Chile)))) , (NP (NNP Peru)) and (NP (NNP Cuba)))
    alike  ->  (NP (NNS envoys) (PP of (NP (NP (NNP Chile)) , (NP (NNP Peru)) and (NP (NNP Cuba)))))

Commas and conjunctions separate the members; `pieces` and `separated` know how.
"""

from __future__ import annotations

from diplocode.coding.phrases import head_of
from diplocode.coding.repairs.common import NAMES, NOUNS, RUN, Children, made
from diplocode.model import Node


def name_list(label: str, children: Children) -> Children | None:
    """A list of proper names, flat or without its conjunction at the top: one noun phrase each.

    Two names side by side ("Foreign Minister Lavrov, Moscow") are no list: a conjunction must be in it.
    """
    parts = pieces(children)
    if len(parts) < 2 or not all(proper(part) for part in parts):
        return None
    if not any(leaf.label == "," for child in children for leaf in child.leaves()):
        return None
    if any(c.label == "CC" for c in children):
        if not any((c.is_leaf and c.label in NAMES) or joined(c) for c in children):
            return None
    elif len(parts[-1]) > 1 or not joined(parts[-1][0]):
        return None
    flat: Children = []
    for child in children:
        flat += child.children if joined(child) else [child]
    return separated(flat)


def names(label: str, children: Children) -> Children | None:
    """In a list of noun phrases each bare run of nouns is one of its members."""
    if not any(c.label == "CC" for c in children):
        return None
    parts = pieces(children)
    whole = [p for p in parts if len(p) == 1 and p[0].label == "NP"]
    bare = [p for p in parts if all(c.label in RUN for c in p) and any(c.label in NOUNS for c in p)]
    if not whole or not bare or len(whole) + len(bare) != len(parts):
        return None
    return separated(children)


def listed(label: str, children: Children) -> Children | None:
    """ "[Chile, [Peru]], and [Bolivia]": names beside names are members of one list."""
    if not any(c.label == "CC" for c in children):
        return None
    out, changed = [], False
    for child in children:
        inner = [c for c in child.children if c.label != ","]
        if (
            child.label == "NP"
            and len(inner) > 1
            and any(c.label == "," for c in child.children)
            and all(is_name(c) or c.label in NAMES for c in inner)
        ):
            out += [c if c.children or c.label == "," else made("NP", [c]) for c in child.children]
            changed = True
        else:
            out.append(child)
    return out if changed else None


def alike(label: str, children: Children) -> Children | None:
    """ "[envoys [of Chile]], [Peru] and [Bolivia]": names go with the name before them, not with its head."""
    if len(children) < 3:
        return None
    parts = [c for c in children if c.children]
    if len(parts) < 2 or parts[0] is not children[0] or parts[0].label != "NP":
        return None
    if not any(c.label == "CC" for c in children):
        inner = parts[1].children
        if len(parts) != 2 or children[1].label != "," or not any(c.label == "CC" for c in inner):
            return None
        if not all(
            c.label in {"CC", ","} or c.label in NAMES or c.label == "DT" or is_name(c) for c in inner
        ):
            return None
    elif not all(is_name(c) for c in parts[1:]):
        return None
    first = parts[0]
    if head_of(first).label not in {"NN", "NNS"}:
        return None
    phrase = last_name(first)
    if phrase is None:
        return None
    rest = [*children[children.index(first) + 1 :]]
    if len(rest) == 2:  # "Chile, [Peru and Cuba]"
        rest = [rest[0], *rest[1].children]
    joined = Node("NP", phrase.start, children[-1].end, [phrase, *separated(rest)])
    return [*children[: children.index(first)], replaced(first, phrase, joined)]


def partners(label: str, children: Children) -> Children | None:
    """ "[by Chile], [Peru] and [Cuba]": noun phrases coordinated with a prepositional one are its objects."""
    if children[0].label != "PP" or not any(c.label == "CC" for c in children):
        return None
    rest = [c for c in children[1:] if c.label not in {",", "CC"}]
    first = children[0]
    if not rest or any(c.label != "NP" for c in rest) or first.children[-1].label != "NP":
        return None
    members = [first.children[-1], *children[1:]]
    return [*first.children[:-1], made("NP", members)]


def pieces(children: Children) -> list[Children]:
    """What stands between the commas and conjunctions of a list."""
    out: list[Children] = [[]]
    for child in children:
        if child.label in {"CC", ","}:
            out.append([])
        else:
            out[-1].append(child)
    return [p for p in out if p]


def separated(children: Children) -> Children:
    """A list's children, what stands between two separators as one noun phrase."""
    out: Children = []
    run: Children = []
    for child in [*children, None]:
        if child is not None and child.label not in {"CC", "CONJP", ","}:
            run.append(child)
            continue
        if run:
            out.append(run[0] if run[0].label == "NP" and len(run) == 1 else made("NP", run))
            run = []
        if child is not None:
            out.append(child)
    return out


def proper(part: Children) -> bool:
    """Whether a member of a list is a proper name, with or without its article."""
    leaves = [leaf for node in part for leaf in node.leaves()]
    return leaves[-1].label in NAMES and all(leaf.label in NAMES | {"DT", "JJ", "CC", ","} for leaf in leaves)


def joined(node: Node) -> bool:
    """Whether a phrase holds several names itself."""
    return node.label == "NP" and any(c.label in {"CC", ","} for c in node.children)


def is_name(node: Node) -> bool:
    """Whether a noun phrase is a proper name (or a nationality) and nothing besides."""
    return node.label == "NP" and all(
        c.label in NAMES or c.label in {"DT", "POS"} or (c.label == "NP" and is_name(c))
        for c in node.children
    )


def last_name(node: Node) -> Node | None:
    """The name that the last prepositional phrase of a noun phrase governs, where nothing follows it."""
    last = node.children[-1] if node.children else node
    if last.label == "NP" and not is_name(last):
        return last_name(last)
    if last.label != "PP" or not last.children:
        return None
    governed = last.children[-1]
    if governed.label == "NP":
        return governed if is_name(governed) else last_name(governed)
    return None


def replaced(node: Node, old: Node, new: Node) -> Node:
    """The tree with its last descendant `old` replaced."""
    if node is old:
        return new
    return Node(node.label, node.start, new.end, [*node.children[:-1], replaced(node.children[-1], old, new)])
