"""Word vectors that others trained on far more text: spaCy's (CC0) and GloVe 6B (public domain)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import spacy


def _scaled(matrix):
    seen = np.abs(matrix).sum(1) > 0
    matrix = matrix.copy()
    matrix[seen] -= matrix[seen].mean(0)
    matrix[seen] /= np.linalg.norm(matrix[seen], axis=1).mean() + 1e-9
    return matrix


def _spacy(words, folder):
    vocab = spacy.util.load_model(
        Path(folder), exclude=spacy.util.load_meta(f"{folder}/meta.json")["pipeline"]
    )
    vectors = vocab.vocab.vectors
    out = np.zeros((len(words), vectors.shape[1]), np.float32)
    for i, word in enumerate(words):
        for form in (word, word.lower(), word.capitalize()):
            if (row := vectors.find(key=form)) >= 0:
                out[i] = vectors.data[row]
                break
    return out


def _glove(words, folder):
    names = pl.read_parquet(Path(folder) / "glove_6B_index.parquet")["index"].to_list()
    rows = {word: i for i, word in enumerate(names)}
    matrix = np.load(Path(folder) / "glove_6B_50d_emb.npy", mmap_mode="r")
    out = np.zeros((len(words), matrix.shape[1]), np.float32)
    for i, word in enumerate(words):
        if (row := rows.get(word.lower())) is not None:
            out[i] = matrix[row]
    return out, names


def borrow(words, spacy_folder, glove_folder, known, size=100, more=9000):
    """(further words, vectors of `words` and of these): both kinds side by side, brought down to `size`.

    `known` is the form under which `words` have a word, or None; the most frequent ones without are added.
    """
    _, names = _glove([], glove_folder)
    plain = (w for w in names if w.isascii() and w.isalpha() and len(w) > 1)
    extra = [w for w in plain if not known(w) and not known(w.upper())][:more]
    words = [*words, *extra]
    glove, _ = _glove(words, glove_folder)
    both = np.concatenate([_scaled(_spacy(words, spacy_folder)), _scaled(glove)], 1)
    weight = (np.abs(both).sum(1) > 0).astype(np.float32)
    centre = both.sum(0) / weight.sum()
    values, axes = np.linalg.eigh(np.cov((both[weight > 0] - centre).T))
    out = (both - centre) @ axes[:, np.argsort(-values)[:size]] * weight[:, None]
    return extra, (out / out[weight > 0].std()).astype(np.float32)
