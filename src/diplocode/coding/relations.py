"""What a sentence tells of two marked parties, as a small trained network reads it: one of 15 PLOVER classes.

Patterns decide first. The network reads what they leave open, and overrules them where it is far surer of
something else (`given.link`). It says which words it went by, and its events name it as their rule, so that
they can be told from those of the dictionaries. How it was trained: docs/relation-model-card.md.

    SRC slammed TGT over the raid    words, and how far each stands from either party
      -> three convolutions          a vector a word, from its neighbours
      -> four attentions, the parties, one hidden layer
      -> log probabilities           ACCUSE -0.1, REJECT -3.2 ...
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
from diplocode.errors import ConfigError
from diplocode.syntax.features import digits, normal

Floats = NDArray[np.float32]
Place = tuple[int, int]

CODES = {
    "REQUEST": "020",
    "AGREE": "030",
    "CONSULT": "040",
    "SUPPORT": "050",
    "COOPERATE": "060",
    "AID": "070",
    "YIELD": "080",
    "ACCUSE": "110",
    "REJECT": "120",
    "THREATEN": "130",
    "PROTEST": "140",
    "MOBILIZE": "150",
    "SANCTION": "160",
    "COERCE": "170",
    "ASSAULT": "180",
}
"""The general CAMEO code of each class: more than the class the network cannot tell."""
UNKNOWN, SOURCE, TARGET = 1, 2, 3  # the vocabulary's first rows; 0 is padding in training
FAR = 20  # distances are told apart up to this many tokens
LONGEST = 90  # tokens that are read, parties counted as one each


@frozen(slots=True)
class Reading:
    """Log probabilities by class; `reasons` finds the words that brought the likeliest, when asked."""

    scores: dict[str, float]
    reasons: Callable[[], tuple[str, ...]] = tuple

    @property
    def best(self) -> str:
        """The likeliest class.

        >>> Reading({"AID": -2.0, "ACCUSE": -0.2}).best
        'ACCUSE'
        """
        return max(self.scores, key=self.scores.__getitem__)

    @property
    def words(self) -> tuple[str, ...]:
        """The words without which the likeliest class were less so, the weightiest first; at most three."""
        return self.reasons()


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
            self._classes: list[str] = self.facts["classes"]
        except (OSError, KeyError, ValueError) as error:
            raise ConfigError(f"not a relation model: {error}", str(path)) from error
        self._index = {word: i for i, word in enumerate(words)}

    def read(self, words: Sequence[str], source: Place, target: Place) -> Reading | None:
        """How a sentence's words relate two parties, given as token offsets, half open; None where they
        overlap or stand too far behind the sentence's beginning.

        >>> model = bundled()
        >>> model.read("Chile sharply criticised Peru over the arrests".split(), (0, 1), (3, 4)).best
        'ACCUSE'
        """
        first, second = sorted((source, target))
        if first[1] > second[0]:
            return None
        between, behind = list(words[first[1] : second[0]]), list(words[second[1] :])
        row = [*words[: first[0]], "", *between, "", *behind][:LONGEST]
        places = (first[0], first[0] + len(between) + 1)
        if places[1] >= len(row):
            return None
        at_source, at_target = places if first == source else places[::-1]
        ids = np.array([self._index.get(form(w), UNKNOWN) for w in row])
        ids[at_source], ids[at_target] = SOURCE, TARGET
        scores = self._forward(ids[None], at_source, at_target)[0]
        told = {name: float(s) for name, s in zip(self._classes, scores, strict=True)}
        best = int(scores.argmax())

        def reasons() -> tuple[str, ...]:
            # Each word hidden in turn: those that it went by are those that it misses.
            known = [i for i in range(len(row)) if i not in places and ids[i] != UNKNOWN and row[i].isalpha()]
            without = np.repeat(ids[None], len(known), 0)
            without[range(len(known)), known] = UNKNOWN
            missed = scores[best] - self._forward(without, at_source, at_target)[:, best]
            order = sorted(range(len(known)), key=lambda k: -missed[k])[:3]
            return tuple(row[known[k]] for k in order if missed[k] > 0.05)

        return Reading(told, reasons)

    def _forward(self, ids: NDArray[np.int64], at_source: int, at_target: int) -> Floats:
        """Log probabilities (rows, classes) of rows of the same length, the parties at the same places."""
        w = self._w
        count, size = ids.shape
        away = np.arange(size)
        near = [np.clip(away - at, -FAR, FAR) + FAR for at in (at_source, at_target)]
        beside = np.concatenate([w["pa"][near[0]], w["pb"][near[1]]], 1)
        x = np.concatenate([self._emb[ids], np.broadcast_to(beside, (count, *beside.shape))], 2)
        x = np.maximum(x @ w["inp_weight"] + w["inp_bias"], 0)
        for k in range(self._layers):
            around = np.pad(x, ((0, 0), (1, 1), (0, 0)))
            three = np.concatenate([around[:, :-2], x, around[:, 2:]], 2)
            x = x + np.maximum(three @ w[f"conv{k}_weight"] + w[f"conv{k}_bias"], 0)
            x = (x - x.mean(2, keepdims=True)) / np.sqrt(x.var(2, keepdims=True) + 1e-5)
            x = x * w[f"norm{k}_weight"] + w[f"norm{k}_bias"]
        weights = x @ w["att_weight"] + w["att_bias"]
        weights = np.exp(weights - weights.max(1, keepdims=True))
        weights /= weights.sum(1, keepdims=True)
        seen = np.matmul(weights.transpose(0, 2, 1), x).reshape(count, weights.shape[2] * x.shape[2])
        hidden = np.concatenate([seen, x[:, at_source], x[:, at_target]], 1)
        hidden = np.maximum(hidden @ w["hid_weight"] + w["hid_bias"], 0)
        out: Floats = hidden @ w["out_weight"] + w["out_bias"]
        out -= out.max(1, keepdims=True)
        out -= np.log(np.exp(out).sum(1, keepdims=True))
        return out


@cache
def bundled() -> RelationModel:
    """The model that ships with the package, read when first needed."""
    return RelationModel(resources.model("relations.npz", "coding"))
