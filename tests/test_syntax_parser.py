"""The bundled parser gives a well-formed tree over exactly its tokens, whatever it is given."""

from __future__ import annotations

import importlib.util
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplocode.errors import ConfigError, MissingDependency
from diplocode.model import Node
from diplocode.syntax import Parser, SpanParser, load_parser, read_tree
from diplocode.syntax.parser import MAX_TOKENS
from diplocode.syntax.trees import treebank_form

SENTENCES = [
    s.split()
    for s in (
        "NATO expelled eight Russian diplomats on Wednesday .",
        "The ministry said that it had recalled its ambassador from Ankara .",
        '" We regret the decision , " said Gen. Petrov .',
        "Talks between the two countries , which began in May , were suspended ( Reuters )",
        "Why ?",
        "Two men who crossed the border were detained by police and sent to the capital .",
    )
]


@pytest.fixture(scope="module")
def parser() -> Parser:
    return load_parser()


def check(tree: Node, words: list[str]) -> None:
    assert tree.label == "ROOT"
    assert tree.words() == [treebank_form(word) for word in words]
    assert [(leaf.start, leaf.end) for leaf in tree.leaves()] == [(i, i + 1) for i in range(len(words))]
    for node in tree.nodes():
        if node.children:
            assert (node.start, node.end) == (node.children[0].start, node.children[-1].end)
    if words:
        assert read_tree(tree.bracketed()).bracketed() == tree.bracketed()


PARSER = load_parser()
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Z", "C"]), min_size=1, max_size=12)


@settings(deadline=None, max_examples=40)
@given(st.lists(WORDS, min_size=1, max_size=30))
def test_any_tokens(words: list[str]) -> None:
    check(PARSER.parse_tokens([words])[0], words)


@pytest.mark.parametrize("size", [1, 2, 3, 61, MAX_TOKENS, MAX_TOKENS + 1, 900])
def test_any_length(parser: Parser, size: int) -> None:
    pool = [word for sentence in SENTENCES for word in sentence]
    words = random.Random(size).choices(pool, k=size)
    check(parser.parse_tokens([words])[0], words)


def test_no_tokens(parser: Parser) -> None:
    assert parser.parse_tokens([]) == []
    assert parser.parse_tokens([[]])[0].children in ([], ())


def test_the_same_alone_and_in_any_company(parser: Parser) -> None:
    many = [words[:size] for words in SENTENCES for size in range(len(words), 0, -3)]
    alone = [load_parser().parse_tokens([words])[0].bracketed() for words in SENTENCES]
    alone += [parser.parse_tokens([words])[0].bracketed() for words in many]
    together = [tree.bracketed() for tree in parser.parse_tokens(SENTENCES + many)]
    backwards = [tree.bracketed() for tree in parser.parse_tokens((SENTENCES + many)[::-1])][::-1]
    assert alone == together == backwards


def test_plain_news(parser: Parser) -> None:
    tree = parser.parse_tokens([SENTENCES[0]])[0]
    assert tree.bracketed() == (
        "(ROOT (S (NP (NNP NATO)) (VP (VBD expelled) (NP (CD eight) (JJ Russian) (NNS diplomats))"
        " (PP (IN on) (NP (NNP Wednesday)))) (. .)))"
    )


def test_nltk_interface() -> None:
    from nltk.parse.api import ParserI
    from nltk.tree import Tree

    span = SpanParser()
    assert isinstance(span, ParserI)
    tree = span.parse_one(SENTENCES[0])
    assert isinstance(tree, Tree)
    assert tree.leaves() == SENTENCES[0]
    assert [next(trees).leaves() for trees in span.parse_sents(SENTENCES[:2])] == SENTENCES[:2]
    assert span.tagged_sents([SENTENCES[0]])[0][:2] == [("NATO", "NNP"), ("expelled", "VBD")]


def test_missing_model(tmp_path: object) -> None:
    with pytest.raises(ConfigError, match="not a parser model"):
        load_parser(model=f"{tmp_path}/none.npz").parse_tokens([["Talks"]])


def test_other_parsers_say_what_to_install() -> None:
    there = importlib.util.find_spec("requests") is not None
    with pytest.raises(MissingDependency, match="download CoreNLP" if there else "pip install"):
        load_parser("corenlp", "http://127.0.0.1:9")
    if importlib.util.find_spec("benepar") is None:
        with pytest.raises(MissingDependency, match="pip install"):
            load_parser("benepar")
    if importlib.util.find_spec("spacy") is None:
        with pytest.raises(MissingDependency, match="pip install"):
            load_parser("spacy")


def test_spacy() -> None:
    pytest.importorskip("spacy")
    try:
        spacy = load_parser("spacy")
    except MissingDependency as error:
        pytest.skip(str(error))
    for words, tree in zip(SENTENCES, spacy.parse_tokens(SENTENCES), strict=True):
        check(tree, words)
