"""What a sentence tells of two of its parties, as a small trained network reads it: a CAMEO code, or nothing.

Patterns say what they know, with file and line. The network reads the same sentence, and hears which roots
they tell; which of the two is believed stands in `weighing`. How it was trained, and on
what: docs/relation-model-card.md.

    Chile's navy slammed Peru over the raid      words, and what each is as an actor (state, MIL, ...)
      -> three convolutions                      a vector a word, from its neighbours: once a sentence
      -> how far each word stands from either party, and whether it heads their clauses: once a pair
      -> four attentions, the parties, their clauses, their slots, what patterns tell of them, a hidden layer
      -> log probabilities                       111 -0.3, none -1.9, 130 -4.0 ...
"""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Iterable, Sequence
from functools import cache, partial
from itertools import accumulate, chain, pairwise
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from attrs import field, frozen
from numpy.typing import NDArray

from diplocode import resources
from diplocode.coding.candidates import Candidate
from diplocode.errors import ConfigError
from diplocode.syntax.features import digits, normal

Floats = NDArray[np.float32]
Parts = list[tuple[int, int]]  # from which row to which an array is one sentence's

UNKNOWN, NOBODY, OTHER = (
    1,
    1,
    2,
)  # rows of the vocabulary, and of the kinds of actor; 0 is padding in training
FAR = 20  # distances are told apart up to this many tokens
LONGEST = 100  # tokens that are read
TOGETHER = 16  # sentences that are read at once; more gain little
KEPT = 100_000  # words whose rows are remembered
TOLD = 21  # what the patterns tell of a pair: a root, or 0 for nothing
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


@frozen(slots=True, eq=False)
class Query:
    """A sentence's words, what each is as an actor (`candidates.kinds`), and the pairs of parties it is asked
    about; its first `size` words are read, and the pairs that stand in them are `near`. `again`: a second
    reading is asked for (`rereading`)."""

    words: Sequence[str]
    kinds: Sequence[str]
    candidates: Sequence[Candidate]
    again: bool = False
    size: int = field(init=False)
    near: list[Candidate] = field(init=False)

    @size.default
    def _size(self) -> int:
        return min(len(self.words), LONGEST)

    @near.default
    def _near(self) -> list[Candidate]:
        return [c for c in self.candidates if self.reaches(c)]

    def reaches(self, candidate: Candidate) -> bool:
        return max(candidate.source.end, candidate.target.end) <= self.size


T = TypeVar("T")
Told = list[Verdict | None]
Asking = Generator[Query, Any, T]
"""What asks for the `Told` of some queries on its way to a result."""


def together(runs: Sequence[Asking[T]], answer: Callable[[Sequence[Query]], list[Told]]) -> list[T]:
    """The results of some that ask: first all their first queries are answered at once, then all the next."""
    out: dict[int, T] = {}
    told: dict[int, Told | None] = dict.fromkeys(range(len(runs)))
    while told:
        asked = {}
        for k, reply in told.items():
            try:
                asked[k] = runs[k].send(reply)
            except StopIteration as end:
                out[k] = end.value
        told = dict(zip(asked, answer(list(asked.values())), strict=True)) if asked else {}
    return [out[k] for k in range(len(runs))]


def parts(sizes: Iterable[int]) -> Parts:
    """Where those of some sizes begin and end, one after the other.

    >>> parts([3, 1])
    [(0, 3), (3, 4)]
    """
    return list(pairwise(accumulate(sizes, initial=0)))


def product(x: Floats, weight: Floats, of: Parts) -> Floats:
    """x @ weight, a sentence at a time: how a row of a product is rounded depends on how many there are, and
    what is said of a sentence must not depend on which are read with it."""
    out = np.empty((len(x), weight.shape[1]), np.float32)
    for a, b in of:
        np.matmul(x[a:b], weight, out=out[a:b])
    return out


