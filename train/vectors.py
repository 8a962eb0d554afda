"""Word vectors from plain text: positive PMI with the words one and two to the left and right, then SVD."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import numpy as np
import torch

from diplocode.syntax import split, tokenize
from diplocode.syntax.features import digits, normal


def sentences_of(paths):
    """Tokenised sentences of JSON lines files with a `text`."""
    for path in paths:
        with Path(path).open(encoding="utf8") as lines:
            for line in lines:
                text = json.loads(line)["text"]
                for span in split(text):
                    yield [token.text for token in tokenize(text, span)]


def train(sentences, size=100, least=5, contexts=4000, limit=40000, seed=0):
    """(words, float32 matrix) for words seen at least `least` times, most frequent first."""
    sentences = [["<s>", *(digits(normal(w)) for w in s), "</s>"] for s in sentences]
    counts = Counter(w for s in sentences for w in s)
    words = [w for w, c in counts.most_common(limit) if c >= least and w not in ("<s>", "</s>")]
    row = {w: i for i, w in enumerate(words)}
    column = {w: i for i, (w, _) in enumerate(counts.most_common(contexts))}
    pairs = []
    for offset in (-2, -1, 1, 2):
        a, b = [], []
        for s in sentences:
            ids = [row.get(w, -1) for w in s]
            cols = [column.get(w, -1) for w in s]
            if offset > 0:
                a += ids[:-offset]
                b += cols[offset:]
            else:
                a += ids[-offset:]
                b += cols[:offset]
        a, b = np.array(a), np.array(b)
        keep = (a >= 0) & (b >= 0)
        block = (-2, -1, 1, 2).index(offset)
        pairs.append(a[keep].astype(np.int64) * (4 * len(column)) + b[keep] + block * len(column))
    keys, values = np.unique(np.concatenate(pairs), return_counts=True)
    rows, cols = keys // (4 * len(column)), keys % (4 * len(column))
    values = values.astype(np.float64)
    row_sum = np.bincount(rows, values, len(words))
    col_sum = np.bincount(cols, values, 4 * len(column)) ** 0.75
    pmi = np.log(values * col_sum.sum() / (row_sum[rows] * col_sum[cols]))
    keep = pmi > 0
    torch.manual_seed(seed)
    matrix = torch.sparse_coo_tensor(
        np.stack([rows[keep], cols[keep]]),
        torch.tensor(pmi[keep], dtype=torch.float32),
        (len(words), 4 * len(column)),
    ).coalesce()
    u, s, _ = torch.svd_lowrank(matrix, q=size + 20, niter=4)
    vectors = (u[:, :size] * s[:size].sqrt()).numpy()
    vectors /= vectors.std() + 1e-9
    return words, vectors.astype(np.float32)
