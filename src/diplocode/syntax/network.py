"""The parser's network in numpy: from words to tag scores and span scores.

Every word becomes the sum of what its features contribute to the first layer; that sum depends on
the word alone and is kept. Two bidirectional LSTM layers read the sentence; spans are scored from
the differences of what they give at their two ends (Stern, Andreas and Klein 2017).

A step of an LSTM takes as long as its weights take to come from memory, so several sentences go together.
A sentence's tree must not depend on what it is parsed with, but products of other shapes round differently:
sentences and new words go by blocks of one shape, of which each row comes out the same in any company.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import accumulate, chain, pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from diplocode.errors import ConfigError
from diplocode.syntax import features

Floats = NDArray[np.float32]
_KEPT = 5000  # words whose contribution is kept, and as many that were seen before them: 6.4 kB each
# Rows of a product; of more than eight some processors round the first and last differently.
_WORDS, _SENTENCES = 8, 4
_BEGIN, _END = "<s>", "</s>"


class _Table:
    """Rows of small integers with a scale each, found by a word; row 0 is for what is not listed."""

    def __init__(self, arrays: dict[str, Any], name: str) -> None:
        words = bytes(arrays[f"{name}_words"]).decode().split("\n")
        self.index = {word: i for i, word in enumerate(words)}
        self.rows: NDArray[np.int8] = arrays[f"{name}_int8"]
        self.scale: Floats = arrays[f"{name}_scale"].astype(np.float32)

    def __call__(self, words: Iterable[str | None]) -> Floats:
        """(words, columns)"""
        at = [self.index.get(word, 0) if word else 0 for word in words]
        found: Floats = self.rows[at] * self.scale[at][:, None]
        return found


class _Layer:
    """A bidirectional LSTM layer, its gates in the order input, forget, output, candidate.

    A sigmoid is a tanh of half its argument; halving the weights of the three gates once
    leaves one tanh per step for everything.
    """

    def __init__(self, arrays: dict[str, Any], name: str) -> None:
        into = arrays[f"{name}_weight_ih"].astype(np.float32)
        back = arrays[f"{name}_weight_hh"].astype(np.float32)
        bias = arrays[f"{name}_bias"].astype(np.float32)
        size = back.shape[2]
        order = np.r_[0 : 2 * size, 3 * size : 4 * size, 2 * size : 3 * size]
        half = np.ones(4 * size, np.float32)
        half[: 3 * size] = 0.5
        self.size = size
        # Both directions' gates one by one: so small a matrix BLAS reads in place, a larger one it copies.
        self.into: Floats = np.ascontiguousarray(
            np.concatenate([into[d][order] * half[:, None] for d in (0, 1)])
            .reshape(8, size, -1)
            .transpose(0, 2, 1)
        )
        self.bias: Floats = np.concatenate([bias[d][order] * half for d in (0, 1)])
        self.back: Floats = np.ascontiguousarray(
            np.stack([(back[d][order] * half[:, None]).T for d in (0, 1)]), np.float32
        )

    def gates(self, x: Floats) -> Floats:
        """What each row of (rows, input) adds to the gates: (rows, 2 * 4 * size), forward beside backward."""
        count = len(x)
        blocks = np.zeros((-(-count // _WORDS), _WORDS, x.shape[1]), np.float32)
        blocks.reshape(-1, x.shape[1])[:count] = x
        apart = np.matmul(blocks, self.into[:, None]).reshape(8, -1, self.size)[:, :count]
        gates = np.empty((count, 8, self.size), np.float32)
        np.add(apart.transpose(1, 0, 2), self.bias.reshape(8, self.size), out=gates)
        return gates.reshape(count, -1)

    def run(self, gates: Sequence[Floats], out: Floats) -> None:
        """From each sentence's (steps, 2 * 4 * size) input contributions to the rows of `out`, forward beside
        backward, one sentence after the other. The longest comes first: blocks at their end drop out from
        behind.
        """
        size, rows = self.size, _SENTENCES
        lengths = [len(own) for own in gates]
        count = -(-len(gates) // rows)
        # step, direction, block, row, gates
        inputs = np.empty((lengths[0], 2, count, rows, 4 * size), np.float32)
        for k in range(count * rows):
            block, row = divmod(k, rows)
            n = lengths[k] if k < len(gates) else 0
            if n:
                both = gates[k].reshape(-1, 2, 4 * size)
                inputs[:n, 0, block, row] = both[:, 0]
                inputs[:n, 1, block, row] = both[::-1, 1]
            inputs[n:, :, block, row] = 0
        hidden = np.empty((lengths[0], 2, count, rows, size), np.float32)
        back = self.back[:, None]
        h = np.zeros_like(hidden[0])
        c = np.zeros_like(h)
        for t in range(lengths[0]):
            while lengths[(count - 1) * rows] == t:
                count -= 1
            c = c[:, :count]
            z = np.matmul(h[:, :count], back)
            z += inputs[t, :, :count]
            np.tanh(z, out=z)
            gate, candidate = z[..., : 3 * size], z[..., 3 * size :]
            gate += 1.0  # twice the sigmoid: halved where it has been multiplied with
            c *= z[..., size : 2 * size]
            c += np.multiply(z[..., :size], candidate, out=candidate)
            c *= 0.5
            h = hidden[t, :, :count]
            np.multiply(z[..., 2 * size : 3 * size], np.tanh(c, out=candidate), out=h)
            h *= 0.5
        start = 0
        for k, n in enumerate(lengths):
            block, row = divmod(k, rows)
            own = out[start : start + n]
            own[:, :size] = hidden[:n, 0, block, row]
            own[:, size:] = hidden[:n, 1, block, row][::-1]
            start += n


class Network:
    """The model file's arrays, ready to compute with.

    Raises ConfigError where the file is missing or is no model.
    """

    def __init__(self, path: Path) -> None:
        try:
            with np.load(path, allow_pickle=False) as stored:
                arrays = {name: stored[name] for name in stored.files}
            self._prepare(arrays)
        except (OSError, KeyError, ValueError) as error:
            raise ConfigError(f"not a parser model: {error}", str(path)) from error

    def _prepare(self, arrays: dict[str, Any]) -> None:
        self.facts: dict[str, Any] = json.loads(bytes(arrays["facts"]).decode())
        self.tags = bytes(arrays["tags"]).decode().split("\n")
        self.labels = bytes(arrays["labels"]).decode().split("\n")
        self._vector, self._word, self._shape = (_Table(arrays, n) for n in ("vector", "word", "shape"))
        self._affixes = [_Table(arrays, f"affix{i}") for i in range(len(features.AFFIXES))]
        self._one, self._two = _Layer(arrays, "lstm1"), _Layer(arrays, "lstm2")
        self._tag_weight: Floats = np.ascontiguousarray(arrays["tag_weight"].astype(np.float32).T)
        self._tag_bias: Floats = arrays["tag_bias"]
        self._fence: Floats = np.ascontiguousarray(arrays["fence_weight"].astype(np.float32).T)
        self._fence_bias: Floats = arrays["fence_bias"]
        self._zeros: Floats = np.zeros_like(self._fence_bias)  # numpy compares rows faster than with a lone 0
        self._label_weight: Floats = np.ascontiguousarray(arrays["label_weight"].astype(np.float32).T)
        self._label_bias: Floats = arrays["label_bias"]
        self._kept: dict[str, Floats] = {}
        self._before: dict[str, Floats] = {}

    def _contributions(self, words: list[str]) -> Floats:
        """What each word adds to the first layer's gates: (words, both directions' gates)."""
        ends = (_BEGIN, _END)
        forms = [w if w in ends else features.digits(features.normal(w)) for w in words]
        parts = [[w] * len(self._affixes) if w in ends else features.affixes(w) for w in forms]
        affix = [table(part) for table, part in zip(self._affixes, zip(*parts, strict=True), strict=True)]
        x = np.concatenate(
            [
                self._vector(None if w in ends else features.lookup(w, self._vector.index) for w in forms),
                self._word(w if w in self._word.index else w.lower() for w in forms),
                sum(affix[1:3], affix[0]),
                sum(affix[4:], affix[3]),
                self._shape(w if w in ends else features.shape(w) for w in forms),
            ],
            1,
        )
        # Rounded as the trees published so far were; kept as float32, since numpy widens slowly.
        return self._one.gates(x).astype(np.float16).astype(np.float32)

    def _gates(self, sentences: list[list[str]]) -> list[Floats]:
        """What the words of each sentence add to the first layer's gates."""
        kept = self._kept
        if new := [word for word in dict.fromkeys(chain.from_iterable(sentences)) if word not in kept]:
            if len(kept) + len(new) > _KEPT:  # what was not seen for long goes
                self._before, self._kept = kept, {}
                return self._gates(sentences)
            unknown = [word for word in new if word not in self._before]
            kept.update((word, self._before[word]) for word in new if word in self._before)
            if unknown:
                kept.update(zip(unknown, self._contributions(unknown), strict=True))
        return [np.concatenate([kept[word] for word in words]).reshape(len(words), -1) for words in sentences]

    def score(self, sentences: list[list[str]]) -> list[tuple[Floats, Floats]]:
        """Of each sentence, the longest first: tag scores (words, tags) and fencepost vectors
        (words + 1, units).
        """
        first = self._gates([[_BEGIN, *words, _END] for words in sentences])
        ends = list(accumulate(map(len, first)))
        size = 2 * self._one.size
        # Of each word what the first layer gives, beside what the second makes of it.
        both = np.empty((ends[-1], size + 2 * self._two.size), np.float32)
        self._one.run(first, both[:, :size])
        second = self._two.gates(both[:, :size])
        pieces = list(pairwise([0, *ends]))
        self._two.run([second[a:b] for a, b in pieces], both[:, size:])
        forward, backward = np.split(both[:, size:], 2, 1)
        fences = np.concatenate([forward[:-1], -backward[1:]], 1)  # those between sentences are not read
        return [
            (both[a + 1 : b - 1] @ self._tag_weight + self._tag_bias, fences[a : b - 1] @ self._fence)
            for a, b in pieces
        ]

    def spans(self, posts: Floats, starts: NDArray[np.intp], ends: NDArray[np.intp]) -> Floats:
        """Scores of all label chains for the spans from `starts` to `ends`; the empty label's is 0."""
        hidden = posts.take(ends, 0)
        hidden -= (posts - self._fence_bias).take(starts, 0)
        np.maximum(hidden, self._zeros, out=hidden)
        scores: Floats = hidden @ self._label_weight
        scores += self._label_bias
        return scores
