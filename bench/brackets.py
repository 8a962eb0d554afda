"""Labelled brackets of trees and how two sets of them agree, as parsers are scored.

Punctuation and the root are left out; a bracket counts by its label without function tags and by the
first and last word in it. A parse whose tags make another number of words punctuation is all wrong.

>>> gold = read_tree("(S (NP (NNS Talks)) (VP (VBD failed) (ADVP (RB again))) (. .))")
>>> tally = Tally()
>>> tally.add(gold, read_tree("(S (NP (NNS Talks)) (VP (VBD failed) (NP (RB again))) (. .))"))
>>> tally.precision, tally.recall, tally.labels["ADVP"].recall
(0.75, 0.75, 0.0)
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from diplocode.model import Node
from diplocode.syntax import read_tree

PUNCTUATION = frozenset({",", ".", ":", "``", "''", "-LRB-", "-RRB-", "HYPH", "NFP", "$", "#", '"', "SYM"})
_ROOTS = frozenset({"", "ROOT", "TOP", "S1"})
Bracket = tuple[str, int, int]


def brackets(tree: Node) -> tuple[Counter[Bracket], int]:
    """The tree's brackets (label, first word, last word + 1), and how many words are no punctuation."""
    places = [0]  # words that are no punctuation before each token
    for leaf in tree.leaves():
        places.append(places[-1] + (leaf.label not in PUNCTUATION))
    found: Counter[Bracket] = Counter()
    for node in tree.nodes():
        label = re.split(r"[-=|]", node.label)[0]
        start, end = places[node.start], places[node.end]
        if not node.is_leaf and label not in _ROOTS and end > start:
            found[label, start, end] += 1
    return found, places[-1]


class Score:
    """Brackets found, brackets in the parse, brackets in the treebank."""

    def __init__(self) -> None:
        self.hits = self.parsed = self.gold = 0

    def count(self, hits: int, parsed: int, gold: int) -> None:
        self.hits += hits
        self.parsed += parsed
        self.gold += gold

    @property
    def precision(self) -> float:
        return self.hits / self.parsed if self.parsed else 0.0

    @property
    def recall(self) -> float:
        return self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.hits / (self.parsed + self.gold) if self.parsed + self.gold else 0.0


class Tally(Score):
    """Scores of all brackets, and by label; tags and whole trees beside them."""

    def __init__(self) -> None:
        super().__init__()
        self.labels: defaultdict[str, Score] = defaultdict(Score)
        self.trees = self.exact = self.skipped = self.words = self.tags = 0

    def add(self, gold: Node, parsed: Node) -> None:
        (theirs, words), (ours, parsed_words) = brackets(gold), brackets(parsed)
        skipped = words != parsed_words
        hits: Counter[Bracket] = Counter() if skipped else theirs & ours
        self.count(hits.total(), ours.total(), theirs.total())
        for kind, found in ((0, hits), (1, ours), (2, theirs)):
            for (label, _, _), n in found.items():
                self.labels[label].count(*(n if kind == k else 0 for k in range(3)))
        self.trees += 1
        self.skipped += skipped
        self.exact += not skipped and theirs == ours
        for one, other in zip(gold.leaves(), parsed.leaves(), strict=True):
            self.words += 1
            self.tags += one.label == other.label


def read_treebank(path: Path) -> Iterator[tuple[str, Node]]:
    """(document, tree) of a file with one tree a line, or `document<TAB>tree`.

    Raises TreeError with the line where a tree is broken.
    """
    for number, line in enumerate(path.read_text(encoding="utf8").splitlines(), 1):
        if line.strip():
            document, _, text = line.rpartition("\t")
            yield document, read_tree(text, str(path), number)
