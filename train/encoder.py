"""A pretrained transformer (BERT's or MPNet's layout) in torch, read from its folder: the teacher's eyes.

Only the weights come from outside; the few lines here spare a library that would bring more than it does.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import torch
from torch import nn

from diplocode.coding.transformer import cut

_TYPES = {"F32": np.float32, "F16": np.float16, "I64": np.int64}


def safetensors(path):
    """The arrays of a safetensors file: a header in JSON, then the numbers."""
    data = Path(path).read_bytes()
    size = int.from_bytes(data[:8], "little")
    out = {}
    for name, entry in json.loads(data[8 : 8 + size]).items():
        if name != "__metadata__":
            begin, end = (8 + size + x for x in entry["data_offsets"])
            values = np.frombuffer(data[begin:end], _TYPES[entry["dtype"]])
            out[name] = torch.tensor(values.reshape(entry["shape"]))
    return out


class Pieces:
    """Word pieces of an uncased vocabulary, longest first."""

    def __init__(self, folder):
        lines = (Path(folder) / "vocab.txt").read_text(encoding="utf8").splitlines()
        self.index = {piece: i for i, piece in enumerate(lines)}
        self._kept = {}

    def __call__(self, word):
        got = self._kept.get(word)
        if got is None:
            got = self._kept[word] = cut(word, self.index)
        return got


class _Block(nn.Module):
    def __init__(self, size, heads, inner, dropout, eps):
        super().__init__()
        self.heads, self.dropout = heads, dropout
        self.joint = nn.Linear(size, 3 * size)  # query, key, value
        self.out, self.norm1 = nn.Linear(size, size), nn.LayerNorm(size, eps=eps)
        self.up, self.down, self.norm2 = (
            nn.Linear(size, inner),
            nn.Linear(inner, size),
            nn.LayerNorm(size, eps=eps),
        )

    def forward(self, x, mask):
        b, n, size = x.shape
        q, k, v = self.joint(x).view(b, n, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        p = self.dropout if self.training else 0.0
        a = nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        drop = nn.functional.dropout
        x = self.norm1(x + drop(self.out(a.transpose(1, 2).reshape(b, n, size)), p, self.training))
        return self.norm2(x + drop(self.down(nn.functional.gelu(self.up(x))), p, self.training))


def buckets(at, kinds=32, far=128):
    """(..., count, count): the kind of each distance between pieces that stand at (..., count), as MPNet and
    T5 number them.

    Half of the kinds are for pieces to the right; in each half the near distances have one each, the
    far ones share them by their logarithm.
    """
    away = at[..., None, :] - at[..., :, None]
    half, size = kinds // 2, np.abs(away)
    exact = half // 2
    large = exact + np.log(np.maximum(size, 1) / exact) / np.log(far / exact) * (half - exact)
    return np.where(size < exact, size, np.minimum(large.astype(np.int64), half - 1)) + half * (away > 0)


class Encoder(nn.Module):
    """Contextual vectors of words: the mean over each word's pieces, of the last of the `layers` lowest.

    The word pieces' vectors and the lowest `frozen` layers stay as they are; matrices are multiplied
    in bfloat16 if `bf16`.
    """

    def __init__(self, folder, dropout=0.1, bf16=True, frozen=3, layers=8):
        super().__init__()
        self.frozen = frozen
        config = json.loads((Path(folder) / "config.json").read_text())
        weights = safetensors(Path(folder) / "model.safetensors")
        self.pieces, self.size, self.bf16 = Pieces(folder), config["hidden_size"], bf16
        self.mpnet = config["model_type"] == "mpnet"
        self.marks = ("<s>", "</s>", "<mask>") if self.mpnet else ("[CLS]", "[SEP]", "[MASK]")
        heads, inner = config["num_attention_heads"], config["intermediate_size"]
        eps = config["layer_norm_eps"]
        self.words = nn.Embedding(config["vocab_size"], self.size)
        self.places = nn.Embedding(config["max_position_embeddings"] - 2 * self.mpnet, self.size)
        self.norm = nn.LayerNorm(self.size, eps=eps)
        self.away = nn.Embedding(config["relative_attention_num_buckets"], heads) if self.mpnet else None
        self.blocks = nn.ModuleList(
            _Block(self.size, heads, inner, dropout, eps)
            for _ in range(min(layers, config["num_hidden_layers"]))
        )
        self._fill(weights)
        still = [self.words, self.places, self.norm, *self.blocks[:frozen]]
        for part in [*still, *([self.away] if self.mpnet else [])]:
            part.requires_grad_(False)

    def _fill(self, w):
        w = {name.removeprefix("bert.").removeprefix("mpnet."): v.float() for name, v in w.items()}
        places = w["embeddings.position_embeddings.weight"]
        state = {"words.weight": w["embeddings.word_embeddings.weight"]}
        if self.mpnet:  # its first two places are for padding
            state["places.weight"] = places[2:]
            state["away.weight"] = w["encoder.relative_attention_bias.weight"]
        else:
            state["places.weight"] = places + w["embeddings.token_type_embeddings.weight"][0]
        attention, joint, out = "self", ("query", "key", "value"), "attention.output.dense"
        norm = "attention.output.LayerNorm"
        if self.mpnet:
            attention, joint, out, norm = "attn", ("q", "k", "v"), "attention.attn.o", "attention.LayerNorm"
        names = {"norm": "embeddings.LayerNorm"}
        for k in range(len(self.blocks)):
            own, theirs = f"blocks.{k}", f"encoder.layer.{k}"
            names |= {
                f"{own}.out": f"{theirs}.{out}",
                f"{own}.norm1": f"{theirs}.{norm}",
                f"{own}.up": f"{theirs}.intermediate.dense",
                f"{own}.down": f"{theirs}.output.dense",
                f"{own}.norm2": f"{theirs}.output.LayerNorm",
            }
            for kind in ("weight", "bias"):
                state[f"{own}.joint.{kind}"] = torch.cat(
                    [w[f"{theirs}.attention.{attention}.{x}.{kind}"] for x in joint]
                )
        for own, theirs in names.items():
            for kind in ("weight", "bias"):
                state[f"{own}.{kind}"] = w[f"{theirs}.{kind}"]
        self.load_state_dict(state)

    def forward(self, sentences, rng=None):
        """(sentences, longest + 2, size) for lists of words; the first and last are the marks of both ends.

        With `rng` some pieces are masked, so that the rest learns to do without them.
        """
        first, last, masked = (self.pieces.index[mark] for mark in self.marks)
        rows = []
        for words in sentences:
            pieces = [self.pieces(w) for w in words]
            while sum(map(len, pieces)) > len(self.places.weight) - 2:
                pieces = [p[: max(1, len(p) - 1)] for p in pieces]
            rows.append([[first], *pieces, [last]])
        longest = max(sum(map(len, r)) for r in rows)
        wide = max(map(len, rows))
        ids = np.zeros((len(rows), longest), np.int64)
        owner = np.full((len(rows), longest), -1, np.int64)
        share = np.zeros((len(rows), longest), np.float32)
        for b, row in enumerate(rows):
            flat = [x for pieces in row for x in pieces]
            ids[b, : len(flat)] = flat
            owner[b, : len(flat)] = [k for k, pieces in enumerate(row) for _ in pieces]
            share[b, : len(flat)] = [1 / len(pieces) for pieces in row for _ in pieces]
        if rng is not None:
            for b, k in np.argwhere(share > 0).tolist():
                if rng.random() < 0.05:
                    ids[b, k] = masked
        mask = torch.tensor(owner >= 0)[:, None, None, :]
        if self.mpnet:
            bias = self.away(torch.tensor(buckets(np.arange(longest)))).permute(2, 0, 1)[None]
            mask = torch.where(mask, bias, -1e9)
            mask = mask.bfloat16() if self.bf16 else mask
        with torch.autocast("cpu", torch.bfloat16, enabled=self.bf16):
            x = self.words(torch.tensor(ids)) + self.places.weight[:longest]
            x = self.norm(x)
            for block in self.blocks:
                x = block(x, mask)
        x = x.float() * torch.tensor(share)[:, :, None]
        at = torch.tensor(np.where(owner < 0, wide - 1, owner))
        out = torch.zeros(len(rows), wide, self.size)
        return out.scatter_add(1, at[:, :, None].expand(-1, -1, self.size), x)
