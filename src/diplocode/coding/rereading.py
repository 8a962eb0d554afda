"""What a sentence tells of some of its pairs, as a transformer reads it: for pairs that are in doubt.

The network of `relations` reads every pair of every sentence. This one knows more of words and takes much
longer; `weighing` asks it where the first leaves an event in doubt. How it was trained, and
on what: docs/relation-model-card.md.

    Chile's navy slammed Peru over the raid      word pieces; behind them two marks for each pair
      -> layers                                  pieces see pieces, marks also the other mark of their pair
      -> the marks, the parties' pieces, what patterns tell of the two, a hidden layer
      -> log probabilities                       111 -0.3, none -1.9, 130 -4.0 ...
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial
from itertools import accumulate, pairwise
from pathlib import Path

import numpy as np
from attrs import frozen

from diplocode import resources
from diplocode.coding.candidates import Candidate
from diplocode.coding.relations import TOLD, Floats, Query, Told, Verdict, listed, opened, rooted
from diplocode.coding.transformer import UNKNOWN, Layers, cut, softmax
from diplocode.errors import ConfigError


@frozen(slots=True, eq=False)
class Read:
    """What the last layer goes by. Its rows: the pieces that name parties, then the marks."""

    pieces: list[slice]  # of each word
    own: Floats  # rows, units
    weights: Floats  # heads, rows, pieces: how much each row looks at each piece
    between: Floats  # heads, marks, 2: and each mark at those of its pair, the source's first
    values: Floats  # heads, pieces, units of a head
    marks: Floats  # heads, pairs, 2, units of a head: the marks' values
    means: Floats  # marks, rows that are pieces: the share of each in a party
    heard: Floats  # pairs, columns

    def of(self, pair: int) -> Read:
        """The same for one pair."""
        two, parties = slice(2 * pair, 2 * pair + 2), self.means.shape[1]
        named = np.flatnonzero(self.means[two].any(0))
        rows = np.array([*named, *range(parties + two.start, parties + two.stop)])
        return Read(
            self.pieces,
            self.own[rows],
            self.weights[:, rows],
            self.between[:, two],
            self.values,
            self.marks[:, pair : pair + 1],
            self.means[two][:, named],
            self.heard[pair : pair + 1],
        )


class Rereader:
    """The transformer of a model file, whose word pieces are those of another (`pieces`).

    Raises ConfigError where a file is missing or is no such model.
    """

    def __init__(self, path: Path, pieces: Path) -> None:
        try:
            self.facts, arrays = opened(path)
            _, others = opened(pieces)
            listing = listed(others["pieces"])
            arrays |= {name: array for name, array in others.items() if name.startswith(("emb", "places"))}
            self._layers = Layers(self.facts, arrays)
            self.classes: tuple[str, ...] = tuple(self.facts["classes"])
            self._roots = rooted(self.classes)
            self._index = {piece: i for i, piece in enumerate(listing)}
            self._first, self._last, _ = (self._index[mark] for mark in ("[CLS]", "[SEP]", UNKNOWN))
        except (OSError, KeyError, ValueError) as error:
            raise ConfigError(f"not a model that reads again: {error}", str(path)) from error

    def read(self, query: Query) -> Told:
        """How a sentence's words relate the parties of each candidate; None for those that stand too far
        behind the sentence's beginning."""
        cuts = [cut(word, self._index) for word in query.words[: query.size]]
        begins = list(accumulate(map(len, cuts), initial=1))  # of each word, and of what is behind the last
        most = len(self._layers.w["places"]) - 1
        near = [c for c in query.near if max(begins[c.source.end], begins[c.target.end]) <= most]
        if not near:
            return [None] * len(query.candidates)
        ids = [self._first, *[piece for pieces in cuts for piece in pieces][: most - 1], self._last]
        read = self._read(ids, begins, near)
        scores = self._decide(read, read.weights[None], read.between[None])[0]
        with np.errstate(divide="ignore"):  # of a root without a class
            roots = np.log(np.exp(scores) @ self._roots).tolist()
        told: dict[int, Verdict] = {}
        for k, (candidate, own) in enumerate(zip(near, roots, strict=True)):
            because = partial(self._reasons, query.words, candidate, read, k, scores[k])
            told[id(candidate)] = Verdict(self.classes, scores[k], own, because)
        return [told.get(id(c)) for c in query.candidates]

    def _read(self, ids: list[int], begins: list[int], pairs: list[Candidate]) -> Read:
        layers, w = self._layers, self._layers.w
        size = len(ids)
        spans = [
            slice(begins[f.start], max(begins[f.end], begins[f.start] + 1))
            for c in pairs
            for f in (c.source, c.target)
        ]
        own = sorted({i for span in spans for i in range(span.start, span.stop)})
        means = np.zeros((len(spans), size), np.float32)
        for mean, span in zip(means, spans, strict=True):
            mean[span] = 1 / (span.stop - span.start)
        words = w["emb"][ids]
        marks = means @ words + np.tile(w["marks"], (len(pairs), 1))
        at = [*range(size), *(span.start for span in spans)]
        x = layers.norm(np.concatenate([words, marks]) + w["places"][at], "norm")
        rows = np.array([*own, *range(size, len(x))])
        for k in range(layers.count):
            last = k == layers.count - 1
            queries, keys, values = layers.joint(x, f"block{k}")
            asking = queries[:, rows] if last else queries
            mine = queries[:, size:].reshape(layers.heads, len(pairs), 2, -1)
            theirs = keys[:, size:].reshape(mine.shape)
            looks = np.full((layers.heads, asking.shape[1], size + 2), -np.inf, np.float32)
            looks[:, :, :size] = asking @ keys[:, :size].transpose(0, 2, 1)
            looks[:, -len(spans) :, size:] = (mine @ theirs.transpose(0, 1, 3, 2)).reshape(
                layers.heads, -1, 2
            )
            softmax(looks)
            weights, between = looks[:, :, :size], looks[:, -len(spans) :, size:]
            seen, marked = values[:, :size], values[:, size:].reshape(mine.shape)
            if not last:
                x = layers.above(x, gathered(weights, between, seen, marked), f"block{k}")
        heard = np.array([c.heard for c in pairs]) + TOLD * np.arange(4)
        told = w["heard"][heard].reshape(len(pairs), -1)
        pieces = [slice(a, b) for a, b in pairwise(begins) if b < size]
        return Read(pieces, x[rows], weights, between, seen, marked, means[:, own], told)

    def _decide(self, read: Read, weights: Floats, between: Floats) -> Floats:
        """Log probabilities (ways, pairs, classes) for as many ways to look (ways, heads, rows, pieces)."""
        layers, parties = self._layers, read.means.shape[1]
        seen = np.stack(
            [gathered(a, b, read.values, read.marks) for a, b in zip(weights, between, strict=True)]
        )
        x = layers.above(read.own[None], seen, f"block{layers.count - 1}")
        shape = (len(x), len(read.heard), -1)
        marks, means = x[:, parties:].reshape(shape), (read.means @ x[:, :parties]).reshape(shape)
        heard = np.repeat(read.heard[None], len(x), 0)
        return layers.decided(np.concatenate([marks, means, heard], 2))

    def _reasons(
        self, words: Sequence[str], candidate: Candidate, read: Read, pair: int, scores: Floats, best: int
    ) -> tuple[str, ...]:
        """Each word left out of what the last layer looks at: those that it went by are missed."""
        ends = (candidate.source, candidate.target)
        own = {i for end in ends for i in range(end.start, end.end)}  # a party is no reason
        known = [i for i, _ in enumerate(read.pieces) if words[i].isalpha() and i not in own]
        if not known:
            return ()
        read = read.of(pair)
        weights = np.repeat(read.weights[None], len(known), 0)
        between = np.repeat(read.between[None], len(known), 0)
        for row, i in zip(weights, known, strict=True):
            row[:, :, read.pieces[i]] = 0
        whole = weights.sum(3)
        whole[:, :, -2:] += between.sum(3)
        whole = np.maximum(whole, 1e-3)[..., None]
        weights /= whole
        between /= whole[:, :, -2:]
        missed = dict(
            zip(known, scores[best] - self._decide(read, weights, between)[:, 0, best], strict=True)
        )
        known.sort(key=lambda i: -missed[i])
        return tuple(words[i] for i in known[:3] if missed[i] > 0.05 or i == known[0])


def gathered(weights: Floats, between: Floats, values: Floats, marks: Floats) -> Floats:
    """What rows gather (rows, units) from the pieces, and the last of them, the marks, from their pair's."""
    heads, pairs, two, size = marks.shape
    out = weights @ values
    out[:, -pairs * two :] += (between.reshape(heads, pairs, two, 2) @ marks).reshape(heads, -1, size)
    return out.transpose(1, 0, 2).reshape(weights.shape[1], -1)


@cache
def bundled() -> Rereader:
    """The model that ships with the package, read when first needed."""
    return Rereader(resources.model("rereading.npz", "coding"), resources.model("given.npz", "coding"))
