"""From a relation model and annotations to confidences: how often events weighed alike are right.

    python train/confidence.py --text news.jsonl --annotated train/annotations.jsonl relations.npz

Two logistic regressions, over the features of `diplocode.coding.weighing`: one for the patterns' events,
one for x
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

import numpy as np
from export import text
from relations import records, told

from diplocode.coding import Coder
from diplocode.coding.candidates import kinds
from diplocode.coding.relations import RelationModel
from diplocode.coding.weighing import Scale, Setting, best, ends, questions
from diplocode.model import Document, parse_date

RARE = 15  # features of fewer events have no weight
MANY = 12  # an item's events beyond this many count for less: a treaty of thirty states is one finding


def findings(coder, model, items, annotated):
    """(features, whether it is an event of a pattern, whether it is right, weight) of every pair weighed."""
    for start in range(0, len(items), 64):
        batch = items[start : start + 64]
        documents = [Document(r["id"], r["text"], parse_date(r["date"])) for r in batch]
        for document, (sentences, fault) in zip(documents, coder.parse(documents), strict=True):
            known, found = annotated[document.id], []
            for analysis in coder.analyse(document, sentences, fault)[1]:
                if analysis.reader is not None:
                    found += weighed(analysis, model, known)
            for features, coded, right in found:
                yield features, coded, right, min(1.0, MANY / len(found))


def weighed(analysis, model, known):
    scene = analysis.reader.resolver.scene
    asked = questions(analysis.reader, analysis.readings)
    if not asked:
        return
    actors = kinds(scene)
    read = model.read([leaf.word for leaf in scene.leaves], actors, [a.pair for a in asked])
    setting = Setting.of(analysis.readings, actors, asked, read)
    coded = {(*ends(a.pair), a.draft.code[:2]) for a in asked if a.draft is not None}
    for question, reading in zip(asked, read, strict=True):
        if reading is None:
            continue
        root = question.draft.code[:2] if question.draft is not None else best(reading)
        if question.draft is None and ((*ends(question.pair), root) in coded or root == "01"):
            continue  # nothing to add
        codes = told(question.pair, known["events"], also=True) or told(
            question.pair, known["optional"], also=True
        )
        right = root in {code[:2] for code in codes}
        yield setting.features(question, reading, root), question.draft is not None, right


def fitted(found, ridge=12.0, rounds=40):
    """Weights by feature of a logistic regression, by Newton's method."""
    counts = Counter(name for features, _, _ in found for name in features)
    names = sorted(name for name, count in counts.items() if count >= RARE)
    at = {name: i for i, name in enumerate(names)}
    x = np.zeros((len(found), len(names)))
    for i, (features, _, _) in enumerate(found):
        for name, value in features.items():
            if name in at:
                x[i, at[name]] = value
    right, weight = np.array([f[1] for f in found], float), np.array([f[2] for f in found])
    free = np.array([ridge if name not in {"bias", "over none", "over others"} else 1e-3 for name in names])
    weights = np.zeros(len(names))
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (weight * (right - p)) - free * weights
        bend = (x * (weight * p * (1 - p))[:, None]).T @ x + np.diag(free)
        weights += np.linalg.solve(bend, slope)
    return {name: round(float(w), 3) for name, w in zip(names, weights, strict=True) if abs(w) >= 0.005}


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("model", type=Path)
    parser.add_argument("--text", type=Path, nargs="+", required=True, help="JSON lines with id, date, text")
    parser.add_argument("--annotated", type=Path, required=True, help="JSON lines with id, events, optional")
    parser.add_argument("--blind", action="store_true")
    args = parser.parse_args()
    annotated = {r["id"]: r for r in records([args.annotated])}
    items = [r for r in records(args.text) if r["id"] in annotated]
    coder, model = Coder(trained=False), RelationModel(args.model)
    lessons = [r for r in items if annotated[r["id"]].get("part") == "confidence"]
    found = list(findings(coder, model, lessons, annotated))
    scales = {
        name: fitted([(f, right, weight) for f, coded, right, weight in found if coded is patterns])
        for name, patterns in (("patterns", True), ("trained", False))
    }
    if args.blind:
        blind = list(
            findings(coder, model, [r for r in items if annotated[r["id"]].get("part") == "blind"], annotated)
        )
        for name, patterns in (("patterns", True), ("trained", False)):
            scale, shares = Scale(scales[name]), Counter()
            hits = Counter()
            for features, coded, right, _ in blind:
                if coded is patterns:
                    at = int(scale.of(features) * 10)
                    shares[at] += 1
                    hits[at] += right
            for at in sorted(shares):
                print(f"{name} {at / 10:.1f}-{at / 10 + 0.1:.1f}: {hits[at]} of {shares[at]} right")
    with np.load(args.model, allow_pickle=False) as stored:
        arrays = {name: stored[name] for name in stored.files}
    facts = json.loads(bytes(arrays["facts"]).decode())
    facts["confidence"] = scales
    arrays["facts"] = text([json.dumps(facts, sort_keys=True)])
    np.savez_compressed(args.model, **arrays)


if __name__ == "__main__":
    main()
