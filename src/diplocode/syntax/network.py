"""The parser's network in numpy: from words to tag scores and span scores.

Every word becomes the sum of what its features contribute to the first layer; that sum depends on
the word alone and is kept. Two bidirectional LSTM layers read the sentence; spans are scored from
the differences of what they give at their two ends (Stern, Andreas and Klein 2017). A
sentence is always computed by itself, so that its tree does not depend on what it is parsed with.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from diplocode.errors import ConfigError
from diplocode.syntax import features

Floats = NDArray[np.float32]
_KEPT = 6000  # words whose contribution is kept: 6.4 kB each
_BEGIN, _END = "<s>", "</s>"


class _Table:
    """Rows of small integers with a scale each, found by a word; row 0 is for what is not listed."""

    def __init__(self, arrays: dict[str, Any], name: str) -> None:
        words = bytes(arrays[f"{name}_words"]).decode().split("\n")
        self.index = {word: i for i, word in enumerate(words)}
        self.rows: NDArray[np.int8] = arrays[f"{name}_int8"]
        self.scale: Floats = arrays[f"{name}_scale"].astype(np.float32)

    def __getitem__(self, word: str | None) -> Floats:
        i = self.index.get(word, 0) if word else 0
        row: Floats = self.rows[i] * self.scale[i]
        return row


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
        # (input, both directions' gates): one product for a whole sentence
        self.into: Floats = np.ascontiguousarray(
            np.concatenate([into[d][order] * half[:, None] for d in (0, 1)]).T
        )
        self.bias: Floats = np.concatenate([bias[d][order] * half for d in (0, 1)])
        self.back: Floats = np.ascontiguousarray(
            np.stack([(back[d][order] * half[:, None]).T for d in (0, 1)]), np.float32
        )

    def run(self, gates: Floats) -> Floats:
        """(steps, 2 * 4 * size) input contributions to (steps, 2 * size) outputs, forward beside backward."""
        steps, size = len(gates), self.size
        both = gates.reshape(steps, 2, 4 * size).copy()
        both[:, 1] = both[::-1, 1].copy()
        out = np.empty((steps, 2, size), np.float32)
        h = np.zeros((2, 1, size), np.float32)
        c = np.zeros((2, size), np.float32)
        z = np.empty((2, 1, 4 * size), np.float32)
        flat = z[:, 0]
        gate, candidate = flat[:, : 3 * size], flat[:, 3 * size :]
        enter, forget, leave = flat[:, :size], flat[:, size : 2 * size], flat[:, 2 * size : 3 * size]
        for t in range(steps):
            np.matmul(h, self.back, out=z)
            np.add(flat, both[t], out=flat)
            np.tanh(flat, out=flat)
            gate += 1.0
            gate *= 0.5
            c *= forget
            c += enter * candidate
            np.multiply(leave, np.tanh(c), out=out[t])
            h = out[t][:, None, :]
        return np.concatenate([out[:, 0], out[::-1, 1]], 1)


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
        self._label_weight: Floats = np.ascontiguousarray(arrays["label_weight"].astype(np.float32).T)
        self._label_bias: Floats = arrays["label_bias"]
        self._kept: dict[str, int] = {}
        self._rows = np.empty((_KEPT, 8 * self._one.size), np.float32)

    def _contribution(self, word: str) -> Floats:
        """What a word adds to the first layer's gates."""
        if word in (_BEGIN, _END):
            vector, parts, shape = self._vector[None], [word] * len(self._affixes), word
            own = self._word[word]
        else:
            form = features.digits(features.normal(word))
            vector = self._vector[features.lookup(form, self._vector.index)]
            own = self._word[form if form in self._word.index else form.lower()]
            parts, shape = list(features.affixes(form)), features.shape(form)
        affix = [table[part] for table, part in zip(self._affixes, parts, strict=True)]
        x = np.concatenate(
            [vector, own, sum(affix[1:3], affix[0]), sum(affix[4:], affix[3]), self._shape[shape]]
        )
        return x.astype(np.float32) @ self._one.into + self._one.bias

    def _gates(self, words: list[str]) -> Floats:
        kept = self._kept
        if len(kept) + len(words) > _KEPT:
            kept.clear()
        for word in words:
            if word not in kept:
                self._rows[len(kept)] = self._contribution(word)
                kept[word] = len(kept)
        return self._rows[[kept[word] for word in words]]

    def score(self, words: list[str]) -> tuple[Floats, Floats]:
        """Tag scores (words, tags) and fencepost vectors (words + 1, units) of one sentence."""
        one = self._one.run(self._gates([_BEGIN, *words, _END]))
        two = self._two.run(one @ self._two.into + self._two.bias)
        tags = np.concatenate([one[1:-1], two[1:-1]], 1) @ self._tag_weight + self._tag_bias
        size = self._two.size
        posts = np.concatenate([two[:-1, :size], -two[1:, size:]], 1) @ self._fence
        return tags, posts

    def spans(self, posts: Floats, starts: NDArray[np.intp], ends: NDArray[np.intp]) -> Floats:
        """Scores of all label chains for the spans from `starts` to `ends`; the empty label's is 0."""
        hidden = posts[ends]
        hidden -= (posts - self._fence_bias)[starts]
        np.maximum(hidden, 0, out=hidden)
        return hidden @ self._label_weight + self._label_bias
