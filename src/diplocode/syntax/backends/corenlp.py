"""A running CoreNLP server as a parser, through nltk's client."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from diplocode.errors import InputError, MissingDependency
from diplocode.model import Node
from diplocode.syntax.trees import from_nltk, over_tokens, plain_tokens

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
        self._ask(["Test"])

    def _ask(self, words: Sequence[str]) -> Node | None:
        """The server's tree; None where it made two sentences of one."""
        import requests
        from nltk.parse.corenlp import CoreNLPServerError

        properties = {"ssplit.eolonly": "true", "tokenize.whitespace": "true"}
        sent = plain_tokens(words)
        try:
            trees = [next(iter(parses)) for parses in self._client.parse_sents([sent], properties=properties)]
        except (requests.ConnectionError, requests.Timeout) as error:
            raise MissingDependency(
                f"no CoreNLP server at {self.address} ({type(error).__name__}); "
                "download CoreNLP and start it with\n"
                "  java -mx4g -cp '*' edu.stanford.nlp.pipeline.StanfordCoreNLPServer -port 9000\n"
                "or give the address of one that runs"
            ) from error
        except (requests.RequestException, CoreNLPServerError, KeyError, ValueError) as error:
            raise InputError(
                f"the CoreNLP server at {self.address} gave no parse: {error}", text=" ".join(sent)[:100]
            ) from error
        return from_nltk(trees[0]) if len(trees) == 1 else None

    def parse_tokens(self, sentences: Iterable[Sequence[str]]) -> list[Node]:
        """One tree per sentence; one that the server cuts up otherwise gets a flat tree.

        Raises InputError where the server refuses a sentence, MissingDependency where it is gone.
        """
        return [over_tokens(self._ask(words) if words else None, list(words)) for words in sentences]
