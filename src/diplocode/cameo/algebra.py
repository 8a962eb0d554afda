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

from attrs import frozen


@frozen(slots=True)
class Row:
    """A row of the table: what acts whose code begins with `prefix` become in a modality."""

    modality: str
    prefix: str
    result: str
    example: str


@cache
def rows() -> tuple[Row, ...]:
    """The rows in the file's order, those of a modality together.

    >>> next(r for r in rows() if r.modality == "refused" and r.prefix == "04")
    Row(modality='refused', prefix='04', result='125', example='refuses to meet')
    """
    lines = Path(__file__).with_name("algebra.tsv").read_text(encoding="utf-8").splitlines()
    found = [Row(*line.split("\t")) for line in lines if line and not line.startswith(("#", "modality\t"))]
    order = list(dict.fromkeys(row.modality for row in found))
    return tuple(sorted(found, key=lambda row: order.index(row.modality)))


@cache
def table() -> dict[str, dict[str, str]]:
    """modality -> code prefix -> result."""
    out: dict[str, dict[str, str]] = {}
    for row in rows():
        out.setdefault(row.modality, {})[row.prefix] = row.result
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
