"""The best tree over span scores: CKY, all spans of one length at a time."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


def best_tree(best: Floats) -> list[tuple[int, int]]:
    """The spans (start, length) of the binary tree with the highest sum, top down, left before right.

    `best[start, length]` is the score of a span, shape (words, words + 1).

    >>> scores = np.zeros((3, 4), np.float32)
    >>> scores[1, 2] = 1
    >>> best_tree(scores)
    [(0, 3), (0, 1), (1, 2), (1, 1), (2, 1)]
    """
    size = len(best)
    left = np.full((size + 1, size + 1), -np.inf, np.float32)  # by start and length
    right = np.full((size + 1, size + 1), -np.inf, np.float32)  # by end and words + 1 - length
    left[:size, 1] = right[1:, size] = best[:, 1]
    for n in range(2, size + 1):
        m = size - n + 1
        # a left part of 1 .. n-1 words, the right part has the others
        value = (left[:m, 1:n] + right[n:, size + 2 - n : size + 1]).max(1)
        value += best[:m, n]
        left[:m, n] = value
        right[n:, size + 1 - n] = value
    out, stack = [], [(0, size)]
    while stack:
        i, n = stack.pop()
        out.append((i, n))
        if n > 1:
            k = 1 + int((left[i, 1:n] + right[i + n, size + 2 - n : size + 1]).argmax())
            stack.append((i + k, n - k))
            stack.append((i, k))
    return out
