"""What the tests of the parsers share: sentences, any tokens, and what every tree must be."""

from __future__ import annotations

from hypothesis import strategies as st

from diplocode.model import Node
from diplocode.syntax import read_tree
from diplocode.syntax.trees import treebank_form

SENTENCES = [
    s.split()
    for s in (
        "NATO expelled eight Russian diplomats on Wednesday .",
        "The ministry said that it had recalled its ambassador from Ankara .",
        '" We regret the decision , " said Gen. Petrov .',
        "Talks between the two countries , which began in May , were suspended ( Reuters )",
        "Why ?",
        "Two men who crossed the border were detained by police and sent to the capital .",
    )
]

# Any token: words of the vocabulary, signs, emojis with what joins them, empty ones, with spaces or brackets
# inside, control characters, right-to-left script ...
WORDS = st.one_of(
    st.sampled_from([word for sentence in SENTENCES for word in sentence]),
    st.sampled_from(list("()[]{}.,;:!?'\"`-—–…$€%&/\\*#@+=|~^<>")),
    st.sampled_from(
        ["-LRB-", "-RRB-", "``", "''", "--", "...", "", " ", "New York", "a(b)c", "\t", "\u200b"]
    ),
    st.sampled_from(
        [
            "🙂",
            "👩‍👩‍👧",
            "🇺🇦",
            "é",
            "e\u0301",
            "Київ",
            "北京",
            "السلام",
            "ﬁ",
            "Ⅳ",
            "½",
            "\ufeff",
            "\x00",
            "\x85",
        ]
    ),
    st.text(st.characters(codec="utf-8"), max_size=12),
)


def check(tree: Node, words: list[str]) -> None:
    """A well-formed tree over exactly these tokens, that can be written and read again."""
    assert tree.label == "ROOT"
    assert tree.words() == [treebank_form(word) for word in words]
    assert [(leaf.start, leaf.end) for leaf in tree.leaves()] == [(i, i + 1) for i in range(len(words))]
    for node in tree.nodes():
        assert node.label
        if node.children:
            assert (node.start, node.end) == (node.children[0].start, node.children[-1].end)
            assert all(a.end == b.start for a, b in zip(node.children, node.children[1:], strict=False))
            assert all(child.parent is node for child in node.children)
    if words:
        assert read_tree(tree.bracketed()).bracketed() == tree.bracketed()
