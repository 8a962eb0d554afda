"""Repairs of parse trees: each malformed tree and what it becomes."""

from __future__ import annotations

import pytest

from diplocode.coding.tidy import REPAIRS, tidy
from diplocode.syntax import read_tree

CASES = {
    "bare_verb": (
        "(S (NP (NP (CD Two) (NNS nurses)) (VBP die) (NP (NN today))) (. .))",
        "(S (NP (CD Two) (NNS nurses)) (VP (VBP die) (NP (NN today))) (. .))",
    ),
    "headline_verb": (
        "(S (NP (NNP Peru)) (VP (NNS bans) (NP (NNS imports))))",
        "(S (NP (NNP Peru)) (VP (VBZ bans) (NP (NNS imports))))",
    ),
    "nominal": (
        "(VP (VBZ unveils) (VP (NNS plans) (PP (IN for) (NP (NNS cuts)))))",
        "(VP (VBZ unveils) (NP (NP (NNS plans)) (PP (IN for) (NP (NNS cuts)))))",
    ),
    "bare_nouns": (
        "(S (NNP Chile) (VP (VBD left)))",
        "(S (NP (NNP Chile)) (VP (VBD left)))",
    ),
    "nested": (
        "(VP (VBD shot) (NP (JJ dead) (NP (CD two) (NNS priests))))",
        "(VP (VBD shot) (NP (JJ dead) (CD two) (NNS priests)))",
    ),
    "preposition": (
        "(VP (VBN hurt) (IN in) (NP (NNP Lima)))",
        "(VP (VBN hurt) (PP (IN in) (NP (NNP Lima))))",
    ),
    "auxiliary": (
        "(S (NP (NNP Oslo)) (VP (MD will) (RB not) (VB cut) (NP (NNS ties))))",
        "(S (NP (NNP Oslo)) (VP (MD will) (RB not) (VP (VB cut) (NP (NNS ties)))))",
    ),
    "chain": (
        "(VP (VBZ risks) (VBG losing) (NP (NN trade)))",
        "(VP (VBZ risks) (VP (VBG losing) (NP (NN trade))))",
    ),
    "adjoined": (
        "(VP (VP (VBD left) (NP (NNP Togo))) (, ,) (S (VP (VBG citing) (NP (NNS costs)))))",
        "(VP (VBD left) (NP (NNP Togo)) (, ,) (S (VP (VBG citing) (NP (NNS costs)))))",
    ),
    "trailing": (
        "(VP (VBD cut) (NP (NP (NN aid)) (PP (TO to) (NP (NP (NNP Chad)) (, ,) (VP (VBG citing) (NP (NN war)))))))",
        "(VP (VBD cut) (NP (NP (NN aid)) (PP (TO to) (NP (NNP Chad)))) (, ,) (VP (VBG citing) (NP (NN war))))",
    ),
    "raised": (
        "(VP (VBD cut) (NP (NP (NNS ties)) (CC and) (VP (VBD closed) (NP (NNS borders)))))",
        "(VP (VP (VBD cut) (NP (NNS ties))) (CC and) (VP (VBD closed) (NP (NNS borders))))",
    ),
    "verbs": (
        "(VP (VBD met) (CC and) (VP (VBD talked)))",
        "(VP (VP (VBD met)) (CC and) (VP (VBD talked)))",
    ),
    "sunk": (
        "(VP (VBZ hails) (NP (NP (NNS plans)) (S (VP (TO to) (VP (VP (VB merge)) (, ,) (VP (VBZ names) (NP (NNS aides)))"
        " (CC and) (VP (VBZ leaves)))))))",
        "(VP (VP (VBZ hails) (NP (NP (NNS plans)) (S (VP (TO to) (VP (VB merge)))))) (, ,) (VP (VBZ names) (NP (NNS"
        " aides))) (CC and) (VP (VBZ leaves)))",
    ),
    "willing": (
        "(VP (VBZ is) (NP (RB about) (S (VP (TO to) (VP (VB leave))))))",
        "(VP (VBZ is) (ADJP (RB about) (S (VP (TO to) (VP (VB leave))))))",
    ),
    "hollow": (
        "(VP (VBD sought) (S (VP (NP (NN help)) (PP (IN from) (NP (NNP Peru))))))",
        "(VP (VBD sought) (NP (NN help)) (PP (IN from) (NP (NNP Peru))))",
    ),
    "infinitive": (
        "(VP (VBD asked) (NP (NP (NNS envoys)) (VP (TO to) (VP (VB leave)))))",
        "(VP (VBD asked) (NP (NP (NNS envoys)) (S (VP (TO to) (VP (VB leave))))))",
    ),
    "quoted": (
        "(VP (VBD called) (NP (NP (DT the) (NN raid)) (`` ``) (ADJP (JJ unjust)) ('' '')))",
        "(VP (VBD called) (NP (DT the) (NN raid)) (`` ``) (ADJP (JJ unjust)) ('' ''))",
    ),
    "objects": (
        "(VP (VBD gave) (NP (NP (NNP Togo)) (CD two) (NNS days)))",
        "(VP (VBD gave) (NP (NNP Togo)) (NP (CD two) (NNS days)))",
    ),
    "predicated": (
        "(VP (VBD held) (S (NP (NNP Togo)) (ADJP (JJ responsible))))",
        "(VP (VBD held) (NP (NNP Togo)) (ADJP (JJ responsible)))",
    ),
    "stacked": (
        "(VP (VBD sent) (PP (PP (IN with) (NP (NN care))) (PP (IN to) (NP (NNP Peru)))))",
        "(VP (VBD sent) (PP (IN with) (NP (NN care))) (PP (IN to) (NP (NNP Peru))))",
    ),
    "of_phrase": (
        "(VP (VBD lifted) (NP (DT the) (NN ban)) (PP (IN of) (NP (NN oil))))",
        "(VP (VBD lifted) (NP (NP (DT the) (NN ban)) (PP (IN of) (NP (NN oil)))))",
    ),
    "name_list": (
        "(NP (NNP Cuba) (, ,) (NNP Peru) (CC and) (NNP Haiti))",
        "(NP (NP (NNP Cuba)) (, ,) (NP (NNP Peru)) (CC and) (NP (NNP Haiti)))",
    ),
    "names": (
        "(NP (DT the) (NNPS Bahamas) (CC and) (NP (NNP Cuba)))",
        "(NP (NP (DT the) (NNPS Bahamas)) (CC and) (NP (NNP Cuba)))",
    ),
    "listed": (
        "(NP (NP (NP (NNP Togo)) (, ,) (NP (NNP Benin))) (, ,) (CC and) (NP (NNP Ghana)))",
        "(NP (NP (NNP Togo)) (, ,) (NP (NNP Benin)) (, ,) (CC and) (NP (NNP Ghana)))",
    ),
    "alike": (
        "(NP (NP (NP (NNS envoys)) (PP (IN of) (NP (NNP Togo)))) (CC and) (NP (NNP Benin)))",
        "(NP (NP (NNS envoys)) (PP (IN of) (NP (NP (NNP Togo)) (CC and) (NP (NNP Benin)))))",
    ),
    "subjects": (
        "(S (S (NP (NNP Togo))) (CC and) (S (NP (NNP Benin)) (VP (VBD met))))",
        "(S (NP (NP (NNP Togo)) (CC and) (NP (NNP Benin))) (VP (VBD met)))",
    ),
    "fronted": (
        "(S (VP (S (VP (VBN Hit) (PP (IN by) (NP (NNS debts))))) (, ,) (NP (NNP Togo)) (VP (VBD paid))) (. .))",
        "(S (S (VP (VBN Hit) (PP (IN by) (NP (NNS debts))))) (, ,) (NP (NNP Togo)) (VP (VBD paid)) (. .))",
    ),
    "pair": (
        "(S (NP (NNP Togo) (, ,) (NP (NNP Benin))) (VP (VBP sign) (NP (NN deal))))",
        "(S (NP (NP (NNP Togo)) (CC ,) (NP (NNP Benin))) (VP (VBP sign) (NP (NN deal))))",
    ),
    "side_by_side": (
        "(S (NP (NNP Togo)) (, ,) (NP (NNP Mali) (CC and) (NNP Benin)) (VP (VBD met)))",
        "(S (NP (NP (NNP Togo)) (, ,) (NP (NNP Mali)) (CC and) (NP (NNP Benin))) (VP (VBD met)))",
    ),
    "inserted": (
        "(S (NP (NNP Togo)) (, ,) (NP (NNS aides)) (VP (VP (VBD said)) (, ,) (VP (VBD lost))))",
        "(S (NP (NNP Togo)) (PRN (, ,) (S (NP (NNS aides)) (VP (VBD said))) (, ,)) (VP (VBD lost)))",
    ),
    "relative": (
        "(SBAR (WHNP (WP whom)) (NP (NP (NNS guards)) (VP (VBN held))))",
        "(SBAR (WHNP (WP whom)) (S (NP (NNS guards)) (VP (VBD held))))",
    ),
    "reported": (
        "(SBAR (WHNP (WDT which)) (S (NP (PRP she)) (VP (VP (VBD said)) (VP (VBD had) (VP (VBN died))))))",
        "(SBAR (WHNP (WDT which)) (S (PRN (S (NP (PRP she)) (VP (VBD said)))) (VP (VBD had) (VP (VBN died)))))",
    ),
    "placed": (
        "(S (NP (NP (DT A) (NN raid)) (PP (IN in) (NP (NNP Lima)))) (, ,) (NP (NNP Peru)) (VP (VBZ fails)))",
        "(S (NP (NP (DT A) (NN raid)) (PP (IN in) (NP (NP (NNP Lima)) (, ,) (NP (NNP Peru))))) (VP (VBZ fails)))",
    ),
    "partners": (
        "(PP (PP (IN by) (NP (NNP Togo))) (CC and) (NP (NNP Benin)))",
        "(PP (IN by) (NP (NP (NNP Togo)) (CC and) (NP (NNP Benin))))",
    ),
    "gerund": (
        "(PP (TO to) (VBG holding) (NP (NNS talks)))",
        "(PP (TO to) (S (VP (VBG holding) (NP (NNS talks)))))",
    ),
    "particle": (
        "(VP (VBN called) (PP (PRT (RP in)) (PP (IN by) (NP (NNP Togo)))))",
        "(VP (VBN called) (PRT (RP in)) (PP (IN by) (NP (NNP Togo))))",
    ),
    "after": (
        "(VP (VBD fled) (NP (NP (NNS hours)) (PP (IN after) (NP (NNP Lome)))) (VP (VBD fell)))",
        "(VP (VBD fled) (NP (NNS hours)) (SBAR (IN after) (S (NP (NNP Lome)) (VP (VBD fell)))))",
    ),
    "lifted": (
        "(VP (VBD fled) (SBAR (IN after) (S (S (NP (NNP Lome)) (VP (VBD fell))) (CC but) (VP (VBD won)))))",
        "(VP (VP (VBD fled) (SBAR (IN after) (S (NP (NNP Lome)) (VP (VBD fell))))) (CC but) (VP (VBD won)))",
    ),
    "second": (
        "(S (NP (NNP Togo)) (VP (VBD had) (NP (NP (NN work)) (CC and) (PP (PP (IN in) (NP (NN reply))) "
        "(SBAR (S (NP (NNP Benin)) (VP (VBD left))))))))",
        "(S (S (NP (NNP Togo)) (VP (VBD had) (NP (NN work)))) (CC and) (S (PP (IN in) (NP (NN reply))) "
        "(NP (NNP Benin)) (VP (VBD left))))",
    ),
    "adverbial": (
        "(SBAR (PP (IN after) (NP (NNP Togo))) (VP (VBD left)))",
        "(SBAR (IN after) (S (NP (NNP Togo)) (VP (VBD left))))",
    ),
    "headline": (
        "(S (NP (NNP Oslo)) (S (VP (TO to) (VP (VB cut) (NP (NNS ties))))))",
        "(S (NP (NNP Oslo)) (VP (TO to) (VP (VB cut) (NP (NNS ties)))))",
    ),
    "participial": (
        "(S (VP (VBN hit) (PP (IN by) (NP (NNP Togo)))) (, ,) (NP (NNP Benin)) (VP (VBD left)))",
        "(S (S (VP (VBN hit) (PP (IN by) (NP (NNP Togo))))) (, ,) (NP (NNP Benin)) (VP (VBD left)))",
    ),
    "day": (
        "(S (PP (IN In) (NP (NNP May) (NNP Togo))) (VP (VBD left)))",
        "(S (PP (IN In) (NP (NNP May))) (NP (NNP Togo)) (VP (VBD left)))",
    ),
    "speech": (
        "(S (NP (NNS rebels)) (VP (VP (VBD left)) (, ,) (NP (NP (NNS aides)) (VP (VBP say)))) (. .))",
        "(S (NP (NNS rebels)) (VP (VBD left)) (PRN (, ,) (S (NP (NNS aides)) (VP (VBP say)))) (. .))",
    ),
}


