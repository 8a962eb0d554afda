"""The parser's network in torch: word features, two bidirectional LSTM layers, tag head, span scorer."""

from __future__ import annotations

import numpy as np
import torch
from torch import nn


class Scorer(nn.Module):
    """Scores every span of a sentence for every label chain, and every word for every tag.

    A subclass says what is known of every word by itself: `features(ids, sentences, rng)`, as many
    columns as `width`.
    """

    def __init__(self, sizes, width, hidden=200, span_hidden=200, dropout=0.35):
        super().__init__()
        self.lstm1 = nn.LSTM(width, hidden, batch_first=True, bidirectional=True)
        self.lstm2 = nn.LSTM(2 * hidden, hidden, batch_first=True, bidirectional=True)
        for lstm in (self.lstm1, self.lstm2):
            for name, value in lstm.named_parameters():
                if "weight_hh" in name:
                    for chunk in value.data.chunk(4):
                        nn.init.orthogonal_(chunk)
                elif "weight_ih" in name:
                    nn.init.xavier_uniform_(value)
                else:
                    nn.init.zeros_(value)
                    if "bias_ih" in name:
                        value.data[hidden : 2 * hidden] = 1.0
        self.tag = nn.Linear(4 * hidden, sizes["tags"])
        self.fence = nn.Linear(2 * hidden, span_hidden)
        self.label = nn.Linear(span_hidden, sizes["labels"])
        self.hidden, self.dropout = hidden, dropout

    def _drop(self, x, p):
        """The same units dropped at every step of a sentence."""
        if not self.training:
            return x
        mask = torch.empty(x.shape[0], 1, x.shape[2]).bernoulli_(1 - p).div_(1 - p)
        return x * mask

    def forward(self, ids, lengths, sentences=None, rng=None):
        """ids: (batch, longest + 2, 10): vector, word, 7 affixes, shape; row 0 of each table is the unknown.

        Gives tag scores (batch, longest, tags) and fencepost vectors (batch, longest + 1, span_hidden).
        `sentences` and `rng` are for a teacher, which reads the words themselves.
        """
        x = self.features(ids, sentences, rng)
        x = self._drop(x, 0.6 * self.dropout)

        def pack(t):
            return nn.utils.rnn.pack_padded_sequence(t, lengths + 2, batch_first=True, enforce_sorted=False)

        def unpack(t):
            return nn.utils.rnn.pad_packed_sequence(t, batch_first=True)[0]

        one = self._drop(unpack(self.lstm1(pack(x))[0]), self.dropout)
        two = self._drop(unpack(self.lstm2(pack(one))[0]), self.dropout)
        tags = self.tag(torch.cat([one, two], 2)[:, 1:-1])
        h = self.hidden
        posts = torch.cat([two[:, :-1, :h], -two[:, 1:, h:]], 2)
        return tags, self._drop(posts @ self.fence.weight.T, 0.5 * self.dropout)

    def spans(self, posts, b, i, j):
        """Label scores of the spans (sentence b, from i to j); the empty label is 0 and not among them."""
        return self.label(torch.relu(posts[b, j] - posts[b, i] + self.fence.bias))


class Network(Scorer):
    """The parser: word features into a scorer."""

    def __init__(self, sizes, vectors, word_size=100, affix_size=48, shape_size=24, **options):
        width = vectors.shape[1] + word_size + 2 * affix_size + shape_size
        super().__init__(sizes, width, **options)
        self.register_buffer("vectors", torch.tensor(vectors))
        self.word = nn.Embedding(sizes["words"], word_size)
        self.affix = nn.ModuleList([nn.Embedding(n, affix_size) for n in sizes["affixes"]])
        self.shape = nn.Embedding(sizes["shapes"], shape_size)
        for table in (self.word, *self.affix, self.shape):
            nn.init.normal_(table.weight, std=0.3)

    def start(self, state):
        """Begin with the weights of another network with the same tables.

        It may lack the last columns of the word vectors, the last words among them, and what a teacher
        reads besides; the first layer's weights of these count for little at first.
        """
        own = self.state_dict()
        old = state["vectors"].shape[1]
        for name, value in state.items():
            if name == "vectors":
                continue
            if value.shape == own[name].shape:
                own[name] = value
            else:
                new = 0.2 * own[name]
                new[:, :old] = value[:, :old]
                at = self.vectors.shape[1]
                new[:, at : at + value.shape[1] - old] = value[:, old:]
                own[name] = new
        self.load_state_dict(own)

    def features(self, ids, sentences, rng):
        """What is known of every word by itself: (batch, longest + 2, width)."""
        affixes = [table(ids[:, :, 2 + i]) for i, table in enumerate(self.affix)]
        return torch.cat(
            [
                self.vectors[ids[:, :, 0]],
                self.word(ids[:, :, 1]),
                affixes[0] + affixes[1] + affixes[2],
                affixes[3] + affixes[4] + affixes[5] + affixes[6],
                self.shape(ids[:, :, 9]),
            ],
            2,
        )


def decode(best, lengths):
    """CKY over a batch. best[b, i, l]: score of the span from i of length l. Split points, same layout."""
    count, size = best.shape[0], best.shape[1]
    left = np.full((count, size + 1, size + 1), -1e9, np.float32)  # by start and length
    right = np.full((count, size + 1, size + 1), -1e9, np.float32)  # by end and length
    split = np.zeros((count, size + 1, size + 1), np.int32)
    left[:, :size, 1] = best[:, :, 1]
    right[:, 1:, 1] = best[:, :, 1]
    for n in range(2, size + 1):
        m = size - n + 1
        total = left[:, :m, 1:n] + right[:, n:, n - 1 : 0 : -1]
        where = total.argmax(2)
        value = np.take_along_axis(total, where[:, :, None], 2)[:, :, 0] + best[:, :m, n]
        split[:, :m, n] = where + 1
        left[:, :m, n] = value
        right[:, n:, n] = value
    return split


def tree_spans(split, length):
    out, stack = [], [(0, length)]
    while stack:
        i, n = stack.pop()
        out.append((i, n))
        if n > 1:
            k = int(split[i, n])
            stack.append((i, k))
            stack.append((i + k, n - k))
    return out
