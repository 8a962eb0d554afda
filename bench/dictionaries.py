#!/usr/bin/env python3
"""What the dictionaries hold, counted.

python bench/dictionaries.py [DIR]     the bundled ones, or those of a folder
"""

from __future__ import annotations

import argparse

from diplocode.lexicon import Lexicon


def counts(lexicon: Lexicon) -> dict[str, int]:
    """Verb lemmas, phrasal verbs, nouns, synsets, patterns, examples, codes that an entry gives."""
    blocks = lexicon.verbs
    verbs = {verb.base.upper().replace("+", "") for block in blocks for verb in block.verbs}
    patterns = [pattern for block in blocks for pattern in block.patterns]
    examples = [e for block in blocks for e in block.examples] + [e for p in patterns for e in p.examples]
    codes = {p.code for p in patterns} | {b.code for b in blocks} | {v.code for b in blocks for v in b.verbs}
    return {
        "verb blocks": len(blocks),
        "verbs of one word": sum("_" not in v for v in verbs),
        "phrasal verbs": sum("_" in v for v in verbs),
        "event nouns": len({noun.upper() for block in blocks for noun, _ in block.nouns}),
        "synsets": len({s.name for s in lexicon.synsets}),
        "patterns": len(patterns),
        "examples that must match": sum(e.matches for e in examples),
        "examples that must not": sum(not e.matches for e in examples),
        "codes": len({c for c in codes if c[:1].isdigit()}),
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?")
    args = parser.parse_args()
    lexicon = Lexicon.from_dir(args.folder) if args.folder else Lexicon.bundled()
    for name, number in counts(lexicon).items():
        print(f"{number:>7,}  {name}")


if __name__ == "__main__":
    main()
