r"""From a relation model and annotations to confidences: how often events weighed alike are right.

    python train/confidence.py --text news.jsonl --annotated train/annotations.jsonl relations.npz \
        --again rereading.npz

Two logistic regressions, over the features of `diplocode.coding.weighing`: one for the patterns' events,
one for the network's own; and two more for those that are read again, over what the first two made of them
and what the second model says. Fitted to the items that are `"part": "confidence"`, of whose annotations
neither model has learnt; the weights are written into the models' files.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

import numpy as np
from attrs import define
from export import text
from relations import records, told

from diplocode import resources
from diplocode.coding import Coder
from diplocode.coding.candidates import kinds
from diplocode.coding.relations import Query, RelationModel, Verdict
from diplocode.coding.rereading import Rereader
from diplocode.coding.weighing import (
    DOUBTED,
    HOPELESS,
    Scale,
    Scales,
    Setting,
    View,
    best,
    ends,
    odds,
    questions,
    second_features,
)
from diplocode.model import Document, parse_date

RARE = 15  # features of fewer events have no weight
MANY = 12  # an item's events beyond this many count for less: a treaty of thirty states is one finding
SCALED = frozenset("bias|over none|over others|first|again over none|again over others".split("|"))
FOLDS = 2  # what the second reading's scales take for the first's confidence is fitted to other items


@define(slots=True, eq=False)
class Finding:
    """An event that was weighed: its item's fold, whether it is a pattern's, whether it is right, what it
    weighs, and all that a second reading needs."""

    fold: int
    coded: bool
    right: bool
    weight: float
    features: dict[str, float]
    view: View
    setting: Setting
    roots: frozenset[str]
    again: Verdict | None = None


def findings(coder, model, items, annotated, rereader=None):
    """A finding for every pair weighed; with a `rereader` also what that says."""
    for start in range(0, len(items), 64):
        batch = items[start : start + 64]
        documents = [Document(r["id"], r["text"], parse_date(r["date"])) for r in batch]
        for n, (document, (sentences, fault)) in enumerate(
            zip(documents, coder.parse(documents), strict=True)
        ):
            known, found = annotated[document.id], []
            for analysis in coder.analyse(document, sentences, fault)[1]:
                if analysis.reader is not None:
                    found += weighed(analysis, model, known, n % FOLDS, rereader)
            for finding in found:
                finding.weight = min(1.0, MANY / len(found))
            yield from found


def weighed(analysis, model, known, fold, rereader):
    scene = analysis.reader.resolver.scene
    asked = questions(analysis.reader, analysis.readings)
    if not asked:
        return
    actors, words = kinds(scene), [leaf.word for leaf in scene.leaves]
    read = model.read(words, actors, [a.pair for a in asked])
    setting = Setting.of(analysis.readings, actors, asked, read)
    coded = {(*ends(a.pair), a.draft.code[:2]) for a in asked if a.draft is not None}
    found = []
    for question, reading in zip(asked, read, strict=True):
        if reading is None:
            continue
        root = question.draft.code[:2] if question.draft is not None else best(reading)
        if question.draft is None and ((*ends(question.pair), root) in coded or root == "01"):
            continue  # nothing to add
        codes = told(question.pair, known["events"], also=True) or told(
            question.pair, known["optional"], also=True
        )
        roots = frozenset(code[:2] for code in codes)
        features = setting.features(question, reading, root)
        view = View(question, reading, root, 0.0)
        found.append(
            Finding(fold, question.draft is not None, root in roots, 1.0, features, view, setting, roots)
        )
    near = [f for f in found if f.coded or odds(f.view.read, f.view.root)[0] >= HOPELESS]
    if rereader is not None and near:
        query = Query(words, actors, [f.view.question.pair for f in near], again=True)
        for finding, again in zip(near, rereader.read(query), strict=True):
            finding.again = again
    yield from found


def scales(found):
    """The weights of both kinds of events."""
    return {
        name: fitted([(f.features, f.right, f.weight) for f in found if f.coded is patterns])
        for name, patterns in (("patterns", True), ("trained", False))
    }


def second_scales(found):
    """The weights of both kinds after a second reading."""
    out, lessons = {}, {True: [], False: []}
    for fold in range(FOLDS):
        first = scales([f for f in found if f.fold != fold])
        known = Scales(Scale(first["patterns"]), Scale(first["trained"]))
        for f in found:
            if f.fold == fold and f.again is not None:
                f.view.confidence = known.of(f.view.question).of(f.features)
                low, high = DOUBTED[f.coded]
                if low <= f.view.confidence <= high:
                    root = f.view.root if f.coded else best(f.again)
                    if not f.coded and root == "01":
                        continue
                    features = second_features(f.view, f.again, root, f.setting, known)
                    lessons[f.coded].append((features, root in f.roots, f.weight))
    for name, patterns in (("patterns", True), ("trained", False)):
        out[name] = fitted(lessons[patterns])
    return out


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
    free = np.array([ridge if name not in SCALED else 1e-3 for name in names])
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
    parser.add_argument("--again", type=Path, help="the model that reads again, to be fitted too")
    args = parser.parse_args()
    annotated = {r["id"]: r for r in records([args.annotated])}
    items = [r for r in records(args.text) if r["id"] in annotated]
    coder, model = Coder(trained=False), RelationModel(args.model)
    rereader = Rereader(args.again, resources.model("given.npz", "coding")) if args.again else None
    lessons = [r for r in items if annotated[r["id"]].get("part") == "confidence"]
    found = list(findings(coder, model, lessons, annotated, rereader))
    fit = scales(found)
    if args.blind:
        show(
            fit,
            findings(
                coder, model, [r for r in items if annotated[r["id"]].get("part") == "blind"], annotated
            ),
        )
    put(args.model, fit)
    if args.again:
        put(args.again, second_scales(found))


def show(fit, found):
    """How often blind events of each confidence are right."""
    found = list(found)
    for name, patterns in (("patterns", True), ("trained", False)):
        scale, shares, hits = Scale(fit[name]), Counter(), Counter()
        for f in found:
            if f.coded is patterns:
                at = int(scale.of(f.features) * 10)
                shares[at] += 1
                hits[at] += f.right
        for at in sorted(shares):
            print(f"{name} {at / 10:.1f}-{at / 10 + 0.1:.1f}: {hits[at]} of {shares[at]} right")


def put(path, fit):
    """Write the weights into a model's file."""
    with np.load(path, allow_pickle=False) as stored:
        arrays = {name: stored[name] for name in stored.files}
    facts = json.loads(bytes(arrays["facts"]).decode())
    facts["confidence"] = fit
    arrays["facts"] = text([json.dumps(facts, sort_keys=True)])
    np.savez_compressed(path, **arrays)


if __name__ == "__main__":
    main()
