"""Which words make an event an expulsion, a recall ...; and which do not."""

from __future__ import annotations

import pytest

from diplocode.tables.acts import ACTS, act_of

MUST = [
    ("161", "expelled eight diplomats", "expulsion"),
    ("161", "declared the consul persona non grata", "expulsion"),
    ("161", "gave the attaches 72 hours to leave the country", "expulsion"),
    ("161", "kicked out the ambassador", "expulsion"),
    ("161", "the expulsion of two staff members of the embassy", "expulsion"),
    ("161", "recalled its ambassador over a vote on recognising the massacre", "recall"),
    ("161", "withdrew its diplomats from Lima", "recall"),
    ("110", "summoned its ambassador to Fiji", "recall"),
    ("161", "ordered the evacuation of the staff of its embassy", "recall"),
    ("161", "closed its embassy in Quito", "closure"),
    ("161", "the closure of the consulate in Cork", "closure"),
    ("161", "cut off diplomatic relations with Fiji", "severance"),
    ("161", "suspended the work of its embassy", "suspension"),
    ("161", "downgraded ties to the level of charge d'affaires", "downgrade"),
    ("161", "withdrew its recognition of the island", "derecognition"),
    ("161", "switches diplomatic recognition to the neighbour", "derecognition"),
    ("161", "Fiji's removal of Peru's ambassador", "expulsion"),
    # The words that come first tell the act, not those of a clause behind them.
    ("161", "recalled its envoy from the island, where the ousted king lives", "recall"),
    ("161", "severs ties with Palau, reducing to six the states that it deals with", "severance"),
    ("161", "suspends relations with Peru after its president recognises the junta", "suspension"),
    ("054", "establishes relations with Palau, which brings it wider recognition", "establishment"),
    ("110", "summoned the Danish ambassador", "summons"),
    ("163", "imposed sanctions on two ministries", "sanctions"),
    ("163", "sanctioned the general", "sanctions"),
    ("163", "froze the assets of the ruling family", "sanctions"),
    ("163", "banned four senators from entering the country", "sanctions"),
    ("050", "reopened its embassy in Oslo", "reopening"),
    ("050", "returned its ambassador to Oslo", "return"),
    ("050", "restored full diplomatic relations", "restoration"),
    ("054", "recognised the new republic", "recognition"),
    ("054", "established diplomatic relations with Bhutan", "establishment"),
]
MUST_NOT = [
    ("161", "ordered dependents of its staff out of the capital", "expulsion"),
    ("161", "expelled from the customs union", "expulsion"),
    ("161", "withdraws its invitation to the envoy", "recall"),
    ("161", "withdraws a company from a NATO mission", "closure"),
    ("161", "withdrawing from the Fisheries Commission", "closure"),
    ("161", "ordered some diplomatic staff to leave Chad", "expulsion"),
    ("161", "cancels a meeting after the islands cut ties with Taiwan", "severance"),
    ("161", "breaking the norms of international relations", "severance"),
    ("163", "agreed on a package of incentives and sanctions", "sanctions"),
    ("163", "orders sanctions on Peru to be lifted", "sanctions"),
    ("163", "bans Peruvians from entering the old town", "sanctions"),
    ("163", "imposes sanctions on the foreign-held peninsula", "sanctions"),
    ("054", "recognises the independence of the breakaway province", "recognition"),
    ("054", "UNESCO recognition", "recognition"),
    ("163", "raised tariffs on cheese", "sanctions"),
    ("163", "extended sanctions relief", "sanctions"),
    ("163", "blacklisted the islands as tax havens", "sanctions"),
    ("054", "recognised the neighbour's sovereignty over the islands", "recognition"),
    ("163", "in breach of United Nations sanctions", "sanctions"),
    ("163", "discussed imposing sanctions", "sanctions"),
    ("054", "recognised the city as the capital", "recognition"),
    ("054", "recognised a currency of its own as legal tender", "recognition"),
    ("054", "switched recognition from one island to another", "recognition"),
    ("050", "upgrade relations with Chile", "restoration"),
    ("050", "delayed the return of its ambassador", "return"),
    ("042", "restored full diplomatic relations", "restoration"),
]


@pytest.mark.parametrize(("code", "text", "act"), MUST)
def test_these_words_are_the_act(code, text, act):
    assert act_of(code, text) == act


@pytest.mark.parametrize(("code", "text", "act"), MUST_NOT)
def test_these_words_are_not(code, text, act):
    assert act_of(code, text) != act


@pytest.mark.parametrize(
    "before",
    [
        "Peru no longer ",
        "which does not ",
        "a bid to ",
        "ministers discuss ",
        "Peru and Chile hold talks in Lima on ",
        "Peru goes on despite being ",
        "more than six years after it ",
        "Peru has no ties with Chile nor ",
        "it will take time in order to ",
        "a step towards ",
        "France will present a draft resolution to the council ",
    ],
)
def test_what_is_held_back_is_no_act(before):
    assert act_of("163", "imposing sanctions on Chile", before) is None
    assert act_of("163", "imposing sanctions on Chile", "The resolution, ") == "sanctions"


def test_a_passive_verb_is_read_with_what_it_is_said_of():
    assert act_of("161", "closed after a shell lands near by", "The embassy of Peru in Oslo is ") == "closure"
    assert act_of("161", "closed after a shell lands near by", "The harbour of Oslo is ") is None


def test_every_act_has_an_example_and_no_words_are_no_act():
    assert {act for _, _, act in MUST} == set(ACTS)
    assert act_of("161", None) is None
    assert act_of("161", "") is None
