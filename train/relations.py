"""From dated news and annotations to the relation model: which CAMEO code, if any, lies between two parties.

    python train/relations.py --text news.jsonl --annotated train/annotations.jsonl \\
        --marked bench/plover_dev.jsonl bench/plover_blind.jsonl train/newspaper.jsonl \\
        --encoder all-mpnet-base-v2/ --work relations/ -o relations.npz

Stages, each of which leaves its result in `--work` and is not repeated while that lies there:

    pairs      the parties of each sentence, as the coder finds them, its own events and the annotated ones
    first      a teacher (a pretrained transformer) learns the coder's own events
    second     and then the annotated ones
    labels     what it makes of these and of the pairs of sentences that nobody has annotated
    student    a small network learns these: word vectors, convolutions, attention, the coder's events

Then `train/confidence.py` fits how its odds become a confidence.

Both need torch alone; of the pretrained transformer its folder is read.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from itertools import islice
from pathlib import Path

import numpy as np
import torch
from encoder import Encoder, buckets
from export import restore, rows_int8, text
from torch import nn

from diplocode import cameo, resources
from diplocode.cameo import country_of
from diplocode.coding import Coder
from diplocode.coding.candidates import SLOTS, Candidate, entity, hearing, kinds, places
from diplocode.coding.coder import as_actors
from diplocode.coding.given import Pair
from diplocode.coding.relations import FAR, LONGEST, NOBODY, NONE, OTHER, TOLD, UNKNOWN, form
from diplocode.coding.weighing import questions, spoken_of, told_here
from diplocode.model import Document, parse_date

LEAST = 14  # annotated events of a code that make it a class; others count as their general code
GENERAL = frozenset("IGO NGO NGM IMG MNC INT GOV MIL REB OPP".split())  # chunks that say what, not who
ORGANS = frozenset("GOV MIL COP JUD LEG SPY".split())
IN_ARMS = frozenset("REB UAF CRM SEP".split())
ROOTS = [f"{n:02d}" for n in range(1, 21)]
BOTH_WAYS = ("03", "04", "05", "06", "087", "19")  # codes whose act may as well go back
TURNED = {"SRC": "TGT", "TGT": "SRC"}
PARTS = frozenset({"01", "09", "10", "18", "20"})  # roots that are no class of PLOVER's, or one with another


def records(paths):
    """The records of JSON lines files."""
    for path in paths:
        with Path(path).open(encoding="utf8") as lines:
            yield from map(json.loads, lines)


# ---- pairs


def alike(a, b):
    """Whether two codes are of one state, or of organisations that share a specific chunk. Unknown armed
    people of no state (`a`, as annotated) may be those of the place (`b`): readers wrote either."""
    if a == "UAF":
        return b.endswith("UAF")
    if country_of(a) or country_of(b):
        return country_of(a) == country_of(b)
    mine, theirs = ({code[i : i + 3] for i in range(0, len(code), 3)} for code in (a, b))
    return bool((mine & theirs) - GENERAL) or a == b


def shared(a, b):
    """Whether two codes of one state are on the same side in it: its organs, those in arms, its people."""

    def side(code):
        roles = {code[i : i + 3] for i in range(3, len(code), 3)}
        return "organs" if not roles or roles & ORGANS else "in arms" if roles & IN_ARMS else "people"

    return side(a) == side(b)


def told(pair, events, also=False):
    """The codes of annotated events between the parties of a pair; within one state their roles must be the
    same, or, where the codes that are as right are asked for too (`also`), on the same side."""
    a, b = pair.source.code, pair.target.code
    same = [e for e in events if alike(e["source"], a) and alike(e["target"], b)]
    if entity(a) == entity(b):
        agree = shared if also else str.__eq__
        same = [e for e in same if agree(e["source"], a) and agree(e["target"], b)]
    return [code for e in same for code in (e["code"], *(e.get("also", ()) if also else ()))]


def row(pair, coded, events, optional):
    """A pair as numbers, with the code that the coder gave it and those that it was annotated with."""
    a, b = pair.source, pair.target
    spots = [[p.head, 2 * p.slot + f.completed] for p, f in zip(pair.places, (a, b), strict=True)]
    line = {"ends": [a.start, a.end, b.start, b.end], "spots": spots, "heard": pair.heard, "coded": coded}
    if events is not None:
        line |= {"codes": told(pair, events), "optional": told(pair, optional)}
    return line


def sentences(coder, items, annotated):
    """Each sentence's words, what they are as actors, and its pairs."""
    rest = iter(items)
    while batch := list(islice(rest, 64)):
        documents = [
            Document(r["id"], r["text"], parse_date(r.get("date")), actors=as_actors(r.get("actors")))
            for r in batch
        ]
        for record, document, (found, fault) in zip(batch, documents, coder.parse(documents), strict=True):
            known = record if "events" in record else annotated.get(record["id"])
            for analysis in coder.analyse(document, found, fault)[1]:
                reader = analysis.reader
                if reader is None:
                    continue
                scene = reader.resolver.scene
                marked = Pair.of(scene)
                if marked is not None:
                    pair = Candidate(
                        marked.source, marked.target, places(marked.source, marked.target, reader)
                    )
                    pair = hearing(pair, spoken_of(told_here(analysis.readings)))
                    codes = [record["code"]] if record["code"] != NONE else []
                    rows = [row(pair, None, None, None) | {"codes": codes, "optional": []}]
                else:
                    asked = questions(reader, analysis.readings)
                    about = [known["events"], known["optional"]] if known else [None, None]
                    rows = [row(q.pair, q.draft.code if q.draft else None, *about) for q in asked]
                if rows:
                    words = [leaf.word for leaf in scene.leaves]
                    yield {"id": record["id"], "words": words, "kinds": kinds(scene), "pairs": rows}


