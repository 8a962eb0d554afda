"""Dictionaries that were written for another coder: what their format leaves unsaid.

PETRARCH's verb blocks have no @-options. What a verb lends its complement follows from its block's
root then ("WANT [030]" intends, "THREATEN [130]" threatens), and modal verbs change nothing: in
those dictionaries a code stands for the act whether it is done or will be.

>>> from diplocode.lexicon.entries import VerbBlock
>>> from diplocode.model import Where
>>> (block,) = with_options([VerbBlock("WANT", "030", (), (), Where("x", 1))])
>>> block.options
(('complement', 'intended'),)
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve

from diplocode.lexicon import Lexicon
from diplocode.lexicon.entries import VerbBlock

# CAMEO's roots that speak of another act, and what they make of it. A statement (01) leaves the act as it is.
LENDERS = {
    "01": "actual",
    "02": "requested",
    "03": "intended",
    "10": "demanded",
    "12": "refused",
    "13": "threatened",
}


def is_foreign(lexicon: Lexicon) -> bool:
    """Whether no verb block of a lexicon has nouns or @-options: PETRARCH's format has neither."""
    return bool(lexicon.verbs) and not any(b.options or b.nouns for b in lexicon.verbs)


def with_options(blocks: Iterable[VerbBlock]) -> list[VerbBlock]:
    """The blocks, each with the options that its codes imply.

    A second code behind a colon ("HOST [043:042]") is what happens the other way.
    """
    out = []
    for block in blocks:
        code, _, back = block.code.partition(":")
        options = [("complement", LENDERS[code[:2]])] if code[:2] in LENDERS else []
        if back.isdigit():
            options.append(("mirror", back))
        patterns = tuple(
            p._replace(passive_code="", options=(("mirror", p.passive_code),))
            if p.passive_code.isdigit()
            else p
            for p in block.patterns
        )
        out.append(evolve(block, code=code, options=tuple(options), patterns=patterns))
    return out
