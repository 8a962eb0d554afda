"""Training leads to a model file that parses as the network in torch did."""

from __future__ import annotations

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
    for tree, words, (tags, spans, _) in zip(parser.parse_tokens(sentences), sentences, parsed, strict=True):
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


def test_the_surest_of_each_length_are_kept(train: Any) -> None:
    assert train.silver.surest([0.1, 0.9, 0.5, 0.05], [3, 3, 3, 30], 0.4) == [1, 2, 3]


def test_agreement_is_of_labelled_brackets(train: Any) -> None:
    tree = read_tree("(ROOT (S (NP (NNS Talks)) (VP (VBD began)) (. .)))")
    other = read_tree("(ROOT (S (NP (NNS Talks)) (VBD began) (. .)))")
    assert train.silver.agreement(tree, tree) == 1
    assert train.silver.agreement(tree, other) == pytest.approx(0.8)


def test_silver_trees_are_repaired_or_left_out(train: Any, tmp_path: Path) -> None:
    path = tmp_path / "silver.txt"
    places = "(IN in) (NP (NNP Rome))", "(IN on) (NP (NNP Monday))"
    stacked = "(PP (PP {}) (PP {}))", "(PP (PP {}) (, ,) (PP {}))", "(PP {} (PP {}))", "(PP {}) (PP {})"
    lines = [f"(ROOT (S (NP (NNS Talks)) (VP (VBD began) {how.format(*places)})))" for how in stacked]
    unsound = (
        "(ROOT (S (NP (NNS Talks)) (VP (NN end))))",
        "(ROOT " + 150 * "(S (SBAR " + "(NN end)" + 301 * ")",
    )
    path.write_text("\n".join([*lines, *unsound]) + "\n")
    kept = [[child[0] for child in tree[1][2][1:]] for tree, _ in train.silver.sound(path)]
    assert kept == [["VBD", "PP", "PP"], ["VBD", "PP", ",", "PP"], ["VBD", "PP", "PP"], ["VBD", "PP", "PP"]]
