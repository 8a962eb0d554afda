"""Trees for training: read, and brought to one set of conventions.

A tree is a nested list: [label, child, ...] for a phrase, (tag, word) for a preterminal.
"""

from __future__ import annotations

import re
from pathlib import Path

LEX = re.compile(r"[()]|[^\s()]+")
# GUM's genres under non-commercial licences.
LEFT_OUT = {"essay", "fiction", "letter", "podcast", "whow", "reddit"}


def read(line):
    stack, top = [], None
    for piece in LEX.findall(line):
        if piece == "(":
            stack.append([])
        elif piece == ")":
            done = stack.pop()
            node = tuple(done) if len(done) == 2 and isinstance(done[1], str) else done
            if stack:
                stack[-1].append(node)
            else:
                top = node
        else:
            stack[-1].append(piece)
    return top


def load_gum(path, genres_out=LEFT_OUT):
    """(genre, tree) for every line of a `document<TAB>tree` file, without the genres left out."""
    out = []
    for line in Path(path).read_text(encoding="utf8").splitlines():
        name, tree = line.split("\t")
        genre = name.split("_")[1]
        if genre not in genres_out:
            out.append((genre, clean(read(tree))))
    return out


def load_plain(path):
    return [clean(read(line)) for line in Path(path).read_text(encoding="utf8").splitlines() if line.strip()]


def leaf(node):
    return isinstance(node, tuple)


def leaves(node):
    if leaf(node):
        return [node]
    return [x for child in node[1:] for x in leaves(child)]


def clean(node, top=True):
    """Function tags off, unary X over X removed, the root's label dropped to its one child list."""
    if leaf(node):
        return node
    label = re.split(r"(?<=.)[-=|]", node[0])[0]
    children = [clean(child, False) for child in node[1:]]
    if len(children) == 1 and not leaf(children[0]) and children[0][0] == label:
        return children[0]
    return [label, *children]


def _merged_tag(tags, in_noun_phrase_before_noun):
    last = tags[-1]
    if set(tags) <= {"CD", "HYPH"}:
        return "CD"
    if last in ("NNP", "NNPS"):
        return last
    if last in ("VBN", "VBG", "JJ", "JJR", "RB", "IN", "RP", "VBD", "VB", "VBP"):
        return "JJ"
    if in_noun_phrase_before_noun or "CD" in tags:
        return "JJ"
    return last


def merge_hyphens(node, next_tag=""):
    """Words that the treebank splits at hyphens made whole, as newspapers' treebanks have them."""
    if leaf(node):
        return node
    children = list(node[1:])
    # A phrase of nothing but a hyphenated word is that word.
    flat = []
    for i, child in enumerate(children):
        nxt = children[i + 1] if i + 1 < len(children) else None
        follow = leaves(nxt)[0][0] if nxt is not None else next_tag
        child = merge_hyphens(child, follow)
        if (
            (
                not leaf(child)
                and len(child) == 2
                and leaf(child[1])
                and "-" in child[1][1][1:-1]
                and child[0] in ("ADJP", "NX", "NML", "NP")
            )
            and child[0] != "NP"
            and node[0] in ("NP", "NX", "NML")
            and follow[:2] in ("NN", "JJ", "CD")
        ):
            child = child[1]
        flat.append(child)
    out, i = [], 0
    while i < len(flat):
        j = i
        group = [flat[i]]
        while j + 2 < len(flat) and leaf(flat[j]) and flat[j + 1] == ("HYPH", "-") and leaf(flat[j + 2]):
            group += [flat[j + 1], flat[j + 2]]
            j += 2
        if len(group) > 1:
            follow = flat[j + 1] if j + 1 < len(flat) else None
            after = leaves(follow)[0][0] if follow is not None else next_tag
            noun_next = after[:2] in ("NN", "JJ") and (follow is None or leaf(follow))
            tag = _merged_tag([t for t, _ in group], noun_next and node[0] in ("NP", "NX", "NML", "ADJP"))
            out.append((tag, "".join(w for _, w in group)))
        else:
            out.append(flat[i])
        i = j + 1
    return [node[0], *out]


def flatten(tree):
    """(words, tags, [(start, end, label chain), ...]) with unary chains collapsed, X over X dropped."""
    words, tags, spans = [], [], []

    def walk(node):
        if leaf(node):
            tags.append(node[0])
            words.append(node[1])
            return
        chain = []
        while True:
            if node[0] not in ("ROOT", "TOP", "S1", "") and (not chain or chain[-1] != node[0]):
                chain.append(node[0])
            if len(node) == 2 and not leaf(node[1]):
                node = node[1]
            else:
                break
        start = len(words)
        for child in node[1:]:
            walk(child)
        if chain:
            spans.append((start, len(words), "+".join(chain)))

    walk(tree)
    return words, tags, spans
