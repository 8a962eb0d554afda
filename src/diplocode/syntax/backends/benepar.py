"""benepar, the Berkeley neural parser, as a parser: needs torch and a model that its users download."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from diplocode.errors import MissingDependency
from diplocode.model import Node
from diplocode.syntax.trees import from_nltk, over_tokens, plain_tokens

MODEL = "benepar_en3"


class Benepar:
    """benepar through its own nltk interface.

    Raises MissingDependency where the package or the model is not there.
    """

    name = "benepar"

    def __init__(self, model: str | None = None) -> None:
        model = model or MODEL
        try:
            import benepar
        except ImportError as error:
            raise MissingDependency(
                "benepar is not installed: pip install 'diplocode[benepar]', "
                f"then once: python -c \"import benepar; benepar.download('{model}')\""
            ) from error
        try:
            self._parser: Any = benepar.Parser(model)
        except (LookupError, OSError) as error:
            raise MissingDependency(
                f"benepar lacks its model {model}: python -c \"import benepar; benepar.download('{model}')\""
            ) from error
        self._input: Any = benepar.InputSentence

    def parse_tokens(self, sentences: Iterable[Sequence[str]]) -> list[Node]:
        """One tree per sentence, parsed together."""
        given = [list(words) for words in sentences]
        inputs = [self._input(words=plain_tokens(words)) for words in given if words]
        trees = iter(self._parser.parse_sents(inputs))
        return [over_tokens(from_nltk(next(trees)) if words else None, words) for words in given]
