#!/usr/bin/env python3
"""What dictionaries hold, by kind, and how long the bundled ones take to load.

    python bench/dictionaries.py [FOLDER ...]     a Markdown table, a column for each folder, ours first
    python bench/dictionaries.py --time           seconds of processor time, the best of five processes

An actor is sorted by its codes, so that other projects' files count by the same rule; people are entries
whose codes all have dates or that are ELI on some day.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from diplocode.cameo import country_of
from diplocode.lexicon import Lexicon
from diplocode.lexicon.entries import ActorEntry, VerbBlock

GROUPS = frozenset({"REB", "SEP", "INS", "OPP", "PTY", "CRM", "UAF"})
FIRMS = frozenset({"BUS", "MNC", "MED"})
FAITHS = frozenset({"REL", "MOS", "CHR", "JEW", "HIN", "BUD", "SIK", "CTH", "DOX", "SUN", "SHI"})
ROLES = frozenset(
    """
    GOV MIL REB OPP LEG JUD COP SPY MED BUS CVL ELI PTY CRM UAF SEP INS EDU HLH LAB AGR DEV ENV REF SET HRI
    MNC NGO IGO IMG NGM INT REL MOD RAD
    """.split()
)


def chunks(entry: ActorEntry) -> set[str]:
    """Every part of the entry's codes behind the state: "CHLREB" -> {"REB"}; of IMG and the like all."""
    parts = set()
    for dated in entry.codes:
        begin = 3 if country_of(dated.code) else 0
        parts |= {dated.code[i : i + 3] for i in range(begin, len(dated.code), 3)}
    return parts


def starts(entry: ActorEntry, *kinds: str) -> bool:
    return any(c.code[:3] in kinds for c in entry.codes)


def has_dates(entry: ActorEntry) -> bool:
    return any(c.start or c.end for c in entry.codes)


def is_person(entry: ActorEntry) -> bool:
    every = bool(entry.codes) and all(c.start or c.end for c in entry.codes)
    return every or any("ELI" in c.code for c in entry.codes)


def is_group(entry: ActorEntry) -> bool:
    """An armed group, party or movement; those of no state but a region (IMG) as well."""
    return bool(chunks(entry) & GROUPS or starts(entry, "IMG")) and "ELI" not in chunks(entry)


def is_people(entry: ActorEntry) -> bool:
    """A people or faith: a state or region with one more part that is no role of CAMEO."""
    if is_person(entry) or starts(entry, "IGO", "NGO", "NGM", "IMG", "MNC"):
        return False
    parts = chunks(entry)
    return bool(parts & FAITHS or {p for p in parts if p not in ROLES and not country_of(p)})


def states(lexicon: Lexicon) -> int:
    codes = {c.code for entry in lexicon.actors for c in entry.codes if len(c.code) == 3}
    return sum(1 for code in codes if country_of(code))


def holders(lexicon: Lexicon) -> list[tuple[ActorEntry, str]]:
    """People with a dated code of a government, each with the states whose it is."""
    found = []
    for entry in lexicon.actors:
        if is_person(entry) and has_dates(entry):
            held = {c.code[:3] for c in entry.codes if "GOV" in c.code and country_of(c.code)}
            found += [(entry, state) for state in held]
    return found


def with_five(lexicon: Lexicon) -> int:
    return sum(1 for n in Counter(state for _, state in holders(lexicon)).values() if n >= 5)


def actors(test: Callable[[ActorEntry], bool]) -> Callable[[Lexicon], int]:
    return lambda lexicon: sum(1 for entry in lexicon.actors if test(entry))


def blocks(what: Callable[[VerbBlock], list[str]]) -> Callable[[Lexicon], int]:
    """How many different things the verb blocks have."""
    return lambda lexicon: len({one for block in lexicon.verbs for one in what(block)})


def lemmas(block: VerbBlock) -> list[str]:
    return [verb.base.upper().replace("+", "") for verb in block.verbs]


def codes(block: VerbBlock) -> list[str]:
    given = [block.code, *(p.code for p in block.patterns), *(v.code for v in block.verbs)]
    return [code.split(":")[0].strip() for code in given if code[:1].isdigit()]


def examples(matches: bool) -> Callable[[Lexicon], int]:
    return lambda lexicon: sum(
        example.matches is matches
        for block in lexicon.verbs
        for example in (*block.examples, *(e for p in block.patterns for e in p.examples))
    )