def opened(path: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """The facts and the arrays of a model file."""
    with np.load(path, allow_pickle=False) as stored:
        arrays = {name: stored[name] for name in stored.files}
    return json.loads(bytes(arrays.pop("facts")).decode()), arrays


def listed(array: NDArray[np.uint8]) -> list[str]:
    """The words that a model file holds as bytes, one a line."""
    return bytes(array).decode().split("\n")


def rooted(classes: Sequence[str]) -> Floats:
    """Which classes belong to which root: (classes, 20)."""
    return np.array([[name.startswith(f"{n:02d}") for n in range(1, 21)] for name in classes], np.float32)


class RelationModel:
    """The network of a model file.

    Raises ConfigError where the file is missing or is no such model.
    """

    def __init__(self, path: Path) -> None:
        try:
            self.facts, arrays = opened(path)
            words = listed(arrays.pop("words"))
            scale = arrays.pop("emb_scale").astype(np.float32)
            self._emb: Floats = arrays.pop("emb_int8").astype(np.float32) * scale[:, None]
            self._w: dict[str, Floats] = {name: a.astype(np.float32) for name, a in arrays.items()}
            self._layers = sum(name.startswith("conv") and name.endswith("weight") for name in arrays)
            self.classes: tuple[str, ...] = tuple(self.facts["classes"])
            self._roots = rooted(self.classes)
            self._kinds = {kind: i for i, kind in enumerate(self.facts["kinds"])}
        except (OSError, KeyError, ValueError) as error:
            raise ConfigError(f"not a relation model: {error}", str(path)) from error
        self._index = {word: i for i, word in enumerate(words)}
        self._seen: dict[str, int] = {}

    def read(self, words: Sequence[str], kinds: Sequence[str], candidates: Sequence[Candidate]) -> Told:
        """How a sentence's words relate the parties of each candidate; None for those that stand too far
        behind the sentence's beginning. `kinds`: what each word is as an actor (`candidates.kinds`).
        """
        return self.read_all([Query(words, kinds, candidates)])[0]

    def read_all(self, queries: Sequence[Query]) -> list[Told]:
        """What `read` says to each of some queries: the very same as one by one, but faster."""
        asked = [q for q in queries if q.near]
        groups = (asked[at : at + TOGETHER] for at in range(0, len(asked), TOGETHER))
        told = chain.from_iterable(map(self._verdicts, groups))
        return [[next(told) if q.reaches(c) else None for c in q.candidates] for q in queries]

    def _id(self, word: str) -> int:
        """A word's row; words are looked up as they are written once they have been seen."""
        row = self._seen.get(word)
        if row is None:
            if len(self._seen) >= KEPT:
                self._seen.clear()
            row = self._seen[word] = self._index.get(form(word), UNKNOWN)
        return row

    def _verdicts(self, queries: Sequence[Query]) -> list[Verdict]:
        """The verdicts on the near pairs of some queries, one query's after the other's."""
        rows, own = parts(q.size for q in queries), parts(len(q.near) for q in queries)
        x = self._encode(queries, rows)
        u = product(x, self._w["u_weight"], rows)
        u += self._w["u_bias"]
        seen = [self._attend(u[a:b], q.near) for (a, b), q in zip(rows, queries, strict=True)]
        told = np.concatenate([gathered for *_, gathered in seen])
        scores = self._decide(told, own)
        with np.errstate(divide="ignore"):  # of a root without a class
            roots = np.log(product(np.exp(scores), self._roots, own)).tolist()
        out = []
        for (a, _), q, (t, weights, gathered) in zip(own, queries, seen, strict=True):
            for k, c in enumerate(q.near):
                because = partial(self._reasons, c, q.words, t[k], weights[k], gathered[k], scores[a + k])
                out.append(Verdict(self.classes, scores[a + k], roots[a + k], because))
        return out

    def _encode(self, queries: Sequence[Query], rows: Parts) -> Floats:
        """A vector a word: (words of all queries, units)."""
        w = self._w
        ids = [self._id(word) for q in queries for word in q.words[: q.size]]
        kinds = [
            self._kinds.get(kind, OTHER) if kind else NOBODY for q in queries for kind in q.kinds[: q.size]
        ]
        x = product(np.concatenate([self._emb[ids], w["cls"][kinds]], 1), w["inp_weight"], rows)
        x += w["inp_bias"]
        units = x.shape[1]
        zeros = np.zeros(units, np.float32)  # numpy compares rows faster than with a lone 0
        np.maximum(x, zeros, out=x)
        three = np.empty((len(x), 3 * units), np.float32)  # each word between its neighbours
        first, last = [a for a, _ in rows], [b - 1 for _, b in rows]
        for k in range(self._layers):
            three[1:, :units] = x[:-1]
            three[:, units:-units] = x
            three[:-1, -units:] = x[1:]
            three[first, :units] = three[last, -units:] = 0
            more = product(three, w[f"conv{k}_weight"], rows)
            more += w[f"conv{k}_bias"]
            x += np.maximum(more, zeros, out=more)
            x -= np.add.reduce(x, 1, keepdims=True) / units
            x /= np.sqrt(np.add.reduce(np.square(x, out=more), 1, keepdims=True) / units + 1e-5)
            x *= w[f"norm{k}_weight"]
            x += w[f"norm{k}_bias"]
        return x

    def _attend(self, u: Floats, candidates: Sequence[Candidate]) -> tuple[Floats, Floats, Floats]:
        """Of a sentence's pairs a vector a word (pairs, words, units), how much either attention looks at it,
        and what they gather with what stands fixed (pairs, columns)."""
        w, size = self._w, len(u)
        at = np.arange(size)
        known = np.array(
            [
                (
                    c.source.start,
                    c.source.end - 1,
                    c.target.start,
                    c.target.end - 1,
                    *(p.head if p.head < size else -1 for p in c.places),
                    2 * c.places[0].slot + c.source.completed,
                    2 * c.places[1].slot + c.target.completed,
                    *c.heard,
                )
                for c in candidates
            ]
        )
        a, a_, b, b_, here, there, slot, slot_ = known.T[:8, :, None]
        heard = known[:, 8:] + TOLD * np.arange(4)
        t = w["ph"].take((at == here) + 2 * (at == there), 0)
        t += u
        for name, first, last in (("pa", a, a_), ("pb", b, b_)):
            away = np.minimum(at - first, 0) + np.maximum(at - last, 0)
            t += w[name].take(away + FAR, 0, mode="clip")
        np.maximum(t, np.zeros_like(t[0, 0]), out=t)
        weights = t @ w["att_weight"]
        weights += w["att_bias"]
        weights -= np.maximum.reduce(weights, 1, keepdims=True)
        np.exp(weights, out=weights)
        weights /= np.add.reduce(weights, 1, keepdims=True)
        seen = weights.transpose(0, 2, 1) @ t
        pair = np.arange(len(t))[:, None]
        beside = [t[pair, last] for last in (a_, b_)]
        beside += [t[pair, head] * (head >= 0)[:, :, None] for head in (here, there)]
        fixed = [seen, *beside, w["slot"][slot], w["slot"][slot_], w["heard"][heard]]
        return t, weights, np.concatenate([x.reshape(len(t), -1) for x in fixed], 1)

    def _reasons(
        self,
        candidate: Candidate,
        words: Sequence[str],
        t: Floats,
        weights: Floats,
        told: Floats,
        scores: Floats,
        best: int,
    ) -> tuple[str, ...]:
        """Each word left out of what the attentions gather and of the clauses' heads: those that it went by
        are missed."""
        size, units = t.shape
        attentions = weights.shape[1]
        share = weights[:, :, None]
        without = np.repeat(told[None], size, 0)
        seen = without[:, : attentions * units].reshape(size, attentions, units)
        seen -= share * t[:, None]
        seen /= np.maximum(1 - share, 1e-3)
        without[:, : attentions * units] = seen.reshape(size, -1)
        for k, place in enumerate(candidate.places, attentions + 2):
            if 0 <= place.head < size:
                without[place.head, k * units : (k + 1) * units] = 0
        missed = scores[best] - self._decide(without, [(0, size)])[:, best]
        ends = (candidate.source, candidate.target)
        own = {i for end in ends for i in range(end.start, end.end)}
        known = [i for i in range(size) if i not in own and words[i].isalpha()]
        known.sort(key=lambda i: -missed[i])
        return tuple(words[i] for i in known[:3] if missed[i] > 0.05 or i == known[0])

    def _decide(self, told: Floats, of: Parts) -> Floats:
        """Log probabilities (rows, classes) from what was gathered of the sentence and what stands fixed."""
        w = self._w
        hidden = product(told, w["hid_weight"], of)
        hidden += w["hid_bias"]
        out = product(np.maximum(hidden, 0, out=hidden), w["out_weight"], of)
        out += w["out_bias"]
        out -= np.maximum.reduce(out, 1, keepdims=True)
        out -= np.log(np.add.reduce(np.exp(out), 1, keepdims=True))
        return out


@cache
def bundled() -> RelationModel:
    """The model that ships with the package, read when first needed."""
    return RelationModel(resources.model("relations.npz", "coding"))
