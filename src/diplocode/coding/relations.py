"""What a sentence tells of two of its parties, as a small trained network reads it: a CAMEO code, or nothing.

Patterns say what they know, with file and line. The network reads the same sentence without them; where the
two are laid side by side, and which of them is believed, stands in `weighing`. How it was trained, and on
what: docs/relation-model-card.md.

    Chile's navy slammed Peru over the raid      words, and what each is as an actor (state, MIL, ...)
      -> three convolutions                      a vector a word, from its neighbours: once a sentence
      -> how far each word stands from either party, and whether it heads their clauses: once a pair
      -> four attentions, the parties, their clauses, their slots, one hidden layer
      -> log probabilities                       111 -0.3, none -1.9, 130 -4.0 ...
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from diplocode import resources
from diplocode.coding.candidates import Candidate
from diplocode.errors import ConfigError
from diplocode.syntax.features import digits, normal

Floats = NDArray[np.float32]

UNKNOWN, NOBODY, OTHER = (
    1,
    1,
    2,
)  # rows of the vocabulary, and of the kinds of actor; 0 is padding in training
FAR = 20  # distances are told apart up to this many tokens
LONGEST = 100  # tokens that are read
KEPT = 100_000  # words whose rows are remembered
NONE = "none"  # the class of two parties between whom nothing is told


@frozen(slots=True, eq=False)
class Verdict:
    """Log probabilities by class (codes, and `NONE`), and by root, "01" to "20"; `reasons` finds the words
    that brought a class, asked by its place."""

    classes: tuple[str, ...]
    scores: Floats
    roots: list[float]
    reasons: Callable[[int], tuple[str, ...]]

    def grouped(self, group: Callable[[str], str | None]) -> dict[str, float]:
        """Log probabilities of groups of codes, such as roots; without `NONE`, and codes of no group."""
        out: dict[str, float] = {}
        for name, score in zip(self.classes, self.scores, strict=True):
            own = group(name) if name != NONE else None
            if own is not None:
                out[own] = float(np.logaddexp(out.get(own, -np.inf), score))
        return out

    @property
    def none(self) -> float:
        """The log probability that nothing is told."""
        return float(self.scores[-1])

    def likeliest(self, belongs: Callable[[str], bool]) -> str:
        """The likeliest code of those that belong."""
        own = [i for i, name in enumerate(self.classes) if name != NONE and belongs(name)]
        return self.classes[max(own, key=lambda i: self.scores[i])]

    def words(self, code: str) -> tuple[str, ...]:
        """The words without which a class were less likely, the weightiest first; at most three."""
        return self.reasons(self.classes.index(code))


def form(word: str) -> str:
    """A word as the vocabulary writes it.

    >>> form("Slammed"), form("1,250"), form("“")
    ('slammed', '0,000', '"')
    """
    return digits(normal(word)).lower()


class RelationModel:
    """The network of a model file.

    Raises ConfigError where the file is missing or is no such model.
    """

    def __init__(self, path: Path) -> None:
        try:
            with np.load(path, allow_pickle=False) as stored:
                arrays = {name: stored[name] for name in stored.files}
            self.facts: dict[str, Any] = json.loads(bytes(arrays.pop("facts")).decode())
            words = bytes(arrays.pop("words")).decode().split("\n")
            scale = arrays.pop("emb_scale").astype(np.float32)
            self._emb: Floats = arrays.pop("emb_int8").astype(np.float32) * scale[:, None]
            self._w: dict[str, Floats] = {name: a.astype(np.float32) for name, a in arrays.items()}
            self._layers = sum(name.startswith("conv") and name.endswith("weight") for name in arrays)
            self.classes: tuple[str, ...] = tuple(self.facts["classes"])
            roots = [int(name[:2]) if name != NONE else 0 for name in self.classes]
            self._roots = np.array([[root == n for n in range(1, 21)] for root in roots], np.float32)
            self._kinds = {kind: i for i, kind in enumerate(self.facts["kinds"])}
        except (OSError, KeyError, ValueError) as error:
            raise ConfigError(f"not a relation model: {error}", str(path)) from error
        self._index = {word: i for i, word in enumerate(words)}
        self._seen: dict[str, int] = {}

    def read(
        self, words: Sequence[str], kinds: Sequence[str], candidates: Sequence[Candidate]
    ) -> list[Verdict | None]:
        """How a sentence's words relate the parties of each candidate; None for those that stand too far
        behind the sentence's beginning. `kinds`: what each word is as an actor (`candidates.kinds`).
        """
        size = min(len(words), LONGEST)
        near = [c for c in candidates if max(c.source.end, c.target.end) <= size]
        if not near:
            return [None] * len(candidates)
        ids = np.array([self._id(w) for w in words[:size]])
        actors = np.array([self._kinds.get(k, OTHER) if k else NOBODY for k in kinds[:size]])
        told = iter(self._pairs(self._encode(ids, actors), near, words))
        return [next(told) if max(c.source.end, c.target.end) <= size else None for c in candidates]

    def _id(self, word: str) -> int:
        """A word's row; words are looked up as they are written once they have been seen."""
        row = self._seen.get(word)
        if row is None:
            if len(self._seen) >= KEPT:
                self._seen.clear()
            row = self._seen[word] = self._index.get(form(word), UNKNOWN)
        return row

    def _encode(self, ids: NDArray[np.int64], kinds: NDArray[np.int64]) -> Floats:
        """A vector a word."""
        w = self._w
        x: Floats = np.maximum(
            np.concatenate([self._emb[ids], w["cls"][kinds]], 1) @ w["inp_weight"] + w["inp_bias"], 0
        )
        around = np.zeros((len(x) + 2, x.shape[1]), np.float32)
        for k in range(self._layers):
            around[1:-1] = x
            three = np.concatenate([around[:-2], x, around[2:]], 1)
            more = three @ w[f"conv{k}_weight"]
            more += w[f"conv{k}_bias"]
            x += np.maximum(more, 0, out=more)
            x -= x.mean(1, keepdims=True)
            x /= np.sqrt(np.square(x, out=more).mean(1, keepdims=True) + 1e-5)
            x *= w[f"norm{k}_weight"]
            x += w[f"norm{k}_bias"]
        return x

    def _pairs(self, x: Floats, candidates: Sequence[Candidate], words: Sequence[str]) -> list[Verdict]:
        w, size, count = self._w, len(x), len(candidates)
        at = np.arange(size)
        heads = np.array([[p.head if p.head < size else -1 for p in c.places] for c in candidates])
        slots = np.array(
            [
                [2 * p.slot + f.completed for p, f in zip(c.places, (c.source, c.target), strict=True)]
                for c in candidates
            ]
        )
        ends = np.array(
            [[c.source.start, c.source.end - 1, c.target.start, c.target.end - 1] for c in candidates]
        )
        t = (x @ w["u_weight"] + w["u_bias"])[None] + w["ph"][(at == heads[:, :1]) + 2 * (at == heads[:, 1:])]
        for name, first, last in (("pa", ends[:, :1], ends[:, 1:2]), ("pb", ends[:, 2:3], ends[:, 3:])):
            away = np.minimum(at - first, 0) + np.maximum(at - last, 0)
            t += w[name][np.clip(away, -FAR, FAR) + FAR]
        np.maximum(t, 0, out=t)
        weights = t @ w["att_weight"] + w["att_bias"]
        weights = np.exp(weights - weights.max(1, keepdims=True))
        weights /= weights.sum(1, keepdims=True)
        seen = weights.transpose(0, 2, 1) @ t
        rows = np.arange(count)
        parts = [t[rows, ends[:, 1]], t[rows, ends[:, 3]]]
        parts += [t[rows, heads[:, k]] * (heads[:, k] >= 0)[:, None] for k in (0, 1)]
        rest = np.concatenate([*parts, w["slot"][slots[:, 0]], w["slot"][slots[:, 1]]], 1)
        scores = self._decide(seen.reshape(count, -1), rest)

        def because(k: int) -> Callable[[int], tuple[str, ...]]:
            def reasons(best: int) -> tuple[str, ...]:
                # Each word left out of what the attentions gather: those that it went by are missed.
                share = weights[k][:, :, None]
                left = (seen[k][None] - share * t[k][:, None]) / np.maximum(1 - share, 1e-3)
                missed = (
                    scores[k, best]
                    - self._decide(left.reshape(size, -1), np.repeat(rest[k][None], size, 0))[:, best]
                )
                c = candidates[k]
                own = {*range(c.source.start, c.source.end), *range(c.target.start, c.target.end)}
                known = [i for i in range(size) if i not in own and words[i].isalpha()]
                known.sort(key=lambda i: -missed[i])
                return tuple(words[i] for i in known[:3] if missed[i] > 0.05 or i == known[0])

            return reasons

        with np.errstate(divide="ignore"):  # of a root without a class
            roots = np.log(np.exp(scores) @ self._roots).tolist()
        return [Verdict(self.classes, scores[k], roots[k], because(k)) for k in range(count)]

    def _decide(self, seen: Floats, rest: Floats) -> Floats:
        """Log probabilities (rows, classes) from what was gathered of the sentence and what stands fixed."""
        w = self._w
        hidden = np.maximum(np.concatenate([seen, rest], 1) @ w["hid_weight"] + w["hid_bias"], 0)
        out: Floats = hidden @ w["out_weight"] + w["out_bias"]
        out -= out.max(1, keepdims=True)
        out -= np.log(np.exp(out).sum(1, keepdims=True))
        return out


@cache
def bundled() -> RelationModel:
    """The model that ships with the package, read when first needed."""
    return RelationModel(resources.model("relations.npz", "coding"))
