"""Names of countries, for projects that write them out: the bundled dictionaries know them.

"Russian Federation" -codes_of-> "RUS" -names_of-> a name that is read back
"""

from __future__ import annotations

from functools import cache

import polars as pl

from diplocode import cameo
from diplocode.lexicon import Lexicon

__all__ = ["codes_of", "names_of"]


STATES = "states.actors.txt"
"""The dictionary in which a country's own names stand; others know its cities, which are names of it too."""


@cache
def _names() -> dict[str, str]:
    """Names of countries in small letters, and the codes of today; states before what lies in them."""
    found: dict[str, str] = {}
    actors = sorted(Lexicon.bundled().actors, key=lambda actor: not actor.where.path.endswith(STATES))
    for actor in actors:
        codes = {dated.code for dated in actor.codes if dated.end is None}
        country = next(iter(codes)) if len(codes) == 1 else ""
        if country in cameo.COUNTRIES:
            for phrase in (actor.name, *(phrase for phrase, _ in actor.synonyms)):
                found.setdefault(phrase.strip("_+").replace("_", " ").lower(), country)
    return found


def codes_of(column: str) -> pl.Expr:
    """The alpha-3 codes of a column of country names; codes stay codes, unknown names are null."""
    known = _names() | {code.lower(): code for code in cameo.COUNTRIES}
    name = pl.col(column).str.to_lowercase().str.replace_all("[-_]", " ").str.strip_chars()
    return name.replace_strict(
        {name.replace("-", " "): code for name, code in known.items()}, default=None, return_dtype=pl.String
    )


def names_of(column: str) -> pl.Expr:
    """Names of the countries in a column of alpha-3 codes, as the dictionaries write them first."""
    first: dict[str, str] = {}
    for name, code in _names().items():
        first.setdefault(code, name.title())
    return pl.col(column).replace_strict(first, default=None, return_dtype=pl.String)