def marked_items(paths):
    """Sentences with a marked source and target, and their code, or the general one of their class.

    Those of acts that go one way also with the marks turned round: then nothing is told. Those that tell no
    event at all (`events` is there and empty) also without marks.
    """
    general = {cameo.plover(f"{root}0"): f"{root}0" for root in reversed(ROOTS) if root not in PARTS}
    for n, record in enumerate(records(paths)):
        code = record.get("code") or general.get(record.get("label"))
        if code is None:
            continue
        item = {"id": f"marked-{n}", "text": record["text"], "actors": record["actors"], "code": code}
        yield item
        if code != NONE and not code.startswith(BOTH_WAYS):
            turned = [actor | {"code": TURNED[actor["code"]]} for actor in record["actors"]]
            yield item | {"id": f"marked-{n}-turned", "actors": turned, "code": NONE}
        if "events" in record:
            yield {"id": f"plain-{n}", "text": record["text"], "events": [], "optional": []}


# ---- the teacher


class Teacher(nn.Module):
    """A pretrained transformer that reads a sentence once for all of its pairs.

    Behind the sentence stand two marks for each pair, one for either party. A mark is made of the vectors of
    its party's pieces and counts as standing where the party begins; it sees the sentence and the other mark
    of its pair, and nobody sees it. The marks, the means of the parties' pieces and what patterns tell of the
    pair decide.
    """

    def __init__(self, folder, classes, layers=8):
        super().__init__()
        self.body = Encoder(folder, frozen=0, layers=layers)
        size = self.body.size
        self.marks, self.heard = nn.Parameter(torch.zeros(2, size)), nn.Embedding(4 * TOLD, 16)
        self.head = nn.Sequential(
            nn.Linear(4 * size + 64, 512),
            nn.GELU(approximate="tanh"),
            nn.Dropout(0.1),
            nn.Linear(512, classes),
        )

    def forward(self, lines):
        """Log probabilities of the pairs of some sentences, a row a pair."""
        body, count = self.body, max(len(line["pairs"]) for line in lines)
        cut = [[body.pieces(w) for w in line["words"][:LONGEST]] for line in lines]
        first, last = (body.pieces.index[mark] for mark in body.marks[:2])
        rows = [[first, *(x for word in words for x in word), last] for words in cut]
        longest = max(map(len, rows))
        ids = np.zeros((len(rows), longest), np.int64)
        at = np.zeros((len(rows), longest + 2 * count), np.int64)
        parties = np.zeros((len(rows), 2 * count, longest), np.float32)
        sees = np.zeros((len(rows), longest + 2 * count, longest + 2 * count), bool)
        asked = np.zeros((len(rows), count), bool)
        for b, (row, words, line) in enumerate(zip(rows, cut, lines, strict=True)):
            ids[b, : len(row)], at[b, : len(row)] = row, range(len(row))
            sees[b, :, : len(row)] = True
            begins = np.cumsum([1, *map(len, words)])
            for k, pair in enumerate(line["pairs"]):
                asked[b, k] = True
                for side, (start, end) in enumerate((pair["ends"][:2], pair["ends"][2:])):
                    start, end = (min(x, len(words) - (x == start)) for x in (start, end))
                    span = slice(begins[start], max(begins[end], begins[start] + 1))
                    parties[b, 2 * k + side, span] = 1 / (span.stop - span.start)
                    at[b, longest + 2 * k + side] = begins[start]
        sees[:, longest:, longest:] = np.repeat(np.repeat(np.eye(count, dtype=bool), 2, 0), 2, 1)
        of = torch.tensor(parties)
        words = body.words(torch.tensor(ids))
        x = torch.cat([words, torch.bmm(of, words) + self.marks.repeat(count, 1)], 1)
        mask = torch.where(torch.tensor(sees)[:, None], 0.0, -1e4)
        if body.away is not None:
            mask = mask + body.away(torch.tensor(buckets(at))).permute(0, 3, 1, 2)
        with torch.autocast("cpu", torch.bfloat16):
            x = body.norm(x + body.places(torch.tensor(at)))
            for block in body.blocks:
                x = block(x, mask.bfloat16())
        x = x.float()
        means = torch.bmm(of, x[:, :longest]).view(len(rows), count, -1)
        seen = torch.cat([x[:, longest:].reshape(len(rows), count, -1), means], 2)[torch.tensor(asked)]
        heard = torch.tensor([pair["heard"] for line in lines for pair in line["pairs"]])
        heard = self.heard(heard + TOLD * torch.arange(4)).flatten(1)
        return torch.log_softmax(self.head(torch.cat([seen, heard], 1)), -1)

    @torch.no_grad()
    def judge(self, lines, size=32):
        """Log probabilities of all pairs, a row a pair, in the lines' order."""
        self.eval()
        out = [None] * len(lines)
        for chosen in batches([line["words"] for line in lines], size):
            told = self([lines[i] for i in chosen])
            for i, scores in zip(chosen, told.split([len(lines[i]["pairs"]) for i in chosen]), strict=True):
                out[i] = scores
        return torch.cat(out)


