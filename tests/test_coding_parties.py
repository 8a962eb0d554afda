"""Who acts and who is acted on: every rule with a tree that it decides, and some that it must not."""

from __future__ import annotations

import pytest

from diplocode.coding import Coder
from diplocode.coding.sources import SOURCE_RULES
from diplocode.coding.targets import TARGET_RULES
from diplocode.model import Document
from diplocode.syntax import read_tree


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder(trained=False)  # the rules alone


def events(coder: Coder, tree: str) -> set[str]:
    text = " ".join(read_tree(tree).words())
    coding = coder.code_document(Document("tree", text, None, parse=tree))
    return {str(e) for e in coding.events}


def steps(coder: Coder, tree: str, side: str) -> set[str]:
    text = " ".join(read_tree(tree).words())
    coding = coder.code_document(Document("tree", text, None, parse=tree))
    return {step.rule for e in coding.events for step in getattr(e, side).steps}


SOURCES = {
    "blamed": (
        "(S (NP (NNP Norway)) (VP (VBD sanctioned) (NP (NNP Chile)) (PP (IN over) (NP (NP (DT the) (NN seizure)) "
        "(PP (IN of) (NP (NNS trawlers)))))))",
        "NOR 163 CHL",
    ),
    "subject": (
        "(S (NP (NP (NNS airstrikes)) (VP (VBN launched) (PP (IN by) (NP (NNP Norway))))) (VP (VBD killed) "
        "(NP (NP (NNS soldiers)) (PP (IN of) (NP (NNP Chile))))))",
        "NOR 195 CHLMIL",
    ),
    "nationality": (
        "(S (NP (DT A) (JJ Norwegian) (NN airstrike)) (VP (VBD hit) (NP (NNP Chile))))",
        "NOR 195 CHL",
    ),
    "occasion": (
        "(S (NP (CD Two) (JJ Chilean) (NNS soldiers)) (VP (VBD were) (VP (VBN killed) (PP (IN in) (NP (NP (DT an) "
        "(NN ambush)) (PP (IN by) (NP (JJ Norwegian) (NNS troops))))))))",
        "NORMIL 190 CHLMIL",
    ),
    "left place": (
        "(S (NP (CD Two) (JJ Chilean) (NNS diplomats)) (VP (VBD were) (VP (VBN ordered) (S (VP (TO to) "
        "(VP (VB leave) (NP (NNP Norway))))))))",
        "NOR 161 CHLGOV",
    ),
    "authority": (
        "(S (NP (DT A) (JJ Chilean) (NN diplomat)) (VP (VBD was) (VP (VBN killed) (PP (IN in) (NP (DT a) "
        "(NN bombing))) (PP (IN in) (NP (NNP Norway))))))",
        "NORUAF 18 CHLGOV",
    ),
    "fired_from": (
        "(S (NP (CD Two) (NNS rockets)) (VP (VBD were) (VP (VBN fired) (PP (IN at) (NP (NNP Chile))) (PP (IN from) "
        "(NP (JJ Norwegian) (NN territory))))))",
        "NOR 19 CHL",
    ),
    "claimant": (
        "(S (NP (NNP Norway)) (VP (VBD claimed) (NP (NP (NN responsibility)) (PP (IN for) (NP (NP (DT a) (NN raid)) "
        "(PP (IN on) (NP (NNP Chile))))))))",
        "NOR 190 CHL",
    ),
    "launched": (
        "(S (NP (NP (NNS Rockets)) (VP (VBN fired) (PP (IN from) (NP (NNP Norway))))) (VP (VBD hit) (NP (DT a) "
        "(NN town)) (PP (IN in) (NP (NNP Chile)))))",
        "NOR 194 CHL",
    ),
    "own court": (
        "(S (NP (DT The) (JJ Chilean) (NN president)) (VP (VBD was) (VP (VBN jailed) (PP (IN for) (NP (NN fraud))))))",
        "CHL 173 CHLGOV",
    ),
    "weapon": (
        "(S (NP (DT A) (NN bomb)) (VP (VBD killed) (NP (CD two) (JJ Chilean) (NNS priests)) (PP (IN in) (NP (NNP "
        "Norway)))))",
        "NOR 183 CHLREL",
    ),
    "sufferer": (
        "(S (NP (CD Two) (JJ Chilean) (NNS priests)) (VP (VBD died) (PP (IN in) (NP (NP (DT a) (NN bombing)) (PP (IN "
        "in) (NP (NNP Norway)))))))",
        "NOR 183 CHLREL",
    ),
    "visitor": (
        "(S (PP (IN During) (NP (NP (DT a) (NN visit)) (PP (TO to) (NP (NNP Chile))))) (, ,) (NP (DT the) "
        "(JJ Norwegian) (NN president)) (VP (VBD praised) (NP (NNP Peru))))",
        "NORGOV 042 CHL",
    ),
    "crowd_against": (
        "(S (NP (NNP Norway)) (VP (VBD praised) (NP (NNP Peru)) (PP (IN during) (NP (NP (NNS protests)) (PP "
        "(IN against) (NP (DT the) (JJ Chilean) (NN president)))))))",
        "CHLOPP 141 CHLGOV",
    ),
    "crowd_beside": (
        "(S (NP (NNS Soldiers)) (VP (VBD opened) (NP (NN fire)) (PP (IN at) (NP (NP (DT a) (NN protest)) (PP "
        "(IN in) (NP (NNP Chile)))))))",
        "CHLOPP 141 CHL",
    ),
    "crowd_nationwide": (
        "(S (NP (NNP Chile)) (VP (VBD closed) (NP (NNS schools)) (PP (IN amid) (NP (JJ nationwide) "
        "(NNS protests)))))",
        "CHLOPP 141 CHLGOV",
    ),
    "author": (
        "(S (NP (NP (DT A) (NN report)) (PP (IN by) (NP (NNP Norway)))) (VP (VBZ criticises) (NP (NNP Chile))))",
        "NOR 111 CHL",
    ),
    "author_who_signed": (
        "(S (NP (NP (DT A) (NN letter)) (VP (VBN signed) (PP (IN by) (NP (JJ Norwegian) (NNS envoys))))) (VP (VBZ "
        "condemns) (NP (NNP Chile))))",
        "NORGOV 111 CHL",
    ),
    "owner": (
        "(S (NP (NP (JJ Norwegian) (NN aid)) (PP (TO to) (NP (NNP Chile)))) (VP (VBD was) (VP (VBN cut) "
        "(PRT (RP off)))))",
        "NOR 16 CHL",
    ),
    "owner_of_troops": (
        "(S (NP (JJ Norwegian) (NNS troops)) (VP (VBP are) (VP (VBN deployed) (PP (IN along) (NP (NP (DT the) "
        "(NN border)) (PP (IN with) (NP (NNP Chile))))))))",
        "NORMIL 154 CHL",
    ),
    "released": (
        "(S (NP (DT A) (JJ Norwegian) (NN journalist)) (VP (VBD was) (VP (VBN released) (PP (IN from) (NP (NN prison))) "
        "(PP (IN in) (NP (NNP Chile))))))",
        "CHL 0841 NORMED",
    ),
    "released_at_home": (
        "(S (NP (DT A) (JJ Norwegian) (NN journalist)) (VP (VBD was) (VP (VBN released) (PP (IN on) (NP (NN bail))))))",
        "NOR 0841 NORMED",
    ),
    "speaker": (
        "(S (NP (NNP Norway)) (VP (VBD said) (SBAR (S (NP (NP (NNS sanctions)) (PP (IN on) (NP (NNP Chile)))) "
        "(VP (VBD were) (VP (VBN imposed)))))))",
        "NOR 163 CHL",
    ),
}

