"""How fast the petrarch2 engine is, how that depends on the size of the dictionaries, and whether it codes
the same.

    python bench/petrarch2.py                                     made-up dictionaries at 1x, 10x, 100x
    python bench/petrarch2.py --config PETR_config.ini            ... and how long those take to load
                              --trees EXPECTED.jsonl ...          ... and how they code these trees

EXPECTED: JSON lines with id, date, text, parse and events ([source, target, code]); what PETRARCH-2
itself gives on the same trees. One process, one core; times are the best of several runs.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import random
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from diplocode.coding.petrarch2 import Engine
from diplocode.coding.petrarch2.tables import Tables
from diplocode.lexicon import Lexicon
from diplocode.model import Document, parse_date

BASE = {"actors": 1000, "agents": 50, "verbs": 40, "patterns": 10}
SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in "aeio"]


def best(work: Callable[[], object], runs: int = 5) -> float:
    """Seconds of the fastest of some runs."""
    times = []
    for _ in range(runs):
        gc.collect()
        start = time.perf_counter()
        made = work()
        times.append(time.perf_counter() - start)
        del made  # taking it apart again is not part of the work
    return min(times)


def word(chance: random.Random, syllables: int) -> str:
    return "".join(chance.choice(SYLLABLES) for _ in range(syllables)).upper()


def made_up(scale: int) -> tuple[Lexicon, list[str]]:
    """Dictionaries of `scale` times the base size, and trees whose names and verbs all occur in the
    smallest.
    """
    chance = random.Random(1)
    # Names share their first words, which is the hard case: the more entries, the more below each word.
    firsts = [word(chance, 2) for _ in range(200)]
    names = [f"{chance.choice(firsts)}_{word(chance, 3)}_{word(chance, 2)}" for _ in range(BASE["actors"])]
    verbs = [word(chance, 3) + "K" for _ in range(BASE["verbs"])]
    objects = [word(chance, 2) + "T" for _ in range(BASE["patterns"])]
    more = random.Random(2)
    actors = [f"{name}_ [{word(more, 2)[:3]}]" for name in names]
    for _ in range((scale - 1) * BASE["actors"]):
        actors.append(f"{more.choice(firsts)}_{word(more, 3)}_{word(more, 2)}_ [{word(more, 2)[:3]}]")
    blocks = []
    for number, verb in enumerate(verbs * scale):
        copies = verb if number < len(verbs) else word(more, 4) + "K"
        count = (scale - 1) * BASE["patterns"] if number < len(verbs) else 0
        extra = [word(more, 3) + "T" for _ in range(count)]
        patterns = [f"- * {thing} [0{3 + i % 6}0]" for i, thing in enumerate(objects + extra)]
        blocks.append("\n".join([f"--- {copies} [040] ---", copies, *patterns]))
    lexicon = Lexicon.from_text(actors="\n".join([*actors, "LAST_ [LST]"]), verbs="\n".join(blocks))
    trees = []
    for _ in range(300):
        one, two = chance.choice(names).split("_"), chance.choice(names).split("_")
        subject, target = (" ".join(f"(NNP {w})" for w in name) for name in (one, two))
        verb, thing = chance.choice(verbs), chance.choice(objects)
        trees.append(
            f"(ROOT (S (NP {subject}) (VP (VBD {verb}ED) (NP (DT the) (JJ new) (NN {thing})) "
            f"(PP (IN with) (NP {target})) (PP (IN on) (NP (NNP Monday)))) (. .)))"
        )
    return lexicon, trees


def code_all(engine: Engine, documents: list[Document]) -> int:
    return sum(len(engine.code_document(document).events) for document in documents)


def scaling() -> None:
    print("matching cost with growing dictionaries (300 trees, the same at every size)")
    for scale in (1, 10, 100):
        lexicon, trees = made_up(scale)
        engine = Engine(lexicon)
        documents = [Document(str(i), "", None, tree) for i, tree in enumerate(trees)]
        events = code_all(engine, documents)
        seconds = best(partial(code_all, engine, documents))
        counts = lexicon.counts()
        print(
            f"  {scale:>4}x  {counts['actors']:>7} actors {counts['patterns']:>7} patterns: "
            f"{seconds / len(trees) * 1e6:6.1f} us a tree, {events} events"
        )


def loading(config: Path) -> Engine:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DIPLOCODE_CACHE"] = "off"
        text = best(lambda: Tables.of(Lexicon.from_config(config)), 3)
        os.environ["DIPLOCODE_CACHE"] = folder
        Tables.of(Lexicon.from_config(config))
        cache = best(lambda: Tables.of(Lexicon.from_config(config)), 5)
        engine = Engine(Lexicon.from_config(config))
    size = sum(len(source.data) for source in engine.lexicon.sources)
    print(f"{size / 1e6:.1f} MB of dictionaries ready in {text:.3f} s from text, {cache:.3f} s from cache")
    return engine


def trees(engine: Engine, path: Path) -> None:
    records = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    documents = [Document(r["id"], r["text"], parse_date(r["date"]), r["parse"]) for r in records]
    codings = [engine.code_document(document) for document in documents]
    same = hit = coded = gold = 0
    for record, coding in zip(records, codings, strict=True):
        want = {tuple(event) for event in record["events"]}
        got = {
            (*(side.code if side else "---" for side in (event.source, event.target)), event.code)
            for event in coding.events
        }
        same += want == got
        hit += len(want & got)
        coded += len(got)
        gold += len(want)
    seconds = best(partial(code_all, engine, documents), 3)
    f1 = 2 * hit / max(coded + gold, 1)
    print(
        f"{path.name}: {same} of {len(records)} sentences identical, event F1 {f1:.4f}; "
        f"{len(records) / seconds:.0f} trees a second from brackets to events"
    )


def main() -> None:
    shown = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=shown)
    parser.add_argument("--config", type=Path, help="a PETR_config.ini")
    parser.add_argument("--trees", type=Path, nargs="*", default=[], help="JSON lines with expected events")
    given = parser.parse_args()
    if given.config:
        engine = loading(given.config)
        for path in given.trees:
            trees(engine, path)
    os.environ["DIPLOCODE_CACHE"] = "off"
    scaling()


if __name__ == "__main__":
    main()
