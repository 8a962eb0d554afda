"""Phrases while they are built: words and phrases in order, and the tree that they become."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import define, frozen

from diplocode.model import Node
from diplocode.syntax.trees import shallow, treebank_form


@frozen(slots=True)
class Word:
    """A word of a dependency parse: number, tag, relation, its head's number (its own at the root)."""

    index: int
    text: str
    tag: str
    relation: str
    head: int

    @property
    def first(self) -> int:
        """The number of the first word: of a phrase, of its first part."""
        return self.index


@define(slots=True)
class Phrase:
    """A label over words and phrases, which need not stand together until the tree is finished."""

    label: str
    parts: list[Part]

    @property
    def first(self) -> int:
        return self.parts[0].first


Part = Word | Phrase


def phrase(label: str, parts: Iterable[Part]) -> Phrase:
    """A phrase with its parts in the order of the sentence; one of the same label alone in it is dropped."""
    ordered = sorted(parts, key=lambda part: part.first)
    only = ordered[0] if len(ordered) == 1 else None
    return only if isinstance(only, Phrase) and only.label == label else Phrase(label, ordered)


def words_of(part: Part) -> list[Word]:
    """All words of a part."""
    return [part] if isinstance(part, Word) else [w for p in part.parts for w in words_of(p)]


def _contiguous(part: Part) -> list[Part]:
    """A phrase whose words do not stand together is opened until they do; brackets at its edges leave it."""
    if isinstance(part, Word):
        return [part]
    parts = sorted((k for p in part.parts for k in _contiguous(p)), key=lambda p: p.first)
    numbers = [w.index for p in parts for w in words_of(p)]
    if numbers != list(range(numbers[0], numbers[-1] + 1)):
        return parts
    signs = [p.tag if isinstance(p, Word) else "" for p in parts]
    before = signs[0] == "-LRB-" and "-RRB-" not in signs[:-1] and len(parts) > 1
    after = signs[-1] == "-RRB-" and "-LRB-" not in signs[1:] and len(parts) > 1 + before
    if part.label == "ROOT" or not (before or after):
        return [Phrase(part.label, parts)]
    end = len(parts) - after
    return [*parts[:before], phrase(part.label, parts[before:end]), *parts[end:]]


def _parentheses(parts: list[Part]) -> list[Part]:
    """What stands in brackets among sisters is a PRN."""
    out: list[Part] = []
    opened: list[int] = []
    for part in parts:
        out.append(part)
        if isinstance(part, Word) and part.tag == "-LRB-":
            opened.append(len(out) - 1)
        elif isinstance(part, Word) and part.tag == "-RRB-" and opened:
            at = opened.pop()
            if len(out) - at > 2 and (at or len(out) < len(parts)):
                out[at:] = [Phrase("PRN", out[at:])]
    return out


def _node(part: Part) -> Node:
    if isinstance(part, Word):
        return Node(part.tag or "NN", part.index, part.index + 1, (), treebank_form(part.text))
    children = [_node(p) for p in _parentheses(part.parts)]
    return Node(part.label, children[0].start, children[-1].end, children)


def finished(top: Phrase) -> Node:
    """The tree under ROOT, over all words, no word twice, no phrase with a gap."""
    tops = _contiguous(top)
    only = tops[0] if len(tops) == 1 else None
    return shallow(_node(only if isinstance(only, Phrase) and only.label == "ROOT" else Phrase("ROOT", tops)))
