"""The algebra of modality: what a code becomes when the act is planned, threatened, asked for, refused ...

One table, `algebra.tsv`, a row each: a modality, a code prefix (the longest that fits decides),
the code that results ("=" keeps it, "-" leaves no event), an example. Rows follow the CAMEO
codebook's own parallels: 03 express intent, 02 appeal, 10 demand, 12 reject and 13 threaten
repeat the cooperative and coercive acts of 04-08 and 14-20.

    >>> compose("threatened", "161")
    '1313'
    >>> compose("requested", "085")
    '0254'
    >>> compose("denied", "190") is None
    True
"""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def table() -> dict[str, dict[str, str]]:
    """modality -> code prefix -> result, as the file has it."""
    out: dict[str, dict[str, str]] = {}
    path = Path(__file__).with_name("algebra.tsv")
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith(("#", "modality\t")):
            modality, prefix, result, _ = line.split("\t")
            out.setdefault(modality, {})[prefix] = result
    return out


def modalities() -> tuple[str, ...]:
    """The modalities of the table.

    >>> "refused" in modalities()
    True
    """
    return tuple(table())


@cache
def compose(modality: str, code: str) -> str | None:
    """The code of an act in this modality, or None where no event is left.

    Raises KeyError for a modality that the table does not have.
    """
    rows = table()[modality]
    for length in range(len(code), 0, -1):
        result = rows.get(code[:length])
        if result is not None:
            return code if result == "=" else None if result == "-" else result
    return None
