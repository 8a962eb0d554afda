"""The CAMEO ontology as data: codes and their tree, scales and classes, countries.

Codes are strings and stay strings: "010" (make a statement) and "10" (demand) differ.
The table behind the functions is `codes.tsv` in this folder, one line per code of
CAMEO 1.1b3; nothing is read until it is asked for.

    >>> from diplocode import cameo
    >>> cameo.name("161")
    'Reduce or break diplomatic relations'
    >>> cameo.root("1313"), cameo.goldstein("161"), cameo.quad_class("161"), cameo.plover("161")
    ('13', -4.0, 4, 'SANCTION')
    >>> cameo.country_of("RUSGOV")
    'RUS'
"""

from __future__ import annotations

from diplocode.cameo.codes import (
    GOLDSTEIN_VARIANTS,
    PLOVER_TYPES,
    QUAD_VARIANTS,
    QuadVariant,
    Scale,
    children,
    codes,
    goldstein,
    is_code,
    name,
    parent,
    plover,
    quad_class,
    root,
)
from diplocode.cameo.countries import (
    COUNTRIES,
    FORMER_COUNTRIES,
    SYSTEMS,
    System,
    country_of,
    state_code,
    state_codes,
)

__all__ = [
    "COUNTRIES",
    "FORMER_COUNTRIES",
    "GOLDSTEIN_VARIANTS",
    "PLOVER_TYPES",
    "QUAD_VARIANTS",
    "SYSTEMS",
    "QuadVariant",
    "Scale",
    "System",
    "children",
    "codes",
    "country_of",
    "goldstein",
    "is_code",
    "name",
    "parent",
    "plover",
    "quad_class",
    "root",
    "state_code",
    "state_codes",
]
