#!/usr/bin/env python3
"""How many of the names that news uses most the actor dictionaries know.

    python bench/coverage.py items.jsonl [--top 3000] [-o phrases.csv]

`items.jsonl` has a text and a date on each line. A name is the longest phrase of the actor dictionaries
that begins at a capital, else a run of capitalised words up to the next phrase that the dictionaries know;
roles ("President") are left out, and so are words that are capitalised at the start of sentences only.
Written are phrase, count, how many of those were found on the item's date, the code found most, and the day
of the first item not found; no sentence is kept. The figure printed is over all of the list, whether they
name political actors or not: that is for a person to judge (`--judged FILE`: CSV with phrase and verdict,
one of right, wrong, missing, none (no political actor); the share right among those that name one is
printed).
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

from diplocode import syntax
from diplocode.coding.gazetteer import Gazetteer, dated
from diplocode.lexicon import Lexicon
from diplocode.lexicon.compile import Words
from diplocode.model import Date, parse_date

CALENDAR = set(
    """
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August
    September October November December
    """.split()
)
FUNCTION = set(
    """
    the a an in on at by of for from to with and but or as after before during while when if two
    three four five six seven eight nine ten this that these those it its he she his her they their
    we i under over against following according about at least more new former all both several some
    many most no not one another other since until there first second between despite
    """.split()
)
_NAME = re.compile(r"[^\W\d_a-z][\w.'’&-]*$")


class Names:
    """Names by phrase: how often they stand in the items, and how often the dictionaries know them."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.count: Counter[str] = Counter()
        self.inside: Counter[str] = Counter()
        self.known: Counter[str] = Counter()
        self.codes: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.missed: dict[str, str] = {}

    def add(self, text: str, day: Date | None) -> None:
        for span in syntax.split(text):
            tokens = [t.text for t in syntax.tokenize(text, span)]
            words = Words(tokens)
            i = 0
            while i < len(tokens):
                end, kind, code = self.look(words, i, day)
                if end is None and kind != "agent":
                    end = self.run(words, i, day)
                if end is None or kind == "agent":
                    i = end or i + 1
                    continue
                phrase = " ".join(tokens[i:end])
                self.count[phrase] += 1
                self.inside[phrase] += not (i == 0 and end == 1)
                if code:
                    self.known[phrase] += 1
                    self.codes[phrase][code] += 1
                else:
                    self.missed.setdefault(phrase, str(day or ""))
                i = end

    def look(self, words: Words, start: int, day: Date | None) -> tuple[int | None, str, str]:
        """The end of the longest dictionary phrase that begins at a token, its kind, its code on the day."""
        if words.first[start] == len(words.norm):
            return None, "", ""
        capital = words.tokens[start][:1].isupper()
        for stop, names in reversed(self.gazetteer.trie.matches(words.norm, words.first[start])):
            if stop < len(words.norm) and words.token[stop] == words.token[stop - 1]:
                continue
            for named in reversed(names):
                code = dated(named.codes, day)
                if code is not None and (capital or named.kind == "agent"):
                    return words.token[stop - 1] + 1, named.kind, code.code
        return None, "", ""

    def run(self, words: Words, start: int, day: Date | None) -> int | None:
        """The end of a run of capitalised words that holds nothing the dictionaries know."""
        end = start
        while end < len(words.tokens) and _NAME.match(words.tokens[end]):
            token = words.tokens[end]
            if (
                token in CALENDAR
                or token.lower() in FUNCTION
                or (end > start and self.look(words, end, day)[0])
            ):
                break
            end += 1
        return end if end > start else None

    def most(self, top: int) -> list[str]:
        return [p for p, _ in self.count.most_common() if self.inside[p] * 4 > self.count[p]][:top]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("items", type=Path)
    parser.add_argument("--top", type=int, default=3000)
    parser.add_argument("-o", "--output", type=Path, help="the list (CSV)")
    parser.add_argument("--judged", type=Path, help="verdicts on phrases (CSV: phrase, verdict)")
    args = parser.parse_args()
    names = Names(Gazetteer.of(Lexicon.bundled()))
    with args.items.open(encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            names.add(item["text"], parse_date(item.get("date")))
    most = names.most(args.top)
    if args.output:
        with args.output.open("w", encoding="utf-8", newline="") as out:
            table = csv.writer(out, lineterminator="\n")
            table.writerow(["phrase", "count", "found", "code", "first_missed"])
            for phrase in most:
                code = names.codes[phrase].most_common(1)[0][0] if names.codes[phrase] else ""
                row = (phrase, names.count[phrase], names.known[phrase], code, names.missed.get(phrase, ""))
                table.writerow(row)
    found = sum(1 for p in most if names.known[p] * 2 > names.count[p])
    tokens = sum(names.known[p] for p in most), sum(names.count[p] for p in most)
    print(
        f"{found} of the {len(most)} most frequent names are in the dictionaries, "
        f"{tokens[0] / tokens[1]:.3f} of uses"
    )
    if args.judged:
        with args.judged.open(encoding="utf-8", newline="") as lines:
            verdicts = Counter(row["verdict"] for row in csv.DictReader(lines))
        political = sum(n for v, n in verdicts.items() if v != "none")
        print(
            f"judged {verdicts.total()}: {political} name political actors, "
            f"{verdicts['right'] / political:.3f} of them right"
        )


if __name__ == "__main__":
    sys.exit(main())
