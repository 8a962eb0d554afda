"""Patterns as tries: one path for each way a pattern can be met.

    "* {ARMS SHIPMENT} (TO &LAND)" -file_pattern-> SHIPMENT - ARMS | TO - ... #

Keys are words, `-` before a modifier of the same phrase, `,` before the next phrase, `|` before a
preposition, `*` where the verb stands, `#` for what ends there. Of patterns with the same path the
last one stays.
"""

from __future__ import annotations

import re
from typing import Any

from attrs import frozen

END = "#"
Trie = dict[str, Any]
_BRACKETS = re.compile(r"[{}()]")
_DEEPEST = 8  # synsets within synsets; a cyclic one ends here


def spell_out(text: str, synsets: dict[str, list[str]], depth: int = 0) -> list[str]:
    """A pattern with every synset replaced by each of its members, one text per combination.

    The first occurrence of the name is replaced, be it the beginning of a longer name. A synset that
    nobody defines stays as a word that never occurs.
    """
    name = next((word for word in text.split() if "&" in word), "")
    name = _BRACKETS.sub("", name)
    if name not in synsets or depth > _DEEPEST:
        return [text]
    return [
        spelt
        for term in synsets[name]
        for spelt in spell_out(text.replace(name, term, 1), synsets, depth + 1)
    ]


def file_pattern(trie: Trie, text: str, value: Any) -> None:
    """File `value` under a pattern without synsets."""
    before, _, after = text.partition("*")
    node = _file_side(trie, before, first=True)
    if after.strip():
        node = _file_side(node.setdefault("*", {}), after, first=False)
    node[END] = (value,)


@frozen(slots=True)
class _Piece:
    """A noun phrase of a pattern: one word, or (`braced`) the last word of braces with the words before it."""

    head: str
    modifiers: tuple[str, ...]
    braced: bool


def _file_side(node: Trie, text: str, first: bool) -> Trie:
    """File one side of a pattern below `node`.

    `chained-prepositions`: before the verb (`first`) only the first preposition is marked with `|`.
    `unjoined-braces`: and a phrase in braces follows its preposition without the `-`.
    """
    phrases, preps = _parts(text.split())
    for i, piece in enumerate(phrases):
        node = _file_piece(node, piece)
        if i < len(phrases) - 1:
            node = node.setdefault(",", {})
    if first and preps:
        node = node.setdefault("|", {})
    for prep, inside in preps:
        if not first:
            node = node.setdefault("|", {})
        node = node.setdefault(prep, {})
        for i, piece in enumerate(inside):
            if not (first and piece.braced):
                node = node.setdefault("-", {})
            node = _file_piece(node, piece)
            if i < len(inside) - 1:
                node = node.setdefault(",", {})
    return node


def _file_piece(node: Trie, piece: _Piece) -> Trie:
    node = node.setdefault(piece.head, {})
    for word in piece.modifiers:
        node = node.setdefault("-", {}).setdefault(word, {})
    return node


def _parts(words: list[str]) -> tuple[list[_Piece], list[tuple[str, list[_Piece]]]]:
    """One side of a pattern as noun phrases and prepositional phrases, each in its order.

    `lone-brace`: a single word in braces keeps its opening brace and so never matches.
    """
    outside: list[str] = []
    starts, ends = [], []
    inside = False
    for i, word in enumerate(words):
        if word.endswith(")"):
            ends.append(i)
            if word.startswith("("):
                starts.append(i)
            inside = False
        elif word.startswith("("):
            starts.append(i)
            inside = True
        elif not inside:
            outside.append(word)
    pieces, opened = _pieces(outside, False)
    preps = []
    for start, end in zip(starts, ends, strict=False):
        head, *rest = [word.replace("(", "").replace(")", "") for word in words[start : end + 1]]
        inner, opened = _pieces(rest, opened)
        preps.append((head, inner))
    return pieces, preps


def _pieces(words: list[str], opened: bool) -> tuple[list[_Piece], bool]:
    out = []
    modifiers: list[str] = []
    for word in words:
        if word.endswith("}"):
            out.append(_Piece(word[:-1], tuple(modifiers), True))
            modifiers, opened = [], False
        elif opened:
            modifiers.append(word)
        elif word.startswith("{"):
            modifiers.append(word[1:])
            opened = True
        else:
            out.append(_Piece(word, (), False))
    return out, opened
