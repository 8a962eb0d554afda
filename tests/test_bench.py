"""The benchmarks' scorer counts brackets right, and the hand-made trees are what they say they are."""

from __future__ import annotations

import doctest
import importlib
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from diplocode.lexicon import Lexicon
from diplocode.syntax import load_parser, read_tree, tokenize
from diplocode.syntax.trees import plain_form

BENCH = Path(__file__).parents[1] / "bench"
TREES = BENCH / "trees" / "news.txt"


def bench(name: str) -> ModuleType:
    sys.path.insert(0, str(BENCH))
    try:
        return importlib.import_module(name)
    finally:
        sys.path.remove(str(BENCH))


@pytest.fixture(scope="module")
def brackets() -> ModuleType:
    return bench("brackets")


@pytest.fixture(scope="module")
def parse_check() -> ModuleType:
    return bench("parse_check")


def test_examples_of_the_scorer(brackets: ModuleType) -> None:
    result = doctest.testmod(brackets)
    assert result.attempted
    assert not result.failed


def test_punctuation_roots_and_function_tags_do_not_count(brackets: ModuleType) -> None:
    one = read_tree("(ROOT (S-HLN (, ,) (NP-SBJ=1 (NN Aid)) (VP (VBZ stops)) (X (. .))))")
    found, words = brackets.brackets(one)
    assert words == 2
    assert set(found.elements()) == {("S", 0, 2), ("NP", 0, 1), ("VP", 1, 2)}


def test_phrases_over_each_other_count_each(brackets: ModuleType) -> None:
    tally = brackets.Tally()
    tally.add(read_tree("(NP (NP (NN Aid)))"), read_tree("(NP (NN Aid))"))
    assert (tally.hits, tally.parsed, tally.gold) == (1, 1, 2)


def test_another_number_of_words_is_all_wrong(brackets: ModuleType) -> None:
    tally = brackets.Tally()
    tally.add(read_tree("(S (NP (NN Aid)) (: -))"), read_tree("(S (NP (NN Aid)) (NN -))"))
    assert (tally.hits, tally.parsed, tally.gold, tally.skipped) == (0, 2, 2, 1)
    assert tally.f1 == 0


def test_the_news_trees(brackets: ModuleType) -> None:
    trees = [tree for _, tree in brackets.read_treebank(TREES)]
    assert len(trees) == 100
    labels = set()
    for tree in trees:
        labels |= {node.label for node in tree.nodes() if not node.is_leaf}
        for node in tree.nodes():
            assert [child.label for child in node.children] != [node.label]
        # the tokens are those of our own tokeniser
        text = re.sub(r" (?=[,.;:%”’]|'s|’s|'ll|n't)", "", " ".join(map(plain_form, tree.words())))
        text = re.sub(r"(?<=[$€“‘(]) | (?=\))", "", text).replace("can not", "cannot")
        text = re.sub(r'" (.*?) ?"(?=\W|$)', r'"\1"', text)
        assert [token.text for token in tokenize(text)] == [plain_form(word) for word in tree.words()]
    assert labels == {
        *("ROOT S SBAR SINV NP VP PP ADJP ADVP QP PRN PRT WHNP WHADVP WHPP".split()),
    }


def test_the_bundled_parser_on_the_news_trees(brackets: ModuleType) -> None:
    gold = [tree for _, tree in brackets.read_treebank(TREES)]
    tally = brackets.Tally()
    for tree, parsed in zip(gold, load_parser().parse_tokens([t.words() for t in gold]), strict=True):
        tally.add(tree, parsed)
    assert tally.f1 > 0.88
    assert not tally.skipped


FAULTY = {
    "verbless_predicate": "(S (NP (NNS Talks)) (VP (NP (NN peace)) (PP (IN at) (NP (NN sea)))))",
    "verbless_clause": "(S (NP (NNP Oslo)) (VP (VBZ sees) (S (ADVP (RB there)))))",
    "clause_without_predicate": "(S (NP (NNS Talks) (VBD failed)))",
    "finite_verb_in_a_noun_phrase": "(NP (NNS talks) (VBD failed))",
    "bare_noun_in_a_predicate": "(S (NP (PRP They)) (VP (VBD signed) (NN peace)))",
    "preposition_without_object": "(S (NP (PRP They)) (VP (VBD went) (PP (IN to))))",
    "prepositional_phrases_stacked": "(VP (VBD left) (PP (PP (IN for) (NP (NN war))) (NP (NNP May))))",
    "prepositional_phrases_in_a_list": "(VP (VBD left) (PP (PP (RB away)) (PP (IN in) (NP (NNP May)))))",
    "prepositional_phrase_under_an_adverb": "(VP (VBD left) (ADVP (PP (IN in) (NP (NNP May)))))",
    "complementiser_without_clause": "(VP (VBD said) (SBAR (IN that) (NP (NNP May))))",
    "infinitive_without_verb": "(VP (TO to) (NP (NN aid)))",
    "subject_without_noun_phrase": "(S (NNP Oslo) (VP (VBD agreed)))",
    "unheard_of_label": "(NP (NX (NN aid)) (NNS talks))",
    "phrase_over_itself": "(NP (NP (NN aid)))",
    "half_a_bracket": "(S (NP (NNP Oslo) (-LRB- -LRB-)) (VP (VBD agreed)) (-RRB- -RRB-))",
    "article_without_noun": "(VP (VBD saw) (NP (DT the)) (NP (NN war)))",
    "noun_phrase_split_from_its_article": "(VP (VBD saw) (DT the) (NP (NN war)))",
    "empty_phrase": "(S (NP (NNP Oslo)) (PRN (, ,)) (VP (VBD agreed)))",
}


def test_every_check_of_parses_finds_its_fault(parse_check: ModuleType) -> None:
    assert [check.__name__ for check in parse_check.CHECKS] == list(FAULTY)
    for name, tree in FAULTY.items():
        assert name in parse_check.found(read_tree(tree)), name


def test_right_trees_are_sound(parse_check: ModuleType, brackets: ModuleType) -> None:
    verbless = 0
    for _, tree in brackets.read_treebank(TREES):
        assert not parse_check.found(tree), tree
        clauses = any(map(parse_check.finite_clause, tree.nodes()))
        assert clauses == any(map(parse_check.finite_clause_with_subject, tree.nodes())), tree
        verbless += not clauses
    assert verbless == 1  # "Mexican president-elect to visit ..."


def test_the_dictionaries_hold_what_is_wanted_of_them() -> None:
    """Each number in the column "wanted" of the table in dictionaries/README.md is reached."""
    dictionaries = bench("dictionaries")
    lexicon = Lexicon.bundled()
    wanted = [
        (label, int(number.replace(",", "")), count) for label, number, count in dictionaries.ROWS if number
    ]
    assert len(wanted) >= 10
    assert {label: count(lexicon) for label, least, count in wanted if count(lexicon) < least} == {}