def batches(texts, size, rng=None):
    """Places of texts of like length."""
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    out = [order[k : k + size] for k in range(0, len(order), size)]
    return rng.sample(out, len(out)) if rng else out


def descend(net, groups, steps, loss):
    """`steps` steps of AdamW with the rates of `groups`, up a tenth of the way, then down."""
    optimizer = torch.optim.AdamW(groups)
    rates = [g["lr"] for g in groups]
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, rates, total_steps=steps + 1, pct_start=0.1)
    net.train()
    for step in range(steps):
        value = loss()
        optimizer.zero_grad()
        value.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        if step % 200 == 0:
            print(f"  step {step} of {steps}: loss {value.item():.3f}", flush=True)
    net.eval()


def endless(make):
    while True:
        yield from make()


def teach(net, lines, aims, epochs, seed, size=16, most=14):
    """Teach a teacher the probabilities of all pairs: `aims`, a list a line. Of a sentence with more than
    `most` pairs some of those without an event are left out; pairs with one count twice."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    draw = endless(lambda: batches([line["words"] for line in lines], size, rng))

    def loss():
        some, wanted = [], []
        for i in next(draw):
            chosen = list(range(len(aims[i])))
            if len(chosen) > most:
                chosen = sorted(chosen, key=lambda k: (aims[i][k][-1] >= 0.8, rng.random()))[:most]
            some.append(lines[i] | {"pairs": [lines[i]["pairs"][k] for k in chosen]})
            wanted += [aims[i][k] for k in chosen]
        aim = torch.tensor(np.array(wanted, np.float32))
        weight = 1.0 + (aim[:, -1] < 0.6)
        return -((aim * net(some)).sum(1) * weight).sum() / weight.sum()

    body = [p for p in net.body.parameters() if p.requires_grad]
    own = [*net.head.parameters(), *net.heard.parameters(), net.marks]
    groups = [{"params": body, "lr": 5e-5}, {"params": own, "lr": 6e-4}]
    descend(net, groups, int(epochs * len(lines) / size), loss)


class Classes:
    """The network's classes: codes, then `NONE`."""

    def __init__(self, lines):
        counts = Counter(code for line in lines for pair in line["pairs"] for code in pair.get("codes", ()))
        usual = {code for code, count in counts.items() if count >= LEAST}
        self.names = [*sorted(usual | {f"{root}0" for root in ROOTS}), NONE]
        self.at = {name: i for i, name in enumerate(self.names)}

    def of(self, code):
        """The class of a code: its own, else that of the nearest general one."""
        while code not in self.at:
            code = code[:-1] if len(code) > 3 else f"{code[:2]}0"
        return self.at[code]

    def aim(self, pair):
        """The probabilities that an annotated pair teaches: what is optional counts for half."""
        out = [0.0] * len(self.names)
        codes = pair["codes"] or pair["optional"]
        share = 1.0 if pair["codes"] else 0.5
        for code in codes:
            out[self.of(code)] += share / len(codes)
        out[-1] += 1.0 - sum(out)
        return out

    def silver(self, pair):
        """The probabilities that the coder's own finding teaches: less sure than an annotation."""
        out = [0.07 / len(self.names)] * len(self.names)
        out[self.of(pair["coded"]) if pair["coded"] else -1] += 0.73 if pair["coded"] else 0.93
        out[-1] += 0.2 if pair["coded"] else 0.0
        return out