def last_year(lexicon: Lexicon) -> int:
    days = (d for e in lexicon.actors for c in e.codes for d in (c.start, c.end) if d)
    return max((d.year for d in days if d.year < 2100), default=0)


ROWS: list[tuple[str, str, Callable[[Lexicon], int]]] = [
    ("states and territories named", "", states),
    ("holders of state office with dates", "", lambda lexicon: len({id(e) for e, _ in holders(lexicon)})),
    ("states that have five or more of them", "80", with_five),
    (
        "intergovernmental organisations and their bodies",
        "400",
        actors(lambda e: starts(e, "IGO") and not is_person(e)),
    ),
    (
        "non-governmental organisations",
        "200",
        actors(lambda e: starts(e, "NGO", "NGM") and not is_person(e)),
    ),
    ("armed groups, parties, movements", "", actors(is_group)),
    ("of these with years", "300", actors(lambda e: is_group(e) and has_dates(e))),
    ("firms and media", "150", actors(lambda e: bool(chunks(e) & FIRMS) and not is_person(e))),
    ("peoples and faiths", "", actors(is_people)),
    ("names of actors in all", "", lambda lex: len(lex.actors) + sum(len(e.synonyms) for e in lex.actors)),
    ("last year that a code begins or ends", "", last_year),
    ("roles (agents)", "700", lambda lexicon: len(lexicon.agents)),
    ("verb blocks", "", lambda lexicon: len(lexicon.verbs)),
    ("verbs of one word", "", blocks(lambda b: [v for v in lemmas(b) if "_" not in v])),
    ("verbs of several words", "", blocks(lambda b: [v for v in lemmas(b) if "_" in v])),
    ("verbs in all", "1,500", blocks(lemmas)),
    ("event nouns", "", blocks(lambda b: [noun.upper() for noun, _ in b.nouns])),
    ("synonym sets", "", lambda lexicon: len({s.name for s in lexicon.synsets})),
    ("patterns", "6,000", lambda lexicon: sum(len(b.patterns) for b in lexicon.verbs)),
    ("event codes", "", blocks(codes)),
    ("root codes", "20", blocks(lambda b: [code[:2] for code in codes(b)])),
    ("examples that must match", "1,500", examples(True)),
    ("examples that must not", "", examples(False)),
    ("discards", "", lambda lexicon: len(lexicon.discards)),
    ("issue phrases", "", lambda lexicon: len(lexicon.issues)),
    ("issues", "", lambda lexicon: len({i.code for i in lexicon.issues if not i.ignore})),
]

# Read: every entry of every file as a record. Ready: all that the coder matches with.
TIMED = """
import time
from diplocode.coding.tables import Tables
from diplocode.lexicon import Lexicon
def seconds(do):
    start = time.process_time()
    do()
    return time.process_time() - start
print(seconds(lambda: Lexicon.bundled().entries), seconds(lambda: Tables.of(Lexicon.bundled())))
"""


def timed(cache: str, runs: int = 5) -> tuple[float, float]:
    """Seconds of processor time to read the bundled dictionaries and to make them ready; the least of some
    runs."""
    found = []
    for _ in range(runs):
        done = subprocess.run(
            [sys.executable, "-c", TIMED],
            env={**os.environ, "DIPLOCODE_CACHE": cache},
            capture_output=True,
            text=True,
            check=True,
        )
        found.append([float(one) for one in done.stdout.split()])
    return min(one[0] for one in found), min(one[1] for one in found)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--time", action="store_true", help="how long the bundled dictionaries take to load")
    args = parser.parse_args()
    if args.time:
        read, text = timed("off")
        with tempfile.TemporaryDirectory() as folder:
            _, cached = timed(folder)
        print(f"from text: read {read:.3f} s, ready to code {text:.3f} s; from the cache {cached:.3f} s")
        return
    lexicons = [Lexicon.bundled(), *(Lexicon.from_dir(folder) for folder in args.folders)]
    names = ["diplocode", *(folder.name for folder in args.folders)]
    print(f"| kind | wanted | {' | '.join(names)} |")
    print("|---|---:|" + "---:|" * len(names))
    for label, wanted, count in ROWS:
        numbers = [count(lexicon) for lexicon in lexicons]
        shown = [str(n) if "year" in label and n > 1900 else f"{n:,}" for n in numbers]
        print(f"| {label} | {wanted} | {' | '.join(shown)} |")


if __name__ == "__main__":
    main()