TARGETS = {
    "receiver": (
        "(S (NP (NNP Norway)) (VP (VBD won) (NP (NP (NN recognition)) (PP (IN from) (NP (NNP Chile))))))",
        {"CHL 054 NOR"},
    ),
    "addressed": (
        "(S (NP (NNP Norway)) (VP (VBD sold) (NP (NNS boats)) (PP (IN despite) (NP (NP (NNS objections)) "
        "(PP (IN from) (NP (NNP Chile)))))))",
        {"CHL 110 NOR"},
    ),
    "host": (
        "(S (NP (NNP Norway)) (VP (VBD received) (NP (NP (DT the) (JJ Chilean) (NN president)) (, ,) (SBAR "
        "(WHNP (WP who)) (S (VP (VBD promised) (NP (NN help))))))))",
        {"CHLGOV 033 NOR"},
    ),
    "deed": (
        "(S (S (NP (NNP Norway)) (VP (VBD attacked) (NP (NNP Peru)))) (CC and) (S (NP (NNP Chile)) (VP (VBD "
        "condemned) (NP (DT the) (NN attack)))))",
        {"CHL 111 NOR", "NOR 190 PER"},
    ),
    "doer": (
        "(S (NP (NNP Norway)) (VP (VBD condemned) (NP (NP (NP (NNP Chile) (POS 's)) (NN attack)) (PP (IN on) "
        "(NP (NNP Peru))))))",
        {"NOR 111 CHL", "CHL 190 PER"},
    ),
    "holder": (
        "(S (NP (NNP Norway)) (VP (VBD captured) (NP (DT a) (JJ Chilean) (NN town)) (PP (IN from) (NP (JJ Peruvian) "
        "(NNS rebels)))))",
        {"NOR 192 PERREB"},
    ),
    "own_people": (
        "(S (NP (NNP Norway)) (VP (VBD ordered) (NP (PRP$ its) (NNS citizens)) (S (VP (TO to) (VP (VB leave) "
        "(NP (NNP Chile)))))))",
        {"NOR 170 NORCVL"},
    ),
    "trigger": (
        "(S (NP (NNP Norway)) (VP (VBD voiced) (NP (NN anger)) (SBAR (IN after) (S (NP (NNP Chile)) (VP (VBD "
        "insulted) (NP (PRP$ its) (NN king)))))))",
        {"NOR 111 CHL"},
    ),
    "matrix": (
        "(S (NP (NNP Norway)) (VP (VBD condemned) (NP (NNP Chile)) (, ,) (S (VP (VBG recalling) (NP (PRP$ its) "
        "(NN ambassador))))))",
        {"NOR 111 CHL", "NOR 161 CHL"},
    ),
    "member": (
        "(S (NP (NNP Chile)) (VP (VBD arrested) (NP (NP (CD five) (NNS people)) (VP (VBN accused) (PP (IN of) (NP "
        "(NP (NNS links)) (PP (TO to) (NP (NNP Hezbollah)))))))))",
        {"CHL 173 LBNREB"},
    ),
    "opposed": (
        "(S (NP (JJ Anti-Chilean) (NNS protests)) (VP (VBD took) (NP (NN place)) (PP (IN in) (NP (NNP Norway)))))",
        {"NOROPP 141 CHL"},
    ),
    "opposed_by_a_crowd": (
        "(S (NP (JJ anti-NATO) (NNS protesters)) (VP (VBD gathered) (PP (IN in) (NP (NNP Norway)))))",
        {"NOROPP 141 IGOWSTNAT"},
    ),
    "mission": (
        "(S (NP (NNS Protests)) (VP (VBD were) (VP (VBN held) (PP (IN outside) (NP (NP (DT the) (JJ Chilean) "
        "(NN embassy)) (PP (IN in) (NP (NNP Norway))))))))",
        {"NOROPP 141 CHL"},
    ),
    "phrases_as_they_are_told": (
        "(S (NP (NNS Protesters)) (VP (VBD gathered) (PP (IN outside) (NP (NP (DT the) (JJ Chilean) (NN embassy)) "
        "(PP (IN in) (NP (NNP Norway)))))))",
        {"NOROPP 141 CHLGOV"},
    ),
    "own_state": (
        "(S (NP (NP (NNS Workers)) (PP (IN in) (NP (NNP Chile)))) (VP (VBD demonstrated)))",
        {"CHLLAB 141 CHLGOV"},
    ),
    "remarked": (
        "(S (NP (NNP Norway)) (VP (VBD banned) (NP (NNS trawlers)) (PP (IN in) (NP (NP (DT a) (NN move)) "
        "(VP (VBN criticised) (PP (IN by) (NP (NNP Chile))))))))",
        {"CHL 111 NOR"},
    ),
    "calmed": (
        "(S (NP (NNP Norway)) (VP (VBD urged) (NP (NN restraint)) (SBAR (IN after) (S (NP (NNP Chile)) "
        "(VP (VBD bombed) (NP (NNP Peru)))))))",
        {"NOR 0256 CHL", "NOR 0256 PER", "CHL 195 PER"},
    ),
    "letter": (
        "(S (NP (NP (NNP Norway) (POS 's)) (NN minister)) (VP (VBD wrote) (NP (NP (NP (DT a) (NN letter)) "
        "(PP (IN to) (NP (NNP Chile)))) (VP (VBG asking) (PP (IN for) (NP (NNS peacekeepers)))))))",
        {"NORGOV 0234 CHL"},
    ),
    "receiver_of_sanctions": (
        "(S (NP (NNP Chile)) (VP (VBZ is) (PP (IN under) (NP (JJ Norwegian) (NNS sanctions)))))",
        {"NOR 163 CHL"},
    ),
    "own_state_demand": (
        "(S (NP (NP (NNS Protesters)) (PP (IN in) (NP (NNP Chile)))) (VP (VBP demand) (NP (JJ early) "
        "(NNS elections))))",
        {"CHLOPP 1044 CHLGOV"},
    ),
    "at_home": (
        "(S (NP (NP (DT The) (NN government)) (PP (IN of) (NP (NNP Chile)))) (VP (VBD declared) (NP (DT a) "
        "(JJ unilateral) (NN ceasefire))))",
        {"CHLGOV 0871 CHLREB"},
    ),
    "struck": (
        "(S (NP (JJ Norwegian) (NNS jets)) (VP (VBD bombed) (NP (DT a) (NN bridge)) (PP (IN near) (NP (NP (DT the) "
        "(NN town)) (PP (IN of) (NP (NP (NNP Tarafal)) (, ,) (NP (NNP Chile))))))))",
        {"NORMIL 195 CHL"},
    ),
    "citizen": (
        "(S (NP (JJ Chilean) (NNS police)) (VP (VBD arrested) (NP (NP (NN baker)) (NP (NNP Ruvim) (NNP Ostrelko)))))",
        {"CHLCOP 173 CHLCVL"},
    ),
}


def test_all_rules_have_a_docstring() -> None:
    assert all(rule.__doc__ for rule in (*SOURCE_RULES, *TARGET_RULES))


@pytest.mark.parametrize("name", SOURCES)
def test_source_rule(coder: Coder, name: str) -> None:
    tree, expected = SOURCES[name]
    source, code, target = expected.split()
    found = events(coder, tree)
    assert any(
        e.startswith(f"{source[:3]}") and e.split()[1].startswith(code[:2]) and e.endswith(target)
        for e in found
    ), found


@pytest.mark.parametrize("name", TARGETS)
def test_target_rule(coder: Coder, name: str) -> None:
    tree, expected = TARGETS[name]
    assert events(coder, tree) >= expected


def test_a_protest_that_is_banned_or_called_for_has_no_crowd(coder: Coder) -> None:
    protests = "(NP (NP (NNS protests)) (PP (IN in) (NP (NNP Chile))))"
    banned = events(coder, f"(S (NP (NNP Norway)) (VP (VBD banned) {protests}))")
    called = events(coder, f"(S (NP (NNP Norway)) (VP (VBD called) (PP (IN for) {protests})))")
    assert not any(e.startswith("CHLOPP") for e in banned | called)


NOBODYS = [
    # for a flood, or over the war of others, there is an emergency, but no act against anybody
    "(S (NP (NNP Norway)) (VP (VBD declared) (NP (NP (DT a) (NN state)) (PP (IN of) (NP (NN emergency)))) (PP (IN over) "
    "(NP (NP (DT the) (NN war)) (PP (IN in) (NP (NNP Chile)))))))",
    # a paper is not the target of what it tells
    "(S (NP (NNP Reuters)) (VP (VBZ reports) (SBAR (IN that) (S (NP (NNP Norway)) (VP (VBZ has) (VP (VBN tested) "
    "(NP (DT a) (NN missile))))))))",
    # who is arrested abroad is no citizen of the alliance that arrests
    "(S (NP (NNP NATO)) (VP (VBD arrested) (NP (NNP Ruvim) (NNP Ostrelko))))",
]


