"""From text to constituency trees: split, tokenize, parse; and from written trees to the same records.

    text -split-> Spans -tokenize-> Tokens -parse_tokens-> Nodes
    bracketed trees -read_trees-> Nodes -align-> Tokens

All of it is plain Python and numpy. nltk enters where a user asks for its types
(`SpanParser` is a `nltk.parse.api.ParserI`, `to_nltk` gives a `nltk.Tree`) and is imported
only then: importing it takes longer than splitting, loading the model and parsing together.

    >>> text = "Russia suspended its mission to NATO. Gen. Kujat called it a mistake."
    >>> [span.of(text) for span in split(text)]
    ['Russia suspended its mission to NATO.', 'Gen. Kujat called it a mistake.']
    >>> [token.text for token in tokenize(text, split(text)[0])]
    ['Russia', 'suspended', 'its', 'mission', 'to', 'NATO', '.']
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diplocode.syntax.backends import Parser, load_parser
from diplocode.syntax.split import split
from diplocode.syntax.tokenize import tokenize
from diplocode.syntax.trees import align, from_nltk, read_tree, read_trees, to_nltk

if TYPE_CHECKING:
    from diplocode.syntax.nltk_parser import SpanParser

__all__ = [
    "Parser",
    "SpanParser",
    "align",
    "from_nltk",
    "load_parser",
    "read_tree",
    "read_trees",
    "split",
    "to_nltk",
    "tokenize",
]


def __getattr__(name: str) -> Any:
    if name == "SpanParser":
        from diplocode.syntax.nltk_parser import SpanParser

        return SpanParser
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
