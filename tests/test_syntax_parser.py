"""The bundled parser gives a well-formed tree over exactly its tokens, whatever it is given."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from syntax_helpers import SENTENCES, WORDS, check

from diplocode.errors import ConfigError
from diplocode.syntax import Parser, SpanParser, load_parser
from diplocode.syntax.parser import MAX_TOKENS


@pytest.fixture(scope="module")
def parser() -> Parser:
    return load_parser()


PARSER = load_parser()


@settings(deadline=None, max_examples=100)
@given(st.lists(WORDS, max_size=40))
def test_any_tokens(words: list[str]) -> None:
    check(PARSER.parse_tokens([words])[0], words)


@settings(deadline=None, max_examples=10)
@given(st.lists(WORDS, min_size=1, max_size=8), st.integers(41, MAX_TOKENS))
def test_any_tokens_of_a_long_sentence(words: list[str], size: int) -> None:
    long = (words * size)[:size]
    check(PARSER.parse_tokens([long])[0], long)


@settings(deadline=None, max_examples=30)
@given(st.lists(st.lists(WORDS, max_size=12), max_size=8), st.randoms(use_true_random=False))
def test_any_tokens_parse_the_same_in_any_batch(sentences: list[list[str]], rng: random.Random) -> None:
    alone = [PARSER.parse_tokens([words])[0].bracketed() for words in sentences]
    order = rng.sample(range(len(sentences)), len(sentences))
    together = PARSER.parse_tokens([sentences[k] for k in order])
    assert [tree.bracketed() for tree in together] == [alone[k] for k in order]


@pytest.mark.parametrize("size", [1, 2, 3, 61, MAX_TOKENS, MAX_TOKENS + 1, 900])
def test_any_length(parser: Parser, size: int) -> None:
    pool = [word for sentence in SENTENCES for word in sentence]
    words = random.Random(size).choices(pool, k=size)
    check(parser.parse_tokens([words])[0], words)


@pytest.mark.parametrize("words", ["to try", "that he said", "who said", "to want to", "of"])
def test_deep_sentences(parser: Parser, words: str) -> None:
    long = (words.split() * MAX_TOKENS)[:MAX_TOKENS]
    check(parser.parse_tokens([long])[0], long)


def test_no_tokens(parser: Parser) -> None:
    assert parser.parse_tokens([]) == []
    (tree,) = parser.parse_tokens([[]])
    check(tree, [])
    assert tree.bracketed() == "(ROOT )"
    span = SpanParser(parser)
    assert span.tagged_sents([[], ["Why", "?"], []])[::2] == [[], []]
    assert span.parse_one([]).leaves() == []


def test_the_same_alone_and_in_any_company(parser: Parser) -> None:
    many = [words[:size] for words in SENTENCES for size in range(len(words), 0, -3)]
    alone = [load_parser().parse_tokens([words])[0].bracketed() for words in SENTENCES]
    alone += [parser.parse_tokens([words])[0].bracketed() for words in many]
    together = [tree.bracketed() for tree in parser.parse_tokens(SENTENCES + many)]
    backwards = [tree.bracketed() for tree in parser.parse_tokens((SENTENCES + many)[::-1])][::-1]
    assert alone == together == backwards


@pytest.mark.parametrize("sign", ["|", "=", "•", "~", "*"])
def test_a_sign_is_no_name(parser: Parser, sign: str) -> None:
    tree = parser.parse_tokens([["NATO", sign, "Brussels", sign, "News", "of", "Monday"]])[0]
    tags = [leaf.label for leaf in tree.leaves()]
    assert not {tags[1], tags[3]} & {"NNP", "NNPS", "JJ", "VBP"}


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
