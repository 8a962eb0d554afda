"""A running CoreNLP server as a parser, through nltk's client."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from diplocode.errors import MissingDependency
from diplocode.model import Node
from diplocode.syntax.trees import from_nltk, over_tokens

ADDRESS = "http://localhost:9000"


class CoreNLP:
    """Asks a CoreNLP server for its parses; the tokens are sent as they are.

    Raises MissingDependency where no server answers at `address`.
    """

    name = "corenlp"

    def __init__(self, address: str | None = None) -> None:
        try:
            import requests  # noqa: F401  nltk's client needs it but does not bring it
            from nltk.parse.corenlp import CoreNLPParser
        except ImportError:
            raise MissingDependency(
                "talking to CoreNLP needs requests: pip install 'diplocode[corenlp]'"
            ) from None

        self.address = address or ADDRESS
        self._client: Any = CoreNLPParser(url=self.address)
        self._ask([["Test"]])

    def _ask(self, sentences: list[list[str]]) -> list[Any]:
        import requests

        properties = {"ssplit.eolonly": "true", "tokenize.whitespace": "true"}
        try:
            return [
                next(iter(parses)) for parses in self._client.parse_sents(sentences, properties=properties)
            ]
        except (requests.RequestException, OSError) as error:
            raise MissingDependency(
                f"no CoreNLP server at {self.address} ({type(error).__name__}); "
                "download CoreNLP and start it with\n"
                "  java -mx4g -cp '*' edu.stanford.nlp.pipeline.StanfordCoreNLPServer -port 9000\n"
                "or give the address of one that runs"
            ) from error

    def parse_tokens(self, sentences: Iterable[Sequence[str]]) -> list[Node]:
        """One tree per sentence; a sentence that the server cuts up or refuses gets a flat tree."""
        out = []
        for words in sentences:
            tree = from_nltk(self._ask([list(words)])[0]) if words else None
            out.append(over_tokens(tree, words))
        return out
