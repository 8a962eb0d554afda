"""The page of the algebra is what its script writes."""

from __future__ import annotations

import runpy
from pathlib import Path

DOCS = Path(__file__).parent.parent / "docs"


def test_the_page_of_modality_is_up_to_date() -> None:
    page = runpy.run_path(str(DOCS / "modality.py"))["page"]()
    assert (DOCS / "modality.md").read_text(encoding="utf-8") == page, "run docs/modality.py"


def test_every_row_has_an_example_of_its_own() -> None:
    lines = [
        line for line in (DOCS / "modality.md").read_text(encoding="utf-8").splitlines() if line[:3] == "| 0"
    ]
    assert all(line.count("|") == 4 and line.split("|")[3].strip() for line in lines)
