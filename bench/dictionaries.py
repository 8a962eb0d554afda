#!/usr/bin/env python3
"""What dictionaries hold, by kind: a Markdown table with a column for each folder, the bundled ones first.

    python bench/dictionaries.py [FOLDER ...]

An actor is sorted by its codes, so that other projects' files count by the same rule; people are entries
whose codes all have dates or that are ELI on some day. Then the time of loading the bundled dictionaries.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

from diplocode.cameo import country_of
from diplocode.coding.mentions import Gazetteer
from diplocode.lexicon import Lexicon
from diplocode.lexicon.entries import ActorEntry

GROUPS = frozenset({"REB", "SEP", "INS", "OPP", "PTY", "CRM", "UAF"})
FIRMS = frozenset({"BUS", "MNC", "MED"})
FAITHS = frozenset({"REL", "MOS", "CHR", "JEW", "HIN", "BUD", "SIK", "CTH", "DOX", "SUN", "SHI"})


def chunks(entry: ActorEntry) -> set[str]:
    """Every part of the entry's codes, the first apart: "CHLREB" -> {"REB"}; of IMG and the like all."""
    parts = set()
    for dated in entry.codes:
        code = dated.code
        begin = 3 if country_of(code) else 0
        parts |= {code[i : i + 3] for i in range(begin, len(code), 3)}
    return parts


def is_person(entry: ActorEntry) -> bool:
    every = bool(entry.codes) and all(c.start or c.end for c in entry.codes)
    return every or any("ELI" in c.code for c in entry.codes)


def starts(entry: ActorEntry, *kinds: str) -> bool:
    return any(c.code[:3] in kinds for c in entry.codes)


def states(lexicon: Lexicon) -> int:
    codes = {c.code for entry in lexicon.actors for c in entry.codes if len(c.code) == 3}
    return sum(1 for code in codes if country_of(code))


def rulers(lexicon: Lexicon) -> list[tuple[ActorEntry, str]]:
    found = []
    for entry in lexicon.actors:
        held = {c.code[:3] for c in entry.codes if "GOV" in c.code and country_of(c.code)}
        if is_person(entry) and held and any(c.start or c.end for c in entry.codes):
            found += [(entry, state) for state in held]
    return found


def several(lexicon: Lexicon, test: Callable[[ActorEntry], bool]) -> int:
    return sum(1 for entry in lexicon.actors if test(entry))


def peoples(entry: ActorEntry) -> bool:
    """Peoples and faiths: a state or region with one more part that is no role of CAMEO."""
    parts = chunks(entry)
    own = {p for p in parts if p not in ROLES and not country_of(p)}
    return (
        not is_person(entry)
        and not starts(entry, "IGO", "NGO", "NGM", "IMG", "MNC")
        and bool(parts & FAITHS or own)
    )


ROLES = frozenset(
    """
    GOV MIL REB OPP LEG JUD COP SPY MED BUS CVL ELI PTY CRM UAF SEP INS EDU HLH LAB AGR DEV ENV REF SET HRI
    MNC NGO IGO IMG NGM INT REL MOD RAD
    """.split()
)

ROWS: list[tuple[str, str, Callable[[Lexicon], int]]] = [
    ("states and territories named", "", states),
    ("holders of state office with dates", "", lambda lex: len({id(e) for e, _ in rulers(lex)})),
    ("states that have five or more of them", "80", lambda lex: over(lex, 5)),
    (
        "intergovernmental organisations and organs",
        "400",
        lambda lex: several(lex, lambda e: starts(e, "IGO") and not is_person(e)),
    ),
    (
        "non-governmental organisations",
        "200",
        lambda lex: several(lex, lambda e: starts(e, "NGO", "NGM") and not is_person(e)),
    ),
    (
        "armed groups, parties, movements",
        "300",
        lambda lex: several(
            lex, lambda e: bool(chunks(e) & GROUPS or starts(e, "IMG")) and "ELI" not in chunks(e)
        ),
    ),
    (
        "of these with years",
        "",
        lambda lex: several(
            lex,
            lambda e: (
                bool(chunks(e) & GROUPS or starts(e, "IMG"))
                and "ELI" not in chunks(e)
                and any(c.start or c.end for c in e.codes)
            ),
        ),
    ),
    (
        "firms and media",
        "150",
        lambda lex: several(lex, lambda e: bool(chunks(e) & FIRMS) and not is_person(e)),
    ),
    ("peoples and faiths", "", lambda lex: several(lex, peoples)),
    ("names of actors in all", "", lambda lex: len(lex.actors) + sum(len(e.synonyms) for e in lex.actors)),
    ("roles (agents)", "700", lambda lex: len(lex.agents)),
    (
        "last year that a code begins or ends",
        "",
        lambda lex: max(
            d.year for e in lex.actors for c in e.codes for d in (c.start, c.end) if d and d.year < 2100
        ),
    ),
]


def over(lexicon: Lexicon, least: int) -> int:
    held: dict[str, int] = {}
    for _, state in rulers(lexicon):
        held[state] = held.get(state, 0) + 1
    return sum(1 for n in held.values() if n >= least)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="*", type=Path)
    args = parser.parse_args()
    lexicons = [Lexicon.bundled(), *(Lexicon.from_dir(folder) for folder in args.folders)]
    names = ["diplocode", *(folder.name for folder in args.folders)]
    print(f"| kind | wanted | {' | '.join(names)} |")
    print("|---|---:|" + "---:|" * len(names))
    for label, wanted, count in ROWS:
        figures = [count(lex) for lex in lexicons]
        shown = [str(n) if "year" in label.split() else f"{n:,}" for n in figures]
        print(f"| {label} | {wanted} | {' | '.join(shown)} |")
    start = time.process_time()
    lexicon = Lexicon.bundled()
    _ = lexicon.entries
    read = time.process_time()
    Gazetteer(lexicon)
    print(
        f"\nread from text {read - start:.2f} s, tree of names built {time.process_time() - read:.2f} s (CPU)"
    )


if __name__ == "__main__":
    main()