@pytest.mark.parametrize("tree", NOBODYS)
def test_nobody_is_acted_on(coder: Coder, tree: str) -> None:
    assert events(coder, tree) == set()


def test_each_other_may_have_more_behind_it(coder: Coder) -> None:
    tree = (
        "(S (NP (NP (NNP Norway)) (CC and) (NP (NNP Chile))) (VP (VBD accused) (NP (NP (DT each) (JJ other)) "
        "(PP (IN of) (NP (NN espionage))))))"
    )
    assert {e.split()[0] + e.split()[2] for e in events(coder, tree)} == {"NORCHL", "CHLNOR"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Kenya and Uganda failed to reach an agreement with Somalia.",
            {"KEN 046 SOM", "SOM 046 KEN", "UGA 046 SOM", "SOM 046 UGA"},
        ),
        ("The incentives offered by Chile and Peru were turned down.", set()),
        ("The president of Chile told the ASEAN summit that he was ill.", set()),
        ("Chile cut its output under a deal with Peru.", {"CHL 057 PER", "PER 057 CHL"}),
        ("Chile and Peru agreed to meet for talks.", {"CHL 036 PER", "PER 036 CHL"}),
    ],
)
def test_with_whom_several_deal(coder: Coder, text: str, expected: set[str]) -> None:
    assert {str(e) for e in coder.code(text)} == expected


def test_an_accident_has_no_doer(coder: Coder) -> None:
    tree = (
        "(S (NP (CD Two) (JJ Chilean) (NNS tourists)) (VP (VBD were) (VP (VBN killed) (PP (IN in) (NP (DT a) "
        "(NN bus) (NN crash))) (PP (IN in) (NP (NNP Norway))))))"
    )
    assert events(coder, tree) == set()


def test_rebels_are_of_the_state_that_they_fight(coder: Coder) -> None:
    tree = (
        "(S (NP (NNP Norway)) (VP (VBD said) (SBAR (S (NP (NNS rebels)) (VP (VBD killed) (NP (CD two) (JJ Chilean) "
        "(NNS soldiers)))))))"
    )
    assert events(coder, tree) == {"CHLREB 190 CHLMIL"}


def test_clashes_of_two_parties_of_one_state_go_both_ways(coder: Coder) -> None:
    tree = "(S (NP (NNP Chile) (POS 's) (NN army)) (VP (VBD clashed) (PP (IN with) (NP (JJ Chilean) (NNS rebels)))))"
    assert events(coder, tree) == {"CHLMIL 190 CHLREB", "CHLREB 190 CHLMIL"}


@pytest.mark.parametrize(("word", "blamed"), [("over", True), ("following", False)])
def test_an_accusation_tells_itself_what_the_accused_did(coder: Coder, word: str, blamed: bool) -> None:
    tree = (
        "(S (NP (NNP Norway)) (VP (VBD accused) (NP (NNP Chile)) (PP (IN of) (S (VP (VBG lying)))) "
        f"(PP (IN {word}) (NP (NP (DT the) (NN murder)) (PP (IN of) (NP (CD two) (JJ Norwegian) (NNS soldiers)))))))"
    )
    assert ("CHL 190 NORMIL" in events(coder, tree)) is blamed


def test_both_sides_that_fall_in_a_clash_fight_each_other(coder: Coder) -> None:
    fallen = "(NP (NP (CD five) (NNS soldiers)) (CC and) (NP (CD two) (NNS rebels)))"
    where = "(NP (NP (NNS {})) (PP (IN in) (NP (NNP Chile))))"
    tree = f"(S {fallen} (VP (VBP are) (VP (VBN killed) (PP (IN in) {where}))))"
    assert events(coder, tree.format("clashes")) == {"CHLMIL 190 CHLREB", "CHLREB 190 CHLMIL"}
    assert "CHLMIL 190 CHLREB" not in events(coder, tree.format("bombings"))


def test_a_hostage_is_not_let_go_by_the_state_of_the_place(coder: Coder) -> None:
    tree = (
        "(S (NP (DT A) (JJ Norwegian) (NN hostage)) (VP (VBD was) (VP (VBN released) (PP (IN in) (NP (NNP "
        "Chile))))))"
    )
    assert events(coder, tree) == set()


def test_what_is_planned_in_talks_is_not_done(coder: Coder) -> None:
    tree = (
        "(S (NP (NP (NNP Norway)) (CC and) (NP (NNP Chile))) (VP (VBD began) (NP (NNS talks)) (S (VP (TO to) "
        "(VP (VB establish) (NP (JJ diplomatic) (NNS relations)))))))"
    )
    assert events(coder, tree) == {"NOR 046 CHL", "CHL 046 NOR"}


def test_a_place_does_nothing(coder: Coder) -> None:
    trees = {
        "(S (NP (NNS Rebels)) (VP (VBD attacked) (NP (NP (DT a) (NN bus)) (PP (IN in) (NP (NP (NNP Norway)) (, ,) "
        "(S (VP (VBG killing) (NP (CD two) (NNS nurses)))))))))": "NORREB 190 NORHLH",
        "(S (NP (NP (DT A) (NN bomb)) (PP (IN in) (NP (NNP Oslo)))) (, ,) (NP (NNP Norway)) (VP (VBZ kills) (NP (CD "
        "two) (NNS nurses))))": "NORUAF 183 NORHLH",
        "(S (NP (DT A) (NN bus)) (VP (VBZ overturns) (PP (IN in) (NP (NP (NNP Norway)) (, ,) (S (VP (VBG killing) "
        "(NP (CD two) (NNS nurses))))))))": "",
    }
    for tree, wanted in trees.items():
        assert {e for e in events(coder, tree) if "HLH" in e} == ({wanted} if wanted else set())


def test_who_is_only_opposed_does_nothing(coder: Coder) -> None:
    tree = (
        "(S (NP (JJ Anti-Chilean) (NNS rebels)) (VP (VBD attacked) (NP (DT a) (NN camp)) (PP (IN in) (NP (NNP "
        "Norway)))))"
    )
    assert not any("CHL" in e for e in events(coder, tree))
    against = (
        "(S (NP (JJ Anti-Chilean) (NNS protesters)) (VP (VBD marched) (PP (IN against) (NP (DT the) (JJ Norwegian) "
        "(NN government)))))"
    )
    assert events(coder, against) == {"NOROPP 141 NORGOV"}


def test_a_state_that_protests_complains(coder: Coder) -> None:
    tree = "(S (NP (NNP {})) (VP (VBD protested) (PP (IN against) (NP (NNP Chile)))))"
    assert events(coder, tree.format("Norway")) == {"NOR 110 CHL"}
    assert events(coder, tree.replace("NNP {}", "NNPS Norwegians")) == {"NOR 141 CHL"}


@pytest.mark.parametrize(
    "tree",
    [
        "(S (NP (NNP Norway)) (VP (VBD vetoed) (NP (NP (DT a) (NN resolution)) (VP (VBG condemning) (NP (NNP "
        "Chile))))))",
        "(S (NP (NNP Norway)) (VP (VBZ has) (ADVP (RB yet)) (S (VP (TO to) (VP (VB condemn) (NP (NNP Chile)))))))",
        "(S (NP (NNP Norway)) (VP (VBD postponed) (S (VP (VBG condemning) (NP (NNP Chile))))))",
    ],
)
def test_what_is_vetoed_put_off_or_yet_to_come(coder: Coder, tree: str) -> None:
    assert "NOR 111 CHL" not in events(coder, tree)


def test_troops_that_are_sent_are_no_target(coder: Coder) -> None:
    tree = (
        "(S (NP (NNP Norway)) (VP (VBD deployed) (NP (NNS soldiers)) (PP (IN along) (NP (DT the) (JJ Chilean) (NN "
        "border)))))"
    )
    assert events(coder, tree) == {"NOR 154 CHL"}


def test_who_is_hurt_beside_others_is_of_their_state(coder: Coder) -> None:
    tree = (
        "(S (NP (NP (JJ Peruvian) (NNS rebels)) (PP (IN in) (NP (NNP Norway)))) (VP (VBD attacked) (NP (NNP Chile)) (, "
        ",) (S (VP (VP (VBG killing) (NP (DT a) (JJ Chilean) (NN nurse))) (CC and) (VP (VBG injuring) (NP (CD two) (NNS "
        "others)))))))"
    )
    assert "PERREB 190 CHLCVL" in events(coder, tree)


