"""The bundled dictionaries of states and people: complete, dated, without two answers for one day."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from types import ModuleType

import pytest

from diplocode import resources
from diplocode.cameo import COUNTRIES, country_of
from diplocode.lexicon import Lexicon
from diplocode.lexicon.compile import ActorIndex, Words
from diplocode.lexicon.entries import ActorEntry

FILES = ("states", "organs", "regions", "cities", "leaders", "ministers")
# Nobody lives there, or their word is another state's ("Dominican").
WITHOUT_PEOPLE = set("ATA ATF BLM BVT DMA HMD MAF SGS SJM SPM UMI".split())
# No capital, or one that has the state's own name.
WITHOUT_CAPITAL = set("ATA BVT CCK CXR GIB HKG HMD MAC MSR NFK SGP SMR SPM STP TKL UMI VAT".split())


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    folder = resources.dictionaries() / "actors"
    return Lexicon.from_files(*(folder / f"{name}.actors.txt" for name in FILES), strict=True)


@pytest.fixture(scope="module")
def index(lexicon: Lexicon) -> ActorIndex:
    return ActorIndex(lexicon.actors)


@pytest.fixture(scope="module")
def build() -> Iterator[dict[str, ModuleType]]:
    folder = str(resources.dictionaries() / "build")
    sys.path.insert(0, folder)
    yield {name: importlib.import_module(name) for name in ("names", "build_states", "build_leaders")}
    sys.path.remove(folder)


def code(index: ActorIndex, text: str, day: str) -> str | None:
    """What the whole of `text` names on a day."""
    words = text.split()
    for match in index.all_at(Words(words), 0):
        if match.end == len(words):
            for dated in match.entry.codes:
                if dated.holds(date.fromisoformat(day)):
                    return dated.code
    return None


def test_every_country_has_an_entry(lexicon: Lexicon) -> None:
    states = {c.code for e in lexicon.actors if "states" in e.where.path for c in e.codes}
    assert COUNTRIES - states == set()


def test_every_country_has_name_nationality_and_capital(
    index: ActorIndex, build: dict[str, ModuleType]
) -> None:
    split = build["names"].split
    for row in build["build_states"].rows("countries.tsv"):
        state = row["code"]
        if state not in COUNTRIES:
            continue
        assert row["adjectives"] or state in WITHOUT_PEOPLE, f"{row['name']} has no nationality word"
        assert row["capitals"] or state in WITHOUT_CAPITAL, f"{row['name']} has no capital"
        for word in (row["name"], *split(row["adjectives"]), *split(row["capitals"])):
            assert code(index, word, "2015-06-01") == state, word


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        ("U.S.", "2010-01-01", "USA"),
        ("Türkiye", "2023-01-01", "TUR"),
        ("Swaziland", "2005-01-01", "SWZ"),
        ("Czechia", "2020-01-01", "CZE"),
        ("Burma", "2003-01-01", "MMR"),
        ("South Sudan", "2011-07-08", "SDNSSD"),
        ("South Sudan", "2011-07-09", "SSD"),
        ("Yugoslavia", "2002-12-31", "YUG"),
        ("Serbia and Montenegro", "2005-01-01", "SCG"),
        ("Republic of the Congo", "2015-01-01", "COG"),
        ("DR Congo", "2015-01-01", "COD"),
        ("Persian Gulf", "2015-01-01", "---"),
        ("Kremlin", "2015-01-01", "RUSGOV"),
        ("Élysée", "2015-01-01", "FRAGOV"),
        ("U.S. State Department", "2015-01-01", "USAGOV"),
        ("Verkhovna Rada", "2015-01-01", "UKRLEG"),
        ("Shin Bet", "2015-01-01", "ISRSPY"),
        ("Abkhazia", "2015-01-01", "GEOABK"),
        ("Aleppo", "2015-01-01", "SYR"),
    ],
)
def test_states_and_their_organs(index: ActorIndex, text: str, day: str, expected: str) -> None:
    assert code(index, text, day) == expected


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        ("Nicolas Sarkozy", "2010-01-01", "FRAGOV"),
        ("Nicolas Sarkozy", "2013-01-01", "FRAELI"),
        ("Sarkozy's", "2010-01-01", "FRAGOV"),
        ("Angela Merkel", "2005-11-21", "DEUELI"),
        ("Merkel", "2005-11-22", "DEUGOV"),
        ("Trump", "2021-01-19", "USAGOV"),
        ("Trump", "2022-01-01", "USAELI"),
        ("Trump", "2025-02-01", "USAGOV"),
        ("Xi Jinping", "2016-01-01", "CHNGOV"),
        ("Xi", "2016-01-01", "CHNGOV"),
        ("Kim Jong Un", "2018-06-12", "PRKGOV"),
        ("Volodymyr Zelenskyy", "2022-03-01", "UKRGOV"),
        ("Zelensky", "2019-05-19", "UKRELI"),
        ("Gaddafi", "2005-01-01", "LBYGOV"),
        ("Moammar Gadhafi", "2005-01-01", "LBYGOV"),
        ("Recep Tayyip Erdoğan", "2020-01-01", "TURGOV"),
        ("Alyaksandr Lukashenka", "2020-01-01", "BLRGOV"),
        ("MBS", "2018-10-02", "SAUGOV"),
        ("Sergey Lavrov", "2022-02-24", "RUSGOV"),
        ("Sergei Shoigu", "2022-02-24", "RUSGOVMIL"),
        ("Sergei Shoigu", "2024-06-01", "RUSGOV"),
        ("Condoleezza Rice", "2006-01-01", "USAGOV"),
        ("Clinton", "2000-01-01", "USAGOV"),
        ("Clinton", "2005-01-01", "USALEG"),
        ("Clinton", "2010-01-01", "USAGOV"),
        ("Bashar al-Assad", "2025-01-01", "SYRELI"),
        ("Juan Guaidó", "2019-05-01", "VENOPP"),
    ],
)
def test_people_by_date(index: ActorIndex, text: str, day: str, expected: str) -> None:
    assert code(index, text, day) == expected


@pytest.mark.parametrize(
    "name", ["May", "Brown", "Johnson", "Kim", "Khan", "Singh", "Rice", "Gates", "Rodriguez"]
)
def test_common_family_names_name_nobody(index: ActorIndex, name: str) -> None:
    assert code(index, name, "2017-01-01") is None


def _spans(entry: ActorEntry) -> list[tuple[date, date]]:
    return sorted((c.start or date.min, c.end or date.max) for c in entry.codes)


def test_an_entry_has_one_code_a_day(lexicon: Lexicon) -> None:
    for entry in lexicon.actors:
        for (_, end), (start, _) in pairwise(_spans(entry)):
            assert end < start, f"{entry.where}: {entry.name} has two codes on {start}"


def test_a_phrase_has_one_code_a_day(lexicon: Lexicon) -> None:
    held: dict[str, list[ActorEntry]] = {}
    for entry in lexicon.actors:
        for phrase in {entry.name, *(synonym for synonym, _ in entry.synonyms)}:
            held.setdefault(phrase.rstrip("_"), []).append(entry)
    for phrase, entries in held.items():
        spans = sorted(span for entry in entries for span in _spans(entry))
        assert all(end < start for (_, end), (start, _) in pairwise(spans)), phrase


def test_codes_begin_with_a_state_or_region(lexicon: Lexicon, build: dict[str, ModuleType]) -> None:
    regions = {row["code"] for row in build["build_states"].rows("regions.tsv")}
    bodies = {"IGO", "NGO"}  # a head of state who later led an organisation
    for entry in lexicon.actors:
        for dated in entry.codes:
            assert country_of(dated.code) or dated.code[:3] in regions | bodies, (
                f"{entry.where}: {dated.code}"
            )


def test_one_head_of_government_at_a_time(build: dict[str, ModuleType]) -> None:
    """No two people hold one office on a day, except where the table says so with + or an end of its own."""
    leaders = build["build_leaders"]
    holders: dict[tuple[str, str], list[tuple[date, date, str]]] = {}
    for person in leaders.gather():
        for term in person.terms:
            holders.setdefault((person.state, term.office), []).append((term.start, term.end, person.name))
    for state, office in (("FRA", "president"), ("GBR", "premier"), ("RUS", "president"), ("JPN", "premier")):
        terms = sorted(holders[state, office])
        assert all(a[1] <= b[0] for a, b in pairwise(terms)), (state, office)
        day = date(2000, 1, 1)
        while day < date(2026, 1, 1):
            assert any(start <= day < end for start, end, _ in terms), f"{state}: no {office} on {day}"
            day += timedelta(days=30)


def test_leaders_of_all_states(build: dict[str, ModuleType]) -> None:
    """Every state whose government is its own has someone in office in every year since 2000."""
    leaders = build["build_leaders"]
    own = {person.state[:3] for person in leaders.gather() if person.is_head}
    dependent = {row["code"] for row in build["build_states"].rows("countries.tsv")} - own
    assert {"USA", "TUV", "NRU", "XKX", "PSE", "TWN", "SSD", "TLS", "AND"} <= own
    assert dependent.isdisjoint(
        {"MCO", "LIE", "SMR", "VAT", "TON", "WSM", "PLW", "FSM", "MHL", "KIR"} - {"SMR"}
    )


def test_a_table_that_can_not_be_read_names_its_line(
    build: dict[str, ModuleType], monkeypatch: pytest.MonkeyPatch, tmp_path
) -> None:
    leaders = build["build_leaders"]
    (tmp_path / "facts").mkdir()
    (tmp_path / "facts" / "bad.txt").write_text("FRA president: 20070516 A Name, 2012 B Name\n# x\n")
    monkeypatch.setattr(leaders, "HERE", tmp_path)
    people: dict = {}
    with pytest.raises(ValueError, match=r"bad.txt:1: .*2012 B Name"):
        leaders.read_terms("bad.txt", people)


def test_generated_states_are_up_to_date(build: dict[str, ModuleType]) -> None:
    text = (resources.dictionaries() / "actors" / "states.actors.txt").read_text(encoding="utf-8")
    assert build["build_states"].build_states() == text, "run dictionaries/build/build_states.py"
