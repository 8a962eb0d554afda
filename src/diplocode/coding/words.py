"""A sentence as the matcher sees it: its tree, and each leaf's word and lemma, looked up once."""

from __future__ import annotations

from attrs import define, field

from diplocode.coding.tidy import tidy
from diplocode.lexicon.inflect import singular
from diplocode.lexicon.predicates import VerbIndex
from diplocode.model import Node, Sentence


@define(slots=True, eq=False)
class Words:
    """`low[i]` is leaf i's word in lower case, `forms[i]` all the words it may match as (itself, its lemmas).

    `actors` are the leaves that name an actor or agent.
    """

    tree: Node
    leaves: list[Node]
    low: list[str]
    forms: list[frozenset[str]]
    every: frozenset[str] = field(default=frozenset())
    actors: frozenset[int] = field(default=frozenset())

    @classmethod
    def of(cls, sentence: Sentence, index: VerbIndex, *, derived: bool = True) -> Words:
        """`derived`: a noun or adjective that is a verb's form matches as the verb too (meeting, meet)."""
        assert sentence.tree is not None
        tree = tidy(sentence.tree)
        leaves = list(tree.leaves())
        low = [leaf.word.lower() for leaf in leaves]
        forms = []
        for leaf, word in zip(leaves, low, strict=True):
            tag = leaf.label
            if tag[:2] == "VB":
                forms.append(index.lemmas(word) | {word})
            elif tag in {"NNS", "NNPS", "NN", "NNP", "JJ"}:
                alternatives = {word, singular(word)} if tag[-1] == "S" or tag == "NNP" else {word}
                if derived and tag in {"JJ", "NN"} and word in index.forms:
                    alternatives |= index.forms[word]
                if tag[-1] == "S" and word.endswith("s"):
                    alternatives |= {word[:-1]}  # troops, bases: dictionaries write the form without s
                if "-" in word and tag[:3] != "NNP":  # "oil-rich", but not Port-au-Prince
                    alternatives |= set(word.split("-"))
                forms.append(frozenset(alternatives))
            else:
                forms.append(frozenset((word,)))
        every: set[str] = set()
        for alternatives_ in forms:
            every |= alternatives_
        return cls(tree, leaves, low, forms, frozenset(every))

    def liken(self, names: dict[int, str]) -> None:
        """Let the last words of names match as the common noun that says what they name as well."""
        for at, noun in names.items():
            if self.leaves[at].label in {"NNP", "NNPS"}:
                self.forms[at] |= {noun}
                self.every |= {noun}

    def find(self, words: tuple[str, ...], start: int, end: int) -> int:
        """Where a phrase stands in tokens start:end: the index of its last word, or -1."""
        forms = self.forms
        size = len(words)
        first = words[0]
        for i in range(start, end - size + 1):
            if first in forms[i] and (size == 1 or all(words[k] in forms[i + k] for k in range(1, size))):
                return i + size - 1
        return -1