def test_who_reports_an_arrest_makes_none(coder: Coder) -> None:
    tree = (
        "(S (NP (NNP Reuters)) (VP (VBZ reports) (SBAR (IN that) (S (NP (DT a) (JJ Chilean) (NN general)) (VP (VBZ has) "
        "(VP (VBN been) (VP (VBN arrested))))))))"
    )
    assert events(coder, tree) == set()


def test_no_state_sends_suicide_bombers(coder: Coder) -> None:
    tree = (
        "(S (NP (DT A) (JJ Chilean) (NN rebel)) (VP (VBD was) (VP (VBN killed) (PP (IN in) (NP (DT {}))) (PP (IN in) "
        "(NP (NNP Norway))))))"
    )
    blast, raid = (
        events(coder, tree.replace("(DT {})", f"(DT a) (NN {noun})")) for noun in ("bombing", "raid")
    )
    assert {e[:6] for e in blast} == {"NORUAF"}
    assert {e[:4] for e in raid} == {"NOR "}


def test_the_court_of_another_state(coder: Coder) -> None:
    tree = (
        "(S (NP (NP (DT the) (NNP Supreme) (NNP Court)) (PP (IN of) (NP (NNP Chile)))) (VP (VBD condemned) "
        "(NP (NNP Peru))))"
    )
    assert events(coder, tree) == {"CHLJUD 111 PER"}


def test_the_rule_is_among_the_steps(coder: Coder) -> None:
    assert "occasion" in steps(coder, SOURCES["occasion"][0], "source")
    assert "trigger" in steps(coder, TARGETS["trigger"][0], "target")


@pytest.mark.parametrize(
    "tree",
    [
        "(S (NP (DT No) (JJ Norwegian) (NN envoy)) (VP (VBD was) (VP (VBN expelled) (PP (IN by) (NP (NNP Chile))))))",
        "(S (NP (NNP Chile)) (VP (CC neither) (VP (VBD expelled) (NP (JJ Norwegian) (NNS diplomats))) (CC nor) "
        "(VP (VBD attacked) (NP (NNP Norway)))))",
        "(NP (NP (DT A) (NN novel)) (SBAR (WHPP (IN in) (WHNP (WDT which))) (S (NP (NNP Chile)) (VP (VBZ invades) "
        "(NP (NNP Norway))))))",
        "(S (NP (DT A) (JJ Norwegian) (NN plane)) (VP (VBD crashed) (PP (IN in) (NP (NNP Chile))) (, ,) "
        "(S (VP (VBG killing) (NP (CD two) (JJ Chilean) (NNS farmers))))))",
    ],
)
def test_what_did_not_happen_or_was_no_act(coder: Coder, tree: str) -> None:
    assert events(coder, tree) == set()


def test_who_burns_a_mission_is_of_the_state_around_it(coder: Coder) -> None:
    tree = (
        "(S (NP (NNP Chile)) (VP (VBD arrested) (NP (NNS rioters)) (SBAR (IN after) (S (NP (NNS protesters)) "
        "(VP (VBD set) (NP (DT the) (JJ Norwegian) (NN embassy)) (PP (IN on) (NP (NN fire))))))))"
    )
    assert any(e.startswith("CHLOPP 14") and e.endswith("NORGOV") for e in events(coder, tree))


AGENTS = {
    "(S (NP (JJ Chilean) (NNS reporters)) (VP (VBD were) (VP (VBN refused) (NP (NP (NNS visas)) (PP (IN by) "
    "(NP (NNP Norway)))))))": {"NOR 120 CHLMED"},
    "(S (NP (DT A) (JJ Chilean) (NN general)) (VP (VBD was) (VP (VBN put) (PP (IN on) (NP (NP (NNP Norway) "
    "(POS 's)) (NN blacklist))))))": {"NOR 163 CHLMIL"},
    "(S (NP (JJ Chilean) (NNS soldiers)) (VP (VBD were) (VP (VBN killed) (PP (IN in) (NP (NP (DT a) (NN fight)) "
    "(PP (IN with) (NP (NNP Norway))))))))": {"NOR 190 CHLMIL", "CHLMIL 190 NOR"},
    # "in Norway" alone tells nobody who shuts out
    "(S (NP (DT A) (JJ Chilean) (NN general)) (VP (VBD was) (VP (VBN barred) (PP (IN from) (NP (NNS parties))))))": set(),
}


@pytest.mark.parametrize("tree", AGENTS)
def test_who_acts_where_a_passive_has_no_agent_beside_it(coder: Coder, tree: str) -> None:
    assert events(coder, tree) == AGENTS[tree]


def test_what_is_put_into_force_against_whom(coder: Coder) -> None:
    tree = (
        "(S (NP (NP (JJ Norwegian) (NNS sanctions)) (PP (IN against) (NP (NNP Chile)))) (VP (VBD came) "
        "(PP (IN into) (NP (NN force)))))"
    )
    assert events(coder, tree) == {"NOR 163 CHL"}


ANSWERS = {
    # what is refused was put by its own speaker to who refuses
    "(S (NP (NNP Norway)) (VP (VBD rejected) (NP (DT a) (JJ Chilean) (NN demand))))": {
        "NOR 120 CHL",
        "CHL 100 NOR",
    },
    # one's own envoy is recalled from a place, not by it
    "(S (NP (NP (NNP Norway) (POS 's)) (NN envoy)) (VP (VBD was) (VP (VBN recalled) (PP (IN from) (NP (NNP Chile))))))": {
        "NORGOV 161 CHL"
    },
    "(S (NP (NP (NNS soldiers)) (PP (IN of) (NP (NNP Chile)))) (VP (VBD were) (VP (VBN killed) (PP (IN in) (NP (NP "
    "(DT a) (NN firefight)) (PP (VBG involving) (NP (JJ Norwegian) (NNS troops))))))))": {
        "NORMIL 193 CHLMIL"
    },
}


@pytest.mark.parametrize("tree", ANSWERS)
def test_acts_that_answer_others(coder: Coder, tree: str) -> None:
    assert events(coder, tree) == ANSWERS[tree]


def test_a_request_from_somebody_is_his(coder: Coder) -> None:
    text = "Norway recalled a frigate following a request from Chile."
    assert {str(e) for e in coder.code(text)} == {"CHL 020 NOR"}
    assert {str(e) for e in coder.code("Norway requested help from Chile.")} == {"NOR 023 CHL"}


CHECKS = {
    "A Chilean court rejected the prime minister's bid to stay in office.": "CHLJUD 120 CHLGOV",
    "The office of the Norwegian president accused a Chilean singer of theft.": "NORGOV 1121 CHLCVL",
    "A team from the United Nations arrived in Lima.": "IGOUNO 042 PER",
    "A Chilean general was granted asylum in Norway.": "NOR 075 CHLMIL",
}


@pytest.mark.parametrize("text", CHECKS)
def test_what_courts_offices_teams_and_hosts_do(coder: Coder, text: str) -> None:
    assert CHECKS[text] in {str(e) for e in coder.code(text)}


ASKED = {
    # who is asked to do something hostile is asked, not threatened
    "(S (NP (NNP Norway)) (VP (VBD urged) (S (NP (NNP Chile)) (VP (TO to) (VP (VB close) (NP (DT the) (NN camp)))))))": {
        "NOR 020 CHL"
    },
    # but what is asked for against a third state threatens it
    "(S (NP (NNP Norway)) (VP (VBD called) (PP (IN for) (NP (NP (NNS sanctions)) (PP (IN against) (NP (NNP Chile)))))))": {
        "NOR 1312 CHL"
    },
    # a that-clause without an -s, or in the present behind a past tense, asks for what it says
    "(S (NP (NNP Norway)) (VP (VBD insisted) (SBAR (IN that) (S (NP (NP (NNS troops)) (PP (IN of) (NP (NNP Chile)))) "
    "(VP (VBP withdraw))))))": {"NOR 100 CHLMIL"},
    "(S (NP (NNP Norway)) (VP (VBZ insists) (SBAR (IN that) (S (NP (NP (NNS troops)) (PP (IN of) (NP (NNP Chile)))) "
    "(VP (VBP withdraw))))))": set(),
    # who is punished for doing something did it
    "(S (NP (NNP Norway)) (VP (VBD announced) (NP (NP (NNS sanctions)) (PP (IN on) (NP (NNP Chile))) (PP (IN for) "
    "(S (VP (VBG supplying) (NP (NNP Peru)) (PP (IN with) (NP (NNS missiles)))))))))": {
        "NOR 163 CHL",
        "CHL 072 PER",
    },
    # who is interested in doing something may do it
    "(S (NP (NNP Norway)) (VP (VBD expressed) (NP (NP (NN interest)) (PP (IN in) (S (VP (VBG investing) (PP (IN in) "
    "(NP (NNP Chile)))))))))": {"NOR 0311 CHL"},
}