# ---- the student


class Student(nn.Module):
    """The network that `diplocode.coding.relations` computes in numpy."""

    def __init__(self, words, actors, classes, width=96, size=128, layers=3, heads=4, dropout=0.15):
        super().__init__()
        self.emb, self.cls = (
            nn.Embedding(words, width, padding_idx=0),
            nn.Embedding(actors, 16, padding_idx=0),
        )
        self.inp = nn.Linear(width + 16, size)
        self.convs = nn.ModuleList(nn.Conv1d(size, size, 3, padding=1) for _ in range(layers))
        self.norms = nn.ModuleList(nn.LayerNorm(size) for _ in range(layers))
        self.u = nn.Linear(size, size)
        self.pa, self.pb, self.ph = (nn.Embedding(n, size) for n in (2 * FAR + 1, 2 * FAR + 1, 4))
        for table in (self.pa, self.pb, self.ph):
            nn.init.normal_(table.weight, std=0.3)
        self.att, self.slot = nn.Linear(size, heads), nn.Embedding(4 * len(SLOTS), 16)
        self.heard = nn.Embedding(4 * TOLD, 16)
        self.hid, self.out = nn.Linear((heads + 4) * size + 96, 192), nn.Linear(192, classes)
        self.drop = nn.Dropout(dropout)

    def forward(self, ids, actors, sentence, ends, heads, slots, heard):
        mask = (ids > 0)[..., None]
        x = torch.relu(self.inp(torch.cat([self.drop(self.emb(ids)), self.cls(actors)], -1))) * mask
        for conv, norm in zip(self.convs, self.norms, strict=True):
            x = norm(x + torch.relu(conv(x.transpose(1, 2)).transpose(1, 2))) * mask
        at, rows = torch.arange(ids.shape[1])[None], torch.arange(len(sentence))
        near = [
            (at - ends[:, k : k + 1]).clamp(max=0) + (at - ends[:, k + 1 : k + 2]).clamp(min=0)
            for k in (0, 2)
        ]
        near = [n.clamp(-FAR, FAR) + FAR for n in near]
        flags = (at == heads[:, :1]).long() + 2 * (at == heads[:, 1:]).long()
        t = torch.relu(self.u(x)[sentence] + self.pa(near[0]) + self.pb(near[1]) + self.ph(flags))
        weights = torch.softmax(self.att(t).masked_fill(~mask[sentence], -1e4), 1)
        seen = torch.einsum("pnk,pnd->pkd", weights, t).flatten(1)
        parts = [t[rows, ends[:, 1]], t[rows, ends[:, 3]]]
        parts += [t[rows, heads[:, k].clamp(min=0)] * (heads[:, k : k + 1] >= 0) for k in (0, 1)]
        parts += [self.slot(slots).flatten(1), self.heard(heard + TOLD * torch.arange(4)).flatten(1)]
        hidden = torch.cat([seen, *parts], 1)
        return torch.log_softmax(self.out(self.drop(torch.relu(self.hid(self.drop(hidden))))), -1)


