"""The model file: numpy arrays without pickle; tables as int8 with a scale per row, matrices as float16."""

from __future__ import annotations

import json

import numpy as np
import torch


def rows_int8(table):
    scale = np.abs(table).max(1, keepdims=True) / 127 + 1e-12
    return np.round(table / scale).astype(np.int8), scale[:, 0].astype(np.float16)


def text(words):
    return np.frombuffer("\n".join(words).encode(), np.uint8)


def layers(net, tables):
    """The arrays of a transformer with a hidden layer above (`body`, `head`, `heard`) as
    `diplocode.coding.transformer` names them, and `tables`, as they are stored."""
    state = {k: v.detach().numpy().astype(np.float32) for k, v in net.state_dict().items()}
    out = dict(tables)
    for name in ("weight", "bias"):
        out[f"norm_{name}"] = state[f"body.norm.{name}"]
        for layer, own in (("0", "hid"), ("3", "out")):
            out[f"{own}_{name}"] = state[f"head.{layer}.{name}"]
        for k in range(len(net.body.blocks)):
            for part in ("joint", "out", "norm1", "up", "down", "norm2"):
                out[f"block{k}_{part}_{name}"] = state[f"body.blocks.{k}.{part}.{name}"]
    stored = {"heard": state["heard.weight"].astype(np.float16)}
    for name, array in out.items():
        if array.ndim == 2:
            stored[f"{name}_int8"], stored[f"{name}_scale"] = rows_int8(array)
        else:
            stored[name] = array.astype(np.float16)
    return stored


def export(state, vocab, path, facts):
    """Write `state` (torch tensors by name) and `vocab` to `path`."""
    w = {k: v.detach().numpy().astype(np.float32) for k, v in state.items()}
    out = {
        "facts": text([json.dumps(facts, sort_keys=True)]),
        "tags": text(vocab.tags),
        "labels": text(vocab.labels),
    }
    tables = {
        "vector": (w["vectors"], vocab.vector),
        "word": (w["word.weight"], vocab.words),
        "shape": (w["shape.weight"], vocab.shapes),
    }
    for i, entries in enumerate(vocab.affixes):
        tables[f"affix{i}"] = (w[f"affix.{i}.weight"], entries)
    for name, (table, entries) in tables.items():
        out[f"{name}_words"] = text(entries)
        out[f"{name}_int8"], out[f"{name}_scale"] = rows_int8(table)
    for layer in ("lstm1", "lstm2"):
        for kind in ("weight_ih", "weight_hh"):
            out[f"{layer}_{kind}"] = np.stack(
                [w[f"{layer}.{kind}_l0"], w[f"{layer}.{kind}_l0_reverse"]]
            ).astype(np.float16)
        out[f"{layer}_bias"] = np.stack(
            [w[f"{layer}.bias_ih_l0{r}"] + w[f"{layer}.bias_hh_l0{r}"] for r in ("", "_reverse")]
        ).astype(np.float32)
    for name in ("tag", "fence", "label"):
        out[f"{name}_weight"] = w[f"{name}.weight"].astype(np.float16)
        out[f"{name}_bias"] = w[f"{name}.bias"]
    np.savez_compressed(path, **out)


def restore(path):
    """The torch tensors by name that a model file was made of, to its rounding; vocabularies by table."""
    with np.load(path, allow_pickle=False) as stored:
        a = {name: stored[name] for name in stored.files}

    def table(name):
        return a[f"{name}_int8"].astype(np.float32) * a[f"{name}_scale"].astype(np.float32)[:, None]

    w = {"vectors": table("vector"), "word.weight": table("word"), "shape.weight": table("shape")}
    known = {k.removesuffix("_words"): bytes(a[k]).decode().split("\n") for k in a if k.endswith("_words")}
    known |= {k: bytes(a[k]).decode().split("\n") for k in ("tags", "labels")}
    for i in range(sum(k.startswith("affix") for k in known)):
        w[f"affix.{i}.weight"] = table(f"affix{i}")
    for layer in ("lstm1", "lstm2"):
        for d, end in enumerate(("", "_reverse")):
            for kind in ("weight_ih", "weight_hh"):
                w[f"{layer}.{kind}_l0{end}"] = a[f"{layer}_{kind}"][d].astype(np.float32)
            w[f"{layer}.bias_ih_l0{end}"] = a[f"{layer}_bias"][d]
            w[f"{layer}.bias_hh_l0{end}"] = np.zeros_like(a[f"{layer}_bias"][d])
    for name in ("tag", "fence", "label"):
        w[f"{name}.weight"] = a[f"{name}_weight"].astype(np.float32)
        w[f"{name}.bias"] = a[f"{name}_bias"]
    return {name: torch.tensor(value) for name, value in w.items()}, known
