#!/usr/bin/env python3
"""Write docs/modality.md from the algebra of modality and the names of the codes.

python docs/modality.py > docs/modality.md
"""

from __future__ import annotations

import sys

from diplocode.cameo import name
from diplocode.cameo.algebra import rows

HEAD = """# What modality makes of a code

Written by `docs/modality.py` from `src/diplocode/cameo/algebra.tsv`, a row for a row. The longest code that
begins like the act's own decides; "the same" keeps the code, "no event" leaves none. Each row's example tells
the kind of sentence that it is for. How modalities are found: [how a sentence is coded](coding.md).
"""


def page() -> str:
    """The page as Markdown."""
    out = [HEAD]
    modality = ""
    for row in rows():
        if row.modality != modality:
            modality = row.modality
            out += [f"\n## {modality}\n", "| act | becomes | for example |", "|---|---|---|"]
        act = f"{row.prefix} {name(row.prefix) or '...'}"
        result = {"=": "the same", "-": "no event"}.get(row.result) or f"{row.result} {name(row.result)}"
        out.append(f"| {act} | {result} | {row.example} |")
    return "\n".join(out) + "\n"


if __name__ == "__main__":
    sys.stdout.write(page())
