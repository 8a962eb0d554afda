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

import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache, partial
from pathlib import Path

import numpy as np
from attrs import frozen

from diplocode import resources
from diplocode.coding.candidates import Candidate
from diplocode.coding.relations import TOLD, Floats, Verdict, listed, opened, rooted
from diplocode.errors import ConfigError

MARKS = 4  # before and behind the source, before and behind the target
LONGEST = 200  # pieces that are read
UNKNOWN = "[UNK]"
UNIT = 0.7978845608028654  # sqrt(2 / pi), of the tanh form of GELU


def split(word: str) -> list[str]:
    """The parts of a word that are cut into pieces: without accents, each sign on its own.

    >>> split("Côte-d'Or")
    ['cote', '-', 'd', "'", 'or']
    """
    plain = unicodedata.normalize("NFD", word.lower())
    out = [""]
    for sign in plain:
        if unicodedata.category(sign) == "Mn":
            continue
        if sign.isalnum():
            out[-1] += sign
        else:
            out += [sign, ""]
    return [part for part in out if part]


def cut(word: str, index: Mapping[str, int]) -> list[int]:
    """The rows of a word's pieces in a vocabulary, the longest first; at most twelve.

    >>> cut("Unions", {"[UNK]": 0, "un": 1, "union": 2, "##s": 3}), cut("☃", {"[UNK]": 0})
    ([2, 3], [0])
    """
    out: list[int] = []
    for part in split(word):
        begin = 0
        while begin < len(part):
            for end in range(len(part), begin, -1):
                row = index.get("##" * (begin > 0) + part[begin:end])
                if row is not None:
                    out.append(row)
                    begin = end
                    break
            else:
                out.append(index[UNKNOWN])
                break
    return out[:12] or [index[UNKNOWN]]


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
            self._w: dict[str, Floats] = {}
            for name, array in arrays.items():
                if name.endswith("_int8"):
                    scale = arrays[name.replace("_int8", "_scale")].astype(np.float32)
                    whole = array.astype(np.float32) * scale[:, None]
                    self._w[name[:-5]] = whole if name in ("emb_int8", "places_int8") else whole.T.copy()
                elif not name.endswith("_scale"):
                    self._w[name] = array.astype(np.float32)
            self._layers = sum(name.startswith("block") and name.endswith("up_bias") for name in arrays)
            self._heads, self._eps = int(self.facts["heads"]), float(self.facts["eps"])
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

    def _norm(self, x: Floats, name: str) -> Floats:
        x = x - x.mean(-1, keepdims=True)
        x /= np.sqrt(np.square(x).mean(-1, keepdims=True) + self._eps)
        return x * self._w[f"{name}_weight"] + self._w[f"{name}_bias"]

    def _linear(self, x: Floats, name: str) -> Floats:
        return x @ self._w[f"{name}_weight"] + self._w[f"{name}_bias"]

    def _above(self, x: Floats, gathered: Floats, block: str) -> Floats:
        """What a layer makes of its pieces' vectors and of what each gathered from the others."""
        x = self._norm(x + self._linear(gathered, f"{block}_out"), f"{block}_norm1")
        return self._norm(
            x + self._linear(gelu(self._linear(x, f"{block}_up")), f"{block}_down"), f"{block}_norm2"
        )

    def _read(self, ids: Sequence[int], at: Sequence[int], heard: Sequence[int]) -> Read:
        w = self._w
        x = self._norm(w["emb"][list(ids)] + w["places"][: len(ids)], "norm")
        for k in range(self._layers):
            block, last = f"block{k}", k == self._layers - 1
            joint = self._linear(x, f"{block}_joint")
            queries, keys, values = joint.reshape(len(x), 3, self._heads, -1).transpose(1, 2, 0, 3)
            if last:
                queries = queries[:, list(at)]
            weights: Floats = queries @ keys.transpose(0, 2, 1) / np.float32(np.sqrt(keys.shape[2]))
            weights -= weights.max(2, keepdims=True)
            np.exp(weights, out=weights)
            weights /= weights.sum(2, keepdims=True)
            if not last:
                gathered: Floats = (weights @ values).transpose(1, 0, 2).reshape(x.shape)
                x = self._above(x, gathered, block)
        told = w["heard"][np.array(heard) + TOLD * np.arange(4)].reshape(-1)
        return Read(weights, values, x[list(at)], told)

    def _decide(self, read: Read, weights: Floats) -> Floats:
        """Log probabilities (rows, classes) for as many ways (rows, heads, places, pieces) to look."""
        gathered = (weights @ read.values).transpose(0, 2, 1, 3).reshape(len(weights), len(read.own), -1)
        x = self._above(read.own[None], gathered, f"block{self._layers - 1}").reshape(len(weights), -1)
        x = np.concatenate([x, np.repeat(read.heard[None], len(x), 0)], 1)
        out = self._linear(gelu(self._linear(x, "hid")), "out")
        out -= out.max(1, keepdims=True)
        return np.asarray(out - np.log(np.exp(out).sum(1, keepdims=True)), np.float32)

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


def gelu(x: Floats) -> Floats:
    """Gaussian error linear units, in their tanh form."""
    return np.asarray(0.5 * x * (1 + np.tanh(UNIT * (x + 0.044715 * x * x * x))), np.float32)


@cache
def bundled() -> GivenModel:
    """The model that ships with the package, read when first needed."""
    return GivenModel(resources.model("given.npz", "coding"))
