"""Parsers behind one interface: tokens in, trees out. The bundled one, and others that a user may have.

>>> load_parser("malt")
Traceback (most recent call last):
...
diplocode.errors.ConfigError: no parser named 'malt'; there are: diplocode, corenlp, spacy, benepar
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from diplocode.errors import ConfigError
from diplocode.model import Node

NAMES = ("diplocode", "corenlp", "spacy", "benepar")


class Parser(Protocol):
    """What the coder needs of a parser."""

    name: str

    def parse_tokens(self, sentences: Iterable[Sequence[str]]) -> list[Node]:
        """One tree per sentence, in order; its leaves are exactly the sentence's tokens."""
        ...


def load_parser(name: str = "diplocode", model: str | None = None) -> Parser:
    """The parser called `name`: "diplocode" (bundled), "corenlp", "spacy" or "benepar".

    `model`: for diplocode the path of a model file, for spacy and benepar the name of an
    installed model, for corenlp the server's address (default http://localhost:9000). It can
    also stand behind the name: "spacy:en_core_web_lg", "corenlp:http://parser.example.org:9000".
    Raises ConfigError for an unknown name, MissingDependency (saying what to install) where
    an optional parser, or its model or server, is not there.
    """
    name, _, behind = name.partition(":")
    model = model or behind or None
    if name == "diplocode":
        from diplocode.syntax.parser import NeuralParser

        return NeuralParser.load(model)
    if name == "corenlp":
        from diplocode.syntax.backends.corenlp import CoreNLP

        return CoreNLP(model)
    if name == "spacy":
        from diplocode.syntax.backends.spacy import Spacy

        return Spacy(model)
    if name == "benepar":
        from diplocode.syntax.backends.benepar import Benepar

        return Benepar(model)
    raise ConfigError(f"no parser named {name!r}; there are: {', '.join(NAMES)}")
