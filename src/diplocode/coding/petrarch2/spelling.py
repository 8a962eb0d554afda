"""Patterns as tries: one path for each way a pattern can be met.

    "* {ARMS SHIPMENT} (TO &LAND)" -file_pattern-> SHIPMENT - ARMS | TO - ... #

Keys are words, `-` before a modifier of the same phrase, `,` before the next phrase, `|` before a
preposition, `*` where the verb stands, `#` for what ends there. Of patterns with the same path the
last one stays.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

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


def file_pattern(trie: Trie, text: str, synsets: dict[str, list[str]], value: Any) -> None:
    """File `value` under every way of spelling a pattern out.

    The sides are spelt out each for itself: that is what keeps "&A * &B" cheap. A synset that nobody
    defines stops the spelling there, so that the other side of the verb stays as it is, too.
    """
    before, _, after = text.partition("*")
    befores = spell_out(before, synsets)
    afters = [after] if any("&" in one for one in befores) else spell_out(after, synsets)
    ready = [_parts(one.split()) for one in afters if one.strip()]
    for one in befores:
        node = _file_side(trie, _parts(one.split()), first=True)
        if not after.strip():
            node[END] = (value,)
            continue
        node = node.setdefault("*", {})
        for parts in ready:
            _file_side(node, parts, first=False)[END] = (value,)


class _Piece(NamedTuple):
    """A noun phrase of a pattern: one word, or (`braced`) the last word of braces with the words before
    it.
    """

    head: str
    modifiers: tuple[str, ...]
    braced: bool


_Parts = tuple[list[_Piece], list[tuple[str, list[_Piece]]]]


def _file_side(node: Trie, parts: _Parts, first: bool) -> Trie:
    """File one side of a pattern below `node`.

    `chained-prepositions`: before the verb (`first`) only the first preposition is marked with `|`.
    `unjoined-braces`: and a phrase in braces follows its preposition without the `-`.
    """
    phrases, preps = parts
    last = len(phrases) - 1
    for i, piece in enumerate(phrases):
        node = _file_piece(node, piece)
        if i < last:
            node = node.setdefault(",", {})
    if first and preps:
        node = node.setdefault("|", {})
    for prep, inside in preps:
        if not first:
            node = node.setdefault("|", {})
        node = node.setdefault(prep, {})
        last = len(inside) - 1
        for i, piece in enumerate(inside):
            if not (first and piece.braced):
                node = node.setdefault("-", {})
            node = _file_piece(node, piece)
            if i < last:
                node = node.setdefault(",", {})
    return node


def _file_piece(node: Trie, piece: _Piece) -> Trie:
    node = node.setdefault(piece.head, {})
    for word in piece.modifiers:
        node = node.setdefault("-", {}).setdefault(word, {})
    return node


def _parts(words: list[str]) -> _Parts:
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
