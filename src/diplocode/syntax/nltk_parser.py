"""Any of the parsers as nltk knows parsers.

>>> from diplocode.syntax import SpanParser
>>> tree = next(SpanParser().parse("NATO expelled eight Russian diplomats .".split()))
>>> tree.label(), tree.leaves()[:2]
('ROOT', ['NATO', 'expelled'])
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from nltk.parse.api import ParserI
from nltk.tree import Tree

from diplocode.model import Node
from diplocode.syntax.backends import Parser, load_parser
from diplocode.syntax.trees import to_nltk


class SpanParser(ParserI):  # type: ignore[misc]
    """The bundled parser (or `parser`, any other of `load_parser`) behind nltk's `ParserI`."""

    def __init__(self, parser: Parser | None = None) -> None:
        self.parser = parser or load_parser()

    @property
    def name(self) -> str:
        return self.parser.name

    def parse(self, sent: Sequence[str], *args: Any, **kwargs: Any) -> Iterator[Tree]:
        """The parses of one tokenised sentence, best first: always exactly one."""
        return iter([to_nltk(self.parse_tokens([sent])[0])])

    def parse_sents(
        self, sents: Iterable[Sequence[str]], *args: Any, **kwargs: Any
    ) -> Iterator[Iterator[Tree]]:
        """For each tokenised sentence an iterator over its parses; parsed together, which is faster."""
        return iter([iter([to_nltk(node)]) for node in self.parse_tokens(sents)])

    def parse_tokens(self, sentences: Iterable[Sequence[str]]) -> list[Node]:
        """One `diplocode.model.Node` tree per tokenised sentence."""
        return self.parser.parse_tokens(sentences)

    def tag(self, tokens: Sequence[str]) -> list[tuple[str, str]]:
        """The tokens with their part-of-speech tags."""
        return self.tagged_sents([tokens])[0]

    def tagged_sents(self, sents: Iterable[Sequence[str]]) -> list[list[tuple[str, str]]]:
        """For each tokenised sentence its (token, tag) pairs."""
        sentences = [list(sent) for sent in sents]
        trees = self.parse_tokens(sentences)
        return [
            [(word, leaf.label) for word, leaf in zip(words, tree.leaves(), strict=True)]
            for words, tree in zip(sentences, trees, strict=True)
        ]
