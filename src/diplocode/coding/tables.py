"""What the coder looks things up in, compiled from a lexicon and kept as plain data.

    Lexicon -compile_lexicon-> compiled (JSON: rows by first word) -Tables-> records, made as words are met

Each part writes its own table: verbs in `lexicon.predicates`, names in `gazetteer`, discards and issues
in `story`. Those of a large lexicon stay in the user's cache (`lexicon.cache`).
"""

from __future__ import annotations

from typing import Any

from attrs import frozen

from diplocode.coding.foreign import is_foreign, with_options
from diplocode.coding.gazetteer import Gazetteer, compile_names
from diplocode.coding.story import Phrases, compile_phrases
from diplocode.lexicon import Lexicon
from diplocode.lexicon.cache import cached_tables
from diplocode.lexicon.memory import building
from diplocode.lexicon.predicates import VerbIndex, compile_verbs


def compile_lexicon(lexicon: Lexicon) -> dict[str, Any]:
    """A lexicon as plain data (strings, lists and maps of them): what `Tables` works on and the cache
    keeps.
    """
    foreign = is_foreign(lexicon)
    verbs = with_options(lexicon.verbs) if foreign else lexicon.verbs
    return {
        "foreign": foreign,
        "verbs": compile_verbs(verbs, lexicon.synsets),
        "names": compile_names(lexicon),
        "phrases": compile_phrases(lexicon),
    }


@frozen
class Tables:
    """Look-up of everything in one lexicon; `foreign` tells that its verbs were written for another coder."""

    index: VerbIndex
    gazetteer: Gazetteer
    phrases: Phrases
    foreign: bool

    @classmethod
    def of(cls, lexicon: Lexicon) -> Tables:
        """The tables of a lexicon; those of a large one from the cache where it has them."""
        with building():
            compiled = cached_tables("diplocode", lexicon, compile_lexicon)
            return cls(
                VerbIndex.of(compiled["verbs"]),
                Gazetteer(compiled["names"]),
                Phrases(compiled["phrases"]),
                compiled["foreign"],
            )
