"""Bracketed trees: read them, find their words in the original text, exchange them with nltk.

>>> tree = read_tree("( (S (NP (NNP Russia)) (VP (VBD agreed)) (. .)))")
>>> tree.label, [child.label for child in tree.children[0].children]
('ROOT', ['NP', 'VP', '.'])
>>> [(t.start, t.end) for t in align(tree, "So: Russia agreed.", Span(4, 18))]
[(4, 10), (11, 17), (17, 18)]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from diplocode.errors import TreeError
from diplocode.model import Node, Span, Token

if TYPE_CHECKING:
    from nltk.tree import Tree

_LEX = re.compile(r"[()]|[^\s()]+")
_FORMS = {
    "-LRB-": "(",
    "-RRB-": ")",
    "-LSB-": "[",
    "-RSB-": "]",
    "-LCB-": "{",
    "-RCB-": "}",
    "``": '"',
    "''": '"',
    "`": "'",
}
_TREEBANK = {"(": "-LRB-", ")": "-RRB-", "[": "-LSB-", "]": "-RSB-", "{": "-LCB-", "}": "-RCB-"}
_SAME = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "’": "'", "‘": "'", "`": "'", "–": "-", "—": "-"}
)


def treebank_form(word: str) -> str:
    """A token as trees write it, so that the tree can be read again: brackets by name, "_" for white space.

    >>> treebank_form("("), treebank_form(":)"), treebank_form("NATO")
    ('-LRB-', ':-RRB-', 'NATO')
    >>> treebank_form("New York"), treebank_form("")
    ('New_York', '_')
    """
    if word.isalnum():
        return word
    if word in _TREEBANK:
        return _TREEBANK[word]
    parts = word.split()
    if parts != [word]:
        word = "_".join(parts) or "_"
    return re.sub(r"[()]", lambda m: _TREEBANK[m.group()], word) if "(" in word or ")" in word else word


def plain_form(word: str) -> str:
    """A token of a tree as text writes it.

    >>> plain_form("-LRB-"), plain_form("and\\\\/or")
    ('(', 'and/or')
    """
    if word in _FORMS:
        return _FORMS[word]
    return word.replace("-LRB-", "(").replace("-RRB-", ")").replace("\\/", "/").replace("\\*", "*")


def plain_tokens(words: Sequence[str]) -> list[str]:
    """Tokens as other parsers are given them: as text writes them, but none empty or with white space.

    >>> plain_tokens(["-LRB-", "New York", ""])
    ['(', 'New_York', '_']
    """
    return ["_".join(plain_form(word).split()) or "_" for word in words]


MAX_DEPTH = 100
"""Levels of a tree, its root and the tags counted. The deepest sentence of news has some forty; a parser's
tree that goes deeper is made flat there (`shallow`), a written one is refused."""


class _Open:
    """A bracket that waits for its end."""

    __slots__ = ("children", "emptied", "label", "pos", "start", "word")

    def __init__(self, start: int, pos: int) -> None:
        self.start, self.pos = start, pos
        self.label: str | None = None
        self.word: str | None = None
        self.children: list[Node] = []
        self.emptied = False


def _error(message: str, text: str, pos: int, path: str, first: int) -> TreeError:
    pos = min(pos, len(text))
    line = text.count("\n", 0, pos)
    start = text.rfind("\n", 0, pos) + 1
    end = text.find("\n", start)
    return TreeError(
        message, path, first + line, pos - start + 1, text[start : end if end >= 0 else len(text)]
    )


def read_trees(text: str, path: str = "", line: int = 1) -> Iterator[Node]:
    """Every tree in `text`, one per line or spread over lines, any white space between.

    The root is always labelled `ROOT`: an empty label at the top ("( (S ...") is replaced, a tree
    without a root gets one. Token offsets count from 0 in each tree. Traces (`-NONE-`) and what they
    leave empty are dropped.
    Raises TreeError with `path`, line (counted from `line`) and column of the fault.
    """
    return _trees(text, path, line, MAX_DEPTH)


def _trees(text: str, path: str, line: int, deepest: int | None) -> Iterator[Node]:
    stack: list[_Open] = []
    index = 0
    for match in _LEX.finditer(text):
        piece, pos = match.group(), match.start()
        if piece == "(":
            if stack and stack[-1].word is not None:
                raise _error(
                    "a bracket opens after a word: a word stands alone with its tag", text, pos, path, line
                )
            if deepest is not None and len(stack) >= deepest:
                raise _error(f"brackets nested more than {deepest} deep", text, pos, path, line)
            stack.append(_Open(index, pos))
        elif not stack:
            fault = (
                "closing bracket without an opening one" if piece == ")" else "expected an opening bracket"
            )
            raise _error(fault, text, pos, path, line)
        elif piece != ")":
            top = stack[-1]
            if top.word is not None or top.children:
                raise _error("expected a bracket: a word stands alone with its tag", text, pos, path, line)
            if top.label is None:
                top.label = piece
            else:
                top.word = piece
        else:
            done = stack.pop()
            label = done.label or ""
            if done.word is None and not done.children and not done.emptied:
                raise _error("this bracket closes around nothing", text, pos, path, line)
            if done.word is not None and label != "-NONE-":
                node = Node(label, index, index + 1, (), done.word)
                index += 1
            elif done.children:
                node = Node(label, done.start, index, done.children)
            elif stack:
                stack[-1].emptied = True
                continue
            else:
                raise _error("a tree without words", text, pos, path, line)
            if stack:
                stack[-1].children.append(node)
                continue
            if node.is_leaf or label not in ("", "ROOT", "TOP", "S1"):
                node = Node("ROOT", 0, index, [node])
            node.label = "ROOT"
            yield node
            index = 0
    if stack:
        raise _error("this bracket is never closed", text, stack[0].pos, path, line)


def read_tree(text: str, path: str = "", line: int = 1) -> Node:
    """The one tree in `text`. Raises TreeError where it is broken, or where there is none or more than one.

    >>> read_tree("(S (NP (NNS Talks)) (VP (VBD failed)")
    Traceback (most recent call last):
    ...
    diplocode.errors.TreeError: <text>:1:1: this bracket is never closed
      (S (NP (NNS Talks)) (VP (VBD failed)
      ^
    """
    found = list(read_trees(text, path, line))
    if len(found) != 1:
        fault = f"{len(found)} trees where one was expected" if found else "no tree here"
        raise TreeError(fault, path, line, 1, text[:100])
    return found[0]


def _find(word: str, text: str, pos: int, end: int) -> tuple[int, int] | None:
    """Where `word` stands at `pos` (past white space), allowing for Treebank spelling."""
    while pos < end and text[pos].isspace():
        pos += 1
    for form in (word, plain_form(word)):
        if text.startswith(form, pos, end):
            return pos, pos + len(form)
    form = plain_form(word)
    piece = text[pos : min(end, pos + len(form))]
    if piece.translate(_SAME) == form.translate(_SAME):
        return pos, pos + len(form)
    if word in ("``", "''", '"', "--", "..."):
        for raw in ("''", "``", "…", ". . .", "—", "–", "---", "--", '"', "“", "”"):
            if text.startswith(raw, pos, end):
                return pos, pos + len(raw)
    return None


def align(tree: Node, text: str, span: Span | None = None) -> tuple[Token, ...]:
    """The tokens of a tree with their character offsets in `text` (inside `span`), one per leaf.

    Bracket names, Treebank quotes and escaped slashes are matched with what the text
    has; a word is also found a few characters further on. A full stop that a tree
    repeats after an abbreviation, or any word that the text does not have, gets an empty
    stretch where it would stand, so that the number of tokens is always that of the leaves.

    >>> tree = read_tree("(S (NP (NNP Putin)) (PRN (-LRB- -LRB-) (NP (NNP U.S.)) (-RRB- -RRB-)) (. .))")
    >>> [t.text for t in align(tree, "Putin (U.S.)")]
    ['Putin', '(', 'U.S.', ')', '']
    """
    pos, end = (span.start, span.end) if span else (0, len(text))
    out = []
    for leaf in tree.leaves():
        found = _find(leaf.word, text, pos, end)
        if found is None:  # the text has something more here: a footnote mark, a token left out
            form = plain_form(leaf.word)
            at = text.find(form, pos, min(end, pos + 40 + len(form))) if len(form) > 1 else -1
            found = (at, at + len(form)) if at >= 0 else None
        if found is None:
            out.append(Token("", pos, pos))
        else:
            start, pos = found
            out.append(Token(text[start:pos], start, pos))
    return tuple(out)


def shallow(tree: Node, most: int = MAX_DEPTH) -> Node:
    """`tree` with no more than `most` levels: where it goes deeper, words hang under the last of them.

    Changes the tree in place, and so is for those who build it.

    >>> shallow(read_tree("(S (VP (TO to) (VP (VB try) (S (VP (TO to) (VP (VB go)))))))"), 5).bracketed()
    '(ROOT (S (VP (TO to) (VP (VB try) (TO to) (VB go)))))'
    """
    level = [tree]
    for _ in range(most - 2):
        level = [child for node in level for child in node.children if child.children]
        if not level:
            return tree
    for node in level:
        node.children = list(node.leaves())
        for leaf in node.children:
            leaf.parent = node
    return tree


def to_nltk(node: Node) -> Tree:
    """The same tree as a `nltk.Tree`, its leaves the words.

    >>> print(to_nltk(read_tree("(S (NP (PRP He)) (VP (VBD left)))")))
    (ROOT (S (NP (PRP He)) (VP (VBD left))))
    """
    from nltk.tree import Tree

    def build(n: Node) -> Tree:
        return Tree(n.label, [n.word] if n.is_leaf else [build(child) for child in n.children])

    return build(node)


def from_nltk(tree: Tree) -> Node:
    """A `nltk.Tree` as a Node, made `shallow`.

    Raises TreeError where a subtree mixes words and phrases or has none.

    >>> from nltk.tree import Tree
    >>> from_nltk(Tree.fromstring("(S (NP (PRP He)) (VP (VBD left)))")).bracketed()
    '(ROOT (S (NP (PRP He)) (VP (VBD left))))'
    """
    pieces: list[str] = []
    waiting: list[Tree | str] = [tree]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            pieces.append(item)
        else:
            pieces.append(f"({treebank_form(item.label())}" if item.label() else "(")
            children = [
                child if isinstance(child, type(tree)) else treebank_form(str(child)) for child in item
            ]
            waiting += [")", *reversed(children)]
    return shallow(next(_trees(" ".join(pieces), "", 1, deepest=None)))


def over_tokens(tree: Node | None, words: Sequence[str]) -> Node:
    """`tree` where its leaves are as many as `words`, with these as its words; else a flat tree over them.

    For parsers that may cut a sentence otherwise than they are told.

    >>> over_tokens(None, ["All", "clear"]).bracketed()
    '(ROOT (X (NN All) (NN clear)))'
    """
    leaves = list(tree.leaves()) if tree else []
    if tree is not None and len(leaves) == len(words):
        for leaf, word in zip(leaves, words, strict=True):
            leaf.word = treebank_form(word)
        return tree
    flat = [Node("NN", i, i + 1, (), treebank_form(word)) for i, word in enumerate(words)]
    return Node("ROOT", 0, len(words), [Node("X", 0, len(words), flat)] if flat else [])
