"""Bracketed trees: read, refused with a place, aligned with text, exchanged with nltk."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplocode.errors import TreeError
from diplocode.model import Node, Span
from diplocode.syntax import align, from_nltk, read_tree, read_trees, to_nltk
from diplocode.syntax.trees import MAX_DEPTH, shallow

WORD = st.text("abcXYZ019-'.,$%/", min_size=1, max_size=6)
LABEL = st.sampled_from(["S", "NP", "VP", "PP", "SBAR", "NN", "VBD", ",", "PRP$"])


def _phrase(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda label, kids: f"({label} {' '.join(kids)})", LABEL, st.lists(children, min_size=1, max_size=4)
    )


TREES = st.recursive(st.builds(lambda tag, word: f"({tag} {word})", LABEL, WORD), _phrase, max_leaves=20).map(
    lambda tree: f"(ROOT {tree})"
)


@given(TREES)
def test_reading_gives_back_what_is_written(text: str) -> None:
    tree = read_tree(text)
    assert tree.bracketed() == text
    assert [leaf.start for leaf in tree.leaves()] == list(range(tree.end))
    for node in tree.nodes():
        if not node.is_leaf:
            assert node.start == node.children[0].start
            assert node.end == node.children[-1].end
            assert all(child.parent is node for child in node.children)


@settings(deadline=None)  # the first example imports nltk
@given(TREES)
def test_nltk_and_back(text: str) -> None:
    assert from_nltk(to_nltk(read_tree(text))).bracketed() == text


@given(st.lists(TREES, max_size=5), st.sampled_from([" ", "\n", "\n\n  "]))
def test_many_trees_in_one_text(trees: list[str], gap: str) -> None:
    spread = gap.join(tree.replace(" (", gap + "(") for tree in trees)
    assert [tree.bracketed() for tree in read_trees(spread)] == trees


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("(S (NP (NN x))", 1, 1, "never closed"),
        ("(S (NN x))\n(S (NP (NN x)", 2, 1, "never closed"),
        ("(S (NN x)))", 1, 11, "without an opening"),
        ("(S (NP) (NN x))", 1, 7, "around nothing"),
        ("(S (NN x y))", 1, 10, "stands alone"),
        ("(S (NN x)\n y)", 2, 2, "stands alone"),
        ("(S (NN x (NP y)))", 1, 10, "after a word"),
        ("x (S (NN x))", 1, 1, "opening bracket"),
        ("", 1, 1, "no tree"),
        ("(S (-NONE- *T*))", 1, 16, "without words"),
        ("(S (NN x)) (S (NN y))", 1, 1, "2 trees"),
        ("(" * 500, 1, MAX_DEPTH + 1, "deep"),
    ],
)
def test_broken_trees_are_refused_with_their_place(text: str, line: int, column: int, message: str) -> None:
    with pytest.raises(TreeError, match=message) as caught:
        read_tree(text, "trees.txt")
    assert (caught.value.path, caught.value.line, caught.value.column) == ("trees.txt", line, column)


def test_roots_and_traces() -> None:
    for text in ("( (S (NP (NNS Talks)) (VP (VBD failed))))", "(S (NP (NNS Talks)) (VP (VBD failed)))"):
        assert read_tree(text).bracketed() == "(ROOT (S (NP (NNS Talks)) (VP (VBD failed))))"
    traced = read_tree(
        "(S (NP (NNS Talks)) (VP (VBD failed) (S (NP (-NONE- *)) (VP (TO to) (VP (VB open))))))"
    )
    assert traced.words() == ["Talks", "failed", "to", "open"]


def test_alignment_finds_words_as_the_text_spells_them() -> None:
    text = "So: “We’re out,” he said (Monday) [sic] in the U.S."
    tree = read_tree(
        "(S (`` ``) (NP (PRP We)) (VP (VBP 're) (ADVP (RB out))) (, ,) ('' '') (NP (PRP he)) (VP (VBD said)"
        " (PRN (-LRB- -LRB-) (NP (NNP Monday)) (-RRB- -RRB-)) (PRN (-LRB- -LSB-) (X (FW sic)) (-RRB- -RSB-))"
        " (PP (IN in) (NP (DT the) (NNP U.S.)))) (. .))"
    )
    tokens = align(tree, text, Span(4, len(text)))
    expected = "“ We ’re out , ” he said ( Monday ) [ sic ] in the U.S."
    assert " ".join(t.text for t in tokens[:-1]) == expected
    assert tokens[-1].text == ""
    assert all(text[t.start : t.end] == t.text for t in tokens)


@given(TREES, st.sampled_from([" ", "", "  "]))
def test_alignment_of_a_trees_own_words(text: str, gap: str) -> None:
    tree = read_tree(text)
    written = gap.join(tree.words())
    tokens = align(tree, written)
    assert "".join(t.text for t in tokens) == "".join(tree.words())


@given(TREES, st.text(max_size=60))
def test_alignment_with_any_text_stays_inside_it(text: str, other: str) -> None:
    tree = read_tree(text)
    tokens = align(tree, other)
    assert len(tokens) == tree.end
    assert all(other[t.start : t.end] == t.text for t in tokens)
    assert all(a.end <= b.start for a, b in pairwise(tokens))


def test_leaf_root() -> None:
    assert Node("NN", 0, 1, (), "x").bracketed() == "(NN x)"
    assert read_tree("(NN x)").bracketed() == "(ROOT (NN x))"


def _levels(tree: Node) -> int:
    deepest, waiting = 0, [(tree, 1)]
    while waiting:
        node, level = waiting.pop()
        deepest = max(deepest, level)
        waiting += [(child, level + 1) for child in node.children]
    return deepest


@given(TREES, st.integers(2, 8))
def test_a_shallow_tree_has_its_words_and_what_is_above(text: str, most: int) -> None:
    tree, whole = read_tree(text), read_tree(text)
    assert shallow(tree, most) is tree
    assert _levels(tree) == min(most, _levels(whole))
    assert tree.words() == whole.words()
    kept = {(n.label, n.start, n.end) for n in tree.nodes()}
    assert kept <= {(n.label, n.start, n.end) for n in whole.nodes()}
    assert all(child.parent is node for node in tree.nodes() for child in node.children)


def test_trees_of_nltk_that_are_too_deep_become_shallow() -> None:
    from nltk.tree import Tree

    deep = Tree("NN", ["aid"])
    for _ in range(5000):
        deep = Tree("NP", [deep])
    assert _levels(from_nltk(deep)) == MAX_DEPTH
