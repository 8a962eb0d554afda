"""Making many records without the garbage collector looking through them again and again."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def building() -> Iterator[None]:
    """Put off garbage collection while tables are built or some documents are coded.

    Tables are all kept. Trees are not, but as their nodes know their parents only the collector frees them:
    all of a batch at its end, rather than those that it meets while others are still read.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