def test_every_repair_has_a_case() -> None:
    assert [repair.__name__ for _, repair in REPAIRS] == list(CASES)


def test_a_hollow_clause_behind_a_preposition_is_what_it_governs() -> None:
    tree = read_tree("(PP (IN from) (S (VP (NP (NN trading)) (PP (IN with) (NP (NNP Togo))))))").children[0]
    assert tidy(tree).bracketed() == "(PP (IN from) (NP (NP (NN trading)) (PP (IN with) (NP (NNP Togo)))))"


@pytest.mark.parametrize("name", CASES)
def test_repair(name: str) -> None:
    before, after = CASES[name]
    assert tidy(read_tree(before).children[0]).bracketed() == after


@pytest.mark.parametrize(
    "tree",
    [
        "(S (NP (NNP Togo)) (VP (VBD met) (NP (NP (NNS envoys)) (PP (IN of) (NP (NNP Benin))))))",
        "(NP (NP (NNS men)) (CC and) (NP (NNS women)))",
        "(NP (NP (NP (DT the) (NN king)) (PP (IN of) (NP (NNP Siam)))) (CC and) (NP (DT the) (NN queen)))",
        "(NP (CC both) (NP (NP (NNS men) (POS 's)) (CC and) (NP (NNS women) (POS 's))) (NNS teams))",
        "(VP (VBZ is) (NP (DT a) (NN man)))",
        "(VP (VBZ wants) (S (VP (TO to) (VP (VP (VB stay)) (CC and) (VP (VB fight))))))",
        "(VP (VP (VBZ has) (VP (VBN left))) (CC and) (VP (VBZ is) (VP (VBN gone))))",
    ],
)
def test_sound_trees_stay(tree: str) -> None:
    node = read_tree(tree)
    assert tidy(node) is node


def test_no_word_is_lost() -> None:
    for before, _ in CASES.values():
        assert tidy(read_tree(before)).words() == read_tree(before).words()
