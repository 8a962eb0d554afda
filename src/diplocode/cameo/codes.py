"""CAMEO event codes: names, tree, Goldstein scores, quad classes, PLOVER types.

Sources: the code list is that of the CAMEO codebook 1.1b3 (2012); Goldstein scores
are the CAMEO-Goldstein scale as GDELT and ICEWS publish it ("gdelt"), with the values
on which the Phoenix data differ as a second variant ("phoenix"). The codes that 1.1b3
added after that scale was made (155, 176, 1834, 1951, 1952) take their parent's score.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Literal

from attrs import frozen

Scale = Literal["gdelt", "phoenix"]
QuadVariant = Literal["gdelt", "phoenix"]

GOLDSTEIN_VARIANTS: tuple[Scale, ...] = ("gdelt", "phoenix")
QUAD_VARIANTS: tuple[QuadVariant, ...] = ("gdelt", "phoenix")

PLOVER_TYPES = (
    "REQUEST",
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "COOPERATE",
    "AID",
    "YIELD",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "MOBILIZE",
    "SANCTION",
    "COERCE",
    "ASSAULT",
)

# GDELT: 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict, by root.
# The Phoenix pipeline sets statements and appeals apart as 0 and counts reduced
# relations (16) as verbal.
_QUAD: dict[QuadVariant, tuple[int, ...]] = {
    "gdelt": (1, 1, 1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4),
    "phoenix": (0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3, 4, 4, 3, 4, 4, 4, 4),
}


@frozen(slots=True)
class _Row:
    name: str
    gdelt: float
    phoenix: float
    plover: str | None


@cache
def _table() -> dict[str, _Row]:
    text = files("diplocode.cameo").joinpath("codes.tsv").read_text(encoding="utf-8")
    rows = {}
    for line in text.splitlines()[1:]:
        code, label, gdelt, phoenix, plover_type = line.split("\t")
        rows[code] = _Row(label, float(gdelt), float(phoenix or gdelt), plover_type or None)
    return rows


def _nearest(code: str) -> _Row | None:
    """The row of the code, or of its longest known prefix: older, local codes keep those of their parent."""
    table = _table()
    for end in range(len(code), 1, -1):
        if (row := table.get(code[:end])) is not None:
            return row
    return None


def codes() -> tuple[str, ...]:
    """Every code of CAMEO 1.1b3, the 20 roots included, in the codebook's order.

    >>> len(codes()), codes()[:3]
    (316, ('01', '010', '011'))
    """
    return tuple(_table())


def is_code(code: str) -> bool:
    """Whether CAMEO 1.1b3 has the code.

    >>> is_code("1663"), is_code("1664"), is_code("16")
    (True, False, True)
    """
    return code in _table()


def name(code: str) -> str | None:
    """The codebook's short label of a code; None for a code that CAMEO 1.1b3 does not have.

    >>> name("1125")
    'Accuse of espionage, treason'
    """
    row = _table().get(code)
    return row.name if row else None


def root(code: str) -> str:
    """The two digits that a code begins with.

    >>> root("0254")
    '02'
    """
    return code[:2]


def parent(code: str) -> str | None:
    """The code one level up; None for a root.

    >>> parent("1621"), parent("162"), parent("16")
    ('162', '16', None)
    """
    return code[:-1] if len(code) > 2 else None


def children(code: str) -> tuple[str, ...]:
    """The codes one level down, in order.

    >>> children("166")
    ('1661', '1662', '1663')
    """
    return tuple(other for other in _table() if parent(other) == code)


def goldstein(code: str, scale: Scale = "gdelt") -> float | None:
    """The Goldstein score of a code, -10 (conflict) to 10 (cooperation).

    A code that the codebook lacks takes the score of its longest known prefix; None
    where even the root is unknown.

    >>> goldstein("163"), goldstein("163", "phoenix"), goldstein("99")
    (-8.0, -6.5, None)
    """
    row = _nearest(code)
    if row is None:
        return None
    return row.gdelt if scale == "gdelt" else row.phoenix


def quad_class(code: str, variant: QuadVariant = "gdelt") -> int | None:
    """1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict, by root.

    The variant "phoenix" gives 0 for statements and appeals, and 3 for reduced relations.

    >>> quad_class("042"), quad_class("161"), quad_class("161", "phoenix"), quad_class("---")
    (1, 4, 3, None)
    """
    digits = code[:2]
    if not (len(digits) == 2 and digits.isascii() and digits.isdigit() and 1 <= int(digits) <= 20):
        return None
    return _QUAD[variant][int(digits) - 1]


def plover(code: str) -> str | None:
    """The PLOVER event type of a code; None for statements (01), which PLOVER leaves out.

    >>> plover("163"), plover("1712"), plover("100"), plover("010")
    ('COERCE', 'ASSAULT', 'REQUEST', None)
    """
    row = _nearest(code)
    return row.plover if row else None