@pytest.mark.parametrize("tree", ASKED)
def test_what_is_asked_of_whom(coder: Coder, tree: str) -> None:
    assert events(coder, tree) == ASKED[tree]


@pytest.mark.parametrize(
    "tree",
    [
        "(S (NP (DT An) (NN explosion)) (VP (VBD killed) (NP (CD two) (JJ Chilean) (NNS nurses)) (PP (IN in) (NP (NP (DT "
        "a) (NN mine)) (PP (IN in) (NP (NNP Norway)))))))",
        "(S (NP (CD Two) (JJ Chilean) (NNS nurses)) (VP (VBD were) (VP (VBN injured) (PP (IN in) (NP (NP (DT a) (NN "
        "fire)) (PP (IN in) (NP (NNP Norway))))))))",
        "(S (NP (DT A) (JJ Chilean) (NN soldier)) (VP (VBD was) (VP (VBN killed) (PP (IN in) (NP (DT an) (NN exercise))) "
        "(PP (IN in) (NP (NNP Norway))))))",
    ],
)
def test_no_state_answers_for_an_accident(coder: Coder, tree: str) -> None:
    assert events(coder, tree) == set()


PASSIVES = {
    # what hurts others beside him, and where
    "Two nurses were killed and nine others were injured in an attack in Lima, Peru.": {
        "PERUAF 190 PERHLH",
        "PERUAF 190 PERCVL",
    },
    "Two Chilean nurses were killed and nine others were injured in an attack by a Norwegian soldier in Lima.": {
        "NORMIL 190 CHLHLH",
        "NORMIL 190 PERCVL",
    },
    "Six people were killed and two others were injured in a Norwegian strike on the village of Tacna, Peru.": {
        "NOR 190 PERCVL"
    },
    # who dies of a bomb dies in a bombing
    "Six nurses were killed when a bomb exploded in Lima.": {"PERUAF 183 PERHLH", "PERUAF 183 PER"},
    "Six nurses were killed following a car bombing in Lima.": {"PERUAF 1832 PERHLH"},
    # whose attack it is, the word before it says, if that is somebody
    "Nine villagers died in a rebel ambush in Chad.": {"TCDREB 190 TCDCVL"},
    "Nine villagers were killed after an army raid in Chad.": {"TCDMIL 190 TCDCVL"},
    # bands that harm people from abroad are of the state that the sentence names beside
    "Nine Danish drivers were killed when insurgents attacked Lima, Peru.": {
        "PERREB 190 DNKCVL",
        "PERREB 190 PER",
    },
    # an attack on somebody, by nobody named
    "Norway closes its offices after a deadly attack on the Danish embassy in Chad.": {"TCDUAF 190 DNKGOV"},
    "An attack on Danish soldiers in Chad was led by a Peruvian.": {"PER 190 DNKMIL"},
    "An air strike mounted by Norway on an airbase in Chad was condemned.": {"NOR 195 TCDMIL"},
    # who is told beside those captured or kidnapped
    "Nine Danish soldiers are killed and four more are captured by Norwegian troops.": {"NORMIL 190 DNKMIL"},
    # an army fights not its own state, but the armed group that the sentence names
    "Mali's army retakes a base in Gao, Mali, after driving out Islamic State fighters.": {
        "MLIMIL 192 IMGMUSISI",
        "MLIMIL 190 IMGMUSISI",
    },
    "A ferry sank off Peru, killing nine people.": set(),
    "A gas pipeline exploded in Peru, killing nine people.": set(),
    "Six nurses were killed when their bus struck a roadside bomb while travelling to Lima.": {
        "PERUAF 1833 PERHLH"
    },
    # a part of a place; what an attack is on
    "A car bomb in the Comas district of Lima killed nine nurses.": {"PERUAF 1832 PERHLH"},
    "Nine nurses were killed in a bombing attack on Lima.": {"PERUAF 183 PERHLH"},
    "A Peruvian nurse was killed by gunfire in Lima.": {"PERUAF 190 PERHLH"},
    "A church was attacked in Lima.": {"PERUAF 190 PERREL"},
    "A bomb in a Lima market killed nine nurses.": {"PERUAF 183 PERHLH"},
    "Nine nurses were executed in Lima.": {"PER 1823 PERHLH"},
    "Nine nurses were killed in rebel attacks in Peru.": {"PERREB 190 PERHLH"},
    "Three bombs rocked the Peruvian city of Tacna, killing nine nurses.": {"PERUAF 183 PERHLH"},
    "Nine nurses were killed in a bombing in Xyzville, north of Lima.": {"PERUAF 183 PERHLH"},
    # both sides are told, or it was an accident, or the border only lies near
    "Nine nurses were killed in clashes between two gangs in Lima.": set(),
    "Two Chilean pilots were killed and three others were injured in a training accident in Lima.": set(),
    "Nine Chilean soldiers were killed by gunmen at the border with Peru.": {"CHLUAF 190 CHLMIL"},
    # who has made a law; who has held a prisoner; whom sanctions are on
    "Norway's parliament passed a law that bans imports from Chile.": {"NORLEG 163 CHL"},
    "Norway's parliament rejected a law that bans imports from Chile.": set(),
    "A Chilean minister, detained in Lima on Monday, was released.": {"PER 173 CHLGOV", "PER 0841 CHLGOV"},
    "Chile condemned the Western sanctions imposed on Peru.": {"CHL 111 WST", "WST 163 PER"},
    "Chile was worried by Norwegian tariffs imposed on Peru.": {"CHL 110 NOR", "NOR 163 PER"},
    # who summons or expels a diplomat is whoever he is sent to
    "Chile's ambassador to Norway was summoned.": {"NOR 110 CHLGOV"},
    "The Chilean envoy was summoned to the foreign ministry in Oslo.": {"NORGOV 110 CHLGOV"},
    "Chile's ambassador to Norway was recalled.": {"CHLGOV 161 NOR"},
    # what is decided is done by whoever decides it
    "Norway denounced the decision of Chile to recall its ambassador.": {"NOR 111 CHL", "CHL 161 NOR"},
    # who has held somebody lets him go
    "Eight of the 23 Chileans held hostage by rebels in Peru are released.": {
        "PERREB 0841 CHL",
        "PERREB 181 CHL",
        "PERREB 181 PERCVL",
    },
    "Two Chilean nurses held in Lima were released.": {"PER 0841 CHLHLH"},
    "Two Chilean nurses accused of spying for Peru were released.": set(),
    "Peruvian rebels released two hostages, a Chilean nurse and a Norwegian nurse.": {
        "PERREB 0841 CHLHLH",
        "PERREB 0841 NORHLH",
    },
    # a firm that leaves a state; who is on a list for what he did for a state
    "A Danish bank withdrew from Peru.": {"DNKBUS 160 PER"},
    "Norway imposed sanctions on ten people linked to Chile.": {"NOR 163 CHL"},
}


@pytest.mark.parametrize("text", PASSIVES)
def test_where_and_by_whom_if_nobody_is_named(coder: Coder, text: str) -> None:
    assert {str(e) for e in coder.code(text)} == PASSIVES[text]


def test_who_claims_a_deed_that_nobody_did_makes_its_sentence_coded(coder: Coder) -> None:
    text = "Nine Peruvian students were killed. Shining Path claimed responsibility for the attack."
    coding = coder.code_document(Document("claimed", text))
    assert [(str(e), e.modality, e.sentence) for e in coding.events] == [("PERREB 190 PEREDU", "actual", 1)]
    assert coding.diagnoses[0].status == "coded"


