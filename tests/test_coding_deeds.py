"""Who is behind "the move": deeds told before, in the sentence or the story."""

from __future__ import annotations

import pytest

from diplocode import Coder


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder(trained=False)  # the rules alone


def codes(coder: Coder, text: str) -> set[str]:
    return {str(e) for e in coder.code(text, date="2019-05-10")}


def has(found: set[str], source: str, root: str, target: str) -> bool:
    return any(
        e.startswith(source) and e.split()[1].startswith(root) and e.split()[2].startswith(target)
        for e in found
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway bans trawlers from Iceland. Iceland condemned the move.", "ISL 111 NOR"),
        ("Norway bans trawlers from Iceland, and Iceland condemned the ban.", "ISL 111 NOR"),
        ("Peru offered Chile a lease of the port. Chile rejected the offer.", "CHL 12 PER"),
        ("Kenya accuses Uganda of arming rebels. Uganda rejects the accusation.", "UGA 12 KEN"),
        ("Angola bombed a village in Zambia. Malawi condemned the raid.", "MWI 111 AGO"),
        ("Norway bans trawlers from Iceland. Chile lauds the decision.", "CHL 051 NOR"),
    ],
)
def test_what_the_move_is(coder: Coder, text: str, expected: str) -> None:
    assert has(codes(coder, text), *expected.split())


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        # who suffers the attack has not done it
        ("A Peruvian diplomat is shot dead in Lusaka. Chile condemned the attack.", "CHL 111 PER"),
        # the phrase says itself whose it is
        ("Norway bans trawlers from Iceland. Chile condemned the rebel attack.", "CHL 111 NOR"),
        # no deed of that kind went before
        ("Norway visited Iceland. Chile condemned the bombing.", "CHL 111 NOR"),
    ],
)
def test_what_the_move_is_not(coder: Coder, text: str, wrong: str) -> None:
    assert not has(codes(coder, text), *wrong.split())


def test_too_has_the_target_of_the_one_before(coder: Coder) -> None:
    found = codes(coder, "Peru condemned the raid by Angola. Chile also condemned the attack.")
    assert has(found, "CHL", "111", "AGO")
    assert not has(found, "CHL", "111", "PER")


def test_a_plan_that_is_rejected_is_its_maker_s(coder: Coder) -> None:
    found = codes(coder, "Hungary proposed a plan that was rejected by Serbia.")
    assert has(found, "SRB", "12", "HUN")


def test_who_suffered_a_deed_answers_it(coder: Coder) -> None:
    found = codes(coder, "Peru jailed two sailors from Norway. Norway withdrew its ambassador in protest.")
    assert has(found, "NOR", "161", "PER")
    found = codes(coder, "Peru jailed two sailors from Norway. Chile withdrew its ambassador in protest.")
    assert not has(found, "CHL", "161", "PER")


def test_sanctions_that_are_answered_are_on_who_answers(coder: Coder) -> None:
    found = codes(coder, "Norway raised its tolls in retaliation for Peruvian sanctions.")
    assert has(found, "PER", "163", "NOR")


def test_ties_between_two_are_cut_each_way(coder: Coder) -> None:
    found = codes(coder, "All ties between Chad and Sudan were cut.")
    assert has(found, "TCD", "161", "SDN")
    assert has(found, "SDN", "161", "TCD")


def test_the_opposition_is_not_the_government_s_own(coder: Coder) -> None:
    assert has(
        codes(coder, "The Kenyan government rejected the opposition's demands."), "KENGOV", "12", "KENOPP"
    )


def test_what_may_be_done_to_another_state_is_a_threat(coder: Coder) -> None:
    assert has(codes(coder, "Chile may suspend aid to Peru."), "CHL", "1311", "PER")


POINTED = {
    "Norway seized a Peruvian trawler. Chile condemned this.": "CHL 111 NOR",
    "Norway signed a deal with Peru. Chile expressed its disapproval over the deal.": "CHL 110 NOR",
    "Norway signed an accord with Peru. The accord drew criticism from Chile.": "CHL 111 NOR",
    "Norway bombed a bridge in Peru. Chile said the attack was a clear crime.": "CHL 111 NOR",
    "Norway and Chile exchanged fire. Both sides accused the other of starting it.": "NOR 112 CHL",
}


@pytest.mark.parametrize("text", POINTED)
def test_what_disapproval_points_back_to(coder: Coder, text: str) -> None:
    assert POINTED[text] in {str(e) for e in coder.code(text)}


def test_concerns_that_something_raises_are_not_of_who_does_it(coder: Coder) -> None:
    text = "Norway shelled a town in Chile, raising concerns about Peru."
    assert not [e for e in coder.code(text) if e.code in {"110", "111"}]


ANSWERED = {
    "Norway imposed sanctions on nine Chileans. Chile threatens to retaliate.": "CHL 130 NOR",
    "Norway imposed sanctions on nine Chileans. Chile said that it would respond in kind.": "CHL 130 NOR",
    "Norway asked Chile to release a trawler. Chilean officials declined to do so.": "CHLGOV 120 NOR",
}


@pytest.mark.parametrize("text", ANSWERED)
def test_who_is_answered_with_a_threat_or_a_refusal(coder: Coder, text: str) -> None:
    assert ANSWERED[text] in {str(e) for e in coder.code(text)}


def test_where_the_family_name_stands_first_it_is_the_first_word(coder: Coder) -> None:
    told = "South Korean Foreign Minister Park Hae-jin visited Lima. Park praised Peru."
    assert "KORGOV 051 PER" in {str(e) for e in coder.code(told)}
