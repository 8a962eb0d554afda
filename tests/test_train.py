"""Training leads to a model file that parses as the network in torch did."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from diplocode.syntax import load_parser, read_tree

TREES = """\
(ROOT (S (NP (NNP Kenya)) (VP (VBD opened) (NP (DT an) (NN embassy))) (. .)))
(ROOT (S (NP (DT The) (NN envoy)) (VP (VBD left) (PP (IN on) (NP (NNP Monday)))) (. .)))
(ROOT (S (NP (NNS Talks)) (VP (VBD failed)) (. .)))
(ROOT (S (NP (PRP They)) (VP (VBD said) (SBAR (IN that) (S (NP (NNS talks)) (VP (VBD failed))))) (. .)))
(ROOT (NP (NP (DT An) (NN embassy)) (PP (IN in) (NP (NNP Kenya)))))
(ROOT (S (NP (DT The) (NN pro-peace) (NN envoy)) (VP (VBD opened) (NP (NNS talks))) (. .)))
"""


@pytest.fixture
def train(monkeypatch: pytest.MonkeyPatch) -> Any:
    pytest.importorskip("torch")
    monkeypatch.syspath_prepend(str(Path(__file__).parents[1] / "train"))
    import export
    import learning
    import network
    import silver
    import treebank
    import vocabulary

    return SimpleNamespace(
        fit=learning.fit,
        predict=learning.predict,
        f1=learning.f1,
        export=export.export,
        restore=export.restore,
        Network=network.Network,
        Vocabulary=vocabulary.Vocabulary,
        bank=treebank,
        silver=silver,
    )


def test_trained_exported_and_parsed(train: Any, tmp_path: Path) -> None:
    import numpy as np
    import torch

    (tmp_path / "trees.txt").write_text(TREES)
    examples = [(*train.bank.flatten(t), 1.0) for t in train.bank.load_plain(tmp_path / "trees.txt")]
    vocab = train.Vocabulary([(e[:3], 4) for e in examples], ["the", "on"])
    vectors = np.zeros((3, 8), np.float32)
    logged: list[str] = []

    def fit(epochs: int, file: str) -> Any:
        torch.manual_seed(1)
        net = train.Network(vocab.sizes(), vectors, hidden=16, span_hidden=16, dropout=0.1)
        groups = [{"params": list(net.parameters()), "peak": 0.01}]
        path = tmp_path / file
        return train.fit(
            net, vocab, lambda *_: examples, epochs, path, groups=groups, tokens=8, log=logged.append
        )

    net = fit(60, "net.pt")
    sentences = [e[0] for e in examples]
    parsed = train.predict([net], vocab, sentences)
    assert train.f1(parsed, examples) == (1.0, 1.0)
    train.export(net.state_dict(), vocab, tmp_path / "parser.npz", {"epochs": 60})
    parser = load_parser(model=str(tmp_path / "parser.npz"))
    for tree, words, (tags, spans) in zip(parser.parse_tokens(sentences), sentences, parsed, strict=True):
        assert tree.bracketed() == read_tree(train.silver.bracketed(words, tags, spans)).bracketed()

    # a finished run is taken from its file; a model file gives its tables and weights back
    count = len(logged)
    again = fit(60, "net.pt")
    assert len(logged) == count
    assert all(torch.equal(a, b) for a, b in zip(net.parameters(), again.parameters(), strict=True))
    state, known = train.restore(tmp_path / "parser.npz")
    assert known["word"] == vocab.words
    assert known["labels"] == vocab.labels
    fresh = train.Network(vocab.sizes(), vectors, hidden=16, span_hidden=16)
    fresh.start(state)
    assert train.f1(train.predict([fresh.eval()], vocab, sentences), examples) == (1.0, 1.0)


def test_a_run_cut_short_goes_on_to_the_same_end(train: Any, tmp_path: Path) -> None:
    import numpy as np
    import torch

    (tmp_path / "trees.txt").write_text(TREES)
    examples = [(*train.bank.flatten(t), 1.0) for t in train.bank.load_plain(tmp_path / "trees.txt")]
    vocab = train.Vocabulary([(e[:3], 4) for e in examples], ["the", "on"])

    def fit(file: str, stop: int) -> Any:
        def draw(epoch: int, rng: Any) -> list[Any]:
            if epoch == stop:
                raise KeyboardInterrupt
            return rng.sample(examples, len(examples))

        torch.manual_seed(1)
        net = train.Network(vocab.sizes(), np.zeros((3, 8), np.float32), hidden=16, span_hidden=16)
        groups = [{"params": list(net.parameters()), "peak": 0.01}]
        path = tmp_path / file
        return train.fit(net, vocab, draw, 4, path, groups=groups, tokens=20, log=lambda line: None)

    whole = fit("whole.pt", stop=9)
    with pytest.raises(KeyboardInterrupt):
        fit("cut.pt", stop=2)
    torch.manual_seed(7)
    resumed = fit("cut.pt", stop=9)
    assert all(torch.equal(a, b) for a, b in zip(whole.parameters(), resumed.parameters(), strict=True))


def test_silver_trees_are_repaired_or_left_out(train: Any, tmp_path: Path) -> None:
    places = "(IN in) (NP (NNP Rome))", "(IN on) (NP (NNP Monday))"
    stacked = "(PP (PP {}) (PP {}))", "(PP (PP {}) (, ,) (PP {}))", "(PP {} (PP {}))", "(PP {}) (PP {})"
    lines = [f"(ROOT (S (NP (NNS Talks)) (VP (VBD began) {how.format(*places)})))" for how in stacked]
    unsound = (
        "(ROOT (S (NP (NNS Talks)) (VP (NN end))))",
        "(ROOT " + 150 * "(S (SBAR " + "(NN end)" + 301 * ")",
    )
    (tmp_path / "000.txt").write_text("\n".join([*lines, *unsound]) + "\n")
    kept = [[child[0] for child in tree[1][2][1:]] for tree in train.silver.load(tmp_path)]
    assert kept == [["VBD", "PP", "PP"], ["VBD", "PP", ",", "PP"], ["VBD", "PP", "PP"], ["VBD", "PP", "PP"]]


def test_a_teacher_parses_texts_once(train: Any, tmp_path: Path) -> None:
    import numpy as np

    (tmp_path / "trees.txt").write_text(TREES)
    trees = train.bank.load_plain(tmp_path / "trees.txt")
    examples = [(*train.bank.flatten(t), 1.0) for t in trees]
    vocab = train.Vocabulary([(e[:3], 4) for e in examples], ["the", "on"])
    net = train.Network(vocab.sizes(), np.zeros((3, 8), np.float32), hidden=16, span_hidden=16, dropout=0.1)
    how = {"groups": [{"params": list(net.parameters()), "peak": 0.01}], "tokens": 8}
    teacher = train.fit(
        net, vocab, lambda *_: examples, 60, tmp_path / "net.pt", log=lambda line: None, **how
    )
    texts, folder, lines = tmp_path / "news.jsonl", tmp_path / "silver", []
    texts.write_text("".join(json.dumps({"text": " ".join(e[0])}) + "\n" for e in examples))
    for _ in range(2):
        train.silver.make(teacher, vocab, [texts], folder, count=9, seed=1, log=lines.append)
        assert len(lines) == 1
        whole = [tree for tree in trees if len(train.bank.leaves(tree)) >= train.silver.SHORTEST]
        assert sorted(train.silver.load(folder)) == sorted(["ROOT", *tree[1:]] for tree in whole)


PAGE = """<html><body><h1>On ferries</h1>
<p>The ferry to the island left every morning at seven, and it was <i>seldom</i> late in those years.
<div class="para">Whoever missed it had to wait for the fishermen, who came home late in the evening.</div>
<p>Short.</p></body></html>"""


def test_prose_is_taken_from_paragraphs(train: Any, tmp_path: Path) -> None:
    import prose

    (tmp_path / "page.html").write_text(PAGE)
    (tmp_path / "plain.txt").write_text(
        "ON FERRIES\n\n" + 2 * "A harbour without a ferry is a quiet\nharbour. "
    )
    assert list(prose.paragraphs(tmp_path / "page.html")) == [
        "The ferry to the island left every morning at seven, and it was seldom late in those years.",
        "Whoever missed it had to wait for the fishermen, who came home late in the evening.",
    ]
    assert list(prose.paragraphs(tmp_path / "plain.txt")) == [
        (2 * "A harbour without a ferry is a quiet harbour. ")[:-1]
    ]


def sentence(words: str, *pairs: dict[str, Any]) -> dict[str, Any]:
    kinds = ["state" if w in {"Chad", "Peru"} else "" for w in words.split()]
    return {"id": "1", "words": words.split(), "kinds": kinds, "pairs": list(pairs)}


def pair(a: int, b: int, head: int, code: str = "") -> dict[str, Any]:
    spots = [[head, 2], [head, 4]]
    codes = [code] if code else []
    fixed = {"ends": [a, a + 1, b, b + 1], "spots": spots, "heard": [0, 0, 0, 0], "coded": None}
    return fixed | {"codes": codes, "optional": []}


def test_relations_learnt_in_torch_are_read_in_numpy(train: Any, tmp_path: Path) -> None:
    import numpy as np
    import relations
    import torch

    from diplocode.coding.candidates import Candidate, Place
    from diplocode.coding.relations import RelationModel
    from diplocode.coding.scene import Found

    lines = [
        sentence("Chad thanked Peru for its help", pair(0, 2, 1, "051"), pair(2, 0, 1)),
        sentence("Peru was thanked by Chad", pair(4, 0, 2, "051"), pair(0, 4, 2)),
        sentence("Chad shelled Peru at dawn", pair(0, 2, 1, "190"), pair(2, 0, 1)),
    ]
    classes = relations.Classes(lines)
    aims = [classes.aim(p) for line in lines for p in line["pairs"]]
    kinds = ["<pad>", "", "other", "known", "state"]
    net, words = relations.study(lines, aims, {}, kinds, len(classes.names), 200, seed=1, size=2, least=1)
    relations.export(net, words, tmp_path / "r.npz", {"classes": classes.names, "kinds": kinds})
    model = RelationModel(tmp_path / "r.npz")
    tensors, numbers = relations.Rows(lines, numbered(words), numbered(kinds)).batch(range(3))
    wanted = net(*tensors).exp()
    assert numbers == list(range(6))
    got = []
    for line in lines:
        asked = []
        for p in line["pairs"]:
            a, b = (Found("TCD", *p["ends"][k : k + 2]) for k in (0, 2))
            places = [Place(head, slot // 2) for head, slot in p["spots"]]
            asked.append(Candidate(a, b, (places[0], places[1])))
        got += [r.scores for r in model.read(line["words"], line["kinds"], asked) if r is not None]
    assert torch.allclose(torch.tensor(np.exp(np.stack(got))), wanted, atol=0.02)
    best = [model.classes[int(scores.argmax())] for scores in got]
    assert best == ["050", "none", "050", "none", "190", "none"]


def transformer(folder: Path, words: str, size: int = 16, bert: bool = False, layers: int = 1) -> Path:
    """A folder with untrained layers in MPNet's or BERT's layout, as transformers are published."""
    import numpy as np

    rng = np.random.default_rng(1)
    marks = ["[PAD]", "[CLS]", "[SEP]", "[MASK]"] if bert else ["<s>", "</s>", "<mask>"]
    names = [*marks, "[UNK]", *sorted(set(words.lower().split()))]
    shapes: dict[str, tuple[int, ...]] = {
        "embeddings.word_embeddings.weight": (len(names), size),
        "embeddings.position_embeddings.weight": (42, size),
        "embeddings.LayerNorm.weight": (size,),
    }
    attention = [f"self.{x}" for x in ("query", "key", "value")] + ["output.dense"]
    attention = attention if bert else [f"attn.{x}" for x in "qkvo"]
    for layer in (f"encoder.layer.{k}" for k in range(layers)):
        shapes |= {
            f"{layer}.intermediate.dense.weight": (32, size),
            f"{layer}.output.dense.weight": (size, 32),
            f"{layer}.output.LayerNorm.weight": (size,),
        }
        shapes |= {f"{layer}.attention.{x}.weight": (size, size) for x in attention}
        shapes[f"{layer}.attention.{'output.' if bert else ''}LayerNorm.weight"] = (size,)
    shapes |= {n.replace("weight", "bias"): s[:1] for n, s in shapes.items() if "embeddings." not in n[:11]}
    shapes["embeddings.LayerNorm.bias"] = (size,)
    if bert:
        shapes["embeddings.token_type_embeddings.weight"] = (2, size)
    else:
        shapes["encoder.relative_attention_bias.weight"] = (32, 2)
    header, data = {}, b""
    for name, shape in shapes.items():
        array = (np.ones(shape) if "Norm.w" in name else rng.normal(0, 0.3, shape)).astype(np.float32)
        header[name] = {"dtype": "F32", "shape": shape, "data_offsets": [len(data), len(data) + array.nbytes]}
        data += array.tobytes()
    head = json.dumps(header).encode()
    config = {"hidden_size": size, "num_attention_heads": 2, "intermediate_size": 32}
    config["num_hidden_layers"] = layers
    config |= {"layer_norm_eps": 1e-5, "vocab_size": len(names), "max_position_embeddings": 42}
    config |= (
        {"model_type": "bert"} if bert else {"model_type": "mpnet", "relative_attention_num_buckets": 32}
    )
    folder.mkdir()
    (folder / "model.safetensors").write_bytes(len(head).to_bytes(8, "little") + head + data)
    (folder / "config.json").write_text(json.dumps(config))
    (folder / "vocab.txt").write_text("\n".join(names))
    return folder


def test_marked_sentences_learnt_in_torch_are_read_in_numpy(train: Any, tmp_path: Path) -> None:
    import given
    import numpy as np
    import relations
    import torch

    from diplocode.coding.candidates import Candidate, Place
    from diplocode.coding.given_model import GivenModel
    from diplocode.coding.scene import Found

    lines = [
        sentence("Chad thanked Peru for its help", pair(0, 2, 1, "051")),
        sentence("Chad thanked Peru for its help", pair(2, 0, 1)),
        sentence("Chad shelled Peru for its help", pair(0, 2, 1, "190")),
    ]
    classes = relations.Classes(lines)
    folder = transformer(tmp_path / "bert", "chad thanked peru for its help shelled source target", bert=True)
    torch.manual_seed(1)
    net = given.Reader(folder, len(classes.names), 1)
    rows = [net.row(line, line["pairs"][0]) for line in lines]
    given.learn(net, rows, [classes.aim(line["pairs"][0]) for line in lines], 400, 1, 2e-3, size=3)
    given.export(net, tmp_path / "g.npz", {"classes": classes.names})
    model, wanted = GivenModel(tmp_path / "g.npz"), net.judge(rows).exp()
    got = []
    for line in lines:
        a, b, c, d = line["pairs"][0]["ends"]
        asked = Candidate(Found("TCD", a, b), Found("PER", c, d), (Place(-1, 0), Place(-1, 0)))
        read = model.read(line["words"], asked)
        assert read is not None
        got.append(read)
    assert torch.allclose(torch.tensor(np.exp([r.scores for r in got])), wanted, atol=0.05)
    assert [model.classes[int(r.scores.argmax())] for r in got] == ["050", "none", "190"]
    assert "shelled" in got[2].words("190")


def test_contrasts_are_pairs_with_and_without_an_event_that_share_a_party(train: Any) -> None:
    import random

    import given

    line = sentence("Chad thanked Peru and shelled Chile", pair(0, 2, 1, "051"), pair(0, 5, 4, "190"))
    assert list(given.contrasts([line], random.Random(1))) == []
    line["pairs"] += [pair(2, 5, 1), pair(5, 2, 4)]
    told, silent = given.contrasts([line], random.Random(1))
    assert told["words"] == silent["words"] == line["words"]
    assert told["pairs"][0]["codes"]
    assert silent["pairs"][0]["codes"] == []
    ends = told["pairs"][0]["ends"], silent["pairs"][0]["ends"]
    assert (ends[0][:2] == ends[1][:2]) or (ends[0][2:] == ends[1][2:])


def test_a_teacher_reads_a_sentence_once_for_all_its_pairs(train: Any, tmp_path: Path) -> None:
    import relations
    import torch

    lines = [
        sentence("Chad thanked Peru for help", pair(0, 2, 1, "051"), pair(2, 0, 1)),
        sentence("Chad shelled Peru", pair(0, 2, 1, "190"), pair(2, 0, 1)),
        sentence("Peru shelled Chad", pair(2, 0, 1), pair(0, 2, 1, "190")),
    ]
    folder = transformer(tmp_path / "body", " ".join(w for line in lines for w in line["words"]))
    classes = relations.Classes(lines)
    aims = [[classes.aim(p) for p in line["pairs"]] for line in lines]
    torch.manual_seed(1)
    teacher = relations.Teacher(folder, len(classes.names))
    relations.teach(teacher, lines, aims, epochs=150, seed=1, size=3)
    told = teacher.judge(lines)
    assert [classes.names[k] for k in told.argmax(1)] == ["050", "none", "190", "none", "none", "190"]
    alone = teacher.judge([line | {"pairs": [p]} for line in lines for p in line["pairs"]])
    assert torch.allclose(told, alone, atol=0.1)  # bfloat16


def test_what_is_read_again_in_numpy_was_learnt_in_torch(train: Any, tmp_path: Path) -> None:
    import given
    import numpy as np
    import relations
    import rereading
    import torch

    from diplocode.coding.candidates import Candidate, Place
    from diplocode.coding.relations import Query
    from diplocode.coding.rereading import Rereader
    from diplocode.coding.scene import Found

    lines = [
        sentence("Chad thanked Peru for help", pair(0, 2, 1, "051"), pair(2, 0, 1)),
        sentence("Chad shelled Peru", pair(0, 2, 1, "190"), pair(2, 0, 1)),
        sentence("Peru shelled Chad", pair(2, 0, 1), pair(0, 2, 1, "190")),
    ]
    words = "chad thanked peru for help shelled source target"
    folder = transformer(tmp_path / "bert", words, bert=True, layers=2)
    classes = relations.Classes(lines)
    torch.manual_seed(1)
    reader = given.Reader(folder, len(classes.names), 2)
    given.export(reader, tmp_path / "given.npz", {"classes": classes.names})
    net = relations.Teacher(folder, len(classes.names), 2)
    rereading.begin(net, tmp_path / "given.npz")
    one, other = (m.body.blocks[1].up.weight for m in (net, reader))
    assert torch.allclose(one, other, atol=0.01)
    aims = [[classes.aim(p) for p in line["pairs"]] for line in lines]
    relations.teach(net, lines, aims, epochs=150, seed=1, size=3)
    rereading.export(net, tmp_path / "again.npz", {"classes": classes.names})
    model, wanted = Rereader(tmp_path / "again.npz", tmp_path / "given.npz"), net.judge(lines).exp()
    got = []
    for line in lines:
        asked = []
        for p in line["pairs"]:
            a, b = (Found("TCD", *p["ends"][k : k + 2]) for k in (0, 2))
            asked.append(Candidate(a, b, (Place(), Place())))
        got += [r for r in model.read(Query(line["words"], [], asked, again=True)) if r is not None]
    assert torch.allclose(torch.tensor(np.exp([r.scores for r in got])), wanted, atol=0.1)  # bfloat16
    best = [model.classes[int(r.scores.argmax())] for r in got]
    assert best == ["050", "none", "190", "none", "none", "190"]
    assert "shelled" in got[2].words("190")


def numbered(names: list[str]) -> dict[str, int]:
    return {name: i for i, name in enumerate(names)}


def test_marked_sentences_become_pairs_with_a_code(train: Any, tmp_path: Path) -> None:
    import relations

    from diplocode.coding import Coder

    record = {
        "text": "Chad thanked Peru.",
        "actors": [{"start": 0, "end": 4, "code": "SRC"}, {"start": 13, "end": 17, "code": "TGT"}],
        "label": "SUPPORT",
    }
    (tmp_path / "marked.jsonl").write_text(json.dumps(record) + "\n")
    items = relations.marked_items([tmp_path / "marked.jsonl"])
    (line,) = relations.sentences(Coder(trained=False), items, {})
    assert line["pairs"][0]["ends"] == [0, 1, 2, 3]
    assert line["pairs"][0]["codes"] == ["050"]
    assert line["kinds"] == ["known", "", "known", ""]


def test_what_goes_one_way_is_nothing_the_other_way(train: Any, tmp_path: Path) -> None:
    import relations

    from diplocode.coding import Coder

    marks = [{"start": 0, "end": 4, "code": "SRC"}, {"start": 15, "end": 19, "code": "TGT"}]
    apart = [marks[0], {**marks[1], "start": 17, "end": 21}]
    told = [
        {"text": "Chad condemned Peru.", "actors": marks, "code": "111"},
        {"text": "Chad lies beyond Peru.", "actors": apart, "code": "none", "events": []},
    ]
    (tmp_path / "marked.jsonl").write_text("".join(json.dumps(record) + "\n" for record in told))
    items = relations.marked_items([tmp_path / "marked.jsonl"])
    lines = list(relations.sentences(Coder(trained=False), items, {}))
    pairs = [pair for line in lines for pair in line["pairs"]]
    assert [p["ends"] for p in pairs[:3]] == [[0, 1, 2, 3], [2, 3, 0, 1], [0, 1, 3, 4]]
    assert [p["codes"] for p in pairs[:3]] == [["111"], [], []]
    assert [p["heard"][:2] for p in pairs[:3]] == [(11, 0), (0, 11), (0, 0)]
    assert [kind for line in lines for kind in line["kinds"] if kind] == ["known"] * 6 + ["state"] * 2
    assert not any(p["codes"] for p in lines[-1]["pairs"])


def test_pairs_of_a_text_carry_what_was_coded_and_annotated(train: Any) -> None:
    import confidence
    import relations

    from diplocode.coding import Coder
    from diplocode.coding import relations as bundled

    item = {"id": "1", "date": "2020-05-05", "text": "Chile criticised Peru over a raid."}
    events = [{"source": "CHLGOV", "target": "PER", "code": "111", "also": ["112"]}]
    known = {"1": {"events": events, "optional": []}}
    coder = Coder(trained=False)
    (line,) = relations.sentences(coder, [item], known)
    by_ends = {tuple(p["ends"]): p for p in line["pairs"] if p["coded"] is None}
    assert by_ends[0, 1, 2, 3]["codes"] == ["111"]
    assert by_ends[2, 3, 0, 1]["codes"] == []
    assert (by_ends[0, 1, 2, 3]["heard"], by_ends[2, 3, 0, 1]["heard"]) == ((11, 0, 0, 0), (0, 11, 0, 0))
    assert [p["coded"] for p in line["pairs"] if p["coded"]] == ["111"]
    found = list(confidence.findings(coder, bundled.bundled(), [item], known))
    assert [f.right for f in found if f.coded] == [True]
    assert not any(f.right for f in found if not f.coded)


def test_confidences_are_fitted_to_how_often_events_are_right(train: Any) -> None:
    import confidence

    found = [({"bias": 1.0, "root 19": 1.0}, i % 4 != 0, 1.0) for i in range(400)]
    found += [({"bias": 1.0, "root 17": 1.0}, i % 4 == 0, 1.0) for i in range(400)]
    scale = confidence.Scale(confidence.fitted(found))
    assert scale.of({"bias": 1.0, "root 19": 1.0}) == pytest.approx(0.75, abs=0.04)
    assert scale.of({"bias": 1.0, "root 17": 1.0}) == pytest.approx(0.25, abs=0.04)