CLAIMS = {
    "Nine nurses were killed in a bombing in Lima. Shining Path claimed responsibility.": {
        "PERREB 183 PERHLH"
    },
    "Nine nurses were killed in a bombing in Lima. The attack was claimed by Shining Path.": {
        "PERREB 183 PERHLH"
    },
    "Nine nurses were killed in a bombing in Lima. Shining Path claimed responsibility for the attack.": {
        "PERREB 183 PERHLH"
    },
    "Nine nurses were killed in a bombing in Lima. Nobody has claimed responsibility.": {"PERUAF 183 PERHLH"},
    "Nine nurses were killed in a bombing in Lima. Shining Path did not claim responsibility.": {
        "PERUAF 183 PERHLH"
    },
    "Protests continued after the assassination of a Peruvian senator.": {
        "PEROPP 141 PERGOV",
        "PERUAF 186 PERLEG",
    },
    "Norwegian police arrested two men over the assassination of a Peruvian senator.": {
        "NORCOP 173 NORCVL",
        "NORCVL 186 PERLEG",
    },
    "Norway published a book on the assassination of a Peruvian senator.": set(),
}


@pytest.mark.parametrize("text", CLAIMS)
def test_who_says_that_he_did_it(coder: Coder, text: str) -> None:
    assert {str(e) for e in coder.code(text)} == CLAIMS[text]


RULED = {
    "The Norwegian government aided Norwegian farmers.": set(),
    "Norway aided Chilean farmers.": {"NOR 071 CHLAGR"},
    "The Norwegian government threatened Norwegian miners with a ban.": set(),
    "Norway threatened Norwegian rebels with a ban.": {"NOR 130 NORREB"},
    "Norway urges its citizens to leave Chile.": set(),
    "Norway orders its citizens to leave Chile.": {"NOR 170 NORCVL"},
    "The Chilean president said that Chilean soldiers should be ready.": set(),
    "The Chilean president said that Peru should be ready.": {"CHLGOV 020 PER"},
    "Norwegian lawmakers warned farmers of a drought.": set(),
    "Norwegian lawmakers warned Chilean farmers of a drought.": {"NORLEG 130 CHLAGR"},
}


@pytest.mark.parametrize("text", RULED)
def test_how_a_state_rules_its_own_is_no_act_between_two(coder: Coder, text: str) -> None:
    assert {str(e) for e in coder.code(text)} == RULED[text]


BUSINESS = {
    "A Chilean company promised to help Peru.": set(),
    "A plane of a Chilean airline hit a hotel in Peru and killed nine.": set(),
    "A Norwegian newspaper said that Chile must be ready.": set(),
    "The IMF agreed on a loan with Chile.": {"IGOBUSIMF 0331 CHL"},
    "A Chilean company sued Peru.": {"CHLBUS 115 PER"},
}


@pytest.mark.parametrize("text", BUSINESS)
def test_what_firms_and_the_press_do_is_mostly_business(coder: Coder, text: str) -> None:
    assert {str(e) for e in coder.code(text)} == BUSINESS[text]


def test_what_is_called_for_beside_an_act_is_not_asked_of_whom_it_is_done_to(coder: Coder) -> None:
    text = "Norway condemned Chile, calling for new elections."
    assert {str(e) for e in coder.code(text)} == {"NOR 111 CHL"}


def test_what_is_only_said_is_not_asked_for(coder: Coder) -> None:
    tree = "(S (NP (NNP Norway)) (VP (VBD said) (SBAR (S (NP (NNP Chile)) (VP (VB leave) (NP (NNP Peru)))))))"
    assert events(coder, tree) == set()


BY_NOUNS = {
    "Norway's summit with Chile will take place in June.": {"NOR 036 CHL"},
    "Norway's summit with Chile took place in June.": {"NOR 040 CHL", "CHL 040 NOR"},
    "Shops in Lima closed ahead of the Norwegian king's visit to Peru.": {"NORGOV 036 PER"},
    "The planned talks between Norway and Chile worry Peru.": {"NOR 036 CHL", "CHL 036 NOR"},
    "The Norwegian king is announced to visit Peru.": {"NORGOV 036 PER"},
    "The Norwegian king announced a visit to Peru.": {"NORGOV 036 PER"},
    "Thousands marched at the APEC Lima summit.": set(),
    "Shining Path declared a unilateral ceasefire.": {"PERREB 0871 PER"},
    "Norway and Chile enter a truce brokered by Peru.": {
        "NOR 0871 CHL",
        "CHL 0871 NOR",
        "PER 045 NOR",
        "PER 045 CHL",
    },
    "Norway and Chile enter a Peruvian-brokered truce.": {
        "NOR 0871 CHL",
        "CHL 0871 NOR",
        "PER 045 NOR",
        "PER 045 CHL",
    },
    "Norway freed two Chilean priests after mediation by Peru.": {
        "NOR 0841 CHLREL",
        "PER 045 NOR",
        "PER 045 CHLREL",
    },
    "Talks began in Lima between Norway and Chile.": {"NOR 046 CHL", "CHL 046 NOR"},
    "North and South Korea sign a treaty.": {"PRK 057 KOR", "KOR 057 PRK"},
    "Norway, together with Chile, imposed sanctions on Kenya.": {"NOR 163 KEN", "CHL 163 KEN"},
    "The United States, Norway and Chile condemned Kenya.": {
        "USA 111 KEN",
        "NOR 111 KEN",
        "CHL 111 KEN",
    },
    "The Norwegian opposition condemns the alleged mishandling of the outbreak.": {"NOROPP 111 NORGOV"},
    "Norway and Chile made no progress in talks on fishing.": {"NOR 046 CHL", "CHL 046 NOR"},
    "A Norwegian minister ordered the suspension of arms shipments to Chile.": {"NORGOV 1622 CHL"},
    "Norway ordered its airlines to suspend flights to Chile.": {"NOR 160 CHL"},
    "The withdrawal of Norwegian forces from Chile began in May.": {"NORMIL 0874 CHL"},
}


@pytest.mark.parametrize("text", BY_NOUNS)
def test_acts_told_by_nouns(coder: Coder, text: str) -> None:
    assert {str(e) for e in coder.code(text)} == BY_NOUNS[text]


TOGETHER = {
    # a series, a wave, years of acts: the acts are what is done
    "(S (NP (NNP Norway)) (VP (VBZ launches) (NP (NP (NP (DT a) (NN series)) (PP (IN of) (NP (NNS airstrikes)))) "
    "(PP (IN on) (NP (NNP Chile))))))": {"NOR 195 CHL"},
    # a passive light verb lends its agent
    "(S (NP (DT An) (NN offensive)) (VP (VBZ is) (VP (VBN launched) (PP (IN by) (NP (NNP Norway))) (PP (IN against) "
    "(NP (NNP Chile))))))": {"NOR 190 CHL"},
    # what is planned on is planned
    "(S (NP (NNP Norway)) (VP (VBZ plans) (PP (IN on) (S (VP (VBG meeting) (PP (IN with) (NP (NNP Chile))))))))": {
        "NOR 036 CHL",
    },
    # talks without parties of their own are those who sign
    "(S (NP (NNP Norway) (CC and) (NNP Chile)) (VP (VBP sign) (NP (DT a) (NN treaty)) (PP (IN after) (NP (NP (NNS "
    "months)) (PP (IN of) (NP (NNS negotiations)))))))": {
        "NOR 057 CHL",
        "CHL 057 NOR",
        "NOR 046 CHL",
        "CHL 046 NOR",
    },
    # a treaty is no party to itself
    "(S (NP (NNP Norway) (CC and) (NNP Chile)) (VP (VBP sign) (NP (DT the) (NNP Central) (NNP European) (NNP Free) "
    "(NNP Trade) (NNP Agreement))))": {"NOR 057 CHL", "CHL 057 NOR"},
    # two organs of one state are no two parties
    "(S (NP (NP (DT The) (JJ Chilean) (NN navy)) (CC and) (NP (NN air) (NN force))) (VP (VBP hold) (NP (NP (JJ "
    "military) (NNS exercises)) (PP (IN around) (NP (NNP Norway))))))": {"CHLMIL 150 NOR"},
    # what is discussed is no party
    "(S (NP (NNP Norway)) (VP (VBD announced) (NP (NP (DT a) (NN meeting)) (S (VP (TO to) (VP (VB discuss) (NP (JJ "
    "Chilean) (NNS boats))))))))": set(),
    # two clauses, two acts
    "(S (S (NP (DT The) (NNP NATO) (NN summit)) (VP (VBZ opens))) (CC and) (S (NP (DT the) (NNP EU) (NN summit)) (VP "
    "(VBZ is) (VP (VBN held)))))": set(),
    # who meets is who acts in the clause around
    "(S (PP (VBG Following) (NP (NP (DT a) (NN meeting)) (PP (IN with) (NP (JJ Chilean) (NNS envoys))))) (, ,) (NP (DT "
    "the) (JJ Norwegian) (NN president)) (VP (VBD praised) (NP (NNP Peru))))": {
        "NORGOV 051 PER",
        "NORGOV 040 CHLGOV",
        "CHLGOV 040 NORGOV",
    },
    # who does the first of two passives does the second
    "(S (NP (NP (DT The) (NN envoy)) (PP (IN of) (NP (NNP Chile)))) (VP (VBD was) (VP (VP (VBN arrested) (PP (IN in) (NP "
    "(NNP Norway)))) (CC and) (VP (VBN charged) (PP (IN with) (NP (NN theft)))))))": {
        "NOR 173 CHLGOV",
        "NOR 112 CHLGOV",
    },
}