class Rows:
    """Sentences as the student takes them. `aims`: the probabilities of each pair, in the lines' order."""

    def __init__(self, lines, index, actors):
        self.sentences, self.pairs = [], 0
        for line in lines:
            ids = [index.get(form(w), UNKNOWN) for w in line["words"][:LONGEST]]
            who = [actors.get(k, OTHER) if k else NOBODY for k in line["kinds"][:LONGEST]]
            numbered = list(enumerate(line["pairs"], self.pairs))
            self.pairs += len(line["pairs"])
            kept = [(n, p) for n, p in numbered if max(p["ends"]) <= len(ids)]
            if kept:
                self.sentences.append((ids, who, kept))

    def batch(self, chosen, rng=None, known=None):
        """Tensors of some sentences, and the numbers of their pairs. With `rng` one word in twenty is hidden,
        and in a quarter of the sentences the parties of one pair, as `known` ones."""
        longest = max(len(self.sentences[i][0]) for i in chosen)
        ids, who, sentence, ends, heads, slots, heard, numbers = [], [], [], [], [], [], [], []
        for place, i in enumerate(chosen):
            words, actors, pairs = self.sentences[i]
            words, actors = list(words), list(actors)
            if rng is not None:
                words = [UNKNOWN if rng.random() < 0.05 else w for w in words]
                if rng.random() < 0.25:
                    pairs = [rng.choice(pairs)]
                    e = pairs[0][1]["ends"]
                    for k in (*range(*e[:2]), *range(*e[2:])):
                        words[k], actors[k] = UNKNOWN, known
            ids.append(words + [0] * (longest - len(words)))
            who.append(actors + [0] * (longest - len(words)))
            for number, pair in pairs:
                e = pair["ends"]
                sentence.append(place)
                ends.append([e[0], e[1] - 1, e[2], e[3] - 1])
                heads.append([h if h < len(words) else -1 for h, _ in pair["spots"]])
                slots.append([s for _, s in pair["spots"]])
                heard.append(pair["heard"])
                numbers.append(number)
        return [torch.tensor(x) for x in (ids, who, sentence, ends, heads, slots, heard)], numbers


def parser_vectors(size=96):
    """The strongest components of the word vectors that the parser's model has, by the word as `form` has
    it."""
    state, known = restore(resources.model())
    matrix = state["vectors"].numpy()
    matrix = matrix - matrix.mean(0)
    axes = np.linalg.svd(matrix, full_matrices=False)[2]
    matrix = matrix @ axes[:size].T
    matrix /= np.abs(matrix).std() * 8
    rows = {}
    for word, row in zip(known["vector"], matrix, strict=True):
        if word == form(word) or form(word) not in rows:
            rows[form(word)] = row
    return rows


def study(lines, aims, start, kinds_, classes, epochs, seed, size=48, least=3, limit=20000):
    """(Student, vocabulary) from sentences and the probabilities of their pairs; `start`: word vectors."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    counts = Counter(form(w) for line in lines for w in line["words"])
    vocabulary = ["<pad>", "<unk>", *(w for w, c in counts.most_common(limit) if c >= least)]
    index = {w: i for i, w in enumerate(vocabulary)}
    actors = {k: i for i, k in enumerate(kinds_)}
    rows, aims = Rows(lines, index, actors), torch.tensor(aims, dtype=torch.float32)
    net = Student(len(vocabulary), len(kinds_), classes)
    with torch.no_grad():
        for word, i in index.items():
            if word in start:
                net.emb.weight[i] = torch.tensor(start[word])
    words = [" " * len(ids) for ids, _, _ in rows.sentences]
    draw = endless(lambda: batches(words, size, rng))

    def loss():
        tensors, numbers = rows.batch(next(draw), rng, actors["known"])
        return -(aims[numbers] * net(*tensors)).sum(1).mean()

    steps = max(1, int(epochs * len(rows.sentences) / size))
    descend(net, [{"params": net.parameters(), "lr": 2e-3, "weight_decay": 1e-3}], steps, loss)
    return net, vocabulary


# ---- the file


def export(net, vocabulary, path, facts):
    """The model file: the words' table as int8 with a scale per row, the rest as float16, no pickle."""
    state = {k: v.detach().numpy().astype(np.float32) for k, v in net.state_dict().items()}
    state["emb.weight"][0] = 0
    table, scale = rows_int8(state["emb.weight"])
    out = {"emb_int8": table, "emb_scale": scale}
    for name in ("cls", "pa", "pb", "ph", "slot", "heard"):
        out[name] = state[f"{name}.weight"]
    for name in ("inp", "u", "att", "hid", "out"):
        out[f"{name}_weight"], out[f"{name}_bias"] = state[f"{name}.weight"].T, state[f"{name}.bias"]
    for k in range(len(net.convs)):
        conv = state[f"convs.{k}.weight"]  # (out, in, width): one matrix over the three neighbours
        out[f"conv{k}_weight"] = conv.transpose(2, 1, 0).reshape(-1, conv.shape[0])
        out[f"conv{k}_bias"] = state[f"convs.{k}.bias"]
        out[f"norm{k}_weight"], out[f"norm{k}_bias"] = state[f"norms.{k}.weight"], state[f"norms.{k}.bias"]
    halves = {k: v if v.dtype == np.int8 else v.astype(np.float16) for k, v in out.items()}
    np.savez_compressed(
        path, words=text(vocabulary), facts=text([json.dumps(facts, sort_keys=True)]), **halves
    )


