"""Other projects' event data in the schema of this one, and back.

    a file of ICEWS, GDELT, Phoenix, Cline's Historical Phoenix or POLECAT -read_events-> the event table
    the event table -write_events-> a file in that project's layout

Each project is a `Layout`: its columns and how they become ours and ours theirs. Codes are text
throughout, so that "010" stays "010"; where a file has lost a leading zero and tells the root code as
well, the zero comes back. `rescale` replaces Goldstein scores and quad classes by those of a named
variant, so that data of two projects can be compared.

    >>> from diplocode.tables.projects import LAYOUTS
    >>> sorted(LAYOUTS)
    ['cline', 'gdelt1', 'gdelt2', 'icews', 'phoenix', 'polecat']
"""

from __future__ import annotations

from diplocode.tables.projects.gdelt import GDELT1, GDELT2
from diplocode.tables.projects.icews import ICEWS
from diplocode.tables.projects.layout import Layout, read_events, rescale, write_events
from diplocode.tables.projects.phoenix import CLINE, PHOENIX
from diplocode.tables.projects.polecat import POLECAT

LAYOUTS: dict[str, Layout] = {
    layout.name: layout for layout in (ICEWS, GDELT1, GDELT2, PHOENIX, CLINE, POLECAT)
}
"""All layouts by name."""

__all__ = ["LAYOUTS", "Layout", "read_events", "rescale", "write_events"]