@pytest.mark.parametrize("tree", TOGETHER)
def test_who_acts_together(coder: Coder, tree: str) -> None:
    got = events(coder, tree)
    assert {(a, c[:2], b) for a, c, b in map(str.split, got)} == {
        (a, c[:2], b) for a, c, b in map(str.split, TOGETHER[tree])
    }


@pytest.mark.parametrize(
    "text",
    [
        "Peru declared a state of emergency following the attack.",
        "Peru declares martial law in Puno following days of clashes between police and students.",
        "The government of Peru declares a state of emergency a day after a bombing that killed two people.",
    ],
)
def test_an_emergency_and_the_attack_before_it_do_not_ask_each_other_for_ever(
    coder: Coder, text: str
) -> None:
    assert any(e.code == "1724" and e.target.code == "PERCVL" for e in coder.code(text, "2020-05-05"))


def test_who_or_what_something_is_named_after_does_not_act_or_suffer():
    text = "Gunmen attacked Barack Obama Memorial Hospital on Moscow Street in Niamey, Niger."
    assert {e.target.code for e in Coder(trained=False).code(text)} <= {"NER", "NERHLH", "NERCVL"}
    assert [str(e) for e in Coder(trained=False).code("Barack Obama visited Niger.")] != []


HURT = {
    # a wound is told as the act that gives it, not as a beating
    "Norwegian jets bombed a port in Chile, killing two people and injuring nine others.": {
        "NORMIL 195 CHLBUS",
        "NORMIL 195 CHLCVL",
    },
    "Malian rebels killed two Chilean teachers and wounded a Chilean nurse.": {
        "MLIREB 190 CHLEDU",
        "MLIREB 190 CHLHLH",
    },
    "Nine Chilean nurses were injured when Norwegian troops bombed a clinic.": {"NORMIL 195 CHLHLH"},
    "Norwegian police injured a Chilean teacher.": {"NORCOP 182 CHLEDU"},
    # who falls on both sides is told with nobody who did it: each other; but not under bombs
    "Two Malian soldiers and three rebels were killed in Mali.": {"MLIMIL 190 MLIREB", "MLIREB 190 MLIMIL"},
    "Four Yemeni soldiers and six al-Qaeda insurgents were killed during clashes in Yemen.": {
        "YEMMIL 190 IMGMUSALQ",
        "IMGMUSALQ 190 YEMMIL",
    },
    "Two Malian soldiers and three rebels were killed by a Chilean airstrike.": {
        "CHLMIL 195 MLIMIL",
        "CHLMIL 195 MLIREB",
    },
    # who fell in the attack told before, but not in another one
    "Norwegian troops raided Chile. Nine Chilean nurses were killed.": {
        "NORMIL 190 CHL",
        "NORMIL 190 CHLHLH",
    },
    "Norwegian troops raided Chile. Nine people were injured in Chile.": {
        "NORMIL 190 CHL",
        "NORMIL 190 CHLCVL",
    },
    "Norwegian troops raided Chile. Nine Peruvian nurses were killed elsewhere.": {"NORMIL 190 CHL"},
    # who falls in clashes with somebody has fought; two sides of the place that they fight in
    "Two Chilean soldiers were killed by Peruvians during clashes with Norwegian troops.": {
        "PER 190 CHLMIL",
        "CHLMIL 190 NORMIL",
        "NORMIL 190 CHLMIL",
    },
    "Clashes between the army and rebels in Mali killed nine people.": {
        "MLIMIL 190 MLIREB",
        "MLIREB 190 MLIMIL",
    },
    # the police that crowds clashed with arrest them
    "Chilean protesters clashed with police in Arica. Hundreds were arrested.": {
        "CHLOPP 145 CHLCOP",
        "CHLCOP 175 CHLOPP",
        "CHLCOP 173 CHLCVL",
    },
    "A bus crashed in Chile. The driver was arrested.": set(),
    # whose operation somebody falls in; "the armed forces" are no act, and of the place
    "Two Chilean gunmen were killed in an operation by Norwegian troops.": {"NORMIL 190 CHLUAF"},
    "An al-Qaeda leader was killed in a Norwegian operation.": {"NOR 190 IMGMUSALQ"},
    # who lets somebody go has held him
    "Norway released a Chilean teacher who had been detained since May.": {
        "NOR 0841 CHLEDU",
        "NOR 173 CHLEDU",
    },
    # headlines leave out "are"
    "Two Chilean nurses injured in a Norwegian drone strike near Arica.": {"NOR 1952 CHLHLH"},
    "Three Chilean envoys expelled from Norway.": {"NOR 161 CHLGOV"},
    "Chilean troops have captured a Norwegian ship and sunk it.": {"CHLMIL 1711 NORBUS"},
    # an army abroad harms those whom the story was about
    "Norwegian envoys left Chile. Norwegian troops killed nine rebels.": {"NORMIL 190 CHLREB"},
    "Malian troops killed nine rebels.": {"MLIMIL 190 MLIREB"},
    "Norwegian and Malian troops killed nine rebels.": {"NORMIL 190 MLIREB", "MLIMIL 190 MLIREB"},
    "Nine nurses were killed in a series of Norwegian raids on Chile.": {"NOR 190 CHLHLH"},
    # near a border may be on either side of it, off a coast is before it
    "Gunmen attacked a Malian army base near the Mauritanian border.": {"MLIUAF 190 MLIMIL"},
    "Pirates kidnapped two Polish engineers off the coast of Benin.": {"BENCRM 181 POLCVL"},
    # where an attack happens suffers nothing if somebody else is told to
    "Two Chilean nurses were killed in a Norwegian drone strike in Peru.": {"NOR 1952 CHLHLH"},
    # a claim is its deed, a war in the background is none
    "Hezbollah claimed responsibility for abducting two Israeli soldiers.": {"LBNREB 181 ISRMIL"},
    "Hezbollah claimed responsibility for the raid on Israel.": {"LBNREB 190 ISR"},
    "Norway sent food to Chile amid the Peruvian war in Bolivia.": {"NOR 073 CHL"},
    # fighters linked to a group are the group's, those aligned with a state are not the state's
    "Militants linked to al-Qaeda killed two Nigerien soldiers.": {"IMGMUSALQ 190 NERMIL"},
    "Al-Qaeda-linked gunmen killed two Yemeni soldiers.": {"IMGMUSALQ 190 YEMMIL"},
    "Iran-aligned militants attacked an American base in Iraq.": {"IRQREB 190 USAMIL"},
}


@pytest.mark.parametrize("text", HURT)
def test_who_hurts_whom(coder: Coder, text: str) -> None:
    assert {str(e) for e in coder.code(text)} == HURT[text]


def test_a_mission_is_not_that_of_the_place_named_before():
    text = (
        "Chile's foreign minister said that Peru could be reached through the Chilean embassy in Kenya. "
        "“We suspend the work of our permanent mission to NATO,” he said."
    )
    assert [str(e) for e in Coder(trained=False).code(text) if e.code == "161"] == ["CHLGOV 161 IGOWSTNAT"]


