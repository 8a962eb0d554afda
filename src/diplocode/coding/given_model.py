"""What a sentence tells of a source and a target that the input marks, as a small transformer reads it.

Where the two are known the sentence can be read as a whole, with marks around them, which the network of
`relations` cannot do for all pairs of a text in the time it has. How it was trained, and on what:
docs/given-model-card.md.

    [Chile's navy] slammed {Peru} over the raid     word pieces, four marks around the two
      -> six layers                                 a vector a piece, each from all others
      -> the vectors of the beginning and of either party's mark, what patterns tell of the two
      -> log probabilities                          111 -0.3, none -1.9, 130 -4.0 ...
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial
from pathlib import Path

import numpy as np
from attrs import frozen

from diplocode import resources
from diplocode.coding.candidates import Candidate
from diplocode.coding.relations import TOLD, Floats, Verdict, listed, opened, rooted
from diplocode.coding.transformer import UNKNOWN, Layers, cut, softmax
from diplocode.errors import ConfigError

MARKS = 4  # before and behind the source, before and behind the target
LONGEST = 200  # pieces that are read


def marked(
    pieces: Sequence[Sequence[int]], ends: Sequence[int], first: int, last: int, known: int
) -> tuple[list[int], list[int]]:
    """A sentence's pieces with marks (`known` and the three after it) around two parties, and where its
    beginning and the two parties' begin.

    `pieces`: a word's; `ends`: source start and end, target start and end, in words.

    >>> marked([[5], [6, 7], [8]], (0, 1, 2, 3), 1, 2, 100)
    ([1, 100, 5, 101, 6, 7, 102, 8, 103, 2], [0, 1, 6])
    """
    a, b, c, d = ends
    ids, at = [first], [0, 0, 0]
    for i in range(len(pieces) + 1):
        ids += [known + mark for mark, end in ((1, b), (3, d)) if end == i]
        for mark, start in ((0, a), (2, c)):
            if start == i:
                at[1 + mark // 2] = len(ids)
                ids.append(known + mark)
        if i < len(pieces):
            ids += pieces[i]
    return [*ids[: LONGEST - 1], last], at


@frozen(slots=True, eq=False)
class Read:
    """What the last layer goes by: for the three places (rows) how much each head looks at each piece, the
    pieces' values by head, the places' own vectors, and what is heard of the two."""

    weights: Floats  # heads, places, pieces
    values: Floats  # heads, pieces, units of a head
    own: Floats  # places, units
    heard: Floats


class GivenModel:
    """The transformer of a model file.

    Raises ConfigError where the file is missing or is no such model.
    """

    def __init__(self, path: Path) -> None:
        try:
            self.facts, arrays = opened(path)
            pieces = listed(arrays.pop("pieces"))
            self._layers = Layers(self.facts, arrays)
            self.classes: tuple[str, ...] = tuple(self.facts["classes"])
            self._roots = rooted(self.classes)
            self._index = {piece: i for i, piece in enumerate(pieces)}
            self._first, self._last = self._index["[CLS]"], self._index["[SEP]"]
            self._known = len(pieces)
            if UNKNOWN not in self._index:
                raise KeyError(UNKNOWN)
        except (OSError, KeyError, ValueError) as error:
            raise ConfigError(f"not a model of given parties: {error}", str(path)) from error

    def read(self, words: Sequence[str], candidate: Candidate) -> Verdict | None:
        """How a sentence's words relate the two parties of a candidate; None where they stand too far behind
        its beginning."""
        a, b = candidate.source, candidate.target
        pieces = [cut(word, self._index) for word in words]
        ends = (a.start, a.end, b.start, b.end)
        ids, at = marked(pieces, ends, self._first, self._last, self._known)
        if max(at) >= len(ids) - 1:
            return None
        read = self._read(ids, at, candidate.heard)
        (scores,) = self._decide(read, read.weights[None])
        with np.errstate(divide="ignore"):  # of a root without a class
            roots = np.log(np.exp(scores) @ self._roots).tolist()
        because = partial(self._reasons, words, pieces, ends, read, scores)
        return Verdict(self.classes, scores, roots, because)

    def _read(self, ids: Sequence[int], at: Sequence[int], heard: Sequence[int]) -> Read:
        layers, w = self._layers, self._layers.w
        x = layers.norm(w["emb"][list(ids)] + w["places"][: len(ids)], "norm")
        for k in range(layers.count):
            last = k == layers.count - 1
            queries, keys, values = layers.joint(x, f"block{k}")
            if last:
                queries = queries[:, list(at)]
            weights = softmax(queries @ keys.transpose(0, 2, 1))
            if not last:
                gathered: Floats = (weights @ values).transpose(1, 0, 2).reshape(x.shape)
                x = layers.above(x, gathered, f"block{k}")
        told = w["heard"][np.array(heard) + TOLD * np.arange(4)].reshape(-1)
        return Read(weights, values, x[list(at)], told)

    def _decide(self, read: Read, weights: Floats) -> Floats:
        """Log probabilities (rows, classes) for as many ways (rows, heads, places, pieces) to look."""
        layers = self._layers
        gathered = (weights @ read.values).transpose(0, 2, 1, 3).reshape(len(weights), len(read.own), -1)
        x = layers.above(read.own[None], gathered, f"block{layers.count - 1}").reshape(len(weights), -1)
        return layers.decided(np.concatenate([x, np.repeat(read.heard[None], len(x), 0)], 1))

    def _reasons(
        self,
        words: Sequence[str],
        pieces: Sequence[Sequence[int]],
        ends: Sequence[int],
        read: Read,
        scores: Floats,
        best: int,
    ) -> tuple[str, ...]:
        """Each word left out of what the last layer looks at: those that it went by are missed."""
        a, b, c, d = ends
        size = read.weights.shape[2]
        known, spans, at = [], [], 1
        for i, own in enumerate(pieces):
            at += sum(i == end for end in ends)
            if at + len(own) < size and words[i].isalpha() and not (a <= i < b or c <= i < d):
                known.append(i)
                spans.append(slice(at, at + len(own)))
            at += len(own)
        if not known:
            return ()
        without = np.repeat(read.weights[None], len(known), 0)
        for row, span in zip(without, spans, strict=True):
            row[:, :, span] = 0
        without /= np.maximum(without.sum(3, keepdims=True), 1e-3)
        missed = dict(zip(known, scores[best] - self._decide(read, without)[:, best], strict=True))
        known.sort(key=lambda i: -missed[i])
        return tuple(words[i] for i in known[:3] if missed[i] > 0.05 or i == known[0])


@cache
def bundled() -> GivenModel:
    """The model that ships with the package, read when first needed."""
    return GivenModel(resources.model("given.npz", "coding"))
