"""Discards: what is left out, and what must not be because it may hold a political event."""

from __future__ import annotations

import pytest

from diplocode.coding.story import Phrases, discard
from diplocode.lexicon import Lexicon
from diplocode.syntax import split, tokenize


@pytest.fixture(scope="module")
def phrases() -> Phrases:
    return Phrases.of(Lexicon.bundled())


def left_out(phrases: Phrases, text: str) -> str:
    """The phrase that leaves a sentence out, "" if none does."""
    (span,) = split(text)
    hit = discard(phrases.find([token.text for token in tokenize(text, span)]))
    return hit.phrase if hit else ""


@pytest.mark.parametrize(
    "text",
    [
        "In tennis, the Chilean beat the Peruvian in straight sets.",
        "In association football, Ghana defeated Togo on penalties.",
        "Kenya beat Uganda in the Formula One Grand Prix of Wales.",
        "Norway crushed Denmark in the first semi-final.",
        "The Bolivian poet's debut album went on sale in Lima.",
        "A Mongolian film won the Golden Bear.",
        "A 6.1-magnitude earthquake shook northern Chile.",
        "A tropical storm killed four people in Belize.",
        "A Peruvian bus falls off a bridge, killing nine Chileans.",
        "Six Togolese miners die in an explosion in a coal mine in Ghana.",
        "The former president of Malawi dies at the age of 91.",
        "The Peruvian stock index lost 40 basis points.",
    ],
)
def test_what_is_no_political_event_is_left_out(phrases, text):
    assert left_out(phrases, text)


@pytest.mark.parametrize(
    "text",
    [
        "Senegal dropped a barrel bomb on a Gambian village.",
        "Ten people were shot in Manchester, United Kingdom.",
        "Governor Pritzker sent the National Guard to the border.",
        "Tonga banned flights from Fiji over a new variant of SARS-CoV-2.",
        "Norway deported a Belarusian tennis player.",
        "A Chilean court jailed the Peruvian basketball player for smuggling.",
        "Gunmen attacked the bus of the Malian team on its way to the Africa Cup of Nations.",
        "Police killed two protesters in Lima during a heatwave.",
        "Thousands protested against the United States after a car accident in Kabul.",
        "Iceland boycotts Eurovision over the war.",
        "Police arrested a man wanted for the train derailment in Gujarat.",
        "Ecuador boycotted the Olympic Games in Paraguay.",
        "FIFA suspended Bosnia over its law on football.",
        "Russian singers were jailed for mocking the president.",
        "The rebels say that they shot down the helicopter that crashed in Kunar.",
        "Chile marked the anniversary of the coup with protests against the army.",
    ],
)
def test_what_may_be_a_political_event_is_kept(phrases, text):
    assert left_out(phrases, text) == ""


def issues(phrases: Phrases, text: str) -> set[str]:
    (span,) = split(text)
    return {hit.code for hit in phrases.find([token.text for token in tokenize(text, span)]) if hit.code}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Chad was hit by a drone strike.", "DRONES"),
        ("Peru declared a state of emergency in Cusco.", "EMERGENCY"),
        ("Mali and Niger broke off talks on a free trade agreement.", "TRADE"),
        ("Hackers hacked the website of the Norwegian parliament.", "CYBER"),
        ("Catalan parties demand independence.", "INDEPENDENCE"),
    ],
)
def test_a_sentence_is_counted_for_its_issue(phrases, text, code):
    assert code in issues(phrases, text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The strike was reported by Syrian state media.", "MEDIA"),
        ("Two villagers were hacked to death in Kenya.", "CYBER"),
        ("A fire broke out at Independence High School.", "INDEPENDENCE"),
        ("Gunmen attacked a military base in Mali.", "ALLIANCES"),
        ("The club ended its title drought.", "ENVIRONMENT"),
        ("The church asked for a new start.", "NUCLEAR"),
        ("The Pittsburgh Pirates lost.", "PIRACY"),
    ],
)
def test_a_sentence_is_not_counted_for_what_only_sounds_like_its_issue(phrases, text, code):
    assert code not in issues(phrases, text)


def test_marked_forms_of_an_issue_list_count():
    """Lists made for PETRARCH-2 write n: for a noun's two numbers, v: for a verb's forms, + for a joint."""
    phrases = Phrases.of(
        Lexicon.from_text(issues="n:tariff [TRADE]\nv:evict [HOUSING]\nfree+trade [TRADE]\n")
    )
    for text in ("Peru lifted tariffs.", "Chile praised free-trade.", "Chile praised free trade."):
        assert issues(phrases, text) == {"TRADE"}
    assert issues(phrases, "Police evicted squatters.") == {"HOUSING"}
