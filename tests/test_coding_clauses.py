"""Clauses out of trees, one construction a test. Trees are written by hand in the style of newspaper
treebanks."""

from __future__ import annotations

import pytest

from diplocode.coding.clauses import Clause, find
from diplocode.syntax import read_tree

NOUNS = {"expulsion", "sanctions", "protest"}


def clauses(tree: str) -> dict[str, Clause]:
    return {c.head.word: c for c in find(read_tree(tree), lambda leaf: leaf.word.lower() in NOUNS)}


def words(nodes: list) -> list[str]:
    return [" ".join(n.words()) for n in nodes]


def test_active() -> None:
    c = clauses(
        "(S (NP (NNP Norway)) (VP (VBD expelled) (NP (CD two) (NNS envoys)) (PP (IN on) (NP (NNP Monday)))) (. .))"
    )
    assert words(c["expelled"].subject) == ["Norway"]
    assert words(c["expelled"].objects) == ["two envoys"]
    assert [(p.word, *words([p.node])) for p in c["expelled"].preps] == [("on", "Monday")]


def test_passive_is_turned_round() -> None:
    c = clauses(
        "(S (NP (CD Two) (NNS envoys)) (VP (VBD were) (VP (VBN expelled) (PP (IN by) (NP (NNP Norway))))) (. .))"
    )["expelled"]
    assert c.passive
    assert words(c.subject) == ["Norway"]
    assert words(c.objects) == ["Two envoys"]


def test_relative_clause_gets_its_antecedent() -> None:
    tree = (
        "(S (NP (NP (NNP Norway)) (, ,) (SBAR (WHNP (WDT which)) (S (VP (VBD expelled) (NP (NNS envoys))))) (, ,)) "
        "(VP (VBD closed) (NP (PRP$ its) (NN embassy))))"
    )
    c = clauses(tree)
    assert words(c["expelled"].subject)[0].startswith("Norway")
    assert words(c["closed"].objects) == ["its embassy"]


def test_object_relative_fills_the_gap() -> None:
    tree = "(S (NP (NP (DT the) (NNS envoys)) (SBAR (WHNP (WP whom)) (S (NP (NNP Norway)) (VP (VBD expelled))))) (VP (VBD left)))"
    c = clauses(tree)["expelled"]
    assert words(c.subject) == ["Norway"]
    assert words(c.objects)[0].startswith("the envoys")


def test_reduced_relative_is_passive() -> None:
    tree = "(NP (NP (NNS envoys)) (VP (VBN expelled) (PP (IN by) (NP (NNP Norway)))))"
    c = clauses(f"(S {tree} (VP (VBD left)))")["expelled"]
    assert c.passive
    assert words(c.subject) == ["Norway"]


@pytest.mark.parametrize(
    ("verb", "subject"),
    [("ordered", "Chile"), ("promised", "Norway")],
    ids=["object control", "subject control"],
)
def test_understood_subject_of_an_infinitive(verb: str, subject: str) -> None:
    tree = f"(S (NP (NNP Norway)) (VP (VBD {verb}) (NP (NNP Chile)) (S (VP (TO to) (VP (VB leave))))))"
    assert words(clauses(tree)["leave"].subject) == [subject]


def test_addressee_in_a_phrase_controls_the_infinitive() -> None:
    tree = "(S (NP (NNP Norway)) (VP (VBD called) (PP (IN on) (NP (NNP Chile))) (S (VP (TO to) (VP (VB leave))))))"
    assert words(clauses(tree)["leave"].subject) == ["Chile"]


def test_coordinated_verbs_share_subject_and_object() -> None:
    tree = (
        "(S (NP (NNP Norway)) (VP (VP (VBD searched)) (CC and) (VP (VBD closed) (NP (DT the) (NN mission)))))"
    )
    c = clauses(tree)
    assert words(c["searched"].subject) == ["Norway"]
    assert words(c["searched"].objects) == ["the mission"]


def test_quotation_inversion() -> None:
    tree = (
        "(SINV (`` ``) (S (NP (PRP We)) (VP (VBP regret) (NP (DT this)))) (, ,) ('' '') "
        "(VP (VBD said)) (NP (DT the) (NN minister)) (. .))"
    )
    c = clauses(tree)
    assert words(c["said"].subject) == ["the minister"]
    assert c["regret"].parent is c["said"]
    assert c["regret"].relation == "that"


def test_noun_as_predicate() -> None:
    tree = "(S (NP (NP (NP (NNP Norway) (POS 's)) (NN expulsion)) (PP (IN of) (NP (CD two) (NNS envoys)))) (VP (VBD followed)))"
    c = clauses(tree)["expulsion"]
    assert c.kind == "noun"
    assert words(c.subject) == ["Norway 's"]
    assert words(c.objects) == ["two envoys"]


def test_negation_and_modal() -> None:
    tree = "(S (NP (NNP Norway)) (VP (MD will) (RB not) (VP (VB expel) (NP (NNS envoys)))))"
    c = clauses(tree)["expel"]
    assert (c.modal, c.negated) == ("will", True)


def test_following_is_a_preposition() -> None:
    tree = "(S (S (VP (VBG Following) (NP (DT the) (NN protest)))) (, ,) (NP (NNP Norway)) (VP (VBD left)))"
    c = clauses(tree)
    assert "Following" not in c
    assert [p.word for p in c["left"].preps] == ["following"]


def test_the_first_to_act_has_acted() -> None:
    tree = (
        "(S (NP (NNP Norway)) (VP (VBD became) (NP (NP (DT the) (JJ first) (NN state)) "
        "(S (VP (TO to) (VP (VB leave) (NP (NNP Chad))))))))"
    )
    c = clauses(tree)["leave"]
    assert words(c.subject) == ["Norway"]
    assert c.relation == "ing"
