"""The code algebra: CAMEO codes as numbers that can be added, as PETRARCH-2 combines nested verbs.

A number has four hex digits: stance (2000 appeal, 3000 intend, ...), then what it is about.
"appeal" + "provide aid" (2000 + 0040) is 2040, "appeal for aid". A refusal is -FFFF plus what
is refused. `codes.tsv` is the table.

    >>> hex(combine(number("020")[0], number("070")[0])), code_of(0x2040)
    ('0x2040', '023')
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

NEGATION = 0xFFFF
STANCE = 0x1000

# "want" + "fight": the original reads this sum, which the codebook has no code for, as a threat.
_QUIRKS = {0x30A0: "138"}


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, int], dict[int, str]]:
    numbers: dict[str, int] = {}
    codes: dict[int, str] = {}
    for row in (Path(__file__).parent / "codes.tsv").read_text("ascii").splitlines():
        if row.startswith("#"):
            continue
        code, value = row.split("\t")
        numbers[code] = int(value, 16)
        codes[numbers[code]] = code
    codes.update(_QUIRKS)
    codes.pop(0, None)
    return numbers, codes


@lru_cache(maxsize=4096)
def number(code: str) -> tuple[int, int]:
    """The active and the passive number of a dictionary's code ("020", "020:110", ":110", "---"); 0 is no
    event.

    A code that the table lacks counts as its two-digit root. Raises KeyError for no code at all.
    """
    numbers = _table()[0]
    active, _, passive = code.partition(":")
    found = []
    for part in (active or "---", passive or "---"):
        found.append(numbers[part] if part in numbers else numbers[part[:2] + "0"])
    return found[0], found[1]


def code_of(value: int) -> str:
    """The CAMEO code of a number; "" where it is none (and no event then)."""
    return _table()[1].get(value, "") if value else ""


def combine(outer: int, inner: int) -> int:
    """The number of a verb over another: two stances give the inner one, what is no stance is added."""
    if inner < 0:
        return inner + outer
    if (outer >= STANCE and inner >= STANCE) or inner >= outer:
        return inner
    return outer + inner
