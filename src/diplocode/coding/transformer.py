"""Small transformers (BERT's layout) in numpy: word pieces, layers, and what a model file holds of them.

`given_model` and `rereading` each ask one about two parties of a sentence.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

import numpy as np

from diplocode.coding.relations import Floats

UNKNOWN = "[UNK]"
MOST = 12  # pieces of a word
LONG = 30  # letters; no piece has more
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
        while begin < len(part) and len(out) < MOST:
            for end in range(min(len(part), begin + LONG), begin, -1):
                row = index.get("##" * (begin > 0) + part[begin:end])
                if row is not None:
                    out.append(row)
                    begin = end
                    break
            else:
                out.append(index[UNKNOWN])
                break
    return out[:MOST] or [index[UNKNOWN]]


def gelu(x: Floats) -> Floats:
    """Gaussian error linear units, in their tanh form."""
    return np.asarray(0.5 * x * (1 + np.tanh(UNIT * (x + 0.044715 * x * x * x))), np.float32)


def softmax(x: Floats) -> Floats:
    """Shares of the last axis, in place."""
    x -= x.max(-1, keepdims=True)
    np.exp(x, out=x)
    x /= x.sum(-1, keepdims=True)
    return x


def log_softmax(x: Floats) -> Floats:
    """Log probabilities of the last axis."""
    x = x - x.max(-1, keepdims=True)
    return np.asarray(x - np.log(np.exp(x).sum(-1, keepdims=True)), np.float32)


TABLES = ("emb", "places", "marks")  # looked up by row; the others are turned, to be multiplied


class Layers:
    """A transformer's layers and the matrices above them.

    `arrays`: those of a model file, matrices as `NAME_int8` with `NAME_scale`, a number a row; `facts`:
    `heads`, `eps`. Raises KeyError or ValueError where they are no such layers.
    """

    def __init__(self, facts: Mapping[str, Any], arrays: Mapping[str, Any]) -> None:
        self.w: dict[str, Floats] = {}
        for name, array in arrays.items():
            if name.endswith("_int8"):
                name = name.removesuffix("_int8")
                whole = array.astype(np.float32) * arrays[f"{name}_scale"].astype(np.float32)[:, None]
                self.w[name] = whole if name in TABLES else whole.T.copy()
            elif not name.endswith("_scale"):
                self.w[name] = array.astype(np.float32)
        self.count = sum(name.startswith("block") and name.endswith("up_bias") for name in arrays)
        self.heads, self.eps = int(facts["heads"]), float(facts["eps"])

    def norm(self, x: Floats, name: str) -> Floats:
        x = x - x.mean(-1, keepdims=True)
        x /= np.sqrt(np.square(x).mean(-1, keepdims=True) + self.eps)
        return x * self.w[f"{name}_weight"] + self.w[f"{name}_bias"]

    def linear(self, x: Floats, name: str) -> Floats:
        return x @ self.w[f"{name}_weight"] + self.w[f"{name}_bias"]

    def joint(self, x: Floats, block: str) -> tuple[Floats, Floats, Floats]:
        """Queries, keys and values of each row: (heads, rows, units of a head)."""
        whole = self.linear(x, f"{block}_joint").reshape(len(x), 3, self.heads, -1)
        queries, keys, values = whole.transpose(1, 2, 0, 3)
        return queries / np.float32(np.sqrt(keys.shape[2])), keys, values

    def above(self, x: Floats, gathered: Floats, block: str) -> Floats:
        """What a layer makes of its rows and of what each gathered from the others."""
        x = self.norm(x + self.linear(gathered, f"{block}_out"), f"{block}_norm1")
        more = self.linear(gelu(self.linear(x, f"{block}_up")), f"{block}_down")
        return self.norm(x + more, f"{block}_norm2")

    def decided(self, x: Floats) -> Floats:
        """Log probabilities of the classes, by a hidden layer."""
        return log_softmax(self.linear(gelu(self.linear(x, "hid")), "out"))