SUFFERED = {
    "Norway condemned the persecution of Chileans.": set(),
    "Norway condemned the sinking of a Chilean trawler by Peru.": {"NOR 111 PER", "PER 190 CHLBUS"},
    "Norway condemned Chile.": {"NOR 111 CHL"},
}


@pytest.mark.parametrize("text", SUFFERED)
def test_who_suffers_what_is_condemned_is_not_condemned(coder: Coder, text: str) -> None:
    assert {str(e) for e in coder.code(text)} == SUFFERED[text]


UNBOUND = {
    "Human rights groups accused the Chilean police of torture.": {"NGOHRI 1122 CHLCOP"},
    "Aid agencies criticised Chile.": {"NGO 111 CHL"},
    "Human rights groups in Peru accused Chile of torture.": {"PERHRI 1122 CHL"},
}


@pytest.mark.parametrize("text", UNBOUND)
def test_organisations_that_are_of_no_state(coder: Coder, text: str) -> None:
    assert {str(e) for e in coder.code(text)} == UNBOUND[text]


PREDICATED = {
    "Norway says that Chile's exercises were a threat.": {"NOR 111 CHL"},
    "Norway says that the truce with Chile is under threat.": set(),
    "Norway says that Chile is ready to answer any threat.": set(),
}


@pytest.mark.parametrize("text", PREDICATED)
def test_what_a_copula_says_of_its_subject(coder: Coder, text: str) -> None:
    assert {str(e) for e in coder.code(text)} == PREDICATED[text]


TRIALS = {
    "A Chilean minister went on trial in Peru for fraud.": {"PER 115 CHLGOV"},
    "Peruvian prosecutors requested that a Chilean minister be detained.": {"PERJUD 173 CHLGOV"},
    "The Peruvian president requested that a Chilean minister be detained.": {"PERGOV 132 CHLGOV"},
}


@pytest.mark.parametrize("text", TRIALS)
def test_who_tries_whom(coder: Coder, text: str) -> None:
    assert {str(e) for e in coder.code(text)} == TRIALS[text]


HELD = {
    "A Norwegian man was detained after crossing into Chile.": {"CHL 173 NORCVL"},
    "A Norwegian man was arrested at Lima airport.": {"PER 173 NORCVL"},
    "A Norwegian man was arrested after returning from Chile.": set(),
    "A Norwegian man was arrested on suspicion of spying for Chile.": {"NOR 173 NORCVL"},
    "A Norwegian soldier was sentenced to prison for the beating of a Chilean.": {"NOR 173 NORMIL"},
    "Riots broke out after the arrest of a Chilean opposition leader.": {"CHL 173 CHLOPP"},
    "A bomb killed two people in Lima. A Norwegian man was arrested.": {
        "PERUAF 183 PERCVL",
        "PERCOP 173 NORCVL",
    },
}


@pytest.mark.parametrize("text", HELD)
def test_who_has_arrested_somebody_where_nobody_is_named(coder: Coder, text: str) -> None:
    assert {str(e) for e in coder.code(text)} >= HELD[text]
    assert {e.source.code for e in coder.code(text) if e.code == "173" and e.source} == {
        h.split()[0] for h in HELD[text] if " 173 " in h
    }


WHOSE_PEOPLE = {
    "Two tourists, a Norwegian and a Chilean, were kidnapped by gunmen in Peru.": {
        "PERUAF 181 NORCVL",
        "PERUAF 181 CHLCVL",
    },
    "Rebels in Peru kidnapped three journalists (two Norwegian, one Chilean).": {
        "PERREB 181 NORMED",
        "PERREB 181 CHLMED",
    },
    "Peruvian police arrested nine men, including two Norwegians.": {"PERCOP 173 NORCVL"},
    "Peruvian police arrested nine men, a Norwegian official said.": {"PERCOP 173 PERCVL"},
    "Peru arrested eight people, five Peruvians and three people from Norway and Chile.": {
        "PER 173 NORCVL",
        "PER 173 CHLCVL",
    },
    "Rebels in Peru killed two Norwegian soldiers and wounded six others.": {"PERREB 190 NORMIL"},
    "The Peruvian army killed two al-Qaeda fighters and arrested three.": {
        "PERMIL 190 IMGMUSALQ",
        "PERMIL 173 IMGMUSALQ",
    },
    "A bomb went off outside the Norwegian embassy in Lima.": {"PERUAF 183 NORGOV"},
    "Nine people were killed in an attack on the Norwegian consulate in Arequipa.": {"PERUAF 190 NOR"},
    "Students marched in Lima to protest Norway's raids on Chile.": {"PEREDU 141 NOR", "NOR 190 CHL"},
    "Peruvian police arrested Arvo Lagos.": {"PERCOP 173 PERCVL"},
    "Norway deported 30 migrants to Chile.": set(),
    "The deal was brokered by Norway and Chile.": set(),
    "Turkey carried out air strikes on PKK positions in northern Iraq.": {"TUR 195 TURREB"},
}


@pytest.mark.parametrize("text", WHOSE_PEOPLE)
def test_the_place_does_not_decide_who_suffers_where_more_is_told(coder: Coder, text: str) -> None:
    assert {str(e) for e in coder.code(text, "2020-05-05")} == WHOSE_PEOPLE[text]


TOLD_ELSEWHERE = {
    "A Norwegian man stabbed two people in Chile. The attacker was shot by police.": "CHLCOP 193 NORUAF",
    "Turkish jets bombed Kurdish rebels in northern Iraq.": "TURMIL 195 TURREB",
    "Maoists killed nine police officers in Nepal.": "NPLREB 190 NPLCOP",
    "Police in Kosovo arrested nine Serbs.": "XKXCOP 173 XKXSRB",
    "The Norwegian army carried out air strikes in Chad against targets belonging to al-Qaeda.": (
        "NORMIL 195 IMGMUSALQ"
    ),
}


@pytest.mark.parametrize("text", TOLD_ELSEWHERE)
def test_bands_are_those_told_of_not_of_the_place(coder: Coder, text: str) -> None:
    assert TOLD_ELSEWHERE[text] in {str(e) for e in coder.code(text, "2010-05-05")}


def test_a_border_with_a_state_is_not_its_own(coder: Coder) -> None:
    text = "Rebels in Peru captured three border crossings with Chile."
    assert not any("CHL" in str(e) for e in coder.code(text))


def test_the_second_of_two_clauses_has_parties_of_its_own(coder: Coder) -> None:
    text = "Ten Chadian soldiers were killed and two Peruvian tourists injured in an attack by Boko Haram."
    assert {str(e) for e in coder.code(text)} == {"NGAREB 190 TCDMIL", "NGAREB 190 PERCVL"}


def test_who_claims_a_deed_has_done_it_where_nobody_is_put_down(coder: Coder) -> None:
    text = "Nine Malian soldiers were killed in an explosion in a valley. Boko Haram claimed responsibility."
    assert {str(e) for e in coder.code(text)} == {"NGAREB 183 MLIMIL"}


# Acts by nobody named, in a sentence that names only whose people suffer them.
AT_HOME = {
    "Two Peruvian police officers were killed in a drive-by shooting.": {"PERUAF 190 PERCOP"},
    "Nine police officers were killed and five others wounded in a suicide bombing in Lima.": {
        "PERUAF 1831 PERCOP"
    },
    "A rocket attack on a market in Lima killed nine nurses.": {"PERUAF 194 PERHLH"},
    "Three Peruvian soldiers were killed near a base.": set(),
    "The president of Peru says that she will stay despite protests.": {"PEROPP 141 PERGOV"},
    "Large protests rock Peruvian cities.": {"PEROPP 141 PERGOV"},
    "The mayor of Lima called for protests.": set(),
    "Two Peruvian senators and a Peruvian judge were arrested.": {"PER 173 PERLEG", "PER 173 PERJUD"},
}


@pytest.mark.parametrize("text", AT_HOME)
def test_attackers_crowds_and_police_are_of_the_only_state(coder: Coder, text: str) -> None:
    assert {str(e) for e in coder.code(text, "2015-05-05")} == AT_HOME[text]