# ---- all of it


def kept(path, make):
    """The lines of a file, made first if it is not there."""
    if not path.exists():
        part = path.with_suffix(".part")
        with part.open("w", encoding="utf8") as out:
            for line in make():
                out.write(json.dumps(line, ensure_ascii=False) + "\n")
        part.rename(path)
    return list(records([path]))


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--text", type=Path, nargs="+", required=True, help="JSON lines with id, date, text")
    parser.add_argument("--annotated", type=Path, required=True, help="JSON lines with id, events, optional")
    parser.add_argument("--marked", type=Path, nargs="*", default=[], help="JSON lines with actors and label")
    parser.add_argument("--encoder", type=Path, required=True, help="the pretrained transformer's folder")
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--items", type=int, default=30_000, help="items without annotation (30000)")
    parser.add_argument("--epochs", type=float, default=5, help="of the student (5)")
    parser.add_argument("--seed", type=int, default=3)
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    rng = random.Random(args.seed)
    annotated = {r["id"]: r for r in records([args.annotated])}
    apart = {i for i, r in annotated.items() if "part" in r}  # kept for the confidences, or blind
    coder = Coder(trained=False)

    def chosen(wanted):
        return (r for r in records(args.text) if wanted(r["id"]))

    plain = [r["id"] for r in records(args.text) if r["id"] not in annotated]
    plain = set(rng.sample(plain, min(args.items, len(plain))))
    lessons = kept(
        args.work / "annotated.jsonl",
        lambda: sentences(coder, chosen(lambda i: i in annotated and i not in apart), annotated),
    )
    lessons += kept(args.work / "marked.jsonl", lambda: sentences(coder, marked_items(args.marked), {}))
    others = kept(args.work / "others.jsonl", lambda: sentences(coder, chosen(plain.__contains__), {}))
    classes = Classes(lessons)
    labels = args.work / "labels.npy"
    if not labels.exists():
        torch.manual_seed(args.seed)
        teacher = Teacher(args.encoder, len(classes.names))
        print("first lesson", flush=True)
        teach(teacher, others, [list(map(classes.silver, line["pairs"])) for line in others], 1, args.seed)
        print("second lesson", flush=True)
        teach(teacher, lessons, [list(map(classes.aim, line["pairs"])) for line in lessons], 3, args.seed)
        np.save(labels, teacher.judge([*others, *lessons]).numpy().astype(np.float16))
    print("student", flush=True)
    aims = np.exp(np.load(labels).astype(np.float32))
    own = np.array([classes.aim(pair) for line in lessons for pair in line["pairs"]], np.float32)
    aims[len(aims) - len(own) :] += own
    aims /= aims.sum(1, keepdims=True)
    seen = Counter(k for line in [*others, *lessons] for k in line["kinds"] if k)
    kinds_ = ["<pad>", "", "other", "known", *sorted(k for k, c in seen.items() if c >= 50 and k != "known")]
    lines = [*others, *lessons]
    net, vocabulary = study(lines, aims, parser_vectors(), kinds_, len(classes.names), args.epochs, args.seed)
    facts = {"classes": classes.names, "kinds": kinds_, "epochs": args.epochs}
    export(net, vocabulary, args.output, facts | {"seed": args.seed, "pairs": len(aims)})


if __name__ == "__main__":
    main()
