"""The dictionaries of organisations, groups, firms, media, peoples, agents, discards and issues."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from diplocode import resources
from diplocode.cameo.countries import COUNTRIES, FORMER_COUNTRIES
from diplocode.lexicon import Lexicon
from diplocode.lexicon.compile import ActorIndex, AgentIndex, PhraseTrie, Words, codes_on, normalise

ACTOR_FILES = ("organisations", "groups", "firms", "media", "society")


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    folder = Path(resources.dictionaries())
    actors = [folder / "actors" / f"{name}.actors.txt" for name in ACTOR_FILES]
    rest = [
        path for kind in ("agents", "discards", "issues") for path in sorted((folder / kind).glob("*.txt"))
    ]
    return Lexicon.from_files(*actors, *rest)


@pytest.fixture(scope="module")
def actors(lexicon: Lexicon) -> ActorIndex:
    return ActorIndex(lexicon.actors)


@pytest.fixture(scope="module")
def agents(lexicon: Lexicon) -> AgentIndex:
    return AgentIndex(lexicon.agents)


def code_of(actors: ActorIndex, text: str, day: date | None) -> str:
    """The code of a phrase that must match as a whole."""
    words = Words(text.split())
    match = actors.find(words, 0)
    assert match is not None, text
    assert match.end == len(words.tokens), f"{text}: only {match.phrase} matches"
    found = codes_on(match.entry, day)
    assert found, f"{text} has no code on {day}"
    return found[0]


def test_files_read_without_a_fault(lexicon: Lexicon) -> None:
    assert [str(problem) for problem in lexicon.problems] == []


def test_counts(lexicon: Lexicon) -> None:
    """How many entries of each kind; a person with dates in office is no organisation."""

    def entries(file: str, prefix: str) -> list[str]:
        return [
            entry.name
            for entry in lexicon.actors
            if Path(str(entry.where)).name.startswith(file)
            and all(code.start is None and code.end is None for code in entry.codes)
            and entry.codes[0].code.startswith(prefix)
        ]

    assert len(entries("organisations", "IGO")) >= 400
    assert len(entries("organisations", "NGO")) >= 200
    assert len([e for e in lexicon.actors if Path(str(e.where)).name.startswith("groups")]) >= 300
    firms_and_media = [e for e in lexicon.actors if Path(str(e.where)).name.startswith(("firms", "media"))]
    assert len(firms_and_media) >= 150
    assert len(lexicon.agents) >= 700
    assert len(lexicon.discards) >= 500
    assert len({entry.code for entry in lexicon.issues}) >= 30


@pytest.mark.parametrize(
    ("text", "day", "code"),
    [
        ("NATO", None, "IGOWSTNAT"),
        ("North Atlantic Treaty Organization", None, "IGOWSTNAT"),
        ("U.N. Security Council", None, "IGOUNO"),
        ("European Commission", None, "IGOEUREEC"),
        ("ECOWAS", None, "IGOWAFBUSWAS"),
        ("Médecins Sans Frontières", None, "NGOHLHMSF"),
        ("Amnesty International", None, "NGOHRIAMN"),
        ("MONUSCO", None, "IGOUNO"),
        ("Daesh", None, "IMGMUSISI"),
        ("al-Qaeda", None, "IMGMUSALQ"),
        ("Al Qaida", None, "IMGMUSALQ"),
        ("Hezbollah", None, "LBNREB"),
        ("Hizbullah", None, "LBNREB"),
        ("Polisario Front", None, "NAFREB"),
        ("Al-Aqsa Martyrs' Brigades", None, "MEAREB"),
        ("Kofi Annan", date(2003, 5, 2), "IGOUNO"),
        ("Kofi Annan", date(2010, 5, 2), "ELI"),
        ("Javier Solana", date(2005, 6, 1), "IGOEUREEC"),
        ("Mohamed ElBaradei", date(2006, 6, 1), "IGOUNOIAE"),
        ("Mohamed ElBaradei", date(2011, 2, 1), "EGYOPP"),
        ("Taliban", date(2000, 3, 1), "AFGGOV"),
        ("Taliban", date(2010, 3, 1), "AFGREB"),
        ("Taliban", date(2021, 8, 14), "AFGREB"),
        ("Taliban", date(2021, 8, 15), "AFGGOV"),
        ("Law and Justice", date(2010, 1, 1), "POLOPP"),
        ("Law and Justice", date(2018, 1, 1), "POLGOV"),
        ("Kuomintang", date(2004, 1, 1), "TWNOPP"),
        ("Bharatiya Janata Party", date(2016, 1, 1), "INDGOV"),
        ("Democratic Unionist Party", None, "GBRPTY"),
        ("Rapid Support Forces", date(2020, 1, 1), "SDNMIL"),
        ("Rapid Support Forces", date(2024, 1, 1), "SDNREB"),
        ("Gazprom", None, "RUSBUS"),
        ("Boeing", None, "USABUS"),
        ("Xinhua News Agency", None, "CHNMED"),
        ("Yazidis", None, "IRQYZD"),
        ("Tibetans", None, "CHNTIB"),
        ("Pope Francis", date(2015, 1, 1), "VATGOV"),
    ],
)
def test_actor_has_the_code_of_the_day(actors: ActorIndex, text: str, day: date | None, code: str) -> None:
    assert code_of(actors, text, day) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ambassador", "~GOV"),
        ("chargé d'affaires", "~GOV"),
        ("consuls general", "~GOV"),
        ("Ministry of Foreign Affairs", "~GOV"),
        ("spokeswoman", "~GOV"),
        ("warships", "~MIL"),
        ("peacekeepers", "~MIL"),
        ("policemen", "~COP"),
        ("security forces", "~COP"),
        ("spies", "~SPY"),
        ("attorneys general", "~JUD"),
        ("MPs", "~LEG"),
        ("anti-government protesters", "~OPP"),
        ("separatists", "~REB"),
        ("gunmen", "~UAF"),
        ("drug traffickers", "~CRM"),
        ("journalists", "~MED"),
        ("women", "~CVL"),
        ("settlers", "~CVL"),
        ("asylum seekers", "~REF"),
        ("farmers", "~AGR"),
        ("former foreign minister", "~ELI"),
        ("Shi'ites", "~MOSSHI"),
    ],
)
def test_agent(agents: AgentIndex, text: str, code: str) -> None:
    words = Words(text.split())
    match = agents.find(words, 0)
    assert match is not None
    assert match.end == len(words.tokens)
    assert match.entry.code == code


def test_no_agent_phrase_has_two_codes(lexicon: Lexicon) -> None:
    codes: dict[tuple[str, ...], set[str]] = {}
    for entry in lexicon.agents:
        for phrase in entry.phrases():
            codes.setdefault(normalise(phrase), set()).add(entry.code)
    assert {phrase: found for phrase, found in codes.items() if len(found) > 1} == {}


def test_no_actor_phrase_has_two_codes_on_one_day(lexicon: Lexicon) -> None:
    entries: dict[tuple[str, ...], list[int]] = {}
    for number, entry in enumerate(lexicon.actors):
        for name in (entry.name, *(synonym for synonym, _ in entry.synonyms)):
            entries.setdefault(normalise(name), []).append(number)
    clashes = []
    for phrase, numbers in entries.items():
        for day in (date(2001, 6, 1), date(2008, 6, 1), date(2015, 6, 1), date(2022, 6, 1)):
            found = {codes_on(lexicon.actors[n], day)[:1] for n in set(numbers)} - {()}
            if len(found) > 1:
                clashes.append((" ".join(phrase), day, found))
    assert clashes == []


def test_terms_of_one_entry_do_not_overlap(lexicon: Lexicon) -> None:
    faults = []
    for entry in lexicon.actors:
        dated = [code for code in entry.codes if code.start or code.end]
        for first, second in pairwise(dated):
            starts = [code.start or date.min for code in (first, second)]
            ends = [code.end or date.max for code in (first, second)]
            if max(starts) <= min(ends):
                faults.append((entry.name, first.code, second.code))
    assert faults == []


def parts_in_docs() -> set[str]:
    page = Path(__file__).parents[1] / "docs" / "actor-codes.md"
    return set(re.findall(r"^\| `([A-Z]{3})` \|", page.read_text(encoding="utf-8"), re.MULTILINE))


def test_every_part_of_a_code_is_a_state_or_documented(lexicon: Lexicon) -> None:
    known = parts_in_docs() | COUNTRIES | FORMER_COUNTRIES
    codes = {code.code for entry in lexicon.actors for code in entry.codes}
    codes |= {entry.code.strip("~") for entry in lexicon.agents}
    assert {code for code in codes if len(code) % 3} == set()
    unknown = {code[i : i + 3] for code in codes for i in range(0, len(code), 3)} - known - {"---"}
    assert unknown == set()


@pytest.fixture(scope="module")
def discards(lexicon: Lexicon) -> PhraseTrie[str]:
    trie: PhraseTrie[str] = PhraseTrie()
    for entry in lexicon.discards:
        trie.add(entry.phrase, entry.phrase)
    return trie


def is_discarded(trie: PhraseTrie[str], sentence: str) -> bool:
    words = [word for token in sentence.split() for word in normalise(token)]
    return any(trie.longest(words, start) for start in range(len(words)))


@pytest.mark.parametrize(
    "sentence",
    [
        "Norrland beat Sudania on penalties in the quarter-final after extra time.",
        "The actress wins an Academy Award for her role in a war drama.",
        "The former tax inspector dies at the age of 91.",
        "A tropical storm makes landfall near the port.",
        "Shares rally as the Dow Jones Industrial Average passes a round number.",
    ],
)
def test_discarded(discards: PhraseTrie[str], sentence: str) -> None:
    assert is_discarded(discards, sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Canada announces a diplomatic boycott of the Winter Olympics.",
        "Italy bars athletes of three states from the World Cup over the war.",
        "The party wins the election in a landslide and the old president concedes.",
        "Kenya expels two diplomats after the death of a consular officer.",
        "Japan sends rescue teams to Nepal after the earthquake.",
        "The foreign ministry summons the ambassador over remarks on the anniversary of the war.",
    ],
)
def test_political_news_is_kept(discards: PhraseTrie[str], sentence: str) -> None:
    assert not is_discarded(discards, sentence)


def test_issues_cover_what_researchers_ask_for(lexicon: Lexicon) -> None:
    codes = {entry.code for entry in lexicon.issues if not entry.ignore}
    wanted = {
        "HUMAN_RIGHTS",
        "NUCLEAR",
        "MIGRATION",
        "ELECTIONS",
        "TRADE",
        "TERRORISM",
        "CLIMATE",
        "HEALTH",
        "TERRITORY",
        "ESPIONAGE",
    }
    assert wanted <= codes
