"""The bundled parser: tokens to constituency trees with numpy alone.

>>> from diplocode.syntax import load_parser
>>> tree = load_parser().parse_tokens([["NATO", "expelled", "eight", "diplomats", "."]])[0]
>>> tree.words()
['NATO', 'expelled', 'eight', 'diplomats', '.']
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from diplocode import resources
from diplocode.model import Node
from diplocode.syntax import features
from diplocode.syntax.chart import best_trees
from diplocode.syntax.network import Floats, Network
from diplocode.syntax.trees import MAX_DEPTH, shallow, treebank_form

MAX_TOKENS = 400
"""Longer sentences are parsed in pieces; see `NeuralParser.parse_tokens`."""

_PUNCTUATION = frozenset({",", ".", ":", "``", "''", "-LRB-", "-RRB-", "HYPH", "NFP", "$", "#", '"', "SYM"})
# What the tag of a sign can be. No sign is ever taken for a word, nor a word for a sign.
_SIGNS = {
    ",": (",",),
    ".": (".",),
    "?": (".",),
    "!": (".",),
    ":": (":",),
    ";": (":",),
    "...": (":",),
    "--": (":",),
    "-": ("HYPH", ":", "SYM"),
    '"': ("``", "''"),
    "'": ("``", "''", "POS"),
    "-LRB-": ("-LRB-",),
    "-RRB-": ("-RRB-",),
    "$": ("$",),
    "€": ("$",),
    "£": ("$",),
    "¥": ("$",),
    "₹": ("$",),
    "%": ("NN",),
    "&": ("CC",),
}
_OF_SIGNS = frozenset({"NN", "NNS", "IN", "CC", "LS"})  # of those not listed: "°", "@", "&&"
_CURRENCY = frozenset({"US$", "C$", "A$", "NZ$", "HK$", "S$", "NT$", "R$", "CA$", "AU$", "CDN$"})
_BREAKS = frozenset({";", ":", "--", "—", "–", ".", "?", "!"})


_Piece = tuple[int, int, list[str]]  # its sentence, where it begins in it, its words
_TOGETHER = 16  # more gain little


class NeuralParser:
    """The bundled model. It is read when the first sentence is parsed; the trees of a sentence never
    depend on which others it is parsed with.
    """

    name = "diplocode"

    def __init__(self, path: Path) -> None:
        self.path = path
        self._allowed: dict[str, NDArray[np.bool_] | None] = {}
        self._triangles: dict[int, tuple[NDArray[np.intp], NDArray[np.intp]]] = {}

    @classmethod
    def load(cls, path: str | None = None) -> NeuralParser:
        """The bundled model, or one trained elsewhere at `path`."""
        return cls(Path(path) if path else resources.model())

    @cached_property
    def network(self) -> Network:
        """Raises ConfigError where the file is missing or is no model."""
        return Network(self.path)

    def parse_tokens(self, sentences: Iterable[Sequence[str]]) -> list[Node]:
        """A tree for each tokenised sentence, rooted in ROOT, over exactly its tokens.

        Any tokens will do; an empty sentence gives a ROOT without children. A sentence of more
        than `MAX_TOKENS` is cut after the last semicolon, colon, dash or stop of each stretch
        (else after a comma, else where it is full); each piece is parsed, and all hang under one ROOT.
        Many sentences at once are faster than one by one.
        """
        whole = [list(words) for words in sentences]
        pieces: list[_Piece] = []
        for k, words in enumerate(whole):
            begin = 0
            for size in _pieces(words):
                pieces.append((k, begin, words[begin : begin + size]))
                begin += size
        children: dict[tuple[int, int], list[Node]] = {}
        longest_first = sorted(pieces, key=lambda piece: -len(piece[2]))
        for at in range(0, len(pieces), _TOGETHER):
            group = longest_first[at : at + _TOGETHER]
            scored = self.network.score([words for *_, words in group])
            spans = [self._spans(posts) for _, posts in scored]
            trees = best_trees([best for best, _ in spans])
            for (k, offset, words), (tagged, _), (_, labelled), tree in zip(
                group, scored, spans, trees, strict=True
            ):
                tags, chains = self._tags(words, tagged), self._chains(labelled, tree)
                children[k, offset] = self._build(words, tags, tree, chains, offset)
        out: list[list[Node]] = [[] for _ in whole]
        for k, offset, _ in pieces:
            out[k] += children[k, offset]
        rooted = (Node("ROOT", 0, len(words), nodes) for words, nodes in zip(whole, out, strict=True))
        return [shallow(tree) if tree.end > MAX_DEPTH // 4 else tree for tree in rooted]

    def _spans(self, posts: Floats) -> tuple[Floats, Floats]:
        """Of each span by start and length the score of its best label chain, at least 0; and of all chains,
        a row a span, in the order of `_triangle`.
        """
        size = len(posts) - 1
        starts, ends = self._triangle(size)
        scores = self.network.spans(posts, starts, ends)
        best = np.zeros((size, size + 1), np.float32)
        best[starts, ends - starts] = np.maximum(np.maximum.reduce(scores, 1), 0)
        return best, scores

    @staticmethod
    def _chains(scores: Floats, spans: list[tuple[int, int]]) -> list[int]:
        """The label chains of a tree's spans, -1 for no phrase; the first, the whole sentence, always is."""
        size = spans[0][1]
        own = scores[[i * size - i * (i - 1) // 2 + n - 1 for i, n in spans]]
        chains = np.where(own.max(1) > 0, own.argmax(1), -1)
        chains[0] = own[0].argmax()
        found: list[int] = chains.tolist()
        return found

    def _build(
        self,
        words: list[str],
        tags: list[str],
        spans: list[tuple[int, int]],
        chains: list[int],
        offset: int,
    ) -> list[Node]:
        labels = self.network.labels
        done: list[tuple[int, list[Node]]] = []
        # Bottom up: of two spans the right one comes later, so its children are built first.
        for (i, n), chain in zip(reversed(spans), reversed(chains), strict=True):
            if n == 1:
                nodes = [Node(tags[i], offset + i, offset + i + 1, (), treebank_form(words[i]))]
            else:
                nodes = done.pop()[1] + done.pop()[1]
            if chain >= 0:
                for name in reversed(labels[chain].split("+")):
                    nodes = [Node(name, offset + i, offset + i + n, nodes)]
            done.append((i, nodes))
        return done[0][1]

    def _triangle(self, size: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Starts and ends of all spans of a sentence, kept for usual lengths."""
        if size not in self._triangles:
            pair = np.triu_indices(size + 1, 1)
            if size > 60:
                return pair
            self._triangles[size] = pair
        return self._triangles[size]

    def _tags(self, words: list[str], scores: Floats) -> list[str]:
        best = scores.argmax(1).tolist()
        tags = self.network.tags
        for k, word in enumerate(words):
            mask = self._mask(word)
            if mask is not None and not mask[best[k]]:
                best[k] = int(np.where(mask, scores[k], -np.inf).argmax())
        return [tags[b] for b in best]

    def _mask(self, word: str) -> NDArray[np.bool_] | None:
        """The tags that a word can have; None for any."""
        key = "a" if word.isalnum() else features.normal(word)
        if key not in self._allowed:
            tags = self.network.tags
            if key.upper() in _CURRENCY:
                mask = np.array([tag == "$" for tag in tags])
            elif key in _SIGNS:
                mask = np.array([tag in _SIGNS[key] for tag in tags])
            elif any(c.isalnum() for c in key) and key not in ("-LRB-", "-RRB-"):
                mask = np.array([tag not in _PUNCTUATION for tag in tags])
                key = word if len(self._allowed) < 5000 else ""
            else:
                mask = np.array([tag in _PUNCTUATION or tag in _OF_SIGNS for tag in tags])
            if not mask.any():
                return None
            if not key:
                return mask
            self._allowed[key] = mask
        return self._allowed[key]


def _pieces(words: list[str]) -> list[int]:
    """Lengths of the pieces that a sentence is parsed in: one, unless it is very long."""
    out = []
    begin, end = 0, len(words)
    while end - begin > MAX_TOKENS:
        window = range(begin + MAX_TOKENS - 1, begin + MAX_TOKENS // 2, -1)
        cut = next((k for k in window if words[k] in _BREAKS), None)
        cut = cut or next((k for k in window if words[k] == ","), begin + MAX_TOKENS - 1)
        out.append(cut + 1 - begin)
        begin = cut + 1
    return [*out, end - begin] if end > begin else out
