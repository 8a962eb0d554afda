"""The best trees over span scores: CKY, all spans of one length at a time, of several sentences together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


def best_trees(charts: Sequence[Floats]) -> list[list[tuple[int, int]]]:
    """Of each sentence the spans (start, length) of the binary tree with the highest sum, top down, left
    before right.

    `chart[start, length]` is the score of a span, shape (words, words + 1). The longest sentence comes first;
    what others a sentence is together with changes nothing.

    >>> scores = np.zeros((3, 4), np.float32)
    >>> scores[1, 2] = 1
    >>> best_trees([scores, np.zeros((1, 2), np.float32)])
    [[(0, 3), (0, 1), (1, 2), (1, 1), (2, 1)], [(0, 1)]]
    """
    size, count = len(charts[0]), len(charts)
    best = np.zeros((count, size, size + 1), np.float32)
    for k, chart in enumerate(charts):
        best[k, : len(chart), : len(chart) + 1] = chart
    left = np.full((count, size + 1, size + 1), -np.inf, np.float32)  # by start and length
    right = np.full((count, size + 1, size + 1), -np.inf, np.float32)  # by end and words + 1 - length
    left[:, :size, 1] = right[:, 1:, size] = best[:, :, 1]
    first = np.zeros((count, size, size + 1), np.intp)  # words of the left part
    for n in range(2, size + 1):
        m = size - n + 1
        while len(charts[count - 1]) < n:
            count -= 1
        # a left part of 1 .. n-1 words, the right part has the others
        sums = left[:count, :m, 1:n] + right[:count, n:, size + 2 - n : size + 1]
        first[:count, :m, n] = sums.argmax(2) + 1
        value = sums.max(2)
        value += best[:count, :m, n]
        left[:count, :m, n] = value
        right[:count, n:, size + 1 - n] = value
    return [_spans(len(chart), parts.tolist()) for chart, parts in zip(charts, first, strict=True)]


def _spans(size: int, first: list[list[int]]) -> list[tuple[int, int]]:
    """The spans from the top, by how many words the left part of each span has."""
    out, stack = [], [(0, size)]
    while stack:
        i, n = stack.pop()
        out.append((i, n))
        if n > 1:
            k = first[i][n]
            stack.append((i + k, n - k))
            stack.append((i, k))
    return out
